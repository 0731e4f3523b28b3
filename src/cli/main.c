/* main.c - daytrader-cli: finds the command and runs it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "dt-rows.h"

#include "dt-cli-commands.h"

#define MAX_WORDS 2

/* Bytes that a backtest of some hundred daily series fits into. */
#define HEAP_BEGIN ((gsize) 128 << 20)

/* The first signal asks the command to stop where it safely can, the second one does not ask. It
 * waits in a thread of its own since commands have no main loop; the thread may outlive main(). */
static gpointer
wait_for_signals (gpointer user_data)
{
  g_autoptr(GCancellable) cancellable = user_data;
  sigset_t set;
  int number;

  sigemptyset (&set);
  sigaddset (&set, SIGINT);
  sigaddset (&set, SIGTERM);

  if (sigwait (&set, &number) == 0)
    g_cancellable_cancel (cancellable);
  if (sigwait (&set, &number) == 0)
    _exit (DT_EXIT_CANCELLED);

  return NULL;
}

static void
watch_signals (GCancellable *cancellable)
{
  sigset_t set;

  sigemptyset (&set);
  sigaddset (&set, SIGINT);
  sigaddset (&set, SIGTERM);
  pthread_sigmask (SIG_BLOCK, &set, NULL);

  g_thread_unref (g_thread_new ("signals", wait_for_signals, g_object_ref (cancellable)));
}

/* Everything we print is UTF-8, in a container without a locale too. */
static void
print_utf8 (const char *text)
{
  fputs (text, stdout);
}

static void
print_error_utf8 (const char *text)
{
  fflush (stdout);
  fputs (text, stderr);
}

static void
set_up_text (void)
{
  /* The character set only: numbers look the same everywhere */
  if (setlocale (LC_CTYPE, "") == NULL || !g_get_charset (NULL))
    setlocale (LC_CTYPE, "C.UTF-8");

  g_set_print_handler (print_utf8);
  g_set_printerr_handler (print_error_utf8);
}

static char *
dup_usage (void)
{
  GString *out = g_string_new ("Usage: daytrader-cli [--json] [--data-dir DIR] [--quiet] "
                               "COMMAND [OPTION…]\n\nCommands:\n");

  for (guint i = 0; i < G_N_ELEMENTS (dt_cli_commands); i++)
    g_string_append_printf (out, "  %-18s  %s\n", dt_cli_commands[i]->name,
                            dt_cli_commands[i]->summary);

  g_string_append (out, "\n“daytrader-cli help COMMAND” or “daytrader-cli COMMAND --help” says "
                   "more about one.\n");

  return g_string_free (out, FALSE);
}

/* Names have one word or two; the longer match wins. */
static const DtCliCommand *
find_command (char  **words,
              guint  *n_words)
{
  for (guint n = MIN (g_strv_length (words), MAX_WORDS); n > 0; n--)
    {
      g_autofree char *two = g_strjoin (" ", words[0], words[1], NULL);
      const char *name = n == 1 ? words[0] : two;

      for (guint i = 0; i < G_N_ELEMENTS (dt_cli_commands); i++)
        if (g_str_equal (dt_cli_commands[i]->name, name))
          {
            *n_words = n;
            return dt_cli_commands[i];
          }
    }

  return NULL;
}

/* Edits that turn one word into the other (Levenshtein 1966). */
static guint
distance (const char *a,
          const char *b)
{
  gsize n = strlen (b);
  g_autofree guint *row = g_new (guint, n + 1);

  for (gsize j = 0; j <= n; j++)
    row[j] = j;

  for (gsize i = 1; a[i - 1] != '\0'; i++)
    {
      guint diagonal = row[0];

      row[0] = i;
      for (gsize j = 1; j <= n; j++)
        {
          guint above = row[j];
          guint change = diagonal + (a[i - 1] != b[j - 1]);

          row[j] = MIN (MIN (above, row[j - 1]) + 1, change);
          diagonal = above;
        }
    }

  return row[n];
}

static const char *
find_similar (const char *typed)
{
  const char *best = NULL;
  guint least = G_MAXUINT;

  for (guint i = 0; i < G_N_ELEMENTS (dt_cli_commands); i++)
    {
      guint edits = distance (typed, dt_cli_commands[i]->name);

      if (edits < least)
        {
          least = edits;
          best = dt_cli_commands[i]->name;
        }
    }

  return least <= 1 + strlen (typed) / 3 ? best : NULL;
}

/* "import csv, import demo", or NULL when no command begins with that noun */
static char *
dup_commands_of (const char *noun)
{
  g_autofree char *prefix = g_strconcat (noun, " ", NULL);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (dt_cli_commands); i++)
    if (g_str_has_prefix (dt_cli_commands[i]->name, prefix))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                              dt_cli_commands[i]->name);

  return g_string_free (names, names->len == 0);
}

