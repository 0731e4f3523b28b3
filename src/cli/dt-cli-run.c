/* dt-cli-run.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include <string.h>

#include "dt-error.h"
#include "dt-run-preset.h"
#include "dt-session-view.h"

#include "dt-cli-book.h"
#include "dt-cli-run.h"

DtCliRunOptions dt_cli_run_options;

#define refuse(error, ...) dt_refuse (error, DT_RUN_ERROR, DT_RUN_ERROR_SPEC, __VA_ARGS__)

static gboolean
read_strategies (DtRunSpec  *spec,
                 GError    **error)
{
  if (dt_cli_run_options.selector != NULL)
    return dt_run_preset_read_selector (spec, dt_cli_run_options.selector,
                                        dt_cli_run_options.strategies, error);
  if (dt_cli_run_options.strategies == NULL)
    return refuse (error, "A run needs rules: give a strategy file with --strategy FILE");

  return dt_run_preset_read_strategies (spec, dt_cli_run_options.strategies, error);
}

static gboolean
read_setting (const char          *text,
              DtParameterSetting  *setting,
              GError             **error)
{
  const char *equals = strchr (text, '=');
  char *end;

  if (equals == NULL || equals == text)
    return refuse (error, "--param %s: write it as NAME=VALUE", text);

  setting->value = g_ascii_strtod (equals + 1, &end);
  if (end == equals + 1 || *end != '\0')
    return refuse (error, "--param %s: \"%s\" is no number", text, equals + 1);

  setting->name = g_strndup (text, equals - text);
  return TRUE;
}

static gboolean
read_settings (DtRunSpec  *spec,
               GError    **error)
{
  char **parameters = dt_cli_run_options.parameters;

  if (parameters == NULL)
    return TRUE;

  spec->settings = g_new0 (DtParameterSetting, g_strv_length (parameters));
  for (; parameters[spec->n_settings] != NULL; spec->n_settings++)
    if (!read_setting (parameters[spec->n_settings], &spec->settings[spec->n_settings], error))
      return FALSE;

  return TRUE;
}

static int
compare_symbols (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* "AAPL, MSFT,AAPL" -> AAPL, MSFT */
static char **
split_symbols (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, ",", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  const char *last = "";

  for (guint i = 0; parts[i] != NULL; i++)
    g_strstrip (parts[i]);
  qsort (parts, g_strv_length (parts), sizeof *parts, compare_symbols);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (!g_str_equal (parts[i], last))
        g_strv_builder_add (builder, parts[i]);
      last = parts[i];
    }

  return g_strv_builder_end (builder);
}

static gboolean
read_universe (DtRunSpec  *spec,
               char      **arguments,
               guint       n_arguments,
               GError    **error)
{
  const DtCliRunOptions *options = &dt_cli_run_options;
  g_autoptr(GStrvBuilder) csv = g_strv_builder_new ();

  if (n_arguments > 0 && options->csv == NULL)
    return refuse (error, "\"%s\" stands alone: price tables follow --csv", arguments[0]);
  if (options->csv != NULL && (options->symbols != NULL || options->universe != NULL))
    return refuse (error, "Give the data once: --csv, or --symbols and --universe");
  if (options->csv == NULL && options->symbols == NULL && options->universe == NULL)
    return refuse (error, "A run needs data: --csv FILE…, --symbols A,B or --universe demo");

  if (options->csv != NULL)
    {
      for (guint i = 0; options->csv[i] != NULL; i++)
        {
          g_autofree char *path = g_canonicalize_filename (options->csv[i], NULL);

          g_strv_builder_add (csv, path);
        }
      for (guint i = 0; i < n_arguments; i++)
        {
          g_autofree char *path = g_canonicalize_filename (arguments[i], NULL);

          g_strv_builder_add (csv, path);
        }
      spec->csv = g_strv_builder_end (csv);
    }
  if (options->symbols != NULL)
    {
      spec->symbols = split_symbols (options->symbols);
      if (spec->symbols[0] == NULL || spec->symbols[0][0] == '\0')
        return refuse (error, "--symbols \"%s\" holds an empty symbol", options->symbols);
    }
  spec->universe = g_strdup (options->universe);

  return TRUE;
}

static gboolean
read_day (const char  *option,
          const char  *text,
          int          days_later,
          DtTime      *time,
          GError     **error)
{
  DtDate date;

  if (text == NULL)
    return TRUE;
  if (!dt_date_parse (text, &date))
    return refuse (error, "%s %s is no date: write it as 2017-12-31", option, text);

  *time = dt_time_from_new_york (date + days_later, 0);
  return TRUE;
}

