/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the area source gets at the pixels of a base map. */

#pragma once

#include "wuse-base-map.h"
#include "wuse-pixels.h"

G_BEGIN_DECLS

/**
 * WUSE_BASE_TILE_MAX_PIECES:
 *
 * Most source tiles that one tile is put together from: a shifted one overlaps four.
 */
#define WUSE_BASE_TILE_MAX_PIECES 4u

/**
 * WuseBasePiece:
 * @data: (nullable): the encoded source tile, %NULL where there is none
 * @left: where its left edge lies, in widths of the wanted tile
 * @top: where its top edge lies
 * @size: its width, in widths of the wanted tile
 *
 * One source tile and where it goes.
 */
typedef struct
{
  GBytes *data;
  double left;
  double top;
  double size;
} WuseBasePiece;

/**
 * WuseBaseTile:
 * @ref_count: internal
 * @n_pieces: how many pieces
 * @pieces: (array length=n_pieces): the pieces
 *
 * What a tile of the base map is put together from. Immutable once loaded; shared with a worker.
 */
typedef struct
{
  gatomicrefcount ref_count;
  guint n_pieces;
  WuseBasePiece pieces[WUSE_BASE_TILE_MAX_PIECES];
} WuseBaseTile;

/**
 * wuse_base_tile_ref:
 * @self: a tile
 *
 * Returns: (transfer full): @self
 */
WuseBaseTile *wuse_base_tile_ref (WuseBaseTile *self);

/**
 * wuse_base_tile_unref:
 * @self: (transfer full): a tile
 */
void wuse_base_tile_unref (WuseBaseTile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseBaseTile, wuse_base_tile_unref)

/**
 * wuse_base_tile_paint:
 * @self: a loaded tile
 * @size: pixels of a side, 1 to 2048
 *
 * Decodes the pieces and puts them together. Pieces that are missing or damaged stay transparent. For a worker thread.
 *
 * Returns: (transfer full) (nullable): the pixels, %NULL if no piece could be had
 */
WusePixels *wuse_base_tile_paint (const WuseBaseTile *self, guint size);

/**
 * WuseBaseLoad:
 *
 * A tile on its way.
 */
typedef struct _WuseBaseLoad WuseBaseLoad;

/**
 * WuseBaseLoadFunc:
 * @tile: (nullable): the tile; %NULL if nothing of it is to be had
 * @user_data: what was handed over
 */
typedef void (*WuseBaseLoadFunc) (WuseBaseTile *tile, gpointer user_data);

/**
 * wuse_base_map_peek:
 * @self: a base map
 * @zoom: zoom level
 * @x: column
 * @y: row, from the north
 * @tile: (out) (transfer full) (nullable): the tile, %NULL if it is known that there is nothing
 * @retry_at: (out): monotonic time from which it makes sense to ask again because something failed, 0 if nothing did
 *
 * Returns: %TRUE if nothing has to be loaded
 */
gboolean wuse_base_map_peek (WuseBaseMap *self, guint zoom, guint x, guint y, WuseBaseTile **tile, gint64 *retry_at);

/**
 * wuse_base_map_load:
 * @self: a base map of tiles
 * @zoom: zoom level
 * @x: column
 * @y: row, from the north
 * @func: called once on the main thread, never before this function has returned, unless cancelled
 * @user_data: handed to @func
 *
 * Returns: (transfer none): a handle for wuse_base_load_cancel(), valid until @func is called
 */
WuseBaseLoad *wuse_base_map_load (WuseBaseMap *self, guint zoom, guint x, guint y, WuseBaseLoadFunc func, gpointer user_data);

/**
 * wuse_base_load_cancel:
 * @self: a load under way; its function will not be called
 */
void wuse_base_load_cancel (WuseBaseLoad *self);

/**
 * wuse_base_map_shift:
 * @self: a base map
 * @zoom: zoom level
 * @x: column
 * @y: row, from the north
 * @dx: (out): how far east, in widths of the world, the tile's place lies in the base map's datum
 * @dy: (out): how far south
 */
void wuse_base_map_shift (WuseBaseMap *self, guint zoom, guint x, guint y, double *dx, double *dy);

G_END_DECLS
