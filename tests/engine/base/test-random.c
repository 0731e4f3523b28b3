/* test-random.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-hash.h"
#include "dt-random.h"

/* Five numbers from seed 1234567: rosettacode.org, "Pseudo-random numbers/Splitmix64". */
static void
test_split_mix (void)
{
  static const guint64 expected[] = {
    G_GUINT64_CONSTANT (6457827717110365317), G_GUINT64_CONSTANT (3203168211198807973),
    G_GUINT64_CONSTANT (9817491932198370423), G_GUINT64_CONSTANT (4593380528125082431),
    G_GUINT64_CONSTANT (16408922859458223821),
  };
  guint64 state = 1234567;

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpuint (dt_random_split_mix (&state), ==, expected[i]);
}

/* State 1, 2, 3, 4, as in the tests of the crate rand_xoshiro, which took them from the authors'
 * C. By hand: rotate (2 x 5, 7) x 9 = 1280 x 9 = 11520; then s1 = 2 ^ 3 ^ 1 = 0 gives 0. */
static void
test_xoshiro (void)
{
  static const guint64 expected[] = {
    11520, 0, 1509978240, G_GUINT64_CONSTANT (1215971899390074240),
    G_GUINT64_CONSTANT (1216172134540287360), G_GUINT64_CONSTANT (607988272756665600),
    G_GUINT64_CONSTANT (16172922978634559625), G_GUINT64_CONSTANT (8476171486693032832),
    G_GUINT64_CONSTANT (10595114339597558777), G_GUINT64_CONSTANT (2904607092377533576),
  };
  DtRandom random = { { 1, 2, 3, 4 } };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpuint (dt_random_next (&random), ==, expected[i]);
}

static void
test_seeding (void)
{
  DtRandom a, b;

  dt_random_init (&a, 1234567);
  g_assert_cmpuint (a.state[0], ==, G_GUINT64_CONSTANT (6457827717110365317));
  g_assert_cmpuint (a.state[3], ==, G_GUINT64_CONSTANT (4593380528125082431));

  b = a;
  for (guint i = 0; i < 100; i++)
    g_assert_cmpuint (dt_random_next (&a), ==, dt_random_next (&b));
}

/* Six faces, 60,000 throws: 10,000 each with a deviation of 91, so 500 is beyond five of them. */
static void
test_below (void)
{
  guint counts[6] = { 0 };
  DtRandom random;

  dt_random_init (&random, 42);
  for (guint i = 0; i < 60000; i++)
    counts[dt_random_below (&random, 6)]++;
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    g_assert_cmpint (ABS ((int) counts[i] - 10000), <, 500);

  for (guint i = 0; i < 1000; i++)
    {
      g_assert_cmpuint (dt_random_below (&random, 1), ==, 0);
      g_assert_cmpuint (dt_random_below (&random, G_MAXUINT64 / 2 + 2), <=, G_MAXUINT64 / 2 + 1);
    }
}

/* Means of 100,000 have deviations of 0.0009 (uniform) and 0.0032 (normal): five of them. */
static void
test_distributions (void)
{
  double uniform = 0, normal = 0, square = 0;
  guint n = 100000;
  DtRandom random;

  dt_random_init (&random, 7);
  for (guint i = 0; i < n; i++)
    {
      double u = dt_random_uniform (&random), z = dt_random_normal (&random);

      g_assert_true (u >= 0 && u < 1);
      uniform += u / n;
      normal += z / n;
      square += z * z / n;
    }

  g_assert_cmpfloat (fabs (uniform - 0.5), <, 0.005);
  g_assert_cmpfloat (fabs (normal), <, 0.016);
  g_assert_cmpfloat (fabs (square - 1), <, 0.03);
}

/* FIPS 180-2, appendix B: "abc", the 448-bit message, a million "a"; in uneven pieces. */
static void
test_hash (void)
{
  g_autoptr(DtHash) abc = dt_hash_new ();
  g_autoptr(DtHash) empty = dt_hash_new ();
  g_autoptr(DtHash) million = dt_hash_new ();
  g_autofree char *as = g_strnfill (7919, 'a');
  g_autofree char *digest = NULL;
  g_autofree char *nothing = NULL;
  g_autofree char *long_one = NULL;
  gsize left = 1000000;

  dt_hash_add (abc, "a", 1);
  dt_hash_add (abc, "bc", 2);
  digest = dt_hash_finish (abc);
  g_assert_cmpstr (digest, ==,
                   "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  nothing = dt_hash_finish (empty);
  g_assert_cmpstr (nothing, ==,
                   "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

  for (gsize n = 1; left > 0; n = n * 3 % 7919, left -= MIN (n, left))
    dt_hash_add (million, as, MIN (n * 3 % 7919, left));
  long_one = dt_hash_finish (million);
  g_assert_cmpstr (long_one, ==,
                   "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/random/split-mix", test_split_mix);
  g_test_add_func ("/base/random/xoshiro", test_xoshiro);
  g_test_add_func ("/base/random/seeding", test_seeding);
  g_test_add_func ("/base/random/below", test_below);
  g_test_add_func ("/base/random/distributions", test_distributions);
  g_test_add_func ("/base/hash/fips", test_hash);

  return g_test_run ();
}
