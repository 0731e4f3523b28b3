/* dt-cmd-alert-add.c - daytrader-cli alert add
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-cli-alert.h"

static char *above;
static char *below;
static char *crosses;
static char *change;
static char *rule;
static char *note;
static gboolean watchlist;
static gboolean universe;
static gboolean every;
static int pause_option = -1;

static const GOptionEntry entries[] = {
  { "above", 0, 0, G_OPTION_ARG_STRING, &above, "The price crosses a level upwards", "PRICE" },
  { "below", 0, 0, G_OPTION_ARG_STRING, &below, "The price crosses a level downwards", "PRICE" },
  { "crosses", 0, 0, G_OPTION_ARG_STRING, &crosses, "The price crosses a level either way",
    "PRICE" },
  { "change", 0, 0, G_OPTION_ARG_STRING, &change,
    "It has moved so far from the close before: 3%, +3%, -3%", "PERCENT" },
  { "rule", 0, 0, G_OPTION_ARG_STRING, &rule, "A condition of the rule language becomes true",
    "RULE" },
  { "watchlist", 0, 0, G_OPTION_ARG_NONE, &watchlist, "Of every symbol on the watchlist", NULL },
  { "universe", 0, 0, G_OPTION_ARG_NONE, &universe, "Of every symbol that a run trades", NULL },
  { "every", 0, 0, G_OPTION_ARG_NONE, &every, "Each time, not once", NULL },
  { "pause", 0, 0, G_OPTION_ARG_INT, &pause_option,
    "Minutes of market time until it may fire again for a symbol, 15 by default", "MINUTES" },
  { "note", 0, 0, G_OPTION_ARG_STRING, &note, "What there is to say about it", "TEXT" },
  G_OPTION_ENTRY_NULL
};

static gboolean
read_number (const char  *option,
             const char  *text,
             gboolean     percent,
             double      *value,
             GError     **error)
{
  char *end;

  *value = g_ascii_strtod (text, &end);
  if (percent && *end == '%')
    end++;
  if (end != text && *end == '\0' && isfinite (*value))
    return TRUE;

  g_set_error (error, DT_ALERT_ERROR, DT_ALERT_ERROR_VALUE, "--%s %s is no %s", option, text,
               percent ? "percentage" : "price");
  return FALSE;
}

static gboolean
read_condition (DtAlert  *alert,
                GError  **error)
{
  static const char *const names[] = { "above", "below", "crosses" };
  const char *levels[] = { above, below, crosses };

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    if (levels[i] != NULL)
      {
        alert->direction = i;
        return read_number (names[i], levels[i], FALSE, &alert->level, error);
      }

  if (rule != NULL)
    {
      alert->kind = DT_ALERT_RULE;
      alert->rule = g_strdup (rule);
      return TRUE;
    }

  alert->kind = DT_ALERT_CHANGE;
  alert->direction = *change == '+' ? DT_ALERT_ABOVE : *change == '-' ? DT_ALERT_BELOW
                                                                      : DT_ALERT_EITHER;
  if (!read_number ("change", change, TRUE, &alert->level, error))
    return FALSE;

  alert->level = fabs (alert->level) / 100.;
  return TRUE;
}

static char **
split (char **arguments)
{
  g_autofree char *joined = g_strjoinv (",", arguments);
  g_auto(GStrv) parts = g_strsplit (joined, ",", -1);
  g_autoptr(GStrvBuilder) symbols = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *upper = g_ascii_strup (g_strstrip (parts[i]), -1);

      if (*upper != '\0')
        g_strv_builder_add (symbols, upper);
    }

  return g_strv_builder_end (symbols);
}

static int
run_add (DtCli  *cli,
         char  **arguments,
         guint   n_arguments)
{
  guint n_conditions = (above != NULL) + (below != NULL) + (crosses != NULL) + (change != NULL)
                       + (rule != NULL);
  g_autoptr(DtAlert) alert = dt_alert_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  guint64 id;

  if (n_conditions != 1)
    return dt_cli_usage (cli, "alert add takes one condition: --above, --below, --crosses, "
                         "--change or --rule");
  if ((n_arguments > 0) + watchlist + universe != 1)
    return dt_cli_usage (cli, "alert add takes symbols, or --watchlist, or --universe");

  alert->scope = watchlist ? DT_ALERT_WATCHLIST : universe ? DT_ALERT_UNIVERSE : DT_ALERT_SYMBOLS;
  g_strfreev (alert->symbols);
  alert->symbols = split (arguments);
  alert->once = !every;
  if (pause_option >= 0)
    alert->pause = (guint) pause_option;
  if (note != NULL)
    {
      g_free (alert->note);
      alert->note = g_strdup (note);
    }
  if (!read_condition (alert, &error) || !dt_alert_check (alert, &error)
      || !(id = dt_cli_alert_add (cli, alert, &error)))
    return dt_cli_fail (cli, error);

  if (cli->json)
    {
      g_autofree char *json = g_strdup_printf ("{\"id\": %" G_GUINT64_FORMAT "}", id);
      g_autoptr(JsonNode) root = json_from_string (json, NULL);

      dt_cli_print_json (root);
      return DT_EXIT_OK;
    }

  text = dt_alert_describe (alert);
  g_print ("Alert %" G_GUINT64_FORMAT ": %s\n", id, text);
  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_alert_add = {
  .name = "alert add",
  .arguments = "[SYMBOL…]",
  .summary = "Be told when a price, a change or a rule is met",
  .description = "Goes to the engine that runs on the data directory, else into its file. The desk "
                 "tells what fires, and “alert list” knows when. Example: alert add AAPL --above "
                 "175 --note \"take half\".",
  .entries = entries,
  .run = run_add,
};
