/* dt-universe.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-portfolio"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-correlation-matrix.h"
#include "dt-tape-loader.h"

#include "dt-portfolio-book.h"
#include "dt-universe.h"

static double *
make_row (gsize n)
{
  double *row = g_new (double, MAX (n, 1));

  for (gsize i = 0; i < n; i++)
    row[i] = NAN;

  return row;
}

static int
compare_names (const void *a,
               const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * dt_universe_new:
 * @symbols: %NULL-terminated
 *
 * Returns: (transfer full): room for so many sessions, everything missing; fill it before it is
 *   shared
 */
DtUniverse *
dt_universe_new (const char *const *symbols,
                 gsize              n_sessions)
{
  DtUniverse *universe = g_new0 (DtUniverse, 1);

  g_atomic_ref_count_init (&universe->ref_count);
  universe->symbols = g_strdupv ((char **) symbols);
  universe->n_symbols = g_strv_length (universe->symbols);
  qsort (universe->symbols, universe->n_symbols, sizeof (char *), compare_names);
  universe->sectors = g_new0 (char *, universe->n_symbols + 1);
  for (guint i = 0; i < universe->n_symbols; i++)
    universe->sectors[i] = g_strdup ("");
  universe->n_sessions = n_sessions;
  universe->dates = g_new0 (DtDate, MAX (n_sessions, 1));
  universe->known = g_new0 (DtTime, MAX (n_sessions, 1));
  universe->close = make_row (universe->n_symbols * n_sessions);
  universe->volume = make_row (universe->n_symbols * n_sessions);
  universe->market = make_row (n_sessions);

  return universe;
}

DtUniverse *
dt_universe_ref (DtUniverse *universe)
{
  g_atomic_ref_count_inc (&universe->ref_count);

  return universe;
}

void
dt_universe_unref (DtUniverse *universe)
{
  if (!g_atomic_ref_count_dec (&universe->ref_count))
    return;

  g_strfreev (universe->symbols);
  g_strfreev (universe->sectors);
  g_free (universe->dates);
  g_free (universe->known);
  g_free (universe->close);
  g_free (universe->volume);
  g_free (universe->market);
  g_free (universe);
}

/* Loading */

/* Daily bars of a tape's symbols, and of the market beside them. */
static DtTapeSet *
load_days (DtMarketStore          *market,
           const char             *universe,
           const char *const      *symbols,
           GFileProgressCallback   progress,
           gpointer                user_data,
           GCancellable           *cancellable,
           GError                **error)
{
  static const DtRuleStream stream = { DT_PORTFOLIO_MARKET, DT_TIMEFRAME_DAY };
  DtTapeRequest request;

  dt_tape_request_init (&request);
  request.universe = universe != NULL && *universe != '\0' ? universe : NULL;
  request.symbols = symbols;
  request.timeframe = DT_TIMEFRAME_DAY;
  request.adjustment = DT_ADJUSTMENT_SPLIT;
  request.streams = &stream;
  request.n_streams = 1;

  return dt_tape_load (market, &request, progress, user_data, cancellable, error);
}

typedef struct
{
  DtDate date;
  DtTime known;
} Session;

static int
compare_sessions (gconstpointer a,
                  gconstpointer b)
{
  const Session *x = a, *y = b;

  return (x->date > y->date) - (x->date < y->date);
}

/* Sessions of all base lanes, each once, with the last moment at which a bar of it is complete. */
static GArray *
list_sessions (const DtTapeSet *tape)
{
  GArray *sessions = g_array_new (FALSE, FALSE, sizeof (Session));
  guint n = 0;

  for (guint i = 0; i < tape->n_lanes; i++)
    if (tape->lanes[i].role == DT_LANE_BASE)
      for (gsize bar = 0; bar < tape->lanes[i].series->n_bars; bar++)
        {
          const DtBarSeries *series = tape->lanes[i].series;
          Session session = { dt_time_get_new_york_date (series->time[bar], NULL),
                              series->known[bar] };

          g_array_append_val (sessions, session);
        }

  g_array_sort (sessions, compare_sessions);
  for (guint i = 0; i < sessions->len; i++)
    {
      Session session = g_array_index (sessions, Session, i);
      Session *last = n > 0 ? &g_array_index (sessions, Session, n - 1) : NULL;

      if (last != NULL && last->date == session.date)
        last->known = MAX (last->known, session.known);
      else
        g_array_index (sessions, Session, n++) = session;
    }
  g_array_set_size (sessions, n);

  return sessions;
}

