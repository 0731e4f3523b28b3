/* desk-correlation-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-heatmaps"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-pool.h"

#include "desk-format.h"

#include "desk-heat.h"

#include "desk-correlation-view.h"

/* Fewer returns than these say nothing. */
#define LEAST_SESSIONS 20

/* Clusters: of few instruments, those whose mean r is at least a half. Of many, most would stand
 * alone: there what counts has a fortieth of all, cut where there are most of such. */
#define CUT_HEIGHT .5
#define FEW        60
#define LARGE_PART 40

/* What has no r with anything is merged above any r. */
#define MOST_HEIGHT 2.

#define N_PAIRS 12

typedef struct
{
  guint  i;
  guint  j;
  double r;
} Pair;

/* The pool's: what is asked, and the answer. */
typedef struct
{
  DtUniverse *universe;
  guint      *places;
  guint       n;
  gsize       known;
  gsize       window;
} Job;

/* In the order of the tree. */
typedef struct
{
  DtUniverseCorrelation *correlation;
  double                *r;            /* n x n */
  GArray                *highest;      /* of Pair, N_PAIRS at most */
  GArray                *lowest;
  guint                  n_pairs;      /* that have an r */
  gsize                  known;        /* sessions that were known */
} Answer;

struct _DeskCorrelationView
{
  DeskHeatView           parent_instance;

  DeskHeat              *heat;
  GtkWidget             *side;
  GtkListBox            *pairs;
  GCancellable          *cancellable;
  Job                   *wanted;       /* (nullable): of the answer that is waited for or there */
  DtUniverse            *universe;     /* (nullable): of what is shown, with the two below */
  guint                 *places;       /* in the order that is shown */
  Answer                *answer;
  guint                  n_clusters;
  guint                  least;        /* instruments that a cluster has to be counted */
};

G_DEFINE_FINAL_TYPE (DeskCorrelationView, desk_correlation_view, DESK_TYPE_HEAT_VIEW)

static const DeskHeatContext *
get_context (DeskCorrelationView *self)
{
  return desk_heat_view_get_context (DESK_HEAT_VIEW (self));
}

static void
job_free (gpointer data)
{
  Job *job = data;

  dt_universe_unref (job->universe);
  g_free (job->places);
  g_free (job);
}

static gboolean
is_same_job (const Job *a,
             const Job *b)
{
  return a != NULL && a->universe == b->universe && a->n == b->n && a->known == b->known
         && a->window == b->window
         && memcmp (a->places, b->places, a->n * sizeof *a->places) == 0;
}

/* What is said of a cell */

static const char *
get_symbol (DeskCorrelationView *self,
            guint                i)
{
  return self->universe->symbols[self->places[i]];
}

static const char *
get_sector (DeskCorrelationView *self,
            guint                i)
{
  return self->universe->sectors[self->places[i]];
}

static double
get_r (DeskCorrelationView *self,
       guint                i,
       guint                j)
{
  return self->answer->r[(gsize) i * self->answer->correlation->n + j];
}

static char *
format_r (double r)
{
  return isnan (r) ? g_strdup ("–") : g_strdup_printf ("%s%.2f", r < 0. ? "−" : "", fabs (r));
}

static char *
describe (guint    x,
          guint    y,
          gpointer data)
{
  DeskCorrelationView *self = data;
  g_autofree char *r = format_r (get_r (self, x, y));
  const char *a = get_sector (self, y), *b = get_sector (self, x);

  if (x == y)
    return g_strdup_printf ("%s%s%s", get_symbol (self, x), *a != '\0' ? ": " : "", a);
  if (isnan (get_r (self, x, y)))
    return g_strdup_printf ("%s and %s: no r, as one of them lacks sessions or does not move",
                            get_symbol (self, y), get_symbol (self, x));
  if (g_str_equal (a, b))
    return g_strdup_printf ("%s and %s: r %s%s%s", get_symbol (self, y), get_symbol (self, x), r,
                            *a != '\0' ? "; both " : "", a);

  return g_strdup_printf ("%s and %s: r %s; %s and %s", get_symbol (self, y),
                          get_symbol (self, x), r, *a != '\0' ? a : "no sector",
                          *b != '\0' ? b : "no sector");
}

