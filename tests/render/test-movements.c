/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Movements: their order in time, marks and ways at a zoom level, pixels. */

#include "config.h"

#include "wuse-movement-paint.h"
#include "wuse-raster.h"
#include "wuse-register.h"

#include "render-fixture.h"

#include <math.h>
#include <string.h>

#define HOUR 3600000
#define START ((WuseTime) 1581638400000) /* 14 February 2020 */
#define LON 1270000000
#define LAT 375000000
/* About 88 m in Seoul */
#define STEP 10000

static const WuseBounds around = { LON, LAT, LON + 2000 * STEP, LAT + 2000 * STEP };

static WuseMovementStay
make_stay (const char *id, int hour, int east, int north)
{
  return (WuseMovementStay){ .id = id,
                             .name = "East Market",
                             .position = { LON + east * STEP, LAT + north * STEP },
                             .start = START + (WuseTime) hour * HOUR,
                             .end = START + (WuseTime) (hour + 1) * HOUR };
}

static WuseMover
make_case (const char *id, WuseClassification classification)
{
  return (WuseMover){ .id = id,
                      .classification = (guint8) classification,
                      .onset = WUSE_DAY_NONE,
                      .report = WUSE_DAY_NONE,
                      .isolation = WUSE_DAY_NONE,
                      .release = WUSE_DAY_NONE,
                      .death = WUSE_DAY_NONE };
}

static void
add_case (WuseMovementsBuilder *builder, const char *id)
{
  const WuseMover mover = make_case (id, WUSE_CASE_CONFIRMED);

  wuse_movements_builder_add_case (builder, &mover);
}

static void
add_stay (WuseMovementsBuilder *builder, const char *id, int hour, int east, int north)
{
  const WuseMovementStay stay = make_stay (id, hour, east, north);

  g_assert_true (wuse_movements_builder_add_stay (builder, &stay));
}

/* One case that goes around a square and comes back to its first place; given in no order. */
static WuseMovements *
make_round (void)
{
  WuseMovementsBuilder *builder = wuse_movements_builder_new ();

  add_case (builder, "A");
  add_stay (builder, "c", 4, 60, 60);
  add_stay (builder, "e", 8, 0, 0);
  add_stay (builder, "a", 0, 0, 0);
  add_stay (builder, "d", 6, 0, 60);
  add_stay (builder, "b", 2, 60, 0);

  return wuse_movements_builder_end (builder, 1);
}

static void
test_order (void)
{
  static const char *const expected[] = { "a", "b", "c", "d", "e" };
  g_autoptr (WuseMovements) movements = make_round ();

  g_assert_cmpuint (movements->n_stays, ==, 5);
  g_assert_cmpuint (movements->n_placed, ==, 5);
  g_assert_cmpint (movements->start, ==, START);
  g_assert_cmpint (movements->end, ==, START + 9 * HOUR);
  g_assert_cmpint (movements->bounds.west, ==, LON);
  g_assert_cmpint (movements->bounds.north, ==, LAT + 60 * STEP);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_assert_cmpstr (movements->stays[i].id, ==, expected[i]);
      g_assert_cmpuint (movements->stays[i].number, ==, i + 1);
    }
}

/* Stays without a position are counted and have no number; one without a start comes last and is joined to nothing. */
static void
test_unplaced (void)
{
  WuseMovementsBuilder *builder = wuse_movements_builder_new ();
  WuseMovementStay nowhere = make_stay ("nowhere", 1, 0, 0), whenever = make_stay ("whenever", 0, 30, 30);
  g_autoptr (WuseMovements) movements = NULL;
  g_autoptr (WuseMovementPlan) plan = NULL;

  nowhere.position = (WusePoint){ 0, 0 };
  whenever.start = whenever.end = WUSE_TIME_NONE;
  add_case (builder, "A");
  g_assert_true (wuse_movements_builder_add_stay (builder, &whenever));
  g_assert_true (wuse_movements_builder_add_stay (builder, &nowhere));
  add_stay (builder, "first", 0, 0, 0);
  add_stay (builder, "second", 2, 60, 0);
  movements = wuse_movements_builder_end (builder, 1);

  g_assert_cmpuint (movements->n_stays, ==, 4);
  g_assert_cmpuint (movements->n_placed, ==, 3);
  g_assert_cmpuint (movements->movers[0].n_placed, ==, 3);
  g_assert_cmpstr (movements->stays[1].id, ==, "nowhere");
  g_assert_cmpuint (movements->stays[1].number, ==, 0);
  g_assert_cmpstr (movements->stays[3].id, ==, "whenever");

  plan = wuse_movement_plan_new (movements, NULL, 15, G_MAXINT64, NULL);
  g_assert_cmpuint (plan->n_marks, ==, 3);
  /* From the first to the second, past the one that is nowhere. */
  g_assert_cmpuint (plan->n_edges, ==, 1);
}

