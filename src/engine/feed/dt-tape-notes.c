/* dt-tape-notes.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-feed"

#include "config.h"

#include "dt-tape-notes.h"

/* A series that ends earlier than the run by more than a long weekend and a holiday has ended. */
#define SILENCE (7 * DT_DAY)

#define MAX_NAMED 5

/* "A, B, C, D, E and 39 more" */
typedef struct
{
  GString *text;
  guint    n;
} Names;

static void
names_add (Names      *names,
           const char *name)
{
  if (names->text == NULL)
    names->text = g_string_new (NULL);
  if (names->n++ < MAX_NAMED)
    g_string_append_printf (names->text, "%s%s", names->text->len > 0 ? ", " : "", name);
}

static char *
names_steal (Names *names)
{
  if (names->n > MAX_NAMED)
    g_string_append_printf (names->text, " and %u more", names->n - MAX_NAMED);
  names->n = 0;

  return g_string_free (g_steal_pointer (&names->text), FALSE);
}

static DtTime
last_known (const DtTapePlace *place)
{
  return place->series->known[place->series->n_bars - 1];
}

static DtDate
last_date (const DtTapePlace *place)
{
  return dt_time_get_new_york_date (last_known (place), NULL);
}

static DtTime
find_end (const DtTapePlace *places,
          guint              n_places)
{
  DtTime end = G_MININT64;

  for (guint i = 0; i < n_places; i++)
    if (places[i].role == DT_LANE_BASE)
      end = MAX (end, last_known (&places[i]));

  return end;
}

static gboolean
ends_early (const DtTapePlace *place,
            DtTime             end)
{
  return place->series != NULL && end - last_known (place) > SILENCE;
}

static void
note_end (GPtrArray         *notes,
          const DtTapePlace *places,
          guint              n_places,
          DtTime             end,
          DtDate             date)
{
  Names names = { NULL };
  gboolean many;
  char text[DT_TIME_BUF_SIZE];
  g_autofree char *list = NULL;

  for (guint i = 0; i < n_places; i++)
    if (ends_early (&places[i], end) && last_date (&places[i]) == date)
      names_add (&names, places[i].symbol);

  many = names.n > 1;
  list = names_steal (&names);
  g_ptr_array_add (notes, g_strdup_printf ("%s end%s on %s: later values are missing.", list,
                                           many ? "" : "s", dt_date_to_string (date, text)));
}

/* One sentence for each date that series end on early, the latest first. */
static void
note_ends (GPtrArray         *notes,
           const DtTapePlace *places,
           guint              n_places)
{
  DtTime end = find_end (places, n_places);
  DtDate before = G_MAXINT32;

  for (;;)
    {
      DtDate next = DT_DATE_NONE;

      for (guint i = 0; i < n_places; i++)
        if (ends_early (&places[i], end) && last_date (&places[i]) < before)
          next = MAX (next, last_date (&places[i]));
      if (next == DT_DATE_NONE)
        return;
      note_end (notes, places, n_places, end, next);
      before = next;
    }
}

static const DtSeriesIdentity *
identity_of (const DtTapePlace *place)
{
  return place->series != NULL ? &place->series->identity : &place->candidate->info->identity;
}

/* Prices of shares compare only within one adjustment; levels and rates have none. */
static void
note_mixture (GPtrArray         *notes,
              const DtTapePlace *places,
              guint              n_places)
{
  guint counts[DT_ADJUSTMENT_TOTAL_RETURN + 1] = { 0 }, n_kinds = 0;
  g_autoptr(GString) parts = g_string_new (NULL);

  for (guint i = 0; i < n_places; i++)
    if (places[i].series != NULL && !places[i].is_level)
      counts[identity_of (&places[i])->adjustment]++;

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (counts[i] > 0)
      g_string_append_printf (parts, "%s%u %s", n_kinds++ > 0 ? " and " : "", counts[i],
                              dt_adjustment_to_string (i));
  if (n_kinds > 1)
    g_ptr_array_add (notes, g_strdup_printf (
      "This mixes %s series: their prices are not comparable.", parts->str));
}

static void
note_adjustment (GPtrArray         *notes,
                 const DtTapePlace *places,
                 guint              n_places,
                 const DtTapeWish  *wish)
{
  Names names = { NULL };
  g_autofree char *list = NULL;

  for (guint i = 0; wish->adjustment >= 0 && i < n_places; i++)
    if (places[i].series != NULL && !places[i].is_level
        && identity_of (&places[i])->adjustment != (guint) wish->adjustment)
      names_add (&names, places[i].symbol);
  if (names.n == 0)
    return;

  list = names_steal (&names);
  g_ptr_array_add (notes, g_strdup_printf ("There are no %s bars of %s: others are used.",
                                           dt_adjustment_to_string (wish->adjustment), list));
}

