/* desk-check-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-checks"

#include "config.h"

#include "desk-column.h"

#include "desk-check-list.h"
#include "desk-words.h"

#define WIDTH 820

struct _DeskCheckList
{
  AdwBin     parent_instance;

  GtkWidget *icon;
  GtkWidget *words;
  GtkWidget *button;
  GtkWidget *parts;      /* box of the lists */
  GtkWidget *list;       /* (nullable): the last one */
};

G_DEFINE_FINAL_TYPE (DeskCheckList, desk_check_list, ADW_TYPE_BIN)

static guint again;

static const struct
{
  const char *icon;
  const char *word;
  DeskTone    tone;
} states[] = {
  [DESK_CHECK_HOLDS] = { "emblem-ok-symbolic", "Holds", DESK_TONE_UP },
  [DESK_CHECK_FAILS] = { "dialog-warning-symbolic", "Fails", DESK_TONE_DOWN },
  [DESK_CHECK_OPEN] = { "content-loading-symbolic", "Not yet", DESK_TONE_DIM },
  [DESK_CHECK_NONE] = { "list-remove-symbolic", "Nothing to check", DESK_TONE_DIM },
};

static void
show_icon (GtkWidget      *icon,
           DeskCheckState  state)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (icon), states[state].icon);
  gtk_widget_set_tooltip_text (icon, states[state].word);
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  states[state].word, -1);
  desk_tone_apply (icon, states[state].tone);
}

static void
clicked (DeskCheckList *self)
{
  g_signal_emit (self, again, 0);
}

static void
desk_check_list_class_init (DeskCheckListClass *klass)
{
  again = g_signal_new ("again", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                        G_TYPE_NONE, 0);
}

static GtkWidget *
make_head (DeskCheckList *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 15);

  self->icon = gtk_image_new ();
  gtk_image_set_pixel_size (GTK_IMAGE (self->icon), 32);
  self->words = desk_words_new ("title-2", NULL);
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (head), self->icon);
  gtk_box_append (GTK_BOX (head), self->words);
  gtk_box_append (GTK_BOX (head), self->button);

  return head;
}

static void
desk_check_list_init (DeskCheckList *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  self->button = gtk_button_new ();
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked), self, G_CONNECT_SWAPPED);
  self->parts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), self->parts);
  g_object_set (box, "margin-start", 18, "margin-end", 18, "margin-top", 24, "margin-bottom", 24,
                NULL);
  g_object_set (clamp, "maximum-size", WIDTH, "child", box, NULL);
  g_object_set (scroller, "hscrollbar-policy", GTK_POLICY_NEVER, "child", clamp, NULL);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

GtkWidget *
desk_check_list_new (const char *button)
{
  DeskCheckList *self = g_object_new (DESK_TYPE_CHECK_LIST, NULL);

  gtk_button_set_label (GTK_BUTTON (self->button), button);

  return GTK_WIDGET (self);
}

void
desk_check_list_set_heading (DeskCheckList  *self,
                             const char     *title,
                             const char     *text,
                             DeskCheckState  state)
{
  g_return_if_fail (DESK_IS_CHECK_LIST (self));

  desk_words_set (DESK_WORDS (self->words), title, text);
  show_icon (self->icon, state);
}

void
desk_check_list_clear (DeskCheckList *self)
{
  GtkWidget *child;

  g_return_if_fail (DESK_IS_CHECK_LIST (self));

  while ((child = gtk_widget_get_first_child (self->parts)) != NULL)
    gtk_box_remove (GTK_BOX (self->parts), child);
  self->list = NULL;
}

void
desk_check_list_add_part (DeskCheckList *self,
                          const char    *title)
{
  GtkWidget *part = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *heading;

  g_return_if_fail (DESK_IS_CHECK_LIST (self));

  heading = g_object_new (GTK_TYPE_LABEL, "xalign", 0., "ellipsize", PANGO_ELLIPSIZE_END, "label",
                          title, NULL);
  gtk_widget_add_css_class (heading, "heading");
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  gtk_box_append (GTK_BOX (part), heading);
  gtk_box_append (GTK_BOX (part), self->list);
  gtk_box_append (GTK_BOX (self->parts), part);
}

static GtkWidget *
make_row (const char     *title,
          const char     *text,
          const char     *value,
          DeskCheckState  state)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new (), *words = desk_words_new (NULL, "caption");

  show_icon (icon, state);
  desk_words_set (DESK_WORDS (words), title, text);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), words);
  if (value != NULL)
    {
      GtkWidget *figure = gtk_label_new (value);

      gtk_widget_add_css_class (figure, "figure");
      gtk_box_append (GTK_BOX (box), figure);
    }
  gtk_widget_add_css_class (box, "check");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);

  return row;
}

void
desk_check_list_add (DeskCheckList  *self,
                     const char     *title,
                     const char     *text,
                     const char     *value,
                     DeskCheckState  state)
{
  g_return_if_fail (DESK_IS_CHECK_LIST (self));
  g_return_if_fail (self->list != NULL);

  gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (title, text, value, state));
}

GtkWidget *
desk_check_list_get_button (DeskCheckList *self)
{
  g_return_val_if_fail (DESK_IS_CHECK_LIST (self), NULL);

  return self->button;
}
