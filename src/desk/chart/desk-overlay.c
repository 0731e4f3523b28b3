/* desk-overlay.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chart"

#include "config.h"

#include <math.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "desk-overlay.h"

/* Bytes */
#define LARGE_COLUMN (4 << 20)
/* Bars whose extremes are found while their values are still in the processor's cache. */
#define CHUNK        16384

struct _DeskOverlay
{
  DeskCall     call;
  char        *name;
  gboolean     on_prices;
  guint        shown[DT_INDICATOR_MAX_OUTPUTS];
  guint        n_shown;

  gpointer     state;
  double      *session_start;
  double      *lines[DT_INDICATOR_MAX_OUTPUTS];
  DeskPyramid *pyramids[DT_INDICATOR_MAX_OUTPUTS];
  gsize        n;               /* that the state has seen */
  gsize        n_total;         /* with one that is not complete */
  gsize        n_allocated;
};

static gboolean
is_on_prices (DtIndicatorDraw draw)
{
  return draw != DT_DRAW_LINE && draw != DT_DRAW_HISTOGRAM;
}

/* What shares a place with the first output, and in a pane its unit: a direction has no place
 * among prices, nor a covariance on the scale of a correlation. Each can be called by its name. */
static void
choose_outputs (DeskOverlay *overlay)
{
  const DtIndicatorOutput *outputs = overlay->call.indicator->outputs;
  int only = overlay->call.output;
  const DtIndicatorOutput *first = &outputs[MAX (only, 0)];

  overlay->on_prices = is_on_prices (first->draw);
  for (guint k = 0; k < overlay->call.indicator->n_outputs; k++)
    if (only >= 0 ? (int) k == only
        : is_on_prices (outputs[k].draw) == overlay->on_prices
          && (overlay->on_prices || outputs[k].unit == first->unit))
      overlay->shown[overlay->n_shown++] = k;
}

/**
 * desk_overlay_parse:
 * @text: a call like "ema(9)"
 * @error: a #GError, or %NULL
 *
 * Returns: (transfer full) (nullable): an overlay over nothing yet; otherwise %NULL and @error says
 *   what is wrong with @text
 */
DeskOverlay *
desk_overlay_parse (const char  *text,
                    GError     **error)
{
  DeskCall call;
  DeskOverlay *overlay;

  g_return_val_if_fail (text != NULL, NULL);

  if (!desk_call_parse (&call, text, error))
    return NULL;

  overlay = g_new0 (DeskOverlay, 1);
  overlay->call = call;
  overlay->name = desk_call_write (&call);
  overlay->state = g_malloc (call.indicator->state_size (call.parameters));
  choose_outputs (overlay);
  desk_overlay_reset (overlay);
  for (guint k = 0; k < call.indicator->n_outputs; k++)
    overlay->pyramids[k] = desk_pyramid_new ();

  return overlay;
}

void
desk_overlay_free (DeskOverlay *overlay)
{
  if (overlay == NULL)
    return;

  for (guint k = 0; k < overlay->call.indicator->n_outputs; k++)
    {
      desk_pyramid_free (overlay->pyramids[k]);
      g_free (overlay->lines[k]);
    }
  g_free (overlay->session_start);
  g_free (overlay->state);
  g_free (overlay->name);
  g_free (overlay);
}

void
desk_overlay_reset (DeskOverlay *overlay)
{
  overlay->n = 0;
  overlay->call.indicator->init (overlay->state, overlay->call.parameters);
  for (guint k = 0; k < overlay->call.indicator->n_outputs; k++)
    if (overlay->pyramids[k] != NULL)
      desk_pyramid_update (overlay->pyramids[k], NULL, NULL, NULL, 0);
}

static gboolean
needs_sessions (const DeskOverlay *overlay)
{
  return desk_call_reads (&overlay->call, DT_INPUT_SESSION_START);
}

/* Columns of a million values are filled in one go: a page fault for each 4 KiB of them would take
 * longer than the computation. */
static double *
grow_column (double *column,
             gsize   n)
{
  column = g_renew (double, column, n);
#ifdef MADV_HUGEPAGE
  if (n * sizeof *column >= LARGE_COLUMN)
    {
      gsize page = sysconf (_SC_PAGESIZE);
      guintptr begin = ((guintptr) column + page - 1) & -page;

      madvise ((gpointer) begin, (guintptr) (column + n) - begin, MADV_HUGEPAGE);
    }
#endif

  return column;
}

/* A quarter more from the start: the first bar that is added moves nothing, and what is not
 * written is no memory yet. */
static void
reserve (DeskOverlay *overlay,
         gsize        n)
{
  if (n <= overlay->n_allocated)
    return;

  overlay->n_allocated = n + n / 4;
  for (guint k = 0; k < overlay->call.indicator->n_outputs; k++)
    overlay->lines[k] = grow_column (overlay->lines[k], overlay->n_allocated);
  if (needs_sessions (overlay))
    overlay->session_start = grow_column (overlay->session_start, overlay->n_allocated);
}

