/* dt-csv-quick.c - rows that are as nearly all rows are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-csv"

#include "config.h"

#ifdef __x86_64__
#include <immintrin.h>
#define HAVE_WIDE
#endif

#include "dt-vector.h"

#include "dt-csv-parser.h"

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

/* A bit for each byte that is looked at, the first byte's is the lowest. */
typedef struct
{
  guint64  newlines;
  guint64  delimiters;
  gboolean quoted;           /* some byte is a quotation mark */
} Marks;

#ifdef HAVE_WIDE

static inline guint64
find_bytes (const __m128i *bytes,
            char           c)
{
  const __m128i wanted = _mm_set1_epi8 (c);
  guint64 found = 0;

#pragma GCC unroll 4
  for (guint i = 0; i < ROW_SIZE / 16; i++)
    found |= (guint64) (guint) _mm_movemask_epi8 (_mm_cmpeq_epi8 (bytes[i], wanted)) << (16 * i);

  return found;
}

static inline gboolean
has_byte (const __m128i *bytes,
          char           c)
{
  const __m128i wanted = _mm_set1_epi8 (c);
  __m128i equal = _mm_cmpeq_epi8 (bytes[0], wanted);

#pragma GCC unroll 4
  for (guint i = 1; i < ROW_SIZE / 16; i++)
    equal = _mm_or_si128 (equal, _mm_cmpeq_epi8 (bytes[i], wanted));

  return _mm_movemask_epi8 (equal) != 0;
}

static inline void
find_marks (const char *text,
            char        delimiter,
            Marks      *marks)
{
  __m128i bytes[ROW_SIZE / 16];

#pragma GCC unroll 4
  for (guint i = 0; i < ROW_SIZE / 16; i++)
    bytes[i] = _mm_loadu_si128 ((const __m128i *) (gconstpointer) text + i);

  marks->newlines = find_bytes (bytes, '\n');
  marks->delimiters = find_bytes (bytes, delimiter);
  marks->quoted = has_byte (bytes, '"');
}

#else

static inline guint64
find_bytes (const guint64 *words,
            char           c)
{
  guint64 wanted = G_GUINT64_CONSTANT (0x0101010101010101) * (guchar) c, found = 0;

  /* Every eighth bit comes down to the lowest eight */
#pragma GCC unroll 8
  for (guint i = 0; i < ROW_SIZE / 8; i++)
    found |= (dt_csv_equal_bytes (words[i], wanted) >> 7)
             * G_GUINT64_CONSTANT (0x0102040810204080) >> 56 << (8 * i);

  return found;
}

static inline void
find_marks (const char *text,
            char        delimiter,
            Marks      *marks)
{
  guint64 words[ROW_SIZE / 8];

  memcpy (words, text, ROW_SIZE);
#pragma GCC unroll 8
  for (guint i = 0; i < ROW_SIZE / 8; i++)
    words[i] = GUINT64_FROM_LE (words[i]);

  marks->newlines = find_bytes (words, '\n');
  marks->delimiters = find_bytes (words, delimiter);
  marks->quoted = find_bytes (words, '"') != 0;
}

#endif

#ifdef HAVE_WIDE

DT_WIDE static inline guint64
find_bytes_wide (__m256i low,
                 __m256i high,
                 char    c)
{
  const __m256i wanted = _mm256_set1_epi8 (c);

  return (guint) _mm256_movemask_epi8 (_mm256_cmpeq_epi8 (low, wanted))
         | (guint64) (guint) _mm256_movemask_epi8 (_mm256_cmpeq_epi8 (high, wanted)) << 32;
}

DT_WIDE static inline void
find_marks_wide (const char *text,
                 char        delimiter,
                 Marks      *marks)
{
  __m256i low = _mm256_loadu_si256 ((const __m256i *) (gconstpointer) text);
  __m256i high = _mm256_loadu_si256 ((const __m256i *) (gconstpointer) text + 1);

  marks->newlines = find_bytes_wide (low, high, '\n');
  marks->delimiters = find_bytes_wide (low, high, delimiter);
  marks->quoted = find_bytes_wide (low, high, '"') != 0;
}

