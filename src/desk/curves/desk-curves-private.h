/* desk-curves-private.h - what the files of the widget share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-axis.h"
#include "desk-labels.h"
#include "desk-scale.h"

#include "desk-curves.h"

G_BEGIN_DECLS

typedef struct
{
  char     *name;
  double   *values;
  double   *upper;      /* (nullable) */
  gboolean  steps;
} Curve;

struct _DeskCurves
{
  GtkWidget          parent_instance;

  Curve              curves[DESK_CURVES_MAX];
  guint              n_curves;
  DtTime            *time;         /* (nullable) */
  gint64             n;
  DeskCurveUnit      unit;
  char              *point_name;

  gint64             first;        /* in sight */
  gint64             last;
  gint64             cursor;       /* −1: none */
  gboolean           by_key;

  double             drag_start;   /* pixel; NaN while nothing is dragged over */
  double             drag_end;

  DeskPalette        palette;
  const DeskColours *colours;
  DeskLabels         labels;

  /* Made when it is drawn: the plot between legend and axes */
  DeskScale          scale;
  double             left;
  double             right;
  double             top;
  double             bottom;
};

gint64   desk_curves_point_at      (DeskCurves *self,
                                    double      x);
double   desk_curves_x             (DeskCurves *self,
                                    gint64      point);
void     desk_curves_move          (DeskCurves *self,
                                    gint64      point,
                                    gboolean    by_key);
void     desk_curves_add_input     (DeskCurves *self);
void     desk_curves_bind_keys     (GtkWidgetClass *widget_class);

G_END_DECLS
