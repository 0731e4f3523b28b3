/* desk-action-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-base"

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "desk-action-table.h"

/* What the desk adds to a command of the engine. Those that are not here are asked for by programs
 * and by the desk itself: they can be activated but are not listed. */
typedef struct
{
  const char *id;
  const char *icon;
  const char *accels[2];
} Dress;

static const Dress dresses[] = {
  { "engine.emergency-stop", "process-stop-symbolic", { "<Control><Shift>e" } },
  { "engine.rearm", "changes-allow-symbolic" },
  { "order.buy", "list-add-symbolic", { "<Control>b" } },
  { "order.move-stop", "go-jump-symbolic", { "<Control><Shift>m" } },
  { "order.move-target", "go-jump-symbolic", { "<Control><Shift>t" } },
  { "order.sell", "list-remove-symbolic", { "<Control><Shift>s" } },
  { "position.close", "window-close-symbolic", { "<Control><Shift>x" } },
  { "position.close-all", "edit-clear-all-symbolic" },
  { "run.pause", "media-playback-pause-symbolic" },
  { "run.resume", "media-playback-start-symbolic" },
  { "run.step", "media-skip-forward-symbolic", { "<Control>Right" } },
  { "run.stop", "media-playback-stop-symbolic" },
};

static const DtCommandArgument go_to_arguments[] = {
  { "time", "x", FALSE, "UTC nanoseconds of the market's clock; asked for when left out" },
};

static const DtCommandArgument restart_arguments[] = {
  { "universe", "s", FALSE, "Tape to play, the chosen one when left out" },
  { "strategy", "s", FALSE, "Strategy to trade it with, the chosen one when left out" },
};

static const DtCommandArgument alert_arguments[] = {
  { "symbol", "s", FALSE, "Instrument, the one that is looked at when left out" },
  { "level", "d", FALSE, "Price that is crossed, USD" },
};

static const DtCommandArgument symbol_arguments[] = {
  { "symbol", "s", TRUE, "Instrument of the tape" },
  { "time", "x", FALSE, "UTC nanoseconds of a bar to be shown, the latest when left out" },
};

static const DtCommandArgument trade_arguments[] = {
  { "trade", "t", TRUE, "Number of a completed trade of the running book" },
};

static const DtCommandArgument strategy_arguments[] = {
  { "strategy", "s", FALSE, "Path of the strategy file; the one that is edited or selected when "
                            "left out" },
};

typedef struct
{
  DtCommand   command;
  gboolean    is_listed;
  const char *icon;
  const char *accels[2];
} Own;

#define OWN(id, title, category, summary, ...) \
  { { id, title, category, summary, DT_COMMAND_CONTROLS, NULL, 0 }, TRUE, __VA_ARGS__ }
#define OWN_WITH(id, title, category, summary, list, is_listed, ...) \
  { { id, title, category, summary, DT_COMMAND_CONTROLS, list, G_N_ELEMENTS (list) }, \
    is_listed, __VA_ARGS__ }

