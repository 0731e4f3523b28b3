/* dt-report-writer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-report"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-report-writer.h"

#define PICTURE_WIDTH  960
#define PICTURE_HEIGHT 260
#define BELOW_HEIGHT   90
#define MARGIN         6

static const char style[] =
  ":root{color-scheme:light dark}"
  "body{font:15px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem}"
  "h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid #8886}"
  "table{border-collapse:collapse;width:100%;font-size:.9rem}"
  "th,td{padding:.2rem .5rem;text-align:left;border-bottom:1px solid #8883}"
  ".n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}"
  "svg{width:100%;height:auto}"
  ".a{fill:none;stroke:#1a5fb4;stroke-width:2}"
  ".b{fill:none;stroke:#888;stroke-width:1.5;stroke-dasharray:5 4}"
  ".d{fill:#c01c2855;stroke:#c01c28;stroke-width:1}"
  "@media(prefers-color-scheme:dark){.a{stroke:#78aeed}}"
  "@media print{body{max-width:none;margin:0}}";

static void
append_html (GString    *text,
             const char *plain)
{
  g_autofree char *escaped = g_markup_escape_text (plain, -1);

  g_string_append (text, escaped);
}

/* What Markdown would read as its own is told to be itself. */
static void
append_markdown (GString    *text,
                 const char *plain)
{
  for (const char *c = plain; *c != '\0'; c++)
    {
      if (strchr ("\\`*_{}[]<>|#", *c) != NULL)
        g_string_append_c (text, '\\');
      g_string_append_c (text, *c == '\n' || *c == '\r' ? ' ' : *c);
    }
}

static void
append (DtReportWriter *writer,
        const char     *plain)
{
  if (writer->html)
    append_html (writer->text, plain);
  else
    append_markdown (writer->text, plain);
}

