/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small city for painting: areas that share their vertices, as a lattice with bent edges, base features, and people who move.
 */

#pragma once

#include "wuse-area-set.h"
#include "wuse-feature-set.h"
#include "wuse-movements.h"
#include "wuse-pixels.h"
#include "wuse-risk.h"

/**
 * RenderCity:
 * @west: left edge in degrees
 * @north: upper edge in degrees
 * @degrees: width of a grid in degrees of longitude; grids are about square on the map
 * @columns: grids side by side
 * @rows: grids one above the other
 * @block: grids on a side of a community; communities on a side of a subdistrict
 */
typedef struct
{
  double west;
  double north;
  double degrees;
  guint columns;
  guint rows;
  guint block;
} RenderCity;

/* Areas of all four levels. Grids have 16 vertices each, all shared with their neighbours. */
WuseAreaSet *render_city_make_areas (const RenderCity *city);

/* A river, parks, roads of three kinds, a railway, and buildings in the middle. */
WuseFeatureSet *render_city_make_features (const RenderCity *city);

/* Colours as an outbreak leaves them: a few centres of red, surrounded by orange, yellow and blue. */
guint8 *render_city_make_risks (const RenderCity *city, WuseAreaSet *areas);

/* Cases of all classifications with ten stays each: near a home of theirs, with a way across @bounds now and then. */
WuseMovements *render_make_movements (const WuseBounds *bounds, guint n_stays);

/* Deterministic noise, 0 to 1. */
double render_noise (guint32 a, guint32 b, guint32 c);

/* Files for people to look at and for comparison. */
void render_write_png (WusePixels *pixels, const char *path);
WusePixels *render_read_png (const char *path);
