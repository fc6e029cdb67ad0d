/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the readers of the net room need of a session. */

#pragma once

#include <libsoup/soup.h>

#include "wuse-session.h"

G_BEGIN_DECLS

/**
 * WuseRequest:
 * @method: (nullable): HTTP method; %NULL for `GET`
 * @reference: address, absolute or relative to the base address; has to lead to the session's origin
 * @accept: value of `Accept`
 * @body: (nullable): what to send
 * @body_type: (nullable): its media type
 * @headers: (nullable) (array zero-terminated=1): names and values of further headers, in turn
 * @takes_any_status: whether any answer is handed out, but for one that asks to sign in
 * @unbuffered: whether the answer is wanted byte by byte as it comes, that is, not compressed
 */
typedef struct
{
  const char *method;
  const char *reference;
  const char *accept;
  GBytes *body;
  const char *body_type;
  const char *const *headers;
  gboolean takes_any_status;
  gboolean unbuffered;
} WuseRequest;

/**
 * wuse_session_send:
 * @self: a session
 * @request: what to ask
 * @message: (out) (transfer full): the message, for its headers
 * @cancellable: (nullable): to give up
 * @error: return location for a %WUSE_NET_ERROR
 *
 * Signs in if need be, sends, and once signs in again if the token is refused. Any status but 2xx is an error, unless the request
 * takes it.
 *
 * Returns: (transfer full) (nullable): the body
 */
GInputStream *wuse_session_send (
    WuseSession *self, const WuseRequest *request, SoupMessage **message, GCancellable *cancellable, GError **error);

/**
 * wuse_session_get_base:
 * @self: a session
 *
 * Returns: (transfer none): the base address; its path ends in a slash
 */
GUri *wuse_session_get_base (WuseSession *self);

/**
 * wuse_uri_parse_base:
 * @address: text
 * @error: return location for a %WUSE_NET_ERROR
 *
 * Returns: (transfer full) (nullable): an address that may be spoken with, see wuse_uri_check_secure(), without query; its path
 *   ends in a slash
 */
GUri *wuse_uri_parse_base (const char *address, GError **error);

/**
 * wuse_uri_same_origin:
 * @a: an address
 * @b: another
 *
 * Returns: %TRUE if scheme, host and port are the same
 */
gboolean wuse_uri_same_origin (GUri *a, GUri *b);

/**
 * wuse_uri_is_loopback:
 * @uri: an address
 *
 * Returns: %TRUE if its host is this machine
 */
gboolean wuse_uri_is_loopback (GUri *uri);

/**
 * wuse_uri_check_secure:
 * @uri: an address
 * @error: return location for a %WUSE_NET_ERROR
 *
 * Returns: %TRUE if it is `https`, or `http` on this machine, with a host and without a password in it
 */
gboolean wuse_uri_check_secure (GUri *uri, GError **error);

/**
 * wuse_stream_read_all:
 * @stream: a body
 * @uri: where it came from
 * @maximum: most bytes
 * @cancellable: (nullable): to give up
 * @error: return location for a %WUSE_NET_ERROR
 *
 * Returns: (transfer full) (nullable): everything up to the end
 */
GBytes *wuse_stream_read_all (GInputStream *stream, GUri *uri, gsize maximum, GCancellable *cancellable, GError **error);

G_END_DECLS