static char *
summarise (DeskCorrelationView *self)
{
  const DtUniverseCorrelation *correlation = self->answer->correlation;
  g_autofree char *date = desk_format_time (self->universe->known[self->answer->known - 1],
                                            DESK_TIME_DATE);

  if (self->least > 1)
    return g_strdup_printf ("%u instruments, %u clusters of %u or more; %" G_GSIZE_FORMAT
                            " daily returns up to %s", correlation->n, self->n_clusters,
                            self->least, correlation->n_sessions, date);

  return g_strdup_printf ("%u instruments in %u clusters; %" G_GSIZE_FORMAT
                          " daily returns up to %s", correlation->n, self->n_clusters,
                          correlation->n_sessions, date);
}

static void
show_details (DeskCorrelationView *self)
{
  g_autofree char *text = NULL;
  guint x, y;

  if (self->answer == NULL)
    return;

  text = desk_heat_get_cursor (self->heat, &x, &y) ? describe (x, y, self) : summarise (self);
  desk_heat_view_set_details (DESK_HEAT_VIEW (self), text);
}

/* The pairs at both ends */

/* Whether @a stands before @b in a list that goes up or down. */
static gboolean
comes_before (const Pair *a,
              const Pair *b,
              gboolean    rising)
{
  if (a->r != b->r)
    return rising ? a->r < b->r : a->r > b->r;

  return a->i != b->i ? a->i < b->i : a->j < b->j;
}

/* Of a hundred thousand pairs a dozen are wanted: sorting all of them would be seen. */
static void
keep_pair (GArray     *pairs,
           const Pair *pair,
           gboolean    rising)
{
  guint at = pairs->len;

  while (at > 0 && comes_before (pair, &g_array_index (pairs, Pair, at - 1), rising))
    at--;
  if (at >= N_PAIRS)
    return;

  g_array_insert_val (pairs, at, *pair);
  if (pairs->len > N_PAIRS)
    g_array_set_size (pairs, N_PAIRS);
}

static void
find_pairs (Answer *answer)
{
  guint n = answer->correlation->n;

  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      {
        Pair pair = { i, j, answer->r[(gsize) i * n + j] };

        if (isnan (pair.r))
          continue;
        answer->n_pairs++;
        keep_pair (answer->highest, &pair, FALSE);
        keep_pair (answer->lowest, &pair, TRUE);
      }
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  dt_universe_correlation_free (answer->correlation);
  g_array_unref (answer->highest);
  g_array_unref (answer->lowest);
  g_free (answer->r);
  g_free (answer);
}

static void
add_heading (DeskCorrelationView *self,
             const char          *title)
{
  GtkWidget *row = gtk_list_box_row_new (), *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_widget_add_css_class (label, "heading");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->pairs, row);
}

static void
add_pair (DeskCorrelationView *self,
          const Pair          *pair)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *names = g_strdup_printf ("%s · %s", get_symbol (self, pair->i),
                                            get_symbol (self, pair->j));
  g_autofree char *r = format_r (pair->r);
  g_autofree char *text = describe (pair->j, pair->i, self);
  GtkWidget *name = gtk_label_new (names), *figure = gtk_label_new (r);

  gtk_label_set_xalign (GTK_LABEL (name), 0.f);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (figure, "figure");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), figure);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_set_data (G_OBJECT (row), "i", GUINT_TO_POINTER (pair->i));
  g_object_set_data (G_OBJECT (row), "j", GUINT_TO_POINTER (pair->j));
  gtk_list_box_append (self->pairs, row);
}

static void
show_pairs (DeskCorrelationView *self)
{
  const Answer *answer = self->answer;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->pairs))) != NULL)
    gtk_list_box_remove (self->pairs, row);
  add_heading (self, "Move Together");
  /* No pair stands in both lists */
  for (guint i = 0; i < MIN (answer->highest->len, (answer->n_pairs + 1) / 2); i++)
    add_pair (self, &g_array_index (answer->highest, Pair, i));
  if (answer->n_pairs < 2)
    return;
  add_heading (self, "Go Their Own Way");
  for (guint i = 0; i < MIN (answer->lowest->len, answer->n_pairs / 2); i++)
    add_pair (self, &g_array_index (answer->lowest, Pair, i));
}

/* The matrix */

/* Where as many clusters as possible are large. */
static double
find_height (const DtClusterTree *tree,
             guint                least)
{
  double height = 0.;
  guint n_large = 0, most = 0;

  for (guint k = 0; k + 1 < tree->n && tree->merges[k].height <= MOST_HEIGHT; k++)
    {
      const DtMerge *merge = &tree->merges[k];

      for (guint side = 0; side < 2; side++)
        {
          guint part = side == 0 ? merge->left : merge->right;
          guint size = part < tree->n ? 1 : tree->merges[part - tree->n].size;

          n_large -= size >= least;
        }
      n_large += merge->size >= least;
      if (n_large >= most)
        {
          most = n_large;
          height = merge->height;
        }
    }

  return height;
}

