/* fuzz-run-spec.c - any text as the spec of a run, as book.db stores it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dt-run-spec.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

/* What parses is written as text that parses to the same text again. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);
  g_autofree char *written = NULL;
  g_autofree char *again = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(DtRunSpec) spec = dt_run_spec_from_json (text, &error);
  g_autoptr(DtRunSpec) second = NULL;

  g_assert_true ((spec == NULL) == (error != NULL));
  if (spec == NULL)
    return 0;

  written = dt_run_spec_to_json (spec);
  second = dt_run_spec_from_json (written, &error);
  g_assert_no_error (error);
  again = dt_run_spec_to_json (second);
  g_assert_cmpstr (written, ==, again);

  return 0;
}
