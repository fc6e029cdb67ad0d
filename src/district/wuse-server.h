/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The district API v1 over HTTP. */

#pragma once

#include "wuse-accounts.h"
#include "wuse-clock.h"

G_BEGIN_DECLS

/**
 * WuseServerOptions:
 * @address: (nullable): IP address to listen on, %NULL for 127.0.0.1; any other than a loopback address needs a certificate
 * @port: port, 0 for a free one
 * @tls_certificate: (nullable): PEM file of the server's certificate, with those between it and its authority
 * @tls_key: (nullable): PEM file of its key
 * @clock_rate: seconds of district time per second to begin with, where there is a simulation
 * @heartbeat: milliseconds between two signs of life in a live stream, 0 for the default
 * @most_connections: most connections at the same time, 0 for the default
 * @patience: milliseconds for which a new connection may be without a complete head of a request, 0 for the default
 * @faults: (nullable): allows faults, and these are the first ones; an object as of `PUT /v1/faults`
 *
 * How to serve.
 */
typedef struct
{
  const char *address;
  guint port;
  const char *tls_certificate;
  const char *tls_key;
  double clock_rate;
  guint heartbeat;
  guint most_connections;
  guint patience;
  JsonNode *faults;
} WuseServerOptions;

/**
 * WuseServer:
 *
 * Serves one feed, in the default main context. Main thread only.
 */
typedef struct _WuseServer WuseServer;

/**
 * wuse_server_new:
 * @feed: the feed; with a simulation, it is the clock's thread's until the server is freed
 * @simulation: (nullable): what lets time pass
 * @accounts: who may use it; outlives the server
 * @options: how
 * @error: return location for a %WUSE_SERVER_ERROR or %G_IO_ERROR
 *
 * Returns: (transfer full) (nullable): a server that listens; free with wuse_server_free()
 */
WuseServer *wuse_server_new (
    WuseFeed *feed, WuseSimulation *simulation, WuseAccounts *accounts, const WuseServerOptions *options, GError **error);

/**
 * wuse_server_free:
 * @self: (transfer full) (nullable): a server; what is under way is broken off
 */
void wuse_server_free (WuseServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseServer, wuse_server_free)

/**
 * wuse_server_get_url:
 * @self: a server
 *
 * Returns: (transfer none): where it listens, with a slash at the end
 */
const char *wuse_server_get_url (const WuseServer *self);

G_END_DECLS
