/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Geometries from events and from code, their bytes and their GeoJSON. */

#include "config.h"

#include "wuse-geometry.h"

#include <string.h>

typedef struct
{
  const char *type;
  const char *coordinates;
  const char *canonical; /* NULL where it has to be refused */
} Case;

static const Case cases[] = {
  { "Point", "[121.5,31.25]", "{\"type\":\"Point\",\"coordinates\":[121.5,31.25]}" },
  { "Point", "[121.5,31.25,12.5]", "{\"type\":\"Point\",\"coordinates\":[121.5,31.25]}" },
  { "MultiPoint", "[[1,2]]", "{\"type\":\"Point\",\"coordinates\":[1,2]}" },
  { "MultiPoint", "[[1,2],[3,4]]", "{\"type\":\"MultiPoint\",\"coordinates\":[[1,2],[3,4]]}" },
  { "LineString", "[[1,2],[3,4]]", "{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]}" },
  { "MultiLineString", "[[[1,2],[3,4]]]", "{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]}" },
  { "MultiLineString", "[[[1,2],[3,4]],[[5,6],[7,8],[9,10]]]",
    "{\"type\":\"MultiLineString\",\"coordinates\":[[[1,2],[3,4]],[[5,6],[7,8],[9,10]]]}" },
  { "Polygon", "[[[0,0],[2,0],[2,2],[0,0]]]", "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[2,0],[2,2],[0,0]]]}" },
  { "Polygon", "[[[0,0],[2,0],[2,2]]]", "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[2,0],[2,2],[0,0]]]}" },
  { "Polygon", "[[[0,0],[9,0],[9,9]],[[3,1],[4,1],[4,2],[3,1]],[[6,1],[7,1],[7,2]]]",
    "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[9,0],[9,9],[0,0]],[[3,1],[4,1],[4,2],[3,1]],[[6,1],[7,1],[7,2],[6,1]]]}" },
  { "MultiPolygon", "[[[[0,0],[2,0],[2,2],[0,0]]]]", "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[2,0],[2,2],[0,0]]]}" },
  { "MultiPolygon", "[[[[0,0],[2,0],[2,2]]],[[[5,5],[9,5],[9,9],[5,5]],[[8,6],[8,7],[7,6]]]]",
    "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0],[2,0],[2,2],[0,0]]],"
    "[[[5,5],[9,5],[9,9],[5,5]],[[8,6],[8,7],[7,6],[8,6]]]]}" },
  { "Point", "[[1,2]]", NULL },
  { "Point", "[1]", NULL },
  { "Point", "[]", NULL },
  { "Point", "[181,2]", NULL },
  { "Point", "[1,91]", NULL },
  { "Point", "[1,2][3,4]", NULL },
  { "Point", "1", NULL },
  { "MultiPoint", "[[1,2],3]", NULL },
  { "MultiPoint", "[3,[1,2]]", NULL },
  { "MultiPoint", "[[1,2],[[3,4]]]", NULL },
  { "MultiPoint", "[[1,2],[]]", NULL },
  { "MultiPoint", "[[1,2,[3]]]", NULL },
  { "LineString", "[[1,2]]", NULL },
  { "LineString", "[[1,2],[1,2],[1,2]]", NULL },
  { "LineString", "[[[1,2],[3,4]]]", NULL },
  { "Polygon", "[[[0,0],[2,0],[0,0]]]", NULL },
  { "Polygon", "[[[0,0],[2,0],[0,0],[2,0],[0,0]]]", NULL },
  { "Polygon", "[[]]", NULL },
  { "Polygon", "[[[0,0],[2,0],[2,2],[0,0]],[]]", NULL },
  { "MultiPolygon", "[[[[[0,0]]]]]", NULL },
  { "MultiPolygon", "[[[0,0],[2,0],[2,2],[0,0]]]", NULL },
  { "Polygon", "[[[0,0],[2,0],[2,2],[0,0]]", NULL },
  { "GeometryCollection", "[1,2]", NULL },
  { "polygon", "[[[0,0],[2,0],[2,2],[0,0]]]", NULL },
  { "", "[1,2]", NULL },
  { NULL, "[1,2]", NULL },
};

