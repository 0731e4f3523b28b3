/* desk-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-table"

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "desk-compat.h"

#include "desk-csv.h"

#include "desk-table.h"

#define TABLE     "desk-table"
/* Pixels that a column may be dragged to. */
#define MIN_WIDTH 24
#define MAX_WIDTH 2000
/* What is kept of columns: so many, and so much of each, in bytes. */
#define MAX_COLUMNS 200
#define MAX_TEXT    100

typedef enum
{
  BY_ROOM,
  SHOWN,
  HIDDEN,
} Choice;

typedef struct
{
  GtkColumnViewColumn *column;
  char                *id;
  DeskRoom             room;
  gboolean             expand;
  Choice               choice;
  int                  width;     /* −1: that of its cells */
} Entry;

/* Lives as long as its view. */
typedef struct
{
  GtkColumnView *view;
  GPtrArray     *entries;         /* of Entry, as they were added */
  DeskRoom       room;
  DeskSettings  *settings;        /* (nullable) */
  char          *setting;
  gboolean       is_arranging;    /* what changes is our doing */
  gulong         moved;           /* handler of the list of columns */
  const Entry   *sorted;          /* (nullable): what the view is sorted by */
  GtkSortType    order;
  GtkSorter     *sorter;          /* (nullable): the view's, once it is listened to */
  guint          sort_idle;
} Table;

int
desk_compare_numbers (double a,
                      double b)
{
  if (isnan (a) || isnan (b))
    return isnan (a) - isnan (b);

  return (a > b) - (a < b);
}

int
desk_compare_texts (const char *a,
                    const char *b)
{
  return g_strcmp0 (a, b);
}

static Table *
get_table (GtkColumnView *view)
{
  return g_object_get_data (G_OBJECT (view), TABLE);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_signal_handlers_disconnect_by_data (entry->column, entry);
  g_object_unref (entry->column);
  g_free (entry->id);
  g_free (entry);
}

static void
table_free (gpointer data)
{
  Table *table = data;

  g_clear_handle_id (&table->sort_idle, g_source_remove);
  if (table->sorter != NULL)
    g_signal_handlers_disconnect_by_data (table->sorter, table);
  g_clear_object (&table->sorter);
  g_ptr_array_unref (table->entries);
  g_clear_object (&table->settings);
  g_free (table->setting);
  g_free (table);
}

static Table *
ensure_table (GtkColumnView *view)
{
  Table *table = get_table (view);

  if (table != NULL)
    return table;

  table = g_new0 (Table, 1);
  table->view = view;
  table->room = DESK_ROOM_WIDE;
  table->entries = g_ptr_array_new_with_free_func (entry_free);
  g_object_set_data_full (G_OBJECT (view), TABLE, table, table_free);

  return table;
}

static Entry *
find_column (Table               *table,
             GtkColumnViewColumn *column)
{
  for (guint i = 0; i < table->entries->len; i++)
    if (((Entry *) table->entries->pdata[i])->column == column)
      return table->entries->pdata[i];

  return NULL;
}

static Entry *
find_id (Table      *table,
         const char *id)
{
  for (guint i = 0; i < table->entries->len; i++)
    if (g_str_equal (((Entry *) table->entries->pdata[i])->id, id))
      return table->entries->pdata[i];

  return NULL;
}

/* Columns in the order of the view: (transfer full), of Entry */
static GPtrArray *
list_entries (Table *table)
{
  GListModel *columns = gtk_column_view_get_columns (table->view);
  GPtrArray *entries = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      Entry *entry = find_column (table, column);

      if (entry != NULL)
        g_ptr_array_add (entries, entry);
    }

  return entries;
}

static gboolean
has_title (const Entry *entry)
{
  const char *title = gtk_column_view_column_get_title (entry->column);

  return title != NULL && *title != '\0';
}

static gboolean
is_shown (const Table *table,
          const Entry *entry)
{
  if (entry->choice == HIDDEN)
    return FALSE;
  if (entry->choice == SHOWN && table->room != DESK_ROOM_NARROW)
    return TRUE;

  return table->room >= entry->room;
}

