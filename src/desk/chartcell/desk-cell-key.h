/* desk-cell-key.h - where the settings keep what each chart shows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Charts side by side at most */
#define DESK_MOST_CELLS 4

#define DESK_CELL_KEY_SIZE 40

/* "chart.overlays" is that of the first chart, "chart.overlays-2" of the second: @cell 1. */
static inline const char *
desk_cell_key (guint       cell,
               const char *id,
               char        key[DESK_CELL_KEY_SIZE])
{
  if (cell == 0)
    g_strlcpy (key, id, DESK_CELL_KEY_SIZE);
  else
    g_snprintf (key, DESK_CELL_KEY_SIZE, "%s-%u", id, cell + 1);

  return key;
}

G_END_DECLS
