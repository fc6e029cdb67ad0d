/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan of a synthetic city: main roads, river and railway as lines, superblocks between them, cut into blocks by side
 * streets until each block carries its share of the city's weight. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-city-private.h"

#include <math.h>
#include <string.h>

/* Square metres of a block where the city is densest. */
#define BLOCK_AREA 15500.0
#define BLOCKS_PER_GRID 2
#define QUANTUM 64

typedef struct
{
  guint size;
  double *sums; /* (size + 1)², weight south-west of each corner */
} Weights;

/* Streets that do not meet are apart: no two corners fall onto one point of the ground. */
static guint32
quantise (double at)
{
  return (guint32) lround (at / QUANTUM) * QUANTUM;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const CityLine *one = a, *other = b;

  return (one->at > other->at) - (one->at < other->at);
}

const CityLine *
city_find_line (GArray *lines, guint32 at)
{
  CityLine key = { .at = at };
  guint index;

  return g_array_binary_search (lines, &key, compare_lines, &index) ? &g_array_index (lines, CityLine, index) : NULL;
}

guint32
city_line_of_kind (GArray *lines, CityLineKind kind)
{
  for (guint i = 0; i < lines->len; i++)
    if (g_array_index (lines, CityLine, i).kind == kind)
      return g_array_index (lines, CityLine, i).at;

  return CITY_NONE;
}

CityScale
city_scale_at (const WuseCity *city, double x, double y)
{
  const double step = CITY_UNIT / 4096.0;
  WuseCityPosition west = city_at (city, x - step, y), east = city_at (city, x + step, y);
  WuseCityPosition south = city_at (city, x, y - step), north = city_at (city, x, y + step);
  WuseCityPosition along_x = { (east.east - west.east) / (2 * step), (east.north - west.north) / (2 * step) };
  WuseCityPosition along_y = { (north.east - south.east) / (2 * step), (north.north - south.north) / (2 * step) };
  double area = fabs (along_x.east * along_y.north - along_x.north * along_y.east);
  CityScale scale = { .along_x = hypot (along_x.east, along_x.north),
                      .along_y = hypot (along_y.east, along_y.north),
                      .angle = atan2 (along_x.north, along_x.east) };

  scale.across_x = area / scale.along_y;
  scale.across_y = area / scale.along_x;
  return scale;
}

double
city_density (const WuseCity *city, double x, double y)
{
  double radius = hypot (x, y + 0.04);
  double density = 0.05 + 0.95 * exp (-pow (radius / 0.52, 3));

  /* Towns at the edge, where there would be farmland. */
  for (guint i = 0; i < 6; i++)
    {
      guint64 bits = wuse_random_hash (city->seed, 40 + i);
      double angle = (i + (double) (bits & 0xff) / 300) * G_PI / 3;
      double distance = 0.72 + (double) ((bits >> 8) & 0xff) / 1700;
      double away = hypot (x - distance * cos (angle), y - distance * sin (angle));

      density += 0.33 * exp (-pow (away / 0.09, 2));
    }

  density *= 1 + 0.18 * sin (9 * x + 4 * y + (double) (city->seed % 7)) * sin (7 * y - 5 * x);
  return CLAMP (density, 0.03, 1);
}

double
city_river_half_width (const WuseCity *city, double x)
{
  double at = city_unit (x);

  return city->river_half_width * (1 + 0.2 * sin (8.3 * at + 1) + 0.12 * sin (19 * at) + 0.12 * at);
}

double
city_tributary_half_width (const WuseCity *city, double y)
{
  double above = city_unit (y) - city->warp.river_y;

  return city->tributary_half_width * (1 + 0.16 * sin (23 * above) - 0.3 * CLAMP (above, 0, 1));
}

/* Whether the place lies in a river or on its banks. */
static gboolean
in_water (const WuseCity *city, double x, double y)
{
  double river_y = (city->warp.river_y + 1) * CITY_UNIT / 2;
  double tributary_x = (city->warp.tributary_x + 1) * CITY_UNIT / 2;
  CityScale scale;

  if (city->river_half_width <= 0)
    return FALSE;
  if (fabs (y - river_y) > CITY_UNIT * 0.1 && fabs (x - tributary_x) > CITY_UNIT * 0.1)
    return FALSE;

  scale = city_scale_at (city, x, y);
  return fabs (y - river_y) * scale.across_y < city_river_half_width (city, x) + 30
         || (y > river_y && fabs (x - tributary_x) * scale.across_x < city_tributary_half_width (city, y) + 25);
}

