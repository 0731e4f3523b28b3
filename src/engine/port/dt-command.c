/* dt-command.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-port"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-error.h"

#include "dt-command.h"

G_DEFINE_QUARK (dt-command-error-quark, dt_command_error)

#define MAX_ARGUMENTS 32

static const DtCommandArgument start_arguments[] = {
  { "spec", "s", TRUE, "What to run, as JSON" },
  { "speed", "d", FALSE, "Times real time; 0 begins paused; as fast as possible when left out" },
};

static const DtCommandArgument step_arguments[] = {
  { "count", "u", FALSE, "Instants to step, 1 when left out" },
};

static const DtCommandArgument speed_arguments[] = {
  { "speed", "d", TRUE, "Times real time: 0 pauses, 1 is real time, inf as fast as possible" },
  { "play", "b", FALSE, "Whether a run that is paused begins to play, TRUE when left out" },
};

static const DtCommandArgument until_arguments[] = {
  { "time", "x", TRUE, "UTC nanoseconds of the market's clock" },
};

static const DtCommandArgument order_arguments[] = {
  { "symbol", "s", TRUE, "Instrument" },
  { "quantity", "d", TRUE, "Units, above 0" },
  { "limit", "d", FALSE, "Limit price, USD" },
  { "stop", "d", FALSE, "Stop price, USD" },
  { "protect", "d", FALSE, "Price of the protective stop that rests from the fill on, USD" },
  { "target", "d", FALSE, "Price of the profit target that rests beside it, USD" },
  { "override", "s", FALSE, "Limits that are not to hold for it: correlation, sector" },
  { "tif", "s", FALSE, "How long it lasts: gtc (default), day, ioc, opg or cls" },
};

static const DtCommandArgument cancel_arguments[] = {
  { "order", "t", TRUE, "Number of the order" },
};

static const DtCommandArgument move_arguments[] = {
  { "symbol", "s", TRUE, "Instrument that is held" },
  { "price", "d", TRUE, "New stop price, USD" },
};

static const DtCommandArgument target_arguments[] = {
  { "symbol", "s", TRUE, "Instrument that is held" },
  { "price", "d", TRUE, "New target price, USD" },
};

static const DtCommandArgument close_arguments[] = {
  { "symbol", "s", TRUE, "Instrument that is held" },
  { "fraction", "d", FALSE, "Part of the position, above 0 up to 1; all when left out" },
  { "tif", "s", FALSE, "cls to close at the close of the session, else at the next open" },
};

static const DtCommandArgument rearm_arguments[] = {
  { "reason", "s", TRUE, "Why trading may go on; kept in the activity" },
};

static const DtCommandArgument rows_arguments[] = {
  { "after", "t", FALSE, "Only rows with higher numbers" },
  { "limit", "u", FALSE, "Rows at most, 1000 when left out" },
  { "symbol", "s", FALSE, "Only of this instrument" },
};

static const DtCommandArgument activity_arguments[] = {
  { "after", "t", FALSE, "The oldest rows with higher numbers" },
  { "before", "t", FALSE, "The newest rows with lower numbers" },
  { "limit", "u", FALSE, "Rows at most, 1000 when left out" },
  { "kind", "s", FALSE, "Only of this kind: order, stop-move, rejection, command, data, run" },
  { "text", "s", FALSE, "Only those with this in the text or symbol, whatever the case" },
};

static const DtCommandArgument note_arguments[] = {
  { "book", "x", TRUE, "Number of the book" },
  { "trade", "t", TRUE, "Number of the trade in its book" },
  { "tags", "s", FALSE, "Apart by commas" },
  { "text", "s", FALSE, "What there is to say about it" },
  { "rating", "u", FALSE, "1 to 5 stars, 0 for none" },
};

static const DtCommandArgument equity_arguments[] = {
  { "after", "u", FALSE, "Points that are known already" },
  { "limit", "u", FALSE, "Points at most, 100000 when left out" },
};

static const DtCommandArgument preview_arguments[] = {
  { "command", "s", TRUE, "What would be done: order.buy, position.close …" },
  { "arguments", "a{sv}", FALSE, "Its arguments" },
};

/* The first one is only of an alert that is there. */
static const DtCommandArgument alert_arguments[] = {
  { "id", "t", TRUE, "Number of the alert" },
  { "kind", "s", FALSE, "price (default), change against the close before, or rule" },
  { "direction", "s", FALSE, "above (default), below or either" },
  { "level", "d", FALSE, "Of a price in USD, of a change a fraction: 0.03 is 3 %" },
  { "rule", "s", FALSE, "A condition of the rule language that becomes true" },
  { "symbols", "s", FALSE, "Apart by commas" },
  { "scope", "s", FALSE, "symbols (default), watchlist, or universe: whatever the run trades" },
  { "once", "b", FALSE, "Whether it fires once for a symbol, TRUE when left out" },
  { "pause", "u", FALSE, "Minutes of market time until it may fire again, 15 when left out" },
  { "note", "s", FALSE, "What there is to say about it" },
};

static const DtCommandArgument alert_id_arguments[] = {
  { "id", "t", TRUE, "Number of the alert" },
};

