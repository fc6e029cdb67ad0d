/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The face of the sync thread: properties on the main context, commands to the thread. */

#define G_LOG_DOMAIN "wuse-sync"

#include "config.h"

#include "wuse-sync-private.h"

#include "wuse-sender.h"
#include "wuse-session.h"

#include <string.h>

struct _WuseSync
{
  GObject parent_instance;

  WuseStore *store;
  GMainContext *context;
  GNetworkMonitor *monitor;
  gulong network_changed;
  gulong outbox_changed;
  WuseSyncReport shown;
  GThread *thread;
  WuseSender *sender;

  GMutex lock; /* of all below */
  GCond changed;
  WuseSyncServer server;
  gboolean is_wanted;
  gboolean is_ending;
  gboolean is_woken;
  guint generation; /* of the server and of is_wanted */
  GCancellable *cancellable;
  WuseSyncReport told;
  GSource *tellers[2]; /* by urgency */
};

enum
{
  PROP_STATE = 1,
  PROP_ERROR,
  PROP_NEXT_ATTEMPT,
  PROP_LAST_CONTACT,
  PROP_N_RECEIVED,
  PROP_PROGRESS,
  PROP_RATE,
  PROP_DISTRICT,
  N_PROPS,
};

/* Progress is told at most this often. */
#define TELL_SOON_MSEC 100
#define DEFAULT_BASE_MSEC 500
#define DEFAULT_CAP_MSEC 30000

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WuseSync, wuse_sync, G_TYPE_OBJECT)

void
wuse_sync_server_clear (WuseSyncServer *self)
{
  if (self->password != NULL)
    explicit_bzero (self->password, strlen (self->password));
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->user, g_free);
  g_clear_pointer (&self->password, g_free);
}

WuseSyncServer
wuse_sync_server_copy (const WuseSyncServer *self)
{
  WuseSyncServer copy = *self;

  copy.address = g_strdup (self->address);
  copy.user = g_strdup (self->user);
  copy.password = g_strdup (self->password);

  return copy;
}

static void
copy_report (const WuseSyncReport *from, WuseSyncReport *to)
{
  wuse_sync_report_clear (to);
  *to = *from;
  to->error = from->error != NULL ? g_error_copy (from->error) : NULL;
  to->district = from->district != NULL ? wuse_district_copy (from->district) : NULL;
}

static gboolean
equal_errors (const GError *a, const GError *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return a->domain == b->domain && a->code == b->code && strcmp (a->message, b->message) == 0;
}

static gboolean
equal_districts (const WuseSyncReport *a, const WuseSyncReport *b)
{
  if (a->district == NULL || b->district == NULL)
    return a->district == b->district;

  return a->clock_heard == b->clock_heard && a->district->time == b->district->time
         && strcmp (a->district->feed, b->district->feed) == 0;
}

/* Takes what the thread told last and notifies of what is new. */
static void
show (WuseSync *self)
{
  WuseSyncReport before = self->shown;
  WuseSyncReport now = { 0 };

  g_mutex_lock (&self->lock);
  copy_report (&self->told, &now);
  g_mutex_unlock (&self->lock);

  self->shown = now;
  const gboolean is_new[N_PROPS] = {
    [PROP_STATE] = before.state != now.state,
    [PROP_ERROR] = !equal_errors (before.error, now.error),
    [PROP_NEXT_ATTEMPT] = before.next_attempt != now.next_attempt,
    [PROP_LAST_CONTACT] = before.last_contact != now.last_contact,
    [PROP_N_RECEIVED] = before.n_received != now.n_received,
    [PROP_PROGRESS] = before.progress < now.progress || before.progress > now.progress,
    [PROP_RATE] = before.rate < now.rate || before.rate > now.rate,
    [PROP_DISTRICT] = !equal_districts (&before, &now),
  };
  wuse_sync_report_clear (&before);

  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 1; i < N_PROPS; i++)
    if (is_new[i])
      g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
show_cb (gpointer data)
{
  WuseSync *self = data;
  GSource *source = g_main_current_source ();

  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->tellers[source == self->tellers[TRUE]], g_source_unref);
  g_mutex_unlock (&self->lock);

  show (self);
  return G_SOURCE_REMOVE;
}

