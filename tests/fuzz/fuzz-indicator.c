/* fuzz-indicator.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-indicator.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

/* The first byte chooses a row of the table, the next ones its parameters, the rest are bars of any
 * doubles at all: steps and a run give the same bits, numbers or nothing. */

#define MAX_BARS 256

static double
choose (const DtIndicatorParameter *parameter,
        guint8                      byte)
{
  double top = MIN (parameter->maximum, parameter->minimum + 40.);
  double value = parameter->minimum + (top - parameter->minimum) * byte / 255.;

  return parameter->whole ? floor (value) : value;
}

static void
compare (const DtIndicator *indicator,
         double             a,
         double             b)
{
  if (isinf (a))
    g_error ("%s: %g", indicator->id, a);
  if (!(isnan (a) && isnan (b)) && memcmp (&a, &b, sizeof a) != 0)
    g_error ("%s: a step gives %.17g, a run %.17g", indicator->id, a, b);
}

static void
check (const DtIndicator *indicator,
       const double      *parameters,
       double           (*columns)[MAX_BARS],
       gsize              n)
{
  static double runs[DT_INDICATOR_MAX_OUTPUTS][MAX_BARS];
  gsize state_size = indicator->state_size (parameters);
  g_autofree guint64 *stepped = g_malloc (state_size), *run = g_malloc (state_size);
  const double *inputs[DT_INDICATOR_MAX_INPUTS];
  double *outputs[DT_INDICATOR_MAX_OUTPUTS];

  for (guint k = 0; k < indicator->n_inputs; k++)
    inputs[k] = columns[k];
  for (guint k = 0; k < indicator->n_outputs; k++)
    outputs[k] = runs[k];

  indicator->init (run, parameters);
  indicator->run (run, inputs, n, outputs);
  indicator->init (stepped, parameters);
  for (gsize i = 0; i < n; i++)
    {
      double bar[DT_INDICATOR_MAX_INPUTS], values[DT_INDICATOR_MAX_OUTPUTS];

      for (guint k = 0; k < indicator->n_inputs; k++)
        bar[k] = columns[k][i];
      indicator->step (stepped, bar, values);
      for (guint k = 0; k < indicator->n_outputs; k++)
        compare (indicator, values[k], runs[k][i]);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  static double columns[DT_INDICATOR_MAX_INPUTS][MAX_BARS];
  const DtIndicator *const *table;
  const DtIndicator *indicator;
  double parameters[DT_INDICATOR_MAX_PARAMETERS];
  g_autoptr(GError) error = NULL;
  gsize at = 1, n = 0;
  guint n_table;

  if (size < 1 + DT_INDICATOR_MAX_PARAMETERS)
    return 0;

  table = dt_indicator_list (&n_table);
  indicator = table[data[0] % n_table];
  for (guint k = 0; k < indicator->n_parameters; k++)
    parameters[k] = choose (&indicator->parameters[k], data[at++]);
  dt_indicator_check (indicator, parameters, indicator->n_parameters, parameters, &error);
  g_assert_no_error (error);

  for (; n < MAX_BARS && size - at >= indicator->n_inputs * sizeof (double); n++)
    for (guint k = 0; k < indicator->n_inputs; k++)
      {
        memcpy (&columns[k][n], data + at, sizeof (double));
        at += sizeof (double);
      }

  check (indicator, parameters, columns, n);
  return 0;
}
