/* dt-regime.h - what kind of market it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-bar-series.h"
#include "dt-instrument.h"

G_BEGIN_DECLS

/* Unknown is an answer: something that the others are measured by is missing. */
typedef enum
{
  DT_REGIME_UNKNOWN,
  DT_REGIME_TRENDING,
  DT_REGIME_RANGING,
  DT_REGIME_VOLATILE,
  DT_REGIME_CALM,
  DT_N_REGIMES,
} DtRegime;

#define DT_REGIME_MAX_INPUTS 8

/* What a source said and by what, for logs and for people. Names are static, values NaN where
 * missing. */
typedef struct
{
  DtRegime regime;
  guint    n_inputs;
  struct
  {
    const char *name;
    double      value;
  } inputs[DT_REGIME_MAX_INPUTS];
} DtRegimeReading;

typedef struct _DtRegimeSource DtRegimeSource;

/**
 * DtRegimeSource:
 *
 * Whoever tells the regime: statistics (dt_regime_measured_new()) or a classifier that has learned
 * it. It is given the bars of the regime's timeframe as they become known, those of one time in the
 * order of instruments, and asked after each such time. It knows nothing else, so it cannot look
 * ahead; the same bars give the same readings.
 *
 * Thread: the kernel's.
 */
typedef struct
{
  const char *name;
  /* A bar of the market that everything is compared with. */
  void (*push_market) (DtRegimeSource    *source,
                       const DtBar       *bar,
                       DtTime             known);
  /* A bar of an instrument of the universe. */
  void (*push_member) (DtRegimeSource    *source,
                       DtInstrumentIndex  instrument,
                       const DtBar       *bar,
                       DtTime             known);
  /* All bars that became known at @time or before are in. Once a time. */
  void (*read)        (DtRegimeSource    *source,
                       DtTime             time,
                       DtRegimeReading   *reading);
  void (*free)        (DtRegimeSource    *source);
} DtRegimeSourceClass;

struct _DtRegimeSource
{
  const DtRegimeSourceClass *klass;
};

const char *dt_regime_to_string    (DtRegime           regime);
gboolean    dt_regime_parse        (const char        *text,
                                    DtRegime          *regime);
void        dt_regime_source_free  (DtRegimeSource    *source);
/* (transfer full): "efficiency 0.412, breadth 0.7"; a missing value is "missing" */
char       *dt_regime_reading_dup_text (const DtRegimeReading *reading);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtRegimeSource, dt_regime_source_free)

G_END_DECLS
