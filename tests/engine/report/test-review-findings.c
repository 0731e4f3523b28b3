/* test-review-findings.c - every question on either side of its threshold
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-review.h"

#define N_BARS 101
#define CASH   10000.

/* A run with nothing to find, and a case that changes some of its numbers: then there is one
 * finding, or on the harmless side of the threshold still none. Statistics of the tear sheet are
 * set by name; what is worked out of other things is
 *
 *   symbol=USD       what the first of four symbols made
 *   middle=, last=   equity in the middle of the run and at its end
 *   stale=, still=, large=   so many of the hundred fills are late, in a bar that stands still, and
 *                    more than 5 % of their bar's volume
 *   parameters=, at-fill=    of the strategy file: so many, and its size taken at the fill */
typedef struct
{
  const char *id;
  const char *changes;
  double      value;
  gboolean    found;
} Case;

static const Case cases[] = {
  { "few_trades", "trade_count=29", 29, TRUE },
  { "few_trades", "trade_count=30", 30, FALSE },
  { "short_period", "duration_days=364", 364, TRUE },
  { "short_period", "duration_days=365", 365, FALSE },
  { "short_track_record", "session_count=500 min_track_record_sessions=625", .8, TRUE },
  { "short_track_record", "session_count=500 min_track_record_sessions=500", 1, FALSE },
  { "weak_sharpe", "probabilistic_sharpe=0.949", .949, TRUE },
  { "weak_sharpe", "probabilistic_sharpe=0.95", .95, FALSE },
  /* Tails of the normal distribution, from a table */
  { "no_edge", "sqn=1.64", .050502583474, TRUE },
  { "no_edge", "sqn=1.65", .049471468034, FALSE },
  { "many_parameters", "parameters=4 trade_count=119", 29.75, TRUE },
  { "many_parameters", "parameters=4 trade_count=120", 30, FALSE },
  /* Realised are 1,000 - 200 */
  { "best_trades", "profit_without_best=199", .24875, TRUE },
  { "best_trades", "profit_without_best=200", .25, FALSE },
  { "one_symbol", "symbol=401", .50125, TRUE },
  { "one_symbol", "symbol=400", .5, FALSE },
  /* Twice the growth of a month in all, and a little more or less */
  { "one_month", "return_total=0.44 best_month=0.21", .522758698863, TRUE },
  { "one_month", "return_total=0.44 best_month=0.2", .5, FALSE },
  { "unrealised", "open_trade_count=1 profit_total=1640", 840. / 1640., TRUE },
  { "unrealised", "open_trade_count=1 profit_total=1600", .5, FALSE },
  /* The first half makes 16 of 1, 2^4; the second 2 of 1 is a fourth of that growth, 1.9 is less */
  { "fading", "middle=160000 last=304000", .231499854639, TRUE },
  { "fading", "middle=160000 last=320000", .25, FALSE },
  { "no_costs", "costs_per_turnover=0.00004", .00004, TRUE },
  { "no_costs", "costs_per_turnover=0.00005", .00005, FALSE },
  { "thin_margin", "break_even_cost=0.0009", .0009, TRUE },
  { "thin_margin", "break_even_cost=0.001", .001, FALSE },
  { "double_costs", "profit_total=800 costs_total=408", .49, TRUE },
  { "double_costs", "profit_total=800 costs_total=400", .5, FALSE },
  { "stale_fills", "stale=2", .02, TRUE },
  { "stale_fills", "stale=1", .01, FALSE },
  { "still_bars", "still=2", .02, TRUE },
  { "still_bars", "still=1", .01, FALSE },
  { "large_fills", "large=2", .02, TRUE },
  { "large_fills", "large=1", .01, FALSE },
  { "cut_fills", "cut_fill_count=6 fill_count=100", .06, TRUE },
  { "cut_fills", "cut_fill_count=5 fill_count=100", .05, FALSE },
  { "ambiguous_exits", "ambiguous_exit_count=3 trade_count=100", .03, TRUE },
  { "ambiguous_exits", "ambiguous_exit_count=2 trade_count=100", .02, FALSE },
  { "bracket", "equity_worst_case=10700 equity_best_case=10904", .255, TRUE },
  { "bracket", "equity_worst_case=10700 equity_best_case=10900", .25, FALSE },
  /* Of a loss too: the distance by its size */
  { "bracket", "profit_total=-800 equity_worst_case=9100 equity_best_case=9304", .255, TRUE },
  { "same_bar_trades", "same_bar_trade_count=11 trade_count=100", .11, TRUE },
  { "same_bar_trades", "same_bar_trade_count=10 trade_count=100", .1, FALSE },
  { "missing_values", "missing_comparison_count=11 bar_count=100", .11, TRUE },
  { "missing_values", "missing_comparison_count=10 bar_count=100", .1, FALSE },
  { "rule_warnings", "at-fill=1", 1, TRUE },
  { "rule_warnings", "at-fill=0", 0, FALSE },
  { "behind_benchmark", "return_total=0.0625 return_buy_and_hold=0.125", -.0625, TRUE },
  { "behind_benchmark", "return_total=0.125 return_buy_and_hold=0.125", 0, FALSE },
  { "market_in_disguise", "beta=0.31 r_squared=0.81", .81, TRUE },
  { "market_in_disguise", "beta=0.31 r_squared=0.8", .8, FALSE },
  /* Who hardly moves with the market is not it */
  { "market_in_disguise", "beta=0.3 r_squared=0.81", NAN, FALSE },
  { "deep_drawdown", "max_drawdown=-0.31", -.31, TRUE },
  { "deep_drawdown", "max_drawdown=-0.3", -.3, FALSE },
  { "long_drawdown", "max_drawdown_days=511 duration_days=1000", .511, TRUE },
  { "long_drawdown", "max_drawdown_days=500 duration_days=1000", .5, FALSE },
  { "left_tail", "skewness=-1.01", -1.01, TRUE },
  { "left_tail", "skewness=-1", -1, FALSE },
};

