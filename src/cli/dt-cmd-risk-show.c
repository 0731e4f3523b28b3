/* dt-cmd-risk-show.c - daytrader-cli risk show
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include <math.h>

#include "dt-portfolio-book.h"

#include "dt-cli-book.h"
#include "dt-cli-risk.h"

static int window = DT_PORTFOLIO_WINDOW;

static const GOptionEntry entries[] = {
  { "window", 0, 0, G_OPTION_ARG_INT, &window, "Sessions to look back on, 252 by default", "N" },
  { NULL }
};

/* JSON */

static JsonArray *
make_holdings (const DtPortfolio     *portfolio,
               const DtPortfolioRisk *risk)
{
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < portfolio->n_holdings; i++)
    {
      const DtHolding *holding = &portfolio->holdings[i];
      const DtHoldingRisk *measured = &risk->holdings[i];
      JsonObject *row = json_object_new ();

      json_object_set_string_member (row, "symbol", holding->symbol);
      if (holding->sector != NULL)
        json_object_set_string_member (row, "sector", holding->sector);
      else
        json_object_set_null_member (row, "sector");
      dt_cli_set_money (row, "value", holding->value);
      dt_cli_set_double (row, "weight", measured->weight);
      dt_cli_set_double (row, "beta", measured->beta);
      dt_cli_set_double (row, "volatility", measured->volatility);
      dt_cli_set_double (row, "risk_contribution", measured->contribution);
      dt_cli_set_double (row, "risk_share", measured->share);
      json_array_add_object_element (rows, row);
    }

  return rows;
}

static JsonArray *
make_sectors (const DtPortfolio     *portfolio,
              const DtPortfolioRisk *risk)
{
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < risk->n_sectors; i++)
    {
      const DtSectorExposure *sector = &risk->sectors[i];
      JsonObject *row = json_object_new ();

      if (*sector->name != '\0')
        json_object_set_string_member (row, "sector", sector->name);
      else
        json_object_set_null_member (row, "sector");
      dt_cli_set_money (row, "net", sector->net);
      dt_cli_set_money (row, "gross", sector->gross);
      dt_cli_set_double (row, "gross_fraction",
                         (double) sector->gross / (double) portfolio->equity);
      json_array_add_object_element (rows, row);
    }

  return rows;
}

static JsonArray *
make_tails (const DtPortfolioRisk *risk)
{
  JsonArray *rows = json_array_new ();

  for (guint k = 0; k < DT_PORTFOLIO_N_LEVELS; k++)
    {
      const DtTailRisk *tail = &risk->tails[k];
      JsonObject *row = json_object_new ();

      json_object_set_double_member (row, "level", dt_portfolio_levels[k]);
      dt_cli_set_double (row, "historical", tail->historical);
      dt_cli_set_double (row, "historical_shortfall", tail->historical_shortfall);
      dt_cli_set_double (row, "parametric", tail->parametric);
      dt_cli_set_double (row, "parametric_shortfall", tail->parametric_shortfall);
      json_array_add_object_element (rows, row);
    }

  return rows;
}

static JsonArray *
make_correlation (const DtPortfolio     *portfolio,
                  const DtPortfolioRisk *risk)
{
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < portfolio->n_holdings; i++)
    {
      JsonArray *row = json_array_new ();

      for (guint j = 0; j < portfolio->n_holdings; j++)
        {
          double r = risk->correlation[i * portfolio->n_holdings + j];

          if (isfinite (r))
            json_array_add_double_element (row, r);
          else
            json_array_add_null_element (row);
        }
      json_array_add_array_element (rows, row);
    }

  return rows;
}

static void
print_json (gint64                 book,
            const DtPortfolio     *portfolio,
            const DtPortfolioRisk *risk)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = dt_cli_risk_make_head (book, portfolio);

  json_object_set_int_member (object, "complete_session_count", risk->n_sessions);
  dt_cli_set_money (object, "long", risk->long_value);
  dt_cli_set_money (object, "short", risk->short_value);
  dt_cli_set_double (object, "beta", risk->beta);
  dt_cli_set_double (object, "volatility", risk->volatility);
  json_object_set_array_member (object, "value_at_risk", make_tails (risk));
  json_object_set_array_member (object, "sectors", make_sectors (portfolio, risk));
  json_object_set_array_member (object, "holdings", make_holdings (portfolio, risk));
  json_object_set_array_member (object, "correlation", make_correlation (portfolio, risk));
  json_node_take_object (root, object);
  dt_cli_print_json (root);
}

/* Text */

static GPtrArray *
rows_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
}

static char **
make_row (guint n,
          ...)
{
  char **row = g_new0 (char *, n + 1);
  va_list args;

  va_start (args, n);
  for (guint i = 0; i < n; i++)
    row[i] = va_arg (args, char *);
  va_end (args);

  return row;
}

static void
print_totals (const DtPortfolio     *portfolio,
              const DtPortfolioRisk *risk)
{
  g_autofree char *beta = dt_cli_risk_dup_number (risk->beta);
  g_autofree char *volatility = dt_cli_risk_dup_usd (risk->volatility);
  char longs[DT_DECIMAL_BUF_SIZE], shorts[DT_DECIMAL_BUF_SIZE];

  g_print ("%-16s %s long, %s short\n%-16s %s\n%-16s %s USD a session (%" G_GSIZE_FORMAT
           " sessions)\n",
           "Positions", dt_money_to_string (risk->long_value, longs),
           dt_money_to_string (risk->short_value, shorts), "Beta", beta, "Deviation", volatility,
           risk->n_sessions);
}

