/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Holds what the windows show and keeps it in step: cache → sets (reading thread) → colours (worker) → signals. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-workspace-private.h"

#include "wuse-workspace-load.h"

/* While a first fill runs, sets are loaded anew at most this often. */
#define FILLING_INTERVAL_MS 700
/* What the map shows comes first: lists beside it would hold up its frame with one of their own. */
#define LISTS_DELAY_MS 250
/* What only the map shows is read so much later while another page is seen: that comes first. */
#define HIDDEN_MAP_DELAY_MS 250
/* So long at most the rest waits until the map has been painted for the first time. */
#define FIRST_MAP_PATIENCE_MS 1000
/* But however much comes, lists are not older than this. */
#define LISTS_PATIENCE_USEC G_USEC_PER_SEC

static guint signals[WUSE_WORKSPACE_N_SIGNALS];

G_DEFINE_FINAL_TYPE (WuseWorkspace, wuse_workspace, G_TYPE_OBJECT)

/* Which cache to open, and by which rules its colours are judged */
typedef struct
{
  char *name;
  char *rule_set_id;
} OpenRequest;

static void load_if_stale (WuseWorkspace *self);
static void make_lists_stale (WuseWorkspace *self);

void
wuse_workspace_emit (WuseWorkspace *self, WuseWorkspaceSignal signal)
{
  g_signal_emit (self, signals[signal], 0);
}

static void
fail (WuseWorkspace *self, const GError *error)
{
  g_signal_emit (self, signals[WUSE_WORKSPACE_FAILED], 0, error);
}

static void
take_district (WuseWorkspace *self, WuseDistrict *district)
{
  g_clear_pointer (&self->district, wuse_district_free);
  self->district = district;
  wuse_workspace_emit (self, WUSE_WORKSPACE_DISTRICT_CHANGED);
}

static void
take_load (WuseWorkspace *self, WuseLoad *load)
{
  if (load->district != NULL && self->district == NULL)
    take_district (self, g_steal_pointer (&load->district));

  if (load->activity != NULL)
    {
      memcpy (self->freshness, load->freshness, sizeof self->freshness);
      g_clear_pointer (&self->activity, g_ptr_array_unref);
      self->activity = g_steal_pointer (&load->activity);
      wuse_workspace_emit (self, WUSE_WORKSPACE_ACTIVITY_CHANGED);
    }

  if (load->features != NULL)
    {
      g_clear_pointer (&self->features, wuse_feature_set_unref);
      self->features = g_steal_pointer (&load->features);
      wuse_workspace_emit (self, WUSE_WORKSPACE_FEATURES_CHANGED);
    }

  if (load->epidemic != NULL)
    {
      g_clear_pointer (&self->next_register, wuse_register_unref);
      self->next_register = g_steal_pointer (&load->epidemic);
      self->next_partial = load->partial;
      wuse_workspace_judge (self);
    }
}

/* --- loading --- */

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WuseWorkspace) self = user_data;
  g_autoptr (GError) error = NULL;
  WuseLoad *load = wuse_store_read_finish (WUSE_STORE (source), result, &error);

  self->loading = FALSE;
  if (load != NULL)
    take_load (self, load);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
           && !g_error_matches (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_CLOSED))
    {
      self->stale = WUSE_LOAD_ALL;
      fail (self, error);
    }
  g_clear_pointer (&load, wuse_load_unref);

  if (error == NULL)
    load_if_stale (self);
}

