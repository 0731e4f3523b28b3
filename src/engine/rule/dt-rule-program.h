/* dt-rule-program.h - checked and compiled rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <stdarg.h>

#include "dt-session-tracker.h"
#include "dt-timeframe.h"

G_BEGIN_DECLS

#define DT_RULE_ERROR (dt_rule_error_quark ())
GQuark dt_rule_error_quark (void);

/* What the writer of a rule can do about it. The message ends with the place and a line that
 * points at the character. */
typedef enum
{
  DT_RULE_ERROR_SYNTAX,
  DT_RULE_ERROR_UNKNOWN_NAME,
  DT_RULE_ERROR_TYPE,
  DT_RULE_ERROR_ARGUMENT,       /* wrong number, or out of range */
  DT_RULE_ERROR_DIVISION,       /* by a constant zero */
  DT_RULE_ERROR_TOO_COMPLEX,    /* depth, nodes or length */
  DT_RULE_ERROR_FILE,           /* sections and keys of a strategy file */
} DtRuleError;

/* Line and column of an error of this domain, from 1; both 0 when it has no place. */
void dt_rule_error_get_place (const GError *error,
                              guint        *line,
                              guint        *column);

typedef enum
{
  DT_RULE_NUMBER,
  DT_RULE_BOOLEAN,
} DtRuleType;

/* One expression of a program. Errors are reported at @line, @column of @file (both from 1). */
typedef struct
{
  const char *name;      /* "long.entry" */
  const char *text;
  DtRuleType  type;      /* what it must be */
  const char *file;      /* (nullable) */
  guint       line;
  guint       column;
  gboolean    on_demand; /* only ever asked right after a step: blocks leave it out */
} DtRuleSource;

/* For those who read files of rules: an error at the byte @offset of the source's text, whose
 * message is the sentence, the place, and the line with a caret. */
void dt_rule_error_set    (GError             **error,
                           const DtRuleSource  *source,
                           gsize                offset,
                           DtRuleError          code,
                           const char          *format,
                           ...) G_GNUC_PRINTF (5, 6);
void dt_rule_error_set_va (GError             **error,
                           const DtRuleSource  *source,
                           gsize                offset,
                           DtRuleError          code,
                           const char          *format,
                           va_list              args) G_GNUC_PRINTF (5, 0);

/* When the whole rule is a comparison, the bytes from @start to before @end are what is compared:
 * its left side, or the right one where the left is a number. */
gboolean dt_rule_find_compared (const DtRuleSource *source,
                                gsize              *start,
                                gsize              *end);

/* A named number that rules may use: [parameters] of a strategy file, --param on the command line.
 * Known when the rule is compiled, so it may be a period. */
typedef struct
{
  char   *name;
  double  value;
  double  minimum;       /* range for studies; equal to maximum when there is none */
  double  maximum;
  double  step;
} DtRuleParameter;

/* A series that a program reads. Stream 0 is always the instrument's own base timeframe. */
typedef struct
{
  const char  *symbol;     /* (nullable): %NULL is the instrument itself */
  DtTimeframe  timeframe;  /* DT_TIMEFRAME_NONE is the base timeframe of the run */
} DtRuleStream;

/* Which groups of context a program reads, so that a caller can leave out what nobody asks for. */
typedef enum
{
  DT_RULE_READS_SESSION  = 1 << 0,
  DT_RULE_READS_POSITION = 1 << 1,
  DT_RULE_READS_ACCOUNT  = 1 << 2,
  DT_RULE_READS_RANK     = 1 << 3,
} DtRuleReads;

/**
 * DtRuleProgram:
 *
 * The expressions of one strategy, filter or alert, compiled together into one graph in which
 * equal parts are computed once. Output k is expression k of the sources.
 *
 * Thread: any. Immutable after construction; shared by reference.
 */
typedef struct _DtRuleProgram DtRuleProgram;

DtRuleProgram       *dt_rule_program_new           (const DtRuleSource     *sources,
                                                    guint                   n_sources,
                                                    const DtRuleParameter  *parameters,
                                                    guint                   n_parameters,
                                                    GError                **error);
/* The same program as dt_rule_program_new() gives; what is written as in @like is not parsed again,
 * for those who compile one strategy under many settings. */
DtRuleProgram       *dt_rule_program_new_like      (DtRuleProgram          *like,
                                                    const DtRuleSource     *sources,
                                                    guint                   n_sources,
                                                    const DtRuleParameter  *parameters,
                                                    guint                   n_parameters,
                                                    GError                **error);
DtRuleProgram       *dt_rule_program_ref           (DtRuleProgram          *program);
void                 dt_rule_program_unref         (DtRuleProgram          *program);

guint                dt_rule_program_get_n_outputs (const DtRuleProgram    *program);
const DtRuleStream  *dt_rule_program_get_streams   (const DtRuleProgram    *program,
                                                    guint                  *n_streams);
DtRuleReads          dt_rule_program_get_reads     (const DtRuleProgram    *program);
/* Lengths in minutes of the opening ranges that the rules ask for. */
const double        *dt_rule_program_get_ranges    (const DtRuleProgram    *program,
                                                    guint                  *n_ranges);
/* Bars of stream 0 before every output that reads only indicators can be present. */
guint                dt_rule_program_get_warmup    (const DtRuleProgram    *program);
/* What a signal records: the indicator calls and series of output k, as written ("ema(9)"). */
guint                dt_rule_program_get_n_inputs  (const DtRuleProgram    *program,
                                                    guint                   output);
const char          *dt_rule_program_get_input     (const DtRuleProgram    *program,
                                                    guint                   output,
                                                    guint                   input);
/* Expression k in one line, without comments. */
const char          *dt_rule_program_get_text      (const DtRuleProgram    *program,
                                                    guint                   output);

/* The value of output k when it is the same on every bar. */
gboolean             dt_rule_program_get_constant  (const DtRuleProgram    *program,
                                                    guint                   output,
                                                    double                 *value);
/* Whether a rule looks back on a rank, rank(x)[1]: its caller has to rank on every bar, not on the
 * last one alone. */
gboolean             dt_rule_program_remembers_ranks (const DtRuleProgram *program);
/* Whether a rule names parameter k. */
gboolean             dt_rule_program_uses_parameter (const DtRuleProgram   *program,
                                                    guint                   parameter);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtRuleProgram, dt_rule_program_unref)

G_END_DECLS
