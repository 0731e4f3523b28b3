/* desk-overview-panel.h - a card of the overview
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-session.h"
#include "desk-settings.h"

G_BEGIN_DECLS

/**
 * DeskOverviewPanel:
 *
 * A heading with what belongs beside it, and a card below. Looks at the session only while it is
 * mapped: then @show is called, and again after each of the session's @signals.
 *
 * Thread: main.
 */
#define DESK_TYPE_OVERVIEW_PANEL (desk_overview_panel_get_type ())
G_DECLARE_DERIVABLE_TYPE (DeskOverviewPanel, desk_overview_panel, DESK, OVERVIEW_PANEL, AdwBin)

struct _DeskOverviewPanelClass
{
  AdwBinClass        parent_class;

  const char *const *signals;       /* of the session, NULL at the end */
  const char *const *settings;      /* (nullable): that @show reads */
  void             (*show) (DeskOverviewPanel *self);
};

/* (transfer floating) */
GtkWidget    *desk_overview_panel_new          (GType              type,
                                                DeskSession       *session,
                                                DeskSettings      *settings);
DeskSession  *desk_overview_panel_get_session  (DeskOverviewPanel *self);
DeskSettings *desk_overview_panel_get_settings (DeskOverviewPanel *self);
/* Once, in the panel's init. @suffix (nullable) stands at the end of the heading's line. */
void          desk_overview_panel_set_up       (DeskOverviewPanel *self,
                                                const char        *title,
                                                GtkWidget         *suffix,
                                                GtkWidget         *content);
void          desk_overview_panel_set_title    (DeskOverviewPanel *self,
                                                const char        *title);
/* Linked buttons of which one is active; %NULL ends @labels. (transfer floating) */
GtkWidget    *desk_overview_make_switch        (const char *const *labels,
                                                GtkWidget        **buttons,
                                                GCallback          toggled,
                                                gpointer           data);

G_END_DECLS
