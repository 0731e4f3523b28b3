/* desk-lab-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-labpage"

#include "config.h"

#include <string.h>

#include "dt-run-save.h"

#include "desk-short-choice.h"
#include "desk-toast.h"

#include "desk-lab-page-private.h"
#include "desk-lab-sheet.h"
#include "desk-lab-summary.h"
#include "desk-lab-trades.h"

#define PROGRESS_MS 100

/* Bytes of a set-up that is remembered. */
#define MAX_WORDS 10000

typedef enum
{
  TAB_SUMMARY,
  TAB_STATISTICS,
  TAB_TRADES,
  TAB_SWEEP,
  TAB_WALK_FORWARD,
  TAB_MONTE_CARLO,
  TAB_SAVED,
  N_TABS
} Tab;

static const struct
{
  const char *name;
  const char *title;
} tabs[N_TABS] = {
  [TAB_SUMMARY] = { "summary", "Summary" },
  [TAB_STATISTICS] = { "statistics", "Statistics" },
  [TAB_TRADES] = { "trades", "Trades" },
  [TAB_SWEEP] = { "sweep", "Sweep" },
  [TAB_WALK_FORWARD] = { "walk-forward", "Walk-Forward" },
  [TAB_MONTE_CARLO] = { "monte-carlo", "Monte-Carlo" },
  [TAB_SAVED] = { "saved", "Saved" },
};

struct _DeskLabPage
{
  DeskPage         parent_instance;

  DeskSession     *session;       /* not owned, as settings */
  DeskSettings    *settings;
  GSignalGroup    *settings_signals;
  DtWorker        *worker;
  DeskLabJob      *job;           /* (nullable): the backtest that runs */
  guint            progress_id;
  DeskLabResult   *result;        /* (nullable) */
  char            *runs_next;     /* (nullable): path that is run once it is listed */

  DeskLabForm     *form;            /* (nullable): made when it is asked for */
  GtkWidget       *bins[N_TABS];
  GtkWidget       *parts[N_TABS];   /* (nullable): what is in them, made when it is first seen */

  /* Template */
  AdwToastOverlay *toasts;
  AdwLeaflet      *leaflet;
  GtkBox          *set_up;
  GtkBox          *outcome;
  AdwBin          *form_bin;
  GtkButton       *back;
  GtkButton       *run;
  GtkProgressBar  *progress;
  GtkButton       *cancel;
  GtkLabel        *problem;
  GtkLabel        *title;
  GtkLabel        *subtitle;
  GtkButton       *save;
  GtkStack        *stack;
  GtkStack        *tabs;
  GtkWidget       *tab_bar;
  GtkDropDown     *tab_list;
};

G_DEFINE_FINAL_TYPE (DeskLabPage, desk_lab_page, DESK_TYPE_PAGE)

static const char *
get_data_dir (DeskLabPage *self)
{
  return desk_session_get_data_dir (self->session);
}

static void
toast (DeskLabPage *self,
       const char  *text)
{
  desk_toast (GTK_WIDGET (self->toasts), text);
}

static void
tell (DeskLabPage *self,
      const char  *heading,
      const char  *body)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                              heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", "_Close");
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_problem (DeskLabPage *self,
              const char  *text)
{
  gtk_label_set_text (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), *text != '\0');
}

/* Tabs */

static DeskPalette
get_palette (DeskLabPage *self)
{
  const char *name = desk_settings_get_string (self->settings, "style.palette");

  return g_strcmp0 (name, "blue-orange") == 0 ? DESK_PALETTE_BLUE_ORANGE : DESK_PALETTE_CLASSIC;
}

static DeskLabForm *get_form (DeskLabPage *self);

