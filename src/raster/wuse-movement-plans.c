/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Movements at every zoom level. */

#define G_LOG_DOMAIN "wuse-raster"

#include "config.h"

#include "wuse-movement-plans.h"

#include "wuse-world-shapes.h"

struct _WuseMovementPlans
{
  gatomicrefcount ref_count;
  WuseMovements *movements;
  GPtrArray *labels;
  WuseTime until;
  GMutex mutex; /* held while a plan is made */
  /* Written once each, read without the mutex. */
  WuseMovementPlan *first; /* what makes others cheaper */
  WuseMovementPlan *plans[WUSE_VIEW_MAX_ZOOM + 1];
};

G_DEFINE_BOXED_TYPE (WuseMovementPlans, wuse_movement_plans, wuse_movement_plans_ref, wuse_movement_plans_unref)

WuseMovementPlans *
wuse_movement_plans_new (WuseMovements *movements, GPtrArray *labels, WuseTime until)
{
  WuseMovementPlans *self;

  g_return_val_if_fail (movements != NULL, NULL);
  g_return_val_if_fail (labels == NULL || labels->len == movements->n_stays, NULL);

  self = g_new0 (WuseMovementPlans, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->movements = wuse_movements_ref (movements);
  self->labels = labels != NULL ? g_ptr_array_ref (labels) : NULL;
  self->until = until;
  g_mutex_init (&self->mutex);

  return self;
}

WuseMovementPlans *
wuse_movement_plans_with_until (WuseMovementPlans *self, WuseTime until)
{
  WuseMovementPlans *other;
  WuseMovementPlan *first;

  g_return_val_if_fail (self != NULL, NULL);

  other = wuse_movement_plans_new (self->movements, self->labels, until);
  first = g_atomic_pointer_get (&self->first);
  other->first = first != NULL ? wuse_movement_plan_ref (first) : NULL;

  return other;
}

WuseMovementPlans *
wuse_movement_plans_ref (WuseMovementPlans *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
wuse_movement_plans_unref (WuseMovementPlans *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (self->plans); i++)
    g_clear_pointer (&self->plans[i], wuse_movement_plan_unref);
  g_clear_pointer (&self->first, wuse_movement_plan_unref);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_clear_pointer (&self->movements, wuse_movements_unref);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

WuseMovements *
wuse_movement_plans_get_movements (const WuseMovementPlans *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->movements;
}

const WuseMovementPlan *
wuse_movement_plans_get (WuseMovementPlans *self, guint zoom)
{
  g_autoptr (GMutexLocker) locker = NULL;
  WuseMovementPlan *plan;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (zoom <= WUSE_VIEW_MAX_ZOOM, NULL);

  plan = g_atomic_pointer_get (&self->plans[zoom]);
  if (plan != NULL)
    return plan;

  locker = g_mutex_locker_new (&self->mutex);
  if (self->plans[zoom] != NULL)
    return self->plans[zoom];
  plan = wuse_movement_plan_new (self->movements, self->first, zoom, self->until,
                                 self->labels != NULL ? (const char *const *) self->labels->pdata : NULL);
  if (self->first == NULL)
    g_atomic_pointer_set (&self->first, wuse_movement_plan_ref (plan));
  g_atomic_pointer_set (&self->plans[zoom], plan);

  return plan;
}

const WuseMovementPlan *
wuse_movement_plans_peek (WuseMovementPlans *self, guint zoom)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (zoom <= WUSE_VIEW_MAX_ZOOM, NULL);

  return g_atomic_pointer_get (&self->plans[zoom]);
}
