/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tiles from a server by address template, kept on disk. */

#pragma once

#include "wuse-net-error.h"
#include "wuse-tile-loader.h"

G_BEGIN_DECLS

#define WUSE_TYPE_TILE_FETCHER (wuse_tile_fetcher_get_type ())

/**
 * WuseTileFetcher:
 *
 * A #WuseTileLoader that looks on the disk, then asks the server, on a thread of its own. What is on the disk is shown
 * even when it is out of date, and renewed for the next time: so it works without a network. A failing server is asked
 * again a few times with growing pauses, then left alone for up to a minute.
 *
 * Errors are %WUSE_NET_ERROR, but %G_IO_ERROR_NOT_FOUND for a tile that the server does not have. The key never shows in
 * errors, logs or file names.
 */
G_DECLARE_FINAL_TYPE (WuseTileFetcher, wuse_tile_fetcher, WUSE, TILE_FETCHER, GObject)

/**
 * wuse_tile_fetcher_new:
 * @text: the address template, see wuse_tile_template_new()
 * @subdomains: (nullable): what takes the place of `{s}`, comma-separated
 * @key: (nullable): what takes the place of `{key}` and `{tk}`
 * @directory: where tiles of all sources are kept
 * @maximum: most bytes of all files below @directory
 * @n_connections: how many tiles may be under way at once, 1 to 16
 * @error: return location for a %WUSE_NET_ERROR if the template is no good
 *
 * Returns: (transfer full) (nullable): a fetcher
 */
WuseTileFetcher *wuse_tile_fetcher_new (const char *text,
                                        const char *subdomains,
                                        const char *key,
                                        const char *directory,
                                        guint64 maximum,
                                        guint n_connections,
                                        GError **error);

G_END_DECLS