static void
give_palette (DeskLabPage *self,
              Tab          tab)
{
  GtkWidget *part = self->parts[tab];
  DeskPalette palette = get_palette (self);

  if (DESK_IS_LAB_SUMMARY (part))
    desk_lab_summary_set_palette (DESK_LAB_SUMMARY (part), palette);
  else if (DESK_IS_LAB_TRADES (part))
    desk_lab_trades_set_palette (DESK_LAB_TRADES (part), palette);
  else if (DESK_IS_LAB_COMPARE (part))
    desk_lab_compare_set_palette (DESK_LAB_COMPARE (part), palette);
  else if (DESK_IS_LAB_STUDY (part))
    desk_lab_study_set_palette (DESK_LAB_STUDY (part), palette);
}

static void
give_result (DeskLabPage *self,
             Tab          tab)
{
  GtkWidget *part = self->parts[tab];

  if (DESK_IS_LAB_SUMMARY (part))
    desk_lab_summary_show (DESK_LAB_SUMMARY (part), self->result);
  else if (DESK_IS_LAB_SHEET (part))
    desk_lab_sheet_show (DESK_LAB_SHEET (part), self->result->sheet);
  else if (DESK_IS_LAB_TRADES (part))
    desk_lab_trades_show (DESK_LAB_TRADES (part), self->result);
  else if (DESK_IS_LAB_COMPARE (part))
    desk_lab_compare_set_result (DESK_LAB_COMPARE (part), self->result);
  else if (part != NULL && tab == TAB_MONTE_CARLO)
    desk_lab_study_set_result (DESK_LAB_STUDY (part), self->result);
}

static void
give_strategy (DeskLabPage *self,
               Tab          tab)
{
  if (self->parts[tab] != NULL)
    desk_lab_study_set_strategy (DESK_LAB_STUDY (self->parts[tab]),
                                 desk_lab_form_get_strategy (get_form (self)));
}

static DtRunSpec *dup_spec (gpointer   data,
                            GError   **error);
static void settings_chosen (DeskLabPage     *self,
                             const DtRunSpec *spec);
static void run_opened (DeskLabPage   *self,
                        DeskLabResult *result);

static GtkWidget *
make_study (DeskLabPage   *self,
            DeskStudyKind  kind)
{
  GtkWidget *study = desk_lab_study_new (kind, self->worker, get_data_dir (self), dup_spec, self);

  if (kind == DESK_STUDY_SWEEP)
    g_signal_connect_object (study, "chosen", G_CALLBACK (settings_chosen), self,
                             G_CONNECT_SWAPPED);

  return study;
}

static GtkWidget *
make_trades (DeskLabPage *self)
{
  GtkWidget *trades = desk_lab_trades_new ();

  desk_lab_trades_remember (DESK_LAB_TRADES (trades), self->settings);

  return trades;
}

