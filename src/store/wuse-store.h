/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cache: what the district's server said, in one SQLite file that can be thrown away, and a little that cannot. */

#pragma once

#include <gio/gio.h>

#include "wuse-activity.h"
#include "wuse-district.h"
#include "wuse-record-batch.h"
#include "wuse-store-error.h"
#include "wuse-store-reader.h"

G_BEGIN_DECLS

#define WUSE_TYPE_STORE (wuse_store_get_type ())

/**
 * WuseStore:
 *
 * One thread with the only writing connection, two with reading ones. Functions said to be blocking are never called
 * on the thread that runs the default main context (asserted unless assertions are compiled out); the others are safe
 * on any thread and touch no disk.
 *
 * ::changed: (guint types, gint64 seq): emitted on the default main context after records have been committed; bit
 *   `1 << WuseRecordType` of `types` is set for each type touched since the last emission, `seq` is the cursor now.
 *   After a feed was dropped all bits are set. At most one emission waits at a time, however fast batches come.
 *
 * ::activity: (): emitted on the default main context after rows of the activity list have been added; coalesced
 *   likewise.
 *
 * ::outbox-changed: (): emitted on the default main context after what is in the outbox has changed
 *   (wuse-store-outbox.h); coalesced likewise.
 *
 * ::damaged: (): emitted once on the default main context when reading or writing has found the file damaged.
 */
G_DECLARE_FINAL_TYPE (WuseStore, wuse_store, WUSE, STORE, GObject)

/**
 * WuseStoreRecovery:
 * @WUSE_STORE_OPENED: the file was there and is sound as far as a short look tells
 * @WUSE_STORE_CREATED: there was no file, now there is an empty one
 * @WUSE_STORE_MIGRATED: it was written by an older version and has been brought up to date
 * @WUSE_STORE_REBUILT: it was damaged: an empty one stands in its place, with what is only local copied as far as it
 *   could be read; the damaged file is kept beside it as `….damaged-<time>` (the newest two are kept)
 * @WUSE_STORE_READ_ONLY: it can be read but not written (rights, a read-only disk, a full one): everything shown is as
 *   it was, nothing new can be kept
 *
 * What opening had to do.
 */
typedef enum
{
  WUSE_STORE_OPENED,
  WUSE_STORE_CREATED,
  WUSE_STORE_MIGRATED,
  WUSE_STORE_REBUILT,
  WUSE_STORE_READ_ONLY,
} WuseStoreRecovery;

/**
 * wuse_store_open:
 * @path: the file; its folder has to exist
 * @recovery: (out) (optional): what had to be done
 * @error: return location for a %WUSE_STORE_ERROR: %WUSE_STORE_ERROR_NEWER (the file is left untouched),
 *   %WUSE_STORE_ERROR_FULL (there is no room to create it) or another
 *
 * Opens, creates, migrates or rebuilds the cache. Blocking.
 *
 * Returns: (transfer full) (nullable): the store
 */
WuseStore *wuse_store_open (const char *path, WuseStoreRecovery *recovery, GError **error);

/**
 * wuse_store_close:
 * @self: a store
 *
 * Lets queued writing finish, ends the threads and closes the file. Everything asked later fails with
 * %WUSE_STORE_ERROR_CLOSED; reads not yet begun are cancelled. Waits for the threads: the one blocking function that
 * may be called on the main thread, once its loop has ended. Releasing the last reference does the same.
 */
void wuse_store_close (WuseStore *self);

/**
 * wuse_store_begin_feed:
 * @self: a store
 * @district: what the server says of itself, just received
 * @was_reset: (out) (optional): whether the synced records were dropped
 * @error: return location for a %WUSE_STORE_ERROR
 *
 * Keeps the description. If its feed is not the one the cache was filled from, drops all synced records in the same
 * transaction and sets the cursor to 0: so it is called only with a server's answer in hand, and an outage never
 * empties the screen. What is only local stays. Blocking; waits for batches submitted before. A failed batch reported
 * here has been dropped as wuse_store_submit() says.
 *
 * Returns: %TRUE if it was stored
 */
gboolean wuse_store_begin_feed (WuseStore *self, const WuseDistrict *district, gboolean *was_reset, GError **error);

/**
 * wuse_store_drop_feed:
 * @self: a store
 * @error: return location for a %WUSE_STORE_ERROR
 *
 * Drops all synced records and sets the cursor to 0, whatever the feed: for a server that answers `410`, or a digest
 * that differs. Blocking.
 *
 * Returns: %TRUE if they are gone
 */
