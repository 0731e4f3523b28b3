/* desk-run-choice.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-runs"

#include "config.h"

#include <string.h>

#include "dt-run-preset.h"
#include "dt-selector.h"
#include "dt-shelf.h"
#include "dt-strategy-library.h"

#include "desk-run-choice.h"

#define CASH DT_DOLLARS (100000)

static const DtShelf selectors = { "selectors", ".selector" };

/* Limits that the settings change; all else is the default profile's. */
enum
{
  LIMIT_PERCENT,
  LIMIT_RATIO,
  LIMIT_COUNT,
  LIMIT_SWITCH,
  LIMIT_KELLY,
};

#define MEMBER(name) G_STRUCT_OFFSET (DtRiskProfile, name)

static const struct
{
  const char *id;
  guint       kind;
  gsize       offset;
} limits[] = {
  { "risk.max-risk-per-trade", LIMIT_PERCENT, MEMBER (max_risk_per_trade) },
  { "risk.max-position-fraction", LIMIT_PERCENT, MEMBER (max_position_fraction) },
  { "risk.max-sector-fraction", LIMIT_PERCENT, MEMBER (max_sector_fraction) },
  { "risk.max-gross-exposure", LIMIT_PERCENT, MEMBER (max_gross_exposure) },
  { "risk.min-entry-part", LIMIT_PERCENT, MEMBER (min_entry_part) },
  { "risk.max-correlation", LIMIT_RATIO, MEMBER (max_correlation) },
  { "risk.max-positions", LIMIT_COUNT, MEMBER (max_positions) },
  { "risk.max-daily-loss", LIMIT_PERCENT, MEMBER (max_daily_loss) },
  { "risk.max-drawdown", LIMIT_PERCENT, MEMBER (max_drawdown) },
  { "risk.max-drawdown", LIMIT_PERCENT, MEMBER (breaker_drawdown) },
  { "risk.kelly-sizing", LIMIT_KELLY, MEMBER (kelly_fraction) },
  { "risk.streak-sizing", LIMIT_SWITCH, MEMBER (streak_sizing) },
};

/* Choices */

static void
choice_free (gpointer data)
{
  DeskChoice *choice = data;

  g_free (choice->id);
  g_free (choice->title);
  g_free (choice);
}

static void
add_choice (GPtrArray  *choices,
            const char *id,
            const char *title)
{
  DeskChoice *choice;

  for (guint i = 0; i < choices->len; i++)
    if (g_str_equal (((DeskChoice *) choices->pdata[i])->id, id))
      return;

  choice = g_new (DeskChoice, 1);
  *choice = (DeskChoice) { g_strdup (id), g_strdup (title) };
  g_ptr_array_add (choices, choice);
}

/* As docs/data.md describes the demo pack. */
GPtrArray *
desk_run_list_universes (void)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func (choice_free);

  add_choice (choices, "minute", "Minutes of 23 stocks and funds, February 2019");
  add_choice (choices, "minute-etf", "Minutes of 74 funds, December 2019 and January 2020");
  add_choice (choices, "daily", "Days of 505 stocks, 2013 to 2018");

  return choices;
}

/* Files that pass the check. */
GPtrArray *
desk_run_list_strategies (const char *data_dir)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func (choice_free);
  g_autoptr(GPtrArray) files = dt_strategy_library_list (data_dir, NULL);

  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      const DtLibraryFile *file = g_ptr_array_index (files, i);

      if (file->file != NULL)
        add_choice (choices, file->id, file->name);
    }

  return choices;
}

/* One that cannot be read is offered by its id: what is wrong with it is told when it is taken. */
static void
add_selector (GPtrArray  *choices,
              const char *path)
{
  g_autofree char *id = dt_shelf_make_id (&selectors, path);
  g_autofree char *text = NULL;
  g_autoptr(DtSelectorFile) file = NULL;

  if (g_file_get_contents (path, &text, NULL, NULL))
    file = dt_selector_file_parse (text, path, NULL);
  add_choice (choices, id, file != NULL ? file->name : id);
}

/* An own file stands for one of that name that came with the program. */
GPtrArray *
desk_run_list_selectors (const char *data_dir)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func (choice_free);
  g_autoptr(GPtrArray) paths = dt_shelf_list (&selectors, data_dir, NULL);
  guint n_paths = paths != NULL ? paths->len : 0;

  add_choice (choices, "", "None: all strategies in every market");
  for (guint i = 0; i < n_paths; i++)
    if (dt_shelf_is_own (&selectors, data_dir, paths->pdata[i]))
      add_selector (choices, paths->pdata[i]);
  for (guint i = 0; i < n_paths; i++)
    if (!dt_shelf_is_own (&selectors, data_dir, paths->pdata[i]))
      add_selector (choices, paths->pdata[i]);

  return choices;
}

