/* test-journal-page.c - trades found, explained, noted, grouped and exported
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-book-store.h"

#include "desk-journal-detail.h"
#include "desk-journal-export.h"
#include "desk-journal-groups.h"
#include "desk-journal-page.h"
#include "desk-toast.h"
#include "desk-journal-reason.h"

#include "../overview/page-steps.h"

static Desk desk;

static gint64
get_book (void)
{
  return desk_session_get_clock (desk.session)->book;
}

static guint
count_completed (void)
{
  const DeskAccount *account = desk_session_get_account (desk.session);

  return account->n_trades - MIN (account->n_trades, account->n_positions);
}

static GtkWidget *
show (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_JOURNAL_PAGE, 1300, 800);
  GListModel *rows = desk_journal_page_get_rows (DESK_JOURNAL_PAGE (page));

  wait_for (g_list_model_get_n_items (rows) > 0);

  return page;
}

static DeskJournalBook *
load_book (void)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  DeskJournalBook *book;

  desk_journal_load_async (desk.folder, get_book (), NULL, take_answer, &result);
  wait_for (result != NULL);
  book = desk_journal_load_finish (result, &error);
  g_assert_no_error (error);

  return book;
}

static const DtTradeNote *
find_note (GPtrArray *notes,
           guint64    trade)
{
  for (guint i = 0; i < notes->len; i++)
    if (((DtTradeNote *) notes->pdata[i])->trade == trade)
      return notes->pdata[i];

  return NULL;
}

/* The rows are the engine's completed trades, with its figures. */
static void
test_trades (void)
{
  GtkWidget *page = show ();
  GListModel *rows = desk_journal_page_get_rows (DESK_JOURNAL_PAGE (page));
  g_autoptr(GVariant) answer = NULL, list = NULL;
  DtMoney shown = 0, told = 0;
  gsize n;

  answer = call (desk.session, "book.trades", NULL, NULL);
  list = g_variant_lookup_value (answer, "rows", NULL);
  n = g_variant_n_children (list);
  wait_for (g_list_model_get_n_items (rows) == n);
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(DeskTrip) trip = g_list_model_get_item (rows, (guint) i);
      g_autoptr(GVariant) row = g_variant_get_child_value (list, i);
      g_autoptr(DeskTrip) told_trip = desk_trip_read (row);

      shown += desk_trip_get_state (trip)->profit;
      told += desk_trip_get_state (told_trip)->profit;
    }
  g_assert_cmpint (shown, ==, told);
  check_names (page);
  close_page (page);
}

/* Each trade says which rule spoke with which values, and why each fill has its price. */
static void
test_reasons (void)
{
  g_autoptr(DeskJournalBook) book = load_book ();
  g_autoptr(GPtrArray) trips = desk_journal_book_list_trips (book);

  g_assert_cmpuint (trips->len, >, 0);
  for (guint i = 0; i < trips->len; i++)
    {
      guint64 number = desk_trip_get_state (trips->pdata[i])->number;
      g_autoptr(GArray) reasons = desk_journal_explain (book, number);
      const DeskReason *first = &g_array_index (reasons, DeskReason, 0);
      guint n_fills = 0;

      g_assert_cmpstr (first->what, ==, "Entry signal");
      g_assert_true (g_str_has_prefix (first->text, "EMA crossover: "));
      g_assert_nonnull (strstr (first->text, "ema(fast) = "));
      for (guint k = 0; k < reasons->len; k++)
        {
          const DeskReason *reason = &g_array_index (reasons, DeskReason, k);

          n_fills += g_str_equal (reason->what, "Fill");
          if (k > 0)
            g_assert_cmpint (reason->time, >=, reason[-1].time);
        }
      g_assert_cmpuint (n_fills, >=, 2);
    }
}

/* What is written is kept by the engine, in the book, and is there at the next look. */
static void
test_note (void)
{
  GtkWidget *page = show ();
  DeskJournalDetail *detail = DESK_JOURNAL_DETAIL (find_type (page, DESK_TYPE_JOURNAL_DETAIL));
  GListModel *rows = desk_journal_page_get_rows (DESK_JOURNAL_PAGE (page));
  g_autoptr(DeskTrip) trip = g_list_model_get_item (rows, 0);
  guint64 number = desk_trip_get_state (trip)->number;
  g_autoptr(DeskJournalBook) book = NULL;
  const DtTradeNote *note;

  wait_for (desk_journal_detail_has_chart (detail));
  check_names (page);
  desk_journal_detail_set_tags (detail, "gap, late");
  desk_journal_detail_set_text (detail, "Chased it, \"again\".");
  desk_journal_detail_set_rating (detail, 2);
  wait_for (desk_trip_get_rating (trip) == 2);
  g_assert_cmpstr (desk_trip_get_tags (trip), ==, "gap, late");

  book = load_book ();
  note = find_note (book->notes, number);
  g_assert_nonnull (note);
  g_assert_cmpstr (note->tags, ==, "gap, late");
  g_assert_cmpstr (note->text, ==, "Chased it, \"again\".");
  g_assert_cmpuint (note->rating, ==, 2);
  close_page (page);
}

