/* desk-overview-stats.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-overview"

#include "config.h"

#include "desk-format.h"
#include "desk-stat.h"

#include "desk-overview-stats.h"

static const struct
{
  const char *title;
  const char *explanation;
} texts[DESK_N_TILES] = {
  { "Equity", "Cash plus the market value of all positions, at the last prices known." },
  { "Day P/L", "Equity now less equity at the start of this session. Realised: closed today, "
               "after fees. Open: the rest." },
  { "Total P/L", "Equity now less the first deposit. Realised: all closed trades." },
  { "Open Risk", "What would be lost if every protective stop were hit at its price, and its "
                 "share of equity." },
  { "Cash", "Cash of the account. Buying power: what new entries may cost." },
  { "Trades", "Round trips that were completed since the run began, those of the journal. A trade "
    "is completed when its position is closed." },
};

static double
share_of (DtMoney part,
          DtMoney whole)
{
  return whole > 0 ? dt_money_to_double (part) / dt_money_to_double (whole) : NAN;
}

void
desk_overview_stats_add (GtkFlowBox *box,
                         GtkWidget  *tiles[DESK_N_TILES])
{
  for (guint i = 0; i < DESK_N_TILES; i++)
    {
      /* The tiles are for reading: the focus has no business there */
      GtkWidget *child = g_object_new (GTK_TYPE_FLOW_BOX_CHILD, "focusable", FALSE, NULL);

      tiles[i] = desk_stat_new (texts[i].title, texts[i].explanation);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), tiles[i]);
      gtk_flow_box_append (box, child);
    }
}

static void
show_value (GtkWidget *tile,
            char      *value,
            DeskTone   tone)
{
  desk_stat_set_value (DESK_STAT (tile), value, tone);
  g_free (value);
}

static void
show_detail (GtkWidget *tile,
             char      *detail,
             DeskTone   tone)
{
  desk_stat_set_detail (DESK_STAT (tile), detail, tone);
  g_free (detail);
}

static char *
join_two (const char *first,
          char       *first_figure,
          const char *second,
          char       *second_figure)
{
  char *joined = g_strdup_printf ("%s %s · %s %s", first, first_figure, second, second_figure);

  g_free (first_figure);
  g_free (second_figure);

  return joined;
}

static void
show_day (GtkWidget         *tile,
          const DeskAccount *account)
{
  DtMoney day = account->equity - account->day_start;

  show_value (tile, desk_format_profit (day), desk_tone_of (day));
  show_detail (tile, join_two ("realised", desk_format_profit (account->day_realised),
                               "open", desk_format_profit (day - account->day_realised)),
               DESK_TONE_DIM);
}

static void
show_total (GtkWidget         *tile,
            const DeskAccount *account)
{
  DtMoney total = account->equity - account->deposit;

  show_value (tile, desk_format_profit (total), desk_tone_of (total));
  show_detail (tile, join_two ("realised", desk_format_profit (account->realised),
                               "fees", desk_format_money (account->fees)),
               DESK_TONE_DIM);
}

static void
show_risk (GtkWidget         *tile,
           const DeskAccount *account)
{
  double share = share_of (account->open_risk, account->equity);
  g_autofree char *percent = desk_format_percent (share);

  show_value (tile, desk_format_money (account->open_risk), DESK_TONE_PLAIN);
  show_detail (tile, g_strdup_printf ("%s of equity", percent), DESK_TONE_DIM);
}

static void
show_equity (GtkWidget         *tile,
             const DeskAccount *account)
{
  double gain = share_of (account->equity - account->deposit, account->deposit);
  g_autofree char *percent = desk_format_signed_percent (gain);

  show_value (tile, desk_format_money (account->equity), DESK_TONE_PLAIN);
  show_detail (tile, g_strdup_printf ("%s since the start", percent),
               desk_tone_of (account->equity - account->deposit));
}

/* The engine counts a trade from its entry on. */
guint
desk_overview_count_completed (const DeskAccount *account)
{
  return account->n_trades - MIN (account->n_trades, account->n_positions);
}

void
desk_overview_stats_show (GtkWidget         *tiles[DESK_N_TILES],
                          const DeskAccount *account)
{
  g_autofree char *power = desk_format_money (account->buying_power);

  show_equity (tiles[DESK_TILE_EQUITY], account);
  show_day (tiles[DESK_TILE_DAY], account);
  show_total (tiles[DESK_TILE_TOTAL], account);
  show_risk (tiles[DESK_TILE_RISK], account);
  show_value (tiles[DESK_TILE_CASH], desk_format_money (account->cash), DESK_TONE_PLAIN);
  show_detail (tiles[DESK_TILE_CASH], g_strdup_printf ("buying power %s", power), DESK_TONE_DIM);
  show_value (tiles[DESK_TILE_TRADES],
              g_strdup_printf ("%u", desk_overview_count_completed (account)), DESK_TONE_PLAIN);
  show_detail (tiles[DESK_TILE_TRADES],
               g_strdup_printf ("%u more open", account->n_positions), DESK_TONE_DIM);
}
