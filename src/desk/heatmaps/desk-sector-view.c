/* desk-sector-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-heatmaps"

#include "config.h"

#include <math.h>
#include <string.h>

#include "desk-format.h"
#include "desk-position.h"

#include "desk-treemap.h"

#include "desk-sector-view.h"

/* Sessions */
#define WEEK         5
#define MONTH        21
#define USUAL_WINDOW 20     /* that volume and turnover are the means of */

#define OTHER "Funds and Others"

typedef enum
{
  SIZE_TURNOVER,
  SIZE_VALUE,
  SIZE_EQUAL,
} Size;

typedef enum
{
  COLOUR_DAY,
  COLOUR_WEEK,
  COLOUR_MONTH,
  COLOUR_VOLUME,
  COLOUR_PROFIT,
} Colour;

static const char *const size_ids = "turnover;value;equal";
static const char *const colour_ids = "day;week;month;volume;profit";

/* At which figure a tint is full. */
static const struct
{
  double      full;
  const char *low;
  const char *high;
} scales[] = {
  [COLOUR_DAY] = { .03, "−3 %", "+3 %" },
  [COLOUR_WEEK] = { .06, "−6 %", "+6 %" },
  [COLOUR_MONTH] = { .12, "−12 %", "+12 %" },
  [COLOUR_VOLUME] = { 2., "¼×", "4×" },
  [COLOUR_PROFIT] = { .05, "−5 %", "+5 %" },
};

/* One instrument. */
typedef struct
{
  const DeskQuoteState    *quote;
  const DeskPositionState *position;   /* (nullable) */
  guint                    place;      /* in the universe; G_MAXUINT: it is not there */
  double                   size;
  double                   figure;     /* of the colour measure */
} Row;

typedef struct
{
  char   *name;
  guint   n;
  double  size;
  double  sum;        /* figure by size */
  double  weight;     /* of those that have a figure */
} Sector;

struct _DeskSectorView
{
  DeskHeatView  parent_instance;

  DeskTreemap  *map;
  GHashTable   *sizes;     /* symbol to double: turnover, of the session below */
  gsize         known;     /* sessions that the sizes are of */
  DtUniverse   *universe;  /* not owned: that they are of */
  GHashTable   *values;    /* symbol to double: of positions, at the quantities below */
  guint64       held;      /* what says which quantities those are */
};

G_DEFINE_FINAL_TYPE (DeskSectorView, desk_sector_view, DESK_TYPE_HEAT_VIEW)

static guint
find_id (const char *ids,
         const char *id)
{
  g_auto(GStrv) list = g_strsplit (ids, ";", -1);

  for (guint i = 0; list[i] != NULL; i++)
    if (g_str_equal (list[i], id))
      return i;

  return 0;
}

static const DeskHeatContext *
get_context (DeskSectorView *self)
{
  return desk_heat_view_get_context (DESK_HEAT_VIEW (self));
}

static Size
get_size_kind (DeskSectorView *self)
{
  return find_id (size_ids, desk_settings_get_string (get_context (self)->settings,
                                                      "heatmaps.size"));
}

static Colour
get_colour_kind (DeskSectorView *self)
{
  return find_id (colour_ids, desk_settings_get_string (get_context (self)->settings,
                                                        "heatmaps.colour"));
}

/* Figures */

/* Over sessions: those that are over, and the one that is going on as far as it is. */
static double
get_change (const DtUniverse     *universe,
            gsize                 known,
            const DeskQuoteState *quote,
            guint                 place,
            gsize                 n_sessions)
{
  DtDate date = quote->time > 0 ? dt_time_get_new_york_date (quote->time, NULL) : DT_DATE_NONE;

  if (place == G_MAXUINT || known == 0)
    return NAN;
  if (date <= universe->dates[known - 1])
    return dt_universe_get_change (universe, place, known, n_sessions);

  return (1. + quote->change)
         * (1. + dt_universe_get_change (universe, place, known, n_sessions - 1)) - 1.;
}

