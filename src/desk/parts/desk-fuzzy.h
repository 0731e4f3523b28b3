/* desk-fuzzy.h - how well what was typed fits a text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Letters of @query must appear in @text in order, whatever their case; starts of words and runs
 * count more, gaps and length less. Below 0: does not fit. An empty query fits all with 0. */
int desk_fuzzy_score (const char *query,
                      const char *text);

G_END_DECLS
