/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole tiles: like the golden pictures, fitting each other to the bit, the same on every thread, safe with any geometry. */

#include "config.h"

#include "wuse-fill.h"
#include "wuse-label-plan.h"
#include "wuse-mercator.h"
#include "wuse-raster.h"
#include "wuse-scene-private.h"

#include "render-fixture.h"

#include <stdlib.h>
#include <string.h>

static const RenderCity city = { 125.33, 43.90, 0.0030, 36, 26, 4 };

static WuseScene *
make_scene (WusePaletteVariant variant, WuseSceneFlags flags)
{
  g_autoptr (WuseAreaSet) areas = render_city_make_areas (&city);
  g_autoptr (WuseFeatureSet) features = render_city_make_features (&city);
  g_autofree guint8 *risks = render_city_make_risks (&city, areas);
  WuseSceneOptions options = WUSE_SCENE_DEFAULTS;

  options.variant = variant;
  options.flags = flags;

  return wuse_scene_new (areas, features, risks, wuse_area_set_get_size (areas), &options);
}

#define EVERYTHING (WUSE_SCENE_AREAS | WUSE_SCENE_FEATURES | WUSE_SCENE_LABELS)
#define WITHOUT_TEXT (WUSE_SCENE_AREAS | WUSE_SCENE_FEATURES)

/* The tile in the middle of the city. */
static void
find_tile (const WuseScene *scene, guint zoom, guint *x, guint *y)
{
  const WuseBounds bounds = wuse_area_set_get_bounds (wuse_scene_get_areas (scene));

  *x = (guint) ((wuse_mercator_x (bounds.west) + wuse_mercator_x (bounds.east)) / 2 * (1 << zoom));
  *y = (guint) ((wuse_mercator_y (bounds.north) + wuse_mercator_y (bounds.south)) / 2 * (1 << zoom));
}

static guint
get_distance (guint32 a, guint32 b)
{
  guint most = 0;

  for (guint shift = 0; shift < 32; shift += 8)
    most = MAX (most, (guint) abs ((int) (a >> shift & 0xff) - (int) (b >> shift & 0xff)));

  return most;
}

static void
assert_golden (WusePixels *pixels, const char *name)
{
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "golden", file, NULL);
  g_autoptr (WusePixels) golden = NULL;
  guint n_different = 0;

  if (g_getenv ("WUSE_GOLDEN_WRITE") != NULL)
    {
      render_write_png (pixels, path);
      g_test_message ("%s written", path);
      return;
    }

  golden = render_read_png (path);
  g_assert_cmpint (wuse_pixels_get_width (golden), ==, wuse_pixels_get_width (pixels));
  g_assert_cmpint (wuse_pixels_get_height (golden), ==, wuse_pixels_get_height (pixels));
  for (int y = 0; y < wuse_pixels_get_height (pixels); y++)
    for (int x = 0; x < wuse_pixels_get_width (pixels); x++)
      n_different += get_distance (wuse_pixels_get_row (pixels, y)[x], wuse_pixels_get_row (golden, y)[x]) > 3;
  if (n_different > 20)
    {
      g_autofree char *actual = g_build_filename (g_get_tmp_dir (), file, NULL);

      render_write_png (pixels, actual);
      g_error ("%s differs in %u pixels; painted was %s", path, n_different, actual);
    }
}

