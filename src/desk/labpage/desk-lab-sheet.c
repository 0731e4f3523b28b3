/* desk-lab-sheet.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-labpage"

#include "config.h"

#include <string.h>

#include "dt-report-number.h"

#include "desk-format.h"

#include "desk-lab-sheet.h"

struct _DeskLabSheet
{
  AdwBin      parent_instance;

  GtkWidget  *search;
  GtkWidget  *definition;
  GtkWidget  *headings[DT_N_SECTIONS];
  GtkWidget  *lists[DT_N_SECTIONS];
  GPtrArray  *values;          /* of GtkLabel, by statistic */
  GPtrArray  *rows;            /* of GtkListBoxRow, by statistic */
};

G_DEFINE_FINAL_TYPE (DeskLabSheet, desk_lab_sheet, ADW_TYPE_BIN)

static const char *const titles[DT_N_SECTIONS] = {
  "Result", "Sessions, Months, Years", "Risk", "Significance", "Against the Benchmark", "Trades",
  "Costs", "How Far to Believe It",
};

static char *
describe (const DtStatistic *statistic)
{
  return g_strdup_printf ("%s Definition: %s.", statistic->definition, statistic->source);
}

static void
row_selected (DeskLabSheet  *self,
              GtkListBoxRow *row)
{
  guint i;

  if (row == NULL || !g_ptr_array_find (self->rows, row, &i))
    return;

  for (guint k = 0; k < DT_N_SECTIONS; k++)
    if (self->lists[k] != gtk_widget_get_parent (GTK_WIDGET (row)))
      gtk_list_box_unselect_all (GTK_LIST_BOX (self->lists[k]));
  gtk_label_set_text (GTK_LABEL (self->definition),
                      gtk_widget_get_tooltip_text (GTK_WIDGET (row)));
}

static gboolean
is_found (DeskLabSheet      *self,
          const DtStatistic *statistic)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autofree char *wanted = g_utf8_casefold (text, -1);
  g_autofree char *label = g_utf8_casefold (statistic->label, -1);

  return strstr (label, wanted) != NULL || strstr (statistic->name, wanted) != NULL;
}

static void
search_changed (DeskLabSheet *self)
{
  gsize n;
  const DtStatistic *statistics = dt_tear_sheet_get_statistics (&n);
  guint found[DT_N_SECTIONS] = { 0 };

  for (gsize i = 0; i < n; i++)
    {
      gboolean shown = is_found (self, &statistics[i]);

      gtk_widget_set_visible (g_ptr_array_index (self->rows, i), shown);
      found[statistics[i].section] += shown;
    }
  for (guint k = 0; k < DT_N_SECTIONS; k++)
    {
      gtk_widget_set_visible (self->headings[k], found[k] > 0);
      gtk_widget_set_visible (self->lists[k], found[k] > 0);
    }
}

static void
add_row (DeskLabSheet      *self,
         const DtStatistic *statistic)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (statistic->label), *value = gtk_label_new (NULL);
  g_autofree char *text = describe (statistic);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (value), 1.f);
  gtk_label_set_selectable (GTK_LABEL (value), FALSE);
  gtk_widget_add_css_class (value, "figure");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), value);
  gtk_widget_add_css_class (box, "statistic");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_tooltip_text (row, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  statistic->label, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  gtk_list_box_append (GTK_LIST_BOX (self->lists[statistic->section]), row);
  g_ptr_array_add (self->rows, row);
  g_ptr_array_add (self->values, value);
}

static GtkWidget *
make_lists (DeskLabSheet *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gsize n;
  const DtStatistic *statistics = dt_tear_sheet_get_statistics (&n);

  for (guint k = 0; k < DT_N_SECTIONS; k++)
    {
      self->headings[k] = gtk_label_new (titles[k]);
      gtk_label_set_xalign (GTK_LABEL (self->headings[k]), 0.f);
      gtk_widget_add_css_class (self->headings[k], "heading");
      self->lists[k] = gtk_list_box_new ();
      gtk_widget_add_css_class (self->lists[k], "boxed-list");
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->lists[k]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, titles[k], -1);
      g_signal_connect_object (self->lists[k], "row-selected", G_CALLBACK (row_selected), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), self->headings[k]);
      gtk_box_append (GTK_BOX (box), self->lists[k]);
    }
  for (gsize i = 0; i < n; i++)
    add_row (self, &statistics[i]);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);

  return box;
}

static void
desk_lab_sheet_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);

  G_OBJECT_CLASS (desk_lab_sheet_parent_class)->dispose (object);
}

static void
desk_lab_sheet_finalize (GObject *object)
{
  g_ptr_array_unref (DESK_LAB_SHEET (object)->rows);
  g_ptr_array_unref (DESK_LAB_SHEET (object)->values);

  G_OBJECT_CLASS (desk_lab_sheet_parent_class)->finalize (object);
}

static void
desk_lab_sheet_class_init (DeskLabSheetClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_lab_sheet_dispose;
  G_OBJECT_CLASS (klass)->finalize = desk_lab_sheet_finalize;
}

static void
desk_lab_sheet_init (DeskLabSheet *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new (), *clamp = adw_clamp_new ();

  self->rows = g_ptr_array_new ();
  self->values = g_ptr_array_new ();
  self->search = gtk_search_entry_new ();
  self->definition = gtk_label_new ("Select a statistic to read what it is.");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Search the statistics", -1);
  g_object_set (self->search, "placeholder-text", "Search the statistics", "margin-top", 6,
                "margin-bottom", 6, "margin-start", 12, "margin-end", 12, NULL);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_changed), self,
                           G_CONNECT_SWAPPED);
  g_object_set (clamp, "maximum-size", 700, "child", make_lists (self), NULL);
  g_object_set (scroller, "hscrollbar-policy", GTK_POLICY_NEVER, "vexpand", TRUE, "child", clamp,
                NULL);
  g_object_set (self->definition, "wrap", TRUE, "xalign", 0.f, "margin-top", 9, "margin-bottom", 9,
                "margin-start", 12, "margin-end", 12, NULL);
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), self->definition);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
desk_lab_sheet_new (void)
{
  return g_object_new (DESK_TYPE_LAB_SHEET, NULL);
}

void
desk_lab_sheet_show (DeskLabSheet      *self,
                     const DtTearSheet *sheet)
{
  gsize n;
  const DtStatistic *statistics = dt_tear_sheet_get_statistics (&n);

  g_return_if_fail (DESK_IS_LAB_SHEET (self));

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *figure = dt_report_format_statistic (sheet, &statistics[i]);
      g_autofree char *text = desk_format_figure (figure);

      gtk_label_set_text (g_ptr_array_index (self->values, i), text);
    }
}
