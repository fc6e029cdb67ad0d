/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Movements at every zoom level: one plan for all tiles of it, so that they fit together. */

#pragma once

#include "wuse-movement-plan.h"

G_BEGIN_DECLS

/**
 * WuseMovementPlans:
 *
 * The plans of movements until a time, made when first asked for. Used by any number of threads.
 */
typedef struct _WuseMovementPlans WuseMovementPlans;

GType wuse_movement_plans_get_type (void);
#define WUSE_TYPE_MOVEMENT_PLANS (wuse_movement_plans_get_type ())

/**
 * wuse_movement_plans_new:
 * @movements: movements
 * @labels: (nullable) (element-type utf8): a name or %NULL for each stay; to be shown where there is room
 * @until: stays that begin after it are shown faintly; %G_MAXINT64 for none
 *
 * Returns: (transfer full): no plans yet
 */
WuseMovementPlans *wuse_movement_plans_new (WuseMovements *movements, GPtrArray *labels, WuseTime until);

/**
 * wuse_movement_plans_with_until:
 * @self: plans
 * @until: as for wuse_movement_plans_new()
 *
 * Returns: (transfer full): no plans yet, of the same movements until another time; cheaper to make than the first ones
 */
WuseMovementPlans *wuse_movement_plans_with_until (WuseMovementPlans *self, WuseTime until);

/**
 * wuse_movement_plans_ref:
 * @self: plans
 *
 * Returns: (transfer full): @self
 */
WuseMovementPlans *wuse_movement_plans_ref (WuseMovementPlans *self);

/**
 * wuse_movement_plans_unref:
 * @self: (transfer full): plans
 */
void wuse_movement_plans_unref (WuseMovementPlans *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseMovementPlans, wuse_movement_plans_unref)

/**
 * wuse_movement_plans_get_movements:
 * @self: plans
 *
 * Returns: (transfer none): what they show
 */
WuseMovements *wuse_movement_plans_get_movements (const WuseMovementPlans *self);

/**
 * wuse_movement_plans_get:
 * @self: plans
 * @zoom: 0 to %WUSE_VIEW_MAX_ZOOM
 *
 * Returns: (transfer none): the plan, valid as long as @self
 */
const WuseMovementPlan *wuse_movement_plans_get (WuseMovementPlans *self, guint zoom);

/**
 * wuse_movement_plans_peek:
 * @self: plans
 * @zoom: 0 to %WUSE_VIEW_MAX_ZOOM
 *
 * As wuse_movement_plans_get(), but makes none and waits for none.
 *
 * Returns: (transfer none) (nullable): the plan if there is one
 */
const WuseMovementPlan *wuse_movement_plans_peek (WuseMovementPlans *self, guint zoom);

G_END_DECLS
