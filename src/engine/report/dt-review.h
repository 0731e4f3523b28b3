/* dt-review.h - what speaks against believing a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-tear-sheet.h"

G_BEGIN_DECLS

typedef enum
{
  DT_SEVERITY_NOTE,      /* good to know */
  DT_SEVERITY_CAUTION,   /* a figure may mislead */
  DT_SEVERITY_WARNING,   /* the result may not be real */
} DtSeverity;

typedef enum
{
  DT_CHECK_SKIPPED,      /* does not apply to this run */
  DT_CHECK_PASSED,
  DT_CHECK_FOUND,
} DtCheckOutcome;

/* A question that is put to every run: a number, and the threshold beyond which it is a finding. */
typedef struct
{
  const char      *id;          /* stable, snake_case */
  DtSeverity       severity;
  DtStatisticUnit  unit;        /* of number and threshold */
  double           threshold;
  gboolean         above;       /* a number above it is a finding; else one below */
  const char      *title;       /* what the number is */
  const char      *why;         /* why it matters: a sentence */
  const char      *advice;      /* what to do about it: a sentence */
} DtCheck;

typedef struct
{
  const DtCheck  *check;
  double          value;        /* NaN when skipped */
  DtCheckOutcome  outcome;
} DtCheckResult;

/**
 * DtReview:
 *
 * The answers to all questions, in the order in which they are asked. A list of results, so that a
 * sweep asks its own questions and shows them in the same way.
 *
 * Thread: any.
 */
typedef struct
{
  GArray *results;              /* of DtCheckResult */
} DtReview;

DtReview   *dt_review_new              (void);
void        dt_review_free             (DtReview            *review);
void        dt_review_add              (DtReview            *review,
                                        const DtCheck       *check,
                                        double               value);
guint       dt_review_count            (const DtReview      *review,
                                        DtCheckOutcome       outcome);
/* "findings", worst first, each with "id", "severity", "value", "threshold", "unit", "title",
 * "why" and "advice"; "passed", the same without the last two; "skipped", ids. (transfer full) */
JsonNode   *dt_review_to_json          (const DtReview      *review);
/* The findings, worst first; owned by the review. (transfer container) */
GPtrArray  *dt_review_list_findings    (const DtReview      *review);
char       *dt_check_format            (const DtCheck       *check,
                                        double               value);
const char *dt_severity_to_string      (DtSeverity           severity);

/* Questions as docs/review.md has them, a Markdown table. (transfer full) */
char       *dt_checks_describe         (const DtCheck       *checks,
                                        gsize                n_checks);

/* What the questions to a run go by beside its sheet. */
typedef struct _DtReviewEvidence DtReviewEvidence;

DtReviewEvidence *dt_review_evidence_new (const DtRunRecord *records,
                                        gsize                n_records);
void        dt_review_evidence_free    (DtReviewEvidence    *evidence);

/* The questions to a run; @plan: (nullable). */
DtReview   *dt_review_new_by_evidence  (const DtTearSheet   *sheet,
                                        const DtRunPlan     *plan,
                                        const DtReviewEvidence *evidence);
DtReview   *dt_review_new_of_run       (const DtTearSheet   *sheet,
                                        const DtRunPlan     *plan,
                                        const DtRunRecord   *records,
                                        gsize                n_records);
char       *dt_review_describe         (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtReview, dt_review_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtReviewEvidence, dt_review_evidence_free)

G_END_DECLS