/* A line before every place where another cluster begins, or ends, that counts. */
static GArray *
list_breaks (DeskCorrelationView *self)
{
  const DtClusterTree *tree = self->answer->correlation->tree;
  GArray *breaks = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint *clusters = g_new (guint, MAX (tree->n, 1));
  g_autofree guint *sizes = g_new0 (guint, MAX (tree->n, 1));
  gboolean few = tree->n <= FEW;
  guint n;

  self->least = few ? 1 : MAX (tree->n / LARGE_PART, 2);
  n = dt_cluster_tree_cut (tree, few ? CUT_HEIGHT : find_height (tree, self->least), clusters);
  for (guint i = 0; i < tree->n; i++)
    sizes[clusters[i]]++;
  for (guint i = self->n_clusters = 0; i < n; i++)
    self->n_clusters += sizes[i] >= self->least;
  for (guint i = 1; i < tree->n; i++)
    {
      guint before = clusters[tree->order[i - 1]], at = clusters[tree->order[i]];

      if (before != at && MAX (sizes[before], sizes[at]) >= self->least)
        g_array_append_val (breaks, i);
    }

  return breaks;
}

static GArray *
list_brackets (DeskCorrelationView *self)
{
  const DtClusterTree *tree = self->answer->correlation->tree;
  GArray *brackets = g_array_new (FALSE, FALSE, sizeof (DeskHeatBracket));
  g_autofree double *rows = g_new (double, 2 * MAX (tree->n, 1));
  g_autofree double *heights = g_new0 (double, 2 * MAX (tree->n, 1));
  double top = 0.;

  for (guint i = 0; i < tree->n; i++)
    rows[tree->order[i]] = i + .5;
  for (guint k = 0; k + 1 < tree->n && tree->merges[k].height <= MOST_HEIGHT; k++)
    top = MAX (top, tree->merges[k].height);
  for (guint k = 0; k + 1 < tree->n && tree->merges[k].height <= MOST_HEIGHT; k++)
    {
      const DtMerge *merge = &tree->merges[k];
      DeskHeatBracket bracket = {
        .from = { rows[merge->left], rows[merge->right] },
        .at = { heights[merge->left], heights[merge->right] },
        .to = top > 0. ? merge->height / top : 0.,
      };

      g_array_append_val (brackets, bracket);
      rows[tree->n + k] = (bracket.from[0] + bracket.from[1]) / 2.;
      heights[tree->n + k] = bracket.to;
    }

  return brackets;
}

static void
show_matrix (DeskCorrelationView *self)
{
  guint n = self->answer->correlation->n;
  g_autofree const char **labels = g_new0 (const char *, n + 1);
  g_autoptr(GArray) breaks = list_breaks (self);
  g_autoptr(GArray) brackets = list_brackets (self);
  DeskHeatTable table = {
    .values = self->answer->r, .n_x = n, .n_y = n, .x_labels = labels, .y_labels = labels,
    .x_title = "", .y_title = "", .title = "", .scale = DESK_HEAT_CORRELATION,
    .unit = DESK_HEAT_NUMBER, .is_square = TRUE, .breaks = (const guint *) breaks->data,
    .n_breaks = breaks->len, .brackets = (const DeskHeatBracket *) brackets->data,
    .n_brackets = brackets->len, .describe = describe, .describe_data = self,
  };

  for (guint i = 0; i < n; i++)
    labels[i] = get_symbol (self, i);
  desk_heat_set_table (self->heat, &table);
  show_pairs (self);
}

/* Working it out */

static void
correlate (GTask        *task,
           gpointer      source,
           gpointer      data,
           GCancellable *cancellable)
{
  const Job *job = data;
  Answer *answer = g_new0 (Answer, 1);
  const guint *order;

  answer->correlation = dt_universe_correlate (job->universe, job->places, job->n, job->known,
                                               job->window);
  answer->highest = g_array_new (FALSE, FALSE, sizeof (Pair));
  answer->lowest = g_array_new (FALSE, FALSE, sizeof (Pair));
  answer->r = g_new (double, MAX ((gsize) job->n * job->n, 1));
  order = answer->correlation->tree->order;
  for (guint i = 0; i < job->n; i++)
    for (guint j = 0; j < job->n; j++)
      answer->r[(gsize) i * job->n + j] =
        answer->correlation->r[(gsize) order[i] * job->n + order[j]];
  answer->known = job->known;
  find_pairs (answer);
  g_task_return_pointer (task, answer, answer_free);
}

