/* test-command.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-command.h"

static GVariant *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  GVariant *value = g_variant_parse (NULL, text, NULL, NULL, &error);

  g_assert_no_error (error);
  return value;
}

static void
assert_check (const char *command,
              const char *arguments,
              const char *message)
{
  g_autoptr(GVariant) value = parse (arguments);
  g_autoptr(GError) error = NULL;
  const DtCommand *row = dt_command_find (command);

  g_assert_nonnull (row);
  g_assert_true (dt_command_check (row, value, &error) == (message == NULL));
  if (message != NULL)
    {
      g_assert_error (error, DT_COMMAND_ERROR, DT_COMMAND_ERROR_ARGUMENT);
      g_assert_cmpstr (error->message, ==, message);
    }
}

/* What menus, palette and documents rely on. */
static void
test_registry (void)
{
  guint n_commands;
  const DtCommand *rows = dt_command_list (&n_commands);

  g_assert_cmpuint (n_commands, >=, 17);
  for (guint i = 0; i < n_commands; i++)
    {
      gboolean optional = FALSE;

      if (i > 0)
        g_assert_cmpint (strcmp (rows[i - 1].id, rows[i].id), <, 0);
      g_assert_true (dt_command_find (rows[i].id) == &rows[i]);
      g_assert_nonnull (strchr (rows[i].id, '.'));
      g_assert_cmpstr (rows[i].title, !=, "");
      g_assert_cmpstr (rows[i].category, !=, "");
      g_assert_cmpstr (rows[i].summary, !=, "");
      for (guint k = 0; k < rows[i].n_arguments; k++)
        {
          g_assert_true (g_variant_type_string_is_valid (rows[i].arguments[k].type));
          g_assert_cmpstr (rows[i].arguments[k].summary, !=, "");
          /* Required ones come first */
          g_assert_false (optional && rows[i].arguments[k].required);
          optional = !rows[i].arguments[k].required;
        }
    }

  g_assert_null (dt_command_find (""));
  g_assert_null (dt_command_find ("run"));
  g_assert_null (dt_command_find ("zzz.zzz"));
  g_assert_cmpint (dt_command_find ("engine.emergency-stop")->effect, ==, DT_COMMAND_DESTROYS);
  g_assert_cmpint (dt_command_find ("run.status")->effect, ==, DT_COMMAND_READS);
}

static void
test_check (void)
{
  assert_check ("run.status", "@a{sv} {}", NULL);
  assert_check ("order.buy", "{'symbol': <'SPY'>, 'quantity': <10.0>}", NULL);
  assert_check ("order.buy", "{'limit': <270.5>, 'symbol': <'SPY'>, 'quantity': <10.0>}", NULL);
  assert_check ("run.speed", "{'speed': <inf>}", NULL);

  assert_check ("run.status", "{'x': <1>}", "run.status takes no argument \"x\"");
  assert_check ("order.buy", "{'symbol': <'SPY'>}",
                "order.buy needs the argument \"quantity\": Units, above 0");
  assert_check ("order.buy", "{'symbol': <'SPY'>, 'quantity': <10>}",
                "The argument \"quantity\" of order.buy is 10, which is not of the type \"d\"");
  assert_check ("run.speed", "{'speed': <nan>}",
                "The argument \"speed\" of run.speed is not a number");
  assert_check ("run.speed", "{'speed': <1.0>, 'speed': <2.0>}",
                "run.speed is given the argument \"speed\" twice");
  assert_check ("run.speed", "('speed', 1.0)",
                "The arguments of run.speed are of the type \"(sd)\", not \"a{sv}\"");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/port/command/registry", test_registry);
  g_test_add_func ("/port/command/check", test_check);

  return g_test_run ();
}
