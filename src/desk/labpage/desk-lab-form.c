/* desk-lab-form.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-labpage"

#include "config.h"

#include <math.h>

#include "dt-market-store.h"
#include "dt-pool.h"
#include "dt-strategy-library.h"

#include "desk-run-choice.h"

#include "desk-lab-fields.h"
#include "desk-lab-form.h"

/* Text fields, in the order in which they stand. */
typedef enum
{
  FIELD_OTHERS,
  FIELD_SYMBOLS,
  FIELD_FROM,
  FIELD_TO,
  FIELD_BENCHMARK,
  FIELD_CASH,
  FIELD_COMMISSION,
  FIELD_SLIPPAGE,
  FIELD_VOLUME_SHARE,
  FIELD_BORROW,
  FIELD_INTEREST,
  FIELD_LATENCY,
  N_FIELDS
} Field;

static const struct
{
  const char *name;
  const char *title;
  const char *text;
  const char *tip;
} fields[N_FIELDS] = {
  { "others", "Strategies beside it", "", "mean-reversion, breakout: names of their files; they "
                                          "trade the same account, the first one first" },
  { "symbols", "Symbols", "", "AAPL, MSFT; empty: all of the market" },
  { "from", "First day", "", "2017-01-03; empty: the first that there is. Bars before it warm the "
                             "rules up" },
  { "to", "Last day", "", "2017-12-29, included; empty: the last that there is" },
  { "benchmark", "Benchmark", "", "Symbol to compare with: SPY" },
  { "cash", "Starting cash, USD", "100000", "Above zero" },
  { "commission", "Commission", "", "per-share=0.005,min=1 or percent=0.1; empty: none" },
  { "slippage", "Slippage", "", "bps=1, ticks=1 or both; empty: none" },
  { "volume-share", "Share of the volume", "", "10%: of a bar's volume that orders fill at most; "
                                               "empty: all" },
  { "borrow", "Fee on shares sold short", "", "2%: a year; empty: none" },
  { "interest", "Interest on borrowed cash", "", "6%: a year; empty: none" },
  { "latency", "Delay of orders", "", "bars=1 or ms=250: how much later they arrive; empty: "
                                      "none" },
};

typedef enum
{
  CHOICE_TIMEFRAME,
  CHOICE_POLICY,
  CHOICE_FINISH,
  CHOICE_RISK,
  CHOICE_MARGIN,
  CHOICE_INTRABAR,
  N_CHOICES
} Choice;

static const struct
{
  const char *name;
  const char *title;
  const char *tip;
  const char *words[10];
  const char *titles[10];
} choices[N_CHOICES] = {
  { "timeframe", "Bars", "Length of the bars that the rules see",
    { "", "1m", "5m", "15m", "30m", "1h", "1d", "1w", NULL },
    { "As the strategy says", "1 minute", "5 minutes", "15 minutes", "30 minutes", "1 hour",
      "1 day", "1 week", NULL } },
  { "policy", "Inside a bar", "Which of stop and target comes first when both lie in a bar",
    { "pessimistic", "optimistic", "path", NULL },
    { "Pessimistic", "Optimistic", "Likely path", NULL } },
  { "finish", "At the end", "What becomes of trades that are open then",
    { "keep", "close", "open", NULL },
    { "Keep them", "Close at the close", "Close at the open", NULL } },
  { "risk", "Risk profile", "Guards and limits for entries", { "none", "default", NULL },
    { "None", "Default", NULL } },
  { "margin", "Margin", "What is granted on credit",
    { "none", "cash", "regt", "pdt", NULL },
    { "Everything is granted", "Cash account: nothing on credit, nothing short",
      "Regulation T", "Regulation T, and four times the excess during the day", NULL } },
  { "intrabar", "Finer bars", "Shorter bars that decide what came first inside a bar",
    { "none", "auto", "1m", "5m", "15m", "1h", NULL },
    { "None", "The finest that there are", "1 minute", "5 minutes", "15 minutes", "1 hour",
      NULL } },
};

