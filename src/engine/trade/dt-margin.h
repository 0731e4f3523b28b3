/* dt-margin.h - how much of its own an account must have in what it holds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-book.h"

G_BEGIN_DECLS

typedef enum
{
  DT_MARGIN_NONE,          /* no rule but the risk profile's */
  DT_MARGIN_CASH,          /* cash account: nothing on credit, nothing short */
  DT_MARGIN_REGT,          /* Regulation T: half of every new position is the account's own */
  DT_MARGIN_PDT,           /* the same over night, four times the excess during the day */
} DtMargin;

/* FINRA Rule 4210 (f)(8)(B)(iv)a: the equity of who day trades by pattern. */
#define DT_PATTERN_MIN_EQUITY DT_DOLLARS (25000)

/* What positions of @equity may be worth together when half of them must be its own: Regulation T,
 * 12 CFR 220.12 (a) and (c). */
static inline DtMoney
dt_margin_get_initial_means (DtMoney equity)
{
  return equity > G_MAXINT64 / 2 ? G_MAXINT64 : MAX (equity, 0) * 2;
}

gboolean    dt_margin_get_maintenance  (const DtPosition  *position,
                                        DtMoney           *required);
gboolean    dt_margin_sum_maintenance  (const DtBook      *book,
                                        DtMoney           *required);
gboolean    dt_margin_get_day_means    (const DtBook      *book,
                                        DtMoney            equity,
                                        DtMoney           *means);
const char *dt_margin_to_string        (DtMargin           margin);

G_END_DECLS
