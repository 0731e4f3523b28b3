/* dt-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-base"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-json.h"

/* JSON-GLib's parser calls itself for every bracket: deeper text is refused before it sees it. */
#define MAX_DEPTH 64
/* Of a refused value, that many bytes are quoted. */
#define MAX_QUOTED 60

G_DEFINE_QUARK (dt-json-error-quark, dt_json_error)

static void write_node (GString  *text,
                        JsonNode *node,
                        int       indent);

static void
write_string (GString    *text,
              const char *string)
{
  g_string_append_c (text, '"');
  for (const char *c = string; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_c (text, '\\');

      if (*c == '\n')
        g_string_append (text, "\\n");
      else if ((guchar) *c < 0x20 || *c == 0x7f)
        g_string_append_printf (text, "\\u%04x", (guchar) *c);
      else
        g_string_append_c (text, *c);
    }
  g_string_append_c (text, '"');
}

static void
write_double (GString *text,
              double   value)
{
  char buf[DT_DOUBLE_BUF_SIZE];

  /* JSON has no word for what is undefined but null; and "-0" would be read as the integer 0 */
  if (!isfinite (value))
    g_string_append (text, "null");
  else if (value == 0 && signbit (value))
    g_string_append (text, "-0.0");
  else
    g_string_append (text, dt_double_to_string (value, buf));
}

static void
write_value (GString  *text,
             JsonNode *node)
{
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      write_string (text, json_node_get_string (node));
      break;
    case G_TYPE_BOOLEAN:
      g_string_append (text, json_node_get_boolean (node) ? "true" : "false");
      break;
    case G_TYPE_INT64:
      g_string_append_printf (text, "%" G_GINT64_FORMAT, json_node_get_int (node));
      break;
    default:
      write_double (text, json_node_get_double (node));
    }
}

static void
new_line (GString *text,
          int      indent)
{
  if (indent < 0)
    return;

  g_string_append_c (text, '\n');
  for (int i = 0; i < indent; i++)
    g_string_append (text, "  ");
}

static int
deeper (int indent)
{
  return indent < 0 ? indent : indent + 1;
}

static void
write_array (GString   *text,
             JsonArray *array,
             int        indent)
{
  guint n = json_array_get_length (array);

  g_string_append_c (text, '[');
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      new_line (text, deeper (indent));
      write_node (text, json_array_get_element (array, i), deeper (indent));
    }
  if (n > 0)
    new_line (text, indent);
  g_string_append_c (text, ']');
}

static void
write_object (GString    *text,
              JsonObject *object,
              int         indent)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  gboolean any = FALSE;

  g_string_append_c (text, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      if (any)
        g_string_append_c (text, ',');
      any = TRUE;
      new_line (text, deeper (indent));
      write_string (text, name);
      g_string_append (text, indent < 0 ? ":" : ": ");
      write_node (text, node, deeper (indent));
    }
  if (any)
    new_line (text, indent);
  g_string_append_c (text, '}');
}

static void
write_node (GString  *text,
            JsonNode *node,
            int       indent)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      write_object (text, json_node_get_object (node), indent);
      break;
    case JSON_NODE_ARRAY:
      write_array (text, json_node_get_array (node), indent);
      break;
    case JSON_NODE_VALUE:
      write_value (text, node);
      break;
    case JSON_NODE_NULL:
    default:
      g_string_append (text, "null");
    }
}

/**
 * dt_json_to_string:
 * @pretty: one member a line, two spaces deep
 *
 * Members stand in the order they were added; doubles as dt_double_to_string() writes them, NaN
 * and infinities as null.
 *
 * Returns: (transfer full): the text, no newline at its end
 */
char *
dt_json_to_string (JsonNode *root,
                   gboolean  pretty)
{
  GString *text = g_string_new (NULL);

  write_node (text, root, pretty ? 0 : -1);

  return g_string_free (text, FALSE);
}

static gboolean
is_too_deep (const char *text,
             gsize       length)
{
  gboolean quoted = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (quoted && text[i] == '\\')
        i++;
      else if (text[i] == '"')
        quoted = !quoted;
      else if (!quoted && (text[i] == '[' || text[i] == '{') && ++depth > MAX_DEPTH)
        return TRUE;
      else if (!quoted && (text[i] == ']' || text[i] == '}') && depth > 0)
        depth--;
    }

  return FALSE;
}

/* An escape such as "\ud800" makes bytes that are no UTF-8 out of text that is. */
static gboolean
is_all_utf8 (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &name, &member))
        if (!g_utf8_validate (name, -1, NULL) || !is_all_utf8 (member))
          return FALSE;
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        if (!is_all_utf8 (json_array_get_element (array, i)))
          return FALSE;
    }
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      return g_utf8_validate (json_node_get_string (node), -1, NULL);
    }

  return TRUE;
}

/**
 * dt_json_parse:
 * @text: UTF-8 from anywhere
 * @length: bytes, or -1 when @text ends with a zero
 *
 * Returns: (transfer full): the root, or %NULL and @error is %DT_JSON_ERROR_SYNTAX
 */
