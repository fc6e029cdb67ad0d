/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was brought in becomes a collection. */

#pragma once

#include "wuse-collection.h"
#include "wuse-intake.h"

G_BEGIN_DECLS

/**
 * wuse_import_get_folder:
 *
 * Returns: (transfer full): where collections are kept
 */
char *wuse_import_get_folder (void);

/**
 * wuse_import_write:
 * @result: what came of the tables
 * @name: what the collection is to be called; wuse_collection_is_name()
 * @sources: the names of the files, as people read them
 * @utc_offset: minutes east of UTC of its days
 * @progress: (nullable): told on the calling thread
 * @data: handed to @progress
 * @cancellable: (nullable): to give up
 * @error: return location for an error of wuse_collection_write()
 *
 * Blocks.
 *
 * Returns: %TRUE if the collection is there
 */
gboolean wuse_import_write (WuseIntakeResult *result,
                            const char *name,
                            const char *sources,
                            int utc_offset,
                            WuseCollectionProgressFunc progress,
                            gpointer data,
                            GCancellable *cancellable,
                            GError **error);

/**
 * wuse_import_dup_mappings:
 * @guess: how tables are read
 *
 * Returns: (transfer full) (element-type WuseIntakeMapping): what is worth remembering of it, a mapping of one table each: all
 * but what is known without it
 */
GPtrArray *wuse_import_dup_mappings (WuseIntakeGuess *guess);

/**
 * wuse_import_dup_sources:
 * @guess: tables
 *
 * Returns: (transfer full): the names of their files
 */
char *wuse_import_dup_sources (WuseIntakeGuess *guess);

/**
 * wuse_import_unattended:
 * @files: (array zero-terminated=1): files
 * @name: what the collection is to be called
 * @n_records: (out): how many records it has
 * @error: return location for an error; %WUSE_INTAKE_ERROR_UNDECIDED if somebody has to be asked
 *
 * Brings files in without asking. Blocks.
 *
 * Returns: %TRUE if the collection is there
 */
gboolean wuse_import_unattended (const char *const *files, const char *name, guint *n_records, GError **error);

G_END_DECLS
