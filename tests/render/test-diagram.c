/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Graphs into pixels, found again by position, with names that do not collide. */

#include "config.h"

#include "wuse-diagram-labels.h"
#include "wuse-diagram-painter.h"

#include <math.h>
#include <string.h>

#define GROUND 0xffffffffu

static const WuseColor red = { 200, 0, 0, 255 }, grey = { 100, 100, 100, 255 };
static const WuseDiagramColors colors = { { 255, 255, 255, 255 }, { 0, 0, 200, 255 } };

typedef struct
{
  float *positions;
  WuseNodeStyle *nodes;
  WuseEdgeStyle *edges;
  guint32 *from;
  guint32 *to;
  char **labels;
  GStringChunk *texts;
  guint n_nodes;
  guint n_edges;
} Made;

static Made
make (guint n_nodes, guint n_edges)
{
  Made made = { g_new0 (float, 2 * n_nodes),
                g_new (WuseNodeStyle, n_nodes),
                g_new (WuseEdgeStyle, MAX (n_edges, 1)),
                g_new0 (guint32, MAX (n_edges, 1)),
                g_new0 (guint32, MAX (n_edges, 1)),
                g_new0 (char *, n_nodes),
                g_string_chunk_new (1024),
                n_nodes,
                n_edges };

  for (guint i = 0; i < n_nodes; i++)
    made.nodes[i] = (WuseNodeStyle){ 8, red, WUSE_NODE_DISC };
  for (guint i = 0; i < n_edges; i++)
    made.edges[i] = (WuseEdgeStyle){ 2, grey, WUSE_EDGE_STRAIGHT, FALSE, FALSE };

  return made;
}

static WuseDiagramScene *
finish (Made *made)
{
  g_autoptr (WuseGraph) graph = wuse_graph_new (made->n_nodes, made->from, made->to, made->n_edges);

  g_free (made->from);
  g_free (made->to);
  return wuse_diagram_scene_new (graph, made->positions, made->nodes, made->edges, made->labels, made->texts);
}

static void
name (Made *made, guint node, const char *kind)
{
  g_autofree char *label = g_strdup_printf ("%s%u", kind, node);

  made->labels[node] = g_string_chunk_insert (made->texts, label);
}

static WuseDiagramScene *
make_random (guint32 seed, guint n_nodes)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  Made made = make (n_nodes, 3 * n_nodes);

  for (guint i = 0; i < n_nodes; i++)
    {
      made.positions[2 * i] = (float) g_rand_double_range (rand, -12, 12);
      made.positions[2 * i + 1] = (float) g_rand_double_range (rand, -12, 12);
      made.nodes[i].radius = (float) g_rand_double_range (rand, 1, 14);
      made.nodes[i].shape = (guint8) g_rand_int_range (rand, 0, WUSE_NODE_HIDDEN + 1);
      name (&made, i, "病例 ");
    }
  for (guint i = 0; i < made.n_edges; i++)
    {
      made.from[i] = (guint32) g_rand_int_range (rand, 0, (int) n_nodes);
      made.to[i] = (guint32) g_rand_int_range (rand, 0, (int) n_nodes);
      made.edges[i].shape = (guint8) g_rand_int_range (rand, 0, WUSE_EDGE_HIDDEN + 1);
      made.edges[i].dashed = g_rand_boolean (rand);
      made.edges[i].arrow = g_rand_boolean (rand);
    }

  return finish (&made);
}

static guint32
pixel_at (WusePixels *pixels, int x, int y)
{
  return wuse_pixels_get_row (pixels, y)[x];
}

