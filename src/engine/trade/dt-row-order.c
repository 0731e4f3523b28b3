/* dt-row-order.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-trade"

#include "config.h"

#include <string.h>

#include "dt-row-order.h"

/* Bits by which rows are dealt out at a time, and how many rows are worth that. */
#define DIGIT_BITS  11
#define N_DIGITS    (1 << DIGIT_BITS)
#define DEAL_LEAST  512

static inline int
compare (const DtRowKey *a,
         const DtRowKey *b)
{
  if (a->time != b->time)
    return a->time < b->time ? -1 : 1;

  return a->rank < b->rank ? -1 : a->rank > b->rank;
}

static int
compare_keys (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  return compare (a, b);
}

static gboolean
are_sorted (const DtRowKey *keys,
            guint           n)
{
  for (guint i = 1; i < n; i++)
    if (compare (&keys[i - 1], &keys[i]) > 0)
      return FALSE;

  return TRUE;
}

static inline guint
get_digit (const DtRowKey *key,
           gboolean        by_time,
           DtTime          first,
           guint           shift)
{
  guint64 number = by_time ? (guint64) key->time - (guint64) first : key->rank;

  return number >> shift & (N_DIGITS - 1);
}

/* Deals all keys out by one digit; what has the same keeps its order. Returns %FALSE, having done
 * nothing, when all have. */
static gboolean
deal (const DtRowKey *keys,
      guint           n,
      gboolean        by_time,
      DtTime          first,
      guint           shift,
      DtRowKey       *dealt)
{
  guint starts[N_DIGITS] = { 0 };

  for (guint i = 0; i < n; i++)
    starts[get_digit (&keys[i], by_time, first, shift)]++;
  if (starts[get_digit (&keys[0], by_time, first, shift)] == n)
    return FALSE;

  for (guint digit = 0, at = 0; digit < N_DIGITS; digit++)
    {
      guint n_same = starts[digit];

      starts[digit] = at;
      at += n_same;
    }
  for (guint i = 0; i < n; i++)
    dealt[starts[get_digit (&keys[i], by_time, first, shift)]++] = keys[i];

  return TRUE;
}

/* The least significant digit first: a radix sort, which keeps the order of what is equal. */
static void
sort_by_digits (DtRowKey *keys,
                guint     n)
{
  g_autofree DtRowKey *other = g_new (DtRowKey, n);
  DtRowKey *from = keys, *to = other;
  DtTime first = keys[0].time, last = first;
  guint64 ranks = 0;

  for (guint i = 0; i < n; i++)
    {
      first = MIN (first, keys[i].time);
      last = MAX (last, keys[i].time);
      ranks |= keys[i].rank;
    }

  for (guint by_time = 0; by_time < 2; by_time++)
    {
      guint64 most = by_time ? (guint64) last - (guint64) first : ranks;

      for (guint shift = 0; shift < 64 && most >> shift > 0; shift += DIGIT_BITS)
        if (deal (from, n, by_time, first, shift, to))
          {
            DtRowKey *swap = from;

            from = to;
            to = swap;
          }
    }

  if (from != keys)
    memcpy (keys, from, sizeof *keys * n);
}

gboolean
dt_row_keys_sort (DtRowKey *keys,
                  guint     n_keys)
{
  if (are_sorted (keys, n_keys))
    return FALSE;

  /* Both are stable */
  if (n_keys >= DEAL_LEAST)
    sort_by_digits (keys, n_keys);
  else
    g_qsort_with_data (keys, n_keys, sizeof *keys, compare_keys, NULL);

  return TRUE;
}

/* Names */

void
dt_name_order_init (DtNameOrder *self)
{
  self->names = g_ptr_array_new ();
  self->places = g_array_new (FALSE, TRUE, sizeof (guint));
  self->ranks = NULL;
  self->n_ranks = 0;
}

void
dt_name_order_clear (DtNameOrder *self)
{
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->ranks, g_free);
}

void
dt_name_order_begin (DtNameOrder *self)
{
  g_array_set_size (self->places, 0);
}

guint
dt_name_order_add (DtNameOrder *self,
                   guint        number,
                   const char  *name)
{
  guint *place;

  if (number >= self->places->len)
    g_array_set_size (self->places, number + 1);
  place = &g_array_index (self->places, guint, number);
  if (*place == 0)
    {
      g_ptr_array_add (self->names, (char *) name);
      *place = self->names->len;
    }

  return *place - 1;
}

static int
compare_names (gconstpointer a,
               gconstpointer b,
               gpointer      names)
{
  return strcmp (((char **) names)[*(const guint *) a], ((char **) names)[*(const guint *) b]);
}

void
dt_name_order_rank (DtNameOrder *self)
{
  guint n = self->names->len;
  char **names = (char **) self->names->pdata;
  g_autofree guint *sorted = g_new (guint, MAX (n, 1));

  self->ranks = g_new (guint32, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    sorted[i] = i;
  g_qsort_with_data (sorted, n, sizeof *sorted, compare_names, names);

  for (guint i = 0; i < n; i++)
    {
      if (i == 0 || !g_str_equal (names[sorted[i - 1]], names[sorted[i]]))
        self->n_ranks++;
      self->ranks[sorted[i]] = self->n_ranks - 1;
    }
}