static void
test_one_stay (void)
{
  WuseMovementsBuilder *builder = wuse_movements_builder_new ();
  g_autoptr (WuseMovements) movements = NULL;
  g_autoptr (WuseMovementPlan) plan = NULL;

  add_case (builder, "none");
  add_case (builder, "one");
  add_stay (builder, "a", 0, 0, 0);
  movements = wuse_movements_builder_end (builder, 2);
  plan = wuse_movement_plan_new (movements, NULL, 12, G_MAXINT64, NULL);

  g_assert_cmpuint (movements->movers[0].n_stays, ==, 0);
  g_assert_cmpuint (plan->n_marks, ==, 1);
  g_assert_cmpuint (plan->n_edges, ==, 0);
  g_assert_cmpstr (plan->marks[0].text, ==, "1");
  g_assert_cmpuint (plan->marks[0].style, ==, 1);
  g_assert_cmpuint (plan->marks[0].strength, ==, 255);
}

static void
test_nothing (void)
{
  g_autoptr (WuseMovements) movements = wuse_movements_builder_end (wuse_movements_builder_new (), 3);
  g_autoptr (WuseMovementPlan) plan = wuse_movement_plan_new (movements, NULL, 12, G_MAXINT64, NULL);
  g_autoptr (WusePixels) pixels = wuse_pixels_new (16, 16);

  g_assert_cmpuint (movements->n_asked, ==, 3);
  g_assert_true (movements->bounds.west > movements->bounds.east);
  g_assert_cmpuint (plan->n_marks, ==, 0);
  g_assert_cmpuint (wuse_movement_plan_find (plan, 0, 0), ==, WUSE_INDEX_NONE);
  g_assert_false (wuse_movement_paint (pixels, plan, wuse_palette_get (WUSE_PALETTE_LIGHT), 0, 0, 1, NULL));
}

static guint32
find_mark (const WuseMovementPlan *plan, guint32 stay)
{
  for (guint i = 0; i < plan->n_marks; i++)
    for (guint j = 0; j < plan->marks[i].n_stays; j++)
      if (plan->members[plan->marks[i].first + j] == stay)
        return i;
  g_assert_not_reached ();
}

/* Near, the place come back to is one mark with two numbers; the ways follow the order of time. Far away all is one mark. */
static void
test_marks_and_ways (void)
{
  g_autoptr (WuseMovements) movements = make_round ();
  g_autoptr (WuseMovementPlan) near = wuse_movement_plan_new (movements, NULL, 16, G_MAXINT64, NULL);
  g_autoptr (WuseMovementPlan) far = wuse_movement_plan_new (movements, near, 6, G_MAXINT64, NULL);

  g_assert_cmpuint (near->n_marks, ==, 4);
  g_assert_cmpuint (near->n_edges, ==, 4);
  g_assert_cmpstr (near->marks[find_mark (near, 0)].text, ==, "1, 5");
  g_assert_cmpuint (find_mark (near, 0), ==, find_mark (near, 4));
  for (guint i = 0; i < 4; i++)
    {
      double x, y, left_of;
      const WuseMovementMark *from = &near->marks[near->edges[i].from], *to = &near->marks[near->edges[i].to];

      g_assert_cmpuint (near->edges[i].from, ==, find_mark (near, i));
      g_assert_cmpuint (near->edges[i].to, ==, find_mark (near, i + 1));
      g_assert_true (i == 0 || near->edges[i].strength >= near->edges[i - 1].strength);
      wuse_movement_edge_get_control (near, &near->edges[i], &x, &y);
      left_of = (to->x - from->x) * (y - from->y) - (to->y - from->y) * (x - from->x);
      /* On a screen y grows downwards: what is on the left is negative. */
      g_assert_cmpfloat (left_of, <, 0);
    }
  g_assert_cmpuint (far->n_marks, ==, 1);
  g_assert_cmpuint (far->n_edges, ==, 0);
  g_assert_cmpstr (far->marks[0].text, ==, "1–5");
  g_assert_cmpuint (wuse_movement_plan_find (near, near->marks[1].x + 3, near->marks[1].y - 3), ==, 1);
}

