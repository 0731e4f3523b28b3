/* desk-lab-outcome.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-labpage"

#include "config.h"

#include <math.h>

#include "dt-sweep-review.h"

#include "desk-column.h"
#include "desk-curves.h"
#include "desk-format.h"
#include "desk-heat.h"

#include "desk-lab-outcome.h"

#define CHART_HEIGHT 280

const char *
desk_sweep_statistic_get_title (DtSweepStatistic statistic)
{
  static const char *const titles[DT_SWEEP_N_STATISTICS] = {
    "Total return", "Annual growth", "Sharpe ratio", "Sortino ratio", "Deepest drawdown",
    "Profit factor", "Win rate", "Trades", "Session Sharpe", "Skewness", "Kurtosis", "Sessions",
  };

  return titles[statistic];
}

static gboolean
is_fraction (DtSweepStatistic statistic)
{
  return statistic == DT_SWEEP_RETURN_TOTAL || statistic == DT_SWEEP_CAGR
         || statistic == DT_SWEEP_MAX_DRAWDOWN || statistic == DT_SWEEP_WIN_RATE;
}

static char *
format_statistic (DtSweepStatistic statistic,
                  double           value)
{
  if (isnan (value))
    return g_strdup ("–");
  if (is_fraction (statistic))
    return desk_format_signed_percent (value);

  return g_strdup_printf (dt_sweep_statistic_is_count (statistic) ? "%.0f" : "%.2f", value);
}

static GtkWidget *
make_cell (const char *text,
           gboolean    numeric,
           DeskTone    tone)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), numeric ? 1.f : 0.f);
  if (numeric)
    gtk_widget_add_css_class (label, "figure");
  desk_tone_apply (label, tone);

  return label;
}

static GtkGrid *
make_grid (const char *const *heads,
           guint              n_heads)
{
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());

  gtk_grid_set_column_spacing (grid, 18);
  gtk_grid_set_row_spacing (grid, 6);
  g_object_set (grid, "margin-top", 9, "margin-bottom", 9, "margin-start", 12, "margin-end", 12,
                NULL);
  for (guint i = 0; i < n_heads; i++)
    gtk_grid_attach (grid, make_cell (heads[i], i > 0, DESK_TONE_DIM), (int) i, 0, 1, 1);

  return grid;
}

/* A table that is wider than its page is scrolled. */
static GtkWidget *
wrap_grid (GtkGrid *grid)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  g_object_set (scroller, "vscrollbar-policy", GTK_POLICY_NEVER, "child", grid, NULL);
  gtk_widget_add_css_class (scroller, "card");

  return scroller;
}

static GtkWidget *
make_curves (const char  *name,
             DeskPalette  palette)
{
  GtkWidget *curves = desk_curves_new ();

  desk_curves_set_palette (DESK_CURVES (curves), palette);
  gtk_widget_set_size_request (curves, -1, CHART_HEIGHT);
  gtk_accessible_update_property (GTK_ACCESSIBLE (curves), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);

  return curves;
}

/* Walk-forward */

static char *
list_values (const DtWalkForward       *study,
             const DtWalkForwardWindow *window)
{
  GString *text = g_string_new (NULL);

  if (!window->chosen)
    return g_string_free (g_string_append (text, "nothing traded"), FALSE);

  for (guint i = 0; i < study->axes->len; i++)
    g_string_append_printf (text, "%s%s = %g", i > 0 ? ", " : "",
                            ((DtSweepAxis *) g_ptr_array_index (study->axes, i))->name,
                            window->values[i]);

  return g_string_free (text, FALSE);
}

