/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is drawn under the areas of a synthetic city: water, green, railway, roads. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-city-private.h"

#include "wuse-polygon.h"

#include <math.h>

/* Rivers, railway and the greatest roads go on beyond the district's border. */
#define BEYOND (CITY_UNIT * 0.09)

typedef struct
{
  const WuseCity *city;
  WuseSyntheticWriter *writer;
  WuseGeometryBuilder *builder;
  WuseRandom random;
  guint count;
  WuseTime at;
} Draughtsman;

static void
add_position (Draughtsman *self, WuseCityPosition position)
{
  wuse_geometry_builder_add_point (self->builder, wuse_city_position_to_point (position));
}

/* Adds points of a straight line on the plan, about every `step` metres, without its end. */
static void
add_line (Draughtsman *self, double x0, double y0, double x1, double y1, double step)
{
  double length = city_distance (city_at (self->city, x0, y0), city_at (self->city, x1, y1));
  guint n = (guint) CLAMP (ceil (length / step), 1, 4000);

  for (guint i = 0; i < n; i++)
    add_position (self, city_at (self->city, x0 + (x1 - x0) * i / n, y0 + (y1 - y0) * i / n));
}

static gboolean
end_feature (Draughtsman *self, const char *kind, const char *name, WuseGeometryKind shape)
{
  WuseGeometry geometry;
  g_autoptr (GError) error = NULL;

  if (!wuse_geometry_builder_finish (self->builder, shape, &geometry, &error))
    g_error ("A synthetic feature is no geometry: %s", error->message);
  wuse_synthetic_writer_begin (self->writer, WUSE_RECORD_FEATURE, self->at, "F%06u", ++self->count);
  wuse_synthetic_writer_text (self->writer, "kind", kind);
  wuse_synthetic_writer_text (self->writer, "name", name);
  wuse_synthetic_writer_geometry (self->writer, &geometry);
  wuse_geometry_builder_reset (self->builder);
  return wuse_synthetic_writer_end (self->writer);
}

/* A point beside a water line: `side` metres to the left of where it leads. */
static WuseCityPosition
beside (const WuseCity *city, gboolean vertical, double at, double along, double side)
{
  const double step = CITY_UNIT / 8192.0;
  WuseCityPosition here = vertical ? city_at (city, at, along) : city_at (city, along, at);
  WuseCityPosition next = vertical ? city_at (city, at, along + step) : city_at (city, along + step, at);
  double length = city_distance (here, next);

  return (WuseCityPosition){ here.east - side * (next.north - here.north) / length,
                             here.north + side * (next.east - here.east) / length };
}

typedef struct
{
  gboolean vertical;
  double at;
  double from;
  double to;
  double mouth; /* over how much of its beginning it has no banks of its own */
} Course;

static double
course_half_width (const WuseCity *city, const Course *course, double along)
{
  return course->vertical ? city_tributary_half_width (city, along) : city_river_half_width (city, along);
}

/* A strip along a course, between two distances from its bank to the left (side 1) or right (side -1), or the water itself
 * (side 0). */
static void
add_strip (Draughtsman *self, const Course *course, double from, double to, int side, double near, double far)
{
  guint n = (guint) CLAMP (self->city->warp.radius * (to - from) / CITY_UNIT * 2 / 45, 8, 1500);

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i <= n; i++)
      {
        double along = pass == 0 ? from + (to - from) * i / n : to - (to - from) * i / n;
        double half = course_half_width (self->city, course, along);
        double away = side == 0 ? (pass == 0 ? -half : half) : side * (half + (pass == 0 ? near : far));

        add_position (self, beside (self->city, course->vertical, course->at, along, away));
      }
}

static void
close_polygon (Draughtsman *self)
{
  wuse_geometry_builder_end_ring (self->builder);
  wuse_geometry_builder_end_part (self->builder);
}

