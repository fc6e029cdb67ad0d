/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sends a person's change of one record to the server, once, however often it has to be sent. */

#pragma once

#include "wuse-record.h"
#include "wuse-session.h"

G_BEGIN_DECLS

/**
 * WUSE_RECORD_WRITER_MAX_BODY:
 *
 * Most bytes of `{"data":…,"reason":…}` that are sent; the server accepts no more.
 */
#define WUSE_RECORD_WRITER_MAX_BODY (64u << 10)

/**
 * WUSE_RECORD_WRITER_MAX_REASON:
 *
 * Most characters of a reason; at least one is asked for.
 */
#define WUSE_RECORD_WRITER_MAX_REASON 1000

/**
 * WuseRecordWriterResult:
 * @WUSE_RECORD_WRITER_DONE: the record is now as sent (or gone, for a delete), be it by this sending or by an earlier one with
 *   the same key
 * @WUSE_RECORD_WRITER_CONFLICT: the record is not as it was when the change was made; nothing was changed. A person has to decide
 * @WUSE_RECORD_WRITER_REFUSED: the server will never accept it as it is (400, 403, 404, 413, 422 …); a person has to look
 * @WUSE_RECORD_WRITER_RETRY: not known whether it was taken, or not taken now: send again, with the same key
 * @WUSE_RECORD_WRITER_AUTH: the credentials were not accepted; nothing was changed
 *
 * What came of a sending.
 */
typedef enum
{
  WUSE_RECORD_WRITER_DONE,
  WUSE_RECORD_WRITER_CONFLICT,
  WUSE_RECORD_WRITER_REFUSED,
  WUSE_RECORD_WRITER_RETRY,
  WUSE_RECORD_WRITER_AUTH,
} WuseRecordWriterResult;

/**
 * WuseRecordAnswer:
 * @version: the record's version: after %WUSE_RECORD_WRITER_DONE the new one, after %WUSE_RECORD_WRITER_CONFLICT that of
 *   @record; 0 where there is none
 * @at: when the server learned of that version, or %WUSE_TIME_NONE
 * @record: (nullable): the record as the server has it, as the JSON object `{"type","id","version","at","data"}`; %NULL if there
 * is none (deleted, or never there)
 * @status: the HTTP status, 0 where no answer came
 * @field: (nullable): after %WUSE_RECORD_WRITER_REFUSED, the field that the server did not like, if it said so
 * @retry_after: milliseconds after which the server wants to be asked again, or -1
 * @replayed: whether the server had taken it before, and only repeated its answer
 *
 * What the server said. Clear with wuse_record_answer_clear().
 */
typedef struct
{
  gint64 version;
  WuseTime at;
  char *record;
  guint status;
  char *field;
  gint64 retry_after;
  gboolean replayed;
} WuseRecordAnswer;

/**
 * wuse_record_answer_clear:
 * @self: an answer
 */
void wuse_record_answer_clear (WuseRecordAnswer *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WuseRecordAnswer, wuse_record_answer_clear)

/**
 * wuse_record_writer_send:
 * @session: a session with credentials; on the thread it belongs to
 * @op: put or delete
 * @type: case, contact, stay or link
 * @id: the record's id
 * @version: the version that the change was made to, or 0 to create a record that must not be there yet
 * @key: idempotency key, 16 to 64 characters of `A-Z a-z 0-9 . _ : -`; the same for every sending of the same change, never the
 * same for another
 * @data_json: (nullable): the whole `data` object, for a put; %NULL for a delete
 * @reason: why, 1 to %WUSE_RECORD_WRITER_MAX_REASON characters
 * @cancellable: (nullable): to give up; the result is then %WUSE_RECORD_WRITER_RETRY and @error %G_IO_ERROR_CANCELLED
 * @answer: (out caller-allocates): what the server said, in every case set; clear with wuse_record_answer_clear()
 * @error: return location for a %WUSE_NET_ERROR, set with every result but %WUSE_RECORD_WRITER_DONE and
 * %WUSE_RECORD_WRITER_CONFLICT; its message holds nothing of the record's data
 *
 * Sends one change and waits for the answer. What is too long or no JSON is refused here, unsent. An answer that cannot be
 * understood, or was cut off, is %WUSE_RECORD_WRITER_RETRY: the key finds out what happened.
 *
 * Returns: what came of it
 */
WuseRecordWriterResult wuse_record_writer_send (WuseSession *session,
                                                WuseRecordOp op,
                                                WuseRecordType type,
                                                const char *id,
                                                gint64 version,
                                                const char *key,
                                                const char *data_json,
                                                const char *reason,
                                                GCancellable *cancellable,
                                                WuseRecordAnswer *answer,
                                                GError **error);

G_END_DECLS
