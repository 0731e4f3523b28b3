/* desk-note-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-parts"

#include "config.h"

#include <string.h>

#include "desk-format.h"

#include "desk-note-row.h"

#define ICON_SIZE    16
#define ICON_TOP     2
#define ICON_GAP     12
#define LINE_GAP     2
/* Characters that a row is wide enough for when nobody says how wide it is, and at the least. */
#define USUAL_CHARS  36
#define LEAST_CHARS  3
#define DETAIL_SCALE .82
#define DIM          .55f
#define DIM_CONTRAST .9f

typedef struct
{
  const char *kind;
  const char *title;
  const char *icon;
} Kind;

static const Kind kinds[] = {
  { "order", "Orders", "mail-send-symbolic" },
  { "stop-move", "Stops", "go-jump-symbolic" },
  { "rejection", "Rejections", "action-unavailable-symbolic" },
  { "command", "By Hand", "avatar-default-symbolic" },
  { "run", "Runs", "media-playback-start-symbolic" },
  { "data", "Data", "drive-multidisk-symbolic" },
  { "risk", "Risk", "dialog-warning-symbolic" },
  { "setting", "Settings", "emblem-system-symbolic" },
  { "regime", "Regime", "weather-few-clouds-symbolic" },
};

static const Kind *
find_kind (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, kind) == 0)
      return &kinds[i];

  return NULL;
}

const char *
desk_note_kind_get_title (const char *kind)
{
  const Kind *row = find_kind (kind);

  return row != NULL ? row->title : kind;
}

const char *
desk_note_kind_get_icon (const char *kind)
{
  const Kind *row = find_kind (kind);

  return row != NULL ? row->icon : "dialog-information-symbolic";
}

const char *const *
desk_note_kind_list (void)
{
  static const char *list[G_N_ELEMENTS (kinds) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    list[i] = kinds[i].kind;

  return list;
}

struct _DeskNoteRow
{
  GtkWidget      parent_instance;

  DeskNote      *note;
  int            n_lines;
  PangoLayout   *text;         /* (nullable): until it is seen; as wide as the row */
  PangoLayout   *detail;       /* (nullable): likewise */
  GtkWidget     *scroller;     /* (nullable), not owned: while the row is mapped */
  GtkAdjustment *adjustment;   /* (nullable): of the scroller */
  gboolean       is_blank;     /* was out of sight when it was drawn last */
};

G_DEFINE_FINAL_TYPE (DeskNoteRow, desk_note_row, GTK_TYPE_WIDGET)

/* A list view keeps some 200 rows, fills all of them anew when it jumps and draws those that nobody
 * sees as well. So a row has no widgets in it, its text is laid out when it is in sight, and how
 * high it is follows from the widths of its characters where that can be told. */
static struct
{
  PangoFontDescription *font;
  double                resolution;
  int                   advance[128];   /* Pango units of a printable character */
  int                   character;      /* pixels, on average */
  int                   text_height;    /* pixels of a line */
  int                   detail_height;
} metrics;

static PangoLayout *
make_detail_layout (GtkWidget  *widget,
                    const char *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (DETAIL_SCALE));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_attr_list_unref (attributes);

  return layout;
}

/* Each in a line of its own, so that no two are drawn together. */
static void
measure_characters (GtkWidget *widget)
{
  g_autoptr(GString) lines = g_string_new (NULL);
  g_autoptr(PangoLayout) layout = NULL;
  g_autoptr(PangoLayout) detail = make_detail_layout (widget, "X · 1");
  PangoLayoutIter *iter;
  PangoRectangle extents;
  guint character = ' ';
  int sum = 0;

  for (guint c = ' '; c < 127; c++)
    g_string_append_printf (lines, "%c\n", c);
  layout = gtk_widget_create_pango_layout (widget, lines->str);
  iter = pango_layout_get_iter (layout);
  do
    {
      pango_layout_iter_get_line_extents (iter, NULL, &extents);
      metrics.advance[character] = extents.width;
      sum += extents.width;
    }
  while (++character < 127 && pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);

  metrics.character = PANGO_PIXELS_CEIL (sum / ('~' - ' ' + 1));
  metrics.text_height = PANGO_PIXELS_CEIL (extents.height);
  pango_layout_get_pixel_size (detail, NULL, &metrics.detail_height);
}

static void
ensure_metrics (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double resolution = pango_cairo_context_get_resolution (context);

  if (metrics.font != NULL && resolution >= metrics.resolution
      && resolution <= metrics.resolution && pango_font_description_equal (font, metrics.font))
    return;

  g_clear_pointer (&metrics.font, pango_font_description_free);
  metrics.font = pango_font_description_copy (font);
  metrics.resolution = resolution;
  measure_characters (widget);
}

