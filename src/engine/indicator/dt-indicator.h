/* dt-indicator.h - one table of indicators: names, parameters, state and kernels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-time.h"

G_BEGIN_DECLS

#define DT_INDICATOR_MAX_PARAMETERS 9
#define DT_INDICATOR_MAX_INPUTS     6
#define DT_INDICATOR_MAX_OUTPUTS    9
#define DT_INDICATOR_MAX_LEVELS     3

/* What an input column holds. SOURCE is any series: the close unless the caller says otherwise,
 * so ema (rsi (14), 9) works. OTHER is a second series, which the caller has to name. */
typedef enum
{
  DT_INPUT_SOURCE,
  DT_INPUT_OPEN,
  DT_INPUT_HIGH,
  DT_INPUT_LOW,
  DT_INPUT_CLOSE,
  DT_INPUT_VOLUME,
  DT_INPUT_SESSION_START,   /* on the first bar of a session what begins with it, see
                             * dt_indicator_session_start(), else 0 */
  DT_INPUT_OTHER,
} DtIndicatorInput;

#define DT_N_INPUTS (DT_INPUT_OTHER + 1)

/* What begins with the first bar of a session, added up. */
#define DT_BEGINS_SESSION 1u
#define DT_BEGINS_WEEK    2u
#define DT_BEGINS_MONTH   4u
#define DT_BEGINS_QUARTER 8u
#define DT_BEGINS_YEAR    16u

typedef enum
{
  DT_DRAW_OVERLAY_LINE,     /* on the price */
  DT_DRAW_OVERLAY_BAND,     /* this output and the next bound a band on the price */
  DT_DRAW_LINE,             /* in a pane of its own */
  DT_DRAW_HISTOGRAM,
  DT_DRAW_OVERLAY_DOTS,     /* a dot at each price: it jumps */
  DT_DRAW_OVERLAY_STEPS,    /* levels that hold for a while: no slanted lines between them */
  DT_DRAW_OVERLAY_CANDLES,  /* this output and the next three: open, high, low, close */
  DT_DRAW_OVERLAY_MARKS,    /* a mark at the bar: below it where positive, above where negative */
} DtIndicatorDraw;

/* How an output grows when the prices, or the volumes, are twice as large; what an axis is labelled
 * with. A price is one of the source where there is one. */
typedef enum
{
  DT_UNIT_NUMBER,           /* not at all: ratios, percentages, counts */
  DT_UNIT_PRICE,
  DT_UNIT_PRICE_SQUARED,
  DT_UNIT_VOLUME,
  DT_UNIT_MONEY,            /* price times volume */
  DT_UNIT_MIXED,            /* in a way of its own */
} DtIndicatorUnit;

typedef struct
{
  const char *name;         /* as in the rule language: "period" */
  double      fallback;     /* when the call does not say */
  double      minimum;
  double      maximum;
  gboolean    whole;        /* only whole numbers */
  const char *const *choices; /* (nullable): names of the values 0, 1 .., ended by %NULL */
} DtIndicatorParameter;

typedef struct
{
  const char      *name;    /* "macd", "signal", "histogram"; the first is the value of the call */
  DtIndicatorDraw  draw;
  DtIndicatorUnit  unit;
  double           lowest;  /* it stays between these two; no bounds where they are equal */
  double           highest;
  gboolean         sparse;  /* may be missing after the warm-up too */
} DtIndicatorOutput;

/**
 * DtIndicator:
 * @id: its name in rules, charts and the command line: "ema"
 * @source: author, year or book of the formula
 * @convention: seeding and whatever libraries differ in
 * @state_size: bytes of state for these parameters, a multiple of 8
 * @init: makes a state that has seen nothing, in memory of @state_size that is 8-byte aligned
 * @step: takes the next value of each input, writes each output
 * @run: @n steps at once: takes @n values of each input, oldest first, and writes @n values of each
 *   output, bit for bit what @n calls of @step would; outputs may be NULL where not wanted. On a
 *   fresh state it is the batch kernel of charts; backtests run it block by block
 * @warmup: how many bars pass before every output that is not sparse has a value, given no missing
 *   inputs
 * @levels: lines across its pane: 30 and 70 for the RSI
 *
 * A missing value is NaN, in and out; a number beyond 1e100 in magnitude counts as missing. A step
 * with a missing input writes missing outputs and leaves the state as it was. States are plain
 * memory: copied with memcpy, dropped by freeing.
 * Parameters are in the table's order and inside its ranges; dt_indicator_check() sees to that.
 */
typedef struct
{
  const char           *id;
  const char           *title;
  /* "trend", "momentum", "volatility", "volume", "price", "cycle", "statistics", "pattern" */
  const char           *category;
  const char           *summary;
  const char           *source;
  const char           *convention;

  guint                 n_inputs;
  DtIndicatorInput      inputs[DT_INDICATOR_MAX_INPUTS];
  guint                 n_parameters;
  DtIndicatorParameter  parameters[DT_INDICATOR_MAX_PARAMETERS];
  guint                 n_outputs;
  DtIndicatorOutput     outputs[DT_INDICATOR_MAX_OUTPUTS];
  guint                 n_levels;
  double                levels[DT_INDICATOR_MAX_LEVELS];

  gsize               (*state_size) (const double         *parameters);
  void                (*init)       (gpointer              state,
                                     const double         *parameters);
  void                (*step)       (gpointer              state,
                                     const double         *inputs,
                                     double               *outputs);
  void                (*run)        (gpointer              state,
                                     const double *const  *inputs,
                                     gsize                 n,
                                     double *const        *outputs);
  guint               (*warmup)     (const double         *parameters);
} DtIndicator;

typedef enum
{
  DT_INDICATOR_ERROR_UNKNOWN,
  DT_INDICATOR_ERROR_PARAMETER,
} DtIndicatorError;

#define DT_INDICATOR_ERROR (dt_indicator_error_quark ())
GQuark             dt_indicator_error_quark  (void);

/* The table: sorted by id. */
const DtIndicator *const *dt_indicator_list  (guint             *n_indicators);
const DtIndicator *dt_indicator_find         (const char        *id);
const char        *dt_indicator_suggest      (const char        *id);
gboolean           dt_indicator_check        (const DtIndicator *indicator,
                                              const double      *parameters,
                                              guint              n_parameters,
                                              double            *complete,
                                              GError           **error);
gboolean           dt_indicator_find_choice  (const DtIndicatorParameter *parameter,
                                              const char        *name,
                                              double            *value);
gboolean           dt_indicator_reads        (const DtIndicator *indicator,
                                              DtIndicatorInput   input);
double             dt_indicator_session_start (DtDate            last,
                                              DtDate             date);

G_END_DECLS
