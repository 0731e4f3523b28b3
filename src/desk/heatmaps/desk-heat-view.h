/* desk-heat-view.h - what the heatmaps have in common
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-tint-bar.h"

#include "desk-heat-data.h"
#include "desk-scope.h"

G_BEGIN_DECLS

/* What the page has for its views; it outlives them. */
typedef struct
{
  DeskSession  *session;
  DeskSettings *settings;
  DeskHeatData *data;
  DeskScope    *scope;
} DeskHeatContext;

/**
 * DeskHeatView:
 *
 * A map with a line about what the cursor is on and the legend below it; in place of the map what
 * it waits for, how far reading is, or why that failed.
 *
 * Thread: main.
 */
#define DESK_TYPE_HEAT_VIEW (desk_heat_view_get_type ())
G_DECLARE_DERIVABLE_TYPE (DeskHeatView, desk_heat_view, DESK, HEAT_VIEW, AdwBin)

struct _DeskHeatViewClass
{
  AdwBinClass parent_class;

  /* The context is there: make the map and the controls. */
  void (*set_up)        (DeskHeatView *self);
  /* Shows everything as it is now. */
  void (*update)        (DeskHeatView *self);
  /* (nullable): no answers come any more */
  void (*stop)          (DeskHeatView *self);
  /* (nullable): a narrow page has other room */
  void (*set_narrow)    (DeskHeatView *self,
                         gboolean      narrow);
};

void                   desk_heat_view_set_context  (DeskHeatView          *self,
                                                    const DeskHeatContext *context);
const DeskHeatContext *desk_heat_view_get_context  (DeskHeatView          *self);
void                   desk_heat_view_update       (DeskHeatView          *self);
void                   desk_heat_view_stop         (DeskHeatView          *self);
void                   desk_heat_view_set_narrow   (DeskHeatView          *self,
                                                    gboolean               narrow);
/* (nullable) (transfer none): what chooses what is shown */
GtkWidget             *desk_heat_view_get_controls (DeskHeatView          *self);
/* What has the keyboard when one comes to the page. */
GtkWidget             *desk_heat_view_get_start    (DeskHeatView          *self);

/* For those that are one */

/* @map is the map, or what has it in it; @start has the keyboard. */
void         desk_heat_view_set_map      (DeskHeatView *self,
                                          GtkWidget    *map,
                                          GtkWidget    *start);
void         desk_heat_view_set_controls (DeskHeatView *self,
                                          GtkWidget    *controls);
/* A drop-down that remembers: @setting has one of @ids, whose @titles are shown. */
GtkWidget   *desk_heat_view_add_choice   (DeskHeatView *self,
                                          const char   *name,
                                          const char   *setting,
                                          const char   *ids,
                                          const char   *titles);
void         desk_heat_view_show_map     (DeskHeatView *self);
void         desk_heat_view_show_nothing (DeskHeatView *self,
                                          const char   *title,
                                          const char   *description);
/* Progress or failure of reading the daily bars; %FALSE when there is neither. */
gboolean     desk_heat_view_show_reading (DeskHeatView *self);
void         desk_heat_view_set_details  (DeskHeatView *self,
                                          const char   *text);
DeskTintBar *desk_heat_view_get_legend   (DeskHeatView *self);
DeskPalette  desk_heat_view_get_palette  (DeskHeatView *self);
/* The chart of an instrument. */
void         desk_heat_view_open         (DeskHeatView *self,
                                          const char   *symbol);

G_END_DECLS
