/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the workspace reads from the cache: areas, register, features and lists, and the colours that opening brings. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-workspace-load.h"

#include "wuse-format.h"

#include <errno.h>

static void
load_clear (gpointer data)
{
  WuseLoad *self = data;

  g_clear_pointer (&self->district, wuse_district_free);
  g_clear_pointer (&self->before, wuse_register_unref);
  g_clear_pointer (&self->areas, wuse_area_set_unref);
  g_clear_pointer (&self->features, wuse_feature_set_unref);
  g_clear_pointer (&self->epidemic, wuse_register_unref);
  g_clear_pointer (&self->activity, g_ptr_array_unref);
}

void
wuse_load_unref (gpointer load)
{
  g_atomic_rc_box_release_full (load, load_clear);
}

WuseLoad *
wuse_load_new (guint wanted, WuseRegister *before)
{
  WuseLoad *self = g_atomic_rc_box_new0 (WuseLoad);

  self->wanted = wanted;
  if (before != NULL && (wanted & WUSE_LOAD_AREAS) == 0)
    self->before = wuse_register_ref (before);

  return self;
}

gpointer
wuse_load_on_reader (WuseStoreReader *reader, gpointer load, GCancellable *cancellable, GError **error)
{
  WuseLoad *self = load;

  if (!wuse_store_reader_load_district (reader, &self->district, error))
    return NULL;

  if (!self->map_only)
    {
      self->activity = wuse_store_reader_load_activity (reader, WUSE_ACTIVITIES_SHOWN, error);
      if (self->activity == NULL || !wuse_store_reader_get_freshness (reader, self->freshness, error))
        return NULL;
    }

  if ((self->wanted & (WUSE_LOAD_REGISTER | WUSE_LOAD_AREAS)) != 0)
    {
      if (self->before != NULL)
        self->epidemic = wuse_store_reader_update_register (reader, self->before, error);
      else if ((self->areas = wuse_store_reader_load_areas (reader, error)) != NULL)
        self->epidemic = wuse_store_reader_load_register (reader, self->areas, error);
      if (self->epidemic == NULL)
        return NULL;
    }

  if ((self->wanted & WUSE_LOAD_FEATURES) != 0)
    {
      self->features = wuse_store_reader_load_features (reader, error);
      if (self->features == NULL)
        return NULL;
    }

  return g_atomic_rc_box_acquire (self);
}

/* --- opening --- */

void
wuse_opening_free (WuseOpening *self)
{
  g_clear_object (&self->store);
  g_clear_pointer (&self->rule_sets, g_ptr_array_unref);
  g_clear_pointer (&self->load, wuse_load_unref);
  g_clear_pointer (&self->situation, wuse_situation_unref);
  g_clear_pointer (&self->scene, wuse_scene_unref);
  g_free (self);
}

WuseTime
wuse_district_time_at (const WuseDistrict *district, WuseTime heard)
{
  if (heard == WUSE_TIME_NONE)
    heard = district->time;
  if (district->synthetic || district->last_day != WUSE_DAY_NONE)
    return heard;

  return MAX (heard, wuse_time_now ());
}

WuseDay
wuse_district_day_at (const WuseDistrict *district, WuseTime time)
{
  return district->last_day != WUSE_DAY_NONE ? district->last_day : wuse_time_to_day (time, district->utc_offset);
}

WuseRuleSet *
wuse_rule_sets_choose (GPtrArray *rule_sets, const char *id)
{
  for (guint i = 0; i < rule_sets->len; i++)
    if (g_strcmp0 (wuse_rule_set_get_id (g_ptr_array_index (rule_sets, i)), id) == 0)
      return wuse_rule_set_ref (g_ptr_array_index (rule_sets, i));

  return rule_sets->len > 0 ? wuse_rule_set_ref (g_ptr_array_index (rule_sets, 0)) : NULL;
}

static char *
cache_path (const char *name, GError **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "wuse", NULL);
  g_autofree char *file = g_strconcat (name, ".sqlite", NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int saved = errno;

      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (saved), "%s: %s", folder, g_strerror (saved));
      return NULL;
    }

  return g_build_filename (folder, file, NULL);
}

/* The rest follows when the first colours are up: roads and buildings are most of the bytes. */
static void
load_map (WuseOpening *self, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  WuseLoad *load = wuse_load_new (WUSE_LOAD_AREAS | WUSE_LOAD_REGISTER, NULL);

  load->map_only = TRUE;
  load->partial = wuse_store_is_filling (self->store);
  self->load = wuse_store_read (self->store, wuse_load_on_reader, load, cancellable, &error);
  wuse_load_unref (load);
  if (self->load == NULL && !g_error_matches (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_CORRUPT))
    g_warning ("The cache could not be read: %s", error->message);
}

static void
make_scene (WuseOpening *self)
{
  WuseSceneOptions options = WUSE_SCENE_DEFAULTS;

  options.latin = wuse_language_from_locale () == WUSE_LANGUAGE_EN;
  self->scene = wuse_scene_new (wuse_situation_get_areas (self->situation), NULL, NULL, 0, &options);
}

/* Here, while GTK starts: the main thread has no time to ask for it. */
static void
judge_today (WuseOpening *self, const char *rule_set, GCancellable *cancellable)
{
  g_autoptr (WuseRuleSet) rules = wuse_rule_sets_choose (self->rule_sets, rule_set);
  const WuseDistrict *district = self->load->district;
  WuseTime now = district != NULL ? wuse_district_time_at (district, WUSE_TIME_NONE) : WUSE_TIME_NONE;

  if (rules != NULL && now != WUSE_TIME_NONE)
    self->situation = wuse_situation_new (self->load->epidemic, rules, wuse_district_day_at (district, now), district->utc_offset,
                                          cancellable, NULL);
  if (self->situation != NULL)
    make_scene (self);
}

WuseOpening *
wuse_opening_new (const char *name, const char *rule_set, GCancellable *cancellable, GError **error)
{
  const char *data_dir = g_getenv ("WUSE_DATA_DIR");
  g_autofree char *rule_sets = g_build_filename (data_dir != NULL ? data_dir : WUSE_DATA_DIR, "rulesets", NULL);
  g_autofree char *path = cache_path (name, error);
  WuseOpening *self;

  if (path == NULL)
    return NULL;
  self = g_new0 (WuseOpening, 1);
  self->store = wuse_store_open (path, &self->recovery, error);
  if (self->store == NULL)
    {
      wuse_opening_free (self);
      return NULL;
    }

  self->rule_sets = wuse_rule_set_load_folder (rule_sets, NULL);
  load_map (self, cancellable);
  if (self->load != NULL)
    judge_today (self, rule_set, cancellable);

  return self;
}
