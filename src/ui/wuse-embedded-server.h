/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A district server of our own on loopback: for the demo and for packs. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define WUSE_TYPE_EMBEDDED_SERVER (wuse_embedded_server_get_type ())

/**
 * WuseEmbeddedServer:
 *
 * A `wuse-district` process that lives no longer than this program. User name and password are made up at each start and
 * handed over through a pipe.
 */
G_DECLARE_FINAL_TYPE (WuseEmbeddedServer, wuse_embedded_server, WUSE, EMBEDDED_SERVER, GObject)

/**
 * wuse_embedded_server_new:
 * @arguments: (array zero-terminated=1): what to serve, as `wuse-district serve` takes it
 *
 * Returns: (transfer full): a server that is not started yet
 */
WuseEmbeddedServer *wuse_embedded_server_new (const char *const *arguments);

/**
 * wuse_embedded_server_start_async:
 * @self: a server that is not running
 * @cancellable: (nullable): to give up
 * @callback: called when it answers
 * @user_data: handed to @callback
 *
 * Starts the process and waits for the line that says its address. A second start asks for the same port.
 */
void wuse_embedded_server_start_async (WuseEmbeddedServer *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);

/**
 * wuse_embedded_server_start_finish:
 * @self: a server
 * @result: what the callback was given
 * @error: return location for an error with the last line the process wrote
 *
 * Returns: %TRUE if it runs
 */
gboolean wuse_embedded_server_start_finish (WuseEmbeddedServer *self, GAsyncResult *result, GError **error);

/**
 * wuse_embedded_server_is_running:
 * @self: a server
 *
 * Returns: whether the process lives
 */
gboolean wuse_embedded_server_is_running (WuseEmbeddedServer *self);

/**
 * wuse_embedded_server_kill:
 * @self: a server
 *
 * Ends the process at once, as a power cut would: for showing what happens then.
 */
void wuse_embedded_server_kill (WuseEmbeddedServer *self);

/**
 * wuse_embedded_server_get_url:
 * @self: a server that has been started
 *
 * Returns: (transfer none) (nullable): its address
 */
const char *wuse_embedded_server_get_url (WuseEmbeddedServer *self);

/**
 * wuse_embedded_server_get_user:
 * @self: a server
 *
 * Returns: (transfer none): name to sign in with
 */
const char *wuse_embedded_server_get_user (WuseEmbeddedServer *self);

/**
 * wuse_embedded_server_get_password:
 * @self: a server
 *
 * Returns: (transfer none): password to sign in with
 */
const char *wuse_embedded_server_get_password (WuseEmbeddedServer *self);

G_END_DECLS
