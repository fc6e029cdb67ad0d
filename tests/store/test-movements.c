/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Movements read from the cache: whose, where, what is left out, what was entered here. */

#include "config.h"

#include "store-fixture.h"
#include "wuse-movement-reader.h"
#include "wuse-register.h"

typedef StoreFixture Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  store_fixture_set_up (fixture, 1, 0);
  store_fixture_add (fixture->feed, WUSE_RECORD_PLACE, "market", 1,
                     "{\"kind\":\"market\",\"name\":\"菜场\",\"lon\":126.9,\"lat\":37.5}");
  store_fixture_add (
      fixture->feed, WUSE_RECORD_CASE, "A", 1,
      "{\"classification\":\"asymptomatic\",\"origin\":\"local\",\"onset\":\"2022-04-05\",\"report\":\"2022-04-08\"}");
  store_fixture_add (fixture->feed, WUSE_RECORD_CASE, "B", 1, "{\"classification\":\"confirmed\",\"origin\":\"local\"}");
  /* Of its own, of its place, nowhere, refuted; given in no order. */
  store_fixture_add (fixture->feed, WUSE_RECORD_STAY, "s3", 1,
                     "{\"case\":\"A\",\"name\":\"somewhere\",\"start\":\"2022-04-03T08:00:00Z\"}");
  store_fixture_add (fixture->feed, WUSE_RECORD_STAY, "s2", 1,
                     "{\"case\":\"A\",\"place\":\"market\",\"start\":\"2022-04-02T08:00:00Z\",\"end\":\"2022-04-02T09:30:00Z\","
                     "\"precision\":\"minute\"}");
  store_fixture_add (fixture->feed, WUSE_RECORD_STAY, "s1", 1,
                     "{\"case\":\"A\",\"lon\":127,\"lat\":37.6,\"start\":\"2022-04-01T00:00:00Z\",\"precision\":\"day\"}");
  store_fixture_add (fixture->feed, WUSE_RECORD_STAY, "s4", 1,
                     "{\"case\":\"A\",\"lon\":127,\"lat\":37.6,\"start\":\"2022-04-04T00:00:00Z\",\"state\":\"refuted\"}");
  store_fixture_fill (fixture->store, "feed", fixture->feed, 10);
}

static gpointer
read_func (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  return wuse_store_reader_load_movements (reader, data, error);
}

static void
test_read (Fixture *fixture, gconstpointer data)
{
  static const char *const ids[] = { "B", "nobody", "A", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseMovements) movements = wuse_store_read (fixture->store, read_func, (gpointer) ids, NULL, &error);
  const WuseMovementStay *stays;

  g_assert_no_error (error);
  g_assert_cmpuint (movements->n_asked, ==, 3);
  g_assert_cmpuint (movements->n_movers, ==, 2);
  g_assert_cmpstr (movements->movers[0].id, ==, "B");
  g_assert_cmpuint (movements->movers[0].n_stays, ==, 0);
  g_assert_cmpint (movements->movers[0].onset, ==, WUSE_DAY_NONE);
  g_assert_cmpstr (movements->movers[1].id, ==, "A");
  g_assert_cmpint (movements->movers[1].classification, ==, WUSE_CASE_ASYMPTOMATIC);
  g_assert_cmpint (movements->movers[1].report - movements->movers[1].onset, ==, 3);

  stays = movements->stays;
  g_assert_cmpuint (movements->n_stays, ==, 3);
  g_assert_cmpuint (movements->n_placed, ==, 2);
  g_assert_cmpstr (stays[0].id, ==, "s1");
  g_assert_true (stays[0].by_day);
  g_assert_cmpint (stays[0].position.lon, ==, 1270000000);
  g_assert_cmpint (stays[0].end, ==, WUSE_TIME_NONE);
  g_assert_cmpstr (stays[1].id, ==, "s2");
  g_assert_cmpstr (stays[1].name, ==, "菜场");
  g_assert_false (stays[1].by_day);
  g_assert_cmpint (stays[1].position.lon, ==, 1269000000);
  g_assert_cmpint (stays[1].end - stays[1].start, ==, 90 * 60000);
  g_assert_cmpstr (stays[2].name, ==, "somewhere");
  g_assert_cmpuint (stays[2].number, ==, 0);
}

static void
test_nobody (Fixture *fixture, gconstpointer data)
{
  static const char *const ids[] = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseMovements) movements = wuse_store_read (fixture->store, read_func, (gpointer) ids, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (movements->n_movers, ==, 0);
  g_assert_cmpuint (movements->n_stays, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/movements/read", Fixture, NULL, set_up, test_read, store_fixture_tear_down);
  g_test_add ("/movements/nobody", Fixture, NULL, set_up, test_nobody, store_fixture_tear_down);

  return g_test_run ();
}
