/* dt-engine-command.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-service"

#include "config.h"

#include "dt-command.h"

#include "dt-engine-private.h"

/* The registry's engine commands and what they do here. */

typedef GVariant *(*Handler) (DtEngine  *engine,
                              GVariant  *arguments,
                              GError   **error);

static GVariant *
done (void)
{
  return g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
}

static gboolean
needs_run (DtEngine  *engine,
           GError   **error)
{
  if (engine->run != NULL && !engine->run->finished)
    return TRUE;

  g_set_error_literal (error, DT_COMMAND_ERROR, DT_COMMAND_ERROR_REFUSED,
                       engine->run != NULL ? "The run has ended" : "No run is going on");
  return FALSE;
}

static GVariant *
run_status (DtEngine  *engine,
            GVariant  *arguments,
            GError   **error)
{
  g_autoptr(GVariant) clock = dt_engine_dup_clock (engine);
  GVariantDict dict;

  g_variant_dict_init (&dict, clock);
  if (engine->result != NULL)
    g_variant_dict_insert (&dict, "result", "s", engine->result);
  if (engine->spec != NULL)
    g_variant_dict_insert (&dict, "spec", "s", engine->spec);

  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

static GVariant *
run_start (DtEngine  *engine,
           GVariant  *arguments,
           GError   **error)
{
  double speed = DT_REPLAY_SPEED_MAX;
  const char *spec = "";

  g_variant_lookup (arguments, "spec", "&s", &spec);
  g_variant_lookup (arguments, "speed", "d", &speed);
  if (!(speed >= 0.))
    {
      g_set_error (error, DT_COMMAND_ERROR, DT_COMMAND_ERROR_ARGUMENT,
                   "%g is no possible speed: 0 pauses, 1 is real time", speed);
      return NULL;
    }

  return dt_engine_start_run (engine, spec, speed, error) ? run_status (engine, NULL, NULL) : NULL;
}

static GVariant *
run_pause (DtEngine  *engine,
           GVariant  *arguments,
           GError   **error)
{
  if (!needs_run (engine, error))
    return NULL;

  dt_engine_set_speed (engine, DT_REPLAY_SPEED_PAUSED);
  return done ();
}

static GVariant *
run_resume (DtEngine  *engine,
            GVariant  *arguments,
            GError   **error)
{
  if (!needs_run (engine, error))
    return NULL;

  dt_engine_set_speed (engine, engine->speed);
  return done ();
}

static GVariant *
run_speed (DtEngine  *engine,
           GVariant  *arguments,
           GError   **error)
{
  gboolean play = TRUE;
  double speed = 1.;

  g_variant_lookup (arguments, "speed", "d", &speed);
  g_variant_lookup (arguments, "play", "b", &play);
  if (!needs_run (engine, error))
    return NULL;
  if (!(speed >= 0.))
    {
      g_set_error (error, DT_COMMAND_ERROR, DT_COMMAND_ERROR_ARGUMENT,
                   "%g is no possible speed: 0 pauses, 1 is real time", speed);
      return NULL;
    }

  if (play || speed == 0.)
    dt_engine_set_speed (engine, speed);
  else
    dt_engine_choose_speed (engine, speed);
  return done ();
}

static GVariant *
run_step (DtEngine  *engine,
          GVariant  *arguments,
          GError   **error)
{
  guint32 count = 1;

  g_variant_lookup (arguments, "count", "u", &count);
  if (!needs_run (engine, error))
    return NULL;

  dt_engine_set_speed (engine, DT_REPLAY_SPEED_PAUSED);
  engine->recovered = FALSE;
  dt_replay_feed_step (engine->feed, count);
  return done ();
}

static GVariant *
run_play_until (DtEngine  *engine,
                GVariant  *arguments,
                GError   **error)
{
  gint64 time = DT_TIME_NONE;

  g_variant_lookup (arguments, "time", "x", &time);
  if (!needs_run (engine, error))
    return NULL;

  dt_engine_play_until (engine, time);
  return done ();
}

static GVariant *
run_rewind (DtEngine  *engine,
            GVariant  *arguments,
            GError   **error)
{
  gint64 time = DT_TIME_NONE;

  g_variant_lookup (arguments, "time", "x", &time);
  return dt_engine_rewind (engine, time, error) ? run_status (engine, NULL, NULL) : NULL;
}

static GVariant *
run_stop (DtEngine  *engine,
          GVariant  *arguments,
          GError   **error)
{
  return dt_engine_stop_run (engine, error) ? run_status (engine, NULL, NULL) : NULL;
}

static GVariant *
run_write (DtEngine  *engine,
           GVariant  *arguments,
           GError   **error)
{
  const char *trades = NULL, *equity = NULL;

  if (engine->run == NULL || !engine->run->finished)
    {
      g_set_error_literal (error, DT_COMMAND_ERROR, DT_COMMAND_ERROR_REFUSED,
                           "There is no finished run to write files of");
      return NULL;
    }

  g_variant_lookup (arguments, "trades", "&s", &trades);
  g_variant_lookup (arguments, "equity", "&s", &equity);
  return engine->result_class->write (engine->run, trades, equity, error) ? done () : NULL;
}

static GVariant *
book_snapshot (DtEngine  *engine,
               GVariant  *arguments,
               GError   **error)
{
  g_autoptr(GVariant) snapshot = dt_engine_dup_snapshot (engine);
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert_value (&dict, "snapshot", snapshot);
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

static GVariant *
answer_preview (DtEngine        *engine,
                const DtPreview *preview)
{
  const char *symbol = "";
  GVariantDict dict;

  if (preview->instrument != DT_INSTRUMENT_INDEX_NONE)
    symbol = engine->tape->instruments[preview->instrument]->symbol;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "allowed", "b", preview->allowed);
  g_variant_dict_insert (&dict, "refused_by", "s",
                         preview->refused_by != NULL ? preview->refused_by : "");
  g_variant_dict_insert (&dict, "reason", "s", preview->reason != NULL ? preview->reason : "");
  g_variant_dict_insert (&dict, "overridable", "b", preview->overridable);
  g_variant_dict_insert (&dict, "symbol", "s", symbol);
  g_variant_dict_insert (&dict, "quantity", "x", preview->quantity);
  g_variant_dict_insert (&dict, "price", "x", preview->price);
  g_variant_dict_insert (&dict, "notional", "x", preview->notional);
  g_variant_dict_insert (&dict, "fees", "x", preview->fees);
  g_variant_dict_insert (&dict, "cash_after", "x", preview->cash_after);
  g_variant_dict_insert (&dict, "position_after", "x", preview->position_after);
  g_variant_dict_insert (&dict, "exposure_after", "d", preview->exposure_after);
  g_variant_dict_insert (&dict, "loss_at_stop", "x", preview->loss_at_stop);
  g_variant_dict_insert_value (&dict, "effects",
                               g_variant_new_strv ((const char *const *) preview->effects->pdata,
                                                   preview->effects->len));
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

/* What would be refused before it came to the kernel. */
static gboolean
check_preview (DtEngine         *engine,
               const DtCommand  *command,
               GVariant         *arguments,
               const char      **refused_by,
               GError          **error)
{
  *refused_by = "arguments";
  if (!dt_command_check (command, arguments, error))
    return FALSE;

  *refused_by = "run";
  return needs_run (engine, error);
}

static GVariant *
order_preview (DtEngine  *engine,
               GVariant  *arguments,
               GError   **error)
{
  g_autoptr(GVariant) given = g_variant_lookup_value (arguments, "arguments", NULL);
  g_auto(DtPreview) preview = { .instrument = DT_INSTRUMENT_INDEX_NONE };
  g_autoptr(GError) refusal = NULL;
  const char *name = "", *refused_by;
  const DtCommand *command;

  if (given == NULL)
    given = g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
  g_variant_lookup (arguments, "command", "&s", &name);
  command = dt_command_find (name);
  if (command == NULL || !dt_kernel_trades (name))
    {
      g_set_error (error, DT_COMMAND_ERROR, DT_COMMAND_ERROR_ARGUMENT,
                   "\"%s\" is no command that trades", name);
      return NULL;
    }

  if (check_preview (engine, command, given, &refused_by, &refusal))
    dt_kernel_preview (engine->run->kernel, name, given, &preview);
  else
    preview = (DtPreview) {
      .instrument = DT_INSTRUMENT_INDEX_NONE,
      .refused_by = refused_by,
      .reason = g_strdup (refusal->message),
      .price = DT_MONEY_NONE,
      .loss_at_stop = DT_MONEY_NONE,
      .effects = g_ptr_array_new (),
    };

  return answer_preview (engine, &preview);
}

/* Words of the user about any book, which change nothing that a run decides by. */
static GVariant *
book_note (DtEngine  *engine,
           GVariant  *arguments,
           GError   **error)
{
  DtTradeNote note = { .tags = (char *) "", .text = (char *) "",
                       .written = g_get_real_time () * 1000 };
  gint64 book = 0;

  g_variant_lookup (arguments, "book", "x", &book);
  g_variant_lookup (arguments, "trade", "t", &note.trade);
  g_variant_lookup (arguments, "tags", "&s", &note.tags);
  g_variant_lookup (arguments, "text", "&s", &note.text);
  g_variant_lookup (arguments, "rating", "u", &note.rating);

  return dt_book_store_put_note (engine->books, book, &note, error) ? done () : NULL;
}

static gboolean
quit (gpointer data)
{
  DtEngine *engine = data;

  g_main_loop_quit (engine->loop);
  return G_SOURCE_REMOVE;
}

/* After the answer has left. */
static GVariant *
engine_quit (DtEngine  *engine,
             GVariant  *arguments,
             GError   **error)
{
  g_autoptr(GSource) source = g_timeout_source_new (50);

  g_source_set_callback (source, quit, engine, NULL);
  g_source_attach (source, engine->backend.context);
  return done ();
}

static const struct
{
  const char *command;
  Handler     handler;
} handlers[] = {
  { "alert.add", dt_engine_alert_add },
  { "alert.edit", dt_engine_alert_edit },
  { "alert.enable", dt_engine_alert_enable },
  { "alert.history", dt_engine_alert_history },
  { "alert.list", dt_engine_alert_list },
  { "alert.remove", dt_engine_alert_remove },
  { "alert.watchlist", dt_engine_alert_watchlist },
  { "book.activity", dt_engine_read_activity },
  { "book.fills", dt_engine_read_fills },
  { "book.note", book_note },
  { "book.snapshot", book_snapshot },
  { "book.trades", dt_engine_read_trades },
  { "engine.quit", engine_quit },
  { "order.preview", order_preview },
  { "run.equity", dt_engine_read_equity },
  { "run.pause", run_pause },
  { "run.play-until", run_play_until },
  { "run.resume", run_resume },
  { "run.rewind", run_rewind },
  { "run.speed", run_speed },
  { "run.start", run_start },
  { "run.status", run_status },
  { "run.step", run_step },
  { "run.stop", run_stop },
  { "run.write", run_write },
};

GVariant *
dt_engine_execute (DtEngine    *engine,
                   const char  *command,
                   GVariant    *arguments,
                   GError     **error)
{
  dt_engine_settle (engine);
  for (guint i = 0; i < G_N_ELEMENTS (handlers); i++)
    if (g_str_equal (command, handlers[i].command))
      return handlers[i].handler (engine, arguments, error);

  /* The rest changes the run and is the kernel's: journalled between two instants */
  if (!needs_run (engine, error))
    return NULL;

  engine->changes++;
  return dt_kernel_command (engine->run->kernel, command, arguments, error) ? done () : NULL;
}
