/* dt-cmd-indicator-list.c - daytrader-cli indicator list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include <string.h>

#include "dt-indicator.h"

#include "dt-cli.h"

static gboolean markdown;

static const GOptionEntry entries[] = {
  { "markdown", 0, 0, G_OPTION_ARG_NONE, &markdown, "As the page docs/indicators.md", NULL },
  G_OPTION_ENTRY_NULL
};

static const char *
input_to_string (DtIndicatorInput input)
{
  static const char *const names[] = {
    "source", "open", "high", "low", "close", "volume", "session_start",
    "other",
  };

  return names[input];
}

static const char *
draw_to_string (DtIndicatorDraw draw)
{
  static const char *const names[] = {
    "overlay_line", "overlay_band", "line", "histogram", "overlay_dots", "overlay_steps",
    "overlay_candles", "overlay_marks",
  };

  return names[draw];
}

static const char *
unit_to_string (DtIndicatorUnit unit)
{
  static const char *const names[] = {
    "number", "price", "price_squared", "volume", "money", "mixed",
  };

  return names[unit];
}

static char *
dup_inputs (const DtIndicator *indicator,
            const char        *separator)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < indicator->n_inputs; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? separator : "",
                            input_to_string (indicator->inputs[i]));

  return g_string_free (text, FALSE);
}

static char *
dup_outputs (const DtIndicator *indicator,
             const char        *separator)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < indicator->n_outputs; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? separator : "", indicator->outputs[i].name);

  return g_string_free (text, FALSE);
}

/* "period = 14, seed = mean" */
static char *
dup_parameters (const DtIndicator *indicator)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < indicator->n_parameters; i++)
    {
      const DtIndicatorParameter *p = &indicator->parameters[i];
      char fallback[DT_DOUBLE_BUF_SIZE];

      g_string_append_printf (text, "%s%s = %s", i > 0 ? ", " : "", p->name,
                              p->choices != NULL ? p->choices[(int) p->fallback]
                                                 : dt_double_to_string (p->fallback, fallback));
    }

  return g_string_free (text, FALSE);
}

static guint
get_warmup (const DtIndicator *indicator)
{
  double parameters[DT_INDICATOR_MAX_PARAMETERS];

  if (!dt_indicator_check (indicator, NULL, 0, parameters, NULL))
    g_assert_not_reached ();

  return indicator->warmup (parameters);
}

/* Text */

static void
print_table (const DtIndicator *const *table,
             guint                     n)
{
  static const char *const header[] = { "Indicator", "Title", "Parameters", "Outputs", NULL };
  static const gboolean numeric[] = { FALSE, FALSE, FALSE, FALSE };
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < n; i++)
    {
      char **row = g_new0 (char *, G_N_ELEMENTS (header));

      row[0] = g_strdup (table[i]->id);
      row[1] = g_strdup (table[i]->title);
      row[2] = dup_parameters (table[i]);
      row[3] = dup_outputs (table[i], ", ");
      g_ptr_array_add (rows, row);
    }

  dt_cli_print_table (header, numeric, rows);
}

/* Markdown */

/* Lines of at most this many characters. */
#define MARKDOWN_WIDTH 96

/* Prints words, those of a list item below each other. */
static void G_GNUC_PRINTF (2, 3)
print_wrapped (const char *indent,
               const char *format,
               ...)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) words = NULL;
  glong column = 0;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  words = g_strsplit (text, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      glong length = g_utf8_strlen (words[i], -1);
      gboolean turn = column + 1 + length > MARKDOWN_WIDTH;

      g_print ("%s%s", i == 0 ? "" : turn ? "\n" : " ", turn ? indent : "");
      g_print ("%s", words[i]);
      column = turn ? (glong) strlen (indent) + length : column + length + (i > 0);
    }
  g_print ("\n");
}

