/* desk-toast.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-table"

#include "config.h"

#include <string.h>

#include "desk-toast.h"

#define TELLER "desk-teller"
/* Longer than a toast takes to come in, ms. */
#define COMES_IN 600
/* Of a burst the last ones are told. */
#define MOST_WAITING 3

/* What an overlay has to tell, one after the other, and the one thing that can be taken back.
 *
 * libadwaita 1.2 writes into what it freed of a toast when that goes, and is gone, before it has
 * come in: so none goes sooner, whoever wants it to. Its own queue is left empty for that. */
typedef struct
{
  AdwToastOverlay *overlay;     /* whose data this is */
  GQueue           waiting;     /* of AdwToast */
  AdwToast        *told;        /* (nullable) */
  guint            comes_in;    /* timer, 0: it has */
  gboolean         goes;        /* once it has come in */

  AdwToast        *done;        /* (nullable): tells of what can be taken back */
  DeskUndoFunc     undo;
  gpointer         data;
  GDestroyNotify   destroy;
} Teller;

static void tell_next (Teller *self);

static void
forget_undo (Teller *self)
{
  GDestroyNotify destroy = self->destroy;

  self->destroy = NULL;
  self->undo = NULL;
  g_clear_object (&self->done);
  if (destroy != NULL)
    destroy (self->data);
}

static void
teller_free (gpointer data)
{
  Teller *self = data;

  g_clear_handle_id (&self->comes_in, g_source_remove);
  if (self->told != NULL)
    g_signal_handlers_disconnect_by_data (self->told, self);
  g_clear_object (&self->told);
  g_queue_clear_full (&self->waiting, g_object_unref);
  forget_undo (self);
  g_free (self);
}

static void
dismissed (AdwToast *toast,
           Teller   *self)
{
  g_signal_handlers_disconnect_by_data (toast, self);
  g_clear_handle_id (&self->comes_in, g_source_remove);
  g_clear_object (&self->told);
  tell_next (self);
}

static gboolean
has_come_in (gpointer data)
{
  Teller *self = data;

  self->comes_in = 0;
  if (self->goes)
    adw_toast_dismiss (self->told);

  return G_SOURCE_REMOVE;
}

/* It may be told, or wait to be. */
static void
take_away (Teller   *self,
           AdwToast *toast)
{
  GList *waits = g_queue_find (&self->waiting, toast);

  if (waits != NULL)
    {
      g_queue_delete_link (&self->waiting, waits);
      g_object_unref (toast);
    }
  else if (toast == self->told && self->comes_in != 0)
    self->goes = TRUE;
  else if (toast == self->told)
    adw_toast_dismiss (toast);
}

/* Before its own buttons hear of it. */
static void
pressed (GtkGesture *gesture,
         int         n,
         double      x,
         double      y,
         Teller     *self)
{
  GtkWidget *toast = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *title = self->told != NULL ? adw_toast_get_custom_title (self->told) : NULL;
  GtkWidget *under = gtk_widget_pick (toast, x, y, GTK_PICK_DEFAULT);

  if (self->comes_in == 0
      || (under != NULL && title != NULL && gtk_widget_is_ancestor (under, title)))
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  self->goes = TRUE;
}

/* A click leaves the keyboard where it is: the button goes. */
static void
keep_focus (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    gtk_widget_set_focus_on_click (widget, FALSE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    keep_focus (child);
}

static void
guard (Teller *self)
{
  GtkWidget *toast = gtk_widget_get_last_child (GTK_WIDGET (self->overlay));
  GtkGesture *gesture;

  if (toast == NULL || !g_str_equal (gtk_widget_get_css_name (toast), "toast"))
    return;

  gesture = gtk_gesture_click_new ();
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect (gesture, "pressed", G_CALLBACK (pressed), self);
  gtk_widget_add_controller (toast, GTK_EVENT_CONTROLLER (gesture));
  keep_focus (toast);
}

static void
tell_next (Teller *self)
{
  /* An overlay that goes takes its toasts away */
  if (self->told != NULL || g_queue_is_empty (&self->waiting)
      || gtk_widget_get_root (GTK_WIDGET (self->overlay)) == NULL)
    return;

  self->told = g_queue_pop_head (&self->waiting);
  self->goes = FALSE;
  self->comes_in = g_timeout_add (COMES_IN, has_come_in, self);
  adw_toast_overlay_add_toast (self->overlay, g_object_ref (self->told));
  guard (self);
  g_signal_connect (self->told, "dismissed", G_CALLBACK (dismissed), self);
}

static gboolean
on_escape (GtkWidget *overlay,
           GVariant  *arguments,
           gpointer   data)
{
  Teller *self = g_object_get_data (G_OBJECT (overlay), TELLER);

  if (self == NULL || self->told == NULL || self->comes_in == 0)
    return FALSE;

  self->goes = TRUE;
  return TRUE;
}

static void
add_key (GtkWidget       *widget,
         guint            key,
         GdkModifierType  modifiers,
         GtkShortcutFunc  func)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers),
                      gtk_callback_action_new (func, NULL, NULL)));
  gtk_widget_add_controller (widget, controller);
}

