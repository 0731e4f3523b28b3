/* desk-screen-editor.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-screener"

#include "config.h"

#include <string.h>

#include "desk-column.h"

#include "desk-screen-editor.h"

#define NAME_CHARS 16

/* A line: a name, a rule, and what is wrong with it. */
typedef struct
{
  GtkWidget *box;
  GtkEntry  *name;
  GtkEntry  *rule;
  GtkWidget *remove;     /* (nullable): the score's stays */
  GtkLabel  *problem;
} Line;

struct _DeskScreenEditor
{
  AdwBin         parent_instance;

  DtScreenFile  *origin;        /* (nullable): what was set, for what has no line */
  DtScreenFile  *file;          /* (nullable) */
  GPtrArray     *lines;         /* of Line */
  Line          *score;
  gboolean       is_filling;

  /* Template */
  GtkBox        *criteria;
  GtkBox        *score_box;
  GtkSpinButton *keep;
  GtkLabel      *problem;       /* of no line */
};

G_DEFINE_FINAL_TYPE (DeskScreenEditor, desk_screen_editor, ADW_TYPE_BIN)

static guint changed;

/* What the lines say */

typedef struct
{
  DtScreenDraft   draft;
  GPtrArray      *names;
  GPtrArray      *rules;
  char           *score_name;
} Draft;

static void
draft_clear (Draft *draft)
{
  g_ptr_array_unref (draft->names);
  g_ptr_array_unref (draft->rules);
  g_free (draft->score_name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draft, draft_clear)

/* A line without a name is a criterion all the same. */
static char *
dup_name (const Line *line,
          const char *fallback,
          guint       number)
{
  char *name = dt_screen_make_name (gtk_editable_get_text (GTK_EDITABLE (line->name)));

  if (*name != '\0')
    return name;

  g_free (name);
  return number > 0 ? g_strdup_printf ("%s-%u", fallback, number) : g_strdup (fallback);
}

static void
draft_init (Draft            *draft,
            DeskScreenEditor *self,
            const char       *name)
{
  const char *score = gtk_editable_get_text (GTK_EDITABLE (self->score->rule));

  draft->names = g_ptr_array_new_with_free_func (g_free);
  draft->rules = g_ptr_array_new ();
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, i);

      g_ptr_array_add (draft->names, dup_name (line, "criterion", i + 1));
      g_ptr_array_add (draft->rules, (char *) gtk_editable_get_text (GTK_EDITABLE (line->rule)));
    }
  draft->score_name = *score != '\0' ? dup_name (self->score, "score", 0) : NULL;
  draft->draft = (DtScreenDraft) {
    .name = name,
    .description = self->origin != NULL ? self->origin->description : "",
    .universe = self->origin != NULL ? self->origin->universe : NULL,
    .timeframe = self->origin != NULL ? self->origin->timeframe : DT_TIMEFRAME_DAY,
    .keep = (guint) gtk_spin_button_get_value_as_int (self->keep),
    .n_criteria = self->lines->len,
    .names = (const char *const *) draft->names->pdata,
    .rules = (const char *const *) draft->rules->pdata,
    .score_name = draft->score_name,
    .score_rule = score,
  };
}

char *
desk_screen_editor_dup_text (DeskScreenEditor *self,
                             const char       *name)
{
  g_auto(Draft) draft = { 0 };

  g_return_val_if_fail (DESK_IS_SCREEN_EDITOR (self), NULL);

  draft_init (&draft, self, name);
  return dt_screen_draft_to_text (&draft.draft);
}

/* What is wrong */

static void
clear_problem (Line *line)
{
  gtk_widget_set_visible (GTK_WIDGET (line->problem), FALSE);
  gtk_entry_set_attributes (line->rule, NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (line->rule), "error");
  gtk_accessible_reset_state (GTK_ACCESSIBLE (line->rule), GTK_ACCESSIBLE_STATE_INVALID);
}

static gboolean
is_of_word (gunichar c)
{
  return g_unichar_isalnum (c) || c == '_';
}

/* From the character at @column to the end of its word; at the end of the text what stands before
 * it. */
static void
underline (GtkEntry *entry,
           guint     column)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  glong length = g_utf8_strlen (text, -1);
  const char *start, *end;
  PangoAttrList *attributes;
  PangoAttribute *wave;

  if (length == 0)
    return;

  start = g_utf8_offset_to_pointer (text, CLAMP ((glong) column - 1, 0, length - 1));
  for (end = g_utf8_next_char (start); *end != '\0' && is_of_word (g_utf8_get_char (start))
       && is_of_word (g_utf8_get_char (end));)
    end = g_utf8_next_char (end);
  attributes = pango_attr_list_new ();
  wave = pango_attr_underline_new (PANGO_UNDERLINE_ERROR);
  wave->start_index = (guint) (start - text);
  wave->end_index = (guint) (end - text);
  pango_attr_list_insert (attributes, wave);
  gtk_entry_set_attributes (entry, attributes);
  pango_attr_list_unref (attributes);
}

