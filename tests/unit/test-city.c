/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The synthetic city: areas that nest to the vertex, everybody housed once, the same for the same seed. */

#include "config.h"

#include "feed-reading.h"
#include "wuse-city.h"
#include "wuse-city-random.h"
#include "wuse-polygon.h"

#include <string.h>

#define AT G_GINT64_CONSTANT (1649656800000)

static WuseFeed *
make (guint64 seed, guint grids, guint persons)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseCity) city = wuse_city_new (seed, grids, persons, 2022, &error);
  WuseFeed *feed;
  WuseBounds bounds;

  g_assert_no_error (error);
  feed = wuse_feed_open (NULL, &error);
  g_assert_no_error (error);
  wuse_city_write (city, feed, AT, &bounds, &error);
  g_assert_no_error (error);
  g_assert_cmpint (bounds.west, <, bounds.east);
  return feed;
}

/* An area's border: how often each edge is gone along, one way less the other. */
typedef struct
{
  WusePoint low;
  WusePoint high;
} Edge;

static guint
hash_edge (gconstpointer key)
{
  const Edge *edge = key;

  return (guint32) edge->low.lon * 31u + (guint32) edge->low.lat * 37u + (guint32) edge->high.lon * 41u
         + (guint32) edge->high.lat * 43u;
}

static gboolean
equal_edges (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (Edge)) == 0;
}

static void
add_border (GHashTable *border, const WuseGeometry *geometry, int sign)
{
  guint first = 0;

  for (guint ring = 0; ring < geometry->n_rings; ring++)
    {
      for (guint i = first; i + 1 < geometry->ring_ends[ring]; i++)
        {
          WusePoint from = geometry->points[i], to = geometry->points[i + 1];
          gboolean forward = from.lon < to.lon || (from.lon == to.lon && from.lat < to.lat);
          Edge edge = { forward ? from : to, forward ? to : from };
          int count = GPOINTER_TO_INT (g_hash_table_lookup (border, &edge)) + (forward ? sign : -sign);

          if (count == 0)
            g_hash_table_remove (border, &edge);
          else
            g_hash_table_insert (border, g_memdup2 (&edge, sizeof edge), GINT_TO_POINTER (count));
        }
      first = geometry->ring_ends[ring];
    }
}

typedef struct
{
  char *id;
  char *parent;
  WuseGeometry geometry;
  gint64 persons;
  gint64 households;
  gint64 buildings;
  GHashTable *children; /* border of all of them together */
  gint64 sums[3];
} Area;

static void
area_free (gpointer data)
{
  Area *area = data;

  g_free (area->id);
  g_free (area->parent);
  g_hash_table_unref (area->children);
  g_free (area);
}

static GHashTable *
read_areas (WuseRecordBatch *batch)
{
  GHashTable *areas = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, area_free);

  for (guint i = 0; i < wuse_record_batch_get_length (batch); i++)
    {
      const WuseRecord *record = wuse_record_batch_get (batch, i);
      const WuseValue *shape;
      g_autoptr (GError) error = NULL;
      Area *area;

      if (record->type != WUSE_RECORD_AREA)
        continue;
      area = g_new0 (Area, 1);
      area->id = feed_id (record);
      area->parent = feed_text (record, "parent");
      area->persons = feed_value (record, "persons")->integer;
      area->households = feed_value (record, "households")->integer;
      area->buildings = feed_value (record, "buildings")->integer;
      area->children = g_hash_table_new_full (hash_edge, equal_edges, g_free, NULL);
      shape = feed_value (record, "geometry");
      g_assert_true (wuse_geometry_view_bytes (&area->geometry, (const guint8 *) shape->data, shape->length, &error));
      wuse_polygon_check (&area->geometry, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (area->geometry.n_parts, ==, 1);
      g_hash_table_insert (areas, area->id, area);
    }
  return areas;
}

static void
test_nesting (gconstpointer data)
{
  guint n_grids = GPOINTER_TO_UINT (data), n_finest = 0, n_points = 0;
  g_autoptr (WuseFeed) feed = make (n_grids + 3, n_grids, n_grids * 20);
  g_autoptr (WuseRecordBatch) batch = feed_read (feed);
  g_autoptr (GHashTable) areas = read_areas (batch);
  GHashTableIter iter;
  Area *area;

  g_hash_table_iter_init (&iter, areas);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &area))
    {
      Area *parent = area->parent != NULL ? g_hash_table_lookup (areas, area->parent) : NULL;

      g_assert_true ((parent == NULL) == (strlen (area->id) == 6));
      if (strlen (area->id) == 15)
        {
          n_finest++;
          n_points += area->geometry.n_points;
        }
      if (parent == NULL)
        continue;
      g_assert_true (g_str_has_prefix (area->id, parent->id));
      g_assert_cmpuint (strlen (area->id), ==, strlen (parent->id) + 3);
      add_border (parent->children, &area->geometry, 1);
      parent->sums[0] += area->persons;
      parent->sums[1] += area->households;
      parent->sums[2] += area->buildings;
    }
  g_assert_cmpuint (n_finest, ==, n_grids);
  g_assert_cmpuint (n_points / n_finest, >=, 10);
  g_assert_cmpuint (n_points / n_finest, <=, 22);

  /* What children share cancels out; what is left is the parent's border, edge by edge. */
  g_hash_table_iter_init (&iter, areas);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &area))
    {
      if (strlen (area->id) == 15)
        continue;
      add_border (area->children, &area->geometry, -1);
      g_assert_cmpuint (g_hash_table_size (area->children), ==, 0);
      g_assert_cmpint (area->sums[0], ==, area->persons);
      g_assert_cmpint (area->sums[1], ==, area->households);
      g_assert_cmpint (area->sums[2], ==, area->buildings);
    }
  area = g_hash_table_lookup (areas, "220199");
  g_assert_cmpint (area->persons, ==, n_grids * 20);
}

