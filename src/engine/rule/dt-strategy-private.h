/* dt-strategy-private.h - a strategy file while it is read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-strategy-file.h"

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

typedef struct
{
  DtStrategyFile            *file;
  DtRuleProgram             *like;       /* (nullable): of the same text under other settings */
  DtStrategyLines            lines;
  const char                *path;
  const DtParameterSetting  *settings;
  guint                      n_settings;
  DtRuleSource               sources[DT_N_STRATEGY_OUTPUTS];
  char                      *pieces[4];   /* prices of the orders' entry, apart, and the trails */
  GError                   **error;
} DtStrategyParse;

extern const char *const dt_strategy_side_keys[DT_OUTPUT_SIDES];

/* Set the error at a key, at @offset bytes into a value, or of the whole file; always %FALSE. */
gboolean  dt_fail_key             (DtStrategyParse        *parse,
                                   const DtStrategyEntry  *entry,
                                   DtRuleError             code,
                                   const char             *format,
                                   ...) G_GNUC_PRINTF (4, 5);
gboolean  dt_fail_value           (DtStrategyParse        *parse,
                                   const DtStrategyEntry  *entry,
                                   gsize                   offset,
                                   DtRuleError             code,
                                   const char             *format,
                                   ...) G_GNUC_PRINTF (5, 6);
gboolean  dt_fail_whole           (DtStrategyParse        *parse,
                                   DtRuleError             code,
                                   const char             *format,
                                   ...) G_GNUC_PRINTF (3, 4);

/* [orders] and [size], after the parameters and the sources of the sides. */
gboolean  dt_strategy_read_orders (DtStrategyParse        *parse);
gboolean  dt_strategy_read_size   (DtStrategyParse        *parse);

static inline gboolean
dt_strategy_has_stop (const DtStrategyFile *file,
                      guint                 side)
{
  return file->has[side + DT_OUTPUT_STOP] || file->has[side + DT_OUTPUT_TRAIL];
}

G_END_DECLS
