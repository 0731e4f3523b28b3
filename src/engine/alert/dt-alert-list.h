/* dt-alert-list.h - all alerts of a data directory, and when they fired
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-alert.h"

G_BEGIN_DECLS

#define DT_ALERT_MAX_ALERTS  500
/* Firings that are kept; the oldest go. */
#define DT_ALERT_MAX_HISTORY 2000

typedef struct
{
  guint64  id;         /* rising, 1 is the first of the directory */
  guint64  alert;
  gint64   book;
  DtTime   time;       /* of the market */
  char    *symbol;
  double   price;      /* last */
  char    *text;       /* "AAPL crossed above 175.00, last 175.10" and the note */
} DtAlertFiring;

/**
 * DtAlertList:
 *
 * Alerts, the watchlist as the desk has it, and the history. A JSON file of the data directory
 * ("alerts.json"), written whole or not at all. Alerts are no part of a run: nothing here is
 * journalled with it and no hash covers it.
 *
 * Thread: one at a time: that of the engine, or of whoever holds the owner lock.
 */
typedef struct
{
  char       *path;
  GPtrArray  *alerts;       /* of DtAlert, by id */
  GPtrArray  *history;      /* of DtAlertFiring, oldest first */
  char      **watchlist;
  guint64     last_alert;   /* ids that were given */
  guint64     last_firing;
  guint64     changes;      /* goes up with each */
  gboolean    is_dirty;     /* not written yet */
} DtAlertList;

/* A file that is not there is an empty list; one that is damaged is an error that says where. */
DtAlertList *dt_alert_list_load       (const char      *data_dir,
                                       GError         **error);
/* Writes what is not written. */
gboolean     dt_alert_list_save       (DtAlertList     *list,
                                       GError         **error);
void         dt_alert_list_free       (DtAlertList     *list);

/* (transfer none) (nullable) with %DT_ALERT_ERROR_UNKNOWN */
DtAlert     *dt_alert_list_find       (DtAlertList     *list,
                                       guint64          id,
                                       GError         **error);
/* Takes @alert when it passes its check; an id of 0 is given the next one. Armed from @book and
 * @time on. Returns its id, 0 with an error. */
guint64      dt_alert_list_add        (DtAlertList     *list,
                                       DtAlert         *alert,
                                       gint64           book,
                                       DtTime           time,
                                       GError         **error);
/* Puts @alert in the place of the one with its id: it begins anew. */
gboolean     dt_alert_list_replace    (DtAlertList     *list,
                                       DtAlert         *alert,
                                       gint64           book,
                                       DtTime           time,
                                       GError         **error);
gboolean     dt_alert_list_enable     (DtAlertList     *list,
                                       guint64          id,
                                       gboolean         enabled,
                                       gint64           book,
                                       DtTime           time,
                                       GError         **error);
gboolean     dt_alert_list_remove     (DtAlertList     *list,
                                       guint64          id,
                                       GError         **error);
/* As it was before a change that could not be written: @alert, a copy made then, stands for @id
 * again, with what it had fired; without one there was none. */
void         dt_alert_list_put_back   (DtAlertList     *list,
                                       guint64          id,
                                       const DtAlert   *alert);
void         dt_alert_list_set_watchlist (DtAlertList  *list,
                                       const char *const *symbols);
/* All of them count in @book only after @time: a run was wound back. */
void         dt_alert_list_rearm      (DtAlertList     *list,
                                       gint64           book,
                                       DtTime           time);

/* Whether @alert may tell about @symbol at that moment, as far as it has told before. */
gboolean     dt_alert_may_fire        (const DtAlert   *alert,
                                       const char      *symbol,
                                       gint64           book,
                                       DtTime           time);
/* It does: history, counts, and the end of an alert on one symbol that fires once. */
void         dt_alert_list_fire       (DtAlertList     *list,
                                       DtAlert         *alert,
                                       const char      *symbol,
                                       gint64           book,
                                       DtTime           time,
                                       double           price);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtAlertList, dt_alert_list_free)

G_END_DECLS
