/* desk-risk-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-riskpage"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-portfolio-book.h"
#include "dt-stress.h"

#include "desk-fold.h"
#include "desk-format.h"
#include "desk-stat.h"

#include "desk-risk-data.h"
#include "desk-risk-page.h"
#include "desk-risk-table.h"

/* Between two times that it is worked out, ms. */
#define PAUSE_MS  2000
#define NARROW    700
#define MAX_WIDTH 1100

enum
{
  TILE_VALUE_95,
  TILE_VALUE_99,
  TILE_SHORTFALL,
  TILE_VOLATILITY,
  TILE_BETA,
  TILE_EXPOSURE,
  N_TILES
};

static const struct
{
  const char *title;
  const char *explanation;
} tile_texts[N_TILES] = {
  { "Value at Risk, 95 %", "Of a hundred sessions like those looked back on, with what is held "
    "now, five would lose more. Parametric: by a normal distribution of the same deviation." },
  { "Value at Risk, 99 %", "Of a hundred sessions like those looked back on, with what is held "
    "now, one would lose more. Parametric: by a normal distribution of the same deviation." },
  { "Expected Shortfall, 95 %", "The mean of the sessions that lose more than the value at risk." },
  { "Volatility", "Deviation of the profit of one session, with what is held now." },
  { "Beta", "What the account moves by when the market moves by 1: weights times betas." },
  { "Exposure", "Market value of all positions, without signs, and its part of equity." },
};

static const DeskRiskColumn stress_columns[] = {
  { "scenario", "Scenario", 26, FALSE, DESK_ROOM_NARROW, NULL },
  { "profit", "Profit or Loss", 14, TRUE, DESK_ROOM_NARROW,
    "Of what is held now; positions whose move is not known stay" },
  { "equity", "Of Equity", 10, TRUE, DESK_ROOM_NARROW, NULL },
  { "what", "What Happens", 30, FALSE, DESK_ROOM_WIDE, NULL, TRUE },
};

static const DeskRiskColumn position_columns[] = {
  { "symbol", "Symbol", 7, FALSE, DESK_ROOM_NARROW, NULL },
  { "value", "Value", 13, TRUE, DESK_ROOM_WIDE, "At its mark; negative is short" },
  { "weight", "Weight", 8, TRUE, DESK_ROOM_NARROW, "Value by equity" },
  { "beta", "Beta", 5, TRUE, DESK_ROOM_NARROW,
    "Covariance with the market by the market's variance" },
  { "volatility", "Volatility", 10, TRUE, DESK_ROOM_WIDE,
    "Deviation of its returns, of one session" },
  { "contribution", "Contribution", 12, TRUE, DESK_ROOM_WIDE,
    "To the deviation of the whole, of one session; they add up to the volatility above" },
  { "share", "Share of Risk", 12, TRUE, DESK_ROOM_NARROW,
    "Contribution by the whole; below 0 it makes the whole calmer" },
};

static const DeskRiskColumn sector_columns[] = {
  { "sector", "Sector", 18, FALSE, DESK_ROOM_NARROW, NULL },
  { "net", "Net", 13, TRUE, DESK_ROOM_WIDE, "Longs less shorts" },
  { "gross", "Gross", 13, TRUE, DESK_ROOM_NARROW, "Longs and shorts together" },
  { "equity", "Of Equity", 10, TRUE, DESK_ROOM_NARROW,
    "Gross by equity: what the sector limit is about" },
};

struct _DeskRiskPage
{
  DeskPage       parent_instance;

  DeskSession   *session;          /* not owned */
  GSignalGroup  *signals;          /* of the session; without a target while unmapped */
  GCancellable  *cancellable;      /* (nullable): of what is being worked out */
  guint          timer;
  gint64         loaded;           /* monotonic time, µs */
  gboolean       stale;            /* something changed since */

  GtkWidget     *stack;
  GtkWidget     *none;
  GtkLabel      *basis;
  GtkFlowBox    *stats;
  GtkWidget     *tiles[N_TILES];
  DeskRiskTable *stress;
  DeskRiskTable *positions;
  DeskRiskTable *sectors;
};

