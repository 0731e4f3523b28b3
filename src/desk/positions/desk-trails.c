/* desk-trails.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-positions"

#include "config.h"

#include <math.h>

#include "desk-quote.h"

#include "desk-trails.h"

typedef struct
{
  DtTime  opened;
  GArray *points;      /* of double */
  guint   stride;      /* bars a point */
  guint   n_since;     /* bars since the last point that stays */
  DtTime  time;        /* of the newest bar that is in it */
  gint64  book;
} Trail;

struct _DeskTrails
{
  GObject       parent_instance;

  DeskSession  *session;
  GHashTable   *trails;        /* symbol -> Trail */
  GCancellable *cancellable;
  DeskPalette   palette;
};

G_DEFINE_FINAL_TYPE (DeskTrails, desk_trails, G_TYPE_OBJECT)

static guint changed;

static void
trail_free (gpointer data)
{
  Trail *trail = data;

  g_array_unref (trail->points);
  g_free (trail);
}

/* Every second one goes. The first one, the entry, stays. */
static void
thin_out (Trail *trail)
{
  double *points = (double *) trail->points->data;

  for (guint i = 0; 2 * i < trail->points->len; i++)
    points[i] = points[2 * i];
  g_array_set_size (trail->points, (trail->points->len + 1) / 2);
  trail->stride *= 2;
}

/* The last point is the price of now, until it is time for the next one. */
static void
add_price (Trail  *trail,
           double  price)
{
  if (isnan (price))
    return;

  if (trail->points->len > 1 && trail->n_since < trail->stride)
    g_array_index (trail->points, double, trail->points->len - 1) = price;
  else
    {
      if (trail->points->len == DESK_TRAIL_POINTS)
        thin_out (trail);
      g_array_append_val (trail->points, price);
      trail->n_since = 0;
    }
  trail->n_since++;
}

typedef struct
{
  GWeakRef  trails;
  char     *symbol;
  DtTime    opened;
} Question;

static void
question_free (Question *question)
{
  g_weak_ref_clear (&question->trails);
  g_free (question->symbol);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
read_bars (Trail             *trail,
           const DtBarSeries *series,
           DtTime             now)
{
  gsize low = 0, high = series->n_bars;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (series->time[middle] < trail->opened)
        low = middle + 1;
      else
        high = middle;
    }

  /* The entry's price stays the first point */
  g_array_set_size (trail->points, MIN (trail->points->len, 1));
  trail->stride = 1;
  trail->n_since = 0;
  for (gsize i = low; i < series->n_bars && series->known[i] <= now; i++)
    {
      add_price (trail, series->close[i]);
      trail->time = series->time[i];
    }
}

static void
arrived (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(Question) question = data;
  g_autoptr(DeskTrails) self = g_weak_ref_get (&question->trails);
  g_autoptr(GError) error = NULL;
  DtBarSeries *series = desk_bars_load_finish (DESK_BARS (source), result, &error);
  Trail *trail = self != NULL ? g_hash_table_lookup (self->trails, question->symbol) : NULL;

  if (series != NULL && trail != NULL && trail->opened == question->opened)
    {
      read_bars (trail, series, desk_session_get_clock (self->session)->time);
      g_signal_emit (self, changed, 0, question->symbol);
    }
  g_clear_pointer (&series, dt_bar_series_unref);
}

static void
ask (DeskTrails *self,
     const char *symbol,
     DtTime      opened)
{
  DeskQuote *quote = desk_session_find_quote (self->session, symbol);
  gint64 series = quote != NULL ? desk_quote_get_state (quote)->series : 0;
  Question *question;

  if (series == 0)
    return;

  question = g_new0 (Question, 1);
  g_weak_ref_init (&question->trails, self);
  question->symbol = g_strdup (symbol);
  question->opened = opened;
  desk_bars_load_async (desk_session_get_bars (self->session), series, self->cancellable, arrived,
                        question);
}

static Trail *
start (DeskTrails              *self,
       const DeskPositionState *state)
{
  Trail *trail = g_new0 (Trail, 1);
  double entry = dt_money_to_double (state->average);

  trail->opened = state->opened;
  trail->book = desk_session_get_clock (self->session)->book;
  trail->points = g_array_sized_new (FALSE, FALSE, sizeof (double), DESK_TRAIL_POINTS);
  trail->stride = 1;
  if (state->average != DT_MONEY_NONE)
    g_array_append_val (trail->points, entry);
  g_hash_table_insert (self->trails, g_strdup (state->symbol), trail);
  ask (self, state->symbol, state->opened);

  return trail;
}

const double *
desk_trails_follow (DeskTrails   *self,
                    DeskPosition *position,
                    gsize        *n)
{
  const DeskPositionState *state;
  DeskQuote *quote;
  Trail *trail;
  DtTime time;

  g_return_val_if_fail (DESK_IS_TRAILS (self), NULL);
  g_return_val_if_fail (DESK_IS_POSITION (position), NULL);

  state = desk_position_get_state (position);
  trail = g_hash_table_lookup (self->trails, state->symbol);
  if (trail == NULL || trail->opened != state->opened
      || trail->book != desk_session_get_clock (self->session)->book)
    trail = start (self, state);

  quote = desk_session_find_quote (self->session, state->symbol);
  time = quote != NULL ? desk_quote_get_state (quote)->time : DT_TIME_NONE;
  if (time != DT_TIME_NONE && time > trail->time && time >= state->opened)
    {
      add_price (trail, state->last);
      trail->time = time;
    }

  *n = trail->points->len;
  return (const double *) trail->points->data;
}

void
desk_trails_set_palette (DeskTrails  *self,
                         DeskPalette  palette)
{
  g_return_if_fail (DESK_IS_TRAILS (self));

  if (palette == self->palette)
    return;

  self->palette = palette;
  g_signal_emit (self, changed, 0, NULL);
}

DeskPalette
desk_trails_get_palette (DeskTrails *self)
{
  g_return_val_if_fail (DESK_IS_TRAILS (self), DESK_PALETTE_CLASSIC);

  return self->palette;
}

void
desk_trails_prune (DeskTrails *self)
{
  GHashTableIter iter;
  gpointer symbol;

  g_return_if_fail (DESK_IS_TRAILS (self));

  g_hash_table_iter_init (&iter, self->trails);
  while (g_hash_table_iter_next (&iter, &symbol, NULL))
    if (desk_session_find_position (self->session, symbol) == NULL)
      g_hash_table_iter_remove (&iter);
}

static void
desk_trails_dispose (GObject *object)
{
  DeskTrails *self = DESK_TRAILS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_trails_parent_class)->dispose (object);
}

static void
desk_trails_finalize (GObject *object)
{
  DeskTrails *self = DESK_TRAILS (object);

  g_hash_table_unref (self->trails);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (desk_trails_parent_class)->finalize (object);
}

static void
desk_trails_class_init (DeskTrailsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_trails_dispose;
  G_OBJECT_CLASS (klass)->finalize = desk_trails_finalize;

  changed = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                          NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
desk_trails_init (DeskTrails *self)
{
  self->trails = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, trail_free);
  self->cancellable = g_cancellable_new ();
}

DeskTrails *
desk_trails_new (DeskSession *session)
{
  DeskTrails *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (DESK_TYPE_TRAILS, NULL);
  self->session = g_object_ref (session);

  return self;
}
