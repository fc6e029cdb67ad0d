/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The force layout: the same with any number of threads, sound for graphs of every kind, and what settling and moving apart
 * leave alone. */

#include "config.h"

#include "wuse-force-layout.h"
#include "wuse-graph-error.h"
#include "wuse-layout-separate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  GArray *from;
  GArray *to;
  guint n_nodes;
} Draft;

typedef struct
{
  WuseGraph *graph;
  float *x;
  float *y;
} Picture;

static void
add_link (Draft *draft, guint32 from, guint32 to)
{
  if (draft->from == NULL)
    {
      draft->from = g_array_new (FALSE, FALSE, sizeof (guint32));
      draft->to = g_array_new (FALSE, FALSE, sizeof (guint32));
    }
  g_array_append_val (draft->from, from);
  g_array_append_val (draft->to, to);
  draft->n_nodes = MAX (draft->n_nodes, MAX (from, to) + 1);
}

static WuseGraph *
finish (Draft *draft)
{
  WuseGraph *graph;

  if (draft->from == NULL)
    return wuse_graph_new (draft->n_nodes, NULL, NULL, 0);
  graph = wuse_graph_new (draft->n_nodes, (guint32 *) draft->from->data, (guint32 *) draft->to->data, draft->from->len);
  g_array_unref (draft->from);
  g_array_unref (draft->to);

  return graph;
}

static void
clear_picture (Picture *picture)
{
  g_clear_pointer (&picture->graph, wuse_graph_unref);
  g_free (picture->x);
  g_free (picture->y);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Picture, clear_picture)

static void
assert_finite (const Picture *picture)
{
  for (guint i = 0; i < picture->graph->n_nodes; i++)
    g_assert_true (isfinite (picture->x[i]) && isfinite (picture->y[i]));
}

static float
distance (const Picture *picture, guint a, guint b)
{
  return hypotf (picture->x[a] - picture->x[b], picture->y[a] - picture->y[b]);
}

static double
mean_edge (const Picture *picture)
{
  double sum = 0.0;

  for (guint i = 0; i < picture->graph->n_edges; i++)
    sum += distance (picture, picture->graph->from[i], picture->graph->to[i]);
  return sum / picture->graph->n_edges;
}

static Picture
lay_out (WuseGraph *graph, guint64 seed, guint n_threads)
{
  WuseForceLayoutOptions options = { .seed = seed, .n_threads = n_threads };
  Picture picture = { graph, g_new (float, graph->n_nodes), g_new (float, graph->n_nodes) };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < graph->n_nodes; i++)
    picture.x[i] = picture.y[i] = NAN;
  g_assert_true (wuse_force_layout_run (graph, &options, picture.x, picture.y, NULL, &error));
  g_assert_no_error (error);
  assert_finite (&picture);

  return picture;
}

/* A tree with shortcuts, as contact networks are. */
static WuseGraph *
make_network (guint n_nodes, guint32 seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  Draft draft = { .n_nodes = n_nodes };

  for (guint32 i = 1; i < n_nodes; i++)
    {
      add_link (&draft, (guint32) g_rand_int_range (random, (gint32) (i / 8), (gint32) (i / 8 + 1)), i);
      if (i > 50 && i % 9 == 0)
        add_link (&draft, i, i - (guint32) g_rand_int_range (random, 2, 50));
    }

  return finish (&draft);
}

static WuseGraph *
make_paths (guint n_paths, guint length)
{
  Draft draft = { .n_nodes = n_paths * length };

  for (guint32 i = 0; i < n_paths * length; i++)
    if (i % length > 0)
      add_link (&draft, i - 1, i);

  return finish (&draft);
}

static void
test_threads (void)
{
  g_auto (Picture) one = lay_out (make_network (20000, 1), 5, 1);
  gsize size = one.graph->n_nodes * sizeof (float);

  for (guint n_threads = 1; n_threads <= 4; n_threads++)
    {
      g_auto (Picture) other = lay_out (wuse_graph_ref (one.graph), 5, n_threads);

      g_assert_cmpmem (one.x, size, other.x, size);
      g_assert_cmpmem (one.y, size, other.y, size);
    }

  g_auto (Picture) another = lay_out (wuse_graph_ref (one.graph), 6, 2);
  g_assert_cmpint (memcmp (one.x, another.x, size), !=, 0);
  g_assert_cmpfloat_with_epsilon (mean_edge (&one), 1.0, 1e-3);
}

