/* desk-ticket-form.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-ticket"

#include "config.h"

#include <math.h>

#include "desk-format.h"
#include "desk-order.h"
#include "desk-position.h"
#include "desk-quote.h"
#include "desk-symbol-entry.h"

#include "desk-ticket-fields.h"
#include "desk-ticket-form.h"
#include "desk-ticket-order.h"

#define MAX_PRICE 1e7

struct _DeskTicketForm
{
  AdwBin            parent_instance;

  DeskSession      *session;
  const DeskAction *action;
  GtkListBox       *rows;

  /* The fields that the action has; the others are NULL */
  DeskSymbolEntry  *symbol_entry;
  AdwActionRow     *symbol_row;
  GtkDropDown      *held;         /* symbols that are held */
  GtkDropDown      *orders;
  GArray           *order_ids;    /* of guint64, as in @orders */
  DeskTicketOrder  *order;
  GtkSpinButton    *price;
  GtkSpinButton    *percent;
  AdwEntryRow      *reason;
  AdwActionRow     *override_row; /* there when a limit refuses that may be overridden */
  GtkSwitch        *override;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskTicketForm, desk_ticket_form, ADW_TYPE_BIN)

static void
emit_changed (DeskTicketForm *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static const DtCommandArgument *
find_argument (DeskTicketForm *self,
               const char     *name)
{
  const DtCommand *command = self->action->command;

  for (guint i = 0; i < command->n_arguments; i++)
    if (g_str_equal (command->arguments[i].name, name))
      return &command->arguments[i];

  return NULL;
}

/* Values */

static const char *
get_symbol (DeskTicketForm *self)
{
  GObject *item;

  if (self->symbol_entry != NULL)
    {
      const char *symbol = desk_symbol_entry_get_symbol (self->symbol_entry);

      return symbol != NULL ? symbol : "";
    }
  if (self->held == NULL)
    return "";

  item = gtk_drop_down_get_selected_item (self->held);
  return item != NULL ? gtk_string_object_get_string (GTK_STRING_OBJECT (item)) : "";
}

static double
get_last_price (DeskTicketForm *self)
{
  DeskQuote *quote = desk_session_find_quote (self->session, get_symbol (self));
  double last = quote != NULL ? desk_quote_get_state (quote)->last : 0.;

  return last > 0. ? last : 0.;
}

/* Rows */

static void
add_row (DeskTicketForm *self,
         GtkWidget      *row)
{
  gtk_list_box_append (self->rows, row);
}

static void
show_quote (DeskTicketForm *self)
{
  DeskQuote *quote = desk_session_find_quote (self->session, get_symbol (self));
  double last = get_last_price (self);
  g_autoptr(GString) text = g_string_new (NULL);

  if (quote != NULL)
    g_string_append (text, desk_quote_get_state (quote)->name);
  if (last > 0.)
    {
      g_autofree char *price = desk_format_price (last);

      g_string_append_printf (text, "%slast %s", text->len > 0 ? ", " : "", price);
    }
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->symbol_row), FALSE);
  adw_action_row_set_subtitle (self->symbol_row, text->str);
}

static void
on_symbol_changed (DeskTicketForm *self)
{
  show_quote (self);
  if (self->order != NULL)
    desk_ticket_order_set_symbol (self->order, get_symbol (self));
  emit_changed (self);
}

static GtkSpinButton *
add_number (DeskTicketForm *self,
            const char     *title,
            double          most,
            double          step,
            guint           digits,
            double          value)
{
  GtkSpinButton *number = desk_ticket_add_number (self->rows, title, most, step, digits, value);

  g_signal_connect_object (number, "changed", G_CALLBACK (emit_changed), self,
                           G_CONNECT_SWAPPED);

  return number;
}

static GtkDropDown *
add_choice (DeskTicketForm *self,
            const char     *title,
            GtkStringList  *choices)
{
  GtkDropDown *choice = desk_ticket_add_choice (self->rows, title, choices);

  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (emit_changed), self,
                           G_CONNECT_SWAPPED);

  return choice;
}

