/* dt-sweep-axis.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-lab"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-error.h"

#include "dt-sweep.h"

#define MAX_VALUES 10000

#define refuse(error, ...) dt_refuse (error, DT_LAB_ERROR, DT_LAB_ERROR_REQUEST, __VA_ARGS__)

static gboolean
read_number (const char  *text,
             const char **end,
             double      *number)
{
  char *stop;

  *number = g_ascii_strtod (text, &stop);
  *end = stop;
  return stop != text && isfinite (*number);
}

/* "5..20:5"; the last value is kept when a whole number of steps leads to it, rounding aside. */
static gboolean
read_range (DtSweepAxis  *axis,
            const char   *text,
            GError      **error)
{
  /* A number may end in a dot: "5." would swallow one of the two */
  const char *dots = strstr (text, ".."), *end;
  g_autofree char *head = g_strndup (text, dots - text);
  double first, last, step = 1., steps;

  if (!read_number (head, &end, &first) || *end != '\0'
      || !read_number (dots + 2, &end, &last)
      || (*end == ':' && !read_number (end + 1, &end, &step)) || *end != '\0')
    return refuse (error, "The axis \"%s=%s\" is not a range like fast=5..20:5", axis->name, text);
  if (!(step > 0.) || last < first)
    return refuse (error, "The axis \"%s=%s\" does not rise", axis->name, text);

  steps = floor ((last - first) / step + 1e-9);
  if (steps >= MAX_VALUES)
    return refuse (error, "The axis \"%s=%s\" has more than %d values", axis->name, text,
                   MAX_VALUES);

  axis->n_values = (guint) steps + 1;
  axis->values = g_new (double, axis->n_values);
  for (guint i = 0; i < axis->n_values; i++)
    axis->values[i] = first + i * step;

  return TRUE;
}

static gboolean
read_list (DtSweepAxis  *axis,
           const char   *text,
           GError      **error)
{
  g_auto(GStrv) parts = g_strsplit (text, ",", MAX_VALUES + 1);
  guint n = g_strv_length (parts);

  if (n > MAX_VALUES)
    return refuse (error, "The axis \"%s\" has more than %d values", axis->name, MAX_VALUES);

  axis->values = g_new (double, MAX (n, 1));
  for (; axis->n_values < n; axis->n_values++)
    {
      const char *end;

      if (!read_number (parts[axis->n_values], &end, &axis->values[axis->n_values])
          || *end != '\0')
        return refuse (error, "The axis \"%s=%s\" has a value that is no number: \"%s\"",
                       axis->name, text, parts[axis->n_values]);
    }

  return TRUE;
}

/**
 * dt_sweep_axis_parse:
 *
 * Returns: (transfer full): the axis, or %NULL with %DT_LAB_ERROR_REQUEST
 */
DtSweepAxis *
dt_sweep_axis_parse (const char  *text,
                     GError     **error)
{
  g_autoptr(DtSweepAxis) axis = g_new0 (DtSweepAxis, 1);
  const char *equals = strchr (text, '=');

  if (equals == NULL || equals == text || equals[1] == '\0')
    {
      refuse (error, "The axis \"%s\" is not written as NAME=FIRST..LAST:STEP or NAME=A,B,C", text);
      return NULL;
    }

  axis->name = g_strndup (text, equals - text);
  if (strstr (equals + 1, "..") != NULL
      ? !read_range (axis, equals + 1, error)
      : !read_list (axis, equals + 1, error))
    return NULL;

  return g_steal_pointer (&axis);
}

void
dt_sweep_axis_free (DtSweepAxis *axis)
{
  if (axis == NULL)
    return;

  g_free (axis->name);
  g_free (axis->values);
  g_free (axis);
}
