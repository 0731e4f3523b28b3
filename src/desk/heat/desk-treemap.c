/* desk-treemap.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-heat"

#include "config.h"

#include <adwaita.h>

#include "desk-compat.h"

#include "desk-treemap-private.h"

#define LEAST_WIDTH  200
#define LEAST_HEIGHT 160

G_DEFINE_FINAL_TYPE (DeskTreemap, desk_treemap, GTK_TYPE_WIDGET)

enum
{
  CURSOR_CHANGED,
  ACTIVATED,
  GROUP_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
describe (DeskTreemap *self,
          const char  *name,
          gboolean     is_group)
{
  return self->describe != NULL ? self->describe (name, is_group, self->describe_data)
                                : g_strdup (name);
}

/* The cursor */

static void
move (DeskTreemap *self,
      int          cursor,
      gboolean     by_key)
{
  if (cursor == self->cursor)
    return;

  self->cursor = cursor;
  self->by_key = by_key && cursor >= 0;
  if (self->by_key)
    {
      g_autofree char *text = desk_treemap_dup_text (self);

      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      text, -1);
      desk_compat_announce (GTK_WIDGET (self), text);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CURSOR_CHANGED], 0);
}

static gboolean
has_point (const DeskTileRect *rect,
           double              x,
           double              y)
{
  return x >= rect->x && y >= rect->y && x < rect->x + rect->width && y < rect->y + rect->height;
}

/* Logical pixels; −1: none */
static int
find_tile (DeskTreemap *self,
           double       x,
           double       y)
{
  for (guint i = 0; i < self->n_tiles; i++)
    if (has_point (&self->tiles[i].rect, x * self->device, y * self->device))
      return (int) i;

  return -1;
}

static int
find_header (DeskTreemap *self,
             double       x,
             double       y)
{
  for (guint i = 0; i < self->n_groups; i++)
    {
      DeskTileRect header = self->groups[i].rect;

      header.height = self->groups[i].header;
      if (has_point (&header, x * self->device, y * self->device))
        return (int) i;
    }

  return -1;
}

static void
on_motion (DeskTreemap *self,
           double       x,
           double       y)
{
  gboolean rests = x == self->pointer_x && y == self->pointer_y;
  int tile;

  desk_treemap_lay_out (self);
  tile = find_tile (self, x, y);
  self->pointer_x = x;
  self->pointer_y = y;
  /* The toolkit tells of a pointer that rests too, when something was laid out: it does not take
   * the cursor from the keyboard */
  if (!self->by_key || (tile >= 0 && !rests))
    move (self, tile, FALSE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), tile >= 0 || find_header (self, x, y) >= 0
                                   ? "pointer" : NULL);
}

static void
on_leave (DeskTreemap *self)
{
  if (!self->by_key)
    move (self, -1, FALSE);
}

static void
on_released (DeskTreemap *self,
             int          n_press,
             double       x,
             double       y)
{
  int tile, group;

  desk_treemap_lay_out (self);
  tile = find_tile (self, x, y);
  group = find_header (self, x, y);
  if (tile >= 0)
    {
      move (self, tile, FALSE);
      g_signal_emit (self, signals[ACTIVATED], 0, self->tiles[tile].name);
    }
  else if (group >= 0)
    g_signal_emit (self, signals[GROUP_ACTIVATED], 0, self->groups[group].name);
}

