/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A made-up city: streets, areas, buildings, places, households and persons. */

#pragma once

#include "wuse-feed.h"

G_BEGIN_DECLS

/**
 * WuseCity:
 *
 * A city that is planned like one: a river with its bridges, main roads and a ring, blocks of houses between side streets,
 * villages at the edge; and who lives where. The same seed and size give the same city. Immutable once made.
 */
typedef struct _WuseCity WuseCity;

#define WUSE_CITY_MIN_GRIDS 100
#define WUSE_CITY_MAX_GRIDS 100000
#define WUSE_CITY_MIN_PERSONS 2000
#define WUSE_CITY_MAX_PERSONS 2000000

/**
 * wuse_city_new:
 * @seed: any number
 * @n_grids: %WUSE_CITY_MIN_GRIDS to %WUSE_CITY_MAX_GRIDS
 * @n_persons: %WUSE_CITY_MIN_PERSONS to %WUSE_CITY_MAX_PERSONS, at least five a grid
 * @year: the present year, from which ages are counted
 * @error: return location for %WUSE_SERVER_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): a city; free with wuse_city_free()
 */
WuseCity *wuse_city_new (guint64 seed, guint n_grids, guint n_persons, int year, GError **error);

/**
 * wuse_city_free:
 * @self: (transfer full) (nullable): a city
 */
void wuse_city_free (WuseCity *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseCity, wuse_city_free)

/**
 * wuse_city_write:
 * @self: a city
 * @feed: where to write, with no transaction under way
 * @at: when all this was recorded
 * @bounds: (out caller-allocates): the box around the district
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Writes areas, base features, buildings, places, households and persons, in transactions of a bounded size. What is in
 * the feed already and is the same stays as it is, so that a broken-off run may be run again.
 *
 * Returns: %TRUE if all was written
 */
gboolean wuse_city_write (const WuseCity *self, WuseFeed *feed, WuseTime at, WuseBounds *bounds, GError **error);

G_END_DECLS
