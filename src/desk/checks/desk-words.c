/* desk-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-checks"

#include "config.h"

#include "desk-words.h"

/* Pixels, below and above which the words are no wider or narrower by themselves. */
#define LEAST_WIDTH 120
#define USUAL_WIDTH 480
#define GAP         3

struct _DeskWords
{
  GtkWidget  parent_instance;

  GtkWidget *title;
  GtkWidget *text;
};

G_DEFINE_FINAL_TYPE (DeskWords, desk_words, GTK_TYPE_WIDGET)

static int
height_of (GtkWidget *label,
           int        width)
{
  int height;

  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);

  return height;
}

static GtkSizeRequestMode
desk_words_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
desk_words_measure (GtkWidget      *widget,
                    GtkOrientation  orientation,
                    int             for_size,
                    int            *minimum,
                    int            *natural,
                    int            *minimum_baseline,
                    int            *natural_baseline)
{
  DeskWords *self = DESK_WORDS (widget);
  int width = for_size >= 0 ? MAX (for_size, LEAST_WIDTH) : USUAL_WIDTH;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = height_of (self->title, width) + GAP + height_of (self->text, width);
  else
    {
      *minimum = LEAST_WIDTH;
      *natural = USUAL_WIDTH;
    }
}

static void
desk_words_size_allocate (GtkWidget *widget,
                          int        width,
                          int        height,
                          int        baseline)
{
  DeskWords *self = DESK_WORDS (widget);
  int title = height_of (self->title, width), text = height_of (self->text, width);
  int top = MAX ((height - title - GAP - text) / 2, 0);

  gtk_widget_size_allocate (self->title, &(GtkAllocation) { 0, top, width, title }, -1);
  gtk_widget_size_allocate (self->text, &(GtkAllocation) { 0, top + title + GAP, width, text },
                            -1);
}

static void
desk_words_dispose (GObject *object)
{
  DeskWords *self = DESK_WORDS (object);

  g_clear_pointer (&self->title, gtk_widget_unparent);
  g_clear_pointer (&self->text, gtk_widget_unparent);

  G_OBJECT_CLASS (desk_words_parent_class)->dispose (object);
}

static void
desk_words_class_init (DeskWordsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_words_dispose;
  widget_class->get_request_mode = desk_words_get_request_mode;
  widget_class->measure = desk_words_measure;
  widget_class->size_allocate = desk_words_size_allocate;
}

static GtkWidget *
add_label (DeskWords *self)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0., "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, NULL);

  gtk_widget_set_parent (label, GTK_WIDGET (self));

  return label;
}

static void
desk_words_init (DeskWords *self)
{
  self->title = add_label (self);
  self->text = add_label (self);
  gtk_widget_add_css_class (self->text, "dim-label");
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
desk_words_new (const char *title_class,
                const char *text_class)
{
  DeskWords *self = g_object_new (DESK_TYPE_WORDS, NULL);

  if (title_class != NULL)
    gtk_widget_add_css_class (self->title, title_class);
  if (text_class != NULL)
    gtk_widget_add_css_class (self->text, text_class);

  return GTK_WIDGET (self);
}

void
desk_words_set (DeskWords  *self,
                const char *title,
                const char *text)
{
  g_return_if_fail (DESK_IS_WORDS (self));

  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->text), text);
}