/* Home, work, home, work: two ways, however often. */
static void
test_again_and_again (void)
{
  WuseMovementsBuilder *builder = wuse_movements_builder_new ();
  g_autoptr (WuseMovements) movements = NULL;
  g_autoptr (WuseMovementPlan) plan = NULL;

  add_case (builder, "A");
  for (int i = 0; i < 40; i++)
    {
      g_autofree char *id = g_strdup_printf ("s%02d", i);

      add_stay (builder, id, 12 * i, i % 2 == 0 ? 0 : 80, 0);
    }
  movements = wuse_movements_builder_end (builder, 1);
  plan = wuse_movement_plan_new (movements, NULL, 15, G_MAXINT64, NULL);

  g_assert_cmpuint (plan->n_marks, ==, 2);
  g_assert_cmpuint (plan->n_edges, ==, 2);
  g_assert_cmpuint (plan->marks[0].n_stays, ==, 20);
  g_assert_cmpuint (plan->edges[1].strength, ==, 255);
  g_assert_cmpuint (plan->edges[0].strength, <, 255);
}

/* Two cases at one place: the mark says how many, and belongs to neither. */
static void
test_shared (void)
{
  WuseMovementsBuilder *builder = wuse_movements_builder_new ();
  g_autoptr (WuseMovements) movements = NULL;
  g_autoptr (WuseMovementPlan) plan = NULL;
  const WuseMovementMark *mark;

  add_case (builder, "A");
  add_stay (builder, "a1", 0, 0, 0);
  add_stay (builder, "a2", 5, 90, 0);
  add_stay (builder, "a3", 9, 0, 0);
  add_case (builder, "B");
  add_stay (builder, "b1", 2, 0, 0);
  movements = wuse_movements_builder_end (builder, 2);
  plan = wuse_movement_plan_new (movements, NULL, 15, G_MAXINT64, NULL);

  g_assert_cmpuint (plan->n_marks, ==, 2);
  mark = &plan->marks[plan->n_marks - 1];
  g_assert_cmpuint (mark->n_cases, ==, 2);
  g_assert_cmpuint (mark->n_stays, ==, 3);
  g_assert_cmpuint (mark->style, ==, WUSE_MOVEMENT_SHARED);
  g_assert_cmpstr (mark->text, ==, "2");
}

/* What begins after the day that is shown is faint, marks and ways alike. */
static void
test_until (void)
{
  g_autoptr (WuseMovements) movements = make_round ();
  g_autoptr (WuseMovementPlan) plan = wuse_movement_plan_new (movements, NULL, 16, START + 3 * HOUR, NULL);
  guint n_late_edges = 0, n_late_marks = 0;

  for (guint i = 0; i < plan->n_edges; i++)
    n_late_edges += plan->edges[i].is_late;
  for (guint i = 0; i < plan->n_marks; i++)
    n_late_marks += plan->marks[i].is_late;
  g_assert_cmpuint (n_late_edges, ==, 3);
  g_assert_cmpuint (n_late_marks, ==, 2);
  g_assert_cmpuint (plan->edges[plan->n_edges - 1].is_late, ==, 0);
}

/* Names keep clear of marks and of each other. */
static void
test_labels (void)
{
  static const char *const names[] = { "A · 14 February 00:00", "14 February 02:00", "14 February 04:00", "14 February 06:00",
                                       NULL };
  g_autoptr (WuseMovements) movements = make_round ();
  g_autoptr (WuseMovementPlan) plan = wuse_movement_plan_new (movements, NULL, 16, G_MAXINT64, names);

  g_assert_cmpuint (plan->n_labels, ==, 4);
  for (guint i = 0; i < plan->n_labels; i++)
    for (guint j = 0; j < i; j++)
      {
        const WuseMovementLabel *a = &plan->labels[i], *b = &plan->labels[j];

        g_assert_true (fabs (a->x - b->x) >= (double) (a->half_width + b->half_width) - 1 || fabs (a->y - b->y) >= 12);
      }
}