/* The session that is over is not compared with itself. */
static double
get_relative_volume (const DtUniverse     *universe,
                     gsize                 known,
                     const DeskQuoteState *quote,
                     guint                 place)
{
  DtDate date = quote->time > 0 ? dt_time_get_new_york_date (quote->time, NULL) : DT_DATE_NONE;

  if (place == G_MAXUINT)
    return NAN;
  while (known > 0 && universe->dates[known - 1] >= date)
    known--;

  return quote->volume / dt_universe_get_mean_volume (universe, place, known, USUAL_WINDOW);
}

static double
get_figure (DeskSectorView *self,
            const Row      *row,
            Colour          colour)
{
  const DtUniverse *universe = desk_heat_data_get_universe (get_context (self)->data);
  gsize known = desk_heat_data_count_known (get_context (self)->data);

  switch (colour)
    {
    case COLOUR_DAY:
      return row->quote->change;
    case COLOUR_WEEK:
      return get_change (universe, known, row->quote, row->place, WEEK);
    case COLOUR_MONTH:
      return get_change (universe, known, row->quote, row->place, MONTH);
    case COLOUR_VOLUME:
      return get_relative_volume (universe, known, row->quote, row->place);
    case COLOUR_PROFIT:
    default:
      return row->position != NULL ? row->position->profit_fraction : NAN;
    }
}

static double
get_tint (Colour colour,
          double figure)
{
  double of_full = (colour == COLOUR_VOLUME ? log2 (figure) : figure) / scales[colour].full;

  return isnan (of_full) ? NAN : CLAMP (of_full, -1., 1.);
}

static char *
format_figure (Colour colour,
               double figure)
{
  if (colour == COLOUR_VOLUME)
    return isfinite (figure) ? g_strdup_printf ("%.1f×", figure) : g_strdup ("–");

  return desk_format_signed_percent (figure);
}

/* Sizes */

static void
remember (GHashTable *sizes,
          const char *symbol,
          double      size)
{
  g_hash_table_insert (sizes, g_strdup (symbol), g_memdup2 (&size, sizeof size));
}

static double
recall (GHashTable *sizes,
        const char *symbol)
{
  const double *size = g_hash_table_lookup (sizes, symbol);

  return size != NULL ? *size : NAN;
}

/* Once a session. */
static void
take_turnovers (DeskSectorView *self)
{
  DtUniverse *universe = desk_heat_data_get_universe (get_context (self)->data);
  gsize known = desk_heat_data_count_known (get_context (self)->data);

  if (universe == self->universe && known == self->known)
    return;

  self->universe = universe;
  self->known = known;
  g_hash_table_remove_all (self->sizes);
  for (guint i = 0; universe != NULL && i < universe->n_symbols; i++)
    remember (self->sizes, universe->symbols[i],
              dt_universe_get_turnover (universe, i, known, USUAL_WINDOW));
}

/* When something was bought or sold. */
static void
take_values (DeskSectorView *self)
{
  GListModel *positions = desk_session_get_positions (get_context (self)->session);
  guint n = g_list_model_get_n_items (positions);
  guint64 held = n + 1;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(DeskPosition) position = g_list_model_get_item (positions, i);
      const DeskPositionState *state = desk_position_get_state (position);

      held = held * 1000003 + g_str_hash (state->symbol) * 31 + (guint64) state->quantity;
    }
  if (held == self->held)
    return;

  self->held = held;
  g_hash_table_remove_all (self->values);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(DeskPosition) position = g_list_model_get_item (positions, i);
      const DeskPositionState *state = desk_position_get_state (position);

      remember (self->values, state->symbol, fabs (dt_money_to_double (state->value)));
    }
}

