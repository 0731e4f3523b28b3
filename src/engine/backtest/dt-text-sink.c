/* dt-text-sink.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-backtest"

#include "config.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "dt-text-sink.h"

/* The longest number or time, with room to spare. */
#define LONGEST 64
/* Fractions have up to ten places: the last is a hundredth of a cent on a million dollars. */
#define FRACTION_PLACES 10
#define FRACTION_SCALE  1e10

static void
forget_words (DtTextSink *sink)
{
  for (guint i = 0; i < DT_TEXT_SINK_WORDS; i++)
    sink->words[i].word = NULL;
}

void
dt_text_sink_init (DtTextSink  *sink,
                   DtHash      *hash,
                   int          fd,
                   DtTimeframe  timeframe)
{
  sink->hash = hash;
  sink->fd = fd;
  sink->failure = 0;
  sink->timeframe = timeframe;
  sink->day_start = DT_TIME_NONE;
  sink->length = 0;
  for (guint i = 0; i < DT_TEXT_SINK_DAYS; i++)
    sink->days[i].time = DT_TIME_NONE;
  forget_words (sink);
}

void
dt_text_sink_reuse (DtTextSink  *sink,
                    DtHash      *hash,
                    DtTimeframe  timeframe)
{
  sink->hash = hash;
  sink->failure = 0;
  sink->timeframe = timeframe;
  sink->length = 0;
  /* Where a word was there may be another one by now */
  forget_words (sink);
}

static void
write_out (DtTextSink *sink)
{
  gsize done = 0;

  while (done < sink->length && sink->failure == 0)
    {
      gssize n = write (sink->fd, sink->buffer + done, sink->length - done);

      if (n >= 0)
        done += n;
      else if (errno != EINTR)
        sink->failure = errno;
    }
}

/**
 * dt_text_sink_flush:
 *
 * Returns: %FALSE when the file could not be written, now or before; errno is in @sink
 */
gboolean
dt_text_sink_flush (DtTextSink *sink)
{
  if (sink->hash != NULL)
    dt_hash_add (sink->hash, sink->buffer, sink->length);
  if (sink->fd != -1)
    write_out (sink);
  sink->length = 0;

  return sink->failure == 0;
}

static inline char *
reserve (DtTextSink *sink,
         gsize       size)
{
  if (sink->length + size > DT_TEXT_SINK_SIZE)
    dt_text_sink_flush (sink);

  return sink->buffer + sink->length;
}

static void
put (DtTextSink *sink,
     const char *text,
     gsize       length)
{
  while (length > 0)
    {
      gsize part = MIN (length, LONGEST);

      memcpy (reserve (sink, part), text, part);
      sink->length += part;
      text += part;
      length -= part;
    }
}

void
dt_text_sink_bytes (DtTextSink *sink,
                    const char *bytes,
                    gsize       n_bytes)
{
  put (sink, bytes, n_bytes);
}

static inline gboolean
is_plain (char c)
{
  return c != ',' && c != '"' && c != '\r' && c != '\n';
}

