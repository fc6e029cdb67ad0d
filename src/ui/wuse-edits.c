/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an investigator enters in one window. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-edits.h"

#include "wuse-store-outbox.h"
#include "wuse-words.h"

#include <glib/gi18n.h>

/* How many hits a place's name is looked for in. */
#define MOST_HITS 8
/* Characters: a record keeps the reason of its state, too, and has 1,000 bytes for it. */
#define MOST_REASON 300

struct _WuseEdits
{
  GObject parent_instance;

  WuseWorkspace *workspace;
  GCancellable *cancellable;
  GArray *gestures; /* gint64, what can be taken back */
};

enum
{
  MADE,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WuseEdits, wuse_edits, G_TYPE_OBJECT)

/* What is being saved, and what is said then. */
typedef struct
{
  WuseEdits *edits;
  char *words;
  WuseFormDialog *dialog;
} Saving;

static Saving *
saving_new (WuseEdits *edits, const char *words, WuseFormDialog *dialog)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->edits = g_object_ref (edits);
  saving->words = g_strdup (words);
  g_set_weak_pointer (&saving->dialog, dialog);

  return saving;
}

static void
saving_free (Saving *saving)
{
  g_clear_weak_pointer (&saving->dialog);
  g_object_unref (saving->edits);
  g_free (saving->words);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
say_failure (Saving *saving, const GError *error)
{
  g_autofree char *words = wuse_words_for_error (error);

  if (saving->dialog != NULL)
    wuse_form_dialog_refuse (saving->dialog, words);
  else
    g_signal_emit (saving->edits, signals[FAILED], 0, words);
}

const char *
wuse_edits_find_obstacle (WuseWorkspace *workspace)
{
  WuseStore *store = wuse_workspace_get_store (workspace);

  if (wuse_workspace_get_collection (workspace) != NULL)
    return _ ("Nothing can be edited: this is a collection of what others wrote.");
  if (store == NULL)
    return _ ("Nothing can be edited: the cache is not open.");
  if (wuse_store_is_read_only (store))
    return _ ("Nothing can be edited: the cache cannot be written.");
  if (wuse_store_is_damaged (store))
    return _ ("Nothing can be edited: the cache is damaged.");
  if (wuse_store_is_filling (store))
    return _ ("Nothing can be edited yet: the district is being received for the first time.");

  return NULL;
}

WuseWorkspace *
wuse_edits_get_workspace (WuseEdits *self)
{
  g_return_val_if_fail (WUSE_IS_EDITS (self), NULL);

  return self->workspace;
}

/* --- reading what is to be edited --- */

typedef struct
{
  WuseRecordType type;
  char *id;
} Key;

static void
key_free (gpointer data)
{
  g_free (((Key *) data)->id);
  g_free (data);
}

static void
name_place (WuseStoreReader *reader, WuseRecordDraft *draft)
{
  g_autofree char *place = wuse_record_draft_dup (draft, "place");
  g_autoptr (GPtrArray) hits = place != NULL ? wuse_store_reader_search (reader, place, MOST_HITS, NULL) : NULL;

  for (guint i = 0; hits != NULL && i < hits->len; i++)
    {
      const WuseSearchHit *hit = g_ptr_array_index (hits, i);

      if (hit->type == WUSE_RECORD_PLACE && g_str_equal (hit->id, place))
        wuse_record_draft_set_place_name (draft, hit->name);
    }
}

static gpointer
load_draft (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const Key *key = data;
  g_autofree char *shown = wuse_store_reader_load_shown (reader, key->type, key->id, NULL, error);
  WuseRecordDraft *draft;

  if (shown == NULL)
    return NULL;
  draft = wuse_record_draft_new (key->type, key->id, shown);
  name_place (reader, draft);

  return draft;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  WuseRecordDraft *draft = wuse_store_read_finish (WUSE_STORE (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, draft, (GDestroyNotify) wuse_record_draft_free);
}

void
wuse_edits_load_async (WuseEdits *self, WuseRecordType type, const char *id, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;
  Key *key;
  WuseStore *store;

  g_return_if_fail (WUSE_IS_EDITS (self));
  g_return_if_fail (id != NULL);

  task = g_task_new (self, self->cancellable, callback, user_data);
  store = wuse_workspace_get_store (self->workspace);
  if (store == NULL)
    {
      g_task_return_pointer (task, NULL, NULL);
      g_object_unref (task);
      return;
    }
  key = g_new0 (Key, 1);
  key->type = type;
  key->id = g_strdup (id);
  wuse_store_read_async (store, load_draft, key, key_free, (GDestroyNotify) wuse_record_draft_free, self->cancellable, loaded_cb,
                         task);
}

WuseRecordDraft *
wuse_edits_load_finish (WuseEdits *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- saving --- */

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;
  gint64 gesture = 0;

  if (!wuse_store_edit_finish (WUSE_STORE (source), result, &gesture, &error))
    {
      say_failure (saving, error);
      return;
    }
  if (gesture != 0)
    g_array_append_val (saving->edits->gestures, gesture);
  if (saving->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (saving->dialog));
  g_signal_emit (saving->edits, signals[MADE], 0, gesture != 0 ? saving->words : _ ("Nothing was to be changed"), gesture);
}

void
wuse_edits_make (WuseEdits *self, WuseEdit *edit, const char *words, WuseFormDialog *dialog)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_edit_free);
  g_autoptr (Saving) saving = NULL;
  const char *obstacle;

  g_return_if_fail (WUSE_IS_EDITS (self));
  g_return_if_fail (edit != NULL);

  g_ptr_array_add (edits, edit);
  saving = saving_new (self, words, dialog);
  obstacle = wuse_edits_find_obstacle (self->workspace);
  if (obstacle != NULL && dialog != NULL)
    wuse_form_dialog_refuse (dialog, obstacle);
  else if (obstacle != NULL)
    g_signal_emit (self, signals[FAILED], 0, obstacle);
  else
    wuse_store_edit_async (wuse_workspace_get_store (self->workspace), g_steal_pointer (&edits),
                           wuse_workspace_get_user (self->workspace), NULL, made_cb, g_steal_pointer (&saving));
}

