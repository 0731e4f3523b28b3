/* dt-reconcile.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-study"

#include "config.h"

#include <string.h>

#include "dt-reconcile.h"

void
dt_account_side_init (DtAccountSide *side)
{
  *side = (DtAccountSide) { DT_MONEY_NONE, g_array_new (FALSE, FALSE, sizeof (DtHolding)),
                            g_array_new (FALSE, FALSE, sizeof (DtLiveOrder)) };
}

void
dt_account_side_clear (DtAccountSide *side)
{
  g_clear_pointer (&side->holdings, g_array_unref);
  g_clear_pointer (&side->orders, g_array_unref);
}

void
dt_account_side_read (DtAccountSide     *side,
                      const DtBook      *book,
                      const char *const *symbols)
{
  g_return_if_fail (side != NULL && book != NULL);

  side->cash = book->cash;
  for (guint i = 0; i < book->n_open; i++)
    {
      DtHolding holding = { symbols[book->open[i]], book->positions[book->open[i]].quantity };

      g_array_append_val (side->holdings, holding);
    }
  for (guint i = 0; i < book->orders->len; i++)
    {
      const DtOrder *order = &dt_rows_index (book->orders, DtOrder, i);
      DtLiveOrder live = { order->id, symbols[order->instrument], order->quantity,
                           order->filled };

      if (order->status == DT_ORDER_PENDING || order->status == DT_ORDER_WORKING)
        g_array_append_val (side->orders, live);
    }
}

void
dt_difference_free (DtDifference *difference)
{
  g_free (difference->symbol);
  g_free (difference->what);
  g_free (difference->fix);
  g_free (difference);
}

static void
add (GPtrArray        *differences,
     DtDifferenceKind  kind,
     const char       *symbol,
     char             *what,
     char             *fix)
{
  DtDifference *difference = g_new (DtDifference, 1);

  *difference = (DtDifference) { kind, g_strdup (symbol), what, fix };
  g_ptr_array_add (differences, difference);
}

static DtQuantity
find_holding (const DtAccountSide *side,
              const char          *symbol)
{
  for (guint i = 0; i < side->holdings->len; i++)
    {
      const DtHolding *holding = &g_array_index (side->holdings, DtHolding, i);

      if (g_str_equal (holding->symbol, symbol))
        return holding->quantity;
    }

  return 0;
}

static const DtLiveOrder *
find_order (const DtAccountSide *side,
            guint64              id)
{
  for (guint i = 0; i < side->orders->len; i++)
    if (g_array_index (side->orders, DtLiveOrder, i).id == id)
      return &g_array_index (side->orders, DtLiveOrder, i);

  return NULL;
}

/* "Buy 30 AAA at the broker, or enter ..." */
static char *
fix_position (const char *symbol,
              DtQuantity  ours,
              DtQuantity  theirs)
{
  char units[DT_DECIMAL_BUF_SIZE];

  dt_quantity_to_string (ABS (ours - theirs), units);
  return g_strdup_printf ("%s %s %s at the broker when the book is right, or enter a transfer of "
                          "%s%s into the book when the broker is", ours > theirs ? "Buy" : "Sell",
                          units, symbol, theirs > ours ? "" : "-", units);
}

static void
compare_position (GPtrArray  *differences,
                  const char *symbol,
                  DtQuantity  ours,
                  DtQuantity  theirs)
{
  char a[DT_DECIMAL_BUF_SIZE], b[DT_DECIMAL_BUF_SIZE];

  if (ours == theirs)
    return;

  add (differences, DT_DIFFERS_POSITION, symbol,
       g_strdup_printf ("The book holds %s %s, the broker %s", dt_quantity_to_string (ours, a),
                        symbol, dt_quantity_to_string (theirs, b)),
       fix_position (symbol, ours, theirs));
}

