/* dt-csv-quick.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-csv"

#include "config.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "dt-csv-quick.h"

/* A row ends within so many bytes, its newline with it, and all of them are looked at. */
#define ROW_SIZE 64

/* More columns than that, and a row does not fit. */
#define MOST_COLUMNS 24

/* 2013-02-08, or the same with other signs between; and how many are remembered: those of eight
 * years are in each other's way nowhere. */
#define DATE_LENGTH 10
#define N_DATES     4096

/* Symbols are compared as a word. */
#define LONGEST_SYMBOL 8

typedef struct
{
  guint64 head;              /* the text, eight bytes and two */
  guint64 tail;
  DtTime  time;
  DtTime  written;
} QuickDate;

/* Where the fields of the row in hand end; the first one begins at 0, each at the end before + 1 */
typedef struct
{
  guint8 ends[MOST_COLUMNS + 1];
  guint  length;
} QuickRow;

struct _DtCsvQuick
{
  guint64   symbol_word;     /* the parser's last symbol */
  gsize     symbol_length;   /* 0: none, or one that is too long */
  QuickDate dates[N_DATES];
};

DtCsvQuick *
dt_csv_quick_new (const DtCsvParser *parser)
{
  const DtCsvColumns *columns = &parser->columns;

  if (columns->close_only || columns->n_columns > MOST_COLUMNS
      || columns->place[DT_CSV_CLOCK] != DT_CSV_NO_COLUMN
      || (parser->number_flags & DT_CSV_NUMBER_DECIMAL_COMMA) != 0)
    return NULL;

  /* No text has a zero in front, so none is there yet */
  return g_new0 (DtCsvQuick, 1);
}

void
dt_csv_quick_free (DtCsvQuick *quick)
{
  g_free (quick);
}

/* Finding fields */

#ifdef __SSE2__

typedef struct
{
  __m128i bytes[ROW_SIZE / 16];
} Window;

static inline void
load_window (Window     *window,
             const char *text)
{
#pragma GCC unroll 4
  for (guint i = 0; i < ROW_SIZE / 16; i++)
    window->bytes[i] = _mm_loadu_si128 ((const __m128i *) (gconstpointer) text + i);
}

/* A bit for each byte that is @c, the first byte's is the lowest. */
static inline guint64
find_bytes (const Window *window,
            char          c)
{
  const __m128i wanted = _mm_set1_epi8 (c);
  guint64 found = 0;

#pragma GCC unroll 4
  for (guint i = 0; i < ROW_SIZE / 16; i++)
    found |= (guint64) (guint) _mm_movemask_epi8 (_mm_cmpeq_epi8 (window->bytes[i], wanted))
             << (16 * i);

  return found;
}

static inline gboolean
has_byte (const Window *window,
          char          c)
{
  const __m128i wanted = _mm_set1_epi8 (c);
  __m128i equal = _mm_cmpeq_epi8 (window->bytes[0], wanted);

#pragma GCC unroll 4
  for (guint i = 1; i < ROW_SIZE / 16; i++)
    equal = _mm_or_si128 (equal, _mm_cmpeq_epi8 (window->bytes[i], wanted));

  return _mm_movemask_epi8 (equal) != 0;
}

#else

typedef struct
{
  guint64 words[ROW_SIZE / 8];
} Window;

static inline void
load_window (Window     *window,
             const char *text)
{
  memcpy (window->words, text, ROW_SIZE);
#pragma GCC unroll 8
  for (guint i = 0; i < ROW_SIZE / 8; i++)
    window->words[i] = GUINT64_FROM_LE (window->words[i]);
}

static inline guint64
find_bytes (const Window *window,
            char          c)
{
  guint64 wanted = G_GUINT64_CONSTANT (0x0101010101010101) * (guchar) c, found = 0;

  /* Every eighth bit comes down to the lowest eight */
#pragma GCC unroll 8
  for (guint i = 0; i < ROW_SIZE / 8; i++)
    found |= (dt_csv_quick_equal (window->words[i], wanted) >> 7)
             * G_GUINT64_CONSTANT (0x0102040810204080) >> 56 << (8 * i);

  return found;
}

static inline gboolean
has_byte (const Window *window,
          char          c)
{
  return find_bytes (window, c) != 0;
}

#endif

/* FALSE when the row is longer than we look, or has fields too many, too few or in quotes. */
static inline gboolean
find_fields (const DtCsvColumns *columns,
             const char         *text,
             QuickRow           *row)
{
  guint64 newlines, delimiters;
  Window window;
  guint n_last = columns->n_columns - 1, length;

  load_window (&window, text);
  newlines = find_bytes (&window, '\n');
  if (G_UNLIKELY (newlines == 0 || has_byte (&window, '"')))
    return FALSE;

  row->length = length = (guint) __builtin_ctzll (newlines);
  delimiters = find_bytes (&window, columns->delimiter) & ((newlines & -newlines) - 1);
  for (guint i = 0; i < n_last; i++, delimiters &= delimiters - 1)
    {
      if (G_UNLIKELY (delimiters == 0))
        return FALSE;
      row->ends[i] = __builtin_ctzll (delimiters);
    }
  row->ends[n_last] = length - (length > 0 && text[length - 1] == '\r');

  return delimiters == 0;
}

static inline const char *
get_field (const QuickRow *row,
           const char     *text,
           int             column,
           gsize          *length)
{
  guint first = column > 0 ? row->ends[column - 1] + 1u : 0;

  *length = row->ends[column] - first;
  return text + first;
}

/* Reading them */

