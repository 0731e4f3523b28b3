/* dt-csv-actions.h - tables of splits, dividends and the like
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-corporate-action.h"
#include "dt-csv-import.h"

G_BEGIN_DECLS

/* The actions of one symbol in a file. */
typedef struct
{
  char         *symbol;
  DtActionList *list;            /* sorted */
} DtCsvSymbolActions;

/* What came of a file. */
typedef struct
{
  GPtrArray *symbols;            /* of DtCsvSymbolActions, by symbol */
  GPtrArray *rejects;            /* of DtCsvReject, in file order, the first 10,000 */
  guint64    n_rows;             /* data rows read */
  guint64    n_rejected;
} DtCsvActions;

/* @symbol: (nullable): of a file without a column of symbols; else the file's stem */
DtCsvActions *dt_csv_actions_read_file  (const char     *path,
                                         const char     *symbol,
                                         GCancellable   *cancellable,
                                         GError        **error);
/* The parser alone, on bytes that are there already and not compressed. */
DtCsvActions *dt_csv_actions_read_bytes (const char     *data,
                                         gsize           length,
                                         const char     *name,
                                         const char     *symbol,
                                         GError        **error);
void          dt_csv_actions_free       (DtCsvActions   *actions);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtCsvActions, dt_csv_actions_free)

G_END_DECLS