/* What is asked elsewhere, of trades and lanes as they are: test-review.c */
static const char *const elsewhere[] = { "lucky_order", "survivorship" };

typedef struct
{
  DtRunSpec      *spec;
  DtBook         *book;
  DtBarSeries    *series;
  DtLane          lane;
  DtTime          time[N_BARS];
  DtTime          known[N_BARS];
  double          equity[N_BARS];
  guint32         n_positions[N_BARS];
  DtRunRecord     record;
  DtTearSheetRow  symbols[4];
  DtTearSheet     sheet;
  guint           n_parameters;
  gboolean        at_fill;
} Subject;

/* As a run of two years that made 800 USD with 100 trades would be */
static void
subject_init (Subject *subject)
{
  DtTearSheet *sheet = &subject->sheet;

  *subject = (Subject) { .spec = dt_run_spec_new () };
  subject->spec->cash = DT_DOLLARS (CASH);
  subject->book = dt_book_new (1, subject->spec->cash, 0, NULL);
  subject->series = dt_bar_series_new ("AAA", DT_TIMEFRAME_DAY, N_BARS);
  for (guint i = 0; i < N_BARS; i++)
    {
      DtBar bar = { dt_time_from_new_york (dt_date_new (2019, 1, 1) + i, 0), 100., 101., 99., 100.,
                    2000. };

      dt_bar_series_append (subject->series, &bar, bar.time + 16 * DT_HOUR);
      subject->time[i] = bar.time;
      subject->known[i] = bar.time + 16 * DT_HOUR;
      /* As much growth in both halves */
      subject->equity[i] = CASH * exp (.001 * i);
    }
  for (guint i = 1; i < N_BARS; i++)
    {
      DtOrder order = { .id = i, .type = DT_ORDER_MARKET, .submitted = subject->known[i - 1] };
      DtFill fill = { .id = i, .order = i, .quantity = DT_UNITS (100),
                      .bar_time = subject->time[i], .why = DT_FILL_AT_OPEN };

      dt_rows_add (subject->book->orders, DtOrder, order);
      dt_rows_add (subject->book->fills, DtFill, fill);
    }
  subject->lane = (DtLane) { subject->series, 0, DT_LANE_BASE };
  subject->record = (DtRunRecord) {
    .spec = subject->spec, .book = subject->book, .timeframe = DT_TIMEFRAME_DAY,
    .n_points = N_BARS, .time = subject->time, .known = subject->known,
    .equity = subject->equity, .n_positions = subject->n_positions, .lanes = &subject->lane,
    .n_lanes = 1,
  };

  for (guint i = 0; i < 4; i++)
    subject->symbols[i].profit_total = DT_DOLLARS (200);
  *sheet = (DtTearSheet) {
    .duration_days = 730., .session_count = 500, .profit_total = DT_DOLLARS (800),
    .return_total = .08, .return_buy_and_hold = .07, .best_month = .01, .skewness = .1,
    .max_drawdown = -.1, .max_drawdown_days = 100., .probabilistic_sharpe = .99,
    .min_track_record_sessions = 200., .beta = .1, .r_squared = .1, .trade_count = 100, .sqn = 3.,
    .gross_profit = DT_DOLLARS (1000), .gross_loss = -DT_DOLLARS (200),
    .max_closed_trade_drawdown = DT_MONEY_NONE, .profit_without_best = DT_DOLLARS (700),
    .costs_total = DT_DOLLARS (10), .costs_per_turnover = .0001, .break_even_cost = .01,
    .fill_count = 200, .bar_count = 500, .equity_worst_case = DT_DOLLARS (10800),
    .equity_best_case = DT_DOLLARS (10800), .symbols = subject->symbols, .n_symbols = 4,
  };
}

