/* desk-toast.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-table"

#include "config.h"

#include "desk-toast.h"

#define UNDO "desk-undo"

/* Belongs to the overlay: one thing at a time can be taken back. */
typedef struct
{
  AdwToast       *toast;
  DeskUndoFunc    undo;
  gpointer        data;
  GDestroyNotify  destroy;
} Undo;

static AdwToastOverlay *
find_overlay (GtkWidget *from)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);

  return overlay != NULL ? ADW_TOAST_OVERLAY (overlay) : NULL;
}

static void
undo_free (gpointer data)
{
  Undo *undo = data;

  g_signal_handlers_disconnect_by_data (undo->toast, undo);
  g_object_unref (undo->toast);
  if (undo->destroy != NULL)
    undo->destroy (undo->data);
  g_free (undo);
}

static void
take_back (GtkWidget *overlay)
{
  Undo *undo = g_object_steal_data (G_OBJECT (overlay), UNDO);
  g_autoptr(AdwToast) toast = g_object_ref (undo->toast);

  undo->undo (undo->data);
  undo_free (undo);
  adw_toast_dismiss (toast);
}

static void
clicked (AdwToast *toast,
         Undo     *undo)
{
  GtkWidget *overlay = g_object_get_data (G_OBJECT (toast), "overlay");

  if (overlay != NULL && g_object_get_data (G_OBJECT (overlay), UNDO) == undo)
    take_back (overlay);
}

static AdwToast *
make_toast (const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  return adw_toast_new (markup);
}

void
desk_toast (GtkWidget  *from,
            const char *text)
{
  AdwToastOverlay *overlay;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (text != NULL);

  overlay = find_overlay (from);
  if (overlay != NULL)
    adw_toast_overlay_add_toast (overlay, make_toast (text));
}

void
desk_toast_done (GtkWidget      *from,
                 const char     *text,
                 DeskUndoFunc    undo,
                 gpointer        data,
                 GDestroyNotify  destroy)
{
  AdwToastOverlay *overlay;
  Undo *done;

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
  if (g_object_get_data (G_OBJECT (overlay), UNDO) != NULL)
    adw_toast_dismiss (((Undo *) g_object_get_data (G_OBJECT (overlay), UNDO))->toast);
  done = g_new (Undo, 1);
  *done = (Undo) { make_toast (text), undo, data, destroy };
  adw_toast_set_button_label (done->toast, "Undo");
  g_object_set_data (G_OBJECT (done->toast), "overlay", overlay);
  g_signal_connect (done->toast, "button-clicked", G_CALLBACK (clicked), done);
  g_object_set_data_full (G_OBJECT (overlay), UNDO, done, undo_free);
  adw_toast_overlay_add_toast (overlay, g_object_ref (done->toast));
}

gboolean
desk_toast_undo (GtkWidget *from)
{
  AdwToastOverlay *overlay;

  g_return_val_if_fail (GTK_IS_WIDGET (from), FALSE);

  overlay = find_overlay (from);
  if (overlay == NULL || g_object_get_data (G_OBJECT (overlay), UNDO) == NULL)
    return FALSE;

  take_back (GTK_WIDGET (overlay));
  return TRUE;
}

static gboolean
on_key (GtkWidget *page,
        GVariant  *arguments,
        gpointer   data)
{
  return desk_toast_undo (page);
}

void
desk_toast_add_key (GtkWidget *page)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_z, GDK_CONTROL_MASK),
                      gtk_callback_action_new (on_key, NULL, NULL)));
  gtk_widget_add_controller (page, controller);
}
