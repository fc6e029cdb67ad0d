/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that cannot be used as they are: of a newer version, on a disk that is read-only or full. */

#include "config.h"

#include "store-fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

static gboolean can_mount;

/* Mounts of this process's own, as root or in a user namespace. */
static gboolean
enter_namespace (void)
{
  g_autofree char *map = g_strdup_printf ("0 %u 1", (guint) getuid ());

  if (unshare (CLONE_NEWNS) != 0)
    {
      if (unshare (CLONE_NEWUSER | CLONE_NEWNS) != 0)
        return FALSE;
      g_file_set_contents_full ("/proc/self/uid_map", map, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
    }

  return mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

typedef struct
{
  char *folder;
  char *disk; /* a small file system of its own, if it could be mounted */
  char *path;
  gboolean has_disk;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer size)
{
  fixture->folder = store_fixture_make_folder ();
  fixture->disk = g_build_filename (fixture->folder, "disk", NULL);
  g_assert_cmpint (g_mkdir (fixture->disk, 0700), ==, 0);
  fixture->path = g_build_filename (fixture->disk, "cache.db", NULL);
  fixture->has_disk = size != NULL && can_mount && mount ("tmpfs", fixture->disk, "tmpfs", 0, size) == 0;
}

static void
tear_down (Fixture *fixture, gconstpointer size)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (fixture->has_disk)
    g_assert_cmpint (umount (fixture->disk), ==, 0);
  dir = g_dir_open (fixture->disk, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->disk, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->disk), ==, 0);
  g_free (fixture->disk);
  g_free (fixture->path);
  store_fixture_remove_folder (fixture->folder);
}

static gboolean
skip_without_disk (Fixture *fixture)
{
  if (!fixture->has_disk)
    g_test_skip ("a file system of its own cannot be mounted here");

  return !fixture->has_disk;
}

static void
run_sql (const char *path, const char *sql)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
test_newer (Fixture *fixture, gconstpointer size)
{
  g_autoptr (GPtrArray) feed = store_fixture_make_feed (1, 100);
  g_autoptr (WuseStore) store = store_fixture_open (fixture->path, WUSE_STORE_CREATED);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autoptr (GError) error = NULL;
  gsize length_before, length_after;

  store_fixture_fill (store, "feed-1", feed, 100);
  wuse_store_close (store);
  g_clear_object (&store);
  run_sql (fixture->path, "PRAGMA user_version = 4711");
  g_assert_true (g_file_get_contents (fixture->path, &before, &length_before, NULL));

  g_assert_null (wuse_store_open (fixture->path, NULL, &error));
  g_assert_error (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_NEWER);
  g_assert_nonnull (strstr (error->message, "cache.db"));
  g_assert_null (strstr (error->message, fixture->disk));
  g_assert_true (g_file_get_contents (fixture->path, &after, &length_after, NULL));
  g_assert_cmpmem (before, length_before, after, length_after);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

/* The newer version is only in the log so far. */
static void
test_newer_in_log (Fixture *fixture, gconstpointer size)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  g_object_unref (store_fixture_open (fixture->path, WUSE_STORE_CREATED));
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA user_version = 4711", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_null (wuse_store_open (fixture->path, NULL, &error));
  g_assert_error (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_NEWER);
  sqlite3_close (db);
}

static void
assert_reads_only (WuseStore *store, GPtrArray *feed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseDistrict) district = store_fixture_make_district ("feed-2");

  g_assert_true (wuse_store_is_read_only (store));
  g_assert_cmpint (store_fixture_check (store, feed), ==, feed->len);
  g_assert_false (wuse_store_begin_feed (store, district, NULL, &error));
  g_assert_error (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_false (wuse_store_submit (store, store_fixture_make_batch (feed, 0, 10), NULL, &error));
  g_assert_error (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_false (wuse_store_rebuild (store, &error));
  g_assert_error (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_READ_ONLY);
}

static void
test_read_only (Fixture *fixture, gconstpointer size)
{
  g_autoptr (GPtrArray) feed = store_fixture_make_feed (1, 500);
  g_autoptr (WuseStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *other = g_build_filename (fixture->disk, "other.db", NULL);

  if (skip_without_disk (fixture))
    return;

  store = store_fixture_open (fixture->path, WUSE_STORE_CREATED);
  store_fixture_fill (store, "feed-1", feed, 100);
  wuse_store_close (store);
  g_clear_object (&store);
  g_assert_cmpint (mount (NULL, fixture->disk, NULL, MS_REMOUNT | MS_RDONLY, NULL), ==, 0);

  store = store_fixture_open (fixture->path, WUSE_STORE_READ_ONLY);
  assert_reads_only (store, feed);
  wuse_store_close (store);
  g_clear_object (&store);

  g_assert_null (wuse_store_open (other, NULL, &error));
  g_assert_error (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_READ_ONLY);
}

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (to, bytes, (gssize) length, NULL));
}