static gboolean
load_cb (gpointer user_data)
{
  WuseWorkspace *self = user_data;
  WuseLoad *load;

  self->load_source = 0;
  self->loading = TRUE;
  load = wuse_load_new (self->stale, self->next_register != NULL ? self->next_register : self->epidemic);
  /* What colours the map comes first, and alone; then everything that has become stale meanwhile. */
  load->map_only = (self->stale & (WUSE_LOAD_AREAS | WUSE_LOAD_REGISTER)) != 0
                   && ((self->stale & WUSE_LOAD_LISTS) == 0 || g_get_monotonic_time () - self->lists_since < LISTS_PATIENCE_USEC);
  if (load->map_only)
    load->wanted &= WUSE_LOAD_AREAS | WUSE_LOAD_REGISTER;
  self->stale = load->map_only ? self->stale & ~load->wanted : 0;
  if (load->map_only)
    make_lists_stale (self);
  load->partial = wuse_store_is_filling (self->store);
  wuse_store_read_async (self->store, wuse_load_on_reader, load, wuse_load_unref, wuse_load_unref, self->cancellable, loaded_cb,
                         g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
load_if_stale (WuseWorkspace *self)
{
  guint delay = 0;

  if (self->stale == 0 || self->loading || self->first_map_source != 0)
    return;

  if (wuse_store_is_filling (self->store))
    delay = FILLING_INTERVAL_MS;
  else if (self->stale == WUSE_LOAD_LISTS)
    delay = LISTS_DELAY_MS;
  else if (self->is_map_hidden)
    delay = HIDDEN_MAP_DELAY_MS;
  if (delay > 0 && self->load_source == 0)
    self->load_source = g_timeout_add (delay, load_cb, self);
  if (delay > 0)
    return;

  g_clear_handle_id (&self->load_source, g_source_remove);
  load_cb (self);
}

/* With what is read next, but not for its own sake at once. */
static void
make_lists_stale (WuseWorkspace *self)
{
  if ((self->stale & WUSE_LOAD_LISTS) == 0)
    self->lists_since = g_get_monotonic_time ();
  self->stale |= WUSE_LOAD_LISTS;
}

static void
store_changed_cb (WuseWorkspace *self, guint types, gint64 seq)
{
  self->stale |= types;
  load_if_stale (self);
}

static void
store_activity_cb (WuseWorkspace *self)
{
  make_lists_stale (self);
  load_if_stale (self);
}

/* --- opening --- */

static void
open_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const OpenRequest *request = task_data;
  GError *error = NULL;
  WuseOpening *opening = wuse_opening_new (request->name, request->rule_set_id, cancellable, &error);

  if (opening != NULL)
    g_task_return_pointer (task, opening, (GDestroyNotify) wuse_opening_free);
  else
    g_task_return_error (task, error);
}

static void
open_request_free (OpenRequest *request)
{
  g_free (request->name);
  g_free (request->rule_set_id);
  g_free (request);
}

static void
choose_rules (WuseWorkspace *self)
{
  g_clear_pointer (&self->rules, wuse_rule_set_unref);
  self->rules = wuse_rule_sets_choose (self->rule_sets, self->rule_set_id);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* A damaged file is announced by the store itself; the sync thread rebuilds it. */
  if (!wuse_store_check_finish (WUSE_STORE (source), result, &error))
    g_debug ("Check of the cache: %s", error->message);
}

static void
start_sync (WuseWorkspace *self)
{
  g_autoptr (GError) error = NULL;

  if (self->store == NULL || self->url == NULL)
    return;

  if (wuse_sync_set_server (self->sync, self->url, self->user, self->password, &error))
    wuse_sync_start (self->sync);
  else
    fail (self, error);
}

static void
sync_changed_cb (WuseWorkspace *self)
{
  const WuseDistrict *district = wuse_sync_get_district (self->sync);

  if (district != NULL)
    take_district (self, wuse_district_copy (district));
  wuse_workspace_emit (self, WUSE_WORKSPACE_CONNECTION_CHANGED);
}

static gboolean
first_map_cb (gpointer user_data)
{
  WuseWorkspace *self = user_data;

  self->first_map_source = 0;
  g_clear_pointer (&self->first_scene, wuse_scene_unref);
  wuse_workspace_emit (self, WUSE_WORKSPACE_SITUATION_CHANGED);
  load_if_stale (self);

  return G_SOURCE_REMOVE;
}

/* The colours that came with the cache are shown at once, unless another day or another rule set is asked for by now. */
static void
take_opening (WuseWorkspace *self, WuseOpening *opening)
{
  if (opening->load == NULL)
    return;

  if (opening->situation != NULL && wuse_situation_get_rule_set (opening->situation) == self->rules && self->day == WUSE_DAY_NONE)
    g_clear_pointer (&opening->load->epidemic, wuse_register_unref);
  take_load (self, opening->load);
  if (opening->load->epidemic == NULL && opening->situation != NULL)
    {
      self->first_map_source = g_timeout_add (FIRST_MAP_PATIENCE_MS, first_map_cb, self);
      self->first_scene = g_steal_pointer (&opening->scene);
      self->next_partial = opening->load->partial;
      wuse_workspace_take_situation (self, g_steal_pointer (&opening->situation));
    }
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  WuseWorkspace *self = WUSE_WORKSPACE (source);
  g_autoptr (GError) error = NULL;
  WuseOpening *opening = g_task_propagate_pointer (G_TASK (result), &error);

  if (opening == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        fail (self, error);
      return;
    }

  self->store = g_steal_pointer (&opening->store);
  self->rule_sets = g_steal_pointer (&opening->rule_sets);
  choose_rules (self);
  g_signal_connect_object (self->store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "activity", G_CALLBACK (store_activity_cb), self, G_CONNECT_SWAPPED);

  self->sync = wuse_sync_new (self->store);
  g_signal_connect_object (self->sync, "notify", G_CALLBACK (sync_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_emit (self, signals[WUSE_WORKSPACE_OPENED], 0, (int) opening->recovery);

  take_opening (self, opening);
  self->stale |= opening->load != NULL ? WUSE_LOAD_FEATURES | WUSE_LOAD_LISTS : WUSE_LOAD_ALL;
  wuse_opening_free (opening);

  load_if_stale (self);
  start_sync (self);
  if (wuse_store_was_unclean (self->store))
    wuse_store_check_async (self->store, self->cancellable, checked_cb, NULL);
}

/* The day may have changed: then the colours are judged anew. */
static gboolean
clock_cb (gpointer user_data)
{
  WuseWorkspace *self = user_data;

  if (self->situation != NULL && self->day == WUSE_DAY_NONE && !self->judging
      && wuse_situation_get_day (self->situation) != wuse_workspace_get_today (self))
    wuse_workspace_judge (self);

  return G_SOURCE_CONTINUE;
}

/* --- public --- */

WuseWorkspace *
wuse_workspace_new (const char *name, const char *rule_set)
{
  WuseWorkspace *self = g_object_new (WUSE_TYPE_WORKSPACE, NULL);
  OpenRequest *request = g_new0 (OpenRequest, 1);
  g_autoptr (GTask) task = NULL;

  self->rule_set_id = g_strdup (rule_set);

  task = g_task_new (self, self->cancellable, opened_cb, NULL);
  g_task_set_source_tag (task, wuse_workspace_new);
  request->name = g_strdup (name);
  request->rule_set_id = g_strdup (rule_set);
  g_task_set_task_data (task, request, (GDestroyNotify) open_request_free);
  g_task_run_in_thread (task, open_in_thread);
  self->clock_source = g_timeout_add (250, clock_cb, self);

  return self;
}

WuseWorkspace *
wuse_workspace_new_for_collection (const char *collection, const char *rule_set)
{
  g_autofree char *name = NULL;
  WuseWorkspace *self;

  g_return_val_if_fail (collection != NULL, NULL);

  name = g_build_filename ("collections", collection, NULL);
  self = wuse_workspace_new (name, rule_set);
  self->collection = g_strdup (collection);

  return self;
}

void
wuse_workspace_connect (WuseWorkspace *self, const char *url, const char *user, const char *password)
{
  g_return_if_fail (WUSE_IS_WORKSPACE (self));
  g_return_if_fail (url != NULL);

  g_free (self->url);
  g_free (self->user);
  g_free (self->password);
  self->url = g_strdup (url);
  self->user = g_strdup (user);
  self->password = g_strdup (password);
  start_sync (self);
}

void
wuse_workspace_close (WuseWorkspace *self)
{
  g_return_if_fail (WUSE_IS_WORKSPACE (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->clock_source, g_source_remove);
  g_clear_handle_id (&self->first_map_source, g_source_remove);
  g_clear_handle_id (&self->load_source, g_source_remove);
  g_clear_handle_id (&self->figures_source, g_source_remove);
  if (self->sync != NULL)
    wuse_sync_stop (self->sync);
  if (self->store != NULL)
    wuse_store_close (self->store);
}

void
wuse_workspace_map_shown (WuseWorkspace *self)
{
  g_return_if_fail (WUSE_IS_WORKSPACE (self));

  if (self->first_map_source == 0)
    return;

  g_source_remove (self->first_map_source);
  self->first_map_source = g_idle_add (first_map_cb, self);
}

void
wuse_workspace_set_map_seen (WuseWorkspace *self, gboolean is_seen)
{
  g_return_if_fail (WUSE_IS_WORKSPACE (self));

  self->is_map_hidden = !is_seen;
  if (is_seen && self->load_source != 0)
    load_if_stale (self);
}

void
wuse_workspace_set_rule_set (WuseWorkspace *self, const char *id)
{
  g_return_if_fail (WUSE_IS_WORKSPACE (self));

  if (g_strcmp0 (id, self->rule_set_id) == 0)
    return;

  g_free (self->rule_set_id);
  self->rule_set_id = g_strdup (id);
  if (self->rule_sets == NULL)
    return;

  choose_rules (self);
  wuse_workspace_judge (self);
}

void
wuse_workspace_set_day (WuseWorkspace *self, WuseDay day)
{
  g_return_if_fail (WUSE_IS_WORKSPACE (self));

  if (day == wuse_workspace_get_today (self))
    day = WUSE_DAY_NONE;
  if (day == self->day)
    return;

  self->day = day;
  wuse_workspace_judge (self);
}

static void
wuse_workspace_finalize (GObject *object)
{
  WuseWorkspace *self = WUSE_WORKSPACE (object);

  wuse_workspace_close (self);
  g_clear_object (&self->sync);
  g_clear_object (&self->store);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->district, wuse_district_free);
  g_clear_pointer (&self->situation, wuse_situation_unref);
  g_clear_pointer (&self->first_scene, wuse_scene_unref);
  g_clear_pointer (&self->epidemic, wuse_register_unref);
  g_clear_pointer (&self->next_register, wuse_register_unref);
  g_clear_pointer (&self->features, wuse_feature_set_unref);
  g_clear_pointer (&self->areas, wuse_area_set_unref);
  g_clear_pointer (&self->activity, g_ptr_array_unref);
  g_clear_pointer (&self->rules, wuse_rule_set_unref);
  g_clear_pointer (&self->rule_sets, g_ptr_array_unref);
  g_free (self->rule_set_id);
  g_free (self->collection);
  g_free (self->url);
  g_free (self->user);
  g_free (self->password);

  G_OBJECT_CLASS (wuse_workspace_parent_class)->finalize (object);
}

static void
wuse_workspace_class_init (WuseWorkspaceClass *class)
{
  static const struct
  {
    guint id;
    const char *name;
  } plain[] = {
    { WUSE_WORKSPACE_DISTRICT_CHANGED, "district-changed" },   { WUSE_WORKSPACE_AREAS_CHANGED, "areas-changed" },
    { WUSE_WORKSPACE_FEATURES_CHANGED, "features-changed" },   { WUSE_WORKSPACE_COLOURS_CHANGED, "colours-changed" },
    { WUSE_WORKSPACE_SITUATION_CHANGED, "situation-changed" }, { WUSE_WORKSPACE_CONNECTION_CHANGED, "connection-changed" },
    { WUSE_WORKSPACE_ACTIVITY_CHANGED, "activity-changed" },
  };

  G_OBJECT_CLASS (class)->finalize = wuse_workspace_finalize;

  signals[WUSE_WORKSPACE_OPENED] =
      g_signal_new ("opened", WUSE_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[WUSE_WORKSPACE_FAILED] =
      g_signal_new ("failed", WUSE_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    signals[plain[i].id] =
        g_signal_new (plain[i].name, WUSE_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wuse_workspace_init (WuseWorkspace *self)
{
  self->cancellable = g_cancellable_new ();
  self->day = WUSE_DAY_NONE;
}
