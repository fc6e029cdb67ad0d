/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two ways to a geometry (bytes, builder) share. */

#pragma once

#include "wuse-geometry.h"

G_BEGIN_DECLS

/**
 * wuse_geometry_check:
 * @self: a geometry whose counts fit its arrays; its bounds are set
 * @error: return location for a %WUSE_GEO_ERROR
 *
 * Checks the rules for its kind: ends that rise and cover everything, coordinates in range, lines of two different points,
 * closed rings of three.
 *
 * Returns: %TRUE if it keeps them
 */
gboolean wuse_geometry_check (WuseGeometry *self, GError **error);

G_END_DECLS