static GtkGrid *
make_windows (const DtWalkForward *study)
{
  static const char *const heads[] = { "Test", "Chosen", "In sample", "Out of sample", "Return",
                                       "Trades" };
  GtkGrid *grid = make_grid (heads, G_N_ELEMENTS (heads));
  DtSweepStatistic objective = study->request.objective;

  for (guint i = 0; i < study->n_windows; i++)
    {
      const DtWalkForwardWindow *window = &study->windows[i];
      double total = window->out_of_sample[DT_SWEEP_RETURN_TOTAL];
      g_autofree char *first =
        desk_format_time (dt_time_from_new_york (window->test_first, 0), DESK_TIME_DATE);
      g_autofree char *last =
        desk_format_time (dt_time_from_new_york (window->test_last, 0), DESK_TIME_DATE);
      g_autofree char *dates = g_strdup_printf ("%s – %s", first, last);
      g_autofree char *values = list_values (study, window);
      g_autofree char *inside = format_statistic (objective, window->in_sample[objective]);
      g_autofree char *outside = format_statistic (objective, window->out_of_sample[objective]);
      g_autofree char *gain = format_statistic (DT_SWEEP_RETURN_TOTAL, total);
      g_autofree char *trades =
        format_statistic (DT_SWEEP_TRADE_COUNT, window->out_of_sample[DT_SWEEP_TRADE_COUNT]);
      const char *const cells[] = { dates, values, inside, outside, gain, trades };

      for (guint k = 0; k < G_N_ELEMENTS (cells); k++)
        gtk_grid_attach (grid, make_cell (cells[k], k > 0, k == 4 ? desk_tone_of (total)
                                                                  : DESK_TONE_PLAIN),
                         (int) k, (int) i + 1, 1, 1);
    }

  return grid;
}

GtkWidget *
desk_outcome_of_walk_forward (const DtWalkForward *study,
                              DeskPalette          palette,
                              char               **verdict)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *curves = make_curves ("Equity out of sample", palette);
  g_autofree DtTime *time = g_new (DtTime, study->n_sessions);
  g_autofree char *gain = desk_format_signed_percent (study->return_total);
  g_autofree char *drawdown = desk_format_signed_percent (study->max_drawdown);
  DeskCurve curve = { .name = "Equity out of sample", .values = study->equity };

  for (gsize i = 0; i < study->n_sessions; i++)
    time[i] = dt_time_from_new_york (study->dates[i], 0);
  desk_curves_set (DESK_CURVES (curves), &curve, 1, time, study->n_sessions, DESK_CURVE_MONEY);
  gtk_box_append (GTK_BOX (box), curves);
  gtk_box_append (GTK_BOX (box), wrap_grid (make_windows (study)));
  *verdict = isnan (study->efficiency)
    ? g_strdup_printf ("Out of sample: %s in %u windows, deepest drawdown %s. Settings lost money "
                       "where they were chosen, so efficiency has no meaning.", gain,
                       study->n_windows, drawdown)
    : g_strdup_printf ("Out of sample: %s in %u windows, deepest drawdown %s; a year earned "
                       "%.0f %% of what it did where settings were chosen.", gain, study->n_windows,
                       drawdown, study->efficiency * 100.);

  return box;
}

/* Monte-Carlo */

static GtkGrid *
make_percentiles (const DtMonteCarlo *study)
{
  static const char *const heads[] = { "", "Observed", "5 %", "25 %", "Median", "75 %", "95 %",
                                       "Rank" };
  static const char *const names[DT_MONTE_CARLO_N_STATISTICS] = {
    "Final equity", "Annual growth", "Sharpe ratio", "Deepest drawdown", "Losses in a row",
  };
  GtkGrid *grid = make_grid (heads, G_N_ELEMENTS (heads));

  for (guint i = 0; i < DT_MONTE_CARLO_N_STATISTICS; i++)
    {
      const DtMonteCarloRow *row = &study->rows[i];
      double values[DT_MONTE_CARLO_N_PERCENTILES + 1];
      g_autofree char *rank = desk_format_percent (row->rank);

      values[0] = row->observed;
      for (guint k = 0; k < DT_MONTE_CARLO_N_PERCENTILES; k++)
        values[k + 1] = row->percentiles[k];
      gtk_grid_attach (grid, make_cell (names[i], FALSE, DESK_TONE_PLAIN), 0, (int) i + 1, 1, 1);
      for (guint k = 0; k < G_N_ELEMENTS (values); k++)
        {
          g_autofree char *text =
            isnan (values[k]) ? g_strdup ("–")
            : i == DT_MONTE_CARLO_EQUITY_FINAL ? g_strdup_printf ("$%'.0f", values[k])
            : i == DT_MONTE_CARLO_CAGR || i == DT_MONTE_CARLO_MAX_DRAWDOWN
              ? desk_format_signed_percent (values[k])
            : g_strdup_printf (i == DT_MONTE_CARLO_LOSING_STREAK ? "%.0f" : "%.2f", values[k]);

          gtk_grid_attach (grid, make_cell (text, TRUE, DESK_TONE_PLAIN), (int) k + 1,
                           (int) i + 1, 1, 1);
        }
      gtk_grid_attach (grid, make_cell (rank, TRUE, DESK_TONE_PLAIN), 7, (int) i + 1, 1, 1);
    }

  return grid;
}

