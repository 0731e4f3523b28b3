/* dt-strategy-words.h - a strategy file in sentences
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-strategy-file.h"

G_BEGIN_DECLS

/* What the file does, a sentence a line, made from its rules: "Buys when …", how it leaves, how
 * entries are sent, how large they are, and the parameters as set. (transfer full) */
char *dt_strategy_file_describe (const DtStrategyFile *file);

/* The same text with another name in its [strategy] section, where that section has one; nothing
 * else changes. (transfer full) */
char *dt_strategy_text_rename   (const char           *text,
                                 const char           *name);

G_END_DECLS
