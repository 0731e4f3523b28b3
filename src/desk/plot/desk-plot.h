/* desk-plot.h - the frame around a curve: axes, grid, crosshair, pointer and keys
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "desk-axis.h"
#include "desk-colours.h"
#include "desk-scale.h"

#include "desk-labels.h"
#include "desk-viewport.h"

G_BEGIN_DECLS

typedef struct _DeskPlot DeskPlot;

/* Where a tag stands */
typedef enum
{
  DESK_TAG_AXIS,            /* on the axis of values */
  DESK_TAG_START,           /* in the plot, where the oldest bars are */
  DESK_TAG_END,             /* at the latest ones, unless a narrow plot has no room for both */
} DeskTagPlace;

/* What the widget around a plot does for it. */
typedef struct
{
  /* Bars in sight changed. */
  void (*moved)    (GtkWidget *widget);
  /* The bar under crosshair or data cursor changed; @by_key when it has to be announced. */
  void (*pointed)  (GtkWidget *widget,
                    gboolean   by_key);
  void (*menu)     (GtkWidget *widget,
                    double     x,
                    double     y);
  /* Colours, labels or device pixels changed: everything is drawn anew. */
  void (*restyled) (GtkWidget *widget);

  /* (nullable, the four of them) Whether a press there takes hold of something, which then follows
   * the pointer instead of the view, until it is let go; @moved: unless it never moved. */
  gboolean    (*grab)    (GtkWidget *widget,
                          double     x,
                          double     y);
  void        (*drag)    (GtkWidget *widget,
                          double     x,
                          double     y);
  void        (*release) (GtkWidget *widget,
                          gboolean   moved);
  /* Name of the pointer over what could be taken hold of, else %NULL */
  const char *(*pointer) (GtkWidget *widget,
                          double     x,
                          double     y);
} DeskPlotHooks;

/**
 * DeskPlot:
 *
 * What charts have in common. Everything that is drawn stands on whole device pixels: bar i is at
 * column round (i × step) − round (left × step), so that bars keep their distances while they are
 * panned.
 *
 * Thread: main. A part of its widget, which calls init in its own init and clear in dispose.
 */
struct _DeskPlot
{
  GtkWidget           *widget;      /* not owned */
  const DeskPlotHooks *hooks;
  DeskLabels           labels;
  DeskViewport         view;
  DeskPalette          palette;
  const DeskColours   *colours;

  int                  width;       /* of the plot, without axes, in pixels */
  int                  height;
  int                  below;       /* of what has axes of its own between the plot and its times */
  int                  axis_width;
  int                  least_axis;  /* that what is below needs */
  int                  axis_height;
  int                  device;      /* device pixels a pixel */

  const DtTime        *time;        /* of the bars, not owned */
  gboolean             clock;       /* whether bars are shorter than a day */
  gboolean             breaks;      /* the widget marks where days begin: labels need no line */
  DeskScale            scale;
  int                  decimals;
  double               base;        /* axis labels are percent above it; 0: they are values */
  int                  base_decimals;
  DeskTick             value_ticks[DESK_AXIS_MAX_TICKS];
  guint                n_value_ticks;
  DeskTick             time_ticks[DESK_AXIS_MAX_TICKS];
  guint                n_time_ticks;

  double               pointer_x;   /* NaN while the pointer is elsewhere */
  double               pointer_y;
  gint64               cursor;      /* −1 for none */
  gboolean             by_key;
  gint64               linked;      /* bar that another plot points to; −1 for none */

  gboolean             on_page;     /* the wheel zooms only with Control */
  GtkGesture          *drag;        /* not owned */
  gboolean             grabbed;     /* by the widget: the view stays */
  double               drag_left;
  double               drag_right;
  double               pinch_left;
  double               pinch_right;
  double               velocity;    /* pixels a second, while gliding */
  gint64               glide_time;
  guint                glide_id;
};

void     desk_plot_init           (DeskPlot            *plot,
                                   GtkWidget           *widget,
                                   const DeskPlotHooks *hooks,
                                   double               usual_step);
void     desk_plot_clear          (DeskPlot            *plot);
void     desk_plot_set_palette    (DeskPlot            *plot,
                                   DeskPalette          palette);
