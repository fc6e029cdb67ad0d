/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tiles at hand, tiles that a change of colours touches, and pixels for places. */

#include "config.h"

#include "wuse-map-transform.h"
#include "wuse-scale-bar.h"
#include "wuse-scene-change.h"
#include "wuse-tile-cache.h"

#include "render-fixture.h"

#include <math.h>

#define TILE_BYTES (256u * 256 * 4)

static WuseFrameImage *
make_image (void)
{
  g_autoptr (WusePixels) pixels = wuse_pixels_new (256, 256);

  return wuse_frame_image_new (pixels);
}

static gboolean
is_even_cb (WuseTileKey key, gpointer user_data)
{
  return wuse_tile_key_x (key) % 2 == 0;
}

/* The bound holds whatever is stored; what was used last stays. */
static void
test_cache_bound (void)
{
  WuseTileCache *cache = wuse_tile_cache_new (10 * TILE_BYTES);

  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (WuseFrameImage) image = make_image ();

      wuse_tile_cache_store (cache, wuse_tile_key (14, i, 7), image, FALSE);
      g_assert_nonnull (wuse_tile_cache_lookup (cache, wuse_tile_key (14, 0, 7)));
      g_assert_cmpuint (wuse_tile_cache_get_bytes (cache), <=, 10 * TILE_BYTES);
    }
  g_assert_null (wuse_tile_cache_lookup (cache, wuse_tile_key (14, 50, 7)));
  g_assert_nonnull (wuse_tile_cache_lookup (cache, wuse_tile_key (14, 99, 7)));
  wuse_tile_cache_set_max_bytes (cache, 3 * TILE_BYTES);
  g_assert_cmpuint (wuse_tile_cache_get_bytes (cache), <=, 3 * TILE_BYTES);
  wuse_tile_cache_clear (cache);
  g_assert_cmpuint (wuse_tile_cache_get_bytes (cache), ==, 0);
  wuse_tile_cache_free (cache);
}

/* What is outdated stays to be shown; what is deferred is shown when all is. */
static void
test_cache_defer (void)
{
  WuseTileCache *cache = wuse_tile_cache_new (100 * TILE_BYTES);
  WuseTileKey even = wuse_tile_key (14, 2, 1), odd = wuse_tile_key (14, 3, 1);
  g_autoptr (GHashTable) replaced =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) wuse_frame_image_unref);
  g_autoptr (WuseFrameImage) old = make_image ();
  g_autoptr (WuseFrameImage) new = make_image ();
  WuseCachedTile *tile;

  wuse_tile_cache_store (cache, even, old, FALSE);
  wuse_tile_cache_store (cache, odd, old, FALSE);
  wuse_tile_cache_invalidate (cache, is_even_cb, NULL);
  g_assert_false (wuse_tile_cache_lookup (cache, even)->fresh);
  g_assert_true (wuse_tile_cache_lookup (cache, odd)->fresh);
  tile = wuse_tile_cache_store (cache, even, new, TRUE);
  g_assert_true (tile->shown == old && tile->next == new && tile->fresh);
  wuse_tile_cache_commit (cache, replaced);
  g_assert_true (tile->shown == new && tile->next == NULL);
  g_assert_true (g_hash_table_lookup (replaced, &even) == old);
  g_assert_cmpuint (g_hash_table_size (replaced), ==, 1);
  g_assert_cmpuint (wuse_tile_cache_get_bytes (cache), ==, 2 * TILE_BYTES);
  /* Where nothing is shown yet, there is nothing to defer for. */
  tile = wuse_tile_cache_store (cache, wuse_tile_key (14, 9, 9), new, TRUE);
  g_assert_true (tile->shown == new && tile->next == NULL);
  wuse_tile_cache_free (cache);
}

