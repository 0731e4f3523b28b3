/* desk-symbol-entry.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-parts"

#include "config.h"

#include <stdlib.h>

#include "desk-compat.h"
#include "desk-quote.h"

#include "desk-fuzzy.h"
#include "desk-symbol-entry.h"

/* More are found by typing another letter. */
#define MAX_MATCHES 60
#define PAGE        8

struct _DeskSymbolEntry
{
  AdwBin              parent_instance;

  DeskSession        *session;
  char               *symbol;
  GListStore         *matches;       /* of DeskQuote, best first */
  gboolean            is_setting;    /* the text is changed by us */

  /* Template */
  GtkEntry           *entry;
  GtkPopover         *popover;
  GtkScrolledWindow  *scroller;
  GtkListView        *list;
  GtkSingleSelection *selection;
  GtkLabel           *empty;
};

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_SYMBOL,
  N_PROPS
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskSymbolEntry, desk_symbol_entry, ADW_TYPE_BIN)

/* Matches */

typedef struct
{
  DeskQuote *quote;
  int        score;
  guint      place;
} Match;

static int
compare_matches (const void *a,
                 const void *b)
{
  const Match *x = a, *y = b;

  if (x->score != y->score)
    return y->score - x->score;

  return x->place < y->place ? -1 : x->place > y->place;
}

static void
find_matches (DeskSymbolEntry *self,
              const char      *query)
{
  GListModel *quotes = desk_session_get_quotes (self->session);
  guint n = g_list_model_get_n_items (quotes), n_found = 0;
  g_autofree Match *found = g_new (Match, n + 1);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(DeskQuote) quote = g_list_model_get_item (quotes, i);
      const DeskQuoteState *state = desk_quote_get_state (quote);
      int score = desk_fuzzy_score_names (query, state->symbol, state->name);

      if (score >= 0)
        found[n_found++] = (Match) { quote, score, i };
    }
  qsort (found, n_found, sizeof *found, compare_matches);

  {
    guint n_shown = MIN (n_found, MAX_MATCHES);
    g_autofree gpointer *rows = g_new (gpointer, n_shown + 1);

    for (guint i = 0; i < n_shown; i++)
      rows[i] = found[i].quote;
    g_list_store_splice (self->matches, 0,
                         g_list_model_get_n_items (G_LIST_MODEL (self->matches)), rows, n_shown);
  }
}

static void
show_matches (DeskSymbolEntry *self)
{
  gboolean none;

  if (self->session == NULL)
    return;

  find_matches (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  none = g_list_model_get_n_items (G_LIST_MODEL (self->matches)) == 0;
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), !none);
  gtk_widget_set_visible (GTK_WIDGET (self->empty), none);
  if (!none)
    gtk_single_selection_set_selected (self->selection, 0);
  if (!gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    {
      gtk_widget_set_size_request (GTK_WIDGET (self->popover),
                                   MAX (gtk_widget_get_width (GTK_WIDGET (self)), 260), -1);
      gtk_popover_popup (self->popover);
    }
}

/* Text */

static void
set_text (DeskSymbolEntry *self,
          const char      *text)
{
  self->is_setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  self->is_setting = FALSE;
}

static gboolean
set_symbol (DeskSymbolEntry *self,
            const char      *symbol)
{
  if (g_strcmp0 (self->symbol, symbol) == 0)
    return FALSE;

  g_free (self->symbol);
  self->symbol = g_strdup (symbol);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SYMBOL]);
  return TRUE;
}

static void
choose (DeskSymbolEntry *self,
        guint            position)
{
  g_autoptr(DeskQuote) quote = g_list_model_get_item (G_LIST_MODEL (self->matches), position);
  g_autofree char *symbol = NULL;

  gtk_popover_popdown (self->popover);
  if (quote == NULL)
    return;

  symbol = g_strdup (desk_quote_get_state (quote)->symbol);
  set_text (self, symbol);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  set_symbol (self, symbol);
  g_signal_emit (self, signals[CHOSEN], 0, symbol);
}

/* What was typed as it stands is chosen when the focus goes; what is nothing is taken back. */
static void
settle (DeskSymbolEntry *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *symbol = g_utf8_strup (text, -1);

  gtk_popover_popdown (self->popover);
  if (self->session == NULL || g_strcmp0 (symbol, self->symbol) == 0)
    return;

  if (desk_session_find_quote (self->session, symbol) != NULL)
    {
      set_text (self, symbol);
      set_symbol (self, symbol);
      g_signal_emit (self, signals[CHOSEN], 0, symbol);
    }
  else
    set_text (self, self->symbol);
}

/* Input */

static void
move (DeskSymbolEntry *self,
      int              by)
{
  int n = g_list_model_get_n_items (G_LIST_MODEL (self->matches));
  int position = (int) gtk_single_selection_get_selected (self->selection) + by;

  if (n == 0)
    return;

  position = CLAMP (position, 0, n - 1);
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

static gboolean
on_key (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        modifiers,
        DeskSymbolEntry       *self)
{
  gboolean open = gtk_widget_get_visible (GTK_WIDGET (self->popover));

  switch (key)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      if (open)
        move (self, 1);
      else
        show_matches (self);
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move (self, -1);
      return open;
    case GDK_KEY_Page_Down:
      move (self, PAGE);
      return open;
    case GDK_KEY_Page_Up:
      move (self, - PAGE);
      return open;
    case GDK_KEY_Escape:
      if (!open)
        return FALSE;
      gtk_popover_popdown (self->popover);
      set_text (self, self->symbol);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
on_changed (DeskSymbolEntry *self)
{
  if (!self->is_setting && gtk_widget_get_mapped (GTK_WIDGET (self->entry)))
    show_matches (self);
}

static void
on_activate (DeskSymbolEntry *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    choose (self, gtk_single_selection_get_selected (self->selection));
  else
    gtk_widget_activate_default (GTK_WIDGET (self));
}

static void
on_row_activated (DeskSymbolEntry *self,
                  guint            position)
{
  choose (self, position);
}

/* Rows */

static GtkWidget *
make_label (const char *class,
            gboolean    expands)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), expands ? 12 : 6);
  gtk_widget_set_hexpand (label, expands);
  gtk_widget_add_css_class (label, class);

  return label;
}

