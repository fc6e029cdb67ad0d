/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read from the cache: sets, figures, snapshots while it is written, giving up. */

#include "config.h"

#include "store-fixture.h"

#include <string.h>

typedef StoreFixture Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  store_fixture_set_up (fixture, 1, 0);
}

static void
fill_small_district (Fixture *fixture)
{
  GPtrArray *feed = fixture->feed;

  /* A child before its parent, as a compacted feed may have it. */
  store_fixture_add (
      feed, WUSE_RECORD_AREA, "g1", 1,
      "{\"level\":\"grid\",\"code\":\"1\",\"name\":\"一\",\"parent\":\"c1\",\"persons\":12,\"geometry\":{\"type\":\"Polygon\","
      "\"coordinates\":[[[116,39],[116.2,39],[116.2,39.2],[116,39.2],[116,39]]]}}");
  store_fixture_add (feed, WUSE_RECORD_AREA, "c1", 1, "{\"level\":\"community\",\"name\":\"社区\",\"parent\":\"d1\"}");
  store_fixture_add (feed, WUSE_RECORD_AREA, "d1", 1,
                     "{\"level\":\"district\",\"name\":\"区\",\"figures_at\":\"2022-04-01T00:00:00Z\"}");
  store_fixture_add (feed, WUSE_RECORD_AREA, "x", 1, "{\"level\":\"galaxy\",\"name\":\"?\"}");
  store_fixture_add (
      feed, WUSE_RECORD_BUILDING, "b1", 1,
      "{\"area\":\"g1\",\"name\":\"1号楼\",\"lon\":116.01,\"lat\":39.01,\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
      "[[[116,39],[116.02,39],[116.02,39.02],[116,39]]]}}");
  store_fixture_add (feed, WUSE_RECORD_BUILDING, "b2", 1, "{\"area\":\"g1\"}");
  store_fixture_add (
      feed, WUSE_RECORD_FEATURE, "f1", 1,
      "{\"kind\":\"water\",\"name\":\"河\",\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[116,39],[117,40]]}}");
  store_fixture_add (feed, WUSE_RECORD_FEATURE, "f2", 1,
                     "{\"kind\":\"lava\",\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[116,39],[117,40]]}}");
  store_fixture_add (feed, WUSE_RECORD_HOUSEHOLD, "h1", 1, "{\"area\":\"g1\",\"building\":\"b1\"}");
  store_fixture_add (feed, WUSE_RECORD_PERSON, "p1", 1, "{\"area\":\"g1\",\"household\":\"h1\"}");
  store_fixture_add (feed, WUSE_RECORD_PERSON, "p2", 1, "{\"area\":\"c1\"}");
  store_fixture_add (feed, WUSE_RECORD_PERSON, "p3", 1, "{\"area\":\"elsewhere\"}");
  store_fixture_add (feed, WUSE_RECORD_PLACE, "pl", 1,
                     "{\"kind\":\"market\",\"name\":\"市场\",\"area\":\"c1\",\"lon\":116.1,\"lat\":39.1}");
  store_fixture_add (
      feed, WUSE_RECORD_CASE, "k1", 1,
      "{\"classification\":\"confirmed\",\"origin\":\"imported\",\"person\":\"p1\",\"household\":\"h1\",\"building\":\"b1\","
      "\"onset\":\"2022-03-30\",\"report\":\"2022-04-01\",\"death\":\"2022-04-09\",\"cluster\":\"甲\"}");
  store_fixture_add (feed, WUSE_RECORD_CASE, "k2", 1,
                     "{\"classification\":\"asymptomatic\",\"area\":\"d1\",\"building\":\"b2\",\"lon\":116.15,\"lat\":39.15,"
                     "\"report\":\"2022-04-02\","
                     "\"infector\":\"k1\",\"cluster\":\"甲\"}");
  store_fixture_add (feed, WUSE_RECORD_CASE, "k3", 1, "{\"classification\":\"novel\",\"area\":\"g1\",\"report\":\"2022-04-03\"}");
  store_fixture_add (feed, WUSE_RECORD_CASE, "k4", 1,
                     "{\"classification\":\"suspected\",\"area\":\"nowhere\",\"report\":\"2022-04-04\"}");
  store_fixture_add (feed, WUSE_RECORD_CONTACT, "t1", 1,
                     "{\"case\":\"k1\",\"tier\":\"secondary\",\"area\":\"g1\",\"quarantine\":\"central\",\"start\":\"2022-04-"
                     "01\",\"due\":\"2022-04-15\"}");
  store_fixture_add (feed, WUSE_RECORD_STAY, "y1", 1, "{\"case\":\"k2\",\"place\":\"pl\",\"start\":\"2022-04-01T01:00:00Z\"}");
  store_fixture_add (feed, WUSE_RECORD_DAILY, "q1", 1,
                     "{\"area\":\"g1\",\"day\":\"2022-04-01\",\"confirmed\":3,\"screened\":100}");
  store_fixture_add (feed, WUSE_RECORD_DAILY, "q2", 1, "{\"area\":\"gone\",\"day\":\"2022-04-01\"}");
  store_fixture_fill (fixture->store, "feed-1", feed, 5);
}

