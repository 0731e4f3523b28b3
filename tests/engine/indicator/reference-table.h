/* reference-table.h - the small CSV files with expected values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <math.h>
#include <string.h>

#include "dt-indicator.h"

/* A file as cells; @rows holds a strv for each data row. */
typedef struct
{
  char      **header;
  GPtrArray  *rows;
} ReferenceTable;

static inline void
reference_table_free (ReferenceTable *table)
{
  g_strfreev (table->header);
  g_ptr_array_unref (table->rows);
  g_free (table);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ReferenceTable, reference_table_free)

static inline ReferenceTable *
reference_table_load (const char *name)
{
  const char *root = g_getenv ("DT_TEST_SOURCE_ROOT");
  ReferenceTable *table = g_new0 (ReferenceTable, 1);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_nonnull (root);
  path = g_build_filename (root, "tests", "data", "ta_reference", name, NULL);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  lines = g_strsplit (g_strdelimit (text, "\r", ' '), "\n", -1);
  table->header = g_strsplit (g_strchomp (lines[0]), ",", -1);
  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint i = 1; lines[i] != NULL; i++)
    if (*g_strchomp (lines[i]) != '\0')
      g_ptr_array_add (table->rows, g_strsplit (lines[i], ",", -1));

  return table;
}

static inline const char *
reference_table_get (ReferenceTable *table,
                     guint           row,
                     const char     *column)
{
  for (guint i = 0; table->header[i] != NULL; i++)
    if (strcmp (table->header[i], column) == 0)
      return ((char **) g_ptr_array_index (table->rows, row))[i];

  g_error ("no column “%s”", column);
}

/* (transfer full): a column as numbers, NaN where a cell is empty. */
static inline double *
reference_table_dup_column (ReferenceTable *table,
                            const char     *column)
{
  double *values = g_new (double, table->rows->len);

  for (guint i = 0; i < table->rows->len; i++)
    {
      const char *cell = reference_table_get (table, i, column);

      values[i] = *cell == '\0' ? NAN : g_ascii_strtod (cell, NULL);
    }

  return values;
}

/* Bars as columns in the order of #DtIndicatorInput; the first bar alone begins a session. The
 * second series is the opens until a test sets another. */
typedef struct
{
  gsize   n;
  double *columns[DT_N_INPUTS];
} ReferenceBars;

static inline ReferenceBars
reference_bars_load (const char *name)
{
  g_autoptr(ReferenceTable) table = reference_table_load (name);
  ReferenceBars bars = { .n = table->rows->len };

  bars.columns[DT_INPUT_SOURCE] = reference_table_dup_column (table, "close");
  bars.columns[DT_INPUT_OPEN] = reference_table_dup_column (table, "open");
  bars.columns[DT_INPUT_HIGH] = reference_table_dup_column (table, "high");
  bars.columns[DT_INPUT_LOW] = reference_table_dup_column (table, "low");
  bars.columns[DT_INPUT_CLOSE] = reference_table_dup_column (table, "close");
  bars.columns[DT_INPUT_VOLUME] = reference_table_dup_column (table, "volume");
  bars.columns[DT_INPUT_SESSION_START] = g_new0 (double, bars.n);
  bars.columns[DT_INPUT_SESSION_START][0] = DT_BEGINS_SESSION;
  bars.columns[DT_INPUT_OTHER] = reference_table_dup_column (table, "open");

  return bars;
}

static inline void
reference_bars_clear (ReferenceBars *bars)
{
  for (guint i = 0; i < G_N_ELEMENTS (bars->columns); i++)
    g_clear_pointer (&bars->columns[i], g_free);
}

/* Runs an indicator over bars [first, first + n); outputs hold n values each. */
static inline void
reference_bars_run (const ReferenceBars *bars,
                    gsize                first,
                    gsize                n,
                    const DtIndicator   *indicator,
                    const double        *parameters,
                    double *const       *outputs)
{
  g_autofree guint64 *state = g_malloc (indicator->state_size (parameters));
  const double *inputs[DT_INDICATOR_MAX_INPUTS];

  for (guint i = 0; i < indicator->n_inputs; i++)
    inputs[i] = bars->columns[indicator->inputs[i]] + first;

  indicator->init (state, parameters);
  indicator->run (state, inputs, n, outputs);
}
