/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the part of the relations that is looked at says in figures. */

#pragma once

#include "wuse-graph-metrics.h"
#include "wuse-offspring.h"
#include "wuse-relation-graph.h"
#include "wuse-serial-interval.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * WUSE_FIGURES_RECENT_DAYS:
 *
 * Who fell ill within so many days may yet infect others, or those may not be known yet: left out of the offspring distribution.
 */
#define WUSE_FIGURES_RECENT_DAYS 14

/**
 * WUSE_FIGURES_GROWTH_DAYS:
 *
 * What is new in a cluster was reported within so many days.
 */
#define WUSE_FIGURES_GROWTH_DAYS 7

/**
 * WUSE_FIGURES_LEAST:
 *
 * From fewer cases or pairs than these nothing is concluded.
 */
#define WUSE_FIGURES_LEAST 10

/**
 * WUSE_FIGURES_N_LISTED:
 *
 * How many people are listed by a figure.
 */
#define WUSE_FIGURES_N_LISTED 10

/**
 * WUSE_FIGURES_INTERVAL_MIN:
 *
 * Serial intervals below this many days, or above %WUSE_FIGURES_INTERVAL_MAX, are taken for errors, as in
 * wuse_interval_model_estimate().
 */
#define WUSE_FIGURES_INTERVAL_MIN -10
#define WUSE_FIGURES_INTERVAL_MAX 30

/**
 * WuseClusterOrder:
 * @WUSE_CLUSTERS_BY_SIZE: largest first
 * @WUSE_CLUSTERS_BY_GROWTH: most new cases first
 * @WUSE_CLUSTERS_BY_LAST: latest report first
 * @WUSE_CLUSTERS_BY_FIRST: earliest report first
 * @WUSE_N_CLUSTER_ORDERS: how many there are
 *
 * Ties go by size, then by who is first in it.
 */
typedef enum
{
  WUSE_CLUSTERS_BY_SIZE,
  WUSE_CLUSTERS_BY_GROWTH,
  WUSE_CLUSTERS_BY_LAST,
  WUSE_CLUSTERS_BY_FIRST,
  WUSE_N_CLUSTER_ORDERS,
} WuseClusterOrder;

/**
 * WuseClusterFigures:
 * @first_member: where its nodes begin in the members
 * @n_members: how many people
 * @n_cases: how many of them are cases; the others are in no record
 * @n_new: cases reported within %WUSE_FIGURES_GROWTH_DAYS
 * @depth: highest generation, 0 for whom the chain begins with
 * @start: node that the likeliest chain begins with; of several the earliest
 * @name: (nullable): name that most of its cases with a name are recorded under
 * @setting: #WuseSetting in which most were infected of whom that is known
 * @n_setting: how many were
 * @first_onset: first day of onset, or %WUSE_DAY_NONE; so are the others
 * @last_onset: last day of onset
 * @first_report: first day of report
 * @last_report: last day of report
 *
 * People who are linked by transmission, confirmed or suspected, directly or not.
 */
typedef struct
{
  guint first_member;
  guint n_members;
  guint n_cases;
  guint n_new;
  guint depth;
  guint32 start;
  const char *name;
  guint setting;
  guint n_setting;
  WuseDay first_onset;
  WuseDay last_onset;
  WuseDay first_report;
  WuseDay last_report;
} WuseClusterFigures;

/**
 * WusePairExclusion:
 * @WUSE_PAIR_WITHOUT_ONSET: the day of onset of one or both is not known
 * @WUSE_PAIR_ALTERNATIVE: another infector of the same case is likelier
 * @WUSE_PAIR_CYCLIC: it would make somebody descend from himself
 * @WUSE_PAIR_SELF: from somebody to himself
 * @WUSE_PAIR_OUTSIDE: the interval is taken for an error
 * @WUSE_N_PAIR_EXCLUSIONS: how many there are
 *
 * Why a transmission has no part in the serial interval.
 */
typedef enum
{
  WUSE_PAIR_WITHOUT_ONSET,
  WUSE_PAIR_ALTERNATIVE,
  WUSE_PAIR_CYCLIC,
  WUSE_PAIR_SELF,
  WUSE_PAIR_OUTSIDE,
  WUSE_N_PAIR_EXCLUSIONS,
} WusePairExclusion;

