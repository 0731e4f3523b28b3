/* test-csv-actions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dt-csv-actions.h"

static DtCsvActions *
read_text (const char *text,
           GError    **error)
{
  return dt_csv_actions_read_bytes (text, strlen (text), "acme.csv", NULL, error);
}

/* "AAPL 2015-05-07 dividend 0.52; ..." */
static char *
dup_summary (const DtCsvActions *actions)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < actions->symbols->len; i++)
    {
      const DtCsvSymbolActions *symbol = g_ptr_array_index (actions->symbols, i);

      for (guint j = 0; j < dt_action_list_count (symbol->list); j++)
        {
          const DtCorporateAction *action = dt_action_list_get (symbol->list, j);
          g_autofree char *value = dt_corporate_action_dup_value (action);
          char date[DT_TIME_BUF_SIZE];

          g_string_append_printf (text, "%s%s %s %s %s", text->len > 0 ? "; " : "",
                                  symbol->symbol, dt_date_to_string (action->date, date),
                                  dt_action_kind_to_string (action->kind), value);
        }
    }

  return g_string_free (text, FALSE);
}

static void
test_tables (void)
{
  static const struct
  {
    const char *text;
    const char *summary;
  } cases[] = {
    { "symbol,ex_date,action,value\n"
      "NFLX,2015-07-15,split,7:1\n"
      "aapl,2015-08-06,dividend,0.52\n"
      "AAPL,2015-05-07,DIVIDEND,.52\n"
      "BAX,2015-07-01,spin-off,31.945208\n"
      "ACE,2016-01-15,symbol-change,cb\n"
      "ALTR,2015-12-28,delisting,54\n"
      "SIAL,2015-11-19,delisting,\n",
      "AAPL 2015-05-07 dividend 0.52; AAPL 2015-08-06 dividend 0.52; "
      "ACE 2016-01-15 symbol-change CB; ALTR 2015-12-28 delisting 54; "
      "BAX 2015-07-01 spin-off 31.945208; NFLX 2015-07-15 split 7:1; SIAL 2015-11-19 delisting " },
    { "Date,Dividends\n2015-05-07,0.52\n", "ACME 2015-05-07 dividend 0.52" },
    { "Date,Stock Splits\r\n2014-06-09,7\r\n2013-01-02,0.1\r\n2012-01-03,1.05:1\r\n",
      "ACME 2012-01-03 split 21:20; ACME 2013-01-02 split 1:10; ACME 2014-06-09 split 7:1" },
    { "\xef\xbb\xbfticker;date;ratio;amount\nX;2015-05-07;;0.1\nX;2015-05-07;3-for-2;\n",
      "X 2015-05-07 split 3:2; X 2015-05-07 dividend 0.1" },
    /* Two payments of one day are two */
    { "symbol,ex_date,action,value\nX,2015-05-07,dividend,0.1\nX,2015-05-07,dividend,2\n",
      "X 2015-05-07 dividend 0.1; X 2015-05-07 dividend 2" },
    /* 702.60 / 7 = 100.371429; 125.26 - 0.52 = 124.74, 124.74 / 125.26 = 0.995849;
     * 1 for 10: 1.50 becomes 15 */
    { "symbol,ex_date,factor,prev_close,prev_adj_close\n"
      "NFLX,2015-07-15,0.142857,702.600006,100.371429\n"
      "AAPL,2015-05-07,0.995849,125.26,124.74\n"
      "XRX,2017-06-15,10,1.5,15\n",
      "AAPL 2015-05-07 dividend 0.52; NFLX 2015-07-15 split 7:1; XRX 2017-06-15 split 1:10" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(DtCsvActions) actions = read_text (cases[i].text, &error);
      g_autofree char *summary = NULL;

      g_assert_no_error (error);
      summary = dup_summary (actions);
      g_assert_cmpstr (summary, ==, cases[i].summary);
      g_assert_cmpuint (actions->n_rejected, ==, 0);
    }
}

/* Each bad row is left out and told with line, field, value and reason; the good one stays. */
static void
test_bad_rows (void)
{
  static const struct
  {
    const char *row;
    const char *field;
    const char *reason;
  } cases[] = {
    { ",2015-05-07,dividend,1", "symbol", "is no symbol" },
    { "A\"B,2015-05-07,dividend,1", "symbol", "is no symbol" },
    { "X,07.05.2015,dividend,1", "ex_date", "is no date like 2015-07-15" },
    { "X,,dividend,1", "ex_date", "is no date like 2015-07-15" },
    { "X,1989-12-29,dividend,1", "ex_date", "is outside the calendar, 1990 to 2030" },
    { "X,2015-05-07,merger,1", "action", "is none of split" },
    { "X,2015-05-07,dividend,", "value", "is no amount" },
    { "X,2015-05-07,dividend,nan", "value", "is no amount" },
    { "X,2015-05-07,dividend,inf", "value", "is no amount" },
    { "X,2015-05-07,dividend,1e300", "value", "is no amount" },
    { "X,2015-05-07,dividend,0", "value", "is not above zero" },
    { "X,2015-05-07,spin-off,-1", "value", "is not above zero" },
    { "X,2015-05-07,delisting,-1", "value", "is not above zero" },
    { "X,2015-05-07,split,", "value", "is no ratio" },
    { "X,2015-05-07,split,0:1", "value", "is no ratio" },
    { "X,2015-05-07,split,2:-1", "value", "is no ratio" },
    { "X,2015-05-07,split,2:2", "value", "splits nothing" },
    { "X,2015-05-07,split,9999999999:1", "value", "is no ratio" },
    { "X,2015-05-07,symbol-change,", "value", "is no symbol" },
    { "GOOD,2015-05-07,dividend,1", "ex_date", "repeats an action" },
    { "GOOD,2015-05-08,split,3:1", "ex_date", "has another such action" },
    { "X", "ex_date", "is no date" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *text = g_strdup_printf (
        "symbol,ex_date,action,value\nGOOD,2015-05-07,dividend,1\nGOOD,2015-05-08,split,2:1\n%s\n",
        cases[i].row);
      g_autoptr(DtCsvActions) actions = read_text (text, &error);
      const DtCsvReject *reject;

      g_assert_no_error (error);
      g_test_message ("%s", cases[i].row);
      g_assert_cmpuint (actions->n_rows, ==, 3);
      g_assert_cmpuint (actions->n_rejected, ==, 1);
      reject = g_ptr_array_index (actions->rejects, 0);
      g_assert_cmpuint (reject->line, ==, 4);
      g_assert_cmpstr (reject->field, ==, cases[i].field);
      g_assert_nonnull (strstr (reject->reason, cases[i].reason));
    }
}

static void
test_no_tables (void)
{
  static const struct
  {
    const char *text;
    DtCsvError  code;
  } cases[] = {
    { "", DT_CSV_ERROR_NOT_A_TABLE },
    { "symbol,ex_date,action,value\n", DT_CSV_ERROR_NOT_A_TABLE },
    { "symbol,action,value\nX,split,2\n", DT_CSV_ERROR_MISSING_COLUMN },
    { "symbol,ex_date,value\nX,2015-05-07,2\n", DT_CSV_ERROR_MISSING_COLUMN },
    { "symbol,ex_date,action,value\nX,today,split,2\n", DT_CSV_ERROR_TOO_DIRTY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (read_text (cases[i].text, &error));
      g_assert_error (error, DT_CSV_ERROR, (int) cases[i].code);
    }
}

/* Bytes of any kind give rows or an error, never more. */
static void
test_noise (void)
{
  static const char pieces[]
    = "symbol,ex_date,action,value\nX,2015-05-07,split,2:1\n\r\";#\xff.-e9";
  guint32 state = 7;

  for (guint i = 0; i < 20000; i++)
    {
      char text[200];
      guint length = 28;

      memcpy (text, pieces, length);
      while (length < sizeof text)
        {
          state = state * 1664525 + 1013904223;
          text[length++] = pieces[(state >> 16) % (sizeof pieces - 1)];
        }
      dt_csv_actions_free (dt_csv_actions_read_bytes (text, length, "noise", "X", NULL));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/csv/actions/tables", test_tables);
  g_test_add_func ("/csv/actions/bad-rows", test_bad_rows);
  g_test_add_func ("/csv/actions/no-tables", test_no_tables);
  g_test_add_func ("/csv/actions/noise", test_noise);

  return g_test_run ();
}
