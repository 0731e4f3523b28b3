/* dt-cmd-risk-stress.c - daytrader-cli risk stress
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include "dt-portfolio-book.h"
#include "dt-stress.h"

#include "dt-cli-book.h"
#include "dt-cli-risk.h"

static int window = DT_PORTFOLIO_WINDOW;

static const GOptionEntry entries[] = {
  { "window", 0, 0, G_OPTION_ARG_INT, &window, "Sessions to look back on, 252 by default", "N" },
  { NULL }
};

static JsonArray *
make_moves (const DtPortfolio *portfolio,
            const DtStress    *stress)
{
  JsonArray *rows = json_array_new ();

  for (guint i = 0; stress->moves != NULL && i < portfolio->n_holdings; i++)
    {
      JsonObject *row = json_object_new ();

      json_object_set_string_member (row, "symbol", portfolio->holdings[i].symbol);
      dt_cli_set_double (row, "move", stress->moves[i]);
      dt_cli_set_double (row, "profit", stress->moves[i]
                         * dt_money_to_double (portfolio->holdings[i].value));
      json_array_add_object_element (rows, row);
    }

  return rows;
}

static void
print_json (gint64             book,
            const DtPortfolio *portfolio,
            GPtrArray         *list)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = dt_cli_risk_make_head (book, portfolio);
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < list->len; i++)
    {
      const DtStress *stress = g_ptr_array_index (list, i);
      JsonObject *row = json_object_new ();

      json_object_set_string_member (row, "scenario", stress->name);
      json_object_set_string_member (row, "description", stress->what);
      dt_cli_set_double (row, "profit", stress->profit);
      dt_cli_set_double (row, "fraction", stress->fraction);
      json_object_set_int_member (row, "unknown_count", stress->n_unknown);
      json_object_set_array_member (row, "holdings", make_moves (portfolio, stress));
      json_array_add_object_element (rows, row);
    }

  json_object_set_array_member (object, "scenarios", rows);
  json_node_take_object (root, object);
  dt_cli_print_json (root);
}

static void
print_text (gint64             book,
            const DtPortfolio *portfolio,
            GPtrArray         *list)
{
  static const char *const header[] = { "Scenario", "Profit", "Of equity", "What", NULL };
  static const gboolean numeric[] = { FALSE, TRUE, TRUE, FALSE };
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  dt_cli_risk_print_head (book, portfolio);
  for (guint i = 0; i < list->len; i++)
    {
      const DtStress *stress = g_ptr_array_index (list, i);
      char **row = g_new0 (char *, 5);

      row[0] = g_strdup (stress->name);
      row[1] = dt_cli_risk_dup_usd (stress->profit);
      row[2] = dt_cli_risk_dup_percent (stress->fraction);
      row[3] = stress->n_unknown == 0
               ? g_strdup (stress->what)
               : g_strdup_printf ("%s; %u without a beta left out", stress->what,
                                  stress->n_unknown);
      g_ptr_array_add (rows, row);
    }
  g_print ("\n");
  dt_cli_print_table (header, numeric, rows);
}

static int
run_risk_stress (DtCli  *cli,
                 char  **arguments,
                 guint   n_arguments)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtPortfolio) portfolio = NULL;
  g_autoptr(DtPortfolioRisk) risk = NULL;
  g_autoptr(GPtrArray) list = NULL;
  gint64 book = 0;

  portfolio = dt_cli_risk_load (cli, arguments, n_arguments, window, &book, &error);
  if (portfolio == NULL)
    return dt_cli_fail (cli, error);

  risk = dt_portfolio_measure (portfolio);
  list = dt_stress_run (portfolio, risk);
  if (cli->json)
    print_json (book, portfolio, list);
  else
    print_text (book, portfolio, list);

  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_risk_stress = {
  .name = "risk stress",
  .arguments = "[BOOK]",
  .summary = "Show what falling markets would do to a book's positions",
  .description = "Without BOOK the newest. Moves of the market reach a position by its beta, those "
                 "of a sector directly; docs/cli.md has the scenarios and their sources.",
  .entries = entries,
  .run = run_risk_stress,
};
