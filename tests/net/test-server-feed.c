/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The feed: what is written, what is read, and what of it goes over the wire. */

#include "config.h"

#include <string.h>

#include "server-fixture.h"
#include "wuse-feed-private.h"
#include "wuse-feed-view.h"
#include "wuse-record-batch.h"

typedef struct
{
  gint64 last;
  guint n_puts;
  guint n_tombstones;
  GHashTable *ids;
} Reading;

/* Every line in order, every record once. */
static gboolean
check_line (gint64 seq, const char *line, gsize length, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (GError) error = NULL;
  const WuseRecord *record;

  wuse_record_batch_add_line (batch, line, length, &error);
  g_assert_no_error (error);
  record = wuse_record_batch_get (batch, 0);
  g_assert_cmpint (record->seq, ==, seq);
  g_assert_cmpint (seq, >, reading->last);
  g_assert_true (g_hash_table_add (reading->ids, g_strdup_printf ("%u %.*s", record->type, (int) record->id_length, record->id)));
  reading->last = seq;
  if (record->op == WUSE_RECORD_PUT)
    reading->n_puts++;
  else
    reading->n_tombstones++;
  return TRUE;
}

static Reading
read_feed (WuseFeed *feed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseFeedView) view = wuse_feed_view_open (wuse_feed_get_path (feed), &error);
  Reading reading = { .ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };

  g_assert_no_error (error);
  wuse_feed_view_foreach_line (view, 0, G_MAXINT64, check_line, &reading, &error);
  g_assert_no_error (error);
  g_hash_table_unref (reading.ids);
  return reading;
}

static void
assert_digests_hold (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseFeedView) view = wuse_feed_view_open (path, &error);
  g_auto (WuseFeedState) stored = { 0 };
  g_auto (WuseFeedState) computed = { 0 };

  g_assert_no_error (error);
  wuse_feed_view_get_state (view, &stored, &error);
  g_assert_no_error (error);
  wuse_feed_view_compute_state (view, &computed, &error);
  g_assert_no_error (error);
  g_assert_cmpint (stored.seq, ==, computed.seq);
  for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
    {
      g_assert_cmpuint (stored.digests[i].count, ==, computed.digests[i].count);
      g_assert_cmpmem (stored.digests[i].sum, 16, computed.digests[i].sum, 16);
    }
}

static gint64
get_version (WuseFeed *feed, const char *id)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  wuse_feed_get (feed, WUSE_RECORD_PERSON, id, &line, &error);
  g_assert_no_error (error);
  if (line == NULL)
    return 0;
  g_assert_true (wuse_record_batch_add_line (batch, line, strlen (line), NULL));
  return wuse_record_batch_get (batch, 0)->version;
}

static void
test_compaction (void)
{
  g_autoptr (WuseFeed) feed = wuse_test_feed_make (NULL, 4, 100);
  g_autoptr (GError) error = NULL;
  Reading reading = read_feed (feed);
  gint64 seq = wuse_feed_get_seq (feed);
  guint n_puts = reading.n_puts;

  g_assert_cmpint (reading.last, ==, seq);
  g_assert_cmpuint (n_puts, ==, seq);

  wuse_test_feed_put (feed, WUSE_RECORD_PERSON, "RID00000007", "name", "李**", NULL);
  g_assert_cmpint (wuse_feed_get_seq (feed), ==, seq + 1);
  g_assert_cmpint (get_version (feed, "RID00000007"), ==, 2);
  reading = read_feed (feed);
  g_assert_cmpuint (reading.n_puts, ==, n_puts);
  g_assert_cmpint (reading.last, ==, seq + 1);

  g_assert_true (wuse_feed_delete (feed, WUSE_RECORD_PERSON, "RID00000007", WUSE_TEST_TIME, &error));
  g_assert_true (wuse_feed_delete (feed, WUSE_RECORD_PERSON, "RID00000007", WUSE_TEST_TIME, &error));
  g_assert_true (wuse_feed_delete (feed, WUSE_RECORD_PERSON, "nobody", WUSE_TEST_TIME, &error));
  g_assert_cmpint (wuse_feed_get_seq (feed), ==, seq + 2);
  g_assert_cmpint (get_version (feed, "RID00000007"), ==, 0);
  reading = read_feed (feed);
  g_assert_cmpuint (reading.n_puts, ==, n_puts - 1);
  g_assert_cmpuint (reading.n_tombstones, ==, 1);

  /* A version never comes back. */
  wuse_test_feed_put (feed, WUSE_RECORD_PERSON, "RID00000007", "name", "李**", NULL);
  g_assert_cmpint (get_version (feed, "RID00000007"), ==, 4);
  g_assert_cmpuint (read_feed (feed).n_tombstones, ==, 0);
  assert_digests_hold (wuse_feed_get_path (feed));
}