static gpointer
load_areas (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  return wuse_store_reader_load_areas (reader, error);
}

static gpointer
load_features (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  return wuse_store_reader_load_features (reader, error);
}

static gpointer
load_register (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  return wuse_store_reader_load_register (reader, data, error);
}

static gpointer
load_district (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  WuseDistrict *district;

  return wuse_store_reader_load_district (reader, &district, error) ? district : NULL;
}

static void
test_areas (Fixture *fixture, gconstpointer data)
{
  GError *error = NULL;
  g_autoptr (WuseAreaSet) areas = NULL;
  const WuseArea *area;

  fill_small_district (fixture);
  areas = wuse_store_read (fixture->store, load_areas, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wuse_area_set_get_size (areas), ==, 3);
  area = wuse_area_set_get (areas, wuse_area_set_find (areas, "g1", -1));
  g_assert_cmpint (area->level, ==, WUSE_AREA_GRID);
  g_assert_cmpint (area->persons, ==, 12);
  g_assert_cmpint (area->households, ==, -1);
  g_assert_true (area->figures_at == WUSE_TIME_NONE);
  g_assert_cmpuint (area->parent, ==, wuse_area_set_find (areas, "c1", -1));
  g_assert_cmpuint (wuse_area_set_get_geometry (areas, wuse_area_set_find (areas, "g1", -1)).n_points, ==, 5);
  area = wuse_area_set_get (areas, 0);
  g_assert_cmpstr (area->id, ==, "d1");
  g_assert_cmpint (area->figures_at, ==, 1648771200000);
}

static void
test_features (Fixture *fixture, gconstpointer data)
{
  GError *error = NULL;
  g_autoptr (WuseFeatureSet) features = NULL;

  fill_small_district (fixture);
  features = wuse_store_read (fixture->store, load_features, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wuse_feature_set_get_size (features), ==, 2);
  g_assert_cmpstr (wuse_feature_set_get_name (features, 0), ==, "河");
  g_assert_cmpint (wuse_feature_set_get_geometry (features, 1).kind, ==, WUSE_GEOMETRY_POLYGONS);
}

