/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making the errors of the net room; for its own files only. */

#pragma once

#include <libsoup/soup.h>

#include "wuse-net-error.h"

G_BEGIN_DECLS

/**
 * wuse_net_error_set_status:
 * @error: (out): where to put the error
 * @message: a message that was answered with anything but what was hoped for
 * @body: (nullable): the beginning of the answer's body
 *
 * The error carries the status, the server's words (if it sent a problem document) and its `Retry-After`. Only the path
 * of the address goes into the message: queries may hold keys.
 */
void wuse_net_error_set_status (GError **error, SoupMessage *message, GBytes *body);

/**
 * wuse_net_error_propagate:
 * @error: (out): where to put the error
 * @cause: (transfer full): what GIO or libsoup reported
 * @uri: what was asked for
 */
void wuse_net_error_propagate (GError **error, GError *cause, GUri *uri);

/**
 * wuse_net_parse_retry_after:
 * @text: (nullable): value of a `Retry-After` header: seconds, or an HTTP date
 * @now: the present instant, in milliseconds since 1970
 *
 * Returns: milliseconds from now, at most a day; -1 where @text is neither
 */
gint64 wuse_net_parse_retry_after (const char *text, gint64 now);

G_END_DECLS
