/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The collections on this machine. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-collection-list.h"

#include "wuse-accessible.h"
#include "wuse-collections.h"
#include "wuse-format.h"
#include "wuse-page.h"
#include "wuse-words.h"

#include <glib/gi18n.h>

struct _WuseCollectionList
{
  AdwWindow parent_instance;

  GtkStack *stack;
  GtkListBox *list;
  GtkLabel *failure;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (WuseCollectionList, wuse_collection_list, ADW_TYPE_WINDOW)

static void list_again (WuseCollectionList *self);

static const char *
get_name (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), "name");
}

static WuseWindow *
get_parent (WuseCollectionList *self)
{
  return WUSE_WINDOW (gtk_window_get_transient_for (GTK_WINDOW (self)));
}

static void
open_cb (GtkWidget *button, WuseCollectionList *self)
{
  wuse_window_open_collection (get_parent (self), get_name (button));
  gtk_window_close (GTK_WINDOW (self));
}

/* --- deleting --- */

static gboolean
is_open (WuseCollectionList *self, const char *name)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (get_parent (self)));

  for (GList *window = gtk_application_get_windows (application); window != NULL; window = window->next)
    if (WUSE_IS_WINDOW (window->data)
        && g_strcmp0 (wuse_workspace_get_collection (wuse_window_get_workspace (window->data)), name) == 0)
      return TRUE;

  return FALSE;
}

static void
say (WuseCollectionList *self, const char *words)
{
  gtk_label_set_text (self->failure, words);
  gtk_widget_set_visible (GTK_WIDGET (self->failure), *words != '\0');
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WuseCollectionList) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!wuse_collections_remove_finish (result, &error) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *words = wuse_words_for_error (error);

      say (self, words);
    }
  list_again (self);
}

static void
confirmed_cb (WuseCollectionList *self, const char *response, AdwMessageDialog *dialog)
{
  const char *name = g_object_get_data (G_OBJECT (dialog), "name");

  if (g_strcmp0 (response, "delete") == 0 && !is_open (self, name))
    wuse_collections_remove_async (name, NULL, removed_cb, g_object_ref (self));
}

static void
delete_cb (GtkWidget *button, WuseCollectionList *self)
{
  const char *name = get_name (button);
  g_autofree char *heading = g_strdup_printf (_ ("Delete “%s”?"), name);
  GtkWidget *dialog;

  if (is_open (self, name))
    {
      say (self, _ ("This collection is open: please close its window first."));
      return;
    }
  say (self, "");
  dialog =
      adw_message_dialog_new (GTK_WINDOW (self), heading,
                              _ ("The files that it was imported from stay as they are; the collection cannot be brought back."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "delete", _ ("_Delete"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "delete", ADW_RESPONSE_DESTRUCTIVE);
  g_object_set_data_full (G_OBJECT (dialog), "name", g_strdup (name), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (confirmed_cb), self, G_CONNECT_SWAPPED);
  wuse_accessible_name_mnemonics (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- rows --- */

static GtkWidget *
make_button (WuseCollectionList *self, const char *label, const char *name, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *words = g_strdup_printf (_ ("%1$s: %2$s"), label, name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  wuse_accessible_set_name (GTK_ACCESSIBLE (button), words);
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (name), g_free);
  g_signal_connect (button, "clicked", callback, self);

  return button;
}

static GtkWidget *
make_row (WuseCollectionList *self, const WuseCollectionInfo *info)
{
  GtkWidget *row = adw_action_row_new (), *delete;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  const int offset = (int) g_time_zone_get_offset (zone, 0) / 60;
  g_autofree char *day = wuse_format_full_day (wuse_time_to_day (info->made_at, offset)),
                  *bytes = wuse_format_bytes (info->n_bytes), *words = g_strdup_printf ("%s \302\267 %s", day, bytes);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), info->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_button (self, _ ("Open"), info->name, G_CALLBACK (open_cb)));
  delete = make_button (self, _ ("Delete…"), info->name, G_CALLBACK (delete_cb));
  gtk_widget_add_css_class (delete, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), delete);
  wuse_accessible_set_name (GTK_ACCESSIBLE (row), info->name);

  return row;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WuseCollectionList) self = user_data;
  g_autoptr (GPtrArray) infos = wuse_collections_list_finish (result);
  GtkListBoxRow *row;

  if (infos == NULL)
    return;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < infos->len; i++)
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (infos, i)));
  gtk_stack_set_visible_child_name (self->stack, infos->len > 0 ? "list" : "empty");
}

static void
list_again (WuseCollectionList *self)
{
  wuse_collections_list_async (self->cancellable, listed_cb, g_object_ref (self));
}

/* --- the dialog --- */

static void
import_cb (WuseCollectionList *self)
{
  WuseWindow *parent = get_parent (self);

  gtk_window_close (GTK_WINDOW (self));
  gtk_widget_activate_action (GTK_WIDGET (parent), "win.import", NULL);
}

static GtkWidget *
make_empty (WuseCollectionList *self)
{
  GtkWidget *page = adw_status_page_new (), *button = gtk_button_new_with_mnemonic (_ ("_Import Data…"));

  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("No Collections Yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), _ ("What is imported on its own is listed here."));
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (import_cb), self);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), button);

  return page;
}

static GtkWidget *
make_list (WuseCollectionList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  wuse_accessible_set_name (GTK_ACCESSIBLE (self->list), _ ("Collections"));
  self->failure = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->failure, TRUE);
  gtk_label_set_xalign (self->failure, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->failure), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->failure), FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->failure));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_widget_add_css_class (box, "import-page");

  return wuse_page_new_clamped (box, -1);
}

static void
wuse_collection_list_dispose (GObject *object)
{
  WuseCollectionList *self = WUSE_COLLECTION_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (wuse_collection_list_parent_class)->dispose (object);
}

static void
wuse_collection_list_class_init (WuseCollectionListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = wuse_collection_list_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (class), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
wuse_collection_list_init (WuseCollectionList *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->cancellable = g_cancellable_new ();
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, make_list (self), "list");
  gtk_stack_add_named (self->stack, make_empty (self), "empty");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (content), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->stack));
  adw_window_set_content (ADW_WINDOW (self), content);
  gtk_widget_add_css_class (GTK_WIDGET (self), "wuse");
}

void
wuse_collection_list_present (WuseWindow *parent)
{
  WuseCollectionList *self;

  g_return_if_fail (WUSE_IS_WINDOW (parent));

  self = g_object_new (WUSE_TYPE_COLLECTION_LIST, "transient-for", parent, "modal", TRUE, "title", _ ("Collections"),
                       "default-width", 620, "default-height", 480, NULL);
  wuse_accessible_name_mnemonics (GTK_WIDGET (self));
  list_again (self);
  gtk_window_present (GTK_WINDOW (self));
}
