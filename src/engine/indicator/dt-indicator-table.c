/* dt-indicator-table.c - the indicators that there are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-indicator-private.h"

#define ROW(id_) &dt_indicator_##id_,
static const DtIndicator *const table[] = { DT_INDICATORS (ROW) };
#undef ROW

/**
 * dt_indicator_list:
 * @n_indicators: (out): how many
 *
 * Returns: (transfer none): all indicators, sorted by id
 */
const DtIndicator *const *
dt_indicator_list (guint *n_indicators)
{
  g_return_val_if_fail (n_indicators != NULL, NULL);

  *n_indicators = G_N_ELEMENTS (table);
  return table;
}
