/* dt-cli.c - options, errors and exit codes, the same for every command
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include <string.h>

#include "dt-book.h"
#include "dt-broker.h"
#include "dt-command.h"
#include "dt-market-store.h"
#include "dt-run-spec.h"

#include "dt-cli.h"

/* Errors are told apart by the names of their domains, so that a command line without some room
 * in it needs none of its symbols. */
static int
exit_of_store_error (int code)
{
  return code == DT_STORE_ERROR_NOT_FOUND ? DT_EXIT_INPUT : DT_EXIT_DATA_DIR;
}

static int
exit_of_run_error (int code)
{
  switch (code)
    {
    case DT_RUN_ERROR_SPEC:
    case DT_RUN_ERROR_NO_DATA:
      return DT_EXIT_INPUT;
    case DT_RUN_ERROR_JOURNAL:
      return DT_EXIT_DATA_DIR;
    default:
      return DT_EXIT_FAILED;
    }
}

static int
exit_of_broker_error (int code)
{
  return code == DT_BROKER_ERROR_SPEC ? DT_EXIT_INPUT : DT_EXIT_FAILED;
}

static int
exit_of_command_error (int code)
{
  return code == DT_COMMAND_ERROR_REFUSED ? DT_EXIT_FAILED : DT_EXIT_INPUT;
}

static int
exit_of_trade_error (int code)
{
  return code == DT_TRADE_ERROR_INCONSISTENT ? DT_EXIT_DATA_DIR : DT_EXIT_FAILED;
}

static int
exit_of_owner_error (int code)
{
  return DT_EXIT_DATA_DIR;
}

static int
exit_of_input_error (int code)
{
  return DT_EXIT_INPUT;
}

static const struct
{
  const char *domain;
  int       (*exit_of) (int code);
} domains[] = {
  { "dt-store-error", exit_of_store_error },
  { "dt-run-error", exit_of_run_error },
  { "dt-broker-error", exit_of_broker_error },
  { "dt-command-error", exit_of_command_error },
  { "dt-trade-error", exit_of_trade_error },
  { "dt-csv-error", exit_of_input_error },
  { "dt-owner-error", exit_of_owner_error },
  { "dt-feed-error", exit_of_input_error },
  { "dt-rule-error", exit_of_input_error },
  { "dt-risk-error", exit_of_input_error },
  { "dt-selector-error", exit_of_input_error },
  { "dt-alert-error", exit_of_input_error },
  { "dt-screen-error", exit_of_input_error },
  { "dt-screen-library-error", exit_of_input_error },
  { "dt-indicator-error", exit_of_input_error },
  { "dt-json-error", exit_of_input_error },
  { "dt-lab-error", exit_of_input_error },
  { "dt-report-error", exit_of_input_error },
  { "g-key-file-error", exit_of_input_error },
  { "json-parser-error", exit_of_input_error },
};

static int
exit_of_io_error (const GError *error)
{
  static const int input_codes[] = {
    G_IO_ERROR_NOT_FOUND, G_IO_ERROR_IS_DIRECTORY, G_IO_ERROR_INVALID_DATA,
    G_IO_ERROR_INVALID_FILENAME, G_IO_ERROR_INVALID_ARGUMENT, G_IO_ERROR_PERMISSION_DENIED,
  };

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return DT_EXIT_CANCELLED;

  for (guint i = 0; i < G_N_ELEMENTS (input_codes); i++)
    if (g_error_matches (error, G_IO_ERROR, input_codes[i]))
      return DT_EXIT_INPUT;

  return DT_EXIT_FAILED;
}

/* "dt-store-error", also of a domain named dt-store-error-quark, dt_store_error or DtStoreError */
static char *
dup_domain_name (GQuark domain)
{
  GString *name = g_string_new (NULL);

  for (const char *c = g_quark_to_string (domain); *c != '\0'; c++)
    {
      if (g_ascii_isupper (*c) && name->len > 0)
        g_string_append_c (name, '-');
      g_string_append_c (name, *c == '_' ? '-' : g_ascii_tolower (*c));
    }
  if (g_str_has_suffix (name->str, "-quark"))
    g_string_truncate (name, name->len - strlen ("-quark"));

  return g_string_free (name, FALSE);
}

static int
exit_of_error (const GError *error)
{
  g_autofree char *domain = dup_domain_name (error->domain);

  if (error->domain == G_IO_ERROR)
    return exit_of_io_error (error);
  if (error->domain == G_OPTION_ERROR)
    return DT_EXIT_USAGE;
  if (error->domain == G_FILE_ERROR)
    return error->code == G_FILE_ERROR_NOSPC || error->code == G_FILE_ERROR_IO
           ? DT_EXIT_FAILED : DT_EXIT_INPUT;

  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    if (g_str_equal (domain, domains[i].domain))
      return domains[i].exit_of (error->code);

  return DT_EXIT_FAILED;
}

static const char *
exit_to_string (int code)
{
  switch (code)
    {
    case DT_EXIT_USAGE:
      return "usage";
    case DT_EXIT_INPUT:
      return "input";
    case DT_EXIT_DATA_DIR:
      return "data-dir";
    case DT_EXIT_CANCELLED:
      return "cancelled";
    default:
      return "failed";
    }
}

