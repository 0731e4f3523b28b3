/* desk-alert-model.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-alerts"

#include "config.h"

#include "desk-row-list.h"

#include "desk-alert-model.h"

#define MAX_HISTORY 2000
#define ALERT_ROWS  "a(tssdssasbusbuxss)"
#define FIRING_ROWS "a(ttxsds)"

struct _DeskAlertModel
{
  GObject       parent_instance;

  DeskSession  *session;
  DeskRowList  *alerts;
  GHashTable   *by_id;         /* guint64* -> DeskAlert */
  DeskNoteList *history;
  guint64       last_firing;
  gboolean      is_filled;     /* with what there was when it was made */
  gboolean      is_asking;     /* for the history before */
};

G_DEFINE_FINAL_TYPE (DeskAlertModel, desk_alert_model, G_TYPE_OBJECT)

enum
{
  CHANGED,
  FIRED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Alerts */

static DeskAlert *
ensure_alert (DeskAlertModel *self,
              guint64         id)
{
  DeskAlert *alert = g_hash_table_lookup (self->by_id, &id);

  if (alert == NULL)
    {
      alert = desk_alert_new (id);
      g_hash_table_insert (self->by_id, g_memdup2 (&id, sizeof id), alert);
    }

  return alert;
}

static void
take_alerts (DeskAlertModel *self,
             GVariant       *rows)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new ();
  g_autoptr(GHashTable) kept = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer alert;

  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr(GVariant) row = g_variant_get_child_value (rows, i);
      guint64 id;

      g_variant_get_child (row, 0, "t", &id);
      alert = ensure_alert (self, id);
      desk_alert_update (alert, row);
      g_ptr_array_add (list, alert);
      g_hash_table_add (kept, alert);
    }
  desk_row_list_set (self->alerts, list);

  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, NULL, &alert))
    if (!g_hash_table_contains (kept, alert))
      g_hash_table_iter_remove (&iter);
}

/* Firings */

static DeskNote *
make_note (GVariant *row,
           guint64  *alert)
{
  const char *symbol, *text;
  guint64 id;
  DtTime time;
  double price;

  g_variant_get (row, "(ttx&sd&s)", &id, alert, &time, &symbol, &price, &text);

  return desk_note_new (id, time, "alert", symbol, text);
}

static void
take_firings (DeskAlertModel *self,
              GVariant       *rows)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean tells = self->is_filled;

  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr(GVariant) row = g_variant_get_child_value (rows, i);
      guint64 alert;
      DeskNote *note = make_note (row, &alert);
      gboolean is_new = desk_note_get_id (note) > self->last_firing;

      g_ptr_array_add (notes, note);
      self->last_firing = MAX (self->last_firing, desk_note_get_id (note));
      if (is_new && tells)
        g_signal_emit (self, signals[FIRED], 0, alert, desk_note_get_symbol (note),
                       desk_note_get_text (note));
    }
  desk_note_list_add (self->history, notes);
}

static void
on_history (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(DeskAlertModel) self = data;
  g_autoptr(GVariant) answer = desk_session_call_finish (DESK_SESSION (source), result, NULL);
  g_autoptr(GVariant) rows = NULL;
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_object_unref);

  if (answer == NULL
      || !(rows = g_variant_lookup_value (answer, "rows", G_VARIANT_TYPE (FIRING_ROWS))))
    return;

  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr(GVariant) row = g_variant_get_child_value (rows, i);
      guint64 alert;

      g_ptr_array_add (notes, make_note (row, &alert));
    }
  desk_note_list_add (self->history, notes);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What fired before the snapshot's tail is asked for once. */
static void
ask_history (DeskAlertModel *self)
{
  GVariantDict dict;

  self->is_asking = TRUE;
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "limit", "u", MAX_HISTORY);
  desk_session_call_async (self->session, "alert.history", g_variant_dict_end (&dict), NULL,
                           on_history, g_object_ref (self));
}

static void
take (DeskAlertModel *self)
{
  GVariant *part = desk_session_get_alerts (self->session);
  g_autoptr(GVariant) alerts = NULL;
  g_autoptr(GVariant) firings = NULL;

  if (part == NULL)
    return;

  alerts = g_variant_lookup_value (part, "alerts", G_VARIANT_TYPE (ALERT_ROWS));
  firings = g_variant_lookup_value (part, "firings", G_VARIANT_TYPE (FIRING_ROWS));
  if (alerts != NULL)
    take_alerts (self, alerts);
  if (firings != NULL)
    take_firings (self, firings);
  self->is_filled = TRUE;
  if (!self->is_asking && desk_session_get_state (self->session) == DESK_SESSION_READY)
    ask_history (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

char *
desk_alert_model_dup_watchlist (DeskAlertModel *self)
{
  GVariant *part;
  g_autofree const char **symbols = NULL;

  g_return_val_if_fail (DESK_IS_ALERT_MODEL (self), NULL);

  part = desk_session_get_alerts (self->session);
  if (part == NULL || !g_variant_lookup (part, "watchlist", "^a&s", &symbols))
    return g_strdup ("");

  return g_strjoinv (",", (char **) symbols);
}

GListModel *
desk_alert_model_get_alerts (DeskAlertModel *self)
{
  g_return_val_if_fail (DESK_IS_ALERT_MODEL (self), NULL);

  return G_LIST_MODEL (self->alerts);
}

GListModel *
desk_alert_model_get_history (DeskAlertModel *self)
{
  g_return_val_if_fail (DESK_IS_ALERT_MODEL (self), NULL);

  return G_LIST_MODEL (self->history);
}

static void
desk_alert_model_dispose (GObject *object)
{
  DeskAlertModel *self = DESK_ALERT_MODEL (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_alert_model_parent_class)->dispose (object);
}

static void
desk_alert_model_finalize (GObject *object)
{
  DeskAlertModel *self = DESK_ALERT_MODEL (object);

  g_clear_object (&self->alerts);
  g_clear_object (&self->history);
  g_hash_table_unref (self->by_id);

  G_OBJECT_CLASS (desk_alert_model_parent_class)->finalize (object);
}

static void
desk_alert_model_class_init (DeskAlertModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_alert_model_dispose;
  object_class->finalize = desk_alert_model_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FIRED] = g_signal_new ("fired", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 3, G_TYPE_UINT64, G_TYPE_STRING,
                                 G_TYPE_STRING);
}

static void
desk_alert_model_init (DeskAlertModel *self)
{
  self->alerts = desk_row_list_new (DESK_TYPE_ALERT);
  self->history = desk_note_list_new (MAX_HISTORY);
  self->by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
}

DeskAlertModel *
desk_alert_model_new (DeskSession *session)
{
  DeskAlertModel *self = g_object_new (DESK_TYPE_ALERT_MODEL, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_swapped (session, "alerts-changed", G_CALLBACK (take), self);
  take (self);

  return self;
}
