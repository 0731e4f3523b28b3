/* dt-run-spec.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include <math.h>

#include <json-glib/json-glib.h>

#include "dt-json.h"

#include "dt-run-spec.h"

G_DEFINE_QUARK (dt-run-error-quark, dt_run_error)

static const char *const finish_names[] = { "keep", "close", "open" };

/* Texts of the spec and their names in JSON. */
static const struct
{
  const char *name;
  gsize       offset;
} texts[] = {
  { "mode", G_STRUCT_OFFSET (DtRunSpec, mode) },
  { "universe", G_STRUCT_OFFSET (DtRunSpec, universe) },
  { "commission", G_STRUCT_OFFSET (DtRunSpec, commission) },
  { "slippage", G_STRUCT_OFFSET (DtRunSpec, slippage) },
  { "volume_share", G_STRUCT_OFFSET (DtRunSpec, volume_share) },
  { "borrow", G_STRUCT_OFFSET (DtRunSpec, borrow) },
  { "interest", G_STRUCT_OFFSET (DtRunSpec, interest) },
  { "margin", G_STRUCT_OFFSET (DtRunSpec, margin) },
  { "latency", G_STRUCT_OFFSET (DtRunSpec, latency) },
  { "intrabar", G_STRUCT_OFFSET (DtRunSpec, intrabar) },
  { "risk", G_STRUCT_OFFSET (DtRunSpec, risk_text) },
  { "record", G_STRUCT_OFFSET (DtRunSpec, record_text) },
  { "selector", G_STRUCT_OFFSET (DtRunSpec, selector_text) },
  { "benchmark", G_STRUCT_OFFSET (DtRunSpec, benchmark) },
};

static const struct
{
  const char *name;
  gsize       offset;
} lists[] = {
  { "strategies", G_STRUCT_OFFSET (DtRunSpec, strategy_texts) },
  { "strategy_paths", G_STRUCT_OFFSET (DtRunSpec, strategy_paths) },
  { "symbols", G_STRUCT_OFFSET (DtRunSpec, symbols) },
  { "csv", G_STRUCT_OFFSET (DtRunSpec, csv) },
};

DtRunSpec *
dt_run_spec_new (void)
{
  DtRunSpec *spec = g_new0 (DtRunSpec, 1);

  spec->from = spec->to = DT_TIME_NONE;
  spec->cash = DT_DOLLARS (100000);
  spec->adjustment = -1;
  spec->session = -1;

  return spec;
}

static void
clear_settings (DtRunSpec *spec)
{
  for (guint i = 0; i < spec->n_settings; i++)
    g_free ((char *) spec->settings[i].name);
  g_clear_pointer (&spec->settings, g_free);
  spec->n_settings = 0;
}

void
dt_run_spec_free (DtRunSpec *spec)
{
  if (spec == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (G_STRUCT_MEMBER (char *, spec, texts[i].offset));
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_strfreev (G_STRUCT_MEMBER (char **, spec, lists[i].offset));
  clear_settings (spec);
  g_free (spec);
}

DtRunSpec *
dt_run_spec_copy (const DtRunSpec *spec)
{
  DtRunSpec *copy = g_memdup2 (spec, sizeof *spec);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    G_STRUCT_MEMBER (char *, copy, texts[i].offset)
      = g_strdup (G_STRUCT_MEMBER (char *, spec, texts[i].offset));
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    G_STRUCT_MEMBER (char **, copy, lists[i].offset)
      = g_strdupv (G_STRUCT_MEMBER (char **, spec, lists[i].offset));

  copy->settings = g_memdup2 (spec->settings, spec->n_settings * sizeof *spec->settings);
  for (guint i = 0; i < spec->n_settings; i++)
    copy->settings[i].name = g_strdup (spec->settings[i].name);

  return copy;
}

static void
add_list (JsonBuilder *builder,
          char       **list)
{
  json_builder_begin_array (builder);
  for (; *list != NULL; list++)
    json_builder_add_string_value (builder, *list);
  json_builder_end_array (builder);
}

static void
add_scalars (JsonBuilder     *builder,
             const DtRunSpec *spec)
{
  char money[DT_DECIMAL_BUF_SIZE];
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, spec->seed);

  json_builder_set_member_name (builder, "cash");
  json_builder_add_string_value (builder, dt_money_to_string (spec->cash, money));
  json_builder_set_member_name (builder, "timeframe");
  json_builder_add_int_value (builder, spec->timeframe);
  json_builder_set_member_name (builder, "from");
  json_builder_add_int_value (builder, spec->from);
  json_builder_set_member_name (builder, "to");
  json_builder_add_int_value (builder, spec->to);
  json_builder_set_member_name (builder, "policy");
  json_builder_add_string_value (builder, dt_intrabar_policy_to_string (spec->policy));
  json_builder_set_member_name (builder, "finish");
  json_builder_add_string_value (builder, dt_finish_to_string (spec->finish));
  json_builder_set_member_name (builder, "adjustment");
  json_builder_add_int_value (builder, spec->adjustment);
  json_builder_set_member_name (builder, "session");
  json_builder_add_int_value (builder, spec->session);
  json_builder_set_member_name (builder, "independent");
  json_builder_add_boolean_value (builder, spec->independent);
  json_builder_set_member_name (builder, "seed");
  json_builder_add_string_value (builder, seed);
}

