/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Views of the cases' page that somebody gave a name. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-graph-views.h"

#include "wuse-accessible.h"
#include "wuse-file-toast.h"
#include "wuse-form-dialog.h"
#include "wuse-format.h"
#include "wuse-graph-pane-private.h"
#include "wuse-named-view.h"
#include "wuse-view-files.h"

#include <glib/gi18n.h>

#define KIND "cases"
#define LIST_HEIGHT 320
#define LIST_WIDTH 320

struct _WuseGraphViews
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkWidget *scrolled;
  GtkListBox *list;
  GtkWidget *empty;

  WuseGraphPane *pane; /* not owned: it holds the button */
  WuseWorkspace *workspace;
  WuseCaseTable *table;
  GCancellable *cancellable;
  GPtrArray *views; /* WuseNamedView, as last read */
  char *current;    /* name of the view that was opened or saved last */
};

G_DEFINE_FINAL_TYPE (WuseGraphViews, wuse_graph_views, GTK_TYPE_WIDGET)

static WuseStore *
get_store (WuseGraphViews *self)
{
  return self->workspace != NULL ? wuse_workspace_get_store (self->workspace) : NULL;
}

static GtkWindow *
get_window (WuseGraphViews *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* Says what went wrong; not if it was given up, when all this may be gone. */
static gboolean
tell_error (WuseGraphViews *self, const char *format, const char *name, const GError *error)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *words = NULL, *with_name = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  parts = g_strsplit (format, "%s", 2);
  with_name = g_strjoinv (name, parts);
  words = g_strdup_printf ("%s %s", with_name, error->message);
  wuse_toast_show (GTK_WIDGET (self), words);

  return TRUE;
}

/* A sentence of a translation with a name in it. */
static void
tell (WuseGraphViews *self, const char *format, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);
  g_autofree char *words = g_strjoinv (name, parts);

  wuse_toast_show (GTK_WIDGET (self), words);
}

static gboolean
has_view (WuseGraphViews *self, const char *name)
{
  for (guint i = 0; self->views != NULL && i < self->views->len; i++)
    if (g_str_equal (((WuseNamedView *) g_ptr_array_index (self->views, i))->name, name))
      return TRUE;

  return FALSE;
}

/* --- the list --- */

static GtkWidget *
make_menu_button (const char *name)
{
  static const struct
  {
    const char *label;
    const char *action;
  } entries[] = { { N_ ("_Open"), "graph.open-view" },
                  { N_ ("_Rename…"), "graph.rename-view" },
                  { N_ ("_Export…"), "graph.share-view" },
                  { N_ ("_Delete…"), "graph.delete-view" } };
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();
  g_autofree char *label = g_strdup_printf (_ ("More for the view %s"), name);

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (entries[i].label), NULL);

      g_menu_item_set_action_and_target (item, entries[i].action, "s", name);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return button;
}

static GtkWidget *
make_row (const WuseNamedView *view)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *age = wuse_format_age (wuse_time_now () - view->changed_at);
  /* Translators: a saved view and its age, for screen readers */
  g_autofree char *label = g_strdup_printf (_ ("%1$s, saved %2$s"), view->name, age);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), view->name);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), age);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_menu_button (view->name));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (view->name), g_free);

  return row;
}

static void
show_views (WuseGraphViews *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < self->views->len; i++)
    gtk_list_box_append (self->list, make_row (g_ptr_array_index (self->views, i)));
  gtk_widget_set_visible (self->scrolled, self->views->len > 0);
  gtk_widget_set_visible (self->empty, self->views->len == 0);
}

static gpointer
list_views (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  return wuse_store_reader_list_views (reader, KIND, error);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *views = wuse_store_read_finish (WUSE_STORE (source), result, &error);
  WuseGraphViews *self = user_data;

  if (views == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        tell_error (self, _ ("The views could not be read."), "", error);
      return;
    }
  g_clear_pointer (&self->views, g_ptr_array_unref);
  self->views = views;
  show_views (self);
}

static void
read_views (WuseGraphViews *self)
{
  WuseStore *store = get_store (self);

  if (store != NULL)
    wuse_store_read_async (store, list_views, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, self->cancellable, listed_cb, self);
}

static void
row_activated_cb (WuseGraphViews *self, GtkListBoxRow *row)
{
  gtk_menu_button_popdown (self->button);
  gtk_widget_activate_action (GTK_WIDGET (self), "graph.open-view", "s", g_object_get_data (G_OBJECT (row), "name"));
}

/* --- saving --- */

typedef struct
{
  WuseGraphViews *views;
  char *name;
} Change;

