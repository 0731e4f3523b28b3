/* dt-rule-error.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-rule"

#include "config.h"

#include <string.h>

#include "dt-rule-program.h"

/* Bytes of the line that are shown on either side of the place. */
#define SNIPPET_BEFORE 64
#define SNIPPET_AFTER  64

typedef struct
{
  guint line;
  guint column;
} DtRuleErrorPrivate;

static void
dt_rule_error_private_init (DtRuleErrorPrivate *priv)
{
}

static void
dt_rule_error_private_copy (const DtRuleErrorPrivate *from,
                            DtRuleErrorPrivate       *to)
{
  *to = *from;
}

static void
dt_rule_error_private_clear (DtRuleErrorPrivate *priv)
{
}

G_DEFINE_EXTENDED_ERROR (DtRuleError, dt_rule_error)

void
dt_rule_error_get_place (const GError *error,
                         guint        *line,
                         guint        *column)
{
  const DtRuleErrorPrivate *priv;

  *line = *column = 0;
  if (error->domain != DT_RULE_ERROR)
    return;

  priv = dt_rule_error_get_private (error);
  *line = priv->line;
  *column = priv->column;
}

/* Characters from @from to @to; bytes that only continue a character do not count, so that text
 * which is no UTF-8 can be pointed at too. */
static guint
count_characters (const char *from,
                  const char *to)
{
  guint n = 0;

  for (; from < to; from++)
    n += ((guchar) *from & 0xc0) != 0x80;

  return n;
}

static gboolean
continues_character (char c)
{
  return ((guchar) c & 0xc0) == 0x80;
}

/* The line around @at and under it a caret, both indented. */
static void
append_snippet (GString    *message,
                const char *start,
                const char *at)
{
  const char *end = at + strcspn (at, "\r\n");
  const char *from = at - start > SNIPPET_BEFORE ? at - SNIPPET_BEFORE : start;
  const char *to = end - at > SNIPPET_AFTER ? at + SNIPPET_AFTER : end;
  g_autofree char *slice = NULL;
  g_autofree char *shown = NULL;

  while (from > start && continues_character (*from))
    from--;
  while (to > at && to < end && continues_character (*to))
    to--;

  slice = g_strndup (from, to - from);
  for (char *c = slice; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      *c = ' ';

  shown = g_utf8_make_valid (slice, -1);
  g_string_append_printf (message, "\n  %s%s%s\n  %*s^", from > start ? "..." : "", shown,
                          to < end ? "..." : "",
                          (int) count_characters (from, at) + (from > start ? 3 : 0), "");
}

/**
 * dt_rule_error_set_va:
 * @source: where the text comes from
 * @offset: bytes into its text
 *
 * Sets an error whose message is the sentence, the place, and the line with a caret.
 */
void
dt_rule_error_set_va (GError             **error,
                      const DtRuleSource  *source,
                      gsize                offset,
                      DtRuleError          code,
                      const char          *format,
                      va_list              args)
{
  const char *start = source->text, *at = source->text + offset;
  guint line = MAX (source->line, 1), column = MAX (source->column, 1);
  g_autoptr(GString) message = g_string_new (NULL);
  DtRuleErrorPrivate *priv;

  if (error == NULL)
    return;

  for (const char *c = source->text; c < at; c++)
    if (*c == '\n')
      {
        start = c + 1;
        line++;
        column = 1;
      }
  column += count_characters (start, at);

  g_string_append_vprintf (message, format, args);

  if (source->file != NULL)
    g_string_append_printf (message, " (%s, line %u, column %u)", source->file, line, column);
  else
    g_string_append_printf (message, " (line %u, column %u)", line, column);
  append_snippet (message, start, at);

  *error = g_error_new_literal (DT_RULE_ERROR, code, message->str);
  priv = dt_rule_error_get_private (*error);
  priv->line = line;
  priv->column = column;
}

void
dt_rule_error_set (GError             **error,
                   const DtRuleSource  *source,
                   gsize                offset,
                   DtRuleError          code,
                   const char          *format,
                   ...)
{
  va_list args;

  va_start (args, format);
  dt_rule_error_set_va (error, source, offset, code, format, args);
  va_end (args);
}
