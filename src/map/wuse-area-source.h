/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A map source whose tiles are painted from a scene by worker threads. */

#pragma once

#include <shumate/shumate.h>

#include "wuse-base-map.h"
#include "wuse-frame-image.h"
#include "wuse-scene.h"
#include "wuse-tile-key.h"

G_BEGIN_DECLS

/**
 * WUSE_AREA_SOURCE_MIN_ZOOM:
 *
 * Least zoom level of the map.
 */
#define WUSE_AREA_SOURCE_MIN_ZOOM 2

/**
 * WUSE_AREA_SOURCE_MAX_ZOOM:
 *
 * Greatest zoom level of the map (libshumate's own limit).
 */
#define WUSE_AREA_SOURCE_MAX_ZOOM 20

#define WUSE_TYPE_AREA_SOURCE (wuse_area_source_get_type ())

/**
 * WuseAreaSource:
 *
 * Paints the tiles of a scene, with base map, on worker threads and keeps their images within a bound that follows the
 * size of the view. Any [class@Shumate.MapLayer] can show it; [class@Wuse.TileLayer] says ahead what will be wanted,
 * and keeps the picture whole when the scene changes.
 *
 * When the scene changes, only tiles with an area whose colour changed are painted anew, those in view first. They are
 * held back until all of the view is ready: then `scene-ready` is emitted, and wuse_area_source_commit() swaps them in.
 * A scene that comes meanwhile waits, a still newer one replaces it: floods of changes cost no more than can be painted.
 *
 * A tile of the base map that does not come within 150 ms does not hold up the areas: they are painted without, and again
 * once it is there.
 */
G_DECLARE_FINAL_TYPE (WuseAreaSource, wuse_area_source, WUSE, AREA_SOURCE, ShumateMapSource)

/**
 * WuseAreaSource::tile-painted:
 * @self: a source
 * @key: a #WuseTileKey
 *
 * A tile can be shown, or shown anew.
 */

/**
 * WuseAreaSource::scene-ready:
 * @self: a source
 *
 * All tiles in view are painted for the scene under way: time for wuse_area_source_commit().
 */

/**
 * wuse_area_source_new:
 *
 * Returns: (transfer full): a source without scene
 */
WuseAreaSource *wuse_area_source_new (void);

/**
 * wuse_area_source_set_scene:
 * @self: a source
 * @scene: what to paint
 * @base: (nullable): where tile images under it come from, if the scene is one for drawing over another map
 * @generation: number of the scene, greater than all before
 */
void wuse_area_source_set_scene (WuseAreaSource *self, WuseScene *scene, WuseBaseMap *base, guint64 generation);

/**
 * wuse_area_source_set_scale:
 * @self: a source
 * @scale: device pixels to a pixel, 1 to 4: images are 256 times that
 */
void wuse_area_source_set_scale (WuseAreaSource *self, int scale);

/**
 * wuse_area_source_set_demand:
 * @self: a source
 * @visible: (array length=n_visible): tiles in view, most wanted first
 * @n_visible: how many
 * @ahead: (array length=n_ahead): tiles that may come into view, most wanted first
 * @n_ahead: how many
 *
 * Starts to paint what is missing and gives up what is wanted no longer.
 */
void wuse_area_source_set_demand (
    WuseAreaSource *self, const WuseTileKey *visible, guint n_visible, const WuseTileKey *ahead, guint n_ahead);

/**
 * wuse_area_source_lookup:
 * @self: a source
 * @key: address of a tile
 * @fresh: (out) (optional): whether it is what the present scene gives
 *
 * Returns: (transfer none) (nullable): its image, if it is at hand
 */
WuseFrameImage *wuse_area_source_lookup (WuseAreaSource *self, WuseTileKey key, gboolean *fresh);

/**
 * wuse_area_source_commit:
 * @self: a source
 * @replaced: (nullable) (element-type guint64 WuseFrameImage): where to put the images that are shown no longer, by key
 *
 * Shows the scene that is ready, and goes on with one that waits.
 */
void wuse_area_source_commit (WuseAreaSource *self, GHashTable *replaced);

/**
 * wuse_area_source_get_generation:
 * @self: a source
 *
 * Returns: the number of the scene that tiles are shown of; 0 before the first
 */
guint64 wuse_area_source_get_generation (WuseAreaSource *self);

/**
 * wuse_area_source_get_usage:
 * @self: a source
 * @n_painted: (out): tiles painted so far
 * @cache_bytes: (out): bytes of images at hand
 */
void wuse_area_source_get_usage (WuseAreaSource *self, guint64 *n_painted, gsize *cache_bytes);

G_END_DECLS
