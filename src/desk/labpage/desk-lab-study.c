/* desk-lab-study.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-labpage"

#include "config.h"

#include <math.h>

#include "desk-heat.h"

#include "desk-lab-outcome.h"
#include "desk-lab-study.h"
#include "desk-lab-study-work.h"

#define PROGRESS_MS 100

typedef enum
{
  NUMBER_TRAIN,
  NUMBER_TEST,
  NUMBER_RUNS,
  NUMBER_BLOCK,
  NUMBER_SEED,
  N_NUMBERS
} Number;

static const struct
{
  const char    *name;
  const char    *title;
  const char    *tip;
  DeskStudyKind  kind;
  double         value;
  double         least;
  double         most;
} numbers[N_NUMBERS] = {
  { "train", "Sessions to choose in", "Settings are chosen on so many sessions",
    DESK_STUDY_WALK_FORWARD, 250, 2, 5000 },
  { "test", "Sessions to judge in", "and judged on so many after them", DESK_STUDY_WALK_FORWARD,
    60, 1, 5000 },
  { "runs", "Runs", "How many lines are drawn from the returns", DESK_STUDY_MONTE_CARLO, 1000, 10,
    DT_MONTE_CARLO_MAX_RUNS },
  { "block", "Block", "Sessions that stay together; 0: the cube root of their number",
    DESK_STUDY_MONTE_CARLO, 0, 0, 1000 },
  { "seed", "Seed", "The same seed draws the same lines", DESK_STUDY_MONTE_CARLO, 1, 0, 1e9 },
};

/* A parameter that can be swept. */
typedef struct
{
  char      *name;
  GtkWidget *check;
  GtkWidget *entry;
} Axis;

struct _DeskLabStudy
{
  AdwBin           parent_instance;

  DeskStudyKind    kind;
  DtWorker        *worker;
  char            *data_dir;
  DeskLabSpecFunc  spec_func;
  gpointer         spec_data;
  DeskPalette      palette;

  DeskLabJob      *job;          /* (nullable) */
  guint            progress_id;
  DeskLabResult   *result;       /* (nullable): for Monte-Carlo */
  DtSweep         *sweep;        /* (nullable): what the heatmap shows */

  GtkWidget       *set_up;       /* list of rows */
  GArray          *axes;         /* of Axis */
  GtkWidget       *no_axes;
  GtkWidget       *axis_list;
  GtkWidget       *objective;    /* (nullable) */
  GtkWidget       *drawn_from;   /* (nullable) */
  GtkWidget       *anchored;     /* (nullable) */
  GtkWidget       *spins[N_NUMBERS];
  GtkWidget       *run;
  GtkWidget       *progress;
  GtkWidget       *verdict;
  GtkWidget       *outcome;      /* AdwBin */
  GtkWidget       *heat;         /* (nullable) */
  GtkWidget       *use;          /* button: the settings of the cell */
};

G_DEFINE_FINAL_TYPE (DeskLabStudy, desk_lab_study, ADW_TYPE_BIN)

static guint chosen;

static const char *const run_titles[] = { "Run Sweep", "Run Walk-Forward", "Run Monte-Carlo" };

static void
clear_axis (gpointer data)
{
  g_free (((Axis *) data)->name);
}

static DtSweepStatistic
get_objective (DeskLabStudy *self)
{
  return (DtSweepStatistic) adw_combo_row_get_selected (ADW_COMBO_ROW (self->objective));
}

/* What was asked for */

static gboolean
is_active (GtkWidget *check)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (check));
}

static GPtrArray *
read_axes (DeskLabStudy  *self,
           GError       **error)
{
  g_autoptr(GPtrArray) axes =
    g_ptr_array_new_with_free_func ((GDestroyNotify) dt_sweep_axis_free);

  for (guint i = 0; i < self->axes->len; i++)
    {
      const Axis *axis = &g_array_index (self->axes, Axis, i);
      const char *values = gtk_editable_get_text (GTK_EDITABLE (axis->entry));
      g_autofree char *text = g_strdup_printf ("%s=%s", axis->name, values);
      DtSweepAxis *parsed;

      if (!is_active (axis->check))
        continue;
      parsed = dt_sweep_axis_parse (text, error);
      if (parsed == NULL)
        return NULL;
      g_ptr_array_add (axes, parsed);
    }
  if (axes->len == 0)
    {
      g_set_error_literal (error, DT_LAB_ERROR, DT_LAB_ERROR_REQUEST,
                           "Choose at least one parameter to vary");
      return NULL;
    }

  return g_steal_pointer (&axes);
}

