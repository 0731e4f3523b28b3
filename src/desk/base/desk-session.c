/* desk-session.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-base"

#include "config.h"

#include "dt-command.h"
#include "dt-engine-backend.h"
#include "dt-replay-feed.h"
#include "dt-run-preset.h"

#include "desk-session-private.h"

/* How often to look whether an own engine still runs: it says nothing when another process ends
 * it. */
#define WATCH_SECONDS 1

#define DEMO_CASH     DT_DOLLARS (100000)

enum
{
  PROP_0,
  PROP_STATE,
  PROP_PROGRESS,
  PROP_SYMBOL,
  N_PROPS
};

enum
{
  CLOCK_CHANGED,
  ACCOUNT_CHANGED,
  TAPE_CHANGED,
  EQUITY_CHANGED,
  REGIME_CHANGED,
  ALERTS_CHANGED,
  TROUBLE,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskSession, desk_session, G_TYPE_OBJECT)

static void
set_state (DeskSession      *self,
           DeskSessionState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

static void
set_progress (DeskSession *self,
              double       progress)
{
  if (self->progress == progress)
    return;

  self->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROGRESS]);
}

static void
tell_trouble (DeskSession *self,
              const char  *title,
              const char  *text)
{
  g_signal_emit (self, signals[TROUBLE], 0, title, text);
}

void
desk_session_tell_clock (DeskSession *self)
{
  g_signal_emit (self, signals[CLOCK_CHANGED], 0);
}

void
desk_session_tell_equity (DeskSession *self)
{
  g_signal_emit (self, signals[EQUITY_CHANGED], 0);
}

/* Snapshots. */

static const char *const part_names[DESK_N_PARTS] = {
  "clock", "tape", "account", "positions", "orders", "quotes", "activity", "regime",
  "alerts",
};

static int
find_part (const char *name)
{
  for (int i = 0; i < DESK_N_PARTS; i++)
    if (g_str_equal (name, part_names[i]))
      return i;

  return -1;
}

/* The parts that differ from those that were taken before; one that is gone differs and is NULL. */
static void
sort_parts (DeskSession *self,
            GVariant    *snapshot,
            GVariant    *values[DESK_N_PARTS],
            gboolean     differs[DESK_N_PARTS])
{
  gboolean found[DESK_N_PARTS] = { FALSE };

  for (gsize i = 0; i < g_variant_n_children (snapshot); i++)
    {
      const char *name;
      guint64 version;
      int part;

      dt_snapshot_get_part (snapshot, i, &name, &version, NULL);
      part = find_part (name);
      if (part < 0 || found[part])
        continue;

      found[part] = TRUE;
      differs[part] = !self->seen[part] || self->version[part] != version;
      self->version[part] = version;
      if (differs[part])
        dt_snapshot_get_part (snapshot, i, &name, &version, &values[part]);
    }
  for (guint i = 0; i < DESK_N_PARTS; i++)
    {
      differs[i] |= self->seen[i] && !found[i];
      self->seen[i] = found[i];
    }
}

/* Returns whether the run is another one. */
static gboolean
take_clock (DeskSession *self,
            GVariant    *part)
{
  gint64 book = self->clock.book;
  guint64 step = self->clock.step;

  desk_clock_read (&self->clock, part);
  self->pages.equity_stale |= self->clock.step != step;
  if (self->clock.book == book)
    {
      desk_asked_keep (self);
      return FALSE;
    }

  desk_asked_reset (self);
  self->pages.equity_stale = TRUE;
  desk_pages_reset (self);
  return TRUE;
}

static void
choose_symbol (DeskSession *self)
{
  GPtrArray *tape = self->rows.tape;

  if (tape->len == 0
      || (self->symbol != NULL && g_hash_table_contains (self->rows.quote_of, self->symbol)))
    return;

  desk_session_set_symbol (self, desk_quote_get_state (tape->pdata[0])->symbol);
  self->symbol_chosen = FALSE;
}

