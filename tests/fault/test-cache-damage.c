/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cache that was cut short or changed behind the program's back: said plainly or not noticed, rebuilt, never a crash; what is
 * only local is kept wherever SQLite can still read it. */

#include "config.h"

#include "store-fixture.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define N_FLIP_ROUNDS 200
#define N_LOCAL 40

typedef struct
{
  char *folder;
  char *path;
  char *bytes; /* of a sound cache */
  gsize length;
  GPtrArray *feed;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WuseStore) store = NULL;

  fixture->folder = store_fixture_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "cache.db", NULL);
  fixture->feed = store_fixture_make_feed (1, 400);
  store = store_fixture_open (fixture->path, WUSE_STORE_CREATED);
  store_fixture_fill (store, "feed-1", fixture->feed, 100);
  store_fixture_add_local (store, N_LOCAL);
  wuse_store_close (store);
  g_assert_true (g_file_get_contents (fixture->path, &fixture->bytes, &fixture->length, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->path);
  g_free (fixture->bytes);
  g_ptr_array_unref (fixture->feed);
  store_fixture_remove_folder (fixture->folder);
}

/* Files in the folder whose name has @part in it. */
static guint
count_files (Fixture *fixture, const char *part)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += strstr (name, part) != NULL && !g_str_has_suffix (name, "-wal");

  return n;
}

/* How many of the local rows plain SQLite, told nothing, reads from the damaged file as they were written. */
static guint
count_readable (const char *path)
{
  static const char sql[] =
      "SELECT id FROM activity WHERE kind = 9 AND area = 'area-' || at AND code_from = 'green' AND code_to = 'red'";
  sqlite3 *db = NULL;
  sqlite3_stmt *rows = NULL;
  guint n = 0;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK
      && sqlite3_prepare_v2 (db, sql, -1, &rows, NULL) == SQLITE_OK)
    while (sqlite3_step (rows) == SQLITE_ROW)
      n++;
  sqlite3_finalize (rows);
  sqlite3_close (db);

  return n;
}

static gpointer
read_everything (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (WuseAreaSet) areas = wuse_store_reader_load_areas (reader, error);
  g_autoptr (WuseRegister) record = areas != NULL ? wuse_store_reader_load_register (reader, areas, error) : NULL;
  g_autoptr (WuseFeatureSet) features = record != NULL ? wuse_store_reader_load_features (reader, error) : NULL;
  g_autoptr (GPtrArray) hits = features != NULL ? wuse_store_reader_search (reader, "社区", 50, error) : NULL;
  g_autoptr (GPtrArray) rows = hits != NULL ? wuse_store_reader_load_activity (reader, 100, error) : NULL;
  WuseFreshness freshness[WUSE_N_RECORD_TYPES];
  WuseAreaFigures figures;
  WuseBounds world = { -1800000000, -900000000, 1800000000, 900000000 };
  g_autoptr (GPtrArray) boxes = rows != NULL ? wuse_store_reader_find_in (reader, WUSE_RECORD_AREA, &world, 100, error) : NULL;
  WuseDigest digests[WUSE_N_RECORD_TYPES];

  return GINT_TO_POINTER (boxes != NULL && wuse_store_reader_get_freshness (reader, freshness, error)
                          && wuse_store_reader_count_area (reader, "area-0", &figures, error)
                          && wuse_store_reader_get_digest (reader, digests, error));
}

/* Uses the cache as the program would; whatever is in it, no more than an error may come of it, and that one says what
 * it is. Then it is rebuilt and filled again. */
static void
use_and_rebuild (Fixture *fixture, WuseStore *store)
{
  g_autoptr (GPtrArray) feed = store_fixture_make_feed (2, 200);
  g_autoptr (GPtrArray) more = store_fixture_make_feed (3, 500);
  g_autoptr (GError) error = NULL;

  if (!wuse_store_read (store, read_everything, NULL, NULL, &error))
    {
      g_assert_error (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_CORRUPT);
      g_assert_true (wuse_store_is_damaged (store));
      g_clear_error (&error);
    }
  if (!wuse_store_submit (store, store_fixture_make_batch (more, 400, 500), NULL, &error) || !wuse_store_flush (store, &error))
    {
      g_assert_error (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_CORRUPT);
      g_assert_true (wuse_store_is_damaged (store));
      g_clear_error (&error);
    }

  wuse_store_rebuild (store, &error);
  g_assert_no_error (error);
  g_assert_false (wuse_store_is_damaged (store));
  store_fixture_fill (store, "feed-2", feed, 50);
  g_assert_cmpint (store_fixture_check (store, feed), ==, 200);
}