static void
assert_cases (WuseRegister *record, WuseAreaSet *areas)
{
  guint n;
  const WuseCase *cases = wuse_register_get_cases (record, &n);

  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpstr (cases[0].id, ==, "k1");
  g_assert_cmpuint (cases[0].area, ==, wuse_area_set_find (areas, "g1", -1));
  g_assert_cmpint (cases[0].position.lon, ==, 1160100000);
  g_assert_cmpint (cases[0].origin, ==, WUSE_ORIGIN_IMPORTED);
  g_assert_cmpint (cases[0].release, ==, wuse_day_from_ymd (2022, 4, 9));
  g_assert_cmpstr (wuse_register_get_interned (record, cases[0].small_setting), ==, "household/h1");
  g_assert_cmpuint (cases[0].infector, ==, WUSE_INDEX_NONE);

  g_assert_cmpuint (cases[1].area, ==, wuse_area_set_find (areas, "d1", -1));
  g_assert_cmpint (cases[1].position.lon, ==, 1161500000);
  g_assert_cmpint (cases[1].classification, ==, WUSE_CASE_ASYMPTOMATIC);
  g_assert_cmpint (cases[1].origin, ==, WUSE_ORIGIN_UNKNOWN);
  g_assert_cmpuint (cases[1].infector, ==, 0);
  g_assert_cmpuint (cases[1].cluster, ==, cases[0].cluster);
  g_assert_cmpstr (wuse_register_get_interned (record, cases[1].small_setting), ==, "building/b2");

  g_assert_cmpint (cases[2].classification, ==, WUSE_CASE_SUSPECTED);
  g_assert_cmpint (cases[2].position.lon, ==, wuse_area_set_get (areas, cases[2].area)->label.lon);
  g_assert_cmpuint (cases[2].small_setting, ==, WUSE_INDEX_NONE);
  g_assert_cmpuint (cases[3].area, ==, WUSE_AREA_NONE);
  g_assert_cmpint (cases[3].position.lon, ==, 0);
}

static void
test_register (Fixture *fixture, gconstpointer data)
{
  GError *error = NULL;
  g_autoptr (WuseAreaSet) areas = NULL;
  g_autoptr (WuseRegister) record = NULL;
  guint n;

  fill_small_district (fixture);
  areas = wuse_store_read (fixture->store, load_areas, NULL, NULL, &error);
  record = wuse_store_read (fixture->store, load_register, areas, NULL, &error);
  g_assert_no_error (error);
  assert_cases (record, areas);

  g_assert_cmpint (wuse_register_get_contacts (record, &n)->tier, ==, 2);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (wuse_register_get_contacts (record, &n)->central, ==, 1);
  g_assert_cmpuint (wuse_register_get_stays (record, &n)->case_index, ==, 1);
  g_assert_cmpint (wuse_register_get_stays (record, &n)->position.lat, ==, 391000000);
  g_assert_true (wuse_register_get_stays (record, &n)->end == WUSE_TIME_NONE);
  g_assert_cmpstr (wuse_register_get_places (record, &n)->kind, ==, "market");
  g_assert_cmpint (wuse_register_get_daily (record, &n)->screened, ==, 100);
  g_assert_cmpint (wuse_register_get_daily (record, &n)->screened_positive, ==, -1);
  g_assert_cmpuint (n, ==, 1);
}

static gpointer
update_register (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  return wuse_store_reader_update_register (reader, data, error);
}

static void
assert_sizes (WuseRegister *record, guint n_cases, guint n_contacts, guint n_stays, guint n_daily)
{
  guint n;

  wuse_register_get_cases (record, &n);
  g_assert_cmpuint (n, ==, n_cases);
  wuse_register_get_contacts (record, &n);
  g_assert_cmpuint (n, ==, n_contacts);
  wuse_register_get_stays (record, &n);
  g_assert_cmpuint (n, ==, n_stays);
  wuse_register_get_daily (record, &n);
  g_assert_cmpuint (n, ==, n_daily);
  wuse_register_get_places (record, &n);
  g_assert_cmpuint (n, ==, 1);
}

static void
submit_lines (Fixture *fixture, guint first)
{
  GError *error = NULL;

  wuse_store_submit (fixture->store, store_fixture_make_batch (fixture->feed, first, fixture->feed->len), NULL, &error);
  wuse_store_flush (fixture->store, &error);
  g_assert_no_error (error);
}

