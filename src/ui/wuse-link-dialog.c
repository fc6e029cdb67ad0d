/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adds or corrects a link between two cases. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-link-dialog.h"

#include "wuse-edit-choice.h"
#include "wuse-edit-words.h"
#include "wuse-store-outbox.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  WuseEdits *edits;
  WuseRecordDraft *draft;
  GtkEditable *source;
  GtkEditable *target;
  AdwComboRow *kind;
  AdwComboRow *state;
  AdwComboRow *setting;
  GtkEditable *first;
  GtkEditable *last;
  GtkEditable *evidence;
  GtkEditable *reason;
} Form;

/* What is being checked before it is saved. */
typedef struct
{
  WuseFormDialog *dialog;
  Form *form; /* of the dialog; not to be used once that is gone */
  char *reason;
} Check;

static void
form_free (gpointer data, GClosure *closure)
{
  Form *form = data;

  g_object_unref (form->edits);
  wuse_record_draft_free (form->draft);
  g_free (form);
}

static void
check_free (gpointer data)
{
  Check *check = data;

  g_clear_weak_pointer (&check->dialog);
  g_free (check->reason);
  g_free (check);
}

static char *
dup_stripped (GtkEditable *editable)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (editable)));
}

static void
refuse (WuseFormDialog *dialog, GtkEditable *row, const char *words)
{
  wuse_form_dialog_refuse (dialog, words);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* Empty is good: no day. */
static gboolean
take_day (WuseFormDialog *dialog, GtkEditable *row, WuseDay *day)
{
  g_autofree char *text = dup_stripped (row);

  *day = WUSE_DAY_NONE;
  if (*text == '\0' || wuse_day_parse (text, -1, day, NULL))
    return TRUE;

  refuse (dialog, row, _ ("A day is written as year, month and day: 2020-04-11."));
  return FALSE;
}

static void
save (WuseFormDialog *dialog, Form *form, const char *reason)
{
  const gboolean is_new = wuse_record_draft_is_new (form->draft);

  wuse_edits_make (form->edits, wuse_record_draft_make_edit (form->draft, WUSE_RECORD_PUT, reason),
                   is_new ? _ ("Link added") : _ ("Link corrected"), dialog);
}

/* The id of the first case that is not there; NULL if both are. */
static gpointer
find_missing (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  char *const *ids = data;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (GError) cause = NULL;
      g_autofree char *shown = wuse_store_reader_load_shown (reader, WUSE_RECORD_CASE, ids[i], NULL, &cause);

      if (cause != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return NULL;
        }
      if (shown == NULL)
        return g_strdup (ids[i]);
    }

  return NULL;
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *missing = wuse_store_read_finish (WUSE_STORE (source), result, &error);
  Check *check = user_data;

  if (check->dialog != NULL && missing != NULL)
    {
      g_autofree char *words = g_strdup_printf (_ ("There is no case “%s”. A case is named by its number in the list."), missing);

      wuse_form_dialog_refuse (check->dialog, words);
    }
  else if (check->dialog != NULL && error == NULL)
    save (check->dialog, check->form, check->reason);
  check_free (check);
}

static void
agreed_cb (WuseFormDialog *dialog, Form *form)
{
  g_autofree char *source = dup_stripped (form->source), *target = dup_stripped (form->target);
  g_autofree char *first_text = dup_stripped (form->first), *last_text = dup_stripped (form->last);
  g_autofree char *evidence = dup_stripped (form->evidence), *reason = NULL;
  g_autofree char *source_before = wuse_record_draft_dup (form->draft, "source"),
                  *target_before = wuse_record_draft_dup (form->draft, "target");
  WuseDay first, last;
  const char *ids[] = { source, target, NULL };
  Check *check;

  if (*source == '\0' || *target == '\0')
    refuse (dialog, *source == '\0' ? form->source : form->target, _ ("Please give the numbers of both cases."));
  else if (strcmp (source, target) == 0)
    refuse (dialog, form->target, _ ("A case cannot be linked with itself."));
  else if (take_day (dialog, form->first, &first) && take_day (dialog, form->last, &last))
    {
      if (first != WUSE_DAY_NONE && last != WUSE_DAY_NONE && last < first)
        refuse (dialog, form->last, _ ("The last day of exposure is before the first."));
      else if (g_utf8_strlen (evidence, -1) > 300)
        refuse (dialog, form->evidence, _ ("The evidence is too long: it may have 300 characters."));
      else
        reason = wuse_edits_check_reason (dialog, form->reason);
    }
  if (reason == NULL)
    return;

  wuse_record_draft_set (form->draft, "source", source);
  wuse_record_draft_set (form->draft, "target", target);
  wuse_record_draft_set (form->draft, "kind", wuse_edit_choice_get (form->kind));
  wuse_record_draft_set (form->draft, "state", wuse_edit_choice_get (form->state));
  wuse_record_draft_set (form->draft, "setting", wuse_edit_choice_get (form->setting));
  wuse_record_draft_set (form->draft, "first_exposure", first_text);
  wuse_record_draft_set (form->draft, "last_exposure", last_text);
  wuse_record_draft_set (form->draft, "evidence", evidence);
  wuse_record_draft_set (form->draft, "reason", reason);
  /* What stood there already is not asked for: records may speak of somebody who is not there. */
  if (!wuse_record_draft_is_new (form->draft) && g_strcmp0 (source, source_before) == 0 && g_strcmp0 (target, target_before) == 0)
    {
      save (dialog, form, reason);
      return;
    }
  check = g_new0 (Check, 1);
  g_set_weak_pointer (&check->dialog, dialog);
  check->form = form;
  check->reason = g_steal_pointer (&reason);
  wuse_store_read_async (wuse_workspace_get_store (wuse_edits_get_workspace (form->edits)), find_missing,
                         g_strdupv ((char **) ids), (GDestroyNotify) g_strfreev, g_free, NULL, checked_cb, check);
}

static GtkEditable *
add_entry (WuseFormDialog *dialog, const Form *form, const char *field)
{
  g_autofree char *text = wuse_record_draft_dup (form->draft, field);

  return wuse_form_dialog_add_entry (dialog, wuse_words_for_field (field), text != NULL ? text : "", FALSE);
}

void
wuse_link_dialog_present (GtkWindow *parent, WuseEdits *edits, WuseRecordDraft *draft)
{
  const gboolean is_new = wuse_record_draft_is_new (draft);
  WuseFormDialog *dialog =
      wuse_form_dialog_new (parent, is_new ? _ ("Add Link") : _ ("Correct Link"),
                            _ ("Cases are named by their numbers. A transmission goes from who infected to who was infected."),
                            is_new ? _ ("_Add") : _ ("_Save"));
  Form *form = g_new0 (Form, 1);

  form->edits = g_object_ref (edits);
  form->draft = draft;
  form->source = add_entry (dialog, form, "source");
  form->target = add_entry (dialog, form, "target");
  form->kind = wuse_edit_choice_add (dialog, draft, "kind", NULL);
  form->state = wuse_edit_choice_add (dialog, draft, "state", NULL);
  form->setting = wuse_edit_choice_add (dialog, draft, "setting", _ ("not known"));
  form->first = add_entry (dialog, form, "first_exposure");
  form->last = add_entry (dialog, form, "last_exposure");
  form->evidence = add_entry (dialog, form, "evidence");
  form->reason = wuse_form_dialog_add_entry (dialog, _ ("Reason for the change"), "", FALSE);
  g_signal_connect_data (dialog, "agreed", G_CALLBACK (agreed_cb), form, form_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
