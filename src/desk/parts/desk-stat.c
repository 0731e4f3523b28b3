/* desk-stat.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-parts"

#include "config.h"

#include "desk-stat.h"

/* A longer line under the figure is cut, and read in the tooltip. */
#define MIN_DETAIL_CHARS 8

/* What a line shows; inscriptions, for they are not laid out again with each text. */
typedef struct
{
  GtkInscription *label;
  DeskTone        tone;
  guint           chars;       /* the longest text so far: a tile grows, and never shrinks */
} Line;

struct _DeskStat
{
  AdwBin     parent_instance;

  char      *title;
  char      *explanation;
  Line       value;
  Line       detail;

  /* Template */
  GtkLabel       *title_label;
  GtkInscription *value_label;
  GtkInscription *detail_label;
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_EXPLANATION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskStat, desk_stat, ADW_TYPE_BIN)

static void
update_name (DeskStat *self)
{
  const char *value = gtk_inscription_get_text (self->value_label);
  const char *detail = gtk_inscription_get_text (self->detail_label);
  g_autoptr(GString) name = g_string_new (self->title);

  if (value != NULL && *value != '\0')
    g_string_append_printf (name, ": %s", value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name->str,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  detail != NULL && *detail != '\0' ? detail : self->explanation,
                                  -1);
}

static gboolean
query_tooltip (GtkWidget  *widget,
               int         x,
               int         y,
               gboolean    by_keyboard,
               GtkTooltip *tooltip)
{
  DeskStat *self = DESK_STAT (widget);
  const char *detail = gtk_inscription_get_text (self->detail_label);
  g_autoptr(GString) text = g_string_new (NULL);

  if (detail != NULL && g_utf8_strlen (detail, -1) > MIN_DETAIL_CHARS)
    g_string_append (text, detail);
  if (self->explanation != NULL && *self->explanation != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", self->explanation);
  if (text->len == 0)
    return FALSE;

  gtk_tooltip_set_text (tooltip, text->str);
  return TRUE;
}

static gboolean
set_line (Line       *line,
          const char *text,
          DeskTone    tone,
          guint       most_required)
{
  guint chars = g_utf8_strlen (text, -1);

  if (tone != line->tone)
    {
      desk_tone_apply (GTK_WIDGET (line->label), tone);
      line->tone = tone;
    }
  if (g_strcmp0 (gtk_inscription_get_text (line->label), text) == 0)
    return FALSE;

  if (chars > line->chars)
    {
      gtk_inscription_set_min_chars (line->label, MIN (chars, most_required));
      gtk_inscription_set_nat_chars (line->label, chars);
      line->chars = chars;
    }
  gtk_inscription_set_text (line->label, text);
  return TRUE;
}

static void
desk_stat_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  DeskStat *self = DESK_STAT (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_EXPLANATION:
      g_value_set_string (value, self->explanation);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_text_property (DeskStat      *self,
                   char         **place,
                   const GValue  *value,
                   GParamSpec    *pspec)
{
  const char *text = g_value_get_string (value);

  if (g_strcmp0 (*place, text) == 0)
    return;

  g_free (*place);
  *place = g_strdup (text);
  gtk_label_set_label (self->title_label, self->title != NULL ? self->title : "");
  update_name (self);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
desk_stat_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  DeskStat *self = DESK_STAT (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      set_text_property (self, &self->title, value, pspec);
      break;
    case PROP_EXPLANATION:
      set_text_property (self, &self->explanation, value, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_stat_finalize (GObject *object)
{
  DeskStat *self = DESK_STAT (object);

  g_free (self->title);
  g_free (self->explanation);

  G_OBJECT_CLASS (desk_stat_parent_class)->finalize (object);
}

static void
desk_stat_class_init (DeskStatClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags
    = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = desk_stat_get_property;
  object_class->set_property = desk_stat_set_property;
  object_class->finalize = desk_stat_finalize;
  widget_class->query_tooltip = query_tooltip;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_EXPLANATION] = g_param_spec_string ("explanation", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/daytraderai/DayTrader/parts/desk-stat.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskStat, title_label);
  gtk_widget_class_bind_template_child (widget_class, DeskStat, value_label);
  gtk_widget_class_bind_template_child (widget_class, DeskStat, detail_label);
}

static void
desk_stat_init (DeskStat *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->value.label = self->value_label;
  self->detail.label = self->detail_label;
}

GtkWidget *
desk_stat_new (const char *title,
               const char *explanation)
{
  return g_object_new (DESK_TYPE_STAT, "title", title, "explanation", explanation, NULL);
}

void
desk_stat_set_value (DeskStat   *self,
                     const char *value,
                     DeskTone    tone)
{
  g_return_if_fail (DESK_IS_STAT (self));
  g_return_if_fail (value != NULL);

  if (set_line (&self->value, value, tone, G_MAXUINT))
    update_name (self);
}

/* @detail: (nullable): nothing to add */
void
desk_stat_set_detail (DeskStat   *self,
                      const char *detail,
                      DeskTone    tone)
{
  g_return_if_fail (DESK_IS_STAT (self));

  if (set_line (&self->detail, detail != NULL ? detail : "", tone, MIN_DETAIL_CHARS))
    update_name (self);
}