static void
test_components (void)
{
  g_auto (Picture) one = lay_out (make_paths (1000, 6), 0, 1);
  g_auto (Picture) four = lay_out (wuse_graph_ref (one.graph), 0, 4);
  gsize size = one.graph->n_nodes * sizeof (float);

  g_assert_cmpmem (one.x, size, four.x, size);
  g_assert_cmpmem (one.y, size, four.y, size);

  /* Nobody within half an edge of another component. */
  for (guint i = 0; i < one.graph->n_nodes; i++)
    for (guint k = 0; k < i; k++)
      if (i / 6 != k / 6)
        g_assert_cmpfloat (distance (&one, i, k), >, 0.5f);

  /* Closely packed: on average a component has no more than a few times the room that a line of six needs. */
  float width = 0.0f, height = 0.0f;
  for (guint i = 0; i < one.graph->n_nodes; i++)
    {
      width = MAX (width, 2.0f * fabsf (one.x[i]));
      height = MAX (height, 2.0f * fabsf (one.y[i]));
    }
  g_assert_cmpfloat (width * height, <, 1000 * 6 * 4);
}

static void
test_small (void)
{
  g_auto (Picture) none = lay_out (wuse_graph_new (0, NULL, NULL, 0), 0, 2);
  g_auto (Picture) one = lay_out (wuse_graph_new (1, NULL, NULL, 0), 0, 2);
  g_auto (Picture) alone = lay_out (wuse_graph_new (400, NULL, NULL, 0), 0, 2);

  g_assert_cmpuint (none.graph->n_nodes, ==, 0);
  g_assert_cmpfloat (hypotf (one.x[0], one.y[0]), <, 1.0f);
  for (guint i = 0; i < 400; i++)
    for (guint k = 0; k < i; k++)
      g_assert_cmpfloat (distance (&alone, i, k), >, 0.9f);

  g_auto (Picture) two = lay_out (make_paths (1, 2), 0, 2);
  g_assert_cmpfloat_with_epsilon (distance (&two, 0, 1), 1.0, 1e-3);
  g_assert_true (wuse_force_layout_run (two.graph, NULL, two.x, two.y, NULL, NULL));
}

/* However often they are linked, and to themselves: the layout is that of the simple graph. */
static void
test_odd_links (void)
{
  Draft simple = { 0 }, odd = { 0 };

  for (guint32 i = 1; i < 60; i++)
    {
      add_link (&simple, i / 3, i);
      add_link (&odd, i / 3, i);
      add_link (&odd, i, i);
      add_link (&odd, i, i / 3);
      add_link (&odd, i / 3, i);
    }
  g_auto (Picture) expected = lay_out (finish (&simple), 3, 1);
  g_auto (Picture) got = lay_out (finish (&odd), 3, 1);
  gsize size = 60 * sizeof (float);

  g_assert_cmpmem (expected.x, size, got.x, size);
  g_assert_cmpmem (expected.y, size, got.y, size);

  Draft itself = { 0 };
  add_link (&itself, 0, 0);
  g_auto (Picture) alone = lay_out (finish (&itself), 0, 1);
  g_assert_cmpuint (alone.graph->n_nodes, ==, 1);
}

/* Leaves all about the hub, none far out, no two in one place. */
static void
test_star (void)
{
  Draft draft = { 0 };
  guint n_in_quarter[4] = { 0 };

  for (guint32 i = 1; i <= 5000; i++)
    add_link (&draft, 0, i);
  g_auto (Picture) star = lay_out (finish (&draft), 0, 2);

  for (guint i = 1; i <= 5000; i++)
    {
      g_assert_cmpfloat (distance (&star, 0, i), <, 4.0f);
      n_in_quarter[(star.x[i] > star.x[0] ? 1 : 0) + (star.y[i] > star.y[0] ? 2 : 0)]++;
    }
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (n_in_quarter[i], >, 1000);
  for (guint i = 0; i <= 5000; i++)
    for (guint k = 0; k < i; k++)
      g_assert_cmpfloat (distance (&star, i, k), >, 1e-3f);
}

/* A path comes out long: its ends are much farther apart than those of something crumpled would be. */
static void
test_path (void)
{
  g_auto (Picture) path = lay_out (make_paths (1, 3000), 0, 2);

  g_assert_cmpfloat (distance (&path, 0, 2999), >, 750.0f);
}

/* Stress of pairs of a grid, whose distances are known. */
static void
test_grid (void)
{
  const guint side = 60;
  double sum = 0.0, squares = 0.0, n = 0.0, scale;
  Draft draft = { 0 };

  for (guint32 i = 0; i < side * side; i++)
    {
      if (i % side > 0)
        add_link (&draft, i - 1, i);
      if (i >= side)
        add_link (&draft, i - side, i);
    }
  g_auto (Picture) grid = lay_out (finish (&draft), 0, 2);

  for (guint i = 0; i < side * side; i += 7)
    for (guint k = 0; k < i; k += 11)
      {
        double steps = abs ((int) (i % side) - (int) (k % side)) + abs ((int) (i / side) - (int) (k / side));
        double part = distance (&grid, i, k) / steps;

        sum += part;
        squares += part * part;
        n += 1.0;
      }
  scale = sum / squares;
  g_assert_cmpfloat ((scale * scale * squares - 2.0 * scale * sum + n) / n, <, 0.05);
}

