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
 * that both sides' stay in the first-level cache. */
#define TILE   4
#define STRETCH 256

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

/* Adds to @products what @n observations of the series at @a and at @b make with each other; the
 * columns of both lie @pitch apart. */
static inline G_ALWAYS_INLINE void
add_tile (double       *products,
          guint         stride,
          const double *a,
          const double *b,
          gsize         pitch,
          gsize         n)
{
  Lanes sums[TILE][2] = { 0 };

  for (guint half = 0; half < TILE; half += 2)
    {
      memset (sums, 0, sizeof sums);
      for (gsize k = 0; k < n; k += LANES)
        {
          Lanes x0 = *(const Loose *) (b + half * pitch + k);
          Lanes x1 = *(const Loose *) (b + (half + 1) * pitch + k);

          for (guint i = 0; i < TILE; i++)
            {
              Lanes y = *(const Loose *) (a + i * pitch + k);

              sums[i][0] += y * x0;
              sums[i][1] += y * x1;
            }
        }

      for (guint i = 0; i < TILE; i++)
        for (guint j = 0; j < 2; j++)
          products[(gsize) i * stride + half + j]
            += (sums[i][j][0] + sums[i][j][1]) + (sums[i][j][2] + sums[i][j][3]);
    }
}

/* @columns: of every series @n deviations, a multiple of LANES, @pitch apart */
static inline G_ALWAYS_INLINE void
add_stretch (double       *products,
             guint         stride,
             const double *columns,
             gsize         pitch,
             gsize         n)
{
  for (guint i = 0; i < stride; i += TILE)
    for (guint j = i; j < stride; j += TILE)
      add_tile (products + (gsize) i * stride + j, stride, columns + i * pitch,
                columns + j * pitch, pitch, n);
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
  memset (columns, 0, sizeof (double) * STRETCH * self->stride);
  for (gsize k = 0; k < n; k++)
    for (guint i = 0; i < self->n_series; i++)
      columns[(gsize) i * STRETCH + k] = self->ring[(first + k) * self->stride + i];
}

static void
add_sums (DtCorrelationMatrix *self)
{
  memset (self->sums, 0, sizeof (double) * self->stride);
  for (gsize k = 0; k < self->n; k++)
    for (guint i = 0; i < self->n_series; i++)
      self->sums[i] += self->ring[k * self->stride + i];
}

/* All sums from the window. */
static void
renew (DtCorrelationMatrix *self)
{
  g_autofree double *columns = g_new (double, (gsize) STRETCH * self->stride);

  memset (self->products, 0, sizeof (double) * self->stride * self->stride);
  for (gsize first = 0; first < self->n; first += STRETCH)
    {
      gsize n = MIN (self->n - first, STRETCH);
      gsize whole = (n + LANES - 1) / LANES * LANES;

      turn (self, first, n, columns);
      if (HAS_WIDE)
        add_stretch_wide (self->products, self->stride, columns, STRETCH, whole);
      else
        add_stretch_narrow (self->products, self->stride, columns, STRETCH, whole);
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
                gsize         n)
{
  double sum = 0.;
  gsize n_present = 0;

  for (gsize k = 0; k < n; k++)
    if (isfinite (column[k]))
      {
        sum += column[k];
        n_present++;
      }

  return n_present > 0 ? sum / n_present : 0.;
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
  for (guint i = 0; i < self->n_series; i++)
    self->references[i] = find_reference (columns[i] + first, self->n);

  for (gsize k = 0; k < self->n; k++)
    for (guint i = 0; i < self->n_series; i++)
      write_row (self, k, i, columns[i][first + k]);
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
