/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map widget in a real window: what is painted when, where it comes to rest, what keys and actions do. */

#include "config.h"

#include "wuse-map-view-private.h"
#include "wuse-mercator.h"

#include "render-fixture.h"

#include <math.h>

#define TIMEOUT_SECONDS 60

static const RenderCity city = { .west = 121.38, .north = 31.27, .degrees = 0.003, .columns = 30, .rows = 20, .block = 5 };

typedef struct
{
  WuseAreaSet *areas;
  WuseFeatureSet *features;
  guint8 *risks;
  guint size;
  GtkWidget *window;
  WuseMapView *view;
  guint64 shown;
  guint32 selected;
  guint n_selected;
  guint32 activated;
  guint n_points;
} Fixture;

static void
shown_cb (WuseMapView *view, guint64 generation, gpointer user_data)
{
  ((Fixture *) user_data)->shown = generation;
}

static void
selected_cb (WuseMapView *view, guint area, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->selected = area;
  fixture->n_selected++;
}

static void
activated_cb (WuseMapView *view, guint area, gpointer user_data)
{
  ((Fixture *) user_data)->activated = area;
}

static void
point_cb (WuseMapView *view, guint kind, guint index, gpointer user_data)
{
  ((Fixture *) user_data)->n_points++;
}

static void
wait_ms (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  while (g_get_monotonic_time () < end)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (1000);
    }
}

static void
wait_shown (Fixture *fixture)
{
  gint64 end = g_get_monotonic_time () + TIMEOUT_SECONDS * G_USEC_PER_SEC;

  while (fixture->shown < wuse_map_view_get_generation (fixture->view))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

static guint
count_painted (Fixture *fixture)
{
  WuseMapStats stats;

  wuse_map_view_get_stats (fixture->view, &stats);
  return (guint) stats.tiles_painted;
}

/* Until nothing is painted ahead any more. */
static void
wait_idle (Fixture *fixture)
{
  guint before;

  wait_shown (fixture);
  do
    {
      before = count_painted (fixture);
      wait_ms (400);
    }
  while (count_painted (fixture) != before);
}

static void
act (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->view), action, NULL));
}

static void
wait_still (Fixture *fixture)
{
  wait_ms (350);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->areas = render_city_make_areas (&city);
  fixture->features = render_city_make_features (&city);
  fixture->risks = render_city_make_risks (&city, fixture->areas);
  fixture->size = wuse_area_set_get_size (fixture->areas);
  fixture->selected = fixture->activated = WUSE_AREA_NONE;
  fixture->window = gtk_window_new ();
  g_object_set (gtk_widget_get_settings (fixture->window), "gtk-enable-animations", TRUE, NULL);
  fixture->view = WUSE_MAP_VIEW (wuse_map_view_new ());
  g_signal_connect (fixture->view, "scene-shown", G_CALLBACK (shown_cb), fixture);
  g_signal_connect (fixture->view, "area-selected", G_CALLBACK (selected_cb), fixture);
  g_signal_connect (fixture->view, "area-activated", G_CALLBACK (activated_cb), fixture);
  g_signal_connect (fixture->view, "point-activated", G_CALLBACK (point_cb), fixture);
  gtk_window_set_decorated (GTK_WINDOW (fixture->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 700);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->view));
  wuse_map_view_set_areas (fixture->view, fixture->areas);
  wuse_map_view_set_features (fixture->view, fixture->features);
  wuse_map_view_set_risks (fixture->view, fixture->risks, fixture->size);
  wuse_map_view_fit (fixture->view, FALSE);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_shown (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  WuseMapView *view = fixture->view;

  g_object_add_weak_pointer (G_OBJECT (view), (gpointer *) &view);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  wait_ms (300);
  g_assert_null (view);
  wuse_area_set_unref (fixture->areas);
  wuse_feature_set_unref (fixture->features);
  g_free (fixture->risks);
}

