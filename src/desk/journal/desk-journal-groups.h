/* desk-journal-groups.h - trades that have something in common
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "desk-trip.h"

G_BEGIN_DECLS

typedef enum
{
  DESK_GROUP_TAG,         /* a trade with two tags is in two groups */
  DESK_GROUP_WEEKDAY,     /* of the entry, New York */
  DESK_GROUP_HOUR,
  DESK_GROUP_STRATEGY,
  DESK_GROUP_SYMBOL,
  DESK_GROUP_EXIT,        /* what closed it */
  DESK_GROUP_RATING,
  DESK_N_GROUPS,
} DeskGroupBy;

/* Profits after fees; a trade without profit or loss is neither won nor lost. */
typedef struct
{
  char    *name;
  int      order;         /* groups are sorted by this, then by name */
  guint    n_trades;
  guint    n_won;
  DtMoney  won;
  DtMoney  lost;          /* 0 or less */
  double   r_sum;         /* of the R multiples of trades that have one */
  guint    n_r;
} DeskGroup;

const char *desk_group_by_get_title (DeskGroupBy by);
/* Of a list of DeskTrip. (transfer full): of DeskGroup */
GPtrArray  *desk_journal_group      (GListModel *trips,
                                     DeskGroupBy by);
/* As a table. (transfer floating) */
GtkWidget  *desk_journal_make_table (GPtrArray  *groups,
                                     const char *title);

G_END_DECLS
