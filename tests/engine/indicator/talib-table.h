/* talib-table.h - cells of TA-Lib's regression tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <stdlib.h>

#include "reference-table.h"

/* Sums and differences with parentheses: "252 - (14 + 1)". */
static inline int
evaluate_sum (const char **text)
{
  int sum = 0, sign = 1;

  for (; **text != '\0' && **text != ')'; )
    {
      if (**text == '(')
        {
          (*text)++;
          sum += sign * evaluate_sum (text);
          (*text)++;
        }
      else if (g_ascii_isdigit (**text))
        sum += sign * (int) strtol (*text, (char **) text, 10);
      else
        {
          sign = **text == '-' ? -1 : **text == '+' ? 1 : sign;
          (*text)++;
        }
    }

  return sum;
}

static inline int
get_int (ReferenceTable *table,
         guint           row,
         const char     *column)
{
  const char *text = reference_table_get (table, row, column);

  return evaluate_sum (&text);
}

static inline double
get_double (ReferenceTable *table,
            guint           row,
            const char     *column)
{
  return g_ascii_strtod (reference_table_get (table, row, column), NULL);
}

static inline gboolean
cell_is (ReferenceTable *table,
         guint           row,
         const char     *column,
         const char     *text)
{
  return strcmp (reference_table_get (table, row, column), text) == 0;
}

/* The bar that a row's value belongs to, -1 when the row expects none. */
static inline int
get_bar (ReferenceTable *table,
         guint           row,
         const char     *index_column)
{
  if (!cell_is (table, row, "expectedRetCode", "TA_SUCCESS") ||
      get_int (table, row, "expectedNbElement") == 0)
    return -1;

  return get_int (table, row, "expectedBegIdx") + get_int (table, row, index_column);
}

static inline double
last_digit (const char *printed)
{
  const char *point = strchr (printed, '.');

  return point == NULL ? 1. : pow (10., -(double) strspn (point + 1, "0123456789"));
}
