/* dt-correlation-matrix.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-measure"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-correlation-matrix.h"

/* Four sums side by side. Which lane and which order every product has is fixed here, so that the
 * result is the same to the bit whether the processor adds four at a time or two. */
#define LANES 4
typedef double Lanes __attribute__ ((vector_size (LANES * sizeof (double))));
typedef double Loose __attribute__ ((vector_size (LANES * sizeof (double)),
                                     aligned (sizeof (double))));

/* Pairs are worked on in tiles of so many series by so many, over so many observations at a time
 * that both sides stay in the first-level cache, and all series that a group of these meets one
 * after the other, in the second. */
#define TILE    4
#define GROUP   64
#define STRETCH 256

/* Series that are turned from columns to rows together: a cache line's. */
#define SIDE    8

/* From one series to the next: a power of two would put all into the same few lines of a cache. */
#define PITCH   (STRETCH + 8)

struct _DtCorrelationMatrix
{
  guint    n_series;
  guint    stride;        /* series, rounded up to whole tiles */
  gsize    window;
  gsize    n;             /* observations that are there */
  gsize    at;            /* the place of the next one in the ring */
  gsize    n_since;       /* observations since the sums were made anew */

  double  *references;    /* of each series: deviations are from it */
  double  *ring;          /* window rows of stride deviations */
  guint8  *absent;        /* the same, which of them are missing */
  guint32 *n_absent;      /* of each series, in the window */
  double  *sums;          /* of each series' deviations */
  double  *products;      /* stride x stride sums of products, those on and above the diagonal */
};

#if defined (__x86_64__)
#define WIDE __attribute__ ((target ("avx2")))
#define HAS_WIDE __builtin_cpu_supports ("avx2")
#else
#define WIDE
#define HAS_WIDE FALSE
#endif

/**
 * dt_correlation_matrix_new:
 * @window: observations that count, at least 2
 */
DtCorrelationMatrix *
dt_correlation_matrix_new (guint n_series,
                           gsize window)
{
  DtCorrelationMatrix *self = g_new0 (DtCorrelationMatrix, 1);

  g_return_val_if_fail (window >= 2, NULL);

  self->n_series = n_series;
  self->stride = (n_series + TILE - 1) / TILE * TILE;
  self->window = window;
  self->references = g_new0 (double, self->stride);
  self->ring = g_new0 (double, window * self->stride);
  self->absent = g_new0 (guint8, window * self->stride);
  self->n_absent = g_new0 (guint32, self->stride);
  self->sums = g_new0 (double, self->stride);
  self->products = g_new0 (double, (gsize) self->stride * self->stride);

  return self;
}

void
dt_correlation_matrix_free (DtCorrelationMatrix *self)
{
  if (self == NULL)
    return;

  g_free (self->references);
  g_free (self->ring);
  g_free (self->absent);
  g_free (self->n_absent);
  g_free (self->sums);
  g_free (self->products);
  g_free (self);
}

/* Tiles */

static inline G_ALWAYS_INLINE double
add_up (const Lanes *sums)
{
  return ((*sums)[0] + (*sums)[1]) + ((*sums)[2] + (*sums)[3]);
}

/* Adds to @products what @n observations of TILE series at @a and two at @b make with each other;
 * the columns of both lie @pitch apart. Eight sums, by name: as an array they would not stay in
 * registers. */
static inline G_ALWAYS_INLINE void
add_half_tile (double       *products,
               guint         stride,
               const double *a,
               const double *b,
               gsize         pitch,
               gsize         n)
{
  Lanes s00 = { 0. }, s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;

  for (gsize k = 0; k < n; k += LANES)
    {
      Lanes x0 = *(const Loose *) (b + k), x1 = *(const Loose *) (b + pitch + k);
      Lanes y0 = *(const Loose *) (a + k), y1 = *(const Loose *) (a + pitch + k);
      Lanes y2 = *(const Loose *) (a + 2 * pitch + k), y3 = *(const Loose *) (a + 3 * pitch + k);

      s00 += y0 * x0;
      s01 += y0 * x1;
      s10 += y1 * x0;
      s11 += y1 * x1;
      s20 += y2 * x0;
      s21 += y2 * x1;
      s30 += y3 * x0;
      s31 += y3 * x1;
    }

  products[0] += add_up (&s00);
  products[1] += add_up (&s01);
  products[stride] += add_up (&s10);
  products[stride + 1] += add_up (&s11);
  products[2 * (gsize) stride] += add_up (&s20);
  products[2 * (gsize) stride + 1] += add_up (&s21);
  products[3 * (gsize) stride] += add_up (&s30);
  products[3 * (gsize) stride + 1] += add_up (&s31);
}

