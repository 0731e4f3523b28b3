/* dt-reconcile.h - whether two sides tell the same of an account
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-book.h"

G_BEGIN_DECLS

typedef struct
{
  const char *symbol;
  DtQuantity  quantity;     /* signed, not 0 */
} DtHolding;

typedef struct
{
  guint64     id;
  const char *symbol;
  DtQuantity  quantity;     /* signed */
  DtQuantity  filled;
} DtLiveOrder;

/* What one side says; texts are borrowed. */
typedef struct
{
  DtMoney  cash;            /* DT_MONEY_NONE: not told */
  GArray  *holdings;        /* of DtHolding */
  GArray  *orders;          /* of DtLiveOrder: that work or wait to be sent */
} DtAccountSide;

void  dt_account_side_init      (DtAccountSide        *side);
void  dt_account_side_clear     (DtAccountSide        *side);
/* What the records of @book fold to. @symbols: by instrument, outlive @side */
void  dt_account_side_read      (DtAccountSide        *side,
                                 const DtBook         *book,
                                 const char *const    *symbols);

typedef enum
{
  DT_DIFFERS_CASH,
  DT_DIFFERS_POSITION,
  DT_DIFFERS_ORDER,
} DtDifferenceKind;

typedef struct
{
  DtDifferenceKind  kind;
  char             *symbol;    /* "" for cash */
  char             *what;      /* a sentence with both values */
  char             *fix;       /* what would repair it, a sentence */
} DtDifference;

void       dt_difference_free  (DtDifference         *difference);
/* Over the union of both sides' symbols and orders; sorted by kind and symbol. (transfer full): of
 * DtDifference; empty: both tell the same */
GPtrArray *dt_reconcile        (const DtAccountSide  *book,
                                const DtAccountSide  *broker);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DtAccountSide, dt_account_side_clear)

G_END_DECLS