static GtkWidget *
make_saved (DeskLabPage *self)
{
  GtkWidget *saved = desk_lab_compare_new (self->worker, get_data_dir (self));

  g_signal_connect_object (saved, "opened", G_CALLBACK (run_opened), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (saved, "trouble", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  desk_lab_compare_reload (DESK_LAB_COMPARE (saved));

  return saved;
}

static GtkWidget *
make_part (DeskLabPage *self,
           Tab          tab)
{
  switch (tab)
    {
    case TAB_SUMMARY: return desk_lab_summary_new ();
    case TAB_STATISTICS: return desk_lab_sheet_new ();
    case TAB_TRADES: return make_trades (self);
    case TAB_SWEEP: return make_study (self, DESK_STUDY_SWEEP);
    case TAB_WALK_FORWARD: return make_study (self, DESK_STUDY_WALK_FORWARD);
    case TAB_MONTE_CARLO: return make_study (self, DESK_STUDY_MONTE_CARLO);
    case TAB_SAVED:
    case N_TABS:
    default: return make_saved (self);
    }
}

/* Seven tabs full of forms and tables would make the first look at the page a slow one. */
static GtkWidget *
ensure_part (DeskLabPage *self,
             Tab          tab)
{
  if (self->parts[tab] != NULL)
    return self->parts[tab];

  self->parts[tab] = make_part (self, tab);
  give_palette (self, tab);
  if (tab == TAB_SWEEP || tab == TAB_WALK_FORWARD)
    give_strategy (self, tab);
  if (self->result != NULL)
    give_result (self, tab);
  adw_bin_set_child (ADW_BIN (self->bins[tab]), self->parts[tab]);

  return self->parts[tab];
}

static void
bin_mapped (DeskLabPage *self,
            GtkWidget   *bin)
{
  for (Tab i = 0; i < N_TABS; i++)
    if (self->bins[i] == bin)
      ensure_part (self, i);
}

static void
tab_chosen (DeskLabPage *self)
{
  guint i = gtk_drop_down_get_selected (self->tab_list);

  if (i < N_TABS)
    gtk_stack_set_visible_child_name (self->tabs, tabs[i].name);
}

static void
tab_shown (DeskLabPage *self)
{
  GtkWidget *bin = gtk_stack_get_visible_child (self->tabs);

  for (Tab i = 0; i < N_TABS; i++)
    if (self->bins[i] == bin)
      gtk_drop_down_set_selected (self->tab_list, i);
}

/* A button each, as wide as its word; where there is no room for them, a list. */
static void
make_tabs (DeskLabPage *self)
{
  GtkLayoutManager *bar = gtk_widget_get_layout_manager (self->tab_bar);
  const char *titles[N_TABS + 1] = { NULL };
  g_autoptr(GtkStringList) list = NULL;

  for (Tab i = 0; i < N_TABS; i++)
    {
      titles[i] = tabs[i].title;
      self->bins[i] = adw_bin_new ();
      gtk_stack_add_titled (self->tabs, self->bins[i], tabs[i].name, tabs[i].title);
      g_signal_connect_object (self->bins[i], "map", G_CALLBACK (bin_mapped), self,
                               G_CONNECT_SWAPPED);
    }

  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (bar), FALSE);
  list = gtk_string_list_new (titles);
  gtk_drop_down_set_model (self->tab_list, G_LIST_MODEL (list));
  desk_name_choice (self->tab_list, "What is shown of the run");
  g_signal_connect_object (self->tab_list, "notify::selected", G_CALLBACK (tab_chosen), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tabs, "notify::visible-child", G_CALLBACK (tab_shown), self,
                           G_CONNECT_SWAPPED);
}

/* The run at hand */

static void
show_result (DeskLabPage   *self,
             DeskLabResult *result)
{
  DeskLabResult *before = self->result;

  self->result = desk_lab_result_ref (result);
  gtk_label_set_text (self->title, result->title);
  gtk_label_set_text (self->subtitle, result->subtitle);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->subtitle), result->subtitle);
  for (Tab i = 0; i < N_TABS; i++)
    give_result (self, i);
  gtk_stack_set_visible_child_name (self->stack, "result");
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), TRUE);
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->outcome));
  g_clear_pointer (&before, desk_lab_result_unref);
}

static gboolean
show_progress (gpointer data)
{
  DeskLabPage *self = data;
  g_autofree char *left = desk_lab_job_dup_left (self->job);

  gtk_progress_bar_set_fraction (self->progress, desk_lab_job_get_fraction (self->job));
  gtk_progress_bar_set_text (self->progress, *left != '\0' ? left : "Starting");

  return G_SOURCE_CONTINUE;
}

static void
show_running (DeskLabPage *self)
{
  gboolean running = self->job != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->progress), running);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel), running);
  gtk_widget_set_visible (GTK_WIDGET (self->run), !running);
  g_clear_handle_id (&self->progress_id, g_source_remove);
  if (running)
    {
      show_progress (self);
      self->progress_id = g_timeout_add (PROGRESS_MS, show_progress, self);
    }
}

