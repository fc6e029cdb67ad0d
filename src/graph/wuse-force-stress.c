/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Full stress of a small level by stochastic gradient descent (Zheng, Pawar, Goodman 2018). */

#define G_LOG_DOMAIN "wuse-graph"

#include "config.h"

#include "wuse-force-private.h"

#define N_EPOCHS 30u
#define LAST_STEP 0.1f
#define SHORTEST 0.1f

typedef struct
{
  guint32 a;
  guint32 b;
  float distance;
  float weight;
} Pair;

/* Lengths of the shortest ways from @source, by a queue of what became shorter: the level is small. */
void
wuse_force_find_distances (const WuseForceLevel *self, guint32 source, float *distance)
{
  guint head = 0, n_queue = 0, n = self->n_nodes;
  g_autofree guint32 *queue = g_new (guint32, n);
  g_autofree gboolean *is_queued = g_new0 (gboolean, n);

  for (guint32 v = 0; v < n; v++)
    distance[v] = G_MAXFLOAT;
  distance[source] = 0.0f;
  queue[n_queue++] = source;
  while (n_queue > 0)
    {
      guint32 v = queue[head];

      head = head + 1 == n ? 0 : head + 1;
      n_queue--;
      is_queued[v] = FALSE;
      for (guint32 s = self->first[v]; s < self->first[v + 1]; s++)
        {
          guint32 w = self->neighbor[s];

          if (distance[v] + self->length[s] >= distance[w])
            continue;
          distance[w] = distance[v] + self->length[s];
          if (!is_queued[w])
            {
              queue[(head + n_queue++) % n] = w;
              is_queued[w] = TRUE;
            }
        }
    }
}

static Pair *
list_pairs (const WuseForceLevel *self, guint *n_pairs, float *longest)
{
  guint n = self->n_nodes;
  Pair *pairs = g_new (Pair, (gsize) n * (n - 1) / 2);
  g_autofree float *distance = g_new (float, n);

  *n_pairs = 0;
  *longest = SHORTEST;
  for (guint32 a = 0; a < n; a++)
    {
      wuse_force_find_distances (self, a, distance);
      for (guint32 b = 0; b < a; b++)
        {
          float d = MAX (distance[b], SHORTEST);

          pairs[(*n_pairs)++] = (Pair){ a, b, d, 1.0f / (d * d) };
          *longest = MAX (*longest, d);
        }
    }

  return pairs;
}

static void
shuffle (Pair *pairs, guint n_pairs, WuseForceRandom *random)
{
  for (guint i = n_pairs; i > 1; i--)
    {
      guint j = wuse_force_random_below (random, i);
      Pair swap = pairs[j];

      pairs[j] = pairs[i - 1];
      pairs[i - 1] = swap;
    }
}

/* Moves a pair towards its distance, the lighter of the two farther. */
static void
pull (WuseForceLevel *self, const Pair *pair, float step)
{
  float dx = self->x[pair->a] - self->x[pair->b], dy = self->y[pair->a] - self->y[pair->b];
  float d = sqrtf (dx * dx + dy * dy + 1e-9f), part = MIN (step * pair->weight, 1.0f) * (d - pair->distance) / d;
  float share = self->mass[pair->b] / (self->mass[pair->a] + self->mass[pair->b]);

  self->x[pair->a] -= part * share * dx;
  self->y[pair->a] -= part * share * dy;
  self->x[pair->b] += part * (1.0f - share) * dx;
  self->y[pair->b] += part * (1.0f - share) * dy;
}

/* Turns the level so that it is widest to the right: windows are. */
static void
turn (WuseForceLevel *self)
{
  float mean_x = 0.0f, mean_y = 0.0f, sum = 0.0f, xx = 0.0f, xy = 0.0f, yy = 0.0f, angle, sine, cosine;

  for (guint32 v = 0; v < self->n_nodes; v++)
    {
      mean_x += self->mass[v] * self->x[v];
      mean_y += self->mass[v] * self->y[v];
      sum += self->mass[v];
    }
  mean_x /= sum;
  mean_y /= sum;
  for (guint32 v = 0; v < self->n_nodes; v++)
    {
      self->x[v] -= mean_x;
      self->y[v] -= mean_y;
      xx += self->mass[v] * self->x[v] * self->x[v];
      xy += self->mass[v] * self->x[v] * self->y[v];
      yy += self->mass[v] * self->y[v] * self->y[v];
    }
  angle = 0.5f * atan2f (2.0f * xy, xx - yy);
  sine = sinf (angle);
  cosine = cosf (angle);
  for (guint32 v = 0; v < self->n_nodes; v++)
    {
      float x = self->x[v];

      self->x[v] = cosine * x + sine * self->y[v];
      self->y[v] = cosine * self->y[v] - sine * x;
    }
}

gboolean
wuse_force_stress_run (WuseForceLevel *self, WuseForceRandom *random, GCancellable *cancellable)
{
  guint n_pairs;
  float longest, first, last;
  g_autofree Pair *pairs = list_pairs (self, &n_pairs, &longest);

  for (guint32 v = 0; v < self->n_nodes; v++)
    {
      self->x[v] = longest * (wuse_force_random_float (random) - 0.5f);
      self->y[v] = longest * (wuse_force_random_float (random) - 0.5f);
    }
  first = longest * longest;
  last = G_MAXFLOAT;
  for (guint i = 0; i < n_pairs; i++)
    last = MIN (last, pairs[i].distance);
  last *= last * LAST_STEP;
  for (guint epoch = 0; epoch < N_EPOCHS; epoch++)
    {
      float step = first * powf (last / first, (float) epoch / (N_EPOCHS - 1));

      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      shuffle (pairs, n_pairs, random);
      for (guint i = 0; i < n_pairs; i++)
        pull (self, &pairs[i], step);
    }
  turn (self);

  return TRUE;
}
