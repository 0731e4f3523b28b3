/* desk-activity-log.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-activity"

#include "config.h"

#include <string.h>

#include "desk-activity-log.h"

/* A window full and one to scroll: a list view makes all its first rows at once. */
#define PAGE_ROWS 64

/* New notes are taken over a few times a second: more often nobody can read them. */
#define FOLLOW_INTERVAL_MS 200

struct _DeskActivityLog
{
  GObject        parent_instance;

  DeskSession   *session;
  GListStore    *list;

  char         **kinds;          /* empty: all */
  char          *text;           /* "": all */

  gint64         book;
  guint64        newest;         /* id that is known, shown or filtered out */
  guint64        oldest;         /* id below which nothing was asked for yet */
  gboolean       complete;       /* down to the first note */

  gboolean       follows;
  guint          follow_source;
  GSignalGroup  *signals;        /* of the session's list */
  GCancellable  *loading;        /* (nullable): a page is under way */
};

G_DEFINE_FINAL_TYPE (DeskActivityLog, desk_activity_log, G_TYPE_OBJECT)

enum
{
  PROP_LOADING = 1,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static gboolean
contains (const char *text,
          const char *part)
{
  g_autofree char *folded_text = g_utf8_casefold (text, -1);
  g_autofree char *folded_part = g_utf8_casefold (part, -1);

  return strstr (folded_text, folded_part) != NULL;
}

gboolean
desk_activity_log_matches (DeskNote          *note,
                           const char *const *kinds,
                           const char        *text)
{
  if (kinds != NULL && kinds[0] != NULL && !g_strv_contains (kinds, desk_note_get_kind (note)))
    return FALSE;

  return *text == '\0' || contains (desk_note_get_text (note), text)
         || contains (desk_note_get_symbol (note), text);
}

static gboolean
matches (DeskActivityLog *self,
         DeskNote        *note)
{
  return desk_activity_log_matches (note, (const char *const *) self->kinds, self->text);
}

static void
stop_loading (DeskActivityLog *self)
{
  if (self->loading == NULL)
    return;

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* Older pages: the rows come oldest first */

static void
take_page (DeskActivityLog *self,
           GVariant        *rows)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_object_unref);
  gsize n = g_variant_n_children (rows);

  for (gsize i = n; i > 0; i--)
    {
      g_autoptr(DeskNote) note = NULL;
      const char *kind, *symbol, *text;
      guint64 id;
      gint64 time;

      g_variant_get_child (rows, i - 1, "(tx&s&s&s)", &id, &time, &kind, &symbol, &text);
      note = desk_note_new (id, time, kind, symbol, text);
      self->oldest = self->oldest == 0 ? id : MIN (self->oldest, id);
      self->newest = MAX (self->newest, id);
      if (matches (self, note))
        g_ptr_array_add (notes, g_steal_pointer (&note));
    }
  self->complete = n < PAGE_ROWS;
  g_list_store_splice (self->list, g_list_model_get_n_items (G_LIST_MODEL (self->list)), 0,
                       notes->pdata, notes->len);
  g_signal_emit (self, signals[CHANGED], 0);

  /* A filter of several kinds is ours alone: go on until there is something to see */
  if (notes->len == 0 && !self->complete)
    desk_activity_log_load_older (self);
}

static void
page_arrived (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(DeskActivityLog) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer =
    desk_session_call_finish (DESK_SESSION (source), result, &error);
  g_autoptr(GVariant) rows = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->loading);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  if (answer != NULL)
    rows = g_variant_lookup_value (answer, "rows", G_VARIANT_TYPE ("a(txsss)"));
  if (rows != NULL)
    take_page (self, rows);
  else
    self->complete = TRUE;
}

static GVariant *
make_arguments (DeskActivityLog *self)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "limit", "u", PAGE_ROWS);
  if (self->oldest != 0)
    g_variant_dict_insert (&dict, "before", "t", self->oldest);
  if (self->kinds[0] != NULL && self->kinds[1] == NULL)
    g_variant_dict_insert (&dict, "kind", "s", self->kinds[0]);
  if (*self->text != '\0')
    g_variant_dict_insert (&dict, "text", "s", self->text);

  return g_variant_dict_end (&dict);
}

void
desk_activity_log_load_older (DeskActivityLog *self)
{
  g_return_if_fail (DESK_IS_ACTIVITY_LOG (self));

  if (self->loading != NULL || self->complete || self->book == 0)
    return;

  self->loading = g_cancellable_new ();
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  desk_session_call_async (self->session, "book.activity", make_arguments (self), self->loading,
                           page_arrived, g_object_ref (self));
}

/* New ones */

static void
start_anew (DeskActivityLog *self)
{
  stop_loading (self);
  g_list_store_remove_all (self->list);
  self->newest = 0;
  self->oldest = 0;
  self->complete = FALSE;
  self->book = desk_session_get_clock (self->session)->book;
  g_signal_emit (self, signals[CHANGED], 0);
  desk_activity_log_load_older (self);
}

static guint64
get_id_at (GListModel *notes,
           guint       position)
{
  g_autoptr(DeskNote) note = g_list_model_get_item (notes, position);

  return note != NULL ? desk_note_get_id (note) : 0;
}

