/* dt-run-spec.h - what determines a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-broker.h"
#include "dt-risk.h"
#include "dt-strategy-file.h"

G_BEGIN_DECLS

#define DT_RUN_ERROR (dt_run_error_quark ())
GQuark dt_run_error_quark (void);

typedef enum
{
  DT_RUN_ERROR_SPEC,        /* an option that means nothing or contradicts another */
  DT_RUN_ERROR_NO_DATA,     /* no bars for a symbol, timeframe or range */
  DT_RUN_ERROR_JOURNAL,     /* the journal cannot be written */
  DT_RUN_ERROR_DIVERGED,    /* recovery: the same inputs no longer give the stored records */
  DT_RUN_ERROR_BUSY,        /* a run is going on */
} DtRunError;

/* What happens to a position that is open at the end. */
typedef enum
{
  DT_FINISH_KEEP,           /* stays, marked at the last close */
  DT_FINISH_CLOSE,          /* closed at the last bar's close */
  DT_FINISH_OPEN,           /* closed at the last bar's open */
} DtFinish;

/**
 * DtRunSpec:
 *
 * Together with the tape and the journalled commands this determines a run entirely: same spec,
 * same tape, same commands, same orders and fills. Texts of strategy and risk profile are in it, so
 * that a later edit of the files changes nothing.
 */
typedef struct
{
  char               *mode;            /* (nullable): "replay", which is NULL, "paper", "live" */
  char              **strategy_texts;  /* of the rule files, in order of precedence; at least one */
  char              **strategy_paths;  /* as many, for messages */
  DtParameterSetting *settings;        /* --param */
  guint               n_settings;
  char              **symbols;         /* (nullable): sorted; with a universe, %NULL is all of it */
  char               *universe;        /* (nullable): a tape's name */
  char              **csv;             /* (nullable): paths, for runs without an import */
  DtTimeframe         timeframe;       /* DT_TIMEFRAME_NONE: the strategy's, else the data's */
  DtTime              from;            /* DT_TIME_NONE is open; earlier bars warm up */
  DtTime              to;              /* exclusive */
  DtMoney             cash;
  char               *commission;      /* as dt_commission_parse() takes it */
  char               *slippage;
  char               *volume_share;    /* (nullable): as dt_account_terms_parse() takes these */
  char               *borrow;          /* (nullable) */
  char               *interest;        /* (nullable) */
  char               *margin;          /* (nullable) */
  char               *latency;         /* (nullable) */
  char               *intrabar;        /* (nullable) */
  DtIntrabarPolicy    policy;
  DtFinish            finish;
  char               *risk_text;       /* profile as key file */
  char               *record_text;     /* (nullable): trades of earlier books that Kelly and streaks
                                        * go on from, see dt_trade_records_parse() */
  char               *selector_text;   /* (nullable): key file, which strategy is at work when */
  char               *benchmark;       /* (nullable): symbol */
  int                 adjustment;      /* DtAdjustment, or -1: whatever there is */
  int                 session;         /* DtSessionKind, or -1: whatever there is */
  gboolean            independent;     /* each symbol its own account */
  guint64             seed;
} DtRunSpec;

DtRunSpec *dt_run_spec_new        (void);
DtRunSpec *dt_run_spec_copy       (const DtRunSpec  *spec);
void       dt_run_spec_free       (DtRunSpec        *spec);
/* As text that parses back to the same spec: JSON, what book.db stores. */
char      *dt_run_spec_to_json    (const DtRunSpec  *spec);
DtRunSpec *dt_run_spec_from_json  (const char       *text,
                                   GError          **error);
gboolean   dt_finish_parse        (const char       *text,
                                   DtFinish         *finish);
const char *dt_finish_to_string   (DtFinish          finish);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtRunSpec, dt_run_spec_free)

G_END_DECLS
