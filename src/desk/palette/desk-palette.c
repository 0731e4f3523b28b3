/* desk-palette.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-palette"

#include "config.h"

#include "desk-compat.h"

#include "desk-palette-index.h"

#include "desk-palette.h"

#define RECENT  "palette.recent"
#define PAGE    8
#define WIDTH   580
#define HEIGHT  480
#define MARGIN  24

/* The window of the palette; it lives until something was chosen.
 *
 * Thread: main. */
#define DESK_TYPE_PALETTE_WINDOW (desk_palette_window_get_type ())
G_DECLARE_FINAL_TYPE (DeskPaletteWindow, desk_palette_window, DESK, PALETTE_WINDOW, AdwWindow)

struct _DeskPaletteWindow
{
  AdwWindow            parent_instance;

  DeskSettings        *settings;      /* (nullable) */
  GPtrArray           *index;         /* of DeskPaletteItem */
  char               **recent;
  GListStore          *found;

  /* Template */
  GtkSearchEntry      *entry;
  GtkStack            *stack;
  GtkListView         *list;
  GtkSingleSelection  *selection;
};

G_DEFINE_FINAL_TYPE (DeskPaletteWindow, desk_palette_window, ADW_TYPE_WINDOW)

/* What a row shows; kept with its widget. */
typedef struct
{
  GtkWidget *heading;
  GtkWidget *row;
  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *summary;
  GtkWidget *obstacle;
  GtkWidget *accel;
} Row;

static void choose (DeskPaletteWindow *self,
                    guint              position);

/* Rows */

static void
on_row_released (GtkGestureClick *click,
                 int              n_press,
                 double           x,
                 double           y,
                 GtkListItem     *item)
{
  GtkWidget *box = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click));
  GtkWidget *window = gtk_widget_get_ancestor (box, DESK_TYPE_PALETTE_WINDOW);

  if (window != NULL && gtk_widget_contains (box, x, y))
    choose (DESK_PALETTE_WINDOW (window), gtk_list_item_get_position (item));
}

static GtkWidget *
make_label (const char *class,
            gboolean    cut)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.);
  if (cut)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);

  return label;
}

/* What is cut can be read all the same. */
static gboolean
on_query_tooltip (GtkWidget  *label,
                  int         x,
                  int         y,
                  gboolean    by_keyboard,
                  GtkTooltip *tooltip,
                  gpointer    data)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))))
    return FALSE;

  gtk_tooltip_set_text (tooltip, gtk_label_get_label (GTK_LABEL (label)));
  return TRUE;
}

static GtkWidget *
make_words (Row *row)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  row->title = make_label (NULL, TRUE);
  row->summary = make_label ("caption", TRUE);
  gtk_widget_add_css_class (row->summary, "dim-label");
  gtk_widget_set_has_tooltip (row->summary, TRUE);
  g_signal_connect (row->summary, "query-tooltip", G_CALLBACK (on_query_tooltip), NULL);
  gtk_box_append (GTK_BOX (words), row->title);
  gtk_box_append (GTK_BOX (words), row->summary);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);

  return words;
}

/* The list's own single click would have the pointer select what it happens to stand on while
 * somebody types. */
static void
add_click (GtkWidget   *box,
           GtkListItem *item)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (click, "released", G_CALLBACK (on_row_released), item);
  gtk_widget_add_controller (box, GTK_EVENT_CONTROLLER (click));
}

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  Row *row = g_new0 (Row, 1);

  row->heading = make_label ("palette-heading", TRUE);
  row->row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  row->icon = gtk_image_new ();
  row->obstacle = make_label ("caption", TRUE);
  row->accel = make_label ("caption", FALSE);
  gtk_widget_add_css_class (row->obstacle, "dim-label");
  gtk_widget_add_css_class (row->accel, "dim-label");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row->icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (GTK_BOX (row->row), row->icon);
  gtk_box_append (GTK_BOX (row->row), make_words (row));
  gtk_box_append (GTK_BOX (row->row), row->obstacle);
  gtk_box_append (GTK_BOX (row->row), row->accel);
  gtk_box_append (GTK_BOX (box), row->heading);
  gtk_box_append (GTK_BOX (box), row->row);
  g_object_set_data_full (G_OBJECT (box), "row", row, g_free);
  add_click (box, item);
  gtk_list_item_set_child (item, box);
}

