/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map widget: its parts, its signals, its life. */

#define G_LOG_DOMAIN "wuse-map"
#include "config.h"

#include "wuse-map-view-private.h"

#include <glib/gi18n.h>

enum
{
  PROP_LEVEL = 1,
  PROP_HOVERED,
  N_PROPERTIES
};

enum
{
  AREA_SELECTED,
  AREA_ACTIVATED,
  POINT_ACTIVATED,
  CASES_CHOSEN,
  STAYS_ACTIVATED,
  VIEWPORT_CHANGED,
  SCENE_SHOWN,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WuseMapView, wuse_map_view, GTK_TYPE_WIDGET)

static gboolean
changed_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  WuseMapView *self = WUSE_MAP_VIEW (widget);

  self->changed_id = 0;
  wuse_scale_bar_set_metres_per_pixel (self->scale_bar, wuse_map_view_get_metres_per_pixel (self));
  wuse_map_view_notice_level (self);
  wuse_map_view_update_hover (self);
  gtk_widget_trigger_tooltip_query (widget);
  g_signal_emit (self, signals[VIEWPORT_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
viewport_notify_cb (WuseMapView *self)
{
  if (self->changed_id == 0)
    self->changed_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), changed_tick_cb, NULL, NULL);
}

static void
scene_shown_cb (WuseMapView *self, guint64 generation)
{
  wuse_point_layer_notice_names (self->points);
  g_signal_emit (self, signals[SCENE_SHOWN], 0, generation);
}

static void
wuse_map_view_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  int ignored;

  gtk_widget_measure (WUSE_MAP_VIEW (widget)->overlay, orientation, for_size, minimum, &ignored, NULL, NULL);
  *natural = *minimum;
}

static void
wuse_map_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WuseMapView *self = WUSE_MAP_VIEW (widget);

  gtk_widget_size_allocate (self->overlay, &(GtkAllocation){ 0, 0, width, height }, baseline);
  if (self->pending_bounds.west <= self->pending_bounds.east && width > 0 && height > 0)
    {
      WuseBounds bounds = self->pending_bounds;

      self->pending_bounds = WUSE_BOUNDS_EMPTY;
      wuse_map_view_go_to_bounds (self, &bounds, FALSE);
    }
  viewport_notify_cb (self);
}

