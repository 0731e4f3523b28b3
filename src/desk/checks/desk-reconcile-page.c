/* desk-reconcile-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-checks"

#include "config.h"

#include "desk-format.h"
#include "desk-order.h"
#include "desk-position.h"

#include "desk-check-list.h"
#include "desk-reconcile-job.h"
#include "desk-reconcile-page.h"

struct _DeskReconcilePage
{
  DeskPage      parent_instance;

  DeskSession  *session;     /* not owned */
  GSignalGroup *signals;     /* of the session; without a target while unmapped */
  GtkWidget    *list;
  GCancellable *loading;     /* (nullable) */
  gint64        book;        /* that was checked last, at this step */
  guint64       step;
};

G_DEFINE_FINAL_TYPE (DeskReconcilePage, desk_reconcile_page, DESK_TYPE_PAGE)

static DeskCheckList *
list_of (DeskReconcilePage *self)
{
  return DESK_CHECK_LIST (self->list);
}

/* The broker's side as the engine tells it now; texts are those of the rows. */
static void
read_broker (DeskReconcilePage *self,
             DtAccountSide     *side)
{
  GListModel *positions = desk_session_get_positions (self->session);
  GListModel *orders = desk_session_get_orders (self->session);

  side->cash = desk_session_get_account (self->session)->cash;
  for (guint i = 0; i < g_list_model_get_n_items (positions); i++)
    {
      g_autoptr(DeskPosition) row = g_list_model_get_item (positions, i);
      const DeskPositionState *state = desk_position_get_state (row);
      DtHolding holding = { state->symbol, state->quantity };

      g_array_append_val (side->holdings, holding);
    }
  for (guint i = 0; i < g_list_model_get_n_items (orders); i++)
    {
      g_autoptr(DeskOrder) row = g_list_model_get_item (orders, i);
      const DeskOrderState *state = desk_order_get_state (row);
      DtLiveOrder order = { state->id, state->symbol, state->quantity, state->filled };

      g_array_append_val (side->orders, order);
    }
}

static void
add_ledger (DeskReconcilePage    *self,
            const DeskStoredBook *stored)
{
  g_autofree char *text =
    g_strdup_printf ("Cash, lots, positions and round trips were made again from %u entries of the "
                     "ledger and %u fills, and are what is stored.", stored->book->ledger->len,
                     stored->book->fills->len);

  desk_check_list_add (list_of (self), "The Book Adds Up", text, NULL, DESK_CHECK_HOLDS);
}

static void
add_comparison (DeskReconcilePage   *self,
                const DtAccountSide *ours,
                const DtAccountSide *theirs,
                guint                n_differences)
{
  g_autofree char *text =
    g_strdup_printf ("Cash, %u and %u positions, %u and %u working orders, over the symbols and "
                     "orders of both sides.", ours->holdings->len, theirs->holdings->len,
                     ours->orders->len, theirs->orders->len);

  desk_check_list_add (list_of (self), "Book and Broker", text, NULL,
                       n_differences == 0 ? DESK_CHECK_HOLDS : DESK_CHECK_FAILS);
}

static void
add_recovery (DeskReconcilePage *self)
{
  const DeskClock *clock = desk_session_get_clock (self->session);

  desk_check_list_add (list_of (self), "Recovery at Start",
                       !clock->recovered
                       ? "No run was taken up when the program started, or it has gone on since."
                       : clock->cut_off
                         ? "The program before this one was cut off. The run was stepped again "
                           "from its journal, and each step compared with what was stored."
                         : "The run was taken up from its journal: stepped again, and each step "
                           "compared with what was stored.", NULL,
                       clock->recovered ? DESK_CHECK_HOLDS : DESK_CHECK_NONE);
}

static void
add_differences (DeskReconcilePage *self,
                 GPtrArray         *differences)
{
  if (differences->len == 0)
    return;

  desk_check_list_add_part (list_of (self), "What Differs, and What Would Repair It");
  for (guint i = 0; i < differences->len; i++)
    {
      const DtDifference *difference = differences->pdata[i];

      desk_check_list_add (list_of (self), difference->what, difference->fix, NULL,
                           DESK_CHECK_FAILS);
    }
}

static char *
describe_check (DeskReconcilePage    *self,
                const DeskStoredBook *stored)
{
  static const char *const modes[] = { "Backtest", "Replay", "Paper", "Live" };
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *when = g_date_time_format (now, "%X");
  g_autofree char *market = desk_format_time (stored->info->market_time, DESK_TIME_FULL);

  return g_strdup_printf ("%s %" G_GINT64_FORMAT " as of %s, checked at %s.%s",
                          modes[stored->info->mode], stored->info->id, market, when,
                          stored->info->mode == DT_BOOK_REPLAY
                          ? " The broker of a replay is simulated by the engine: there is no "
                            "account elsewhere." : "");
}

/* While it plays the two are never of the same moment. */
static gboolean
is_same_moment (DeskReconcilePage    *self,
                const DeskStoredBook *stored)
{
  const DeskClock *clock = desk_session_get_clock (self->session);

  return clock->book == stored->info->id && clock->step == stored->info->step
         && clock->state != DESK_RUN_PLAYING;
}

