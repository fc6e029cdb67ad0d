/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the tiles of a 1080p window take when 20,000 and 100,000 areas are in view. */

#include "config.h"

#include "wuse-bench.h"
#include "wuse-cluster-index.h"
#include "wuse-label-plan.h"
#include "wuse-mercator.h"
#include "wuse-raster.h"

#include "render-fixture.h"

#include <math.h>
#include <stdlib.h>

#define ZOOM 14
#define WIDTH 1920
#define HEIGHT 1080
#define N_THREADS 2
#define N_ROUNDS 7

typedef struct
{
  WuseScene *scene;
  guint left;
  guint top;
  guint columns;
  guint rows;
  gint next;
} Screen;

static int
compare_doubles (const void *a, const void *b)
{
  const double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

static double
get_median (double *values, guint n_values)
{
  qsort (values, n_values, sizeof *values, compare_doubles);

  return values[n_values / 2];
}

static double
get_milliseconds (gint64 since)
{
  return (double) (g_get_monotonic_time () - since) / 1000;
}

static gpointer
paint_some (gpointer data)
{
  Screen *screen = data;

  for (;;)
    {
      const guint i = (guint) g_atomic_int_add (&screen->next, 1);
      g_autoptr (WusePixels) pixels = NULL;

      if (i >= screen->columns * screen->rows)
        return NULL;
      pixels = wuse_raster_paint_tile (screen->scene, ZOOM, screen->left + i % screen->columns, screen->top + i / screen->columns,
                                       256, NULL);
    }
}

static double
paint_screen (Screen *screen)
{
  const gint64 start = g_get_monotonic_time ();
  GThread *threads[N_THREADS];

  screen->next = 0;
  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("paint", paint_some, screen);
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);

  return get_milliseconds (start);
}

/* Grids fill a window of 1920 by 1080 exactly, at an offset that shows the most tiles. */
static RenderCity
make_city (guint n_grids)
{
  const double degrees_per_pixel = 360.0 / 256 / (1 << ZOOM);
  const double size = sqrt ((double) WIDTH * HEIGHT / n_grids);

  return (RenderCity){
    .west = 125.2,
    .north = 43.95,
    .degrees = size * degrees_per_pixel,
    .columns = (guint) (WIDTH / size),
    .rows = (guint) (HEIGHT / size),
    .block = 5,
  };
}

static void
measure (guint n_grids, WuseAreaLevel level, WuseSceneFlags flags, const char *name)
{
  const RenderCity city = make_city (n_grids);
  g_autoptr (WuseAreaSet) areas = render_city_make_areas (&city);
  g_autoptr (WuseFeatureSet) features = render_city_make_features (&city);
  g_autofree guint8 *risks = render_city_make_risks (&city, areas);
  const guint size = wuse_area_set_get_size (areas);
  const WuseBounds bounds = wuse_area_set_get_bounds (areas);
  WuseSceneOptions options = WUSE_SCENE_DEFAULTS;
  double first[N_ROUNDS], again[N_ROUNDS], made[N_ROUNDS], named[N_ROUNDS];
  Screen screen;

  options.level = (int) level;
  options.flags = flags;
  screen.left = (guint) (wuse_mercator_x (bounds.west) * (1 << ZOOM));
  screen.top = (guint) (wuse_mercator_y (bounds.north) * (1 << ZOOM));
  screen.columns = (guint) (wuse_mercator_x (bounds.east) * (1 << ZOOM)) - screen.left + 1;
  screen.rows = (guint) (wuse_mercator_y (bounds.south) * (1 << ZOOM)) - screen.top + 1;
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (WuseScene) scene = NULL;
      g_autoptr (WuseScene) recoloured = NULL;
      gint64 start = g_get_monotonic_time ();

      scene = wuse_scene_new (areas, features, risks, size, &options);
      made[i] = get_milliseconds (start);
      start = g_get_monotonic_time ();
      wuse_raster_paint_region (scene, ZOOM, 1, 0, 0, 1, 1, NULL);
      named[i] = get_milliseconds (start);
      screen.scene = scene;
      first[i] = paint_screen (&screen);
      for (guint j = 0; j < size; j++)
        risks[j] = (guint8) (1 + (risks[j] + 1) % 5);
      recoloured = wuse_scene_with_risks (scene, risks, size);
      screen.scene = recoloured;
      again[i] = paint_screen (&screen);
    }

  g_print ("%-34s %7u %6u %9.1f %9.1f %9.1f %9.1f\n", name, n_grids, screen.columns * screen.rows, get_median (made, N_ROUNDS),
           get_median (named, N_ROUNDS), get_median (first, N_ROUNDS), get_median (again, N_ROUNDS));
  g_autofree char *what = g_strdup_printf ("all tiles of a window painted anew, %u areas, %s", n_grids, name);
  wuse_bench_report (what, "ms", get_median (again, N_ROUNDS), NULL, 0, "–", TRUE);
}

static void
measure_clusters (guint n_points)
{
  g_autofree WuseClusterPoint *points = g_new (WuseClusterPoint, n_points);
  g_autoptr (GArray) clusters = g_array_new (FALSE, FALSE, sizeof (WuseCluster));
  const WuseBounds everywhere = { -1800000000, -900000000, 1800000000, 900000000 };
  double built[N_ROUNDS], asked[N_ROUNDS];

  for (guint i = 0; i < n_points; i++)
    points[i] = (WuseClusterPoint){
      .position = { 1252000000 + (gint32) (3e6 * render_noise (i, 1, 1)), 438000000 + (gint32) (2e6 * render_noise (i, 2, 2)) },
      .item = i,
    };
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (WuseClusterIndex) clustering = wuse_cluster_index_new (points, n_points, 44);

      built[i] = get_milliseconds (start);
      start = g_get_monotonic_time ();
      wuse_cluster_index_query (clustering, ZOOM, &everywhere, clusters);
      asked[i] = get_milliseconds (start);
    }
  g_print ("clusters: %u points built in %.1f ms, asked in %.2f ms\n", n_points, get_median (built, N_ROUNDS),
           get_median (asked, N_ROUNDS));
}

int
main (void)
{
  const WuseSceneFlags all = WUSE_SCENE_AREAS | WUSE_SCENE_FEATURES | WUSE_SCENE_LABELS;

  g_print ("%d threads, tiles of 256 px at 1920 by 1080, medians of %d, milliseconds\n", N_THREADS, N_ROUNDS);
  g_print ("%-34s %7s %6s %9s %9s %9s %9s\n", "scene", "areas", "tiles", "projected", "plan", "first", "recolour");
  measure (20000, WUSE_AREA_GRID, WUSE_SCENE_AREAS, "fills and outlines");
  measure (20000, WUSE_AREA_GRID, all, "with base map and names");
  measure (20000, WUSE_AREA_GRID, all | WUSE_SCENE_PATTERNS, "with patterns");
  measure (100000, WUSE_AREA_GRID, WUSE_SCENE_AREAS, "fills and outlines");
  measure (100000, WUSE_AREA_GRID, all, "with base map and names");
  measure (400, WUSE_AREA_GRID, all, "office window");
  measure_clusters (100000);

  return 0;
}