static void
forget (DeskCorrelationView *self)
{
  g_clear_pointer (&self->answer, answer_free);
  g_clear_pointer (&self->universe, dt_universe_unref);
  g_clear_pointer (&self->places, g_free);
}

/* Where an instrument of the universe stands now. */
static gboolean
find_place (DeskCorrelationView *self,
            guint                instrument,
            guint               *place)
{
  for (guint i = 0; i < self->answer->correlation->n; i++)
    if (self->places[i] == instrument)
      {
        *place = i;
        return TRUE;
      }

  return FALSE;
}

/* Whoever goes about with the keyboard is on the same pair afterwards. */
static void
on_correlated (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(DeskCorrelationView) self = data;
  const Job *job = g_task_get_task_data (G_TASK (result));
  Answer *answer = g_task_propagate_pointer (G_TASK (result), NULL);
  gboolean has_cursor;
  guint at[2];

  /* Something else is wanted by now, or nothing any more */
  if (answer == NULL || !is_same_job (self->wanted, job))
    {
      g_clear_pointer (&answer, answer_free);
      return;
    }

  has_cursor = self->answer != NULL && gtk_widget_has_focus (GTK_WIDGET (self->heat))
               && desk_heat_get_cursor (self->heat, &at[0], &at[1]);
  for (guint i = 0; has_cursor && i < 2; i++)
    at[i] = self->places[at[i]];
  forget (self);
  self->answer = answer;
  self->universe = dt_universe_ref (job->universe);
  self->places = g_new (guint, MAX (job->n, 1));
  for (guint i = 0; i < job->n; i++)
    self->places[i] = job->places[answer->correlation->tree->order[i]];
  show_matrix (self);
  if (has_cursor && find_place (self, at[0], &at[0]) && find_place (self, at[1], &at[1]))
    desk_heat_set_cursor (self->heat, at[0], at[1]);
  desk_heat_view_update (DESK_HEAT_VIEW (self));
}

static Job *
job_new (DeskCorrelationView *self)
{
  const DeskHeatContext *context = get_context (self);
  GListModel *quotes = desk_session_get_quotes (context->session);
  guint n = g_list_model_get_n_items (quotes);
  Job *job = g_new0 (Job, 1);

  job->universe = dt_universe_ref (desk_heat_data_get_universe (context->data));
  job->known = desk_heat_data_count_known (context->data);
  job->window = g_ascii_strtoull (desk_settings_get_string (context->settings, "heatmaps.window"),
                                  NULL, 10);
  job->places = g_new0 (guint, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(DeskQuote) quote = g_list_model_get_item (quotes, i);
      const DeskQuoteState *state = desk_quote_get_state (quote);

      if (desk_scope_includes (context->scope, state)
          && dt_universe_find (job->universe, state->symbol, &job->places[job->n]))
        job->n++;
    }

  return job;
}

static void
start (DeskCorrelationView *self,
       Job                 *job)
{
  g_autoptr(GTask) task = NULL;
  Job *copy = g_memdup2 (job, sizeof *job);

  copy->universe = dt_universe_ref (job->universe);
  copy->places = g_memdup2 (job->places, MAX (job->n, 1) * sizeof *job->places);
  g_clear_pointer (&self->wanted, job_free);
  self->wanted = job;

  if (self->cancellable == NULL)
    self->cancellable = g_cancellable_new ();
  task = g_task_new (NULL, self->cancellable, on_correlated, g_object_ref (self));
  g_task_set_task_data (task, copy, job_free);
  dt_pool_run_task (task, correlate);
}

static void
show_too_few (DeskCorrelationView *self,
              const Job           *job)
{
  g_autofree char *text = NULL;

  if (job->n < 2)
    {
      const char *description, *title;

      title = desk_scope_get_nothing (get_context (self)->scope, &description);
      if (job->n == 1)
        {
          title = "One Alone";
          description = "It takes two to move together; choose more of them.";
        }
      desk_heat_view_show_nothing (DESK_HEAT_VIEW (self), title, description);
      return;
    }

  text = g_strdup_printf ("%" G_GSIZE_FORMAT " sessions are known at this time of the market; "
                          "from %d on it can be said what moves together.", job->known,
                          LEAST_SESSIONS + 1);
  desk_heat_view_show_nothing (DESK_HEAT_VIEW (self), "Too Few Sessions", text);
}

