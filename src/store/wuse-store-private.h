/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of WuseStore share. */

#pragma once

#include "wuse-store-pool.h"
#include "wuse-store-thread.h"
#include "wuse-store.h"

G_BEGIN_DECLS

/**
 * wuse_store_assert_not_main:
 *
 * The main thread never waits for a disk: aborts on the thread that runs the default main context.
 */
static inline void
wuse_store_assert_not_main (void)
{
  g_assert (!g_main_context_is_owner (g_main_context_default ()));
}

/**
 * wuse_store_push_read:
 * @self: a store
 * @func: what to read
 * @data: handed to @func
 * @cancellable: (nullable): to give up
 * @done: called once, also when the store is closed: then on the calling thread
 * @done_data: handed to @done
 *
 * Hands a read to the reading threads.
 */
void wuse_store_push_read (WuseStore *self,
                           WuseStoreReadFunc func,
                           gpointer data,
                           GCancellable *cancellable,
                           WuseStoreDoneFunc done,
                           gpointer done_data);

/**
 * wuse_store_post_write:
 * @self: a store
 * @func: what to do; its data is the task's
 * @task: (transfer full): returns a boolean
 *
 * Queues a task for the writing thread.
 */
void wuse_store_post_write (WuseStore *self, WuseStoreWriteFunc func, GTask *task);

/**
 * wuse_store_call_write:
 * @self: a store
 * @func: what to do
 * @data: handed to @func
 * @error: return location for a %WUSE_STORE_ERROR
 *
 * Has something done by the writing thread, and waits. Leaves batches and their failures alone. Blocking.
 *
 * Returns: %TRUE if it was done
 */
gboolean wuse_store_call_write (WuseStore *self, WuseStoreWriteFunc func, gpointer data, GError **error);

G_END_DECLS
