/* desk-reconcile-page.h - whether book and broker tell the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-page.h"

G_BEGIN_DECLS

/**
 * DeskReconcilePage:
 *
 * Checks the running book when it is shown and whenever asked: that its ledger adds up, and that
 * what it holds is what the broker holds, over the symbols and orders of both. What differs is
 * listed with what would repair it. Says what was checked, and when.
 *
 * Thread: main; the book is read on the pool.
 */
#define DESK_TYPE_RECONCILE_PAGE (desk_reconcile_page_get_type ())
G_DECLARE_FINAL_TYPE (DeskReconcilePage, desk_reconcile_page, DESK, RECONCILE_PAGE, DeskPage)

G_END_DECLS
