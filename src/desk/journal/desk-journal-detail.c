/* desk-journal-detail.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-journal"

#include "config.h"

#include "desk-format.h"
#include "desk-toast.h"
#include "desk-trip-chart.h"

#include "desk-journal-detail.h"
#include "desk-journal-reason.h"

#define SAVE_DELAY_MS 700
#define CHART_HEIGHT  240
#define TEXT_HEIGHT   90

typedef struct
{
  char  *tags;
  char  *text;
  guint  rating;
} Words;

struct _DeskJournalDetail
{
  AdwBin            parent_instance;

  DeskSession      *session;
  DeskJournalBook  *book;          /* (nullable) */
  DeskTrip         *trip;          /* (nullable) */
  GCancellable     *loading;       /* (nullable): of the bars */
  char             *chart_symbol;  /* (nullable): that the chart has the bars of */
  gint64            chart_book;
  Words             before;        /* when the trade was shown */
  guint             save_timeout;
  gboolean          is_filling;

  GtkWidget        *title;
  GtkWidget        *chart;
  GtkWidget        *chart_note;
  GtkWidget        *stars[DT_NOTE_MAX_RATING];
  GtkWidget        *tags;
  GtkWidget        *text;
  GtkWidget        *reasons;
};

G_DEFINE_FINAL_TYPE (DeskJournalDetail, desk_journal_detail, ADW_TYPE_BIN)

enum
{
  NOTED,
  TROUBLE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The user's words */

static char *
dup_text (DeskJournalDetail *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* The lit stars are toggled ones. */
static guint
get_rating (DeskJournalDetail *self)
{
  guint rating = 0;

  for (guint i = 0; i < DT_NOTE_MAX_RATING; i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->stars[i])))
      rating = i + 1;

  return rating;
}

static void
show_rating (DeskJournalDetail *self,
             guint              rating)
{
  gboolean before = self->is_filling;

  self->is_filling = TRUE;
  for (guint i = 0; i < DT_NOTE_MAX_RATING; i++)
    {
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->stars[i]), i < rating);
      gtk_button_set_icon_name (GTK_BUTTON (self->stars[i]),
                                i < rating ? "starred-symbolic" : "non-starred-symbolic");
    }
  self->is_filling = before;
}

static void
show_words (DeskJournalDetail *self,
            const char        *tags,
            const char        *text,
            guint              rating)
{
  self->is_filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->tags), tags);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), text, -1);
  show_rating (self, rating);
  self->is_filling = FALSE;
}

static void
words_set (Words      *words,
           const char *tags,
           const char *text,
           guint       rating)
{
  g_free (words->tags);
  g_free (words->text);
  *words = (Words) { g_strdup (tags), g_strdup (text), rating };
}

static void
words_clear (Words *words)
{
  g_clear_pointer (&words->tags, g_free);
  g_clear_pointer (&words->text, g_free);
}

/* What is kept on the way: the trade may be another one by then. */
typedef struct
{
  DeskJournalDetail *self;
  DeskTrip          *trip;
  gint64             book;
  Words              words;
  Words              before;      /* what taking it back gives */
  gboolean           is_undo;
} Keeping;

static void
keeping_free (gpointer data)
{
  Keeping *keeping = data;

  g_object_unref (keeping->self);
  g_object_unref (keeping->trip);
  words_clear (&keeping->words);
  words_clear (&keeping->before);
  g_free (keeping);
}

static void send (Keeping *keeping);

static void
take_back (gpointer data)
{
  const Keeping *keeping = data;
  DeskJournalDetail *self = keeping->self;
  Keeping *undo = g_new0 (Keeping, 1);

  undo->self = g_object_ref (self);
  undo->trip = g_object_ref (keeping->trip);
  undo->book = keeping->book;
  undo->is_undo = TRUE;
  words_set (&undo->words, keeping->before.tags, keeping->before.text, keeping->before.rating);
  if (self->trip == keeping->trip)
    {
      g_clear_handle_id (&self->save_timeout, g_source_remove);
      show_words (self, undo->words.tags, undo->words.text, undo->words.rating);
    }
  send (undo);
}

