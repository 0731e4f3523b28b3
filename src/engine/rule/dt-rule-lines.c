/* dt-rule-lines.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-rule"

#include "config.h"

#include <stdarg.h>
#include <string.h>

#include "dt-rule-lines.h"

#define BLANKS " \t\r"
#define MAX_ENTRIES 1000

typedef struct
{
  DtRuleLines      *lines;
  const char       *path;
  const char       *at;        /* first character of the line */
  gsize             length;    /* of the line */
  guint             number;
  const char       *section;   /* (nullable): of those of the lines */
  /* The value that is being read: it ends with its last line that is no blank. */
  DtRuleEntry      *entry;
  const char       *value;
  const char       *value_end;
  GError          **error;
} Reader;

static void
free_entry (gpointer data)
{
  DtRuleEntry *entry = data;

  g_free (entry->section);
  g_free (entry->key);
  g_free (entry->value);
  g_free (entry->line);
  g_free (entry);
}

static void
free_section (gpointer data)
{
  DtRuleSection *section = data;

  g_free (section->name);
  g_free (section->line);
  g_free (section);
}

static gboolean G_GNUC_PRINTF (3, 4)
fail (Reader     *reader,
      gsize       offset,
      const char *format,
      ...)
{
  g_autofree char *line = g_strndup (reader->at, reader->length);
  DtRuleSource source = { .text = line, .file = reader->path, .line = reader->number,
                          .column = 1 };
  va_list args;

  va_start (args, format);
  dt_rule_error_set_va (reader->error, &source, offset, DT_RULE_ERROR_FILE, format, args);
  va_end (args);

  return FALSE;
}

static gsize
trim (const char *text,
      gsize       length)
{
  while (length > 0 && strchr (BLANKS "\n", text[length - 1]) != NULL)
    length--;

  return length;
}

/* Where the value really starts: it can begin on the line below its key. */
static void
place_value (Reader *reader)
{
  DtRuleSource *source = &reader->entry->source;
  const char *start = reader->value;

  while (start < reader->value_end && strchr (BLANKS "\n", *start) != NULL)
    {
      source->column++;
      if (*start == '\n')
        {
          source->line++;
          source->column = 1;
        }
      start++;
    }

  reader->value = start;
}

static gboolean
finish_entry (Reader *reader)
{
  DtRuleEntry *entry = reader->entry;

  if (entry == NULL)
    return TRUE;

  place_value (reader);
  entry->value = g_strndup (reader->value,
                            trim (reader->value, reader->value_end - reader->value));
  entry->source.text = entry->value;
  reader->entry = NULL;
  if (*entry->value != '\0')
    return TRUE;

  dt_rule_error_set (reader->error, &entry->key_source, 0, DT_RULE_ERROR_FILE,
                     "\"%s\" has no value", entry->key);

  return FALSE;
}

static gboolean
read_section (Reader *reader)
{
  const char *end = memchr (reader->at, ']', reader->length);
  DtRuleSection *section;
  gsize rest;

  if (!finish_entry (reader))
    return FALSE;
  if (end == NULL)
    return fail (reader, trim (reader->at, reader->length), "A section ends with \"%s\"", "]");

  rest = end + 1 - reader->at;
  rest += strspn (end + 1, BLANKS);
  if (rest < reader->length && reader->at[rest] != '#')
    return fail (reader, rest, "After a section's name the line ends");

  section = g_new0 (DtRuleSection, 1);
  g_ptr_array_add (reader->lines->sections, section);
  section->name = g_strstrip (g_strndup (reader->at + 1, end - reader->at - 1));
  section->line = g_strndup (reader->at, reader->length);
  section->source = (DtRuleSource) { .text = section->line, .file = reader->path,
                                     .line = reader->number, .column = 1 };
  reader->section = section->name;

  return TRUE;
}

static gboolean
is_key (const char *key)
{
  for (const char *c = key; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '-' && *c != '_')
      return FALSE;

  return *key != '\0' && strlen (key) <= 48;
}

