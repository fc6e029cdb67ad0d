/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads that do one thing after another together with the one that asks. */

#define G_LOG_DOMAIN "wuse-graph"

#include "config.h"

#include "wuse-force-private.h"

struct _WuseForceCrew
{
  guint n_helpers;
  GThread **helpers;
  GMutex mutex;
  GCond begun;
  GCond ended;
  WuseForceWork work;
  gpointer data;
  guint n_items;
  guint piece;
  /* What hands memory from one thread to the other are these; mutex and conditions are for sleeping only. A helper that
   * wakes up late finds the run closed, and nobody has waited for it. */
  int n_runs;
  int is_open;
  int n_inside;
  int next;
  int is_over;
};

static void
work_on (WuseForceCrew *self)
{
  guint n_pieces = (self->n_items + self->piece - 1) / self->piece;

  while (TRUE)
    {
      guint i = (guint) g_atomic_int_add (&self->next, 1);

      if (i >= n_pieces)
        return;
      self->work (i * self->piece, MIN (self->n_items, (i + 1) * self->piece), self->data);
    }
}

/* Waits for a run other than @seen; FALSE if there will be none. */
static gboolean
enter (WuseForceCrew *self, int *seen)
{
  gboolean is_over;

  g_mutex_lock (&self->mutex);
  while (!g_atomic_int_get (&self->is_over) && (!g_atomic_int_get (&self->is_open) || g_atomic_int_get (&self->n_runs) == *seen))
    g_cond_wait (&self->begun, &self->mutex);
  is_over = g_atomic_int_get (&self->is_over);
  *seen = g_atomic_int_get (&self->n_runs);
  if (!is_over)
    g_atomic_int_inc (&self->n_inside);
  g_mutex_unlock (&self->mutex);

  return !is_over;
}

static void
leave (WuseForceCrew *self)
{
  g_mutex_lock (&self->mutex);
  if (g_atomic_int_dec_and_test (&self->n_inside))
    g_cond_signal (&self->ended);
  g_mutex_unlock (&self->mutex);
}

static gpointer
help (gpointer data)
{
  WuseForceCrew *self = data;
  int seen = 0;

  while (enter (self, &seen))
    {
      work_on (self);
      leave (self);
    }

  return NULL;
}

/* As many as can be had: a system short of threads gets the same result later. */
WuseForceCrew *
wuse_force_crew_new (guint n_threads)
{
  WuseForceCrew *self = g_new0 (WuseForceCrew, 1);

  g_assert (n_threads > 0);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->begun);
  g_cond_init (&self->ended);
  self->helpers = g_new (GThread *, n_threads);
  for (guint i = 1; i < n_threads; i++)
    {
      GThread *thread = g_thread_try_new ("wuse-force", help, self, NULL);

      if (thread == NULL)
        break;
      self->helpers[self->n_helpers++] = thread;
    }

  return self;
}

void
wuse_force_crew_free (WuseForceCrew *self)
{
  g_mutex_lock (&self->mutex);
  g_atomic_int_set (&self->is_over, TRUE);
  g_cond_broadcast (&self->begun);
  g_mutex_unlock (&self->mutex);
  for (guint i = 0; i < self->n_helpers; i++)
    g_thread_join (self->helpers[i]);

  g_free (self->helpers);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->begun);
  g_cond_clear (&self->ended);
  g_free (self);
}

/* Items 0 to @n_items - 1 in pieces of @piece; returns when all are done. */
void
wuse_force_crew_run (WuseForceCrew *self, WuseForceWork work, gpointer data, guint n_items, guint piece)
{
  if (self == NULL || self->n_helpers == 0 || n_items <= piece)
    {
      for (guint first = 0; first < n_items; first += piece)
        work (first, MIN (n_items, first + piece), data);
      return;
    }

  self->work = work;
  self->data = data;
  self->n_items = n_items;
  self->piece = piece;
  g_atomic_int_set (&self->next, 0);
  g_mutex_lock (&self->mutex);
  g_atomic_int_inc (&self->n_runs);
  g_atomic_int_set (&self->is_open, TRUE);
  g_cond_broadcast (&self->begun);
  g_mutex_unlock (&self->mutex);

  work_on (self);

  g_mutex_lock (&self->mutex);
  g_atomic_int_set (&self->is_open, FALSE);
  while (g_atomic_int_get (&self->n_inside) > 0)
    g_cond_wait (&self->ended, &self->mutex);
  g_mutex_unlock (&self->mutex);
}