/* "`period` = 14 (1 to 100000, whole), `seed` = `mean` (or `first`)" */
static void
print_markdown_parameters (const DtIndicator *indicator)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < indicator->n_parameters; i++)
    {
      const DtIndicatorParameter *p = &indicator->parameters[i];
      char fallback[DT_DOUBLE_BUF_SIZE], minimum[DT_DOUBLE_BUF_SIZE];
      char maximum[DT_DOUBLE_BUF_SIZE];

      g_string_append_printf (text, "%s`%s` = ", i > 0 ? ", " : "", p->name);
      if (p->choices != NULL)
        {
          g_autofree char *choices = g_strjoinv ("`, `", (char **) p->choices);

          g_string_append_printf (text, "`%s` (of `%s`)", p->choices[(int) p->fallback], choices);
        }
      else
        g_string_append_printf (text, "%s (%s to %s%s)",
                                dt_double_to_string (p->fallback, fallback),
                                dt_double_to_string (p->minimum, minimum),
                                dt_double_to_string (p->maximum, maximum),
                                p->whole ? ", whole" : "");
    }

  print_wrapped ("  ", "- Parameters: %s.", text->len > 0 ? text->str : "none");
}

/* "`adx` (line, 0 to 100), `plus_di` (line, 0 to 100)" */
static char *
dup_drawn_outputs (const DtIndicator *indicator)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < indicator->n_outputs; i++)
    {
      const DtIndicatorOutput *output = &indicator->outputs[i];
      g_autofree char *draw = g_strdelimit (g_strdup (draw_to_string (output->draw)), "_", ' ');
      char lowest[DT_DOUBLE_BUF_SIZE], highest[DT_DOUBLE_BUF_SIZE];

      g_string_append_printf (text, "%s`%s` (%s", i > 0 ? ", " : "", output->name, draw);
      if (output->lowest < output->highest)
        g_string_append_printf (text, ", %s to %s", dt_double_to_string (output->lowest, lowest),
                                dt_double_to_string (output->highest, highest));
      g_string_append (text, output->sparse ? ", not on every bar)" : ")");
    }

  return g_string_free (text, FALSE);
}

static void
print_markdown_entry (const DtIndicator *indicator)
{
  g_autofree char *inputs = dup_inputs (indicator, "`, `");
  g_autofree char *outputs = dup_drawn_outputs (indicator);

  g_print ("\n### %s\n\n", indicator->id);
  print_wrapped ("", "**%s** (%s). %s", indicator->title, indicator->category,
                 indicator->summary);
  g_print ("\n");
  print_markdown_parameters (indicator);
  print_wrapped ("  ", "- Reads `%s`, gives %s.", inputs, outputs);
  print_wrapped ("  ", "- %s", indicator->convention);
  print_wrapped ("  ", "- Bars before the first full value, with the defaults: %u.",
                 get_warmup (indicator));
  print_wrapped ("  ", "- Source: %s.", indicator->source);
}

static void
print_markdown_index (const DtIndicator *const *table,
                      guint                     n)
{
  static const char *const categories[] = {
    "trend", "momentum", "volatility", "volume", "price", "cycle", "statistics", "pattern",
  };

  g_print ("\n");
  for (guint k = 0; k < G_N_ELEMENTS (categories); k++)
    {
      GString *text = g_string_new (NULL);

      for (guint i = 0; i < n; i++)
        if (g_str_equal (table[i]->category, categories[k]))
          g_string_append_printf (text, "%s[%s](#%s)", text->len > 0 ? ", " : "", table[i]->id,
                                  table[i]->id);
      print_wrapped ("  ", "- %s: %s.", categories[k], text->str);
      g_string_free (text, TRUE);
    }
}

static void
print_markdown (const DtIndicator *const *table,
                guint                     n)
{
  g_print ("# Indicators\n\n"
           "This page is what `daytrader-cli indicator list --markdown` prints. In a rule the\n"
           "parameters stand in the order given here, `macd(12, 26, 9)`; the first output is\n"
           "the value of the call, the others are asked for by name, `macd(12, 26, 9).signal`.\n"
           "`source` is any series, the close unless the rule says otherwise; `other` is a\n"
           "second one that has to be named, `beta(other = SPY:close)`. Parameters with words for\n"
           "values come by name, `ema(20, seed = first)`. A bar with a missing input gives\n"
           "missing outputs and changes nothing else.\n\n"
           "`seed` says what an exponential average begins with. `mean`: the simple mean of its\n"
           "first values, as many as the period, which is its first value. `first`: the first\n"
           "value, with which it begins at once (pandas’ `ewm (adjust=False)`, Pine’s\n"
           "`ta.ema`); there is no warm-up then, but the first values lean on a single one.\n"
           "`metastock`: the same, but its first values are hidden, as many as the mean would\n"
           "wait for: TA-Lib’s setting of that name. `talib`: as TA-Lib begins where that is none\n"
           "of these.\n\n"
           "There are %u; first by kind, then each with what it reads and where it comes from.\n"
           "How to draw it stands in parentheses: *overlay* is on the price, else it has a pane\n"
           "of its own.\n", n);
  print_markdown_index (table, n);

  for (guint i = 0; i < n; i++)
    print_markdown_entry (table[i]);
}

