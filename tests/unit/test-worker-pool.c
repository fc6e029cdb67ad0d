/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Computing threads: results, priorities, cancellation, and where tasks end. */

#include "config.h"

#include "wuse-worker-pool.h"

#include <sys/resource.h>

#define N_TASKS 500

typedef struct
{
  GThread *main_thread;
  GMutex mutex;
  GCond cond;
  gboolean is_open;
  guint n_waiting;
  guint n_done;
} Stage;

static void
double_number (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Stage *stage = g_object_get_data (source, "stage");

  g_assert_true (g_thread_self () != stage->main_thread);
  g_task_return_int (task, GPOINTER_TO_INT (task_data) * 2);
}

static void
check_number_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Stage *stage = g_object_get_data (source, "stage");
  g_autoptr (GError) error = NULL;

  g_assert_true (g_thread_self () == stage->main_thread);
  g_assert_cmpint (g_task_propagate_int (G_TASK (result), &error), ==, GPOINTER_TO_INT (user_data) * 2);
  g_assert_no_error (error);
  stage->n_done++;
}

static void
note_finalised_cb (gpointer data)
{
  GThread **thread = data;

  *thread = g_thread_self ();
}

static void
test_results (void)
{
  Stage stage = { .main_thread = g_thread_self () };
  GThread *finalised_on = NULL;
  GObject *source = g_object_new (G_TYPE_OBJECT, NULL);

  g_object_set_data (source, "stage", &stage);
  g_object_set_data_full (source, "finalised", &finalised_on, note_finalised_cb);
  for (int i = 0; i < N_TASKS; i++)
    {
      g_autoptr (GTask) task = g_task_new (source, NULL, check_number_cb, GINT_TO_POINTER (i));

      g_task_set_task_data (task, GINT_TO_POINTER (i), NULL);
      wuse_worker_run (task, i % 2 == 0 ? WUSE_WORKER_VISIBLE : WUSE_WORKER_AHEAD, double_number);
    }
  g_object_unref (source);

  while (finalised_on == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (stage.n_done, ==, N_TASKS);
  g_assert_true (finalised_on == stage.main_thread);
}

static void
wait_at_gate (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Stage *stage = task_data;

  g_mutex_lock (&stage->mutex);
  stage->n_waiting++;
  g_cond_broadcast (&stage->cond);
  while (!stage->is_open)
    g_cond_wait (&stage->cond, &stage->mutex);
  g_mutex_unlock (&stage->mutex);

  g_task_return_boolean (task, TRUE);
}

static void
note_niceness (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_int (task, getpriority (PRIO_PROCESS, 0));
}

static void
succeed (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_boolean (task, TRUE);
}

static void
count_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Stage *stage = user_data;

  g_assert_true (g_task_propagate_boolean (G_TASK (result), NULL));
  stage->n_done++;
}

static void
count_cancelled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Stage *stage = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_false (g_task_propagate_boolean (G_TASK (result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  stage->n_done++;
}

static void
start (Stage *stage, WuseWorkerPriority priority, GTaskThreadFunc func, GCancellable *cancellable, GAsyncReadyCallback done)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, done, stage);

  g_task_set_task_data (task, stage, NULL);
  wuse_worker_run (task, priority, func);
}

/* With every thread for what is ahead held at a gate, what is visible is worked on all the same. */
static void
test_priorities_and_cancellation (void)
{
  Stage stage = { .main_thread = g_thread_self () };
  guint n_ahead = MAX (2, g_get_num_processors ()) - 1;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_mutex_init (&stage.mutex);
  g_cond_init (&stage.cond);
  for (guint i = 0; i < n_ahead; i++)
    start (&stage, WUSE_WORKER_AHEAD, wait_at_gate, NULL, count_done_cb);
  g_mutex_lock (&stage.mutex);
  while (stage.n_waiting < n_ahead)
    g_cond_wait (&stage.cond, &stage.mutex);
  g_mutex_unlock (&stage.mutex);

  start (&stage, WUSE_WORKER_AHEAD, wait_at_gate, cancellable, count_cancelled_cb);
  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < N_TASKS; i++)
    start (&stage, WUSE_WORKER_VISIBLE, succeed, NULL, count_done_cb);
  while (stage.n_done < N_TASKS)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (stage.n_waiting, ==, n_ahead);

  g_mutex_lock (&stage.mutex);
  stage.is_open = TRUE;
  g_cond_broadcast (&stage.cond);
  g_mutex_unlock (&stage.mutex);
  while (stage.n_done < N_TASKS + n_ahead + 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (stage.n_waiting, ==, n_ahead);

  g_mutex_clear (&stage.mutex);
  g_cond_clear (&stage.cond);
}

static void
take_niceness_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(int *) user_data = (int) g_task_propagate_int (G_TASK (result), NULL);
}

static int
get_niceness (WuseWorkerPriority priority)
{
  g_autoptr (GTask) task = NULL;
  int niceness = G_MAXINT;

  task = g_task_new (NULL, NULL, take_niceness_cb, &niceness);
  wuse_worker_run (task, priority, note_niceness);
  while (niceness == G_MAXINT)
    g_main_context_iteration (NULL, TRUE);
  return niceness;
}

/* Frames come before what is visible, and that before what is ahead. Where this is as nice as can be, all are alike. */
static void
test_standing_back (void)
{
  int own = getpriority (PRIO_PROCESS, 0);
  int visible = get_niceness (WUSE_WORKER_VISIBLE), ahead = get_niceness (WUSE_WORKER_AHEAD);

  g_assert_cmpint (getpriority (PRIO_PROCESS, 0), ==, own);
  if (own < 15)
    {
      g_assert_cmpint (visible, >, own);
      g_assert_cmpint (ahead, >, visible);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/worker-pool/results", test_results);
  g_test_add_func ("/worker-pool/priorities-and-cancellation", test_priorities_and_cancellation);
  g_test_add_func ("/worker-pool/standing-back", test_standing_back);

  return g_test_run ();
}
