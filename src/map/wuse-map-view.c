/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map widget: what is shown, the scene made of it, where the view is. */

#define G_LOG_DOMAIN "wuse-map"
#include "config.h"

#include "wuse-map-view-private.h"

#include "wuse-mercator.h"
#include "wuse-worker-pool.h"

#include <glib/gi18n.h>
#include <math.h>

/* Before the next frame is drawn (GDK_PRIORITY_REDRAW), after what is already under way. */
#define REFRESH_PRIORITY (GDK_PRIORITY_REDRAW - 5)
/* Fitting goes no nearer than this: a single house, not its wall. */
#define MAX_FIT_ZOOM 18
/* Of the view, what a fitted box may fill. */
#define FIT_SHARE 0.96

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
  VIEWPORT_CHANGED,
  SCENE_SHOWN,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WuseMapView, wuse_map_view, GTK_TYPE_WIDGET)

static void start_build (WuseMapView *self);

static GdkRGBA
to_rgba (WuseColor color)
{
  return (GdkRGBA){ color.red / 255.0f, color.green / 255.0f, color.blue / 255.0f, color.alpha / 255.0f };
}

static WuseSceneOptions
get_options (WuseMapView *self)
{
  WuseSceneOptions options = self->options;

  switch (self->base != NULL ? wuse_base_map_get_kind (self->base) : WUSE_BASE_MAP_NONE)
    {
    case WUSE_BASE_MAP_NONE:
      break;
    case WUSE_BASE_MAP_FEATURES:
      options.flags |= WUSE_SCENE_FEATURES;
      break;
    case WUSE_BASE_MAP_TILES:
      options.flags |= WUSE_SCENE_OVERLAY;
      break;
    }
  return options;
}

static void
notice_level (WuseMapView *self)
{
  WuseAreaLevel level = self->level;

  if (self->scene != NULL)
    level = wuse_scene_level_at_zoom (self->scene, round (shumate_viewport_get_zoom_level (self->viewport)));
  if (level == self->level)
    return;
  self->level = level;
  wuse_map_view_update_hover (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEVEL]);
}

static const guint8 *
get_risks (WuseMapView *self, guint *n_risks)
{
  gsize size = 0;
  const guint8 *risks = self->risks != NULL ? g_bytes_get_data (self->risks, &size) : NULL;

  *n_risks = (guint) size;
  return risks;
}

/* Everything but the geometry is cheap to change. */
static void
update_scene (WuseMapView *self)
{
  WuseSceneOptions options = get_options (self);
  g_autoptr (WuseScene) drawn_so = wuse_scene_with_options (self->scene, &options);
  guint n_risks;
  const guint8 *risks = get_risks (self, &n_risks);
  WuseScene *scene = wuse_scene_with_risks (drawn_so, risks, n_risks);

  wuse_scene_unref (self->scene);
  self->scene = scene;
  notice_level (self);
  wuse_area_source_set_scene (self->source, scene, self->base, self->generation);
}

typedef struct
{
  WuseAreaSet *areas;
  WuseFeatureSet *features;
  WuseSceneOptions options;
} BuildRequest;

static void
build_request_free (BuildRequest *request)
{
  wuse_area_set_unref (request->areas);
  g_clear_pointer (&request->features, wuse_feature_set_unref);
  g_free (request);
}

static void
build_in_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  const BuildRequest *request = task_data;

  g_task_return_pointer (task, wuse_scene_new (request->areas, request->features, NULL, 0, &request->options),
                         (GDestroyNotify) wuse_scene_unref);
}

static void
built_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  WuseMapView *self = WUSE_MAP_VIEW (source);
  g_autoptr (WuseScene) scene = g_task_propagate_pointer (G_TASK (result), NULL);

  self->building = FALSE;
  if (self->source == NULL)
    return;
  if (self->structure_changed)
    {
      start_build (self);
      return;
    }
  g_clear_pointer (&self->scene, wuse_scene_unref);
  self->scene = g_steal_pointer (&scene);
  update_scene (self);
}

static void
start_build (WuseMapView *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, built_cb, NULL);
  BuildRequest *request = g_new0 (BuildRequest, 1);

  self->structure_changed = FALSE;
  self->building = TRUE;
  request->areas =
      self->areas != NULL ? wuse_area_set_ref (self->areas) : wuse_area_set_builder_end (wuse_area_set_builder_new ());
  request->features = self->features != NULL ? wuse_feature_set_ref (self->features) : NULL;
  request->options = get_options (self);
  g_task_set_source_tag (task, start_build);
  g_task_set_task_data (task, request, (GDestroyNotify) build_request_free);
  wuse_worker_run (task, WUSE_WORKER_VISIBLE, build_in_thread);
}