/* JSON */

static void
add_member (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_number (JsonBuilder *builder,
            const char  *name,
            double       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, value);
}

static void
add_choices (JsonBuilder                *builder,
             const DtIndicatorParameter *parameter)
{
  add_member (builder, "default", parameter->choices[(int) parameter->fallback]);
  json_builder_set_member_name (builder, "choices");
  json_builder_begin_array (builder);
  for (guint i = 0; parameter->choices[i] != NULL; i++)
    json_builder_add_string_value (builder, parameter->choices[i]);
  json_builder_end_array (builder);
}

static void
add_parameters (JsonBuilder       *builder,
                const DtIndicator *indicator)
{
  json_builder_set_member_name (builder, "parameters");
  json_builder_begin_array (builder);
  for (guint i = 0; i < indicator->n_parameters; i++)
    {
      const DtIndicatorParameter *p = &indicator->parameters[i];

      json_builder_begin_object (builder);
      add_member (builder, "name", p->name);
      if (p->choices != NULL)
        {
          add_choices (builder, p);
          json_builder_end_object (builder);
          continue;
        }
      add_number (builder, "default", p->fallback);
      add_number (builder, "minimum", p->minimum);
      add_number (builder, "maximum", p->maximum);
      json_builder_set_member_name (builder, "whole");
      json_builder_add_boolean_value (builder, p->whole);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_output (JsonBuilder             *builder,
            const DtIndicatorOutput *output)
{
  json_builder_begin_object (builder);
  add_member (builder, "name", output->name);
  add_member (builder, "draw", draw_to_string (output->draw));
  add_member (builder, "unit", unit_to_string (output->unit));
  if (output->lowest < output->highest)
    {
      add_number (builder, "lowest", output->lowest);
      add_number (builder, "highest", output->highest);
    }
  json_builder_set_member_name (builder, "sparse");
  json_builder_add_boolean_value (builder, output->sparse);
  json_builder_end_object (builder);
}

static void
add_columns (JsonBuilder       *builder,
             const DtIndicator *indicator)
{
  json_builder_set_member_name (builder, "inputs");
  json_builder_begin_array (builder);
  for (guint i = 0; i < indicator->n_inputs; i++)
    json_builder_add_string_value (builder, input_to_string (indicator->inputs[i]));
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "outputs");
  json_builder_begin_array (builder);
  for (guint i = 0; i < indicator->n_outputs; i++)
    add_output (builder, &indicator->outputs[i]);
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "levels");
  json_builder_begin_array (builder);
  for (guint i = 0; i < indicator->n_levels; i++)
    json_builder_add_double_value (builder, indicator->levels[i]);
  json_builder_end_array (builder);
}

static void
print_json (const DtIndicator *const *table,
            guint                     n)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      json_builder_begin_object (builder);
      add_member (builder, "id", table[i]->id);
      add_member (builder, "title", table[i]->title);
      add_member (builder, "category", table[i]->category);
      add_member (builder, "summary", table[i]->summary);
      add_member (builder, "source", table[i]->source);
      add_member (builder, "convention", table[i]->convention);
      add_columns (builder, table[i]);
      add_parameters (builder, table[i]);
      json_builder_set_member_name (builder, "warmup");
      json_builder_add_int_value (builder, get_warmup (table[i]));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  root = json_builder_get_root (builder);
  dt_cli_print_json (root);
}

static int
run_indicator_list (DtCli  *cli,
                    char  **arguments,
                    guint   n_arguments)
{
  const DtIndicator *const *table;
  guint n;

  if (n_arguments > 0)
    return dt_cli_usage (cli, "indicator list takes no arguments, but got “%s”", arguments[0]);

  table = dt_indicator_list (&n);
  if (cli->json)
    print_json (table, n);
  else if (markdown)
    print_markdown (table, n);
  else
    print_table (table, n);

  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_indicator_list = {
  .name = "indicator list",
  .summary = "List the indicators, their parameters and outputs",
  .entries = entries,
  .run = run_indicator_list,
};