static gboolean
draw_course (Draughtsman *self, const Course *course, const char *name, const char *green)
{
  double radius = self->city->warp.radius;

  add_strip (self, course, course->from, course->to, 0, 0, 0);
  close_polygon (self);
  if (!end_feature (self, "water", name, WUSE_GEOMETRY_POLYGONS))
    return FALSE;

  for (int side = -1; side <= 1; side += 2)
    {
      double step = 420 * CITY_UNIT / (2 * radius);
      double inner = MAX (course->from + course->mouth, 0), outer = MIN (course->to, CITY_UNIT);

      for (double along = inner + step * 0.2; along + step < outer; along += step)
        if (wuse_random_chance (&self->random, 0.82))
          {
            add_strip (self, course, along, along + step * 0.93, side, 2, 15);
            close_polygon (self);
          }
      if (!end_feature (self, "green", green, WUSE_GEOMETRY_POLYGONS))
        return FALSE;

      guint n = (guint) CLAMP ((outer - inner) / CITY_UNIT * 2 * radius / 45, 8, 1500);

      for (guint i = 0; i <= n; i++)
        {
          double along = inner + (outer - inner) * i / n;

          add_position (self, beside (self->city, course->vertical, course->at, along,
                                      side * (course_half_width (self->city, course, along) + 22)));
        }
      wuse_geometry_builder_end_ring (self->builder);
      if (!end_feature (self, "road_side", side > 0 ? "滨河北路" : "滨河南路", WUSE_GEOMETRY_LINES))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_lake (const WuseCity *city)
{
  const CitySuperblock *superblock = &g_array_index (city->superblocks, CitySuperblock, city->lake_superblock);

  return superblock->n_blocks == 1 && city_block (city, superblock->first_block)->use == CITY_USE_LAKE;
}

static gboolean
draw_lake (Draughtsman *self)
{
  const CitySuperblock *superblock = &g_array_index (self->city->superblocks, CitySuperblock, self->city->lake_superblock);
  double x = (superblock->x0 + superblock->x1) / 2.0, y = (superblock->y0 + superblock->y1) / 2.0;
  double half_x = (superblock->x1 - superblock->x0) / 2.0, half_y = (superblock->y1 - superblock->y0) / 2.0;
  double phase = wuse_random_between (&self->random, 0, 2 * G_PI);
  const guint n = 72;

  for (guint ring = 0; ring < 2; ring++)
    {
      if (ring == 0)
        {
          double margin = 0.06;
          double x0 = x - half_x * (1 - margin), x1 = x + half_x * (1 - margin);
          double y0 = y - half_y * (1 - margin), y1 = y + half_y * (1 - margin);

          add_line (self, x0, y0, x1, y0, 40);
          add_line (self, x1, y0, x1, y1, 40);
          add_line (self, x1, y1, x0, y1, 40);
          add_line (self, x0, y1, x0, y0, 40);
        }
      else
        for (guint i = 0; i < n; i++)
          {
            double angle = 2 * G_PI * i / n;
            double radius =
                0.6 + 0.13 * sin (2 * angle + phase) + 0.08 * sin (3 * angle - phase) + 0.04 * sin (5 * angle + 2 * phase);

            add_position (self, city_at (self->city, x + half_x * radius * cos (angle), y + half_y * radius * sin (angle)));
          }
      close_polygon (self);
      if (!end_feature (self, ring == 0 ? "green" : "water", ring == 0 ? "镜湖公园" : "镜湖", WUSE_GEOMETRY_POLYGONS))
        return FALSE;
    }
  return TRUE;
}

/* From the middle of the river to the road on its bank, in plan units. */
static double
bank_at (const WuseCity *city, double x)
{
  return (city_river_half_width (city, x) + 22)
         / city_scale_at (city, x, city_line_of_kind (city->rows, CITY_LINE_RIVER)).across_y;
}

static gboolean
draw_lines (Draughtsman *self, GArray *lines, gboolean vertical)
{
  double river = city_line_of_kind (self->city->rows, CITY_LINE_RIVER);

  for (guint i = 0; i < lines->len; i++)
    {
      const CityLine *line = &g_array_index (lines, CityLine, i);
      double beyond = line->kind == CITY_LINE_RING || line->kind == CITY_LINE_RAIL ? BEYOND : 0;
      double from = -beyond, to = line->kind == CITY_LINE_TRIBUTARY ? river - bank_at (self->city, line->at) : CITY_UNIT + beyond;

      if (line->kind == CITY_LINE_EDGE || line->kind == CITY_LINE_RIVER)
        continue;
      if (vertical)
        add_line (self, line->at, from, line->at, to, 45);
      else
        add_line (self, from, line->at, to, line->at, 45);
      add_position (self, vertical ? city_at (self->city, line->at, to) : city_at (self->city, to, line->at));
      wuse_geometry_builder_end_ring (self->builder);
      if (!end_feature (self, line->kind == CITY_LINE_RAIL ? "rail" : "road_main",
                        line->kind == CITY_LINE_RAIL ? "长清铁路" : line->name, WUSE_GEOMETRY_LINES))
        return FALSE;
    }
  return TRUE;
}

/* A side street, stopping short of water. Returns whether anything is left of it. */
static gboolean
add_street (Draughtsman *self, const CityStreet *street)
{
  const WuseCity *city = self->city;
  guint32 water =
      city_line_of_kind (street->vertical ? city->rows : city->columns, street->vertical ? CITY_LINE_RIVER : CITY_LINE_TRIBUTARY);
  double from = street->from, to = street->to;

  if (street->vertical || street->at > city_line_of_kind (city->rows, CITY_LINE_RIVER))
    {
      double across = city_scale_at (city, water, street->at).across_x;
      double bank = street->vertical ? bank_at (city, street->at) : (city_tributary_half_width (city, street->at) + 22) / across;

      if (street->from == water)
        from += bank;
      if (street->to == water)
        to -= bank;
    }
  if (from >= to)
    return FALSE;

  if (street->vertical)
    add_line (self, street->at, from, street->at, to, 60);
  else
    add_line (self, from, street->at, to, street->at, 60);
  add_position (self, street->vertical ? city_at (city, street->at, to) : city_at (city, to, street->at));
  wuse_geometry_builder_end_ring (self->builder);
  return TRUE;
}

static gboolean
is_lane (const WuseCity *city, const CityStreet *street)
{
  double along = (street->from + street->to) / 2.0;
  double density = street->vertical ? city_density (city, city_unit (street->at), city_unit (along))
                                    : city_density (city, city_unit (along), city_unit (street->at));

  return street->blocks < 3 || density < (street->blocks < 8 ? 0.24 : 0.1);
}

/* Named streets one by one; the lanes of a superblock together. */
static gboolean
draw_streets (Draughtsman *self)
{
  const WuseCity *city = self->city;

  for (guint i = 0; i < city->superblocks->len; i++)
    {
      const CitySuperblock *superblock = &g_array_index (city->superblocks, CitySuperblock, i);
      guint32 end = superblock->first_street + superblock->n_streets;
      gboolean lanes = FALSE;

      if (i == city->lake_superblock && has_lake (city))
        continue;
      for (guint32 j = superblock->first_street; j < end; j++)
        {
          const CityStreet *street = &g_array_index (city->streets, CityStreet, j);

          if (!is_lane (city, street) && add_street (self, street)
              && !end_feature (self, "road_side", street->name, WUSE_GEOMETRY_LINES))
            return FALSE;
        }
      for (guint32 j = superblock->first_street; j < end; j++)
        if (is_lane (city, &g_array_index (city->streets, CityStreet, j)))
          lanes |= add_street (self, &g_array_index (city->streets, CityStreet, j));
      if (lanes && !end_feature (self, "road_path", NULL, WUSE_GEOMETRY_LINES))
        return FALSE;
    }
  return TRUE;
}

static void
add_patch (Draughtsman *self, double x0, double y0, double x1, double y1)
{
  add_line (self, x0, y0, x1, y0, 60);
  add_line (self, x1, y0, x1, y1, 60);
  add_line (self, x1, y1, x0, y1, 60);
  add_line (self, x0, y1, x0, y0, 60);
  close_polygon (self);
}

static gboolean
draw_park (Draughtsman *self, const CityBlock *block, const CityInset *inset)
{
  g_autofree char *compound = city_names_compound (&self->random);
  g_autofree char *name = g_strdup_printf ("%.6s公园", compound);
  double out_x = 4 / inset->scale.across_x, out_y = 4 / inset->scale.across_y;

  add_patch (self, inset->x0 - out_x, inset->y0 - out_y, inset->x1 + out_x, inset->y1 + out_y);
  if (!end_feature (self, "green", name, WUSE_GEOMETRY_POLYGONS))
    return FALSE;

  for (guint i = 0; i <= 16; i++)
    {
      double t = i / 16.0, bend = 0.2 * sin (t * 2 * G_PI);

      add_position (self, city_at (self->city, inset->x0 + (inset->x1 - inset->x0) * t,
                                   inset->y0 + (inset->y1 - inset->y0) * CLAMP (t + bend, 0, 1)));
    }
  wuse_geometry_builder_end_ring (self->builder);
  return end_feature (self, "road_path", NULL, WUSE_GEOMETRY_LINES);
}

static gboolean
draw_sports_ground (Draughtsman *self, const CityInset *inset)
{
  double half_x = MIN (inset->width * 0.3, 46) / inset->scale.across_x,
         half_y = MIN (inset->height * 0.2, 26) / inset->scale.across_y;
  double x = inset->x0 + (inset->x1 - inset->x0) * 0.4, y = inset->y0 + (inset->y1 - inset->y0) * 0.28;

  for (guint i = 0; i < 28; i++)
    {
      double cosine = cos (2 * G_PI * i / 28), sine = sin (2 * G_PI * i / 28);

      /* A superellipse: the straight and the bend of a track. */
      add_position (self, city_at (self->city, x + half_x * copysign (pow (fabs (cosine), 0.6), cosine),
                                   y + half_y * copysign (pow (fabs (sine), 0.8), sine)));
    }
  close_polygon (self);
  return end_feature (self, "green", NULL, WUSE_GEOMETRY_POLYGONS);
}

static gboolean
is_built_on (const WuseCity *city, guint32 grid, const CityInset *inset, double x0, double y0, double x1, double y1)
{
  WuseCityPosition middle = city_at (city, (x0 + x1) / 2, (y0 + y1) / 2);
  double half_width = (x1 - x0) / 2 * inset->scale.along_x, half_height = (y1 - y0) / 2 * inset->scale.across_y;
  double cosine = cos (inset->scale.angle), sine = sin (inset->scale.angle);

  for (guint32 i = city->grid_first_building[grid]; i < city->grid_first_building[grid + 1]; i++)
    {
      const CityBuilding *building = city_building (city, i);
      double east = building->east - middle.east, north = building->north - middle.north;

      if (fabs (east * cosine + north * sine) < half_width + 8 && fabs (north * cosine - east * sine) < half_height + 8)
        return TRUE;
    }
  return FALSE;
}

/* Fields around the houses of a village. */
static gboolean
draw_fields (Draughtsman *self, const CityBlock *block, const CityInset *inset)
{
  guint columns = (guint) CLAMP (inset->width / 105, 1, 5), rows = (guint) CLAMP (inset->height / 75, 1, 6);
  double wide = (inset->x1 - inset->x0) / columns, high = (inset->y1 - inset->y0) / rows;
  guint made = 0;

  for (guint j = 0; j < rows; j++)
    for (guint i = 0; i < columns; i++)
      {
        double x0 = inset->x0 + i * wide + 4 / inset->scale.across_x, y0 = inset->y0 + j * high + 3 / inset->scale.across_y;
        double x1 = inset->x0 + (i + 1) * wide, y1 = inset->y0 + (j + 1) * high;

        if (wuse_random_chance (&self->random, 0.42) || is_built_on (self->city, block->grid, inset, x0, y0, x1, y1))
          continue;
        add_patch (self, x0, y0, x1, y1);
        made++;
      }
  return made == 0 || end_feature (self, "green", NULL, WUSE_GEOMETRY_POLYGONS);
}

static gboolean
draw_blocks (Draughtsman *self)
{
  for (guint i = 0; i < self->city->blocks->len; i++)
    {
      const CityBlock *block = city_block (self->city, i);
      CityInset inset;
      gboolean done = TRUE;

      if (block->use == CITY_USE_LAKE || !city_block_inset (self->city, block, &inset))
        continue;
      if (block->use == CITY_USE_PARK)
        done = draw_park (self, block, &inset);
      else if (block->use == CITY_USE_SCHOOL)
        done = draw_sports_ground (self, &inset);
      else if (block->use == CITY_USE_VILLAGE)
        done = draw_fields (self, block, &inset);
      if (!done)
        return FALSE;
    }
  return TRUE;
}

gboolean
city_write_features (const WuseCity *city, WuseSyntheticWriter *writer, WuseTime at)
{
  g_autoptr (WuseGeometryBuilder) builder = wuse_geometry_builder_new ();
  Draughtsman self = { .city = city, .writer = writer, .builder = builder, .at = at };
  Course river = { FALSE, city_line_of_kind (city->rows, CITY_LINE_RIVER), -BEYOND, CITY_UNIT + BEYOND, 0 };
  Course tributary = { TRUE, city_line_of_kind (city->columns, CITY_LINE_TRIBUTARY), river.at, CITY_UNIT + BEYOND, 0 };

  tributary.mouth = bank_at (city, tributary.at);
  wuse_random_init (&self.random, city->seed, CITY_STREAM_FEATURES);
  return draw_course (&self, &river, "清河", "清河绿带") && draw_course (&self, &tributary, "柳溪", "柳溪绿带")
         && (!has_lake (city) || draw_lake (&self)) && draw_lines (&self, city->rows, FALSE)
         && draw_lines (&self, city->columns, TRUE) && draw_streets (&self) && draw_blocks (&self);
}
