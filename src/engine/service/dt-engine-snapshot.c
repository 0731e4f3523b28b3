/* dt-engine-snapshot.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-service"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-engine-private.h"

/* What the desk sees: parts that keep their version, and their very value, while nothing in them
 * changed. Each is first written down as plain numbers, which costs next to nothing and says
 * whether a value has to be made. */

#define ACTIVITY_TAIL 100

static const char *const state_names[] = { "idle", "paused", "playing", "finished", "failed" };

static void
add (GVariantDict *dict,
     const char   *name,
     GVariant     *value)
{
  g_variant_dict_insert_value (dict, name, value);
}

static void
add_money (GVariantDict *dict,
           const char   *name,
           DtMoney       money)
{
  add (dict, name, g_variant_new_int64 (money));
}

static const DtBook *
book_of (DtEngine *engine)
{
  return dt_kernel_get_book (engine->run->kernel);
}

static const char *
symbol_of (DtEngine          *engine,
           DtInstrumentIndex  instrument)
{
  return instrument == DT_INSTRUMENT_INDEX_NONE ? ""
         : engine->tape->instruments[instrument]->symbol;
}

static const char *
owner_of (DtEngine *engine,
          guint32   strategy)
{
  return strategy == DT_STRATEGY_USER ? "user" : engine->run->plan->strategies[strategy]->name;
}

/* Clock: whatever happens to the engine is news here. */

static void
note_clock (DtEngine   *engine,
            GByteArray *state)
{
  g_byte_array_append (state, (const guint8 *) &engine->changes, sizeof engine->changes);
}

static GVariant *
make_clock (DtEngine     *engine,
            const guint8 *state,
            gsize         size)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  add (&dict, "state", g_variant_new_string (state_names[engine->state]));
  add (&dict, "mode", g_variant_new_string (engine->run != NULL && engine->run->plan->spec->mode
                                            ? engine->run->plan->spec->mode : "replay"));
  add (&dict, "book", g_variant_new_int64 (engine->book_id));
  add (&dict, "speed", g_variant_new_double (engine->speed));
  add (&dict, "recovered", g_variant_new_boolean (engine->recovered));
  add (&dict, "cut_off", g_variant_new_boolean (engine->recovered
                                                && dt_owner_lock_was_stale (engine->lock)));
  if (engine->message != NULL)
    add (&dict, "message", g_variant_new_string (engine->message));
  if (engine->run != NULL)
    {
      add (&dict, "step", g_variant_new_uint64 (dt_kernel_get_step (engine->run->kernel)));
      add (&dict, "total", g_variant_new_uint64 (engine->total));
      add (&dict, "commands",
           g_variant_new_uint32 (dt_kernel_get_n_commands (engine->run->kernel)));
      add (&dict, "time", g_variant_new_int64 (dt_kernel_get_time (engine->run->kernel)));
      add (&dict, "first", g_variant_new_int64 (engine->first));
      add (&dict, "last", g_variant_new_int64 (engine->last));
    }

  return g_variant_dict_end (&dict);
}

/* Tape: once a run. */

static void
note_nothing (DtEngine   *engine,
              GByteArray *state)
{
}

static GVariant *
make_instruments (DtEngine *engine)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sssx)"));
  for (guint i = 0; engine->run != NULL && i < engine->tape->n_instruments; i++)
    {
      const DtInstrument *instrument = engine->tape->instruments[i];

      g_variant_builder_add (&builder, "(sssx)", instrument->symbol,
                             instrument->name != NULL ? instrument->name : "",
                             instrument->sector != NULL ? instrument->sector : "",
                             engine->series_ids[i]);
    }

  return g_variant_builder_end (&builder);
}