static void
test_fit (Fixture *fixture, gconstpointer data)
{
  WuseBounds all = wuse_area_set_get_bounds (fixture->areas);
  WuseBounds visible = wuse_map_view_get_visible_bounds (fixture->view);
  WusePoint point = wuse_map_view_get_point_at (fixture->view, 500, 350);
  WusePoint centre = wuse_map_view_get_centre (fixture->view);
  WuseMapStats stats;

  g_assert_cmpint (visible.west, <, all.west);
  g_assert_cmpint (visible.south, <, all.south);
  g_assert_cmpint (visible.east, >, all.east);
  g_assert_cmpint (visible.north, >, all.north);
  g_assert_cmpint (ABS (point.lon - centre.lon), <, (visible.east - visible.west) / 900);
  wuse_map_view_get_stats (fixture->view, &stats);
  g_assert_cmpuint (stats.cache_bytes, >, 0);
}

/* One area changes: only tiles that show it are painted anew. */
static void
test_recolour_little (Fixture *fixture, gconstpointer data)
{
  WusePoint middle = wuse_map_view_get_centre (fixture->view);
  guint32 area;
  guint all, few;

  wuse_map_view_set_level_mode (fixture->view, WUSE_AREA_GRID);
  wait_idle (fixture);
  wuse_map_view_reset_stats (fixture->view);
  for (guint i = 0; i < fixture->size; i++)
    fixture->risks[i] = WUSE_RISK_RED;
  wuse_map_view_set_risks (fixture->view, fixture->risks, fixture->size);
  wait_idle (fixture);
  all = count_painted (fixture);

  area = wuse_area_set_find_at (fixture->areas, WUSE_AREA_GRID, middle);
  g_assert_cmpuint (area, !=, WUSE_AREA_NONE);
  fixture->risks[area] = WUSE_RISK_BLUE;
  wuse_map_view_reset_stats (fixture->view);
  wuse_map_view_set_risks (fixture->view, fixture->risks, fixture->size);
  wait_idle (fixture);
  few = count_painted (fixture);
  g_assert_cmpuint (few, >, 0);
  g_assert_cmpuint (few * 4, <, all);

  /* The same colours again: nothing is painted, and it is shown all the same. */
  wuse_map_view_reset_stats (fixture->view);
  wuse_map_view_set_risks (fixture->view, fixture->risks, fixture->size);
  wait_idle (fixture);
  g_assert_cmpuint (count_painted (fixture), ==, 0);
}

