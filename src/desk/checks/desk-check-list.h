/* desk-check-list.h - a page of things that hold or do not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  DESK_CHECK_HOLDS,
  DESK_CHECK_FAILS,
  DESK_CHECK_OPEN,       /* not so yet */
  DESK_CHECK_NONE,       /* nothing to check */
} DeskCheckState;

/**
 * DeskCheckList:
 *
 * A heading with a line below it, a button, and lists of rows with an icon each, whose word says
 * the same.
 *
 * Thread: main. Signals: "again" when the button is pressed.
 */
#define DESK_TYPE_CHECK_LIST (desk_check_list_get_type ())
G_DECLARE_FINAL_TYPE (DeskCheckList, desk_check_list, DESK, CHECK_LIST, AdwBin)

GtkWidget *desk_check_list_new          (const char     *button);
void       desk_check_list_set_heading  (DeskCheckList  *self,
                                         const char     *title,
                                         const char     *text,
                                         DeskCheckState  state);
/* All rows go; what comes next begins the first list. */
void       desk_check_list_clear        (DeskCheckList  *self);
/* Begins another list. */
void       desk_check_list_add_part     (DeskCheckList  *self,
                                         const char     *title);
/* @value (nullable): a figure at the end of the row */
void       desk_check_list_add          (DeskCheckList  *self,
                                         const char     *title,
                                         const char     *text,
                                         const char     *value,
                                         DeskCheckState  state);
/* What has the keyboard first. */
GtkWidget *desk_check_list_get_button   (DeskCheckList  *self);

G_END_DECLS
