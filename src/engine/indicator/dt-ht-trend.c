/* dt-ht-trend.c - dominant cycle: phase, sine, trendline and mode
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-hilbert.h"
#include "dt-past.h"

typedef struct
{
  DtHilbert hilbert;
  DtPast    past;                                 /* values */
  DtPast    smooth;                               /* smoothed values */
  double    values[2 * DT_HILBERT_MAX_PERIOD];
  double    smooths[2 * DT_HILBERT_MAX_PERIOD];
  double    means[3];                             /* over the cycle, of the bars before */
  guint64   n_bars;                               /* since the discriminator runs */
  double    phase;                                /* degrees */
  double    sine;
  double    lead;
  double    n_trend;                              /* bars since the sines crossed */
} Trend;

DT_DEFINE_STATE_SIZE (ht_trend, Trend)

static void
ht_trend_init (gpointer      state,
               const double *parameters)
{
  Trend *self = state;

  memset (self, 0, sizeof *self);
  dt_hilbert_init (&self->hilbert, parameters[0] == DT_HILBERT_FIRST ? 6 : 37);
  dt_past_init (&self->past, DT_HILBERT_MAX_PERIOD);
  dt_past_init (&self->smooth, DT_HILBERT_MAX_PERIOD);
}

/* Empty places count as zero. */
static inline const double *
get_newest (const DtPast *past,
            const double *values)
{
  return values + (past->at == 0 ? past->n : past->at) + past->n - 1;
}

/* Whole bars of the cycle; at most as many as were seen. */
static inline guint
get_length (const Trend *self)
{
  guint seen = DT_HILBERT_MAX_PERIOD - self->past.n_missing;
  guint length = self->hilbert.smooth_period + .5;

  return MIN (length, seen);
}

static inline gboolean
ht_trend_take (Trend  *self,
               double  value)
{
  gboolean runs = dt_hilbert_push (&self->hilbert, value);

  dt_past_push (&self->past, self->values, value);
  if (runs)
    dt_past_push (&self->smooth, self->smooths, self->hilbert.smooth[0]);

  return runs;
}

/* The mean over the cycle, smoothed over four bars. */
static inline double
get_trendline (Trend  *self,
               double  value)
{
  const double *newest = get_newest (&self->past, self->values);
  const double *last = self->means;
  guint length = get_length (self);
  double sum = 0., mean, trendline;

  for (guint k = 0; k < length; k++)
    sum += newest[-(int) k] - value;
  mean = length > 0 ? value + sum / length : value;
  trendline = (4. * mean + 3. * last[0] + 2. * last[1] + last[2]) / 10.;

  self->means[2] = self->means[1];
  self->means[1] = self->means[0];
  self->means[0] = mean;

  return trendline;
}

/* The angle of the cycle's own frequency in the smoothed price. */
static inline void
turn_phase (Trend *self)
{
  const double *newest = get_newest (&self->smooth, self->smooths);
  guint length = self->hilbert.smooth_period + .5;
  double re = 0., im = 0.;

  for (guint k = 0; k < length; k++)
    {
      double angle = k * 2. * G_PI / length;

      re += sin (angle) * newest[-(int) k];
      im += cos (angle) * newest[-(int) k];
    }

  if (fabs (im) > 0.)
    self->phase = atan (re / im) * (180. / G_PI);
  else
    self->phase += re < 0. ? -90. : re > 0. ? 90. : 0.;

  self->phase += 90. + 360. / self->hilbert.smooth_period;
  if (im < 0.)
    self->phase += 180.;
  if (self->phase > 315.)
    self->phase -= 360.;
}

static inline void
turn_sines (Trend *self)
{
  self->sine = sin (self->phase * (G_PI / 180.));
  self->lead = sin ((self->phase + 45.) * (G_PI / 180.));
}

static inline void
ht_dcphase_push (Trend        *self,
                 const double *in,
                 double       *out)
{
  if (!ht_trend_take (self, in[0]))
    return;

  turn_phase (self);
  out[0] = self->phase;
}

DT_DEFINE_KERNELS (ht_dcphase, Trend, 1, 1)

static inline void
ht_sine_push (Trend        *self,
              const double *in,
              double       *out)
{
  if (!ht_trend_take (self, in[0]))
    return;

  turn_phase (self);
  turn_sines (self);
  out[0] = self->sine;
  out[1] = self->lead;
}

DT_DEFINE_KERNELS (ht_sine, Trend, 1, 2)

/* The first three means have none before them. */
static inline void
ht_trendline_push (Trend        *self,
                   const double *in,
                   double       *out)
{
  double trendline;

  if (!ht_trend_take (self, in[0]))
    {
      self->means[2] = self->means[1];
      self->means[1] = self->means[0];
      self->means[0] = in[0];
      return;
    }

  trendline = get_trendline (self, in[0]);
  if (self->n_bars++ >= 3)
    out[0] = trendline;
}

