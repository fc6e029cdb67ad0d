/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a badge goes so that it covers no name. */

#define G_LOG_DOMAIN "wuse-raster"

#include "config.h"

#include "wuse-badge-room.h"

#include "wuse-scene-private.h"

/* Names that matter to one badge: more do not fit into its reach. */
#define MAX_NAMES 12u

static gboolean
covers_name (const WuseLabelBox *names, guint n_names, const WuseLabelBox *box, int dx, int dy)
{
  for (guint i = 0; i < n_names; i++)
    if (names[i].left < box->right + dx && box->left + dx < names[i].right && names[i].top < box->bottom + dy
        && box->top + dy < names[i].bottom)
      return TRUE;
  return FALSE;
}

/* Ways that end beside a name, and none at all. */
static guint
list_ways (const WuseLabelBox *names, guint n_names, const WuseLabelBox *box, gboolean is_across, int *ways)
{
  guint n_ways = 0;

  ways[n_ways++] = 0;
  for (guint i = 0; i < n_names; i++)
    {
      const int to[] = { is_across ? names[i].right - box->left : names[i].bottom - box->top,
                         is_across ? names[i].left - box->right : names[i].top - box->bottom };

      for (guint j = 0; j < G_N_ELEMENTS (to); j++)
        if (ABS (to[j]) <= WUSE_BADGE_REACH)
          ways[n_ways++] = to[j];
    }
  return n_ways;
}

gboolean
wuse_scene_find_badge_room (const WuseScene *self, guint zoom, const WuseLabelBox *box, int *dx, int *dy)
{
  const WuseLabelBox around = { box->left - WUSE_BADGE_REACH, box->top - WUSE_BADGE_REACH, box->right + WUSE_BADGE_REACH,
                                box->bottom + WUSE_BADGE_REACH };
  int across[1 + 2 * MAX_NAMES], down[1 + 2 * MAX_NAMES], least = G_MAXINT;
  const WuseLabelPlan *plan;
  const WuseLabel *labels;
  WuseLabelBox names[MAX_NAMES];
  g_autoptr (GArray) items = NULL;
  guint n_labels, n_names = 0, n_across, n_down;

  g_return_val_if_fail (self != NULL && box != NULL && dx != NULL && dy != NULL, FALSE);
  g_return_val_if_fail (zoom <= WUSE_VIEW_MAX_ZOOM, FALSE);

  *dx = *dy = 0;
  if ((self->options.flags & WUSE_SCENE_LABELS) == 0)
    return TRUE;
  plan = wuse_label_plans_peek (self->names, zoom, wuse_scene_level_at_zoom (self, zoom));
  if (plan == NULL)
    return FALSE;
  items = g_array_new (FALSE, FALSE, sizeof (guint32));
  wuse_label_plan_collect (plan, &around, items);
  labels = wuse_label_plan_get_labels (plan, &n_labels);
  for (; n_names < MIN (items->len, MAX_NAMES); n_names++)
    names[n_names] = labels[g_array_index (items, guint32, n_names)].box;
  n_across = list_ways (names, n_names, box, TRUE, across);
  n_down = list_ways (names, n_names, box, FALSE, down);
  for (guint i = 0; i < n_across; i++)
    for (guint j = 0; j < n_down; j++)
      {
        int way = across[i] * across[i] + down[j] * down[j];

        if (way >= least || covers_name (names, n_names, box, across[i], down[j]))
          continue;
        least = way;
        *dx = across[i];
        *dy = down[j];
      }
  return TRUE;
}
