/* desk-palette-index.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-palette"

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <gtk/gtk.h>

#include "dt-share.h"

#include "desk-action-table.h"
#include "desk-quote.h"

#include "desk-palette-index.h"

/* Of one group while something is typed, and of the symbols before: a row more is a widget more,
 * and nobody reads on instead of typing another letter. */
#define MAX_FOUND   8
#define MAX_SYMBOLS 8

/* Groups as they stand before anything is typed; others follow in the order of the table. */
static const char *const group_order[] = {
  "Recent", "Pages", "Run", "Orders", "Positions", "Engine", "Chart", "Strategies", "Settings",
  "Style", "Window", "Symbols",
};

/* Rows */

/* Why an action rests, in words. */
static char *
find_obstacle (DeskSession  *session,
               GActionGroup *actions,
               const char   *id)
{
  const DeskClock *clock;

  if (actions == NULL || !g_action_group_has_action (actions, id)
      || g_action_group_get_action_enabled (actions, id))
    return NULL;

  clock = desk_session_get_clock (session);
  if (desk_session_get_state (session) != DESK_SESSION_READY)
    return g_strdup ("The engine is not there yet");
  if (g_str_has_prefix (id, "chart."))
    return g_strdup ("Only on the page Chart");
  if (clock->state == DESK_RUN_IDLE || clock->state == DESK_RUN_FAILED)
    return g_strdup ("There is no run");
  if (clock->state == DESK_RUN_FINISHED)
    return g_strdup ("The run has ended");
  if (g_str_equal (id, "engine.rearm"))
    return g_strdup ("Entries are not stopped");
  if (g_str_equal (id, "engine.emergency-stop"))
    return g_strdup ("Entries are stopped already");
  if (g_str_has_prefix (id, "position.") || g_str_has_prefix (id, "order.move-"))
    return g_strdup ("Nothing is held");
  if (g_str_equal (id, "order.cancel"))
    return g_strdup ("No order is working");
  if (clock->state == DESK_RUN_PLAYING)
    return g_strdup ("Not while the replay plays");
  if (clock->state == DESK_RUN_PAUSED)
    return g_strdup ("Not while the replay is paused");

  return g_strdup ("Not possible now");
}

static char *
read_accel (const char *accel)
{
  guint key;
  GdkModifierType modifiers;

  if (accel == NULL || !gtk_accelerator_parse (accel, &key, &modifiers))
    return NULL;

  return gtk_accelerator_get_label (key, modifiers);
}

static void
add_actions (GPtrArray    *index,
             DeskSession  *session,
             GActionGroup *actions)
{
  guint n;
  const DeskAction *rows = desk_action_list (&n);

  for (guint i = 0; i < n; i++)
    {
      const DtCommand *command = rows[i].command;
      DeskPaletteItem *item;

      if (!rows[i].is_listed || g_str_equal (command->id, "window.palette"))
        continue;

      item = desk_palette_item_new (command->id, command->category, command->title,
                                    command->summary, rows[i].icon);
      item->action = g_strdup (command->id);
      item->accel = read_accel (rows[i].accels[0]);
      item->obstacle = find_obstacle (session, actions, command->id);
      if (desk_action_takes_arguments (&rows[i]))
        item->target = g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
      g_ptr_array_add (index, item);
    }
}

static GVariant *
make_target (const char *name,
             const char *value)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, name, "s", value);
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

static void
add_symbols (GPtrArray   *index,
             DeskSession *session)
{
  GListModel *quotes = desk_session_get_quotes (session);
  guint n = quotes != NULL ? g_list_model_get_n_items (quotes) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(DeskQuote) quote = g_list_model_get_item (quotes, i);
      const DeskQuoteState *state = desk_quote_get_state (quote);
      g_autofree char *key = g_strconcat ("symbol.show:", state->symbol, NULL);
      DeskPaletteItem *item = desk_palette_item_new (key, "Symbols", state->symbol, state->name,
                                                     "view-grid-symbolic");

      item->is_symbol = TRUE;
      item->action = g_strdup ("symbol.show");
      item->target = make_target ("symbol", state->symbol);
      g_ptr_array_add (index, item);
    }
}

