/* fuzz-actions.c - any bytes as a table of corporate actions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dt-csv-actions.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

/* Whatever was in the file, what came out of it can happen to shares. */
static void
check_action (const DtCorporateAction *action)
{
  gboolean pays = action->kind == DT_ACTION_DIVIDEND || action->kind == DT_ACTION_SPIN_OFF;

  g_assert_true (action->units_new > 0 && action->units_new <= DT_ACTION_MAX_UNITS);
  g_assert_true (action->units_old > 0 && action->units_old <= DT_ACTION_MAX_UNITS);
  g_assert_true (!pays || action->cash > 0);
  g_assert_true ((action->symbol != NULL) == (action->kind == DT_ACTION_SYMBOL_CHANGE));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtCsvActions) actions = NULL;

  actions = dt_csv_actions_read_bytes ((const char *) data, size, "fuzz.csv", "FUZZ", &error);
  g_assert_true ((actions == NULL) == (error != NULL));
  if (actions == NULL)
    return 0;

  g_assert_cmpuint (actions->n_rejected, <, actions->n_rows);
  for (guint i = 0; i < actions->symbols->len; i++)
    {
      const DtActionList *list
        = ((DtCsvSymbolActions *) g_ptr_array_index (actions->symbols, i))->list;

      for (guint j = 0; j < dt_action_list_count (list); j++)
        {
          check_action (dt_action_list_get (list, j));
          g_assert_true (j == 0 || dt_action_list_get (list, j - 1)->date
                                   <= dt_action_list_get (list, j)->date);
        }
    }

  return 0;
}
