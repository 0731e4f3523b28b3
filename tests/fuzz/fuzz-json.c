/* fuzz-json.c - any text as JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dt-json.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

/* What parses is written as text that parses to the same text again. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) root = dt_json_parse (size > 0 ? (const char *) data : "", size, &error);
  g_autoptr(JsonNode) second = NULL;
  g_autofree char *written = NULL;
  g_autofree char *again = NULL;

  g_assert_true ((root == NULL) == (error != NULL));
  if (root == NULL)
    return 0;

  written = dt_json_to_string (root, FALSE);
  second = dt_json_parse (written, -1, &error);
  g_assert_no_error (error);
  again = dt_json_to_string (second, FALSE);
  g_assert_cmpstr (written, ==, again);

  return 0;
}