static AdwToastOverlay *
find_overlay (GtkWidget *from)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);

  return overlay != NULL ? ADW_TOAST_OVERLAY (overlay) : NULL;
}

static Teller *
get_teller (AdwToastOverlay *overlay)
{
  Teller *self = g_object_get_data (G_OBJECT (overlay), TELLER);

  if (self != NULL)
    return self;

  self = g_new0 (Teller, 1);
  self->overlay = overlay;
  g_queue_init (&self->waiting);
  g_object_set_data_full (G_OBJECT (overlay), TELLER, self, teller_free);
  add_key (GTK_WIDGET (overlay), GDK_KEY_Escape, 0, on_escape);

  return self;
}

static void
tell (Teller   *self,
      AdwToast *toast)
{
  g_queue_push_tail (&self->waiting, toast);
  tell_next (self);
  while (g_queue_get_length (&self->waiting) > MOST_WAITING)
    g_object_unref (g_queue_pop_head (&self->waiting));
}

void
desk_toast (GtkWidget  *from,
            const char *text)
{
  AdwToastOverlay *overlay;
  g_autofree char *markup = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (text != NULL);

  overlay = find_overlay (from);
  if (overlay == NULL)
    return;

  markup = g_markup_escape_text (text, -1);
  tell (get_teller (overlay), adw_toast_new (markup));
}

/* What can be taken back */

static void
take_back (Teller *self)
{
  DeskUndoFunc undo = self->undo;
  GDestroyNotify destroy = self->destroy;
  gpointer data = self->data;
  g_autoptr(AdwToast) done = g_steal_pointer (&self->done);

  self->undo = NULL;
  self->destroy = NULL;
  take_away (self, done);
  /* From here on it may be gone */
  undo (data);
  if (destroy != NULL)
    destroy (data);
}

static void
undo_clicked (GtkButton *button,
              AdwToast  *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_TOAST_OVERLAY);
  Teller *self = overlay != NULL ? g_object_get_data (G_OBJECT (overlay), TELLER) : NULL;

  if (self == NULL || self->done != toast || self->undo == NULL)
    return;

  /* The button goes: the keyboard is back where the work is */
  if (gtk_widget_has_focus (GTK_WIDGET (button)))
    gtk_widget_grab_focus (adw_toast_overlay_get_child (self->overlay));
  take_back (self);
}

/* The button of a toast would make it go when it is pressed; one of our own need not. */
static AdwToast *
make_toast (const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *button = gtk_button_new_with_label ("Undo");
  g_autofree char *markup = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (markup);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0.);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_tooltip_text (label, text);
  gtk_widget_set_margin_start (label, 6);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (button, "text-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  g_signal_connect_object (button, "clicked", G_CALLBACK (undo_clicked), toast, 0);
  adw_toast_set_custom_title (toast, box);

  return toast;
}

void
desk_toast_done (GtkWidget      *from,
                 const char     *text,
                 DeskUndoFunc    undo,
                 gpointer        data,
                 GDestroyNotify  destroy)
{
  AdwToastOverlay *overlay;
  Teller *self;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (undo != NULL);

  overlay = find_overlay (from);
  if (overlay == NULL)
    {
      if (destroy != NULL)
        destroy (data);
      return;
    }

  /* One at a time: what was done before it can no longer be taken back, nor be told */
  self = get_teller (overlay);
  if (self->done != NULL)
    take_away (self, self->done);
  forget_undo (self);
  self->done = make_toast (text);
  self->undo = undo;
  self->data = data;
  self->destroy = destroy;
  tell (self, g_object_ref (self->done));
}

gboolean
desk_toast_undo (GtkWidget *from)
{
  AdwToastOverlay *overlay;
  Teller *self;

  g_return_val_if_fail (GTK_IS_WIDGET (from), FALSE);

  overlay = find_overlay (from);
  self = overlay != NULL ? g_object_get_data (G_OBJECT (overlay), TELLER) : NULL;
  if (self == NULL || self->undo == NULL)
    return FALSE;

  take_back (self);
  return TRUE;
}

static gboolean
on_undo (GtkWidget *page,
         GVariant  *arguments,
         gpointer   data)
{
  return desk_toast_undo (page);
}

void
desk_toast_add_key (GtkWidget *page)
{
  g_return_if_fail (GTK_IS_WIDGET (page));

  add_key (page, GDK_KEY_z, GDK_CONTROL_MASK, on_undo);
}
