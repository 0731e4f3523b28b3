/* dt-readiness.h - what must be true before real money
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-book-store.h"

G_BEGIN_DECLS

/* What is asked of paper trading before live trading is unlocked. */
#define DT_READY_TRADES        300
#define DT_READY_WIN_RATE      0.60
#define DT_READY_PROFIT_FACTOR 1.5
#define DT_READY_DRAWDOWN      0.15
#define DT_READY_SHARPE        1.0

/* Added up over the books of mode Paper; others never count. */
typedef struct
{
  guint   n_books;
  guint   n_trades;        /* completed */
  guint   n_won;           /* profit after fees above 0 */
  DtMoney won;             /* sum of their profits */
  DtMoney lost;            /* sum of the losses, 0 or below */
  double  max_drawdown;    /* the worst of the books, a fraction, 0 or below; NaN without points */
  GArray *returns;         /* of double: by day, book after book, from what was deposited on */
} DtReadyFigures;

void dt_ready_figures_init   (DtReadyFigures   *figures);
void dt_ready_figures_clear  (DtReadyFigures   *figures);
/* @equity: (element-type DtEquityPoint): of the book, by time */
void dt_ready_figures_add    (DtReadyFigures   *figures,
                              const DtBook     *book,
                              const GArray     *equity);

typedef enum
{
  DT_READY_MET,
  DT_READY_NOT_MET,
  DT_READY_NOT_THERE,      /* what would measure it is not built: counts as not met */
} DtReadyState;

typedef struct
{
  const char   *id;        /* "trades" */
  const char   *title;
  const char   *how;       /* how it is measured, a sentence */
  DtReadyState  state;
  double        value;     /* NaN without one */
  double        needed;    /* a fraction for rates; NaN where there is no figure */
  double        part;      /* of the way, 0 to 1 */
} DtReadyItem;

/* (transfer full): of DtReadyItem, in the order of the checklist */
GArray *dt_readiness_list     (const DtReadyFigures *figures);
/* Reads every paper book of @store. (transfer none): into @figures, which is initialised */
gboolean dt_readiness_measure (DtBookStore      *store,
                               DtReadyFigures   *figures,
                               GError          **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DtReadyFigures, dt_ready_figures_clear)

G_END_DECLS