/* The window's own. */
static const Own owns[] = {
  OWN_WITH ("alert.new", "New Alert", "Alerts",
            "Tells when a price crosses a level, a change is reached or a rule becomes true",
            alert_arguments, TRUE, "alarm-symbolic", { "<Alt>a" }),
  OWN ("chart.all", "Show All", "Chart", "Shows the whole history of the chart",
       "zoom-fit-best-symbolic", { "<Control>0" }),
  OWN ("chart.compare", "Compare", "Chart",
       "Adds an instrument to the chart, or takes it off again", "view-dual-symbolic",
       { "<Alt>c" }),
  OWN ("chart.compare-none", "Stop Comparing", "Chart", "Shows one instrument alone",
       "edit-clear-symbolic"),
  OWN ("chart.copy", "Copy Picture", "Chart", "Puts a picture of the chart on the clipboard",
       "edit-copy-symbolic", { "<Control><Shift>c" }),
  OWN ("chart.delete-drawing", "Delete Drawing", "Chart", "Deletes the drawing that is selected",
       "edit-delete-symbolic"),
  OWN ("chart.draw-level", "Draw Horizontal Line", "Chart", "Puts a line at a price",
       "list-remove-symbolic", { "<Alt>h" }),
  OWN ("chart.draw-note", "Write Note", "Chart", "Puts a text at a bar and a price",
       "document-edit-symbolic", { "<Alt>n" }),
  OWN ("chart.draw-trend", "Draw Trend Line", "Chart", "Puts a line between two points",
       "document-edit-symbolic", { "<Alt>t" }),
  OWN ("chart.edit-note", "Edit Note", "Chart", "Changes the text of the note that is selected",
       "document-edit-symbolic"),
  OWN ("chart.four", "Four Charts", "Chart", "Shows four charts at once", "view-grid-symbolic",
       { "<Control><Alt>4" }),
  OWN ("chart.go-to", "Show Day", "Chart", "Brings a day of the chart into sight",
       "x-office-calendar-symbolic", { "<Alt>g" }),
  OWN ("chart.indicators", "Indicators", "Chart", "Adds, changes and removes indicators",
       "list-add-symbolic", { "<Control>i" }),
  OWN ("chart.latest", "Show Latest", "Chart", "Shows the last bars of the chart",
       "go-last-symbolic", { "<Control>End" }),
  OWN ("chart.link", "Link Charts", "Chart",
       "Crosshair and time of one chart move those of the others beside it",
       "insert-link-symbolic", { "<Alt>l" }),
  OWN ("chart.log-scale", "Logarithmic Scale", "Chart",
       "Switches between equal steps in price and equal steps in percent",
       "view-continuous-symbolic"),
  OWN ("chart.longer", "Longer Bars", "Chart", "Shows bars of the next longer timeframe",
       "go-up-symbolic", { "<Control>bracketright" }),
  OWN ("chart.measure", "Measure", "Chart",
       "Bars, time, price and percent between two points", "view-fullscreen-symbolic",
       { "<Alt>m" }),
  OWN ("chart.next", "Next Chart", "Chart", "Goes to the next of the charts side by side",
       "go-next-symbolic", { "F6" }),
  OWN ("chart.one", "One Chart", "Chart", "Shows the chart that is in use alone",
       "view-fullscreen-symbolic", { "<Control><Alt>1" }),
  OWN ("chart.pan-left", "Pan Left", "Chart", "Shows earlier bars", "go-previous-symbolic",
       { "<Alt>Left" }),
  OWN ("chart.pan-right", "Pan Right", "Chart", "Shows later bars", "go-next-symbolic",
       { "<Alt>Right" }),
  OWN ("chart.percent-scale", "Percent Scale", "Chart",
       "Switches between prices and percent above the first one in sight",
       "view-continuous-symbolic"),
  OWN ("chart.previous", "Previous Chart", "Chart",
       "Goes to the previous of the charts side by side", "go-previous-symbolic",
       { "<Shift>F6" }),
  OWN ("chart.save-png", "Save Picture as PNG", "Chart", "Writes what the chart shows to a file",
       "document-save-symbolic", { "<Alt>s" }),
  OWN ("chart.save-svg", "Save Picture as SVG", "Chart",
       "Writes what the chart shows to a file that can be enlarged", "document-save-symbolic"),
  OWN ("chart.select-drawing", "Select Drawing", "Chart",
       "Goes to the next drawing: arrows move it, Delete deletes it, Enter chooses an end",
       "edit-select-symbolic", { "<Alt>d" }),
  OWN ("chart.sessions", "Show Sessions", "Chart",
       "Marks where sessions begin, and what was traded outside of them",
       "x-office-calendar-symbolic"),
  OWN ("chart.shorter", "Shorter Bars", "Chart", "Shows bars of the next shorter timeframe",
       "go-down-symbolic", { "<Control>bracketleft" }),
  OWN ("chart.table", "Show as Table", "Chart", "Bars in sight and the values of all indicators",
       "view-list-symbolic", { "<Alt>v" }),
  OWN ("chart.two", "Two Charts", "Chart", "Shows two charts side by side",
       "view-dual-symbolic", { "<Control><Alt>2" }),
  OWN ("chart.undo-drawing", "Undo Drawing", "Chart", "Takes back the last change of a drawing",
       "edit-undo-symbolic", { "<Control>z" }),
  OWN ("chart.volume", "Show Volume", "Chart", "Shows or hides the volume below the prices",
       "view-dual-symbolic"),
  OWN ("chart.zoom-in", "Zoom In", "Chart", "Shows fewer bars", "zoom-in-symbolic",
       { "<Control>plus", "<Control>equal" }),
  OWN ("chart.zoom-out", "Zoom Out", "Chart", "Shows more bars", "zoom-out-symbolic",
       { "<Control>minus" }),
  OWN ("heatmaps.correlation", "Correlation Matrix", "Heatmaps",
       "Which instruments move together, and which go their own way",
       "network-workgroup-symbolic"),
  OWN ("heatmaps.risk", "Risk Heatmap", "Heatmaps",
       "Every position against every kind of risk, beside its limit", "dialog-warning-symbolic"),
  OWN ("heatmaps.sectors", "Sector Map", "Heatmaps",
       "The market by sectors: how large, and how it does", "view-app-grid-symbolic"),
  OWN ("journal.export", "Export Trades", "Journal", "Writes the trades that are shown as CSV",
       "document-save-as-symbolic"),
  OWN ("journal.export-tax-lots", "Export Tax Lots", "Journal",
       "Writes what was bought and sold of the book, first in, first out, as CSV",
       "document-save-as-symbolic"),
  OWN ("journal.export-wash-sales", "Export Wash Sales", "Journal",
       "Writes the losses that purchases within 30 days disallow as CSV",
       "document-save-as-symbolic"),
  OWN ("journal.search", "Search Trades", "Journal", "Finds trades by symbol, tag or word",
       "system-search-symbolic", { "<Control><Shift>f" }),
  OWN_WITH ("journal.show", "Show Trade", "Journal", "Shows a completed trade in the journal",
            trade_arguments, FALSE, "document-open-recent-symbolic"),
  OWN ("lab.cancel", "Cancel Backtest", "Lab", "Stops the backtest that is running",
       "process-stop-symbolic"),
  OWN ("lab.run", "Run Backtest", "Lab", "Tests the rules that are set up on history",
       "media-playback-start-symbolic", { "<Control>Return", "<Control>KP_Enter" }),
  OWN ("lab.save", "Save Backtest", "Lab", "Keeps the run that is shown in the books",
       "document-save-symbolic"),
  OWN ("page.activity", "Activity", "Pages", "What the engine did, and why",
       "view-list-symbolic", { "<Alt>4" }),
  OWN ("page.alerts", "Alerts", "Pages", "What you want to be told, and what you were",
       "alarm-symbolic", { "<Control><Alt>t" }),
  OWN ("page.chart", "Chart", "Pages", "Prices of one instrument", "view-grid-symbolic",
       { "<Alt>2" }),
  OWN ("page.heatmaps", "Heatmaps", "Pages",
       "Sectors, what moves together, and risk, as colours", "view-app-grid-symbolic",
       { "<Alt>9" }),
  OWN ("page.journal", "Journal", "Pages", "Every trade, its reasons and your words",
       "accessories-text-editor-symbolic", { "<Alt>7" }),
  OWN ("page.lab", "Backtest Lab", "Pages", "Rules tested on history",
       "applications-science-symbolic", { "<Alt>6" }),
  OWN ("page.overview", "Overview", "Pages", "The account at a glance", "go-home-symbolic",
       { "<Alt>1" }),
  OWN ("page.positions", "Positions and Orders", "Pages", "What is held and what is working",
       "view-paged-symbolic", { "<Alt>3" }),
  OWN ("page.quotes", "Quotes", "Pages", "Prices of all instruments, and those that are pinned",
       "starred-symbolic", { "<Alt>8" }),
  OWN ("page.readiness", "Readiness", "Pages", "What must be true before real money",
       "object-select-symbolic", { "<Control><Alt>l" }),
  OWN ("page.reconcile", "Reconcile", "Pages", "Whether book and broker tell the same",
       "emblem-synchronizing-symbolic", { "<Control><Alt>b" }),
  OWN ("page.risk", "Risk", "Pages", "What the positions can lose, and what in them does",
       "security-high-symbolic", { "<Alt>r" }),
  OWN ("page.screener", "Screener", "Pages", "Symbols that meet criteria, and their scores",
       "edit-find-symbolic", { "<Control><Alt>s" }),
  OWN ("page.strategies", "Strategies", "Pages", "The rules that trade, and what they made",
       "system-run-symbolic", { "<Alt>5" }),
  OWN ("quick.arm", "Arm Quick Keys", "Quick Keys",
       "Lets single keys trade the symbol that is looked at, without asking",
       "input-keyboard-symbolic", { "<Control><Alt>a" }),
  OWN ("quick.break-even", "Stop to Break-Even at Once", "Quick Keys",
       "Moves the stop of the symbol to where it was entered", "go-jump-symbolic", { "F5" }),
  OWN ("quick.buy", "Buy at Once", "Quick Keys",
       "Buys the symbol, sized by risk, with a stop and a target; covers a short first",
       "list-add-symbolic", { "F2" }),
  OWN ("quick.flatten", "Flatten at Once", "Quick Keys",
       "Cancels the entry and closes the position of the symbol", "window-close-symbolic",
       { "F8" }),
  OWN ("quick.halve", "Halve at Once", "Quick Keys", "Closes half of the position of the symbol",
       "object-flip-vertical-symbolic", { "F4" }),
  OWN ("quick.sell", "Sell at Once", "Quick Keys",
       "Sells the symbol short, sized by risk, with a stop and a target; closes a long first",
       "list-remove-symbolic", { "F3" }),
  OWN_WITH ("replay.go-to", "Go to Date", "Run", "Plays as fast as possible up to a day",
            go_to_arguments, TRUE, "x-office-calendar-symbolic", { "<Control>g" }),
  OWN_WITH ("replay.restart", "Restart Replay", "Run",
            "Stops the run and starts a new one from the beginning, in a new book",
            restart_arguments, TRUE, "view-refresh-symbolic", { "<Control><Shift>r" }),
  OWN ("run.faster", "Faster", "Run", "Lets the market's clock go faster",
       "media-seek-forward-symbolic", { "<Control>Up" }),
  OWN ("run.slower", "Slower", "Run", "Lets the market's clock go slower",
       "media-seek-backward-symbolic", { "<Control>Down" }),
  OWN ("run.toggle", "Play or Pause", "Run", "Stops the market's clock or lets it go on",
       "media-playback-start-symbolic", { "<Control>space" }),
  OWN ("screen.cancel", "Cancel Screening", "Screener", "Leaves what is shown as it was before",
       "process-stop-symbolic"),
  OWN ("screen.delete", "Delete Screen", "Screener",
       "Deletes the screen, when it is one of your own; can be undone", "user-trash-symbolic"),
  OWN ("screen.edit", "Change Criteria", "Screener",
       "Shows the criteria of the screen line by line, or hides them", "document-edit-symbolic",
       { "<Control><Alt>e" }),
  OWN ("screen.export", "Export Screen", "Screener", "Writes the table of all symbols as CSV",
       "document-save-as-symbolic"),
  OWN ("screen.run", "Run Screen", "Screener",
       "Looks for the symbols that meet the criteria at the market’s time",
       "media-playback-start-symbolic", { "<Control><Alt>r" }),
  OWN ("screen.save", "Save Screen", "Screener", "Saves the criteria that were changed",
       "document-save-symbolic"),
  OWN ("screen.save-as", "Save Screen As", "Screener", "Saves the criteria as a screen of your own",
       "document-save-symbolic"),
  OWN ("screen.watch", "Put on Watchlist", "Screener",
       "Pins the symbols that are selected, or the best of those that pass", "starred-symbolic",
       { "<Control><Alt>p" }),
  OWN_WITH ("strategy.backtest", "Backtest Strategy", "Strategies",
            "Opens the lab with the strategy and tests it", strategy_arguments, TRUE,
            "media-playback-start-symbolic", { "<Control>F5" }),
  OWN_WITH ("strategy.copy", "Copy Strategy", "Strategies",
            "Makes a file of your own with the same rules", strategy_arguments, TRUE,
            "edit-copy-symbolic", { "<Control><Shift>d" }),
  OWN_WITH ("strategy.delete", "Delete Strategy", "Strategies",
            "Deletes a file of your own; can be undone", strategy_arguments, TRUE,
            "user-trash-symbolic"),
  OWN_WITH ("strategy.edit", "Edit Strategy", "Strategies", "Shows the rules of a strategy",
            strategy_arguments, TRUE, "document-edit-symbolic", { "<Control><Shift>o" }),
  OWN ("strategy.new", "New Strategy", "Strategies", "Begins a strategy file of your own",
       "document-new-symbolic", { "<Control>n" }),
  OWN_WITH ("strategy.rename", "Rename Strategy", "Strategies",
            "Gives a strategy of your own another name", strategy_arguments, TRUE,
            "document-edit-symbolic", { "<Control>F2" }),
  OWN_WITH ("strategy.replay", "Run Strategy in the Replay", "Strategies",
            "Starts a new replay with this strategy, alone or beside others", strategy_arguments,
            TRUE, "media-seek-forward-symbolic"),
  OWN ("strategy.save", "Save Strategy", "Strategies", "Saves the rules that are edited",
       "document-save-symbolic", { "<Control>s" }),
  OWN ("style.dark", "Dark Style", "Style", "Dark colours whatever the system has",
       "weather-clear-night-symbolic"),
  OWN ("style.light", "Light Style", "Style", "Light colours whatever the system has",
       "weather-clear-symbolic"),
  OWN ("style.system", "System Style", "Style", "Light or dark as the system has it",
       "preferences-desktop-appearance-symbolic"),
  OWN_WITH ("symbol.show", "Show Symbol", "Chart", "Shows the chart of an instrument",
            symbol_arguments, FALSE, "view-grid-symbolic"),
  OWN ("window.about", "About DayTrader", "Window", "Version, licence and sources",
       "help-about-symbolic"),
  OWN ("window.close", "Close Window", "Window",
       "Closes the window; asks first when positions or orders are open",
       "window-close-symbolic", { "<Control>w" }),
  OWN ("window.detach-chart", "Chart in Own Window", "Window",
       "Takes the chart out of the main window, or back into it", "window-restore-symbolic",
       { "<Control><Alt>c" }),
  OWN ("window.detach-quotes", "Watchlist in Own Window", "Window",
       "Takes the quotes out of the main window, or back into it", "window-restore-symbolic",
       { "<Control><Alt>w" }),
  OWN ("window.fullscreen", "Full Screen", "Window", "Fills the screen, or leaves it again",
       "view-fullscreen-symbolic", { "F11" }),
  OWN ("window.menu", "Main Menu", "Window", "Opens the main menu", "open-menu-symbolic",
       { "F10" }),
  OWN ("window.palette", "Command Palette", "Window", "Finds commands, pages and symbols by name",
       "system-search-symbolic", { "<Control>k" }),
  OWN ("window.preferences", "Preferences", "Window", "Replay, style, chart and background",
       "emblem-system-symbolic", { "<Control>comma" }),
  OWN ("window.quit", "Quit", "Window",
       "Ends the program; asks first when positions or orders are open",
       "application-exit-symbolic", { "<Control>q" }),
  OWN ("window.shortcuts", "Keyboard Shortcuts", "Window", "Lists all keys",
       "preferences-desktop-keyboard-shortcuts-symbolic", { "<Control>question" }),
  OWN ("window.sidebar", "Toggle Sidebar", "Window", "Shows or hides the sidebar",
       "sidebar-show-symbolic", { "F9" }),
};

