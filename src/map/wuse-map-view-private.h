/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of the map widget, for the files it is split into. */

#pragma once

#include "wuse-area-source.h"
#include "wuse-map-camera.h"
#include "wuse-map-view.h"
#include "wuse-movement-layer.h"
#include "wuse-outline-layer.h"
#include "wuse-point-layer.h"
#include "wuse-scale-bar.h"
#include "wuse-tile-layer.h"

G_BEGIN_DECLS

struct _WuseMapView
{
  GtkWidget parent_instance;

  GtkWidget *overlay;
  ShumateMap *map;
  ShumateViewport *viewport;
  WuseAreaSource *source;
  WuseTileLayer *tiles;
  WuseOutlineLayer *outlines;
  WusePointLayer *points;
  WuseMovementLayer *movements;
  WuseMapCamera *camera;
  GtkWidget *corner;
  WuseScaleBar *scale_bar;
  GtkLabel *attribution_label;
  GtkLabel *tooltip_label;
  GtkLabel *status; /* says to screen readers what is selected */

  /* what is shown */
  WuseAreaSet *areas;
  WuseFeatureSet *features;
  GBytes *risks;
  WuseBaseMap *base;
  WuseSceneOptions options;
  char *attribution;
  WuseRegister *epidemic;
  WuseDay first_day;
  WuseDay last_day;
  WuseMapPoints shown_points;
  WuseTime movements_until;

  /* the scene made of it */
  WuseScene *scene; /* without movements */
  gboolean structure_changed;
  gboolean building;
  guint64 generation;
  guint refresh_id;

  /* where the person is */
  WuseBounds home;
  GtkBorder insets;
  WuseBounds pending_bounds;
  guint32 selected;
  guint32 hovered;
  WuseAreaLevel level;
  WuseMapDescribeFunc describe;
  gpointer describe_data;
  GDestroyNotify describe_destroy;
  WuseMapDescribeStaysFunc describe_stays;
  gpointer describe_stays_data;

  /* gestures */
  gboolean dragging;
  double drag_x;
  double drag_y;
  double pinch_zoom;
  double pinch_last;
  double scroll_rest;
  double pointer_x;
  double pointer_y;
  gboolean pointer_inside;
  guint pointer_id;

  guint changed_id;
  guint64 painted_before; /* what stats were when they were reset */
  guint64 frames_before[3];
};

/* wuse-map-view.c */
void wuse_map_view_get_transform (WuseMapView *self, WuseMapTransform *transform);
char *wuse_map_view_describe (WuseMapView *self, guint32 area, gboolean brief);
void wuse_map_view_emit_selected (WuseMapView *self, guint32 area);
void wuse_map_view_emit_activated (WuseMapView *self, guint32 area);
void wuse_map_view_emit_point (WuseMapView *self, WuseMapPointKind kind, guint32 index);
void wuse_map_view_emit_cases (WuseMapView *self, GArray *cases);
void wuse_map_view_emit_stays (WuseMapView *self, GArray *stays, double x, double y);
void wuse_map_view_announce (WuseMapView *self, const char *text);

/* wuse-map-view-scene.c */
void wuse_map_view_invalidate (WuseMapView *self);
void wuse_map_view_notice_level (WuseMapView *self);
void wuse_map_view_update_palette (WuseMapView *self);

/* wuse-map-view-input.c */
void wuse_map_view_add_input (WuseMapView *self);
void wuse_map_view_update_hover (WuseMapView *self);
void wuse_map_view_activate_hit (WuseMapView *self, const WusePointHit *hit);

/* wuse-map-view-movements.c */
char *wuse_map_view_describe_stays (WuseMapView *self, GArray *stays);
char *wuse_map_view_describe_stays_at (WuseMapView *self, double x, double y);
gboolean wuse_map_view_activate_stays_at (WuseMapView *self, double x, double y);
gboolean wuse_map_view_activate_focused_stays (WuseMapView *self);
gboolean wuse_map_view_step_stays (WuseMapView *self, gboolean backwards);

/* wuse-map-view-actions.c */
void wuse_map_view_install_actions (GtkWidgetClass *widget_class);
void wuse_map_view_choose (WuseMapView *self, guint32 area);
void wuse_map_view_enter (WuseMapView *self, guint32 area);

G_END_DECLS
