/* dt-correlation-matrix.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-measure"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-pool.h"
#include "dt-vector.h"

#include "dt-correlation-matrix.h"

/* Four sums side by side. Which lane and which order every product has is fixed here, so that the
 * result is the same to the bit whether the processor adds four at a time or two. */
#define LANES 4
typedef double Lanes __attribute__ ((vector_size (LANES * sizeof (double))));
typedef double Loose __attribute__ ((vector_size (LANES * sizeof (double)),
                                     aligned (sizeof (double))));

/* Pairs are worked on in tiles of so many series by so many, over so many observations at a time
 * that both sides stay in the first-level cache, and all series that a group of these meets one
 * after the other, in the second. A group's rows are one call of dt_pool_each(). */
#define TILE    4
#define GROUP   64
#define STRETCH 256

/* Doubles of a cache line. */
#define LINE    8

/* Fewer products are not worth waking a thread for. */
#define WORTH_SHARING 2000000

struct _DtCorrelationMatrix
{
  guint    n_series;
  guint    stride;        /* series, rounded up to whole tiles */
  gsize    window;
  gsize    n;             /* observations that are there */
  gsize    at;            /* the place of the next one in the ring */
  gsize    n_since;       /* observations since the sums were made anew */

  double  *references;    /* of each series: deviations are from it */
  double  *columns;       /* of each series its deviations, a ring of window places */
  guint8  *absent;        /* the same, which of them are missing */
  gsize    pitch;         /* from one series to the next: an odd number of cache lines, for a power
                           * of two would put all into the same few places of a cache */
  guint32 *n_absent;      /* of each series, in the window */
  double  *sums;          /* of each series' deviations */
  double  *products;      /* stride x stride sums of products, those on and above the diagonal */
};

/* Calls that write to different places, on all threads where there is enough to do. */
static void
each (const DtCorrelationMatrix *self,
      gsize                      n,
      DtPoolEachFunc             func,
      gpointer                   data)
{
  if ((gsize) self->stride * self->stride / 2 * self->n >= WORTH_SHARING)
    {
      dt_pool_each (n, func, data, NULL, NULL, NULL, NULL);
      return;
    }

  for (gsize i = 0; i < n; i++)
    func (i, data, NULL);
}

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
  self->pitch = ((window + LINE - 1) / LINE | 1) * LINE;
  self->columns = g_aligned_alloc0 (self->stride * self->pitch, sizeof (double),
                                    LINE * sizeof (double));
  self->absent = g_new0 (guint8, self->stride * self->pitch);
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
  g_aligned_free (self->columns);
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

