/* desk-journal-book.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-journal"

#include "config.h"

#include <math.h>

#include "dt-pool.h"
#include "dt-run-tape.h"

#include "desk-journal-book.h"

/* What a task needs. */
typedef struct
{
  char            *data_dir;
  gint64           id;
  DeskJournalBook *book;      /* (nullable) */
  char            *symbol;    /* (nullable) */
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_pointer (&request->book, desk_journal_book_unref);
  g_free (request->data_dir);
  g_free (request->symbol);
  g_free (request);
}

static void
start (Request             *request,
       GTaskThreadFunc      func,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_task_data (task, request, request_free);
  dt_pool_run_task (task, func);
}

DeskJournalBook *
desk_journal_book_ref (DeskJournalBook *book)
{
  g_atomic_ref_count_inc (&book->ref_count);

  return book;
}

void
desk_journal_book_unref (DeskJournalBook *book)
{
  if (!g_atomic_ref_count_dec (&book->ref_count))
    return;

  g_clear_pointer (&book->info, dt_book_info_free);
  g_clear_pointer (&book->book, dt_book_free);
  g_clear_pointer (&book->symbols, g_strfreev);
  g_clear_pointer (&book->plan, dt_run_plan_unref);
  g_clear_pointer (&book->notes, g_ptr_array_unref);
  g_free (book);
}

/* On the pool */

static DtRunPlan *
read_plan (const DtBookInfo *info)
{
  g_autoptr(DtRunSpec) spec = dt_run_spec_from_json (info->spec, NULL);

  return spec != NULL ? dt_run_plan_new (spec, NULL) : NULL;
}

static DeskJournalBook *
load (const Request  *request,
      GError        **error)
{
  g_autoptr(DtBookStore) store = dt_book_store_open (request->data_dir, DT_STORE_READ_ONLY, error);
  g_autoptr(DeskJournalBook) book = NULL;

  if (store == NULL)
    return NULL;

  book = g_new0 (DeskJournalBook, 1);
  g_atomic_ref_count_init (&book->ref_count);
  book->info = dt_book_store_dup_info (store, request->id, error);
  if (book->info == NULL)
    return NULL;

  book->symbols = dt_book_store_dup_symbols (store, request->id, error);
  if (book->symbols == NULL)
    return NULL;

  book->notes = dt_book_store_load_notes (store, request->id, error);
  if (book->notes == NULL)
    return NULL;

  book->book = dt_book_store_load (store, request->id, error);
  if (book->book == NULL)
    return NULL;

  book->plan = read_plan (book->info);

  return g_steal_pointer (&book);
}

static void
load_on_pool (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  GError *error = NULL;
  DeskJournalBook *book = load (data, &error);

  if (book != NULL)
    g_task_return_pointer (task, book, (GDestroyNotify) desk_journal_book_unref);
  else
    g_task_return_error (task, error);
}