static void
add_reason (DeskTicketForm *self,
            const char     *reason)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "Reason");
  gtk_editable_set_text (GTK_EDITABLE (row), reason);
  g_object_set (row, "activates-default", TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, "Reason", -1);
  g_signal_connect_object (row, "changed", G_CALLBACK (emit_changed), self,
                           G_CONNECT_SWAPPED);
  self->reason = ADW_ENTRY_ROW (row);
  add_row (self, row);
}

/* Shown by desk_ticket_form_offer_override(). */
static void
add_override (DeskTicketForm *self,
              gboolean        is_on)
{
  static const char title[] = "Override the Limit";
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *override = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               "This order may go beyond the limits of sector and correlation");
  gtk_widget_set_valign (override, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (override), is_on);
  gtk_accessible_update_property (GTK_ACCESSIBLE (override), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), override);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), override);
  gtk_widget_set_visible (row, is_on);
  g_signal_connect_object (override, "notify::active", G_CALLBACK (emit_changed), self,
                           G_CONNECT_SWAPPED);
  self->override_row = ADW_ACTION_ROW (row);
  self->override = GTK_SWITCH (override);
  add_row (self, row);
}

static void
add_symbol (DeskTicketForm *self,
            const char     *symbol)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *entry = desk_symbol_entry_new (self->session);

  if (symbol == NULL)
    symbol = desk_session_get_symbol (self->session);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "Symbol");
  gtk_widget_set_valign (entry, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), entry);
  g_object_set (entry, "symbol", symbol, NULL);
  g_signal_connect_object (entry, "notify::symbol", G_CALLBACK (on_symbol_changed), self,
                           G_CONNECT_SWAPPED);
  self->symbol_entry = DESK_SYMBOL_ENTRY (entry);
  self->symbol_row = ADW_ACTION_ROW (row);
  add_row (self, row);
  show_quote (self);
}

/* What can be closed, or has a stop or target to move, is held. */
static void
add_held (DeskTicketForm *self,
          const char     *symbol)
{
  GListModel *positions = desk_session_get_positions (self->session);
  guint n = g_list_model_get_n_items (positions), chosen = 0;
  GtkStringList *choices = gtk_string_list_new (NULL);

  if (symbol == NULL)
    symbol = desk_session_get_symbol (self->session);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(DeskPosition) position = g_list_model_get_item (positions, i);
      const char *held = desk_position_get_state (position)->symbol;

      gtk_string_list_append (choices, held);
      if (g_strcmp0 (held, symbol) == 0)
        chosen = i;
    }
  self->held = add_choice (self, "Position", choices);
  if (n > 0)
    gtk_drop_down_set_selected (self->held, chosen);
}

static char *
describe_order (const DeskOrderState *order)
{
  g_autofree char *quantity = desk_format_quantity (ABS (order->quantity));
  g_autofree char *price = NULL;

  if (order->stop != DT_MONEY_NONE)
    price = desk_format_money (order->stop);
  else if (order->limit != DT_MONEY_NONE)
    price = desk_format_money (order->limit);

  return g_strdup_printf ("%s %s %s, %s%s%s", order->side, quantity, order->symbol, order->role,
                          price != NULL ? " at " : "", price != NULL ? price : "");
}

static void
add_orders (DeskTicketForm *self,
            guint64         wanted)
{
  GListModel *orders = desk_session_get_orders (self->session);
  guint n = g_list_model_get_n_items (orders), chosen = 0;
  GtkStringList *choices = gtk_string_list_new (NULL);

  self->order_ids = g_array_new (FALSE, FALSE, sizeof (guint64));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(DeskOrder) order = g_list_model_get_item (orders, i);
      const DeskOrderState *state = desk_order_get_state (order);
      g_autofree char *text = describe_order (state);

      gtk_string_list_append (choices, text);
      g_array_append_val (self->order_ids, state->id);
      if (state->id == wanted)
        chosen = i;
    }
  self->orders = add_choice (self, "Order", choices);
  if (n > 0)
    gtk_drop_down_set_selected (self->orders, chosen);
}

