/* dt-poison.h - a tape whose future cannot be read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-event.h"

G_BEGIN_DECLS

/**
 * DtPoison:
 *
 * Holds the columns of a tape's series so that they can be made unreadable while a run plays a
 * #DtPoisonedTape of them: what looks ahead, by whatever pointer it has, ends the process.
 *
 * Series keep their identity: their columns are moved into pages of their own until the poison is
 * freed, wherever else the series are referenced. Who borrowed a column before has it in vain, and
 * nobody else may read the series meanwhile. One at a time in a process.
 *
 * Thread: any, one at a time.
 */
typedef struct _DtPoison DtPoison;

DtPoison      *dt_poison_new                (const DtLane    *lanes,
                                             guint            n_lanes,
                                             GError         **error);
void           dt_poison_free               (DtPoison        *poison);

/**
 * DtPoisonedTape:
 *
 * Lanes as one run may see them. At first all bars can be read; from begin() on none, then next()
 * lets in the bars of an instant, after which the last readable byte of each column is the last
 * byte of a page, and the page behind it cannot be read. From end() on all bars are there again.
 *
 * Columns move from bar to bar: who keeps a pointer into one keeps it in vain. A bar costs as much
 * as there are bars before it to be moved, so that the time of a run grows with its square.
 */
typedef struct _DtPoisonedTape DtPoisonedTape;

DtPoisonedTape *dt_poisoned_tape_new        (DtPoison        *poison,
                                             const DtLane    *lanes,
                                             guint            n_lanes,
                                             GError         **error);
void            dt_poisoned_tape_free       (DtPoisonedTape  *tape);
/* As many as it was made from, in their order; they hold until it is freed. */
const DtLane   *dt_poisoned_tape_get_lanes  (DtPoisonedTape  *tape);
void            dt_poisoned_tape_begin      (DtPoisonedTape  *tape);
/* The next instant, in the order of #DtLaneReader; %FALSE with no error at the end. */
gboolean        dt_poisoned_tape_next       (DtPoisonedTape  *tape,
                                             DtInstant       *instant,
                                             GError         **error);
void            dt_poisoned_tape_end        (DtPoisonedTape  *tape);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtPoison, dt_poison_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtPoisonedTape, dt_poisoned_tape_free)

G_END_DECLS
