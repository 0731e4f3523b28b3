/* dt-universe.h - the sessions of all that a tape trades, side by side
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-market-store.h"

#include "dt-cluster.h"
#include "dt-portfolio.h"

G_BEGIN_DECLS

/**
 * DtUniverse:
 *
 * Daily closes and volumes of many symbols on the same sessions, adjusted for splits where the
 * store can say so. It holds all that is stored, the future of a replay included: every question
 * names how many sessions are known, which dt_universe_count_known() tells of a clock.
 *
 * Thread: any. Immutable once loaded; shared by reference.
 */
typedef struct
{
  gatomicrefcount   ref_count;
  guint             n_symbols;
  char            **symbols;      /* sorted */
  char            **sectors;      /* "" where there is none */
  gsize             n_sessions;   /* oldest first */
  DtDate           *dates;
  DtTime           *known;        /* when all bars of the session are complete */
  double           *close;        /* a row of n_sessions for each symbol; NaN where missing */
  double           *volume;       /* units */
  double           *market;       /* closes of DT_PORTFOLIO_MARKET */
} DtUniverse;

/* How each of some symbols moves with each other. */
typedef struct
{
  gsize          n_sessions;      /* returns looked at */
  guint          n;
  double        *r;               /* n x n; NaN where a symbol lacks a session or stands still */
  DtClusterTree *tree;            /* by 1 - r; those without r come last in its order */
} DtUniverseCorrelation;

DtUniverse  *dt_universe_new             (const char *const      *symbols,
                                          gsize                   n_sessions);
DtUniverse  *dt_universe_load            (DtMarketStore          *market,
                                          const char             *universe,
                                          const char *const      *symbols,
                                          GFileProgressCallback   progress,
                                          gpointer                user_data,
                                          GCancellable           *cancellable,
                                          GError                **error);
DtUniverse  *dt_universe_ref             (DtUniverse             *universe);
void         dt_universe_unref           (DtUniverse             *universe);

gboolean     dt_universe_find            (const DtUniverse       *universe,
                                          const char             *symbol,
                                          guint                  *place);
gsize        dt_universe_count_known     (const DtUniverse       *universe,
                                          DtTime                  as_of);
double       dt_universe_get_change      (const DtUniverse       *universe,
                                          guint                   place,
                                          gsize                   known,
                                          gsize                   n_sessions);
double       dt_universe_get_mean_volume (const DtUniverse       *universe,
                                          guint                   place,
                                          gsize                   known,
                                          gsize                   n_sessions);
double       dt_universe_get_turnover    (const DtUniverse       *universe,
                                          guint                   place,
                                          gsize                   known,
                                          gsize                   n_sessions);
DtPortfolio *dt_universe_make_portfolio  (const DtUniverse       *universe,
                                          const guint            *places,
                                          guint                   n,
                                          gsize                   known,
                                          gsize                   window);

DtUniverseCorrelation *
             dt_universe_correlate       (const DtUniverse       *universe,
                                          const guint            *places,
                                          guint                   n,
                                          gsize                   known,
                                          gsize                   window);
void         dt_universe_correlation_free (DtUniverseCorrelation *correlation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtUniverse, dt_universe_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtUniverseCorrelation, dt_universe_correlation_free)

G_END_DECLS