typedef struct
{
  char      *name;
  double     fallback;
  GtkWidget *spin;
} Parameter;

struct _DeskLabForm
{
  AdwBin         parent_instance;

  char          *data_dir;
  GPtrArray     *files;          /* of DtLibraryFile, those that pass the check */
  GPtrArray     *universes;      /* of char*; the first is "" */
  GCancellable  *listing;        /* (nullable) */
  char          *wanted;         /* (nullable): path to be chosen */
  char          *wanted_universe;
  GPtrArray     *selectors;      /* of char*: ids; the first is "" */
  char          *wanted_selector;
  GVariant      *wanted_words;   /* (nullable): parameters to be set when they are there */
  gboolean       is_filling;

  GtkWidget     *strategy;
  GtkWidget     *universe;
  GtkWidget     *selector;
  GtkWidget     *texts[N_FIELDS];
  GtkWidget     *combos[N_CHOICES];
  GtkWidget     *independent;
  GtkListBox    *parameter_list;
  GtkWidget     *parameter_heading;
  GtkWidget     *rest;           /* what is below the end of most windows: out for a frame */
  guint          n_ticks;        /* since it was first mapped, up to two */
  GArray        *parameters;     /* of Parameter */
};

G_DEFINE_FINAL_TYPE (DeskLabForm, desk_lab_form, ADW_TYPE_BIN)

enum
{
  CHANGED,
  READY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
tell_changed (DeskLabForm *self)
{
  if (!self->is_filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* Parameters */

static void
clear_parameter (gpointer data)
{
  g_free (((Parameter *) data)->name);
}

static int
count_digits (const DtRuleParameter *parameter)
{
  double step = parameter->step > 0. ? parameter->step : 1.;
  int digits = 0;

  while (digits < 6 && fabs (step - round (step)) > 1e-9)
    {
      step *= 10.;
      digits++;
    }

  return parameter->minimum < parameter->maximum ? digits : 4;
}

static void
add_parameter (DeskLabForm           *self,
               const DtRuleParameter *parameter)
{
  gboolean ranged = parameter->minimum < parameter->maximum;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (ranged ? parameter->minimum : -1e9,
                                                    ranged ? parameter->maximum : 1e9,
                                                    ranged ? parameter->step : 1.);
  Parameter item = { g_strdup (parameter->name), parameter->value, spin };
  g_autofree char *range =
    ranged ? g_strdup_printf ("%g to %g", parameter->minimum, parameter->maximum) : NULL;

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), (guint) count_digits (parameter));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), parameter->value);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  parameter->name, -1);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (tell_changed), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), parameter->name);
  if (range != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), range);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  gtk_list_box_append (self->parameter_list, row);
  g_array_append_val (self->parameters, item);
}

static void
show_parameters (DeskLabForm *self)
{
  DtStrategyFile *file = desk_lab_form_get_strategy (self);
  GtkWidget *row;
  guint n = file != NULL ? file->n_parameters : 0;

  g_array_set_size (self->parameters, 0);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->parameter_list))) != NULL)
    gtk_list_box_remove (self->parameter_list, row);
  for (guint i = 0; i < n; i++)
    add_parameter (self, &file->parameters[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->parameter_list), n > 0);
  gtk_widget_set_visible (self->parameter_heading, n > 0);
}

/* Of the set-up that is remembered. */
static void
set_wanted_parameters (DeskLabForm *self)
{
  if (self->wanted_words == NULL)
    return;

  for (guint i = 0; i < self->parameters->len; i++)
    {
      const Parameter *parameter = &g_array_index (self->parameters, Parameter, i);
      g_autofree char *key = g_strconcat ("param:", parameter->name, NULL);
      const char *value;

      if (g_variant_lookup (self->wanted_words, key, "&s", &value))
        gtk_spin_button_set_value (GTK_SPIN_BUTTON (parameter->spin),
                                   g_ascii_strtod (value, NULL));
    }
  g_clear_pointer (&self->wanted_words, g_variant_unref);
}

