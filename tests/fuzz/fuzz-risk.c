/* fuzz-risk.c - any text as a risk profile
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dt-risk.h"

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
  DtRiskProfile *profile = dt_risk_profile_parse (text, "fuzz.risk", &error);
  DtRiskProfile *second;

  g_assert_true ((profile == NULL) == (error != NULL));
  if (profile == NULL)
    return 0;

  written = dt_risk_profile_to_text (profile);
  second = dt_risk_profile_parse (written, "fuzz.risk", &error);
  g_assert_no_error (error);
  again = dt_risk_profile_to_text (second);
  g_assert_cmpstr (written, ==, again);

  dt_risk_profile_free (profile);
  dt_risk_profile_free (second);

  return 0;
}