/* One column of a series at the sessions that it has. */
static void
fill_row (const DtUniverse  *universe,
          const DtBarSeries *series,
          const double      *column,
          double            *row)
{
  gsize bar = 0;

  for (gsize t = 0; t < universe->n_sessions; t++)
    {
      while (bar < series->n_bars
             && dt_time_get_new_york_date (series->time[bar], NULL) < universe->dates[t])
        bar++;
      if (bar < series->n_bars
          && dt_time_get_new_york_date (series->time[bar], NULL) == universe->dates[t])
        row[t] = column[bar];
    }
}

static void
take_lane (DtUniverse      *universe,
           const DtTapeSet *tape,
           const DtLane    *lane)
{
  const DtBarSeries *series = lane->series;
  const DtInstrument *instrument = tape->instruments[lane->instrument];
  guint place;

  if (series->timeframe != DT_TIMEFRAME_DAY)
    return;
  if (g_str_equal (series->symbol, DT_PORTFOLIO_MARKET))
    fill_row (universe, series, series->close, universe->market);
  if (lane->role != DT_LANE_BASE || !dt_universe_find (universe, series->symbol, &place))
    return;

  g_free (universe->sectors[place]);
  universe->sectors[place] = g_strdup (instrument->sector != NULL ? instrument->sector : "");
  fill_row (universe, series, series->close, universe->close + place * universe->n_sessions);
  fill_row (universe, series, series->volume, universe->volume + place * universe->n_sessions);
}

/**
 * dt_universe_load:
 * @universe: (nullable): a tape's name; "" is none
 * @symbols: %NULL-terminated; those that have no daily bars are left out
 * @progress: (nullable): on this thread
 *
 * Daily bars where they are stored, else made of finer ones.
 *
 * Returns: (transfer full): or %NULL with the error of the store or the loader
 */
DtUniverse *
dt_universe_load (DtMarketStore          *market,
                  const char             *universe,
                  const char *const      *symbols,
                  GFileProgressCallback   progress,
                  gpointer                user_data,
                  GCancellable           *cancellable,
                  GError                **error)
{
  g_autoptr(DtTapeSet) tape = load_days (market, universe, symbols, progress, user_data,
                                         cancellable, error);
  g_autoptr(GArray) sessions = NULL;
  g_autoptr(GPtrArray) names = NULL;
  DtUniverse *self;

  if (tape == NULL)
    return NULL;

  sessions = list_sessions (tape);
  names = g_ptr_array_new ();
  for (guint i = 0; i < tape->n_lanes; i++)
    if (tape->lanes[i].role == DT_LANE_BASE)
      g_ptr_array_add (names, tape->lanes[i].series->symbol);
  g_ptr_array_add (names, NULL);

  self = dt_universe_new ((const char *const *) names->pdata, sessions->len);
  for (guint t = 0; t < sessions->len; t++)
    {
      self->dates[t] = g_array_index (sessions, Session, t).date;
      self->known[t] = g_array_index (sessions, Session, t).known;
    }
  for (guint i = 0; i < tape->n_lanes; i++)
    take_lane (self, tape, &tape->lanes[i]);

  return self;
}

/* Questions */

gboolean
dt_universe_find (const DtUniverse *universe,
                  const char       *symbol,
                  guint            *place)
{
  char **found = bsearch (&symbol, universe->symbols, universe->n_symbols, sizeof (char *),
                          compare_names);

  if (found != NULL)
    *place = found - universe->symbols;

  return found != NULL;
}

/**
 * dt_universe_count_known:
 *
 * Returns: sessions that were over by then: of the others nothing may be looked at
 */