static void
add_order (DeskTicketForm *self,
           GVariantDict   *known)
{
  int side = g_str_equal (self->action->command->id, "order.sell") ? -1 : 1;

  self->order = desk_ticket_order_new (self->session, self->rows, side, get_symbol (self), known);
  g_signal_connect_object (self->order, "changed", G_CALLBACK (emit_changed), self,
                           G_CONNECT_SWAPPED);
}

static gboolean
moves_target (DeskTicketForm *self)
{
  return g_str_equal (self->action->command->id, "order.move-target");
}

/* Where there is none yet: as far on its side of the last price as the stop is on the other, or a
 * hundredth of it. */
static double
get_usual_price (DeskTicketForm          *self,
                 const DeskPositionState *state)
{
  double last = get_last_price (self), away = last / 100;
  gboolean above = (state->quantity > 0) == moves_target (self);

  if (moves_target (self) && state->stop != DT_MONEY_NONE)
    away = fabs (last - dt_money_to_double (state->stop));

  return above ? last + away : last - away;
}

/* The stop or target that there is, to begin from. */
static double
get_present_price (DeskTicketForm *self)
{
  DeskPosition *position = desk_session_find_position (self->session, get_symbol (self));
  const DeskPositionState *state;
  DtMoney price;

  if (position == NULL)
    return get_last_price (self);

  state = desk_position_get_state (position);
  price = moves_target (self) ? state->target : state->stop;
  return price != DT_MONEY_NONE ? dt_money_to_double (price) : get_usual_price (self, state);
}

static void
on_held_changed (DeskTicketForm *self)
{
  if (self->price != NULL)
    gtk_spin_button_set_value (self->price, get_present_price (self));
}

static void
add_fields (DeskTicketForm *self,
            GVariant       *arguments)
{
  g_auto(GVariantDict) known = G_VARIANT_DICT_INIT (arguments);
  const char *symbol = NULL, *reason = "", *override = "";
  guint64 order = 0;
  double price = 0., fraction = 1.;

  g_variant_dict_lookup (&known, "symbol", "&s", &symbol);
  if (find_argument (self, "symbol") != NULL && find_argument (self, "quantity") != NULL)
    add_symbol (self, symbol);
  else if (find_argument (self, "symbol") != NULL)
    add_held (self, symbol);
  if (find_argument (self, "quantity") != NULL)
    add_order (self, &known);
  if (find_argument (self, "order") != NULL)
    {
      g_variant_dict_lookup (&known, "order", "t", &order);
      add_orders (self, order);
    }
  if (find_argument (self, "price") != NULL)
    {
      g_variant_dict_lookup (&known, "price", "d", &price);
      self->price = add_number (self, moves_target (self) ? "New Target Price" : "New Stop Price",
                                MAX_PRICE, 0.01, 2,
                                price > 0. ? price : get_present_price (self));
      g_signal_connect_object (self->held, "notify::selected", G_CALLBACK (on_held_changed), self,
                               G_CONNECT_SWAPPED);
    }
  if (find_argument (self, "fraction") != NULL)
    {
      g_variant_dict_lookup (&known, "fraction", "d", &fraction);
      self->percent = add_number (self, "Part to Close, Percent", 100., 25., 0,
                                  fraction * 100.);
    }
  if (find_argument (self, "reason") != NULL)
    {
      g_variant_dict_lookup (&known, "reason", "&s", &reason);
      add_reason (self, reason);
    }
  if (find_argument (self, "override") != NULL)
    {
      g_variant_dict_lookup (&known, "override", "&s", &override);
      add_override (self, *override != '\0');
    }
}

/* Answers */