static void
desk_correlation_view_update (DeskHeatView *view)
{
  DeskCorrelationView *self = DESK_CORRELATION_VIEW (view);
  Job *job;

  if (desk_heat_view_show_reading (view))
    return;
  if (desk_heat_data_get_universe (get_context (self)->data) == NULL)
    {
      const char *description, *title;

      title = desk_scope_get_nothing (get_context (self)->scope, &description);
      desk_heat_view_show_nothing (view, title, description);
      return;
    }

  job = job_new (self);
  if (job->n < 2 || job->known < LEAST_SESSIONS + 1)
    {
      show_too_few (self, job);
      job_free (job);
      return;
    }

  if (is_same_job (self->wanted, job))
    job_free (job);
  else
    start (self, job);
  desk_heat_view_show_map (view);
  show_details (self);
}

static void
desk_correlation_view_stop (DeskHeatView *view)
{
  DeskCorrelationView *self = DESK_CORRELATION_VIEW (view);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->wanted, job_free);
}

/* Two on one chart, in percent: prices would be far apart. */
static void
open_pair (DeskCorrelationView *self,
           guint                i,
           guint                j)
{
  DeskSettings *settings = get_context (self)->settings;
  g_autofree char *a = g_strdup (get_symbol (self, i));
  g_autofree char *b = g_strdup (get_symbol (self, j));

  if (i != j)
    {
      desk_settings_set (settings, "chart.compare", g_variant_new_string (b));
      desk_settings_set (settings, "chart.percent", g_variant_new_boolean (TRUE));
    }
  desk_heat_view_open (DESK_HEAT_VIEW (self), a);
}

static void
on_activated (DeskCorrelationView *self)
{
  guint x, y;

  if (self->answer != NULL && desk_heat_get_cursor (self->heat, &x, &y))
    open_pair (self, y, x);
}

static void
on_pair_activated (DeskCorrelationView *self,
                   GtkListBoxRow       *row)
{
  open_pair (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "i")),
             GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "j")));
}

static void
desk_correlation_view_set_narrow (DeskHeatView *view,
                                  gboolean      narrow)
{
  gtk_widget_set_visible (DESK_CORRELATION_VIEW (view)->side, !narrow);
}

static GtkWidget *
make_side (DeskCorrelationView *self)
{
  GtkWidget *side = gtk_scrolled_window_new (), *pairs = gtk_list_box_new ();

  self->pairs = GTK_LIST_BOX (pairs);
  gtk_list_box_set_selection_mode (self->pairs, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (pairs), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Pairs with the highest and the lowest correlation", -1);
  g_signal_connect_object (pairs, "row-activated", G_CALLBACK (on_pair_activated), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (pairs, "navigation-sidebar");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (side), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (side), pairs);
  gtk_widget_set_size_request (side, 220, -1);

  return side;
}

static void
desk_correlation_view_set_up (DeskHeatView *view)
{
  DeskCorrelationView *self = DESK_CORRELATION_VIEW (view);
  GtkWidget *heat = desk_heat_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *controls = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->heat = DESK_HEAT (heat);
  self->side = make_side (self);
  gtk_widget_set_hexpand (heat, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (heat), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Correlation of daily returns", -1);
  g_signal_connect_object (heat, "cursor-changed", G_CALLBACK (show_details), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (heat, "activated", G_CALLBACK (on_activated), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), heat);
  gtk_box_append (GTK_BOX (box), self->side);
  desk_heat_view_set_map (view, box, heat);
  desk_tint_bar_set (desk_heat_view_get_legend (view), DESK_TINT_SIGNED,
                     DESK_PALETTE_BLUE_ORANGE, TRUE, "r −1", "+1");

  gtk_box_append (GTK_BOX (controls),
                  desk_heat_view_add_choice (view, "Sessions Looked Back On", "heatmaps.window",
                                             "60;120;252",
                                             "60 Sessions;120 Sessions;252 Sessions"));
  desk_heat_view_set_controls (view, controls);
}

static void
desk_correlation_view_finalize (GObject *object)
{
  DeskCorrelationView *self = DESK_CORRELATION_VIEW (object);

  forget (self);
  g_clear_pointer (&self->wanted, job_free);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (desk_correlation_view_parent_class)->finalize (object);
}

static void
desk_correlation_view_class_init (DeskCorrelationViewClass *klass)
{
  DeskHeatViewClass *view_class = DESK_HEAT_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = desk_correlation_view_finalize;
  view_class->set_up = desk_correlation_view_set_up;
  view_class->update = desk_correlation_view_update;
  view_class->stop = desk_correlation_view_stop;
  view_class->set_narrow = desk_correlation_view_set_narrow;
}

static void
desk_correlation_view_init (DeskCorrelationView *self)
{
}