/* Gives the builder the events of a text of brackets, commas and numbers. */
static gboolean
feed (WuseGeometryBuilder *builder, const char *p, GError **error)
{
  while (*p != '\0')
    {
      gsize length = strcspn (p, "[],");

      if (length > 0 && !wuse_geometry_builder_number (builder, p, length, error))
        return FALSE;
      p += length;
      if (*p == '[' && !wuse_geometry_builder_begin_array (builder, error))
        return FALSE;
      if (*p == ']' && !wuse_geometry_builder_end_array (builder, error))
        return FALSE;
      p += *p != '\0' ? 1 : 0;
    }

  return TRUE;
}

static void
test_geojson (void)
{
  g_autoptr (WuseGeometryBuilder) builder = wuse_geometry_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *item = &cases[i];
      gsize type_length = item->type != NULL ? strlen (item->type) : 0;
      g_autoptr (GError) error = NULL;
      g_autoptr (GString) string = g_string_new (NULL);
      WuseGeometry geometry;

      g_test_message ("%s %s", item->type, item->coordinates);
      wuse_geometry_builder_reset (builder);
      gboolean is_taken = feed (builder, item->coordinates, &error)
                          && wuse_geometry_builder_end (builder, item->type, type_length, &geometry, &error);
      g_assert_true (is_taken == (item->canonical != NULL));
      g_assert_true (is_taken == (error == NULL));
      if (is_taken)
        {
          wuse_geometry_append_geojson (&geometry, string);
          g_assert_cmpstr (string->str, ==, item->canonical);
        }
    }
}

static WuseGeometry
build_two_parts (WuseGeometryBuilder *builder)
{
  static const WusePoint points[] = { { 0, 0 },   { 90, 0 },  { 90, 90 }, { 0, 90 },  { 10, 10 },
                                      { 20, 10 }, { 20, 20 }, { 200, 0 }, { 300, 0 }, { 300, -50 } };
  WuseGeometry geometry;
  g_autoptr (GError) error = NULL;

  wuse_geometry_builder_reset (builder);
  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      if (i == 4)
        wuse_geometry_builder_end_ring (builder);
      if (i == 7)
        wuse_geometry_builder_end_part (builder);
      wuse_geometry_builder_add_point (builder, points[i]);
    }
  g_assert_true (wuse_geometry_builder_finish (builder, WUSE_GEOMETRY_POLYGONS, &geometry, &error));
  g_assert_no_error (error);

  return geometry;
}

static void
test_code (void)
{
  g_autoptr (WuseGeometryBuilder) builder = wuse_geometry_builder_new ();
  WuseGeometry geometry = build_two_parts (builder);

  g_assert_cmpuint (geometry.n_points, ==, 13);
  g_assert_cmpuint (geometry.n_rings, ==, 3);
  g_assert_cmpuint (geometry.n_parts, ==, 2);
  g_assert_cmpuint (geometry.ring_ends[0], ==, 5);
  g_assert_cmpuint (geometry.ring_ends[1], ==, 9);
  g_assert_cmpuint (geometry.ring_ends[2], ==, 13);
  g_assert_cmpuint (geometry.part_ends[0], ==, 2);
  g_assert_cmpuint (geometry.part_ends[1], ==, 3);
  g_assert_cmpint (geometry.bounds.west, ==, 0);
  g_assert_cmpint (geometry.bounds.south, ==, -50);
  g_assert_cmpint (geometry.bounds.east, ==, 300);
  g_assert_cmpint (geometry.bounds.north, ==, 90);
  g_assert_cmpint (geometry.points[12].lon, ==, 200);

  wuse_geometry_builder_reset (builder);
  g_assert_false (wuse_geometry_builder_finish (builder, WUSE_GEOMETRY_POINTS, &geometry, NULL));
  wuse_geometry_builder_add_point (builder, (WusePoint){ 1, 2 });
  g_assert_true (wuse_geometry_builder_finish (builder, WUSE_GEOMETRY_POINTS, &geometry, NULL));
  wuse_geometry_builder_add_point (builder, (WusePoint){ 1800000001, 2 });
  g_assert_false (wuse_geometry_builder_finish (builder, WUSE_GEOMETRY_POINTS, &geometry, NULL));
}

