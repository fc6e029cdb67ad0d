/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of the net room, with what the server said about trying again. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WUSE_NET_ERROR:
 *
 * Error domain of everything under `net/`. Cancellation alone stays a %G_IO_ERROR_CANCELLED.
 */
#define WUSE_NET_ERROR (wuse_net_error_quark ())

/**
 * WuseNetError:
 * @WUSE_NET_ERROR_OFFLINE: no connection, or one that fell silent
 * @WUSE_NET_ERROR_TLS: the server's certificate or its encryption is not to be trusted
 * @WUSE_NET_ERROR_INSECURE: not sent, because it would go in the clear or to another server
 * @WUSE_NET_ERROR_REFUSED: the credentials were not accepted (401, 403)
 * @WUSE_NET_ERROR_NOT_FOUND: there is no such thing (404)
 * @WUSE_NET_ERROR_CONFLICT: the server's state forbids it (409)
 * @WUSE_NET_ERROR_GONE: it was there and is not any more (410); for a feed: start from zero
 * @WUSE_NET_ERROR_BUSY: later (429, 503); see wuse_net_error_get_retry_after()
 * @WUSE_NET_ERROR_REJECTED: the request was not accepted (any other 4xx)
 * @WUSE_NET_ERROR_SERVER: the server failed (any other 5xx)
 * @WUSE_NET_ERROR_PROTOCOL: the answer breaks the rules
 * @WUSE_NET_ERROR_CUT_OFF: the answer ended before its end
 * @WUSE_NET_ERROR_TOO_LARGE: the answer exceeds its bound
 */
typedef enum
{
  WUSE_NET_ERROR_OFFLINE,
  WUSE_NET_ERROR_TLS,
  WUSE_NET_ERROR_INSECURE,
  WUSE_NET_ERROR_REFUSED,
  WUSE_NET_ERROR_NOT_FOUND,
  WUSE_NET_ERROR_CONFLICT,
  WUSE_NET_ERROR_GONE,
  WUSE_NET_ERROR_BUSY,
  WUSE_NET_ERROR_REJECTED,
  WUSE_NET_ERROR_SERVER,
  WUSE_NET_ERROR_PROTOCOL,
  WUSE_NET_ERROR_CUT_OFF,
  WUSE_NET_ERROR_TOO_LARGE,
} WuseNetError;

/**
 * wuse_net_error_quark:
 *
 * Returns: the quark of %WUSE_NET_ERROR
 */
GQuark wuse_net_error_quark (void);

/**
 * wuse_net_error_get_retry_after:
 * @error: any error
 *
 * Returns: milliseconds after which the server wants to be asked again at the earliest, counted from when it answered;
 *   -1 where it did not say
 */
gint64 wuse_net_error_get_retry_after (const GError *error);

/**
 * wuse_net_error_get_status:
 * @error: any error
 *
 * Returns: the HTTP status that the error stands for, or 0
 */
guint wuse_net_error_get_status (const GError *error);

G_END_DECLS