static void
run_done (gpointer      value,
          const GError *error,
          gpointer      data)
{
  DeskLabPage *self = data;
  g_autoptr(DeskLabResult) result = value;

  g_clear_pointer (&self->job, desk_lab_job_unref);
  /* Nothing is shown on a page that is gone */
  if (self->worker == NULL)
    return;

  show_running (self);
  if (error == NULL)
    show_result (self, result);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    toast (self, "Backtest cancelled");
  else
    show_problem (self, error->message);
}

static void
start (DeskLabPage *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtRunSpec) spec = NULL;

  if (self->job != NULL)
    return;

  spec = desk_lab_form_make_spec (get_form (self), &error);
  show_problem (self, error != NULL ? error->message : "");
  if (spec == NULL)
    return;

  self->job = desk_lab_job_start (self->worker, desk_lab_run,
                                  desk_lab_input_new (spec, get_data_dir (self)),
                                  desk_lab_input_free, (GDestroyNotify) desk_lab_result_unref,
                                  run_done, g_object_ref (self), g_object_unref);
  show_running (self);
}

static void
cancel (DeskLabPage *self)
{
  if (self->job != NULL)
    desk_lab_job_cancel (self->job);
}

/* Saving */

typedef struct
{
  DeskLabResult *result;
  char          *data_dir;
} SaveInput;

static void
save_input_free (gpointer data)
{
  SaveInput *input = data;

  desk_lab_result_unref (input->result);
  g_free (input->data_dir);
  g_free (input);
}

static gpointer
save_in_worker (DeskLabJob    *job,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  SaveInput *input = data;
  gint64 id = dt_run_save (input->result->backtest, input->data_dir, error);

  return id != 0 ? g_memdup2 (&id, sizeof id) : NULL;
}

static void
reload_saved (DeskLabPage *self)
{
  if (self->parts[TAB_SAVED] != NULL)
    desk_lab_compare_reload (DESK_LAB_COMPARE (self->parts[TAB_SAVED]));
}

static void
save_done (gpointer      value,
           const GError *error,
           gpointer      data)
{
  DeskLabPage *self = data;
  g_autofree gint64 *id = value;
  g_autofree char *text = NULL;

  if (self->worker == NULL)
    return;
  if (error != NULL)
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self->save), TRUE);
      tell (self, "The Run Was Not Saved", error->message);
      return;
    }

  text = g_strdup_printf ("Saved as book %" G_GINT64_FORMAT, *id);
  toast (self, text);
  reload_saved (self);
}

static void
save (DeskLabPage *self)
{
  SaveInput *input;
  DeskLabJob *job;

  if (self->result == NULL || !gtk_widget_get_sensitive (GTK_WIDGET (self->save)))
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (self->save), FALSE);
  input = g_new (SaveInput, 1);
  *input = (SaveInput) { desk_lab_result_ref (self->result), g_strdup (get_data_dir (self)) };
  job = desk_lab_job_start (self->worker, save_in_worker, input, save_input_free, g_free,
                            save_done, g_object_ref (self), g_object_unref);
  desk_lab_job_unref (job);
}

/* Actions */

void
desk_lab_page_do (DeskLabPage *self,
                  const char  *action)
{
  g_return_if_fail (DESK_IS_LAB_PAGE (self));

  if (g_str_equal (action, "lab.run"))
    start (self);
  else if (g_str_equal (action, "lab.cancel"))
    cancel (self);
  else if (g_str_equal (action, "lab.save"))
    save (self);
}

void
desk_lab_page_backtest (DeskLabPage *self,
                        const char  *strategy)
{
  g_return_if_fail (DESK_IS_LAB_PAGE (self));

  g_free (self->runs_next);
  self->runs_next = g_strdup (strategy);
  desk_lab_form_set_strategy (get_form (self), strategy);
}

static void
form_ready (DeskLabPage *self)
{
  give_strategy (self, TAB_SWEEP);
  give_strategy (self, TAB_WALK_FORWARD);
  if (self->runs_next == NULL)
    return;

  g_clear_pointer (&self->runs_next, g_free);
  cancel (self);
  if (self->job == NULL)
    start (self);
}

