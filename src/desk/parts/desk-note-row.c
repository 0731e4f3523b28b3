/* desk-note-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-parts"

#include "config.h"

#include "desk-format.h"

#include "desk-note-row.h"

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
  AdwBin     parent_instance;

  DeskNote  *note;
  GtkWidget *icon;
  GtkWidget *text;
  GtkWidget *detail;
};

G_DEFINE_FINAL_TYPE (DeskNoteRow, desk_note_row, ADW_TYPE_BIN)

static void
desk_note_row_dispose (GObject *object)
{
  DeskNoteRow *self = DESK_NOTE_ROW (object);

  g_clear_object (&self->note);

  G_OBJECT_CLASS (desk_note_row_parent_class)->dispose (object);
}

static void
desk_note_row_class_init (DeskNoteRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_note_row_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
add_label (GtkWidget  *box,
           const char *style)
{
  /* As wide as there is room, but a long note does not ask for more */
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0., "hexpand", TRUE,
                                   "ellipsize", PANGO_ELLIPSIZE_END, "max-width-chars", 36, NULL);

  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static void
desk_note_row_init (DeskNoteRow *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->icon = g_object_new (GTK_TYPE_IMAGE, "valign", GTK_ALIGN_START, "margin-top", 2,
                             "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_add_css_class (self->icon, "dim-label");
  gtk_box_append (GTK_BOX (row), self->icon);
  self->text = add_label (lines, NULL);
  self->detail = add_label (lines, "caption");
  gtk_widget_add_css_class (self->detail, "dim-label");
  gtk_widget_add_css_class (self->detail, "figure");
  gtk_box_append (GTK_BOX (row), lines);
  adw_bin_set_child (ADW_BIN (self), row);
  gtk_widget_add_css_class (GTK_WIDGET (self), "note-row");
}

GtkWidget *
desk_note_row_new (guint n_lines)
{
  DeskNoteRow *self = g_object_new (DESK_TYPE_NOTE_ROW, NULL);

  if (n_lines > 1)
    g_object_set (self->text, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                  "lines", (int) n_lines, NULL);

  return GTK_WIDGET (self);
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

static void
show_note (DeskNoteRow *self)
{
  g_autofree char *detail = make_detail (self->note);
  g_autofree char *local = desk_format_local_time (desk_note_get_time (self->note));
  g_autofree char *tooltip = NULL;
  const char *text = desk_note_get_text (self->note);

  tooltip = g_strdup_printf ("%s\n%s", text, local);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                desk_note_kind_get_icon (desk_note_get_kind (self->note)));
  gtk_label_set_text (GTK_LABEL (self->text), text);
  gtk_label_set_text (GTK_LABEL (self->detail), detail);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
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
