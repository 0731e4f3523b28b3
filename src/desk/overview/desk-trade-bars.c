/* desk-trade-bars.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-overview"

#include "config.h"

#include <math.h>
#include <string.h>

#include "desk-compat.h"
#include "desk-format.h"
#include "desk-plot.h"

#include "desk-trade-bars.h"

#define USUAL_STEP 14.
#define MAX_FITS   3
#define MARGIN     6.      /* pixels above and below the bars */
#define MAX_WIDTH  24      /* pixels */
/* Of the room of a bar. */
#define SHARE      .7

struct _DeskTradeBars
{
  GtkWidget      parent_instance;

  DeskPlot       plot;
  GArray        *trades;     /* of DeskTradeBar, whose symbols are in @symbols */
  GArray        *time;       /* of DtTime: the exits, for the axis */
  GStringChunk  *symbols;

  gboolean       fitted;
  GskRenderNode *node;
};

G_DEFINE_FINAL_TYPE (DeskTradeBars, desk_trade_bars, GTK_TYPE_WIDGET)

enum
{
  CURSOR_CHANGED,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const DeskTradeBar *
get_trade (const DeskTradeBars *self,
           gsize                i)
{
  return &g_array_index (self->trades, DeskTradeBar, i);
}

static void
moved (GtkWidget *widget)
{
  DESK_TRADE_BARS (widget)->fitted = FALSE;
  gtk_widget_queue_draw (widget);
}

static void
announce (DeskTradeBars *self,
          gsize          i)
{
  const DeskTradeBar *trade = get_trade (self, i);
  char time[DESK_AXIS_LABEL_SIZE], value[DESK_AXIS_LABEL_SIZE];
  g_autofree char *text = NULL;

  desk_axis_format_time (trade->exit, TRUE, time);
  desk_axis_format_value (trade->profit, 2, value);
  text = g_strdup_printf ("%s, %s: %s", trade->symbol, time, value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
  desk_compat_announce (GTK_WIDGET (self), text);
}

static void
pointed (GtkWidget *widget,
         gboolean   by_key)
{
  DeskTradeBars *self = DESK_TRADE_BARS (widget);

  gtk_widget_queue_draw (widget);
  if (by_key && self->plot.cursor >= 0)
    announce (self, self->plot.cursor);
  g_signal_emit (widget, signals[CURSOR_CHANGED], 0);
}

static void
menu (GtkWidget *widget,
      double     x,
      double     y)
{
}

static const DeskPlotHooks hooks = { moved, pointed, menu, moved };

static void
activate (DeskTradeBars *self)
{
  if (self->plot.cursor >= 0)
    g_signal_emit (self, signals[ACTIVATED], 0, (guint) self->plot.cursor);
}

static gboolean
on_key (GtkWidget *widget,
        GVariant  *arguments,
        gpointer   data)
{
  DeskTradeBars *self = DESK_TRADE_BARS (widget);
  const char *name;

  g_variant_get (arguments, "(&s)", &name);
  if (g_str_equal (name, "enter") && self->plot.cursor >= 0)
    {
      activate (self);
      return TRUE;
    }

  return desk_plot_key (&self->plot, name);
}

/* A drag takes the sequence from the click. */
static void
on_released (GtkGestureClick *click,
             int              n_press,
             double           x,
             double           y,
             DeskTradeBars   *self)
{
  if (n_press == 1 && x >= 0 && x < self->plot.width && y >= 0 && y < self->plot.height)
    activate (self);
}

/* Drawing */

static gboolean
fit (DeskTradeBars *self)
{
  DeskPlot *plot = &self->plot;
  double low = 0., high = 0.;
  gint64 first, end;

  if (!desk_plot_get_bars (plot, &first, &end))
    return desk_plot_fit (plot, -1., 1., MARGIN, plot->height - MARGIN);

  for (gint64 i = first; i < end; i++)
    {
      low = MIN (low, get_trade (self, i)->profit);
      high = MAX (high, get_trade (self, i)->profit);
    }
  if (low == high)
    high = 1.;

  return desk_plot_fit (plot, low, high, MARGIN, plot->height - MARGIN);
}

static void
fill_bar (DeskTradeBars *self,
          GtkSnapshot   *snapshot,
          int            x,
          int            width,
          double         value)
{
  DeskPlot *plot = &self->plot;
  int y = desk_plot_y (plot, value), base = desk_plot_y (plot, 0.);

  /* The line is between them; a profit of a cent is a pixel */
  if (value > 0.)
    desk_plot_fill (plot, snapshot, &plot->colours->up, x, MIN (y, base - plot->device), width,
                    MAX (base - y, plot->device));
  else if (value < 0.)
    desk_plot_fill (plot, snapshot, &plot->colours->down, x, base + plot->device, width,
                    MAX (y - base, plot->device));
}

static void
draw_bars (DeskTradeBars *self,
           GtkSnapshot   *snapshot)
{
  DeskPlot *plot = &self->plot;
  int width = (int) MIN (MAX (plot->device, floor (desk_plot_step (plot) * SHARE)),
                         MAX_WIDTH * plot->device);
  int column = G_MININT;
  double low = 0., high = 0.;
  gint64 first, end;

  if (!desk_plot_get_bars (plot, &first, &end))
    return;

  for (gint64 i = first; i <= end; i++)
    {
      int x = i < end ? desk_plot_x (plot, i) - width / 2 : G_MAXINT;

      if (x != column)
        {
          if (high > 0.)
            fill_bar (self, snapshot, column, width, high);
          if (low < 0.)
            fill_bar (self, snapshot, column, width, low);
          column = x;
          low = high = 0.;
        }
      if (i < end)
        {
          low = MIN (low, get_trade (self, i)->profit);
          high = MAX (high, get_trade (self, i)->profit);
        }
    }
}

static GskRenderNode *
make_node (DeskTradeBars *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  DeskPlot *plot = &self->plot;

  desk_plot_draw_background (plot, snapshot);
  desk_plot_draw_grid (plot, snapshot);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, plot->width, plot->height));
  draw_bars (self, snapshot);
  if (self->trades->len > 0)
    desk_plot_fill (plot, snapshot, &plot->colours->dim_text, 0, desk_plot_y (plot, 0.),
                    plot->width * plot->device, plot->device);
  gtk_snapshot_pop (snapshot);

