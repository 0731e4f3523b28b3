/* dt-portfolio-book.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-portfolio"

#include "config.h"

#include <math.h>

#include "dt-run-spec.h"
#include "dt-tape-loader.h"

#include "dt-portfolio-book.h"

/* What is being put together. */
typedef struct
{
  const DtBookInfo  *info;
  const DtRunSpec   *spec;
  const DtBook      *book;
  char             **symbols;      /* of the run's instruments */
  DtMarketStore     *market;
  GCancellable      *cancellable;
  DtTime             as_of;        /* nothing that became known later counts */
} Load;

/* Daily bars of symbols, from where the run had its own, and of the market beside them. */
static DtTapeSet *
load_days (const Load         *load,
           const char *const  *symbols,
           GError            **error)
{
  static const DtRuleStream market = { DT_PORTFOLIO_MARKET, DT_TIMEFRAME_DAY };
  const DtRunSpec *spec = load->spec;
  DtCsvOptions options = { .adjustment = MAX (spec->adjustment, 0), .as_of = DT_DATE_NONE };
  DtTapeRequest request;

  dt_tape_request_init (&request);
  request.universe = spec->universe;
  request.symbols = symbols;
  request.csv = (const char *const *) spec->csv;
  request.csv_options = &options;
  request.timeframe = DT_TIMEFRAME_DAY;
  request.adjustment = spec->adjustment;
  request.to = spec->to;
  request.streams = &market;
  request.n_streams = 1;

  return dt_tape_load (load->market, &request, NULL, NULL, load->cancellable, error);
}

/* Bars of the series that were known by then. */
static gsize
count_known (const Load        *load,
             const DtBarSeries *series)
{
  gsize n = series->n_bars;

  while (n > 0 && series->known[n - 1] > load->as_of)
    n--;

  return n;
}

