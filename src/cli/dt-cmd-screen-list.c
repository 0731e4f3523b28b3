/* dt-cmd-screen-list.c - daytrader-cli screen list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include <string.h>

#include "dt-screen-library.h"

#include "dt-cli.h"

/* The sentence, without place and snippet. */
static char *
dup_problem (const GError *error)
{
  return g_strndup (error->message, strcspn (error->message, "\n"));
}

static void
print_table (GPtrArray *entries)
{
  static const char *const header[] = { "Screen", "Origin", "Criteria", "Name", "", NULL };
  static const gboolean numeric[] = { FALSE, FALSE, TRUE, FALSE, FALSE };
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < entries->len; i++)
    {
      const DtScreenEntry *entry = g_ptr_array_index (entries, i);
      char **row = g_new0 (char *, 6);

      row[0] = g_strdup (entry->id);
      row[1] = g_strdup (entry->own ? "own" : "shipped");
      row[2] = entry->file != NULL ? g_strdup_printf ("%u", entry->file->n_criteria)
                                   : g_strdup ("");
      row[3] = g_strdup (entry->file != NULL ? entry->file->name : "");
      row[4] = entry->file != NULL ? g_strdup (entry->file->description)
                                   : dup_problem (entry->error);
      g_ptr_array_add (rows, row);
    }
  dt_cli_print_table (header, numeric, rows);
}

static void
print_json (GPtrArray *entries)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_ARRAY);
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      const DtScreenEntry *entry = g_ptr_array_index (entries, i);
      JsonObject *row = json_object_new ();

      json_object_set_string_member (row, "id", entry->id);
      json_object_set_string_member (row, "path", entry->path);
      json_object_set_boolean_member (row, "own", entry->own);
      if (entry->file != NULL)
        {
          json_object_set_string_member (row, "name", entry->file->name);
          json_object_set_string_member (row, "description", entry->file->description);
          json_object_set_int_member (row, "criterion_count", entry->file->n_criteria);
          json_object_set_null_member (row, "problem");
        }
      else
        json_object_set_string_member (row, "problem", entry->error->message);
      json_array_add_object_element (rows, row);
    }
  json_node_take_array (root, rows);
  dt_cli_print_json (root);
}

static int
run_list (DtCli  *cli,
          char  **arguments,
          guint   n_arguments)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) entries = NULL;

  if (n_arguments > 0)
    return dt_cli_usage (cli, "screen list takes no argument, but got “%s”", arguments[0]);

  entries = dt_screen_library_list (cli->data_dir, &error);
  if (entries == NULL)
    return dt_cli_fail (cli, error);

  if (cli->json)
    print_json (entries);
  else
    print_table (entries);

  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_screen_list = {
  .name = "screen list",
  .summary = "List the screens that there are",
  .description = "Those that came with the program, then your own, which are in the folder "
                 "“screens” of the data directory.",
  .run = run_list,
};
