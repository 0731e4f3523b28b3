/* desk-call.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chart"

#include "config.h"

#include <math.h>
#include <string.h>

#include "desk-call.h"

G_DEFINE_QUARK (desk-call-error-quark, desk_call_error)

static const char *const columns[DT_N_INPUTS] = {
  [DT_INPUT_OPEN] = "open",
  [DT_INPUT_HIGH] = "high",
  [DT_INPUT_LOW] = "low",
  [DT_INPUT_CLOSE] = "close",
  [DT_INPUT_VOLUME] = "volume",
};

/* Where reading is, and what was read. */
typedef struct
{
  const char *text;
  const char *cursor;
  DeskCall   *call;
  guint       next;         /* parameter that an argument without a name is for */
  GError    **error;
} Reader;

const char *
desk_call_column (DtIndicatorInput input)
{
  return input < DT_N_INPUTS ? columns[input] : NULL;
}

gboolean
desk_call_reads (const DeskCall   *call,
                 DtIndicatorInput  input)
{
  return dt_indicator_reads (call->indicator, input);
}

static gboolean
refuse (Reader *reader)
{
  g_set_error (reader->error, DESK_CALL_ERROR, DESK_CALL_ERROR_SYNTAX,
               "“%s” is no indicator call; write it like “ema(9)” or “bollinger(20, 2)”",
               reader->text);
  return FALSE;
}

static gboolean
refuse_name (Reader     *reader,
             const char *what,
             const char *name)
{
  g_set_error (reader->error, DESK_CALL_ERROR, DESK_CALL_ERROR_UNKNOWN,
               "“%s” has no %s “%s”", reader->call->indicator->id, what, name);
  return FALSE;
}

static void
skip_space (Reader *reader)
{
  while (g_ascii_isspace (*reader->cursor))
    reader->cursor++;
}

static gboolean
take_mark (Reader *reader,
           char    mark)
{
  skip_space (reader);
  if (*reader->cursor != mark)
    return FALSE;

  reader->cursor++;
  skip_space (reader);
  return TRUE;
}

/* (transfer full): empty where there is none */
static char *
take_word (Reader *reader)
{
  const char *begin;

  skip_space (reader);
  begin = reader->cursor;
  while (g_ascii_isalpha (*reader->cursor) || *reader->cursor == '_'
         || (reader->cursor > begin && g_ascii_isdigit (*reader->cursor)))
    reader->cursor++;

  return g_strndup (begin, reader->cursor - begin);
}

static gboolean
find_column (const char       *name,
             DtIndicatorInput *input)
{
  for (guint i = 0; i < DT_N_INPUTS; i++)
    if (columns[i] != NULL && g_str_equal (columns[i], name))
      {
        *input = i;
        return TRUE;
      }

  return FALSE;
}

/* A number or the name of a choice, for parameter @k. */
static gboolean
take_value (Reader     *reader,
            guint       k,
            const char *word)
{
  const DtIndicator *indicator = reader->call->indicator;
  double number;
  char *end;

  if (k >= indicator->n_parameters)
    {
      /* The table says how many there may be */
      double many[DT_INDICATOR_MAX_PARAMETERS + 1] = { 0 }, complete[DT_INDICATOR_MAX_PARAMETERS];

      if (*word != '\0')
        return refuse (reader);
      dt_indicator_check (indicator, many, k + 1, complete, reader->error);
      return FALSE;
    }

  if (*word != '\0')
    return dt_indicator_find_choice (&indicator->parameters[k], word,
                                     &reader->call->parameters[k]) || refuse (reader);

  number = g_ascii_strtod (reader->cursor, &end);
  if (end == reader->cursor || !isfinite (number))
    return refuse (reader);

  reader->call->parameters[k] = number;
  reader->cursor = end;
  return TRUE;
}

static gboolean
take_named (Reader     *reader,
            const char *name)
{
  DeskCall *call = reader->call;
  g_autofree char *word = take_word (reader);

  if (g_str_equal (name, "other") && desk_call_reads (call, DT_INPUT_OTHER))
    return find_column (word, &call->other) || refuse_name (reader, "series", word);

  for (guint k = 0; k < call->indicator->n_parameters; k++)
    if (g_str_equal (call->indicator->parameters[k].name, name))
      return take_value (reader, k, word);

  return refuse_name (reader, "parameter", name);
}

static gboolean
take_argument (Reader   *reader,
               gboolean  first)
{
  DeskCall *call = reader->call;
  g_autofree char *word = take_word (reader);

  if (*word != '\0' && take_mark (reader, '='))
    return take_named (reader, word);

  if (first && *word != '\0' && desk_call_reads (call, DT_INPUT_SOURCE)
      && find_column (word, &call->source))
    return TRUE;

  return take_value (reader, reader->next++, word);
}

/* What stands between the parentheses. */
static gboolean
take_arguments (Reader *reader)
{
  if (take_mark (reader, ')'))
    return TRUE;

  for (gboolean first = TRUE; ; first = FALSE)
    {
      if (!take_argument (reader, first))
        return FALSE;
      if (take_mark (reader, ')'))
        break;
      if (!take_mark (reader, ','))
        return refuse (reader);
    }

  reader->call->n_given = reader->next;
  return TRUE;
}

