/* desk-rule-completion.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-strategies"

#include "config.h"

#include "desk-rule-completion.h"
#include "desk-rule-proposal.h"

struct _DeskRuleCompletion
{
  GObject parent_instance;
};

static GListModel *
list_items (GtkSourceCompletionContext *context)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (gtk_source_completion_context_get_buffer (context));
  g_autofree char *word = gtk_source_completion_context_get_word (context);
  g_autofree char *text = NULL, *before = NULL;
  GtkTextIter start, end, from, to;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_source_completion_context_get_bounds (context, &from, &to);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  before = gtk_text_buffer_get_text (buffer, &start, &from, TRUE);

  return G_LIST_MODEL (desk_rule_proposals_list (text, before, word));
}

static void
populate_async (GtkSourceCompletionProvider *provider,
                GtkSourceCompletionContext  *context,
                GCancellable                *cancellable,
                GAsyncReadyCallback          callback,
                gpointer                     user_data)
{
  g_autoptr(GTask) task = g_task_new (provider, cancellable, callback, user_data);

  g_task_return_pointer (task, list_items (context), g_object_unref);
}

static GListModel *
populate_finish (GtkSourceCompletionProvider  *provider,
                 GAsyncResult                 *result,
                 GError                      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
refilter (GtkSourceCompletionProvider *provider,
          GtkSourceCompletionContext  *context,
          GListModel                  *model)
{
  g_autoptr(GListModel) items = list_items (context);

  gtk_source_completion_context_set_proposals_for_provider (context, provider, items);
}

static void
display (GtkSourceCompletionProvider *provider,
         GtkSourceCompletionContext  *context,
         GtkSourceCompletionProposal *proposal,
         GtkSourceCompletionCell     *cell)
{
  DeskRuleProposal *shown = DESK_RULE_PROPOSAL (proposal);

  switch (gtk_source_completion_cell_get_column (cell))
    {
    case GTK_SOURCE_COMPLETION_COLUMN_TYPED_TEXT:
      gtk_source_completion_cell_set_text (cell, desk_rule_proposal_get_name (shown));
      break;
    case GTK_SOURCE_COMPLETION_COLUMN_AFTER:
      gtk_source_completion_cell_set_text (cell, desk_rule_proposal_get_kind (shown));
      break;
    case GTK_SOURCE_COMPLETION_COLUMN_COMMENT:
      gtk_source_completion_cell_set_text (cell, desk_rule_proposal_get_form (shown));
      break;
    case GTK_SOURCE_COMPLETION_COLUMN_DETAILS:
      gtk_source_completion_cell_set_text (cell, desk_rule_proposal_get_summary (shown));
      break;
    case GTK_SOURCE_COMPLETION_COLUMN_ICON:
    case GTK_SOURCE_COMPLETION_COLUMN_BEFORE:
    default:
      gtk_source_completion_cell_set_text (cell, NULL);
    }
}

static void
activate (GtkSourceCompletionProvider *provider,
          GtkSourceCompletionContext  *context,
          GtkSourceCompletionProposal *proposal)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (gtk_source_completion_context_get_buffer (context));
  GtkTextIter from, to;
  guint back;
  const char *insert = desk_rule_proposal_get_insert (DESK_RULE_PROPOSAL (proposal), &back);

  gtk_source_completion_context_get_bounds (context, &from, &to);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &from, &to);
  gtk_text_buffer_insert (buffer, &from, insert, -1);
  gtk_text_iter_backward_chars (&from, (int) back);
  gtk_text_buffer_place_cursor (buffer, &from);
  gtk_text_buffer_end_user_action (buffer);
}

static gboolean
is_trigger (GtkSourceCompletionProvider *provider,
            const GtkTextIter           *iter,
            gunichar                     character)
{
  return character == '[';
}

static char *
get_title (GtkSourceCompletionProvider *provider)
{
  return g_strdup ("Rules");
}

static void
provider_init (GtkSourceCompletionProviderInterface *interface)
{
  interface->get_title = get_title;
  interface->is_trigger = is_trigger;
  interface->populate_async = populate_async;
  interface->populate_finish = populate_finish;
  interface->refilter = refilter;
  interface->display = display;
  interface->activate = activate;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskRuleCompletion, desk_rule_completion, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GTK_SOURCE_TYPE_COMPLETION_PROVIDER,
                                                      provider_init))

static void
desk_rule_completion_class_init (DeskRuleCompletionClass *klass)
{
}

static void
desk_rule_completion_init (DeskRuleCompletion *self)
{
}

GtkSourceCompletionProvider *
desk_rule_completion_new (void)
{
  return g_object_new (DESK_TYPE_RULE_COMPLETION, NULL);
}
