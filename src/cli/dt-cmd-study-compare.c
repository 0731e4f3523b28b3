/* dt-cmd-study-compare.c - daytrader-cli study compare
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include <string.h>

#include "dt-run-compare.h"
#include "dt-text-file.h"

#include "dt-cli-book.h"
#include "dt-cli-study.h"

#define DEFAULT_SHOWN 20
/* Settings of a run, their rules included */
#define MAX_SPEC      (64 << 20)

static int n_shown = DEFAULT_SHOWN;

static const GOptionEntry entries[] = {
  { "limit", 0, 0, G_OPTION_ARG_INT, &n_shown,
    "Differences that the table shows, 20 by default; JSON has all", "N" },
  { NULL }
};

/* One of the two: a stored book, or a run that is made here. */
typedef struct
{
  DtBacktest       *backtest;
  DtBook           *book;
  char            **symbols;
  DtCompareAccount *accounts;
  gsize             n_accounts;
} Side;

static void
side_clear (Side *side)
{
  g_clear_pointer (&side->accounts, g_free);
  g_clear_pointer (&side->backtest, dt_backtest_free);
  g_clear_pointer (&side->book, dt_book_free);
  g_clear_pointer (&side->symbols, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Side, side_clear)

static gboolean
open_book (DtCli       *cli,
           Side        *side,
           const char  *text,
           GError     **error)
{
  g_autoptr(DtBookStore) store = dt_book_store_open (cli->data_dir, DT_STORE_READ_ONLY, error);
  gint64 id = store != NULL ? dt_cli_book_find (store, text, error) : 0;

  if (id == 0
      || !(side->symbols = dt_book_store_dup_symbols (store, id, error))
      || !(side->book = dt_book_store_load (store, id, error)))
    return FALSE;

  side->accounts = g_new (DtCompareAccount, 1);
  side->accounts[0] = (DtCompareAccount) { side->book, (const char *const *) side->symbols };
  side->n_accounts = 1;
  return TRUE;
}

static gboolean
make_run (DtCli       *cli,
          Side        *side,
          const char  *path,
          GError     **error)
{
  g_autofree char *text = NULL;
  g_autoptr(DtRunSpec) spec = NULL;

  if (!dt_text_file_load (path, MAX_SPEC, &text, NULL, error))
    return FALSE;

  spec = dt_run_spec_from_json (text, error);
  if (spec == NULL)
    g_prefix_error (error, "%s: ", path);
  else
    side->backtest = dt_cli_study_run (cli, spec, error);
  if (side->backtest == NULL)
    return FALSE;

  side->accounts = dt_compare_accounts_of (side->backtest->records, side->backtest->n_records);
  side->n_accounts = side->backtest->n_records;
  return TRUE;
}

/* A number is a book; "./7" is a file of that name. */
static gboolean
open_side (DtCli       *cli,
           Side        *side,
           const char  *text,
           GError     **error)
{
  if (*text != '\0' && strspn (text, "0123456789") == strlen (text))
    return open_book (cli, side, text, error);

  return make_run (cli, side, text, error);
}

static JsonObject *
difference_to_json (const DtOrderDifference *difference)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "kind", dt_compare_kind_to_string (difference->kind));
  dt_cli_set_time (object, "time", difference->time);
  json_object_set_string_member (object, "symbol", difference->symbol);
  if (difference->strategy == DT_STRATEGY_USER)
    json_object_set_null_member (object, "strategy");
  else
    json_object_set_int_member (object, "strategy", difference->strategy);
  json_object_set_string_member (object, "role", dt_order_role_to_string (difference->role));
  dt_cli_set_quantity (object, "quantity", difference->quantity);
  /* NULL becomes null */
  json_object_set_string_member (object, "field", difference->field);
  json_object_set_string_member (object, "left", difference->left);
  json_object_set_string_member (object, "right", difference->right);
  return object;
}

