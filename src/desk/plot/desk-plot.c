/* desk-plot.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-plot"

#include "config.h"

#include <math.h>

#include <adwaita.h>

#include "desk-plot.h"

#define LABEL_GAP      8      /* left and right of a label on the value axis */
#define TICK_SPACING_Y 44.
#define TICK_SPACING_X 64.
#define TAG_PADDING    2
#define MARGIN         .06    /* of the scale, above and below what is fitted */
#define LEAST_AXIS     48
/* Names in a plot this narrow would cover the latest bars: they stand at the left. */
#define NARROW         560
/* The axis keeps its width while labels need less of it than this less, or panning would shake. */
#define AXIS_SLACK     12

static const GdkRGBA white = { 1.f, 1.f, 1.f, 1.f };
static const GdkRGBA black = { 0.f, 0.f, 0.f, 1.f };
static const int crosshair_dashes[] = { 4, 4, 0 };

static gboolean
update_colours (DeskPlot *plot)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  const DeskColours *before = plot->colours;

  plot->colours = desk_colours_get (plot->palette, adw_style_manager_get_dark (manager),
                                    adw_style_manager_get_high_contrast (manager));
  return plot->colours != before;
}

static void
draw_anew (DeskPlot *plot)
{
  plot->hooks->restyled (plot->widget);
}

static void
style_changed (DeskPlot *plot)
{
  if (update_colours (plot))
    draw_anew (plot);
}

static void
follow_style (DeskPlot *plot)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_signal_connect_swapped (manager, "notify::dark", G_CALLBACK (style_changed), plot);
  g_signal_connect_swapped (manager, "notify::high-contrast", G_CALLBACK (style_changed), plot);
  g_signal_connect_swapped (plot->widget, "notify::scale-factor", G_CALLBACK (draw_anew), plot);
  g_signal_connect (plot->widget, "notify::has-focus", G_CALLBACK (gtk_widget_queue_draw), NULL);
}

void
desk_plot_init (DeskPlot            *plot,
                GtkWidget           *widget,
                const DeskPlotHooks *hooks,
                double               usual_step)
{
  plot->widget = widget;
  plot->hooks = hooks;
  plot->axis_width = LEAST_AXIS;
  plot->device = 1;
  plot->decimals = 2;
  plot->pointer_x = plot->pointer_y = NAN;
  plot->cursor = plot->linked = -1;
  plot->scale = (DeskScale) { DESK_SCALE_LINEAR, 0., 1., 1., 0. };
  desk_labels_init (&plot->labels, widget);
  desk_viewport_init (&plot->view, usual_step);
  update_colours (plot);
  follow_style (plot);
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
}

void
desk_plot_clear (DeskPlot *plot)
{
  desk_plot_stop (plot);
  g_signal_handlers_disconnect_by_data (adw_style_manager_get_default (), plot);
  desk_labels_clear (&plot->labels);
}

void
desk_plot_set_palette (DeskPlot    *plot,
                       DeskPalette  palette)
{
  plot->palette = palette;
  style_changed (plot);
}

void
desk_plot_restyle (DeskPlot *plot)
{
  desk_labels_forget (&plot->labels);
  draw_anew (plot);
}

int
desk_plot_measure_times (DeskPlot *plot)
{
  int height;

  desk_labels_measure (&plot->labels, "0", NULL, &height);
  return height + 10;
}

gboolean
desk_plot_allocate (DeskPlot *plot,
                    int       width,
                    int       height,
                    int       below)
{
  int device = MAX (1, gtk_widget_get_scale_factor (plot->widget));
  int plot_width, plot_height;

  plot->axis_height = desk_plot_measure_times (plot);
  plot_width = MAX (1, width - plot->axis_width);
  plot_height = MAX (1, height - plot->axis_height - below);

  if (plot->width == plot_width && plot->height == plot_height && plot->below == below
      && plot->device == device)
    return FALSE;

  plot->width = plot_width;
  plot->height = plot_height;
  plot->below = below;
  plot->device = device;
  desk_viewport_set_width (&plot->view, plot_width);
  return TRUE;
}