static int
compare_rows (const void *a,
              const void *b)
{
  const DtCommand *x = ((const DeskAction *) a)->command, *y = ((const DeskAction *) b)->command;
  int order = strcmp (x->category, y->category);

  if (order == 0)
    order = strcmp (x->title, y->title);

  return order != 0 ? order : strcmp (x->id, y->id);
}

static const Dress *
find_dress (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (dresses); i++)
    if (g_str_equal (dresses[i].id, id))
      return &dresses[i];

  return NULL;
}

static DeskAction
make_engine_row (const DtCommand *command)
{
  const Dress *dress = find_dress (command->id);

  return (DeskAction) {
    .command = command,
    .is_engine = TRUE,
    .is_listed = dress != NULL,
    .icon = dress != NULL ? dress->icon : "system-run-symbolic",
    .accels = { dress != NULL ? dress->accels[0] : NULL, dress != NULL ? dress->accels[1] : NULL },
  };
}

static DeskAction
make_own_row (const Own *own)
{
  return (DeskAction) {
    .command = &own->command,
    .is_listed = own->is_listed,
    .icon = own->icon,
    .accels = { own->accels[0], own->accels[1] },
  };
}

static GArray *
make_table (void)
{
  GArray *table = g_array_new (FALSE, FALSE, sizeof (DeskAction));
  guint n_commands;
  const DtCommand *commands = dt_command_list (&n_commands);

  for (guint i = 0; i < n_commands; i++)
    {
      DeskAction row = make_engine_row (&commands[i]);

      g_array_append_val (table, row);
    }
  for (guint i = 0; i < G_N_ELEMENTS (owns); i++)
    {
      DeskAction row = make_own_row (&owns[i]);

      g_array_append_val (table, row);
    }
  qsort (table->data, table->len, sizeof (DeskAction), compare_rows);

  return table;
}

