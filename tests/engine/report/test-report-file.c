/* test-report-file.c - the page of a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-report-file.h"
#include "dt-report-writer.h"

#include "../backtest/reference-run.h"

static char *
make_page (gboolean html)
{
  g_autoptr(ReferenceRun) run = reference_run_new ();
  g_autoptr(DtTearSheet) sheet = NULL;
  g_autoptr(DtReview) review = NULL;

  run->symbols[0] = "A<b>&\"|C";
  sheet = dt_tear_sheet_new (&run->record, 1);
  review = dt_review_new_of_run (sheet, NULL, &run->record, 1);
  dt_tear_sheet_add_hashes (sheet, &run->record, 1);
  dt_tear_sheet_add_note (sheet, "A note with <script>alert (1)</script>.");

  return dt_report_document (sheet, review, NULL, &run->record, 1, html);
}

static guint
count (const char *text,
       const char *part)
{
  guint n = 0;

  for (const char *c = strstr (text, part); c != NULL; c = strstr (c + 1, part))
    n++;

  return n;
}

/* Elements are closed in the order in which they were opened: what GLib's parser checks. Void
 * elements of HTML and the declaration are not its business. */
static void
assert_well_formed (const char *html)
{
  static const GMarkupParser parser = { NULL };
  g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, NULL, NULL);
  g_autoptr(GString) text = g_string_new (html);
  g_autoptr(GError) error = NULL;

  g_string_replace (text, "<!DOCTYPE html>\n", "", 1);
  g_string_replace (text, "<meta charset=\"utf-8\">", "", 1);
  g_string_replace (text, "<meta name=\"viewport\" content=\"width=device-width\">", "", 1);
  g_markup_parse_context_parse (context, text->str, text->len, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
}

static void
test_html (void)
{
  g_autofree char *page = make_page (TRUE);
  gsize n;
  const DtStatistic *statistics = dt_tear_sheet_get_statistics (&n);

  g_assert_true (g_utf8_validate (page, -1, NULL));
  assert_well_formed (page);

  /* Nothing of the data is read as HTML, nothing runs, nothing is fetched */
  g_assert_null (strstr (page, "<script"));
  g_assert_null (strstr (page, "A<b>"));
  g_assert_nonnull (strstr (page, "A&lt;b&gt;&amp;&quot;|C"));
  g_assert_null (strstr (page, "http"));
  g_assert_null (strstr (page, "src="));
  g_assert_cmpuint (count (page, "<svg"), ==, 2);
  g_assert_null (strstr (page, "nan"));

  /* The published figures, and each statistic with its definition */
  g_assert_nonnull (strstr (page, ">51,422.99<"));
  g_assert_nonnull (strstr (page, ">414.23 %<"));
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *definition = g_markup_escape_text (statistics[i].definition, -1);

      g_assert_nonnull (strstr (page, definition));
    }
}

static void
test_markdown (void)
{
  g_autofree char *page = make_page (FALSE);

  g_assert_nonnull (strstr (page, "\\<script\\>"));
  g_assert_nonnull (strstr (page, "A\\<b\\>&\"\\|C"));
  g_assert_nonnull (strstr (page, "| 51,422.99 |"));
  g_assert_null (strstr (page, "<svg"));
  g_assert_true (g_str_has_prefix (page, "# Run, 2004-08-19 to 2013-03-01\n"));
}

/* A line through 0, 10, 5 in a picture of 960 x 260 with a margin of 6: x 0, 480, 960; y 254 for
 * the lowest, 6 for the highest, half way 130. */
static void
test_picture (void)
{
  static const double line[] = { 0., 10., 5. }, below[] = { 0., -.5, -1. };
  g_autofree char *page = NULL;
  DtReportWriter writer;

  dt_report_writer_begin (&writer, TRUE, "T");
  dt_report_writer_picture (&writer, line, NULL, below, 3);
  page = dt_report_writer_end (&writer);
  g_assert_nonnull (strstr (page, "points=\"0.0,254.0 480.0,6.0 960.0,130.0 \""));
  /* From 0 down to -1 in 90: 6, 45, 84 */
  g_assert_nonnull (strstr (page, "points=\"0.0,6.0 0.0,6.0 480.0,45.0 960.0,84.0 960.0,6.0 \""));
}

static void
test_paths (void)
{
  static const char *const bad[] = { "report", "report.pdf", "html", "report.HTML.gz" };
  g_autoptr(GError) none = NULL;

  g_assert_true (dt_report_check_path ("a/b.html", &none));
  g_assert_true (dt_report_check_path ("b.md", &none));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (dt_report_check_path (bad[i], &error));
      g_assert_error (error, DT_REPORT_ERROR, DT_REPORT_ERROR_FORMAT);
      g_assert_nonnull (strstr (error->message, bad[i]));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/report/file/html", test_html);
  g_test_add_func ("/report/file/markdown", test_markdown);
  g_test_add_func ("/report/file/picture", test_picture);
  g_test_add_func ("/report/file/paths", test_paths);

  return g_test_run ();
}
