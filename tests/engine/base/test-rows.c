/* test-rows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-rows.h"

typedef struct
{
  guint32 a;
  guint8  b;
} Row;

static void
assert_numbers (const DtRows *rows,
                const guint  *numbers,
                guint         n)
{
  g_assert_cmpuint (rows->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (dt_rows_index (rows, Row, i).a, ==, numbers[i]);
      g_assert_cmpuint (dt_rows_index (rows, Row, i).b, ==, numbers[i] % 256);
    }
}

static void
add_numbers (DtRows *rows,
             guint   n)
{
  for (guint i = 0; i < n; i++)
    dt_rows_add (rows, Row, ((Row) { i, i % 256 }));
}

static void
test_append (void)
{
  static const guint reserved[] = { 0, 1, 7, 5000 };

  for (guint i = 0; i < G_N_ELEMENTS (reserved); i++)
    {
      g_autoptr(DtRows) rows = dt_rows_new (sizeof (Row), reserved[i]);
      g_autofree guint *numbers = g_new (guint, 1000);

      for (guint j = 0; j < 1000; j++)
        numbers[j] = j;
      add_numbers (rows, 1000);
      assert_numbers (rows, numbers, 1000);
    }
}

static void
test_remove (void)
{
  g_autoptr(DtRows) rows = dt_rows_new (sizeof (Row), 0);

  add_numbers (rows, 6);
  dt_rows_remove (rows, 1, 2);
  assert_numbers (rows, (guint[]) { 0, 3, 4, 5 }, 4);
  dt_rows_remove (rows, 3, 1);
  assert_numbers (rows, (guint[]) { 0, 3, 4 }, 3);
  dt_rows_remove (rows, 3, 0);
  assert_numbers (rows, (guint[]) { 0, 3, 4 }, 3);
  dt_rows_remove (rows, 0, 3);
  assert_numbers (rows, NULL, 0);
}

static void
test_set_size (void)
{
  g_autoptr(DtRows) rows = dt_rows_new (sizeof (Row), 0);

  add_numbers (rows, 40);
  dt_rows_set_size (rows, 2);
  assert_numbers (rows, (guint[]) { 0, 1 }, 2);
  dt_rows_set_size (rows, 4);
  assert_numbers (rows, (guint[]) { 0, 1, 0, 0 }, 4);
}

/* From ordinary memory into large pages and on: what was there stays. */
static void
test_large (void)
{
  gsize n = 1000;
  guint64 *values = dt_memory_grow (NULL, 0, n * sizeof *values);

  for (gsize i = 0; i < n; i++)
    values[i] = i * i;
  while (n < 4000000)
    {
      values = dt_memory_grow (values, n * sizeof *values, 3 * n * sizeof *values);
      for (gsize i = 0; i < n; i++)
        g_assert_cmpuint (values[i], ==, i * i);
      for (gsize i = n; i < 3 * n; i++)
        values[i] = i * i;
      n *= 3;
    }

  g_free (values);
}

/* Rows of some megabytes are mapped, and move when they grow. */
static void
test_many (void)
{
  const guint n = 3000000;
  g_autoptr(DtRows) rows = dt_rows_new (sizeof (Row), 0);

  add_numbers (rows, n);
  g_assert_cmpuint (rows->len, ==, n);
  for (guint i = 0; i < n; i++)
    if (dt_rows_index (rows, Row, i).a != i || dt_rows_index (rows, Row, i).b != i % 256)
      g_error ("Row %u is another one", i);

  dt_rows_remove (rows, 1, n - 2);
  assert_numbers (rows, (const guint[]) { 0, n - 1 }, 2);
  dt_rows_set_size (rows, 3);
  assert_numbers (rows, (const guint[]) { 0, n - 1, 0 }, 3);
}

/* Memory is memory, whatever its pages. */
static void
test_large_pages (void)
{
  guint *blocks[40];

  dt_memory_use_large_pages ((gsize) 64 << 20);
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    {
      blocks[i] = g_new (guint, 1 << 20);
      for (guint j = 0; j < 1 << 20; j++)
        blocks[i][j] = i ^ j;
    }
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    {
      for (guint j = 0; j < 1 << 20; j++)
        if (blocks[i][j] != (i ^ j))
          g_error ("Block %u has lost what was written", i);
      g_free (blocks[i]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/rows/append", test_append);
  g_test_add_func ("/base/rows/remove", test_remove);
  g_test_add_func ("/base/rows/set-size", test_set_size);

  g_test_add_func ("/base/rows/large", test_large);
  g_test_add_func ("/base/rows/many", test_many);
  g_test_add_func ("/base/rows/large-pages", test_large_pages);

  return g_test_run ();
}
