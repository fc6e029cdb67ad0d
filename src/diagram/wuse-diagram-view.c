/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A large graph as a widget. */

#define G_LOG_DOMAIN "wuse-diagram"

#include "config.h"

#include "wuse-diagram-view-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* Tiles so far outside the view are painted ahead, in pixels. */
#define AHEAD 256.0
/* The whole scene, in so many pixels, stands in for tiles that are not there yet. */
#define OVERVIEW 900.0
#define LABELS_DELAY_MS 60

enum
{
  PROP_HOVERED = 1,
  PROP_FOCUSED,
};

enum
{
  CHOSEN,
  OPENED,
  MENU_WANTED,
  EDGE_MENU_WANTED,
  PLACE_CHANGED,
  SHOWN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WuseDiagramView, wuse_diagram_view, GTK_TYPE_WIDGET)

static void update_hidden (WuseDiagramView *self);

static void
labels_planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GPtrArray) labels = wuse_diagram_labels_plan_finish (result, NULL);
  WuseDiagramView *self;

  /* Cancelled: there may be no view any more. */
  if (labels == NULL)
    return;
  self = user_data;
  g_clear_object (&self->labels_cancellable);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_clear_pointer (&self->labels_scene, wuse_diagram_scene_unref);
  self->labels = g_steal_pointer (&labels);
  self->labels_scene = wuse_diagram_scene_ref (self->scene);
  self->labels_shift = (graphene_point_t){ 0, 0 };
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
give_up_labels (WuseDiagramView *self)
{
  g_cancellable_cancel (self->labels_cancellable);
  g_clear_object (&self->labels_cancellable);
}

static gboolean
plan_labels_cb (gpointer user_data)
{
  WuseDiagramView *self = user_data;
  const WuseDiagramPlace place = wuse_diagram_camera_get_target (self->camera);
  const WuseDiagramBox box = wuse_diagram_view_get_box (self, place);

  self->labels_timeout = 0;
  if (self->scene == NULL)
    return G_SOURCE_REMOVE;
  give_up_labels (self);
  self->labels_cancellable = g_cancellable_new ();
  wuse_diagram_labels_plan_async (self->scene, self->highlight, self->labels_scene == self->scene ? self->labels : NULL,
                                  &self->label_style, &box, place.scale, self->labels_cancellable, labels_planned_cb, self);

  return G_SOURCE_REMOVE;
}

static void
plan_labels (WuseDiagramView *self)
{
  if (self->labels_timeout == 0)
    self->labels_timeout = g_timeout_add (LABELS_DELAY_MS, plan_labels_cb, self);
}

static void
tile_ready_cb (gpointer user_data)
{
  update_hidden (user_data);
}

/* Has a layer's picture be that of the scene and scale asked for. Returns whether all in view of it is there. */
static gboolean
prepare_layer (WuseDiagramView *self, WuseDiagramLayer *layer, WuseDiagramHighlight *highlight)
{
  const WuseDiagramPlace target = wuse_diagram_camera_get_target (self->camera);
  const WuseDiagramBox box = wuse_diagram_view_get_box (self, target);

  if (layer->coming != NULL && wuse_diagram_picture_get_scale (layer->coming) != target.scale)
    g_clear_pointer (&layer->coming, wuse_diagram_picture_free);
  if (layer->coming == NULL
      && (layer->shown == NULL || self->shows_before || wuse_diagram_picture_get_scale (layer->shown) != target.scale))
    layer->coming = wuse_diagram_picture_new (self->scene, highlight, &self->colors, target.scale,
                                              gtk_widget_get_scale_factor (GTK_WIDGET (self)), tile_ready_cb, self);

  return layer->coming == NULL || wuse_diagram_picture_require (layer->coming, &box, 0);
}