static void
show_text (GtkWidget  *label,
           const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL && *text != '\0');
}

static void
name_row (GtkWidget       *box,
          DeskPaletteItem *item)
{
  g_autoptr(GString) name = g_string_new (item->title);

  if (*item->summary != '\0')
    g_string_append_printf (name, ", %s", item->summary);
  if (item->obstacle != NULL)
    g_string_append_printf (name, ". %s", item->obstacle);
  /* What a screen reader stands on is the list's own widget around it */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (box)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name->str, -1);
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         gpointer                  data)
{
  DeskPaletteItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *box = gtk_list_item_get_child (list_item);
  const Row *row = g_object_get_data (G_OBJECT (box), "row");
  gboolean is_row = item->key != NULL;

  gtk_widget_set_visible (row->heading, !is_row);
  gtk_widget_set_visible (row->row, is_row);
  gtk_list_item_set_selectable (list_item, is_row);
  gtk_list_item_set_activatable (list_item, is_row);
  name_row (box, item);
  if (!is_row)
    {
      gtk_label_set_label (GTK_LABEL (row->heading), item->title);
      return;
    }

  gtk_image_set_from_icon_name (GTK_IMAGE (row->icon), item->icon);
  gtk_label_set_label (GTK_LABEL (row->title), item->title);
  show_text (row->summary, item->summary);
  show_text (row->obstacle, item->obstacle);
  show_text (row->accel, item->accel);
  gtk_widget_set_sensitive (row->row, item->obstacle == NULL);
}

/* Selection: headings are passed over */

static DeskPaletteItem *
get_item (DeskPaletteWindow *self,
          guint              position)
{
  g_autoptr(DeskPaletteItem) item = g_list_model_get_item (G_LIST_MODEL (self->found), position);

  return item;
}

static void
select_position (DeskPaletteWindow *self,
                 guint              position)
{
  /* With its heading, when it is the first of its group */
  guint shown = position > 0 && get_item (self, position - 1)->key == NULL ? position - 1
                                                                           : position;

  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", shown);
  if (shown != position)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

static void
move (DeskPaletteWindow *self,
      int                by)
{
  int n = g_list_model_get_n_items (G_LIST_MODEL (self->found));
  int from = (int) gtk_single_selection_get_selected (self->selection);
  int to = CLAMP (from + by, 0, MAX (n - 1, 0)), step = by < 0 ? -1 : 1;

  if (n == 0)
    return;

  while (to >= 0 && to < n && get_item (self, to)->key == NULL)
    to += step;
  if (to >= 0 && to < n)
    select_position (self, to);
}

static void
find (DeskPaletteWindow *self)
{
  const char *query = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr(GPtrArray) rows = desk_palette_index_search (self->index, query, self->recent);

  g_list_store_splice (self->found, 0, g_list_model_get_n_items (G_LIST_MODEL (self->found)),
                       rows->pdata, rows->len);
  gtk_stack_set_visible_child_name (self->stack, rows->len > 0 ? "found" : "nothing");
  if (rows->len > 1)
    select_position (self, 1);
}

/* Choosing */

static void
remember (DeskPaletteWindow *self,
          const char        *key)
{
  g_auto(GStrv) recent = desk_palette_push_recent (self->recent, key);
  g_autofree char *text = g_strjoinv (";", recent);

  if (self->settings != NULL)
    desk_settings_set (self->settings, RECENT, g_variant_new_string (text));
}

static void
perform (DeskPaletteItem *item,
         GtkWidget       *parent,
         DeskSettings    *settings)
{
  g_autofree char *name = NULL;

  if (item->setting != NULL)
    {
      gboolean on = desk_settings_get_boolean (settings, item->setting);

      desk_settings_set (settings, item->setting, g_variant_new_boolean (!on));
      return;
    }

  name = g_strconcat ("win.", item->action, NULL);
  gtk_widget_activate_action_variant (parent, name, item->target);
}

static void
choose (DeskPaletteWindow *self,
        guint              position)
{
  g_autoptr(DeskPaletteItem) item = g_list_model_get_item (G_LIST_MODEL (self->found), position);
  g_autoptr(GtkWindow) parent = NULL;
  g_autoptr(DeskSettings) settings = NULL;

  if (item == NULL || item->key == NULL)
    return;
  if (item->obstacle != NULL)
    {
      desk_compat_announce (GTK_WIDGET (self), item->obstacle);
      return;
    }

  remember (self, item->key);
  parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  if (parent != NULL)
    g_object_ref (parent);
  if (self->settings != NULL)
    settings = g_object_ref (self->settings);
  /* Gone before what was chosen opens a window of its own */
  gtk_window_destroy (GTK_WINDOW (self));
  if (parent != NULL)
    perform (item, GTK_WIDGET (parent), settings);
}

static void
on_row_activated (DeskPaletteWindow *self,
                  guint              position)
{
  choose (self, position);
}

static void
on_activate (DeskPaletteWindow *self)
{
  choose (self, gtk_single_selection_get_selected (self->selection));
}

static gboolean
on_key (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        modifiers,
        DeskPaletteWindow     *self)
{
  switch (key)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move (self, 1);
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move (self, -1);
      return TRUE;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      move (self, PAGE);
      return TRUE;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      move (self, - PAGE);
      return TRUE;
    case GDK_KEY_Escape:
      gtk_window_close (GTK_WINDOW (self));
      return TRUE;
    case GDK_KEY_k:
      if ((modifiers & gtk_accelerator_get_default_mod_mask ()) != GDK_CONTROL_MASK)
        return FALSE;
      gtk_window_close (GTK_WINDOW (self));
      return TRUE;
    default:
      return FALSE;
    }
}