static guint32
get_pixel (Fixture *fixture, int x, int y)
{
  GtkWidget *tiles = GTK_WIDGET (fixture->view->tiles);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  guint32 pixel = 0;
  cairo_surface_t *surface;
  cairo_t *cr;

  GTK_WIDGET_GET_CLASS (tiles)->snapshot (tiles, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  surface = cairo_image_surface_create_for_data ((guchar *) &pixel, CAIRO_FORMAT_ARGB32, 1, 1, 4);
  cr = cairo_create (surface);
  cairo_translate (cr, -x, -y);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return pixel;
}

/* What is on the screen is the new colour, and never a blank meanwhile. */
static void
test_recolour_pixels (Fixture *fixture, gconstpointer data)
{
  WusePoint middle = wuse_map_view_get_centre (fixture->view);
  guint32 area, before, after;
  WuseMapStats stats;

  wuse_map_view_set_labels (fixture->view, FALSE);
  wuse_map_view_set_base_map (fixture->view, wuse_base_map_new (WUSE_BASE_MAP_NONE));
  wuse_map_view_set_level_mode (fixture->view, WUSE_AREA_GRID);
  area = wuse_area_set_find_at (fixture->areas, WUSE_AREA_GRID, middle);
  wuse_map_view_go_to_area (fixture->view, area, FALSE);
  for (guint i = 0; i < fixture->size; i++)
    fixture->risks[i] = WUSE_RISK_GREEN;
  wuse_map_view_set_risks (fixture->view, fixture->risks, fixture->size);
  wait_idle (fixture);
  before = get_pixel (fixture, 500, 350);
  wuse_map_view_reset_stats (fixture->view);
  fixture->risks[area] = WUSE_RISK_RED;
  wuse_map_view_set_risks (fixture->view, fixture->risks, fixture->size);
  wait_idle (fixture);
  after = get_pixel (fixture, 500, 350);
  g_assert_cmphex (before >> 24, ==, 0xff);
  g_assert_cmphex (after >> 24, ==, 0xff);
  g_assert_cmpuint ((after >> 16) & 0xff, >, (after >> 8 & 0xff) + 60);
  g_assert_cmpuint ((before >> 8) & 0xff, >, before >> 16 & 0xff);
  wuse_map_view_get_stats (fixture->view, &stats);
  g_assert_cmpuint (stats.frames_with_blank, ==, 0);
  g_assert_cmpuint (stats.frames_with_stand_in, ==, 0);
}

/* Scenes that come faster than they can be painted: the last one is shown, not all of them painted. */
static void
test_flood (Fixture *fixture, gconstpointer data)
{
  guint once;

  wuse_map_view_set_level_mode (fixture->view, WUSE_AREA_GRID);
  wait_idle (fixture);
  wuse_map_view_reset_stats (fixture->view);
  for (guint round = 0; round < 100; round++)
    {
      for (guint i = 0; i < fixture->size; i++)
        fixture->risks[i] = (guint8) (1 + (i + round) % 5);
      wuse_map_view_set_risks (fixture->view, fixture->risks, fixture->size);
      g_main_context_iteration (NULL, FALSE);
    }
  wait_shown (fixture);
  once = count_painted (fixture);
  g_assert_cmpuint (once, <, 100 * 12);
  g_assert_cmpuint (wuse_scene_get_risk (fixture->view->scene, 7), ==, fixture->risks[7]);
}

static void
assert_at_rest (Fixture *fixture, double zoom)
{
  g_assert_cmpfloat (wuse_map_view_get_zoom (fixture->view), ==, zoom);
}

/* However it is moved, the map comes to rest at a whole zoom level. */
static void
test_zoom (Fixture *fixture, gconstpointer data)
{
  double start = wuse_map_view_get_zoom (fixture->view);
  WusePoint before, after;

  assert_at_rest (fixture, round (start));
  before = wuse_map_view_get_point_at (fixture->view, 200, 150);
  wuse_map_camera_zoom_by (fixture->view->camera, 1, 200, 150);
  wuse_map_camera_zoom_by (fixture->view->camera, 1, 200, 150);
  wait_ms (60);
  wuse_map_camera_zoom_by (fixture->view->camera, 1, 200, 150);
  wait_still (fixture);
  assert_at_rest (fixture, start + 3);
  after = wuse_map_view_get_point_at (fixture->view, 200, 150);
  g_assert_cmpint (ABS (after.lon - before.lon), <, 40000);
  g_assert_cmpint (ABS (after.lat - before.lat), <, 40000);

  wuse_map_camera_pinch (fixture->view->camera, start + 1.4, 500, 350);
  g_assert_cmpfloat (wuse_map_view_get_zoom (fixture->view), ==, start + 1.4);
  wuse_map_camera_zoom_by (fixture->view->camera, 0, 500, 350);
  wait_still (fixture);
  assert_at_rest (fixture, start + 1);

  act (fixture, "map.zoom-in");
  wait_ms (50);
  wuse_map_camera_stop (fixture->view->camera);
  assert_at_rest (fixture, start + 2);
  for (guint i = 0; i < 30; i++)
    act (fixture, "map.zoom-out");
  wait_still (fixture);
  assert_at_rest (fixture, WUSE_AREA_SOURCE_MIN_ZOOM);
  act (fixture, "map.fit");
  wait_still (fixture);
  assert_at_rest (fixture, start);

  g_object_set (gtk_widget_get_settings (fixture->window), "gtk-enable-animations", FALSE, NULL);
  act (fixture, "map.zoom-in");
  assert_at_rest (fixture, start + 1);
}

static void
test_select (Fixture *fixture, gconstpointer data)
{
  guint32 first, east, back;
  guint painted;

  wuse_map_view_set_level_mode (fixture->view, WUSE_AREA_GRID);
  wait_idle (fixture);
  painted = count_painted (fixture);
  act (fixture, "map.select-next");
  first = fixture->selected;
  g_assert_cmpuint (first, !=, WUSE_AREA_NONE);
  g_assert_cmpuint (first, ==, wuse_map_view_get_selected (fixture->view));
  /* The most endangered comes first. */
  for (guint i = 0; i < fixture->size; i++)
    if (wuse_area_set_get (fixture->areas, i)->level == WUSE_AREA_GRID)
      g_assert_cmpuint (fixture->risks[first], >=, fixture->risks[i]);
  g_assert_cmpstr (gtk_label_get_text (fixture->view->status), ==, wuse_area_set_get (fixture->areas, first)->name);

  act (fixture, "map.select-east");
  east = fixture->selected;
  g_assert_cmpuint (east, !=, first);
  g_assert_cmpint (wuse_area_set_get (fixture->areas, east)->label.lon, >, wuse_area_set_get (fixture->areas, first)->label.lon);
  act (fixture, "map.select-west");
  back = fixture->selected;
  g_assert_cmpuint (back, ==, first);
  act (fixture, "map.clear-selection");
  g_assert_cmpuint (fixture->selected, ==, WUSE_AREA_NONE);
  g_assert_cmpuint (fixture->n_selected, ==, 4);
  wait_ms (200);
  /* Selecting paints no tile. */
  g_assert_cmpuint (count_painted (fixture), ==, painted);
  /* By code it is silent. */
  wuse_map_view_set_selected (fixture->view, first);
  g_assert_cmpuint (fixture->n_selected, ==, 4);
}

static void
test_drill (Fixture *fixture, gconstpointer data)
{
  WuseBounds bounds, visible;
  WuseAreaLevel level;
  guint32 area;

  for (guint i = 0; i < 3; i++)
    act (fixture, "map.zoom-out");
  wait_still (fixture);
  level = wuse_map_view_get_level (fixture->view);
  g_assert_cmpint (level, <, WUSE_AREA_GRID);
  act (fixture, "map.select-next");
  area = fixture->selected;
  g_assert_cmpint (wuse_area_set_get (fixture->areas, area)->level, ==, level);
  act (fixture, "map.drill-down");
  g_assert_cmpuint (fixture->activated, ==, area);
  wait_still (fixture);
  g_assert_cmpint (wuse_map_view_get_level (fixture->view), >, level);
  visible = wuse_map_view_get_visible_bounds (fixture->view);
  bounds = wuse_area_set_get_geometry (fixture->areas, area).bounds;
  g_assert_true (wuse_bounds_intersect (&visible, &bounds));
  act (fixture, "map.drill-up");
  wait_still (fixture);
  g_assert_cmpuint (fixture->selected, ==, wuse_area_set_get (fixture->areas, area)->parent);
}

/* Two cases at a place and one beside it */
static void
show_cases (Fixture *fixture, WusePoint middle)
{
  g_autoptr (WuseRegister) epidemic = wuse_register_new (fixture->areas);

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("case-%u", i);
      WuseCase item = { .id = id,
                        .area = WUSE_AREA_NONE,
                        .position = { middle.lon + (gint32) (i / 2) * 400000, middle.lat },
                        .onset = WUSE_DAY_NONE,
                        .report = 18000,
                        .isolation = WUSE_DAY_NONE,
                        .release = WUSE_DAY_NONE,
                        .infector = WUSE_INDEX_NONE,
                        .cluster = WUSE_INDEX_NONE,
                        .small_setting = WUSE_INDEX_NONE };

      wuse_register_add_case (epidemic, &item, NULL);
    }
  wuse_register_seal (epidemic);
  wuse_map_view_set_register (fixture->view, epidemic, 17990, 18010);
}

