/* dt-engine-alert.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-service"

#include "config.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "dt-engine-private.h"

/* Alerts run beside the run: they see each instant after it was journalled, and nothing that they
 * do comes back into it. */

/* A burst of firings is written once. */
#define SAVE_MS 500
/* Firings that a snapshot has. */
#define TAIL    50

static DtTime
now (DtEngine *engine)
{
  return engine->run != NULL ? dt_kernel_get_time (engine->run->kernel) : DT_TIME_NONE;
}

/* The file */

static gboolean
save (gpointer data)
{
  DtEngine *engine = data;
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&engine->alert_save, g_source_unref);
  if (!dt_alert_list_save (engine->alerts, &error))
    {
      /* They go on as they are in memory; the next change tries again */
      g_free (engine->message);
      engine->message = g_strdup_printf ("Alerts could not be written: %s", error->message);
      engine->changes++;
    }

  return G_SOURCE_REMOVE;
}

static void
save_soon (DtEngine *engine)
{
  if (!engine->alerts->is_dirty || engine->alert_save != NULL)
    return;

  engine->alert_save = g_timeout_source_new (SAVE_MS);
  g_source_set_callback (engine->alert_save, save, engine, NULL);
  g_source_attach (engine->alert_save, engine->backend.context);
}

/* A damaged file is kept beside, and does not keep the engine from its work. */
gboolean
dt_engine_alerts_open (DtEngine  *engine,
                       GError   **error)
{
  g_autoptr(GError) failure = NULL;
  g_autofree char *path = g_build_filename (engine->data_dir, "alerts.json", NULL);
  g_autofree char *kept = g_strconcat (path, ".damaged", NULL);

  engine->alerts = dt_alert_list_load (engine->data_dir, &failure);
  if (engine->alerts != NULL)
    return TRUE;
  if (!g_error_matches (failure, DT_ALERT_ERROR, DT_ALERT_ERROR_VALUE)
      || g_rename (path, kept) != 0)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  engine->message = g_strdup_printf ("The alerts could not be read and are gone; the file is kept "
                                     "as %s. %s", kept, failure->message);
  engine->alerts = dt_alert_list_load (engine->data_dir, error);
  return engine->alerts != NULL;
}

void
dt_engine_alerts_close (DtEngine *engine)
{
  if (engine->alert_save != NULL)
    {
      g_source_destroy (engine->alert_save);
      save (engine);
    }
  g_clear_pointer (&engine->watch, dt_alert_watch_free);
  g_clear_pointer (&engine->alerts, dt_alert_list_free);
}

/* Watching */

static void
say_account (const char     *symbol,
             DtRulePosition *position,
             DtRuleAccount  *account,
             gpointer        data)
{
  DtEngine *engine = data;

  dt_kernel_get_account (engine->run->kernel, account);
  *position = (DtRulePosition) { .entry_price = NAN };
  for (guint i = 0; i < engine->tape->n_instruments; i++)
    if (g_str_equal (engine->tape->instruments[i]->symbol, symbol))
      dt_kernel_get_position (engine->run->kernel, i, position);
}

void
dt_engine_alerts_step (DtEngine *engine,
                       DtTime    time)
{
  guint64 changes = engine->alerts->changes;

  if (engine->alerts->alerts->len == 0 && engine->watch == NULL)
    return;

  if (engine->watch == NULL)
    engine->watch = dt_alert_watch_new (engine->alerts, engine->tape, engine->market,
                                        engine->book_id, say_account, engine);
  dt_alert_watch_step (engine->watch, time);
  if (engine->alerts->changes != changes)
    save_soon (engine);
}

/* What is played again up to @time has been told already. */
void
dt_engine_alerts_rewound (DtEngine *engine,
                          DtTime    time)
{
  dt_alert_list_rearm (engine->alerts, engine->book_id, time);
  save_soon (engine);
}

/* Rows */

static GVariant *
make_row (DtEngine      *engine,
          const DtAlert *alert)
{
  const char *problem = engine->watch != NULL
                        ? dt_alert_watch_get_problem (engine->watch, alert->id) : NULL;
  g_autofree char *text = dt_alert_describe (alert);

  return g_variant_new (DT_ROW_ALERT, alert->id, dt_alert_kind_to_string (alert->kind),
                        dt_alert_direction_to_string (alert->direction), alert->level,
                        alert->rule != NULL ? alert->rule : "",
                        dt_alert_scope_to_string (alert->scope), alert->symbols, alert->once,
                        alert->pause, alert->note, alert->enabled, alert->n_fired,
                        alert->fired_time, problem != NULL ? problem : "", text);
}