/* Pairs may be set wider than their characters, by a sixteenth at the very most; what is not ASCII
 * may be of another font, and is laid out. */
static gboolean
is_surely_a_line (const char *text,
                  int         width)
{
  gint64 sum = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p < ' ' || *p > '~')
        return FALSE;
      sum += metrics.advance[(guint) *p];
    }

  return sum + sum / 16 <= (gint64) width * PANGO_SCALE;
}

static char *
make_detail (DeskNote *note)
{
  g_autofree char *date = desk_format_time (desk_note_get_time (note), DESK_TIME_DATE);
  g_autofree char *clock = desk_format_time (desk_note_get_time (note), DESK_TIME_CLOCK);
  const char *symbol = desk_note_get_symbol (note);

  return g_strdup_printf ("%s%s%s, %s · %s", symbol, *symbol != '\0' ? " · " : "", date, clock,
                          desk_note_kind_get_title (desk_note_get_kind (note)));
}

static int
text_width (int width)
{
  return MAX (width - ICON_SIZE - ICON_GAP, 0);
}

static PangoLayout *
get_text (DeskNoteRow *self,
          int          width)
{
  if (self->text == NULL)
    {
      self->text = gtk_widget_create_pango_layout (GTK_WIDGET (self),
                                                   desk_note_get_text (self->note));
      pango_layout_set_ellipsize (self->text, PANGO_ELLIPSIZE_END);
      pango_layout_set_wrap (self->text, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_height (self->text, -self->n_lines);
    }
  pango_layout_set_width (self->text, text_width (width) * PANGO_SCALE);

  return self->text;
}

static PangoLayout *
get_detail (DeskNoteRow *self,
            int          width)
{
  if (self->detail == NULL)
    {
      g_autofree char *detail = make_detail (self->note);

      self->detail = make_detail_layout (GTK_WIDGET (self), detail);
    }
  pango_layout_set_width (self->detail, text_width (width) * PANGO_SCALE);

  return self->detail;
}

static void
drop_layouts (DeskNoteRow *self)
{
  g_clear_object (&self->text);
  g_clear_object (&self->detail);
}

static int
height_for (DeskNoteRow *self,
            int          width)
{
  int height;

  ensure_metrics (GTK_WIDGET (self));
  height = metrics.text_height;
  if (self->note != NULL && self->n_lines > 1 && width >= 0
      && !is_surely_a_line (desk_note_get_text (self->note), text_width (width)))
    pango_layout_get_pixel_size (get_text (self, width), NULL, &height);

  return MAX (height + LINE_GAP + metrics.detail_height, ICON_TOP + ICON_SIZE);
}

static GtkSizeRequestMode
desk_note_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
desk_note_row_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  DeskNoteRow *self = DESK_NOTE_ROW (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = height_for (self, for_size);
      return;
    }

  ensure_metrics (widget);
  *minimum = ICON_SIZE + ICON_GAP + LEAST_CHARS * metrics.character;
  *natural = ICON_SIZE + ICON_GAP + USUAL_CHARS * metrics.character;
}

static void
append_icon (DeskNoteRow   *self,
             GtkSnapshot   *snapshot,
             int            x,
             const GdkRGBA *colour)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  const char *name = desk_note_kind_get_icon (desk_note_get_kind (self->note));
  g_autoptr(GtkIconPaintable) icon =
    gtk_icon_theme_lookup_icon (theme, name, NULL, ICON_SIZE, gtk_widget_get_scale_factor (widget),
                                gtk_widget_get_direction (widget), 0);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, ICON_TOP));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, ICON_SIZE,
                                            ICON_SIZE, colour, 1);
  gtk_snapshot_restore (snapshot);
}

static void
append_layout (GtkSnapshot   *snapshot,
               PangoLayout   *layout,
               int            x,
               int            y,
               const GdkRGBA *colour)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

static void
draw (DeskNoteRow *self,
      GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int width = gtk_widget_get_width (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gboolean contrast = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  PangoLayout *text = get_text (self, width);
  GdkRGBA colour, dim;
  int x = rtl ? 0 : ICON_SIZE + ICON_GAP, height;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  dim = colour;
  dim.alpha *= contrast ? DIM_CONTRAST : DIM;
  pango_layout_get_pixel_size (text, NULL, &height);
  append_icon (self, snapshot, rtl ? width - ICON_SIZE : 0, &dim);
  append_layout (snapshot, text, x, 0, &colour);
  append_layout (snapshot, get_detail (self, width), x, height + LINE_GAP, &dim);
}

static gboolean
is_in_sight (DeskNoteRow *self)
{
  graphene_rect_t bounds;

  if (self->scroller == NULL
      || !gtk_widget_compute_bounds (GTK_WIDGET (self), self->scroller, &bounds))
    return TRUE;

  return bounds.origin.y < gtk_widget_get_height (self->scroller)
         && bounds.origin.y + bounds.size.height > 0.f;
}

static void
desk_note_row_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  DeskNoteRow *self = DESK_NOTE_ROW (widget);

  self->is_blank = self->note != NULL && !is_in_sight (self);
  if (self->note != NULL && !self->is_blank)
    draw (self, snapshot);
}

