/* dt-drawdown.h - how far and how long below the peak
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Depths are fractions of the peak and never positive: -0.2 is 20 % below it. */

/* From the last point at the peak to the first that reaches it again, or the end. */
typedef struct
{
  gsize    peak;
  gsize    trough;
  gsize    end;
  double   depth;
  gboolean recovered;
} DtDrawdownSpell;

double    dt_drawdown_max             (const double     *equity,
                                       gsize             n_points);
double    dt_drawdown_max_of_returns  (const double     *returns,
                                       gsize             n_returns);
void      dt_drawdown_series          (const double     *equity,
                                       gsize             n_points,
                                       double           *depths);
gboolean  dt_drawdown_next_spell      (const double     *equity,
                                       gsize             n_points,
                                       gsize            *cursor,
                                       DtDrawdownSpell  *spell);

G_END_DECLS
