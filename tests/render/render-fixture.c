/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small city for painting: areas that share their vertices, as a lattice with bent edges, and base features. */

#include "config.h"

#include "render-fixture.h"

#include <cairo.h>
#include <math.h>
#include <string.h>

#define BENDS 3

static const char *const names[] = { "东盛", "吉林", "荣光", "八里堡", "远达", "临河", "民丰", "英俊", "劝农山",
                                     "泉眼", "三道", "四家", "公平",   "乐群", "和顺", "长青", "杨家", "金钱堡" };
static const char *const latin_names[] = { "Dongsheng", "Jilin",   "Rongguang",    "Balipu",    "Yuanda",  "Linhe",
                                           "Minfeng",   "Yingjun", "Quannongshan", "Quanyan",   "Sandao",  "Sijia",
                                           "Gongping",  "Lequn",   "Heshun",       "Changqing", "Yangjia", "Jinqianpu" };

double
render_noise (guint32 a, guint32 b, guint32 c)
{
  guint32 hash = a * 0x9e3779b1u ^ b * 0x85ebca6bu ^ c * 0xc2b2ae35u;

  hash ^= hash >> 15;
  hash *= 0x2c1b3c6du;
  hash ^= hash >> 12;
  hash *= 0x297a2d39u;
  hash ^= hash >> 15;

  return hash / (double) G_MAXUINT32;
}

static WusePoint
locate (const RenderCity *city, double x, double y)
{
  const double flatten = cos (city->north * G_PI / 180);

  return (WusePoint){
    .lon = (gint32) lround ((city->west + x * city->degrees) * 1e7),
    .lat = (gint32) lround ((city->north - y * city->degrees * flatten) * 1e7),
  };
}

static void
get_corner (guint column, guint row, double *x, double *y)
{
  *x = column + 0.6 * (render_noise (column, row, 1) - 0.5);
  *y = row + 0.6 * (render_noise (column, row, 2) - 0.5);
}

/* From one corner to a neighbouring one, without the last point; bent the same way whoever asks. */
static void
add_side (WuseGeometryBuilder *builder, const RenderCity *city, guint column, guint row, guint to_column, guint to_row)
{
  const gboolean backward = to_column < column || to_row < row;
  const guint from_c = MIN (column, to_column), from_r = MIN (row, to_row);
  const guint seed = 2 * (from_c + 4096 * from_r) + (column == to_column);
  double x0, y0, x1, y1;

  get_corner (from_c, from_r, &x0, &y0);
  get_corner (MAX (column, to_column), MAX (row, to_row), &x1, &y1);
  for (guint i = 0; i <= BENDS; i++)
    {
      const guint at = backward ? BENDS + 1 - i : i;
      const double t = at / (BENDS + 1.0);
      const double aside = at == 0 || at == BENDS + 1 ? 0 : 0.14 * (render_noise (seed, at, 3) - 0.5);

      wuse_geometry_builder_add_point (builder, locate (city, x0 + t * (x1 - x0) - aside * (y1 - y0),
                                                        y0 + t * (y1 - y0) + aside * (x1 - x0)));
    }
}

static WuseGeometry
make_block (WuseGeometryBuilder *builder, const RenderCity *city, guint left, guint top, guint right, guint bottom)
{
  g_autoptr (GError) error = NULL;
  double x, y;
  WuseGeometry geometry;

  wuse_geometry_builder_reset (builder);
  for (guint c = left; c < right; c++)
    add_side (builder, city, c, top, c + 1, top);
  for (guint r = top; r < bottom; r++)
    add_side (builder, city, right, r, right, r + 1);
  for (guint c = right; c > left; c--)
    add_side (builder, city, c, bottom, c - 1, bottom);
  for (guint r = bottom; r > top; r--)
    add_side (builder, city, left, r, left, r - 1);
  get_corner (left, top, &x, &y);
  wuse_geometry_builder_add_point (builder, locate (city, x, y));
  wuse_geometry_builder_end_ring (builder);
  wuse_geometry_builder_end_part (builder);
  if (!wuse_geometry_builder_finish (builder, WUSE_GEOMETRY_POLYGONS, &geometry, &error))
    g_error ("%s", error->message);

  return geometry;
}