static void
selector_selected (DeskLabForm *self)
{
  gboolean alone = adw_combo_row_get_selected (ADW_COMBO_ROW (self->selector)) == 0;

  gtk_widget_set_sensitive (self->strategy, alone);
  gtk_widget_set_sensitive (self->texts[FIELD_OTHERS], alone);
  gtk_widget_set_sensitive (GTK_WIDGET (self->parameter_list), alone);
  tell_changed (self);
}

static void
strategy_selected (DeskLabForm *self)
{
  if (self->is_filling)
    return;

  show_parameters (self);
  tell_changed (self);
}

/* Listing */

typedef struct
{
  GPtrArray *files;
  GPtrArray *universes;
  GPtrArray *selectors;   /* of DeskChoice */
} Listed;

static void
listed_free (gpointer data)
{
  Listed *listed = data;

  g_clear_pointer (&listed->files, g_ptr_array_unref);
  g_clear_pointer (&listed->universes, g_ptr_array_unref);
  g_clear_pointer (&listed->selectors, g_ptr_array_unref);
  g_free (listed);
}

static GPtrArray *
list_universes (const char *data_dir)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(DtMarketStore) store = dt_market_store_open (data_dir, DT_STORE_READ_ONLY, NULL);
  g_autoptr(GPtrArray) tapes = store != NULL ? dt_market_store_list_tapes (store, NULL) : NULL;

  for (guint i = 0; tapes != NULL && i < tapes->len; i++)
    g_ptr_array_add (names, g_strdup (((DtTape *) g_ptr_array_index (tapes, i))->name));
  g_ptr_array_add (names, g_strdup (""));

  return names;
}

static void
list_in_pool (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Listed *listed = g_new0 (Listed, 1);
  GError *error = NULL;

  listed->files = dt_strategy_library_list (data, &error);
  if (listed->files == NULL)
    {
      listed_free (listed);
      g_task_return_error (task, error);
      return;
    }
  for (guint i = listed->files->len; i > 0; i--)
    if (((DtLibraryFile *) g_ptr_array_index (listed->files, i - 1))->file == NULL)
      g_ptr_array_remove_index (listed->files, i - 1);
  listed->universes = list_universes (data);
  listed->selectors = desk_run_list_selectors (data);
  g_task_return_pointer (task, listed, listed_free);
}

static void
set_names (GtkWidget         *combo,
           const char *const *names,
           guint              selected)
{
  g_autoptr(GtkStringList) list = gtk_string_list_new (names);

  adw_combo_row_set_model (ADW_COMBO_ROW (combo), G_LIST_MODEL (list));
  adw_combo_row_set_selected (ADW_COMBO_ROW (combo), selected);
}

static char *
dup_chosen_path (DeskLabForm *self)
{
  guint i = adw_combo_row_get_selected (ADW_COMBO_ROW (self->strategy));

  return i < self->files->len
         ? g_strdup (((DtLibraryFile *) g_ptr_array_index (self->files, i))->path) : NULL;
}

static void
show_files (DeskLabForm *self)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  guint selected = 0;

  for (guint i = 0; i < self->files->len; i++)
    {
      const DtLibraryFile *file = g_ptr_array_index (self->files, i);

      g_ptr_array_add (names, file->name);
      if (g_strcmp0 (file->path, self->wanted) == 0
          || (self->wanted == NULL && g_str_equal (file->id, "ema-crossover")))
        selected = i;
    }
  g_ptr_array_add (names, NULL);
  set_names (self->strategy, (const char *const *) names->pdata, selected);
}

static const char *
get_universe_title (const char *name)
{
  return *name != '\0' ? name : "Only the symbols below";
}

static void
show_universes (DeskLabForm *self)
{
  g_autoptr(GPtrArray) titles = g_ptr_array_new ();
  const char *wanted = self->wanted_universe != NULL ? self->wanted_universe : "daily";
  guint selected = 0;

  for (guint i = 0; i < self->universes->len; i++)
    {
      const char *name = g_ptr_array_index (self->universes, i);

      g_ptr_array_add (titles, (gpointer) get_universe_title (name));
      if (g_str_equal (name, wanted))
        selected = i;
    }
  g_ptr_array_add (titles, NULL);
  set_names (self->universe, (const char *const *) titles->pdata, selected);
}

