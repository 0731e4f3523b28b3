/* dt-tape-cut.h - a tape as it was known at some time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-tape-loader.h"

G_BEGIN_DECLS

/* A day of the tape's base bars; on weekly bars and longer, a bar. */
typedef struct
{
  DtDate date;     /* New York, of the bars' start */
  DtTime known;    /* when the last of its bars is complete */
} DtTapeSession;

/* (transfer full): array of DtTapeSession, those that are played, oldest first */
GArray    *dt_tape_list_sessions (DtTapeSet  *tape);
/* The tape without all that became known after @until; lanes of which nothing is left are left out.
 * Playing starts with what is known after @from, %DT_TIME_NONE is the first bar; bars before it
 * stay, as warm-up. (transfer full) */
DtTapeSet *dt_tape_cut           (DtTapeSet  *tape,
                                  DtTime      from,
                                  DtTime      until);

G_END_DECLS