  return gtk_snapshot_free_to_node (snapshot);
}

static void
prepare (DeskTradeBars *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (desk_plot_allocate (&self->plot, gtk_widget_get_width (widget),
                          gtk_widget_get_height (widget), 0))
    self->fitted = FALSE;
  if (self->fitted)
    return;

  g_clear_pointer (&self->node, gsk_render_node_unref);
  for (guint i = 0; i < MAX_FITS && fit (self); i++)
    continue;
  self->node = make_node (self);
  self->fitted = TRUE;
}

static void
desk_trade_bars_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  DeskTradeBars *self = DESK_TRADE_BARS (widget);
  gint64 cursor = self->plot.cursor;

  if (gtk_widget_get_width (widget) <= 0 || gtk_widget_get_height (widget) <= 0)
    return;

  prepare (self);
  if (self->node != NULL)
    gtk_snapshot_append_node (snapshot, self->node);
  if (self->trades->len == 0)
    desk_plot_draw_message (&self->plot, snapshot, "No trade is completed yet");
  else
    desk_plot_draw_crosshair (&self->plot, snapshot,
                              cursor >= 0 ? get_trade (self, cursor)->profit : NAN);
  desk_plot_draw_focus (&self->plot, snapshot);
}

static void
desk_trade_bars_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 160 : 80;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 480 : 140;
}

static void
desk_trade_bars_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  DeskTradeBars *self = DESK_TRADE_BARS (widget);

  if (desk_plot_allocate (&self->plot, width, height, 0))
    self->fitted = FALSE;
}

static void
desk_trade_bars_unmap (GtkWidget *widget)
{
  desk_plot_stop (&DESK_TRADE_BARS (widget)->plot);

  GTK_WIDGET_CLASS (desk_trade_bars_parent_class)->unmap (widget);
}

static void
desk_trade_bars_css_changed (GtkWidget         *widget,
                             GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (desk_trade_bars_parent_class)->css_changed (widget, change);
  desk_plot_restyle (&DESK_TRADE_BARS (widget)->plot);
}

static void
desk_trade_bars_system_setting_changed (GtkWidget        *widget,
                                        GtkSystemSetting  setting)
{
  GTK_WIDGET_CLASS (desk_trade_bars_parent_class)->system_setting_changed (widget, setting);
  desk_plot_restyle (&DESK_TRADE_BARS (widget)->plot);
}

