/* dt-sha256.h - the compression function of SHA-256
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DT_SHA256_BLOCK 64

typedef struct
{
  guint32 state[8];
} DtSha256;

/* FIPS 180-4, 5.3.3 and 6.2.2; padding is the caller's. Takes the processor's own instructions
 * where it has them: bit for bit the same. Thread: any, one at a time. */
void  dt_sha256_init      (DtSha256      *sha);
void  dt_sha256_compress  (DtSha256      *sha,
                           const guint8  *blocks,
                           gsize          n_blocks);
/* The definition in plain C, whatever the processor; for the test that compares. */
void  dt_sha256_compress_plain
                          (DtSha256      *sha,
                           const guint8  *blocks,
                           gsize          n_blocks);

G_END_DECLS
