/* dt-cmd-strategy-check.c - daytrader-cli strategy check
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-strategy-file.h"

#include "dt-cli.h"

static char **parameter_options;

static const GOptionEntry entries[] = {
  { "param", 0, 0, G_OPTION_ARG_STRING_ARRAY, &parameter_options,
    "Set a parameter of the strategy; may be given several times", "NAME=VALUE" },
  G_OPTION_ENTRY_NULL
};

static const char *const rule_names[DT_OUTPUT_RANK + 1] = {
  "long.entry", "long.exit", "long.stop", "long.target", "long.trail", "long.limit",
  "long.trigger", "short.entry", "short.exit", "short.stop", "short.target", "short.trail",
  "short.limit", "short.trigger", "rank",
};
static const char *const entry_names[] = { "market", "limit", "stop", "stop-limit" };
static const char *const size_names[] = { "all-in", "fraction", "shares", "notional", "risk" };
static const char *const at_names[] = { "signal", "fill" };

static const struct
{
  DtRuleReads  reads;
  const char  *name;
} groups[] = {
  { DT_RULE_READS_SESSION, "session" },
  { DT_RULE_READS_POSITION, "position" },
  { DT_RULE_READS_ACCOUNT, "account" },
  { DT_RULE_READS_RANK, "rank" },
};

/* Writes the names over the "=" of @text. */
static gboolean
read_setting (char               *text,
              DtParameterSetting *setting)
{
  char *equals = strchr (text, '=');
  char *end;

  if (equals == NULL || equals == text)
    return FALSE;

  *equals = '\0';
  setting->name = text;
  setting->value = g_ascii_strtod (equals + 1, &end);
  if (*end == '%')
    {
      setting->value /= 100.;
      end++;
    }
  *equals = end == equals + 1 || *end != '\0' || !isfinite (setting->value) ? '=' : '\0';

  return *equals == '\0';
}

/* JSON */

static void
add_timeframe (JsonBuilder *json,
               DtTimeframe  timeframe)
{
  char buf[DT_TIMEFRAME_BUF_SIZE];

  json_builder_set_member_name (json, "timeframe");
  if (timeframe == DT_TIMEFRAME_NONE)
    json_builder_add_null_value (json);
  else
    json_builder_add_string_value (json, dt_timeframe_to_string (timeframe, buf));
}

static void
add_string (JsonBuilder *json,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_string_value (json, value);
}

static void
add_number (JsonBuilder *json,
            const char  *name,
            double       value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_double_value (json, value);
}

static void
add_integer (JsonBuilder *json,
             const char  *name,
             gint64       value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_int_value (json, value);
}