/* The table fills its room: when the column that grows is hidden, the first one with a title
 * does. */
static void
arrange (Table *table)
{
  g_autoptr(GPtrArray) entries = list_entries (table);
  Entry *first = NULL, *grows = NULL;

  table->is_arranging = TRUE;
  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = entries->pdata[i];
      gboolean shown = is_shown (table, entry);

      /* GTK 4.8 goes on counting the fixed width of a column that is hidden */
      gtk_column_view_column_set_fixed_width (entry->column, shown ? entry->width : -1);
      gtk_column_view_column_set_visible (entry->column, shown);
      if (shown && first == NULL && has_title (entry))
        first = entry;
      if (shown && entry->expand)
        grows = entry;
    }
  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = entries->pdata[i];

      gtk_column_view_column_set_expand (entry->column,
                                         entry == (grows != NULL ? grows : first));
    }
  table->is_arranging = FALSE;
}

/* "symbol<", "+target:90", "-stop": + and − are the user's choice, then comes the width; < and >
 * follow the one that the rows are sorted by, the least first or the most. */
static char *
make_text (const Table *table,
           const Entry *entry)
{
  GString *text = g_string_new (entry->choice == SHOWN ? "+" : entry->choice == HIDDEN ? "-" : "");

  g_string_append (text, entry->id);
  if (entry->width > 0 && has_title (entry))
    g_string_append_printf (text, ":%d", entry->width);
  if (entry == table->sorted)
    g_string_append_c (text, table->order == GTK_SORT_ASCENDING ? '<' : '>');

  return g_string_free (text, FALSE);
}

/* The id in such a text, n characters. */
static const char *
get_id (const char *text,
        gsize      *n)
{
  const char *id = text + (*text == '+' || *text == '-');

  *n = strcspn (id, ":<>");
  return id;
}

static gboolean
has_same_id (gconstpointer a,
             gconstpointer b)
{
  gsize n, m;
  const char *x = get_id (a, &n), *y = get_id (b, &m);

  return n == m && strncmp (x, y, n) == 0;
}

/* What @layout says of columns that the table does not have now is kept, each behind the one that
 * it stood behind. */
static void
keep_absent (GPtrArray  *texts,
             const char *layout)
{
  g_auto(GStrv) old = g_strsplit (layout, ";", -1);

  for (guint i = 0; old[i] != NULL && texts->len < MAX_COLUMNS; i++)
    {
      guint place;

      if (*old[i] == '\0' || strlen (old[i]) > MAX_TEXT
          || g_ptr_array_find_with_equal_func (texts, old[i], has_same_id, NULL))
        continue;

      if (i > 0 && g_ptr_array_find_with_equal_func (texts, old[i - 1], has_same_id, &place))
        place++;
      else
        place = 0;
      g_ptr_array_insert (texts, (int) place, g_strndup (old[i], strcspn (old[i], "<>")));
    }
}

static void
save (Table *table)
{
  g_autoptr(GPtrArray) entries = NULL, texts = NULL;
  g_autofree char *layout = NULL;

  if (table->settings == NULL || table->is_arranging)
    return;

  /* On its way from one place to another a column is in none; and a view that goes has none */
  entries = list_entries (table);
  if (entries->len < table->entries->len)
    return;

  texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (texts, make_text (table, entries->pdata[i]));
  keep_absent (texts, desk_settings_get_string (table->settings, table->setting));
  g_ptr_array_add (texts, NULL);
  layout = g_strjoinv (";", (char **) texts->pdata);
  desk_settings_set (table->settings, table->setting, g_variant_new_string (layout));
}

static void
width_changed (GtkColumnViewColumn *column,
               GParamSpec          *pspec,
               Entry               *entry)
{
  GtkColumnView *view = gtk_column_view_column_get_column_view (column);
  Table *table = view != NULL ? get_table (view) : NULL;

  if (table == NULL || table->is_arranging)
    return;

  entry->width = gtk_column_view_column_get_fixed_width (column);
  save (table);
}