/* @columns: of every series @n deviations, a multiple of LANES, @pitch apart */
static inline G_ALWAYS_INLINE void
add_stretch (double       *products,
             guint         stride,
             const double *columns,
             gsize         pitch,
             gsize         n)
{
  for (guint first = 0; first < stride; first += GROUP)
    for (guint i = 0; i < MIN (first + GROUP, stride); i += TILE)
      for (guint j = MAX (first, i); j < MIN (first + GROUP, stride); j += TILE)
        for (guint half = 0; half < TILE; half += 2)
          add_half_tile (products + (gsize) i * stride + j + half, stride, columns + i * pitch,
                         columns + (j + half) * pitch, pitch, n);
}

WIDE static void
add_stretch_wide (double       *products,
                  guint         stride,
                  const double *columns,
                  gsize         pitch,
                  gsize         n)
{
  add_stretch (products, stride, columns, pitch, n);
}

static void
add_stretch_narrow (double       *products,
                    guint         stride,
                    const double *columns,
                    gsize         pitch,
                    gsize         n)
{
  add_stretch (products, stride, columns, pitch, n);
}

/* Rows of the ring as columns, the last ones filled up with nothing. */
static void
turn (const DtCorrelationMatrix *self,
      gsize                      first,
      gsize                      n,
      double                    *columns)
{
  memset (columns, 0, sizeof (double) * PITCH * self->stride);
  for (guint from = 0; from < self->n_series; from += SIDE)
    for (gsize k = 0; k < n; k++)
      for (guint i = from; i < MIN (from + SIDE, self->n_series); i++)
        columns[(gsize) i * PITCH + k] = self->ring[(first + k) * self->stride + i];
}

static void
add_columns (DtCorrelationMatrix *self,
             const double        *columns,
             gsize                n)
{
  gsize whole = (n + LANES - 1) / LANES * LANES;

  if (HAS_WIDE)
    add_stretch_wide (self->products, self->stride, columns, PITCH, whole);
  else
    add_stretch_narrow (self->products, self->stride, columns, PITCH, whole);
}

static void
add_sums (DtCorrelationMatrix *self)
{
  memset (self->sums, 0, sizeof (double) * self->stride);
  for (gsize k = 0; k < self->n; k++)
    for (guint i = 0; i < self->n_series; i++)
      self->sums[i] += self->ring[k * self->stride + i];
}

/* All sums from the window, whose first observation may lie anywhere in the ring. */
static void
renew (DtCorrelationMatrix *self)
{
  g_autofree double *columns = g_new (double, (gsize) PITCH * self->stride);

  memset (self->products, 0, sizeof (double) * self->stride * self->stride);
  for (gsize first = 0; first < self->n; first += STRETCH)
    {
      gsize n = MIN (self->n - first, STRETCH);

      turn (self, first, n, columns);
      add_columns (self, columns, n);
    }
  add_sums (self);
  self->n_since = 0;
}

/* Observations */

/* What is missing adds nothing and is counted. */
static void
write_row (DtCorrelationMatrix *self,
           gsize                at,
           guint                i,
           double               value)
{
  gboolean is_absent = !isfinite (value);

  self->absent[at * self->stride + i] = is_absent;
  self->n_absent[i] += is_absent;
  self->ring[at * self->stride + i] = is_absent ? 0. : value - self->references[i];
}

/* A deviation from near the mean cancels least: of the first observations, without the missing. */
static double
find_reference (const double *column,
                gsize         n,
                gboolean     *has_all)
{
  double sum = 0.;
  gsize n_present = 0;

  for (gsize k = 0; k < n; k++)
    if (isfinite (column[k]))
      {
        sum += column[k];
        n_present++;
      }

  *has_all = n_present == n;
  return n_present > 0 ? sum / n_present : 0.;
}

/* Some series into the ring, side by side: of all of them the cache would not keep the lines until
 * they are used up. */
static void
write_group (DtCorrelationMatrix *self,
             const double *const *columns,
             gsize                first,
             guint                from,
             guint                to)
{
  gboolean has_all = TRUE;

  for (guint i = from; i < to; i++)
    {
      gboolean has;

      self->references[i] = find_reference (columns[i] + first, self->n, &has);
      has_all &= has;
    }

  for (gsize k = 0; k < self->n; k++)
    {
      double *row = self->ring + k * self->stride;

      memset (self->absent + k * self->stride + from, 0, to - from);
      for (guint i = from; i < to; i++)
        if (has_all)
          row[i] = columns[i][first + k] - self->references[i];
        else
          write_row (self, k, i, columns[i][first + k]);
    }
}

