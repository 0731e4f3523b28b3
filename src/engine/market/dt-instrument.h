/* dt-instrument.h - what can be traded or watched
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-money.h"
#include "dt-time.h"

G_BEGIN_DECLS

/* Row id in market.db; 0 is no instrument. Ids depend on the order of imports, so nothing that a
 * run decides may hang on them: inside a run instruments go by #DtInstrumentIndex. */
typedef guint32 DtInstrumentId;

/* Place in the run's universe, which is sorted by symbol (strcmp): the same for the same symbols,
 * wherever they were loaded from. "Instrument id" in the order of events means this. */
typedef guint32 DtInstrumentIndex;
#define DT_INSTRUMENT_INDEX_NONE G_MAXUINT32

typedef enum
{
  DT_INSTRUMENT_STOCK,
  DT_INSTRUMENT_ETF,
  DT_INSTRUMENT_INDEX,      /* a level: VIX */
  DT_INSTRUMENT_RATE,       /* a percentage: DGS10 */
  DT_INSTRUMENT_OPTION,
} DtInstrumentKind;

typedef struct
{
  DtInstrumentId    id;
  DtInstrumentKind  kind;
  char             *symbol;      /* as today; BRK.B, not BRK-B */
  char             *name;        /* (nullable) */
  char             *sector;      /* (nullable): GICS sector */
  DtInstrumentId    underlying;  /* of an option, else 0 */
  DtDate            expiry;      /* of an option, else DT_DATE_NONE */
  DtMoney           tick;        /* least price step, 0.01 USD by default */
  DtQuantity        lot;         /* least quantity step, 1 share by default */
  gint32            multiplier;  /* units of the underlying in one, 1 or 100 */
  char              currency[4]; /* ISO 4217 */
} DtInstrument;

DtInstrument *dt_instrument_new             (const char         *symbol,
                                             DtInstrumentKind    kind);
DtInstrument *dt_instrument_copy            (const DtInstrument *instrument);
void          dt_instrument_free            (DtInstrument       *instrument);
const char   *dt_instrument_kind_to_string  (DtInstrumentKind    kind);
gboolean      dt_instrument_kind_parse      (const char         *text,
                                             DtInstrumentKind   *kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtInstrument, dt_instrument_free)

G_END_DECLS
