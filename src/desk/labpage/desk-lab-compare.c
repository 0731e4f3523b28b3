/* desk-lab-compare.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-labpage"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-book-store.h"
#include "dt-report-number.h"
#include "dt-run-compare.h"

#include "desk-curves.h"
#include "desk-format.h"

#include "desk-lab-compare.h"

#define MAX_DIFFERENCES 200

/* A saved run. */
typedef struct
{
  gint64     id;
  DtTime     saved;          /* wall clock */
  DtRunSpec *spec;
  char      *title;
  char      *hash;           /* (nullable): of its trade list */
} Saved;

struct _DeskLabCompare
{
  AdwBin         parent_instance;

  DtWorker      *worker;
  char          *data_dir;
  DeskLabResult *left;       /* (nullable) */
  DeskLabJob    *job;        /* (nullable) */
  GPtrArray     *saved;      /* of Saved */
  gboolean       compares;   /* what the job is for: else it opens */

  GtkWidget     *list;
  GtkWidget     *none;
  GtkWidget     *spinner;
  GtkWidget     *outcome;    /* of a comparison */
  GtkWidget     *verdict;
  GtkWidget     *curves;
  GtkWidget     *figures;
  GtkWidget     *differences;
};

G_DEFINE_FINAL_TYPE (DeskLabCompare, desk_lab_compare, ADW_TYPE_BIN)

enum
{
  OPENED,
  TROUBLE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
saved_free (gpointer data)
{
  Saved *saved = data;

  dt_run_spec_free (saved->spec);
  g_free (saved->title);
  g_free (saved->hash);
  g_free (saved);
}

static void
tell (DeskLabCompare *self,
      const char     *heading,
      const char     *text)
{
  g_signal_emit (self, signals[TROUBLE], 0, heading, text);
}

/* Reading the list, in the lab's thread */

static char *
read_hash (const char *result)
{
  g_autoptr(JsonNode) root = result != NULL ? json_from_string (result, NULL) : NULL;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;

  return g_strdup (json_object_get_string_member_with_default (json_node_get_object (root),
                                                               "trade_list_hash", NULL));
}

static char *
make_title (const DtRunSpec *spec)
{
  g_autoptr(DtStrategyFile) file = dt_strategy_file_parse (spec->strategy_texts[0], NULL, NULL, 0,
                                                           NULL);
  g_autofree char *symbols = spec->symbols != NULL ? g_strjoinv (", ", spec->symbols) : NULL;
  GString *title = g_string_new (file != NULL ? file->name : "Strategy");

  g_string_append_printf (title, " on %s", symbols != NULL ? symbols
                                           : spec->universe != NULL ? spec->universe : "files");
  for (guint i = 0; i < spec->n_settings; i++)
    g_string_append_printf (title, "%s%s = %g", i == 0 ? ", " : " ", spec->settings[i].name,
                            spec->settings[i].value);

  return g_string_free (title, FALSE);
}

/* Accounts of one run that are apart are books of one spec: the first stands for all. */
static gboolean
is_listed (GPtrArray        *list,
           const DtBookInfo *info,
           const DtRunSpec  *spec,
           char            **last)
{
  gboolean same = spec->independent && g_strcmp0 (*last, info->spec) == 0;

  g_free (*last);
  *last = g_strdup (info->spec);

  return same;
}

static gpointer
read_list (DeskLabJob    *job,
           gpointer       input,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(DtBookStore) store = dt_book_store_open (input, DT_STORE_READ_ONLY, &failure);
  g_autoptr(GPtrArray) books = store != NULL ? dt_book_store_list (store, &failure) : NULL;
  GPtrArray *list = g_ptr_array_new_with_free_func (saved_free);
  g_autofree char *last = NULL;

  /* No book yet is an empty list */
  if (books == NULL && !g_error_matches (failure, DT_STORE_ERROR, DT_STORE_ERROR_NOT_FOUND))
    {
      g_ptr_array_unref (list);
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  for (guint i = 0; books != NULL && i < books->len; i++)
    {
      const DtBookInfo *info = g_ptr_array_index (books, i);
      DtRunSpec *spec = info->mode == DT_BOOK_BACKTEST ? dt_run_spec_from_json (info->spec, NULL)
                                                       : NULL;
      Saved *saved;

      if (spec == NULL || is_listed (list, info, spec, &last))
        {
          dt_run_spec_free (spec);
          continue;
        }
      saved = g_new0 (Saved, 1);
      *saved = (Saved) { info->id, info->started, spec, make_title (spec),
                         read_hash (info->result) };
      g_ptr_array_add (list, saved);
    }

  return list;
}

static Saved *
get_saved (DeskLabCompare *self,
           guint           i)
{
  return i < self->saved->len ? g_ptr_array_index (self->saved, i) : NULL;
}

static guint
get_place (GtkWidget *button)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "desk-place"));
}