static int
fail_unknown (DtCli  *cli,
              char  **words)
{
  g_autofree char *names = dup_commands_of (words[0]);
  g_autofree char *typed = NULL;
  const char *similar;

  if (names != NULL && words[1] == NULL)
    return dt_cli_usage (cli, "“%s” needs a second word: %s", words[0], names);
  if (names != NULL)
    return dt_cli_usage (cli, "There is no command “%s %s”; there is: %s",
                         words[0], words[1], names);

  typed = g_strjoin (" ", words[0], words[1], NULL);
  similar = find_similar (typed);
  if (similar == NULL)
    similar = find_similar (words[0]);

  if (similar != NULL)
    return dt_cli_usage (cli, "There is no command “%s”; did you mean “%s”?", words[0], similar);

  return dt_cli_usage (cli, "There is no command “%s”", words[0]);
}

static int
show_help (DtCli  *cli,
           char  **words)
{
  g_autofree char *text = NULL;
  g_autofree char *program = NULL;
  const DtCliCommand *command;
  guint n_words;

  if (words[0] == NULL)
    text = dup_usage ();
  else if ((command = find_command (words, &n_words)) == NULL)
    return fail_unknown (cli, words);
  else
    {
      program = g_strconcat ("daytrader-cli ", command->name, NULL);
      g_set_prgname (program);
      text = dt_cli_dup_help (command);
    }

  g_print ("%s", text);
  return DT_EXIT_OK;
}

static int
run_command (DtCli               *cli,
             const DtCliCommand  *command,
             char              ***arguments)
{
  g_autofree char *program = g_strconcat ("daytrader-cli ", command->name, NULL);
  g_autoptr(GError) error = NULL;
  gboolean help;

  g_set_prgname (program);
  if (!dt_cli_parse (cli, command, arguments, &help, &error))
    return dt_cli_usage (cli, "%s", error->message);

  if (help)
    {
      g_autofree char *text = dt_cli_dup_help (command);

      g_print ("%s", text);
      return DT_EXIT_OK;
    }

  dt_cli_progress_enable (!cli->quiet);
  return command->run (cli, *arguments, g_strv_length (*arguments));
}

static int
run (DtCli   *cli,
     char  ***arguments)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) rest = NULL;
  const DtCliCommand *command;
  gboolean help;
  guint n_words;

  /* What people type at any program */
  if (g_strcmp0 ((*arguments)[0], "--version") == 0)
    memmove ((*arguments)[0], "version", sizeof "version");

  if (!dt_cli_parse (cli, NULL, arguments, &help, &error))
    return dt_cli_usage (cli, "%s", error->message);

  if (help)
    return show_help (cli, *arguments);
  if ((*arguments)[0] == NULL)
    {
      g_autofree char *text = dup_usage ();

      g_printerr ("%s", text);
      return DT_EXIT_USAGE;
    }
  if (g_str_equal ((*arguments)[0], "help"))
    return show_help (cli, *arguments + 1);

  command = find_command (*arguments, &n_words);
  if (command == NULL)
    return fail_unknown (cli, *arguments);

  rest = g_strdupv (*arguments + n_words);
  return run_command (cli, command, &rest);
}

/* Before anything is parsed: what is wrong may stand before --json. */
static gboolean
wants_json (char **argv)
{
  for (guint i = 1; argv[i] != NULL && !g_str_equal (argv[i], "--"); i++)
    if (g_str_equal (argv[i], "--json"))
      return TRUE;

  return FALSE;
}

/* Returns: the exit code; half an answer is a failure, however long ago its beginning was lost */
static int
finish_output (int code)
{
  gboolean complete = ferror (stdout) == 0;

  if (fflush (stdout) == 0 && complete)
    return code;

  g_printerr ("daytrader-cli: The output could not be written as a whole; is the disk full?\n");

  return code == DT_EXIT_OK ? DT_EXIT_FAILED : code;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(GStrv) arguments = NULL;
  DtCli cli = { .cancellable = cancellable };
  int code;

  dt_memory_use_large_pages (HEAP_BEGIN);
  set_up_text ();
  g_set_prgname ("daytrader-cli");
  watch_signals (cancellable);

  cli.data_dir = g_build_filename (g_get_user_data_dir (), "daytrader", NULL);
  cli.json = wants_json (argv);
  arguments = g_strdupv (argc > 0 ? argv + 1 : argv);

  code = run (&cli, &arguments);

  dt_cli_progress_end ();
  g_free (cli.data_dir);

  return finish_output (code);
}
