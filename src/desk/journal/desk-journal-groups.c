/* desk-journal-groups.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-journal"

#include "config.h"

#include <math.h>
#include <string.h>

#include "desk-column.h"
#include "desk-format.h"

#include "desk-journal-groups.h"

const char *
desk_group_by_get_title (DeskGroupBy by)
{
  static const char *const titles[] = { "Tag", "Weekday", "Hour", "Strategy", "Symbol",
                                        "Closed by", "Rating" };

  return titles[by];
}

static void
group_free (gpointer data)
{
  g_free (((DeskGroup *) data)->name);
  g_free (data);
}

static void
count_in (GPtrArray           *groups,
          const char          *name,
          int                  order,
          const DeskTripState *state)
{
  DeskGroup *group = NULL;

  for (guint i = 0; i < groups->len && group == NULL; i++)
    if (g_str_equal (((DeskGroup *) groups->pdata[i])->name, name))
      group = groups->pdata[i];
  if (group == NULL)
    {
      group = g_new0 (DeskGroup, 1);
      group->name = g_strdup (name);
      group->order = order;
      g_ptr_array_add (groups, group);
    }
  group->n_trades++;
  if (!isnan (state->r_multiple))
    {
      group->r_sum += state->r_multiple;
      group->n_r++;
    }
  group->n_won += state->profit > 0;
  if (state->profit > 0)
    group->won += state->profit;
  else
    group->lost += state->profit;
}

static void
count_tags (GPtrArray           *groups,
            DeskTrip            *trip,
            const DeskTripState *state)
{
  g_auto(GStrv) tags = g_strsplit (desk_trip_get_tags (trip), ",", -1);
  guint n = 0;

  for (guint i = 0; tags[i] != NULL; i++)
    {
      gboolean again = FALSE;

      g_strstrip (tags[i]);
      for (guint k = 0; k < i; k++)
        again |= g_str_equal (tags[k], tags[i]);
      if (*tags[i] != '\0' && !again)
        {
          count_in (groups, tags[i], 0, state);
          n++;
        }
    }
  if (n == 0)
    count_in (groups, "Without a tag", 1, state);
}

static void
count_time (GPtrArray           *groups,
            const DeskTripState *state,
            gboolean             by_hour)
{
  static const char *const days[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
                                      "Saturday", "Sunday" };
  gint64 since_midnight = 0;
  DtDate date = dt_time_get_new_york_date (state->entry_time, &since_midnight);
  int hour = (int) (since_midnight / DT_HOUR), day = dt_date_get_weekday (date);
  g_autofree char *name = NULL;

  if (by_hour && since_midnight == 0)
    {
      count_in (groups, "Daily bars", -1, state);
      return;
    }

  name = by_hour ? g_strdup_printf ("%02d:00 – %02d:00", hour, hour + 1)
                 : g_strdup (days[(day + 6) % 7]);
  count_in (groups, name, by_hour ? hour : (day + 6) % 7, state);
}

static void
count_trip (GPtrArray   *groups,
            DeskTrip    *trip,
            DeskGroupBy  by)
{
  const DeskTripState *state = desk_trip_get_state (trip);
  g_autofree char *stars = NULL;

  switch (by)
    {
    case DESK_GROUP_TAG:
      count_tags (groups, trip, state);
      break;
    case DESK_GROUP_WEEKDAY:
    case DESK_GROUP_HOUR:
      count_time (groups, state, by == DESK_GROUP_HOUR);
      break;
    case DESK_GROUP_STRATEGY:
      count_in (groups, state->strategy, 0, state);
      break;
    case DESK_GROUP_SYMBOL:
      count_in (groups, state->symbol, 0, state);
      break;
    case DESK_GROUP_EXIT:
      count_in (groups, state->exit_reason, 0, state);
      break;
    case DESK_GROUP_RATING:
      stars = desk_trip_get_rating (trip) == 0
              ? g_strdup ("Not rated") : g_strdup_printf ("%u of 5", desk_trip_get_rating (trip));
      count_in (groups, stars, -(int) desk_trip_get_rating (trip), state);
      break;
    case DESK_N_GROUPS:
    default:
      g_assert_not_reached ();
    }
}

static int
compare_groups (gconstpointer a,
                gconstpointer b)
{
  const DeskGroup *x = *(const DeskGroup *const *) a, *y = *(const DeskGroup *const *) b;

  return x->order != y->order ? (x->order > y->order) - (x->order < y->order)
                              : g_utf8_collate (x->name, y->name);
}

GPtrArray *
desk_journal_group (GListModel  *trips,
                    DeskGroupBy  by)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (group_free);

  for (guint i = 0; i < g_list_model_get_n_items (trips); i++)
    {
      g_autoptr(DeskTrip) trip = g_list_model_get_item (trips, i);

      count_trip (groups, trip, by);
    }
  g_ptr_array_sort (groups, compare_groups);

  return groups;
}

static void
attach (GtkGrid    *grid,
        char       *text,
        int         column,
        int         row,
        DeskTone    tone)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0.f : 1.f);
  gtk_label_set_ellipsize (GTK_LABEL (label), column == 0 ? PANGO_ELLIPSIZE_END
                                                          : PANGO_ELLIPSIZE_NONE);
  if (column == 0)
    gtk_widget_set_tooltip_text (label, text);
  else
    gtk_widget_add_css_class (label, "figure");
  gtk_widget_set_hexpand (label, column == 0);
  desk_tone_apply (label, tone);
  gtk_grid_attach (grid, label, column, row, 1, 1);
  g_free (text);
}

GtkWidget *
desk_journal_make_table (GPtrArray  *groups,
                         const char *title)
{
  const char *const heads[] = { title, "Trades", "Win rate", "Factor", "R", "Profit" };
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());

  gtk_grid_set_column_spacing (grid, 15);
  gtk_grid_set_row_spacing (grid, 6);
  g_object_set (grid, "margin-top", 9, "margin-bottom", 9, "margin-start", 12, "margin-end", 12,
                NULL);
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    attach (grid, g_strdup (heads[i]), (int) i, 0, DESK_TONE_DIM);
  for (guint i = 0; i < groups->len; i++)
    {
      const DeskGroup *group = groups->pdata[i];
      DtMoney profit = group->won + group->lost;
      int row = (int) i + 1;

      attach (grid, g_strdup (group->name), 0, row, DESK_TONE_PLAIN);
      attach (grid, g_strdup_printf ("%u", group->n_trades), 1, row, DESK_TONE_PLAIN);
      attach (grid, desk_format_percent ((double) group->n_won / group->n_trades), 2, row,
              DESK_TONE_PLAIN);
      attach (grid, group->lost < 0
                    ? g_strdup_printf ("%.2f", (double) group->won / -(double) group->lost)
                    : g_strdup ("–"), 3, row, DESK_TONE_PLAIN);
      attach (grid, desk_format_r (group->n_r > 0 ? group->r_sum / group->n_r : NAN), 4, row,
              group->n_r > 0 ? desk_tone_of (group->r_sum) : DESK_TONE_DIM);
      attach (grid, desk_format_profit (profit), 5, row, desk_tone_of ((double) profit));
    }

  return GTK_WIDGET (grid);
}
