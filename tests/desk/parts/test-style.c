/* test-style.c - the style sheet is read as it was meant
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gtk/gtk.h>

#define SHEET "/io/github/daytraderai/DayTrader/style.css"

static void
on_error (GtkCssProvider *provider,
          GtkCssSection  *section,
          const GError   *error,
          gpointer        data)
{
  g_autofree char *place = gtk_css_section_to_string (section);

  g_test_message ("%s: %s", place, error->message);
  (*(guint *) data)++;
}

static void
test_parses (void)
{
  g_autoptr(GtkCssProvider) provider = gtk_css_provider_new ();
  guint n_errors = 0;

  g_signal_connect (provider, "parsing-error", G_CALLBACK (on_error), &n_errors);
  gtk_css_provider_load_from_resource (provider, SHEET);
  g_assert_cmpuint (n_errors, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();

  g_test_add_func ("/style/parses", test_parses);

  return g_test_run ();
}