gsize
dt_universe_count_known (const DtUniverse *universe,
                         DtTime            as_of)
{
  gsize known = universe->n_sessions;

  while (known > 0 && universe->known[known - 1] > as_of)
    known--;

  return known;
}

/**
 * dt_universe_get_change:
 * @known: sessions that may be looked at
 * @n_sessions: back from the last of them; 5 is a week, 21 a month
 *
 * Returns: last close / that close - 1; NaN where either is missing
 */
double
dt_universe_get_change (const DtUniverse *universe,
                        guint             place,
                        gsize             known,
                        gsize             n_sessions)
{
  const double *close = universe->close + place * universe->n_sessions;

  g_return_val_if_fail (place < universe->n_symbols && known <= universe->n_sessions, NAN);

  return known > n_sessions ? close[known - 1] / close[known - 1 - n_sessions] - 1. : NAN;
}

/* The mean of what there is in the last sessions; NaN when there is nothing. */
static double
get_mean (const double *values,
          const double *factors,
          gsize         known,
          gsize         n_sessions)
{
  double sum = 0.;
  gsize n = 0;

  for (gsize t = known > n_sessions ? known - n_sessions : 0; t < known; t++)
    {
      double value = factors != NULL ? values[t] * factors[t] : values[t];

      if (!isfinite (value))
        continue;
      sum += value;
      n++;
    }

  return n > 0 ? sum / n : NAN;
}

/**
 * dt_universe_get_mean_volume:
 *
 * Returns: units a session, mean of the last sessions that have one
 */
double
dt_universe_get_mean_volume (const DtUniverse *universe,
                             guint             place,
                             gsize             known,
                             gsize             n_sessions)
{
  g_return_val_if_fail (place < universe->n_symbols && known <= universe->n_sessions, NAN);

  return get_mean (universe->volume + place * universe->n_sessions, NULL, known, n_sessions);
}

/**
 * dt_universe_get_turnover:
 *
 * Returns: USD a session: the mean of close x volume of the last sessions that have both
 */
double
dt_universe_get_turnover (const DtUniverse *universe,
                          guint             place,
                          gsize             known,
                          gsize             n_sessions)
{
  gsize row = place * universe->n_sessions;

  g_return_val_if_fail (place < universe->n_symbols && known <= universe->n_sessions, NAN);

  return get_mean (universe->volume + row, universe->close + row, known, n_sessions);
}

/* Returns of the last sessions, from each to the next. */
static void
fill_returns (const double *close,
              gsize         known,
              gsize         n,
              double       *returns)
{
  for (gsize t = 0; t < n; t++)
    returns[t] = close[known - n + t] / close[known - n + t - 1] - 1.;
}

static gsize
count_returns (gsize known,
               gsize window)
{
  return MIN (known > 0 ? known - 1 : 0, window);
}

/* The mean of all that have a return, session by session. */
static void
fill_mean (const DtUniverse *universe,
           gsize             known,
           gsize             n,
           double           *mean)
{
  g_autofree double *returns = g_new (double, MAX (n, 1));
  g_autofree guint *counts = g_new0 (guint, MAX (n, 1));

  memset (mean, 0, n * sizeof *mean);
  for (guint i = 0; i < universe->n_symbols; i++)
    {
      fill_returns (universe->close + i * universe->n_sessions, known, n, returns);
      for (gsize t = 0; t < n; t++)
        if (isfinite (returns[t]))
          {
            mean[t] += returns[t];
            counts[t]++;
          }
    }
  for (gsize t = 0; t < n; t++)
    mean[t] = counts[t] > 0 ? mean[t] / counts[t] : NAN;
}

/**
 * dt_universe_make_portfolio:
 * @places: of the holdings
 * @window: returns to look back on, at most
 *
 * Betas are against SPY where it has a return in the last known session, else against the mean of
 * all symbols, as in dt_portfolio_load().
 *
 * Returns: (transfer full): with symbols, sectors and returns; values and equity are the caller's
 */
