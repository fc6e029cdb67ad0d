/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passwords and keys, in the desktop's keyring and nowhere else. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-keyring.h"

#include <libsecret/secret.h>

static const SecretSchema schema = {
  .name = "org.wuse.Wuse",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = {
    { "address", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "user", SECRET_SCHEMA_ATTRIBUTE_STRING },
  },
};

/* Secrets of this run, for machines without a keyring */
static GHashTable *session;

static char *
session_key (const char *address, const char *user)
{
  return g_strconcat (address, "\n", user, NULL);
}

void
wuse_keyring_remember (const char *address, const char *user, const char *secret)
{
  if (session == NULL)
    session = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) secret_password_free);
  g_hash_table_replace (session, session_key (address, user), g_strdup (secret));
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
wuse_keyring_store_async (const char *address,
                          const char *user,
                          const char *secret,
                          const char *label,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, wuse_keyring_store_async);
  wuse_keyring_remember (address, user, secret);
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, secret, NULL, stored_cb, task, "address", address, "user",
                         user, NULL);
}

gboolean
wuse_keyring_store_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  char *secret = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    g_debug ("No keyring: %s", error->message);
  g_task_return_pointer (task, secret, g_free);
}

void
wuse_keyring_lookup_async (const char *address, const char *user, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  g_autofree char *key = session_key (address, user);
  const char *known = session != NULL ? g_hash_table_lookup (session, key) : NULL;

  g_task_set_source_tag (task, wuse_keyring_lookup_async);
  if (known != NULL)
    {
      g_task_return_pointer (task, g_strdup (known), g_free);
      g_object_unref (task);
      return;
    }

  secret_password_lookup (&schema, NULL, looked_up_cb, task, "address", address, "user", user, NULL);
}

char *
wuse_keyring_lookup_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
