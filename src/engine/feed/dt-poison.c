/* dt-poison.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-feed"

#include "config.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "dt-lane-reader.h"
#include "dt-poison.h"

/* Pages are the least that can be made unreadable, and a page holds 512 bars of a column. So a
 * column is not uncovered page by page, which would show up to 511 bars too many: the bars of the
 * past are copied so that the last of them ends a page, and the pages behind stay unreadable.
 *
 * Where are the bars to come? Not in memory. When a run begins they are written down, instant by
 * instant, in a file that has no name, and read back one instant at a time; the columns that they
 * came from are unreadable as long as the run plays. */

#define N_COLUMNS 7
#define CELL      sizeof (double)

G_STATIC_ASSERT (sizeof (DtTime) == CELL);

static const struct
{
  const char *name;
  gsize       offset;
} columns[N_COLUMNS] = {
  { "time", G_STRUCT_OFFSET (DtBarSeries, time) },
  { "known", G_STRUCT_OFFSET (DtBarSeries, known) },
  { "open", G_STRUCT_OFFSET (DtBarSeries, open) },
  { "high", G_STRUCT_OFFSET (DtBarSeries, high) },
  { "low", G_STRUCT_OFFSET (DtBarSeries, low) },
  { "close", G_STRUCT_OFFSET (DtBarSeries, close) },
  { "volume", G_STRUCT_OFFSET (DtBarSeries, volume) },
};

/* A series whose columns are in the vault, one after the other. */
typedef struct
{
  DtBarSeries *series;
  guint8      *start;
} Kept;

struct _DtPoison
{
  guint8 *vault;        /* whole pages */
  gsize   size;
  Kept   *kept;
  guint   n_kept;
};

/* What is in the file for a bar: the cells of the columns, in their order. */
typedef struct
{
  guint8 cells[N_COLUMNS][CELL];
} Row;

typedef struct
{
  DtTime  time;
  guint32 n_events;
  guint32 n_rows;
} Header;

struct _DtPoisonedTape
{
  DtPoison    *poison;
  DtLane      *lanes;       /* of series of our own */
  DtBarSeries **sources;    /* what they are copies of */
  guint        n_lanes;
  guint        n_series;
  int          file;
  DtEvent     *events;      /* of the instant at hand */
  Row         *rows;
  guint        capacity;    /* of both */

  guint8      *windows;     /* (nullable): all of them, in front of unreadable pages each */
  gsize        size;
  guint8     **edges;       /* lane x column: the first byte that cannot be read */
  gsize       *spans;       /* by lane: bytes before and behind the edge */
};

/* Whose future a fault may be in. */
static DtPoisonedTape *watched;
static struct sigaction before;

static gsize
round_to_pages (gsize size)
{
  gsize page = sysconf (_SC_PAGESIZE);

  return (size + page - 1) / page * page;
}

/* Columns are of two types; here they are bytes. */
static guint8 *
get_column (const DtBarSeries *series,
            guint              column)
{
  guint8 *bytes;

  memcpy (&bytes, G_STRUCT_MEMBER_P (series, columns[column].offset), sizeof bytes);
  return bytes;
}

static void
set_column (DtBarSeries *series,
            guint        column,
            guint8      *bytes)
{
  memcpy (G_STRUCT_MEMBER_P (series, columns[column].offset), &bytes, sizeof bytes);
}

static gboolean
refuse (const char  *what,
        GError     **error)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
               "The tape cannot be made unreadable, %s: %s", what, g_strerror (errno));
  return FALSE;
}

