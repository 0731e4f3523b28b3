/* desk-risk-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-heatmaps"

#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "dt-portfolio-book.h"
#include "dt-risk-grid.h"

#include "desk-format.h"
#include "desk-position.h"

#include "desk-load-grid.h"

#include "desk-risk-view.h"

/* Sessions that the mean volume is of. */
#define VOLUME_WINDOW 20

/* Measured between two frames; of more the largest are shown. */
#define MOST 60

struct _DeskRiskView
{
  DeskHeatView  parent_instance;

  DeskLoadGrid *grid;
  GPtrArray    *symbols;     /* of char*: rows */
  DtRiskCell   *cells;
  char         *summary;     /* of the whole */
};

G_DEFINE_FINAL_TYPE (DeskRiskView, desk_risk_view, DESK_TYPE_HEAT_VIEW)

static const DeskHeatContext *
get_context (DeskRiskView *self)
{
  return desk_heat_view_get_context (DESK_HEAT_VIEW (self));
}

/* Words */

static char *
format_value (DtRiskKind kind,
              double     value)
{
  const char *sign = value < 0. ? "−" : "";

  if (isnan (value))
    return g_strdup ("–");

  switch (dt_risk_kind_get_info (kind)->unit)
    {
    case DT_RISK_NUMBER:
      return g_strdup_printf ("%s%.2f", sign, fabs (value));
    case DT_RISK_DAYS:
      return value < .005 ? g_strdup ("< 0.01 d") : g_strdup_printf ("%.2f d", value);
    case DT_RISK_FRACTION:
    default:
      return desk_format_percent (value);
    }
}

/* Round figures without decimals that say nothing. */
static char *
format_limit (DtRiskKind        kind,
              const DtRiskCell *cell)
{
  gboolean is_part = dt_risk_kind_get_info (kind)->unit == DT_RISK_FRACTION;
  double figure = is_part ? cell->limit * 100. : cell->limit;

  return g_strdup_printf ("%s %g%s", cell->is_own ? "limit" : "guide", figure,
                          is_part ? " %" : kind == DT_RISK_LIQUIDITY ? " d" : "");
}

static char *
describe (guint    row,
          guint    column,
          gpointer data)
{
  DeskRiskView *self = data;
  const DtRiskKindInfo *info = dt_risk_kind_get_info (column);
  const DtRiskCell *cell = &self->cells[row * DT_N_RISK_KINDS + column];
  g_autofree char *value = format_value (column, cell->value);
  g_autofree char *limit = format_value (column, cell->limit);

  if (isnan (cell->value))
    return g_strdup_printf ("%s, %s: not known. %s", (char *) self->symbols->pdata[row],
                            info->title, info->summary);

  return g_strdup_printf ("%s, %s: %s, %s %s of %s. %s", (char *) self->symbols->pdata[row],
                          info->title, value,
                          dt_risk_cell_get_load (cell) >= 1. ? "beyond" : "within",
                          cell->is_own ? "the limit" : "the guide", limit, info->summary);
}

static void
show_details (DeskRiskView *self)
{
  guint row, column;
  g_autofree char *text = desk_load_grid_get_cursor (self->grid, &row, &column)
                          ? describe (row, column, self) : g_strdup (self->summary);

  desk_heat_view_set_details (DESK_HEAT_VIEW (self), text != NULL ? text : "");
}

/* Measures */

static int
compare_values (gconstpointer a,
                gconstpointer b)
{
  const DeskPositionState *x = desk_position_get_state (*(DeskPosition *const *) a);
  const DeskPositionState *y = desk_position_get_state (*(DeskPosition *const *) b);
  DtMoney of_x = ABS (x->value), of_y = ABS (y->value);

  return of_x != of_y ? (of_x > of_y ? -1 : 1) : g_strcmp0 (x->symbol, y->symbol);
}

