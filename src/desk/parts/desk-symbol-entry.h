/* desk-symbol-entry.h - finding an instrument
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

/**
 * DeskSymbolEntry:
 *
 * A search entry with a list below it of the instruments of the tape, by symbol and company name;
 * arrow keys and Enter choose.
 *
 * Thread: main. Properties: "session", "symbol". Signals: "chosen" (symbol).
 */
#define DESK_TYPE_SYMBOL_ENTRY (desk_symbol_entry_get_type ())
G_DECLARE_FINAL_TYPE (DeskSymbolEntry, desk_symbol_entry, DESK, SYMBOL_ENTRY, AdwBin)

GtkWidget  *desk_symbol_entry_new        (DeskSession     *session);
/* (nullable): what was chosen last */
const char *desk_symbol_entry_get_symbol (DeskSymbolEntry *self);

G_END_DECLS
