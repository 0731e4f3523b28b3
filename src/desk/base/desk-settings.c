/* desk-settings.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-base"

#include "config.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "desk-settings.h"

#define SAVE_MSEC   500
#define MAX_FILE    (1 << 20)
#define MAX_TEXT    10000

/* Sorted as preferences show them. */
static const DeskSettingRow rows[] = {
  { "replay.speed", "Speed of New Replays",
    "Times real time; 60 plays a session in six minutes and a half", "d", "60.0", 0.1, INFINITY,
    NULL },
  { "replay.universe", "Market", "Tape that new replays play", "s", "'minute'", 0, 0, NULL },
  { "replay.strategy", "Strategy", "Rules that new replays trade", "s", "'ema-crossover'", 0, 0,
    NULL },
  { "replay.selector", "Selector",
    "Which strategies trade in which market; it brings its own in place of the one above", "s",
    "''", 0, 0, NULL },
  { "risk.max-risk-per-trade", "Risk per Trade, Percent",
    "Of equity, from the price to the stop; 0 is no limit, here and below", "d", "1.0", 0, 100,
    NULL },
  { "risk.max-position-fraction", "One Position, Percent", "Of equity", "d", "25.0", 0, 100,
    NULL },
  { "risk.max-sector-fraction", "One Sector, Percent", "Of equity", "d", "40.0", 0, 100, NULL },
  { "risk.max-gross-exposure", "All Positions, Percent", "Of equity", "d", "80.0", 0, 400, NULL },
  { "risk.min-entry-part", "Least Part of an Entry, Percent",
    "An entry of which other positions leave less is refused", "d", "50.0", 0, 100, NULL },
  { "risk.max-correlation", "Correlation with a Holding",
    "Of 60 sessions of returns; an entry from it on is refused", "d", "0.7", 0, 1, NULL },
  { "risk.max-positions", "Positions at Once", "Open or being opened", "i", "10", 0, 1000, NULL },
  { "risk.max-daily-loss", "Daily Loss, Percent",
    "From it on nothing new is opened in the session", "d", "3.0", 0, 100, NULL },
  { "risk.max-drawdown", "Drawdown, Percent",
    "From it on the circuit breaker lets nothing in until it is re-armed", "d", "15.0", 0, 100,
    NULL },
  { "risk.kelly-sizing", "Kelly Sizing",
    "Half of Kelly's bet, by a strategy's own closed trades; without an edge it opens nothing",
    "b", "false", 0, 0, NULL },
  { "risk.streak-sizing", "Size by Streak",
    "Half after three losses in a row, half more after five wins", "b", "true", 0, 0, NULL },
  { "style.scheme", "Style", "Light, dark, or as the system has it", "s", "'system'", 0, 0,
    "system;light;dark" },
  { "style.palette", "Colours of Gains and Losses",
    "Green and red, or blue and orange, which everybody can tell apart", "s", "'classic'", 0, 0,
    "classic;blue-orange" },
  { "chart.style", "Chart Style", "How bars are drawn", "s", "'candles'", 0, 0,
    "candles;bars;line;area;heikin-ashi" },
  { "chart.overlays", "Indicators", "Drawn over the prices or in panes below them", "s",
    "'ema(9);ema(21)'", 0, 0, NULL },
  { "chart.volume", "Volume", "Shows the volume below the prices", "b", "true", 0, 0, NULL },
  { "chart.percent", "Percent Scale", "Prices as percent above the first one in sight", "b",
    "false", 0, 0, NULL },
  { "chart.sessions", "Sessions", "Marks where sessions begin, and what was traded outside of them",
    "b", "true", 0, 0, NULL },
  { "chart.log", "Logarithmic Scale", "Equal steps in percent in place of equal steps in price",
    "b", "false", 0, 0, NULL },
  { "alerts.notify", "Notifications", "Alerts that fire are told by the desktop, window or not",
    "b", "true", 0, 0, NULL },
  { "alerts.sound", "Sound", "Alerts that fire are heard", "b", "true", 0, 0, NULL },
  { "background.keep-running", "When the Window Is Closed",
    "What happens to a run with open positions or orders", "s", "'ask'", 0, 0,
    "ask;keep;flatten" },
  { "chart.timeframe", NULL, NULL, "s", "''", 0, 0, NULL },
  { "chart.compare", NULL, NULL, "s", "''", 0, 0, NULL },
  { "chart.heights", NULL, NULL, "s", "''", 0, 0, NULL },
  { "chart.symbol", NULL, NULL, "s", "''", 0, 0, NULL },
  { "chart.cells", NULL, NULL, "s", "'1'", 0, 0, "1;2;4" },
  { "chart.active", NULL, NULL, "i", "0", 0, 3, NULL },
  { "chart.linked", NULL, NULL, "b", "true", 0, 0, NULL },
  { "chart.symbol-2", NULL, NULL, "s", "''", 0, 0, NULL },
  { "chart.timeframe-2", NULL, NULL, "s", "''", 0, 0, NULL },
  { "chart.overlays-2", NULL, NULL, "s", "'ema(9);ema(21)'", 0, 0, NULL },
  { "chart.heights-2", NULL, NULL, "s", "''", 0, 0, NULL },
  { "chart.compare-2", NULL, NULL, "s", "''", 0, 0, NULL },
  { "chart.symbol-3", NULL, NULL, "s", "''", 0, 0, NULL },
  { "chart.timeframe-3", NULL, NULL, "s", "''", 0, 0, NULL },
  { "chart.overlays-3", NULL, NULL, "s", "'ema(9);ema(21)'", 0, 0, NULL },
  { "chart.heights-3", NULL, NULL, "s", "''", 0, 0, NULL },
  { "chart.compare-3", NULL, NULL, "s", "''", 0, 0, NULL },
  { "chart.symbol-4", NULL, NULL, "s", "''", 0, 0, NULL },
  { "chart.timeframe-4", NULL, NULL, "s", "''", 0, 0, NULL },
  { "chart.overlays-4", NULL, NULL, "s", "'ema(9);ema(21)'", 0, 0, NULL },
  { "chart.heights-4", NULL, NULL, "s", "''", 0, 0, NULL },
  { "chart.compare-4", NULL, NULL, "s", "''", 0, 0, NULL },
  { "window.width", NULL, NULL, "i", "1200", 200, 16384, NULL },
  { "window.height", NULL, NULL, "i", "800", 200, 16384, NULL },
  { "window.maximized", NULL, NULL, "b", "false", 0, 0, NULL },
  { "window.page", NULL, NULL, "s", "'overview'", 0, 0,
    "overview;chart;quotes;screener;alerts;heatmaps;positions;risk;activity;strategies;lab;journal;"
    "readiness;reconcile" },
  { "window.sidebar", NULL, NULL, "b", "true", 0, 0, NULL },
  { "detached.chart", NULL, NULL, "b", "false", 0, 0, NULL },
  { "detached.chart-width", NULL, NULL, "i", "1100", 200, 16384, NULL },
  { "detached.chart-height", NULL, NULL, "i", "760", 200, 16384, NULL },
  { "detached.chart-maximized", NULL, NULL, "b", "false", 0, 0, NULL },
  { "detached.quotes", NULL, NULL, "b", "false", 0, 0, NULL },
  { "detached.quotes-width", NULL, NULL, "i", "560", 200, 16384, NULL },
  { "detached.quotes-height", NULL, NULL, "i", "760", 200, 16384, NULL },
  { "detached.quotes-maximized", NULL, NULL, "b", "false", 0, 0, NULL },
  { "heatmaps.view", NULL, NULL, "s", "'sectors'", 0, 0, "sectors;correlation;risk" },
  { "heatmaps.scope", NULL, NULL, "s", "'all'", 0, 0, NULL },
  { "heatmaps.size", NULL, NULL, "s", "'turnover'", 0, 0, "turnover;value;equal" },
  { "heatmaps.colour", NULL, NULL, "s", "'day'", 0, 0, "day;week;month;volume;profit" },
  { "heatmaps.window", NULL, NULL, "s", "'120'", 0, 0, "60;120;252" },
  { "quotes.pinned", NULL, NULL, "s", "''", 0, 0, NULL },
  { "screener.screen", NULL, NULL, "s", "'momentum'", 0, 0, NULL },
  { "screener.universe", NULL, NULL, "s", "''", 0, 0, NULL },
  { "screener.passing", NULL, NULL, "b", "false", 0, 0, NULL },
  { "lab.setup", NULL, NULL, "s", "''", 0, 0, NULL },
  { "table.alerts", NULL, NULL, "s", "''", 0, 0, NULL },
  { "table.journal", NULL, NULL, "s", "''", 0, 0, NULL },
  { "table.lab-trades", NULL, NULL, "s", "''", 0, 0, NULL },
  { "table.orders", NULL, NULL, "s", "''", 0, 0, NULL },
  { "table.positions", NULL, NULL, "s", "''", 0, 0, NULL },
  { "table.quotes", NULL, NULL, "s", "''", 0, 0, NULL },
  { "table.risk-positions", NULL, NULL, "s", "''", 0, 0, NULL },
  { "table.risk-sectors", NULL, NULL, "s", "''", 0, 0, NULL },
  { "table.risk-stress", NULL, NULL, "s", "''", 0, 0, NULL },
  { "table.screener", NULL, NULL, "s", "''", 0, 0, NULL },
  { "table.strategies", NULL, NULL, "s", "''", 0, 0, NULL },
  { "palette.recent", NULL, NULL, "s", "''", 0, 0, NULL },
};

