/* dt-report-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-report"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-equity-curve.h"
#include "dt-report-number.h"
#include "dt-report-text.h"

#define WIDTH         80
#define CELL_WIDTH    39
#define NAME_WIDTH    24
#define PICTURE_WIDTH 76
#define ASCII_ROWS    8
#define MAX_ROWS      20
#define MAX_NOTES     8
#define MAX_DRAWDOWNS 5

/* Picture of the equity */

/* The mean equity of each column of the picture. */
static guint
find_columns (const DtEquityCurve *curve,
              double              *columns)
{
  guint n = MIN (curve->n_points, PICTURE_WIDTH);

  for (guint i = 0; i < n; i++)
    {
      gsize from = curve->n_points * i / n, to = curve->n_points * (i + 1) / n;
      double sum = 0.;

      for (gsize j = from; j < to; j++)
        sum += curve->equity[j];
      columns[i] = sum / (to - from);
    }

  return n;
}

/* Each column as a height from 0 to @levels - 1. */
static gboolean
scale_columns (double *columns,
               guint   n,
               guint   levels)
{
  double low = INFINITY, high = -INFINITY;

  for (guint i = 0; i < n; i++)
    {
      low = fmin (low, columns[i]);
      high = fmax (high, columns[i]);
    }
  if (!(high > low) || !isfinite (high - low))
    return FALSE;

  for (guint i = 0; i < n; i++)
    columns[i] = floor ((columns[i] - low) / (high - low) * (levels - .001));

  return TRUE;
}

/* Four rows of eighth blocks; or in ASCII eight rows of marks. */
static void
append_picture (GString           *text,
                const DtRunRecord *records,
                gsize              n_records,
                gboolean           utf8)
{
  static const char *const blocks[] = { " ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
  g_auto(DtEquityCurve) curve = { 0 };
  double columns[PICTURE_WIDTH];
  guint n_rows = utf8 ? ASCII_ROWS / 2 : ASCII_ROWS, steps = utf8 ? 8 : 1, n;

  dt_equity_curve_init_line (&curve, records, n_records);
  n = find_columns (&curve, columns);
  if (n < 2 || !scale_columns (columns, n, n_rows * steps))
    return;

  g_string_append (text, "\n");
  for (guint row = n_rows; row-- > 0;)
    {
      g_string_append (text, "  ");
      for (guint i = 0; i < n; i++)
        {
          int height = (int) columns[i] + 1 - (int) (row * steps);

          if (utf8)
            g_string_append (text, blocks[CLAMP (height, 0, 8)]);
          else
            g_string_append_c (text, height > 1 ? ':' : height == 1 ? '#' : ' ');
        }
      while (text->str[text->len - 1] == ' ')
        g_string_truncate (text, text->len - 1);
      g_string_append_c (text, '\n');
    }
}

/* Sections, two statistics a line */

static void
append_cell (GString    *text,
             const char *label,
             const char *value)
{
  g_string_append (text, label);
  for (glong width = g_utf8_strlen (label, -1) + g_utf8_strlen (value, -1);
       width < CELL_WIDTH; width++)
    g_string_append_c (text, ' ');
  g_string_append (text, value);
}

static void
append_title (GString    *text,
              const char *title,
              gboolean    utf8)
{
  g_string_append_printf (text, "\n%s\n", title);
  for (gsize i = strlen (title); i > 0; i--)
    g_string_append (text, utf8 ? "─" : "-");
  g_string_append_c (text, '\n');
}

static void
append_section (GString            *text,
                const DtTearSheet  *sheet,
                DtStatisticSection  section,
                gboolean            utf8)
{
  gsize n, n_cells = 0, n_in = 0, half;
  const DtStatistic *statistics = dt_tear_sheet_get_statistics (&n);
  const DtStatistic *in[64];

  for (gsize i = 0; i < n; i++)
    if (statistics[i].section == section && !statistics[i].detail && n_in < G_N_ELEMENTS (in))
      in[n_in++] = &statistics[i];

  append_title (text, dt_statistic_section_to_string (section), utf8);
  /* Down the left column, then down the right one */
  half = (n_in + 1) / 2;
  for (gsize i = 0; i < half; i++)
    for (n_cells = 0; n_cells < 2; n_cells++)
      {
        gsize place = i + n_cells * half;
        g_autofree char *value = NULL;

        if (place < n_in)
          {
            value = dt_report_format_statistic (sheet, in[place]);
            g_string_append (text, n_cells == 1 ? "  " : "");
            append_cell (text, in[place]->label, value);
          }
        if (n_cells == 1)
          g_string_append_c (text, '\n');
      }
}

static void
append_name (GString    *text,
             const char *name)
{
  glong width = MIN (g_utf8_strlen (name, -1), NAME_WIDTH);

  g_string_append_len (text, name, g_utf8_offset_to_pointer (name, width) - name);
  for (; width < NAME_WIDTH; width++)
    g_string_append_c (text, ' ');
}

static void
append_row (GString              *text,
            const DtTearSheetRow *row)
{
  g_autofree char *profit = dt_report_format_money (row->profit_total);
  g_autofree char *wins = dt_report_format_double (100. * row->win_rate, 1, " %");
  g_autofree char *expectancy = dt_report_format_double (100. * row->expectancy, 2, " %");
  g_autofree char *fees = dt_report_format_money (row->fees_total);

  append_name (text, row->name);
  g_string_append_printf (text, "%8" G_GUINT64_FORMAT "%14s%10s%12s%12s\n", row->trade_count,
                          profit, wins, expectancy, fees);
}

static int
compare_profits (gconstpointer a,
                 gconstpointer b,
                 gpointer      data)
{
  const DtTearSheetRow *x = *(const DtTearSheetRow *const *) a;
  const DtTearSheetRow *y = *(const DtTearSheetRow *const *) b;

  return (x->profit_total < y->profit_total) - (x->profit_total > y->profit_total);
}

/* By profit, best first; of many the ends. */
static void
append_rows (GString              *text,
             const char           *title,
             const DtTearSheetRow *rows,
             gsize                 n_rows)
{
  g_autofree const DtTearSheetRow **sorted = g_new (const DtTearSheetRow *, n_rows);

  if (n_rows < 2)
    return;

  for (gsize i = 0; i < n_rows; i++)
    sorted[i] = &rows[i];
  g_qsort_with_data (sorted, n_rows, sizeof *sorted, compare_profits, NULL);

  g_string_append_c (text, '\n');
  append_name (text, title);
  g_string_append_printf (text, "%8s%14s%10s%12s%12s\n", "Trades", "Profit", "Win rate",
                          "Expectancy", "Fees");
  for (gsize i = 0; i < n_rows; i++)
    if (n_rows <= MAX_ROWS || i < MAX_ROWS / 2 || i >= n_rows - MAX_ROWS / 2)
      append_row (text, sorted[i]);
    else if (i == MAX_ROWS / 2)
      g_string_append_printf (text, "... %" G_GSIZE_FORMAT " between them: --json has them all\n",
                              n_rows - MAX_ROWS);
}

/* Calendar: years down, months across, in per cent. */
static void
append_years (GString           *text,
              const DtTearSheet *sheet)
{
  static const char *const months[] = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  };
  gsize first = sheet->n_years > MAX_ROWS ? sheet->n_years - MAX_ROWS : 0;

  if (sheet->n_years == 0)
    return;

  g_string_append (text, "\n%   ");
  for (int m = 0; m < 12; m++)
    g_string_append_printf (text, "%5s", months[m]);
  g_string_append (text, "   Year\n");
  for (gsize i = first; i < sheet->n_years; i++)
    {
      g_autofree char *total = dt_report_format_double (100. * sheet->years[i].return_total, 1,
                                                        "");

      g_string_append_printf (text, "%4d", sheet->years[i].year);
      for (int m = 0; m < 12; m++)
        {
          g_autofree char *value
            = dt_report_format_double (100. * sheet->years[i].months[m],
                                       fabs (sheet->years[i].months[m]) < .0995 ? 1 : 0, "");

          g_string_append_printf (text, " %4s", isnan (sheet->years[i].months[m]) ? "" : value);
        }
      g_string_append_printf (text, " %6s\n", total);
    }
}

