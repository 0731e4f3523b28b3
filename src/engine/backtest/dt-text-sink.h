/* dt-text-sink.h - rows of text into a hash, a file, or both
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-hash.h"
#include "dt-money.h"
#include "dt-timeframe.h"

G_BEGIN_DECLS

/**
 * DtTextSink:
 *
 * Formats numbers and times in the one way that files and hashes of a run have, a buffer at a time:
 * no locale, no exponent, no trailing zeros. Plain struct on the stack; the first failure of the
 * file is kept and makes the rest do nothing.
 */
#define DT_TEXT_SINK_SIZE 65536
#define DT_TEXT_SINK_DAYS 512
#define DT_TEXT_SINK_WORDS 32
#define DT_TEXT_SINK_LONGEST_WORD 24

typedef struct
{
  DtTime  time;          /* start of the daily bar, DT_TIME_NONE for none */
  guint   length;
  char    text[16];
} DtTextDay;

typedef struct
{
  const char  *word;          /* (nullable) */
  guint        length;
  char         text[DT_TEXT_SINK_LONGEST_WORD];
} DtTextWord;

typedef struct
{
  DtHash      *hash;          /* (nullable) */
  int          fd;            /* or -1 */
  int          failure;       /* errno of the first write that failed */
  DtTimeframe  timeframe;     /* dates for daily bars and longer, else UTC times */
  DtTime       day_start;     /* of the date that is cached */
  char         day[16];
  DtTextDay    days[DT_TEXT_SINK_DAYS];   /* of daily bars, by what is left of the day's number */
  DtTextWord   words[DT_TEXT_SINK_WORDS]; /* by their address */
  gsize        length;
  char         buffer[DT_TEXT_SINK_SIZE];
} DtTextSink;

void      dt_text_sink_init       (DtTextSink   *sink,
                                   DtHash       *hash,
                                   int           fd,
                                   DtTimeframe   timeframe);
/* For another hash; what is remembered of days stays, of words nothing does. */
void      dt_text_sink_reuse      (DtTextSink   *sink,
                                   DtHash       *hash,
                                   DtTimeframe   timeframe);
gboolean  dt_text_sink_flush      (DtTextSink   *sink);

/* As they are. */
void      dt_text_sink_bytes      (DtTextSink   *sink,
                                   const char   *bytes,
                                   gsize         n_bytes);

/* Each ends with the character @end, a comma or a line's end. */
void      dt_text_sink_text       (DtTextSink   *sink,
                                   const char   *text,
                                   char          end);
/* A word that comes again and again, and that stays where and what it is until the sink is used
 * again. */
void      dt_text_sink_word       (DtTextSink   *sink,
                                   const char   *word,
                                   char          end);
/* So many fields with nothing in them. */
void      dt_text_sink_empty      (DtTextSink   *sink,
                                   guint         n_fields);
void      dt_text_sink_money      (DtTextSink   *sink,
                                   DtMoney       money,
                                   char          end);
void      dt_text_sink_quantity   (DtTextSink   *sink,
                                   DtQuantity    quantity,
                                   char          end);
void      dt_text_sink_fraction   (DtTextSink   *sink,
                                   double        fraction,
                                   char          end);
void      dt_text_sink_integer    (DtTextSink   *sink,
                                   gint64        number,
                                   char          end);
void      dt_text_sink_time       (DtTextSink   *sink,
                                   DtTime        time,
                                   char          end);

G_END_DECLS