/* The program was killed, and then the disk became read-only: the log cannot be used, what is in the file can. */
static void
test_read_only_with_log (Fixture *fixture, gconstpointer size)
{
  g_autoptr (GPtrArray) feed = store_fixture_make_feed (1, 500);
  g_autoptr (WuseStore) store = NULL;
  g_autofree char *source = g_build_filename (fixture->folder, "source.db", NULL);
  g_autofree char *source_log = g_strconcat (source, "-wal", NULL);
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  GError *error = NULL;

  if (skip_without_disk (fixture))
    return;

  store = store_fixture_open (source, WUSE_STORE_CREATED);
  store_fixture_fill (store, "feed-1", feed, 100);
  wuse_store_close (store);
  g_clear_object (&store);
  store = store_fixture_open (source, WUSE_STORE_OPENED);
  store_fixture_add_local (store, 5);
  g_assert_true (wuse_store_flush (store, &error));
  copy_file (source, fixture->path);
  copy_file (source_log, log);
  wuse_store_close (store);
  g_clear_object (&store);
  g_assert_cmpint (mount (NULL, fixture->disk, NULL, MS_REMOUNT | MS_RDONLY, NULL), ==, 0);

  store = store_fixture_open (fixture->path, WUSE_STORE_READ_ONLY);
  assert_reads_only (store, feed);
}

