/* desk-indicator-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chartcell"

#include "config.h"

#include <math.h>
#include <string.h>

#include "desk-call.h"

#include "desk-indicator-list.h"

static void
item_free (gpointer data)
{
  DeskIndicatorItem *item = data;

  g_free (item->text);
  g_free (item);
}

void
desk_indicator_list_add (GPtrArray  *list,
                         const char *text,
                         double      share)
{
  DeskIndicatorItem *item = g_new (DeskIndicatorItem, 1);

  item->text = g_strdup (text);
  item->share = share;
  g_ptr_array_add (list, item);
}

static char **
split (DeskSettings *settings,
       guint         cell,
       const char   *id)
{
  char key[DESK_CELL_KEY_SIZE];

  return g_strsplit (desk_settings_get_string (settings, desk_cell_key (cell, id, key)), ";", -1);
}

/* Calls and heights stand in the same order; what is typed as text may have more of the former.
 * What is no call of an indicator is left out. */
GPtrArray *
desk_indicator_list_load (DeskSettings *settings,
                          guint         cell)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (item_free);
  g_auto(GStrv) calls = split (settings, cell, "chart.overlays");
  g_auto(GStrv) shares = split (settings, cell, "chart.heights");
  guint n_shares = g_strv_length (shares);

  for (guint i = 0; calls[i] != NULL; i++)
    {
      double share = i < n_shares ? g_ascii_strtod (shares[i], NULL) : 0.;
      DeskCall call;

      if (desk_call_parse (&call, g_strstrip (calls[i]), NULL))
        desk_indicator_list_add (list, calls[i], share > 0 && share < 1 ? share : 0.);
    }

  return list;
}

void
desk_indicator_list_save (DeskSettings *settings,
                          guint         cell,
                          GPtrArray    *list)
{
  g_autoptr(GString) calls = g_string_new (NULL), shares = g_string_new (NULL);
  char number[G_ASCII_DTOSTR_BUF_SIZE], key[DESK_CELL_KEY_SIZE];

  for (guint i = 0; i < list->len; i++)
    {
      const DeskIndicatorItem *item = list->pdata[i];

      g_string_append_printf (calls, "%s%s", i > 0 ? ";" : "", item->text);
      g_string_append_printf (shares, "%s%s", i > 0 ? ";" : "", item->share > 0
                              ? g_ascii_formatd (number, sizeof number, "%.4f", item->share) : "");
    }

  /* Heights first: with the other the chart is made anew */
  desk_settings_set (settings, desk_cell_key (cell, "chart.heights", key),
                     g_variant_new_string (shares->str));
  desk_settings_set (settings, desk_cell_key (cell, "chart.overlays", key),
                     g_variant_new_string (calls->str));
}
