/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passwords and keys, in the desktop's keyring and nowhere else. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * wuse_keyring_store_async:
 * @address: what the secret is for: address of a server, without secrets in it
 * @user: name it belongs to, may be empty
 * @secret: password or key
 * @label: what the keyring calls it for people
 * @callback: (nullable): called when done
 * @user_data: handed to @callback
 *
 * Keeps a secret. It is also remembered until the program ends, so that it works without a keyring.
 */
void wuse_keyring_store_async (const char *address,
                               const char *user,
                               const char *secret,
                               const char *label,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * wuse_keyring_store_finish:
 * @result: what the callback was given
 * @error: return location for an error: no keyring, or a locked one
 *
 * Returns: %TRUE if the keyring has it
 */
gboolean wuse_keyring_store_finish (GAsyncResult *result, GError **error);

/**
 * wuse_keyring_remember:
 * @address: what the secret is for
 * @user: name it belongs to
 * @secret: password or key
 *
 * Remembers a secret until the program ends.
 */
void wuse_keyring_remember (const char *address, const char *user, const char *secret);

/**
 * wuse_keyring_lookup_async:
 * @address: what the secret is for
 * @user: name it belongs to
 * @callback: called when done
 * @user_data: handed to @callback
 */
void wuse_keyring_lookup_async (const char *address, const char *user, GAsyncReadyCallback callback, gpointer user_data);

/**
 * wuse_keyring_lookup_finish:
 * @result: what the callback was given
 *
 * Returns: (transfer full) (nullable): the secret, %NULL where there is none or no keyring
 */
char *wuse_keyring_lookup_finish (GAsyncResult *result);

G_END_DECLS