static GVariant *
make_tape (DtEngine     *engine,
           const guint8 *state,
           gsize         size)
{
  GVariantBuilder strategies;
  GVariantDict dict;
  char timeframe[DT_TIMEFRAME_BUF_SIZE] = "";
  const char *universe = "";

  g_variant_builder_init (&strategies, G_VARIANT_TYPE ("as"));
  if (engine->run != NULL)
    {
      const DtRunPlan *plan = engine->run->plan;

      for (guint i = 0; i < plan->n_strategies; i++)
        g_variant_builder_add (&strategies, "s", plan->strategies[i]->name);
      if (plan->spec->universe != NULL)
        universe = plan->spec->universe;
      dt_timeframe_to_string (engine->run->timeframe, timeframe);
    }

  g_variant_dict_init (&dict, NULL);
  add (&dict, "universe", g_variant_new_string (universe));
  add (&dict, "timeframe", g_variant_new_string (timeframe));
  add (&dict, "strategies", g_variant_builder_end (&strategies));
  add (&dict, "instruments", make_instruments (engine));

  return g_variant_dict_end (&dict);
}

/* Account. */

typedef struct
{
  DtMoney equity, cash, deposit, day_start, day_realised, realised, fees, long_value, short_value,
          buying_power, open_risk, loss_left;
  guint32 n_positions;
  guint32 n_trades;
  guint32 entries;
  guint32 day_trades;
  guint32 max_day_trades;
  guint32 padding;
} AccountState;

static void
note_account (DtEngine   *engine,
              GByteArray *state)
{
  const DtBook *book;
  DtAccountView view;
  AccountState account;

  if (engine->run == NULL)
    return;

  book = book_of (engine);
  dt_kernel_view_account (engine->run->kernel, &view);
  account = (AccountState) {
    .equity = dt_kernel_get_equity (engine->run->kernel),
    .cash = book->cash,
    .deposit = engine->run->plan->spec->cash,
    .day_start = engine->day.equity,
    .day_realised = view.realised - engine->day.realised,
    .realised = view.realised,
    .fees = engine->index.fees,
    .long_value = view.long_value,
    .short_value = view.short_value,
    .buying_power = view.buying_power,
    .open_risk = view.open_risk,
    .n_positions = book->n_open,
    .n_trades = book->trades->len,
    .entries = view.entries,
    .loss_left = view.loss_left,
    .day_trades = view.day_trades,
    .max_day_trades = view.max_day_trades,
  };
  g_byte_array_append (state, (const guint8 *) &account, sizeof account);
}

static char *
explain_limit (const char *what,
               double      fraction,
               const char *until)
{
  char percent[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup_printf ("%s %s %%: nothing new is opened %s", what,
                          g_ascii_formatd (percent, sizeof percent, "%.4g", fraction * 100.),
                          until);
}

static char *
explain_breaker (DtEngine *engine)
{
  DtAccountView view;
  g_autofree char *why = NULL;

  dt_kernel_view_account (engine->run->kernel, &view);
  why = dt_circuit_explain (&view.circuit);
  return g_strdup_printf ("The circuit breaker has tripped, %s: nothing new is opened until "
                          "re-armed", why);
}

/* A sentence; "" while entries are allowed. */
static char *
explain_entries (DtEngine *engine,
                 guint32   entries)
{
  const DtRiskProfile *risk = engine->run->plan->risk;

  switch ((DtEntriesState) entries)
    {
    case DT_ENTRIES_EMERGENCY:
      return g_strdup ("The emergency stop was pressed: nothing new is opened until re-armed");
    case DT_ENTRIES_BREAKER:
      return explain_breaker (engine);
    case DT_ENTRIES_JOURNAL:
      return g_strdup ("The journal cannot be written: nothing new is opened, exits still work");
    case DT_ENTRIES_DRAWDOWN:
      return explain_limit ("The account fell from its highest value by its limit of",
                            risk->max_drawdown, "until re-armed");
    case DT_ENTRIES_DAILY_LOSS:
      return explain_limit ("The account lost in this session its limit of",
                            risk->max_daily_loss, "before the next session");
    case DT_ENTRIES_ALLOWED:
    default:
      return g_strdup ("");
    }
}

/* Money crosses as its fixed-point integer. */
static GVariant *
make_account (DtEngine     *engine,
              const guint8 *state,
              gsize         size)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  if (size > 0)
    {
      const AccountState *account = (const AccountState *) state;

      add_money (&dict, "equity", account->equity);
      add_money (&dict, "cash", account->cash);
      add_money (&dict, "deposit", account->deposit);
      add_money (&dict, "day_start", account->day_start);
      add_money (&dict, "day_realised", account->day_realised);
      add_money (&dict, "realised", account->realised);
      add_money (&dict, "fees", account->fees);
      add_money (&dict, "long", account->long_value);
      add_money (&dict, "short", account->short_value);
      add_money (&dict, "buying_power", account->buying_power);
      add_money (&dict, "open_risk", account->open_risk);
      add_money (&dict, "loss_left", account->loss_left);
      add (&dict, "day_trades", g_variant_new_uint32 (account->day_trades));
      add (&dict, "max_day_trades", g_variant_new_uint32 (account->max_day_trades));
      add (&dict, "positions", g_variant_new_uint32 (account->n_positions));
      add (&dict, "trades", g_variant_new_uint32 (account->n_trades));
      add (&dict, "breaker", g_variant_new_boolean (account->entries != DT_ENTRIES_ALLOWED));
      add (&dict, "breaker_reason",
           g_variant_new_take_string (explain_entries (engine, account->entries)));
    }

  return g_variant_dict_end (&dict);
}

