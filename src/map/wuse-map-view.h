/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map as a widget: coloured areas, base map, points, selection, keyboard. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-area-set.h"
#include "wuse-base-map.h"
#include "wuse-feature-set.h"
#include "wuse-movements.h"
#include "wuse-palette.h"
#include "wuse-register.h"
#include "wuse-scene.h"

G_BEGIN_DECLS

/**
 * WUSE_MAP_LEVEL_BY_ZOOM:
 *
 * The level of areas follows the zoom level.
 */
#define WUSE_MAP_LEVEL_BY_ZOOM (-1)

/**
 * WuseMapPoints:
 * @WUSE_MAP_POINTS_NONE: none
 * @WUSE_MAP_POINTS_CONFIRMED: confirmed cases
 * @WUSE_MAP_POINTS_SUSPECTED: suspected cases
 * @WUSE_MAP_POINTS_ASYMPTOMATIC: asymptomatic cases
 * @WUSE_MAP_POINTS_MEDICAL: hospitals and fever clinics
 * @WUSE_MAP_POINTS_QUARANTINE: quarantine sites
 * @WUSE_MAP_POINTS_CHECKPOINTS: checkpoints
 * @WUSE_MAP_POINTS_KEY_PLACES: all other places
 * @WUSE_MAP_POINTS_CASES: all cases
 * @WUSE_MAP_POINTS_PLACES: all places
 *
 * What is shown as points.
 */
typedef enum
{
  WUSE_MAP_POINTS_NONE = 0,
  WUSE_MAP_POINTS_CONFIRMED = 1 << 0,
  WUSE_MAP_POINTS_SUSPECTED = 1 << 1,
  WUSE_MAP_POINTS_ASYMPTOMATIC = 1 << 2,
  WUSE_MAP_POINTS_MEDICAL = 1 << 3,
  WUSE_MAP_POINTS_QUARANTINE = 1 << 4,
  WUSE_MAP_POINTS_CHECKPOINTS = 1 << 5,
  WUSE_MAP_POINTS_KEY_PLACES = 1 << 6,
  WUSE_MAP_POINTS_CASES = 7,
  WUSE_MAP_POINTS_PLACES = 120,
} WuseMapPoints;

/**
 * WuseMapPointKind:
 * @WUSE_MAP_POINT_CASE: the index is one of the register's cases
 * @WUSE_MAP_POINT_PLACE: the index is one of the register's places
 */
typedef enum
{
  WUSE_MAP_POINT_CASE,
  WUSE_MAP_POINT_PLACE,
} WuseMapPointKind;

/**
 * WuseMapDescribeFunc:
 * @area: index of an area
 * @brief: %TRUE for a tooltip (name and level), %FALSE for a screen reader (also the colour in words and its letter)
 * @user_data: what was handed over with it
 *
 * Says in the user's language what an area is.
 *
 * Returns: (transfer full): plain text
 */
typedef char *(*WuseMapDescribeFunc) (guint32 area, gboolean brief, gpointer user_data);

/**
 * WuseMapDescribeStaysFunc:
 * @movements: what is shown
 * @stays: (array length=n_stays): indices of stays
 * @n_stays: how many
 * @user_data: what was handed over with it
 *
 * Says in the user's language who was there and when.
 *
 * Returns: (transfer full): plain text, a line or a few
 */
typedef char *(*WuseMapDescribeStaysFunc) (WuseMovements *movements, const guint32 *stays, guint n_stays, gpointer user_data);

/**
 * WuseMapStats:
 * @frames: frames drawn
 * @frames_with_stand_in: of them, those where a tile in view was missing and shown by scaled ones of another zoom level
 * @frames_with_blank: of them, those where some part of the view had no tile at all
 * @tiles_painted: tiles painted by workers
 * @cache_bytes: bytes of textures at hand now
 *
 * What benchmarks and diagnostics count. Counted since the view was made or wuse_map_view_reset_stats().
 */
typedef struct
{
  guint64 frames;
  guint64 frames_with_stand_in;
  guint64 frames_with_blank;
  guint64 tiles_painted;
  gsize cache_bytes;
} WuseMapStats;

#define WUSE_TYPE_MAP_VIEW (wuse_map_view_get_type ())

