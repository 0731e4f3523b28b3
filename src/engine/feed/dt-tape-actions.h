/* dt-tape-actions.h - what companies did to the shares of a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-corporate-action.h"
#include "dt-market-store.h"

G_BEGIN_DECLS

/* All stored corporate actions, by symbol. */
typedef struct
{
  GHashTable *lists;       /* char* -> DtActionList */
  GHashTable *before;      /* char* of a symbol -> char* of the one that became it */
} DtTapeActions;

DtTapeActions *dt_tape_actions_new       (DtMarketStore        *store,
                                          GError              **error);
void           dt_tape_actions_free      (DtTapeActions        *actions);
/* What the instrument was called until the day before @date; %NULL when it had no other name. */
const char    *dt_tape_actions_find_old  (const DtTapeActions  *actions,
                                          const char           *symbol,
                                          DtDate               *date);
/* And what it is called from @date on. */
const char    *dt_tape_actions_find_new  (const DtTapeActions  *actions,
                                          const char           *symbol,
                                          DtDate               *date);
/* (transfer full) (nullable): of the instrument under both its names; %NULL when there are none. */
DtActionList  *dt_tape_actions_dup_list  (const DtTapeActions  *actions,
                                          const char           *symbol);
/* (transfer full): a line each, for the hash of a tape. */
char          *dt_tape_actions_describe  (const DtActionList   *list);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtTapeActions, dt_tape_actions_free)

G_END_DECLS