/* After fonts or settings of the system changed. */
void     desk_plot_restyle        (DeskPlot            *plot);
/* Takes the sizes of widget, axes and what is @below; returns whether anything changed. */
gboolean desk_plot_allocate       (DeskPlot            *plot,
                                   int                  width,
                                   int                  height,
                                   int                  below);
/* Height of the times' axis, known before the plot has a size. */
int      desk_plot_measure_times  (DeskPlot            *plot);
/* Fits the scale to [@low, @high] between the pixels @top and @bottom and chooses ticks. %TRUE when
 * the axis had to become wider or narrower for them: other bars are in sight now, to be fitted. */
gboolean desk_plot_fit            (DeskPlot            *plot,
                                   double               low,
                                   double               high,
                                   double               top,
                                   double               bottom);
/* What the value axis says of a value: "172.31", or with a base "+1.25 %". */
char    *desk_plot_format         (const DeskPlot      *plot,
                                   double               value,
                                   char                 label[DESK_AXIS_LABEL_SIZE]);
/* Bars in sight, cut to those that there are; %FALSE without any. */
gboolean desk_plot_get_bars       (const DeskPlot      *plot,
                                   gint64              *first,
                                   gint64              *end);

/* Device pixels */
double   desk_plot_step           (const DeskPlot      *plot);
int      desk_plot_x              (const DeskPlot      *plot,
                                   gint64               bar);
int      desk_plot_y              (const DeskPlot      *plot,
                                   double               value);
/* First bar whose centre is in this column or right of it, within an eighth of a pixel. */
gint64   desk_plot_first_bar      (const DeskPlot      *plot,
                                   int                  column);
void     desk_plot_fill           (const DeskPlot      *plot,
                                   GtkSnapshot         *snapshot,
                                   const GdkRGBA       *colour,
                                   int                  x,
                                   int                  y,
                                   int                  width,
                                   int                  height);

void     desk_plot_draw_background (DeskPlot           *plot,
                                   GtkSnapshot         *snapshot);
void     desk_plot_draw_grid      (DeskPlot            *plot,
                                   GtkSnapshot         *snapshot);
/* Lines and labels of the value axis alone: of what is below. */
void     desk_plot_draw_values    (DeskPlot            *plot,
                                   GtkSnapshot         *snapshot);
void     desk_plot_draw_dashes    (DeskPlot            *plot,
                                   GtkSnapshot         *snapshot,
                                   const GdkRGBA       *colour,
                                   int                  x,
                                   int                  y,
                                   int                  length,
                                   gboolean             vertical,
                                   const int           *pattern);
/* A label on a filled plate, its middle at @y. */
void     desk_plot_draw_tag       (DeskPlot            *plot,
                                   GtkSnapshot         *snapshot,
                                   const char          *text,
                                   const GdkRGBA       *colour,
                                   double               y,
                                   DeskTagPlace         place);
/* Before tags are drawn: a label of the axis of which a tag at @y would cover a part is covered
 * whole, or it would look like another number. */
void     desk_plot_hide_labels    (DeskPlot            *plot,
                                   GtkSnapshot         *snapshot,
                                   double               y);
void     desk_plot_draw_crosshair (DeskPlot            *plot,
                                   GtkSnapshot         *snapshot,
                                   double               value);
void     desk_plot_draw_message   (DeskPlot            *plot,
                                   GtkSnapshot         *snapshot,
                                   const char          *text);
void     desk_plot_draw_focus     (DeskPlot            *plot,
                                   GtkSnapshot         *snapshot);

/* Gestures and keys: desk-plot-input.c */
void     desk_plot_add_gestures   (DeskPlot            *plot);
/* Binds keys to @callback, whose argument is "(s)": what desk_plot_key() takes. */
void     desk_plot_bind_keys      (GtkWidgetClass      *widget_class,
                                   GtkShortcutFunc      callback);
gboolean desk_plot_key            (DeskPlot            *plot,
                                   const char          *name);
/* After the number of bars changed or the view moved: the pointer may be over another bar. */
void     desk_plot_update_cursor  (DeskPlot            *plot);
/* Zooms around the cursor that keys move, else around the last bars in sight. */
void     desk_plot_zoom           (DeskPlot            *plot,
                                   double               factor);
/* After the view was moved by a call. */
void     desk_plot_view_moved     (DeskPlot            *plot);
/* Stops what still moves: a new series, the widget is hidden. */
void     desk_plot_stop           (DeskPlot            *plot);

G_END_DECLS
