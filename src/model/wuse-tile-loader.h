/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the map asks for tiles that somebody else fetches. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define WUSE_TYPE_TILE_LOADER (wuse_tile_loader_get_type ())

/**
 * WuseTileLoader:
 *
 * Gives encoded tiles (PNG, JPEG, WebP). Called on the main thread; the work happens elsewhere.
 */
G_DECLARE_INTERFACE (WuseTileLoader, wuse_tile_loader, WUSE, TILE_LOADER, GObject)

/**
 * WuseTileLoaderInterface:
 * @load_async: see wuse_tile_loader_load_async()
 * @load_finish: see wuse_tile_loader_load_finish()
 */
struct _WuseTileLoaderInterface
{
  GTypeInterface parent_iface;

  void (*load_async) (WuseTileLoader *self,
                      guint zoom,
                      guint x,
                      guint y,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  GBytes *(*load_finish) (WuseTileLoader *self, GAsyncResult *result, GError **error);
};

/**
 * wuse_tile_loader_load_async:
 * @self: a loader
 * @zoom: zoom level
 * @x: column, from the west
 * @y: row, from the north (XYZ order)
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: handed to @callback
 */
void wuse_tile_loader_load_async (WuseTileLoader *self,
                                  guint zoom,
                                  guint x,
                                  guint y,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/**
 * wuse_tile_loader_load_finish:
 * @self: a loader
 * @result: what the callback was given
 * @error: return location for an error; %G_IO_ERROR_NOT_FOUND where there is no such tile
 *
 * Returns: (transfer full) (nullable): the encoded tile
 */
GBytes *wuse_tile_loader_load_finish (WuseTileLoader *self, GAsyncResult *result, GError **error);

G_END_DECLS
