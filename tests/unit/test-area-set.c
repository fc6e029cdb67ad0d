/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of areas: order, parents, children, look-ups, at the size of a large district. */

#include "config.h"

#include "wuse-area-set.h"
#include "wuse-polygon.h"

#include <string.h>

#define SIDE 60 /* grids along each side of the test district */
#define STEP 10000

static WuseGeometry
build_box (WuseGeometryBuilder *builder, gint32 west, gint32 south, gint32 east, gint32 north)
{
  WuseGeometry geometry;

  wuse_geometry_builder_reset (builder);
  wuse_geometry_builder_add_point (builder, (WusePoint){ west, south });
  wuse_geometry_builder_add_point (builder, (WusePoint){ east, south });
  wuse_geometry_builder_add_point (builder, (WusePoint){ east, north });
  wuse_geometry_builder_add_point (builder, (WusePoint){ west, north });
  g_assert_true (wuse_geometry_builder_finish (builder, WUSE_GEOMETRY_POLYGONS, &geometry, NULL));

  return geometry;
}

static void
add (WuseAreaSetBuilder *builder,
     const char *id,
     const char *code,
     WuseAreaLevel level,
     const char *parent,
     const WuseGeometry *geometry)
{
  WuseArea area = { .id = id, .code = code, .name = id, .level = level, .persons = -1, .households = -1, .buildings = -1 };

  wuse_area_set_builder_add (builder, &area, parent, geometry);
}

static void
test_levels (void)
{
  for (guint i = 0; i < WUSE_N_AREA_LEVELS; i++)
    {
      WuseAreaLevel level;

      g_assert_true (wuse_area_level_from_string (wuse_area_level_to_string (i), -1, &level));
      g_assert_cmpuint (level, ==, i);
    }

  WuseAreaLevel level;
  g_assert_true (wuse_area_level_from_string ("gridiron", 4, &level));
  g_assert_cmpuint (level, ==, WUSE_AREA_GRID);
  g_assert_false (wuse_area_level_from_string ("gridiron", -1, &level));
}

static void
test_empty (void)
{
  g_autoptr (WuseAreaSet) set = wuse_area_set_builder_end (wuse_area_set_builder_new ());
  guint32 first;
  guint n_children;

  g_assert_cmpuint (wuse_area_set_get_size (set), ==, 0);
  g_assert_cmpuint (wuse_area_set_find (set, "x", -1), ==, WUSE_AREA_NONE);
  g_assert_cmpuint (wuse_area_set_find_at (set, WUSE_AREA_GRID, (WusePoint){ 0, 0 }), ==, WUSE_AREA_NONE);
  g_assert_cmpuint (wuse_area_set_get_level_range (set, WUSE_AREA_GRID, &first), ==, 0);
  wuse_area_set_get_children (set, WUSE_AREA_NONE, &n_children);
  g_assert_cmpuint (n_children, ==, 0);
  g_assert_cmpint (wuse_area_set_get_bounds (set).west, >, wuse_area_set_get_bounds (set).east);
}

static void
test_order_and_parents (void)
{
  static const WuseGeometry none = { .kind = WUSE_GEOMETRY_NONE };
  static const char *const order[] = { "d", "s2", "s1", "c", "lost", "up", "g1", "g2" };
  g_autoptr (WuseAreaSetBuilder) builder = wuse_area_set_builder_new ();

  add (builder, "g2", NULL, WUSE_AREA_GRID, "c", &none);
  add (builder, "g1", "", WUSE_AREA_GRID, "s1", &none);
  add (builder, "c", "1", WUSE_AREA_COMMUNITY, "s1", &none);
  add (builder, "s1", "20", WUSE_AREA_SUBDISTRICT, "d", &none);
  add (builder, "s2", "10", WUSE_AREA_SUBDISTRICT, "d", &none);
  add (builder, "lost", "2", WUSE_AREA_COMMUNITY, "nowhere", &none);
  add (builder, "up", "3", WUSE_AREA_COMMUNITY, "g1", &none);
  add (builder, "d", "9", WUSE_AREA_DISTRICT, "d", &none);

  g_autoptr (WuseAreaSet) set = wuse_area_set_builder_end (g_steal_pointer (&builder));
  for (guint32 i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_assert_cmpstr (wuse_area_set_get (set, i)->id, ==, order[i]);
      g_assert_cmpuint (wuse_area_set_find (set, order[i], -1), ==, i);
    }
  g_assert_cmpuint (wuse_area_set_find (set, "s12", 2), ==, 2);
  g_assert_cmpuint (wuse_area_set_find (set, "s\0001", 3), ==, WUSE_AREA_NONE);
  g_assert_cmpstr (wuse_area_set_get (set, 7)->code, ==, "");

  static const guint32 parents[] = { WUSE_AREA_NONE, 0, 0, 2, WUSE_AREA_NONE, WUSE_AREA_NONE, 2, 3 };
  for (guint32 i = 0; i < G_N_ELEMENTS (parents); i++)
    g_assert_cmpuint (wuse_area_set_get (set, i)->parent, ==, parents[i]);

  guint n_children;
  const guint32 *children = wuse_area_set_get_children (set, WUSE_AREA_NONE, &n_children);
  g_assert_cmpmem (children, n_children * sizeof (guint32), ((guint32[]){ 0, 4, 5 }), 3 * sizeof (guint32));
  children = wuse_area_set_get_children (set, 2, &n_children);
  g_assert_cmpmem (children, n_children * sizeof (guint32), ((guint32[]){ 3, 6 }), 2 * sizeof (guint32));
  wuse_area_set_get_children (set, 7, &n_children);
  g_assert_cmpuint (n_children, ==, 0);
}

