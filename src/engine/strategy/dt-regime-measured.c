/* dt-regime-measured.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-strategy"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-statistics.h"

#include "dt-regime-measured.h"

/* The thresholds
 *
 * Trend: Kaufman's efficiency ratio ("Smarter Trading", 1995), what the price has moved by what it
 * has travelled. Of a random walk of n steps the former is normal with deviation s sqrt (n), the
 * latter about n s sqrt (2 / pi): the ratio is |Z| sqrt (pi / 2n), of 20 steps 0.280 |Z|. It is in
 * the upper fifth of what a random walk does from 0.280 x 1.2816 = 0.36 on, and below its median
 * under 0.280 x 0.6745 = 0.19: there the trend is entered and left.
 *
 * Volatility: where the deviation of 20 log returns lies among those of the 252 bars (a year of
 * sessions) before; the upper fifth is volatile, the lower calm, each until the next fifth is
 * passed. Fifths are our choice: they make both about as frequent in any market.
 *
 * Breadth: part of the universe above its 50-bar average, the market-breadth figure that chart
 * services publish. A trend that less than three fifths go along with is not one of the market; it
 * ends when its side has no majority any more. Fifths again are ours. */
static const struct
{
  const char *key;
  gsize       offset;
  double      value, low, high;
  gboolean    whole;
} keys[] = {
  { "trend-length", G_STRUCT_OFFSET (DtRegimeRules, trend_length), 20., 2., 1000., TRUE },
  { "trend-enter", G_STRUCT_OFFSET (DtRegimeRules, trend_enter), .36, 0., 1., FALSE },
  { "trend-leave", G_STRUCT_OFFSET (DtRegimeRules, trend_leave), .19, 0., 1., FALSE },
  { "volatility-length", G_STRUCT_OFFSET (DtRegimeRules, volatility_length), 20., 2., 1000., TRUE },
  { "volatility-history", G_STRUCT_OFFSET (DtRegimeRules, volatility_history), 252., 2., 10000.,
    TRUE },
  { "volatile-enter", G_STRUCT_OFFSET (DtRegimeRules, volatile_enter), .8, 0., 1., FALSE },
  { "volatile-leave", G_STRUCT_OFFSET (DtRegimeRules, volatile_leave), .6, 0., 1., FALSE },
  { "calm-enter", G_STRUCT_OFFSET (DtRegimeRules, calm_enter), .2, 0., 1., FALSE },
  { "calm-leave", G_STRUCT_OFFSET (DtRegimeRules, calm_leave), .4, 0., 1., FALSE },
  { "breadth-length", G_STRUCT_OFFSET (DtRegimeRules, breadth_length), 50., 2., 1000., TRUE },
  { "breadth-least", G_STRUCT_OFFSET (DtRegimeRules, breadth_least), 10., 1., 100000., TRUE },
  { "breadth-enter", G_STRUCT_OFFSET (DtRegimeRules, breadth_enter), .6, 0., 1., FALSE },
  { "breadth-leave", G_STRUCT_OFFSET (DtRegimeRules, breadth_leave), .5, 0., 1., FALSE },
  { "max-age", G_STRUCT_OFFSET (DtRegimeRules, max_age), 5., 1., 365., TRUE },
};

typedef struct
{
  double *closes;        /* the last breadth_length, a ring */
  guint64 n;             /* bars so far */
  double  last;
  double  before;        /* close before the last, 0 without */
  DtTime  known;
} Member;

/* State of the last threshold that was passed. */
typedef struct
{
  gboolean is_volatile;
  gboolean is_calm;
  int      trend;        /* its direction, 0 without */
} Latches;

/**
 * Measured:
 *
 * The last closes of market and members, and which side of each pair of thresholds they are on.
 */
typedef struct
{
  DtRegimeSource  parent;
  DtRegimeRules   rules;
  gboolean        universe;
  GArray         *closes;        /* of double: the market's, the newest last */
  GArray         *volatilities;  /* of double */
  DtTime          market_known;
  double          index;         /* of the universe, from 1 on */
  Member         *members;
  guint           n_members;
  DtTime          last_read;
  double          efficiency;    /* NaN while missing, like the next */
  int             direction;
  double          volatility;
  double          rank;
  Latches         latches;
} Measured;

void
dt_regime_rules_init (DtRegimeRules *rules)
{
  *rules = (DtRegimeRules) { .breadth = TRUE };
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    G_STRUCT_MEMBER (double, rules, keys[i].offset) = keys[i].value;
}

guint
dt_regime_rules_get_n_keys (void)
{
  return G_N_ELEMENTS (keys);
}

const char *
dt_regime_rules_get_key (guint i)
{
  return keys[i].key;
}

double
dt_regime_rules_get (const DtRegimeRules *rules,
                     guint                i)
{
  return G_STRUCT_MEMBER (double, rules, keys[i].offset);
}

