/* dt-run-save.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-report"

#include "config.h"

#include "dt-book-store.h"

#include "dt-run-result.h"
#include "dt-run-save.h"

/* One account's book and its own result. */
static gint64
save_record (DtBookStore        *store,
             const DtBacktest   *backtest,
             const DtRunRecord  *record,
             const char         *spec,
             GError            **error)
{
  g_autoptr(JsonNode) root = dt_run_result_to_json (backtest->plan, backtest->tape->timeframe,
                                                    record, 1, backtest->tape->notes);
  g_autofree char *result = json_to_string (root, FALSE);
  DtBookInfo info = {
    .mode = DT_BOOK_BACKTEST,
    .account = (char *) (record->spec->independent && record->traded[0] != NULL
                         ? record->traded[0] : "backtest"),
    .started = g_get_real_time () * 1000,
    .state = DT_RUN_RUNNING,
    .spec = (char *) spec,
    .tape_hash = backtest->tape->hash,
  };
  DtTime end = record->n_points > 0 ? record->known[record->n_points - 1] : DT_TIME_NONE;
  gint64 id = dt_book_store_create (store, &info, record->symbols, error);

  return id != 0 && dt_book_store_save (store, id, record->book, end, result, error) ? id : 0;
}

gint64
dt_run_save (const DtBacktest  *backtest,
             const char        *data_dir,
             GError           **error)
{
  g_autofree char *spec = NULL;
  g_autoptr(DtBookStore) store = NULL;
  gint64 first = 0;

  g_return_val_if_fail (backtest != NULL && data_dir != NULL, 0);

  spec = dt_run_spec_to_json (backtest->plan->spec);
  store = dt_book_store_open (data_dir, DT_STORE_READ_WRITE, error);
  if (store == NULL)
    return 0;

  for (guint i = 0; i < backtest->n_records; i++)
    {
      gint64 id = save_record (store, backtest, &backtest->records[i], spec, error);

      if (id == 0)
        return 0;
      if (first == 0)
        first = id;
    }

  return first;
}
