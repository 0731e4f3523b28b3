/* dt-engine-run.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-service"

#include "config.h"

#include <string.h>

#include "dt-calendar.h"
#include "dt-error.h"
#include "dt-run-tape.h"

#include "dt-engine-private.h"

/* A run from its start, or from where it was cut off, to its end. */

static void
drop_kernel (DtEngine *engine)
{
  g_clear_pointer (&engine->watch, dt_alert_watch_free);
  g_clear_pointer (&engine->run, dt_run_free);
  dt_engine_index_clear (&engine->index);
  g_clear_pointer (&engine->quotes, g_free);
  g_clear_pointer (&engine->commands, g_ptr_array_unref);
  engine->n_runs++;
}

void
dt_engine_drop_run (DtEngine *engine)
{
  if (engine->feed != NULL)
    dt_feed_stop (DT_FEED (engine->feed));

  g_clear_object (&engine->feed);
  drop_kernel (engine);
  g_clear_pointer (&engine->tape, dt_tape_set_unref);
  g_clear_pointer (&engine->series_ids, g_free);
  g_clear_pointer (&engine->spec, g_free);
  g_clear_pointer (&engine->message, g_free);
  g_clear_pointer (&engine->result, g_free);
  engine->book_id = 0;
  engine->recovered = engine->seeking = FALSE;
  engine->state = DT_ENGINE_IDLE;
  engine->changes++;
}

static void
fail (DtEngine     *engine,
      const GError *error)
{
  g_free (engine->message);
  engine->message = g_strdup (error->message);
  engine->state = DT_ENGINE_FAILED;
  engine->changes++;
}

/* The result is made from the finished run and kept beside it, so that nobody has to run it again
 * to read it. */
static gboolean
close_book (DtEngine    *engine,
            DtRunState   state,
            GError     **error)
{
  g_free (engine->result);
  engine->result = engine->result_class->make (engine->run);
  if (!dt_book_store_finish (engine->books, engine->book_id, state, engine->result, error))
    return FALSE;

  engine->state = DT_ENGINE_FINISHED;
  engine->changes++;
  return TRUE;
}

/* The account as the session finds it. */
static void
begin_day (DtEngine *engine,
           DtTime    time)
{
  DtAccountView view;
  DtSession session;

  dt_kernel_view_account (engine->run->kernel, &view);
  engine->day.equity = dt_kernel_get_equity (engine->run->kernel);
  engine->day.realised = view.realised;
  engine->day.end = dt_calendar_get_session (dt_time_get_new_york_date (time - 1, NULL), &session)
                    ? session.close : time;
}

gboolean
dt_engine_step (DtEngine         *engine,
                const DtInstant  *instant,
                GError          **error)
{
  if (instant->time > engine->day.end)
    begin_day (engine, instant->time);

  engine->changes++;
  if (!dt_run_step (engine->run, instant, error))
    return FALSE;

  dt_engine_alerts_step (engine, instant->time);
  return TRUE;
}

/* One journalled command again. What it was refused for then refuses it now. */
static gboolean
repeat_command (DtEngine                *engine,
                const DtJournalCommand  *command,
                GError                 **error)
{
  g_autoptr(GVariant) arguments = NULL;
  g_autoptr(GError) refusal = NULL;

  if (g_str_equal (command->name, DT_COMMAND_FINISH))
    return dt_run_finish (engine->run, error);

  arguments = g_variant_parse (G_VARIANT_TYPE_VARDICT, command->arguments, NULL, NULL, error);
  if (arguments == NULL)
    return FALSE;

  dt_kernel_command (engine->run->kernel, command->name, arguments, &refusal);
  return TRUE;
}