static void
open_clicked (DeskLabCompare *self,
              GtkWidget      *button)
{
  desk_lab_compare_open (self, get_place (button));
}

static void
compare_clicked (DeskLabCompare *self,
                 GtkWidget      *button)
{
  desk_lab_compare_compare (self, get_place (button));
}

static GtkWidget *
make_button (DeskLabCompare *self,
             const char     *label,
             guint           place,
             const Saved    *saved,
             GCallback       clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name = g_strdup_printf ("%s book %" G_GINT64_FORMAT, label, saved->id);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  g_object_set_data (G_OBJECT (button), "desk-place", GUINT_TO_POINTER (place));
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);

  return button;
}

static void
add_row (DeskLabCompare *self,
         guint           place)
{
  const Saved *saved = get_saved (self, place);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *when = desk_format_time (saved->saved, DESK_TIME_FULL);
  g_autofree char *subtitle = g_strdup_printf ("Book %" G_GINT64_FORMAT ", %s", saved->id, when);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), saved->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             make_button (self, "Open", place, saved, G_CALLBACK (open_clicked)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             make_button (self, "Compare", place, saved,
                                          G_CALLBACK (compare_clicked)));
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
clear_list (GtkWidget *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (list), row);
}

static void
show_busy (DeskLabCompare *self)
{
  gtk_widget_set_visible (self->spinner, self->job != NULL);
  g_object_set (self->spinner, "spinning", self->job != NULL, NULL);
  gtk_widget_set_sensitive (self->list, self->job == NULL);
}

static void
list_read (gpointer      result,
           const GError *error,
           gpointer      data)
{
  DeskLabCompare *self = data;

  g_clear_pointer (&self->job, desk_lab_job_unref);
  /* Only who goes away cancels */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  show_busy (self);
  if (error != NULL)
    {
      tell (self, "The Saved Runs Could Not Be Read", error->message);
      return;
    }

  g_ptr_array_unref (self->saved);
  self->saved = result;
  clear_list (self->list);
  for (guint i = 0; i < self->saved->len; i++)
    add_row (self, i);
  gtk_widget_set_visible (self->none, self->saved->len == 0);
  gtk_widget_set_visible (self->list, self->saved->len > 0);
}

void
desk_lab_compare_reload (DeskLabCompare *self)
{
  g_return_if_fail (DESK_IS_LAB_COMPARE (self));

  if (self->job != NULL)
    return;

  self->job = desk_lab_job_start (self->worker, read_list, g_strdup (self->data_dir), g_free,
                                  (GDestroyNotify) g_ptr_array_unref, list_read,
                                  g_object_ref (self), g_object_unref);
  show_busy (self);
}

/* Comparing, in the main thread: both runs are there already */

static void
show_curves (DeskLabCompare      *self,
             const DeskLabResult *right)
{
  const DeskLabResult *left = self->left;
  g_autoptr(GArray) time = g_array_new (FALSE, FALSE, sizeof (DtTime));
  g_autoptr(GArray) one = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) other = g_array_new (FALSE, FALSE, sizeof (double));
  double a = NAN, b = NAN;
  DeskCurve curves[2];

  for (gsize i = 0, k = 0; i < left->n_points || k < right->n_points; )
    {
      DtTime x = i < left->n_points ? left->time[i] : G_MAXINT64;
      DtTime y = k < right->n_points ? right->time[k] : G_MAXINT64;
      DtTime now = MIN (x, y);

      if (x == now)
        a = left->equity[i++];
      if (y == now)
        b = right->equity[k++];
      g_array_append_val (time, now);
      g_array_append_val (one, a);
      g_array_append_val (other, b);
    }
  curves[0] = (DeskCurve) { .name = "This run", .values = (const double *) one->data };
  curves[1] = (DeskCurve) { .name = "Saved run", .values = (const double *) other->data };
  desk_curves_set (DESK_CURVES (self->curves), curves, 2, (const DtTime *) time->data, time->len,
                   DESK_CURVE_MONEY);
}