static void
report_cb (const WuseSyncReport *report, gboolean is_urgent, gpointer user_data)
{
  WuseSync *self = user_data;

  wuse_sender_set_live (self->sender, report->state == WUSE_SYNC_LIVE);
  g_mutex_lock (&self->lock);
  copy_report (report, &self->told);
  if (self->tellers[is_urgent] == NULL)
    {
      GSource *source = is_urgent ? g_idle_source_new () : g_timeout_source_new (TELL_SOON_MSEC);

      g_source_set_priority (source, G_PRIORITY_DEFAULT);
      g_source_set_callback (source, show_cb, self, NULL);
      g_source_attach (source, self->context);
      self->tellers[is_urgent] = source;
    }
  g_mutex_unlock (&self->lock);
}

/* Waits until it is time, or something has changed. Called and returns with the lock held. */
static void
wait_for (WuseSync *self, gint64 msec, guint generation)
{
  gint64 until = g_get_monotonic_time () + msec * 1000;

  while (!self->is_ending && !self->is_woken && self->generation == generation)
    if (!g_cond_wait_until (&self->changed, &self->lock, until))
      break;
  self->is_woken = FALSE;
}

/* Works for one server until something else is wanted. Called and returns with the lock held. */
static void
serve (WuseSync *self, GMainContext *context)
{
  WuseSyncServer server = wuse_sync_server_copy (&self->server);
  guint generation = self->generation;
  g_autoptr (GCancellable) cancellable = g_object_ref (self->cancellable);

  g_mutex_unlock (&self->lock);
  /* The address was checked when it was set. */
  g_autoptr (WuseSyncRun) run = wuse_sync_run_new (self->store, &server, report_cb, self, NULL);
  wuse_sender_set_server (self->sender, &server);
  wuse_sync_server_clear (&server);
  g_mutex_lock (&self->lock);

  while (!self->is_ending && self->generation == generation)
    {
      g_mutex_unlock (&self->lock);
      /* Lets the session notice connections that ended while idle. */
      while (g_main_context_iteration (context, FALSE))
        ;
      gint64 delay = wuse_sync_run_attempt (run, cancellable);
      g_mutex_lock (&self->lock);
      wait_for (self, delay, generation);
    }

  g_mutex_unlock (&self->lock);
  g_clear_pointer (&run, wuse_sync_run_free);
  g_mutex_lock (&self->lock);
}

static gpointer
run_thread (gpointer data)
{
  WuseSync *self = data;
  g_autoptr (GMainContext) context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  g_mutex_lock (&self->lock);
  while (!self->is_ending)
    {
      if (self->is_wanted)
        serve (self, context);
      else
        g_cond_wait (&self->changed, &self->lock);
    }
  g_mutex_unlock (&self->lock);
  g_main_context_pop_thread_default (context);

  return NULL;
}

/* Something else is wanted of the thread. Called with the lock held. */
static void
renew (WuseSync *self)
{
  self->generation++;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_cond_signal (&self->changed);
}

static void
outbox_changed_cb (WuseStore *store, WuseSync *self)
{
  wuse_sender_wake (self->sender, FALSE);
}

static void
network_changed_cb (GNetworkMonitor *monitor, gboolean is_available, WuseSync *self)
{
  wuse_sync_retry_now (self);
}

gboolean
wuse_sync_set_server (WuseSync *self, const char *address, const char *user, const char *password, GError **error)
{
  g_return_val_if_fail (WUSE_IS_SYNC (self), FALSE);

  if (address != NULL && !wuse_session_check_address (address, error))
    return FALSE;

  g_mutex_lock (&self->lock);
  wuse_sync_server_clear (&self->server);
  self->server.address = g_strdup (address);
  self->server.user = g_strdup (user);
  self->server.password = g_strdup (password);
  self->is_wanted = self->is_wanted && address != NULL;
  renew (self);
  g_mutex_unlock (&self->lock);

  return TRUE;
}