static void
try_bytes (Fixture *fixture, const char *bytes, gsize length)
{
  g_autoptr (WuseStore) store = NULL;
  g_autoptr (GError) error = NULL;
  WuseStoreRecovery recovery;
  guint n_readable;
  gboolean has_setting;

  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) length, NULL));
  n_readable = count_readable (fixture->path);
  store = wuse_store_open (fixture->path, &recovery, &error);
  if (store == NULL)
    {
      /* The number of the version is one of the things that can be hit: then it is newer, and not touched. */
      g_assert_error (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_NEWER);
      return;
    }
  g_assert_true (recovery == WUSE_STORE_OPENED || recovery == WUSE_STORE_REBUILT || length == 0);
  if (recovery == WUSE_STORE_REBUILT)
    {
      g_assert_cmpuint (count_files (fixture, ".damaged-"), >=, 1);
      g_assert_cmpuint (store_fixture_count_local (store, &has_setting), >=, n_readable);
    }

  use_and_rebuild (fixture, store);
  g_assert_cmpuint (store_fixture_count_local (store, &has_setting), >=, n_readable);
  g_assert_cmpuint (count_files (fixture, ".damaged-"), <=, 2);
  g_assert_cmpuint (count_files (fixture, ".new"), ==, 0);
}

static void
test_truncated (Fixture *fixture, gconstpointer data)
{
  static const gsize lengths[] = { 0, 1, 15, 16, 17, 99, 100, 101, 511, 512, 1024, 4095, 4096, 4097, 8192, 12288 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    try_bytes (fixture, fixture->bytes, lengths[i]);
  for (gsize length = 16384; length < fixture->length; length += 12345)
    try_bytes (fixture, fixture->bytes, length);
  try_bytes (fixture, fixture->bytes, fixture->length - 1);
}

/* A file that is shorter than it was is noticed when it is opened, and its local rows are copied as far as they are in it. */
static void
test_truncated_is_noticed (Fixture *fixture, gconstpointer data)
{
  for (gsize pages = 1; pages < fixture->length / 4096; pages += 7)
    {
      g_autoptr (WuseStore) store = NULL;

      g_assert_true (g_file_set_contents (fixture->path, fixture->bytes, (gssize) (pages * 4096), NULL));
      store = store_fixture_open (fixture->path, WUSE_STORE_REBUILT);
    }
}

static void
test_flipped (Fixture *fixture, gconstpointer data)
{
  for (guint32 seed = 0; seed < N_FLIP_ROUNDS; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autofree char *bytes = g_memdup2 (fixture->bytes, fixture->length);
      guint n_flips = seed % 3 == 0 ? 1 : seed % 3 == 1 ? 20 : 2000;

      for (guint i = 0; i < n_flips; i++)
        {
          /* One in four rounds aims at the first pages, where the schema is. */
          gsize end = seed % 4 == 0 ? MIN (fixture->length, 8 * 4096) : fixture->length;
          guint32 at = (guint32) g_rand_int_range (rand, 0, (gint32) end);

          bytes[at] = (char) (bytes[at] ^ (1 << g_rand_int_range (rand, 0, 8)));
        }
      try_bytes (fixture, bytes, fixture->length);
    }
}

/* Whole pages of something else, as file systems leave them after a crash. */
static void
test_zeroed_pages (Fixture *fixture, gconstpointer data)
{
  for (gsize page = 0; page < fixture->length / 4096; page += 3)
    {
      g_autofree char *bytes = g_memdup2 (fixture->bytes, fixture->length);

      memset (bytes + page * 4096, page % 2 == 0 ? 0 : 0xa5, 4096);
      try_bytes (fixture, bytes, fixture->length);
    }
}

static void
test_foreign (Fixture *fixture, gconstpointer data)
{
  sqlite3 *db;

  try_bytes (fixture, "This is no database.\n", 21);

  /* A sound database of somebody else. */
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "CREATE TABLE recipe (cake TEXT)", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  g_object_unref (store_fixture_open (fixture->path, WUSE_STORE_REBUILT));
  g_object_unref (store_fixture_open (fixture->path, WUSE_STORE_OPENED));
}

/* A log that was left behind, and damaged. */
static void
test_damaged_log (Fixture *fixture, gconstpointer data)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *log_bytes = NULL;
  gsize length = 0;
  g_autoptr (WuseStore) writer = store_fixture_open (fixture->path, WUSE_STORE_OPENED);
  g_autoptr (GPtrArray) feed = store_fixture_make_feed (1, 600);
  GError *error = NULL;

  g_assert_true (wuse_store_submit (writer, store_fixture_make_batch (feed, 400, 600), NULL, &error));
  g_assert_true (wuse_store_flush (writer, &error));
  g_assert_true (g_file_get_contents (log, &log_bytes, &length, NULL));
  g_clear_object (&writer);

  for (guint32 seed = 0; seed < 60; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autofree char *bytes = g_memdup2 (log_bytes, length);

      for (guint i = 0; i < 1 + seed * 3; i++)
        {
          guint32 at = (guint32) g_rand_int_range (rand, 0, (gint32) length);

          bytes[at] = (char) (bytes[at] ^ (1 << g_rand_int_range (rand, 0, 8)));
        }
      g_assert_true (g_file_set_contents (log, bytes,
                                          (gssize) (seed % 2 == 0 ? length : (gsize) g_rand_int_range (rand, 0, (gint32) length)),
                                          NULL));
      try_bytes (fixture, fixture->bytes, fixture->length);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/fault/cache/damage/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("truncated", test_truncated);
  ADD ("truncated-is-noticed", test_truncated_is_noticed);
  ADD ("flipped", test_flipped);
  ADD ("zeroed-pages", test_zeroed_pages);
  ADD ("foreign", test_foreign);
  ADD ("damaged-log", test_damaged_log);

  return g_test_run ();
}