static void
add_settings (JsonBuilder     *builder,
              const DtRunSpec *spec)
{
  json_builder_set_member_name (builder, "parameters");
  json_builder_begin_object (builder);
  for (guint i = 0; i < spec->n_settings; i++)
    {
      json_builder_set_member_name (builder, spec->settings[i].name);
      json_builder_add_double_value (builder, spec->settings[i].value);
    }
  json_builder_end_object (builder);
}

/**
 * dt_run_spec_to_json:
 *
 * Returns: (transfer full): a JSON object that dt_run_spec_from_json() reads back
 */
char *
dt_run_spec_to_json (const DtRunSpec *spec)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;

  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *text = G_STRUCT_MEMBER (char *, spec, texts[i].offset);

      if (text != NULL)
        {
          json_builder_set_member_name (builder, texts[i].name);
          json_builder_add_string_value (builder, text);
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      char **list = G_STRUCT_MEMBER (char **, spec, lists[i].offset);

      if (list != NULL)
        {
          json_builder_set_member_name (builder, lists[i].name);
          add_list (builder, list);
        }
    }
  add_scalars (builder, spec);
  add_settings (builder, spec);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static gboolean
bad_member (const char  *name,
            GError     **error)
{
  g_set_error (error, DT_RUN_ERROR, DT_RUN_ERROR_SPEC,
               "The run's stored settings cannot be read: \"%s\" is missing or of the wrong type",
               name);
  return FALSE;
}

/* json-glib takes "\201" for a byte of its own, so a string may come out as no UTF-8. */
static gboolean
holds (JsonNode *node,
       GType     type)
{
  return JSON_NODE_HOLDS_VALUE (node)
         && json_node_get_value_type (node) == type
         && (type != G_TYPE_STRING || g_utf8_validate (json_node_get_string (node), -1, NULL));
}

/* The member when it holds a value of this type, else %NULL. */
static JsonNode *
typed_member (JsonObject *object,
              const char *name,
              GType       type)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && holds (node, type) ? node : NULL;
}

static gboolean
read_list (JsonObject   *object,
           const char   *name,
           char       ***list,
           GError      **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *array;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return bad_member (name, error);

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!holds (element, G_TYPE_STRING))
        return bad_member (name, error);
      g_strv_builder_add (builder, json_node_get_string (element));
    }

  *list = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
read_int (JsonObject  *object,
          const char  *name,
          gint64      *value,
          GError     **error)
{
  JsonNode *node = typed_member (object, name, G_TYPE_INT64);

  if (node == NULL)
    return bad_member (name, error);

  *value = json_node_get_int (node);
  return TRUE;
}

static gboolean
read_settings (JsonObject  *object,
               DtRunSpec   *spec,
               GError     **error)
{
  JsonNode *node = json_object_get_member (object, "parameters");
  g_autoptr(GList) members = NULL;
  JsonObject *settings;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return bad_member ("parameters", error);

  settings = json_node_get_object (node);
  members = json_object_get_members (settings);
  spec->settings = g_new0 (DtParameterSetting, json_object_get_size (settings));
  for (GList *l = members; l != NULL; l = l->next)
    {
      JsonNode *value = json_object_get_member (settings, l->data);

      if ((!holds (value, G_TYPE_DOUBLE) && !holds (value, G_TYPE_INT64))
          || !isfinite (json_node_get_double (value)) || !g_utf8_validate (l->data, -1, NULL))
        return bad_member ("parameters", error);

      spec->settings[spec->n_settings].name = g_strdup (l->data);
      spec->settings[spec->n_settings++].value = json_node_get_double (value);
    }

  return TRUE;
}

