/* dt-cmd-screen-check.c - daytrader-cli screen check
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include "dt-screen-library.h"

#include "dt-cli.h"

static void
print_text (const DtScreenFile *file)
{
  char timeframe[DT_TIMEFRAME_BUF_SIZE];
  guint n_streams, warmup = dt_rule_program_get_warmup (file->program);
  const DtRuleStream *streams = dt_rule_program_get_streams (file->program, &n_streams);

  g_print ("%s\n", file->name);
  if (*file->description != '\0')
    g_print ("%s\n", file->description);

  g_print ("\nCriteria\n");
  for (guint k = 0; k < file->n_criteria; k++)
    g_print ("  %-18s %s\n", file->criteria[k].name, file->criteria[k].text);
  if (file->score_name != NULL)
    g_print ("\nScore\n  %-18s %s\n", file->score_name, file->score_text);

  g_print ("\nAt work\n  %-18s %s\n  %-18s %u bar%s\n  %-18s the best %u\n", "timeframe",
           dt_timeframe_to_string (file->timeframe, timeframe), "warm-up", warmup,
           warmup == 1 ? "" : "s", "keeps", file->keep);
  for (guint s = 1; s < n_streams; s++)
    g_print ("  %-18s %s%s%s\n", s == 1 ? "also reads" : "",
             streams[s].symbol != NULL ? streams[s].symbol : "the instrument",
             streams[s].timeframe != DT_TIMEFRAME_NONE ? " at " : "",
             streams[s].timeframe != DT_TIMEFRAME_NONE
             ? dt_timeframe_to_string (streams[s].timeframe, timeframe) : "");
}

static JsonObject *
make_rule (const char *name,
           const char *text)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", name);
  json_object_set_string_member (object, "text", text);

  return object;
}

static void
print_json (const DtScreenFile *file)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *criteria = json_array_new ();
  char timeframe[DT_TIMEFRAME_BUF_SIZE];

  for (guint k = 0; k < file->n_criteria; k++)
    {
      JsonObject *rule = make_rule (file->criteria[k].name, file->criteria[k].text);

      json_object_set_boolean_member (rule, "has_value", file->criteria[k].has_value);
      json_array_add_object_element (criteria, rule);
    }
  json_object_set_string_member (object, "name", file->name);
  json_object_set_string_member (object, "description", file->description);
  if (file->universe != NULL)
    json_object_set_string_member (object, "universe", file->universe);
  else
    json_object_set_null_member (object, "universe");
  json_object_set_string_member (object, "timeframe",
                                 dt_timeframe_to_string (file->timeframe, timeframe));
  json_object_set_int_member (object, "keep", file->keep);
  json_object_set_array_member (object, "criteria", criteria);
  if (file->score_name != NULL)
    json_object_set_object_member (object, "score", make_rule (file->score_name, file->score_text));
  else
    json_object_set_null_member (object, "score");
  json_object_set_int_member (object, "warmup_bars", dt_rule_program_get_warmup (file->program));
  json_node_take_object (root, object);
  dt_cli_print_json (root);
}

static int
run_check (DtCli  *cli,
           char  **arguments,
           guint   n_arguments)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtScreenFile) file = NULL;
  g_autofree char *path = NULL;

  if (n_arguments != 1)
    return dt_cli_usage (cli, "screen check takes one screen, but got %u", n_arguments);

  path = dt_screen_library_find (cli->data_dir, arguments[0], &error);
  if (path == NULL || !(file = dt_screen_file_load (path, &error)))
    return dt_cli_fail (cli, error);

  if (cli->json)
    print_json (file);
  else
    print_text (file);

  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_screen_check = {
  .name = "screen check",
  .arguments = "SCREEN",
  .summary = "Check a screen and say what it asks for",
  .description = "SCREEN is a file or a name that “screen list” shows. A mistake is shown with its "
                 "line and column.",
  .run = run_check,
};