/* Other values of the same strategy leave the axes as they were typed. */
static void
form_changed (DeskLabPage *self)
{
  DtStrategyFile *file = desk_lab_form_get_strategy (get_form (self));
  g_autofree char *words = desk_lab_form_dup_words (get_form (self));

  /* Of a set-up that is too long to be remembered, the one before is */
  if (strlen (words) < MAX_WORDS)
    desk_settings_set (self->settings, "lab.setup", g_variant_new_string (words));
  show_problem (self, "");
  if (g_object_get_data (G_OBJECT (self), "desk-file") == file)
    return;

  g_object_set_data (G_OBJECT (self), "desk-file", file);
  give_strategy (self, TAB_SWEEP);
  give_strategy (self, TAB_WALK_FORWARD);
}

/* The half of the page's widgets: a part of its own. */
static void
make_form (DeskLabPage *self)
{
  self->form = DESK_LAB_FORM (desk_lab_form_new (get_data_dir (self)));
  desk_lab_form_set_words (self->form, desk_settings_get_string (self->settings, "lab.setup"));
  adw_bin_set_child (self->form_bin, GTK_WIDGET (self->form));
  g_signal_connect_object (self->form, "ready", G_CALLBACK (form_ready), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (form_changed), self,
                           G_CONNECT_SWAPPED);
}

static DeskLabForm *
get_form (DeskLabPage *self)
{
  if (self->form == NULL)
    make_form (self);

  return self->form;
}

static void
settings_chosen (DeskLabPage     *self,
                 const DtRunSpec *spec)
{
  desk_lab_form_show_spec (get_form (self), spec);
  toast (self, "The settings are in the set-up");
}

static void
run_opened (DeskLabPage   *self,
            DeskLabResult *result)
{
  show_result (self, result);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), FALSE);
  gtk_stack_set_visible_child_name (self->tabs, "summary");
}

static DtRunSpec *
dup_spec (gpointer   data,
          GError   **error)
{
  return desk_lab_form_make_spec (get_form (DESK_LAB_PAGE (data)), error);
}

static void
back_clicked (DeskLabPage *self)
{
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->set_up));
}

static void
saved_clicked (DeskLabPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "result");
  gtk_stack_set_visible_child_name (self->tabs, "saved");
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->outcome));
}

static void
folded (DeskLabPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->back), adw_leaflet_get_folded (self->leaflet));
}

/* Life */

static void
show_palette (DeskLabPage *self)
{
  for (Tab i = 0; i < N_TABS; i++)
    give_palette (self, i);
}

static void
desk_lab_page_seen (DeskPage *page)
{
  DeskLabPage *self = DESK_LAB_PAGE (page);

  g_signal_group_set_target (self->settings_signals, self->settings);
  show_palette (self);
  desk_lab_form_reload (get_form (self));
  reload_saved (self);
}

/* While nobody looks there is time for all of the form, and for what the files have. */
static gboolean
desk_lab_page_make_part (DeskPage *page)
{
  DeskLabPage *self = DESK_LAB_PAGE (page);

  if (self->form == NULL)
    {
      make_form (self);
      return TRUE;
    }
  if (gtk_widget_get_visible (GTK_WIDGET (page)) || !desk_lab_form_show_rest (self->form))
    return FALSE;

  desk_lab_form_reload (self->form);
  return TRUE;
}

static void
desk_lab_page_unseen (DeskPage *page)
{
  g_signal_group_set_target (DESK_LAB_PAGE (page)->settings_signals, NULL);
}

