/* test-row-order.c - rows go by time, rank and where they were
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-random.h"
#include "dt-row-order.h"

/* What times and ranks are like. */
typedef struct
{
  const char *name;
  guint64     n_times;     /* how many different ones, 0 for any number of 64 bits */
  DtTime      step;        /* between them */
  guint64     n_ranks;
  gboolean    in_runs;     /* rising, from each account anew */
} Kind;

static const Kind kinds[] = {
  { "days of accounts", 1258, 86400 * G_GINT64_CONSTANT (1000000000), 505, TRUE },
  { "days in any order", 1258, 86400 * G_GINT64_CONSTANT (1000000000), 505, FALSE },
  { "few times", 2, 1, 3, FALSE },
  { "one time", 1, 1, 4000, FALSE },
  { "one rank", 100000, 1, 1, FALSE },
  { "any time", 0, 0, 2, FALSE },
  { "any rank", 3, 1, G_GUINT64_CONSTANT (1) << 32, FALSE },
};

static DtRowKey *
make_keys (const Kind *kind,
           guint       n,
           DtRandom   *random)
{
  DtRowKey *keys = g_new (DtRowKey, MAX (n, 1));
  guint64 at = 0;

  for (guint i = 0; i < n; i++)
    {
      guint64 number = dt_random_next (random);

      if (kind->in_runs)
        at = dt_random_below (random, 60) == 0 ? 0 : MIN (at + number % 40, kind->n_times - 1);
      else if (kind->n_times > 0)
        at = number % kind->n_times;
      keys[i] = (DtRowKey) { kind->n_times == 0 ? (DtTime) number : (DtTime) at * kind->step,
                             dt_random_next (random) % kind->n_ranks, i };
    }

  return keys;
}

/* Each of those after it is later, or of a higher rank, or came later: there is one such order. */
static void
check_order (const DtRowKey *keys,
             const DtRowKey *before,
             guint           n)
{
  g_autofree gboolean *seen = g_new0 (gboolean, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    {
      const DtRowKey *key = &keys[i];

      g_assert_cmpuint (key->row, <, n);
      g_assert_false (seen[key->row]);
      seen[key->row] = TRUE;
      g_assert_cmpint (key->time, ==, before[key->row].time);
      g_assert_cmpuint (key->rank, ==, before[key->row].rank);
      if (i == 0 || key[-1].time < key->time)
        continue;
      g_assert_cmpint (key[-1].time, ==, key->time);
      if (key[-1].rank < key->rank)
        continue;
      g_assert_cmpuint (key[-1].rank, ==, key->rank);
      g_assert_cmpuint (key[-1].row, <, key->row);
    }
}

static void
test_kind (gconstpointer data)
{
  static const guint sizes[] = { 0, 1, 2, 3, 17, 511, 512, 513, 3000, 54876 };
  const Kind *kind = data;
  DtRandom random;

  dt_random_init (&random, 1);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree DtRowKey *keys = make_keys (kind, sizes[i], &random);
      g_autofree DtRowKey *before = g_memdup2 (keys, sizeof *keys * sizes[i]);
      gboolean moved = dt_row_keys_sort (keys, sizes[i]), differs = FALSE;

      check_order (keys, before, sizes[i]);
      for (guint k = 0; k < sizes[i]; k++)
        differs |= keys[k].row != k;
      g_assert_cmpint (moved, ==, differs);
      /* What is in order stays */
      g_assert_false (dt_row_keys_sort (keys, sizes[i]));
    }
}

/* The first and the last time that there is are further apart than a time can be. */
static void
test_extremes (void)
{
  g_autofree DtRowKey *keys = g_new (DtRowKey, 1000), *before = NULL;

  for (guint i = 0; i < 1000; i++)
    keys[i] = (DtRowKey) { i % 3 == 0 ? G_MAXINT64 : i % 3 == 1 ? G_MININT64 : 0,
                           i % 2 == 0 ? G_MAXUINT32 : 0, i };
  before = g_memdup2 (keys, sizeof *keys * 1000);
  g_assert_true (dt_row_keys_sort (keys, 1000));
  check_order (keys, before, 1000);
  g_assert_cmpint (keys[0].time, ==, G_MININT64);
  g_assert_cmpint (keys[999].time, ==, G_MAXINT64);
}

/* Two accounts: a name has one rank wherever it comes from, and numbers are the account's own. */
static void
test_names (void)
{
  static const char msft[] = "MSFT", aapl[] = "AAPL", again[] = "MSFT", user[] = "user";
  g_auto(DtNameOrder) names = { 0 };
  guint places[5];

  dt_name_order_init (&names);
  dt_name_order_begin (&names);
  places[0] = dt_name_order_add (&names, 7, msft);
  places[1] = dt_name_order_add (&names, 0, user);
  g_assert_cmpuint (dt_name_order_add (&names, 7, msft), ==, places[0]);
  dt_name_order_begin (&names);
  places[2] = dt_name_order_add (&names, 0, aapl);
  places[3] = dt_name_order_add (&names, 1, again);
  places[4] = dt_name_order_add (&names, 7, aapl);
  dt_name_order_rank (&names);

  g_assert_cmpuint (names.n_ranks, ==, 3);
  g_assert_cmpuint (names.ranks[places[2]], ==, 0);
  g_assert_cmpuint (names.ranks[places[4]], ==, 0);
  g_assert_cmpuint (names.ranks[places[0]], ==, 1);
  g_assert_cmpuint (names.ranks[places[3]], ==, 1);
  g_assert_cmpuint (names.ranks[places[1]], ==, 2);
}

static void
test_no_names (void)
{
  g_auto(DtNameOrder) names = { 0 };

  dt_name_order_init (&names);
  dt_name_order_rank (&names);
  g_assert_cmpuint (names.n_ranks, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strconcat ("/trade/row-order/", kinds[i].name, NULL);

      g_test_add_data_func (path, &kinds[i], test_kind);
    }
  g_test_add_func ("/trade/row-order/extremes", test_extremes);
  g_test_add_func ("/trade/row-order/names", test_names);
  g_test_add_func ("/trade/row-order/no-names", test_no_names);

  return g_test_run ();
}
