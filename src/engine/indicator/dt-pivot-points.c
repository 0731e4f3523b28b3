/* dt-pivot-points.c - pivot points of a calendar period and of the last bars
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-window.h"

enum
{
  PIVOT_STANDARD,
  PIVOT_FIBONACCI,
  PIVOT_CAMARILLA,
  PIVOT_DEMARK,
  PIVOT_WOODIE,
};

static const char *const kind_choices[] = {
  "standard", "fibonacci", "camarilla", "demark", "woodie", NULL,
};

/* Writes the point, three or four levels above it, and as many below. */
static inline void
pivot_levels (guint   kind,
              double  open,
              double  high,
              double  low,
              double  close,
              double  next_open,
              double *out)
{
  static const double shares[][4] = {
    [PIVOT_FIBONACCI] = { .382, .618, 1., NAN },
    [PIVOT_CAMARILLA] = { 1.1 / 12., 1.1 / 6., 1.1 / 4., 1.1 / 2. },
  };
  double range = high - low, point = (high + low + close) / 3.;
  double *above = out + 1, *below = out + 5;

  switch (kind)
    {
    case PIVOT_FIBONACCI:
    case PIVOT_CAMARILLA:
      for (guint k = 0; k < 4; k++)
        {
          double from = kind == PIVOT_CAMARILLA ? close : point;

          above[k] = from + shares[kind][k] * range;
          below[k] = from - shares[kind][k] * range;
        }
      out[0] = kind == PIVOT_CAMARILLA ? close : point;
      return;
    case PIVOT_DEMARK:
      point = close < open   ? high + 2. * low + close
              : close > open ? 2. * high + low + close
                             : high + low + 2. * close;
      out[0] = point / 4.;
      above[0] = point / 2. - low;
      below[0] = point / 2. - high;
      return;
    case PIVOT_WOODIE:
      point = (high + low + 2. * next_open) / 4.;
      break;
    default:
      break;
    }

  out[0] = point;
  above[0] = 2. * point - low;
  below[0] = 2. * point - high;
  above[1] = point + range;
  below[1] = point - range;
  above[2] = high + 2. * (point - low);
  below[2] = low - 2. * (high - point);
}

typedef struct
{
  guint  anchors;
  guint  kind;
  double open;          /* of the period that runs; missing before the first bar */
  double high;
  double low;
  double close;
  double levels[9];     /* of the one before */
} Pivots;

DT_DEFINE_STATE_SIZE (pivot_points, Pivots)

static void
pivot_points_init (gpointer      state,
                   const double *parameters)
{
  static const guint anchors[] = {
    DT_BEGINS_SESSION, DT_BEGINS_WEEK, DT_BEGINS_MONTH, DT_BEGINS_QUARTER, DT_BEGINS_YEAR,
  };
  Pivots *self = state;

  *self = (Pivots) { .anchors = anchors[(int) parameters[1]], .kind = parameters[0], .open = NAN };
  for (guint k = 0; k < 9; k++)
    self->levels[k] = NAN;
}

static inline void
pivot_points_push (Pivots       *self,
                   const double *in,
                   double       *out)
{
  if (isnan (self->open) || dt_begins (in[4], self->anchors))
    {
      if (!isnan (self->open))
        pivot_levels (self->kind, self->open, self->high, self->low, self->close, in[0],
                      self->levels);
      self->open = in[0];
      self->high = in[1];
      self->low = in[2];
    }

  self->high = MAX (self->high, in[1]);
  self->low = MIN (self->low, in[2]);
  self->close = in[3];
  memcpy (out, self->levels, sizeof self->levels);
}

DT_DEFINE_KERNELS (pivot_points, Pivots, 5, 9)

static guint
pivot_points_warmup (const double *parameters)
{
  return 0;
}

typedef struct
{
  guint32         kind;
  guint32         n_to_skip;   /* bars before the opens and closes are there */
  DtWindowHighest highs;
  DtWindowHighest lows;        /* with the sign turned */
  double          close;       /* of the prior bar */
  guint32         at;          /* of the oldest open */
  guint32         period;
  double          values[];    /* tails of both, then the opens */
} Rolling;

static gsize
rolling_pivots_state_size (const double *parameters)
{
  return sizeof (Rolling) + 3 * (gsize) parameters[1] * sizeof (double);
}

