/* dt-indicator.c - finding an indicator and checking its parameters
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include <string.h>

#include "dt-indicator-private.h"

/* Longer words are no slips of the pen. */
#define MAX_WORD 32

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
      guint distance = begins ? 1 : edit_distance (id, table[i]->id);

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
