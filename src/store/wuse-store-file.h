/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cache's file: how it is opened, and what is done when it cannot be. */

#pragma once

#include "wuse-sql.h"
#include "wuse-store.h"
#include "wuse-touch-log.h"

G_BEGIN_DECLS

/**
 * WuseStoreFile:
 * @path: the file
 * @reading: how reading connections are opened
 * @is_unclean: whether a write-ahead log was left behind
 * @touched: what the writer tells the readers
 *
 * Immutable after wuse_store_file_open(), but for the log, which has a lock of its own.
 */
typedef struct
{
  char *path;
  WuseSqlMode reading;
  gboolean is_unclean;
  WuseTouchLog *touched;
} WuseStoreFile;

/**
 * wuse_store_file_open:
 * @self: a file with its path set
 * @recovery: (out): what had to be done
 * @error: return location for an error
 *
 * Opens, creates, migrates or rebuilds the file.
 *
 * Returns: (transfer full) (nullable): the writing connection; a reading one for %WUSE_STORE_READ_ONLY
 */
sqlite3 *wuse_store_file_open (WuseStoreFile *self, WuseStoreRecovery *recovery, GError **error);

/**
 * wuse_store_file_rebuild:
 * @self: a file that no connection is open to
 * @error: return location for an error
 *
 * Puts an empty cache in its place, with what is only local; see #WuseStoreRecovery.
 *
 * Returns: (transfer full) (nullable): the writing connection
 */
sqlite3 *wuse_store_file_rebuild (WuseStoreFile *self, GError **error);

/**
 * wuse_store_file_open_reader:
 * @self: a file that has been opened
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a reading connection
 */
sqlite3 *wuse_store_file_open_reader (const WuseStoreFile *self, GError **error);

G_END_DECLS
