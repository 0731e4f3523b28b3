/* dt-rice.h - small numbers in few bits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Golomb codes with a power of two (Rice, "Some practical universal noiseless coding techniques",
 * JPL 1979) whose parameter is chosen anew for every 64 values. A reader may look up to
 * DT_RICE_MARGIN bytes past the end of the bits, so that many must be there. */
#define DT_RICE_MARGIN 16

void     dt_rice_encode  (const guint64 *values,
                          gsize          n_values,
                          GByteArray    *bytes);
/* %FALSE when the bits end before the values do. */
gboolean dt_rice_decode  (const guint8  *data,
                          gsize          size,
                          guint64       *values,
                          gsize          n_values);

/* Signed to unsigned so that small magnitudes stay small: 0, -1, 1, -2 ... */
static inline guint64
dt_zigzag (guint64 difference)
{
  return (difference << 1) ^ (0 - (difference >> 63));
}

static inline guint64
dt_unzigzag (guint64 value)
{
  return (value >> 1) ^ (0 - (value & 1));
}

G_END_DECLS
