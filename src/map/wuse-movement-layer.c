/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding marks of movements on the map, and the focus on one. */

#define G_LOG_DOMAIN "wuse-map"
#include "config.h"

#include "wuse-movement-layer.h"

#include "wuse-map-transform.h"
#include "wuse-raster.h"
#include "wuse-register.h"

#include <math.h>

#define FOCUS_GAP 4.0f

struct _WuseMovementLayer
{
  ShumateLayer parent_instance;

  const WusePalette *palette;
  WuseMovementPlans *plans;
  guint32 focus; /* a stay, or WUSE_INDEX_NONE */
};

G_DEFINE_FINAL_TYPE (WuseMovementLayer, wuse_movement_layer, SHUMATE_TYPE_LAYER)

static void
get_view (WuseMovementLayer *self, WuseMapTransform *view)
{
  wuse_map_transform_init_for_viewport (view, shumate_layer_get_viewport (SHUMATE_LAYER (self)), GTK_WIDGET (self));
}

static const WuseMovementPlan *
get_plan (WuseMovementLayer *self, const WuseMapTransform *view)
{
  const double zoom = CLAMP (round (view->zoom), 0, WUSE_RASTER_MAX_ZOOM);

  return self->plans != NULL ? wuse_movement_plans_peek (self->plans, (guint) zoom) : NULL;
}

static guint32
find_mark_of (const WuseMovementPlan *plan, guint32 stay)
{
  for (guint i = 0; i < plan->n_marks; i++)
    for (guint j = 0; j < plan->marks[i].n_stays; j++)
      if (plan->members[plan->marks[i].first + j] == stay)
        return i;
  return WUSE_INDEX_NONE;
}

static graphene_rect_t
get_rect (const WuseMovementPlan *plan, guint32 mark, const WuseMapTransform *view)
{
  const WuseMovementMark *item = &plan->marks[mark];
  const double factor = exp2 (view->zoom - plan->zoom);

  return GRAPHENE_RECT_INIT ((float) (item->x * factor - view->left) - item->half_width,
                             (float) (item->y * factor - view->top) - item->half_height, 2 * item->half_width,
                             2 * item->half_height);
}

static void
take_stays (const WuseMovementPlan *plan, guint32 mark, GArray *stays)
{
  g_array_set_size (stays, 0);
  g_array_append_vals (stays, &plan->members[plan->marks[mark].first], plan->marks[mark].n_stays);
}

static void
wuse_movement_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WuseMovementLayer *self = WUSE_MOVEMENT_LAYER (widget);
  const WuseColor accent = self->palette->accent;
  const GdkRGBA color = { accent.red / 255.0f, accent.green / 255.0f, accent.blue / 255.0f, 1 };
  const WuseMovementPlan *plan;
  WuseMapTransform view;
  graphene_rect_t ring;
  GskRoundedRect outline;
  guint32 mark;

  if (self->focus == WUSE_INDEX_NONE)
    return;
  get_view (self, &view);
  plan = get_plan (self, &view);
  mark = plan != NULL ? find_mark_of (plan, self->focus) : WUSE_INDEX_NONE;
  if (mark == WUSE_INDEX_NONE)
    return;
  ring = get_rect (plan, mark, &view);
  graphene_rect_inset (&ring, -FOCUS_GAP, -FOCUS_GAP);
  gsk_rounded_rect_init_from_rect (&outline, &ring, ring.size.height / 2);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) view.width, (float) view.height));
  gtk_snapshot_append_border (snapshot, &outline, (const float[4]){ 2, 2, 2, 2 },
                              (const GdkRGBA[4]){ color, color, color, color });
  gtk_snapshot_pop (snapshot);
}

static void
wuse_movement_layer_dispose (GObject *object)
{
  WuseMovementLayer *self = WUSE_MOVEMENT_LAYER (object);
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));

  if (viewport != NULL)
    g_signal_handlers_disconnect_by_data (viewport, self);
  g_clear_pointer (&self->plans, wuse_movement_plans_unref);

  G_OBJECT_CLASS (wuse_movement_layer_parent_class)->dispose (object);
}

static void
wuse_movement_layer_class_init (WuseMovementLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wuse_movement_layer_dispose;
  GTK_WIDGET_CLASS (klass)->snapshot = wuse_movement_layer_snapshot;
}