/* Takes what is left of the disk. */
static char *
fill_disk (Fixture *fixture)
{
  char *ballast = g_build_filename (fixture->disk, "ballast", NULL);
  int fd = g_open (ballast, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  static const char block[4096];

  g_assert_cmpint (fd, >=, 0);
  while (write (fd, block, sizeof block) > 0)
    ;
  g_assert_cmpint (errno, ==, ENOSPC);
  close (fd);

  return ballast;
}

static void
test_full_at_start (Fixture *fixture, gconstpointer size)
{
  g_autofree char *ballast = NULL;
  g_autoptr (GError) error = NULL;

  if (skip_without_disk (fixture))
    return;

  ballast = fill_disk (fixture);
  g_assert_null (wuse_store_open (fixture->path, NULL, &error));
  g_assert_error (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_FULL);

  /* What the failed attempt left behind does not stand in the way. */
  g_assert_cmpint (g_unlink (ballast), ==, 0);
  g_object_unref (store_fixture_open (fixture->path, WUSE_STORE_CREATED));
}

/* Returns the error of the batch that did not fit. */
static GError *
write_until_full (WuseStore *store, GPtrArray *feed)
{
  GError *error = NULL;

  for (guint i = 0; i < feed->len; i += 100)
    if (!wuse_store_submit (store, store_fixture_make_batch (feed, i, i + 100), NULL, &error))
      return error;
  wuse_store_flush (store, &error);

  return error;
}

static void
test_full_while_writing (Fixture *fixture, gconstpointer size)
{
  g_autoptr (GPtrArray) feed = store_fixture_make_feed (1, 6000);
  g_autoptr (WuseStore) store = NULL;
  g_autoptr (GError) error = NULL;
  gint64 seq, before;

  if (skip_without_disk (fixture))
    return;

  store = store_fixture_open (fixture->path, WUSE_STORE_CREATED);
  error = write_until_full (store, feed);
  g_assert_error (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_FULL);
  g_assert_false (wuse_store_is_damaged (store));

  /* What fitted is there, and can be read. */
  before = store_fixture_check (store, feed);
  wuse_store_get_cursor (store, NULL, &seq);
  g_assert_cmpint (before, ==, seq);
  g_assert_cmpint (seq, >, 0);
  g_assert_cmpint (seq, <, 6000);
  wuse_store_close (store);
  g_clear_object (&store);

  /* With more room it goes on from there. */
  g_assert_cmpint (mount (NULL, fixture->disk, NULL, MS_REMOUNT, "size=64m"), ==, 0);
  store = store_fixture_open (fixture->path, WUSE_STORE_OPENED);
  store_fixture_fill (store, "feed-1", feed, 500);
  g_assert_cmpint (store_fixture_check (store, feed), ==, 6000);
}

/* A full disk keeps nobody from looking. */
static void
test_full_when_opened (Fixture *fixture, gconstpointer size)
{
  g_autoptr (GPtrArray) feed = store_fixture_make_feed (1, 500);
  g_autoptr (WuseStore) store = NULL;
  g_autofree char *ballast = NULL;
  WuseStoreRecovery recovery;
  GError *error = NULL;

  if (skip_without_disk (fixture))
    return;

  store = store_fixture_open (fixture->path, WUSE_STORE_CREATED);
  store_fixture_fill (store, "feed-1", feed, 100);
  wuse_store_close (store);
  g_clear_object (&store);
  ballast = fill_disk (fixture);
  store = wuse_store_open (fixture->path, &recovery, &error);
  g_assert_no_error (error);
  g_assert_true (recovery == WUSE_STORE_READ_ONLY || recovery == WUSE_STORE_OPENED);
  g_assert_cmpint (store_fixture_check (store, feed), ==, 500);
}

/* No room for the new file: the damaged one stays where it is, with what is local in it. */
static void
test_full_when_rebuilt (Fixture *fixture, gconstpointer size)
{
  g_autoptr (GPtrArray) feed = store_fixture_make_feed (1, 300);
  g_autoptr (WuseStore) store = NULL;
  g_autofree char *ballast = NULL;
  g_autoptr (GError) error = NULL;
  gboolean has_setting;

  if (skip_without_disk (fixture))
    return;

  store = store_fixture_open (fixture->path, WUSE_STORE_CREATED);
  store_fixture_fill (store, "feed-1", feed, 100);
  store_fixture_add_local (store, 9);
  wuse_store_close (store);
  g_clear_object (&store);
  run_sql (fixture->path, "DROP TABLE person");
  ballast = fill_disk (fixture);
  g_assert_null (wuse_store_open (fixture->path, NULL, &error));
  g_assert_error (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_FULL);

  g_assert_cmpint (g_unlink (ballast), ==, 0);
  store = store_fixture_open (fixture->path, WUSE_STORE_REBUILT);
  g_assert_cmpuint (store_fixture_count_local (store, &has_setting), ==, 9);
  g_assert_true (has_setting);
  wuse_store_close (store);
}

/* Likewise while the program runs. */
static void
test_full_when_rebuilt_live (Fixture *fixture, gconstpointer size)
{
  g_autoptr (GPtrArray) feed = store_fixture_make_feed (1, 300);
  g_autoptr (WuseStore) store = NULL;
  g_autofree char *ballast = NULL;
  g_autoptr (GError) error = NULL;
  gboolean has_setting;

  if (skip_without_disk (fixture))
    return;

  store = store_fixture_open (fixture->path, WUSE_STORE_CREATED);
  store_fixture_fill (store, "feed-1", feed, 100);
  store_fixture_add_local (store, 9);
  ballast = fill_disk (fixture);
  g_assert_false (wuse_store_rebuild (store, &error));
  g_assert_error (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_FULL);
  g_clear_error (&error);
  g_assert_true (wuse_store_is_damaged (store));
  g_assert_false (wuse_store_flush (store, &error));
  g_assert_error (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_CORRUPT);
  g_clear_error (&error);

  g_assert_cmpint (g_unlink (ballast), ==, 0);
  wuse_store_rebuild (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (store_fixture_count_local (store, &has_setting), ==, 9);
  store_fixture_fill (store, "feed-1", feed, 100);
  g_assert_cmpint (store_fixture_check (store, feed), ==, 300);
  wuse_store_close (store);
}

int
main (int argc, char *argv[])
{
  can_mount = enter_namespace ();
  g_test_init (&argc, &argv, NULL);

#define ADD(name, size, func) g_test_add ("/fault/cache/open/" name, Fixture, size, set_up, func, tear_down)
  ADD ("newer", NULL, test_newer);
  ADD ("newer-in-log", NULL, test_newer_in_log);
  ADD ("read-only", "size=16m", test_read_only);
  ADD ("read-only-with-log", "size=16m", test_read_only_with_log);
  ADD ("full-at-start", "size=1m", test_full_at_start);
  ADD ("full-while-writing", "size=1536k", test_full_while_writing);
  ADD ("full-when-opened", "size=16m", test_full_when_opened);
  ADD ("full-when-rebuilt", "size=16m", test_full_when_rebuilt);
  ADD ("full-when-rebuilt-live", "size=16m", test_full_when_rebuilt_live);

  return g_test_run ();
}
