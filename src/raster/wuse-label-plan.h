/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where names go at a zoom level: one plan for all tiles, so that none is cut and none collide. */

#pragma once

#include "wuse-area-set.h"
#include "wuse-label-space.h"
#include "wuse-text.h"
#include "wuse-world-shapes.h"

G_BEGIN_DECLS

/**
 * WuseLabel:
 * @text: the name; not terminated, belongs to the area set
 * @length: bytes of @text
 * @area: whose name it is
 * @x: its middle, in pixels of the world of 256-pixel tiles
 * @y: likewise
 * @style: how it is set
 * @box: what it may fill, halo included
 */
typedef struct
{
  const char *text;
  guint32 length;
  guint32 area;
  gint32 x;
  gint32 y;
  WuseTextStyle style;
  WuseLabelBox box;
} WuseLabel;

/**
 * WuseLabelPlan:
 *
 * Names chosen greedily: coarser levels first, then areas with more persons, then by index. Immutable.
 */
typedef struct _WuseLabelPlan WuseLabelPlan;

/**
 * wuse_label_plan_get_labels:
 * @self: a plan
 * @n_labels: (out): how many
 *
 * Returns: (transfer none) (array length=n_labels): the names, those of higher priority first
 */
const WuseLabel *wuse_label_plan_get_labels (const WuseLabelPlan *self, guint *n_labels);

/**
 * wuse_label_plan_collect:
 * @self: a plan
 * @box: where to look
 * @items: (element-type guint32): emptied and filled with the positions of the labels whose box touches @box, ascending
 */
void wuse_label_plan_collect (const WuseLabelPlan *self, const WuseLabelBox *box, GArray *items);

/**
 * WuseLabelPlans:
 *
 * The plans of a set of areas, made when first asked for. Used by any number of threads.
 */
typedef struct _WuseLabelPlans WuseLabelPlans;

/**
 * wuse_label_plans_new:
 * @areas: the areas
 * @shapes: the same, projected
 * @grid_size: how large grids typically are, in world units
 * @latin: whether Latin names are preferred
 *
 * Returns: (transfer full): no plans yet
 */
WuseLabelPlans *wuse_label_plans_new (WuseAreaSet *areas, WuseWorldShapes *shapes, double grid_size, gboolean latin);

/**
 * wuse_label_plans_ref:
 * @self: plans
 *
 * Returns: (transfer full): @self
 */
WuseLabelPlans *wuse_label_plans_ref (WuseLabelPlans *self);

/**
 * wuse_label_plans_unref:
 * @self: (transfer full): plans
 */
void wuse_label_plans_unref (WuseLabelPlans *self);

/**
 * wuse_label_plans_get:
 * @self: plans
 * @zoom: 0 to %WUSE_VIEW_MAX_ZOOM
 * @level: the level drawn there
 *
 * Returns: (transfer none): the plan, valid as long as @self
 */
const WuseLabelPlan *wuse_label_plans_get (WuseLabelPlans *self, guint zoom, WuseAreaLevel level);

/**
 * wuse_label_plans_peek:
 * @self: plans
 * @zoom: 0 to %WUSE_VIEW_MAX_ZOOM
 * @level: the level drawn there
 *
 * As wuse_label_plans_get(), but makes none and waits for none.
 *
 * Returns: (transfer none) (nullable): the plan if there is one
 */
const WuseLabelPlan *wuse_label_plans_peek (WuseLabelPlans *self, guint zoom, WuseAreaLevel level);

/**
 * wuse_label_plan_short_name:
 * @name: name of a grid
 * @parent: (nullable): name of its community
 * @length: (out): bytes of the result
 *
 * `吉盛社区第 07 网格` under `吉盛社区` is `07`: what is said by the place is left out.
 *
 * Returns: a part of @name
 */
const char *wuse_label_plan_short_name (const char *name, const char *parent, gsize *length);

G_END_DECLS