/* A text has an undo of its own while it is written. */
static const char *
describe_change (const Keeping *keeping)
{
  const Words *now = &keeping->words, *before = &keeping->before;

  if (before->tags == NULL)
    return NULL;
  if (now->rating != before->rating)
    return now->rating == 0 ? "The rating was removed" : "The trade was rated";
  if (!g_str_equal (now->tags, before->tags))
    return *now->tags == '\0' ? "The tags were removed" : "The tags were changed";
  if (!g_str_equal (now->text, before->text))
    return *now->text == '\0' ? "The note was removed" : "The note was changed";

  return NULL;
}

static void
kept (GObject      *source,
      GAsyncResult *result,
      gpointer      data)
{
  Keeping *keeping = data;
  const char *change = keeping->is_undo ? NULL : describe_change (keeping);
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer =
    desk_session_call_finish (DESK_SESSION (source), result, &error);

  if (answer == NULL)
    {
      g_signal_emit (keeping->self, signals[TROUBLE], 0, error->message);
      keeping_free (keeping);
      return;
    }

  desk_trip_set_note (keeping->trip, keeping->words.tags, keeping->words.text,
                      keeping->words.rating);
  g_signal_emit (keeping->self, signals[NOTED], 0);
  if (change != NULL)
    desk_toast_done (GTK_WIDGET (keeping->self), change, take_back, keeping, keeping_free);
  else
    keeping_free (keeping);
}

static void
send (Keeping *keeping)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "book", "x", keeping->book);
  g_variant_dict_insert (&dict, "trade", "t", desk_trip_get_state (keeping->trip)->number);
  g_variant_dict_insert (&dict, "tags", "s", keeping->words.tags);
  g_variant_dict_insert (&dict, "text", "s", keeping->words.text);
  g_variant_dict_insert (&dict, "rating", "u", keeping->words.rating);
  desk_session_call_async (keeping->self->session, "book.note", g_variant_dict_end (&dict), NULL,
                           kept, keeping);
}

static void
keep (DeskJournalDetail *self)
{
  Keeping *keeping = g_new0 (Keeping, 1);
  g_autofree char *text = dup_text (self);

  keeping->self = g_object_ref (self);
  keeping->trip = g_object_ref (self->trip);
  keeping->book = self->book->info->id;
  words_set (&keeping->words, gtk_editable_get_text (GTK_EDITABLE (self->tags)), text,
             get_rating (self));
  words_set (&keeping->before, self->before.tags, self->before.text, self->before.rating);
  send (keeping);
}

void
desk_journal_detail_flush (DeskJournalDetail *self)
{
  g_return_if_fail (DESK_IS_JOURNAL_DETAIL (self));

  if (self->save_timeout == 0)
    return;

  g_clear_handle_id (&self->save_timeout, g_source_remove);
  if (self->trip != NULL)
    keep (self);
}

static gboolean
save_later (gpointer data)
{
  DeskJournalDetail *self = data;

  self->save_timeout = 0;
  if (self->trip != NULL)
    keep (self);

  return G_SOURCE_REMOVE;
}

static void
words_changed (DeskJournalDetail *self)
{
  if (self->is_filling || self->trip == NULL)
    return;

  g_clear_handle_id (&self->save_timeout, g_source_remove);
  self->save_timeout = g_timeout_add (SAVE_DELAY_MS, save_later, self);
}

/* A second click on the last lit star puts them out. */
static void
star_toggled (DeskJournalDetail *self,
              GtkWidget         *star)
{
  guint place = 0, lit = 0;

  if (self->is_filling)
    return;

  for (guint i = 0; i < DT_NOTE_MAX_RATING; i++)
    {
      if (self->stars[i] == star)
        place = i + 1;
      else if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->stars[i])))
        lit = i + 1;
    }
  if (!gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (star)) && lit < place)
    place = 0;
  show_rating (self, place);
  words_changed (self);
}

/* The chart */

static void
bars_arrived (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(DeskJournalDetail) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(DtBarSeries) series = desk_journal_bars_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->loading);
  gtk_widget_set_visible (self->chart_note, series == NULL);
  gtk_widget_set_visible (self->chart, series != NULL);
  if (series == NULL)
    gtk_label_set_text (GTK_LABEL (self->chart_note), error->message);
  else if (self->trip != NULL)
    {
      g_free (self->chart_symbol);
      self->chart_symbol = g_strdup (series->symbol);
      self->chart_book = self->book->info->id;
      desk_trip_chart_show (DESK_CHART (self->chart), series, self->trip);
    }
}

