/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of the relations looked at: chains, offspring, generations, serial intervals, who holds things together. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-figures.h"

#include "wuse-graph-betweenness.h"
#include "wuse-graph-cuts.h"

#include <string.h>

static const WuseActor *
get_actor (const WuseFigures *self, guint32 node)
{
  return &self->graph->relations->actors[self->graph->actor[node]];
}

static gboolean
is_case (const WuseFigures *self, guint32 node)
{
  return get_actor (self, node)->kind == WUSE_ACTOR_CASE;
}

WuseFigures *
wuse_figures_ref (WuseFigures *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_figures (gpointer data)
{
  WuseFigures *self = data;

  wuse_relation_graph_unref (self->graph);
  g_free (self->clusters);
  g_free (self->members);
  g_free (self->cluster);
  for (guint i = 0; i < WUSE_N_CLUSTER_ORDERS; i++)
    g_free (self->orders[i]);
  wuse_component_growth_free (self->growth);
  g_free (self->n_offspring);
  g_array_unref (self->offspring_counts);
  g_array_unref (self->generations);
  g_array_unref (self->pairs);
  g_array_unref (self->infectious);
  g_free (self->cut);
  g_array_unref (self->bridges);
}

void
wuse_figures_unref (WuseFigures *self)
{
  g_atomic_rc_box_release_full (self, clear_figures);
}

/* --- clusters --- */

static void
widen (WuseDay *first, WuseDay *last, WuseDay day)
{
  if (day == WUSE_DAY_NONE)
    return;
  *first = *first == WUSE_DAY_NONE ? day : MIN (*first, day);
  *last = *last == WUSE_DAY_NONE ? day : MAX (*last, day);
}

/* Numbers the components of transmissions that have at least two people, and lists who is in them. */
static void
find_clusters (WuseFigures *self)
{
  const WuseTransmissionForest *forest = self->graph->forest;
  const guint n_nodes = self->graph->graph->n_nodes;
  g_autofree guint32 *size = g_new0 (guint32, MAX (forest->n_components, 1)),
                     *number = g_new (guint32, MAX (forest->n_components, 1));
  guint n_members = 0;

  for (guint32 i = 0; i < n_nodes; i++)
    size[forest->component[i]]++;
  for (guint i = 0; i < forest->n_components; i++)
    {
      number[i] = WUSE_NODE_NONE;
      self->n_clusters += size[i] > 1;
    }
  self->clusters = g_new0 (WuseClusterFigures, MAX (self->n_clusters, 1));
  self->cluster = g_new (guint32, MAX (n_nodes, 1));
  self->n_clusters = 0;
  for (guint32 i = 0; i < n_nodes; i++)
    {
      const guint32 component = forest->component[i];

      if (size[component] > 1 && number[component] == WUSE_NODE_NONE)
        {
          number[component] = self->n_clusters;
          self->clusters[self->n_clusters++].first_member = n_members;
          n_members += size[component];
        }
      self->cluster[i] = number[component];
    }
  self->members = g_new (guint32, MAX (n_members, 1));
  for (guint32 i = 0; i < n_nodes; i++)
    if (self->cluster[i] != WUSE_NODE_NONE)
      {
        WuseClusterFigures *cluster = &self->clusters[self->cluster[i]];

        self->members[cluster->first_member + cluster->n_members++] = i;
      }
}

/* What most of them have in common. */
static void
find_common (WuseFigures *self, WuseClusterFigures *cluster)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_in[WUSE_N_SETTINGS] = { 0 }, n_named = 0;

  for (guint i = 0; i < cluster->n_members; i++)
    {
      const WuseActor *actor = get_actor (self, self->members[cluster->first_member + i]);

      if (actor->kind != WUSE_ACTOR_CASE)
        continue;
      if (actor->setting != WUSE_SETTING_UNKNOWN && actor->setting < WUSE_N_SETTINGS)
        n_in[actor->setting]++;
      if (actor->cluster != NULL)
        {
          const guint n = GPOINTER_TO_UINT (g_hash_table_lookup (names, actor->cluster)) + 1;

          g_hash_table_insert (names, (gpointer) actor->cluster, GUINT_TO_POINTER (n));
          if (n > n_named)
            {
              n_named = n;
              cluster->name = actor->cluster;
            }
        }
    }
  for (guint i = 0; i < WUSE_N_SETTINGS; i++)
    if (n_in[i] > cluster->n_setting)
      {
        cluster->setting = i;
        cluster->n_setting = n_in[i];
      }
}

