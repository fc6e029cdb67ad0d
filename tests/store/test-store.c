/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cache as its users see it: records in, the same records out; cursor, versions, deletes, resets, notices. */

#include "config.h"

#include "store-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = store_fixture_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "cache.db", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->path);
  store_fixture_remove_folder (fixture->folder);
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  guint n_per_batch = GPOINTER_TO_UINT (data);
  g_autoptr (GPtrArray) feed = store_fixture_make_feed (1, 4000);
  g_autoptr (WuseStore) store = store_fixture_open (fixture->path, WUSE_STORE_CREATED);
  g_autofree char *feed_id = NULL;
  gint64 seq;

  g_assert_false (wuse_store_get_cursor (store, NULL, NULL));
  g_assert_true (wuse_store_is_filling (store));
  store_fixture_fill (store, "feed-1", feed, n_per_batch);
  g_assert_false (wuse_store_is_filling (store));
  g_assert_cmpint (store_fixture_check (store, feed), ==, 4000);
  g_assert_true (wuse_store_get_cursor (store, &feed_id, &seq));
  g_assert_cmpstr (feed_id, ==, "feed-1");
  g_assert_cmpint (seq, ==, 4000);

  wuse_store_close (store);
  g_clear_object (&store);
  store = store_fixture_open (fixture->path, WUSE_STORE_OPENED);
  g_assert_false (wuse_store_was_unclean (store));
  g_assert_false (wuse_store_is_filling (store));
  g_assert_cmpint (store_fixture_check (store, feed), ==, 4000);
}

static void
test_interrupted_fill (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) feed = store_fixture_make_feed (2, 3000);
  GError *error = NULL;

  /* Closed and opened again at many places: the ids of a bare table have to be known again. */
  for (guint i = 0; i < feed->len; i += 500)
    {
      g_autoptr (WuseStore) store = store_fixture_open (fixture->path, i == 0 ? WUSE_STORE_CREATED : WUSE_STORE_OPENED);
      g_autoptr (WuseDistrict) district = store_fixture_make_district ("feed-1");
      gboolean was_reset;

      wuse_store_begin_feed (store, district, &was_reset, &error);
      g_assert_no_error (error);
      g_assert_false (was_reset);
      g_assert_true (wuse_store_is_filling (store));
      wuse_store_submit (store, store_fixture_make_batch (feed, i, i + 500), NULL, &error);
      g_assert_no_error (error);
      wuse_store_flush (store, &error);
      g_assert_no_error (error);
      g_assert_cmpint (store_fixture_check (store, feed), ==, i + 500);
    }
}

static void
test_redelivery (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) feed = store_fixture_make_feed (3, 2000);
  g_autoptr (WuseStore) store = store_fixture_open (fixture->path, WUSE_STORE_CREATED);
  GError *error = NULL;

  store_fixture_fill (store, "feed-1", feed, 300);
  /* All of it again, then a part that overlaps the end. */
  for (guint i = 0; i < feed->len; i += 700)
    g_assert_true (wuse_store_submit (store, store_fixture_make_batch (feed, i, i + 700), NULL, &error));
  g_assert_true (wuse_store_submit (store, store_fixture_make_batch (feed, 1990, 2000), NULL, &error));
  wuse_store_flush (store, &error);
  g_assert_no_error (error);
  g_assert_cmpint (store_fixture_check (store, feed), ==, 2000);
}

