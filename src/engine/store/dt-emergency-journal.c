/* dt-emergency-journal.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-store"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <zlib.h>

#include "dt-emergency-journal.h"

/* Slots of 128 bytes, numbers of 64 bits, least byte first. Slot 0: the letters of MAGIC, the
 * generation. The others: CRC-32 of what follows, generation, place, the record. A record counts
 * when its generation is that of slot 0, so that clearing is one write of 8 bytes. */
#define MAGIC     G_GUINT64_CONSTANT (0x31524A4D45544400) /* "\0DTEMJR1" */
#define SLOT_SIZE 128
#define N_SLOTS   (DT_EMERGENCY_JOURNAL_MAX_RECORDS + 1)
#define FILE_SIZE (N_SLOTS * SLOT_SIZE)
#define N_WORDS   (SLOT_SIZE / 8)

struct _DtEmergencyJournal
{
  int      fd;
  char    *path;
  guint64  generation;
  guint    n_used;
};

static gboolean
fail (DtEmergencyJournal  *self,
      const char          *what,
      GError             **error)
{
  int saved = errno;
  int code = DT_STORE_ERROR_FAILED;

  if (saved == ENOSPC || saved == EDQUOT || saved == EFBIG)
    code = DT_STORE_ERROR_FULL;
  else if (saved == EROFS)
    code = DT_STORE_ERROR_READ_ONLY;
  else if (self->fd < 0)
    code = DT_STORE_ERROR_OPEN;

  g_set_error (error, DT_STORE_ERROR, code, "The emergency journal %s cannot be %s: %s",
               self->path, what, g_strerror (saved));
  return FALSE;
}

static gboolean
write_slot (DtEmergencyJournal *self,
            guint               slot,
            guint64             words[N_WORDS])
{
  for (guint i = 0; i < N_WORDS; i++)
    words[i] = GUINT64_TO_LE (words[i]);

  return pwrite (self->fd, words, SLOT_SIZE, (off_t) slot * SLOT_SIZE) == SLOT_SIZE;
}

static gboolean
read_slot (DtEmergencyJournal *self,
           guint               slot,
           guint64             words[N_WORDS])
{
  if (pread (self->fd, words, SLOT_SIZE, (off_t) slot * SLOT_SIZE) != SLOT_SIZE)
    return FALSE;

  for (guint i = 0; i < N_WORDS; i++)
    words[i] = GUINT64_FROM_LE (words[i]);

  return TRUE;
}

static guint64
checksum (const guint64 words[N_WORDS])
{
  guint8 bytes[SLOT_SIZE];

  for (guint i = 1; i < N_WORDS; i++)
    {
      guint64 word = GUINT64_TO_LE (words[i]);

      memcpy (bytes + i * 8, &word, 8);
    }

  return crc32 (0, bytes + 8, SLOT_SIZE - 8);
}

static gboolean
write_header (DtEmergencyJournal  *self,
              guint64              generation,
              GError             **error)
{
  guint64 words[N_WORDS] = { MAGIC, generation };

  if (!write_slot (self, 0, words) || fdatasync (self->fd) != 0)
    return fail (self, "written", error);

  self->generation = generation;
  self->n_used = 0;
  return TRUE;
}

/* Zeros in every block, so that no later write needs a new one. */
static gboolean
make_file (DtEmergencyJournal  *self,
           GError             **error)
{
  guint64 zeros[N_WORDS] = { 0 };

  for (guint slot = 0; slot < N_SLOTS; slot++)
    if (!write_slot (self, slot, zeros))
      return fail (self, "written", error);

  return write_header (self, 1, error);
}

