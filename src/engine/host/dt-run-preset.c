/* dt-run-preset.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-host"

#include "config.h"

#include "dt-error.h"
#include "dt-share.h"

#include "dt-run-preset.h"

#define refuse(error, ...) dt_refuse (error, DT_RUN_ERROR, DT_RUN_ERROR_SPEC, __VA_ARGS__)

/**
 * dt_run_preset_read_strategies:
 * @paths: rule files, in order of precedence
 *
 * Puts the texts of rule files into a spec. They are not parsed here.
 *
 * Returns: %FALSE with a #GFileError, or %DT_RUN_ERROR_SPEC when one is no text
 */
gboolean
dt_run_preset_read_strategies (DtRunSpec  *spec,
                               char      **paths,
                               GError    **error)
{
  g_autoptr(GStrvBuilder) texts = g_strv_builder_new ();

  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *text = NULL;
      gsize length;

      if (!g_file_get_contents (paths[i], &text, &length, error))
        return FALSE;
      if (!g_utf8_validate (text, length, NULL))
        return refuse (error, "%s is no strategy file: it is not UTF-8 text", paths[i]);
      g_strv_builder_add (texts, text);
    }

  g_strfreev (spec->strategy_texts);
  g_strfreev (spec->strategy_paths);
  spec->strategy_texts = g_strv_builder_end (texts);
  spec->strategy_paths = g_strdupv (paths);
  return TRUE;
}

/**
 * dt_run_preset_read_risk:
 * @risk: "none", "default" or the path of a profile
 *
 * Returns: %FALSE with a #DtRiskError or a #GFileError
 */
gboolean
dt_run_preset_read_risk (DtRunSpec   *spec,
                         const char  *risk,
                         GError     **error)
{
  g_autoptr(DtRiskProfile) profile = dt_risk_profile_load (risk, error);

  if (profile == NULL)
    return FALSE;

  g_free (spec->risk_text);
  spec->risk_text = dt_risk_profile_to_text (profile);
  return TRUE;
}

/**
 * dt_run_preset_new:
 * @universe: name of a stored tape: "minute", "daily", "demo"
 * @strategy_path: a rule file
 * @risk: "none", "default" or the path of a risk profile
 * @cash: what the account starts with, 1e-6 USD, above 0
 *
 * What "replay run --universe U --strategy S --risk R --cash C" runs: everything else as it is
 * when nothing is said. Whether the rules mean anything and the tape is there shows when it starts.
 *
 * Returns: (transfer full): the spec, or %NULL with #DtRunError, #DtRiskError or #GFileError
 */
DtRunSpec *
dt_run_preset_new (const char  *universe,
                   const char  *strategy_path,
                   const char  *risk,
                   DtMoney      cash,
                   GError     **error)
{
  g_autoptr(DtRunSpec) spec = dt_run_spec_new ();
  char *paths[] = { (char *) strategy_path, NULL };
  char buf[DT_DECIMAL_BUF_SIZE];

  if (cash <= 0)
    {
      refuse (error, "An account cannot start with %s USD",
              cash == DT_MONEY_NONE ? "no" : dt_money_to_string (cash, buf));
      return NULL;
    }
  if (!dt_run_preset_read_strategies (spec, paths, error)
      || !dt_run_preset_read_risk (spec, risk, error))
    return NULL;

  spec->universe = g_strdup (universe);
  spec->cash = cash;

  return g_steal_pointer (&spec);
}

char *
dt_strategy_find (const char *name)
{
  g_autofree char *file = g_strconcat ("strategies", G_DIR_SEPARATOR_S, name, ".strategy", NULL);

  return dt_share_find (file);
}