static inline gboolean
read_number (const QuickRow *row,
             const char     *text,
             int             column,
             double         *value)
{
  gsize length;
  const char *field = get_field (row, text, column, &length);

  return dt_csv_quick_number (field, length, value);
}

/* Of 2013-02-08 the day, the month and what is left of the year by eight. */
static inline guint
place_of (guint64 head,
          guint64 tail)
{
  guint year = (head >> 16 & 15) * 2 + (head >> 24 & 15);
  guint month = (head >> 40 & 15) * 10 + (head >> 48 & 15);
  guint day = (tail & 15) * 10 + (tail >> 8 & 15);

  return ((year & 7) << 9 | (month & 15) << 5 | (day & 31)) % N_DATES;
}

static gboolean
learn_date (DtCsvParser *parser,
            QuickDate   *date,
            const char  *field)
{
  DtCsvStamp stamp;

  if (!dt_csv_time_parse (&parser->time_format, field, DATE_LENGTH, &stamp)
      || stamp.since_midnight != 0)
    return FALSE;

  date->time = dt_csv_zone_to_utc (parser->zone, &stamp);
  date->written = stamp.date * DT_DAY;

  return TRUE;
}

/* The same dates come again for every symbol. */
static inline const QuickDate *
read_date (DtCsvParser    *parser,
           const QuickRow *row,
           const char     *text)
{
  QuickDate *date;
  guint64 head, tail = 0;
  gsize length;
  const char *field = get_field (row, text, parser->columns.place[DT_CSV_TIME], &length);

  if (G_UNLIKELY (length != DATE_LENGTH))
    return NULL;

  memcpy (&head, field, 8);
  head = GUINT64_FROM_LE (head);
  tail = (guchar) field[8] | (guint64) (guchar) field[9] << 8;
  date = &parser->quick->dates[place_of (head, tail)];
  if (G_LIKELY (date->head == head && date->tail == tail))
    return date;
  if (head == 0 || !learn_date (parser, date, field))
    return NULL;

  date->head = head;
  date->tail = tail;
  return date;
}

static inline gboolean
read_bar (const DtCsvParser *parser,
          const QuickRow    *row,
          const char        *text,
          DtBar             *bar)
{
  const int *place = parser->columns.place;

  bar->volume = 0.;
  if (!read_number (row, text, place[DT_CSV_OPEN], &bar->open)
      || !read_number (row, text, place[DT_CSV_HIGH], &bar->high)
      || !read_number (row, text, place[DT_CSV_LOW], &bar->low)
      || !read_number (row, text, place[DT_CSV_CLOSE], &bar->close)
      || (place[DT_CSV_VOLUME] != DT_CSV_NO_COLUMN
          && !read_number (row, text, place[DT_CSV_VOLUME], &bar->volume)))
    return FALSE;

  /* Eight digits are neither negative nor too large */
  return bar->low > 0. && bar->low <= bar->open && bar->open <= bar->high
         && bar->low <= bar->close && bar->close <= bar->high;
}

static inline guint64
symbol_word (const char *text,
             gsize       length)
{
  guint64 word;

  memcpy (&word, text, 8);
  return GUINT64_FROM_LE (word) << (8 * (8 - length));
}

/* Those of the symbol of the row before; %NULL when it is another one. */
static inline DtCsvRows *
find_rows (const DtCsvParser *parser,
           const QuickRow    *row,
           const char        *text)
{
  int column = parser->columns.place[DT_CSV_SYMBOL];
  const char *field;
  gsize length;

  if (column == DT_CSV_NO_COLUMN)
    return &g_array_index (parser->rows, DtCsvRows, 0);

  field = get_field (row, text, column, &length);
  if (length - 1 >= LONGEST_SYMBOL || length != parser->quick->symbol_length
      || symbol_word (field, length) != parser->quick->symbol_word)
    return NULL;

  return &g_array_index (parser->rows, DtCsvRows, parser->last_rows);
}

static inline gboolean
take_row (DtCsvParser *parser,
          const char  *text,
          guint       *length)
{
  const QuickDate *date;
  QuickRow row;
  DtCsvRows *rows;
  DtBar bar;

  if (!find_fields (&parser->columns, text, &row)
      || (rows = find_rows (parser, &row, text)) == NULL
      || (date = read_date (parser, &row, text)) == NULL
      || !read_bar (parser, &row, text, &bar)
      || date->time > parser->now || rows->series->n_bars == 0 || date->time <= rows->latest)
    return FALSE;

  bar.time = rows->latest = date->time;
  parser->line++;
  parser->table->n_rows++;
  dt_csv_rows_append (rows, &bar, date->written, parser->line);
  *length = row.length;

  return TRUE;
}

/* The symbol that the parser was left with; a new one has come in meanwhile. */
static void
note_symbol (DtCsvParser *parser)
{
  DtCsvQuick *quick = parser->quick;
  char text[LONGEST_SYMBOL] = { 0 };

  quick->symbol_length = 0;
  if (parser->last_symbol == NULL || parser->last_length - 1 >= LONGEST_SYMBOL)
    return;

  memcpy (text, parser->last_symbol, parser->last_length);
  quick->symbol_length = parser->last_length;
  quick->symbol_word = symbol_word (text, parser->last_length);
}

const char *
dt_csv_quick_take (DtCsvParser *parser,
                   const char  *text,
                   const char  *end)
{
  guint length;

  if (parser->quick == NULL)
    return text;

  /* A number at the end of a row is read together with what is behind it */
  note_symbol (parser);
  while (end - text >= ROW_SIZE + 8 && take_row (parser, text, &length))
    text += length + 1;

  return text;
}
