/* desk-indicators.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chartpage"

#include "config.h"

#include <string.h>

#include "desk-indicator-list.h"
#include "desk-overlay.h"

#include "desk-indicator-form.h"
#include "desk-indicators.h"

#define WIDTH  460
#define HEIGHT 620
#define MARGIN 18

struct _DeskIndicators
{
  AdwWindow       parent_instance;

  DeskSettings   *settings;
  guint           cell;       /* whose they are */
  GPtrArray      *list;       /* of DeskIndicatorItem: what the chart shows */
  int             edited;     /* −1 for none */

  GtkStack       *stack;      /* "list", "find", "edit" */
  AdwWindowTitle *title;
  GtkButton      *back;
  GtkListBox     *chosen;
  GtkWidget      *none;       /* said in place of an empty list */
  GtkListBox     *all;
  GtkSearchEntry *search;
  AdwBin         *form;
  GtkLabel       *summary;
  GtkLabel       *convention;
};

G_DEFINE_FINAL_TYPE (DeskIndicators, desk_indicators, ADW_TYPE_WINDOW)

static void show_list (DeskIndicators *self);
static void edit (DeskIndicators *self,
                  int             i);

static void
show (DeskIndicators *self,
      const char     *page,
      const char     *title,
      const char     *subtitle)
{
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_visible (GTK_WIDGET (self->back), !g_str_equal (page, "list"));
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, subtitle);
}

static void
save (DeskIndicators *self)
{
  desk_indicator_list_save (self->settings, self->cell, self->list);
}

/* What the chart shows */

static int
row_number (GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW);

  return gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
}

static void
remove_clicked (GtkButton      *button,
                DeskIndicators *self)
{
  g_ptr_array_remove_index (self->list, (guint) row_number (GTK_WIDGET (button)));
  save (self);
  show_list (self);
}

static void
move_up_clicked (GtkButton      *button,
                 DeskIndicators *self)
{
  int i = row_number (GTK_WIDGET (button));
  gpointer item = self->list->pdata[i];

  self->list->pdata[i] = self->list->pdata[i - 1];
  self->list->pdata[i - 1] = item;
  save (self);
  show_list (self);
}

static void
add_button (DeskIndicators *self,
            GtkWidget      *row,
            const char     *icon,
            const char     *verb,
            const char     *name,
            gboolean        possible,
            GCallback       callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *label = g_strdup_printf ("%s %s", verb, name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, verb);
  gtk_widget_set_sensitive (button, possible);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect (button, "clicked", callback, self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
make_chosen_row (DeskIndicators *self,
                 guint           i)
{
  const DeskIndicatorItem *item = self->list->pdata[i];
  GtkWidget *row = adw_action_row_new ();
  DeskCall call;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), item->text);
  if (desk_call_parse (&call, item->text, NULL))
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), call.indicator->title);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  add_button (self, row, "go-up-symbolic", "Move Up", item->text, i > 0,
              G_CALLBACK (move_up_clicked));
  add_button (self, row, "user-trash-symbolic", "Remove", item->text, TRUE,
              G_CALLBACK (remove_clicked));
  return row;
}

static void
empty (GtkListBox *box)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (box, 0)) != NULL)
    gtk_list_box_remove (box, GTK_WIDGET (row));
}

static void
show_list (DeskIndicators *self)
{
  self->edited = -1;
  empty (self->chosen);
  for (guint i = 0; i < self->list->len; i++)
    gtk_list_box_append (self->chosen, make_chosen_row (self, i));
  gtk_widget_set_visible (GTK_WIDGET (self->chosen), self->list->len > 0);
  gtk_widget_set_visible (self->none, self->list->len == 0);
  show (self, "list", "Indicators", NULL);
}

static void
chosen_activated (GtkListBox     *box,
                  GtkListBoxRow  *row,
                  DeskIndicators *self)
{
  edit (self, gtk_list_box_row_get_index (row));
}

/* All that there is */

