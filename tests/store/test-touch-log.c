/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log of touched rows: what it knows, and when it says that it does not. */

#include "config.h"

#include "wuse-touch-log.h"

typedef struct
{
  sqlite3 *db;
  WuseTouchLog *log;
  GArray *touches;
  guint epoch; /* of what was read before */
  gint64 number;
} Fixture;

static void
run (Fixture *fixture, const char *sql)
{
  GError *error = NULL;

  wuse_sql_run (fixture->db, sql, &error);
  g_assert_no_error (error);
}

/* As a reader does that has read everything. */
static void
take_instant (Fixture *fixture)
{
  wuse_touch_log_get_instant (fixture->log, &fixture->epoch, &fixture->number);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (sqlite3_open (":memory:", &fixture->db), ==, SQLITE_OK);
  run (fixture, "CREATE TABLE place (key INTEGER PRIMARY KEY, name TEXT); CREATE TABLE other (key INTEGER PRIMARY KEY);"
                "CREATE TABLE stay (key INTEGER PRIMARY KEY, name TEXT); CREATE TABLE local_stay (key INTEGER PRIMARY KEY)");
  fixture->log = wuse_touch_log_new ();
  fixture->touches = g_array_new (FALSE, FALSE, sizeof (WuseTouch));
  take_instant (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sqlite3_close (fixture->db);
  wuse_touch_log_free (fixture->log);
  g_array_unref (fixture->touches);
}

static void
announce (Fixture *fixture, const char *sql, gboolean watch)
{
  wuse_touch_log_watch (fixture->log, fixture->db, watch);
  run (fixture, sql);
  wuse_touch_log_announce (fixture->log);
}

/* Returns its number. */
static gint64
transact (Fixture *fixture, const char *sql)
{
  gint64 number;
  guint epoch;

  announce (fixture, sql, TRUE);
  wuse_touch_log_commit (fixture->log);
  wuse_touch_log_get_instant (fixture->log, &epoch, &number);

  return number;
}

static gboolean
collect (Fixture *fixture, gint64 after)
{
  return wuse_touch_log_collect (fixture->log, fixture->epoch, after, fixture->touches);
}

static void
assert_touch (Fixture *fixture, guint index, WuseRecordType type, gint64 key)
{
  const WuseTouch *touch = &g_array_index (fixture->touches, WuseTouch, index);

  g_assert_cmpuint (index, <, fixture->touches->len);
  g_assert_cmpint (touch->type, ==, type);
  g_assert_cmpint (touch->key, ==, key);
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  const gint64 first = transact (fixture, "INSERT INTO place (key, name) VALUES (5, 'a'); INSERT INTO other VALUES (1)");
  const gint64 second = transact (fixture, "UPDATE place SET name = 'b' WHERE key = 5; INSERT INTO stay (key) VALUES (9)");
  const gint64 third = transact (fixture, "DELETE FROM place WHERE key = 5");

  g_assert_true (collect (fixture, fixture->number));
  g_assert_cmpuint (fixture->touches->len, ==, 4);
  assert_touch (fixture, 0, WUSE_RECORD_PLACE, 5);
  assert_touch (fixture, 2, WUSE_RECORD_STAY, 9);
  g_assert_true (collect (fixture, first));
  g_assert_cmpuint (fixture->touches->len, ==, 3);
  g_assert_true (collect (fixture, second));
  g_assert_cmpuint (fixture->touches->len, ==, 1);
  g_assert_true (collect (fixture, third));
  g_assert_cmpuint (fixture->touches->len, ==, 0);
  /* Before it began */
  g_assert_false (collect (fixture, fixture->number - 1));
}

/* Who reads between the two has perhaps seen it, and does not count on it. */
static void
test_announced (Fixture *fixture, gconstpointer data)
{
  const gint64 before = fixture->number;

  announce (fixture, "INSERT INTO place (key) VALUES (5)", TRUE);
  g_assert_true (collect (fixture, before));
  assert_touch (fixture, 0, WUSE_RECORD_PLACE, 5);
  take_instant (fixture);
  g_assert_cmpint (fixture->number, ==, before);
  wuse_touch_log_commit (fixture->log);
  take_instant (fixture);
  g_assert_cmpint (fixture->number, >, before);
  g_assert_true (collect (fixture, before));
  g_assert_cmpuint (fixture->touches->len, ==, 1);
}

static void
test_rolled_back (Fixture *fixture, gconstpointer data)
{
  wuse_touch_log_watch (fixture->log, fixture->db, TRUE);
  run (fixture, "BEGIN; INSERT INTO place (key) VALUES (5); ROLLBACK");
  wuse_touch_log_roll_back (fixture->log);
  transact (fixture, "INSERT INTO place (key) VALUES (6)");
  g_assert_true (collect (fixture, fixture->number));
  g_assert_cmpuint (fixture->touches->len, ==, 1);
  assert_touch (fixture, 0, WUSE_RECORD_PLACE, 6);

  /* The disk was full: a row too many is read again, none too few. */
  take_instant (fixture);
  announce (fixture, "BEGIN; INSERT INTO place (key) VALUES (7)", TRUE);
  run (fixture, "ROLLBACK");
  wuse_touch_log_roll_back (fixture->log);
  transact (fixture, "INSERT INTO place (key) VALUES (8)");
  g_assert_true (collect (fixture, fixture->number));
  g_assert_cmpuint (fixture->touches->len, ==, 2);
  assert_touch (fixture, 1, WUSE_RECORD_PLACE, 8);
}

static void
test_unwatched (Fixture *fixture, gconstpointer data)
{
  gint64 number;

  transact (fixture, "INSERT INTO place (key) VALUES (5)");
  announce (fixture, "INSERT INTO place (key) VALUES (6)", FALSE);
  g_assert_false (collect (fixture, fixture->number));
  /* Read before it was committed */
  take_instant (fixture);
  wuse_touch_log_commit (fixture->log);
  g_assert_false (collect (fixture, fixture->number));
  take_instant (fixture);
  number = transact (fixture, "INSERT INTO place (key) VALUES (7)");
  g_assert_true (collect (fixture, fixture->number));
  g_assert_cmpuint (fixture->touches->len, ==, 1);
  g_assert_true (collect (fixture, number));
}

/* The views show it under the negative key. */
static void
test_local (Fixture *fixture, gconstpointer data)
{
  transact (fixture, "INSERT INTO stay (key) VALUES (1); INSERT INTO local_stay (key) VALUES (1)");
  g_assert_true (collect (fixture, fixture->number));
  g_assert_cmpuint (fixture->touches->len, ==, 2);
  assert_touch (fixture, 0, WUSE_RECORD_STAY, 1);
  assert_touch (fixture, 1, WUSE_RECORD_STAY, -1);
  take_instant (fixture);
  transact (fixture, "DELETE FROM local_stay WHERE key = 1; UPDATE stay SET name = name WHERE key = 1");
  g_assert_true (collect (fixture, fixture->number));
  g_assert_cmpuint (fixture->touches->len, ==, 2);
  assert_touch (fixture, 0, WUSE_RECORD_STAY, -1);
  assert_touch (fixture, 1, WUSE_RECORD_STAY, 1);
}

static void
test_bound (Fixture *fixture, gconstpointer data)
{
  static const char many[] = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) "
                             "INSERT INTO stay (name) SELECT 'x' FROM n";
  const gint64 first = transact (fixture, many);

  transact (fixture, many);
  g_assert_false (collect (fixture, fixture->number));
  g_assert_true (collect (fixture, first));
  g_assert_cmpuint (fixture->touches->len, ==, 3000);

  /* More than fits, in one transaction */
  take_instant (fixture);
  transact (fixture, "UPDATE stay SET name = 'y'");
  g_assert_false (collect (fixture, fixture->number));
  take_instant (fixture);
  transact (fixture, "DELETE FROM stay WHERE key = 1");
  g_assert_true (collect (fixture, fixture->number));
  assert_touch (fixture, 0, WUSE_RECORD_STAY, 1);
}

static void
test_forgotten (Fixture *fixture, gconstpointer data)
{
  const guint before = fixture->epoch;

  transact (fixture, "INSERT INTO place (key) VALUES (5)");
  wuse_touch_log_forget (fixture->log);
  g_assert_false (collect (fixture, fixture->number));
  take_instant (fixture);
  g_assert_cmpuint (fixture->epoch, !=, before);
  transact (fixture, "INSERT INTO place (key) VALUES (7)");
  g_assert_true (collect (fixture, fixture->number));
  g_assert_cmpuint (fixture->touches->len, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/store/touch-log/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("rows", test_rows);
  ADD ("announced", test_announced);
  ADD ("rolled-back", test_rolled_back);
  ADD ("unwatched", test_unwatched);
  ADD ("local", test_local);
  ADD ("bound", test_bound);
  ADD ("forgotten", test_forgotten);

  return g_test_run ();
}
