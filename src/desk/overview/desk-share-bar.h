/* desk-share-bar.h - parts of a whole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DESK_SHARE_BAR_MAX 10

/* What a part is painted with. */
#define DESK_SHARE_REST    -1   /* that which is in nothing: cash */

typedef struct
{
  double share;      /* of the sum of all, above 0 */
  int    colour;     /* of the palette's lines, or DESK_SHARE_REST */
} DeskShare;

/**
 * DeskShareBar:
 *
 * A bar of coloured parts, each at least a pixel wide, with a gap between neighbours. A picture of
 * what is said in words beside it.
 *
 * Thread: main.
 */
#define DESK_TYPE_SHARE_BAR (desk_share_bar_get_type ())
G_DECLARE_FINAL_TYPE (DeskShareBar, desk_share_bar, DESK, SHARE_BAR, GtkWidget)

GtkWidget *desk_share_bar_new  (void);
/* At most DESK_SHARE_BAR_MAX. */
void       desk_share_bar_set  (DeskShareBar    *self,
                                const DeskShare *shares,
                                guint            n);

G_END_DECLS
