/* desk-chart-page-private.h - what the files of the page share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-chart-cell.h"
#include "desk-fold.h"

#include "desk-chart-page.h"

G_BEGIN_DECLS

struct _DeskChartPage
{
  DeskPage        parent_instance;

  DeskSession    *session;           /* not owned, as settings */
  DeskSettings   *settings;
  GSignalGroup   *signals;           /* of the session; without a target while unmapped */
  GSignalGroup   *settings_signals;  /* likewise */
  GSignalGroup   *quote_signals;     /* of the symbol's quote, likewise */
  GSimpleActionGroup *actions;

  GPtrArray      *cells;             /* of DeskChartCell, not owned: 1, 2 or 4 */
  guint           active;            /* whose symbol is the session's */
  gboolean        linking;           /* what changes now follows another chart */
  gboolean        arranging;

  GtkWidget      *entry;

  /* Template */
  DeskFold       *fold;
  GtkBox         *toolbar;
  GtkBox         *first_row;
  GtkBox         *second_row;
  AdwToastOverlay *toasts;
  GtkGrid        *grid;
  GtkBox         *quote;
  GtkLabel       *symbol_label;
  GtkLabel       *company_label;
  GtkInscription *last_label;
  GtkInscription *change_label;
  GtkBox         *trade_buttons;
  GtkButton      *buy;
  GtkButton      *sell;
  GtkButton      *close;
  GtkMenuButton  *view_button;
  GtkMenuButton  *timeframe;
  GtkMenuButton  *draw_button;
};

static inline DeskChartCell *
get_cell (DeskChartPage *self)
{
  return self->cells->pdata[self->active];
}

static inline DeskChart *
get_chart (DeskChartPage *self)
{
  return desk_chart_cell_get_chart (get_cell (self));
}

/* desk-chart-page.c */
void       desk_chart_page_show_timeframe (DeskChartPage *self);

/* desk-chart-grid.c: charts side by side */
/* As many as the settings have; a narrow page shows the active one alone. */
void       desk_chart_page_arrange_cells (DeskChartPage *self);
/* The one that begins: of the session's symbol, if there is one, else the one that was active. */
void       desk_chart_page_choose_cell   (DeskChartPage *self);
void       desk_chart_page_activate      (DeskChartPage *self,
                                          guint          number);
gboolean   desk_chart_page_lay_out       (DeskChartPage *self,
                                          const char    *action_id);

/* desk-chart-view.c: settings and actions */
void       desk_chart_page_show_states   (DeskChartPage *self);
void       desk_chart_page_add_actions   (DeskChartPage *self);
/* (transfer full): for a place on a chart; @price is NaN in a pane */
GMenu     *desk_chart_page_make_menu     (DeskChartPage *self,
                                          double         x,
                                          double         y,
                                          double         price);

G_END_DECLS