static gboolean
read_scalars (JsonObject  *object,
              DtRunSpec   *spec,
              GError     **error)
{
  JsonNode *node;
  gint64 timeframe, adjustment;

  if (!read_int (object, "timeframe", &timeframe, error)
      || !read_int (object, "adjustment", &adjustment, error)
      || !read_int (object, "from", &spec->from, error)
      || !read_int (object, "to", &spec->to, error))
    return FALSE;

  spec->timeframe = (DtTimeframe) timeframe;
  spec->adjustment = (int) adjustment;
  /* Settings that were stored before there was a choice have none */
  if ((node = typed_member (object, "session", G_TYPE_INT64)) != NULL)
    spec->session = (int) json_node_get_int (node);

  if (!(node = typed_member (object, "cash", G_TYPE_STRING))
      || !dt_money_parse (json_node_get_string (node), &spec->cash))
    return bad_member ("cash", error);
  if (!(node = typed_member (object, "policy", G_TYPE_STRING))
      || !dt_intrabar_policy_parse (json_node_get_string (node), &spec->policy))
    return bad_member ("policy", error);
  if (!(node = typed_member (object, "finish", G_TYPE_STRING))
      || !dt_finish_parse (json_node_get_string (node), &spec->finish))
    return bad_member ("finish", error);
  if (!(node = typed_member (object, "seed", G_TYPE_STRING))
      || !g_ascii_string_to_unsigned (json_node_get_string (node), 10, 0, G_MAXUINT64,
                                      &spec->seed, NULL))
    return bad_member ("seed", error);
  if (!(node = typed_member (object, "independent", G_TYPE_BOOLEAN)))
    return bad_member ("independent", error);
  spec->independent = json_node_get_boolean (node);

  return TRUE;
}

static gboolean
read_texts (JsonObject  *object,
            DtRunSpec   *spec,
            GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (json_object_has_member (object, texts[i].name))
      {
        JsonNode *node = typed_member (object, texts[i].name, G_TYPE_STRING);

        if (node == NULL)
          return bad_member (texts[i].name, error);
        G_STRUCT_MEMBER (char *, spec, texts[i].offset) = json_node_dup_string (node);
      }

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (!read_list (object, lists[i].name,
                    &G_STRUCT_MEMBER (char **, spec, lists[i].offset), error))
      return FALSE;

  if (spec->strategy_texts == NULL || spec->strategy_texts[0] == NULL)
    return bad_member ("strategies", error);
  if (spec->strategy_paths == NULL
      || g_strv_length (spec->strategy_paths) != g_strv_length (spec->strategy_texts))
    return bad_member ("strategy_paths", error);

  return TRUE;
}

/**
 * dt_run_spec_from_json:
 * @text: what dt_run_spec_to_json() made
 *
 * Returns: (transfer full): the spec, or %NULL with %DT_RUN_ERROR_SPEC naming the member
 */
DtRunSpec *
dt_run_spec_from_json (const char  *text,
                       GError     **error)
{
  g_autoptr(DtRunSpec) spec = dt_run_spec_new ();
  g_autoptr(JsonNode) root = dt_json_parse (text, -1, NULL);
  JsonObject *object;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, DT_RUN_ERROR, DT_RUN_ERROR_SPEC,
                   "The run's stored settings are no JSON object: %.60s", text);
      return NULL;
    }

  object = json_node_get_object (root);
  if (!read_texts (object, spec, error)
      || !read_scalars (object, spec, error)
      || !read_settings (object, spec, error))
    return NULL;

  return g_steal_pointer (&spec);
}

gboolean
dt_finish_parse (const char *text,
                 DtFinish   *finish)
{
  for (guint i = 0; i < G_N_ELEMENTS (finish_names); i++)
    if (g_str_equal (text, finish_names[i]))
      {
        *finish = i;
        return TRUE;
      }

  return FALSE;
}

const char *
dt_finish_to_string (DtFinish finish)
{
  g_return_val_if_fail (finish < G_N_ELEMENTS (finish_names), NULL);

  return finish_names[finish];
}
