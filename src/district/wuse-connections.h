/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many connections the server holds open, and how long it waits for a request on them. */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * wuse_connections_limit:
 * @soup: a server that does not listen yet
 * @most: open connections at the same time; what comes beyond is answered with status 503
 * @patience: milliseconds within which the head of a request has to be complete after a connection was opened; a connection that
 *   had a request before may rest four times as long. Then it is closed.
 *
 * Keeps those who only hold connections open, or send a request byte by byte, from taking up all there are.
 */
void wuse_connections_limit (SoupServer *soup, guint most, guint patience);

/**
 * wuse_connections_refuse:
 * @message: a message whose head has been read
 *
 * Returns: whether its connection was one too many, and it has been answered
 */
gboolean wuse_connections_refuse (SoupServerMessage *message);

G_END_DECLS
