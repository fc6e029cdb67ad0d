/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tiles from a server, as the map asks for them: the work is the queue's. */

#define G_LOG_DOMAIN "wuse-net"

#include "config.h"

#include "wuse-tile-fetcher.h"

#include "wuse-tile-queue.h"

struct _WuseTileFetcher
{
  GObject parent_instance;

  WuseTileQueue *queue;
};

static void wuse_tile_fetcher_loader_init (WuseTileLoaderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WuseTileFetcher,
                               wuse_tile_fetcher,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WUSE_TYPE_TILE_LOADER, wuse_tile_fetcher_loader_init))

static void
load_async (WuseTileLoader *loader,
            guint zoom,
            guint x,
            guint y,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  WuseTileFetcher *self = WUSE_TILE_FETCHER (loader);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, load_async);
  wuse_tile_queue_wish (self->queue, zoom, x, y, task);
}

static GBytes *
load_finish (WuseTileLoader *loader, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, loader), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
wuse_tile_fetcher_finalize (GObject *object)
{
  WuseTileFetcher *self = WUSE_TILE_FETCHER (object);

  g_clear_pointer (&self->queue, wuse_tile_queue_end);

  G_OBJECT_CLASS (wuse_tile_fetcher_parent_class)->finalize (object);
}

static void
wuse_tile_fetcher_loader_init (WuseTileLoaderInterface *iface)
{
  iface->load_async = load_async;
  iface->load_finish = load_finish;
}

static void
wuse_tile_fetcher_class_init (WuseTileFetcherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wuse_tile_fetcher_finalize;
}

static void
wuse_tile_fetcher_init (WuseTileFetcher *self)
{
}

WuseTileFetcher *
wuse_tile_fetcher_new (const char *text,
                       const char *subdomains,
                       const char *key,
                       const char *directory,
                       guint64 maximum,
                       guint n_connections,
                       GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (directory != NULL, NULL);
  g_return_val_if_fail (n_connections >= 1 && n_connections <= 16, NULL);

  WuseTileTemplate *template = wuse_tile_template_new (text, subdomains, key, error);
  if (template == NULL)
    return NULL;

  WuseTileFetcher *self = g_object_new (WUSE_TYPE_TILE_FETCHER, NULL);
  WuseTileFolder *folder = wuse_tile_folder_new (directory, wuse_tile_template_get_name (template), maximum);
  self->queue = wuse_tile_queue_start (template, folder, n_connections);

  return self;
}
