/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packs: what is published is read as it is; what cannot be used is told with its line; all or nothing. */

#include "config.h"

#include "feed-reading.h"
#include "wuse-area-set.h"
#include "wuse-datum.h"
#include "wuse-pack.h"
#include "wuse-relations.h"
#include "wuse-test-shared.h"

#include <glib/gstdio.h>
#include <string.h>

#define HEAD                                                                                                                     \
  "{\"format\":\"wuse-pack-1\",\"id\":\"t\",\"name\":\"T\",\"source\":\"made "                                                   \
  "up\",\"utc_offset\":480,\"last_day\":\"2020-02-01\","

typedef struct
{
  char *folder;
  WuseFeed *feed;
  GPtrArray *report;
  GError *error;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("wuse-pack-XXXXXX", NULL);
  fixture->feed = wuse_feed_open (NULL, NULL);
  g_assert_nonnull (fixture->folder);
  g_assert_nonnull (fixture->feed);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (fixture->folder, name, NULL);

      g_unlink (file);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  wuse_feed_free (fixture->feed);
  g_clear_pointer (&fixture->report, g_ptr_array_unref);
  g_clear_error (&fixture->error);
}

static void
put_file (Fixture *fixture, const char *name, const char *text, gssize length)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, length, NULL));
}

static gboolean
load (Fixture *fixture)
{
  g_clear_pointer (&fixture->report, g_ptr_array_unref);
  g_clear_error (&fixture->error);
  return wuse_pack_load_with_report (fixture->folder, NULL, fixture->feed, &fixture->report, &fixture->error);
}

static const WusePackSourceReport *
report (const Fixture *fixture, guint index)
{
  g_assert_cmpuint (index, <, fixture->report->len);
  return fixture->report->pdata[index];
}

static void
assert_refused (Fixture *fixture, const char *reason)
{
  gboolean loaded = load (fixture);

  g_assert_false (loaded);
  g_assert_error (fixture->error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID);
  g_test_message ("%s", fixture->error->message);
  g_assert_nonnull (strstr (fixture->error->message, reason));
  g_assert_cmpint (wuse_feed_get_seq (fixture->feed), ==, 0);
}

#define CASES                                                                                                                    \
  HEAD "\"sources\":[{\"record\":\"case\",\"file\":\"c.csv\",\"format\":\"csv\"%s,\"id\":\"{nr}\",\"fields\":{"                  \
       "\"classification\":{\"column\":\"type\",\"values\":{\"C\":\"confirmed\",\"A\":\"asymptomatic\"}},"                       \
       "\"age\":\"age\",\"report\":{\"column\":\"day\",\"format\":\"D.M.YYYY\"},\"note\":{\"template\":\"{note}/{#}\"}}}]}"

static void
put_case_manifest (Fixture *fixture, const char *encoding)
{
  g_autofree char *manifest = g_strdup_printf (CASES, encoding);

  put_file (fixture, "pack.json", manifest, -1);
}

static char *
note_of (Fixture *fixture, const char *id)
{
  g_autofree char *line = NULL;
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();

  g_assert_true (wuse_feed_get (fixture->feed, WUSE_RECORD_CASE, id, &line, NULL));
  g_assert_nonnull (line);
  g_assert_true (wuse_record_batch_add_line (batch, line, strlen (line), NULL));
  return feed_text (wuse_record_batch_get (batch, 0), "note");
}