static void
print_json (const DtRunCompare *compare)
{
  JsonObject *object = json_object_new ();
  JsonArray *differences = json_array_new ();

  for (guint i = 0; i < compare->differences->len; i++)
    json_array_add_object_element (differences,
                                   difference_to_json (&g_array_index (compare->differences,
                                                                       DtOrderDifference, i)));

  json_object_set_int_member (object, "equal_count", compare->n_equal);
  json_object_set_int_member (object, "changed_count", compare->n_changed);
  json_object_set_int_member (object, "only_left_count", compare->n_only_left);
  json_object_set_int_member (object, "only_right_count", compare->n_only_right);
  dt_cli_set_money (object, "profit_left", compare->profit_left);
  dt_cli_set_money (object, "profit_right", compare->profit_right);
  dt_cli_set_money (object, "profit_difference", compare->profit_difference);
  json_object_set_array_member (object, "differences", differences);
  dt_cli_study_print_json (object);
}

static char **
difference_to_row (const DtOrderDifference *difference)
{
  char **cells = g_new0 (char *, 9);
  char buf[MAX (DT_TIME_BUF_SIZE, DT_DECIMAL_BUF_SIZE)];

  cells[0] = g_strdup (dt_compare_kind_to_string (difference->kind));
  cells[1] = g_strdup (dt_time_to_string (difference->time, buf));
  cells[2] = g_strdup (difference->symbol);
  cells[3] = g_strdup (dt_order_role_to_string (difference->role));
  cells[4] = g_strdup (dt_quantity_to_string (difference->quantity, buf));
  cells[5] = g_strdup (difference->field != NULL ? difference->field : "");
  cells[6] = g_strdup (difference->left != NULL ? difference->left : "");
  cells[7] = g_strdup (difference->right != NULL ? difference->right : "");
  return cells;
}

static void
print_table (const DtRunCompare *compare)
{
  static const char *const header[] = { "", "submitted", "symbol", "role", "quantity", "field",
                                        "left", "right", NULL };
  static const gboolean numeric[] = { FALSE, FALSE, FALSE, FALSE, TRUE, FALSE, FALSE, FALSE };
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  char left[DT_DECIMAL_BUF_SIZE], right[DT_DECIMAL_BUF_SIZE], difference[DT_DECIMAL_BUF_SIZE];

  for (guint i = 0; i < compare->differences->len && i < (guint) MAX (n_shown, 0); i++)
    g_ptr_array_add (rows, difference_to_row (&g_array_index (compare->differences,
                                                              DtOrderDifference, i)));

  g_print ("Orders: %u equal, %u changed, %u only left, %u only right\n"
           "Profit of completed trades: %s left, %s right, difference %s\n", compare->n_equal,
           compare->n_changed, compare->n_only_left, compare->n_only_right,
           dt_money_to_string (compare->profit_left, left),
           dt_money_to_string (compare->profit_right, right),
           dt_money_to_string (compare->profit_difference, difference));
  if (rows->len > 0)
    {
      g_print ("\nThe first of %u differences:\n\n", compare->differences->len);
      dt_cli_print_table (header, numeric, rows);
    }
}

static int
run_study_compare (DtCli  *cli,
                   char  **arguments,
                   guint   n_arguments)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtRunCompare) compare = NULL;
  g_auto(Side) left = { 0 };
  g_auto(Side) right = { 0 };

  if (n_arguments != 2)
    return dt_cli_usage (cli, "study compare takes two runs, each a book's number or a file with "
                         "a run's settings");

  if (!open_side (cli, &left, arguments[0], &error)
      || !open_side (cli, &right, arguments[1], &error)
      || !(compare = dt_run_compare_new (left.accounts, left.n_accounts, right.accounts,
                                         right.n_accounts, cli->cancellable, &error)))
    return dt_cli_fail (cli, error);

  dt_cli_progress_end ();
  if (cli->json)
    print_json (compare);
  else
    print_table (compare);

  return compare->differences->len == 0 && compare->profit_difference == 0
         ? DT_EXIT_OK : DT_EXIT_FINDINGS;
}

const DtCliCommand dt_cmd_study_compare = {
  .name = "study compare",
  .arguments = "LEFT RIGHT",
  .summary = "Compare two runs, order by order",
  .description = "Each is the number of a book, or a file that “replay run --print-spec” wrote, "
                 "whose run is then made. Code 5 when they differ.",
  .entries = entries,
  .run = run_study_compare,
};
