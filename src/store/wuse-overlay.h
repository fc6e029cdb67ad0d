/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the tables of what a person has entered from the outbox: they hold nothing that is not in it. */

#pragma once

#include "wuse-record-batch.h"
#include "wuse-sql.h"
#include "wuse-table.h"

G_BEGIN_DECLS

/**
 * WuseOutboxStage:
 * @WUSE_STAGE_WAITING: never sent, or to be sent again
 * @WUSE_STAGE_SENDING: sent, no answer yet
 * @WUSE_STAGE_CONFLICT: not accepted, since the record had changed
 * @WUSE_STAGE_REFUSED: not accepted
 * @WUSE_STAGE_SENT: accepted; the feed has not brought it yet
 * @WUSE_STAGE_DUE: likewise, and before the feed began to be read
 * @WUSE_STAGE_DONE: accepted and brought, or sent as part of a later edit
 * @WUSE_STAGE_DROPPED: given up
 *
 * As stored, never renumbered: what comes before %WUSE_STAGE_SENT has not been accepted, what comes before
 * %WUSE_STAGE_DONE is shown.
 */
typedef enum
{
  WUSE_STAGE_WAITING,
  WUSE_STAGE_SENDING,
  WUSE_STAGE_CONFLICT,
  WUSE_STAGE_REFUSED,
  WUSE_STAGE_SENT,
  WUSE_STAGE_DUE,
  WUSE_STAGE_DONE,
  WUSE_STAGE_DROPPED,
} WuseOutboxStage;

/**
 * wuse_overlay_parse:
 * @batch: where the record is kept; emptied
 * @type: a type with an overlay
 * @id: the record's id
 * @data: a JSON object
 * @error: return location for %WUSE_STORE_ERROR_INVALID
 *
 * Returns: (transfer none) (nullable): the record, version 1
 */
const WuseRecord *
wuse_overlay_parse (WuseRecordBatch *batch, WuseRecordType type, const char *id, const char *data, GError **error);

/* Each of the following works inside a transaction, on statements of its connection. */

/**
 * wuse_overlay_refresh:
 * @cache: statements
 * @type: a type with an overlay
 * @id: a record's id
 * @error: return location for an error
 *
 * Makes the record's row, or its absence, what the outbox says.
 *
 * Returns: %TRUE if it is
 */
gboolean wuse_overlay_refresh (WuseSqlCache *cache, WuseRecordType type, const char *id, GError **error);

/**
 * wuse_overlay_fill:
 * @db: a connection
 * @error: return location for an error
 *
 * Fills empty tables.
 *
 * Returns: %TRUE if they are filled
 */
gboolean wuse_overlay_fill (sqlite3 *db, GError **error);

/**
 * wuse_overlay_forget_sent:
 * @db: a connection
 * @error: return location for an error
 *
 * What the server has is shown no longer: for when all that it said is dropped. The tables have to be filled anew after.
 *
 * Returns: %TRUE if it was done
 */
gboolean wuse_overlay_forget_sent (sqlite3 *db, GError **error);

/**
 * wuse_overlay_settle:
 * @cache: statements
 * @record: what the feed has brought, already applied
 * @is_settled: (inout): set to %TRUE if an edit was waiting for it
 * @error: return location for an error
 *
 * Returns: %TRUE if it was done
 */
gboolean wuse_overlay_settle (WuseSqlCache *cache, const WuseRecord *record, gboolean *is_settled, GError **error);

/**
 * wuse_overlay_begin_feed:
 * @cache: statements
 * @error: return location for an error
 *
 * The feed is about to be read: at its end it has brought, or taken away again, all that is sent by now.
 *
 * Returns: %TRUE if it was done
 */
gboolean wuse_overlay_begin_feed (WuseSqlCache *cache, GError **error);

/**
 * wuse_overlay_end_feed:
 * @cache: statements
 * @types: (inout): bit `1 << type` is set for each type of which something is shown otherwise now
 * @error: return location for an error
 *
 * Returns: %TRUE if it was done
 */
gboolean wuse_overlay_end_feed (WuseSqlCache *cache, guint *types, GError **error);

G_END_DECLS
