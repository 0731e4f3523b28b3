/* dt-screen-file.h - a screen as its author writes it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-rule-program.h"

G_BEGIN_DECLS

#define DT_SCREEN_MAX_CRITERIA 32
#define DT_SCREEN_MAX_KEEP     1000

/* A named condition. @value is what it compares, where it compares something. */
typedef struct
{
  char     *name;        /* of its key: "average-volume" */
  char     *label;       /* the same for people: "Average volume" */
  char     *text;        /* the rule in one line, without comments */
  gboolean  has_value;
} DtScreenCriterion;

/**
 * DtScreenFile:
 *
 * A parsed and checked screen: what a symbol has to meet, and the number by which those that do are
 * sorted. Outputs of the program: criterion k at k, the value it compares at n_criteria + k
 * (missing without one), the score behind them.
 *
 * Thread: any. Immutable after construction; shared by reference.
 */
typedef struct
{
  gatomicrefcount     ref_count;
  char               *name;
  char               *description;
  char               *text;         /* the file, as read */
  char               *universe;     /* (nullable): tape that it is meant for */
  DtTimeframe         timeframe;    /* of the bars, 1d by default */
  guint               keep;         /* how many of those that pass are taken over, 30 by default */
  DtScreenCriterion  *criteria;
  guint               n_criteria;
  char               *score_name;   /* (nullable): without, symbols are sorted by name */
  char               *score_label;
  char               *score_text;
  DtRuleProgram      *program;
} DtScreenFile;

/* Output of the score in the program. */
#define DT_SCREEN_SCORE(file) (2 * (file)->n_criteria)

/* (nullable): %NULL with an error of %DT_RULE_ERROR that points at the character. @path:
 * (nullable): the name that errors give */
DtScreenFile *dt_screen_file_parse    (const char     *text,
                                       const char     *path,
                                       GError        **error);
DtScreenFile *dt_screen_file_load     (const char     *path,
                                       GError        **error);
DtScreenFile *dt_screen_file_ref      (DtScreenFile   *file);
void          dt_screen_file_unref    (DtScreenFile   *file);

/* "Average volume" of "average-volume". (transfer full) */
char         *dt_screen_make_label    (const char     *name);
/* "average-volume" of "Average Volume"; "" when nothing of it can be in a key. (transfer full) */
char         *dt_screen_make_name     (const char     *label);

/* A screen as a list of lines, for those who edit it as such. */
typedef struct
{
  const char        *name;
  const char        *description;
  const char        *universe;      /* (nullable) */
  DtTimeframe        timeframe;
  guint              keep;
  guint              n_criteria;
  const char *const *names;         /* of criteria */
  const char *const *rules;         /* one line each */
  const char        *score_name;    /* (nullable) */
  const char        *score_rule;
} DtScreenDraft;

/* Where a line of the draft stands in the text that is made of it, so that errors can be shown
 * there: columns are of the rule. */
typedef struct
{
  gboolean is_score;
  guint    criterion;
  guint    column;                  /* from 1; 0: before the rule */
} DtScreenPlace;

/* (transfer full) */
char         *dt_screen_draft_to_text (const DtScreenDraft  *draft);
/* Where in the draft an error of dt_screen_file_parse() of its text is; %FALSE: in no line. */
gboolean      dt_screen_draft_find    (const DtScreenDraft  *draft,
                                       const GError         *error,
                                       DtScreenPlace        *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtScreenFile, dt_screen_file_unref)

G_END_DECLS
