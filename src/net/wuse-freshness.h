/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long an answer may be used. */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * WUSE_FRESHNESS_SHORTEST:
 *
 * Seconds that an answer is used at least, if it may be used again at all.
 */
#define WUSE_FRESHNESS_SHORTEST 60

/**
 * wuse_freshness_seconds:
 * @headers: headers of an answer
 *
 * Reads `Cache-Control` and `Expires` as RFC 9111 does, within bounds fit for map tiles: a minute to 90 days, a week where
 * nothing is said.
 *
 * Returns: seconds for which the answer may be used without asking again; 0 if it has to be asked about each time; -1 if it
 *   may not be kept at all
 */
gint64 wuse_freshness_seconds (SoupMessageHeaders *headers);

G_END_DECLS