static void
show_selectors (DeskLabForm *self,
                GPtrArray   *list)
{
  g_autoptr(GPtrArray) titles = g_ptr_array_new ();
  g_autofree char *before = g_strdup (self->wanted_selector);
  guint i = adw_combo_row_get_selected (ADW_COMBO_ROW (self->selector)), selected = 0;

  if (before == NULL && i < self->selectors->len)
    before = g_strdup (g_ptr_array_index (self->selectors, i));
  g_ptr_array_set_size (self->selectors, 0);
  for (i = 0; i < list->len; i++)
    {
      const DeskChoice *choice = g_ptr_array_index (list, i);

      g_ptr_array_add (self->selectors, g_strdup (choice->id));
      g_ptr_array_add (titles, i == 0 ? (gpointer) "None" : choice->title);
      if (g_strcmp0 (choice->id, before) == 0)
        selected = i;
    }
  g_ptr_array_add (titles, NULL);
  set_names (self->selector, (const char *const *) titles->pdata, selected);
  g_clear_pointer (&self->wanted_selector, g_free);
  selector_selected (self);
}

static void
on_listed (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(DeskLabForm) self = data;
  g_autoptr(GError) error = NULL;
  Listed *listed = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *before = NULL;
  gboolean same;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->listing);
  if (listed == NULL)
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->strategy), error->message);
      return;
    }

  before = dup_chosen_path (self);
  if (self->wanted == NULL)
    self->wanted = g_strdup (before);
  same = g_strcmp0 (self->wanted, before) == 0 && before != NULL;
  self->is_filling = TRUE;
  g_ptr_array_unref (self->files);
  self->files = g_steal_pointer (&listed->files);
  show_files (self);
  if (self->universes->len != listed->universes->len)
    {
      g_ptr_array_unref (self->universes);
      self->universes = g_steal_pointer (&listed->universes);
      show_universes (self);
    }
  show_selectors (self, listed->selectors);
  self->is_filling = FALSE;
  g_clear_pointer (&self->wanted, g_free);
  listed_free (listed);
  if (!same)
    show_parameters (self);
  set_wanted_parameters (self);
  g_signal_emit (self, signals[READY], 0);
}

void
desk_lab_form_reload (DeskLabForm *self)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (DESK_IS_LAB_FORM (self));

  if (self->listing != NULL)
    g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  self->listing = g_cancellable_new ();
  task = g_task_new (NULL, self->listing, on_listed, g_object_ref (self));
  g_task_set_task_data (task, g_strdup (self->data_dir), g_free);
  dt_pool_run_task (task, list_in_pool);
}

/* Making the widgets */

static GtkWidget *
add_list (GtkBox     *box,
          const char *heading,
          GtkWidget **heading_out)
{
  GtkWidget *label = gtk_label_new (heading);
  GtkWidget *list = gtk_list_box_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_widget_add_css_class (label, "heading");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, heading,
                                  -1);
  gtk_box_append (box, label);
  gtk_box_append (box, list);
  if (heading_out != NULL)
    *heading_out = label;

  return list;
}

static GtkWidget *
add_combo (DeskLabForm *self,
           GtkWidget   *list,
           const char  *title,
           const char  *tip,
           GCallback    selected)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_tooltip_text (row, tip);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  g_signal_connect_object (row, "notify::selected", selected, self, G_CONNECT_SWAPPED);

  return row;
}

static void
add_text (DeskLabForm *self,
          GtkWidget   *list,
          Field        field)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), fields[field].title);
  gtk_editable_set_text (GTK_EDITABLE (row), fields[field].text);
  gtk_widget_set_tooltip_text (row, fields[field].tip);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  g_signal_connect_object (row, "changed", G_CALLBACK (tell_changed), self, G_CONNECT_SWAPPED);
  self->texts[field] = row;
}

