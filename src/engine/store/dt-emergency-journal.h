/* dt-emergency-journal.h - what leaves when book.db cannot be written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-order.h"

#include "dt-market-store.h"

G_BEGIN_DECLS

typedef enum
{
  DT_EMERGENCY_SUBMIT,
  DT_EMERGENCY_CANCEL,
  DT_EMERGENCY_REPLACE,
} DtEmergencyAct;

typedef struct
{
  gint64             book;
  guint64            step;
  DtTime             time;         /* market time */
  DtEmergencyAct     act;
  guint64            order;
  DtInstrumentIndex  instrument;
  DtOrderType        type;
  DtOrderRole        role;
  DtQuantity         quantity;
  DtMoney            limit;
  DtMoney            stop;
} DtEmergencyRecord;

/**
 * DtEmergencyJournal:
 *
 * A file of fixed size, written in full while there was room: cancels and orders that only reduce
 * are noted in it before they are sent when the journal has failed (law 3), and recovery reads it
 * before anything else. Appending takes no new disk space.
 *
 * Thread: the kernel's.
 */
typedef struct _DtEmergencyJournal DtEmergencyJournal;

#define DT_EMERGENCY_JOURNAL_MAX_RECORDS 511

/* Makes the file, or takes the one that is there with its records. */
DtEmergencyJournal *dt_emergency_journal_open   (const char               *data_dir,
                                                 GError                  **error);
void                dt_emergency_journal_free   (DtEmergencyJournal       *journal);
/* On the disk when it returns %TRUE. %DT_STORE_ERROR_FULL when all records are used. */
gboolean            dt_emergency_journal_append (DtEmergencyJournal       *journal,
                                                 const DtEmergencyRecord  *record,
                                                 GError                  **error);
/* (transfer full): of DtEmergencyRecord, in the order they were appended */
GArray             *dt_emergency_journal_read   (DtEmergencyJournal       *journal,
                                                 GError                  **error);
/* After recovery has taken the records over. */
gboolean            dt_emergency_journal_clear  (DtEmergencyJournal       *journal,
                                                 GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtEmergencyJournal, dt_emergency_journal_free)

G_END_DECLS