struct _DeskSettings
{
  GObject   parent_instance;

  char     *path;
  GKeyFile *file;                          /* keys that we do not know stay in it */
  GVariant *values[G_N_ELEMENTS (rows)];
  guint     save_timer;
  char     *trouble;
};

enum
{
  CHANGED,
  TROUBLE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskSettings, desk_settings, G_TYPE_OBJECT)

const DeskSettingRow *
desk_setting_list (guint *n_rows)
{
  *n_rows = G_N_ELEMENTS (rows);

  return rows;
}

/* Returns: (transfer none) (nullable) */
const DeskSettingRow *
desk_setting_find (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].id, id))
      return &rows[i];

  return NULL;
}

static GVariant *
make_fallback (const DeskSettingRow *row)
{
  g_autoptr(GError) error = NULL;
  GVariant *value = g_variant_parse (G_VARIANT_TYPE (row->type), row->fallback, NULL, NULL,
                                     &error);

  g_assert_no_error (error);
  return value;
}

static gboolean
is_choice (const char *choices,
           const char *text)
{
  g_auto(GStrv) list = NULL;

  if (choices == NULL)
    return strlen (text) <= MAX_TEXT;

  list = g_strsplit (choices, ";", -1);
  return g_strv_contains ((const char *const *) list, text);
}

