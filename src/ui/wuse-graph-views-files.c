/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Views as files: for others, and from others. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-graph-views-private.h"

#include "wuse-file-toast.h"
#include "wuse-view-files.h"

#include <glib/gi18n.h>

static GtkFileChooserNative *
make_chooser (WuseGraphViews *self, const char *title, GtkFileChooserAction action, const char *button)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (title, wuse_graph_views_get_window (self), action, button, _ ("_Cancel"));
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
  g_autoptr (WuseViewChange) change = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = wuse_view_share_finish (result, &error);
  g_autofree char *words = NULL;

  if (file == NULL)
    {
      wuse_graph_views_tell_error (change->views, _ ("The view “%s” could not be exported."), change->name, error);
      return;
    }
  words = g_strdup_printf (_ ("View “%s” exported"), change->name);
  wuse_file_toast_show (GTK_WIDGET (change->views), words, file);
}

static void
share_chosen_cb (GtkNativeDialog *dialog, int response, WuseViewChange *change)
{
  WuseStore *store = wuse_graph_views_get_store (change->views);

  if (response == GTK_RESPONSE_ACCEPT && store != NULL)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      wuse_view_share_async (store, WUSE_GRAPH_VIEWS_KIND, change->name, file, shared_cb,
                             wuse_view_change_new (change->views, change->name));
    }
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

void
wuse_graph_views_share (WuseGraphViews *self, const char *name)
{
  GtkFileChooserNative *dialog = make_chooser (self, _ ("Export View"), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"));
  g_autofree char *plain = g_strdelimit (g_strdup (name), "/\\:", '-');
  g_autofree char *file_name = g_strconcat (plain, ".wuse-view", NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), file_name);
  g_signal_connect_data (dialog, "response", G_CALLBACK (share_chosen_cb), wuse_view_change_new (self, name),
                         (GClosureNotify) (void (*) (void)) wuse_view_change_free, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* A name that no view has yet. */
static char *
find_name (WuseGraphViews *self, const char *wanted)
{
  g_autofree char *base = g_strdup (wanted != NULL ? wanted : _ ("Imported view"));
  char *name = g_strdup (base);

  for (guint i = 2; wuse_graph_views_has (self, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s (%u)", base, i);
    }

  return name;
}

static void
imported_put_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WuseViewChange) change = user_data;
  g_autoptr (GError) error = NULL;

  if (!wuse_store_put_view_finish (WUSE_STORE (source), result, &error))
    {
      wuse_graph_views_tell_error (change->views, _ ("The view “%s” could not be saved."), change->name, error);
      return;
    }
  wuse_graph_views_tell (change->views, _ ("View “%s” imported"), change->name);
  wuse_graph_views_read (change->views);
  gtk_widget_activate_action (GTK_WIDGET (change->views), "graph.open-view", "s", change->name);
}

static void
imported_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WuseViewChange) change = user_data;
  g_autofree char *json = wuse_view_write_finish (result, NULL);
  WuseStore *store = wuse_graph_views_get_store (change->views);

  if (json != NULL && store != NULL)
    wuse_store_put_view_async (store, WUSE_GRAPH_VIEWS_KIND, change->name, json, NULL, imported_put_cb,
                               wuse_view_change_new (change->views, change->name));
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WuseViewChange) change = user_data;
  g_autoptr (GError) error = NULL;
  WuseSavedView *view = wuse_view_load_finish (result, &error);
  WuseStore *store = wuse_graph_views_get_store (change->views);
  g_autofree char *name = NULL;

  if (view == NULL)
    {
      wuse_graph_views_tell_error (change->views, _ ("“%s” is not a view that can be opened."), change->name, error);
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
  wuse_view_write_async (view, NULL, imported_written_cb, wuse_view_change_new (change->views, name));
}

static void
import_chosen_cb (GtkNativeDialog *dialog, int response, WuseGraphViews *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      g_autofree char *name = g_file_get_basename (file), *shown = g_filename_display_name (name);

      wuse_view_load_async (file, imported_cb, wuse_view_change_new (self, shown));
    }
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

void
wuse_graph_views_import (WuseGraphViews *self)
{
  GtkFileChooserNative *dialog = make_chooser (self, _ ("Import View"), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Import"));

  g_signal_connect_object (dialog, "response", G_CALLBACK (import_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
