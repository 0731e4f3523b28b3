/* dt-review.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-report"

#include "config.h"

#include <math.h>

#include "dt-report-number.h"
#include "dt-review.h"

DtReview *
dt_review_new (void)
{
  DtReview *review = g_new0 (DtReview, 1);

  review->results = g_array_new (FALSE, FALSE, sizeof (DtCheckResult));
  return review;
}

void
dt_review_free (DtReview *review)
{
  if (review == NULL)
    return;

  g_array_unref (review->results);
  g_free (review);
}

/**
 * dt_review_add:
 * @check: static
 * @value: NaN when the question does not apply
 */
void
dt_review_add (DtReview      *review,
               const DtCheck *check,
               double         value)
{
  DtCheckResult result = { check, value, DT_CHECK_PASSED };

  if (isnan (value))
    result.outcome = DT_CHECK_SKIPPED;
  else if (check->above ? value > check->threshold : value < check->threshold)
    result.outcome = DT_CHECK_FOUND;
  g_array_append_val (review->results, result);
}

guint
dt_review_count (const DtReview *review,
                 DtCheckOutcome  outcome)
{
  guint n = 0;

  for (guint i = 0; i < review->results->len; i++)
    n += g_array_index (review->results, DtCheckResult, i).outcome == outcome;

  return n;
}

GPtrArray *
dt_review_list_findings (const DtReview *review)
{
  GPtrArray *findings = g_ptr_array_new ();

  for (int severity = DT_SEVERITY_WARNING; severity >= DT_SEVERITY_NOTE; severity--)
    for (guint i = 0; i < review->results->len; i++)
      {
        DtCheckResult *result = &g_array_index (review->results, DtCheckResult, i);

        if (result->outcome == DT_CHECK_FOUND && (int) result->check->severity == severity)
          g_ptr_array_add (findings, result);
      }

  return findings;
}

const char *
dt_severity_to_string (DtSeverity severity)
{
  static const char *const names[] = { "note", "caution", "warning" };

  g_return_val_if_fail (severity < G_N_ELEMENTS (names), NULL);
  return names[severity];
}

/* Small fractions need more of them to be told from nothing. */
static int
count_places (double fraction)
{
  if (!(fraction > 0.) || fraction >= .01)
    return 1;

  return fraction < .001 ? 3 : 2;
}

/* For people: "12", "3.5 %", "0.71". (transfer full) */
char *
dt_check_format (const DtCheck *check,
                 double         value)
{
  switch (check->unit)
    {
    case DT_STATISTIC_COUNT:
    case DT_STATISTIC_DAYS:
    case DT_STATISTIC_BARS:
      return dt_report_format_double (value, 0, "");
    case DT_STATISTIC_FRACTION:
      return dt_report_format_double (100. * value, count_places (fabs (value)), " %");
    case DT_STATISTIC_TIME:
    case DT_STATISTIC_MONEY:
    case DT_STATISTIC_RATIO:
    default:
      return dt_report_format_double (value, 2, "");
    }
}

/* The number of a question and what it is held against. */
static JsonObject *
result_to_json (const DtCheckResult *result)
{
  const DtCheck *check = result->check;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", check->id);
  json_object_set_string_member (object, "severity", dt_severity_to_string (check->severity));
  if (isfinite (result->value))
    json_object_set_double_member (object, "value", result->value);
  else
    json_object_set_null_member (object, "value");
  json_object_set_double_member (object, "threshold", check->threshold);
  json_object_set_string_member (object, "unit", dt_statistic_unit_to_string (check->unit));
  json_object_set_string_member (object, "title", check->title);

  return object;
}

static JsonObject *
finding_to_json (const DtCheckResult *result)
{
  JsonObject *object = result_to_json (result);

  json_object_set_string_member (object, "why", result->check->why);
  json_object_set_string_member (object, "advice", result->check->advice);

  return object;
}

static JsonArray *
list_skipped (const DtReview *review)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < review->results->len; i++)
    {
      const DtCheckResult *result = &g_array_index (review->results, DtCheckResult, i);

      if (result->outcome == DT_CHECK_SKIPPED)
        json_array_add_string_element (array, result->check->id);
    }

  return array;
}

static JsonArray *
list_passed (const DtReview *review)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < review->results->len; i++)
    {
      const DtCheckResult *result = &g_array_index (review->results, DtCheckResult, i);

      if (result->outcome == DT_CHECK_PASSED)
        json_array_add_object_element (array, result_to_json (result));
    }

  return array;
}

JsonNode *
dt_review_to_json (const DtReview *review)
{
  g_autoptr(GPtrArray) findings = dt_review_list_findings (review);
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < findings->len; i++)
    json_array_add_object_element (array, finding_to_json (g_ptr_array_index (findings, i)));
  json_object_set_array_member (object, "findings", array);
  json_object_set_array_member (object, "passed", list_passed (review));
  json_object_set_array_member (object, "skipped", list_skipped (review));
  json_node_take_object (node, object);

  return node;
}

static char *
describe_check (const DtCheck *check)
{
  g_autofree char *threshold = dt_check_format (check, check->threshold);

  return g_strdup_printf ("| `%s` | %s | %s | %s %s | %s | %s |\n", check->id,
                          dt_severity_to_string (check->severity), check->title,
                          check->above ? "above" : "below", threshold, check->why, check->advice);
}

char *
dt_checks_describe (const DtCheck *checks,
                    gsize          n_checks)
{
  GString *text = g_string_new ("| Id | Severity | Number | Finding when | Why | What to do |\n"
                                "|---|---|---|---|---|---|\n");

  for (gsize i = 0; i < n_checks; i++)
    {
      g_autofree char *row = describe_check (&checks[i]);

      g_string_append (text, row);
    }

  return g_string_free (text, FALSE);
}
