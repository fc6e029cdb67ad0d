/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for a district server's address, a name and a password. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-connect-dialog.h"

#include "wuse-form-dialog.h"
#include "wuse-keyring.h"
#include "wuse-session.h"
#include "wuse-words.h"

#include <glib/gi18n.h>

typedef struct
{
  GSettings *settings;
  GtkEditable *address;
  GtkEditable *user;
  GtkEditable *password;
} Form;

static void
form_free (gpointer data, GClosure *closure)
{
  Form *form = data;

  g_object_unref (form->settings);
  g_free (form);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!wuse_keyring_store_finish (result, &error))
    g_message ("There is no keyring: the password is kept until the program ends (%s)", error->message);
}

static void
agreed_cb (WuseFormDialog *dialog, Form *form)
{
  g_autofree char *address = g_strstrip (g_strdup (gtk_editable_get_text (form->address)));
  g_autofree char *user = g_strstrip (g_strdup (gtk_editable_get_text (form->user)));
  const char *password = gtk_editable_get_text (form->password);
  g_autoptr (GError) error = NULL;

  if (!wuse_session_check_address (address, &error))
    {
      g_autofree char *words = wuse_words_for_error (error);

      wuse_form_dialog_refuse (dialog, words);
      return;
    }
  if (*user == '\0')
    {
      wuse_form_dialog_refuse (dialog, _ ("Please give the name under which the district knows you."));
      return;
    }

  if (*password != '\0')
    wuse_keyring_store_async (address, user, password, _ ("Wuse district sign-in"), stored_cb, NULL);
  g_settings_set_string (form->settings, "server-url", address);
  g_settings_set_string (form->settings, "server-user", user);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "app.connect", NULL);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

void
wuse_connect_dialog_present (GtkWindow *parent, GSettings *settings)
{
  WuseFormDialog *dialog =
      wuse_form_dialog_new (parent, _ ("Connect to a District"),
                            _ ("The address begins with https. Your password is kept in the desktop's keyring."), _ ("C_onnect"));
  Form *form = g_new0 (Form, 1);
  g_autofree char *address = g_settings_get_string (settings, "server-url");
  g_autofree char *user = g_settings_get_string (settings, "server-user");

  form->settings = g_object_ref (settings);
  form->address = wuse_form_dialog_add_entry (dialog, _ ("Address of the server"), address, FALSE);
  form->user = wuse_form_dialog_add_entry (dialog, _ ("Name"), user, FALSE);
  form->password = wuse_form_dialog_add_entry (dialog, _ ("Password"), "", TRUE);
  g_signal_connect_data (dialog, "agreed", G_CALLBACK (agreed_cb), form, form_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