/* The same records at later places of the feed, but of older versions, as a confused server might send. */
static void
test_old_versions (Fixture *fixture, gconstpointer data)
{
  gboolean is_filling = GPOINTER_TO_INT (data);
  g_autoptr (GPtrArray) feed = store_fixture_make_feed (4, 2000);
  g_autoptr (GPtrArray) late = store_fixture_make_feed (4, 2000);
  g_autoptr (WuseStore) store = store_fixture_open (fixture->path, WUSE_STORE_CREATED);
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  WuseDigest before[WUSE_N_RECORD_TYPES], after[WUSE_N_RECORD_TYPES];
  GError *error = NULL;
  gint64 seq;

  store_fixture_fill (store, "feed-1", feed, 2000);
  if (is_filling)
    {
      g_assert_true (wuse_store_drop_feed (store, &error));
      g_assert_true (wuse_store_is_filling (store));
      g_assert_true (wuse_store_submit (store, store_fixture_make_batch (feed, 0, 2000), NULL, &error));
      g_assert_true (wuse_store_flush (store, &error));
    }
  g_assert_true (store_fixture_read_digest (store, before, &seq, &error));

  /* Puts of what is in the cache; one of a record that was deleted would be a new record, rightly. */
  for (guint i = 0; i < late->len; i++)
    {
      StoreLine *line = g_ptr_array_index (late, i);
      gboolean is_alive = !line->is_delete;
      WuseRecord record;
      g_autoptr (WuseRecordBatch) one = NULL;

      for (guint k = i + 1; k < feed->len && is_alive; k++)
        {
          StoreLine *later = g_ptr_array_index (feed, k);

          is_alive = !(later->is_delete && strcmp (later->id, line->id) == 0);
        }
      if (!is_alive)
        continue;
      one = store_fixture_make_batch (late, i, i + 1);
      record = *wuse_record_batch_get (one, 0);
      record.seq = 3000 + i;
      wuse_record_batch_add (batch, &record);
    }
  g_assert_cmpuint (wuse_record_batch_get_length (batch), >, 1000);
  g_assert_true (wuse_store_submit (store, g_steal_pointer (&batch), NULL, &error));
  g_assert_true (wuse_store_flush (store, &error));
  g_assert_true (store_fixture_read_digest (store, after, &seq, &error));
  g_assert_cmpint (seq, >, 4000);
  g_assert_cmpmem (before, sizeof before, after, sizeof after);
}

/* Lines of one batch in the wrong order. */
static void
test_reordered (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) feed = store_fixture_make_feed (5, 1000);
  g_autoptr (WuseStore) store = store_fixture_open (fixture->path, WUSE_STORE_CREATED);
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  GError *error = NULL;

  for (guint i = 0; i < feed->len; i++)
    {
      StoreLine *line = g_ptr_array_index (feed, feed->len - 1 - i);

      g_assert_true (wuse_record_batch_add_line (batch, line->line, strlen (line->line), &error));
    }
  g_assert_true (wuse_store_submit (store, g_steal_pointer (&batch), NULL, &error));
  g_assert_true (wuse_store_flush (store, &error));
  g_assert_cmpint (store_fixture_check (store, feed), ==, 1000);
}

static void
count_changed_cb (WuseStore *store, guint types, gint64 seq, gpointer data)
{
  guint *seen = data;

  seen[0]++;
  seen[1] |= types;
  seen[2] = (guint) seq;
}

static void
test_reset (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) first = store_fixture_make_feed (6, 1500);
  g_autoptr (GPtrArray) second = store_fixture_make_feed (7, 800);
  g_autoptr (WuseStore) store = store_fixture_open (fixture->path, WUSE_STORE_CREATED);
  g_autoptr (WuseDistrict) district = store_fixture_make_district ("feed-2");
  guint seen[3] = { 0 };
  gboolean was_reset, has_setting;
  GError *error = NULL;
  gint64 seq;

  store_fixture_fill (store, "feed-1", first, 400);
  store_fixture_add_local (store, 3);
  g_signal_connect (store, "changed", G_CALLBACK (count_changed_cb), seen);

  g_assert_true (wuse_store_begin_feed (store, district, &was_reset, &error));
  g_assert_true (was_reset);
  g_assert_true (wuse_store_is_filling (store));
  wuse_store_get_cursor (store, NULL, &seq);
  g_assert_cmpint (seq, ==, 0);
  g_assert_cmpint (store_fixture_check (store, second), ==, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmphex (seen[1], ==, (1 << WUSE_N_RECORD_TYPES) - 1);

  store_fixture_fill (store, "feed-2", second, 400);
  g_assert_cmpint (store_fixture_check (store, second), ==, 800);
  g_assert_true (wuse_store_begin_feed (store, district, &was_reset, &error));
  g_assert_false (was_reset);
  g_assert_cmpuint (store_fixture_count_local (store, &has_setting), ==, 3);
  g_assert_true (has_setting);
}

static void
test_notices (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) feed = store_fixture_make_feed (8, 600);
  g_autoptr (WuseStore) store = store_fixture_open (fixture->path, WUSE_STORE_CREATED);
  guint seen[3] = { 0 };

  g_signal_connect (store, "changed", G_CALLBACK (count_changed_cb), seen);
  store_fixture_fill (store, "feed-1", feed, 10);
  g_assert_cmpuint (seen[0], ==, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  /* Sixty batches, one notice, since nobody was listening in between. */
  g_assert_cmpuint (seen[0], ==, 1);
  g_assert_cmphex (seen[1], ==, (1 << WUSE_N_RECORD_TYPES) - 1);
  g_assert_cmpuint (seen[2], ==, 600);
}

