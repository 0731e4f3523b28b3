/* dt-return-line.h - the returns of a finished run, what studies resample
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-run-record.h"

G_BEGIN_DECLS

/**
 * DtReturnLine:
 *
 * Returns that compound from @start to the last equity, oldest first: simple, fractions of the
 * equity before. Either of sessions, as the tear sheet counts them, or of trades.
 */
typedef struct
{
  gsize   n;
  double *returns;
  DtDate *dates;             /* of the sessions; of trades the day of the exit */
  double  start;             /* USD, of all accounts together */
  double  days;              /* calendar days from the first bar to the last */
  double  periods_per_year;  /* of sessions; 0 of trades, which keep no calendar */
} DtReturnLine;

/* One return a session, on weekly bars and longer one a bar; the first session has one only when
 * its equity differs from the deposit. %DT_LAB_ERROR_REQUEST when the account was wiped out before
 * the end or there is no return. */
DtReturnLine *dt_return_line_new_of_sessions (const DtRunRecord  *records,
                                              gsize               n_records,
                                              GError            **error);
/* One return a completed round trip, in the order of the exits: its profit by what the deposit and
 * the profits before it add up to. So the line compounds to deposit plus realised profit, and
 * trades that ran side by side count one after the other. */
DtReturnLine *dt_return_line_new_of_trades   (const DtRunRecord  *records,
                                              gsize               n_records,
                                              GError            **error);
void          dt_return_line_free            (DtReturnLine       *line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtReturnLine, dt_return_line_free)

G_END_DECLS
