/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Base features by kind, and the names of the five levels of risk. */

#include "config.h"

#include "wuse-feature-set.h"
#include "wuse-risk.h"

static void
test_kinds (void)
{
  for (guint i = 0; i < WUSE_N_FEATURE_KINDS; i++)
    {
      WuseFeatureKind kind;

      g_assert_true (wuse_feature_kind_from_string (wuse_feature_kind_to_string (i), -1, &kind));
      g_assert_cmpuint (kind, ==, i);
    }

  WuseFeatureKind kind;
  g_assert_false (wuse_feature_kind_from_string ("roads", -1, &kind));
  g_assert_true (wuse_feature_kind_from_string ("water…", 5, &kind));
}

static void
test_features (void)
{
  g_autoptr (WuseGeometryBuilder) builder = wuse_geometry_builder_new ();
  g_autoptr (WuseFeatureSet) set = wuse_feature_set_new ();
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (gint32 i = 0; i < 1000; i++)
    {
      WuseGeometry geometry;

      wuse_geometry_builder_reset (builder);
      wuse_geometry_builder_add_point (builder, (WusePoint){ i * 10, 0 });
      wuse_geometry_builder_add_point (builder, (WusePoint){ i * 10 + 5, i });
      g_assert_true (wuse_geometry_builder_finish (builder, WUSE_GEOMETRY_LINES, &geometry, NULL));
      wuse_feature_set_add (set, i % 2 == 0 ? WUSE_FEATURE_WATER : WUSE_FEATURE_ROAD_MAIN, i % 3 == 0 ? "黄河路" : NULL,
                            &geometry);
    }
  wuse_feature_set_seal (set);

  g_assert_cmpuint (wuse_feature_set_get_size (set), ==, 1000);
  g_assert_cmpstr (wuse_feature_set_get_name (set, 3), ==, "黄河路");
  g_assert_null (wuse_feature_set_get_name (set, 4));
  g_assert_cmpint (wuse_feature_set_get_geometry (set, 7).points[1].lon, ==, 75);
  g_assert_cmpint (wuse_feature_set_get_bounds (set).east, ==, 9995);
  g_assert_cmpint (wuse_feature_set_get_bounds (set).north, ==, 999);

  WuseBounds box = { 100, 0, 129, 100 };
  wuse_spatial_index_collect (wuse_feature_set_get_index (set, WUSE_FEATURE_WATER), &box, items);
  g_assert_cmpuint (items->len, ==, 2);
  g_assert_cmpuint (g_array_index (items, guint32, 0), ==, 10);
  g_assert_cmpuint (g_array_index (items, guint32, 1), ==, 12);
  wuse_spatial_index_collect (wuse_feature_set_get_index (set, WUSE_FEATURE_RAIL), &box, items);
  g_assert_cmpuint (items->len, ==, 0);
}

static void
test_risk (void)
{
  for (guint i = 0; i < WUSE_N_RISKS; i++)
    {
      WuseRisk risk;

      g_assert_true (wuse_risk_from_string (wuse_risk_to_string (i), &risk));
      g_assert_cmpuint (risk, ==, i);
      g_assert_cmpint (g_utf8_strlen (wuse_risk_letter (i), -1), ==, 1);
    }

  WuseRisk risk;
  g_assert_false (wuse_risk_from_string ("purple", &risk));
  g_assert_cmpstr (wuse_risk_letter (WUSE_RISK_RED), ==, "R");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/feature-set/kinds", test_kinds);
  g_test_add_func ("/feature-set/features", test_features);
  g_test_add_func ("/risk/names", test_risk);

  return g_test_run ();
}