/* Least pixels between ticks: more of them where the user has large text */
static double
spacing_of_values (DeskPlot *plot)
{
  int height;

  desk_labels_measure (&plot->labels, "0", NULL, &height);
  return MAX (TICK_SPACING_Y, 2.4 * height);
}

static double
spacing_of_times (DeskPlot *plot)
{
  int width;

  desk_labels_measure (&plot->labels, "30 Sep", &width, NULL);
  return MAX (TICK_SPACING_X, 1.5 * width);
}

/* In percent. */
static DeskScale
label_scale (const DeskPlot *plot)
{
  DeskScale scale = plot->scale;

  scale.kind = DESK_SCALE_LINEAR;
  scale.low = (scale.low / plot->base - 1) * 100;
  scale.high = (scale.high / plot->base - 1) * 100;
  return scale;
}

char *
desk_plot_format (const DeskPlot *plot,
                  double          value,
                  char            label[DESK_AXIS_LABEL_SIZE])
{
  char number[DESK_AXIS_LABEL_SIZE];

  if (!(plot->base > 0) || isnan (value))
    return desk_axis_format_value (value, plot->decimals, label);

  value = (value / plot->base - 1) * 100;
  desk_axis_format_value (value, plot->base_decimals, number);
  g_snprintf (label, DESK_AXIS_LABEL_SIZE, "%s%s %%", value > 0 ? "+" : "", number);
  return label;
}

/* On a logarithmic scale round numbers of percent are all at the top once prices rose tenfold:
 * round multiples of the base. Returns how many. */
static guint
find_multiples (DeskPlot *plot,
                DeskTick *ticks)
{
  DeskScale scale = plot->scale;
  guint n;

  scale.low /= plot->base;
  scale.high /= plot->base;
  n = desk_axis_value_ticks (&scale, spacing_of_values (plot), ticks);
  for (guint i = 0; i < n; i++)
    {
      double percent = (desk_scale_to_value (&scale, ticks[i].position) - 1) * 100;
      int decimals = fabs (percent - round (percent)) > 1e-6 ? 2 : 0;

      desk_axis_format_value (percent, decimals, ticks[i].label);
      g_strlcat (ticks[i].label, " %", sizeof ticks[i].label);
    }

  return n;
}

/* Prices may be on a logarithmic scale, where percent are not as far apart at the top: ticks that
 * would stand too close are left out. */
static void
find_percent_ticks (DeskPlot *plot)
{
  DeskScale scale = label_scale (plot);
  double before = INFINITY, spacing = spacing_of_values (plot);
  guint n = 0, n_ticks;

  plot->base_decimals = MIN (desk_axis_decimals (&scale), 2);
  if (plot->scale.kind == DESK_SCALE_LOGARITHMIC && plot->scale.high > 10 * plot->scale.low)
    {
      plot->n_value_ticks = find_multiples (plot, plot->value_ticks);
      return;
    }

  n_ticks = desk_axis_value_ticks (&scale, spacing, plot->value_ticks);
  for (guint i = 0; i < n_ticks; i++)
    {
      DeskTick tick = plot->value_ticks[i];
      double percent = desk_scale_to_value (&scale, tick.position);

      tick.position = desk_scale_to_pixel (&plot->scale, (percent / 100 + 1) * plot->base);
      if (before - tick.position < spacing / 2)
        continue;
      g_strlcat (tick.label, " %", sizeof tick.label);
      before = tick.position;
      plot->value_ticks[n++] = tick;
    }
  plot->n_value_ticks = n;
}

static void
find_value_ticks (DeskPlot *plot)
{
  plot->decimals = desk_axis_decimals (&plot->scale);
  if (plot->base > 0)
    find_percent_ticks (plot);
  else
    plot->n_value_ticks = desk_axis_value_ticks (&plot->scale, spacing_of_values (plot),
                                                 plot->value_ticks);
}

