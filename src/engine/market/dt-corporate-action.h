/* dt-corporate-action.h - what a company does to its shares
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-bar-series.h"

G_BEGIN_DECLS

/* Actions of one date take effect in this order, so cash is per unit after the date's splits. */
typedef enum
{
  DT_ACTION_SPLIT,
  DT_ACTION_DIVIDEND,
  DT_ACTION_SPIN_OFF,       /* shares of another company, as cash of equal value */
  DT_ACTION_SYMBOL_CHANGE,
  DT_ACTION_DELISTING,
} DtActionKind;

/* Most units that a split can make of one, either way. */
#define DT_ACTION_MAX_UNITS G_GINT64_CONSTANT (1000000000)

/**
 * DtCorporateAction:
 * @date: ex-date: the first session that trades without what is handed out
 * @units_new: of a split: so many for @units_old; 1 for everything else
 * @cash: dividend and spin-off: USD per unit, 1e-6 USD, positive; delisting: what is paid, or
 *   %DT_MONEY_NONE for the last close; 0 for everything else
 * @symbol: (nullable): of a symbol change: the name from @date on
 */
typedef struct
{
  DtDate        date;
  DtActionKind  kind;
  gint64        units_new;
  gint64        units_old;
  DtMoney       cash;
  char         *symbol;
} DtCorporateAction;

/**
 * DtActionList:
 *
 * The actions of one instrument, by date, then kind, then as they were given.
 *
 * Thread: any. Immutable after dt_action_list_sort(); shared by reference.
 */
typedef struct
{
  gatomicrefcount  ref_count;
  GArray          *actions;      /* of DtCorporateAction */
} DtActionList;

DtActionList *dt_action_list_new    (void);
DtActionList *dt_action_list_ref    (DtActionList            *list);
void          dt_action_list_unref  (DtActionList            *list);
/* Adds a copy. */
void          dt_action_list_add    (DtActionList            *list,
                                     const DtCorporateAction *action);
void          dt_action_list_sort   (DtActionList            *list);

static inline guint
dt_action_list_count (const DtActionList *list)
{
  return list != NULL ? list->actions->len : 0;
}

static inline const DtCorporateAction *
dt_action_list_get (const DtActionList *list,
                    guint               i)
{
  return &g_array_index (list->actions, DtCorporateAction, i);
}

/* Midnight New York of the ex-date: bars that are known later are ex. */
static inline DtTime
dt_corporate_action_get_time (const DtCorporateAction *action)
{
  return dt_time_from_new_york (action->date, 0);
}

/* "split", "dividend", "spin-off", "symbol-change", "delisting" */
const char   *dt_action_kind_to_string  (DtActionKind         kind);
gboolean      dt_action_kind_parse      (const char          *text,
                                         DtActionKind        *kind);
/* "7:1", "1:1.05" as whole numbers in lowest terms. */
gboolean      dt_action_ratio_parse     (const char          *text,
                                         gint64              *units_new,
                                         gint64              *units_old);
/* What there is to say of it: "7:1", "0.52", a symbol */
char         *dt_corporate_action_dup_value (const DtCorporateAction *action);

DtBarSeries  *dt_bar_series_adjust      (const DtBarSeries   *raw,
                                         const DtActionList  *list,
                                         DtAdjustment         adjustment,
                                         DtDate               as_of);
/* What prices before the action are multiplied with, given the raw close before it, USD. */
double        dt_corporate_action_get_factor (const DtCorporateAction *action,
                                         double               close);
DtBarSeries  *dt_bar_series_join        (const DtBarSeries   *before,
                                         const DtBarSeries   *after,
                                         DtDate               date);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtActionList, dt_action_list_unref)

G_END_DECLS
