/* dt-csv-parts.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-csv"

#include "config.h"

#include "dt-pool.h"

#include "dt-csv-parts.h"

/* A block of lines is parsed on its own, into rows of its own, by the thread "csv-rows" or, when
 * that is behind, by the reader. The reader puts the blocks' rows together in the order of the
 * file: nearly always a block goes on where the one before ended, symbol by symbol, and its columns
 * are copied. A block that does not (its rows are out of order, or repeat one) or that cannot be
 * read is taken once more line by line, as if there were no parts: there is one place that knows
 * what becomes of such rows. */

#define N_PARTS 4

typedef enum
{
  PART_EMPTY,
  PART_WAITING,
  PART_TAKEN,
  PART_DONE,
} PartState;

typedef struct
{
  PartState    state;        /* under the lock */
  DtCsvBlock  *block;
  DtCsvParser  parser;
  gboolean     good;
} Part;

/* A part is the thread's while it is taken by it, else the reader's. */
typedef struct
{
  DtCsvParser *parser;
  GThread     *thread;
  Part         parts[N_PARTS];
  guint        n_read;       /* parts that were begun in all */
  guint        n_merged;

  GMutex       lock;
  GCond        changed;
  gboolean     stopped;
} Parts;

/* One part */

static void
part_begin (Part              *part,
            const DtCsvParser *like)
{
  DtCsvParser *parser = &part->parser;
  DtCsvZone *zone = parser->zone;
  DtCsvQuick *quick = parser->quick;
  DtCsvField *fields = parser->fields;

  *parser = *like;
  parser->zone = zone;
  parser->quick = quick;
  parser->fields = fields;
  parser->line = 0;
  parser->n_missing = 0;
  parser->has_clocks = FALSE;
  parser->last_symbol = NULL;
  parser->by_symbol = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  parser->rows = g_array_new (FALSE, FALSE, sizeof (DtCsvRows));
  g_array_set_clear_func (parser->rows, dt_csv_rows_clear);
  parser->table = dt_csv_table_new ();
  /* Without a column of symbols all rows are of the one that the parser began with */
  if (parser->columns.place[DT_CSV_SYMBOL] == DT_CSV_NO_COLUMN)
    dt_csv_parser_add_symbol (parser, g_array_index (like->rows, DtCsvRows, 0).series->symbol);
}

static void
part_clear (Part *part)
{
  g_clear_pointer (&part->parser.by_symbol, g_hash_table_unref);
  g_clear_pointer (&part->parser.rows, g_array_unref);
  g_clear_pointer (&part->parser.table, dt_csv_table_free);
}

static void
part_parse (Part *part)
{
  part->good = dt_csv_parser_take_lines (&part->parser, part->block->text, part->block->length,
                                         NULL);
}

/* Merging, in the reader */

static DtCsvRows *
find_rows (DtCsvParser *parser,
           const char  *symbol)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (parser->by_symbol, symbol));

  return place > 0 ? &g_array_index (parser->rows, DtCsvRows, place - 1) : NULL;
}

static gboolean
goes_on (DtCsvParser *parser,
         const Part  *part)
{
  const GArray *rows = part->parser.rows;

  if (!part->good || part->parser.table->n_resorted > 0)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      const DtBarSeries *more = g_array_index (rows, DtCsvRows, i).series;
      const DtCsvRows *before = find_rows (parser, more->symbol);

      if (more->n_bars > 0 && before != NULL && before->series->n_bars > 0
          && more->time[0] <= before->latest)
        return FALSE;
    }

  return TRUE;
}

static inline void
append_column (gpointer      column,
               gsize         n,
               gconstpointer more,
               gsize         n_more)
{
  memcpy ((guint64 *) column + n, more, n_more * sizeof (guint64));
}

static void
shift_lines (guint32 *lines,
             gsize    n_lines,
             guint64  before)
{
  for (gsize i = 0; i < n_lines; i++)
    lines[i] = MIN (before + lines[i], G_MAXUINT32);
}

