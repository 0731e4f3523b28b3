/* desk-window-ahead.c - pages are made before somebody asks for them, while nobody does anything
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-shell"

#include "config.h"

#include <time.h>

#include "desk-page.h"

#include "desk-window-private.h"

/* Milliseconds from one slice to the next, and after the last key or button. */
#define INTERVAL 60
#define QUIET    500

/* Milliseconds of own work after which a slice ends, where it can. */
#define SLICE    6.

typedef enum
{
  STAGE_MAKE,
  STAGE_PARTS,      /* what the page itself makes bit by bit, or asks for */
  /* Of all pages, once all are made: what they have asked for is there by then */
  STAGE_MEASURE,    /* styles are worked out, texts shaped */
  STAGE_HEIGHT,     /* lines are broken for the width that there is */
  STAGE_ALLOCATE,   /* each has its place, and tables the rows that fill it */
  N_STAGES
} Stage;

/* How far a stage is. */
typedef enum
{
  LEFT,             /* another slice */
  DONE,
  NOTHING,          /* there was nothing to do: the next stage may follow at once */
} Progress;

struct _DeskAhead
{
  guint  page;        /* of desk_page_list(); beyond the end: all are made */
  Stage  stage;
  guint  n_measured;  /* widgets of the page */
  guint  source;
  gint64 touched;     /* monotonic, microseconds: when something was pressed last */
};

/* Somebody is at work, or something moves. */

static gboolean
has_dialog (DeskWindow *self)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (gtk_window_get_transient_for (l->data) != NULL && gtk_widget_get_mapped (l->data))
      return TRUE;

  return FALSE;
}

static gboolean
is_moving (DeskWindow *self)
{
  double flap = adw_flap_get_reveal_progress (self->flap);

  return (flap > 0. && flap < 1.) || gtk_stack_get_transition_running (self->pages)
         || gtk_revealer_get_reveal_child (self->banner)
            != gtk_revealer_get_child_revealed (self->banner);
}

static gboolean
is_quiet (DeskWindow *self)
{
  return g_get_monotonic_time () - self->ahead->touched >= QUIET * 1000
         && !has_dialog (self) && !is_moving (self);
}

static gboolean
on_event (DeskWindow *self,
          GdkEvent   *event)
{
  GdkModifierType held = gdk_event_get_modifier_state (event);
  GdkEventType type = gdk_event_get_event_type (event);

  switch ((guint) type)
    {
    case GDK_ENTER_NOTIFY:
    case GDK_LEAVE_NOTIFY:
    case GDK_FOCUS_CHANGE:
      break;

    case GDK_MOTION_NOTIFY:
      if ((held & (GDK_BUTTON1_MASK | GDK_BUTTON2_MASK | GDK_BUTTON3_MASK)) == 0)
        break;
      G_GNUC_FALLTHROUGH;

    default:
      self->ahead->touched = g_get_monotonic_time ();
    }

  return GDK_EVENT_PROPAGATE;
}

static void
watch_input (DeskWindow *self)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (controller, "event", G_CALLBACK (on_event), self);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

/* Stages */

/* Milliseconds */
static double
own_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

/* From the leaves up, so that none has more than itself to measure; the toolkit keeps what it has
 * measured. %FALSE: there was no time for all. */
static gboolean
measure_below (DeskAhead *ahead,
               GtkWidget *widget,
               guint     *n,
               double     end)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child) && !measure_below (ahead, child, n, end))
      return FALSE;

  if (++*n <= ahead->n_measured)
    return TRUE;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  ahead->n_measured++;
  return own_time () < end;
}

static Progress
make_parts (DeskPage *page)
{
  double end = own_time () + SLICE;

  if (!desk_page_make_part (page))
    return NOTHING;
  while (own_time () < end)
    if (!desk_page_make_part (page))
      return DONE;

  return LEFT;
}

static Progress
measure_page (DeskAhead *ahead,
              GtkWidget *page)
{
  guint n = 0;

  if (!measure_below (ahead, adw_bin_get_child (ADW_BIN (page)), &n, own_time () + SLICE))
    return LEFT;

  return DONE;
}

/* As wide as the page that is shown, or as it needs. */
static int
find_width (DeskWindow *self,
            GtkWidget  *content)
{
  int least;

  gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);

  return MAX (gtk_widget_get_width (GTK_WIDGET (self->pages)), least);
}

