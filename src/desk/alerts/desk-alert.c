/* desk-alert.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-alerts"

#include "config.h"

#include <math.h>

#include "desk-alert.h"

struct _DeskAlert
{
  GObject         parent_instance;

  guint64         id;
  GVariant       *row;        /* (nullable): what the state is made of */
  DeskAlertState  state;
};

G_DEFINE_FINAL_TYPE (DeskAlert, desk_alert, G_TYPE_OBJECT)

static guint changed;

static void
desk_alert_finalize (GObject *object)
{
  DeskAlert *self = DESK_ALERT (object);

  g_clear_pointer (&self->row, g_variant_unref);
  dt_alert_free (self->state.alert);
  g_free (self->state.text);
  g_free (self->state.problem);

  G_OBJECT_CLASS (desk_alert_parent_class)->finalize (object);
}

static void
desk_alert_class_init (DeskAlertClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_alert_finalize;

  changed = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                          NULL, G_TYPE_NONE, 0);
}

static void
desk_alert_init (DeskAlert *self)
{
  self->state.alert = dt_alert_new ();
  self->state.text = g_strdup ("");
  self->state.problem = g_strdup ("");
}

DeskAlert *
desk_alert_new (guint64 id)
{
  DeskAlert *self = g_object_new (DESK_TYPE_ALERT, NULL);

  self->id = self->state.alert->id = id;

  return self;
}

guint64
desk_alert_get_id (DeskAlert *self)
{
  g_return_val_if_fail (DESK_IS_ALERT (self), 0);

  return self->id;
}

const DeskAlertState *
desk_alert_get_state (DeskAlert *self)
{
  g_return_val_if_fail (DESK_IS_ALERT (self), NULL);

  return &self->state;
}

static void
read_row (DeskAlert *self,
          GVariant  *row)
{
  g_autofree const char **symbols = NULL;
  const char *kind, *direction, *rule, *scope, *note, *problem, *text;
  DtAlert *alert = dt_alert_new ();

  g_variant_get (row, "(t&s&sd&s&s^a&sbu&sbux&s&s)", &alert->id, &kind, &direction, &alert->level,
                 &rule, &scope, &symbols, &alert->once, &alert->pause, &note, &alert->enabled,
                 &alert->n_fired, &alert->fired_time, &problem, &text);
  dt_alert_kind_parse (kind, &alert->kind);
  dt_alert_direction_parse (direction, &alert->direction);
  dt_alert_scope_parse (scope, &alert->scope);
  alert->rule = *rule != '\0' ? g_strdup (rule) : NULL;
  g_strfreev (alert->symbols);
  alert->symbols = g_strdupv ((char **) symbols);
  g_free (alert->note);
  alert->note = g_strdup (note);

  dt_alert_free (self->state.alert);
  g_free (self->state.text);
  g_free (self->state.problem);
  self->state = (DeskAlertState) { alert, g_strdup (text), g_strdup (problem) };
}

void
desk_alert_update (DeskAlert *self,
                   GVariant  *row)
{
  g_return_if_fail (DESK_IS_ALERT (self));

  if (self->row != NULL && g_variant_equal (self->row, row))
    return;

  g_clear_pointer (&self->row, g_variant_unref);
  self->row = g_variant_ref (row);
  read_row (self, row);
  g_signal_emit (self, changed, 0);
}

GVariant *
desk_alert_make_arguments (const DtAlert *alert,
                           guint64        id)
{
  g_autofree char *symbols = g_strjoinv (",", alert->symbols);
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  if (id > 0)
    g_variant_dict_insert (&dict, "id", "t", id);
  g_variant_dict_insert (&dict, "kind", "s", dt_alert_kind_to_string (alert->kind));
  g_variant_dict_insert (&dict, "direction", "s", dt_alert_direction_to_string (alert->direction));
  g_variant_dict_insert (&dict, "scope", "s", dt_alert_scope_to_string (alert->scope));
  if (alert->kind != DT_ALERT_RULE && isfinite (alert->level))
    g_variant_dict_insert (&dict, "level", "d", alert->level);
  if (alert->kind == DT_ALERT_RULE && alert->rule != NULL)
    g_variant_dict_insert (&dict, "rule", "s", alert->rule);
  if (*symbols != '\0')
    g_variant_dict_insert (&dict, "symbols", "s", symbols);
  g_variant_dict_insert (&dict, "once", "b", alert->once);
  g_variant_dict_insert (&dict, "pause", "u", alert->pause);
  g_variant_dict_insert (&dict, "note", "s", alert->note);

  return g_variant_dict_end (&dict);
}
