/* desk-indicator-form.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chartpage"

#include "config.h"

#include <math.h>
#include <string.h>

#include "desk-overlay.h"
#include "desk-subplot.h"

#include "desk-indicator-form.h"

struct _DeskIndicatorForm
{
  AdwBin      parent_instance;

  DeskCall    call;
  double      share;

  GtkListBox *rows;
  GtkWidget  *height;      /* of the pane: only where there is one */
  gboolean    filling;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskIndicatorForm, desk_indicator_form, ADW_TYPE_BIN)

/* In this order in their lists. */
static const DtIndicatorInput sources[] = {
  DT_INPUT_CLOSE, DT_INPUT_OPEN, DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_VOLUME,
};

static gboolean
has_pane (const DeskCall *call)
{
  DtIndicatorDraw draw = call->indicator->outputs[MAX (call->output, 0)].draw;

  return draw == DT_DRAW_LINE || draw == DT_DRAW_HISTOGRAM;
}

static void
changed (DeskIndicatorForm *self)
{
  if (self->filling)
    return;

  gtk_widget_set_visible (self->height, has_pane (&self->call));
  g_signal_emit (self, signals[CHANGED], 0);
}

/* "regression_channel" is "Regression channel". */
static char *
make_title (const char *name)
{
  char *title = g_strdelimit (g_strdup (name), "_", ' ');

  title[0] = g_ascii_toupper (title[0]);
  return title;
}

static GtkWidget *
add_row (DeskIndicatorForm *self,
         const char        *title,
         const char        *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_append (self->rows, row);
  return row;
}

static void
number_changed (GtkSpinButton     *spin,
                DeskIndicatorForm *self)
{
  guint k = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (spin), "parameter"));

  self->call.parameters[k] = gtk_spin_button_get_value (spin);
  changed (self);
}

static GtkWidget *
add_spin (GtkWidget *row,
          double     low,
          double     high,
          double     step,
          guint      digits,
          double     value)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (low, high, step);
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), digits);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), value);
  gtk_spin_button_set_update_policy (GTK_SPIN_BUTTON (spin), GTK_UPDATE_IF_VALID);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 7);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  return spin;
}

static void
add_number (DeskIndicatorForm          *self,
            guint                       k,
            const DtIndicatorParameter *parameter)
{
  g_autofree char *title = make_title (parameter->name);
  g_autofree char *range = g_strdup_printf ("%.12g to %.12g, usually %.12g", parameter->minimum,
                                            parameter->maximum, parameter->fallback);
  GtkWidget *row = add_row (self, title, range);
  GtkWidget *spin = add_spin (row, parameter->minimum, parameter->maximum,
                              parameter->whole ? 1. : .1, parameter->whole ? 0 : 3,
                              self->call.parameters[k]);

  g_object_set_data (G_OBJECT (spin), "parameter", GUINT_TO_POINTER (k));
  g_signal_connect (spin, "value-changed", G_CALLBACK (number_changed), self);
}

static GtkWidget *
add_combo (DeskIndicatorForm        *self,
           const char               *title,
           const char        *const *choices,
           guint                     selected,
           GCallback                 callback)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; choices[i] != NULL; i++)
    {
      g_autofree char *choice = make_title (choices[i]);

      gtk_string_list_append (list, choice);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  g_signal_connect (row, "notify::selected", callback, self);
  gtk_list_box_append (self->rows, row);
  return row;
}

static void
choice_changed (AdwComboRow       *row,
                GParamSpec        *pspec,
                DeskIndicatorForm *self)
{
  guint k = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "parameter"));

  self->call.parameters[k] = adw_combo_row_get_selected (row);
  changed (self);
}

static void
add_parameter (DeskIndicatorForm *self,
               guint              k)
{
  const DtIndicatorParameter *parameter = &self->call.indicator->parameters[k];
  g_autofree char *title = make_title (parameter->name);
  GtkWidget *row;

  if (parameter->choices == NULL)
    {
      add_number (self, k, parameter);
      return;
    }

  row = add_combo (self, title, parameter->choices, (guint) self->call.parameters[k],
                   G_CALLBACK (choice_changed));
  g_object_set_data (G_OBJECT (row), "parameter", GUINT_TO_POINTER (k));
}