static void
note_missing (GPtrArray         *notes,
              const DtTapePlace *places,
              guint              n_places)
{
  char timeframe[DT_TIMEFRAME_BUF_SIZE];

  for (guint i = 0; i < n_places; i++)
    if (places[i].series == NULL)
      g_ptr_array_add (notes, g_strdup_printf (
        "There are no %s bars of %s: its values are missing.",
        dt_timeframe_to_string (places[i].timeframe, timeframe), places[i].symbol));
}

/* One sentence for each pair of timeframes. */
static void
note_built (GPtrArray         *notes,
            const DtTapePlace *places,
            guint              n_places)
{
  g_autoptr(GPtrArray) kinds = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_places; i++)
    {
      char to[DT_TIMEFRAME_BUF_SIZE], from[DT_TIMEFRAME_BUF_SIZE];
      g_autofree char *kind = NULL;

      if (!places[i].is_built || places[i].series == NULL)
        continue;
      dt_timeframe_to_string (places[i].timeframe, to);
      dt_timeframe_to_string (places[i].candidate->info->timeframe, from);
      kind = g_strdup_printf ("Bars of %s are built from bars of %s.", to, from);
      if (!g_ptr_array_find_with_equal_func (kinds, kind, g_str_equal, NULL))
        g_ptr_array_add (kinds, g_steal_pointer (&kind));
    }
  g_ptr_array_extend_and_steal (notes, g_steal_pointer (&kinds));
}

static guint
count_splits (const DtTapePlace *place)
{
  DtTime first = place->series->time[0];
  guint n = 0;

  for (guint i = 0; i < dt_action_list_count (place->actions); i++)
    {
      const DtCorporateAction *action = dt_action_list_get (place->actions, i);

      n += action->kind == DT_ACTION_SPLIT && dt_corporate_action_get_time (action) > first
           && dt_corporate_action_get_time (action) < last_known (place);
    }

  return n;
}

static void
note_actions (GPtrArray         *notes,
              const DtTapePlace *places,
              guint              n_places)
{
  Names adjusted = { NULL }, raw = { NULL };

  for (guint i = 0; i < n_places; i++)
    {
      const DtTapePlace *place = &places[i];
      char date[DT_TIME_BUF_SIZE];

      if (place->series == NULL)
        continue;
      if (place->old_symbol != NULL)
        g_ptr_array_add (notes, g_strdup_printf ("%s was %s before %s: its bars are joined.",
                                                 place->symbol, place->old_symbol,
                                                 dt_date_to_string (place->renamed, date)));
      if (place->actions == NULL)
        continue;
      if (place->series->identity.adjustment != DT_ADJUSTMENT_RAW)
        names_add (&adjusted, place->symbol);
      else if (place->role == DT_LANE_BASE && count_splits (place) > 0)
        names_add (&raw, place->symbol);
    }

  if (adjusted.n > 0)
    {
      g_autofree char *list = names_steal (&adjusted);

      g_ptr_array_add (notes, g_strdup_printf ("Raw bars of %s are adjusted with the corporate "
                                               "actions up to their last day.", list));
    }
  if (raw.n > 0)
    {
      g_autofree char *list = names_steal (&raw);

      g_ptr_array_add (notes, g_strdup_printf ("Raw bars of %s jump at splits: positions and "
                                               "orders follow, but rules read the jump; "
                                               "--adjustment split has bars without it.", list));
    }
}

static void
note_session (GPtrArray         *notes,
              const DtTapePlace *places,
              guint              n_places,
              const DtTapeWish  *wish)
{
  Names names = { NULL };
  g_autofree char *list = NULL;

  for (guint i = 0; i < n_places; i++)
    if (places[i].series != NULL && dt_timeframe_is_intraday (places[i].timeframe)
        && (int) places[i].series->identity.session + 1 != wish->session)
      names_add (&names, places[i].symbol);
  if (names.n == 0)
    return;

  list = names_steal (&names);
  g_ptr_array_add (notes, g_strdup_printf ("There are no bars of extended hours of %s.", list));
}

void
dt_tape_notes_add (GPtrArray         *notes,
                   const DtTapePlace *places,
                   guint              n_places,
                   const DtTapeWish  *wish)
{
  note_ends (notes, places, n_places);
  note_mixture (notes, places, n_places);
  note_adjustment (notes, places, n_places, wish);
  note_actions (notes, places, n_places);
  if (wish->session == DT_SESSION_EXTENDED + 1)
    note_session (notes, places, n_places, wish);
  note_missing (notes, places, n_places);
  note_built (notes, places, n_places);
}
