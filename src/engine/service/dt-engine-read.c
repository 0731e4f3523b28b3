/* dt-engine-read.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-service"

#include "config.h"

#include <string.h>

#include "dt-engine-private.h"

/* Finding records of the run, and pages of them for those who ask. Without a run there are none. */

#define DEFAULT_ROWS   1000
#define MAX_ROWS       10000
#define DEFAULT_POINTS 100000
#define MAX_POINTS     1000000

void
dt_engine_index_init (DtEngineIndex *index,
                      guint          n_instruments)
{
  *index = (DtEngineIndex) {
    .live = g_array_new (FALSE, FALSE, sizeof (guint64)),
    .closed = g_array_new (FALSE, FALSE, sizeof (guint64)),
    .held = g_new0 (DtQuantity, n_instruments),
    .trade = g_new0 (guint64, n_instruments),
  };
}

void
dt_engine_index_clear (DtEngineIndex *index)
{
  g_clear_pointer (&index->live, g_array_unref);
  g_clear_pointer (&index->closed, g_array_unref);
  g_clear_pointer (&index->held, g_free);
  g_clear_pointer (&index->trade, g_free);
}

static void
follow_orders (DtEngineIndex *index,
               const DtBook  *book)
{
  guint n = 0;

  for (guint i = 0; i < index->live->len; i++)
    {
      guint64 id = g_array_index (index->live, guint64, i);

      if (dt_order_is_live (&g_array_index (book->orders, DtOrder, id - 1)))
        g_array_index (index->live, guint64, n++) = id;
    }
  g_array_set_size (index->live, n);

  for (; index->n_orders < book->orders->len; index->n_orders++)
    {
      const DtOrder *order = &g_array_index (book->orders, DtOrder, index->n_orders);

      if (dt_order_is_live (order))
        g_array_append_val (index->live, order->id);
    }
}

/* Round trips get their numbers as fills open them, so fills alone tell which one closes when. */
static void
follow_fill (DtEngineIndex *index,
             const DtFill  *fill)
{
  DtQuantity before = index->held[fill->instrument];
  DtQuantity after = before + fill->quantity;
  gboolean flips = before != 0 && after != 0 && (before > 0) != (after > 0);

  if (before != 0 && (after == 0 || flips))
    g_array_append_val (index->closed, index->trade[fill->instrument]);
  if (after != 0 && (before == 0 || flips))
    index->trade[fill->instrument] = ++index->n_trades;

  index->held[fill->instrument] = after;
  index->fees += fill->fee;
}

void
dt_engine_index_follow (DtEngineIndex *index,
                        const DtBook  *book)
{
  follow_orders (index, book);
  for (; index->n_fills < book->fills->len; index->n_fills++)
    follow_fill (index, &g_array_index (book->fills, DtFill, index->n_fills));
}

/* What a page is to have. */
typedef struct
{
  guint64     after;
  guint64     before;
  guint       limit;
  const char *symbol;    /* (nullable) */
} Page;

static void
read_page (GVariant *arguments,
           Page     *page)
{
  guint32 limit = DEFAULT_ROWS;

  *page = (Page) { 0 };
  g_variant_lookup (arguments, "after", "t", &page->after);
  g_variant_lookup (arguments, "before", "t", &page->before);
  g_variant_lookup (arguments, "limit", "u", &limit);
  g_variant_lookup (arguments, "symbol", "&s", &page->symbol);
  page->limit = MIN (limit, MAX_ROWS);
}

static GVariant *
answer_rows (GVariantBuilder *rows)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert_value (&dict, "rows", g_variant_builder_end (rows));
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

static DtBook *
book_of (DtEngine *engine)
{
  return (DtBook *) dt_kernel_get_book (engine->run->kernel);
}

static const char *
symbol_of (DtEngine          *engine,
           DtInstrumentIndex  instrument)
{
  return engine->tape->instruments[instrument]->symbol;
}

static GVariant *
make_fill (DtEngine     *engine,
           const DtFill *fill)
{
  const DtOrder *order = dt_book_get_order (book_of (engine), fill->order);
  g_autofree char *why = dt_fill_explain (fill, order);

  return g_variant_new ("(txsxxxsst)", fill->id, fill->bar_time,
                        symbol_of (engine, fill->instrument), fill->quantity, fill->price,
                        fill->fee, dt_order_role_to_string (order->role), why, fill->order);
}

GVariant *
dt_engine_read_fills (DtEngine  *engine,
                      GVariant  *arguments,
                      GError   **error)
{
  GVariantBuilder rows;
  guint n = 0;
  Page page;

  read_page (arguments, &page);
  g_variant_builder_init (&rows, G_VARIANT_TYPE (DT_ROWS_FILLS));
  if (engine->run != NULL)
    {
      const DtRows *fills = book_of (engine)->fills;

      for (guint64 i = page.after; i < fills->len && n < page.limit; i++)
        {
          const DtFill *fill = &g_array_index (fills, DtFill, i);

          if (page.symbol != NULL
              && !g_str_equal (page.symbol, symbol_of (engine, fill->instrument)))
            continue;
          g_variant_builder_add_value (&rows, make_fill (engine, fill));
          n++;
        }
    }

  return answer_rows (&rows);
}

static DtMoney
average_price (DtMoney    value,
               DtQuantity units)
{
  DtMoney price = 0;

  dt_money_fraction (value, DT_QUANTITY_SCALE, units, &price);
  return price;
}