static Change *
new_change (WuseGraphViews *self, const char *name)
{
  Change *change = g_new0 (Change, 1);

  change->views = g_object_ref (self);
  change->name = g_strdup (name);

  return change;
}

static void
free_change (Change *change)
{
  g_object_unref (change->views);
  g_free (change->name);
  g_free (change);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Change, free_change)

static void
put_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Change) change = user_data;
  g_autoptr (GError) error = NULL;

  if (!wuse_store_put_view_finish (WUSE_STORE (source), result, &error))
    {
      tell_error (change->views, _ ("The view “%s” could not be saved."), change->name, error);
      return;
    }
  g_free (change->views->current);
  change->views->current = g_strdup (change->name);
  tell (change->views, _ ("View “%s” saved"), change->name);
  read_views (change->views);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Change) change = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = wuse_view_write_finish (result, &error);
  WuseStore *store = get_store (change->views);

  if (json == NULL || store == NULL)
    return;
  wuse_store_put_view_async (store, KIND, change->name, json, NULL, put_cb, new_change (change->views, change->name));
}

static WuseSavedView *
make_view (WuseGraphViews *self, const char *name)
{
  WuseSavedView *view = wuse_graph_pane_make_saved_view (self->pane);
  const WuseDistrict *district = wuse_workspace_get_district (self->workspace);
  WuseCaseList *list = self->table != NULL ? wuse_case_table_get_list (self->table) : NULL;
  const WuseCaseQuery *query = list != NULL ? wuse_case_list_get_query (list) : NULL;

  view->name = g_strdup (name);
  view->district = district != NULL ? g_strdup (district->id) : NULL;
  if (query != NULL)
    {
      wuse_case_query_free (view->list);
      view->list = wuse_case_query_copy (query);
    }

  return view;
}

static void
save (WuseGraphViews *self, const char *name)
{
  if (get_store (self) != NULL && self->pane->graph != NULL)
    wuse_view_write_async (make_view (self, name), self->pane->graph, written_cb, new_change (self, name));
}

/* --- names --- */

typedef enum
{
  SAVE,
  RENAME,
} Purpose;

typedef struct
{
  WuseGraphViews *views;
  GtkEditable *entry; /* of the dialog, while it is there */
  Purpose purpose;
  char *before; /* name of the view that is renamed */
  char *name;   /* what was entered */
} Naming;

static void
free_naming (gpointer data, GClosure *closure)
{
  Naming *naming = data;

  g_object_unref (naming->views);
  g_free (naming->before);
  g_free (naming->name);
  g_free (naming);
}

static Naming *
new_naming (WuseGraphViews *self, Purpose purpose, const char *before, const char *name)
{
  Naming *naming = g_new0 (Naming, 1);

  naming->views = g_object_ref (self);
  naming->purpose = purpose;
  naming->before = g_strdup (before);
  naming->name = g_strdup (name);

  return naming;
}

static void
renamed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Change) change = user_data;
  g_autoptr (GError) error = NULL;

  if (!wuse_store_put_view_finish (WUSE_STORE (source), result, &error))
    tell_error (change->views, _ ("The view “%s” could not be renamed."), change->name, error);
  read_views (change->views);
}

static void
use_name (WuseGraphViews *self, Purpose purpose, const char *before, const char *name)
{
  WuseStore *store = get_store (self);

  if (purpose == SAVE)
    {
      save (self, name);
      return;
    }
  if (g_strcmp0 (self->current, before) == 0)
    {
      g_free (self->current);
      self->current = g_strdup (name);
    }
  if (store != NULL)
    wuse_store_rename_view_async (store, KIND, before, name, NULL, renamed_cb, new_change (self, before));
}

static void
replace_answered_cb (AdwMessageDialog *question, const char *response, Naming *naming)
{
  if (g_str_equal (response, "replace"))
    use_name (naming->views, naming->purpose, naming->before, naming->name);
}