static gboolean
read_range (DtRunSpec  *spec,
            GError    **error)
{
  const DtCliRunOptions *options = &dt_cli_run_options;

  if (!read_day ("--from", options->from, 0, &spec->from, error)
      || !read_day ("--to", options->to, 1, &spec->to, error))
    return FALSE;
  if (spec->from != DT_TIME_NONE && spec->to != DT_TIME_NONE && spec->from >= spec->to)
    return refuse (error, "--from %s is after --to %s", options->from, options->to);
  if (options->timeframe != NULL && !dt_timeframe_parse (options->timeframe, &spec->timeframe))
    return refuse (error, "--timeframe %s: write it as 1m, 15m, 1h, 1d or 1w",
                   options->timeframe);

  return TRUE;
}

static gboolean
read_choices (DtRunSpec  *spec,
              GError    **error)
{
  const DtCliRunOptions *options = &dt_cli_run_options;
  DtAdjustment adjustment;
  DtSessionKind session;

  if (options->finish != NULL && !dt_finish_parse (options->finish, &spec->finish))
    return refuse (error, "--finish %s: it is keep, close or open", options->finish);
  if (options->policy != NULL && !dt_intrabar_policy_parse (options->policy, &spec->policy))
    return refuse (error, "--policy %s: it is pessimistic, optimistic or path", options->policy);
  if (options->seed != NULL
      && !g_ascii_string_to_unsigned (options->seed, 10, 0, G_MAXUINT64, &spec->seed, NULL))
    return refuse (error, "--seed %s is no whole number from 0", options->seed);
  if (options->adjustment != NULL)
    {
      if (!dt_adjustment_parse (options->adjustment, &adjustment))
        return refuse (error, "--adjustment %s: it is raw, split or total-return",
                       options->adjustment);
      spec->adjustment = adjustment;
    }
  if (options->session != NULL)
    {
      if (!dt_session_kind_parse (options->session, &session))
        return refuse (error, "--session %s: it is regular or extended", options->session);
      spec->session = session;
    }

  spec->benchmark = g_strdup (options->benchmark);
  spec->independent = options->independent;
  return TRUE;
}

static gboolean
read_account (DtRunSpec  *spec,
              GError    **error)
{
  const DtCliRunOptions *options = &dt_cli_run_options;

  if (options->cash != NULL
      && (!dt_money_parse (options->cash, &spec->cash) || spec->cash <= 0))
    return refuse (error, "--cash %s is no amount above zero", options->cash);

  spec->commission = g_strdup (options->commission);
  spec->slippage = g_strdup (options->slippage);
  spec->volume_share = g_strdup (options->volume_share);
  spec->borrow = g_strdup (options->borrow);
  spec->interest = g_strdup (options->interest);
  spec->margin = g_strdup (options->margin);
  spec->latency = g_strdup (options->latency);
  spec->intrabar = g_strdup (options->intrabar);

  return dt_run_preset_read_risk (spec, options->risk != NULL ? options->risk : "none", error);
}

gboolean
dt_cli_run_read_records (DtCli      *cli,
                         DtRunSpec  *spec,
                         GError    **error)
{
  char **records = dt_cli_run_options.records;
  g_autoptr(DtBookStore) books = NULL;
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (records == NULL)
    return TRUE;
  if (spec->from == DT_TIME_NONE)
    return refuse (error, "--record needs --from DATE: only trades that were over by then count");

  books = dt_book_store_open (cli->data_dir, DT_STORE_READ_ONLY, error);
  for (; books != NULL && *records != NULL; records++)
    {
      gint64 id = dt_cli_book_find (books, *records, error);

      if (id == 0)
        return FALSE;
      g_array_append_val (ids, id);
    }

  return books != NULL
         && dt_run_preset_read_record (spec, books, (const gint64 *) (gpointer) ids->data, ids->len,
                                       error);
}

DtRunSpec *
dt_cli_run_make_spec (char   **arguments,
                      guint    n_arguments,
                      GError **error)
{
  g_autoptr(DtRunSpec) spec = dt_run_spec_new ();

  if (!read_strategies (spec, error)
      || !read_settings (spec, error)
      || !read_universe (spec, arguments, n_arguments, error)
      || !read_range (spec, error)
      || !read_choices (spec, error)
      || !read_account (spec, error))
    return NULL;

  return g_steal_pointer (&spec);
}