/* The same of a whole tile, where there are registers for sixteen sums: half as many loads. */
static inline G_ALWAYS_INLINE void
add_tile (double       *products,
          guint         stride,
          const double *a,
          const double *b,
          gsize         pitch,
          gsize         n)
{
  Lanes s00 = { 0. }, s01 = s00, s02 = s00, s03 = s00, s10 = s00, s11 = s00, s12 = s00, s13 = s00;
  Lanes s20 = s00, s21 = s00, s22 = s00, s23 = s00, s30 = s00, s31 = s00, s32 = s00, s33 = s00;

#define MEET(i, y) \
  G_STMT_START { \
    s##i##0 += (y) * x0; \
    s##i##1 += (y) * x1; \
    s##i##2 += (y) * x2; \
    s##i##3 += (y) * x3; \
  } G_STMT_END

  for (gsize k = 0; k < n; k += LANES)
    {
      Lanes x0 = *(const Loose *) (b + k), x1 = *(const Loose *) (b + pitch + k);
      Lanes x2 = *(const Loose *) (b + 2 * pitch + k), x3 = *(const Loose *) (b + 3 * pitch + k);

      MEET (0, *(const Loose *) (a + k));
      MEET (1, *(const Loose *) (a + pitch + k));
      MEET (2, *(const Loose *) (a + 2 * pitch + k));
      MEET (3, *(const Loose *) (a + 3 * pitch + k));
    }
#undef MEET

#define ADD_UP(i) \
  G_STMT_START { \
    double *row = products + (i) * (gsize) stride; \
\
    row[0] += add_up (&s##i##0); \
    row[1] += add_up (&s##i##1); \
    row[2] += add_up (&s##i##2); \
    row[3] += add_up (&s##i##3); \
  } G_STMT_END

  ADD_UP (0);
  ADD_UP (1);
  ADD_UP (2);
  ADD_UP (3);
#undef ADD_UP
}

/* Rows of the matrix from @first on, a group of them, over the whole window. Whichever way a tile
 * is worked on, each of its products is the same sums in the same order. */
static inline G_ALWAYS_INLINE void
add_rows (DtCorrelationMatrix *self,
          guint                first,
          gboolean             deep)
{
  guint stride = self->stride, last = MIN (first + GROUP, stride);
  gsize pitch = self->pitch, whole = (self->n + LANES - 1) / LANES * LANES;

  for (gsize k = 0; k < whole; k += STRETCH)
    for (guint group = first; group < stride; group += GROUP)
      for (guint i = first; i < last; i += TILE)
        for (guint j = MAX (group, i); j < MIN (group + GROUP, stride); j += TILE)
          {
            double *products = self->products + (gsize) i * stride + j;
            const double *a = self->columns + i * pitch + k, *b = self->columns + j * pitch + k;
            gsize n = MIN (whole - k, STRETCH);

            if (deep)
              {
                add_tile (products, stride, a, b, pitch, n);
                continue;
              }
            add_half_tile (products, stride, a, b, pitch, n);
            add_half_tile (products + 2, stride, a, b + 2 * pitch, pitch, n);
          }
}

DT_DEEP static void
add_rows_deep (DtCorrelationMatrix *self,
               guint                first)
{
  add_rows (self, first, TRUE);
}

DT_WIDE static void
add_rows_wide (DtCorrelationMatrix *self,
               guint                first)
{
  add_rows (self, first, FALSE);
}

static void
add_rows_narrow (DtCorrelationMatrix *self,
                 guint                first)
{
  add_rows (self, first, FALSE);
}

static gboolean
add_group (gsize      i,
           gpointer   data,
           GError   **error)
{
  DtCorrelationMatrix *self = data;
  guint first = i * GROUP, last = MIN (first + GROUP, self->stride);

  for (guint row = first; row < last; row++)
    memset (self->products + (gsize) row * self->stride + first, 0,
            sizeof (double) * (self->stride - first));

  switch (dt_vector_get ())
    {
    case DT_VECTOR_DEEP:
      add_rows_deep (self, first);
      break;
    case DT_VECTOR_WIDE:
      add_rows_wide (self, first);
      break;
    default:
      add_rows_narrow (self, first);
      break;
    }

  return TRUE;
}

/* All sums of products; the last lanes are filled up with nothing. */
static void
add_all (DtCorrelationMatrix *self)
{
  for (guint i = 0; i < self->stride; i++)
    for (gsize k = self->n; k % LANES != 0; k++)
      self->columns[i * self->pitch + k] = 0.;

  each (self, (self->stride + GROUP - 1) / GROUP, add_group, self);
  self->n_since = 0;
}

static inline G_ALWAYS_INLINE double
add_column (const double *column,
            gsize         n)
{
  Lanes sum = { 0. };
  gsize k = 0;

  for (; n - k >= LANES; k += LANES)
    sum += *(const Loose *) (column + k);
  for (; k < n; k++)
    sum[k % LANES] += column[k];

  return add_up (&sum);
}

static gboolean
add_series (gsize      i,
            gpointer   data,
            GError   **error)
{
  DtCorrelationMatrix *self = data;

  self->sums[i] = add_column (self->columns + i * self->pitch, self->n);
  return TRUE;
}

/* All sums from the window, whose first observation may lie anywhere in the ring. */
static void
renew (DtCorrelationMatrix *self)
{
  each (self, self->n_series, add_series, self);
  add_all (self);
}

/* Observations */

/* What is missing adds nothing and is counted; returns the deviation. */
static double
write_place (DtCorrelationMatrix *self,
             guint                i,
             gsize                at,
             double               value)
{
  gsize place = i * self->pitch + at;
  gboolean is_absent = !isfinite (value);

  self->n_absent[i] += is_absent;
  self->absent[place] = is_absent;
  return self->columns[place] = is_absent ? 0. : value - self->references[i];
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

/* Whether nothing is missing: what is finite less itself is nothing. */
static gboolean
has_all (const double *column,
         gsize         n)
{
  Lanes check = { 0. };
  gsize k = 0;

  for (; n - k >= LANES; k += LANES)
    {
      Lanes values = *(const Loose *) (column + k);

      check += values - values;
    }
  for (; k < n; k++)
    check[0] += column[k] - column[k];

  return add_up (&check) == 0.;
}

static inline G_ALWAYS_INLINE void
subtract (const double *column,
          double        reference,
          gsize         n,
          double       *deviations)
{
  gsize k = 0;

  for (; n - k >= LANES; k += LANES)
    *(Loose *) (deviations + k) = *(const Loose *) (column + k) - reference;
  for (; k < n; k++)
    deviations[k] = column[k] - reference;
}

typedef struct
{
  DtCorrelationMatrix *self;
  const double *const *columns;
  gsize                first;     /* observation of these that is the window's first */
} Input;

/* Deviations and their sum where nothing is missing. */
static inline G_ALWAYS_INLINE void
take_all_inline (const double *column,
                 gsize         n,
                 double       *reference,
                 double       *deviations,
                 double       *sum,
                 gboolean      wide)
{
  *reference = n > 0 ? add_column (column, n) / n : 0.;
  subtract (column, *reference, n, deviations);
  *sum = add_column (deviations, n);
}

DT_DEFINE_WIDE (static, take_all,
                (const double *column, gsize n, double *reference, double *deviations, double *sum),
                column, n, reference, deviations, sum)

static gboolean
take_series (gsize      i,
             gpointer   data,
             GError   **error)
{
  const Input *input = data;
  DtCorrelationMatrix *self = input->self;
  const double *column = input->columns[i] + input->first;
  gsize n = self->n;

  if (has_all (column, n))
    {
      if (self->n_absent[i] > 0)
        memset (self->absent + i * self->pitch, 0, self->window);
      self->n_absent[i] = 0;
      take_all (column, n, &self->references[i], self->columns + i * self->pitch, &self->sums[i]);
      return TRUE;
    }

  self->n_absent[i] = 0;
  self->references[i] = find_reference (column, n);
  for (gsize k = 0; k < n; k++)
    write_place (self, i, k, column[k]);

  return add_series (i, self, error);
}

/**
 * dt_correlation_matrix_set:
 * @columns: one of each series, oldest first; of these the last observations that fit the window
 * @n: observations in each
 *
 * Begins anew with these. Of many series the pool's threads take their part.
 */
void
dt_correlation_matrix_set (DtCorrelationMatrix *self,
                           const double *const *columns,
                           gsize                n)
{
  Input input = { self, columns, n > self->window ? n - self->window : 0 };

  self->n = n - input.first;
  self->at = self->n % self->window;
  each (self, self->n_series, take_series, &input);
  add_all (self);
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

DT_WIDE static void
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

/* The oldest observation goes, once the window is full. */
static double
forget_place (DtCorrelationMatrix *self,
              guint                i)
{
  gsize place = i * self->pitch + self->at;
  double gone = self->columns[place];

  self->n_absent[i] -= self->absent[place];
  self->sums[i] -= gone;

  return gone;
}

/**
 * dt_correlation_matrix_push:
 * @row: the next observation of every series; when the window is full, the oldest one goes
 */
void
dt_correlation_matrix_push (DtCorrelationMatrix *self,
                            const double        *row)
{
  g_autofree double *come = g_new0 (double, self->stride);
  g_autofree double *gone = g_new0 (double, self->stride);

  for (guint i = 0; i < self->n_series; i++)
    {
      if (self->n == self->window)
        gone[i] = forget_place (self, i);
      else if (self->n == 0)
        self->references[i] = isfinite (row[i]) ? row[i] : 0.;

      come[i] = write_place (self, i, self->at, row[i]);
      self->sums[i] += come[i];
    }
  self->at = (self->at + 1) % self->window;
  self->n = MIN (self->n + 1, self->window);

  if (++self->n_since >= self->window)
    renew (self);
  else if (dt_vector_get () >= DT_VECTOR_WIDE)
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
