/* fuzz-csv.c - any bytes as a price table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "dt-csv-import.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

/* Whatever was in the file, what came out of it can be traded on. */
static void
check_series (const DtBarSeries *series)
{
  for (gsize i = 0; i < series->n_bars; i++)
    {
      DtBar bar = dt_bar_series_get (series, i);

      g_assert_true (isfinite (bar.open) && isfinite (bar.close) && isfinite (bar.volume));
      g_assert_true (bar.low > 0 && isfinite (bar.high));
      g_assert_true (bar.low <= bar.open && bar.open <= bar.high);
      g_assert_true (bar.low <= bar.close && bar.close <= bar.high);
      g_assert_true (i == 0 || series->time[i] > series->time[i - 1]);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  /* Midnight UTC of 2021-01-01: "future" means the same on every day */
  DtCsvOptions options = { .now = 1609459200 * DT_SECOND, .as_of = DT_DATE_NONE };
  g_autoptr(GError) error = NULL;
  g_autoptr(DtCsvTable) table = NULL;

  table = dt_csv_import_bytes ((const char *) data, size, "fuzz.csv", &options, &error);
  g_assert_true ((table == NULL) == (error != NULL));
  if (table == NULL)
    return 0;

  g_assert_cmpuint (table->n_rejected, <=, table->n_rows);
  for (guint i = 0; i < table->series->len; i++)
    check_series (table->series->pdata[i]);

  return 0;
}