WuseSyncServer
wuse_sync_dup_server (WuseSync *self)
{
  WuseSyncServer server;

  g_mutex_lock (&self->lock);
  server = wuse_sync_server_copy (&self->server);
  g_mutex_unlock (&self->lock);

  return server;
}

void
wuse_sync_set_pace (WuseSync *self, guint base, guint cap, guint timeout)
{
  g_return_if_fail (WUSE_IS_SYNC (self));
  g_return_if_fail (base >= 1 && cap >= base);
  g_return_if_fail (timeout >= 1 && timeout <= 600);

  g_mutex_lock (&self->lock);
  self->server.base = base;
  self->server.cap = cap;
  self->server.timeout = timeout;
  g_mutex_unlock (&self->lock);
}

void
wuse_sync_start (WuseSync *self)
{
  g_return_if_fail (WUSE_IS_SYNC (self));
  g_return_if_fail (self->server.address != NULL);

  g_mutex_lock (&self->lock);
  if (!self->is_wanted)
    {
      self->is_wanted = TRUE;
      renew (self);
    }
  g_mutex_unlock (&self->lock);
  if (self->thread == NULL)
    self->thread = g_thread_new ("wuse-sync", run_thread, self);
}

void
wuse_sync_stop (WuseSync *self)
{
  g_return_if_fail (WUSE_IS_SYNC (self));

  g_mutex_lock (&self->lock);
  if (self->is_wanted)
    {
      self->is_wanted = FALSE;
      renew (self);
    }
  g_mutex_unlock (&self->lock);
}

void
wuse_sync_retry_now (WuseSync *self)
{
  g_return_if_fail (WUSE_IS_SYNC (self));

  g_mutex_lock (&self->lock);
  if (self->told.next_attempt != WUSE_TIME_NONE)
    {
      self->is_woken = TRUE;
      g_cond_signal (&self->changed);
    }
  g_mutex_unlock (&self->lock);
  wuse_sender_wake (self->sender, TRUE);
}

WuseSyncState
wuse_sync_get_state (WuseSync *self)
{
  g_return_val_if_fail (WUSE_IS_SYNC (self), WUSE_SYNC_STOPPED);

  return self->shown.state;
}

const GError *
wuse_sync_get_error (WuseSync *self)
{
  g_return_val_if_fail (WUSE_IS_SYNC (self), NULL);

  return self->shown.error;
}

WuseTime
wuse_sync_get_next_attempt (WuseSync *self)
{
  g_return_val_if_fail (WUSE_IS_SYNC (self), WUSE_TIME_NONE);

  return self->shown.next_attempt;
}

WuseTime
wuse_sync_get_last_contact (WuseSync *self)
{
  g_return_val_if_fail (WUSE_IS_SYNC (self), WUSE_TIME_NONE);

  return self->shown.last_contact;
}

guint64
wuse_sync_get_n_received (WuseSync *self)
{
  g_return_val_if_fail (WUSE_IS_SYNC (self), 0);

  return self->shown.n_received;
}

double
wuse_sync_get_progress (WuseSync *self)
{
  g_return_val_if_fail (WUSE_IS_SYNC (self), 0);

  return self->shown.progress;
}

double
wuse_sync_get_rate (WuseSync *self)
{
  g_return_val_if_fail (WUSE_IS_SYNC (self), 0);

  return self->shown.rate;
}

const WuseDistrict *
wuse_sync_get_district (WuseSync *self)
{
  g_return_val_if_fail (WUSE_IS_SYNC (self), NULL);

  return self->shown.district;
}

WuseTime
wuse_sync_get_district_time (WuseSync *self)
{
  g_return_val_if_fail (WUSE_IS_SYNC (self), WUSE_TIME_NONE);

  const WuseDistrict *district = self->shown.district;
  if (district == NULL)
    return WUSE_TIME_NONE;
  if (self->shown.state != WUSE_SYNC_LIVE)
    return district->time;

  return district->time + (WuseTime) (district->clock_rate * (double) (g_get_monotonic_time () - self->shown.clock_heard) / 1000);
}

