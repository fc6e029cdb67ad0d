/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of the relations that is looked at: filtered, connected and laid out on a thread of its own. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-relation-graph.h"

#include "wuse-force-layout.h"
#include "wuse-graph-metrics.h"
#include "wuse-graph-places.h"
#include "wuse-graph-reach.h"
#include "wuse-layout-separate.h"
#include "wuse-radial-layout.h"
#include "wuse-time-layout.h"

#include <math.h>

/* The layouts' unit is 32 pixels at full size. Rows and rings in it: */
#define ROW_HEIGHT 0.9
#define RING_MARK 0.3
/* Rings are drawn where there are so many nodes to stand on them. */
#define LEAST_RINGED 4
/* A tree along time is about so much wider than high, as the pane between list and card is. */
#define TIME_ASPECT 1.15
/* Of tens of thousands of rows the whole is looked at, not two of them beside each other. */
#define MOST_DAY_WIDTH 400
#define LABEL_UNITS 3.2
/* Nodes of a small graph do not touch: half of this and the radius, in units. */
#define CLEARANCE 0.15f

typedef struct
{
  WuseRelations *relations;
  WuseGraphFilter filter;
  WuseGraphLayout layout;
  WuseRelationGraph *before;
  WuseGraphPlaces *places;
  WuseRelationGraphFunc progress;
  gpointer user_data;
  GTask *task;             /* not owned */
  WuseRelationGraph *made; /* on the thread: the graph while it is laid out */
  gboolean is_telling;     /* atomic: a picture is on its way to the main thread */
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  wuse_relations_unref (job->relations);
  g_strfreev (job->filter.seeds);
  g_clear_pointer (&job->before, wuse_relation_graph_unref);
  g_clear_pointer (&job->places, wuse_graph_places_unref);
  g_free (job);
}

WuseRelationGraph *
wuse_relation_graph_ref (WuseRelationGraph *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  WuseRelationGraph *self = data;

  g_clear_pointer (&self->graph, wuse_graph_unref);
  g_clear_pointer (&self->forest, wuse_transmission_forest_free);
  g_free (self->generation);
  g_free (self->actor);
  g_free (self->relation);
  g_free (self->n_infected);
  g_free (self->component);
  g_free (self->positions);
  g_free (self->bends);
  g_free (self->rings);
  g_free (self->alone);
  wuse_relations_unref (self->relations);
}

void
wuse_relation_graph_unref (WuseRelationGraph *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

guint32
wuse_relation_graph_find (const WuseRelationGraph *self, guint32 actor)
{
  guint least = 0, end = self->graph->n_nodes;

  /* Nodes are in the order of the actors. */
  while (least < end)
    {
      const guint middle = (least + end) / 2;

      if (self->actor[middle] < actor)
        least = middle + 1;
      else
        end = middle;
    }

  return least < self->graph->n_nodes && self->actor[least] == actor ? least : WUSE_NODE_NONE;
}

static gboolean
passes (const WuseGraphFilter *filter, const WuseActor *actor)
{
  const WuseDay day = wuse_actor_get_day (actor);

  if ((filter->actors & 1u << actor->kind) == 0)
    return FALSE;
  if (actor->kind != WUSE_ACTOR_CASE)
    return TRUE;
  return (filter->first == WUSE_DAY_NONE || (day != WUSE_DAY_NONE && day >= filter->first))
         && (filter->last == WUSE_DAY_NONE || (day != WUSE_DAY_NONE && day <= filter->last))
         && (filter->classifications == 0 || (filter->classifications & 1u << actor->classification) != 0)
         && (filter->settings == 0 || (filter->settings & 1u << actor->setting) != 0);
}

static gboolean
is_shown (const WuseGraphFilter *filter, const WuseRelation *relation)
{
  return (filter->relations & 1u << relation->kind) != 0 && (relation->state != WUSE_RELATION_REFUTED || filter->with_refuted);
}

/* Around the seeds, over all relations that are shown. */
static void
keep_near (const Job *job, guint8 *keep)
{
  const WuseRelations *relations = job->relations;
  g_autofree guint32 *from = g_new (guint32, MAX (relations->n_relations, 1)),
                     *to = g_new (guint32, MAX (relations->n_relations, 1));
  g_autoptr (GArray) seeds = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) near = NULL;
  g_autoptr (WuseGraph) graph = NULL;
  guint n = 0;

  for (guint i = 0; i < relations->n_relations; i++)
    {
      const WuseRelation *relation = &relations->relations[i];

      if (keep[relation->from] && keep[relation->to] && is_shown (&job->filter, relation))
        {
          from[n] = relation->from;
          to[n++] = relation->to;
        }
    }
  graph = wuse_graph_new (relations->n_actors, from, to, n);
  for (guint i = 0; job->filter.seeds[i] != NULL; i++)
    {
      const guint32 actor = wuse_relations_find (relations, job->filter.seeds[i]);

      if (actor != WUSE_INDEX_NONE)
        g_array_append_val (seeds, actor);
    }
  near = wuse_graph_list_reachable (graph, NULL, (const guint32 *) (gpointer) seeds->data, seeds->len, WUSE_DIRECTION_EITHER,
                                    job->filter.steps);
  for (guint i = 0; i < relations->n_actors; i++)
    keep[i] = FALSE;
  for (guint i = 0; i < near->len; i++)
    keep[g_array_index (near, guint32, i)] = TRUE;
}