/* Shows the picture that has been prepared. Returns whether all in view is there. */
static gboolean
show_layer (WuseDiagramView *self, WuseDiagramLayer *layer)
{
  const WuseDiagramPlace now = wuse_diagram_camera_get (self->camera), target = wuse_diagram_camera_get_target (self->camera);
  const WuseDiagramBox box = wuse_diagram_view_get_box (self, now.scale == target.scale ? now : target);

  if (layer->coming != NULL)
    {
      g_clear_pointer (&layer->shown, wuse_diagram_picture_free);
      layer->shown = g_steal_pointer (&layer->coming);
    }

  return wuse_diagram_picture_require (layer->shown, &box, AHEAD);
}

/* From now on the scene is what is shown: what is left of the one before goes. */
static void
forget_scene_before (WuseDiagramView *self)
{
  if (self->shows_before && self->highlight == NULL)
    g_clear_pointer (&self->over.shown, wuse_diagram_picture_free);
  if (self->shows_before && self->labels_scene != self->scene && !self->follows)
    g_clear_pointer (&self->labels, g_ptr_array_unref);
  self->shows_before = FALSE;
  self->shift = (graphene_point_t){ 0, 0 };
}

/* Asks for the tiles that are missing, and shows those of the newest scene once all in view are there: of another scene than
 * before both layers at once. */
static void
require_tiles (WuseDiagramView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean has_base, has_over;

  if (self->scene == NULL || gtk_widget_get_width (widget) < 1 || gtk_widget_get_height (widget) < 1)
    return;
  has_base = prepare_layer (self, &self->base, NULL);
  has_over = self->highlight == NULL || prepare_layer (self, &self->over, self->highlight);
  if (self->shows_before)
    has_base = has_over = has_base && has_over;
  if (has_base)
    forget_scene_before (self);
  self->base_is_complete = has_base && show_layer (self, &self->base);
  if (self->highlight != NULL && has_over)
    show_layer (self, &self->over);
  if (self->base_is_complete && !self->told_shown)
    {
      self->told_shown = TRUE;
      g_signal_emit (self, signals[SHOWN], 0);
    }
  /* Last, so that nobody waits for it. */
  if (self->overview != NULL && self->base_is_complete)
    wuse_diagram_picture_require (self->overview, &self->scene->box, 0);
}

