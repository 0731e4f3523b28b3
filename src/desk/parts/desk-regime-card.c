/* desk-regime-card.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-parts"

#include "config.h"

#include <math.h>
#include <string.h>

#include "desk-format.h"
#include "desk-note.h"

#include "desk-regime-card.h"

#define MAX_MEASURES 8
#define MAX_SWITCHES 5
/* Of the activity, newest first, that are looked through */
#define MAX_NOTES    5000
/* How the engine notes one */
#define SWITCH_PREFIX "The market is "

struct _DeskRegimeCard
{
  AdwBin        parent_instance;

  DeskSession  *session;
  GSignalGroup *signals;       /* of the session; without a target while unmapped */

  GtkWidget    *some;
  GtkWidget    *none;
  GtkWidget    *measures;
  GtkLabel     *switches;
  gboolean      tells_switches;
  GtkLabel     *word;
  GtkLabel     *since;
  GtkLabel     *reading;
  GtkLabel     *at_work;
  GtkLabel     *waiting;
  GtkLabel     *titles[MAX_MEASURES];
  GtkLabel     *values[MAX_MEASURES];
};

G_DEFINE_FINAL_TYPE (DeskRegimeCard, desk_regime_card, ADW_TYPE_BIN)

static const struct
{
  const char *name;
  const char *title;
  const char *summary;
} regimes[] = {
  { "trending", "Trending", "The market goes one way, and enough of what is traded goes along" },
  { "ranging", "Ranging", "Neither a trend nor unusually wide or narrow moves" },
  { "volatile", "Volatile", "Moves are wide beside those of the past" },
  { "calm", "Calm", "Moves are narrow beside those of the past" },
  { "unknown", "Unknown", "Something that the regime is measured by is missing, so nothing is "
    "opened unless the selector says what to do then" },
};

/* What the statistics call their measures, and people. */
static const struct
{
  const char *name;
  const char *title;
  const char *summary;
} measures[] = {
  { "efficiency", "Efficiency",
    "The way from the first to the last close by the sum of all ways between: 1 is a straight "
    "line" },
  { "direction", "Direction", "Which way the market went over that time" },
  { "volatility", "Volatility", "Deviation of the market's returns, of one bar" },
  { "volatility rank", "Volatility Rank",
    "The part of the values before that were lower: 1 is the widest" },
  { "breadth", "Breadth", "The part of what is traded that stands above its average" },
};

static const char *
title_of_regime (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (regimes); i++)
    if (g_str_equal (regimes[i].name, name))
      return regimes[i].title;

  return name;
}

static void
show_text (GtkLabel   *label,
           const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
  if (text != NULL && g_strcmp0 (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
}

static char *
format_measure (const DeskNamed *measure)
{
  char buf[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (measure->value))
    return g_strdup ("–");
  if (g_str_equal (measure->name, "direction"))
    return g_strdup (measure->value > 0. ? "up" : measure->value < 0. ? "down" : "none");
  if (g_str_equal (measure->name, "volatility") || g_str_equal (measure->name, "breadth"))
    return desk_format_percent (measure->value);

  return g_strdup (g_ascii_formatd (buf, sizeof buf, "%.2f", measure->value));
}

static void
show_measure (DeskRegimeCard  *self,
              guint            i,
              const DeskNamed *measure)
{
  g_autofree char *value = measure != NULL ? format_measure (measure) : NULL;
  const char *title = measure != NULL ? measure->name : NULL, *summary = NULL;

  for (guint k = 0; measure != NULL && k < G_N_ELEMENTS (measures); k++)
    if (g_str_equal (measures[k].name, measure->name))
      {
        title = measures[k].title;
        summary = measures[k].summary;
      }
  show_text (self->titles[i], title);
  show_text (self->values[i], value);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->titles[i]), summary);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->values[i]), summary);
}

