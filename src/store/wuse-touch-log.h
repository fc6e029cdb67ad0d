/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows the latest transactions have touched: so that readers need not read again what they have. */

#pragma once

#include "wuse-record.h"
#include "wuse-sql.h"

G_BEGIN_DECLS

/**
 * WuseTouchLog:
 *
 * Bounded: it knows of the latest changes and says so when it is asked for more. The writer adds, readers ask, each on its
 * own thread.
 */
typedef struct _WuseTouchLog WuseTouchLog;

/**
 * WUSE_TOUCH_LOG_MAX:
 *
 * So many touched rows are remembered.
 */
#define WUSE_TOUCH_LOG_MAX 4096u

/**
 * WuseTouch:
 * @number: of the transaction
 * @key: number of the row; of what a person has entered (tables `local_…`) the negative one that the views give it
 * @type: type of the record, that is: its table
 *
 * One row that was added, changed or deleted.
 */
typedef struct
{
  gint64 number;
  gint64 key;
  WuseRecordType type;
} WuseTouch;

/**
 * wuse_touch_log_new:
 *
 * Returns: (transfer full): a log that knows nothing
 */
WuseTouchLog *wuse_touch_log_new (void);

/**
 * wuse_touch_log_free:
 * @self: (transfer full): a log
 */
void wuse_touch_log_free (WuseTouchLog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseTouchLog, wuse_touch_log_free)

/**
 * wuse_touch_log_watch:
 * @self: a log
 * @db: the writing connection, before a transaction
 * @watch: %FALSE while so much is written that it is better read anew
 *
 * From here on the connection's changes are gathered, or no longer.
 */
void wuse_touch_log_watch (WuseTouchLog *self, sqlite3 *db, gboolean watch);

/**
 * wuse_touch_log_announce:
 * @self: a log
 *
 * What was gathered since the last transaction is about to be committed. Whoever reads it before wuse_touch_log_commit() knows of
 * it. Where it was not watched, or was too much, another epoch begins.
 */
void wuse_touch_log_announce (WuseTouchLog *self);

/**
 * wuse_touch_log_commit:
 * @self: a log
 *
 * What was announced has been committed.
 */
void wuse_touch_log_commit (WuseTouchLog *self);

/**
 * wuse_touch_log_roll_back:
 * @self: a log
 *
 * What was gathered since the last transaction has not happened, even if it was announced.
 */
void wuse_touch_log_roll_back (WuseTouchLog *self);

/**
 * wuse_touch_log_forget:
 * @self: a log
 *
 * Another feed or file: another epoch begins.
 */
void wuse_touch_log_forget (WuseTouchLog *self);

/**
 * wuse_touch_log_get_instant:
 * @self: a log
 * @epoch: (out): a number, at least 1, that changes when nothing that was read before compares any more with what will be
 * @number: (out): number of the latest transaction that has been committed
 *
 * To be asked before a reader's transaction begins: that sees what was committed by then, and perhaps more.
 */
void wuse_touch_log_get_instant (WuseTouchLog *self, guint *epoch, gint64 *number);

/**
 * wuse_touch_log_collect:
 * @self: a log
 * @epoch: of what was read before
 * @after: its number
 * @touches: (element-type WuseTouch): where to
 *
 * Rows touched after @after, as far as anybody can have seen it; one may come several times. To be asked after the reader's
 * transaction has begun.
 *
 * Returns: %FALSE if the log does not know all of them
 */
gboolean wuse_touch_log_collect (WuseTouchLog *self, guint epoch, gint64 after, GArray *touches);

/**
 * wuse_touch_log_collect_keys:
 * @self: a log
 * @epoch: of what was read before
 * @after: its number
 * @touched: (out caller-allocates) (array fixed-size=11) (element-type GHashTable): by #WuseRecordType, the keys (#gint64) of
 *   the rows touched after @after, %NULL for none; to be freed with wuse_touched_keys_clear(), whatever is returned
 *
 * As wuse_touch_log_collect(), each row once.
 *
 * Returns: %FALSE if the log does not know all of them
 */
gboolean wuse_touch_log_collect_keys (WuseTouchLog *self, guint epoch, gint64 after, GHashTable *touched[WUSE_N_RECORD_TYPES]);

/**
 * wuse_touched_keys_clear:
 * @touched: (array fixed-size=11): what wuse_touch_log_collect_keys() filled
 */
void wuse_touched_keys_clear (GHashTable *touched[WUSE_N_RECORD_TYPES]);

G_END_DECLS
