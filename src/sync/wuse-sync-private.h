/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sync thread and its face share. */

#pragma once

#include "wuse-backoff.h"
#include "wuse-sync.h"

G_BEGIN_DECLS

/**
 * WuseSyncServer:
 * @address: base address
 * @user: (nullable): name to sign in with
 * @password: (nullable): their password
 * @base: see wuse_sync_set_pace()
 * @cap: likewise
 * @timeout: likewise
 *
 * What to connect to and how.
 */
typedef struct
{
  char *address;
  char *user;
  char *password;
  guint base;
  guint cap;
  guint timeout;
} WuseSyncServer;

/**
 * wuse_sync_server_copy:
 * @self: a server
 *
 * Returns: (transfer full): a copy; clear with wuse_sync_server_clear()
 */
WuseSyncServer wuse_sync_server_copy (const WuseSyncServer *self);

/**
 * wuse_sync_server_clear:
 * @self: a server
 *
 * Wipes the password from memory.
 */
void wuse_sync_server_clear (WuseSyncServer *self);

/**
 * wuse_sync_dup_server:
 * @self: a sync
 *
 * Returns: (transfer full): what it connects to; clear with wuse_sync_server_clear()
 */
WuseSyncServer wuse_sync_dup_server (WuseSync *self);

/**
 * WuseSyncReport:
 * @state: what is going on
 * @error: (nullable): why it waits
 * @next_attempt: when it is tried again
 * @last_contact: when the cache was last known to be current
 * @n_received: records of the feed being read
 * @progress: how much of it is in
 * @rate: records a second
 * @district: (nullable): the district with its last clock
 * @clock_heard: when that clock was heard, on g_get_monotonic_time()
 *
 * What the thread tells.
 */
typedef struct
{
  WuseSyncState state;
  GError *error;
  WuseTime next_attempt;
  WuseTime last_contact;
  guint64 n_received;
  double progress;
  double rate;
  WuseDistrict *district;
  gint64 clock_heard;
} WuseSyncReport;

/**
 * WuseSyncReportFunc:
 * @report: (transfer none): what to tell
 * @is_urgent: whether it should not wait for more of the kind
 * @user_data: what was handed over
 *
 * Takes a report, on the sync thread.
 */
typedef void (*WuseSyncReportFunc) (const WuseSyncReport *report, gboolean is_urgent, gpointer user_data);

/**
 * WuseSyncRun:
 *
 * The work of the thread for one server.
 */
typedef struct _WuseSyncRun WuseSyncRun;

/**
 * wuse_sync_run_new:
 * @store: the cache
 * @server: (transfer none): what to connect to
 * @report: called with every change
 * @user_data: handed to @report
 * @error: return location for a %WUSE_NET_ERROR if the address is not acceptable
 *
 * Returns: (transfer full) (nullable): a run; free with wuse_sync_run_free() on the thread that used it
 */
WuseSyncRun *
wuse_sync_run_new (WuseStore *store, const WuseSyncServer *server, WuseSyncReportFunc report, gpointer user_data, GError **error);

/**
 * wuse_sync_run_free:
 * @self: (transfer full) (nullable): a run
 */
void wuse_sync_run_free (WuseSyncRun *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseSyncRun, wuse_sync_run_free)

/**
 * wuse_sync_run_attempt:
 * @self: a run
 * @cancellable: to end it
 *
 * Connects, fills, follows the live stream; comes back when something has failed or @cancellable was cancelled. The report
 * then says why and the state that follows.
 *
 * Returns: milliseconds to wait before the next attempt
 */
gint64 wuse_sync_run_attempt (WuseSyncRun *self, GCancellable *cancellable);

/**
 * wuse_sync_report_clear:
 * @self: a report
 */
void wuse_sync_report_clear (WuseSyncReport *self);

G_END_DECLS
