/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The live stream: tells everybody who watches what has changed, as Server-Sent Events. */

#pragma once

#include "wuse-clock.h"
#include "wuse-exchange.h"
#include "wuse-feed-view.h"

G_BEGIN_DECLS

/**
 * WUSE_LIVE_MAX_WATCHERS:
 *
 * Most clients that may watch at a time.
 */
#define WUSE_LIVE_MAX_WATCHERS 512

/**
 * WUSE_LIVE_MAX_RESUMED:
 *
 * Most changes a client may have missed and still resume; for more it has to read the feed.
 */
#define WUSE_LIVE_MAX_RESUMED 10000

/**
 * WUSE_LIVE_MAX_BACKLOG:
 *
 * Most bytes kept for a client that does not read; beyond, it is disconnected.
 */
#define WUSE_LIVE_MAX_BACKLOG (16u << 20)

/**
 * WuseLive:
 *
 * All live streams. Changes are read from the feed itself, so that those another process commits are told as well; what a
 * client missed is made good from there too, compacted. Main thread only.
 */
typedef struct _WuseLive WuseLive;

/**
 * wuse_live_new:
 * @view: for reading; outlives the streams
 * @feed: id of the feed
 * @clock: the clock to tell; outlives the streams
 * @faults: (nullable): what is to go wrong
 * @heartbeat: milliseconds between two signs of life
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Returns: (transfer full) (nullable): no streams yet; free with wuse_live_free()
 */
WuseLive *
wuse_live_new (WuseFeedView *view, const char *feed, WuseClock *clock, WuseFaults *faults, guint heartbeat, GError **error);

/**
 * wuse_live_free:
 * @self: (transfer full) (nullable): the streams
 */
void wuse_live_free (WuseLive *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseLive, wuse_live_free)

/**
 * wuse_live_add:
 * @self: the streams
 * @exchange: a request nothing was sent to yet
 * @feed: (nullable): the feed the client knows
 * @after: the last seq the client knows, or -1 for none
 *
 * Begins a stream: `hello`, the clock, what was missed (or `gap`), and from then on every change.
 */
void wuse_live_add (WuseLive *self, WuseExchange *exchange, const char *feed, gint64 after);

/**
 * wuse_live_publish:
 * @self: the streams
 *
 * Tells what has been committed since the last time.
 */
void wuse_live_publish (WuseLive *self);

/**
 * wuse_live_tell_clock:
 * @self: the streams
 *
 * Tells the present time and rate.
 */
void wuse_live_tell_clock (WuseLive *self);

G_END_DECLS