static void
test_table (Fixture *fixture, gconstpointer data)
{
  static const char table[] = "\xef\xbb\xbfnr,type,age,day,note\r\n"
                              "1,C,34,3.1.2020,\"two\nlines, and a \"\"quote\"\"\"\r\n"
                              "\r\n"
                              "2,A,,31.12.2019,plain\r\n"
                              "3,X,40,1.1.2020,unknown type\r\n"
                              "4,C,1e3,1.1.2020,bad age\r\n"
                              "5,C,40,30.2.2020,no such day\r\n"
                              "6,C,40\r\n"
                              "1,C,40,1.1.2020,same id\r\n"
                              "7 8,C,40,1.1.2020,id with a blank\r\n"
                              "9,C,40,1.1.2020,\xff\r\n"
                              "10,A,99,01.01.2020,last without end of line";
  static const char *const remarks[] = {
    "line 6: no classification", "line 7: age:", "line 8: report:",        "line 9: more or fewer cells",
    "line 10: the id \"1\"",     "line 11: ",    "line 12: not valid text"
  };
  g_autofree char *note = NULL;

  put_case_manifest (fixture, "");
  put_file (fixture, "c.csv", table, sizeof table - 1);
  g_assert_true (load (fixture));
  g_assert_cmpuint (report (fixture, 0)->n_read, ==, 10);
  g_assert_cmpuint (report (fixture, 0)->n_taken, ==, 5);
  g_assert_cmpuint (report (fixture, 0)->n_refused, ==, 5);
  g_assert_cmpuint (report (fixture, 0)->n_incomplete, ==, 2);
  g_assert_cmpuint (report (fixture, 0)->remarks->len, ==, G_N_ELEMENTS (remarks));
  for (guint i = 0; i < G_N_ELEMENTS (remarks); i++)
    {
      g_test_message ("%s", (char *) report (fixture, 0)->remarks->pdata[i]);
      g_assert_true (g_str_has_prefix (report (fixture, 0)->remarks->pdata[i], remarks[i]));
    }
  note = note_of (fixture, "2");
  g_assert_cmpstr (note, ==, "plain/2");
}

static void
test_encoding (Fixture *fixture, gconstpointer data)
{
  g_autofree char *note = NULL;

  put_case_manifest (fixture, ",\"encoding\":\"GB18030\"");
  put_file (fixture, "c.csv", "nr,type,age,day,note\n1,C,3,1.1.2020,\xbc\xaa\xca\xa2\n", -1);
  g_assert_true (load (fixture));
  note = note_of (fixture, "1");
  g_assert_cmpstr (note, ==, "吉盛/1");
}

static void
test_again (Fixture *fixture, gconstpointer data)
{
  gint64 seq;

  put_case_manifest (fixture, "");
  put_file (fixture, "c.csv", "nr,type,age,day,note\n1,C,3,1.1.2020,a\n2,C,3,1.1.2020,b\n", -1);
  g_assert_true (load (fixture));
  seq = wuse_feed_get_seq (fixture->feed);
  g_assert_true (load (fixture));
  g_assert_cmpint (wuse_feed_get_seq (fixture->feed), ==, seq);

  put_file (fixture, "c.csv", "nr,type,age,day,note\n1,C,3,1.1.2020,a\n2,C,4,1.1.2020,b\n", -1);
  g_assert_true (load (fixture));
  g_assert_cmpint (wuse_feed_get_seq (fixture->feed), ==, seq + 1);
}

/* A structural fault: not a record of the rows before it stays. */
static void
test_broken_table (Fixture *fixture, gconstpointer data)
{
  put_case_manifest (fixture, "");
  put_file (fixture, "c.csv", "nr,type,age,day,note\n1,C,3,1.1.2020,a\n2,C,3,1.1.2020,\"b\n", -1);
  assert_refused (fixture, "c.csv");
  put_file (fixture, "c.csv", "nr,type,age,day,note\n1,C,3,1.1.2020,a\n2,C,3,1.1.2020,b\"c\n", -1);
  assert_refused (fixture, "line 3");
  put_file (fixture, "c.csv", "nr,type,age,day\n1,C,3,1.1.2020\n", -1);
  assert_refused (fixture, "no column \"note\"");
  put_file (fixture, "c.csv", "nr,type,age,day,note,age\n1,C,3,1.1.2020,a,4\n", -1);
  assert_refused (fixture, "twice");
  put_file (fixture, "c.csv", "", -1);
  assert_refused (fixture, "no header");
}

static void
test_huge_cell (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) table = g_string_new ("nr,type,age,day,note\n1,C,3,1.1.2020,\"");

  for (guint i = 0; i < (4u << 20); i++)
    g_string_append_c (table, 'x');
  put_case_manifest (fixture, "");
  put_file (fixture, "c.csv", table->str, (gssize) table->len);
  assert_refused (fixture, "larger than any may be");
}

