/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log of touched rows: what it knows, and when it says that it does not. */

#include "config.h"

#include "wuse-touch-log.h"

typedef struct
{
  sqlite3 *db;
  WuseTouchLog *log;
  GArray *touches;
  guint epoch;
} Fixture;

static void
run (Fixture *fixture, const char *sql)
{
  GError *error = NULL;

  wuse_sql_run (fixture->db, sql, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (sqlite3_open (":memory:", &fixture->db), ==, SQLITE_OK);
  run (fixture, "CREATE TABLE place (key INTEGER PRIMARY KEY, name TEXT); CREATE TABLE other (key INTEGER PRIMARY KEY);"
                "CREATE TABLE stay (key INTEGER PRIMARY KEY, name TEXT)");
  fixture->log = wuse_touch_log_new ();
  fixture->touches = g_array_new (FALSE, FALSE, sizeof (WuseTouch));
  wuse_touch_log_commit (fixture->log, 10);
  fixture->epoch = wuse_touch_log_get_epoch (fixture->log);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sqlite3_close (fixture->db);
  wuse_touch_log_free (fixture->log);
  g_array_unref (fixture->touches);
}

static void
transact (Fixture *fixture, const char *sql, gint64 seq)
{
  wuse_touch_log_watch (fixture->log, fixture->db, TRUE);
  run (fixture, sql);
  wuse_touch_log_commit (fixture->log, seq);
}

static gboolean
collect (Fixture *fixture, gint64 after, gint64 up_to)
{
  return wuse_touch_log_collect (fixture->log, fixture->epoch, after, up_to, fixture->touches);
}

/* As a reader does that has read everything. */
static void
take_epoch (Fixture *fixture)
{
  fixture->epoch = wuse_touch_log_get_epoch (fixture->log);
}

static void
assert_touch (Fixture *fixture, guint index, WuseRecordType type, gint64 key)
{
  const WuseTouch *touch = &g_array_index (fixture->touches, WuseTouch, index);

  g_assert_cmpint (touch->type, ==, type);
  g_assert_cmpint (touch->key, ==, key);
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  transact (fixture, "INSERT INTO place (key, name) VALUES (5, 'a'); INSERT INTO other VALUES (1)", 12);
  transact (fixture, "UPDATE place SET name = 'b' WHERE key = 5; INSERT INTO stay (key) VALUES (9)", 15);
  transact (fixture, "DELETE FROM place WHERE key = 5", 16);

  g_assert_true (collect (fixture, 10, 16));
  g_assert_cmpuint (fixture->touches->len, ==, 4);
  assert_touch (fixture, 0, WUSE_RECORD_PLACE, 5);
  assert_touch (fixture, 2, WUSE_RECORD_STAY, 9);
  g_assert_true (collect (fixture, 12, 15));
  g_assert_cmpuint (fixture->touches->len, ==, 2);
  g_assert_true (collect (fixture, 16, 16));
  g_assert_cmpuint (fixture->touches->len, ==, 0);
  /* Before it began, and after what it has been told of */
  g_assert_false (collect (fixture, 9, 16));
  g_assert_false (collect (fixture, 12, 17));
  g_assert_false (collect (fixture, 16, 12));
}

static void
test_rolled_back (Fixture *fixture, gconstpointer data)
{
  wuse_touch_log_watch (fixture->log, fixture->db, TRUE);
  run (fixture, "BEGIN; INSERT INTO place (key) VALUES (5); ROLLBACK");
  wuse_touch_log_roll_back (fixture->log);
  transact (fixture, "INSERT INTO place (key) VALUES (6)", 12);
  g_assert_true (collect (fixture, 10, 12));
  g_assert_cmpuint (fixture->touches->len, ==, 1);
  assert_touch (fixture, 0, WUSE_RECORD_PLACE, 6);
}

static void
test_unwatched (Fixture *fixture, gconstpointer data)
{
  transact (fixture, "INSERT INTO place (key) VALUES (5)", 12);
  wuse_touch_log_watch (fixture->log, fixture->db, FALSE);
  run (fixture, "INSERT INTO place (key) VALUES (6)");
  wuse_touch_log_commit (fixture->log, 20);
  transact (fixture, "INSERT INTO place (key) VALUES (7)", 21);
  g_assert_false (collect (fixture, 12, 21));
  g_assert_false (collect (fixture, 20, 21));
  take_epoch (fixture);
  g_assert_true (collect (fixture, 20, 21));
  g_assert_cmpuint (fixture->touches->len, ==, 1);
}

/* It moves no cursor. */
static void
test_local (Fixture *fixture, gconstpointer data)
{
  run (fixture, "CREATE TABLE local_stay (key INTEGER PRIMARY KEY)");
  transact (fixture, "INSERT INTO local_stay (key) VALUES (1)", 10);
  g_assert_false (collect (fixture, 10, 10));
  take_epoch (fixture);
  transact (fixture, "INSERT INTO stay (key) VALUES (1)", 11);
  g_assert_true (collect (fixture, 10, 11));
}

static void
test_bound (Fixture *fixture, gconstpointer data)
{
  static const char many[] = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) "
                             "INSERT INTO stay (name) SELECT 'x' FROM n";

  transact (fixture, many, 20);
  transact (fixture, many, 30);
  g_assert_false (collect (fixture, 10, 30));
  g_assert_true (collect (fixture, 20, 30));
  g_assert_cmpuint (fixture->touches->len, ==, 3000);

  /* More than fits, in one transaction */
  transact (fixture, "UPDATE stay SET name = 'y'", 40);
  g_assert_false (collect (fixture, 30, 40));
  take_epoch (fixture);
  transact (fixture, "DELETE FROM stay WHERE key = 1", 41);
  g_assert_true (collect (fixture, 40, 41));
  assert_touch (fixture, 0, WUSE_RECORD_STAY, 1);
}

static void
test_forgotten (Fixture *fixture, gconstpointer data)
{
  transact (fixture, "INSERT INTO place (key) VALUES (5)", 12);
  wuse_touch_log_forget (fixture->log);
  g_assert_false (collect (fixture, 12, 12));
  g_assert_cmpuint (wuse_touch_log_get_epoch (fixture->log), !=, fixture->epoch);
  take_epoch (fixture);
  transact (fixture, "INSERT INTO place (key) VALUES (6)", 13);
  g_assert_false (collect (fixture, 12, 13));
  take_epoch (fixture);
  transact (fixture, "INSERT INTO place (key) VALUES (7)", 14);
  g_assert_true (collect (fixture, 13, 14));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/store/touch-log/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("rows", test_rows);
  ADD ("rolled-back", test_rolled_back);
  ADD ("unwatched", test_unwatched);
  ADD ("local", test_local);
  ADD ("bound", test_bound);
  ADD ("forgotten", test_forgotten);

  return g_test_run ();
}
