/* dt-sweep-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-lab"

#include "config.h"

#include <string.h>

#include "dt-error.h"
#include "dt-json.h"
#include "dt-text-file.h"

#include "dt-sweep.h"

/* The result of a sweep as text: a line that names the sweep and counts its cells, a line of
 * column names, and a row a cell, by index. Empty is undefined. */

/* Of some ten million cells */
#define MAX_FILE ((gsize) 4 << 30)

#define MAGIC "# daytrader sweep 1 "

#define refuse(error, code, ...) dt_refuse (error, DT_LAB_ERROR, code, __VA_ARGS__)

/* Rows of all files, and what the first file said they belong to. */
typedef struct
{
  char       *title;
  char       *columns;
  guint64     n_cells;
  GHashTable *rows;      /* index -> line */
} Merge;

static void
add_number (GString *text,
            double   number,
            char     end)
{
  char buf[DT_DOUBLE_BUF_SIZE];

  if (!isnan (number))
    g_string_append (text, dt_double_to_string (number, buf));
  g_string_append_c (text, end);
}

static void
add_cell (GString           *text,
          const DtSweep     *sweep,
          const DtSweepCell *cell)
{
  g_autofree double *values = g_new (double, sweep->axes->len);
  char buf[DT_DECIMAL_BUF_SIZE];

  dt_sweep_get_values (sweep, cell->index, values);
  g_string_append_printf (text, "%" G_GUINT64_FORMAT ",", cell->index);
  for (guint i = 0; i < sweep->axes->len; i++)
    add_number (text, values[i], ',');
  for (guint i = 0; i < DT_SWEEP_N_STATISTICS; i++)
    add_number (text, cell->statistics[i], ',');
  g_string_append_printf (text, "%s,%s\n", dt_money_to_string (cell->equity_final, buf),
                          cell->trade_list_hash);
}

/* (transfer full) */
char *
dt_sweep_to_text (const DtSweep *sweep)
{
  GString *text = g_string_new (MAGIC);

  g_string_append_printf (text, "%s %" G_GUINT64_FORMAT "\ncell", sweep->identity,
                          sweep->n_cells);
  for (guint i = 0; i < sweep->axes->len; i++)
    g_string_append_printf (text, ",%s",
                            ((DtSweepAxis *) g_ptr_array_index (sweep->axes, i))->name);
  for (guint i = 0; i < DT_SWEEP_N_STATISTICS; i++)
    g_string_append_printf (text, ",%s", dt_sweep_statistic_to_string (i));
  g_string_append (text, ",equity_final,trade_list_hash\n");

  for (guint64 i = 0; i < sweep->n_run; i++)
    add_cell (text, sweep, &sweep->cells[i]);

  return g_string_free (text, FALSE);
}

static gboolean
take_head (Merge       *merge,
           const char  *path,
           char       **lines,
           GError     **error)
{
  const char *count;
  char *end;

  if (lines[0] == NULL || !g_str_has_prefix (lines[0], MAGIC) || lines[1] == NULL
      || !g_str_has_prefix (lines[1], "cell,"))
    return refuse (error, DT_LAB_ERROR_FILE, "%s is no result file of a sweep", path);

  if (merge->title != NULL)
    return (g_str_equal (merge->title, lines[0]) && g_str_equal (merge->columns, lines[1]))
           || refuse (error, DT_LAB_ERROR_FILE, "%s belongs to another sweep than the files before "
                      "it: spec, data or axes differ", path);

  count = strrchr (lines[0], ' ') + 1;
  merge->n_cells = g_ascii_strtoull (count, &end, 10);
  if (end == count || *end != '\0' || merge->n_cells == 0)
    return refuse (error, DT_LAB_ERROR_FILE, "%s, line 1: \"%s\" is no count of cells", path,
                   count);

  merge->title = g_strdup (lines[0]);
  merge->columns = g_strdup (lines[1]);
  return TRUE;
}

static gboolean
take_row (Merge       *merge,
          const char  *path,
          guint        line,
          const char  *text,
          GError     **error)
{
  g_autofree guint64 *index = g_new (guint64, 1);
  const char *known;
  char *end;

  *index = g_ascii_strtoull (text, &end, 10);
  if (!g_ascii_isdigit (text[0]) || *end != ',')
    return refuse (error, DT_LAB_ERROR_FILE, "%s, line %u: \"%.40s\" does not begin with a cell's "
                   "number", path, line, text);

  known = g_hash_table_lookup (merge->rows, index);
  if (known != NULL && !g_str_equal (known, text))
    return refuse (error, DT_LAB_ERROR_FILE, "%s, line %u: cell %" G_GUINT64_FORMAT " is in "
                   "another file with other numbers", path, line, *index);
  if (known == NULL)
    g_hash_table_insert (merge->rows, g_steal_pointer (&index), g_strdup (text));

  return TRUE;
}

static gboolean
take_file (Merge       *merge,
           const char  *path,
           GError     **error)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  gsize length;

  if (!dt_text_file_load (path, MAX_FILE, &text, &length, error))
    return FALSE;
  if (strlen (text) != length || length == 0 || text[length - 1] != '\n')
    return refuse (error, DT_LAB_ERROR_FILE, "%s is cut off or no text", path);

  text[length - 1] = '\0';
  lines = g_strsplit (text, "\n", -1);
  if (!take_head (merge, path, lines, error))
    return FALSE;
  for (guint i = 2; lines[i] != NULL; i++)
    if (!take_row (merge, path, i + 1, lines[i], error))
      return FALSE;

  return TRUE;
}

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  guint64 left = **(const guint64 *const *) a, right = **(const guint64 *const *) b;

  return left < right ? -1 : left > right;
}

static char *
put_together (Merge   *merge,
              GError **error)
{
  g_autofree gpointer *keys = NULL;
  GString *text;
  guint n;

  keys = g_hash_table_get_keys_as_array (merge->rows, &n);
  if (n != merge->n_cells)
    {
      refuse (error, DT_LAB_ERROR_INCOMPLETE, "The files hold %u of %" G_GUINT64_FORMAT " cells; "
              "a shard is missing", n, merge->n_cells);
      return NULL;
    }

  /* The order of the table never shows */
  qsort (keys, n, sizeof *keys, compare_keys);
  text = g_string_new (NULL);
  g_string_append_printf (text, "%s\n%s\n", merge->title, merge->columns);
  for (guint i = 0; i < n; i++)
    {
      g_string_append (text, g_hash_table_lookup (merge->rows, keys[i]));
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

/**
 * dt_sweep_merge:
 *
 * Joins the result files of all shards of one sweep. A cell that is in several of them must be the
 * same in each.
 *
 * Returns: (transfer full): the file that one process would have written, or %NULL with
 *   %DT_LAB_ERROR or %G_FILE_ERROR
 */
char *
dt_sweep_merge (const char *const  *paths,
                guint               n_paths,
                GError            **error)
{
  Merge merge = { .rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free) };
  char *text = NULL;
  guint i = 0;

  while (i < n_paths && take_file (&merge, paths[i], error))
    i++;
  if (i == n_paths && merge.title != NULL)
    text = put_together (&merge, error);
  else if (n_paths == 0)
    refuse (error, DT_LAB_ERROR_REQUEST, "There is no file to merge");

  g_hash_table_unref (merge.rows);
  g_free (merge.title);
  g_free (merge.columns);
  return text;
}
