/* dt-csv-columns.h - what the columns of a price table are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-csv-import.h"
#include "dt-csv-time.h"

G_BEGIN_DECLS

#define DT_CSV_MAX_COLUMNS 1000
#define DT_CSV_NO_COLUMN   -1

typedef enum
{
  DT_CSV_TIME,
  DT_CSV_CLOCK,       /* time of day beside a date */
  DT_CSV_SYMBOL,
  DT_CSV_OPEN,
  DT_CSV_HIGH,
  DT_CSV_LOW,
  DT_CSV_CLOSE,
  DT_CSV_VOLUME,
  DT_CSV_N_ROLES,
} DtCsvRole;

typedef struct
{
  char       delimiter;
  char     **names;             /* of the header, NULL-terminated */
  guint      n_columns;
  int        place[DT_CSV_N_ROLES];
  gboolean   close_only;        /* one value a row */
  gboolean   stamped_at_end;    /* the header says so: "barend" */
} DtCsvColumns;

gboolean  dt_csv_columns_read   (DtCsvColumns        *columns,
                                 const char          *line,
                                 gsize                length,
                                 const char          *file,
                                 guint64              line_number,
                                 const DtCsvOptions  *options,
                                 GPtrArray           *notes,
                                 GError             **error);
void      dt_csv_columns_clear  (DtCsvColumns        *columns);
/* Fields of a line, quotes taken off; at most @n_most are stored, all are counted. */
guint     dt_csv_split          (const char          *line,
                                 gsize                length,
                                 char                 delimiter,
                                 DtCsvField          *fields,
                                 guint                n_most);

G_END_DECLS