static void
test_missing_file (Fixture *fixture, gconstpointer data)
{
  g_assert_false (load (fixture));
  g_assert_error (fixture->error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  put_case_manifest (fixture, "");
  g_assert_false (load (fixture));
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_cmpint (wuse_feed_get_seq (fixture->feed), ==, 0);
}

static void
test_manifests (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *manifest;
    const char *reason;
  } cases[] = {
    { "{", "pack.json" },
    { "[]", "sources" },
    { HEAD "\"sources\":[]}", "sources" },
    { HEAD "\"sourcse\":1,\"sources\":[{}]}", "\"sourcse\"" },
    { HEAD "\"sources\":[{\"record\":\"dog\",\"file\":\"a\",\"format\":\"csv\",\"id\":\"x\",\"fields\":{}}]}",
      "no type of record" },
    { HEAD "\"sources\":[{\"record\":\"case\",\"file\":\"../a\",\"format\":\"csv\",\"id\":\"x\",\"fields\":{}}]}",
      "relative path" },
    { HEAD "\"sources\":[{\"record\":\"case\",\"file\":\"/a\",\"format\":\"csv\",\"id\":\"x\",\"fields\":{}}]}",
      "relative path" },
    { HEAD "\"sources\":[{\"record\":\"case\",\"file\":\"a\",\"format\":\"xls\",\"id\":\"x\",\"fields\":{}}]}", "format" },
    { HEAD "\"sources\":[{\"record\":\"case\",\"file\":\"a\",\"format\":\"csv\",\"id\":\"{x\",\"fields\":{}}]}", "not closed" },
    { HEAD "\"sources\":[{\"record\":\"case\",\"file\":\"a\",\"format\":\"csv\",\"id\":\"x\",\"fields\":{\"ago\":\"b\"}}]}",
      "\"ago\"" },
    { HEAD "\"sources\":[{\"record\":\"case\",\"file\":\"a\",\"format\":\"csv\",\"id\":\"x\",\"fields\":{\"age\":{\"locate\":"
           "\"grid\"}}}]}",
      "no reference to an area" },
    { HEAD
      "\"sources\":[{\"record\":\"case\",\"file\":\"a\",\"format\":\"csv\",\"id\":\"x\",\"fields\":{\"note\":{\"column\":\"a\","
      "\"pattern\":\"(\"}}}]}",
      "pattern" },
    { HEAD "\"sources\":[{\"record\":\"case\",\"dissolve\":\"grid\",\"id\":\"x\",\"fields\":{}}]}", "only an area" },
    { "{\"format\":\"wuse-pack-1\",\"id\":\"t\",\"name\":\"T\",\"source\":\"s\",\"utc_offset\":480,\"sources\":[{}]}",
      "last_day" },
  };
  g_autofree char *deep = g_strnfill (100000, '[');

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      put_file (fixture, "pack.json", cases[i].manifest, -1);
      assert_refused (fixture, cases[i].reason);
    }
  put_file (fixture, "pack.json", deep, -1);
  assert_refused (fixture, "nested");
}