static void
take_parts (DeskSession *self,
            GVariant    *values[DESK_N_PARTS],
            gboolean     differs[DESK_N_PARTS])
{
  if (differs[DESK_PART_TAPE])
    {
      desk_tape_read (&self->tape, values[DESK_PART_TAPE]);
      desk_rows_read_tape (&self->rows, values[DESK_PART_TAPE]);
    }
  if (differs[DESK_PART_ACCOUNT])
    desk_account_read (&self->account, values[DESK_PART_ACCOUNT]);
  if (differs[DESK_PART_POSITIONS])
    desk_rows_read_positions (&self->rows, values[DESK_PART_POSITIONS]);
  if (differs[DESK_PART_ORDERS])
    desk_rows_read_orders (&self->rows, values[DESK_PART_ORDERS]);
  if (differs[DESK_PART_QUOTES])
    desk_rows_read_quotes (&self->rows, values[DESK_PART_QUOTES]);
  if (differs[DESK_PART_ACTIVITY])
    desk_pages_take_tail (self, values[DESK_PART_ACTIVITY]);
  if (differs[DESK_PART_REGIME])
    desk_regime_read (&self->regime, values[DESK_PART_REGIME]);
  if (differs[DESK_PART_ALERTS])
    {
      g_clear_pointer (&self->alerts, g_variant_unref);
      if (values[DESK_PART_ALERTS] != NULL
          && g_variant_is_of_type (values[DESK_PART_ALERTS], G_VARIANT_TYPE_VARDICT))
        self->alerts = g_variant_ref (values[DESK_PART_ALERTS]);
    }
}

/* Parts that did not change with the book or the tape still have to be read again for it. */
static void
add_dependent_parts (DeskSession *self,
                     GVariant    *snapshot,
                     gboolean     new_book,
                     GVariant    *values[DESK_N_PARTS],
                     gboolean     differs[DESK_N_PARTS])
{
  gboolean wanted[DESK_N_PARTS] = { FALSE };

  wanted[DESK_PART_ACTIVITY] = new_book && !differs[DESK_PART_ACTIVITY];
  wanted[DESK_PART_QUOTES] = differs[DESK_PART_TAPE] && !differs[DESK_PART_QUOTES];
  for (guint i = 0; i < DESK_N_PARTS; i++)
    if (wanted[i])
      {
        g_autoptr(GVariant) pair = g_variant_lookup_value (snapshot, part_names[i],
                                                           G_VARIANT_TYPE ("(tv)"));

        differs[i] = TRUE;
        if (pair != NULL)
          g_variant_get (pair, "(tv)", NULL, &values[i]);
      }
}

static void
tell_changes (DeskSession    *self,
              const gboolean  differs[DESK_N_PARTS],
              gboolean        new_book)
{
  if (differs[DESK_PART_TAPE])
    {
      choose_symbol (self);
      g_signal_emit (self, signals[TAPE_CHANGED], 0);
    }
  if (differs[DESK_PART_CLOCK])
    desk_session_tell_clock (self);
  if (differs[DESK_PART_ACCOUNT])
    g_signal_emit (self, signals[ACCOUNT_CHANGED], 0);
  if (differs[DESK_PART_REGIME])
    g_signal_emit (self, signals[REGIME_CHANGED], 0);
  if (differs[DESK_PART_ALERTS])
    g_signal_emit (self, signals[ALERTS_CHANGED], 0);
  if (new_book)
    desk_session_tell_equity (self);
}

static void
take_snapshot (DeskSession *self,
               GVariant    *snapshot)
{
  GVariant *values[DESK_N_PARTS] = { NULL };
  gboolean differs[DESK_N_PARTS] = { FALSE };
  gboolean new_book = FALSE;

  sort_parts (self, snapshot, values, differs);
  if (differs[DESK_PART_CLOCK])
    new_book = take_clock (self, values[DESK_PART_CLOCK]);
  add_dependent_parts (self, snapshot, new_book, values, differs);
  take_parts (self, values, differs);
  for (guint i = 0; i < DESK_N_PARTS; i++)
    g_clear_pointer (&values[i], g_variant_unref);

  tell_changes (self, differs, new_book);
  desk_pages_pump (self);
}

static void
become_ready (DeskSession *self)
{
  g_autoptr(GError) trouble = g_steal_pointer (&self->trouble);

  set_state (self, DESK_SESSION_READY);
  if (trouble != NULL)
    {
      g_autofree char *text = NULL;

      text = g_strdup_printf ("%s. Prices of your own can be imported with “daytrader-cli import "
                              "csv”.", trouble->message);
      tell_trouble (self, "No Demo Market", text);
    }
}

static void
on_port_changed (DtEnginePort *port,
                 DeskSession  *session)
{
  g_autoptr(DeskSession) self = g_object_ref (session);
  g_autoptr(GVariant) snapshot = dt_engine_port_dup_snapshot (port);

  if (snapshot == NULL)
    return;

  take_snapshot (self, snapshot);
  if (self->port == port && self->state == DESK_SESSION_OPENING)
    become_ready (self);
}

/* The engine. */

static gboolean
do_nothing (gpointer data)
{
  return G_SOURCE_REMOVE;
}