/* What was changed since the trade was shown is taken back, in the engine's book too. */
static void
test_undo (void)
{
  GtkWidget *page = show ();
  DeskJournalDetail *detail = DESK_JOURNAL_DETAIL (find_type (page, DESK_TYPE_JOURNAL_DETAIL));
  GListModel *rows = desk_journal_page_get_rows (DESK_JOURNAL_PAGE (page));
  g_autoptr(DeskTrip) trip = g_list_model_get_item (rows, 0);
  guint64 number = desk_trip_get_state (trip)->number;
  g_autoptr(DeskJournalBook) book = NULL;

  wait_for (desk_journal_detail_has_chart (detail));
  g_assert_cmpuint (desk_trip_get_rating (trip), ==, 2);
  desk_journal_detail_set_rating (detail, 5);
  desk_journal_detail_set_tags (detail, "gap");
  wait_for (desk_trip_get_rating (trip) == 5);
  g_assert_cmpstr (desk_trip_get_tags (trip), ==, "gap");
  wait_for (desk_toast_undo (GTK_WIDGET (detail)));
  wait_for (desk_trip_get_rating (trip) == 2);
  g_assert_cmpstr (desk_trip_get_tags (trip), ==, "gap, late");
  g_assert_cmpstr (desk_trip_get_text (trip), ==, "Chased it, \"again\".");
  g_assert_false (desk_toast_undo (GTK_WIDGET (detail)));

  book = load_book ();
  g_assert_cmpuint (find_note (book->notes, number)->rating, ==, 2);
  close_page (page);
}

/* Drop-downs have entries of their own, which are hidden. */
static void
find_entry (GtkWidget *widget,
            gpointer   data)
{
  if (GTK_IS_SEARCH_ENTRY (widget) && gtk_widget_get_mapped (widget))
    *(GtkWidget **) data = widget;
}

/* Search looks at the user's words too; what is found by none is none. */
static void
test_search (void)
{
  GtkWidget *page = show ();
  GListModel *rows = desk_journal_page_get_rows (DESK_JOURNAL_PAGE (page));
  GtkWidget *entry = NULL;
  GtkEditable *search;
  guint n = g_list_model_get_n_items (rows);

  walk (page, find_entry, &entry);
  search = GTK_EDITABLE (entry);
  gtk_editable_set_text (search, "LATE");
  wait_for (g_list_model_get_n_items (rows) == 1);
  gtk_editable_set_text (search, "no trade has this");
  wait_for (g_list_model_get_n_items (rows) == 0);
  wait_for (says (page, "Nothing Found"));
  gtk_editable_set_text (search, "");
  wait_for (g_list_model_get_n_items (rows) == n);
  close_page (page);
}

static DeskTrip *
make_trip (const char *symbol,
           DtTime      entry,
           DtMoney     profit,
           const char *tags)
{
  DeskTripState state = {
    .number = 1, .symbol = (char *) symbol, .strategy = (char *) "S",
    .exit_reason = (char *) "stop", .r_multiple = 1.5,
    .quantity = 10 * DT_QUANTITY_SCALE, .entry_time = entry, .exit_time = entry + DT_HOUR,
    .entry = DT_DOLLARS (10), .exit = DT_DOLLARS (11), .profit = profit, .fees = DT_DOLLARS (1),
    .profit_fraction = .1, .mae = -.01, .mfe = .02,
  };
  DeskTrip *trip = desk_trip_new (&state);

  desk_trip_set_note (trip, tags, "a \"word\", or two", 3);

  return trip;
}

/* By hand: 11 Feb 2019 was a Monday, 12 Feb a Tuesday. Tag "a" has +30 and −10: factor 3. */
static GListStore *
make_trips (void)
{
  GListStore *list = g_list_store_new (DESK_TYPE_TRIP);
  DtTime monday = dt_time_from_new_york (dt_date_new (2019, 2, 11), 9 * DT_HOUR + 45 * DT_MINUTE);
  DtTime tuesday = dt_time_from_new_york (dt_date_new (2019, 2, 12), 15 * DT_HOUR);
  g_autoptr(DeskTrip) one = make_trip ("X", monday, DT_DOLLARS (30), "a, b");
  g_autoptr(DeskTrip) two = make_trip ("Y", tuesday, -DT_DOLLARS (10), "a,a");
  g_autoptr(DeskTrip) three = make_trip ("X", tuesday, DT_DOLLARS (5), "");

  g_list_store_append (list, one);
  g_list_store_append (list, two);
  g_list_store_append (list, three);

  return list;
}

