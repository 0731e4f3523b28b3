/* desk-overview-panel.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-overview"

#include "config.h"

#include "desk-overview-panel.h"

#define HEADING_HEIGHT 34

typedef struct
{
  DeskSession  *session;
  DeskSettings *settings;
  GSignalGroup *signals;            /* without a target while unmapped, as the next */
  GSignalGroup *settings_signals;
  GtkWidget    *title;
} DeskOverviewPanelPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (DeskOverviewPanel, desk_overview_panel, ADW_TYPE_BIN)

#define PRIVATE(self) \
  ((DeskOverviewPanelPrivate *) desk_overview_panel_get_instance_private (self))

static void
show (DeskOverviewPanel *self)
{
  DESK_OVERVIEW_PANEL_GET_CLASS (self)->show (self);
}

static void
settings_changed (DeskOverviewPanel *self)
{
  show (self);
}

static void
desk_overview_panel_map (GtkWidget *widget)
{
  DeskOverviewPanel *self = DESK_OVERVIEW_PANEL (widget);

  GTK_WIDGET_CLASS (desk_overview_panel_parent_class)->map (widget);

  g_signal_group_set_target (PRIVATE (self)->signals, PRIVATE (self)->session);
  g_signal_group_set_target (PRIVATE (self)->settings_signals, PRIVATE (self)->settings);
  show (self);
}

static void
desk_overview_panel_unmap (GtkWidget *widget)
{
  DeskOverviewPanel *self = DESK_OVERVIEW_PANEL (widget);

  g_signal_group_set_target (PRIVATE (self)->signals, NULL);
  g_signal_group_set_target (PRIVATE (self)->settings_signals, NULL);

  GTK_WIDGET_CLASS (desk_overview_panel_parent_class)->unmap (widget);
}

static void
desk_overview_panel_dispose (GObject *object)
{
  DeskOverviewPanelPrivate *priv = PRIVATE (DESK_OVERVIEW_PANEL (object));

  g_clear_object (&priv->signals);
  g_clear_object (&priv->settings_signals);
  g_clear_object (&priv->session);
  g_clear_object (&priv->settings);

  G_OBJECT_CLASS (desk_overview_panel_parent_class)->dispose (object);
}

static void
desk_overview_panel_class_init (DeskOverviewPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_overview_panel_dispose;
  widget_class->map = desk_overview_panel_map;
  widget_class->unmap = desk_overview_panel_unmap;
}

static void
desk_overview_panel_init (DeskOverviewPanel *self)
{
}

GtkWidget *
desk_overview_panel_new (GType         type,
                         DeskSession  *session,
                         DeskSettings *settings)
{
  DeskOverviewPanel *self;
  DeskOverviewPanelClass *klass;
  DeskOverviewPanelPrivate *priv;

  g_return_val_if_fail (g_type_is_a (type, DESK_TYPE_OVERVIEW_PANEL), NULL);

  self = g_object_new (type, NULL);
  klass = DESK_OVERVIEW_PANEL_GET_CLASS (self);
  priv = PRIVATE (self);
  priv->session = g_object_ref (session);
  priv->settings = g_object_ref (settings);
  priv->signals = g_signal_group_new (DESK_TYPE_SESSION);
  for (guint i = 0; klass->signals[i] != NULL; i++)
    g_signal_group_connect_swapped (priv->signals, klass->signals[i], G_CALLBACK (show), self);
  priv->settings_signals = g_signal_group_new (DESK_TYPE_SETTINGS);
  for (guint i = 0; klass->settings != NULL && klass->settings[i] != NULL; i++)
    {
      g_autofree char *detailed = g_strconcat ("changed::", klass->settings[i], NULL);

      g_signal_group_connect_swapped (priv->settings_signals, detailed,
                                      G_CALLBACK (settings_changed), self);
    }

  return GTK_WIDGET (self);
}

DeskSession *
desk_overview_panel_get_session (DeskOverviewPanel *self)
{
  g_return_val_if_fail (DESK_IS_OVERVIEW_PANEL (self), NULL);

  return PRIVATE (self)->session;
}

DeskSettings *
desk_overview_panel_get_settings (DeskOverviewPanel *self)
{
  g_return_val_if_fail (DESK_IS_OVERVIEW_PANEL (self), NULL);

  return PRIVATE (self)->settings;
}

void
desk_overview_panel_set_up (DeskOverviewPanel *self,
                            const char        *title,
                            GtkWidget         *suffix,
                            GtkWidget         *content)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *card = adw_bin_new ();

  g_return_if_fail (DESK_IS_OVERVIEW_PANEL (self));

  PRIVATE (self)->title = g_object_new (GTK_TYPE_LABEL, "label", title, "xalign", 0., "hexpand",
                                        TRUE, "ellipsize", PANGO_ELLIPSIZE_END, "height-request",
                                        HEADING_HEIGHT, NULL);
  gtk_widget_add_css_class (PRIVATE (self)->title, "heading");
  gtk_box_append (GTK_BOX (head), PRIVATE (self)->title);
  if (suffix != NULL)
    {
      gtk_widget_set_valign (suffix, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (head), suffix);
    }
  adw_bin_set_child (ADW_BIN (card), content);
  gtk_widget_set_overflow (card, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (card, "card");
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), card);
  adw_bin_set_child (ADW_BIN (self), box);
}

void
desk_overview_panel_set_title (DeskOverviewPanel *self,
                               const char        *title)
{
  g_return_if_fail (DESK_IS_OVERVIEW_PANEL (self));

  gtk_label_set_text (GTK_LABEL (PRIVATE (self)->title), title);
}

GtkWidget *
desk_overview_make_switch (const char *const *labels,
                           GtkWidget        **buttons,
                           GCallback          toggled,
                           gpointer           data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  gtk_widget_add_css_class (box, "switch");
  for (guint i = 0; labels[i] != NULL; i++)
    {
      buttons[i] = gtk_toggle_button_new_with_label (labels[i]);
      gtk_widget_add_css_class (buttons[i], "caption");
      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (buttons[i]),
                                     GTK_TOGGLE_BUTTON (buttons[0]));
      else
        gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (buttons[0]), TRUE);
      gtk_box_append (GTK_BOX (box), buttons[i]);
    }
  for (guint i = 0; labels[i] != NULL; i++)
    g_signal_connect_swapped (buttons[i], "toggled", toggled, data);

  return box;
}