static void
test_points (Fixture *fixture, gconstpointer data)
{
  WusePoint middle = wuse_map_view_get_centre (fixture->view);
  WusePointHit hit;
  WuseMapTransform view;

  show_cases (fixture, middle);
  wait_ms (200);
  wuse_map_view_get_transform (fixture->view, &view);
  g_assert_true (wuse_point_layer_get_at (fixture->view->points, wuse_map_transform_x (&view, middle.lon),
                                          wuse_map_transform_y (&view, middle.lat), &hit));
  g_assert_cmpuint (hit.cluster.count, ==, 2);
  g_assert_false (wuse_point_layer_get_at (fixture->view->points, 20, 20, &hit));

  /* Through both marks, then none has the focus. */
  act (fixture, "map.next-point");
  g_assert_true (wuse_point_layer_get_focused (fixture->view->points, &hit));
  act (fixture, "map.drill-down");
  /* Both lie in one place: no zoom level parts them, the first is given. */
  g_assert_cmpuint (fixture->n_points, ==, 1);
  act (fixture, "map.next-point");
  g_assert_true (wuse_point_layer_get_focused (fixture->view->points, &hit));
  g_assert_cmpuint (hit.cluster.count, ==, 1);
  act (fixture, "map.next-point");
  g_assert_false (wuse_point_layer_get_focused (fixture->view->points, &hit));

  wuse_map_view_set_points (fixture->view, WUSE_MAP_POINTS_PLACES);
  wait_ms (200);
  g_assert_false (wuse_point_layer_get_at (fixture->view->points, wuse_map_transform_x (&view, middle.lon),
                                           wuse_map_transform_y (&view, middle.lat), &hit));
}