static gboolean
refresh_cb (gpointer user_data)
{
  WuseMapView *self = user_data;

  self->refresh_id = 0;
  if (self->building)
    return G_SOURCE_REMOVE;
  if (self->structure_changed || self->scene == NULL)
    start_build (self);
  else
    update_scene (self);
  return G_SOURCE_REMOVE;
}

static void
invalidate (WuseMapView *self)
{
  self->generation++;
  if (self->refresh_id == 0)
    self->refresh_id = g_idle_add_full (REFRESH_PRIORITY, refresh_cb, self, NULL);
}

static void
update_points (WuseMapView *self)
{
  wuse_point_layer_set_points (self->points, self->epidemic, self->first_day, self->last_day, self->shown_points);
}

static void
update_attribution (WuseMapView *self)
{
  const char *base = self->base != NULL ? wuse_base_map_get_attribution (self->base) : NULL;
  g_autoptr (GString) text = g_string_new (self->attribution);

  if (base != NULL && *base != '\0')
    {
      if (text->len > 0)
        g_string_append (text, " · ");
      g_string_append (text, base);
    }
  gtk_label_set_text (self->attribution_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->attribution_label), text->len > 0);
}

static void
update_palette (WuseMapView *self)
{
  const WusePalette *palette = wuse_palette_get (self->options.variant);
  GdkRGBA ground = to_rgba (palette->land), ink = to_rgba (palette->label), halo = to_rgba (palette->halo);

  wuse_tile_layer_set_ground (self->tiles, &ground);
  wuse_outline_layer_set_palette (self->outlines, palette);
  wuse_point_layer_set_palette (self->points, palette);
  wuse_scale_bar_set_colors (self->scale_bar, &ink, &halo);
}

static gboolean
changed_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  WuseMapView *self = WUSE_MAP_VIEW (widget);

  self->changed_id = 0;
  wuse_scale_bar_set_metres_per_pixel (self->scale_bar, wuse_map_view_get_metres_per_pixel (self));
  notice_level (self);
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
  self->viewport = g_object_ref (shumate_map_get_viewport (self->map));
  self->source = wuse_area_source_new ();
  /* Before anything asks for a zoom level: libshumate 1.0 crashes without. */
  shumate_viewport_set_reference_map_source (self->viewport, SHUMATE_MAP_SOURCE (self->source));
  shumate_viewport_set_zoom_level (self->viewport, 10);
  self->tiles = wuse_tile_layer_new (self->source, self->viewport);
  self->outlines = wuse_outline_layer_new (self->viewport);
  self->points = wuse_point_layer_new (self->viewport);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->tiles));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->outlines));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->points));
  g_signal_connect_swapped (self->viewport, "notify", G_CALLBACK (viewport_notify_cb), self);
  g_signal_connect_swapped (self->tiles, "scene-shown", G_CALLBACK (scene_shown_cb), self);
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
  self->shown_points = WUSE_MAP_POINTS_CASES | WUSE_MAP_POINTS_MEDICAL | WUSE_MAP_POINTS_QUARANTINE;
  load_style (self);
  add_layers (self);
  self->overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), GTK_WIDGET (self->map));
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
  add_corner (self);
  self->camera = wuse_map_camera_new (GTK_WIDGET (self), self->viewport, self->tiles);
  wuse_map_view_add_input (self);
  update_palette (self);
  wuse_map_view_set_insets (self, &(GtkBorder){ 16, 16, 16, 16 });
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Map of the district"), -1);
  invalidate (self);
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
wuse_map_view_set_areas (WuseMapView *self, WuseAreaSet *areas)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));

  wuse_map_view_set_selected (self, WUSE_AREA_NONE);
  self->hovered = WUSE_AREA_NONE;
  g_clear_pointer (&self->areas, wuse_area_set_unref);
  self->areas = areas != NULL ? wuse_area_set_ref (areas) : NULL;
  g_clear_pointer (&self->risks, g_bytes_unref);
  wuse_map_view_set_register (self, NULL, WUSE_DAY_NONE, WUSE_DAY_NONE);
  wuse_outline_layer_set_areas (self->outlines, areas);
  self->structure_changed = TRUE;
  invalidate (self);
}

void
wuse_map_view_set_features (WuseMapView *self, WuseFeatureSet *features)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));

  if (self->features == features)
    return;
  g_clear_pointer (&self->features, wuse_feature_set_unref);
  self->features = features != NULL ? wuse_feature_set_ref (features) : NULL;
  self->structure_changed = TRUE;
  invalidate (self);
}

void
wuse_map_view_set_risks (WuseMapView *self, const guint8 *risks, guint n_risks)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));
  g_return_if_fail (self->areas != NULL && n_risks == wuse_area_set_get_size (self->areas));

  g_clear_pointer (&self->risks, g_bytes_unref);
  self->risks = g_bytes_new (risks, n_risks);
  invalidate (self);
}

