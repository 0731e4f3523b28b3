/* desk-chart-source.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chartcell"

#include "config.h"

#include <string.h>

#include "desk-chart-forming.h"
#include "desk-chart-source.h"
#include "desk-chart-text.h"

#define STORED "stored:"

struct _DeskChartSource
{
  GObject       parent_instance;

  DeskSession  *session;
  GCancellable *loading;      /* (nullable) */
  GCancellable *listing;      /* (nullable) */
  char         *symbol;
  gint64        tape;
  char         *wanted;       /* as it was set */
  GPtrArray    *stored;       /* (nullable): of DeskStoredSeries */

  DtTimeframe   tape_frame;   /* known with the tape's first bars */
  DtBarSeries  *series;       /* (nullable): whole */
  DeskForming  *forming;      /* (nullable): when they are made from shorter ones */
  GError       *error;
};

enum
{
  CHANGED,
  CHOICES_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskChartSource, desk_chart_source, G_TYPE_OBJECT)

static const char *const frames[] = {
  "1m", "2m", "5m", "15m", "30m", "1h", "2h", "4h", "1d", "1w",
};

static void
drop_bars (DeskChartSource *self)
{
  g_clear_pointer (&self->series, dt_bar_series_unref);
  g_clear_pointer (&self->forming, desk_forming_free);
  g_clear_error (&self->error);
}

static void
stop (GCancellable **work)
{
  if (*work != NULL)
    g_cancellable_cancel (*work);
  g_clear_object (work);
}

static void
fail (DeskChartSource *self,
      GError          *error)
{
  drop_bars (self);
  self->error = error;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
take (DeskChartSource *self,
      DtBarSeries     *source,
      DtBarSeries     *whole)
{
  drop_bars (self);
  self->series = dt_bar_series_ref (whole);
  if (source != NULL)
    self->forming = desk_forming_new (source, whole);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What travels from loading to resampling. */
typedef struct
{
  DeskChartSource *self;
  DtBarSeries     *source;
} Making;

static void
on_resampled (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  Making *making = data;
  g_autoptr(DeskChartSource) self = making->self;
  g_autoptr(DtBarSeries) source = making->source;
  GError *error = NULL;
  g_autoptr(DtBarSeries) whole = desk_bars_resample_finish (DESK_BARS (object), result, &error);

  g_free (making);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      return;
    }

  g_clear_object (&self->loading);
  if (whole == NULL)
    fail (self, error);
  else
    take (self, source, whole);
}

static gboolean
can_make (DtTimeframe from,
          DtTimeframe to)
{
  return from != DT_TIMEFRAME_NONE && to > from
         && (!dt_timeframe_is_intraday (to) || to % from == 0);
}

static gboolean
is_stored (const char *choice)
{
  return g_str_has_prefix (choice, STORED);
}

static void
on_loaded (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(DeskChartSource) self = data;
  GError *error = NULL;
  g_autoptr(DtBarSeries) series = desk_bars_load_finish (DESK_BARS (object), result, &error);
  DtTimeframe to;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      return;
    }

  if (series != NULL && !is_stored (self->wanted))
    self->tape_frame = series->timeframe;
  if (series != NULL && dt_timeframe_parse (self->wanted, &to) && can_make (series->timeframe, to))
    {
      Making *making = g_new (Making, 1);

      *making = (Making) { g_object_ref (self), dt_bar_series_ref (series) };
      desk_bars_resample_async (DESK_BARS (object), series, to, self->loading, on_resampled,
                                making);
      return;
    }

  g_clear_object (&self->loading);
  if (series == NULL)
    fail (self, error);
  else
    take (self, NULL, series);
}

/* Of what is stored, the first of the timeframe that is not the tape's own. */
static gint64
find_stored (DeskChartSource *self,
             const char      *choice)
{
  DtTimeframe wanted;

  if (self->stored == NULL || !dt_timeframe_parse (choice + strlen (STORED), &wanted))
    return 0;

  for (guint i = 0; i < self->stored->len; i++)
    {
      const DeskStoredSeries *stored = self->stored->pdata[i];

      if (stored->timeframe == wanted && stored->id != self->tape)
        return stored->id;
    }

  return 0;
}

