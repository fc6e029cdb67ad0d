/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares two scenes, so that only tiles that look different are painted anew. */

#define G_LOG_DOMAIN "wuse-map"
#include "config.h"

#include "wuse-scene-change.h"

/* Up to so many changed areas, their boxes are tried one by one; for more, the spatial index is asked. */
#define MAX_BOXES 64u
/* An outline or a pattern may reach this far over the edge of its area, in parts of a tile's width. */
#define MARGIN_PARTS 32

struct _WuseSceneChange
{
  gboolean everything;
  WuseScene *after;
  guint8 *changed; /* by area */
  guint n_changed[WUSE_N_AREA_LEVELS];
  WuseBounds boxes[WUSE_N_AREA_LEVELS][MAX_BOXES];
};

static gboolean
options_equal (const WuseSceneOptions *a, const WuseSceneOptions *b)
{
  return a->variant == b->variant && a->flags == b->flags && a->level == b->level && a->latin == b->latin;
}

static void
compare_risks (WuseSceneChange *self, WuseScene *before)
{
  WuseAreaSet *areas = wuse_scene_get_areas (self->after);
  guint n_areas = wuse_area_set_get_size (areas);

  self->changed = g_malloc0 (MAX (n_areas, 1));
  for (guint32 i = 0; i < n_areas; i++)
    {
      WuseAreaLevel level;

      if (wuse_scene_get_risk (before, i) == wuse_scene_get_risk (self->after, i))
        continue;
      level = wuse_area_set_get (areas, i)->level;
      self->changed[i] = 1;
      if (self->n_changed[level] < MAX_BOXES)
        self->boxes[level][self->n_changed[level]] = wuse_area_set_get_geometry (areas, i).bounds;
      self->n_changed[level]++;
    }
}

typedef struct
{
  const guint8 *changed;
  gboolean found;
} Search;

static gboolean
search_cb (guint32 item, gpointer user_data)
{
  Search *search = user_data;

  search->found = search->changed[item] != 0;
  return !search->found;
}

WuseSceneChange *
wuse_scene_change_new (WuseScene *before, WuseScene *after)
{
  WuseSceneChange *self;

  g_return_val_if_fail (after != NULL, NULL);

  self = g_new0 (WuseSceneChange, 1);
  self->after = wuse_scene_ref (after);
  self->everything = before == NULL || wuse_scene_get_areas (before) != wuse_scene_get_areas (after)
                     || wuse_scene_get_features (before) != wuse_scene_get_features (after)
                     || wuse_scene_get_movements (before) != wuse_scene_get_movements (after)
                     || !options_equal (wuse_scene_get_options (before), wuse_scene_get_options (after));
  if (!self->everything)
    compare_risks (self, before);
  return self;
}

void
wuse_scene_change_free (WuseSceneChange *self)
{
  if (self == NULL)
    return;
  wuse_scene_unref (self->after);
  g_free (self->changed);
  g_free (self);
}

gboolean
wuse_scene_change_affects (const WuseSceneChange *self, WuseTileKey key)
{
  WuseAreaLevel level;
  WuseBounds box;
  gint32 margin_x, margin_y;
  Search search;

  g_return_val_if_fail (self != NULL, TRUE);

  if (self->everything)
    return TRUE;
  level = wuse_scene_level_at_zoom (self->after, wuse_tile_key_zoom (key));
  if (self->n_changed[level] == 0)
    return FALSE;
  box = wuse_tile_key_bounds (key);
  /* Halved before the subtraction: the world is wider than a 32-bit integer reaches. */
  margin_x = (box.east / 2 - box.west / 2) / (MARGIN_PARTS / 2);
  margin_y = (box.north / 2 - box.south / 2) / (MARGIN_PARTS / 2);
  box.west = (gint32) MAX ((gint64) box.west - margin_x, -1800000000);
  box.east = (gint32) MIN ((gint64) box.east + margin_x, 1800000000);
  box.south = (gint32) MAX ((gint64) box.south - margin_y, -900000000);
  box.north = (gint32) MIN ((gint64) box.north + margin_y, 900000000);
  if (self->n_changed[level] <= MAX_BOXES)
    {
      for (guint i = 0; i < self->n_changed[level]; i++)
        if (wuse_bounds_intersect (&self->boxes[level][i], &box))
          return TRUE;
      return FALSE;
    }
  search = (Search){ self->changed, FALSE };
  wuse_spatial_index_search (wuse_area_set_get_index (wuse_scene_get_areas (self->after), level), &box, search_cb, &search);
  return search.found;
}
