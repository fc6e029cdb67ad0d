/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The metadata table of an MBTiles file, as claimed, and what its rows say of their order. */

#pragma once

#include "wuse-mbtiles.h"

G_BEGIN_DECLS

/**
 * WUSE_MBTILES_MAX_ZOOM:
 *
 * Greatest zoom level that is looked at.
 */
#define WUSE_MBTILES_MAX_ZOOM 24u

/**
 * WuseMBTilesMetadata:
 * @name: (nullable): `name`, at most 200 characters
 * @attribution: (nullable): `attribution` as plain text, at most 400 characters
 * @bounds: `bounds`, empty if absent or impossible
 * @min_zoom: `minzoom`, or -1
 * @max_zoom: `maxzoom`, or -1
 * @vector: whether `format` or `json` speak of vector tiles
 *
 * What a file says of itself. Every value is optional and none is believed without need.
 */
typedef struct
{
  char *name;
  char *attribution;
  WuseBounds bounds;
  int min_zoom;
  int max_zoom;
  gboolean vector;
} WuseMBTilesMetadata;

/**
 * wuse_mbtiles_metadata_init:
 * @self: (out caller-allocates): made to hold nothing
 */
void wuse_mbtiles_metadata_init (WuseMBTilesMetadata *self);

/**
 * wuse_mbtiles_metadata_clear:
 * @self: metadata
 */
void wuse_mbtiles_metadata_clear (WuseMBTilesMetadata *self);

/**
 * wuse_mbtiles_metadata_set:
 * @self: metadata
 * @name: name of a row; need not be UTF-8
 * @value: (array length=length): its value; need not be terminated nor UTF-8
 * @length: bytes of @value
 *
 * Takes over one row of the table; passes over what it does not know or cannot be.
 */
void wuse_mbtiles_metadata_set (WuseMBTilesMetadata *self, const char *name, const char *value, gsize length);

/**
 * WuseTileRange:
 * @n_tiles: tiles of one zoom level; 0 for none
 * @min_x: least column
 * @max_x: greatest column
 * @min_row: least row as stored
 * @max_row: greatest row as stored
 */
typedef struct
{
  guint64 n_tiles;
  guint32 min_x;
  guint32 max_x;
  guint32 min_row;
  guint32 max_row;
} WuseTileRange;

/**
 * wuse_mbtiles_guess_rows:
 * @ranges: (array fixed-size=25): one for each zoom level
 * @claimed: the bounds in the metadata, or empty
 * @near: (nullable): where the map is likely to lie
 * @certain: (out): whether something told
 *
 * The claimed bounds are compared with the stored rows under both readings, at the greatest zoom level where the
 * readings differ; without claimed bounds it is asked which reading reaches @near. Where nothing tells, rows count from the
 * south, as the specification has it.
 *
 * Returns: the order of rows
 */
WuseTileRows
wuse_mbtiles_guess_rows (const WuseTileRange *ranges, const WuseBounds *claimed, const WuseBounds *near, gboolean *certain);

/**
 * wuse_mbtiles_range_bounds:
 * @ranges: (array fixed-size=25): one for each zoom level
 * @rows: the order of rows
 *
 * Returns: the box of the tiles of the greatest zoom level that has any; empty if none has
 */
WuseBounds wuse_mbtiles_range_bounds (const WuseTileRange *ranges, WuseTileRows rows);

G_END_DECLS
