/* dt-cli-book.h - records of a book as JSON and as tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-book-store.h"

#include "dt-cli.h"

G_BEGIN_DECLS

typedef enum
{
  DT_CLI_BOOK_POSITIONS,
  DT_CLI_BOOK_TRADES,
  DT_CLI_BOOK_ORDERS,
  DT_CLI_BOOK_FILLS,
  DT_CLI_BOOK_LEDGER,
  DT_CLI_BOOK_SIGNALS,
  DT_CLI_BOOK_N_KINDS,
} DtCliBookKind;

/* "positions", also the member of the JSON. */
const char *dt_cli_book_kind_to_string (DtCliBookKind      kind);
/* (transfer full): one object a row, docs/cli.md lists the members */
JsonArray  *dt_cli_book_make_rows      (DtCliBookKind      kind,
                                        const DtBook      *book,
                                        const char *const *symbols);
/* The columns that fit a terminal. */
void        dt_cli_book_print_rows     (DtCliBookKind      kind,
                                        JsonArray         *rows);

/* (transfer full): what "book list" says of a book, without spec and result */
JsonObject *dt_cli_book_make_info      (const DtBookInfo  *info);
/* The id that @text names, or the newest book's for %NULL; 0 and @error when there is none. */
gint64      dt_cli_book_find           (DtBookStore       *store,
                                        const char        *text,
                                        GError           **error);

/* Members in the formats of docs/cli.md; %DT_MONEY_NONE, %DT_TIME_NONE and NaN are null. */
void        dt_cli_set_money           (JsonObject        *object,
                                        const char        *member,
                                        DtMoney            money);
void        dt_cli_set_quantity        (JsonObject        *object,
                                        const char        *member,
                                        DtQuantity         quantity);
void        dt_cli_set_time            (JsonObject        *object,
                                        const char        *member,
                                        DtTime             time);
void        dt_cli_set_double          (JsonObject        *object,
                                        const char        *member,
                                        double             value);
/* 0 is null. */
void        dt_cli_set_id              (JsonObject        *object,
                                        const char        *member,
                                        guint64            id);
/* A row's value as a table or CSV file shows it. (transfer full) */
char       *dt_cli_dup_cell            (JsonObject        *row,
                                        const char        *member);

G_END_DECLS
