/* test-bars.c - stored bars, off the main thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-market-store.h"

#include "desk-quote.h"

#include "session-steps.h"

static DtBarSeries *
load (DeskBars  *bars,
      gint64     id,
      GError   **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  desk_bars_load_async (bars, id, NULL, take_answer, &result);
  wait_for (result != NULL);
  return desk_bars_load_finish (bars, result, error);
}

/* Every instrument of the tape has its bars, and the last one is where the quote is. */
static void
test_tape (void)
{
  g_autofree char *folder = make_folder ();
  DeskSession *session = open_session (folder);
  DeskBars *bars = desk_session_get_bars (session);
  GListModel *quotes = desk_session_get_quotes (session);
  g_autoptr(GError) error = NULL;
  g_autoptr(DtBarSeries) again = NULL;
  guint n;

  desk_session_start_demo (session, "minute", "ema-crossover", 1e300);
  wait_for (desk_session_get_clock (session)->state == DESK_RUN_FINISHED);
  n = g_list_model_get_n_items (quotes);
  g_assert_cmpuint (n, >, 16);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(DeskQuote) quote = g_list_model_get_item (quotes, i);
      const DeskQuoteState *state = desk_quote_get_state (quote);
      g_autoptr(DtBarSeries) series = load (bars, state->series, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (series->symbol, ==, state->symbol);
      g_assert_cmpuint (series->n_bars, >, 300);
      g_assert_cmpfloat (series->close[series->n_bars - 1], ==, state->last);
      /* The second time it is the same object */
      again = load (bars, state->series, &error);
      g_assert_true (again == series);
      g_clear_pointer (&again, dt_bar_series_unref);
    }
  end_session (session);
  remove_folder (folder);
}

static void
test_errors (void)
{
  g_autofree char *folder = make_folder ();
  DeskBars *bars = desk_bars_new (folder);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (load (bars, 1, &error));
  g_assert_true (error->domain == DT_STORE_ERROR);
  g_clear_error (&error);

  /* The market comes later: what failed is tried again */
  end_session (open_session (folder));
  g_assert_null (load (bars, 1 << 30, &error));
  g_assert_error (error, DT_STORE_ERROR, DT_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  desk_bars_load_async (bars, 1, cancellable, take_answer, &result);
  wait_for (result != NULL);
  g_assert_null (desk_bars_load_finish (bars, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  g_assert_finalize_object (bars);
  remove_folder (folder);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *share = g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), "data", NULL);

  g_setenv ("DAYTRADER_SHARE_DIR", share, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/bars/tape", test_tape);
  g_test_add_func ("/desk/bars/errors", test_errors);

  return g_test_run ();
}
