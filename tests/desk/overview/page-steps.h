/* page-steps.h - what tests of pages do again and again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-action-table.h"
#include "desk-note-row.h"
#include "desk-session.h"
#include "desk-settings.h"

#include "../base/session-steps.h"

/* A run of the demo market that stands still, and settings, for all tests of a program. */
typedef struct
{
  char         *folder;
  DeskSession  *session;
  DeskSettings *settings;
} Desk;

static inline GVariant *
make_count (guint count)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "count", "u", count);

  return g_variant_dict_end (&dict);
}

static inline void
step (Desk  *desk,
      guint  count)
{
  guint64 target = desk_session_get_clock (desk->session)->step + count;

  desk_session_do (desk->session, "run.step", make_count (count));
  wait_for (desk_session_get_clock (desk->session)->step >= target);
}

static inline void
desk_begin (Desk *desk)
{
  g_autofree char *ini = NULL;

  desk->folder = make_folder ();
  desk->session = open_session (desk->folder);
  ini = g_build_filename (desk->folder, "settings.ini", NULL);
  desk->settings = desk_settings_new (ini);
}

/* Plays until something is held. */
static inline void
desk_play (Desk *desk)
{
  desk_session_start_demo (desk->session, "minute", "ema-crossover", 0.);
  wait_for (desk_session_get_clock (desk->session)->book != 0
            && desk_session_get_clock (desk->session)->state == DESK_RUN_PAUSED);
  do
    step (desk, 30);
  while (g_list_model_get_n_items (desk_session_get_positions (desk->session)) == 0);
}

static inline void
desk_end (Desk *desk)
{
  desk_settings_save (desk->settings);
  assert_let_go (desk->settings);
  end_session (desk->session);
  remove_folder (desk->folder);
  g_free (desk->folder);
}

/* All actions of the table, which do nothing. */
static inline GSimpleActionGroup *
make_actions (void)
{
  GSimpleActionGroup *group = g_simple_action_group_new ();
  guint n;
  const DeskAction *rows = desk_action_list (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GSimpleAction) action =
        g_simple_action_new (rows[i].command->id, desk_action_takes_arguments (&rows[i])
                             ? G_VARIANT_TYPE_VARDICT : NULL);

      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }

  return group;
}

/* A page in a window of its own, on screen. */
static inline GtkWidget *
show_page (Desk  *desk,
           GType  type,
           int    width,
           int    height)
{
  GtkWidget *page = g_object_new (type, "session", desk->session, "settings", desk->settings,
                                  NULL);
  GtkWidget *window = adw_window_new ();
  g_autoptr(GSimpleActionGroup) actions = make_actions ();

  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (actions));
  adw_window_set_content (ADW_WINDOW (window), page);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  wait_for (gtk_widget_get_mapped (page) && gtk_widget_get_width (page) > 0);

  return page;
}

static inline void
close_page (GtkWidget *page)
{
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (page)));
}

/* Nothing is left of a page that was shown and closed, again and again. */
static inline void
check_leaks (Desk  *desk,
             GType  type)
{
  for (guint i = 0; i < 50; i++)
    {
      GtkWidget *page = show_page (desk, type, i % 2 == 0 ? 1000 : 400, 700);

      g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
      close_page (page);
      wait_for (page == NULL);
    }
}

typedef void (*WidgetFunc) (GtkWidget *widget,
                            gpointer   data);

static inline void
walk (GtkWidget  *widget,
      WidgetFunc  func,
      gpointer    data)
{
  func (widget, data);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    walk (child, func, data);
}

/* Controls, and the containers in which one moves with the arrow keys. */
static inline gboolean
needs_name (GtkWidget *widget)
{
  switch ((int) gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)))
    {
    case GTK_ACCESSIBLE_ROLE_BUTTON:
    case GTK_ACCESSIBLE_ROLE_CHECKBOX:
    case GTK_ACCESSIBLE_ROLE_SWITCH:
    case GTK_ACCESSIBLE_ROLE_SEARCH_BOX:
    case GTK_ACCESSIBLE_ROLE_SPIN_BUTTON:
    case GTK_ACCESSIBLE_ROLE_TREE_GRID:
    case GTK_ACCESSIBLE_ROLE_IMG:
      return gtk_widget_get_focusable (widget);
    default:
      return FALSE;
    }
}

static inline void
check_name (GtkWidget *widget,
            gpointer   unused)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  if (!needs_name (widget) || !gtk_widget_get_mapped (widget))
    return;

  if (!gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL)
      && !gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY)
      && gtk_widget_get_tooltip_text (widget) == NULL
      && !(GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL)
      && !(gtk_widget_get_parent (widget) != NULL
           && gtk_widget_get_tooltip_text (gtk_widget_get_parent (widget)) != NULL))
    g_error ("A %s (style %s) has no accessible name", G_OBJECT_TYPE_NAME (widget),
             gtk_widget_get_css_name (widget));
}

static inline void
check_names (GtkWidget *page)
{
  walk (page, check_name, NULL);
}

static inline void
collect_text (GtkWidget *widget,
              gpointer   data)
{
  const char *text = NULL;

  if (!gtk_widget_get_child_visible (widget))
    return;
  if (GTK_IS_LABEL (widget))
    text = gtk_label_get_text (GTK_LABEL (widget));
  else if (GTK_IS_INSCRIPTION (widget))
    text = gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  else if (DESK_IS_NOTE_ROW (widget) && desk_note_row_get_note (DESK_NOTE_ROW (widget)) != NULL)
    text = desk_note_get_text (desk_note_row_get_note (DESK_NOTE_ROW (widget)));
  if (text != NULL)
    g_ptr_array_add (data, g_strdup (text));
}

/* Whether some label or cell of @page says exactly @text. */
static inline gboolean
says (GtkWidget  *page,
      const char *text)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  walk (page, collect_text, texts);

  return g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL);
}

typedef struct
{
  GType      type;
  GtkWidget *found;
} Search;

static inline void
search (GtkWidget *widget,
        gpointer   data)
{
  Search *wanted = data;

  if (wanted->found == NULL && g_type_is_a (G_OBJECT_TYPE (widget), wanted->type))
    wanted->found = widget;
}

/* The first widget of @type in @root, or NULL. */
static inline GtkWidget *
find_type (GtkWidget *root,
           GType      type)
{
  Search wanted = { type, NULL };

  walk (root, search, &wanted);

  return wanted.found;
}

/* Every action of @menu that the window carries out is a row of the table. */
static inline guint
check_menu (GMenuModel *menu)
{
  guint n = 0;

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr(GMenuModel) section =
        g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
      g_autofree char *name = NULL;

      if (section != NULL)
        n += check_menu (section);
      if (!g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &name)
          || !g_str_has_prefix (name, "win."))
        continue;
      g_assert_nonnull (desk_action_find (name + strlen ("win.")));
      n++;
    }

  return n;
}
