/* desk-transport.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-parts"

#include "config.h"

#include "desk-format.h"
#include "desk-go-to.h"
#include "desk-speed.h"

#include "desk-transport.h"

struct _DeskTransport
{
  AdwBin         parent_instance;

  DeskSession   *session;
  gboolean       compact;
  gboolean       is_stale;        /* the clock moved while nobody could see it */
  double         clock_speed;     /* the engine's, when it was last another one */

  /* What is shown */
  DeskRunState   state;
  double         speed;

  /* Template */
  GtkButton     *play_button;
  GtkButton     *step_button;
  GtkMenuButton *speed_button;
  GtkMenuButton *date_button;
  GtkMenuButton *tape_button;
  GtkMenuButton *more_button;
  GtkPopover    *speed_popover;
  GtkPopover    *date_popover;
  GtkPopover    *tape_popover;
  GtkPopover    *more_popover;
  GtkBox        *more_box;
  DeskSpeed     *speed_control;
  DeskGoTo      *go_to;
  GtkBox        *tapes;
};

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_COMPACT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskTransport, desk_transport, ADW_TYPE_BIN)

static const struct
{
  const char *universe;
  const char *title;
  const char *summary;
} tapes[] = {
  { "minute", "Minute", "Shares, one-minute bars" },
  { "minute-etf", "Minute ETF", "Funds, one-minute bars" },
  { "daily", "Daily", "Shares and funds, a bar a day" },
};

static void
activate (DeskTransport *self,
          const char    *action,
          GVariant      *arguments)
{
  g_autofree char *name = g_strconcat ("win.", action, NULL);

  gtk_widget_activate_action_variant (GTK_WIDGET (self), name, arguments);
}

static void
close_popovers (DeskTransport *self)
{
  gtk_popover_popdown (self->speed_popover);
  gtk_popover_popdown (self->date_popover);
  gtk_popover_popdown (self->tape_popover);
  gtk_popover_popdown (self->more_popover);
}

/* Names; that of the button inside is made of it. */
static void
name_button (GtkMenuButton *button,
             const char    *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static const char *
find_tape_title (const char *universe)
{
  for (guint i = 0; i < G_N_ELEMENTS (tapes); i++)
    if (g_strcmp0 (tapes[i].universe, universe) == 0)
      return tapes[i].title;

  return universe != NULL && *universe != '\0' ? universe : "No Tape";
}

/* What the session says */

static void
show_state (DeskTransport *self,
            DeskRunState   state)
{
  gboolean playing = state == DESK_RUN_PLAYING;
  gboolean has_run = state != DESK_RUN_IDLE && state != DESK_RUN_FAILED;

  gtk_button_set_icon_name (self->play_button, playing ? "media-playback-pause-symbolic"
                                                       : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play_button), playing ? "Pause" : "Play");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, playing ? "Pause" : "Play", -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->speed_button),
                            has_run && state != DESK_RUN_FINISHED);
  gtk_widget_set_sensitive (GTK_WIDGET (self->date_button), has_run);
  gtk_widget_set_sensitive (GTK_WIDGET (self->speed_control),
                            has_run && state != DESK_RUN_FINISHED);
  gtk_widget_set_sensitive (GTK_WIDGET (self->go_to), has_run);
  self->state = state;
}

static void
show_speed (DeskTransport *self,
            double         speed)
{
  g_autofree char *text = desk_format_speed (speed);
  g_autofree char *name = g_strconcat ("Speed: ", text, NULL);

  gtk_menu_button_set_label (self->speed_button, text);
  name_button (self->speed_button, name);
  self->speed = speed;
}

static void
show_clock (DeskTransport *self)
{
  const DeskClock *clock = desk_session_get_clock (self->session);
  double fraction = clock->total > 0 ? (double) clock->step / clock->total : 0.;

  if (clock->state != self->state)
    show_state (self, clock->state);
  /* Not before it changes: what was just chosen is still on its way */
  if (clock->speed > 0. && clock->speed != self->clock_speed)
    {
      self->clock_speed = clock->speed;
      desk_speed_set_speed (self->speed_control, clock->speed);
      if (desk_speed_get_speed (self->speed_control) != self->speed)
        show_speed (self, desk_speed_get_speed (self->speed_control));
    }
  if (gtk_widget_get_mapped (GTK_WIDGET (self->go_to)))
    desk_go_to_update (self->go_to, clock->first, clock->last, clock->time, fraction);
}