static void
append_drawdowns (GString           *text,
                  const DtTearSheet *sheet)
{
  gsize n = MIN (sheet->n_drawdowns, MAX_DRAWDOWNS);

  if (n == 0)
    return;

  g_string_append_printf (text, "\n%-18s%-18s%-18s%10s%12s\n", "Peak", "Trough", "Recovered",
                          "Depth", "Lasted");
  for (gsize i = 0; i < n; i++)
    {
      const DtTearSheetDrawdown *d = &sheet->drawdowns[i];
      g_autofree char *peak = dt_report_format_time (d->peak, sheet->timeframe);
      g_autofree char *trough = dt_report_format_time (d->trough, sheet->timeframe);
      g_autofree char *end = dt_report_format_time (d->end, sheet->timeframe);
      g_autofree char *depth = dt_report_format_double (100. * d->depth, 2, " %");
      g_autofree char *days = dt_report_format_days (d->days, sheet->timeframe);

      g_string_append_printf (text, "%-18s%-18s%-18s%10s%12s\n", peak, trough, end, depth, days);
    }
}

static void
append_section_tables (GString            *text,
                       const DtTearSheet  *sheet,
                       DtStatisticSection  section)
{
  if (section == DT_SECTION_PERIODS)
    append_years (text, sheet);
  else if (section == DT_SECTION_RISK)
    append_drawdowns (text, sheet);
  else if (section == DT_SECTION_TRADES)
    {
      append_rows (text, "Strategy", sheet->strategies, sheet->n_strategies);
      append_rows (text, "Side", sheet->sides, sheet->n_sides);
      append_rows (text, "Exit", sheet->exit_reasons, sheet->n_exit_reasons);
      append_rows (text, "Symbol", sheet->symbols, sheet->n_symbols);
    }
}