gboolean
dt_regime_rules_set (DtRegimeRules *rules,
                     guint          i,
                     double         value,
                     double        *low,
                     double        *high)
{
  *low = keys[i].low;
  *high = keys[i].high;
  if (!(value >= *low && value <= *high) || (keys[i].whole && value != floor (value)))
    return FALSE;

  G_STRUCT_MEMBER (double, rules, keys[i].offset) = value;
  return TRUE;
}

const char *
dt_regime_rules_check (const DtRegimeRules *rules)
{
  if (rules->trend_leave > rules->trend_enter)
    return "trend-leave is above trend-enter";
  if (rules->volatile_leave > rules->volatile_enter)
    return "volatile-leave is above volatile-enter";
  if (rules->calm_leave < rules->calm_enter)
    return "calm-leave is below calm-enter";
  if (rules->calm_enter >= rules->volatile_enter)
    return "calm-enter is not below volatile-enter";
  if (rules->breadth_leave > rules->breadth_enter)
    return "breadth-leave is above breadth-enter";

  return NULL;
}

/* Adds a value and forgets those that nobody asks for any more. */
static void
append (GArray *values,
        double  value,
        gsize   keep)
{
  g_array_append_val (values, value);
  if (values->len > 2 * keep + 64)
    g_array_remove_range (values, 0, values->len - keep);
}

/* The last @n values; %NULL when there are fewer. */
static const double *
tail (const GArray *values,
      gsize         n)
{
  return values->len >= n ? (const double *) values->data + values->len - n : NULL;
}

static void
measure_trend (Measured *self)
{
  gsize n = (gsize) self->rules.trend_length;
  const double *closes = tail (self->closes, n + 1);
  double way = 0., move;

  self->efficiency = NAN;
  if (closes == NULL)
    return;

  for (gsize i = 0; i < n; i++)
    way += fabs (closes[i + 1] - closes[i]);
  move = closes[n] - closes[0];
  self->efficiency = way > 0. ? fabs (move) / way : 0.;
  self->direction = move > 0. ? 1 : move < 0. ? -1 : 0;
}

static double
deviation_of_returns (const double *closes,
                      gsize         n)
{
  g_autofree double *returns = g_new (double, n);

  for (gsize i = 0; i < n; i++)
    returns[i] = log (closes[i + 1] / closes[i]);

  return dt_statistics_deviation (returns, n, 1);
}

/* Place of the latest among those before: 0 below all, 1 above all, ties share their mean place. */
static double
rank_last (const double *values,
           gsize         n_before)
{
  double latest = values[n_before], below = 0., equal = 0.;

  for (gsize i = 0; i < n_before; i++)
    {
      below += values[i] < latest;
      equal += values[i] == latest;
    }

  return (below + equal / 2.) / n_before;
}

static void
measure_volatility (Measured *self)
{
  gsize n = (gsize) self->rules.volatility_length, history = (gsize) self->rules.volatility_history;
  const double *closes = tail (self->closes, n + 1), *volatilities;

  self->volatility = self->rank = NAN;
  if (closes == NULL)
    return;

  self->volatility = deviation_of_returns (closes, n);
  append (self->volatilities, self->volatility, history + 1);
  volatilities = tail (self->volatilities, history + 1);
  if (volatilities != NULL)
    self->rank = rank_last (volatilities, history);
}

static void
add_close (Measured *self,
           double    close,
           DtTime    known)
{
  append (self->closes, close,
          (gsize) MAX (self->rules.trend_length, self->rules.volatility_length) + 1);
  self->market_known = known;
  measure_trend (self);
  measure_volatility (self);
}

static void
push_market (DtRegimeSource *source,
             const DtBar    *bar,
             DtTime          known)
{
  add_close ((Measured *) source, bar->close, known);
}

static void
push_member (DtRegimeSource    *source,
             DtInstrumentIndex  instrument,
             const DtBar       *bar,
             DtTime             known)
{
  Measured *self = (Measured *) source;
  guint length = (guint) self->rules.breadth_length;
  Member *member = &self->members[instrument];

  if (member->closes == NULL)
    member->closes = g_new (double, length);
  member->closes[member->n++ % length] = bar->close;
  member->before = member->last;
  member->last = bar->close;
  member->known = known;
}

/* The mean of the members' returns since the last time: what an account gains that begins each bar
 * with the same amount in each of them. */
static void
step_universe (Measured *self,
               DtTime    time)
{
  double sum = 0.;
  guint n = 0;

  for (guint i = 0; i < self->n_members; i++)
    {
      const Member *member = &self->members[i];

      if (member->n < 2 || member->known <= self->last_read)
        continue;
      sum += member->last / member->before - 1.;
      n++;
    }
  if (n == 0)
    return;

  self->index *= 1. + sum / n;
  add_close (self, self->index, time);
}