/* What was out of sight may come into it. */
static void
scrolled (DeskNoteRow *self)
{
  if (self->is_blank)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
desk_note_row_map (GtkWidget *widget)
{
  DeskNoteRow *self = DESK_NOTE_ROW (widget);

  GTK_WIDGET_CLASS (desk_note_row_parent_class)->map (widget);

  self->scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  if (self->scroller == NULL)
    return;

  self->adjustment =
    g_object_ref (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)));
  g_signal_connect_swapped (self->adjustment, "value-changed", G_CALLBACK (scrolled), self);
  g_signal_connect_swapped (self->adjustment, "changed", G_CALLBACK (scrolled), self);
}

static void
desk_note_row_unmap (GtkWidget *widget)
{
  DeskNoteRow *self = DESK_NOTE_ROW (widget);

  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustment, self);
  g_clear_object (&self->adjustment);
  self->scroller = NULL;

  GTK_WIDGET_CLASS (desk_note_row_parent_class)->unmap (widget);
}

static void
desk_note_row_css_changed (GtkWidget         *widget,
                           GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (desk_note_row_parent_class)->css_changed (widget, change);

  drop_layouts (DESK_NOTE_ROW (widget));
  gtk_widget_queue_draw (widget);
}

static void
desk_note_row_system_setting_changed (GtkWidget        *widget,
                                      GtkSystemSetting  setting)
{
  GTK_WIDGET_CLASS (desk_note_row_parent_class)->system_setting_changed (widget, setting);

  g_clear_pointer (&metrics.font, pango_font_description_free);
  drop_layouts (DESK_NOTE_ROW (widget));
  gtk_widget_queue_resize (widget);
}

static gboolean
desk_note_row_query_tooltip (GtkWidget  *widget,
                             int         x,
                             int         y,
                             gboolean    from_keyboard,
                             GtkTooltip *tooltip)
{
  DeskNoteRow *self = DESK_NOTE_ROW (widget);
  g_autofree char *local = NULL;
  g_autofree char *text = NULL;

  if (self->note == NULL)
    return FALSE;

  local = desk_format_local_time (desk_note_get_time (self->note));
  text = g_strdup_printf ("%s\n%s", desk_note_get_text (self->note), local);
  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

static void
desk_note_row_dispose (GObject *object)
{
  DeskNoteRow *self = DESK_NOTE_ROW (object);

  drop_layouts (self);
  g_clear_object (&self->note);

  G_OBJECT_CLASS (desk_note_row_parent_class)->dispose (object);
}

static void
desk_note_row_class_init (DeskNoteRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_note_row_dispose;
  widget_class->get_request_mode = desk_note_row_get_request_mode;
  widget_class->measure = desk_note_row_measure;
  widget_class->snapshot = desk_note_row_snapshot;
  widget_class->map = desk_note_row_map;
  widget_class->unmap = desk_note_row_unmap;
  widget_class->css_changed = desk_note_row_css_changed;
  widget_class->system_setting_changed = desk_note_row_system_setting_changed;
  widget_class->query_tooltip = desk_note_row_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "note");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
desk_note_row_init (DeskNoteRow *self)
{
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
desk_note_row_new (guint n_lines)
{
  DeskNoteRow *self = g_object_new (DESK_TYPE_NOTE_ROW, NULL);

  self->n_lines = (int) n_lines;

  return GTK_WIDGET (self);
}

/* Nothing is laid out anew where the note is as high as the one before. */
static void
show_note (DeskNoteRow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autofree char *detail = make_detail (self->note);
  int width = gtk_widget_get_width (widget);

  drop_layouts (self);
  if (width > 0 && height_for (self, width) == gtk_widget_get_height (widget))
    gtk_widget_queue_draw (widget);
  else
    gtk_widget_queue_resize (widget);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  desk_note_get_text (self->note),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, detail, -1);
}

void
desk_note_row_set_note (DeskNoteRow *self,
                        DeskNote    *note)
{
  g_return_if_fail (DESK_IS_NOTE_ROW (self));

  if (g_set_object (&self->note, note) && note != NULL)
    show_note (self);
}

/* Returns: (transfer none) (nullable) */
DeskNote *
desk_note_row_get_note (DeskNoteRow *self)
{
  g_return_val_if_fail (DESK_IS_NOTE_ROW (self), NULL);

  return self->note;
}
