/* dt-review-run.c - the questions to a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-report"

#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "dt-random.h"
#include "dt-significance.h"

#include "dt-equity-curve.h"

#include "dt-review.h"
#include "dt-review-fills.h"

/* Trades that all shuffles together go through, and shuffles at least and at most. */
#define SHUFFLED_TRADES 400000
#define MIN_SHUFFLES    50
#define MAX_SHUFFLES    1000

/* Statistics of one symbol mean nothing when there are hardly any. */
#define MIN_SYMBOLS 4
/* A list of fewer symbols, or a shorter time, need not have lost one. */
#define MIN_LISTED  20
#define A_YEAR      365.

struct _DtReviewEvidence
{
  DtFillReview fills;
  GArray      *falls;                /* of double: deepest fall of each shuffle, USD */
  double       deposit;              /* of all accounts together, USD */
  double       middle;               /* their equity half way through the bars, USD */
  double       last;                 /* and at the end */
};

/* What the questions are put to. */
typedef struct
{
  const DtTearSheet *sheet;
  const DtRunPlan   *plan;           /* (nullable) */
  const DtReviewEvidence *evidence;
  double             profit;         /* USD, at the end of the run; NaN when undefined */
  double             realised;       /* USD, of the completed trades */
  double             n_trades;
} Subject;

typedef double (*MeasureFunc) (const Subject *s);

/* How many trades, how long */

static double
measure_few_trades (const Subject *s)
{
  return s->n_trades;
}

static double
measure_short_period (const Subject *s)
{
  return s->sheet->duration_days;
}

static double
measure_short_track_record (const Subject *s)
{
  return (double) s->sheet->session_count / s->sheet->min_track_record_sessions;
}

static double
measure_weak_sharpe (const Subject *s)
{
  return s->profit > 0. ? s->sheet->probabilistic_sharpe : NAN;
}

/* By the central limit: the mean profit by its standard error is SQN. */
static double
measure_no_edge (const Subject *s)
{
  return s->realised > 0. && s->n_trades > 1. ? dt_significance_normal (-s->sheet->sqn) : NAN;
}

static double
measure_many_parameters (const Subject *s)
{
  guint n = 0;

  for (guint i = 0; s->plan != NULL && i < s->plan->n_strategies; i++)
    n += s->plan->strategies[i]->n_parameters;

  return n > 0 ? s->n_trades / n : NAN;
}

/* Luck */

/* The deepest fall of the sum of profits while they are put in an order as likely as any other
 * (Fisher and Yates). */
static double
shuffle (double   *profits,
         guint     n,
         DtRandom *random)
{
  double sum = 0., peak = 0., worst = 0.;

  for (guint i = n; i > 0; i--)
    {
      guint j = (guint) dt_random_below (random, i);
      double profit = profits[j];

      profits[j] = profits[i - 1];
      profits[i - 1] = profit;
      sum += profit;
      peak = MAX (peak, sum);
      worst = MIN (worst, sum - peak);
    }

  return worst;
}

/* In the order of the books: the shuffle knows no other. */
static GArray *
list_profits (const DtRunRecord *records,
              gsize              n_records)
{
  GArray *profits = g_array_new (FALSE, FALSE, sizeof (double));

  for (gsize i = 0; i < n_records; i++)
    for (guint j = 0; j < records[i].book->trades->len; j++)
      {
        const DtRoundTrip *trip = &dt_rows_index (records[i].book->trades, DtRoundTrip, j);
        double profit = dt_money_to_double (trip->profit);

        if (!trip->open)
          g_array_append_val (profits, profit);
      }

  return profits;
}

static GArray *
shuffle_trades (const DtRunRecord *records,
                gsize              n_records)
{
  g_autoptr(GArray) profits = list_profits (records, n_records);
  GArray *falls = g_array_new (FALSE, FALSE, sizeof (double));
  DtRandom random;

  if (profits->len < 10)
    return falls;

  g_array_set_size (falls, CLAMP (SHUFFLED_TRADES / profits->len, MIN_SHUFFLES, MAX_SHUFFLES));
  dt_random_init (&random, records->spec->seed);
  for (guint i = 0; i < falls->len; i++)
    g_array_index (falls, double, i) = shuffle ((double *) profits->data, profits->len, &random);

  return falls;
}