static void
subject_clear (Subject *subject)
{
  dt_bar_series_unref (subject->series);
  dt_book_free (subject->book);
  dt_run_spec_free (subject->spec);
}

static gboolean
set_statistic (DtTearSheet *sheet,
               const char  *name,
               const char  *value)
{
  gsize n;
  const DtStatistic *statistics = dt_tear_sheet_get_statistics (&n);

  for (gsize i = 0; i < n; i++)
    if (g_str_equal (statistics[i].name, name))
      {
        gpointer member = (char *) sheet + statistics[i].offset;

        if (statistics[i].unit == DT_STATISTIC_MONEY)
          g_assert_true (dt_money_parse (value, member));
        else if (statistics[i].unit == DT_STATISTIC_COUNT)
          *(guint64 *) member = g_ascii_strtoull (value, NULL, 10);
        else
          *(double *) member = g_ascii_strtod (value, NULL);
        return TRUE;
      }

  return FALSE;
}

static void
set_bars (Subject    *subject,
          const char *what,
          guint       n)
{
  DtRows *orders = subject->book->orders;

  for (guint i = 1; i <= n; i++)
    if (g_str_equal (what, "stale"))
      dt_rows_index (orders, DtOrder, i - 1).submitted = subject->time[i] - 6 * DT_DAY;
    else if (g_str_equal (what, "still"))
      subject->series->high[i] = subject->series->low[i] = 100.;
    else
      subject->series->volume[i] = 1999.;
}

static void
change (Subject    *subject,
        const char *name,
        const char *value)
{
  if (set_statistic (&subject->sheet, name, value))
    return;
  if (g_str_equal (name, "symbol"))
    g_assert_true (dt_money_parse (value, &subject->symbols[0].profit_total));
  else if (g_str_equal (name, "middle"))
    subject->equity[N_BARS / 2] = g_ascii_strtod (value, NULL);
  else if (g_str_equal (name, "last"))
    subject->equity[N_BARS - 1] = g_ascii_strtod (value, NULL);
  else if (g_str_equal (name, "parameters"))
    subject->n_parameters = atoi (value);
  else if (g_str_equal (name, "at-fill"))
    subject->at_fill = atoi (value);
  else if (g_str_equal (name, "stale") || g_str_equal (name, "still")
           || g_str_equal (name, "large"))
    set_bars (subject, name, atoi (value));
  else
    g_error ("%s is nothing of a run", name);
}