static const DtCommandArgument enable_arguments[] = {
  { "id", "t", TRUE, "Number of the alert" },
  { "enabled", "b", FALSE, "Whether it is looked at, TRUE when left out; it begins anew" },
};

static const DtCommandArgument history_arguments[] = {
  { "before", "t", FALSE, "The newest rows with lower numbers" },
  { "limit", "u", FALSE, "Rows at most, 1000 when left out" },
};

static const DtCommandArgument watchlist_arguments[] = {
  { "symbols", "s", TRUE, "Apart by commas" },
};

static const DtCommandArgument write_arguments[] = {
  { "trades", "s", FALSE, "Absolute path for the trade list" },
  { "equity", "s", FALSE, "Absolute path for the equity line" },
};

#define WITH(list) list, G_N_ELEMENTS (list)
#define WITHOUT    NULL, 0

/* Sorted by id. */
static const DtCommand commands[] = {
  { "alert.add", "Add Alert", "Alerts", "Tells when a price, a change or a rule is met",
    DT_COMMAND_CONTROLS, alert_arguments + 1, G_N_ELEMENTS (alert_arguments) - 1 },
  { "alert.edit", "Change Alert", "Alerts", "Puts another condition in the place of an alert's",
    DT_COMMAND_CONTROLS, WITH (alert_arguments) },
  { "alert.enable", "Switch Alert", "Alerts", "Has an alert looked at again, or no longer",
    DT_COMMAND_CONTROLS, WITH (enable_arguments) },
  { "alert.history", "List Firings", "Alerts", "When which alert fired",
    DT_COMMAND_READS, WITH (history_arguments) },
  { "alert.list", "List Alerts", "Alerts", "All alerts, and when they fired last",
    DT_COMMAND_READS, WITHOUT },
  { "alert.remove", "Remove Alert", "Alerts", "Takes an alert away; its history stays",
    DT_COMMAND_CONTROLS, WITH (alert_id_arguments) },
  { "alert.watchlist", "Set Watchlist", "Alerts", "The symbols of alerts on the watchlist",
    DT_COMMAND_CONTROLS, WITH (watchlist_arguments) },
  { "book.activity", "List Activity", "Book", "What happened in the run, when and why",
    DT_COMMAND_READS, WITH (activity_arguments) },
  { "book.fills", "List Fills", "Book", "Fills of the run, and why each has its price",
    DT_COMMAND_READS, WITH (rows_arguments) },
  { "book.note", "Note on Trade", "Book",
    "Writes the user's tags, words and rating of a trade; without any of them the note is gone",
    DT_COMMAND_CONTROLS, WITH (note_arguments) },
  { "book.snapshot", "Show Book", "Book", "Account, positions and orders as they are now",
    DT_COMMAND_READS, WITHOUT },
  { "book.trades", "List Trades", "Book", "Completed round trips, in the order they were completed",
    DT_COMMAND_READS, WITH (rows_arguments) },
  { "engine.emergency-stop", "Emergency Stop", "Engine",
    "Cancels every entry, closes every position at the market and refuses entries until re-armed",
    DT_COMMAND_DESTROYS, WITHOUT },
  { "engine.quit", "Quit Engine", "Engine",
    "Ends the engine; a run that is going on is taken up at the next start",
    DT_COMMAND_CONTROLS, WITHOUT },
  { "engine.rearm", "Re-Arm Engine", "Engine",
    "Allows entries again after an emergency stop or when the circuit breaker has tripped",
    DT_COMMAND_TRADES, WITH (rearm_arguments) },
  { "order.buy", "Buy", "Orders",
    "Buys at the market, or with a limit, a stop or both; at the market it covers a short first",
    DT_COMMAND_TRADES, WITH (order_arguments) },
  { "order.cancel", "Cancel Order", "Orders", "Takes back an order that is working",
    DT_COMMAND_TRADES, WITH (cancel_arguments) },
  { "order.move-stop", "Move Stop", "Orders",
    "Moves the protective stop of a position, or gives it one",
    DT_COMMAND_TRADES, WITH (move_arguments) },
  { "order.move-target", "Move Target", "Orders",
    "Moves the profit target of a position, or gives it one",
    DT_COMMAND_TRADES, WITH (target_arguments) },
  { "order.preview", "Preview Order", "Orders",
    "What a command that trades would do now, or why it would be refused; changes nothing",
    DT_COMMAND_READS, WITH (preview_arguments) },
  { "order.sell", "Sell", "Orders",
    "Sells at the market, or with a limit, a stop or both; at the market it reduces a long first",
    DT_COMMAND_TRADES, WITH (order_arguments) },
  { "position.close", "Close Position", "Positions",
    "Closes a position, or part of it, at the market",
    DT_COMMAND_TRADES, WITH (close_arguments) },
  { "position.close-all", "Close All Positions", "Positions",
    "Cancels every entry that is working and closes every position at the market",
    DT_COMMAND_DESTROYS, WITHOUT },
  { "run.equity", "List Equity", "Run", "The equity line of the run",
    DT_COMMAND_READS, WITH (equity_arguments) },
  { "run.pause", "Pause", "Run", "Stops the market's clock", DT_COMMAND_CONTROLS, WITHOUT },
  { "run.play-until", "Play Until", "Run", "Plays as fast as possible up to a time, then pauses",
    DT_COMMAND_CONTROLS, WITH (until_arguments) },
  { "run.resume", "Play", "Run", "Lets the market's clock go on at the speed it had",
    DT_COMMAND_CONTROLS, WITHOUT },
  { "run.rewind", "Rewind", "Run",
    "Plays the run again up to a time, into a new book and with the commands it had, then pauses; "
    "a time ahead is played up to",
    DT_COMMAND_CONTROLS, WITH (until_arguments) },
  { "run.speed", "Set Speed", "Run", "Sets how fast the market's clock goes",
    DT_COMMAND_CONTROLS, WITH (speed_arguments) },
  { "run.start", "Start Run", "Run", "Opens a new book and trades a tape into it",
    DT_COMMAND_CONTROLS, WITH (start_arguments) },
  { "run.status", "Show Run", "Run", "State, progress and, at the end, the result of the run",
    DT_COMMAND_READS, WITHOUT },
  { "run.step", "Step", "Run", "Plays the next instants of the tape, then pauses",
    DT_COMMAND_CONTROLS, WITH (step_arguments) },
  { "run.stop", "Stop Run", "Run", "Ends the run where it is and makes its result",
    DT_COMMAND_DESTROYS, WITHOUT },
  { "run.write", "Write Files", "Run", "Writes the files of the finished run",
    DT_COMMAND_READS, WITH (write_arguments) },
};

