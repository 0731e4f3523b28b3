/* dt-rule-lines.h - files of rules, line by line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-rule-program.h"

G_BEGIN_DECLS

/* Largest file of rules, bytes. */
#define DT_RULE_MAX_FILE (256 * 1024)

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
} DtRuleEntry;

/* The line "[name]"; a section may come more than once. */
typedef struct
{
  char         *name;
  DtRuleSource  source;      /* of the line */
  char         *line;
} DtRuleSection;

typedef struct
{
  GPtrArray *entries;        /* of DtRuleEntry, in the file's order */
  GPtrArray *sections;       /* of DtRuleSection, likewise; one without entries too */
} DtRuleLines;

/* Fills @lines, which is to be cleared in any case; @path lives as long. */
gboolean            dt_rule_lines_read      (DtRuleLines        *lines,
                                             const char         *text,
                                             const char         *path,
                                             GError            **error);
void                dt_rule_lines_clear     (DtRuleLines        *lines);
const DtRuleEntry  *dt_rule_lines_find      (const DtRuleLines  *lines,
                                             const char         *section,
                                             const char         *key);
/* The value as plain words: comments gone, blanks squeezed. (transfer full) */
char               *dt_rule_entry_dup_words (const DtRuleEntry  *entry);

G_END_DECLS