G_DEFINE_FINAL_TYPE (DeskRiskPage, desk_risk_page, DESK_TYPE_PAGE)

/* Figures */

static char *
format_usd (double usd)
{
  DtMoney money;

  return desk_format_money (!isnan (usd) && dt_money_from_double (usd, &money) ? money
                                                                               : DT_MONEY_NONE);
}

static char *
format_profit (double usd)
{
  DtMoney money;

  return desk_format_profit (!isnan (usd) && dt_money_from_double (usd, &money) ? money
                                                                                : DT_MONEY_NONE);
}

static char *
format_ratio (double ratio)
{
  return isnan (ratio) ? g_strdup ("–") : g_strdup_printf ("%s%.2f", ratio < 0. ? "−" : "",
                                                           fabs (ratio));
}

static void
show_tile (DeskRiskPage *self,
           guint         i,
           char         *value,
           char         *detail)
{
  desk_stat_set_value (DESK_STAT (self->tiles[i]), value, DESK_TONE_PLAIN);
  desk_stat_set_detail (DESK_STAT (self->tiles[i]), detail, DESK_TONE_DIM);
  g_free (value);
  g_free (detail);
}

/* Losses without their sign: the title says that they are. */
static void
show_loss (DeskRiskPage *self,
           guint         i,
           double        historical,
           double        parametric)
{
  g_autofree char *other = format_usd (-parametric);

  show_tile (self, i, format_usd (-historical), g_strdup_printf ("parametric %s", other));
}

static void
show_tiles (DeskRiskPage       *self,
            const DeskRiskData *data)
{
  const DtPortfolioRisk *risk = data->risk;
  double equity = dt_money_to_double (data->portfolio->equity);
  DtMoney gross = risk->long_value + risk->short_value;
  g_autofree char *deviation = desk_format_percent (risk->volatility / equity);
  g_autofree char *exposure = desk_format_percent (dt_money_to_double (gross) / equity);
  g_autofree char *longs = desk_format_money (risk->long_value);
  g_autofree char *shorts = desk_format_money (risk->short_value);

  show_loss (self, TILE_VALUE_95, risk->tails[0].historical, risk->tails[0].parametric);
  show_loss (self, TILE_VALUE_99, risk->tails[1].historical, risk->tails[1].parametric);
  show_loss (self, TILE_SHORTFALL, risk->tails[0].historical_shortfall,
             risk->tails[0].parametric_shortfall);
  show_tile (self, TILE_VOLATILITY, format_usd (risk->volatility),
             g_strdup_printf ("%s of equity a session", deviation));
  show_tile (self, TILE_BETA, format_ratio (risk->beta),
             g_strdup_printf ("against %s", data->portfolio->market_name != NULL
                                            ? data->portfolio->market_name : "–"));
  show_tile (self, TILE_EXPOSURE, g_steal_pointer (&exposure),
             g_strdup_printf ("long %s · short %s", longs, shorts));
}

/* Stress */

/* "index-10" is "Market −10 %"; a year stands for itself. */
static char *
title_of (const DtStress *stress)
{
  if (g_str_has_prefix (stress->name, "index-"))
    return g_strdup_printf ("Market −%s %%", stress->name + strlen ("index-"));
  if (g_str_has_prefix (stress->name, "sector "))
    return g_strdup_printf ("%s −10 %%", stress->name + strlen ("sector "));
  if (g_str_equal (stress->name, "volatility-x2"))
    return g_strdup ("Volatility × 2");

  return g_strdup_printf ("As in %s", stress->name);
}

static void
show_stress (DeskRiskPage *self,
             GPtrArray    *list)
{
  for (guint i = 0; i < list->len; i++)
    {
      const DtStress *stress = g_ptr_array_index (list, i);
      DeskRiskRow *row = desk_risk_table_row (self->stress, stress->name);
      DeskTone tone = desk_tone_of (stress->profit);

      desk_risk_row_set (row, 0, title_of (stress), NAN, DESK_TONE_PLAIN);
      desk_risk_row_set (row, 1, format_profit (stress->profit), stress->profit, tone);
      desk_risk_row_set (row, 2, desk_format_signed_percent (stress->fraction), stress->fraction,
                         tone);
      desk_risk_row_set (row, 3, g_strdup (stress->what), NAN, DESK_TONE_DIM);
    }
  desk_risk_table_show (self->stress);
}

