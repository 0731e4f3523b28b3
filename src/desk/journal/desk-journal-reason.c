/* desk-journal-reason.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-journal"

#include "config.h"

#include <math.h>

#include "dt-guard.h"

#include "desk-format.h"

#include "desk-journal-reason.h"

static void
clear_reason (gpointer data)
{
  g_free (((DeskReason *) data)->text);
}

static void
add (GArray     *reasons,
     DtTime      time,
     const char *what,
     char       *text)
{
  DeskReason reason = { time, what, text };

  g_array_append_val (reasons, reason);
}

/* The signal: which rule, with what values */

static void
append_inputs (GString             *text,
               const DtRuleProgram *program,
               const DtSignal      *signal)
{
  guint n = MIN (signal->n_inputs, dt_rule_program_get_n_inputs (program, signal->output));

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *value = isnan (signal->inputs[i])
                               ? g_strdup ("missing") : g_strdup_printf ("%.6g", signal->inputs[i]);

      g_string_append_printf (text, "%s%s = %s", i == 0 ? ", where " : ", ",
                              dt_rule_program_get_input (program, signal->output, i), value);
    }
}

static void
append_guards (GString        *text,
               const DtSignal *signal)
{
  g_autofree char *asked = desk_format_quantity (signal->asked);
  g_autofree char *granted = desk_format_quantity (signal->granted);

  if (!signal->taken)
    g_string_append_printf (text, " Refused by %s.",
                            signal->refused_by != NULL ? dt_guard_get_title (signal->refused_by)
                                                       : "a guard");
  else if (signal->asked != signal->granted)
    g_string_append_printf (text, " Guards cut its size from %s to %s.", asked, granted);
  else if (signal->granted != 0)
    g_string_append_printf (text, " Guards let all of %s pass.", granted);
}

static void
add_signal (GArray          *reasons,
            DeskJournalBook *book,
            guint64          id)
{
  const DtSignal *signal;
  const DtStrategyFile *file = NULL;
  GString *text;

  if (id == 0 || id > book->book->signals->len)
    return;

  signal = dt_book_get_signal (book->book, id);
  text = g_string_new (desk_journal_book_get_strategy (book, signal->strategy));
  if (book->plan != NULL && signal->strategy < book->plan->n_strategies)
    file = book->plan->strategies[signal->strategy];
  if (file != NULL && signal->output < dt_rule_program_get_n_outputs (file->program))
    {
      g_string_append_printf (text, ": %s", dt_rule_program_get_text (file->program,
                                                                      signal->output));
      append_inputs (text, file->program, signal);
    }
  g_string_append_c (text, '.');
  append_guards (text, signal);
  add (reasons, signal->time, signal->kind == DT_SIGNAL_EXIT ? "Exit signal" : "Entry signal",
       g_string_free (text, FALSE));
}

/* Orders and fills */

/* An order belongs to the trade that was running, or that it opened: instrument and time say so. */
static gboolean
is_of_trade (const DtFill      *fill,
             const DtRoundTrip *trip)
{
  return fill->instrument == trip->instrument && fill->bar_time >= trip->entry_time
         && (trip->exit_time == DT_TIME_NONE || fill->bar_time <= trip->exit_time);
}

static void
add_fill (GArray          *reasons,
          DeskJournalBook *book,
          const DtFill    *fill)
{
  const DtOrder *order = dt_book_get_order (book->book, fill->order);
  g_autofree char *why = dt_fill_explain (fill, order);
  g_autofree char *quantity = desk_format_quantity (fill->quantity);
  g_autofree char *price = desk_format_price (dt_money_to_double (fill->price));

  add (reasons, fill->time, "Fill",
       g_strdup_printf ("%s at %s, %s: %s", quantity, price,
                        dt_order_role_to_string (order->role), why));
}

/* Returns when the last of them was known. */
static DtTime
add_fills (GArray            *reasons,
           DeskJournalBook   *book,
           const DtRoundTrip *trip)
{
  guint64 last = trip->signal;
  DtTime end = trip->entry_time;

  for (guint i = 0; i < book->book->fills->len; i++)
    {
      const DtFill *fill = &dt_rows_index (book->book->fills, DtFill, i);
      const DtOrder *order;

      if (!is_of_trade (fill, trip))
        continue;
      order = dt_book_get_order (book->book, fill->order);
      if (order->signal != 0 && order->signal != last)
        {
          add_signal (reasons, book, order->signal);
          last = order->signal;
        }
      add_fill (reasons, book, fill);
      end = MAX (end, fill->time);
    }

  return end;
}

static void
add_activity (GArray            *reasons,
              DeskJournalBook   *book,
              const DtRoundTrip *trip,
              DtTime             end)
{
  for (guint i = 0; i < book->book->activity->len; i++)
    {
      const DtActivity *row = &dt_rows_index (book->book->activity, DtActivity, i);

      if (row->instrument == trip->instrument && row->time >= trip->entry_time && row->time <= end
          && row->kind != DT_ACTIVITY_ORDER)
        add (reasons, row->time, "Log", g_strdup (row->text));
    }
}

static int
compare_times (gconstpointer a,
               gconstpointer b,
               gpointer      unused)
{
  const DeskReason *x = a, *y = b;

  return (x->time > y->time) - (x->time < y->time);
}

GArray *
desk_journal_explain (DeskJournalBook *book,
                      guint64          trade)
{
  GArray *reasons = g_array_new (FALSE, FALSE, sizeof (DeskReason));
  const DtRoundTrip *trip;

  g_array_set_clear_func (reasons, clear_reason);
  g_return_val_if_fail (trade > 0 && trade <= book->book->trades->len, reasons);

  trip = dt_book_get_trade (book->book, trade);
  add_signal (reasons, book, trip->signal);
  add_activity (reasons, book, trip, add_fills (reasons, book, trip));
  /* What is of one time stays as it was put in */
  g_array_sort_with_data (reasons, compare_times, NULL);

  return reasons;
}
