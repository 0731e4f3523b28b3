/* desk-strategy-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-strategies"

#include "config.h"

#include <math.h>

#include "desk-fold.h"
#include "desk-format.h"
#include "desk-row-list.h"
#include "desk-short-table.h"

#include "desk-strategy-table.h"

/* A line */

#define DESK_TYPE_STRATEGY_LINE (desk_strategy_line_get_type ())
G_DECLARE_FINAL_TYPE (DeskStrategyLine, desk_strategy_line, DESK, STRATEGY_LINE, GObject)

struct _DeskStrategyLine
{
  GObject              parent_instance;

  DeskStrategyFigures  figures;
};

G_DEFINE_FINAL_TYPE (DeskStrategyLine, desk_strategy_line, G_TYPE_OBJECT)

static guint line_changed;

static void
desk_strategy_line_finalize (GObject *object)
{
  g_free (DESK_STRATEGY_LINE (object)->figures.name);

  G_OBJECT_CLASS (desk_strategy_line_parent_class)->finalize (object);
}

static void
desk_strategy_line_class_init (DeskStrategyLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_strategy_line_finalize;
  line_changed = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_strategy_line_init (DeskStrategyLine *self)
{
}

/* @figures: of the line's strategy */
static void
set_figures (DeskStrategyLine          *self,
             const DeskStrategyFigures *figures)
{
  char *name = self->figures.name != NULL ? self->figures.name : g_strdup (figures->name);

  self->figures = *figures;
  self->figures.name = name;
  g_signal_emit (self, line_changed, 0);
}

static const DeskStrategyFigures *
get_figures (gconstpointer line)
{
  return &((const DeskStrategyLine *) line)->figures;
}

/* USD a trade */
static double
get_mean (const DeskStrategyFigures *figures)
{
  return dt_money_to_double (figures->profit) / figures->n_trades;
}

/* Columns */

static DeskTone
show_name (gpointer  line,
           GString  *text)
{
  g_string_append (text, get_figures (line)->name);
  return DESK_TONE_PLAIN;
}

static DeskTone
show_trades (gpointer  line,
             GString  *text)
{
  g_string_append_printf (text, "%u", get_figures (line)->n_trades);
  return DESK_TONE_PLAIN;
}

static DeskTone
show_win_rate (gpointer  line,
               GString  *text)
{
  desk_cell_append (text, desk_format_percent (
    desk_strategy_figures_win_rate (get_figures (line))));
  return DESK_TONE_PLAIN;
}

static DeskTone
show_factor (gpointer  line,
             GString  *text)
{
  double factor = desk_strategy_figures_profit_factor (get_figures (line));

  if (isnan (factor))
    g_string_append (text, "–");
  else
    g_string_append_printf (text, "%.2f", factor);
  return DESK_TONE_PLAIN;
}

static DeskTone
show_mean (gpointer  line,
           GString  *text)
{
  double mean = get_mean (get_figures (line));
  DtMoney money = 0;

  if (!dt_money_from_double (mean, &money))
    g_string_append (text, "–");
  else
    desk_cell_append (text, desk_format_profit (money));
  return desk_tone_of (mean);
}

static DeskTone
show_profit (gpointer  line,
             GString  *text)
{
  DtMoney profit = get_figures (line)->profit;

  desk_cell_append (text, desk_format_profit (profit));
  return desk_tone_of ((double) profit);
}

static int
compare_names (gconstpointer a,
               gconstpointer b,
               gpointer      unused)
{
  return desk_compare_texts (get_figures (a)->name, get_figures (b)->name);
}

#define COMPARE(name, value)                                                        \
  static int                                                                        \
  compare_ ## name (gconstpointer a,                                                \
                    gconstpointer b,                                                \
                    gpointer      unused)                                           \
  {                                                                                 \
    return desk_compare_numbers (value (get_figures (a)), value (get_figures (b))); \
  }

#define GET_TRADES(figures) ((figures)->n_trades)
#define GET_PROFIT(figures) dt_money_to_double ((figures)->profit)

COMPARE (trades, GET_TRADES)
COMPARE (win_rates, desk_strategy_figures_win_rate)
COMPARE (factors, desk_strategy_figures_profit_factor)
COMPARE (means, get_mean)
COMPARE (profits, GET_PROFIT)

