/* desk-risk-data.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-riskpage"

#include "config.h"

#include "dt-pool.h"
#include "dt-portfolio-book.h"
#include "dt-stress.h"

#include "desk-risk-data.h"

typedef struct
{
  char   *data_dir;
  gint64  book;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->data_dir);
  g_free (request);
}

void
desk_risk_data_free (DeskRiskData *data)
{
  if (data == NULL)
    return;

  g_clear_pointer (&data->stress, g_ptr_array_unref);
  g_clear_pointer (&data->risk, dt_portfolio_risk_free);
  g_clear_pointer (&data->portfolio, dt_portfolio_free);
  g_free (data);
}

static void
load (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  const Request *request = data;
  g_autoptr(DeskRiskData) loaded = g_new0 (DeskRiskData, 1);
  g_autoptr(DtBookStore) books = NULL;
  g_autoptr(DtMarketStore) market = NULL;
  GError *error = NULL;

  books = dt_book_store_open (request->data_dir, DT_STORE_READ_ONLY, &error);
  if (books != NULL)
    market = dt_market_store_open (request->data_dir, DT_STORE_READ_ONLY, &error);
  if (market != NULL)
    loaded->portfolio = dt_portfolio_load (books, request->book, market, DT_PORTFOLIO_WINDOW,
                                           cancellable, &error);
  if (loaded->portfolio == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  loaded->risk = dt_portfolio_measure (loaded->portfolio);
  loaded->stress = dt_stress_run (loaded->portfolio, loaded->risk);
  g_task_return_pointer (task, g_steal_pointer (&loaded), (GDestroyNotify) desk_risk_data_free);
}

void
desk_risk_data_load_async (const char          *data_dir,
                           gint64               book,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new (Request, 1);

  *request = (Request) { g_strdup (data_dir), book };
  g_task_set_task_data (task, request, request_free);
  dt_pool_run_task (task, load);
}

DeskRiskData *
desk_risk_data_load_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
