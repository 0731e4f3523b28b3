/* desk-format.h - figures as people read them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-money.h"
#include "dt-time.h"

G_BEGIN_DECLS

/* All return new strings, with the separators of the user's locale, a true minus sign (U+2212) and
 * an en dash for what is missing (DT_MONEY_NONE, NaN, DT_TIME_NONE). */

/* "100,250.10": two decimals */
char *desk_format_money           (DtMoney      money);
/* "+$1,250.10", "−$80.00", "$0.00": profits */
char *desk_format_profit          (DtMoney      money);
/* two decimals, four below 1 USD */
char *desk_format_price           (double       price);
/* "1,200", "0.5": no decimals that are not needed */
char *desk_format_quantity        (DtQuantity   quantity);
/* a fraction: 0.0123 is "1.23 %" and, signed, "+1.23 %" */
char *desk_format_percent         (double       fraction);
char *desk_format_signed_percent  (double       fraction);
/* The engine's text of a figure, "-6.44 %", with the sign that figures have here; "–" for "-" */
char *desk_format_figure          (const char  *text);
/* "1.2 M", for volumes: K, M, B, T */
char *desk_format_large           (double       number);
/* "+1.30 R": profit in units of the risk; "–" for NaN */
char *desk_format_r               (double       r);
/* "60×", "max", "paused" */
char *desk_format_speed           (double       speed);

typedef enum
{
  DESK_TIME_CLOCK,        /* 09:31:00 */
  DESK_TIME_MINUTE,       /* 09:31 */
  DESK_TIME_DATE,         /* 11 Feb 2019, in the locale's order */
  DESK_TIME_FULL,         /* Mon 11 Feb 2019, 09:31:00 New York */
} DeskTimeStyle;

/* In exchange time (New York). */
char *desk_format_time            (DtTime        time,
                                   DeskTimeStyle style);
/* The same instant in the user's own zone, with the zone's name: what a tooltip says. */
char *desk_format_local_time      (DtTime        time);

G_END_DECLS
