/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ordered, compacted feed of a district's records in its SQLite file: the writing side. */

#pragma once

#include <gio/gio.h>

#include "wuse-district.h"
#include "wuse-record.h"

G_BEGIN_DECLS

/**
 * WUSE_SERVER_ERROR:
 *
 * Error domain of everything under `district/`.
 */
#define WUSE_SERVER_ERROR (wuse_server_error_quark ())

/**
 * WuseServerError:
 * @WUSE_SERVER_ERROR_DATABASE: SQLite refused; the message says what it was doing
 * @WUSE_SERVER_ERROR_FORMAT: the file is no feed, or one of another version of the program
 * @WUSE_SERVER_ERROR_INVALID: a record, option or file that breaks its rules
 * @WUSE_SERVER_ERROR_TOO_LARGE: more than is accepted
 */
typedef enum
{
  WUSE_SERVER_ERROR_DATABASE,
  WUSE_SERVER_ERROR_FORMAT,
  WUSE_SERVER_ERROR_INVALID,
  WUSE_SERVER_ERROR_TOO_LARGE,
} WuseServerError;

/**
 * wuse_server_error_quark:
 *
 * Returns: the quark of %WUSE_SERVER_ERROR
 */
GQuark wuse_server_error_quark (void);

/**
 * WuseFeed:
 *
 * Writes records into the feed: every change gets the next `seq`, the record's old place is given up, the digests follow
 * within the same transaction. To be used by one thread at a time; other processes may write to the same file between two
 * transactions. Reading is #WuseFeedView's work and never waits for a writer.
 */
typedef struct _WuseFeed WuseFeed;

/**
 * WuseFeedCommittedFunc:
 * @self: the feed
 * @seq: greatest seq that is now to be read
 * @user_data: what was handed to wuse_feed_set_committed_func()
 *
 * Called on the writing thread after every transaction that changed a record.
 */
typedef void (*WuseFeedCommittedFunc) (WuseFeed *self, gint64 seq, gpointer user_data);

/**
 * wuse_feed_open:
 * @path: (nullable): the database, made if it is not there; %NULL for a temporary one that goes with the feed
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Returns: (transfer full) (nullable): the feed; free with wuse_feed_free()
 */
WuseFeed *wuse_feed_open (const char *path, GError **error);

/**
 * wuse_feed_free:
 * @self: (transfer full) (nullable): a feed; a transaction under way is rolled back
 */
void wuse_feed_free (WuseFeed *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseFeed, wuse_feed_free)

/**
 * wuse_feed_get_path:
 * @self: a feed
 *
 * Returns: (transfer none): the database file
 */
const char *wuse_feed_get_path (const WuseFeed *self);

/**
 * wuse_feed_set_committed_func:
 * @self: a feed
 * @func: (nullable): whom to tell of changes, or nobody
 * @user_data: handed to @func
 */
void wuse_feed_set_committed_func (WuseFeed *self, WuseFeedCommittedFunc func, gpointer user_data);

/**
 * wuse_feed_begin:
 * @self: a feed with no transaction under way
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Begins a transaction. Without one, every change is a transaction of its own, which is slow for many. A bulk load is
 * best one transaction for every hundred thousand records or so: what is not committed costs memory and log. A load that begins
 * with an empty feed is fastest as long as it puts each record once and asks for none.
 *
 * Returns: %TRUE if it has begun
 */
gboolean wuse_feed_begin (WuseFeed *self, GError **error);

/**
 * wuse_feed_commit:
 * @self: a feed with a transaction under way
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Returns: %TRUE if all changes are now in the file; if not, none is, and no transaction is under way
 */
gboolean wuse_feed_commit (WuseFeed *self, GError **error);

/**
 * wuse_feed_rollback:
 * @self: a feed with a transaction under way
 *
 * Gives up all changes since wuse_feed_begin().
 */
void wuse_feed_rollback (WuseFeed *self);

