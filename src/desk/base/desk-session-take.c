/* desk-session-take.c - parts of a snapshot become values and rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-base"

#include "config.h"

#include <math.h>
#include <string.h>

#include "desk-order.h"
#include "desk-session-private.h"

/* Speeds above are "as fast as possible", which engines write as the largest double. */
#define SPEED_MAX 1e300

static gboolean
is_dict (GVariant *part)
{
  return part != NULL && g_variant_is_of_type (part, G_VARIANT_TYPE_VARDICT);
}

static char *
dup_text (GVariant   *part,
          const char *key,
          const char *fallback)
{
  char *text = NULL;

  if (!g_variant_lookup (part, key, "s", &text))
    text = g_strdup (fallback);

  return text;
}

static DeskRunState
parse_state (const char *text)
{
  static const char *const names[] = { "idle", "paused", "playing", "finished", "failed" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (text, names[i]))
      return i;

  return DESK_RUN_IDLE;
}

void
desk_clock_clear (DeskClock *clock)
{
  g_clear_pointer (&clock->mode, g_free);
  g_clear_pointer (&clock->message, g_free);
  *clock = (DeskClock) {
    .mode = g_strdup ("replay"), .time = DT_TIME_NONE, .first = DT_TIME_NONE, .last = DT_TIME_NONE,
  };
}

void
desk_clock_read (DeskClock *clock,
                 GVariant  *part)
{
  g_autofree char *state = NULL;

  desk_clock_clear (clock);
  if (!is_dict (part))
    return;

  state = dup_text (part, "state", "idle");
  clock->state = parse_state (state);
  g_free (clock->mode);
  clock->mode = dup_text (part, "mode", "replay");
  clock->message = dup_text (part, "message", NULL);
  g_variant_lookup (part, "book", "x", &clock->book);
  g_variant_lookup (part, "speed", "d", &clock->speed);
  if (clock->speed > SPEED_MAX)
    clock->speed = INFINITY;
  g_variant_lookup (part, "step", "t", &clock->step);
  g_variant_lookup (part, "total", "t", &clock->total);
  g_variant_lookup (part, "time", "x", &clock->time);
  g_variant_lookup (part, "first", "x", &clock->first);
  g_variant_lookup (part, "last", "x", &clock->last);
  g_variant_lookup (part, "recovered", "b", &clock->recovered);
  g_variant_lookup (part, "cut_off", "b", &clock->cut_off);
}

void
desk_account_clear (DeskAccount *account)
{
  g_clear_pointer (&account->breaker_reason, g_free);
  *account = (DeskAccount) { .breaker_reason = g_strdup (""), .loss_left = DT_MONEY_NONE };
}

void
desk_account_read (DeskAccount *account,
                   GVariant    *part)
{
  const struct { const char *key; DtMoney *value; } money[] = {
    { "equity", &account->equity }, { "cash", &account->cash }, { "deposit", &account->deposit },
    { "day_start", &account->day_start }, { "day_realised", &account->day_realised },
    { "realised", &account->realised }, { "fees", &account->fees },
    { "long", &account->long_value }, { "short", &account->short_value },
    { "buying_power", &account->buying_power }, { "open_risk", &account->open_risk },
    { "loss_left", &account->loss_left },
  };

  desk_account_clear (account);
  if (!is_dict (part))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (money); i++)
    g_variant_lookup (part, money[i].key, "x", money[i].value);
  g_variant_lookup (part, "positions", "u", &account->n_positions);
  g_variant_lookup (part, "trades", "u", &account->n_trades);
  g_variant_lookup (part, "day_trades", "u", &account->day_trades);
  g_variant_lookup (part, "max_day_trades", "u", &account->max_day_trades);
  g_variant_lookup (part, "breaker", "b", &account->breaker);
  g_free (account->breaker_reason);
  account->breaker_reason = dup_text (part, "breaker_reason", "");
}

void
desk_tape_clear (DeskTape *tape)
{
  g_free (tape->universe);
  g_free (tape->timeframe);
  g_strfreev (tape->strategies);
  *tape = (DeskTape) { g_strdup (""), g_strdup (""), g_new0 (char *, 1) };
}

void
desk_tape_read (DeskTape *tape,
                GVariant *part)
{
  char **strategies = NULL;

  desk_tape_clear (tape);
  if (!is_dict (part))
    return;

  g_free (tape->universe);
  g_free (tape->timeframe);
  tape->universe = dup_text (part, "universe", "");
  tape->timeframe = dup_text (part, "timeframe", "");
  if (g_variant_lookup (part, "strategies", "^as", &strategies))
    {
      g_strfreev (tape->strategies);
      tape->strategies = strategies;
    }
}

static void
clear_named (DeskNamed **rows,
             guint      *n)
{
  for (guint i = 0; i < *n; i++)
    g_free ((*rows)[i].name);
  g_clear_pointer (rows, g_free);
  *n = 0;
}

