/* dt-report-number.h - numbers as people read them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-tear-sheet.h"

G_BEGIN_DECLS

/* Thousands apart, "-" where undefined, the same in every locale. All (transfer full). */
char *dt_report_format_double    (double             value,
                                  int                places,
                                  const char        *suffix);
char *dt_report_format_money     (DtMoney            money);
char *dt_report_format_time      (DtTime             time,
                                  DtTimeframe        timeframe);
char *dt_report_format_days      (double             days,
                                  DtTimeframe        timeframe);
char *dt_report_format_statistic (const DtTearSheet *sheet,
                                  const DtStatistic *statistic);

G_END_DECLS
