/* fuzz-rule.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-rule-instance.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

/* Any text compiles or is refused with one error; what compiles gives numbers that are finite or
 * missing and conditions that are 0 or 1. */

#define N_BARS 40

static void
check_error (const GError *error)
{
  guint line, column;

  g_assert_true (error->domain == DT_RULE_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), <, 2000);
  dt_rule_error_get_place (error, &line, &column);
  g_assert_cmpuint (line, >=, 1);
  g_assert_cmpuint (column, >=, 1);
}

static void
run (DtRuleProgram *program,
     DtRuleType     type)
{
  g_autoptr(DtRuleInstance) instance = dt_rule_instance_new (program);
  guint n_streams;

  dt_rule_program_get_streams (program, &n_streams);
  for (guint i = 0; i < N_BARS; i++)
    {
      double price = 100. + i * 7 % 11;
      DtBar bar = { i * DT_HOUR, price, price + 1., price - 2., price - 1., i * 37 % 5 };
      double value;

      for (guint k = 1; k < n_streams; k += 3)
        dt_rule_instance_push (instance, k, &bar);
      dt_rule_instance_step (instance, &bar, NULL);
      dt_rule_instance_finish_step (instance, NULL);
      value = dt_rule_instance_get (instance, 0);
      g_assert_false (isinf (value));
      g_assert_true (type == DT_RULE_NUMBER || value == 0. || value == 1.);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  static const DtRuleParameter parameters[] = { { (char *) "fast", 9., 9., 9., 1. } };
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);

  for (DtRuleType type = DT_RULE_NUMBER; type <= DT_RULE_BOOLEAN; type++)
    {
      DtRuleSource source = { "rule", text, type, "fuzz", 1, 1 };
      g_autoptr(GError) error = NULL;
      g_autoptr(DtRuleProgram) program = dt_rule_program_new (&source, 1, parameters, 1, &error);

      if (program == NULL)
        check_error (error);
      else
        run (program, type);
    }

  return 0;
}
