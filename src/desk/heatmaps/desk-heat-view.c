/* desk-heat-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-heatmaps"

#include "config.h"

#include "desk-fold.h"
#include "desk-short-choice.h"

#include "desk-heat-view.h"

/* Logical pixels: three lines of the details. */
#define NARROW_DETAILS 46

typedef struct
{
  DeskHeatContext context;
  GtkWidget      *controls;   /* (nullable): owned until somebody shows it */
  GtkWidget      *start;

  /* Template */
  GtkStack       *stack;
  AdwBin         *map;
  AdwStatusPage  *nothing;
  GtkProgressBar *progress;
  AdwStatusPage  *failed;
  DeskFold       *foot_fold;
  GtkWidget      *foot;
  GtkLabel       *details;
  DeskTintBar    *legend;
} DeskHeatViewPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (DeskHeatView, desk_heat_view, ADW_TYPE_BIN)

#define PRIVATE(self) ((DeskHeatViewPrivate *) desk_heat_view_get_instance_private (self))

void
desk_heat_view_set_context (DeskHeatView          *self,
                            const DeskHeatContext *context)
{
  g_return_if_fail (DESK_IS_HEAT_VIEW (self));

  PRIVATE (self)->context = *context;
  DESK_HEAT_VIEW_GET_CLASS (self)->set_up (self);
}

const DeskHeatContext *
desk_heat_view_get_context (DeskHeatView *self)
{
  g_return_val_if_fail (DESK_IS_HEAT_VIEW (self), NULL);

  return &PRIVATE (self)->context;
}

void
desk_heat_view_update (DeskHeatView *self)
{
  g_return_if_fail (DESK_IS_HEAT_VIEW (self));

  DESK_HEAT_VIEW_GET_CLASS (self)->update (self);
}

void
desk_heat_view_stop (DeskHeatView *self)
{
  g_return_if_fail (DESK_IS_HEAT_VIEW (self));

  if (DESK_HEAT_VIEW_GET_CLASS (self)->stop != NULL)
    DESK_HEAT_VIEW_GET_CLASS (self)->stop (self);
}

void
desk_heat_view_set_narrow (DeskHeatView *self,
                           gboolean      narrow)
{
  g_return_if_fail (DESK_IS_HEAT_VIEW (self));

  /* A long sentence takes several lines, and the map stays as large whatever it says */
  gtk_label_set_single_line_mode (PRIVATE (self)->details, !narrow);
  gtk_label_set_wrap (PRIVATE (self)->details, narrow);
  gtk_label_set_lines (PRIVATE (self)->details, narrow ? 3 : -1);
  gtk_widget_set_size_request (GTK_WIDGET (PRIVATE (self)->details), -1,
                               narrow ? NARROW_DETAILS : -1);
  if (DESK_HEAT_VIEW_GET_CLASS (self)->set_narrow != NULL)
    DESK_HEAT_VIEW_GET_CLASS (self)->set_narrow (self, narrow);
}

GtkWidget *
desk_heat_view_get_controls (DeskHeatView *self)
{
  g_return_val_if_fail (DESK_IS_HEAT_VIEW (self), NULL);

  return PRIVATE (self)->controls;
}

/* What stands in place of the map may have a button. */
GtkWidget *
desk_heat_view_get_start (DeskHeatView *self)
{
  const char *shown;

  g_return_val_if_fail (DESK_IS_HEAT_VIEW (self), NULL);

  shown = gtk_stack_get_visible_child_name (PRIVATE (self)->stack);

  return g_strcmp0 (shown, "map") == 0 ? PRIVATE (self)->start
                                       : GTK_WIDGET (PRIVATE (self)->stack);
}

/* For those that are one */

void
desk_heat_view_set_map (DeskHeatView *self,
                        GtkWidget    *map,
                        GtkWidget    *start)
{
  adw_bin_set_child (PRIVATE (self)->map, map);
  PRIVATE (self)->start = start;
}

void
desk_heat_view_set_controls (DeskHeatView *self,
                             GtkWidget    *controls)
{
  PRIVATE (self)->controls = g_object_ref_sink (controls);
}

/* The setting's row is in the data of the drop-down. */
static void
on_chosen (GtkDropDown  *drop_down,
           GParamSpec   *pspec,
           DeskHeatView *self)
{
  char **ids = g_object_get_data (G_OBJECT (drop_down), "ids");
  const char *setting = g_object_get_data (G_OBJECT (drop_down), "setting");
  guint row = gtk_drop_down_get_selected (drop_down);

  if (row >= g_strv_length (ids))
    return;

  desk_settings_set (PRIVATE (self)->context.settings, setting, g_variant_new_string (ids[row]));
  desk_heat_view_update (self);
}

static guint
find_row (char       **ids,
          const char  *id)
{
  for (guint i = 0; ids[i] != NULL; i++)
    if (g_str_equal (ids[i], id))
      return i;

  return 0;
}

