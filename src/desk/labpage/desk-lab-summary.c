/* desk-lab-summary.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-labpage"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-report-number.h"

#include "desk-format.h"
#include "desk-line-chart.h"
#include "desk-stat.h"

#include "desk-lab-summary.h"

static const char *const tile_names[] = {
  "return_total", "cagr", "sharpe", "max_drawdown", "trade_count", "win_rate", "profit_factor",
  "equity_final",
};

#define N_TILES G_N_ELEMENTS (tile_names)

struct _DeskLabSummary
{
  AdwBin      parent_instance;

  GtkWidget  *tiles[N_TILES];
  GtkWidget  *equity;
  GtkWidget  *drawdown;
  GtkWidget  *point;
  GtkWidget  *findings;
  GtkWidget  *months;          /* AdwBin of a grid */
  GtkWidget  *drawdowns;
  GtkWidget  *notes;

  DtTime     *time;            /* of the points shown */
  double     *values;
  gsize       n_points;
};

G_DEFINE_FINAL_TYPE (DeskLabSummary, desk_lab_summary, ADW_TYPE_BIN)

static const DtStatistic *
find_statistic (const char *name)
{
  gsize n;
  const DtStatistic *statistics = dt_tear_sheet_get_statistics (&n);

  for (gsize i = 0; i < n; i++)
    if (g_str_equal (statistics[i].name, name))
      return &statistics[i];

  return NULL;
}

/* Tiles */

static DeskTone
tone_of (const DtTearSheet *sheet,
         const DtStatistic *statistic)
{
  if (g_str_equal (statistic->name, "return_total") || g_str_equal (statistic->name, "cagr"))
    return desk_tone_of (*(const double *) ((const char *) sheet + statistic->offset));

  return DESK_TONE_PLAIN;
}

static void
show_tiles (DeskLabSummary    *self,
            const DtTearSheet *sheet)
{
  for (guint i = 0; i < N_TILES; i++)
    {
      const DtStatistic *statistic = find_statistic (tile_names[i]);
      g_autofree char *figure = dt_report_format_statistic (sheet, statistic);
      g_autofree char *text = desk_format_figure (figure);

      desk_stat_set_value (DESK_STAT (self->tiles[i]), text, tone_of (sheet, statistic));
    }
}

/* Findings */

static const char *
icon_of (DtSeverity severity)
{
  switch (severity)
    {
    case DT_SEVERITY_WARNING:
      return "dialog-error-symbolic";
    case DT_SEVERITY_CAUTION:
      return "dialog-warning-symbolic";
    case DT_SEVERITY_NOTE:
    default:
      return "dialog-information-symbolic";
    }
}

static void
clear_list (GtkWidget *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (list), row);
}

static void
add_line (GtkWidget  *list,
          const char *icon,
          const char *title,
          const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (icon != NULL)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static void
show_findings (DeskLabSummary *self,
               const DtReview *review)
{
  g_autoptr(GPtrArray) findings = dt_review_list_findings (review);
  guint n_passed = dt_review_count (review, DT_CHECK_PASSED);
  g_autofree char *passed = NULL;

  clear_list (self->findings);
  for (guint i = 0; i < findings->len; i++)
    {
      const DtCheckResult *finding = g_ptr_array_index (findings, i);
      g_autofree char *figure = dt_check_format (finding->check, finding->value);
      g_autofree char *value = desk_format_figure (figure);
      g_autofree char *why = NULL;
      g_autofree char *title = g_strdup_printf ("%s: %s", finding->check->title, value);

      title[0] = g_ascii_toupper (title[0]);
      why = g_strdup_printf ("%s %s", finding->check->why, finding->check->advice);
      add_line (self->findings, icon_of (finding->check->severity), title, why);
    }
  passed = g_strdup_printf ("%u question%s found nothing", n_passed, n_passed == 1 ? "" : "s");
  add_line (self->findings, "emblem-ok-symbolic", passed, NULL);
}

/* Tables */

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

/* The heading says that all are per cent. */
static void
attach_percent (GtkGrid *grid,
                int      column,
                int      row,
                double   value)
{
  g_autofree char *text = isnan (value) ? g_strdup ("") : desk_format_signed_percent (value);
  char *sign = strchr (text, '%');

  if (sign != NULL)
    *g_utf8_find_prev_char (text, sign) = '\0';
  gtk_grid_attach (grid, make_cell (text, TRUE, desk_tone_of (value)), column, row, 1, 1);
}

static void
show_months (DeskLabSummary    *self,
             const DtTearSheet *sheet)
{
  static const char *const heads[] = { "Year", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul",
                                       "Aug", "Sep", "Oct", "Nov", "Dec", "All", "Drawdown" };
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());

  gtk_grid_set_column_spacing (grid, 12);
  gtk_grid_set_row_spacing (grid, 6);
  g_object_set (grid, "margin-top", 9, "margin-bottom", 9, "margin-start", 12, "margin-end", 12,
                NULL);
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    gtk_grid_attach (grid, make_cell (heads[i], i > 0, DESK_TONE_DIM), (int) i, 0, 1, 1);
  for (gsize y = 0; y < sheet->n_years; y++)
    {
      const DtTearSheetYear *year = &sheet->years[y];
      g_autofree char *name = g_strdup_printf ("%d", year->year);
      int row = (int) y + 1;

      gtk_grid_attach (grid, make_cell (name, FALSE, DESK_TONE_PLAIN), 0, row, 1, 1);
      for (int m = 0; m < 12; m++)
        attach_percent (grid, m + 1, row, year->months[m]);
      attach_percent (grid, 13, row, year->return_total);
      attach_percent (grid, 14, row, year->max_drawdown);
    }
  adw_bin_set_child (ADW_BIN (self->months), GTK_WIDGET (grid));
}

