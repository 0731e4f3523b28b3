/* desk-ticket-preview.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-ticket"

#include "config.h"

#include "desk-format.h"

#include "desk-ticket-preview.h"

/* In the order in which they are shown. */
enum
{
  PRICE,
  NOTIONAL,
  FEES,
  CASH,
  POSITION,
  EXPOSURE,
  LOSS,
  N_FIGURES
};

static const char *const figure_titles[N_FIGURES] = {
  "Expected Price", "Value", "Fees", "Cash Afterwards", "Position Afterwards",
  "Exposure Afterwards", "Loss at the Stop",
};

struct _DeskTicketPreview
{
  AdwBin    parent_instance;

  char     *effect;

  /* Template */
  GtkBox   *message;
  GtkImage *message_icon;
  GtkLabel *message_label;
  GtkLabel *effects;
  GtkGrid  *grid;

  GtkLabel *titles[N_FIGURES];
  GtkLabel *values[N_FIGURES];
};

G_DEFINE_FINAL_TYPE (DeskTicketPreview, desk_ticket_preview, ADW_TYPE_BIN)

static void
show_message (DeskTicketPreview *self,
              const char        *text,
              gboolean           is_error)
{
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL && *text != '\0');
  gtk_label_set_label (self->message_label, text != NULL ? text : "");
  gtk_image_set_from_icon_name (self->message_icon, is_error ? "dialog-warning-symbolic"
                                                             : "dialog-information-symbolic");
  if (is_error)
    gtk_widget_add_css_class (GTK_WIDGET (self->message), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->message), "warning");
}

/* Takes @text. */
static void
show_figure (DeskTicketPreview *self,
             guint              i,
             char              *text)
{
  gtk_widget_set_visible (GTK_WIDGET (self->titles[i]), text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->values[i]), text != NULL);
  if (text != NULL && g_strcmp0 (gtk_label_get_label (self->values[i]), text) != 0)
    gtk_label_set_label (self->values[i], text);
  g_free (text);
}

static void
show_effects (DeskTicketPreview  *self,
              char              **effects)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; effects != NULL && effects[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", effects[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->effects), text->len > 0);
  if (g_strcmp0 (gtk_label_get_label (self->effects), text->str) != 0)
    gtk_label_set_label (self->effects, text->str);

  g_free (self->effect);
  self->effect = effects != NULL ? g_strdup (effects[0]) : NULL;
}

static char *
money_or_none (GVariantDict *dict,
               const char   *name,
               gboolean      also_zero)
{
  DtMoney money = DT_MONEY_NONE;

  if (!g_variant_dict_lookup (dict, name, "x", &money) || money == DT_MONEY_NONE
      || (money == 0 && !also_zero))
    return NULL;

  return desk_format_money (money);
}

static void
show_figures (DeskTicketPreview *self,
              GVariantDict      *dict)
{
  gint64 quantity = 0, position = 0;
  double exposure = 0.;
  gboolean has_order;

  g_variant_dict_lookup (dict, "quantity", "x", &quantity);
  g_variant_dict_lookup (dict, "position_after", "x", &position);
  g_variant_dict_lookup (dict, "exposure_after", "d", &exposure);
  has_order = quantity != 0;

  show_figure (self, PRICE, has_order ? money_or_none (dict, "price", FALSE) : NULL);
  show_figure (self, NOTIONAL, money_or_none (dict, "notional", FALSE));
  show_figure (self, FEES, money_or_none (dict, "fees", has_order));
  show_figure (self, CASH, money_or_none (dict, "cash_after", TRUE));
  show_figure (self, POSITION, has_order ? desk_format_quantity (position) : NULL);
  show_figure (self, EXPOSURE, desk_format_percent (exposure));
  show_figure (self, LOSS, money_or_none (dict, "loss_at_stop", TRUE));
  gtk_widget_set_visible (GTK_WIDGET (self->grid), TRUE);
}

/* The reason names the guard where there is one. */
static char *
make_refusal (GVariantDict *dict)
{
  const char *by = "", *reason = "";

  g_variant_dict_lookup (dict, "refused_by", "&s", &by);
  g_variant_dict_lookup (dict, "reason", "&s", &reason);
  if (*reason != '\0')
    return g_strconcat (reason, g_str_has_suffix (reason, ".") ? "" : ".", NULL);

  return *by != '\0' ? g_strdup_printf ("Refused by %s.", by) : g_strdup ("This is refused.");
}

gboolean
desk_ticket_preview_show_answer (DeskTicketPreview *self,
                                 GVariant          *answer)
{
  g_auto(GVariantDict) dict = G_VARIANT_DICT_INIT (answer);
  g_auto(GStrv) effects = NULL;
  gboolean allowed = FALSE;

  g_return_val_if_fail (DESK_IS_TICKET_PREVIEW (self), FALSE);

  g_variant_dict_lookup (&dict, "allowed", "b", &allowed);
  g_variant_dict_lookup (&dict, "effects", "^as", &effects);
  if (allowed)
    {
      show_message (self, NULL, FALSE);
      show_effects (self, effects);
      show_figures (self, &dict);
    }
  else
    {
      g_autofree char *refusal = make_refusal (&dict);

      show_message (self, refusal, TRUE);
      show_effects (self, NULL);
      gtk_widget_set_visible (GTK_WIDGET (self->grid), FALSE);
    }

  return allowed;
}

void
desk_ticket_preview_show_text (DeskTicketPreview *self,
                               const char        *text,
                               gboolean           is_error)
{
  g_return_if_fail (DESK_IS_TICKET_PREVIEW (self));

  show_message (self, text, is_error);
  show_effects (self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->grid), FALSE);
}

void
desk_ticket_preview_show_problem (DeskTicketPreview *self,
                                  const char        *text)
{
  g_return_if_fail (DESK_IS_TICKET_PREVIEW (self));

  show_message (self, text, text != NULL);
}

const char *
desk_ticket_preview_get_effect (DeskTicketPreview *self)
{
  g_return_val_if_fail (DESK_IS_TICKET_PREVIEW (self), NULL);

  return self->effect;
}

static void
desk_ticket_preview_finalize (GObject *object)
{
  g_free (DESK_TICKET_PREVIEW (object)->effect);

  G_OBJECT_CLASS (desk_ticket_preview_parent_class)->finalize (object);
}

static void
desk_ticket_preview_class_init (DeskTicketPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = desk_ticket_preview_finalize;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/daytraderai/DayTrader/ticket/desk-ticket-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskTicketPreview, message);
  gtk_widget_class_bind_template_child (widget_class, DeskTicketPreview, message_icon);
  gtk_widget_class_bind_template_child (widget_class, DeskTicketPreview, message_label);
  gtk_widget_class_bind_template_child (widget_class, DeskTicketPreview, effects);
  gtk_widget_class_bind_template_child (widget_class, DeskTicketPreview, grid);
}

static GtkLabel *
add_label (DeskTicketPreview *self,
           guint              column,
           guint              row,
           const char        *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), column);
  gtk_label_set_ellipsize (GTK_LABEL (label), column == 0 ? PANGO_ELLIPSIZE_END
                                                          : PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_hexpand (label, column == 0);
  gtk_widget_add_css_class (label, class);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);

  return GTK_LABEL (label);
}

static void
desk_ticket_preview_init (DeskTicketPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < N_FIGURES; i++)
    {
      self->titles[i] = add_label (self, 0, i, "dim-label");
      self->values[i] = add_label (self, 1, i, "figure");
      gtk_label_set_label (self->titles[i], figure_titles[i]);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (self->values[i]),
                                      GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->titles[i], NULL,
                                      -1);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "What will happen", -1);
}
