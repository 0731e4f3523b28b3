/* fuzz-alerts.c - any bytes as a stored alert
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dt-alert.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

/* Reads any object or refuses it with one error; what it reads passes its check, has words, and is
 * the same when it is written and read again. */

static void
check_alert (const DtAlert *alert)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = dt_alert_describe (alert);
  g_autofree char *again_text = NULL;
  g_autoptr(JsonObject) object = dt_alert_to_json (alert);
  g_autoptr(DtAlert) again = dt_alert_from_json (object, &error);

  g_assert_no_error (error);
  g_assert_true (dt_alert_check (again, NULL));
  g_assert_cmpstr (text, !=, "");
  again_text = dt_alert_describe (again);
  g_assert_cmpstr (text, ==, again_text);
  g_assert_cmpuint (again->id, ==, alert->id);
  g_assert_cmpuint (g_hash_table_size (again->fired), ==, g_hash_table_size (alert->fired));
  g_assert_true (again->armed_time == alert->armed_time);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = dt_json_parse (size > 0 ? (const char *) data : "", (gssize) size,
                                            &error);
  g_autoptr(DtAlert) alert = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return 0;

  alert = dt_alert_from_json (json_node_get_object (node), &error);
  g_assert_true ((alert == NULL) == (error != NULL));
  if (alert != NULL)
    check_alert (alert);

  return 0;
}
