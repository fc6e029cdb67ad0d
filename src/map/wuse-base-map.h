/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies under the coloured areas. */

#pragma once

#include "wuse-datum.h"
#include "wuse-mbtiles.h"
#include "wuse-tile-loader.h"

G_BEGIN_DECLS

/**
 * WuseBaseMapKind:
 * @WUSE_BASE_MAP_NONE: a plain ground
 * @WUSE_BASE_MAP_FEATURES: the district's own water, green, roads and buildings
 * @WUSE_BASE_MAP_TILES: tile images from a file or a server
 */
typedef enum
{
  WUSE_BASE_MAP_NONE,
  WUSE_BASE_MAP_FEATURES,
  WUSE_BASE_MAP_TILES,
} WuseBaseMapKind;

#define WUSE_TYPE_BASE_MAP (wuse_base_map_get_type ())

/**
 * WuseBaseMap:
 *
 * What lies under the coloured areas. Immutable but for the tiles it has at hand.
 *
 * Tiles of a shifted datum are moved so that they fit WGS 84: areas, points and coordinates stay where they are, the
 * images are displaced, each by the shift at its own middle (the shift changes by less than half a pixel over a tile from
 * zoom 10 on; nothing is shifted below). A BD-09 template has to be in the common XYZ grid: Baidu's own grid and
 * projection differ and are not supported.
 */
G_DECLARE_FINAL_TYPE (WuseBaseMap, wuse_base_map, WUSE, BASE_MAP, GObject)

/**
 * wuse_base_map_new:
 * @kind: %WUSE_BASE_MAP_NONE or %WUSE_BASE_MAP_FEATURES
 *
 * Returns: (transfer full): a base map that needs nothing fetched
 */
WuseBaseMap *wuse_base_map_new (WuseBaseMapKind kind);

/**
 * wuse_base_map_new_for_mbtiles:
 * @file: an open file
 *
 * Returns: (transfer full): a base map of its tiles
 */
WuseBaseMap *wuse_base_map_new_for_mbtiles (WuseMBTiles *file);

/**
 * wuse_base_map_new_for_loader:
 * @loader: where tiles come from
 * @datum: the datum of the tiles
 * @min_zoom: least zoom level that may be asked for
 * @max_zoom: greatest zoom level that may be asked for, at most 22; beyond it tiles are enlarged
 * @attribution: (nullable): what has to stand on the map
 *
 * Returns: (transfer full): a base map of tiles by URL template
 */
WuseBaseMap *
wuse_base_map_new_for_loader (WuseTileLoader *loader, WuseDatum datum, guint min_zoom, guint max_zoom, const char *attribution);

/**
 * wuse_base_map_get_kind:
 * @self: a base map
 *
 * Returns: its kind
 */
WuseBaseMapKind wuse_base_map_get_kind (WuseBaseMap *self);

/**
 * wuse_base_map_get_attribution:
 * @self: a base map
 *
 * Returns: (transfer none) (nullable): what has to stand on the map
 */
const char *wuse_base_map_get_attribution (WuseBaseMap *self);

/**
 * wuse_base_map_get_bounds:
 * @self: a base map
 *
 * Returns: the box it covers, the world where that is not known
 */
WuseBounds wuse_base_map_get_bounds (WuseBaseMap *self);

/**
 * WuseBaseMap::tile-failed:
 * @self: a base map
 * @error: why
 *
 * A tile could not be had, for another reason than that there is none: the server does not answer, refuses the key, or
 * sends no image. At most once a second.
 */

G_END_DECLS
