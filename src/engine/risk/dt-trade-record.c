/* dt-trade-record.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-risk"

#include "config.h"

#include <math.h>

#include "dt-risk-profile.h"
#include "dt-trade-record.h"

#define GROUP      "record"
#define MAX_TRADES 1e8

void
dt_trade_record_add (DtTradeRecord *record,
                     double         result)
{
  if (result > 0.)
    {
      record->n_wins++;
      record->gains += result;
      record->streak = MAX (record->streak, 0) + 1;
    }
  else if (result < 0.)
    {
      record->n_losses++;
      record->losses -= result;
      record->streak = MIN (record->streak, 0) - 1;
    }
  else
    {
      record->n_even++;
      record->streak = 0;
    }
}

/**
 * dt_trade_records_new:
 * @books: their ids, for people: "3;5"
 * @before: no trade that ended later is in them
 *
 * Returns: (transfer full)
 */
GKeyFile *
dt_trade_records_new (const char *books,
                      DtTime      before)
{
  GKeyFile *file = g_key_file_new ();

  g_key_file_set_string (file, GROUP, "books", books);
  g_key_file_set_int64 (file, GROUP, "before", before);

  return file;
}

static void
set_double (GKeyFile   *file,
            const char *group,
            const char *key,
            double      value)
{
  char buf[G_ASCII_DTOSTR_BUF_SIZE];

  g_key_file_set_value (file, group, key, g_ascii_dtostr (buf, sizeof buf, value));
}

void
dt_trade_records_set (GKeyFile            *file,
                      const char          *strategy,
                      const DtTradeRecord *record)
{
  g_key_file_set_uint64 (file, strategy, "wins", record->n_wins);
  g_key_file_set_uint64 (file, strategy, "losses", record->n_losses);
  g_key_file_set_uint64 (file, strategy, "even", record->n_even);
  set_double (file, strategy, "gained", record->gains);
  set_double (file, strategy, "lost", record->losses);
  g_key_file_set_integer (file, strategy, "streak", record->streak);
}

static gboolean
read_number (GKeyFile    *file,
             const char  *group,
             const char  *key,
             double       least,
             double      *number,
             GError     **error)
{
  g_autofree char *text = g_key_file_get_value (file, group, key, NULL);
  char *end = NULL;

  *number = text != NULL ? g_ascii_strtod (text, &end) : NAN;
  if (text != NULL && end != text && *end == '\0' && *number >= least && *number <= MAX_TRADES)
    return TRUE;

  g_set_error (error, DT_RISK_ERROR, DT_RISK_ERROR_PROFILE,
               "The record of earlier trades has “%s” for %s of %s",
               text != NULL ? text : "nothing", key, group);
  return FALSE;
}

gboolean
dt_trade_records_parse (const char     *text,
                        const char     *strategy,
                        DtTradeRecord  *record,
                        GError        **error)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  double wins, losses, even, streak;

  *record = (DtTradeRecord) { 0 };
  if (!g_key_file_load_from_data (file, text, -1, G_KEY_FILE_NONE, NULL)
      || !g_key_file_has_group (file, GROUP))
    {
      g_set_error (error, DT_RISK_ERROR, DT_RISK_ERROR_PROFILE,
                   "The record of earlier trades is no key file with a section [" GROUP "]");
      return FALSE;
    }
  if (g_str_equal (strategy, GROUP) || !g_key_file_has_group (file, strategy))
    return TRUE;
  if (!read_number (file, strategy, "wins", 0., &wins, error)
      || !read_number (file, strategy, "losses", 0., &losses, error)
      || !read_number (file, strategy, "even", 0., &even, error)
      || !read_number (file, strategy, "gained", 0., &record->gains, error)
      || !read_number (file, strategy, "lost", 0., &record->losses, error)
      || !read_number (file, strategy, "streak", -MAX_TRADES, &streak, error))
    return FALSE;

  record->n_wins = (guint) wins;
  record->n_losses = (guint) losses;
  record->n_even = (guint) even;
  record->streak = (int) streak;
  return TRUE;
}
