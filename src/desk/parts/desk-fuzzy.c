/* desk-fuzzy.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-parts"

#include "config.h"

#include <string.h>

#include "desk-fuzzy.h"

/* A run always counts more than starts of words, and both more than a text's length, so that a
 * beginning that was typed as it stands wins over letters found here and there. */
#define LETTER      16
#define RUN         20
#define WORD_START  12
#define TEXT_START   4
#define WHOLE       24
#define MAX_GAP      6
#define MAX_LENGTH   6
#define SHORT_NAME  10

#define NONE        (G_MININT / 2)
#define ON_STACK    128

typedef struct
{
  gunichar  stack[ON_STACK];
  gunichar *letters;
  gboolean *is_start;
  gboolean  start_stack[ON_STACK];
  guint     n;
} Letters;

/* What is not UTF-8 counts byte by byte. */
static gunichar
next_letter (const char **at)
{
  gunichar letter = g_utf8_get_char_validated (*at, -1);

  if (letter == (gunichar) -1 || letter == (gunichar) -2)
    return (guchar) *(*at)++;

  *at = g_utf8_next_char (*at);
  return letter;
}

static gboolean
begins_word (gunichar before,
             gunichar letter)
{
  if (before == 0 || !g_unichar_isalnum (before))
    return TRUE;

  return g_unichar_isupper (letter) && g_unichar_islower (before);
}

static void
letters_init (Letters    *self,
              const char *text,
              gboolean    with_spaces)
{
  gsize room = strlen (text);
  gunichar before = 0;

  self->letters = room <= ON_STACK ? self->stack : g_new (gunichar, room);
  self->is_start = room <= ON_STACK ? self->start_stack : g_new (gboolean, room);
  self->n = 0;
  for (const char *at = text; *at != '\0'; )
    {
      gunichar letter = next_letter (&at);

      if (with_spaces || !g_unichar_isspace (letter))
        {
          self->is_start[self->n] = begins_word (before, letter);
          self->letters[self->n++] = g_unichar_tolower (letter);
        }
      before = letter;
    }
}

static void
letters_clear (Letters *self)
{
  if (self->letters != self->stack)
    {
      g_free (self->letters);
      g_free (self->is_start);
    }
}

static gboolean
is_subsequence (const Letters *query,
                const Letters *text)
{
  guint found = 0;

  for (guint i = 0; i < text->n && found < query->n; i++)
    if (text->letters[i] == query->letters[found])
      found++;

  return found == query->n;
}

static int
score_letter (const Letters *text,
              guint          i)
{
  return LETTER + (text->is_start[i] ? WORD_START : 0) + (i == 0 ? TEXT_START : 0);
}

/* One letter of the query: @best[i] becomes the best sum that ends with it standing at @i of the
 * text. @before is the same for the letter before it, or %NULL for the first. */
static void
score_row (const Letters *text,
           gunichar       letter,
           const int     *before,
           int           *best)
{
  int near = NONE;   /* best sum before i, less a point a letter since */
  int far = NONE;    /* best sum before i */

  for (guint i = 0; i < text->n; i++)
    {
      int reached = before == NULL ? - (int) MIN (i, MAX_GAP) : MAX (near, far - MAX_GAP);

      if (before != NULL && i > 0)
        {
          reached = MAX (reached, before[i - 1] + RUN - (text->is_start[i] ? WORD_START : 0));
          near = MAX (near, before[i - 1]) - 1;
          far = MAX (far, before[i - 1]);
        }
      best[i] = text->letters[i] == letter && reached > NONE / 2
                ? reached + score_letter (text, i) : NONE;
    }
}

static int
score_best (const Letters *query,
            const Letters *text)
{
  g_autofree int *rows = g_new (int, 2 * (gsize) text->n);
  int *before = NULL, *best = rows, top = NONE;

  for (guint i = 0; i < query->n; i++)
    {
      score_row (text, query->letters[i], before, best);
      before = best;
      best = best == rows ? rows + text->n : rows;
    }
  for (guint i = 0; i < text->n; i++)
    top = MAX (top, before[i]);

  return top;
}

/**
 * desk_fuzzy_score:
 * @query: what was typed
 * @text: what is looked at
 *
 * The best of all ways in which the letters of @query stand in @text, found by dynamic programming.
 *
 * Returns: 0 or more when all are there in order, more for a better fit; else below 0
 */
int
desk_fuzzy_score (const char *query,
                  const char *text)
{
  Letters typed, there;
  int score = -1;

  g_return_val_if_fail (query != NULL, -1);
  g_return_val_if_fail (text != NULL, -1);

  letters_init (&typed, query, FALSE);
  letters_init (&there, text, TRUE);
  if (typed.n == 0)
    score = 0;
  else if (is_subsequence (&typed, &there))
    {
      score = score_best (&typed, &there);
      score -= MIN ((there.n - typed.n) / 4, MAX_LENGTH);
      if (there.n == typed.n)
        score += WHOLE;
      score = MAX (score, 0);
    }
  letters_clear (&there);
  letters_clear (&typed);

  return score;
}

int
desk_fuzzy_score_names (const char *query,
                        const char *short_name,
                        const char *long_name)
{
  int first = desk_fuzzy_score (query, short_name);
  int second = desk_fuzzy_score (query, long_name);

  if (first > 0)
    first += SHORT_NAME;

  return MAX (first, second);
}