static void
add_choice (DeskLabForm *self,
            GtkWidget   *list,
            Choice       choice)
{
  self->combos[choice] = add_combo (self, list, choices[choice].title, choices[choice].tip,
                                    G_CALLBACK (tell_changed));
  set_names (self->combos[choice], choices[choice].titles, 0);
}

static void
add_independent (DeskLabForm *self,
                 GtkWidget   *list)
{
  GtkWidget *row = adw_action_row_new ();

  self->independent = gtk_switch_new ();
  gtk_widget_set_valign (self->independent, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->independent),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, "An account for each symbol", -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "An account for each symbol");
  gtk_widget_set_tooltip_text (row, "Each symbol has the whole cash, and figures are added up");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->independent);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), self->independent);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  g_signal_connect_object (self->independent, "notify::active", G_CALLBACK (tell_changed), self,
                           G_CONNECT_SWAPPED);
}

static GtkWidget *
make_rows (DeskLabForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *list = add_list (GTK_BOX (box), "Rules", NULL);

  self->strategy = add_combo (self, list, "Strategy", "The rule file that trades",
                              G_CALLBACK (strategy_selected));
  add_text (self, list, FIELD_OTHERS);
  self->selector = add_combo (self, list, "Selector", "Which strategies are at work in which "
                              "market; it names them itself", G_CALLBACK (selector_selected));
  self->parameter_list = GTK_LIST_BOX (add_list (GTK_BOX (box), "Parameters",
                                                 &self->parameter_heading));
  list = add_list (GTK_BOX (box), "Data", NULL);
  self->universe = add_combo (self, list, "Market", "A stored tape",
                              G_CALLBACK (tell_changed));
  for (Field i = FIELD_SYMBOLS; i <= FIELD_TO; i++)
    add_text (self, list, i);
  add_choice (self, list, CHOICE_TIMEFRAME);
  add_text (self, list, FIELD_BENCHMARK);
  self->rest = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_box_append (GTK_BOX (box), self->rest);
  list = add_list (GTK_BOX (self->rest), "Account and Costs", NULL);
  for (Field i = FIELD_CASH; i <= FIELD_SLIPPAGE; i++)
    add_text (self, list, i);
  for (Choice i = CHOICE_POLICY; i <= CHOICE_RISK; i++)
    add_choice (self, list, i);
  add_independent (self, list);
  list = add_list (GTK_BOX (self->rest), "What the Broker Grants and Charges", NULL);
  add_choice (self, list, CHOICE_MARGIN);
  add_choice (self, list, CHOICE_INTRABAR);
  for (Field i = FIELD_VOLUME_SHARE; i < N_FIELDS; i++)
    add_text (self, list, i);
  gtk_widget_set_visible (self->rest, FALSE);

  return box;
}

/* Life */

/* The form comes with what is seen of it at once; the rest is measured when that is on screen, or
 * before anybody looks. */
gboolean
desk_lab_form_show_rest (DeskLabForm *self)
{
  g_return_val_if_fail (DESK_IS_LAB_FORM (self), FALSE);

  if (gtk_widget_get_visible (self->rest))
    return FALSE;

  gtk_widget_set_visible (self->rest, TRUE);
  return TRUE;
}

/* The first frame is on screen with the second tick. */
static gboolean
on_tick (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       unused)
{
  DeskLabForm *self = DESK_LAB_FORM (widget);

  if (++self->n_ticks < 2)
    return G_SOURCE_CONTINUE;

  desk_lab_form_show_rest (self);

  return G_SOURCE_REMOVE;
}

static void
desk_lab_form_map (GtkWidget *widget)
{
  DeskLabForm *self = DESK_LAB_FORM (widget);

  GTK_WIDGET_CLASS (desk_lab_form_parent_class)->map (widget);

  if (!gtk_widget_get_visible (self->rest) && self->n_ticks == 0)
    gtk_widget_add_tick_callback (widget, on_tick, NULL, NULL);
}

static void
desk_lab_form_dispose (GObject *object)
{
  DeskLabForm *self = DESK_LAB_FORM (object);

  if (self->listing != NULL)
    g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (desk_lab_form_parent_class)->dispose (object);
}

