/* desk-window-dialogs.c - shortcuts, about, calendar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-shell"

#include "config.h"

#include "desk-go-to.h"
#include "desk-run-choice.h"

#include "desk-window-private.h"

/* Shortcuts: the rows of the table that have keys, one group a category. */

static gboolean
has_row (const DeskAction *action)
{
  return action->accels[0] != NULL && action->is_listed;
}

static void
add_shortcut (GString          *xml,
              const DeskAction *action)
{
  g_autofree char *keys = NULL;
  g_autofree char *item = NULL;

  keys = g_strjoinv (" ", (char **) action->accels);
  /* The window's own key, where nothing else takes it */
  if (g_str_equal (action->command->id, "run.toggle"))
    {
      g_free (keys);
      keys = g_strdup ("<Control>space space");
    }
  item = g_markup_printf_escaped ("<child><object class='GtkShortcutsShortcut'>"
                                  "<property name='title'>%s</property>"
                                  "<property name='accelerator'>%s</property></object></child>",
                                  action->command->title, keys);
  g_string_append (xml, item);
}

static void
add_group (GString          *xml,
           const DeskAction *actions,
           guint             n)
{
  g_autofree char *head =
    g_markup_printf_escaped ("<child><object class='GtkShortcutsGroup'>"
                             "<property name='title'>%s</property>",
                             actions[0].command->category);

  g_string_append (xml, head);
  for (guint i = 0; i < n; i++)
    if (has_row (&actions[i]))
      add_shortcut (xml, &actions[i]);
  g_string_append (xml, "</object></child>");
}

/* What is not in one of these is about trading. */
static const char *const chart_categories[] = { "Chart", NULL };
static const char *const research_categories[] = { "Strategies", "Lab", "Journal", NULL };
static const char *const window_categories[] = { "Pages", "Style", "Window", NULL };

static const char *
find_section (const DeskAction *action)
{
  const char *category = action->command->category;

  if (g_strv_contains (chart_categories, category))
    return "Chart";
  if (g_strv_contains (research_categories, category))
    return "Research";

  return g_strv_contains (window_categories, category) ? "Window" : "Trading";
}

/* From @i on, as many as are of one category; those with keys are counted. */
static guint
find_group (const DeskAction *actions,
            guint             n,
            guint             i,
            guint            *n_rows)
{
  guint k = i;

  *n_rows = 0;
  for (; k < n && g_str_equal (actions[k].command->category, actions[i].command->category); k++)
    *n_rows += has_row (&actions[k]);

  return k;
}

/* The toolkit fills column after column, group by group, and two are a page. A section of several
 * pages has buttons for them, which GTK 4.8 makes narrower than nothing: so high that the first
 * column takes half of it at least. */
static guint
find_height (const char *section)
{
  guint n, total = 0, most = 0;
  const DeskAction *actions = desk_action_list (&n);

  for (guint i = 0, k, n_rows; i < n; i = k)
    {
      k = find_group (actions, n, i, &n_rows);
      if (n_rows == 0 || !g_str_equal (find_section (&actions[i]), section))
        continue;
      total += n_rows + 1;
      most = MAX (most, n_rows + 1);
    }

  return (total + 1) / 2 + most;
}

static void
add_section (GString    *xml,
             const char *section)
{
  guint n, height = find_height (section);
  const DeskAction *actions = desk_action_list (&n);

  if (height == 0)
    return;

  g_string_append_printf (xml, "<child><object class='GtkShortcutsSection'>"
                          "<property name='section-name'>%s</property>"
                          "<property name='title'>%s</property>"
                          "<property name='max-height'>%u</property>", section, section,
                          height);
  for (guint i = 0, k, n_rows; i < n; i = k)
    {
      k = find_group (actions, n, i, &n_rows);
      if (n_rows > 0 && g_str_equal (find_section (&actions[i]), section))
        add_group (xml, &actions[i], k - i);
    }
  g_string_append (xml, "</object></child>");
}

static char *
write_shortcuts (void)
{
  GString *xml = g_string_new ("<interface><object class='GtkShortcutsWindow' id='shortcuts'>"
                               "<property name='modal'>1</property>");

  add_section (xml, "Trading");
  add_section (xml, "Chart");
  add_section (xml, "Research");
  add_section (xml, "Window");
  g_string_append (xml, "</object></interface>");

  return g_string_free (xml, FALSE);
}

