/* dt-indicator-table.c - the indicators that there are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-indicator-private.h"

/* Sorted by id. */
static const DtIndicator *const table[] = {
  &dt_indicator_atr,
  &dt_indicator_ema,
  &dt_indicator_rsi,
  &dt_indicator_sma,
};

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