/* The port goes now, the engine on the worker: closing databases may take a moment. */
static void
release_engine (DeskSession *self)
{
  g_clear_pointer (&self->opening, desk_opening_abandon);
  g_clear_handle_id (&self->watch, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  desk_pages_stop (self);
  desk_asked_reset (self);
  if (self->port != NULL)
    g_signal_handlers_disconnect_by_data (self->port, self);
  self->port = NULL;
  if (self->host != NULL)
    {
      DtEngineHost *host = g_steal_pointer (&self->host);

      dt_engine_host_disconnect (host);
      dt_worker_invoke (self->worker, do_nothing, host, (GDestroyNotify) dt_engine_host_free);
    }
}

static void
lose_engine (DeskSession *self)
{
  release_engine (self);
  g_clear_error (&self->error);
  self->error = g_error_new (DT_PORT_ERROR, DT_PORT_ERROR_CLOSED,
                             "The engine of %s has ended. What it did until then is in the books; "
                             "an unfinished run is taken up when it is opened again",
                             self->data_dir);
  set_state (self, DESK_SESSION_LOST);
}

static void
on_port_closed (DtEnginePort *port,
                DeskSession  *session)
{
  g_autoptr(DeskSession) self = g_object_ref (session);

  lose_engine (self);
}

static gboolean
look_after_engine (gpointer data)
{
  g_autoptr(DeskSession) self = g_object_ref (data);

  if (dt_engine_host_is_running (self->host))
    return G_SOURCE_CONTINUE;

  self->watch = 0;
  lose_engine (self);
  return G_SOURCE_REMOVE;
}

static void
on_progress (DeskSession *self,
             gboolean     importing,
             double       fraction)
{
  set_state (self, importing ? DESK_SESSION_IMPORTING : DESK_SESSION_OPENING);
  set_progress (self, fraction);
}

static void
on_opened (DeskSession  *session,
           DtEngineHost *host,
           const GError *error,
           const GError *trouble)
{
  g_autoptr(DeskSession) self = g_object_ref (session);

  self->opening = NULL;
  if (host == NULL)
    {
      self->error = g_error_copy (error);
      set_state (self, DESK_SESSION_FAILED);
      return;
    }

  self->trouble = trouble != NULL ? g_error_copy (trouble) : NULL;
  self->host = host;
  dt_engine_host_connect (host);
  self->port = dt_engine_host_get_port (host);
  self->cancellable = g_cancellable_new ();
  g_signal_connect (self->port, "changed", G_CALLBACK (on_port_changed), self);
  g_signal_connect (self->port, "closed", G_CALLBACK (on_port_closed), self);
  if (dt_engine_host_is_own (host))
    self->watch = g_timeout_add_seconds (WATCH_SECONDS, look_after_engine, self);
  set_state (self, DESK_SESSION_OPENING);
}

static const DeskOpeningClass opening_class = { on_progress, on_opened };

void
desk_session_open (DeskSession *self)
{
  g_return_if_fail (DESK_IS_SESSION (self));
  g_return_if_fail (self->state == DESK_SESSION_CLOSED || self->state == DESK_SESSION_FAILED
                    || self->state == DESK_SESSION_LOST);

  g_clear_error (&self->error);
  g_clear_error (&self->trouble);
  for (guint i = 0; i < DESK_N_PARTS; i++)
    self->seen[i] = FALSE;
  /* Books are numbered a directory each, and this one may not be what it was: nothing is taken for
   * known */
  self->clock.book = 0;
  desk_pages_reset (self);
  if (self->worker == NULL)
    self->worker = dt_worker_new ("desk-session");
  self->opening = desk_opening_start (self, &opening_class, self->data_dir, self->worker);
  set_progress (self, 0.);
  set_state (self, DESK_SESSION_OPENING);
  desk_session_tell_equity (self);
}

void
desk_session_close (DeskSession *self)
{
  g_return_if_fail (DESK_IS_SESSION (self));

  release_engine (self);
  g_clear_error (&self->error);
  set_state (self, DESK_SESSION_CLOSED);
}

/**
 * desk_session_wait_closed:
 *
 * After desk_session_close(): returns when the engine has ended and its books are closed. For the
 * end of the program.
 */
void
desk_session_wait_closed (DeskSession *self)
{
  g_return_if_fail (DESK_IS_SESSION (self));
  g_return_if_fail (self->host == NULL && self->opening == NULL);

  if (self->worker != NULL)
    dt_worker_stop (self->worker);
  g_clear_object (&self->worker);
}

/* Commands. */

static void
on_executed (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  GVariant *answer = dt_engine_port_execute_finish (DT_ENGINE_PORT (source), result, &error);

  desk_asked_answered (DESK_SESSION (g_task_get_source_object (task)),
                       GPOINTER_TO_UINT (g_task_get_task_data (task)), answer == NULL);
  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) g_variant_unref);
  else
    g_task_return_error (task, error);
}

