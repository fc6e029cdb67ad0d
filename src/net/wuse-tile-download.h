/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request for a tile, and what its answer comes to. */

#pragma once

#include <libsoup/soup.h>

#include "wuse-net-error.h"
#include "wuse-tile-template.h"

G_BEGIN_DECLS

/**
 * WuseTileAnswer:
 * @bytes: (nullable): the image; %NULL of a tile that the server has not, or has not changed
 * @etag: (nullable): what to ask with the next time
 * @fresh_seconds: for how long it may be used without asking, negative if it may not be kept
 * @is_unmodified: whether the tile that is at hand is still the right one
 *
 * What a server said.
 */
typedef struct
{
  GBytes *bytes;
  char *etag;
  gint64 fresh_seconds;
  gboolean is_unmodified;
} WuseTileAnswer;

/**
 * wuse_tile_answer_free:
 * @self: (transfer full): an answer
 */
void wuse_tile_answer_free (WuseTileAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseTileAnswer, wuse_tile_answer_free)

/**
 * wuse_tile_download_error:
 * @template: addresses of tiles
 * @zoom: zoom level
 * @x: column from the west
 * @y: row from the north
 * @code: what went wrong
 * @what: in words
 *
 * Says of which tile, but not its address: it may hold a key.
 *
 * Returns: (transfer full): the error
 */
GError *
wuse_tile_download_error (const WuseTileTemplate *template, guint zoom, guint x, guint y, WuseNetError code, const char *what);

/**
 * wuse_tile_download_async:
 * @soup: a session
 * @template: (not nullable): addresses of tiles, which has to stay until the answer has come
 * @zoom: zoom level
 * @x: column from the west
 * @y: row from the north
 * @etag: (nullable): of the tile that is at hand
 * @cancellable: (nullable): to give up
 * @callback: called on the caller's main context
 * @user_data: handed to @callback
 *
 * Follows no redirect, and takes nothing but images of at most %WUSE_TILE_MAX_BYTES.
 */
void wuse_tile_download_async (SoupSession *soup,
                               const WuseTileTemplate *template,
                               guint zoom,
                               guint x,
                               guint y,
                               const char *etag,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * wuse_tile_download_finish:
 * @result: what the callback was given
 * @is_transient: (out): whether it may go better if it is tried again
 * @error: return location for a %WUSE_NET_ERROR
 *
 * Returns: (transfer full) (nullable): the answer
 */
WuseTileAnswer *wuse_tile_download_finish (GAsyncResult *result, gboolean *is_transient, GError **error);

G_END_DECLS