/**
 * WuseMapView:
 *
 * The map. It is handed immutable sets and paints them on worker threads; setters are cheap and are gathered to one new
 * scene a frame. At rest the zoom level is a whole number, so that text is crisp.
 *
 * Actions (also as keys): `map.zoom-in` (+), `map.zoom-out` (−), `map.fit` (Home), `map.pan-left`, `map.pan-right`,
 * `map.pan-up`, `map.pan-down` (arrows), `map.select-west`, `map.select-east`, `map.select-north`, `map.select-south`
 * (Ctrl+arrows), `map.select-next`, `map.select-previous` (n, p), `map.clear-selection`, `map.drill-down` (Enter),
 * `map.drill-up` (Backspace, Alt+Up; Escape where nothing is selected), `map.next-point`, `map.previous-point` (] and
 * [; Tab leaves the map, however many points there are).
 */
G_DECLARE_FINAL_TYPE (WuseMapView, wuse_map_view, WUSE, MAP_VIEW, GtkWidget)

/**
 * WuseMapView:level:
 *
 * The [enum@Wuse.AreaLevel] shown now (read only, notified).
 */

/**
 * WuseMapView:hovered:
 *
 * Index of the area under the pointer, or %WUSE_AREA_NONE (read only, notified).
 */

/**
 * WuseMapView::area-selected:
 * @self: the map
 * @area: index of the area, %WUSE_AREA_NONE when the selection was cleared
 *
 * The person chose an area by click or key. Not emitted for wuse_map_view_set_selected().
 */

/**
 * WuseMapView::area-activated:
 * @self: the map
 * @area: index of the area
 *
 * The person went into an area (double click, Enter). The map already moves there; the area is selected.
 */

/**
 * WuseMapView::point-activated:
 * @self: the map
 * @kind: a [enum@Wuse.MapPointKind]
 * @index: index in the register
 *
 * The person chose a point. (A badge of several zooms in until they part; at the last zoom level its first is given.)
 */

/**
 * WuseMapView::cases-chosen:
 * @self: the map
 * @cases: (element-type guint32): indices of the register's cases
 *
 * The person chose a mark of cases that cannot be taken apart any further: all of them. Comes before
 * #WuseMapView::point-activated.
 */

/**
 * WuseMapView::stays-activated:
 * @self: the map
 * @stays: (element-type guint32): indices of stays of the movements shown
 * @x: middle of their mark, in pixels from the left
 * @y: in pixels from the top
 *
 * The person chose a mark of movements.
 */

/**
 * WuseMapView::viewport-changed:
 * @self: the map
 *
 * What is in view has changed. At most once a frame.
 */

/**
 * WuseMapView::scene-shown:
 * @self: the map
 * @generation: number of the scene, see wuse_map_view_get_generation()
 *
 * A frame has been painted in which every visible tile is of this generation or unchanged since.
 */

/**
 * wuse_map_view_new:
 *
 * Returns: (transfer floating): a map without areas
 */
GtkWidget *wuse_map_view_new (void);

/**
 * wuse_map_view_set_areas:
 * @self: a map
 * @areas: (nullable): the areas
 *
 * Drops colours, register and selection, which belong to other areas. Does not move the map: see wuse_map_view_fit().
 */
void wuse_map_view_set_areas (WuseMapView *self, WuseAreaSet *areas);

/**
 * wuse_map_view_set_scene:
 * @self: a map
 * @scene: areas without features, made ready on another thread
 * @risks: (array length=n_risks): a #WuseRisk for each area by index; copied
 * @n_risks: how many areas there are
 *
 * As wuse_map_view_set_areas(), without waiting for a worker: the first tiles are painted while the first frame is.
 */
void wuse_map_view_set_scene (WuseMapView *self, WuseScene *scene, const guint8 *risks, guint n_risks);

/**
 * wuse_map_view_set_features:
 * @self: a map
 * @features: (nullable): water, green, roads, buildings
 */
void wuse_map_view_set_features (WuseMapView *self, WuseFeatureSet *features);

/**
 * wuse_map_view_set_risks:
 * @self: a map with areas
 * @risks: (array length=n_risks): a [enum@Wuse.Risk] for each area by index (copied)
 * @n_risks: the size of the area set
 *
 * Only tiles with an area whose colour differs from before are painted anew.
 */