void
wuse_map_view_set_register (WuseMapView *self, WuseRegister *epidemic, WuseDay first_day, WuseDay last_day)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));

  if (epidemic != NULL)
    wuse_register_ref (epidemic);
  g_clear_pointer (&self->epidemic, wuse_register_unref);
  self->epidemic = epidemic;
  self->first_day = first_day;
  self->last_day = last_day;
  update_points (self);
}

void
wuse_map_view_set_points (WuseMapView *self, WuseMapPoints points)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));

  if (self->shown_points == points)
    return;
  self->shown_points = points;
  update_points (self);
}

void
wuse_map_view_set_level_mode (WuseMapView *self, int level)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));
  g_return_if_fail (level >= WUSE_MAP_LEVEL_BY_ZOOM && level < WUSE_N_AREA_LEVELS);

  if (self->options.level == level)
    return;
  self->options.level = level;
  invalidate (self);
}

WuseAreaLevel
wuse_map_view_get_level (WuseMapView *self)
{
  g_return_val_if_fail (WUSE_IS_MAP_VIEW (self), WUSE_AREA_DISTRICT);

  return self->level;
}

static void
set_flag (WuseMapView *self, WuseSceneFlags flag, gboolean set)
{
  WuseSceneFlags flags = set ? self->options.flags | flag : self->options.flags & ~flag;

  if (self->options.flags == flags)
    return;
  self->options.flags = flags;
  invalidate (self);
}

void
wuse_map_view_set_labels (WuseMapView *self, gboolean labels)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));

  set_flag (self, WUSE_SCENE_LABELS, labels);
}

void
wuse_map_view_set_base_map (WuseMapView *self, WuseBaseMap *base)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));
  g_return_if_fail (WUSE_IS_BASE_MAP (base));

  if (!g_set_object (&self->base, base))
    return;
  update_attribution (self);
  invalidate (self);
}

void
wuse_map_view_set_attribution (WuseMapView *self, const char *attribution)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));

  g_free (self->attribution);
  self->attribution = g_strdup (attribution);
  update_attribution (self);
}

void
wuse_map_view_set_palette (WuseMapView *self, WusePaletteVariant variant)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));

  if (self->options.variant == variant)
    return;
  self->options.variant = variant;
  update_palette (self);
  invalidate (self);
}

void
wuse_map_view_set_patterns (WuseMapView *self, gboolean patterns)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));

  set_flag (self, WUSE_SCENE_PATTERNS, patterns);
}

void
wuse_map_view_set_latin (WuseMapView *self, gboolean latin)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));

  if (self->options.latin == latin)
    return;
  self->options.latin = latin;
  invalidate (self);
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

void
wuse_map_view_set_home (WuseMapView *self, const WuseBounds *home)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));
  g_return_if_fail (home != NULL);

  self->home = *home;
}

void
wuse_map_view_set_insets (WuseMapView *self, const GtkBorder *insets)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));
  g_return_if_fail (insets != NULL);

  self->insets = *insets;
  gtk_widget_set_margin_end (self->corner, insets->right);
  gtk_widget_set_margin_bottom (self->corner, insets->bottom);
}

void
wuse_map_view_set_selected (WuseMapView *self, guint32 area)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));
  g_return_if_fail (area == WUSE_AREA_NONE || (self->areas != NULL && area < wuse_area_set_get_size (self->areas)));

  self->selected = area;
  wuse_outline_layer_set_selected (self->outlines, area);
}

guint32
wuse_map_view_get_selected (WuseMapView *self)
{
  g_return_val_if_fail (WUSE_IS_MAP_VIEW (self), WUSE_AREA_NONE);

  return self->selected;
}

/* The greatest whole zoom level at which a box fits between the insets, and where the centre is then. */
static int
fit_box (WuseMapView *self, const WuseBounds *bounds, int min_zoom, double *x, double *y)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)) - self->insets.left - self->insets.right;
  double height = gtk_widget_get_height (GTK_WIDGET (self)) - self->insets.top - self->insets.bottom;
  double left = wuse_mercator_x (bounds->west), right = wuse_mercator_x (bounds->east);
  double top = wuse_mercator_y (bounds->north), bottom = wuse_mercator_y (bounds->south);
  double worlds =
      MIN (MAX (width, 64) * FIT_SHARE / MAX (right - left, 1e-9), MAX (height, 64) * FIT_SHARE / MAX (bottom - top, 1e-9));
  int zoom = CLAMP ((int) floor (log2 (worlds / WUSE_MAP_TILE_SIZE)), WUSE_AREA_SOURCE_MIN_ZOOM, MAX_FIT_ZOOM);
  double world;

  zoom = MAX (zoom, min_zoom);
  world = WUSE_MAP_TILE_SIZE * exp2 (zoom);
  *x = (left + right) / 2 + (self->insets.right - self->insets.left) / 2.0 / world;
  *y = (top + bottom) / 2 + (self->insets.bottom - self->insets.top) / 2.0 / world;
  return zoom;
}