static void
test_update (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseAreaSet) areas = NULL;
  g_autoptr (WuseRegister) first = NULL;
  g_autoptr (WuseRegister) second = NULL;
  g_autoptr (WuseRegister) third = NULL;
  guint n_filled, n;

  fill_small_district (fixture);
  n_filled = fixture->feed->len;
  areas = wuse_store_read (fixture->store, load_areas, NULL, NULL, &error);
  first = wuse_store_read (fixture->store, load_register, areas, NULL, &error);
  store_fixture_add (fixture->feed, WUSE_RECORD_CASE, "k0", 1,
                     "{\"classification\":\"confirmed\",\"area\":\"g1\",\"report\":\"2022-03-01\"}");
  store_fixture_add (fixture->feed, WUSE_RECORD_STAY, "y2", 1, "{\"case\":\"k9\",\"start\":\"2022-04-02T01:00:00Z\"}");
  store_fixture_add (fixture->feed, WUSE_RECORD_DAILY, "q3", 1, "{\"area\":\"g1\",\"day\":\"2022-04-02\"}");
  submit_lines (fixture, n_filled);
  second = wuse_store_read (fixture->store, update_register, first, NULL, &error);
  g_assert_no_error (error);
  assert_sizes (second, 5, 1, 2, 2);
  g_assert_cmpstr (wuse_register_get_cases (second, &n)[wuse_register_get_stays (second, &n)->case_index].id, ==, "k2");
  g_assert_cmpint (wuse_register_get_daily (second, &n)->screened, ==, 100);
  g_assert_cmpint (wuse_register_get_contacts (second, &n)->tier, ==, 2);
  g_assert_cmpstr (wuse_register_get_places (second, &n)->name, ==, "市场");

  /* A stay finds its case that comes later. */
  n_filled = fixture->feed->len;
  store_fixture_add (fixture->feed, WUSE_RECORD_CASE, "k9", 1,
                     "{\"classification\":\"confirmed\",\"area\":\"g1\",\"report\":\"2022-02-01\"}");
  submit_lines (fixture, n_filled);
  third = wuse_store_read (fixture->store, update_register, second, NULL, &error);
  g_assert_no_error (error);
  assert_sizes (third, 6, 1, 2, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpuint (wuse_register_get_stays (third, &n)[i].case_index, <, 6);
}

/* However a feed of additions, changes and deletes is cut into batches: what is brought up to date is what is read anew. */
static void
test_update_is_as_new (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) feed = store_fixture_make_feed (7, 3000);
  g_autoptr (WuseAreaSet) areas = NULL;
  g_autoptr (WuseRegister) updated = NULL;
  g_autoptr (GError) error = NULL;
  guint step = 1;

  store_fixture_fill (fixture->store, "feed-1", feed, 500);
  g_ptr_array_unref (g_steal_pointer (&fixture->feed));
  fixture->feed = store_fixture_make_feed (7, 6000);
  areas = wuse_store_read (fixture->store, load_areas, NULL, NULL, &error);
  updated = wuse_store_read (fixture->store, load_register, areas, NULL, &error);
  for (guint first = 3000; first < 6000; first += step, step = step * 2 % 301 + 1)
    {
      guint end = MIN (first + step, 6000);
      g_autoptr (WuseRegister) before = g_steal_pointer (&updated);
      g_autoptr (WuseRegister) anew = NULL;
      g_autofree char *text = NULL;
      g_autofree char *expected = NULL;

      wuse_store_submit (fixture->store, store_fixture_make_batch (fixture->feed, first, end), NULL, &error);
      wuse_store_flush (fixture->store, &error);
      g_assert_no_error (error);
      updated = wuse_store_read (fixture->store, update_register, before, NULL, &error);
      anew = wuse_store_read (fixture->store, load_register, areas, NULL, &error);
      g_assert_no_error (error);
      text = store_fixture_describe_register (updated);
      expected = store_fixture_describe_register (anew);
      g_assert_cmpstr (text, ==, expected);
    }
}

