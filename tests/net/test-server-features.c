/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OGC API – Features: paging, boxes, times. */

#include "config.h"

#include <string.h>

#include "server-fixture.h"
#include "wuse-ogc-feature.h"
#include "wuse-ogc-query.h"
#include "wuse-record-batch.h"

static const char *
find_next (JsonObject *page)
{
  JsonArray *links = json_object_get_array_member (page, "links");

  for (guint i = 0; i < json_array_get_length (links); i++)
    {
      JsonObject *link = json_array_get_object_element (links, i);

      if (strcmp (json_object_get_string_member (link, "rel"), "next") == 0)
        return json_object_get_string_member (link, "href");
    }
  return NULL;
}

/* Follows `next` to the end; no page is longer than it may be, no feature comes twice. */
static guint
count_features (Fixture *fixture, const char *path, guint limit, guint *n_pages)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *next = g_strdup (path);
  gsize base = strlen (wuse_test_server_get_url (fixture->server)) - 1;

  *n_pages = 0;
  while (next != NULL)
    {
      g_autoptr (JsonNode) node = wuse_test_server_get_json (fixture->server, next);
      JsonObject *page = json_node_get_object (node);
      JsonArray *features = json_object_get_array_member (page, "features");
      const char *href = find_next (page);

      g_assert_cmpuint (json_array_get_length (features), <=, limit);
      g_assert_cmpint (json_object_get_int_member (page, "numberReturned"), ==, json_array_get_length (features));
      for (guint i = 0; i < json_array_get_length (features); i++)
        {
          JsonObject *feature = json_array_get_object_element (features, i);

          g_assert_true (g_hash_table_add (ids, g_strdup (json_object_get_string_member (feature, "id"))));
        }
      if (href != NULL)
        g_assert_true (g_str_has_prefix (href, wuse_test_server_get_url (fixture->server)));
      g_free (next);
      next = href != NULL ? g_strdup (href + base) : NULL;
      ++*n_pages;
    }
  return g_hash_table_size (ids);
}

static void
test_paging (void)
{
  Fixture fixture;
  guint n_pages;

  fixture_set_up (&fixture, 1000);
  g_assert_cmpuint (count_features (&fixture, "/collections/buildings/items?limit=7", 7, &n_pages), ==, 250);
  g_assert_cmpuint (n_pages, ==, 36);
  g_assert_cmpuint (count_features (&fixture, "/collections/buildings/items?limit=7&bbox=120,40,130,50", 7, &n_pages), ==, 250);
  g_assert_cmpuint (n_pages, ==, 36);
  g_assert_cmpuint (count_features (&fixture, "/collections/buildings/items", 100, &n_pages), ==, 250);
  g_assert_cmpuint (n_pages, ==, 3);
  g_assert_cmpuint (count_features (&fixture, "/collections/buildings/items?limit=250", 250, &n_pages), ==, 250);
  g_assert_cmpuint (n_pages, ==, 1);
  g_assert_cmpuint (count_features (&fixture, "/collections/buildings/items?limit=99999999", 10000, &n_pages), ==, 250);
  fixture_tear_down (&fixture);
}

/* What changes while somebody pages comes once, or not again. */
static void
test_paging_while_changing (void)
{
  Fixture fixture;
  g_autoptr (JsonNode) first = NULL;
  g_autofree char *next = NULL;
  guint n_pages;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture, 400);
  first = wuse_test_server_get_json (fixture.server, "/collections/buildings/items?limit=50");
  next = g_strdup (find_next (json_node_get_object (first)) + strlen (wuse_test_server_get_url (fixture.server)) - 1);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("building-%u", i);

      wuse_test_feed_put (fixture.feed, WUSE_RECORD_BUILDING, id, "lon", "125.001", "lat", "43.001", NULL);
    }
  g_assert_cmpuint (count_features (&fixture, next, 50, &n_pages), ==, 50);

  g_assert_true (wuse_feed_delete (fixture.feed, WUSE_RECORD_BUILDING, "building-7", WUSE_TEST_TIME, &error));
  g_assert_cmpuint (count_features (&fixture, "/collections/buildings/items?bbox=125,43,126,44", 100, &n_pages), ==, 99);
  fixture_tear_down (&fixture);
}

