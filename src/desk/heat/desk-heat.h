/* desk-heat.h - a table of values as colours
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "desk-colours.h"

G_BEGIN_DECLS

typedef enum
{
  DESK_HEAT_SIGNED,      /* colours of profit and loss on either side of 0 */
  DESK_HEAT_RANGE,       /* from the lowest value to the highest */
  DESK_HEAT_CORRELATION, /* −1 to 1, in blue and orange whatever the palette: it is no gain */
} DeskHeatScale;

typedef enum
{
  DESK_HEAT_NUMBER,
  DESK_HEAT_FRACTION,    /* shown as percent */
  DESK_HEAT_COUNT,
} DeskHeatUnit;

/* A bracket of a tree beside the rows: two of them, or what was made of some, become one. */
typedef struct
{
  double from[2];        /* rows: 0.5 is the middle of the first */
  double at[2];          /* where each of both ends; 0 is at the cells, 1 farthest from them */
  double to;             /* where they meet */
} DeskHeatBracket;

/* (transfer full): all that is to be said of a cell */
typedef char *(*DeskHeatDescribe) (guint    x,
                                   guint    y,
                                   gpointer data);

/* Copied. Row y has n_x values from @values + y × n_x; NaN is no value. */
typedef struct
{
  const double      *values;
  guint              n_x;
  guint              n_y;
  const char *const *x_labels;   /* n_x of them */
  const char *const *y_labels;
  const char        *x_title;
  const char        *y_title;
  const char        *title;      /* of the values */
  DeskHeatScale      scale;
  DeskHeatUnit       unit;
  gboolean           is_square;  /* cells as high as wide */
  const guint       *breaks;     /* a line before each of these columns and rows */
  guint              n_breaks;
  const DeskHeatBracket *brackets;
  guint              n_brackets;
  DeskHeatDescribe   describe;   /* (nullable): else of titles, labels and value */
  gpointer           describe_data;
} DeskHeatTable;

/**
 * DeskHeat:
 *
 * Cells stand on whole device pixels. Up to %DESK_HEAT_MAX_CELLS they are colour nodes and have
 * their value in them where there is room; more are one texture, made when the values or the size
 * change; what is drawn is kept until then. Hovering and the arrow keys choose a cell, whose place
 * and value are said; Enter and a click activate it. Values are told by more than colour: by text,
 * tooltip and announcement.
 *
 * Thread: main. Signals: "cursor-changed", "activated".
 */
#define DESK_TYPE_HEAT (desk_heat_get_type ())
G_DECLARE_FINAL_TYPE (DeskHeat, desk_heat, DESK, HEAT, GtkWidget)

#define DESK_HEAT_MAX_CELLS 5000

GtkWidget *desk_heat_new         (void);
void       desk_heat_set_table   (DeskHeat            *self,
                                  const DeskHeatTable *table);
void       desk_heat_set_palette (DeskHeat            *self,
                                  DeskPalette          palette);
/* %FALSE without a cell under pointer or cursor */
gboolean   desk_heat_get_cursor  (DeskHeat            *self,
                                  guint               *x,
                                  guint               *y);
/* As keys do. */
void       desk_heat_set_cursor  (DeskHeat            *self,
                                  guint                x,
                                  guint                y);
/* "fast 9, slow 21: 1.24 Sharpe ratio" (transfer full) */
char      *desk_heat_dup_text    (DeskHeat            *self,
                                  guint                x,
                                  guint                y);
/* The colour of a value in @colours, between the bounds that the scale goes to. */
GdkRGBA    desk_heat_colour_of   (const DeskColours   *colours,
                                  DeskHeatScale        scale,
                                  double               low,
                                  double               high,
                                  double               value);

G_END_DECLS
