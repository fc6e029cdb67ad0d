/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A made-up relationship graph of any size, with positions. */

#include "config.h"

#include "large-scene.h"

#include <math.h>

#define NODES_A_CLUSTER 60

static double
gauss (GRand *rand)
{
  return sqrt (-2 * log (1 - g_rand_double (rand))) * cos (2 * G_PI * g_rand_double (rand));
}

/* Clusters over a disc, most edges within a cluster, some to the next ones, a few across. */
WuseDiagramScene *
large_scene_new (guint n_nodes)
{
  static const WuseColor grey = { 150, 158, 170, 90 }, red = { 181, 23, 43, 255 }, orange = { 217, 131, 36, 255 },
                         blue = { 47, 93, 140, 255 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  const guint n_edges = n_nodes * LARGE_SCENE_EDGES_A_NODE, n_clusters = MAX (n_nodes / NODES_A_CLUSTER, 1);
  const double extent = sqrt (n_nodes) * 0.8;
  float *positions = g_new (float, 2 * MAX (n_nodes, 1)), *centres = g_new (float, 2 * n_clusters);
  WuseNodeStyle *nodes = g_new (WuseNodeStyle, MAX (n_nodes, 1));
  WuseEdgeStyle *edges = g_new (WuseEdgeStyle, MAX (n_edges, 1));
  g_autofree guint32 *from = g_new (guint32, MAX (n_edges, 1)), *to = g_new (guint32, MAX (n_edges, 1));
  g_autoptr (WuseGraph) graph = NULL;
  WuseDiagramScene *scene;

  for (guint i = 0; i < n_clusters; i++)
    {
      double angle = 2.399963 * i, radius = extent * sqrt ((i + 0.5) / n_clusters);

      centres[2 * i] = (float) (radius * cos (angle));
      centres[2 * i + 1] = (float) (radius * sin (angle) * 9 / 16);
    }
  for (guint i = 0; i < n_nodes; i++)
    {
      const guint cluster = i / NODES_A_CLUSTER % n_clusters;
      const gboolean is_case = i % 8 == 0;

      positions[2 * i] = centres[2 * cluster] + (float) (3 * gauss (rand));
      positions[2 * i + 1] = centres[2 * cluster + 1] + (float) (3 * gauss (rand));
      nodes[i] = (WuseNodeStyle){ is_case ? 5 + 2 * (i % 64 == 0) : 3, is_case ? (i % 3 == 0 ? orange : red) : blue,
                                  is_case ? WUSE_NODE_DISC : WUSE_NODE_DOT };
    }
  for (guint i = 0; i < n_edges; i++)
    {
      const guint32 node = i / LARGE_SCENE_EDGES_A_NODE, kind = g_rand_int_range (rand, 0, 100);
      const guint32 first = node / NODES_A_CLUSTER * NODES_A_CLUSTER;

      from[i] = node;
      to[i] = (kind < 96 ? first + g_rand_int_range (rand, 0, NODES_A_CLUSTER)
                         : first + g_rand_int_range (rand, 0, 20 * NODES_A_CLUSTER))
              % n_nodes;
      edges[i] = (WuseEdgeStyle){ 1, grey, WUSE_EDGE_STRAIGHT, FALSE, TRUE };
    }
  graph = wuse_graph_new (n_nodes, from, to, n_edges);
  scene = wuse_diagram_scene_new (graph, positions, nodes, edges, NULL, NULL);
  g_free (centres);

  return scene;
}
