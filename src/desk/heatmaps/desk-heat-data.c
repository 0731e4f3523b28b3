/* desk-heat-data.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-heatmaps"

#include "config.h"

#include "dt-book-store.h"
#include "dt-pool.h"
#include "dt-run-spec.h"

#include "desk-quote.h"

#include "desk-heat-data.h"

/* The pool's and main's: what is asked for, and how far it is. */
typedef struct
{
  gatomicrefcount  ref_count;
  char            *data_dir;
  gint64           book;
  char            *universe;
  char           **symbols;
  int              permyriad;   /* atomic: done */
} Request;

struct _DeskHeatData
{
  GObject        parent_instance;

  DeskSession   *session;
  GCancellable  *cancellable;
  Request       *tape;        /* (nullable): of the universe that is read or there */
  gint64         book;        /* of the profile that is read or there */
  DtUniverse    *universe;
  DtRiskProfile *profile;
  GError        *error;
};

G_DEFINE_FINAL_TYPE (DeskHeatData, desk_heat_data, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static Request *
request_ref (Request *request)
{
  g_atomic_ref_count_inc (&request->ref_count);

  return request;
}

static void
request_unref (gpointer data)
{
  Request *request = data;

  if (!g_atomic_ref_count_dec (&request->ref_count))
    return;

  g_free (request->data_dir);
  g_free (request->universe);
  g_strfreev (request->symbols);
  g_free (request);
}

static Request *
request_new (DeskHeatData *self)
{
  GListModel *quotes = desk_session_get_quotes (self->session);
  guint n = g_list_model_get_n_items (quotes);
  Request *request = g_new0 (Request, 1);

  g_atomic_ref_count_init (&request->ref_count);
  request->data_dir = g_strdup (desk_session_get_data_dir (self->session));
  request->book = desk_session_get_clock (self->session)->book;
  request->universe = g_strdup (desk_session_get_tape (self->session)->universe);
  request->symbols = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(DeskQuote) quote = g_list_model_get_item (quotes, i);

      request->symbols[i] = g_strdup (desk_quote_get_state (quote)->symbol);
    }

  return request;
}

/* On the pool */

static void
on_progress (goffset  done,
             goffset  total,
             gpointer data)
{
  Request *request = data;

  if (total > 0)
    g_atomic_int_set (&request->permyriad, (int) (done * 10000 / total));
}

static void
load_universe (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Request *request = data;
  GError *error = NULL;
  g_autoptr(DtMarketStore) market = dt_market_store_open (request->data_dir, DT_STORE_READ_ONLY,
                                                          &error);
  DtUniverse *universe = NULL;

  if (market != NULL)
    universe = dt_universe_load (market, request->universe,
                                 (const char *const *) request->symbols, on_progress, request,
                                 cancellable, &error);
  if (universe != NULL)
    g_task_return_pointer (task, universe, (GDestroyNotify) dt_universe_unref);
  else
    g_task_return_error (task, error);
}

static DtRiskProfile *
read_profile (const Request  *request,
              GError        **error)
{
  g_autoptr(DtBookStore) books = dt_book_store_open (request->data_dir, DT_STORE_READ_ONLY, error);
  g_autoptr(DtBookInfo) info = books != NULL
                               ? dt_book_store_dup_info (books, request->book, error) : NULL;
  g_autoptr(DtRunSpec) spec = info != NULL ? dt_run_spec_from_json (info->spec, error) : NULL;

  return spec != NULL && spec->risk_text != NULL
         ? dt_risk_profile_parse (spec->risk_text, "the book", error) : NULL;
}

static void
load_profile (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  GError *error = NULL;
  DtRiskProfile *profile = read_profile (data, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, profile, (GDestroyNotify) dt_risk_profile_free);
}

/* Back on main */