static const DeskTableColumn columns[] = {
  { "strategy", "Strategy", 20, FALSE, DESK_ROOM_NARROW, show_name, compare_names, NULL, TRUE },
  { "trades", "Trades", 6, TRUE, DESK_ROOM_NARROW, show_trades, compare_trades,
    "Completed round trips in the running book" },
  { "win-rate", "Win Rate", 9, TRUE, DESK_ROOM_MEDIUM, show_win_rate, compare_win_rates,
    "Trades with a profit after fees, of all" },
  { "profit-factor", "Profit Factor", 12, TRUE, DESK_ROOM_MEDIUM, show_factor, compare_factors,
    "Sum of the profits by the sum of the losses; – without a loss" },
  { "mean", "A Trade", 11, TRUE, DESK_ROOM_MEDIUM, show_mean, compare_means,
    "Profit after fees by the number of trades" },
  { "profit", "Profit", 12, TRUE, DESK_ROOM_NARROW, show_profit, compare_profits,
    "After fees" },
};

/* The table */

/* Pixels that all columns need. */
#define WIDE 610

struct _DeskStrategyTable
{
  AdwBin             parent_instance;

  DeskRowList       *lines;
  DeskFold          *fold;
  GtkColumnView     *view;
};

G_DEFINE_FINAL_TYPE (DeskStrategyTable, desk_strategy_table, ADW_TYPE_BIN)

static guint activated;

static void
show_columns (DeskStrategyTable *self)
{
  desk_table_set_room (self->view, desk_fold_get_narrow (self->fold) ? DESK_ROOM_NARROW
                                                                     : DESK_ROOM_WIDE);
}

/* (transfer full) */
static DeskStrategyLine *
take_line (DeskStrategyTable *self,
           const char        *name)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->lines));

  for (guint i = 0; i < n; i++)
    {
      DeskStrategyLine *line = desk_row_list_get (self->lines, i);

      if (g_str_equal (line->figures.name, name))
        return g_object_ref (line);
    }

  return g_object_new (DESK_TYPE_STRATEGY_LINE, NULL);
}

void
desk_strategy_table_show (DeskStrategyTable *self,
                          DeskStrategyStats *stats)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  guint n;

  g_return_if_fail (DESK_IS_STRATEGY_TABLE (self));

  n = desk_strategy_stats_get_n (stats);
  for (guint i = 0; i < n; i++)
    {
      const DeskStrategyFigures *figures = desk_strategy_stats_get (stats, i);
      DeskStrategyLine *line = take_line (self, figures->name);

      set_figures (line, figures);
      g_ptr_array_add (lines, line);
    }
  desk_row_list_set (self->lines, lines);
  /* The fold knows nothing of its width until it is seen */
  if (n > 0 && !gtk_widget_get_visible (GTK_WIDGET (self)))
    show_columns (self);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

GtkColumnView *
desk_strategy_table_get_view (DeskStrategyTable *self)
{
  g_return_val_if_fail (DESK_IS_STRATEGY_TABLE (self), NULL);

  return self->view;
}

static void
row_activated (DeskStrategyTable *self,
               DeskStrategyLine  *line)
{
  g_signal_emit (self, activated, 0, line->figures.name);
}

static void
desk_strategy_table_finalize (GObject *object)
{
  g_object_unref (DESK_STRATEGY_TABLE (object)->lines);

  G_OBJECT_CLASS (desk_strategy_table_parent_class)->finalize (object);
}

static void
desk_strategy_table_class_init (DeskStrategyTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_strategy_table_finalize;
  activated = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                            NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
desk_strategy_table_init (DeskStrategyTable *self)
{
  GtkWidget *table;

  self->lines = desk_row_list_new (DESK_TYPE_STRATEGY_LINE);
  table = desk_short_table_new (G_LIST_MODEL (self->lines), "Comparison of strategies");
  g_signal_connect_object (table, "activated", G_CALLBACK (row_activated), self,
                           G_CONNECT_SWAPPED);
  self->view = desk_short_table_get_view (DESK_SHORT_TABLE (table));
  desk_table_add (self->view, columns, G_N_ELEMENTS (columns));
  self->fold = g_object_new (DESK_TYPE_FOLD, "threshold", WIDE, NULL);
  g_signal_connect_object (self->fold, "notify::narrow", G_CALLBACK (show_columns), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self->fold), table);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->fold));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
desk_strategy_table_new (DeskSettings *settings)
{
  DeskStrategyTable *self = g_object_new (DESK_TYPE_STRATEGY_TABLE, NULL);

  desk_table_remember (self->view, settings, "table.strategies");

  return GTK_WIDGET (self);
}
