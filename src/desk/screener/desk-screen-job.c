/* desk-screen-job.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-screener"

#include "config.h"

#include "desk-screen-job.h"

/* Loading is the larger part, and comes first. */
#define LOADED 650

void
desk_screen_choices_free (DeskScreenChoices *choices)
{
  if (choices == NULL)
    return;

  g_clear_pointer (&choices->entries, g_ptr_array_unref);
  g_strfreev (choices->tapes);
  g_free (choices);
}

static char **
list_tapes (const char *data_dir)
{
  g_autoptr(DtMarketStore) store = dt_market_store_open (data_dir, DT_STORE_READ_ONLY, NULL);
  g_autoptr(GPtrArray) tapes = store != NULL ? dt_market_store_list_tapes (store, NULL) : NULL;
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; tapes != NULL && i < tapes->len; i++)
    g_strv_builder_add (names, ((const DtTape *) g_ptr_array_index (tapes, i))->name);

  return g_strv_builder_end (names);
}

static void
list_in_worker (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  g_autoptr(DeskScreenChoices) choices = g_new0 (DeskScreenChoices, 1);
  GError *error = NULL;

  choices->entries = dt_screen_library_list (data, &error);
  if (choices->entries == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  choices->tapes = list_tapes (data);
  g_task_return_pointer (task, g_steal_pointer (&choices),
                         (GDestroyNotify) desk_screen_choices_free);
}

void
desk_screen_list_async (DtWorker            *worker,
                        const char          *data_dir,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdup (data_dir), g_free);
  dt_worker_run_task (worker, task, list_in_worker);
}

DeskScreenChoices *
desk_screen_list_finish (GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The run */

typedef struct
{
  char          *data_dir;
  DtScreenFile  *file;
  char          *universe;
  char         **symbols;
  DtTime         moment;
  int           *progress;
} Input;

static void
input_free (gpointer data)
{
  Input *input = data;

  g_free (input->data_dir);
  dt_screen_file_unref (input->file);
  g_free (input->universe);
  g_strfreev (input->symbols);
  g_free (input);
}

static void
on_loaded (goffset  done,
           goffset  total,
           gpointer data)
{
  if (total > 0)
    g_atomic_int_set ((int *) data, (int) (LOADED * done / total));
}

static void
on_evaluated (goffset  done,
              goffset  total,
              gpointer data)
{
  if (total > 0)
    g_atomic_int_set ((int *) data, LOADED + (int) ((1000 - LOADED) * done / total));
}

static void
run_in_worker (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Input *input = data;
  g_autoptr(DtMarketStore) store = NULL;
  g_autoptr(DtTapeSet) set = NULL;
  DtScreenResult *result = NULL;
  GError *error = NULL;

  store = dt_market_store_open (input->data_dir, DT_STORE_READ_ONLY, &error);
  if (store != NULL)
    set = dt_screen_load (input->file, store, input->universe,
                          (const char *const *) input->symbols, input->moment, on_loaded,
                          input->progress, cancellable, &error);
  if (set != NULL)
    result = dt_screen_run (input->file, set, input->moment, on_evaluated, input->progress,
                            cancellable, &error);

  if (result != NULL)
    g_task_return_pointer (task, result, (GDestroyNotify) dt_screen_result_unref);
  else
    g_task_return_error (task, error);
}

void
desk_screen_run_async (DtWorker            *worker,
                       const char          *data_dir,
                       DtScreenFile        *file,
                       const char          *universe,
                       const char *const   *symbols,
                       DtTime               moment,
                       int                 *progress,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Input *input = g_new (Input, 1);

  *input = (Input) { g_strdup (data_dir), dt_screen_file_ref (file), g_strdup (universe),
                     g_strdupv ((char **) symbols), moment, progress };
  g_atomic_int_set (progress, 0);
  g_task_set_task_data (task, input, input_free);
  dt_worker_run_task (worker, task, run_in_worker);
}

DtScreenResult *
desk_screen_run_finish (GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
