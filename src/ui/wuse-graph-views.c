/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Views of the cases' page that somebody gave a name. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-graph-views-private.h"

#include "wuse-accessible.h"
#include "wuse-file-toast.h"
#include "wuse-format.h"

#include <glib/gi18n.h>

#define LIST_HEIGHT 320
#define LIST_WIDTH 320

G_DEFINE_FINAL_TYPE (WuseGraphViews, wuse_graph_views, GTK_TYPE_WIDGET)

WuseStore *
wuse_graph_views_get_store (WuseGraphViews *self)
{
  return self->workspace != NULL ? wuse_workspace_get_store (self->workspace) : NULL;
}

GtkWindow *
wuse_graph_views_get_window (WuseGraphViews *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

void
wuse_graph_views_tell_error (WuseGraphViews *self, const char *format, const char *name, const GError *error)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *words = NULL, *with_name = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  parts = g_strsplit (format, "%s", 2);
  with_name = g_strjoinv (name, parts);
  words = g_strdup_printf ("%s %s", with_name, error->message);
  wuse_toast_show (GTK_WIDGET (self), words);
}

void
wuse_graph_views_tell (WuseGraphViews *self, const char *format, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);
  g_autofree char *words = g_strjoinv (name, parts);

  wuse_toast_show (GTK_WIDGET (self), words);
}

gboolean
wuse_graph_views_has (WuseGraphViews *self, const char *name)
{
  for (guint i = 0; self->views != NULL && i < self->views->len; i++)
    if (g_str_equal (((WuseNamedView *) g_ptr_array_index (self->views, i))->name, name))
      return TRUE;

  return FALSE;
}

WuseViewChange *
wuse_view_change_new (WuseGraphViews *self, const char *name)
{
  WuseViewChange *change = g_new0 (WuseViewChange, 1);

  change->views = g_object_ref (self);
  change->name = g_strdup (name);

  return change;
}

void
wuse_view_change_free (WuseViewChange *change)
{
  g_object_unref (change->views);
  g_free (change->name);
  g_free (change);
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
  wuse_accessible_set_name (GTK_ACCESSIBLE (button), label);

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
  wuse_accessible_set_name (GTK_ACCESSIBLE (row), label);
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
  return wuse_store_reader_list_views (reader, WUSE_GRAPH_VIEWS_KIND, error);
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
        wuse_graph_views_tell_error (self, _ ("The views could not be read."), "", error);
      return;
    }
  g_clear_pointer (&self->views, g_ptr_array_unref);
  self->views = views;
  show_views (self);
}

void
wuse_graph_views_read (WuseGraphViews *self)
{
  WuseStore *store = wuse_graph_views_get_store (self);

  if (store != NULL)
    wuse_store_read_async (store, list_views, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, self->cancellable, listed_cb, self);
}

static void
row_activated_cb (WuseGraphViews *self, GtkListBoxRow *row)
{
  gtk_menu_button_popdown (self->button);
  gtk_widget_activate_action (GTK_WIDGET (self), "graph.open-view", "s", g_object_get_data (G_OBJECT (row), "name"));
}

/* --- opening --- */

static gpointer
load_view (WuseStoreReader *reader, gpointer name, GCancellable *cancellable, GError **error)
{
  g_autoptr (WuseNamedView) view = wuse_store_reader_load_view (reader, WUSE_GRAPH_VIEWS_KIND, name, error);
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
  g_autoptr (WuseViewChange) change = user_data;
  g_autoptr (GError) error = NULL;
  WuseSavedView *view = wuse_store_read_finish (WUSE_STORE (source), result, &error);

  if (view != NULL && change->views->button != NULL)
    show_view (change->views, view);
  else if (view != NULL)
    wuse_saved_view_free (view);
  else
    wuse_graph_views_tell_error (change->views, _ ("The view “%s” cannot be opened."), change->name, error);
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
  g_autoptr (WuseViewChange) change = user_data;
  g_autoptr (GError) error = NULL;

  if (wuse_store_put_view_finish (WUSE_STORE (source), result, &error))
    wuse_graph_views_tell (change->views, _ ("View “%s” deleted"), change->name);
  else
    wuse_graph_views_tell_error (change->views, _ ("The view “%s” could not be deleted."), change->name, error);
  wuse_graph_views_read (change->views);
}

static void
delete_answered_cb (AdwMessageDialog *question, const char *response, WuseViewChange *change)
{
  WuseStore *store = wuse_graph_views_get_store (change->views);

  if (g_str_equal (response, "delete") && store != NULL)
    wuse_store_put_view_async (store, WUSE_GRAPH_VIEWS_KIND, change->name, NULL, NULL, deleted_cb,
                               wuse_view_change_new (change->views, change->name));
}

static void
ask_to_delete (WuseGraphViews *self, const char *name)
{
  GtkWidget *question = adw_message_dialog_new (wuse_graph_views_get_window (self), _ ("Delete the View?"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (question), _ ("The view “%s” will be gone. Cases and links stay."), name);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (question), "cancel", _ ("_Cancel"), "delete", _ ("_Delete"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (question), "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (question), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (question), "cancel");
  g_signal_connect_data (question, "response", G_CALLBACK (delete_answered_cb), wuse_view_change_new (self, name),
                         (GClosureNotify) (void (*) (void)) wuse_view_change_free, 0);
  wuse_accessible_name_mnemonics (question);
  gtk_window_present (GTK_WINDOW (question));
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
  WuseStore *store = wuse_graph_views_get_store (self);

  if (store == NULL)
    return;
  /* Not before the menu that was chosen from has gone: it hangs on what would disappear. */
  if (!g_str_equal (action, "graph.views"))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, pop_down_cb, g_object_ref (self->button), g_object_unref);
  if (g_str_equal (action, "graph.views"))
    gtk_menu_button_popup (self->button);
  else if (g_str_equal (action, "graph.save-view"))
    wuse_graph_views_ask_name (self, NULL);
  else if (g_str_equal (action, "graph.rename-view"))
    wuse_graph_views_ask_name (self, name);
  else if (g_str_equal (action, "graph.delete-view"))
    ask_to_delete (self, name);
  else if (g_str_equal (action, "graph.share-view"))
    wuse_graph_views_share (self, name);
  else if (g_str_equal (action, "graph.import-view"))
    wuse_graph_views_import (self);
  else
    wuse_store_read_async (store, load_view, g_strdup (name), g_free, (GDestroyNotify) wuse_saved_view_free, NULL, loaded_cb,
                           wuse_view_change_new (self, name));
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
  wuse_accessible_set_name (GTK_ACCESSIBLE (self->list), _ ("Saved views"));
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
  g_signal_connect_swapped (popover, "show", G_CALLBACK (wuse_graph_views_read), self);

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
  wuse_accessible_set_name (GTK_ACCESSIBLE (self->button), _ ("Views"));
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
  g_signal_connect_object (workspace, "opened", G_CALLBACK (wuse_graph_views_read), self, G_CONNECT_SWAPPED);
  wuse_graph_views_read (self);
}
