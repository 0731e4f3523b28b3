/* dt-circuit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-risk"

#include "config.h"

#include "dt-circuit.h"

static gboolean
reaches (double     measured,
         double     limit,
         DtTrip     trip,
         DtCircuit *circuit)
{
  if (!(limit > 0. && measured >= limit))
    return FALSE;

  circuit->trip = trip;
  circuit->measured = measured;
  circuit->limit = limit;
  return TRUE;
}

gboolean
dt_circuit_check (const DtRiskProfile *profile,
                  const DtCircuitView *view,
                  DtCircuit           *circuit)
{
  return reaches (view->day_loss, profile->breaker_daily_loss, DT_TRIP_DAILY_LOSS, circuit)
         || reaches (view->drawdown, profile->breaker_drawdown, DT_TRIP_DRAWDOWN, circuit)
         || reaches (view->losses, profile->breaker_losses, DT_TRIP_LOSSES, circuit)
         || reaches (view->errors, profile->breaker_errors, DT_TRIP_ERRORS, circuit)
         || reaches (view->data_age, profile->breaker_data_age, DT_TRIP_DATA_AGE, circuit);
}

/* Returns: (transfer full): a clause: "the session has lost 3.2 %, the limit is 3 %"; "" for none
 */
char *
dt_circuit_explain (const DtCircuit *circuit)
{
  gboolean is_part = circuit->trip == DT_TRIP_DAILY_LOSS || circuit->trip == DT_TRIP_DRAWDOWN;
  double scale = is_part ? 100. : 1.;
  char measured[G_ASCII_DTOSTR_BUF_SIZE], limit[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (measured, sizeof measured, "%.6g", circuit->measured * scale);
  g_ascii_formatd (limit, sizeof limit, "%.6g", circuit->limit * scale);
  switch (circuit->trip)
    {
    case DT_TRIP_DAILY_LOSS:
      return g_strdup_printf ("the session has lost %s %%, the limit is %s %%", measured, limit);
    case DT_TRIP_DRAWDOWN:
      return g_strdup_printf ("the account is %s %% below its highest value, the limit is %s %%",
                              measured, limit);
    case DT_TRIP_LOSSES:
      return g_strdup_printf ("%s trades in a row lost, the limit is %s", measured, limit);
    case DT_TRIP_ERRORS:
      return g_strdup_printf ("the broker rejected %s orders in this session, the limit is %s",
                              measured, limit);
    case DT_TRIP_DATA_AGE:
      return g_strdup_printf ("the last price of something held is %s bars old, the limit is %s",
                              measured, limit);
    case DT_TRIP_NONE:
    default:
      return g_strdup ("");
    }
}

const char *
dt_trip_to_string (DtTrip trip)
{
  static const char *const names[] = {
    "", "daily-loss", "drawdown", "losses", "errors", "data-age",
  };

  return (guint) trip < G_N_ELEMENTS (names) ? names[trip] : "";
}
