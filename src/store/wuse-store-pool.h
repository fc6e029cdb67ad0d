/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reading threads. */

#pragma once

#include "wuse-store-file.h"
#include "wuse-store.h"

G_BEGIN_DECLS

/**
 * WuseStorePool:
 *
 * Threads with a reading connection each, opened at first use.
 */
typedef struct _WuseStorePool WuseStorePool;

/**
 * WuseStoreDoneFunc:
 * @result: (transfer full): what the read function returned
 * @error: (transfer full) (nullable): its error
 * @data: what was handed over
 *
 * Called on the reading thread, exactly once for each read pushed.
 */
typedef void (*WuseStoreDoneFunc) (gpointer result, GError *error, gpointer data);

/**
 * WuseStoreDamagedFunc:
 * @data: what was handed over
 *
 * Called on a reading thread that found the file damaged.
 */
typedef void (*WuseStoreDamagedFunc) (gpointer data);

/**
 * wuse_store_pool_new:
 * @file: the file, which stays as long as the pool
 * @n_threads: how many
 * @damaged: called when a read fails with %WUSE_STORE_ERROR_CORRUPT
 * @data: handed to @damaged
 *
 * Returns: (transfer full): the pool
 */
WuseStorePool *wuse_store_pool_new (const WuseStoreFile *file, guint n_threads, WuseStoreDamagedFunc damaged, gpointer data);

/**
 * wuse_store_pool_free:
 * @self: (nullable): a pool
 *
 * Interrupts what runs, ends what waits with %WUSE_STORE_ERROR_CLOSED, waits for the threads.
 */
void wuse_store_pool_free (WuseStorePool *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseStorePool, wuse_store_pool_free)

/**
 * wuse_store_pool_push:
 * @self: a pool
 * @func: what to read
 * @func_data: handed to @func; stays until @done is called
 * @cancellable: (nullable): to give up
 * @done: called with the result
 * @done_data: handed to @done
 */
void wuse_store_pool_push (WuseStorePool *self,
                           WuseStoreReadFunc func,
                           gpointer func_data,
                           GCancellable *cancellable,
                           WuseStoreDoneFunc done,
                           gpointer done_data);

/**
 * wuse_store_pool_pause:
 * @self: a pool
 *
 * Waits for the reads under way and closes all connections; reads pushed from now on wait.
 */
void wuse_store_pool_pause (WuseStorePool *self);

/**
 * wuse_store_pool_resume:
 * @self: a paused pool
 */
void wuse_store_pool_resume (WuseStorePool *self);

G_END_DECLS
