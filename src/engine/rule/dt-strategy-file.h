/* dt-strategy-file.h - a strategy as its author writes it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-rule-program.h"

G_BEGIN_DECLS

/* How an entry order is sent. */
typedef enum
{
  DT_ENTRY_MARKET,
  DT_ENTRY_LIMIT,
  DT_ENTRY_STOP,
  DT_ENTRY_STOP_LIMIT,
} DtEntryKind;

/* Which auction an order is for. */
typedef enum
{
  DT_MOMENT_ANY,       /* none */
  DT_MOMENT_OPEN,
  DT_MOMENT_CLOSE,
} DtMoment;

typedef enum
{
  DT_SIZE_ALL_IN,      /* value is 1; below it that part of buying power */
  DT_SIZE_FRACTION,    /* of equity: 0.1 */
  DT_SIZE_SHARES,      /* units */
  DT_SIZE_NOTIONAL,    /* USD */
  DT_SIZE_RISK,        /* fraction of equity lost at the stop: 0.01 for "risk 1%" */
} DtSizeKind;

/* When the size is worked out: with the signal's last price, or with the fill's price (simulated
 * broker only). */
typedef enum
{
  DT_SIZE_AT_SIGNAL,
  DT_SIZE_AT_FILL,
} DtSizeAt;

typedef struct
{
  DtSizeKind kind;
  double     value;
  DtSizeAt   at;
} DtSize;

/* The outputs of a strategy's program, in this order; a strategy without one has a constant there:
 * false for entry and exit, missing for prices. @DT_OUTPUT_SIDES apart for long and short. */
typedef enum
{
  DT_OUTPUT_ENTRY,     /* boolean */
  DT_OUTPUT_EXIT,      /* boolean */
  DT_OUTPUT_STOP,      /* price: fixed protective stop */
  DT_OUTPUT_TARGET,    /* price: take profit */
  DT_OUTPUT_TRAIL,     /* USD behind the best price since entry */
  DT_OUTPUT_LIMIT,     /* price of the entry's limit */
  DT_OUTPUT_TRIGGER,   /* price of the entry's stop */
  DT_OUTPUT_SIDES,
} DtStrategyOutput;

#define DT_OUTPUT_LONG(output)  ((guint) (output))
#define DT_OUTPUT_SHORT(output) ((guint) (output) + DT_OUTPUT_SIDES)
#define DT_OUTPUT_RANK          (2 * DT_OUTPUT_SIDES)
/* The ATR (14) that trailing stops are stepped by; there when the file trails. */
#define DT_OUTPUT_ATR           (DT_OUTPUT_RANK + 1)
#define DT_N_STRATEGY_OUTPUTS   (DT_OUTPUT_ATR + 1)

/**
 * DtStrategyFile:
 *
 * A parsed and checked strategy file with its parameters set and its rules compiled.
 *
 * Thread: any. Immutable after construction; shared by reference.
 */
typedef struct _DtStrategyFile
{
  gatomicrefcount  ref_count;
  char            *name;
  char            *description;
  char            *text;            /* the file, as read */
  DtTimeframe      timeframe;       /* DT_TIMEFRAME_NONE: whatever the run has */
  DtRuleParameter *parameters;      /* as set */
  guint            n_parameters;
  gboolean         has_long;
  gboolean         has_short;
  gboolean         has[DT_N_STRATEGY_OUTPUTS]; /* written in the file */
  DtEntryKind      entry;
  gboolean         entry_good_till_cancelled;  /* else the order lasts one bar: day on daily bars */
  gboolean         entry_immediate; /* filled at the next open or not at all */
  DtMoment         entry_moment;
  DtMoment         exit_moment;     /* of the exit rule's order */
  guint            entry_bars;      /* a resting entry is cancelled after so many, 1 by default */
  double           trail_step_atr;  /* least move of a trailing stop in ATR (14), 0.1 by default */
  guint            flat_before_close; /* minutes: intraday, nothing is held or opened from then on;
                                       * 0 holds over night */
  DtSize           size;
  DtRuleProgram   *program;
  GPtrArray       *warnings;        /* of char*: what the check says though it lets it pass */
  char            *path;            /* (nullable): the name that errors give */
  GPtrArray       *entries;         /* of DtRuleEntry: the text, taken apart */
  struct _DtStrategyFile *like;     /* (nullable): the same text, from which the entries are */
  struct _DtStrategyFile *open;     /* (nullable): the same with its parameters left open */
  gboolean         bound;           /* all but parameters and program is of @like */
  guint64          ranged;          /* parameters that have a range, by bit */
  guint64          pinned;          /* those that orders and size hang on */
} DtStrategyFile;

/* A "--param" of the command line. */
typedef struct
{
  const char *name;
  double      value;
} DtParameterSetting;

DtStrategyFile *dt_strategy_file_parse   (const char                *text,
                                          const char                *path,
                                          const DtParameterSetting  *settings,
                                          guint                      n_settings,
                                          GError                   **error);
/* Makes dt_strategy_file_parse_like() of this file quick: for those who have many settings to read,
 * before any of their threads does. */
void            dt_strategy_file_open    (DtStrategyFile            *file);
/* The file of @like under other settings, of which only these are read anew. */
DtStrategyFile *dt_strategy_file_parse_like
                                         (DtStrategyFile            *like,
                                          const char                *path,
                                          const DtParameterSetting  *settings,
                                          guint                      n_settings,
                                          GError                   **error);
DtStrategyFile *dt_strategy_file_load    (const char                *path,
                                          const DtParameterSetting  *settings,
                                          guint                      n_settings,
                                          GError                   **error);
DtStrategyFile *dt_strategy_file_ref     (DtStrategyFile            *file);
void            dt_strategy_file_unref   (DtStrategyFile            *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtStrategyFile, dt_strategy_file_unref)

G_END_DECLS