static void
desk_palette_window_dispose (GObject *object)
{
  DeskPaletteWindow *self = DESK_PALETTE_WINDOW (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->found);
  g_clear_pointer (&self->index, g_ptr_array_unref);
  g_clear_pointer (&self->recent, g_strfreev);

  G_OBJECT_CLASS (desk_palette_window_parent_class)->dispose (object);
}

static void
desk_palette_window_class_init (DeskPaletteWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_palette_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/daytraderai/DayTrader/palette/desk-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskPaletteWindow, entry);
  gtk_widget_class_bind_template_child (widget_class, DeskPaletteWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, DeskPaletteWindow, list);
  gtk_widget_class_bind_template_child (widget_class, DeskPaletteWindow, selection);
  gtk_widget_class_bind_template_callback (widget_class, find);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
}

static void
desk_palette_window_init (DeskPaletteWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->found = g_list_store_new (DESK_TYPE_PALETTE_ITEM);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->found));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Find a command, page, symbol, strategy or setting", -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "What was found", -1);
}

static void
fit_into (GtkWindow *window,
          GtkWindow *parent)
{
  int width = parent != NULL ? gtk_widget_get_width (GTK_WIDGET (parent)) - MARGIN : 0;
  int height = parent != NULL ? gtk_widget_get_height (GTK_WIDGET (parent)) - 2 * MARGIN : 0;

  gtk_window_set_default_size (window, width > 0 ? MIN (width, WIDTH) : WIDTH,
                               height > 0 ? MIN (height, HEIGHT) : HEIGHT);
}

/**
 * desk_palette_present:
 * @parent: has @actions as "win"
 * @actions: (nullable): what is chosen from; those that are not enabled say why
 * @settings: (nullable): keeps what was chosen lately
 */
void
desk_palette_present (GtkWindow    *parent,
                      GActionGroup *actions,
                      DeskSession  *session,
                      DeskSettings *settings)
{
  DeskPaletteWindow *self;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (DESK_IS_SESSION (session));

  self = g_object_new (DESK_TYPE_PALETTE_WINDOW, "transient-for", parent, NULL);
  if (settings != NULL)
    {
      self->settings = g_object_ref (settings);
      self->recent = g_strsplit (desk_settings_get_string (settings, RECENT), ";", -1);
    }
  self->index = desk_palette_index_new (session, settings, actions);
  find (self);
  fit_into (GTK_WINDOW (self), parent);
  gtk_window_present (GTK_WINDOW (self));
}
