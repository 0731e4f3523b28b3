/* desk-fuzzy.h - how well what was typed fits a text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Letters of @query must appear in @text in order, whatever their case; starts of words and runs
 * count more, gaps and length less. Spaces of @query are not looked for. Below 0: does not fit. An
 * empty query fits all with 0. */
int desk_fuzzy_score       (const char *query,
                            const char *text);
/* The better of how well it fits a short name ("AAPL") and a long one ("Apple Inc."); the short
 * one counts more. */
int desk_fuzzy_score_names (const char *query,
                            const char *short_name,
                            const char *long_name);

G_END_DECLS
