/* test-mark.c - where values are above zero
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-vector.h"

#define MOST 200

/* Each value beside what its bit must be: only what is above zero, so not what is missing. */
static const struct
{
  double  value;
  guint64 bit;
} kinds[] = { { 1., 1 }, { 0., 0 }, { -0., 0 }, { -1., 0 }, { NAN, 0 }, { INFINITY, 1 },
              { -INFINITY, 0 }, { 5e-324, 1 }, { -NAN, 0 } };

/* Of every length up to more than three words, from an odd place on. */
static void
test_mark (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);

  for (int way = DT_VECTOR_PLAIN; way <= DT_VECTOR_DEEP; way++)
    for (gsize n = 0; n <= MOST; n++)
      {
        double values[MOST + 1];
        guint64 words[MOST / 64 + 2] = { 0 }, expected[MOST / 64 + 2] = { 0 };

        for (gsize i = 0; i <= MOST; i++)
          {
            gint32 kind = g_rand_int_range (rand, 0, G_N_ELEMENTS (kinds));

            values[i] = kinds[kind].value;
            if (i > 0 && i <= n)
              expected[(i - 1) / 64] |= kinds[kind].bit << (i - 1) % 64;
          }

        dt_vector_limit ((DtVectorWay) way);
        dt_vector_mark (values + 1, n, words);
        g_assert_cmpmem (words, sizeof words, expected, sizeof expected);
      }
  dt_vector_limit (DT_VECTOR_DEEP);
}

/* What two rules say is in one row of bits. */
static void
test_stays (void)
{
  const double values[] = { 0., 1., 0., 0., 1. };
  guint64 word = 1;

  dt_vector_mark (values, G_N_ELEMENTS (values), &word);
  g_assert_cmpuint (word, ==, 1 + 2 + 16);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/vector/mark", test_mark);
  g_test_add_func ("/vector/mark/stays", test_stays);

  return g_test_run ();
}