static void
on_pressed (DeskTreemap *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* How far the other tile is on that side; what overlaps in the other direction is near. Negative:
 * it is not on that side. */
static double
get_way (const DeskTileRect *from,
         const DeskTileRect *to,
         int                 dx,
         int                 dy)
{
  double ahead, aside, x, y, low, high;

  if (dx != 0)
    {
      ahead = dx > 0 ? to->x - (from->x + from->width) : from->x - (to->x + to->width);
      y = from->y + from->height / 2.;
      low = to->y;
      high = to->y + to->height;
      aside = y < low ? low - y : y > high ? y - high : 0.;
    }
  else
    {
      ahead = dy > 0 ? to->y - (from->y + from->height) : from->y - (to->y + to->height);
      x = from->x + from->width / 2.;
      low = to->x;
      high = to->x + to->width;
      aside = x < low ? low - x : x > high ? x - high : 0.;
    }

  return ahead < 0. ? -1. : ahead + 3. * aside;
}

static int
find_neighbour (DeskTreemap *self,
                int          dx,
                int          dy)
{
  const Tile *from = &self->tiles[self->cursor];
  double best = G_MAXDOUBLE;
  int found = self->cursor;

  for (guint i = 0; i < self->n_tiles; i++)
    {
      double way = (int) i != self->cursor && desk_tile_is_shown (&self->tiles[i])
                   ? get_way (&from->rect, &self->tiles[i].rect, dx, dy) : -1.;

      if (way >= 0. && way < best)
        {
          best = way;
          found = (int) i;
        }
    }

  return found;
}

/* The largest that is shown, of all or of a group; −1: none */
static int
find_largest (DeskTreemap *self,
              int          group)
{
  int found = -1;

  for (guint i = 0; i < self->n_tiles; i++)
    if (desk_tile_is_shown (&self->tiles[i]) && (group < 0 || self->tiles[i].group == (guint) group)
        && (found < 0 || self->tiles[i].size > self->tiles[found].size))
      found = (int) i;

  return found;
}

static int
find_smallest (DeskTreemap *self)
{
  int found = -1;

  for (guint i = 0; i < self->n_tiles; i++)
    if (desk_tile_is_shown (&self->tiles[i])
        && (found < 0 || self->tiles[i].size < self->tiles[found].size))
      found = (int) i;

  return found;
}

/* The largest of the next group that has something to show. */
static int
find_in_next_group (DeskTreemap *self,
                    int          way)
{
  int group = (int) self->tiles[self->cursor].group;

  for (guint i = 0; i < self->n_groups; i++)
    {
      int found;

      group = (group + way + (int) self->n_groups) % (int) self->n_groups;
      found = find_largest (self, group);
      if (found >= 0)
        return found;
    }

  return self->cursor;
}

typedef enum
{
  GO_ASIDE,
  GO_FIRST,
  GO_LAST,
  GO_GROUP,
} Go;

static gboolean
on_key (GtkWidget *widget,
        GVariant  *arguments,
        gpointer   unused)
{
  DeskTreemap *self = DESK_TREEMAP (widget);
  int go, dx, dy, cursor;

  g_variant_get (arguments, "(iii)", &go, &dx, &dy);
  desk_treemap_lay_out (self);
  if (self->cursor < 0 || go == GO_FIRST)
    cursor = find_largest (self, -1);
  else if (go == GO_LAST)
    cursor = find_smallest (self);
  else if (go == GO_GROUP)
    cursor = find_in_next_group (self, dy);
  else
    cursor = find_neighbour (self, dx, dy);
  if (cursor < 0)
    return GDK_EVENT_PROPAGATE;

  move (self, cursor, TRUE);
  self->by_key = TRUE;

  return GDK_EVENT_STOP;
}

static gboolean
on_enter (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   unused)
{
  DeskTreemap *self = DESK_TREEMAP (widget);

  if (self->cursor < 0)
    return GDK_EVENT_PROPAGATE;

  g_signal_emit (self, signals[ACTIVATED], 0, self->tiles[self->cursor].name);
  return GDK_EVENT_STOP;
}

/* What a click on the header of the tile's group does. */
static gboolean
on_shift_enter (GtkWidget *widget,
                GVariant  *arguments,
                gpointer   unused)
{
  DeskTreemap *self = DESK_TREEMAP (widget);

  if (self->cursor < 0)
    return GDK_EVENT_PROPAGATE;

  g_signal_emit (self, signals[GROUP_ACTIVATED], 0,
                 self->groups[self->tiles[self->cursor].group].name);
  return GDK_EVENT_STOP;
}

static void
bind_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    Go    go;
    int   dx;
    int   dy;
  } keys[] = {
    { GDK_KEY_Left, GO_ASIDE, -1, 0 }, { GDK_KEY_Right, GO_ASIDE, 1, 0 },
    { GDK_KEY_Up, GO_ASIDE, 0, -1 }, { GDK_KEY_Down, GO_ASIDE, 0, 1 },
    { GDK_KEY_Home, GO_FIRST, 0, 0 }, { GDK_KEY_End, GO_LAST, 0, 0 },
    { GDK_KEY_Page_Up, GO_GROUP, 0, -1 }, { GDK_KEY_Page_Down, GO_GROUP, 0, 1 },
  };
  static const guint enters[] = { GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_space };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, 0, on_key, "(iii)", keys[i].go,
                                  keys[i].dx, keys[i].dy);
  for (guint i = 0; i < G_N_ELEMENTS (enters); i++)
    gtk_widget_class_add_binding (widget_class, enters[i], 0, on_enter, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_SHIFT_MASK, on_shift_enter,
                                NULL);
}