/* A case that goes from a place to one beside it */
static WuseMovements *
make_way (WusePoint from, WusePoint to)
{
  WuseMovementsBuilder *builder = wuse_movements_builder_new ();
  const WuseMover mover = { .id = "A", .classification = WUSE_CASE_CONFIRMED };
  const WuseMovementStay stays[] = { { .id = "a", .position = from, .start = 1000, .end = 2000 },
                                     { .id = "b", .position = to, .start = 3000, .end = 4000 } };

  wuse_movements_builder_add_case (builder, &mover);
  for (guint i = 0; i < G_N_ELEMENTS (stays); i++)
    g_assert_true (wuse_movements_builder_add_stay (builder, &stays[i]));
  return wuse_movements_builder_end (builder, 1);
}

static void
stays_cb (WuseMapView *view, GArray *stays, double x, double y, gpointer user_data)
{
  *(guint32 *) user_data = g_array_index (stays, guint32, 0);
}

/* The stay of the mark that is drawn there */
static guint32
choose_stay (Fixture *fixture, WusePoint point)
{
  guint32 stay = WUSE_INDEX_NONE;
  const gulong handler = g_signal_connect (fixture->view, "stays-activated", G_CALLBACK (stays_cb), &stay);
  WuseMapTransform view;

  wuse_map_view_get_transform (fixture->view, &view);
  wuse_map_view_activate_stays_at (fixture->view, wuse_map_transform_x (&view, point.lon),
                                   wuse_map_transform_y (&view, point.lat));
  g_signal_handler_disconnect (fixture->view, handler);
  return stay;
}

static gboolean
has_point_at (Fixture *fixture, WusePoint point)
{
  WuseMapTransform view;
  WusePointHit hit;

  wuse_map_view_get_transform (fixture->view, &view);
  return wuse_point_layer_get_at (fixture->view->points, wuse_map_transform_x (&view, point.lon),
                                  wuse_map_transform_y (&view, point.lat), &hit);
}

/* Movements are in the tiles, and found where they are drawn: at whole zoom levels and between them. A point that would cover a
 * mark gives way. */
static void
test_movements (Fixture *fixture, gconstpointer data)
{
  const WusePoint from = wuse_map_view_get_centre (fixture->view), to = { from.lon + 400000, from.lat };
  g_autoptr (WuseMovements) movements = make_way (from, to);
  const double zoom = wuse_map_view_get_zoom (fixture->view);
  guint32 before, after;

  show_cases (fixture, from);
  wait_idle (fixture);
  before = get_pixel (fixture, 494, 350);
  g_assert_true (has_point_at (fixture, from));
  g_assert_cmpuint (choose_stay (fixture, from), ==, WUSE_INDEX_NONE);

  wuse_map_view_set_movements (fixture->view, movements, NULL);
  g_assert_false (wuse_map_view_are_movements_shown (fixture->view));
  wait_idle (fixture);
  g_assert_true (wuse_map_view_are_movements_shown (fixture->view));
  after = get_pixel (fixture, 494, 350);
  g_assert_cmphex (after, ==, wuse_color_to_pixel (wuse_palette_get (WUSE_PALETTE_LIGHT)->movements[0], 255));
  g_assert_cmphex (after, !=, before);
  g_assert_false (has_point_at (fixture, from));
  g_assert_cmpuint (choose_stay (fixture, from), ==, 0);
  g_assert_cmpuint (choose_stay (fixture, to), ==, 1);

  wuse_map_camera_pinch (fixture->view->camera, zoom + 1.3, 500, 350);
  wait_idle (fixture);
  g_assert_cmpuint (choose_stay (fixture, from), ==, 0);
  g_assert_cmpuint (choose_stay (fixture, to), ==, 1);
  act (fixture, "map.next-point");
  act (fixture, "map.next-point");
  wuse_map_camera_zoom_by (fixture->view->camera, -1, 500, 350);
  wait_idle (fixture);
  assert_at_rest (fixture, zoom);

  wuse_map_view_set_movements (fixture->view, NULL, NULL);
  wait_idle (fixture);
  g_assert_cmphex (get_pixel (fixture, 494, 350), ==, before);
  g_assert_true (has_point_at (fixture, from));
  g_assert_cmpuint (choose_stay (fixture, from), ==, WUSE_INDEX_NONE);
}