static double
get_number (DeskLabStudy *self,
            Number        number)
{
  return gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->spins[number]));
}

static DeskStudyInput *
make_input (DeskLabStudy  *self,
            GError       **error)
{
  DeskStudyInput *input = g_new0 (DeskStudyInput, 1);

  input->data_dir = g_strdup (self->data_dir);
  if (self->kind == DESK_STUDY_MONTE_CARLO)
    {
      input->of_trades = adw_combo_row_get_selected (ADW_COMBO_ROW (self->drawn_from)) == 0;
      input->result = desk_lab_result_ref (self->result);
      input->monte_carlo = (DtMonteCarloRequest) {
        .kind = input->of_trades ? DT_MONTE_CARLO_SHUFFLE : DT_MONTE_CARLO_BOOTSTRAP,
        .block = (gsize) get_number (self, NUMBER_BLOCK),
        .n_runs = (guint) get_number (self, NUMBER_RUNS),
        .seed = (guint64) get_number (self, NUMBER_SEED),
      };
      return input;
    }

  input->spec = self->spec_func (self->spec_data, error);
  if (input->spec != NULL)
    input->axes = read_axes (self, error);
  if (self->kind == DESK_STUDY_WALK_FORWARD)
    input->walk = (DtWalkForwardRequest) {
      .n_train = (guint) get_number (self, NUMBER_TRAIN),
      .n_test = (guint) get_number (self, NUMBER_TEST),
      .anchored = gtk_switch_get_active (GTK_SWITCH (self->anchored)),
      .objective = get_objective (self),
    };
  if (input->axes == NULL)
    {
      desk_study_input_free (input);
      return NULL;
    }

  return input;
}

/* While it runs */

static gboolean
show_progress (gpointer data)
{
  DeskLabStudy *self = data;
  g_autofree char *left = desk_lab_job_dup_left (self->job);

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress),
                                 desk_lab_job_get_fraction (self->job));
  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->progress), *left != '\0' ? left : "Starting");

  return G_SOURCE_CONTINUE;
}

static void
show_running (DeskLabStudy *self)
{
  gboolean running = self->job != NULL;

  gtk_widget_set_visible (self->progress, running);
  gtk_widget_set_sensitive (self->set_up, !running);
  gtk_button_set_label (GTK_BUTTON (self->run), running ? "Cancel" : run_titles[self->kind]);
  g_clear_handle_id (&self->progress_id, g_source_remove);
  if (running)
    {
      show_progress (self);
      self->progress_id = g_timeout_add (PROGRESS_MS, show_progress, self);
    }
}

static void
say (DeskLabStudy *self,
     const char   *text)
{
  gtk_label_set_text (GTK_LABEL (self->verdict), text);
  gtk_widget_set_visible (self->verdict, *text != '\0');
}

/* What came out */

static void
cell_chosen (DeskLabStudy *self)
{
  guint x, y;

  gtk_widget_set_visible (self->use, self->heat != NULL
                          && desk_heat_get_cursor (DESK_HEAT (self->heat), &x, &y));
}

static void
use_clicked (DeskLabStudy *self)
{
  const DtSweepCell *cell;
  g_autoptr(DtRunSpec) spec = NULL;
  guint x, y;

  if (self->heat == NULL || !desk_heat_get_cursor (DESK_HEAT (self->heat), &x, &y))
    return;

  cell = desk_outcome_find_cell (self->sweep, get_objective (self), x, y);
  if (cell == NULL)
    return;

  spec = dt_sweep_dup_spec (self->sweep, cell->index);
  g_signal_emit (self, chosen, 0, spec);
}