void
wuse_edits_add_gesture (WuseEdits *self, gint64 gesture, const char *words)
{
  g_return_if_fail (WUSE_IS_EDITS (self));
  g_return_if_fail (gesture != 0 && words != NULL);

  g_array_append_val (self->gestures, gesture);
  g_signal_emit (self, signals[MADE], 0, words, gesture);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;

  if (wuse_store_undo_finish (WUSE_STORE (source), result, NULL, &error))
    g_signal_emit (saving->edits, signals[MADE], 0, saving->words, G_GINT64_CONSTANT (0));
  else
    say_failure (saving, error);
}

void
wuse_edits_undo (WuseEdits *self, gint64 gesture)
{
  WuseStore *store;

  g_return_if_fail (WUSE_IS_EDITS (self));

  store = wuse_workspace_get_store (self->workspace);
  if (store == NULL)
    return;
  for (guint i = self->gestures->len; i > 0; i--)
    if (g_array_index (self->gestures, gint64, i - 1) == gesture)
      g_array_remove_index (self->gestures, i - 1);
  wuse_store_undo_async (store, gesture, _ ("Taken back by who entered it"), wuse_workspace_get_user (self->workspace), NULL,
                         undone_cb, saving_new (self, _ ("Taken back"), NULL));
}

void
wuse_edits_undo_last (WuseEdits *self)
{
  g_return_if_fail (WUSE_IS_EDITS (self));

  if (self->gestures->len > 0)
    wuse_edits_undo (self, g_array_index (self->gestures, gint64, self->gestures->len - 1));
  else
    g_signal_emit (self, signals[MADE], 0, _ ("There is nothing to take back"), G_GINT64_CONSTANT (0));
}

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;

  if (wuse_store_resolve_finish (WUSE_STORE (source), result, &error))
    g_signal_emit (saving->edits, signals[MADE], 0, saving->words, G_GINT64_CONSTANT (0));
  else
    say_failure (saving, error);
}

void
wuse_edits_resolve (WuseEdits *self, gint64 number, gboolean keep_mine, const char *words)
{
  WuseStore *store;

  g_return_if_fail (WUSE_IS_EDITS (self));

  store = wuse_workspace_get_store (self->workspace);
  if (store != NULL)
    wuse_store_resolve_async (store, number, keep_mine ? WUSE_KEEP_MINE : WUSE_TAKE_THEIRS, NULL, resolved_cb,
                              saving_new (self, words, NULL));
}

char *
wuse_edits_check_reason (WuseFormDialog *dialog, GtkEditable *reason)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (reason)));

  if (*text == '\0')
    wuse_form_dialog_refuse (dialog, _ ("Please give a reason: it is kept with the change, for those who come after you."));
  else if (g_utf8_strlen (text, -1) > MOST_REASON)
    wuse_form_dialog_refuse (dialog, _ ("The reason is too long: it may have 300 characters."));
  else
    return g_steal_pointer (&text);

  gtk_widget_grab_focus (GTK_WIDGET (reason));
  return NULL;
}

/* --- the object --- */

static void
dispose (GObject *object)
{
  WuseEdits *self = WUSE_EDITS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (wuse_edits_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  WuseEdits *self = WUSE_EDITS (object);

  g_object_unref (self->cancellable);
  g_array_unref (self->gestures);
  G_OBJECT_CLASS (wuse_edits_parent_class)->finalize (object);
}

static void
wuse_edits_class_init (WuseEditsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = dispose;
  G_OBJECT_CLASS (class)->finalize = finalize;
  signals[MADE] =
      g_signal_new ("made", WUSE_TYPE_EDITS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
  signals[FAILED] =
      g_signal_new ("failed", WUSE_TYPE_EDITS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
wuse_edits_init (WuseEdits *self)
{
  self->cancellable = g_cancellable_new ();
  self->gestures = g_array_new (FALSE, FALSE, sizeof (gint64));
}

WuseEdits *
wuse_edits_new (WuseWorkspace *workspace)
{
  WuseEdits *self = g_object_new (WUSE_TYPE_EDITS, NULL);

  self->workspace = g_object_ref (workspace);

  return self;
}
