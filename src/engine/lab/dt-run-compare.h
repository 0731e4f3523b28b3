/* dt-run-compare.h - two runs, order by order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-run-record.h"

G_BEGIN_DECLS

/* One account of a run: a record's, or a stored book. Borrowed for as long as the comparison. */
typedef struct
{
  const DtBook      *book;
  const char *const *symbols;   /* by instrument index */
} DtCompareAccount;

typedef enum
{
  DT_COMPARE_CHANGED,      /* both have the order, but something about it differs */
  DT_COMPARE_ONLY_LEFT,
  DT_COMPARE_ONLY_RIGHT,
} DtCompareKind;

typedef struct
{
  DtCompareKind  kind;
  DtTime         time;         /* when it was submitted */
  const char    *symbol;
  guint32        strategy;     /* number, or %DT_STRATEGY_USER */
  DtOrderRole    role;
  DtQuantity     quantity;     /* signed; the left one where both are */
  const char    *field;        /* (nullable): static; the first that differs, of a changed one */
  char          *left;         /* (nullable): that field as text */
  char          *right;
} DtOrderDifference;

/**
 * DtRunCompare:
 *
 * Orders are the same order when time of submission, symbol, strategy and role are; of several
 * that share these the first goes with the first. Equal ones agree in type, time in force,
 * quantity, limit, stop, moves, status and all their fills (time, quantity, price, fee). Ids count
 * for nothing.
 */
typedef struct
{
  guint      n_equal;
  guint      n_changed;
  guint      n_only_left;
  guint      n_only_right;
  GArray    *differences;     /* of DtOrderDifference, oldest first */
  DtMoney    profit_left;     /* of completed trades, fees off; DT_MONEY_NONE beyond all money */
  DtMoney    profit_right;
  DtMoney    profit_difference; /* right less left */
} DtRunCompare;

/* Pure: reads the books. Accounts in any order. */
DtRunCompare *dt_run_compare_new         (const DtCompareAccount  *left,
                                          gsize                    n_left,
                                          const DtCompareAccount  *right,
                                          gsize                    n_right,
                                          GCancellable            *cancellable,
                                          GError                 **error);
void          dt_run_compare_free        (DtRunCompare            *compare);
/* One account a record. (transfer full): n_records accounts, for g_free() */
DtCompareAccount *dt_compare_accounts_of (const DtRunRecord       *records,
                                          gsize                    n_records);
const char   *dt_compare_kind_to_string  (DtCompareKind            kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtRunCompare, dt_run_compare_free)

G_END_DECLS