/* Contacts and places have no day and no generation: trees show cases, and keep no room for others. */
static void
keep_persons (WuseRelationGraph *self, guint8 *keep)
{
  for (guint i = 0; i < self->relations->n_actors; i++)
    if (keep[i] && self->relations->actors[i].kind != WUSE_ACTOR_CASE && self->relations->actors[i].kind != WUSE_ACTOR_UNKNOWN)
      {
        keep[i] = FALSE;
        self->n_without_day++;
      }
}

/* Numbers the actors that are shown, and the relations between them. */
static void
connect_actors (const Job *job, WuseRelationGraph *self)
{
  const WuseRelations *relations = job->relations;
  g_autofree guint8 *keep = g_new (guint8, MAX (relations->n_actors, 1)),
                    *is_linked = g_new0 (guint8, MAX (relations->n_actors, 1));
  g_autofree guint32 *node = g_new (guint32, MAX (relations->n_actors, 1));
  g_autofree guint32 *from = NULL, *to = NULL;
  guint n_nodes = 0, n_edges = 0;

  for (guint i = 0; i < relations->n_actors; i++)
    keep[i] = passes (&job->filter, &relations->actors[i]);
  if (job->filter.seeds != NULL)
    keep_near (job, keep);
  if (job->layout != WUSE_GRAPH_BY_FORCE)
    keep_persons (self, keep);
  for (guint i = 0; i < relations->n_relations; i++)
    {
      const WuseRelation *relation = &relations->relations[i];

      if (keep[relation->from] && keep[relation->to] && is_shown (&job->filter, relation))
        {
          is_linked[relation->from] = is_linked[relation->to] = TRUE;
          n_edges++;
        }
    }
  self->alone = g_new (guint32, MAX (relations->n_cases, 1));
  for (guint i = 0; i < relations->n_actors; i++)
    if (keep[i] && !is_linked[i] && job->filter.seeds == NULL
        && (!job->filter.with_alone || relations->actors[i].kind != WUSE_ACTOR_CASE))
      {
        keep[i] = FALSE;
        if (relations->actors[i].kind == WUSE_ACTOR_CASE)
          self->alone[self->n_alone++] = i;
      }

  self->actor = g_new (guint32, MAX (relations->n_actors, 1));
  for (guint i = 0; i < relations->n_actors; i++)
    if (keep[i])
      {
        node[i] = n_nodes;
        self->actor[n_nodes++] = i;
        self->n_cases += relations->actors[i].kind == WUSE_ACTOR_CASE;
      }
  self->relation = g_new (guint32, MAX (n_edges, 1));
  from = g_new (guint32, MAX (n_edges, 1));
  to = g_new (guint32, MAX (n_edges, 1));
  n_edges = 0;
  for (guint i = 0; i < relations->n_relations; i++)
    {
      const WuseRelation *relation = &relations->relations[i];

      if (keep[relation->from] && keep[relation->to] && is_shown (&job->filter, relation))
        {
          self->relation[n_edges] = i;
          from[n_edges] = node[relation->from];
          to[n_edges++] = node[relation->to];
        }
    }
  self->graph = wuse_graph_new (n_nodes, from, to, n_edges);
}