/* Any map layer of libshumate can show the source. */
static void
test_plain_layer (Fixture *fixture, gconstpointer data)
{
  ShumateMap *map = shumate_map_new ();
  ShumateViewport *viewport = shumate_map_get_viewport (map);
  g_autoptr (ShumateTile) tile = shumate_tile_new_full (13717, 6692, 256, 14);

  g_object_ref_sink (map);
  shumate_viewport_set_reference_map_source (viewport, SHUMATE_MAP_SOURCE (fixture->view->source));
  shumate_map_add_layer (map, SHUMATE_LAYER (shumate_map_layer_new (SHUMATE_MAP_SOURCE (fixture->view->source), viewport)));
  shumate_map_source_fill_tile_async (SHUMATE_MAP_SOURCE (fixture->view->source), tile, NULL, NULL, NULL);
  for (guint i = 0; i < 100 && shumate_tile_get_state (tile) != SHUMATE_STATE_DONE; i++)
    wait_ms (50);
  g_assert_cmpint (shumate_tile_get_state (tile), ==, SHUMATE_STATE_DONE);
  g_assert_true (GDK_IS_TEXTURE (shumate_tile_get_paintable (tile)));
  g_object_unref (map);
}

/* Closed while everything is under way. */
static void
test_close_early (Fixture *fixture, gconstpointer data)
{
  wuse_map_view_set_palette (fixture->view, WUSE_PALETTE_DARK);
  wuse_map_view_set_areas (fixture->view, fixture->areas);
  g_main_context_iteration (NULL, FALSE);
  act (fixture, "map.zoom-in");
}

static void
test_pan_without_gaps (Fixture *fixture, gconstpointer data)
{
  WuseMapStats stats;

  wuse_map_view_set_level_mode (fixture->view, WUSE_AREA_GRID);
  wait_idle (fixture);
  wuse_map_view_reset_stats (fixture->view);
  for (guint i = 0; i < 100; i++)
    {
      wuse_map_camera_pan_by (fixture->view->camera, i < 50 ? -6 : 6, 3, FALSE);
      wait_ms (16);
    }
  wuse_map_view_get_stats (fixture->view, &stats);
  g_assert_cmpuint (stats.frames, >, 20);
  g_assert_cmpuint (stats.frames_with_blank, ==, 0);
}

int
main (int argc, char **argv)
{
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 77;
    }
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/map-view/fit", Fixture, NULL, set_up, test_fit, tear_down);
  g_test_add ("/map-view/recolour-little", Fixture, NULL, set_up, test_recolour_little, tear_down);
  g_test_add ("/map-view/recolour-pixels", Fixture, NULL, set_up, test_recolour_pixels, tear_down);
  g_test_add ("/map-view/flood", Fixture, NULL, set_up, test_flood, tear_down);
  g_test_add ("/map-view/zoom", Fixture, NULL, set_up, test_zoom, tear_down);
  g_test_add ("/map-view/select", Fixture, NULL, set_up, test_select, tear_down);
  g_test_add ("/map-view/drill", Fixture, NULL, set_up, test_drill, tear_down);
  g_test_add ("/map-view/points", Fixture, NULL, set_up, test_points, tear_down);
  g_test_add ("/map-view/movements", Fixture, NULL, set_up, test_movements, tear_down);
  g_test_add ("/map-view/plain-layer", Fixture, NULL, set_up, test_plain_layer, tear_down);
  g_test_add ("/map-view/pan-without-gaps", Fixture, NULL, set_up, test_pan_without_gaps, tear_down);
  g_test_add ("/map-view/close-early", Fixture, NULL, set_up, test_close_early, tear_down);

  return g_test_run ();
}
