/* desk-drawings.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-plot"

#include "config.h"

#include <math.h>
#include <string.h>

#include "desk-drawings.h"

#define MOST_KEPT  100
#define MOST       500      /* drawings on one instrument */
/* Of a note; each may take sixteen bytes in the file. */
#define MOST_LETTERS 120
#define MOST_TEXT  (16 * MOST_LETTERS)
/* Pixels from a drawing, and from one of its points, at which it is meant. */
#define REACH      6.
#define REACH_END  9.

struct _DeskDrawings
{
  GArray    *list;          /* of DeskDrawing */
  GPtrArray *before;        /* of texts: what it was, oldest first */
};

static const char *const names[] = {
  [DESK_DRAWING_LEVEL] = "level",
  [DESK_DRAWING_TREND] = "trend",
  [DESK_DRAWING_NOTE] = "note",
};

static void
clear_drawing (gpointer data)
{
  g_free (((DeskDrawing *) data)->text);
}

DeskDrawings *
desk_drawings_new (void)
{
  DeskDrawings *drawings = g_new0 (DeskDrawings, 1);

  drawings->list = g_array_new (FALSE, FALSE, sizeof (DeskDrawing));
  g_array_set_clear_func (drawings->list, clear_drawing);
  drawings->before = g_ptr_array_new_with_free_func (g_free);
  return drawings;
}

void
desk_drawings_free (DeskDrawings *drawings)
{
  if (drawings == NULL)
    return;

  g_array_unref (drawings->list);
  g_ptr_array_unref (drawings->before);
  g_free (drawings);
}

/* Reading and writing */

static gboolean
take_number (const char **cursor,
             double      *number)
{
  char *end;

  *number = g_ascii_strtod (*cursor, &end);
  if (end == *cursor || !isfinite (*number))
    return FALSE;

  *cursor = end;
  return TRUE;
}

static gboolean
take_point (const char **cursor,
            DeskPoint   *point)
{
  char *end;

  point->time = g_ascii_strtoll (*cursor, &end, 10);
  if (end == *cursor || point->time == G_MAXINT64 || point->time == G_MININT64)
    return FALSE;

  *cursor = end;
  return take_number (cursor, &point->price);
}

static gboolean
read_line (const char  *line,
           DeskDrawing *drawing)
{
  guint kind = 0;
  const char *cursor;

  while (kind < G_N_ELEMENTS (names)
         && !(g_str_has_prefix (line, names[kind]) && line[strlen (names[kind])] == ' '))
    kind++;
  if (kind == G_N_ELEMENTS (names))
    return FALSE;

  cursor = line + strlen (names[kind]);
  *drawing = (DeskDrawing) { .kind = kind };
  if (!take_point (&cursor, &drawing->points[0]))
    return FALSE;
  drawing->points[1] = drawing->points[0];
  if (kind == DESK_DRAWING_TREND && !take_point (&cursor, &drawing->points[1]))
    return FALSE;
  if (kind != DESK_DRAWING_NOTE)
    return *cursor == '\0';

  if (*cursor != ' ' || !g_utf8_validate (cursor, -1, NULL) || strlen (cursor) > MOST_TEXT)
    return FALSE;
  drawing->text = g_strcompress (cursor + 1);
  return TRUE;
}

static gboolean
fill (DeskDrawings *drawings,
      const char   *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  gboolean complete = TRUE;

  g_array_set_size (drawings->list, 0);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      DeskDrawing drawing;

      if (*lines[i] == '\0')
        continue;
      if (drawings->list->len < MOST && read_line (lines[i], &drawing))
        {
          if (drawing.text == NULL)
            drawing.text = g_strdup ("");
          g_array_append_val (drawings->list, drawing);
        }
      else
        complete = FALSE;
    }

  return complete;
}

gboolean
desk_drawings_read (DeskDrawings *drawings,
                    const char   *text)
{
  g_ptr_array_set_size (drawings->before, 0);
  return fill (drawings, text);
}

static void
write_point (GString         *text,
             const DeskPoint *point)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (text, " %" G_GINT64_FORMAT " %s", point->time,
                          g_ascii_dtostr (number, sizeof number, point->price));
}