GtkWidget *
desk_outcome_of_monte_carlo (const DtMonteCarlo  *study,
                             DeskPalette          palette,
                             char               **verdict)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *fan = make_curves ("Fan of equity", palette);
  const DtMonteCarloRow *falls = &study->rows[DT_MONTE_CARLO_MAX_DRAWDOWN];
  g_autofree char *loss = desk_format_percent (study->probability_of_loss);
  g_autofree char *deep = desk_format_signed_percent (falls->percentiles[0]);
  g_autofree char *observed = desk_format_signed_percent (falls->observed);
  const DeskCurve curves[] = {
    { "Median", study->fan[2], NULL, FALSE },
    { "Half of the runs", study->fan[1], study->fan[3], FALSE },
    { "Nine in ten", study->fan[0], study->fan[4], FALSE },
  };

  desk_curves_set_point_name (DESK_CURVES (fan), "point");
  desk_curves_set (DESK_CURVES (fan), curves, G_N_ELEMENTS (curves), NULL, study->n_fan,
                   DESK_CURVE_MONEY);
  gtk_box_append (GTK_BOX (box), fan);
  gtk_box_append (GTK_BOX (box), wrap_grid (make_percentiles (study)));
  /* In another order the same trades end where they did: only the way there says something */
  *verdict = study->request.kind == DT_MONTE_CARLO_SHUFFLE
    ? g_strdup_printf ("%u other orders of the same %" G_GSIZE_FORMAT " trades: one in twenty "
                       "falls deeper than %s; the run itself fell %s.", study->request.n_runs,
                       study->n_returns, deep, observed)
    : g_strdup_printf ("%u lines drawn from %" G_GSIZE_FORMAT " sessions: %s of them end below the "
                       "start.", study->request.n_runs, study->n_returns, loss);

  return box;
}

/* Sweep */

static const DtSweepAxis *
get_axis (const DtSweep *sweep,
          guint          i)
{
  return g_ptr_array_index (sweep->axes, i);
}

static char **
make_labels (const DtSweepAxis *axis)
{
  char **labels = g_new0 (char *, axis->n_values + 1);

  for (guint i = 0; i < axis->n_values; i++)
    labels[i] = g_strdup_printf ("%g", axis->values[i]);

  return labels;
}

static gboolean
is_signed (DtSweepStatistic statistic)
{
  return statistic == DT_SWEEP_RETURN_TOTAL || statistic == DT_SWEEP_CAGR
         || statistic == DT_SWEEP_SHARPE || statistic == DT_SWEEP_SORTINO
         || statistic == DT_SWEEP_SESSION_SHARPE;
}

