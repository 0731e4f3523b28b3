/* dt-cmd-engine-send.c - daytrader-cli engine send
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include <string.h>

#include "dt-command.h"
#include "dt-engine-host.h"

#include "dt-cli.h"

static const DtCommandArgument *
find_argument (const DtCommand *command,
               const char      *name,
               gsize            length)
{
  for (guint i = 0; i < command->n_arguments; i++)
    if (strlen (command->arguments[i].name) == length
        && strncmp (command->arguments[i].name, name, length) == 0)
      return &command->arguments[i];

  return NULL;
}

/* "quantity=10" as the type that the registry gives the argument. */
static gboolean
add_argument (const DtCommand  *command,
              const char       *text,
              GVariantDict     *dict,
              GError          **error)
{
  const char *equals = strchr (text, '=');
  const DtCommandArgument *argument;
  g_autoptr(GVariant) value = NULL;

  argument = equals != NULL ? find_argument (command, text, equals - text) : NULL;
  if (argument == NULL)
    {
      g_set_error (error, DT_COMMAND_ERROR, DT_COMMAND_ERROR_ARGUMENT,
                   "%s has no argument \"%s\": write NAME=VALUE", command->id, text);
      return FALSE;
    }

  if (g_str_equal (argument->type, "s"))
    value = g_variant_ref_sink (g_variant_new_string (equals + 1));
  else
    value = g_variant_parse (G_VARIANT_TYPE (argument->type), equals + 1, NULL, NULL, NULL);
  if (value == NULL)
    {
      g_set_error (error, DT_COMMAND_ERROR, DT_COMMAND_ERROR_ARGUMENT,
                   "%s: \"%s\" is no possible %s", command->id, equals + 1, argument->name);
      return FALSE;
    }

  g_variant_dict_insert_value (dict, argument->name, value);
  return TRUE;
}

static GVariant *
read_arguments (const DtCommand  *command,
                char            **texts,
                GError          **error)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  for (; *texts != NULL; texts++)
    if (!add_argument (command, *texts, &dict, error))
      {
        g_variant_dict_clear (&dict);
        return NULL;
      }

  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

static void
print_answer (DtCli    *cli,
              GVariant *answer)
{
  if (cli->json)
    {
      g_autoptr(JsonNode) root = json_gvariant_serialize (answer);

      dt_cli_print_json (root);
    }
  else if (g_variant_n_children (answer) > 0)
    {
      g_autofree char *text = g_variant_print (answer, FALSE);

      g_print ("%s\n", text);
    }
  else
    g_print ("Done\n");
}

static int
run_engine_send (DtCli  *cli,
                 char  **arguments,
                 guint   n_arguments)
{
  g_autoptr(DtEngineHost) engine = NULL;
  g_autoptr(GVariant) values = NULL;
  g_autoptr(GVariant) answer = NULL;
  g_autoptr(GError) error = NULL;
  const DtCommand *command;

  if (n_arguments == 0)
    return dt_cli_usage (cli, "engine send needs a command, like run.pause");
  if ((command = dt_command_find (arguments[0])) == NULL)
    return dt_cli_usage (cli, "The engine knows no command “%s”", arguments[0]);

  values = read_arguments (command, arguments + 1, &error);
  if (values == NULL || !dt_command_check (command, values, &error)
      || !(engine = dt_engine_host_attach (cli->data_dir, &error)))
    return dt_cli_fail (cli, error);

  answer = dt_engine_port_execute (dt_engine_host_get_port (engine), command->id, values,
                                   cli->cancellable, &error);
  if (answer == NULL)
    return dt_cli_fail (cli, error);

  print_answer (cli, answer);
  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_engine_send = {
  .name = "engine send",
  .arguments = "COMMAND [NAME=VALUE…]",
  .summary = "Send any command of the registry to the running engine",
  .description = "Examples: run.pause · run.speed speed=60.0 · order.buy symbol=AAPL "
                 "quantity=10.0 · position.close symbol=AAPL · engine.rearm reason=TEXT. It acts "
                 "at once and "
                 "does not ask.",
  .run = run_engine_send,
};
