/* dt-migration.h - the versions of a database
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-sqlite.h"

G_BEGIN_DECLS

/* A kind of database. Migration i leads from version i to i + 1; versions only go up. Published
 * migrations are never edited. */
typedef struct
{
  guint32            application_id;  /* in the file's header: tells ours from others */
  const char        *name;            /* "market" */
  const char *const *migrations;
  guint              n_migrations;
  guint              oldest_readable; /* what reads it copes with what later versions added; 0: only
                                       * the newest version is read */
} DtSchema;

extern const DtSchema dt_market_schema;
extern const DtSchema dt_book_schema;

/* Opens the file, checks that it is ours and brings it to the newest version. */
DtSqlite *dt_schema_open     (const DtSchema  *schema,
                              const char      *path,
                              DtStoreMode      mode,
                              GError         **error);
/* Only up to this version: what the tests of migrations start from. */
gboolean  dt_schema_migrate  (const DtSchema  *schema,
                              DtSqlite        *sqlite,
                              guint            version,
                              GError         **error);

G_END_DECLS