static gboolean
read_key (Reader *reader)
{
  const char *equals = memchr (reader->at, '=', reader->length);
  g_autofree char *key = NULL;
  DtRuleEntry *entry;

  if (!finish_entry (reader))
    return FALSE;
  if (equals == NULL)
    return fail (reader, trim (reader->at, reader->length),
                 "Here should be \"%s\": a line is a section, a key and its value, or a comment",
                 "=");

  key = g_strstrip (g_strndup (reader->at, equals - reader->at));
  if (!is_key (key))
    return fail (reader, 0, "A key is one word of letters, digits, - and _");
  if (reader->section == NULL)
    return fail (reader, 0, "\"%s\" stands before any section", key);
  if (dt_rule_lines_find (reader->lines, reader->section, key) != NULL)
    return fail (reader, 0, "\"%s\" is set twice in its section", key);
  if (reader->lines->entries->len == MAX_ENTRIES)
    return fail (reader, 0, "The file has too many keys");

  entry = reader->entry = g_new0 (DtRuleEntry, 1);
  g_ptr_array_add (reader->lines->entries, entry);
  entry->section = g_strdup (reader->section);
  entry->key = g_steal_pointer (&key);
  entry->line = g_strndup (reader->at, reader->length);
  entry->key_source = (DtRuleSource) { .text = entry->line, .file = reader->path,
                                       .line = reader->number, .column = 1 };
  entry->source = entry->key_source;
  entry->source.column = g_utf8_strlen (reader->at, equals + 1 - reader->at) + 1;
  reader->value = equals + 1;
  reader->value_end = reader->at + reader->length;

  return TRUE;
}

static gboolean
read_line (Reader *reader)
{
  gsize blanks = 0;

  while (blanks < reader->length && strchr (BLANKS, reader->at[blanks]) != NULL)
    blanks++;

  if (blanks == reader->length || reader->at[blanks] == '#')
    return TRUE;

  if (blanks > 0)
    {
      if (reader->entry == NULL)
        return fail (reader, blanks, "An indented line goes on with a value, but there is none");
      reader->value_end = reader->at + reader->length;
      return TRUE;
    }

  return *reader->at == '[' ? read_section (reader) : read_key (reader);
}

static gboolean
check_bytes (Reader     *reader,
             const char *text)
{
  const char *end;
  gsize length = strlen (text);

  if (length > DT_RULE_MAX_FILE)
    return fail (reader, 0, "A file of rules has at most 256 KiB");
  if (g_utf8_validate (text, length, &end))
    return TRUE;

  for (const char *c = text; c < end; c++)
    if (*c == '\n')
      {
        reader->at = c + 1;
        reader->number++;
      }
  reader->length = strcspn (reader->at, "\n");

  return fail (reader, end - reader->at, "A file of rules is UTF-8 text, this byte is not");
}

/* Fills @lines; it is to be cleared in any case, and @path lives as long. */
gboolean
dt_rule_lines_read (DtRuleLines  *lines,
                        const char       *text,
                        const char       *path,
                        GError          **error)
{
  Reader reader = { .lines = lines, .path = path, .at = text, .number = 1, .error = error };
  gboolean good;

  lines->entries = g_ptr_array_new_with_free_func (free_entry);
  lines->sections = g_ptr_array_new_with_free_func (free_section);
  if (g_str_has_prefix (text, "\xef\xbb\xbf"))
    reader.at += 3;

  good = check_bytes (&reader, text);
  while (good && *reader.at != '\0')
    {
      reader.length = strcspn (reader.at, "\n");
      good = read_line (&reader);
      reader.at += reader.length;
      reader.at += *reader.at == '\n';
      reader.number++;
    }

  return good && finish_entry (&reader);
}

void
dt_rule_lines_clear (DtRuleLines *lines)
{
  g_clear_pointer (&lines->entries, g_ptr_array_unref);
  g_clear_pointer (&lines->sections, g_ptr_array_unref);
}

const DtRuleEntry *
dt_rule_lines_find (const DtRuleLines *lines,
                        const char            *section,
                        const char            *key)
{
  for (guint i = 0; i < lines->entries->len; i++)
    {
      const DtRuleEntry *entry = g_ptr_array_index (lines->entries, i);

      if (g_str_equal (entry->section, section) && g_str_equal (entry->key, key))
        return entry;
    }

  return NULL;
}

char *
dt_rule_entry_dup_words (const DtRuleEntry *entry)
{
  GString *words = g_string_new (NULL);
  const char *text = entry->value;

  for (gsize i = 0; text[i] != '\0'; i++)
    {
      gboolean space = g_ascii_isspace (text[i]);

      if (text[i] == '#' && (i == 0 || g_ascii_isspace (text[i - 1])))
        {
          i += strcspn (text + i, "\n");
          if (text[i] == '\0')
            break;
          space = TRUE;
        }
      if (!space)
        g_string_append_c (words, text[i]);
      else if (words->len > 0 && words->str[words->len - 1] != ' ')
        g_string_append_c (words, ' ');
    }
  if (words->len > 0 && words->str[words->len - 1] == ' ')
    g_string_truncate (words, words->len - 1);

  return g_string_free (words, FALSE);
}
