/* dt-report-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-report"

#include "config.h"

#include <math.h>

#include "dt-drawdown.h"
#include "dt-error.h"

#include "dt-equity-curve.h"

#include "dt-report-file.h"
#include "dt-report-number.h"
#include "dt-report-writer.h"

G_DEFINE_QUARK (dt-report-error-quark, dt_report_error)

/* A month that gained or lost so much has the full colour. */
#define FULL_TONE .1

static void
add_settings (DtReportWriter  *writer,
              const DtRunPlan *plan)
{
  static const char *const header[] = { "Setting", "Value" };
  const DtRunSpec *spec = plan->spec;
  char cash[DT_DECIMAL_BUF_SIZE];
  const char *const rows[][2] = {
    { "Cash", dt_money_to_string (spec->cash, cash) },
    { "Commission", spec->commission != NULL ? spec->commission : "none" },
    { "Slippage", spec->slippage != NULL ? spec->slippage : "none" },
    { "Share of volume", spec->volume_share != NULL ? spec->volume_share : "none" },
    { "Borrow fee", spec->borrow != NULL ? spec->borrow : "none" },
    { "Interest", spec->interest != NULL ? spec->interest : "none" },
    { "Margin", dt_margin_to_string (plan->terms.margin) },
    { "Latency", spec->latency != NULL ? spec->latency : "none" },
    { "Finer bars", spec->intrabar != NULL ? spec->intrabar : "none" },
    { "Prices inside a bar", dt_intrabar_policy_to_string (spec->policy) },
    { "Open trades at the end", dt_finish_to_string (spec->finish) },
    { "Risk profile", plan->risk->name },
    { "Accounts", spec->independent ? "one a symbol" : "one" },
  };

  dt_report_writer_heading (writer, "Settings");
  dt_report_writer_table (writer, header, 2, 2);
  for (guint i = 0; i < plan->n_strategies; i++)
    for (guint j = 0; j < plan->strategies[i]->n_parameters; j++)
      {
        const DtRuleParameter *parameter = &plan->strategies[i]->parameters[j];
        g_autofree char *name = g_strdup_printf ("%s: %s", plan->strategies[i]->name,
                                                 parameter->name);
        char value[G_ASCII_DTOSTR_BUF_SIZE];
        const char *cells[] = { name, g_ascii_formatd (value, sizeof value, "%.15g",
                                                       parameter->value) };

        dt_report_writer_row (writer, cells, 2, 2, NULL);
      }
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    dt_report_writer_row (writer, rows[i], 2, 2, NULL);
  dt_report_writer_end_table (writer);
}

static void
add_review (DtReportWriter *writer,
            const DtReview *review)
{
  static const char *const header[] = { "Finding", "Why", "What to do", "Number", "Threshold" };
  g_autoptr(GPtrArray) findings = dt_review_list_findings (review);
  g_autofree char *count = g_strdup_printf ("%u questions asked, %u findings, %u do not apply.",
                                            review->results->len, findings->len,
                                            dt_review_count (review, DT_CHECK_SKIPPED));

  dt_report_writer_heading (writer, "Review");
  dt_report_writer_paragraph (writer, count);
  if (findings->len == 0)
    return;

  dt_report_writer_table (writer, header, 5, 3);
  for (guint i = 0; i < findings->len; i++)
    {
      const DtCheckResult *result = g_ptr_array_index (findings, i);
      const DtCheck *check = result->check;
      g_autofree char *what = g_strdup_printf ("%s: %s",
                                               dt_severity_to_string (check->severity),
                                               check->title);
      g_autofree char *value = dt_check_format (check, result->value);
      g_autofree char *limit = dt_check_format (check, check->threshold);
      g_autofree char *threshold = g_strdup_printf ("%s %s", check->above ? "above" : "below",
                                                    limit);
      const char *cells[] = { what, check->why, check->advice, value, threshold };

      dt_report_writer_row (writer, cells, 5, 3, NULL);
    }
  dt_report_writer_end_table (writer);
}

/* The benchmark is drawn from the same start. */
static void
add_picture (DtReportWriter    *writer,
             const DtRunRecord *records,
             gsize              n_records)
{
  g_auto(DtEquityCurve) curve = { 0 };
  g_autofree double *depths = NULL, *benchmark = NULL;
  double base = NAN;

  dt_equity_curve_init (&curve, records, n_records);
  if (curve.n_points == 0)
    return;

  depths = g_new (double, curve.n_points);
  dt_drawdown_series (curve.equity, curve.n_points, depths);
  if (curve.benchmark != NULL)
    {
      benchmark = g_new (double, curve.n_points);
      for (gsize i = 0; i < curve.n_points; i++)
        {
          if (isnan (base) && curve.benchmark[i] > 0.)
            base = curve.benchmark[i];
          benchmark[i] = curve.benchmark[i] / base * curve.deposit;
        }
    }

  dt_report_writer_heading (writer, "Equity and drawdown");
  if (benchmark != NULL)
    dt_report_writer_paragraph (writer, "Dashed: the benchmark, from the same start.");
  dt_report_writer_picture (writer, curve.equity, benchmark, depths, curve.n_points);
}