static void
wuse_map_view_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  WuseMapView *self = WUSE_MAP_VIEW (object);

  switch (property_id)
    {
    case PROP_LEVEL:
      g_value_set_uint (value, self->level);
      break;
    case PROP_HOVERED:
      g_value_set_uint (value, self->hovered);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
wuse_map_view_dispose (GObject *object)
{
  WuseMapView *self = WUSE_MAP_VIEW (object);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_pointer (&self->camera, wuse_map_camera_free);
  if (self->viewport != NULL)
    g_signal_handlers_disconnect_by_data (self->viewport, self);
  g_clear_object (&self->viewport);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  g_clear_object (&self->tooltip_label);
  g_clear_object (&self->source);
  g_clear_object (&self->base);
  g_clear_pointer (&self->scene, wuse_scene_unref);
  g_clear_pointer (&self->areas, wuse_area_set_unref);
  g_clear_pointer (&self->features, wuse_feature_set_unref);
  g_clear_pointer (&self->epidemic, wuse_register_unref);
  g_clear_pointer (&self->risks, g_bytes_unref);
  g_clear_pointer (&self->attribution, g_free);
  wuse_map_view_set_describe_func (self, NULL, NULL, NULL);

  G_OBJECT_CLASS (wuse_map_view_parent_class)->dispose (object);
}

static void
wuse_map_view_class_init (WuseMapViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = wuse_map_view_get_property;
  object_class->dispose = wuse_map_view_dispose;
  widget_class->measure = wuse_map_view_measure;
  widget_class->size_allocate = wuse_map_view_size_allocate;

  properties[PROP_LEVEL] = g_param_spec_uint ("level", NULL, NULL, 0, WUSE_N_AREA_LEVELS - 1, WUSE_AREA_DISTRICT,
                                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_HOVERED] = g_param_spec_uint ("hovered", NULL, NULL, 0, G_MAXUINT, WUSE_AREA_NONE,
                                                G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[AREA_SELECTED] =
      g_signal_new ("area-selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[AREA_ACTIVATED] =
      g_signal_new ("area-activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[POINT_ACTIVATED] =
      g_signal_new ("point-activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[CASES_CHOSEN] =
      g_signal_new ("cases-chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ARRAY);
  signals[STAYS_ACTIVATED] = g_signal_new ("stays-activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                           G_TYPE_ARRAY, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[VIEWPORT_CHANGED] = g_signal_new ("viewport-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SCENE_SHOWN] =
      g_signal_new ("scene-shown", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);

  wuse_map_view_install_actions (widget_class);
  gtk_widget_class_set_css_name (widget_class, "mapview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
load_style (WuseMapView *self)
{
  static const char style[] = "mapview:focus-visible { outline: 2px solid @theme_selected_bg_color; outline-offset: -2px; }"
                              "mapview .map-attribution { font-size: 12px; padding: 0 6px; border-radius: 4px;"
                              "  background: alpha(@theme_bg_color, 0.75); color: @theme_fg_color; }"
                              "mapview scalebar { font-size: 12px; }";
  static gboolean loaded;
  g_autoptr (GtkCssProvider) provider = NULL;

  if (loaded)
    return;
  loaded = TRUE;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_data (provider, style, -1);
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (GTK_WIDGET (self)), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION - 1);
}

static void
add_layers (WuseMapView *self)
{
  self->map = shumate_map_new ();
  /* The keyboard is the view's: newer versions of the library would take it. */
  gtk_widget_set_focusable (GTK_WIDGET (self->map), FALSE);
  self->viewport = g_object_ref (shumate_map_get_viewport (self->map));
  self->source = wuse_area_source_new ();
  /* Before anything asks for a zoom level: libshumate 1.0 crashes without. */
  shumate_viewport_set_reference_map_source (self->viewport, SHUMATE_MAP_SOURCE (self->source));
  shumate_viewport_set_zoom_level (self->viewport, 10);
  self->tiles = wuse_tile_layer_new (self->source, self->viewport);
  self->outlines = wuse_outline_layer_new (self->viewport);
  self->points = wuse_point_layer_new (self->viewport);
  self->movements = wuse_movement_layer_new (self->viewport);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->tiles));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->outlines));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->points));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->movements));
  g_signal_connect_swapped (self->viewport, "notify", G_CALLBACK (viewport_notify_cb), self);
  g_signal_connect_swapped (self->tiles, "scene-shown", G_CALLBACK (scene_shown_cb), self);
  g_signal_connect_object (self->source, "tile-painted", G_CALLBACK (wuse_point_layer_notice_names), self->points,
                           G_CONNECT_SWAPPED);
}

static void
add_corner (WuseMapView *self)
{
  self->corner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_halign (self->corner, GTK_ALIGN_END);
  gtk_widget_set_valign (self->corner, GTK_ALIGN_END);
  gtk_widget_set_can_target (self->corner, FALSE);
  self->scale_bar = WUSE_SCALE_BAR (wuse_scale_bar_new ());
  gtk_widget_set_halign (GTK_WIDGET (self->scale_bar), GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (self->corner), GTK_WIDGET (self->scale_bar));
  self->attribution_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->attribution_label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_halign (GTK_WIDGET (self->attribution_label), GTK_ALIGN_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->attribution_label), "map-attribution");
  gtk_widget_set_visible (GTK_WIDGET (self->attribution_label), FALSE);
  gtk_box_append (GTK_BOX (self->corner), GTK_WIDGET (self->attribution_label));
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->corner);

  self->status = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "can-target", FALSE, "opacity", 0.0,
                               "halign", GTK_ALIGN_START, "valign", GTK_ALIGN_START, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), GTK_WIDGET (self->status));
}

