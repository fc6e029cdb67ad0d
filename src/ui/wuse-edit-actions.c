/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done to links and stays, as actions of a window. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-edit-actions.h"

#include "wuse-link-dialog.h"
#include "wuse-reason-dialog.h"
#include "wuse-record-dialog.h"
#include "wuse-stay-dialog.h"
#include "wuse-words.h"

#include <glib/gi18n.h>
#include <string.h>

typedef enum
{
  PURPOSE_DECIDE,
  PURPOSE_CORRECT,
  PURPOSE_SHOW,
} Purpose;

/* Opened once the record has been read, if the window is still there. */
typedef struct
{
  GtkWindow *window;
  char *id;
  Purpose purpose;
  WuseVerdict verdict;
} Request;

/* Of the group; lives as long. */
typedef struct
{
  GtkWindow *window;
  WuseEdits *edits;
} Context;

static void
request_free (Request *request)
{
  g_clear_weak_pointer (&request->window);
  g_free (request->id);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  WuseEdits *edits = WUSE_EDITS (source);
  g_autoptr (Request) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseRecordDraft) draft = wuse_edits_load_finish (edits, result, &error);

  if (request->window == NULL || !gtk_widget_get_mapped (GTK_WIDGET (request->window)))
    return;
  if (draft == NULL)
    {
      g_autofree char *words = error != NULL ? wuse_words_for_error (error) : g_strdup (_ ("It has been deleted meanwhile."));

      g_signal_emit_by_name (edits, "failed", words);
    }
  else if (request->purpose == PURPOSE_SHOW)
    wuse_record_dialog_present (request->window, edits, request->id, g_steal_pointer (&draft));
  else if (request->purpose == PURPOSE_DECIDE)
    wuse_reason_dialog_present (request->window, edits, g_steal_pointer (&draft), request->verdict);
  else if (wuse_record_draft_get_type (draft) == WUSE_RECORD_LINK)
    wuse_link_dialog_present (request->window, edits, g_steal_pointer (&draft));
  else
    wuse_stay_dialog_present (request->window, edits, g_steal_pointer (&draft));
}

static void
open_record (GtkWindow *window, WuseEdits *edits, WuseRecordType type, const char *id, Purpose purpose, WuseVerdict verdict)
{
  Request *request = g_new0 (Request, 1);

  g_set_weak_pointer (&request->window, window);
  request->id = g_strdup (id);
  request->purpose = purpose;
  request->verdict = verdict;
  wuse_edits_load_async (edits, type, id, loaded_cb, request);
}

void
wuse_edit_actions_correct (GtkWindow *window, WuseEdits *edits, WuseRecordType type, const char *id)
{
  open_record (window, edits, type, id, PURPOSE_CORRECT, WUSE_VERDICT_CONFIRM);
}

static Purpose
find_purpose (const char *action)
{
  return g_str_has_prefix (action, "correct") ? PURPOSE_CORRECT
         : g_str_has_prefix (action, "show")  ? PURPOSE_SHOW
                                              : PURPOSE_DECIDE;
}

static WuseVerdict
find_verdict (const char *action)
{
  return g_str_has_prefix (action, "confirm")  ? WUSE_VERDICT_CONFIRM
         : g_str_has_prefix (action, "refute") ? WUSE_VERDICT_REFUTE
                                               : WUSE_VERDICT_DELETE;
}

static void
record_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const Context *context = user_data;
  const char *name = g_action_get_name (G_ACTION (action));

  open_record (context->window, context->edits, g_str_has_suffix (name, "-link") ? WUSE_RECORD_LINK : WUSE_RECORD_STAY,
               g_variant_get_string (parameter, NULL), find_purpose (name), find_verdict (name));
}