static void
ask_to_replace (WuseGraphViews *self, Purpose purpose, const char *before, const char *name)
{
  GtkWidget *question = adw_message_dialog_new (get_window (self), _ ("Replace the View?"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (question), _ ("There is a view “%s” already. What it holds would be gone."),
                                  name);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (question), "cancel", _ ("_Cancel"), "replace", _ ("_Replace"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (question), "replace", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (question), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (question), "cancel");
  g_signal_connect_data (question, "response", G_CALLBACK (replace_answered_cb), new_naming (self, purpose, before, name),
                         free_naming, 0);
  wuse_accessible_name_mnemonics (question);
  gtk_window_present (GTK_WINDOW (question));
}

static void
name_agreed_cb (WuseFormDialog *dialog, Naming *naming)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (naming->entry)));

  if (*name == '\0')
    {
      wuse_form_dialog_refuse (dialog, _ ("Please give the view a name."));
      return;
    }
  if (g_utf8_strlen (name, -1) > WUSE_SAVED_VIEW_MAX_NAME)
    {
      wuse_form_dialog_refuse (dialog, _ ("This name is too long."));
      return;
    }
  if (has_view (naming->views, name) && g_strcmp0 (name, naming->before) != 0)
    ask_to_replace (naming->views, naming->purpose, naming->before, name);
  else
    use_name (naming->views, naming->purpose, naming->before, name);
  gtk_window_close (GTK_WINDOW (dialog));
}

static void
ask_name (WuseGraphViews *self, Purpose purpose, const char *before)
{
  WuseFormDialog *dialog =
      purpose == SAVE ? wuse_form_dialog_new (get_window (self), _ ("Save View"),
                                              _ ("What is shown, where everybody is, colours, selection and the list beside it. "
                                                 "It is kept on this machine."),
                                              _ ("_Save"))
                      : wuse_form_dialog_new (get_window (self), _ ("Rename View"), NULL, _ ("_Rename"));
  Naming *naming = new_naming (self, purpose, before, NULL);

  naming->entry = wuse_form_dialog_add_entry (dialog, _ ("Name"),
                                              before != NULL          ? before
                                              : self->current != NULL ? self->current
                                                                      : "",
                                              FALSE);
  g_signal_connect_data (dialog, "agreed", G_CALLBACK (name_agreed_cb), naming, free_naming, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- opening --- */

static gpointer
load_view (WuseStoreReader *reader, gpointer name, GCancellable *cancellable, GError **error)
{
  g_autoptr (WuseNamedView) view = wuse_store_reader_load_view (reader, KIND, name, error);
  WuseSavedView *saved;

  if (view == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("There is none of this name."));
      return NULL;
    }
  saved = wuse_saved_view_parse (view->value, strlen (view->value), error);
  /* It may have been renamed since. */
  if (saved != NULL)
    {
      g_free (saved->name);
      saved->name = g_strdup (view->name);
    }

  return saved;
}

static void
show_view (WuseGraphViews *self, WuseSavedView *view)
{
  g_free (self->current);
  self->current = g_strdup (view->name);
  if (self->table != NULL)
    wuse_case_table_set_query (self->table, view->list);
  wuse_selection_set (self->pane->selection, (const char *const *) view->selection);
  wuse_graph_pane_open_saved_view (self->pane, view);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Change) change = user_data;
  g_autoptr (GError) error = NULL;
  WuseSavedView *view = wuse_store_read_finish (WUSE_STORE (source), result, &error);

  if (view != NULL && change->views->button != NULL)
    show_view (change->views, view);
  else if (view != NULL)
    wuse_saved_view_free (view);
  else
    tell_error (change->views, _ ("The view “%s” cannot be opened."), change->name, error);
}

void
wuse_graph_views_tell_opened (WuseGraphViews *self, const WuseSavedView *view, const WuseRelationGraph *graph)
{
  g_autoptr (GString) words = NULL;

  g_return_if_fail (WUSE_IS_GRAPH_VIEWS (self));

  if (graph->n_new == 0 && graph->n_gone == 0)
    return;
  words = g_string_new (NULL);
  g_string_append_printf (words, _ ("View “%s”"), view->name);
  if (graph->n_new > 0)
    {
      g_string_append (words, " · ");
      g_string_append_printf (words, ngettext ("%u has come since", "%u have come since", graph->n_new), graph->n_new);
    }
  if (graph->n_gone > 0)
    {
      g_string_append (words, " · ");
      g_string_append_printf (words, ngettext ("%u is no longer there", "%u are no longer there", graph->n_gone), graph->n_gone);
    }
  wuse_toast_show (GTK_WIDGET (self), words->str);
}

/* --- deleting --- */

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Change) change = user_data;
  g_autoptr (GError) error = NULL;

  if (wuse_store_put_view_finish (WUSE_STORE (source), result, &error))
    tell (change->views, _ ("View “%s” deleted"), change->name);
  else
    tell_error (change->views, _ ("The view “%s” could not be deleted."), change->name, error);
  read_views (change->views);
}

static void
delete_answered_cb (AdwMessageDialog *question, const char *response, Change *change)
{
  WuseStore *store = get_store (change->views);

  if (g_str_equal (response, "delete") && store != NULL)
    wuse_store_put_view_async (store, KIND, change->name, NULL, NULL, deleted_cb, new_change (change->views, change->name));
}