static void
show_drawdowns (DeskLabSummary    *self,
                const DtTearSheet *sheet)
{
  clear_list (self->drawdowns);
  for (gsize i = 0; i < sheet->n_drawdowns; i++)
    {
      const DtTearSheetDrawdown *fall = &sheet->drawdowns[i];
      g_autofree char *depth = desk_format_signed_percent (fall->depth);
      g_autofree char *peak = desk_format_time (fall->peak, DESK_TIME_DATE);
      g_autofree char *trough = desk_format_time (fall->trough, DESK_TIME_DATE);
      g_autofree char *end = fall->end != DT_TIME_NONE
                             ? desk_format_time (fall->end, DESK_TIME_DATE) : NULL;
      g_autofree char *days = dt_report_format_days (fall->days, sheet->timeframe);
      g_autofree char *text = end != NULL
        ? g_strdup_printf ("From %s, lowest on %s, made good on %s: %s", peak, trough, end, days)
        : g_strdup_printf ("From %s, lowest on %s, not made good: %s", peak, trough, days);

      add_line (self->drawdowns, NULL, depth, text);
    }
  if (sheet->n_drawdowns == 0)
    add_line (self->drawdowns, NULL, "Equity was never below its peak", NULL);
}

static void
show_notes (DeskLabSummary    *self,
            const DtTearSheet *sheet)
{
  clear_list (self->notes);
  for (guint i = 0; sheet->notes != NULL && i < sheet->notes->len; i++)
    add_line (self->notes, "dialog-information-symbolic", g_ptr_array_index (sheet->notes, i),
              NULL);
  gtk_widget_set_visible (gtk_widget_get_parent (self->notes),
                          gtk_widget_get_first_child (self->notes) != NULL);
}

/* Charts */

static void
show_point (DeskLabSummary *self)
{
  gint64 point = desk_line_chart_get_cursor (DESK_LINE_CHART (self->equity));
  g_autofree char *time = NULL, *value = NULL, *text = NULL;
  DtMoney money;

  if (point >= 0 && (gsize) point < self->n_points
      && dt_money_from_double (self->values[point], &money))
    {
      time = desk_format_time (self->time[point], DESK_TIME_DATE);
      value = desk_format_money (money);
      text = g_strdup_printf ("%s · $%s", time, value);
    }
  gtk_label_set_text (GTK_LABEL (self->point), text != NULL ? text : "");
}

static void
show_charts (DeskLabSummary      *self,
             const DeskLabResult *result)
{
  DeskLineChart *equity = DESK_LINE_CHART (self->equity);
  DeskLineChart *drawdown = DESK_LINE_CHART (self->drawdown);

  g_free (self->time);
  g_free (self->values);
  self->n_points = result->n_points;
  self->time = g_memdup2 (result->time, result->n_points * sizeof (DtTime));
  self->values = g_memdup2 (result->equity, result->n_points * sizeof (double));
  /* What is there already is taken to be as it was: begin anew */
  desk_line_chart_set_points (equity, NULL, NULL, 0);
  desk_line_chart_set_points (drawdown, NULL, NULL, 0);
  desk_line_chart_set_base (equity, dt_money_to_double (result->sheet->equity_initial));
  desk_line_chart_set_base (drawdown, 0.);
  desk_line_chart_set_points (equity, result->time, result->equity, result->n_points);
  desk_line_chart_set_points (drawdown, result->time, result->drawdown, result->n_points);
  desk_line_chart_show_all (equity);
  desk_line_chart_show_all (drawdown);
}

