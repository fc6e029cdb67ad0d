/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the reading functions share. */

#pragma once

#include "wuse-sql.h"
#include "wuse-store-file.h"
#include "wuse-store-reader.h"

G_BEGIN_DECLS

/**
 * WuseStoreReader:
 * @db: a reading connection
 * @cache: its statements
 * @scratch: for geometry on its way out
 * @cursor: the `seq` of the instant that is read
 * @touched: what the writer has touched
 * @epoch: of the cache that is read, see wuse_touch_log_get_instant()
 * @number: of the latest transaction that is surely seen
 */
struct _WuseStoreReader
{
  sqlite3 *db;
  WuseSqlCache *cache;
  GByteArray *scratch;
  gint64 cursor;
  WuseTouchLog *touched;
  guint epoch;
  gint64 number;
};

WuseStoreReader *wuse_store_reader_new (const WuseStoreFile *file, GError **error);
void wuse_store_reader_free (WuseStoreReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseStoreReader, wuse_store_reader_free)

/**
 * wuse_store_reader_begin:
 * @self: a reader
 * @error: return location for an error
 *
 * Begins a read transaction and pins its instant.
 *
 * Returns: %TRUE if it has begun
 */
gboolean wuse_store_reader_begin (WuseStoreReader *self, GError **error);

/**
 * wuse_store_reader_end:
 * @self: a reader
 *
 * Ends the transaction, if there is one.
 */
void wuse_store_reader_end (WuseStoreReader *self);

/**
 * wuse_store_reader_check:
 * @self: a reader
 * @error: return location for %WUSE_STORE_ERROR_CORRUPT or another
 *
 * Reads the whole file.
 *
 * Returns: %TRUE if it is sound
 */
gboolean wuse_store_reader_check (WuseStoreReader *self, GError **error);

/**
 * wuse_store_reader_describe_area:
 * @self: a reader
 * @area_id: (nullable): id of an area
 * @path: (out) (transfer full): the names of the areas that it lies in, and its own, top first, joined by ` · `
 * @error: return location for an error
 *
 * Returns: %TRUE if @path was set
 */
gboolean wuse_store_reader_describe_area (WuseStoreReader *self, const char *area_id, char **path, GError **error);

G_END_DECLS