/* Errors are those of the command, %DT_PORT_ERROR_CLOSED while there is no engine. */
void
desk_session_call_async (DeskSession         *self,
                         const char          *command,
                         GVariant            *arguments,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GVariant) owned = NULL;

  g_return_if_fail (DESK_IS_SESSION (self));
  g_return_if_fail (command != NULL);

  owned = g_variant_ref_sink (arguments != NULL ? arguments : g_variant_new ("a{sv}", NULL));
  task = g_task_new (self, cancellable, callback, user_data);
  if (self->port == NULL)
    g_task_return_new_error (task, DT_PORT_ERROR, DT_PORT_ERROR_CLOSED,
                             "The engine is not running, so “%s” cannot be done", command);
  else
    {
      g_task_set_task_data (task, GUINT_TO_POINTER (desk_asked_begin (self, command, owned)), NULL);
      dt_engine_port_execute_async (self->port, command, owned, cancellable, on_executed,
                                    g_steal_pointer (&task));
      desk_asked_show (self);
    }
}

GVariant *
desk_session_call_finish (DeskSession   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static char *
make_title (const char *command)
{
  const DtCommand *row = dt_command_find (command);

  return g_strdup_printf ("“%s” Was Not Done", row != NULL ? row->title : command);
}

static void
on_done (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autofree char *command = data;
  g_autofree char *title = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = NULL;

  answer = desk_session_call_finish (DESK_SESSION (source), result, &error);
  if (answer != NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  title = make_title (command);
  tell_trouble (DESK_SESSION (source), title, error->message);
}

void
desk_session_do (DeskSession *self,
                 const char  *command,
                 GVariant    *arguments)
{
  desk_session_call_async (self, command, arguments, NULL, on_done, g_strdup (command));
}

static char *
make_spec (const char  *universe,
           const char  *strategy,
           GError     **error)
{
  g_autoptr(DtRunSpec) spec = NULL;
  g_autofree char *path = dt_strategy_find (strategy);

  if (path == NULL)
    {
      g_set_error (error, DT_RUN_ERROR, DT_RUN_ERROR_SPEC,
                   "The strategy “%s” is not among those that come with the program", strategy);
      return NULL;
    }

  spec = dt_run_preset_new (universe, path, "default", DEMO_CASH, error);
  return spec != NULL ? dt_run_spec_to_json (spec) : NULL;
}

void
desk_session_start_run (DeskSession *self,
                        const char  *spec,
                        double       speed)
{
  GVariantDict dict;

  g_return_if_fail (DESK_IS_SESSION (self));
  g_return_if_fail (spec != NULL);

  /* Commands are done in order; that there was nothing to stop is no trouble */
  desk_session_call_async (self, "run.stop", NULL, NULL, NULL, NULL);
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "spec", "s", spec);
  g_variant_dict_insert (&dict, "speed", "d", MIN (speed, DT_REPLAY_SPEED_MAX));
  desk_session_do (self, "run.start", g_variant_dict_end (&dict));
}

void
desk_session_start_demo (DeskSession *self,
                         const char  *universe,
                         const char  *strategy,
                         double       speed)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *spec = NULL;

  g_return_if_fail (DESK_IS_SESSION (self));
  g_return_if_fail (universe != NULL && strategy != NULL);

  spec = make_spec (universe, strategy, &error);
  if (spec == NULL)
    {
      tell_trouble (self, "The Replay Cannot Start", error->message);
      return;
    }

  desk_session_start_run (self, spec, speed);
}

/* What there is to read. */

const char *
desk_session_get_data_dir (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return self->data_dir;
}

DeskSessionState
desk_session_get_state (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), DESK_SESSION_CLOSED);

  return self->state;
}

double
desk_session_get_progress (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), 0.);

  return self->progress;
}

const GError *
desk_session_get_error (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return self->error;
}

gboolean
desk_session_is_own (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), FALSE);

  return self->host != NULL && dt_engine_host_is_own (self->host);
}

const DeskClock *
desk_session_get_clock (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return &self->clock;
}

const DeskAccount *
desk_session_get_account (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return &self->account;
}

const DeskTape *
desk_session_get_tape (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return &self->tape;
}

const DeskEquity *
desk_session_get_equity (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return &self->pages.line;
}

GVariant *
desk_session_get_alerts (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return self->alerts;
}

const DeskRegime *
desk_session_get_regime (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return &self->regime;
}

