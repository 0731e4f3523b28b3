/* dt-risk-profile.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-risk"

#include "config.h"

#include <string.h>

#include "dt-risk.h"

G_DEFINE_QUARK (dt-risk-error-quark, dt_risk_error)

#define GROUP "risk"

typedef enum
{
  FIELD_COUNT,
  FIELD_FRACTION,
  FIELD_MONEY,
} FieldKind;

/* The keys of a profile; the file's names are the struct's with hyphens. */
static const struct
{
  const char *key;
  FieldKind   kind;
  gsize       offset;
  double      most;
} fields[] = {
  { "max-positions", FIELD_COUNT, G_STRUCT_OFFSET (DtRiskProfile, max_positions), 100000. },
  { "max-position-fraction", FIELD_FRACTION,
    G_STRUCT_OFFSET (DtRiskProfile, max_position_fraction), 100. },
  { "max-sector-fraction", FIELD_FRACTION,
    G_STRUCT_OFFSET (DtRiskProfile, max_sector_fraction), 100. },
  { "max-gross-exposure", FIELD_FRACTION,
    G_STRUCT_OFFSET (DtRiskProfile, max_gross_exposure), 100. },
  { "max-daily-loss", FIELD_FRACTION, G_STRUCT_OFFSET (DtRiskProfile, max_daily_loss), 1. },
  { "max-drawdown", FIELD_FRACTION, G_STRUCT_OFFSET (DtRiskProfile, max_drawdown), 1. },
  { "max-participation", FIELD_FRACTION,
    G_STRUCT_OFFSET (DtRiskProfile, max_participation), 1. },
  { "min-price", FIELD_MONEY, G_STRUCT_OFFSET (DtRiskProfile, min_price), 1e9 },
  { "max-order-notional", FIELD_MONEY,
    G_STRUCT_OFFSET (DtRiskProfile, max_order_notional), 1e12 },
  { "flat-minutes-before-close", FIELD_COUNT,
    G_STRUCT_OFFSET (DtRiskProfile, flat_minutes_before_close), 1440. },
};

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
  profile->max_daily_loss = .03;
  profile->max_drawdown = .15;
  profile->flat_minutes_before_close = 5;
  profile->min_price = DT_DOLLARS (1);

  return profile;
}

void
dt_risk_profile_free (DtRiskProfile *profile)
{
  if (profile == NULL)
    return;

  g_free (profile->name);
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
                 fields[i].kind == FIELD_COUNT ? "a whole number"
                 : fields[i].kind == FIELD_FRACTION ? "a fraction" : "an amount in USD",
                 g_ascii_formatd (most, sizeof most, "%.0f", fields[i].most));

  return fits;
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

  if (!g_file_get_contents (name_or_path, &text, NULL, &unreadable))
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

  return g_key_file_to_data (file, NULL, NULL);
}
