/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real wuse-district in a process of its own, for tests. */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * WuseTestServer:
 *
 * A server on a free port of loopback, with an administrator whose password is made up. What goes wrong here fails the
 * test. Calls block; not to be made in a thread whose main context the test needs meanwhile.
 */
typedef struct _WuseTestServer WuseTestServer;

/**
 * wuse_test_server_start:
 * @database: (nullable): database to serve, made before; %NULL if @first_argument says what to serve
 * @first_argument: (nullable): further arguments of `wuse-district serve`, as `--allow-faults`
 * @...: ends with %NULL
 *
 * Returns: (transfer full): a server that answers; free with wuse_test_server_free()
 */
WuseTestServer *wuse_test_server_start (const char *database, const char *first_argument, ...);

/**
 * wuse_test_server_free:
 * @self: (transfer full) (nullable): a server; it is ended in order, and has to end with success if it still runs
 */
void wuse_test_server_free (WuseTestServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseTestServer, wuse_test_server_free)

/**
 * wuse_test_server_kill:
 * @self: a running server
 *
 * Kills it (SIGKILL) and waits until it is gone.
 */
void wuse_test_server_kill (WuseTestServer *self);

/**
 * wuse_test_server_stop:
 * @self: a running server
 *
 * Ends it in order (SIGTERM) and waits until it is gone.
 */
void wuse_test_server_stop (WuseTestServer *self);

/**
 * wuse_test_server_restart:
 * @self: a server that was killed or stopped
 *
 * Starts it again with the same arguments on the same port. Tokens are no longer good; name and password are.
 */
void wuse_test_server_restart (WuseTestServer *self);

/**
 * wuse_test_server_get_url:
 * @self: a server
 *
 * Returns: (transfer none): where it listens, with a slash at the end
 */
const char *wuse_test_server_get_url (WuseTestServer *self);

/**
 * wuse_test_server_get_port:
 * @self: a server
 *
 * Returns: its port
 */
guint16 wuse_test_server_get_port (WuseTestServer *self);

/**
 * wuse_test_server_get_user:
 * @self: a server
 *
 * Returns: (transfer none): name to sign in with
 */
const char *wuse_test_server_get_user (WuseTestServer *self);

/**
 * wuse_test_server_get_password:
 * @self: a server
 *
 * Returns: (transfer none): password to sign in with
 */
const char *wuse_test_server_get_password (WuseTestServer *self);

/**
 * wuse_test_server_get_token:
 * @self: a running server
 *
 * Returns: (transfer none): an access token, got by signing in at first use
 */
const char *wuse_test_server_get_token (WuseTestServer *self);

/**
 * wuse_test_server_request:
 * @self: a running server
 * @method: HTTP method
 * @path: path and query, with a slash at the beginning
 * @body: (nullable): JSON body
 * @status: (out): HTTP status
 *
 * Asks with an access token and waits for the whole answer.
 *
 * Returns: (transfer full): the body as text
 */
char *wuse_test_server_request (WuseTestServer *self, const char *method, const char *path, const char *body, guint *status);

/**
 * wuse_test_server_get_json:
 * @self: a running server
 * @path: path and query, with a slash at the beginning
 *
 * Returns: (transfer full): the body of an answer that has to be 200 and JSON
 */
JsonNode *wuse_test_server_get_json (WuseTestServer *self, const char *path);

/**
 * wuse_test_server_set_faults:
 * @self: a running server with `--allow-faults`
 * @rules: a JSON array of rules, as in `[{"kind":"reset","path":"/v1/changes","after":5000,"count":1}]`
 */
void wuse_test_server_set_faults (WuseTestServer *self, const char *rules);

/**
 * wuse_test_server_count_requests:
 * @self: a running server with `--allow-faults`
 * @route: method and route, as in `GET /v1/changes`
 *
 * Returns: how often it was asked for since faults were last set
 */
gint64 wuse_test_server_count_requests (WuseTestServer *self, const char *route);

/**
 * wuse_test_server_set_clock:
 * @self: a running server with a synthetic district
 * @rate: seconds of district time per second
 */
void wuse_test_server_set_clock (WuseTestServer *self, double rate);

G_END_DECLS