static void
test_boxes (void)
{
  Fixture fixture;
  guint n_pages;

  /* Grids are squares of 0.01 degrees from 125, 43 on, two by two, under three that contain them. */
  fixture_set_up (&fixture, 400);
  g_assert_cmpuint (count_features (&fixture, "/collections/areas/items", 100, &n_pages), ==, 7);
  g_assert_cmpuint (count_features (&fixture, "/collections/areas/items?bbox=125.001,43.001,125.002,43.002", 100, &n_pages), ==,
                    4);
  g_assert_cmpuint (count_features (&fixture, "/collections/areas/items?bbox=125.001,43.001,-5,125.002,43.002,9", 100, &n_pages),
                    ==, 4);
  g_assert_cmpuint (count_features (&fixture, "/collections/areas/items?bbox=126,43,127,44", 100, &n_pages), ==, 0);
  g_assert_cmpuint (count_features (&fixture, "/collections/areas/items?bbox=170,40,126,50", 100, &n_pages), ==, 7);
  g_assert_cmpuint (count_features (&fixture, "/collections/areas/items?bbox=170,40,-170,50", 100, &n_pages), ==, 0);
  /* The water is a triangle: its box is met, it is not. */
  g_assert_cmpuint (count_features (&fixture, "/collections/features/items?bbox=125.0011,43.0035,125.0012,43.0039", 100,
                                    &n_pages),
                    ==, 0);
  g_assert_cmpuint (count_features (&fixture, "/collections/features/items?bbox=125.0018,43.0015,125.0019,43.0016", 100,
                                    &n_pages),
                    ==, 1);
  /* One case in five has no position: in no box, but in the collection. */
  g_assert_cmpuint (count_features (&fixture, "/collections/cases/items", 100, &n_pages), ==, 4);
  wuse_test_feed_put (fixture.feed, WUSE_RECORD_CASE, "nowhere", "classification", "confirmed", NULL);
  g_assert_cmpuint (count_features (&fixture, "/collections/cases/items", 100, &n_pages), ==, 5);
  g_assert_cmpuint (count_features (&fixture, "/collections/cases/items?bbox=-180,-90,180,90", 100, &n_pages), ==, 4);
  fixture_tear_down (&fixture);
}

static void
test_times (void)
{
  Fixture fixture;
  guint n_pages;
  const struct
  {
    const char *datetime;
    guint n_cases;
    guint n_stays;
  } expected[] = {
    /* Case n is of day 1 + n; stay a is from 08:00 to 09:30 of that day, stay b has no time. */
    { "2022-04-02", 1, 1 + 4 },
    { "2022-04-02T12:00:00Z", 1, 0 + 4 },
    { "2022-04-02T09:00:00Z", 1, 1 + 4 },
    { "2022-04-02T09:31:00Z/2022-04-03T07:59:59Z", 2, 0 + 4 },
    { "2022-04-02T09:30:00Z/2022-04-03T08:00:00Z", 2, 2 + 4 },
    { "../2022-04-02", 2, 2 + 4 },
    { "2022-04-03/..", 2, 2 + 4 },
    { "/2022-04-01", 1, 1 + 4 },
    { "2022-04-04/", 1, 1 + 4 },
    { "2030-01-01/..", 0, 0 + 4 },
  };

  fixture_set_up (&fixture, 400);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *cases = g_strdup_printf ("/collections/cases/items?datetime=%s", expected[i].datetime);
      g_autofree char *stays = g_strdup_printf ("/collections/stays/items?datetime=%s", expected[i].datetime);

      g_assert_cmpuint (count_features (&fixture, cases, 100, &n_pages), ==, expected[i].n_cases);
      g_assert_cmpuint (count_features (&fixture, stays, 100, &n_pages), ==, expected[i].n_stays);
    }
  g_assert_cmpuint (count_features (&fixture, "/collections/areas/items?datetime=2030-01-01/..", 100, &n_pages), ==, 7);
  fixture_tear_down (&fixture);
}

