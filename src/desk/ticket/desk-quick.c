/* desk-quick.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-ticket"

#include "config.h"

#include "desk-order.h"
#include "desk-position.h"
#include "desk-quote.h"

#include "desk-quick.h"
#include "desk-ticket-order.h"

/* A command on its way: what the engine says it would do is what is told when it is done. */
typedef struct
{
  const char    *command;
  GVariant      *arguments;
  char          *said;
  DeskQuickDone  done;
  gpointer       data;
} Errand;

static void
finish (Errand     *errand,
        const char *said)
{
  errand->done (said, errand->data);
  g_variant_unref (errand->arguments);
  g_free (errand->said);
  g_free (errand);
}

static void
on_answer (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Errand *errand = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = desk_session_call_finish (DESK_SESSION (source), result, &error);

  finish (errand, answer != NULL ? errand->said : error->message);
}

static void
on_preview (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Errand *errand = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = desk_session_call_finish (DESK_SESSION (source), result, &error);
  g_autofree const char **effects = NULL;
  const char *reason = "This is refused";
  gboolean allowed = FALSE;

  if (answer != NULL)
    {
      g_variant_lookup (answer, "allowed", "b", &allowed);
      g_variant_lookup (answer, "reason", "&s", &reason);
      g_variant_lookup (answer, "effects", "^a&s", &effects);
    }
  if (!allowed)
    {
      finish (errand, answer != NULL ? reason : error->message);
      return;
    }

  errand->said = g_strdup (effects != NULL && effects[0] != NULL ? effects[0] : "Done");
  desk_session_call_async (DESK_SESSION (source), errand->command, errand->arguments, NULL,
                           on_answer, errand);
}

/* @command: static */
static void
send (DeskSession   *session,
      const char    *command,
      GVariantDict  *arguments,
      DeskQuickDone  done,
      gpointer       data)
{
  Errand *errand = g_new0 (Errand, 1);
  GVariantDict dict;

  *errand = (Errand) {
    command, g_variant_ref_sink (g_variant_dict_end (arguments)), NULL, done, data
  };
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "command", "s", command);
  g_variant_dict_insert_value (&dict, "arguments", errand->arguments);
  desk_session_call_async (session, "order.preview", g_variant_dict_end (&dict), NULL, on_preview,
                           errand);
}

static void
begin (GVariantDict *arguments,
       const char   *symbol)
{
  g_variant_dict_init (arguments, NULL);
  g_variant_dict_insert (arguments, "symbol", "s", symbol);
}

/* Entries */

static void
trade (DeskSession   *session,
       const char    *symbol,
       int            side,
       DeskQuickDone  done,
       gpointer       data)
{
  DeskPosition *position = desk_session_find_position (session, symbol);
  DeskQuote *quote = desk_session_find_quote (session, symbol);
  double last = quote != NULL ? desk_quote_get_state (quote)->last : 0.;
  DtQuantity held = position != NULL ? desk_position_get_state (position)->quantity : 0;
  DeskTicketSize size = { 0 };
  GVariantDict arguments;

  begin (&arguments, symbol);
  if (held * side < 0)
    size.quantity = dt_quantity_to_double (ABS (held));
  else
    {
      desk_ticket_size_entry (dt_money_to_double (desk_session_get_account (session)->equity),
                              last, side, &size);
      g_variant_dict_insert (&arguments, "protect", "d", size.protect);
      g_variant_dict_insert (&arguments, "target", "d", size.target);
    }
  g_variant_dict_insert (&arguments, "quantity", "d", size.quantity);

  if (!(size.quantity >= 1.))
    {
      g_autofree char *said = g_strdup_printf ("%s has no price yet, or one unit is too much",
                                               symbol);

      g_variant_dict_clear (&arguments);
      done (said, data);
    }
  else
    send (session, side > 0 ? "order.buy" : "order.sell", &arguments, done, data);
}

/* Exits */

static void
close_part (DeskSession   *session,
            const char    *symbol,
            double         part,
            DeskQuickDone  done,
            gpointer       data)
{
  g_autofree char *said = NULL;
  GVariantDict arguments;

  if (desk_session_find_position (session, symbol) == NULL)
    {
      said = g_strdup_printf ("%s is not held", symbol);
      done (said, data);
      return;
    }

  begin (&arguments, symbol);
  if (part < 1.)
    g_variant_dict_insert (&arguments, "fraction", "d", part);
  send (session, "position.close", &arguments, done, data);
}

static guint
cancel_entries (DeskSession *session,
                const char  *symbol)
{
  GListModel *orders = desk_session_get_orders (session);
  guint n_cancelled = 0;

  for (guint i = 0; i < g_list_model_get_n_items (orders); i++)
    {
      g_autoptr(DeskOrder) order = g_list_model_get_item (orders, i);
      const DeskOrderState *state = desk_order_get_state (order);
      GVariantDict arguments;

      if (!g_str_equal (state->symbol, symbol) || !g_str_equal (state->role, "entry"))
        continue;
      g_variant_dict_init (&arguments, NULL);
      g_variant_dict_insert (&arguments, "order", "t", state->id);
      desk_session_do (session, "order.cancel", g_variant_dict_end (&arguments));
      n_cancelled++;
    }

  return n_cancelled;
}

static void
flatten (DeskSession   *session,
         const char    *symbol,
         DeskQuickDone  done,
         gpointer       data)
{
  guint n_cancelled = cancel_entries (session, symbol);
  g_autofree char *said = NULL;

  if (desk_session_find_position (session, symbol) != NULL)
    {
      close_part (session, symbol, 1., done, data);
      return;
    }

  said = g_strdup_printf (n_cancelled > 0 ? "The entry in %s is cancelled"
                                          : "%s is not held, and no entry is working", symbol);
  done (said, data);
}

static void
break_even (DeskSession   *session,
            const char    *symbol,
            DeskQuickDone  done,
            gpointer       data)
{
  DeskPosition *position = desk_session_find_position (session, symbol);
  GVariantDict arguments;
  double average;

  if (position == NULL)
    {
      g_autofree char *said = g_strdup_printf ("%s is not held, so it has no stop", symbol);

      done (said, data);
      return;
    }

  average = dt_money_to_double (desk_position_get_state (position)->average);
  begin (&arguments, symbol);
  g_variant_dict_insert (&arguments, "price", "d", average);
  send (session, "order.move-stop", &arguments, done, data);
}

void
desk_quick_do (DeskSession   *session,
               const char    *id,
               DeskQuickDone  done,
               gpointer       data)
{
  const char *symbol = desk_session_get_symbol (session);

  g_return_if_fail (DESK_IS_SESSION (session));
  g_return_if_fail (done != NULL);

  if (symbol == NULL)
    done ("No symbol is chosen", data);
  else if (g_str_equal (id, "quick.buy"))
    trade (session, symbol, 1, done, data);
  else if (g_str_equal (id, "quick.sell"))
    trade (session, symbol, -1, done, data);
  else if (g_str_equal (id, "quick.halve"))
    close_part (session, symbol, 0.5, done, data);
  else if (g_str_equal (id, "quick.break-even"))
    break_even (session, symbol, done, data);
  else
    flatten (session, symbol, done, data);
}