/* Those that are at work, each with the part of its size unless that is all, or those that wait. */
static char *
list_strategies (const DeskRegime *regime,
                 const char       *before,
                 gboolean          at_work)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < regime->n_strategies; i++)
    {
      const DeskNamed *strategy = &regime->strategies[i];
      g_autofree char *part = desk_format_percent (strategy->value);

      if ((strategy->value > 0.) != at_work)
        continue;
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : before, strategy->name);
      if (at_work && strategy->value < 1.)
        g_string_append_printf (text, " at %s of its size", part);
    }
  if (text->len == 0)
    return at_work ? g_strconcat (before, "nothing", NULL) : NULL;

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
write_since (const DeskRegime *regime)
{
  g_autofree char *time = NULL;

  if (regime->since == DT_TIME_NONE)
    return g_strdup ("not measured yet");

  time = desk_format_time (regime->since, DESK_TIME_DATE);
  return g_strdup_printf ("since %s", time);
}

static char *
write_reading (const DeskRegime *regime)
{
  if (regime->since == DT_TIME_NONE || g_str_equal (regime->regime, regime->reading))
    return NULL;

  return g_strdup_printf ("The last bar says %s; a regime is kept for a while so that it does not "
                          "flip", regime->reading);
}

/* The latest switches that the session has in its activity: "1 Feb 2019: trending, was calm". */
static char *
list_switches (DeskRegimeCard *self)
{
  GListModel *notes = desk_session_get_activity (self->session);
  guint n = MIN (g_list_model_get_n_items (notes), MAX_NOTES), found = 0;
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < n && found < MAX_SWITCHES; i++)
    {
      g_autoptr(DeskNote) note = g_list_model_get_item (notes, i);
      const char *said = desk_note_get_text (note);
      g_autofree char *time = NULL;
      g_autofree char *what = NULL;

      if (!g_str_equal (desk_note_get_kind (note), "regime")
          || !g_str_has_prefix (said, SWITCH_PREFIX))
        continue;

      said += strlen (SWITCH_PREFIX);
      time = desk_format_time (desk_note_get_time (note), DESK_TIME_DATE);
      what = g_strndup (said, strcspn (said, "("));
      g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", time, g_strchomp (what));
      found++;
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static void
show_switches (DeskRegimeCard *self)
{
  g_autofree char *switches = self->tells_switches ? list_switches (self) : NULL;
  g_autofree char *text = switches != NULL ? g_strconcat ("Switches\n", switches, NULL) : NULL;

  show_text (self->switches, text);
}

static void
show_regime (DeskRegimeCard *self)
{
  const DeskRegime *regime = desk_session_get_regime (self->session);
  gboolean has_selector = *regime->selector != '\0';
  g_autofree char *since = write_since (regime);
  g_autofree char *reading = write_reading (regime);
  g_autofree char *at_work = list_strategies (regime, "At work: ", TRUE);
  g_autofree char *waiting = list_strategies (regime, "Waiting: ", FALSE);
  g_autofree char *tooltip = NULL;

  gtk_widget_set_visible (self->some, has_selector);
  gtk_widget_set_visible (self->none, !has_selector);
  if (!has_selector)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (regimes); i++)
    if (g_str_equal (regimes[i].name, regime->regime))
      tooltip = g_strdup_printf ("%s\nBy the selector “%s”", regimes[i].summary,
                                 regime->selector);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->word), tooltip);
  show_text (self->word, title_of_regime (regime->regime));
  show_text (self->since, since);
  show_text (self->reading, reading);
  show_text (self->at_work, at_work);
  show_text (self->waiting, waiting);
  show_switches (self);
  for (guint i = 0; i < MAX_MEASURES; i++)
    show_measure (self, i, i < regime->n_inputs ? &regime->inputs[i] : NULL);
}

static void
desk_regime_card_map (GtkWidget *widget)
{
  DeskRegimeCard *self = DESK_REGIME_CARD (widget);

  g_signal_group_set_target (self->signals, self->session);
  show_regime (self);

  GTK_WIDGET_CLASS (desk_regime_card_parent_class)->map (widget);
}