/* Returns: (nullable): what is missing */
static const char *
read_fields (DeskTicketForm *self,
             GVariantDict   *dict)
{
  if (self->symbol_entry != NULL || self->held != NULL)
    {
      if (*get_symbol (self) == '\0')
        return self->held != NULL ? "Nothing is held." : "Choose a symbol.";
      g_variant_dict_insert (dict, "symbol", "s", get_symbol (self));
    }
  if (self->orders != NULL)
    {
      guint chosen = gtk_drop_down_get_selected (self->orders);

      if (chosen >= self->order_ids->len)
        return "No order is working.";
      g_variant_dict_insert (dict, "order", "t", g_array_index (self->order_ids, guint64, chosen));
    }
  if (self->price != NULL)
    {
      if (desk_ticket_get_number (self->price) <= 0.)
        return moves_target (self) ? "Enter a price for the target."
                                   : "Enter a price for the stop.";
      g_variant_dict_insert (dict, "price", "d", desk_ticket_get_number (self->price));
    }
  if (self->percent != NULL)
    {
      double percent = desk_ticket_get_number (self->percent);

      if (percent <= 0. || percent > 100.)
        return "Enter how much of the position to close, up to 100 percent.";
      if (percent < 100.)
        g_variant_dict_insert (dict, "fraction", "d", percent / 100.);
    }
  if (self->reason != NULL)
    {
      g_autofree char *reason
        = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason))));

      if (*reason == '\0')
        return "Enter why trading may go on.";
      g_variant_dict_insert (dict, "reason", "s", reason);
    }
  if (self->override != NULL && gtk_switch_get_active (self->override))
    g_variant_dict_insert (dict, "override", "s", "sector,correlation");

  return self->order != NULL ? desk_ticket_order_read (self->order, dict) : NULL;
}

static void
desk_ticket_form_dispose (GObject *object)
{
  DeskTicketForm *self = DESK_TICKET_FORM (object);

  g_clear_object (&self->order);
  g_clear_object (&self->session);
  g_clear_pointer (&self->order_ids, g_array_unref);

  G_OBJECT_CLASS (desk_ticket_form_parent_class)->dispose (object);
}

static void
desk_ticket_form_class_init (DeskTicketFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_ticket_form_dispose;

  signals[CHANGED] = g_signal_new ("changed", DESK_TYPE_TICKET_FORM, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_ticket_form_init (DeskTicketForm *self)
{
  self->rows = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->rows, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->rows), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Order", -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->rows));
}

GtkWidget *
desk_ticket_form_new (DeskSession      *session,
                      const DeskAction *action,
                      GVariant         *arguments)
{
  DeskTicketForm *self = g_object_new (DESK_TYPE_TICKET_FORM, NULL);

  self->session = g_object_ref (session);
  self->action = action;
  add_fields (self, arguments);

  return GTK_WIDGET (self);
}

GVariant *
desk_ticket_form_dup_arguments (DeskTicketForm  *self,
                                const char     **missing)
{
  g_auto(GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_return_val_if_fail (DESK_IS_TICKET_FORM (self), NULL);

  *missing = read_fields (self, &dict);
  if (*missing != NULL)
    return NULL;

  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

void
desk_ticket_form_focus (DeskTicketForm *self)
{
  g_return_if_fail (DESK_IS_TICKET_FORM (self));

  if (self->symbol_entry != NULL && *get_symbol (self) == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->symbol_entry));
  else if (self->order != NULL)
    desk_ticket_order_focus (self->order);
  else if (self->price != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->price));
  else if (self->percent != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->percent));
  else if (self->reason != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->reason));
}

void
desk_ticket_form_offer_override (DeskTicketForm *self,
                                 gboolean        offered)
{
  g_return_if_fail (DESK_IS_TICKET_FORM (self));

  /* Once taken it can be given back */
  if (self->override != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->override_row),
                            offered || gtk_switch_get_active (self->override));
}
