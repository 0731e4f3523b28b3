/* dt-csv-import.h - price tables as people have them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-bar-series.h"

G_BEGIN_DECLS

#define DT_CSV_ERROR (dt_csv_error_quark ())
GQuark dt_csv_error_quark (void);

typedef enum
{
  DT_CSV_ERROR_READ,            /* cannot be read, truncated gzip */
  DT_CSV_ERROR_NOT_A_TABLE,     /* empty, binary, no header, absurd line */
  DT_CSV_ERROR_MISSING_COLUMN,
  DT_CSV_ERROR_OPTION,          /* a mapping or format that does not fit the file */
  DT_CSV_ERROR_TOO_DIRTY,       /* more than 5 % of the rows are bad */
} DtCsvError;

/* What the file does not say itself. Zeroed fields mean: find out, or the default. */
typedef struct
{
  const char    *symbol;         /* for a file without a symbol column; else the file's stem */
  const char    *symbol_column;  /* header names, case ignored */
  const char    *time_column;
  const char    *open_column;
  const char    *high_column;
  const char    *low_column;
  const char    *close_column;
  const char    *volume_column;
  const char    *time_format;    /* strptime-like, or "unix", "unix-ms"; found out when NULL */
  DtTimeframe    timeframe;      /* found out from the stamps when DT_TIMEFRAME_NONE */
  DtAdjustment   adjustment;
  DtDate         as_of;          /* DT_DATE_NONE */
  DtStamp        stamp;
  const char    *zone;           /* America/New_York when NULL */
  DtSessionKind  session;
  const char    *source;         /* the file's stem when NULL */
  const char    *delimiter;      /* one character; found out when NULL */
  DtInstrumentKind kind;         /* an index has no volume, a rate may be zero or negative */
  DtTime         now;            /* rows after it are "future"; the wall clock when 0 */
} DtCsvOptions;

typedef struct
{
  guint64  line;                 /* in the file, from 1 */
  char    *field;                /* header name */
  char    *value;                /* as in the file, cut at 80 bytes */
  char    *reason;
} DtCsvReject;

/* What came of a file. */
typedef struct
{
  GPtrArray *series;             /* of DtBarSeries, by symbol; known is filled */
  GPtrArray *rejects;            /* of DtCsvReject, in file order, the first 10,000 */
  guint64    n_rows;             /* data rows read */
  guint64    n_rejected;
  guint64    n_resorted;         /* rows that stood before an earlier stamp */
  GPtrArray *notes;              /* of char*: what was found out: "dates are day/month/year" */
} DtCsvTable;

DtCsvTable *dt_csv_import_file     (const char             *path,
                                    const DtCsvOptions     *options,
                                    GFileProgressCallback   progress,
                                    gpointer                user_data,
                                    GCancellable           *cancellable,
                                    GError                **error);
/* The parser alone, on bytes that are already there and not compressed: for the fuzzer. */
DtCsvTable *dt_csv_import_bytes    (const char             *data,
                                    gsize                   length,
                                    const char             *name,
                                    const DtCsvOptions     *options,
                                    GError                **error);
void        dt_csv_table_free      (DtCsvTable             *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtCsvTable, dt_csv_table_free)

G_END_DECLS