static void
compare_positions (GPtrArray           *differences,
                   const DtAccountSide *book,
                   const DtAccountSide *broker)
{
  for (guint i = 0; i < book->holdings->len; i++)
    {
      const DtHolding *ours = &g_array_index (book->holdings, DtHolding, i);

      compare_position (differences, ours->symbol, ours->quantity,
                        find_holding (broker, ours->symbol));
    }
  for (guint i = 0; i < broker->holdings->len; i++)
    {
      const DtHolding *theirs = &g_array_index (broker->holdings, DtHolding, i);

      if (find_holding (book, theirs->symbol) == 0)
        compare_position (differences, theirs->symbol, 0, theirs->quantity);
    }
}

static void
compare_order (GPtrArray         *differences,
               const DtLiveOrder *ours,
               const DtLiveOrder *theirs)
{
  char a[DT_DECIMAL_BUF_SIZE], b[DT_DECIMAL_BUF_SIZE];

  if (theirs == NULL)
    add (differences, DT_DIFFERS_ORDER, ours->symbol,
         g_strdup_printf ("Order %" G_GUINT64_FORMAT " of %s works in the book, and the broker "
                          "does not have it", ours->id, ours->symbol),
         g_strdup ("Ask the broker what became of it; send it again only when it never came "
                   "there"));
  else if (ours == NULL)
    add (differences, DT_DIFFERS_ORDER, theirs->symbol,
         g_strdup_printf ("Order %" G_GUINT64_FORMAT " of %s works at the broker, and not in the "
                          "book", theirs->id, theirs->symbol),
         g_strdup ("Cancel it at the broker"));
  else if (ours->filled != theirs->filled)
    add (differences, DT_DIFFERS_ORDER, ours->symbol,
         g_strdup_printf ("Of order %" G_GUINT64_FORMAT " of %s %s is filled in the book, at the "
                          "broker %s", ours->id, ours->symbol,
                          dt_quantity_to_string (ours->filled, a),
                          dt_quantity_to_string (theirs->filled, b)),
         g_strdup ("Take the broker's fills into the book"));
}

static void
compare_orders (GPtrArray           *differences,
                const DtAccountSide *book,
                const DtAccountSide *broker)
{
  for (guint i = 0; i < book->orders->len; i++)
    {
      const DtLiveOrder *ours = &g_array_index (book->orders, DtLiveOrder, i);

      compare_order (differences, ours, find_order (broker, ours->id));
    }
  for (guint i = 0; i < broker->orders->len; i++)
    {
      const DtLiveOrder *theirs = &g_array_index (broker->orders, DtLiveOrder, i);

      if (find_order (book, theirs->id) == NULL)
        compare_order (differences, NULL, theirs);
    }
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const DtDifference *x = *(DtDifference *const *) a, *y = *(DtDifference *const *) b;
  int order = (x->kind > y->kind) - (x->kind < y->kind);

  if (order == 0)
    order = strcmp (x->symbol, y->symbol);

  return order != 0 ? order : strcmp (x->what, y->what);
}

GPtrArray *
dt_reconcile (const DtAccountSide *book,
              const DtAccountSide *broker)
{
  GPtrArray *differences = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_difference_free);
  char a[DT_DECIMAL_BUF_SIZE], b[DT_DECIMAL_BUF_SIZE];

  g_return_val_if_fail (book != NULL && broker != NULL, differences);

  if (book->cash != DT_MONEY_NONE && broker->cash != DT_MONEY_NONE && book->cash != broker->cash)
    add (differences, DT_DIFFERS_CASH, "",
         g_strdup_printf ("The book has %s of cash, the broker %s",
                          dt_money_to_string (book->cash, a),
                          dt_money_to_string (broker->cash, b)),
         g_strdup ("Look for fees, interest and dividends that the book does not have"));
  compare_positions (differences, book, broker);
  compare_orders (differences, book, broker);
  g_ptr_array_sort (differences, compare);

  return differences;
}
