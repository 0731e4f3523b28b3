/* dt-cli-print.c - JSON, tables and progress
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include "dt-cli.h"

void
dt_cli_print_json (JsonNode *root)
{
  g_autofree char *text = dt_json_to_string (root, TRUE);

  dt_cli_progress_end ();
  fputs (text, stdout);
  putchar ('\n');
}

/* Tables */

static glong
width_of (const char *text)
{
  return g_utf8_strlen (text, -1);
}

static void
append_cell (GString    *out,
             const char *text,
             glong       width,
             gboolean    right,
             gboolean    last)
{
  glong pad = width - width_of (text);

  if (right)
    g_string_append_printf (out, "%*s%s", (int) pad, "", text);
  else if (last)
    g_string_append (out, text);
  else
    g_string_append_printf (out, "%s%*s", text, (int) pad, "");

  if (!last)
    g_string_append (out, "  ");
}

static void
append_row (GString           *out,
            const char *const *cells,
            const glong       *widths,
            const gboolean    *numeric,
            guint              n_columns)
{
  for (guint i = 0; i < n_columns; i++)
    append_cell (out, cells[i], widths[i], numeric != NULL && numeric[i], i + 1 == n_columns);

  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  g_string_append_c (out, '\n');
}

void
dt_cli_print_table (const char *const *header,
                    const gboolean    *numeric,
                    GPtrArray         *rows)
{
  guint n_columns = g_strv_length ((char **) header);
  g_autofree glong *widths = g_new0 (glong, n_columns);
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; i < n_columns; i++)
    {
      widths[i] = width_of (header[i]);
      for (guint r = 0; r < rows->len; r++)
        widths[i] = MAX (widths[i], width_of (((char **) rows->pdata[r])[i]));
    }

  append_row (out, header, widths, numeric, n_columns);
  for (guint r = 0; r < rows->len; r++)
    append_row (out, rows->pdata[r], widths, numeric, n_columns);

  dt_cli_progress_end ();
  fwrite (out->str, 1, out->len, stdout);
}

/* Progress: main thread only */

#define REFRESH_USEC  (G_USEC_PER_SEC / 10)
#define ESTIMATE_USEC G_USEC_PER_SEC

static struct
{
  gboolean  enabled;
  gboolean  shown;      /* the cursor stands in a progress line */
  char     *what;
  double    fraction;
  gint64    started;
  gint64    printed;
} progress;

void
dt_cli_progress_enable (gboolean enable)
{
  progress.enabled = enable && isatty (STDERR_FILENO);
}

/* "  2 s left", once there is something to judge by */
static char *
dup_time_left (gint64 elapsed,
               double fraction)
{
  double left;

  if (elapsed < ESTIMATE_USEC || fraction <= 0 || fraction >= 1)
    return g_strdup ("");

  left = (double) elapsed / G_USEC_PER_SEC * (1 - fraction) / fraction;
  if (left < 90)
    return g_strdup_printf ("  %d s left", (int) ceil (left));

  return g_strdup_printf ("  %d min left", (int) ceil (left / 60));
}

void
dt_cli_progress (const char *what,
                 double      fraction)
{
  gint64 now = g_get_monotonic_time ();
  g_autofree char *left = NULL;

  if (!progress.enabled)
    return;

  if (g_strcmp0 (what, progress.what) != 0 || fraction < progress.fraction)
    {
      dt_cli_progress_end ();
      progress.what = g_strdup (what);
      progress.started = now;
    }
  progress.fraction = fraction;

  if (progress.shown && now - progress.printed < REFRESH_USEC)
    return;

  left = dup_time_left (now - progress.started, fraction);
  fprintf (stderr, "\r\033[K%s  %d %%%s", what, (int) (CLAMP (fraction, 0, 1) * 100), left);
  fflush (stderr);
  progress.printed = now;
  progress.shown = TRUE;
}

void
dt_cli_progress_end (void)
{
  if (progress.shown)
    {
      fputs ("\r\033[K", stderr);
      fflush (stderr);
    }

  progress.shown = FALSE;
  progress.fraction = 0;
  g_clear_pointer (&progress.what, g_free);
}
