/* dt-risk-profile.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-risk"

#include "config.h"

#include <string.h>

#include "dt-text-file.h"

#include "dt-risk-profile.h"

G_DEFINE_QUARK (dt-risk-error-quark, dt_risk_error)

#define GROUP "risk"
#define MAX_FILE (64 * 1024)

typedef enum
{
  FIELD_COUNT,
  FIELD_FRACTION,
  FIELD_MONEY,
  FIELD_SWITCH,
} FieldKind;

#define MEMBER(name) G_STRUCT_OFFSET (DtRiskProfile, name)

/* The keys of a profile; the file's names are the struct's with hyphens. */
static const struct
{
  const char *key;
  FieldKind   kind;
  gsize       offset;
  double      most;
} fields[] = {
  { "max-positions", FIELD_COUNT, MEMBER (max_positions), 100000. },
  { "max-position-fraction", FIELD_FRACTION, MEMBER (max_position_fraction), 100. },
  { "max-sector-fraction", FIELD_FRACTION, MEMBER (max_sector_fraction), 100. },
  { "max-gross-exposure", FIELD_FRACTION, MEMBER (max_gross_exposure), 100. },
  { "min-entry-part", FIELD_FRACTION, MEMBER (min_entry_part), 1. },
  { "max-daily-loss", FIELD_FRACTION, MEMBER (max_daily_loss), 1. },
  { "max-drawdown", FIELD_FRACTION, MEMBER (max_drawdown), 1. },
  { "max-participation", FIELD_FRACTION, MEMBER (max_participation), 1. },
  { "max-risk-per-trade", FIELD_FRACTION, MEMBER (max_risk_per_trade), 1. },
  { "max-correlation", FIELD_FRACTION, MEMBER (max_correlation), 1. },
  { "price-collar", FIELD_FRACTION, MEMBER (price_collar), 1. },
  { "min-sentiment", FIELD_FRACTION, MEMBER (min_sentiment), 1. },
  { "min-price", FIELD_MONEY, MEMBER (min_price), 1e9 },
  { "max-order-notional", FIELD_MONEY, MEMBER (max_order_notional), 1e12 },
  { "max-order-shares", FIELD_COUNT, MEMBER (max_order_shares), 1e9 },
  { "max-data-age", FIELD_COUNT, MEMBER (max_data_age), 100000. },
  { "max-losses-in-a-row", FIELD_COUNT, MEMBER (max_losses_in_a_row), 100000. },
  { "max-day-trades", FIELD_COUNT, MEMBER (max_day_trades), 100000. },
  { "day-trade-equity", FIELD_MONEY, MEMBER (day_trade_equity), 1e12 },
  { "duplicate-seconds", FIELD_COUNT, MEMBER (duplicate_seconds), 86400. },
  { "earnings-days", FIELD_COUNT, MEMBER (earnings_days), 365. },
  { "news-hours", FIELD_COUNT, MEMBER (news_hours), 8760. },
  { "flat-minutes-before-close", FIELD_COUNT, MEMBER (flat_minutes_before_close), 1440. },
  { "require-session", FIELD_SWITCH, MEMBER (require_session), 1. },
  { "require-tradable", FIELD_SWITCH, MEMBER (require_tradable), 1. },
  { "require-stop", FIELD_SWITCH, MEMBER (require_stop), 1. },
  { "kelly-fraction", FIELD_FRACTION, MEMBER (kelly_fraction), 1. },
  { "kelly-trades", FIELD_COUNT, MEMBER (kelly_trades), 100000. },
  { "kelly-prior", FIELD_COUNT, MEMBER (kelly_prior), 100000. },
  { "streak-sizing", FIELD_SWITCH, MEMBER (streak_sizing), 1. },
  { "target-volatility", FIELD_FRACTION, MEMBER (target_volatility), 100. },
  { "breaker-daily-loss", FIELD_FRACTION, MEMBER (breaker_daily_loss), 1. },
  { "breaker-drawdown", FIELD_FRACTION, MEMBER (breaker_drawdown), 1. },
  { "breaker-losses", FIELD_COUNT, MEMBER (breaker_losses), 100000. },
  { "breaker-errors", FIELD_COUNT, MEMBER (breaker_errors), 100000. },
  { "breaker-data-age", FIELD_COUNT, MEMBER (breaker_data_age), 100000. },
  { "breaker-flattens", FIELD_SWITCH, MEMBER (breaker_flattens), 1. },
};

static const char *
describe_kind (FieldKind kind)
{
  switch (kind)
    {
    case FIELD_FRACTION:
      return "a fraction";
    case FIELD_MONEY:
      return "an amount in USD";
    case FIELD_COUNT:
    case FIELD_SWITCH:
    default:
      return "a whole number";
    }
}