static void
wuse_movement_layer_init (WuseMovementLayer *self)
{
  self->palette = wuse_palette_get (WUSE_PALETTE_LIGHT);
  self->focus = WUSE_INDEX_NONE;
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

WuseMovementLayer *
wuse_movement_layer_new (ShumateViewport *viewport)
{
  WuseMovementLayer *self;

  g_return_val_if_fail (SHUMATE_IS_VIEWPORT (viewport), NULL);

  self = g_object_new (WUSE_TYPE_MOVEMENT_LAYER, "viewport", viewport, NULL);
  g_signal_connect_swapped (viewport, "notify", G_CALLBACK (gtk_widget_queue_draw), self);
  return self;
}

void
wuse_movement_layer_set_palette (WuseMovementLayer *self, const WusePalette *palette)
{
  g_return_if_fail (WUSE_IS_MOVEMENT_LAYER (self));
  g_return_if_fail (palette != NULL);

  self->palette = palette;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
wuse_movement_layer_set_plans (WuseMovementLayer *self, WuseMovementPlans *plans)
{
  g_return_if_fail (WUSE_IS_MOVEMENT_LAYER (self));

  if (plans == NULL || self->plans == NULL
      || wuse_movement_plans_get_movements (plans) != wuse_movement_plans_get_movements (self->plans))
    self->focus = WUSE_INDEX_NONE;
  if (plans != NULL)
    wuse_movement_plans_ref (plans);
  g_clear_pointer (&self->plans, wuse_movement_plans_unref);
  self->plans = plans;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

WuseMovementPlans *
wuse_movement_layer_get_plans (WuseMovementLayer *self)
{
  g_return_val_if_fail (WUSE_IS_MOVEMENT_LAYER (self), NULL);

  return self->plans;
}

gboolean
wuse_movement_layer_get_at (WuseMovementLayer *self, double x, double y, GArray *stays)
{
  const WuseMovementPlan *plan;
  WuseMapTransform view;
  double factor;
  guint32 mark;

  g_return_val_if_fail (WUSE_IS_MOVEMENT_LAYER (self), FALSE);
  g_return_val_if_fail (stays != NULL, FALSE);

  get_view (self, &view);
  plan = get_plan (self, &view);
  if (plan == NULL)
    return FALSE;
  factor = exp2 (view.zoom - plan->zoom);
  mark = wuse_movement_plan_find (plan, (view.left + x) / factor, (view.top + y) / factor);
  if (mark == WUSE_INDEX_NONE)
    return FALSE;
  take_stays (plan, mark, stays);
  return TRUE;
}

gboolean
wuse_movement_layer_step (WuseMovementLayer *self, gboolean backwards)
{
  const WuseMovementPlan *plan;
  WuseMapTransform view;
  guint32 here = WUSE_INDEX_NONE, best = WUSE_INDEX_NONE;

  g_return_val_if_fail (WUSE_IS_MOVEMENT_LAYER (self), FALSE);

  get_view (self, &view);
  plan = get_plan (self, &view);
  if (plan == NULL)
    return FALSE;
  if (self->focus != WUSE_INDEX_NONE)
    here = find_mark_of (plan, self->focus);
  if (here != WUSE_INDEX_NONE)
    here = plan->members[plan->marks[here].first];
  for (guint i = 0; i < plan->n_marks; i++)
    {
      const guint32 stay = plan->members[plan->marks[i].first];

      if (here != WUSE_INDEX_NONE && (backwards ? stay >= here : stay <= here))
        continue;
      if (best == WUSE_INDEX_NONE || (backwards ? stay > best : stay < best))
        best = stay;
    }
  self->focus = best;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return best != WUSE_INDEX_NONE;
}

gboolean
wuse_movement_layer_get_focused (WuseMovementLayer *self, GArray *stays, double *x, double *y)
{
  const WuseMovementPlan *plan;
  WuseMapTransform view;
  graphene_rect_t rect;
  guint32 mark;

  g_return_val_if_fail (WUSE_IS_MOVEMENT_LAYER (self), FALSE);
  g_return_val_if_fail (stays != NULL && x != NULL && y != NULL, FALSE);

  get_view (self, &view);
  plan = get_plan (self, &view);
  mark = plan != NULL && self->focus != WUSE_INDEX_NONE ? find_mark_of (plan, self->focus) : WUSE_INDEX_NONE;
  if (mark == WUSE_INDEX_NONE)
    return FALSE;
  rect = get_rect (plan, mark, &view);
  take_stays (plan, mark, stays);
  *x = (double) (rect.origin.x + rect.size.width / 2);
  *y = (double) (rect.origin.y + rect.size.height / 2);
  return TRUE;
}

void
wuse_movement_layer_clear_focus (WuseMovementLayer *self)
{
  g_return_if_fail (WUSE_IS_MOVEMENT_LAYER (self));

  self->focus = WUSE_INDEX_NONE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
