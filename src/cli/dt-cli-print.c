/* dt-cli-print.c - JSON, tables and progress
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "dt-cli.h"

/* JSON. Our own writer, because json-glib prints 0.1 as 0.10000000000000001. */

static void print_node (GString  *out,
                        JsonNode *node,
                        guint     depth);

char *
dt_cli_double_to_string (double value,
                         char   buf[DT_CLI_DOUBLE_BUF_SIZE])
{
  /* 15 digits always survive the way to text and back, and %g drops zeros at the end, so the first
   * of 15, 16, 17 that reads back is the shortest; only subnormal numbers can do with fewer */
  int digits = fabs (value) < DBL_MIN ? 1 : 15;
  char format[8];

  if (!isfinite (value))
    return strcpy (buf, "null");

  for (; digits <= 17; digits++)
    {
      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (buf, DT_CLI_DOUBLE_BUF_SIZE, format, value);
      if (g_ascii_strtod (buf, NULL) == value)
        break;
    }

  return buf;
}

static void
print_string (GString    *out,
              const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_string_append_c (out, '"');
  for (const char *c = valid; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_printf (out, "\\%c", *c);
      else if (*c == '\n')
        g_string_append (out, "\\n");
      else if (*c == '\t')
        g_string_append (out, "\\t");
      else if ((guchar) *c < 0x20 || *c == 0x7f)
        g_string_append_printf (out, "\\u%04x", (guint) *c);
      else
        g_string_append_c (out, *c);
    }
  g_string_append_c (out, '"');
}

static void
print_value (GString  *out,
             JsonNode *node)
{
  char buf[DT_CLI_DOUBLE_BUF_SIZE];

  switch (json_node_get_value_type (node))
    {
    case G_TYPE_BOOLEAN:
      g_string_append (out, json_node_get_boolean (node) ? "true" : "false");
      break;
    case G_TYPE_INT64:
      g_string_append_printf (out, "%" G_GINT64_FORMAT, json_node_get_int (node));
      break;
    case G_TYPE_DOUBLE:
      g_string_append (out, dt_cli_double_to_string (json_node_get_double (node), buf));
      break;
    default:
      print_string (out, json_node_get_string (node));
    }
}

static void
new_line (GString *out,
          guint    depth)
{
  g_string_append_c (out, '\n');
  for (guint i = 0; i < depth; i++)
    g_string_append (out, "  ");
}

static void
print_array (GString   *out,
             JsonArray *array,
             guint      depth)
{
  guint n = json_array_get_length (array);

  g_string_append_c (out, '[');
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      new_line (out, depth + 1);
      print_node (out, json_array_get_element (array, i), depth + 1);
    }
  if (n > 0)
    new_line (out, depth);
  g_string_append_c (out, ']');
}

static void
print_object (GString    *out,
              JsonObject *object,
              guint       depth)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;
  guint n = 0;

  g_string_append_c (out, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      if (n++ > 0)
        g_string_append_c (out, ',');
      new_line (out, depth + 1);
      print_string (out, name);
      g_string_append (out, ": ");
      print_node (out, member, depth + 1);
    }
  if (n > 0)
    new_line (out, depth);
  g_string_append_c (out, '}');
}

static void
print_node (GString  *out,
            JsonNode *node,
            guint     depth)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      print_object (out, json_node_get_object (node), depth);
      break;
    case JSON_NODE_ARRAY:
      print_array (out, json_node_get_array (node), depth);
      break;
    case JSON_NODE_VALUE:
      print_value (out, node);
      break;
    case JSON_NODE_NULL:
    default:
      g_string_append (out, "null");
    }
}

void
dt_cli_print_json (JsonNode *root)
{
  g_autoptr(GString) out = g_string_new (NULL);

  dt_cli_progress_end ();
  print_node (out, root, 0);
  g_string_append_c (out, '\n');
  fwrite (out->str, 1, out->len, stdout);
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
