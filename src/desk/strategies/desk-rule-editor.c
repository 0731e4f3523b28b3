/* desk-rule-editor.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-strategies"

#include "config.h"

#include <string.h>

#include <gtksourceview/gtksource.h>

#include "dt-pool.h"

#include "desk-column.h"

#include "desk-rule-completion.h"
#include "desk-rule-editor.h"
#include "desk-rule-tagger.h"

/* After the last change; a check of a file of usual size takes less than a millisecond. */
#define CHECK_DELAY_MS 250

struct _DeskRuleEditor
{
  AdwBin           parent_instance;

  GtkSourceBuffer *buffer;
  GtkTextTag      *underline;
  guint            check_timeout;
  GCancellable    *checking;       /* (nullable) */
  gboolean         is_checked;
  DtStrategyFile  *file;           /* (nullable) */
  GError          *problem;        /* (nullable) */

  /* Template */
  GtkSourceView   *view;
  GtkButton       *status;
  GtkImage        *status_icon;
  GtkLabel        *status_label;
};

G_DEFINE_FINAL_TYPE (DeskRuleEditor, desk_rule_editor, ADW_TYPE_BIN)

enum
{
  PROP_MODIFIED = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint checked;

/* The line below */

/* The engine's message begins with its sentence; place and snippet are on screen already. */
static char *
dup_sentence (const GError *problem)
{
  char *sentence = g_strndup (problem->message, strcspn (problem->message, "\n"));
  char *place = g_strrstr (sentence, " (line ");

  if (place != NULL)
    *place = '\0';

  return sentence;
}

static void
show_status (DeskRuleEditor *self,
             const char     *icon,
             DeskTone        tone,
             const char     *text)
{
  gtk_image_set_from_icon_name (self->status_icon, icon);
  gtk_label_set_text (self->status_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status), text);
  desk_tone_apply (GTK_WIDGET (self->status_icon), tone);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->status), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
}

static void
show_sound (DeskRuleEditor *self)
{
  guint warmup = dt_rule_program_get_warmup (self->file->program);
  g_autofree char *text = NULL;

  if (self->file->warnings->len > 0)
    {
      g_autofree char *warning = g_strconcat (g_ptr_array_index (self->file->warnings, 0), ".",
                                              NULL);

      show_status (self, "dialog-warning-symbolic", DESK_TONE_WARNING, warning);
      return;
    }
  text = g_strdup_printf ("No mistakes. The rules can speak after %u bar%s.", warmup,
                          warmup == 1 ? "" : "s");
  show_status (self, "emblem-ok-symbolic", DESK_TONE_UP, text);
}

static void
show_problem (DeskRuleEditor *self)
{
  g_autofree char *sentence = dup_sentence (self->problem);
  g_autofree char *text = NULL;
  guint line, column;

  dt_rule_error_get_place (self->problem, &line, &column);
  if (line > 0)
    text = g_strdup_printf ("Line %u, column %u: %s", line, column, sentence);
  show_status (self, "dialog-error-symbolic", DESK_TONE_DOWN, text != NULL ? text : sentence);
}

/* The underline */

static gboolean
is_of_word (gunichar c)
{
  return g_unichar_isalnum (c) || c == '_';
}

static gboolean
find_problem (DeskRuleEditor *self,
              GtkTextIter    *start,
              GtkTextIter    *end)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  guint line = 0, column = 0;

  if (self->problem != NULL)
    dt_rule_error_get_place (self->problem, &line, &column);
  if (line == 0)
    return FALSE;

  gtk_text_buffer_get_iter_at_line_offset (buffer, start, (int) line - 1, (int) column - 1);
  *end = *start;
  while (is_of_word (gtk_text_iter_get_char (end)))
    gtk_text_iter_forward_char (end);
  if (gtk_text_iter_equal (start, end) && !gtk_text_iter_ends_line (end))
    gtk_text_iter_forward_char (end);
  /* What is missing at the end of a line is marked by what stands before it */
  if (gtk_text_iter_equal (start, end) && !gtk_text_iter_starts_line (start))
    gtk_text_iter_backward_char (start);

  return TRUE;
}