/* Two squares side by side, one above; their union is one ring without the borders between them. */
static void
test_areas (Fixture *fixture, gconstpointer data)
{
  g_autofree char *line = NULL;
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  const WuseValue *shape;
  WuseGeometry geometry;

  put_file (
      fixture, "pack.json",
      HEAD
      "\"sources\":["
      "{\"record\":\"area\",\"file\":\"a.json\",\"format\":\"geojson\",\"id\":\"{n}\","
      "\"fields\":{\"level\":{\"const\":\"community\"},\"name\":\"n\"}},"
      "{\"record\":\"area\",\"dissolve\":\"community\",\"id\":\"d\","
      "\"fields\":{\"level\":{\"const\":\"district\"},\"name\":{\"const\":\"D\"}}},"
      "{\"record\":\"place\",\"file\":\"p.csv\",\"format\":\"csv\",\"id\":\"{#}\",\"fields\":{\"kind\":{\"const\":\"school\"},"
      "\"name\":\"n\",\"lon\":\"x\",\"lat\":\"y\",\"area\":[{\"column\":\"n\",\"named\":\"community\"},{\"locate\":["
      "\"community\",\"district\"]}]}}]}",
      -1);
  put_file (
      fixture, "a.json",
      "{\"type\":\"FeatureCollection\",\"features\":["
      "{\"type\":\"Feature\",\"properties\":{\"n\":\"a\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],"
      "[0,1],[0,0]]]}},"
      "{\"type\":\"Feature\",\"properties\":{\"n\":\"b\"},\"geometry\":{\"coordinates\":[[[1,0],[1,1],[2,1],[2,0],[1,0]]],"
      "\"type\":\"Polygon\"}},"
      "{\"type\":\"Feature\",\"properties\":{\"n\":\"c\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,1],[1,1],[1,2],"
      "[0,1]]]}},"
      "{\"type\":\"Feature\",\"properties\":{\"n\":\"e\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,\"1\"]]]}},"
      "{\"type\":\"Feature\",\"properties\":{\"n\":\"f\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[500,0],[1,0],[1,"
      "1],[500,0]]]}}]}",
      -1);
  put_file (fixture, "p.csv", "n,x,y\nschool,1.5,0.5\na,1.5,0.5\nfar,9,9\n", -1);
  g_assert_true (load (fixture));
  g_assert_cmpuint (report (fixture, 0)->n_taken, ==, 3);
  g_assert_cmpuint (report (fixture, 0)->n_refused, ==, 2);

  g_assert_true (wuse_feed_get (fixture->feed, WUSE_RECORD_AREA, "d", &line, NULL));
  g_assert_true (wuse_record_batch_add_line (batch, line, strlen (line), NULL));
  shape = feed_value (wuse_record_batch_get (batch, 0), "geometry");
  g_assert_true (wuse_geometry_view_bytes (&geometry, (const guint8 *) shape->data, shape->length, NULL));
  g_assert_cmpuint (geometry.n_rings, ==, 1);
  g_assert_cmpuint (geometry.n_points, ==, 8);

  for (guint i = 0; i < 3; i++)
    {
      static const char *const areas[] = { "b", "a", NULL };
      g_autofree char *id = g_strdup_printf ("%u", i + 1), *place = NULL, *area = NULL;

      wuse_record_batch_clear (batch);
      g_assert_true (wuse_feed_get (fixture->feed, WUSE_RECORD_PLACE, id, &place, NULL));
      g_assert_true (wuse_record_batch_add_line (batch, place, strlen (place), NULL));
      area = feed_text (wuse_record_batch_get (batch, 0), "area");
      g_assert_cmpstr (area, ==, areas[i]);
    }
}

static WusePoint
position_of (Fixture *fixture, const char *id)
{
  g_autofree char *line = NULL;
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  const WuseRecord *record;

  g_assert_true (wuse_feed_get (fixture->feed, WUSE_RECORD_PLACE, id, &line, NULL));
  g_assert_nonnull (line);
  g_assert_true (wuse_record_batch_add_line (batch, line, strlen (line), NULL));
  record = wuse_record_batch_get (batch, 0);
  return (WusePoint){ (gint32) feed_value (record, "lon")->integer, (gint32) feed_value (record, "lat")->integer };
}

static void
assert_near (WusePoint point, double lon, double lat)
{
  g_assert_cmpfloat_with_epsilon (point.lon / 1e7, lon, 2e-7);
  g_assert_cmpfloat_with_epsilon (point.lat / 1e7, lat, 2e-7);
}

#define PLACES(name, datum)                                                                                                      \
  "{\"record\":\"place\",\"file\":\"" name ".csv\",\"format\":\"csv\"" datum ",\"id\":\"" name                                   \
  "\",\"fields\":{\"kind\":{\"const\":\"school\"},\"name\":{\"const\":\"n\"},\"lon\":\"x\",\"lat\":\"y\"}}"

