/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tile's address in one integer. */

#pragma once

#include "wuse-mercator.h"

G_BEGIN_DECLS

/**
 * WuseTileKey:
 *
 * Zoom level, column from the west and row from the north of a tile, in one integer for hash tables
 * (g_int64_hash() and g_int64_equal()).
 */
typedef guint64 WuseTileKey;

static inline WuseTileKey
wuse_tile_key (guint zoom, guint x, guint y)
{
  return (guint64) zoom << 56 | (guint64) x << 28 | y;
}

static inline guint
wuse_tile_key_zoom (WuseTileKey self)
{
  return (guint) (self >> 56);
}

static inline guint
wuse_tile_key_x (WuseTileKey self)
{
  return (guint) (self >> 28) & 0xfffffff;
}

static inline guint
wuse_tile_key_y (WuseTileKey self)
{
  return (guint) self & 0xfffffff;
}

/* The tile that contains this one @levels zoom levels up. */
static inline WuseTileKey
wuse_tile_key_ancestor (WuseTileKey self, guint levels)
{
  return wuse_tile_key (wuse_tile_key_zoom (self) - levels, wuse_tile_key_x (self) >> levels, wuse_tile_key_y (self) >> levels);
}

static inline WuseBounds
wuse_tile_key_bounds (WuseTileKey self)
{
  return wuse_mercator_tile_bounds (wuse_tile_key_zoom (self), wuse_tile_key_x (self), wuse_tile_key_y (self));
}

G_END_DECLS