static void
print_error_json (const char *message,
                  const char *domain,
                  int         code)
{
  g_autoptr(JsonNode) root = json_node_alloc ();
  JsonObject *error = json_object_new ();
  JsonObject *top = json_object_new ();

  json_object_set_string_member (error, "kind", exit_to_string (code));
  json_object_set_int_member (error, "exit_code", code);
  json_object_set_string_member (error, "domain", domain);
  json_object_set_string_member (error, "message", message);
  json_object_set_object_member (top, "error", error);
  json_node_take_object (json_node_init (root, JSON_NODE_OBJECT), top);

  dt_cli_print_json (root);
}

static int
report (DtCli      *cli,
        const char *message,
        const char *domain,
        int         code)
{
  dt_cli_progress_end ();

  if (cli->json)
    print_error_json (message, domain, code);
  else
    g_printerr ("daytrader-cli: %s\n", message);

  return code;
}

int
dt_cli_fail (DtCli        *cli,
             const GError *error)
{
  g_autofree char *domain = dup_domain_name (error->domain);

  return report (cli, error->message, domain, exit_of_error (error));
}

int
dt_cli_usage (DtCli      *cli,
              const char *format,
              ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  report (cli, message, "usage", DT_EXIT_USAGE);
  if (!cli->json)
    g_printerr ("Try “%s --help”.\n", g_get_prgname ());

  return DT_EXIT_USAGE;
}

void
dt_cli_note (DtCli      *cli,
             const char *format,
             ...)
{
  g_autofree char *message = NULL;
  va_list args;

  if (cli->quiet)
    return;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  dt_cli_progress_end ();
  g_printerr ("daytrader-cli: %s\n", message);
}

char *
dt_cli_dup_share_path (const char *relative)
{
  const char *dir = g_getenv ("DAYTRADER_SHARE_DIR");

  return g_build_filename (dir != NULL && *dir != '\0' ? dir : DT_DATA_DIR, relative, NULL);
}

/* Options */

static gboolean show_help;
static gboolean json;
static gboolean quiet;
static char *data_dir;

static const GOptionEntry common_entries[] = {
  { "help", 'h', 0, G_OPTION_ARG_NONE, &show_help, "Show this help", NULL },
  { "json", 0, 0, G_OPTION_ARG_NONE, &json, "Print the result as JSON", NULL },
  { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &data_dir,
    "Keep data in DIR instead of ~/.local/share/daytrader", "DIR" },
  { "quiet", 'q', 0, G_OPTION_ARG_NONE, &quiet, "No progress and no notes", NULL },
  G_OPTION_ENTRY_NULL
};

/* Groups are shown in this order; the parser's own main group would come last. */
static void
add_group (GOptionContext     *context,
           const char         *name,
           const char         *title,
           const GOptionEntry *entries)
{
  GOptionGroup *group = g_option_group_new (name, title, title, NULL, NULL);

  g_option_group_add_entries (group, entries);
  g_option_context_add_group (context, group);
}

static GOptionContext *
new_context (const DtCliCommand *command)
{
  const char *arguments = command != NULL ? command->arguments : "COMMAND";
  GOptionContext *context = g_option_context_new (arguments);

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_strict_posix (context, command == NULL);

  if (command != NULL)
    {
      g_option_context_set_summary (context, command->summary);
      g_option_context_set_description (context, command->description);
      if (command->entries != NULL)
        add_group (context, "command", "Options:", command->entries);
    }
  add_group (context, "common", "Options of every command:", common_entries);

  return context;
}

/* What stands after "--" is taken as it is; the parser leaves the two dashes themselves in. */
static void
drop_separator (char **arguments)
{
  if (arguments[0] == NULL || !g_str_equal (arguments[0], "--"))
    return;

  g_free (arguments[0]);
  memmove (arguments, arguments + 1, g_strv_length (arguments) * sizeof *arguments);
}

gboolean
dt_cli_parse (DtCli                *cli,
              const DtCliCommand   *command,
              char               ***arguments,
              gboolean             *help,
              GError              **error)
{
  g_autoptr(GOptionContext) context = new_context (command);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) parsed = NULL;

  /* The parser takes the first string for the program's name */
  g_strv_builder_add (builder, g_get_prgname ());
  g_strv_builder_addv (builder, (const char **) *arguments);
  parsed = g_strv_builder_end (builder);

  if (!g_option_context_parse_strv (context, &parsed, error))
    return FALSE;

  cli->json |= json;
  cli->quiet |= quiet;
  *help = show_help;
  if (data_dir != NULL)
    {
      g_free (cli->data_dir);
      cli->data_dir = g_canonicalize_filename (data_dir, NULL);
    }

  g_strfreev (*arguments);
  *arguments = g_strdupv (parsed[0] != NULL ? parsed + 1 : parsed);
  drop_separator (*arguments);

  return TRUE;
}

char *
dt_cli_dup_help (const DtCliCommand *command)
{
  g_autoptr(GOptionContext) context = new_context (command);

  return g_option_context_get_help (context, FALSE, NULL);
}