static GtkWidget *
make_heat (const DtSweep    *sweep,
           DtSweepStatistic  objective,
           DeskPalette       palette)
{
  g_autoptr(DtSweepHeatmap) map = dt_sweep_heatmap_new (sweep, 0, 1, objective);
  g_auto(GStrv) x_labels = make_labels (map->x);
  g_auto(GStrv) y_labels = make_labels (map->y);
  GtkWidget *heat = desk_heat_new ();
  DeskHeatTable table = {
    .values = map->best, .n_x = map->x->n_values, .n_y = map->y->n_values,
    .x_labels = (const char *const *) x_labels, .y_labels = (const char *const *) y_labels,
    .x_title = map->x->name, .y_title = map->y->name,
    .title = desk_sweep_statistic_get_title (objective),
    .scale = is_signed (objective) ? DESK_HEAT_SIGNED : DESK_HEAT_RANGE,
    .unit = is_fraction (objective) ? DESK_HEAT_FRACTION
            : dt_sweep_statistic_is_count (objective) ? DESK_HEAT_COUNT : DESK_HEAT_NUMBER,
  };

  desk_heat_set_palette (DESK_HEAT (heat), palette);
  desk_heat_set_table (DESK_HEAT (heat), &table);
  gtk_widget_set_size_request (heat, -1, 360);
  gtk_accessible_update_property (GTK_ACCESSIBLE (heat), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Heatmap of the sweep", -1);

  return heat;
}

static GtkWidget *
make_sweep_curve (const DtSweep    *sweep,
                  DtSweepStatistic  objective,
                  DeskPalette       palette)
{
  GtkWidget *curves = make_curves ("Values of the sweep", palette);
  g_autofree double *values = g_new (double, sweep->n_run);
  g_autofree char *name = g_strdup_printf ("%s by %s",
                                           desk_sweep_statistic_get_title (objective),
                                           get_axis (sweep, 0)->name);
  DeskCurve curve = { .name = name, .values = values };

  for (guint64 i = 0; i < sweep->n_run; i++)
    values[i] = sweep->cells[i].statistics[objective];
  desk_curves_set_point_name (DESK_CURVES (curves), "value");
  desk_curves_set (DESK_CURVES (curves), &curve, 1, NULL, sweep->n_run,
                   is_fraction (objective) ? DESK_CURVE_FRACTION : DESK_CURVE_NUMBER);

  return curves;
}

static char *
describe_best (const DtSweep    *sweep,
               DtSweepStatistic  objective)
{
  const DtSweepCell *best = dt_sweep_find_best (sweep, objective);
  g_autofree double *values = g_new (double, sweep->axes->len);
  g_autoptr(GString) settings = g_string_new (NULL);
  g_autofree char *value = NULL;
  DtSweepSummary summary;

  if (best == NULL)
    return g_strdup_printf ("%" G_GUINT64_FORMAT " runs, none of which has this statistic.",
                            sweep->n_run);

  dt_sweep_get_values (sweep, best->index, values);
  for (guint i = 0; i < sweep->axes->len; i++)
    g_string_append_printf (settings, "%s%s = %g", i > 0 ? ", " : "", get_axis (sweep, i)->name,
                            values[i]);
  value = format_statistic (objective, best->statistics[objective]);
  dt_sweep_summarise (sweep, objective, &summary);

  return isnan (summary.sharpe_deflated)
    ? g_strdup_printf ("Best of %" G_GUINT64_FORMAT ": %s with %s.", sweep->n_run, value,
                       settings->str)
    : g_strdup_printf ("Best of %" G_GUINT64_FORMAT ": %s with %s. Probability that its Sharpe "
                       "ratio is more than the luck of so many tries: %.0f %%.", sweep->n_run,
                       value, settings->str, summary.sharpe_deflated * 100.);
}

const DtSweepCell *
desk_outcome_find_cell (const DtSweep    *sweep,
                        DtSweepStatistic  objective,
                        guint             x,
                        guint             y)
{
  g_autofree double *values = g_new (double, sweep->axes->len);
  const DtSweepCell *best = NULL;

  for (guint64 i = 0; i < sweep->n_run; i++)
    {
      const DtSweepCell *cell = &sweep->cells[i];

      dt_sweep_get_values (sweep, cell->index, values);
      if (values[0] == get_axis (sweep, 0)->values[x] && values[1] == get_axis (sweep, 1)->values[y]
          && (best == NULL || cell->statistics[objective] > best->statistics[objective]))
        best = cell;
    }

  return best;
}

GtkWidget *
desk_outcome_of_sweep (const DtSweep     *sweep,
                       DtSweepStatistic   objective,
                       DeskPalette        palette,
                       GtkWidget        **heat,
                       char             **verdict)
{
  *verdict = describe_best (sweep, objective);
  *heat = sweep->axes->len >= 2 ? make_heat (sweep, objective, palette) : NULL;

  return *heat != NULL ? *heat : make_sweep_curve (sweep, objective, palette);
}