static void
show_sweep (DeskLabStudy *self)
{
  g_autofree char *verdict = NULL;
  GtkWidget *outcome;

  if (self->sweep == NULL)
    return;

  outcome = desk_outcome_of_sweep (self->sweep, get_objective (self), self->palette, &self->heat,
                                   &verdict);
  adw_bin_set_child (ADW_BIN (self->outcome), outcome);
  if (self->heat != NULL)
    {
      g_signal_connect_object (self->heat, "activated", G_CALLBACK (cell_chosen), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->heat, "cursor-changed", G_CALLBACK (cell_chosen), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_widget_set_visible (self->use, FALSE);
  say (self, verdict);
}

static void
objective_changed (DeskLabStudy *self)
{
  if (self->kind == DESK_STUDY_SWEEP)
    show_sweep (self);
}

static void
show_outcome (DeskLabStudy *self,
              gpointer      value)
{
  g_autofree char *verdict = NULL;

  switch (self->kind)
    {
    case DESK_STUDY_SWEEP:
      g_clear_pointer (&self->sweep, dt_sweep_free);
      self->sweep = value;
      show_sweep (self);
      break;
    case DESK_STUDY_WALK_FORWARD:
      adw_bin_set_child (ADW_BIN (self->outcome),
                         desk_outcome_of_walk_forward (value, self->palette, &verdict));
      dt_walk_forward_free (value);
      say (self, verdict);
      break;
    case DESK_STUDY_MONTE_CARLO:
      adw_bin_set_child (ADW_BIN (self->outcome),
                         desk_outcome_of_monte_carlo (value, self->palette, &verdict));
      dt_monte_carlo_free (value);
      say (self, verdict);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
done (gpointer      value,
      const GError *error,
      gpointer      data)
{
  DeskLabStudy *self = data;

  g_clear_pointer (&self->job, desk_lab_job_unref);
  /* Nothing is shown on a page that is gone */
  if (self->worker == NULL)
    return;

  show_running (self);
  if (error == NULL)
    show_outcome (self, value);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self, "Cancelled.");
  else
    say (self, error->message);
}

static void
start (DeskLabStudy   *self,
       DeskStudyInput *input)
{
  static const struct
  {
    DeskLabWork    work;
    GDestroyNotify free_result;
  } works[] = {
    { desk_study_sweep, (GDestroyNotify) dt_sweep_free },
    { desk_study_walk_forward, (GDestroyNotify) dt_walk_forward_free },
    { desk_study_monte_carlo, (GDestroyNotify) dt_monte_carlo_free },
  };

  say (self, "");
  self->job = desk_lab_job_start (self->worker, works[self->kind].work, input,
                                  desk_study_input_free, works[self->kind].free_result, done,
                                  g_object_ref (self), g_object_unref);
  show_running (self);
}

void
desk_lab_study_run (DeskLabStudy *self)
{
  g_autoptr(GError) error = NULL;
  DeskStudyInput *input;

  g_return_if_fail (DESK_IS_LAB_STUDY (self));

  if (self->job != NULL)
    return;
  if (self->kind == DESK_STUDY_MONTE_CARLO && self->result == NULL)
    {
      say (self, "Run a backtest first: its returns are what the lines are drawn from.");
      return;
    }

  input = make_input (self, &error);
  if (input == NULL)
    say (self, error->message);
  else
    start (self, input);
}

void
desk_lab_study_cancel (DeskLabStudy *self)
{
  g_return_if_fail (DESK_IS_LAB_STUDY (self));

  if (self->job != NULL)
    desk_lab_job_cancel (self->job);
}

static void
run_clicked (DeskLabStudy *self)
{
  if (self->job != NULL)
    desk_lab_study_cancel (self);
  else
    desk_lab_study_run (self);
}

/* The set-up */

static void
add_axis (DeskLabStudy          *self,
          const DtRuleParameter *parameter,
          gboolean               active)
{
  GtkWidget *row = adw_action_row_new ();
  Axis axis = { g_strdup (parameter->name), gtk_check_button_new (), gtk_entry_new () };
  g_autofree char *values = g_strdup_printf ("%g..%g:%g", parameter->minimum, parameter->maximum,
                                             parameter->step);
  g_autofree char *name = g_strdup_printf ("Values of %s", parameter->name);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (axis.check), active);
  gtk_accessible_update_property (GTK_ACCESSIBLE (axis.check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  parameter->name, -1);
  gtk_editable_set_text (GTK_EDITABLE (axis.entry), values);
  gtk_editable_set_width_chars (GTK_EDITABLE (axis.entry), 12);
  gtk_widget_set_valign (axis.entry, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (axis.entry, "From..to:step, or a list: 5,8,13");
  gtk_accessible_update_property (GTK_ACCESSIBLE (axis.entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), parameter->name);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), axis.check);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), axis.entry);
  gtk_list_box_append (GTK_LIST_BOX (self->axis_list), row);
  g_array_append_val (self->axes, axis);
}