const DeskAction *
desk_action_list (guint *n_actions)
{
  static GArray *table;

  if (g_once_init_enter (&table))
    g_once_init_leave (&table, make_table ());

  *n_actions = table->len;
  return (const DeskAction *) table->data;
}

/* Returns: (transfer none) (nullable) */
const DeskAction *
desk_action_find (const char *id)
{
  guint n;
  const DeskAction *rows = desk_action_list (&n);

  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (rows[i].command->id, id))
      return &rows[i];

  return NULL;
}

gboolean
desk_action_takes_arguments (const DeskAction *action)
{
  g_return_val_if_fail (action != NULL, FALSE);

  return action->command->n_arguments > 0;
}

static GVariant *
make_target (const DeskAction *action,
             GVariant         *arguments)
{
  if (!desk_action_takes_arguments (action))
    return NULL;

  return arguments != NULL ? arguments : g_variant_new ("a{sv}", NULL);
}

char *
desk_action_dup_detailed_name (const DeskAction *action)
{
  g_autofree char *name = NULL;
  g_autoptr(GVariant) target = NULL;

  g_return_val_if_fail (action != NULL, NULL);

  name = g_strconcat ("win.", action->command->id, NULL);
  target = make_target (action, NULL);
  if (target != NULL)
    g_variant_ref_sink (target);

  return g_action_print_detailed_name (name, target);
}

