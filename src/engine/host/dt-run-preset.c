/* dt-run-preset.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-host"

#include "config.h"

#include "dt-error.h"
#include "dt-rows.h"
#include "dt-rule-lines.h"
#include "dt-selector.h"
#include "dt-share.h"
#include "dt-text-file.h"
#include "dt-trade-record.h"

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

      if (!dt_text_file_load (paths[i], DT_RULE_MAX_FILE, &text, &length, error))
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

/* Whether one of @paths is what the selector knows by this name. */
static gboolean
has_strategy (char       **paths,
              const char  *name)
{
  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    {
      g_autofree char *other = dt_selector_dup_name (paths[i]);

      if (g_str_equal (other, name))
        return TRUE;
    }

  return FALSE;
}

/* A strategy beside the selector's own file, or one that comes with the program. */
static char *
find_beside (const char  *selector,
             const char  *name,
             GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (selector);
  g_autofree char *file = g_strconcat (name, ".strategy", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  char *shipped;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);

  shipped = dt_strategy_find (name);
  if (shipped == NULL)
    refuse (error, "%s names the strategy %s, but there is neither %s nor a strategy of that name "
            "that comes with the program", selector, name, path);

  return shipped;
}

/**
 * dt_run_preset_read_selector:
 * @path: a selector file
 * @strategies: (nullable): rule files that were named beside it, which come first
 *
 * Puts a selector's text into a spec, and the texts of the strategies that it names: those of
 * @strategies, else the files beside it, else what comes with the program.
 *
 * Returns: %FALSE with #DtSelectorError, %DT_RUN_ERROR_SPEC or a #GFileError
 */
gboolean
dt_run_preset_read_selector (DtRunSpec   *spec,
                             const char  *path,
                             char       **strategies,
                             GError     **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(DtSelectorFile) file = NULL;
  g_autofree char *text = NULL;
  g_auto(GStrv) paths = NULL;

  if (!dt_text_file_load (path, DT_SELECTOR_MAX_TEXT, &text, NULL, error)
      || !(file = dt_selector_file_parse (text, path, error)))
    return FALSE;

  if (strategies != NULL)
    g_strv_builder_addv (builder, (const char **) strategies);
  for (guint i = 0; i < file->strategies->len; i++)
    {
      const char *name = g_ptr_array_index (file->strategies, i);
      g_autofree char *found = NULL;

      if (has_strategy (strategies, name))
        continue;
      if (!(found = find_beside (path, name, error)))
        return FALSE;
      g_strv_builder_add (builder, found);
    }

  paths = g_strv_builder_end (builder);
  if (!dt_run_preset_read_strategies (spec, paths, error))
    return FALSE;

  g_free (spec->selector_text);
  spec->selector_text = g_steal_pointer (&text);
  return TRUE;
}

/* Adds the trades of one book that were over before the run begins to the records by strategy. */
static gboolean
add_book (GHashTable   *records,
          DtBookStore  *books,
          gint64        id,
          DtTime        before,
          GError      **error)
{
  g_autoptr(DtBookInfo) info = dt_book_store_dup_info (books, id, error);
  g_autoptr(DtBook) book = info != NULL ? dt_book_store_load (books, id, error) : NULL;
  g_autoptr(DtRunSpec) spec = book != NULL ? dt_run_spec_from_json (info->spec, error) : NULL;

  if (spec == NULL)
    return FALSE;

  for (guint i = 0; i < book->trades->len; i++)
    {
      const DtRoundTrip *trade = &dt_rows_index (book->trades, DtRoundTrip, i);
      DtTradeRecord *record;
      char *name;

      if (trade->open || trade->exit_time >= before || trade->entry_value <= 0
          || trade->strategy >= g_strv_length (spec->strategy_paths))
        continue;

      name = dt_selector_dup_name (spec->strategy_paths[trade->strategy]);
      record = g_hash_table_lookup (records, name);
      if (record == NULL)
        g_hash_table_insert (records, g_strdup (name), record = g_new0 (DtTradeRecord, 1));
      g_free (name);
      dt_trade_record_add (record, (double) trade->profit / (double) trade->entry_value);
    }

  return TRUE;
}

/**
 * dt_run_preset_read_record:
 * @spec: with its strategies, and with the day that it begins on
 * @ids: in the order in which the books were made
 *
 * Puts what strategies of those names made in earlier books into a spec, so that the run stays a
 * function of it. Only what was over before the run begins counts: a book that has played the same
 * days knows how they end.
 *
 * Returns: %FALSE with %DT_RUN_ERROR_SPEC when the run has no first day, or the store's error
 */
gboolean
dt_run_preset_read_record (DtRunSpec     *spec,
                           DtBookStore   *books,
                           const gint64  *ids,
                           guint          n_ids,
                           GError       **error)
{
  g_autoptr(GHashTable) records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GString) names = g_string_new (NULL);
  g_autoptr(GKeyFile) file = NULL;

  if (spec->from == DT_TIME_NONE)
    return refuse (error, "Earlier trades count up to the day that a run begins on: say which");

  for (guint i = 0; i < n_ids; i++)
    {
      if (!add_book (records, books, ids[i], spec->from, error))
        return FALSE;
      g_string_append_printf (names, "%s%" G_GINT64_FORMAT, i > 0 ? ";" : "", ids[i]);
    }

  file = dt_trade_records_new (names->str, spec->from);
  for (guint i = 0; spec->strategy_paths[i] != NULL; i++)
    {
      g_autofree char *name = dt_selector_dup_name (spec->strategy_paths[i]);
      const DtTradeRecord *record = g_hash_table_lookup (records, name);

      if (record != NULL)
        dt_trade_records_set (file, name, record);
    }
  g_free (spec->record_text);
  spec->record_text = g_key_file_to_data (file, NULL, NULL);

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
