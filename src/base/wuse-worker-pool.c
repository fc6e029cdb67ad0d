/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads for computing: two priorities, each with threads of its own that the frames come before. */

#define G_LOG_DOMAIN "wuse-base"

#include "config.h"

#include "wuse-worker-pool.h"

#include <errno.h>
#ifdef __linux__
#include <sys/resource.h>
#endif

#define N_PRIORITIES (WUSE_WORKER_AHEAD + 1)

/* How far a thread stands back behind the main thread and the renderer's own: what is ahead takes only what nobody wants. */
static const int niceness[N_PRIORITIES] = { [WUSE_WORKER_VISIBLE] = 4, [WUSE_WORKER_AHEAD] = 15 };

typedef struct
{
  GTask *task;
  GTaskThreadFunc func;
} Job;

static GMutex mutex;
static GCond wanted[N_PRIORITIES];
static GQueue queues[N_PRIORITIES] = { G_QUEUE_INIT, G_QUEUE_INIT };

static Job *
wait_for_job (WuseWorkerPriority priority)
{
  Job *job;

  g_mutex_lock (&mutex);
  while ((job = g_queue_pop_head (&queues[priority])) == NULL)
    g_cond_wait (&wanted[priority], &mutex);
  g_mutex_unlock (&mutex);

  return job;
}

static gboolean
remove_source_cb (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

/* The last reference goes where the task came from: a task's source object may be one that only that thread may
 * finalise. */
static void
release_in_context (GTask *task)
{
  GSource *source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_static_name (source, "wuse-worker-release");
  g_source_set_callback (source, remove_source_cb, task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
  g_source_unref (source);
}

/* Of the calling thread alone, which is what Linux makes of process 0. */
static void
stand_back (int by)
{
#ifdef __linux__
  if (setpriority (PRIO_PROCESS, 0, getpriority (PRIO_PROCESS, 0) + by) != 0)
    g_debug ("A computing thread keeps its priority: %s", g_strerror (errno));
#endif
}

static gpointer
work (gpointer data)
{
  WuseWorkerPriority priority = GPOINTER_TO_UINT (data);

  stand_back (niceness[priority]);
  while (TRUE)
    {
      Job *job = wait_for_job (priority);
      GTask *task = job->task;

      if (!g_task_return_error_if_cancelled (task))
        job->func (task, g_task_get_source_object (task), g_task_get_task_data (task), g_task_get_cancellable (task));

      release_in_context (task);
      g_free (job);
    }

  return NULL;
}

static gpointer
start_threads (gpointer data)
{
  guint n_processors = MAX (2, g_get_num_processors ());

  for (guint i = 0; i < n_processors; i++)
    g_thread_unref (g_thread_new ("wuse-worker", work, GUINT_TO_POINTER (WUSE_WORKER_VISIBLE)));
  for (guint i = 0; i < n_processors - 1; i++)
    g_thread_unref (g_thread_new ("wuse-ahead", work, GUINT_TO_POINTER (WUSE_WORKER_AHEAD)));

  return NULL;
}

void
wuse_worker_run (GTask *task, WuseWorkerPriority priority, GTaskThreadFunc func)
{
  static GOnce once = G_ONCE_INIT;

  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (priority < N_PRIORITIES);
  g_return_if_fail (func != NULL);

  g_once (&once, start_threads, NULL);

  Job *job = g_new (Job, 1);
  *job = (Job){ .task = g_object_ref (task), .func = func };

  g_mutex_lock (&mutex);
  g_queue_push_tail (&queues[priority], job);
  g_cond_signal (&wanted[priority]);
  g_mutex_unlock (&mutex);
}