static void
desk_trade_bars_dispose (GObject *object)
{
  DeskTradeBars *self = DESK_TRADE_BARS (object);

  desk_plot_clear (&self->plot);
  g_clear_pointer (&self->node, gsk_render_node_unref);

  G_OBJECT_CLASS (desk_trade_bars_parent_class)->dispose (object);
}

static void
desk_trade_bars_finalize (GObject *object)
{
  DeskTradeBars *self = DESK_TRADE_BARS (object);

  g_array_unref (self->trades);
  g_array_unref (self->time);
  g_string_chunk_free (self->symbols);

  G_OBJECT_CLASS (desk_trade_bars_parent_class)->finalize (object);
}

static void
desk_trade_bars_class_init (DeskTradeBarsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = desk_trade_bars_dispose;
  object_class->finalize = desk_trade_bars_finalize;
  widget_class->measure = desk_trade_bars_measure;
  widget_class->size_allocate = desk_trade_bars_size_allocate;
  widget_class->snapshot = desk_trade_bars_snapshot;
  widget_class->unmap = desk_trade_bars_unmap;
  widget_class->css_changed = desk_trade_bars_css_changed;
  widget_class->system_setting_changed = desk_trade_bars_system_setting_changed;

  signals[CURSOR_CHANGED] = g_signal_new ("cursor-changed", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  desk_plot_bind_keys (widget_class, on_key);
  gtk_widget_class_set_css_name (widget_class, "tradebars");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
add_click (DeskTradeBars *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  g_signal_connect (click, "released", G_CALLBACK (on_released), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

static void
desk_trade_bars_init (DeskTradeBars *self)
{
  self->trades = g_array_new (FALSE, FALSE, sizeof (DeskTradeBar));
  self->time = g_array_new (FALSE, FALSE, sizeof (DtTime));
  self->symbols = g_string_chunk_new (1024);

  desk_plot_init (&self->plot, GTK_WIDGET (self), &hooks, USUAL_STEP);
  self->plot.on_page = TRUE;
  self->plot.clock = TRUE;
  desk_plot_add_gestures (&self->plot);
  add_click (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Profit of each trade", -1);
}

GtkWidget *
desk_trade_bars_new (void)
{
  return g_object_new (DESK_TYPE_TRADE_BARS, NULL);
}

static void
take_length (DeskTradeBars *self)
{
  self->plot.time = (const DtTime *) self->time->data;
  desk_viewport_set_n (&self->plot.view, self->trades->len);
  desk_plot_update_cursor (&self->plot);
  moved (GTK_WIDGET (self));
}

void
desk_trade_bars_append (DeskTradeBars      *self,
                        const DeskTradeBar *trades,
                        gsize               n)
{
  g_return_if_fail (DESK_IS_TRADE_BARS (self));

  for (gsize i = 0; i < n; i++)
    {
      DeskTradeBar trade = trades[i];

      trade.symbol = g_string_chunk_insert_const (self->symbols, trade.symbol);
      g_array_append_val (self->trades, trade);
      g_array_append_val (self->time, trade.exit);
    }
  if (n > 0)
    take_length (self);
}

void
desk_trade_bars_clear (DeskTradeBars *self)
{
  g_return_if_fail (DESK_IS_TRADE_BARS (self));

  if (self->trades->len == 0)
    return;

  g_array_set_size (self->trades, 0);
  g_array_set_size (self->time, 0);
  g_string_chunk_clear (self->symbols);
  take_length (self);
}

gsize
desk_trade_bars_get_n (DeskTradeBars *self)
{
  g_return_val_if_fail (DESK_IS_TRADE_BARS (self), 0);

  return self->trades->len;
}

DeskTradeBar
desk_trade_bars_get (DeskTradeBars *self,
                     gsize          i)
{
  DeskTradeBar none = { 0 };

  g_return_val_if_fail (DESK_IS_TRADE_BARS (self) && i < self->trades->len, none);

  return *get_trade (self, i);
}

void
desk_trade_bars_set_palette (DeskTradeBars *self,
                             DeskPalette    palette)
{
  g_return_if_fail (DESK_IS_TRADE_BARS (self));

  desk_plot_set_palette (&self->plot, palette);
}

gint64
desk_trade_bars_get_cursor (DeskTradeBars *self)
{
  g_return_val_if_fail (DESK_IS_TRADE_BARS (self), -1);

  return self->plot.cursor;
}
