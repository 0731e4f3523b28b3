/* dt-regime.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-strategy"

#include "config.h"

#include <math.h>

#include "dt-json.h"

#include "dt-regime.h"

static const char *const names[DT_N_REGIMES] = {
  "unknown", "trending", "ranging", "volatile", "calm",
};

const char *
dt_regime_to_string (DtRegime regime)
{
  g_return_val_if_fail (regime < DT_N_REGIMES, NULL);

  return names[regime];
}

gboolean
dt_regime_parse (const char *text,
                 DtRegime   *regime)
{
  for (guint i = 0; i < DT_N_REGIMES; i++)
    if (g_str_equal (text, names[i]))
      {
        *regime = i;
        return TRUE;
      }

  return FALSE;
}

void
dt_regime_source_free (DtRegimeSource *source)
{
  if (source != NULL)
    source->klass->free (source);
}

char *
dt_regime_reading_dup_text (const DtRegimeReading *reading)
{
  GString *text = g_string_new (NULL);
  char buf[DT_DOUBLE_BUF_SIZE];

  for (guint i = 0; i < reading->n_inputs; i++)
    {
      double value = reading->inputs[i].value;

      /* Four places are enough to see which side of a threshold it is on */
      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", reading->inputs[i].name,
                              isfinite (value)
                              ? dt_double_to_string (round (value * 1e4) / 1e4, buf) : "missing");
    }

  return g_string_free (text, FALSE);
}
