/* dt-selector.h - which strategies are at work in which market
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-regime-measured.h"

G_BEGIN_DECLS

#define DT_SELECTOR_ERROR (dt_selector_error_quark ())
GQuark dt_selector_error_quark (void);

typedef enum
{
  DT_SELECTOR_ERROR_FILE,       /* unknown section or key, value out of range */
  DT_SELECTOR_ERROR_STRATEGY,   /* the run and the file do not have the same strategies */
} DtSelectorError;

/* Largest selector file, bytes, and most strategies in it. */
#define DT_SELECTOR_MAX_TEXT       (64 * 1024)
#define DT_SELECTOR_MAX_STRATEGIES 64

/**
 * DtSelectorFile:
 *
 * A selector as its author writes it: a key file with a section for each regime, in which
 * strategies have weights.
 *
 * Thread: any. Immutable after construction.
 */
typedef struct
{
  char           *name;
  char           *market;        /* (nullable): symbol; %NULL: the universe itself */
  DtTimeframe     timeframe;     /* of the bars that the regime is measured on */
  guint           dwell;         /* bars of it that a regime lasts at least */
  DtRegimeRules   rules;
  GPtrArray      *strategies;    /* of char*: names as written, in the order of their first place */
  double          weights[DT_N_REGIMES][DT_SELECTOR_MAX_STRATEGIES];  /* above 0 to 1; 0 is off */
} DtSelectorFile;

DtSelectorFile *dt_selector_file_parse (const char            *text,
                                        const char            *path,
                                        GError               **error);
void            dt_selector_file_free  (DtSelectorFile        *file);
/* The name by which a selector knows a strategy file: the path's last part without its ending.
 * (transfer full) */
char           *dt_selector_dup_name   (const char            *path);
/* The selector's name for each of the run's strategies, as places in @file->strategies. A strategy
 * that the selector does not name, or names and does not have, is %DT_SELECTOR_ERROR_STRATEGY.
 * (transfer full): as many as @paths */
guint          *dt_selector_file_bind  (const DtSelectorFile  *file,
                                        char                 **paths,
                                        GError               **error);

/**
 * DtSelector:
 *
 * Asks a source for the regime and keeps to it for the dwell: readings that change sooner change
 * nothing. To and from unknown there is no waiting, since nobody knows what would be kept.
 *
 * Thread: the kernel's.
 */
typedef struct
{
  const DtSelectorFile *file;
  DtRegimeSource       *source;
  DtRegimeReading       reading;     /* the last one */
  DtRegime              regime;
  DtTime                since;       /* when it began; DT_TIME_NONE before the first reading */
  guint                 n_read;      /* readings since then */
} DtSelector;

void            dt_selector_init       (DtSelector            *selector,
                                        const DtSelectorFile  *file,
                                        DtRegimeSource        *source);
void            dt_selector_clear      (DtSelector            *selector);
/* All bars of @time have been given to the source; %TRUE when the regime is another one now. */
gboolean        dt_selector_step       (DtSelector            *selector,
                                        DtTime                 time);
/* (transfer full): "ema-crossover, breakout x 0.5", or "nothing" */
char           *dt_selector_dup_chosen (const DtSelectorFile  *file,
                                        DtRegime               regime);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtSelectorFile, dt_selector_file_free)

G_END_DECLS
