/* dt-alert.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-alert"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-error.h"

#include "dt-alert.h"

G_DEFINE_QUARK (dt-alert-error-quark, dt_alert_error)

#define refuse(error, ...) dt_refuse (error, DT_ALERT_ERROR, DT_ALERT_ERROR_VALUE, __VA_ARGS__)

#define DEFAULT_PAUSE 15
#define MAX_SYMBOL    32

static const char *const kind_names[] = { "price", "change", "rule" };
static const char *const direction_names[] = { "above", "below", "either" };
static const char *const scope_names[] = { "symbols", "watchlist", "universe" };

static gboolean
find_name (const char *const *names,
           guint              n_names,
           const char        *text,
           guint             *place)
{
  for (guint i = 0; i < n_names; i++)
    if (g_str_equal (names[i], text))
      {
        *place = i;
        return TRUE;
      }

  return FALSE;
}

const char *
dt_alert_kind_to_string (DtAlertKind kind)
{
  return kind_names[kind];
}

const char *
dt_alert_direction_to_string (DtAlertDirection direction)
{
  return direction_names[direction];
}

const char *
dt_alert_scope_to_string (DtAlertScope scope)
{
  return scope_names[scope];
}

#define PARSE(names, text, value)                                       \
  G_STMT_START {                                                        \
    guint place_;                                                       \
    if (!find_name (names, G_N_ELEMENTS (names), text, &place_))        \
      return FALSE;                                                     \
    *(value) = place_;                                                  \
    return TRUE;                                                        \
  } G_STMT_END

gboolean
dt_alert_kind_parse (const char  *text,
                     DtAlertKind *kind)
{
  PARSE (kind_names, text, kind);
}

gboolean
dt_alert_direction_parse (const char       *text,
                          DtAlertDirection *direction)
{
  PARSE (direction_names, text, direction);
}

gboolean
dt_alert_scope_parse (const char   *text,
                      DtAlertScope *scope)
{
  PARSE (scope_names, text, scope);
}

/* Life */

DtAlert *
dt_alert_new (void)
{
  DtAlert *alert = g_new0 (DtAlert, 1);

  alert->level = NAN;
  alert->symbols = g_new0 (char *, 1);
  alert->once = TRUE;
  alert->pause = DEFAULT_PAUSE;
  alert->note = g_strdup ("");
  alert->enabled = TRUE;
  alert->armed_time = alert->fired_time = DT_TIME_NONE;
  alert->fired = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return alert;
}

DtAlert *
dt_alert_copy (const DtAlert *alert)
{
  DtAlert *copy = g_memdup2 (alert, sizeof *alert);
  GHashTableIter iter;
  gpointer symbol, time;

  copy->rule = g_strdup (alert->rule);
  copy->symbols = g_strdupv (alert->symbols);
  copy->note = g_strdup (alert->note);
  copy->fired = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, alert->fired);
  while (g_hash_table_iter_next (&iter, &symbol, &time))
    g_hash_table_insert (copy->fired, g_strdup (symbol), g_memdup2 (time, sizeof (DtTime)));

  return copy;
}

void
dt_alert_free (DtAlert *alert)
{
  if (alert == NULL)
    return;

  g_free (alert->rule);
  g_strfreev (alert->symbols);
  g_free (alert->note);
  g_hash_table_unref (alert->fired);
  g_free (alert);
}

/* Sense */

static gboolean
check_symbols (const DtAlert  *alert,
               GError        **error)
{
  guint n = g_strv_length (alert->symbols);

  if (alert->scope != DT_ALERT_SYMBOLS)
    return n == 0 || refuse (error, "An alert on the %s has no symbols of its own",
                             dt_alert_scope_to_string (alert->scope));
  if (n == 0 || n > DT_ALERT_MAX_SYMBOLS)
    return refuse (error, "An alert is about 1 to %d symbols, not %u", DT_ALERT_MAX_SYMBOLS, n);
  for (guint i = 0; i < n; i++)
    if (*alert->symbols[i] == '\0' || strlen (alert->symbols[i]) > MAX_SYMBOL
        || !g_utf8_validate (alert->symbols[i], -1, NULL))
      return refuse (error, "“%.32s” is no symbol", alert->symbols[i]);

  return TRUE;
}

DtRuleProgram *
dt_alert_compile (const DtAlert  *alert,
                  GError        **error)
{
  DtRuleSource source = { .name = "The rule", .text = alert->rule, .type = DT_RULE_BOOLEAN,
                          .line = 1, .column = 1 };
  g_autoptr(DtRuleProgram) program = NULL;

  if (alert->rule == NULL || *alert->rule == '\0')
    {
      refuse (error, "An alert on a rule needs the rule");
      return NULL;
    }

  program = dt_rule_program_new (&source, 1, NULL, 0, error);
  if (program != NULL && (dt_rule_program_get_reads (program) & DT_RULE_READS_RANK) != 0)
    {
      refuse (error, "An alert looks at each symbol alone: it knows no rank");
      return NULL;
    }

  return g_steal_pointer (&program);
}

