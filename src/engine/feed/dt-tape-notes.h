/* dt-tape-notes.h - what a reader of a run's result must know of its tape
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-tape-catalog.h"

G_BEGIN_DECLS

/* One series of a run: wanted, chosen, loaded. */
typedef struct
{
  const char            *symbol;
  DtTimeframe            timeframe;
  DtLaneRole             role;
  DtTapeCandidate       *candidate;  /* (nullable): there is none */
  DtBarSeries           *series;     /* (nullable) */
  gboolean               is_built;   /* from finer bars */
  gboolean               is_level;   /* an index or a rate: nothing to adjust */
  DtActionList          *actions;    /* (nullable): of raw bars, or what adjusted them */
  const char            *old_symbol; /* (nullable): bars before @renamed are of this one */
  char                  *old_hash;   /* (nullable): of those bars */
  DtBarSeries           *finer;      /* (nullable): what the bars are made of */
  char                  *finer_hash; /* (nullable): of these */
  DtDate                 renamed;
} DtTapePlace;

/* @places: sorted by symbol and timeframe. Adds whole sentences. */
void dt_tape_notes_add (GPtrArray         *notes,
                        const DtTapePlace *places,
                        guint              n_places,
                        const DtTapeWish  *wish);

G_END_DECLS
