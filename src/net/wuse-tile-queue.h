/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thread that fetches tiles, for the fetcher only. */

#pragma once

#include <gio/gio.h>

#include "wuse-tile-folder.h"
#include "wuse-tile-template.h"

G_BEGIN_DECLS

/**
 * WuseTileQueue:
 *
 * Wishes for tiles, and the thread that fulfils them. It keeps itself until its thread has ended, so that letting go of it
 * never waits.
 */
typedef struct _WuseTileQueue WuseTileQueue;

/**
 * wuse_tile_queue_start:
 * @template: (transfer full): how tiles are asked for
 * @folder: (transfer full): where they are kept
 * @n_connections: how many may be under way at once
 *
 * Returns: (transfer full): a running queue; end it with wuse_tile_queue_end()
 */
WuseTileQueue *wuse_tile_queue_start (WuseTileTemplate *template, WuseTileFolder *folder, guint n_connections);

/**
 * wuse_tile_queue_end:
 * @self: (transfer full) (nullable): a queue
 *
 * Breaks off what is under way; the thread ends a little later.
 */
void wuse_tile_queue_end (WuseTileQueue *self);

/**
 * wuse_tile_queue_wish:
 * @self: a queue
 * @zoom: zoom level
 * @x: column
 * @y: row, from the north
 * @task: whom to give the tile to, as #GBytes; its task data is the queue's
 */
void wuse_tile_queue_wish (WuseTileQueue *self, guint zoom, guint x, guint y, GTask *task);

G_END_DECLS
