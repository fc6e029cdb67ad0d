/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The readers of the net room against the real district server. */

#include "config.h"

#include "wuse-event-stream.h"
#include "wuse-features-reader.h"
#include "wuse-feed-reader.h"
#include "wuse-live-event.h"
#include "wuse-test-feed.h"
#include "wuse-test-folder.h"
#include "wuse-test-server.h"

#include <string.h>

#define N_GRIDS 50
#define N_PERSONS 400

typedef struct
{
  WuseTestFolder *folder;
  WuseFeed *feed;
  WuseTestServer *server;
  WuseSession *session;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = wuse_test_folder_new ();
  g_autofree char *database = wuse_test_folder_build (self->folder, "district.db");
  self->feed = wuse_test_feed_make (database, N_GRIDS, N_PERSONS);
  self->server = wuse_test_server_start (database, "--heartbeat=200", NULL);
  self->session = wuse_session_new (wuse_test_server_get_url (self->server), &error);
  g_assert_no_error (error);
  wuse_session_set_credentials (self->session, wuse_test_server_get_user (self->server),
                                wuse_test_server_get_password (self->server));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_object_unref (self->session);
  wuse_test_server_free (self->server);
  wuse_feed_free (self->feed);
  wuse_test_folder_free (self->folder);
}

static void
count_cb (const WuseFeatureItem *item, gpointer user_data)
{
  guint *n_grids = user_data;

  g_assert_nonnull (item->id);
  g_assert_cmpint (item->geometry.kind, ==, WUSE_GEOMETRY_POLYGONS);
  *n_grids += g_strcmp0 (wuse_feature_item_get (item, "level"), "grid") == 0;
}

static const char *
find_items (GPtrArray *collections, const char *id)
{
  for (guint i = 0; i < collections->len; i++)
    {
      const WuseFeaturesCollection *collection = g_ptr_array_index (collections, i);
      if (strcmp (collection->id, id) == 0)
        return collection->items;
    }

  return NULL;
}

static void
test_features (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) collections = wuse_features_list (self->session, NULL, &error);

  g_assert_no_error (error);
  const char *items = find_items (collections, "areas");
  g_assert_nonnull (items);

  /* All of them, in pages of every size. */
  static const guint page_sizes[] = { 1, 7, 10000 };
  for (guint i = 0; i < G_N_ELEMENTS (page_sizes); i++)
    {
      g_auto (WuseFeaturesSummary) summary = { 0 };
      guint n_grids = 0;

      g_assert_true (wuse_features_read (self->session, items, NULL, page_sizes[i], count_cb, &n_grids, &summary, NULL, &error));
      g_assert_no_error (error);
      g_assert_null (summary.notice);
      g_assert_cmpuint (n_grids, ==, N_GRIDS);
      g_assert_cmpuint (summary.n_features, ==, N_GRIDS + 3);
    }

  /* The first grid alone: the box lies within it. */
  g_auto (WuseFeaturesSummary) summary = { 0 };
  WuseBounds box = { 1250010000, 430010000, 1250020000, 430020000 };
  guint n_grids = 0;
  g_assert_true (wuse_features_read (self->session, items, &box, 1, count_cb, &n_grids, &summary, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_grids, ==, 1);
}

static void
test_feed (Fixture *self, gconstpointer data)
{
  gint64 seq = 0, end = -1;
  guint n_records = 0;

  /* In small batches, and each from a reader of its own: the feed can be taken up anywhere. */
  while (end < 0)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WuseFeedReader) reader = wuse_feed_reader_open (self->session, wuse_feed_get_id (self->feed), seq, NULL, &error);
      g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();

      g_assert_no_error (error);
      g_assert_cmpstr (wuse_feed_reader_get_feed (reader), ==, wuse_feed_get_id (self->feed));
      g_assert_true (wuse_feed_reader_read (reader, batch, 64 * 1024, &error));
      g_assert_no_error (error);
      n_records += wuse_record_batch_get_length (batch);
      seq = wuse_record_batch_get_last_seq (batch);
      end = wuse_feed_reader_get_end (reader);
    }
  g_assert_cmpint (end, ==, wuse_feed_get_seq (self->feed));

  guint64 n_expected = 0;
  for (guint type = 0; type < WUSE_N_RECORD_TYPES; type++)
    {
      WuseDigest digest;
      wuse_feed_get_digest (self->feed, type, &digest);
      n_expected += digest.count;
    }
  g_assert_cmpuint (n_records, ==, n_expected);
}

static void
test_stream (Fixture *self, gconstpointer data)
{
  gint64 seq = wuse_feed_get_seq (self->feed);
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseEventStream) stream = wuse_event_stream_open (self->session, wuse_feed_get_id (self->feed), seq, NULL, &error);
  gboolean has_hello = FALSE, has_clock = FALSE, has_change = FALSE;

  g_assert_no_error (error);
  while (!has_hello || !has_clock || !has_change)
    {
      gboolean did_read;
      WuseEvent event;
      WuseLiveEvent live;

      g_assert_true (wuse_event_stream_read (stream, TRUE, &did_read, &error));
      while (wuse_event_stream_next (stream, &event, &error))
        {
          g_assert_true (wuse_live_event_parse (&live, &event, &error));
          g_assert_true (has_hello || live.kind == WUSE_LIVE_HELLO);
          if (live.kind == WUSE_LIVE_HELLO)
            {
              g_assert_cmpint (live.seq, ==, seq);
              wuse_feed_delete (self->feed, WUSE_RECORD_PERSON, "person-1", WUSE_TEST_TIME, &error);
              wuse_test_feed_put (self->feed, WUSE_RECORD_PLACE, "new", "kind", "school", "name", "新", NULL);
            }
          has_hello |= live.kind == WUSE_LIVE_HELLO;
          has_clock |= live.kind == WUSE_LIVE_CLOCK;
          has_change |= live.kind == WUSE_LIVE_CHANGE;
        }
      g_assert_no_error (error);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/client/district/features", Fixture, NULL, set_up, test_features, tear_down);
  g_test_add ("/client/district/feed", Fixture, NULL, set_up, test_feed, tear_down);
  g_test_add ("/client/district/stream", Fixture, NULL, set_up, test_stream, tear_down);

  return g_test_run ();
}
