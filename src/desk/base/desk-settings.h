/* desk-settings.h - what the user has chosen, and remembered window state
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One row of the table of settings: what preferences, palette and tests know of it. */
typedef struct
{
  const char *id;         /* "chart.overlays": group of the key file, dot, key */
  const char *title;      /* (nullable): NULL is remembered state, not shown */
  const char *summary;
  const char *type;       /* GVariant type string: "b", "i", "d", "s" */
  const char *fallback;   /* GVariant text */
  double      minimum;    /* of numbers; both 0: any */
  double      maximum;
  const char *choices;    /* (nullable): "system;light;dark" for strings */
} DeskSettingRow;

const DeskSettingRow *desk_setting_list  (guint       *n_rows);
const DeskSettingRow *desk_setting_find  (const char  *id);

/**
 * DeskSettings:
 *
 * A key file in the user's config folder ("daytrader/settings.ini"). Values are checked against the
 * table when they come in; what is damaged is told once (desk_settings_get_trouble), the file is
 * kept beside as "settings.ini.damaged", and the fallback is used. Saved a moment after a change,
 * atomically; a folder that cannot be written is told as trouble too, and the session goes on.
 *
 * Thread: main.
 *
 * Signals: "changed::ID" after a value changed; "trouble" (text) when something went wrong later
 * than at the start.
 */
#define DESK_TYPE_SETTINGS (desk_settings_get_type ())
G_DECLARE_FINAL_TYPE (DeskSettings, desk_settings, DESK, SETTINGS, GObject)

/* @path: (nullable): of the file, in place of the user's */
DeskSettings *desk_settings_new          (const char    *path);
gboolean      desk_settings_get_boolean  (DeskSettings  *self,
                                          const char    *id);
int           desk_settings_get_int      (DeskSettings  *self,
                                          const char    *id);
double        desk_settings_get_double   (DeskSettings  *self,
                                          const char    *id);
/* (transfer none): valid until it changes */
const char   *desk_settings_get_string   (DeskSettings  *self,
                                          const char    *id);
/* Value of the row's type; out of range or of another type is a programmer error. */
void          desk_settings_set          (DeskSettings  *self,
                                          const char    *id,
                                          GVariant      *value);
void          desk_settings_reset        (DeskSettings  *self,
                                          const char    *id);
/* Writes now what is waiting. */
void          desk_settings_save         (DeskSettings  *self);
/* (nullable): a sentence that says what was wrong and what was done about it */
const char   *desk_settings_get_trouble  (DeskSettings  *self);

G_END_DECLS
