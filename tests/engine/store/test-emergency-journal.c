/* test-emergency-journal.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "dt-emergency-journal.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("dt-emergency-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "emergency.journal", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_remove (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static DtEmergencyJournal *
open_journal (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  DtEmergencyJournal *journal = dt_emergency_journal_open (fixture->folder, &error);

  g_assert_no_error (error);

  return journal;
}

static DtEmergencyRecord
make_record (guint i)
{
  return (DtEmergencyRecord) { 7, 1000 + i, i * DT_MINUTE, i % 3, i + 1, i % 5, i % 4,
                               DT_ROLE_EXIT + i % 5, -DT_UNITS (i), DT_MONEY_NONE,
                               DT_DOLLARS (100) + i };
}

static void
assert_records (DtEmergencyJournal *journal,
                guint               first,
                guint               n_records)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) records = dt_emergency_journal_read (journal, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, n_records);
  for (guint i = 0; i < n_records; i++)
    {
      const DtEmergencyRecord *a = &g_array_index (records, DtEmergencyRecord, i);
      DtEmergencyRecord b = make_record (first + i);

      g_assert_true (a->book == b.book && a->step == b.step && a->time == b.time
                     && a->act == b.act && a->order == b.order && a->instrument == b.instrument
                     && a->type == b.type && a->role == b.role && a->quantity == b.quantity
                     && a->limit == b.limit && a->stop == b.stop);
    }
}

static void
append (DtEmergencyJournal *journal,
        guint               i)
{
  DtEmergencyRecord record = make_record (i);
  g_autoptr(GError) error = NULL;

  dt_emergency_journal_append (journal, &record, &error);
  g_assert_no_error (error);
}

static void
test_append (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(DtEmergencyJournal) journal = open_journal (fixture);
  g_autoptr(DtEmergencyJournal) again = NULL;

  assert_records (journal, 0, 0);
  for (guint i = 0; i < 10; i++)
    append (journal, i);
  assert_records (journal, 0, 10);
  g_clear_pointer (&journal, dt_emergency_journal_free);

  /* The next process finds them and goes on behind them */
  again = open_journal (fixture);
  assert_records (again, 0, 10);
  append (again, 10);
  assert_records (again, 0, 11);
}

static void
test_clear (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(DtEmergencyJournal) journal = open_journal (fixture);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 10; i++)
    append (journal, i);
  g_assert_true (dt_emergency_journal_clear (journal, &error));
  g_assert_no_error (error);
  assert_records (journal, 0, 0);

  /* The old ones behind the new ones do not come back */
  for (guint i = 20; i < 23; i++)
    append (journal, i);
  assert_records (journal, 20, 3);
  g_clear_pointer (&journal, dt_emergency_journal_free);
  journal = open_journal (fixture);
  assert_records (journal, 20, 3);
}

static void
test_full (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(DtEmergencyJournal) journal = open_journal (fixture);
  DtEmergencyRecord record = make_record (0);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < DT_EMERGENCY_JOURNAL_MAX_RECORDS; i++)
    append (journal, i);
  g_assert_false (dt_emergency_journal_append (journal, &record, &error));
  g_assert_error (error, DT_STORE_ERROR, DT_STORE_ERROR_FULL);
  assert_records (journal, 0, DT_EMERGENCY_JOURNAL_MAX_RECORDS);
}

/* A child that may not make any file longer, as on a full disk, still notes its exits. */
static void
test_full_disk (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(DtEmergencyJournal) journal = open_journal (fixture);
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      const struct rlimit limit = { 512 * 128, 512 * 128 };
      DtEmergencyRecord record = make_record (0);

      signal (SIGXFSZ, SIG_IGN);
      _exit (setrlimit (RLIMIT_FSIZE, &limit) == 0
             && dt_emergency_journal_append (journal, &record, NULL) ? 0 : 1);
    }

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  assert_records (journal, 0, 1);
}

/* A record that is not whole is left out; the others count, and the next one comes behind them. */
static void
test_torn (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(DtEmergencyJournal) journal = open_journal (fixture);
  g_autoptr(GArray) records = NULL;
  g_autofree char *bytes = NULL;
  gsize size;

  for (guint i = 0; i < 5; i++)
    append (journal, i);
  g_clear_pointer (&journal, dt_emergency_journal_free);

  g_assert_true (g_file_get_contents (fixture->path, &bytes, &size, NULL));
  g_assert_cmpuint (size, ==, 512 * 128);
  bytes[128 * 4 + 60] ^= 1;
  g_assert_true (g_file_set_contents (fixture->path, bytes, size, NULL));
  journal = open_journal (fixture);
  append (journal, 5);

  records = dt_emergency_journal_read (journal, NULL);
  g_assert_cmpuint (records->len, ==, 5);
  g_assert_cmpuint (g_array_index (records, DtEmergencyRecord, 2).order, ==, 3);
  g_assert_cmpuint (g_array_index (records, DtEmergencyRecord, 3).order, ==, 5);
  g_assert_cmpuint (g_array_index (records, DtEmergencyRecord, 4).order, ==, 6);
}

static void
test_other_file (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *bytes = g_strnfill (512 * 128, 'x');
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (fixture->path, bytes, 512 * 128, NULL));
  g_assert_null (dt_emergency_journal_open (fixture->folder, &error));
  g_assert_error (error, DT_STORE_ERROR, DT_STORE_ERROR_CORRUPT);
  g_clear_error (&error);

  g_assert_null (dt_emergency_journal_open ("/dev/null/folder", &error));
  g_assert_error (error, DT_STORE_ERROR, DT_STORE_ERROR_OPEN);
}

#define ADD(path, test)                                                                           \
  g_test_add ("/store/emergency-journal/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("append", test_append);
  ADD ("clear", test_clear);
  ADD ("full", test_full);
  ADD ("full-disk", test_full_disk);
  ADD ("torn", test_torn);
  ADD ("other-file", test_other_file);

  return g_test_run ();
}
