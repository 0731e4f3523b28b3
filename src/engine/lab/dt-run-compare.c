/* dt-run-compare.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-lab"

#include "config.h"

#include <string.h>

#include "dt-run-compare.h"

/* Pairs between two looks at the cancellable. */
#define CHECK_PAIRS 4096

/* An order and the chain of its fills: fill i is followed by next[i]; both count from 1, 0 ends. */
typedef struct
{
  const DtOrder *order;
  const DtBook  *book;
  const char    *symbol;
  const guint   *next;
  guint          fill;
} Item;

typedef struct
{
  GArray    *items;     /* of Item, sorted */
  GPtrArray *chains;    /* of guint *, one an account */
} Side;

static const char *const kind_names[] = { "changed", "only-left", "only-right" };

const char *
dt_compare_kind_to_string (DtCompareKind kind)
{
  return kind_names[kind];
}

static int
compare_numbers (gint64 a,
                 gint64 b)
{
  return (a > b) - (a < b);
}

static int
compare_items (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  const Item *x = a, *y = b;
  int order = compare_numbers (x->order->submitted, y->order->submitted);

  if (order == 0)
    order = strcmp (x->symbol, y->symbol);
  if (order == 0)
    order = compare_numbers (x->order->strategy, y->order->strategy);

  return order != 0 ? order : compare_numbers (x->order->role, y->order->role);
}

static void
side_add (Side                   *side,
          const DtCompareAccount *account)
{
  const DtBook *book = account->book;
  guint *next = g_new0 (guint, book->fills->len + 1);
  guint base = side->items->len;

  g_ptr_array_add (side->chains, next);
  for (guint i = 0; i < book->orders->len; i++)
    {
      const DtOrder *order = &dt_rows_index (book->orders, DtOrder, i);
      Item item = { order, book, account->symbols[order->instrument], next, 0 };

      g_array_append_val (side->items, item);
    }

  for (guint i = book->fills->len; i > 0; i--)
    {
      guint64 id = dt_rows_index (book->fills, DtFill, i - 1).order;
      Item *item;

      if (id == 0 || id > book->orders->len)
        continue;
      item = &g_array_index (side->items, Item, base + id - 1);
      next[i] = item->fill;
      item->fill = i;
    }
}

static void
side_init (Side                   *side,
           const DtCompareAccount *accounts,
           gsize                   n_accounts)
{
  side->items = g_array_new (FALSE, FALSE, sizeof (Item));
  side->chains = g_ptr_array_new_with_free_func (g_free);
  for (gsize i = 0; i < n_accounts; i++)
    side_add (side, &accounts[i]);

  /* Stable: what is equal keeps the order of its book */
  g_qsort_with_data (side->items->data, side->items->len, sizeof (Item), compare_items, NULL);
}

