/* test-activity-page.c - what the engine did, found and exported
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "desk-activity-csv.h"
#include "desk-activity-log.h"
#include "desk-activity-page.h"

#include "../overview/page-steps.h"

static Desk desk;

/* RFC 4180, section 2, rules 5 to 7. */
static void
test_csv_fields (void)
{
  static const struct
  {
    const char *field;
    const char *written;
  } cases[] = {
    { "", "" },
    { "plain", "plain" },
    { "two words", "two words" },
    { "a,b", "\"a,b\"" },
    { "say \"so\"", "\"say \"\"so\"\"\"" },
    { "two\r\nlines", "\"two\r\nlines\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GString) line = g_string_new (NULL);

      desk_csv_append_field (line, cases[i].field);
      g_assert_cmpstr (line->str, ==, cases[i].written);
    }
}

static void
test_csv_note (void)
{
  g_autoptr(DeskNote) note = desk_note_new (7, 0, "order", "A", "Buys 5, at \"10\"");
  g_autoptr(GString) text = g_string_new (NULL);

  desk_activity_csv_append_note (text, note);
  g_assert_cmpstr (text->str, ==,
                   "7,1970-01-01T00:00:00Z,order,A,\"Buys 5, at \"\"10\"\"\"\r\n");
}

static void
test_matches (void)
{
  static const char *const orders[] = { "order", "run", NULL };
  static const char *const stops[] = { "stop-move", NULL };
  g_autoptr(DeskNote) note = desk_note_new (1, 0, "order", "MSFT", "Entry of five");

  g_assert_true (desk_activity_log_matches (note, NULL, ""));
  g_assert_true (desk_activity_log_matches (note, orders, "ENTRY"));
  g_assert_true (desk_activity_log_matches (note, orders, "msf"));
  g_assert_false (desk_activity_log_matches (note, orders, "exit"));
  g_assert_false (desk_activity_log_matches (note, stops, ""));
}

static guint
count_notes (const char *kind,
             const char *text)
{
  g_autoptr(GVariant) answer = NULL;
  g_autoptr(GVariant) rows = NULL;
  g_autoptr(GError) error = NULL;
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "limit", "u", 10000);
  if (kind != NULL)
    g_variant_dict_insert (&dict, "kind", "s", kind);
  if (text != NULL)
    g_variant_dict_insert (&dict, "text", "s", text);
  answer = call (desk.session, "book.activity", g_variant_dict_end (&dict), &error);
  g_assert_no_error (error);
  rows = g_variant_lookup_value (answer, "rows", G_VARIANT_TYPE ("a(txsss)"));

  return g_variant_n_children (rows);
}

static void
load_all (DeskActivityLog *log)
{
  GListModel *list = desk_activity_log_get_list (log);
  gboolean loading;
  guint before;

  do
    {
      before = g_list_model_get_n_items (list);
      desk_activity_log_load_older (log);
      do
        {
          g_main_context_iteration (NULL, FALSE);
          g_object_get (log, "loading", &loading, NULL);
        }
      while (loading);
    }
  while (g_list_model_get_n_items (list) > before);
}

/* Page by page, while the session's own list catches up too. */
static void
wait_for_all (DeskActivityLog *log)
{
  gint64 end = g_get_monotonic_time () + PATIENCE * G_USEC_PER_SEC;

  while (g_list_model_get_n_items (desk_activity_log_get_list (log)) != count_notes (NULL, NULL))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      load_all (log);
      g_usleep (1000);
    }
}

static void
assert_newest_first (GListModel *list)
{
  for (guint i = 1; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(DeskNote) a = g_list_model_get_item (list, i - 1);
      g_autoptr(DeskNote) b = g_list_model_get_item (list, i);

      g_assert_cmpuint (desk_note_get_id (a), >, desk_note_get_id (b));
    }
}

static void
test_log (void)
{
  static const char *const stops[] = { "stop-move", NULL };
  static const char *const two[] = { "stop-move", "order", NULL };
  g_autoptr(DeskActivityLog) log = desk_activity_log_new (desk.session);
  GListModel *list = desk_activity_log_get_list (log);

  desk_activity_log_follow (log, TRUE);
  load_all (log);
  assert_newest_first (list);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, count_notes (NULL, NULL));

  desk_activity_log_filter (log, stops, "");
  load_all (log);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, count_notes ("stop-move", NULL));

  desk_activity_log_filter (log, two, "");
  load_all (log);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==,
                    count_notes ("stop-move", NULL) + count_notes ("order", NULL));

  desk_activity_log_filter (log, NULL, "moved");
  load_all (log);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, count_notes (NULL, "moved"));
}

/* Taking up again after much has happened loses nothing. */
static void
test_log_catches_up (void)
{
  g_autoptr(DeskActivityLog) log = desk_activity_log_new (desk.session);
  GListModel *list = desk_activity_log_get_list (log);

  desk_activity_log_follow (log, TRUE);
  load_all (log);
  desk_activity_log_follow (log, FALSE);
  step (&desk, 60);
  desk_activity_log_follow (log, TRUE);
  wait_for_all (log);
  assert_newest_first (list);
  step (&desk, 5);
  wait_for_all (log);
  assert_newest_first (list);
}

static void
test_export (void)
{
  g_autofree char *path = g_build_filename (desk.folder, "activity.csv", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  gint64 n;

  desk_activity_csv_write_async (desk.session, NULL, "", file, NULL, take_answer, &result);
  wait_for (result != NULL);
  n = desk_activity_csv_write_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, count_notes (NULL, NULL));

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_cmpstr (lines[0], ==, "number,time,kind,symbol,text");
  g_assert_true (g_str_has_prefix (lines[1], "1,"));
  /* The head, the notes, and nothing behind the last line's end */
  g_assert_cmpuint (g_strv_length (lines), ==, n + 2);
}

static void
test_page (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_ACTIVITY_PAGE, 1000, 700);
  GListModel *notes = desk_session_get_activity (desk.session);
  g_autoptr(DeskNote) newest = g_list_model_get_item (notes, 0);
  GtkWidget *search = find_type (page, GTK_TYPE_SEARCH_ENTRY);

  wait_for (says (page, desk_note_get_text (newest)));
  check_names (page);
  gtk_editable_set_text (GTK_EDITABLE (search), "no note has this in it");
  wait_for (says (page, "Nothing Found"));
  gtk_editable_set_text (GTK_EDITABLE (search), "");
  wait_for (says (page, desk_note_get_text (newest)));
  close_page (page);
}

static void
test_leaks (void)
{
  check_leaks (&desk, DESK_TYPE_ACTIVITY_PAGE);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  desk_begin (&desk);
  desk_play (&desk);

  g_test_add_func ("/activity/csv-fields", test_csv_fields);
  g_test_add_func ("/activity/csv-note", test_csv_note);
  g_test_add_func ("/activity/matches", test_matches);
  g_test_add_func ("/activity/log", test_log);
  g_test_add_func ("/activity/log-catches-up", test_log_catches_up);
  g_test_add_func ("/activity/export", test_export);
  g_test_add_func ("/activity/page", test_page);
  g_test_add_func ("/activity/leaks", test_leaks);

  status = g_test_run ();
  desk_end (&desk);

  return status;
}
