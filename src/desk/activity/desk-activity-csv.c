/* desk-activity-csv.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-activity"

#include "config.h"

#include <string.h>

#include "dt-time.h"

#include "desk-activity-csv.h"
#include "desk-activity-log.h"

#define PAGE_ROWS 5000

typedef struct
{
  GFile    *file;
  char    **kinds;
  char     *text;
  GString  *csv;
  guint64   last;      /* id */
  gint64    n_notes;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_object_unref (export->file);
  g_strfreev (export->kinds);
  g_free (export->text);
  g_string_free (export->csv, TRUE);
  g_free (export);
}

void
desk_csv_append_field (GString    *line,
                       const char *field)
{
  if (strpbrk (field, ",\"\r\n") == NULL)
    {
      g_string_append (line, field);
      return;
    }

  g_string_append_c (line, '"');
  for (const char *p = field; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *p);
    }
  g_string_append_c (line, '"');
}

void
desk_activity_csv_append_head (GString *text)
{
  g_string_append (text, "number,time,kind,symbol,text\r\n");
}

void
desk_activity_csv_append_note (GString  *text,
                               DeskNote *note)
{
  char time[DT_TIME_BUF_SIZE];

  g_string_append_printf (text, "%" G_GUINT64_FORMAT ",%s,", desk_note_get_id (note),
                          dt_time_to_string (desk_note_get_time (note), time));
  desk_csv_append_field (text, desk_note_get_kind (note));
  g_string_append_c (text, ',');
  desk_csv_append_field (text, desk_note_get_symbol (note));
  g_string_append_c (text, ',');
  desk_csv_append_field (text, desk_note_get_text (note));
  g_string_append (text, "\r\n");
}

static void
written (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_task_return_int (task, export->n_notes);
  else
    g_task_return_error (task, error);
}

static void
write_file (GTask *task)
{
  Export *export = g_task_get_task_data (task);
  g_autoptr(GBytes) bytes = g_bytes_new (export->csv->str, export->csv->len);

  g_file_replace_contents_bytes_async (export->file, bytes, NULL, FALSE,
                                       G_FILE_CREATE_REPLACE_DESTINATION,
                                       g_task_get_cancellable (task), written, task);
}

static void ask_for_page (GTask *task);

static gsize
take_rows (Export   *export,
           GVariant *rows)
{
  gsize n = g_variant_n_children (rows);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(DeskNote) note = NULL;
      const char *kind, *symbol, *text;
      gint64 time;

      g_variant_get_child (rows, i, "(tx&s&s&s)", &export->last, &time, &kind, &symbol, &text);
      note = desk_note_new (export->last, time, kind, symbol, text);
      if (!desk_activity_log_matches (note, (const char *const *) export->kinds, export->text))
        continue;
      desk_activity_csv_append_note (export->csv, note);
      export->n_notes++;
    }

  return n;
}

static void
page_arrived (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  g_autoptr(GVariant) answer =
    desk_session_call_finish (DESK_SESSION (source), result, &error);
  g_autoptr(GVariant) rows = NULL;

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  rows = g_variant_lookup_value (answer, "rows", G_VARIANT_TYPE ("a(txsss)"));
  if (rows != NULL && take_rows (g_task_get_task_data (task), rows) == PAGE_ROWS)
    ask_for_page (g_steal_pointer (&task));
  else
    write_file (g_steal_pointer (&task));
}

static void
ask_for_page (GTask *task)
{
  Export *export = g_task_get_task_data (task);
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "after", "t", export->last);
  g_variant_dict_insert (&dict, "limit", "u", PAGE_ROWS);
  desk_session_call_async (g_task_get_source_object (task), "book.activity",
                           g_variant_dict_end (&dict), g_task_get_cancellable (task),
                           page_arrived, task);
}

void
desk_activity_csv_write_async (DeskSession         *session,
                               const char *const   *kinds,
                               const char          *text,
                               GFile               *file,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task;
  Export *export;

  g_return_if_fail (DESK_IS_SESSION (session));
  g_return_if_fail (text != NULL);
  g_return_if_fail (G_IS_FILE (file));

  export = g_new0 (Export, 1);
  export->file = g_object_ref (file);
  export->kinds = g_strdupv ((char **) kinds);
  export->text = g_strdup (text);
  export->csv = g_string_new (NULL);
  desk_activity_csv_append_head (export->csv);

  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_activity_csv_write_async);
  g_task_set_task_data (task, export, export_free);
  ask_for_page (task);
}

gint64
desk_activity_csv_write_finish (GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), -1);

  return g_task_propagate_int (G_TASK (result), error);
}
