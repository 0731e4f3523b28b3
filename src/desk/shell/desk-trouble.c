/* desk-trouble.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-shell"

#include "config.h"

#include <gio/gio.h>

#include "dt-engine-port.h"
#include "dt-market-store.h"
#include "dt-owner-lock.h"
#include "dt-tape-loader.h"

#include "desk-trouble.h"

#define REPLAY_MONEY \
  "Only the demo account trades here, and that is play money: nothing real is at risk."

static const DeskTrouble owned = {
  "changes-prevent-symbolic", "The Data Is in Use",
  "Another program owns the data directory and does not answer.",
  "If it is trading the demo account, it goes on doing so. " REPLAY_MONEY,
  "Close the other DayTrader or stop its engine, then try again. "
  "If it hangs, end its process: the run is recovered at the next start.",
  TRUE,
};

static const DeskTrouble unwritable = {
  "changes-prevent-symbolic", "The Data Directory Cannot Be Written",
  "The directory cannot be made or changed by you.",
  "No run can go on, because every order is written down before it is sent. " REPLAY_MONEY,
  "Give yourself permission to write the directory, or start DayTrader with --data-dir and another "
  "one.",
  TRUE,
};

static const DeskTrouble corrupt = {
  "dialog-error-symbolic", "The Records Are Damaged",
  "A database of the data directory does not hold what it should.",
  "Nothing was changed, and nothing trades on damaged records. " REPLAY_MONEY,
  "Move the damaged file out of the directory and put a copy of it back, if you have one. Without "
  "it DayTrader begins anew: the demo market is imported again and earlier runs are not listed.",
  TRUE,
};

static const DeskTrouble newer = {
  "software-update-available-symbolic", "The Records Are From a Newer Version",
  "A newer version of DayTrader has written this data directory, and this one cannot read it.",
  "Nothing was changed. " REPLAY_MONEY,
  "Start the newer version, or start this one with --data-dir and another directory.",
  TRUE,
};

static const DeskTrouble full = {
  "drive-harddisk-symbolic", "The Disk Is Full",
  "There is no room for the records of the run.",
  "What was written before is kept, and nothing trades without records. " REPLAY_MONEY,
  "Free some space, 100 MB are plenty, then try again.",
  TRUE,
};

static const DeskTrouble no_pack = {
  "dialog-warning-symbolic", "The Demo Market Is Missing",
  "The history that comes with DayTrader is not where it was installed.",
  "There is nothing to trade, so no money moves. " REPLAY_MONEY,
  "Install DayTrader again. When you run it from its source tree, set DAYTRADER_SHARE_DIR to the "
  "folder “data” in it.",
  TRUE,
};

static const DeskTrouble other = {
  "dialog-error-symbolic", "DayTrader Could Not Begin",
  "The data directory could not be opened.",
  "Nothing trades now; what was recorded before is kept. " REPLAY_MONEY,
  "Try again. If it stays that way, the details below say what stands in the way.",
  TRUE,
};

static const DeskTrouble lost = {
  "network-offline-symbolic", "The Engine Went Away",
  "The engine that owns the data directory has ended, or does not answer any more.",
  "All that happened until then is in its records; a run that was cut off waits, paused, for the "
  "next start. " REPLAY_MONEY,
  "Reconnect: if no engine runs, DayTrader starts one and takes the run up again.",
  TRUE,
};

static const DeskTrouble *
find_store_trouble (int code)
{
  switch (code)
    {
    case DT_STORE_ERROR_OPEN:
    case DT_STORE_ERROR_READ_ONLY:
      return &unwritable;
    case DT_STORE_ERROR_NEWER:
      return &newer;
    case DT_STORE_ERROR_CORRUPT:
    case DT_STORE_ERROR_VALUE:
      return &corrupt;
    case DT_STORE_ERROR_FULL:
      return &full;
    case DT_STORE_ERROR_BUSY:
      return &owned;
    default:
      return &other;
    }
}

static const DeskTrouble *
find_file_trouble (int code)
{
  switch (code)
    {
    case G_IO_ERROR_PERMISSION_DENIED:
    case G_IO_ERROR_READ_ONLY:
    case G_IO_ERROR_NOT_DIRECTORY:
    case G_IO_ERROR_EXISTS:
      return &unwritable;
    case G_IO_ERROR_NO_SPACE:
      return &full;
    case G_IO_ERROR_TIMED_OUT:
      return &owned;
    default:
      return &other;
    }
}

/* Where GLib says it as errno does. */
static int
translate_file_error (int code)
{
  switch (code)
    {
    case G_FILE_ERROR_ACCES:
    case G_FILE_ERROR_PERM:
      return G_IO_ERROR_PERMISSION_DENIED;
    case G_FILE_ERROR_ROFS:
      return G_IO_ERROR_READ_ONLY;
    case G_FILE_ERROR_NOTDIR:
      return G_IO_ERROR_NOT_DIRECTORY;
    case G_FILE_ERROR_EXIST:
      return G_IO_ERROR_EXISTS;
    case G_FILE_ERROR_NOSPC:
      return G_IO_ERROR_NO_SPACE;
    default:
      return G_IO_ERROR_FAILED;
    }
}

const DeskTrouble *
desk_trouble_find (const GError *error)
{
  if (error == NULL)
    return &other;
  if (error->domain == DT_STORE_ERROR)
    return find_store_trouble (error->code);
  if (error->domain == DT_OWNER_ERROR)
    return error->code == DT_OWNER_ERROR_OWNED ? &owned : &unwritable;
  if (error->domain == DT_PORT_ERROR)
    return error->code == DT_PORT_ERROR_CLOSED ? &lost : &owned;
  if (g_error_matches (error, DT_FEED_ERROR, DT_FEED_ERROR_NO_PACK))
    return &no_pack;
  if (error->domain == G_IO_ERROR)
    return find_file_trouble (error->code);
  if (error->domain == G_FILE_ERROR)
    return find_file_trouble (translate_file_error (error->code));

  return &other;
}

const DeskTrouble *
desk_trouble_lost (void)
{
  return &lost;
}
