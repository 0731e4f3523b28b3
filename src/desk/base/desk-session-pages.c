/* desk-session-pages.c - histories, fetched page by page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-base"

#include "config.h"

#include "dt-command.h"

#include "desk-session-private.h"

/* The equity line and the activity are too long for a snapshot. Of each only what is new is asked
 * for, one question at a time and not more often than the eye can tell; while there is more, the
 * next page follows at once. */

#define PAUSE_USEC   (100 * 1000)
#define POINTS_PAGE  20000
#define NOTES_PAGE   1000
#define NOTES_LIMIT  3000

void
desk_pages_init (DeskPages *pages)
{
  pages->notes = desk_note_list_new (NOTES_LIMIT);
  pages->time = g_array_new (FALSE, FALSE, sizeof (DtTime));
  pages->equity = g_array_new (FALSE, FALSE, sizeof (double));
}

void
desk_pages_clear (DeskPages *pages)
{
  g_clear_object (&pages->notes);
  g_clear_pointer (&pages->time, g_array_unref);
  g_clear_pointer (&pages->equity, g_array_unref);
}

static void
update_line (DeskPages *pages)
{
  pages->line.n = pages->time->len;
  pages->line.time = (const DtTime *) pages->time->data;
  pages->line.equity = (const double *) pages->equity->data;
}

/* Another book: all of it begins anew. */
void
desk_pages_reset (DeskSession *self)
{
  DeskPages *pages = &self->pages;

  pages->generation++;
  g_array_set_size (pages->time, 0);
  g_array_set_size (pages->equity, 0);
  update_line (pages);
  desk_note_list_clear (pages->notes);
  pages->gap_after = pages->gap_until = 0;
}

/* Nothing is asked for any more; answers that come still are dropped. */
void
desk_pages_stop (DeskSession *self)
{
  DeskPages *pages = &self->pages;

  pages->generation++;
  pages->equity_stale = pages->equity_busy = pages->equity_unknown = FALSE;
  pages->gap_busy = pages->gap_unknown = FALSE;
  pages->gap_after = pages->gap_until = 0;
  g_clear_handle_id (&pages->equity_timer, g_source_remove);
  g_clear_handle_id (&pages->gap_timer, g_source_remove);
}

/* What an answer needs to find its place; a question does not keep its session alive. */
typedef struct
{
  GWeakRef session;
  guint    generation;
} Question;

static Question *
question_new (DeskSession *self)
{
  Question *question = g_new0 (Question, 1);

  g_weak_ref_init (&question->session, self);
  question->generation = self->pages.generation;
  return question;
}

static void
question_free (Question *question)
{
  g_weak_ref_clear (&question->session);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

/* Takes the answer when the session still waits for it: (transfer full) (nullable) */
static DeskSession *
take_answer (GObject       *port,
             GAsyncResult  *result,
             Question      *question,
             GVariant     **answer,
             GError       **error)
{
  DeskSession *self = g_weak_ref_get (&question->session);

  *answer = dt_engine_port_execute_finish (DT_ENGINE_PORT (port), result, error);
  if (self != NULL && self->port != (gpointer) port)
    g_clear_object (&self);

  return self;
}

static gboolean
is_current (DeskSession    *self,
            const Question *question)
{
  return self->pages.generation == question->generation;
}

/* %TRUE when it may be asked now; else a timer asks later. */
static gboolean
is_due (DeskSession *self,
        gint64       asked,
        guint       *timer,
        GSourceFunc  later)
{
  gint64 wait = asked + PAUSE_USEC - g_get_monotonic_time ();

  if (wait <= 0)
    return TRUE;

  if (*timer == 0)
    *timer = g_timeout_add (wait / 1000 + 1, later, self);
  return FALSE;
}

static void ask_equity (DeskSession *self,
                        gboolean     at_once);
static void ask_notes  (DeskSession *self,
                        gboolean     at_once);

static gboolean
ask_equity_later (gpointer data)
{
  DeskSession *self = data;

  self->pages.equity_timer = 0;
  ask_equity (self, FALSE);
  return G_SOURCE_REMOVE;
}

static gboolean
ask_notes_later (gpointer data)
{
  DeskSession *self = data;

  self->pages.gap_timer = 0;
  ask_notes (self, FALSE);
  return G_SOURCE_REMOVE;
}

/* Appends the points of an answer; returns whether there are more. */
static gboolean
append_points (DeskPages *pages,
               GVariant  *answer,
               gsize     *n_appended)
{
  g_autoptr(GVariant) time = g_variant_lookup_value (answer, "time", G_VARIANT_TYPE ("ax"));
  g_autoptr(GVariant) equity = g_variant_lookup_value (answer, "equity", G_VARIANT_TYPE ("ad"));
  const DtTime *times;
  const double *values;
  gsize n_times, n_values;
  guint32 n_all = 0;

  *n_appended = 0;
  if (time == NULL || equity == NULL)
    return FALSE;

  times = g_variant_get_fixed_array (time, &n_times, sizeof (DtTime));
  values = g_variant_get_fixed_array (equity, &n_values, sizeof (double));
  if (n_times != n_values || n_times == 0)
    return FALSE;

  g_array_append_vals (pages->time, times, n_times);
  g_array_append_vals (pages->equity, values, n_times);
  update_line (pages);
  *n_appended = n_times;

  return g_variant_lookup (answer, "n", "u", &n_all) && pages->time->len < n_all;
}

static void
on_equity (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(Question) question = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = NULL;
  g_autoptr(DeskSession) self = take_answer (source, result, question, &answer, &error);
  DeskPages *pages;
  gboolean more;
  gsize n;

  if (self == NULL)
    return;

  pages = &self->pages;
  pages->equity_busy = FALSE;
  if (answer == NULL)
    {
      pages->equity_unknown = g_error_matches (error, DT_COMMAND_ERROR, DT_COMMAND_ERROR_UNKNOWN);
      return;
    }
  if (!is_current (self, question))
    {
      ask_equity (self, TRUE);
      return;
    }

  more = append_points (pages, answer, &n);
  if (n > 0)
    desk_session_tell_equity (self);
  pages->equity_stale |= more;
  ask_equity (self, more);
}

static void
ask_equity (DeskSession *self,
            gboolean     at_once)
{
  DeskPages *pages = &self->pages;
  GVariantDict dict;

  if (self->port == NULL || self->clock.book == 0 || !pages->equity_stale || pages->equity_busy
      || pages->equity_unknown)
    return;
  if (!at_once && !is_due (self, pages->equity_asked, &pages->equity_timer, ask_equity_later))
    return;

  pages->equity_stale = FALSE;
  pages->equity_busy = TRUE;
  pages->equity_asked = g_get_monotonic_time ();
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "after", "u", pages->time->len);
  g_variant_dict_insert (&dict, "limit", "u", POINTS_PAGE);
  dt_engine_port_execute_async (self->port, "run.equity", g_variant_dict_end (&dict),
                                self->cancellable, on_equity, question_new (self));
}