/* A tile looks different exactly where an area of the drawn level with another colour reaches it. */
static void
test_scene_change (gconstpointer data)
{
  guint n_changed = GPOINTER_TO_UINT (data);
  RenderCity city = { .west = 121.38, .north = 31.27, .degrees = 0.003, .columns = 30, .rows = 20, .block = 5 };
  g_autoptr (WuseAreaSet) areas = render_city_make_areas (&city);
  g_autofree guint8 *risks = render_city_make_risks (&city, areas);
  guint size = wuse_area_set_get_size (areas), n_affected = 0, n_tiles = 0;
  WuseSceneOptions options = WUSE_SCENE_DEFAULTS;
  g_autoptr (WuseScene) before = NULL;
  g_autoptr (WuseScene) after = NULL;
  g_autoptr (WuseSceneChange) change = NULL;
  g_autoptr (WuseSceneChange) none = NULL;
  WuseBounds all = wuse_area_set_get_bounds (areas);
  guint32 first, n_grids;

  options.level = WUSE_AREA_GRID;
  before = wuse_scene_new (areas, NULL, risks, size, &options);
  n_grids = wuse_area_set_get_level_range (areas, WUSE_AREA_GRID, &first);
  g_assert_cmpuint (n_changed, <, n_grids);
  for (guint32 i = 0; i < n_changed; i++)
    risks[first + i] = (guint8) (1 + risks[first + i] % 5);
  after = wuse_scene_with_risks (before, risks, size);
  change = wuse_scene_change_new (before, after);
  none = wuse_scene_change_new (after, after);
  for (guint y = 13000; y < 13700; y++)
    for (guint x = 27420; x < 27460; x++)
      {
        WuseTileKey key = wuse_tile_key (15, x, y);
        WuseBounds box = wuse_tile_key_bounds (key);
        gboolean reached = FALSE;

        if (!wuse_bounds_intersect (&box, &all))
          continue;
        for (guint32 i = 0; i < n_changed && !reached; i++)
          {
            WuseBounds area = wuse_area_set_get_geometry (areas, first + i).bounds;

            reached = wuse_bounds_intersect (&box, &area);
          }
        n_tiles++;
        n_affected += wuse_scene_change_affects (change, key);
        if (reached)
          g_assert_true (wuse_scene_change_affects (change, key));
        g_assert_false (wuse_scene_change_affects (none, key));
      }
  g_assert_cmpuint (n_tiles, >, 20);
  g_assert_cmpuint (n_affected, >, 0);
  if (n_changed < 10)
    g_assert_cmpuint (n_affected * 3, <, n_tiles);
  options.variant = WUSE_PALETTE_DARK;
  {
    g_autoptr (WuseScene) dark = wuse_scene_with_options (after, &options);
    g_autoptr (WuseSceneChange) everything = wuse_scene_change_new (after, dark);

    g_assert_true (wuse_scene_change_affects (everything, wuse_tile_key (3, 0, 0)));
  }
  {
    g_autoptr (WuseMovements) movements = render_make_movements (&all, 20);
    g_autoptr (WuseMovementPlans) plans = wuse_movement_plans_new (movements, NULL, G_MAXINT64);
    g_autoptr (WuseScene) with = wuse_scene_with_movements (after, plans);
    g_autoptr (WuseSceneChange) come = wuse_scene_change_new (after, with);
    g_autoptr (WuseSceneChange) stayed = wuse_scene_change_new (with, with);

    g_assert_true (wuse_scene_change_affects (come, wuse_tile_key (15, 27440, 13400)));
    g_assert_false (wuse_scene_change_affects (stayed, wuse_tile_key (15, 27440, 13400)));
  }
}

/* On whole device pixels at rest, and back to the same place. */
static void
test_transform (void)
{
  WuseMapTransform view;

  for (int scale = 1; scale <= 3; scale++)
    {
      WusePoint point;

      wuse_map_transform_init (&view, 0.8373123456, 0.4087654321, 14, 1001, 701, scale);
      g_assert_cmpfloat_with_epsilon (view.left * scale, round (view.left * scale), 1e-6);
      g_assert_cmpfloat_with_epsilon (view.top * scale, round (view.top * scale), 1e-6);
      point = wuse_map_transform_point (&view, 123, 456);
      g_assert_cmpfloat_with_epsilon (wuse_map_transform_x (&view, point.lon), 123, 0.01);
      g_assert_cmpfloat_with_epsilon (wuse_map_transform_y (&view, point.lat), 456, 0.01);
    }
}

static void
test_scale_bar (void)
{
  g_assert_cmpfloat (wuse_scale_bar_round_length (1, 120), ==, 100);
  g_assert_cmpfloat (wuse_scale_bar_round_length (2, 120), ==, 200);
  g_assert_cmpfloat (wuse_scale_bar_round_length (4.2, 120), ==, 500);
  g_assert_cmpfloat (wuse_scale_bar_round_length (0.001, 120), ==, 1);
  for (double metres = 0.05; metres < 20000; metres *= 1.07)
    g_assert_cmpfloat (wuse_scale_bar_round_length (metres, 120), <=, MAX (metres * 120, 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/map-tiles/cache-bound", test_cache_bound);
  g_test_add_func ("/map-tiles/cache-defer", test_cache_defer);
  g_test_add_data_func ("/map-tiles/scene-change/few", GUINT_TO_POINTER (3), test_scene_change);
  g_test_add_data_func ("/map-tiles/scene-change/many", GUINT_TO_POINTER (500), test_scene_change);
  g_test_add_func ("/map-tiles/transform", test_transform);
  g_test_add_func ("/map-tiles/scale-bar", test_scale_bar);

  return g_test_run ();
}