static void
load (DeskChartSource *self)
{
  gint64 id = self->tape;

  stop (&self->loading);
  if (is_stored (self->wanted))
    {
      gint64 stored = find_stored (self, self->wanted);

      id = stored != 0 ? stored : self->tape;
    }
  if (id == 0)
    {
      drop_bars (self);
      g_signal_emit (self, signals[CHANGED], 0);
      return;
    }

  self->loading = g_cancellable_new ();
  desk_bars_load_async (desk_session_get_bars (self->session), id, self->loading, on_loaded,
                        g_object_ref (self));
}

static void
on_listed (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(DeskChartSource) self = data;
  g_autoptr(GError) error = NULL;
  GPtrArray *stored = desk_bars_list_finish (DESK_BARS (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* Without the list there is the tape, and what is made from it */
  g_clear_object (&self->listing);
  if (stored == NULL)
    {
      g_debug ("Stored series: %s", error->message);
      return;
    }

  g_clear_pointer (&self->stored, g_ptr_array_unref);
  self->stored = stored;
  if (is_stored (self->wanted))
    load (self);
  g_signal_emit (self, signals[CHOICES_CHANGED], 0);
}

static void
list (DeskChartSource *self)
{
  stop (&self->listing);
  g_clear_pointer (&self->stored, g_ptr_array_unref);
  if (self->tape == 0)
    return;

  self->listing = g_cancellable_new ();
  desk_bars_list_async (desk_session_get_bars (self->session), self->symbol, self->listing,
                        on_listed, g_object_ref (self));
}

void
desk_chart_source_set (DeskChartSource *self,
                       const char      *symbol,
                       gint64           tape,
                       const char      *timeframe)
{
  gboolean other;

  g_return_if_fail (DESK_IS_CHART_SOURCE (self));
  g_return_if_fail (symbol != NULL && timeframe != NULL);

  other = tape != self->tape || g_strcmp0 (symbol, self->symbol) != 0;
  if (!other && g_strcmp0 (timeframe, self->wanted) == 0)
    return;

  g_free (self->symbol);
  self->symbol = g_strdup (symbol);
  g_free (self->wanted);
  self->wanted = g_strdup (timeframe);
  self->tape = tape;
  if (other)
    {
      self->tape_frame = DT_TIMEFRAME_NONE;
      list (self);
    }
  load (self);
}

DtBarSeries *
desk_chart_source_get_series (DeskChartSource *self)
{
  g_return_val_if_fail (DESK_IS_CHART_SOURCE (self), NULL);

  return self->forming != NULL ? desk_forming_get_series (self->forming) : self->series;
}

gboolean
desk_chart_source_is_loading (DeskChartSource *self)
{
  g_return_val_if_fail (DESK_IS_CHART_SOURCE (self), FALSE);

  return self->loading != NULL;
}

const GError *
desk_chart_source_get_error (DeskChartSource *self)
{
  g_return_val_if_fail (DESK_IS_CHART_SOURCE (self), NULL);

  return self->error;
}

void
desk_chart_source_show (DeskChartSource *self,
                        DeskChart       *chart,
                        DtTime           time)
{
  DtBarSeries *series;
  gboolean grows = FALSE;
  gsize n;

  g_return_if_fail (DESK_IS_CHART_SOURCE (self));

  series = desk_chart_source_get_series (self);
  if (series == NULL)
    {
      desk_chart_set_series (chart, NULL, 0);
      return;
    }

  n = self->forming != NULL ? desk_forming_update (self->forming, time, &grows)
                            : desk_chart_count_known (series, time);
  if (desk_chart_get_series (chart) != series)
    desk_chart_set_series (chart, series, n);
  else
    desk_chart_set_n_known (chart, n);
  desk_chart_set_forming (chart, grows);
}

/* What can be chosen */

char *
desk_chart_source_dup_label (DeskChartSource *self)
{
  char text[DT_TIMEFRAME_BUF_SIZE];

  g_return_val_if_fail (DESK_IS_CHART_SOURCE (self), NULL);

  return g_strdup (self->series != NULL
                   ? dt_timeframe_to_string (self->series->timeframe, text) : "");
}

/* "5m" is "5 Minutes". */
static char *
make_title (DtTimeframe frame)
{
  static const struct
  {
    DtTimeframe length;
    const char *name;
  } units[] = {
    { DT_TIMEFRAME_WEEK, "Week" }, { DT_TIMEFRAME_DAY, "Day" }, { DT_TIMEFRAME_HOUR, "Hour" },
    { DT_TIMEFRAME_MINUTE, "Minute" }, { 1, "Second" },
  };
  guint k = 0;

  while (frame % units[k].length != 0)
    k++;

  return g_strdup_printf ("%u %s%s", frame / units[k].length, units[k].name,
                          frame == units[k].length ? "" : "s");
}

static void
append (GMenu      *menu,
        const char *title,
        const char *choice)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (title, NULL);

  g_menu_item_set_action_and_target (item, "chart.timeframe", "s", choice);
  g_menu_append_item (menu, item);
}

static GMenu *
make_own_section (DeskChartSource *self)
{
  g_autofree char *tape = make_title (self->tape_frame != DT_TIMEFRAME_NONE ? self->tape_frame
                                                                         : DT_TIMEFRAME_MINUTE);
  GMenu *menu = g_menu_new ();

  append (menu, self->tape_frame != DT_TIMEFRAME_NONE ? tape : "As Played", "");
  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      DtTimeframe frame;
      g_autofree char *title = NULL;

      if (!dt_timeframe_parse (frames[i], &frame) || !can_make (self->tape_frame, frame))
        continue;
      title = make_title (frame);
      append (menu, title, frames[i]);
    }

  return menu;
}

