/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the cache share: a folder of their own, a made-up feed, and what it must come to. */

#pragma once

#include "wuse-store.h"

G_BEGIN_DECLS

/* A folder that is removed with everything in it. */
char *store_fixture_make_folder (void);
void store_fixture_remove_folder (char *folder);

/* One line of a made-up feed, taken apart. */
typedef struct
{
  gint64 seq;
  gboolean is_delete;
  WuseRecordType type;
  char *id;
  gint64 version;
  char *data; /* NULL for a delete */
  char *line;
} StoreLine;

/* A feed of @n_lines lines of all types, with updates and deletes, the same for the same @seed. `seq` goes from 1
 * without a hole. Elements are StoreLine. */
GPtrArray *store_fixture_make_feed (guint32 seed, guint n_lines);

/* Likewise, of the first @n_types types only. */
GPtrArray *store_fixture_make_old_feed (guint32 seed, guint n_lines, guint n_types);

/* Adds a line to a feed by hand; @data is canonical JSON, or NULL for a delete. */
void store_fixture_add (GPtrArray *feed, WuseRecordType type, const char *id, gint64 version, const char *data);

/* What a cache must hold after all lines up to and with @seq. */
void store_fixture_digest (GPtrArray *feed, gint64 seq, WuseDigest digests[WUSE_N_RECORD_TYPES]);

/* Lines @first to before @end as a batch. */
WuseRecordBatch *store_fixture_make_batch (GPtrArray *feed, guint first, guint end);

/* A cache in a folder of its own, and what to fill it from. */
typedef struct
{
  char *folder;
  char *path;
  GPtrArray *feed;
  WuseStore *store;
} StoreFixture;

/* An empty cache, and a feed as store_fixture_make_feed() makes it. */
void store_fixture_set_up (StoreFixture *self, guint32 seed, guint n_lines);
void store_fixture_tear_down (StoreFixture *self, gconstpointer data);

/* Opens, and fails the test when that fails. */
WuseStore *store_fixture_open (const char *path, WuseStoreRecovery expected);

/* A description with this feed id. */
WuseDistrict *store_fixture_make_district (const char *feed_id);

/* Begins the feed, submits it in batches of @n_per_batch, ends it. */
void store_fixture_fill (WuseStore *store, const char *feed_id, GPtrArray *feed, guint n_per_batch);

/* The digests of what is in the cache, and the cursor of the same instant. */
gboolean store_fixture_read_digest (WuseStore *store, WuseDigest digests[WUSE_N_RECORD_TYPES], gint64 *seq, GError **error);

/* Fails the test unless the cache holds exactly what the feed comes to at the cache's cursor, and returns the cursor. */
gint64 store_fixture_check (WuseStore *store, GPtrArray *feed);

/* Adds @n_rows rows of activity and a setting, and waits. The main context may still hold a reference to the store after:
 * whoever needs the file closed closes it. */
void store_fixture_add_local (WuseStore *store, guint n_rows);

/* How many rows of activity can be read; fails the test unless the setting is there too. */
guint store_fixture_count_local (WuseStore *store, gboolean *has_setting);

/* All that a register holds, a line an item, sorted. */
char *store_fixture_describe_register (const WuseRegister *self);

/* Turns the default main context until @done is set, at most ten seconds. */
void store_fixture_turn_until (const gboolean *done);

/* What came of an edit, of taking one back, of deciding a conflict: handed to the callbacks below. */
typedef struct
{
  gboolean is_done;
  gint64 gesture;
  GError *error;
} StoreAnswer;

void store_fixture_edited_cb (GObject *object, GAsyncResult *result, gpointer answer);
void store_fixture_undone_cb (GObject *object, GAsyncResult *result, gpointer answer);
void store_fixture_resolved_cb (GObject *object, GAsyncResult *result, gpointer answer);

G_END_DECLS