static int
compare_names (const void *a,
               const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The shipped strategies, by the names of their files. */
static GPtrArray *
list_strategies (void)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = dt_share_find ("strategies");
  g_autoptr(GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *file;

  while (dir != NULL && (file = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (file, ".strategy"))
      g_ptr_array_add (names, g_strndup (file, strlen (file) - strlen (".strategy")));
  /* Folders have no order of their own */
  g_ptr_array_sort (names, compare_names);

  return names;
}

static char *
make_title (const char *name)
{
  char *title = g_strdelimit (g_strdup (name), "-_", ' ');

  title[0] = g_ascii_toupper (title[0]);
  return title;
}

static void
add_strategies (GPtrArray    *index,
                DeskSession  *session,
                GActionGroup *actions)
{
  g_autoptr(GPtrArray) names = list_strategies ();

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = names->pdata[i];
      g_autofree char *key = g_strconcat ("replay.restart:", name, NULL);
      g_autofree char *title = make_title (name);
      DeskPaletteItem *item = desk_palette_item_new (
        key, "Strategies", title, "Starts the replay again with these rules, in a new book",
        "system-run-symbolic");

      item->action = g_strdup ("replay.restart");
      item->target = make_target ("strategy", name);
      item->obstacle = find_obstacle (session, actions, "replay.restart");
      g_ptr_array_add (index, item);
    }
}

static void
add_settings (GPtrArray    *index,
              DeskSettings *settings)
{
  guint n;
  const DeskSettingRow *rows = desk_setting_list (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *key = g_strconcat ("setting:", rows[i].id, NULL);
      gboolean is_switch = g_str_equal (rows[i].type, "b");
      DeskPaletteItem *item;

      if (rows[i].title == NULL)
        continue;

      item = desk_palette_item_new (key, "Settings", rows[i].title, rows[i].summary,
                                    "emblem-system-symbolic");
      if (is_switch)
        {
          item->setting = g_strdup (rows[i].id);
          item->accel = g_strdup (desk_settings_get_boolean (settings, rows[i].id) ? "On" : "Off");
        }
      else
        item->action = g_strdup ("window.preferences");
      g_ptr_array_add (index, item);
    }
}

GPtrArray *
desk_palette_index_new (DeskSession  *session,
                        DeskSettings *settings,
                        GActionGroup *actions)
{
  GPtrArray *index = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (DESK_IS_SESSION (session), index);

  add_actions (index, session, actions);
  add_strategies (index, session, actions);
  if (settings != NULL)
    add_settings (index, settings);
  add_symbols (index, session);

  return index;
}

/* Search */

typedef struct
{
  DeskPaletteItem *item;
  const char      *group;
  int              score;
  int              group_score;
  guint            group_place;
  guint            place;
} Found;

static guint
find_group_place (const char *group)
{
  for (guint i = 0; i < G_N_ELEMENTS (group_order); i++)
    if (g_str_equal (group_order[i], group))
      return i;

  return G_N_ELEMENTS (group_order);
}

static int
compare_found (const void *a,
               const void *b)
{
  const Found *x = a, *y = b;
  int order;

  if (x->group_score != y->group_score)
    return y->group_score - x->group_score;
  if (x->group_place != y->group_place)
    return x->group_place < y->group_place ? -1 : 1;
  order = strcmp (x->group, y->group);
  if (order != 0)
    return order;
  if (x->score != y->score)
    return y->score - x->score;

  return x->place < y->place ? -1 : x->place > y->place;
}

static guint
find_recent (char       **recent,
             const char  *key)
{
  guint i = 0;

  for (; recent != NULL && recent[i] != NULL; i++)
    if (g_str_equal (recent[i], key))
      return i;

  return G_MAXUINT;
}

static void
add_found (GArray          *all,
           DeskPaletteItem *item,
           const char      *group,
           int              score,
           guint            place)
{
  Found found = {
    .item = item,
    .group = group,
    .score = score,
    .group_place = find_group_place (group),
    .place = place,
  };

  g_array_append_val (all, found);
}

static GArray *
find_all (GPtrArray   *index,
          const char  *query,
          char       **recent)
{
  GArray *all = g_array_sized_new (FALSE, FALSE, sizeof (Found), index->len);

  for (guint i = 0; i < index->len; i++)
    {
      DeskPaletteItem *item = index->pdata[i];
      int score = desk_palette_item_score (item, query);
      guint used;

      if (score < 0)
        continue;

      used = *query == '\0' ? find_recent (recent, item->key) : G_MAXUINT;
      if (used != G_MAXUINT)
        add_found (all, item, "Recent", 0, used);
      else
        add_found (all, item, item->group, score, i);
    }

  return all;
}

/* Groups stand by their best row; what fits far worse than the best of all is noise. */
static void
rank (GArray *all)
{
  int best = 0;
  guint n_kept = 0;

  for (guint i = 0; i < all->len; i++)
    best = MAX (best, g_array_index (all, Found, i).score);
  for (guint i = 0; i < all->len; i++)
    if (g_array_index (all, Found, i).score * 2 >= best)
      g_array_index (all, Found, n_kept++) = g_array_index (all, Found, i);
  g_array_set_size (all, n_kept);

  for (guint i = 0; i < all->len; i++)
    {
      Found *found = &g_array_index (all, Found, i);

      for (guint j = 0; j < all->len; j++)
        if (g_array_index (all, Found, j).group_place == found->group_place)
          found->group_score = MAX (found->group_score, g_array_index (all, Found, j).score);
    }
}

static guint
get_most (const char      *typed,
          DeskPaletteItem *item)
{
  if (*typed != '\0')
    return MAX_FOUND;

  return item->is_symbol ? MAX_SYMBOLS : G_MAXUINT;
}

GPtrArray *
desk_palette_index_search (GPtrArray   *index,
                           const char  *query,
                           char       **recent)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *typed = g_strstrip (g_strdup (query));
  g_autoptr(GArray) all = find_all (index, typed, recent);
  const char *group = NULL;
  guint n_in_group = 0;

  if (*typed != '\0')
    rank (all);
  qsort (all->data, all->len, sizeof (Found), compare_found);

  for (guint i = 0; i < all->len; i++)
    {
      const Found *found = &g_array_index (all, Found, i);

      if (group == NULL || !g_str_equal (group, found->group))
        {
          group = found->group;
          n_in_group = 0;
          g_ptr_array_add (rows, desk_palette_item_new_heading (group));
        }
      if (n_in_group++ < get_most (typed, found->item))
        g_ptr_array_add (rows, g_object_ref (found->item));
    }

  return rows;
}

char **
desk_palette_push_recent (char       **recent,
                          const char  *key)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  guint n = 1;

  g_strv_builder_add (builder, key);
  for (guint i = 0; recent != NULL && recent[i] != NULL && n < DESK_PALETTE_MAX_RECENT; i++)
    if (*recent[i] != '\0' && !g_str_equal (recent[i], key))
      {
        g_strv_builder_add (builder, recent[i]);
        n++;
      }

  return g_strv_builder_end (builder);
}
