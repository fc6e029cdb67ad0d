/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bringing in others' data from the window, and what is different in the window of a collection. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-window-private.h"

#include "wuse-collection-list.h"
#include "wuse-format.h"
#include "wuse-import-dialog.h"

#include <glib/gi18n.h>

/* --- the assistant --- */

static void
imported_cb (WuseWindow *self, const char *collection, guint n_records, gint64 gesture)
{
  g_autofree char *number = wuse_format_number (n_records);
  g_autofree char *words =
      g_strdup_printf (collection != NULL
                           ? ngettext ("%s record brought in", "%s records brought in", n_records)
                           : ngettext ("%s record added to the district", "%s records added to the district", n_records),
                       number);

  if (collection != NULL)
    wuse_window_open_collection (self, collection);
  if (gesture != 0)
    wuse_edits_add_gesture (self->edits, gesture, words);
  else
    wuse_window_toast (self, words);
}

void
wuse_window_import (WuseWindow *self, GFile *const *files, guint n_files, const char *name)
{
  WuseImportDialog *dialog;

  g_return_if_fail (WUSE_IS_WINDOW (self));

  dialog = wuse_import_dialog_new (GTK_WINDOW (self), self->workspace);
  g_signal_connect_object (dialog, "imported", G_CALLBACK (imported_cb), self, G_CONNECT_SWAPPED);
  if (name != NULL)
    wuse_import_dialog_set_name (dialog, name);
  if (n_files > 0)
    wuse_import_dialog_add_files (dialog, files, n_files);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wuse_window_import (WUSE_WINDOW (widget), NULL, 0, NULL);
}

static void
collections_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wuse_collection_list_present (WUSE_WINDOW (widget));
}

static gboolean
dropped_cb (WuseWindow *self, const GValue *value)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new ();

  for (GSList *file = g_value_get_boxed (value); file != NULL; file = file->next)
    g_ptr_array_add (files, file->data);
  if (files->len == 0)
    return FALSE;
  wuse_window_import (self, (GFile *const *) files->pdata, files->len, NULL);

  return TRUE;
}

/* --- collections --- */

void
wuse_window_open_collection (WuseWindow *self, const char *name)
{
  GtkApplication *application;

  g_return_if_fail (WUSE_IS_WINDOW (self));

  application = gtk_window_get_application (GTK_WINDOW (self));
  g_action_group_activate_action (G_ACTION_GROUP (application), "open-collection", g_variant_new_string (name));
}

static void
say_origin (WuseWindow *self)
{
  const WuseDistrict *district = wuse_workspace_get_district (self->workspace);
  /* It was brought in on a day of this machine, wherever the cases were. */
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (district->time / 1000);
  const int offset = moment != NULL ? (int) (g_date_time_get_utc_offset (moment) / G_TIME_SPAN_MINUTE) : district->utc_offset;
  const WuseDay day = wuse_time_to_day (district->time, offset);
  g_autofree char *date = wuse_format_full_day (day);
  /* Translators: names of files, and a date */
  g_autofree char *words = g_strdup_printf (_ ("Imported from %1$s on %2$s"), district->source, date);

  gtk_label_set_text (self->source_label, words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->source_label), words);
}

/* The map waits for nothing that it could show first. */
static void
areas_changed_cb (WuseWindow *self)
{
  wuse_workspace_map_shown (self->workspace);
}

static void
opened_cb (WuseWindow *self, int recovery)
{
  if (recovery == WUSE_STORE_REBUILT)
    wuse_window_tell (
        self, _ ("The Collection Was Damaged"),
        _ ("What was in it cannot be read. The damaged file is kept beside it; please delete the collection and bring "
           "the files in again."));
}

static void
change_empty_page (WuseWindow *self)
{
  AdwStatusPage *page = ADW_STATUS_PAGE (self->empty_page);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Go to the _Cases"));

  adw_status_page_set_title (page, _ ("No Areas in This Collection"));
  adw_status_page_set_description (page, _ ("Its cases and how they are related are on the page of cases."));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "cases");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.page");
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  adw_status_page_set_child (page, button);
}

void
wuse_window_add_import (WuseWindow *self)
{
  static const char *const of_districts[] = { "win.connect", "win.connection", "win.reconnect" };
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_swapped (target, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  if (wuse_workspace_get_collection (self->workspace) == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (of_districts); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), of_districts[i], FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->connection), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->cache_label), FALSE);
  change_empty_page (self);
  g_signal_connect_object (self->workspace, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->workspace, "district-changed", G_CALLBACK (say_origin), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->workspace, "areas-changed", G_CALLBACK (areas_changed_cb), self, G_CONNECT_SWAPPED);
  wuse_window_go_to_page (self, "cases");
}

void
wuse_window_install_import (WuseWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "win.collections", NULL, collections_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.import", NULL);
}