/* Sums of the same profits in another order differ by rounding: less than a cent is none. */
static double
measure_lucky_order (const Subject *s)
{
  const GArray *falls = s->evidence->falls;
  guint n_deeper = 0;
  double seen;

  if (falls->len == 0 || s->sheet->max_closed_trade_drawdown == DT_MONEY_NONE)
    return NAN;

  seen = dt_money_to_double (s->sheet->max_closed_trade_drawdown) - .01;
  for (guint i = 0; i < falls->len; i++)
    n_deeper += g_array_index (falls, double, i) < seen;

  return (double) n_deeper / falls->len;
}

/* Where the profit comes from */

static double
measure_best_trades (const Subject *s)
{
  return s->realised > 0. && s->n_trades >= 10. && s->sheet->profit_without_best != DT_MONEY_NONE
         ? dt_money_to_double (s->sheet->profit_without_best) / s->realised : NAN;
}

static double
measure_one_symbol (const Subject *s)
{
  double most = 0.;

  if (!(s->realised > 0.) || s->sheet->n_symbols < MIN_SYMBOLS)
    return NAN;
  for (gsize i = 0; i < s->sheet->n_symbols; i++)
    if (s->sheet->symbols[i].profit_total != DT_MONEY_NONE)
      most = fmax (most, dt_money_to_double (s->sheet->symbols[i].profit_total));

  return most / s->realised;
}

static double
measure_one_month (const Subject *s)
{
  return s->sheet->return_total > 0. && s->sheet->duration_days >= A_YEAR
         ? log1p (s->sheet->best_month) / log1p (s->sheet->return_total) : NAN;
}

static double
measure_unrealised (const Subject *s)
{
  return s->profit > 0. && s->sheet->open_trade_count > 0
         ? (s->profit - s->realised) / s->profit : NAN;
}

/* Growth of the second half of the bars by that of the first, logarithms. */
static double
measure_fading (const Subject *s)
{
  const DtReviewEvidence *e = s->evidence;

  if (!(s->profit > 0.) || s->sheet->duration_days < A_YEAR)
    return NAN;

  return e->middle > e->deposit && e->last > 0.
         ? log (e->last / e->middle) / log (e->middle / e->deposit) : NAN;
}

/* Costs */

static double
measure_no_costs (const Subject *s)
{
  return s->sheet->costs_per_turnover;
}

static double
measure_thin_margin (const Subject *s)
{
  return s->profit > 0. ? s->sheet->break_even_cost : NAN;
}

static double
measure_double_costs (const Subject *s)
{
  DtMoney costs = s->sheet->costs_total;

  return s->profit > 0. && costs != DT_MONEY_NONE && costs > 0
         ? (s->profit - dt_money_to_double (costs)) / s->profit : NAN;
}

/* Fills */

static double
part_of (double part,
         double whole)
{
  return whole > 0. ? part / whole : NAN;
}

static double
measure_stale_fills (const Subject *s)
{
  const DtFillReview *fills = &s->evidence->fills;

  return part_of (fills->n_stale, fills->n_fills);
}

static double
measure_still_bars (const Subject *s)
{
  const DtFillReview *fills = &s->evidence->fills;

  return fills->has_bars ? part_of (fills->n_still, fills->n_fills) : NAN;
}

static double
measure_large_fills (const Subject *s)
{
  const DtFillReview *fills = &s->evidence->fills;

  return part_of (fills->n_large, fills->n_with_volume);
}

static double
measure_cut_fills (const Subject *s)
{
  return part_of (s->sheet->cut_fill_count, s->sheet->fill_count);
}

static double
measure_ambiguous_exits (const Subject *s)
{
  return part_of (s->sheet->ambiguous_exit_count, s->n_trades);
}

