/* desk-scope.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-heatmaps"

#include "config.h"

#include <string.h>

#include "desk-scope.h"

#define SETTING "heatmaps.scope"
#define PINNED  "quotes.pinned"
#define SECTOR  "sector:"

struct _DeskScope
{
  GObject       parent_instance;

  DeskSession  *session;
  DeskSettings *settings;
  GtkDropDown  *drop_down;
  GPtrArray    *ids;          /* of char*, as the rows of the drop-down */
  GHashTable   *pinned;       /* set of symbols */
  guint         n_quotes;     /* that the sectors are of */
  gboolean      is_filling;
};

G_DEFINE_FINAL_TYPE (DeskScope, desk_scope, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
has_id (DeskScope  *self,
        const char *id,
        guint      *place)
{
  return g_ptr_array_find_with_equal_func (self->ids, id, g_str_equal, place);
}

static void
read_pins (DeskScope *self)
{
  g_auto(GStrv) symbols = g_strsplit (desk_settings_get_string (self->settings, PINNED), ";", -1);

  g_hash_table_remove_all (self->pinned);
  for (guint i = 0; symbols[i] != NULL; i++)
    if (*symbols[i] != '\0')
      g_hash_table_add (self->pinned, g_strdup (symbols[i]));
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_sectors (DeskScope *self)
{
  GListModel *quotes = desk_session_get_quotes (self->session);
  GPtrArray *sectors = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (quotes); i++)
    {
      g_autoptr(DeskQuote) quote = g_list_model_get_item (quotes, i);
      const char *sector = desk_quote_get_state (quote)->sector;

      if (*sector != '\0'
          && !g_ptr_array_find_with_equal_func (sectors, sector, g_str_equal, NULL))
        g_ptr_array_add (sectors, g_strdup (sector));
    }
  g_ptr_array_sort (sectors, compare_names);

  return sectors;
}

static void
add_row (DeskScope     *self,
         GtkStringList *list,
         const char    *title,
         char          *id)
{
  gtk_string_list_append (list, title);
  g_ptr_array_add (self->ids, id);
}

static void
select_row (DeskScope *self)
{
  guint place;

  if (!has_id (self, desk_settings_get_string (self->settings, SETTING), &place))
    place = 0;
  self->is_filling = TRUE;
  gtk_drop_down_set_selected (self->drop_down, place);
  self->is_filling = FALSE;
}

static void
fill (DeskScope *self)
{
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);
  g_autoptr(GPtrArray) sectors = list_sectors (self);

  g_ptr_array_set_size (self->ids, 0);
  add_row (self, list, "All", g_strdup ("all"));
  add_row (self, list, "Held", g_strdup ("held"));
  add_row (self, list, "Pinned", g_strdup ("pinned"));
  for (guint i = 0; i < sectors->len; i++)
    add_row (self, list, sectors->pdata[i], g_strconcat (SECTOR, sectors->pdata[i], NULL));

  self->is_filling = TRUE;
  gtk_drop_down_set_model (self->drop_down, G_LIST_MODEL (list));
  self->is_filling = FALSE;
  select_row (self);
}

void
desk_scope_follow (DeskScope *self)
{
  guint n;

  g_return_if_fail (DESK_IS_SCOPE (self));

  if (self->drop_down == NULL)
    return;

  read_pins (self);
  n = g_list_model_get_n_items (desk_session_get_quotes (self->session));
  if (n != self->n_quotes || self->ids->len == 0)
    {
      self->n_quotes = n;
      fill (self);
    }
}

static void
on_selected (DeskScope *self)
{
  guint row = gtk_drop_down_get_selected (self->drop_down);

  if (self->is_filling || row >= self->ids->len)
    return;

  desk_settings_set (self->settings, SETTING, g_variant_new_string (self->ids->pdata[row]));
}

static void
on_setting (DeskScope *self)
{
  select_row (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_pinned (DeskScope *self)
{
  read_pins (self);
  if (g_str_equal (desk_scope_get (self), "pinned"))
    g_signal_emit (self, signals[CHANGED], 0);
}

const char *
desk_scope_get (DeskScope *self)
{
  const char *id;

  g_return_val_if_fail (DESK_IS_SCOPE (self), "all");

  id = desk_settings_get_string (self->settings, SETTING);

  return has_id (self, id, NULL) ? id : "all";
}

void
desk_scope_set (DeskScope  *self,
                const char *id)
{
  g_return_if_fail (DESK_IS_SCOPE (self));

  desk_settings_set (self->settings, SETTING, g_variant_new_string (id));
}

gboolean
desk_scope_includes (DeskScope            *self,
                     const DeskQuoteState *quote)
{
  const char *id = desk_scope_get (self);

  if (g_str_equal (id, "held"))
    return desk_session_find_position (self->session, quote->symbol) != NULL;
  if (g_str_equal (id, "pinned"))
    return g_hash_table_contains (self->pinned, quote->symbol);
  if (g_str_has_prefix (id, SECTOR))
    return g_str_equal (quote->sector, id + strlen (SECTOR));

  return TRUE;
}

const char *
desk_scope_get_nothing (DeskScope   *self,
                        const char **description)
{
  const char *id = desk_scope_get (self);

  if (g_str_equal (id, "held"))
    {
      *description = "What is bought or sold short appears here; choose “All” for the market.";
      return "Nothing Is Held";
    }
  if (g_str_equal (id, "pinned"))
    {
      *description = "Pin what you watch on the quotes page: it stays together here.";
      return "Nothing Is Pinned";
    }

  *description = "Start a replay: its instruments are drawn here.";
  return "No Tape";
}

void
desk_scope_stop (DeskScope *self)
{
  g_return_if_fail (DESK_IS_SCOPE (self));

  if (self->drop_down != NULL)
    g_signal_handlers_disconnect_by_data (self->drop_down, self);
  g_clear_object (&self->drop_down);
}

static void
desk_scope_dispose (GObject *object)
{
  DeskScope *self = DESK_SCOPE (object);

  desk_scope_stop (self);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (desk_scope_parent_class)->dispose (object);
}

static void
desk_scope_finalize (GObject *object)
{
  DeskScope *self = DESK_SCOPE (object);

  g_ptr_array_unref (self->ids);
  g_hash_table_unref (self->pinned);

  G_OBJECT_CLASS (desk_scope_parent_class)->finalize (object);
}

static void
desk_scope_class_init (DeskScopeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_scope_dispose;
  object_class->finalize = desk_scope_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_scope_init (DeskScope *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->pinned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

DeskScope *
desk_scope_new (DeskSession  *session,
                DeskSettings *settings,
                GtkDropDown  *drop_down)
{
  DeskScope *self = g_object_new (DESK_TYPE_SCOPE, NULL);

  self->session = g_object_ref (session);
  self->settings = g_object_ref (settings);
  self->drop_down = g_object_ref (drop_down);
  /* What has its focus is a button in it, which the toolkit does not name */
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (drop_down))),
    GTK_ACCESSIBLE_PROPERTY_LABEL, "What Is Shown", -1);
  g_signal_connect_swapped (drop_down, "notify::selected", G_CALLBACK (on_selected), self);
  g_signal_connect_object (settings, "changed::" SETTING, G_CALLBACK (on_setting), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::" PINNED, G_CALLBACK (on_pinned), self,
                           G_CONNECT_SWAPPED);
  desk_scope_follow (self);

  return self;
}
