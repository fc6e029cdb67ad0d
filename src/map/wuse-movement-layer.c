/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Movements of cases on the map. */

#define G_LOG_DOMAIN "wuse-map"
#include "config.h"

#include "wuse-movement-layer.h"

#include "wuse-movement-picture.h"
#include "wuse-raster.h"
#include "wuse-register.h"
#include "wuse-worker-pool.h"

#include <math.h>

#define FOCUS_GAP 4.0f

struct _WuseMovementLayer
{
  ShumateLayer parent_instance;

  const WusePalette *palette;
  WuseMovements *movements;
  GPtrArray *labels;
  WuseTime until;

  WuseMovementPicture *shown; /* NULL before there is one */
  WuseMovementPicture *next;  /* takes over when what is in view of it is painted */
  int asked_zoom;             /* of the newest plan asked for, or -1 */
  int asked_scale;
  GCancellable *cancellable;
  guint32 focus; /* a stay, or WUSE_INDEX_NONE */
};

G_DEFINE_FINAL_TYPE (WuseMovementLayer, wuse_movement_layer, SHUMATE_TYPE_LAYER)

typedef struct
{
  WuseMovements *movements;
  WuseMovementPlan *before;
  GPtrArray *labels;
  guint zoom;
  WuseTime until;
} PlanRequest;

static void
free_request (gpointer data)
{
  PlanRequest *request = data;

  wuse_movements_unref (request->movements);
  g_clear_pointer (&request->before, wuse_movement_plan_unref);
  g_clear_pointer (&request->labels, g_ptr_array_unref);
  g_free (request);
}

static void
plan_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PlanRequest *request = data;

  g_task_return_pointer (task,
                         wuse_movement_plan_new (request->movements, request->before, request->zoom, request->until,
                                                 request->labels != NULL ? (const char *const *) request->labels->pdata : NULL),
                         (GDestroyNotify) wuse_movement_plan_unref);
}

static void
tile_painted_cb (gpointer user_data)
{
  gtk_widget_queue_draw (user_data);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WuseMovementPlan) plan = g_task_propagate_pointer (G_TASK (result), NULL);
  WuseMovementLayer *self;

  /* Cancelled: another plan was asked for, or the layer is gone. */
  if (plan == NULL)
    return;
  self = WUSE_MOVEMENT_LAYER (source);
  g_clear_pointer (&self->next, wuse_movement_picture_free);
  self->next = wuse_movement_picture_new (plan, self->palette, self->asked_scale, tile_painted_cb, self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static WuseMovementPlan *
find_plan (WuseMovementLayer *self)
{
  WuseMovementPicture *picture = self->next != NULL ? self->next : self->shown;
  WuseMovementPlan *plan = picture != NULL ? wuse_movement_picture_get_plan (picture) : NULL;

  return plan != NULL && plan->movements == self->movements ? wuse_movement_plan_ref (plan) : NULL;
}

static void
ask_for_plan (WuseMovementLayer *self, int zoom, int scale)
{
  g_autoptr (GTask) task = NULL;
  PlanRequest *request;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->asked_zoom = zoom;
  self->asked_scale = scale;
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, planned_cb, NULL);
  g_task_set_source_tag (task, ask_for_plan);
  request = g_new0 (PlanRequest, 1);
  *request = (PlanRequest){ wuse_movements_ref (self->movements), find_plan (self),
                            self->labels != NULL ? g_ptr_array_ref (self->labels) : NULL, (guint) zoom, self->until };
  g_task_set_task_data (task, request, free_request);
  wuse_worker_run (task, WUSE_WORKER_VISIBLE, plan_cb);
}

static void
forget (WuseMovementLayer *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->next, wuse_movement_picture_free);
  self->asked_zoom = -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
get_view (WuseMovementLayer *self, WuseMapTransform *view)
{
  wuse_map_transform_init_for_viewport (view, shumate_layer_get_viewport (SHUMATE_LAYER (self)), GTK_WIDGET (self));
}

/* --- finding marks --- */

