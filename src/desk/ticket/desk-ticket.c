/* desk-ticket.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-ticket"

#include "config.h"

#include "desk-ticket-form.h"
#include "desk-ticket-preview.h"

#include "desk-ticket.h"

/* After the last key, before the engine is asked. */
#define TYPING_MS  150
/* The market moves: the engine is asked again at most so often. */
#define REFRESH_MS 500

/* Logical pixels of a ticket in two columns. */
#define WIDE 820

/* The window of one order; it lives until it was confirmed or cancelled.
 *
 * Thread: main. */
#define DESK_TYPE_TICKET_WINDOW (desk_ticket_window_get_type ())
G_DECLARE_FINAL_TYPE (DeskTicketWindow, desk_ticket_window, DESK, TICKET_WINDOW, AdwWindow)

struct _DeskTicketWindow
{
  AdwWindow          parent_instance;

  DeskSession       *session;
  const DeskAction  *action;
  DeskTicketDone     done;           /* (nullable) */
  gpointer           done_data;

  guint64            serial;         /* of the last question; answers to older ones are dropped */
  gboolean           is_asking;
  gboolean           is_executing;
  gboolean           is_over;        /* @done was called */
  guint              timeout;
  gint64             asked;          /* monotonic, µs */
  GVariant          *shown;          /* (nullable): the arguments that the preview is about */
  GCancellable      *cancellable;

  DeskTicketForm    *form;

  /* Template */
  AdwWindowTitle    *title;
  GtkButton         *confirm;
  GtkBox            *columns;
  GtkLabel          *summary;
  DeskTicketPreview *preview;
};

G_DEFINE_FINAL_TYPE (DeskTicketWindow, desk_ticket_window, ADW_TYPE_WINDOW)

/* Words on the button: what it does, not "OK". */
static const struct
{
  const char *id;
  const char *verb;
} verbs[] = {
  { "engine.emergency-stop", "Stop Everything" },
  { "engine.rearm", "Re-Arm" },
  { "position.close", "Close" },
  { "position.close-all", "Close All" },
  { "run.stop", "Stop Run" },
};

static const char *
find_verb (const DtCommand *command)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].id, command->id))
      return verbs[i].verb;

  return command->title;
}

static gboolean
destroys (DeskTicketWindow *self)
{
  return self->action->command->effect == DT_COMMAND_DESTROYS;
}

/* Exits are never blocked: they can be confirmed although nothing could be shown. */
static gboolean
is_exit (DeskTicketWindow *self)
{
  const char *id = self->action->command->id;

  return destroys (self) || g_str_equal (id, "position.close") || g_str_equal (id, "order.cancel");
}

/* What trades nothing has nothing to preview; the engine says so. */
static gboolean
is_previewed (DeskTicketWindow *self)
{
  const char *id = self->action->command->id;

  return !g_str_equal (id, "run.stop") && !g_str_equal (id, "engine.rearm");
}

static void
finish (DeskTicketWindow *self,
        gboolean          executed,
        const char       *said)
{
  if (self->is_over)
    return;

  self->is_over = TRUE;
  if (self->done != NULL)
    self->done (executed, said, self->done_data);
}

/* Preview */

static void ask (DeskTicketWindow *self);

static gboolean
on_timeout (gpointer data)
{
  DeskTicketWindow *self = data;

  self->timeout = 0;
  ask (self);
  return G_SOURCE_REMOVE;
}

static void
ask_in (DeskTicketWindow *self,
        guint             ms)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->timeout = g_timeout_add (ms, on_timeout, self);
}

static void
set_shown (DeskTicketWindow *self,
           GVariant         *arguments)
{
  g_clear_pointer (&self->shown, g_variant_unref);
  if (arguments != NULL)
    self->shown = g_variant_ref (arguments);
  gtk_widget_set_sensitive (GTK_WIDGET (self->confirm), arguments != NULL && !self->is_executing);
}

/* Keeps no window: one that goes with the window that it stands before must go before that, since
 * GTK 4.8 looks at it. */
typedef struct
{
  DeskTicketWindow *window;       /* %NULL when it is gone */
  GVariant         *arguments;
  guint64           serial;
} Question;

