/* dt-strategy-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-strategy"

#include "config.h"

#include <string.h>

#include "dt-json.h"

#include "dt-strategy-words.h"

static void
add_line (GString    *text,
          const char *format,
          ...) G_GNUC_PRINTF (2, 3);

static void
add_line (GString    *text,
          const char *format,
          ...)
{
  va_list args;

  if (text->len > 0)
    g_string_append_c (text, '\n');
  va_start (args, format);
  g_string_append_vprintf (text, format, args);
  va_end (args);
  g_string_append_c (text, '.');
}

static const char *
get_rule (const DtStrategyFile *file,
          guint                 output)
{
  return file->has[output] ? dt_rule_program_get_text (file->program, output) : NULL;
}

static void
add_side (GString              *text,
          const DtStrategyFile *file,
          guint                 side,
          const char           *verb,
          const char           *noun)
{
  const char *exit = get_rule (file, side + DT_OUTPUT_EXIT);
  const char *stop = get_rule (file, side + DT_OUTPUT_STOP);
  const char *target = get_rule (file, side + DT_OUTPUT_TARGET);
  const char *trail = get_rule (file, side + DT_OUTPUT_TRAIL);

  add_line (text, "%s when %s", verb, get_rule (file, side + DT_OUTPUT_ENTRY));
  if (exit != NULL)
    add_line (text, "Leaves the %s when %s", noun, exit);
  if (stop != NULL)
    add_line (text, "Its stop stands at %s", stop);
  if (trail != NULL)
    add_line (text, "A stop trails %s behind the best price", trail);
  if (target != NULL)
    add_line (text, "Takes profit at %s", target);
}

static void
add_entry (GString              *text,
           const DtStrategyFile *file)
{
  static const char *const names[] = { "market", "limit", "stop", "stop-limit" };

  if (file->entry == DT_ENTRY_MARKET)
    add_line (text, "Enters at the open of the next bar");
  else if (file->entry_good_till_cancelled)
    add_line (text, "Enters by %s orders, which wait until they are cancelled",
              names[file->entry]);
  else
    add_line (text, "Enters by %s orders, which wait for %u bar%s", names[file->entry],
              file->entry_bars, file->entry_bars == 1 ? "" : "s");
}

static void
add_size (GString              *text,
          const DtStrategyFile *file)
{
  char number[DT_DOUBLE_BUF_SIZE];
  double value = file->size.value;
  gboolean part = file->size.kind == DT_SIZE_FRACTION || file->size.kind == DT_SIZE_RISK;

  dt_double_to_string (part ? value * 100. : value, number);
  switch (file->size.kind)
    {
    case DT_SIZE_ALL_IN:
      add_line (text, "Each entry takes the whole account");
      break;
    case DT_SIZE_FRACTION:
      add_line (text, "Each entry takes %s %% of equity", number);
      break;
    case DT_SIZE_SHARES:
      add_line (text, "Each entry is for %s units", number);
      break;
    case DT_SIZE_NOTIONAL:
      add_line (text, "Each entry is for $%s", number);
      break;
    case DT_SIZE_RISK:
      add_line (text, "Each entry risks %s %% of equity down to its first stop", number);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
add_parameters (GString              *text,
                const DtStrategyFile *file)
{
  g_autoptr(GString) list = g_string_new (NULL);
  char number[DT_DOUBLE_BUF_SIZE];

  for (guint i = 0; i < file->n_parameters; i++)
    g_string_append_printf (list, "%s%s = %s", i > 0 ? ", " : "", file->parameters[i].name,
                            dt_double_to_string (file->parameters[i].value, number));
  if (list->len > 0)
    add_line (text, "With %s", list->str);
}

char *
dt_strategy_file_describe (const DtStrategyFile *file)
{
  GString *text = g_string_new (NULL);

  if (file->has_long)
    add_side (text, file, DT_OUTPUT_LONG (0), "Buys", "long position");
  if (file->has_short)
    add_side (text, file, DT_OUTPUT_SHORT (0), "Sells short", "short position");
  add_entry (text, file);
  add_size (text, file);
  add_parameters (text, file);

  return g_string_free (text, FALSE);
}

/* Another name */

static gboolean
is_section (const char *line,
            gsize       length,
            const char *name)
{
  g_autofree char *copy = g_strstrip (g_strndup (line, length));
  g_autofree char *wanted = g_strdup_printf ("[%s]", name);

  return g_str_has_prefix (copy, wanted);
}

/* A line that goes on with the value above it. */
static gboolean
goes_on (const char *line,
         gsize       length)
{
  gsize blanks = strspn (line, " \t\r");

  return blanks > 0 && blanks < length && line[blanks] != '#';
}

/* Characters up to the value, 0 when the line is not of this key. */
static gsize
find_value (const char *line,
            gsize       length,
            const char *key)
{
  gsize i = strlen (key);

  if (length <= i || strncmp (line, key, i) != 0)
    return 0;
  while (i < length && (line[i] == ' ' || line[i] == '\t'))
    i++;
  if (i >= length || line[i] != '=')
    return 0;
  i++;
  while (i < length && (line[i] == ' ' || line[i] == '\t'))
    i++;

  return i;
}

char *
dt_strategy_text_rename (const char *text,
                         const char *name)
{
  GString *changed = g_string_new (NULL);
  gboolean inside = FALSE, done = FALSE, drops = FALSE;

  g_return_val_if_fail (text != NULL && name != NULL, NULL);

  for (const char *line = text; *line != '\0'; )
    {
      gsize length = strcspn (line, "\n"), value;

      drops = drops && goes_on (line, length);
      if (drops)
        {
          line += length + (line[length] == '\n');
          continue;
        }
      if (*line == '[')
        inside = is_section (line, length, "strategy");
      value = inside && !done ? find_value (line, length, "name") : 0;
      if (value > 0)
        {
          g_string_append_len (changed, line, value);
          g_string_append (changed, name);
          done = drops = TRUE;
        }
      else
        g_string_append_len (changed, line, length);
      if (line[length] == '\n')
        g_string_append_c (changed, '\n');
      line += length + (line[length] == '\n');
    }

  return g_string_free (changed, FALSE);
}