DtPortfolio *
dt_universe_make_portfolio (const DtUniverse *universe,
                            const guint      *places,
                            guint             n,
                            gsize             known,
                            gsize             window)
{
  gsize n_returns = count_returns (known, window);
  DtPortfolio *portfolio = dt_portfolio_new (n, n_returns);

  g_return_val_if_fail (known <= universe->n_sessions, portfolio);

  for (gsize t = 0; t < n_returns; t++)
    portfolio->dates[t] = universe->dates[known - n_returns + t];
  for (guint i = 0; i < n; i++)
    {
      DtHolding *holding = &portfolio->holdings[i];
      const char *sector = universe->sectors[places[i]];

      holding->symbol = g_strdup (universe->symbols[places[i]]);
      holding->sector = *sector != '\0' ? g_strdup (sector) : NULL;
      fill_returns (universe->close + places[i] * universe->n_sessions, known, n_returns,
                    holding->returns);
    }

  fill_returns (universe->market, known, n_returns, portfolio->market);
  if (n_returns > 0 && isfinite (portfolio->market[n_returns - 1]))
    {
      portfolio->market_name = g_strdup (DT_PORTFOLIO_MARKET);
      return portfolio;
    }
  fill_mean (universe, known, n_returns, portfolio->market);
  portfolio->market_name = g_strdup_printf ("the mean of %u symbols", universe->n_symbols);

  return portfolio;
}

/* Correlation */

/* Those that have no r with anything are farther from all than any r can be. */
static double
get_distance (double r)
{
  return isnan (r) ? 4. : 1. - r;
}

/* They stand at the end, in the order they came in. */
static void
put_missing_last (DtUniverseCorrelation *correlation)
{
  guint *order = correlation->tree->order, n = correlation->n, kept = 0;
  g_autofree guint *sorted = g_new (guint, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    if (!isnan (correlation->r[(gsize) order[i] * n + order[i]]))
      sorted[kept++] = order[i];
  for (guint i = 0; i < n; i++)
    if (isnan (correlation->r[(gsize) i * n + i]))
      sorted[kept++] = i;
  memcpy (order, sorted, n * sizeof *order);
}

/**
 * dt_universe_correlate:
 * @places: symbols
 * @window: returns to look back on, at most
 *
 * Pearson's r of the daily returns of the last known sessions, and what belongs together: average
 * linkage on 1 - r.
 *
 * Returns: (transfer full): in the order of @places
 */
DtUniverseCorrelation *
dt_universe_correlate (const DtUniverse *universe,
                       const guint      *places,
                       guint             n,
                       gsize             known,
                       gsize             window)
{
  DtUniverseCorrelation *correlation = g_new0 (DtUniverseCorrelation, 1);
  gsize n_returns = count_returns (known, window);
  g_autofree double *returns = g_new (double, MAX (n * n_returns, 1));
  g_autofree const double **columns = g_new (const double *, MAX (n, 1));
  g_autofree double *distances = g_new (double, MAX ((gsize) n * n, 1));
  g_autoptr(DtCorrelationMatrix) matrix = NULL;

  correlation->n_sessions = n_returns;
  correlation->n = n;
  correlation->r = g_new (double, MAX ((gsize) n * n, 1));
  for (guint i = 0; i < n; i++)
    {
      fill_returns (universe->close + places[i] * universe->n_sessions, known, n_returns,
                    returns + i * n_returns);
      columns[i] = returns + i * n_returns;
    }
  if (n > 0 && n_returns > 0)
    {
      matrix = dt_correlation_matrix_new (n, n_returns);
      dt_correlation_matrix_set (matrix, columns, n_returns);
    }
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      {
        double r = matrix != NULL ? dt_correlation_matrix_get (matrix, i, j) : NAN;

        correlation->r[(gsize) i * n + j] = r;
        distances[(gsize) i * n + j] = get_distance (r);
      }
  correlation->tree = dt_cluster_average (distances, n);
  put_missing_last (correlation);

  return correlation;
}

void
dt_universe_correlation_free (DtUniverseCorrelation *correlation)
{
  if (correlation == NULL)
    return;

  dt_cluster_tree_free (correlation->tree);
  g_free (correlation->r);
  g_free (correlation);
}