void
desk_lab_study_set_strategy (DeskLabStudy   *self,
                             DtStrategyFile *file)
{
  GtkWidget *row;
  guint n = 0;

  g_return_if_fail (DESK_IS_LAB_STUDY (self));

  if (self->kind == DESK_STUDY_MONTE_CARLO)
    return;

  g_array_set_size (self->axes, 0);
  while ((row = gtk_widget_get_first_child (self->axis_list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->axis_list), row);
  for (guint i = 0; file != NULL && i < file->n_parameters; i++)
    if (file->parameters[i].minimum < file->parameters[i].maximum)
      add_axis (self, &file->parameters[i], n++ < 2);
  gtk_widget_set_visible (self->axis_list, n > 0);
  gtk_widget_set_visible (self->no_axes, n == 0);
}

static void
add_number (DeskLabStudy *self,
            Number        number)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (numbers[number].least, numbers[number].most,
                                                    1.);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), numbers[number].value);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  numbers[number].title, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), numbers[number].title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), numbers[number].tip);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  gtk_list_box_append (GTK_LIST_BOX (self->set_up), row);
  self->spins[number] = spin;
}

static GtkWidget *
add_combo (DeskLabStudy      *self,
           const char        *title,
           const char *const *names)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr(GtkStringList) list = gtk_string_list_new (names);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  gtk_list_box_append (GTK_LIST_BOX (self->set_up), row);

  return row;
}

static void
add_objective (DeskLabStudy *self)
{
  const char *names[DT_SWEEP_SESSION_SHARPE + 1] = { NULL };

  for (guint i = 0; i < DT_SWEEP_SESSION_SHARPE; i++)
    names[i] = desk_sweep_statistic_get_title (i);
  self->objective = add_combo (self, "Judged by", names);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->objective), DT_SWEEP_SHARPE);
  g_signal_connect_object (self->objective, "notify::selected", G_CALLBACK (objective_changed),
                           self, G_CONNECT_SWAPPED);
}

static void
add_anchored (DeskLabStudy *self)
{
  GtkWidget *row = adw_action_row_new ();

  self->anchored = gtk_switch_new ();
  gtk_widget_set_valign (self->anchored, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->anchored), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Choose from the first session on", -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "Choose from the first session on");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->anchored);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), self->anchored);
  gtk_list_box_append (GTK_LIST_BOX (self->set_up), row);
}

static GtkWidget *
make_list (const char *name)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return list;
}

static void
fill_set_up (DeskLabStudy *self)
{
  static const char *const sources[] = {
    "Trades, in another order", "Sessions, drawn anew in blocks", NULL,
  };

  if (self->kind == DESK_STUDY_MONTE_CARLO)
    self->drawn_from = add_combo (self, "Drawn from", sources);
  else
    add_objective (self);
  for (Number i = 0; i < N_NUMBERS; i++)
    if (numbers[i].kind == self->kind)
      add_number (self, i);
  if (self->kind == DESK_STUDY_WALK_FORWARD)
    add_anchored (self);
}