static gboolean
is_in_range (const DeskSettingRow *row,
             double                number)
{
  if (row->minimum == 0. && row->maximum == 0.)
    return !isnan (number);

  return number >= row->minimum && number <= row->maximum;
}

/* Whether the row can have the value. */
static gboolean
is_valid (const DeskSettingRow *row,
          GVariant             *value)
{
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE (row->type)))
    return FALSE;

  switch (g_variant_classify (value))
    {
    case G_VARIANT_CLASS_STRING:
      return is_choice (row->choices, g_variant_get_string (value, NULL));
    case G_VARIANT_CLASS_INT32:
      return is_in_range (row, g_variant_get_int32 (value));
    case G_VARIANT_CLASS_DOUBLE:
      return is_in_range (row, g_variant_get_double (value));
    case G_VARIANT_CLASS_BOOLEAN:
    default:
      return TRUE;
    }
}

/* "window.width" is the key "width" in the group "window". */
static const char *
split_id (const char *id,
          char        group[32])
{
  const char *dot = strchr (id, '.');

  g_assert (dot != NULL && dot - id < 32);
  memcpy (group, id, dot - id);
  group[dot - id] = '\0';
  return dot + 1;
}

static GVariant *
parse_number (const DeskSettingRow *row,
              const char           *text)
{
  double number;
  gint64 integer;
  char *end;

  if (*row->type == 'i')
    return g_ascii_string_to_signed (text, 10, G_MININT32, G_MAXINT32, &integer, NULL)
           ? g_variant_new_int32 (integer) : NULL;

  number = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' ? g_variant_new_double (number) : NULL;
}

static GVariant *
parse_boolean (const char *text)
{
  if (g_str_equal (text, "true"))
    return g_variant_new_boolean (TRUE);

  return g_str_equal (text, "false") ? g_variant_new_boolean (FALSE) : NULL;
}

/* Returns: (transfer full) (nullable): a valid value */
static GVariant *
parse_value (const DeskSettingRow *row,
             const char           *text)
{
  GVariant *value;

  if (*row->type == 's')
    value = g_variant_new_string (text);
  else if (*row->type == 'b')
    value = parse_boolean (text);
  else
    value = parse_number (row, text);
  if (value == NULL)
    return NULL;

  g_variant_ref_sink (value);
  if (!is_valid (row, value))
    g_clear_pointer (&value, g_variant_unref);

  return value;
}

static char *
print_value (GVariant *value)
{
  char buf[G_ASCII_DTOSTR_BUF_SIZE];

  switch (g_variant_classify (value))
    {
    case G_VARIANT_CLASS_STRING:
      return g_variant_dup_string (value, NULL);
    case G_VARIANT_CLASS_BOOLEAN:
      return g_strdup (g_variant_get_boolean (value) ? "true" : "false");
    case G_VARIANT_CLASS_INT32:
      return g_strdup_printf ("%d", g_variant_get_int32 (value));
    case G_VARIANT_CLASS_DOUBLE:
    default:
      return g_strdup (g_ascii_dtostr (buf, sizeof buf, g_variant_get_double (value)));
    }
}