/* A district of SIDE × SIDE grids; a community is a row, every second row has no polygon of its own. */
static WuseAreaSet *
build_district (void)
{
  static const WuseGeometry none = { .kind = WUSE_GEOMETRY_NONE };
  g_autoptr (WuseGeometryBuilder) shape = wuse_geometry_builder_new ();
  WuseAreaSetBuilder *builder = wuse_area_set_builder_new ();

  for (gint32 row = 0; row < SIDE; row++)
    {
      g_autofree char *community = g_strdup_printf ("c-%02d", row);
      WuseGeometry geometry = build_box (shape, 0, row * STEP, SIDE * STEP, (row + 1) * STEP);

      add (builder, community, community, WUSE_AREA_COMMUNITY, NULL, row % 2 == 0 ? &geometry : &none);
      for (gint32 column = 0; column < SIDE; column++)
        {
          g_autofree char *id = g_strdup_printf ("g-%02d-%02d", row, column);

          geometry = build_box (shape, column * STEP, row * STEP, (column + 1) * STEP, (row + 1) * STEP);
          add (builder, id, id, WUSE_AREA_GRID, community, &geometry);
        }
    }

  return wuse_area_set_builder_end (builder);
}

static void
test_find_at (void)
{
  g_autoptr (WuseAreaSet) set = build_district ();
  g_autoptr (GRand) random = g_rand_new_with_seed (23);
  guint32 first;

  g_assert_cmpuint (wuse_area_set_get_level_range (set, WUSE_AREA_GRID, &first), ==, SIDE * SIDE);
  g_assert_cmpuint (first, ==, SIDE);
  g_assert_cmpuint (wuse_area_set_get_finest (set), ==, WUSE_AREA_GRID);
  g_assert_cmpint (wuse_area_set_get_bounds (set).east, ==, SIDE * STEP);
  for (guint i = 0; i < 20000; i++)
    {
      /* Edges and corners too. */
      gint32 lon = g_rand_int_range (random, 0, SIDE * STEP), lat = g_rand_int_range (random, 0, SIDE * STEP);
      WusePoint point = { i % 3 == 0 ? lon - lon % STEP : lon, i % 5 == 0 ? lat - lat % STEP : lat };
      guint32 row = (guint32) (point.lat / STEP), column = (guint32) (point.lon / STEP);

      g_assert_cmpuint (wuse_area_set_find_at (set, WUSE_AREA_GRID, point), ==, first + row * SIDE + column);
      g_assert_cmpuint (wuse_area_set_find_at (set, WUSE_AREA_COMMUNITY, point), ==, row % 2 == 0 ? row : WUSE_AREA_NONE);
    }
  g_assert_cmpuint (wuse_area_set_find_at (set, WUSE_AREA_GRID, (WusePoint){ -1, 5 }), ==, WUSE_AREA_NONE);
  g_assert_cmpuint (wuse_area_set_find_at (set, WUSE_AREA_DISTRICT, (WusePoint){ 5, 5 }), ==, WUSE_AREA_NONE);
}

static void
test_shapes_and_labels (void)
{
  g_autoptr (WuseAreaSet) set = build_district ();
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < wuse_area_set_get_size (set); i++)
    {
      const WuseArea *area = wuse_area_set_get (set, i);
      WuseGeometry geometry = wuse_area_set_get_geometry (set, i);

      if (geometry.kind == WUSE_GEOMETRY_NONE)
        continue;
      g_assert_true (wuse_polygon_contains (&geometry, area->label));
      wuse_spatial_index_collect (wuse_area_set_get_index (set, area->level), &geometry.bounds, items);
      gboolean is_found = FALSE;
      for (guint j = 0; j < items->len; j++)
        is_found = is_found || g_array_index (items, guint32, j) == i;
      g_assert_true (is_found);
    }

  guint n_children;
  const guint32 *children = wuse_area_set_get_children (set, 3, &n_children);
  g_assert_cmpuint (n_children, ==, SIDE);
  for (guint i = 0; i < n_children; i++)
    g_assert_cmpuint (wuse_area_set_get (set, children[i])->parent, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/area-set/levels", test_levels);
  g_test_add_func ("/area-set/empty", test_empty);
  g_test_add_func ("/area-set/order-and-parents", test_order_and_parents);
  g_test_add_func ("/area-set/find-at", test_find_at);
  g_test_add_func ("/area-set/shapes-and-labels", test_shapes_and_labels);

  return g_test_run ();
}