static void
show_result (DeskReconcilePage    *self,
             const DeskStoredBook *stored)
{
  gboolean same_moment = is_same_moment (self, stored);
  g_auto(DtAccountSide) broker = { 0 };
  g_autoptr(GPtrArray) differences = NULL;
  g_autofree char *text = describe_check (self, stored);

  dt_account_side_init (&broker);
  read_broker (self, &broker);
  differences = same_moment ? dt_reconcile (&stored->side, &broker) : g_ptr_array_new ();
  desk_check_list_clear (list_of (self));
  desk_check_list_set_heading (list_of (self),
                               differences->len > 0 ? "Book and Broker Differ"
                               : same_moment ? "Nothing to Reconcile" : "The Book Adds Up",
                               text,
                               differences->len > 0 ? DESK_CHECK_FAILS : DESK_CHECK_HOLDS);
  add_differences (self, differences);
  desk_check_list_add_part (list_of (self), "What Was Checked");
  add_ledger (self, stored);
  if (same_moment)
    add_comparison (self, &stored->side, &broker, differences->len);
  else
    desk_check_list_add (list_of (self), "Book and Broker", "They are compared when the run stands "
                         "still: while it plays, the one is always ahead of the other.", NULL,
                         DESK_CHECK_OPEN);
  add_recovery (self);
}

static void
show_nothing (DeskReconcilePage *self)
{
  desk_check_list_clear (list_of (self));
  desk_check_list_set_heading (list_of (self), "No Book", "Start a replay: its book is checked "
                               "here against what the broker says.", DESK_CHECK_NONE);
}

static void
loaded (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr(DeskReconcilePage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(DeskStoredBook) stored = desk_stored_book_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->loading);
  if (stored != NULL)
    {
      self->step = stored->info->step;
      show_result (self, stored);
      return;
    }

  desk_check_list_clear (list_of (self));
  desk_check_list_set_heading (list_of (self), "The Book Does Not Add Up", error->message,
                               DESK_CHECK_FAILS);
}

static void
stop (DeskReconcilePage *self)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
check (DeskReconcilePage *self)
{
  gint64 book = desk_session_get_clock (self->session)->book;

  stop (self);
  self->book = book;
  if (book == 0)
    {
      show_nothing (self);
      return;
    }

  self->loading = g_cancellable_new ();
  desk_stored_book_load_async (desk_session_get_data_dir (self->session), book, self->loading,
                               loaded, g_object_ref (self));
}

/* Another book, or a run that has come to stand still somewhere else. */
static void
clock_changed (DeskReconcilePage *self)
{
  const DeskClock *clock = desk_session_get_clock (self->session);

  if (clock->book != self->book
      || (clock->state != DESK_RUN_PLAYING && clock->step != self->step && self->loading == NULL))
    check (self);
}

static void
desk_reconcile_page_seen (DeskPage *page)
{
  DeskReconcilePage *self = DESK_RECONCILE_PAGE (page);

  g_signal_group_set_target (self->signals, self->session);
  check (self);
}

static void
desk_reconcile_page_unseen (DeskPage *page)
{
  DeskReconcilePage *self = DESK_RECONCILE_PAGE (page);

  g_signal_group_set_target (self->signals, NULL);
  stop (self);
}

static GtkWidget *
desk_reconcile_page_get_start (DeskPage *page)
{
  return desk_check_list_get_button (list_of (DESK_RECONCILE_PAGE (page)));
}

static void
desk_reconcile_page_constructed (GObject *object)
{
  DeskReconcilePage *self = DESK_RECONCILE_PAGE (object);

  G_OBJECT_CLASS (desk_reconcile_page_parent_class)->constructed (object);

  self->session = desk_page_get_session (DESK_PAGE (self));
  self->signals = g_signal_group_new (DESK_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "clock-changed", G_CALLBACK (clock_changed),
                                  self);
}

static void
desk_reconcile_page_dispose (GObject *object)
{
  DeskReconcilePage *self = DESK_RECONCILE_PAGE (object);

  stop (self);
  g_clear_object (&self->signals);

  G_OBJECT_CLASS (desk_reconcile_page_parent_class)->dispose (object);
}

static void
desk_reconcile_page_class_init (DeskReconcilePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  DeskPageClass *page_class = DESK_PAGE_CLASS (klass);

  object_class->constructed = desk_reconcile_page_constructed;
  object_class->dispose = desk_reconcile_page_dispose;
  page_class->seen = desk_reconcile_page_seen;
  page_class->unseen = desk_reconcile_page_unseen;
  page_class->get_start = desk_reconcile_page_get_start;
}

static void
desk_reconcile_page_init (DeskReconcilePage *self)
{
  self->list = desk_check_list_new ("Check Now");
  desk_check_list_set_heading (list_of (self), "Reading the Book", "It is folded again from its "
                               "ledger.", DESK_CHECK_OPEN);
  g_signal_connect_object (self->list, "again", G_CALLBACK (check), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), self->list);
}