static void
test_too_many_points (void)
{
  g_autoptr (WuseGeometryBuilder) builder = wuse_geometry_builder_new ();
  g_autoptr (GError) error = NULL;
  WuseGeometry geometry;

  for (guint i = 0; i < WUSE_GEOMETRY_MAX_POINTS; i++)
    wuse_geometry_builder_add_point (builder, (WusePoint){ (gint32) i, (gint32) (i % 7) });
  g_assert_true (wuse_geometry_builder_finish (builder, WUSE_GEOMETRY_LINES, &geometry, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (geometry.n_points, ==, WUSE_GEOMETRY_MAX_POINTS);

  /* Closing the ring would take one more. */
  g_assert_false (wuse_geometry_builder_finish (builder, WUSE_GEOMETRY_POLYGONS, &geometry, &error));
  g_assert_error (error, WUSE_GEO_ERROR, WUSE_GEO_ERROR_TOO_LARGE);
  g_clear_error (&error);

  wuse_geometry_builder_add_point (builder, (WusePoint){ 0, 0 });
  g_assert_false (wuse_geometry_builder_finish (builder, WUSE_GEOMETRY_LINES, &geometry, &error));
  g_assert_error (error, WUSE_GEO_ERROR, WUSE_GEO_ERROR_TOO_LARGE);
}

static void
test_bytes (void)
{
  g_autoptr (WuseGeometryBuilder) builder = wuse_geometry_builder_new ();
  WuseGeometry geometry = build_two_parts (builder);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) after = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  WuseGeometry view;

  wuse_geometry_append_bytes (&geometry, bytes);
  g_assert_cmpuint (bytes->len, ==, 16 + 4 * 5 + 8 * 13);
  g_assert_true (wuse_geometry_view_bytes (&view, bytes->data, bytes->len, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (&view.bounds, sizeof view.bounds, &geometry.bounds, sizeof geometry.bounds);
  wuse_geometry_append_geojson (&geometry, before);
  wuse_geometry_append_geojson (&view, after);
  g_assert_cmpstr (after->str, ==, before->str);

  static const guint32 none[4] = { 0 };
  g_assert_true (wuse_geometry_view_bytes (&view, (const guint8 *) none, sizeof none, NULL));
  g_assert_cmpint (view.kind, ==, WUSE_GEOMETRY_NONE);
}

/* Every count and index spoiled in turn: refused, or a view that can be walked (which a sanitizer watches). */
static void
test_corrupt_bytes (void)
{
  static const guint32 spoils[] = { 0, 1, 2, 3, 4, 5, 8, 9, 13, 14, 0x20000000, 0x40000000, 0x7fffffff, 0x80000000, 0xffffffff };
  g_autoptr (WuseGeometryBuilder) builder = wuse_geometry_builder_new ();
  WuseGeometry geometry = build_two_parts (builder);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint n_refused = 0;

  wuse_geometry_append_bytes (&geometry, bytes);
  for (guint word = 0; word < bytes->len / 4; word++)
    for (guint i = 0; i < G_N_ELEMENTS (spoils); i++)
      {
        /* On the heap and of the exact size, so that reading past the end is seen. */
        g_autofree guint32 *copy = g_memdup2 (bytes->data, bytes->len);
        g_autoptr (GString) string = g_string_new (NULL);
        g_autoptr (GError) error = NULL;
        WuseGeometry view;

        copy[word] = spoils[i];
        if (wuse_geometry_view_bytes (&view, (const guint8 *) copy, bytes->len, &error))
          wuse_geometry_append_geojson (&view, string);
        else
          {
            g_assert_nonnull (error);
            n_refused++;
          }
      }
  g_assert_cmpuint (n_refused, >, 9 * 14);

  for (gsize length = 0; length < bytes->len; length++)
    {
      WuseGeometry view;

      g_assert_false (wuse_geometry_view_bytes (&view, bytes->data, length, NULL));
    }

  g_autofree guint8 *shifted = g_malloc (bytes->len + 1);
  WuseGeometry view;
  memcpy (shifted + 1, bytes->data, bytes->len);
  g_assert_false (wuse_geometry_view_bytes (&view, shifted + 1, bytes->len, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/geometry/geojson", test_geojson);
  g_test_add_func ("/geometry/code", test_code);
  g_test_add_func ("/geometry/too-many-points", test_too_many_points);
  g_test_add_func ("/geometry/bytes", test_bytes);
  g_test_add_func ("/geometry/corrupt-bytes", test_corrupt_bytes);

  return g_test_run ();
}
