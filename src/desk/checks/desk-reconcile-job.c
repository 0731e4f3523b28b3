/* desk-reconcile-job.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-checks"

#include "config.h"

#include "dt-pool.h"

#include "desk-reconcile-job.h"

typedef struct
{
  char   *data_dir;
  gint64  id;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->data_dir);
  g_free (request);
}

void
desk_stored_book_free (DeskStoredBook *stored)
{
  if (stored == NULL)
    return;

  dt_account_side_clear (&stored->side);
  g_clear_pointer (&stored->info, dt_book_info_free);
  g_clear_pointer (&stored->book, dt_book_free);
  g_strfreev (stored->symbols);
  g_free (stored);
}

static gboolean
load (const Request   *request,
      DeskStoredBook  *stored,
      GError         **error)
{
  g_autoptr(DtBookStore) store = dt_book_store_open (request->data_dir, DT_STORE_READ_ONLY, error);

  if (store == NULL
      || (stored->info = dt_book_store_dup_info (store, request->id, error)) == NULL
      || (stored->symbols = dt_book_store_dup_symbols (store, request->id, error)) == NULL
      || (stored->book = dt_book_store_load (store, request->id, error)) == NULL)
    return FALSE;

  dt_account_side_read (&stored->side, stored->book, (const char *const *) stored->symbols);
  return TRUE;
}

static void
load_on_pool (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  g_autoptr(DeskStoredBook) stored = g_new0 (DeskStoredBook, 1);
  GError *error = NULL;

  dt_account_side_init (&stored->side);
  if (load (data, stored, &error))
    g_task_return_pointer (task, g_steal_pointer (&stored),
                           (GDestroyNotify) desk_stored_book_free);
  else
    g_task_return_error (task, error);
}

void
desk_stored_book_load_async (const char          *data_dir,
                             gint64               book,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new (Request, 1);

  *request = (Request) { g_strdup (data_dir), book };
  g_task_set_task_data (task, request, request_free);
  dt_pool_run_task (task, load_on_pool);
}

DeskStoredBook *
desk_stored_book_load_finish (GAsyncResult  *result,
                              GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