static void
test_unchanged (void)
{
  g_autoptr (WuseFeed) feed = wuse_test_feed_make (NULL, 4, 0);
  g_autoptr (GError) error = NULL;
  WuseRecord record = { .type = WUSE_RECORD_PERSON, .at = WUSE_TEST_TIME, .id = "p", .id_length = 1 };
  gint64 seq = wuse_feed_get_seq (feed);
  gboolean changed;

  record.values[0] = (WuseValue){ .data = "王**", .length = 5, .is_set = TRUE };
  g_assert_true (wuse_feed_put_if_changed (feed, &record, &changed, &error));
  g_assert_true (changed);
  record.at += 1000;
  g_assert_true (wuse_feed_put_if_changed (feed, &record, &changed, &error));
  g_assert_false (changed);
  g_assert_cmpint (wuse_feed_get_seq (feed), ==, seq + 1);
  record.values[0].data = "李**";
  g_assert_true (wuse_feed_put_if_changed (feed, &record, &changed, &error));
  g_assert_true (changed);
  g_assert_cmpint (get_version (feed, "p"), ==, 2);
  assert_digests_hold (wuse_feed_get_path (feed));
}

static void
test_rules (void)
{
  g_autoptr (WuseFeed) feed = wuse_test_feed_make (NULL, 4, 0);
  gint64 seq = wuse_feed_get_seq (feed);
  const struct
  {
    WuseRecordType type;
    const char *id;
    guint field;
    WuseValue value;
  } bad[] = {
    { WUSE_RECORD_PERSON, "", 0, { .is_set = FALSE } },
    { WUSE_RECORD_PERSON, "a b", 0, { .is_set = FALSE } },
    { WUSE_RECORD_PERSON, "a\"b", 0, { .is_set = FALSE } },
    { WUSE_RECORD_PERSON, "a", 0, { .data = "\xff\xfe", .length = 2, .is_set = TRUE } },
    { WUSE_RECORD_PERSON, "a", 0, { .data = "a\nb", .length = 3, .is_set = TRUE } },
    { WUSE_RECORD_PERSON, "a", 1, { .data = "NOT A CODE", .length = 10, .is_set = TRUE } },
    { WUSE_RECORD_PERSON, "a", 2, { .integer = 1, .is_set = TRUE } },
    { WUSE_RECORD_PERSON, "a", 5, { .data = "/../", .length = 4, .is_set = TRUE } },
    { WUSE_RECORD_AREA, "a", 9, { .data = "nothing!", .length = 8, .is_set = TRUE } },
    { WUSE_RECORD_DAILY, "a", 2, { .integer = 1, .is_set = TRUE } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      WuseRecord record = { .type = bad[i].type, .at = WUSE_TEST_TIME, .id = bad[i].id, .id_length = strlen (bad[i].id) };
      g_autoptr (GError) error = NULL;

      record.values[bad[i].field] = bad[i].value;
      g_assert_false (wuse_feed_put (feed, &record, &error));
      g_assert_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID);
    }
  g_assert_cmpint (wuse_feed_get_seq (feed), ==, seq);
}