static GMenu *
make_stored_section (DeskChartSource *self)
{
  GMenu *menu = g_menu_new ();
  DtTimeframe before = DT_TIMEFRAME_NONE;

  for (guint i = 0; self->stored != NULL && i < self->stored->len; i++)
    {
      const DeskStoredSeries *stored = self->stored->pdata[i];
      char text[DT_TIMEFRAME_BUF_SIZE];
      g_autofree char *choice = NULL, *title = NULL, *label = NULL;

      if (stored->id == self->tape || stored->timeframe == before)
        continue;
      before = stored->timeframe;
      choice = g_strconcat (STORED, dt_timeframe_to_string (stored->timeframe, text), NULL);
      title = make_title (stored->timeframe);
      label = g_strdup_printf ("%s, %s", title, stored->source != NULL ? stored->source : "stored");
      append (menu, label, choice);
    }

  return menu;
}

GMenu *
desk_chart_source_make_menu (DeskChartSource *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) own = NULL, stored = NULL;

  g_return_val_if_fail (DESK_IS_CHART_SOURCE (self), menu);

  own = make_own_section (self);
  stored = make_stored_section (self);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (own));
  if (g_menu_model_get_n_items (G_MENU_MODEL (stored)) > 0)
    g_menu_append_section (menu, "Other Stored Bars", G_MENU_MODEL (stored));

  return menu;
}

char *
desk_chart_source_dup_next (DeskChartSource *self,
                            int              steps)
{
  g_autoptr(GPtrArray) choices = g_ptr_array_new ();
  int at = 0;

  g_return_val_if_fail (DESK_IS_CHART_SOURCE (self), NULL);

  g_ptr_array_add (choices, (char *) "");
  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      DtTimeframe frame;

      if (dt_timeframe_parse (frames[i], &frame) && can_make (self->tape_frame, frame))
        g_ptr_array_add (choices, (char *) frames[i]);
    }

  for (guint i = 0; i < choices->len; i++)
    if (g_strcmp0 (choices->pdata[i], self->wanted) == 0)
      at = (int) i;
  at += steps;
  return at >= 0 && (guint) at < choices->len ? g_strdup (choices->pdata[at]) : NULL;
}

static void
desk_chart_source_dispose (GObject *object)
{
  DeskChartSource *self = DESK_CHART_SOURCE (object);

  stop (&self->loading);
  stop (&self->listing);
  drop_bars (self);
  g_clear_pointer (&self->stored, g_ptr_array_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_chart_source_parent_class)->dispose (object);
}

static void
desk_chart_source_finalize (GObject *object)
{
  DeskChartSource *self = DESK_CHART_SOURCE (object);

  g_free (self->symbol);
  g_free (self->wanted);

  G_OBJECT_CLASS (desk_chart_source_parent_class)->finalize (object);
}

static void
desk_chart_source_class_init (DeskChartSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_chart_source_dispose;
  object_class->finalize = desk_chart_source_finalize;

  signals[CHANGED] = g_signal_new ("changed", DESK_TYPE_CHART_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[CHOICES_CHANGED] = g_signal_new ("choices-changed", DESK_TYPE_CHART_SOURCE,
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_chart_source_init (DeskChartSource *self)
{
}

DeskChartSource *
desk_chart_source_new (DeskSession *session)
{
  DeskChartSource *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (DESK_TYPE_CHART_SOURCE, NULL);
  self->session = g_object_ref (session);
  return self;
}