static void
update (WuseDiagramView *self)
{
  require_tiles (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Likewise, but what is still hidden costs no frame: the one that shows it would wait for that. */
static void
update_hidden (WuseDiagramView *self)
{
  const gpointer base = self->base.shown, over = self->over.shown;

  require_tiles (self);
  if (self->base.coming == NULL || self->base.shown != base || self->over.shown != over)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
moved_cb (gpointer user_data)
{
  WuseDiagramView *self = user_data;

  update (self);
  if (!wuse_diagram_camera_is_moving (self->camera))
    plan_labels (self);
  g_signal_emit (self, signals[PLACE_CHANGED], 0);
}

static void
drop_pictures (WuseDiagramView *self)
{
  g_clear_pointer (&self->base.shown, wuse_diagram_picture_free);
  g_clear_pointer (&self->base.coming, wuse_diagram_picture_free);
  g_clear_pointer (&self->over.shown, wuse_diagram_picture_free);
  g_clear_pointer (&self->over.coming, wuse_diagram_picture_free);
  g_clear_pointer (&self->overview, wuse_diagram_picture_free);
  self->shows_before = FALSE;
  self->shift = (graphene_point_t){ 0, 0 };
}

/* The next update makes a picture of the scene as it is now, though the scale is the same. */
static void
renew_layer (WuseDiagramView *self, WuseDiagramLayer *layer, WuseDiagramHighlight *highlight)
{
  g_clear_pointer (&layer->coming, wuse_diagram_picture_free);
  layer->coming =
      wuse_diagram_picture_new (self->scene, highlight, &self->colors, wuse_diagram_camera_get_target (self->camera).scale,
                                gtk_widget_get_scale_factor (GTK_WIDGET (self)), tile_ready_cb, self);
}

static void
renew_overview (WuseDiagramView *self)
{
  const WuseDiagramBox *box = &self->scene->box;
  const double extent = MAX (MAX (box->right - box->left, box->bottom - box->top), 1);

  g_clear_pointer (&self->overview, wuse_diagram_picture_free);
  self->overview = wuse_diagram_picture_new (self->scene, NULL, &self->colors, OVERVIEW / extent, 1, tile_ready_cb, self);
}

void
wuse_diagram_view_set_scene (WuseDiagramView *self, WuseDiagramScene *scene, gboolean keep_focus)
{
  g_return_if_fail (WUSE_IS_DIAGRAM_VIEW (self));

  if (scene != NULL)
    wuse_diagram_scene_ref (scene);
  g_clear_pointer (&self->scene, wuse_diagram_scene_unref);
  self->scene = scene;
  self->hovered = self->anchor = WUSE_NODE_NONE;
  self->told_shown = FALSE;
  self->base_is_complete = FALSE;
  self->follows = keep_focus;
  self->shows_before = self->base.shown != NULL;
  give_up_labels (self);
  if (!keep_focus || scene == NULL || (self->focused != WUSE_NODE_NONE && self->focused >= scene->graph->n_nodes))
    {
      self->focused = WUSE_NODE_NONE;
      g_clear_pointer (&self->highlight, wuse_diagram_highlight_unref);
      g_clear_pointer (&self->over.coming, wuse_diagram_picture_free);
      if (!self->shows_before)
        g_clear_pointer (&self->over.shown, wuse_diagram_picture_free);
    }
  if (scene == NULL)
    {
      drop_pictures (self);
      g_clear_pointer (&self->labels, g_ptr_array_unref);
      gtk_widget_queue_draw (GTK_WIDGET (self));
      return;
    }
  renew_layer (self, &self->base, NULL);
  if (self->highlight != NULL)
    renew_layer (self, &self->over, self->highlight);
  renew_overview (self);
  if (self->wants_fit)
    wuse_diagram_view_fit (self, NULL, FALSE);
  update_hidden (self);
  plan_labels (self);
}

WuseDiagramScene *
wuse_diagram_view_get_scene (WuseDiagramView *self)
{
  g_return_val_if_fail (WUSE_IS_DIAGRAM_VIEW (self), NULL);

  return self->scene;
}

void
wuse_diagram_view_set_highlight (WuseDiagramView *self, const guint32 *nodes, guint n_nodes, const guint32 *edges, guint n_edges)
{
  g_return_if_fail (WUSE_IS_DIAGRAM_VIEW (self));
  g_return_if_fail (self->scene != NULL || (n_nodes == 0 && n_edges == 0));

  g_clear_pointer (&self->highlight, wuse_diagram_highlight_unref);
  if (n_nodes == 0 && n_edges == 0)
    {
      g_clear_pointer (&self->over.shown, wuse_diagram_picture_free);
      g_clear_pointer (&self->over.coming, wuse_diagram_picture_free);
    }
  else
    {
      self->highlight = wuse_diagram_highlight_new (nodes, n_nodes, edges, n_edges);
      renew_layer (self, &self->over, self->highlight);
    }
  update (self);
  plan_labels (self);
}

void
wuse_diagram_view_set_palette (WuseDiagramView *self, const WusePalette *palette)
{
  g_return_if_fail (WUSE_IS_DIAGRAM_VIEW (self));
  g_return_if_fail (palette != NULL);

  self->colors = (WuseDiagramColors){ palette->land, palette->confirmed, palette->veil };
  self->label_style = (WuseDiagramLabelStyle){ palette->label, palette->halo, gtk_widget_get_scale_factor (GTK_WIDGET (self)) };
  self->axis_color = palette->label_quiet;
  if (self->scene != NULL)
    {
      drop_pictures (self);
      g_clear_pointer (&self->labels, g_ptr_array_unref);
      renew_overview (self);
      update (self);
      plan_labels (self);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
wuse_diagram_view_set_axis (
    WuseDiagramView *self, double unit, WuseDiagramTickFunc func, gpointer user_data, GDestroyNotify destroy)
{
  g_return_if_fail (WUSE_IS_DIAGRAM_VIEW (self));

  if (self->tick_destroy != NULL)
    self->tick_destroy (self->tick_data);
  self->axis_unit = unit;
  self->tick = func;
  self->tick_data = user_data;
  self->tick_destroy = destroy;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
wuse_diagram_view_set_describe_func (WuseDiagramView *self,
                                     WuseDiagramDescribeFunc func,
                                     gpointer user_data,
                                     GDestroyNotify destroy)
{
  g_return_if_fail (WUSE_IS_DIAGRAM_VIEW (self));

  if (self->describe_destroy != NULL)
    self->describe_destroy (self->describe_data);
  self->describe = func;
  self->describe_data = user_data;
  self->describe_destroy = destroy;
}

void
wuse_diagram_view_set_describe_edge_func (WuseDiagramView *self, WuseDiagramDescribeEdgeFunc func, gpointer user_data)
{
  g_return_if_fail (WUSE_IS_DIAGRAM_VIEW (self));

  self->describe_edge = func;
  self->describe_edge_data = user_data;
}

void
wuse_diagram_view_choose (WuseDiagramView *self, const guint32 *nodes, guint n_nodes, gboolean extend)
{
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof (guint32));

  if (n_nodes > 0)
    g_array_append_vals (array, nodes, n_nodes);
  g_signal_emit (self, signals[CHOSEN], 0, array, extend);
}

void
wuse_diagram_view_focus_node (WuseDiagramView *self, guint32 node, gboolean show)
{
  g_autofree char *text = NULL;

  self->focused = node;
  self->anchor = WUSE_NODE_NONE;
  self->neighbor = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (node != WUSE_NODE_NONE)
    {
      if (show)
        wuse_diagram_view_bring_into_view (self, node);
      if (self->describe != NULL)
        text = self->describe (node, FALSE, self->describe_data);
    }
  gtk_label_set_text (GTK_LABEL (self->status), text != NULL ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text != NULL ? text : "", -1);
  g_object_notify (G_OBJECT (self), "focused");
}

void
wuse_diagram_view_show_node (WuseDiagramView *self, guint32 node)
{
  g_return_if_fail (WUSE_IS_DIAGRAM_VIEW (self));
  g_return_if_fail (self->scene != NULL && node < self->scene->graph->n_nodes);

  if (self->scene->nodes[node].shape != WUSE_NODE_HIDDEN)
    wuse_diagram_view_focus_node (self, node, TRUE);
}

void
wuse_diagram_view_set_focused (WuseDiagramView *self, guint32 node)
{
  g_return_if_fail (WUSE_IS_DIAGRAM_VIEW (self));
  g_return_if_fail (node == WUSE_NODE_NONE || (self->scene != NULL && node < self->scene->graph->n_nodes));

  if (node != self->focused && (node == WUSE_NODE_NONE || self->scene->nodes[node].shape != WUSE_NODE_HIDDEN))
    wuse_diagram_view_focus_node (self, node, FALSE);
}

void
wuse_diagram_view_set_circles (WuseDiagramView *self, const WuseDiagramCircle *circles, guint n_circles)
{
  g_return_if_fail (WUSE_IS_DIAGRAM_VIEW (self));

  g_free (self->circles);
  self->circles = g_memdup2 (circles, n_circles * sizeof *circles);
  self->n_circles = n_circles;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

guint32
wuse_diagram_view_get_focused (WuseDiagramView *self)
{
  g_return_val_if_fail (WUSE_IS_DIAGRAM_VIEW (self), WUSE_NODE_NONE);

  return self->focused;
}

guint32
wuse_diagram_view_get_hovered (WuseDiagramView *self)
{
  g_return_val_if_fail (WUSE_IS_DIAGRAM_VIEW (self), WUSE_NODE_NONE);

  return self->hovered;
}

gboolean
wuse_diagram_view_is_complete (WuseDiagramView *self)
{
  g_return_val_if_fail (WUSE_IS_DIAGRAM_VIEW (self), FALSE);

  return self->scene != NULL && self->base_is_complete && self->base.coming == NULL && self->over.coming == NULL
         && self->labels_timeout == 0 && self->labels_cancellable == NULL && !wuse_diagram_camera_is_moving (self->camera);
}

gboolean
wuse_diagram_view_is_shown (WuseDiagramView *self)
{
  g_return_val_if_fail (WUSE_IS_DIAGRAM_VIEW (self), FALSE);

  return self->told_shown;
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WuseDiagramView *self = WUSE_DIAGRAM_VIEW (widget);

  gtk_widget_size_allocate (self->status, &(GtkAllocation){ 0, 0, MAX (width, 1), 1 }, -1);
  if (self->wants_fit)
    wuse_diagram_view_fit (self, NULL, FALSE);
  else
    moved_cb (self);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  WuseDiagramView *self = WUSE_DIAGRAM_VIEW (object);

  switch (id)
    {
    case PROP_HOVERED:
      g_value_set_uint (value, self->hovered);
      break;
    case PROP_FOCUSED:
      g_value_set_uint (value, self->focused);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
dispose (GObject *object)
{
  WuseDiagramView *self = WUSE_DIAGRAM_VIEW (object);

  give_up_labels (self);
  g_clear_handle_id (&self->labels_timeout, g_source_remove);
  g_clear_pointer (&self->camera, wuse_diagram_camera_free);
  drop_pictures (self);
  g_clear_pointer (&self->circles, g_free);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_clear_pointer (&self->labels_scene, wuse_diagram_scene_unref);
  g_clear_pointer (&self->highlight, wuse_diagram_highlight_unref);
  g_clear_pointer (&self->scene, wuse_diagram_scene_unref);
  g_clear_pointer (&self->lasso, g_array_unref);
  wuse_diagram_view_set_axis (self, 0, NULL, NULL, NULL);
  wuse_diagram_view_set_describe_func (self, NULL, NULL, NULL);
  g_clear_pointer (&self->status, gtk_widget_unparent);
  G_OBJECT_CLASS (wuse_diagram_view_parent_class)->dispose (object);
}

static void
wuse_diagram_view_class_init (WuseDiagramViewClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = get_property;
  object_class->dispose = dispose;
  widget_class->snapshot = wuse_diagram_view_snapshot;
  widget_class->size_allocate = size_allocate;

  g_object_class_install_property (object_class, PROP_HOVERED,
                                   g_param_spec_uint ("hovered", NULL, NULL, 0, G_MAXUINT, WUSE_NODE_NONE,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  g_object_class_install_property (object_class, PROP_FOCUSED,
                                   g_param_spec_uint ("focused", NULL, NULL, 0, G_MAXUINT, WUSE_NODE_NONE,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  G_TYPE_ARRAY, G_TYPE_BOOLEAN);
  signals[OPENED] =
      g_signal_new ("opened", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[MENU_WANTED] = g_signal_new ("menu-wanted", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[EDGE_MENU_WANTED] = g_signal_new ("edge-menu-wanted", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[PLACE_CHANGED] =
      g_signal_new ("place-changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SHOWN] = g_signal_new ("shown", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  wuse_diagram_view_install_actions (widget_class);
  gtk_widget_class_set_css_name (widget_class, "diagram");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
wuse_diagram_view_init (WuseDiagramView *self)
{
  self->hovered = self->focused = self->anchor = WUSE_NODE_NONE;
  self->camera = wuse_diagram_camera_new (GTK_WIDGET (self), moved_cb);
  self->label_style.device_scale = 1;
  self->status = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "can-target", FALSE, "opacity", 0.0,
                               "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  gtk_widget_set_parent (self->status, GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Relationship graph"), -1);
  wuse_diagram_view_set_palette (self, wuse_palette_get (WUSE_PALETTE_LIGHT));
  wuse_diagram_view_add_input (self);
}

WuseDiagramView *
wuse_diagram_view_new (void)
{
  return g_object_new (WUSE_TYPE_DIAGRAM_VIEW, NULL);
}