/* Most symbols begin and end in the same block: their rows are kept as they are. */
static void
append_rows (DtCsvParser *parser,
             DtCsvRows   *more)
{
  DtCsvRows *rows = find_rows (parser, more->series->symbol);
  DtBarSeries *series;
  gsize n, n_more = more->series->n_bars;

  if (rows == NULL)
    {
      guint place = dt_csv_parser_add_symbol (parser, more->series->symbol);

      rows = &g_array_index (parser->rows, DtCsvRows, place);
    }
  if (n_more == 0)
    return;

  shift_lines (more->lines, n_more, parser->line);
  series = rows->series;
  if (series->n_bars == 0)
    {
      DtCsvRows none = *rows;

      *rows = *more;
      *more = none;
      return;
    }

  n = series->n_bars;
  dt_csv_rows_reserve (rows, n + n_more);
  append_column (series->time, n, more->series->time, n_more);
  append_column (series->known, n, more->series->known, n_more);
  append_column (series->open, n, more->series->open, n_more);
  append_column (series->high, n, more->series->high, n_more);
  append_column (series->low, n, more->series->low, n_more);
  append_column (series->close, n, more->series->close, n_more);
  append_column (series->volume, n, more->series->volume, n_more);
  memcpy (rows->lines + n, more->lines, n_more * sizeof *more->lines);
  series->n_bars += n_more;
  rows->latest = more->latest;
}

static void
append_rejects (DtCsvParser *parser,
                DtCsvTable  *more)
{
  DtCsvTable *table = parser->table;

  table->n_rejected += more->n_rejected;
  for (guint i = 0; i < more->rejects->len && table->rejects->len < 2 * DT_CSV_MAX_REJECTS; i++)
    {
      DtCsvReject *reject = g_steal_pointer (&g_ptr_array_index (more->rejects, i));

      reject->line += parser->line;
      g_ptr_array_add (table->rejects, reject);
    }
}

static gboolean
part_merge (Part         *part,
            DtCsvParser  *parser,
            GError      **error)
{
  const GArray *rows = part->parser.rows;

  if (!goes_on (parser, part))
    return dt_csv_parser_take_lines (parser, part->block->text, part->block->length, error);

  for (guint i = 0; i < rows->len; i++)
    append_rows (parser, &g_array_index (rows, DtCsvRows, i));
  append_rejects (parser, part->parser.table);
  parser->table->n_rows += part->parser.table->n_rows;
  parser->n_missing += part->parser.n_missing;
  parser->has_clocks |= part->parser.has_clocks;
  parser->usual = part->parser.usual;
  parser->line += part->parser.line;

  return TRUE;
}

/* Both threads */

/* The oldest part that waits, which is the caller's from then on. Called with the lock held. */
static Part *
take_part (Parts *parts)
{
  for (guint i = parts->n_merged; i != parts->n_read; i++)
    {
      Part *part = &parts->parts[i % N_PARTS];

      if (part->state == PART_WAITING)
        {
          part->state = PART_TAKEN;
          return part;
        }
    }

  return NULL;
}

/* Called with the lock held, which it lets go meanwhile. */
static void
work_on (Parts *parts,
         Part  *part)
{
  g_mutex_unlock (&parts->lock);
  part_parse (part);
  g_mutex_lock (&parts->lock);
  part->state = PART_DONE;
  g_cond_broadcast (&parts->changed);
}

static gpointer
parse_parts (gpointer data)
{
  Parts *parts = data;

  g_mutex_lock (&parts->lock);
  while (!parts->stopped)
    {
      Part *part = take_part (parts);

      if (part != NULL)
        work_on (parts, part);
      else
        g_cond_wait (&parts->changed, &parts->lock);
    }
  g_mutex_unlock (&parts->lock);

  return NULL;
}

/* The reader */

static gboolean
parts_init (Parts        *parts,
            DtCsvParser  *parser,
            GError      **error)
{
  parts->parser = parser;
  g_mutex_init (&parts->lock);
  g_cond_init (&parts->changed);
  for (guint i = 0; i < N_PARTS; i++)
    {
      DtCsvParser *own = &parts->parts[i].parser;

      own->fields = g_new (DtCsvField, parser->columns.n_columns);
      own->quick = dt_csv_quick_new (parser);
      own->zone = dt_csv_zone_new (parser->options->zone, error);
      if (own->zone == NULL)
        return FALSE;
    }
  parts->thread = g_thread_new ("csv-rows", parse_parts, parts);

  return TRUE;
}

