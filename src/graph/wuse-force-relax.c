/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Iterations of the force layout on one level. */

#define G_LOG_DOMAIN "wuse-graph"

#include "config.h"

#include "wuse-force-private.h"

#include <string.h>

#define ITERATIONS_PER_SORT 4u
#define GROUPS_PER_PIECE 32u
/* Of two nodes of mass 1 at distance 1, an edge of length 1 pulling with 1. */
#define REPULSION 0.2f
/* Cells farther away than this times their reach are taken as one. */
#define OPENING 1.0f
/* How far a node goes at most in the first iteration and in the last. */
#define FIRST_MOVE 2.0f
#define LAST_MOVE 0.02f
/* Jacobi steps without damping swing for ever on a tree. */
#define DAMPING 0.6f

/* Four figures at once: the compiler makes do where the machine cannot. */
typedef float Four __attribute__ ((vector_size (16)));

typedef struct
{
  const WuseForceLevel *level;
  const WuseForceAim *aim;
  const WuseForceTree *tree;
  Four pivot_x[WUSE_FORCE_N_PIVOTS / 4];
  Four pivot_y[WUSE_FORCE_N_PIVOTS / 4];
  Four pivot_mass[WUSE_FORCE_N_PIVOTS / 4];
  float *next_x;
  float *next_y;
  float move;
} Step;

/* What acts on a node, and how fast that changes as it moves. */
typedef struct
{
  float x;
  float y;
  float stiffness;
} Pull;

/* Edges pull with the square of their length. */
static void
pull_edges (const WuseForceLevel *level, guint32 node, Pull *pull)
{
  float x = level->x[node], y = level->y[node];

  for (guint32 s = level->first[node]; s < level->first[node + 1]; s++)
    {
      float dx = level->x[level->neighbor[s]] - x, dy = level->y[level->neighbor[s]] - y;
      float part = level->weight[s] * sqrtf (dx * dx + dy * dy + 1e-9f) / level->length[s];

      pull->x += part * dx;
      pull->y += part * dy;
      pull->stiffness += 2.0f * part;
    }
}

/* Every pivot wants its distance, with the weight of what it stands for, less from afar. */
static void
pull_pivots (const Step *step, guint32 node, Pull *pull)
{
  const WuseForcePivots *pivots = step->aim->pivots;
  const guint16 *distance = pivots->distance + (gsize) step->aim->finest[node] * WUSE_FORCE_N_PIVOTS;
  float x = step->level->x[node], y = step->level->y[node], scale = step->aim->stress * step->level->mass[node];
  Four part_x = { 0 }, part_y = { 0 }, stiffness = { 0 };

  for (guint k = 0; k < WUSE_FORCE_N_PIVOTS / 4; k++)
    {
      Four want = { distance[4 * k], distance[4 * k + 1], distance[4 * k + 2], distance[4 * k + 3] };
      Four dx = x - step->pivot_x[k], dy = y - step->pivot_y[k], square = dx * dx + dy * dy + 1e-4f, weight, part;
      Four length = { sqrtf (square[0]), sqrtf (square[1]), sqrtf (square[2]), sqrtf (square[3]) };

      /* The pivot itself, which wants 0, is not pulled. */
      weight = step->pivot_mass[k] * want / (want * want * want + 1e-9f);
      part = weight * (want / length - 1.0f);
      part_x += part * dx;
      part_y += part * dy;
      stiffness += weight;
    }
  pull->x += scale * ((part_x[0] + part_x[1]) + (part_x[2] + part_x[3]));
  pull->y += scale * ((part_y[0] + part_y[1]) + (part_y[2] + part_y[3]));
  pull->stiffness += scale * ((stiffness[0] + stiffness[1]) + (stiffness[2] + stiffness[3]));
}

static void
move_node (const Step *step, guint32 node, float repel_x, float repel_y)
{
  float repulsion = REPULSION * step->level->mass[node], scale, distance;
  Pull pull = { repulsion * repel_x, repulsion * repel_y, 0.0f };

  pull_edges (step->level, node, &pull);
  if (step->aim->pivots != NULL)
    pull_pivots (step, node, &pull);
  scale = DAMPING / MAX (pull.stiffness, 1e-3f);
  distance = scale * sqrtf (pull.x * pull.x + pull.y * pull.y);
  if (distance > step->move)
    scale *= step->move / distance;
  step->next_x[node] = step->level->x[node] + scale * pull.x;
  step->next_y[node] = step->level->y[node] + scale * pull.y;
}

/* Reads the old positions and writes new ones, each of one node: the same whoever does which part. */
static void
step_cb (guint first, guint end, gpointer data)
{
  const Step *step = data;

  for (guint group = first; group < end; group++)
    {
      float force_x[WUSE_FORCE_GROUP], force_y[WUSE_FORCE_GROUP];
      guint start = group * WUSE_FORCE_GROUP, n = MIN (WUSE_FORCE_GROUP, step->tree->n_nodes - start);

      wuse_force_tree_repel (step->tree, group, OPENING, force_x, force_y);
      for (guint i = 0; i < n; i++)
        move_node (step, step->tree->order[start + i], force_x[i], force_y[i]);
    }
}

static void
swap (float **a, float **b)
{
  float *held = *a;

  *a = *b;
  *b = held;
}

/* FALSE if cancelled. */
gboolean
wuse_force_relax (
    WuseForceLevel *self, const WuseForceAim *aim, WuseForceCrew *crew, const WuseForceWatch *watch, GCancellable *cancellable)
{
  g_autoptr (WuseForceTree) tree = wuse_force_tree_new (self->n_nodes);
  g_autofree float *next_x = g_new (float, self->n_nodes), *next_y = g_new (float, self->n_nodes);
  Step step = { .level = self, .aim = aim, .tree = tree, .move = FIRST_MOVE };

  for (guint i = 0; i < WUSE_FORCE_N_ITERATIONS; i++)
    {
      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      if (i % ITERATIONS_PER_SORT == 0)
        wuse_force_tree_sort (tree, self->x, self->y);
      wuse_force_tree_update (tree, self->x, self->y, self->mass, crew);
      for (guint k = 0; aim->pivots != NULL && k < aim->pivots->n; k++)
        {
          step.pivot_x[k / 4][k % 4] = self->x[aim->pivot[k]];
          step.pivot_y[k / 4][k % 4] = self->y[aim->pivot[k]];
          step.pivot_mass[k / 4][k % 4] = aim->pivots->mass[k];
        }
      step.next_x = next_x;
      step.next_y = next_y;
      wuse_force_crew_run (crew, step_cb, &step, tree->n_groups, GROUPS_PER_PIECE);
      swap (&self->x, &next_x);
      swap (&self->y, &next_y);
      step.move *= powf (LAST_MOVE / FIRST_MOVE, 1.0f / WUSE_FORCE_N_ITERATIONS);
      if (watch != NULL)
        watch->func (watch->data);
    }

  return TRUE;
}
