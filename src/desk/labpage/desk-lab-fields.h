/* desk-lab-fields.h - the set-up of a run as it is typed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-run-spec.h"

G_BEGIN_DECLS

/* Texts as on the command line; empty ones leave to the run what it does when nothing is said. */
typedef struct
{
  const char                *strategy;      /* path */
  const char *const         *others;        /* (nullable): paths of strategies beside it */
  const char                *selector;      /* (nullable): path; its strategies trade then */
  const DtParameterSetting  *settings;      /* borrowed */
  guint                      n_settings;
  const char                *universe;
  const char                *symbols;       /* "AAPL, MSFT" */
  const char                *from;          /* "2017-01-03" */
  const char                *to;            /* included */
  const char                *timeframe;     /* "15m" */
  const char                *cash;
  const char                *commission;
  const char                *slippage;
  const char                *volume_share;
  const char                *borrow;
  const char                *interest;
  const char                *margin;
  const char                *latency;
  const char                *intrabar;
  const char                *policy;
  const char                *finish;
  const char                *risk;
  const char                *benchmark;
  gboolean                   independent;
} DeskLabFields;

/* The same spec as "backtest run" makes of the same words. @error says which field is wrong and
 * what it should be. (transfer full) */
DtRunSpec *desk_lab_fields_make_spec (const DeskLabFields  *fields,
                                      GError              **error);

G_END_DECLS