void
desk_lab_summary_show (DeskLabSummary      *self,
                       const DeskLabResult *result)
{
  g_return_if_fail (DESK_IS_LAB_SUMMARY (self));
  g_return_if_fail (result != NULL);

  show_tiles (self, result->sheet);
  show_charts (self, result);
  show_findings (self, result->review);
  show_months (self, result->sheet);
  show_drawdowns (self, result->sheet);
  show_notes (self, result->sheet);
}

void
desk_lab_summary_set_palette (DeskLabSummary *self,
                              DeskPalette     palette)
{
  g_return_if_fail (DESK_IS_LAB_SUMMARY (self));

  desk_line_chart_set_palette (DESK_LINE_CHART (self->equity), palette);
  desk_line_chart_set_palette (DESK_LINE_CHART (self->drawdown), palette);
}

/* Making */

static GtkWidget *
add_section (GtkWidget  *box,
             const char *heading,
             GtkWidget  *content)
{
  GtkWidget *section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new (heading);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (section), label);
  gtk_box_append (GTK_BOX (section), content);
  gtk_box_append (GTK_BOX (box), section);

  return content;
}

static GtkWidget *
make_list (const char *name)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return list;
}

static GtkWidget *
make_chart (const char *name,
            int         height)
{
  GtkWidget *chart = desk_line_chart_new ();

  gtk_widget_set_size_request (chart, -1, height);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return chart;
}

static GtkWidget *
make_tiles (DeskLabSummary *self)
{
  GtkWidget *flow = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (flow), TRUE);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (flow), 2);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 4);
  for (guint i = 0; i < N_TILES; i++)
    {
      const DtStatistic *statistic = find_statistic (tile_names[i]);

      self->tiles[i] = desk_stat_new (statistic->label, statistic->definition);
      gtk_flow_box_append (GTK_FLOW_BOX (flow), self->tiles[i]);
      gtk_widget_set_focusable (gtk_widget_get_parent (self->tiles[i]), FALSE);
    }

  return flow;
}

static GtkWidget *
make_charts (DeskLabSummary *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new ("Drawdown, % below the peak");

  self->equity = make_chart ("Equity over time", 240);
  self->drawdown = make_chart ("Drawdown over time, percent", 120);
  desk_line_chart_link (DESK_LINE_CHART (self->equity), DESK_LINE_CHART (self->drawdown));
  self->point = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (self->point), 1.f);
  gtk_widget_add_css_class (self->point, "figure");
  gtk_widget_add_css_class (self->point, "dim");
  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_widget_add_css_class (label, "dim");
  gtk_widget_add_css_class (label, "caption");
  g_signal_connect_object (self->equity, "cursor-changed", G_CALLBACK (show_point), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->point);
  gtk_box_append (GTK_BOX (box), self->equity);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->drawdown);
  g_object_set (self->point, "margin-end", 12, NULL);
  g_object_set (label, "margin-start", 12, NULL);
  gtk_widget_add_css_class (box, "card");

  return box;
}

static GtkWidget *
make_months (DeskLabSummary *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->months = adw_bin_new ();
  g_object_set (scroller, "vscrollbar-policy", GTK_POLICY_NEVER, "child", self->months, NULL);
  gtk_widget_add_css_class (scroller, "card");

  return scroller;
}

static GtkWidget *
make_content (DeskLabSummary *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_box_append (GTK_BOX (box), make_tiles (self));
  add_section (box, "Equity", make_charts (self));
  self->findings = add_section (box, "What Speaks Against It", make_list ("Findings"));
  add_section (box, "Months, %", make_months (self));
  self->drawdowns = add_section (box, "Deepest Drawdowns", make_list ("Drawdowns"));
  self->notes = add_section (box, "About the Data", make_list ("Notes"));
  g_object_set (box, "margin-top", 12, "margin-bottom", 18, "margin-start", 12, "margin-end", 12,
                NULL);

  return box;
}

static void
desk_lab_summary_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);

  G_OBJECT_CLASS (desk_lab_summary_parent_class)->dispose (object);
}

static void
desk_lab_summary_finalize (GObject *object)
{
  g_free (DESK_LAB_SUMMARY (object)->time);
  g_free (DESK_LAB_SUMMARY (object)->values);

  G_OBJECT_CLASS (desk_lab_summary_parent_class)->finalize (object);
}

static void
desk_lab_summary_class_init (DeskLabSummaryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_lab_summary_dispose;
  G_OBJECT_CLASS (klass)->finalize = desk_lab_summary_finalize;
}

static void
desk_lab_summary_init (DeskLabSummary *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *clamp = adw_clamp_new ();

  g_object_set (clamp, "maximum-size", 1000, "child", make_content (self), NULL);
  g_object_set (scroller, "hscrollbar-policy", GTK_POLICY_NEVER, "child", clamp, NULL);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

GtkWidget *
desk_lab_summary_new (void)
{
  return g_object_new (DESK_TYPE_LAB_SUMMARY, NULL);
}
