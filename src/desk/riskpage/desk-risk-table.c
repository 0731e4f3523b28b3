/* desk-risk-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-riskpage"

#include "config.h"

#include "desk-risk-table.h"

struct _DeskRiskTable
{
  AdwBin                parent_instance;

  const DeskRiskColumn *columns;      /* static */
  guint                 n_columns;
  gboolean              narrow;
  guint                 n_rows;       /* shown */
  GtkGrid              *grid;
  GPtrArray            *rows;         /* of arrays of widgets that the grid owns */
};

G_DEFINE_FINAL_TYPE (DeskRiskTable, desk_risk_table, ADW_TYPE_BIN)

static const char *
class_of (DeskTone tone)
{
  switch (tone)
    {
    case DESK_TONE_UP:
      return "gain";
    case DESK_TONE_DOWN:
      return "loss";
    case DESK_TONE_DIM:
      return "dim";
    case DESK_TONE_PLAIN:
    case DESK_TONE_WARNING:
    default:
      return NULL;
    }
}

static GtkWidget *
make_label (const DeskRiskColumn *column,
            const char           *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), column->numeric ? 1.f : 0.f);
  if (!column->numeric)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_tooltip_text (label, column->explanation);
  gtk_widget_add_css_class (label, class);

  return label;
}

/* What has the row's text: the cell, or the label in its button. */
static GtkLabel *
label_of (GtkWidget *cell)
{
  return GTK_LABEL (GTK_IS_BUTTON (cell) ? gtk_button_get_child (GTK_BUTTON (cell)) : cell);
}

static void
show_cells (DeskRiskTable *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget **cells = g_ptr_array_index (self->rows, i);

      for (guint k = 0; k < self->n_columns; k++)
        gtk_widget_set_visible (cells[k], i <= self->n_rows
                                          && (!self->narrow || self->columns[k].always));
    }
}

/* Row 0 has the titles. */
static GtkWidget **
add_row (DeskRiskTable *self)
{
  GtkWidget **cells = g_new (GtkWidget *, self->n_columns);
  gboolean is_head = self->rows->len == 0;

  for (guint k = 0; k < self->n_columns; k++)
    {
      cells[k] = make_label (&self->columns[k], is_head ? "dim-label" : "figure");
      if (is_head)
        {
          gtk_label_set_text (GTK_LABEL (cells[k]), self->columns[k].title);
          gtk_widget_add_css_class (cells[k], "caption-heading");
        }
      gtk_grid_attach (self->grid, cells[k], (int) k, (int) self->rows->len, 1, 1);
    }
  g_ptr_array_add (self->rows, cells);

  return cells;
}

static GtkWidget **
get_row (DeskRiskTable *self,
         guint          row)
{
  while (self->rows->len < row + 2)
    add_row (self);

  return g_ptr_array_index (self->rows, row + 1);
}

void
desk_risk_table_set_narrow (DeskRiskTable *self,
                            gboolean       narrow)
{
  g_return_if_fail (DESK_IS_RISK_TABLE (self));

  self->narrow = narrow;
  show_cells (self);
}

void
desk_risk_table_set_n_rows (DeskRiskTable *self,
                            guint          n)
{
  g_return_if_fail (DESK_IS_RISK_TABLE (self));

  if (n > 0)
    get_row (self, n - 1);
  self->n_rows = n;
  show_cells (self);
}

void
desk_risk_table_set (DeskRiskTable *self,
                     guint          row,
                     guint          column,
                     char          *text,
                     DeskTone       tone)
{
  const char *all[] = { "figure", class_of (tone), NULL };
  GtkLabel *label = label_of (get_row (self, row)[column]);

  if (g_strcmp0 (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
  gtk_widget_set_css_classes (GTK_WIDGET (label), all);
  g_free (text);
}

void
desk_risk_table_explain (DeskRiskTable *self,
                         guint          row,
                         const char    *text)
{
  GtkWidget **cells = get_row (self, row);

  for (guint k = 0; k < self->n_columns; k++)
    gtk_widget_set_tooltip_text (cells[k], text);
}

void
desk_risk_table_set_symbol (DeskRiskTable *self,
                            guint          row,
                            const char    *symbol)
{
  GtkWidget **cells = get_row (self, row);
  g_autofree char *tooltip = g_strdup_printf ("Show the chart of %s", symbol);
  GVariantDict dict;

  if (!GTK_IS_BUTTON (cells[0]))
    {
      GtkWidget *button = gtk_button_new ();

      gtk_grid_remove (self->grid, cells[0]);
      gtk_button_set_child (GTK_BUTTON (button), make_label (&self->columns[0], "figure"));
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "cell");
      gtk_grid_attach (self->grid, button, 0, (int) row + 1, 1, 1);
      cells[0] = button;
    }
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "symbol", "s", symbol);
  /* An action without its target is none */
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (cells[0]), g_variant_dict_end (&dict));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cells[0]), "win.symbol.show");
  gtk_widget_set_tooltip_text (cells[0], tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cells[0]), GTK_ACCESSIBLE_PROPERTY_LABEL, symbol,
                                  -1);
  desk_risk_table_set (self, row, 0, g_strdup (symbol), DESK_TONE_PLAIN);
}

static void
desk_risk_table_finalize (GObject *object)
{
  g_ptr_array_unref (DESK_RISK_TABLE (object)->rows);

  G_OBJECT_CLASS (desk_risk_table_parent_class)->finalize (object);
}

static void
desk_risk_table_class_init (DeskRiskTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_risk_table_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
desk_risk_table_init (DeskRiskTable *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_free);
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_row_spacing (self->grid, 6);
  gtk_grid_set_column_spacing (self->grid, 18);
  g_object_set (self->grid, "margin-start", 12, "margin-end", 12, "margin-top", 12,
                "margin-bottom", 12, NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->grid));
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
}

GtkWidget *
desk_risk_table_new (const char           *name,
                     const DeskRiskColumn *columns,
                     guint                 n_columns)
{
  DeskRiskTable *self = g_object_new (DESK_TYPE_RISK_TABLE, NULL);

  self->columns = columns;
  self->n_columns = n_columns;
  add_row (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return GTK_WIDGET (self);
}
