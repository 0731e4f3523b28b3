/* dt-readiness.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-study"

#include "config.h"

#include <math.h>

#include "dt-drawdown.h"
#include "dt-ratios.h"

#include "dt-readiness.h"

#define DAYS_PER_YEAR 252.

void
dt_ready_figures_init (DtReadyFigures *figures)
{
  *figures = (DtReadyFigures) { .max_drawdown = NAN,
                                .returns = g_array_new (FALSE, FALSE, sizeof (double)) };
}

void
dt_ready_figures_clear (DtReadyFigures *figures)
{
  g_clear_pointer (&figures->returns, g_array_unref);
}

static void
add_trades (DtReadyFigures *figures,
            const DtBook   *book)
{
  for (guint i = 0; i < book->trades->len; i++)
    {
      const DtRoundTrip *trade = &dt_rows_index (book->trades, DtRoundTrip, i);

      if (trade->open)
        continue;
      figures->n_trades++;
      figures->n_won += trade->profit > 0;
      if (trade->profit > 0)
        figures->won += trade->profit;
      else
        figures->lost += trade->profit;
    }
}

/* The last point of each day in New York against that of the day before; the first day against the
 * first point. */
static void
add_returns (DtReadyFigures *figures,
             const GArray   *equity)
{
  double before = NAN;

  for (guint i = 0; i < equity->len; i++)
    {
      const DtEquityPoint *point = &g_array_index (equity, DtEquityPoint, i);
      double value = dt_money_to_double (point->equity);
      gboolean ends = i + 1 == equity->len
                      || dt_time_get_new_york_date (point[1].time, NULL)
                         != dt_time_get_new_york_date (point->time, NULL);

      if (isnan (before))
        before = value;
      if (ends && before > 0.)
        {
          double change = value / before - 1.;

          g_array_append_val (figures->returns, change);
          before = value;
        }
    }
}

static void
add_drawdown (DtReadyFigures *figures,
              const GArray   *equity)
{
  g_autofree double *values = g_new (double, equity->len);
  double depth;

  for (guint i = 0; i < equity->len; i++)
    values[i] = dt_money_to_double (g_array_index (equity, DtEquityPoint, i).equity);
  depth = dt_drawdown_max (values, equity->len);
  if (!isnan (depth))
    figures->max_drawdown = isnan (figures->max_drawdown) ? depth
                                                          : MIN (figures->max_drawdown, depth);
}

void
dt_ready_figures_add (DtReadyFigures *figures,
                      const DtBook   *book,
                      const GArray   *equity)
{
  g_return_if_fail (figures != NULL && book != NULL && equity != NULL);

  figures->n_books++;
  add_trades (figures, book);
  if (equity->len == 0)
    return;

  add_returns (figures, equity);
  add_drawdown (figures, equity);
}

/* The checklist */

static double
clamp_part (double part)
{
  return isnan (part) ? 0. : CLAMP (part, 0., 1.);
}

/* At least @needed. */
static DtReadyItem
at_least (const char *id,
          const char *title,
          const char *how,
          double      value,
          double      needed)
{
  return (DtReadyItem) { id, title, how, value >= needed ? DT_READY_MET : DT_READY_NOT_MET, value,
                         needed, clamp_part (value / needed) };
}

static DtReadyItem
not_there (const char *id,
           const char *title,
           const char *how)
{
  return (DtReadyItem) { id, title, how, DT_READY_NOT_THERE, NAN, NAN, 0. };
}

static double
find_sharpe (const DtReadyFigures *figures)
{
  return figures->returns->len > 1
         ? dt_ratios_sharpe ((const double *) figures->returns->data, figures->returns->len, 0.,
                             DAYS_PER_YEAR) : NAN;
}

static DtReadyItem
find_drawdown (const DtReadyFigures *figures)
{
  double depth = -figures->max_drawdown;
  gboolean met = figures->n_trades > 0 && depth <= DT_READY_DRAWDOWN;

  return (DtReadyItem) {
    "drawdown", "Maximum Drawdown of at Most 15 %",
    "Largest fall of equity from its highest value before, in the worst of the paper books",
    met ? DT_READY_MET : DT_READY_NOT_MET, figures->n_trades > 0 ? depth : NAN,
    DT_READY_DRAWDOWN, met ? 1. : 0.,
  };
}

GArray *
dt_readiness_list (const DtReadyFigures *figures)
{
  guint n = figures->n_trades;
  double sharpe = find_sharpe (figures);
  DtReadyItem items[] = {
    at_least ("trades", "300 Paper Trades", "Completed round trips in books of the mode Paper",
              n, DT_READY_TRADES),
    at_least ("win-rate", "Win Rate of 60 %", "Paper trades with a profit after fees, of all of "
              "them", n > 0 ? (double) figures->n_won / n : NAN, DT_READY_WIN_RATE),
    at_least ("profit-factor", "Profit Factor of 1.5", "Sum of the profits of paper trades by the "
              "sum of their losses", n == 0 ? NAN : figures->lost < 0
                                     ? (double) figures->won / -(double) figures->lost
                                     : figures->won > 0 ? INFINITY : NAN, DT_READY_PROFIT_FACTOR),
    find_drawdown (figures),
    at_least ("sharpe", "Sharpe Ratio of 1.0", "Mean of the daily returns of the paper books by "
              "their deviation, times the square root of 252 (William Sharpe, 1966, with a "
              "risk-free rate of 0)", sharpe, DT_READY_SHARPE),
    not_there ("breaker-drill", "Circuit Breaker Drill", "The program trips the breaker on a paper "
               "account and looks whether nothing new is opened"),
    not_there ("stop-drill", "Emergency Stop Drill", "The program presses the emergency stop on a "
               "paper account and looks whether all is flat"),
    not_there ("recovery-drill", "Recovery Drill", "The program is cut off while it trades on "
               "paper, and looks whether book and broker agree afterwards"),
    not_there ("backups", "Backups Verified", "A backup is restored beside the book and compared "
               "with it"),
    not_there ("runbooks", "Runbooks Read", "What to do when something breaks was read to its end"),
  };
  GArray *list = g_array_new (FALSE, FALSE, sizeof (DtReadyItem));

  g_array_append_vals (list, items, G_N_ELEMENTS (items));

  return list;
}

gboolean
dt_readiness_measure (DtBookStore     *store,
                      DtReadyFigures  *figures,
                      GError         **error)
{
  g_autoptr(GPtrArray) books = NULL;

  g_return_val_if_fail (DT_IS_BOOK_STORE (store), FALSE);

  books = dt_book_store_list (store, error);
  if (books == NULL)
    return FALSE;

  /* Newest first: the oldest begins */
  for (guint i = books->len; i > 0; i--)
    {
      const DtBookInfo *info = books->pdata[i - 1];
      g_autoptr(DtBook) book = NULL;
      g_autoptr(GArray) equity = NULL;

      if (info->mode != DT_BOOK_PAPER)
        continue;
      book = dt_book_store_load (store, info->id, error);
      if (book == NULL)
        return FALSE;
      equity = dt_book_store_load_equity (store, info->id, error);
      if (equity == NULL)
        return FALSE;
      dt_ready_figures_add (figures, book, equity);
    }

  return TRUE;
}
