/* desk-screener-page-private.h - what the files of the page share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-worker.h"

#include "desk-fold.h"

#include "desk-screen-editor.h"
#include "desk-screen-job.h"
#include "desk-screener-page.h"

G_BEGIN_DECLS

struct _DeskScreenerPage
{
  DeskPage              parent_instance;

  DeskSession          *session;         /* not owned, as settings */
  DeskSettings         *settings;
  DtWorker             *worker;
  gulong                clock_handler;

  DeskScreenChoices    *choices;         /* (nullable): before they are listed */
  GCancellable         *listing;
  gboolean              is_filling;      /* the choices are put into their lists */
  char                 *opens;           /* (nullable): key of a screen to choose when listed */
  gboolean              is_edited;       /* the lines are not those of the file */

  GCancellable         *running;         /* (nullable) */
  int                   progress;        /* atomic, per mille */
  guint                 progress_timer;
  guint                 run_timer;
  gboolean              was_asked;       /* the run is on demand: its end is announced */
  gint64                ran;             /* monotonic, when the last run began */
  DtScreenResult       *result;          /* (nullable) */

  GListStore           *rows;            /* of DeskScreenItem */
  GtkMultiSelection    *selection;

  /* Template */
  AdwToastOverlay      *toasts;
  DeskFold             *fold;
  GtkBox               *head;
  GtkBox               *buttons;
  GtkDropDown          *screen_choice;
  GtkDropDown          *universe_choice;
  GtkToggleButton      *edit;
  GtkStack             *run_stack;
  GtkButton            *run;
  GtkRevealer          *editor_revealer;
  DeskScreenEditor     *editor;
  GtkWidget            *save;
  GtkWidget            *delete;
  GtkLabel             *summary;
  GtkToggleButton      *only_passing;
  GtkProgressBar       *bar;
  GtkStack             *stack;
  AdwStatusPage        *nothing;
  GtkColumnView        *view;
};

/* In desk-screener-files.c */
void                 desk_screener_list      (DeskScreenerPage *self);
/* (nullable) */
const DtScreenEntry *desk_screener_get_entry (DeskScreenerPage *self);
void                 desk_screener_choose    (DeskScreenerPage *self);
void                 desk_screener_save      (DeskScreenerPage *self);
void                 desk_screener_save_as   (DeskScreenerPage *self);
void                 desk_screener_delete    (DeskScreenerPage *self);
void                 desk_screener_show_saved (DeskScreenerPage *self);

/* In desk-screener-page.c */
void                 desk_screener_run_soon  (DeskScreenerPage *self);
void                 desk_screener_toast     (DeskScreenerPage *self,
                                              const char       *text);
void                 desk_screener_show_nothing (DeskScreenerPage *self,
                                              const char       *title,
                                              const char       *description);

G_END_DECLS
