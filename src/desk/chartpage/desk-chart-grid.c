/* desk-chart-grid.c - charts side by side
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chartpage"

#include "config.h"

#include <stdlib.h>

#include "desk-position.h"
#include "desk-quote.h"

#include "desk-chart-page-private.h"

static DeskChartCell *
nth_cell (DeskChartPage *self,
          guint          i)
{
  return self->cells->pdata[i];
}

/* What a fresh chart shows */

static gboolean
is_shown (DeskChartPage *self,
          const char    *symbol)
{
  for (guint i = 0; i < self->cells->len; i++)
    if (g_str_equal (desk_chart_cell_get_symbol (nth_cell (self, i)), symbol))
      return TRUE;

  /* Before it is seen for the first time the one in use has no symbol yet: it takes this one */
  return g_strcmp0 (desk_session_get_symbol (self->session), symbol) == 0;
}

static const char *
get_position_symbol (gpointer position)
{
  return desk_position_get_state (position)->symbol;
}

static const char *
get_quote_symbol (gpointer quote)
{
  return desk_quote_get_state (quote)->symbol;
}

static const char *
find_unshown (DeskChartPage *self,
              GListModel    *rows,
              const char  *(*get_symbol) (gpointer row))
{
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(GObject) row = g_list_model_get_item (rows, i);

      if (!is_shown (self, get_symbol (row)))
        return get_symbol (row);
    }

  return NULL;
}

/* What is held comes first: that is what somebody wants to watch. */
static void
give_symbols (DeskChartPage *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      const char *symbol;

      if (i == self->active || *desk_chart_cell_get_symbol (nth_cell (self, i)) != '\0')
        continue;
      symbol = find_unshown (self, desk_session_get_positions (self->session),
                             get_position_symbol);
      if (symbol == NULL)
        symbol = find_unshown (self, desk_session_get_quotes (self->session), get_quote_symbol);
      if (symbol != NULL)
        desk_chart_cell_set_symbol (nth_cell (self, i), symbol);
    }
}

/* Linked charts */

static gboolean
may_link (DeskChartPage *self)
{
  return !self->linking && self->cells->len > 1
         && desk_settings_get_boolean (self->settings, "chart.linked");
}

static void
follow (DeskChartPage *self,
        DeskChart     *chart,
        DtTime         until,
        void         (*link) (DeskChart *chart,
                              DtTime     until))
{
  self->linking = TRUE;
  for (guint i = 0; i < self->cells->len; i++)
    if (desk_chart_cell_get_chart (nth_cell (self, i)) != chart
        && gtk_widget_get_mapped (GTK_WIDGET (nth_cell (self, i))))
      link (desk_chart_cell_get_chart (nth_cell (self, i)), until);
  self->linking = FALSE;
}

static void
cursor_changed (DeskChartPage *self,
                DeskChart     *chart)
{
  if (may_link (self))
    follow (self, chart, desk_chart_get_cursor_end (chart), desk_chart_link_cursor);
}

/* Bars that come move all of them by themselves: only what the user does is followed. */
static void
range_changed (DeskChartPage *self,
               DeskChart     *chart)
{
  if (may_link (self) && chart == get_chart (self))
    follow (self, chart, desk_chart_get_range_end (chart), desk_chart_link_range);
}

/* Which of them is in use */

static void
entered (DeskChartPage *self,
         DeskChartCell *cell)
{
  desk_chart_page_activate (self, desk_chart_cell_get_number (cell));
}

static void
mark_active (DeskChartPage *self)
{
  gboolean narrow = desk_fold_get_narrow (self->fold);

  for (guint i = 0; i < self->cells->len; i++)
    {
      desk_chart_cell_set_place (nth_cell (self, i), self->cells->len, i == self->active, narrow);
      gtk_widget_set_visible (GTK_WIDGET (nth_cell (self, i)), i == self->active || !narrow);
    }
}

void
desk_chart_page_activate (DeskChartPage *self,
                          guint          number)
{
  const char *symbol;

  if (number >= self->cells->len || number == self->active || self->arranging)
    return;

  self->active = number;
  desk_settings_set (self->settings, "chart.active", g_variant_new_int32 ((int) number));
  mark_active (self);
  symbol = desk_chart_cell_get_symbol (get_cell (self));
  if (*symbol != '\0')
    desk_session_set_symbol (self->session, symbol);
  desk_chart_page_show_states (self);
  desk_chart_page_show_timeframe (self);
}

void
desk_chart_page_choose_cell (DeskChartPage *self)
{
  const char *symbol = desk_session_get_symbol (self->session);
  const char *remembered = desk_chart_cell_get_symbol (get_cell (self));

  if (!desk_session_has_chosen_symbol (self->session)
      && desk_session_find_quote (self->session, remembered) != NULL)
    {
      desk_session_set_symbol (self->session, remembered);
      return;
    }

  for (guint i = 0; i < self->cells->len && symbol != NULL; i++)
    if (!g_str_equal (remembered, symbol)
        && g_str_equal (desk_chart_cell_get_symbol (nth_cell (self, i)), symbol))
      {
        desk_chart_page_activate (self, i);
        return;
      }
}

/* Layout */

static void
cell_changed (DeskChartPage *self,
              DeskChartCell *cell)
{
  if (cell == get_cell (self))
    desk_chart_page_show_timeframe (self);
}

