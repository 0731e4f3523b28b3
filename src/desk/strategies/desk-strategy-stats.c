/* desk-strategy-stats.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-strategies"

#include "config.h"

#include <math.h>
#include <string.h>

#include "desk-strategy-stats.h"

#define PAGE_ROWS 5000
#define ROW_TYPE  "(tsxxxxxxxxsxxs)"

typedef struct
{
  DtTime  time;
  DtMoney profit;
  guint   strategy;   /* place in names */
} Trade;

struct _DeskStrategyStats
{
  GObject       parent_instance;

  DeskSession  *session;
  GSignalGroup *signals;
  GCancellable *loading;    /* (nullable) */
  gint64        book;
  guint64       last;       /* number of the last trade that is here */

  GPtrArray    *figures;    /* of DeskStrategyFigures, in the order of their first trade */
  GPtrArray    *sorted;     /* the same by name, borrowed */
  GArray       *trades;     /* of Trade */
  GArray       *times;      /* of DtTime, as many */
};

G_DEFINE_FINAL_TYPE (DeskStrategyStats, desk_strategy_stats, G_TYPE_OBJECT)

static guint changed;

static void
figures_free (gpointer data)
{
  DeskStrategyFigures *figures = data;

  g_free (figures->name);
  g_free (figures);
}

static int
compare_figures (gconstpointer a,
                 gconstpointer b)
{
  const DeskStrategyFigures *const *x = a, *const *y = b;

  return strcmp ((*x)->name, (*y)->name);
}

static guint
find_place (DeskStrategyStats *self,
            const char        *name)
{
  DeskStrategyFigures *figures;

  for (guint i = 0; i < self->figures->len; i++)
    if (g_str_equal (((DeskStrategyFigures *) self->figures->pdata[i])->name, name))
      return i;

  figures = g_new0 (DeskStrategyFigures, 1);
  figures->name = g_strdup (name);
  g_ptr_array_add (self->figures, figures);
  g_ptr_array_add (self->sorted, figures);
  g_ptr_array_sort (self->sorted, compare_figures);

  return self->figures->len - 1;
}

static void
take_trade (DeskStrategyStats *self,
            GVariant          *rows,
            gsize              i)
{
  const char *symbol, *role, *strategy;
  gint64 quantity, entry_time, entry, exit, fees, r, mae, mfe;
  Trade trade;
  DeskStrategyFigures *figures;

  g_variant_get_child (rows, i, "(t&sxxxxxxxx&sxx&s)", &self->last, &symbol, &quantity,
                       &entry_time, &trade.time, &entry, &exit, &trade.profit, &fees, &r, &role,
                       &mae, &mfe, &strategy);
  trade.strategy = find_place (self, strategy);
  figures = g_ptr_array_index (self->figures, trade.strategy);
  figures->n_trades++;
  figures->n_wins += trade.profit > 0;
  figures->n_losses += trade.profit < 0;
  figures->profit += trade.profit;
  if (trade.profit > 0)
    figures->won += trade.profit;
  else
    figures->lost += trade.profit;
  g_array_append_val (self->trades, trade);
  g_array_append_val (self->times, trade.time);
}

/* The engine counts those that are open too: one a position. */
static guint
count_completed (DeskStrategyStats *self)
{
  const DeskAccount *account = desk_session_get_account (self->session);

  return account->n_trades > account->n_positions ? account->n_trades - account->n_positions : 0;
}

static void look (DeskStrategyStats *self);

static void
page_arrived (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(DeskStrategyStats) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer =
    desk_session_call_finish (DESK_SESSION (source), result, &error);
  g_autoptr(GVariant) rows = NULL;
  gsize n = 0;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->loading);
  if (answer != NULL)
    rows = g_variant_lookup_value (answer, "rows", G_VARIANT_TYPE ("a" ROW_TYPE));
  if (rows != NULL)
    n = g_variant_n_children (rows);
  for (gsize i = 0; i < n; i++)
    take_trade (self, rows, i);
  if (n > 0)
    g_signal_emit (self, changed, 0);
  if (n > 0)
    look (self);
}

static void
start_anew (DeskStrategyStats *self,
            gint64             book)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_ptr_array_set_size (self->sorted, 0);
  g_ptr_array_set_size (self->figures, 0);
  g_array_set_size (self->trades, 0);
  g_array_set_size (self->times, 0);
  self->last = 0;
  self->book = book;
  g_signal_emit (self, changed, 0);
}

