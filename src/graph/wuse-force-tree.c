/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repulsion after Barnes and Hut (1986), over a tree packed along a Hilbert curve instead of a quadtree: nodes in groups of
 * eight, cells of four groups, and so on, all in flat arrays; any number of nodes may lie in one place. */

#define G_LOG_DOMAIN "wuse-graph"

#include "config.h"

#include "wuse-force-private.h"

#include <string.h>

#define ARITY 4u
#define PIECE 64u
#define KEY_BITS 15
#define FEW 128u

/* Figures of a cell */
enum
{
  CENTER_X,
  CENTER_Y,
  MASS,
  REACH, /* square of how far its nodes are from the centre at most */
  MIN_X,
  MIN_Y,
  MAX_X,
  MAX_Y,
  N_FIGURES,
};

/* Four figures at once: every machine that this is built for can; the compiler makes do on others. */
typedef float Four __attribute__ ((vector_size (16)));

WuseForceTree *
wuse_force_tree_new (guint n_nodes)
{
  WuseForceTree *self = g_new0 (WuseForceTree, 1);
  guint length;

  g_assert (n_nodes > 0);

  self->n_nodes = n_nodes;
  self->n_groups = (n_nodes + WUSE_FORCE_GROUP - 1) / WUSE_FORCE_GROUP;
  length = self->n_groups;
  while (TRUE)
    {
      self->row_first[self->n_rows] = self->n_cells;
      self->row_length[self->n_rows++] = length;
      self->n_cells += length;
      if (length == 1)
        break;
      length = (length + ARITY - 1) / ARITY;
    }
  self->order = g_new (guint32, self->n_groups * WUSE_FORCE_GROUP);
  self->x = g_new (float, self->n_groups *WUSE_FORCE_GROUP);
  self->y = g_new (float, self->n_groups *WUSE_FORCE_GROUP);
  self->mass = g_new (float, self->n_groups *WUSE_FORCE_GROUP);
  self->cell = g_new (float, (gsize) self->n_cells *N_FIGURES);
  self->scratch = g_new (guint32, 3 * (gsize) n_nodes);

  return self;
}

void
wuse_force_tree_free (WuseForceTree *self)
{
  g_free (self->order);
  g_free (self->x);
  g_free (self->y);
  g_free (self->mass);
  g_free (self->cell);
  g_free (self->scratch);
  g_free (self);
}

/* Place on a Hilbert curve, as in J. Skilling's "Programming the Hilbert curve" for two axes. */
static guint32
find_key (guint32 x, guint32 y)
{
  guint32 key = 0;

  for (guint32 s = 1u << (KEY_BITS - 1); s > 0; s >>= 1)
    {
      guint32 right = (x & s) != 0, up = (y & s) != 0;

      key = (key << 2) | ((3 * right) ^ up);
      if (!up)
        {
          guint32 old = x;

          if (right)
            {
              old = ~x;
              y = ~y;
            }
          x = y;
          y = old;
        }
    }

  return key;
}

static guint32
quantise (float value, float start, float scale)
{
  float place = (value - start) * scale;

  return place > 0.0f ? MIN ((guint32) place, (1u << KEY_BITS) - 1) : 0;
}

/* By insertion, where the tables of the other way would be most of the work. */
static guint32 *
sort_few (const guint32 *keys, guint32 *order, guint n)
{
  for (guint i = 1; i < n; i++)
    {
      guint32 moved = order[i];
      guint k = i;

      for (; k > 0 && keys[order[k - 1]] > keys[moved]; k--)
        order[k] = order[k - 1];
      order[k] = moved;
    }

  return order;
}

/* Three passes of a radix sort; returns which of the two arrays has the result. */
static guint32 *
sort_many (const guint32 *keys, guint32 *from, guint32 *to, guint n)
{
  for (guint shift = 0; shift < 2 * KEY_BITS; shift += 10)
    {
      guint32 first[1025] = { 0 }, *swap = from;

      for (guint i = 0; i < n; i++)
        first[((keys[i] >> shift) & 1023) + 1]++;
      for (guint k = 1; k < 1024; k++)
        first[k] += first[k - 1];
      for (guint i = 0; i < n; i++)
        to[first[(keys[from[i]] >> shift) & 1023]++] = from[i];
      from = to;
      to = swap;
    }

  return from;
}