char *
desk_run_find_selector (const char  *data_dir,
                        const char  *id,
                        GError     **error)
{
  g_autofree char *folder = dt_shelf_get_folder (&selectors, data_dir);
  char *path = dt_shelf_find (&selectors, data_dir, id);

  if (path == NULL)
    g_set_error (error, DT_RUN_ERROR, DT_RUN_ERROR_SPEC,
                 "There is no selector “%s”, neither in %s nor among those that come with the "
                 "program", id, folder);

  return path;
}

static char *
find_strategy (const char  *data_dir,
               const char  *id,
               GError     **error)
{
  g_autofree char *folder = dt_strategy_library_get_folder (data_dir);
  g_autofree char *file = g_strconcat (id, ".strategy", NULL);
  g_autofree char *own = g_build_filename (folder, file, NULL);
  char *shipped = dt_strategy_find (id);

  if (shipped != NULL)
    return shipped;
  if (strchr (id, '/') == NULL && g_file_test (own, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&own);

  g_set_error (error, DT_RUN_ERROR, DT_RUN_ERROR_SPEC,
               "There is no strategy “%s”, neither in %s nor among those that come with the "
               "program", id, folder);
  return NULL;
}

/* The spec */

static gboolean
take_limit (DeskSettings  *settings,
            guint          i,
            DtRiskProfile *profile)
{
  gpointer place = G_STRUCT_MEMBER_P (profile, limits[i].offset);
  DtRiskProfile before = *profile;

  switch (limits[i].kind)
    {
    case LIMIT_PERCENT:
      *(double *) place = desk_settings_get_double (settings, limits[i].id) / 100.;
      break;
    case LIMIT_RATIO:
      *(double *) place = desk_settings_get_double (settings, limits[i].id);
      break;
    case LIMIT_COUNT:
      *(guint *) place = (guint) desk_settings_get_int (settings, limits[i].id);
      break;
    case LIMIT_KELLY:
      *(double *) place = desk_settings_get_boolean (settings, limits[i].id) ? .5 : 0.;
      break;
    case LIMIT_SWITCH:
    default:
      *(gboolean *) place = desk_settings_get_boolean (settings, limits[i].id);
    }

  return memcmp (&before, profile, sizeof before) != 0;
}

static char *
make_risk_text (DeskSettings  *settings,
                GError       **error)
{
  g_autoptr(DtRiskProfile) profile = dt_risk_profile_load ("default", error);
  gboolean differs = FALSE;

  if (profile == NULL)
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    differs |= take_limit (settings, i, profile);
  if (differs)
    {
      g_free (profile->name);
      profile->name = g_strdup ("preferences");
    }

  return dt_risk_profile_to_text (profile);
}

static gboolean
read_rules (DtRunSpec          *spec,
            const char         *data_dir,
            const char *const  *paths,
            const char         *selector,
            GError            **error)
{
  g_autofree char *path = NULL;

  if (*selector == '\0')
    return dt_run_preset_read_strategies (spec, (char **) paths, error);

  path = desk_run_find_selector (data_dir, selector, error);
  return path != NULL && dt_run_preset_read_selector (spec, path, NULL, error);
}

char *
desk_run_make_spec (DeskSession        *session,
                    DeskSettings       *settings,
                    const char         *universe,
                    const char *const  *paths,
                    const char         *selector,
                    GError            **error)
{
  const char *data_dir = desk_session_get_data_dir (session);
  g_autoptr(DtRunSpec) spec = dt_run_spec_new ();
  g_autofree char *chosen = NULL;
  const char *of_setting[] = { NULL, NULL };

  if (selector == NULL)
    selector = desk_settings_get_string (settings, "replay.selector");
  if (paths == NULL && *selector == '\0')
    {
      of_setting[0] = chosen
        = find_strategy (data_dir, desk_settings_get_string (settings, "replay.strategy"), error);
      paths = of_setting;
      if (chosen == NULL)
        return NULL;
    }
  if (!read_rules (spec, data_dir, paths, selector, error)
      || !(spec->risk_text = make_risk_text (settings, error)))
    return NULL;

  spec->universe = g_strdup (universe != NULL
                             ? universe : desk_settings_get_string (settings, "replay.universe"));
  spec->cash = CASH;

  return dt_run_spec_to_json (spec);
}

void
desk_run_start (DeskSession  *session,
                DeskSettings *settings,
                const char   *universe,
                const char   *strategy,
                double        speed)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *spec = NULL;

  g_return_if_fail (DESK_IS_SESSION (session));
  g_return_if_fail (DESK_IS_SETTINGS (settings));

  if (strategy != NULL)
    path = find_strategy (desk_session_get_data_dir (session), strategy, &error);
  if (error == NULL)
    {
      const char *paths[] = { path, NULL };

      spec = desk_run_make_spec (session, settings, universe, path != NULL ? paths : NULL,
                                 path != NULL ? "" : NULL, &error);
    }

  if (spec != NULL)
    desk_session_start_run (session, spec, speed);
  else
    g_signal_emit_by_name (session, "trouble", "The Replay Cannot Start", error->message);
}
