/* dt-selector-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-strategy"

#include "config.h"

#include <string.h>

#include "dt-error.h"

#include "dt-selector.h"

G_DEFINE_QUARK (dt-selector-error-quark, dt_selector_error)

#define GROUP      "selector"
#define THRESHOLDS "thresholds"

#define MAX_NAME 64

#define refuse(error, ...) \
  dt_refuse (error, DT_SELECTOR_ERROR, DT_SELECTOR_ERROR_FILE, __VA_ARGS__)

static gboolean
parse_number (const char *text,
              double     *value)
{
  char *end;

  *value = g_ascii_strtod (text, &end);
  return end != text && *end == '\0';
}

static gboolean
read_dwell (DtSelectorFile *file,
            const char     *text,
            const char     *path,
            GError        **error)
{
  guint64 dwell;

  if (!g_ascii_string_to_unsigned (text, 10, 1, 10000, &dwell, NULL))
    return refuse (error, "%s: dwell is “%s”, but must be a whole number of bars from 1 to 10000",
                   path, text);

  file->dwell = (guint) dwell;
  return TRUE;
}

static gboolean
read_breadth (DtSelectorFile *file,
              const char     *text,
              const char     *path,
              GError        **error)
{
  if (!g_str_equal (text, "yes") && !g_str_equal (text, "no"))
    return refuse (error, "%s: breadth is “%s”, but must be yes or no", path, text);

  file->rules.breadth = g_str_equal (text, "yes");
  return TRUE;
}

static void
take_text (char       **place,
           const char  *text)
{
  g_free (*place);
  *place = g_strdup (text);
}

/* One key of [selector]. */
static gboolean
read_key (DtSelectorFile *file,
          const char     *key,
          const char     *text,
          const char     *path,
          GError        **error)
{
  if (g_str_equal (key, "name") || g_str_equal (key, "market"))
    {
      if (*text == '\0' || !g_utf8_validate (text, -1, NULL))
        return refuse (error, "%s: %s is empty or no text", path, key);
      take_text (g_str_equal (key, "name") ? &file->name : &file->market, text);
      return TRUE;
    }
  if (g_str_equal (key, "dwell"))
    return read_dwell (file, text, path, error);
  if (g_str_equal (key, "breadth"))
    return read_breadth (file, text, path, error);
  if (g_str_equal (key, "timeframe"))
    return dt_timeframe_parse (text, &file->timeframe)
           || refuse (error, "%s: timeframe is “%s”: write it as 1m, 15m, 1h, 1d or 1w", path,
                      text);

  return refuse (error, "%s: [" GROUP "] has no key “%s”, only name, market, timeframe, dwell and "
                 "breadth", path, key);
}

static gboolean
read_threshold (DtSelectorFile *file,
                const char     *key,
                const char     *text,
                const char     *path,
                GError        **error)
{
  char from[G_ASCII_DTOSTR_BUF_SIZE], to[G_ASCII_DTOSTR_BUF_SIZE];
  double value, low = 0., high = 0.;

  for (guint i = 0; i < dt_regime_rules_get_n_keys (); i++)
    {
      if (!g_str_equal (key, dt_regime_rules_get_key (i)))
        continue;
      if (parse_number (text, &value)
          && dt_regime_rules_set (&file->rules, i, value, &low, &high))
        return TRUE;

      dt_regime_rules_set (&file->rules, i, -1., &low, &high);
      return refuse (error, "%s: %s is “%s”, but must be a number from %s to %s%s", path, key, text,
                     g_ascii_formatd (from, sizeof from, "%.0f", low),
                     g_ascii_formatd (to, sizeof to, "%.0f", high),
                     high > 1. ? " without a fraction" : "");
    }

  return refuse (error, "%s: there is no threshold “%s”", path, key);
}