static GtkWidget *
make_content (DeskLabStudy *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->axis_list = make_list ("Parameters to vary");
  self->no_axes = gtk_label_new ("The strategy has no parameter with a range. Write one as "
                                 "“fast = 9 in 2..50 step 1”.");
  self->set_up = make_list ("Set-up of the study");
  self->run = gtk_button_new ();
  self->progress = gtk_progress_bar_new ();
  self->verdict = gtk_label_new ("");
  self->outcome = adw_bin_new ();
  self->use = gtk_button_new_with_label ("Use These Settings");
  gtk_progress_bar_set_show_text (GTK_PROGRESS_BAR (self->progress), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Progress of the study", -1);
  g_object_set (self->no_axes, "wrap", TRUE, "xalign", 0.f, "visible", FALSE, NULL);
  g_object_set (self->verdict, "wrap", TRUE, "xalign", 0.f, "visible", FALSE, NULL);
  gtk_widget_add_css_class (self->verdict, "heading");
  gtk_widget_set_halign (self->run, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->run, "suggested-action");
  gtk_widget_set_halign (self->use, GTK_ALIGN_START);
  gtk_widget_set_visible (self->use, FALSE);
  g_signal_connect_object (self->run, "clicked", G_CALLBACK (run_clicked), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->use, "clicked", G_CALLBACK (use_clicked), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->axis_list);
  gtk_box_append (GTK_BOX (box), self->no_axes);
  gtk_box_append (GTK_BOX (box), self->set_up);
  gtk_box_append (GTK_BOX (box), self->run);
  gtk_box_append (GTK_BOX (box), self->progress);
  gtk_box_append (GTK_BOX (box), self->verdict);
  gtk_box_append (GTK_BOX (box), self->outcome);
  gtk_box_append (GTK_BOX (box), self->use);
  g_object_set (box, "margin-top", 12, "margin-bottom", 18, "margin-start", 12, "margin-end", 12,
                NULL);

  return box;
}

/* Life */

static void
desk_lab_study_dispose (GObject *object)
{
  DeskLabStudy *self = DESK_LAB_STUDY (object);

  g_clear_handle_id (&self->progress_id, g_source_remove);
  desk_lab_study_cancel (self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->worker);
  g_clear_pointer (&self->result, desk_lab_result_unref);
  g_clear_pointer (&self->sweep, dt_sweep_free);

  G_OBJECT_CLASS (desk_lab_study_parent_class)->dispose (object);
}

static void
desk_lab_study_finalize (GObject *object)
{
  DeskLabStudy *self = DESK_LAB_STUDY (object);

  g_array_unref (self->axes);
  g_free (self->data_dir);

  G_OBJECT_CLASS (desk_lab_study_parent_class)->finalize (object);
}

static void
desk_lab_study_class_init (DeskLabStudyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_lab_study_dispose;
  G_OBJECT_CLASS (klass)->finalize = desk_lab_study_finalize;

  chosen = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                         NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
desk_lab_study_init (DeskLabStudy *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *clamp = adw_clamp_new ();

  self->axes = g_array_new (FALSE, FALSE, sizeof (Axis));
  g_array_set_clear_func (self->axes, clear_axis);
  g_object_set (clamp, "maximum-size", 900, "child", make_content (self), NULL);
  g_object_set (scroller, "hscrollbar-policy", GTK_POLICY_NEVER, "child", clamp, NULL);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

GtkWidget *
desk_lab_study_new (DeskStudyKind    kind,
                    DtWorker        *worker,
                    const char      *data_dir,
                    DeskLabSpecFunc  spec_func,
                    gpointer         spec_data)
{
  DeskLabStudy *self = g_object_new (DESK_TYPE_LAB_STUDY, NULL);

  self->kind = kind;
  self->worker = g_object_ref (worker);
  self->data_dir = g_strdup (data_dir);
  self->spec_func = spec_func;
  self->spec_data = spec_data;
  fill_set_up (self);
  gtk_widget_set_visible (self->axis_list, FALSE);
  gtk_widget_set_visible (self->no_axes, FALSE);
  show_running (self);

  return GTK_WIDGET (self);
}

/* Setting and reading */

void
desk_lab_study_set_result (DeskLabStudy  *self,
                           DeskLabResult *result)
{
  g_return_if_fail (DESK_IS_LAB_STUDY (self));

  g_clear_pointer (&self->result, desk_lab_result_unref);
  self->result = result != NULL ? desk_lab_result_ref (result) : NULL;
  if (self->kind == DESK_STUDY_MONTE_CARLO && self->job == NULL)
    {
      adw_bin_set_child (ADW_BIN (self->outcome), NULL);
      say (self, "");
    }
}

void
desk_lab_study_set_palette (DeskLabStudy *self,
                            DeskPalette   palette)
{
  g_return_if_fail (DESK_IS_LAB_STUDY (self));

  self->palette = palette;
  show_sweep (self);
}

void
desk_lab_study_set_axis (DeskLabStudy *self,
                         const char   *parameter,
                         const char   *values)
{
  g_return_if_fail (DESK_IS_LAB_STUDY (self));

  for (guint i = 0; i < self->axes->len; i++)
    {
      const Axis *axis = &g_array_index (self->axes, Axis, i);

      if (!g_str_equal (axis->name, parameter))
        continue;
      gtk_check_button_set_active (GTK_CHECK_BUTTON (axis->check), values != NULL);
      if (values != NULL)
        gtk_editable_set_text (GTK_EDITABLE (axis->entry), values);
    }
}

void
desk_lab_study_set_number (DeskLabStudy *self,
                           const char   *name,
                           double        value)
{
  g_return_if_fail (DESK_IS_LAB_STUDY (self));

  for (Number i = 0; i < N_NUMBERS; i++)
    if (self->spins[i] != NULL && g_str_equal (numbers[i].name, name))
      gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->spins[i]), value);
}

gboolean
desk_lab_study_is_running (DeskLabStudy *self)
{
  g_return_val_if_fail (DESK_IS_LAB_STUDY (self), FALSE);

  return self->job != NULL;
}

const char *
desk_lab_study_get_verdict (DeskLabStudy *self)
{
  g_return_val_if_fail (DESK_IS_LAB_STUDY (self), NULL);

  return gtk_label_get_text (GTK_LABEL (self->verdict));
}