static void
desk_lab_form_finalize (GObject *object)
{
  DeskLabForm *self = DESK_LAB_FORM (object);

  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->universes);
  g_array_unref (self->parameters);
  g_free (self->data_dir);
  g_free (self->wanted);
  g_free (self->wanted_universe);
  g_free (self->wanted_selector);
  g_ptr_array_unref (self->selectors);
  g_clear_pointer (&self->wanted_words, g_variant_unref);

  G_OBJECT_CLASS (desk_lab_form_parent_class)->finalize (object);
}

static void
desk_lab_form_class_init (DeskLabFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_lab_form_dispose;
  object_class->finalize = desk_lab_form_finalize;
  GTK_WIDGET_CLASS (klass)->map = desk_lab_form_map;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[READY] = g_signal_new ("ready", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_lab_form_init (DeskLabForm *self)
{
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_library_file_free);
  self->universes = g_ptr_array_new_with_free_func (g_free);
  self->selectors = g_ptr_array_new_with_free_func (g_free);
  self->parameters = g_array_new (FALSE, FALSE, sizeof (Parameter));
  g_array_set_clear_func (self->parameters, clear_parameter);
  self->is_filling = TRUE;
  adw_bin_set_child (ADW_BIN (self), make_rows (self));
  self->is_filling = FALSE;
}

GtkWidget *
desk_lab_form_new (const char *data_dir)
{
  DeskLabForm *self = g_object_new (DESK_TYPE_LAB_FORM, NULL);

  self->data_dir = g_strdup (data_dir);

  return GTK_WIDGET (self);
}

/* Setting and reading */

void
desk_lab_form_set_strategy (DeskLabForm *self,
                            const char  *path)
{
  g_return_if_fail (DESK_IS_LAB_FORM (self));

  g_free (self->wanted);
  self->wanted = g_strdup (path);
  desk_lab_form_reload (self);
}

void
desk_lab_form_set_text (DeskLabForm *self,
                        const char  *name,
                        const char  *text)
{
  g_return_if_fail (DESK_IS_LAB_FORM (self));

  for (Field i = 0; i < N_FIELDS; i++)
    if (g_str_equal (fields[i].name, name))
      gtk_editable_set_text (GTK_EDITABLE (self->texts[i]), text);
}

void
desk_lab_form_set_universe (DeskLabForm *self,
                            const char  *universe)
{
  g_return_if_fail (DESK_IS_LAB_FORM (self));

  g_free (self->wanted_universe);
  self->wanted_universe = g_strdup (universe);
  for (guint i = 0; i < self->universes->len; i++)
    if (g_str_equal (g_ptr_array_index (self->universes, i), universe))
      adw_combo_row_set_selected (ADW_COMBO_ROW (self->universe), i);
}

DtStrategyFile *
desk_lab_form_get_strategy (DeskLabForm *self)
{
  guint i;

  g_return_val_if_fail (DESK_IS_LAB_FORM (self), NULL);

  i = adw_combo_row_get_selected (ADW_COMBO_ROW (self->strategy));

  return i < self->files->len ? ((DtLibraryFile *) g_ptr_array_index (self->files, i))->file
                              : NULL;
}

static const char *
get_text (DeskLabForm *self,
          Field        field)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->texts[field]));
}

static const char *
get_choice (DeskLabForm *self,
            Choice       choice)
{
  return choices[choice].words[adw_combo_row_get_selected (ADW_COMBO_ROW (self->combos[choice]))];
}

/* Only what differs from the file, as on the command line. */
static GArray *
list_settings (DeskLabForm *self)
{
  GArray *settings = g_array_new (FALSE, FALSE, sizeof (DtParameterSetting));

  for (guint i = 0; i < self->parameters->len; i++)
    {
      const Parameter *parameter = &g_array_index (self->parameters, Parameter, i);
      DtParameterSetting setting = {
        parameter->name, gtk_spin_button_get_value (GTK_SPIN_BUTTON (parameter->spin)),
      };

      if (fabs (setting.value - parameter->fallback) > 1e-12)
        g_array_append_val (settings, setting);
    }

  return settings;
}