/* Every stay is in exactly one mark, marks do not touch, and classifications are the styles. */
static void
test_many (void)
{
  g_autoptr (WuseMovements) movements = render_make_movements (&around, 10000);
  g_autoptr (WuseMovementPlan) plan = NULL;
  g_autofree guint8 *seen = g_new0 (guint8, 10000);
  guint n_members = 0;

  g_assert_cmpuint (movements->n_placed, ==, 10000);
  for (guint zoom = 10; zoom <= 18; zoom += 4)
    {
      g_autoptr (WuseMovementPlan) before = g_steal_pointer (&plan);

      plan = wuse_movement_plan_new (movements, before, zoom, G_MAXINT64, NULL);
      memset (seen, 0, 10000);
      n_members = 0;
      g_assert_true (plan->by_class);
      for (guint i = 0; i < plan->n_marks; i++)
        for (guint j = 0; j < plan->marks[i].n_stays; j++)
          {
            const guint32 stay = plan->members[plan->marks[i].first + j];

            g_assert_cmpuint (seen[stay]++, ==, 0);
            n_members++;
          }
      g_assert_cmpuint (n_members, ==, 10000);
      for (guint i = 0; i < plan->n_edges; i++)
        {
          g_assert_cmpuint (plan->edges[i].from, !=, plan->edges[i].to);
          g_assert_cmpuint (plan->edges[i].style, <=, WUSE_CASE_ASYMPTOMATIC);
        }
      g_assert_cmpuint (plan->n_edges, <=, 9000);
    }
}

/* More than may be shown: the builder says so, and the case is taken back whole. */
static void
test_too_many (void)
{
  WuseMovementsBuilder *builder = wuse_movements_builder_new ();
  g_autoptr (WuseMovements) movements = NULL;
  WuseMovementStay stay = make_stay ("s", 0, 0, 0);

  add_case (builder, "A");
  for (guint i = 0; i + 1 < WUSE_MOVEMENTS_MAX_STAYS; i++)
    g_assert_true (wuse_movements_builder_add_stay (builder, &stay));
  add_case (builder, "B");
  g_assert_true (wuse_movements_builder_add_stay (builder, &stay));
  g_assert_false (wuse_movements_builder_add_stay (builder, &stay));
  wuse_movements_builder_drop_case (builder);
  movements = wuse_movements_builder_end (builder, 2);

  g_assert_cmpuint (movements->n_movers, ==, 1);
  g_assert_cmpuint (movements->n_stays, ==, WUSE_MOVEMENTS_MAX_STAYS - 1);
  g_assert_cmpuint (movements->n_asked, ==, 2);
}

/* --- pixels --- */

static WusePixels *
paint (const WuseMovementPlan *plan, WusePaletteVariant variant, double left, double top, int width, int height, int scale)
{
  WusePixels *pixels = wuse_pixels_new (width, height);

  wuse_movement_paint (pixels, plan, wuse_palette_get (variant), (gint64) left, (gint64) top, scale, NULL);

  return pixels;
}

/* A tile fits to its neighbour, and nothing is painted where nothing is. */
static void
test_tiles (void)
{
  g_autoptr (WuseMovements) movements = make_round ();
  g_autoptr (WuseMovementPlan) plan = wuse_movement_plan_new (movements, NULL, 13, G_MAXINT64, NULL);
  const double left = floor ((plan->marks[find_mark (plan, 0)].x + plan->marks[find_mark (plan, 2)].x) / 2) - 300,
               top = floor ((plan->marks[find_mark (plan, 0)].y + plan->marks[find_mark (plan, 2)].y) / 2) - 300;

  for (int scale = 1; scale <= 2; scale++)
    {
      const int side = 600 * scale;
      g_autoptr (WusePixels) whole = paint (plan, WUSE_PALETTE_LIGHT, left * scale, top * scale, side, side, scale);
      g_autoptr (WusePixels) part = paint (plan, WUSE_PALETTE_LIGHT, left * scale + side / 2, top * scale, side / 2, side, scale);
      guint n_painted = 0;

      for (int y = 0; y < side; y++)
        for (int x = 0; x < side / 2; x++)
          {
            const guint32 one = wuse_pixels_get_row (whole, y)[x + side / 2], other = wuse_pixels_get_row (part, y)[x];

            n_painted += one != 0;
            for (guint shift = 0; shift < 32; shift += 8)
              g_assert_cmpint (ABS ((int) (one >> shift & 255) - (int) (other >> shift & 255)), <=, 8);
          }
      g_assert_cmpuint (n_painted, >, 500);
    }
  {
    g_autoptr (WusePixels) elsewhere = wuse_pixels_new (512, 512);

    g_assert_false (wuse_movement_paint (elsewhere, plan, wuse_palette_get (WUSE_PALETTE_LIGHT), (gint64) left + 9000,
                                         (gint64) top, 1, NULL));
  }
}

