/* desk-share-bar.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-overview"

#include "config.h"

#include <string.h>

#include <adwaita.h>

#include "desk-colours.h"

#include "desk-share-bar.h"

#define GAP    2.f
#define RADIUS 4.f
/* Of what is in nothing. */
#define REST_ALPHA .35f

struct _DeskShareBar
{
  GtkWidget parent_instance;

  DeskShare shares[DESK_SHARE_BAR_MAX];
  guint     n;
};

G_DEFINE_FINAL_TYPE (DeskShareBar, desk_share_bar, GTK_TYPE_WIDGET)

static GdkRGBA
get_colour (int i)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  const DeskColours *colours = desk_colours_get (DESK_PALETTE_CLASSIC,
                                                 adw_style_manager_get_dark (manager),
                                                 adw_style_manager_get_high_contrast (manager));

  GdkRGBA rest = colours->dim_text;

  rest.alpha = REST_ALPHA;
  return i == DESK_SHARE_REST ? rest : colours->line[i % DESK_N_LINE_COLOURS];
}

static void
desk_share_bar_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  DeskShareBar *self = DESK_SHARE_BAR (widget);
  float width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  float room = width - GAP * (self->n - 1), x = 0;
  GskRoundedRect outline;

  if (self->n == 0 || room <= self->n)
    return;

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0, 0, width, height),
                                   MIN (RADIUS, height / 2));
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  for (guint i = 0; i < self->n; i++)
    {
      GdkRGBA colour = get_colour (self->shares[i].colour);
      float part = MAX (1.f, room * (float) self->shares[i].share);

      if (i + 1 == self->n)
        part = width - x;
      gtk_snapshot_append_color (snapshot, &colour,
                                 &GRAPHENE_RECT_INIT (x, 0, part, height));
      x += part + GAP;
    }
  gtk_snapshot_pop (snapshot);
}

static void
desk_share_bar_class_init (DeskShareBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = desk_share_bar_snapshot;
  gtk_widget_class_set_css_name (widget_class, "sharebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
desk_share_bar_init (DeskShareBar *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw),
                           self, G_CONNECT_SWAPPED);
}

GtkWidget *
desk_share_bar_new (void)
{
  return g_object_new (DESK_TYPE_SHARE_BAR, NULL);
}

void
desk_share_bar_set (DeskShareBar    *self,
                    const DeskShare *shares,
                    guint            n)
{
  g_return_if_fail (DESK_IS_SHARE_BAR (self));
  g_return_if_fail (n <= DESK_SHARE_BAR_MAX);

  if (n == self->n && memcmp (self->shares, shares, n * sizeof *shares) == 0)
    return;

  memcpy (self->shares, shares, n * sizeof *shares);
  self->n = n;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
