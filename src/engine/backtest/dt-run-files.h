/* dt-run-files.h - a run's trades, orders and equity as text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-run-record.h"

G_BEGIN_DECLS

/* All take the records of all accounts of one run, in the order of their symbols, and make one
 * text of them. The text is the same for the same trades and orders whatever the ids, the places
 * of the instruments, the locale and the clock. docs/cli.md fixes columns, order and number
 * format. */

#define DT_RUN_HASH_SIZE 65

/* SHA-256 in hexadecimal of the exact bytes of the two texts. */
typedef struct
{
  char trade_list[DT_RUN_HASH_SIZE];
  char order_list[DT_RUN_HASH_SIZE];
} DtRunHashes;

void      dt_run_files_hash          (const DtRunRecord   *records,
                                      gsize                n_records,
                                      DtRunHashes         *hashes);
void      dt_run_files_hash_trades   (const GArray        *trades,
                                      DtTimeframe          timeframe,
                                      char                 text[DT_RUN_HASH_SIZE]);

/* The file appears whole or not at all; a file that was there stays when writing fails. Errors are
 * G_IO_ERROR and name the path. */
gboolean  dt_run_files_write_trades  (const DtRunRecord   *records,
                                      gsize                n_records,
                                      const char          *path,
                                      GError             **error);
gboolean  dt_run_files_write_orders  (const DtRunRecord   *records,
                                      gsize                n_records,
                                      const char          *path,
                                      GError             **error);
gboolean  dt_run_files_write_equity  (const DtRunRecord   *records,
                                      gsize                n_records,
                                      const char          *path,
                                      GError             **error);

G_END_DECLS
