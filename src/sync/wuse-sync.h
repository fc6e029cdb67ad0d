/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps the cache like the district's server: first fill, live stream, catching up, back-off. */

#pragma once

#include "wuse-district.h"
#include "wuse-store.h"

G_BEGIN_DECLS

/**
 * WuseSyncState:
 * @WUSE_SYNC_STOPPED: not started, or stopped
 * @WUSE_SYNC_CONNECTING: reaching the server, signing in
 * @WUSE_SYNC_FILLING: first fill under way: what is shown is not complete yet
 * @WUSE_SYNC_CATCHING_UP: reading what was missed
 * @WUSE_SYNC_LIVE: what is shown is what the server knows
 * @WUSE_SYNC_WAITING: the server cannot be reached, or failed; tried again at #WuseSync:next-attempt
 * @WUSE_SYNC_REFUSED: name or password were not accepted; tried again, seldom
 * @WUSE_SYNC_STORE_FAILED: the cache cannot be written (full, read-only, damaged beyond rebuilding); tried again, seldom
 *
 * What is going on. In every state but the last all that is in the cache can be used.
 */
typedef enum
{
  WUSE_SYNC_STOPPED,
  WUSE_SYNC_CONNECTING,
  WUSE_SYNC_FILLING,
  WUSE_SYNC_CATCHING_UP,
  WUSE_SYNC_LIVE,
  WUSE_SYNC_WAITING,
  WUSE_SYNC_REFUSED,
  WUSE_SYNC_STORE_FAILED,
} WuseSyncState;

GType wuse_sync_state_get_type (void);
#define WUSE_TYPE_SYNC_STATE (wuse_sync_state_get_type ())

/**
 * wuse_sync_state_to_string:
 * @self: a state
 *
 * Returns: its name for logs and tests: `live`, `waiting` …
 */
const char *wuse_sync_state_to_string (WuseSyncState self);

#define WUSE_TYPE_SYNC (wuse_sync_get_type ())

/**
 * WuseSync:
 *
 * One thread that fills the cache from a server and keeps it so. All functions are called on the thread that made it and return
 * at once; properties change, and are notified, there only, at most once per turn of its main context.
 *
 * Records that are committed are announced by the store itself (#WuseStore::changed).
 */
G_DECLARE_FINAL_TYPE (WuseSync, wuse_sync, WUSE, SYNC, GObject)

/**
 * wuse_sync_new:
 * @store: the cache to keep
 *
 * Returns: (transfer full): a stopped one. Releasing the last reference waits for the thread to end.
 */
WuseSync *wuse_sync_new (WuseStore *store);

/**
 * wuse_sync_set_server:
 * @self: a sync
 * @address: (nullable): base address of the server
 * @user: (nullable): name to sign in with, %NULL for a server that asks for none
 * @password: (nullable): their password; kept in memory only
 * @error: return location for a %WUSE_NET_ERROR if the address is not acceptable
 *
 * Sets what is connected to. If started, it starts anew.
 *
 * Returns: %TRUE if @address is acceptable
 */
gboolean wuse_sync_set_server (WuseSync *self, const char *address, const char *user, const char *password, GError **error);

/**
 * wuse_sync_set_pace:
 * @self: a sync
 * @base: milliseconds that the first wait after a failure is drawn from (500)
 * @cap: most milliseconds that a wait is drawn from (30,000)
 * @timeout: seconds of silence after which a connection counts as lost (15)
 *
 * Sets how it behaves when something fails; takes effect at the next connection. For tests, and for slow lines.
 */
void wuse_sync_set_pace (WuseSync *self, guint base, guint cap, guint timeout);

/**
 * wuse_sync_start:
 * @self: a sync with a server
 */
void wuse_sync_start (WuseSync *self);

/**
 * wuse_sync_stop:
 * @self: a sync
 *
 * Ends what is under way. The state becomes %WUSE_SYNC_STOPPED a little later.
 */
void wuse_sync_stop (WuseSync *self);

/**
 * wuse_sync_retry_now:
 * @self: a sync
 *
 * Ends a wait at once; nothing happens in other states.
 */
void wuse_sync_retry_now (WuseSync *self);

/**
 * wuse_sync_get_state:
 * @self: a sync
 *
 * Returns: what is going on
 */
WuseSyncState wuse_sync_get_state (WuseSync *self);

/**
 * wuse_sync_get_error:
 * @self: a sync
 *
 * Returns: (transfer none) (nullable): what failed last; %NULL once it is live again
 */
const GError *wuse_sync_get_error (WuseSync *self);

/**
 * wuse_sync_get_next_attempt:
 * @self: a sync
 *
 * Returns: when it is tried again, in the states that wait, else %WUSE_TIME_NONE
 */
WuseTime wuse_sync_get_next_attempt (WuseSync *self);

/**
 * wuse_sync_get_last_contact:
 * @self: a sync
 *
 * Returns: when what is in the cache was last known to be what the server knows; %WUSE_TIME_NONE if not since the start
 */
WuseTime wuse_sync_get_last_contact (WuseSync *self);

/**
 * wuse_sync_get_n_received:
 * @self: a sync
 *
 * Returns: records received since the last time the feed was begun
 */
guint64 wuse_sync_get_n_received (WuseSync *self);

/**
 * wuse_sync_get_progress:
 * @self: a sync
 *
 * Returns: how much of the feed being read is in, 0 to 1, by place in the feed; 1 when there is nothing to read
 */
double wuse_sync_get_progress (WuseSync *self);

/**
 * wuse_sync_get_rate:
 * @self: a sync
 *
 * Returns: records a second over the feed being read, 0 when none is
 */
double wuse_sync_get_rate (WuseSync *self);

/**
 * wuse_sync_get_district:
 * @self: a sync
 *
 * Returns: (transfer none) (nullable): what the server said of itself, with the last clock heard; %NULL before it has
 */
const WuseDistrict *wuse_sync_get_district (WuseSync *self);

/**
 * wuse_sync_get_district_time:
 * @self: a sync
 *
 * Returns: the district's present instant, carried on by its clock rate since it was last heard while live, standing still
 *   from when contact was lost; %WUSE_TIME_NONE when it was never heard
 */
WuseTime wuse_sync_get_district_time (WuseSync *self);

/**
 * wuse_sync_set_clock_rate_async:
 * @self: a sync with a server
 * @rate: seconds of district time per second, 0 to pause
 * @cancellable: (nullable): to give up
 * @callback: called on the caller's main context
 * @user_data: handed to @callback
 *
 * Asks a server with a simulated clock to run it at another rate.
 */
void wuse_sync_set_clock_rate_async (
    WuseSync *self, double rate, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * wuse_sync_set_clock_rate_finish:
 * @self: a sync
 * @result: what the callback was given
 * @error: return location for a %WUSE_NET_ERROR; %WUSE_NET_ERROR_CONFLICT if the district lives in real time
 *
 * Returns: %TRUE if the clock runs at that rate
 */
gboolean wuse_sync_set_clock_rate_finish (WuseSync *self, GAsyncResult *result, GError **error);

G_END_DECLS
