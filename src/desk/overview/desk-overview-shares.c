/* desk-overview-shares.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-overview"

#include "config.h"

#include <math.h>
#include <string.h>

#include "desk-column.h"
#include "desk-format.h"
#include "desk-position.h"
#include "desk-quote.h"

#include "desk-overview-panels.h"
#include "desk-share-bar.h"

/* The largest ones have a line each, what is left one together; then comes cash. */
#define N_NAMED  6
#define N_LINES  (N_NAMED + 2)

enum
{
  BY_POSITION,
  BY_SECTOR,
  N_WAYS
};

/* What is held under one name. */
typedef struct
{
  char   *name;
  double  gross;      /* USD: values without their signs */
  double  net;
} Part;

typedef struct
{
  GtkWidget *swatch;
  GtkWidget *name;
  GtkWidget *value;
  GtkWidget *share;
} Line;

struct _DeskOverviewShares
{
  DeskOverviewPanel  parent_instance;

  GtkWidget         *ways[N_WAYS];
  GtkWidget         *bar;
  GtkWidget         *grid;
  Line               lines[N_LINES];
};

G_DEFINE_FINAL_TYPE (DeskOverviewShares, desk_overview_shares, DESK_TYPE_OVERVIEW_PANEL)

static void
part_free (gpointer data)
{
  Part *part = data;

  g_free (part->name);
  g_free (part);
}

static void
add_part (GPtrArray  *parts,
          const char *name,
          double      gross,
          double      net)
{
  Part *part = NULL;

  for (guint i = 0; i < parts->len && part == NULL; i++)
    if (g_str_equal (((Part *) parts->pdata[i])->name, name))
      part = parts->pdata[i];

  if (part == NULL)
    {
      part = g_new0 (Part, 1);
      part->name = g_strdup (name);
      g_ptr_array_add (parts, part);
    }
  part->gross += gross;
  part->net += net;
}

static int
compare_parts (gconstpointer a,
               gconstpointer b)
{
  const Part *x = *(Part *const *) a, *y = *(Part *const *) b;

  if (x->gross != y->gross)
    return x->gross < y->gross ? 1 : -1;

  return strcmp (x->name, y->name);
}

static const char *
get_sector (DeskSession *session,
            const char  *symbol)
{
  DeskQuote *quote = desk_session_find_quote (session, symbol);
  const char *sector = quote != NULL ? desk_quote_get_state (quote)->sector : "";

  return *sector != '\0' ? sector : "No sector";
}

/* Largest first. */
static GPtrArray *
list_parts (DeskOverviewShares *self,
            DeskSession        *session)
{
  GListModel *positions = desk_session_get_positions (session);
  GPtrArray *parts = g_ptr_array_new_with_free_func (part_free);
  gboolean by_sector = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->ways[BY_SECTOR]));

  for (guint i = 0; i < g_list_model_get_n_items (positions); i++)
    {
      g_autoptr(DeskPosition) row = g_list_model_get_item (positions, i);
      const DeskPositionState *state = desk_position_get_state (row);
      double value = dt_money_to_double (state->value);

      if (value != 0.)
        add_part (parts, by_sector ? get_sector (session, state->symbol) : state->symbol,
                  fabs (value), value);
    }
  g_ptr_array_sort (parts, compare_parts);

  return parts;
}

static void
merge_small_ones (GPtrArray *parts)
{
  Part *rest;

  if (parts->len <= N_NAMED + 1)
    return;

  rest = parts->pdata[N_NAMED];
  for (guint i = N_NAMED + 1; i < parts->len; i++)
    {
      rest->gross += ((Part *) parts->pdata[i])->gross;
      rest->net += ((Part *) parts->pdata[i])->net;
    }
  g_free (rest->name);
  rest->name = g_strdup_printf ("%u others", parts->len - N_NAMED);
  g_ptr_array_set_size (parts, N_NAMED + 1);
}

static void
set_text (GtkWidget *label,
          char      *text)
{
  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), text) != 0)
    gtk_label_set_label (GTK_LABEL (label), text);
  g_free (text);
}

static void
show_line (Line       *line,
           const Part *part,
           int         colour,
           double      share)
{
  DtMoney money = DT_MONEY_NONE;
  DeskShare whole = { 1., colour };

  if (!dt_money_from_double (part->net, &money))
    money = DT_MONEY_NONE;
  desk_share_bar_set (DESK_SHARE_BAR (line->swatch), &whole, 1);
  set_text (line->name, g_strdup (part->name));
  set_text (line->value, desk_format_money (money));
  set_text (line->share, desk_format_percent (share));
}

