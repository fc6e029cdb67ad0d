/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How good a layout is: samples as the comparisons' quality program takes them, whose generator is that of GRand too. */

#include "config.h"

#include "layout-quality.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SEED 12345
#define N_SOURCES 200u
#define N_TARGETS 500u
#define N_NODES 1000u

static guint
search (const WuseGraph *graph, guint32 source, guint32 *steps, guint32 *queue)
{
  guint n_queue = 0;

  memset (steps, 0xff, graph->n_nodes * sizeof *steps);
  steps[source] = 0;
  queue[n_queue++] = source;
  for (guint head = 0; head < n_queue; head++)
    {
      guint32 v = queue[head];

      /* In the order of the edges, whichever way they lead. */
      guint32 out = graph->first[v], in = out + graph->n_out[v], end = graph->first[v + 1];

      while (out < graph->first[v] + graph->n_out[v] || in < end)
        {
          gboolean takes_out = in == end || (out < graph->first[v] + graph->n_out[v] && graph->edge[out] < graph->edge[in]);
          guint32 w = graph->neighbor[takes_out ? out++ : in++];

          if (steps[w] != WUSE_NODE_NONE)
            continue;
          steps[w] = steps[v] + 1;
          queue[n_queue++] = w;
        }
    }

  return n_queue;
}

static double
measure_stress (const WuseGraph *graph, const float *x, const float *y, GRand *random)
{
  g_autofree guint32 *steps = g_new (guint32, graph->n_nodes), *queue = g_new (guint32, graph->n_nodes);
  double sum = 0.0, squares = 0.0, n = 0.0, scale;

  for (guint i = 0; i < MIN (N_SOURCES, graph->n_nodes); i++)
    {
      guint32 source = g_rand_int (random) % graph->n_nodes;
      guint n_reached = search (graph, source, steps, queue);

      for (guint k = 0; k < N_TARGETS; k++)
        {
          guint32 target = queue[g_rand_int (random) % n_reached];
          double part;

          if (target == source)
            continue;
          part = hypot (x[source] - x[target], y[source] - y[target]) / steps[target];
          sum += part;
          squares += part * part;
          n += 1.0;
        }
    }
  scale = squares > 0.0 ? sum / squares : 0.0;

  return n > 0.0 ? (scale * scale * squares - 2.0 * scale * sum + n) / n : 0.0;
}

typedef struct
{
  float square;
  guint32 node;
} Near;

static gboolean
is_farther (Near a, Near b)
{
  return a.square > b.square || (a.square == b.square && a.node > b.node);
}

static void
sink (Near *heap, guint n, guint at)
{
  while (TRUE)
    {
      guint child = 2 * at + 1;
      Near held;

      if (child >= n)
        return;
      if (child + 1 < n && is_farther (heap[child + 1], heap[child]))
        child++;
      if (!is_farther (heap[child], heap[at]))
        return;
      held = heap[at];
      heap[at] = heap[child];
      heap[child] = held;
      at = child;
    }
}

/* The @n nearest to @node, in a heap with the farthest of them first. */
static void
find_nearest (const WuseGraph *graph, const float *x, const float *y, guint32 node, Near *heap, guint n)
{
  guint n_held = 0;

  for (guint32 v = 0; v < graph->n_nodes; v++)
    {
      float dx = x[v] - x[node], dy = y[v] - y[node];
      Near near = { dx * dx + dy * dy, v };

      if (v == node)
        continue;
      if (n_held < n)
        {
          heap[n_held++] = near;
          if (n_held == n)
            for (guint i = n / 2 + 1; i-- > 0;)
              sink (heap, n, i);
        }
      else if (is_farther (heap[0], near))
        {
          heap[0] = near;
          sink (heap, n, 0);
        }
    }
}

/* Those within two steps, marked with @node in @mark. */
static guint
mark_within_two (const WuseGraph *graph, guint32 node, guint32 *mark)
{
  guint n = 0;

  for (guint32 s = graph->first[node]; s < graph->first[node + 1]; s++)
    {
      guint32 v = graph->neighbor[s];

      n += mark[v] != node;
      mark[v] = node;
      for (guint32 t = graph->first[v]; t < graph->first[v + 1]; t++)
        {
          guint32 w = graph->neighbor[t];

          if (w == node)
            continue;
          n += mark[w] != node;
          mark[w] = node;
        }
    }

  return n;
}

static double
measure_neighborhoods (const WuseGraph *graph, const float *x, const float *y, GRand *random)
{
  g_autofree guint32 *mark = g_new (guint32, graph->n_nodes);
  g_autofree Near *heap = g_new (Near, graph->n_nodes);
  double sum = 0.0;
  guint n = 0;

  memset (mark, 0xff, graph->n_nodes * sizeof *mark);
  for (guint i = 0; i < MIN (N_NODES, graph->n_nodes); i++)
    {
      guint32 node = g_rand_int (random) % graph->n_nodes;
      guint n_within, n_both = 0;

      if (wuse_graph_degree (graph, node) == 0)
        continue;
      memset (mark, 0xff, graph->n_nodes * sizeof *mark);
      n_within = mark_within_two (graph, node, mark);
      find_nearest (graph, x, y, node, heap, n_within);
      for (guint k = 0; k < n_within; k++)
        n_both += mark[heap[k].node] == node;
      sum += (double) n_both / (2.0 * n_within - n_both);
      n++;
    }

  return n > 0 ? sum / n : 0.0;
}

LayoutQuality
layout_quality_measure (const WuseGraph *graph, const float *x, const float *y)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  LayoutQuality quality;

  quality.stress = measure_stress (graph, x, y, random);
  quality.np2 = measure_neighborhoods (graph, x, y, random);

  return quality;
}
