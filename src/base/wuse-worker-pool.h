/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads for computing: two priorities, work that can be cancelled before it starts. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * WuseWorkerPriority:
 * @WUSE_WORKER_VISIBLE: what a person is waiting to see; last asked first served is not promised
 * @WUSE_WORKER_AHEAD: what may be wanted soon; takes only the time that nothing else wants
 */
typedef enum
{
  WUSE_WORKER_VISIBLE,
  WUSE_WORKER_AHEAD,
} WuseWorkerPriority;

/**
 * wuse_worker_run:
 * @task: (transfer none): a task with its task data set; a reference is kept until @func has returned
 * @priority: how soon
 * @func: called on a worker thread as g_task_run_in_thread() calls it; skipped, returning
 *   %G_IO_ERROR_CANCELLED, if the task's cancellable is cancelled before its turn
 *
 * Runs @func on one of the process's computing threads, which are started on first use: g_get_num_processors() of them
 * (at least two) for what is visible, one fewer for what is ahead. The operating system gives time to the main thread
 * and to a renderer's threads before them, so that computing holds up no frame. Never for anything that waits for disk or
 * network.
 */
void wuse_worker_run (GTask *task, WuseWorkerPriority priority, GTaskThreadFunc func);

G_END_DECLS
