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

G_DEFINE_QUARK (desk-overlay-error-quark, desk_overlay_error)

struct _DeskOverlay
{
  const DtIndicator *indicator;
  double             parameters[DT_INDICATOR_MAX_PARAMETERS];
  char              *name;

  gpointer           state;
  double            *session_start;
  double            *lines[DT_INDICATOR_MAX_OUTPUTS];
  DeskPyramid       *pyramids[DT_INDICATOR_MAX_OUTPUTS];
  gsize              n;
  gsize              n_allocated;
};

static gboolean
refuse (GError     **error,
        const char  *text)
{
  g_set_error (error, DESK_OVERLAY_ERROR, DESK_OVERLAY_ERROR_SYNTAX,
               "“%s” is no indicator call; write it like “ema(9)” or “bollinger(20, 2)”", text);
  return FALSE;
}

static void
skip_space (const char **cursor)
{
  while (g_ascii_isspace (**cursor))
    (*cursor)++;
}

static char *
take_word (const char **cursor)
{
  const char *begin = *cursor;

  while (g_ascii_isalnum (**cursor) || **cursor == '_')
    (*cursor)++;

  return g_strndup (begin, *cursor - begin);
}

/* Numbers between parentheses, both of which are already known to be wanted. */
static gboolean
take_numbers (const char **cursor,
              double      *numbers,
              guint       *n_numbers)
{
  skip_space (cursor);
  while (**cursor != ')')
    {
      char *end;

      if (*n_numbers == DT_INDICATOR_MAX_PARAMETERS)
        return FALSE;
      numbers[*n_numbers] = g_ascii_strtod (*cursor, &end);
      if (end == *cursor || !isfinite (numbers[*n_numbers]))
        return FALSE;

      (*n_numbers)++;
      *cursor = end;
      skip_space (cursor);
      if (**cursor == ')')
        break;
      if (**cursor != ',')
        return FALSE;
      (*cursor)++;
      skip_space (cursor);
      if (**cursor == ')')
        return FALSE;
    }

  (*cursor)++;
  return TRUE;
}

static gboolean
take_call (const char *text,
           char      **id,
           double     *numbers,
           guint      *n_numbers,
           GError    **error)
{
  const char *cursor = text;

  skip_space (&cursor);
  *id = take_word (&cursor);
  skip_space (&cursor);
  if (**id == '\0')
    return refuse (error, text);

  if (*cursor == '(')
    {
      cursor++;
      if (!take_numbers (&cursor, numbers, n_numbers))
        return refuse (error, text);
    }

  skip_space (&cursor);
  return *cursor == '\0' || refuse (error, text);
}

static gboolean
is_on_prices (const DtIndicatorOutput *output)
{
  return output->draw == DT_DRAW_OVERLAY_LINE || output->draw == DT_DRAW_OVERLAY_BAND;
}

static const DtIndicator *
find_indicator (const char *id,
                GError    **error)
{
  const DtIndicator *indicator = dt_indicator_find (id);
  const char *meant;

  if (indicator == NULL)
    {
      meant = dt_indicator_suggest (id);
      g_set_error (error, DESK_OVERLAY_ERROR, DESK_OVERLAY_ERROR_UNKNOWN,
                   meant != NULL ? "There is no indicator “%s”; did you mean “%s”?"
                                 : "There is no indicator “%s”", id, meant);
      return NULL;
    }

  if (!is_on_prices (&indicator->outputs[0]))
    {
      g_set_error (error, DESK_OVERLAY_ERROR, DESK_OVERLAY_ERROR_NOT_ON_PRICE,
                   "“%s” has a scale of its own and cannot be drawn on prices", id);
      return NULL;
    }

  return indicator;
}

