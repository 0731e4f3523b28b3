/* dt-look-ahead.h - does the past of a run hang on its future?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-tape-loader.h"

#include "dt-run.h"

G_BEGIN_DECLS

/* What a signal of the whole run met again when the data ended with it. */
typedef enum
{
  DT_LOOK_AHEAD_SIGNAL,     /* a signal up to there is missing, new, or has other inputs */
  DT_LOOK_AHEAD_ORDER,      /* an order up to there is missing, new or another */
  DT_LOOK_AHEAD_FILL,       /* so is a fill */
  DT_LOOK_AHEAD_VALUE,      /* an indicator has another value */
} DtLookAheadKind;

typedef struct
{
  DtTime           cut;       /* the data ended here */
  DtLookAheadKind  kind;
  DtTime           time;      /* of the first signal, order or fill that differs, in the whole run
                               * where it is there */
  const char      *symbol;    /* of it; owned by the study */
  const char      *indicator; /* (nullable): the call whose value differs; owned by the study */
  gboolean         missing;   /* from the shorter run */
  gboolean         added;     /* to the shorter run */
} DtLookAheadFinding;

/**
 * DtLookAhead:
 *
 * The run is made again on data that end with each instant at which it had signals, or with a
 * seeded sample of these: all signals, orders and fills up to there must be the same, to the last
 * bit of a signal's inputs, and so must be the values of all indicators that the rules call, of
 * every instrument, at the last bar. What is found is the first difference of each cut.
 */
typedef struct
{
  guint    n_instants;      /* at which the whole run had signals */
  guint    n_signals;       /* of the whole run */
  guint    n_cuts;          /* instants that were tried */
  guint64  n_values;        /* of indicators that were compared */
  GArray  *findings;        /* of DtLookAheadFinding, by cut */
  GStringChunk *symbols;
} DtLookAhead;

/* How the data are cut: dt_tape_cut(), or another source of what was known at @until, say an
 * archive as it was that day. Called from any thread of the pool, from several at a time.
 * (transfer full) */
typedef DtTapeSet *(*DtLookAheadCutFunc) (DtTapeSet *tape,
                                          DtTime     until,
                                          gpointer   user_data);

/* @n_max: cuts at most, 0 for all; a sample of them is drawn by @seed. @cut_func: (nullable).
 * Cuts are tried on all threads of the pool; what comes out is the same for any number of them.
 * @progress gets cuts done and in all, in the caller's thread.
 * Positions stay open at the end of every run, whatever the spec says. */
DtLookAhead *dt_look_ahead_run   (const DtRunSpec        *spec,
                                  DtTapeSet              *tape,
                                  guint                   n_max,
                                  guint64                 seed,
                                  DtLookAheadCutFunc      cut_func,
                                  gpointer                cut_data,
                                  GFileProgressCallback   progress,
                                  gpointer                user_data,
                                  GCancellable           *cancellable,
                                  GError                **error);
void         dt_look_ahead_free  (DtLookAhead            *study);
const char  *dt_look_ahead_kind_to_string (DtLookAheadKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtLookAhead, dt_look_ahead_free)

G_END_DECLS