static void
show_chart (DeskJournalDetail *self)
{
  const char *symbol = desk_trip_get_state (self->trip)->symbol;

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (g_strcmp0 (symbol, self->chart_symbol) == 0 && self->chart_book == self->book->info->id)
    {
      desk_trip_chart_show (DESK_CHART (self->chart),
                            desk_chart_get_series (DESK_CHART (self->chart)), self->trip);
      return;
    }

  self->loading = g_cancellable_new ();
  desk_journal_bars_async (desk_session_get_data_dir (self->session), self->book, symbol,
                           self->loading, bars_arrived, g_object_ref (self));
}

/* The machine's reasons */

static void
show_reasons (DeskJournalDetail *self)
{
  g_autoptr(GArray) reasons = desk_journal_explain (self->book,
                                                    desk_trip_get_state (self->trip)->number);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->reasons)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->reasons), row);
  for (guint i = 0; i < reasons->len; i++)
    {
      const DeskReason *reason = &g_array_index (reasons, DeskReason, i);
      g_autofree char *when = desk_format_time (reason->time, DESK_TIME_FULL);
      g_autofree char *subtitle = g_strdup_printf ("%s · %s", reason->what, when);

      row = adw_action_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), reason->text);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
      gtk_list_box_append (GTK_LIST_BOX (self->reasons), row);
    }
}

void
desk_journal_detail_show (DeskJournalDetail *self,
                          DeskJournalBook   *book,
                          DeskTrip          *trip)
{
  g_autofree char *description = NULL;
  const char *text;

  g_return_if_fail (DESK_IS_JOURNAL_DETAIL (self));

  desk_journal_detail_flush (self);
  if (book != self->book)
    {
      g_clear_pointer (&self->book, desk_journal_book_unref);
      self->book = book != NULL ? desk_journal_book_ref (book) : NULL;
    }
  g_set_object (&self->trip, trip);
  gtk_widget_set_visible (GTK_WIDGET (self), trip != NULL);
  if (trip == NULL)
    return;

  description = desk_trip_describe (trip);
  text = desk_trip_get_text (trip);
  gtk_label_set_text (GTK_LABEL (self->title), description);
  words_set (&self->before, desk_trip_get_tags (trip), text, desk_trip_get_rating (trip));
  show_words (self, desk_trip_get_tags (trip), text, desk_trip_get_rating (trip));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chart), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  description, -1);
  show_chart (self);
  show_reasons (self);
}

/* Making */

static GtkWidget *
make_heading (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_widget_add_css_class (label, "heading");

  return label;
}

static GtkWidget *
make_stars (DeskJournalDetail *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  for (guint i = 0; i < DT_NOTE_MAX_RATING; i++)
    {
      g_autofree char *name = g_strdup_printf ("Rate %u of %d", i + 1, DT_NOTE_MAX_RATING);

      self->stars[i] = gtk_toggle_button_new ();
      gtk_button_set_icon_name (GTK_BUTTON (self->stars[i]), "non-starred-symbolic");
      gtk_widget_add_css_class (self->stars[i], "flat");
      gtk_widget_add_css_class (self->stars[i], "star");
      gtk_widget_set_tooltip_text (self->stars[i], name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->stars[i]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      g_signal_connect_object (self->stars[i], "toggled", G_CALLBACK (star_toggled), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), self->stars[i]);
    }

  return box;
}

static GtkWidget *
make_text (DeskJournalDetail *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->text = gtk_text_view_new ();
  g_object_set (self->text, "wrap-mode", GTK_WRAP_WORD_CHAR, "left-margin", 9, "right-margin", 9,
                "top-margin", 9, "bottom-margin", 9, "accepts-tab", FALSE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Note on the trade", -1);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), "changed",
                           G_CALLBACK (words_changed), self, G_CONNECT_SWAPPED);
  g_object_set (scroller, "child", self->text, "height-request", TEXT_HEIGHT, "overflow",
                GTK_OVERFLOW_HIDDEN, NULL);
  gtk_widget_add_css_class (scroller, "card");

  return scroller;
}

