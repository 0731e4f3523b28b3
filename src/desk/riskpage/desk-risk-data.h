/* desk-risk-data.h - what a book can lose, worked out beside the main thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-portfolio.h"

G_BEGIN_DECLS

typedef struct
{
  DtPortfolio     *portfolio;
  DtPortfolioRisk *risk;
  GPtrArray       *stress;      /* of DtStress */
} DeskRiskData;

void          desk_risk_data_free        (DeskRiskData        *data);
/* Of what the book holds now, as "risk show" and "risk stress" have it. */
void          desk_risk_data_load_async  (const char          *data_dir,
                                          gint64               book,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
DeskRiskData *desk_risk_data_load_finish (GAsyncResult        *result,
                                          GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskRiskData, desk_risk_data_free)

G_END_DECLS
