/* dt-alert-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-alert"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-error.h"
#include "dt-text-file.h"

#include "dt-alert-list.h"

#define FILE_NAME "alerts.json"
#define VERSION   1
#define MAX_FILE  (64 << 20)

static void
firing_free (gpointer data)
{
  DtAlertFiring *firing = data;

  g_free (firing->symbol);
  g_free (firing->text);
  g_free (firing);
}

static DtAlertList *
list_new (const char *data_dir)
{
  DtAlertList *list = g_new0 (DtAlertList, 1);

  list->path = g_build_filename (data_dir, FILE_NAME, NULL);
  list->alerts = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_alert_free);
  list->history = g_ptr_array_new_with_free_func (firing_free);
  list->watchlist = g_new0 (char *, 1);

  return list;
}

void
dt_alert_list_free (DtAlertList *list)
{
  if (list == NULL)
    return;

  g_free (list->path);
  g_ptr_array_unref (list->alerts);
  g_ptr_array_unref (list->history);
  g_strfreev (list->watchlist);
  g_free (list);
}

static void
touch (DtAlertList *list)
{
  list->changes++;
  list->is_dirty = TRUE;
}

/* Reading */

static gboolean
read_firing (JsonObject   *object,
             DtAlertList  *list,
             GError      **error)
{
  DtAlertFiring *firing = g_new0 (DtAlertFiring, 1);
  const char *symbol, *text;
  gint64 id, alert;

  g_ptr_array_add (list->history, firing);
  if (!dt_json_read_int (object, "id", 1, G_MAXINT64, &id, error)
      || !dt_json_read_int (object, "alert", 1, G_MAXINT64, &alert, error)
      || !dt_json_read_int (object, "book", 0, G_MAXINT64, &firing->book, error)
      || !dt_json_read_int (object, "time", G_MININT64, G_MAXINT64, &firing->time, error)
      || !dt_json_read_string (object, "symbol", &symbol, error)
      || !dt_json_read_double (object, "price", &firing->price, error)
      || !dt_json_read_string (object, "text", &text, error))
    return FALSE;

  firing->id = (guint64) id;
  firing->alert = (guint64) alert;
  firing->symbol = g_strdup (symbol);
  firing->text = g_strdup (text);
  list->last_firing = MAX (list->last_firing, firing->id);

  return TRUE;
}

static gboolean
read_alert (JsonObject   *object,
            DtAlertList  *list,
            GError      **error)
{
  DtAlert *alert = dt_alert_from_json (object, error);

  if (alert == NULL)
    return FALSE;

  g_ptr_array_add (list->alerts, alert);
  list->last_alert = MAX (list->last_alert, alert->id);

  return TRUE;
}