static DtRunPlan *
make_plan (const Subject *subject)
{
  g_autoptr(GString) text = g_string_new ("[strategy]\nname = x\n");
  g_autoptr(DtRunSpec) spec = dt_run_spec_new ();
  g_autoptr(GError) error = NULL;
  DtRunPlan *plan;

  for (guint i = 0; i < subject->n_parameters; i++)
    g_string_append_printf (text, "%sp%u = 1\n", i == 0 ? "[parameters]\n" : "", i);
  g_string_append (text, "[long]\nentry = close > 0");
  for (guint i = 0; i < subject->n_parameters; i++)
    g_string_append_printf (text, " + p%u", i);
  g_string_append_printf (text, "\nstop = entry price - 1\n[size]\nsize = all-in%s\n",
                          subject->at_fill ? " at=fill" : "");
  spec->strategy_texts = g_strdupv ((char *[]) { text->str, NULL });
  spec->strategy_paths = g_strdupv ((char *[]) { (char *) "x.strategy", NULL });
  plan = dt_run_plan_new (spec, &error);
  g_assert_no_error (error);

  return plan;
}

static DtReview *
review_case (const Case *c)
{
  g_auto(GStrv) changes = g_strsplit (c != NULL ? c->changes : "", " ", -1);
  g_autoptr(DtRunPlan) plan = NULL;
  DtReview *review;
  Subject subject;

  subject_init (&subject);
  for (guint i = 0; changes[i] != NULL; i++)
    {
      g_auto(GStrv) pair = g_strsplit (changes[i], "=", 2);

      change (&subject, pair[0], pair[1]);
    }
  plan = make_plan (&subject);
  review = dt_review_new_of_run (&subject.sheet, plan, &subject.record, 1);
  subject_clear (&subject);

  return review;
}

static const DtCheckResult *
find_result (const DtReview *review,
             const char     *id)
{
  for (guint i = 0; i < review->results->len; i++)
    {
      const DtCheckResult *result = &g_array_index (review->results, DtCheckResult, i);

      if (g_str_equal (result->check->id, id))
        return result;
    }

  g_error ("no check %s", id);
}

static void
test_clean (void)
{
  g_autoptr(DtReview) review = review_case (NULL);
  g_autoptr(GPtrArray) findings = dt_review_list_findings (review);

  for (guint i = 0; i < findings->len; i++)
    g_error ("found %s", ((DtCheckResult *) g_ptr_array_index (findings, i))->check->id);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(DtReview) review = review_case (c);
  const DtCheckResult *result = find_result (review, c->id);

  g_assert_cmpint (result->outcome, ==, c->found ? DT_CHECK_FOUND
                                        : isnan (c->value) ? DT_CHECK_SKIPPED : DT_CHECK_PASSED);
  g_assert_true (isnan (c->value) ? isnan (result->value)
                                  : fabs (result->value - c->value) < 1e-9);
  g_assert_cmpuint (dt_review_count (review, DT_CHECK_FOUND), ==, c->found);
}

/* No question without a case that finds something and one that does not */
static void
test_complete (void)
{
  g_autoptr(DtReview) review = review_case (NULL);

  for (guint i = 0; i < review->results->len; i++)
    {
      const char *id = g_array_index (review->results, DtCheckResult, i).check->id;
      gboolean found = FALSE, passed = FALSE;

      for (guint k = 0; k < G_N_ELEMENTS (cases); k++)
        if (g_str_equal (cases[k].id, id))
          {
            found |= cases[k].found;
            passed |= !cases[k].found && !isnan (cases[k].value);
          }
      for (guint k = 0; k < G_N_ELEMENTS (elsewhere); k++)
        if (g_str_equal (elsewhere[k], id))
          found = passed = TRUE;
      if (!found || !passed)
        g_error ("%s lacks a case", id);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/report/review-findings/clean", test_clean);
  g_test_add_func ("/report/review-findings/complete", test_complete);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/report/review-findings/%s %s", cases[i].id,
                                               cases[i].changes);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
