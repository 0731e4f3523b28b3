/* dt-cli-risk.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include <math.h>

#include "dt-error.h"
#include "dt-portfolio-book.h"
#include "dt-run-spec.h"

#include "dt-cli-book.h"
#include "dt-cli-risk.h"

#define MAX_WINDOW 10000

DtPortfolio *
dt_cli_risk_load (DtCli   *cli,
                  char   **arguments,
                  guint    n_arguments,
                  int      window,
                  gint64  *book,
                  GError **error)
{
  g_autoptr(DtBookStore) books = NULL;
  g_autoptr(DtMarketStore) market = NULL;

  if (n_arguments > 1)
    {
      dt_refuse (error, DT_RUN_ERROR, DT_RUN_ERROR_SPEC,
                 "One book is looked at, but “%s” was given too", arguments[1]);
      return NULL;
    }
  if (window < 2 || window > MAX_WINDOW)
    {
      dt_refuse (error, DT_RUN_ERROR, DT_RUN_ERROR_SPEC,
                 "--window %d: a number of sessions from 2 to %d", window, MAX_WINDOW);
      return NULL;
    }

  books = dt_book_store_open (cli->data_dir, DT_STORE_READ_ONLY, error);
  if (books == NULL)
    return NULL;
  *book = dt_cli_book_find (books, n_arguments > 0 ? arguments[0] : NULL, error);
  if (*book == 0 || !(market = dt_market_store_open (cli->data_dir, DT_STORE_READ_ONLY, error)))
    return NULL;

  return dt_portfolio_load (books, *book, market, window, cli->cancellable, error);
}

static void
set_date (JsonObject        *object,
          const char        *member,
          const DtPortfolio *portfolio,
          gsize              t)
{
  char buf[DT_TIME_BUF_SIZE];

  if (portfolio->n_returns > 0)
    json_object_set_string_member (object, member, dt_date_to_string (portfolio->dates[t], buf));
  else
    json_object_set_null_member (object, member);
}

JsonObject *
dt_cli_risk_make_head (gint64             book,
                       const DtPortfolio *portfolio)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "book", book);
  dt_cli_set_money (object, "equity", portfolio->equity);
  if (portfolio->market_name != NULL)
    json_object_set_string_member (object, "market", portfolio->market_name);
  else
    json_object_set_null_member (object, "market");
  json_object_set_int_member (object, "return_count", portfolio->n_returns);
  set_date (object, "from", portfolio, 0);
  set_date (object, "to", portfolio, MAX (portfolio->n_returns, 1) - 1);

  return object;
}

static char *
dup_places (double      value,
            const char *format,
            const char *unit)
{
  char buf[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    return g_strdup ("-");

  return g_strconcat (g_ascii_formatd (buf, sizeof buf, format, value), unit, NULL);
}

char *
dt_cli_risk_dup_usd (double usd)
{
  return dup_places (usd, "%.2f", "");
}

char *
dt_cli_risk_dup_percent (double fraction)
{
  return dup_places (fraction * 100., "%.2f", " %");
}

char *
dt_cli_risk_dup_number (double value)
{
  return dup_places (value, "%.2f", "");
}

void
dt_cli_risk_print_head (gint64             book,
                        const DtPortfolio *portfolio)
{
  char equity[DT_DECIMAL_BUF_SIZE], from[DT_TIME_BUF_SIZE], to[DT_TIME_BUF_SIZE];

  g_print ("%-16s %" G_GINT64_FORMAT "\n%-16s %s\n", "Book", book, "Equity",
           dt_money_to_string (portfolio->equity, equity));
  if (portfolio->n_returns > 0)
    g_print ("%-16s %s to %s, betas against %s\n", "Returns",
             dt_date_to_string (portfolio->dates[0], from),
             dt_date_to_string (portfolio->dates[portfolio->n_returns - 1], to),
             portfolio->market_name);
}
