/* dt-alert-watch.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-alert"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-calendar.h"

#include "dt-alert-watch.h"

/* A series and how much of it was taken in. */
typedef struct
{
  DtBarSeries *series;     /* (nullable) */
  gsize        next;
} Stream;

/* One symbol of one alert. */
typedef struct
{
  char             *symbol;
  Stream            base;
  Stream           *streams;    /* by stream of the program, the first one unused */
  guint             n_streams;
  DtSessionTracker  tracker;
  DtRuleInstance   *rules;      /* (nullable): of a rule alert */
  gboolean          asks;       /* the rule is about what is held, too */
  double            close;      /* of the last bar, NaN before the first */
  gboolean          was_true;
} Target;

/* One alert as it was taken up. */
typedef struct
{
  guint64         id;
  guint64         revision;
  DtRuleProgram  *program;      /* (nullable) */
  GPtrArray      *targets;      /* of Target */
  char           *problem;      /* (nullable) */
} Follower;

struct _DtAlertWatch
{
  DtAlertList        *list;
  DtTapeSet          *tape;
  DtMarketStore      *store;    /* (nullable) */
  gint64              book;
  DtAlertAccountFunc  account;  /* (nullable) */
  gpointer            data;

  GPtrArray          *followers;
  guint64             changes;  /* of the list, when it was looked at last */
  DtTime              time;     /* of the last step */
};

static void
target_free (gpointer data)
{
  Target *target = data;

  g_free (target->symbol);
  g_clear_pointer (&target->base.series, dt_bar_series_unref);
  for (guint i = 0; i < target->n_streams; i++)
    g_clear_pointer (&target->streams[i].series, dt_bar_series_unref);
  g_free (target->streams);
  g_clear_pointer (&target->rules, dt_rule_instance_free);
  g_free (target);
}

static void
follower_free (gpointer data)
{
  Follower *follower = data;

  g_clear_pointer (&follower->program, dt_rule_program_unref);
  g_ptr_array_unref (follower->targets);
  g_free (follower->problem);
  g_free (follower);
}

DtAlertWatch *
dt_alert_watch_new (DtAlertList        *list,
                    DtTapeSet          *tape,
                    DtMarketStore      *store,
                    gint64              book,
                    DtAlertAccountFunc  account,
                    gpointer            data)
{
  DtAlertWatch *watch = g_new0 (DtAlertWatch, 1);

  watch->list = list;
  watch->tape = tape;
  watch->store = store;
  watch->book = book;
  watch->account = account;
  watch->data = data;
  watch->followers = g_ptr_array_new_with_free_func (follower_free);
  watch->changes = G_MAXUINT64;
  /* What was known before the run begins is known */
  watch->time = tape->from;

  return watch;
}

void
dt_alert_watch_free (DtAlertWatch *watch)
{
  if (watch == NULL)
    return;

  g_ptr_array_unref (watch->followers);
  g_free (watch);
}

const char *
dt_alert_watch_get_problem (DtAlertWatch *watch,
                            guint64       id)
{
  for (guint i = 0; i < watch->followers->len; i++)
    {
      const Follower *follower = g_ptr_array_index (watch->followers, i);

      if (follower->id == id)
        return follower->problem;
    }

  return NULL;
}

/* Where bars come from */

static DtBarSeries *
find_in_tape (const DtTapeSet *tape,
              const char      *symbol,
              DtTimeframe      timeframe)
{
  for (guint i = 0; i < tape->n_lanes; i++)
    if (tape->lanes[i].series->timeframe == timeframe
        && g_str_equal (tape->instruments[tape->lanes[i].instrument]->symbol, symbol))
      return dt_bar_series_ref (tape->lanes[i].series);

  return NULL;
}

static DtBarSeries *
find_in_store (DtAlertWatch *watch,
               const char   *symbol,
               DtTimeframe   timeframe)
{
  const char *symbols[] = { symbol, NULL };
  g_autoptr(DtTapeSet) set = NULL;
  DtTapeRequest request;

  if (watch->store == NULL)
    return NULL;

  dt_tape_request_init (&request);
  request.symbols = symbols;
  request.timeframe = timeframe;
  request.from = watch->tape->from;
  request.to = watch->tape->to;
  set = dt_tape_load (watch->store, &request, NULL, NULL, NULL, NULL);

  return set != NULL && set->n_lanes > 0 ? dt_bar_series_ref (set->lanes[0].series) : NULL;
}