static gboolean
take_sort (gpointer data)
{
  Table *table = data;
  GtkSortType order = GTK_SORT_ASCENDING;
  GtkColumnViewColumn *column = desk_compat_get_sort (table->view, &order);
  const Entry *sorted = column != NULL ? find_column (table, column) : NULL;

  table->sort_idle = 0;
  if (sorted == table->sorted && order == table->order)
    return G_SOURCE_REMOVE;

  table->sorted = sorted;
  table->order = order;
  save (table);
  return G_SOURCE_REMOVE;
}

/* The arrows follow the sorter, which also speaks up whenever a row changes its place. */
static void
sorter_changed (GtkSorter       *sorter,
                GtkSorterChange  change,
                Table           *table)
{
  if (table->sort_idle == 0)
    table->sort_idle = g_idle_add (take_sort, table);
}

void
desk_table_add_column (GtkColumnView       *view,
                       GtkColumnViewColumn *column,
                       const char          *id,
                       DeskRoom             room)
{
  Table *table;
  Entry *entry;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));
  g_return_if_fail (GTK_IS_COLUMN_VIEW_COLUMN (column));
  g_return_if_fail (id != NULL);

  table = ensure_table (view);
  entry = g_new (Entry, 1);
  *entry = (Entry) { g_object_ref (column), g_strdup (id), room, FALSE, BY_ROOM,
                     gtk_column_view_column_get_fixed_width (column) };
  g_ptr_array_add (table->entries, entry);
  gtk_column_view_append_column (view, column);
  if (has_title (entry))
    gtk_column_view_column_set_resizable (column, TRUE);
  g_signal_connect (column, "notify::fixed-width", G_CALLBACK (width_changed), entry);
}

void
desk_table_add (GtkColumnView         *view,
                const DeskTableColumn *columns,
                guint                  n_columns)
{
  for (guint i = 0; i < n_columns; i++)
    {
      g_autoptr(GtkColumnViewColumn) column =
        desk_column_new (columns[i].title, columns[i].width, columns[i].numeric, columns[i].cell,
                         columns[i].compare);

      if (columns[i].explanation != NULL)
        desk_column_explain (column, columns[i].explanation);
      desk_table_add_column (view, column, columns[i].id, columns[i].room);
      find_column (get_table (view), column)->expand = columns[i].expand;
    }
}

void
desk_table_clear (GtkColumnView *view)
{
  Table *table;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  table = ensure_table (view);
  g_clear_object (&table->settings);
  table->is_arranging = TRUE;
  for (guint i = 0; i < table->entries->len; i++)
    gtk_column_view_remove_column (view, ((Entry *) table->entries->pdata[i])->column);
  table->sorted = NULL;
  g_ptr_array_set_size (table->entries, 0);
  table->is_arranging = FALSE;
}

void
desk_table_set_room (GtkColumnView *view,
                     DeskRoom       room)
{
  Table *table;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  table = ensure_table (view);
  table->room = room;
  arrange (table);
}

/* The height of a table is known once its rows have been laid out: it is asked for by their number,
 * header included, so that none of a few is cut in two. */
int
desk_table_get_height (GtkColumnView *view,
                       guint          n_rows)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view));
  GtkWidget *list = header != NULL ? gtk_widget_get_next_sibling (header) : NULL;
  GtkWidget *row = list != NULL ? gtk_widget_get_first_child (list) : NULL;
  int header_height = 0, row_height = 0;

  if (row == NULL)
    return -1;

  gtk_widget_measure (header, GTK_ORIENTATION_VERTICAL, -1, NULL, &header_height, NULL, NULL);
  gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, -1, NULL, &row_height, NULL, NULL);

  return header_height + (int) n_rows * row_height;
}

/* Reading back */

/* Takes the sign off the end of @text. */
static gboolean
parse_sort (char        *text,
            GtkSortType *order)
{
  gsize n = strlen (text);

  if (n == 0 || (text[n - 1] != '<' && text[n - 1] != '>'))
    return FALSE;

  *order = text[n - 1] == '<' ? GTK_SORT_ASCENDING : GTK_SORT_DESCENDING;
  text[n - 1] = '\0';
  return TRUE;
}

