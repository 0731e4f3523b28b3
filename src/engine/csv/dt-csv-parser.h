/* dt-csv-parser.h - rows on their way to bars
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <string.h>

#include "dt-csv-columns.h"
#include "dt-csv-number.h"
#include "dt-csv-zone.h"

G_BEGIN_DECLS

#define DT_CSV_MAX_REJECTS 10000
#define DT_CSV_MAX_SYMBOL  32

/* The rows of one symbol. While reading, the series' column of known times holds the stamps as
 * they were written (days and nanoseconds since midnight, whatever the zone): a daily bar's date
 * is the written one. */
typedef struct
{
  DtBarSeries *series;
  guint32     *lines;        /* as many as n_allocated */
  gsize        n_lines;      /* allocated */
  gboolean     unsorted;
  DtTime       latest;       /* stamp so far */
} DtCsvRows;

/**
 * DtCsvQuick:
 *
 * Most rows of a table are short, have a date, plain numbers and the symbol of the row before. They
 * are found and read with a few instructions for many bytes at a time. Whatever is not like that,
 * or not a good row, is left to dt_csv_parser_take_lines(), which alone knows what to say of it; so
 * what is taken so is what it would have taken.
 *
 * Thread: that of its parser.
 */
typedef struct _DtCsvQuick DtCsvQuick;

typedef struct
{
  const char         *file;
  char               *stem;           /* its name without folder and suffixes */
  const DtCsvOptions *options;
  DtCsvColumns        columns;
  DtCsvField         *fields;         /* of the row in hand */
  DtCsvTimeFormat     time_format;
  DtCsvZone          *zone;
  DtCsvQuick         *quick;          /* (nullable): no row can be a quick one */
  int                 number_flags;
  DtTime              now;

  guint64             line;
  gboolean            has_clocks;     /* some stamp is not at midnight, as written */
  GHashTable         *by_symbol;      /* char* -> place in @rows + 1 */
  GArray             *rows;           /* of DtCsvRows */
  const char         *last_symbol;
  gsize               last_length;
  guint               last_rows;
  gsize               usual;          /* rows that a symbol has, by the ones before */
  guint64             n_missing;      /* blank values of a file with one value a row */

  DtCsvTable         *table;
} DtCsvParser;

void     dt_csv_parser_reject  (DtCsvParser  *parser,
                                guint64       line,
                                const char   *field,
                                const char   *value,
                                gssize        length,
                                const char   *format,
                                ...) G_GNUC_PRINTF (6, 7);
guint    dt_csv_parser_add_symbol (DtCsvParser *parser,
                                   const char  *symbol);
/* Whole lines of the table's body. */
gboolean dt_csv_parser_take_lines (DtCsvParser  *parser,
                                   const char   *text,
                                   gsize         n_bytes,
                                   GError      **error);
/* (nullable): %NULL when no row of the parser's columns can be of that kind */
DtCsvQuick *dt_csv_quick_new   (const DtCsvParser *parser);
void     dt_csv_quick_free     (DtCsvQuick   *quick);
/* Takes rows from @text on and returns where the first one begins that it leaves. Does nothing when
 * the parser has no DtCsvQuick. */
const char *dt_csv_quick_take  (DtCsvParser  *parser,
                                const char   *text,
                                const char   *end);
void     dt_csv_rows_clear     (gpointer      data);
void     dt_csv_rows_reserve   (DtCsvRows    *rows,
                                gsize         n);
DtCsvTable *dt_csv_table_new   (void);
/* Small letters become capitals; %FALSE when a character has no place in a symbol. */
gboolean dt_csv_copy_symbol    (const DtCsvField *field,
                                char              symbol[DT_CSV_MAX_SYMBOL + 1]);
/* Sorts, finds the timeframe, turns stamps into starts, fills what is known when, and moves the
 * rows into the table. */
gboolean dt_csv_parser_finish  (DtCsvParser  *parser,
                                GError      **error);

/* A bar at the end of its symbol's rows. */
static inline void
dt_csv_rows_append (DtCsvRows   *rows,
                    const DtBar *bar,
                    DtTime       written,
                    guint64      line)
{
  DtBarSeries *series = rows->series;
  gsize i = series->n_bars;

  if (G_UNLIKELY (i == rows->n_lines))
    dt_csv_rows_reserve (rows, i + 1);

  rows->lines[i] = MIN (line, G_MAXUINT32);
  series->time[i] = bar->time;
  series->known[i] = written;
  series->open[i] = bar->open;
  series->high[i] = bar->high;
  series->low[i] = bar->low;
  series->close[i] = bar->close;
  series->volume[i] = bar->volume;
  series->n_bars++;
}

/* Cuts the next line off, without its end. */
static inline gboolean
dt_csv_next_line (const char **text,
                  const char  *end,
                  const char **line,
                  gsize       *length)
{
  const char *newline;

  if (*text == end)
    return FALSE;

  newline = memchr (*text, '\n', end - *text);
  *line = *text;
  *text = newline != NULL ? newline + 1 : end;
  *length = (newline != NULL ? newline : end) - *line;
  if (*length > 0 && (*line)[*length - 1] == '\r')
    (*length)--;

  return TRUE;
}

static inline gboolean
dt_csv_is_empty_line (const char *line,
                      gsize       length)
{
  while (length > 0 && (line[length - 1] == ' ' || line[length - 1] == '\t'))
    length--;

  return length == 0;
}

G_END_DECLS
