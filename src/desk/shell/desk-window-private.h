/* desk-window-private.h - what the files of the window share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-action-table.h"
#include "desk-day-figure.h"
#include "desk-transport.h"

#include "desk-window.h"

G_BEGIN_DECLS

typedef enum
{
  DESK_WIDTH_UNKNOWN,
  DESK_WIDTH_NARROW,      /* a phone: clock and transport stand at the bottom */
  DESK_WIDTH_MEDIUM,      /* the transport is compact */
  DESK_WIDTH_WIDE,
} DeskWidth;

typedef struct _DeskAhead DeskAhead;

struct _DeskWindow
{
  AdwApplicationWindow parent_instance;

  DeskSession       *session;
  DeskSettings      *settings;

  AdwToastOverlay   *toasts;
  AdwHeaderBar      *header;
  GtkToggleButton   *sidebar_button;
  DeskMarketClock   *clock;
  AdwWindowTitle    *title;
  DeskTransport     *transport;
  GtkMenuButton     *menu_button;
  GtkButton         *palette_button;
  DeskDayFigure     *day_figure;
  GtkToggleButton   *armed_button;    /* quick keys trade while it is down */
  GtkRevealer       *banner;
  GtkImage          *banner_icon;
  GtkLabel          *banner_label;
  GtkButton         *banner_button;
  GtkButton         *banner_close;
  AdwFlap           *flap;
  GtkListBox        *sidebar;
  GtkStack          *content;
  AdwBin            *state_bin;
  GtkStack          *pages;
  GtkBox            *bottom;

  DeskWidth          width;
  guint              width_idle;
  DeskAhead         *ahead;           /* pages that are made before they are shown */
  guint              open_timeout;    /* opens the session even if no frame is ever painted */
  gboolean           has_started;     /* the demo, once, when there was no run */
  gboolean           told_settings;
  char              *banner_text;     /* what the banner says, or said when it was dismissed */

  char              *start_universe;  /* (nullable): of the command line */
  double             start_speed;     /* 0: as in the settings */

  GSimpleActionGroup *actions;        /* the window's own, for those that hold pages of it */
  GPtrArray         *detached;        /* of DeskDetached, not owned */
  gpointer           front;           /* the one of our windows that was active last, not owned */

  guint              possible;        /* what the actions' sensitivity was last made from */

  gboolean           is_closing;      /* nothing is asked any more */
  gboolean           in_background;   /* hidden by the user's choice, the run goes on */
  GtkWidget         *close_dialog;    /* (nullable) */
  GtkWidget         *trouble_dialog;  /* (nullable) */
  guint              flatten_timeout;
  gint64             flatten_until;   /* monotonic time, microseconds */
  gboolean           flatten_steps;   /* the last turn was a step */
};

typedef struct
{
  const char *name;       /* "overview": of the page and of its action "page.overview" */
  GType     (*get_type)  (void);
} DeskPageRow;

const DeskPageRow *desk_page_list               (guint            *n_pages);

/* The keyboard goes to the page that is shown. */
void               desk_window_focus_page       (DeskWindow       *self);
void               desk_window_add_actions      (DeskWindow       *self);
void               desk_window_update_actions   (DeskWindow       *self);
/* What holds now, as bits that say what can be done; @page (nullable): the one that is shown. */
guint              desk_action_find_facts       (DeskSession      *session,
                                                 const char       *page);
gboolean           desk_action_is_possible      (const DeskAction *action,
                                                 guint             facts);
/* The next of the speeds that a person would choose, up or down. */
double             desk_speed_next              (double            speed,
                                                 int               direction);

/* Pages are made when they are first shown, or ahead of it */
void               desk_window_ensure_page      (DeskWindow       *self,
                                                 const char       *name);
void               desk_window_init_ahead       (DeskWindow       *self);
void               desk_window_start_ahead      (DeskWindow       *self);
void               desk_window_stop_ahead       (DeskWindow       *self);
void               desk_window_free_ahead       (DeskWindow       *self);
gboolean           desk_window_is_all_made      (DeskWindow       *self);

/* Pages in windows of their own */
/* (nullable): wherever it is */
GtkWidget         *desk_window_get_page         (DeskWindow       *self,
                                                 const char       *name);
gboolean           desk_window_is_detached      (DeskWindow       *self,
                                                 const char       *name);
void               desk_window_detach           (DeskWindow       *self,
                                                 const char       *name);
void               desk_window_attach           (DeskWindow       *self,
                                                 const char       *name);
void               desk_window_present_detached (DeskWindow       *self,
                                                 const char       *name);
void               desk_window_restore_detached (DeskWindow       *self);
void               desk_window_show_detached    (DeskWindow       *self,
                                                 gboolean          show);
void               desk_window_drop_detached    (DeskWindow       *self);
/* The window that the user is in: what opens, opens over it. */
GtkWindow         *desk_window_get_front        (DeskWindow       *self);
void               desk_window_watch_front      (DeskWindow       *self,
                                                 GtkWindow        *window);

/* A toast when it is short, else a dialog: one, that takes in what comes after. */
void               desk_window_tell_trouble     (DeskWindow       *self,
                                                 const char       *title,
                                                 const char       *text);

void               desk_window_update_banner    (DeskWindow       *self);
void               desk_window_dismiss_banner   (DeskWindow       *self);

/* Asks first when there is something to ask. */
void               desk_window_ask_to_close     (DeskWindow       *self,
                                                 gboolean          quit);
void               desk_window_stop_flattening  (DeskWindow       *self);
void               desk_window_watch_background (DeskWindow       *self);

void               desk_window_present_shortcuts (DeskWindow      *self);
void               desk_window_present_about    (DeskWindow       *self);
void               desk_window_present_calendar (DeskWindow       *self);
void               desk_window_ask_to_restart   (DeskWindow       *self,
                                                 GVariant         *arguments);

G_END_DECLS
