/* dt-selector.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-strategy"

#include "config.h"

#include "dt-json.h"

#include "dt-selector.h"

/**
 * dt_selector_init:
 * @source: (transfer full):
 *
 * The file outlives the selector.
 */
void
dt_selector_init (DtSelector           *selector,
                  const DtSelectorFile *file,
                  DtRegimeSource       *source)
{
  *selector = (DtSelector) { .file = file, .source = source, .since = DT_TIME_NONE };
}

void
dt_selector_clear (DtSelector *selector)
{
  g_clear_pointer (&selector->source, dt_regime_source_free);
}

static gboolean
keeps (const DtSelector *selector)
{
  DtRegime next = selector->reading.regime;

  if (next == selector->regime)
    return TRUE;

  return next != DT_REGIME_UNKNOWN && selector->regime != DT_REGIME_UNKNOWN
         && selector->n_read < selector->file->dwell;
}

gboolean
dt_selector_step (DtSelector *selector,
                  DtTime      time)
{
  selector->source->klass->read (selector->source, time, &selector->reading);
  if (selector->since == DT_TIME_NONE)
    selector->since = time;
  if (keeps (selector))
    {
      selector->n_read++;
      return FALSE;
    }

  selector->regime = selector->reading.regime;
  selector->since = time;
  selector->n_read = 1;

  return TRUE;
}

char *
dt_selector_dup_chosen (const DtSelectorFile *file,
                        DtRegime              regime)
{
  g_autoptr(GString) text = g_string_new (NULL);
  char buf[DT_DOUBLE_BUF_SIZE];

  for (guint i = 0; i < file->strategies->len; i++)
    {
      double weight = file->weights[regime][i];

      if (weight <= 0.)
        continue;
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "",
                              (const char *) g_ptr_array_index (file->strategies, i));
      if (weight < 1.)
        g_string_append_printf (text, " x %s", dt_double_to_string (weight, buf));
    }
  if (text->len == 0)
    g_string_append (text, "nothing");

  return g_string_free (g_steal_pointer (&text), FALSE);
}