/**
 * WuseFigures:
 * @graph: the graph; without positions
 * @today: the day to which they are counted, or %WUSE_DAY_NONE
 * @n_cases: cases looked at, those without any link among them
 * @n_in_clusters: cases with a transmission to or from another
 * @n_unrecorded: people in clusters who are in no record
 * @first_report: first day of report of the cases looked at, or %WUSE_DAY_NONE
 * @last_report: last day
 * @first_day: first day a case looked at is counted on, see wuse_actor_get_day(), or %WUSE_DAY_NONE
 * @last_day: last day
 * @clusters: (array length=n_clusters): clusters, by their first node
 * @n_clusters: how many
 * @members: (array): nodes of the clusters, see #WuseClusterFigures
 * @cluster: (array): cluster of each node, or %WUSE_NODE_NONE
 * @orders: (array): clusters in the orders of #WuseClusterOrder
 * @growth: growth of the clusters, by day of report or, without one, of onset
 * @n_offspring: (array): by node: how many it infected, each infected counted for the likeliest infector
 * @offspring: the offspring distribution of the cases in clusters
 * @offspring_counts: (element-type guint32): how many of these cases infected 0, 1, 2 … others
 * @offspring_all: the same with the cases without any transmission recorded, as if they had infected nobody
 * @n_recent: cases in clusters left out of both, see %WUSE_FIGURES_RECENT_DAYS
 * @generations: (element-type guint32): how many people in clusters are of generation 0, 1, 2 …
 * @pairs: (element-type WuseSerialInterval): the serial intervals counted
 * @intervals: what they say
 * @n_excluded: transmissions without a part in them, by #WusePairExclusion
 * @infectious: (element-type guint32): nodes that infected most, most first
 * @cut: (array): by node: how many would be cut off from the largest part of what is linked with it, were it not there
 * @bridges: (element-type guint32): nodes that cut off most, most first
 *
 * All figures that take linear time. Refuted relations have no part in them. Immutable, shared between threads.
 */
typedef struct
{
  WuseRelationGraph *graph;
  WuseDay today;
  guint n_cases;
  guint n_in_clusters;
  guint n_unrecorded;
  WuseDay first_report;
  WuseDay last_report;
  WuseDay first_day;
  WuseDay last_day;
  WuseClusterFigures *clusters;
  guint n_clusters;
  guint32 *members;
  guint32 *cluster;
  guint32 *orders[WUSE_N_CLUSTER_ORDERS];
  WuseComponentGrowth *growth;
  guint32 *n_offspring;
  WuseOffspring offspring;
  GArray *offspring_counts;
  WuseOffspring offspring_all;
  guint n_recent;
  GArray *generations;
  GArray *pairs;
  WuseSerialIntervals intervals;
  guint n_excluded[WUSE_N_PAIR_EXCLUSIONS];
  GArray *infectious;
  guint32 *cut;
  GArray *bridges;
} WuseFigures;

/**
 * wuse_figures_new:
 * @graph: what is looked at
 * @today: the district's day, or %WUSE_DAY_NONE
 * @is_closed: whether nothing comes after the last day: then nobody is too recent to count
 *
 * For a worker thread: tens of milliseconds for 100,000 cases.
 *
 * Returns: (transfer full): the figures
 */
WuseFigures *wuse_figures_new (WuseRelationGraph *graph, WuseDay today, gboolean is_closed);

/**
 * wuse_figures_make_async:
 * @relations: who met whom
 * @filter: what is looked at; copied
 * @today: as in wuse_figures_new()
 * @is_closed: as in wuse_figures_new()
 * @cancellable: to give up
 * @callback: called on the main thread
 * @user_data: handed to @callback
 *
 * Filters, connects and counts on a thread of its own.
 */
void wuse_figures_make_async (WuseRelations *relations,
                              const WuseGraphFilter *filter,
                              WuseDay today,
                              gboolean is_closed,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/**
 * wuse_figures_make_finish:
 * @result: what the callback was given
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the figures
 */
WuseFigures *wuse_figures_make_finish (GAsyncResult *result, GError **error);

/**
 * wuse_figures_ref:
 * @self: figures
 *
 * Returns: (transfer full): @self
 */
WuseFigures *wuse_figures_ref (WuseFigures *self);

/**
 * wuse_figures_unref:
 * @self: (transfer full): figures
 */
void wuse_figures_unref (WuseFigures *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseFigures, wuse_figures_unref)

/**
 * WuseGoBetweens:
 * @value: (array): betweenness of each node, over all links, either way
 * @n_pairs: (array): pairs of others that are linked at all with each node: what @value could be at most
 * @is_exact: whether shortest paths were counted from everybody
 * @highest: (element-type guint32): nodes with the highest values, highest first
 *
 * Who lies between others: what takes longest to count.
 */
typedef struct
{
  double *value;
  double *n_pairs;
  gboolean is_exact;
  GArray *highest;
} WuseGoBetweens;

/**
 * wuse_figures_find_go_betweens_async:
 * @self: figures
 * @cancellable: to give up
 * @callback: called on the main thread
 * @user_data: handed to @callback
 *
 * Counts on all cores, see wuse_graph_measure_betweenness(): seconds for 100,000 cases.
 */
void wuse_figures_find_go_betweens_async (WuseFigures *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);

/**
 * wuse_figures_find_go_betweens_finish:
 * @result: what the callback was given
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): who lies between others
 */
WuseGoBetweens *wuse_figures_find_go_betweens_finish (GAsyncResult *result, GError **error);

/**
 * wuse_go_betweens_ref:
 * @self: go-betweens
 *
 * Returns: (transfer full): @self
 */
WuseGoBetweens *wuse_go_betweens_ref (WuseGoBetweens *self);

/**
 * wuse_go_betweens_unref:
 * @self: (transfer full): go-betweens
 */
void wuse_go_betweens_unref (WuseGoBetweens *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseGoBetweens, wuse_go_betweens_unref)

G_END_DECLS