static void
test_shapes (void)
{
  static const struct
  {
    WuseNodeShape shape;
    guint32 middle;
    guint32 rim; /* six pixels to the right, of eight */
  } cases[] = {
    { WUSE_NODE_DISC, 0xffc80000, 0xffc80000 },   { WUSE_NODE_RING, GROUND, GROUND },   { WUSE_NODE_DOT, 0xffc80000, GROUND },
    { WUSE_NODE_SQUARE, 0xffc80000, 0xffc80000 }, { WUSE_NODE_HIDDEN, GROUND, GROUND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Made made = make (1, 0);
      g_autoptr (WuseDiagramScene) scene = NULL;
      g_autoptr (WusePixels) pixels = wuse_pixels_new (64, 64);

      made.nodes[0].shape = (guint8) cases[i].shape;
      scene = finish (&made);
      wuse_diagram_paint (pixels, scene, NULL, &colors, -0.5, -0.5, 64, 1);
      g_assert_cmphex (pixel_at (pixels, 32, 32), ==, cases[i].middle);
      g_assert_cmphex (pixel_at (pixels, 37, 32), ==, cases[i].rim);
      g_assert_cmphex (pixel_at (pixels, 45, 32), ==, GROUND);
    }
}

/* A ring has colour at its rim: not the same as nothing. */
static void
test_ring (void)
{
  Made made = make (1, 0);
  g_autoptr (WuseDiagramScene) scene = NULL;
  g_autoptr (WusePixels) pixels = wuse_pixels_new (64, 64);

  made.nodes[0].shape = WUSE_NODE_RING;
  scene = finish (&made);
  wuse_diagram_paint (pixels, scene, NULL, &colors, -0.5, -0.5, 64, 1);
  g_assert_cmpuint (pixel_at (pixels, 39, 32) & 0xff, <, 16);
}

static void
test_edges (void)
{
  for (WuseEdgeShape shape = WUSE_EDGE_STRAIGHT; shape <= WUSE_EDGE_HIDDEN; shape++)
    {
      Made made = make (2, 1);
      g_autoptr (WuseDiagramScene) scene = NULL;
      g_autoptr (WusePixels) pixels = wuse_pixels_new (200, 40);

      made.positions[0] = -1;
      made.positions[2] = 1;
      made.to[0] = 1;
      made.edges[0].shape = (guint8) shape;
      made.edges[0].bend = 0.5f;
      scene = finish (&made);
      wuse_diagram_paint (pixels, scene, NULL, &colors, -1.5625, -0.3125, 64, 1);
      /* Two pixels wide, across the boundary between rows 19 and 20. */
      g_assert_cmphex (pixel_at (pixels, 100, 19), ==, shape == WUSE_EDGE_HIDDEN ? GROUND : 0xff646464);
      g_assert_cmphex (pixel_at (pixels, 100, 20), ==, shape == WUSE_EDGE_HIDDEN ? GROUND : 0xff646464);
      g_assert_cmphex (pixel_at (pixels, 100, 25), ==, GROUND);
    }
}

static void
test_dashes (void)
{
  Made made = make (2, 1);
  g_autoptr (WuseDiagramScene) scene = NULL;
  g_autoptr (WusePixels) pixels = wuse_pixels_new (200, 40);
  guint n_inked = 0;

  made.positions[0] = -1;
  made.positions[2] = 1;
  made.to[0] = 1;
  made.edges[0].dashed = TRUE;
  scene = finish (&made);
  wuse_diagram_paint (pixels, scene, NULL, &colors, -1.5625, -0.3125, 64, 1);
  for (int x = 60; x < 140; x++)
    n_inked += pixel_at (pixels, x, 19) != GROUND;
  g_assert_cmpuint (n_inked, >, 30);
  g_assert_cmpuint (n_inked, <, 50);
}

/* A self-link is seen, above its node. */
static void
test_loop (void)
{
  Made made = make (1, 1);
  g_autoptr (WuseDiagramScene) scene = finish (&made);
  g_autoptr (WusePixels) pixels = wuse_pixels_new (64, 64);
  guint n_inked = 0;

  wuse_diagram_paint (pixels, scene, NULL, &colors, -0.5, -0.5, 64, 1);
  for (int y = 0; y < 23; y++)
    n_inked += pixel_at (pixels, 32, y) != GROUND;
  g_assert_cmpuint (n_inked, >=, 2);
}

static void
test_tiles_fit (void)
{
  g_autoptr (WuseDiagramScene) scene = make_random (3, 120);
  g_autoptr (WusePixels) whole = wuse_pixels_new (512, 512);
  static const double scales[] = { 4, 21.3, 64 };

  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      const double scale = scales[i], left = -256 / scale, top = -256 / scale;
      guint n_different = 0;

      wuse_diagram_paint (whole, scene, NULL, &colors, left, top, scale, 1);
      for (int tile = 0; tile < 4; tile++)
        {
          const int x = tile % 2 * 256, y = tile / 2 * 256;
          g_autoptr (WusePixels) part = wuse_pixels_new (256, 256);

          wuse_diagram_paint (part, scene, NULL, &colors, left + x / scale, top + y / scale, scale, 1);
          /* Rounding may move the last bit of a channel. */
          for (int row = 0; row < 256; row++)
            for (int column = 0; column < 256; column++)
              for (int shift = 0; shift < 24; shift += 8)
                n_different += ABS ((int) (pixel_at (part, column, row) >> shift & 255)
                                    - (int) (pixel_at (whole, x + column, y + row) >> shift & 255))
                               > 3;
        }
      g_assert_cmpuint (n_different, <, 60);
    }
}

