/* dt-past.h - the last n values in a row
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-indicator-private.h"

G_BEGIN_DECLS

/* Every value is written twice, n places apart, so that the last n always stand in a row
 * somewhere: what is computed over a window is a plain loop. The values lie beside the struct in
 * the indicator's state. Plain data, no resources: copied by assignment. */
typedef struct
{
  guint32 n;
  guint32 at;         /* where the next value goes */
  guint32 n_missing;  /* values until there are n */
  guint32 unused;
} DtPast;

/* Doubles beside it. */
static inline gsize
dt_past_length (double n)
{
  return 2 * (gsize) n;
}

static inline void
dt_past_init (DtPast *self,
              guint   n)
{
  *self = (DtPast) { .n = n, .n_missing = n };
}

/* Returns: the last n values, oldest first; %NULL until there are as many */
static inline const double *
dt_past_push (DtPast *self,
              double *values,
              double  value)
{
  guint at = self->at;

  values[at] = values[at + self->n] = value;
  self->at = at + 1 == self->n ? 0 : at + 1;
  if (G_UNLIKELY (self->n_missing > 0) && --self->n_missing > 0)
    return NULL;

  return values + self->at;
}

G_END_DECLS
