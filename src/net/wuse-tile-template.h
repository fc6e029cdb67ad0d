/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses of tiles from a template with holes. */

#pragma once

#include "wuse-net-error.h"

G_BEGIN_DECLS

/**
 * WuseTileTemplate:
 *
 * A template such as `https://t{s}.example.cn/vec_w/wmts?…&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={tk}`. Immutable.
 */
typedef struct _WuseTileTemplate WuseTileTemplate;

/**
 * wuse_tile_template_new:
 * @text: the template. `{z}` or `{TileMatrix}`, `{x}` or `{TileCol}`, `{y}` or `{TileRow}` (from the north) or `{-y}` (from
 *   the south) have to be there; `{s}` and `{key}` or `{tk}` may be
 * @subdomains: (nullable): what takes the place of `{s}` in turn, comma-separated (`0,1,2,3`)
 * @key: (nullable): what takes the place of `{key}` and `{tk}`
 * @error: return location for a %WUSE_NET_ERROR
 *
 * Plain `http` is accepted for this machine only: the tiles asked for tell what is being looked at.
 *
 * Returns: (transfer full) (nullable): a template; free with wuse_tile_template_free()
 */
WuseTileTemplate *wuse_tile_template_new (const char *text, const char *subdomains, const char *key, GError **error);

/**
 * wuse_tile_template_free:
 * @self: (transfer full) (nullable): a template
 */
void wuse_tile_template_free (WuseTileTemplate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseTileTemplate, wuse_tile_template_free)

/**
 * wuse_tile_template_expand:
 * @self: a template
 * @zoom: zoom level, 0 to 30
 * @x: column, from the west
 * @y: row, from the north
 *
 * Returns: (transfer full): the address of the tile; holds the key, so it is not for logs or files
 */
char *wuse_tile_template_expand (const WuseTileTemplate *self, guint zoom, guint x, guint y);

/**
 * wuse_tile_template_get_name:
 * @self: a template
 *
 * Returns: a name for what is fetched with it, the same for every key: 32 hexadecimal digits
 */
const char *wuse_tile_template_get_name (const WuseTileTemplate *self);

/**
 * wuse_tile_template_get_host:
 * @self: a template
 *
 * Returns: the host as it stands in the template, for messages
 */
const char *wuse_tile_template_get_host (const WuseTileTemplate *self);

G_END_DECLS