static int
find_height (DeskWindow *self,
             GtkWidget  *content)
{
  int least;

  gtk_widget_measure (content, GTK_ORIENTATION_VERTICAL, find_width (self, content), &least, NULL,
                      NULL, NULL);

  return MAX (gtk_widget_get_height (GTK_WIDGET (self->pages)), least);
}

/* What has the size already that it is shown with is not laid out again. */
static void
allocate (DeskWindow *self,
          GtkWidget  *content)
{
  gtk_widget_allocate (content, find_width (self, content), find_height (self, content), -1, NULL);
}

static Progress
make_page (DeskWindow *self,
           const char *name)
{
  if (gtk_stack_get_child_by_name (self->pages, name) != NULL)
    return NOTHING;

  desk_window_ensure_page (self, name);
  return DONE;
}

static Progress
do_stage (DeskWindow *self,
          const char *name)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, name);

  if (self->ahead->stage == STAGE_MAKE)
    return make_page (self, name);
  /* One that somebody has looked at, or that is out, is ready */
  if (!DESK_IS_PAGE (page) || desk_page_get_was_seen (DESK_PAGE (page)))
    return NOTHING;

  switch (self->ahead->stage)
    {
    case STAGE_PARTS:
      return make_parts (DESK_PAGE (page));

    case STAGE_MEASURE:
      return measure_page (self->ahead, page);

    case STAGE_HEIGHT:
      find_height (self, adw_bin_get_child (ADW_BIN (page)));
      return DONE;

    case STAGE_ALLOCATE:
    case STAGE_MAKE:
    case N_STAGES:
    default:
      allocate (self, adw_bin_get_child (ADW_BIN (page)));
      return DONE;
    }
}

/* All pages are made, then all are measured. */
static void
go_on (DeskAhead *ahead)
{
  gboolean makes = ahead->stage < STAGE_MEASURE;
  guint n;

  desk_page_list (&n);
  ahead->n_measured = 0;
  ahead->stage++;
  if (ahead->stage != STAGE_MEASURE && ahead->stage != N_STAGES)
    return;

  if (++ahead->page == n && makes)
    ahead->page = 0;
  else
    ahead->stage = makes ? STAGE_MAKE : STAGE_MEASURE;
}

static gboolean
on_slice (gpointer data)
{
  DeskWindow *self = data;
  DeskAhead *ahead = self->ahead;
  guint n;
  const DeskPageRow *rows = desk_page_list (&n);
  Progress progress = NOTHING;

  if (!is_quiet (self))
    return G_SOURCE_CONTINUE;

  while (ahead->page < n && progress == NOTHING)
    {
      double begin = own_time ();

      progress = do_stage (self, rows[ahead->page].name);
      if (progress != NOTHING)
        g_debug ("%s, made ahead: stage %u, %.1f ms", rows[ahead->page].name, ahead->stage,
                 own_time () - begin);
      if (progress != LEFT)
        go_on (ahead);
    }
  if (ahead->page < n)
    return G_SOURCE_CONTINUE;

  ahead->source = 0;
  return G_SOURCE_REMOVE;
}

/* Life */

void
desk_window_init_ahead (DeskWindow *self)
{
  self->ahead = g_new0 (DeskAhead, 1);
  watch_input (self);
}

/* Lower than what draws and what brings data: a slice comes when there is nothing else to do. */
void
desk_window_start_ahead (DeskWindow *self)
{
  DeskAhead *ahead = self->ahead;
  guint n;

  desk_page_list (&n);
  if (ahead->source == 0 && ahead->page < n)
    ahead->source = g_timeout_add_full (G_PRIORITY_LOW, INTERVAL, on_slice, self, NULL);
}

void
desk_window_stop_ahead (DeskWindow *self)
{
  g_clear_handle_id (&self->ahead->source, g_source_remove);
}

void
desk_window_free_ahead (DeskWindow *self)
{
  desk_window_stop_ahead (self);
  g_clear_pointer (&self->ahead, g_free);
}

gboolean
desk_window_is_all_made (DeskWindow *self)
{
  guint n;

  desk_page_list (&n);

  return self->ahead->page >= n;
}