void wuse_map_view_set_risks (WuseMapView *self, const guint8 *risks, guint n_risks);

/**
 * wuse_map_view_set_register:
 * @self: a map with areas
 * @epidemic: (nullable): cases and places
 * @first_day: first report day of cases to show
 * @last_day: last report day of cases to show
 */
void wuse_map_view_set_register (WuseMapView *self, WuseRegister *epidemic, WuseDay first_day, WuseDay last_day);

/**
 * wuse_map_view_set_points:
 * @self: a map
 * @points: what to show as points
 */
void wuse_map_view_set_points (WuseMapView *self, WuseMapPoints points);

/**
 * wuse_map_view_set_level_mode:
 * @self: a map
 * @level: a [enum@Wuse.AreaLevel], or %WUSE_MAP_LEVEL_BY_ZOOM
 */
void wuse_map_view_set_level_mode (WuseMapView *self, int level);

/**
 * wuse_map_view_get_level:
 * @self: a map
 *
 * Returns: the level shown now
 */
WuseAreaLevel wuse_map_view_get_level (WuseMapView *self);

/**
 * wuse_map_view_set_labels:
 * @self: a map
 * @labels: whether names are shown
 */
void wuse_map_view_set_labels (WuseMapView *self, gboolean labels);

/**
 * wuse_map_view_set_base_map:
 * @self: a map
 * @base: what lies under the areas
 */
void wuse_map_view_set_base_map (WuseMapView *self, WuseBaseMap *base);

/**
 * wuse_map_view_set_attribution:
 * @self: a map
 * @attribution: (nullable): what has to stand on the map for the district's own data; that of the base map is added
 */
void wuse_map_view_set_attribution (WuseMapView *self, const char *attribution);

/**
 * wuse_map_view_set_palette:
 * @self: a map
 * @variant: light or dark, high contrast, colour-vision-safe
 */
void wuse_map_view_set_palette (WuseMapView *self, WusePaletteVariant variant);

/**
 * wuse_map_view_set_patterns:
 * @self: a map
 * @patterns: whether each colour also has a pattern, in palettes where that is not so anyway
 */
void wuse_map_view_set_patterns (WuseMapView *self, gboolean patterns);

/**
 * wuse_map_view_set_latin:
 * @self: a map
 * @latin: %TRUE to name areas by their Latin name where they have one
 */
void wuse_map_view_set_latin (WuseMapView *self, gboolean latin);

/**
 * wuse_map_view_set_describe_func:
 * @self: a map
 * @func: (nullable) (scope notified): says what an area is; without it areas go by their names
 * @user_data: handed to @func
 * @destroy: (nullable): frees @user_data
 */
void wuse_map_view_set_describe_func (WuseMapView *self, WuseMapDescribeFunc func, gpointer user_data, GDestroyNotify destroy);

/**
 * wuse_map_view_set_movements:
 * @self: a map
 * @movements: (nullable): movements to show over areas and their names
 * @labels: (nullable) (element-type utf8): a name or %NULL for each stay, shown where there is room
 *
 * Marks of cases and places are faint meanwhile and give way to those of movements. While there are movements, `map.next-point`
 * and `map.previous-point` go through their marks.
 */
void wuse_map_view_set_movements (WuseMapView *self, WuseMovements *movements, GPtrArray *labels);

/**
 * wuse_map_view_set_movements_until:
 * @self: a map
 * @until: stays that begin after it are shown faintly; %G_MAXINT64 for none
 */
void wuse_map_view_set_movements_until (WuseMapView *self, WuseTime until);

/**
 * wuse_map_view_set_describe_stays_func:
 * @self: a map
 * @func: (nullable) (scope notified): says what a mark of movements is
 * @user_data: handed to @func
 */
void wuse_map_view_set_describe_stays_func (WuseMapView *self, WuseMapDescribeStaysFunc func, gpointer user_data);

/**
 * wuse_map_view_are_movements_shown:
 * @self: a map
 *
 * Returns: whether all of the movements that is in view is painted; %TRUE without any
 */
gboolean wuse_map_view_are_movements_shown (WuseMapView *self);