static GtkWidget *
make_words (DeskJournalDetail *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->tags = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->tags), "Tags, apart by commas");
  gtk_entry_set_max_length (GTK_ENTRY (self->tags), DT_NOTE_MAX_TAGS);
  gtk_widget_set_hexpand (self->tags, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->tags), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Tags, apart by commas", -1);
  g_signal_connect_object (self->tags, "changed", G_CALLBACK (words_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), self->tags);
  gtk_box_append (GTK_BOX (line), make_stars (self));
  gtk_box_append (GTK_BOX (box), make_heading ("Your Words"));
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), make_text (self));

  return box;
}

static GtkWidget *
make_reasons (DeskJournalDetail *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->reasons = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->reasons), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->reasons, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reasons), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "The machine's reasons", -1);
  gtk_box_append (GTK_BOX (box), make_heading ("The Machine's Reasons"));
  gtk_box_append (GTK_BOX (box), self->reasons);

  return box;
}

static GtkWidget *
make_content (DeskJournalDetail *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->title = gtk_label_new (NULL);
  g_object_set (self->title, "wrap", TRUE, "xalign", 0.f, "selectable", TRUE, NULL);
  gtk_widget_add_css_class (self->title, "heading");
  self->chart = desk_chart_new ();
  gtk_widget_set_size_request (self->chart, -1, CHART_HEIGHT);
  self->chart_note = gtk_label_new (NULL);
  g_object_set (self->chart_note, "wrap", TRUE, "xalign", 0.f, "visible", FALSE, NULL);
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), self->chart);
  gtk_box_append (GTK_BOX (box), self->chart_note);
  gtk_box_append (GTK_BOX (box), make_words (self));
  gtk_box_append (GTK_BOX (box), make_reasons (self));
  g_object_set (box, "margin-top", 12, "margin-bottom", 12, "margin-start", 12, "margin-end", 12,
                NULL);

  return box;
}

static void
desk_journal_detail_dispose (GObject *object)
{
  DeskJournalDetail *self = DESK_JOURNAL_DETAIL (object);

  if (self->text != NULL)
    desk_journal_detail_flush (self);
  self->text = NULL;
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->trip);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->book, desk_journal_book_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_journal_detail_parent_class)->dispose (object);
}

static void
desk_journal_detail_finalize (GObject *object)
{
  g_free (DESK_JOURNAL_DETAIL (object)->chart_symbol);
  words_clear (&DESK_JOURNAL_DETAIL (object)->before);

  G_OBJECT_CLASS (desk_journal_detail_parent_class)->finalize (object);
}

static void
desk_journal_detail_class_init (DeskJournalDetailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_journal_detail_dispose;
  object_class->finalize = desk_journal_detail_finalize;

  signals[NOTED] = g_signal_new ("noted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  signals[TROUBLE] = g_signal_new ("trouble", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
desk_journal_detail_init (DeskJournalDetail *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  g_object_set (scroller, "hscrollbar-policy", GTK_POLICY_NEVER, "child", make_content (self),
                NULL);
  adw_bin_set_child (ADW_BIN (self), scroller);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
desk_journal_detail_new (DeskSession *session)
{
  DeskJournalDetail *self = g_object_new (DESK_TYPE_JOURNAL_DETAIL, NULL);

  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}

void
desk_journal_detail_set_palette (DeskJournalDetail *self,
                                 DeskPalette        palette)
{
  g_return_if_fail (DESK_IS_JOURNAL_DETAIL (self));

  desk_chart_set_palette (DESK_CHART (self->chart), palette);
}

void
desk_journal_detail_set_tags (DeskJournalDetail *self,
                              const char        *tags)
{
  g_return_if_fail (DESK_IS_JOURNAL_DETAIL (self));

  gtk_editable_set_text (GTK_EDITABLE (self->tags), tags);
}

void
desk_journal_detail_set_text (DeskJournalDetail *self,
                              const char        *text)
{
  g_return_if_fail (DESK_IS_JOURNAL_DETAIL (self));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), text, -1);
}

void
desk_journal_detail_set_rating (DeskJournalDetail *self,
                                guint              rating)
{
  g_return_if_fail (DESK_IS_JOURNAL_DETAIL (self));
  g_return_if_fail (rating <= DT_NOTE_MAX_RATING);

  show_rating (self, rating);
  words_changed (self);
}

gboolean
desk_journal_detail_has_chart (DeskJournalDetail *self)
{
  g_return_val_if_fail (DESK_IS_JOURNAL_DETAIL (self), FALSE);

  return self->loading == NULL && desk_chart_get_series (DESK_CHART (self->chart)) != NULL;
}