static GMenuItem *
make_item (const DeskAction *action,
           GVariant         *arguments)
{
  g_autofree char *name = g_strconcat ("win.", action->command->id, NULL);
  g_autofree char *label = NULL;
  GMenuItem *item;

  /* An ellipsis says that something is asked first */
  if (action->command->effect >= DT_COMMAND_TRADES || g_str_equal (name, "win.replay.go-to")
      || g_str_equal (name, "win.chart.indicators")
      || g_str_equal (name, "win.strategy.rename") || g_str_equal (name, "win.strategy.replay"))
    label = g_strconcat (action->command->title, "…", NULL);
  item = g_menu_item_new (label != NULL ? label : action->command->title, NULL);
  g_menu_item_set_action_and_target_value (item, name, make_target (action, arguments));

  return item;
}

/**
 * desk_action_make_menu:
 * @ids: (array zero-terminated=1): rows in the order they are shown; "" begins a new section
 * @arguments: (nullable): a{sv}, floating is sunk: the target of rows that take arguments
 */
GMenu *
desk_action_make_menu (const char *const *ids,
                       GVariant          *arguments)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) section = g_menu_new ();
  g_autoptr(GVariant) owned = arguments != NULL ? g_variant_ref_sink (arguments) : NULL;

  g_return_val_if_fail (ids != NULL, menu);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const DeskAction *action = *ids[i] != '\0' ? desk_action_find (ids[i]) : NULL;

      if (action != NULL)
        {
          g_autoptr(GMenuItem) item = make_item (action, owned);

          g_menu_append_item (section, item);
        }
      else if (*ids[i] == '\0')
        {
          g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
          g_object_unref (section);
          section = g_menu_new ();
        }
      else
        g_critical ("There is no action \"%s\"", ids[i]);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));

  return menu;
}