/* How many at the top are new. Notes are numbered without gaps: G_MAXUINT when some that are new
 * are not in the session's list, or not yet. */
static guint
count_new (DeskActivityLog *self,
           GListModel      *notes)
{
  guint n = g_list_model_get_n_items (notes), n_new = 0;
  guint64 newest = get_id_at (notes, 0);

  while (n_new < n && get_id_at (notes, n_new) > self->newest)
    n_new++;

  return n_new > 0 && newest - self->newest != n_new ? G_MAXUINT : n_new;
}

static void
take_new (DeskActivityLog *self,
          GListModel      *notes,
          guint            n_new)
{
  g_autoptr(GPtrArray) wanted = g_ptr_array_new_with_free_func (g_object_unref);

  self->newest = get_id_at (notes, 0);
  for (guint i = 0; i < n_new; i++)
    {
      g_autoptr(DeskNote) note = g_list_model_get_item (notes, i);

      if (matches (self, note))
        g_ptr_array_add (wanted, g_steal_pointer (&note));
    }
  if (wanted->len == 0)
    return;

  g_list_store_splice (self->list, 0, 0, wanted->pdata, wanted->len);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
catch_up (DeskActivityLog *self)
{
  GListModel *notes = desk_session_get_activity (self->session);
  gint64 book = desk_session_get_clock (self->session)->book;
  guint n_new;

  if (book != self->book || get_id_at (notes, 0) < self->newest)
    {
      start_anew (self);
      return;
    }

  /* The first page brings what is new too */
  if (self->loading != NULL && self->newest == 0)
    return;

  n_new = count_new (self, notes);
  if (n_new == G_MAXUINT)
    start_anew (self);
  else if (n_new > 0)
    take_new (self, notes, n_new);
}

static gboolean
catch_up_later (gpointer data)
{
  DeskActivityLog *self = data;

  self->follow_source = 0;
  catch_up (self);

  return G_SOURCE_REMOVE;
}

static void
notes_changed (DeskActivityLog *self)
{
  if (self->follow_source == 0)
    self->follow_source = g_timeout_add (FOLLOW_INTERVAL_MS, catch_up_later, self);
}

void
desk_activity_log_follow (DeskActivityLog *self,
                          gboolean         follow)
{
  g_return_if_fail (DESK_IS_ACTIVITY_LOG (self));

  if (self->follows == follow)
    return;

  self->follows = follow;
  g_clear_handle_id (&self->follow_source, g_source_remove);
  g_signal_group_set_target (self->signals,
                             follow ? desk_session_get_activity (self->session) : NULL);
  if (follow)
    catch_up (self);
}

void
desk_activity_log_filter (DeskActivityLog   *self,
                          const char *const *kinds,
                          const char        *text)
{
  static const char *const none[] = { NULL };

  g_return_if_fail (DESK_IS_ACTIVITY_LOG (self));
  g_return_if_fail (text != NULL);

  if (kinds == NULL)
    kinds = none;
  if (g_strv_equal (kinds, (const char *const *) self->kinds) && g_str_equal (text, self->text))
    return;

  g_strfreev (self->kinds);
  self->kinds = g_strdupv ((char **) kinds);
  g_free (self->text);
  self->text = g_strdup (text);
  start_anew (self);
}

gboolean
desk_activity_log_is_filtered (DeskActivityLog *self)
{
  g_return_val_if_fail (DESK_IS_ACTIVITY_LOG (self), FALSE);

  return self->kinds[0] != NULL || *self->text != '\0';
}

GListModel *
desk_activity_log_get_list (DeskActivityLog *self)
{
  g_return_val_if_fail (DESK_IS_ACTIVITY_LOG (self), NULL);

  return G_LIST_MODEL (self->list);
}

static void
desk_activity_log_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  if (prop_id == PROP_LOADING)
    g_value_set_boolean (value, DESK_ACTIVITY_LOG (object)->loading != NULL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
desk_activity_log_dispose (GObject *object)
{
  DeskActivityLog *self = DESK_ACTIVITY_LOG (object);

  g_clear_handle_id (&self->follow_source, g_source_remove);
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->signals);
  g_clear_object (&self->list);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_activity_log_parent_class)->dispose (object);
}

static void
desk_activity_log_finalize (GObject *object)
{
  DeskActivityLog *self = DESK_ACTIVITY_LOG (object);

  g_clear_pointer (&self->kinds, g_strfreev);
  g_clear_pointer (&self->text, g_free);

  G_OBJECT_CLASS (desk_activity_log_parent_class)->finalize (object);
}

static void
desk_activity_log_class_init (DeskActivityLogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = desk_activity_log_get_property;
  object_class->dispose = desk_activity_log_dispose;
  object_class->finalize = desk_activity_log_finalize;

  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", DESK_TYPE_ACTIVITY_LOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_activity_log_init (DeskActivityLog *self)
{
  self->list = g_list_store_new (DESK_TYPE_NOTE);
  self->kinds = g_new0 (char *, 1);
  self->text = g_strdup ("");
  self->signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->signals, "items-changed", G_CALLBACK (notes_changed),
                                  self);
}

DeskActivityLog *
desk_activity_log_new (DeskSession *session)
{
  DeskActivityLog *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (DESK_TYPE_ACTIVITY_LOG, NULL);
  self->session = g_object_ref (session);

  return self;
}