/* Puts the nodes in order along the curve, ties in the order of the nodes. */
void
wuse_force_tree_sort (WuseForceTree *self, const float *x, const float *y)
{
  float min_x = x[0], min_y = y[0], max_x = x[0], max_y = y[0], scale;
  guint32 *keys = self->scratch, *from = self->scratch + self->n_nodes, *to = from + self->n_nodes;

  for (guint i = 1; i < self->n_nodes; i++)
    {
      min_x = MIN (min_x, x[i]);
      min_y = MIN (min_y, y[i]);
      max_x = MAX (max_x, x[i]);
      max_y = MAX (max_y, y[i]);
    }
  scale = (float) (1u << KEY_BITS) / MAX (MAX (max_x - min_x, max_y - min_y), 1e-6f);
  for (guint i = 0; i < self->n_nodes; i++)
    {
      keys[i] = find_key (quantise (x[i], min_x, scale), quantise (y[i], min_y, scale));
      from[i] = i;
    }
  from = self->n_nodes < FEW ? sort_few (keys, from, self->n_nodes) : sort_many (keys, from, to, self->n_nodes);
  for (guint i = 0; i < self->n_groups * WUSE_FORCE_GROUP; i++)
    self->order[i] = from[MIN (i, self->n_nodes - 1)];
}

/* Centre and reach from sums over the parts. */
static void
finish_cell (float *cell, float sum_x, float sum_y, float mass)
{
  float far_x, far_y;

  cell[MASS] = mass;
  cell[CENTER_X] = sum_x / mass;
  cell[CENTER_Y] = sum_y / mass;
  far_x = MAX (cell[CENTER_X] - cell[MIN_X], cell[MAX_X] - cell[CENTER_X]);
  far_y = MAX (cell[CENTER_Y] - cell[MIN_Y], cell[MAX_Y] - cell[CENTER_Y]);
  cell[REACH] = far_x * far_x + far_y * far_y;
}

typedef struct
{
  WuseForceTree *tree;
  const float *x;
  const float *y;
  const float *mass;
  guint row;
} Update;

static void
update_groups_cb (guint first, guint end, gpointer data)
{
  const Update *update = data;
  WuseForceTree *self = update->tree;

  for (guint group = first; group < end; group++)
    {
      float *cell = self->cell + (gsize) group * N_FIGURES;
      float sum_x = 0.0f, sum_y = 0.0f, sum = 0.0f;

      cell[MIN_X] = cell[MIN_Y] = G_MAXFLOAT;
      cell[MAX_X] = cell[MAX_Y] = -G_MAXFLOAT;
      for (guint i = group * WUSE_FORCE_GROUP; i < (group + 1) * WUSE_FORCE_GROUP; i++)
        {
          guint32 node = self->order[i];
          float x = update->x[node], y = update->y[node], mass = i < self->n_nodes ? update->mass[node] : 0.0f;

          self->x[i] = x;
          self->y[i] = y;
          self->mass[i] = mass;
          sum_x += mass * x;
          sum_y += mass * y;
          sum += mass;
          cell[MIN_X] = MIN (cell[MIN_X], x);
          cell[MIN_Y] = MIN (cell[MIN_Y], y);
          cell[MAX_X] = MAX (cell[MAX_X], x);
          cell[MAX_Y] = MAX (cell[MAX_Y], y);
        }
      finish_cell (cell, sum_x, sum_y, sum);
    }
}