static void
test_highlight (void)
{
  Made made = make (3, 2);
  const guint32 nodes[] = { 1 }, edges[] = { 1 };
  WuseDiagramHighlight *highlight = wuse_diagram_highlight_new (nodes, 1, edges, 1);
  g_autoptr (WuseDiagramScene) scene = NULL;
  g_autoptr (WusePixels) pixels = wuse_pixels_new (200, 40);

  made.positions[0] = -1;
  made.positions[4] = 1;
  made.to[0] = 1;
  made.from[1] = 1;
  made.to[1] = 2;
  scene = finish (&made);
  wuse_diagram_paint (pixels, scene, highlight, &colors, -1.5625, -0.3125, 64, 1);
  g_assert_cmphex (pixel_at (pixels, 100, 20), ==, 0xffc80000);
  g_assert_cmphex (pixel_at (pixels, 130, 20), ==, 0xff0000c8);
  g_assert_cmphex (pixel_at (pixels, 70, 20), ==, 0);
  wuse_diagram_highlight_unref (highlight);
}

static void
test_find (void)
{
  g_autoptr (WuseDiagramScene) scene = make_random (5, 700);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint i = 0; i < 2000; i++)
    {
      const double x = g_rand_double_range (rand, -14, 14), y = g_rand_double_range (rand, -14, 14),
                   reach = g_rand_double_range (rand, 0.01, 2);
      const WuseDiagramBox box = { x - reach, y - reach, x + reach, y + reach };
      g_autoptr (GArray) inside = g_array_new (FALSE, FALSE, sizeof (guint32));
      double nearest = reach;
      guint32 expected = WUSE_NODE_NONE;
      guint n_inside = 0;

      for (guint32 node = 0; node < 700; node++)
        {
          const double dx = scene->positions[2 * node] - x, dy = scene->positions[2 * node + 1] - y;

          if (scene->nodes[node].shape == WUSE_NODE_HIDDEN)
            continue;
          n_inside += fabs (dx) <= reach && fabs (dy) <= reach;
          if (hypot (dx, dy) < nearest)
            {
              nearest = hypot (dx, dy);
              expected = node;
            }
        }
      g_assert_cmpuint (wuse_diagram_scene_find (scene, x, y, reach), ==, expected);
      wuse_diagram_scene_collect (scene, &box, inside);
      g_assert_cmpuint (inside->len, ==, n_inside);
    }
}

/* What no layout should give, and nothing at all. */
static void
test_strange (void)
{
  Made made = make (4, 3);
  g_autoptr (WuseDiagramScene) scene = NULL, empty = NULL;
  g_autoptr (WuseGraph) no_graph = wuse_graph_new (0, NULL, NULL, 0);
  g_autoptr (WusePixels) pixels = wuse_pixels_new (64, 64);

  made.positions[0] = NAN;
  made.positions[3] = INFINITY;
  made.positions[4] = 1e30f;
  made.to[0] = 3;
  made.from[1] = 2;
  made.to[1] = 3;
  made.from[2] = made.to[2] = 3;
  scene = finish (&made);
  g_assert_cmpuint (scene->n_shown, ==, 2);
  wuse_diagram_paint (pixels, scene, NULL, &colors, -0.5, -0.5, 64, 1);
  wuse_diagram_paint (pixels, scene, NULL, &colors, 0, 0, 1e-9, 1);
  g_assert_cmpuint (wuse_diagram_scene_find (scene, 0, 0, 1), ==, 3);

  empty = wuse_diagram_scene_new (no_graph, NULL, NULL, NULL, NULL, NULL);
  wuse_diagram_paint (pixels, empty, NULL, &colors, 0, 0, 1, 1);
  g_assert_cmphex (pixel_at (pixels, 32, 32), ==, GROUND);
  g_assert_cmpuint (wuse_diagram_scene_find (empty, 0, 0, 10), ==, WUSE_NODE_NONE);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GPtrArray **labels = user_data;

  *labels = wuse_diagram_labels_plan_finish (result, NULL);
  g_assert_nonnull (*labels);
}

