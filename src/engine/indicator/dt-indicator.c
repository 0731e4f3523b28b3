/* dt-indicator.c - finding an indicator and checking its parameters
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include <string.h>

#include "dt-two-averages.h"

/* Longer words are no slips of the pen. */
#define MAX_WORD 32

const char *const dt_seed_choices[] = { "mean", "first", "metastock", NULL };
const char *const dt_seed_choices_talib[] = { "mean", "first", "metastock", "talib", NULL };

const char *const dt_deviation_choices[] = { "population", "sample", NULL };

const char *const dt_average_choices[] = { "ema", "sma", NULL };

G_DEFINE_QUARK (dt-indicator-error-quark, dt_indicator_error)

/**
 * dt_indicator_find:
 * @id: the name of an indicator, "ema"
 *
 * Returns: (transfer none) (nullable): the indicator, %NULL when there is none of that name
 */
const DtIndicator *
dt_indicator_find (const char *id)
{
  const DtIndicator *const *table;
  guint n;

  g_return_val_if_fail (id != NULL, NULL);

  table = dt_indicator_list (&n);
  for (guint low = 0, high = n; low < high; )
    {
      guint middle = (low + high) / 2;
      int order = strcmp (id, table[middle]->id);

      if (order == 0)
        return table[middle];
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }

  return NULL;
}

/* Letters to insert, drop or change between two words; Levenshtein, 1966. */
static guint
edit_distance (const char *a,
               const char *b)
{
  guint row[MAX_WORD + 1];
  gsize n = strlen (b);

  for (gsize j = 0; j <= n; j++)
    row[j] = j;

  for (gsize i = 0; a[i] != '\0'; i++)
    {
      guint diagonal = row[0];

      row[0] = i + 1;
      for (gsize j = 0; j < n; j++)
        {
          guint change = diagonal + (g_ascii_tolower (a[i]) != b[j]);

          diagonal = row[j + 1];
          row[j + 1] = MIN (change, MIN (diagonal, row[j]) + 1);
        }
    }

  return row[n];
}

/**
 * dt_indicator_suggest:
 * @id: a name that was not found
 *
 * Returns: (transfer none) (nullable): the name that was probably meant
 */
const char *
dt_indicator_suggest (const char *id)
{
  const DtIndicator *const *table;
  const char *nearest = NULL;
  guint n, least = 3;

  g_return_val_if_fail (id != NULL, NULL);

  if (strlen (id) < 2 || strlen (id) > MAX_WORD)
    return NULL;

  table = dt_indicator_list (&n);
  for (guint i = 0; i < n; i++)
    {
      gboolean begins = strlen (id) > 2 && g_str_has_prefix (table[i]->id, id);
      guint distance = begins ? 0 : edit_distance (id, table[i]->id);

      if (distance < least && distance < strlen (id))
        {
          nearest = table[i]->id;
          least = distance;
        }
    }

  return nearest;
}

static gboolean
check_parameter (const DtIndicator          *indicator,
                 const DtIndicatorParameter *parameter,
                 double                      value,
                 GError                    **error)
{
  char shown[G_ASCII_DTOSTR_BUF_SIZE], minimum[G_ASCII_DTOSTR_BUF_SIZE];
  char maximum[G_ASCII_DTOSTR_BUF_SIZE];

  if (value >= parameter->minimum && value <= parameter->maximum &&
      (!parameter->whole || value == floor (value)))
    return TRUE;

  if (parameter->choices != NULL)
    {
      g_autofree char *choices = g_strjoinv (", ", (char **) parameter->choices);

      g_set_error (error, DT_INDICATOR_ERROR, DT_INDICATOR_ERROR_PARAMETER,
                   "The %s of “%s” must be one of %s", parameter->name, indicator->id, choices);
      return FALSE;
    }

  g_ascii_formatd (shown, sizeof shown, "%.15g", value);
  g_ascii_formatd (minimum, sizeof minimum, "%.15g", parameter->minimum);
  g_ascii_formatd (maximum, sizeof maximum, "%.15g", parameter->maximum);
  g_set_error (error, DT_INDICATOR_ERROR, DT_INDICATOR_ERROR_PARAMETER,
               "The %s of “%s” must be a %snumber from %s to %s, not %s",
               parameter->name, indicator->id, parameter->whole ? "whole " : "",
               minimum, maximum, shown);
  return FALSE;
}

