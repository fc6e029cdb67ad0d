/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Caches of every version, frozen as SQL, open with everything that is in them. */

#include "config.h"

#include "store-fixture.h"
#include "wuse-sql.h"
#include "wuse-store-outbox.h"
#include "wuse-store-schema.h"

#include <string.h>

static void
load_frozen (const char *path, int version)
{
  g_autofree char *name = g_strdup_printf ("%s/cache-v%d.sql", WUSE_TEST_DATA, version);
  g_autofree char *sql = NULL;
  GError *error = NULL;
  sqlite3 *db;

  g_file_get_contents (name, &sql, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static gpointer
search (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  return wuse_store_reader_search (reader, data, 5, error);
}

static gpointer
load_shown (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  return wuse_store_reader_load_shown (reader, WUSE_RECORD_STAY, data, NULL, error);
}

/* What a person has entered, in each of the states it can be in. */
static void
check_entered (WuseStore *store, int version)
{
  g_autofree char *stay = NULL;
  WuseOutboxCounts counts;
  GError *error = NULL;

  wuse_store_get_outbox_counts (store, &counts);
  g_assert_cmpuint (counts.n_waiting, ==, version >= 2 ? 1 : 0);
  g_assert_cmpuint (counts.n_sending, ==, version >= 2 ? 1 : 0);
  g_assert_cmpuint (counts.n_conflicts, ==, version >= 2 ? 1 : 0);
  g_assert_cmpuint (counts.n_refused, ==, version >= 2 ? 1 : 0);
  stay = wuse_store_read (store, load_shown, (gpointer) "stay-2", NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (stay);
  g_assert_cmpint (strstr (stay, "\"state\":\"refuted\"") != NULL, ==, version >= 2);
}

static void
test_frozen (gconstpointer data)
{
  int version = GPOINTER_TO_INT (data);
  char *folder = store_fixture_make_folder ();
  g_autofree char *path = g_build_filename (folder, "cache.db", NULL);
  g_autoptr (GPtrArray) feed = store_fixture_make_old_feed (1, 300, version == 1 ? WUSE_RECORD_LINK : WUSE_N_RECORD_TYPES);
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (WuseStore) store = NULL;
  gboolean has_setting;
  GError *error = NULL;

  store_fixture_add (feed, WUSE_RECORD_CASE, "case-live", 1, "{\"classification\":\"confirmed\",\"area\":\"area-1\"}");
  load_frozen (path, version);
  store = store_fixture_open (path, version < WUSE_STORE_SCHEMA_VERSION ? WUSE_STORE_MIGRATED : WUSE_STORE_OPENED);
  g_assert_cmpint (store_fixture_check (store, feed), ==, 301);
  g_assert_false (wuse_store_is_filling (store));
  g_assert_cmpuint (store_fixture_count_local (store, &has_setting), ==, 4);
  g_assert_true (has_setting);
  hits = wuse_store_read (store, search, (gpointer) "xcsq", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, >, 0);
  g_assert_true (g_str_has_prefix (((WuseSearchHit *) g_ptr_array_index (hits, 0))->name, "新城社区"));
  /* The first version knew no links and did not keep what a stay was worth. */
  g_assert_cmpint (wuse_store_is_in_doubt (store), ==, version == 1);
  check_entered (store, version);

  store_fixture_add (feed, WUSE_RECORD_AREA, "area-1", 90, "{\"level\":\"grid\",\"name\":\"新\"}");
  store_fixture_add (feed, WUSE_RECORD_PERSON, "person-1", 90, NULL);
  g_assert_true (wuse_store_submit (store, store_fixture_make_batch (feed, 301, 303), NULL, &error));
  g_assert_true (wuse_store_flush (store, &error));
  g_assert_cmpint (store_fixture_check (store, feed), ==, 303);

  g_clear_object (&store);
  store_fixture_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (int version = 1; version <= WUSE_STORE_SCHEMA_VERSION; version++)
    {
      g_autofree char *name = g_strdup_printf ("/store/migration/v%d", version);

      g_test_add_data_func (name, GINT_TO_POINTER (version), test_frozen);
    }

  return g_test_run ();
}
