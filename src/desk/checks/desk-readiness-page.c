/* desk-readiness-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-checks"

#include "config.h"

#include <math.h>

#include "dt-pool.h"
#include "dt-readiness.h"

#include "desk-format.h"

#include "desk-check-list.h"
#include "desk-readiness-page.h"

struct _DeskReadinessPage
{
  DeskPage      parent_instance;

  GtkWidget    *list;
  GCancellable *loading;     /* (nullable) */
  gboolean      was_asked;   /* ahead of being seen */
  char         *shown;       /* (nullable): what the rows were made from */
};

G_DEFINE_FINAL_TYPE (DeskReadinessPage, desk_readiness_page, DESK_TYPE_PAGE)

/* On the pool */

static void
figures_free (gpointer data)
{
  dt_ready_figures_clear (data);
  g_free (data);
}

static void
measure (GTask        *task,
         gpointer      source,
         gpointer      data_dir,
         GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr(DtBookStore) store = dt_book_store_open (data_dir, DT_STORE_READ_ONLY, &error);
  DtReadyFigures *figures = g_new (DtReadyFigures, 1);

  dt_ready_figures_init (figures);
  /* No book.db yet: no books */
  if (g_error_matches (error, DT_STORE_ERROR, DT_STORE_ERROR_NOT_FOUND))
    g_clear_error (&error);
  else if (store != NULL)
    dt_readiness_measure (store, figures, &error);

  if (error == NULL)
    {
      g_task_return_pointer (task, figures, figures_free);
      return;
    }
  figures_free (figures);
  g_task_return_error (task, error);
}

/* What is shown */

/* "5 of 300", "–  of 1.50", "12.00 % of at most 15.00 %" */
static char *
format_value (const DtReadyItem *item)
{
  g_autofree char *value = NULL;
  g_autofree char *needed = NULL;

  if (isnan (item->needed))
    return NULL;

  if (g_str_equal (item->id, "trades"))
    return g_strdup_printf ("%.0f of %.0f", item->value, item->needed);

  if (g_str_equal (item->id, "win-rate") || g_str_equal (item->id, "drawdown"))
    {
      value = desk_format_percent (item->value);
      needed = desk_format_percent (item->needed);
    }
  else
    {
      value = isnan (item->value) ? g_strdup ("–") : g_strdup_printf ("%.2f", item->value);
      needed = g_strdup_printf ("%.2f", item->needed);
    }

  return g_strdup_printf (g_str_equal (item->id, "drawdown") ? "%s of at most %s" : "%s of %s",
                          value, needed);
}

static void
add_item (DeskReadinessPage *self,
          const DtReadyItem *item)
{
  g_autofree char *value = format_value (item);
  g_autofree char *text = item->state == DT_READY_NOT_THERE
                          ? g_strdup_printf ("%s. This cannot be measured yet.", item->how)
                          : g_strdup_printf ("%s.", item->how);

  desk_check_list_add (DESK_CHECK_LIST (self->list), item->title, text, value,
                       item->state == DT_READY_MET ? DESK_CHECK_HOLDS : DESK_CHECK_OPEN);
}

