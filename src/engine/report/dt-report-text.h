/* dt-report-text.h - a run for people
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-review.h"

G_BEGIN_DECLS

/* The report in at most 80 columns, ending with a newline; @utf8 allows more than ASCII (pass
 * g_get_charset (NULL)). */
char *dt_report_text (const DtTearSheet  *sheet,
                      const DtReview     *review,
                      const DtRunRecord  *records,
                      gsize               n_records,
                      gboolean            utf8);
/* The findings of a review as sentences, in as many columns. (transfer full) */
char *dt_report_review_text (const DtReview *review);

G_END_DECLS
