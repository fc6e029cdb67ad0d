/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A signed-in connection to one server: its address, its token, its limits. */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "wuse-net-error.h"

G_BEGIN_DECLS

#define WUSE_TYPE_SESSION (wuse_session_get_type ())

/**
 * WuseSession:
 *
 * Blocking requests to one server. Belongs to the thread that made it, which has to be none that draws.
 *
 * Requests leave only for the origin (scheme, host, port) of the base address; redirects are followed within it. Plain
 * `http` is spoken with this machine alone. Certificates are always verified. A token is asked for when the first
 * request needs it and renewed when it runs out; it stays in memory.
 */
G_DECLARE_FINAL_TYPE (WuseSession, wuse_session, WUSE, SESSION, GObject)

/**
 * WUSE_SESSION_TIMEOUT:
 *
 * Seconds of silence after which a connection counts as lost: three heartbeats of the live stream.
 */
#define WUSE_SESSION_TIMEOUT 15

/**
 * wuse_session_new:
 * @base_address: `https://…`, or `http://…` on this machine; everything is asked for below its path
 * @error: return location for a %WUSE_NET_ERROR
 *
 * Returns: (transfer full) (nullable): a session; nothing is sent yet
 */
WuseSession *wuse_session_new (const char *base_address, GError **error);

/**
 * wuse_session_check_address:
 * @base_address: what a person typed
 * @error: return location for a %WUSE_NET_ERROR
 *
 * Returns: %TRUE if wuse_session_new() would accept it
 */
gboolean wuse_session_check_address (const char *base_address, GError **error);

/**
 * wuse_session_set_credentials:
 * @self: a session
 * @user: (nullable): name to sign in with; %NULL to send no token at all
 * @password: (nullable): their password
 */
void wuse_session_set_credentials (WuseSession *self, const char *user, const char *password);

/**
 * wuse_session_set_timeout:
 * @self: a session
 * @seconds: silence after which a connection counts as lost, 1 to 600; applies to connections made later
 */
void wuse_session_set_timeout (WuseSession *self, guint seconds);

/**
 * wuse_session_sign_in:
 * @self: a session with credentials
 * @cancellable: (nullable): to give up
 * @error: return location for a %WUSE_NET_ERROR; %WUSE_NET_ERROR_REFUSED if the credentials are wrong
 *
 * Gets a token now, if there is none that lasts.
 *
 * Returns: %TRUE if there is a token
 */
gboolean wuse_session_sign_in (WuseSession *self, GCancellable *cancellable, GError **error);

/**
 * wuse_session_get_json:
 * @self: a session
 * @reference: address relative to the base address, without a leading slash
 * @maximum: most bytes of answer
 * @cancellable: (nullable): to give up
 * @error: return location for a %WUSE_NET_ERROR
 *
 * Returns: (transfer full) (nullable): the answer
 */
JsonNode *
wuse_session_get_json (WuseSession *self, const char *reference, gsize maximum, GCancellable *cancellable, GError **error);

/**
 * wuse_session_put_json:
 * @self: a session
 * @reference: address relative to the base address, without a leading slash
 * @body: what to send
 * @cancellable: (nullable): to give up
 * @error: return location for a %WUSE_NET_ERROR
 *
 * Returns: %TRUE if the server accepted it
 */
gboolean
wuse_session_put_json (WuseSession *self, const char *reference, JsonNode *body, GCancellable *cancellable, GError **error);

G_END_DECLS
