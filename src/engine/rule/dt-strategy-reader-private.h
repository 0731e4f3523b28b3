/* dt-strategy-reader-private.h - sections, keys and values, and where they stand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-rule-program.h"

G_BEGIN_DECLS

/* Largest strategy file, bytes. */
#define DT_STRATEGY_MAX_TEXT (256 * 1024)

/* A value goes on over indented lines; @value keeps them and their comments as they are written,
 * so that columns in it are columns of the file. */
typedef struct
{
  char         *section;
  char         *key;
  char         *value;
  DtRuleSource  source;      /* of the value: text is @value */
  DtRuleSource  key_source;  /* of the line of the key */
  char         *line;
} DtStrategyEntry;

typedef struct
{
  GPtrArray *entries;        /* of DtStrategyEntry, in the file's order */
} DtStrategyLines;

gboolean               dt_strategy_lines_read  (DtStrategyLines        *lines,
                                                const char             *text,
                                                const char             *path,
                                                GError                **error);
void                   dt_strategy_lines_clear (DtStrategyLines        *lines);
const DtStrategyEntry *dt_strategy_lines_find  (const DtStrategyLines  *lines,
                                                const char             *section,
                                                const char             *key);

/* The value as plain words: comments gone, blanks squeezed. */
char                  *dt_strategy_entry_dup_words (const DtStrategyEntry *entry);

G_END_DECLS