static gboolean
repeat_commands (DtEngine   *engine,
                 GPtrArray  *commands,
                 guint      *next,
                 guint64     step,
                 GError    **error)
{
  for (; *next < commands->len; (*next)++)
    {
      const DtJournalCommand *command = g_ptr_array_index (commands, *next);

      if (command->step > step)
        break;
      if (!repeat_command (engine, command, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
on_instant (const DtInstant *instant,
            gpointer         data)
{
  DtEngine *engine = data;
  g_autoptr(GError) error = NULL;

  if (!dt_engine_step (engine, instant, &error)
      || (engine->commands != NULL
          && !repeat_commands (engine, engine->commands, &engine->next_command,
                               dt_kernel_get_step (engine->run->kernel), &error)))
    {
      fail (engine, error);
      return FALSE;
    }

  return TRUE;
}

static void
on_end (const GError *feed_error,
        gpointer      data)
{
  DtEngine *engine = data;
  g_autoptr(GError) error = NULL;

  if (feed_error != NULL)
    fail (engine, feed_error);
  else if (engine->state == DT_ENGINE_FAILED || engine->run->finished)
    return;
  else if (!dt_run_finish (engine->run, &error)
           || !close_book (engine, DT_RUN_FINISHED, &error))
    fail (engine, error);
}

/* A run of the tape at hand, before its first instant. */
static gboolean
make_run (DtEngine   *engine,
          DtRunPlan  *plan,
          GError    **error)
{
  const DtTapeSet *tape = engine->tape;

  engine->run = dt_run_new (plan, (const DtInstrument *const *) tape->instruments,
                            tape->n_instruments, tape->lanes, tape->n_lanes, tape->timeframe,
                            tape->from, TRUE, error);
  if (engine->run == NULL)
    return FALSE;

  dt_engine_index_init (&engine->index, tape->n_instruments);
  engine->quotes = g_new0 (DtQuoteTrack, tape->n_instruments);
  engine->day = (DtEngineDay) { G_MININT64, plan->spec->cash, 0 };
  engine->n_runs++;
  dt_kernel_log_notes (engine->run->kernel, tape->notes);
  return TRUE;
}

static gboolean
is_series (const DtSeriesInfo *info,
           const DtBarSeries  *series)
{
  const DtSeriesIdentity *a = &info->identity, *b = &series->identity;

  return info->timeframe == series->timeframe && g_str_equal (info->symbol, series->symbol)
         && a->adjustment == b->adjustment && a->as_of == b->as_of && a->session == b->session
         && g_strcmp0 (a->source, b->source) == 0;
}

/* Where charts find the bars of the run; files have no ids. */
static gboolean
find_series (DtEngine         *engine,
             const DtRunSpec  *spec,
             GError          **error)
{
  g_autoptr(GPtrArray) stored = NULL;

  engine->series_ids = g_new0 (gint64, engine->tape->n_instruments);
  if (spec->csv != NULL)
    return TRUE;
  if (!(stored = dt_market_store_list_series (engine->market, error)))
    return FALSE;

  /* Both are sorted by symbol, the lanes by instrument and so by symbol too */
  for (guint i = 0, from = 0; i < engine->tape->n_lanes; i++)
    {
      const DtLane *lane = &engine->tape->lanes[i];
      const char *symbol = lane->series->symbol;

      while (from < stored->len
             && strcmp (((DtSeriesInfo *) g_ptr_array_index (stored, from))->symbol, symbol) < 0)
        from++;
      for (guint j = from; j < stored->len; j++)
        {
          const DtSeriesInfo *info = g_ptr_array_index (stored, j);

          if (!g_str_equal (info->symbol, symbol))
            break;
          if (lane->role == DT_LANE_BASE && is_series (info, lane->series))
            engine->series_ids[lane->instrument] = info->id;
        }
    }

  return TRUE;
}

static gboolean
load (DtEngine         *engine,
      const DtRunSpec  *spec,
      GError          **error)
{
  g_autoptr(DtRunPlan) plan = dt_run_plan_new (spec, error);

  if (plan == NULL || !dt_run_plan_check_replay (plan, error))
    return FALSE;

  engine->tape = dt_run_plan_load_tape (plan, engine->market, NULL, error);
  if (engine->tape == NULL)
    return FALSE;

  return find_series (engine, spec, error) && make_run (engine, plan, error);
}

static DtLaneReader *
open_reader (DtEngine *engine)
{
  DtLaneReader *reader = dt_lane_reader_new (engine->tape->lanes, engine->tape->n_lanes);

  engine->total = dt_lane_reader_count (reader);
  engine->first = engine->last = DT_TIME_NONE;
  for (guint i = 0; i < engine->tape->n_lanes; i++)
    {
      const DtBarSeries *series = engine->tape->lanes[i].series;

      if (series->n_bars == 0)
        continue;
      engine->first = engine->first == DT_TIME_NONE ? series->known[0]
                                                    : MIN (engine->first, series->known[0]);
      engine->last = MAX (engine->last, series->known[series->n_bars - 1]);
    }
  if (engine->first != DT_TIME_NONE)
    engine->first = MAX (engine->first, engine->tape->from);

  return reader;
}

static char **
list_symbols (const DtTapeSet *tape)
{
  char **symbols = g_new0 (char *, tape->n_instruments + 1);

  for (guint i = 0; i < tape->n_instruments; i++)
    symbols[i] = g_strdup (tape->instruments[i]->symbol);

  return symbols;
}

static gboolean
attach_sink (DtEngine  *engine,
             GError   **error)
{
  g_autoptr(DtJournalSink) sink = dt_book_store_open_sink (engine->books, engine->book_id, error);

  if (sink == NULL)
    return FALSE;

  dt_kernel_set_sink (engine->run->kernel, sink);
  dt_kernel_set_emergency (engine->run->kernel, engine->emergency, engine->book_id);
  return TRUE;
}

static void
start_feed (DtEngine     *engine,
            DtLaneReader *reader,
            double        speed)
{
  engine->feed = dt_replay_feed_new (reader, speed);
  dt_replay_feed_set_warm_up (engine->feed, engine->tape->from);
  engine->state = speed > 0. ? DT_ENGINE_PLAYING : DT_ENGINE_PAUSED;
  engine->speed = speed > 0. ? speed : DT_ENGINE_SPEED;
  engine->changes++;
  dt_feed_start (DT_FEED (engine->feed), on_instant, on_end, engine);
}

static DtBookMode
find_mode (const DtRunSpec *spec)
{
  if (g_strcmp0 (spec->mode, "live") == 0)
    return DT_BOOK_LIVE;

  return g_strcmp0 (spec->mode, "paper") == 0 ? DT_BOOK_PAPER : DT_BOOK_REPLAY;
}

static gboolean
create_book (DtEngine    *engine,
             const char  *spec,
             gint64       parent,
             GError     **error)
{
  g_auto(GStrv) symbols = list_symbols (engine->tape);
  DtBookInfo info = {
    .mode = find_mode (engine->run->plan->spec),
    .account = (char *) "demo",
    .parent = parent,
    .started = g_get_real_time () * 1000,
    .state = DT_RUN_RUNNING,
    .spec = (char *) spec,
    .tape_hash = engine->tape->hash,
  };

  engine->book_id = dt_book_store_create (engine->books, &info,
                                          (const char *const *) symbols, error);
  return engine->book_id != 0;
}

/**
 * dt_engine_start_run:
 * @spec: JSON of a #DtRunSpec
 * @speed: of the replay; 0 starts paused
 *
 * Opens a book and begins to play. %DT_RUN_ERROR_BUSY while another run is not finished.
 */
gboolean
dt_engine_start_run (DtEngine    *engine,
                     const char  *spec,
                     double       speed,
                     GError     **error)
{
  g_autoptr(DtRunSpec) parsed = NULL;

  if (engine->state == DT_ENGINE_PLAYING || engine->state == DT_ENGINE_PAUSED)
    {
      g_set_error (error, DT_RUN_ERROR, DT_RUN_ERROR_BUSY,
                   "Run %" G_GINT64_FORMAT " is going on in this data directory; stop it first",
                   engine->book_id);
      return FALSE;
    }

  dt_engine_drop_run (engine);
  if (!(parsed = dt_run_spec_from_json (spec, error))
      || !load (engine, parsed, error)
      || !create_book (engine, spec, 0, error)
      || !attach_sink (engine, error))
    {
      dt_engine_drop_run (engine);
      return FALSE;
    }

  engine->spec = g_strdup (spec);
  start_feed (engine, open_reader (engine), MIN (speed, DT_REPLAY_SPEED_MAX));
  return TRUE;
}

/* Steps the run to where its journal ends, in memory. */
static gboolean
step_again (DtEngine          *engine,
            const DtBookInfo  *info,
            DtLaneReader      *reader,
            GError           **error)
{
  g_autoptr(GPtrArray) commands = dt_book_store_load_commands (engine->books, info->id, error);
  DtInstant instant;
  guint next = 0;

  if (commands == NULL || !repeat_commands (engine, commands, &next, 0, error))
    return FALSE;

  for (guint64 step = 1; step <= info->step; step++)
    {
      if (!dt_lane_reader_next (reader, &instant))
        {
          g_set_error (error, DT_RUN_ERROR, DT_RUN_ERROR_DIVERGED,
                       "The interrupted run %" G_GINT64_FORMAT " cannot go on: its data end before "
                       "its journal does", info->id);
          return FALSE;
        }
      if (!dt_engine_step (engine, &instant, error)
          || !repeat_commands (engine, commands, &next, step, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
compare (const DtBook  *stored,
         const DtBook  *stepped,
         GError       **error)
{
  guint64 row = 0;
  const char *what = dt_book_compare (stored, stepped, &row);

  if (what == NULL)
    return TRUE;

  g_set_error (error, DT_RUN_ERROR, DT_RUN_ERROR_DIVERGED,
               "The interrupted run cannot go on: %s %" G_GUINT64_FORMAT " of its journal is not "
               "what its recorded settings and data give. Nothing was changed; start a new run, "
               "and look at this one with \"book show\"", what, row);
  return FALSE;
}

static gboolean
verify (DtEngine          *engine,
        const DtBookInfo  *info,
        GError           **error)
{
  g_autoptr(DtBook) stored = dt_book_store_load (engine->books, info->id, error);

  if (stored == NULL)
    return FALSE;

  /* Cut off before its first batch, which writes the deposit: nothing to compare yet */
  if (info->step == 0 && stored->ledger->len == 0)
    return TRUE;

  return compare (stored, dt_kernel_get_book (engine->run->kernel), error)
         && dt_book_verify (dt_kernel_get_book (engine->run->kernel), error);
}

static gboolean
take_up (DtEngine          *engine,
         const DtBookInfo  *info,
         GError           **error)
{
  g_autoptr(DtRunSpec) spec = dt_run_spec_from_json (info->spec, error);
  g_autoptr(DtLaneReader) reader = NULL;

  if (spec == NULL || !load (engine, spec, error))
    return FALSE;

  if (g_strcmp0 (engine->tape->hash, info->tape_hash) != 0)
    {
      g_set_error (error, DT_RUN_ERROR, DT_RUN_ERROR_DIVERGED,
                   "The interrupted run %" G_GINT64_FORMAT " cannot go on: its market data were "
                   "changed since it started", info->id);
      return FALSE;
    }

  engine->book_id = info->id;
  reader = open_reader (engine);
  if (!step_again (engine, info, reader, error)
      || !verify (engine, info, error)
      || !attach_sink (engine, error))
    return FALSE;

  engine->recovered = TRUE;
  engine->spec = g_strdup (info->spec);
  if (engine->run->finished)
    return close_book (engine, DT_RUN_FINISHED, error);

  start_feed (engine, g_steal_pointer (&reader), DT_REPLAY_SPEED_PAUSED);
  return TRUE;
}

/* What left while the journal could not be written. A replay steps again from its journal's end, so
 * it only has to be said; a broker outside would be asked about each. */
static gboolean
read_emergency (DtEngine  *engine,
                guint     *n_records,
                GError   **error)
{
  g_autoptr(GArray) records = dt_emergency_journal_read (engine->emergency, error);

  if (records == NULL)
    return FALSE;

  *n_records = records->len;
  return records->len == 0 || dt_emergency_journal_clear (engine->emergency, error);
}

/**
 * dt_engine_recover:
 *
 * Reads the emergency file, then takes up the newest run that was cut off, if there is one: it
 * waits, paused, where its journal ends. A run that cannot go on leaves the engine in
 * %DT_ENGINE_FAILED with the reason, its book untouched.
 *
 * Returns: %FALSE when the books cannot be read
 */
gboolean
dt_engine_recover (DtEngine  *engine,
                   GError   **error)
{
  g_autoptr(GPtrArray) books = NULL;
  guint n_emergencies;

  if (!read_emergency (engine, &n_emergencies, error)
      || !(books = dt_book_store_list (engine->books, error)))
    return FALSE;

  for (guint i = 0; i < books->len; i++)
    {
      const DtBookInfo *info = g_ptr_array_index (books, i);
      g_autoptr(GError) reason = NULL;

      if (info->mode == DT_BOOK_BACKTEST || info->state != DT_RUN_RUNNING)
        continue;
      if (!take_up (engine, info, &reason))
        {
          dt_engine_drop_run (engine);
          engine->book_id = info->id;
          engine->spec = g_strdup (info->spec);
          fail (engine, reason);
        }
      else if (n_emergencies > 0)
        engine->message = g_strdup_printf ("The journal of run %" G_GINT64_FORMAT " could not be "
                                           "written; %u cancels and exits left without it. The "
                                           "run goes on from its last journalled step",
                                           info->id, n_emergencies);
      break;
    }

  return TRUE;
}

/* Ends the run where it is, as its spec says for the end; it does not go on. */
gboolean
dt_engine_stop_run (DtEngine  *engine,
                    GError   **error)
{
  if (engine->run == NULL)
    {
      /* One that could not be recovered is given up, its records stay */
      if (engine->state != DT_ENGINE_FAILED || engine->book_id == 0)
        {
          g_set_error_literal (error, DT_RUN_ERROR, DT_RUN_ERROR_SPEC, "There is no run to stop");
          return FALSE;
        }
      if (!dt_book_store_finish (engine->books, engine->book_id, DT_RUN_STOPPED, NULL, error))
        return FALSE;
      dt_engine_drop_run (engine);
      return TRUE;
    }

  if (engine->run->finished)
    return TRUE;

  dt_feed_stop (DT_FEED (engine->feed));
  return dt_run_finish (engine->run, error) && close_book (engine, DT_RUN_STOPPED, error);
}

void
dt_engine_set_speed (DtEngine *engine,
                     double    speed)
{
  if (engine->feed == NULL || engine->run->finished)
    return;

  /* Infinite is as fast as possible too */
  speed = MIN (speed, DT_REPLAY_SPEED_MAX);
  if (speed > 0.)
    {
      engine->speed = speed;
      engine->recovered = FALSE;
    }
  engine->state = speed > 0. ? DT_ENGINE_PLAYING : DT_ENGINE_PAUSED;
  engine->seeking = FALSE;
  engine->changes++;
  dt_replay_feed_set_speed (engine->feed, speed);
}

/* The pace from now on if it plays; of the next play if it is paused or on its way to a time. */
void
dt_engine_choose_speed (DtEngine *engine,
                        double    speed)
{
  if (engine->state == DT_ENGINE_PLAYING && !engine->seeking)
    dt_engine_set_speed (engine, speed);
  else
    engine->speed = MIN (speed, DT_REPLAY_SPEED_MAX);
  engine->changes++;
}

/* It plays, as everybody can see, until it is there. */
void
dt_engine_play_until (DtEngine *engine,
                      DtTime    time)
{
  dt_engine_set_speed (engine, DT_REPLAY_SPEED_PAUSED);
  dt_replay_feed_play_until (engine->feed, time);
  engine->state = DT_ENGINE_PLAYING;
  engine->seeking = TRUE;
  engine->recovered = FALSE;
}

void
dt_engine_settle (DtEngine *engine)
{
  if (!engine->seeking || engine->state != DT_ENGINE_PLAYING
      || dt_replay_feed_get_until (engine->feed) != DT_TIME_NONE)
    return;

  engine->seeking = FALSE;
  engine->state = DT_ENGINE_PAUSED;
  engine->changes++;
}

/* The commands of a run up to a time; the end of the run is none of them. */
static GPtrArray *
load_commands_until (DtEngine  *engine,
                     DtTime     time,
                     GError   **error)
{
  g_autoptr(GPtrArray) commands = dt_book_store_load_commands (engine->books, engine->book_id,
                                                               error);
  guint n = 0;

  if (commands == NULL)
    return NULL;

  while (n < commands->len)
    {
      const DtJournalCommand *command = g_ptr_array_index (commands, n);

      if (command->time > time || g_str_equal (command->name, DT_COMMAND_FINISH))
        break;
      n++;
    }
  if (n < commands->len)
    g_ptr_array_remove_range (commands, n, commands->len - n);

  return g_steal_pointer (&commands);
}

/* The same tape and spec in a new book, before its first instant. */
static gboolean
begin_again (DtEngine   *engine,
             GPtrArray  *commands,
             GError    **error)
{
  g_autoptr(DtRunPlan) plan = dt_run_plan_ref (engine->run->plan);
  gint64 parent = engine->book_id;

  if (!engine->run->finished
      && !dt_book_store_finish (engine->books, engine->book_id, DT_RUN_STOPPED, NULL, error))
    return FALSE;

  dt_feed_stop (DT_FEED (engine->feed));
  g_clear_object (&engine->feed);
  drop_kernel (engine);
  g_clear_pointer (&engine->message, g_free);
  g_clear_pointer (&engine->result, g_free);
  if (!make_run (engine, plan, error)
      || !create_book (engine, engine->spec, parent, error)
      || !attach_sink (engine, error))
    return FALSE;

  engine->commands = g_ptr_array_ref (commands);
  engine->next_command = 0;
  return repeat_commands (engine, engine->commands, &engine->next_command, 0, error);
}

/**
 * dt_engine_rewind:
 * @time: of the market
 *
 * A time ahead of the clock is played up to. For one that is past nothing is taken back: the book
 * is closed as stopped, and a new one, its child, is played from the start, with the same spec, the
 * same tape and the commands that the old one had up to @time, each after the same instant; there
 * it pauses. An engine that is cut off on the way takes the child up where it was.
 */
gboolean
dt_engine_rewind (DtEngine  *engine,
                  DtTime     time,
                  GError   **error)
{
  g_autoptr(GPtrArray) commands = NULL;
  g_autoptr(GError) reason = NULL;
  double speed = engine->speed;

  if (engine->run == NULL || engine->state == DT_ENGINE_FAILED)
    return dt_refuse (error, DT_RUN_ERROR, DT_RUN_ERROR_SPEC, "There is no run to rewind");
  if (time >= dt_kernel_get_time (engine->run->kernel) && engine->run->finished)
    return dt_refuse (error, DT_RUN_ERROR, DT_RUN_ERROR_SPEC,
                      "The run has ended; only a time before its end can be gone back to");
  if (time >= dt_kernel_get_time (engine->run->kernel))
    {
      dt_engine_play_until (engine, time);
      return TRUE;
    }

  if (!(commands = load_commands_until (engine, time, error)))
    return FALSE;
  if (!begin_again (engine, commands, &reason))
    {
      dt_engine_drop_run (engine);
      fail (engine, reason);
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  dt_engine_alerts_rewound (engine, time);
  start_feed (engine, open_reader (engine), DT_REPLAY_SPEED_PAUSED);
  engine->speed = speed;
  dt_engine_play_until (engine, time);
  return TRUE;
}
