/* dt-tax-report.h - tax lots and wash sales of a book
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-book.h"

G_BEGIN_DECLS

/* Days before and after a sale at a loss in which a purchase washes it: 26 U.S.C. 1091 (a). */
#define DT_WASH_DAYS 30

/**
 * DtTaxLot:
 *
 * What one fill opened and one fill closed, first in, first out; or what is open still. Cost and
 * proceeds have the fees in them. Of a short, proceeds come first and the cost when it is covered.
 */
typedef struct
{
  DtInstrumentIndex  instrument;
  DtQuantity         quantity;     /* signed: below zero was sold short */
  guint64            opened_fill;
  guint64            closed_fill;  /* 0: open */
  DtTime             opened;       /* start of the bar of the fill */
  DtTime             closed;       /* DT_TIME_NONE: open */
  DtMoney            proceeds;     /* 0 of a long that is open */
  DtMoney            cost;         /* 0 of a short that is open */
  DtMoney            added;        /* losses of earlier wash sales in its basis, above 0 */
  DtMoney            gain;         /* proceeds - cost - added; 0 while open */
  DtMoney            disallowed;   /* of a loss: the part that is washed, above 0 */
  DtDate             held_from;    /* New York date from which its holding period counts */
  gboolean           long_term;    /* held more than a year */
} DtTaxLot;

/* A loss, or a part of it, that a replacement takes over. */
typedef struct
{
  guint       lot;                 /* index of the lot that was closed at a loss */
  DtQuantity  quantity;            /* units that are replaced, above 0 */
  DtMoney     disallowed;          /* above 0 */
  guint64     replacement_fill;
  DtTime      replacement;         /* start of its bar */
} DtWashSale;

/**
 * DtTaxReport:
 *
 * Rules of the United States for stock, as IRS Publication 550 (2023, "Wash Sales") and 26 CFR
 * 1.1091-1 have them:
 *
 * - A loss is disallowed as far as as many units of the same instrument were bought (after a short:
 *   sold short again) within 30 days before or after the day of the sale; the window is 61 days.
 * - Units that are bought are matched in the order in which they were bought, each once, with
 *   losses in the order in which they were made.
 * - The disallowed loss is added to the basis of the units that replace, and the holding period of
 *   those that were sold to theirs.
 * - What is sold in the same fill replaces nothing, nor does what is left of the same purchase: a
 *   sale that reduces a holding bought at one time is none (Rev. Rul. 56-602).
 *
 * Days are those of the trade in New York. "Substantially identical" is the same instrument here:
 * other share classes, funds on the same index and options are the user's to judge, as are other
 * accounts. A split changes units, not cost; cash in lieu is left out.
 *
 * Plain data, immutable once made. No thread of its own.
 */
typedef struct
{
  GArray *lots;       /* of DtTaxLot: closed ones in the order of closing, then the open ones */
  GArray *washes;     /* of DtWashSale, by lot */
} DtTaxReport;

DtTaxReport *dt_tax_report_new        (const DtBook       *book,
                                       GError            **error);
void         dt_tax_report_free       (DtTaxReport        *report);

/* CSV, in dt-tax-csv.c: lines end in CRLF. @symbols by instrument. (transfer full) */
char        *dt_tax_report_make_lots  (const DtTaxReport  *report,
                                       const char *const  *symbols);
char        *dt_tax_report_make_washes (const DtTaxReport *report,
                                       const char *const  *symbols);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtTaxReport, dt_tax_report_free)

G_END_DECLS
