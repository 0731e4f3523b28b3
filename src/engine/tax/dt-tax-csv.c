/* dt-tax-csv.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-tax"

#include "config.h"

#include "dt-tax-report.h"

static void
append_date (GString *csv,
             DtTime   time)
{
  char text[DT_TIME_BUF_SIZE];

  g_string_append_c (csv, ',');
  if (time != DT_TIME_NONE)
    g_string_append (csv, dt_date_to_string (dt_time_get_new_york_date (time, NULL), text));
}

static void
append_money (GString *csv,
              DtMoney  money)
{
  char text[DT_DECIMAL_BUF_SIZE];

  g_string_append_printf (csv, ",%s", dt_money_to_string (money, text));
}

static void
append_quantity (GString    *csv,
                 DtQuantity  quantity)
{
  char text[DT_DECIMAL_BUF_SIZE];

  g_string_append_printf (csv, ",%s", dt_quantity_to_string (quantity, text));
}

/* Of what is open, only one of the two amounts is known. */
static void
append_lot (GString        *csv,
            const DtTaxLot *lot,
            const char     *symbol)
{
  gboolean open = lot->closed_fill == 0;

  g_string_append (csv, symbol);
  append_quantity (csv, lot->quantity);
  append_date (csv, lot->opened);
  append_date (csv, lot->closed);
  if (open && lot->quantity > 0)
    g_string_append_c (csv, ',');
  else
    append_money (csv, lot->proceeds);
  if (open && lot->quantity < 0)
    g_string_append_c (csv, ',');
  else
    append_money (csv, lot->cost);
  append_money (csv, lot->added);
  if (open)
    g_string_append (csv, ",,,,");
  else
    {
      append_money (csv, lot->gain);
      append_money (csv, lot->disallowed);
      append_money (csv, lot->gain + lot->disallowed);
      g_string_append (csv, lot->long_term ? ",long" : ",short");
    }
  g_string_append (csv, lot->disallowed > 0 ? ",W\r\n" : ",\r\n");
}

char *
dt_tax_report_make_lots (const DtTaxReport *report,
                         const char *const *symbols)
{
  GString *csv = g_string_new ("symbol,quantity,opened,closed,proceeds,cost,wash_added,gain,"
                               "disallowed,taxable_gain,term,code\r\n");

  g_return_val_if_fail (report != NULL, NULL);

  for (guint i = 0; i < report->lots->len; i++)
    {
      const DtTaxLot *lot = &g_array_index (report->lots, DtTaxLot, i);

      append_lot (csv, lot, symbols[lot->instrument]);
    }

  return g_string_free (csv, FALSE);
}

char *
dt_tax_report_make_washes (const DtTaxReport *report,
                           const char *const *symbols)
{
  GString *csv = g_string_new ("symbol,quantity,opened,closed,loss,disallowed,"
                               "replacement_bought\r\n");

  g_return_val_if_fail (report != NULL, NULL);

  for (guint i = 0; i < report->washes->len; i++)
    {
      const DtWashSale *wash = &g_array_index (report->washes, DtWashSale, i);
      const DtTaxLot *lot = &g_array_index (report->lots, DtTaxLot, wash->lot);

      g_string_append (csv, symbols[lot->instrument]);
      append_quantity (csv, lot->quantity > 0 ? wash->quantity : -wash->quantity);
      append_date (csv, lot->opened);
      append_date (csv, lot->closed);
      append_money (csv, lot->gain);
      append_money (csv, wash->disallowed);
      append_date (csv, wash->replacement);
      g_string_append (csv, "\r\n");
    }

  return g_string_free (csv, FALSE);
}