static DtBarSeries *
find_series (DtAlertWatch *watch,
             const char   *symbol,
             DtTimeframe   timeframe)
{
  DtBarSeries *series = find_in_tape (watch->tape, symbol, timeframe);

  return series != NULL ? series : find_in_store (watch, symbol, timeframe);
}

/* Targets */

static void
init_rules (DtAlertWatch *watch,
            Target       *target,
            Follower     *follower)
{
  const DtRuleStream *streams;
  const double *ranges;
  guint n_ranges;

  streams = dt_rule_program_get_streams (follower->program, &target->n_streams);
  ranges = dt_rule_program_get_ranges (follower->program, &n_ranges);
  for (guint i = 0; i < n_ranges; i++)
    dt_session_tracker_add_range (&target->tracker, ranges[i]);

  target->rules = dt_rule_instance_new (follower->program);
  target->asks = (dt_rule_program_get_reads (follower->program)
                  & (DT_RULE_READS_POSITION | DT_RULE_READS_ACCOUNT)) != 0;
  target->streams = g_new0 (Stream, target->n_streams);
  for (guint s = 1; s < target->n_streams; s++)
    {
      const char *symbol = streams[s].symbol != NULL ? streams[s].symbol : target->symbol;
      DtTimeframe timeframe = streams[s].timeframe != DT_TIMEFRAME_NONE ? streams[s].timeframe
                                                                        : watch->tape->timeframe;

      target->streams[s].series = find_series (watch, symbol, timeframe);
      if (target->streams[s].series == NULL && follower->problem == NULL)
        {
          char buf[DT_TIMEFRAME_BUF_SIZE];

          follower->problem = g_strdup_printf ("There are no %s bars of %s: what the rule asks of "
                                               "them is missing",
                                               dt_timeframe_to_string (timeframe, buf), symbol);
        }
    }
}

static void
add_target (DtAlertWatch *watch,
            Follower     *follower,
            const char   *symbol)
{
  DtBarSeries *series = find_series (watch, symbol, watch->tape->timeframe);
  Target *target;

  if (series == NULL)
    {
      if (follower->problem == NULL)
        follower->problem = g_strdup_printf ("There are no bars of %s in this run's timeframe",
                                             symbol);
      return;
    }

  target = g_new0 (Target, 1);
  target->symbol = g_strdup (symbol);
  target->base.series = series;
  target->close = NAN;
  dt_session_tracker_init (&target->tracker);
  if (follower->program != NULL)
    init_rules (watch, target, follower);
  g_ptr_array_add (follower->targets, target);
}

static void
add_targets (DtAlertWatch  *watch,
             Follower      *follower,
             const DtAlert *alert)
{
  char **symbols = alert->scope == DT_ALERT_WATCHLIST ? watch->list->watchlist : alert->symbols;

  if (alert->scope != DT_ALERT_UNIVERSE)
    {
      for (guint i = 0; symbols[i] != NULL; i++)
        add_target (watch, follower, symbols[i]);
      return;
    }

  for (guint i = 0; i < watch->tape->n_lanes; i++)
    if (watch->tape->lanes[i].role == DT_LANE_BASE)
      add_target (watch, follower,
                  watch->tape->instruments[watch->tape->lanes[i].instrument]->symbol);
}

/* Conditions */

static gboolean
crosses_above (double       level,
               double       before,
               const DtBar *bar)
{
  return (before < level && bar->open >= level) || (bar->open < level && bar->high >= level)
         || (bar->low < level && bar->close >= level);
}

static gboolean
crosses_below (double       level,
               double       before,
               const DtBar *bar)
{
  return (before > level && bar->open <= level) || (bar->open > level && bar->low <= level)
         || (bar->high > level && bar->close <= level);
}

/* The two levels of a change are above and below the close before; a price has one for both. */
static gboolean
crosses (const DtAlert *alert,
         const Target  *target,
         const DtBar   *bar)
{
  double up = alert->level, down = alert->level;

  if (alert->kind == DT_ALERT_CHANGE)
    {
      up = target->tracker.terms.prior_close * (1. + alert->level);
      down = target->tracker.terms.prior_close * (1. - alert->level);
    }

  return (alert->direction != DT_ALERT_BELOW && crosses_above (up, target->close, bar))
         || (alert->direction != DT_ALERT_ABOVE && crosses_below (down, target->close, bar));
}