static void
print_tails (const DtPortfolioRisk *risk)
{
  static const char *const header[] = { "Value at risk, 1 day", "Historical", "Shortfall",
                                        "Parametric", "Shortfall", NULL };
  static const gboolean numeric[] = { FALSE, TRUE, TRUE, TRUE, TRUE };
  g_autoptr(GPtrArray) rows = rows_new ();

  for (guint k = 0; k < DT_PORTFOLIO_N_LEVELS; k++)
    {
      const DtTailRisk *tail = &risk->tails[k];

      g_ptr_array_add (rows, make_row (5, dt_cli_risk_dup_percent (dt_portfolio_levels[k]),
                                       dt_cli_risk_dup_usd (tail->historical),
                                       dt_cli_risk_dup_usd (tail->historical_shortfall),
                                       dt_cli_risk_dup_usd (tail->parametric),
                                       dt_cli_risk_dup_usd (tail->parametric_shortfall)));
    }
  g_print ("\n");
  dt_cli_print_table (header, numeric, rows);
}

static void
print_sectors (const DtPortfolio     *portfolio,
               const DtPortfolioRisk *risk)
{
  static const char *const header[] = { "Sector", "Net", "Gross", "Of equity", NULL };
  static const gboolean numeric[] = { FALSE, TRUE, TRUE, TRUE };
  g_autoptr(GPtrArray) rows = rows_new ();

  for (guint i = 0; i < risk->n_sectors; i++)
    {
      const DtSectorExposure *sector = &risk->sectors[i];

      g_ptr_array_add (rows, make_row (4, g_strdup (*sector->name != '\0' ? sector->name : "none"),
                                       dt_cli_risk_dup_usd (dt_money_to_double (sector->net)),
                                       dt_cli_risk_dup_usd (dt_money_to_double (sector->gross)),
                                       dt_cli_risk_dup_percent ((double) sector->gross
                                                                / (double) portfolio->equity)));
    }
  g_print ("\n");
  dt_cli_print_table (header, numeric, rows);
}

/* The other holding that it moves with most. */
static char *
dup_nearest (const DtPortfolio     *portfolio,
             const DtPortfolioRisk *risk,
             guint                  i)
{
  guint n = portfolio->n_holdings, nearest = i;
  g_autofree char *r = NULL;

  for (guint j = 0; j < n; j++)
    if (j != i && isfinite (risk->correlation[i * n + j])
        && (nearest == i || risk->correlation[i * n + j] > risk->correlation[i * n + nearest]))
      nearest = j;
  if (nearest == i)
    return g_strdup ("-");

  r = dt_cli_risk_dup_number (risk->correlation[i * n + nearest]);
  return g_strdup_printf ("%s %s", portfolio->holdings[nearest].symbol, r);
}

static void
print_holdings (const DtPortfolio     *portfolio,
                const DtPortfolioRisk *risk)
{
  static const char *const header[] = { "Symbol", "Value", "Of equity", "Beta", "Volatility",
                                        "Risk", "Of risk", "Moves with", NULL };
  static const gboolean numeric[] = { FALSE, TRUE, TRUE, TRUE, TRUE, TRUE, TRUE, FALSE };
  g_autoptr(GPtrArray) rows = rows_new ();

  for (guint i = 0; i < portfolio->n_holdings; i++)
    {
      const DtHolding *holding = &portfolio->holdings[i];
      const DtHoldingRisk *row = &risk->holdings[i];

      g_ptr_array_add (rows, make_row (8, g_strdup (holding->symbol),
                                       dt_cli_risk_dup_usd (dt_money_to_double (holding->value)),
                                       dt_cli_risk_dup_percent (row->weight),
                                       dt_cli_risk_dup_number (row->beta),
                                       dt_cli_risk_dup_percent (row->volatility),
                                       dt_cli_risk_dup_usd (row->contribution),
                                       dt_cli_risk_dup_percent (row->share),
                                       dup_nearest (portfolio, risk, i)));
    }
  g_print ("\n");
  dt_cli_print_table (header, numeric, rows);
}

static int
run_risk_show (DtCli  *cli,
               char  **arguments,
               guint   n_arguments)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtPortfolio) portfolio = NULL;
  g_autoptr(DtPortfolioRisk) risk = NULL;
  gint64 book = 0;

  portfolio = dt_cli_risk_load (cli, arguments, n_arguments, window, &book, &error);
  if (portfolio == NULL)
    return dt_cli_fail (cli, error);

  risk = dt_portfolio_measure (portfolio);
  if (cli->json)
    {
      print_json (book, portfolio, risk);
      return DT_EXIT_OK;
    }

  dt_cli_risk_print_head (book, portfolio);
  if (portfolio->n_holdings == 0)
    g_print ("%-16s %s\n", "Positions", "none");
  else
    {
      print_totals (portfolio, risk);
      print_tails (risk);
      print_sectors (portfolio, risk);
      print_holdings (portfolio, risk);
    }

  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_risk_show = {
  .name = "risk show",
  .arguments = "[BOOK]",
  .summary = "Show what a book's positions can lose: exposure, beta, value at risk",
  .description = "Without BOOK the newest, which is that of the run that goes on. Positions are at "
                 "their last marks and taken through the returns of the sessions before.",
  .entries = entries,
  .run = run_risk_show,
};
