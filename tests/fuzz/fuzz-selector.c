/* fuzz-selector.c - any text as a selector
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "dt-selector.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

/* Takes any text or refuses it with one error; what it takes keeps what the type promises, and can
 * be asked for the regime of a few bars. */

static void
check_file (const DtSelectorFile *file)
{
  g_assert_cmpuint (file->strategies->len, >, 0);
  g_assert_cmpuint (file->strategies->len, <=, DT_SELECTOR_MAX_STRATEGIES);
  g_assert_cmpuint (file->dwell, >, 0);
  g_assert_null (dt_regime_rules_check (&file->rules));
  for (guint regime = 0; regime < DT_N_REGIMES; regime++)
    for (guint i = 0; i < DT_SELECTOR_MAX_STRATEGIES; i++)
      g_assert_true (file->weights[regime][i] >= 0. && file->weights[regime][i] <= 1.);
}

static void
play (const DtSelectorFile *file)
{
  DtSelector selector;

  dt_selector_init (&selector, file,
                    dt_regime_measured_new (&file->rules, 2, file->market == NULL));
  for (guint i = 0; i < 40; i++)
    {
      double close = 100. + i % 7;
      DtBar bar = { i * DT_DAY, close, close, close, close, 1. };

      selector.source->klass->push_market (selector.source, &bar, bar.time);
      selector.source->klass->push_member (selector.source, i % 2, &bar, bar.time);
      dt_selector_step (&selector, bar.time);
      g_assert_cmpint (selector.regime, <, DT_N_REGIMES);
    }
  dt_selector_clear (&selector);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);
  g_autoptr(GError) error = NULL;
  g_autoptr(DtSelectorFile) file = dt_selector_file_parse (text, "fuzz.selector", &error);

  g_assert_true ((file == NULL) == (error != NULL));
  if (file != NULL)
    {
      check_file (file);
      play (file);
    }

  return 0;
}