gboolean wuse_store_drop_feed (WuseStore *self, GError **error);

/**
 * wuse_store_submit:
 * @self: a store
 * @batch: (transfer full): records in the order of the feed
 * @cancellable: (nullable): to stop waiting for a place in the queue
 * @error: return location for a %WUSE_STORE_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Queues a batch; waits while two are under way. Each is one transaction with the cursor that says so: records at or
 * before the cursor are passed over, an older version never takes the place of a newer one. Blocking; called by one
 * thread at a time.
 *
 * When an earlier batch has failed, the call fails with its error: that batch, all behind it and this one have been
 * dropped, and the caller has to go on from wuse_store_get_cursor(). The call after that is taken again.
 *
 * Returns: %TRUE if the batch was queued
 */
gboolean wuse_store_submit (WuseStore *self, WuseRecordBatch *batch, GCancellable *cancellable, GError **error);

/**
 * wuse_store_end_feed:
 * @self: a store
 * @seq: the `seq` of the feed's `end` line
 * @cancellable: (nullable): to give up (a first fill stays unfinished; the next call finishes it)
 * @error: return location for a %WUSE_STORE_ERROR or %G_IO_ERROR_CANCELLED
 *
 * The feed has been read to its end: moves the cursor on to @seq and, after a first fill, builds the indexes that were
 * left out for speed (about a second for a million persons). Cheap otherwise. Blocking; waits for batches submitted before.
 *
 * Returns: %TRUE if everything up to @seq is in the cache
 */
gboolean wuse_store_end_feed (WuseStore *self, gint64 seq, GCancellable *cancellable, GError **error);

/**
 * wuse_store_flush:
 * @self: a store
 * @error: return location for the error of a batch submitted before
 *
 * Waits until everything submitted before is committed. Blocking.
 *
 * Returns: %TRUE if it is
 */
gboolean wuse_store_flush (WuseStore *self, GError **error);

/**
 * wuse_store_get_cursor:
 * @self: a store
 * @feed: (out) (optional) (transfer full) (nullable): id of the feed the cache was filled from, %NULL before the first
 * @seq: (out) (optional): the last `seq` committed, 0 for none
 *
 * Returns: %TRUE if there is a feed
 */
gboolean wuse_store_get_cursor (WuseStore *self, char **feed, gint64 *seq);

/**
 * wuse_store_is_filling:
 * @self: a store
 *
 * Returns: %TRUE until the first wuse_store_end_feed() after the records were dropped or the file created. While it
 *   lasts, changes make no activity rows, and counting below an area is slow.
 */
gboolean wuse_store_is_filling (WuseStore *self);

/**
 * wuse_store_is_in_doubt:
 * @self: a store
 *
 * Returns: %TRUE if the records may differ from the server's though the cursor says that they do not: an older version of
 *   the program did not know all that it was sent. The digest tells.
 */
gboolean wuse_store_is_in_doubt (WuseStore *self);

/**
 * wuse_store_dispel_doubt:
 * @self: a store
 * @error: return location for a %WUSE_STORE_ERROR
 *
 * The records have been found to be the server's. Blocking.
 *
 * Returns: %TRUE if it is stored
 */
gboolean wuse_store_dispel_doubt (WuseStore *self, GError **error);

/**
 * wuse_store_is_read_only:
 * @self: a store
 *
 * Returns: %TRUE if nothing can be written
 */
gboolean wuse_store_is_read_only (WuseStore *self);

/**
 * wuse_store_is_damaged:
 * @self: a store
 *
 * Returns: %TRUE once anything has failed with %WUSE_STORE_ERROR_CORRUPT, until wuse_store_rebuild(). While it is so,
 *   writing fails with that error; reading goes on as far as it goes.
 */
gboolean wuse_store_is_damaged (WuseStore *self);

/**
 * wuse_store_rebuild:
 * @self: a store
 * @error: return location for a %WUSE_STORE_ERROR
 *
 * Puts an empty file in the place of a damaged one, as wuse_store_open() does, while the store stays in use: the cursor
 * is 0, what is only local has been copied as far as it could be read. Reads under way are waited for. When it fails (no
 * room on the disk), the store stays damaged, and the call may be repeated. Blocking.
 *
 * Returns: %TRUE if the store is usable again
 */