static int
needed_axis_width (DeskPlot *plot)
{
  char label[DESK_AXIS_LABEL_SIZE];
  int width, widest;

  /* Tags show more decimals than ticks */
  desk_plot_format (plot, plot->scale.high, label);
  desk_labels_measure (&plot->labels, label, &widest, NULL);
  desk_plot_format (plot, plot->scale.low, label);
  desk_labels_measure (&plot->labels, label, &width, NULL);
  widest = MAX (widest, width);
  for (guint i = 0; i < plot->n_value_ticks; i++)
    {
      desk_labels_measure (&plot->labels, plot->value_ticks[i].label, &width, NULL);
      widest = MAX (widest, width);
    }

  return MAX (MAX (LEAST_AXIS, plot->least_axis), widest + 2 * LABEL_GAP);
}

static gboolean
fit_axis (DeskPlot *plot)
{
  int needed = needed_axis_width (plot);
  int width = plot->width + plot->axis_width;

  if (needed <= plot->axis_width && needed > plot->axis_width - AXIS_SLACK)
    return FALSE;

  plot->axis_width = needed;
  plot->width = MAX (1, width - needed);
  desk_viewport_set_width (&plot->view, plot->width);
  return TRUE;
}

static void
find_time_ticks (DeskPlot *plot)
{
  double step = desk_plot_step (plot) / plot->device;
  double origin = -floor (plot->view.left * desk_plot_step (plot) + .5) / plot->device;

  plot->n_time_ticks = 0;
  if (plot->time != NULL && plot->view.n > 0)
    plot->n_time_ticks = desk_axis_time_ticks (plot->time, plot->view.n,
                                               (gint64) ceil (plot->view.left),
                                               (gint64) floor (plot->view.right), origin, step,
                                               spacing_of_times (plot), plot->time_ticks);
}

gboolean
desk_plot_fit (DeskPlot *plot,
               double    low,
               double    high,
               double    top,
               double    bottom)
{
  gboolean resized;

  plot->scale.start = MAX (bottom, top + 1);
  plot->scale.end = top;
  desk_scale_fit (&plot->scale, low, high, MARGIN);
  find_value_ticks (plot);
  resized = fit_axis (plot);
  find_time_ticks (plot);
  return resized;
}

gboolean
desk_plot_get_bars (const DeskPlot *plot,
                    gint64         *first,
                    gint64         *end)
{
  *first = MAX ((gint64) floor (plot->view.left), 0);
  *end = MIN ((gint64) ceil (plot->view.right) + 1, plot->view.n);

  return *first < *end;
}

double
desk_plot_step (const DeskPlot *plot)
{
  return desk_viewport_step (&plot->view) * plot->device;
}

int
desk_plot_x (const DeskPlot *plot,
             gint64          bar)
{
  double step = desk_plot_step (plot);

  return (int) (floor (bar * step + .5) - floor (plot->view.left * step + .5));
}

int
desk_plot_y (const DeskPlot *plot,
             double          value)
{
  double y = desk_scale_to_pixel (&plot->scale, value) * plot->device;

  return (int) floor (CLAMP (y, -1e6, 1e6) + .5);
}

/* Where columns hold many bars their edges are moved to the nearest whole block of the pyramid, an
 * eighth of a pixel away at most: it then answers without a look at single bars. */
gint64
desk_plot_first_bar (const DeskPlot *plot,
                     int             column)
{
  double step = desk_plot_step (plot);
  gint64 bar = (gint64) ceil ((column + floor (plot->view.left * step + .5) - .5) / step);
  gint64 grain = step < 1. / 256 ? 64 : step < 1. / 32 ? 8 : 1;

  return (bar + grain / 2) & -grain;
}

void
desk_plot_fill (const DeskPlot *plot,
                GtkSnapshot    *snapshot,
                const GdkRGBA  *colour,
                int             x,
                int             y,
                int             width,
                int             height)
{
  float device = plot->device;

  gtk_snapshot_append_color (snapshot, colour,
                             &GRAPHENE_RECT_INIT (x / device, y / device,
                                                  width / device, height / device));
}

