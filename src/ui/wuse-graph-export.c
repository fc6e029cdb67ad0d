/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the relationship graph shows, in files for others. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-graph-export-private.h"

#include "wuse-format.h"

#include <string.h>

#define TELL_EVERY 1024
#define TELL_INTERVAL_US 50000

typedef struct
{
  WuseGraphExport *export;
  GFile *file;
  WuseGraphExportProgress progress;
  gpointer user_data;
  GTask *task; /* not owned */
  gint64 told_at;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  wuse_graph_export_free (job->export);
  g_object_unref (job->file);
  g_free (job);
}

WuseGraphExport *
wuse_graph_export_new (WuseRelationGraph *graph)
{
  WuseGraphExport *self = g_new0 (WuseGraphExport, 1);

  self->graph = wuse_relation_graph_ref (graph);
  self->device_scale = 1;
  self->whole = TRUE;
  self->naming.names = WUSE_GRAPH_NAMES_ALL;
  self->now = WUSE_TIME_NONE;

  return self;
}

void
wuse_graph_export_free (WuseGraphExport *self)
{
  if (self == NULL)
    return;

  wuse_relation_graph_unref (self->graph);
  g_clear_pointer (&self->areas, wuse_area_set_unref);
  g_clear_pointer (&self->district, wuse_district_free);
  g_strfreev (self->selection);
  g_free (self->scope);
  g_free (self);
}

/* --- what the writers share --- */

const char *
wuse_graph_export_kind_code (guint8 kind)
{
  static const char *const codes[] = { "case", "close_contact", "secondary_contact", "place", "in_no_record" };

  return kind < G_N_ELEMENTS (codes) ? codes[kind] : NULL;
}

const char *
wuse_graph_export_classification_code (const WuseActor *actor)
{
  static const char *const codes[] = { "confirmed", "suspected", "asymptomatic" };

  return actor->kind == WUSE_ACTOR_CASE && actor->classification < G_N_ELEMENTS (codes) ? codes[actor->classification] : NULL;
}

const char *
wuse_graph_export_setting_code (guint8 setting)
{
  static const char *const codes[WUSE_N_SETTINGS] = { NULL,     "household", "building",  "work",      "school",
                                                      "market", "medical",   "transport", "gathering", "other" };

  return setting < G_N_ELEMENTS (codes) ? codes[setting] : NULL;
}

const char *
wuse_graph_export_relation_code (guint8 kind)
{
  static const char *const codes[] = { "transmission", "contact", "household", "same_place" };

  return kind < G_N_ELEMENTS (codes) ? codes[kind] : NULL;
}

const char *
wuse_graph_export_state_code (guint8 state)
{
  static const char *const codes[] = { "suspected", "confirmed", "refuted" };

  return state < G_N_ELEMENTS (codes) ? codes[state] : NULL;
}

const char *
wuse_graph_export_get_area_name (const WuseGraphExport *self, const WuseActor *actor)
{
  const guint32 area =
      self->areas != NULL && actor->area != NULL ? wuse_area_set_find (self->areas, actor->area, -1) : WUSE_AREA_NONE;

  return area != WUSE_AREA_NONE ? wuse_area_display_name (wuse_area_set_get (self->areas, area)) : NULL;
}

guint8 *
wuse_graph_export_mark_nodes (const WuseGraphExport *self)
{
  const guint n_nodes = self->graph->graph->n_nodes;
  guint8 *marks = g_new0 (guint8, MAX (n_nodes, 1));

  if (!self->only_selected)
    memset (marks, TRUE, n_nodes);
  for (guint i = 0; self->only_selected && self->selection != NULL && self->selection[i] != NULL; i++)
    {
      const guint32 node = wuse_relation_graph_find_id (self->graph, self->selection[i]);

      if (node != WUSE_NODE_NONE)
        marks[node] = TRUE;
    }

  return marks;
}

gboolean
wuse_graph_export_tell (const WuseGraphExportWriter *self, guint i, guint n)
{
  if (i % TELL_EVERY != 0)
    return TRUE;
  if (self->progress != NULL)
    self->progress (i / (double) MAX (n, 1), self->user_data);

  return wuse_output_file_is_sound (self->file);
}

/* --- the file --- */

gboolean
wuse_graph_export_write (const WuseGraphExport *self,
                         GFile *file,
                         WuseGraphExportProgress progress,
                         gpointer user_data,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (WuseOutputFile) output = NULL;
  WuseGraphExportWriter writer = { self, NULL, progress, user_data };

  g_return_val_if_fail (self != NULL && G_IS_FILE (file), FALSE);

  output = wuse_output_file_new (file, cancellable, error);
  if (output == NULL)
    return FALSE;
  writer.file = output;
  switch (self->kind)
    {
    case WUSE_GRAPH_EXPORT_PNG:
    case WUSE_GRAPH_EXPORT_SVG:
    case WUSE_GRAPH_EXPORT_PDF:
      wuse_graph_export_write_picture (&writer);
      break;
    case WUSE_GRAPH_EXPORT_GRAPHML:
      wuse_graph_export_write_graphml (&writer);
      break;
    case WUSE_GRAPH_EXPORT_LINE_LIST:
      wuse_graph_export_write_line_list (&writer);
      break;
    case WUSE_GRAPH_EXPORT_CONTACTS:
      wuse_graph_export_write_contacts (&writer);
      break;
    case WUSE_N_GRAPH_EXPORTS:
      g_assert_not_reached ();
    }

  return wuse_output_file_close (output, error);
}

typedef struct
{
  WuseGraphExportProgress func;
  gpointer user_data;
  GCancellable *cancellable;
  double done;
} Told;

static gboolean
tell_cb (gpointer data)
{
  const Told *told = data;

  if (!g_cancellable_is_cancelled (told->cancellable))
    told->func (told->done, told->user_data);

  return G_SOURCE_REMOVE;
}

static void
free_told (gpointer data)
{
  g_clear_object (&((Told *) data)->cancellable);
  g_free (data);
}

static void
progress_cb (double done, gpointer user_data)
{
  Job *job = user_data;
  const gint64 now = g_get_monotonic_time ();
  Told *told;

  if (job->progress == NULL || now - job->told_at < TELL_INTERVAL_US)
    return;
  job->told_at = now;
  told = g_new0 (Told, 1);
  told->func = job->progress;
  told->user_data = job->user_data;
  told->done = done;
  g_set_object (&told->cancellable, g_task_get_cancellable (job->task));
  /* Sources of one priority run in order: never after the result. */
  g_main_context_invoke_full (g_task_get_context (job->task), G_PRIORITY_DEFAULT, tell_cb, told, free_told);
}

static void
export_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (wuse_graph_export_write (job->export, job->file, progress_cb, job, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
wuse_graph_export_async (WuseGraphExport *self,
                         GFile *file,
                         WuseGraphExportProgress progress,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->export = self;
  job->file = g_object_ref (file);
  job->progress = progress;
  job->user_data = user_data;
  job->task = task;
  g_task_set_source_tag (task, wuse_graph_export_async);
  g_task_set_task_data (task, job, free_job);
  /* Not a worker: it waits for the disk. */
  g_task_run_in_thread (task, export_cb);
}

gboolean
wuse_graph_export_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
