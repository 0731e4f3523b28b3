/* desk-ticket-order.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-ticket"

#include "config.h"

#include <math.h>

#include "desk-position.h"
#include "desk-quote.h"

#include "desk-ticket-fields.h"
#include "desk-ticket-order.h"

#define MAX_QUANTITY 1e9
#define MAX_PRICE    1e7

/* What is filled in: a stop so far from the price, a target twice as far, and a size that loses so
 * much of equity at the stop. A fifth of the account is at work then, less than what the default
 * risk profile lets into one position. */
#define STOP_DISTANCE 0.01
#define REWARD        2.
#define RISK_PERCENT  0.2

/* In the order of the list. */
enum
{
  TYPE_MARKET,
  TYPE_LIMIT,
  TYPE_STOP,
  TYPE_STOP_LIMIT,
};

struct _DeskTicketOrder
{
  GObject        parent_instance;

  DeskSession   *session;
  char          *symbol;
  int            side;
  gboolean       is_sized_by_risk;   /* else the risk follows the quantity */
  gboolean       is_filling;         /* numbers change by us */

  /* Fields; of the list */
  GtkDropDown   *type;
  GtkSpinButton *limit;
  GtkSpinButton *stop;
  GtkSpinButton *quantity;
  GtkSpinButton *risk;
  GtkSpinButton *protect;
  GtkSpinButton *target;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskTicketOrder, desk_ticket_order, G_TYPE_OBJECT)

static double
get_last_price (DeskTicketOrder *self)
{
  DeskQuote *quote = desk_session_find_quote (self->session, self->symbol);
  double last = quote != NULL ? desk_quote_get_state (quote)->last : 0.;

  return last > 0. ? last : 0.;
}

static gboolean
has_limit (DeskTicketOrder *self)
{
  guint type = gtk_drop_down_get_selected (self->type);

  return type == TYPE_LIMIT || type == TYPE_STOP_LIMIT;
}

static gboolean
has_stop (DeskTicketOrder *self)
{
  guint type = gtk_drop_down_get_selected (self->type);

  return type == TYPE_STOP || type == TYPE_STOP_LIMIT;
}

/* What the entry is expected to cost. */
static double
get_entry_price (DeskTicketOrder *self)
{
  if (has_limit (self))
    return desk_ticket_get_number (self->limit);

  return has_stop (self) ? desk_ticket_get_number (self->stop) : get_last_price (self);
}

/* Units of the position that the order would make smaller, 0 when it opens one. */
static double
get_reduced (DeskTicketOrder *self)
{
  DeskPosition *position = desk_session_find_position (self->session, self->symbol);
  DtQuantity held = position != NULL ? desk_position_get_state (position)->quantity : 0;

  return held * self->side < 0 && gtk_drop_down_get_selected (self->type) == TYPE_MARKET
         ? dt_quantity_to_double (ABS (held)) : 0.;
}

/* Size and risk */

static double
size_by_risk (double equity,
              double percent,
              double distance)
{
  return floor (equity * percent / 100. / distance);
}

static double
round_to_cent (double price)
{
  return round (price * 100.) / 100.;
}

void
desk_ticket_size_entry (double          equity,
                        double          price,
                        int             side,
                        DeskTicketSize *size)
{
  size->protect = round_to_cent (price * (1. - side * STOP_DISTANCE));
  size->target = round_to_cent (price * (1. + side * REWARD * STOP_DISTANCE));
  size->quantity = price > 0. && size->protect != price
                   ? size_by_risk (equity, RISK_PERCENT, fabs (price - size->protect)) : 0.;
}

static void
link_size (DeskTicketOrder *self)
{
  double equity = dt_money_to_double (desk_session_get_account (self->session)->equity);
  double protect = desk_ticket_get_number (self->protect);
  double distance = protect > 0. ? fabs (get_entry_price (self) - protect) : 0.;

  if (distance <= 0. || equity <= 0. || get_reduced (self) > 0.)
    return;

  if (self->is_sized_by_risk)
    gtk_spin_button_set_value (self->quantity,
                               size_by_risk (equity, desk_ticket_get_number (self->risk),
                                             distance));
  else
    gtk_spin_button_set_value (self->risk, desk_ticket_get_number (self->quantity) * distance
                                           / equity * 100.);
}