static GVariant *
make_rows (DtEngine *engine)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" DT_ROW_ALERT_TYPE));
  for (guint i = 0; i < engine->alerts->alerts->len; i++)
    g_variant_builder_add_value (&builder, make_row (engine, g_ptr_array_index (
                                                       engine->alerts->alerts, i)));

  return g_variant_builder_end (&builder);
}

static GVariant *
make_firings (DtEngine *engine,
              guint64   before,
              guint     limit)
{
  GPtrArray *history = engine->alerts->history;
  GVariantBuilder builder;
  guint end = history->len;

  while (end > 0 && ((DtAlertFiring *) g_ptr_array_index (history, end - 1))->id >= before)
    end--;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (DT_ROWS_FIRINGS));
  for (guint i = end - MIN (end, limit); i < end; i++)
    {
      const DtAlertFiring *firing = g_ptr_array_index (history, i);

      g_variant_builder_add (&builder, "(ttxsds)", firing->id, firing->alert, firing->time,
                             firing->symbol, firing->price, firing->text);
    }

  return g_variant_builder_end (&builder);
}

void
dt_engine_alerts_note (DtEngine   *engine,
                       GByteArray *state)
{
  g_byte_array_append (state, (const guint8 *) &engine->alerts->changes,
                       sizeof engine->alerts->changes);
  for (guint i = 0; engine->watch != NULL && i < engine->alerts->alerts->len; i++)
    {
      const DtAlert *alert = g_ptr_array_index (engine->alerts->alerts, i);
      guint8 trouble = dt_alert_watch_get_problem (engine->watch, alert->id) != NULL;

      g_byte_array_append (state, &trouble, 1);
    }
}

GVariant *
dt_engine_alerts_make (DtEngine     *engine,
                       const guint8 *state,
                       gsize         size)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert_value (&dict, "alerts", make_rows (engine));
  g_variant_dict_insert_value (&dict, "firings", make_firings (engine, G_MAXUINT64, TAIL));
  g_variant_dict_insert (&dict, "watchlist", "^as", engine->alerts->watchlist);

  return g_variant_dict_end (&dict);
}

/* Commands */

static gboolean
read_words (GVariant  *arguments,
            DtAlert   *alert,
            GError   **error)
{
  const char *kind = "price", *direction = "above", *scope = "symbols";

  g_variant_lookup (arguments, "kind", "&s", &kind);
  g_variant_lookup (arguments, "direction", "&s", &direction);
  g_variant_lookup (arguments, "scope", "&s", &scope);
  if (dt_alert_kind_parse (kind, &alert->kind)
      && dt_alert_direction_parse (direction, &alert->direction)
      && dt_alert_scope_parse (scope, &alert->scope))
    return TRUE;

  g_set_error (error, DT_ALERT_ERROR, DT_ALERT_ERROR_VALUE,
               "An alert is of kind price, change or rule, above, below or either, on symbols, "
               "watchlist or universe, not “%s”, “%s”, “%s”", kind, direction, scope);
  return FALSE;
}

static char **
split (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, ",", -1);
  g_autoptr(GStrvBuilder) symbols = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *upper = g_ascii_strup (g_strstrip (parts[i]), -1);

      if (*upper != '\0')
        g_strv_builder_add (symbols, upper);
    }

  return g_strv_builder_end (symbols);
}

static DtAlert *
read_alert (GVariant  *arguments,
            GError   **error)
{
  g_autoptr(DtAlert) alert = dt_alert_new ();
  const char *text;

  if (!read_words (arguments, alert, error))
    return NULL;

  g_variant_lookup (arguments, "id", "t", &alert->id);
  g_variant_lookup (arguments, "level", "d", &alert->level);
  g_variant_lookup (arguments, "once", "b", &alert->once);
  g_variant_lookup (arguments, "pause", "u", &alert->pause);
  if (g_variant_lookup (arguments, "rule", "&s", &text))
    alert->rule = g_strdup (text);
  if (g_variant_lookup (arguments, "note", "&s", &text))
    {
      g_free (alert->note);
      alert->note = g_strdup (text);
    }
  if (g_variant_lookup (arguments, "symbols", "&s", &text))
    {
      g_strfreev (alert->symbols);
      alert->symbols = split (text);
    }

  return g_steal_pointer (&alert);
}

