/* desk-heat-private.h - what the files of the widget share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-labels.h"

#include "desk-heat.h"
#include "desk-tint.h"

G_BEGIN_DECLS

struct _DeskHeat
{
  GtkWidget          parent_instance;

  double            *values;
  guint              n_x;
  guint              n_y;
  char             **x_labels;
  char             **y_labels;
  char              *x_title;
  char              *y_title;
  char              *title;
  DeskHeatScale      scale;
  DeskHeatUnit       unit;
  double             low;
  double             high;

  gboolean           is_square;
  guint             *breaks;
  guint              n_breaks;
  DeskHeatBracket   *brackets;
  guint              n_brackets;
  DeskHeatDescribe   describe;
  gpointer           describe_data;

  gint64             x;            /* of the cursor; −1: none */
  gint64             y;
  gboolean           by_key;
  double             pointer_x;    /* where the pointer was last */
  double             pointer_y;

  DeskPalette        palette;
  const DeskColours *colours;
  DeskLabels         labels;
  DeskTints          tints;        /* of correlations */
  GdkTexture        *texture;      /* (nullable): of many cells */
  GskRenderNode     *node;         /* (nullable): all but what the cursor changes */

  /* Device pixels: the cells, between the labels */
  int                device;
  int                left;
  int                top;
  int                foot;         /* below the cells: labels */
  int                width;
  int                height;
};

char *desk_heat_format_value (DeskHeat    *self,
                              double       value);
void  desk_heat_allocate     (DeskHeat    *self);
void  desk_heat_draw         (DeskHeat    *self,
                              GtkSnapshot *snapshot);
void  desk_heat_draw_tree    (DeskHeat    *self,
                              GtkSnapshot *snapshot);
void  desk_heat_fill         (DeskHeat      *self,
                              GtkSnapshot   *snapshot,
                              const GdkRGBA *colour,
                              int            x,
                              int            y,
                              int            width,
                              int            height);

/* Logical pixels that a tree takes beside the cells. */
#define DESK_HEAT_TREE     80
#define DESK_HEAT_TREE_GAP 8

/* First device pixel of column or row @i of @n in @length pixels. */
static inline int
desk_heat_edge (int   length,
                guint n,
                guint i)
{
  return (int) ((gint64) length * i / n);
}

G_END_DECLS