static int
compare_dates (gconstpointer a,
               gconstpointer b)
{
  const DtDate *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

/* The last n + 1 sessions in which any of the base lanes has a bar, oldest first. */
static GArray *
list_dates (const Load      *load,
            const DtTapeSet *tape,
            gsize            n)
{
  GArray *dates = g_array_new (FALSE, FALSE, sizeof (DtDate));
  gsize kept = 0;

  for (guint i = 0; i < tape->n_lanes; i++)
    {
      const DtBarSeries *series = tape->lanes[i].series;
      gsize known = count_known (load, series);

      if (tape->lanes[i].role != DT_LANE_BASE)
        continue;
      for (gsize bar = known > n + 1 ? known - n - 1 : 0; bar < known; bar++)
        {
          DtDate date = dt_time_get_new_york_date (series->time[bar], NULL);

          g_array_append_val (dates, date);
        }
    }

  g_array_sort (dates, compare_dates);
  for (guint i = 0; i < dates->len; i++)
    {
      DtDate date = g_array_index (dates, DtDate, i);

      if (kept == 0 || date != g_array_index (dates, DtDate, kept - 1))
        g_array_index (dates, DtDate, kept++) = date;
    }
  g_array_set_size (dates, kept);
  if (kept > n + 1)
    g_array_remove_range (dates, 0, kept - n - 1);

  return dates;
}

/* Returns from session to session; missing where either has no bar. @returns: dates less one */
static void
fill_returns (const Load        *load,
              const DtBarSeries *series,
              const GArray      *dates,
              double            *returns)
{
  gsize bar = count_known (load, series);
  double later = NAN;

  for (guint i = dates->len; i-- > 0;)
    {
      DtDate date = g_array_index (dates, DtDate, i);
      double close = NAN;

      while (bar > 0 && dt_time_get_new_york_date (series->time[bar - 1], NULL) > date)
        bar--;
      if (bar > 0 && dt_time_get_new_york_date (series->time[bar - 1], NULL) == date)
        close = series->close[bar - 1];
      if (i + 1 < dates->len)
        returns[i] = later / close - 1.;
      later = close;
    }
}

static const DtLane *
find_lane (const DtTapeSet *tape,
           const char      *symbol)
{
  for (guint i = 0; i < tape->n_lanes; i++)
    if (g_str_equal (tape->lanes[i].series->symbol, symbol)
        && tape->lanes[i].series->timeframe == DT_TIMEFRAME_DAY)
      return &tape->lanes[i];

  return NULL;
}

/* The market's own bars, when they go on to the last session. */
static gboolean
take_market (const Load      *load,
             const DtTapeSet *tape,
             const GArray    *dates,
             DtPortfolio     *portfolio)
{
  const DtLane *lane = find_lane (tape, DT_PORTFOLIO_MARKET);

  if (lane == NULL || portfolio->n_returns == 0)
    return FALSE;

  fill_returns (load, lane->series, dates, portfolio->market);
  if (isnan (portfolio->market[portfolio->n_returns - 1]))
    return FALSE;

  portfolio->market_name = g_strdup (DT_PORTFOLIO_MARKET);
  return TRUE;
}

/* The mean of the returns of all that the run could trade, session by session. */
static gboolean
take_universe (const Load    *load,
               const GArray  *dates,
               DtPortfolio   *portfolio,
               GError       **error)
{
  g_autoptr(DtTapeSet) tape = load_days (load, (const char *const *) load->spec->symbols, error);
  g_autofree double *returns = g_new (double, portfolio->n_returns);
  g_autofree guint *counts = g_new0 (guint, portfolio->n_returns);
  guint n_symbols = 0;

  if (tape == NULL)
    return FALSE;

  for (gsize t = 0; t < portfolio->n_returns; t++)
    portfolio->market[t] = 0.;
  for (guint i = 0; i < tape->n_lanes; i++)
    {
      if (tape->lanes[i].role != DT_LANE_BASE)
        continue;
      n_symbols++;
      fill_returns (load, tape->lanes[i].series, dates, returns);
      for (gsize t = 0; t < portfolio->n_returns; t++)
        if (isfinite (returns[t]))
          {
            portfolio->market[t] += returns[t];
            counts[t]++;
          }
    }
  for (gsize t = 0; t < portfolio->n_returns; t++)
    portfolio->market[t] = counts[t] > 0 ? portfolio->market[t] / counts[t] : NAN;
  portfolio->market_name = g_strdup_printf ("the mean of %u symbols", n_symbols);

  return TRUE;
}

static void
fill_holding (const Load      *load,
              const DtTapeSet *tape,
              const GArray    *dates,
              guint            place,
              DtHolding       *holding)
{
  DtInstrumentIndex instrument = load->book->open[place];
  const DtPosition *position = &load->book->positions[instrument];
  const DtLane *lane = find_lane (tape, load->symbols[instrument]);

  holding->symbol = g_strdup (load->symbols[instrument]);
  if (!dt_position_get_value (position, position->last, &holding->value))
    holding->value = 0;
  if (lane == NULL)
    return;

  holding->sector = g_strdup (tape->instruments[lane->instrument]->sector);
  fill_returns (load, lane->series, dates, holding->returns);
}

static DtPortfolio *
load_held (const Load  *load,
           gsize        window,
           GError     **error)
{
  const DtBook *book = load->book;
  g_autofree const char **held = g_new0 (const char *, book->n_open + 1);
  g_autoptr(DtPortfolio) portfolio = NULL;
  g_autoptr(DtTapeSet) tape = NULL;
  g_autoptr(GArray) dates = NULL;

  if (book->n_open == 0)
    return dt_portfolio_new (0, 0);

  for (guint i = 0; i < book->n_open; i++)
    held[i] = load->symbols[book->open[i]];
  tape = load_days (load, held, error);
  if (tape == NULL)
    return NULL;

  dates = list_dates (load, tape, window);
  portfolio = dt_portfolio_new (book->n_open, MAX (dates->len, 1) - 1);
  for (gsize t = 0; t < portfolio->n_returns; t++)
    portfolio->dates[t] = g_array_index (dates, DtDate, t + 1);
  for (guint i = 0; i < book->n_open; i++)
    fill_holding (load, tape, dates, i, &portfolio->holdings[i]);

  if (!take_market (load, tape, dates, portfolio)
      && !take_universe (load, dates, portfolio, error))
    return NULL;

  return g_steal_pointer (&portfolio);
}

/**
 * dt_portfolio_load:
 * @window: sessions to look back on, 1 at least
 *
 * What a book holds, at its marks, and the daily returns up to the book's market time, of a
 * backtest up to its end; later bars are not looked at, though they may be stored. Betas are
 * against SPY where it has a bar in the last session, else against the mean of all symbols that the
 * run could trade.
 *
 * Returns: (transfer full): or %NULL with the error of the store, the spec or the loader
 */
DtPortfolio *
dt_portfolio_load (DtBookStore    *books,
                   gint64          id,
                   DtMarketStore  *market,
                   gsize           window,
                   GCancellable   *cancellable,
                   GError        **error)
{
  g_autoptr(DtBookInfo) info = dt_book_store_dup_info (books, id, error);
  g_auto(GStrv) symbols = info != NULL ? dt_book_store_dup_symbols (books, id, error) : NULL;
  g_autoptr(DtBook) book = symbols != NULL ? dt_book_store_load (books, id, error) : NULL;
  g_autoptr(DtRunSpec) spec = book != NULL ? dt_run_spec_from_json (info->spec, error) : NULL;
  DtPortfolio *portfolio;
  Load load = { info, spec, book, symbols, market, cancellable, DT_TIME_NONE };

  if (spec == NULL)
    return NULL;

  load.as_of = info->market_time;
  portfolio = load_held (&load, window, error);
  if (portfolio != NULL && !dt_book_get_equity (book, &portfolio->equity))
    portfolio->equity = 0;

  return portfolio;
}
