/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two versions of one record side by side, and the decision between them. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-conflict-dialog.h"

#include "wuse-accessible.h"
#include "wuse-edit-words.h"

#include <glib/gi18n.h>

typedef struct
{
  WuseEdits *edits;
  gint64 number;
} Decision;

enum
{
  COLUMN_MARK,
  COLUMN_FIELD,
  COLUMN_MINE,
  COLUMN_THEIRS,
};

static void
decision_free (gpointer data, GClosure *closure)
{
  g_object_unref (((Decision *) data)->edits);
  g_free (data);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Decision *decision)
{
  if (g_str_equal (response, "mine"))
    wuse_edits_resolve (decision->edits, decision->number, TRUE, _ ("Yours is kept and sent"));
  else if (g_str_equal (response, "theirs"))
    wuse_edits_resolve (decision->edits, decision->number, FALSE, _ ("Theirs is taken"));
}

static void
attach (GtkGrid *grid, int column, int line, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (column >= COLUMN_MINE)
    {
      /* The dialog is as high as it has to be at its least width. */
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_width_chars (GTK_LABEL (label), 20);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
    }
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_grid_attach (grid, label, column, line, 1, 1);
}

static void
attach_field (
    GtkGrid *grid, int line, const WuseField *field, const WuseRecordDraft *mine, const WuseRecordDraft *theirs, int offset)
{
  g_autofree char *own = wuse_words_for_field_value (mine, field, offset),
                  *other = wuse_words_for_field_value (theirs, field, offset);
  const gboolean differs = g_strcmp0 (own, other) != 0;

  /* Not by weight alone: a sign, with words for who does not see it. */
  attach (grid, COLUMN_MARK, line, differs ? "\342\211\240" : "", "heading");
  if (differs)
    {
      GtkWidget *mark = gtk_grid_get_child_at (grid, COLUMN_MARK, line);

      gtk_widget_set_tooltip_text (mark, _ ("differs"));
      wuse_accessible_set_name (GTK_ACCESSIBLE (mark), _ ("differs"));
    }
  attach (grid, COLUMN_FIELD, line, wuse_words_for_field (field->name), "dim-label");
  attach (grid, COLUMN_MINE, line, own, differs ? "heading" : NULL);
  attach (grid, COLUMN_THEIRS, line, other, differs ? "heading" : NULL);
}

static GtkWidget *
make_comparison (WuseEdits *edits, const WuseOutboxRow *row)
{
  const WuseRecordClass *class = wuse_record_class (row->type);
  const int offset = wuse_workspace_get_utc_offset (wuse_edits_get_workspace (edits));
  g_autoptr (WuseRecordDraft) mine = wuse_record_draft_new (row->type, row->id, row->data),
                              theirs = wuse_record_draft_new (row->type, row->id, row->theirs);
  GtkWidget *grid = gtk_grid_new (), *scrolled = gtk_scrolled_window_new ();
  int line = 1;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  attach (GTK_GRID (grid), COLUMN_MINE, 0, row->data != NULL ? _ ("Mine") : _ ("Mine (deleted)"), "title-4");
  attach (GTK_GRID (grid), COLUMN_THEIRS, 0, row->theirs != NULL ? _ ("Theirs") : _ ("Theirs (deleted)"), "title-4");
  for (guint i = 0; i < class->n_fields; i++)
    {
      g_autofree char *own = wuse_record_draft_dup (mine, class->fields[i].name),
                      *other = wuse_record_draft_dup (theirs, class->fields[i].name);

      if (own != NULL || other != NULL)
        attach_field (GTK_GRID (grid), line++, &class->fields[i], mine, theirs, offset);
    }

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 420);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), grid);

  return scrolled;
}

void
wuse_conflict_dialog_present (GtkWindow *parent, WuseEdits *edits, const WuseOutboxRow *row)
{
  g_autofree char *what = wuse_words_for_outbox_row (row);
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("Somebody Else Has Changed This, Too"), what);
  Decision *decision = g_new0 (Decision, 1);

  decision->edits = g_object_ref (edits);
  decision->number = row->number;
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), make_comparison (edits, row));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "later", _ ("Decide _Later"), "theirs", _ ("_Take Theirs"),
                                    "mine", _ ("_Keep Mine"), NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "later");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "later");
  gtk_widget_add_css_class (dialog, "wuse");
  wuse_accessible_name_mnemonics (dialog);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), decision, decision_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