static void
ask_to_delete (WuseGraphViews *self, const char *name)
{
  GtkWidget *question = adw_message_dialog_new (get_window (self), _ ("Delete the View?"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (question), _ ("The view “%s” will be gone. Cases and links stay."), name);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (question), "cancel", _ ("_Cancel"), "delete", _ ("_Delete"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (question), "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (question), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (question), "cancel");
  g_signal_connect_data (question, "response", G_CALLBACK (delete_answered_cb), new_change (self, name),
                         (GClosureNotify) (void (*) (void)) free_change, 0);
  wuse_accessible_name_mnemonics (question);
  gtk_window_present (GTK_WINDOW (question));
}

/* --- files --- */

static GtkFileChooserNative *
make_chooser (WuseGraphViews *self, const char *title, GtkFileChooserAction action, const char *button)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, get_window (self), action, button, _ ("_Cancel"));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Views (.wuse-view)"));
  gtk_file_filter_add_suffix (filter, "wuse-view");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);

  return dialog;
}

static void
shared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Change) change = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = wuse_view_share_finish (result, &error);
  g_autofree char *words = NULL;

  if (file == NULL)
    {
      tell_error (change->views, _ ("The view “%s” could not be exported."), change->name, error);
      return;
    }
  words = g_strdup_printf (_ ("View “%s” exported"), change->name);
  wuse_file_toast_show (GTK_WIDGET (change->views), words, file);
}

static void
share_chosen_cb (GtkNativeDialog *dialog, int response, Change *change)
{
  WuseStore *store = get_store (change->views);

  if (response == GTK_RESPONSE_ACCEPT && store != NULL)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      wuse_view_share_async (store, KIND, change->name, file, shared_cb, new_change (change->views, change->name));
    }
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
ask_where_to_share (WuseGraphViews *self, const char *name)
{
  GtkFileChooserNative *dialog = make_chooser (self, _ ("Export View"), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"));
  g_autofree char *plain = g_strdelimit (g_strdup (name), "/\\:", '-');
  g_autofree char *file_name = g_strconcat (plain, ".wuse-view", NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), file_name);
  g_signal_connect_data (dialog, "response", G_CALLBACK (share_chosen_cb), new_change (self, name),
                         (GClosureNotify) (void (*) (void)) free_change, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* A name that no view has yet. */
static char *
find_name (WuseGraphViews *self, const char *wanted)
{
  g_autofree char *base = g_strdup (wanted != NULL ? wanted : _ ("Imported view"));
  char *name = g_strdup (base);

  for (guint i = 2; has_view (self, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s (%u)", base, i);
    }

  return name;
}

static void
imported_put_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Change) change = user_data;
  g_autoptr (GError) error = NULL;

  if (!wuse_store_put_view_finish (WUSE_STORE (source), result, &error))
    {
      tell_error (change->views, _ ("The view “%s” could not be saved."), change->name, error);
      return;
    }
  tell (change->views, _ ("View “%s” imported"), change->name);
  read_views (change->views);
  gtk_widget_activate_action (GTK_WIDGET (change->views), "graph.open-view", "s", change->name);
}

static void
imported_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Change) change = user_data;
  g_autofree char *json = wuse_view_write_finish (result, NULL);
  WuseStore *store = get_store (change->views);

  if (json != NULL && store != NULL)
    wuse_store_put_view_async (store, KIND, change->name, json, NULL, imported_put_cb, new_change (change->views, change->name));
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Change) change = user_data;
  g_autoptr (GError) error = NULL;
  WuseSavedView *view = wuse_view_load_finish (result, &error);
  WuseStore *store = get_store (change->views);
  g_autofree char *name = NULL;

  if (view == NULL)
    {
      tell_error (change->views, _ ("“%s” is not a view that can be opened."), change->name, error);
      return;
    }
  if (store == NULL || change->views->button == NULL)
    {
      wuse_saved_view_free (view);
      return;
    }
  name = find_name (change->views, view->name);
  g_free (view->name);
  view->name = g_strdup (name);
  wuse_view_write_async (view, NULL, imported_written_cb, new_change (change->views, name));
}

