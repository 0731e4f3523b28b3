/* desk-words.h - a title and a sentence that wraps, cheap to measure
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DeskWords:
 *
 * Two labels, one above the other. A label that wraps looks for the width that it needs in a given
 * height, which lays its text out up to ten times, and does so whenever a box around it is
 * measured. These words ask for the same width whatever they say, and so are laid out once.
 *
 * Thread: main.
 */
#define DESK_TYPE_WORDS (desk_words_get_type ())
G_DECLARE_FINAL_TYPE (DeskWords, desk_words, DESK, WORDS, GtkWidget)

/* The classes of style of title and text; %NULL: none. */
GtkWidget *desk_words_new (const char *title_class,
                           const char *text_class);
void       desk_words_set (DeskWords  *self,
                           const char *title,
                           const char *text);

G_END_DECLS