static void
list_on_pool (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  const Request *request = data;
  GError *error = NULL;
  g_autoptr(DtBookStore) store = dt_book_store_open (request->data_dir, DT_STORE_READ_ONLY, &error);
  GPtrArray *books = store != NULL ? dt_book_store_list (store, &error) : NULL;

  /* No book.db yet: no books */
  if (g_error_matches (error, DT_STORE_ERROR, DT_STORE_ERROR_NOT_FOUND))
    {
      g_clear_error (&error);
      books = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_book_info_free);
    }
  if (books != NULL)
    g_task_return_pointer (task, books, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/* The run's own data, of one symbol alone. */
static DtBarSeries *
load_bars (const Request  *request,
           GCancellable   *cancellable,
           GError        **error)
{
  const char *symbols[] = { request->symbol, NULL };
  g_autoptr(DtRunSpec) spec = dt_run_spec_from_json (request->book->info->spec, error);
  g_autoptr(DtRunPlan) plan = NULL;
  g_autoptr(DtMarketStore) store = NULL;
  g_autoptr(DtTapeSet) tape = NULL;

  if (spec == NULL)
    return NULL;

  g_strfreev (spec->symbols);
  spec->symbols = g_strdupv ((char **) symbols);
  plan = dt_run_plan_new (spec, error);
  if (plan == NULL)
    return NULL;

  store = dt_market_store_open (request->data_dir, DT_STORE_READ_ONLY, error);
  if (store == NULL)
    return NULL;

  tape = dt_run_plan_load_tape (plan, store, cancellable, error);
  for (guint i = 0; tape != NULL && i < tape->n_lanes; i++)
    if (tape->lanes[i].role == DT_LANE_BASE)
      return dt_bar_series_ref (tape->lanes[i].series);
  if (tape != NULL)
    g_set_error (error, DT_RUN_ERROR, DT_RUN_ERROR_NO_DATA, "There are no bars of %s any more",
                 request->symbol);

  return NULL;
}

static void
load_bars_on_pool (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  GError *error = NULL;
  DtBarSeries *series = load_bars (data, cancellable, &error);

  if (series != NULL)
    g_task_return_pointer (task, series, (GDestroyNotify) dt_bar_series_unref);
  else
    g_task_return_error (task, error);
}

/* From the main thread */

void
desk_journal_load_async (const char          *data_dir,
                         gint64               book,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Request *request = g_new0 (Request, 1);

  request->data_dir = g_strdup (data_dir);
  request->id = book;
  start (request, load_on_pool, cancellable, callback, user_data);
}

DeskJournalBook *
desk_journal_load_finish (GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
desk_journal_list_async (const char          *data_dir,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Request *request = g_new0 (Request, 1);

  request->data_dir = g_strdup (data_dir);
  start (request, list_on_pool, cancellable, callback, user_data);
}

GPtrArray *
desk_journal_list_finish (GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
desk_journal_bars_async (const char          *data_dir,
                         DeskJournalBook     *book,
                         const char          *symbol,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Request *request = g_new0 (Request, 1);

  request->data_dir = g_strdup (data_dir);
  request->book = desk_journal_book_ref (book);
  request->symbol = g_strdup (symbol);
  start (request, load_bars_on_pool, cancellable, callback, user_data);
}

DtBarSeries *
desk_journal_bars_finish (GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Rows */

const char *
desk_journal_book_get_strategy (const DeskJournalBook *book,
                                guint32                strategy)
{
  if (strategy == DT_STRATEGY_USER)
    return "user";

  return book->plan != NULL && strategy < book->plan->n_strategies
         ? book->plan->strategies[strategy]->name : "unknown";
}

static DtMoney
average (DtMoney    value,
         DtQuantity units)
{
  DtMoney price = 0;

  dt_money_fraction (value, DT_QUANTITY_SCALE, units, &price);

  return price;
}

static DeskTrip *
make_trip (DeskJournalBook   *book,
           const DtRoundTrip *trip)
{
  DeskTripState state = {
    .number = trip->id,
    .symbol = book->symbols[trip->instrument],
    .strategy = (char *) desk_journal_book_get_strategy (book, trip->strategy),
    .exit_reason = (char *) dt_order_role_to_string (trip->exit_role),
    .quantity = trip->quantity,
    .entry_time = trip->entry_time,
    .exit_time = trip->exit_time,
    .entry = average (trip->entry_value, trip->entry_units),
    .exit = average (trip->exit_value, trip->exit_units),
    .profit = trip->profit,
    .fees = trip->fees,
    .profit_fraction = trip->entry_value != 0
                       ? (double) trip->profit / (double) trip->entry_value : NAN,
    .r_multiple = dt_round_trip_get_r (trip),
    .mae = trip->mae,
    .mfe = trip->mfe,
  };

  return desk_trip_new (&state);
}

static int
compare_exits (gconstpointer a,
               gconstpointer b)
{
  const DeskTripState *x = desk_trip_get_state (*(DeskTrip *const *) a);
  const DeskTripState *y = desk_trip_get_state (*(DeskTrip *const *) b);

  if (x->exit_time != y->exit_time)
    return x->exit_time < y->exit_time ? -1 : 1;

  return (x->number > y->number) - (x->number < y->number);
}

GPtrArray *
desk_journal_book_list_trips (DeskJournalBook *book)
{
  GPtrArray *trips = g_ptr_array_new_with_free_func (g_object_unref);
  guint k = 0;

  /* Trades and notes are both by id */
  for (guint64 i = 1; i <= book->book->trades->len; i++)
    {
      const DtRoundTrip *trip = dt_book_get_trade (book->book, i);
      DeskTrip *row;

      if (trip->open)
        continue;
      row = make_trip (book, trip);
      while (k < book->notes->len && ((DtTradeNote *) book->notes->pdata[k])->trade < i)
        k++;
      if (k < book->notes->len && ((DtTradeNote *) book->notes->pdata[k])->trade == i)
        {
          const DtTradeNote *note = g_ptr_array_index (book->notes, k);

          desk_trip_set_note (row, note->tags, note->text, note->rating);
        }
      g_ptr_array_add (trips, row);
    }
  g_ptr_array_sort (trips, compare_exits);

  return trips;
}