static void
on_clock_changed (DeskTransport *self)
{
  self->is_stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (!self->is_stale)
    show_clock (self);
}

static void
on_tape_changed (DeskTransport *self)
{
  const DeskTape *tape = desk_session_get_tape (self->session);
  const char *title = find_tape_title (tape->universe);
  g_autofree char *name = g_strconcat ("Tape: ", title, NULL);

  gtk_menu_button_set_label (self->tape_button, title);
  name_button (self->tape_button, name);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->tapes)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *check = g_object_get_data (G_OBJECT (child), "check");
      gboolean chosen = check != NULL
                        && g_strcmp0 (gtk_widget_get_name (child), tape->universe) == 0;

      if (check == NULL)
        continue;
      gtk_widget_set_opacity (check, chosen ? 1. : 0.);
      gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      chosen ? "The tape that is played" : "", -1);
    }
}

/* What the user does */

static void
on_speed_chosen (DeskTransport *self,
                 double         speed)
{
  GVariantDict dict;

  show_speed (self, speed);
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "speed", "d", speed);
  g_variant_dict_insert (&dict, "play", "b", FALSE);
  activate (self, "run.speed", g_variant_dict_end (&dict));
}

static void
on_time_chosen (DeskTransport *self,
                gint64         time)
{
  GVariantDict dict;

  close_popovers (self);
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "time", "x", time);
  activate (self, "replay.go-to", g_variant_dict_end (&dict));
}

static void
on_go_to_mapped (DeskTransport *self)
{
  if (self->session == NULL)
    return;

  show_clock (self);
  desk_go_to_reset (self->go_to);
}

/* With the strategy that is chosen in the preferences. */
static void
on_tape_clicked (GtkButton     *button,
                 DeskTransport *self)
{
  GVariantDict dict;

  close_popovers (self);
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "universe", "s", gtk_widget_get_name (GTK_WIDGET (button)));
  activate (self, "replay.restart", g_variant_dict_end (&dict));
}

static void
add_tape (DeskTransport *self,
          guint          i)
{
  GtkWidget *row = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (tapes[i].title);
  GtkWidget *summary = gtk_label_new (tapes[i].summary);
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_label_set_xalign (GTK_LABEL (title), 0.);
  gtk_label_set_xalign (GTK_LABEL (summary), 0.);
  gtk_widget_add_css_class (summary, "caption");
  gtk_widget_add_css_class (summary, "dim-label");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), title);
  gtk_box_append (GTK_BOX (words), summary);
  gtk_widget_set_opacity (check, 0.);
  gtk_accessible_update_state (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), check);
  gtk_button_set_child (GTK_BUTTON (row), box);
  gtk_button_set_has_frame (GTK_BUTTON (row), FALSE);
  gtk_widget_add_css_class (row, "menu-row");
  gtk_widget_set_name (row, tapes[i].universe);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  tapes[i].title, -1);
  g_object_set_data (G_OBJECT (row), "check", check);
  g_signal_connect (row, "clicked", G_CALLBACK (on_tape_clicked), self);
  gtk_box_append (self->tapes, row);
}

/* Widths */

static void
move_to_popover (GtkWidget  *content,
                 GtkPopover *popover)
{
  g_object_ref (content);
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (content)), content);
  gtk_popover_set_child (popover, content);
  g_object_unref (content);
}

static void
move_to_box (GtkWidget  *content,
             GtkPopover *popover,
             GtkBox     *box)
{
  g_object_ref (content);
  gtk_popover_set_child (popover, NULL);
  gtk_box_append (box, content);
  g_object_unref (content);
}

