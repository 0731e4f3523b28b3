/* desk-lab-compare.h - saved runs, opened again and held against the one at hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-colours.h"

#include "desk-lab-result.h"

G_BEGIN_DECLS

/**
 * DeskLabCompare:
 *
 * The backtests in book.db, newest first. A run is a function of its spec and data, so one is
 * opened by running it again; that it has the trades that were saved is checked, and said when the
 * data are others now. Two runs are compared by their figures, their equity and order by order.
 *
 * Thread: main; books are read and runs made in the lab's thread.
 *
 * Signals: "opened" (pointer: DeskLabResult, borrowed), "trouble" (heading, text).
 */
#define DESK_TYPE_LAB_COMPARE (desk_lab_compare_get_type ())
G_DECLARE_FINAL_TYPE (DeskLabCompare, desk_lab_compare, DESK, LAB_COMPARE, AdwBin)

GtkWidget *desk_lab_compare_new          (DtWorker       *worker,
                                          const char     *data_dir);
/* Reads the list of saved runs anew. */
void       desk_lab_compare_reload       (DeskLabCompare *self);
/* The run at hand: the left side. (nullable) */
void       desk_lab_compare_set_result   (DeskLabCompare *self,
                                          DeskLabResult  *result);
void       desk_lab_compare_set_palette  (DeskLabCompare *self,
                                          DeskPalette     palette);
guint      desk_lab_compare_get_n_saved  (DeskLabCompare *self);
/* As the buttons of the row of a saved run do. */
void       desk_lab_compare_open         (DeskLabCompare *self,
                                          guint           i);
void       desk_lab_compare_compare      (DeskLabCompare *self,
                                          guint           i);
/* Nothing is being read, run or compared. */
gboolean   desk_lab_compare_is_idle      (DeskLabCompare *self);

G_END_DECLS