static Weights
weigh (const WuseCity *city)
{
  Weights weights = { .size = city->n_grids < 2000 ? 160 : city->n_grids < 30000 ? 384 : 640 };
  guint row = weights.size + 1;
  double step = (double) CITY_UNIT / weights.size;
  g_autofree WuseCityPosition *corners = g_new (WuseCityPosition, row * row);

  weights.sums = g_new0 (double, row *row);
  for (guint j = 0; j < row; j++)
    for (guint i = 0; i < row; i++)
      corners[j * row + i] = city_at (city, i * step, j * step);

  for (guint j = 0; j < weights.size; j++)
    for (guint i = 0; i < weights.size; i++)
      {
        WuseCityPosition a = corners[j * row + i], b = corners[j * row + i + 1];
        WuseCityPosition c = corners[(j + 1) * row + i + 1], d = corners[(j + 1) * row + i];
        double area = 0.5 * fabs ((c.east - a.east) * (d.north - b.north) - (d.east - b.east) * (c.north - a.north));
        double x = (i + 0.5) * step, y = (j + 0.5) * step;
        double weight = area * city_density (city, city_unit (x), city_unit (y));

        if (in_water (city, x, y))
          weight *= 1e-3;
        weights.sums[(j + 1) * row + i + 1] =
            weight + weights.sums[j * row + i + 1] + weights.sums[(j + 1) * row + i] - weights.sums[j * row + i];
      }

  return weights;
}

static double
weight_to (const Weights *weights, double x, double y)
{
  guint row = weights->size + 1;
  double column = x / CITY_UNIT * weights->size, line = y / CITY_UNIT * weights->size;
  guint i = MIN ((guint) column, weights->size - 1), j = MIN ((guint) line, weights->size - 1);
  double s = column - i, t = line - j;
  const double *low = &weights->sums[j * row + i], *high = low + row;

  return (low[0] * (1 - s) + low[1] * s) * (1 - t) + (high[0] * (1 - s) + high[1] * s) * t;
}

static double
weight_in (const Weights *weights, double x0, double y0, double x1, double y1)
{
  return weight_to (weights, x1, y1) - weight_to (weights, x0, y1) - weight_to (weights, x1, y0) + weight_to (weights, x0, y0);
}

static void
add_line (GArray *lines, double at, CityLineKind kind)
{
  CityLine line = { .at = quantise ((at + 1) * CITY_UNIT / 2), .kind = kind };

  g_array_append_val (lines, line);
}

/* Main roads between the lines that are there, closer together in the middle. */
static void
fill_lines (const WuseCity *city, GArray *lines, WuseRandom *random)
{
  double widest = MAX (620 / city->warp.radius, 2.0 / 84);
  guint n_fixed = lines->len;

  g_array_sort (lines, compare_lines);
  for (guint i = 0; i + 1 < n_fixed; i++)
    {
      double from = city_unit (g_array_index (lines, CityLine, i).at);
      double to = city_unit (g_array_index (lines, CityLine, i + 1).at);
      double middle = (from + to) / 2;
      double spacing = widest / sqrt (0.16 + 0.84 * exp (-pow (middle / 0.62, 4)));
      guint n = (guint) MAX (1, lround ((to - from) / spacing));

      for (guint j = 1; j < n; j++)
        add_line (lines, from + (to - from) * (j + wuse_random_between (random, -0.16, 0.16)) / n, CITY_LINE_MAIN);
    }
  g_array_sort (lines, compare_lines);
}

static void
draw_lines (WuseCity *city, WuseRandom *random)
{
  double ring = wuse_random_between (random, 0.43, 0.49);

  city->columns = g_array_new (FALSE, TRUE, sizeof (CityLine));
  add_line (city->columns, -1, CITY_LINE_EDGE);
  add_line (city->columns, -ring, CITY_LINE_RING);
  add_line (city->columns, wuse_random_between (random, -0.3, -0.24), CITY_LINE_RAIL);
  add_line (city->columns, wuse_random_between (random, -0.04, 0.04), CITY_LINE_MAIN);
  add_line (city->columns, city->warp.tributary_x, CITY_LINE_TRIBUTARY);
  add_line (city->columns, ring, CITY_LINE_RING);
  add_line (city->columns, 1, CITY_LINE_EDGE);
  fill_lines (city, city->columns, random);

  city->rows = g_array_new (FALSE, TRUE, sizeof (CityLine));
  add_line (city->rows, -1, CITY_LINE_EDGE);
  add_line (city->rows, -ring - 0.06, CITY_LINE_RING);
  add_line (city->rows, city->warp.river_y, CITY_LINE_RIVER);
  add_line (city->rows, wuse_random_between (random, 0.06, 0.12), CITY_LINE_MAIN);
  add_line (city->rows, ring - 0.04, CITY_LINE_RING);
  add_line (city->rows, 1, CITY_LINE_EDGE);
  fill_lines (city, city->rows, random);
}

