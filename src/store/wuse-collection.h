/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A collection: a cache of its own for records that come from files and not from a server, written whole or not at all. */

#pragma once

#include "wuse-store.h"

G_BEGIN_DECLS

/**
 * WUSE_COLLECTION_MAX_NAME:
 *
 * Most bytes of a collection's name.
 */
#define WUSE_COLLECTION_MAX_NAME 160

/**
 * wuse_collection_is_name:
 * @name: what a person calls a collection
 *
 * Returns: whether it can be the name of a file on every system: not empty, not too long, no `/` `\` `:` or control characters,
 *   no dot or blank at either end
 */
gboolean wuse_collection_is_name (const char *name);

/**
 * WuseCollectionRecordFunc:
 * @index: which one
 * @data: what was handed over
 *
 * Returns: (transfer none): a put record; `seq` rises with @index
 */
typedef const WuseRecord *(*WuseCollectionRecordFunc) (guint index, gpointer data);

/**
 * WuseCollectionProgressFunc:
 * @n_done: records written
 * @data: what was handed over
 */
typedef void (*WuseCollectionProgressFunc) (guint n_done, gpointer data);

/**
 * wuse_collection_write:
 * @folder: where collections are kept; made if it is not there
 * @name: the collection's name; there must be none of that name
 * @about: what is said of it: `feed` and `seq` are set here
 * @n_records: how many records
 * @record: gives them
 * @progress: (nullable): told on the calling thread
 * @data: handed to both
 * @cancellable: (nullable): to give up
 * @error: return location for a %WUSE_STORE_ERROR, %G_FILE_ERROR_EXIST if there is a collection of that name, another
 *   %G_FILE_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Fills a cache in a folder beside the collections and, when all of it is on the disk, gives it its name in one step. Whatever
 * happens before that leaves no collection; what a killed program left behind is removed by the next call. Blocking.
 *
 * Returns: %TRUE if the collection is there
 */
gboolean wuse_collection_write (const char *folder,
                                const char *name,
                                const WuseDistrict *about,
                                guint n_records,
                                WuseCollectionRecordFunc record,
                                WuseCollectionProgressFunc progress,
                                gpointer data,
                                GCancellable *cancellable,
                                GError **error);

/**
 * WuseCollectionInfo:
 * @name: the collection's name
 * @made_at: when the file was last written
 * @n_bytes: its size
 *
 * A collection that is there.
 */
typedef struct
{
  char *name;
  WuseTime made_at;
  guint64 n_bytes;
} WuseCollectionInfo;

/**
 * wuse_collection_info_free:
 * @self: (transfer full): what is known of a collection
 */
void wuse_collection_info_free (WuseCollectionInfo *self);

/**
 * wuse_collection_list:
 * @folder: where collections are kept
 *
 * Blocking.
 *
 * Returns: (transfer full) (element-type WuseCollectionInfo): what is there, by name; empty if there is no such folder
 */
GPtrArray *wuse_collection_list (const char *folder);

/**
 * wuse_collection_remove:
 * @folder: where collections are kept
 * @name: a collection that is not open
 * @error: return location for a %G_FILE_ERROR
 *
 * Removes it with what stands beside it. Blocking.
 *
 * Returns: %TRUE if it is gone
 */
gboolean wuse_collection_remove (const char *folder, const char *name, GError **error);

G_END_DECLS
