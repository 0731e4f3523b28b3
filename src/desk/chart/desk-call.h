/* desk-call.h - an indicator with its parameters, as it is written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-indicator.h"

G_BEGIN_DECLS

#define DESK_CALL_ERROR (desk_call_error_quark ())
GQuark desk_call_error_quark (void);

typedef enum
{
  DESK_CALL_ERROR_SYNTAX,
  DESK_CALL_ERROR_UNKNOWN,     /* indicator, parameter, output or column */
  DESK_CALL_ERROR_OTHER,       /* it compares two series and the second is not named */
} DeskCallError;

/* "ema(9)", "ema(high, 9)", "macd(12, 26, 9, seed = first)", "adx(14).plus_di": the rule language's
 * way, with columns of the chart's own bars as series. Plain data, copied freely. */
typedef struct
{
  const DtIndicator *indicator;
  double             parameters[DT_INDICATOR_MAX_PARAMETERS];
  DtIndicatorInput   source;    /* the column that stands for DT_INPUT_SOURCE */
  DtIndicatorInput   other;     /* and for DT_INPUT_OTHER, which itself stands for none */
  int                output;    /* the only one that is shown; −1: all that share a place */
  guint              n_given;   /* parameters that are written even where they are the table's */
} DeskCall;

/* Parameters that are left out are the table's. Numbers have a point, whatever the locale. */
gboolean desk_call_parse       (DeskCall          *call,
                                const char        *text,
                                GError           **error);
/* With the table's parameters; a second series, where one is wanted, is the volume. */
void     desk_call_init        (DeskCall          *call,
                                const DtIndicator *indicator);
/* (transfer full): what desk_call_parse() reads back */
char    *desk_call_write       (const DeskCall    *call);
gboolean desk_call_reads       (const DeskCall    *call,
                                DtIndicatorInput   input);
/* "open", "volume"; %NULL for what is no column of bars */
const char *desk_call_column   (DtIndicatorInput   input);

G_END_DECLS
