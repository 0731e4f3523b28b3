/* test-rules.c - what can be done when, and what an error means
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-engine-port.h"
#include "dt-market-store.h"
#include "dt-owner-lock.h"
#include "dt-tape-loader.h"

#include "desk-trouble.h"
#include "desk-window-private.h"

static const DeskTrouble *
find (GQuark domain,
      int    code)
{
  g_autoptr(GError) error = g_error_new_literal (domain, code, "Something happened");

  return desk_trouble_find (error);
}

/* Each kind of trouble has words of its own, and says all that a person needs. */
static void
test_troubles (void)
{
  const DeskTrouble *troubles[] = {
    find (DT_OWNER_ERROR, DT_OWNER_ERROR_OWNED),
    find (DT_STORE_ERROR, DT_STORE_ERROR_READ_ONLY),
    find (DT_STORE_ERROR, DT_STORE_ERROR_CORRUPT),
    find (DT_STORE_ERROR, DT_STORE_ERROR_NEWER),
    find (DT_STORE_ERROR, DT_STORE_ERROR_FULL),
    find (DT_FEED_ERROR, DT_FEED_ERROR_NO_PACK),
    desk_trouble_lost (),
    desk_trouble_find (NULL),
  };

  for (guint i = 0; i < G_N_ELEMENTS (troubles); i++)
    {
      const DeskTrouble *trouble = troubles[i];

      g_assert_true (g_str_has_suffix (trouble->icon, "-symbolic"));
      g_assert_cmpuint (strlen (trouble->title), >, 5);
      g_assert_true (g_str_has_suffix (trouble->happened, "."));
      g_assert_nonnull (strstr (trouble->money, "play money"));
      g_assert_true (g_str_has_suffix (trouble->remedy, "."));
      for (guint k = 0; k < i; k++)
        g_assert_cmpstr (trouble->title, !=, troubles[k]->title);
    }
}

/* The same trouble by whatever name it comes. */
static void
test_trouble_names (void)
{
  const DeskTrouble *unwritable = find (DT_OWNER_ERROR, DT_OWNER_ERROR_UNAVAILABLE);

  g_assert_true (find (G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) == unwritable);
  g_assert_true (find (G_FILE_ERROR, G_FILE_ERROR_ROFS) == unwritable);
  g_assert_true (find (G_FILE_ERROR, G_FILE_ERROR_NOTDIR) == unwritable);
  g_assert_true (find (G_FILE_ERROR, G_FILE_ERROR_NOSPC)
                 == find (DT_STORE_ERROR, DT_STORE_ERROR_FULL));
  g_assert_true (find (DT_PORT_ERROR, DT_PORT_ERROR_CLOSED) == desk_trouble_lost ());
}

static gboolean
is_possible (const char *id,
             guint       facts)
{
  return desk_action_is_possible (desk_action_find (id), facts);
}

/* A session that was never opened: only what is the window's own. */
static void
test_closed (void)
{
  g_autoptr(DeskSession) session = desk_session_new ("/nonexistent");
  guint facts = desk_action_find_facts (session, NULL);

  g_assert_cmpuint (facts, ==, 0);
  g_assert_true (is_possible ("window.quit", facts));
  g_assert_true (is_possible ("window.about", facts));
  g_assert_true (is_possible ("style.dark", facts));
  g_assert_false (is_possible ("page.chart", facts));
  g_assert_false (is_possible ("run.resume", facts));
  g_assert_false (is_possible ("order.buy", facts));
  g_assert_false (is_possible ("chart.zoom-in", facts));
  g_assert_false (is_possible ("position.close-all", facts));
}

/* Everything holds at once: nothing is left out for lack of a rule. */
static void
test_open (void)
{
  guint n;
  const DeskAction *rows = desk_action_list (&n);

  for (guint i = 0; i < n; i++)
    g_assert_true (desk_action_is_possible (&rows[i], G_MAXUINT));
}

static void
test_speeds (void)
{
  double speed = 1.;

  g_assert_cmpfloat (desk_speed_next (60., 1), ==, 120.);
  g_assert_cmpfloat (desk_speed_next (60., -1), ==, 30.);
  g_assert_cmpfloat (desk_speed_next (61., -1), ==, 60.);
  g_assert_cmpfloat (desk_speed_next (1., -1), ==, 1.);
  g_assert_cmpfloat (desk_speed_next (0.1, -1), ==, 1.);
  for (guint i = 0; isfinite (speed); i++)
    {
      double next = desk_speed_next (speed, 1);

      g_assert_cmpuint (i, <, 20);
      g_assert_cmpfloat (next, >, speed);
      g_assert_cmpfloat (desk_speed_next (next, -1), ==, speed);
      speed = next;
    }
  g_assert_true (isinf (desk_speed_next (speed, 1)));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/shell/troubles", test_troubles);
  g_test_add_func ("/shell/trouble-names", test_trouble_names);
  g_test_add_func ("/shell/actions-closed", test_closed);
  g_test_add_func ("/shell/actions-open", test_open);
  g_test_add_func ("/shell/speeds", test_speeds);

  return g_test_run ();
}