/* The keyboard is somewhere: on the largest. */
static void
on_focus (DeskTreemap *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->cursor >= 0 || !GTK_IS_WINDOW (root)
      || !gtk_window_get_focus_visible (GTK_WINDOW (root)))
    return;

  desk_treemap_lay_out (self);
  move (self, find_largest (self, -1), TRUE);
}

/* By key the tooltip is about the cursor, else about what the pointer is on. */
static gboolean
desk_treemap_query_tooltip (GtkWidget  *widget,
                            int         x,
                            int         y,
                            gboolean    by_key,
                            GtkTooltip *tooltip)
{
  DeskTreemap *self = DESK_TREEMAP (widget);
  g_autofree char *text = NULL;
  const DeskTileRect *rect;
  int tile, group;

  desk_treemap_lay_out (self);
  tile = by_key ? self->cursor : find_tile (self, x, y);
  group = tile < 0 && !by_key ? find_header (self, x, y) : -1;
  if (tile < 0 && group < 0)
    return FALSE;

  rect = tile >= 0 ? &self->tiles[tile].rect : &self->groups[group].rect;
  text = tile >= 0 ? describe (self, self->tiles[tile].name, FALSE)
                   : describe (self, self->groups[group].name, TRUE);
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip,
                            &(GdkRectangle) { rect->x / self->device, rect->y / self->device,
                                              rect->width / self->device,
                                              (group >= 0 ? self->groups[group].header
                                                          : rect->height) / self->device });

  return TRUE;
}

/* Life */

static void
clear (DeskTreemap *self)
{
  for (guint i = 0; i < self->n_tiles; i++)
    {
      g_free (self->tiles[i].name);
      g_free (self->tiles[i].value);
    }
  for (guint i = 0; i < self->n_groups; i++)
    {
      g_free (self->groups[i].name);
      g_free (self->groups[i].value);
    }
  g_clear_pointer (&self->tiles, g_free);
  g_clear_pointer (&self->groups, g_free);
  self->n_tiles = self->n_groups = 0;
}

static void
draw_anew (DeskTreemap *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
style_changed (DeskTreemap *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  desk_tints_init (&self->tints, self->palette, adw_style_manager_get_dark (manager),
                   adw_style_manager_get_high_contrast (manager));
  g_hash_table_remove_all (self->layouts);
  self->is_laid_out = FALSE;
  draw_anew (self);
}

static void
desk_treemap_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  desk_treemap_draw (DESK_TREEMAP (widget), snapshot);
}

static void
desk_treemap_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : LEAST_HEIGHT;
  *natural = 2 * *minimum;
}

static void
desk_treemap_css_changed (GtkWidget         *widget,
                          GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (desk_treemap_parent_class)->css_changed (widget, change);
  style_changed (DESK_TREEMAP (widget));
}

