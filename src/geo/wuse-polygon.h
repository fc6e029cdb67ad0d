/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be asked of polygons: inside, area, where to put a name, is it sound. */

#pragma once

#include "wuse-geometry.h"

G_BEGIN_DECLS

/**
 * wuse_polygon_contains:
 * @geometry: polygons
 * @point: a point
 *
 * Even-odd rule over all rings; a point on an edge belongs to one side, always the same.
 *
 * Returns: %TRUE if @point is inside
 */
gboolean wuse_polygon_contains (const WuseGeometry *geometry, WusePoint point);

/**
 * wuse_polygon_area:
 * @geometry: polygons
 *
 * Returns: area in square metres on the sphere (Chamberlain & Duquette 2007), holes taken off
 */
double wuse_polygon_area (const WuseGeometry *geometry);

/**
 * wuse_polygon_label_point:
 * @geometry: polygons
 *
 * Returns: a point inside the largest part, at its centroid where that is inside, else in the middle of the widest
 *   span at the centroid's latitude
 */
WusePoint wuse_polygon_label_point (const WuseGeometry *geometry);

/**
 * wuse_polygon_check:
 * @geometry: polygons
 * @error: return location for a %WUSE_GEO_ERROR that names the ring and the point
 *
 * Looks for what would fill wrongly or not at all: rings with fewer than three different points, no area, or an edge
 * that crosses another of the same ring (touching is no crossing). The work is bounded: a ring made so that most of its edges'
 * boxes overlap is refused with %WUSE_GEO_ERROR_TOO_LARGE.
 *
 * Returns: %TRUE if the polygons are sound
 */
gboolean wuse_polygon_check (const WuseGeometry *geometry, GError **error);

G_END_DECLS