static void
find_chains (WuseRelationGraph *self)
{
  const guint n_nodes = self->graph->n_nodes, n_edges = self->graph->n_edges;
  g_autofree guint8 *is_transmission = g_new0 (guint8, MAX (n_edges, 1)), *is_confirmed = g_new0 (guint8, MAX (n_edges, 1));
  g_autofree gint32 *onset = g_new (gint32, MAX (n_nodes, 1)), *report = g_new (gint32, MAX (n_nodes, 1));
  WuseForestEvidence evidence = { .edges = is_transmission,
                                  .confirmed = is_confirmed,
                                  .day = onset,
                                  .report_day = report,
                                  .report_delay = wuse_relations_get_report_delay (self->relations) };

  for (guint i = 0; i < n_nodes; i++)
    {
      onset[i] = self->relations->actors[self->actor[i]].onset;
      report[i] = self->relations->actors[self->actor[i]].report;
    }
  for (guint i = 0; i < n_edges; i++)
    {
      const WuseRelation *relation = &self->relations->relations[self->relation[i]];

      is_transmission[i] = relation->kind == WUSE_RELATION_TRANSMISSION && relation->state != WUSE_RELATION_REFUTED;
      is_confirmed[i] = is_transmission[i] && relation->state == WUSE_RELATION_CONFIRMED;
    }
  self->forest = wuse_transmission_forest_new (self->graph, &evidence);
  self->generation = g_new (guint32, MAX (n_nodes, 1));
  wuse_graph_find_generations (self->graph, is_transmission, onset, self->generation);
  self->n_infected = g_new0 (guint32, MAX (n_nodes, 1));
  for (guint i = 0; i < n_edges; i++)
    if (self->forest->role[i] != WUSE_EDGE_UNUSED && self->forest->role[i] != WUSE_EDGE_SELF)
      self->n_infected[self->graph->from[i]]++;
  self->component = g_new (guint32, MAX (n_nodes, 1));
  self->n_components = wuse_graph_find_components (self->graph, NULL, self->component);
}

static gboolean
is_person (const WuseRelationGraph *self, guint32 node)
{
  const guint8 kind = self->relations->actors[self->actor[node]].kind;

  return kind == WUSE_ACTOR_CASE || kind == WUSE_ACTOR_UNKNOWN;
}

/* Contacts and places have no day and no generation: trees show cases. */
static void
set_positions (WuseRelationGraph *self, const float *x, const float *y, double unit_x, double unit_y)
{
  for (guint i = 0; i < self->graph->n_nodes; i++)
    {
      const gboolean shown = self->layout == WUSE_GRAPH_BY_FORCE || is_person (self, i);

      self->positions[2 * i] = shown ? (float) (x[i] * unit_x) : NAN;
      self->positions[2 * i + 1] = shown ? (float) (y[i] * unit_y) : NAN;
    }
}

static double
get_kept_day_width (const Job *job)
{
  if (job->places != NULL)
    return wuse_graph_places_get_layout (job->places) == WUSE_GRAPH_BY_TIME ? wuse_graph_places_get_day_width (job->places) : 0;

  return job->before != NULL && job->before->layout == WUSE_GRAPH_BY_TIME ? job->before->day_width : 0;
}

/* Rows come from how wide labels are in days, days from how many rows there are: twice round is near enough. What is looked at
 * already keeps its scale. */
static void
lay_out_by_time (const Job *job, WuseRelationGraph *self)
{
  const double kept = get_kept_day_width (job);
  const gboolean keep = kept > 0;
  WuseTimeLayoutOptions options = { .extent = LABEL_UNITS, .gap = 1 };
  g_autoptr (WuseTimeLayout) layout = NULL;

  self->day_width = keep ? kept : 1;
  for (int i = keep ? 1 : 0; i < 2; i++)
    {
      g_clear_pointer (&layout, wuse_time_layout_free);
      options.extent = CLAMP (LABEL_UNITS / self->day_width, 0.5, 60);
      layout = wuse_time_layout_new (self->forest, &options);
      if (!keep)
        self->day_width = CLAMP (TIME_ASPECT * ROW_HEIGHT * layout->n_rows / MAX (layout->n_days, 1), 0.25, MOST_DAY_WIDTH);
    }
  self->first_day = layout->first_day;
  set_positions (self, layout->x, layout->y, self->day_width, ROW_HEIGHT);
  self->bends = g_new (float, MAX (self->graph->n_nodes, 1));
  for (guint i = 0; i < self->graph->n_nodes; i++)
    self->bends[i] = (float) (layout->bend[i] * self->day_width);
}

static void
lay_out_by_generation (WuseRelationGraph *self)
{
  const WuseRadialLayoutOptions options = { .radius = RING_MARK, .spacing = 2.2 * RING_MARK, .aspect = TIME_ASPECT };
  g_autoptr (WuseRadialLayout) layout = wuse_radial_layout_new (self->forest, &options);
  g_autofree guint32 *n_members = NULL;

  set_positions (self, layout->x, layout->y, 1, 1);
  n_members = g_new0 (guint32, MAX (layout->n_discs, 1));
  for (guint i = 0; i < self->graph->n_nodes; i++)
    n_members[self->forest->component[i]]++;
  for (guint i = 0; i < layout->n_discs; i++)
    self->n_rings += layout->discs[i].n_rings;
  self->rings = g_new (WuseDiagramCircle, MAX (self->n_rings, 1));
  self->n_rings = 0;
  for (guint i = 0; i < layout->n_discs; i++)
    for (guint ring = 0; ring < layout->discs[i].n_rings && n_members[i] >= LEAST_RINGED; ring++)
      {
        const WuseRadialDisc *disc = &layout->discs[i];
        const float radius = layout->rings[disc->first_ring + ring];

        if (radius > 0)
          self->rings[self->n_rings++] = (WuseDiagramCircle){ disc->x, disc->y, radius };
      }
}