static void
add_area (WuseAreaSetBuilder *areas,
          WuseAreaLevel level,
          const char *id,
          const char *parent,
          const char *name,
          const char *latin,
          guint persons,
          const WuseGeometry *geometry)
{
  const WuseArea area = {
    .id = id,
    .code = id,
    .name = name,
    .name_en = latin,
    .level = level,
    .persons = (gint32) persons,
    .households = -1,
    .buildings = -1,
    .figures_at = WUSE_TIME_NONE,
  };

  wuse_area_set_builder_add (areas, &area, parent, geometry);
}

static void
add_level (WuseAreaSetBuilder *areas, WuseGeometryBuilder *builder, const RenderCity *city, WuseAreaLevel level, guint step)
{
  const guint above = step * city->block;
  const guint per_row = (city->columns + step - 1) / step;

  for (guint r = 0; r < city->rows; r += step)
    for (guint c = 0; c < city->columns; c += step)
      {
        const guint number = r / step * per_row + c / step;
        const guint name = (guint) (render_noise (c, r, level + 10) * (G_N_ELEMENTS (names) - 1));
        const guint in_block = r / step % city->block * city->block + c / step % city->block + 1;
        g_autofree char *id = g_strdup_printf ("%c%06u", "dscg"[level], number);
        g_autofree char *parent =
            g_strdup_printf ("%c%06u", "-dsc"[level],
                             level == WUSE_AREA_SUBDISTRICT ? 0 : r / above * ((city->columns + above - 1) / above) + c / above);
        g_autofree char *title = level == WUSE_AREA_GRID
                                     ? g_strdup_printf ("第 %02u 网格", in_block)
                                     : g_strconcat (names[name], level == WUSE_AREA_COMMUNITY ? "社区" : "街道", NULL);
        g_autofree char *latin =
            level == WUSE_AREA_GRID
                ? g_strdup_printf ("Grid %02u", in_block)
                : g_strconcat (latin_names[name], level == WUSE_AREA_COMMUNITY ? " Community" : " Subdistrict", NULL);
        const WuseGeometry geometry = make_block (builder, city, c, r, MIN (c + step, city->columns), MIN (r + step, city->rows));

        add_area (areas, level, id, parent, title, latin, 500 + (guint) (render_noise (c, r, 4) * 3000) * step * step, &geometry);
      }
}

WuseAreaSet *
render_city_make_areas (const RenderCity *city)
{
  g_autoptr (WuseGeometryBuilder) builder = wuse_geometry_builder_new ();
  WuseAreaSetBuilder *areas = wuse_area_set_builder_new ();
  const WuseGeometry whole = make_block (builder, city, 0, 0, city->columns, city->rows);

  add_area (areas, WUSE_AREA_DISTRICT, "d000000", NULL, "二道区", "Erdao District", 600000, &whole);
  add_level (areas, builder, city, WUSE_AREA_SUBDISTRICT, city->block * city->block);
  add_level (areas, builder, city, WUSE_AREA_COMMUNITY, city->block);
  add_level (areas, builder, city, WUSE_AREA_GRID, 1);

  return wuse_area_set_builder_end (areas);
}

static void
add_feature (WuseFeatureSet *features, WuseGeometryBuilder *builder, WuseFeatureKind kind, WuseGeometryKind shape)
{
  g_autoptr (GError) error = NULL;
  WuseGeometry geometry;

  wuse_geometry_builder_end_ring (builder);
  if (shape == WUSE_GEOMETRY_POLYGONS)
    wuse_geometry_builder_end_part (builder);
  if (!wuse_geometry_builder_finish (builder, shape, &geometry, &error))
    g_error ("%s", error->message);
  wuse_feature_set_add (features, kind, NULL, &geometry);
  wuse_geometry_builder_reset (builder);
}

