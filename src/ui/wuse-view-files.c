/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Views to and from JSON and files, on threads. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-view-files.h"

#include "wuse-named-view.h"
#include "wuse-output-file.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  WuseSavedView *view;
  WuseRelationGraph *graph;
  WuseStore *store;
  char *kind;
  char *name;
  GFile *file;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  wuse_saved_view_free (job->view);
  g_clear_pointer (&job->graph, wuse_relation_graph_unref);
  g_clear_object (&job->store);
  g_clear_object (&job->file);
  g_free (job->kind);
  g_free (job->name);
  g_free (job);
}

/* Not a worker: these wait for the disk. */
static void
start (Job *job, GTaskThreadFunc func, gpointer tag, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, func);
}

/* --- JSON --- */

static void
write_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  if (job->graph != NULL)
    wuse_saved_view_take_places (job->view, job->graph);
  g_task_return_pointer (task, wuse_saved_view_to_json (job->view), g_free);
}

void
wuse_view_write_async (WuseSavedView *view, WuseRelationGraph *graph, GAsyncReadyCallback callback, gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->view = view;
  job->graph = graph != NULL ? wuse_relation_graph_ref (graph) : NULL;
  start (job, write_cb, wuse_view_write_async, callback, user_data);
}

char *
wuse_view_write_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- to a file --- */

static gpointer
read_value (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;
  g_autoptr (WuseNamedView) view = wuse_store_reader_load_view (reader, job->kind, job->name, error);

  return view != NULL ? g_steal_pointer (&view->value) : NULL;
}

/* The name it has now, not the one it had when it was saved. */
static gboolean
share (const Job *job, GError **error)
{
  GError *broken = NULL;
  g_autofree char *value = wuse_store_read (job->store, read_value, (gpointer) job, NULL, &broken), *json = NULL;
  g_autoptr (WuseSavedView) view = NULL;
  g_autoptr (WuseOutputFile) output = NULL;

  if (value == NULL)
    {
      if (broken != NULL)
        g_propagate_error (error, broken);
      else
        g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("There is none of this name."));
      return FALSE;
    }
  view = wuse_saved_view_parse (value, strlen (value), error);
  if (view == NULL)
    return FALSE;
  g_free (view->name);
  view->name = g_strdup (job->name);
  json = wuse_saved_view_to_json (view);
  output = wuse_output_file_new (job->file, NULL, error);
  if (output == NULL)
    return FALSE;
  wuse_output_file_puts (output, json);

  return wuse_output_file_close (output, error);
}

static void
share_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  GError *error = NULL;

  if (share (job, &error))
    g_task_return_pointer (task, g_object_ref (job->file), g_object_unref);
  else
    g_task_return_error (task, error);
}

void
wuse_view_share_async (
    WuseStore *store, const char *kind, const char *name, GFile *file, GAsyncReadyCallback callback, gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->store = g_object_ref (store);
  job->kind = g_strdup (kind);
  job->name = g_strdup (name);
  job->file = g_object_ref (file);
  start (job, share_cb, wuse_view_share_async, callback, user_data);
}

GFile *
wuse_view_share_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- from a file --- */

/* Never more of it than a view can have, whatever it says of its size. */
static GBytes *
read_file (GFile *file, GError **error)
{
  g_autoptr (GFileInputStream) input = g_file_read (file, NULL, error);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[16384];
  gssize n;

  if (input == NULL)
    return NULL;
  while ((n = g_input_stream_read (G_INPUT_STREAM (input), buffer, sizeof buffer, NULL, error)) > 0)
    {
      g_byte_array_append (bytes, buffer, (guint) n);
      if (bytes->len > WUSE_SAVED_VIEW_MAX_BYTES)
        break;
    }

  return n >= 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}

static void
load_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = read_file (job->file, &error);
  gsize length = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
  WuseSavedView *view = bytes != NULL ? wuse_saved_view_parse (text != NULL ? text : "", length, &error) : NULL;

  if (view != NULL)
    g_task_return_pointer (task, view, (GDestroyNotify) wuse_saved_view_free);
  else
    g_task_return_error (task, error);
}

void
wuse_view_load_async (GFile *file, GAsyncReadyCallback callback, gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->file = g_object_ref (file);
  start (job, load_cb, wuse_view_load_async, callback, user_data);
}

WuseSavedView *
wuse_view_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