static void
side_clear (Side *side)
{
  g_clear_pointer (&side->items, g_array_unref);
  g_clear_pointer (&side->chains, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Side, side_clear)

static gboolean
differ (DtOrderDifference *difference,
        const char        *field,
        char              *left,
        char              *right)
{
  difference->field = field;
  difference->left = left;
  difference->right = right;
  return TRUE;
}

static char *
dup_money (DtMoney money)
{
  char buf[DT_DECIMAL_BUF_SIZE];

  return g_strdup (dt_money_to_string (money, buf));
}

static char *
dup_quantity (DtQuantity quantity)
{
  char buf[DT_DECIMAL_BUF_SIZE];

  return g_strdup (dt_quantity_to_string (quantity, buf));
}

/* "100 at 23.45 on 2014-02-10T21:00:00Z, fee 1"; "none" behind the last */
static char *
dup_fill (const DtFill *fill)
{
  char quantity[DT_DECIMAL_BUF_SIZE], price[DT_DECIMAL_BUF_SIZE], fee[DT_DECIMAL_BUF_SIZE];
  char time[DT_TIME_BUF_SIZE];

  if (fill == NULL)
    return g_strdup ("none");

  return g_strdup_printf ("%s at %s on %s, fee %s",
                          dt_quantity_to_string (fill->quantity, quantity),
                          dt_money_to_string (fill->price, price),
                          dt_time_to_string (fill->time, time),
                          dt_money_to_string (fill->fee, fee));
}

static const DtFill *
get_fill (const Item *item,
          guint       fill)
{
  return fill == 0 ? NULL : &dt_rows_index (item->book->fills, DtFill, fill - 1);
}

static gboolean
fills_differ (const Item        *left,
              const Item        *right,
              DtOrderDifference *difference)
{
  guint i = left->fill, k = right->fill;

  for (; i != 0 || k != 0; i = i != 0 ? left->next[i] : 0, k = k != 0 ? right->next[k] : 0)
    {
      const DtFill *a = get_fill (left, i), *b = get_fill (right, k);

      if (a == NULL || b == NULL || a->time != b->time || a->quantity != b->quantity
          || a->price != b->price || a->fee != b->fee)
        return differ (difference, "fill", dup_fill (a), dup_fill (b));
    }

  return FALSE;
}

static gboolean
orders_differ (const Item        *left,
               const Item        *right,
               DtOrderDifference *difference)
{
  const DtOrder *a = left->order, *b = right->order;

  if (a->type != b->type)
    return differ (difference, "type", g_strdup (dt_order_type_to_string (a->type)),
                   g_strdup (dt_order_type_to_string (b->type)));
  if (a->tif != b->tif)
    return differ (difference, "tif", g_strdup (dt_tif_to_string (a->tif)),
                   g_strdup (dt_tif_to_string (b->tif)));
  if (a->quantity != b->quantity)
    return differ (difference, "quantity", dup_quantity (a->quantity), dup_quantity (b->quantity));
  if (a->limit != b->limit)
    return differ (difference, "limit", dup_money (a->limit), dup_money (b->limit));
  if (a->stop != b->stop)
    return differ (difference, "stop", dup_money (a->stop), dup_money (b->stop));
  if (a->n_replaced != b->n_replaced)
    return differ (difference, "moves", g_strdup_printf ("%u", a->n_replaced),
                   g_strdup_printf ("%u", b->n_replaced));
  if (fills_differ (left, right, difference))
    return TRUE;
  if (a->status != b->status)
    return differ (difference, "status", g_strdup (dt_order_status_to_string (a->status)),
                   g_strdup (dt_order_status_to_string (b->status)));

  return FALSE;
}

static void
describe (DtOrderDifference *difference,
          DtCompareKind      kind,
          const Item        *item)
{
  difference->kind = kind;
  difference->time = item->order->submitted;
  difference->symbol = item->symbol;
  difference->strategy = item->order->strategy;
  difference->role = item->order->role;
  difference->quantity = item->order->quantity;
}

/* @left, @right: at most one is %NULL */
static void
take_pair (DtRunCompare *compare,
           const Item   *left,
           const Item   *right)
{
  DtOrderDifference difference = { 0 };

  if (left != NULL && right != NULL)
    {
      if (!orders_differ (left, right, &difference))
        {
          compare->n_equal++;
          return;
        }
      describe (&difference, DT_COMPARE_CHANGED, left);
      compare->n_changed++;
    }
  else if (left != NULL)
    {
      describe (&difference, DT_COMPARE_ONLY_LEFT, left);
      compare->n_only_left++;
    }
  else
    {
      describe (&difference, DT_COMPARE_ONLY_RIGHT, right);
      compare->n_only_right++;
    }

  g_array_append_val (compare->differences, difference);
}

static gboolean
merge (DtRunCompare  *compare,
       const Side    *left,
       const Side    *right,
       GCancellable  *cancellable,
       GError       **error)
{
  guint i = 0, k = 0;

  for (guint n = 0; i < left->items->len || k < right->items->len; n++)
    {
      const Item *a = i < left->items->len ? &g_array_index (left->items, Item, i) : NULL;
      const Item *b = k < right->items->len ? &g_array_index (right->items, Item, k) : NULL;
      int order = a == NULL ? 1 : b == NULL ? -1 : compare_items (a, b, NULL);

      if (n % CHECK_PAIRS == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;

      take_pair (compare, order <= 0 ? a : NULL, order >= 0 ? b : NULL);
      i += order <= 0;
      k += order >= 0;
    }

  return TRUE;
}

static DtMoney
sum_profit (const DtCompareAccount *accounts,
            gsize                   n_accounts)
{
  DtMoney sum = 0;

  for (gsize i = 0; i < n_accounts; i++)
    for (guint k = 0; k < accounts[i].book->trades->len; k++)
      {
        const DtRoundTrip *trip = &dt_rows_index (accounts[i].book->trades, DtRoundTrip, k);

        if (!trip->open && !dt_money_add (sum, trip->profit, &sum))
          return DT_MONEY_NONE;
      }

  return sum;
}

static void
clear_difference (gpointer data)
{
  DtOrderDifference *difference = data;

  g_clear_pointer (&difference->left, g_free);
  g_clear_pointer (&difference->right, g_free);
}

DtRunCompare *
dt_run_compare_new (const DtCompareAccount  *left,
                    gsize                    n_left,
                    const DtCompareAccount  *right,
                    gsize                    n_right,
                    GCancellable            *cancellable,
                    GError                 **error)
{
  g_autoptr(DtRunCompare) compare = g_new0 (DtRunCompare, 1);
  g_auto(Side) a = { 0 };
  g_auto(Side) b = { 0 };

  compare->differences = g_array_new (FALSE, FALSE, sizeof (DtOrderDifference));
  g_array_set_clear_func (compare->differences, clear_difference);
  side_init (&a, left, n_left);
  side_init (&b, right, n_right);
  if (!merge (compare, &a, &b, cancellable, error))
    return NULL;

  compare->profit_left = sum_profit (left, n_left);
  compare->profit_right = sum_profit (right, n_right);
  if (compare->profit_left == DT_MONEY_NONE || compare->profit_right == DT_MONEY_NONE
      || !dt_money_add (compare->profit_right, -compare->profit_left,
                        &compare->profit_difference))
    compare->profit_difference = DT_MONEY_NONE;

  return g_steal_pointer (&compare);
}

void
dt_run_compare_free (DtRunCompare *compare)
{
  if (compare == NULL)
    return;

  g_clear_pointer (&compare->differences, g_array_unref);
  g_free (compare);
}

DtCompareAccount *
dt_compare_accounts_of (const DtRunRecord *records,
                        gsize              n_records)
{
  DtCompareAccount *accounts = g_new (DtCompareAccount, MAX (n_records, 1));

  for (gsize i = 0; i < n_records; i++)
    accounts[i] = (DtCompareAccount) { records[i].book, records[i].symbols };

  return accounts;
}
