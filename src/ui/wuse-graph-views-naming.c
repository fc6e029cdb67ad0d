/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saving what is shown as a view, and giving views names. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-graph-views-private.h"

#include "wuse-accessible.h"
#include "wuse-form-dialog.h"
#include "wuse-view-files.h"

#include <glib/gi18n.h>

static void
put_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WuseViewChange) change = user_data;
  g_autoptr (GError) error = NULL;

  if (!wuse_store_put_view_finish (WUSE_STORE (source), result, &error))
    {
      wuse_graph_views_tell_error (change->views, _ ("The view “%s” could not be saved."), change->name, error);
      return;
    }
  g_free (change->views->current);
  change->views->current = g_strdup (change->name);
  wuse_graph_views_tell (change->views, _ ("View “%s” saved"), change->name);
  wuse_graph_views_read (change->views);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WuseViewChange) change = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = wuse_view_write_finish (result, &error);
  WuseStore *store = wuse_graph_views_get_store (change->views);

  if (json == NULL || store == NULL)
    return;
  wuse_store_put_view_async (store, WUSE_GRAPH_VIEWS_KIND, change->name, json, NULL, put_cb,
                             wuse_view_change_new (change->views, change->name));
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
  if (wuse_graph_views_get_store (self) != NULL && self->pane->graph != NULL)
    wuse_view_write_async (make_view (self, name), self->pane->graph, written_cb, wuse_view_change_new (self, name));
}

/* --- names --- */

typedef struct
{
  WuseGraphViews *views;
  GtkEditable *entry; /* of the dialog, while it is there */
  char *before;       /* name of the view that is renamed; NULL to save what is shown */
  char *name;         /* what was entered */
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
new_naming (WuseGraphViews *self, const char *before, const char *name)
{
  Naming *naming = g_new0 (Naming, 1);

  naming->views = g_object_ref (self);
  naming->before = g_strdup (before);
  naming->name = g_strdup (name);

  return naming;
}

static void
renamed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WuseViewChange) change = user_data;
  g_autoptr (GError) error = NULL;

  if (!wuse_store_put_view_finish (WUSE_STORE (source), result, &error))
    wuse_graph_views_tell_error (change->views, _ ("The view “%s” could not be renamed."), change->name, error);
  wuse_graph_views_read (change->views);
}

static void
use_name (WuseGraphViews *self, const char *before, const char *name)
{
  WuseStore *store = wuse_graph_views_get_store (self);

  if (before == NULL)
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
    wuse_store_rename_view_async (store, WUSE_GRAPH_VIEWS_KIND, before, name, NULL, renamed_cb,
                                  wuse_view_change_new (self, before));
}

static void
replace_answered_cb (AdwMessageDialog *question, const char *response, Naming *naming)
{
  if (g_str_equal (response, "replace"))
    use_name (naming->views, naming->before, naming->name);
}

static void
ask_to_replace (WuseGraphViews *self, const char *before, const char *name)
{
  GtkWidget *question = adw_message_dialog_new (wuse_graph_views_get_window (self), _ ("Replace the View?"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (question), _ ("There is a view “%s” already. What it holds would be gone."),
                                  name);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (question), "cancel", _ ("_Cancel"), "replace", _ ("_Replace"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (question), "replace", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (question), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (question), "cancel");
  g_signal_connect_data (question, "response", G_CALLBACK (replace_answered_cb), new_naming (self, before, name), free_naming, 0);
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
  if (wuse_graph_views_has (naming->views, name) && g_strcmp0 (name, naming->before) != 0)
    ask_to_replace (naming->views, naming->before, name);
  else
    use_name (naming->views, naming->before, name);
  gtk_window_close (GTK_WINDOW (dialog));
}

void
wuse_graph_views_ask_name (WuseGraphViews *self, const char *before)
{
  WuseFormDialog *dialog =
      before == NULL ? wuse_form_dialog_new (wuse_graph_views_get_window (self), _ ("Save View"),
                                             _ ("What is shown, where everybody is, colours, selection and the list beside it. "
                                                "It is kept on this machine."),
                                             _ ("_Save"))
                     : wuse_form_dialog_new (wuse_graph_views_get_window (self), _ ("Rename View"), NULL, _ ("_Rename"));
  Naming *naming = new_naming (self, before, NULL);

  naming->entry = wuse_form_dialog_add_entry (dialog, _ ("Name"),
                                              before != NULL          ? before
                                              : self->current != NULL ? self->current
                                                                      : "",
                                              FALSE);
  g_signal_connect_data (dialog, "agreed", G_CALLBACK (name_agreed_cb), naming, free_naming, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
