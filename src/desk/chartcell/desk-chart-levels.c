/* desk-chart-levels.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chartcell"

#include "config.h"

#include <math.h>

#include "desk-format.h"
#include "desk-order.h"
#include "desk-position.h"
#include "desk-ticket.h"

#include "desk-chart-levels.h"
#include "desk-chart-text.h"

static void
add_level (GArray        *levels,
           DtMoney        price,
           DeskLevelKind  kind,
           gboolean       movable)
{
  DeskLevel level = { .price = dt_money_to_double (price), .kind = kind, .movable = movable };

  if (price != DT_MONEY_NONE)
    g_array_append_val (levels, level);
}

static void
add_position (GArray       *levels,
              DeskPosition *position)
{
  const DeskPositionState *state = desk_position_get_state (position);

  add_level (levels, state->average, DESK_LEVEL_ENTRY, FALSE);
  add_level (levels, state->stop, state->trails ? DESK_LEVEL_TRAIL : DESK_LEVEL_STOP, TRUE);
  add_level (levels, state->target, DESK_LEVEL_TARGET, TRUE);
}

/* An entry that waits for its price. One by hand can be moved; a strategy would place its own
 * again. */
static void
add_order (GArray               *levels,
           const DeskOrderState *state)
{
  gboolean is_limit = state->limit != DT_MONEY_NONE;
  DtMoney price = is_limit ? state->limit : state->stop;
  DtQuantity left = state->quantity - state->filled;
  g_autofree char *quantity = desk_format_quantity (ABS (left));
  DeskLevel level = { .price = dt_money_to_double (price), .kind = DESK_LEVEL_ORDER,
                      .order = state->id };

  if (price == DT_MONEY_NONE || g_strcmp0 (state->role, "entry") != 0)
    return;

  /* With both prices the order is a step further than a line can say */
  level.movable = g_strcmp0 (state->strategy, "user") == 0
                  && (state->limit == DT_MONEY_NONE || state->stop == DT_MONEY_NONE);
  g_snprintf (level.text, sizeof level.text, "%s %s, %s",
              g_strcmp0 (state->side, "sell") == 0 ? "Sell" : "Buy", quantity,
              is_limit ? "limit" : "stop");
  g_array_append_val (levels, level);
}

/* Alerts of this symbol on a price, as long as they wait; rows are those of the engine's part. */
static void
add_alerts (GArray      *levels,
            DeskSession *session,
            const char  *symbol)
{
  GVariant *part = desk_session_get_alerts (session);
  g_autoptr(GVariant) rows = part != NULL ? g_variant_lookup_value (part, "alerts", NULL) : NULL;

  if (rows == NULL || !g_variant_is_of_type (rows, G_VARIANT_TYPE ("a(tssdssasbusbuxss)")))
    return;

  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr(GVariant) row = g_variant_get_child_value (rows, i);
      g_autofree const char **symbols = NULL;
      DeskLevel level = { .kind = DESK_LEVEL_ALERT };
      const char *kind;
      gboolean enabled;

      g_variant_get_child (row, 1, "&s", &kind);
      g_variant_get_child (row, 3, "d", &level.price);
      g_variant_get_child (row, 6, "^a&s", &symbols);
      g_variant_get_child (row, 10, "b", &enabled);
      if (enabled && g_str_equal (kind, "price")
          && g_strv_contains ((const char *const *) symbols, symbol))
        g_array_append_val (levels, level);
    }
}

GArray *
desk_chart_collect_levels (DeskSession *session,
                           const char  *symbol)
{
  GArray *levels = g_array_new (FALSE, FALSE, sizeof (DeskLevel));
  DeskPosition *position = desk_session_find_position (session, symbol);
  GListModel *orders = desk_session_get_orders (session);

  if (position != NULL)
    add_position (levels, position);
  for (guint i = 0; i < g_list_model_get_n_items (orders); i++)
    {
      g_autoptr(DeskOrder) order = g_list_model_get_item (orders, i);
      const DeskOrderState *state = desk_order_get_state (order);

      if (g_strcmp0 (state->symbol, symbol) == 0)
        add_order (levels, state);
    }
  if (symbol != NULL)
    add_alerts (levels, session, symbol);

  return levels;
}

/* What follows once the old order is taken back. */
typedef struct
{
  GtkWidget   *widget;
  const char  *action;
  GVariant    *arguments;
} Again;

static void
place_again (gboolean    executed,
             const char *said,
             gpointer    data)
{
  Again *again = data;

  if (executed && gtk_widget_get_root (again->widget) != NULL)
    gtk_widget_activate_action_variant (again->widget, again->action, again->arguments);

  g_object_unref (again->widget);
  g_variant_unref (again->arguments);
  g_free (again);
}

static const DeskOrderState *
find_order (DeskSession *session,
            guint64      id)
{
  GListModel *orders = desk_session_get_orders (session);

  for (guint i = 0; i < g_list_model_get_n_items (orders); i++)
    {
      g_autoptr(DeskOrder) order = g_list_model_get_item (orders, i);

      if (desk_order_get_state (order)->id == id)
        return desk_order_get_state (order);
    }

  return NULL;
}

static void
replace_order (GtkWidget       *widget,
               GtkWindow       *parent,
               DeskSession     *session,
               const DeskLevel *level,
               double           price)
{
  const DeskOrderState *state = find_order (session, level->order);
  GVariantDict cancel, place;
  Again *again;

  /* It may have filled while it was held */
  if (state == NULL)
    return;

  g_variant_dict_init (&place, NULL);
  g_variant_dict_insert (&place, "symbol", "s", state->symbol);
  g_variant_dict_insert (&place, "quantity", "d",
                         fabs (dt_quantity_to_double (state->quantity - state->filled)));
  g_variant_dict_insert (&place, state->limit != DT_MONEY_NONE ? "limit" : "stop", "d", price);
  g_variant_dict_insert (&place, "tif", "s", state->tif);

  again = g_new (Again, 1);
  *again = (Again) { g_object_ref (widget), g_strcmp0 (state->side, "sell") == 0
                     ? "win.order.sell" : "win.order.buy",
                     g_variant_ref_sink (g_variant_dict_end (&place)) };
  g_variant_dict_init (&cancel, NULL);
  g_variant_dict_insert (&cancel, "order", "t", level->order);
  desk_ticket_present (parent, session, desk_action_find ("order.cancel"),
                       g_variant_dict_end (&cancel), place_again, again);
}

void
desk_chart_move_level (GtkWidget       *widget,
                       GtkWindow       *parent,
                       DeskSession     *session,
                       const char      *symbol,
                       const DeskLevel *level,
                       double           price)
{
  GVariantDict dict;

  if (level->kind == DESK_LEVEL_ORDER)
    {
      replace_order (widget, parent, session, level, price);
      return;
    }

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "symbol", "s", symbol);
  g_variant_dict_insert (&dict, "price", "d", price);
  gtk_widget_activate_action_variant (widget, level->kind == DESK_LEVEL_TARGET
                                      ? "win.order.move-target" : "win.order.move-stop",
                                      g_variant_dict_end (&dict));
}