static gboolean
is_old (const Measured *self,
        DtTime          known,
        DtTime          time)
{
  return time - known > (DtTime) self->rules.max_age * DT_DAY;
}

static double
measure_breadth (const Measured *self,
                 DtTime          time)
{
  guint length = (guint) self->rules.breadth_length;
  guint n = 0, above = 0;

  for (guint i = 0; i < self->n_members; i++)
    {
      const Member *member = &self->members[i];

      if (member->n < length || is_old (self, member->known, time))
        continue;
      n++;
      above += member->last > dt_statistics_mean (member->closes, length);
    }

  return n >= self->rules.breadth_least ? (double) above / n : NAN;
}

/* Part of the universe that goes along with a direction. */
static double
side (double breadth,
      int    direction)
{
  return direction > 0 ? breadth : 1. - breadth;
}

static void
latch_trend (Measured *self,
             double    breadth)
{
  const DtRegimeRules *rules = &self->rules;
  int *trend = &self->latches.trend;

  if (*trend != 0
      && (self->efficiency < rules->trend_leave || self->direction == -*trend
          || (rules->breadth && side (breadth, *trend) < rules->breadth_leave)))
    *trend = 0;
  if (*trend == 0 && self->direction != 0 && self->efficiency >= rules->trend_enter
      && (!rules->breadth || side (breadth, self->direction) >= rules->breadth_enter))
    *trend = self->direction;
}

static DtRegime
classify (Measured *self,
          double    breadth)
{
  const DtRegimeRules *rules = &self->rules;
  Latches *latches = &self->latches;

  latches->is_volatile = self->rank >= (latches->is_volatile ? rules->volatile_leave
                                                             : rules->volatile_enter);
  latches->is_calm = self->rank <= (latches->is_calm ? rules->calm_leave : rules->calm_enter);
  latch_trend (self, breadth);

  /* What can cost most comes first */
  if (latches->is_volatile)
    return DT_REGIME_VOLATILE;
  if (latches->trend != 0)
    return DT_REGIME_TRENDING;

  return latches->is_calm ? DT_REGIME_CALM : DT_REGIME_RANGING;
}

static void
add_input (DtRegimeReading *reading,
           const char      *name,
           double           value)
{
  reading->inputs[reading->n_inputs].name = name;
  reading->inputs[reading->n_inputs++].value = value;
}

static void
read_regime (DtRegimeSource  *source,
             DtTime           time,
             DtRegimeReading *reading)
{
  Measured *self = (Measured *) source;
  double breadth = NAN;
  gboolean known;

  if (self->universe)
    step_universe (self, time);
  self->last_read = time;

  if (self->closes->len > 0 && is_old (self, self->market_known, time))
    self->efficiency = self->volatility = self->rank = NAN;
  if (self->rules.breadth)
    breadth = measure_breadth (self, time);
  known = !isnan (self->efficiency) && !isnan (self->rank)
          && (!self->rules.breadth || !isnan (breadth));

  *reading = (DtRegimeReading) { .regime = DT_REGIME_UNKNOWN };
  add_input (reading, "efficiency", self->efficiency);
  add_input (reading, "direction", isnan (self->efficiency) ? NAN : self->direction);
  add_input (reading, "volatility", self->volatility);
  add_input (reading, "volatility rank", self->rank);
  if (self->rules.breadth)
    add_input (reading, "breadth", breadth);

  /* What was on before a gap says nothing after it */
  if (known)
    reading->regime = classify (self, breadth);
  else
    self->latches = (Latches) { 0 };
}

static void
free_source (DtRegimeSource *source)
{
  Measured *self = (Measured *) source;

  for (guint i = 0; i < self->n_members; i++)
    g_free (self->members[i].closes);
  g_free (self->members);
  g_array_unref (self->closes);
  g_array_unref (self->volatilities);
  g_free (self);
}

static const DtRegimeSourceClass measured_class = {
  .name = "measured",
  .push_market = push_market,
  .push_member = push_member,
  .read = read_regime,
  .free = free_source,
};

DtRegimeSource *
dt_regime_measured_new (const DtRegimeRules *rules,
                        guint                n_members,
                        gboolean             universe)
{
  Measured *self = g_new0 (Measured, 1);

  self->parent.klass = &measured_class;
  self->rules = *rules;
  self->universe = universe;
  self->closes = g_array_new (FALSE, FALSE, sizeof (double));
  self->volatilities = g_array_new (FALSE, FALSE, sizeof (double));
  self->members = g_new0 (Member, n_members);
  self->n_members = n_members;
  self->index = 1.;
  self->last_read = G_MININT64;
  self->efficiency = self->volatility = self->rank = NAN;

  return &self->parent;
}
