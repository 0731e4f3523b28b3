/* dt-indicator.h - one table of indicators: names, parameters, state and kernels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DT_INDICATOR_MAX_PARAMETERS 6
#define DT_INDICATOR_MAX_INPUTS     6
#define DT_INDICATOR_MAX_OUTPUTS    4

/* What an input column holds. SOURCE is any series: the close unless the caller says otherwise,
 * so ema (rsi (14), 9) works. */
typedef enum
{
  DT_INPUT_SOURCE,
  DT_INPUT_OPEN,
  DT_INPUT_HIGH,
  DT_INPUT_LOW,
  DT_INPUT_CLOSE,
  DT_INPUT_VOLUME,
  DT_INPUT_SESSION_START,   /* 1 on the first bar of a session, else 0 */
} DtIndicatorInput;

typedef enum
{
  DT_DRAW_OVERLAY_LINE,     /* on the price */
  DT_DRAW_OVERLAY_BAND,     /* this output and the next bound a band on the price */
  DT_DRAW_LINE,             /* in a pane of its own */
  DT_DRAW_HISTOGRAM,
} DtIndicatorDraw;

typedef struct
{
  const char *name;         /* as in the rule language: "period" */
  double      fallback;     /* when the call does not say */
  double      minimum;
  double      maximum;
  gboolean    whole;        /* only whole numbers */
} DtIndicatorParameter;

typedef struct
{
  const char      *name;    /* "macd", "signal", "histogram"; the first is the value of the call */
  DtIndicatorDraw  draw;
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
 * @warmup: how many bars pass before every output has a value, given no missing inputs
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
  const char           *category;     /* "trend", "momentum", "volatility", "volume" */
  const char           *summary;
  const char           *source;
  const char           *convention;

  guint                 n_inputs;
  DtIndicatorInput      inputs[DT_INDICATOR_MAX_INPUTS];
  guint                 n_parameters;
  DtIndicatorParameter  parameters[DT_INDICATOR_MAX_PARAMETERS];
  guint                 n_outputs;
  DtIndicatorOutput     outputs[DT_INDICATOR_MAX_OUTPUTS];

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

G_END_DECLS