static void
underline_problem (DeskRuleEditor *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag (buffer, self->underline, &start, &end);
  if (find_problem (self, &start, &end))
    gtk_text_buffer_apply_tag (buffer, self->underline, &start, &end);
}

void
desk_rule_editor_show_problem (DeskRuleEditor *self)
{
  GtkTextIter start, end;

  g_return_if_fail (DESK_IS_RULE_EDITOR (self));

  if (find_problem (self, &start, &end))
    {
      gtk_text_buffer_select_range (GTK_TEXT_BUFFER (self->buffer), &start, &end);
      gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (self->view), &start, .1, FALSE, 0., 0.);
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* The check */

static void
check (GTask        *task,
       gpointer      source,
       gpointer      data,
       GCancellable *cancellable)
{
  GError *error = NULL;
  DtStrategyFile *file = dt_strategy_file_parse (data, NULL, NULL, 0, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, (GDestroyNotify) dt_strategy_file_unref);
  else
    g_task_return_error (task, error);
}

static void
on_checked (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(DeskRuleEditor) self = data;
  g_autoptr(GError) error = NULL;
  DtStrategyFile *file = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->checking);
  g_clear_pointer (&self->file, dt_strategy_file_unref);
  g_clear_error (&self->problem);
  self->file = file;
  self->problem = g_steal_pointer (&error);
  self->is_checked = TRUE;
  underline_problem (self);
  if (self->file != NULL)
    show_sound (self);
  else
    show_problem (self);
  g_signal_emit (self, checked, 0);
}

static void
stop_check (DeskRuleEditor *self)
{
  g_clear_handle_id (&self->check_timeout, g_source_remove);
  if (self->checking != NULL)
    g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
}

static gboolean
start_check (gpointer data)
{
  DeskRuleEditor *self = data;
  g_autoptr(GTask) task = NULL;

  self->check_timeout = 0;
  stop_check (self);
  self->checking = g_cancellable_new ();
  task = g_task_new (NULL, self->checking, on_checked, g_object_ref (self));
  g_task_set_task_data (task, desk_rule_editor_dup_text (self), g_free);
  dt_pool_run_task (task, check);

  return G_SOURCE_REMOVE;
}

static void
text_changed (DeskRuleEditor *self)
{
  self->is_checked = FALSE;
  stop_check (self);
  self->check_timeout = g_timeout_add (CHECK_DELAY_MS, start_check, self);
}

static void
modified_changed (DeskRuleEditor *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODIFIED]);
}

static void
style_changed (DeskRuleEditor *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleSchemeManager *manager = gtk_source_style_scheme_manager_get_default ();

  gtk_source_buffer_set_style_scheme (
    self->buffer,
    gtk_source_style_scheme_manager_get_scheme (manager, dark ? "Adwaita-dark" : "Adwaita"));
}

/* Life */

