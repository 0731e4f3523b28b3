/* desk-page.h - what the pages of the window have in common
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-session.h"
#include "desk-settings.h"

G_BEGIN_DECLS

/**
 * DeskPage:
 *
 * A bin that shows a session and follows it only while it is mapped. Its dispose removes the child
 * and lets go of session and settings; a page may keep plain pointers to them until then.
 *
 * Thread: main. Properties: "session", "settings", both construct-only.
 */
#define DESK_TYPE_PAGE (desk_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (DeskPage, desk_page, DESK, PAGE, AdwBin)

struct _DeskPageClass
{
  AdwBinClass parent_class;

  /* The page comes into sight: it follows what it shows from now on, and shows it. */
  void (*seen)   (DeskPage *self);
  /* The page goes out of sight: it follows nothing. */
  void (*unseen) (DeskPage *self);
  /* (nullable): makes one more of the parts that the page can be without until it is seen, in less
   * than a frame; %FALSE when there is none left. All are there when the page comes into sight. */
  gboolean (*make_part) (DeskPage *self);
  /* (nullable): what has the keyboard when the user comes to the page; else its first widget. */
  GtkWidget *(*get_start) (DeskPage *self);
};

DeskSession  *desk_page_get_session  (DeskPage *self);
DeskSettings *desk_page_get_settings (DeskPage *self);
/* A part of a page that nobody has seen yet is made; %FALSE when there is none left. */
gboolean      desk_page_make_part    (DeskPage *self);
gboolean      desk_page_get_was_seen (DeskPage *self);
/* The keyboard is on the page from now on, where it was there before or else at the start. */
void          desk_page_take_focus   (DeskPage *self);

G_END_DECLS