static void
push_streams (Target *target,
              DtTime  known)
{
  for (guint s = 1; s < target->n_streams; s++)
    {
      Stream *stream = &target->streams[s];

      while (stream->series != NULL && stream->next < stream->series->n_bars
             && stream->series->known[stream->next] <= known)
        {
          DtBar bar = dt_bar_series_get (stream->series, stream->next++);

          dt_rule_instance_push (target->rules, s, &bar);
        }
    }
}

/* Whether the rule is true on this bar and was not on the one before. */
static gboolean
becomes_true (DtAlertWatch *watch,
              Target       *target,
              const DtBar  *bar,
              gboolean      is_now)
{
  DtRulePosition position = { 0 };
  DtRuleAccount account = { 0 };
  DtRuleContext context = { .session = &target->tracker };
  gboolean was_true = target->was_true;

  /* What was held on bars that are long past nobody remembers here */
  if (is_now && target->asks && watch->account != NULL)
    {
      watch->account (target->symbol, &position, &account, watch->data);
      context.position = &position;
      context.account = &account;
    }

  dt_rule_instance_step (target->rules, bar, &context);
  target->was_true = dt_rule_instance_get (target->rules, 0) > 0.;

  return target->was_true && !was_true;
}

/* Takes in the bars up to @time; those of before do not fire. */
static void
advance (DtAlertWatch *watch,
         DtAlert      *alert,
         Target       *target,
         DtTime        time,
         gboolean      fires)
{
  DtBarSeries *series = target->base.series;

  while (target->base.next < series->n_bars && series->known[target->base.next] <= time)
    {
      DtTime known = series->known[target->base.next];
      DtBar bar = dt_bar_series_get (series, target->base.next++);
      gboolean met;

      dt_session_tracker_push (&target->tracker, &bar, series->timeframe);
      if (target->rules != NULL)
        {
          push_streams (target, known);
          met = becomes_true (watch, target, &bar, fires && known == time);
        }
      else
        met = crosses (alert, target, &bar);
      target->close = bar.close;

      if (met && fires && dt_alert_may_fire (alert, target->symbol, watch->book, known))
        dt_alert_list_fire (watch->list, alert, target->symbol, watch->book, known, bar.close);
    }
}

/* Taking up */

static Follower *
take_up (DtAlertWatch  *watch,
         DtAlert       *alert)
{
  Follower *follower = g_new0 (Follower, 1);

  follower->id = alert->id;
  follower->revision = alert->revision;
  follower->targets = g_ptr_array_new_with_free_func (target_free);
  if (alert->kind == DT_ALERT_RULE)
    follower->program = dt_alert_compile (alert, NULL);
  add_targets (watch, follower, alert);
  if (watch->time != DT_TIME_NONE)
    for (guint i = 0; i < follower->targets->len; i++)
      advance (watch, alert, g_ptr_array_index (follower->targets, i), watch->time, FALSE);

  return follower;
}

static Follower *
steal (GPtrArray     *followers,
       const DtAlert *alert)
{
  for (guint i = 0; i < followers->len; i++)
    {
      Follower *follower = g_ptr_array_index (followers, i);

      if (follower->id == alert->id && follower->revision == alert->revision)
        return g_ptr_array_steal_index (followers, i);
    }

  return NULL;
}

/* Those that are as they were go on, the others begin anew; what is off is not followed. */
static void
follow_list (DtAlertWatch *watch)
{
  g_autoptr(GPtrArray) before = watch->followers;

  watch->followers = g_ptr_array_new_with_free_func (follower_free);
  watch->changes = watch->list->changes;
  for (guint i = 0; i < watch->list->alerts->len; i++)
    {
      DtAlert *alert = g_ptr_array_index (watch->list->alerts, i);
      Follower *follower = steal (before, alert);

      if (follower == NULL && alert->enabled)
        follower = take_up (watch, alert);
      if (follower != NULL)
        g_ptr_array_add (watch->followers, follower);
    }
}

void
dt_alert_watch_step (DtAlertWatch *watch,
                     DtTime        time)
{
  if (watch->changes != watch->list->changes)
    follow_list (watch);

  for (guint i = 0; i < watch->followers->len; i++)
    {
      Follower *follower = g_ptr_array_index (watch->followers, i);
      DtAlert *alert = dt_alert_list_find (watch->list, follower->id, NULL);

      for (guint k = 0; alert != NULL && k < follower->targets->len; k++)
        advance (watch, alert, g_ptr_array_index (follower->targets, k), time, TRUE);
    }
  watch->time = time;
}