/* Others of the same symbol show what was drawn: they would write over it with what they had. */
static void
drawn (DeskChartPage *self,
       DeskChartCell *cell)
{
  for (guint i = 0; i < self->cells->len; i++)
    if (nth_cell (self, i) != cell
        && g_str_equal (desk_chart_cell_get_symbol (nth_cell (self, i)),
                        desk_chart_cell_get_symbol (cell)))
      desk_chart_cell_read_drawings (nth_cell (self, i));
}

static void
said (DeskChartPage *self,
      const char    *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (markup));
}

static void
menu_requested (DeskChartPage *self,
                double         x,
                double         y,
                double         price,
                DeskChartCell *cell)
{
  g_autoptr(GMenu) menu = NULL;

  /* The Menu key goes to the one that has the keyboard, which is the active one */
  entered (self, cell);
  menu = desk_chart_page_make_menu (self, x, y, price);
  desk_chart_cell_pop_up (cell, G_MENU_MODEL (menu), x, y);
}

static void
add_cell (DeskChartPage *self)
{
  GtkWidget *cell = desk_chart_cell_new (self->session, self->settings, self->cells->len);
  DeskChart *chart = desk_chart_cell_get_chart (DESK_CHART_CELL (cell));

  g_ptr_array_add (self->cells, cell);
  g_signal_connect_object (cell, "entered", G_CALLBACK (entered), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cell, "changed", G_CALLBACK (cell_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cell, "drawn", G_CALLBACK (drawn), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cell, "said", G_CALLBACK (said), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cell, "menu-requested", G_CALLBACK (menu_requested), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (chart, "cursor-changed", G_CALLBACK (cursor_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (chart, "range-changed", G_CALLBACK (range_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_hexpand (cell, TRUE);
  gtk_widget_set_vexpand (cell, TRUE);
  gtk_grid_attach (self->grid, cell, (self->cells->len - 1) % 2, (self->cells->len - 1) / 2, 1, 1);
}

static void
remove_last_cell (DeskChartPage *self)
{
  GtkWidget *cell = g_ptr_array_steal_index (self->cells, self->cells->len - 1);

  g_signal_handlers_disconnect_by_data (cell, self);
  gtk_grid_remove (self->grid, cell);
}

static guint
wanted_cells (DeskChartPage *self)
{
  return CLAMP (atoi (desk_settings_get_string (self->settings, "chart.cells")), 1,
                DESK_MOST_CELLS);
}

void
desk_chart_page_arrange_cells (DeskChartPage *self)
{
  guint wanted = wanted_cells (self);

  if (self->arranging)
    return;

  self->arranging = TRUE;
  if (self->cells->len == 0)
    self->active = (guint) desk_settings_get_int (self->settings, "chart.active");
  while (self->cells->len < wanted)
    add_cell (self);
  self->active = MIN (self->active, wanted - 1);
  while (self->cells->len > wanted)
    remove_last_cell (self);
  self->arranging = FALSE;
  give_symbols (self);
  mark_active (self);
}

/* One that is alone is the one that was in use. */
static void
keep_active (DeskChartPage *self,
             guint          wanted)
{
  g_autofree char *symbol = g_strdup (desk_chart_cell_get_symbol (get_cell (self)));

  if (self->active < wanted)
    return;

  self->active = 0;
  desk_settings_set (self->settings, "chart.active", g_variant_new_int32 (0));
  desk_chart_cell_set_symbol (get_cell (self), symbol);
}

static void
show_cells (DeskChartPage *self,
            const char    *number)
{
  keep_active (self, (guint) atoi (number));
  desk_settings_set (self->settings, "chart.cells", g_variant_new_string (number));
  desk_chart_page_arrange_cells (self);
  desk_chart_page_show_states (self);
  desk_chart_page_show_timeframe (self);
  gtk_widget_grab_focus (GTK_WIDGET (get_chart (self)));
}

static void
step (DeskChartPage *self,
      int            by)
{
  guint n = self->cells->len;

  desk_chart_page_activate (self, (self->active + n + by) % n);
  gtk_widget_grab_focus (GTK_WIDGET (get_chart (self)));
}

static void
toggle_link (DeskChartPage *self)
{
  gboolean linked = !desk_settings_get_boolean (self->settings, "chart.linked");

  desk_settings_set (self->settings, "chart.linked", g_variant_new_boolean (linked));
  if (linked)
    range_changed (self, get_chart (self));
  else
    follow (self, NULL, DT_TIME_NONE, desk_chart_link_cursor);
  desk_chart_page_show_states (self);
}

gboolean
desk_chart_page_lay_out (DeskChartPage *self,
                         const char    *action_id)
{
  if (g_str_equal (action_id, "chart.one"))
    show_cells (self, "1");
  else if (g_str_equal (action_id, "chart.two"))
    show_cells (self, "2");
  else if (g_str_equal (action_id, "chart.four"))
    show_cells (self, "4");
  else if (g_str_equal (action_id, "chart.next"))
    step (self, 1);
  else if (g_str_equal (action_id, "chart.previous"))
    step (self, -1);
  else if (g_str_equal (action_id, "chart.link"))
    toggle_link (self);
  else
    return FALSE;

  return TRUE;
}