static void
show_lines_visible (DeskOverviewShares *self,
                    guint               n)
{
  for (guint i = 0; i < N_LINES; i++)
    {
      gtk_widget_set_visible (self->lines[i].swatch, i < n);
      gtk_widget_set_visible (self->lines[i].name, i < n);
      gtk_widget_set_visible (self->lines[i].value, i < n);
      gtk_widget_set_visible (self->lines[i].share, i < n);
    }
}

/* The bar is all that is held and the cash beside it; with borrowed money there is none. */
static void
desk_overview_shares_show (DeskOverviewPanel *panel)
{
  DeskOverviewShares *self = DESK_OVERVIEW_SHARES (panel);
  DeskSession *session = desk_overview_panel_get_session (panel);
  double equity = dt_money_to_double (desk_session_get_account (session)->equity);
  g_autoptr(GPtrArray) parts = list_parts (self, session);
  DeskShare shares[N_LINES];
  double gross = 0.;
  guint n;

  merge_small_ones (parts);
  for (guint i = 0; i < parts->len; i++)
    gross += ((Part *) parts->pdata[i])->gross;
  if (equity > gross)
    add_part (parts, "Cash", equity - gross, equity - gross);

  n = MIN (parts->len, N_LINES);
  for (guint i = 0; i < n; i++)
    {
      const Part *part = parts->pdata[i];
      int colour = equity > gross && i + 1 == parts->len ? DESK_SHARE_REST : (int) i;

      shares[i] = (DeskShare) { part->gross / MAX (equity, gross), colour };
      show_line (&self->lines[i], part, colour, equity > 0. ? part->gross / equity : NAN);
    }
  desk_share_bar_set (DESK_SHARE_BAR (self->bar), shares, n);
  show_lines_visible (self, n);
}

static void
way_toggled (DeskOverviewShares *self,
             GtkToggleButton    *button)
{
  if (self->grid != NULL && gtk_toggle_button_get_active (button)
      && gtk_widget_get_mapped (GTK_WIDGET (self)))
    desk_overview_shares_show (DESK_OVERVIEW_PANEL (self));
}

static void
desk_overview_shares_class_init (DeskOverviewSharesClass *klass)
{
  static const char *const signals[] = { "account-changed", NULL };
  DeskOverviewPanelClass *panel_class = DESK_OVERVIEW_PANEL_CLASS (klass);

  panel_class->signals = signals;
  panel_class->show = desk_overview_shares_show;
}

static GtkWidget *
attach_label (DeskOverviewShares *self,
              int                 column,
              int                 row)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", column == 1 ? 0. : 1., NULL);

  if (column == 1)
    g_object_set (label, "hexpand", TRUE, "ellipsize", PANGO_ELLIPSIZE_END, "width-chars", 6,
                  NULL);
  else
    gtk_widget_add_css_class (label, "figure");
  if (column == 2)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_grid_attach (GTK_GRID (self->grid), label, column, row, 1, 1);

  return label;
}

static void
make_lines (DeskOverviewShares *self)
{
  self->grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  for (guint i = 0; i < N_LINES; i++)
    {
      Line *line = &self->lines[i];

      line->swatch = desk_share_bar_new ();
      gtk_widget_set_size_request (line->swatch, 12, 12);
      gtk_widget_set_valign (line->swatch, GTK_ALIGN_CENTER);
      gtk_grid_attach (GTK_GRID (self->grid), line->swatch, 0, i, 1, 1);
      line->name = attach_label (self, 1, i);
      line->value = attach_label (self, 2, i);
      line->share = attach_label (self, 3, i);
    }
}

static void
desk_overview_shares_init (DeskOverviewShares *self)
{
  static const char *const labels[] = { "Position", "Sector", NULL };
  GtkWidget *ways = desk_overview_make_switch (labels, self->ways, G_CALLBACK (way_toggled), self);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  g_object_set (box, "margin-start", 12, "margin-end", 12, "margin-top", 12, "margin-bottom", 12,
                NULL);
  self->bar = desk_share_bar_new ();
  gtk_widget_set_size_request (self->bar, -1, 24);
  make_lines (self);
  gtk_box_append (GTK_BOX (box), self->bar);
  gtk_box_append (GTK_BOX (box), self->grid);
  gtk_widget_set_tooltip_text (box, "Market values and their shares of equity; shorts count with "
                               "their size, and are shown below zero");
  desk_overview_panel_set_up (DESK_OVERVIEW_PANEL (self), "Allocation", ways, box);
}
