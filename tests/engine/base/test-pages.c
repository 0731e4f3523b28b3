/* test-pages.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-rows.h"

#define N_THREADS 4
#define N_TURNS   200

static void
fill (guint64 *words,
      gsize    n_bytes,
      guint64  seed)
{
  for (gsize i = 0; i < n_bytes / sizeof *words; i += 512)
    words[i] = seed ^ i;
}

static void
assert_filled (const guint64 *words,
               gsize          n_bytes,
               guint64        seed)
{
  for (gsize i = 0; i < n_bytes / sizeof *words; i += 512)
    if (words[i] != (seed ^ i))
      g_error ("Word %" G_GSIZE_FORMAT " is another one", i);
}

/* What is given back comes again: to what grows the most there is, to what knows what it needs the
 * least that will do. */
static void
test_again (void)
{
  gsize n_small = 1, n_large = 3 * DT_LARGE_PAGE, n = 1;
  gpointer small = dt_pages_new (&n_small, FALSE), large = dt_pages_new (&n_large, FALSE), found;

  g_assert_cmpuint (n_small, ==, DT_LARGE_PAGE);
  g_assert_cmpuint ((gsize) small % DT_LARGE_PAGE, ==, 0);
  dt_pages_free (small, n_small);
  dt_pages_free (large, n_large);
  g_assert_cmpuint (dt_pages_spare (), ==, 4 * DT_LARGE_PAGE);

  found = dt_pages_new (&n, TRUE);
  g_assert_true (found == large);
  g_assert_cmpuint (n, ==, n_large);
  dt_pages_free (found, n);

  n = 1;
  found = dt_pages_new (&n, FALSE);
  g_assert_true (found == small);
  g_assert_cmpuint (n, ==, n_small);
  dt_pages_free (found, n);

  n = 4 * DT_LARGE_PAGE;
  found = dt_pages_new (&n, FALSE);
  g_assert_true (found != small && found != large);
  g_assert_cmpuint (dt_pages_spare (), ==, 4 * DT_LARGE_PAGE);
  dt_pages_free (found, n);
}

/* Growing keeps what is there. */
static void
test_grow (void)
{
  gsize n = DT_LARGE_PAGE, n_grown = 5 * DT_LARGE_PAGE - 1;
  gpointer pages = dt_pages_new (&n, FALSE);

  fill (pages, n, 7);
  pages = dt_pages_grow (pages, n, &n_grown);
  g_assert_cmpuint (n_grown, ==, 5 * DT_LARGE_PAGE);
  assert_filled (pages, n, 7);
  fill (pages, n_grown, 8);
  assert_filled (pages, n_grown, 8);
  dt_pages_free (pages, n_grown);
}

/* No more is kept than is promised. */
static void
test_bounded (void)
{
  gsize n = DT_PAGES_MOST_SPARE / 3;
  gpointer pages[8];

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    pages[i] = dt_pages_new (&n, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    dt_pages_free (pages[i], n);
  g_assert_cmpuint (dt_pages_spare (), <=, DT_PAGES_MOST_SPARE);
}

static gpointer
take_turns (gpointer data)
{
  for (guint i = 0; i < N_TURNS; i++)
    {
      gsize n = (1 + (i + GPOINTER_TO_UINT (data)) % 5) * DT_LARGE_PAGE;
      gpointer pages = dt_pages_new (&n, i % 2 == 0);

      fill (pages, n, GPOINTER_TO_UINT (data));
      assert_filled (pages, n, GPOINTER_TO_UINT (data));
      dt_pages_free (pages, n);
    }

  return NULL;
}

/* Nobody gets what another one has. */
static void
test_threads (void)
{
  GThread *threads[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("pages", take_turns, GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
}

/* New rows are zero where zero is promised, whatever was in their memory before. */
static void
test_zero (void)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(DtRows) rows = dt_rows_new (sizeof (guint64), 0);

      dt_rows_set_size (rows, 1 << 20);
      for (guint j = 0; j < 1 << 20; j++)
        {
          g_assert_cmpuint (dt_rows_index (rows, guint64, j), ==, 0);
          dt_rows_index (rows, guint64, j) = G_MAXUINT64;
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/pages/again", test_again);
  g_test_add_func ("/base/pages/grow", test_grow);
  g_test_add_func ("/base/pages/bounded", test_bounded);
  g_test_add_func ("/base/pages/threads", test_threads);
  g_test_add_func ("/base/pages/zero", test_zero);

  return g_test_run ();
}