static void
question_free (Question *question)
{
  g_clear_weak_pointer (&question->window);
  g_variant_unref (question->arguments);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
on_answer (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(Question) question = data;
  DeskTicketWindow *self = question->window;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = desk_session_call_finish (DESK_SESSION (source), result, &error);

  if (self == NULL || question->serial != self->serial || self->is_over || self->is_executing)
    return;

  self->is_asking = FALSE;
  if (answer == NULL)
    {
      desk_ticket_preview_show_text (self->preview, error->message, TRUE);
      set_shown (self, is_exit (self) ? question->arguments : NULL);
    }
  else
    {
      gboolean overridable = FALSE;
      gboolean allowed = desk_ticket_preview_show_answer (self->preview, answer);

      g_variant_lookup (answer, "overridable", "b", &overridable);
      desk_ticket_form_offer_override (self->form, overridable);
      set_shown (self, allowed ? question->arguments : NULL);
    }
}

static void
ask (DeskTicketWindow *self)
{
  const char *missing;
  g_autoptr(GVariant) arguments = desk_ticket_form_dup_arguments (self->form, &missing);
  Question *question;
  GVariantDict dict;

  self->serial++;
  self->is_asking = FALSE;
  self->asked = g_get_monotonic_time ();
  if (arguments == NULL)
    {
      desk_ticket_preview_show_text (self->preview, missing, FALSE);
      set_shown (self, NULL);
      return;
    }
  if (!is_previewed (self))
    {
      set_shown (self, arguments);
      return;
    }

  question = g_new0 (Question, 1);
  g_set_weak_pointer (&question->window, self);
  question->arguments = g_variant_ref (arguments);
  question->serial = self->serial;
  self->is_asking = TRUE;
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "command", "s", self->action->command->id);
  g_variant_dict_insert_value (&dict, "arguments", arguments);
  desk_session_call_async (self->session, "order.preview", g_variant_dict_end (&dict),
                           self->cancellable, on_answer, question);
}

/* What is typed makes what is shown old at once. What is on its way stays on its way; the fields
 * are not made insensitive for it, since the keyboard would leave them for good. */
static void
on_form_changed (DeskTicketWindow *self)
{
  if (self->is_executing)
    return;

  self->serial++;
  self->is_asking = FALSE;
  set_shown (self, NULL);
  ask_in (self, TYPING_MS);
}

static void
on_clock_changed (DeskTicketWindow *self)
{
  gint64 since;

  if (self->timeout != 0 || self->is_asking || self->is_executing || !is_previewed (self))
    return;

  since = (g_get_monotonic_time () - self->asked) / 1000;
  ask_in (self, since >= REFRESH_MS ? 0 : REFRESH_MS - since);
}

/* Execution */

/* What is being done is told when it is done, though the ticket was closed by then: it is kept, and
 * with it what it stands before. */
typedef struct
{
  DeskTicketWindow *window;
  GtkWindow        *parent;       /* (nullable) */
} Execution;

static void
execution_free (Execution *execution)
{
  g_object_unref (execution->window);
  g_clear_object (&execution->parent);
  g_free (execution);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Execution, execution_free)

