/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says that a file has been written, and shows where. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-file-toast.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define SHORT_S 8
#define LONG_S 15

static AdwToast *
make_toast (const char *words, guint seconds)
{
  g_autofree char *escaped = g_markup_escape_text (words, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_timeout (toast, seconds);

  return toast;
}

static void
add_toast (GtkWidget *from, AdwToast *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);

  /* A window that is going shows nothing any more. */
  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  else
    g_object_unref (toast);
}

void
wuse_toast_show (GtkWidget *from, const char *words)
{
  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (words != NULL);

  add_toast (from, make_toast (words, SHORT_S));
}

/* Without a file manager on the bus the folder alone is opened. */
static void
shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GFile) file = user_data;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *uri = folder != NULL ? g_file_get_uri (folder) : NULL;

  if (answer == NULL && uri != NULL)
    gtk_show_uri (NULL, uri, GDK_CURRENT_TIME);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GFile) file = user_data;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);
  g_autofree char *uri = g_file_get_uri (file);
  const char *uris[] = { uri, NULL };

  if (bus != NULL)
    g_dbus_connection_call (bus, "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1", "org.freedesktop.FileManager1",
                            "ShowItems", g_variant_new ("(^ass)", uris, ""), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, shown_cb,
                            g_object_ref (file));
}

static void
show_clicked_cb (AdwToast *toast, GFile *file)
{
  g_bus_get (G_BUS_TYPE_SESSION, NULL, connected_cb, g_object_ref (file));
}

void
wuse_file_toast_show (GtkWidget *from, const char *words, GFile *file)
{
  AdwToast *toast;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (words != NULL);
  g_return_if_fail (G_IS_FILE (file));

  toast = make_toast (words, LONG_S);
  adw_toast_set_button_label (toast, _ ("Show in Folder"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (show_clicked_cb), g_object_ref (file),
                         (GClosureNotify) (void (*) (void)) g_object_unref, 0);
  add_toast (from, toast);
}