/* Positions and sectors */

static int
compare_shares (gconstpointer a,
                gconstpointer b,
                gpointer      data)
{
  const DtHoldingRisk *holdings = data;
  double x = holdings[*(const guint *) a].share, y = holdings[*(const guint *) b].share;

  if (isnan (x) || isnan (y))
    return isnan (x) - isnan (y);

  return (x < y) - (x > y);
}

static void
show_position (DeskRiskPage        *self,
               const DtHolding     *holding,
               const DtHoldingRisk *risk)
{
  DeskRiskRow *row = desk_risk_table_row (self->positions, holding->symbol);

  desk_risk_row_set (row, 0, g_strdup (holding->symbol), NAN, DESK_TONE_PLAIN);
  desk_risk_row_set (row, 1, desk_format_money (holding->value),
                     dt_money_to_double (holding->value), DESK_TONE_PLAIN);
  desk_risk_row_set (row, 2, desk_format_signed_percent (risk->weight), risk->weight,
                     DESK_TONE_PLAIN);
  desk_risk_row_set (row, 3, format_ratio (risk->beta), risk->beta, DESK_TONE_PLAIN);
  desk_risk_row_set (row, 4, desk_format_percent (risk->volatility), risk->volatility,
                     DESK_TONE_PLAIN);
  desk_risk_row_set (row, 5, format_usd (risk->contribution), risk->contribution,
                     DESK_TONE_PLAIN);
  desk_risk_row_set (row, 6, desk_format_percent (risk->share), risk->share, DESK_TONE_PLAIN);
}

/* What makes most of the risk comes first. */
static void
show_positions (DeskRiskPage       *self,
                const DeskRiskData *data)
{
  guint n = data->portfolio->n_holdings;
  g_autofree guint *order = g_new (guint, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, (int) n, sizeof *order, compare_shares, data->risk->holdings);
  for (guint i = 0; i < n; i++)
    show_position (self, &data->portfolio->holdings[order[i]], &data->risk->holdings[order[i]]);
  desk_risk_table_show (self->positions);
}

static void
show_sectors (DeskRiskPage       *self,
              const DeskRiskData *data)
{
  double equity = dt_money_to_double (data->portfolio->equity);

  for (guint i = 0; i < data->risk->n_sectors; i++)
    {
      const DtSectorExposure *sector = &data->risk->sectors[i];
      DeskRiskRow *row = desk_risk_table_row (self->sectors, sector->name);
      gboolean named = *sector->name != '\0';
      double gross = dt_money_to_double (sector->gross);

      desk_risk_row_set (row, 0, g_strdup (named ? sector->name : "Without a sector"), NAN,
                         named ? DESK_TONE_PLAIN : DESK_TONE_DIM);
      desk_risk_row_set (row, 1, desk_format_money (sector->net), dt_money_to_double (sector->net),
                         DESK_TONE_PLAIN);
      desk_risk_row_set (row, 2, desk_format_money (sector->gross), gross, DESK_TONE_PLAIN);
      desk_risk_row_set (row, 3, desk_format_percent (gross / equity), gross / equity,
                         DESK_TONE_PLAIN);
    }
  desk_risk_table_show (self->sectors);
}

static void
show_basis (DeskRiskPage       *self,
            const DeskRiskData *data)
{
  gsize n = data->risk->n_sessions;
  g_autofree char *text
    = n >= DT_PORTFOLIO_LEAST_SESSIONS
      ? g_strdup_printf ("What is held now, taken through the last %" G_GSIZE_FORMAT " sessions, "
                         "as if it had been held all the time", n)
      : g_strdup_printf ("Only %" G_GSIZE_FORMAT " sessions have a return of everything that is "
                         "held: fewer than %d say nothing about rare losses", n,
                         DT_PORTFOLIO_LEAST_SESSIONS);

  gtk_label_set_text (self->basis, text);
}

