/* dt-ring.h - one thread writes, one thread reads
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DtRing:
 *
 * A queue of fixed size between exactly one writing and one reading thread, without locks: what a
 * feed's connection hands to the engine. When it is full, dt_ring_push() says so and the
 * writer decides what to drop.
 */
typedef struct _DtRing DtRing;

DtRing   *dt_ring_new       (gsize         element_size,
                             guint         capacity);
void      dt_ring_free      (DtRing       *ring);
/* The writer's. */
gboolean  dt_ring_push      (DtRing       *ring,
                             gconstpointer element);
/* The reader's. */
gboolean  dt_ring_pop       (DtRing       *ring,
                             gpointer      element);
/* Either's; old by the time it is read. */
guint     dt_ring_get_fill  (DtRing       *ring);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtRing, dt_ring_free)

G_END_DECLS