/* The largest first; those of which there are no sessions are counted. */
static GPtrArray *
list_held (DeskRiskView *self,
           guint        *n_unknown)
{
  GListModel *positions = desk_session_get_positions (get_context (self)->session);
  const DtUniverse *universe = desk_heat_data_get_universe (get_context (self)->data);
  GPtrArray *held = g_ptr_array_new_with_free_func (g_object_unref);

  *n_unknown = 0;
  for (guint i = 0; i < g_list_model_get_n_items (positions); i++)
    {
      g_autoptr(DeskPosition) position = g_list_model_get_item (positions, i);
      guint place;

      if (universe != NULL
          && dt_universe_find (universe, desk_position_get_state (position)->symbol, &place))
        g_ptr_array_add (held, g_steal_pointer (&position));
      else
        ++*n_unknown;
    }
  g_ptr_array_sort (held, compare_values);
  if (held->len > MOST)
    g_ptr_array_set_size (held, MOST);

  return held;
}

static DtPortfolio *
make_portfolio (DeskRiskView   *self,
                GPtrArray      *held,
                DtRiskPosition *positions)
{
  const DtUniverse *universe = desk_heat_data_get_universe (get_context (self)->data);
  gsize known = desk_heat_data_count_known (get_context (self)->data);
  g_autofree guint *places = g_new (guint, held->len);
  DtPortfolio *portfolio;

  for (guint i = 0; i < held->len; i++)
    dt_universe_find (universe, desk_position_get_state (held->pdata[i])->symbol, &places[i]);
  portfolio = dt_universe_make_portfolio (universe, places, held->len, known,
                                          DT_PORTFOLIO_WINDOW);
  portfolio->equity = desk_session_get_account (get_context (self)->session)->equity;
  for (guint i = 0; i < held->len; i++)
    {
      const DeskPositionState *state = desk_position_get_state (held->pdata[i]);

      portfolio->holdings[i].value = state->value;
      positions[i] = (DtRiskPosition) {
        state->quantity, state->last, state->stop,
        dt_universe_get_mean_volume (universe, places[i], known, VOLUME_WINDOW),
      };
    }

  return portfolio;
}

/* What the whole may lose in a session. */
static char *
summarise (const DtPortfolio     *portfolio,
           const DtPortfolioRisk *risk,
           guint                  n_unknown)
{
  double equity = dt_money_to_double (portfolio->equity);
  g_autofree char *gross =
    desk_format_percent (dt_money_to_double (risk->long_value + risk->short_value) / equity);
  g_autofree char *loss = desk_format_percent (-risk->tails[0].historical / equity);
  g_autofree char *beta = isnan (risk->beta) ? g_strdup ("–")
                          : g_strdup_printf ("%s%.2f", risk->beta < 0. ? "−" : "",
                                             fabs (risk->beta));
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%u positions, %s of equity, beta %s; one session in twenty may "
                          "lose %s or more", portfolio->n_holdings, gross, beta, loss);
  if (n_unknown > 0)
    g_string_append_printf (text, "; %u without daily bars are left out", n_unknown);

  return g_string_free (text, FALSE);
}

static void
fill_grid (DeskRiskView *self,
           GPtrArray    *held)
{
  guint n = held->len * DT_N_RISK_KINDS;
  g_autofree DeskLoadCell *cells = g_new (DeskLoadCell, n);
  g_autofree const char **notes = g_new0 (const char *, held->len + 1);
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  const char *columns[DT_N_RISK_KINDS], *limits[DT_N_RISK_KINDS];

  /* Limits are the same in all rows */
  for (guint kind = 0; kind < DT_N_RISK_KINDS; kind++)
    {
      char *limit = format_limit (kind, &self->cells[kind]);

      g_ptr_array_add (texts, limit);
      limits[kind] = limit;
      columns[kind] = dt_risk_kind_get_info (kind)->title;
    }
  for (guint i = 0; i < n; i++)
    {
      char *text = format_value (i % DT_N_RISK_KINDS, self->cells[i].value);

      g_ptr_array_add (texts, text);
      cells[i] = (DeskLoadCell) { text, dt_risk_cell_get_load (&self->cells[i]) };
    }
  for (guint i = 0; i < held->len; i++)
    {
      char *note = desk_format_quantity (desk_position_get_state (held->pdata[i])->quantity);

      g_ptr_array_add (texts, note);
      notes[i] = note;
    }
  desk_load_grid_set (self->grid, (const char *const *) self->symbols->pdata, notes, held->len,
                      columns, limits, DT_N_RISK_KINDS, cells);
}

