/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The writing thread: its queue, and how those who wait are told. */

#pragma once

#include "wuse-store-writer.h"

G_BEGIN_DECLS

/**
 * WuseStoreWriteFunc:
 * @writer: (inout): the writer; for an unordered call %NULL after a rebuild that failed, and to be replaced
 * @data: what was handed over
 * @change: to be filled with what was changed
 * @error: return location for an error
 *
 * Runs on the writing thread.
 *
 * Returns: %TRUE if it was done
 */
typedef gboolean (*WuseStoreWriteFunc) (WuseStoreWriter **writer, gpointer data, WuseStoreChange *change, GError **error);

/**
 * WuseStoreWrittenFunc:
 * @state: (nullable): as committed, %NULL when there is no file
 * @change: what was changed
 * @error: (nullable): why it failed
 * @data: what was handed over
 *
 * Called on the writing thread after each function, before those who wait for it are told.
 */
typedef void (*WuseStoreWrittenFunc) (const WuseStoreState *state,
                                      const WuseStoreChange *change,
                                      const GError *error,
                                      gpointer data);

/**
 * WuseStoreThread:
 *
 * Runs functions one after the other. Batches are throttled, and the failure of one is reported by the next call of
 * those that wait.
 */
typedef struct _WuseStoreThread WuseStoreThread;

/**
 * wuse_store_thread_new:
 * @writer: (transfer full): the writer
 * @written: called after each function
 * @data: handed to @written
 *
 * Returns: (transfer full): the thread, started
 */
WuseStoreThread *wuse_store_thread_new (WuseStoreWriter *writer, WuseStoreWrittenFunc written, gpointer data);

/**
 * wuse_store_thread_stop:
 * @self: a thread
 *
 * Lets what is queued finish, and waits for it. What is asked later fails with %WUSE_STORE_ERROR_CLOSED.
 *
 * Returns: (transfer full) (nullable): the writer
 */
WuseStoreWriter *wuse_store_thread_stop (WuseStoreThread *self);

/**
 * wuse_store_thread_free:
 * @self: (nullable): a stopped thread
 */
void wuse_store_thread_free (WuseStoreThread *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseStoreThread, wuse_store_thread_free)

/**
 * wuse_store_thread_submit:
 * @self: a thread
 * @batch: (transfer full): records
 * @cancellable: (nullable): to stop waiting
 * @error: return location for the error of an earlier batch
 *
 * See wuse_store_submit().
 *
 * Returns: %TRUE if it was queued
 */
gboolean wuse_store_thread_submit (WuseStoreThread *self, WuseRecordBatch *batch, GCancellable *cancellable, GError **error);

/**
 * WuseStoreCallMode:
 * @WUSE_CALL_ORDERED: the failure of an earlier batch prevents the call, and is reported by it
 * @WUSE_CALL_AFRESH: it is forgotten, and there need not be a writer
 * @WUSE_CALL_ASIDE: it is left for whom it concerns
 *
 * What a call has to do with the batches before it.
 */
typedef enum
{
  WUSE_CALL_ORDERED,
  WUSE_CALL_AFRESH,
  WUSE_CALL_ASIDE,
} WuseStoreCallMode;

/**
 * wuse_store_thread_call:
 * @self: a thread
 * @func: what to do
 * @data: handed to @func
 * @mode: what it has to do with the batches before it
 * @error: return location for an error of @func, or of an earlier batch
 *
 * Waits for everything queued before, and for @func.
 *
 * Returns: %TRUE if it was done
 */
gboolean
wuse_store_thread_call (WuseStoreThread *self, WuseStoreWriteFunc func, gpointer data, WuseStoreCallMode mode, GError **error);

/**
 * wuse_store_thread_post:
 * @self: a thread
 * @func: what to do
 * @task: (transfer full): returns a boolean; its task data is handed to @func
 *
 * Queues and does not wait.
 */
void wuse_store_thread_post (WuseStoreThread *self, WuseStoreWriteFunc func, GTask *task);

/**
 * wuse_store_release_task:
 * @task: (transfer full): a task that has returned
 *
 * Drops a reference on the task's own context, so that the store is never finalised by one of its threads.
 */
void wuse_store_release_task (GTask *task);

G_END_DECLS