static gboolean
check_condition (const DtAlert  *alert,
                 GError        **error)
{
  g_autoptr(DtRuleProgram) program = NULL;

  if (alert->kind == DT_ALERT_RULE)
    {
      program = dt_alert_compile (alert, error);
      return program != NULL;
    }
  if (alert->kind == DT_ALERT_PRICE && !(alert->level > 0. && alert->level < 1e9))
    return refuse (error, "A price is above 0, not %g", alert->level);
  if (alert->kind == DT_ALERT_CHANGE && !(alert->level > 0. && alert->level < 10.))
    return refuse (error, "A change is a fraction above 0 and below 10, like 0.03 for 3 %%, not %g",
                   alert->level);

  return TRUE;
}

gboolean
dt_alert_check (const DtAlert  *alert,
                GError        **error)
{
  if (strlen (alert->note) > DT_ALERT_MAX_TEXT || !g_utf8_validate (alert->note, -1, NULL))
    return refuse (error, "A note has at most %d bytes of text", DT_ALERT_MAX_TEXT);
  if (alert->pause > DT_ALERT_MAX_PAUSE)
    return refuse (error, "A pause has at most %d minutes, not %u", DT_ALERT_MAX_PAUSE,
                   alert->pause);

  return check_symbols (alert, error) && check_condition (alert, error);
}

/* Words */

static char *
dup_level (const DtAlert *alert)
{
  char buf[G_ASCII_DTOSTR_BUF_SIZE];
  double level = alert->kind == DT_ALERT_CHANGE ? 100. * alert->level : alert->level;

  if (alert->kind == DT_ALERT_CHANGE)
    return g_strconcat (g_ascii_formatd (buf, sizeof buf, "%.6g", level), " %", NULL);

  return g_strdup (g_ascii_formatd (buf, sizeof buf, level < 1. ? "%.4f" : "%.2f", level));
}

char *
dt_alert_describe_condition (const DtAlert *alert)
{
  static const char *const crossings[] = { "crosses above", "crosses below", "crosses" };
  static const char *const changes[] = { "up by", "down by", "up or down by" };
  g_autofree char *level = NULL;

  if (alert->kind == DT_ALERT_RULE)
    return g_strdup (alert->rule);

  level = dup_level (alert);
  return g_strdup_printf ("%s %s", alert->kind == DT_ALERT_PRICE
                          ? crossings[alert->direction] : changes[alert->direction], level);
}

char *
dt_alert_describe (const DtAlert *alert)
{
  g_autofree char *condition = dt_alert_describe_condition (alert);
  g_autofree char *symbols = alert->scope == DT_ALERT_SYMBOLS
                             ? g_strjoinv (", ", alert->symbols)
                             : g_strdup (alert->scope == DT_ALERT_WATCHLIST
                                         ? "Watchlist" : "Any symbol");

  return g_strdup_printf (alert->kind == DT_ALERT_RULE ? "%s: %s" : "%s %s", symbols, condition);
}

/* JSON */

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (a, b);
}

static void
set_time (JsonObject *object,
          const char *member,
          DtTime      time)
{
  if (time == DT_TIME_NONE)
    json_object_set_null_member (object, member);
  else
    json_object_set_int_member (object, member, time);
}

JsonObject *
dt_alert_to_json (const DtAlert *alert)
{
  JsonObject *object = json_object_new (), *fired = json_object_new ();
  JsonArray *symbols = json_array_new ();
  g_autoptr(GList) keys = g_list_sort (g_hash_table_get_keys (alert->fired), compare_texts);

  for (guint i = 0; alert->symbols[i] != NULL; i++)
    json_array_add_string_element (symbols, alert->symbols[i]);
  for (GList *l = keys; l != NULL; l = l->next)
    json_object_set_int_member (fired, l->data,
                                *(DtTime *) g_hash_table_lookup (alert->fired, l->data));

  json_object_set_int_member (object, "id", (gint64) alert->id);
  json_object_set_string_member (object, "kind", kind_names[alert->kind]);
  json_object_set_string_member (object, "direction", direction_names[alert->direction]);
  if (isfinite (alert->level))
    json_object_set_double_member (object, "level", alert->level);
  if (alert->rule != NULL)
    json_object_set_string_member (object, "rule", alert->rule);
  json_object_set_string_member (object, "scope", scope_names[alert->scope]);
  json_object_set_array_member (object, "symbols", symbols);
  json_object_set_boolean_member (object, "once", alert->once);
  json_object_set_int_member (object, "pause", alert->pause);
  json_object_set_string_member (object, "note", alert->note);
  json_object_set_boolean_member (object, "enabled", alert->enabled);
  json_object_set_int_member (object, "armed_book", alert->armed_book);
  set_time (object, "armed_time", alert->armed_time);
  json_object_set_int_member (object, "fired_count", alert->n_fired);
  json_object_set_int_member (object, "fired_book", alert->fired_book);
  set_time (object, "fired_time", alert->fired_time);
  json_object_set_object_member (object, "fired", fired);

  return object;
}