typedef struct
{
  guint32 x0, y0, x1, y1;
  guint32 blocks;
  guint32 superblock;
} Cut;

/* Keeps a cut away from the water, so that no block is all river. */
static void
keep_off_water (const WuseCity *city, const Cut *cut, gboolean vertical, double *least, double *greatest)
{
  guint32 river = city_line_of_kind (city->rows, CITY_LINE_RIVER);
  guint32 tributary = city_line_of_kind (city->columns, CITY_LINE_TRIBUTARY);
  double x = (cut->x0 + cut->x1) / 2.0, y = (cut->y0 + cut->y1) / 2.0;
  double across, clear;
  guint32 low, high, water;

  if (vertical && cut->y0 < river)
    return;
  water = vertical ? tributary : river;
  low = vertical ? cut->x0 : cut->y0;
  high = vertical ? cut->x1 : cut->y1;
  if (water != low && water != high)
    return;

  across = vertical ? city_scale_at (city, water, y).across_x : city_scale_at (city, x, water).across_y;
  clear = ((vertical ? city_tributary_half_width (city, y) : 1.25 * city_river_half_width (city, x)) + 110) / across;
  if (water == low)
    *least = MAX (*least, low + clear);
  else
    *greatest = MIN (*greatest, high - clear);
}

static guint32
find_cut (const WuseCity *city, const Weights *weights, const Cut *cut, gboolean vertical, double share)
{
  double low = vertical ? cut->x0 : cut->y0, high = vertical ? cut->x1 : cut->y1;
  double least = low + (high - low) * 0.22, greatest = high - (high - low) * 0.22;
  double total = weight_in (weights, cut->x0, cut->y0, cut->x1, cut->y1);
  double snap = CITY_UNIT / 1024.0;

  keep_off_water (city, cut, vertical, &least, &greatest);
  if (least >= greatest)
    return quantise (CLAMP ((least + greatest) / 2, low + (high - low) * 0.1, high - (high - low) * 0.1));

  double from = least, to = greatest;

  for (guint i = 0; i < 22; i++)
    {
      double middle = (from + to) / 2;
      double part = vertical ? weight_in (weights, cut->x0, cut->y0, middle, cut->y1)
                             : weight_in (weights, cut->x0, cut->y0, cut->x1, middle);

      if (part < share * total)
        from = middle;
      else
        to = middle;
    }

  /* Streets on both sides of a main road often meet. */
  double snapped = round (from / snap) * snap;

  return quantise (snapped > least && snapped < greatest && (high - low) > 6 * snap ? snapped : from);
}

/* Cuts a superblock by streets until @blocks are left. */
static void
cut_superblock (WuseCity *city, const Weights *weights, guint32 index, guint32 n_blocks, WuseRandom *random)
{
  CitySuperblock *superblock = &g_array_index (city->superblocks, CitySuperblock, index);
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (Cut));
  Cut whole = { superblock->x0, superblock->y0, superblock->x1, superblock->y1, n_blocks, index };

  superblock->first_block = city->blocks->len;
  superblock->n_blocks = n_blocks;
  superblock->first_street = city->streets->len;
  superblock->n_streets = n_blocks - 1;
  g_array_append_val (stack, whole);
  while (stack->len > 0)
    {
      Cut cut = g_array_index (stack, Cut, stack->len - 1);

      g_array_set_size (stack, stack->len - 1);
      if (cut.blocks == 1)
        {
          CityBlock block = { .x0 = cut.x0, .y0 = cut.y0, .x1 = cut.x1, .y1 = cut.y1, .superblock = index, .grid = CITY_NONE };

          block.density = (float) city_density (city, city_unit ((cut.x0 + cut.x1) / 2.0), city_unit ((cut.y0 + cut.y1) / 2.0));
          g_array_append_val (city->blocks, block);
          continue;
        }

      CityScale scale = city_scale_at (city, (cut.x0 + cut.x1) / 2.0, (cut.y0 + cut.y1) / 2.0);
      double width = scale.along_x * (cut.x1 - cut.x0), height = scale.along_y * (cut.y1 - cut.y0);
      gboolean vertical = width > height * wuse_random_between (random, 0.8, 1.25);
      guint32 first = cut.blocks / 2;

      if (cut.blocks > 3 && wuse_random_chance (random, 0.4))
        first = (guint32) (cut.blocks * wuse_random_between (random, 0.36, 0.5)); /* at least 0.36 × 4 */

      guint32 at = find_cut (city, weights, &cut, vertical, (double) first / cut.blocks);
      CityStreet street = { .at = at,
                            .from = vertical ? cut.y0 : cut.x0,
                            .to = vertical ? cut.y1 : cut.x1,
                            .superblock = index,
                            .blocks = cut.blocks,
                            .vertical = vertical };
      Cut low = cut, high = cut;

      g_array_append_val (city->streets, street);
      low.blocks = first;
      high.blocks = cut.blocks - first;
      *(vertical ? &low.x1 : &low.y1) = at;
      *(vertical ? &high.x0 : &high.y0) = at;
      g_array_append_val (stack, high);
      g_array_append_val (stack, low);
    }
}