static void
set_compact (DeskTransport *self,
             gboolean       compact)
{
  if (self->compact == compact)
    return;

  self->compact = compact;
  close_popovers (self);
  if (compact)
    {
      move_to_box (GTK_WIDGET (self->speed_control), self->speed_popover, self->more_box);
      move_to_box (GTK_WIDGET (self->go_to), self->date_popover, self->more_box);
      move_to_box (GTK_WIDGET (self->tapes), self->tape_popover, self->more_box);
    }
  else
    {
      move_to_popover (GTK_WIDGET (self->speed_control), self->speed_popover);
      move_to_popover (GTK_WIDGET (self->go_to), self->date_popover);
      move_to_popover (GTK_WIDGET (self->tapes), self->tape_popover);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->speed_button), !compact);
  gtk_widget_set_visible (GTK_WIDGET (self->date_button), !compact);
  gtk_widget_set_visible (GTK_WIDGET (self->tape_button), !compact);
  gtk_widget_set_visible (GTK_WIDGET (self->more_button), compact);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPACT]);
}

static void
set_session (DeskTransport *self,
             DeskSession   *session)
{
  if (self->session == session)
    return;

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      g_signal_connect_swapped (session, "clock-changed", G_CALLBACK (on_clock_changed), self);
      g_signal_connect_swapped (session, "tape-changed", G_CALLBACK (on_tape_changed), self);
      on_tape_changed (self);
      show_clock (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
desk_transport_map (GtkWidget *widget)
{
  DeskTransport *self = DESK_TRANSPORT (widget);

  GTK_WIDGET_CLASS (desk_transport_parent_class)->map (widget);

  if (self->is_stale && self->session != NULL)
    on_clock_changed (self);
}

static void
desk_transport_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  DeskTransport *self = DESK_TRANSPORT (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_transport_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  DeskTransport *self = DESK_TRANSPORT (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    case PROP_COMPACT:
      set_compact (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_transport_dispose (GObject *object)
{
  DeskTransport *self = DESK_TRANSPORT (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_transport_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/daytraderai/DayTrader/parts/desk-transport.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskTransport, play_button);
  gtk_widget_class_bind_template_child (widget_class, DeskTransport, step_button);
  gtk_widget_class_bind_template_child (widget_class, DeskTransport, speed_button);
  gtk_widget_class_bind_template_child (widget_class, DeskTransport, date_button);
  gtk_widget_class_bind_template_child (widget_class, DeskTransport, tape_button);
  gtk_widget_class_bind_template_child (widget_class, DeskTransport, more_button);
  gtk_widget_class_bind_template_child (widget_class, DeskTransport, speed_popover);
  gtk_widget_class_bind_template_child (widget_class, DeskTransport, date_popover);
  gtk_widget_class_bind_template_child (widget_class, DeskTransport, tape_popover);
  gtk_widget_class_bind_template_child (widget_class, DeskTransport, more_popover);
  gtk_widget_class_bind_template_child (widget_class, DeskTransport, more_box);
  gtk_widget_class_bind_template_child (widget_class, DeskTransport, speed_control);
  gtk_widget_class_bind_template_child (widget_class, DeskTransport, go_to);
  gtk_widget_class_bind_template_child (widget_class, DeskTransport, tapes);
  gtk_widget_class_bind_template_callback (widget_class, on_speed_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_time_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_go_to_mapped);
}

static void
desk_transport_class_init (DeskTransportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags
    = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = desk_transport_get_property;
  object_class->set_property = desk_transport_set_property;
  object_class->dispose = desk_transport_dispose;
  widget_class->map = desk_transport_map;

  properties[PROP_SESSION]
    = g_param_spec_object ("session", NULL, NULL, DESK_TYPE_SESSION, flags);
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  bind_template (widget_class);
}

static void
desk_transport_init (DeskTransport *self)
{
  g_type_ensure (DESK_TYPE_SPEED);
  g_type_ensure (DESK_TYPE_GO_TO);

  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < G_N_ELEMENTS (tapes); i++)
    add_tape (self, i);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Replay controls", -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->step_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, "Step", -1);
  name_button (self->date_button, "Go to date");
  name_button (self->tape_button, "Tape");
  name_button (self->more_button, "Speed, date and tape");
  show_state (self, DESK_RUN_IDLE);
  show_speed (self, 1.);
}

void
desk_transport_ask_date (DeskTransport *self)
{
  g_return_if_fail (DESK_IS_TRANSPORT (self));

  gtk_menu_button_popup (self->compact ? self->more_button : self->date_button);
}