static void
test_rollback (void)
{
  g_autoptr (WuseFeed) feed = wuse_test_feed_make (NULL, 4, 50);
  g_autoptr (GError) error = NULL;
  gint64 seq = wuse_feed_get_seq (feed);
  WuseDigest before, after;

  wuse_feed_get_digest (feed, WUSE_RECORD_PERSON, &before);
  g_assert_true (wuse_feed_begin (feed, &error));
  wuse_test_feed_put (feed, WUSE_RECORD_PERSON, "RID00000001", "name", "李**", NULL);
  g_assert_true (wuse_feed_delete (feed, WUSE_RECORD_PERSON, "RID00000002", WUSE_TEST_TIME, &error));
  g_assert_cmpint (wuse_feed_get_seq (feed), ==, seq + 2);
  wuse_feed_rollback (feed);
  wuse_feed_get_digest (feed, WUSE_RECORD_PERSON, &after);
  g_assert_cmpint (wuse_feed_get_seq (feed), ==, seq);
  g_assert_cmpmem (before.sum, 16, after.sum, 16);
  g_assert_cmpint (get_version (feed, "RID00000002"), ==, 1);
  assert_digests_hold (wuse_feed_get_path (feed));
}

/* A bulk load puts the index off; whatever comes in between, the feed is the same as one that was made step by step. */
static void
test_filling (void)
{
  g_autoptr (WuseFeed) feed = wuse_feed_open (NULL, NULL);
  g_autoptr (GError) error = NULL;
  guint n_puts;

  for (guint round = 0; round < 3; round++)
    {
      g_assert_true (wuse_feed_begin (feed, &error));
      for (guint i = 0; i < 10001; i++)
        {
          g_autofree char *id = g_strdup_printf ("p%u-%u", round, i);

          wuse_test_feed_put (feed, WUSE_RECORD_PERSON, id, "name", "王**", NULL);
        }
      if (round == 1)
        wuse_test_feed_put (feed, WUSE_RECORD_PERSON, "p0-17", "name", "李**", NULL);
      if (round == 2)
        wuse_feed_rollback (feed);
      else
        g_assert_true (wuse_feed_commit (feed, &error));
    }
  n_puts = read_feed (feed).n_puts;
  g_assert_cmpuint (n_puts, ==, 2 * 10001);
  g_assert_cmpint (get_version (feed, "p0-17"), ==, 2);
  wuse_test_feed_put (feed, WUSE_RECORD_PERSON, "p1-3", "name", "李**", NULL);
  g_assert_cmpint (get_version (feed, "p1-3"), ==, 2);
  g_assert_cmpuint (read_feed (feed).n_puts, ==, n_puts);
  assert_digests_hold (wuse_feed_get_path (feed));
}

static void
test_two_writers (void)
{
  g_autoptr (WuseFeed) feed = wuse_test_feed_make (NULL, 4, 50);
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseFeed) other = wuse_feed_open (wuse_feed_get_path (feed), &error);
  gint64 seq = wuse_feed_get_seq (feed);

  g_assert_no_error (error);
  for (guint i = 0; i < 20; i++)
    wuse_test_feed_put (i % 2 ? feed : other, WUSE_RECORD_PERSON, "RID00000003", "name", "李**", NULL);
  g_assert_cmpint (wuse_feed_get_seq (feed), ==, seq + 20);
  g_assert_cmpint (get_version (other, "RID00000003"), ==, 21);
  assert_digests_hold (wuse_feed_get_path (feed));
}