/* Positions. */

typedef struct
{
  DtQuantity quantity;
  DtMoney    average;
  double     last;
  DtMoney    stop;
  DtMoney    target;
  DtMoney    initial_stop;
  DtTime     opened;
  guint32    instrument;
  guint32    strategy;
  gint64     trails;
} PositionState;

static void
note_position (DtEngine          *engine,
               DtInstrumentIndex  instrument,
               GByteArray        *state)
{
  DtBook *book = (DtBook *) book_of (engine);
  const DtPosition *position = &book->positions[instrument];
  const DtRoundTrip *trade = dt_book_get_trade (book, position->trade);
  PositionState row = {
    .quantity = position->quantity,
    .average = dt_position_average (position),
    .last = position->last,
    .stop = DT_MONEY_NONE,
    .target = DT_MONEY_NONE,
    .initial_stop = trade->initial_stop != 0 ? trade->initial_stop : DT_MONEY_NONE,
    .opened = trade->entry_time,
    .instrument = instrument,
    .strategy = position->strategy,
  };

  if (position->stop_order != 0)
    {
      const DtOrder *order = dt_book_get_order (book, position->stop_order);

      row.stop = order->stop;
      row.trails = order->role == DT_ROLE_TRAIL;
    }
  if (position->target_order != 0)
    row.target = dt_book_get_order (book, position->target_order)->limit;

  g_byte_array_append (state, (const guint8 *) &row, sizeof row);
}

static void
note_positions (DtEngine   *engine,
                GByteArray *state)
{
  for (guint i = 0; engine->run != NULL && i < book_of (engine)->n_open; i++)
    note_position (engine, book_of (engine)->open[i], state);
}

static GVariant *
make_positions (DtEngine     *engine,
                const guint8 *state,
                gsize         size)
{
  const PositionState *rows = (const PositionState *) state;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (DT_SNAPSHOT_POSITIONS));
  for (gsize i = 0; i < size / sizeof *rows; i++)
    g_variant_builder_add (&builder, "(sxxdxbsxxx)", symbol_of (engine, rows[i].instrument),
                           rows[i].quantity, rows[i].average, rows[i].last, rows[i].stop,
                           (gboolean) rows[i].trails, owner_of (engine, rows[i].strategy),
                           rows[i].target, rows[i].opened, rows[i].initial_stop);

  return g_variant_builder_end (&builder);
}

/* Orders: the live ones. */

typedef struct
{
  guint64    id;
  DtQuantity quantity;
  DtQuantity filled;
  DtMoney    limit;
  DtMoney    stop;
} OrderState;

static void
note_orders (DtEngine   *engine,
             GByteArray *state)
{
  for (guint i = 0; engine->run != NULL && i < engine->index.live->len; i++)
    {
      guint64 id = g_array_index (engine->index.live, guint64, i);
      const DtOrder *order = dt_book_get_order ((DtBook *) book_of (engine), id);
      OrderState row = { id, order->quantity, order->filled, order->limit, order->stop };

      g_byte_array_append (state, (const guint8 *) &row, sizeof row);
    }
}