/* Returns: (transfer none): all rows, sorted by id */
const DtCommand *
dt_command_list (guint *n_commands)
{
  *n_commands = G_N_ELEMENTS (commands);

  return commands;
}

/* Returns: (transfer none) (nullable): the row */
const DtCommand *
dt_command_find (const char *id)
{
  gsize low = 0, high = G_N_ELEMENTS (commands);

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      int order = strcmp (commands[middle].id, id);

      if (order == 0)
        return &commands[middle];
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return NULL;
}

#define refuse(error, ...) \
  dt_refuse (error, DT_COMMAND_ERROR, DT_COMMAND_ERROR_ARGUMENT, __VA_ARGS__)

static const DtCommandArgument *
find_argument (const DtCommand *command,
               const char      *name)
{
  for (guint i = 0; i < command->n_arguments; i++)
    if (g_str_equal (command->arguments[i].name, name))
      return &command->arguments[i];

  return NULL;
}

static gboolean
check_argument (const DtCommand  *command,
                const char       *name,
                GVariant         *value,
                GError          **error)
{
  const DtCommandArgument *argument = find_argument (command, name);
  g_autofree char *text = NULL;

  if (argument == NULL)
    return refuse (error, "%s takes no argument \"%s\"", command->id, name);

  if (!g_variant_is_of_type (value, G_VARIANT_TYPE (argument->type)))
    {
      text = g_variant_print (value, FALSE);
      return refuse (error, "The argument \"%s\" of %s is %.60s, which is not of the type \"%s\"",
                     name, command->id, text, argument->type);
    }

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE) && isnan (g_variant_get_double (value)))
    return refuse (error, "The argument \"%s\" of %s is not a number", name, command->id);

  return TRUE;
}

static gboolean
check_required (const DtCommand  *command,
                GVariant         *arguments,
                GError          **error)
{
  for (guint i = 0; i < command->n_arguments; i++)
    {
      const DtCommandArgument *argument = &command->arguments[i];
      g_autoptr(GVariant) value = g_variant_lookup_value (arguments, argument->name, NULL);

      if (argument->required && value == NULL)
        return refuse (error, "%s needs the argument \"%s\": %s", command->id, argument->name,
                       argument->summary);
    }

  return TRUE;
}

/**
 * dt_command_check:
 * @arguments: of any type, from anywhere, in normal form
 *
 * Returns: whether a handler of @command can take @arguments; otherwise @error is
 *   %DT_COMMAND_ERROR_ARGUMENT
 */
gboolean
dt_command_check (const DtCommand  *command,
                  GVariant         *arguments,
                  GError          **error)
{
  const char *seen[MAX_ARGUMENTS];
  gsize n;

  if (!g_variant_is_of_type (arguments, G_VARIANT_TYPE_VARDICT))
    return refuse (error, "The arguments of %s are of the type \"%s\", not \"a{sv}\"",
                   command->id, g_variant_get_type_string (arguments));

  n = g_variant_n_children (arguments);
  if (n > MAX_ARGUMENTS)
    return refuse (error, "%s does not take %" G_GSIZE_FORMAT " arguments", command->id, n);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(GVariant) value = NULL;

      g_variant_get_child (arguments, i, "{&sv}", &seen[i], &value);
      for (gsize k = 0; k < i; k++)
        if (g_str_equal (seen[k], seen[i]))
          return refuse (error, "%s is given the argument \"%s\" twice", command->id, seen[i]);
      if (!check_argument (command, seen[i], value, error))
        return FALSE;
    }

  return check_required (command, arguments, error);
}