static void
wuse_map_view_init (WuseMapView *self)
{
  self->options = WUSE_SCENE_DEFAULTS;
  self->options.flags &= ~WUSE_SCENE_FEATURES;
  self->base = wuse_base_map_new (WUSE_BASE_MAP_FEATURES);
  self->selected = self->hovered = WUSE_AREA_NONE;
  self->home = self->pending_bounds = WUSE_BOUNDS_EMPTY;
  self->movements_until = G_MAXINT64;
  self->shown_points = WUSE_MAP_POINTS_CASES | WUSE_MAP_POINTS_MEDICAL | WUSE_MAP_POINTS_QUARANTINE;
  load_style (self);
  add_layers (self);
  self->overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), GTK_WIDGET (self->map));
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
  add_corner (self);
  self->camera = wuse_map_camera_new (GTK_WIDGET (self), self->viewport, self->tiles);
  wuse_map_view_add_input (self);
  wuse_map_view_update_palette (self);
  wuse_map_view_set_insets (self, &(GtkBorder){ 16, 16, 16, 16 });
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Map of the district"), -1);
  wuse_map_view_invalidate (self);
}

void
wuse_map_view_get_transform (WuseMapView *self, WuseMapTransform *transform)
{
  wuse_map_transform_init_for_viewport (transform, self->viewport, GTK_WIDGET (self));
}

char *
wuse_map_view_describe (WuseMapView *self, guint32 area, gboolean brief)
{
  const WuseArea *item;

  if (self->describe != NULL)
    return self->describe (area, brief, self->describe_data);
  item = wuse_area_set_get (self->areas, area);
  return g_strdup (self->options.latin && item->name_en != NULL ? item->name_en : item->name);
}

void
wuse_map_view_emit_selected (WuseMapView *self, guint32 area)
{
  g_signal_emit (self, signals[AREA_SELECTED], 0, area);
}

void
wuse_map_view_emit_activated (WuseMapView *self, guint32 area)
{
  g_signal_emit (self, signals[AREA_ACTIVATED], 0, area);
}

void
wuse_map_view_emit_point (WuseMapView *self, WuseMapPointKind kind, guint32 index)
{
  g_signal_emit (self, signals[POINT_ACTIVATED], 0, (guint) kind, index);
}

void
wuse_map_view_emit_cases (WuseMapView *self, GArray *cases)
{
  g_signal_emit (self, signals[CASES_CHOSEN], 0, cases);
}

void
wuse_map_view_emit_stays (WuseMapView *self, GArray *stays, double x, double y)
{
  g_signal_emit (self, signals[STAYS_ACTIVATED], 0, stays, x, y);
}

void
wuse_map_view_announce (WuseMapView *self, const char *text)
{
  gtk_label_set_text (self->status, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

GtkWidget *
wuse_map_view_new (void)
{
  return g_object_new (WUSE_TYPE_MAP_VIEW, NULL);
}

void
wuse_map_view_set_describe_func (WuseMapView *self, WuseMapDescribeFunc func, gpointer user_data, GDestroyNotify destroy)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));

  if (self->describe_destroy != NULL)
    self->describe_destroy (self->describe_data);
  self->describe = func;
  self->describe_data = user_data;
  self->describe_destroy = destroy;
}

guint64
wuse_map_view_get_generation (WuseMapView *self)
{
  g_return_val_if_fail (WUSE_IS_MAP_VIEW (self), 0);

  return self->generation;
}

void
wuse_map_view_get_stats (WuseMapView *self, WuseMapStats *stats)
{
  guint64 painted;

  g_return_if_fail (WUSE_IS_MAP_VIEW (self));
  g_return_if_fail (stats != NULL);

  wuse_tile_layer_get_frames (self->tiles, &stats->frames, &stats->frames_with_stand_in, &stats->frames_with_blank);
  wuse_area_source_get_usage (self->source, &painted, &stats->cache_bytes);
  stats->frames -= self->frames_before[0];
  stats->frames_with_stand_in -= self->frames_before[1];
  stats->frames_with_blank -= self->frames_before[2];
  stats->tiles_painted = painted - self->painted_before;
}

void
wuse_map_view_reset_stats (WuseMapView *self)
{
  gsize bytes;

  g_return_if_fail (WUSE_IS_MAP_VIEW (self));

  wuse_tile_layer_get_frames (self->tiles, &self->frames_before[0], &self->frames_before[1], &self->frames_before[2]);
  wuse_area_source_get_usage (self->source, &self->painted_before, &bytes);
}