static void
test_notes_and_district (void)
{
  g_autoptr (WuseFeed) feed = wuse_test_feed_make (NULL, 4, 10);
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseDistrict) district = wuse_feed_get_district (feed, &error);
  g_autofree char *note = NULL;
  g_autofree char *none = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (district->name, ==, "试验区");
  g_assert_cmpstr (district->feed, ==, wuse_feed_get_id (feed));
  g_assert_cmpint (district->seq, ==, wuse_feed_get_seq (feed));
  g_assert_true (wuse_feed_set_note (feed, "a", "b", &error));
  g_assert_true (wuse_feed_set_note (feed, "a", "c", &error));
  g_assert_true (wuse_feed_get_note (feed, "a", &note, &error));
  g_assert_cmpstr (note, ==, "c");
  g_assert_true (wuse_feed_set_note (feed, "a", NULL, &error));
  g_assert_true (wuse_feed_get_note (feed, "a", &none, &error));
  g_assert_null (none);
}

/* A file of the first version: without what is kept of people's changes, and without links. */
static void
make_old (const char *path)
{
  g_autoptr (WuseFeed) feed = wuse_test_feed_make (path, 4, 10);

  g_assert_true (wuse_feed_database_run (wuse_feed_get_database (feed),
                                         "DROP TABLE history; DROP TABLE outcome; DELETE FROM digest WHERE type = 10;"
                                         "UPDATE meta SET value = 'area building feature place household person case contact stay"
                                         " daily' WHERE key = 'types'; PRAGMA user_version = 1",
                                         "go back", NULL));
}

static void
test_upgrade (void)
{
  g_autoptr (WuseTestFolder) folder = wuse_test_folder_new ();
  g_autofree char *path = wuse_test_folder_build (folder, "old.db");
  g_autofree char *strange = wuse_test_folder_build (folder, "strange.db");
  g_autoptr (WuseFeed) feed = NULL;
  g_autoptr (WuseFeedView) view = NULL;
  g_auto (WuseFeedState) stored = { 0 };
  g_auto (WuseFeedState) computed = { 0 };
  g_autoptr (GError) error = NULL;

  make_old (path);
  view = wuse_feed_view_open (path, &error);
  g_assert_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_FORMAT);
  g_assert_null (view);
  g_clear_error (&error);

  feed = wuse_feed_open (path, &error);
  g_assert_no_error (error);
  wuse_test_feed_put (feed, WUSE_RECORD_LINK, "l", "source", "a", "target", "b", "kind", "contact", "state", "suspected", NULL);
  wuse_test_feed_put (feed, WUSE_RECORD_LINK, "l", "source", "a", "target", "b", "kind", "contact", "state", "refuted", NULL);
  view = wuse_feed_view_open (path, &error);
  g_assert_no_error (error);
  g_assert_true (wuse_feed_view_get_state (view, &stored, NULL));
  g_assert_true (wuse_feed_view_compute_state (view, &computed, NULL));
  for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
    g_assert_cmpmem (stored.digests[i].sum, 16, computed.digests[i].sum, 16);
  g_assert_cmpuint (stored.digests[WUSE_RECORD_LINK].count, ==, 1);
  g_assert_cmpuint (stored.digests[WUSE_RECORD_AREA].count, ==, 7);

  /* Types in another order are another program's. */
  make_old (strange);
  g_clear_pointer (&feed, wuse_feed_free);
  feed = wuse_feed_open (strange, NULL);
  g_assert_true (wuse_feed_database_run (wuse_feed_get_database (feed),
                                         "DROP TABLE history; DROP TABLE outcome;"
                                         "UPDATE meta SET value = 'building area' WHERE key = 'types'; PRAGMA user_version = 1",
                                         "go astray", NULL));
  g_clear_pointer (&feed, wuse_feed_free);
  feed = wuse_feed_open (strange, &error);
  g_assert_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_FORMAT);
  g_assert_null (feed);
}

static void
count_version (const char *who, const char *reason, const char *line, gsize length, gpointer user_data)
{
  guint *n_versions = user_data;

  g_assert_null (who);
  ++*n_versions;
}