typedef struct
{
  const WuseGraph *graph;
  GCancellable *cancellable;
  guint n_pictures;
  double done;
} Viewer;

static void
look_cb (const float *x, const float *y, double done, gpointer user_data)
{
  Viewer *viewer = user_data;

  for (guint i = 0; i < viewer->graph->n_nodes; i++)
    g_assert_true (isfinite (x[i]) && isfinite (y[i]));
  g_assert_cmpfloat (done, >=, viewer->done);
  g_assert_cmpfloat (done, <=, 1.0);
  viewer->done = done;
  viewer->n_pictures++;
  if (viewer->cancellable != NULL)
    g_cancellable_cancel (viewer->cancellable);
}

static void
test_pictures (void)
{
  g_autoptr (WuseGraph) graph = make_network (30000, 2);
  Viewer viewer = { .graph = graph };
  WuseForceLayoutOptions options = { .n_threads = 2, .progress = look_cb, .progress_data = &viewer };
  g_auto (Picture) unseen = lay_out (wuse_graph_ref (graph), 0, 2);
  g_autofree float *x = g_new (float, 30000), *y = g_new (float, 30000);

  g_assert_true (wuse_force_layout_run (graph, &options, x, y, NULL, NULL));
  g_assert_cmpuint (viewer.n_pictures, >, 0);
  g_assert_cmpmem (unseen.x, 30000 * sizeof (float), x, 30000 * sizeof (float));
}

