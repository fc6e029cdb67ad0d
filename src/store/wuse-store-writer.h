/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the one writing thread does, transaction by transaction. Knows nothing of threads. */

#pragma once

#include "wuse-activity.h"
#include "wuse-district.h"
#include "wuse-edit.h"
#include "wuse-outbox.h"
#include "wuse-record-batch.h"
#include "wuse-sql.h"
#include "wuse-touch-log.h"

G_BEGIN_DECLS

/**
 * WuseStoreWriter:
 *
 * The writing connection and what it remembers of the file.
 *
 * A first fill appends to the big tables (persons, households, contacts, stays, daily figures) without any index, which
 * is several times faster, above all when ids come in no order, and makes the indexes when the feed has ended. It knows
 * the ids it has appended by their hashes; the first one that comes again, or is to be deleted, or a set that has
 * grown to 64 MiB, ends this for its table: the unique index is made then and there, in the same transaction. So a table never
 * holds a record twice in anything that is committed, and whether it is filled bare can be seen from the file.
 */
typedef struct _WuseStoreWriter WuseStoreWriter;

/**
 * WuseStoreState:
 * @feed: (nullable): id of the feed
 * @seq: the cursor
 * @is_filling: whether the first fill has not ended
 * @in_doubt: whether the records may differ from the server's though the cursor says that they do not
 * @outbox: what is in the outbox
 *
 * As committed.
 */
typedef struct
{
  char *feed;
  gint64 seq;
  gboolean is_filling;
  gboolean in_doubt;
  WuseOutboxCounts outbox;
} WuseStoreState;

/**
 * WuseStoreChange:
 * @types: bit `1 << type` for each type of record touched
 * @has_activity: whether rows of the activity list were added
 * @has_outbox: whether the outbox was changed
 *
 * What a transaction has changed.
 */
typedef struct
{
  guint types;
  gboolean has_activity;
  gboolean has_outbox;
} WuseStoreChange;

/**
 * wuse_store_writer_new:
 * @db: (transfer full): a connection to an up-to-date cache
 * @touched: where the rows are noted that its transactions touch; has to outlive the writer
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the writer
 */
WuseStoreWriter *wuse_store_writer_new (sqlite3 *db, WuseTouchLog *touched, GError **error);

/**
 * wuse_store_writer_free:
 * @self: (transfer full) (nullable): a writer; its connection is closed
 */
void wuse_store_writer_free (WuseStoreWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseStoreWriter, wuse_store_writer_free)

/**
 * wuse_store_writer_get_state:
 * @self: a writer
 *
 * Returns: (transfer none): the state after the last commit
 */
const WuseStoreState *wuse_store_writer_get_state (WuseStoreWriter *self);

/**
 * wuse_store_writer_apply:
 * @self: a writer
 * @batch: lines of a feed, in its order
 * @change: (out caller-allocates): what was changed
 * @error: return location for an error
 *
 * See wuse_store_apply(). As the following, one transaction: all or nothing.
 *
 * Returns: %TRUE if it is stored
 */
gboolean wuse_store_writer_apply (WuseStoreWriter *self, WuseRecordBatch *batch, WuseStoreChange *change, GError **error);

/**
 * wuse_store_writer_begin_feed:
 * @self: a writer
 * @district: whose feed comes
 * @was_reset: (out): whether the cache held another feed, which is gone
 * @error: return location for an error
 *
 * Returns: %TRUE if lines of that feed may be applied
 */
gboolean wuse_store_writer_begin_feed (WuseStoreWriter *self, const WuseDistrict *district, gboolean *was_reset, GError **error);

/**
 * wuse_store_writer_drop_feed:
 * @self: a writer
 * @error: return location for an error
 *
 * Empties the cache of what was synced; what a person has entered stays.
 *
 * Returns: %TRUE if it is empty
 */
gboolean wuse_store_writer_drop_feed (WuseStoreWriter *self, GError **error);

/**
 * wuse_store_writer_end_feed:
 * @self: a writer
 * @seq: where the feed ended
 * @cancellable: (nullable): to give up making indexes
 * @change: (inout): what is shown otherwise now is added
 * @error: return location for an error
 *
 * Moves the cursor; a first fill ends, and what it has appended gets its indexes.
 *
 * Returns: %TRUE if it is stored
 */
gboolean wuse_store_writer_end_feed (
    WuseStoreWriter *self, gint64 seq, GCancellable *cancellable, WuseStoreChange *change, GError **error);

/**
 * wuse_store_writer_add_activity:
 * @self: a writer
 * @activities: (element-type WuseActivity): what happened, the oldest first
 * @error: return location for an error
 *
 * The oldest rows of the list make room.
 *
 * Returns: %TRUE if they are stored
 */
gboolean wuse_store_writer_add_activity (WuseStoreWriter *self, GPtrArray *activities, GError **error);

/**
 * wuse_store_writer_set_setting:
 * @self: a writer
 * @key: which
 * @value: (nullable): what it is set to, %NULL to forget it
 * @error: return location for an error
 *
 * Returns: %TRUE if it is stored
 */
gboolean wuse_store_writer_set_setting (WuseStoreWriter *self, const char *key, const char *value, GError **error);

/**
 * wuse_store_writer_dispel_doubt:
 * @self: a writer
 * @error: return location for an error
 *
 * The records have been compared with the server's: see #WuseStoreState.
 *
 * Returns: %TRUE if it is stored
 */
gboolean wuse_store_writer_dispel_doubt (WuseStoreWriter *self, GError **error);

/**
 * WuseOutboxFunc:
 * @outbox: the outbox, inside a transaction
 * @data: what was handed over
 * @types: (inout): what is shown otherwise now
 * @error: return location for an error
 *
 * Returns: %TRUE if it was done
 */
typedef gboolean (*WuseOutboxFunc) (WuseOutbox *outbox, gpointer data, guint *types, GError **error);

/**
 * wuse_store_writer_use_outbox:
 * @self: a writer
 * @func: what to do
 * @data: handed to @func
 * @change: (out caller-allocates): what was changed
 * @error: return location for an error
 *
 * One transaction that is on the disk when this returns: what a person has done is not to be had again from a server.
 *
 * Returns: %TRUE if it was done
 */
gboolean
wuse_store_writer_use_outbox (WuseStoreWriter *self, WuseOutboxFunc func, gpointer data, WuseStoreChange *change, GError **error);

/**
 * wuse_store_writer_put_view:
 * @self: a writer
 * @kind: what it is a view of
 * @name: its name
 * @value: (nullable): what it holds, %NULL to forget it
 * @error: return location for an error
 *
 * Returns: %TRUE if it is stored
 */
gboolean
wuse_store_writer_put_view (WuseStoreWriter *self, const char *kind, const char *name, const char *value, GError **error);

/**
 * wuse_store_writer_rename_view:
 * @self: a writer
 * @kind: what it is a view of
 * @name: its name
 * @new_name: what it is called from now on; one of that name is replaced
 * @error: return location for an error
 *
 * Returns: %TRUE if it is stored
 */
gboolean
wuse_store_writer_rename_view (WuseStoreWriter *self, const char *kind, const char *name, const char *new_name, GError **error);

G_END_DECLS