static void
measure (DeskRiskView *self,
         GPtrArray    *held,
         guint         n_unknown)
{
  g_autofree DtRiskPosition *positions = g_new (DtRiskPosition, held->len);
  g_autoptr(DtPortfolio) portfolio = make_portfolio (self, held, positions);
  g_autoptr(DtPortfolioRisk) risk = dt_portfolio_measure (portfolio);

  g_ptr_array_set_size (self->symbols, 0);
  for (guint i = 0; i < held->len; i++)
    g_ptr_array_add (self->symbols,
                     g_strdup (desk_position_get_state (held->pdata[i])->symbol));
  g_free (self->cells);
  self->cells = dt_risk_grid_measure (portfolio, risk, positions,
                                      desk_heat_data_get_profile (get_context (self)->data));
  g_free (self->summary);
  self->summary = summarise (portfolio, risk, n_unknown);
  fill_grid (self, held);
}

static void
desk_risk_view_update (DeskHeatView *view)
{
  DeskRiskView *self = DESK_RISK_VIEW (view);
  g_autoptr(GPtrArray) held = NULL;
  guint n_unknown;

  desk_tint_bar_set (desk_heat_view_get_legend (view), DESK_TINT_LOAD,
                     desk_heat_view_get_palette (view), FALSE, "none", "over its limit");
  held = list_held (self, &n_unknown);
  if (held->len == 0 && n_unknown == 0)
    {
      desk_heat_view_show_nothing (view, "Nothing Is Held",
                                   "What is bought or sold short appears here, with all that can "
                                   "go wrong beside its limit.");
      return;
    }
  if (desk_heat_view_show_reading (view))
    return;
  if (held->len == 0)
    {
      desk_heat_view_show_nothing (view, "No Daily Bars",
                                   "Nothing is known of the days before of what is held.");
      return;
    }

  measure (self, held, n_unknown);
  desk_heat_view_show_map (view);
  show_details (self);
}

static void
on_activated (DeskRiskView *self,
              guint         row)
{
  g_autofree char *symbol = g_strdup (self->symbols->pdata[row]);

  desk_heat_view_open (DESK_HEAT_VIEW (self), symbol);
}

static void
take_palette (DeskRiskView *self)
{
  desk_load_grid_set_palette (self->grid, desk_heat_view_get_palette (DESK_HEAT_VIEW (self)));
}

static void
desk_risk_view_set_up (DeskHeatView *view)
{
  DeskRiskView *self = DESK_RISK_VIEW (view);
  GtkWidget *grid = desk_load_grid_new (), *window = gtk_scrolled_window_new ();

  self->grid = DESK_LOAD_GRID (grid);
  desk_load_grid_set_describe (self->grid, describe, self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (grid), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Positions and their risks", -1);
  g_signal_connect_object (grid, "cursor-changed", G_CALLBACK (show_details), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (grid, "activated", G_CALLBACK (on_activated), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_context (self)->settings, "changed::style.palette",
                           G_CALLBACK (take_palette), self, G_CONNECT_SWAPPED);
  take_palette (self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), grid);
  desk_heat_view_set_map (view, window, grid);
}

static void
desk_risk_view_finalize (GObject *object)
{
  DeskRiskView *self = DESK_RISK_VIEW (object);

  g_ptr_array_unref (self->symbols);
  g_free (self->cells);
  g_free (self->summary);

  G_OBJECT_CLASS (desk_risk_view_parent_class)->finalize (object);
}

static void
desk_risk_view_class_init (DeskRiskViewClass *klass)
{
  DeskHeatViewClass *view_class = DESK_HEAT_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = desk_risk_view_finalize;
  view_class->set_up = desk_risk_view_set_up;
  view_class->update = desk_risk_view_update;
}

static void
desk_risk_view_init (DeskRiskView *self)
{
  self->symbols = g_ptr_array_new_with_free_func (g_free);
}
