/* desk-chart-fills.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chartcell"

#include "config.h"

#include "desk-format.h"
#include "desk-position.h"

#include "desk-chart-fills.h"

#define PAGE_ROWS 2000

struct _DeskChartFills
{
  GObject       parent_instance;

  DeskSession  *session;
  char         *symbol;
  GArray       *markers;      /* of DeskMarker */
  GCancellable *loading;      /* (nullable) */

  /* What the fills that are here belong to */
  gint64        book;
  guint64       last;         /* id */
  guint         n_trades;
  DtQuantity    held;         /* in the account when last asked */
  DtQuantity    sum;          /* of the fills: what is held after them */
  gboolean      asked;
};

G_DEFINE_FINAL_TYPE (DeskChartFills, desk_chart_fills, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
marker_clear (gpointer data)
{
  g_free ((char *) ((DeskMarker *) data)->text);
}

static void
drop_request (DeskChartFills *self)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
start_anew (DeskChartFills *self)
{
  drop_request (self);
  g_array_set_size (self->markers, 0);
  self->book = desk_session_get_clock (self->session)->book;
  self->last = 0;
  self->sum = 0;
  self->asked = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static char *
explain (DtQuantity  quantity,
         DtMoney     price,
         const char *role,
         const char *why)
{
  g_autofree char *units = desk_format_quantity (ABS (quantity));
  g_autofree char *at = desk_format_price (dt_money_to_double (price));

  return g_strdup_printf ("%s %s at %s, %s\n%s", quantity > 0 ? "Bought" : "Sold", units, at, role,
                          why);
}

static void
take_fill (DeskChartFills *self,
           GVariant       *row)
{
  DtQuantity quantity;
  DtMoney price, fee;
  DtTime time;
  const char *symbol, *role, *why;
  guint64 order;
  DeskMarker marker;

  g_variant_get (row, "(tx&sxxx&s&st)", &self->last, &time, &symbol, &quantity, &price, &fee,
                 &role, &why, &order);
  marker = (DeskMarker) {
    .time = time,
    .price = dt_money_to_double (price),
    .kind = quantity > 0 ? DESK_MARKER_BUY : DESK_MARKER_SELL,
    /* Against what was held before it */
    .exit = (quantity > 0 && self->sum < 0) || (quantity < 0 && self->sum > 0),
    .text = explain (quantity, price, role, why),
  };
  if (!dt_money_add (self->sum, quantity, &self->sum))
    self->sum = 0;
  g_array_append_val (self->markers, marker);
}

static void
page_arrived (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(DeskChartFills) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = desk_session_call_finish (DESK_SESSION (source), result, &error);
  g_autoptr(GVariant) rows = NULL;
  gsize n;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->loading);
  if (answer != NULL)
    rows = g_variant_lookup_value (answer, "rows", G_VARIANT_TYPE ("a(txsxxxsst)"));
  if (rows == NULL || (n = g_variant_n_children (rows)) == 0)
    return;

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(GVariant) row = g_variant_get_child_value (rows, i);

      take_fill (self, row);
    }
  if (n == PAGE_ROWS)
    self->asked = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
ask (DeskChartFills *self)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "after", "t", self->last);
  g_variant_dict_insert (&dict, "limit", "u", PAGE_ROWS);
  g_variant_dict_insert (&dict, "symbol", "s", self->symbol);
  self->loading = g_cancellable_new ();
  self->asked = TRUE;
  desk_session_call_async (self->session, "book.fills", g_variant_dict_end (&dict), self->loading,
                           page_arrived, g_object_ref (self));
}

void
desk_chart_fills_refresh (DeskChartFills *self)
{
  const DeskAccount *account;
  DeskPosition *position;
  DtQuantity held;

  g_return_if_fail (DESK_IS_CHART_FILLS (self));

  if (desk_session_get_clock (self->session)->book != self->book)
    start_anew (self);
  if (self->symbol == NULL || *self->symbol == '\0' || self->book == 0 || self->loading != NULL)
    return;

  account = desk_session_get_account (self->session);
  position = desk_session_find_position (self->session, self->symbol);
  held = position != NULL ? desk_position_get_state (position)->quantity : 0;
  if (self->asked && account->n_trades == self->n_trades && held == self->held)
    return;

  self->n_trades = account->n_trades;
  self->held = held;
  ask (self);
}

void
desk_chart_fills_set_symbol (DeskChartFills *self,
                             const char     *symbol)
{
  g_return_if_fail (DESK_IS_CHART_FILLS (self));

  if (g_strcmp0 (self->symbol, symbol) == 0)
    return;

  g_free (self->symbol);
  self->symbol = g_strdup (symbol);
  start_anew (self);
  desk_chart_fills_refresh (self);
}

const DeskMarker *
desk_chart_fills_get (DeskChartFills *self,
                      guint          *n_markers)
{
  g_return_val_if_fail (DESK_IS_CHART_FILLS (self), NULL);

  *n_markers = self->markers->len;

  return (const DeskMarker *) self->markers->data;
}

static void
desk_chart_fills_dispose (GObject *object)
{
  DeskChartFills *self = DESK_CHART_FILLS (object);

  drop_request (self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_chart_fills_parent_class)->dispose (object);
}

static void
desk_chart_fills_finalize (GObject *object)
{
  DeskChartFills *self = DESK_CHART_FILLS (object);

  g_array_unref (self->markers);
  g_free (self->symbol);

  G_OBJECT_CLASS (desk_chart_fills_parent_class)->finalize (object);
}

static void
desk_chart_fills_class_init (DeskChartFillsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_chart_fills_dispose;
  object_class->finalize = desk_chart_fills_finalize;

  signals[CHANGED] = g_signal_new ("changed", DESK_TYPE_CHART_FILLS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_chart_fills_init (DeskChartFills *self)
{
  self->markers = g_array_new (FALSE, FALSE, sizeof (DeskMarker));
  g_array_set_clear_func (self->markers, marker_clear);
}

DeskChartFills *
desk_chart_fills_new (DeskSession *session)
{
  DeskChartFills *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (DESK_TYPE_CHART_FILLS, NULL);
  self->session = g_object_ref (session);

  return self;
}