/**
 * dt_correlation_matrix_set:
 * @columns: one of each series, oldest first; of these the last observations that fit the window
 * @n: observations in each
 *
 * Begins anew with these.
 */
void
dt_correlation_matrix_set (DtCorrelationMatrix *self,
                           const double *const *columns,
                           gsize                n)
{
  gsize first = n > self->window ? n - self->window : 0;

  self->n = n - first;
  self->at = self->n % self->window;
  memset (self->n_absent, 0, sizeof (guint32) * self->stride);
  for (guint from = 0; from < self->n_series; from += SIDE)
    write_group (self, columns, first, from, MIN (from + SIDE, self->n_series));
  renew (self);
}

/* One observation comes, one goes; a row of the matrix begins at its diagonal's whole lanes. */
static inline G_ALWAYS_INLINE void
exchange (double       *products,
          guint         stride,
          const double *come,
          const double *gone)
{
  for (guint i = 0; i < stride; i++)
    {
      double *row = products + (gsize) i * stride;
      double x = come[i], y = gone[i];

      for (guint j = i / LANES * LANES; j < stride; j += LANES)
        *(Loose *) (row + j) += x * *(const Loose *) (come + j) - y * *(const Loose *) (gone + j);
    }
}

WIDE static void
exchange_wide (double       *products,
               guint         stride,
               const double *come,
               const double *gone)
{
  exchange (products, stride, come, gone);
}

static void
exchange_narrow (double       *products,
                 guint         stride,
                 const double *come,
                 const double *gone)
{
  exchange (products, stride, come, gone);
}

static void
forget_row (DtCorrelationMatrix *self,
            gsize                at)
{
  for (guint i = 0; i < self->n_series; i++)
    {
      self->n_absent[i] -= self->absent[at * self->stride + i];
      self->sums[i] -= self->ring[at * self->stride + i];
    }
}

/**
 * dt_correlation_matrix_push:
 * @row: the next observation of every series; when the window is full, the oldest one goes
 */
void
dt_correlation_matrix_push (DtCorrelationMatrix *self,
                            const double        *row)
{
  g_autofree double *gone = g_new0 (double, self->stride);
  double *come = self->ring + self->at * self->stride;

  if (self->n == self->window)
    {
      memcpy (gone, come, sizeof (double) * self->stride);
      forget_row (self, self->at);
    }
  else if (self->n == 0)
    for (guint i = 0; i < self->n_series; i++)
      self->references[i] = isfinite (row[i]) ? row[i] : 0.;

  for (guint i = 0; i < self->n_series; i++)
    {
      write_row (self, self->at, i, row[i]);
      self->sums[i] += come[i];
    }
  self->at = (self->at + 1) % self->window;
  self->n = MIN (self->n + 1, self->window);

  if (++self->n_since >= self->window)
    renew (self);
  else if (HAS_WIDE)
    exchange_wide (self->products, self->stride, come, gone);
  else
    exchange_narrow (self->products, self->stride, come, gone);
}

gsize
dt_correlation_matrix_get_n (const DtCorrelationMatrix *self)
{
  return self->n;
}

/* Sum of squares about the mean; below what rounding leaves of a constant it is none. */
static double
get_spread (const DtCorrelationMatrix *self,
            guint                      i)
{
  double squares = self->products[(gsize) i * self->stride + i];
  double spread = squares - self->sums[i] * (self->sums[i] / self->n);

  return spread > squares * 1e-13 ? spread : 0.;
}

/**
 * dt_correlation_matrix_get:
 *
 * Returns: Pearson's r of the two series, -1 to 1; NaN when one is constant or lacks an
 *   observation, or when there are fewer than two
 */
double
dt_correlation_matrix_get (const DtCorrelationMatrix *self,
                           guint                      i,
                           guint                      j)
{
  double shared, spread;

  g_return_val_if_fail (i < self->n_series && j < self->n_series, NAN);

  if (self->n < 2 || self->n_absent[i] > 0 || self->n_absent[j] > 0)
    return NAN;

  spread = get_spread (self, i) * get_spread (self, j);
  if (spread <= 0.)
    return NAN;

  shared = self->products[(gsize) MIN (i, j) * self->stride + MAX (i, j)]
           - self->sums[i] * (self->sums[j] / self->n);
  return i == j ? 1. : CLAMP (shared / sqrt (spread), -1., 1.);
}
