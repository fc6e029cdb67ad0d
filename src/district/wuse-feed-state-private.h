/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the writing side of the feed is made of: its connection, its transaction, its statements. */

#pragma once

#include "wuse-feed-private.h"
#include "wuse-id-set.h"
#include "wuse-temporary-folder.h"

G_BEGIN_DECLS

typedef enum
{
  FEED_STATEMENT_BEGIN,
  FEED_STATEMENT_COMMIT,
  FEED_STATEMENT_DATA_VERSION,
  FEED_STATEMENT_FIND,
  FEED_STATEMENT_KEEP,
  FEED_STATEMENT_FORGET,
  FEED_STATEMENT_REMOVE,
  FEED_STATEMENT_INSERT,
  FEED_STATEMENT_REMOVE_SPACE,
  FEED_STATEMENT_INSERT_SPACE,
  FEED_STATEMENT_SET_DIGEST,
  FEED_STATEMENT_SET_META,
  FEED_STATEMENT_REMOVE_META,
  N_FEED_STATEMENTS,
} FeedStatement;

struct _WuseFeed
{
  char *path;
  WuseTemporaryFolder *folder;
  char *id;
  sqlite3 *database;
  sqlite3_stmt *statements[N_FEED_STATEMENTS];
  gint64 data_version;
  gint64 seq;
  gint64 committed_seq;
  WuseDigest digests[WUSE_N_RECORD_TYPES];
  gboolean dirty[WUSE_N_RECORD_TYPES];
  gint64 begun_seq;
  gboolean in_transaction;
  gboolean is_broken;
  WuseFeedIdSet *filled;
  gboolean lacks_index;
  gboolean has_edits;
  GString *line;
  WuseFeedCommittedFunc committed_func;
  gpointer committed_data;
};

/* Steps a statement that gives at most one row and makes it ready for its next use, unless there is a row to read. */
gboolean wuse_feed_step (WuseFeed *self, FeedStatement which, const char *doing, GError **error);

/* A change is a transaction of its own where none is under way. */
gboolean wuse_feed_begin_if_alone (WuseFeed *self, gboolean *alone, GError **error);
gboolean wuse_feed_end_if_alone (WuseFeed *self, gboolean alone, gboolean done, GError **error);

G_END_DECLS
