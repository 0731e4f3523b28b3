/* dt-report-writer.h - headings and tables as HTML or as Markdown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All text is escaped; what is written can be read without any other file, and nothing in it runs
 * or is fetched. */
typedef struct
{
  GString  *text;
  gboolean  html;
} DtReportWriter;

void  dt_report_writer_begin     (DtReportWriter     *writer,
                                  gboolean            html,
                                  const char         *title);
/* (transfer full) */
char *dt_report_writer_end       (DtReportWriter     *writer);
void  dt_report_writer_heading   (DtReportWriter     *writer,
                                  const char         *heading);
void  dt_report_writer_paragraph (DtReportWriter     *writer,
                                  const char         *text);
/* The first column is text, all others are numbers unless @n_text says otherwise. */
void  dt_report_writer_table     (DtReportWriter     *writer,
                                  const char *const  *header,
                                  guint               n_columns,
                                  guint               n_text);
/* @tones: (nullable): of each cell, from -1 (red) to 1 (green), 0 or NaN for none; HTML only. */
void  dt_report_writer_row       (DtReportWriter     *writer,
                                  const char *const  *cells,
                                  guint               n_columns,
                                  guint               n_text,
                                  const double       *tones);
void  dt_report_writer_end_table (DtReportWriter     *writer);
/* Lines over the same points, each scaled to all of them together; HTML only. @below: (nullable): a
 * second picture under them, filled from 0 down. NaN are left out. */
void  dt_report_writer_picture   (DtReportWriter     *writer,
                                  const double       *line,
                                  const double       *other,
                                  const double       *below,
                                  gsize               n_points);

G_END_DECLS
