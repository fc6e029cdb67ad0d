/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that is known of one link, to be read. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-record-dialog.h"

#include "wuse-accessible.h"
#include "wuse-edit-words.h"

#include <glib/gi18n.h>

static void
response_cb (AdwMessageDialog *dialog, const char *response, const char *id)
{
  if (g_str_equal (response, "correct"))
    gtk_widget_activate_action (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (dialog))), "edit.correct-link", "s", id);
}

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);

  return label;
}

static GtkWidget *
make_fields (const WuseRecordDraft *draft, int utc_offset)
{
  const WuseRecordClass *class = wuse_record_class (wuse_record_draft_get_type (draft));
  GtkWidget *grid = gtk_grid_new ();
  int line = 0;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 16);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  for (guint i = 0; i < class->n_fields; i++)
    {
      g_autofree char *set = wuse_record_draft_dup (draft, class->fields[i].name);
      g_autofree char *value = wuse_words_for_field_value (draft, &class->fields[i], utc_offset);
      GtkWidget *words;

      if (set == NULL)
        continue;
      words = make_label (value, NULL);
      /* The dialog is as high as it has to be at its least width. */
      gtk_label_set_wrap (GTK_LABEL (words), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (words), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_width_chars (GTK_LABEL (words), 32);
      gtk_label_set_max_width_chars (GTK_LABEL (words), 32);
      gtk_grid_attach (GTK_GRID (grid), make_label (wuse_words_for_field (class->fields[i].name), "dim-label"), 0, line, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), words, 1, line++, 1, 1);
    }

  return grid;
}

void
wuse_record_dialog_present (GtkWindow *parent, WuseEdits *edits, const char *id, WuseRecordDraft *draft)
{
  WuseWorkspace *workspace = wuse_edits_get_workspace (edits);
  g_autoptr (WuseRecordDraft) own = draft;
  g_autofree char *what = wuse_words_for_draft (own);
  GtkWidget *dialog = adw_message_dialog_new (parent, what, NULL);

  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), make_fields (own, wuse_workspace_get_utc_offset (workspace)));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"), "correct", _ ("Co_rrect…"), NULL);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "correct", wuse_edits_find_obstacle (workspace) == NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_widget_add_css_class (dialog, "wuse");
  wuse_accessible_name_mnemonics (dialog);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), g_strdup (id), (GClosureNotify) (void (*) (void)) g_free,
                         0);
  gtk_window_present (GTK_WINDOW (dialog));
}