static void
add_box (
    WuseFeatureSet *features, WuseGeometryBuilder *builder, const RenderCity *city, WuseFeatureKind kind, const double box[4])
{
  const int corners[5][2] = { { 0, 1 }, { 2, 1 }, { 2, 3 }, { 0, 3 }, { 0, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    wuse_geometry_builder_add_point (builder, locate (city, box[corners[i][0]], box[corners[i][1]]));
  add_feature (features, builder, kind, WUSE_GEOMETRY_POLYGONS);
}

static void
add_river (WuseFeatureSet *features, WuseGeometryBuilder *builder, const RenderCity *city)
{
  const int n = 80;

  for (int i = 0; i <= 2 * n + 1; i++)
    {
      const int at = i <= n ? i : 2 * n + 1 - i;
      const double x = at * (city->columns + 4.0) / n - 2;
      const double y = city->rows * (0.55 + 0.08 * sin (at * 0.13));

      wuse_geometry_builder_add_point (builder, locate (city, x, i <= n ? y : y + city->rows * (0.06 + 0.02 * sin (at * 0.3))));
    }
  wuse_geometry_builder_add_point (builder, locate (city, -2, city->rows * 0.55));
  add_feature (features, builder, WUSE_FEATURE_WATER, WUSE_GEOMETRY_POLYGONS);
}

static void
add_street (WuseFeatureSet *features,
            WuseGeometryBuilder *builder,
            const RenderCity *city,
            WuseFeatureKind kind,
            double at,
            gboolean along)
{
  const double length = along ? city->columns + 4.0 : city->rows + 4.0;

  for (int i = 0; i <= 24; i++)
    {
      const double t = i * length / 24 - 2;
      const double aside = at + 0.25 * sin (t * 0.35 + at);

      wuse_geometry_builder_add_point (builder, along ? locate (city, t, aside) : locate (city, aside, t));
    }
  add_feature (features, builder, kind, WUSE_GEOMETRY_LINES);
}

WuseFeatureSet *
render_city_make_features (const RenderCity *city)
{
  g_autoptr (WuseGeometryBuilder) builder = wuse_geometry_builder_new ();
  WuseFeatureSet *features = wuse_feature_set_new ();

  add_river (features, builder, city);
  for (guint i = 0; i < 6; i++)
    {
      const double x = render_noise (i, 5, 6) * city->columns, y = render_noise (i, 7, 8) * city->rows;
      const double box[4] = { x, y, x + 1.5, y + 1.1 };

      add_box (features, builder, city, WUSE_FEATURE_GREEN, box);
    }
  for (guint i = 0; i < city->columns; i++)
    add_street (features, builder, city, i % 6 == 2 ? WUSE_FEATURE_ROAD_MAIN : WUSE_FEATURE_ROAD_SIDE, i, FALSE);
  for (guint i = 0; i < city->rows; i++)
    add_street (features, builder, city, i % 5 == 2 ? WUSE_FEATURE_ROAD_MAIN : WUSE_FEATURE_ROAD_SIDE, i, TRUE);
  add_street (features, builder, city, WUSE_FEATURE_RAIL, city->rows * 0.3, TRUE);
  for (guint i = 0; i < 400; i++)
    {
      const double x = city->columns / 2.0 + (i % 20 - 10) * 0.2, y = city->rows / 2.0 + (i / 20 - 10.0) * 0.15;
      const double box[4] = { x, y, x + 0.06 + 0.08 * render_noise (i, 1, 1), y + 0.05 };

      add_box (features, builder, city, WUSE_FEATURE_BUILDING, box);
    }
  wuse_feature_set_seal (features);

  return features;
}

static WuseRisk
assess (double away)
{
  if (away < 1.2)
    return WUSE_RISK_RED;
  if (away < 2.0)
    return WUSE_RISK_ORANGE;
  if (away < 2.9)
    return WUSE_RISK_YELLOW;

  return away < 3.8 ? WUSE_RISK_BLUE : WUSE_RISK_GREEN;
}

guint8 *
render_city_make_risks (const RenderCity *city, WuseAreaSet *areas)
{
  guint8 *risks = g_malloc0 (wuse_area_set_get_size (areas));
  guint32 first;
  const guint n_grids = wuse_area_set_get_level_range (areas, WUSE_AREA_GRID, &first);

  for (guint i = 0; i < n_grids; i++)
    {
      const guint c = i % city->columns, r = i / city->columns;
      double away = hypot (c - city->columns * 0.52, r - city->rows * 0.42);

      away = MIN (away, 1.1 + hypot (c - city->columns * 0.72, r - city->rows * 0.66));
      away = MIN (away, 1.9 + hypot (c - city->columns * 0.22, r - city->rows * 0.7));
      away += render_noise (c, r, 9) * 0.9 - 0.2;
      risks[first + i] = (guint8) (render_noise (c, r, 12) > 0.9 ? MAX (assess (away), WUSE_RISK_BLUE) : assess (away));
    }
  for (guint i = wuse_area_set_get_size (areas); i > 0; i--)
    {
      const guint32 parent = wuse_area_set_get (areas, i - 1)->parent;

      if (parent != WUSE_AREA_NONE)
        risks[parent] = MAX (risks[parent], risks[i - 1]);
    }

  return risks;
}

WuseMovements *
render_make_movements (const WuseBounds *bounds, guint n_stays)
{
  const guint n_each = 10;
  const WuseTime start = 1580000000000, hour = 3600000;
  const double wide = (double) bounds->east - bounds->west, high = (double) bounds->north - bounds->south;
  WuseMovementsBuilder *builder = wuse_movements_builder_new ();

  for (guint i = 0; i < n_stays / n_each; i++)
    {
      g_autofree char *id = g_strdup_printf ("C%05u", i);
      const WuseMover mover = { .id = id, .classification = (guint8) (i % 3) };

      wuse_movements_builder_add_case (builder, &mover);
      for (guint j = 0; j < n_each; j++)
        {
          g_autofree char *stay_id = g_strdup_printf ("%s-%u", id, j);
          const double far = j % 5 == 4 ? 0.5 : 0.04;
          const double x = render_noise (i, 0, 1) + far * (render_noise (i, j, 2) - 0.5),
                       y = render_noise (i, 0, 3) + far * (render_noise (i, j, 4) - 0.5);
          const WuseTime at = start + (WuseTime) (i % 200 + 8 * j) * hour;
          const WuseMovementStay stay = {
            .id = stay_id,
            .position = { (gint32) (bounds->west + CLAMP (x, 0, 1) * wide), (gint32) (bounds->south + CLAMP (y, 0, 1) * high) },
            .start = at,
            .end = at + 2 * hour,
          };

          wuse_movements_builder_add_stay (builder, &stay);
        }
    }

  return wuse_movements_builder_end (builder, n_stays / n_each);
}

void
render_write_png (WusePixels *pixels, const char *path)
{
  cairo_surface_t *surface = cairo_image_surface_create_for_data ((guchar *) wuse_pixels_get_row (pixels, 0), CAIRO_FORMAT_ARGB32,
                                                                  wuse_pixels_get_width (pixels), wuse_pixels_get_height (pixels),
                                                                  (int) wuse_pixels_get_stride (pixels));

  if (cairo_surface_write_to_png (surface, path) != CAIRO_STATUS_SUCCESS)
    g_error ("%s cannot be written", path);
  cairo_surface_destroy (surface);
}

WusePixels *
render_read_png (const char *path)
{
  cairo_surface_t *surface = cairo_image_surface_create_from_png (path);
  WusePixels *pixels;

  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    g_error ("%s cannot be read", path);

  pixels = wuse_pixels_new (cairo_image_surface_get_width (surface), cairo_image_surface_get_height (surface));
  cairo_surface_flush (surface);
  for (int y = 0; y < wuse_pixels_get_height (pixels); y++)
    {
      const guint32 *row =
          (const guint32 *) (gpointer) (cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface));

      for (int x = 0; x < wuse_pixels_get_width (pixels); x++)
        wuse_pixels_get_row (pixels, y)[x] =
            cairo_image_surface_get_format (surface) == CAIRO_FORMAT_RGB24 ? row[x] | 0xff000000 : row[x];
    }
  cairo_surface_destroy (surface);

  return pixels;
}
