/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The district's time, and the thread on which a simulation lives. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-clock.h"

#define TICK (G_USEC_PER_SEC / 10)
#define LONGEST_STEP (60 * 60 * G_GINT64_CONSTANT (1000))

struct _WuseClock
{
  WuseFeed *feed;
  WuseSimulation *simulation;
  WuseClockFunc changed;
  gpointer user_data;
  GMainContext *context;
  GThread *thread;
  GSource *notice;
  gboolean is_real;

  GMutex mutex;
  GCond cond;
  gboolean stop;
  double rate;
  WuseTime time;
};

/* Lets time pass until @to, in steps; the mutex is held between them only. */
static gboolean
advance_locked (WuseClock *self, WuseTime to)
{
  while (!self->stop && self->rate > 0 && self->time < to)
    {
      WuseTime step = MIN (to, self->time + LONGEST_STEP);
      g_autoptr (GError) error = NULL;
      gboolean advanced;

      g_mutex_unlock (&self->mutex);
      advanced = wuse_simulation_advance (self->simulation, self->feed, step, &error);
      g_mutex_lock (&self->mutex);
      if (!advanced)
        {
          g_warning ("The simulation has stopped: %s", error->message);
          return FALSE;
        }
      self->time = step;
    }
  return TRUE;
}

static gboolean
tell_changed_cb (gpointer user_data)
{
  WuseClock *self = user_data;

  self->changed (self->user_data);
  return G_SOURCE_REMOVE;
}

static void
tell_changed (WuseClock *self)
{
  self->notice = g_idle_source_new ();
  g_source_set_callback (self->notice, tell_changed_cb, self, NULL);
  g_source_attach (self->notice, self->context);
}

static gpointer
run_thread (gpointer user_data)
{
  WuseClock *self = user_data;
  gint64 last = g_get_monotonic_time ();

  g_mutex_lock (&self->mutex);
  while (!self->stop)
    {
      gint64 now;

      if (self->rate <= 0)
        {
          g_cond_wait (&self->cond, &self->mutex);
          last = g_get_monotonic_time ();
          continue;
        }

      g_cond_wait_until (&self->cond, &self->mutex, last + TICK);
      now = g_get_monotonic_time ();
      if (now < last + TICK)
        continue;
      if (!advance_locked (self, self->time + (WuseTime) (self->rate * (double) MIN (now - last, 2 * TICK) / 1000.0)))
        {
          self->rate = 0;
          g_clear_object (&self->simulation);
          tell_changed (self);
        }
      last = now;
    }
  g_mutex_unlock (&self->mutex);
  return NULL;
}

WuseClock *
wuse_clock_new (
    WuseFeed *feed, WuseSimulation *simulation, double rate, WuseClockFunc changed, gpointer user_data, GError **error)
{
  g_autoptr (WuseDistrict) district = NULL;
  WuseClock *self;

  g_return_val_if_fail (feed != NULL && changed != NULL, NULL);

  district = wuse_feed_get_district (feed, error);
  if (district == NULL)
    return NULL;

  self = g_new0 (WuseClock, 1);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->feed = feed;
  self->changed = changed;
  self->user_data = user_data;
  self->context = g_main_context_ref_thread_default ();
  if (simulation != NULL)
    {
      self->simulation = g_object_ref (simulation);
      self->time = wuse_simulation_get_time (simulation);
      self->rate = CLAMP (rate, 0, WUSE_CLOCK_MAX_RATE);
      self->thread = g_thread_new ("clock", run_thread, self);
    }
  else
    {
      self->is_real = district->clock_rate > 0;
      self->rate = self->is_real ? 1 : 0;
      self->time = district->time;
    }
  return self;
}

void
wuse_clock_free (WuseClock *self)
{
  if (self == NULL)
    return;

  if (self->thread != NULL)
    {
      g_mutex_lock (&self->mutex);
      self->stop = TRUE;
      g_cond_signal (&self->cond);
      g_mutex_unlock (&self->mutex);
      g_thread_join (self->thread);
    }
  if (self->notice != NULL)
    g_source_destroy (self->notice);
  g_clear_pointer (&self->notice, g_source_unref);
  g_clear_object (&self->simulation);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

gboolean
wuse_clock_can_be_set (WuseClock *self)
{
  gboolean can;

  g_return_val_if_fail (self != NULL, FALSE);

  g_mutex_lock (&self->mutex);
  can = self->simulation != NULL;
  g_mutex_unlock (&self->mutex);
  return can;
}

void
wuse_clock_set_rate (WuseClock *self, double rate)
{
  g_return_if_fail (self != NULL && rate >= 0 && rate <= WUSE_CLOCK_MAX_RATE);

  g_mutex_lock (&self->mutex);
  if (self->simulation != NULL)
    self->rate = rate;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

WuseTime
wuse_clock_get (WuseClock *self, double *rate)
{
  WuseTime time;

  g_return_val_if_fail (self != NULL, WUSE_TIME_NONE);

  g_mutex_lock (&self->mutex);
  time = self->is_real ? wuse_time_now () : self->time;
  if (rate != NULL)
    *rate = self->rate;
  g_mutex_unlock (&self->mutex);
  return time;
}