/* As it was called; or, when nothing was given, with all parameters but those that do nothing. */
static char *
write_name (const DtIndicator *indicator,
            const double      *parameters,
            guint              n_given)
{
  GString *name = g_string_new (indicator->id);
  guint n = n_given > 0 ? n_given : indicator->n_parameters;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  while (n > n_given && indicator->parameters[n - 1].fallback == 0)
    n--;

  for (guint i = 0; i < n; i++)
    {
      g_ascii_formatd (number, sizeof number, "%.12g", parameters[i]);
      g_string_append_printf (name, "%s%s", i == 0 ? "(" : ", ", number);
    }
  if (n > 0)
    g_string_append_c (name, ')');

  return g_string_free (name, FALSE);
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
  g_autofree char *id = NULL;
  double numbers[DT_INDICATOR_MAX_PARAMETERS], complete[DT_INDICATOR_MAX_PARAMETERS];
  const DtIndicator *indicator;
  DeskOverlay *overlay;
  guint n_numbers = 0;

  g_return_val_if_fail (text != NULL, NULL);

  if (!take_call (text, &id, numbers, &n_numbers, error)
      || (indicator = find_indicator (id, error)) == NULL
      || !dt_indicator_check (indicator, numbers, n_numbers, complete, error))
    return NULL;

  overlay = g_new0 (DeskOverlay, 1);
  overlay->indicator = indicator;
  memcpy (overlay->parameters, complete, sizeof complete);
  overlay->name = write_name (indicator, complete, n_numbers);
  overlay->state = g_malloc (indicator->state_size (complete));
  desk_overlay_reset (overlay);
  for (guint k = 0; k < indicator->n_outputs; k++)
    overlay->pyramids[k] = desk_pyramid_new ();

  return overlay;
}

void
desk_overlay_free (DeskOverlay *overlay)
{
  if (overlay == NULL)
    return;

  for (guint k = 0; k < overlay->indicator->n_outputs; k++)
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
  overlay->indicator->init (overlay->state, overlay->parameters);
  for (guint k = 0; k < overlay->indicator->n_outputs; k++)
    if (overlay->pyramids[k] != NULL)
      desk_pyramid_update (overlay->pyramids[k], NULL, NULL, NULL, 0);
}

static gboolean
needs_sessions (const DeskOverlay *overlay)
{
  for (guint k = 0; k < overlay->indicator->n_inputs; k++)
    if (overlay->indicator->inputs[k] == DT_INPUT_SESSION_START)
      return TRUE;

  return FALSE;
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

static void
reserve (DeskOverlay *overlay,
         gsize        n)
{
  if (n <= overlay->n_allocated)
    return;

  overlay->n_allocated = MAX (n, overlay->n_allocated + overlay->n_allocated / 2);
  for (guint k = 0; k < overlay->indicator->n_outputs; k++)
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
    case DT_INPUT_SOURCE:
    case DT_INPUT_CLOSE:
    default: return series->close;
    }
}

void
desk_overlay_update (DeskOverlay       *overlay,
                     const DtBarSeries *series,
                     gsize              n_known)
{
  const DtIndicator *indicator = overlay->indicator;
  const double *inputs[DT_INDICATOR_MAX_INPUTS];
  double *outputs[DT_INDICATOR_MAX_OUTPUTS];

  if (n_known < overlay->n)
    desk_overlay_reset (overlay);
  if (n_known == overlay->n)
    return;

  reserve (overlay, n_known);
  if (needs_sessions (overlay))
    mark_sessions (overlay, series->time, n_known);
  for (guint k = 0; k < indicator->n_inputs; k++)
    inputs[k] = input_column (overlay, series, indicator->inputs[k]) + overlay->n;
  for (guint k = 0; k < indicator->n_outputs; k++)
    outputs[k] = overlay->lines[k] + overlay->n;

  indicator->run (overlay->state, inputs, n_known - overlay->n, outputs);
  overlay->n = n_known;
  for (guint k = 0; k < indicator->n_outputs; k++)
    desk_pyramid_update (overlay->pyramids[k], overlay->lines[k], overlay->lines[k], NULL,
                         n_known);
}

const char *
desk_overlay_get_name (DeskOverlay *overlay)
{
  return overlay->name;
}

/* Those at the head of the outputs: what follows may be a slope or a direction. */
guint
desk_overlay_get_n_lines (DeskOverlay *overlay)
{
  const DtIndicator *indicator = overlay->indicator;
  guint n = 0;

  while (n < indicator->n_outputs && is_on_prices (&indicator->outputs[n]))
    n++;

  return n;
}

gboolean
desk_overlay_is_band (DeskOverlay *overlay,
                      guint        line)
{
  return overlay->indicator->outputs[line].draw == DT_DRAW_OVERLAY_BAND;
}

const double *
desk_overlay_get_values (DeskOverlay *overlay,
                         guint        line)
{
  return overlay->lines[line];
}

DeskPyramid *
desk_overlay_get_pyramid (DeskOverlay *overlay,
                          guint        line)
{
  return overlay->pyramids[line];
}