static void
read_named (GVariant    *part,
            const char  *key,
            DeskNamed  **rows,
            guint       *n)
{
  g_autoptr(GVariant) list = g_variant_lookup_value (part, key, G_VARIANT_TYPE ("a(sd)"));

  if (list == NULL)
    return;

  *n = (guint) g_variant_n_children (list);
  *rows = g_new (DeskNamed, *n);
  for (guint i = 0; i < *n; i++)
    g_variant_get_child (list, i, "(sd)", &(*rows)[i].name, &(*rows)[i].value);
}

void
desk_regime_free (DeskRegime *regime)
{
  g_clear_pointer (&regime->selector, g_free);
  g_clear_pointer (&regime->regime, g_free);
  g_clear_pointer (&regime->reading, g_free);
  clear_named (&regime->inputs, &regime->n_inputs);
  clear_named (&regime->strategies, &regime->n_strategies);
}

void
desk_regime_clear (DeskRegime *regime)
{
  desk_regime_free (regime);
  *regime = (DeskRegime) {
    .selector = g_strdup (""), .regime = g_strdup ("unknown"), .reading = g_strdup ("unknown"),
    .since = DT_TIME_NONE,
  };
}

void
desk_regime_read (DeskRegime *regime,
                  GVariant   *part)
{
  desk_regime_clear (regime);
  if (!is_dict (part))
    return;

  g_free (regime->selector);
  g_free (regime->regime);
  g_free (regime->reading);
  regime->selector = dup_text (part, "selector", "");
  regime->regime = dup_text (part, "regime", "unknown");
  regime->reading = dup_text (part, "reading", "unknown");
  g_variant_lookup (part, "since", "x", &regime->since);
  read_named (part, "inputs", &regime->inputs, &regime->n_inputs);
  read_named (part, "strategies", &regime->strategies, &regime->n_strategies);
}

static GHashTable *
make_symbol_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
}

static GHashTable *
make_order_table (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_object_unref);
}

void
desk_rows_init (DeskRows *rows)
{
  rows->positions = desk_row_list_new (DESK_TYPE_POSITION);
  rows->orders = desk_row_list_new (DESK_TYPE_ORDER);
  rows->quotes = desk_row_list_new (DESK_TYPE_QUOTE);
  rows->position_of = make_symbol_table ();
  rows->order_of = make_order_table ();
  rows->quote_of = make_symbol_table ();
  rows->tape = g_ptr_array_new_with_free_func (g_object_unref);
}

void
desk_rows_clear (DeskRows *rows)
{
  g_clear_object (&rows->positions);
  g_clear_object (&rows->orders);
  g_clear_object (&rows->quotes);
  g_clear_pointer (&rows->position_of, g_hash_table_unref);
  g_clear_pointer (&rows->order_of, g_hash_table_unref);
  g_clear_pointer (&rows->quote_of, g_hash_table_unref);
  g_clear_pointer (&rows->tape, g_ptr_array_unref);
}

static gsize
count_rows (GVariant   *part,
            const char *type)
{
  return part != NULL && g_variant_is_of_type (part, G_VARIANT_TYPE (type))
         ? g_variant_n_children (part) : 0;
}

/* The rows that are shown now take the place of those before, in the table and in the list. */
static void
swap_table (GHashTable  **table,
            GHashTable   *fresh,
            DeskRowList  *list,
            GPtrArray    *rows)
{
  g_hash_table_unref (*table);
  *table = fresh;
  desk_row_list_set (list, rows);
}

#define POSITIONS_TYPE "a(sxxdxbsxxx)"

void
desk_rows_read_positions (DeskRows *rows,
                          GVariant *part)
{
  g_autoptr(GPtrArray) now = g_ptr_array_new ();
  GHashTable *table = make_symbol_table ();
  gsize n = count_rows (part, POSITIONS_TYPE);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(GVariant) child = g_variant_get_child_value (part, i);
      DeskPositionState state = { 0 };
      DeskPosition *row;

      g_variant_get (child, "(&sxxdxb&sxxx)", &state.symbol, &state.quantity, &state.average,
                     &state.last, &state.stop, &state.trails, &state.strategy, &state.target,
                     &state.opened, &state.initial_stop);
      if (g_hash_table_contains (table, state.symbol))
        continue;

      row = g_hash_table_lookup (rows->position_of, state.symbol);
      row = row != NULL ? g_object_ref (row) : desk_position_new (state.symbol);
      g_hash_table_insert (table, desk_position_get_state (row)->symbol, row);
      g_ptr_array_add (now, row);
      desk_position_update (row, &state);
    }

  swap_table (&rows->position_of, table, rows->positions, now);
}

#define ORDERS_TYPE "a(tssssxxxxxss)"