static void
show_data (DeskRiskPage       *self,
           const DeskRiskData *data)
{
  gboolean any = data->portfolio->n_holdings > 0;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), any ? "some" : "none");
  if (!any)
    return;

  show_basis (self, data);
  show_tiles (self, data);
  show_stress (self, data->stress);
  show_positions (self, data);
  show_sectors (self, data);
}

static void
position_activated (DeskRiskPage *self,
                    const char   *symbol)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "symbol", "s", symbol);
  gtk_widget_activate_action_variant (GTK_WIDGET (self), "win.symbol.show",
                                      g_variant_dict_end (&dict));
}

/* Nothing held */

static void
show_none (DeskRiskPage *self,
           const char   *title,
           const char   *text)
{
  adw_status_page_set_title (ADW_STATUS_PAGE (self->none), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->none), text);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "none");
}

static void
show_flat (DeskRiskPage *self)
{
  show_none (self, "Nothing Is Held", "With open positions this page says what they can lose: "
             "value at risk, stress scenarios, and the part of each position.");
}

/* Working it out */

static void load (DeskRiskPage *self);

static gboolean
on_timer (gpointer data)
{
  DeskRiskPage *self = data;

  self->timer = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(DeskRiskPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(DeskRiskData) loaded = desk_risk_data_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  self->loaded = g_get_monotonic_time ();
  if (loaded != NULL)
    show_data (self, loaded);
  else
    {
      g_autofree char *text = g_markup_printf_escaped ("%s. It is tried again when the account "
                                                       "changes.", error->message);

      show_none (self, "It Could Not Be Worked Out", text);
    }
  if (self->stale && self->timer == 0)
    self->timer = g_timeout_add (PAUSE_MS, on_timer, self);
}

static void
load (DeskRiskPage *self)
{
  gint64 book = desk_session_get_clock (self->session)->book;

  self->stale = FALSE;
  if (book == 0 || g_list_model_get_n_items (desk_session_get_positions (self->session)) == 0)
    {
      show_flat (self);
      return;
    }

  self->cancellable = g_cancellable_new ();
  desk_risk_data_load_async (desk_session_get_data_dir (self->session), book, self->cancellable,
                             on_loaded, g_object_ref (self));
}

static void
account_changed (DeskRiskPage *self)
{
  gint64 since = (g_get_monotonic_time () - self->loaded) / 1000;

  self->stale = TRUE;
  if (self->cancellable != NULL || self->timer != 0)
    return;

  self->timer = g_timeout_add (since >= PAUSE_MS ? 0 : (guint) (PAUSE_MS - since), on_timer, self);
}

static void
stop (DeskRiskPage *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* Life */

static void
desk_risk_page_seen (DeskPage *page)
{
  DeskRiskPage *self = DESK_RISK_PAGE (page);

  g_signal_group_set_target (self->signals, self->session);
  load (self);
}

static void
desk_risk_page_unseen (DeskPage *page)
{
  DeskRiskPage *self = DESK_RISK_PAGE (page);

  g_signal_group_set_target (self->signals, NULL);
  stop (self);
}

static GtkWidget *
desk_risk_page_get_start (DeskPage *page)
{
  DeskRiskPage *self = DESK_RISK_PAGE (page);
  const char *shown = gtk_stack_get_visible_child_name (GTK_STACK (self->stack));

  return g_strcmp0 (shown, "some") == 0 ? GTK_WIDGET (self->positions) : NULL;
}

static void
fold_changed (DeskFold     *fold,
              GParamSpec   *pspec,
              DeskRiskPage *self)
{
  gboolean narrow = desk_fold_get_narrow (fold);

  desk_risk_table_set_narrow (self->stress, narrow);
  desk_risk_table_set_narrow (self->positions, narrow);
  desk_risk_table_set_narrow (self->sectors, narrow);
}

static void
desk_risk_page_constructed (GObject *object)
{
  DeskRiskPage *self = DESK_RISK_PAGE (object);
  DeskSettings *settings;

  G_OBJECT_CLASS (desk_risk_page_parent_class)->constructed (object);

  self->session = desk_page_get_session (DESK_PAGE (self));
  settings = desk_page_get_settings (DESK_PAGE (self));
  desk_risk_table_remember (self->positions, settings, "table.risk-positions", "risk");
  desk_risk_table_remember (self->stress, settings, "table.risk-stress", "stress");
  desk_risk_table_remember (self->sectors, settings, "table.risk-sectors", "sectors");
}

static void
desk_risk_page_dispose (GObject *object)
{
  DeskRiskPage *self = DESK_RISK_PAGE (object);

  stop (self);
  g_clear_object (&self->signals);

  G_OBJECT_CLASS (desk_risk_page_parent_class)->dispose (object);
}

static void
desk_risk_page_class_init (DeskRiskPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  DeskPageClass *page_class = DESK_PAGE_CLASS (klass);

  object_class->constructed = desk_risk_page_constructed;
  object_class->dispose = desk_risk_page_dispose;
  page_class->seen = desk_risk_page_seen;
  page_class->unseen = desk_risk_page_unseen;
  page_class->get_start = desk_risk_page_get_start;
}

static GtkWidget *
make_stats (DeskRiskPage *self)
{
  self->stats = GTK_FLOW_BOX (gtk_flow_box_new ());
  g_object_set (self->stats, "selection-mode", GTK_SELECTION_NONE, "homogeneous", TRUE,
                "min-children-per-line", 2, "max-children-per-line", 3, "column-spacing", 12,
                "row-spacing", 12, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->stats), "stats");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->stats), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Risk of the account", -1);
  for (guint i = 0; i < N_TILES; i++)
    {
      /* The tiles are for reading: the focus has no business there */
      GtkWidget *child = g_object_new (GTK_TYPE_FLOW_BOX_CHILD, "focusable", FALSE, NULL);

      self->tiles[i] = desk_stat_new (tile_texts[i].title, tile_texts[i].explanation);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), self->tiles[i]);
      gtk_flow_box_append (self->stats, child);
    }

  return GTK_WIDGET (self->stats);
}