static void
describe_cluster (WuseFigures *self, WuseClusterFigures *cluster)
{
  const WuseTransmissionForest *forest = self->graph->forest;

  cluster->start = WUSE_NODE_NONE;
  cluster->first_onset = cluster->last_onset = cluster->first_report = cluster->last_report = WUSE_DAY_NONE;
  for (guint i = 0; i < cluster->n_members; i++)
    {
      const guint32 node = self->members[cluster->first_member + i];
      const WuseActor *actor = get_actor (self, node);

      widen (&cluster->first_onset, &cluster->last_onset, actor->onset);
      widen (&cluster->first_report, &cluster->last_report, actor->report);
      cluster->n_cases += actor->kind == WUSE_ACTOR_CASE;
      cluster->depth = MAX (cluster->depth, self->graph->generation[node]);
      if (forest->depth[node] == 0
          && (cluster->start == WUSE_NODE_NONE || forest->position[node] < forest->position[cluster->start]))
        cluster->start = node;
    }
  find_common (self, cluster);
  self->n_in_clusters += cluster->n_cases;
  self->n_unrecorded += cluster->n_members - cluster->n_cases;
}

static void
measure_growth (WuseFigures *self)
{
  const guint n_members = self->n_in_clusters + self->n_unrecorded;
  g_autofree guint32 *component = g_new (guint32, MAX (n_members, 1));
  g_autofree gint32 *day = g_new (gint32, MAX (n_members, 1));

  for (guint i = 0; i < n_members; i++)
    {
      const WuseActor *actor = get_actor (self, self->members[i]);

      component[i] = self->cluster[self->members[i]];
      day[i] = wuse_actor_get_day (actor);
    }
  self->growth = wuse_component_growth_new (component, day, n_members, self->n_clusters);
  for (guint i = 0; i < n_members && self->today != WUSE_DAY_NONE; i++)
    if (is_case (self, self->members[i]) && day[i] != WUSE_DAY_NONE && day[i] <= self->today
        && day[i] > self->today - WUSE_FIGURES_GROWTH_DAYS)
      self->clusters[component[i]].n_new++;
}

typedef struct
{
  const WuseClusterFigures *clusters;
  WuseClusterOrder order;
} Ordering;

static int
compare_clusters (gconstpointer a, gconstpointer b, gpointer data)
{
  const Ordering *ordering = data;
  const WuseClusterFigures *left = &ordering->clusters[*(const guint32 *) a], *right = &ordering->clusters[*(const guint32 *) b];
  gint64 difference = 0;

  switch (ordering->order)
    {
    case WUSE_CLUSTERS_BY_SIZE:
    case WUSE_N_CLUSTER_ORDERS:
      break;
    case WUSE_CLUSTERS_BY_GROWTH:
      difference = (gint64) right->n_new - left->n_new;
      break;
    case WUSE_CLUSTERS_BY_LAST:
      difference = (gint64) right->last_report - left->last_report;
      break;
    case WUSE_CLUSTERS_BY_FIRST:
      /* Those without a day come last here, too. */
      difference = (gint64) (left->first_report == WUSE_DAY_NONE) - (right->first_report == WUSE_DAY_NONE);
      if (difference == 0)
        difference = (gint64) left->first_report - right->first_report;
      break;
    }
  if (difference == 0)
    difference = (gint64) right->n_members - left->n_members;
  if (difference == 0)
    difference = (gint64) * (const guint32 *) a - *(const guint32 *) b;

  return (difference > 0) - (difference < 0);
}