static Entry *
parse_entry (Table *table,
             char  *text)
{
  GtkSortType order = GTK_SORT_ASCENDING;
  gboolean sorts = parse_sort (text, &order);
  Choice choice = *text == '+' ? SHOWN : *text == '-' ? HIDDEN : BY_ROOM;
  char *colon = strchr (text, ':');
  Entry *entry;
  long width = -1;

  if (colon != NULL)
    {
      *colon = '\0';
      width = strtol (colon + 1, NULL, 10);
    }
  entry = find_id (table, choice != BY_ROOM ? text + 1 : text);
  if (entry == NULL)
    return NULL;

  if (has_title (entry))
    {
      entry->choice = choice;
      entry->width = width >= MIN_WIDTH && width <= MAX_WIDTH ? (int) width : -1;
    }
  if (sorts && gtk_column_view_column_get_sorter (entry->column) != NULL)
    {
      table->sorted = entry;
      table->order = order;
    }
  return entry;
}

/* Those that @layout does not know stand behind their neighbours. */
static GPtrArray *
make_order (Table      *table,
            const char *layout)
{
  g_auto(GStrv) texts = g_strsplit (layout, ";", -1);
  GPtrArray *order = g_ptr_array_new ();

  for (guint i = 0; texts[i] != NULL; i++)
    {
      Entry *entry = parse_entry (table, texts[i]);

      if (entry != NULL && !g_ptr_array_find (order, entry, NULL))
        g_ptr_array_add (order, entry);
    }
  for (guint i = 0; i < table->entries->len; i++)
    {
      Entry *entry = table->entries->pdata[i];
      guint before = 0;

      if (g_ptr_array_find (order, entry, NULL))
        continue;
      if (i > 0 && g_ptr_array_find (order, table->entries->pdata[i - 1], &before))
        before++;
      g_ptr_array_insert (order, (int) before, entry);
    }

  return order;
}

static void
put_in_order (Table     *table,
              GPtrArray *order)
{
  table->is_arranging = TRUE;
  for (guint i = 0; i < order->len; i++)
    gtk_column_view_insert_column (table->view, i, ((Entry *) order->pdata[i])->column);
  table->is_arranging = FALSE;
  arrange (table);
}

/* Sorts as it is to be, and listens from then on. */
static void
set_sort (Table       *table,
          const Entry *sorted,
          GtkSortType  order)
{
  table->sorted = sorted;
  table->order = order;
  gtk_column_view_sort_by_column (table->view, sorted != NULL ? sorted->column : NULL, order);
  if (table->sorter != NULL)
    return;

  table->sorter = g_object_ref (gtk_column_view_get_sorter (table->view));
  g_signal_connect (table->sorter, "changed", G_CALLBACK (sorter_changed), table);
}

void
desk_table_remember (GtkColumnView *view,
                     DeskSettings  *settings,
                     const char    *setting)
{
  g_autoptr(GPtrArray) order = NULL;
  Table *table;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view) && get_table (view) != NULL);
  g_return_if_fail (desk_setting_find (setting) != NULL);

  table = get_table (view);
  g_set_object (&table->settings, settings);
  g_free (table->setting);
  table->setting = g_strdup (setting);
  order = make_order (table, desk_settings_get_string (settings, setting));
  put_in_order (table, order);
  set_sort (table, table->sorted, table->order);
  if (table->moved == 0)
    table->moved = g_signal_connect_swapped (gtk_column_view_get_columns (view), "items-changed",
                                             G_CALLBACK (save), table);
}

/* What the user does */

void
desk_table_show_column (GtkColumnView *view,
                        const char    *id,
                        gboolean       shown)
{
  Table *table;
  Entry *entry;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view) && get_table (view) != NULL);

  table = get_table (view);
  entry = find_id (table, id);
  if (entry == NULL)
    return;

  entry->choice = shown ? SHOWN : HIDDEN;
  arrange (table);
  save (table);
}