static void
go_to (WuseMapView *self, const WuseBounds *bounds, int min_zoom, gboolean animate)
{
  double x, y;
  int zoom;

  if (gtk_widget_get_width (GTK_WIDGET (self)) == 0)
    {
      self->pending_bounds = *bounds;
      return;
    }
  zoom = fit_box (self, bounds, min_zoom, &x, &y);
  wuse_map_camera_move_to (self->camera, x, y, zoom, animate);
}

void
wuse_map_view_go_to_bounds (WuseMapView *self, const WuseBounds *bounds, gboolean animate)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));
  g_return_if_fail (bounds != NULL && bounds->west <= bounds->east && bounds->south <= bounds->north);

  go_to (self, bounds, 0, animate);
}

void
wuse_map_view_go_to_area (WuseMapView *self, guint32 area, gboolean animate)
{
  WuseBounds bounds;
  WuseAreaLevel level;
  int min_zoom = 0;

  g_return_if_fail (WUSE_IS_MAP_VIEW (self));
  g_return_if_fail (self->areas != NULL && area < wuse_area_set_get_size (self->areas));

  bounds = wuse_area_set_get_geometry (self->areas, area).bounds;
  if (bounds.west > bounds.east)
    return;
  level = wuse_area_set_get (self->areas, area)->level;
  if (self->scene != NULL && self->options.level == WUSE_MAP_LEVEL_BY_ZOOM && level < wuse_area_set_get_finest (self->areas))
    while (min_zoom < MAX_FIT_ZOOM && wuse_scene_level_at_zoom (self->scene, min_zoom) <= level)
      min_zoom++;
  go_to (self, &bounds, min_zoom, animate);
}

void
wuse_map_view_go_to_point (WuseMapView *self, WusePoint point, double zoom, gboolean animate)
{
  g_return_if_fail (WUSE_IS_MAP_VIEW (self));

  self->pending_bounds = WUSE_BOUNDS_EMPTY;
  wuse_map_camera_move_to (self->camera, wuse_mercator_x (point.lon), wuse_mercator_y (point.lat), (int) round (zoom), animate);
}

void
wuse_map_view_fit (WuseMapView *self, gboolean animate)
{
  WuseBounds home;

  g_return_if_fail (WUSE_IS_MAP_VIEW (self));

  home = self->home;
  if (home.west > home.east && self->areas != NULL)
    home = wuse_area_set_get_bounds (self->areas);
  if (home.west <= home.east)
    go_to (self, &home, 0, animate);
}

WuseBounds
wuse_map_view_get_visible_bounds (WuseMapView *self)
{
  WuseMapTransform view;

  g_return_val_if_fail (WUSE_IS_MAP_VIEW (self), WUSE_BOUNDS_EMPTY);

  if (gtk_widget_get_width (GTK_WIDGET (self)) == 0)
    return WUSE_BOUNDS_EMPTY;
  wuse_map_view_get_transform (self, &view);
  return wuse_map_transform_bounds (&view, 0);
}

WusePoint
wuse_map_view_get_centre (WuseMapView *self)
{
  double x, y, zoom;

  g_return_val_if_fail (WUSE_IS_MAP_VIEW (self), ((WusePoint){ 0, 0 }));

  wuse_map_camera_get (self->camera, &x, &y, &zoom);
  return (WusePoint){ wuse_mercator_lon (x), wuse_mercator_lat (y) };
}

double
wuse_map_view_get_zoom (WuseMapView *self)
{
  g_return_val_if_fail (WUSE_IS_MAP_VIEW (self), 0);

  return shumate_viewport_get_zoom_level (self->viewport);
}

double
wuse_map_view_get_metres_per_pixel (WuseMapView *self)
{
  g_return_val_if_fail (WUSE_IS_MAP_VIEW (self), 0);

  return wuse_mercator_metres_per_pixel (wuse_map_view_get_zoom (self), wuse_map_view_get_centre (self).lat);
}

WusePoint
wuse_map_view_get_point_at (WuseMapView *self, double x, double y)
{
  WuseMapTransform view;

  g_return_val_if_fail (WUSE_IS_MAP_VIEW (self), ((WusePoint){ 0, 0 }));

  wuse_map_view_get_transform (self, &view);
  return wuse_map_transform_point (&view, x, y);
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