static void
assert_group (GPtrArray  *groups,
              guint       i,
              const char *name,
              guint       n_trades,
              guint       n_won,
              DtMoney     profit)
{
  const DeskGroup *group = groups->pdata[i];

  g_assert_cmpstr (group->name, ==, name);
  g_assert_cmpuint (group->n_trades, ==, n_trades);
  g_assert_cmpuint (group->n_won, ==, n_won);
  g_assert_cmpint (group->won + group->lost, ==, profit);
}

static void
test_groups (void)
{
  g_autoptr(GListStore) trips = make_trips ();
  g_autoptr(GPtrArray) tags = desk_journal_group (G_LIST_MODEL (trips), DESK_GROUP_TAG);
  g_autoptr(GPtrArray) days = desk_journal_group (G_LIST_MODEL (trips), DESK_GROUP_WEEKDAY);
  g_autoptr(GPtrArray) hours = desk_journal_group (G_LIST_MODEL (trips), DESK_GROUP_HOUR);
  g_autoptr(GPtrArray) symbols = desk_journal_group (G_LIST_MODEL (trips), DESK_GROUP_SYMBOL);
  g_autoptr(GPtrArray) strategies = desk_journal_group (G_LIST_MODEL (trips),
                                                        DESK_GROUP_STRATEGY);

  g_assert_cmpuint (tags->len, ==, 3);
  assert_group (tags, 0, "a", 2, 1, DT_DOLLARS (20));
  assert_group (tags, 1, "b", 1, 1, DT_DOLLARS (30));
  /* Each of them made 1.5 times its risk */
  g_assert_cmpfloat (((DeskGroup *) tags->pdata[0])->r_sum, ==, 3.);
  g_assert_cmpuint (((DeskGroup *) tags->pdata[0])->n_r, ==, 2);
  assert_group (tags, 2, "Without a tag", 1, 1, DT_DOLLARS (5));
  assert_group (strategies, 0, "S", 3, 2, DT_DOLLARS (25));
  assert_group (days, 0, "Monday", 1, 1, DT_DOLLARS (30));
  assert_group (days, 1, "Tuesday", 2, 1, -DT_DOLLARS (5));
  assert_group (hours, 0, "09:00 – 10:00", 1, 1, DT_DOLLARS (30));
  assert_group (hours, 1, "15:00 – 16:00", 2, 1, -DT_DOLLARS (5));
  assert_group (symbols, 0, "X", 2, 2, DT_DOLLARS (35));
}

/* 9:45 in New York is 14:45 UTC in February. */
static void
test_export (void)
{
  g_autoptr(GListStore) trips = make_trips ();
  g_autofree char *csv = desk_journal_make_csv (G_LIST_MODEL (trips));
  g_auto(GStrv) lines = g_strsplit (csv, "\r\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 5);
  g_assert_true (g_str_has_prefix (lines[0], "number,symbol,strategy,"));
  g_assert_cmpstr (lines[1], ==,
                   "1,X,S,10,2019-02-11T14:45:00Z,2019-02-11T15:45:00Z,10,11,30,1,0.1,1.5,"
                   "-0.01,0.02,"
                   "stop,3,\"a, b\",\"a \"\"word\"\", or two\"");
  g_assert_cmpstr (lines[4], ==, "");
}

/* New trades come in while the page is open, and those that were there stay the same rows. */
static void
test_follow (void)
{
  GtkWidget *page = show ();
  GListModel *rows = desk_journal_page_get_rows (DESK_JOURNAL_PAGE (page));
  g_autoptr(DeskTrip) first = g_list_model_get_item (rows, 0);
  guint before = count_completed ();

  wait_for (g_list_model_get_n_items (rows) == before);
  while (count_completed () == before)
    step (&desk, 30);
  wait_for (g_list_model_get_n_items (rows) == count_completed ());
  {
    g_autoptr(DeskTrip) still = g_list_model_get_item (rows, 0);

    g_assert_true (still == first);
  }
  close_page (page);
}

static void
test_narrow (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_JOURNAL_PAGE, 400, 700);
  GListModel *rows = desk_journal_page_get_rows (DESK_JOURNAL_PAGE (page));
  int minimum;

  wait_for (g_list_model_get_n_items (rows) > 0);
  gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 400);
  close_page (page);
}

static void
test_leaks (void)
{
  check_leaks (&desk, DESK_TYPE_JOURNAL_PAGE);
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
  while (count_completed () < 5)
    step (&desk, 30);

  g_test_add_func ("/journal/trades", test_trades);
  g_test_add_func ("/journal/reasons", test_reasons);
  g_test_add_func ("/journal/note", test_note);
  g_test_add_func ("/journal/undo", test_undo);
  g_test_add_func ("/journal/search", test_search);
  g_test_add_func ("/journal/groups", test_groups);
  g_test_add_func ("/journal/export", test_export);
  g_test_add_func ("/journal/follow", test_follow);
  g_test_add_func ("/journal/narrow", test_narrow);
  g_test_add_func ("/journal/leaks", test_leaks);

  status = g_test_run ();
  desk_end (&desk);

  return status;
}