static gboolean
is_name (const char *text)
{
  gsize n = strspn (text, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_");

  return n > 0 && n <= MAX_NAME && text[n] == '\0';
}

/* The strategy's place; -1 when it has none. */
static int
find_strategy (const DtSelectorFile *file,
               const char           *name)
{
  for (guint i = 0; i < file->strategies->len; i++)
    if (g_str_equal (g_ptr_array_index (file->strategies, i), name))
      return i;

  return -1;
}

/* One strategy of a regime's section. */
static gboolean
read_weight (DtSelectorFile *file,
             DtRegime        regime,
             const char     *name,
             const char     *text,
             const char     *path,
             GError        **error)
{
  int place = find_strategy (file, name);
  double weight;

  if (!is_name (name))
    return refuse (error, "%s: “%s” is no name of a strategy file: letters, digits, - and _, "
                   "without its ending", path, name);
  if (!parse_number (text, &weight) || !(weight > 0. && weight <= 1.))
    return refuse (error, "%s: the weight of %s is “%s”, but must be above 0 and at most 1; "
                   "leave it out where it is not to trade", path, name, text);
  if (place < 0 && file->strategies->len == DT_SELECTOR_MAX_STRATEGIES)
    return refuse (error, "%s: a selector has at most %d strategies", path,
                   DT_SELECTOR_MAX_STRATEGIES);
  if (place < 0)
    {
      place = file->strategies->len;
      g_ptr_array_add (file->strategies, g_strdup (name));
    }

  file->weights[regime][place] = weight;
  return TRUE;
}

static gboolean
read_entry (DtSelectorFile *file,
            const char     *group,
            const char     *key,
            const char     *text,
            const char     *path,
            GError        **error)
{
  DtRegime regime;

  if (g_str_equal (group, GROUP))
    return read_key (file, key, text, path, error);
  if (g_str_equal (group, THRESHOLDS))
    return read_threshold (file, key, text, path, error);
  if (dt_regime_parse (group, &regime))
    return read_weight (file, regime, key, text, path, error);

  return refuse (error, "%s: a selector has no section [%s], only [" GROUP "], [" THRESHOLDS "], "
                 "[trending], [ranging], [volatile], [calm] and [unknown]", path, group);
}

static gboolean
read_group (DtSelectorFile *file,
            GKeyFile       *keys,
            const char     *group,
            const char     *path,
            GError        **error)
{
  g_auto(GStrv) names = g_key_file_get_keys (keys, group, NULL, NULL);
  DtRegime regime;

  if (names != NULL && names[0] == NULL && !dt_regime_parse (group, &regime)
      && !g_str_equal (group, GROUP) && !g_str_equal (group, THRESHOLDS))
    return read_entry (file, group, "", "", path, error);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *text = g_key_file_get_value (keys, group, names[i], NULL);

      if (!read_entry (file, group, names[i], text != NULL ? text : "", path, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check (DtSelectorFile *file,
       const char     *path,
       GError        **error)
{
  const char *wrong = dt_regime_rules_check (&file->rules);

  if (wrong != NULL)
    return refuse (error, "%s: %s", path, wrong);
  if (file->market == NULL)
    return refuse (error, "%s: a selector needs “market” under [" GROUP "]: a symbol, or universe",
                   path);
  if (file->strategies->len == 0)
    return refuse (error, "%s: no strategy is chosen in any regime", path);

  /* The word that stands for the mean of what is traded */
  if (g_str_equal (file->market, "universe"))
    g_clear_pointer (&file->market, g_free);

  return TRUE;
}

/**
 * dt_selector_file_parse:
 * @text: a key file
 * @path: names it in errors, and the selector when it has no name of its own
 *
 * Returns: (transfer full): the selector, or %NULL with %DT_SELECTOR_ERROR_FILE
 */
DtSelectorFile *
dt_selector_file_parse (const char *text,
                        const char *path,
                        GError    **error)
{
  g_autoptr(DtSelectorFile) file = g_new0 (DtSelectorFile, 1);
  g_autoptr(GKeyFile) keys = g_key_file_new ();
  g_autoptr(GError) broken = NULL;
  g_auto(GStrv) groups = NULL;
  gsize length = strlen (text);

  file->name = dt_selector_dup_name (path);
  file->timeframe = DT_TIMEFRAME_DAY;
  file->dwell = 5;
  file->strategies = g_ptr_array_new_with_free_func (g_free);
  dt_regime_rules_init (&file->rules);

  if (length > DT_SELECTOR_MAX_TEXT)
    {
      refuse (error, "%s is no selector: it has more than %d bytes", path, DT_SELECTOR_MAX_TEXT);
      return NULL;
    }
  if (!g_key_file_load_from_data (keys, text, length, G_KEY_FILE_NONE, &broken))
    {
      refuse (error, "%s is no selector: %s", path, broken->message);
      return NULL;
    }

  groups = g_key_file_get_groups (keys, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    if (!read_group (file, keys, groups[i], path, error))
      return NULL;

  return check (file, path, error) ? g_steal_pointer (&file) : NULL;
}

void
dt_selector_file_free (DtSelectorFile *file)
{
  if (file == NULL)
    return;

  g_free (file->name);
  g_free (file->market);
  g_clear_pointer (&file->strategies, g_ptr_array_unref);
  g_free (file);
}

char *
dt_selector_dup_name (const char *path)
{
  char *name = g_path_get_basename (path);
  char *dot = strrchr (name, '.');

  if (dot != NULL && dot != name)
    *dot = '\0';

  return name;
}

static gboolean
bind (const DtSelectorFile *file,
      char                **paths,
      guint                *places,
      gboolean             *has,
      GError              **error)
{
  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *name = dt_selector_dup_name (paths[i]);
      int place = find_strategy (file, name);

      if (place < 0)
        return dt_refuse (error, DT_SELECTOR_ERROR, DT_SELECTOR_ERROR_STRATEGY,
                          "The selector “%s” does not name the run's strategy %s", file->name,
                          name);
      if (has[place])
        return dt_refuse (error, DT_SELECTOR_ERROR, DT_SELECTOR_ERROR_STRATEGY,
                          "Two strategies of the run are called %s, by which the selector “%s” "
                          "knows one", name, file->name);
      places[i] = place;
      has[place] = TRUE;
    }

  for (guint place = 0; place < file->strategies->len; place++)
    if (!has[place])
      return dt_refuse (error, DT_SELECTOR_ERROR, DT_SELECTOR_ERROR_STRATEGY,
                        "The selector “%s” names the strategy %s, which the run does not have",
                        file->name, (const char *) g_ptr_array_index (file->strategies, place));

  return TRUE;
}

guint *
dt_selector_file_bind (const DtSelectorFile *file,
                       char                **paths,
                       GError              **error)
{
  g_autofree guint *places = g_new0 (guint, g_strv_length (paths));
  gboolean has[DT_SELECTOR_MAX_STRATEGIES] = { FALSE };

  return bind (file, paths, places, has, error) ? g_steal_pointer (&places) : NULL;
}