/* Past those that are hidden. */
void
desk_table_move_column (GtkColumnView *view,
                        const char    *id,
                        int            by)
{
  g_autoptr(GPtrArray) entries = NULL;
  Table *table;
  Entry *entry;
  guint from;
  int to;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view) && get_table (view) != NULL);
  g_return_if_fail (by == 1 || by == -1);

  table = get_table (view);
  entry = find_id (table, id);
  entries = list_entries (table);
  if (entry == NULL || !g_ptr_array_find (entries, entry, &from))
    return;

  to = (int) from + by;
  while (to >= 0 && to < (int) entries->len
         && !gtk_column_view_column_get_visible (((Entry *) entries->pdata[to])->column))
    to += by;
  if (to < 0 || to >= (int) entries->len || !has_title (entries->pdata[to]))
    return;

  gtk_column_view_insert_column (view, (guint) to, entry->column);
  arrange (table);
  save (table);
}

void
desk_table_reset (GtkColumnView *view)
{
  Table *table;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view) && get_table (view) != NULL);

  table = get_table (view);
  for (guint i = 0; i < table->entries->len; i++)
    {
      Entry *entry = table->entries->pdata[i];

      entry->choice = BY_ROOM;
      if (has_title (entry))
        entry->width = -1;
    }
  put_in_order (table, table->entries);
  set_sort (table, NULL, GTK_SORT_ASCENDING);
  if (table->settings != NULL)
    desk_settings_reset (table->settings, table->setting);
}

GArray *
desk_table_list (GtkColumnView *view)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (DeskTableEntry));
  g_autoptr(GPtrArray) entries = NULL;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view) && get_table (view) != NULL, list);

  entries = list_entries (get_table (view));
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = entries->pdata[i];
      DeskTableEntry row = { entry->id, gtk_column_view_column_get_title (entry->column),
                             gtk_column_view_column_get_visible (entry->column) };

      if (has_title (entry))
        g_array_append_val (list, row);
    }

  return list;
}

/* Export */

/* Figures as programs read them: no true minus sign, nothing for what is missing. */
static void
append_figure (GString    *csv,
               const char *text)
{
  g_autofree char *plain = NULL;
  g_auto(GStrv) parts = NULL;

  if (g_str_equal (text, "–"))
    return;

  parts = g_strsplit (text, "−", -1);
  plain = g_strjoinv ("-", parts);
  desk_csv_append (csv, plain);
}

char *
desk_table_make_csv (GtkColumnView *view)
{
  GString *csv = g_string_new (NULL);
  g_autoptr(GPtrArray) entries = NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  GListModel *rows;
  guint n = 0;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view) && get_table (view) != NULL, NULL);

  entries = list_entries (get_table (view));
  for (guint i = entries->len; i > 0; i--)
    {
      const Entry *entry = entries->pdata[i - 1];

      if (!gtk_column_view_column_get_visible (entry->column)
          || !desk_column_has_text (entry->column))
        g_ptr_array_remove_index (entries, i - 1);
    }
  for (guint i = 0; i < entries->len; i++)
    {
      g_string_append (csv, i > 0 ? "," : "");
      desk_csv_append (csv, gtk_column_view_column_get_title (((Entry *) entries->pdata[i])
                                                              ->column));
    }
  g_string_append (csv, "\r\n");

  rows = G_LIST_MODEL (gtk_column_view_get_model (view));
  n = rows != NULL ? g_list_model_get_n_items (rows) : 0;
  for (guint k = 0; k < n; k++)
    {
      g_autoptr(GObject) row = g_list_model_get_item (rows, k);

      for (guint i = 0; i < entries->len; i++)
        {
          g_string_truncate (text, 0);
          desk_column_append_text (((Entry *) entries->pdata[i])->column, row, text);
          g_string_append (csv, i > 0 ? "," : "");
          append_figure (csv, text->str);
        }
      g_string_append (csv, "\r\n");
    }

  return g_string_free (csv, FALSE);
}
