/* desk-axis.h - where the ticks of an axis are and what they say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-time.h"

#include "desk-scale.h"

G_BEGIN_DECLS

#define DESK_AXIS_MAX_TICKS  64
#define DESK_AXIS_LABEL_SIZE 24

typedef struct
{
  double   position;         /* pixel */
  char     label[DESK_AXIS_LABEL_SIZE];
  gboolean strong;           /* a new day among hours, a new year among months */
  gboolean day;              /* begins a day, or something longer */
} DeskTick;

/* Ticks at 1, 2, 2.5 or 5 times a power of ten, at least @spacing pixels apart; labels have the
 * decimals that tell them apart. Returns how many of @ticks are filled, at most
 * DESK_AXIS_MAX_TICKS. */
guint desk_axis_value_ticks  (const DeskScale *scale,
                              double           spacing,
                              DeskTick        *ticks);

/* Ticks under bars: @time holds the start of @n bars of which those from @first to @last are
 * seen; bar i is centred at @origin + i × @step pixels, so nights and weekends take no room. A tick
 * stands at the first bar of a minute step, hour, day, month or year, whatever leaves labels at
 * least @spacing pixels apart, in New York time. */
guint desk_axis_time_ticks   (const DtTime    *time,
                              gsize            n,
                              gint64           first,
                              gint64           last,
                              double           origin,
                              double           step,
                              double           spacing,
                              DeskTick        *ticks);

/* What an axis or a tag on it says; both return @label. @decimals is at most 10. */
char *desk_axis_format_value (double           value,
                              int              decimals,
                              char             label[DESK_AXIS_LABEL_SIZE]);
/* "Mon 11 Feb 2019", with @clock "Mon 11 Feb 09:31": New York time */
char *desk_axis_format_time  (DtTime           time,
                              gboolean         clock,
                              char             label[DESK_AXIS_LABEL_SIZE]);
/* Decimals that tell the pixels of a scale of prices apart: 2 from 10 to a million, else as many as
 * it takes. */
int   desk_axis_decimals     (const DeskScale *scale);

G_END_DECLS