/* Without names: fonts differ from machine to machine. */
static void
test_golden (void)
{
  static const struct
  {
    const char *name;
    WusePaletteVariant variant;
    WuseSceneFlags flags;
    guint zoom;
    int size;
  } pictures[] = {
    { "light-11", WUSE_PALETTE_LIGHT, WITHOUT_TEXT, 11, 256 },
    { "light-14", WUSE_PALETTE_LIGHT, WITHOUT_TEXT, 14, 256 },
    { "light-17", WUSE_PALETTE_LIGHT, WITHOUT_TEXT, 17, 256 },
    { "dark-14-double", WUSE_PALETTE_DARK, WITHOUT_TEXT, 14, 512 },
    { "light-contrast-15", WUSE_PALETTE_LIGHT_CONTRAST, WITHOUT_TEXT, 15, 256 },
    { "dark-safe-15", WUSE_PALETTE_DARK_SAFE, WITHOUT_TEXT, 15, 256 },
    { "overlay-14", WUSE_PALETTE_LIGHT, WUSE_SCENE_AREAS | WUSE_SCENE_OVERLAY, 14, 256 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      g_autoptr (WuseScene) scene = make_scene (pictures[i].variant, pictures[i].flags);
      g_autoptr (WusePixels) pixels = NULL;
      guint x, y;

      find_tile (scene, pictures[i].zoom, &x, &y);
      pixels = wuse_raster_paint_tile (scene, pictures[i].zoom, x, y, pictures[i].size, NULL);
      assert_golden (pixels, pictures[i].name);
    }
}

/* Four tiles against one picture of the same place, names and dashes included. */
static void
test_borders (void)
{
  g_autoptr (WuseScene) scene = make_scene (WUSE_PALETTE_LIGHT_SAFE, EVERYTHING);

  for (guint zoom = 9; zoom <= 21; zoom++)
    for (int scale = 1; scale <= 2; scale++)
      {
        const int size = 256 * scale;
        g_autoptr (WusePixels) whole = NULL;
        guint x, y;

        find_tile (scene, zoom, &x, &y);
        whole = wuse_raster_paint_region (scene, zoom, scale, (gint64) x * size, (gint64) y * size, 2 * size, 2 * size, NULL);
        for (guint i = 0; i < 4; i++)
          {
            g_autoptr (WusePixels) tile = wuse_raster_paint_tile (scene, zoom, x + i % 2, y + i / 2, size, NULL);

            for (int row = 0; row < size; row++)
              g_assert_cmpmem (wuse_pixels_get_row (tile, row), wuse_pixels_get_stride (tile),
                               wuse_pixels_get_row (whole, row + (int) (i / 2) * size) + (i % 2) * (guint) size,
                               wuse_pixels_get_stride (tile));
          }
      }
}

/* Areas of one colour side by side: not a bit of a line between them. */
static void
test_seams (void)
{
  g_autoptr (WuseScene) scene = make_scene (WUSE_PALETTE_LIGHT, WUSE_SCENE_AREAS);
  g_autoptr (WuseScene) red = NULL;
  g_autofree guint8 *risks = NULL;
  const WuseLayers nothing = { NULL };
  const guint size = wuse_area_set_get_size (wuse_scene_get_areas (scene));
  guint32 expected;

  risks = g_malloc (size);
  memset (risks, WUSE_RISK_RED, size);
  red = wuse_scene_with_risks (scene, risks, size);
  expected = wuse_pixel_over (wuse_color_to_pixel (red->palette->risks[WUSE_RISK_RED].fill, 255),
                              wuse_color_to_pixel (red->palette->land, 255));
  for (guint zoom = 14; zoom <= 18; zoom++)
    {
      g_autoptr (WusePixels) pixels = NULL;
      WuseView view;
      guint x, y;

      find_tile (red, zoom, &x, &y);
      wuse_view_init (&view, zoom, 1, (gint64) x * 256, (gint64) y * 256, 256, 256);
      pixels = wuse_fill_paint (red, &view, wuse_scratch_get (), &nothing);
      for (int row = 0; row < 256; row++)
        for (int column = 0; column < 256; column++)
          g_assert_cmphex (wuse_pixels_get_row (pixels, row)[column], ==, expected);
    }
}

typedef struct
{
  WuseScene *scene;
  guint start;
  GBytes *tiles[16];
} Painter;

static gpointer
paint_all (gpointer data)
{
  Painter *painter = data;
  guint x, y;

  find_tile (painter->scene, 15, &x, &y);
  for (guint i = 0; i < G_N_ELEMENTS (painter->tiles); i++)
    {
      const guint tile = (i + painter->start) % G_N_ELEMENTS (painter->tiles);
      g_autoptr (WusePixels) pixels = wuse_raster_paint_tile (painter->scene, 15, x + tile % 4, y + tile / 4, 256, NULL);

      painter->tiles[tile] = wuse_pixels_to_bytes (pixels);
    }

  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (WuseScene) scene = make_scene (WUSE_PALETTE_DARK, EVERYTHING);
  g_autoptr (WuseScene) again = make_scene (WUSE_PALETTE_DARK, EVERYTHING);
  Painter painters[4] = { { scene, 0 }, { scene, 5 }, { again, 9 }, { again, 14 } };
  GThread *threads[G_N_ELEMENTS (painters)];

  for (guint i = 0; i < G_N_ELEMENTS (painters); i++)
    threads[i] = g_thread_new ("paint", paint_all, &painters[i]);
  for (guint i = 0; i < G_N_ELEMENTS (painters); i++)
    g_thread_join (threads[i]);
  for (guint i = 0; i < G_N_ELEMENTS (painters); i++)
    for (guint tile = 0; tile < G_N_ELEMENTS (painters[i].tiles); tile++)
      g_assert_true (g_bytes_equal (painters[0].tiles[tile], painters[i].tiles[tile]));
  for (guint i = 0; i < G_N_ELEMENTS (painters); i++)
    for (guint tile = 0; tile < G_N_ELEMENTS (painters[i].tiles); tile++)
      g_bytes_unref (painters[i].tiles[tile]);
}

/* New colours over kept layers are what a new scene paints. */
static void
test_recolour (void)
{
  g_autoptr (WuseScene) scene = make_scene (WUSE_PALETTE_LIGHT, EVERYTHING);
  WuseAreaSet *areas = wuse_scene_get_areas (scene);
  const guint size = wuse_area_set_get_size (areas);
  g_autofree guint8 *risks = g_malloc (size);
  g_autoptr (WuseScene) recoloured = NULL;
  g_autoptr (WuseScene) fresh = NULL;
  g_autoptr (WusePixels) before = NULL;
  g_autoptr (WusePixels) after = NULL;
  g_autoptr (WusePixels) expected = NULL;
  guint x, y;

  for (guint i = 0; i < size; i++)
    risks[i] = (guint8) (i % 7);
  find_tile (scene, 14, &x, &y);
  before = wuse_raster_paint_tile (scene, 14, x, y, 256, NULL);
  recoloured = wuse_scene_with_risks (scene, risks, size);
  after = wuse_raster_paint_tile (recoloured, 14, x, y, 256, NULL);
  fresh = wuse_scene_new (areas, wuse_scene_get_features (scene), risks, size, wuse_scene_get_options (scene));
  expected = wuse_raster_paint_tile (fresh, 14, x, y, 256, NULL);
  g_assert_cmpmem (wuse_pixels_get_row (after, 0), 256 * 256 * 4, wuse_pixels_get_row (expected, 0), 256 * 256 * 4);
  g_assert_cmpint (memcmp (wuse_pixels_get_row (before, 0), wuse_pixels_get_row (after, 0), 256 * 256 * 4), !=, 0);
  /* What is no risk counts as not assessed. */
  g_assert_cmpint (wuse_scene_get_risk (recoloured, 6), ==, WUSE_RISK_NONE);
}

/* Drawn in the same way it is painted in the same way: what lies under and over the fills is not painted anew. */
static void
test_same_options (void)
{
  g_autoptr (WuseScene) scene = make_scene (WUSE_PALETTE_LIGHT, EVERYTHING);
  WuseSceneOptions options = *wuse_scene_get_options (scene);
  g_autoptr (WuseScene) same = wuse_scene_with_options (scene, &options);
  g_autoptr (WuseScene) other = NULL;

  g_assert_true (same->layers == scene->layers);
  options.flags ^= WUSE_SCENE_LABELS;
  other = wuse_scene_with_options (scene, &options);
  g_assert_true (other->layers != scene->layers);
}

/* Names change pixels inside their boxes and nowhere else. */
static void
test_names (void)
{
  const guint zoom = 16;
  g_autoptr (WuseScene) with = make_scene (WUSE_PALETTE_LIGHT, EVERYTHING);
  g_autoptr (WuseScene) without = make_scene (WUSE_PALETTE_LIGHT, WITHOUT_TEXT);
  g_autoptr (WusePixels) a = NULL;
  g_autoptr (WusePixels) b = NULL;
  g_autofree guint *n_changed = NULL;
  const WuseLabel *labels;
  guint n_labels, x, y, n_whole = 0;

  find_tile (with, zoom, &x, &y);
  a = wuse_raster_paint_region (with, zoom, 1, (gint64) x * 256, (gint64) y * 256, 1024, 768, NULL);
  b = wuse_raster_paint_region (without, zoom, 1, (gint64) x * 256, (gint64) y * 256, 1024, 768, NULL);
  labels = wuse_label_plan_get_labels (wuse_label_plans_get (with->names, zoom, WUSE_AREA_GRID), &n_labels);
  n_changed = g_new0 (guint, n_labels);
  for (int row = 0; row < 768; row++)
    for (int column = 0; column < 1024; column++)
      if (wuse_pixels_get_row (a, row)[column] != wuse_pixels_get_row (b, row)[column])
        {
          const gint32 at_x = (gint32) x * 256 + column, at_y = (gint32) y * 256 + row;
          guint i = 0;

          while (i < n_labels
                 && (at_x < labels[i].box.left || at_x >= labels[i].box.right || at_y < labels[i].box.top
                     || at_y >= labels[i].box.bottom))
            i++;
          g_assert_cmpuint (i, <, n_labels);
          n_changed[i]++;
        }
  for (guint i = 0; i < n_labels; i++)
    if (labels[i].box.left >= (gint32) x * 256 && labels[i].box.right <= (gint32) x * 256 + 1024
        && labels[i].box.top >= (gint32) y * 256 && labels[i].box.bottom <= (gint32) y * 256 + 768)
      {
        g_assert_cmpuint (n_changed[i], >, 30);
        n_whole++;
      }
  g_assert_cmpuint (n_whole, >, 20);
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (20000);
  g_cancellable_cancel (data);

  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (WuseScene) scene = make_scene (WUSE_PALETTE_LIGHT, EVERYTHING);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  guint n_tiles = 0;
  guint x, y;

  find_tile (scene, 17, &x, &y);
  for (;;)
    {
      g_autoptr (WusePixels) pixels = wuse_raster_paint_tile (scene, 17, x + n_tiles, y, 256, cancellable);

      if (pixels == NULL)
        break;
      g_assert_cmpuint (n_tiles++, <, 100000);
    }
  g_thread_join (thread);
  g_assert_true (g_cancellable_is_cancelled (cancellable));
  g_assert_null (wuse_raster_paint_tile (scene, 17, x, y, 256, cancellable));
  g_assert_null (wuse_raster_paint_region (scene, 17, 1, 0, 0, 64, 64, cancellable));
}

static void
add_hostile (WuseAreaSetBuilder *areas, guint number, const gint32 *coordinates, guint n_points, WuseGeometryKind kind)
{
  g_autofree char *id = g_strdup_printf ("g%06u", number);
  const guint32 ring_end = n_points, part_end = 1;
  const WuseArea area = { .id = id, .code = id, .name = id, .level = WUSE_AREA_GRID, .persons = -1 };
  WuseGeometry geometry = {
    .kind = kind,
    .n_points = n_points,
    .n_rings = kind == WUSE_GEOMETRY_POLYGONS,
    .n_parts = kind == WUSE_GEOMETRY_POLYGONS,
    .points = (const WusePoint *) (gconstpointer) coordinates,
    .ring_ends = &ring_end,
    .part_ends = &part_end,
    .bounds = WUSE_BOUNDS_EMPTY,
  };

  for (guint i = 0; i < n_points; i++)
    {
      const WusePoint point = geometry.points[i];
      const WuseBounds at = { point.lon, point.lat, point.lon, point.lat };

      wuse_bounds_union (&geometry.bounds, &at);
    }
  wuse_area_set_builder_add (areas, &area, NULL, &geometry);
}

static void
test_hostile (void)
{
  static const gint32 bow_tie[] = { 1253000000, 438000000,  1254000000, 439000000,  1254000000,
                                    438000000,  1253000000, 439000000,  1253000000, 438000000 };
  static const gint32 world[] = { -1800000000, -900000000,  1800000000, -900000000,  1800000000,
                                  900000000,   -1800000000, 900000000,  -1800000000, -900000000 };
  static const gint32 flat[] = { 1253000000, 438000000, 1254000000, 438000000, 1253000000, 438000000 };
  static const gint32 point[] = { 1253500000, 438500000, 1253500000, 438500000, 1253500000, 438500000, 1253500000, 438500000 };
  g_autofree gint32 *noise = g_new (gint32, 20002);
  WuseAreaSetBuilder *builder = wuse_area_set_builder_new ();
  g_autoptr (WuseAreaSet) areas = NULL;
  g_autoptr (WuseScene) scene = NULL;
  WuseSceneOptions options = WUSE_SCENE_DEFAULTS;

  for (guint i = 0; i < 20000; i++)
    noise[i] = i % 2 == 0 ? (gint32) ((render_noise (i, 1, 1) - 0.5) * 3.6e9) : (gint32) ((render_noise (i, 1, 1) - 0.5) * 1.8e9);
  noise[20000] = noise[0];
  noise[20001] = noise[1];
  add_hostile (builder, 1, bow_tie, 5, WUSE_GEOMETRY_POLYGONS);
  add_hostile (builder, 2, world, 5, WUSE_GEOMETRY_POLYGONS);
  add_hostile (builder, 3, flat, 3, WUSE_GEOMETRY_POLYGONS);
  add_hostile (builder, 4, point, 4, WUSE_GEOMETRY_POLYGONS);
  add_hostile (builder, 5, noise, 10001, WUSE_GEOMETRY_POLYGONS);
  add_hostile (builder, 6, bow_tie, 5, WUSE_GEOMETRY_POINTS);
  add_hostile (builder, 7, NULL, 0, WUSE_GEOMETRY_NONE);
  areas = wuse_area_set_builder_end (builder);
  scene = wuse_scene_new (areas, NULL, NULL, 0, &options);

  for (guint zoom = 0; zoom <= WUSE_RASTER_MAX_ZOOM; zoom += 2)
    {
      const guint x = (guint) (wuse_mercator_x (1253500000) * (1u << zoom));
      const guint y = (guint) (wuse_mercator_y (438500000) * (1u << zoom));
      const guint last = (1u << zoom) - 1;
      g_autoptr (WusePixels) middle = wuse_raster_paint_tile (scene, zoom, x, y, 512, NULL);
      g_autoptr (WusePixels) corner = wuse_raster_paint_tile (scene, zoom, last, last, 256, NULL);
      g_autoptr (WusePixels) outside = wuse_raster_paint_region (scene, zoom, 1, -1000, -1000, 300, 300, NULL);

      for (int row = 0; row < 512; row++)
        for (int column = 0; column < 512; column++)
          g_assert_cmphex (wuse_pixels_get_row (middle, row)[column] >> 24, ==, 0xff);
      g_assert_cmphex (wuse_pixels_get_row (corner, 255)[255] >> 24, ==, 0xff);
      g_assert_cmphex (wuse_pixels_get_row (outside, 0)[0], ==, wuse_color_to_pixel (scene->palette->land, 255));
    }
}

static void
test_empty (void)
{
  g_autoptr (WuseAreaSet) areas = wuse_area_set_builder_end (wuse_area_set_builder_new ());
  const WuseSceneOptions options = WUSE_SCENE_DEFAULTS;
  g_autoptr (WuseScene) scene = wuse_scene_new (areas, NULL, NULL, 0, &options);
  g_autoptr (WusePixels) pixels = wuse_raster_paint_tile (scene, 3, 1, 2, 256, NULL);

  g_assert_cmphex (wuse_pixels_get_row (pixels, 128)[128], ==, wuse_color_to_pixel (scene->palette->land, 255));
}

static void
test_levels (void)
{
  g_autoptr (WuseScene) scene = make_scene (WUSE_PALETTE_LIGHT, EVERYTHING);
  g_autoptr (WuseScene) fixed = NULL;
  WuseSceneOptions options = *wuse_scene_get_options (scene);
  WuseAreaLevel before = WUSE_AREA_DISTRICT;

  for (guint zoom = 0; zoom <= 20; zoom++)
    {
      const WuseAreaLevel level = wuse_scene_level_at_zoom (scene, zoom);

      g_assert_cmpint (level, >=, before);
      g_assert_true (level == WUSE_AREA_DISTRICT || wuse_scene_get_level_size (scene, level, zoom) >= 20);
      before = level;
    }
  g_assert_cmpint (before, ==, WUSE_AREA_GRID);

  options.level = WUSE_AREA_COMMUNITY;
  fixed = wuse_scene_with_options (scene, &options);
  g_assert_cmpint (wuse_scene_level_at_zoom (fixed, 3), ==, WUSE_AREA_COMMUNITY);
  g_assert_cmpint (wuse_scene_level_at_zoom (fixed, 19), ==, WUSE_AREA_COMMUNITY);
}

static void
test_overlay (void)
{
  g_autoptr (WuseScene) scene = make_scene (WUSE_PALETTE_LIGHT, EVERYTHING | WUSE_SCENE_OVERLAY);
  g_autoptr (WusePixels) outside = NULL;
  g_autoptr (WusePixels) inside = NULL;
  guint x, y;

  find_tile (scene, 14, &x, &y);
  outside = wuse_raster_paint_tile (scene, 14, x + 20, y, 256, NULL);
  inside = wuse_raster_paint_tile (scene, 14, x, y, 256, NULL);
  for (int row = 0; row < 256; row++)
    for (int column = 0; column < 256; column++)
      {
        const guint32 pixel = wuse_pixels_get_row (inside, row)[column];

        g_assert_cmphex (wuse_pixels_get_row (outside, row)[column], ==, 0);
        g_assert_cmpuint (pixel >> 24, >, 90);
        for (guint shift = 0; shift < 24; shift += 8)
          g_assert_cmpuint (pixel >> shift & 0xff, <=, pixel >> 24);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/raster/golden", test_golden);
  g_test_add_func ("/raster/borders", test_borders);
  g_test_add_func ("/raster/seams", test_seams);
  g_test_add_func ("/raster/threads", test_threads);
  g_test_add_func ("/raster/recolour", test_recolour);
  g_test_add_func ("/raster/same-options", test_same_options);
  g_test_add_func ("/raster/names", test_names);
  g_test_add_func ("/raster/cancel", test_cancel);
  g_test_add_func ("/raster/hostile", test_hostile);
  g_test_add_func ("/raster/empty", test_empty);
  g_test_add_func ("/raster/levels", test_levels);
  g_test_add_func ("/raster/overlay", test_overlay);

  return g_test_run ();
}