/* The same place, 121.47 E 31.23 N, published in three ways, and a shape: all come out in WGS 84. */
static void
test_datum (Fixture *fixture, gconstpointer data)
{
  static const char shape[] = "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},"
                              "\"geometry\":{\"type\":\"Point\",\"coordinates\":[%.7f,%.7f]}}]}";
  const WuseDatum datums[] = { WUSE_DATUM_WGS84, WUSE_DATUM_GCJ02, WUSE_DATUM_BD09 };
  const char *const files[] = { "w.csv", "g.csv", "b.csv" };
  double lon = 121.47, lat = 31.23;
  g_autofree char *feature = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (datums); i++)
    {
      g_autofree char *table = NULL;

      lon = 121.47;
      lat = 31.23;
      wuse_datum_from_wgs84 (datums[i], &lon, &lat);
      table = g_strdup_printf ("x,y\n%.7f,%.7f\n", lon, lat);
      put_file (fixture, files[i], table, -1);
    }
  feature = g_strdup_printf (shape, lon, lat);
  put_file (fixture, "s.json", feature, -1);
  put_file (fixture, "pack.json",
            HEAD "\"datum\":\"bd09\",\"sources\":[" PLACES ("w", ",\"datum\":\"wgs84\"") "," PLACES (
                "g", ",\"datum\":\"gcj02\"") "," PLACES ("b", "") ",{\"record\":\"place\",\"file\":\"s.json\",\"format\":"
                                                                  "\"geojson\",\"id\":\"s\",\"fields\":{\"kind\":{\"const\":"
                                                                  "\"school\"},\"name\":{\"const\":\"n\"}}}]}",
            -1);
  g_assert_true (load (fixture));
  assert_near (position_of (fixture, "w"), 121.47, 31.23);
  assert_near (position_of (fixture, "g"), 121.47, 31.23);
  assert_near (position_of (fixture, "b"), 121.47, 31.23);
  assert_near (position_of (fixture, "s"), 121.47, 31.23);
}

static void
test_unknown_datum (Fixture *fixture, gconstpointer data)
{
  put_file (fixture, "pack.json", HEAD "\"datum\":\"nad27\",\"sources\":[" PLACES ("w", "") "]}", -1);
  assert_refused (fixture, "\"datum\" of the manifest");
  put_file (fixture, "pack.json", HEAD "\"sources\":[" PLACES ("w", ",\"datum\":1") "]}", -1);
  assert_refused (fixture, "\"datum\" of source 1");
}

static void
test_broken_geojson (Fixture *fixture, gconstpointer data)
{
  static const char *const files[] = {
    "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"n\":\"a\"}}", "{\"type\":\"Feature\"}",
    "", "[1,2", "{\"features\":[{\"a\":\"\xff\"}]}"
  };

  put_file (fixture, "pack.json",
            HEAD "\"sources\":[{\"record\":\"feature\",\"file\":\"a.json\",\"format\":\"geojson\",\"id\":\"{#}\","
                 "\"fields\":{\"kind\":{\"const\":\"water\"}}}]}",
            -1);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      put_file (fixture, "a.json", files[i], -1);
      assert_refused (fixture, "a.json");
    }
}

typedef struct
{
  guint n[WUSE_N_RECORD_TYPES];
  guint n_levels[WUSE_N_AREA_LEVELS];
  guint n_nested;
  guint n_infected;
  guint n_reported;
  guint n_imported;
  guint n_placed_cases;
  guint n_unplaced_in_seoul;
  guint n_located_stays;
  gint64 confirmed;
  WuseDay first;
  WuseDay last;
} Seoul;

static void
count_seoul (Seoul *seoul, const WuseRecord *record)
{
  g_autofree char *area = NULL;

  seoul->n[record->type]++;
  if (record->type == WUSE_RECORD_AREA)
    {
      g_autofree char *level = feed_text (record, "level"), *parent = feed_text (record, "parent");
      WuseAreaLevel which;

      g_assert_true (wuse_area_level_from_string (level, -1, &which));
      seoul->n_levels[which]++;
      seoul->n_nested += which == WUSE_AREA_COMMUNITY && parent != NULL && strlen (parent) == 5;
      g_assert_true (feed_value (record, "name_en")->is_set && feed_value (record, "geometry")->is_set);
    }
  else if (record->type == WUSE_RECORD_CASE)
    {
      g_autofree char *note = feed_text (record, "note"), *origin = feed_text (record, "origin");
      const WuseValue *day = feed_value (record, "report");

      area = feed_text (record, "area");
      seoul->n_infected += feed_value (record, "infector")->is_set;
      seoul->n_placed_cases += area != NULL;
      seoul->n_unplaced_in_seoul += g_str_has_prefix (note, "Seoul ") && g_strcmp0 (area, "seoul") == 0;
      g_assert_true ((area != NULL) == g_str_has_prefix (note, "Seoul "));
      seoul->n_imported += strcmp (origin, "imported") == 0;
      seoul->n_reported += day->is_set;
      if (day->is_set)
        {
          seoul->first = MIN (seoul->first, (WuseDay) day->integer);
          seoul->last = MAX (seoul->last, (WuseDay) day->integer);
        }
    }
  else if (record->type == WUSE_RECORD_STAY)
    {
      area = feed_text (record, "area");
      seoul->n_located_stays += area != NULL;
    }
  else if (record->type == WUSE_RECORD_DAILY)
    seoul->confirmed += feed_value (record, "confirmed")->integer;
}

