/* fuzz-strategy-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-rule-instance.h"
#include "dt-strategy-file.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

/* Any text is a strategy or is refused with one error; a strategy keeps what its type promises. */

static void
check_file (const DtStrategyFile *file)
{
  g_autoptr(DtRuleInstance) rules = dt_rule_instance_new (file->program);
  DtBar bar = { 0, 10., 12., 9., 11., 100. };

  g_assert_nonnull (file->name);
  g_assert_true (file->has_long || file->has_short);
  g_assert_cmpuint (file->entry, <=, DT_ENTRY_STOP_LIMIT);
  g_assert_true (file->size.value > 0. && isfinite (file->size.value));
  g_assert_cmpuint (dt_rule_program_get_n_outputs (file->program), ==, DT_N_STRATEGY_OUTPUTS);
  for (guint i = 0; i < file->n_parameters; i++)
    g_assert_true (file->parameters[i].minimum <= file->parameters[i].value
                   && file->parameters[i].value <= file->parameters[i].maximum);

  dt_rule_instance_step (rules, &bar, NULL);
  for (guint k = 0; k < DT_N_STRATEGY_OUTPUTS; k++)
    g_assert_false (isinf (dt_rule_instance_get (rules, k)));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  DtParameterSetting setting = { "fast", 5. };
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);

  for (guint n_settings = 0; n_settings <= 1; n_settings++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(DtStrategyFile) file = dt_strategy_file_parse (text, "fuzz", &setting, n_settings,
                                                               &error);

      if (file != NULL)
        check_file (file);
      else
        {
          g_assert_true (error->domain == DT_RULE_ERROR);
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
          g_assert_cmpuint (strlen (error->message), <, 2000);
        }
    }

  return 0;
}