void
desk_plot_draw_dashes (DeskPlot      *plot,
                       GtkSnapshot   *snapshot,
                       const GdkRGBA *colour,
                       int            x,
                       int            y,
                       int            length,
                       gboolean       vertical,
                       const int     *pattern)
{
  guint k = 0;

  for (int at = 0; at < length; k++)
    {
      int run = pattern[k] == 0 ? pattern[k = 0] : pattern[k];

      run = MIN (run * plot->device, length - at);
      if (k % 2 == 0 && vertical)
        desk_plot_fill (plot, snapshot, colour, x, y + at, plot->device, run);
      else if (k % 2 == 0)
        desk_plot_fill (plot, snapshot, colour, x + at, y, run, plot->device);
      at += run;
    }
}

void
desk_plot_draw_values (DeskPlot    *plot,
                       GtkSnapshot *snapshot)
{
  int height;

  desk_labels_measure (&plot->labels, "0", NULL, &height);
  for (guint i = 0; i < plot->n_value_ticks; i++)
    {
      const DeskTick *tick = &plot->value_ticks[i];
      int y = (int) floor (tick->position * plot->device + .5);

      desk_plot_fill (plot, snapshot, &plot->colours->grid, 0, y, plot->width * plot->device,
                      plot->device);
      if (tick->position < height / 2. || tick->position > plot->height - height / 2.)
        continue;
      desk_labels_draw (&plot->labels, snapshot, tick->label, &plot->colours->dim_text,
                        plot->width + plot->axis_width - LABEL_GAP, tick->position, 1.);
    }
}

/* The middle of a label; one that would stick out is moved in, unless it would then no longer be
 * under its tick. */
static gboolean
find_time_label (DeskPlot       *plot,
                 const DeskTick *tick,
                 int            *width,
                 double         *middle)
{
  desk_labels_measure (&plot->labels, tick->label, width, NULL);
  *middle = CLAMP (tick->position, *width / 2. + 2, plot->width - *width / 2. + LABEL_GAP);

  return tick->position >= *width / 4. && tick->position <= plot->width - *width / 4.;
}

static void
draw_time_label (DeskPlot       *plot,
                 GtkSnapshot    *snapshot,
                 const DeskTick *tick)
{
  double middle;
  int width;

  if (find_time_label (plot, tick, &width, &middle))
    desk_labels_draw (&plot->labels, snapshot, tick->label,
                      tick->strong ? &plot->colours->text : &plot->colours->dim_text, middle,
                      plot->height + plot->below + plot->axis_height / 2., .5);
}

/* Of which a tag from @left to @right would cover a part. */
static void
hide_time_labels (DeskPlot    *plot,
                  GtkSnapshot *snapshot,
                  double       left,
                  double       right)
{
  for (guint i = 0; i < plot->n_time_ticks; i++)
    {
      double middle;
      int width;

      if (find_time_label (plot, &plot->time_ticks[i], &width, &middle)
          && middle + width / 2. > left && middle - width / 2. < right)
        gtk_snapshot_append_color (snapshot, &plot->colours->background,
                                   &GRAPHENE_RECT_INIT ((float) floor (middle - width / 2.),
                                                        plot->height + plot->below + 1,
                                                        width + 1, plot->axis_height - 1));
    }
}

static void
draw_time_axis (DeskPlot    *plot,
                GtkSnapshot *snapshot)
{
  const GdkRGBA *grid = &plot->colours->grid, *dim = &plot->colours->dim_text;
  GdkRGBA strong = { grid->red + (dim->red - grid->red) * .25f,
                     grid->green + (dim->green - grid->green) * .25f,
                     grid->blue + (dim->blue - grid->blue) * .25f, 1.f };

  for (guint i = 0; i < plot->n_time_ticks; i++)
    {
      const DeskTick *tick = &plot->time_ticks[i];
      int x = (int) floor (tick->position * plot->device + .5);

      if (!tick->day || !plot->breaks)
        desk_plot_fill (plot, snapshot, tick->strong ? &strong : grid, x, 0, plot->device,
                        (plot->height + plot->below) * plot->device);
      draw_time_label (plot, snapshot, tick);
    }
}