static void
parts_clear (Parts *parts)
{
  g_mutex_lock (&parts->lock);
  parts->stopped = TRUE;
  g_cond_broadcast (&parts->changed);
  g_mutex_unlock (&parts->lock);
  g_clear_pointer (&parts->thread, g_thread_join);

  for (guint i = 0; i < N_PARTS; i++)
    {
      Part *part = &parts->parts[i];

      part_clear (part);
      g_clear_pointer (&part->parser.zone, dt_csv_zone_free);
      g_clear_pointer (&part->parser.quick, dt_csv_quick_free);
      g_free (part->parser.fields);
      dt_csv_block_free (part->block);
    }
  g_cond_clear (&parts->changed);
  g_mutex_clear (&parts->lock);
}

static void
give_part (Parts      *parts,
           DtCsvBlock *block)
{
  Part *part = &parts->parts[parts->n_read % N_PARTS];

  part->block = block;
  part_begin (part, parts->parser);

  g_mutex_lock (&parts->lock);
  part->state = PART_WAITING;
  parts->n_read++;
  g_cond_broadcast (&parts->changed);
  g_mutex_unlock (&parts->lock);
}

/* Works or waits until the oldest part is done. */
static void
finish_oldest (Parts *parts)
{
  const Part *oldest = &parts->parts[parts->n_merged % N_PARTS];
  Part *part;

  g_mutex_lock (&parts->lock);
  while (oldest->state != PART_DONE)
    {
      part = take_part (parts);
      if (part != NULL)
        work_on (parts, part);
      else
        g_cond_wait (&parts->changed, &parts->lock);
    }
  g_mutex_unlock (&parts->lock);
}

static gboolean
merge_oldest (Parts        *parts,
              DtCsvSource  *source,
              GError      **error)
{
  Part *part = &parts->parts[parts->n_merged % N_PARTS];
  gboolean merged;

  finish_oldest (parts);
  merged = part_merge (part, parts->parser, error);
  part_clear (part);
  dt_csv_source_give_block (source, g_steal_pointer (&part->block));

  g_mutex_lock (&parts->lock);
  part->state = PART_EMPTY;
  parts->n_merged++;
  g_mutex_unlock (&parts->lock);

  return merged;
}

static gboolean
read_parts (Parts           *parts,
            DtCsvSource     *source,
            DtCsvPlaceFunc   progress,
            gpointer         data,
            GCancellable    *cancellable,
            GError         **error)
{
  const char *text;
  gsize length;

  for (;;)
    {
      if (progress != NULL)
        progress (source, data);
      if (!dt_csv_source_next (source, &text, &length, cancellable, error))
        return FALSE;
      if (length == 0)
        break;

      give_part (parts, dt_csv_source_take_block (source));
      if (parts->n_read - parts->n_merged == N_PARTS && !merge_oldest (parts, source, error))
        return FALSE;
    }

  while (parts->n_merged != parts->n_read)
    if (!merge_oldest (parts, source, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_lines (DtCsvParser     *parser,
            DtCsvSource     *source,
            DtCsvPlaceFunc   progress,
            gpointer         data,
            GCancellable    *cancellable,
            GError         **error)
{
  const char *text;
  gsize length;

  do
    {
      if (progress != NULL)
        progress (source, data);
      if (!dt_csv_source_next (source, &text, &length, cancellable, error)
          || !dt_csv_parser_take_lines (parser, text, length, error))
        return FALSE;
    }
  while (length > 0);

  return TRUE;
}

gboolean
dt_csv_parts_read (DtCsvParser     *parser,
                   DtCsvSource     *source,
                   DtCsvPlaceFunc   progress,
                   gpointer         data,
                   GCancellable    *cancellable,
                   GError         **error)
{
  Parts parts = { 0 };
  gboolean done;

  if (dt_pool_get_n_threads () < 2 || dt_csv_source_is_over (source))
    return read_lines (parser, source, progress, data, cancellable, error);

  done = parts_init (&parts, parser, error)
         && read_parts (&parts, source, progress, data, cancellable, error);
  parts_clear (&parts);

  return done;
}
