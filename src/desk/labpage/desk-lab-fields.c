/* desk-lab-fields.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-labpage"

#include "config.h"

#include <string.h>

#include "dt-error.h"
#include "dt-run-preset.h"

#include "desk-lab-fields.h"

#define refuse(error, ...) dt_refuse (error, DT_RUN_ERROR, DT_RUN_ERROR_SPEC, __VA_ARGS__)

static gboolean
is_given (const char *text)
{
  return text != NULL && *text != '\0';
}

static int
compare_symbols (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Sorted, each once; a symbol is typed in any case. */
static char **
split_symbols (const char *text)
{
  g_auto(GStrv) parts = g_strsplit_set (text, ", ;", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  guint n = g_strv_length (parts);
  const char *last = "";

  for (guint i = 0; i < n; i++)
    {
      char *upper = g_ascii_strup (parts[i], -1);

      g_free (parts[i]);
      parts[i] = upper;
    }
  qsort (parts, n, sizeof *parts, compare_symbols);
  for (guint i = 0; i < n; i++)
    if (*parts[i] != '\0' && !g_str_equal (parts[i], last))
      {
        g_strv_builder_add (builder, parts[i]);
        last = parts[i];
      }

  return g_strv_builder_end (builder);
}

static gboolean
read_settings (DtRunSpec           *spec,
               const DeskLabFields *fields)
{
  spec->settings = g_new0 (DtParameterSetting, fields->n_settings);
  spec->n_settings = fields->n_settings;
  for (guint i = 0; i < fields->n_settings; i++)
    spec->settings[i] = (DtParameterSetting) { g_strdup (fields->settings[i].name),
                                               fields->settings[i].value };

  return TRUE;
}

static gboolean
read_data (DtRunSpec           *spec,
           const DeskLabFields *fields,
           GError             **error)
{
  if (is_given (fields->universe))
    spec->universe = g_strdup (fields->universe);
  if (is_given (fields->symbols))
    {
      spec->symbols = split_symbols (fields->symbols);
      if (spec->symbols[0] == NULL)
        g_clear_pointer (&spec->symbols, g_strfreev);
    }
  if (spec->universe == NULL && spec->symbols == NULL)
    return refuse (error, "A run needs data: choose a market, or write symbols");

  return TRUE;
}

static gboolean
read_day (const char  *name,
          const char  *text,
          int          days_later,
          DtTime      *time,
          GError     **error)
{
  DtDate date;

  if (!is_given (text))
    return TRUE;
  if (!dt_date_parse (text, &date))
    return refuse (error, "“%s” is no date for %s: write it as 2017-12-31", text, name);

  *time = dt_time_from_new_york (date + days_later, 0);
  return TRUE;
}

static gboolean
read_range (DtRunSpec           *spec,
            const DeskLabFields *fields,
            GError             **error)
{
  if (!read_day ("the first day", fields->from, 0, &spec->from, error)
      || !read_day ("the last day", fields->to, 1, &spec->to, error))
    return FALSE;
  if (spec->from != DT_TIME_NONE && spec->to != DT_TIME_NONE && spec->from >= spec->to)
    return refuse (error, "The first day, %s, is after the last day, %s", fields->from,
                   fields->to);
  if (is_given (fields->timeframe) && !dt_timeframe_parse (fields->timeframe, &spec->timeframe))
    return refuse (error, "“%s” is no length of bars: write it as 1m, 15m, 1h, 1d or 1w",
                   fields->timeframe);

  return TRUE;
}

static gboolean
read_account (DtRunSpec           *spec,
              const DeskLabFields *fields,
              GError             **error)
{
  g_autofree char *cash = g_strdelimit (g_strdup (fields->cash != NULL ? fields->cash : ""),
                                        "$_", ' ');
  g_auto(GStrv) parts = g_strsplit_set (cash, " ,", -1);
  g_autofree char *digits = g_strjoinv ("", parts);

  if (is_given (digits) && (!dt_money_parse (digits, &spec->cash) || spec->cash <= 0))
    return refuse (error, "“%s” is no amount of cash above zero", fields->cash);
  if (is_given (fields->commission))
    spec->commission = g_strdup (fields->commission);
  if (is_given (fields->slippage))
    spec->slippage = g_strdup (fields->slippage);
  if (is_given (fields->benchmark))
    spec->benchmark = g_ascii_strup (fields->benchmark, -1);
  spec->independent = fields->independent;

  return dt_run_preset_read_risk (spec, is_given (fields->risk) ? fields->risk : "none", error);
}

static char *
dup_term (const char *text)
{
  return is_given (text) && !g_str_equal (text, "none") ? g_strdup (text) : NULL;
}

static gboolean
read_terms (DtRunSpec           *spec,
            const DeskLabFields *fields,
            GError             **error)
{
  DtAccountTerms terms;
  DtAccountTexts texts;

  spec->volume_share = dup_term (fields->volume_share);
  spec->borrow = dup_term (fields->borrow);
  spec->interest = dup_term (fields->interest);
  spec->margin = dup_term (fields->margin);
  spec->latency = dup_term (fields->latency);
  spec->intrabar = dup_term (fields->intrabar);
  texts = (DtAccountTexts) { spec->volume_share, spec->borrow, spec->interest, spec->margin,
                             spec->latency, spec->intrabar };

  return dt_account_terms_parse (&texts, &terms, error);
}

/* With a selector, its strategies trade, and the form's parameters are not theirs. */
static gboolean
read_rules (DtRunSpec           *spec,
            const DeskLabFields *fields,
            GError             **error)
{
  g_autoptr(GPtrArray) paths = g_ptr_array_new ();

  if (is_given (fields->selector))
    return dt_run_preset_read_selector (spec, fields->selector, NULL, error);
  if (!is_given (fields->strategy))
    return refuse (error, "A run needs rules: choose a strategy");

  g_ptr_array_add (paths, (char *) fields->strategy);
  for (guint i = 0; fields->others != NULL && fields->others[i] != NULL; i++)
    if (!g_str_equal (fields->others[i], fields->strategy))
      g_ptr_array_add (paths, (char *) fields->others[i]);
  g_ptr_array_add (paths, NULL);

  return dt_run_preset_read_strategies (spec, (char **) paths->pdata, error)
         && read_settings (spec, fields);
}

static gboolean
read_choices (DtRunSpec           *spec,
              const DeskLabFields *fields,
              GError             **error)
{
  if (is_given (fields->policy) && !dt_intrabar_policy_parse (fields->policy, &spec->policy))
    return refuse (error, "“%s” is no policy: it is pessimistic, optimistic or path",
                   fields->policy);
  if (is_given (fields->finish) && !dt_finish_parse (fields->finish, &spec->finish))
    return refuse (error, "“%s” is no way to finish: it is keep, close or open", fields->finish);

  return TRUE;
}

DtRunSpec *
desk_lab_fields_make_spec (const DeskLabFields  *fields,
                           GError              **error)
{
  g_autoptr(DtRunSpec) spec = dt_run_spec_new ();

  if (!read_rules (spec, fields, error)
      || !read_data (spec, fields, error)
      || !read_range (spec, fields, error)
      || !read_choices (spec, fields, error)
      || !read_account (spec, fields, error)
      || !read_terms (spec, fields, error))
    return NULL;

  return g_steal_pointer (&spec);
}