static WuseColor
over (WuseColor above, WuseColor below)
{
  const double part = above.alpha / 255.0;

  return (WuseColor){ (guint8) (above.red * part + below.red * (1 - part)),
                      (guint8) (above.green * part + below.green * (1 - part)),
                      (guint8) (above.blue * part + below.blue * (1 - part)), 255 };
}

static double
get_luminance (WuseColor color)
{
  const double channels[] = { color.red / 255.0, color.green / 255.0, color.blue / 255.0 },
               weights[] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;

  for (guint i = 0; i < 3; i++)
    sum += weights[i] * (channels[i] <= 0.03928 ? channels[i] / 12.92 : pow ((channels[i] + 0.055) / 1.055, 2.4));

  return sum;
}

static double
get_contrast (WuseColor a, WuseColor b)
{
  const double first = get_luminance (a), second = get_luminance (b);

  return (MAX (first, second) + 0.05) / (MIN (first, second) + 0.05);
}

/* A line with its edge stands out from each of the five colours, in every palette: by the line or by the edge; the line from its
 * edge always. */
static void
test_legible (void)
{
  for (guint variant = 0; variant < WUSE_N_PALETTE_VARIANTS; variant++)
    {
      const WusePalette *palette = wuse_palette_get (variant);

      for (guint style = 0; style < WUSE_N_MOVEMENT_COLORS; style++)
        {
          const WuseColor color = wuse_movement_color (palette, FALSE, (guint8) style);

          g_test_message ("%s, case %u: %.1f from its edge", wuse_palette_variant_to_string (variant), style,
                          get_contrast (color, palette->mark_line));
          g_assert_cmpfloat (get_contrast (color, palette->mark_line), >=, 4.5);
          for (guint risk = 0; risk < WUSE_N_RISKS; risk++)
            {
              const WuseColor ground = over (palette->risks[risk].fill, palette->land);

              g_assert_cmpfloat (MAX (get_contrast (color, ground), get_contrast (palette->mark_line, ground)), >=, 3);
            }
        }
      for (guint a = 0; a < WUSE_N_MOVEMENT_COLORS; a++)
        for (guint b = 0; b < a; b++)
          g_assert_true (memcmp (&palette->movements[a], &palette->movements[b], sizeof (WuseColor)) != 0);
    }
  /* Never by colour alone. */
  for (guint8 style = 0; style + 1 < 4; style++)
    g_assert_cmpint (wuse_movement_dash (FALSE, style), !=, wuse_movement_dash (FALSE, style + 1));
  g_assert_cmpint (wuse_movement_dash (TRUE, WUSE_CASE_CONFIRMED), !=, wuse_movement_dash (TRUE, WUSE_CASE_SUSPECTED));
}