static GPtrArray *
plan (WuseDiagramScene *scene, WuseDiagramHighlight *highlight, GPtrArray *before, const WuseDiagramBox *box, double scale)
{
  static const WuseDiagramLabelStyle style = { { 0, 0, 0, 255 }, { 255, 255, 255, 255 }, 1 };
  GPtrArray *labels = NULL;

  wuse_diagram_labels_plan_async (scene, highlight, before, &style, box, scale, NULL, planned_cb, &labels);
  while (labels == NULL)
    g_main_context_iteration (NULL, TRUE);

  return labels;
}

static void
test_labels (void)
{
  g_autoptr (WuseDiagramScene) scene = make_random (9, 300);
  const WuseDiagramBox box = { -12, -7, 12, 7 };
  g_autoptr (GPtrArray) labels = plan (scene, NULL, NULL, &box, 60), again = plan (scene, NULL, labels, &box, 60);
  const WuseDiagramLabel *first = g_ptr_array_index (labels, 0);

  g_assert_cmpuint (labels->len, >, 20);
  g_assert_cmpuint (again->len, ==, labels->len);
  g_assert_true (((WuseDiagramLabel *) g_ptr_array_index (again, 0))->pixels == first->pixels);
  for (guint i = 0; i < labels->len; i++)
    {
      const WuseDiagramLabel *a = g_ptr_array_index (labels, i);
      const float ax = scene->positions[2 * a->node] * 60 + a->x, ay = scene->positions[2 * a->node + 1] * 60 + a->y;

      g_assert_cmpint (scene->nodes[a->node].shape, !=, WUSE_NODE_HIDDEN);
      for (guint j = 0; j < i; j++)
        {
          const WuseDiagramLabel *b = g_ptr_array_index (labels, j);
          const float bx = scene->positions[2 * b->node] * 60 + b->x, by = scene->positions[2 * b->node + 1] * 60 + b->y;

          g_assert_true (ax + a->width <= bx || bx + b->width <= ax || ay + a->height <= by || by + b->height <= ay);
        }
    }
}

/* Of a crowd seen from afar the shape is seen, not one blot, and the largest are named. */
static void
test_crowd (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  const guint n_nodes = 40000;
  Made made = make (n_nodes, 0);
  g_autoptr (WuseDiagramScene) scene = NULL;
  g_autoptr (WusePixels) pixels = wuse_pixels_new (240, 240);
  g_autoptr (GPtrArray) labels = NULL;
  const WuseDiagramBox box = { -12, -12, 12, 12 };
  guint n_ground = 0, n_painted = 0;

  for (guint i = 0; i < n_nodes; i++)
    {
      made.positions[2 * i] = (float) g_rand_double_range (rand, -12, 12);
      made.positions[2 * i + 1] = (float) g_rand_double_range (rand, -12, 12);
      made.nodes[i].radius = i < 5 ? 20 : 5;
      name (&made, i, "");
    }
  scene = finish (&made);
  wuse_diagram_paint (pixels, scene, NULL, &colors, -12, -12, 10, 1);
  for (int y = 0; y < 240; y++)
    for (int x = 0; x < 240; x++)
      {
        const guint32 pixel = pixel_at (pixels, x, y);

        n_ground += pixel == wuse_color_to_pixel (colors.ground, 255);
        n_painted += pixel != wuse_color_to_pixel (colors.ground, 255);
      }
  g_assert_cmpuint (n_ground, >, 240 * 240 / 10);
  g_assert_cmpuint (n_painted, >, 240 * 240 / 10);

  labels = plan (scene, NULL, NULL, &box, 10);
  g_assert_cmpuint (labels->len, ==, 5);
  for (guint i = 0; i < labels->len; i++)
    g_assert_cmpuint (((WuseDiagramLabel *) g_ptr_array_index (labels, i))->node, <, 5);
  /* Near by, they are as large as ever. */
  g_assert_cmpfloat (wuse_diagram_scene_get_size_factor (scene, 400), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagram/shapes", test_shapes);
  g_test_add_func ("/diagram/ring", test_ring);
  g_test_add_func ("/diagram/edges", test_edges);
  g_test_add_func ("/diagram/dashes", test_dashes);
  g_test_add_func ("/diagram/loop", test_loop);
  g_test_add_func ("/diagram/tiles-fit", test_tiles_fit);
  g_test_add_func ("/diagram/highlight", test_highlight);
  g_test_add_func ("/diagram/find", test_find);
  g_test_add_func ("/diagram/strange", test_strange);
  g_test_add_func ("/diagram/labels", test_labels);
  g_test_add_func ("/diagram/crowd", test_crowd);

  return g_test_run ();
}