/* Rows of another feed have numbers of their own. */
static void
test_update_over_feeds (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) other = store_fixture_make_feed (8, 900);
  g_autoptr (WuseAreaSet) areas = NULL;
  g_autoptr (WuseRegister) before = NULL;
  g_autoptr (WuseRegister) updated = NULL;
  g_autoptr (WuseRegister) anew = NULL;
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_unref (g_steal_pointer (&fixture->feed));
  fixture->feed = store_fixture_make_feed (7, 600);
  store_fixture_fill (fixture->store, "feed-1", fixture->feed, 600);
  areas = wuse_store_read (fixture->store, load_areas, NULL, NULL, &error);
  before = wuse_store_read (fixture->store, load_register, areas, NULL, &error);
  wuse_store_drop_feed (fixture->store, &error);
  g_assert_no_error (error);
  store_fixture_fill (fixture->store, "feed-1", other, 600);
  updated = wuse_store_read (fixture->store, update_register, before, NULL, &error);
  anew = wuse_store_read (fixture->store, load_register, areas, NULL, &error);
  g_assert_no_error (error);
  text = store_fixture_describe_register (updated);
  expected = store_fixture_describe_register (anew);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_district (Fixture *fixture, gconstpointer data)
{
  GError *error = NULL;
  g_autoptr (WuseDistrict) district = NULL;

  g_assert_null (wuse_store_read (fixture->store, load_district, NULL, NULL, &error));
  g_assert_no_error (error);
  fill_small_district (fixture);
  district = wuse_store_read (fixture->store, load_district, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (district->name, ==, "吉盛区");
  g_assert_cmpstr (district->feed, ==, "feed-1");
  g_assert_cmpint (district->utc_offset, ==, 480);
}

typedef struct
{
  const char *area;
  WuseAreaFigures figures;
  WuseFreshness freshness[WUSE_N_RECORD_TYPES];
} Count;

static gpointer
count (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  Count *result = data;

  return GINT_TO_POINTER (wuse_store_reader_count_area (reader, result->area, &result->figures, error)
                          && wuse_store_reader_get_freshness (reader, result->freshness, error));
}

static void
assert_figures (Fixture *fixture, const char *area, gint64 persons, gint64 households, gint64 buildings, gint64 seq)
{
  Count result = { .area = area };
  GError *error = NULL;

  g_assert_nonnull (wuse_store_read (fixture->store, count, &result, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (result.figures.persons, ==, persons);
  g_assert_cmpint (result.figures.households, ==, households);
  g_assert_cmpint (result.figures.buildings, ==, buildings);
  g_assert_cmpint (result.figures.at, ==, seq > 0 ? 1649635200000 + seq * 1000 : WUSE_TIME_NONE);
}

static void
test_figures (Fixture *fixture, gconstpointer data)
{
  Count result = { .area = "d1" };
  WuseTime before = wuse_time_now ();
  GError *error = NULL;

  assert_figures (fixture, "d1", 0, 0, 0, 0);
  fill_small_district (fixture);
  assert_figures (fixture, "d1", 2, 1, 2, 11);
  assert_figures (fixture, "g1", 1, 1, 2, 10);
  assert_figures (fixture, "nowhere", 0, 0, 0, 0);

  g_assert_nonnull (wuse_store_read (fixture->store, count, &result, NULL, &error));
  g_assert_cmpint (result.freshness[WUSE_RECORD_PERSON].count, ==, 3);
  g_assert_cmpint (result.freshness[WUSE_RECORD_PERSON].newest_at, ==, 1649635200000 + 12000);
  g_assert_cmpint (result.freshness[WUSE_RECORD_PERSON].received_at, >=, before);
  g_assert_cmpint (result.freshness[WUSE_RECORD_PERSON].received_at, <=, wuse_time_now ());
}

/* Areas that lie in each other in a circle. */
static void
test_circle (Fixture *fixture, gconstpointer data)
{
  store_fixture_add (fixture->feed, WUSE_RECORD_AREA, "a", 1, "{\"level\":\"grid\",\"name\":\"a\",\"parent\":\"b\"}");
  store_fixture_add (fixture->feed, WUSE_RECORD_AREA, "b", 1, "{\"level\":\"grid\",\"name\":\"b\",\"parent\":\"a\"}");
  store_fixture_add (fixture->feed, WUSE_RECORD_PERSON, "p", 1, "{\"area\":\"a\"}");
  store_fixture_fill (fixture->store, "feed-1", fixture->feed, 5);
  assert_figures (fixture, "b", 1, 0, 0, 3);
}

typedef struct
{
  WuseStore *store;
  GPtrArray *feed;
} Writing;

static gpointer
write_all (gpointer data)
{
  Writing *writing = data;

  store_fixture_fill (writing->store, "feed-1", writing->feed, 20);

  return NULL;
}

/* Whatever the moment, what is read is one prefix of the feed. */
static void
test_snapshots (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) feed = store_fixture_make_feed (20, 6000);
  Writing writing = { fixture->store, feed };
  GThread *thread = g_thread_new ("test-writer", write_all, &writing);
  guint n_between = 0;
  gint64 seq;

  do
    {
      seq = store_fixture_check (fixture->store, feed);
      n_between += seq > 0 && seq < 6000;
    }
  while (seq < 6000);
  g_thread_join (thread);
  g_test_message ("%u snapshots in between", n_between);
  g_assert_cmpuint (n_between, >, 0);
}

static gpointer
read_for_ever (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  WuseDigest digests[WUSE_N_RECORD_TYPES];
  int *n_rounds = data;

  do
    g_atomic_int_inc (n_rounds);
  while (wuse_store_reader_get_digest (reader, digests, error));

  return NULL;
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  GError **error = data;

  g_assert_null (wuse_store_read_finish (WUSE_STORE (object), result, error));
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) feed = store_fixture_make_feed (21, 3000);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GError *errors[4] = { NULL };
  int n_rounds = 0;
  gboolean is_done = FALSE;

  store_fixture_fill (fixture->store, "feed-1", feed, 3000);
  /* Two that run, two that wait for a thread. */
  for (guint i = 0; i < 4; i++)
    wuse_store_read_async (fixture->store, read_for_ever, &n_rounds, NULL, NULL, cancellable, read_cb, &errors[i]);
  while (g_atomic_int_get (&n_rounds) < 4)
    g_usleep (1000);
  g_cancellable_cancel (cancellable);
  while (!is_done)
    {
      g_main_context_iteration (NULL, TRUE);
      is_done = errors[0] != NULL && errors[1] != NULL && errors[2] != NULL && errors[3] != NULL;
    }
  for (guint i = 0; i < 4; i++)
    {
      g_assert_error (errors[i], G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_error_free (errors[i]);
    }
  g_assert_cmpint (store_fixture_check (fixture->store, feed), ==, 3000);
}

/* Closing does not wait for a read that goes on for ever. */
static void
test_closed_while_reading (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) feed = store_fixture_make_feed (22, 1000);
  GError *error = NULL;
  int n_rounds = 0;

  store_fixture_fill (fixture->store, "feed-1", feed, 1000);
  wuse_store_read_async (fixture->store, read_for_ever, &n_rounds, NULL, NULL, NULL, read_cb, &error);
  while (g_atomic_int_get (&n_rounds) < 2)
    g_usleep (1000);
  wuse_store_close (fixture->store);
  while (error == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_error_free (error);
}

static void
check_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  gboolean *is_done = data;
  GError *error = NULL;

  g_assert_true (wuse_store_check_finish (WUSE_STORE (object), result, &error));
  g_assert_no_error (error);
  *is_done = TRUE;
}

static void
test_check (Fixture *fixture, gconstpointer data)
{
  gboolean is_done = FALSE;

  fill_small_district (fixture);
  wuse_store_check_async (fixture->store, NULL, check_cb, &is_done);
  store_fixture_turn_until (&is_done);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/store/reader/" name, Fixture, NULL, set_up, func, store_fixture_tear_down)
  ADD ("areas", test_areas);
  ADD ("features", test_features);
  ADD ("register", test_register);
  ADD ("update", test_update);
  ADD ("update-is-as-new", test_update_is_as_new);
  ADD ("update-over-feeds", test_update_over_feeds);
  ADD ("district", test_district);
  ADD ("figures", test_figures);
  ADD ("circle", test_circle);
  ADD ("snapshots", test_snapshots);
  ADD ("cancelled", test_cancelled);
  ADD ("closed-while-reading", test_closed_while_reading);
  ADD ("check", test_check);

  return g_test_run ();
}