static GtkWidget *
make_some (DeskRiskPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  g_object_set (box, "margin-start", 18, "margin-end", 18, "margin-top", 18, "margin-bottom", 18,
                NULL);
  self->basis = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->basis, TRUE);
  gtk_label_set_xalign (self->basis, 0.f);
  gtk_widget_add_css_class (GTK_WIDGET (self->basis), "dim-label");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->basis));
  gtk_box_append (GTK_BOX (box), make_stats (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->positions));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stress));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->sectors));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), MAX_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);

  return scroller;
}

#define MAKE_TABLE(name, columns) \
  DESK_RISK_TABLE (desk_risk_table_new (name, columns, G_N_ELEMENTS (columns)))

static void
desk_risk_page_init (DeskRiskPage *self)
{
  GtkWidget *fold = g_object_new (DESK_TYPE_FOLD, "threshold", NARROW, NULL);

  self->positions = MAKE_TABLE ("Positions by Their Risk", position_columns);
  self->stress = MAKE_TABLE ("Stress Scenarios", stress_columns);
  self->sectors = MAKE_TABLE ("Sectors", sector_columns);
  g_signal_connect_object (self->positions, "activated", G_CALLBACK (position_activated), self,
                           G_CONNECT_SWAPPED);
  self->none = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->none), "security-high-symbolic");
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), self->none, "none");
  gtk_stack_add_named (GTK_STACK (self->stack), make_some (self), "some");
  adw_bin_set_child (ADW_BIN (fold), self->stack);
  adw_bin_set_child (ADW_BIN (self), fold);
  g_signal_connect (fold, "notify::narrow", G_CALLBACK (fold_changed), self);
  fold_changed (DESK_FOLD (fold), NULL, self);
  show_flat (self);

  self->signals = g_signal_group_new (DESK_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "account-changed", G_CALLBACK (account_changed),
                                  self);
}