static gboolean
parse_record (DtEmergencyJournal *self,
              guint               slot,
              const guint64       words[N_WORDS],
              DtEmergencyRecord  *record)
{
  if (words[0] != checksum (words) || words[1] != self->generation || words[2] != slot
      || words[6] > DT_EMERGENCY_REPLACE || words[8] > G_MAXUINT32
      || words[9] > DT_ORDER_STOP_LIMIT || words[10] > DT_ROLE_FLATTEN)
    return FALSE;

  *record = (DtEmergencyRecord)
    {
      .book = words[3], .step = words[4], .time = words[5], .act = words[6], .order = words[7],
      .instrument = words[8], .type = words[9], .role = words[10], .quantity = words[11],
      .limit = words[12], .stop = words[13],
    };
  return TRUE;
}

/* All records that are whole; appending goes on behind the last of them. */
GArray *
dt_emergency_journal_read (DtEmergencyJournal  *self,
                           GError             **error)
{
  g_autoptr(GArray) records = g_array_new (FALSE, FALSE, sizeof (DtEmergencyRecord));

  for (guint slot = 1; slot < N_SLOTS; slot++)
    {
      DtEmergencyRecord record;
      guint64 words[N_WORDS];

      if (!read_slot (self, slot, words))
        {
          fail (self, "read", error);
          return NULL;
        }
      /* One that was torn by the end of the process was never sent, and has none behind it; one
       * that was damaged later does not take the others with it */
      if (!parse_record (self, slot, words, &record))
        continue;
      g_array_append_val (records, record);
      self->n_used = slot;
    }

  return g_steal_pointer (&records);
}

static gboolean
take_file (DtEmergencyJournal  *self,
           GError             **error)
{
  g_autoptr(GArray) records = NULL;
  guint64 words[N_WORDS];

  self->n_used = 0;
  if (!read_slot (self, 0, words))
    return fail (self, "read", error);

  if (words[0] != MAGIC)
    {
      g_set_error (error, DT_STORE_ERROR, DT_STORE_ERROR_CORRUPT,
                   "%s is no emergency journal: look what it is, then move it away", self->path);
      return FALSE;
    }

  self->generation = words[1];
  records = dt_emergency_journal_read (self, error);

  return records != NULL;
}

DtEmergencyJournal *
dt_emergency_journal_open (const char  *data_dir,
                           GError     **error)
{
  g_autoptr(DtEmergencyJournal) self = g_new0 (DtEmergencyJournal, 1);
  struct stat info;
  gboolean done;

  self->path = g_build_filename (data_dir, "emergency.journal", NULL);
  self->fd = open (self->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->fd < 0 || fstat (self->fd, &info) != 0)
    {
      fail (self, "opened", error);
      return NULL;
    }

  /* Shorter: the process ended, or the disk was full, while it was made; nothing is in it */
  done = info.st_size < FILE_SIZE ? make_file (self, error) : take_file (self, error);

  return done ? g_steal_pointer (&self) : NULL;
}

void
dt_emergency_journal_free (DtEmergencyJournal *self)
{
  if (self == NULL)
    return;

  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  g_free (self);
}

gboolean
dt_emergency_journal_append (DtEmergencyJournal       *self,
                             const DtEmergencyRecord  *record,
                             GError                  **error)
{
  guint slot = self->n_used + 1;
  guint64 words[N_WORDS] = {
    0, self->generation, slot, record->book, record->step, record->time, record->act,
    record->order, record->instrument, record->type, record->role, record->quantity,
    record->limit, record->stop,
  };

  if (slot >= N_SLOTS)
    {
      g_set_error (error, DT_STORE_ERROR, DT_STORE_ERROR_FULL,
                   "The emergency journal %s has taken its %d records", self->path,
                   DT_EMERGENCY_JOURNAL_MAX_RECORDS);
      return FALSE;
    }

  words[0] = checksum (words);
  if (!write_slot (self, slot, words) || fdatasync (self->fd) != 0)
    return fail (self, "written", error);

  self->n_used = slot;
  return TRUE;
}

gboolean
dt_emergency_journal_clear (DtEmergencyJournal  *self,
                            GError             **error)
{
  return write_header (self, self->generation + 1, error);
}