/* Of the movements that were set: while they are being planned those before are shown, but nothing of them can be found. */
static const WuseMovementPlan *
get_plan (WuseMovementLayer *self)
{
  const WuseMovementPlan *plan = self->shown != NULL ? wuse_movement_picture_get_plan (self->shown) : NULL;

  return plan != NULL && plan->movements == self->movements ? plan : NULL;
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

/* --- the widget --- */

static void
snapshot_focus (WuseMovementLayer *self, GtkSnapshot *snapshot, const WuseMapTransform *view)
{
  const WuseMovementPlan *plan = get_plan (self);
  const WuseColor accent = self->palette->accent;
  const GdkRGBA color = { accent.red / 255.0f, accent.green / 255.0f, accent.blue / 255.0f, 1 };
  const guint32 mark = plan != NULL && self->focus != WUSE_INDEX_NONE ? find_mark_of (plan, self->focus) : WUSE_INDEX_NONE;
  graphene_rect_t ring;
  GskRoundedRect outline;

  if (mark == WUSE_INDEX_NONE)
    return;
  ring = get_rect (plan, mark, view);
  graphene_rect_inset (&ring, -FOCUS_GAP, -FOCUS_GAP);
  gsk_rounded_rect_init_from_rect (&outline, &ring, ring.size.height / 2);
  gtk_snapshot_append_border (snapshot, &outline, (const float[4]){ 2, 2, 2, 2 },
                              (const GdkRGBA[4]){ color, color, color, color });
}

static void
wuse_movement_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WuseMovementLayer *self = WUSE_MOVEMENT_LAYER (widget);
  const int scale = CLAMP (gtk_widget_get_scale_factor (widget), 1, 4);
  WuseMapTransform view;
  int zoom;

  if (self->movements == NULL)
    return;
  get_view (self, &view);
  zoom = CLAMP ((int) round (view.zoom), 0, WUSE_RASTER_MAX_ZOOM);
  if (zoom != self->asked_zoom || scale != self->asked_scale)
    ask_for_plan (self, zoom, scale);
  if (self->next != NULL && wuse_movement_picture_require (self->next, &view))
    {
      g_clear_pointer (&self->shown, wuse_movement_picture_free);
      self->shown = g_steal_pointer (&self->next);
    }
  if (self->shown == NULL)
    return;
  if (self->next == NULL)
    wuse_movement_picture_require (self->shown, &view);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) view.width, (float) view.height));
  wuse_movement_picture_snapshot (self->shown, &view, snapshot);
  snapshot_focus (self, snapshot, &view);
  gtk_snapshot_pop (snapshot);
}

static void
wuse_movement_layer_dispose (GObject *object)
{
  WuseMovementLayer *self = WUSE_MOVEMENT_LAYER (object);
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));

  if (viewport != NULL)
    g_signal_handlers_disconnect_by_data (viewport, self);
  forget (self);
  g_clear_pointer (&self->shown, wuse_movement_picture_free);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_clear_pointer (&self->movements, wuse_movements_unref);

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
  self->until = G_MAXINT64;
  self->asked_zoom = -1;
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

  if (self->palette == palette)
    return;
  self->palette = palette;
  forget (self);
}

void
wuse_movement_layer_set_movements (WuseMovementLayer *self, WuseMovements *movements, GPtrArray *labels)
{
  g_return_if_fail (WUSE_IS_MOVEMENT_LAYER (self));
  g_return_if_fail (movements == NULL || labels == NULL || labels->len == movements->n_stays);

  if (movements != NULL)
    wuse_movements_ref (movements);
  if (labels != NULL)
    g_ptr_array_ref (labels);
  g_clear_pointer (&self->movements, wuse_movements_unref);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  self->movements = movements;
  self->labels = labels;
  self->focus = WUSE_INDEX_NONE;
  if (movements == NULL)
    g_clear_pointer (&self->shown, wuse_movement_picture_free);
  forget (self);
}

WuseMovements *
wuse_movement_layer_get_movements (WuseMovementLayer *self)
{
  g_return_val_if_fail (WUSE_IS_MOVEMENT_LAYER (self), NULL);

  return self->movements;
}

void
wuse_movement_layer_set_until (WuseMovementLayer *self, WuseTime until)
{
  g_return_if_fail (WUSE_IS_MOVEMENT_LAYER (self));

  if (self->until == until)
    return;
  self->until = until;
  self->asked_zoom = -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
wuse_movement_layer_is_complete (WuseMovementLayer *self)
{
  WuseMapTransform view;

  g_return_val_if_fail (WUSE_IS_MOVEMENT_LAYER (self), FALSE);

  if (self->movements == NULL)
    return TRUE;
  get_view (self, &view);
  return get_plan (self) != NULL && self->next == NULL && self->asked_zoom == (int) round (view.zoom)
         && wuse_movement_picture_require (self->shown, &view);
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

  plan = get_plan (self);
  if (plan == NULL)
    return FALSE;
  get_view (self, &view);
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
  guint32 here = WUSE_INDEX_NONE, best = WUSE_INDEX_NONE;

  g_return_val_if_fail (WUSE_IS_MOVEMENT_LAYER (self), FALSE);

  plan = get_plan (self);
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

  plan = get_plan (self);
  mark = plan != NULL && self->focus != WUSE_INDEX_NONE ? find_mark_of (plan, self->focus) : WUSE_INDEX_NONE;
  if (mark == WUSE_INDEX_NONE)
    return FALSE;
  get_view (self, &view);
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
