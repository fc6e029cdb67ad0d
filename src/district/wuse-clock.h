/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The district's time, and the thread on which a simulation lives. */

#pragma once

#include "wuse-simulation.h"

G_BEGIN_DECLS

/**
 * WUSE_CLOCK_MAX_RATE:
 *
 * Greatest rate: ten days a second.
 */
#define WUSE_CLOCK_MAX_RATE 864000.0

/**
 * WuseClockFunc:
 * @user_data: what was handed to wuse_clock_new()
 *
 * Called on the thread that made the clock when the rate has changed.
 */
typedef void (*WuseClockFunc) (gpointer user_data);

/**
 * WuseClock:
 *
 * Lets a simulation's time pass, a tenth of a second of real time after the other. Where it cannot keep up, it runs as fast as
 * it can; time lost is not made up for.
 */
typedef struct _WuseClock WuseClock;

/**
 * wuse_clock_new:
 * @feed: the feed a simulation writes to; used by the clock's thread alone until the clock is freed
 * @simulation: (nullable): what lets time pass; without one, time is what the district in @feed says
 * @rate: seconds of district time per second to begin with
 * @changed: called when the rate has changed by itself
 * @user_data: handed to @changed
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Returns: (transfer full) (nullable): a running clock; free with wuse_clock_free()
 */
WuseClock *wuse_clock_new (
    WuseFeed *feed, WuseSimulation *simulation, double rate, WuseClockFunc changed, gpointer user_data, GError **error);

/**
 * wuse_clock_free:
 * @self: (transfer full) (nullable): a clock; waits for the step under way
 */
void wuse_clock_free (WuseClock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseClock, wuse_clock_free)

/**
 * wuse_clock_can_be_set:
 * @self: a clock
 *
 * Returns: whether there is a simulation
 */
gboolean wuse_clock_can_be_set (WuseClock *self);

/**
 * wuse_clock_set_rate:
 * @self: a clock that can be set
 * @rate: seconds of district time per second, 0 to pause, at most %WUSE_CLOCK_MAX_RATE
 */
void wuse_clock_set_rate (WuseClock *self, double rate);

/**
 * wuse_clock_get:
 * @self: a clock
 * @rate: (out) (optional): seconds of district time per second
 *
 * Returns: the district's present instant
 */
WuseTime wuse_clock_get (WuseClock *self, double *rate);

G_END_DECLS