static void
desk_lab_page_constructed (GObject *object)
{
  DeskLabPage *self = DESK_LAB_PAGE (object);

  G_OBJECT_CLASS (desk_lab_page_parent_class)->constructed (object);

  self->session = desk_page_get_session (DESK_PAGE (self));
  self->settings = desk_page_get_settings (DESK_PAGE (self));
  self->worker = dt_worker_new ("desk-lab");
  make_tabs (self);
  self->settings_signals = g_signal_group_new (DESK_TYPE_SETTINGS);
  g_signal_group_connect_swapped (self->settings_signals, "changed::style.palette",
                                  G_CALLBACK (show_palette), self);
  show_running (self);
  folded (self);
}

/* What runs is cancelled; the thread ends when it has noticed. */
static gpointer
stop_worker (gpointer data)
{
  dt_worker_stop (data);
  g_object_unref (data);

  return NULL;
}

static void
desk_lab_page_dispose (GObject *object)
{
  DeskLabPage *self = DESK_LAB_PAGE (object);

  g_clear_handle_id (&self->progress_id, g_source_remove);
  cancel (self);
  g_clear_object (&self->settings_signals);

  G_OBJECT_CLASS (desk_lab_page_parent_class)->dispose (object);

  if (self->worker != NULL)
    g_thread_unref (g_thread_new ("desk-lab-end", stop_worker, g_steal_pointer (&self->worker)));
}

static void
desk_lab_page_finalize (GObject *object)
{
  DeskLabPage *self = DESK_LAB_PAGE (object);

  g_clear_pointer (&self->result, desk_lab_result_unref);
  g_free (self->runs_next);

  G_OBJECT_CLASS (desk_lab_page_parent_class)->finalize (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, DeskLabPage, child)

static void
desk_lab_page_class_init (DeskLabPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  DeskPageClass *page_class = DESK_PAGE_CLASS (klass);

  object_class->constructed = desk_lab_page_constructed;
  object_class->dispose = desk_lab_page_dispose;
  object_class->finalize = desk_lab_page_finalize;
  page_class->make_part = desk_lab_page_make_part;
  page_class->seen = desk_lab_page_seen;
  page_class->unseen = desk_lab_page_unseen;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/daytraderai/DayTrader/labpage/desk-lab-page.ui");
  BIND (toasts);
  BIND (leaflet);
  BIND (set_up);
  BIND (outcome);
  BIND (form_bin);
  BIND (back);
  BIND (run);
  BIND (progress);
  BIND (cancel);
  BIND (problem);
  BIND (title);
  BIND (subtitle);
  BIND (save);
  BIND (stack);
  BIND (tabs);
  BIND (tab_bar);
  BIND (tab_list);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked);
  gtk_widget_class_bind_template_callback (widget_class, saved_clicked);
  gtk_widget_class_bind_template_callback (widget_class, folded);
  gtk_widget_class_bind_template_callback (widget_class, save);
}

static void
desk_lab_page_init (DeskLabPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* For tests */

DeskLabForm *
desk_lab_page_get_form (DeskLabPage *self)
{
  g_return_val_if_fail (DESK_IS_LAB_PAGE (self), NULL);

  return get_form (self);
}

DeskLabStudy *
desk_lab_page_get_study (DeskLabPage   *self,
                         DeskStudyKind  kind)
{
  g_return_val_if_fail (DESK_IS_LAB_PAGE (self), NULL);

  return DESK_LAB_STUDY (ensure_part (self, TAB_SWEEP + (Tab) kind));
}

DeskLabCompare *
desk_lab_page_get_saved (DeskLabPage *self)
{
  g_return_val_if_fail (DESK_IS_LAB_PAGE (self), NULL);

  return DESK_LAB_COMPARE (ensure_part (self, TAB_SAVED));
}

DeskLabResult *
desk_lab_page_get_result (DeskLabPage *self)
{
  g_return_val_if_fail (DESK_IS_LAB_PAGE (self), NULL);

  return self->result;
}

gboolean
desk_lab_page_is_running (DeskLabPage *self)
{
  g_return_val_if_fail (DESK_IS_LAB_PAGE (self), FALSE);

  return self->job != NULL;
}
