/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the force layout share: threads, levels of a component, the tree of a level, chance. */

#pragma once

#include "wuse-graph.h"

#include <gio/gio.h>
#include <math.h>

G_BEGIN_DECLS

/* Chance that is the same everywhere: splitmix64 (Steele, Lea, Flood 2014). */

typedef struct
{
  guint64 state;
} WuseForceRandom;

static inline guint32
wuse_force_random_int (WuseForceRandom *self)
{
  guint64 z = (self->state += 0x9e3779b97f4a7c15u);

  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return (guint32) ((z ^ (z >> 31)) >> 32);
}

/* From 0 to below 1. */
static inline float
wuse_force_random_float (WuseForceRandom *self)
{
  return (float) (wuse_force_random_int (self) >> 8) * (1.0f / 16777216.0f);
}

/* Below @bound, by multiplication: the slight bias does not matter here. */
static inline guint32
wuse_force_random_below (WuseForceRandom *self, guint32 bound)
{
  return (guint32) (((guint64) wuse_force_random_int (self) * bound) >> 32);
}

/* Threads that do one thing after another together with the one that asks. */

typedef struct _WuseForceCrew WuseForceCrew;

/* Works on items @first to below @end; must not depend on how the items were cut into pieces. */
typedef void (*WuseForceWork) (guint first, guint end, gpointer data);

WuseForceCrew *wuse_force_crew_new (guint n_threads);
void wuse_force_crew_free (WuseForceCrew *self);
void wuse_force_crew_run (WuseForceCrew *self, WuseForceWork work, gpointer data, guint n_items, guint piece);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseForceCrew, wuse_force_crew_free)

/* A component, or a coarser one made of it: simple and undirected. Clusters of its nodes are the nodes of the coarser level. */
typedef struct
{
  guint n_nodes;
  guint32 *first;    /* n_nodes + 1 offsets into the next three */
  guint32 *neighbor; /* by slot */
  float *weight;     /* by slot: how many edges this one stands for */
  float *length;     /* by slot: between the nodes that stand for the clusters, along edges of length 1 */
  float *mass;       /* how many nodes each one stands for */
  float *x;
  float *y;
  guint32 *cluster; /* the node of the coarser level that each belongs to, or NULL */
  guint32 *seed;    /* the node of the finer level that stands for each, or NULL */
} WuseForceLevel;

WuseForceLevel *wuse_force_level_new (const WuseGraph *graph, const guint32 *nodes, guint n_nodes, const guint32 *local);
void wuse_force_level_free (WuseForceLevel *self);
WuseForceLevel *wuse_force_level_merge_leaves (WuseForceLevel *self);
WuseForceLevel *wuse_force_level_merge_pairs (WuseForceLevel *self, WuseForceRandom *random);
void wuse_force_level_place (const WuseForceLevel *self,
                             const WuseForceLevel *coarser,
                             const float *coarser_x,
                             const float *coarser_y,
                             float *x,
                             float *y);

/* Full stress of a small level. */
void wuse_force_find_distances (const WuseForceLevel *self, guint32 source, float *distance);
gboolean wuse_force_stress_run (WuseForceLevel *self, WuseForceRandom *random, GCancellable *cancellable);

/* Nodes of the finest level, spread over it, that all others keep a distance to. */

#define WUSE_FORCE_N_PIVOTS 48u

typedef struct
{
  guint n;
  guint32 node[WUSE_FORCE_N_PIVOTS]; /* of the finest level */
  float mass[WUSE_FORCE_N_PIVOTS];   /* of the part of the component that each stands for; 0 for what fills up */
  guint16 *distance;                 /* WUSE_FORCE_N_PIVOTS figures a node of the finest level */
} WuseForcePivots;

WuseForcePivots *wuse_force_pivots_new (const WuseForceLevel *finest,
                                        const WuseForceLevel *coarsest,
                                        const guint32 *finest_of_coarsest,
                                        WuseForceCrew *crew,
                                        GCancellable *cancellable);
void wuse_force_pivots_free (WuseForcePivots *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseForcePivots, wuse_force_pivots_free)

