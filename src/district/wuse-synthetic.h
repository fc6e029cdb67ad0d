/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole district that is made up: a city, and an outbreak that goes on in it. */

#pragma once

#include "wuse-simulation.h"

G_BEGIN_DECLS

/**
 * WuseSyntheticOptions:
 * @grids: 100 to 100,000
 * @persons: 2,000 to 2,000,000, at least five a grid
 * @seed: at most %G_MAXINT64; the same options give the same district, to the byte
 * @time: the district's present instant when it is made, or 0 for 11 April 2022, 14:05 there
 * @history_days: how many days of outbreak lie behind, up to 365, or 0 for 45
 */
typedef struct
{
  guint grids;
  guint persons;
  guint64 seed;
  WuseTime time;
  guint history_days;
} WuseSyntheticOptions;

/**
 * wuse_synthetic_new:
 * @feed: an empty feed, or one that holds this very district
 * @options: what to make
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Makes the city, lives the history, writes all of it, and describes the district (synthetic, with a clock rate of 1). In
 * a feed that holds it already, the same as wuse_synthetic_resume().
 *
 * Returns: (transfer full) (nullable): the outbreak, to be lived on
 */
WuseSimulation *wuse_synthetic_new (WuseFeed *feed, const WuseSyntheticOptions *options, GError **error);

/**
 * wuse_synthetic_resume:
 * @feed: a feed
 * @simulation: (out) (transfer full) (nullable): the outbreak as it was after the last commit, or %NULL if the feed is not
 *   that of a synthetic district
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Finds the way back into a synthetic district: makes the city again from its notes and relives the outbreak without
 * writing; a creation that was broken off is finished.
 *
 * Returns: %FALSE only if that failed
 */
gboolean wuse_synthetic_resume (WuseFeed *feed, WuseSimulation **simulation, GError **error);

G_END_DECLS