static void
fill_all (DeskIndicators *self)
{
  guint n;
  const DtIndicator *const *table = dt_indicator_list (&n);

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *title = g_markup_escape_text (table[i]->title, -1);
      g_autofree char *about = g_markup_printf_escaped ("%s · %s · %s", table[i]->id,
                                                        table[i]->category, table[i]->summary);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), about);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data (G_OBJECT (row), "indicator", (gpointer) table[i]);
      gtk_list_box_append (self->all, row);
    }
}

static gboolean
contains (const char *text,
          const char *wanted)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return strstr (folded, wanted) != NULL;
}

static gboolean
is_found (GtkListBoxRow *row,
          gpointer       data)
{
  DeskIndicators *self = data;
  const DtIndicator *indicator = g_object_get_data (G_OBJECT (row), "indicator");
  g_autofree char *wanted =
    g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);

  return contains (indicator->id, wanted) || contains (indicator->title, wanted)
         || contains (indicator->category, wanted);
}

static void
find_clicked (DeskIndicators *self)
{
  if (gtk_list_box_get_row_at_index (self->all, 0) == NULL)
    fill_all (self);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  show (self, "find", "Add Indicator", NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
all_activated (GtkListBox     *box,
               GtkListBoxRow  *row,
               DeskIndicators *self)
{
  g_autofree char *text = NULL;
  DeskCall call;

  desk_call_init (&call, g_object_get_data (G_OBJECT (row), "indicator"));
  text = desk_call_write (&call);
  desk_indicator_list_add (self->list, text, 0.);
  save (self);
  edit (self, (int) self->list->len - 1);
}

/* The entry tells a while after the last letter, and Enter may come before. */
static void
search_activated (DeskIndicators *self)
{
  GtkListBoxRow *row = NULL;

  gtk_list_box_invalidate_filter (self->all);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->all, i)) != NULL; i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      {
        all_activated (self->all, row, self);
        return;
      }
}

/* One of them */

static void
form_changed (DeskIndicatorForm *form,
              DeskIndicators    *self)
{
  DeskIndicatorItem *item = self->list->pdata[self->edited];

  g_free (item->text);
  item->text = desk_indicator_form_dup_text (form);
  item->share = desk_indicator_form_get_share (form);
  adw_window_title_set_subtitle (self->title, item->text);
  save (self);
}

static void
edit (DeskIndicators *self,
      int             i)
{
  const DeskIndicatorItem *item = self->list->pdata[i];
  g_autofree char *about = NULL;
  GtkWidget *form;
  DeskCall call;

  if (!desk_call_parse (&call, item->text, NULL))
    return;

  self->edited = i;
  form = desk_indicator_form_new (&call, item->share);
  g_signal_connect (form, "changed", G_CALLBACK (form_changed), self);
  adw_bin_set_child (self->form, form);
  gtk_label_set_text (self->summary, call.indicator->summary);
  about = g_strdup_printf ("%s\n\nSource: %s", call.indicator->convention != NULL
                           ? call.indicator->convention : "", call.indicator->source);
  gtk_label_set_text (self->convention, g_strstrip (about));
  show (self, "edit", call.indicator->title, item->text);
}

/* The window */

static GtkWidget *
make_box (GtkWidget *first)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_set_margin_top (box, MARGIN);
  gtk_widget_set_margin_bottom (box, MARGIN);
  gtk_widget_set_margin_start (box, MARGIN);
  gtk_widget_set_margin_end (box, MARGIN);
  gtk_box_append (GTK_BOX (box), first);
  return box;
}

static void
add_page (DeskIndicators *self,
          const char     *name,
          GtkWidget      *box)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_stack_add_named (self->stack, scrolled, name);
}

static GtkListBox *
make_list (const char *name,
           GCallback   activated,
           gpointer    self)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (list, "row-activated", activated, self);
  return GTK_LIST_BOX (list);
}

static GtkLabel *
make_text (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return GTK_LABEL (label);
}