static gboolean
is_transmission (const WuseRelations *relations, guint32 from, guint32 to)
{
  for (guint i = 0; i < relations->n_relations; i++)
    if (relations->relations[i].from == from && relations->relations[i].to == to
        && relations->relations[i].kind == WUSE_RELATION_TRANSMISSION)
      return TRUE;
  return FALSE;
}

/* What cannot be in the published list is kept as it was published: cases that infected themselves, or each other, or were
 * infected by persons who are not in it. */
static void
check_seoul_relations (WuseRecordBatch *batch)
{
  WuseRelationsBuilder *builder = wuse_relations_builder_new ();
  g_autoptr (WuseRelations) relations = NULL;
  guint n_transmissions = 0, n_of_nobody = 0, n_self = 0, n_mutual = 0, n_unknown = 0;

  for (guint i = 0; i < wuse_record_batch_get_length (batch); i++)
    wuse_relations_builder_add (builder, wuse_record_batch_get (batch, i));
  relations = wuse_relations_builder_end (builder);

  for (guint i = 0; i < relations->n_relations; i++)
    {
      const WuseRelation *relation = &relations->relations[i];

      if (relation->kind != WUSE_RELATION_TRANSMISSION)
        continue;
      n_transmissions++;
      n_of_nobody += relations->actors[relation->from].kind == WUSE_ACTOR_UNKNOWN;
      n_self += relation->from == relation->to;
      n_mutual += relation->from < relation->to && is_transmission (relations, relation->to, relation->from);
    }
  for (guint i = 0; i < relations->n_actors; i++)
    n_unknown += relations->actors[i].kind == WUSE_ACTOR_UNKNOWN;
  g_assert_cmpuint (relations->n_cases, ==, 3388);
  /* The median of the 479 that have both days; their mean is 4.9. */
  g_assert_cmpuint (wuse_relations_get_report_delay (relations), ==, 3);
  for (guint i = 0; i < relations->n_sojourns; i++)
    {
      WuseTime start, end;

      /* Published by day: the stay is that day. */
      g_assert_true (wuse_sojourn_get_span (&relations->sojourns[i], &start, &end));
      g_assert_cmpint (end - start, ==, G_GINT64_CONSTANT (86400000));
      g_assert_cmpint (wuse_sojourn_get_last_day (start, end, 540), ==, wuse_time_to_day (start, 540));
    }
  g_assert_cmpuint (relations->n_sojourns, ==, 6714);
  g_assert_cmpuint (n_transmissions, ==, 822);
  g_assert_cmpuint (n_of_nobody, ==, 5);
  g_assert_cmpuint (n_unknown, ==, 3);
  g_assert_cmpuint (n_self, ==, 2);
  g_assert_cmpuint (n_mutual, ==, 6);
}