static WuseRecordDraft *
make_link (GVariant *cases, const char *kind)
{
  WuseRecordDraft *draft = wuse_record_draft_new (WUSE_RECORD_LINK, NULL, NULL);
  const char *source, *target;

  g_variant_get (cases, "(&s&s)", &source, &target);
  wuse_record_draft_set (draft, "source", source);
  wuse_record_draft_set (draft, "target", target);
  wuse_record_draft_set (draft, "kind", kind);
  wuse_record_draft_set (draft, "state", "suspected");

  return draft;
}

static void
source_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const Context *context = user_data;

  wuse_reason_dialog_present (context->window, context->edits, make_link (parameter, "transmission"),
                              find_verdict (g_action_get_name (G_ACTION (action))));
}

static void
add_link_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const Context *context = user_data;

  const gboolean is_contact = g_str_equal (g_action_get_name (G_ACTION (action)), "add-contact");

  wuse_link_dialog_present (context->window, context->edits, make_link (parameter, is_contact ? "contact" : "transmission"));
}

static void
add_stay_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const Context *context = user_data;
  WuseRecordDraft *draft = wuse_record_draft_new (WUSE_RECORD_STAY, NULL, NULL);

  wuse_record_draft_set (draft, "case", g_variant_get_string (parameter, NULL));
  wuse_record_draft_set (draft, "precision", "minute");
  wuse_stay_dialog_present (context->window, context->edits, draft);
}

static void
undo_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const Context *context = user_data;

  wuse_edits_undo (context->edits, g_variant_get_int64 (parameter));
}

static void
update_enabled (GSimpleActionGroup *group)
{
  const Context *context = g_object_get_data (G_OBJECT (group), "context");
  const gboolean can_edit = wuse_edits_find_obstacle (wuse_edits_get_workspace (context->edits)) == NULL;
  g_auto (GStrv) names = g_action_group_list_actions (G_ACTION_GROUP (group));

  for (guint i = 0; names[i] != NULL; i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (group), names[i])),
                                 can_edit || find_purpose (names[i]) == PURPOSE_SHOW);
}

static void
context_free (gpointer data)
{
  Context *context = data;

  g_object_unref (context->edits);
  g_free (context);
}

GActionGroup *
wuse_edit_actions_new (GtkWindow *window, WuseEdits *edits)
{
  static const GActionEntry entries[] = {
    { .name = "show-link", .activate = record_action, .parameter_type = "s" },
    { .name = "confirm-link", .activate = record_action, .parameter_type = "s" },
    { .name = "refute-link", .activate = record_action, .parameter_type = "s" },
    { .name = "correct-link", .activate = record_action, .parameter_type = "s" },
    { .name = "delete-link", .activate = record_action, .parameter_type = "s" },
    { .name = "confirm-stay", .activate = record_action, .parameter_type = "s" },
    { .name = "refute-stay", .activate = record_action, .parameter_type = "s" },
    { .name = "correct-stay", .activate = record_action, .parameter_type = "s" },
    { .name = "delete-stay", .activate = record_action, .parameter_type = "s" },
    { .name = "confirm-source", .activate = source_action, .parameter_type = "(ss)" },
    { .name = "refute-source", .activate = source_action, .parameter_type = "(ss)" },
    { .name = "add-link", .activate = add_link_action, .parameter_type = "(ss)" },
    { .name = "add-contact", .activate = add_link_action, .parameter_type = "(ss)" },
    { .name = "add-stay", .activate = add_stay_action, .parameter_type = "s" },
    { .name = "undo", .activate = undo_action, .parameter_type = "x" },
  };
  GSimpleActionGroup *group = g_simple_action_group_new ();
  WuseWorkspace *workspace = wuse_edits_get_workspace (edits);
  Context *context = g_new0 (Context, 1);

  context->window = window;
  context->edits = g_object_ref (edits);
  g_object_set_data_full (G_OBJECT (group), "context", context, context_free);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), context);
  g_signal_connect_object (workspace, "opened", G_CALLBACK (update_enabled), group, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "connection-changed", G_CALLBACK (update_enabled), group, G_CONNECT_SWAPPED);
  update_enabled (group);

  return G_ACTION_GROUP (group);
}