DT_DEFINE_KERNELS (ht_trendline, Trend, 1, 1)

static inline gboolean
is_trend (Trend  *self,
          double  turned,
          double  trendline)
{
  double period = self->hilbert.smooth_period, smooth = self->hilbert.smooth[0];

  if (trendline != 0. && fabs (dt_ratio (smooth - trendline, trendline, 0.)) >= .015)
    return TRUE;

  return self->n_trend >= .5 * period &&
         !(turned > .67 * 360. / period && turned < 1.5 * 360. / period);
}

static inline void
ht_trendmode_push (Trend        *self,
                   const double *in,
                   double       *out)
{
  double sine = self->sine, lead = self->lead, phase = self->phase, trendline;

  if (!ht_trend_take (self, in[0]))
    return;

  turn_phase (self);
  turn_sines (self);
  trendline = get_trendline (self, in[0]);
  if ((self->sine > self->lead && sine <= lead) || (self->sine < self->lead && sine >= lead))
    self->n_trend = 0.;
  self->n_trend += 1.;
  out[0] = is_trend (self, self->phase - phase, trendline);
}

DT_DEFINE_KERNELS (ht_trendmode, Trend, 1, 1)

static guint
ht_trend_warmup (const double *parameters)
{
  return parameters[0] == DT_HILBERT_FIRST ? 6 : 37;
}

static guint
ht_trendline_warmup (const double *parameters)
{
  return ht_trend_warmup (parameters) + 3;
}

const DtIndicator dt_indicator_ht_dcphase = {
  .id = "ht_dcphase",
  .title = "Dominant Cycle Phase",
  .category = "cycle",
  .summary = "Where in its cycle the price is, -45 to 315 degrees.",
  .source = "Ehlers, Rocket Science for Traders, 2001",
  .convention = "TA-Lib shows it from the 64th bar on. " DT_HILBERT_CONVENTION,
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 1,
  .parameters = { DT_HILBERT_PARAMETER },
  .n_outputs = 1,
  .outputs = { { "ht_dcphase", DT_DRAW_LINE } },
  .state_size = ht_trend_state_size,
  .init = ht_trend_init,
  .step = ht_dcphase_step,
  .run = ht_dcphase_run,
  .warmup = ht_trend_warmup,
};

const DtIndicator dt_indicator_ht_sine = {
  .id = "ht_sine",
  .title = "Sine Wave",
  .category = "cycle",
  .summary = "The sine of the cycle’s phase, and of an eighth of a cycle later: where they cross, "
             "a cycle turns.",
  .source = "Ehlers, Rocket Science for Traders, 2001",
  .convention = "TA-Lib shows them from the 64th bar on. " DT_HILBERT_CONVENTION,
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 1,
  .parameters = { DT_HILBERT_PARAMETER },
  .n_outputs = 2,
  .outputs = {
    { "sine", DT_DRAW_LINE, DT_UNIT_NUMBER, -1, 1 },
    { "lead", DT_DRAW_LINE, DT_UNIT_NUMBER, -1, 1 },
  },
  .state_size = ht_trend_state_size,
  .init = ht_trend_init,
  .step = ht_sine_step,
  .run = ht_sine_run,
  .warmup = ht_trend_warmup,
};

const DtIndicator dt_indicator_ht_trendline = {
  .id = "ht_trendline",
  .title = "Instantaneous Trendline",
  .category = "cycle",
  .summary = "The mean over the dominant cycle, which is then gone from it.",
  .source = "Ehlers, Rocket Science for Traders, 2001",
  .convention = "Smoothed over four bars; TA-Lib shows it from the 64th bar on. "
                DT_HILBERT_CONVENTION,
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 1,
  .parameters = { DT_HILBERT_PARAMETER },
  .n_outputs = 1,
  .outputs = { { "ht_trendline", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE } },
  .state_size = ht_trend_state_size,
  .init = ht_trend_init,
  .step = ht_trendline_step,
  .run = ht_trendline_run,
  .warmup = ht_trendline_warmup,
};

const DtIndicator dt_indicator_ht_trendmode = {
  .id = "ht_trendmode",
  .title = "Trend or Cycle",
  .category = "cycle",
  .summary = "1 while the market is in a trend, 0 while it goes in cycles.",
  .source = "Ehlers, Rocket Science for Traders, 2001",
  .convention = "No trend for half a cycle after the sines crossed, nor while the phase turns as "
                "fast as the cycle’s; a trend in any case 1.5 % away from the trendline. TA-Lib "
                "shows it from the 64th bar on. " DT_HILBERT_CONVENTION,
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 1,
  .parameters = { DT_HILBERT_PARAMETER },
  .n_outputs = 1,
  .outputs = { { "ht_trendmode", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 1 } },
  .state_size = ht_trend_state_size,
  .init = ht_trend_init,
  .step = ht_trendmode_step,
  .run = ht_trendmode_run,
  .warmup = ht_trend_warmup,
};