void
dt_report_writer_begin (DtReportWriter *writer,
                        gboolean        html,
                        const char     *title)
{
  *writer = (DtReportWriter) { g_string_new (NULL), html };

  if (html)
    {
      g_string_append (writer->text, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
                       "<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
      append (writer, title);
      g_string_append_printf (writer->text, "</title>\n<style>%s</style>\n</head>\n<body>\n<h1>",
                              style);
      append (writer, title);
      g_string_append (writer->text, "</h1>\n");
    }
  else
    {
      g_string_append (writer->text, "# ");
      append (writer, title);
      g_string_append (writer->text, "\n\n");
    }
}

char *
dt_report_writer_end (DtReportWriter *writer)
{
  if (writer->html)
    g_string_append (writer->text, "</body>\n</html>\n");

  return g_string_free (g_steal_pointer (&writer->text), FALSE);
}

void
dt_report_writer_heading (DtReportWriter *writer,
                          const char     *heading)
{
  g_string_append (writer->text, writer->html ? "<h2>" : "## ");
  append (writer, heading);
  g_string_append (writer->text, writer->html ? "</h2>\n" : "\n\n");
}

void
dt_report_writer_paragraph (DtReportWriter *writer,
                            const char     *text)
{
  g_string_append (writer->text, writer->html ? "<p>" : "");
  append (writer, text);
  g_string_append (writer->text, writer->html ? "</p>\n" : "\n\n");
}

static void
append_cells (DtReportWriter    *writer,
              const char        *element,
              const char *const *cells,
              guint              n_columns,
              guint              n_text,
              const double      *tones)
{
  char alpha[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (writer->text, writer->html ? "<tr>" : "|");
  for (guint i = 0; i < n_columns; i++)
    {
      if (!writer->html)
        {
          g_string_append_c (writer->text, ' ');
          append (writer, cells[i]);
          g_string_append (writer->text, " |");
          continue;
        }

      g_string_append_printf (writer->text, "<%s%s", element, i >= n_text ? " class=\"n\"" : "");
      if (tones != NULL && fabs (tones[i]) > 0.)
        g_string_append_printf (writer->text, " style=\"background:rgba(%s,%s)\"",
                                tones[i] > 0. ? "46,194,126" : "224,27,36",
                                g_ascii_formatd (alpha, sizeof alpha, "%.2f",
                                                 fmin (fabs (tones[i]), 1.) * .6));
      g_string_append_c (writer->text, '>');
      append (writer, cells[i]);
      g_string_append_printf (writer->text, "</%s>", element);
    }
  g_string_append (writer->text, writer->html ? "</tr>\n" : "\n");
}

void
dt_report_writer_table (DtReportWriter    *writer,
                        const char *const *header,
                        guint              n_columns,
                        guint              n_text)
{
  if (writer->html)
    g_string_append (writer->text, "<table>\n");
  append_cells (writer, "th", header, n_columns, n_text, NULL);
  if (!writer->html)
    {
      for (guint i = 0; i < n_columns; i++)
        g_string_append (writer->text, i < n_text ? "|---" : "|---:");
      g_string_append (writer->text, "|\n");
    }
}

void
dt_report_writer_row (DtReportWriter    *writer,
                      const char *const *cells,
                      guint              n_columns,
                      guint              n_text,
                      const double      *tones)
{
  append_cells (writer, "td", cells, n_columns, n_text, tones);
}

void
dt_report_writer_end_table (DtReportWriter *writer)
{
  g_string_append (writer->text, writer->html ? "</table>\n" : "\n");
}

/* Pictures */

static void
find_range (const double *values,
            gsize         n,
            double       *low,
            double       *high)
{
  for (gsize i = 0; values != NULL && i < n; i++)
    {
      *low = fmin (*low, values[i]);
      *high = fmax (*high, values[i]);
    }
}

static void
append_point (GString *text,
              double   x,
              double   y)
{
  char buf[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, g_ascii_formatd (buf, sizeof buf, "%.1f", x));
  g_string_append_c (text, ',');
  g_string_append (text, g_ascii_formatd (buf, sizeof buf, "%.1f", y));
  g_string_append_c (text, ' ');
}

/* At most two points a pixel column: its lowest and its highest, in their order. */
static void
append_points (GString      *text,
               const double *values,
               gsize         n,
               double        low,
               double        high,
               double        height)
{
  gsize n_columns = MIN (n, PICTURE_WIDTH);
  double scale = high > low ? (height - 2 * MARGIN) / (high - low) : 0.;

  for (gsize c = 0; c < n_columns; c++)
    {
      gsize from = n * c / n_columns, to = n * (c + 1) / n_columns, least = from, most = from;

      for (gsize i = from; i < to; i++)
        {
          if (values[i] < values[least] || isnan (values[least]))
            least = i;
          if (values[i] > values[most] || isnan (values[most]))
            most = i;
        }
      for (int k = 0; k < (least == most ? 1 : 2); k++)
        {
          gsize i = k == 0 ? MIN (least, most) : MAX (least, most);

          if (isfinite (values[i]))
            append_point (text, n > 1 ? (double) PICTURE_WIDTH * i / (n - 1) : 0.,
                          height - MARGIN - (values[i] - low) * scale);
        }
    }
}

static void
append_line (GString      *text,
             const char   *class,
             const double *values,
             gsize         n,
             double        low,
             double        high)
{
  g_string_append_printf (text, "<polyline class=\"%s\" points=\"", class);
  append_points (text, values, n, low, high, PICTURE_HEIGHT);
  g_string_append (text, "\"/>\n");
}

static void
append_below (GString      *text,
              const double *values,
              gsize         n)
{
  double low = 0., high = 0.;

  find_range (values, n, &low, &high);
  g_string_append_printf (text, "<svg viewBox=\"0 0 %d %d\">\n<polygon class=\"d\" points=\"",
                          PICTURE_WIDTH, BELOW_HEIGHT);
  append_point (text, 0., MARGIN);
  append_points (text, values, n, low, 0., BELOW_HEIGHT);
  append_point (text, PICTURE_WIDTH, MARGIN);
  g_string_append (text, "\"/>\n</svg>\n");
}

void
dt_report_writer_picture (DtReportWriter *writer,
                          const double   *line,
                          const double   *other,
                          const double   *below,
                          gsize           n_points)
{
  double low = INFINITY, high = -INFINITY;

  if (!writer->html || n_points == 0)
    return;

  find_range (line, n_points, &low, &high);
  find_range (other, n_points, &low, &high);
  if (!isfinite (low) || !isfinite (high))
    return;

  g_string_append_printf (writer->text, "<svg viewBox=\"0 0 %d %d\">\n", PICTURE_WIDTH,
                          PICTURE_HEIGHT);
  if (other != NULL)
    append_line (writer->text, "b", other, n_points, low, high);
  append_line (writer->text, "a", line, n_points, low, high);
  g_string_append (writer->text, "</svg>\n");
  if (below != NULL)
    append_below (writer->text, below, n_points);
}
