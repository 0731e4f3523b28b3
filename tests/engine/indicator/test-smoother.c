/* test-smoother.c - the blocks of four that an exponential average is defined by
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-indicator.h"
#include "dt-vector.h"

/* ema(3) has the weight 2 / (3 + 1) = 1/2, so that small numbers stay exact and all can be worked
 * out by hand. r: the block's first value; e: the average before it, from r; t: what the block's
 * own values do.
 *
 *   t_0 = 0, t_j = t_(j-1) / 2 + (x_j - r) / 2
 *   y_j = r + (e / 2^(j+1) + t_j)
 *   e'  = e / 16 + (t_3 + (r - r'))
 */
#define BIG 9007199254740992.   /* 2^53: from here on doubles are even */

typedef struct
{
  double value;
  double average;
} Row;

/* The first value is the seed; the rest of its block is measured from it, with e = 0. */
static const Row from_first[] = {
  { 8, 8 },
  { 12, 10 },           /* t = 2 */
  { 4, 7 },             /* t = 1 - 2 */
  { 9, 8 },             /* t = -1/2 + 1/2 */
  { 16, 12 },           /* e = 8 - 16 = -8: 16 - 4 */
  { 8, 10 },            /* t = -4: 16 + (-2 - 4) */
  { 10, 10 },           /* t = -2 - 3 = -5: 16 + (-1 - 5) */
  { 2, 6 },             /* t = -5/2 - 7 = -19/2: 16 + (-1/2 - 19/2) */
  { 6, 6 },             /* e = -8/16 + (-19/2 + (16 - 6)) = 0 */
  { 7, 6.5 },           /* t = 1/2 */
  { 6, 6.25 },          /* t = 1/4 */
  { 5, 5.625 },         /* t = 1/8 - 1/2 = -3/8 */
  { 4, 4.8125 },        /* e = -3/8 + (6 - 4) = 13/8: 4 + 13/16 */
};

/* The mean of three, 7, is there before the block's last value. */
static const Row from_mean[] = {
  { 6, NAN },
  { 10, NAN },
  { 5, 7 },
  { 9, 8 },             /* r = 7, e = 0, t = 1 */
  { 4, 6 },             /* e = 1 + (7 - 4) = 4: 4 + 2 */
  { 4, 5 },             /* 4 + 1 */
  { 8, 6.5 },           /* t = 2: 4 + (1/2 + 2) */
  { 8, 7.25 },          /* t = 1 + 2 = 3: 4 + (1/4 + 3) */
  { 8, 7.625 },         /* e = 4/16 + (3 + (4 - 8)) = -3/4: 8 - 3/8 */
};

/* Halves of what the digits end with: the textbook's form would round every average to an even
 * number and stay at 2^53 after the second value; a block keeps what is below until its end, and e
 * hands it on. Ties go to the number whose last bit is 0, of these 2^53 + 4 k. */
static const Row beyond_digits[] = {
  { BIG, BIG },
  { BIG + 2, BIG },     /* t = 1: 2^53 + 1 is a tie */
  { BIG + 2, BIG + 2 }, /* t = 1/2 + 1 = 3/2 */
  { BIG, BIG },         /* t = 3/4 */
  { BIG + 2, BIG + 2 }, /* e = 3/4 - 2 = -5/4: 2^53 + 2 - 5/8 */
  { BIG, BIG },         /* t = -1: 2^53 + 2 + (-5/16 - 1) is 11/16 above */
  { BIG + 4, BIG + 2 }, /* t = -1/2 + 1 = 1/2: 2^53 + 2 + (-5/32 + 1/2) */
  { BIG + 4, BIG + 4 }, /* t = 1/4 + 1 = 5/4: 2^53 + 2 + (-5/64 + 5/4) is 1 11/64 above 2 */
  { BIG, BIG + 2 },     /* e = -5/64 + (5/4 + 2) = 203/64: 2^53 + 203/128 */
};

static const struct
{
  const char *name;
  double      seed;     /* the index of the word */
  const Row  *rows;
  guint       n;
} cases[] = {
  { "from-first", 1, from_first, G_N_ELEMENTS (from_first) },
  { "from-mean", 0, from_mean, G_N_ELEMENTS (from_mean) },
  { "beyond-digits", 1, beyond_digits, G_N_ELEMENTS (beyond_digits) },
};

static void
assert_averages (const double *averages,
                 const Row    *rows,
                 guint         n)
{
  for (guint i = 0; i < n; i++)
    if (isnan (rows[i].average))
      g_assert_true (isnan (averages[i]));
    else
      g_assert_cmpfloat (averages[i], ==, rows[i].average);
}

/* A value at a time, and all at once whatever the processor may do at once. */
static void
test_case (gconstpointer data)
{
  guint k = GPOINTER_TO_UINT (data), n = cases[k].n;
  const DtIndicator *ema = dt_indicator_find ("ema");
  const double parameters[] = { 3, cases[k].seed };
  g_autofree guint64 *state = g_malloc (ema->state_size (parameters));
  double values[16], averages[16];
  const double *inputs[] = { values };
  double *outputs[] = { averages };

  for (guint i = 0; i < n; i++)
    values[i] = cases[k].rows[i].value;

  ema->init (state, parameters);
  for (guint i = 0; i < n; i++)
    ema->step (state, &values[i], &averages[i]);
  assert_averages (averages, cases[k].rows, n);

  for (DtVectorWay way = DT_VECTOR_PLAIN; way <= DT_VECTOR_DEEP; way++)
    {
      dt_vector_limit (way);
      ema->init (state, parameters);
      ema->run (state, inputs, n, outputs);
      assert_averages (averages, cases[k].rows, n);
    }
}

/* Many blocks, of which processors take four at once: halves of a power of two come out exactly.
 * One value, then nothing: each average is half of the one before. */
static void
test_decay (void)
{
  const DtIndicator *ema = dt_indicator_find ("ema");
  const double parameters[] = { 3, 1 };
  g_autofree guint64 *state = g_malloc (ema->state_size (parameters));
  double values[400] = { 1. }, averages[400];
  const double *inputs[] = { values };
  double *outputs[] = { averages };

  for (DtVectorWay way = DT_VECTOR_PLAIN; way <= DT_VECTOR_DEEP; way++)
    {
      dt_vector_limit (way);
      ema->init (state, parameters);
      ema->run (state, inputs, G_N_ELEMENTS (values), outputs);
      for (guint i = 0; i < G_N_ELEMENTS (values); i++)
        g_assert_cmpfloat (averages[i], ==, ldexp (1., -(int) i));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      g_autofree char *path = g_strconcat ("/indicator/smoother/", cases[k].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (k), test_case);
    }
  g_test_add_func ("/indicator/smoother/decay", test_decay);

  return g_test_run ();
}
