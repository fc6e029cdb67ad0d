/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One record as somebody wants it to be, and how far it has come on its way to the server. */

#pragma once

#include "wuse-record.h"

G_BEGIN_DECLS

/**
 * WUSE_EDIT_MAX_REASON:
 *
 * Most characters of a reason.
 */
#define WUSE_EDIT_MAX_REASON 1000

/**
 * WuseEdit:
 * @op: put or delete
 * @type: %WUSE_RECORD_CASE, %WUSE_RECORD_CONTACT, %WUSE_RECORD_STAY or %WUSE_RECORD_LINK
 * @id: the record's id; a random UUID for a new one
 * @data: (nullable): the whole `data` object as JSON, for a put
 * @reason: why: 1 to %WUSE_EDIT_MAX_REASON characters
 *
 * One record as somebody wants it to be.
 */
typedef struct
{
  WuseRecordOp op;
  WuseRecordType type;
  char *id;
  char *data;
  char *reason;
} WuseEdit;

/**
 * wuse_edit_new:
 * @op: put or delete
 * @type: see #WuseEdit
 * @id: likewise
 * @data: (nullable): likewise
 * @reason: likewise
 *
 * Returns: (transfer full): an edit
 */
WuseEdit *wuse_edit_new (WuseRecordOp op, WuseRecordType type, const char *id, const char *data, const char *reason);

/**
 * wuse_edit_free:
 * @self: (transfer full) (nullable): an edit
 */
void wuse_edit_free (WuseEdit *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseEdit, wuse_edit_free)

/**
 * WuseEditState:
 * @WUSE_EDIT_WAITING: to be sent
 * @WUSE_EDIT_SENDING: sent at least once; the answer is not known
 * @WUSE_EDIT_CONFLICT: the record had been changed by somebody else; a person decides with wuse_store_resolve_async()
 * @WUSE_EDIT_REFUSED: the server does not accept it; a person decides, or edits anew
 * @WUSE_EDIT_SENT: the server has it
 * @WUSE_EDIT_DROPPED: given up by a person, never sent
 *
 * How far an edit has come.
 */
typedef enum
{
  WUSE_EDIT_WAITING,
  WUSE_EDIT_SENDING,
  WUSE_EDIT_CONFLICT,
  WUSE_EDIT_REFUSED,
  WUSE_EDIT_SENT,
  WUSE_EDIT_DROPPED,
} WuseEditState;

/**
 * WuseOutboxRow:
 * @number: place in the outbox, rising
 * @gesture: what was entered together has the same; never used twice
 * @key: idempotency key
 * @op: put or delete
 * @type: the record's type
 * @id: the record's id
 * @base: the version that was edited, 0 for a new record
 * @data: (nullable): canonical `data`, %NULL for a delete
 * @before: (nullable): canonical `data` as it was shown before, %NULL where there was nothing
 * @reason: why
 * @author: (nullable): who
 * @made_at: when
 * @state: how far it has come
 * @attempts: how often it was sent
 * @problem: (nullable): what the server said last
 * @theirs: (nullable): in a conflict, canonical `data` at the server, %NULL where it has been deleted
 * @their_version: in a conflict, its version, or 0
 *
 * An edit in the outbox.
 */
typedef struct
{
  gint64 number;
  gint64 gesture;
  char *key;
  WuseRecordOp op;
  WuseRecordType type;
  char *id;
  gint64 base;
  char *data;
  char *before;
  char *reason;
  char *author;
  WuseTime made_at;
  WuseEditState state;
  guint attempts;
  char *problem;
  char *theirs;
  gint64 their_version;
} WuseOutboxRow;

/**
 * wuse_outbox_row_free:
 * @self: (transfer full) (nullable): a row
 */
void wuse_outbox_row_free (WuseOutboxRow *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseOutboxRow, wuse_outbox_row_free)

/**
 * WuseOutboxCounts:
 * @n_waiting: edits that wait, be it behind one that is not decided
 * @n_sending: edits that were sent and not answered
 * @n_conflicts: edits in conflict
 * @n_refused: edits that were refused
 *
 * What is in the outbox.
 */
typedef struct
{
  guint n_waiting;
  guint n_sending;
  guint n_conflicts;
  guint n_refused;
} WuseOutboxCounts;

G_END_DECLS