/**
 * wuse_map_view_get_scene:
 * @self: a map
 *
 * Returns: (transfer none) (nullable): areas, colours and base features as they are drawn now, for smaller maps beside it
 */
WuseScene *wuse_map_view_get_scene (WuseMapView *self);

/**
 * wuse_map_view_set_home:
 * @self: a map
 * @home: where `map.fit` goes; empty for the box of the areas
 */
void wuse_map_view_set_home (WuseMapView *self, const WuseBounds *home);

/**
 * wuse_map_view_set_insets:
 * @self: a map
 * @insets: pixels at each side that are covered by cards or panels, so that fitting keeps clear of them
 */
void wuse_map_view_set_insets (WuseMapView *self, const GtkBorder *insets);

/**
 * wuse_map_view_set_selected:
 * @self: a map
 * @area: an area, or %WUSE_AREA_NONE
 */
void wuse_map_view_set_selected (WuseMapView *self, guint32 area);

/**
 * wuse_map_view_get_selected:
 * @self: a map
 *
 * Returns: the selected area, or %WUSE_AREA_NONE
 */
guint32 wuse_map_view_get_selected (WuseMapView *self);

/**
 * wuse_map_view_go_to_bounds:
 * @self: a map
 * @bounds: a box that is not empty
 * @animate: whether to move there in at most 250 ms (never if animations are switched off)
 *
 * Moves so that the box fits into what the insets leave, at a whole zoom level. Before the first allocation, the move is
 * made as soon as the size is known.
 */
void wuse_map_view_go_to_bounds (WuseMapView *self, const WuseBounds *bounds, gboolean animate);

/**
 * wuse_map_view_go_to_area:
 * @self: a map
 * @area: an area
 * @animate: as above
 *
 * Moves to an area, near enough that, by zoom, the next finer level appears inside it.
 */
void wuse_map_view_go_to_area (WuseMapView *self, guint32 area, gboolean animate);

/**
 * wuse_map_view_go_to_point:
 * @self: a map
 * @point: where
 * @zoom: zoom level; rounded
 * @animate: as above
 */
void wuse_map_view_go_to_point (WuseMapView *self, WusePoint point, double zoom, gboolean animate);

/**
 * wuse_map_view_fit:
 * @self: a map
 * @animate: as above
 *
 * Moves to where `map.fit` goes.
 */
void wuse_map_view_fit (WuseMapView *self, gboolean animate);

/**
 * wuse_map_view_get_visible_bounds:
 * @self: a map
 *
 * Returns: the box in view; empty before the first allocation
 */
WuseBounds wuse_map_view_get_visible_bounds (WuseMapView *self);

/**
 * wuse_map_view_get_centre:
 * @self: a map
 *
 * Returns: the point in the middle of the view
 */
WusePoint wuse_map_view_get_centre (WuseMapView *self);

/**
 * wuse_map_view_get_zoom:
 * @self: a map
 *
 * Returns: the zoom level; fractional only while it changes
 */
double wuse_map_view_get_zoom (WuseMapView *self);

/**
 * wuse_map_view_get_metres_per_pixel:
 * @self: a map
 *
 * Returns: metres on the ground per pixel in the middle of the view
 */
double wuse_map_view_get_metres_per_pixel (WuseMapView *self);

/**
 * wuse_map_view_get_point_at:
 * @self: a map
 * @x: pixels from the left
 * @y: pixels from the top
 *
 * Returns: the point there
 */
WusePoint wuse_map_view_get_point_at (WuseMapView *self, double x, double y);

/**
 * wuse_map_view_get_generation:
 * @self: a map
 *
 * Returns: the number of the newest scene asked for; each call that changes what is painted makes it greater, at the
 *   latest by the next frame
 */
guint64 wuse_map_view_get_generation (WuseMapView *self);

/**
 * wuse_map_view_get_stats:
 * @self: a map
 * @stats: (out caller-allocates): the counts
 */
void wuse_map_view_get_stats (WuseMapView *self, WuseMapStats *stats);

/**
 * wuse_map_view_reset_stats:
 * @self: a map
 */
void wuse_map_view_reset_stats (WuseMapView *self);

G_END_DECLS
