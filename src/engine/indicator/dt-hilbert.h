/* dt-hilbert.h - the dominant cycle of a series
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-indicator-private.h"

G_BEGIN_DECLS

/* The longest cycle that is looked for. */
#define DT_HILBERT_MAX_PERIOD 50

/* Before the discriminator runs, bars only go into the smoothed price: how many, differs. */
enum
{
  DT_HILBERT_TALIB,
  DT_HILBERT_FIRST,
};

extern const char *const dt_hilbert_choices[];

#define DT_HILBERT_PARAMETER \
  { "seed", DT_HILBERT_TALIB, 0, 1, TRUE, dt_hilbert_choices }

#define DT_HILBERT_CONVENTION                                                                   \
  "Filters begin empty: with seed = talib after as many bars as TA-Lib leaves out, with seed = " \
  "first after six, as Ehlers does; they agree after a hundred bars or so."

/**
 * DtHilbert:
 *
 * The homodyne discriminator: the price, smoothed over four bars, is split into a part in phase and
 * one a quarter of a cycle later by a Hilbert transform of seven taps; from bar to bar their angle
 * turns by 360 degrees over the period. Ehlers, Rocket Science for Traders, 2001.
 *
 * Plain data, no resources: copied by assignment.
 */
typedef struct
{
  guint32 n_to_skip;        /* bars */
  guint32 n_bars;           /* up to 4 */
  double  values[4];        /* newest first, as all below */
  double  smooth[7];
  double  detrender[7];
  double  in_phase[7];      /* the detrender of three bars before */
  double  quadrature[7];
  double  i2;
  double  q2;
  double  re;
  double  im;
  double  period;
  double  smooth_period;
} DtHilbert;

void     dt_hilbert_init (DtHilbert *self,
                          guint      n_to_skip);
/* Returns: %TRUE once the discriminator runs */
gboolean dt_hilbert_push (DtHilbert *self,
                          double     value);

G_END_DECLS
