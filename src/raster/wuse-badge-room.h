/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a badge goes so that it covers no name. */

#pragma once

#include "wuse-label-space.h"
#include "wuse-scene.h"

G_BEGIN_DECLS

/**
 * WUSE_BADGE_REACH:
 *
 * Pixels by which a badge is moved at most, either way: it must still be seen where it belongs.
 */
#define WUSE_BADGE_REACH 36

/**
 * wuse_scene_find_badge_room:
 * @self: a scene
 * @zoom: 0 to %WUSE_RASTER_MAX_ZOOM
 * @box: where the badge would lie, in pixels of the world of 256-pixel tiles
 * @dx: (out): by how much it goes to the right
 * @dy: (out): by how much it goes down
 *
 * The least way, of at most %WUSE_BADGE_REACH, to where it covers none of the areas' names; both 0 if it covers none, or cannot
 * get out of their way. Makes no plan of names and waits for none: for the main thread.
 *
 * Returns: %FALSE, and both 0, if it is not known yet where the names of that zoom level go
 */
gboolean wuse_scene_find_badge_room (const WuseScene *self, guint zoom, const WuseLabelBox *box, int *dx, int *dy);

G_END_DECLS