char *
desk_drawings_write (DeskDrawings *drawings)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < drawings->list->len; i++)
    {
      const DeskDrawing *drawing = desk_drawings_get (drawings, i);

      g_string_append (text, names[drawing->kind]);
      write_point (text, &drawing->points[0]);
      if (drawing->kind == DESK_DRAWING_TREND)
        write_point (text, &drawing->points[1]);
      if (drawing->kind == DESK_DRAWING_NOTE)
        {
          g_autofree char *escaped = g_strescape (drawing->text, NULL);

          g_string_append_printf (text, " %s", escaped);
        }
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

/* Changes */

guint
desk_drawings_get_n (DeskDrawings *drawings)
{
  return drawings->list->len;
}

const DeskDrawing *
desk_drawings_get (DeskDrawings *drawings,
                   guint         i)
{
  return &g_array_index (drawings->list, DeskDrawing, i);
}

void
desk_drawings_keep (DeskDrawings *drawings)
{
  if (drawings->before->len == MOST_KEPT)
    g_ptr_array_remove_index (drawings->before, 0);
  g_ptr_array_add (drawings->before, desk_drawings_write (drawings));
}

gboolean
desk_drawings_undo (DeskDrawings *drawings)
{
  g_autofree char *text = NULL;

  if (drawings->before->len == 0)
    return FALSE;

  text = g_ptr_array_steal_index (drawings->before, drawings->before->len - 1);
  fill (drawings, text);
  return TRUE;
}

guint
desk_drawings_add (DeskDrawings      *drawings,
                   const DeskDrawing *drawing)
{
  DeskDrawing copy = *drawing;

  copy.text = g_strdup (drawing->text != NULL ? drawing->text : "");
  g_array_append_val (drawings->list, copy);
  return drawings->list->len - 1;
}

void
desk_drawings_set (DeskDrawings    *drawings,
                   guint            i,
                   const DeskPoint  points[2])
{
  memcpy (g_array_index (drawings->list, DeskDrawing, i).points, points, 2 * sizeof *points);
}

void
desk_drawings_set_text (DeskDrawings *drawings,
                        guint         i,
                        const char   *text)
{
  DeskDrawing *drawing = &g_array_index (drawings->list, DeskDrawing, i);

  g_free (drawing->text);
  drawing->text = g_utf8_strlen (text, -1) > MOST_LETTERS
                  ? g_utf8_substring (text, 0, MOST_LETTERS) : g_strdup (text);
}

void
desk_drawings_remove (DeskDrawings *drawings,
                      guint         i)
{
  g_array_remove_index (drawings->list, i);
}

/* Places */

/* The bar that covers the time; beyond the last one as if bars went on without nights. */
gint64
desk_canvas_bar (const DeskCanvas *canvas,
                 DtTime            time)
{
  const DtBarSeries *series = canvas->series;
  gint64 last = (gint64) canvas->n_known - 1;
  gsize i;

  if (last >= 0 && time > series->time[last])
    return last + (time - series->time[last]) / ((gint64) series->timeframe * DT_SECOND);

  i = dt_bar_series_find (series, time);
  return (gint64) i - (i < series->n_bars && series->time[i] == time ? 0 : 1);
}

double
desk_canvas_x (const DeskCanvas *canvas,
               DtTime            time)
{
  gint64 bar = CLAMP (desk_canvas_bar (canvas, time), -1000000, (gint64) canvas->n_known + 1000000);
  double step = desk_plot_step (canvas->plot);
  double x = floor (bar * step + .5) - floor (canvas->plot->view.left * step + .5);

  return x / canvas->plot->device;
}

/* Points stand on bars that are known. */
DeskPoint
desk_canvas_point_at (const DeskCanvas *canvas,
                      double            x,
                      double            y)
{
  double bar = floor (desk_viewport_bar_at (&canvas->plot->view, x) + .5);
  gint64 i = (gint64) CLAMP (bar, 0, (double) MAX ((gint64) canvas->n_known - 1, 0));

  return (DeskPoint) { canvas->series->time[i],
                       desk_scale_to_value (&canvas->plot->scale,
                                            CLAMP (y, 0, canvas->plot->height)) };
}

static double
distance (double x,
          double y,
          double x0,
          double y0,
          double x1,
          double y1)
{
  double dx = x1 - x0, dy = y1 - y0, length = dx * dx + dy * dy;
  double way = length > 0 ? CLAMP (((x - x0) * dx + (y - y0) * dy) / length, 0., 1.) : 0.;

  return hypot (x - x0 - way * dx, y - y0 - way * dy);
}

static double
distance_of (const DeskDrawing *drawing,
             const DeskCanvas  *canvas,
             double             x,
             double             y,
             int               *end)
{
  double ends[2][2];

  for (guint i = 0; i < 2; i++)
    {
      ends[i][0] = desk_canvas_x (canvas, drawing->points[i].time);
      ends[i][1] = desk_scale_to_pixel (&canvas->plot->scale, drawing->points[i].price);
    }

  *end = -1;
  if (drawing->kind == DESK_DRAWING_LEVEL)
    return fabs (y - ends[0][1]);
  for (int i = 0; i < (drawing->kind == DESK_DRAWING_NOTE ? 1 : 2); i++)
    if (hypot (x - ends[i][0], y - ends[i][1]) <= REACH_END)
      {
        *end = drawing->kind == DESK_DRAWING_NOTE ? -1 : i;
        return 0.;
      }
  if (drawing->kind == DESK_DRAWING_NOTE)
    return INFINITY;

  return distance (x, y, ends[0][0], ends[0][1], ends[1][0], ends[1][1]);
}

int
desk_drawings_find (DeskDrawings     *drawings,
                    const DeskCanvas *canvas,
                    double            x,
                    double            y,
                    int              *end)
{
  double nearest = REACH;
  int found = -1;

  for (guint i = 0; i < drawings->list->len; i++)
    {
      int which;
      double far = distance_of (desk_drawings_get (drawings, i), canvas, x, y, &which);

      if (far > nearest)
        continue;
      nearest = far;
      found = (int) i;
      *end = which;
    }

  return found;
}