JsonNode *
dt_json_parse (const char  *text,
               gssize       length,
               GError     **error)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(GError) local = NULL;

  if (length < 0)
    length = strlen (text);

  if (!g_utf8_validate_len (text, length, NULL))
    g_set_error (error, DT_JSON_ERROR, DT_JSON_ERROR_SYNTAX, "The text is not JSON: not UTF-8");
  else if (is_too_deep (text, length))
    g_set_error (error, DT_JSON_ERROR, DT_JSON_ERROR_SYNTAX,
                 "The JSON is nested deeper than %d", MAX_DEPTH);
  else if (!json_parser_load_from_data (parser, text, length, &local))
    g_set_error (error, DT_JSON_ERROR, DT_JSON_ERROR_SYNTAX, "The text is not JSON: %s",
                 local->message);
  else if (json_parser_get_root (parser) == NULL)
    g_set_error (error, DT_JSON_ERROR, DT_JSON_ERROR_SYNTAX, "The text is not JSON: it is empty");
  else if (!is_all_utf8 (json_parser_get_root (parser)))
    g_set_error (error, DT_JSON_ERROR, DT_JSON_ERROR_SYNTAX,
                 "The text is not JSON: an escape in it is no character");
  else
    return json_parser_steal_root (parser);

  return NULL;
}

static JsonNode *
find_member (JsonObject  *object,
             const char  *name,
             GError     **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL)
    g_set_error (error, DT_JSON_ERROR, DT_JSON_ERROR_MISSING, "The member \"%s\" is missing", name);

  return node;
}

static gboolean
refuse (JsonNode    *node,
        const char  *name,
        const char  *wanted,
        GError     **error)
{
  g_autofree char *text = dt_json_to_string (node, FALSE);
  gsize length = strlen (text);
  gsize end = MIN (length, MAX_QUOTED);

  while (end > 0 && end < length && ((guchar) text[end] & 0xc0) == 0x80)
    end--;
  g_set_error (error, DT_JSON_ERROR, DT_JSON_ERROR_VALUE, "The member \"%s\" is %.*s%s, not %s",
               name, (int) end, text, end < length ? "…" : "", wanted);

  return FALSE;
}

static gboolean
holds (JsonNode *node,
       GType     type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

gboolean
dt_json_read_string (JsonObject  *object,
                     const char  *name,
                     const char **value,
                     GError     **error)
{
  JsonNode *node = find_member (object, name, error);

  if (node == NULL)
    return FALSE;
  if (!holds (node, G_TYPE_STRING))
    return refuse (node, name, "a text", error);

  *value = json_node_get_string (node);
  return TRUE;
}

/* Finite; whole numbers count as doubles. */
gboolean
dt_json_read_double (JsonObject  *object,
                     const char  *name,
                     double      *value,
                     GError     **error)
{
  JsonNode *node = find_member (object, name, error);

  if (node == NULL)
    return FALSE;
  if ((!holds (node, G_TYPE_DOUBLE) && !holds (node, G_TYPE_INT64))
      || !isfinite (json_node_get_double (node)))
    return refuse (node, name, "a finite number", error);

  *value = json_node_get_double (node);
  return TRUE;
}

gboolean
dt_json_read_int (JsonObject  *object,
                  const char  *name,
                  gint64       least,
                  gint64       most,
                  gint64      *value,
                  GError     **error)
{
  JsonNode *node = find_member (object, name, error);
  g_autofree char *wanted = NULL;

  if (node == NULL)
    return FALSE;
  if (holds (node, G_TYPE_INT64) && json_node_get_int (node) >= least
      && json_node_get_int (node) <= most)
    {
      *value = json_node_get_int (node);
      return TRUE;
    }

  wanted = g_strdup_printf ("a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
                            least, most);
  return refuse (node, name, wanted, error);
}

gboolean
dt_json_read_boolean (JsonObject  *object,
                      const char  *name,
                      gboolean    *value,
                      GError     **error)
{
  JsonNode *node = find_member (object, name, error);

  if (node == NULL)
    return FALSE;
  if (!holds (node, G_TYPE_BOOLEAN))
    return refuse (node, name, "true or false", error);

  *value = json_node_get_boolean (node);
  return TRUE;
}

/* Money travels as decimal text, "1234.5"; a number is refused, it may have been rounded. */
gboolean
dt_json_read_money (JsonObject  *object,
                    const char  *name,
                    DtMoney     *value,
                    GError     **error)
{
  JsonNode *node = find_member (object, name, error);

  if (node == NULL)
    return FALSE;
  if (!holds (node, G_TYPE_STRING) || !dt_money_parse (json_node_get_string (node), value))
    return refuse (node, name, "an amount of money as text, like \"1234.5\"", error);

  return TRUE;
}

/* @value: (transfer none) */
gboolean
dt_json_read_array (JsonObject  *object,
                    const char  *name,
                    JsonArray  **value,
                    GError     **error)
{
  JsonNode *node = find_member (object, name, error);

  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return refuse (node, name, "a list", error);

  *value = json_node_get_array (node);
  return TRUE;
}

/* @value: (transfer none) */
gboolean
dt_json_read_object (JsonObject  *object,
                     const char  *name,
                     JsonObject **value,
                     GError     **error)
{
  JsonNode *node = find_member (object, name, error);

  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (node, name, "an object", error);

  *value = json_node_get_object (node);
  return TRUE;
}
