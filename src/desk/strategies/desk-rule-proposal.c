/* desk-rule-proposal.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-strategies"

#include "config.h"

#include <string.h>

#include "dt-indicator.h"
#include "dt-json.h"
#include "dt-rule-words.h"

#include "desk-rule-proposal.h"

struct _DeskRuleProposal
{
  GObject     parent_instance;

  char       *name;
  const char *kind;
  char       *form;
  char       *summary;
  char       *insert;
  guint       back;
};

/* What a completion lists needs nothing more than the interface. */
G_DEFINE_FINAL_TYPE_WITH_CODE (DeskRuleProposal, desk_rule_proposal, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GTK_SOURCE_TYPE_COMPLETION_PROPOSAL, NULL))

static void
desk_rule_proposal_finalize (GObject *object)
{
  DeskRuleProposal *self = DESK_RULE_PROPOSAL (object);

  g_free (self->name);
  g_free (self->form);
  g_free (self->summary);
  g_free (self->insert);

  G_OBJECT_CLASS (desk_rule_proposal_parent_class)->finalize (object);
}

static void
desk_rule_proposal_class_init (DeskRuleProposalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_rule_proposal_finalize;
}

static void
desk_rule_proposal_init (DeskRuleProposal *self)
{
}

const char *
desk_rule_proposal_get_name (DeskRuleProposal *self)
{
  g_return_val_if_fail (DESK_IS_RULE_PROPOSAL (self), NULL);

  return self->name;
}

const char *
desk_rule_proposal_get_kind (DeskRuleProposal *self)
{
  g_return_val_if_fail (DESK_IS_RULE_PROPOSAL (self), NULL);

  return self->kind;
}

const char *
desk_rule_proposal_get_form (DeskRuleProposal *self)
{
  g_return_val_if_fail (DESK_IS_RULE_PROPOSAL (self), NULL);

  return self->form;
}

const char *
desk_rule_proposal_get_summary (DeskRuleProposal *self)
{
  g_return_val_if_fail (DESK_IS_RULE_PROPOSAL (self), NULL);

  return self->summary;
}

const char *
desk_rule_proposal_get_insert (DeskRuleProposal *self,
                               guint            *back)
{
  g_return_val_if_fail (DESK_IS_RULE_PROPOSAL (self), NULL);

  if (back != NULL)
    *back = self->back;

  return self->insert;
}

/* Making */

typedef struct
{
  GListStore *list;
  guint       n_first;    /* that begin with the word */
  const char *word;
} Search;

static void
offer (Search     *search,
       const char *name,
       const char *kind,
       const char *form,
       const char *summary,
       char       *insert,
       guint       back)
{
  g_autoptr(DeskRuleProposal) proposal = NULL;
  g_autofree char *owned = insert;
  const char *found = strstr (name, search->word);

  if (found == NULL)
    return;

  proposal = g_object_new (DESK_TYPE_RULE_PROPOSAL, NULL);
  proposal->name = g_strdup (name);
  proposal->kind = kind;
  proposal->form = g_strdup (form != NULL ? form : "");
  proposal->summary = g_strdup (summary);
  proposal->insert = g_steal_pointer (&owned);
  proposal->back = back;
  if (found == name)
    g_list_store_insert (search->list, search->n_first++, proposal);
  else
    g_list_store_append (search->list, proposal);
}

/* "macd(12, 26, 9)": parameters as usual; words for values are left out. */
static char *
make_call (const DtIndicator *indicator)
{
  GString *call = g_string_new (indicator->id);
  char number[DT_DOUBLE_BUF_SIZE];
  guint n = 0;

  for (guint i = 0; i < indicator->n_parameters; i++)
    if (indicator->parameters[i].choices == NULL)
      g_string_append_printf (call, "%s%s", n++ == 0 ? "(" : ", ",
                              dt_double_to_string (indicator->parameters[i].fallback, number));
  if (n > 0)
    g_string_append_c (call, ')');

  return g_string_free (call, FALSE);
}

static void
offer_indicators (Search *search)
{
  guint n;
  const DtIndicator *const *list = dt_indicator_list (&n);

  for (guint i = 0; i < n; i++)
    {
      char *call = make_call (list[i]);

      offer (search, list[i]->id, "indicator", call, list[i]->title, call, 0);
    }
}

static void
offer_words (Search     *search,
             const char *section)
{
  guint n;
  const DtRuleWord *words = dt_rule_word_list (&n);

  for (guint i = 0; i < n; i++)
    {
      const DtRuleWord *word = &words[i];
      gboolean call = word->kind == DT_RULE_WORD_FUNCTION;

      if (word->kind < DT_RULE_WORD_SECTION && section == NULL)
        offer (search, word->name, dt_rule_word_kind_to_string (word->kind), word->form,
               word->summary, g_strconcat (word->name, call ? "()" : "", NULL), call ? 1 : 0);
      else if (word->kind == DT_RULE_WORD_SECTION && g_strcmp0 (section, "[") == 0)
        offer (search, word->name, "section", NULL, word->summary,
               g_strconcat (word->name, "]", NULL), 0);
      else if (word->kind == DT_RULE_WORD_KEY && g_strcmp0 (section, word->section) == 0)
        offer (search, word->name, "key", word->form, word->summary,
               g_strconcat (word->name, " = ", NULL), 0);
    }
}

static void
offer_parameters (Search     *search,
                  const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  gboolean inside = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *name = g_strndup (lines[i], strcspn (lines[i], " \t="));

      if (lines[i][0] == '[')
        inside = g_str_has_prefix (lines[i], "[parameters]");
      else if (inside && *name != '\0' && *name != '#')
        offer (search, name, "parameter", strchr (lines[i], '='), "Parameter of this strategy",
               g_strdup (name), 0);
    }
}

static char *
find_section (const char *before)
{
  g_auto(GStrv) lines = g_strsplit (before, "\n", -1);

  for (guint i = g_strv_length (lines); i > 0; i--)
    if (lines[i - 1][0] == '[')
      return g_strndup (lines[i - 1] + 1, strcspn (lines[i - 1] + 1, "]"));

  return g_strdup ("");
}

GListStore *
desk_rule_proposals_list (const char *text,
                          const char *before,
                          const char *word)
{
  g_autofree char *lower = g_ascii_strdown (word, -1);
  Search search = { g_list_store_new (DESK_TYPE_RULE_PROPOSAL), 0, lower };
  const char *line = strrchr (before, '\n') != NULL ? strrchr (before, '\n') + 1 : before;
  g_autofree char *section = find_section (before);

  g_return_val_if_fail (text != NULL && before != NULL && word != NULL, search.list);

  if (line[0] == '[')
    offer_words (&search, "[");
  else if (g_str_equal (section, "parameters"))
    return search.list;
  else if (strchr (line, '=') == NULL && !g_ascii_isspace (line[0]))
    offer_words (&search, section);
  else if (!g_str_equal (section, "strategy"))
    {
      offer_parameters (&search, text);
      offer_words (&search, NULL);
      offer_indicators (&search);
    }

  return search.list;
}