/* As RFC 4180 has it: in quotation marks when it must be, and then each mark doubled. */
void
dt_text_sink_text (DtTextSink *sink,
                   const char *text,
                   char        end)
{
  char *at = reserve (sink, LONGEST);
  gsize n = 0;

  /* Nearly all are short words */
  for (; n < LONGEST - 1 && text[n] != '\0' && is_plain (text[n]); n++)
    at[n] = text[n];
  if (text[n] == '\0')
    {
      at[n] = end;
      sink->length += n + 1;
      return;
    }

  if (text[strcspn (text, ",\"\r\n")] == '\0')
    put (sink, text, strlen (text));
  else
    {
      put (sink, "\"", 1);
      for (; *text != '\0'; text++)
        put (sink, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
      put (sink, "\"", 1);
    }
  put (sink, &end, 1);
}

/* FALSE when it is too long, or needs quotation marks. */
static gboolean
learn_word (DtTextWord *slot,
            const char *word)
{
  gsize n = 0;

  while (n < DT_TEXT_SINK_LONGEST_WORD && word[n] != '\0' && is_plain (word[n]))
    n++;
  if (n == DT_TEXT_SINK_LONGEST_WORD || word[n] != '\0')
    return FALSE;

  slot->word = word;
  slot->length = n;
  memcpy (slot->text, word, n);

  return TRUE;
}

void
dt_text_sink_word (DtTextSink *sink,
                   const char *word,
                   char        end)
{
  guint64 hash = (guint64) (gsize) word * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  DtTextWord *slot = &sink->words[(hash >> 32) % DT_TEXT_SINK_WORDS];
  char *at;

  if (G_UNLIKELY (slot->word != word) && !learn_word (slot, word))
    {
      dt_text_sink_text (sink, word, end);
      return;
    }

  /* As many bytes each time, whatever the word: what is too much is written over */
  at = reserve (sink, LONGEST);
  memcpy (at, slot->text, DT_TEXT_SINK_LONGEST_WORD);
  at[slot->length] = end;
  sink->length += slot->length + 1;
}

void
dt_text_sink_empty (DtTextSink *sink,
                    guint       n_fields)
{
  char *at = reserve (sink, LONGEST);

  g_assert (n_fields <= LONGEST);
  memset (at, ',', n_fields);
  sink->length += n_fields;
}

/* Digits go in twos: a division each for half of them. */
static const char twos[] =
  "00010203040506070809101112131415161718192021222324"
  "25262728293031323334353637383940414243444546474849"
  "50515253545556575859606162636465666768697071727374"
  "75767778798081828384858687888990919293949596979899";

static inline char *
put_whole (char    *at,
           guint64  whole)
{
  guint n_digits = 1;
  char *end;

  for (guint64 rest = whole; rest >= 10; rest /= 10)
    n_digits++;

  end = at + n_digits;
  for (at = end; whole >= 100; whole /= 100)
    memcpy (at -= 2, twos + whole % 100 * 2, 2);
  if (whole >= 10)
    memcpy (at - 2, twos + whole * 2, 2);
  else
    at[-1] = '0' + whole;

  return end;
}

/* All the places, zeros at the end too. */
static G_ALWAYS_INLINE inline char *
put_part (char    *at,
          guint64  part,
          guint    places)
{
  char *end = at + places;

  for (at = end; places >= 2; places -= 2, part /= 100)
    memcpy (at -= 2, twos + part % 100 * 2, 2);
  if (places > 0)
    at[-1] = '0' + part;

  return end;
}

/* Decimal digits of @number / @scale, which is 10^@places, without zeros at the end. Inlined, so
 * that the scale is a constant and nothing is divided. */
static G_ALWAYS_INLINE inline void
put_scaled (DtTextSink *sink,
            gint64      number,
            guint       places,
            guint64     scale,
            char        end)
{
  char *start = reserve (sink, LONGEST), *at = start;
  guint64 size = number < 0 ? -(guint64) number : (guint64) number;
  guint64 whole = size / scale, part = size % scale;

  if (number < 0)
    *at++ = '-';
  at = put_whole (at, whole);
  if (part != 0)
    {
      *at++ = '.';
      at = put_part (at, part, places);
      while (at[-1] == '0')
        at--;
    }
  *at++ = end;

  sink->length += at - start;
}

/* Empty when there is none. */
void
dt_text_sink_money (DtTextSink *sink,
                    DtMoney     money,
                    char        end)
{
  if (money == DT_MONEY_NONE)
    put (sink, &end, 1);
  else
    put_scaled (sink, money, 6, DT_MONEY_SCALE, end);
}

void
dt_text_sink_quantity (DtTextSink *sink,
                       DtQuantity  quantity,
                       char        end)
{
  put_scaled (sink, quantity, 9, DT_QUANTITY_SCALE, end);
}

void
dt_text_sink_integer (DtTextSink *sink,
                      gint64      number,
                      char        end)
{
  put_scaled (sink, number, 0, 1, end);
}

/* Ten places, half to even; what is not finite is empty; what is beyond all reason has 17
 * digits. */
void
dt_text_sink_fraction (DtTextSink *sink,
                       double      fraction,
                       char        end)
{
  char buf[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (fraction))
    put (sink, &end, 1);
  else if (fabs (fraction) < 9e8)
    put_scaled (sink, llrint (fraction * FRACTION_SCALE), FRACTION_PLACES,
                (guint64) FRACTION_SCALE, end);
  else
    dt_text_sink_text (sink, g_ascii_dtostr (buf, sizeof buf, fraction), end);
}

static char *
two_digits (char *at,
            int   number)
{
  at[0] = '0' + number / 10;
  at[1] = '0' + number % 10;
  return at + 2;
}

/* The date of a daily bar, which most of its neighbours in the list were asked for as well. */
static void
put_date (DtTextSink *sink,
          DtTime      time)
{
  DtTextDay *day = &sink->days[(guint64) time / DT_DAY % DT_TEXT_SINK_DAYS];

  if (day->time != time)
    {
      char buf[DT_TIME_BUF_SIZE];

      day->time = time;
      g_strlcpy (day->text, dt_date_to_string (dt_time_get_new_york_date (time, NULL), buf),
                 sizeof day->text);
      day->length = strlen (day->text);
    }

  put (sink, day->text, day->length);
}

/* Rows come sorted by time, so the date is mostly that of the row before. */
static void
put_day (DtTextSink *sink,
         DtTime      time)
{
  char buf[DT_TIME_BUF_SIZE];

  if (sink->day_start == DT_TIME_NONE || time < sink->day_start
      || time >= sink->day_start + DT_DAY)
    {
      DtDate date = time / DT_DAY - (time % DT_DAY < 0);

      sink->day_start = date * DT_DAY;
      g_strlcpy (sink->day, dt_date_to_string (date, buf), sizeof sink->day);
    }

  put (sink, sink->day, strlen (sink->day));
}

/* Daily bars and longer: the date in New York. Shorter: UTC to the second, the fraction when
 * there is one. Empty when there is none. */
void
dt_text_sink_time (DtTextSink *sink,
                   DtTime      time,
                   char        end)
{
  char buf[DT_TIME_BUF_SIZE];
  char *at = buf;
  gint64 rest;

  if (time == DT_TIME_NONE || !dt_timeframe_is_intraday (sink->timeframe))
    {
      if (time != DT_TIME_NONE)
        put_date (sink, time);
      put (sink, &end, 1);
      return;
    }

  put_day (sink, time);
  rest = time - sink->day_start;
  *at++ = 'T';
  at = two_digits (at, rest / DT_HOUR);
  *at++ = ':';
  at = two_digits (at, rest / DT_MINUTE % 60);
  *at++ = ':';
  at = two_digits (at, rest / DT_SECOND % 60);
  if (rest % DT_SECOND != 0)
    {
      at += g_snprintf (at, 12, ".%09d", (int) (rest % DT_SECOND));
      while (at[-1] == '0')
        at--;
    }
  *at++ = 'Z';
  *at++ = end;
  put (sink, buf, at - buf);
}