static void
submit_all (WuseStore *store, GPtrArray *feed, guint first)
{
  GError *error = NULL;

  g_assert_true (wuse_store_submit (store, store_fixture_make_batch (feed, first, feed->len), NULL, &error));
  g_assert_true (wuse_store_flush (store, &error));
  g_assert_no_error (error);
}

static gpointer
read_activity (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  return wuse_store_reader_load_activity (reader, GPOINTER_TO_UINT (data), error);
}

static void
assert_activity (WuseStore *store, guint nth, WuseActivityKind kind, const char *area, const char *from, const char *to)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) rows = wuse_store_read (store, read_activity, GUINT_TO_POINTER (100), NULL, &error);
  WuseActivity *row;

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, >, nth);
  row = g_ptr_array_index (rows, nth);
  g_assert_cmpint (row->kind, ==, kind);
  g_assert_cmpstr (row->area, ==, area);
  g_assert_cmpstr (row->from, ==, from);
  g_assert_cmpstr (row->to, ==, to);
}

static void
test_activity (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) feed = store_fixture_make_feed (9, 0);
  g_autoptr (WuseStore) store = store_fixture_open (fixture->path, WUSE_STORE_CREATED);
  GError *error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  gboolean has_setting;

  store_fixture_add (feed, WUSE_RECORD_AREA, "a", 1, "{\"level\":\"grid\",\"name\":\"甲\"}");
  store_fixture_add (feed, WUSE_RECORD_CASE, "c", 1, "{\"classification\":\"suspected\",\"area\":\"a\"}");
  store_fixture_fill (store, "feed-1", feed, 10);
  rows = wuse_store_read (store, read_activity, GUINT_TO_POINTER (100), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 0);

  store_fixture_add (feed, WUSE_RECORD_CASE, "d", 1, "{\"classification\":\"suspected\",\"area\":\"a\"}");
  store_fixture_add (feed, WUSE_RECORD_CASE, "c", 2, "{\"classification\":\"confirmed\",\"area\":\"a\"}");
  store_fixture_add (feed, WUSE_RECORD_CASE, "c", 3, "{\"classification\":\"confirmed\",\"area\":\"a\",\"age\":30}");
  store_fixture_add (feed, WUSE_RECORD_CASE, "c", 4,
                     "{\"classification\":\"confirmed\",\"area\":\"a\",\"release\":\"2022-04-01\"}");
  store_fixture_add (feed, WUSE_RECORD_CASE, "d", 2, NULL);
  store_fixture_add (feed, WUSE_RECORD_AREA, "a", 2, "{\"level\":\"grid\",\"name\":\"甲\",\"persons\":7}");
  store_fixture_add (feed, WUSE_RECORD_AREA, "a", 3, "{\"level\":\"grid\",\"name\":\"乙\",\"persons\":7}");
  submit_all (store, feed, 2);
  assert_activity (store, 0, WUSE_ACTIVITY_AREA_CHANGED, "a", "grid", "grid");
  assert_activity (store, 1, WUSE_ACTIVITY_CASE_WITHDRAWN, "a", "suspected", NULL);
  assert_activity (store, 2, WUSE_ACTIVITY_CASE_RELEASED, "a", NULL, "confirmed");
  assert_activity (store, 3, WUSE_ACTIVITY_CASE_RECLASSIFIED, "a", "suspected", "confirmed");
  assert_activity (store, 4, WUSE_ACTIVITY_CASE_NEW, "a", NULL, "suspected");
  g_assert_cmpint (store_fixture_check (store, feed), ==, feed->len);

  store_fixture_add_local (store, WUSE_ACTIVITY_KEPT + 100);
  g_assert_cmpuint (store_fixture_count_local (store, &has_setting), ==, WUSE_ACTIVITY_KEPT);
}

static void
test_closed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) feed = store_fixture_make_feed (10, 10);
  g_autoptr (WuseStore) store = store_fixture_open (fixture->path, WUSE_STORE_CREATED);
  g_autoptr (GError) error = NULL;

  wuse_store_close (store);
  g_assert_false (wuse_store_submit (store, store_fixture_make_batch (feed, 0, 10), NULL, &error));
  g_assert_error (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_null (wuse_store_read (store, read_activity, GUINT_TO_POINTER (1), NULL, &error));
  g_assert_error (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_CLOSED);
}