static void
desk_regime_card_unmap (GtkWidget *widget)
{
  g_signal_group_set_target (DESK_REGIME_CARD (widget)->signals, NULL);

  GTK_WIDGET_CLASS (desk_regime_card_parent_class)->unmap (widget);
}

static void
desk_regime_card_dispose (GObject *object)
{
  DeskRegimeCard *self = DESK_REGIME_CARD (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_regime_card_parent_class)->dispose (object);
}

static void
desk_regime_card_class_init (DeskRegimeCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_regime_card_dispose;
  widget_class->map = desk_regime_card_map;
  widget_class->unmap = desk_regime_card_unmap;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkLabel *
make_label (const char *class,
            float       xalign,
            gboolean    wraps)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_wrap (GTK_LABEL (label), wraps);
  if (!wraps)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);

  return GTK_LABEL (label);
}

static GtkWidget *
make_head (DeskRegimeCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->word = make_label ("title-4", 0.f, FALSE);
  self->since = make_label ("dim-label", 1.f, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->since), "caption");
  gtk_widget_set_hexpand (GTK_WIDGET (self->since), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->word));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->since));

  return box;
}

static GtkWidget *
make_measures (DeskRegimeCard *self)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  for (guint i = 0; i < MAX_MEASURES; i++)
    {
      self->titles[i] = make_label ("dim-label", 0.f, FALSE);
      self->values[i] = make_label ("figure", 1.f, FALSE);
      gtk_widget_set_hexpand (GTK_WIDGET (self->titles[i]), TRUE);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (self->values[i]),
                                      GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->titles[i], NULL,
                                      -1);
      gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->titles[i]), 0, (int) i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->values[i]), 1, (int) i, 1, 1);
    }

  return grid;
}

static GtkWidget *
make_some (DeskRegimeCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->reading = make_label ("dim-label", 0.f, TRUE);
  self->at_work = make_label (NULL, 0.f, TRUE);
  self->waiting = make_label ("dim-label", 0.f, TRUE);
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->at_work));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->waiting));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->reading));
  self->measures = make_measures (self);
  gtk_box_append (GTK_BOX (box), self->measures);
  self->switches = make_label ("dim-label", 0.f, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->switches));

  return box;
}

static GtkWidget *
make_none (DeskRegimeCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *choose = gtk_button_new_with_label ("Choose a Selector…");
  GtkLabel *label = make_label ("dim-label", 0.f, TRUE);

  gtk_label_set_text (label, "This run has no selector: its strategies are at work in every "
                      "market. A selector measures the market and says who trades in it.");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (label));
  gtk_widget_set_halign (choose, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (choose), "win.strategy.replay");
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (choose),
                                          g_variant_new ("a{sv}", NULL));
  gtk_box_append (GTK_BOX (box), choose);

  return box;
}

static void
desk_regime_card_init (DeskRegimeCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  g_object_set (box, "margin-start", 12, "margin-end", 12, "margin-top", 12, "margin-bottom", 12,
                NULL);
  self->some = make_some (self);
  self->none = make_none (self);
  gtk_box_append (GTK_BOX (box), self->some);
  gtk_box_append (GTK_BOX (box), self->none);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Market regime", -1);

  self->signals = g_signal_group_new (DESK_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "regime-changed", G_CALLBACK (show_regime), self);
}

GtkWidget *
desk_regime_card_new (DeskSession *session,
                      gboolean     tells_switches)
{
  DeskRegimeCard *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (DESK_TYPE_REGIME_CARD, NULL);
  self->session = g_object_ref (session);
  self->tells_switches = tells_switches;
  /* Where there is room, names and values stay together */
  if (tells_switches)
    {
      gtk_widget_set_halign (self->measures, GTK_ALIGN_START);
      gtk_grid_set_column_spacing (GTK_GRID (self->measures), 48);
    }

  return GTK_WIDGET (self);
}
