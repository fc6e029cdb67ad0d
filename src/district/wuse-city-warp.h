/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the square a synthetic city is planned on to the ground it stands on. */

#pragma once

#include "wuse-city-random.h"
#include "wuse-geometry.h"

G_BEGIN_DECLS

#define WUSE_CITY_WARP_WAVES 5
#define WUSE_CITY_WARP_ROUGH 7

/**
 * WuseCityWave:
 * @east: amplitude towards the east
 * @north: amplitude towards the north
 * @x: waves over the square's width, times 2π
 * @y: waves over the square's height, times 2π
 * @phase: where it begins
 */
typedef struct
{
  double east;
  double north;
  double x;
  double y;
  double phase;
} WuseCityWave;

/**
 * WuseCityWarp:
 * @radius: metres on the ground for 1 on the square
 * @river_y: where the river runs on the square, from west to east
 * @tributary_x: where its tributary runs, from the river to the north
 *
 * A smooth one-to-one map. On the square everything is straight: streets, river, railway. The map makes the river
 * meander (and the streets beside it follow), bends squares around the centre into rings, and roughens the edge.
 */
typedef struct
{
  double radius;
  double river_y;
  double tributary_x;
  double river_phase[2];
  double tributary_phase[2];
  WuseCityWave waves[WUSE_CITY_WARP_WAVES];
  WuseCityWave rough[WUSE_CITY_WARP_ROUGH];
} WuseCityWarp;

/**
 * WuseCityPosition:
 * @east: metres east of the city's centre
 * @north: metres north of it
 */
typedef struct
{
  double east;
  double north;
} WuseCityPosition;

/**
 * wuse_city_warp_init:
 * @self: (out caller-allocates): a warp with a radius of 1 and a smooth edge
 * @random: where its shape comes from
 */
void wuse_city_warp_init (WuseCityWarp *self, WuseRandom *random);

/**
 * wuse_city_warp_set_radius:
 * @self: a warp
 * @radius: metres
 * @coarseness: metres between two turns of a path at the edge
 * @random: where the shape of the edge comes from
 */
void wuse_city_warp_set_radius (WuseCityWarp *self, double radius, double coarseness, WuseRandom *random);

/**
 * wuse_city_warp_apply:
 * @self: a warp
 * @x: -1 to 1 from west to east (a little more is fine)
 * @y: -1 to 1 from south to north
 *
 * Returns: where that is
 */
WuseCityPosition wuse_city_warp_apply (const WuseCityWarp *self, double x, double y);

/**
 * wuse_city_warp_straighten:
 * @self: a warp
 *
 * Softens its bends until it folds nowhere.
 */
void wuse_city_warp_straighten (WuseCityWarp *self);

/**
 * wuse_city_position_to_point:
 * @position: where
 *
 * Returns: the same as longitude and latitude
 */
WusePoint wuse_city_position_to_point (WuseCityPosition position);

G_END_DECLS
