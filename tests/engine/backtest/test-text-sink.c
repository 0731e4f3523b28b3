/* test-text-sink.c - what is written quickly is what is written field by field
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dt-random.h"
#include "dt-text-sink.h"

/* Words of any length, more than are remembered; some need quotation marks. */
static char **
make_words (DtRandom *random,
            guint     n_words)
{
  static const char letters[] = "abcdefghij-klmnopqrs tuvwxyz";
  char **words = g_new0 (char *, n_words + 1);

  for (guint i = 0; i < n_words; i++)
    {
      guint length = dt_random_below (random, 2 * DT_TEXT_SINK_LONGEST_WORD);

      words[i] = g_malloc0 (length + 1);
      for (guint k = 0; k < length; k++)
        words[i][k] = dt_random_below (random, 100) == 0
                      ? ",\"\n\r"[dt_random_below (random, 4)]
                      : letters[dt_random_below (random, sizeof letters - 1)];
    }

  return words;
}

static char *
finish (DtTextSink *sink)
{
  dt_text_sink_flush (sink);
  return dt_hash_finish (sink->hash);
}

static void
test_words (void)
{
  g_autofree DtTextSink *quick = g_new (DtTextSink, 1), *plain = g_new (DtTextSink, 1);
  g_autoptr(DtHash) quick_hash = dt_hash_new (), plain_hash = dt_hash_new ();
  g_autofree char *quick_digits = NULL, *plain_digits = NULL;
  g_auto(GStrv) words = NULL;
  DtRandom random;

  dt_random_init (&random, 1);
  words = make_words (&random, 400);
  dt_text_sink_init (quick, quick_hash, -1, DT_TIMEFRAME_DAY);
  dt_text_sink_init (plain, plain_hash, -1, DT_TIMEFRAME_DAY);
  for (guint i = 0; i < 200000; i++)
    {
      const char *word = words[dt_random_below (&random, dt_random_below (&random, 2) ? 8 : 400)];
      guint n_empty = dt_random_below (&random, 5);

      dt_text_sink_word (quick, word, i % 9 == 8 ? '\n' : ',');
      dt_text_sink_empty (quick, n_empty);
      dt_text_sink_text (plain, word, i % 9 == 8 ? '\n' : ',');
      for (; n_empty > 0; n_empty--)
        dt_text_sink_text (plain, "", ',');
    }

  quick_digits = finish (quick);
  plain_digits = finish (plain);
  g_assert_cmpstr (quick_digits, ==, plain_digits);
}

static char *
hash_word (DtTextSink *sink,
           const char *word)
{
  g_autoptr(DtHash) hash = dt_hash_new ();

  dt_text_sink_reuse (sink, hash, DT_TIMEFRAME_DAY);
  dt_text_sink_word (sink, word, '\n');

  return finish (sink);
}

/* A strategy that is gone may leave its name's place to another name. */
static void
test_reuse (void)
{
  g_autofree DtTextSink *sink = g_new (DtTextSink, 1);
  g_autoptr(DtHash) hash = dt_hash_new ();
  g_autofree char *first = NULL, *second = NULL, *expected = NULL;
  char word[] = "Momentum";

  dt_text_sink_init (sink, hash, -1, DT_TIMEFRAME_DAY);
  first = hash_word (sink, word);
  memcpy (word, "Reversal", sizeof word);
  second = hash_word (sink, word);
  expected = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "Reversal\n", -1);
  g_assert_cmpstr (second, ==, expected);
  g_assert_cmpstr (first, !=, second);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text-sink/words", test_words);
  g_test_add_func ("/text-sink/reuse", test_reuse);

  return g_test_run ();
}