static WuseRelationGraph *
copy_with_positions (const WuseRelationGraph *self, const float *x, const float *y)
{
  WuseRelationGraph *copy = g_atomic_rc_box_new0 (WuseRelationGraph);
  const guint n_nodes = self->graph->n_nodes;

  copy->relations = wuse_relations_ref (self->relations);
  copy->graph = wuse_graph_ref (self->graph);
  copy->actor = g_memdup2 (self->actor, n_nodes * sizeof *self->actor);
  copy->relation = g_memdup2 (self->relation, self->graph->n_edges * sizeof *self->relation);
  copy->n_infected = g_memdup2 (self->n_infected, n_nodes * sizeof *self->n_infected);
  copy->component = g_memdup2 (self->component, n_nodes * sizeof *self->component);
  copy->n_components = self->n_components;
  copy->layout = self->layout;
  copy->n_cases = self->n_cases;
  copy->n_alone = self->n_alone;
  copy->n_without_day = self->n_without_day;
  copy->alone = g_memdup2 (self->alone, self->n_alone * sizeof *self->alone);
  copy->positions = g_new (float, 2 * MAX (n_nodes, 1));
  set_positions (copy, x, y, 1, 1);

  return copy;
}

typedef struct
{
  WuseRelationGraph *graph;
  GTask *task;
} Progress;

static void
free_progress (gpointer data)
{
  Progress *progress = data;

  wuse_relation_graph_unref (progress->graph);
  g_object_unref (progress->task);
  g_free (progress);
}

static gboolean
show_progress_cb (gpointer data)
{
  Progress *progress = data;
  Job *job = g_task_get_task_data (progress->task);

  if (!g_cancellable_is_cancelled (g_task_get_cancellable (progress->task)))
    job->progress (progress->graph, job->user_data);
  g_atomic_int_set (&job->is_telling, FALSE);

  return G_SOURCE_REMOVE;
}

static void
progress_cb (const float *x, const float *y, double done, gpointer user_data)
{
  Job *job = user_data;
  Progress *progress;

  /* Whoever looks is slower than the layout, perhaps: pictures do not queue up. */
  if (job->progress == NULL || !g_atomic_int_compare_and_exchange (&job->is_telling, FALSE, TRUE))
    return;
  progress = g_new0 (Progress, 1);
  progress->graph = copy_with_positions (job->made, x, y);
  progress->task = g_object_ref (job->task);
  /* Sources of one priority run in order: never after the result. */
  g_main_context_invoke_full (g_task_get_context (job->task), G_PRIORITY_DEFAULT, show_progress_cb, progress, free_progress);
}

/* Who was in the view that is opened stays there, if anybody was. */
static gboolean
find_kept (const Job *job, const WuseRelationGraph *self, float *x, float *y)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->graph->n_nodes; i++)
    {
      const WuseActor *actor = &self->relations->actors[self->actor[i]];

      if (!wuse_graph_places_find (job->places, (WuseActorKind) actor->kind, actor->id, &x[i], &y[i]))
        x[i] = y[i] = NAN;
      any = any || isfinite (x[i]);
    }

  return any;
}

static void
count_changes (const Job *job, WuseRelationGraph *self)
{
  const guint n_nodes = self->graph->n_nodes;
  guint size;
  float x, y;

  if (job->places == NULL)
    return;
  size = wuse_graph_places_get_size (job->places);
  for (guint i = 0; i < n_nodes; i++)
    {
      const WuseActor *actor = &self->relations->actors[self->actor[i]];

      self->n_new += !wuse_graph_places_find (job->places, (WuseActorKind) actor->kind, actor->id, &x, &y);
    }
  self->n_gone = size - MIN (size, n_nodes - self->n_new);
}