/* Direction is in the pixels: a way and its way back are not the same picture. */
static void
test_direction (void)
{
  WusePixels *pictures[2];
  guint n_different = 0;

  for (guint i = 0; i < 2; i++)
    {
      WuseMovementsBuilder *builder = wuse_movements_builder_new ();
      g_autoptr (WuseMovements) movements = NULL;
      g_autoptr (WuseMovementPlan) plan = NULL;

      add_case (builder, "A");
      add_stay (builder, "a", 0, i == 0 ? 0 : 60, 0);
      add_stay (builder, "b", 3, i == 0 ? 60 : 0, 0);
      movements = wuse_movements_builder_end (builder, 1);
      plan = wuse_movement_plan_new (movements, NULL, 12, G_MAXINT64, NULL);
      pictures[i] = paint (plan, WUSE_PALETTE_LIGHT, floor (MIN (plan->marks[0].x, plan->marks[1].x)) - 20,
                           floor (plan->marks[0].y) - 80, 400, 160, 1);
    }
  for (int y = 0; y < 160; y++)
    for (int x = 40; x < 220; x++)
      n_different += wuse_pixels_get_row (pictures[0], y)[x] != wuse_pixels_get_row (pictures[1], y)[x];
  g_assert_cmpuint (n_different, >, 400);
  wuse_pixels_unref (pictures[0]);
  wuse_pixels_unref (pictures[1]);
}

/* Ten thousand stays in a view of full size, cut off in the middle without waiting. */
static void
test_cancelled (void)
{
  g_autoptr (WuseMovements) movements = render_make_movements (&around, 10000);
  g_autoptr (WuseMovementPlan) plan = wuse_movement_plan_new (movements, NULL, 12, G_MAXINT64, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WusePixels) pixels = wuse_pixels_new (512, 512);

  g_cancellable_cancel (cancellable);
  g_assert_false (wuse_movement_paint (pixels, plan, wuse_palette_get (WUSE_PALETTE_LIGHT), (gint64) plan->marks[0].x - 256,
                                       (gint64) plan->marks[0].y - 256, 1, cancellable));
  g_assert_true (wuse_movement_paint (pixels, plan, wuse_palette_get (WUSE_PALETTE_LIGHT), (gint64) plan->marks[0].x - 256,
                                      (gint64) plan->marks[0].y - 256, 1, NULL));
}

static gpointer
get_plan_cb (gpointer plans)
{
  return (gpointer) wuse_movement_plans_get (plans, 14);
}

/* A plan is made once, whoever asks; until another time there are as many marks, some of them late. */
static void
test_plans (void)
{
  g_autoptr (WuseMovements) movements = render_make_movements (&around, 1000);
  g_autoptr (WuseMovementPlans) plans = wuse_movement_plans_new (movements, NULL, G_MAXINT64);
  g_autoptr (WuseMovementPlans) earlier = NULL;
  const WuseMovementPlan *plan, *before;
  GThread *threads[4];
  guint n_late = 0;

  g_assert_null (wuse_movement_plans_peek (plans, 14));
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("asks", get_plan_cb, plans);
  plan = wuse_movement_plans_get (plans, 14);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_true (g_thread_join (threads[i]) == plan);
  g_assert_true (wuse_movement_plans_peek (plans, 14) == plan);
  g_assert_null (wuse_movement_plans_peek (plans, 13));

  earlier = wuse_movement_plans_with_until (plans, movements->start + 40 * HOUR);
  g_assert_true (wuse_movement_plans_get_movements (earlier) == movements);
  before = wuse_movement_plans_get (earlier, 14);
  g_assert_cmpuint (before->n_marks, ==, plan->n_marks);
  for (guint i = 0; i < before->n_marks; i++)
    n_late += before->marks[i].is_late;
  g_assert_cmpuint (n_late, >, 0);
  g_assert_cmpuint (n_late, <, before->n_marks);
}

static void
test_touches (void)
{
  static const char *const names[] = { "A · 14 February 00:00", NULL, NULL, NULL, NULL };
  g_autoptr (WuseMovements) movements = make_round ();
  g_autoptr (WuseMovementPlan) plan = wuse_movement_plan_new (movements, NULL, 16, G_MAXINT64, names);
  const WuseMovementMark *mark = &plan->marks[find_mark (plan, 1)];
  const WuseMovementLabel *label = &plan->labels[0];
  const gint32 x = (gint32) mark->x, y = (gint32) mark->y, beside = x + (gint32) mark->half_width + 2,
               at_name = (gint32) (label->x + (double) label->half_width) - 4;

  g_assert_true (wuse_movement_plan_touches (plan, &(WuseLabelBox){ x - 5, y - 5, x + 5, y + 5 }));
  g_assert_false (wuse_movement_plan_touches (plan, &(WuseLabelBox){ beside, y - 5, beside + 10, y + 5 }));
  g_assert_true (
      wuse_movement_plan_touches (plan, &(WuseLabelBox){ at_name, (gint32) label->y, at_name + 40, (gint32) label->y + 1 }));
}