static void
test_end_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) feed = store_fixture_make_feed (11, 3000);
  g_autoptr (WuseStore) store = store_fixture_open (fixture->path, WUSE_STORE_CREATED);
  g_autoptr (WuseDistrict) district = store_fixture_make_district ("feed-1");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (wuse_store_begin_feed (store, district, NULL, &error));
  g_assert_true (wuse_store_submit (store, store_fixture_make_batch (feed, 0, 3000), NULL, &error));
  g_assert_true (wuse_store_flush (store, &error));
  g_cancellable_cancel (cancellable);
  g_assert_false (wuse_store_submit (store, store_fixture_make_batch (feed, 0, 3000), cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  /* The ids come in order: a table this small is indexed before anybody looks whether that is still wanted. */
  if (!wuse_store_end_feed (store, 5000, cancellable, &error))
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
      g_assert_true (wuse_store_is_filling (store));
    }
  g_assert_true (wuse_store_end_feed (store, 5000, NULL, &error));
  g_assert_false (wuse_store_is_filling (store));
  g_assert_cmpint (store_fixture_check (store, feed), ==, 5000);
}

static goffset
get_size (const char *path, const char *suffix)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);
  GStatBuf status;

  return g_stat (name, &status) == 0 ? status.st_size : 0;
}

static WuseRecordBatch *
make_persons (guint first, guint n)
{
  WuseRecordBatch *batch = wuse_record_batch_new ();
  WuseRecord record = { .type = WUSE_RECORD_PERSON, .op = WUSE_RECORD_PUT, .version = 1, .at = 1650000000000 };
  char name[80];

  memset (name, 'x', sizeof name);
  record.values[0] = (WuseValue){ .data = name, .length = sizeof name, .is_set = TRUE };
  for (guint i = first; i < first + n; i++)
    {
      char id[16];

      g_snprintf (id, sizeof id, "p%08x", i * 2654435761u);
      record.seq = i + 1;
      record.id = id;
      record.id_length = strlen (id);
      wuse_record_batch_add (batch, &record);
    }

  return batch;
}

static void
submit_persons (WuseStore *store, const char *path, guint first, guint end)
{
  const goffset most = 96 << 20;
  const guint n_per_batch = 10000;
  GError *error = NULL;

  for (guint i = first; i < end; i += n_per_batch)
    {
      g_assert_true (wuse_store_submit (store, make_persons (i, n_per_batch), NULL, &error));
      g_assert_cmpint (get_size (path, "-wal"), <, most);
    }
  g_assert_true (wuse_store_flush (store, &error));
  g_assert_no_error (error);
}

/* The log of a long fill is written back while it goes on, and does not grow with the feed. */
static void
test_long_fill (Fixture *fixture, gconstpointer data)
{
  const guint n = 900000;
  const goffset some = 16 << 20;
  g_autoptr (WuseStore) store = store_fixture_open (fixture->path, WUSE_STORE_CREATED);
  g_autoptr (WuseDistrict) district = store_fixture_make_district ("feed-1");
  WuseDigest digests[WUSE_N_RECORD_TYPES];
  GError *error = NULL;
  gint64 seq;

  g_assert_true (wuse_store_begin_feed (store, district, NULL, &error));
  submit_persons (store, fixture->path, 0, n / 3);

  /* The log is too short yet for the writer to do it. */
  for (guint i = 0; i < 1000 && get_size (fixture->path, "") < some; i++)
    g_usleep (10000);
  g_assert_cmpint (get_size (fixture->path, ""), >=, some);
  g_assert_true (wuse_store_is_filling (store));

  submit_persons (store, fixture->path, n / 3, n);
  g_assert_true (wuse_store_end_feed (store, n, NULL, &error));
  g_assert_true (store_fixture_read_digest (store, digests, &seq, &error));
  g_assert_cmpuint (digests[WUSE_RECORD_PERSON].count, ==, n);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func, data) g_test_add ("/store/" name, Fixture, data, set_up, func, tear_down)
  ADD ("long-fill", test_long_fill, NULL);
  ADD ("round-trip/one-batch", test_round_trip, GUINT_TO_POINTER (100000));
  ADD ("round-trip/small-batches", test_round_trip, GUINT_TO_POINTER (7));
  ADD ("interrupted-fill", test_interrupted_fill, NULL);
  ADD ("redelivery", test_redelivery, NULL);
  ADD ("old-versions/filled", test_old_versions, GINT_TO_POINTER (FALSE));
  ADD ("old-versions/filling", test_old_versions, GINT_TO_POINTER (TRUE));
  ADD ("reordered", test_reordered, NULL);
  ADD ("reset", test_reset, NULL);
  ADD ("notices", test_notices, NULL);
  ADD ("activity", test_activity, NULL);
  ADD ("closed", test_closed, NULL);
  ADD ("end-cancelled", test_end_cancelled, NULL);

  return g_test_run ();
}