static void
tell_trouble (DeskSettings *self,
              char         *text)
{
  g_free (self->trouble);
  self->trouble = text;
  g_signal_emit (self, signals[TROUBLE], 0, text);
}

/* The text that g_key_file_set_string() wrote, or NULL. Not by g_key_file_get_string(), which sets
 * one error over another when a value has two bad escapes. */
static char *
unescape (const char *raw)
{
  static const char codes[] = "sntr\\;", meanings[] = " \n\t\r\\;";
  g_autoptr(GString) text = g_string_new (NULL);

  for (; *raw != '\0'; raw++)
    {
      const char *code;

      if (*raw != '\\')
        {
          g_string_append_c (text, *raw);
          continue;
        }

      raw++;
      code = *raw != '\0' ? strchr (codes, *raw) : NULL;
      if (code == NULL)
        return NULL;
      g_string_append_c (text, meanings[code - codes]);
    }

  return g_utf8_validate (text->str, text->len, NULL)
         ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* Takes the valid values over; returns the ids of the others, comma between, or NULL. */
static char *
take_values (DeskSettings *self)
{
  g_autoptr(GString) damaged = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      char group[32];
      const char *key = split_id (rows[i].id, group);
      g_autofree char *raw = g_key_file_get_value (self->file, group, key, NULL);
      g_autofree char *text = NULL;
      GVariant *value = NULL;

      if (raw == NULL)
        continue;

      text = unescape (raw);
      if (text != NULL)
        value = parse_value (&rows[i], text);
      if (value == NULL)
        {
          g_string_append_printf (damaged, "%s%s", damaged->len > 0 ? ", " : "", rows[i].id);
          g_key_file_remove_key (self->file, group, key, NULL);
          continue;
        }

      g_variant_unref (self->values[i]);
      self->values[i] = value;
    }

  return damaged->len > 0 ? g_string_free (g_steal_pointer (&damaged), FALSE) : NULL;
}

/* Keeps what could not be read, and says so. */
static void
set_aside (DeskSettings *self,
           const char   *what,
           const char   *text,
           gsize         length)
{
  g_autofree char *beside = g_strconcat (self->path, ".damaged", NULL);
  gboolean kept = text != NULL && g_file_set_contents (beside, text, length, NULL);

  tell_trouble (self, g_strdup_printf ("%s in %s; the usual values are used instead%s%s", what,
                                       self->path, kept ? ", and the file is kept as " : "",
                                       kept ? beside : ""));
}

static void
load_text (DeskSettings *self,
           const char   *text,
           gsize         length)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *damaged = NULL;

  if (!g_key_file_load_from_data (self->file, text, length, G_KEY_FILE_KEEP_COMMENTS, &error))
    {
      /* What was read before the damage is not to be trusted either */
      g_key_file_free (self->file);
      self->file = g_key_file_new ();
      set_aside (self, "The settings cannot be read: they are damaged", text, length);
      return;
    }

  damaged = take_values (self);
  if (damaged != NULL)
    {
      g_autofree char *what = g_strdup_printf ("Some settings have impossible values (%s)",
                                               damaged);

      set_aside (self, what, text, length);
    }
}

static void
load (DeskSettings *self)
{
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  GStatBuf info;
  gsize length = 0;

  if (g_stat (self->path, &info) == 0 && S_ISREG (info.st_mode) && info.st_size > MAX_FILE)
    set_aside (self, "The settings are not read: there are more than 1 MiB", NULL, 0);
  else if (g_file_get_contents (self->path, &text, &length, &error))
    load_text (self, text, length);
  else if (!g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT)
           && !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
    tell_trouble (self, g_strdup_printf ("The settings cannot be read: %s; the usual values are "
                                         "used instead", error->message));
}

static gboolean
write_file (DeskSettings  *self,
            GError       **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *text = NULL;
  gsize length;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int code = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code),
                   "the folder %s cannot be made: %s", folder, g_strerror (code));
      return FALSE;
    }

  text = g_key_file_to_data (self->file, &length, NULL);
  return g_file_set_contents_full (self->path, text, length, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                   error);
}

static gboolean
save_now (gpointer data)
{
  DeskSettings *self = data;
  g_autoptr(GError) error = NULL;

  self->save_timer = 0;
  if (!write_file (self, &error))
    tell_trouble (self, g_strdup_printf ("The settings cannot be saved: %s. They hold until the "
                                         "program ends", error->message));

  return G_SOURCE_REMOVE;
}