/* Puts a page of notes in; returns whether some are missing still. */
static gboolean
fill_gap (DeskPages *pages,
          GVariant  *answer)
{
  g_autoptr(GVariant) part = g_variant_lookup_value (answer, "rows", NULL);
  g_autoptr(GPtrArray) notes = desk_notes_read (part);
  guint64 newest = notes->len > 0 ? desk_note_get_id (notes->pdata[notes->len - 1]) : 0;

  desk_note_list_add (pages->notes, notes);
  if (newest <= pages->gap_after || newest + 1 >= pages->gap_until)
    {
      pages->gap_after = pages->gap_until = 0;
      return FALSE;
    }

  pages->gap_after = newest;
  return TRUE;
}

static void
on_notes (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(Question) question = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = NULL;
  g_autoptr(DeskSession) self = take_answer (source, result, question, &answer, &error);
  DeskPages *pages;

  if (self == NULL)
    return;

  pages = &self->pages;
  pages->gap_busy = FALSE;
  if (answer == NULL)
    pages->gap_unknown = g_error_matches (error, DT_COMMAND_ERROR, DT_COMMAND_ERROR_UNKNOWN);
  else if (!is_current (self, question))
    ask_notes (self, TRUE);
  else
    ask_notes (self, fill_gap (pages, answer));
}

static void
ask_notes (DeskSession *self,
           gboolean     at_once)
{
  DeskPages *pages = &self->pages;
  GVariantDict dict;

  if (self->port == NULL || pages->gap_until == 0 || pages->gap_busy || pages->gap_unknown)
    return;
  if (!at_once && !is_due (self, pages->gap_asked, &pages->gap_timer, ask_notes_later))
    return;

  /* Older ones would fall out of the list at once */
  if (pages->gap_until > NOTES_LIMIT)
    pages->gap_after = MAX (pages->gap_after, pages->gap_until - NOTES_LIMIT);
  pages->gap_busy = TRUE;
  pages->gap_asked = g_get_monotonic_time ();
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "after", "t", pages->gap_after);
  g_variant_dict_insert (&dict, "limit", "u",
                         (guint32) MIN (NOTES_PAGE, pages->gap_until - pages->gap_after - 1));
  dt_engine_port_execute_async (self->port, "book.activity", g_variant_dict_end (&dict),
                                self->cancellable, on_notes, question_new (self));
}

/* The newest notes from the snapshot; what lies between them and those that are here is a gap. */
void
desk_pages_take_tail (DeskSession *self,
                      GVariant    *part)
{
  DeskPages *pages = &self->pages;
  g_autoptr(GPtrArray) notes = desk_notes_read (part);
  guint64 last = desk_note_list_get_last (pages->notes);
  guint64 first = notes->len > 0 ? desk_note_get_id (notes->pdata[0]) : 0;

  if (first > last + 1)
    {
      if (pages->gap_until == 0)
        pages->gap_after = last;
      pages->gap_until = first;
    }
  desk_note_list_add (pages->notes, notes);
}

void
desk_pages_pump (DeskSession *self)
{
  ask_equity (self, FALSE);
  ask_notes (self, FALSE);
}
