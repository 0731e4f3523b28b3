/* desk-regime-card.h - what kind of market it is, and which strategies are at work
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

/**
 * DeskRegimeCard:
 *
 * The regime of the run's selector: since when, by which measures, who opens something in it and
 * who waits. In a run without a selector it says that there is none, and where one is chosen.
 *
 * Thread: main.
 */
#define DESK_TYPE_REGIME_CARD (desk_regime_card_get_type ())
G_DECLARE_FINAL_TYPE (DeskRegimeCard, desk_regime_card, DESK, REGIME_CARD, AdwBin)

/* @tells_switches: the latest ones too, for which there has to be room */
GtkWidget *desk_regime_card_new (DeskSession *session,
                                 gboolean     tells_switches);

G_END_DECLS