/* All that the rows say, without making any. */
static char *
describe_figures (GArray *items,
                  guint   n_books)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%u", n_books);
  for (guint i = 0; i < items->len; i++)
    {
      const DtReadyItem *item = &g_array_index (items, DtReadyItem, i);

      g_string_append_printf (text, " %d:%a", item->state, item->value);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_figures (DeskReadinessPage    *self,
              const DtReadyFigures *figures)
{
  DeskCheckList *list = DESK_CHECK_LIST (self->list);
  g_autoptr(GArray) items = dt_readiness_list (figures);
  g_autofree char *text = NULL;
  g_autofree char *title = NULL;
  g_autofree char *described = describe_figures (items, figures->n_books);
  guint n_met = 0;

  /* Ten rows are made anew only when one of them says something else */
  if (g_strcmp0 (described, self->shown) == 0)
    return;

  g_free (self->shown);
  self->shown = g_steal_pointer (&described);

  for (guint i = 0; i < items->len; i++)
    n_met += g_array_index (items, DtReadyItem, i).state == DT_READY_MET;
  title = g_strdup_printf ("%u of %u Are Met", n_met, items->len);
  text = g_strdup_printf ("Live trading stays locked until all are. Measured from %u paper %s; "
                          "replays and backtests never count.", figures->n_books,
                          figures->n_books == 1 ? "book" : "books");
  desk_check_list_set_heading (list, title, text, n_met == items->len ? DESK_CHECK_HOLDS
                                                                      : DESK_CHECK_OPEN);
  desk_check_list_clear (list);
  for (guint i = 0; i < items->len; i++)
    {
      if (i == 0)
        desk_check_list_add_part (list, "Paper Trading");
      else if (g_str_equal (g_array_index (items, DtReadyItem, i).id, "breaker-drill"))
        desk_check_list_add_part (list, "Drills and Safety");
      add_item (self, &g_array_index (items, DtReadyItem, i));
    }
}

static void
measured (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(DeskReadinessPage) self = data;
  g_autoptr(GError) error = NULL;
  DtReadyFigures *figures = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->loading);
  if (figures == NULL)
    {
      g_clear_pointer (&self->shown, g_free);
      desk_check_list_clear (DESK_CHECK_LIST (self->list));
      desk_check_list_set_heading (DESK_CHECK_LIST (self->list), "The Books Could Not Be Read",
                                   error->message, DESK_CHECK_FAILS);
      return;
    }

  show_figures (self, figures);
  figures_free (figures);
}

static void
stop (DeskReadinessPage *self)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
measure_again (DeskReadinessPage *self)
{
  DeskSession *session = desk_page_get_session (DESK_PAGE (self));
  g_autoptr(GTask) task = NULL;

  stop (self);
  self->loading = g_cancellable_new ();
  task = g_task_new (NULL, self->loading, measured, g_object_ref (self));
  g_task_set_task_data (task, g_strdup (desk_session_get_data_dir (session)), g_free);
  dt_pool_run_task (task, measure);
}

/* What the books say is read ahead, once: most of the page are texts of it. */
static gboolean
desk_readiness_page_make_part (DeskPage *page)
{
  DeskReadinessPage *self = DESK_READINESS_PAGE (page);

  if (self->was_asked || gtk_widget_get_visible (GTK_WIDGET (page)))
    return FALSE;

  self->was_asked = TRUE;
  measure_again (self);
  return TRUE;
}

static void
desk_readiness_page_seen (DeskPage *page)
{
  measure_again (DESK_READINESS_PAGE (page));
}

static void
desk_readiness_page_unseen (DeskPage *page)
{
  stop (DESK_READINESS_PAGE (page));
}

static GtkWidget *
desk_readiness_page_get_start (DeskPage *page)
{
  return desk_check_list_get_button (DESK_CHECK_LIST (DESK_READINESS_PAGE (page)->list));
}

static void
desk_readiness_page_dispose (GObject *object)
{
  stop (DESK_READINESS_PAGE (object));

  G_OBJECT_CLASS (desk_readiness_page_parent_class)->dispose (object);
}

static void
desk_readiness_page_finalize (GObject *object)
{
  g_free (DESK_READINESS_PAGE (object)->shown);

  G_OBJECT_CLASS (desk_readiness_page_parent_class)->finalize (object);
}

static void
desk_readiness_page_class_init (DeskReadinessPageClass *klass)
{
  DeskPageClass *page_class = DESK_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_readiness_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = desk_readiness_page_finalize;
  page_class->make_part = desk_readiness_page_make_part;
  page_class->seen = desk_readiness_page_seen;
  page_class->unseen = desk_readiness_page_unseen;
  page_class->get_start = desk_readiness_page_get_start;
}

static void
desk_readiness_page_init (DeskReadinessPage *self)
{
  self->list = desk_check_list_new ("Measure Again");
  desk_check_list_set_heading (DESK_CHECK_LIST (self->list), "Reading the Books",
                               "All paper books are added up.", DESK_CHECK_OPEN);
  g_signal_connect_object (self->list, "again", G_CALLBACK (measure_again), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), self->list);
}