static void
look (DeskStrategyStats *self)
{
  gint64 book = desk_session_get_clock (self->session)->book;
  GVariantDict dict;

  if (book != self->book)
    start_anew (self, book);
  if (self->loading != NULL || book == 0 || count_completed (self) <= self->last)
    return;

  self->loading = g_cancellable_new ();
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "after", "t", self->last);
  g_variant_dict_insert (&dict, "limit", "u", PAGE_ROWS);
  desk_session_call_async (self->session, "book.trades", g_variant_dict_end (&dict),
                           self->loading, page_arrived, g_object_ref (self));
}

void
desk_strategy_stats_follow (DeskStrategyStats *self,
                            gboolean           follow)
{
  g_return_if_fail (DESK_IS_STRATEGY_STATS (self));

  g_signal_group_set_target (self->signals, follow ? self->session : NULL);
  if (follow)
    look (self);
}

/* Reading */

guint
desk_strategy_stats_get_n (DeskStrategyStats *self)
{
  g_return_val_if_fail (DESK_IS_STRATEGY_STATS (self), 0);

  return self->sorted->len;
}

const DeskStrategyFigures *
desk_strategy_stats_get (DeskStrategyStats *self,
                         guint              i)
{
  g_return_val_if_fail (DESK_IS_STRATEGY_STATS (self), NULL);
  g_return_val_if_fail (i < self->sorted->len, NULL);

  return g_ptr_array_index (self->sorted, i);
}

const DeskStrategyFigures *
desk_strategy_stats_find (DeskStrategyStats *self,
                          const char        *name)
{
  g_return_val_if_fail (DESK_IS_STRATEGY_STATS (self), NULL);

  for (guint i = 0; i < self->sorted->len; i++)
    if (g_str_equal (((DeskStrategyFigures *) self->sorted->pdata[i])->name, name))
      return g_ptr_array_index (self->sorted, i);

  return NULL;
}

const DtTime *
desk_strategy_stats_get_times (DeskStrategyStats *self,
                               gsize             *n)
{
  g_return_val_if_fail (DESK_IS_STRATEGY_STATS (self), NULL);

  *n = self->times->len;
  return (const DtTime *) self->times->data;
}

double *
desk_strategy_stats_dup_line (DeskStrategyStats *self,
                              guint              i)
{
  double *line;
  DtMoney profit = 0;

  g_return_val_if_fail (DESK_IS_STRATEGY_STATS (self), NULL);
  g_return_val_if_fail (i < self->sorted->len, NULL);

  line = g_new (double, self->trades->len);
  for (guint k = 0; k < self->trades->len; k++)
    {
      const Trade *trade = &g_array_index (self->trades, Trade, k);

      if (self->figures->pdata[trade->strategy] == self->sorted->pdata[i])
        profit += trade->profit;
      line[k] = dt_money_to_double (profit);
    }

  return line;
}

double
desk_strategy_figures_win_rate (const DeskStrategyFigures *figures)
{
  return figures != NULL && figures->n_trades > 0
         ? (double) figures->n_wins / figures->n_trades : NAN;
}

double
desk_strategy_figures_profit_factor (const DeskStrategyFigures *figures)
{
  return figures != NULL && figures->lost < 0
         ? dt_money_to_double (figures->won) / -dt_money_to_double (figures->lost) : NAN;
}

/* Life */

static void
desk_strategy_stats_dispose (GObject *object)
{
  DeskStrategyStats *self = DESK_STRATEGY_STATS (object);

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_strategy_stats_parent_class)->dispose (object);
}

static void
desk_strategy_stats_finalize (GObject *object)
{
  DeskStrategyStats *self = DESK_STRATEGY_STATS (object);

  g_ptr_array_unref (self->sorted);
  g_ptr_array_unref (self->figures);
  g_array_unref (self->trades);
  g_array_unref (self->times);

  G_OBJECT_CLASS (desk_strategy_stats_parent_class)->finalize (object);
}

static void
desk_strategy_stats_class_init (DeskStrategyStatsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_strategy_stats_dispose;
  object_class->finalize = desk_strategy_stats_finalize;

  changed = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                          NULL, G_TYPE_NONE, 0);
}

static void
desk_strategy_stats_init (DeskStrategyStats *self)
{
  self->figures = g_ptr_array_new_with_free_func (figures_free);
  self->sorted = g_ptr_array_new ();
  self->trades = g_array_new (FALSE, FALSE, sizeof (Trade));
  self->times = g_array_new (FALSE, FALSE, sizeof (DtTime));
}

DeskStrategyStats *
desk_strategy_stats_new (DeskSession *session)
{
  DeskStrategyStats *self = g_object_new (DESK_TYPE_STRATEGY_STATS, NULL);

  self->session = g_object_ref (session);
  self->signals = g_signal_group_new (DESK_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "account-changed", G_CALLBACK (look), self);
  g_signal_group_connect_swapped (self->signals, "clock-changed", G_CALLBACK (look), self);

  return self;
}