/* Breaks at spaces; a line after the first is indented. */
static void
append_wrapped (GString    *text,
                const char *sentence)
{
  g_auto(GStrv) words = g_strsplit (sentence, " ", -1);
  glong column = 1;

  g_string_append (text, "-");
  for (char **word = words; *word != NULL; word++)
    {
      glong width = g_utf8_strlen (*word, -1);

      if (column + 1 + width > WIDTH && column > 2)
        {
          g_string_append (text, "\n ");
          column = 1;
        }
      g_string_append_printf (text, " %s", *word);
      column += 1 + width;
    }
  g_string_append_c (text, '\n');
}

/* What a reader must know before believing the figures. */
static void
append_honesty (GString           *text,
                const DtTearSheet *sheet)
{
  g_autofree char *worst = dt_report_format_money (sheet->equity_worst_case);
  g_autofree char *best = dt_report_format_money (sheet->equity_best_case);
  g_autoptr(GString) line = g_string_new (NULL);
  guint n_notes = MIN (sheet->notes->len, MAX_NOTES);

  if (sheet->ambiguous_exit_count > 0)
    {
      g_string_printf (line, "%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " trades had a stop and "
                       "a target in the same bar, or an exit in the entry's; which came first is "
                       "not known. The end lies between %s and %s.",
                       sheet->ambiguous_exit_count, sheet->trade_count, worst, best);
      append_wrapped (text, line->str);
    }
  if (sheet->finer_exit_count > 0)
    {
      g_string_printf (line, "%" G_GUINT64_FORMAT " fills of exits were decided by finer bars.",
                       sheet->finer_exit_count);
      append_wrapped (text, line->str);
    }
  if (sheet->missing_comparison_count > 0)
    {
      g_string_printf (line, "%" G_GUINT64_FORMAT " comparisons in the rules had a missing value "
                       "and counted as false.", sheet->missing_comparison_count);
      append_wrapped (text, line->str);
    }
  for (guint i = 0; i < n_notes; i++)
    append_wrapped (text, g_ptr_array_index (sheet->notes, i));
  if (sheet->notes->len > n_notes)
    {
      g_string_printf (line, "... and %u more notes on the data: --json has them all.",
                       sheet->notes->len - n_notes);
      append_wrapped (text, line->str);
    }
}

/* Each finding as a sentence or two. */
static void
append_review (GString        *text,
               const DtReview *review)
{
  g_autoptr(GPtrArray) findings = dt_review_list_findings (review);
  g_autoptr(GString) line = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const DtCheckResult *result = g_ptr_array_index (findings, i);
      const DtCheck *check = result->check;
      g_autofree char *value = dt_check_format (check, result->value);
      g_autofree char *threshold = dt_check_format (check, check->threshold);

      g_string_printf (line, "%s, %s: %s %s (%s %s). %s %s", check->id,
                       dt_severity_to_string (check->severity), value, check->title,
                       check->above ? "above" : "below", threshold, check->why, check->advice);
      append_wrapped (text, line->str);
    }
  g_string_append_printf (text, "%u questions asked, %u findings, %u do not apply.\n",
                          review->results->len, findings->len,
                          dt_review_count (review, DT_CHECK_SKIPPED));
}

char *
dt_report_review_text (const DtReview *review)
{
  GString *text = g_string_new (NULL);

  append_review (text, review);
  return g_string_free (text, FALSE);
}

/**
 * dt_report_text:
 * @review: (nullable): of the run
 * @utf8: whether more than ASCII may be printed
 *
 * Returns: (transfer full): the report
 */
char *
dt_report_text (const DtTearSheet *sheet,
                const DtReview    *review,
                const DtRunRecord *records,
                gsize              n_records,
                gboolean           utf8)
{
  GString *text = g_string_new (NULL);

  append_section (text, sheet, DT_SECTION_RESULT, utf8);
  append_picture (text, records, n_records, utf8);
  for (DtStatisticSection section = DT_SECTION_RESULT + 1; section < DT_N_SECTIONS; section++)
    {
      if (section == DT_SECTION_BENCHMARK && isnan (sheet->beta))
        continue;
      append_section (text, sheet, section, utf8);
      append_section_tables (text, sheet, section);
    }
  append_honesty (text, sheet);
  if (review != NULL)
    {
      append_title (text, "Review", utf8);
      append_review (text, review);
    }

  if (sheet->has_hashes)
    g_string_append_printf (text, "\nTrades %s\nOrders %s\n", sheet->hashes.trade_list,
                            sheet->hashes.order_list);

  /* The first section's empty line is for those after another */
  g_string_erase (text, 0, 1);
  return g_string_free (text, FALSE);
}
