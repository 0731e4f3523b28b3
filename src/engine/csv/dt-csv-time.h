/* dt-csv-time.h - dates and times as people write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-time.h"

G_BEGIN_DECLS

/* A stamp as written, before any time zone but its own. */
typedef struct
{
  DtDate   date;
  gint64   since_midnight;  /* nanoseconds */
  gint64   offset;          /* nanoseconds east of UTC, when @zoned */
  gboolean zoned;
} DtCsvStamp;

typedef enum
{
  DT_CSV_TIME_ISO,       /* 2019-02-11, 2019/02/11 and what may follow */
  DT_CSV_TIME_COMPACT,   /* 20190211, 201902110931, 20190211093100 */
  DT_CSV_TIME_UNIX,      /* seconds, or what @unix_unit says */
  DT_CSV_TIME_PATTERN,   /* strptime-like */
} DtCsvTimeKind;

typedef struct
{
  DtCsvTimeKind  kind;
  gint64         unix_unit;  /* nanoseconds in one; 0: by the number's length */
  const char    *pattern;
} DtCsvTimeFormat;

typedef struct
{
  const char *text;
  gsize       length;
} DtCsvField;

gboolean    dt_csv_time_parse          (const DtCsvTimeFormat  *format,
                                        const char             *text,
                                        gsize                   length,
                                        DtCsvStamp             *stamp);
gboolean    dt_csv_time_parse_clock    (const char             *text,
                                        gsize                   length,
                                        DtCsvStamp             *stamp);
/* The format that fits most of the samples, or an error that asks for --date-format. */
gboolean    dt_csv_time_detect         (const DtCsvField       *samples,
                                        gsize                   n_samples,
                                        DtCsvTimeFormat        *format,
                                        GError                **error);
gboolean    dt_csv_time_format_parse   (const char             *text,
                                        DtCsvTimeFormat        *format,
                                        GError                **error);
char       *dt_csv_time_format_dup_note (const DtCsvTimeFormat *format);

G_END_DECLS
