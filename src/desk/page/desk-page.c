/* desk-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-page"

#include "config.h"

#include "desk-page.h"

typedef struct
{
  DeskSession  *session;
  DeskSettings *settings;
  gboolean      was_seen;
  gboolean      has_started;   /* the keyboard was where the page begins */
} DeskPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (DeskPage, desk_page, ADW_TYPE_BIN)

#define PRIVATE(self) ((DeskPagePrivate *) desk_page_get_instance_private (self))

enum
{
  PROP_SESSION = 1,
  PROP_SETTINGS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
desk_page_map (GtkWidget *widget)
{
  while (desk_page_make_part (DESK_PAGE (widget)))
    ;
  PRIVATE (DESK_PAGE (widget))->was_seen = TRUE;
  DESK_PAGE_GET_CLASS (widget)->seen (DESK_PAGE (widget));

  GTK_WIDGET_CLASS (desk_page_parent_class)->map (widget);
}

static void
desk_page_unmap (GtkWidget *widget)
{
  DESK_PAGE_GET_CLASS (widget)->unseen (DESK_PAGE (widget));

  GTK_WIDGET_CLASS (desk_page_parent_class)->unmap (widget);
}

static void
desk_page_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  DeskPage *self = DESK_PAGE (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, PRIVATE (self)->session);
      break;
    case PROP_SETTINGS:
      g_value_set_object (value, PRIVATE (self)->settings);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_page_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  DeskPage *self = DESK_PAGE (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      PRIVATE (self)->session = g_value_dup_object (value);
      break;
    case PROP_SETTINGS:
      PRIVATE (self)->settings = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_page_dispose (GObject *object)
{
  DeskPage *self = DESK_PAGE (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&PRIVATE (self)->session);
  g_clear_object (&PRIVATE (self)->settings);

  G_OBJECT_CLASS (desk_page_parent_class)->dispose (object);
}

static void
desk_page_class_init (DeskPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = desk_page_get_property;
  object_class->set_property = desk_page_set_property;
  object_class->dispose = desk_page_dispose;
  widget_class->map = desk_page_map;
  widget_class->unmap = desk_page_unmap;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, DESK_TYPE_SESSION, flags);
  properties[PROP_SETTINGS] =
    g_param_spec_object ("settings", NULL, NULL, DESK_TYPE_SETTINGS, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_page_init (DeskPage *self)
{
}

DeskSession *
desk_page_get_session (DeskPage *self)
{
  g_return_val_if_fail (DESK_IS_PAGE (self), NULL);

  return PRIVATE (self)->session;
}

DeskSettings *
desk_page_get_settings (DeskPage *self)
{
  g_return_val_if_fail (DESK_IS_PAGE (self), NULL);

  return PRIVATE (self)->settings;
}

gboolean
desk_page_make_part (DeskPage *self)
{
  g_return_val_if_fail (DESK_IS_PAGE (self), FALSE);

  return DESK_PAGE_GET_CLASS (self)->make_part != NULL
         && DESK_PAGE_GET_CLASS (self)->make_part (self);
}

gboolean
desk_page_get_was_seen (DeskPage *self)
{
  g_return_val_if_fail (DESK_IS_PAGE (self), FALSE);

  return PRIVATE (self)->was_seen;
}

static gboolean
has_focus (DeskPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

static gboolean
focus_start (DeskPage *self)
{
  GtkWidget *start = NULL;

  if (DESK_PAGE_GET_CLASS (self)->get_start != NULL)
    start = DESK_PAGE_GET_CLASS (self)->get_start (self);

  if (start == NULL || !(gtk_widget_grab_focus (start)
                         || gtk_widget_child_focus (start, GTK_DIR_TAB_FORWARD)))
    return FALSE;

  PRIVATE (self)->has_started = TRUE;
  return TRUE;
}

/* The stack of the pages gives the keyboard back to what had it, and to the first widget of a page
 * that comes for the first time. */
static gboolean
is_at_home (DeskPage *self)
{
  return has_focus (self) && PRIVATE (self)->has_started;
}

static gboolean
focus_later (gpointer data)
{
  DeskPage *self = data;

  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && !is_at_home (self) && !focus_start (self)
      && !has_focus (self))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);

  return G_SOURCE_REMOVE;
}

void
desk_page_take_focus (DeskPage *self)
{
  g_return_if_fail (DESK_IS_PAGE (self));

  /* A table has no rows to stand on before its first frame: then after it */
  if (!is_at_home (self) && !focus_start (self))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, focus_later, g_object_ref (self), g_object_unref);
}