static void
attach (GtkGrid    *grid,
        const char *text,
        int         column,
        int         row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0.f : 1.f);
  if (column == 0)
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  else
    gtk_widget_add_css_class (label, "figure");
  gtk_widget_set_hexpand (label, column == 0);
  gtk_grid_attach (grid, label, column, row, 1, 1);
}

/* "+0.42 (118)": of so many trades */
static char *
format_mean_r (const DeskLabResult *result)
{
  guint n;
  double mean = desk_lab_result_get_mean_r (result, &n);

  if (n == 0)
    return g_strdup ("–");

  return g_strdup_printf ("%s%.2f (%u)", mean < 0. ? "−" : "+", fabs (mean), n);
}

/* Profits by what the first stops would have lost: no figure of the tear sheet, which knows no
 * stops. */
static void
attach_mean_r (DeskLabCompare      *self,
               GtkGrid             *grid,
               const DeskLabResult *right,
               int                  row)
{
  g_autofree char *one = format_mean_r (self->left);
  g_autofree char *other = format_mean_r (right);

  attach (grid, "Mean R multiple of trades with a stop (how many)", 0, row);
  attach (grid, one, 1, row);
  attach (grid, other, 2, row);
}

static char *
format_figure (const DtTearSheet *sheet,
               const DtStatistic *statistic)
{
  g_autofree char *figure = dt_report_format_statistic (sheet, statistic);

  return desk_format_figure (figure);
}

static void
show_figures (DeskLabCompare      *self,
              const DeskLabResult *right)
{
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());
  gsize n;
  const DtStatistic *statistics = dt_tear_sheet_get_statistics (&n);
  int row = 1;

  gtk_grid_set_column_spacing (grid, 18);
  gtk_grid_set_row_spacing (grid, 3);
  g_object_set (grid, "margin-top", 9, "margin-bottom", 9, "margin-start", 12, "margin-end", 12,
                NULL);
  attach (grid, "", 0, 0);
  attach (grid, "This run", 1, 0);
  attach (grid, "Saved run", 2, 0);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *one = NULL, *other = NULL;

      if (statistics[i].detail)
        continue;
      one = format_figure (self->left->sheet, &statistics[i]);
      other = format_figure (right->sheet, &statistics[i]);
      attach (grid, statistics[i].label, 0, row);
      attach (grid, one, 1, row);
      attach (grid, other, 2, row++);
    }
  attach_mean_r (self, grid, right, row);
  adw_bin_set_child (ADW_BIN (self->figures), GTK_WIDGET (grid));
}

static char *
describe (const DtOrderDifference *difference)
{
  g_autofree char *quantity = desk_format_quantity (difference->quantity);
  const char *role = dt_order_role_to_string (difference->role);

  switch (difference->kind)
    {
    case DT_COMPARE_ONLY_LEFT:
      return g_strdup_printf ("%s of %s %s is in this run only", role, quantity,
                              difference->symbol);
    case DT_COMPARE_ONLY_RIGHT:
      return g_strdup_printf ("%s of %s %s is in the saved run only", role, quantity,
                              difference->symbol);
    case DT_COMPARE_CHANGED:
    default:
      return g_strdup_printf ("%s of %s %s: %s is %s here, %s there", role, quantity,
                              difference->symbol, difference->field, difference->left,
                              difference->right);
    }
}