static gboolean
read_each (JsonObject   *root,
           const char   *member,
           DtAlertList  *list,
           gboolean    (*read) (JsonObject   *object,
                                DtAlertList  *list,
                                GError      **error),
           GError      **error)
{
  JsonArray *array;

  if (!dt_json_read_array (root, member, &array, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return dt_refuse (error, DT_ALERT_ERROR, DT_ALERT_ERROR_VALUE,
                          "Member %u of \"%s\" is no object", i, member);
      if (!read (json_node_get_object (node), list, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_watchlist (JsonObject   *root,
                DtAlertList  *list,
                GError      **error)
{
  g_autoptr(GStrvBuilder) symbols = g_strv_builder_new ();
  JsonArray *array;

  if (!dt_json_read_array (root, "watchlist", &array, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (symbols, json_node_get_string (node));
    }
  g_strfreev (list->watchlist);
  list->watchlist = g_strv_builder_end (symbols);

  return TRUE;
}

static gboolean
read_all (JsonNode     *node,
          DtAlertList  *list,
          GError      **error)
{
  JsonObject *root;
  gint64 version, last_alert, last_firing;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return dt_refuse (error, DT_ALERT_ERROR, DT_ALERT_ERROR_VALUE, "It is no object");

  root = json_node_get_object (node);
  if (!dt_json_read_int (root, "version", 1, VERSION, &version, error)
      || !dt_json_read_int (root, "last_alert", 0, G_MAXINT64, &last_alert, error)
      || !dt_json_read_int (root, "last_firing", 0, G_MAXINT64, &last_firing, error))
    return FALSE;

  list->last_alert = (guint64) last_alert;
  list->last_firing = (guint64) last_firing;

  return read_each (root, "alerts", list, read_alert, error)
         && read_each (root, "history", list, read_firing, error)
         && read_watchlist (root, list, error);
}

DtAlertList *
dt_alert_list_load (const char  *data_dir,
                    GError     **error)
{
  g_autoptr(DtAlertList) list = NULL;
  g_autoptr(GError) failure = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *text = NULL;
  gsize length;

  g_return_val_if_fail (data_dir != NULL, NULL);

  list = list_new (data_dir);
  if (!dt_text_file_load (list->path, MAX_FILE, &text, &length, &failure))
    {
      if (g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return g_steal_pointer (&list);
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  node = dt_json_parse (text, (gssize) length, &failure);
  if (node == NULL || !read_all (node, list, &failure))
    {
      g_set_error (error, DT_ALERT_ERROR, DT_ALERT_ERROR_VALUE, "%s is damaged: %s", list->path,
                   failure->message);
      return NULL;
    }

  return g_steal_pointer (&list);
}

/* Writing */

static JsonObject *
make_firing (const DtAlertFiring *firing)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "id", (gint64) firing->id);
  json_object_set_int_member (object, "alert", (gint64) firing->alert);
  json_object_set_int_member (object, "book", firing->book);
  json_object_set_int_member (object, "time", firing->time);
  json_object_set_string_member (object, "symbol", firing->symbol);
  json_object_set_double_member (object, "price", firing->price);
  json_object_set_string_member (object, "text", firing->text);

  return object;
}

static JsonNode *
make_root (const DtAlertList *list)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *root = json_object_new ();
  JsonArray *alerts = json_array_new (), *history = json_array_new ();
  JsonArray *watchlist = json_array_new ();

  for (guint i = 0; i < list->alerts->len; i++)
    json_array_add_object_element (alerts, dt_alert_to_json (g_ptr_array_index (list->alerts,
                                                                                i)));
  for (guint i = 0; i < list->history->len; i++)
    json_array_add_object_element (history, make_firing (g_ptr_array_index (list->history, i)));
  for (guint i = 0; list->watchlist[i] != NULL; i++)
    json_array_add_string_element (watchlist, list->watchlist[i]);

  json_object_set_int_member (root, "version", VERSION);
  json_object_set_int_member (root, "last_alert", (gint64) list->last_alert);
  json_object_set_int_member (root, "last_firing", (gint64) list->last_firing);
  json_object_set_array_member (root, "alerts", alerts);
  json_object_set_array_member (root, "history", history);
  json_object_set_array_member (root, "watchlist", watchlist);
  json_node_take_object (node, root);

  return node;
}

gboolean
dt_alert_list_save (DtAlertList  *list,
                    GError      **error)
{
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *text = NULL;

  if (!list->is_dirty)
    return TRUE;

  node = make_root (list);
  text = dt_json_to_string (node, TRUE);
  if (!g_file_set_contents_full (list->path, text, -1,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                 0600, error))
    return FALSE;

  list->is_dirty = FALSE;
  return TRUE;
}

/* Changes by the user */

DtAlert *
dt_alert_list_find (DtAlertList  *list,
                    guint64       id,
                    GError      **error)
{
  for (guint i = 0; i < list->alerts->len; i++)
    if (((DtAlert *) g_ptr_array_index (list->alerts, i))->id == id)
      return g_ptr_array_index (list->alerts, i);

  dt_refuse (error, DT_ALERT_ERROR, DT_ALERT_ERROR_UNKNOWN,
             "There is no alert %" G_GUINT64_FORMAT, id);
  return NULL;
}

/* As if it had never fired; what there was before counts no more. */
static void
arm (DtAlertList *list,
     DtAlert     *alert,
     gint64       book,
     DtTime       time)
{
  alert->armed_book = book;
  alert->armed_time = time;
  g_hash_table_remove_all (alert->fired);
  touch (list);
  alert->revision = list->changes;
}

guint64
dt_alert_list_add (DtAlertList  *list,
                   DtAlert      *alert,
                   gint64        book,
                   DtTime        time,
                   GError      **error)
{
  if (!dt_alert_check (alert, error))
    return 0;
  if (list->alerts->len == DT_ALERT_MAX_ALERTS)
    {
      dt_refuse (error, DT_ALERT_ERROR, DT_ALERT_ERROR_FULL,
                 "There are %d alerts already: remove one first", DT_ALERT_MAX_ALERTS);
      return 0;
    }

  alert = dt_alert_copy (alert);
  alert->id = ++list->last_alert;
  arm (list, alert, book, time);
  g_ptr_array_add (list->alerts, alert);

  return alert->id;
}

gboolean
dt_alert_list_replace (DtAlertList  *list,
                       DtAlert      *alert,
                       gint64        book,
                       DtTime        time,
                       GError      **error)
{
  if (dt_alert_list_find (list, alert->id, error) == NULL || !dt_alert_check (alert, error))
    return FALSE;

  for (guint i = 0; i < list->alerts->len; i++)
    {
      DtAlert *old = g_ptr_array_index (list->alerts, i);
      DtAlert *copy;

      if (old->id != alert->id)
        continue;
      copy = dt_alert_copy (alert);
      copy->n_fired = old->n_fired;
      copy->fired_book = old->fired_book;
      copy->fired_time = old->fired_time;
      arm (list, copy, book, time);
      dt_alert_free (old);
      list->alerts->pdata[i] = copy;
    }

  return TRUE;
}

gboolean
dt_alert_list_enable (DtAlertList  *list,
                      guint64       id,
                      gboolean      enabled,
                      gint64        book,
                      DtTime        time,
                      GError      **error)
{
  DtAlert *alert = dt_alert_list_find (list, id, error);

  if (alert == NULL)
    return FALSE;

  alert->enabled = enabled;
  arm (list, alert, book, time);
  return TRUE;
}

gboolean
dt_alert_list_remove (DtAlertList  *list,
                      guint64       id,
                      GError      **error)
{
  DtAlert *alert = dt_alert_list_find (list, id, error);

  if (alert == NULL)
    return FALSE;

  g_ptr_array_remove (list->alerts, alert);
  touch (list);
  return TRUE;
}

void
dt_alert_list_put_back (DtAlertList   *list,
                        guint64        id,
                        const DtAlert *alert)
{
  guint place = 0;

  g_return_if_fail (alert == NULL || alert->id == id);

  while (place < list->alerts->len
         && ((DtAlert *) g_ptr_array_index (list->alerts, place))->id < id)
    place++;
  if (place < list->alerts->len
      && ((DtAlert *) g_ptr_array_index (list->alerts, place))->id == id)
    g_ptr_array_remove_index (list->alerts, place);
  touch (list);
  if (alert == NULL)
    return;

  g_ptr_array_insert (list->alerts, (int) place, dt_alert_copy (alert));
  ((DtAlert *) g_ptr_array_index (list->alerts, place))->revision = list->changes;
}

void
dt_alert_list_set_watchlist (DtAlertList       *list,
                             const char *const *symbols)
{
  if (g_strv_equal ((const char *const *) list->watchlist, symbols))
    return;

  g_strfreev (list->watchlist);
  list->watchlist = g_strdupv ((char **) symbols);
  touch (list);
  for (guint i = 0; i < list->alerts->len; i++)
    {
      DtAlert *alert = g_ptr_array_index (list->alerts, i);

      if (alert->scope == DT_ALERT_WATCHLIST)
        alert->revision = list->changes;
    }
}

void
dt_alert_list_rearm (DtAlertList *list,
                     gint64       book,
                     DtTime       time)
{
  for (guint i = 0; i < list->alerts->len; i++)
    {
      DtAlert *alert = g_ptr_array_index (list->alerts, i);

      alert->armed_book = book;
      alert->armed_time = time;
    }
  touch (list);
}

/* Firing */

gboolean
dt_alert_may_fire (const DtAlert *alert,
                   const char    *symbol,
                   gint64         book,
                   DtTime         time)
{
  const DtTime *last = g_hash_table_lookup (alert->fired, symbol);

  if (!alert->enabled || (book == alert->armed_book && time <= alert->armed_time))
    return FALSE;
  if (last == NULL)
    return TRUE;
  if (alert->once)
    return FALSE;

  return book != alert->fired_book || time >= *last + MAX (alert->pause * DT_MINUTE, 1);
}

static char *
make_text (const DtAlert *alert,
           const char    *symbol,
           double         price)
{
  g_autofree char *condition = dt_alert_describe_condition (alert);
  char buf[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (buf, sizeof buf, price < 1. ? "%.4f" : "%.2f", price);
  return g_strdup_printf (alert->kind == DT_ALERT_RULE ? "%s: %s, last %s%s%s"
                                                       : "%s %s, last %s%s%s",
                          symbol, condition, buf, *alert->note != '\0' ? ". " : "", alert->note);
}

void
dt_alert_list_fire (DtAlertList *list,
                    DtAlert     *alert,
                    const char  *symbol,
                    gint64       book,
                    DtTime       time,
                    double       price)
{
  DtAlertFiring *firing = g_new0 (DtAlertFiring, 1);

  *firing = (DtAlertFiring) { ++list->last_firing, alert->id, book, time, g_strdup (symbol), price,
                              make_text (alert, symbol, price) };
  g_ptr_array_add (list->history, firing);
  if (list->history->len > DT_ALERT_MAX_HISTORY)
    g_ptr_array_remove_range (list->history, 0, list->history->len - DT_ALERT_MAX_HISTORY);

  if (book != alert->fired_book && !alert->once)
    g_hash_table_remove_all (alert->fired);
  g_hash_table_insert (alert->fired, g_strdup (symbol), g_memdup2 (&time, sizeof time));
  alert->n_fired++;
  alert->fired_book = book;
  alert->fired_time = time;
  if (alert->once && alert->scope == DT_ALERT_SYMBOLS
      && g_hash_table_size (alert->fired) >= g_strv_length (alert->symbols))
    alert->enabled = FALSE;
  touch (list);
}