void
desk_plot_draw_background (DeskPlot    *plot,
                           GtkSnapshot *snapshot)
{
  gtk_snapshot_append_color (snapshot, &plot->colours->background,
                             &GRAPHENE_RECT_INIT (0, 0, plot->width + plot->axis_width,
                                                  plot->height + plot->below
                                                  + plot->axis_height));
}

void
desk_plot_draw_grid (DeskPlot    *plot,
                     GtkSnapshot *snapshot)
{
  const GdkRGBA *grid = &plot->colours->grid;
  int width = plot->width + plot->axis_width, foot = plot->height + plot->below;
  int height = foot + plot->axis_height;

  desk_plot_draw_values (plot, snapshot);
  draw_time_axis (plot, snapshot);
  gtk_snapshot_append_color (snapshot, grid, &GRAPHENE_RECT_INIT (plot->width, 0, 1, height));
  gtk_snapshot_append_color (snapshot, grid, &GRAPHENE_RECT_INIT (0, foot, width, 1));
}

/* Black or white, whatever is easier to read on it; luminance after WCAG 2.1, with the square for
 * the exact curve. */
static const GdkRGBA *
text_on (const GdkRGBA *plate)
{
  double luminance = .2126 * plate->red * plate->red + .7152 * plate->green * plate->green
                     + .0722 * plate->blue * plate->blue;

  return luminance > .3 ? &black : &white;
}

static void
draw_plate (DeskPlot              *plot,
            GtkSnapshot           *snapshot,
            const char            *text,
            const GdkRGBA         *colour,
            const graphene_rect_t *plate,
            double                 x_align)
{
  GskRoundedRect rounded;
  double inset = x_align > .5 ? LABEL_GAP : x_align < .5 ? -LABEL_GAP / 2. : 0.;

  gsk_rounded_rect_init_from_rect (&rounded, plate, 3);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, colour, plate);
  gtk_snapshot_pop (snapshot);
  desk_labels_draw (&plot->labels, snapshot, text, text_on (colour),
                    plate->origin.x + plate->size.width * x_align - inset,
                    plate->origin.y + plate->size.height / 2., x_align);
}

/* Where a tag at @y is, moved into the plot. */
static double
find_tag (DeskPlot *plot,
          double    y,
          int       text)
{
  int height = text + 2 * TAG_PADDING;

  return CLAMP (round (y - height / 2.), 0, MAX (0, plot->height - height));
}

void
desk_plot_hide_labels (DeskPlot    *plot,
                       GtkSnapshot *snapshot,
                       double       y)
{
  double top;
  int text;

  desk_labels_measure (&plot->labels, "0", NULL, &text);
  top = find_tag (plot, y, text);
  for (guint i = 0; i < plot->n_value_ticks; i++)
    {
      double there = plot->value_ticks[i].position;

      if (there + text / 2. > top && there - text / 2. < top + text + 2 * TAG_PADDING)
        gtk_snapshot_append_color (snapshot, &plot->colours->background,
                                   &GRAPHENE_RECT_INIT (plot->width + 1,
                                                        (float) floor (there - text / 2.),
                                                        plot->axis_width - 1, text + 1));
    }
}

void
desk_plot_draw_tag (DeskPlot      *plot,
                    GtkSnapshot   *snapshot,
                    const char    *text,
                    const GdkRGBA *colour,
                    double         y,
                    DeskTagPlace   place)
{
  int width, height;
  double top;

  desk_labels_measure (&plot->labels, text, &width, &height);
  top = find_tag (plot, y, height);
  height += 2 * TAG_PADDING;

  if (place == DESK_TAG_AXIS)
    draw_plate (plot, snapshot, text, colour,
                &GRAPHENE_RECT_INIT (plot->width + 1, top, plot->axis_width - 3, height), 1.);
  else
    draw_plate (plot, snapshot, text, colour,
                &GRAPHENE_RECT_INIT (place == DESK_TAG_START || plot->width < NARROW
                                     ? 4 : plot->width - width - LABEL_GAP - 4,
                                     top, width + LABEL_GAP, height), 0.);
}