static void
add_parameters (JsonBuilder          *json,
                const DtStrategyFile *file)
{
  json_builder_set_member_name (json, "parameters");
  json_builder_begin_array (json);
  for (guint i = 0; i < file->n_parameters; i++)
    {
      const DtRuleParameter *parameter = &file->parameters[i];

      json_builder_begin_object (json);
      add_string (json, "name", parameter->name);
      add_number (json, "value", parameter->value);
      add_number (json, "minimum", parameter->minimum);
      add_number (json, "maximum", parameter->maximum);
      add_number (json, "step", parameter->step);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_rules (JsonBuilder          *json,
           const DtStrategyFile *file)
{
  json_builder_set_member_name (json, "rules");
  json_builder_begin_array (json);
  for (guint k = 0; k <= DT_OUTPUT_RANK; k++)
    {
      if (!file->has[k])
        continue;

      json_builder_begin_object (json);
      add_string (json, "name", rule_names[k]);
      add_string (json, "text", dt_rule_program_get_text (file->program, k));
      json_builder_set_member_name (json, "inputs");
      json_builder_begin_array (json);
      for (guint i = 0; i < dt_rule_program_get_n_inputs (file->program, k); i++)
        json_builder_add_string_value (json, dt_rule_program_get_input (file->program, k, i));
      json_builder_end_array (json);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_needs (JsonBuilder          *json,
           const DtStrategyFile *file)
{
  guint n_streams;
  const DtRuleStream *streams = dt_rule_program_get_streams (file->program, &n_streams);

  add_integer (json, "warmup_bars", dt_rule_program_get_warmup (file->program));
  json_builder_set_member_name (json, "other_series");
  json_builder_begin_array (json);
  for (guint i = 1; i < n_streams; i++)
    {
      json_builder_begin_object (json);
      json_builder_set_member_name (json, "symbol");
      if (streams[i].symbol != NULL)
        json_builder_add_string_value (json, streams[i].symbol);
      else
        json_builder_add_null_value (json);
      add_timeframe (json, streams[i].timeframe);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);

  json_builder_set_member_name (json, "reads");
  json_builder_begin_array (json);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if ((dt_rule_program_get_reads (file->program) & groups[i].reads) != 0)
      json_builder_add_string_value (json, groups[i].name);
  json_builder_end_array (json);
}

static const char *
get_tif (const DtStrategyFile *file)
{
  if (file->entry_moment != DT_MOMENT_ANY)
    return file->entry_moment == DT_MOMENT_OPEN ? "opg" : "cls";
  if (file->entry_immediate)
    return "ioc";

  return file->entry_good_till_cancelled ? "gtc" : "day";
}

static void
add_orders (JsonBuilder          *json,
            const DtStrategyFile *file)
{
  json_builder_set_member_name (json, "orders");
  json_builder_begin_object (json);
  add_string (json, "entry", entry_names[file->entry]);
  add_string (json, "tif", get_tif (file));
  add_string (json, "exit", file->exit_moment == DT_MOMENT_CLOSE ? "market on close" : "market");
  add_integer (json, "bars", file->entry_bars);
  add_number (json, "trail_step_atr", file->trail_step_atr);
  add_integer (json, "flat_before_close", file->flat_before_close);
  json_builder_end_object (json);

  json_builder_set_member_name (json, "size");
  json_builder_begin_object (json);
  add_string (json, "kind", size_names[file->size.kind]);
  add_number (json, "value", file->size.value);
  add_string (json, "at", at_names[file->size.at]);
  json_builder_end_object (json);
}

static void
print_json (const DtStrategyFile *file)
{
  g_autoptr(JsonBuilder) json = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;

  json_builder_begin_object (json);
  add_string (json, "name", file->name);
  add_string (json, "description", file->description);
  add_timeframe (json, file->timeframe);
  add_parameters (json, file);
  add_rules (json, file);
  add_needs (json, file);
  add_orders (json, file);
  json_builder_set_member_name (json, "warnings");
  json_builder_begin_array (json);
  for (guint i = 0; i < file->warnings->len; i++)
    json_builder_add_string_value (json, g_ptr_array_index (file->warnings, i));
  json_builder_end_array (json);
  json_builder_end_object (json);

  root = json_builder_get_root (json);
  dt_cli_print_json (root);
}

/* Text */

static void
print_row (const char *label,
           const char *value)
{
  g_print ("  %-14s %s\n", label, value);
}

static void
print_parameters (const DtStrategyFile *file)
{
  for (guint i = 0; i < file->n_parameters; i++)
    {
      const DtRuleParameter *parameter = &file->parameters[i];
      char value[DT_DOUBLE_BUF_SIZE], minimum[DT_DOUBLE_BUF_SIZE];
      char maximum[DT_DOUBLE_BUF_SIZE], step[DT_DOUBLE_BUF_SIZE];

      dt_double_to_string (parameter->value, value);
      if (parameter->minimum == parameter->maximum)
        g_print ("  %-14s %s\n", parameter->name, value);
      else
        g_print ("  %-14s %s in %s..%s step %s\n", parameter->name, value,
                 dt_double_to_string (parameter->minimum, minimum),
                 dt_double_to_string (parameter->maximum, maximum),
                 dt_double_to_string (parameter->step, step));
    }
}

static void
print_series (const DtStrategyFile *file)
{
  guint n_streams;
  const DtRuleStream *streams = dt_rule_program_get_streams (file->program, &n_streams);

  for (guint i = 1; i < n_streams; i++)
    {
      char timeframe[DT_TIMEFRAME_BUF_SIZE];

      g_print ("  %-14s %s%s%s\n", i == 1 ? "also reads" : "",
               streams[i].symbol != NULL ? streams[i].symbol : "the instrument",
               streams[i].timeframe != DT_TIMEFRAME_NONE ? " at " : "",
               streams[i].timeframe != DT_TIMEFRAME_NONE
                 ? dt_timeframe_to_string (streams[i].timeframe, timeframe) : "");
    }
}

static void
print_orders (const DtStrategyFile *file)
{
  static const char *const moments[] = { "", " on open", " on close" };
  char value[DT_DOUBLE_BUF_SIZE];

  g_print ("  %-14s %s%s\n", "entry order", entry_names[file->entry],
           moments[file->entry_moment]);
  if (file->exit_moment != DT_MOMENT_ANY)
    g_print ("  %-14s market%s\n", "exit order", moments[file->exit_moment]);
  if (file->entry_immediate)
    print_row ("", "is filled at the next open or not at all");
  else if (file->entry != DT_ENTRY_MARKET && file->entry_good_till_cancelled)
    print_row ("", "waits until it is cancelled");
  else if (file->entry != DT_ENTRY_MARKET && file->entry_moment == DT_MOMENT_ANY)
    g_print ("  %-14s waits for %u bar%s\n", "", file->entry_bars,
             file->entry_bars == 1 ? "" : "s");
  if (file->flat_before_close > 0)
    g_print ("  %-14s %u minute%s before the close\n", "flat", file->flat_before_close,
             file->flat_before_close == 1 ? "" : "s");
  if (file->size.kind == DT_SIZE_ALL_IN)
    g_print ("  %-14s all-in at the %s\n", "size", at_names[file->size.at]);
  else
    g_print ("  %-14s %s %s at the %s\n", "size", size_names[file->size.kind],
             dt_double_to_string (file->size.value, value), at_names[file->size.at]);
}

static void
print_text (const DtStrategyFile *file)
{
  char timeframe[DT_TIMEFRAME_BUF_SIZE];

  g_print ("%s\n", file->name);
  if (*file->description != '\0')
    g_print ("%s\n", file->description);

  g_print ("\nRules\n");
  for (guint k = 0; k <= DT_OUTPUT_RANK; k++)
    if (file->has[k])
      print_row (rule_names[k], dt_rule_program_get_text (file->program, k));

  if (file->n_parameters > 0)
    g_print ("\nParameters\n");
  print_parameters (file);

  g_print ("\nAt work\n");
  print_row ("timeframe", file->timeframe != DT_TIMEFRAME_NONE
                            ? dt_timeframe_to_string (file->timeframe, timeframe)
                            : "that of the run");
  g_print ("  %-14s %u bars\n", "warm-up", dt_rule_program_get_warmup (file->program));
  print_series (file);
  print_orders (file);

  for (guint i = 0; i < file->warnings->len; i++)
    g_print ("%s%s.\n", i == 0 ? "\nTake note\n  " : "  ",
             (const char *) g_ptr_array_index (file->warnings, i));
}

static int
run_check (DtCli  *cli,
           char  **arguments,
           guint   n_arguments)
{
  guint n_settings = parameter_options != NULL ? g_strv_length (parameter_options) : 0;
  g_autofree DtParameterSetting *settings = g_new0 (DtParameterSetting, n_settings);
  g_autoptr(GError) error = NULL;
  g_autoptr(DtStrategyFile) file = NULL;

  if (n_arguments != 1)
    return dt_cli_usage (cli, "strategy check takes one file, but got %u", n_arguments);
  for (guint i = 0; i < n_settings; i++)
    if (!read_setting (parameter_options[i], &settings[i]))
      return dt_cli_usage (cli, "--param is written NAME=VALUE with a number, not “%s”",
                           parameter_options[i]);

  file = dt_strategy_file_load (arguments[0], settings, n_settings, &error);
  if (file == NULL)
    return dt_cli_fail (cli, error);

  if (cli->json)
    print_json (file);
  else
    print_text (file);

  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_strategy_check = {
  .name = "strategy check",
  .arguments = "FILE",
  .summary = "Check a strategy file and say what it does",
  .description = "Reads the file as a run would, with the parameters that are set, and shows its "
                 "rules, what it reads, its orders and sizes, and what to take note of. A mistake "
                 "is shown with its line and column.",
  .entries = entries,
  .run = run_check,
};
