/* test-action-table.c - every command once, every key once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <gtk/gtk.h>

#include "desk-action-table.h"

static void
test_rows (void)
{
  guint n;
  const DeskAction *rows = desk_action_list (&n);

  g_assert_cmpuint (n, >, 40);
  for (guint i = 0; i < n; i++)
    {
      const DtCommand *command = rows[i].command;

      g_assert_cmpuint (strlen (command->title), >, 0);
      g_assert_cmpuint (strlen (command->summary), >, 0);
      g_assert_true (g_str_has_suffix (rows[i].icon, "-symbolic"));
      g_assert_true (g_action_name_is_valid (command->id));
      g_assert_true (desk_action_find (command->id) == &rows[i]);
      for (guint k = 0; k < i; k++)
        g_assert_cmpstr (command->id, !=, rows[k].command->id);
    }
  g_assert_null (desk_action_find ("no.such"));
}

static void
test_order (void)
{
  guint n;
  const DeskAction *rows = desk_action_list (&n);

  for (guint i = 1; i < n; i++)
    {
      int order = strcmp (rows[i - 1].command->category, rows[i].command->category);

      g_assert_cmpint (order, <=, 0);
      if (order == 0)
        g_assert_cmpint (strcmp (rows[i - 1].command->title, rows[i].command->title), <=, 0);
    }
}

/* The registry is in the table whole, each row with its own command. */
static void
test_engine (void)
{
  guint n_commands, n_rows, n_engine = 0;
  const DtCommand *commands = dt_command_list (&n_commands);
  const DeskAction *rows = desk_action_list (&n_rows);

  for (guint i = 0; i < n_commands; i++)
    {
      const DeskAction *row = desk_action_find (commands[i].id);

      g_assert_nonnull (row);
      g_assert_true (row->is_engine);
      g_assert_true (row->command == &commands[i]);
    }
  for (guint i = 0; i < n_rows; i++)
    n_engine += rows[i].is_engine;
  g_assert_cmpuint (n_engine, ==, n_commands);
}

/* What trades or destroys by hand can be found by a person; internal commands are not offered. */
static void
test_listed (void)
{
  const char *const listed[] = {
    "engine.emergency-stop", "engine.rearm", "order.buy", "order.sell", "order.move-stop",
    "order.move-target",
    "position.close", "run.toggle", "run.step", "run.faster", "run.slower", "replay.go-to",
    "replay.restart", "page.overview", "window.palette", "style.dark",
  };
  const char *const hidden[] = { "run.start", "run.status", "book.snapshot", "symbol.show" };

  for (guint i = 0; i < G_N_ELEMENTS (listed); i++)
    g_assert_true (desk_action_find (listed[i])->is_listed);
  for (guint i = 0; i < G_N_ELEMENTS (hidden); i++)
    g_assert_false (desk_action_find (hidden[i])->is_listed);
}

static gboolean
same_key (const char *a,
          const char *b)
{
  GdkModifierType modifiers_a, modifiers_b;
  guint key_a, key_b;

  g_assert_true (gtk_accelerator_parse (a, &key_a, &modifiers_a));
  g_assert_true (gtk_accelerator_parse (b, &key_b, &modifiers_b));
  return key_a == key_b && modifiers_a == modifiers_b;
}

static void
test_accels (void)
{
  g_autoptr(GPtrArray) seen = g_ptr_array_new ();
  guint n;
  const DeskAction *rows = desk_action_list (&n);

  for (guint i = 0; i < n; i++)
    {
      g_assert_null (rows[i].accels[G_N_ELEMENTS (rows[i].accels) - 1]);
      for (guint k = 0; rows[i].accels[k] != NULL; k++)
        {
          for (guint m = 0; m < seen->len; m++)
            g_assert_false (same_key (rows[i].accels[k], g_ptr_array_index (seen, m)));
          g_assert_true (same_key (rows[i].accels[k], rows[i].accels[k]));
          g_ptr_array_add (seen, (char *) rows[i].accels[k]);
        }
    }
  g_assert_cmpuint (seen->len, >, 20);
  g_assert_cmpstr (desk_action_find ("window.palette")->accels[0], ==, "<Control>k");
  g_assert_cmpstr (desk_action_find ("page.positions")->accels[0], ==, "<Alt>3");
}

static void
test_detailed_names (void)
{
  guint n;
  const DeskAction *rows = desk_action_list (&n);
  g_autofree char *plain = desk_action_dup_detailed_name (desk_action_find ("run.pause"));
  g_autofree char *asks = desk_action_dup_detailed_name (desk_action_find ("order.buy"));

  g_assert_cmpstr (plain, ==, "win.run.pause");
  g_assert_cmpstr (asks, ==, "win.order.buy(@a{sv} {})");
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *detailed = desk_action_dup_detailed_name (&rows[i]);
      g_autofree char *name = NULL;
      g_autoptr(GVariant) target = NULL;
      g_autoptr(GError) error = NULL;

      g_assert_true (g_action_parse_detailed_name (detailed, &name, &target, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (name + strlen ("win."), ==, rows[i].command->id);
      g_assert_true ((target != NULL) == desk_action_takes_arguments (&rows[i]));
    }
}

static void
test_menu (void)
{
  const char *const ids[] = { "order.buy", "order.sell", "", "run.pause", NULL };
  GVariant *arguments = g_variant_new_parsed ("{'symbol': <'MSFT'>}");
  g_autoptr(GMenu) menu = desk_action_make_menu (ids, arguments);
  g_autoptr(GMenuModel) first = NULL;
  g_autoptr(GMenuModel) second = NULL;
  g_autoptr(GVariant) target = NULL;
  g_autoptr(GVariant) none = NULL;
  g_autofree char *label = NULL;

  g_assert_cmpint (g_menu_model_get_n_items (G_MENU_MODEL (menu)), ==, 2);
  first = g_menu_model_get_item_link (G_MENU_MODEL (menu), 0, G_MENU_LINK_SECTION);
  second = g_menu_model_get_item_link (G_MENU_MODEL (menu), 1, G_MENU_LINK_SECTION);
  g_assert_cmpint (g_menu_model_get_n_items (first), ==, 2);
  g_assert_cmpint (g_menu_model_get_n_items (second), ==, 1);
  target = g_menu_model_get_item_attribute_value (first, 1, G_MENU_ATTRIBUTE_TARGET, NULL);
  g_assert_true (g_variant_is_of_type (target, G_VARIANT_TYPE_VARDICT));
  none = g_menu_model_get_item_attribute_value (second, 0, G_MENU_ATTRIBUTE_TARGET, NULL);
  g_assert_null (none);
  g_assert_true (g_menu_model_get_item_attribute (first, 0, G_MENU_ATTRIBUTE_LABEL, "s", &label));
  g_assert_cmpstr (label, ==, "Buy…");
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/action-table/rows", test_rows);
  g_test_add_func ("/desk/action-table/order", test_order);
  g_test_add_func ("/desk/action-table/engine", test_engine);
  g_test_add_func ("/desk/action-table/listed", test_listed);
  g_test_add_func ("/desk/action-table/accels", test_accels);
  g_test_add_func ("/desk/action-table/detailed-names", test_detailed_names);
  g_test_add_func ("/desk/action-table/menu", test_menu);

  return g_test_run ();
}