static void
on_executed (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(Execution) execution = data;
  DeskTicketWindow *self = execution->window;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = desk_session_call_finish (DESK_SESSION (source), result, &error);
  const char *effect = desk_ticket_preview_get_effect (self->preview);
  const char *title = self->action->command->title;
  g_autofree char *said = NULL;

  self->is_executing = FALSE;
  if (self->is_over)
    return;
  if (answer == NULL)
    {
      desk_ticket_preview_show_problem (self->preview, error->message);
      set_shown (self, NULL);
      return;
    }

  said = effect != NULL ? g_strdup (effect) : g_strdup_printf ("%s: done", title);
  finish (self, TRUE, said);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* Exactly what was shown. */
static void
on_confirm (DeskTicketWindow *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autoptr(GVariant) arguments = NULL;
  Execution *execution;

  if (self->shown == NULL || self->is_executing)
    return;

  arguments = g_variant_ref (self->shown);
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->is_executing = TRUE;
  self->serial++;
  set_shown (self, NULL);
  execution = g_new (Execution, 1);
  execution->window = g_object_ref (self);
  execution->parent = parent != NULL ? g_object_ref (parent) : NULL;
  desk_session_call_async (self->session, self->action->command->id,
                           self->action->command->n_arguments > 0 ? arguments : NULL,
                           NULL, on_executed, execution);
}

static void
on_cancel (DeskTicketWindow *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
on_escape (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

static void
desk_ticket_window_dispose (GObject *object)
{
  DeskTicketWindow *self = DESK_TICKET_WINDOW (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  finish (self, FALSE, NULL);
  g_clear_object (&self->session);
  g_clear_pointer (&self->shown, g_variant_unref);

  G_OBJECT_CLASS (desk_ticket_window_parent_class)->dispose (object);
}

static void
desk_ticket_window_finalize (GObject *object)
{
  g_clear_object (&DESK_TICKET_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (desk_ticket_window_parent_class)->finalize (object);
}

static void
desk_ticket_window_class_init (DeskTicketWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = desk_ticket_window_dispose;
  object_class->finalize = desk_ticket_window_finalize;

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/daytraderai/DayTrader/ticket/desk-ticket.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskTicketWindow, title);
  gtk_widget_class_bind_template_child (widget_class, DeskTicketWindow, confirm);
  gtk_widget_class_bind_template_child (widget_class, DeskTicketWindow, columns);
  gtk_widget_class_bind_template_child (widget_class, DeskTicketWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, DeskTicketWindow, preview);
  gtk_widget_class_bind_template_callback (widget_class, on_confirm);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

static void
desk_ticket_window_init (DeskTicketWindow *self)
{
  g_type_ensure (DESK_TYPE_TICKET_PREVIEW);

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
dress (DeskTicketWindow *self)
{
  const DtCommand *command = self->action->command;
  g_autofree char *summary = g_strconcat (command->summary, ".", NULL);

  gtk_window_set_title (GTK_WINDOW (self), command->title);
  adw_window_title_set_title (self->title, command->title);
  gtk_label_set_label (self->summary, summary);
  gtk_button_set_label (self->confirm, find_verb (command));
  gtk_widget_add_css_class (GTK_WIDGET (self->confirm),
                            destroys (self) ? "destructive-action" : "suggested-action");
  /* Enter never destroys */
  if (!destroys (self))
    gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->confirm));
}

static gboolean
takes_many (const DeskAction *action)
{
  return action->command->n_arguments > 4;
}

/* What will happen stands beside what is asked for: both are in sight. */
static void
spread (DeskTicketWindow *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns), GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_size_request (GTK_WIDGET (self->form), WIDE / 2, -1);
  gtk_window_set_default_size (GTK_WINDOW (self), WIDE, 560);
}

/**
 * desk_ticket_present:
 * @arguments: (nullable): a{sv}, what is known; floating is sunk
 * @done: (nullable): called once, with %FALSE when it was cancelled
 */
void
desk_ticket_present (GtkWindow        *parent,
                     DeskSession      *session,
                     const DeskAction *action,
                     GVariant         *arguments,
                     DeskTicketDone    done,
                     gpointer          data)
{
  g_autoptr(GVariant) known = arguments != NULL ? g_variant_ref_sink (arguments) : NULL;
  DeskTicketWindow *self;

  g_return_if_fail (DESK_IS_SESSION (session));
  g_return_if_fail (action != NULL);

  self = g_object_new (DESK_TYPE_TICKET_WINDOW, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  self->action = action;
  self->done = done;
  self->done_data = data;
  self->form = DESK_TICKET_FORM (desk_ticket_form_new (session, action, known));
  gtk_widget_set_visible (GTK_WIDGET (self->form), action->command->n_arguments > 0);
  gtk_box_prepend (self->columns, GTK_WIDGET (self->form));
  dress (self);
  if (takes_many (action) && (parent == NULL || gtk_widget_get_width (GTK_WIDGET (parent)) > WIDE))
    spread (self);
  g_signal_connect_swapped (self->form, "changed", G_CALLBACK (on_form_changed), self);
  g_signal_connect_swapped (session, "clock-changed", G_CALLBACK (on_clock_changed), self);
  ask (self);
  gtk_window_present (GTK_WINDOW (self));
  desk_ticket_form_focus (self->form);
}