static void
test_query (void)
{
  const char *const bad_boxes[] = { "",        "1,2,3",    "1,2,3,4,5", "1,2,3,4,5,6,7", "a,b,c,d",  "-181,0,0,0",
                                    "0,5,1,4", "0,0,0,91", "nan,0,1,1", "0,0,1,",        "1 2,3,4,5" };
  const char *const bad_times[] = {
    "",   "..", "../..", "/", "2022-02-30", "2022-04-02T00:00:00", "2022-04-03/2022-04-02", "2022-04-01/2022-04-02/2022-04-03",
    "now"
  };
  WuseBounds boxes[2];
  WuseTime from, to;

  for (guint i = 0; i < G_N_ELEMENTS (bad_boxes); i++)
    g_assert_false (wuse_ogc_read_bbox (bad_boxes[i], boxes));
  for (guint i = 0; i < G_N_ELEMENTS (bad_times); i++)
    g_assert_false (wuse_ogc_read_datetime (bad_times[i], &from, &to));
  g_assert_true (wuse_ogc_read_bbox ("1, 2, 3.5, 4e0", boxes));
  g_assert_cmpint (boxes[0].east, ==, 35000000);
  g_assert_cmpint (boxes[1].west, >, boxes[1].east);
  g_assert_true (wuse_ogc_read_datetime ("1970-01-01", &from, &to));
  g_assert_cmpint (from, ==, 0);
  g_assert_cmpint (to, ==, 24 * 60 * 60 * 1000 - 1);
}

static void
test_feature (void)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (GString) string = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  static const char line[] =
      "{\"seq\":1,\"op\":\"put\",\"type\":\"place\",\"id\":\"p\",\"version\":1,\"at\":\"2022-04-11T06:00:00Z\","
      "\"data\":{\"kind\":\"school\",\"name\":\"A \\\"B\\\"\",\"lon\":125.5,\"lat\":43.25}}";

  wuse_record_batch_add_line (batch, line, sizeof line - 1, &error);
  g_assert_no_error (error);
  wuse_ogc_feature_append (wuse_record_batch_get (batch, 0), NULL, string);
  g_assert_cmpstr (string->str, ==,
                   "{\"type\":\"Feature\",\"id\":\"p\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[125.5,43.25]},"
                   "\"properties\":{\"kind\":\"school\",\"name\":\"A \\\"B\\\"\"}}");
}

/* Nothing a client writes into an address ends up in a link as it is. */
static void
test_hostile_addresses (void)
{
  Fixture fixture;
  const char *const paths[] = { "/collections/areas/items?limit=1&datetime=%22%3C../..",
                                "/collections/%00/items",
                                "/collections/areas/items/%2e%2e%2f%2e%2e",
                                "/%2e%2e/%2e%2e/etc/passwd",
                                "/collections/areas/items/a%22b",
                                "/collections/areas/items/",
                                "/collections//items",
                                "/v1/%ff%fe",
                                "/collections/areas/items?bbox=1,2,3,4%00" };

  fixture_set_up (&fixture, 10);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      guint status;
      g_autofree char *text = wuse_test_server_request (fixture.server, "GET", paths[i], NULL, &status);
      g_autoptr (JsonNode) problem = json_from_string (text, NULL);

      g_assert_cmpuint (status, >=, 400);
      g_assert_cmpuint (status, <, 500);
      g_assert_nonnull (problem);
    }
  fixture_tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/features/query", test_query);
  g_test_add_func ("/server/features/feature", test_feature);
  g_test_add_func ("/server/features/paging", test_paging);
  g_test_add_func ("/server/features/paging-while-changing", test_paging_while_changing);
  g_test_add_func ("/server/features/boxes", test_boxes);
  g_test_add_func ("/server/features/times", test_times);
  g_test_add_func ("/server/features/hostile-addresses", test_hostile_addresses);
  return g_test_run ();
}
