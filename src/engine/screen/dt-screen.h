/* dt-screen.h - which symbols meet a screen at a moment of market time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-tape-loader.h"

#include "dt-screen-file.h"

G_BEGIN_DECLS

#define DT_SCREEN_ERROR (dt_screen_error_quark ())
GQuark dt_screen_error_quark (void);

typedef enum
{
  DT_SCREEN_ERROR_REQUEST,   /* no universe is named, or the moment is no date */
  DT_SCREEN_ERROR_FUTURE,    /* of a replay that goes on */
} DtScreenError;

typedef enum
{
  DT_SCREEN_PASSES,
  DT_SCREEN_FAILS,
  DT_SCREEN_STALE,           /* its last bar is of an earlier session than the newest one's */
  DT_SCREEN_NO_BARS,         /* none by then */
} DtScreenState;

/* One symbol. Numbers are NaN where missing. */
typedef struct
{
  char          *symbol;
  char          *name;       /* (nullable): of the company */
  char          *sector;     /* (nullable) */
  DtScreenState  state;
  guint          rank;       /* among those that pass, from 1; 0 for the others */
  guint          n_met;      /* criteria */
  double         score;
  double         close;      /* of the last bar */
  DtTime         time;       /* when that was known; DT_TIME_NONE without */
  double        *values;     /* by criterion: what it compares */
  gboolean      *met;        /* by criterion */
} DtScreenRow;

/**
 * DtScreenResult:
 *
 * Rows: those that pass by rank, then the others by score, by criteria met, and by symbol, then
 * those without bars.
 *
 * Thread: any. Immutable; shared by reference.
 */
typedef struct
{
  gatomicrefcount  ref_count;
  DtScreenFile    *file;
  DtTime           moment;    /* nothing that became known later was looked at */
  DtTime           newest;    /* when the newest bar was known; DT_TIME_NONE without any */
  DtScreenRow     *rows;
  guint            n_rows;
  guint            n_passed;
  GPtrArray       *notes;     /* of char*: sentences of the tape */
} DtScreenResult;

/* 09:00 New York of a date: before its open. */
DtTime          dt_screen_get_moment     (DtDate                  date);

/* The bars that a screen looks at: @symbols (nullable) of @universe (nullable), or of whatever is
 * stored. @moment: DT_TIME_NONE is the end of the data. Errors are those of dt_tape_load(). */
DtTapeSet      *dt_screen_load           (const DtScreenFile     *file,
                                          DtMarketStore          *store,
                                          const char             *universe,
                                          const char *const      *symbols,
                                          DtTime                  moment,
                                          GFileProgressCallback   progress,
                                          gpointer                user_data,
                                          GCancellable           *cancellable,
                                          GError                **error);
/* Evaluates every criterion on the last bar that was known at @moment, for all symbols, on all
 * cores. (transfer full): %NULL only when it was cancelled */
DtScreenResult *dt_screen_run            (DtScreenFile           *file,
                                          DtTapeSet              *set,
                                          DtTime                  moment,
                                          GFileProgressCallback   progress,
                                          gpointer                user_data,
                                          GCancellable           *cancellable,
                                          GError                **error);
DtScreenResult *dt_screen_result_ref     (DtScreenResult         *result);
void            dt_screen_result_unref   (DtScreenResult         *result);
const char     *dt_screen_state_to_string (DtScreenState          state);
/* A table for spreadsheets: a line a symbol, a column for each criterion's value and one for
 * whether it was met. (transfer full) */
char           *dt_screen_result_to_csv  (const DtScreenResult   *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtScreenResult, dt_screen_result_unref)

G_END_DECLS