static void
on_row_released (GtkGestureClick *click,
                 int              n_press,
                 double           x,
                 double           y,
                 GtkListItem     *item)
{
  GtkWidget *box = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click));
  GtkWidget *self = gtk_widget_get_ancestor (box, DESK_TYPE_SYMBOL_ENTRY);

  if (self != NULL && gtk_widget_contains (box, x, y))
    choose (DESK_SYMBOL_ENTRY (self), gtk_list_item_get_position (item));
}

/* The list's own single click would have the pointer select what it happens to stand on while
 * somebody types. */
static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (click, "released", G_CALLBACK (on_row_released), item);
  gtk_widget_add_controller (box, GTK_EVENT_CONTROLLER (click));

  gtk_box_append (GTK_BOX (box), make_label ("heading", FALSE));
  gtk_box_append (GTK_BOX (box), make_label ("dim-label", TRUE));
  gtk_list_item_set_child (item, box);
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  data)
{
  const DeskQuoteState *state = desk_quote_get_state (gtk_list_item_get_item (item));
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *symbol = gtk_widget_get_first_child (box);
  GtkWidget *name = gtk_widget_get_last_child (box);
  g_autofree char *both = NULL;

  gtk_label_set_label (GTK_LABEL (symbol), state->symbol);
  gtk_label_set_label (GTK_LABEL (name), state->name);
  both = g_strdup_printf ("%s, %s", state->symbol, state->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (box)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, both, -1);
  gtk_widget_set_tooltip_text (box, *state->name != '\0' ? state->name : NULL);
}

static void
set_session (DeskSymbolEntry *self,
             DeskSession     *session)
{
  if (g_set_object (&self->session, session))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
desk_symbol_entry_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  DeskSymbolEntry *self = DESK_SYMBOL_ENTRY (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_SYMBOL:
      g_value_set_string (value, self->symbol);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_symbol_entry_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  DeskSymbolEntry *self = DESK_SYMBOL_ENTRY (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    case PROP_SYMBOL:
      if (set_symbol (self, g_value_get_string (value)))
        set_text (self, self->symbol);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static gboolean
desk_symbol_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (DESK_SYMBOL_ENTRY (widget)->entry));
}

static void
desk_symbol_entry_dispose (GObject *object)
{
  DeskSymbolEntry *self = DESK_SYMBOL_ENTRY (object);

  g_clear_object (&self->session);
  g_clear_object (&self->matches);
  if (self->popover != NULL && gtk_widget_get_parent (GTK_WIDGET (self->popover)) != NULL)
    desk_compat_drop_popover (GTK_WIDGET (self->popover));

  G_OBJECT_CLASS (desk_symbol_entry_parent_class)->dispose (object);
}

static void
desk_symbol_entry_finalize (GObject *object)
{
  DeskSymbolEntry *self = DESK_SYMBOL_ENTRY (object);

  g_free (self->symbol);

  G_OBJECT_CLASS (desk_symbol_entry_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/daytraderai/DayTrader/parts/desk-symbol-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskSymbolEntry, entry);
  gtk_widget_class_bind_template_child (widget_class, DeskSymbolEntry, popover);
  gtk_widget_class_bind_template_child (widget_class, DeskSymbolEntry, scroller);
  gtk_widget_class_bind_template_child (widget_class, DeskSymbolEntry, list);
  gtk_widget_class_bind_template_child (widget_class, DeskSymbolEntry, selection);
  gtk_widget_class_bind_template_child (widget_class, DeskSymbolEntry, empty);
  gtk_widget_class_bind_template_callback (widget_class, settle);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
}

static void
desk_symbol_entry_class_init (DeskSymbolEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags
    = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = desk_symbol_entry_get_property;
  object_class->set_property = desk_symbol_entry_set_property;
  object_class->dispose = desk_symbol_entry_dispose;
  object_class->finalize = desk_symbol_entry_finalize;
  widget_class->grab_focus = desk_symbol_entry_grab_focus;

  properties[PROP_SESSION]
    = g_param_spec_object ("session", NULL, NULL, DESK_TYPE_SESSION, flags);
  properties[PROP_SYMBOL] = g_param_spec_string ("symbol", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHOSEN] = g_signal_new ("chosen", DESK_TYPE_SYMBOL_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  bind_template (widget_class);
}

static void
desk_symbol_entry_init (DeskSymbolEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->matches = g_list_store_new (DESK_TYPE_QUOTE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->matches));
  gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Symbol", -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Symbol or company", -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Instruments that fit", -1);
}

GtkWidget *
desk_symbol_entry_new (DeskSession *session)
{
  return g_object_new (DESK_TYPE_SYMBOL_ENTRY, "session", session, NULL);
}

const char *
desk_symbol_entry_get_symbol (DeskSymbolEntry *self)
{
  g_return_val_if_fail (DESK_IS_SYMBOL_ENTRY (self), NULL);

  return self->symbol;
}
