/* fuzz-bar-chunk.c - any bytes as a chunk of bars, with their own and with the right checksum
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-bar-chunk.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

/* What was taken must come back the same from a second round. */
static void
check_taken (const DtBarSeries *series)
{
  g_autoptr(GByteArray) bytes = dt_bar_chunk_encode (series, 0, series->n_bars);
  g_autoptr(DtBarSeries) back = dt_bar_series_new ("X", DT_TIMEFRAME_MINUTE, 0);

  g_assert_true (dt_bar_chunk_decode (bytes->data, bytes->len, back, NULL));
  g_assert_cmpmem (series->time, series->n_bars * 8, back->time, back->n_bars * 8);
  g_assert_cmpmem (series->open, series->n_bars * 8, back->open, back->n_bars * 8);
  g_assert_cmpmem (series->high, series->n_bars * 8, back->high, back->n_bars * 8);
  g_assert_cmpmem (series->low, series->n_bars * 8, back->low, back->n_bars * 8);
  g_assert_cmpmem (series->close, series->n_bars * 8, back->close, back->n_bars * 8);
  g_assert_cmpmem (series->volume, series->n_bars * 8, back->volume, back->n_bars * 8);
}

static void
try_bytes (const guint8 *data,
           gsize         size)
{
  g_autoptr(DtBarSeries) series = dt_bar_series_new ("X", DT_TIMEFRAME_MINUTE, 0);

  if (dt_bar_chunk_decode (data, size, series, NULL))
    check_taken (series);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autofree guint8 *copy = g_memdup2 (data, size);

  try_bytes (copy, size);
  dt_bar_chunk_reseal (copy, size);
  try_bytes (copy, size);

  return 0;
}