static void
add_section (DtReportWriter     *writer,
             const DtTearSheet  *sheet,
             DtStatisticSection  section)
{
  static const char *const header[] = { "Statistic", "Definition", "Value" };
  gsize n;
  const DtStatistic *statistics = dt_tear_sheet_get_statistics (&n);

  dt_report_writer_heading (writer, dt_statistic_section_to_string (section));
  dt_report_writer_table (writer, header, 3, 2);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *value = NULL;
      const char *cells[] = { statistics[i].label, statistics[i].definition, NULL };

      if (statistics[i].section != section)
        continue;
      cells[2] = value = dt_report_format_statistic (sheet, &statistics[i]);
      dt_report_writer_row (writer, cells, 3, 2, NULL);
    }
  dt_report_writer_end_table (writer);
}

static void
add_year (DtReportWriter        *writer,
          const DtTearSheetYear *year)
{
  char *cells[15];
  double tones[15] = { 0. };

  cells[0] = g_strdup_printf ("%d", year->year);
  for (int m = 0; m < 12; m++)
    {
      cells[m + 1] = isnan (year->months[m])
                     ? g_strdup ("") : dt_report_format_double (100. * year->months[m], 1, "");
      tones[m + 1] = year->months[m] / FULL_TONE;
    }
  cells[13] = dt_report_format_double (100. * year->return_total, 1, "");
  cells[14] = dt_report_format_double (100. * year->benchmark, 1, "");

  dt_report_writer_row (writer, (const char *const *) cells, 15, 1, tones);
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    g_free (cells[i]);
}

static void
add_years (DtReportWriter    *writer,
           const DtTearSheet *sheet)
{
  static const char *const header[] = {
    "%", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    "Year", "Benchmark",
  };

  if (sheet->n_years == 0)
    return;

  dt_report_writer_heading (writer, "Months");
  dt_report_writer_table (writer, header, 15, 1);
  for (gsize i = 0; i < sheet->n_years; i++)
    add_year (writer, &sheet->years[i]);
  dt_report_writer_end_table (writer);
}

static void
add_drawdowns (DtReportWriter    *writer,
               const DtTearSheet *sheet)
{
  static const char *const header[] = { "Peak", "Trough", "Recovered", "Depth", "Lasted" };

  if (sheet->n_drawdowns == 0)
    return;

  dt_report_writer_heading (writer, "Deepest drawdowns");
  dt_report_writer_table (writer, header, 5, 3);
  for (gsize i = 0; i < sheet->n_drawdowns; i++)
    {
      const DtTearSheetDrawdown *d = &sheet->drawdowns[i];
      g_autofree char *peak = dt_report_format_time (d->peak, sheet->timeframe);
      g_autofree char *trough = dt_report_format_time (d->trough, sheet->timeframe);
      g_autofree char *end = dt_report_format_time (d->end, sheet->timeframe);
      g_autofree char *depth = dt_report_format_double (100. * d->depth, 2, " %");
      g_autofree char *days = dt_report_format_days (d->days, sheet->timeframe);
      const char *cells[] = { peak, trough, end, depth, days };

      dt_report_writer_row (writer, cells, 5, 3, NULL);
    }
  dt_report_writer_end_table (writer);
}

static void
add_row (DtReportWriter       *writer,
         const DtTearSheetRow *row)
{
  g_autofree char *count = dt_report_format_double ((double) row->trade_count, 0, "");
  g_autofree char *profit = dt_report_format_money (row->profit_total);
  g_autofree char *wins = dt_report_format_double (100. * row->win_rate, 1, " %");
  g_autofree char *expectancy = dt_report_format_double (100. * row->expectancy, 2, " %");
  g_autofree char *factor = dt_report_format_double (row->profit_factor, 2, "");
  g_autofree char *mae = dt_report_format_double (100. * row->average_mae, 2, " %");
  g_autofree char *mfe = dt_report_format_double (100. * row->average_mfe, 2, " %");
  g_autofree char *fees = dt_report_format_money (row->fees_total);
  const char *cells[] = { row->name, count, profit, wins, expectancy, factor, mae, mfe, fees };

  dt_report_writer_row (writer, cells, G_N_ELEMENTS (cells), 1, NULL);
}