/* The packed Hilbert tree of a level, for repulsion after Barnes and Hut. */

#define WUSE_FORCE_GROUP 8u

typedef struct
{
  guint n_nodes;
  guint n_groups;
  guint32 *order; /* n_groups * WUSE_FORCE_GROUP nodes along the curve; the last group is filled up with the last node */
  float *x;       /* as order */
  float *y;
  float *mass; /* as order; 0 for what fills up */
  guint n_cells;
  guint n_rows;
  guint row_first[16]; /* where each row of cells begins; row 0 are the groups */
  guint row_length[16];
  float *cell; /* the figures of each cell, one cell after the other */
  guint32 *scratch;
} WuseForceTree;

WuseForceTree *wuse_force_tree_new (guint n_nodes);
void wuse_force_tree_free (WuseForceTree *self);
void wuse_force_tree_sort (WuseForceTree *self, const float *x, const float *y);
void wuse_force_tree_update (WuseForceTree *self, const float *x, const float *y, const float *mass, WuseForceCrew *crew);
void wuse_force_tree_repel (const WuseForceTree *self, guint group, float opening, float *force_x, float *force_y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseForceTree, wuse_force_tree_free)

#define WUSE_FORCE_N_ITERATIONS 60u

/* Is told after every iteration, WUSE_FORCE_N_ITERATIONS a level, on the thread that asked for them. */
typedef struct
{
  void (*func) (gpointer data);
  gpointer data;
} WuseForceWatch;

typedef struct
{
  const WuseForcePivots *pivots;      /* or NULL */
  const guint32 *finest;              /* the node of the finest level that stands for each of the level's */
  guint32 pivot[WUSE_FORCE_N_PIVOTS]; /* the node of the level that each pivot belongs to */
  float stress;                       /* weight of the distances to pivots */
} WuseForceAim;

gboolean wuse_force_relax (
    WuseForceLevel *self, const WuseForceAim *aim, WuseForceCrew *crew, const WuseForceWatch *watch, GCancellable *cancellable);

/* A component from its nodes to their positions. */

/* Every level has at most half as many nodes as the one before, but for the second. */
#define WUSE_FORCE_MAX_LEVELS 32

typedef struct
{
  const guint32 *nodes;
  guint n_nodes;
  WuseForceLevel *levels[WUSE_FORCE_MAX_LEVELS]; /* the finest first */
  guint n_levels;
  guint n_placed_levels; /* how many of them, from the coarsest on, have positions */
  WuseForceRandom random;
} WuseForceComponent;

guint wuse_force_find_components (
    const WuseGraph *graph, const gboolean *excluded, guint32 *nodes, guint32 *local, WuseForceComponent **components);
gboolean
wuse_force_component_prepare (WuseForceComponent *self, const WuseGraph *graph, const guint32 *local, GCancellable *cancellable);
gboolean wuse_force_component_refine (WuseForceComponent *self,
                                      WuseForceCrew *crew,
                                      const WuseForceWatch *watch,
                                      GCancellable *cancellable);
void wuse_force_component_read (const WuseForceComponent *self, float *x, float *y);
void wuse_force_component_sketch (const WuseForceComponent *self, float *x, float *y);
void wuse_force_component_clear (WuseForceComponent *self);

/* Free places for components among others. */

typedef struct _WuseForcePacking WuseForcePacking;

WuseForcePacking *wuse_force_packing_new (double area);
void wuse_force_packing_free (WuseForcePacking *self);
void wuse_force_packing_occupy (
    WuseForcePacking *self, const WuseGraph *graph, const guint32 *nodes, guint n_nodes, const float *x, const float *y);
void wuse_force_packing_place (WuseForcePacking *self,
                               const WuseGraph *graph,
                               const guint32 *nodes,
                               guint n_nodes,
                               const float *x,
                               const float *y,
                               float *offset_x,
                               float *offset_y);
double wuse_force_packing_measure (const guint32 *nodes, guint n_nodes, const float *x, const float *y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseForcePacking, wuse_force_packing_free)

G_END_DECLS