static void
on_number_changed (DeskTicketOrder *self,
                   GtkSpinButton   *number)
{
  if (self->is_filling)
    return;

  self->is_filling = TRUE;
  if (number == self->quantity || number == self->risk)
    self->is_sized_by_risk = number == self->risk;
  link_size (self);
  self->is_filling = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Filling in */

static void
show_fields (DeskTicketOrder *self)
{
  gboolean opens = get_reduced (self) == 0.;

  desk_ticket_show_field (self->limit, has_limit (self));
  desk_ticket_show_field (self->stop, has_stop (self));
  desk_ticket_show_field (self->risk, opens);
  desk_ticket_show_field (self->protect, opens);
  desk_ticket_show_field (self->target, opens);
}

static void
on_type_changed (DeskTicketOrder *self)
{
  self->is_filling = TRUE;
  if (has_limit (self) && desk_ticket_get_number (self->limit) == 0.)
    gtk_spin_button_set_value (self->limit, get_last_price (self));
  if (has_stop (self) && desk_ticket_get_number (self->stop) == 0.)
    gtk_spin_button_set_value (self->stop, get_last_price (self));
  show_fields (self);
  link_size (self);
  self->is_filling = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What is known already stands. */
static void
fill_in (DeskTicketOrder *self,
         GVariantDict    *known)
{
  double reduced = get_reduced (self);
  DeskTicketSize size;

  desk_ticket_size_entry (0., get_entry_price (self), self->side, &size);
  self->is_filling = TRUE;
  if (!g_variant_dict_contains (known, "protect"))
    gtk_spin_button_set_value (self->protect, size.protect);
  if (!g_variant_dict_contains (known, "target"))
    gtk_spin_button_set_value (self->target, size.target);
  if (!g_variant_dict_contains (known, "quantity"))
    {
      self->is_sized_by_risk = TRUE;
      gtk_spin_button_set_value (self->risk, RISK_PERCENT);
      if (reduced > 0.)
        gtk_spin_button_set_value (self->quantity, reduced);
    }
  show_fields (self);
  link_size (self);
  self->is_filling = FALSE;
}

void
desk_ticket_order_set_symbol (DeskTicketOrder *self,
                              const char      *symbol)
{
  g_auto(GVariantDict) nothing = G_VARIANT_DICT_INIT (NULL);

  g_return_if_fail (DESK_IS_TICKET_ORDER (self));

  if (g_strcmp0 (self->symbol, symbol) == 0)
    return;

  g_free (self->symbol);
  self->symbol = g_strdup (symbol);
  self->is_filling = TRUE;
  gtk_spin_button_set_value (self->limit, get_last_price (self));
  gtk_spin_button_set_value (self->stop, get_last_price (self));
  self->is_filling = FALSE;
  fill_in (self, &nothing);
}

/* Arguments */

static const char *
read_bracket (DeskTicketOrder *self,
              GVariantDict    *dict)
{
  double protect = desk_ticket_get_number (self->protect);
  double target = desk_ticket_get_number (self->target);

  if (get_reduced (self) > 0.)
    return NULL;
  if (protect > 0.)
    g_variant_dict_insert (dict, "protect", "d", protect);
  if (target > 0.)
    g_variant_dict_insert (dict, "target", "d", target);

  return NULL;
}

const char *
desk_ticket_order_read (DeskTicketOrder *self,
                        GVariantDict    *dict)
{
  g_return_val_if_fail (DESK_IS_TICKET_ORDER (self), NULL);

  if (desk_ticket_get_number (self->quantity) <= 0.)
    return "Enter how many units.";

  g_variant_dict_insert (dict, "quantity", "d", desk_ticket_get_number (self->quantity));
  if (has_limit (self))
    {
      if (desk_ticket_get_number (self->limit) <= 0.)
        return "Enter a limit price.";
      g_variant_dict_insert (dict, "limit", "d", desk_ticket_get_number (self->limit));
    }
  if (has_stop (self))
    {
      if (desk_ticket_get_number (self->stop) <= 0.)
        return "Enter a stop price.";
      g_variant_dict_insert (dict, "stop", "d", desk_ticket_get_number (self->stop));
    }

  return read_bracket (self, dict);
}

void
desk_ticket_order_focus (DeskTicketOrder *self)
{
  g_return_if_fail (DESK_IS_TICKET_ORDER (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->quantity));
}

static void
desk_ticket_order_finalize (GObject *object)
{
  DeskTicketOrder *self = DESK_TICKET_ORDER (object);

  g_clear_object (&self->session);
  g_free (self->symbol);

  G_OBJECT_CLASS (desk_ticket_order_parent_class)->finalize (object);
}

static void
desk_ticket_order_class_init (DeskTicketOrderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_ticket_order_finalize;

  signals[CHANGED] = g_signal_new ("changed", DESK_TYPE_TICKET_ORDER, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_ticket_order_init (DeskTicketOrder *self)
{
}

static GtkSpinButton *
add_number (DeskTicketOrder *self,
            GtkListBox      *rows,
            const char      *title,
            double           most,
            double           step,
            guint            digits,
            GVariantDict    *known,
            const char      *name)
{
  double value = 0.;
  GtkSpinButton *number;

  if (name != NULL)
    g_variant_dict_lookup (known, name, "d", &value);
  number = desk_ticket_add_number (rows, title, most, step, digits, value);
  g_signal_connect_object (number, "changed", G_CALLBACK (on_number_changed), self,
                           G_CONNECT_SWAPPED);

  return number;
}

static void
add_fields (DeskTicketOrder *self,
            GtkListBox      *rows,
            GVariantDict    *known)
{
  static const char *const types[] = { "Market", "Limit", "Stop", "Stop limit", NULL };
  gboolean limit = g_variant_dict_contains (known, "limit");
  gboolean stop = g_variant_dict_contains (known, "stop");

  self->type = desk_ticket_add_choice (rows, "Order Type", gtk_string_list_new (types));
  self->limit = add_number (self, rows, "Limit Price", MAX_PRICE, 0.01, 2, known, "limit");
  self->stop = add_number (self, rows, "Stop Price", MAX_PRICE, 0.01, 2, known, "stop");
  self->quantity = add_number (self, rows, "Quantity", MAX_QUANTITY, 1., 0, known, "quantity");
  self->risk = add_number (self, rows, "Risk, Percent of Equity", 100., 0.05, 2, known, NULL);
  self->protect = add_number (self, rows, "Protective Stop", MAX_PRICE, 0.01, 2, known, "protect");
  self->target = add_number (self, rows, "Profit Target", MAX_PRICE, 0.01, 2, known, "target");
  gtk_drop_down_set_selected (self->type, limit && stop ? TYPE_STOP_LIMIT
                                          : limit ? TYPE_LIMIT : stop ? TYPE_STOP : TYPE_MARKET);
  g_signal_connect_object (self->type, "notify::selected", G_CALLBACK (on_type_changed), self,
                           G_CONNECT_SWAPPED);
}

DeskTicketOrder *
desk_ticket_order_new (DeskSession  *session,
                       GtkListBox   *rows,
                       int           side,
                       const char   *symbol,
                       GVariantDict *known)
{
  DeskTicketOrder *self = g_object_new (DESK_TYPE_TICKET_ORDER, NULL);

  self->session = g_object_ref (session);
  self->symbol = g_strdup (symbol);
  self->side = side;
  self->is_filling = TRUE;
  add_fields (self, rows, known);
  fill_in (self, known);

  return self;
}
