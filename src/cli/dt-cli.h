/* dt-cli.h - what every command of daytrader-cli shares
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "dt-json.h"

G_BEGIN_DECLS

/* Exit codes, stable: docs/cli.md. */
typedef enum
{
  DT_EXIT_OK       = 0,
  DT_EXIT_FAILED   = 1,   /* the work could not be done */
  DT_EXIT_USAGE    = 2,   /* the command line makes no sense */
  DT_EXIT_INPUT    = 3,   /* a file, rule or option value is bad */
  DT_EXIT_DATA_DIR = 4,   /* data directory: locked, read-only, full, corrupted, newer */
  DT_EXIT_FINDINGS = 5,   /* a check ran and found something */
  DT_EXIT_CANCELLED = 130,
} DtExit;

typedef struct
{
  char         *data_dir;       /* resolved; exists or can be made */
  gboolean      json;
  gboolean      quiet;
  GCancellable *cancellable;    /* SIGINT and SIGTERM cancel it */
} DtCli;

typedef struct
{
  const char         *name;         /* "import csv" */
  const char         *arguments;    /* "FILE..." for the usage line */
  const char         *summary;      /* one line */
  const char         *description;  /* (nullable): for --help, paragraphs */
  /* Makes the command's own options; --json, --data-dir, --quiet and --help are there already. */
  const GOptionEntry *entries;      /* (nullable) */
  /* Options are parsed into the statics behind @entries; arguments are what is left. */
  int               (*run) (DtCli  *cli,
                            char  **arguments,
                            guint   n_arguments);
} DtCliCommand;

/* Each command is one file dt-cmd-<noun>-<verb>.c that defines dt_cmd_<noun>_<verb>, a const
 * DtCliCommand; meson.build lists the files and makes the table of them. */

/* Says "daytrader-cli: message" on stderr, or {"error": {...}} on stdout with --json, and returns
 * the exit code that belongs to the error's domain and code. */
int       dt_cli_fail            (DtCli        *cli,
                                  const GError *error);
int       dt_cli_usage           (DtCli        *cli,
                                  const char   *format,
                                  ...) G_GNUC_PRINTF (2, 3);
/* Prints a tree to stdout, numbers with the fewest digits that read back as the same double. */
void      dt_cli_print_json      (JsonNode     *root);
/* A note for the reader on stderr, unless --quiet: "daytrader-cli: message". */
void      dt_cli_note            (DtCli        *cli,
                                  const char   *format,
                                  ...) G_GNUC_PRINTF (2, 3);
/* A progress line on stderr when that is a terminal: "Importing  43 %  2 s left". */
void      dt_cli_progress        (const char   *what,
                                  double        fraction);
void      dt_cli_progress_end    (void);
/* Columns aligned, right where numeric[i]; rows of g_strv, printed to stdout. */
void      dt_cli_print_table     (const char *const  *header,
                                  const gboolean     *numeric,
                                  GPtrArray          *rows);

/* Where a file of the project is, "demo/market.db": below $DAYTRADER_SHARE_DIR when that is set (a
 * build that is not installed), else below the installed data. (transfer full) */
char     *dt_cli_dup_share_path  (const char   *relative);

/* For main.c. Takes the options out of @arguments (a strv, replaced) into @cli and into the statics
 * behind the command's entries; without a command only those that stand before its name. */
gboolean  dt_cli_parse           (DtCli                *cli,
                                  const DtCliCommand   *command,
                                  char               ***arguments,
                                  gboolean             *help,
                                  GError              **error);
char     *dt_cli_dup_help        (const DtCliCommand   *command);
void      dt_cli_progress_enable (gboolean              enable);

G_END_DECLS
