/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of the map room. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WUSE_MAP_ERROR:
 *
 * Error domain of everything under `map/`. The messages are translated sentences that a person can act on.
 */
#define WUSE_MAP_ERROR (wuse_map_error_quark ())

/**
 * WuseMapError:
 * @WUSE_MAP_ERROR_NOT_MBTILES: the file is not an MBTiles file at all
 * @WUSE_MAP_ERROR_DAMAGED: it is one, but cannot be read
 * @WUSE_MAP_ERROR_VECTOR: its tiles are vectors, which this program does not draw
 * @WUSE_MAP_ERROR_FORMAT: its tiles, or one tile, are in no image format known here
 * @WUSE_MAP_ERROR_TOO_LARGE: a tile is larger than is accepted
 */
typedef enum
{
  WUSE_MAP_ERROR_NOT_MBTILES,
  WUSE_MAP_ERROR_DAMAGED,
  WUSE_MAP_ERROR_VECTOR,
  WUSE_MAP_ERROR_FORMAT,
  WUSE_MAP_ERROR_TOO_LARGE,
} WuseMapError;

/**
 * wuse_map_error_quark:
 *
 * Returns: the quark of %WUSE_MAP_ERROR
 */
GQuark wuse_map_error_quark (void);

G_END_DECLS
