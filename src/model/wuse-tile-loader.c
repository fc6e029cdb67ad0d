/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the map asks for tiles that somebody else fetches. */

#define G_LOG_DOMAIN "wuse-model"

#include "config.h"

#include "wuse-tile-loader.h"

G_DEFINE_INTERFACE (WuseTileLoader, wuse_tile_loader, G_TYPE_OBJECT)

static void
wuse_tile_loader_default_init (WuseTileLoaderInterface *iface)
{
}

void
wuse_tile_loader_load_async (WuseTileLoader *self,
                             guint zoom,
                             guint x,
                             guint y,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (WUSE_IS_TILE_LOADER (self));
  g_return_if_fail (zoom <= 30 && x < 1u << zoom && y < 1u << zoom);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  WUSE_TILE_LOADER_GET_IFACE (self)->load_async (self, zoom, x, y, cancellable, callback, user_data);
}

GBytes *
wuse_tile_loader_load_finish (WuseTileLoader *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (WUSE_IS_TILE_LOADER (self), NULL);
  g_return_val_if_fail (G_IS_ASYNC_RESULT (result), NULL);

  return WUSE_TILE_LOADER_GET_IFACE (self)->load_finish (self, result, error);
}
