/* desk-heat-data.h - what the heatmaps look at
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-risk-profile.h"
#include "dt-universe.h"

#include "desk-session.h"

G_BEGIN_DECLS

/**
 * DeskHeatData:
 *
 * The sessions of all instruments of the session's tape, and the limits of its book, read once for
 * each tape and book on the pool. Sessions that are not over yet by the market's clock are in it
 * and must not be looked at: desk_heat_data_count_known() says how many are.
 *
 * Thread: main. Signals: "changed" when something came or failed.
 */
#define DESK_TYPE_HEAT_DATA (desk_heat_data_get_type ())
G_DECLARE_FINAL_TYPE (DeskHeatData, desk_heat_data, DESK, HEAT_DATA, GObject)

DeskHeatData        *desk_heat_data_new          (DeskSession  *session);
/* Reads what the tape and the book that there are now need, unless it is there. */
void                 desk_heat_data_follow       (DeskHeatData *self);
/* What failed is tried again. */
void                 desk_heat_data_retry        (DeskHeatData *self);
/* No answer comes any more. */
void                 desk_heat_data_stop         (DeskHeatData *self);

/* (nullable) while it is read, and when that failed */
DtUniverse          *desk_heat_data_get_universe (DeskHeatData *self);
/* (nullable) when it is not known */
const DtRiskProfile *desk_heat_data_get_profile  (DeskHeatData *self);
/* (nullable): why there is no universe */
const GError        *desk_heat_data_get_error    (DeskHeatData *self);
/* 0 to 1 while it is read */
double               desk_heat_data_get_progress (DeskHeatData *self);
gboolean             desk_heat_data_is_reading   (DeskHeatData *self);
/* Sessions that were over at the market's time; 0 without a universe */
gsize                desk_heat_data_count_known  (DeskHeatData *self);

G_END_DECLS