static void
import_chosen_cb (GtkNativeDialog *dialog, int response, WuseGraphViews *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      g_autofree char *name = g_file_get_basename (file), *shown = g_filename_display_name (name);

      wuse_view_load_async (file, imported_cb, new_change (self, shown));
    }
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
ask_what_to_import (WuseGraphViews *self)
{
  GtkFileChooserNative *dialog = make_chooser (self, _ ("Import View"), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Import"));

  g_signal_connect_object (dialog, "response", G_CALLBACK (import_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* --- actions --- */

static gboolean
pop_down_cb (gpointer button)
{
  gtk_menu_button_popdown (button);

  return G_SOURCE_REMOVE;
}

static void
action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WuseGraphViews *self = WUSE_GRAPH_PANE (widget)->views;
  const char *name = parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL;
  WuseStore *store = get_store (self);

  if (store == NULL)
    return;
  /* Not before the menu that was chosen from has gone: it hangs on what would disappear. */
  if (!g_str_equal (action, "graph.views"))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, pop_down_cb, g_object_ref (self->button), g_object_unref);
  if (g_str_equal (action, "graph.views"))
    gtk_menu_button_popup (self->button);
  else if (g_str_equal (action, "graph.save-view"))
    ask_name (self, SAVE, NULL);
  else if (g_str_equal (action, "graph.rename-view"))
    ask_name (self, RENAME, name);
  else if (g_str_equal (action, "graph.delete-view"))
    ask_to_delete (self, name);
  else if (g_str_equal (action, "graph.share-view"))
    ask_where_to_share (self, name);
  else if (g_str_equal (action, "graph.import-view"))
    ask_what_to_import (self);
  else
    wuse_store_read_async (store, load_view, g_strdup (name), g_free, (GDestroyNotify) wuse_saved_view_free, NULL, loaded_cb,
                           new_change (self, name));
}

void
wuse_graph_views_install (GtkWidgetClass *widget_class)
{
  static const char *const plain[] = { "graph.views", "graph.save-view", "graph.import-view" };
  static const char *const named[] = { "graph.open-view", "graph.rename-view", "graph.delete-view", "graph.share-view" };

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    gtk_widget_class_install_action (widget_class, plain[i], NULL, action_cb);
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    gtk_widget_class_install_action (widget_class, named[i], "s", action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, 0, "graph.views", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, 0, "graph.save-view", NULL);
}

/* --- the widget --- */

static GtkWidget *
make_popover (WuseGraphViews *self)
{
  GtkWidget *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *save_button = gtk_button_new_with_mnemonic (_ ("_Save View…")),
            *import_button = gtk_button_new_with_mnemonic (_ ("_Import View…"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (save_button), "graph.save-view");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (import_button), "graph.import-view");
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Saved views"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scrolled), LIST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_visible (self->scrolled, FALSE);
  self->empty = gtk_label_new (_ ("No view has been saved yet."));
  gtk_widget_add_css_class (self->empty, "dim-label");
  gtk_widget_set_size_request (box, LIST_WIDTH, -1);
  gtk_box_append (GTK_BOX (box), save_button);
  gtk_box_append (GTK_BOX (box), self->scrolled);
  gtk_box_append (GTK_BOX (box), self->empty);
  gtk_box_append (GTK_BOX (box), import_button);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  wuse_accessible_name_mnemonics (box);
  g_signal_connect_swapped (popover, "show", G_CALLBACK (read_views), self);

  return popover;
}

static void
dispose (GObject *object)
{
  WuseGraphViews *self = WUSE_GRAPH_VIEWS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer ((GtkWidget **) &self->button, gtk_widget_unparent);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (wuse_graph_views_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  WuseGraphViews *self = WUSE_GRAPH_VIEWS (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->views, g_ptr_array_unref);
  g_free (self->current);
  G_OBJECT_CLASS (wuse_graph_views_parent_class)->finalize (object);
}

static void
wuse_graph_views_class_init (WuseGraphViewsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = dispose;
  G_OBJECT_CLASS (class)->finalize = finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
wuse_graph_views_init (WuseGraphViews *self)
{
  self->cancellable = g_cancellable_new ();
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->button, "user-bookmarks-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("Saved views"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Views"), -1);
  gtk_menu_button_set_popover (self->button, make_popover (self));
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
}

WuseGraphViews *
wuse_graph_views_new (WuseGraphPane *pane)
{
  WuseGraphViews *self = g_object_new (WUSE_TYPE_GRAPH_VIEWS, NULL);

  self->pane = pane;

  return self;
}

void
wuse_graph_views_set_page (WuseGraphViews *self, WuseWorkspace *workspace, WuseCaseTable *table)
{
  g_return_if_fail (WUSE_IS_GRAPH_VIEWS (self));

  g_set_object (&self->workspace, workspace);
  self->table = table;
  g_signal_connect_object (workspace, "opened", G_CALLBACK (read_views), self, G_CONNECT_SWAPPED);
  read_views (self);
}