static void
order_clusters (WuseFigures *self)
{
  for (WuseClusterOrder order = 0; order < WUSE_N_CLUSTER_ORDERS; order++)
    {
      Ordering ordering = { self->clusters, order };

      self->orders[order] = g_new (guint32, MAX (self->n_clusters, 1));
      for (guint i = 0; i < self->n_clusters; i++)
        self->orders[order][i] = i;
      if (self->n_clusters > 1)
        g_qsort_with_data (self->orders[order], (gint) self->n_clusters, sizeof (guint32), compare_clusters, &ordering);
    }
}

/* --- who infected how many --- */

static gboolean
is_recent (const WuseFigures *self, const WuseActor *actor)
{
  const WuseDay day = actor->onset != WUSE_DAY_NONE ? actor->onset : actor->report;

  return self->today != WUSE_DAY_NONE && day != WUSE_DAY_NONE && day > self->today - WUSE_FIGURES_RECENT_DAYS;
}

static void
measure_offspring (WuseFigures *self, gboolean is_closed)
{
  const WuseRelationGraph *graph = self->graph;
  const guint n_nodes = graph->graph->n_nodes;
  g_autofree guint32 *counts = g_new (guint32, MAX (n_nodes + graph->n_alone, 1));
  guint n = 0, n_without;

  self->n_offspring = g_new0 (guint32, MAX (n_nodes, 1));
  for (guint32 i = 0; i < n_nodes; i++)
    if (graph->forest->parent[i] != WUSE_NODE_NONE)
      self->n_offspring[graph->forest->parent[i]]++;
  for (guint32 i = 0; i < n_nodes; i++)
    if (self->cluster[i] != WUSE_NODE_NONE && is_case (self, i))
      {
        if (!is_closed && is_recent (self, get_actor (self, i)))
          self->n_recent++;
        else
          counts[n++] = self->n_offspring[i];
      }
  wuse_offspring_measure (counts, n, &self->offspring);
  self->offspring_counts = wuse_offspring_count (counts, n);

  n_without = n;
  for (guint32 i = 0; i < n_nodes; i++)
    if (self->cluster[i] == WUSE_NODE_NONE && is_case (self, i) && (is_closed || !is_recent (self, get_actor (self, i))))
      counts[n_without++] = 0;
  for (guint i = 0; i < graph->n_alone; i++)
    if (is_closed || !is_recent (self, &graph->relations->actors[graph->alone[i]]))
      counts[n_without++] = 0;
  wuse_offspring_measure (counts, n_without, &self->offspring_all);
}

static void
count_generations (WuseFigures *self)
{
  const guint n_members = self->n_in_clusters + self->n_unrecorded;

  self->generations = g_array_new (FALSE, TRUE, sizeof (guint32));
  for (guint i = 0; i < n_members; i++)
    {
      const guint32 generation = self->graph->generation[self->members[i]];

      if (generation >= self->generations->len)
        g_array_set_size (self->generations, generation + 1);
      g_array_index (self->generations, guint32, generation)++;
    }
}

/* --- days between them --- */

static WusePairExclusion
classify_pair (const WuseFigures *self, guint32 edge)
{
  const WuseGraph *graph = self->graph->graph;
  const WuseDay first = get_actor (self, graph->from[edge])->onset, second = get_actor (self, graph->to[edge])->onset;

  switch ((WuseEdgeRole) self->graph->forest->role[edge])
    {
    case WUSE_EDGE_SELF:
      return WUSE_PAIR_SELF;
    case WUSE_EDGE_CYCLIC:
      return WUSE_PAIR_CYCLIC;
    case WUSE_EDGE_ALTERNATIVE:
      return WUSE_PAIR_ALTERNATIVE;
    case WUSE_EDGE_TREE:
    case WUSE_EDGE_UNUSED:
      break;
    }
  if (first == WUSE_DAY_NONE || second == WUSE_DAY_NONE)
    return WUSE_PAIR_WITHOUT_ONSET;
  if ((gint64) second - first < WUSE_FIGURES_INTERVAL_MIN || (gint64) second - first > WUSE_FIGURES_INTERVAL_MAX)
    return WUSE_PAIR_OUTSIDE;

  return WUSE_N_PAIR_EXCLUSIONS;
}

