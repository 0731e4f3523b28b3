/* desk-journal-export.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-journal"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-json.h"

#include "desk-trip.h"

#include "desk-journal-export.h"

static void
append_text (GString    *csv,
             const char *text)
{
  gboolean quote = strpbrk (text, ",\"\r\n") != NULL;

  g_string_append (csv, quote ? ",\"" : ",");
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *text);
    }
  if (quote)
    g_string_append_c (csv, '"');
}

static void
append_time (GString *csv,
             DtTime   time)
{
  char text[DT_TIME_BUF_SIZE];

  append_text (csv, dt_time_to_string (time, text));
}

static void
append_money (GString *csv,
              DtMoney  money)
{
  char text[DT_DECIMAL_BUF_SIZE];

  append_text (csv, dt_money_to_string (money, text));
}

static void
append_fraction (GString *csv,
                 double   value)
{
  char text[DT_DOUBLE_BUF_SIZE];

  append_text (csv, isnan (value) ? "" : dt_double_to_string (value, text));
}

static void
append_trip (GString  *csv,
             DeskTrip *trip)
{
  const DeskTripState *state = desk_trip_get_state (trip);
  char quantity[DT_DECIMAL_BUF_SIZE];

  g_string_append_printf (csv, "%" G_GUINT64_FORMAT, state->number);
  append_text (csv, state->symbol);
  append_text (csv, state->strategy);
  append_text (csv, dt_quantity_to_string (state->quantity, quantity));
  append_time (csv, state->entry_time);
  append_time (csv, state->exit_time);
  append_money (csv, state->entry);
  append_money (csv, state->exit);
  append_money (csv, state->profit);
  append_money (csv, state->fees);
  append_fraction (csv, state->profit_fraction);
  append_fraction (csv, state->r_multiple);
  append_fraction (csv, state->mae);
  append_fraction (csv, state->mfe);
  append_text (csv, state->exit_reason);
  g_string_append_printf (csv, ",%u", desk_trip_get_rating (trip));
  append_text (csv, desk_trip_get_tags (trip));
  append_text (csv, desk_trip_get_text (trip));
  g_string_append (csv, "\r\n");
}

char *
desk_journal_make_csv (GListModel *trips)
{
  GString *csv = g_string_new ("number,symbol,strategy,quantity,entry_time,exit_time,entry_price,"
                               "exit_price,profit,fees,return,r,mae,mfe,exit_reason,rating,tags,"
                               "note\r\n");

  for (guint i = 0; i < g_list_model_get_n_items (trips); i++)
    {
      g_autoptr(DeskTrip) trip = g_list_model_get_item (trips, i);

      append_trip (csv, trip);
    }

  return g_string_free (csv, FALSE);
}