static void
test_seoul (Fixture *fixture, gconstpointer data)
{
  g_autofree char *shared = wuse_test_find_shared ("data");
  g_autofree char *pack = g_build_filename (WUSE_SOURCE_ROOT, "data", "packs", "seoul-2020", NULL);
  g_autoptr (WuseRecordBatch) batch = NULL;
  g_autoptr (WuseDistrict) district = NULL;
  Seoul seoul = { .first = G_MAXINT32, .last = G_MININT32 };

  if (shared == NULL)
    return;
  wuse_pack_load_with_report (pack, shared, fixture->feed, &fixture->report, &fixture->error);
  g_assert_no_error (fixture->error);
  for (guint i = 0; i < fixture->report->len; i++)
    g_assert_cmpuint (report (fixture, i)->n_refused, ==, 0);

  batch = feed_read (fixture->feed);
  for (guint i = 0; i < wuse_record_batch_get_length (batch); i++)
    count_seoul (&seoul, wuse_record_batch_get (batch, i));
  g_assert_cmpuint (seoul.n_levels[WUSE_AREA_DISTRICT], ==, 1);
  g_assert_cmpuint (seoul.n_levels[WUSE_AREA_SUBDISTRICT], ==, 25);
  g_assert_cmpuint (seoul.n_levels[WUSE_AREA_COMMUNITY], ==, 467);
  g_assert_cmpuint (seoul.n_nested, ==, 467);
  g_assert_cmpuint (seoul.n[WUSE_RECORD_CASE], ==, 3388);
  g_assert_cmpuint (seoul.n_placed_cases, ==, 633);
  g_assert_cmpuint (seoul.n_unplaced_in_seoul, ==, 43);
  g_assert_cmpuint (seoul.n_infected, ==, 822);
  g_assert_cmpuint (seoul.n_imported, ==, 604);
  g_assert_cmpuint (seoul.n_reported, ==, 3385);
  g_assert_cmpuint (seoul.n[WUSE_RECORD_STAY], ==, 6714);
  g_assert_cmpuint (seoul.n_located_stays, ==, 2629);
  g_assert_cmpuint (seoul.n[WUSE_RECORD_DAILY], ==, 102);
  g_assert_cmpint (seoul.confirmed, ==, 633);
  check_seoul_relations (batch);
  g_assert_cmpint (seoul.first, ==, wuse_day_from_ymd (2020, 1, 20));
  g_assert_cmpint (seoul.last, ==, wuse_day_from_ymd (2020, 4, 29));

  district = wuse_feed_get_district (fixture->feed, NULL);
  g_assert_cmpstr (district->id, ==, "seoul-2020");
  g_assert_false (district->synthetic);
  g_assert_cmpint (district->first_day, ==, wuse_day_from_ymd (2020, 1, 20));
  g_assert_cmpint (district->last_day, ==, wuse_day_from_ymd (2020, 4, 30));
  g_assert_cmpint (wuse_time_to_day (district->time, district->utc_offset), ==, district->last_day);
}

static void
test_shanghai (Fixture *fixture, gconstpointer data)
{
  g_autofree char *shared = wuse_test_find_shared ("data");
  g_autofree char *pack = g_build_filename (WUSE_SOURCE_ROOT, "data", "packs", "shanghai-osm", NULL);

  if (shared == NULL)
    return;
  wuse_pack_load_with_report (pack, shared, fixture->feed, &fixture->report, &fixture->error);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (report (fixture, 2)->n_read, ==, 1778);
  g_assert_cmpuint (report (fixture, 2)->n_passed_over, ==, 16);
  g_assert_cmpuint (report (fixture, 2)->n_refused, ==, 1);
  g_assert_cmpuint (report (fixture, 3)->n_taken, ==, 1572);
}

static void
test_data_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autofree char *pack = g_build_filename (WUSE_SOURCE_ROOT, "data", "packs", "seoul-2020", NULL);

  g_assert_false (wuse_pack_load_with_report (pack, fixture->folder, fixture->feed, &fixture->report, &fixture->error));
  g_assert_error (fixture->error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID);
  g_assert_nonnull (strstr (fixture->error->message, WUSE_PACK_DATA_VARIABLE));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/pack/table", test_table },
    { "/pack/encoding", test_encoding },
    { "/pack/again", test_again },
    { "/pack/broken-table", test_broken_table },
    { "/pack/huge-cell", test_huge_cell },
    { "/pack/missing-file", test_missing_file },
    { "/pack/manifests", test_manifests },
    { "/pack/areas", test_areas },
    { "/pack/datum", test_datum },
    { "/pack/unknown-datum", test_unknown_datum },
    { "/pack/broken-geojson", test_broken_geojson },
    { "/pack/data-elsewhere", test_data_elsewhere },
    { "/pack/seoul", test_seoul },
    { "/pack/shanghai", test_shanghai },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  return g_test_run ();
}