/* (nullable) (transfer full): the alert @id before it is changed */
static DtAlert *
dup_alert (DtEngine *engine,
           guint64   id)
{
  const DtAlert *alert = dt_alert_list_find (engine->alerts, id, NULL);

  return alert != NULL ? dt_alert_copy (alert) : NULL;
}

/* What was changed is written before the answer leaves; what cannot be written has not been. */
static GVariant *
finish (DtEngine       *engine,
        guint64         id,
        const DtAlert  *before,
        GError        **error)
{
  GVariantDict dict;

  engine->changes++;
  if (!dt_alert_list_save (engine->alerts, error))
    {
      if (id > 0)
        dt_alert_list_put_back (engine->alerts, id, before);
      return NULL;
    }

  g_variant_dict_init (&dict, NULL);
  if (id > 0)
    g_variant_dict_insert (&dict, "id", "t", id);

  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

GVariant *
dt_engine_alert_add (DtEngine  *engine,
                     GVariant  *arguments,
                     GError   **error)
{
  g_autoptr(DtAlert) alert = read_alert (arguments, error);
  guint64 id = 0;

  if (alert != NULL)
    id = dt_alert_list_add (engine->alerts, alert, engine->book_id, now (engine), error);

  return id > 0 ? finish (engine, id, NULL, error) : NULL;
}

GVariant *
dt_engine_alert_edit (DtEngine  *engine,
                      GVariant  *arguments,
                      GError   **error)
{
  g_autoptr(DtAlert) alert = read_alert (arguments, error);
  g_autoptr(DtAlert) before = alert != NULL ? dup_alert (engine, alert->id) : NULL;

  if (alert == NULL
      || !dt_alert_list_replace (engine->alerts, alert, engine->book_id, now (engine), error))
    return NULL;

  return finish (engine, alert->id, before, error);
}

GVariant *
dt_engine_alert_enable (DtEngine  *engine,
                        GVariant  *arguments,
                        GError   **error)
{
  g_autoptr(DtAlert) before = NULL;
  gboolean enabled = TRUE;
  guint64 id = 0;

  g_variant_lookup (arguments, "id", "t", &id);
  g_variant_lookup (arguments, "enabled", "b", &enabled);
  before = dup_alert (engine, id);
  if (!dt_alert_list_enable (engine->alerts, id, enabled, engine->book_id, now (engine), error))
    return NULL;

  return finish (engine, id, before, error);
}

GVariant *
dt_engine_alert_remove (DtEngine  *engine,
                        GVariant  *arguments,
                        GError   **error)
{
  g_autoptr(DtAlert) before = NULL;
  guint64 id = 0;

  g_variant_lookup (arguments, "id", "t", &id);
  before = dup_alert (engine, id);
  if (!dt_alert_list_remove (engine->alerts, id, error))
    return NULL;

  return finish (engine, id, before, error);
}

GVariant *
dt_engine_alert_list (DtEngine  *engine,
                      GVariant  *arguments,
                      GError   **error)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert_value (&dict, "rows", make_rows (engine));

  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

GVariant *
dt_engine_alert_history (DtEngine  *engine,
                         GVariant  *arguments,
                         GError   **error)
{
  guint64 before = G_MAXUINT64;
  guint limit = 1000;
  GVariantDict dict;

  g_variant_lookup (arguments, "before", "t", &before);
  g_variant_lookup (arguments, "limit", "u", &limit);
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert_value (&dict, "rows", make_firings (engine, before, limit));

  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

GVariant *
dt_engine_alert_watchlist (DtEngine  *engine,
                           GVariant  *arguments,
                           GError   **error)
{
  g_auto(GStrv) symbols = NULL;
  const char *text = "";

  g_variant_lookup (arguments, "symbols", "&s", &text);
  symbols = split (text);
  dt_alert_list_set_watchlist (engine->alerts, (const char *const *) symbols);

  return finish (engine, 0, NULL, error);
}