static void
on_universe (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(DeskHeatData) self = data;
  Request *request = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  DtUniverse *universe = g_task_propagate_pointer (G_TASK (result), &error);

  /* Another tape has come in the meantime, or nobody waits */
  if (request != self->tape)
    {
      g_clear_pointer (&universe, dt_universe_unref);
      return;
    }

  self->universe = universe;
  self->error = g_steal_pointer (&error);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_profile (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(DeskHeatData) self = data;
  const Request *request = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  DtRiskProfile *profile = g_task_propagate_pointer (G_TASK (result), &error);

  if (request->book != self->book || profile == NULL)
    {
      /* Our guides do as well */
      if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_debug ("The limits of book %" G_GINT64_FORMAT ": %s", request->book, error->message);
      g_clear_pointer (&profile, dt_risk_profile_free);
      return;
    }

  g_clear_pointer (&self->profile, dt_risk_profile_free);
  self->profile = profile;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
start (DeskHeatData        *self,
       Request             *request,
       GTaskThreadFunc      func,
       GAsyncReadyCallback  callback)
{
  g_autoptr(GTask) task = g_task_new (NULL, self->cancellable, callback, g_object_ref (self));

  g_task_set_task_data (task, request_ref (request), request_unref);
  dt_pool_run_task (task, func);
}

static gboolean
is_same_tape (const Request *a,
              const Request *b)
{
  return a != NULL && g_strcmp0 (a->universe, b->universe) == 0
         && g_strv_equal ((const char *const *) a->symbols, (const char *const *) b->symbols);
}

/* A tape is known by its name and its instruments; a list of hundreds of them is not made anew for
 * every frame. */
static gboolean
may_have_changed (DeskHeatData *self)
{
  guint n = g_list_model_get_n_items (desk_session_get_quotes (self->session));

  return self->tape == NULL || desk_session_get_clock (self->session)->book != self->book
         || g_strcmp0 (desk_session_get_tape (self->session)->universe, self->tape->universe) != 0
         || g_strv_length (self->tape->symbols) != n;
}

void
desk_heat_data_follow (DeskHeatData *self)
{
  Request *request;

  g_return_if_fail (DESK_IS_HEAT_DATA (self));

  if (!may_have_changed (self) || self->cancellable == NULL)
    return;

  request = request_new (self);
  if (request->book != self->book)
    {
      self->book = request->book;
      g_clear_pointer (&self->profile, dt_risk_profile_free);
      if (request->book != 0)
        start (self, request, load_profile, on_profile);
    }
  if (is_same_tape (self->tape, request))
    {
      request_unref (request);
      return;
    }

  g_clear_pointer (&self->tape, request_unref);
  g_clear_pointer (&self->universe, dt_universe_unref);
  g_clear_error (&self->error);
  if (request->symbols[0] == NULL)
    {
      request_unref (request);
      return;
    }

  self->tape = request;
  start (self, request, load_universe, on_universe);
}

void
desk_heat_data_retry (DeskHeatData *self)
{
  g_return_if_fail (DESK_IS_HEAT_DATA (self));

  if (self->error == NULL)
    return;

  g_clear_pointer (&self->tape, request_unref);
  desk_heat_data_follow (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
desk_heat_data_stop (DeskHeatData *self)
{
  g_return_if_fail (DESK_IS_HEAT_DATA (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->tape, request_unref);
  self->book = 0;
}

DtUniverse *
desk_heat_data_get_universe (DeskHeatData *self)
{
  g_return_val_if_fail (DESK_IS_HEAT_DATA (self), NULL);

  return self->universe;
}

const DtRiskProfile *
desk_heat_data_get_profile (DeskHeatData *self)
{
  g_return_val_if_fail (DESK_IS_HEAT_DATA (self), NULL);

  return self->profile;
}

const GError *
desk_heat_data_get_error (DeskHeatData *self)
{
  g_return_val_if_fail (DESK_IS_HEAT_DATA (self), NULL);

  return self->error;
}

gboolean
desk_heat_data_is_reading (DeskHeatData *self)
{
  g_return_val_if_fail (DESK_IS_HEAT_DATA (self), FALSE);

  return self->tape != NULL && self->universe == NULL && self->error == NULL;
}

double
desk_heat_data_get_progress (DeskHeatData *self)
{
  g_return_val_if_fail (DESK_IS_HEAT_DATA (self), 0.);

  return self->tape != NULL ? g_atomic_int_get (&self->tape->permyriad) / 1e4 : 0.;
}

gsize
desk_heat_data_count_known (DeskHeatData *self)
{
  g_return_val_if_fail (DESK_IS_HEAT_DATA (self), 0);

  return self->universe != NULL
         ? dt_universe_count_known (self->universe, desk_session_get_clock (self->session)->time)
         : 0;
}

static void
desk_heat_data_dispose (GObject *object)
{
  DeskHeatData *self = DESK_HEAT_DATA (object);

  desk_heat_data_stop (self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_heat_data_parent_class)->dispose (object);
}

static void
desk_heat_data_finalize (GObject *object)
{
  DeskHeatData *self = DESK_HEAT_DATA (object);

  g_clear_pointer (&self->universe, dt_universe_unref);
  g_clear_pointer (&self->profile, dt_risk_profile_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (desk_heat_data_parent_class)->finalize (object);
}

static void
desk_heat_data_class_init (DeskHeatDataClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_heat_data_dispose;
  object_class->finalize = desk_heat_data_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_heat_data_init (DeskHeatData *self)
{
  self->cancellable = g_cancellable_new ();
}

DeskHeatData *
desk_heat_data_new (DeskSession *session)
{
  DeskHeatData *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (DESK_TYPE_HEAT_DATA, NULL);
  self->session = g_object_ref (session);
  return self;
}