static GVariant *
make_orders (DtEngine     *engine,
             const guint8 *state,
             gsize         size)
{
  const OrderState *rows = (const OrderState *) state;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (DT_SNAPSHOT_ORDERS));
  for (gsize i = 0; i < size / sizeof *rows; i++)
    {
      const DtOrder *order = dt_book_get_order ((DtBook *) book_of (engine), rows[i].id);

      g_variant_builder_add (&builder, "(tssssxxxxxss)", order->id,
                             symbol_of (engine, order->instrument),
                             dt_order_role_to_string (order->role),
                             dt_order_type_to_string (order->type),
                             order->quantity > 0 ? "buy" : "sell", order->quantity,
                             order->filled, order->limit, order->stop, order->submitted,
                             dt_tif_to_string (order->tif), owner_of (engine, order->strategy));
    }

  return g_variant_builder_end (&builder);
}

/* Quotes: what the state holds is the value, byte by byte. */

static void
note_quotes (DtEngine   *engine,
             GByteArray *state)
{
  for (guint i = 0; engine->run != NULL && i < engine->tape->n_instruments; i++)
    {
      DtQuoteRow row = { NAN, NAN, NAN, NAN, NAN, NAN, NAN, 0 };
      const DtBarSeries *series;
      gsize bar;

      if (dt_kernel_get_last_bar (engine->run->kernel, i, &series, &bar))
        dt_quote_track_follow (&engine->quotes[i], series, bar, &row);
      g_byte_array_append (state, (const guint8 *) &row, sizeof row);
    }
}

static GVariant *
make_quotes (DtEngine     *engine,
             const guint8 *state,
             gsize         size)
{
  gpointer copy = g_memdup2 (state, size);

  return g_variant_new_from_data (G_VARIANT_TYPE (DT_SNAPSHOT_QUOTES), copy, size, TRUE, g_free,
                                  copy);
}

/* Activity: the newest rows, oldest first. */

static void
note_activity (DtEngine   *engine,
               GByteArray *state)
{
  if (engine->run != NULL)
    g_byte_array_append (state, (const guint8 *) &book_of (engine)->activity->len, sizeof (guint));
}

GVariant *
dt_engine_make_activity_row (DtEngine         *engine,
                             const DtActivity *row)
{
  return g_variant_new ("(txsss)", row->id, row->time, dt_activity_kind_to_string (row->kind),
                        symbol_of (engine, row->instrument), row->text);
}

static GVariant *
make_activity (DtEngine     *engine,
               const guint8 *state,
               gsize         size)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (DT_SNAPSHOT_ACTIVITY));
  if (engine->run != NULL)
    {
      const DtRows *rows = book_of (engine)->activity;

      for (guint i = rows->len > ACTIVITY_TAIL ? rows->len - ACTIVITY_TAIL : 0; i < rows->len; i++)
        g_variant_builder_add_value (
          &builder, dt_engine_make_activity_row (engine, &g_array_index (rows, DtActivity, i)));
    }

  return g_variant_builder_end (&builder);
}

/* Regime: news with each reading of the selector. */

static const DtSelector *
selector_of (DtEngine *engine)
{
  return engine->run != NULL ? dt_kernel_get_selector (engine->run->kernel) : NULL;
}

static void
note_regime (DtEngine   *engine,
             GByteArray *state)
{
  const DtSelector *selector = selector_of (engine);

  if (selector == NULL)
    return;

  g_byte_array_append (state, (const guint8 *) &selector->since, sizeof selector->since);
  g_byte_array_append (state, (const guint8 *) &selector->n_read, sizeof selector->n_read);
}

static GVariant *
make_inputs (const DtRegimeReading *reading)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sd)"));
  for (guint i = 0; i < reading->n_inputs; i++)
    g_variant_builder_add (&builder, "(sd)", reading->inputs[i].name, reading->inputs[i].value);

  return g_variant_builder_end (&builder);
}