static void
measure_intervals (WuseFigures *self)
{
  const WuseGraph *graph = self->graph->graph;
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (gint32));

  self->pairs = g_array_new (FALSE, FALSE, sizeof (WuseSerialInterval));
  for (guint32 i = 0; i < graph->n_edges; i++)
    {
      WusePairExclusion exclusion;

      if (self->graph->forest->role[i] == WUSE_EDGE_UNUSED)
        continue;
      exclusion = classify_pair (self, i);
      if (exclusion == WUSE_N_PAIR_EXCLUSIONS)
        {
          const WuseSerialInterval pair = { i, get_actor (self, graph->to[i])->onset - get_actor (self, graph->from[i])->onset };

          g_array_append_val (self->pairs, pair);
          g_array_append_val (days, pair.days);
        }
      else
        self->n_excluded[exclusion]++;
    }
  wuse_serial_intervals_measure ((const gint32 *) (gpointer) days->data, days->len, &self->intervals);
}

/* --- who holds things together --- */

/* The nodes with the highest values above zero, highest first, of equal ones the first. */
static GArray *
list_highest (const double *value, guint n)
{
  GArray *list = g_array_sized_new (FALSE, FALSE, sizeof (guint32), WUSE_FIGURES_N_LISTED + 1);

  for (guint32 i = 0; i < n; i++)
    {
      guint at = list->len;

      while (at > 0 && value[g_array_index (list, guint32, at - 1)] < value[i])
        at--;
      if (value[i] <= 0 || at >= WUSE_FIGURES_N_LISTED)
        continue;
      g_array_insert_val (list, at, i);
      g_array_set_size (list, MIN (list->len, WUSE_FIGURES_N_LISTED));
    }

  return list;
}

/* One an edge: whether it is a link that has not been refuted; %NULL if all are. */
static guint8 *
list_links (const WuseRelationGraph *graph)
{
  guint8 *edges = NULL;

  for (guint i = 0; i < graph->graph->n_edges; i++)
    if (graph->relations->relations[graph->relation[i]].state == WUSE_RELATION_REFUTED)
      {
        if (edges == NULL)
          {
            edges = g_malloc (graph->graph->n_edges);
            memset (edges, TRUE, graph->graph->n_edges);
          }
        edges[i] = FALSE;
      }

  return edges;
}

static void
list_people (WuseFigures *self)
{
  const guint n_nodes = self->graph->graph->n_nodes;
  g_autofree guint8 *links = list_links (self->graph);
  g_autofree double *value = g_new (double, MAX (n_nodes, 1));

  for (guint i = 0; i < n_nodes; i++)
    value[i] = self->n_offspring[i];
  self->infectious = list_highest (value, n_nodes);
  self->cut = g_new0 (guint32, MAX (n_nodes, 1));
  wuse_graph_find_cuts (self->graph->graph, links, NULL, self->cut);
  for (guint i = 0; i < n_nodes; i++)
    value[i] = self->cut[i];
  self->bridges = list_highest (value, n_nodes);
}

static void
count_case (WuseFigures *self, const WuseActor *actor)
{
  widen (&self->first_report, &self->last_report, actor->report);
  widen (&self->first_day, &self->last_day, wuse_actor_get_day (actor));
}

static void
count_cases (WuseFigures *self)
{
  const WuseRelationGraph *graph = self->graph;

  self->n_cases = graph->n_cases + graph->n_alone;
  self->first_report = self->last_report = self->first_day = self->last_day = WUSE_DAY_NONE;
  for (guint32 i = 0; i < graph->graph->n_nodes; i++)
    if (is_case (self, i))
      count_case (self, get_actor (self, i));
  for (guint i = 0; i < graph->n_alone; i++)
    count_case (self, &graph->relations->actors[graph->alone[i]]);
}