static void
show_differences (DeskLabCompare     *self,
                  const DtRunCompare *compare)
{
  guint n = compare->differences->len;
  g_autofree char *verdict = n == 0
    ? g_strdup ("Both runs have the same orders and fills.")
    : g_strdup_printf ("%u order%s differ%s%s", n, n == 1 ? "" : "s", n == 1 ? "s" : "",
                       n > MAX_DIFFERENCES ? "; the first 200 are listed." : ".");

  gtk_label_set_text (GTK_LABEL (self->verdict), verdict);
  clear_list (self->differences);
  for (guint i = 0; i < MIN (n, MAX_DIFFERENCES); i++)
    {
      const DtOrderDifference *difference =
        &g_array_index (compare->differences, DtOrderDifference, i);
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *title = describe (difference);
      g_autofree char *when = desk_format_time (difference->time, DESK_TIME_FULL);

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), when);
      gtk_list_box_append (GTK_LIST_BOX (self->differences), row);
    }
  gtk_widget_set_visible (self->differences, n > 0);
}

static void
compare_with (DeskLabCompare      *self,
              const DeskLabResult *right)
{
  g_autofree DtCompareAccount *one =
    dt_compare_accounts_of (self->left->backtest->records, self->left->backtest->n_records);
  g_autofree DtCompareAccount *other =
    dt_compare_accounts_of (right->backtest->records, right->backtest->n_records);
  g_autoptr(GError) error = NULL;
  g_autoptr(DtRunCompare) compare =
    dt_run_compare_new (one, self->left->backtest->n_records, other, right->backtest->n_records,
                        NULL, &error);

  if (compare == NULL)
    {
      tell (self, "The Runs Could Not Be Compared", error->message);
      return;
    }

  show_differences (self, compare);
  show_curves (self, right);
  show_figures (self, right);
  gtk_widget_set_visible (self->outcome, TRUE);
}

/* Running a saved one again */

typedef struct
{
  DeskLabCompare *self;
  char           *hash;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_object_unref (opening->self);
  g_free (opening->hash);
  g_free (opening);
}

static void
run_again (gpointer      value,
           const GError *error,
           gpointer      data)
{
  Opening *opening = data;
  DeskLabCompare *self = opening->self;
  g_autoptr(DeskLabResult) result = value;

  g_clear_pointer (&self->job, desk_lab_job_unref);
  /* Only who goes away cancels */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  show_busy (self);
  if (error != NULL)
    {
      tell (self, "The Saved Run Could Not Be Run Again", error->message);
      return;
    }

  if (opening->hash != NULL && !result->backtest->plan->spec->independent
      && !g_str_equal (opening->hash, result->sheet->hashes.trade_list))
    tell (self, "The Data Have Changed",
          "The run was made again from its set-up, and its trades are not those that were saved: "
          "the bars or the program are others now. What is shown is the run as it is today.");
  if (self->compares && self->left != NULL)
    compare_with (self, result);
  else
    g_signal_emit (self, signals[OPENED], 0, result);
}

static void
start (DeskLabCompare *self,
       guint           i,
       gboolean        compares)
{
  const Saved *saved = get_saved (self, i);
  Opening *opening;

  if (saved == NULL || self->job != NULL)
    return;

  self->compares = compares;
  opening = g_new (Opening, 1);
  *opening = (Opening) { g_object_ref (self), g_strdup (saved->hash) };
  self->job = desk_lab_job_start (self->worker, desk_lab_run,
                                  desk_lab_input_new (saved->spec, self->data_dir),
                                  desk_lab_input_free, (GDestroyNotify) desk_lab_result_unref,
                                  run_again, opening, opening_free);
  show_busy (self);
}

void
desk_lab_compare_open (DeskLabCompare *self,
                       guint           i)
{
  g_return_if_fail (DESK_IS_LAB_COMPARE (self));

  start (self, i, FALSE);
}

void
desk_lab_compare_compare (DeskLabCompare *self,
                          guint           i)
{
  g_return_if_fail (DESK_IS_LAB_COMPARE (self));

  if (self->left == NULL)
    tell (self, "Nothing to Compare With", "Run a backtest or open a saved one first.");
  else
    start (self, i, TRUE);
}

/* Life */

static GtkWidget *
make_boxed (const char *name)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return list;
}