static void
desk_rule_editor_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  if (prop_id == PROP_MODIFIED)
    g_value_set_boolean (value, desk_rule_editor_get_modified (DESK_RULE_EDITOR (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
desk_rule_editor_dispose (GObject *object)
{
  DeskRuleEditor *self = DESK_RULE_EDITOR (object);

  stop_check (self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->buffer);

  G_OBJECT_CLASS (desk_rule_editor_parent_class)->dispose (object);
}

static void
desk_rule_editor_finalize (GObject *object)
{
  DeskRuleEditor *self = DESK_RULE_EDITOR (object);

  g_clear_pointer (&self->file, dt_strategy_file_unref);
  g_clear_error (&self->problem);

  G_OBJECT_CLASS (desk_rule_editor_parent_class)->finalize (object);
}

static void
desk_rule_editor_class_init (DeskRuleEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = desk_rule_editor_get_property;
  object_class->dispose = desk_rule_editor_dispose;
  object_class->finalize = desk_rule_editor_finalize;

  properties[PROP_MODIFIED] = g_param_spec_boolean ("modified", NULL, NULL, FALSE,
                                                    G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  checked = g_signal_new ("checked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                          NULL, G_TYPE_NONE, 0);

  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/daytraderai/DayTrader/strategies/desk-rule-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskRuleEditor, view);
  gtk_widget_class_bind_template_child (widget_class, DeskRuleEditor, status);
  gtk_widget_class_bind_template_child (widget_class, DeskRuleEditor, status_icon);
  gtk_widget_class_bind_template_child (widget_class, DeskRuleEditor, status_label);
  gtk_widget_class_bind_template_callback (widget_class, desk_rule_editor_show_problem);
}

static void
desk_rule_editor_init (DeskRuleEditor *self)
{
  g_autoptr(GtkSourceCompletionProvider) provider = desk_rule_completion_new ();
  GtkTextBuffer *buffer;

  gtk_widget_init_template (GTK_WIDGET (self));

  self->buffer = g_object_ref (GTK_SOURCE_BUFFER (
    gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view))));
  buffer = GTK_TEXT_BUFFER (self->buffer);
  style_changed (self);
  desk_rule_tagger_attach (self->buffer);
  self->underline = gtk_text_buffer_create_tag (buffer, NULL, "underline", PANGO_UNDERLINE_ERROR,
                                                NULL);
  gtk_source_completion_add_provider (gtk_source_view_get_completion (self->view), provider);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (text_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (buffer, "modified-changed", G_CALLBACK (modified_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (style_changed), self, G_CONNECT_SWAPPED);
}

void
desk_rule_editor_set_text (DeskRuleEditor *self,
                           const char     *text)
{
  GtkTextBuffer *buffer;
  GtkTextIter start;

  g_return_if_fail (DESK_IS_RULE_EDITOR (self));

  buffer = GTK_TEXT_BUFFER (self->buffer);
  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_end_irreversible_action (buffer);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_text_buffer_set_modified (buffer, FALSE);
  show_status (self, "content-loading-symbolic", DESK_TONE_DIM, "Checking…");
  /* The same text as before is no change */
  text_changed (self);
}

char *
desk_rule_editor_dup_text (DeskRuleEditor *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (DESK_IS_RULE_EDITOR (self), NULL);

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);

  return gtk_text_buffer_get_text (GTK_TEXT_BUFFER (self->buffer), &start, &end, TRUE);
}

void
desk_rule_editor_set_editable (DeskRuleEditor *self,
                               gboolean        editable)
{
  g_return_if_fail (DESK_IS_RULE_EDITOR (self));

  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->view), editable);
  gtk_source_view_set_highlight_current_line (self->view, editable);
}

gboolean
desk_rule_editor_get_modified (DeskRuleEditor *self)
{
  g_return_val_if_fail (DESK_IS_RULE_EDITOR (self), FALSE);

  return gtk_text_buffer_get_modified (GTK_TEXT_BUFFER (self->buffer));
}

void
desk_rule_editor_set_saved (DeskRuleEditor *self)
{
  g_return_if_fail (DESK_IS_RULE_EDITOR (self));

  gtk_text_buffer_set_modified (GTK_TEXT_BUFFER (self->buffer), FALSE);
}

gboolean
desk_rule_editor_is_checked (DeskRuleEditor *self)
{
  g_return_val_if_fail (DESK_IS_RULE_EDITOR (self), FALSE);

  return self->is_checked;
}

DtStrategyFile *
desk_rule_editor_get_file (DeskRuleEditor *self)
{
  g_return_val_if_fail (DESK_IS_RULE_EDITOR (self), NULL);

  return self->file;
}

const GError *
desk_rule_editor_get_problem (DeskRuleEditor *self)
{
  g_return_val_if_fail (DESK_IS_RULE_EDITOR (self), NULL);

  return self->problem;
}

void
desk_rule_editor_focus (DeskRuleEditor *self)
{
  g_return_if_fail (DESK_IS_RULE_EDITOR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