static void
update_cells_cb (guint first, guint end, gpointer data)
{
  const Update *update = data;
  WuseForceTree *self = update->tree;
  const float *below = self->cell + (gsize) self->row_first[update->row - 1] * N_FIGURES;

  for (guint i = first; i < end; i++)
    {
      float *cell = self->cell + (gsize) (self->row_first[update->row] + i) * N_FIGURES;
      guint part_end = MIN ((i + 1) * ARITY, self->row_length[update->row - 1]);
      float sum_x = 0.0f, sum_y = 0.0f, sum = 0.0f;

      cell[MIN_X] = cell[MIN_Y] = G_MAXFLOAT;
      cell[MAX_X] = cell[MAX_Y] = -G_MAXFLOAT;
      for (const float *part = below + (gsize) i * ARITY * N_FIGURES; part < below + (gsize) part_end * N_FIGURES;
           part += N_FIGURES)
        {
          sum_x += part[MASS] * part[CENTER_X];
          sum_y += part[MASS] * part[CENTER_Y];
          sum += part[MASS];
          cell[MIN_X] = MIN (cell[MIN_X], part[MIN_X]);
          cell[MIN_Y] = MIN (cell[MIN_Y], part[MIN_Y]);
          cell[MAX_X] = MAX (cell[MAX_X], part[MAX_X]);
          cell[MAX_Y] = MAX (cell[MAX_Y], part[MAX_Y]);
        }
      finish_cell (cell, sum_x, sum_y, sum);
    }
}

/* Takes over where the nodes are now; the order stays and need only be about right. */
void
wuse_force_tree_update (WuseForceTree *self, const float *x, const float *y, const float *mass, WuseForceCrew *crew)
{
  Update update = { self, x, y, mass, 0 };

  wuse_force_crew_run (crew, update_groups_cb, &update, self->n_groups, PIECE);
  for (update.row = 1; update.row < self->n_rows; update.row++)
    wuse_force_crew_run (NULL, update_cells_cb, &update, self->row_length[update.row], PIECE);
}

typedef struct
{
  Four x[2], y[2], force_x[2], force_y[2];
} Group;

/* Force 1/d: one division, no root. Who lies in the very same place is not repelled: its difference is zero. */
static inline void
repel_one (Group *group, float x, float y, float mass)
{
  for (guint k = 0; k < 2; k++)
    {
      Four dx = group->x[k] - x, dy = group->y[k] - y;
      Four part = mass / (dx * dx + dy * dy + 1e-9f);

      group->force_x[k] += dx * part;
      group->force_y[k] += dy * part;
    }
}

/* Sum of mass over distance, away from each, for the eight nodes of a group. A cell farther away than @opening times its
 * reach counts as one. */
void
wuse_force_tree_repel (const WuseForceTree *self, guint group, float opening, float *force_x, float *force_y)
{
  const float *box = self->cell + (gsize) group * N_FIGURES;
  float middle_x = 0.5f * (box[MIN_X] + box[MAX_X]), middle_y = 0.5f * (box[MIN_Y] + box[MAX_Y]);
  float half_x = box[MAX_X] - middle_x, half_y = box[MAX_Y] - middle_y, square = opening * opening;
  guint stack[4 * 16 + 1], n_stack = 0;
  Group targets;

  memcpy (targets.x, self->x + (gsize) group * WUSE_FORCE_GROUP, sizeof targets.x);
  memcpy (targets.y, self->y + (gsize) group * WUSE_FORCE_GROUP, sizeof targets.y);
  memset (targets.force_x, 0, sizeof targets.force_x);
  memset (targets.force_y, 0, sizeof targets.force_y);

  /* A cell is its row, in the upper four bits, and its place in it. */
  stack[n_stack++] = (self->n_rows - 1) << 28;
  while (n_stack > 0)
    {
      guint row = stack[--n_stack] >> 28, i = stack[n_stack] & 0xfffffffu;
      const float *cell = self->cell + (gsize) (self->row_first[row] + i) * N_FIGURES;
      float dx = MAX (fabsf (cell[CENTER_X] - middle_x) - half_x, 0.0f);
      float dy = MAX (fabsf (cell[CENTER_Y] - middle_y) - half_y, 0.0f);

      if (dx * dx + dy * dy > square * cell[REACH])
        repel_one (&targets, cell[CENTER_X], cell[CENTER_Y], cell[MASS]);
      else if (row == 0)
        for (guint j = i * WUSE_FORCE_GROUP; j < (i + 1) * WUSE_FORCE_GROUP; j++)
          repel_one (&targets, self->x[j], self->y[j], self->mass[j]);
      else
        for (guint j = i * ARITY; j < MIN ((i + 1) * ARITY, self->row_length[row - 1]); j++)
          stack[n_stack++] = ((row - 1) << 28) | j;
    }

  memcpy (force_x, targets.force_x, sizeof targets.force_x);
  memcpy (force_y, targets.force_y, sizeof targets.force_y);
}