GtkWidget *
desk_heat_view_add_choice (DeskHeatView *self,
                           const char   *name,
                           const char   *setting,
                           const char   *ids,
                           const char   *titles)
{
  g_auto(GStrv) rows = g_strsplit (titles, ";", -1);
  char **list = g_strsplit (ids, ";", -1);
  GtkWidget *drop_down = gtk_drop_down_new_from_strings ((const char *const *) rows);

  g_object_set_data_full (G_OBJECT (drop_down), "ids", list, (GDestroyNotify) g_strfreev);
  g_object_set_data_full (G_OBJECT (drop_down), "setting", g_strdup (setting), g_free);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down),
                              find_row (list, desk_settings_get_string (
                                                PRIVATE (self)->context.settings, setting)));
  gtk_widget_set_tooltip_text (drop_down, name);
  desk_name_choice (GTK_DROP_DOWN (drop_down), name);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (on_chosen), self, 0);

  return drop_down;
}

void
desk_heat_view_show_map (DeskHeatView *self)
{
  gtk_stack_set_visible_child_name (PRIVATE (self)->stack, "map");
  gtk_widget_set_visible (GTK_WIDGET (PRIVATE (self)->foot_fold), TRUE);
}

/* Nothing is laid out again for what is said already. */
void
desk_heat_view_show_nothing (DeskHeatView *self,
                             const char   *title,
                             const char   *description)
{
  adw_status_page_set_title (PRIVATE (self)->nothing, title);
  adw_status_page_set_description (PRIVATE (self)->nothing, description);
  gtk_stack_set_visible_child_name (PRIVATE (self)->stack, "nothing");
  gtk_widget_set_visible (GTK_WIDGET (PRIVATE (self)->foot_fold), FALSE);
}

gboolean
desk_heat_view_show_reading (DeskHeatView *self)
{
  DeskHeatViewPrivate *private = PRIVATE (self);
  const GError *error = desk_heat_data_get_error (private->context.data);

  if (error != NULL)
    adw_status_page_set_description (private->failed, error->message);
  else if (desk_heat_data_is_reading (private->context.data))
    gtk_progress_bar_set_fraction (private->progress,
                                   desk_heat_data_get_progress (private->context.data));
  else
    return FALSE;

  gtk_stack_set_visible_child_name (private->stack, error != NULL ? "failed" : "reading");
  gtk_widget_set_visible (GTK_WIDGET (private->foot_fold), FALSE);
  return TRUE;
}

void
desk_heat_view_set_details (DeskHeatView *self,
                            const char   *text)
{
  if (g_strcmp0 (gtk_label_get_text (PRIVATE (self)->details), text) == 0)
    return;

  gtk_label_set_text (PRIVATE (self)->details, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (PRIVATE (self)->details), text);
}

DeskTintBar *
desk_heat_view_get_legend (DeskHeatView *self)
{
  return PRIVATE (self)->legend;
}

DeskPalette
desk_heat_view_get_palette (DeskHeatView *self)
{
  const char *palette = desk_settings_get_string (PRIVATE (self)->context.settings,
                                                  "style.palette");

  return g_str_equal (palette, "blue-orange") ? DESK_PALETTE_BLUE_ORANGE : DESK_PALETTE_CLASSIC;
}

void
desk_heat_view_open (DeskHeatView *self,
                     const char   *symbol)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "symbol", "s", symbol);
  gtk_widget_activate_action_variant (GTK_WIDGET (self), "win.symbol.show",
                                      g_variant_dict_end (&dict));
}

/* Beside the legend there is no room for a sentence. */
static void
foot_folded (DeskHeatView *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (PRIVATE (self)->foot),
                                  desk_fold_get_narrow (PRIVATE (self)->foot_fold)
                                  ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
retry_clicked (DeskHeatView *self)
{
  desk_heat_data_retry (PRIVATE (self)->context.data);
}

/* Life */

static void
desk_heat_view_dispose (GObject *object)
{
  DeskHeatViewPrivate *private = PRIVATE (DESK_HEAT_VIEW (object));

  g_clear_object (&private->controls);
  private->start = NULL;

  G_OBJECT_CLASS (desk_heat_view_parent_class)->dispose (object);
}

#define BIND(child) \
  gtk_widget_class_bind_template_child_private (widget_class, DeskHeatView, child)

static void
desk_heat_view_class_init (DeskHeatViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_heat_view_dispose;
  g_type_ensure (DESK_TYPE_FOLD);
  g_type_ensure (DESK_TYPE_TINT_BAR);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/daytraderai/DayTrader/heatmaps/desk-heat-view.ui");
  BIND (stack);
  BIND (map);
  BIND (nothing);
  BIND (progress);
  BIND (failed);
  BIND (foot_fold);
  BIND (foot);
  BIND (details);
  BIND (legend);
  gtk_widget_class_bind_template_callback (widget_class, foot_folded);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked);
}

static void
desk_heat_view_init (DeskHeatView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