static void
test_cancelled (void)
{
  g_autoptr (WuseGraph) graph = make_network (30000, 2);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree float *x = g_new (float, 30000), *y = g_new (float, 30000);
  Viewer viewer = { .graph = graph, .cancellable = cancellable };
  WuseForceLayoutOptions options = { .n_threads = 2, .progress = look_cb, .progress_data = &viewer };

  g_assert_false (wuse_force_layout_run (graph, &options, x, y, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (viewer.n_pictures, ==, 1);
  g_clear_error (&error);

  for (guint i = 0; i < 30000; i++)
    x[i] = y[i] = i > 0 ? (float) i : NAN;
  g_assert_false (wuse_force_layout_settle (graph, x, y, 0.0f, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_settle (void)
{
  g_auto (Picture) old = lay_out (make_network (10000, 3), 0, 2);
  Draft draft = { 0 };

  for (guint i = 0; i < old.graph->n_edges; i++)
    add_link (&draft, old.graph->from[i], old.graph->to[i]);
  /* A leaf, one between two, a chain, and two components of their own. */
  add_link (&draft, 10000, 9000);
  add_link (&draft, 10001, 9000);
  add_link (&draft, 10001, 9001);
  add_link (&draft, 10002, 500);
  add_link (&draft, 10003, 10002);
  add_link (&draft, 10004, 10003);
  add_link (&draft, 10005, 10006);
  draft.n_nodes = 10008;
  g_autoptr (WuseGraph) graph = finish (&draft);
  g_autofree float *x = g_new (float, 10008), *y = g_new (float, 10008);
  Picture grown = { graph, x, y };

  memcpy (x, old.x, 10000 * sizeof (float));
  memcpy (y, old.y, 10000 * sizeof (float));
  for (guint i = 10000; i < 10008; i++)
    x[i] = y[i] = NAN;
  g_assert_true (wuse_force_layout_settle (graph, x, y, 0.0f, NULL, NULL));
  assert_finite (&grown);
  g_assert_cmpmem (x, 10000 * sizeof (float), old.x, 10000 * sizeof (float));
  g_assert_cmpmem (y, 10000 * sizeof (float), old.y, 10000 * sizeof (float));

  g_assert_cmpfloat (distance (&grown, 10000, 9000), <, 3.0f);
  g_assert_cmpfloat (distance (&grown, 10002, 500), <, 3.0f);
  g_assert_cmpfloat (distance (&grown, 10004, 10003), <, 3.0f);
  g_assert_cmpfloat (distance (&grown, 10000, 10001), >, 0.01f);
  for (guint i = 10005; i < 10008; i++)
    for (guint k = 0; k < 10005; k++)
      g_assert_cmpfloat (distance (&grown, i, k), >, 0.5f);
  g_assert_cmpfloat (distance (&grown, 10007, 10005), >, 0.5f);

  /* The same again with leave to push: bounded, and the new ones as before. */
  for (guint i = 10000; i < 10008; i++)
    y[i] = NAN;
  g_assert_true (wuse_force_layout_settle (graph, x, y, 0.1f, NULL, NULL));
  for (guint i = 0; i < 10000; i++)
    g_assert_cmpfloat (hypotf (x[i] - old.x[i], y[i] - old.y[i]), <=, 0.1f + 1e-4f);
}

static void
test_settle_all_new (void)
{
  g_auto (Picture) expected = lay_out (make_network (500, 4), 0, 1);
  g_autofree float *x = g_new (float, 500), *y = g_new (float, 500);

  for (guint i = 0; i < 500; i++)
    x[i] = y[i] = NAN;
  g_assert_true (wuse_force_layout_settle (expected.graph, x, y, 0.0f, NULL, NULL));
  g_assert_cmpmem (expected.x, 500 * sizeof (float), x, 500 * sizeof (float));
}

/* Far out, in one place, and in crowds. */
static void
test_settle_hostile (void)
{
  static const float places[] = { 0.0f, 1e30f, -1e30f, 1e-30f };
  g_autoptr (WuseGraph) graph = make_network (2000, 5);
  g_autofree float *x = g_new (float, 2000), *y = g_new (float, 2000);

  for (guint way = 0; way < 2; way++)
    {
      for (guint i = 0; i < 2000; i++)
        {
          x[i] = i % 2 == 0 ? INFINITY : way == 0 ? 7.0f : places[i % 4];
          y[i] = i % 2 == 0 ? 0.0f : way == 0 ? 7.0f : places[i / 4 % 4];
        }
      g_assert_true (wuse_force_layout_settle (graph, x, y, 0.0f, NULL, NULL));
      for (guint i = 0; i < 2000; i++)
        g_assert_true (isfinite (x[i]) && isfinite (y[i]));
    }

  /* New ones beside two that are as far apart as can be. */
  g_autoptr (WuseGraph) apart = wuse_graph_new (50, NULL, NULL, 0);
  for (guint i = 0; i < 50; i++)
    x[i] = y[i] = NAN;
  x[0] = y[0] = 1e9f;
  x[1] = -1e9f;
  y[1] = 0.0f;
  g_assert_true (wuse_force_layout_settle (apart, x, y, 0.0f, NULL, NULL));
  for (guint i = 0; i < 50; i++)
    g_assert_true (isfinite (x[i]) && isfinite (y[i]));
}

static void
test_separate (void)
{
  g_auto (Picture) picture = lay_out (make_network (2000, 6), 0, 2);
  g_autofree float *radius = g_new (float, 2000);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2000; i++)
    radius[i] = i % 10 == 0 ? 0.6f : 0.2f;
  for (guint i = 0; i < 20; i++)
    {
      picture.x[i] = picture.x[0];
      picture.y[i] = picture.y[0];
    }
  picture.x[1999] = 1e4f;
  g_assert_true (wuse_layout_separate (2000, picture.x, picture.y, radius, NULL, NULL));
  assert_finite (&picture);
  for (guint i = 0; i < 2000; i++)
    for (guint k = 0; k < i; k++)
      g_assert_cmpfloat (distance (&picture, i, k), >=, radius[i] + radius[k]);

  g_assert_false (wuse_layout_separate (2001, picture.x, picture.y, radius, NULL, &error));
  g_assert_error (error, WUSE_GRAPH_ERROR, WUSE_GRAPH_ERROR_SIZE);
}

/* Nothing overlaps: nothing moves. */
static void
test_separate_free (void)
{
  float x[] = { 0.0f, 3.0f, 0.0f }, y[] = { 0.0f, 0.0f, 2.0f };
  const float radius[] = { 1.0f, 1.0f, 1.0f };

  g_assert_true (wuse_layout_separate (3, x, y, radius, NULL, NULL));
  g_assert_cmpfloat (x[1], ==, 3.0f);
  g_assert_cmpfloat (y[2], ==, 2.0f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/force-layout/threads", test_threads);
  g_test_add_func ("/force-layout/components", test_components);
  g_test_add_func ("/force-layout/small", test_small);
  g_test_add_func ("/force-layout/odd-links", test_odd_links);
  g_test_add_func ("/force-layout/star", test_star);
  g_test_add_func ("/force-layout/path", test_path);
  g_test_add_func ("/force-layout/grid", test_grid);
  g_test_add_func ("/force-layout/pictures", test_pictures);
  g_test_add_func ("/force-layout/cancelled", test_cancelled);
  g_test_add_func ("/force-layout/settle", test_settle);
  g_test_add_func ("/force-layout/settle-all-new", test_settle_all_new);
  g_test_add_func ("/force-layout/settle-hostile", test_settle_hostile);
  g_test_add_func ("/force-layout/separate", test_separate);
  g_test_add_func ("/force-layout/separate-free", test_separate_free);

  return g_test_run ();
}
