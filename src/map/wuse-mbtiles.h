/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Raster MBTiles files (specification 1.3, and what others make of it), read only. */

#pragma once

#include <gio/gio.h>

#include "wuse-geometry.h"
#include "wuse-tile-image.h"

G_BEGIN_DECLS

#define WUSE_TYPE_MBTILES (wuse_mbtiles_get_type ())

/**
 * WuseMBTiles:
 *
 * An open file of tiles; a [iface@Wuse.TileLoader]. The file is read on a thread of its own, never changed, and may lie
 * on a read-only medium. It must not change while it is open.
 */
G_DECLARE_FINAL_TYPE (WuseMBTiles, wuse_mbtiles, WUSE, MBTILES, GObject)

/**
 * WuseTileRows:
 * @WUSE_TILE_ROWS_FROM_SOUTH: row 0 lies in the south (TMS), as the specification has it
 * @WUSE_TILE_ROWS_FROM_NORTH: row 0 lies in the north (XYZ), as some programs write it
 */
typedef enum
{
  WUSE_TILE_ROWS_FROM_SOUTH,
  WUSE_TILE_ROWS_FROM_NORTH,
} WuseTileRows;

/**
 * wuse_mbtiles_open:
 * @path: path of the file
 * @near: (nullable): where the map is likely to lie (the district's box), to tell the order of rows where the file does not
 * @cancellable: (nullable): to give up
 * @error: return location for a %WUSE_MAP_ERROR or %G_IO_ERROR; the message says what is wrong with the file
 *
 * Opens and surveys a file: formats from the tiles themselves, zoom levels and extent from the rows themselves. Blocks on
 * the disk: not on the main thread.
 *
 * Returns: (transfer full) (nullable): the file
 */
WuseMBTiles *wuse_mbtiles_open (const char *path, const WuseBounds *near, GCancellable *cancellable, GError **error);

/**
 * wuse_mbtiles_open_async:
 * @path: path of the file
 * @near: (nullable): see wuse_mbtiles_open()
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: handed to @callback
 */
void wuse_mbtiles_open_async (
    const char *path, const WuseBounds *near, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * wuse_mbtiles_open_finish:
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the file
 */
WuseMBTiles *wuse_mbtiles_open_finish (GAsyncResult *result, GError **error);

/**
 * wuse_mbtiles_read:
 * @self: a file
 * @zoom: zoom level
 * @x: column, from the west
 * @y: row, from the north, whatever the order in the file
 * @cancellable: (nullable): to give up
 * @error: return location for a %G_IO_ERROR_NOT_FOUND where there is no tile, or a %WUSE_MAP_ERROR
 *
 * Reads one encoded tile. Blocks on the disk; may be called on any thread but the main one.
 *
 * Returns: (transfer full) (nullable): the tile, an image of at most %WUSE_TILE_IMAGE_MAX_BYTES
 */
GBytes *wuse_mbtiles_read (WuseMBTiles *self, guint zoom, guint x, guint y, GCancellable *cancellable, GError **error);

/**
 * wuse_mbtiles_get_path:
 * @self: a file
 *
 * Returns: (transfer none): its path
 */
const char *wuse_mbtiles_get_path (WuseMBTiles *self);

/**
 * wuse_mbtiles_get_name:
 * @self: a file
 *
 * Returns: (transfer none): the name in its metadata, or that of the file
 */
const char *wuse_mbtiles_get_name (WuseMBTiles *self);

/**
 * wuse_mbtiles_get_attribution:
 * @self: a file
 *
 * Returns: (transfer none) (nullable): what has to stand on the map, as plain text
 */
const char *wuse_mbtiles_get_attribution (WuseMBTiles *self);

/**
 * wuse_mbtiles_get_format:
 * @self: a file
 *
 * Returns: the format of its first tile; unknown for a file without tiles
 */
WuseTileFormat wuse_mbtiles_get_format (WuseMBTiles *self);

/**
 * wuse_mbtiles_get_zooms:
 * @self: a file
 * @minimum: (out): least zoom level with a tile
 * @maximum: (out): greatest zoom level with a tile
 */
void wuse_mbtiles_get_zooms (WuseMBTiles *self, guint *minimum, guint *maximum);

/**
 * wuse_mbtiles_get_bounds:
 * @self: a file
 *
 * Returns: the box that its tiles cover; empty for a file without tiles
 */
WuseBounds wuse_mbtiles_get_bounds (WuseMBTiles *self);

/**
 * wuse_mbtiles_get_rows:
 * @self: a file
 * @certain: (out) (optional): %FALSE if nothing in the file or near it tells, so that the person should be offered the switch
 *
 * Returns: the order of rows in use
 */
WuseTileRows wuse_mbtiles_get_rows (WuseMBTiles *self, gboolean *certain);

/**
 * wuse_mbtiles_set_rows:
 * @self: a file not yet shown by any [class@Wuse.BaseMap]
 * @rows: the order of rows to use from now on
 */
void wuse_mbtiles_set_rows (WuseMBTiles *self, WuseTileRows rows);

/**
 * wuse_mbtiles_get_notes:
 * @self: a file
 *
 * Returns: (transfer none) (array zero-terminated=1): what a person should know of it, in translated sentences: rows in
 *   the other order, wrong zoom levels in the metadata, no tiles
 */
const char *const *wuse_mbtiles_get_notes (WuseMBTiles *self);

G_END_DECLS
