/* desk-strategy-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-strategies"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-strategy-words.h"

#include "desk-action-table.h"
#include "desk-column.h"
#include "desk-format.h"

#include "desk-strategy-row.h"

struct _DeskStrategyRow
{
  GtkListBoxRow  parent_instance;

  char          *path;
  gboolean       own;           /* by whom the menu differs */
  gboolean       has_menu;      /* of this path */

  /* Template */
  GtkLabel      *name;
  GtkLabel      *origin;
  GtkLabel      *runs;
  GtkLabel      *wrong;
  GtkLabel      *description;
  GtkButton     *backtest;
  GtkMenuButton *menu;
  GtkLabel      *trades;
  GtkLabel      *win_rate;
  GtkLabel      *profit_factor;
  GtkLabel      *profit;
  GtkExpander   *expander;
  GtkLabel      *words;
};

G_DEFINE_FINAL_TYPE (DeskStrategyRow, desk_strategy_row, GTK_TYPE_LIST_BOX_ROW)

static GVariant *
make_target (DeskStrategyRow *self)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "strategy", "s", self->path);

  return g_variant_dict_end (&dict);
}

/* When it is opened, as most never are, and only for another file: of each menu that a button lets
 * go of, GTK 4.8 keeps the sections. */
static void
make_menu (GtkMenuButton   *button,
           DeskStrategyRow *self)
{
  static const char *const ids[] = { "strategy.edit", "strategy.backtest", "strategy.replay", "",
                                     "strategy.copy", "strategy.rename", "strategy.delete", NULL };
  static const char *const shipped[] = { "strategy.edit", "strategy.backtest", "strategy.replay",
                                         "", "strategy.copy", NULL };
  g_autoptr(GMenu) menu = NULL;

  if (self->has_menu)
    return;

  menu = desk_action_make_menu (self->own ? ids : shipped, make_target (self));
  gtk_menu_button_set_menu_model (self->menu, G_MENU_MODEL (menu));
  self->has_menu = TRUE;
}

static void
show_words (DeskStrategyRow     *self,
            const DtLibraryFile *file)
{
  g_autofree char *words = NULL;

  if (file->file != NULL)
    {
      words = dt_strategy_file_describe (file->file);
      gtk_label_set_text (self->description, file->file->description);
    }
  else
    {
      words = g_strndup (file->error->message, strcspn (file->error->message, "\n"));
      gtk_label_set_text (self->description, words);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->description),
                          *gtk_label_get_text (self->description) != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->expander), file->file != NULL);
  gtk_label_set_text (self->words, words);
}

static void
name_controls (DeskStrategyRow *self,
               const char      *name)
{
  g_autofree char *menu = g_strdup_printf ("More about %s", name);
  g_autofree char *backtest = g_strdup_printf ("Backtest %s", name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, menu,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->backtest), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  backtest, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->backtest), backtest);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu), menu);
}

void
desk_strategy_row_set_file (DeskStrategyRow     *self,
                            const DtLibraryFile *file)
{
  g_return_if_fail (DESK_IS_STRATEGY_ROW (self));
  g_return_if_fail (file != NULL);

  if (g_strcmp0 (self->path, file->path) != 0 || self->own != file->own)
    {
      g_free (self->path);
      self->path = g_strdup (file->path);
      self->own = file->own;
      self->has_menu = FALSE;
    }
  gtk_label_set_text (self->name, file->name);
  gtk_label_set_text (self->origin, file->own ? "Yours" : "Comes with DayTrader");
  gtk_widget_set_visible (GTK_WIDGET (self->wrong), file->file == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->backtest), file->file != NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->backtest), make_target (self));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->backtest), "win.strategy.backtest");
  show_words (self, file);
  name_controls (self, file->name);
}

const char *
desk_strategy_row_get_path (DeskStrategyRow *self)
{
  g_return_val_if_fail (DESK_IS_STRATEGY_ROW (self), NULL);

  return self->path;
}

static void
set_figure (GtkLabel *label,
            char     *text,
            DeskTone  tone)
{
  gtk_label_set_text (label, text);
  desk_tone_apply (GTK_WIDGET (label), tone);
  g_free (text);
}

void
desk_strategy_row_set_figures (DeskStrategyRow           *self,
                               const DeskStrategyFigures *figures,
                               gboolean                   runs)
{
  double factor = desk_strategy_figures_profit_factor (figures);

  g_return_if_fail (DESK_IS_STRATEGY_ROW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->runs), runs);
  set_figure (self->trades, g_strdup_printf ("%u", figures != NULL ? figures->n_trades : 0),
              figures != NULL ? DESK_TONE_PLAIN : DESK_TONE_DIM);
  set_figure (self->win_rate, desk_format_percent (desk_strategy_figures_win_rate (figures)),
              DESK_TONE_PLAIN);
  set_figure (self->profit_factor, isnan (factor) ? g_strdup ("–")
                                                  : g_strdup_printf ("%.2f", factor),
              DESK_TONE_PLAIN);
  set_figure (self->profit, figures != NULL ? desk_format_profit (figures->profit)
                                            : g_strdup ("–"),
              figures != NULL ? desk_tone_of ((double) figures->profit) : DESK_TONE_PLAIN);
}

static void
desk_strategy_row_finalize (GObject *object)
{
  g_free (DESK_STRATEGY_ROW (object)->path);

  G_OBJECT_CLASS (desk_strategy_row_parent_class)->finalize (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, DeskStrategyRow, child)

static void
desk_strategy_row_class_init (DeskStrategyRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = desk_strategy_row_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/daytraderai/DayTrader/strategies/desk-strategy-row.ui");
  BIND (name);
  BIND (origin);
  BIND (runs);
  BIND (wrong);
  BIND (description);
  BIND (backtest);
  BIND (menu);
  BIND (trades);
  BIND (win_rate);
  BIND (profit_factor);
  BIND (profit);
  BIND (expander);
  BIND (words);
}

static void
desk_strategy_row_init (DeskStrategyRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->menu, (GtkMenuButtonCreatePopupFunc) make_menu, self,
                                         NULL);
}

GtkWidget *
desk_strategy_row_new (void)
{
  return g_object_new (DESK_TYPE_STRATEGY_ROW, NULL);
}