static void
add_rows (DtReportWriter       *writer,
          const char           *title,
          const DtTearSheetRow *rows,
          gsize                 n_rows)
{
  const char *header[] = { "", "Trades", "Profit", "Win rate", "Expectancy", "Profit factor",
                           "MAE", "MFE", "Fees" };

  if (n_rows == 0)
    return;

  dt_report_writer_heading (writer, title);
  dt_report_writer_table (writer, header, G_N_ELEMENTS (header), 1);
  for (gsize i = 0; i < n_rows; i++)
    add_row (writer, &rows[i]);
  dt_report_writer_end_table (writer);
}

static void
add_notes (DtReportWriter    *writer,
           const DtTearSheet *sheet)
{
  if (sheet->notes->len == 0)
    return;

  dt_report_writer_heading (writer, "Notes on the data");
  for (guint i = 0; i < sheet->notes->len; i++)
    dt_report_writer_paragraph (writer, g_ptr_array_index (sheet->notes, i));
}

static char *
make_title (const DtTearSheet *sheet,
            const DtRunPlan   *plan)
{
  g_autofree char *from = dt_report_format_time (sheet->period_start, sheet->timeframe);
  g_autofree char *to = dt_report_format_time (sheet->period_end, sheet->timeframe);
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; plan != NULL && i < plan->n_strategies; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", plan->strategies[i]->name);

  return g_strdup_printf ("%s, %s to %s", names->len > 0 ? names->str : "Run", from, to);
}

char *
dt_report_document (const DtTearSheet *sheet,
                    const DtReview    *review,
                    const DtRunPlan   *plan,
                    const DtRunRecord *records,
                    gsize              n_records,
                    gboolean           html)
{
  g_autofree char *title = make_title (sheet, plan);
  DtReportWriter writer;

  dt_report_writer_begin (&writer, html, title);
  add_section (&writer, sheet, DT_SECTION_RESULT);
  add_picture (&writer, records, n_records);
  add_review (&writer, review);
  add_years (&writer, sheet);
  add_drawdowns (&writer, sheet);
  for (DtStatisticSection section = DT_SECTION_RESULT + 1; section < DT_N_SECTIONS; section++)
    if (section != DT_SECTION_BENCHMARK || !isnan (sheet->beta))
      add_section (&writer, sheet, section);
  add_rows (&writer, "By strategy", sheet->strategies, sheet->n_strategies);
  add_rows (&writer, "By side", sheet->sides, sheet->n_sides);
  add_rows (&writer, "By exit", sheet->exit_reasons, sheet->n_exit_reasons);
  add_rows (&writer, "By symbol", sheet->symbols, sheet->n_symbols);
  if (plan != NULL)
    add_settings (&writer, plan);
  add_notes (&writer, sheet);
  if (sheet->has_hashes)
    {
      dt_report_writer_heading (&writer, "Hashes");
      dt_report_writer_paragraph (&writer, sheet->hashes.trade_list);
      dt_report_writer_paragraph (&writer, sheet->hashes.order_list);
    }

  return dt_report_writer_end (&writer);
}

static gboolean
is_html (const char *path)
{
  return g_str_has_suffix (path, ".html") || g_str_has_suffix (path, ".htm");
}

gboolean
dt_report_check_path (const char  *path,
                      GError     **error)
{
  if (is_html (path) || g_str_has_suffix (path, ".md"))
    return TRUE;

  return dt_refuse (error, DT_REPORT_ERROR, DT_REPORT_ERROR_FORMAT,
                    "The report %s would be of no known kind: its name ends in .html or .md", path);
}

gboolean
dt_report_write (const DtRunPlan    *plan,
                 const DtRunRecord  *records,
                 gsize               n_records,
                 GPtrArray          *notes,
                 const char         *path,
                 GError            **error)
{
  g_autoptr(DtTearSheet) sheet = NULL;
  g_autoptr(DtReview) review = NULL;
  g_autofree char *text = NULL;

  if (!dt_report_check_path (path, error))
    return FALSE;

  sheet = dt_tear_sheet_new (records, n_records);
  review = dt_review_new_of_run (sheet, plan, records, n_records);
  for (guint i = 0; notes != NULL && i < notes->len; i++)
    dt_tear_sheet_add_note (sheet, g_ptr_array_index (notes, i));
  dt_tear_sheet_add_hashes (sheet, records, n_records);
  text = dt_report_document (sheet, review, plan, records, n_records, is_html (path));

  return g_file_set_contents (path, text, -1, error);
}