WuseFigures *
wuse_figures_new (WuseRelationGraph *graph, WuseDay today, gboolean is_closed)
{
  WuseFigures *self;

  g_return_val_if_fail (graph != NULL && graph->forest != NULL, NULL);

  self = g_atomic_rc_box_new0 (WuseFigures);
  self->graph = wuse_relation_graph_ref (graph);
  self->today = today;
  count_cases (self);
  find_clusters (self);
  for (guint i = 0; i < self->n_clusters; i++)
    describe_cluster (self, &self->clusters[i]);
  measure_growth (self);
  order_clusters (self);
  measure_offspring (self, is_closed);
  count_generations (self);
  measure_intervals (self);
  list_people (self);

  return self;
}

/* --- on threads --- */

typedef struct
{
  WuseRelations *relations;
  WuseGraphFilter filter;
  WuseDay today;
  gboolean is_closed;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  wuse_relations_unref (job->relations);
  g_strfreev (job->filter.seeds);
  g_free (job);
}

static void
make_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  g_autoptr (WuseRelationGraph) graph = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  graph = wuse_relation_graph_new_unplaced (job->relations, &job->filter);
  if (g_task_return_error_if_cancelled (task))
    return;
  g_task_return_pointer (task, wuse_figures_new (graph, job->today, job->is_closed), (GDestroyNotify) wuse_figures_unref);
}

void
wuse_figures_make_async (WuseRelations *relations,
                         const WuseGraphFilter *filter,
                         WuseDay today,
                         gboolean is_closed,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->relations = wuse_relations_ref (relations);
  job->filter = *filter;
  job->filter.seeds = g_strdupv (filter->seeds);
  job->today = today;
  job->is_closed = is_closed;
  g_task_set_source_tag (task, wuse_figures_make_async);
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, make_cb);
}

WuseFigures *
wuse_figures_make_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

WuseGoBetweens *
wuse_go_betweens_ref (WuseGoBetweens *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_go_betweens (gpointer data)
{
  WuseGoBetweens *self = data;

  g_free (self->value);
  g_free (self->n_pairs);
  g_clear_pointer (&self->highest, g_array_unref);
}

void
wuse_go_betweens_unref (WuseGoBetweens *self)
{
  g_atomic_rc_box_release_full (self, clear_go_betweens);
}

static void
count_pairs (WuseGoBetweens *self, const WuseGraph *graph, const guint8 *links)
{
  g_autofree guint32 *component = g_new (guint32, MAX (graph->n_nodes, 1)), *size = NULL;

  size = g_new0 (guint32, MAX (wuse_graph_find_components (graph, links, component), 1));
  for (guint i = 0; i < graph->n_nodes; i++)
    size[component[i]]++;
  for (guint i = 0; i < graph->n_nodes; i++)
    {
      const double n = size[component[i]];

      self->n_pairs[i] = (n - 1) * (n - 2) / 2;
    }
}

static void
find_go_betweens_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const WuseFigures *figures = data;
  const WuseGraph *graph = figures->graph->graph;
  g_autoptr (WuseGoBetweens) self = g_atomic_rc_box_new0 (WuseGoBetweens);
  g_autofree guint8 *links = list_links (figures->graph);
  GError *error = NULL;

  self->value = g_new0 (double, MAX (graph->n_nodes, 1));
  self->n_pairs = g_new0 (double, MAX (graph->n_nodes, 1));
  self->is_exact = TRUE;
  if (!wuse_graph_measure_betweenness (graph, links, FALSE, 0, 0, self->value, &self->is_exact, cancellable, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  count_pairs (self, graph, links);
  self->highest = list_highest (self->value, graph->n_nodes);
  g_task_return_pointer (task, g_steal_pointer (&self), (GDestroyNotify) wuse_go_betweens_unref);
}

void
wuse_figures_find_go_betweens_async (WuseFigures *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, wuse_figures_find_go_betweens_async);
  g_task_set_task_data (task, wuse_figures_ref (self), (GDestroyNotify) wuse_figures_unref);
  g_task_run_in_thread (task, find_go_betweens_cb);
}

WuseGoBetweens *
wuse_figures_find_go_betweens_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