static gboolean
read_name (JsonObject         *object,
           const char         *member,
           const char *const  *names,
           guint               n_names,
           guint              *value,
           GError            **error)
{
  const char *text;

  if (!dt_json_read_string (object, member, &text, error))
    return FALSE;

  return find_name (names, n_names, text, value)
         || refuse (error, "“%.32s” is no %s of an alert", text, member);
}

static gboolean
read_symbols (JsonObject  *object,
              DtAlert     *alert,
              GError     **error)
{
  g_autoptr(GStrvBuilder) symbols = g_strv_builder_new ();
  JsonArray *array;

  if (!dt_json_read_array (object, "symbols", &array, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (json_node_get_value_type (node) != G_TYPE_STRING)
        return refuse (error, "A symbol of an alert is a text");
      g_strv_builder_add (symbols, json_node_get_string (node));
    }
  g_strfreev (alert->symbols);
  alert->symbols = g_strv_builder_end (symbols);

  return TRUE;
}

static gboolean
read_fired (JsonObject  *object,
            DtAlert     *alert,
            GError     **error)
{
  g_autoptr(GList) members = NULL;
  JsonObject *fired;

  if (!dt_json_read_object (object, "fired", &fired, error))
    return FALSE;

  members = json_object_get_members (fired);
  for (GList *l = members; l != NULL; l = l->next)
    {
      DtTime time;

      if (!dt_json_read_int (fired, l->data, G_MININT64, G_MAXINT64, &time, error))
        return FALSE;
      g_hash_table_insert (alert->fired, g_strdup (l->data), g_memdup2 (&time, sizeof time));
    }

  return TRUE;
}

static gboolean
read_time (JsonObject  *object,
           const char  *member,
           DtTime      *time,
           GError     **error)
{
  *time = DT_TIME_NONE;
  if (!json_object_has_member (object, member) || json_object_get_null_member (object, member))
    return TRUE;

  return dt_json_read_int (object, member, G_MININT64, G_MAXINT64, time, error);
}

static gboolean
read_condition (JsonObject  *object,
                DtAlert     *alert,
                GError     **error)
{
  const char *rule;
  guint kind, direction, scope;

  if (!read_name (object, "kind", kind_names, G_N_ELEMENTS (kind_names), &kind, error)
      || !read_name (object, "direction", direction_names, G_N_ELEMENTS (direction_names),
                     &direction, error)
      || !read_name (object, "scope", scope_names, G_N_ELEMENTS (scope_names), &scope, error))
    return FALSE;

  alert->kind = kind;
  alert->direction = direction;
  alert->scope = scope;
  if (json_object_has_member (object, "level")
      && !dt_json_read_double (object, "level", &alert->level, error))
    return FALSE;
  if (json_object_has_member (object, "rule"))
    {
      if (!dt_json_read_string (object, "rule", &rule, error))
        return FALSE;
      alert->rule = g_strdup (rule);
    }

  return read_symbols (object, alert, error);
}

static gboolean
read_rest (JsonObject  *object,
           DtAlert     *alert,
           GError     **error)
{
  const char *note;
  gint64 id, pause, n_fired;

  if (!dt_json_read_int (object, "id", 1, G_MAXINT64, &id, error)
      || !dt_json_read_int (object, "pause", 0, DT_ALERT_MAX_PAUSE, &pause, error)
      || !dt_json_read_int (object, "fired_count", 0, G_MAXUINT32, &n_fired, error)
      || !dt_json_read_boolean (object, "once", &alert->once, error)
      || !dt_json_read_boolean (object, "enabled", &alert->enabled, error)
      || !dt_json_read_string (object, "note", &note, error)
      || !dt_json_read_int (object, "armed_book", 0, G_MAXINT64, &alert->armed_book, error)
      || !dt_json_read_int (object, "fired_book", 0, G_MAXINT64, &alert->fired_book, error)
      || !read_time (object, "armed_time", &alert->armed_time, error)
      || !read_time (object, "fired_time", &alert->fired_time, error))
    return FALSE;

  alert->id = (guint64) id;
  alert->pause = (guint) pause;
  alert->n_fired = (guint) n_fired;
  g_free (alert->note);
  alert->note = g_strdup (note);

  return TRUE;
}

DtAlert *
dt_alert_from_json (JsonObject  *object,
                    GError     **error)
{
  g_autoptr(DtAlert) alert = dt_alert_new ();

  if (!read_condition (object, alert, error) || !read_rest (object, alert, error)
      || !read_fired (object, alert, error) || !dt_alert_check (alert, error))
    return NULL;

  return g_steal_pointer (&alert);
}