gboolean wuse_store_rebuild (WuseStore *self, GError **error);

/**
 * wuse_store_was_unclean:
 * @self: a store
 *
 * Returns: %TRUE if the program had not closed the file when it last ended, so that wuse_store_check_async() is worth
 *   its time
 */
gboolean wuse_store_was_unclean (WuseStore *self);

/**
 * wuse_store_check_async:
 * @self: a store
 * @cancellable: (nullable): to give up
 * @callback: called on the caller's main context
 * @user_data: handed to @callback
 *
 * Reads the whole file looking for damage, on a reading thread: for after the first picture, if wuse_store_was_unclean().
 */
void wuse_store_check_async (WuseStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * wuse_store_check_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location for %WUSE_STORE_ERROR_CORRUPT (the store is marked as damaged) or another
 *
 * Returns: %TRUE if the file is sound
 */
gboolean wuse_store_check_finish (WuseStore *self, GAsyncResult *result, GError **error);

/**
 * wuse_store_add_activity_async:
 * @self: a store
 * @activities: (element-type WuseActivity) (transfer full): rows to add, in order, as one transaction; ids are passed over
 * @cancellable: (nullable): to give up
 * @callback: (nullable): called on the caller's main context
 * @user_data: handed to @callback
 *
 * Adds to the activity list.
 */
void wuse_store_add_activity_async (
    WuseStore *self, GPtrArray *activities, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * wuse_store_add_activity_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location for a %WUSE_STORE_ERROR
 *
 * Returns: %TRUE if they are stored
 */
gboolean wuse_store_add_activity_finish (WuseStore *self, GAsyncResult *result, GError **error);

/**
 * wuse_store_set_setting_async:
 * @self: a store
 * @key: what to remember, a short name
 * @value: (nullable): UTF-8, or %NULL to forget it
 * @cancellable: (nullable): to give up
 * @callback: (nullable): called on the caller's main context
 * @user_data: handed to @callback
 *
 * Remembers something that belongs to this cache and not to the program (GSettings is for that). Read it with
 * wuse_store_reader_get_setting().
 */
void wuse_store_set_setting_async (WuseStore *self,
                                   const char *key,
                                   const char *value,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/**
 * wuse_store_set_setting_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location for a %WUSE_STORE_ERROR
 *
 * Returns: %TRUE if it is stored
 */
gboolean wuse_store_set_setting_finish (WuseStore *self, GAsyncResult *result, GError **error);

/**
 * WuseStoreReadFunc:
 * @reader: the cache as it was at one instant
 * @data: what was handed over
 * @cancellable: (nullable): cancelled when the result is no longer wanted
 * @error: return location for an error
 *
 * Runs on a reading thread inside one read transaction. Must not call blocking functions of the store.
 *
 * Returns: the result; %NULL with @error set on failure (%NULL without @error is a result too)
 */
typedef gpointer (*WuseStoreReadFunc) (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error);

/**
 * wuse_store_read_async:
 * @self: a store
 * @func: (scope notified): what to read
 * @data: handed to @func
 * @data_free: (nullable): frees @data
 * @result_free: (nullable): frees the result if nobody fetches it
 * @cancellable: (nullable): to give up; a statement under way is interrupted
 * @callback: called on the caller's main context
 * @user_data: handed to @callback
 *
 * Reads on one of the two reading threads.
 */
void wuse_store_read_async (WuseStore *self,
                            WuseStoreReadFunc func,
                            gpointer data,
                            GDestroyNotify data_free,
                            GDestroyNotify result_free,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/**
 * wuse_store_read_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location for a %WUSE_STORE_ERROR, %G_IO_ERROR_CANCELLED or what the function set
 *
 * Returns: (transfer full) (nullable): the result
 */
gpointer wuse_store_read_finish (WuseStore *self, GAsyncResult *result, GError **error);

/**
 * wuse_store_read:
 * @self: a store
 * @func: what to read
 * @data: handed to @func
 * @cancellable: (nullable): to give up
 * @error: return location for a %WUSE_STORE_ERROR, %G_IO_ERROR_CANCELLED or what @func set
 *
 * As wuse_store_read_async(), waiting for the result. Blocking.
 *
 * Returns: (transfer full) (nullable): the result
 */
gpointer wuse_store_read (WuseStore *self, WuseStoreReadFunc func, gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
