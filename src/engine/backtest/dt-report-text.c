/* dt-report-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-backtest"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-equity-curve.h"
#include "dt-report-text.h"

#define WIDTH         80
#define CELL_WIDTH    39
#define NAME_WIDTH    24
#define PICTURE_WIDTH 76
#define ASCII_ROWS    8
#define MAX_ROWS      20
#define MAX_NOTES     8

/* Numbers: two decimals and thousands apart, so that a column reads at a glance. */

static void
group_thousands (const char *digits,
                 GString    *text)
{
  gsize length = strcspn (digits, ".");

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0 && digits[i - 1] != '-')
        g_string_append_c (text, ',');
      g_string_append_c (text, digits[i]);
    }
  g_string_append (text, digits + length);
}

static char *
format_double (double      value,
               int         places,
               const char *suffix)
{
  char format[16], digits[G_ASCII_DTOSTR_BUF_SIZE];
  GString *text = g_string_new (NULL);

  if (!isfinite (value))
    {
      g_string_assign (text, "-");
      return g_string_free (text, FALSE);
    }

  /* Beyond that no table has room, and no report a use */
  if (fabs (value) >= 1e15)
    {
      g_string_append_printf (text, "%s%s", g_ascii_formatd (digits, sizeof digits, "%.3e", value),
                              suffix);
      return g_string_free (text, FALSE);
    }

  g_snprintf (format, sizeof format, "%%.%df", places);
  g_ascii_formatd (digits, sizeof digits, format, value);
  /* No minus before what rounds to nothing */
  if (strspn (digits, "-0.") == strlen (digits) && digits[0] == '-')
    memmove (digits, digits + 1, strlen (digits));
  group_thousands (digits, text);
  g_string_append (text, suffix);

  return g_string_free (text, FALSE);
}

static char *
format_money (DtMoney money)
{
  return money == DT_MONEY_NONE ? g_strdup ("-")
                                : format_double (dt_money_to_double (money), 2, "");
}

static char *
format_time (DtTime      time,
             DtTimeframe timeframe)
{
  char buf[DT_TIME_BUF_SIZE];

  if (time == DT_TIME_NONE)
    return g_strdup ("-");
  if (!dt_timeframe_is_intraday (timeframe))
    return g_strdup (dt_date_to_string (dt_time_get_new_york_date (time, NULL), buf));

  /* Seconds are always 0 */
  dt_time_to_string (time, buf);
  buf[strlen ("2019-02-11T14:31")] = '\0';
  buf[strlen ("2019-02-11")] = ' ';
  return g_strdup (buf);
}

/* Day trades last minutes: 0.01 d tells nobody anything. */
static char *
format_days (double      days,
             DtTimeframe timeframe)
{
  if (!dt_timeframe_is_intraday (timeframe))
    return format_double (days, 0, " d");
  if (days >= 2.)
    return format_double (days, 1, " d");
  if (days * 24. >= 2.)
    return format_double (days * 24., 1, " h");

  return format_double (days * 24. * 60., 0, " min");
}

static char *
format_statistic (const DtTearSheet *sheet,
                  const DtStatistic *s)
{
  switch (s->unit)
    {
    case DT_STATISTIC_TIME:
      return format_time (G_STRUCT_MEMBER (DtTime, sheet, s->offset), sheet->timeframe);
    case DT_STATISTIC_MONEY:
      return format_money (G_STRUCT_MEMBER (DtMoney, sheet, s->offset));
    case DT_STATISTIC_COUNT:
      return format_double ((double) G_STRUCT_MEMBER (guint64, sheet, s->offset), 0, "");
    case DT_STATISTIC_FRACTION:
      return format_double (100. * G_STRUCT_MEMBER (double, sheet, s->offset), 2, " %");
    case DT_STATISTIC_DAYS:
      return format_days (G_STRUCT_MEMBER (double, sheet, s->offset), sheet->timeframe);
    case DT_STATISTIC_BARS:
      return format_double (G_STRUCT_MEMBER (double, sheet, s->offset), 1, " bars");
    case DT_STATISTIC_RATIO:
    default:
      return format_double (G_STRUCT_MEMBER (double, sheet, s->offset), 3, "");
    }
}

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

  dt_equity_curve_init (&curve, records, n_records);
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
append_section (GString            *text,
                const DtTearSheet  *sheet,
                DtStatisticSection  section,
                gboolean            utf8)
{
  gsize n, n_cells = 0, n_in = 0, half;
  const DtStatistic *statistics = dt_tear_sheet_get_statistics (&n);
  const DtStatistic *in[64];

  for (gsize i = 0; i < n; i++)
    if (statistics[i].section == section && n_in < G_N_ELEMENTS (in))
      in[n_in++] = &statistics[i];

  g_string_append_printf (text, "\n%s\n", dt_statistic_section_to_string (section));
  for (gsize i = strlen (dt_statistic_section_to_string (section)); i > 0; i--)
    g_string_append (text, utf8 ? "─" : "-");
  g_string_append_c (text, '\n');

  /* Down the left column, then down the right one */
  half = (n_in + 1) / 2;
  for (gsize i = 0; i < half; i++)
    for (n_cells = 0; n_cells < 2; n_cells++)
      {
        gsize place = i + n_cells * half;
        g_autofree char *value = NULL;

        if (place < n_in)
          {
            value = format_statistic (sheet, in[place]);
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
  g_autofree char *profit = format_money (row->profit_total);
  g_autofree char *wins = format_double (100. * row->win_rate, 1, " %");
  g_autofree char *expectancy = format_double (100. * row->expectancy, 2, " %");
  g_autofree char *fees = format_money (row->fees_total);

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
  g_autofree char *worst = format_money (sheet->equity_worst_case);
  g_autofree char *best = format_money (sheet->equity_best_case);
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

/**
 * dt_report_text:
 * @utf8: whether more than ASCII may be printed
 *
 * Returns: (transfer full): the report
 */
char *
dt_report_text (const DtTearSheet *sheet,
                const DtRunRecord *records,
                gsize              n_records,
                gboolean           utf8)
{
  GString *text = g_string_new (NULL);

  append_section (text, sheet, DT_SECTION_RESULT, utf8);
  append_picture (text, records, n_records, utf8);
  for (DtStatisticSection section = DT_SECTION_RISK; section < DT_N_SECTIONS; section++)
    {
      append_section (text, sheet, section, utf8);
      if (section == DT_SECTION_TRADES)
        {
          append_rows (text, "Strategy", sheet->strategies, sheet->n_strategies);
          append_rows (text, "Symbol", sheet->symbols, sheet->n_symbols);
        }
    }
  append_honesty (text, sheet);

  if (sheet->has_hashes)
    g_string_append_printf (text, "\nTrades %s\nOrders %s\n", sheet->hashes.trade_list,
                            sheet->hashes.order_list);

  /* The first section's empty line is for those after another */
  g_string_erase (text, 0, 1);
  return g_string_free (text, FALSE);
}