/* Earlier versions are kept of what people may change, and no more than a hundred. */
static void
test_history (void)
{
  g_autoptr (WuseFeed) feed = wuse_feed_open (NULL, NULL);
  g_autoptr (WuseFeedView) view = wuse_feed_view_open (wuse_feed_get_path (feed), NULL);
  guint n_cases = 0, n_persons = 0, n_none = 0;

  for (guint i = 0; i < 130; i++)
    {
      g_autofree char *age = g_strdup_printf ("%u", i);

      wuse_test_feed_put (feed, WUSE_RECORD_CASE, "c", "classification", "confirmed", "age", age, NULL);
      wuse_test_feed_put (feed, WUSE_RECORD_PERSON, "p", "name", age, NULL);
    }
  g_assert_true (wuse_feed_view_foreach_version (view, WUSE_RECORD_CASE, "c", count_version, &n_cases, NULL));
  g_assert_true (wuse_feed_view_foreach_version (view, WUSE_RECORD_PERSON, "p", count_version, &n_persons, NULL));
  g_assert_true (wuse_feed_view_foreach_version (view, WUSE_RECORD_CASE, "d", count_version, &n_none, NULL));
  g_assert_cmpuint (n_cases, ==, 101);
  g_assert_cmpuint (n_persons, ==, 1);
  g_assert_cmpuint (n_none, ==, 0);
}

static void
test_foreign_files (void)
{
  g_autoptr (WuseTestFolder) folder = wuse_test_folder_new ();
  g_autofree char *path = wuse_test_folder_build (folder, "text.db");
  g_autofree char *empty = wuse_test_folder_build (folder, "empty.db");
  g_autoptr (GError) text_error = NULL;
  g_autoptr (GError) view_error = NULL;

  g_assert_true (g_file_set_contents (path, "This is no database, and will not become one.", -1, NULL));
  g_assert_null (wuse_feed_open (path, &text_error));
  g_assert_error (text_error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_DATABASE);
  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  g_assert_null (wuse_feed_view_open (empty, &view_error));
  g_assert_error (view_error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_FORMAT);
}

/* From any line on, the answer is the rest of the whole one. */
static void
test_resume_anywhere (void)
{
  Fixture fixture;
  guint status;
  g_autofree char *whole = NULL;
  const char *line;
  guint n_lines = 0;

  fixture_set_up (&fixture, 40);
  whole = wuse_test_server_request (fixture.server, "GET", "/v1/changes", NULL, &status);
  g_assert_cmpuint (status, ==, 200);
  for (line = whole; *line != '\0'; line = strchr (line, '\n') + 1)
    {
      g_autofree char *path = g_strdup_printf ("/v1/changes?feed=%s&after=%u", wuse_feed_get_id (fixture.feed), n_lines);
      g_autofree char *rest = wuse_test_server_request (fixture.server, "GET", path, NULL, &status);

      g_assert_cmpuint (status, ==, 200);
      g_assert_cmpstr (rest, ==, line);
      if (n_lines++ == wuse_feed_get_seq (fixture.feed))
        break;
    }
  g_assert_cmpuint (n_lines, ==, wuse_feed_get_seq (fixture.feed) + 1);
  g_assert_true (g_str_has_prefix (line, "{\"op\":\"end\",\"seq\":"));
  fixture_tear_down (&fixture);
}