void
desk_window_present_shortcuts (DeskWindow *self)
{
  g_autofree char *xml = write_shortcuts ();
  g_autoptr(GtkBuilder) builder = gtk_builder_new_from_string (xml, -1);
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (window, desk_window_get_front (self));
  gtk_window_present (window);
}

void
desk_window_present_about (DeskWindow *self)
{
  adw_show_about_window (
    desk_window_get_front (self),
    "application-name", "DayTrader",
    "application-icon", DT_APPLICATION_ID,
    "version", DT_VERSION,
    "developer-name", "The DayTrader Contributors",
    "license-type", GTK_LICENSE_GPL_3_0,
    "comments", "Replays real market history through an exact trading engine, shows every "
                "decision with its reason, and lets you step in.\n\n"
                "It trades play money. Results of the past, replayed or backtested, do not say "
                "what a strategy will earn, and nothing here is investment advice.",
    NULL);
}

/* Calendar */

static void
on_day_chosen (GtkWindow *dialog,
               gint64     time)
{
  DeskWindow *self = DESK_WINDOW (gtk_window_get_transient_for (dialog));
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "time", "x", time);
  desk_session_do (self->session, "run.rewind", g_variant_dict_end (&dict));
  gtk_window_close (dialog);
}

static GtkWidget *
make_go_to (const DeskClock *clock)
{
  GtkWidget *go_to = g_object_new (DESK_TYPE_GO_TO, "margin-start", 12, "margin-end", 12,
                                   "margin-top", 6, "margin-bottom", 12, NULL);
  double fraction = clock->total > 0 ? (double) clock->step / clock->total : 0.;

  desk_go_to_update (DESK_GO_TO (go_to), clock->first, clock->last, clock->time, fraction);
  desk_go_to_reset (DESK_GO_TO (go_to));

  return go_to;
}

static void
add_escape (GtkWidget *window)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                      gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
}

void
desk_window_present_calendar (DeskWindow *self)
{
  GtkWidget *dialog = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *go_to = make_go_to (desk_session_get_clock (self->session));

  gtk_window_set_title (GTK_WINDOW (dialog), "Go to Date");
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), desk_window_get_front (self));
  gtk_window_set_resizable (GTK_WINDOW (dialog), FALSE);
  gtk_widget_add_css_class (header, "flat");
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), go_to);
  adw_window_set_content (ADW_WINDOW (dialog), box);
  add_escape (dialog);
  g_signal_connect_swapped (go_to, "chosen", G_CALLBACK (on_day_chosen), dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Restart */

static void
start_again (DeskWindow *self,
             GVariant   *arguments)
{
  const char *universe = NULL, *strategy = NULL;

  if (arguments != NULL)
    {
      g_variant_lookup (arguments, "universe", "&s", &universe);
      g_variant_lookup (arguments, "strategy", "&s", &strategy);
    }
  desk_run_start (self->session, self->settings, universe, strategy,
                  desk_settings_get_double (self->settings, "replay.speed"));
}

static void
on_restart_response (AdwMessageDialog *dialog,
                     const char       *response,
                     DeskWindow       *self)
{
  if (g_str_equal (response, "restart"))
    start_again (self, g_object_get_data (G_OBJECT (dialog), "arguments"));
}

void
desk_window_ask_to_restart (DeskWindow *self,
                            GVariant   *arguments)
{
  const DeskClock *clock = desk_session_get_clock (self->session);
  GtkWidget *dialog;

  if (clock->state != DESK_RUN_PLAYING && clock->state != DESK_RUN_PAUSED)
    {
      start_again (self, arguments);
      return;
    }

  dialog = adw_message_dialog_new (desk_window_get_front (self), "Restart Replay?",
                                   "The run that is going on ends where it is; its book is kept. "
                                   "A new one begins with $100,000 of play money.");
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", "_Cancel",
                                    "restart", "_Restart", NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "restart",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  if (arguments != NULL)
    g_object_set_data_full (G_OBJECT (dialog), "arguments", g_variant_ref (arguments),
                            (GDestroyNotify) g_variant_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_restart_response), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