static gboolean
take_output (Reader *reader)
{
  const DtIndicator *indicator = reader->call->indicator;
  g_autofree char *name = take_word (reader);

  for (guint k = 0; k < indicator->n_outputs; k++)
    if (g_str_equal (indicator->outputs[k].name, name))
      {
        reader->call->output = (int) k;
        return TRUE;
      }

  return *name != '\0' ? refuse_name (reader, "output", name) : refuse (reader);
}

static gboolean
find_indicator (Reader     *reader,
                const char *id)
{
  const DtIndicator *indicator = dt_indicator_find (id);
  const char *meant;

  if (indicator != NULL)
    {
      desk_call_init (reader->call, indicator);
      reader->call->other = DT_INPUT_OTHER;
      return TRUE;
    }

  meant = dt_indicator_suggest (id);
  g_set_error (reader->error, DESK_CALL_ERROR, DESK_CALL_ERROR_UNKNOWN,
               meant != NULL ? "There is no indicator “%s”; did you mean “%s”?"
                             : "There is no indicator “%s”", id, meant);
  return FALSE;
}

static gboolean
check (Reader *reader)
{
  DeskCall *call = reader->call;
  double complete[DT_INDICATOR_MAX_PARAMETERS];

  if (desk_call_reads (call, DT_INPUT_OTHER) && call->other == DT_INPUT_OTHER)
    {
      g_set_error (reader->error, DESK_CALL_ERROR, DESK_CALL_ERROR_OTHER,
                   "“%s” compares two series; name the second one, like “other = volume”",
                   call->indicator->id);
      return FALSE;
    }

  return dt_indicator_check (call->indicator, call->parameters, call->indicator->n_parameters,
                             complete, reader->error);
}

void
desk_call_init (DeskCall          *call,
                const DtIndicator *indicator)
{
  *call = (DeskCall) { .indicator = indicator, .source = DT_INPUT_CLOSE, .output = -1,
                       .other = dt_indicator_reads (indicator, DT_INPUT_OTHER) ? DT_INPUT_VOLUME
                                : DT_INPUT_OTHER };
  for (guint k = 0; k < indicator->n_parameters; k++)
    call->parameters[k] = indicator->parameters[k].fallback;
}

/**
 * desk_call_parse:
 * @call: (out caller-allocates): the call, undefined when it is refused
 * @text: a call like "ema(9)"
 * @error: a #GError, or %NULL
 *
 * Returns: whether @text is the call of an indicator of the table; else @error says what is wrong
 */
gboolean
desk_call_parse (DeskCall    *call,
                 const char  *text,
                 GError     **error)
{
  Reader reader = { text, text, call, 0, error };
  g_autofree char *id = NULL;

  g_return_val_if_fail (call != NULL && text != NULL, FALSE);

  id = take_word (&reader);
  if (*id == '\0')
    return refuse (&reader);
  if (!find_indicator (&reader, id)
      || (take_mark (&reader, '(') && !take_arguments (&reader))
      || (take_mark (&reader, '.') && !take_output (&reader)))
    return FALSE;

  skip_space (&reader);
  return *reader.cursor == '\0' ? check (&reader) : refuse (&reader);
}

static void
append_argument (GString    *text,
                 const char *name,
                 const char *value)
{
  g_string_append (text, text->str[text->len - 1] == '(' ? "" : ", ");
  if (name != NULL)
    g_string_append_printf (text, "%s = ", name);
  g_string_append (text, value);
}

static void
append_parameters (const DeskCall *call,
                   GString        *text)
{
  const DtIndicator *indicator = call->indicator;
  guint n = indicator->n_parameters;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  /* Those at the end that are as in the table; what does nothing when none was given */
  while (n > call->n_given
         && call->parameters[n - 1] == indicator->parameters[n - 1].fallback
         && (call->n_given > 0 || call->parameters[n - 1] == 0))
    n--;

  for (guint k = 0; k < n; k++)
    {
      const DtIndicatorParameter *parameter = &indicator->parameters[k];

      g_ascii_formatd (number, sizeof number, "%.12g", call->parameters[k]);
      append_argument (text, NULL, parameter->choices == NULL ? number
                                   : parameter->choices[(guint) call->parameters[k]]);
    }
}

char *
desk_call_write (const DeskCall *call)
{
  GString *text;

  g_return_val_if_fail (call != NULL, NULL);

  text = g_string_new (call->indicator->id);
  g_string_append_c (text, '(');
  if (call->source != DT_INPUT_CLOSE)
    append_argument (text, NULL, columns[call->source]);
  append_parameters (call, text);
  if (call->other != DT_INPUT_OTHER)
    append_argument (text, "other", columns[call->other]);

  if (text->str[text->len - 1] == '(')
    g_string_truncate (text, text->len - 1);
  else
    g_string_append_c (text, ')');
  if (call->output >= 0)
    g_string_append_printf (text, ".%s", call->indicator->outputs[call->output].name);

  return g_string_free (text, FALSE);
}
