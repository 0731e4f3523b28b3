/* dt-volume-index.c - negative and positive volume index, price volume trend
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-indicator-private.h"

typedef struct
{
  double close;        /* of the prior bar; missing before the first */
  double volume;
  double index;
} VolumeIndex;

DT_DEFINE_STATE_SIZE (volume_index, VolumeIndex)

static void
volume_index_init (gpointer      state,
                   const double *parameters)
{
  VolumeIndex *self = state;

  *self = (VolumeIndex) { .close = NAN, .volume = NAN, .index = 1000. };
}

static void
pvt_init (gpointer      state,
          const double *parameters)
{
  VolumeIndex *self = state;

  *self = (VolumeIndex) { .close = NAN, .volume = NAN };
}

/* The rate of change since the prior bar, 0 on the first. */
static inline double
volume_index_change (VolumeIndex  *self,
                     const double *in)
{
  double change = dt_ratio (in[0] - self->close, self->close, 0.);

  self->close = in[0];
  self->volume = in[1];

  return change;
}

/* Growth beyond all bounds stops. */
static inline void
volume_index_grow (VolumeIndex *self,
                   double       change)
{
  double index = self->index + self->index * change;

  if (dt_is_present (index))
    self->index = index;
}

static inline void
nvi_push (VolumeIndex  *self,
          const double *in,
          double       *out)
{
  gboolean counts = in[1] < self->volume;
  double change = volume_index_change (self, in);

  volume_index_grow (self, counts ? change : 0.);
  out[0] = self->index;
}

DT_DEFINE_KERNELS (nvi, VolumeIndex, 2, 1)

static inline void
pvi_push (VolumeIndex  *self,
          const double *in,
          double       *out)
{
  gboolean counts = in[1] > self->volume;
  double change = volume_index_change (self, in);

  volume_index_grow (self, counts ? change : 0.);
  out[0] = self->index;
}

DT_DEFINE_KERNELS (pvi, VolumeIndex, 2, 1)

static inline void
pvt_push (VolumeIndex  *self,
          const double *in,
          double       *out)
{
  double trend = self->index + in[1] * volume_index_change (self, in);

  if (dt_is_present (trend))
    self->index = trend;
  out[0] = self->index;
}

DT_DEFINE_KERNELS (pvt, VolumeIndex, 2, 1)

static guint
volume_index_warmup (const double *parameters)
{
  return 0;
}

const DtIndicator dt_indicator_nvi = {
  .id = "nvi",
  .title = "Negative Volume Index",
  .category = "volume",
  .summary = "What became of 1000 that were in the market only on bars with less volume than the "
             "one before.",
  .source = "Fosback, Stock Market Logic, 1976",
  .convention = "Begins at 1000.",
  .n_inputs = 2,
  .inputs = { DT_INPUT_CLOSE, DT_INPUT_VOLUME },
  .n_outputs = 1,
  .outputs = { { "nvi", DT_DRAW_LINE } },
  .state_size = volume_index_state_size,
  .init = volume_index_init,
  .step = nvi_step,
  .run = nvi_run,
  .warmup = volume_index_warmup,
};

const DtIndicator dt_indicator_pvi = {
  .id = "pvi",
  .title = "Positive Volume Index",
  .category = "volume",
  .summary = "What became of 1000 that were in the market only on bars with more volume than the "
             "one before.",
  .source = "Fosback, Stock Market Logic, 1976",
  .convention = "Begins at 1000.",
  .n_inputs = 2,
  .inputs = { DT_INPUT_CLOSE, DT_INPUT_VOLUME },
  .n_outputs = 1,
  .outputs = { { "pvi", DT_DRAW_LINE } },
  .state_size = volume_index_state_size,
  .init = volume_index_init,
  .step = pvi_step,
  .run = pvi_run,
  .warmup = volume_index_warmup,
};

const DtIndicator dt_indicator_pvt = {
  .id = "pvt",
  .title = "Price Volume Trend",
  .category = "volume",
  .summary = "Volume times the rate of change, added up.",
  .source = "Achelis, Technical Analysis from A to Z, 1995",
  .convention = "Begins at 0; the rate is a fraction.",
  .n_inputs = 2,
  .inputs = { DT_INPUT_CLOSE, DT_INPUT_VOLUME },
  .n_outputs = 1,
  .outputs = { { "pvt", DT_DRAW_LINE, DT_UNIT_VOLUME } },
  .state_size = volume_index_state_size,
  .init = pvt_init,
  .step = pvt_step,
  .run = pvt_run,
  .warmup = volume_index_warmup,
};
