/* desk-csv.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-table"

#include "config.h"

#include <string.h>

#include "desk-toast.h"

#include "desk-csv.h"

static gboolean
is_formula (const char *field)
{
  if (*field == '\0' || strchr ("=+-@\t\r", *field) == NULL)
    return FALSE;

  /* "-12.5", "+1.25 %", "+$80.00" */
  return strchr ("+-", *field) == NULL
         || strspn (field + 1, "0123456789.,$ %RMKBT\xc2\xa0") != strlen (field + 1);
}

void
desk_csv_append (GString    *csv,
                 const char *field)
{
  gboolean quote;

  g_return_if_fail (csv != NULL && field != NULL);

  quote = strpbrk (field, ",\"\r\n") != NULL;
  if (quote)
    g_string_append_c (csv, '"');
  if (is_formula (field))
    g_string_append_c (csv, '\'');
  for (; *field != '\0'; field++)
    {
      if (*field == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *field);
    }
  if (quote)
    g_string_append_c (csv, '"');
}

typedef struct
{
  GtkFileChooserNative  *chooser;
  GWeakRef               from;
  char                *(*make) (gpointer data);
  gpointer               data;
  GDestroyNotify         destroy;
} Export;

static void
export_free (Export *export)
{
  if (export->destroy != NULL)
    export->destroy (export->data);
  g_weak_ref_clear (&export->from);
  g_object_unref (export->chooser);
  g_free (export);
}

static void
written (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Export *export = data;
  g_autoptr(GtkWidget) from = g_weak_ref_get (&export->from);
  g_autoptr(GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autofree char *text = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    text = g_strdup_printf ("%s was written", name);
  else
    text = g_strdup_printf ("The file was not written: %s", error->message);
  if (from != NULL)
    desk_toast (from, text);
  export_free (export);
}

static void
chosen (GtkNativeDialog *chooser,
        int              response,
        Export          *export)
{
  g_autoptr(GFile) file = NULL;
  g_autoptr(GBytes) bytes = NULL;
  char *csv;

  if (response != GTK_RESPONSE_ACCEPT)
    {
      export_free (export);
      return;
    }

  file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  csv = export->make (export->data);
  bytes = g_bytes_new_take (csv, strlen (csv));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE,
                                       G_FILE_CREATE_REPLACE_DESTINATION, NULL, written, export);
}

void
desk_csv_export (GtkWidget       *from,
                 const char      *title,
                 const char      *file_name,
                 char          *(*make) (gpointer data),
                 gpointer         data,
                 GDestroyNotify   destroy)
{
  GtkRoot *root;
  Export *export;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (make != NULL);

  root = gtk_widget_get_root (from);
  export = g_new0 (Export, 1);
  export->make = make;
  export->data = data;
  export->destroy = destroy;
  g_weak_ref_init (&export->from, from);
  export->chooser =
    gtk_file_chooser_native_new (title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                 GTK_FILE_CHOOSER_ACTION_SAVE, "_Export", "_Cancel");
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (export->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (export->chooser), file_name);
  g_signal_connect (export->chooser, "response", G_CALLBACK (chosen), export);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (export->chooser));
}