static void
rolling_pivots_init (gpointer      state,
                     const double *parameters)
{
  Rolling *self = state;
  guint period = parameters[1];

  self->kind = parameters[0];
  self->n_to_skip = self->period = period;
  self->at = 0;
  self->close = NAN;
  dt_window_highest_init (&self->highs, period);
  dt_window_highest_init (&self->lows, period);
}

static inline void
rolling_pivots_push (Rolling      *self,
                     const double *in,
                     double       *out)
{
  double *opens = self->values + 2 * self->period;

  if (self->n_to_skip == 0)
    pivot_levels (self->kind, opens[self->at], self->highs.highest, -self->lows.highest,
                  self->close, in[0], out);
  else
    self->n_to_skip--;

  dt_window_highest_push (&self->highs, self->values, in[1]);
  dt_window_highest_push (&self->lows, self->values + self->period, -in[2]);
  self->close = in[3];
  opens[self->at] = in[0];
  self->at = self->at + 1 == self->period ? 0 : self->at + 1;
}

DT_DEFINE_KERNELS (rolling_pivots, Rolling, 4, 9)

static guint
rolling_pivots_warmup (const double *parameters)
{
  return parameters[1];
}

static const char *const period_choices[] = {
  "session", "week", "month", "quarter", "year", NULL,
};

#define PIVOT_OUTPUTS(sparse_)                                            \
  { "point", DT_DRAW_OVERLAY_STEPS, DT_UNIT_PRICE, 0, 0, (sparse_) },     \
  { "r1", DT_DRAW_OVERLAY_STEPS, DT_UNIT_PRICE, 0, 0, (sparse_) },        \
  { "r2", DT_DRAW_OVERLAY_STEPS, DT_UNIT_PRICE, 0, 0, TRUE },             \
  { "r3", DT_DRAW_OVERLAY_STEPS, DT_UNIT_PRICE, 0, 0, TRUE },             \
  { "r4", DT_DRAW_OVERLAY_STEPS, DT_UNIT_PRICE, 0, 0, TRUE },             \
  { "s1", DT_DRAW_OVERLAY_STEPS, DT_UNIT_PRICE, 0, 0, (sparse_) },        \
  { "s2", DT_DRAW_OVERLAY_STEPS, DT_UNIT_PRICE, 0, 0, TRUE },             \
  { "s3", DT_DRAW_OVERLAY_STEPS, DT_UNIT_PRICE, 0, 0, TRUE },             \
  { "s4", DT_DRAW_OVERLAY_STEPS, DT_UNIT_PRICE, 0, 0, TRUE },

const DtIndicator dt_indicator_pivot_points = {
  .id = "pivot_points",
  .title = "Pivot Points",
  .category = "price",
  .summary = "Levels of support and resistance from the range of the day, week, month, quarter or "
             "year before.",
  .source = "Person, A Complete Guide to Technical Trading Tactics, 2004",
  .convention = "Missing until the first such period has ended. Only camarilla has a fourth "
                "level; demark has one. Woodie weighs the open of the period that runs.",
  .n_inputs = 5,
  .inputs = {
    DT_INPUT_OPEN, DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE, DT_INPUT_SESSION_START,
  },
  .n_parameters = 2,
  .parameters = {
    { "kind", 0, 0, 4, TRUE, kind_choices },
    { "of", 0, 0, 4, TRUE, period_choices },
  },
  .n_outputs = 9,
  .outputs = { PIVOT_OUTPUTS (TRUE) },
  DT_KERNELS (pivot_points),
};

const DtIndicator dt_indicator_rolling_pivots = {
  .id = "rolling_pivots",
  .title = "Rolling Pivot Points",
  .category = "price",
  .summary = "Levels of support and resistance from the range of the bars before.",
  .source = "Person, A Complete Guide to Technical Trading Tactics, 2004",
  .convention = "Of as many bars as the period before this one. Only camarilla has a fourth "
                "level; demark has one. Woodie weighs the open of this bar.",
  .n_inputs = 4,
  .inputs = { DT_INPUT_OPEN, DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_parameters = 2,
  .parameters = {
    { "kind", 0, 0, 4, TRUE, kind_choices },
    DT_PERIOD_PARAMETER (20),
  },
  .n_outputs = 9,
  .outputs = { PIVOT_OUTPUTS (FALSE) },
  DT_KERNELS (rolling_pivots),
};
