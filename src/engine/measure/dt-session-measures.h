/* dt-session-measures.h - what a list of session returns says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Fractions and ratios of one period, not annual; NaN where undefined. A period without a change
 * is neither up nor down. Definitions are those of quantstats. */
typedef struct
{
  double best;
  double worst;
  double average_up;
  double average_down;
  double win_rate;              /* up by up and down */
  double payoff;                /* average up by the size of average down */
  double profit_factor;         /* sum of gains by the size of the sum of losses */
  double gain_to_pain;          /* sum of returns by the size of the sum of losses (Schwager) */
  double common_sense;          /* profit factor times tail ratio */
  double cpc;                   /* profit factor times win rate times payoff */
  double kelly;                 /* win rate less loss rate by payoff */
  double risk_of_ruin;          /* ((1 - win rate) / (1 + win rate)) ^ n */
  double outlier_win;           /* 99th percentile by the mean of returns not below 0 */
  double outlier_loss;          /* 1st percentile by the mean of returns below 0 */
  double risk_return;           /* mean by sample deviation */
  double normal_value_at_risk;  /* 5th percentile of the normal distribution that fits */
  double normal_expected_shortfall; /* mean of the returns below it */
  double ulcer_index;           /* root of the sum of squared depths by n - 1 (Martin 1987) */
  double ulcer_performance;     /* compounded return by ulcer index */
  double serenity;              /* sum of returns by ulcer index and pitfall */
  double recovery;              /* size of the sum of returns by the maximum drawdown's */
  double autocorrelation;       /* of neighbours */
  double smoothing;             /* what autocorrelation hides of the deviation: a factor >= 1 */
  gsize  longest_up;            /* in a row */
  gsize  longest_down;
} DtSessionMeasures;

void  dt_session_measures_compute (const double      *returns,
                                   gsize              n_returns,
                                   DtSessionMeasures *measures);

G_END_DECLS