static guint8 *
map (gsize    size,
     int      access,
     GError **error)
{
  guint8 *bytes = mmap (NULL, MAX (size, 1), access,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

  if (bytes != MAP_FAILED)
    return bytes;

  refuse ("there is no memory", error);
  return NULL;
}

/* Faults. Who gets here has read the future, or is broken in another way: say which, then let the
 * process end as it would have. Only calls that a signal handler may make. */

static const char *
find_in_windows (const guint8  *address,
                 const char   **symbol)
{
  for (guint i = 0; i < watched->n_lanes && watched->windows != NULL; i++)
    for (guint k = 0; k < N_COLUMNS; k++)
      {
        const guint8 *edge = watched->edges[i * N_COLUMNS + k];

        if (address >= edge && address < edge + watched->spans[i])
          {
            *symbol = watched->lanes[i].series->symbol;
            return columns[k].name;
          }
      }

  return NULL;
}

static const char *
find_in_vault (const guint8  *address,
               const char   **symbol)
{
  const DtPoison *poison = watched->poison;

  for (guint i = 0; i < poison->n_kept; i++)
    {
      const Kept *kept = &poison->kept[i];
      gsize size = kept->series->n_bars * CELL;

      if (address >= kept->start && address < kept->start + N_COLUMNS * size)
        {
          *symbol = kept->series->symbol;
          return columns[(address - kept->start) / size].name;
        }
    }

  return NULL;
}

static void
on_fault (int        number,
          siginfo_t *info,
          gpointer   context)
{
  const char *symbol = "", *column = find_in_windows (info->si_addr, &symbol);
  char text[256] = "The future was read: the ";

  if (column == NULL)
    column = find_in_vault (info->si_addr, &symbol);
  if (column != NULL)
    {
      g_strlcat (text, column, sizeof text);
      g_strlcat (text, " of ", sizeof text);
      g_strlcat (text, symbol, sizeof text);
      g_strlcat (text, " after the bar that is known\n", sizeof text);
      if (write (STDERR_FILENO, text, strlen (text)) < 0)
        _exit (1);
    }

  /* The instruction is tried again, and now it ends the process where it stands */
  sigaction (SIGSEGV, &before, NULL);
}

static void
watch (DtPoisonedTape *tape)
{
  struct sigaction action = { .sa_sigaction = on_fault, .sa_flags = SA_SIGINFO };

  g_assert (watched == NULL);
  watched = tape;
  sigemptyset (&action.sa_mask);
  sigaction (SIGSEGV, &action, &before);
}

static void
unwatch (void)
{
  sigaction (SIGSEGV, &before, NULL);
  watched = NULL;
}

/* The vault */

static gboolean
is_kept (const DtPoison    *poison,
         const DtBarSeries *series)
{
  for (guint i = 0; i < poison->n_kept; i++)
    if (poison->kept[i].series == series)
      return TRUE;

  return FALSE;
}

static void
keep (DtPoison *poison,
      Kept     *kept,
      guint8   *start)
{
  gsize size = kept->series->n_bars * CELL;

  kept->start = start;
  for (guint k = 0; k < N_COLUMNS; k++)
    {
      guint8 *column = get_column (kept->series, k);

      if (size > 0)
        memcpy (start + k * size, column, size);
      g_free (column);
      set_column (kept->series, k, start + k * size);
    }
}

/**
 * dt_poison_new:
 *
 * Moves the columns of all series of @lanes. They stay readable but while a tape plays.
 *
 * Returns: (transfer full): %NULL with a #GIOErrorEnum when the system gives no memory
 */
DtPoison *
dt_poison_new (const DtLane  *lanes,
               guint          n_lanes,
               GError       **error)
{
  DtPoison *poison = g_new0 (DtPoison, 1);
  gsize at = 0;

  poison->kept = g_new0 (Kept, n_lanes);
  for (guint i = 0; i < n_lanes; i++)
    if (!is_kept (poison, lanes[i].series))
      {
        poison->size += N_COLUMNS * CELL * lanes[i].series->n_bars;
        poison->kept[poison->n_kept++].series = dt_bar_series_ref (lanes[i].series);
      }

  poison->size = round_to_pages (poison->size);
  poison->vault = map (poison->size, PROT_READ | PROT_WRITE, error);
  for (guint i = 0; i < poison->n_kept && poison->vault != NULL; i++)
    {
      keep (poison, &poison->kept[i], poison->vault + at);
      at += N_COLUMNS * CELL * poison->kept[i].series->n_bars;
    }
  if (poison->vault == NULL)
    g_clear_pointer (&poison, dt_poison_free);

  return poison;
}

void
dt_poison_free (DtPoison *poison)
{
  if (poison == NULL)
    return;

  for (guint i = 0; i < poison->n_kept; i++)
    {
      DtBarSeries *series = poison->kept[i].series;

      for (guint k = 0; k < N_COLUMNS && poison->vault != NULL; k++)
        set_column (series, k, g_memdup2 (get_column (series, k), series->n_bars * CELL));
      if (poison->vault != NULL)
        series->n_allocated = series->n_bars;
      dt_bar_series_unref (series);
    }
  if (poison->vault != NULL)
    munmap (poison->vault, MAX (poison->size, 1));
  g_free (poison->kept);
  g_free (poison);
}

/* The file */

static gboolean
write_all (int           file,
           const guint8 *bytes,
           gsize         size,
           GError      **error)
{
  while (size > 0)
    {
      gssize n = write (file, bytes, size);

      if (n < 0 && errno != EINTR)
        return refuse ("it cannot be written down", error);
      bytes += MAX (n, 0);
      size -= MAX (n, 0);
    }

  return TRUE;
}

static gboolean
read_all (int      file,
          guint8  *bytes,
          gsize    size,
          gsize   *n_read,
          GError **error)
{
  *n_read = 0;
  while (*n_read < size)
    {
      gssize n = read (file, bytes + *n_read, size - *n_read);

      if (n < 0 && errno != EINTR)
        return refuse ("it cannot be read back", error);
      if (n == 0)
        break;
      *n_read += MAX (n, 0);
    }

  return TRUE;
}

static void
add_instant (GByteArray      *bytes,
             const DtLane    *lanes,
             const DtInstant *instant)
{
  Header header = { instant->time, instant->n_events, 0 };
  guint at = bytes->len;

  g_byte_array_append (bytes, (const guint8 *) &header, sizeof header);
  g_byte_array_append (bytes, (const guint8 *) instant->events,
                       instant->n_events * sizeof *instant->events);
  for (guint i = 0; i < instant->n_events; i++)
    {
      const DtEvent *event = &instant->events[i];

      if (event->kind != DT_EVENT_BAR)
        continue;
      header.n_rows++;
      for (guint k = 0; k < N_COLUMNS; k++)
        g_byte_array_append (bytes, get_column (lanes[event->lane].series, k) + event->bar * CELL,
                             CELL);
    }
  memcpy (bytes->data + at, &header, sizeof header);
}

static gboolean
write_down (const DtPoisonedTape  *tape,
            const DtLane          *lanes,
            GError               **error)
{
  g_autoptr(DtLaneReader) reader = dt_lane_reader_new (lanes, tape->n_lanes);
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  gboolean written = TRUE;
  DtInstant instant;

  while (written && dt_lane_reader_next (reader, &instant))
    {
      g_byte_array_set_size (bytes, 0);
      add_instant (bytes, lanes, &instant);
      written = write_all (tape->file, bytes->data, bytes->len, error);
    }
  /* What was freed can be read */
  if (bytes->len > 0)
    explicit_bzero (bytes->data, bytes->len);

  return written && lseek (tape->file, 0, SEEK_SET) == 0;
}

static int
open_file (GError **error)
{
  int file = memfd_create ("dt-poison", MFD_CLOEXEC);

  if (file < 0)
    refuse ("there is no file", error);

  return file;
}

/* The windows */

static void
show_all (DtPoisonedTape *tape)
{
  for (guint i = 0; i < tape->n_series; i++)
    {
      DtBarSeries *series = tape->lanes[i].series;

      series->n_bars = tape->sources[i]->n_bars;
      for (guint k = 0; k < N_COLUMNS; k++)
        set_column (series, k, get_column (tape->sources[i], k));
    }
}

static void
add_lane (DtPoisonedTape *tape,
          const DtLane   *lane)
{
  DtBarSeries *series = dt_bar_series_new (lane->series->symbol, lane->series->timeframe, 0);

  dt_series_identity_clear (&series->identity);
  dt_series_identity_copy (&lane->series->identity, &series->identity);
  tape->spans[tape->n_series] = round_to_pages (lane->series->n_bars * CELL);
  tape->size += 2 * N_COLUMNS * tape->spans[tape->n_series];
  tape->lanes[tape->n_series] = *lane;
  tape->sources[tape->n_series] = dt_bar_series_ref (lane->series);
  tape->lanes[tape->n_series++].series = series;
}

static gboolean
open_windows (DtPoisonedTape  *tape,
              GError         **error)
{
  guint8 *at = tape->windows = map (tape->size, PROT_NONE, error);

  if (tape->windows == NULL)
    return FALSE;

  for (guint i = 0; i < tape->n_lanes; i++)
    for (guint k = 0; k < N_COLUMNS; k++, at += 2 * tape->spans[i])
      {
        tape->edges[i * N_COLUMNS + k] = at + tape->spans[i];
        if (tape->spans[i] > 0 && mprotect (at, tape->spans[i], PROT_READ | PROT_WRITE) != 0)
          return refuse ("the system gives no pages", error);
      }

  return TRUE;
}

/**
 * dt_poisoned_tape_new:
 * @lanes: of series that @poison keeps, sorted by instrument, then timeframe
 *
 * Returns: (transfer full): %NULL with a #GIOErrorEnum when the system gives no memory
 */
DtPoisonedTape *
dt_poisoned_tape_new (DtPoison      *poison,
                      const DtLane  *lanes,
                      guint          n_lanes,
                      GError       **error)
{
  g_autoptr(DtPoisonedTape) tape = g_new0 (DtPoisonedTape, 1);

  tape->poison = poison;
  tape->file = -1;
  tape->n_lanes = n_lanes;
  tape->lanes = g_new0 (DtLane, n_lanes);
  tape->sources = g_new0 (DtBarSeries *, n_lanes);
  tape->edges = g_new0 (guint8 *, n_lanes * N_COLUMNS);
  tape->spans = g_new0 (gsize, n_lanes);
  for (guint i = 0; i < n_lanes; i++)
    add_lane (tape, &lanes[i]);
  tape->file = open_file (error);
  if (tape->file < 0 || !write_down (tape, lanes, error) || !open_windows (tape, error))
    return NULL;

  show_all (tape);
  return g_steal_pointer (&tape);
}

static void
close_windows (DtPoisonedTape *tape)
{
  if (tape->windows != NULL)
    munmap (tape->windows, MAX (tape->size, 1));
  tape->windows = NULL;
  if (tape->file >= 0)
    close (tape->file);
  tape->file = -1;
}

void
dt_poisoned_tape_free (DtPoisonedTape *tape)
{
  if (tape == NULL)
    return;

  if (watched == tape)
    dt_poisoned_tape_end (tape);
  for (guint i = 0; i < tape->n_series; i++)
    {
      for (guint k = 0; k < N_COLUMNS; k++)
        set_column (tape->lanes[i].series, k, NULL);
      dt_bar_series_unref (tape->lanes[i].series);
      dt_bar_series_unref (tape->sources[i]);
    }
  close_windows (tape);
  g_free (tape->lanes);
  g_free (tape->sources);
  g_free (tape->events);
  g_free (tape->rows);
  g_free (tape->edges);
  g_free (tape->spans);
  g_free (tape);
}

const DtLane *
dt_poisoned_tape_get_lanes (DtPoisonedTape *tape)
{
  return tape->lanes;
}

/**
 * dt_poisoned_tape_begin:
 *
 * From here on no bar can be read, here or in any series that the poison keeps.
 */
void
dt_poisoned_tape_begin (DtPoisonedTape *tape)
{
  for (guint i = 0; i < tape->n_series; i++)
    {
      tape->lanes[i].series->n_bars = 0;
      for (guint k = 0; k < N_COLUMNS; k++)
        set_column (tape->lanes[i].series, k, tape->edges[i * N_COLUMNS + k]);
    }
  if (mprotect (tape->poison->vault, tape->poison->size, PROT_NONE) != 0)
    g_error ("The tape cannot be made unreadable: %s", g_strerror (errno));
  watch (tape);
}

/* One more bar: those before it move up, for it ends the page. */
static void
let_in (DtPoisonedTape *tape,
        guint           lane,
        const Row      *row)
{
  DtBarSeries *series = tape->lanes[lane].series;
  gsize size = series->n_bars * CELL;

  for (guint k = 0; k < N_COLUMNS; k++)
    {
      guint8 *edge = tape->edges[lane * N_COLUMNS + k];

      memmove (edge - size - CELL, edge - size, size);
      memcpy (edge - CELL, row->cells[k], CELL);
      set_column (series, k, edge - size - CELL);
    }
  series->n_bars++;
}

static void
reserve (DtPoisonedTape *tape,
         guint           n)
{
  if (n <= tape->capacity)
    return;

  tape->capacity = n;
  tape->events = g_renew (DtEvent, tape->events, n);
  tape->rows = g_renew (Row, tape->rows, n);
}

gboolean
dt_poisoned_tape_next (DtPoisonedTape  *tape,
                       DtInstant       *instant,
                       GError         **error)
{
  Header header;
  gsize n_read;
  guint row = 0;

  if (!read_all (tape->file, (guint8 *) &header, sizeof header, &n_read, error) || n_read == 0)
    return FALSE;

  reserve (tape, header.n_events);
  if (!read_all (tape->file, (guint8 *) tape->events, header.n_events * sizeof *tape->events,
                 &n_read, error)
      || !read_all (tape->file, (guint8 *) tape->rows, header.n_rows * sizeof *tape->rows,
                    &n_read, error))
    return FALSE;

  for (guint i = 0; i < header.n_events; i++)
    if (tape->events[i].kind == DT_EVENT_BAR)
      let_in (tape, tape->events[i].lane, &tape->rows[row++]);
  *instant = (DtInstant) { header.time, tape->events, header.n_events };

  return TRUE;
}

/**
 * dt_poisoned_tape_end:
 *
 * The run is over: all bars can be read again. It cannot begin once more.
 */
void
dt_poisoned_tape_end (DtPoisonedTape *tape)
{
  unwatch ();
  if (mprotect (tape->poison->vault, tape->poison->size, PROT_READ | PROT_WRITE) != 0)
    g_error ("The tape cannot be made readable: %s", g_strerror (errno));
  show_all (tape);
  close_windows (tape);
}