/**
 * wuse_feed_put:
 * @self: a feed
 * @record: `type`, `at`, `id` and `values` of the record; `op`, `seq` and `version` are passed over
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Puts a record at the end of the feed with its next version (1 for a new one, one more than the last for a known or
 * deleted one). What breaks the rules of the record's class is refused.
 *
 * Returns: %TRUE if it was taken
 */
gboolean wuse_feed_put (WuseFeed *self, const WuseRecord *record, GError **error);

/**
 * wuse_feed_put_if_changed:
 * @self: a feed
 * @record: as in wuse_feed_put()
 * @changed: (out) (optional): whether its data differed from what the feed had
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * As wuse_feed_put(), but a record whose data are the same as those in the feed stays where it is.
 *
 * Returns: %TRUE if it was taken or was there already
 */
gboolean wuse_feed_put_if_changed (WuseFeed *self, const WuseRecord *record, gboolean *changed, GError **error);

/**
 * wuse_feed_delete:
 * @self: a feed
 * @type: the record's type
 * @id: its id
 * @at: when it was deleted
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Puts a tombstone in place of a record. Nothing happens if there is no such record.
 *
 * Returns: %TRUE if it is not in the feed now
 */
gboolean wuse_feed_delete (WuseFeed *self, WuseRecordType type, const char *id, WuseTime at, GError **error);

/**
 * wuse_feed_get:
 * @self: a feed
 * @type: a type
 * @id: an id
 * @line: (out) (transfer full) (nullable): the canonical line of the record (for wuse_record_batch_add_line()), or %NULL
 *   if there is none or it was deleted
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Looks a record up as the transaction under way sees it.
 *
 * Returns: %FALSE only if the look-up failed
 */
gboolean wuse_feed_get (WuseFeed *self, WuseRecordType type, const char *id, char **line, GError **error);

/**
 * wuse_feed_get_seq:
 * @self: a feed
 *
 * Returns: greatest seq, as the transaction under way sees it; 0 for an empty feed
 */
gint64 wuse_feed_get_seq (const WuseFeed *self);

/**
 * wuse_feed_get_id:
 * @self: a feed
 *
 * Returns: (transfer none): the feed's id, a UUID made with the file
 */
const char *wuse_feed_get_id (const WuseFeed *self);

/**
 * wuse_feed_get_digest:
 * @self: a feed
 * @type: a type
 * @digest: (out caller-allocates): the digest, as the transaction under way sees it
 */
void wuse_feed_get_digest (const WuseFeed *self, WuseRecordType type, WuseDigest *digest);

/**
 * wuse_feed_set_district:
 * @self: a feed
 * @district: the description; `feed` and `seq` are passed over
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Stores what the server says of the district, within the transaction under way if there is one. `clock_rate` 1 with no
 * simulation means a real district, whose time is the machine's; any other with no simulation, a closed data set.
 *
 * Returns: %TRUE if it was stored
 */
gboolean wuse_feed_set_district (WuseFeed *self, const WuseDistrict *district, GError **error);

/**
 * wuse_feed_get_district:
 * @self: a feed
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Returns: (transfer full) (nullable): the description with `feed` and `seq` filled in; an unnamed real-time district if
 *   none was stored
 */
WuseDistrict *wuse_feed_get_district (WuseFeed *self, GError **error);

/**
 * wuse_feed_set_note:
 * @self: a feed
 * @key: a name, best prefixed by whose it is (`synthetic.seed`)
 * @value: (nullable): text to keep, or %NULL to forget it
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Keeps a word beside the records, for those who have to find their way back into a feed (a simulation, say); within the
 * transaction under way if there is one. Notes are never served.
 *
 * Returns: %TRUE if it was stored
 */
gboolean wuse_feed_set_note (WuseFeed *self, const char *key, const char *value, GError **error);

/**
 * wuse_feed_get_note:
 * @self: a feed
 * @key: a name
 * @value: (out) (transfer full) (nullable): the text, or %NULL if there is none
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Returns: %FALSE only if the look-up failed
 */
gboolean wuse_feed_get_note (WuseFeed *self, const char *key, char **value, GError **error);

G_END_DECLS
