/* dt-alert.h - what the user wants to be told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-json.h"
#include "dt-rule-program.h"

G_BEGIN_DECLS

#define DT_ALERT_ERROR (dt_alert_error_quark ())
GQuark dt_alert_error_quark (void);

typedef enum
{
  DT_ALERT_ERROR_VALUE,     /* a field that means nothing */
  DT_ALERT_ERROR_UNKNOWN,   /* there is no alert of that number */
  DT_ALERT_ERROR_FULL,      /* there are as many as there may be */
} DtAlertError;

typedef enum
{
  DT_ALERT_PRICE,           /* crosses a level */
  DT_ALERT_CHANGE,          /* against the close of the session before crosses a part of it */
  DT_ALERT_RULE,            /* becomes true */
} DtAlertKind;

typedef enum
{
  DT_ALERT_ABOVE,
  DT_ALERT_BELOW,
  DT_ALERT_EITHER,
} DtAlertDirection;

typedef enum
{
  DT_ALERT_SYMBOLS,
  DT_ALERT_WATCHLIST,
  DT_ALERT_UNIVERSE,        /* whatever the run trades */
} DtAlertScope;

#define DT_ALERT_MAX_SYMBOLS 1000
#define DT_ALERT_MAX_TEXT    1000   /* bytes of a note */
#define DT_ALERT_MAX_PAUSE   100000 /* minutes */

/**
 * DtAlert:
 *
 * One alert, and how far it is. It is about the market and never part of a run.
 *
 * Thread: one at a time. Plain data.
 */
typedef struct
{
  guint64           id;
  DtAlertKind       kind;
  DtAlertDirection  direction;   /* of a price or change */
  double            level;       /* USD, or a fraction: 0.03 is 3 % */
  char             *rule;        /* (nullable): a condition */
  DtAlertScope      scope;
  char            **symbols;     /* of the scope DT_ALERT_SYMBOLS; else empty */
  gboolean          once;        /* else each time, at most once a pause */
  guint             pause;       /* minutes of market time, by symbol */
  char             *note;        /* "" for none */
  gboolean          enabled;

  /* How far it is. Market time alone says little: each replay has a book of its own. */
  gint64            armed_book;  /* nothing counts in this book up to @armed_time */
  DtTime            armed_time;
  guint             n_fired;
  gint64            fired_book;  /* of @fired_time */
  DtTime            fired_time;  /* DT_TIME_NONE before the first time */
  GHashTable       *fired;       /* symbol -> DtTime*: the last one in @fired_book; of an alert
                                  * that fires once, in any */
  guint64           revision;    /* another one after each change by the user; not stored */
} DtAlert;

DtAlert    *dt_alert_new            (void);
DtAlert    *dt_alert_copy           (const DtAlert  *alert);
void        dt_alert_free           (DtAlert        *alert);
/* Whether it means something; the error is %DT_ALERT_ERROR, or of %DT_RULE_ERROR and points at the
 * character of the rule. */
gboolean    dt_alert_check          (const DtAlert  *alert,
                                     GError        **error);
/* The program of a rule alert, checked as above. */
DtRuleProgram *dt_alert_compile     (const DtAlert  *alert,
                                     GError        **error);
/* "AAPL crosses above 175.00", "3 % up, any symbol", "ema(9) > 10 becomes true, watchlist".
 * (transfer full) */
char       *dt_alert_describe       (const DtAlert  *alert);
/* The same without its symbols. (transfer full) */
char       *dt_alert_describe_condition (const DtAlert *alert);

const char *dt_alert_kind_to_string      (DtAlertKind       kind);
const char *dt_alert_direction_to_string (DtAlertDirection  direction);
const char *dt_alert_scope_to_string     (DtAlertScope      scope);
gboolean    dt_alert_kind_parse          (const char        *text,
                                          DtAlertKind       *kind);
gboolean    dt_alert_direction_parse     (const char        *text,
                                          DtAlertDirection  *direction);
gboolean    dt_alert_scope_parse         (const char        *text,
                                          DtAlertScope      *scope);

/* (transfer full) */
JsonObject *dt_alert_to_json        (const DtAlert  *alert);
DtAlert    *dt_alert_from_json      (JsonObject     *object,
                                     GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtAlert, dt_alert_free)

G_END_DECLS