/* Ids by type, so that nothing refers to what is not there. */
static void
check_references (WuseRecordBatch *batch)
{
  GHashTable *ids[WUSE_N_RECORD_TYPES];

  for (guint type = 0; type < WUSE_N_RECORD_TYPES; type++)
    ids[type] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < wuse_record_batch_get_length (batch); i++)
    {
      const WuseRecord *record = wuse_record_batch_get (batch, i);

      g_hash_table_add (ids[record->type], feed_id (record));
    }
  for (guint i = 0; i < wuse_record_batch_get_length (batch); i++)
    {
      const WuseRecord *record = wuse_record_batch_get (batch, i);
      const WuseRecordClass *class = wuse_record_class (record->type);

      for (guint j = 0; j < class->n_fields; j++)
        if (class->fields[j].kind == WUSE_FIELD_REF && record->values[j].is_set)
          {
            g_autofree char *target = g_strndup (record->values[j].data, record->values[j].length);

            g_assert_true (g_hash_table_contains (ids[class->fields[j].target], target));
          }
    }
  for (guint type = 0; type < WUSE_N_RECORD_TYPES; type++)
    g_hash_table_unref (ids[type]);
}

typedef struct
{
  guint n[WUSE_N_RECORD_TYPES];
  guint n_outside; /* buildings beside their grid */
  guint n_floating;
  guint n_women;
  guint n_children;
  guint n_old;
  guint n_working;
} People;

static void
count_person (People *people, const WuseRecord *record)
{
  g_autofree char *name = feed_text (record, "name"), *residency = feed_text (record, "residency");
  g_autofree char *sex = feed_text (record, "sex"), *number = feed_text (record, "id_number");
  gint64 age = 2022 - feed_value (record, "birth_year")->integer;

  g_assert_nonnull (strchr (name, '*'));
  g_assert_nonnull (strstr (number, "**********"));
  g_assert_cmpint (age, >=, 0);
  g_assert_cmpint (age, <, 100);
  people->n_floating += strcmp (residency, "floating") == 0;
  people->n_women += strcmp (sex, "female") == 0;
  people->n_children += age < 15;
  people->n_old += age >= 60;
  people->n_working += feed_value (record, "workplace")->is_set;
}

static void
test_people (void)
{
  const guint n_grids = 150, n_persons = 15000;
  g_autoptr (WuseFeed) feed = make (11, n_grids, n_persons);
  g_autoptr (WuseRecordBatch) batch = feed_read (feed);
  g_autoptr (GHashTable) areas = read_areas (batch);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  People people = { { 0 } };

  check_references (batch);
  for (guint i = 0; i < wuse_record_batch_get_length (batch); i++)
    {
      const WuseRecord *record = wuse_record_batch_get (batch, i);

      people.n[record->type]++;
      if (record->type == WUSE_RECORD_AREA)
        g_assert_true (g_hash_table_add (names, feed_text (record, "name")));
      else if (record->type == WUSE_RECORD_PERSON)
        count_person (&people, record);
      else if (record->type == WUSE_RECORD_BUILDING)
        {
          WusePoint point = { (gint32) feed_value (record, "lon")->integer, (gint32) feed_value (record, "lat")->integer };
          g_autofree char *area = feed_text (record, "area");

          people.n_outside += !wuse_polygon_contains (&((Area *) g_hash_table_lookup (areas, area))->geometry, point);
        }
    }

  g_assert_cmpuint (people.n[WUSE_RECORD_PERSON], ==, n_persons);
  g_assert_cmpuint (people.n[WUSE_RECORD_HOUSEHOLD], >, n_persons / 4);
  g_assert_cmpuint (people.n[WUSE_RECORD_BUILDING], >, n_grids * 3);
  g_assert_cmpuint (people.n_outside, <=, people.n[WUSE_RECORD_BUILDING] / 100);
  g_assert_cmpuint (people.n_floating, >, n_persons / 12);
  g_assert_cmpuint (people.n_floating, <, n_persons / 3);
  g_assert_cmpuint (people.n_women, >, n_persons * 45 / 100);
  g_assert_cmpuint (people.n_women, <, n_persons * 55 / 100);
  g_assert_cmpuint (people.n_children, >, n_persons / 12);
  g_assert_cmpuint (people.n_children, <, n_persons / 4);
  g_assert_cmpuint (people.n_old, >, n_persons / 10);
  g_assert_cmpuint (people.n_old, <, n_persons * 35 / 100);
  g_assert_cmpuint (people.n_working, >, n_persons / 4);
}