static double
get_size (DeskSectorView *self,
          const char     *symbol,
          Size            size)
{
  switch (size)
    {
    case SIZE_TURNOVER:
      return recall (self->sizes, symbol);
    case SIZE_VALUE:
      return recall (self->values, symbol);
    case SIZE_EQUAL:
    default:
      return 1.;
    }
}

/* What is said of a tile */

static Row
make_row (DeskSectorView *self,
          DeskQuote      *quote)
{
  const DtUniverse *universe = desk_heat_data_get_universe (get_context (self)->data);
  Row row = { .quote = desk_quote_get_state (quote), .place = G_MAXUINT };
  DeskPosition *position = desk_session_find_position (get_context (self)->session,
                                                       row.quote->symbol);

  if (position != NULL)
    row.position = desk_position_get_state (position);
  if (universe != NULL)
    dt_universe_find (universe, row.quote->symbol, &row.place);

  return row;
}

static void
add_figure (GString    *text,
            const char *before,
            char       *figure,
            const char *after)
{
  g_string_append_printf (text, "%s%s%s", before, figure, after);
  g_free (figure);
}

static char *
describe_tile (DeskSectorView *self,
               const char     *symbol)
{
  DeskQuote *quote = desk_session_find_quote (get_context (self)->session, symbol);
  GString *text = g_string_new (symbol);
  Row row;

  if (quote == NULL)
    return g_string_free (text, FALSE);

  row = make_row (self, quote);
  if (*row.quote->name != '\0')
    g_string_append_printf (text, ", %s", row.quote->name);
  if (*row.quote->sector != '\0')
    g_string_append_printf (text, " (%s)", row.quote->sector);
  add_figure (text, "\n", desk_format_price (row.quote->last), "");
  add_figure (text, ", ", desk_format_signed_percent (row.quote->change), " today");
  add_figure (text, ", ", desk_format_signed_percent (get_figure (self, &row, COLOUR_WEEK)),
              " in a week");
  add_figure (text, ", ", desk_format_signed_percent (get_figure (self, &row, COLOUR_MONTH)),
              " in a month");
  add_figure (text, "\nVolume ", desk_format_large (row.quote->volume), "");
  add_figure (text, ", ", format_figure (COLOUR_VOLUME, get_figure (self, &row, COLOUR_VOLUME)),
              " the usual");
  add_figure (text, "; $", desk_format_large (recall (self->sizes, symbol)), " a session");
  if (row.position != NULL)
    {
      add_figure (text, "\nHeld: ", desk_format_quantity (row.position->quantity), "");
      add_figure (text, ", ", desk_format_profit (row.position->profit), "");
      add_figure (text, " (", desk_format_signed_percent (row.position->profit_fraction), ")");
    }

  return g_string_free (text, FALSE);
}

static char *
describe_sector (DeskSectorView *self,
                 const char     *name)
{
  GListModel *quotes = desk_session_get_quotes (get_context (self)->session);
  guint n = 0, n_up = 0, n_down = 0;

  for (guint i = 0; i < g_list_model_get_n_items (quotes); i++)
    {
      g_autoptr(DeskQuote) quote = g_list_model_get_item (quotes, i);
      const DeskQuoteState *state = desk_quote_get_state (quote);

      if (!g_str_equal (*state->sector != '\0' ? state->sector : OTHER, name))
        continue;
      n++;
      n_up += state->change > 0.;
      n_down += state->change < 0.;
    }

  return g_strdup_printf ("%s: %u instruments, %u up and %u down today\nClick, or Shift+Enter "
                          "on a tile: %s", name, n, n_up,
                          n_down,
                          g_str_has_prefix (desk_scope_get (get_context (self)->scope), "sector:")
                          ? "all sectors" : "this sector alone");
}

static char *
describe (const char *name,
          gboolean    is_group,
          gpointer    data)
{
  DeskSectorView *self = data;

  return is_group ? describe_sector (self, name) : describe_tile (self, name);
}

