/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person changes in a feed: with a precondition, once, with who and why. */

#pragma once

#include "wuse-feed.h"
#include "wuse-record-batch.h"

G_BEGIN_DECLS

/**
 * WUSE_FEED_EDIT_KEPT:
 *
 * Milliseconds for which the answer to an edit is kept: 45 days.
 */
#define WUSE_FEED_EDIT_KEPT (45 * 24 * 60 * 60 * G_GINT64_CONSTANT (1000))

/**
 * WUSE_FEED_EDIT_MAX_KEPT:
 *
 * Most answers that are kept; while there are so many, no edit is taken.
 */
#define WUSE_FEED_EDIT_MAX_KEPT 1000000

/**
 * WuseFeedEdit:
 * @op: put or delete
 * @type: the record's type, one that people may change
 * @id: its id
 * @version: the version it was changed from; 0 for a record that must not be there
 * @key: idempotency key
 * @digest: hash of what was asked for: with the same key, it has to be the same
 * @who: name of the user
 * @reason: why
 * @records: (nullable): the record as it is to be, for a put: one that the parser took
 * @at: the district's time
 *
 * An edit. Owns all it points to.
 */
typedef struct
{
  WuseRecordOp op;
  WuseRecordType type;
  char *id;
  gint64 version;
  char *key;
  char *digest;
  char *who;
  char *reason;
  WuseRecordBatch *records;
  WuseTime at;
} WuseFeedEdit;

/**
 * wuse_feed_edit_free:
 * @self: (transfer full) (nullable): an edit
 */
void wuse_feed_edit_free (WuseFeedEdit *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseFeedEdit, wuse_feed_edit_free)

/**
 * WuseFeedEditResult:
 * @WUSE_FEED_EDIT_DONE: changed
 * @WUSE_FEED_EDIT_CREATED: made
 * @WUSE_FEED_EDIT_CONFLICT: the record is not as the edit takes it to be; nothing was changed
 * @WUSE_FEED_EDIT_MISSING: there never was such a record
 * @WUSE_FEED_EDIT_OTHER: the key was used for another edit
 * @WUSE_FEED_EDIT_FULL: too many answers are kept
 *
 * What came of an edit.
 */
typedef enum
{
  WUSE_FEED_EDIT_DONE,
  WUSE_FEED_EDIT_CREATED,
  WUSE_FEED_EDIT_CONFLICT,
  WUSE_FEED_EDIT_MISSING,
  WUSE_FEED_EDIT_OTHER,
  WUSE_FEED_EDIT_FULL,
} WuseFeedEditResult;

/**
 * WuseFeedEditOutcome:
 * @result: what came of it
 * @version: the record's version now, 0 if there is no record
 * @record: (nullable): the record now, as JSON; %NULL if there is none
 * @replayed: whether it had been done before, by the same key
 */
typedef struct
{
  WuseFeedEditResult result;
  gint64 version;
  char *record;
  gboolean replayed;
} WuseFeedEditOutcome;

/**
 * wuse_feed_edit_outcome_clear:
 * @self: an outcome
 */
void wuse_feed_edit_outcome_clear (WuseFeedEditOutcome *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WuseFeedEditOutcome, wuse_feed_edit_outcome_clear)

/**
 * wuse_feed_edit:
 * @self: a feed with no transaction under way
 * @edit: what to change
 * @outcome: (out caller-allocates): what came of it
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Changes one record in one transaction: the record, who did it and why, and the answer by its key. What was done once is not
 * done again: with the same key, the first answer comes back, for %WUSE_FEED_EDIT_KEPT at least. A conflict or a
 * missing record changes nothing and is not kept.
 *
 * Returns: %TRUE if @outcome was set
 */
gboolean wuse_feed_edit (WuseFeed *self, const WuseFeedEdit *edit, WuseFeedEditOutcome *outcome, GError **error);

/**
 * wuse_feed_merge_edits:
 * @self: a feed with a transaction under way
 * @record: (inout): a record that a simulation is about to put
 * @versions: emptied and used; what @record points to afterwards may belong to it
 * @is_gone: (out): whether a person has deleted the record: then it is not to be put
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * What people have changed stays as they left it: each field in which one of their versions differs from the version before is
 * as in the last of those.
 *
 * Returns: %FALSE only if the look-up failed
 */
gboolean wuse_feed_merge_edits (WuseFeed *self, WuseRecord *record, WuseRecordBatch *versions, gboolean *is_gone, GError **error);

G_END_DECLS
