/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for the URL template of a map service, its key and its datum. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-map-service-dialog.h"

#include "wuse-form-dialog.h"
#include "wuse-keyring.h"
#include "wuse-tile-template.h"
#include "wuse-words.h"

#include <glib/gi18n.h>

typedef struct
{
  GSettings *settings;
  GtkEditable *address;
  GtkEditable *subdomains;
  GtkEditable *key;
  AdwComboRow *datum;
} Form;

static const char *const datums[] = { "WGS84", "GCJ-02", "BD-09", NULL };

static void
form_free (gpointer data, GClosure *closure)
{
  Form *form = data;

  g_object_unref (form->settings);
  g_free (form);
}

static void
use_service (GSettings *settings)
{
  /* Set twice, so that a new key of the same service is taken up. */
  g_settings_set_string (settings, "base-map", "none");
  g_settings_set_string (settings, "base-map", "url");
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GSettings) settings = user_data;
  g_autoptr (GError) error = NULL;

  if (!wuse_keyring_store_finish (result, &error))
    g_message ("There is no keyring: the key is kept until the program ends (%s)", error->message);
  use_service (settings);
}

static void
agreed_cb (WuseFormDialog *dialog, Form *form)
{
  g_autofree char *address = g_strstrip (g_strdup (gtk_editable_get_text (form->address)));
  g_autofree char *subdomains = g_strstrip (g_strdup (gtk_editable_get_text (form->subdomains)));
  g_autofree char *key = g_strstrip (g_strdup (gtk_editable_get_text (form->key)));
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseTileTemplate) template = wuse_tile_template_new (address, subdomains, *key != '\0' ? key : "key", &error);

  if (template == NULL)
    {
      g_autofree char *words = wuse_words_for_error (error);

      wuse_form_dialog_refuse (dialog, words);
      return;
    }

  g_settings_set_string (form->settings, "base-map-url", address);
  g_settings_set_string (form->settings, "base-map-subdomains", subdomains);
  g_settings_set_string (form->settings, "base-map-datum", datums[adw_combo_row_get_selected (form->datum)]);
  if (*key != '\0')
    wuse_keyring_store_async (address, "", key, _ ("Wuse map service key"), stored_cb, g_object_ref (form->settings));
  else
    use_service (form->settings);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

void
wuse_map_service_dialog_present (GtkWindow *parent, GSettings *settings)
{
  const char *const names[] = { _ ("WGS 84, CGCS2000 (Tianditu)"), _ ("GCJ-02 (Gaode, Tencent)"), _ ("BD-09 (Baidu)"), NULL };
  WuseFormDialog *dialog = wuse_form_dialog_new (
      parent, _ ("Map Service"),
      _ ("An address with {z}, {x} and {y}; {key} or {tk} stands for the key, which is kept in the desktop's keyring. Tiles that "
         "were shown once stay on the disk, for when the network is gone."),
      _ ("_Use"));
  Form *form = g_new0 (Form, 1);
  g_autofree char *address = g_settings_get_string (settings, "base-map-url");
  g_autofree char *subdomains = g_settings_get_string (settings, "base-map-subdomains");
  g_autofree char *datum = g_settings_get_string (settings, "base-map-datum");
  guint selected = 0;

  for (guint i = 0; datums[i] != NULL; i++)
    if (g_str_equal (datums[i], datum))
      selected = i;

  form->settings = g_object_ref (settings);
  form->address = wuse_form_dialog_add_entry (dialog, _ ("Address of the tiles"), address, FALSE);
  form->subdomains = wuse_form_dialog_add_entry (dialog, _ ("What {s} stands for"), subdomains, FALSE);
  form->key = wuse_form_dialog_add_entry (dialog, _ ("Key"), "", TRUE);
  form->datum = wuse_form_dialog_add_choice (dialog, _ ("Datum"), names, selected);
  g_signal_connect_data (dialog, "agreed", G_CALLBACK (agreed_cb), form, form_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