static void
show_details (DeskSectorView *self)
{
  g_autofree char *text = desk_treemap_dup_text (self->map);
  g_autoptr(GString) line = g_string_new (text != NULL ? text : "Arrow keys go from tile to tile, "
                                                                "Enter opens the chart");

  g_string_replace (line, "\n", "; ", 0);
  desk_heat_view_set_details (DESK_HEAT_VIEW (self), line->str);
}

/* The map */

static int
compare_sectors (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (((const Sector *) a)->name, ((const Sector *) b)->name);
}

static guint
find_sector (GArray     *sectors,
             const char *name)
{
  Sector sector = { .name = g_strdup (name) };

  for (guint i = 0; i < sectors->len; i++)
    if (g_str_equal (g_array_index (sectors, Sector, i).name, name))
      {
        g_free (sector.name);
        return i;
      }
  g_array_append_val (sectors, sector);

  return sectors->len - 1;
}

static void
clear_sector (gpointer data)
{
  g_free (((Sector *) data)->name);
}

static const char *
get_sector_name (const Row *row)
{
  return *row->quote->sector != '\0' ? row->quote->sector : OTHER;
}

/* Rows of what is in the scope and has a size. */
static GArray *
list_rows (DeskSectorView *self,
           GArray         *sectors)
{
  GListModel *quotes = desk_session_get_quotes (get_context (self)->session);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));
  Size size = get_size_kind (self);
  Colour colour = get_colour_kind (self);

  for (guint i = 0; i < g_list_model_get_n_items (quotes); i++)
    {
      g_autoptr(DeskQuote) quote = g_list_model_get_item (quotes, i);
      Row row = make_row (self, quote);

      if (!desk_scope_includes (get_context (self)->scope, row.quote))
        continue;
      row.size = get_size (self, row.quote->symbol, size);
      row.figure = get_figure (self, &row, colour);
      if (!(row.size > 0.))
        continue;
      g_array_append_val (rows, row);
      find_sector (sectors, get_sector_name (&row));
    }
  g_array_sort (sectors, compare_sectors);

  return rows;
}

static char *
summarise (const Sector *sector,
           Colour        colour)
{
  return format_figure (colour, sector->weight > 0. ? sector->sum / sector->weight : NAN);
}

static void
fill_map (DeskSectorView *self,
          GArray         *rows,
          GArray         *sectors)
{
  g_autofree DeskTile *tiles = g_new0 (DeskTile, rows->len);
  g_autofree DeskTileGroup *groups = g_new0 (DeskTileGroup, sectors->len);
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  Colour colour = get_colour_kind (self);

  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      guint group = find_sector (sectors, get_sector_name (row));
      Sector *sector = &g_array_index (sectors, Sector, group);
      char *value = format_figure (colour, row->figure);

      g_ptr_array_add (texts, value);
      tiles[i] = (DeskTile) { row->quote->symbol, value, group, row->size,
                              get_tint (colour, row->figure), row->position != NULL };
      if (isfinite (row->figure))
        {
          sector->sum += row->figure * row->size;
          sector->weight += row->size;
        }
    }
  for (guint i = 0; i < sectors->len; i++)
    {
      const Sector *sector = &g_array_index (sectors, Sector, i);
      char *value = summarise (sector, colour);

      g_ptr_array_add (texts, value);
      groups[i] = (DeskTileGroup) { sector->name, value };
    }
  desk_treemap_set_tiles (self->map, groups, sectors->len, tiles, rows->len);
}

static void
show_nothing (DeskSectorView *self)
{
  const char *description, *title;

  title = desk_scope_get_nothing (get_context (self)->scope, &description);
  if (get_size_kind (self) == SIZE_VALUE
      && g_list_model_get_n_items (desk_session_get_positions (get_context (self)->session)) == 0)
    {
      title = "Nothing Is Held";
      description = "By the value of positions there is nothing to show; choose another size.";
    }
  desk_heat_view_show_nothing (DESK_HEAT_VIEW (self), title, description);
}