static void
desk_treemap_dispose (GObject *object)
{
  DeskTreemap *self = DESK_TREEMAP (object);

  g_hash_table_remove_all (self->layouts);
  g_clear_pointer (&self->node, gsk_render_node_unref);

  G_OBJECT_CLASS (desk_treemap_parent_class)->dispose (object);
}

static void
desk_treemap_finalize (GObject *object)
{
  DeskTreemap *self = DESK_TREEMAP (object);

  clear (self);
  g_hash_table_unref (self->layouts);
  g_clear_pointer (&self->node, gsk_render_node_unref);

  G_OBJECT_CLASS (desk_treemap_parent_class)->finalize (object);
}

static void
desk_treemap_class_init (DeskTreemapClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = desk_treemap_dispose;
  object_class->finalize = desk_treemap_finalize;
  widget_class->snapshot = desk_treemap_snapshot;
  widget_class->measure = desk_treemap_measure;
  widget_class->css_changed = desk_treemap_css_changed;
  widget_class->query_tooltip = desk_treemap_query_tooltip;

  signals[CURSOR_CHANGED] = g_signal_new ("cursor-changed", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[GROUP_ACTIVATED] = g_signal_new ("group-activated", G_TYPE_FROM_CLASS (klass),
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                           G_TYPE_STRING);
  bind_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "treemap");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
desk_treemap_init (DeskTreemap *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->cursor = -1;
  self->pointer_x = self->pointer_y = -1.;
  self->device = 1;
  self->layouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  style_changed (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (style_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (style_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (widget, motion);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (on_focus), self);
  gtk_widget_add_controller (widget, focus);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (on_released), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_has_tooltip (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
}

/**
 * desk_treemap_new:
 *
 * Returns: (transfer floating): without tiles; its accessible label is for the page to set
 */
GtkWidget *
desk_treemap_new (void)
{
  return g_object_new (DESK_TYPE_TREEMAP, NULL);
}

static gboolean
is_same (DeskTreemap         *self,
         const DeskTileGroup *groups,
         guint                n_groups,
         const DeskTile      *tiles,
         guint                n_tiles)
{
  if (n_groups != self->n_groups || n_tiles != self->n_tiles)
    return FALSE;
  for (guint i = 0; i < n_groups; i++)
    if (!g_str_equal (groups[i].name, self->groups[i].name))
      return FALSE;
  for (guint i = 0; i < n_tiles; i++)
    if (tiles[i].size != self->tiles[i].size || tiles[i].group != self->tiles[i].group
        || !g_str_equal (tiles[i].name, self->tiles[i].name))
      return FALSE;

  return TRUE;
}

static int
find_name (DeskTreemap *self,
           const char  *name)
{
  for (guint i = 0; name != NULL && i < self->n_tiles; i++)
    if (g_str_equal (self->tiles[i].name, name))
      return (int) i;

  return -1;
}

static void
copy (DeskTreemap         *self,
      const DeskTileGroup *groups,
      guint                n_groups,
      const DeskTile      *tiles,
      guint                n_tiles)
{
  self->n_groups = n_groups;
  self->groups = g_new0 (Group, n_groups);
  for (guint i = 0; i < n_groups; i++)
    self->groups[i] = (Group) { .name = g_strdup (groups[i].name),
                                .value = g_strdup (groups[i].value) };
  self->n_tiles = n_tiles;
  self->tiles = g_new0 (Tile, n_tiles);
  for (guint i = 0; i < n_tiles; i++)
    self->tiles[i] = (Tile) {
      .name = g_strdup (tiles[i].name), .value = g_strdup (tiles[i].value),
      .group = tiles[i].group, .size = tiles[i].size, .tint = tiles[i].tint,
      .marked = tiles[i].marked,
    };
}

static gboolean
take_figures (DeskTreemap         *self,
              const DeskTileGroup *groups,
              const DeskTile      *tiles)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < self->n_groups; i++)
    {
      changed |= !g_str_equal (self->groups[i].value, groups[i].value);
      g_free (self->groups[i].value);
      self->groups[i].value = g_strdup (groups[i].value);
    }
  for (guint i = 0; i < self->n_tiles; i++)
    {
      Tile *tile = &self->tiles[i];

      /* NaN is no other than NaN */
      changed |= !g_str_equal (tile->value, tiles[i].value) || tile->marked != tiles[i].marked
                 || !(tile->tint == tiles[i].tint
                      || (tile->tint != tile->tint && tiles[i].tint != tiles[i].tint));
      g_free (tile->value);
      tile->value = g_strdup (tiles[i].value);
      tile->tint = tiles[i].tint;
      tile->marked = tiles[i].marked;
    }

  return changed;
}

void
desk_treemap_set_tiles (DeskTreemap         *self,
                        const DeskTileGroup *groups,
                        guint                n_groups,
                        const DeskTile      *tiles,
                        guint                n_tiles)
{
  g_autofree char *kept = NULL;

  g_return_if_fail (DESK_IS_TREEMAP (self));

  if (is_same (self, groups, n_groups, tiles, n_tiles))
    {
      if (take_figures (self, groups, tiles))
        draw_anew (self);
      if (self->cursor >= 0)
        g_signal_emit (self, signals[CURSOR_CHANGED], 0);
      return;
    }

  kept = g_strdup (desk_treemap_get_cursor (self));
  clear (self);
  copy (self, groups, n_groups, tiles, n_tiles);
  self->cursor = find_name (self, kept);
  self->is_laid_out = FALSE;
  draw_anew (self);
  if (kept != NULL)
    g_signal_emit (self, signals[CURSOR_CHANGED], 0);
}

void
desk_treemap_set_palette (DeskTreemap *self,
                          DeskPalette  palette)
{
  g_return_if_fail (DESK_IS_TREEMAP (self));

  self->palette = palette;
  style_changed (self);
}

void
desk_treemap_set_kind (DeskTreemap  *self,
                       DeskTintKind  kind)
{
  g_return_if_fail (DESK_IS_TREEMAP (self));

  self->kind = kind;
  draw_anew (self);
}

const char *
desk_treemap_get_cursor (DeskTreemap *self)
{
  g_return_val_if_fail (DESK_IS_TREEMAP (self), NULL);

  return self->cursor >= 0 ? self->tiles[self->cursor].name : NULL;
}

char *
desk_treemap_dup_text (DeskTreemap *self)
{
  g_return_val_if_fail (DESK_IS_TREEMAP (self), NULL);

  return self->cursor >= 0 ? describe (self, self->tiles[self->cursor].name, FALSE) : NULL;
}

void
desk_treemap_set_describe (DeskTreemap      *self,
                           DeskTileDescribe  func,
                           gpointer          data)
{
  g_return_if_fail (DESK_IS_TREEMAP (self));

  self->describe = func;
  self->describe_data = data;
}

void
desk_treemap_set_cursor (DeskTreemap *self,
                         const char  *name)
{
  int found;

  g_return_if_fail (DESK_IS_TREEMAP (self));

  desk_treemap_lay_out (self);
  found = find_name (self, name);
  if (found >= 0 && !desk_tile_is_shown (&self->tiles[found]))
    found = -1;
  move (self, found, TRUE);
}

gboolean
desk_treemap_get_place (DeskTreemap     *self,
                        const char      *name,
                        graphene_rect_t *place)
{
  int found;

  g_return_val_if_fail (DESK_IS_TREEMAP (self), FALSE);

  desk_treemap_lay_out (self);
  found = find_name (self, name);
  if (found < 0 || !desk_tile_is_shown (&self->tiles[found]))
    return FALSE;

  *place = GRAPHENE_RECT_INIT ((float) self->tiles[found].rect.x / (float) self->device,
                               (float) self->tiles[found].rect.y / (float) self->device,
                               (float) self->tiles[found].rect.width / (float) self->device,
                               (float) self->tiles[found].rect.height / (float) self->device);
  return TRUE;
}