static void
add_list_page (DeskIndicators *self)
{
  GtkWidget *add = gtk_button_new_with_label ("Add Indicator…"), *box;

  self->chosen = make_list ("Indicators on the chart", G_CALLBACK (chosen_activated), self);
  self->none = GTK_WIDGET (make_text ("dim-label"));
  gtk_label_set_text (GTK_LABEL (self->none), "The chart shows prices alone.");
  gtk_widget_set_halign (add, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (add, "pill");
  gtk_widget_add_css_class (add, "suggested-action");
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (find_clicked), self);
  box = make_box (GTK_WIDGET (self->chosen));
  gtk_box_append (GTK_BOX (box), self->none);
  gtk_box_append (GTK_BOX (box), add);
  add_page (self, "list", box);
}

static void
add_find_page (DeskIndicators *self)
{
  GtkWidget *box, *nothing = GTK_WIDGET (make_text ("dim-label"));

  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Search indicators", -1);
  self->all = make_list ("All indicators", G_CALLBACK (all_activated), self);
  gtk_label_set_text (GTK_LABEL (nothing), "There is no such indicator.");
  gtk_widget_set_margin_top (nothing, MARGIN);
  gtk_widget_set_margin_bottom (nothing, MARGIN);
  gtk_widget_set_halign (nothing, GTK_ALIGN_CENTER);
  gtk_list_box_set_placeholder (self->all, nothing);
  gtk_list_box_set_filter_func (self->all, is_found, self, NULL);
  g_signal_connect_swapped (self->search, "search-changed",
                            G_CALLBACK (gtk_list_box_invalidate_filter), self->all);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (search_activated), self);
  /* It keeps Escape for itself */
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (show_list), self);
  box = make_box (GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->all));
  add_page (self, "find", box);
}

static void
add_edit_page (DeskIndicators *self)
{
  GtkWidget *box;

  self->summary = make_text (NULL);
  self->form = ADW_BIN (adw_bin_new ());
  self->convention = make_text ("dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->convention), "caption");
  box = make_box (GTK_WIDGET (self->summary));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->form));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->convention));
  add_page (self, "edit", box);
}

static GtkWidget *
make_header (DeskIndicators *self)
{
  GtkWidget *header = adw_header_bar_new ();

  self->title = ADW_WINDOW_TITLE (adw_window_title_new ("Indicators", NULL));
  self->back = GTK_BUTTON (gtk_button_new_from_icon_name ("go-previous-symbolic"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->back), "Back");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->back), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Back to the list", -1);
  g_signal_connect_swapped (self->back, "clicked", G_CALLBACK (show_list), self);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), GTK_WIDGET (self->title));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), GTK_WIDGET (self->back));
  return header;
}

/* Escape leads back first, then out. */
static gboolean
on_escape (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   data)
{
  DeskIndicators *self = DESK_INDICATORS (widget);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "list") == 0)
    gtk_window_close (GTK_WINDOW (self));
  else
    show_list (self);

  return TRUE;
}

static void
desk_indicators_dispose (GObject *object)
{
  DeskIndicators *self = DESK_INDICATORS (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->list, g_ptr_array_unref);

  G_OBJECT_CLASS (desk_indicators_parent_class)->dispose (object);
}

static void
desk_indicators_class_init (DeskIndicatorsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_indicators_dispose;
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, on_escape, NULL);
}

static void
desk_indicators_init (DeskIndicators *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->edited = -1;
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_window_set_content (ADW_WINDOW (self), box);
  add_list_page (self);
  add_find_page (self);
  add_edit_page (self);
  gtk_window_set_title (GTK_WINDOW (self), "Indicators");
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
}

GtkWidget *
desk_indicators_new (GtkWindow    *parent,
                     DeskSettings *settings,
                     guint         cell,
                     int           number)
{
  DeskIndicators *self;

  g_return_val_if_fail (DESK_IS_SETTINGS (settings), NULL);

  self = g_object_new (DESK_TYPE_INDICATORS, NULL);
  self->settings = g_object_ref (settings);
  self->cell = cell;
  self->list = desk_indicator_list_load (settings, cell);
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  if (parent != NULL)
    gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  show_list (self);
  if (number >= 0 && (guint) number < self->list->len)
    edit (self, number);

  return GTK_WIDGET (self);
}
