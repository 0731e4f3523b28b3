/* test-checks.c - readiness, and whether book and broker tell the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-readiness-page.h"
#include "desk-reconcile-page.h"

#include "../overview/page-steps.h"

static Desk desk;

/* A replay has been traded, and none of it counts. */
static void
test_readiness (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_READINESS_PAGE, 1000, 800);

  wait_for (says (page, "0 of 10 Are Met"));
  g_assert_true (says (page, "0 of 300"));
  g_assert_true (says (page, "– of 60.00 %"));
  g_assert_true (says (page, "Live trading stays locked until all are. Measured from 0 paper "
                       "books; replays and backtests never count."));
  check_names (page);
  close_page (page);
}

static void
test_no_book (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_RECONCILE_PAGE, 1000, 800);

  wait_for (says (page, "No Book"));
  check_names (page);
  close_page (page);
}

/* The run stands still: both sides are of one moment, and tell the same; and again some bars
 * later. */
static void
test_reconcile (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_RECONCILE_PAGE, 1000, 800);

  wait_for (says (page, "Nothing to Reconcile"));
  g_assert_true (says (page, "The Book Adds Up"));
  g_assert_true (says (page, "Book and Broker"));
  check_names (page);
  step (&desk, 20);
  wait_for (says (page, "Nothing to Reconcile"));
  close_page (page);
}

static void
test_play (void)
{
  desk_play (&desk);
}

static void
test_leaks (void)
{
  check_leaks (&desk, DESK_TYPE_READINESS_PAGE);
  check_leaks (&desk, DESK_TYPE_RECONCILE_PAGE);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  desk_begin (&desk);

  g_test_add_func ("/checks/no-book", test_no_book);
  g_test_add_func ("/checks/play", test_play);
  g_test_add_func ("/checks/readiness", test_readiness);
  g_test_add_func ("/checks/reconcile", test_reconcile);
  g_test_add_func ("/checks/leaks", test_leaks);

  status = g_test_run ();
  desk_end (&desk);

  return status;
}