static void
make_outcome (DeskLabCompare *self)
{
  self->outcome = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->verdict = gtk_label_new (NULL);
  self->curves = desk_curves_new ();
  self->figures = adw_bin_new ();
  self->differences = make_boxed ("Differences");
  g_object_set (self->verdict, "wrap", TRUE, "xalign", 0.f, NULL);
  gtk_widget_add_css_class (self->verdict, "heading");
  gtk_widget_add_css_class (self->figures, "card");
  gtk_widget_set_size_request (self->curves, -1, 240);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->curves), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Equity of both runs", -1);
  gtk_box_append (GTK_BOX (self->outcome), self->verdict);
  gtk_box_append (GTK_BOX (self->outcome), self->curves);
  gtk_box_append (GTK_BOX (self->outcome), self->figures);
  gtk_box_append (GTK_BOX (self->outcome), self->differences);
  gtk_widget_set_visible (self->outcome, FALSE);
}

static void
desk_lab_compare_dispose (GObject *object)
{
  DeskLabCompare *self = DESK_LAB_COMPARE (object);

  if (self->job != NULL)
    desk_lab_job_cancel (self->job);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->left, desk_lab_result_unref);
  g_clear_object (&self->worker);

  G_OBJECT_CLASS (desk_lab_compare_parent_class)->dispose (object);
}

static void
desk_lab_compare_finalize (GObject *object)
{
  DeskLabCompare *self = DESK_LAB_COMPARE (object);

  g_clear_pointer (&self->job, desk_lab_job_unref);
  g_ptr_array_unref (self->saved);
  g_free (self->data_dir);

  G_OBJECT_CLASS (desk_lab_compare_parent_class)->finalize (object);
}

static void
desk_lab_compare_class_init (DeskLabCompareClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_lab_compare_dispose;
  object_class->finalize = desk_lab_compare_finalize;

  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[TROUBLE] = g_signal_new ("trouble", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
desk_lab_compare_init (DeskLabCompare *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->saved = g_ptr_array_new_with_free_func (saved_free);
  self->list = make_boxed ("Saved runs");
  self->none = gtk_label_new ("No saved runs. Run a backtest and save it: it can be opened again "
                              "and compared with others then.");
  self->spinner = gtk_spinner_new ();
  g_object_set (self->none, "wrap", TRUE, "justify", GTK_JUSTIFY_CENTER, NULL);
  gtk_widget_add_css_class (self->none, "dim");
  make_outcome (self);
  gtk_box_append (GTK_BOX (box), self->none);
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_box_append (GTK_BOX (box), self->spinner);
  gtk_box_append (GTK_BOX (box), self->outcome);
  g_object_set (box, "margin-top", 12, "margin-bottom", 18, "margin-start", 12, "margin-end", 12,
                NULL);
  g_object_set (clamp, "maximum-size", 900, "child", box, NULL);
  g_object_set (scroller, "hscrollbar-policy", GTK_POLICY_NEVER, "child", clamp, NULL);
  adw_bin_set_child (ADW_BIN (self), scroller);
  gtk_widget_set_visible (self->list, FALSE);
  show_busy (self);
}

GtkWidget *
desk_lab_compare_new (DtWorker   *worker,
                      const char *data_dir)
{
  DeskLabCompare *self = g_object_new (DESK_TYPE_LAB_COMPARE, NULL);

  self->worker = g_object_ref (worker);
  self->data_dir = g_strdup (data_dir);

  return GTK_WIDGET (self);
}

void
desk_lab_compare_set_result (DeskLabCompare *self,
                             DeskLabResult  *result)
{
  g_return_if_fail (DESK_IS_LAB_COMPARE (self));

  g_clear_pointer (&self->left, desk_lab_result_unref);
  self->left = result != NULL ? desk_lab_result_ref (result) : NULL;
  gtk_widget_set_visible (self->outcome, FALSE);
}

void
desk_lab_compare_set_palette (DeskLabCompare *self,
                              DeskPalette     palette)
{
  g_return_if_fail (DESK_IS_LAB_COMPARE (self));

  desk_curves_set_palette (DESK_CURVES (self->curves), palette);
}

guint
desk_lab_compare_get_n_saved (DeskLabCompare *self)
{
  g_return_val_if_fail (DESK_IS_LAB_COMPARE (self), 0);

  return self->saved->len;
}

gboolean
desk_lab_compare_is_idle (DeskLabCompare *self)
{
  g_return_val_if_fail (DESK_IS_LAB_COMPARE (self), TRUE);

  return self->job == NULL;
}