/* The engine's message begins with its sentence; place and snippet are on screen already. */
static char *
dup_sentence (const GError *error)
{
  char *sentence = g_strndup (error->message, strcspn (error->message, "\n"));
  char *place = g_strrstr (sentence, " (line ");

  if (place != NULL)
    *place = '\0';

  return sentence;
}

static void
show_problem (DeskScreenEditor    *self,
              const DtScreenDraft *draft,
              const GError        *error)
{
  g_autofree char *sentence = dup_sentence (error);
  g_autofree char *text = NULL;
  DtScreenPlace place;
  Line *line;

  if (!dt_screen_draft_find (draft, error, &place))
    {
      gtk_label_set_text (self->problem, sentence);
      gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
      return;
    }

  line = place.is_score ? self->score : g_ptr_array_index (self->lines, place.criterion);
  text = place.column > 0 ? g_strdup_printf ("Column %u: %s", place.column, sentence)
                          : g_strdup (sentence);
  gtk_label_set_text (line->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (line->problem), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (line->rule), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (line->rule), GTK_ACCESSIBLE_STATE_INVALID,
                               GTK_ACCESSIBLE_INVALID_TRUE, -1);
  if (place.column > 0)
    underline (line->rule, place.column);
}

static void
check (DeskScreenEditor *self)
{
  g_auto(Draft) draft = { 0 };
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < self->lines->len; i++)
    clear_problem (g_ptr_array_index (self->lines, i));
  clear_problem (self->score);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);

  draft_init (&draft, self, self->origin != NULL ? self->origin->name : "Screen");
  text = dt_screen_draft_to_text (&draft.draft);
  g_clear_pointer (&self->file, dt_screen_file_unref);
  self->file = dt_screen_file_parse (text, NULL, &error);
  if (self->file == NULL)
    show_problem (self, &draft.draft, error);
}

static void
line_changed (DeskScreenEditor *self)
{
  if (self->is_filling)
    return;

  check (self);
  g_signal_emit (self, changed, 0);
}

/* Lines */

static GtkEntry *
make_entry (DeskScreenEditor *self,
            const char       *name,
            const char       *text,
            const char       *placeholder)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (entry, name);
  g_signal_connect_object (entry, "changed", G_CALLBACK (line_changed), self, G_CONNECT_SWAPPED);

  return GTK_ENTRY (entry);
}

static GtkLabel *
make_problem (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_widget_set_visible (label, FALSE);
  gtk_widget_add_css_class (label, "caption");
  desk_tone_apply (label, DESK_TONE_DOWN);

  return GTK_LABEL (label);
}

static Line *
line_new (DeskScreenEditor *self,
          const char       *what,
          const char       *name,
          const char       *rule,
          const char       *placeholder)
{
  Line *line = g_new0 (Line, 1);
  GtkWidget *entries = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *name_label = g_strdup_printf ("Name of the %s", what);
  g_autofree char *rule_label = g_strdup_printf ("Rule of the %s", what);

  line->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  line->name = make_entry (self, name_label, name, "Name");
  line->rule = make_entry (self, rule_label, rule, placeholder);
  line->problem = make_problem ();
  gtk_editable_set_width_chars (GTK_EDITABLE (line->name), 8);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (line->name), NAME_CHARS);
  gtk_editable_set_width_chars (GTK_EDITABLE (line->rule), 12);
  gtk_widget_set_hexpand (GTK_WIDGET (line->rule), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (line->rule), "monospace");
  gtk_box_append (GTK_BOX (entries), GTK_WIDGET (line->name));
  gtk_box_append (GTK_BOX (entries), GTK_WIDGET (line->rule));
  gtk_box_append (GTK_BOX (line->box), entries);
  gtk_box_append (GTK_BOX (line->box), GTK_WIDGET (line->problem));

  return line;
}

static void
remove_clicked (DeskScreenEditor *self,
                GtkButton        *button)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = g_ptr_array_index (self->lines, i);
      guint next = i + 1 < self->lines->len ? i + 1 : i - 1;

      if (line->remove != GTK_WIDGET (button))
        continue;

      /* The keyboard goes on with the line beside */
      if (self->lines->len > 1)
        gtk_widget_grab_focus (GTK_WIDGET (((Line *) g_ptr_array_index (self->lines,
                                                                        next))->rule));
      gtk_box_remove (self->criteria, line->box);
      g_ptr_array_remove_index (self->lines, i);
      line_changed (self);
      return;
    }
}