/* In millionths. */
static gint64
r_multiple (const DtRoundTrip *trade)
{
  double r = dt_round_trip_get_r (trade);

  return isnan (r) ? DT_MONEY_NONE : llrint (r * 1e6);
}

static GVariant *
make_trade (DtEngine          *engine,
            guint64            number,
            const DtRoundTrip *trade)
{
  DtMoney entry = average_price (trade->entry_value, trade->entry_units);
  const char *strategy = "user";

  if (trade->strategy != DT_STRATEGY_USER)
    strategy = engine->run->plan->strategies[trade->strategy]->name;

  return g_variant_new ("(tsxxxxxxxxsxxs)", number, symbol_of (engine, trade->instrument),
                        trade->quantity, trade->entry_time, trade->exit_time, entry,
                        average_price (trade->exit_value, trade->exit_units), trade->profit,
                        trade->fees, r_multiple (trade),
                        dt_order_role_to_string (trade->exit_role),
                        (gint64) llrint (trade->mae * 1e6), (gint64) llrint (trade->mfe * 1e6),
                        strategy);
}

GVariant *
dt_engine_read_trades (DtEngine  *engine,
                       GVariant  *arguments,
                       GError   **error)
{
  GVariantBuilder rows;
  guint n = 0;
  Page page;

  read_page (arguments, &page);
  g_variant_builder_init (&rows, G_VARIANT_TYPE (DT_ROWS_TRADES));
  if (engine->run != NULL)
    {
      const GArray *closed = engine->index.closed;

      dt_engine_index_follow (&engine->index, book_of (engine));
      for (guint64 i = page.after; i < closed->len && n < page.limit; i++)
        {
          const DtRoundTrip *trade = dt_book_get_trade (book_of (engine),
                                                        g_array_index (closed, guint64, i));

          if (page.symbol != NULL
              && !g_str_equal (page.symbol, symbol_of (engine, trade->instrument)))
            continue;
          g_variant_builder_add_value (&rows, make_trade (engine, i + 1, trade));
          n++;
        }
    }

  return answer_rows (&rows);
}

/* Whatever the case of ASCII letters. */
static gboolean
contains (const char *text,
          const char *part)
{
  gsize n = strlen (part);

  for (; *text != '\0'; text++)
    if (g_ascii_strncasecmp (text, part, n) == 0)
      return TRUE;

  return n == 0;
}

static gboolean
is_wanted (DtEngine         *engine,
           const DtActivity *row,
           const char       *kind,
           const char       *text)
{
  if (kind != NULL && !g_str_equal (kind, dt_activity_kind_to_string (row->kind)))
    return FALSE;

  return text == NULL || contains (row->text, text)
         || (row->instrument != DT_INSTRUMENT_INDEX_NONE
             && contains (symbol_of (engine, row->instrument), text));
}

/* Forwards from @after, or backwards from @before; the rows come oldest first either way. */
GVariant *
dt_engine_read_activity (DtEngine  *engine,
                         GVariant  *arguments,
                         GError   **error)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new ();
  const char *kind = NULL, *text = NULL;
  gboolean forwards;
  GVariantBuilder rows;
  Page page;

  read_page (arguments, &page);
  g_variant_lookup (arguments, "kind", "&s", &kind);
  g_variant_lookup (arguments, "text", "&s", &text);
  forwards = g_variant_lookup (arguments, "after", "t", &page.after);

  if (engine->run != NULL)
    {
      const DtRows *all = book_of (engine)->activity;
      guint64 end = page.before > 0 ? MIN (page.before - 1, all->len) : all->len;

      for (guint64 n = 0; page.after + n < end && found->len < page.limit; n++)
        {
          guint64 i = forwards ? page.after + n : end - 1 - n;
          DtActivity *row = &g_array_index (all, DtActivity, i);

          if (is_wanted (engine, row, kind, text))
            g_ptr_array_add (found, row);
        }
    }

  g_variant_builder_init (&rows, G_VARIANT_TYPE (DT_SNAPSHOT_ACTIVITY));
  for (guint i = 0; i < found->len; i++)
    g_variant_builder_add_value (
      &rows, dt_engine_make_activity_row (
               engine, g_ptr_array_index (found, forwards ? i : found->len - 1 - i)));

  return answer_rows (&rows);
}

GVariant *
dt_engine_read_equity (DtEngine  *engine,
                       GVariant  *arguments,
                       GError   **error)
{
  static const DtRunPoints none;
  const DtRunPoints *points = engine->run != NULL ? &engine->run->points : &none;
  guint32 after = 0, limit = DEFAULT_POINTS;
  GVariantDict dict;
  gsize n;

  g_variant_lookup (arguments, "after", "u", &after);
  g_variant_lookup (arguments, "limit", "u", &limit);
  after = MIN (after, points->n);
  n = MIN (MIN (limit, MAX_POINTS), points->n - after);

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert_value (&dict, "time",
                               g_variant_new_fixed_array (G_VARIANT_TYPE_INT64,
                                                          points->known + after, n,
                                                          sizeof (DtTime)));
  g_variant_dict_insert_value (&dict, "equity",
                               g_variant_new_fixed_array (G_VARIANT_TYPE_DOUBLE,
                                                          points->equity + after, n,
                                                          sizeof (double)));
  g_variant_dict_insert (&dict, "n", "u", (guint32) points->n);
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}