static GBytes *
uncompress (GBytes *bytes)
{
  g_autoptr (GInputStream) memory = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GConverter) decompressor = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (memory, decompressor);
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_output_stream_splice (out, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

static void
test_gzip (void)
{
  Fixture fixture;
  Answer plain, compressed;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) lines = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) uncompressed = NULL;

  fixture_set_up (&fixture, 6000);
  answer_begin (&plain, fixture.server, "/v1/changes", NULL);
  lines = answer_read (&plain, &error);
  g_assert_no_error (error);
  g_assert_null (soup_message_headers_get_one (soup_message_get_response_headers (plain.message), "Content-Encoding"));
  answer_end (&plain);

  answer_begin (&compressed, fixture.server, "/v1/changes", "Accept-Encoding: gzip");
  bytes = answer_read (&compressed, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (soup_message_headers_get_one (soup_message_get_response_headers (compressed.message), "Content-Encoding"), ==,
                   "gzip");
  answer_end (&compressed);

  g_assert_cmpuint (g_bytes_get_size (bytes) * 4, <, g_bytes_get_size (lines));
  uncompressed = uncompress (bytes);
  g_assert_true (g_bytes_equal (lines, uncompressed));
  fixture_tear_down (&fixture);
}

static void
test_gone (void)
{
  Fixture fixture;
  guint status;
  g_autofree char *other = NULL;
  g_autofree char *absent = NULL;
  g_autofree char *beyond_path = NULL;
  g_autofree char *beyond = NULL;

  fixture_set_up (&fixture, 10);
  other = wuse_test_server_request (fixture.server, "GET", "/v1/changes?feed=other&after=0", NULL, &status);
  g_assert_cmpuint (status, ==, 410);
  g_assert_nonnull (strstr (other, "/feed-gone\""));
  absent = wuse_test_server_request (fixture.server, "GET", "/v1/changes?after=3", NULL, &status);
  g_assert_cmpuint (status, ==, 410);
  beyond_path = g_strdup_printf ("/v1/changes?feed=%s&after=999999", wuse_feed_get_id (fixture.feed));
  beyond = wuse_test_server_request (fixture.server, "GET", beyond_path, NULL, &status);
  g_assert_cmpuint (status, ==, 410);
  fixture_tear_down (&fixture);
}

/* A client that does not read holds nothing up, and gets everything in the end. */
static void
test_slow_reader (void)
{
  Fixture fixture;
  Answer slow;
  Answer live;
  Event event = { 0 };
  guint status;
  g_autofree char *fast = NULL;
  g_autoptr (GBytes) all = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture, 60000);
  answer_begin (&live, fixture.server, "/v1/stream", NULL);
  answer_expect_event (&live, &event, "hello");
  answer_begin (&slow, fixture.server, "/v1/changes", NULL);
  g_usleep (G_USEC_PER_SEC / 5);
  fixture_change (&fixture, 1);
  answer_expect_event (&live, &event, "change");
  fast = wuse_test_server_request (fixture.server, "GET", "/v1/changes", NULL, &status);
  g_assert_nonnull (strstr (fast, "{\"op\":\"end\""));
  all = answer_read (&slow, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (all), >, 10000000);
  g_assert_cmpmem ((const char *) g_bytes_get_data (all, NULL) + g_bytes_get_size (all) - 2, 2, "}\n", 2);
  event_clear (&event);
  answer_end (&slow);
  answer_end (&live);
  fixture_tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/feed/compaction", test_compaction);
  g_test_add_func ("/server/feed/unchanged", test_unchanged);
  g_test_add_func ("/server/feed/rules", test_rules);
  g_test_add_func ("/server/feed/rollback", test_rollback);
  g_test_add_func ("/server/feed/filling", test_filling);
  g_test_add_func ("/server/feed/two-writers", test_two_writers);
  g_test_add_func ("/server/feed/notes-and-district", test_notes_and_district);
  g_test_add_func ("/server/feed/foreign-files", test_foreign_files);
  g_test_add_func ("/server/feed/upgrade", test_upgrade);
  g_test_add_func ("/server/feed/history", test_history);
  g_test_add_func ("/server/feed/resume-anywhere", test_resume_anywhere);
  g_test_add_func ("/server/feed/gzip", test_gzip);
  g_test_add_func ("/server/feed/gone", test_gone);
  g_test_add_func ("/server/feed/slow-reader", test_slow_reader);
  return g_test_run ();
}
