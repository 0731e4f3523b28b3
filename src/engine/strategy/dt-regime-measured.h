/* dt-regime-measured.h - the regime by statistics
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-regime.h"

G_BEGIN_DECLS

/* Lengths in bars of the regime's timeframe. A state is entered at one threshold and left at
 * another, so that a value on the edge does not flip it. */
typedef struct
{
  double   trend_length;
  double   trend_enter;          /* efficiency ratio, 0 to 1: trending from it on */
  double   trend_leave;          /* and until it is below this */
  double   volatility_length;
  double   volatility_history;   /* values that the latest one is ranked among */
  double   volatile_enter;       /* rank, 0 to 1: volatile from it on */
  double   volatile_leave;
  double   calm_enter;           /* calm up to it */
  double   calm_leave;
  gboolean breadth;              /* whether breadth is asked for */
  double   breadth_length;       /* of the average that members are above or below */
  double   breadth_least;        /* members with a value that it takes */
  double   breadth_enter;        /* part of the members on the trend's side to enter it */
  double   breadth_leave;
  double   max_age;              /* days after which a last bar says nothing any more */
} DtRegimeRules;

void            dt_regime_rules_init      (DtRegimeRules        *rules);
/* The numbers of the rules by name, as files write them: "trend-enter". */
guint           dt_regime_rules_get_n_keys (void);
const char     *dt_regime_rules_get_key   (guint                 i);
double          dt_regime_rules_get       (const DtRegimeRules  *rules,
                                           guint                 i);
/* %FALSE when the value is out of its range, which is put into @low and @high. */
gboolean        dt_regime_rules_set       (DtRegimeRules        *rules,
                                           guint                 i,
                                           double                value,
                                           double               *low,
                                           double               *high);
/* What is wrong with them together; %NULL when nothing is. Static. */
const char     *dt_regime_rules_check     (const DtRegimeRules  *rules);

/* @n_members: instruments of the run. @universe: the market is the mean of the members' returns,
 * nobody pushes one. (transfer full) */
DtRegimeSource *dt_regime_measured_new    (const DtRegimeRules  *rules,
                                           guint                 n_members,
                                           gboolean              universe);

G_END_DECLS
