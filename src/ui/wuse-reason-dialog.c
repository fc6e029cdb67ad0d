/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Confirms, refutes or deletes a link or a stay, and asks why. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-reason-dialog.h"

#include "wuse-edit-words.h"

#include <glib/gi18n.h>

typedef struct
{
  WuseEdits *edits;
  WuseRecordDraft *draft;
  WuseVerdict verdict;
  GtkEditable *reason;
} Form;

typedef struct
{
  const char *title;
  const char *explanation;
  const char *button;
  const char *done;
} Words;

/* By type and verdict. */
static const Words words_of_link[] = {
  [WUSE_VERDICT_CONFIRM] = { N_ ("Confirm Link"), N_ ("%s. An investigation found it so."), N_ ("_Confirm"),
                             N_ ("Link confirmed") },
  [WUSE_VERDICT_REFUTE] = { N_ ("Refute Link"),
                            N_ ("%s. An investigation found that it is not so; it stays on record as refuted."), N_ ("_Refute"),
                            N_ ("Link refuted") },
  [WUSE_VERDICT_DELETE] = { N_ ("Delete Link"),
                            N_ ("%s. It should never have been entered. What was found to be wrong is refuted instead."),
                            N_ ("_Delete"), N_ ("Link deleted") },
};
static const Words words_of_stay[] = {
  [WUSE_VERDICT_CONFIRM] = { N_ ("Confirm Stay"), N_ ("%s. An investigation found it so."), N_ ("_Confirm"),
                             N_ ("Stay confirmed") },
  [WUSE_VERDICT_REFUTE] = { N_ ("Refute Stay"),
                            N_ ("%s. An investigation found that it is not so; it stays on record as refuted."), N_ ("_Refute"),
                            N_ ("Stay refuted") },
  [WUSE_VERDICT_DELETE] = { N_ ("Delete Stay"),
                            N_ ("%s. It should never have been entered. What was found to be wrong is refuted instead."),
                            N_ ("_Delete"), N_ ("Stay deleted") },
};

static const Words *
find_words (const WuseRecordDraft *draft, WuseVerdict verdict)
{
  return wuse_record_draft_get_type (draft) == WUSE_RECORD_LINK ? &words_of_link[verdict] : &words_of_stay[verdict];
}

static void
form_free (gpointer data, GClosure *closure)
{
  Form *form = data;

  g_object_unref (form->edits);
  wuse_record_draft_free (form->draft);
  g_free (form);
}

static void
agreed_cb (WuseFormDialog *dialog, Form *form)
{
  g_autofree char *reason = wuse_edits_check_reason (dialog, form->reason);
  const gboolean is_delete = form->verdict == WUSE_VERDICT_DELETE;

  if (reason == NULL)
    return;
  if (!is_delete)
    {
      wuse_record_draft_set (form->draft, "state", form->verdict == WUSE_VERDICT_CONFIRM ? "confirmed" : "refuted");
      wuse_record_draft_set (form->draft, "reason", reason);
    }
  wuse_edits_make (form->edits,
                   wuse_record_draft_make_edit (form->draft, is_delete ? WUSE_RECORD_DELETE : WUSE_RECORD_PUT, reason),
                   _ (find_words (form->draft, form->verdict)->done), dialog);
}

void
wuse_reason_dialog_present (GtkWindow *parent, WuseEdits *edits, WuseRecordDraft *draft, WuseVerdict verdict)
{
  const Words *words = find_words (draft, verdict);
  g_autofree char *what = wuse_words_for_draft (draft);
  g_autofree char *escaped = g_markup_escape_text (what, -1);
  /* A description is markup; the format is a translation of one of those above. */
  g_auto (GStrv) parts = g_strsplit (_ (words->explanation), "%s", 2);
  g_autofree char *explanation = g_strjoinv (escaped, parts);
  WuseFormDialog *dialog = wuse_form_dialog_new (parent, _ (words->title), explanation, _ (words->button));
  Form *form = g_new0 (Form, 1);

  form->edits = g_object_ref (edits);
  form->draft = draft;
  form->verdict = verdict;
  form->reason = wuse_form_dialog_add_entry (dialog, _ ("Reason"), "", FALSE);
  g_signal_connect_data (dialog, "agreed", G_CALLBACK (agreed_cb), form, form_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