static void
draw_time_tag (DeskPlot    *plot,
               GtkSnapshot *snapshot,
               double       x,
               gint64       bar)
{
  char label[DESK_AXIS_LABEL_SIZE];
  int width, height;
  double left;

  desk_axis_format_time (plot->time[bar], plot->clock, label);
  desk_labels_measure (&plot->labels, label, &width, &height);
  width += 2 * LABEL_GAP;
  left = CLAMP (round (x - width / 2.), 0, MAX (0, plot->width + plot->axis_width - width));
  hide_time_labels (plot, snapshot, left, left + width);
  draw_plate (plot, snapshot, label, &plot->colours->crosshair,
              &GRAPHENE_RECT_INIT (left, plot->height + plot->below + 2, width,
                                   plot->axis_height - 4), .5);
}

static void
draw_vertical (DeskPlot    *plot,
               GtkSnapshot *snapshot,
               int          x,
               gint64       bar)
{
  if (x < 0 || x >= plot->width * plot->device)
    return;

  desk_plot_draw_dashes (plot, snapshot, &plot->colours->crosshair, x, 0,
                         (plot->height + plot->below) * plot->device, TRUE, crosshair_dashes);
  if (bar >= 0 && plot->time != NULL)
    draw_time_tag (plot, snapshot, (double) x / plot->device, bar);
}

/**
 * desk_plot_draw_crosshair:
 * @value: where the horizontal line is when no pointer says it
 *
 * The vertical line is at the centre of the bar, the horizontal one at the pointer or at the value
 * of the bar under the data cursor.
 */
void
desk_plot_draw_crosshair (DeskPlot    *plot,
                          GtkSnapshot *snapshot,
                          double       value)
{
  char label[DESK_AXIS_LABEL_SIZE];
  int x, y;

  if (isnan (plot->pointer_x) && plot->cursor < 0)
    {
      if (plot->linked >= 0)
        draw_vertical (plot, snapshot, desk_plot_x (plot, plot->linked), plot->linked);
      return;
    }

  x = plot->cursor >= 0 ? desk_plot_x (plot, plot->cursor)
      : (int) floor (plot->pointer_x * plot->device);
  y = plot->by_key ? (isnan (value) ? -1 : desk_plot_y (plot, value))
      : (int) floor (plot->pointer_y * plot->device);

  draw_vertical (plot, snapshot, x, plot->cursor);
  if (y >= 0 && y < plot->height * plot->device)
    {
      double there = (double) y / plot->device;

      desk_plot_draw_dashes (plot, snapshot, &plot->colours->crosshair, 0, y,
                             plot->width * plot->device, FALSE, crosshair_dashes);
      if (there > plot->scale.start)
        return;
      desk_plot_format (plot, desk_scale_to_value (&plot->scale, there), label);
      desk_plot_draw_tag (plot, snapshot, label, &plot->colours->crosshair, there, DESK_TAG_AXIS);
    }
}

void
desk_plot_draw_message (DeskPlot    *plot,
                        GtkSnapshot *snapshot,
                        const char  *text)
{
  desk_labels_draw (&plot->labels, snapshot, text, &plot->colours->dim_text,
                    (plot->width + plot->axis_width) / 2., plot->height / 2., .5);
}

void
desk_plot_draw_focus (DeskPlot    *plot,
                      GtkSnapshot *snapshot)
{
  const GdkRGBA *colour = &plot->colours->line[0];
  GskRoundedRect outline;

  if (!gtk_widget_has_visible_focus (plot->widget))
    return;

  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT (0, 0, plot->width + plot->axis_width,
                                                        plot->height + plot->below
                                                        + plot->axis_height), 4);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 2, 2, 2, 2 },
                              (GdkRGBA[4]) { *colour, *colour, *colour, *colour });
}
