/* test-lists.c - lists that change no more than what changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-random.h"

#include "desk-quote.h"
#include "desk-row-list.h"

/* A copy of a list that is kept by its signals alone. */
typedef struct
{
  GPtrArray *rows;
  guint      n_signals;
  guint      n_touched;
} Mirror;

static void
on_items_changed (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    data)
{
  Mirror *mirror = data;

  mirror->n_signals++;
  mirror->n_touched += removed + added;
  g_assert_cmpuint (position + removed, <=, mirror->rows->len);
  if (removed > 0)
    g_ptr_array_remove_range (mirror->rows, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (mirror->rows, position + i, g_list_model_get_item (model, position + i));
  g_assert_cmpuint (mirror->rows->len, ==, g_list_model_get_n_items (model));
}

static void
mirror_init (Mirror     *mirror,
             GListModel *model)
{
  *mirror = (Mirror) { .rows = g_ptr_array_new_with_free_func (g_object_unref) };
  g_signal_connect (model, "items-changed", G_CALLBACK (on_items_changed), mirror);
}

static void
assert_mirrored (Mirror     *mirror,
                 GListModel *model)
{
  for (guint i = 0; i < mirror->rows->len; i++)
    {
      g_autoptr(GObject) row = g_list_model_get_item (model, i);

      g_assert_true (mirror->rows->pdata[i] == row);
    }
  g_assert_null (g_list_model_get_item (model, mirror->rows->len));
}

static GPtrArray *
make_rows (guint n)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (rows, desk_quote_new ("SYMBOL", "", "", i));

  return rows;
}

static void
test_same (void)
{
  g_autoptr(DeskRowList) list = desk_row_list_new (DESK_TYPE_QUOTE);
  g_autoptr(GPtrArray) rows = make_rows (505);
  Mirror mirror;

  mirror_init (&mirror, G_LIST_MODEL (list));
  desk_row_list_set (list, rows);
  g_assert_cmpuint (mirror.n_signals, ==, 1);
  for (guint i = 0; i < 100; i++)
    desk_row_list_set (list, rows);
  g_assert_cmpuint (mirror.n_signals, ==, 1);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (list)) == DESK_TYPE_QUOTE);

  /* One goes, one comes: two small changes */
  g_ptr_array_remove_index (rows, 100);
  g_ptr_array_insert (rows, 300, desk_quote_new ("NEW", "", "", 0));
  desk_row_list_set (list, rows);
  g_assert_cmpuint (mirror.n_signals, ==, 3);
  g_assert_cmpuint (mirror.n_touched, ==, 507);
  assert_mirrored (&mirror, G_LIST_MODEL (list));
  g_signal_handlers_disconnect_by_data (list, &mirror);
  g_ptr_array_unref (mirror.rows);
}

/* Any subset in its order touches exactly the rows that come and go; any shuffle ends right. */
static void
test_random (void)
{
  g_autoptr(DeskRowList) list = desk_row_list_new (DESK_TYPE_QUOTE);
  g_autoptr(GPtrArray) all = make_rows (40);
  DtRandom random;
  Mirror mirror;
  guint64 had = 0;

  dt_random_init (&random, 11);
  mirror_init (&mirror, G_LIST_MODEL (list));
  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr(GPtrArray) rows = g_ptr_array_new ();
      guint64 wanted = dt_random_next (&random) & dt_random_next (&random);
      gboolean shuffle = round % 10 == 9;

      wanted &= (G_GUINT64_CONSTANT (1) << all->len) - 1;
      for (guint i = 0; i < all->len; i++)
        if (wanted >> i & 1)
          g_ptr_array_insert (rows, shuffle ? dt_random_below (&random, rows->len + 1) : rows->len,
                              all->pdata[i]);
      mirror.n_touched = 0;
      desk_row_list_set (list, rows);
      g_assert_cmpuint (mirror.rows->len, ==, rows->len);
      for (guint i = 0; i < rows->len; i++)
        g_assert_true (mirror.rows->pdata[i] == rows->pdata[i]);
      if (round % 10 > 0 && !shuffle)
        g_assert_cmpint (mirror.n_touched, ==, __builtin_popcountll (had ^ wanted));
      had = wanted;
    }
  g_signal_handlers_disconnect_by_data (list, &mirror);
  g_ptr_array_unref (mirror.rows);
}

static void
add_notes (DeskNoteList *list,
           guint64       first,
           guint64       last)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint64 id = first; id <= last; id++)
    g_ptr_array_add (notes, desk_note_new (id, id, "order", "", "text"));
  desk_note_list_add (list, notes);
}

static guint64
id_at (DeskNoteList *list,
       guint         position)
{
  g_autoptr(DeskNote) note = g_list_model_get_item (G_LIST_MODEL (list), position);

  return desk_note_get_id (note);
}

static void
test_notes (void)
{
  g_autoptr(DeskNoteList) list = desk_note_list_new (100);
  GListModel *model = G_LIST_MODEL (list);
  Mirror mirror;

  mirror_init (&mirror, model);
  g_assert_cmpuint (desk_note_list_get_last (list), ==, 0);
  add_notes (list, 1, 5);
  add_notes (list, 3, 8);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 8);
  g_assert_cmpuint (id_at (list, 0), ==, 8);
  g_assert_cmpuint (mirror.n_signals, ==, 2);

  /* A gap, and what was in it; then more than there is room for */
  add_notes (list, 20, 25);
  add_notes (list, 9, 19);
  for (guint i = 0; i < 25; i++)
    g_assert_cmpuint (id_at (list, i), ==, 25 - i);
  assert_mirrored (&mirror, model);
  add_notes (list, 26, 500);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 100);
  g_assert_cmpuint (id_at (list, 0), ==, 500);
  g_assert_cmpuint (id_at (list, 99), ==, 401);
  mirror.n_signals = 0;
  add_notes (list, 1, 400);
  g_assert_cmpuint (mirror.n_signals, ==, 0);
  assert_mirrored (&mirror, model);
  desk_note_list_clear (list);
  g_assert_cmpuint (mirror.rows->len, ==, 0);
  g_signal_handlers_disconnect_by_data (list, &mirror);
  g_ptr_array_unref (mirror.rows);
}

static void
test_random_notes (void)
{
  g_autoptr(DeskNoteList) list = desk_note_list_new (64);
  DtRandom random;
  Mirror mirror;
  guint64 highest = 0;

  dt_random_init (&random, 12);
  mirror_init (&mirror, G_LIST_MODEL (list));
  for (guint round = 0; round < 3000; round++)
    {
      guint64 first = 1 + dt_random_below (&random, highest + 20);
      guint64 last = first + dt_random_below (&random, 30);

      add_notes (list, first, last);
      highest = MAX (highest, last);
      g_assert_cmpuint (desk_note_list_get_last (list), ==, highest);
      g_assert_cmpuint (mirror.rows->len, <=, 64);
      for (guint i = 1; i < mirror.rows->len; i++)
        g_assert_cmpuint (desk_note_get_id (mirror.rows->pdata[i - 1]), >,
                          desk_note_get_id (mirror.rows->pdata[i]));
      assert_mirrored (&mirror, G_LIST_MODEL (list));
    }
  g_signal_handlers_disconnect_by_data (list, &mirror);
  g_ptr_array_unref (mirror.rows);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/lists/same", test_same);
  g_test_add_func ("/desk/lists/random", test_random);
  g_test_add_func ("/desk/lists/notes", test_notes);
  g_test_add_func ("/desk/lists/random-notes", test_random_notes);

  return g_test_run ();
}