static void
source_changed (AdwComboRow       *row,
                GParamSpec        *pspec,
                DeskIndicatorForm *self)
{
  self->call.source = sources[adw_combo_row_get_selected (row)];
  changed (self);
}

static void
other_changed (AdwComboRow       *row,
               GParamSpec        *pspec,
               DeskIndicatorForm *self)
{
  self->call.other = sources[adw_combo_row_get_selected (row)];
  changed (self);
}

static void
add_source (DeskIndicatorForm *self,
            const char        *title,
            DtIndicatorInput   now,
            GCallback          callback)
{
  const char *names[G_N_ELEMENTS (sources) + 1] = { NULL };
  guint selected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      names[i] = desk_call_column (sources[i]);
      selected = sources[i] == now ? i : selected;
    }
  add_combo (self, title, names, selected, callback);
}

static void
output_changed (AdwComboRow       *row,
                GParamSpec        *pspec,
                DeskIndicatorForm *self)
{
  self->call.output = (int) adw_combo_row_get_selected (row) - 1;
  changed (self);
}

static void
add_outputs (DeskIndicatorForm *self)
{
  const DtIndicator *indicator = self->call.indicator;
  const char *names[DT_INDICATOR_MAX_OUTPUTS + 2] = { "all together" };

  for (guint k = 0; k < indicator->n_outputs; k++)
    names[k + 1] = indicator->outputs[k].name;
  if (indicator->n_outputs > 1)
    add_combo (self, "Show", names, (guint) (self->call.output + 1), G_CALLBACK (output_changed));
}

static void
height_changed (GtkSpinButton     *spin,
                DeskIndicatorForm *self)
{
  self->share = gtk_spin_button_get_value (spin) / 100.;
  changed (self);
}

static void
add_height (DeskIndicatorForm *self)
{
  double share = self->share > 0 ? self->share : DESK_SUBPLOT_SHARE;
  GtkWidget *spin;

  self->height = add_row (self, "Height of the Pane", "Percent of the chart");
  spin = add_spin (self->height, DESK_SUBPLOT_MIN_SHARE * 100., DESK_SUBPLOT_MAX_SHARE * 100.,
                   1., 0, share * 100.);
  g_signal_connect (spin, "value-changed", G_CALLBACK (height_changed), self);
  gtk_widget_set_visible (self->height, has_pane (&self->call));
}

static void
fill (DeskIndicatorForm *self)
{
  self->filling = TRUE;
  for (guint k = 0; k < self->call.indicator->n_parameters; k++)
    add_parameter (self, k);
  if (desk_call_reads (&self->call, DT_INPUT_SOURCE))
    add_source (self, "Of", self->call.source, G_CALLBACK (source_changed));
  if (desk_call_reads (&self->call, DT_INPUT_OTHER))
    add_source (self, "Compared With", self->call.other, G_CALLBACK (other_changed));
  add_outputs (self);
  add_height (self);
  self->filling = FALSE;
}

static void
desk_indicator_form_class_init (DeskIndicatorFormClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", DESK_TYPE_INDICATOR_FORM, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_indicator_form_init (DeskIndicatorForm *self)
{
  self->rows = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->rows, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->rows), "boxed-list");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->rows));
}

GtkWidget *
desk_indicator_form_new (const DeskCall *call,
                         double          share)
{
  DeskIndicatorForm *self;

  g_return_val_if_fail (call != NULL, NULL);

  self = g_object_new (DESK_TYPE_INDICATOR_FORM, NULL);
  self->call = *call;
  self->share = share;
  fill (self);
  return GTK_WIDGET (self);
}

/* With all parameters, so that the name on the chart says what it is. */
char *
desk_indicator_form_dup_text (DeskIndicatorForm *self)
{
  DeskCall call;

  g_return_val_if_fail (DESK_IS_INDICATOR_FORM (self), NULL);

  call = self->call;
  call.n_given = 0;
  return desk_call_write (&call);
}

double
desk_indicator_form_get_share (DeskIndicatorForm *self)
{
  g_return_val_if_fail (DESK_IS_INDICATOR_FORM (self), 0.);

  return self->share;
}