static Line *
add_line (DeskScreenEditor *self,
          const char       *name,
          const char       *rule)
{
  Line *line = line_new (self, "criterion", name, rule, "sma(volume, 20) > 1000000");

  line->remove = gtk_button_new_from_icon_name ("list-remove-symbolic");
  gtk_widget_add_css_class (line->remove, "flat");
  gtk_widget_set_tooltip_text (line->remove, "Remove This Criterion");
  gtk_accessible_update_property (GTK_ACCESSIBLE (line->remove), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Remove this criterion", -1);
  g_signal_connect_object (line->remove, "clicked", G_CALLBACK (remove_clicked), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (gtk_widget_get_first_child (line->box)), line->remove);
  gtk_box_append (self->criteria, line->box);
  g_ptr_array_add (self->lines, line);

  return line;
}

static void
clear_lines (DeskScreenEditor *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    gtk_box_remove (self->criteria, ((Line *) g_ptr_array_index (self->lines, i))->box);
  g_ptr_array_set_size (self->lines, 0);
}

void
desk_screen_editor_set_file (DeskScreenEditor *self,
                             DtScreenFile     *file)
{
  g_return_if_fail (DESK_IS_SCREEN_EDITOR (self));
  g_return_if_fail (file != NULL);

  self->is_filling = TRUE;
  dt_screen_file_ref (file);
  g_clear_pointer (&self->origin, dt_screen_file_unref);
  self->origin = file;
  clear_lines (self);
  for (guint k = 0; k < file->n_criteria; k++)
    add_line (self, file->criteria[k].label, file->criteria[k].text);
  gtk_editable_set_text (GTK_EDITABLE (self->score->name),
                         file->score_label != NULL ? file->score_label : "");
  gtk_editable_set_text (GTK_EDITABLE (self->score->rule),
                         file->score_text != NULL ? file->score_text : "");
  gtk_spin_button_set_value (self->keep, file->keep);
  self->is_filling = FALSE;
  check (self);
}

DtScreenFile *
desk_screen_editor_get_file (DeskScreenEditor *self)
{
  g_return_val_if_fail (DESK_IS_SCREEN_EDITOR (self), NULL);

  return self->file;
}

void
desk_screen_editor_add (DeskScreenEditor *self)
{
  Line *line;

  g_return_if_fail (DESK_IS_SCREEN_EDITOR (self));

  if (self->lines->len == DT_SCREEN_MAX_CRITERIA)
    return;

  line = add_line (self, "", "");
  line_changed (self);
  gtk_widget_grab_focus (GTK_WIDGET (line->name));
}

void
desk_screen_editor_focus (DeskScreenEditor *self)
{
  g_return_if_fail (DESK_IS_SCREEN_EDITOR (self));

  if (self->lines->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (((Line *) g_ptr_array_index (self->lines, 0))->rule));
}

/* Life */

static void
desk_screen_editor_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);

  G_OBJECT_CLASS (desk_screen_editor_parent_class)->dispose (object);
}

static void
desk_screen_editor_finalize (GObject *object)
{
  DeskScreenEditor *self = DESK_SCREEN_EDITOR (object);

  g_clear_pointer (&self->origin, dt_screen_file_unref);
  g_clear_pointer (&self->file, dt_screen_file_unref);
  g_ptr_array_unref (self->lines);
  g_free (self->score);

  G_OBJECT_CLASS (desk_screen_editor_parent_class)->finalize (object);
}

static void
desk_screen_editor_class_init (DeskScreenEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = desk_screen_editor_dispose;
  object_class->finalize = desk_screen_editor_finalize;

  changed = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                          NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/daytraderai/DayTrader/screener/desk-screen-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskScreenEditor, criteria);
  gtk_widget_class_bind_template_child (widget_class, DeskScreenEditor, score_box);
  gtk_widget_class_bind_template_child (widget_class, DeskScreenEditor, keep);
  gtk_widget_class_bind_template_child (widget_class, DeskScreenEditor, problem);
  gtk_widget_class_bind_template_callback (widget_class, desk_screen_editor_add);
  gtk_widget_class_bind_template_callback (widget_class, line_changed);
}

static void
desk_screen_editor_init (DeskScreenEditor *self)
{
  self->lines = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  desk_tone_apply (GTK_WIDGET (self->problem), DESK_TONE_DOWN);
  self->score = line_new (self, "score", "", "", "roc(20)");
  gtk_box_append (self->score_box, self->score->box);
}
