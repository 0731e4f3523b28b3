/* desk-screen-watch.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-screener"

#include "config.h"

#include <string.h>

#include "desk-screen-watch.h"

#define PINNED "quotes.pinned"

static int
compare (gconstpointer a,
         gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char **
desk_screen_watch_dup (DeskSettings *settings)
{
  g_auto(GStrv) parts = g_strsplit (desk_settings_get_string (settings, PINNED), ";", -1);
  g_autoptr(GStrvBuilder) symbols = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_strv_builder_add (symbols, parts[i]);

  return g_strv_builder_end (symbols);
}

guint
desk_screen_watch_add (DeskSettings      *settings,
                       const char *const *symbols,
                       char             **before)
{
  g_auto(GStrv) watched = desk_screen_watch_dup (settings);
  g_autoptr(GPtrArray) all = g_ptr_array_new ();
  g_autofree char *text = NULL;
  guint n_new = 0;

  *before = g_strdup (desk_settings_get_string (settings, PINNED));
  for (guint i = 0; watched[i] != NULL; i++)
    g_ptr_array_add (all, watched[i]);
  for (guint i = 0; symbols[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) watched, symbols[i]))
      {
        g_ptr_array_add (all, (gpointer) symbols[i]);
        n_new++;
      }
  if (n_new == 0)
    return 0;

  g_ptr_array_sort (all, compare);
  g_ptr_array_add (all, NULL);
  text = g_strjoinv (";", (char **) all->pdata);
  desk_screen_watch_set (settings, text);

  return n_new;
}

void
desk_screen_watch_set (DeskSettings *settings,
                       const char   *text)
{
  desk_settings_set (settings, PINNED, g_variant_new_string (text));
}
