/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells ThreadSanitizer what GLib's locks and hand-overs order: GLib is not built with it, and its locks are system calls of its
 * own. To be preloaded (LD_PRELOAD) into programs that are built with -Db_sanitize=thread. */

#include <dlfcn.h>
#include <gio/gio.h>

/* Of the sanitizer's run-time library; it has no header for them in GCC 12. */
void __tsan_acquire (void *address);
void __tsan_release (void *address);

#undef g_atomic_ref_count_dec
#undef g_object_ref
#undef g_once_init_leave
#undef g_mutex_lock

#define NEXT(name) ((__typeof__ (&name)) (gpointer) dlsym (RTLD_NEXT, #name))

/* Whatever is handed to a main context is ordered before whatever one dispatches. Coarser than it is: a race that only such a
 * hand-over to another context hides is not seen. */
static char contexts;

void
g_mutex_lock (GMutex *mutex)
{
  NEXT (g_mutex_lock) (mutex);
  __tsan_acquire (mutex);
}

gboolean
g_mutex_trylock (GMutex *mutex)
{
  gboolean is_locked = NEXT (g_mutex_trylock) (mutex);

  if (is_locked)
    __tsan_acquire (mutex);
  return is_locked;
}

void
g_mutex_unlock (GMutex *mutex)
{
  __tsan_release (mutex);
  NEXT (g_mutex_unlock) (mutex);
}

void
g_cond_wait (GCond *cond, GMutex *mutex)
{
  __tsan_release (mutex);
  NEXT (g_cond_wait) (cond, mutex);
  __tsan_acquire (mutex);
}

gboolean
g_cond_wait_until (GCond *cond, GMutex *mutex, gint64 end_time)
{
  gboolean is_signalled;

  __tsan_release (mutex);
  is_signalled = NEXT (g_cond_wait_until) (cond, mutex, end_time);
  __tsan_acquire (mutex);
  return is_signalled;
}

void
g_async_queue_push (GAsyncQueue *queue, gpointer data)
{
  __tsan_release (queue);
  NEXT (g_async_queue_push) (queue, data);
}

gpointer
g_async_queue_pop (GAsyncQueue *queue)
{
  gpointer data = NEXT (g_async_queue_pop) (queue);

  __tsan_acquire (queue);
  return data;
}

gboolean
g_atomic_ref_count_dec (gatomicrefcount *count)
{
  gboolean is_last;

  __tsan_release ((gpointer) count);
  is_last = NEXT (g_atomic_ref_count_dec) (count);
  if (is_last)
    __tsan_acquire ((gpointer) count);
  return is_last;
}

gpointer
g_object_ref (gpointer object)
{
  __tsan_acquire (object);
  return NEXT (g_object_ref) (object);
}

void
g_object_unref (gpointer object)
{
  __tsan_release (object);
  __tsan_acquire (object);
  NEXT (g_object_unref) (object);
}

void
g_once_init_leave (volatile void *location, gsize result)
{
  __tsan_release ((gpointer) location);
  NEXT (g_once_init_leave) (location, result);
}

/* A function that a context calls, what it is called with, and how that is freed */
typedef struct
{
  GSourceFunc func;
  gpointer data;
  GDestroyNotify notify;
} Call;

static Call *
call_new (GSourceFunc func, gpointer data, GDestroyNotify notify)
{
  Call *call = g_new (Call, 1);

  *call = (Call){ func, data, notify };
  __tsan_release (&contexts);
  return call;
}

static gboolean
call_cb (gpointer data)
{
  const Call *call = data;

  __tsan_acquire (&contexts);
  return call->func (call->data);
}

static void
call_free (gpointer data)
{
  Call *call = data;

  __tsan_acquire (&contexts);
  if (call->notify != NULL)
    call->notify (call->data);
  g_free (call);
}

guint
g_idle_add_full (gint priority, GSourceFunc func, gpointer data, GDestroyNotify notify)
{
  return NEXT (g_idle_add_full) (priority, call_cb, call_new (func, data, notify), call_free);
}

void
g_main_context_invoke_full (GMainContext *context, gint priority, GSourceFunc func, gpointer data, GDestroyNotify notify)
{
  NEXT (g_main_context_invoke_full) (context, priority, call_cb, call_new (func, data, notify), call_free);
}

/* Sources of other kinds call functions of other types. */
void
g_source_set_callback (GSource *source, GSourceFunc func, gpointer data, GDestroyNotify notify)
{
  if (source->source_funcs == &g_idle_funcs || source->source_funcs == &g_timeout_funcs)
    NEXT (g_source_set_callback) (source, call_cb, call_new (func, data, notify), call_free);
  else
    NEXT (g_source_set_callback) (source, func, data, notify);
}

guint
g_source_attach (GSource *source, GMainContext *context)
{
  __tsan_release (&contexts);
  return NEXT (g_source_attach) (source, context);
}

typedef struct
{
  GFunc func;
  gpointer user_data;
} PoolWork;

static void
pool_cb (gpointer data, gpointer user_data)
{
  const PoolWork *work = user_data;

  __tsan_acquire (&contexts);
  work->func (data, work->user_data);
}

/* What is allocated here stays as long as the pool, which in these programs is for good. */
GThreadPool *
g_thread_pool_new (GFunc func, gpointer user_data, gint max_threads, gboolean exclusive, GError **error)
{
  PoolWork *work = g_new (PoolWork, 1);

  *work = (PoolWork){ func, user_data };
  return NEXT (g_thread_pool_new) (pool_cb, work, max_threads, exclusive, error);
}

gboolean
g_thread_pool_push (GThreadPool *pool, gpointer data, GError **error)
{
  __tsan_release (&contexts);
  return NEXT (g_thread_pool_push) (pool, data, error);
}

static void
run_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GTaskThreadFunc func = (GTaskThreadFunc) g_object_get_data (G_OBJECT (task), "tsan-func");

  __tsan_acquire (&contexts);
  func (task, source, data, cancellable);
}

void
g_task_run_in_thread (GTask *task, GTaskThreadFunc func)
{
  g_object_set_data (G_OBJECT (task), "tsan-func", (gpointer) func);
  __tsan_release (&contexts);
  NEXT (g_task_run_in_thread) (task, run_cb);
}

void
g_task_return_pointer (GTask *task, gpointer result, GDestroyNotify result_destroy)
{
  __tsan_release (&contexts);
  NEXT (g_task_return_pointer) (task, result, result_destroy);
}

void
g_task_return_boolean (GTask *task, gboolean result)
{
  __tsan_release (&contexts);
  NEXT (g_task_return_boolean) (task, result);
}

void
g_task_return_error (GTask *task, GError *error)
{
  __tsan_release (&contexts);
  NEXT (g_task_return_error) (task, error);
}

gpointer
g_task_get_task_data (GTask *task)
{
  __tsan_acquire (&contexts);
  return NEXT (g_task_get_task_data) (task);
}

gpointer
g_task_propagate_pointer (GTask *task, GError **error)
{
  __tsan_acquire (&contexts);
  return NEXT (g_task_propagate_pointer) (task, error);
}

gboolean
g_main_context_iteration (GMainContext *context, gboolean may_block)
{
  __tsan_acquire (&contexts);
  return NEXT (g_main_context_iteration) (context, may_block);
}

/* Called first of all by a callback that wants to know what it was called for. */
GSource *
g_main_current_source (void)
{
  __tsan_acquire (&contexts);
  return NEXT (g_main_current_source) ();
}

gpointer
g_weak_ref_get (GWeakRef *weak_ref)
{
  __tsan_acquire (&contexts);
  return NEXT (g_weak_ref_get) (weak_ref);
}