/* Who was there before keeps the place, if most were. */
static gboolean
find_known (const Job *job, const WuseRelationGraph *self, float *x, float *y)
{
  guint n_known = 0;

  if (job->places != NULL)
    return wuse_graph_places_get_layout (job->places) == WUSE_GRAPH_BY_FORCE && find_kept (job, self, x, y);
  if (job->before == NULL || job->before->layout != WUSE_GRAPH_BY_FORCE)
    return FALSE;
  for (guint i = 0; i < self->graph->n_nodes; i++)
    {
      const guint32 actor = wuse_relations_find (job->before->relations, self->relations->actors[self->actor[i]].id);
      const guint32 node = actor != WUSE_INDEX_NONE ? wuse_relation_graph_find (job->before, actor) : WUSE_NODE_NONE;

      x[i] = node != WUSE_NODE_NONE ? job->before->positions[2 * node] : NAN;
      y[i] = node != WUSE_NODE_NONE ? job->before->positions[2 * node + 1] : NAN;
      n_known += node != WUSE_NODE_NONE;
    }

  return 2 * n_known > self->graph->n_nodes;
}

static gboolean
lay_out_by_force (Job *job, WuseRelationGraph *self, GCancellable *cancellable, GError **error)
{
  const guint n_nodes = self->graph->n_nodes;
  g_autofree float *x = g_new (float, MAX (n_nodes, 1)), *y = g_new (float, MAX (n_nodes, 1)),
                   *radius = g_new (float, MAX (n_nodes, 1));
  const WuseForceLayoutOptions options = { .seed = 1, .progress = progress_cb, .progress_data = job };

  job->made = self;
  if (find_known (job, self, x, y))
    {
      if (!wuse_force_layout_settle (self->graph, x, y, 0, cancellable, error))
        return FALSE;
    }
  else
    {
      if (!wuse_force_layout_run (self->graph, &options, x, y, cancellable, error))
        return FALSE;
      for (guint i = 0; i < n_nodes; i++)
        radius[i] = 0.17f + CLEARANCE + 0.05f * sqrtf ((float) self->n_infected[i]);
      if (n_nodes <= WUSE_LAYOUT_SEPARATE_MAX_NODES && !wuse_layout_separate (n_nodes, x, y, radius, cancellable, error))
        return FALSE;
    }
  set_positions (self, x, y, 1, 1);

  return TRUE;
}

WuseRelationGraph *
wuse_relation_graph_new_unplaced (WuseRelations *relations, const WuseGraphFilter *filter)
{
  WuseRelationGraph *self;
  Job job = { 0 };

  g_return_val_if_fail (relations != NULL && filter != NULL, NULL);

  job.relations = relations;
  job.filter = *filter;
  self = g_atomic_rc_box_new0 (WuseRelationGraph);
  self->relations = wuse_relations_ref (relations);
  connect_actors (&job, self);
  find_chains (self);

  return self;
}

static void
make_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (WuseRelationGraph) self = g_atomic_rc_box_new0 (WuseRelationGraph);
  GError *error = NULL;

  self->relations = wuse_relations_ref (job->relations);
  self->layout = job->layout;
  connect_actors (job, self);
  find_chains (self);
  count_changes (job, self);
  self->positions = g_new (float, 2 * MAX (self->graph->n_nodes, 1));
  switch (job->layout)
    {
    case WUSE_GRAPH_BY_TIME:
      lay_out_by_time (job, self);
      break;
    case WUSE_GRAPH_BY_GENERATION:
      lay_out_by_generation (self);
      break;
    case WUSE_GRAPH_BY_FORCE:
      if (!lay_out_by_force (job, self, cancellable, &error))
        {
          g_task_return_error (task, error);
          return;
        }
      break;
    }
  g_task_return_pointer (task, g_steal_pointer (&self), (GDestroyNotify) wuse_relation_graph_unref);
}

void
wuse_relation_graph_make_async (WuseRelations *relations,
                                const WuseGraphFilter *filter,
                                WuseGraphLayout layout,
                                WuseRelationGraph *before,
                                WuseGraphPlaces *places,
                                WuseRelationGraphFunc progress,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->relations = wuse_relations_ref (relations);
  job->filter = *filter;
  job->filter.seeds = g_strdupv (filter->seeds);
  job->layout = layout;
  job->before = before != NULL ? wuse_relation_graph_ref (before) : NULL;
  job->places = places != NULL ? wuse_graph_places_ref (places) : NULL;
  job->progress = progress;
  job->user_data = user_data;
  job->task = task;
  g_task_set_source_tag (task, wuse_relation_graph_make_async);
  g_task_set_task_data (task, job, free_job);
  /* Not a worker: a layout of a large graph takes seconds, and uses the workers' cores itself. */
  g_task_run_in_thread (task, make_cb);
}

WuseRelationGraph *
wuse_relation_graph_make_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
