/* dt-instrument.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-market"

#include "config.h"

#include "dt-instrument.h"

static const char *const kind_names[] = { "stock", "etf", "index", "rate", "option" };

DtInstrument *
dt_instrument_new (const char       *symbol,
                   DtInstrumentKind  kind)
{
  DtInstrument *instrument = g_new0 (DtInstrument, 1);

  instrument->kind = kind;
  instrument->symbol = g_strdup (symbol);
  instrument->expiry = DT_DATE_NONE;
  instrument->tick = DT_MONEY_SCALE / 100;
  instrument->lot = DT_QUANTITY_SCALE;
  instrument->multiplier = kind == DT_INSTRUMENT_OPTION ? 100 : 1;
  g_strlcpy (instrument->currency, "USD", sizeof instrument->currency);

  return instrument;
}

DtInstrument *
dt_instrument_copy (const DtInstrument *instrument)
{
  DtInstrument *copy = g_memdup2 (instrument, sizeof *instrument);

  copy->symbol = g_strdup (instrument->symbol);
  copy->name = g_strdup (instrument->name);
  copy->sector = g_strdup (instrument->sector);

  return copy;
}

void
dt_instrument_free (DtInstrument *instrument)
{
  if (instrument == NULL)
    return;

  g_free (instrument->symbol);
  g_free (instrument->name);
  g_free (instrument->sector);
  g_free (instrument);
}

const char *
dt_instrument_kind_to_string (DtInstrumentKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kind_names), NULL);

  return kind_names[kind];
}

gboolean
dt_instrument_kind_parse (const char       *text,
                          DtInstrumentKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (g_str_equal (text, kind_names[i]))
      {
        *kind = i;
        return TRUE;
      }

  return FALSE;
}