static void
desk_sector_view_update (DeskHeatView *view)
{
  DeskSectorView *self = DESK_SECTOR_VIEW (view);
  g_autoptr(GArray) sectors = g_array_new (FALSE, TRUE, sizeof (Sector));
  g_autoptr(GArray) rows = NULL;
  Colour colour = get_colour_kind (self);
  DeskPalette palette = desk_heat_view_get_palette (view);

  /* Where there are no bars of days before there is still the day's figure */
  if ((desk_heat_data_get_error (get_context (self)->data) == NULL
       || get_size_kind (self) == SIZE_TURNOVER) && desk_heat_view_show_reading (view))
    return;

  g_array_set_clear_func (sectors, clear_sector);
  take_turnovers (self);
  take_values (self);
  desk_tint_bar_set (desk_heat_view_get_legend (view), DESK_TINT_SIGNED, palette, FALSE,
                     scales[colour].low, scales[colour].high);
  rows = list_rows (self, sectors);
  fill_map (self, rows, sectors);
  if (rows->len > 0)
    {
      desk_heat_view_show_map (view);
      show_details (self);
    }
  else
    show_nothing (self);
}

static void
on_activated (DeskSectorView *self,
              const char     *name)
{
  g_autofree char *symbol = g_strdup (name);

  desk_heat_view_open (DESK_HEAT_VIEW (self), symbol);
}

static void
on_group_activated (DeskSectorView *self,
                    const char     *name)
{
  DeskScope *scope = get_context (self)->scope;
  g_autofree char *id = g_strconcat ("sector:", name, NULL);

  if (!g_str_equal (name, OTHER))
    desk_scope_set (scope, g_str_equal (desk_scope_get (scope), id) ? "all" : id);
}

static void
take_palette (DeskSectorView *self)
{
  desk_treemap_set_palette (self->map, desk_heat_view_get_palette (DESK_HEAT_VIEW (self)));
}

static void
desk_sector_view_set_up (DeskHeatView *view)
{
  DeskSectorView *self = DESK_SECTOR_VIEW (view);
  GtkWidget *map = desk_treemap_new (), *controls = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->map = DESK_TREEMAP (map);
  desk_treemap_set_describe (self->map, describe, self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (map), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Sectors and their instruments", -1);
  g_signal_connect_object (map, "cursor-changed", G_CALLBACK (show_details), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (map, "activated", G_CALLBACK (on_activated), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (map, "group-activated", G_CALLBACK (on_group_activated), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_context (self)->settings, "changed::style.palette",
                           G_CALLBACK (take_palette), self, G_CONNECT_SWAPPED);
  take_palette (self);
  desk_heat_view_set_map (view, map, map);

  gtk_box_append (GTK_BOX (controls),
                  desk_heat_view_add_choice (view, "Size of Tiles", "heatmaps.size", size_ids,
                                             "Turnover;Position;Equal Size"));
  gtk_box_append (GTK_BOX (controls),
                  desk_heat_view_add_choice (view, "Colour of Tiles", "heatmaps.colour",
                                             colour_ids,
                                             "Day;Week;Month;Volume;My Profit"));
  desk_heat_view_set_controls (view, controls);
}

static void
desk_sector_view_finalize (GObject *object)
{
  DeskSectorView *self = DESK_SECTOR_VIEW (object);

  g_hash_table_unref (self->sizes);
  g_hash_table_unref (self->values);

  G_OBJECT_CLASS (desk_sector_view_parent_class)->finalize (object);
}

static void
desk_sector_view_class_init (DeskSectorViewClass *klass)
{
  DeskHeatViewClass *view_class = DESK_HEAT_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = desk_sector_view_finalize;
  view_class->set_up = desk_sector_view_set_up;
  view_class->update = desk_sector_view_update;
}

static void
desk_sector_view_init (DeskSectorView *self)
{
  self->sizes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}