/* Paths of the files that are named, by their names without the ending. */
static char **
find_others (DeskLabForm  *self,
             GError      **error)
{
  g_auto(GStrv) names = g_strsplit_set (get_text (self, FIELD_OTHERS), ", ;", -1);
  g_autoptr(GStrvBuilder) paths = g_strv_builder_new ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      const DtLibraryFile *found = NULL;

      for (guint k = 0; k < self->files->len && found == NULL; k++)
        if (g_str_equal (((DtLibraryFile *) self->files->pdata[k])->id, names[i]))
          found = self->files->pdata[k];
      if (found != NULL)
        g_strv_builder_add (paths, found->path);
      else if (*names[i] != '\0')
        {
          g_set_error (error, DT_RUN_ERROR, DT_RUN_ERROR_SPEC, "There is no strategy “%s”",
                       names[i]);
          return NULL;
        }
    }

  return g_strv_builder_end (paths);
}

static const char *
get_selector (DeskLabForm *self)
{
  guint i = adw_combo_row_get_selected (ADW_COMBO_ROW (self->selector));

  return i < self->selectors->len ? g_ptr_array_index (self->selectors, i) : "";
}

DtRunSpec *
desk_lab_form_make_spec (DeskLabForm  *self,
                         GError      **error)
{
  g_autoptr(GArray) settings = NULL;
  g_autofree char *path = NULL;
  g_autofree char *selector = NULL;
  g_auto(GStrv) others = NULL;
  guint universe;
  DeskLabFields typed;

  g_return_val_if_fail (DESK_IS_LAB_FORM (self), NULL);

  settings = list_settings (self);
  path = dup_chosen_path (self);
  universe = adw_combo_row_get_selected (ADW_COMBO_ROW (self->universe));
  others = find_others (self, error);
  if (others == NULL)
    return NULL;
  if (*get_selector (self) != '\0')
    {
      selector = desk_run_find_selector (self->data_dir, get_selector (self), error);
      if (selector == NULL)
        return NULL;
    }
  typed = (DeskLabFields) {
    .strategy = path,
    .others = (const char *const *) others,
    .selector = selector,
    .settings = (const DtParameterSetting *) settings->data,
    .n_settings = settings->len,
    .universe = universe < self->universes->len ? g_ptr_array_index (self->universes, universe)
                                                : NULL,
    .symbols = get_text (self, FIELD_SYMBOLS),
    .from = get_text (self, FIELD_FROM),
    .to = get_text (self, FIELD_TO),
    .timeframe = get_choice (self, CHOICE_TIMEFRAME),
    .cash = get_text (self, FIELD_CASH),
    .commission = get_text (self, FIELD_COMMISSION),
    .slippage = get_text (self, FIELD_SLIPPAGE),
    .volume_share = get_text (self, FIELD_VOLUME_SHARE),
    .borrow = get_text (self, FIELD_BORROW),
    .interest = get_text (self, FIELD_INTEREST),
    .margin = get_choice (self, CHOICE_MARGIN),
    .latency = get_text (self, FIELD_LATENCY),
    .intrabar = get_choice (self, CHOICE_INTRABAR),
    .policy = get_choice (self, CHOICE_POLICY),
    .finish = get_choice (self, CHOICE_FINISH),
    .risk = get_choice (self, CHOICE_RISK),
    .benchmark = get_text (self, FIELD_BENCHMARK),
    .independent = gtk_switch_get_active (GTK_SWITCH (self->independent)),
  };

  return desk_lab_fields_make_spec (&typed, error);
}

/* A cell of a sweep differs in its parameters alone. */
void
desk_lab_form_show_spec (DeskLabForm     *self,
                         const DtRunSpec *spec)
{
  g_return_if_fail (DESK_IS_LAB_FORM (self));

  for (guint i = 0; i < spec->n_settings; i++)
    for (guint k = 0; k < self->parameters->len; k++)
      {
        const Parameter *parameter = &g_array_index (self->parameters, Parameter, k);

        if (g_str_equal (parameter->name, spec->settings[i].name))
          gtk_spin_button_set_value (GTK_SPIN_BUTTON (parameter->spin), spec->settings[i].value);
      }
}