static void
assert_same (WusePixels *one, WusePixels *other)
{
  for (int y = 0; y < wuse_pixels_get_height (one); y++)
    g_assert_cmpmem (wuse_pixels_get_row (one, y), (gsize) wuse_pixels_get_width (one) * 4, wuse_pixels_get_row (other, y),
                     (gsize) wuse_pixels_get_width (other) * 4);
}

/* A tile with movements is the tile without and its part of them over it, at any scale, in any palette, over another map too;
 * taken away again they leave nothing behind. */
static void
test_scene (void)
{
  const guint zoom = 13;
  const RenderCity city = { .west = 127, .north = 37.52, .degrees = 0.002, .columns = 20, .rows = 10, .block = 5 };
  g_autoptr (WuseAreaSet) areas = render_city_make_areas (&city);
  const WuseBounds bounds = wuse_area_set_get_bounds (areas);
  g_autoptr (WuseMovements) movements = render_make_movements (&bounds, 300);
  g_autoptr (WuseMovementPlans) plans = wuse_movement_plans_new (movements, NULL, G_MAXINT64);
  const WuseMovementMark *mark = &wuse_movement_plans_get (plans, zoom)->marks[0];
  const guint x = (guint) mark->x / 256, y = (guint) mark->y / 256;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WuseScene) with = NULL;

  for (int scale = 1; scale <= 2; scale++)
    {
      WuseSceneOptions options = WUSE_SCENE_DEFAULTS;
      const int size = 256 * scale;
      g_autoptr (WuseScene) plain = NULL;
      g_autoptr (WuseScene) bare = NULL;
      g_autoptr (WusePixels) below = NULL;
      g_autoptr (WusePixels) whole = NULL;
      g_autoptr (WusePixels) again = NULL;

      if (scale == 2)
        {
          options.variant = WUSE_PALETTE_DARK;
          options.flags |= WUSE_SCENE_OVERLAY;
        }
      plain = wuse_scene_new (areas, NULL, NULL, 0, &options);
      g_clear_pointer (&with, wuse_scene_unref);
      with = wuse_scene_with_movements (plain, plans);
      bare = wuse_scene_with_movements (with, NULL);
      g_assert_true (wuse_scene_get_movements (with) == plans);
      g_assert_null (wuse_scene_get_movements (bare));

      below = wuse_raster_paint_tile (plain, zoom, x, y, size, NULL);
      whole = wuse_raster_paint_tile (with, zoom, x, y, size, NULL);
      again = wuse_raster_paint_tile (bare, zoom, x, y, size, NULL);
      assert_same (below, again);
      g_assert_true (wuse_movement_paint (below, wuse_movement_plans_get (plans, zoom), wuse_palette_get (options.variant),
                                          (gint64) x * size, (gint64) y * size, scale, NULL));
      assert_same (below, whole);
    }
  g_cancellable_cancel (cancellable);
  g_assert_null (wuse_raster_paint_tile (with, zoom, x, y, 256, cancellable));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/movements/order", test_order);
  g_test_add_func ("/movements/without-a-position", test_unplaced);
  g_test_add_func ("/movements/one-stay", test_one_stay);
  g_test_add_func ("/movements/nothing", test_nothing);
  g_test_add_func ("/movements/marks-and-ways", test_marks_and_ways);
  g_test_add_func ("/movements/again-and-again", test_again_and_again);
  g_test_add_func ("/movements/shared", test_shared);
  g_test_add_func ("/movements/until", test_until);
  g_test_add_func ("/movements/labels", test_labels);
  g_test_add_func ("/movements/many", test_many);
  g_test_add_func ("/movements/too-many", test_too_many);
  g_test_add_func ("/movements/tiles", test_tiles);
  g_test_add_func ("/movements/legible", test_legible);
  g_test_add_func ("/movements/direction", test_direction);
  g_test_add_func ("/movements/cancelled", test_cancelled);
  g_test_add_func ("/movements/plans", test_plans);
  g_test_add_func ("/movements/touches", test_touches);
  g_test_add_func ("/movements/scene", test_scene);

  return g_test_run ();
}
