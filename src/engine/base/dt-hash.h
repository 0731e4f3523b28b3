/* dt-hash.h - SHA-256 of what a run did
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* SHA-256 (FIPS 180-4) over bytes as they come; dt_hash_finish() ends it and gives 64 lower case
 * hexadecimal digits. Thread: any, one at a time. */
typedef struct _DtHash DtHash;

DtHash *dt_hash_new    (void);
void    dt_hash_free   (DtHash        *hash);
void    dt_hash_add    (DtHash        *hash,
                        gconstpointer  bytes,
                        gsize          n_bytes);
char   *dt_hash_finish (DtHash        *hash);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtHash, dt_hash_free)

G_END_DECLS
