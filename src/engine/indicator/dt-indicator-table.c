/* dt-indicator-table.c - the indicators that there are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-indicator-private.h"

/* Sorted by id. */
static const DtIndicator *const table[] = {
  &dt_indicator_adx,
  &dt_indicator_atr,
  &dt_indicator_bollinger,
  &dt_indicator_donchian,
  &dt_indicator_ema,
  &dt_indicator_highest,
  &dt_indicator_lowest,
  &dt_indicator_macd,
  &dt_indicator_mom,
  &dt_indicator_obv,
  &dt_indicator_roc,
  &dt_indicator_rsi,
  &dt_indicator_sma,
  &dt_indicator_stddev,
  &dt_indicator_stochastic,
  &dt_indicator_sum,
  &dt_indicator_tr,
  &dt_indicator_volume_sma,
  &dt_indicator_vwap,
  &dt_indicator_wma,
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
