/* desk-scale.h - values to pixels and back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  DESK_SCALE_LINEAR,
  DESK_SCALE_LOGARITHMIC,   /* only for values above 0; others are clamped to the low end */
} DeskScaleKind;

/* The value @low is at pixel @start, @high at @end; @end is above @start on screen, that is a
 * smaller number, for prices. Plain data, copied freely. */
typedef struct
{
  DeskScaleKind kind;
  double        low;
  double        high;
  double        start;
  double        end;
} DeskScale;

double desk_scale_to_pixel   (const DeskScale *scale,
                              double           value);
double desk_scale_to_value   (const DeskScale *scale,
                              double           pixel);
/* Widens [@low, @high] by @margin (a fraction of its length) on either side; a range without a
 * length becomes one around its value. */
void   desk_scale_fit        (DeskScale       *scale,
                              double           low,
                              double           high,
                              double           margin);

G_END_DECLS
