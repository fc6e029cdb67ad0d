/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes what is only local out of a damaged cache and puts a new one in its place. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * wuse_store_salvage:
 * @path: a cache that no connection is open to
 * @error: return location for a %WUSE_STORE_ERROR; the damaged file is then still in its place
 *
 * Makes a new cache beside @path, copies what is only local (activity list, settings, outbox, named views) row by row as far as
 * it can be read, keeps the damaged file as `….damaged-<time>` (the newest two are kept), and puts the new one in its place.
 *
 * Returns: %TRUE if there is a new cache
 */
gboolean wuse_store_salvage (const char *path, GError **error);

G_END_DECLS
