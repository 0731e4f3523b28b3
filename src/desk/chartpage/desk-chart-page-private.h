/* desk-chart-page-private.h - what the files of the page share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-chart.h"
#include "desk-drawings.h"
#include "desk-fold.h"

#include "desk-chart-fills.h"
#include "desk-chart-page.h"
#include "desk-chart-source.h"

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
  DeskChartFills *fills;

  DeskChartSource *source;
  char           *overlays;          /* (nullable): those that the chart has */
  char           *heights;           /* (nullable): of their panes */
  GPtrArray      *others;            /* (nullable): that it is compared with */
  char           *compared;          /* (nullable): what they were chosen by */
  char           *drawn;             /* (nullable): symbol whose drawings are shown */
  GtkWidget      *popover;           /* (nullable) */
  DtTime          wanted;            /* to be shown when the bars are there; DT_TIME_NONE */
  GtkFileChooserNative *chooser;     /* (nullable): holds on to the window */

  GtkWidget      *chart;
  GtkWidget      *entry;

  /* Template */
  DeskFold       *fold;
  GtkBox         *toolbar;
  GtkBox         *first_row;
  GtkBox         *second_row;
  GtkInscription *legend;
  GtkStack       *stack;
  AdwStatusPage  *nothing;
  GtkSpinner     *spinner;
  AdwBin         *chart_bin;
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

static inline DeskChart *
get_chart (DeskChartPage *self)
{
  return DESK_CHART (self->chart);
}

/* desk-chart-page.c */
void       desk_chart_page_show_legend   (DeskChartPage *self);
void       desk_chart_page_choose_bars   (DeskChartPage *self);

/* desk-chart-draw.c: tools, and drawings in the user's data */
void       desk_chart_page_show_drawings (DeskChartPage *self);
gboolean   desk_chart_page_draw          (DeskChartPage *self,
                                          const char    *action_id);
void       desk_chart_page_connect_tools (DeskChartPage *self);

/* desk-chart-compare.c */
void       desk_chart_page_show_compares (DeskChartPage *self);
void       desk_chart_page_follow_compares (DeskChartPage *self);
gboolean   desk_chart_page_compare       (DeskChartPage *self,
                                          const char    *action_id);

/* desk-chart-share.c: pictures, table, calendar */
gboolean   desk_chart_page_share         (DeskChartPage *self,
                                          const char    *action_id);

/* desk-chart-view.c: settings and actions */
DeskChart *desk_chart_page_get_chart     (DeskChartPage *self);
void       desk_chart_page_show_settings (DeskChartPage *self);
void       desk_chart_page_add_actions   (DeskChartPage *self);
/* After the user drew panes higher or lower. */
void       desk_chart_page_keep_heights  (DeskChartPage *self);
/* (transfer full): for a place on the chart; @price is NaN in a pane */
GMenu     *desk_chart_page_make_menu     (DeskChartPage *self,
                                          const char    *symbol,
                                          double         x,
                                          double         y,
                                          double         price);

G_END_DECLS
