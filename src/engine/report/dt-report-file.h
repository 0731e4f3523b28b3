/* dt-report-file.h - a run as a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-review.h"

G_BEGIN_DECLS

#define DT_REPORT_ERROR (dt_report_error_quark ())
GQuark dt_report_error_quark (void);

typedef enum
{
  DT_REPORT_ERROR_FORMAT,    /* the name of the file does not say which */
} DtReportError;

/* The whole tear sheet, its tables and its review, as one file that needs no other: HTML with
 * pictures, or Markdown. @plan: (nullable). (transfer full) */
char     *dt_report_document  (const DtTearSheet  *sheet,
                               const DtReview     *review,
                               const DtRunPlan    *plan,
                               const DtRunRecord  *records,
                               gsize               n_records,
                               gboolean            html);

/* Whether @path ends in .html, .htm or .md; else DT_REPORT_ERROR_FORMAT. */
gboolean  dt_report_check_path (const char         *path,
                                GError            **error);
/* Writes the document in the format that the name of the file says.
 * @notes: (nullable): as for dt_run_result_to_json() */
gboolean  dt_report_write      (const DtRunPlan    *plan,
                                const DtRunRecord  *records,
                                gsize               n_records,
                                GPtrArray          *notes,
                                const char         *path,
                                GError            **error);

G_END_DECLS