static void
wuse_sync_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  WuseSync *self = WUSE_SYNC (object);

  switch (property_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, (int) self->shown.state);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->shown.error);
      break;
    case PROP_NEXT_ATTEMPT:
      g_value_set_int64 (value, self->shown.next_attempt);
      break;
    case PROP_LAST_CONTACT:
      g_value_set_int64 (value, self->shown.last_contact);
      break;
    case PROP_N_RECEIVED:
      g_value_set_uint64 (value, self->shown.n_received);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->shown.progress);
      break;
    case PROP_RATE:
      g_value_set_double (value, self->shown.rate);
      break;
    case PROP_DISTRICT:
      g_value_set_boxed (value, self->shown.district);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
wuse_sync_dispose (GObject *object)
{
  WuseSync *self = WUSE_SYNC (object);

  if (self->thread != NULL)
    {
      g_mutex_lock (&self->lock);
      self->is_ending = TRUE;
      g_cancellable_cancel (self->cancellable);
      g_cond_signal (&self->changed);
      g_mutex_unlock (&self->lock);
      g_thread_join (g_steal_pointer (&self->thread));
    }
  g_clear_signal_handler (&self->network_changed, self->monitor);
  if (self->store != NULL)
    g_clear_signal_handler (&self->outbox_changed, self->store);
  g_clear_pointer (&self->sender, wuse_sender_free);
  for (guint i = 0; i < G_N_ELEMENTS (self->tellers); i++)
    if (self->tellers[i] != NULL)
      {
        g_source_destroy (self->tellers[i]);
        g_clear_pointer (&self->tellers[i], g_source_unref);
      }

  G_OBJECT_CLASS (wuse_sync_parent_class)->dispose (object);
}

static void
wuse_sync_finalize (GObject *object)
{
  WuseSync *self = WUSE_SYNC (object);

  wuse_sync_server_clear (&self->server);
  wuse_sync_report_clear (&self->shown);
  wuse_sync_report_clear (&self->told);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->monitor);
  g_clear_object (&self->store);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);

  G_OBJECT_CLASS (wuse_sync_parent_class)->finalize (object);
}

static void
wuse_sync_class_init (WuseSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = wuse_sync_get_property;
  object_class->dispose = wuse_sync_dispose;
  object_class->finalize = wuse_sync_finalize;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, WUSE_TYPE_SYNC_STATE, (int) WUSE_SYNC_STOPPED, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_NEXT_ATTEMPT] = g_param_spec_int64 ("next-attempt", NULL, NULL, G_MININT64, G_MAXINT64, WUSE_TIME_NONE, flags);
  properties[PROP_LAST_CONTACT] = g_param_spec_int64 ("last-contact", NULL, NULL, G_MININT64, G_MAXINT64, WUSE_TIME_NONE, flags);
  properties[PROP_N_RECEIVED] = g_param_spec_uint64 ("n-received", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 1, flags);
  properties[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  properties[PROP_DISTRICT] = g_param_spec_boxed ("district", NULL, NULL, WUSE_TYPE_DISTRICT, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wuse_sync_init (WuseSync *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->context = g_main_context_ref_thread_default ();
  self->cancellable = g_cancellable_new ();
  self->server.base = DEFAULT_BASE_MSEC;
  self->server.cap = DEFAULT_CAP_MSEC;
  self->server.timeout = WUSE_SESSION_TIMEOUT;
  self->shown.next_attempt = self->shown.last_contact = WUSE_TIME_NONE;
  self->told.next_attempt = self->told.last_contact = WUSE_TIME_NONE;
  self->shown.progress = self->told.progress = 1;
  self->monitor = g_object_ref (g_network_monitor_get_default ());
  self->network_changed = g_signal_connect (self->monitor, "network-changed", G_CALLBACK (network_changed_cb), self);
}

WuseSync *
wuse_sync_new (WuseStore *store)
{
  g_return_val_if_fail (WUSE_IS_STORE (store), NULL);

  WuseSync *self = g_object_new (WUSE_TYPE_SYNC, NULL);
  self->store = g_object_ref (store);
  self->sender = wuse_sender_new (store);
  self->outbox_changed = g_signal_connect (store, "outbox-changed", G_CALLBACK (outbox_changed_cb), self);

  return self;
}