static void
test_features_and_places (void)
{
  g_autoptr (WuseFeed) feed = make (5, 400, 40000);
  g_autoptr (WuseRecordBatch) batch = feed_read (feed);
  g_autoptr (GHashTable) kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  static const char *const wanted[] = { "water",     "green",    "rail",         "road_main",       "road_side",
                                        "road_path", "hospital", "fever_clinic", "quarantine_site", "checkpoint",
                                        "school",    "market",   "station",      "care_home",       "key_place" };

  for (guint i = 0; i < wuse_record_batch_get_length (batch); i++)
    {
      const WuseRecord *record = wuse_record_batch_get (batch, i);

      if (record->type == WUSE_RECORD_FEATURE || record->type == WUSE_RECORD_PLACE)
        g_hash_table_add (kinds, feed_text (record, "kind"));
    }
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_test_message ("%s", wanted[i]);
      g_assert_true (g_hash_table_contains (kinds, wanted[i]));
    }
}

static void
test_seed (void)
{
  g_autoptr (WuseFeed) one = make (7, 120, 6000), same = make (7, 120, 6000), other = make (8, 120, 6000);
  WuseDigest digest, different;

  feed_assert_equal (one, same);
  wuse_feed_get_digest (one, WUSE_RECORD_AREA, &digest);
  wuse_feed_get_digest (other, WUSE_RECORD_AREA, &different);
  g_assert_cmpint (memcmp (digest.sum, different.sum, sizeof digest.sum), !=, 0);
}

static void
test_again (void)
{
  g_autoptr (WuseFeed) feed = make (7, 100, 4000);
  g_autoptr (WuseCity) city = wuse_city_new (7, 100, 4000, 2022, NULL);
  gint64 seq = wuse_feed_get_seq (feed);
  WuseBounds bounds;

  g_assert_true (wuse_city_write (city, feed, AT, &bounds, NULL));
  g_assert_cmpint (wuse_feed_get_seq (feed), ==, seq);
}

static void
test_limits (void)
{
  static const guint sizes[][2] = { { 99, 20000 }, { 100001, 2000000 }, { 100, 1999 }, { 100, 2000001 }, { 1000, 4999 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (wuse_city_new (1, sizes[i][0], sizes[i][1], 2022, &error));
      g_assert_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID);
    }
}

static void
test_random (void)
{
  WuseRandom random;
  double sum = 0, square = 0, gamma = 0;
  guint poisson = 0;
  const guint n = 100000;

  /* The first numbers of the reference implementation, for the state and stream its demo uses. */
  random = (WuseRandom){ 0, (54u << 1) | 1 };
  wuse_random_next (&random);
  random.state += 42;
  wuse_random_next (&random);
  g_assert_cmphex (wuse_random_next (&random), ==, 0xa15c02b7);
  g_assert_cmphex (wuse_random_next (&random), ==, 0x7b47f409);
  g_assert_cmphex (wuse_random_next (&random), ==, 0xba1d3330);

  wuse_random_init (&random, 1, 1);
  for (guint i = 0; i < n; i++)
    {
      double normal = wuse_random_normal (&random);

      sum += normal;
      square += normal * normal;
      gamma += wuse_random_gamma (&random, 0.3, 2.2 / 0.3);
      poisson += wuse_random_poisson (&random, 3);
    }
  g_assert_cmpfloat_with_epsilon (sum / n, 0, 0.02);
  g_assert_cmpfloat_with_epsilon (square / n, 1, 0.03);
  g_assert_cmpfloat_with_epsilon (gamma / n, 2.2, 0.08);
  g_assert_cmpfloat_with_epsilon ((double) poisson / n, 3, 0.04);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/city/random", test_random);
  g_test_add_func ("/city/limits", test_limits);
  g_test_add_data_func ("/city/nesting/smallest", GUINT_TO_POINTER (100), test_nesting);
  g_test_add_data_func ("/city/nesting/demo", GUINT_TO_POINTER (400), test_nesting);
  g_test_add_data_func ("/city/nesting/larger", GUINT_TO_POINTER (3000), test_nesting);
  g_test_add_func ("/city/people", test_people);
  g_test_add_func ("/city/features-and-places", test_features_and_places);
  g_test_add_func ("/city/seed", test_seed);
  g_test_add_func ("/city/again", test_again);
  return g_test_run ();
}