GListModel *
desk_session_get_positions (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return G_LIST_MODEL (self->rows.positions);
}

GListModel *
desk_session_get_orders (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return G_LIST_MODEL (self->rows.orders);
}

GListModel *
desk_session_get_quotes (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return G_LIST_MODEL (self->rows.quotes);
}

GListModel *
desk_session_get_activity (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return G_LIST_MODEL (self->pages.notes);
}

DeskBars *
desk_session_get_bars (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return self->bars;
}

gpointer
desk_session_find_quote (DeskSession *self,
                         const char  *symbol)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return symbol != NULL ? g_hash_table_lookup (self->rows.quote_of, symbol) : NULL;
}

gpointer
desk_session_find_position (DeskSession *self,
                            const char  *symbol)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return symbol != NULL ? g_hash_table_lookup (self->rows.position_of, symbol) : NULL;
}

const char *
desk_session_get_symbol (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  return self->symbol;
}

gboolean
desk_session_has_chosen_symbol (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), FALSE);

  return self->symbol_chosen;
}

void
desk_session_set_symbol (DeskSession *self,
                         const char  *symbol)
{
  g_return_if_fail (DESK_IS_SESSION (self));

  self->symbol_chosen = TRUE;
  if (g_strcmp0 (self->symbol, symbol) == 0)
    return;

  g_free (self->symbol);
  self->symbol = g_strdup (symbol);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SYMBOL]);
}

static void
desk_session_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  DeskSession *self = DESK_SESSION (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_SYMBOL:
      g_value_set_string (value, self->symbol);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
desk_session_set_property (GObject      *object,
                           guint         id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  if (id == PROP_SYMBOL)
    desk_session_set_symbol (DESK_SESSION (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
desk_session_dispose (GObject *object)
{
  DeskSession *self = DESK_SESSION (object);

  release_engine (self);
  desk_session_wait_closed (self);
  g_clear_object (&self->bars);

  G_OBJECT_CLASS (desk_session_parent_class)->dispose (object);
}

static void
desk_session_finalize (GObject *object)
{
  DeskSession *self = DESK_SESSION (object);

  desk_pages_clear (&self->pages);
  desk_rows_clear (&self->rows);
  desk_clock_clear (&self->clock);
  g_free (self->clock.mode);
  desk_account_clear (&self->account);
  g_free (self->account.breaker_reason);
  g_free (self->tape.universe);
  g_free (self->tape.timeframe);
  g_strfreev (self->tape.strategies);
  desk_regime_free (&self->regime);
  g_clear_pointer (&self->alerts, g_variant_unref);
  g_clear_error (&self->error);
  g_clear_error (&self->trouble);
  g_free (self->symbol);
  g_free (self->data_dir);

  G_OBJECT_CLASS (desk_session_parent_class)->finalize (object);
}

static void
desk_session_class_init (DeskSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = desk_session_get_property;
  object_class->set_property = desk_session_set_property;
  object_class->dispose = desk_session_dispose;
  object_class->finalize = desk_session_finalize;

  props[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, DESK_SESSION_LOST,
                                         DESK_SESSION_CLOSED,
                                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                         | G_PARAM_STATIC_STRINGS);
  props[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0., 1., 0.,
                                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                              | G_PARAM_STATIC_STRINGS);
  props[PROP_SYMBOL] = g_param_spec_string ("symbol", NULL, NULL, NULL,
                                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                            | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[CLOCK_CHANGED] = g_signal_new ("clock-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 0);
  signals[ACCOUNT_CHANGED] = g_signal_new ("account-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 0);
  signals[TAPE_CHANGED] = g_signal_new ("tape-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 0);
  signals[EQUITY_CHANGED] = g_signal_new ("equity-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
  signals[ALERTS_CHANGED] = g_signal_new ("alerts-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
  signals[REGIME_CHANGED] = g_signal_new ("regime-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
  signals[TROUBLE] = g_signal_new ("trouble", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
desk_session_init (DeskSession *self)
{
  desk_clock_clear (&self->clock);
  desk_asked_reset (self);
  desk_account_clear (&self->account);
  desk_tape_clear (&self->tape);
  desk_regime_clear (&self->regime);
  desk_rows_init (&self->rows);
  desk_pages_init (&self->pages);
}

DeskSession *
desk_session_new (const char *data_dir)
{
  DeskSession *self = g_object_new (DESK_TYPE_SESSION, NULL);

  self->data_dir = data_dir != NULL ? g_strdup (data_dir)
                                    : g_build_filename (g_get_user_data_dir (), "daytrader", NULL);
  self->bars = desk_bars_new (self->data_dir);

  return self;
}