void
desk_settings_save (DeskSettings *self)
{
  g_return_if_fail (DESK_IS_SETTINGS (self));

  if (self->save_timer == 0)
    return;

  g_source_remove (self->save_timer);
  save_now (self);
}

static int
find_row (const char *id)
{
  const DeskSettingRow *row = desk_setting_find (id);

  return row != NULL ? row - rows : -1;
}

static void
take_value (DeskSettings *self,
            int           i,
            GVariant     *value)
{
  g_autofree char *text = print_value (value);
  const char *key;
  char group[32];

  if (g_variant_equal (self->values[i], value))
    return;

  g_variant_unref (self->values[i]);
  self->values[i] = g_variant_ref (value);
  key = split_id (rows[i].id, group);
  g_key_file_set_string (self->file, group, key, text);
  if (self->save_timer == 0)
    self->save_timer = g_timeout_add (SAVE_MSEC, save_now, self);
  g_signal_emit (self, signals[CHANGED], g_quark_from_static_string (rows[i].id));
}

/* @value: floating is sunk */
void
desk_settings_set (DeskSettings *self,
                   const char   *id,
                   GVariant     *value)
{
  g_autoptr(GVariant) owned = NULL;
  int i;

  g_return_if_fail (DESK_IS_SETTINGS (self));
  g_return_if_fail (value != NULL);

  owned = g_variant_ref_sink (value);
  i = find_row (id);
  g_return_if_fail (i >= 0);
  g_return_if_fail (is_valid (&rows[i], owned));

  take_value (self, i, owned);
}

void
desk_settings_reset (DeskSettings *self,
                     const char   *id)
{
  g_autoptr(GVariant) fallback = NULL;
  int i;

  g_return_if_fail (DESK_IS_SETTINGS (self));

  i = find_row (id);
  g_return_if_fail (i >= 0);

  fallback = make_fallback (&rows[i]);
  take_value (self, i, fallback);
}

/* The value of a row of that type, or NULL for a programmer's error. */
static GVariant *
get_value (DeskSettings *self,
           const char   *id,
           const char   *type)
{
  int i;

  g_return_val_if_fail (DESK_IS_SETTINGS (self), NULL);

  i = find_row (id);
  g_return_val_if_fail (i >= 0, NULL);
  g_return_val_if_fail (g_str_equal (rows[i].type, type), NULL);

  return self->values[i];
}

gboolean
desk_settings_get_boolean (DeskSettings *self,
                           const char   *id)
{
  GVariant *value = get_value (self, id, "b");

  return value != NULL && g_variant_get_boolean (value);
}

int
desk_settings_get_int (DeskSettings *self,
                       const char   *id)
{
  GVariant *value = get_value (self, id, "i");

  return value != NULL ? g_variant_get_int32 (value) : 0;
}

double
desk_settings_get_double (DeskSettings *self,
                          const char   *id)
{
  GVariant *value = get_value (self, id, "d");

  return value != NULL ? g_variant_get_double (value) : 0.;
}

const char *
desk_settings_get_string (DeskSettings *self,
                          const char   *id)
{
  GVariant *value = get_value (self, id, "s");

  return value != NULL ? g_variant_get_string (value, NULL) : "";
}

const char *
desk_settings_get_trouble (DeskSettings *self)
{
  g_return_val_if_fail (DESK_IS_SETTINGS (self), NULL);

  return self->trouble;
}

static void
desk_settings_dispose (GObject *object)
{
  desk_settings_save (DESK_SETTINGS (object));

  G_OBJECT_CLASS (desk_settings_parent_class)->dispose (object);
}

static void
desk_settings_finalize (GObject *object)
{
  DeskSettings *self = DESK_SETTINGS (object);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_variant_unref (self->values[i]);
  g_key_file_free (self->file);
  g_free (self->trouble);
  g_free (self->path);

  G_OBJECT_CLASS (desk_settings_parent_class)->finalize (object);
}

static void
desk_settings_class_init (DeskSettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = desk_settings_dispose;
  object_class->finalize = desk_settings_finalize;

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TROUBLE] = g_signal_new ("trouble", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
desk_settings_init (DeskSettings *self)
{
  self->file = g_key_file_new ();
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    self->values[i] = make_fallback (&rows[i]);
}

DeskSettings *
desk_settings_new (const char *path)
{
  DeskSettings *self = g_object_new (DESK_TYPE_SETTINGS, NULL);

  self->path = path != NULL ? g_strdup (path)
                            : g_build_filename (g_get_user_config_dir (), "daytrader",
                                                "settings.ini", NULL);
  load (self);

  return self;
}