#endif

/* FALSE when the row is longer than we look, or has fields too many, too few or in quotes. */
static inline gboolean
find_fields (const DtCsvColumns *columns,
             const char         *text,
             const Marks        *marks,
             QuickRow           *row)
{
  guint64 delimiters = marks->delimiters & ((marks->newlines & -marks->newlines) - 1);
  guint n_last = columns->n_columns - 1, length;

  if (G_UNLIKELY (marks->newlines == 0 || marks->quoted))
    return FALSE;

  row->length = length = (guint) __builtin_ctzll (marks->newlines);
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

  return dt_csv_number_parse_eight (field, length, value);
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
read_prices (const int      *place,
             const QuickRow *row,
             const char     *text,
             DtBar          *bar)
{
  return read_number (row, text, place[DT_CSV_OPEN], &bar->open)
         && read_number (row, text, place[DT_CSV_HIGH], &bar->high)
         && read_number (row, text, place[DT_CSV_LOW], &bar->low)
         && read_number (row, text, place[DT_CSV_CLOSE], &bar->close);
}

#ifdef HAVE_WIDE

/* The eight bytes from its start on, and how long it is. */
static inline guint64
load_field (const QuickRow *row,
            const char     *text,
            int             column,
            gint64         *length)
{
  gsize n_bytes;
  const char *field = get_field (row, text, column, &n_bytes);
  guint64 word;

  *length = (gint64) n_bytes;
  memcpy (&word, field, sizeof word);
  return word;
}

/* Four times what dt_csv_number_parse_eight() does, step by step and to the bit, but that a single
 * point is zero. */
DT_WIDE static inline gboolean
read_prices_wide (const int      *place,
                  const QuickRow *row,
                  const char     *text,
                  DtBar          *bar)
{
  const __m256i ones = _mm256_set1_epi8 (1);
  const __m256i even = _mm256_setr_epi32 (0, 2, 4, 6, 0, 2, 4, 6);
  const __m256 powers = _mm256_setr_ps (1e0f, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f);
  gint64 n[4];
  guint64 open = load_field (row, text, place[DT_CSV_OPEN], &n[0]);
  guint64 high = load_field (row, text, place[DT_CSV_HIGH], &n[1]);
  guint64 low = load_field (row, text, place[DT_CSV_LOW], &n[2]);
  guint64 close = load_field (row, text, place[DT_CSV_CLOSE], &n[3]);
  __m256i lengths = _mm256_setr_epi64x (n[0], n[1], n[2], n[3]);
  __m256i digits, lowest, above, shift, bad, places;
  __m256d units, divisors;

  if (G_UNLIKELY ((guint64) ((n[0] - 1) | (n[1] - 1) | (n[2] - 1) | (n[3] - 1)) > 7))
    return FALSE;

  digits = _mm256_xor_si256 (_mm256_setr_epi64x (open, high, low, close), _mm256_set1_epi8 ('0'));
  digits = _mm256_sllv_epi64 (digits, _mm256_sub_epi64 (_mm256_set1_epi64x (64),
                                                        _mm256_slli_epi64 (lengths, 3)));

  /* A one at the point's byte, ones in all bits of those above; the others move into its place */
  lowest = _mm256_and_si256 (_mm256_cmpeq_epi8 (digits, _mm256_set1_epi8 ('.' ^ '0')), ones);
  above = _mm256_sub_epi64 (_mm256_setzero_si256 (), _mm256_slli_epi64 (lowest, 8));
  shift = _mm256_andnot_si256 (_mm256_cmpeq_epi64 (lowest, _mm256_setzero_si256 ()),
                               _mm256_set1_epi64x (8));
  digits = _mm256_or_si256 (_mm256_and_si256 (digits, above),
                            _mm256_sllv_epi64 (_mm256_and_si256 (digits,
                                                                 _mm256_sub_epi64 (lowest,
                                                                   _mm256_set1_epi64x (1))),
                                               shift));
  bad = _mm256_or_si256 (_mm256_add_epi8 (digits, _mm256_set1_epi8 (0x76)), digits);
  if (G_UNLIKELY (_mm256_movemask_epi8 (bad) != 0))
    return FALSE;

  places = _mm256_sad_epu8 (_mm256_and_si256 (above, ones), _mm256_setzero_si256 ());
  divisors = _mm256_cvtps_pd (_mm256_castps256_ps128 (
               _mm256_permutevar8x32_ps (powers, _mm256_permutevar8x32_epi32 (places, even))));
  digits = _mm256_maddubs_epi16 (digits, _mm256_set1_epi16 (0x010a));
  digits = _mm256_madd_epi16 (digits, _mm256_set1_epi32 (0x00010064));
  digits = _mm256_add_epi64 (_mm256_mul_epu32 (digits, _mm256_set1_epi64x (10000)),
                             _mm256_srli_epi64 (digits, 32));
  units = _mm256_cvtepi32_pd (_mm256_castsi256_si128 (
            _mm256_permutevar8x32_epi32 (digits, even)));
  _mm256_storeu_pd (&bar->open, _mm256_div_pd (units, divisors));

  return TRUE;
}

#endif

/* Eight digits are neither negative nor too large. */
static inline gboolean
is_good (const DtBar *bar)
{
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

/* What is left of a row when its fields and prices are read. */
static inline gboolean
place_bar (DtCsvParser    *parser,
           const QuickRow *row,
           const char     *text,
           DtBar          *bar)
{
  int volume = parser->columns.place[DT_CSV_VOLUME];
  const QuickDate *date;
  DtCsvRows *rows;

  bar->volume = 0.;
  if (!is_good (bar)
      || (volume != DT_CSV_NO_COLUMN && !read_number (row, text, volume, &bar->volume))
      || (rows = find_rows (parser, row, text)) == NULL
      || (date = read_date (parser, row, text)) == NULL
      || date->time > parser->now || rows->series->n_bars == 0 || date->time <= rows->latest)
    return FALSE;

  bar->time = rows->latest = date->time;
  parser->line++;
  parser->table->n_rows++;
  dt_csv_rows_append (rows, bar, date->written, parser->line);

  return TRUE;
}

/* A number at the end of a row is read together with what is behind it. */
#define LEAST_LEFT (ROW_SIZE + 8)

static const char *
take_rows (DtCsvParser *parser,
           const char  *text,
           const char  *end)
{
  const DtCsvColumns *columns = &parser->columns;
  QuickRow row;
  Marks marks;
  DtBar bar;

  for (; end - text >= LEAST_LEFT; text += row.length + 1)
    {
      find_marks (text, columns->delimiter, &marks);
      if (!find_fields (columns, text, &marks, &row)
          || !read_prices (columns->place, &row, text, &bar)
          || !place_bar (parser, &row, text, &bar))
        break;
    }

  return text;
}

#ifdef HAVE_WIDE

DT_WIDE static const char *
take_rows_wide (DtCsvParser *parser,
                const char  *text,
                const char  *end)
{
  const DtCsvColumns *columns = &parser->columns;
  QuickRow row;
  Marks marks;
  DtBar bar;

  for (; end - text >= LEAST_LEFT; text += row.length + 1)
    {
      find_marks_wide (text, columns->delimiter, &marks);
      if (!find_fields (columns, text, &marks, &row)
          || !read_prices_wide (columns->place, &row, text, &bar)
          || !place_bar (parser, &row, text, &bar))
        break;
    }

  return text;
}

#endif

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
  if (parser->quick == NULL)
    return text;

  note_symbol (parser);
#ifdef HAVE_WIDE
  if (dt_vector_get () >= DT_VECTOR_WIDE)
    return take_rows_wide (parser, text, end);
#endif

  return take_rows (parser, text, end);
}
