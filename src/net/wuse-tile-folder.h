/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fetched tiles on disk: one file a tile, bounded in bytes. */

#pragma once

#include <gio/gio.h>

#include "wuse-net-error.h"

G_BEGIN_DECLS

/**
 * WUSE_TILE_MAX_BYTES:
 *
 * Most bytes an encoded tile may have.
 */
#define WUSE_TILE_MAX_BYTES (4u << 20)

/**
 * WuseStoredTile:
 * @bytes: (nullable): the encoded tile; %NULL where the server has none
 * @etag: (nullable): what the server called this version of it
 * @expires: seconds since 1970 until which it need not be asked for again
 *
 * What is known of a tile.
 */
typedef struct
{
  GBytes *bytes;
  char *etag;
  gint64 expires;
} WuseStoredTile;

/**
 * wuse_stored_tile_free:
 * @self: (transfer full) (nullable): a tile
 */
void wuse_stored_tile_free (WuseStoredTile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseStoredTile, wuse_stored_tile_free)

/**
 * WuseTileFolder:
 *
 * A folder of tiles. May be used by several threads; every function touches the disk, so none on the main thread.
 */
typedef struct _WuseTileFolder WuseTileFolder;

/**
 * wuse_tile_folder_new:
 * @directory: the folder for all sources; made when first written to
 * @name: of the source; the folder below @directory
 * @maximum: most bytes that all files below @directory may take
 *
 * Returns: (transfer full): the folder; free with wuse_tile_folder_free()
 */
WuseTileFolder *wuse_tile_folder_new (const char *directory, const char *name, guint64 maximum);

/**
 * wuse_tile_folder_free:
 * @self: (transfer full) (nullable): a folder
 */
void wuse_tile_folder_free (WuseTileFolder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseTileFolder, wuse_tile_folder_free)

/**
 * wuse_tile_is_image:
 * @bytes: what claims to be a tile
 *
 * Returns: %TRUE if it begins as a PNG, JPEG or WebP file does
 */
gboolean wuse_tile_is_image (GBytes *bytes);

/**
 * wuse_tile_folder_load:
 * @self: a folder
 * @zoom: zoom level
 * @x: column
 * @y: row
 *
 * Returns: (transfer full) (nullable): what is known of the tile; %NULL for nothing, or nothing that can be read
 */
WuseStoredTile *wuse_tile_folder_load (WuseTileFolder *self, guint zoom, guint x, guint y);

/**
 * wuse_tile_folder_save:
 * @self: a folder
 * @zoom: zoom level
 * @x: column
 * @y: row
 * @tile: what to remember
 * @error: return location for an error
 *
 * Writes the file whole or not at all.
 *
 * Returns: %TRUE if it was written
 */
gboolean wuse_tile_folder_save (WuseTileFolder *self, guint zoom, guint x, guint y, const WuseStoredTile *tile, GError **error);

/**
 * wuse_tile_folder_needs_trimming:
 * @self: a folder
 *
 * Returns: %TRUE if wuse_tile_folder_trim() is due: at first, because nothing is known of the folder, and when enough was
 *   written since
 */
gboolean wuse_tile_folder_needs_trimming (WuseTileFolder *self);

/**
 * wuse_tile_folder_trim:
 * @self: a folder
 *
 * Looks through the folder and, if the files take more than the bound, deletes those that were not looked at for longest, down to
 * nine tenths of it.
 */
void wuse_tile_folder_trim (WuseTileFolder *self);

G_END_DECLS