static double
measure_bracket (const Subject *s)
{
  const DtTearSheet *sheet = s->sheet;

  if (sheet->equity_best_case == DT_MONEY_NONE || sheet->equity_worst_case == DT_MONEY_NONE
      || !(fabs (s->profit) > 0.) || s->n_trades < 1.)
    return NAN;

  return (dt_money_to_double (sheet->equity_best_case)
          - dt_money_to_double (sheet->equity_worst_case)) / fabs (s->profit);
}

static double
measure_same_bar_trades (const Subject *s)
{
  return part_of (s->sheet->same_bar_trade_count, s->n_trades);
}

/* Data and rules */

static double
measure_survivorship (const Subject *s)
{
  return s->evidence->fills.n_series >= MIN_LISTED && s->sheet->duration_days >= A_YEAR
         ? (double) s->evidence->fills.n_ended : NAN;
}

static double
measure_missing_values (const Subject *s)
{
  return part_of (s->sheet->missing_comparison_count, s->sheet->bar_count);
}

static double
measure_rule_warnings (const Subject *s)
{
  guint n = 0;

  if (s->plan == NULL)
    return NAN;
  for (guint i = 0; i < s->plan->n_strategies; i++)
    if (s->plan->strategies[i]->warnings != NULL)
      n += s->plan->strategies[i]->warnings->len;

  return n;
}

/* Risk and comparison */

static double
measure_behind_benchmark (const Subject *s)
{
  return s->sheet->return_total - s->sheet->return_buy_and_hold;
}

static double
measure_market_in_disguise (const Subject *s)
{
  return s->sheet->beta > .3 ? s->sheet->r_squared : NAN;
}

static double
measure_deep_drawdown (const Subject *s)
{
  return s->sheet->max_drawdown;
}

static double
measure_long_drawdown (const Subject *s)
{
  return s->profit > 0. && s->sheet->duration_days >= A_YEAR
         ? s->sheet->max_drawdown_days / s->sheet->duration_days : NAN;
}

static double
measure_left_tail (const Subject *s)
{
  return s->sheet->skewness;
}