void
desk_rows_read_orders (DeskRows *rows,
                       GVariant *part)
{
  g_autoptr(GPtrArray) now = g_ptr_array_new ();
  GHashTable *table = make_order_table ();
  gsize n = count_rows (part, ORDERS_TYPE);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(GVariant) child = g_variant_get_child_value (part, i);
      DeskOrderState state = { 0 };
      DeskOrder *row;

      g_variant_get (child, "(t&s&s&s&sxxxxx&s&s)", &state.id, &state.symbol, &state.role,
                     &state.type, &state.side, &state.quantity, &state.filled, &state.limit,
                     &state.stop, &state.created, &state.tif, &state.strategy);
      if (g_hash_table_contains (table, &state.id))
        continue;

      row = g_hash_table_lookup (rows->order_of, &state.id);
      row = row != NULL ? g_object_ref (row) : desk_order_new (state.id);
      g_hash_table_insert (table, (gpointer) &desk_order_get_state (row)->id, row);
      g_ptr_array_add (now, row);
      desk_order_update (row, &state);
    }

  swap_table (&rows->order_of, table, rows->orders, now);
}

static int
compare_quotes (gconstpointer a,
                gconstpointer b)
{
  DeskQuote *x = *(DeskQuote *const *) a, *y = *(DeskQuote *const *) b;

  return strcmp (desk_quote_get_state (x)->symbol, desk_quote_get_state (y)->symbol);
}

/* The row that is here for an instrument, when it is the same in every respect. */
static DeskQuote *
make_quote (DeskRows   *rows,
            const char *symbol,
            const char *name,
            const char *sector,
            gint64      series)
{
  DeskQuote *row = g_hash_table_lookup (rows->quote_of, symbol);
  const DeskQuoteState *state = row != NULL ? desk_quote_get_state (row) : NULL;

  if (state != NULL && state->series == series && g_str_equal (state->name, name)
      && g_str_equal (state->sector, sector))
    return g_object_ref (row);

  return desk_quote_new (symbol, name, sector, series);
}

#define INSTRUMENTS_TYPE "a(sssx)"

void
desk_rows_read_tape (DeskRows *rows,
                     GVariant *part)
{
  g_autoptr(GVariant) instruments = NULL;
  g_autoptr(GPtrArray) sorted = g_ptr_array_new ();
  GHashTable *table = make_symbol_table ();
  gsize n;

  if (is_dict (part))
    instruments = g_variant_lookup_value (part, "instruments", G_VARIANT_TYPE (INSTRUMENTS_TYPE));
  n = count_rows (instruments, INSTRUMENTS_TYPE);
  g_ptr_array_set_size (rows->tape, 0);
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(GVariant) child = g_variant_get_child_value (instruments, i);
      const char *symbol, *name, *sector;
      gint64 series;
      DeskQuote *row;

      g_variant_get (child, "(&s&s&sx)", &symbol, &name, &sector, &series);
      row = make_quote (rows, symbol, name, sector, series);
      g_ptr_array_add (rows->tape, row);
      if (!g_hash_table_contains (table, symbol))
        {
          g_hash_table_insert (table, desk_quote_get_state (row)->symbol, g_object_ref (row));
          g_ptr_array_add (sorted, row);
        }
    }

  g_ptr_array_sort (sorted, compare_quotes);
  swap_table (&rows->quote_of, table, rows->quotes, sorted);
}

/* As a(dddddddx) lies in memory. */
typedef struct
{
  double last;
  double prior_close;
  double volume;
  double open;
  double high;
  double low;
  double usual_volume;
  gint64 time;
} PackedQuote;

G_STATIC_ASSERT (sizeof (PackedQuote) == 64);

#define QUOTES_TYPE "a(dddddddx)"

static void
take_quote (DeskQuote         *row,
            const PackedQuote *quote)
{
  DeskQuoteState state = {
    .last = quote->last,
    .prior_close = quote->prior_close,
    .volume = quote->volume,
    .open = quote->open,
    .high = quote->high,
    .low = quote->low,
    .usual_volume = quote->usual_volume,
    .time = quote->time,
  };

  desk_quote_update (row, &state);
}

/* Quotes that are not one for each instrument belong to another tape. */
void
desk_rows_read_quotes (DeskRows *rows,
                       GVariant *part)
{
  static const PackedQuote none = { NAN, NAN, NAN, NAN, NAN, NAN, NAN, DT_TIME_NONE };
  const PackedQuote *quotes = NULL;
  gsize n = 0;

  if (part != NULL && g_variant_is_of_type (part, G_VARIANT_TYPE (QUOTES_TYPE)))
    quotes = g_variant_get_fixed_array (part, &n, sizeof (PackedQuote));

  for (guint i = 0; i < rows->tape->len; i++)
    take_quote (rows->tape->pdata[i], n == rows->tape->len ? &quotes[i] : &none);
}

#define ACTIVITY_TYPE "a(txsss)"

GPtrArray *
desk_notes_read (GVariant *part)
{
  GPtrArray *notes = g_ptr_array_new_with_free_func (g_object_unref);
  gsize n = count_rows (part, ACTIVITY_TYPE);
  guint64 newest = 0;

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(GVariant) child = g_variant_get_child_value (part, i);
      const char *kind, *symbol, *text;
      guint64 id;
      DtTime time;

      g_variant_get (child, "(tx&s&s&s)", &id, &time, &kind, &symbol, &text);
      if (id <= newest)
        continue;

      newest = id;
      g_ptr_array_add (notes, desk_note_new (id, time, kind, symbol, text));
    }

  return notes;
}