/* A session is a day in New York. */
static void
mark_sessions (DeskOverlay  *overlay,
               const DtTime *time,
               gsize         n)
{
  DtDate before = DT_DATE_NONE;

  if (overlay->n > 0)
    before = dt_time_get_new_york_date (time[overlay->n - 1], NULL);

  for (gsize i = overlay->n; i < n; i++)
    {
      DtDate date = dt_time_get_new_york_date (time[i], NULL);

      overlay->session_start[i] = date != before ? dt_indicator_session_start (before, date) : 0.;
      before = date;
    }
}

static const double *
input_column (const DeskOverlay *overlay,
              const DtBarSeries *series,
              DtIndicatorInput   input)
{
  switch (input)
    {
    case DT_INPUT_OPEN: return series->open;
    case DT_INPUT_HIGH: return series->high;
    case DT_INPUT_LOW: return series->low;
    case DT_INPUT_VOLUME: return series->volume;
    case DT_INPUT_SESSION_START: return overlay->session_start;
    case DT_INPUT_SOURCE: return input_column (overlay, series, overlay->call.source);
    case DT_INPUT_OTHER: return input_column (overlay, series, overlay->call.other);
    case DT_INPUT_CLOSE:
    default: return series->close;
    }
}

/* The first of the four prices of candles has the extremes of all. */
static void
update_pyramids (DeskOverlay *overlay,
                 gsize        n)
{
  const DtIndicator *indicator = overlay->call.indicator;

  for (guint k = 0; k < indicator->n_outputs; k++)
    {
      gboolean candles = k + 3 < indicator->n_outputs
                         && indicator->outputs[k].draw == DT_DRAW_OVERLAY_CANDLES;

      desk_pyramid_update (overlay->pyramids[k], overlay->lines[candles ? k + 2 : k],
                           overlay->lines[candles ? k + 1 : k], NULL, n);
      desk_pyramid_forget (overlay->pyramids[k], overlay->n);
    }
}

static void
run (DeskOverlay       *overlay,
     const DtBarSeries *series,
     gpointer           state,
     gsize              first,
     gsize              end)
{
  const DtIndicator *indicator = overlay->call.indicator;
  const double *inputs[DT_INDICATOR_MAX_INPUTS];
  double *outputs[DT_INDICATOR_MAX_OUTPUTS];

  for (guint k = 0; k < indicator->n_inputs; k++)
    inputs[k] = input_column (overlay, series, indicator->inputs[k]) + first;
  for (guint k = 0; k < indicator->n_outputs; k++)
    outputs[k] = overlay->lines[k] + first;

  indicator->run (state, inputs, end - first, outputs);
}

static void
run_closed (DeskOverlay       *overlay,
            const DtBarSeries *series,
            gsize              n_closed)
{
  for (guint k = 0; k < overlay->call.indicator->n_outputs; k++)
    desk_pyramid_reserve (overlay->pyramids[k], n_closed, FALSE);

  while (overlay->n < n_closed)
    {
      gsize end = MIN (n_closed, overlay->n + CHUNK);

      run (overlay, series, overlay->state, overlay->n, end);
      overlay->n = end;
      if (end < n_closed)
        update_pyramids (overlay, end);
    }
}

void
desk_overlay_update (DeskOverlay       *overlay,
                     const DtBarSeries *series,
                     gsize              n_known,
                     gsize              n_closed)
{
  if (n_closed < overlay->n)
    desk_overlay_reset (overlay);
  if (n_known == overlay->n && n_known == overlay->n_total)
    return;

  overlay->n_total = n_known;
  reserve (overlay, n_known);
  if (needs_sessions (overlay))
    mark_sessions (overlay, series->time, n_known);
  run_closed (overlay, series, n_closed);

  /* What is not complete must leave no trace in the state */
  if (n_known > n_closed)
    {
      gsize size = overlay->call.indicator->state_size (overlay->call.parameters);
      g_autofree gpointer state = g_memdup2 (overlay->state, size);

      run (overlay, series, state, n_closed, n_known);
    }
  update_pyramids (overlay, n_known);
}

const char *
desk_overlay_get_name (DeskOverlay *overlay)
{
  return overlay->name;
}

const DeskCall *
desk_overlay_get_call (DeskOverlay *overlay)
{
  return &overlay->call;
}

gboolean
desk_overlay_is_on_prices (DeskOverlay *overlay)
{
  return overlay->on_prices;
}

guint
desk_overlay_get_n_lines (DeskOverlay *overlay)
{
  return overlay->n_shown;
}

const DtIndicatorOutput *
desk_overlay_get_output (DeskOverlay *overlay,
                         guint        line)
{
  return &overlay->call.indicator->outputs[overlay->shown[line]];
}

const double *
desk_overlay_get_values (DeskOverlay *overlay,
                         guint        line)
{
  return overlay->lines[overlay->shown[line]];
}

DeskPyramid *
desk_overlay_get_pyramid (DeskOverlay *overlay,
                          guint        line)
{
  return overlay->pyramids[overlay->shown[line]];
}