#define CHECK(id, severity, unit, side, threshold, title, why, advice) \
  { { #id, DT_SEVERITY_ ## severity, DT_STATISTIC_ ## unit, threshold, side, title, why, advice }, \
    measure_ ## id }
#define ABOVE TRUE
#define BELOW FALSE

static const struct
{
  DtCheck     check;
  MeasureFunc measure;
} questions[] = {
  CHECK (few_trades, WARNING, COUNT, BELOW, 30.,
         "completed trades",
         "The win rate of 30 trades has a standard error of 9 points; less is an anecdote.",
         "Test more symbols or a longer time."),
  CHECK (short_period, CAUTION, DAYS, BELOW, A_YEAR,
         "calendar days tested",
         "Less than a year is one kind of market; annual figures are stretched from it.",
         "Test over years that rose, fell and went sideways."),
  CHECK (short_track_record, CAUTION, RATIO, BELOW, 1.,
         "sessions there are by sessions that a Sharpe ratio like this needs",
         "Before that its true value may well be zero.",
         "Test longer, and take the ratio for a guess until then."),
  CHECK (weak_sharpe, CAUTION, FRACTION, BELOW, .95,
         "probability that the true Sharpe ratio is above 0",
         "Fat tails and a short history make a ratio look surer than it is.",
         "Look for more independent trades, not for a higher ratio."),
  CHECK (no_edge, WARNING, FRACTION, ABOVE, .05,
         "probability of such a profit without any edge",
         "The profits of single trades scatter so much that their mean may be chance.",
         "Take more trades before you change rules, or rules that scatter less."),
  CHECK (many_parameters, CAUTION, RATIO, BELOW, 30.,
         "trades for each parameter of the rules",
         "With enough parameters any history can be fitted.",
         "Fix what does not matter; confirm with study walk-forward."),
  CHECK (lucky_order, CAUTION, FRACTION, ABOVE, .9,
         "part of the shuffled orders of the same trades with a deeper drawdown",
         "The order in which trades came was kinder than nine of ten: expect a deeper drawdown.",
         "Plan with the 95th percentile of study monte-carlo, not with the drawdown seen."),
  CHECK (best_trades, WARNING, FRACTION, BELOW, .25,
         "part of the profit that is left without the best 5 % of the trades",
         "A few trades made the result; missing one of them changes it.",
         "Ask whether these would have been traded for real, at that price and size."),
  CHECK (one_symbol, WARNING, FRACTION, ABOVE, .5,
         "part of the profit that came from one symbol",
         "That is the history of one company, not of the rules.",
         "Test without it, and on symbols that were not looked at before."),
  CHECK (one_month, CAUTION, FRACTION, ABOVE, .5,
         "part of the growth that came in one month",
         "One event made the result.",
         "Test without that month."),
  CHECK (unrealised, CAUTION, FRACTION, ABOVE, .5,
         "part of the profit that is not realised",
         "Open positions are marked at the last close; no statistic of trades knows of them.",
         "Run again and have them closed at the end."),
  CHECK (fading, CAUTION, RATIO, BELOW, .25,
         "growth of the second half by that of the first",
         "What stopped working in the past will not start again by itself.",
         "Look at the table of years; retrain, or retire the strategy."),
  CHECK (no_costs, CAUTION, FRACTION, BELOW, .00005,
         "fees and slippage by turnover",
         "Nobody trades for free: half the spread of a liquid stock alone is about 0.01 %.",
         "Give commission and slippage."),
  CHECK (thin_margin, WARNING, FRACTION, BELOW, .001,
         "costs by turnover at which nothing of the profit is left",
         "A spread somewhat wider than assumed eats all of it.",
         "Trade less often, or more liquid symbols, or with limits."),
  CHECK (double_costs, WARNING, FRACTION, BELOW, .5,
         "part of the profit that is left at twice the costs",
         "Costs are an estimate; the result hangs on it.",
         "Measure real slippage in Paper before you risk money."),
  CHECK (stale_fills, WARNING, FRACTION, ABOVE, .01,
         "market orders filled long after they were given",
         "The next bar came days later (or many bars later in the session): the series has holes.",
         "Look at the gaps with data check; leave such symbols out."),
  CHECK (still_bars, CAUTION, FRACTION, ABOVE, .01,
         "fills in bars whose price did not move",
         "There may have been no trade at that price at all.",
         "Ask for a least volume in the rules, or leave such symbols out."),
  CHECK (large_fills, WARNING, FRACTION, ABOVE, .01,
         "fills of more than 5 % of their bar's volume",
         "Such an order moves the price against itself; the fill is better than the truth.",
         "Trade smaller, or limit participation in the risk profile."),
  CHECK (cut_fills, CAUTION, FRACTION, ABOVE, .05,
         "fills cut to what the account could pay",
         "Sizes are not those that the rules asked for.",
         "Size below the whole account, or begin with more cash."),
  CHECK (ambiguous_exits, CAUTION, FRACTION, ABOVE, .02,
         "trades whose exit hangs on the order of prices inside a bar",
         "The bar does not tell it; the policy chose.",
         "Compare the optimistic policy and the path, or test on finer bars."),
  CHECK (bracket, WARNING, FRACTION, ABOVE, .25,
         "distance from the worst to the best case of ambiguous exits, by the profit",
         "The result is an assumption about what happened inside bars.",
         "Test on finer bars before you believe it."),
  CHECK (same_bar_trades, CAUTION, FRACTION, ABOVE, .1,
         "trades that began and ended in one bar",
         "Their profit hangs on a path that the bar does not show.",
         "Test on finer bars."),
  CHECK (survivorship, WARNING, COUNT, BELOW, 1.,
         "series that end before the run does",
         "A list without a single dead company is today's list: it knows who survived.",
         "Take the members as they were then, delisted ones too; or discount the result."),
  CHECK (missing_values, NOTE, FRACTION, ABOVE, .1,
         "comparisons with a missing value by bars",
         "Rules that had nothing to look at were silent.",
         "Give more history before the first day, or see which symbol a rule reads lacks bars."),
  CHECK (rule_warnings, CAUTION, COUNT, ABOVE, 0.,
         "warnings of the check of the strategy files",
         "Something in the rules is not possible, or not meant, in a real market.",
         "Read them with strategy check."),
  CHECK (behind_benchmark, NOTE, FRACTION, BELOW, 0.,
         "return less that of buy and hold",
         "Holding would have paid more.",
         "Compare risk too: drawdown, beta and exposure."),
  CHECK (market_in_disguise, CAUTION, FRACTION, ABOVE, .8,
         "part of the variance that the benchmark explains",
         "The strategy mostly holds the market, at the price of trading it.",
         "Judge it by alpha and information ratio."),
  CHECK (deep_drawdown, CAUTION, FRACTION, BELOW, -.3,
         "maximum drawdown",
         "Few people go on through such a fall, and the next one may be deeper.",
         "Trade smaller: halving the size about halves it."),
  CHECK (long_drawdown, CAUTION, FRACTION, ABOVE, .5,
         "part of the run that the longest drawdown took",
         "Most of the time nothing was earned.",
         "Look at the table of drawdowns; ask whether the edge is still there."),
  CHECK (left_tail, CAUTION, RATIO, BELOW, -1.,
         "skewness of session returns",
         "Small gains and rare large losses: the Sharpe ratio hides that.",
         "Look at the worst session and the expected shortfall; use stops."),
};

/**
 * dt_review_evidence_new:
 *
 * What a review asks of the records alone. It is as much work as the sheet, which can be made
 * beside it. Shuffles are drawn by the run's seed: the same run has the same review.
 *
 * Returns: (transfer full): the evidence
 */
DtReviewEvidence *
dt_review_evidence_new (const DtRunRecord *records,
                        gsize              n_records)
{
  DtReviewEvidence *evidence = g_new (DtReviewEvidence, 1);
  g_auto(DtEquityCurve) curve = { 0 };

  dt_equity_curve_init_line (&curve, records, n_records);
  evidence->deposit = curve.deposit;
  evidence->middle = curve.n_points > 0 ? curve.equity[curve.n_points / 2] : NAN;
  evidence->last = curve.n_points > 0 ? curve.equity[curve.n_points - 1] : NAN;
  dt_review_fills (records, n_records, &evidence->fills);
  evidence->falls = shuffle_trades (records, n_records);

  return evidence;
}

void
dt_review_evidence_free (DtReviewEvidence *evidence)
{
  if (evidence == NULL)
    return;

  g_array_unref (evidence->falls);
  g_free (evidence);
}

/**
 * dt_review_new_by_evidence:
 * @sheet: with all statistics
 * @plan: (nullable): for the questions on the rules
 * @evidence: of the records that the sheet was made of
 *
 * Returns: (transfer full): the review; of a run without trades all questions on these are skipped
 */
DtReview *
dt_review_new_by_evidence (const DtTearSheet      *sheet,
                           const DtRunPlan        *plan,
                           const DtReviewEvidence *evidence)
{
  DtReview *review = dt_review_new ();
  Subject subject = {
    .sheet = sheet, .plan = plan, .evidence = evidence,
    .profit = sheet->profit_total != DT_MONEY_NONE ? dt_money_to_double (sheet->profit_total) : NAN,
    .n_trades = (double) sheet->trade_count,
  };

  if (sheet->gross_profit != DT_MONEY_NONE && sheet->gross_loss != DT_MONEY_NONE)
    subject.realised = dt_money_to_double (sheet->gross_profit)
                       + dt_money_to_double (sheet->gross_loss);
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    dt_review_add (review, &questions[i].check, questions[i].measure (&subject));

  return review;
}

/* The same, with evidence of its own. */
DtReview *
dt_review_new_of_run (const DtTearSheet *sheet,
                      const DtRunPlan   *plan,
                      const DtRunRecord *records,
                      gsize              n_records)
{
  g_autoptr(DtReviewEvidence) evidence = dt_review_evidence_new (records, n_records);

  return dt_review_new_by_evidence (sheet, plan, evidence);
}

/* The table of docs/review.md. (transfer full) */
char *
dt_review_describe (void)
{
  DtCheck checks[G_N_ELEMENTS (questions)];

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    checks[i] = questions[i].check;

  return dt_checks_describe (checks, G_N_ELEMENTS (checks));
}