/* By strategy of the run, in its order. */
static GVariant *
make_weights (DtEngine *engine)
{
  const DtRunPlan *plan = engine->run->plan;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sd)"));
  for (guint i = 0; i < plan->n_strategies; i++)
    g_variant_builder_add (&builder, "(sd)", plan->strategies[i]->name,
                           dt_kernel_get_weight (engine->run->kernel, i));

  return g_variant_builder_end (&builder);
}

static GVariant *
make_regime (DtEngine     *engine,
             const guint8 *state,
             gsize         size)
{
  const DtSelector *selector = selector_of (engine);
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  if (selector != NULL)
    {
      add (&dict, "regime", g_variant_new_string (dt_regime_to_string (selector->regime)));
      add (&dict, "reading", g_variant_new_string (dt_regime_to_string (selector->reading.regime)));
      add (&dict, "since", g_variant_new_int64 (selector->since));
      add (&dict, "selector", g_variant_new_string (selector->file->name));
      add (&dict, "inputs", make_inputs (&selector->reading));
      add (&dict, "strategies", make_weights (engine));
    }

  return g_variant_dict_end (&dict);
}

static const struct
{
  const char *name;
  void      (*note) (DtEngine     *engine,
                     GByteArray   *state);
  GVariant *(*make) (DtEngine     *engine,
                     const guint8 *state,
                     gsize         size);
} kinds[DT_N_PARTS] = {
  { "clock", note_clock, make_clock },
  { "tape", note_nothing, make_tape },
  { "account", note_account, make_account },
  { "positions", note_positions, make_positions },
  { "orders", note_orders, make_orders },
  { "quotes", note_quotes, make_quotes },
  { "activity", note_activity, make_activity },
  { "regime", note_regime, make_regime },
  { "alerts", dt_engine_alerts_note, dt_engine_alerts_make },
};

static gboolean
same_bytes (const GByteArray *a,
            const GByteArray *b)
{
  return a->len == b->len && memcmp (a->data, b->data, a->len) == 0;
}

/* The run's number leads every state: another run is another value, whatever it holds. */
static void
refresh_part (DtEngine *engine,
              guint     i)
{
  DtPart *part = &engine->parts[i];
  GByteArray *state = engine->scratch;

  if (part->value != NULL && part->looked_at == engine->changes)
    return;

  part->looked_at = engine->changes;
  g_byte_array_set_size (state, 0);
  g_byte_array_append (state, (const guint8 *) &engine->n_runs, sizeof engine->n_runs);
  kinds[i].note (engine, state);
  if (part->value != NULL && same_bytes (state, part->state))
    return;

  engine->scratch = part->state != NULL ? part->state : g_byte_array_new ();
  part->state = state;
  g_clear_pointer (&part->value, g_variant_unref);
  part->value = g_variant_ref_sink (kinds[i].make (engine, state->data + sizeof engine->n_runs,
                                                   state->len - sizeof engine->n_runs));
  part->version++;
}

GVariant *
dt_engine_dup_snapshot (DtEngine *engine)
{
  GVariantBuilder builder;

  dt_engine_settle (engine);
  if (engine->run != NULL)
    dt_engine_index_follow (&engine->index, book_of (engine));

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{s(tv)}"));
  for (guint i = 0; i < DT_N_PARTS; i++)
    {
      refresh_part (engine, i);
      g_variant_builder_add (&builder, "{s(tv)}", kinds[i].name, engine->parts[i].version,
                             engine->parts[i].value);
    }

  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/* The clock alone, for those who only ask how far it is. */
GVariant *
dt_engine_dup_clock (DtEngine *engine)
{
  dt_engine_settle (engine);
  refresh_part (engine, DT_PART_CLOCK);

  return g_variant_ref (engine->parts[DT_PART_CLOCK].value);
}

void
dt_engine_drop_parts (DtEngine *engine)
{
  for (guint i = 0; i < DT_N_PARTS; i++)
    {
      g_clear_pointer (&engine->parts[i].value, g_variant_unref);
      g_clear_pointer (&engine->parts[i].state, g_byte_array_unref);
    }
  g_clear_pointer (&engine->scratch, g_byte_array_unref);
}