/**
 * dt_indicator_check:
 * @indicator: an indicator
 * @parameters: (array length=n_parameters): what the call gives, in the table's order; NaN and what
 *   is left out at the end stand for the fallback
 * @n_parameters: how many
 * @complete: (out): all parameters, @indicator->n_parameters of them
 * @error: a #GError, or %NULL
 *
 * Returns: %TRUE when every parameter is in its range; otherwise %FALSE and @error names the
 *   indicator, the parameter, the value and the range
 */
gboolean
dt_indicator_check (const DtIndicator *indicator,
                    const double      *parameters,
                    guint              n_parameters,
                    double            *complete,
                    GError           **error)
{
  g_return_val_if_fail (indicator != NULL, FALSE);
  g_return_val_if_fail (parameters != NULL || n_parameters == 0, FALSE);
  g_return_val_if_fail (complete != NULL, FALSE);

  if (n_parameters > indicator->n_parameters)
    {
      g_set_error (error, DT_INDICATOR_ERROR, DT_INDICATOR_ERROR_PARAMETER,
                   "“%s” takes at most %u parameter%s, not %u", indicator->id,
                   indicator->n_parameters, indicator->n_parameters == 1 ? "" : "s", n_parameters);
      return FALSE;
    }

  for (guint i = 0; i < indicator->n_parameters; i++)
    {
      gboolean given = i < n_parameters && !isnan (parameters[i]);

      complete[i] = given ? parameters[i] : indicator->parameters[i].fallback;
      if (!check_parameter (indicator, &indicator->parameters[i], complete[i], error))
        return FALSE;
    }

  return TRUE;
}

/**
 * dt_indicator_find_choice:
 * @parameter: a parameter
 * @name: the name of one of its choices
 * @value: (out): the number that stands for it
 *
 * Returns: %TRUE when @parameter has choices and @name is one
 */
gboolean
dt_indicator_find_choice (const DtIndicatorParameter *parameter,
                          const char                 *name,
                          double                     *value)
{
  g_return_val_if_fail (parameter != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  for (guint i = 0; parameter->choices != NULL && parameter->choices[i] != NULL; i++)
    if (strcmp (parameter->choices[i], name) == 0)
      {
        *value = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * dt_indicator_reads:
 * @indicator: an indicator
 * @input: a kind of input
 *
 * Returns: %TRUE when @input is among the indicator's inputs
 */
gboolean
dt_indicator_reads (const DtIndicator *indicator,
                    DtIndicatorInput   input)
{
  for (guint i = 0; i < indicator->n_inputs; i++)
    if (indicator->inputs[i] == input)
      return TRUE;

  return FALSE;
}

/**
 * dt_indicator_session_start:
 * @last: the date of the session before, %DT_DATE_NONE before the first
 * @date: the date of a session that begins
 *
 * Returns: what %DT_INPUT_SESSION_START holds on its first bar: the sum of what begins. A week
 *   begins on Monday, or with the first session after it.
 */
double
dt_indicator_session_start (DtDate last,
                            DtDate date)
{
  guint begins = DT_BEGINS_SESSION;
  int year, month, day, last_year, last_month, last_day;

  if (last == DT_DATE_NONE)
    return DT_BEGINS_SESSION | DT_BEGINS_WEEK | DT_BEGINS_MONTH | DT_BEGINS_QUARTER |
           DT_BEGINS_YEAR;

  /* 1970-01-05 was a Monday. */
  dt_date_get_ymd (date, &year, &month, &day);
  dt_date_get_ymd (last, &last_year, &last_month, &last_day);
  if (floor ((date - 4) / 7.) != floor ((last - 4) / 7.))
    begins |= DT_BEGINS_WEEK;
  if (year != last_year || month != last_month)
    begins |= DT_BEGINS_MONTH;
  if (year != last_year || (month - 1) / 3 != (last_month - 1) / 3)
    begins |= DT_BEGINS_QUARTER;
  if (year != last_year)
    begins |= DT_BEGINS_YEAR;

  return begins;
}
