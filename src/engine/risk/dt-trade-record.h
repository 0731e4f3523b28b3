/* dt-trade-record.h - closed trades of one strategy, and those of earlier books
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-time.h"

G_BEGIN_DECLS

/* The closed trades of one strategy. Results are fractions of the entry's value, after fees. */
typedef struct
{
  guint  n_wins;
  guint  n_losses;
  guint  n_even;        /* neither profit nor loss */
  double gains;         /* sum of the wins' */
  double losses;        /* sum of the losses', positive */
  int    streak;        /* wins in a row, or -losses; 0 after a trade that was neither */
} DtTradeRecord;

void       dt_trade_record_add    (DtTradeRecord        *record,
                                   double                result);

/* Records of earlier books as a run's settings hold them: a key file with a section for each
 * strategy, by the name of its file, and [record] that says which books they are from. */
GKeyFile  *dt_trade_records_new   (const char           *books,
                                   DtTime                before);
void       dt_trade_records_set   (GKeyFile             *file,
                                   const char           *strategy,
                                   const DtTradeRecord  *record);
/* What the text has of a strategy: all 0 where it has nothing. %FALSE with %DT_RISK_ERROR_PROFILE
 * when it is no such text. */
gboolean   dt_trade_records_parse (const char           *text,
                                   const char           *strategy,
                                   DtTradeRecord        *record,
                                   GError              **error);

G_END_DECLS
