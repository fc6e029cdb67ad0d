/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The collections on this machine, without waiting for the disk. */

#pragma once

#include "wuse-collection.h"

G_BEGIN_DECLS

/**
 * wuse_collections_list_async:
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: handed to @callback
 *
 * Looks which collections there are.
 */
void wuse_collections_list_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * wuse_collections_list_finish:
 * @result: what the callback was given
 *
 * Returns: (transfer full) (nullable) (element-type WuseCollectionInfo): the collections, by name; %NULL if it was given up
 */
GPtrArray *wuse_collections_list_finish (GAsyncResult *result);

/**
 * wuse_collections_remove_async:
 * @name: a collection that is not open
 * @cancellable: (nullable): to give up before it is begun
 * @callback: called when it is done
 * @user_data: handed to @callback
 */
void
wuse_collections_remove_async (const char *name, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * wuse_collections_remove_finish:
 * @result: what the callback was given
 * @error: return location for a %G_FILE_ERROR
 *
 * Returns: %TRUE if it is gone
 */
gboolean wuse_collections_remove_finish (GAsyncResult *result, GError **error);

G_END_DECLS
