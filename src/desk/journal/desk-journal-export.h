/* desk-journal-export.h - trades as a table for other programs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* RFC 4180, with the head that docs/cli.md's trade list has not: number, symbol, strategy,
 * quantity, entry_time, exit_time (UTC), entry_price, exit_price, profit, fees, return, mae, mfe,
 * exit_reason, rating, tags, note. @trips: of DeskTrip, in the order of the rows. */
char *desk_journal_make_csv (GListModel *trips);

G_END_DECLS
