/* desk-day-figure.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-parts"

#include "config.h"

#include "desk-format.h"

#include "desk-day-figure.h"

struct _DeskDayFigure
{
  AdwBin        parent_instance;

  GSignalGroup *signals;     /* of the session; without a target while unmapped */
  DeskSession  *session;
  GtkWidget    *profit;
  GtkWidget    *detail;
};

enum
{
  PROP_SESSION = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskDayFigure, desk_day_figure, ADW_TYPE_BIN)

static char *
write_tooltip (const DeskAccount *account,
               DtMoney            day)
{
  g_autofree char *realised = desk_format_profit (account->day_realised);
  g_autofree char *open = desk_format_profit (day - account->day_realised);
  g_autofree char *power = desk_format_money (account->buying_power);
  g_autofree char *left = desk_format_money (account->loss_left);
  g_autoptr(GString) text = g_string_new (NULL);

  g_string_append_printf (text, "Equity now less equity when the session began\n"
                          "Realised %s, after fees\nOpen %s\nBuying power %s", realised, open,
                          power);
  if (account->loss_left != DT_MONEY_NONE)
    g_string_append_printf (text, "\nNothing new is opened when %s more is lost today", left);
  if (account->max_day_trades > 0)
    g_string_append_printf (text, "\n%u of %u day trades in five sessions", account->day_trades,
                            account->max_day_trades);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
write_detail (const DeskAccount *account)
{
  g_autofree char *left = NULL;

  if (account->loss_left == DT_MONEY_NONE)
    return g_strdup ("Day P/L");
  if (account->loss_left == 0)
    return g_strdup ("at the daily limit");

  left = desk_format_money (account->loss_left);
  return g_strdup_printf ("%s to the limit", left);
}

void
desk_day_words_make (DeskDayWords      *words,
                     const DeskAccount *account)
{
  DtMoney day = account->equity - account->day_start;

  *words = (DeskDayWords) {
    .profit = desk_format_profit (day),
    .detail = write_detail (account),
    .tooltip = write_tooltip (account, day),
    .tone = desk_tone_of (day),
  };
}

void
desk_day_words_clear (DeskDayWords *words)
{
  g_clear_pointer (&words->profit, g_free);
  g_clear_pointer (&words->detail, g_free);
  g_clear_pointer (&words->tooltip, g_free);
}

static void
show_account (DeskDayFigure *self)
{
  DeskDayWords words;

  desk_day_words_make (&words, desk_session_get_account (self->session));
  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (self->profit)), words.profit) != 0)
    gtk_label_set_label (GTK_LABEL (self->profit), words.profit);
  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (self->detail)), words.detail) != 0)
    gtk_label_set_label (GTK_LABEL (self->detail), words.detail);
  desk_tone_apply (self->profit, words.tone);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words.tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  words.tooltip, -1);
  desk_day_words_clear (&words);
}

static void
desk_day_figure_map (GtkWidget *widget)
{
  DeskDayFigure *self = DESK_DAY_FIGURE (widget);

  GTK_WIDGET_CLASS (desk_day_figure_parent_class)->map (widget);

  if (self->session == NULL)
    return;

  g_signal_group_set_target (self->signals, self->session);
  show_account (self);
}

static void
desk_day_figure_unmap (GtkWidget *widget)
{
  g_signal_group_set_target (DESK_DAY_FIGURE (widget)->signals, NULL);

  GTK_WIDGET_CLASS (desk_day_figure_parent_class)->unmap (widget);
}

static void
desk_day_figure_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  DeskDayFigure *self = DESK_DAY_FIGURE (object);

  if (id == PROP_SESSION)
    g_set_object (&self->session, g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
desk_day_figure_dispose (GObject *object)
{
  DeskDayFigure *self = DESK_DAY_FIGURE (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_day_figure_parent_class)->dispose (object);
}

static void
desk_day_figure_class_init (DeskDayFigureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = desk_day_figure_set_property;
  object_class->dispose = desk_day_figure_dispose;
  widget_class->map = desk_day_figure_map;
  widget_class->unmap = desk_day_figure_unmap;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, DESK_TYPE_SESSION,
                         G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
add_label (GtkWidget  *box,
           const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1.);
  gtk_widget_add_css_class (label, class);
  gtk_widget_add_css_class (label, "figure");
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static void
desk_day_figure_init (DeskDayFigure *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  self->profit = add_label (box, "heading");
  self->detail = add_label (box, "caption");
  gtk_widget_add_css_class (self->detail, "dim-label");
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, "Day P/L",
                                  -1);
  self->signals = g_signal_group_new (DESK_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "account-changed", G_CALLBACK (show_account),
                                  self);
}