/* One superblock near the tributary is a park with a lake. */
static guint32
choose_lake (const WuseCity *city)
{
  double x = (1 + city->warp.tributary_x - 0.13) * CITY_UNIT / 2, y = (1 + 0.27) * CITY_UNIT / 2;

  for (guint i = 0; i < city->superblocks->len; i++)
    {
      const CitySuperblock *superblock = &g_array_index (city->superblocks, CitySuperblock, i);

      if (superblock->x0 <= x && x < superblock->x1 && superblock->y0 <= y && y < superblock->y1)
        return i;
    }

  return 0;
}

static double
superblock_weight (const WuseCity *city, const Weights *weights, guint32 index)
{
  const CitySuperblock *superblock = &g_array_index (city->superblocks, CitySuperblock, index);

  return weight_in (weights, superblock->x0, superblock->y0, superblock->x1, superblock->y1);
}

static void
cut_superblocks (WuseCity *city, const Weights *weights, WuseRandom *random)
{
  guint32 n_blocks = city->n_grids * BLOCKS_PER_GRID;
  double total = weight_in (weights, 0, 0, CITY_UNIT, CITY_UNIT), so_far = 0;
  guint32 given = 0, spare;

  city->superblocks = g_array_new (FALSE, TRUE, sizeof (CitySuperblock));
  city->blocks = g_array_sized_new (FALSE, TRUE, sizeof (CityBlock), n_blocks);
  city->streets = g_array_sized_new (FALSE, TRUE, sizeof (CityStreet), n_blocks);
  for (guint j = 0; j + 1 < city->rows->len; j++)
    for (guint i = 0; i + 1 < city->columns->len; i++)
      {
        CitySuperblock superblock = { .x0 = g_array_index (city->columns, CityLine, i).at,
                                      .y0 = g_array_index (city->rows, CityLine, j).at,
                                      .x1 = g_array_index (city->columns, CityLine, i + 1).at,
                                      .y1 = g_array_index (city->rows, CityLine, j + 1).at };

        g_array_append_val (city->superblocks, superblock);
      }

  g_assert (n_blocks > city->superblocks->len);
  city->lake_superblock = choose_lake (city);
  spare = n_blocks - city->superblocks->len;
  total -= superblock_weight (city, weights, city->lake_superblock);
  for (guint i = 0; i < city->superblocks->len; i++)
    {
      guint32 until;

      if (i != city->lake_superblock)
        so_far += superblock_weight (city, weights, i);
      until = i + 1 == city->superblocks->len ? spare : MIN (spare, (guint32) (spare * so_far / total + 0.5));
      until = MAX (until, given);
      cut_superblock (city, weights, i, 1 + until - given, random);
      given = until;
    }
  g_assert (city->blocks->len == n_blocks);
}

void
city_plan (WuseCity *city)
{
  WuseRandom shape, random;
  Weights weights;
  double weight;

  wuse_random_init (&shape, city->seed, CITY_STREAM_WARP);
  wuse_random_init (&random, city->seed, CITY_STREAM_PLAN);
  wuse_city_warp_init (&city->warp, &shape);
  wuse_city_warp_straighten (&city->warp);

  /* On a square of 2 × 2, how much room is there for blocks of one? Then the radius follows from how many there are. */
  weights = weigh (city);
  weight = weight_in (&weights, 0, 0, CITY_UNIT, CITY_UNIT);
  g_free (weights.sums);
  city->block_side = sqrt (BLOCK_AREA);
  double radius = sqrt (BLOCK_AREA * BLOCKS_PER_GRID * city->n_grids / weight);

  city->river_half_width = CLAMP (radius * 0.022, 32, 260);
  city->tributary_half_width = city->river_half_width * 0.34;
  wuse_city_warp_set_radius (&city->warp, radius, city->block_side * 2.6, &shape);
  wuse_city_warp_straighten (&city->warp);

  draw_lines (city, &random);
  weights = weigh (city);
  cut_superblocks (city, &weights, &random);
  g_free (weights.sums);
}