static DtRiskProfile *
profile_new (const char *name)
{
  DtRiskProfile *profile = g_new0 (DtRiskProfile, 1);

  profile->name = g_strdup (name);
  return profile;
}

static DtRiskProfile *
profile_new_default (void)
{
  DtRiskProfile *profile = profile_new ("default");

  profile->max_positions = 10;
  profile->max_position_fraction = .25;
  profile->max_sector_fraction = .4;
  profile->max_gross_exposure = .8;
  profile->min_entry_part = .5;
  profile->max_daily_loss = .03;
  profile->max_drawdown = .15;
  profile->flat_minutes_before_close = 5;
  profile->min_price = DT_DOLLARS (1);
  profile->max_risk_per_trade = .01;
  profile->max_correlation = .7;
  profile->price_collar = .1;
  profile->max_data_age = 3;
  profile->require_session = TRUE;
  profile->require_tradable = TRUE;
  profile->breaker_drawdown = .15;
  profile->streak_sizing = TRUE;

  return profile;
}

void
dt_risk_profile_free (DtRiskProfile *profile)
{
  if (profile == NULL)
    return;

  g_free (profile->name);
  g_free (profile->banned);
  g_free (profile);
}

static gboolean
parse_number (const char *text,
              double      most,
              double     *value)
{
  char *end;

  *value = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && *value >= 0. && *value <= most;
}

static gboolean
set_field (DtRiskProfile  *profile,
           guint           i,
           const char     *text,
           const char     *path,
           GError        **error)
{
  gpointer place = G_STRUCT_MEMBER_P (profile, fields[i].offset);
  double value;
  gboolean fits = parse_number (text, fields[i].most, &value);
  char most[G_ASCII_DTOSTR_BUF_SIZE];

  if (fits && fields[i].kind == FIELD_MONEY)
    fits = dt_money_parse (text, place);
  else if (fits && fields[i].kind == FIELD_FRACTION)
    *(double *) place = value;
  else if (fits && (fits = value == floor (value)))
    *(guint *) place = (guint) value;

  if (!fits)
    g_set_error (error, DT_RISK_ERROR, DT_RISK_ERROR_PROFILE,
                 "%s: %s is “%s”, but must be %s from 0 (off) to %s", path, fields[i].key, text,
                 describe_kind (fields[i].kind),
                 g_ascii_formatd (most, sizeof most, "%.0f", fields[i].most));

  return fits;
}

static gboolean
is_symbol (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr (".-^/=", *c) == NULL)
      return FALSE;

  return *text != '\0';
}

/* Symbols with semicolons or blanks between; kept with semicolons. */
static gboolean
set_banned (DtRiskProfile  *profile,
            const char     *text,
            const char     *path,
            GError        **error)
{
  g_auto(GStrv) symbols = g_strsplit_set (text, "; ", -1);
  g_autoptr(GString) list = g_string_new (NULL);

  for (guint i = 0; symbols[i] != NULL; i++)
    {
      if (*symbols[i] == '\0')
        continue;
      if (!is_symbol (symbols[i]))
        {
          g_set_error (error, DT_RISK_ERROR, DT_RISK_ERROR_PROFILE,
                       "%s: banned has “%s”, which is no symbol", path, symbols[i]);
          return FALSE;
        }
      g_string_append_printf (list, "%s%s", list->len > 0 ? ";" : "", symbols[i]);
    }

  g_free (profile->banned);
  profile->banned = list->len > 0 ? g_string_free (g_steal_pointer (&list), FALSE) : NULL;
  return TRUE;
}

static gboolean
set_key (DtRiskProfile  *profile,
         GKeyFile       *file,
         const char     *key,
         const char     *path,
         GError        **error)
{
  g_autofree char *text = g_key_file_get_value (file, GROUP, key, NULL);

  if (strcmp (key, "name") == 0)
    {
      g_free (profile->name);
      profile->name = g_key_file_get_string (file, GROUP, key, NULL);
      if (profile->name != NULL && *profile->name != '\0')
        return TRUE;
      g_set_error (error, DT_RISK_ERROR, DT_RISK_ERROR_PROFILE,
                   "%s: “%s” is no name for a risk profile", path, text);
      return FALSE;
    }

  if (strcmp (key, "banned") == 0)
    return set_banned (profile, text, path, error);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (key, fields[i].key) == 0)
      return set_field (profile, i, text, path, error);

  g_set_error (error, DT_RISK_ERROR, DT_RISK_ERROR_PROFILE,
               "%s: a risk profile has no key “%s”", path, key);
  return FALSE;
}

