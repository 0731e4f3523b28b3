/* desk-day-figure.h - what the day has brought, and what it may still cost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

#include "desk-column.h"

G_BEGIN_DECLS

/**
 * DeskDayFigure:
 *
 * Profit of the session in the header, and below it how far the limit is; what both are made of is
 * in the tooltip. Property: "session".
 *
 * Thread: main.
 */
#define DESK_TYPE_DAY_FIGURE (desk_day_figure_get_type ())
G_DECLARE_FINAL_TYPE (DeskDayFigure, desk_day_figure, DESK, DAY_FIGURE, AdwBin)

/* The words of it, (transfer full) each. */
typedef struct
{
  char     *profit;    /* "+$1,250.10" */
  char     *detail;    /* "1,749.90 to the limit" */
  char     *tooltip;
  DeskTone  tone;
} DeskDayWords;

void desk_day_words_make  (DeskDayWords      *words,
                           const DeskAccount *account);
void desk_day_words_clear (DeskDayWords      *words);

G_END_DECLS