/* The set-up as it stands, to be remembered: a{ss} as text. */
char *
desk_lab_form_dup_words (DeskLabForm *self)
{
  g_autofree char *path = NULL;
  g_autoptr(GVariant) words = NULL;
  GVariantBuilder builder;
  guint universe;

  g_return_val_if_fail (DESK_IS_LAB_FORM (self), NULL);

  path = dup_chosen_path (self);
  universe = adw_combo_row_get_selected (ADW_COMBO_ROW (self->universe));
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  for (Field i = 0; i < N_FIELDS; i++)
    g_variant_builder_add (&builder, "{ss}", fields[i].name, get_text (self, i));
  for (Choice i = 0; i < N_CHOICES; i++)
    g_variant_builder_add (&builder, "{ss}", choices[i].name, get_choice (self, i));
  g_variant_builder_add (&builder, "{ss}", "strategy", path != NULL ? path : "");
  g_variant_builder_add (&builder, "{ss}", "selector", get_selector (self));
  g_variant_builder_add (&builder, "{ss}", "independent",
                         gtk_switch_get_active (GTK_SWITCH (self->independent)) ? "yes" : "no");
  if (universe < self->universes->len)
    g_variant_builder_add (&builder, "{ss}", "universe",
                           g_ptr_array_index (self->universes, universe));
  for (guint i = 0; i < self->parameters->len; i++)
    {
      const Parameter *parameter = &g_array_index (self->parameters, Parameter, i);
      g_autofree char *key = g_strconcat ("param:", parameter->name, NULL);
      char value[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_dtostr (value, sizeof value,
                      gtk_spin_button_get_value (GTK_SPIN_BUTTON (parameter->spin)));
      g_variant_builder_add (&builder, "{ss}", key, value);
    }
  words = g_variant_ref_sink (g_variant_builder_end (&builder));

  return g_variant_print (words, FALSE);
}

static void
set_choice (DeskLabForm *self,
            Choice       choice,
            const char  *word)
{
  for (guint i = 0; choices[choice].words[i] != NULL; i++)
    if (g_str_equal (choices[choice].words[i], word))
      adw_combo_row_set_selected (ADW_COMBO_ROW (self->combos[choice]), i);
}

/* Before the files are listed. What means nothing any more is left as it is. */
void
desk_lab_form_set_words (DeskLabForm *self,
                         const char  *text)
{
  g_autoptr(GVariant) words = NULL;
  const char *word;

  g_return_if_fail (DESK_IS_LAB_FORM (self));

  words = g_variant_parse (G_VARIANT_TYPE ("a{ss}"), text, NULL, NULL, NULL);
  if (words == NULL)
    return;

  self->is_filling = TRUE;
  for (Field i = 0; i < N_FIELDS; i++)
    if (g_variant_lookup (words, fields[i].name, "&s", &word))
      gtk_editable_set_text (GTK_EDITABLE (self->texts[i]), word);
  for (Choice i = 0; i < N_CHOICES; i++)
    if (g_variant_lookup (words, choices[i].name, "&s", &word))
      set_choice (self, i, word);
  if (g_variant_lookup (words, "independent", "&s", &word))
    gtk_switch_set_active (GTK_SWITCH (self->independent), g_str_equal (word, "yes"));
  if (g_variant_lookup (words, "strategy", "&s", &word) && g_file_test (word, G_FILE_TEST_EXISTS))
    {
      g_free (self->wanted);
      self->wanted = g_strdup (word);
    }
  if (g_variant_lookup (words, "selector", "&s", &word))
    self->wanted_selector = g_strdup (word);
  if (g_variant_lookup (words, "universe", "&s", &word))
    {
      g_free (self->wanted_universe);
      self->wanted_universe = g_strdup (word);
    }
  self->is_filling = FALSE;
  self->wanted_words = g_steal_pointer (&words);
}