static gboolean
check_groups (GKeyFile    *file,
              const char  *path,
              GError     **error)
{
  g_auto(GStrv) groups = g_key_file_get_groups (file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    if (strcmp (groups[i], GROUP) != 0)
      {
        g_set_error (error, DT_RISK_ERROR, DT_RISK_ERROR_PROFILE,
                     "%s: a risk profile has no section [%s], only [" GROUP "]", path, groups[i]);
        return FALSE;
      }

  if (groups[0] == NULL)
    {
      g_set_error (error, DT_RISK_ERROR, DT_RISK_ERROR_PROFILE,
                   "%s: a risk profile needs a section [" GROUP "]", path);
      return FALSE;
    }

  return TRUE;
}

/**
 * dt_risk_profile_parse:
 * @text: a key file
 * @path: names the file in errors, and the profile when it has no name of its own
 *
 * Returns: (transfer full): a profile, or %NULL and @error is set
 */
DtRiskProfile *
dt_risk_profile_parse (const char  *text,
                       const char  *path,
                       GError     **error)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autoptr(DtRiskProfile) profile = NULL;
  g_autofree char *name = g_path_get_basename (path);
  g_auto(GStrv) keys = NULL;
  g_autoptr(GError) broken = NULL;

  if (!g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, &broken))
    {
      g_set_error (error, DT_RISK_ERROR, DT_RISK_ERROR_PROFILE, "%s is no risk profile: %s", path,
                   broken->message);
      return NULL;
    }
  if (!check_groups (file, path, error))
    return NULL;

  profile = profile_new (name);
  keys = g_key_file_get_keys (file, GROUP, NULL, NULL);
  for (guint i = 0; keys[i] != NULL; i++)
    if (!set_key (profile, file, keys[i], path, error))
      return NULL;

  return g_steal_pointer (&profile);
}

/**
 * dt_risk_profile_load:
 *
 * "default": 10 positions, 25 % of equity in one, 40 % in a sector, a correlation below 0.7 with
 * what is held, 1 % of equity at risk in a trade, daily loss 3 %, drawdown 15 % (which trips the
 * breaker too), price at least 1 USD and limits within 10 % of it, 20 % of equity at least kept
 * out, no entry of which others leave less than half, data at most 2 bars old, flat from 5 minutes
 * before the close on, half the size after three losses in a row and half more after five wins.
 */
DtRiskProfile *
dt_risk_profile_load (const char  *name_or_path,
                      GError     **error)
{
  g_autofree char *text = NULL;
  g_autoptr(GError) unreadable = NULL;

  if (strcmp (name_or_path, "none") == 0)
    return profile_new ("none");
  if (strcmp (name_or_path, "default") == 0)
    return profile_new_default ();

  if (!dt_text_file_load (name_or_path, MAX_FILE, &text, NULL, &unreadable))
    {
      g_set_error (error, DT_RISK_ERROR, DT_RISK_ERROR_PROFILE,
                   "“%s” is neither “none” nor “default” nor a risk profile that can be read: %s",
                   name_or_path, unreadable->message);
      return NULL;
    }

  return dt_risk_profile_parse (text, name_or_path, error);
}

/**
 * dt_risk_profile_to_text:
 *
 * Returns: (transfer full): the profile with every limit, those that are off too
 */
char *
dt_risk_profile_to_text (const DtRiskProfile *profile)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();

  g_key_file_set_string (file, GROUP, "name", profile->name);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      gconstpointer place = G_STRUCT_MEMBER_P (profile, fields[i].offset);
      char buf[MAX (G_ASCII_DTOSTR_BUF_SIZE, DT_DECIMAL_BUF_SIZE)];

      if (fields[i].kind == FIELD_MONEY)
        dt_money_to_string (*(const DtMoney *) place, buf);
      else if (fields[i].kind == FIELD_FRACTION)
        g_ascii_dtostr (buf, sizeof buf, *(const double *) place);
      else
        g_snprintf (buf, sizeof buf, "%u", *(const guint *) place);
      g_key_file_set_value (file, GROUP, fields[i].key, buf);
    }
  if (profile->banned != NULL)
    g_key_file_set_value (file, GROUP, "banned", profile->banned);

  return g_key_file_to_data (file, NULL, NULL);
}

gboolean
dt_risk_profile_bans (const DtRiskProfile *profile,
                      const char          *symbol)
{
  gsize length = strlen (symbol);

  for (const char *at = profile->banned; at != NULL && *at != '\0';)
    {
      gsize n = strcspn (at, ";");

      if (n == length && strncmp (at, symbol, n) == 0)
        return TRUE;
      at += n + (at[n] == ';');
    }

  return FALSE;
}
