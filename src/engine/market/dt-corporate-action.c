/* dt-corporate-action.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-market"

#include "config.h"

#include <string.h>

#include "dt-corporate-action.h"

static const char *const kind_names[] = {
  "split", "dividend", "spin-off", "symbol-change", "delisting",
};

const char *
dt_action_kind_to_string (DtActionKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kind_names), NULL);

  return kind_names[kind];
}

gboolean
dt_action_kind_parse (const char   *text,
                      DtActionKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (g_ascii_strcasecmp (text, kind_names[i]) == 0)
      {
        *kind = i;
        return TRUE;
      }

  return FALSE;
}

static gint64
greatest_divisor (gint64 a,
                  gint64 b)
{
  while (b != 0)
    {
      gint64 rest = a % b;

      a = b;
      b = rest;
    }

  return a;
}

/**
 * dt_action_ratio_parse:
 * @text: new units, one of ":", "/", "-for-", then old units; both plain decimals above zero
 * @units_new: (out): in lowest terms
 *
 * Returns: %FALSE when @text is no such ratio, or one beyond %DT_ACTION_MAX_UNITS
 */
gboolean
dt_action_ratio_parse (const char *text,
                       gint64     *units_new,
                       gint64     *units_old)
{
  static const char *const signs[] = { "-for-", " for ", ":", "/" };
  const char *sign = NULL;
  g_autofree char *before = NULL, *after = NULL;
  gint64 divisor;

  for (guint i = 0; sign == NULL && i < G_N_ELEMENTS (signs); i++)
    if ((sign = strstr (text, signs[i])) != NULL)
      {
        before = g_strndup (text, sign - text);
        after = g_strdup (sign + strlen (signs[i]));
      }

  /* As counts of millionths both are whole; what the unit is does not matter to a ratio */
  if (sign == NULL || !dt_money_parse (g_strstrip (before), units_new)
      || !dt_money_parse (g_strstrip (after), units_old) || *units_new <= 0 || *units_old <= 0)
    return FALSE;

  divisor = greatest_divisor (*units_new, *units_old);
  *units_new /= divisor;
  *units_old /= divisor;

  return *units_new <= DT_ACTION_MAX_UNITS && *units_old <= DT_ACTION_MAX_UNITS;
}

/**
 * dt_corporate_action_dup_value:
 *
 * Returns: (transfer full): the ratio, the cash per unit or the new symbol; "" for a delisting at
 *   the last close
 */
char *
dt_corporate_action_dup_value (const DtCorporateAction *action)
{
  char buf[DT_DECIMAL_BUF_SIZE];

  if (action->kind == DT_ACTION_SPLIT)
    return g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, action->units_new,
                            action->units_old);
  if (action->kind == DT_ACTION_SYMBOL_CHANGE)
    return g_strdup (action->symbol);

  return g_strdup (action->cash != DT_MONEY_NONE ? dt_money_to_string (action->cash, buf) : "");
}

static void
clear_action (gpointer data)
{
  g_clear_pointer (&((DtCorporateAction *) data)->symbol, g_free);
}

DtActionList *
dt_action_list_new (void)
{
  DtActionList *list = g_new0 (DtActionList, 1);

  g_atomic_ref_count_init (&list->ref_count);
  list->actions = g_array_new (FALSE, FALSE, sizeof (DtCorporateAction));
  g_array_set_clear_func (list->actions, clear_action);

  return list;
}

DtActionList *
dt_action_list_ref (DtActionList *list)
{
  g_atomic_ref_count_inc (&list->ref_count);

  return list;
}

void
dt_action_list_unref (DtActionList *list)
{
  if (list == NULL || !g_atomic_ref_count_dec (&list->ref_count))
    return;

  g_array_unref (list->actions);
  g_free (list);
}

void
dt_action_list_add (DtActionList            *list,
                    const DtCorporateAction *action)
{
  DtCorporateAction copy = *action;

  copy.symbol = g_strdup (action->symbol);
  g_array_append_val (list->actions, copy);
}

static gboolean
comes_after (const DtCorporateAction *a,
             const DtCorporateAction *b)
{
  return a->date != b->date ? a->date > b->date : a->kind > b->kind;
}

/* Lists are short and nearly sorted, and what was given first must stay first. */
void
dt_action_list_sort (DtActionList *list)
{
  DtCorporateAction *actions = (DtCorporateAction *) list->actions->data;

  for (guint i = 1; i < list->actions->len; i++)
    {
      DtCorporateAction moving = actions[i];
      guint place = i;

      for (; place > 0 && comes_after (&actions[place - 1], &moving); place--)
        actions[place] = actions[place - 1];
      actions[place] = moving;
    }
}
