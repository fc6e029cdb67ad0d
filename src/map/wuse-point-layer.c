/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clusters of cases and places: gathered on a worker, drawn from images by kind and number. */

#define G_LOG_DOMAIN "wuse-map"
#include "config.h"

#include "wuse-point-layer.h"

#include "wuse-badge-room.h"
#include "wuse-frame-image.h"
#include "wuse-map-transform.h"
#include "wuse-marks.h"
#include "wuse-mercator.h"
#include "wuse-raster.h"
#include "wuse-worker-pool.h"

#include <glib/gi18n.h>
#include <math.h>

#define RADIUS 56u
/* Marks reach over the edge of the view by less than this (pixels). */
#define MAX_MARK_SIZE 64.0
#define MAX_IMAGES 256u
#define FOCUS_GAP 3.0f
#define FAINT 0.4

struct _WusePointLayer
{
  ShumateLayer parent_instance;

  const WusePalette *palette;
  WuseRegister *epidemic;
  WuseRegister *shown;           /* the register that the clusters refer to */
  WuseClusterIndex *clusters[2]; /* by WuseMapPointKind */
  GCancellable *cancellable;
  WuseScene *scene;    /* whose names and movements are kept clear of */
  GHashTable *ways;    /* id of a cluster → Way; those that are known */
  gboolean lacks_ways; /* since names and movements were not planned yet */
  GHashTable *images;  /* kind and number → WuseFrameImage */
  int images_scale;
  gboolean has_focus;
  WusePointHit focus;
};

G_DEFINE_FINAL_TYPE (WusePointLayer, wuse_point_layer, SHUMATE_TYPE_LAYER)

typedef struct
{
  WuseRegister *epidemic;
  WuseDay first_day;
  WuseDay last_day;
  WuseMapPoints points;
} GatherRequest;

typedef struct
{
  WuseRegister *epidemic;
  WuseClusterIndex *clusters[2];
} GatherResult;

static void
gather_request_free (GatherRequest *request)
{
  g_clear_pointer (&request->epidemic, wuse_register_unref);
  g_free (request);
}

static void
gather_result_free (GatherResult *result)
{
  for (guint i = 0; i < 2; i++)
    g_clear_pointer (&result->clusters[i], wuse_cluster_index_unref);
  g_clear_pointer (&result->epidemic, wuse_register_unref);
  g_free (result);
}

static WuseMapPoints
case_flag (const WuseCase *item)
{
  switch ((WuseClassification) item->classification)
    {
    case WUSE_CASE_CONFIRMED:
      return WUSE_MAP_POINTS_CONFIRMED;
    case WUSE_CASE_SUSPECTED:
      return WUSE_MAP_POINTS_SUSPECTED;
    case WUSE_CASE_ASYMPTOMATIC:
      break;
    }
  return WUSE_MAP_POINTS_ASYMPTOMATIC;
}

static WuseMarkKind
case_mark (const WuseCase *item)
{
  switch ((WuseClassification) item->classification)
    {
    case WUSE_CASE_CONFIRMED:
      return WUSE_MARK_CONFIRMED;
    case WUSE_CASE_SUSPECTED:
      return WUSE_MARK_SUSPECTED;
    case WUSE_CASE_ASYMPTOMATIC:
      break;
    }
  return WUSE_MARK_ASYMPTOMATIC;
}

static WuseMapPoints
place_flag (WuseMarkKind mark)
{
  if (mark == WUSE_MARK_HOSPITAL || mark == WUSE_MARK_FEVER_CLINIC)
    return WUSE_MAP_POINTS_MEDICAL;
  if (mark == WUSE_MARK_QUARANTINE_SITE)
    return WUSE_MAP_POINTS_QUARANTINE;
  if (mark == WUSE_MARK_CHECKPOINT)
    return WUSE_MAP_POINTS_CHECKPOINTS;
  return WUSE_MAP_POINTS_KEY_PLACES;
}

static gboolean
is_known (WusePoint position)
{
  return position.lon != 0 || position.lat != 0;
}

static WuseClusterIndex *
gather_cases (const GatherRequest *request)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (WuseClusterPoint));
  guint n_cases;
  const WuseCase *cases = wuse_register_get_cases (request->epidemic, &n_cases);

  for (guint i = 0; i < n_cases; i++)
    {
      WuseClusterPoint point = { cases[i].position, i, (guint8) case_mark (&cases[i]) };

      if (is_known (cases[i].position) && (request->points & case_flag (&cases[i])) != 0 && cases[i].report >= request->first_day
          && cases[i].report <= request->last_day)
        g_array_append_val (points, point);
    }
  return wuse_cluster_index_new ((const WuseClusterPoint *) points->data, points->len, RADIUS);
}

static WuseClusterIndex *
gather_places (const GatherRequest *request)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (WuseClusterPoint));
  guint n_places;
  const WusePlace *places = wuse_register_get_places (request->epidemic, &n_places);

  for (guint i = 0; i < n_places; i++)
    {
      WuseMarkKind mark = wuse_mark_kind_from_place (places[i].kind);
      WuseClusterPoint point = { places[i].position, i, (guint8) mark };

      if (is_known (places[i].position) && (request->points & place_flag (mark)) != 0)
        g_array_append_val (points, point);
    }
  return wuse_cluster_index_new ((const WuseClusterPoint *) points->data, points->len, RADIUS);
}

static void
gather_in_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  const GatherRequest *request = task_data;
  GatherResult *result = g_new0 (GatherResult, 1);

  result->epidemic = wuse_register_ref (request->epidemic);
  result->clusters[WUSE_MAP_POINT_CASE] = gather_cases (request);
  result->clusters[WUSE_MAP_POINT_PLACE] = gather_places (request);
  g_task_return_pointer (task, result, (GDestroyNotify) gather_result_free);
}

static void
forget_ways (WusePointLayer *self)
{
  g_hash_table_remove_all (self->ways);
}

static void
take_result (WusePointLayer *self, GatherResult *result)
{
  for (guint i = 0; i < 2; i++)
    {
      g_clear_pointer (&self->clusters[i], wuse_cluster_index_unref);
      self->clusters[i] = result != NULL ? g_steal_pointer (&result->clusters[i]) : NULL;
    }
  g_clear_pointer (&self->shown, wuse_register_unref);
  self->shown = result != NULL ? g_steal_pointer (&result->epidemic) : NULL;
  self->has_focus = FALSE;
  forget_ways (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
gathered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GatherResult *gathered = g_task_propagate_pointer (G_TASK (result), NULL);

  if (gathered == NULL)
    return;
  take_result (WUSE_POINT_LAYER (source), gathered);
  gather_result_free (gathered);
}

/* How far a badge stands beside where it belongs, so that a name can be read; and whether it gives way altogether, to a mark of
 * movements. */
typedef struct
{
  guint64 cluster;
  int dx;
  int dy;
  gboolean is_hidden;
} Way;

static gboolean
find_way (WuseScene *scene, guint zoom, WuseLabelBox box, guint count, Way *way)
{
  WuseMovementPlans *plans = wuse_scene_get_movements (scene);
  const WuseMovementPlan *plan = plans != NULL ? wuse_movement_plans_peek (plans, zoom) : NULL;

  /* A badge stands for several points and is in their middle more or less: a mark is where it says. */
  if ((count > 1 && !wuse_scene_find_badge_room (scene, zoom, &box, &way->dx, &way->dy)) || (plans != NULL && plan == NULL))
    return FALSE;
  box = (WuseLabelBox){ box.left + way->dx, box.top + way->dy, box.right + way->dx, box.bottom + way->dy };
  way->is_hidden = plan != NULL && wuse_movement_plan_touches (plan, &box);
  return TRUE;
}

static Way
get_way (WusePointLayer *self, const WuseMapTransform *view, const WuseCluster *cluster, double width, double height)
{
  guint zoom = (guint) CLAMP (round (view->zoom), 0, WUSE_RASTER_MAX_ZOOM);
  double world = ldexp (WUSE_MAP_TILE_SIZE, (int) zoom);
  double left = wuse_mercator_x (cluster->position.lon) * world - width / 2;
  double top = wuse_mercator_y (cluster->position.lat) * world - height / 2;
  const WuseLabelBox box = { (gint32) floor (left), (gint32) floor (top), (gint32) ceil (left + width),
                             (gint32) ceil (top + height) };
  Way way = { cluster->id, 0, 0, FALSE }, *known = g_hash_table_lookup (self->ways, &cluster->id);

  if (known != NULL || self->scene == NULL)
    return known != NULL ? *known : way;
  if (find_way (self->scene, zoom, box, cluster->count, &way))
    {
      known = g_memdup2 (&way, sizeof way);
      g_hash_table_replace (self->ways, &known->cluster, known);
    }
  else
    self->lacks_ways = TRUE;
  return way;
}

static WuseFrameImage *
get_image (WusePointLayer *self, const WuseCluster *cluster)
{
  int scale = CLAMP (gtk_widget_get_scale_factor (GTK_WIDGET (self)), 1, 4);
  guint64 key = (guint64) cluster->kind << 32 | cluster->count;
  g_autoptr (WusePixels) pixels = NULL;
  WuseFrameImage *image;

  if (scale != self->images_scale || g_hash_table_size (self->images) > MAX_IMAGES)
    g_hash_table_remove_all (self->images);
  self->images_scale = scale;
  image = g_hash_table_lookup (self->images, &key);
  if (image != NULL)
    return image;
  pixels = cluster->count > 1 ? wuse_raster_paint_badge (cluster->kind, cluster->count, self->palette, scale)
                              : wuse_raster_paint_mark (cluster->kind, self->palette, scale);
  image = wuse_frame_image_new (pixels);
  g_hash_table_insert (self->images, g_memdup2 (&key, sizeof key), image);
  return image;
}

/* Where it is drawn. Returns whether it is. */
static gboolean
get_rect (WusePointLayer *self, const WuseMapTransform *view, const WuseCluster *cluster, graphene_rect_t *rect)
{
  WuseFrameImage *image = get_image (self, cluster);
  double width = (double) wuse_frame_image_get_width (image) / self->images_scale;
  double height = (double) wuse_frame_image_get_height (image) / self->images_scale;
  const Way way = get_way (self, view, cluster, width, height);

  *rect = GRAPHENE_RECT_INIT ((float) round (wuse_map_transform_x (view, cluster->position.lon) - width / 2) + (float) way.dx,
                              (float) round (wuse_map_transform_y (view, cluster->position.lat) - height / 2) + (float) way.dy,
                              (float) width, (float) height);
  return !way.is_hidden;
}

static void
query (WusePointLayer *self, WuseMapPointKind kind, const WuseMapTransform *view, double margin, GArray *clusters)
{
  WuseBounds bounds = wuse_map_transform_bounds (view, margin);

  g_array_set_size (clusters, 0);
  if (self->clusters[kind] != NULL)
    wuse_cluster_index_query (self->clusters[kind], (guint) round (view->zoom), &bounds, clusters);
}

static void
get_view (WusePointLayer *self, WuseMapTransform *view)
{
  wuse_map_transform_init_for_viewport (view, shumate_layer_get_viewport (SHUMATE_LAYER (self)), GTK_WIDGET (self));
}

static void
snapshot_focus (WusePointLayer *self, GtkSnapshot *snapshot, const graphene_rect_t *rect)
{
  GdkRGBA color = { self->palette->accent.red / 255.0f, self->palette->accent.green / 255.0f, self->palette->accent.blue / 255.0f,
                    1 };
  graphene_rect_t ring = *rect;
  GskRoundedRect outline;

  graphene_rect_inset (&ring, -FOCUS_GAP, -FOCUS_GAP);
  gsk_rounded_rect_init_from_rect (&outline, &ring, ring.size.width / 2);
  gtk_snapshot_append_border (snapshot, &outline, (const float[4]){ 2, 2, 2, 2 },
                              (const GdkRGBA[4]){ color, color, color, color });
}

static void
wuse_point_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WusePointLayer *self = WUSE_POINT_LAYER (widget);
  const gboolean is_faint = self->scene != NULL && wuse_scene_get_movements (self->scene) != NULL;
  g_autoptr (GArray) clusters = NULL;
  WuseMapTransform view;

  if (self->shown == NULL)
    return;
  clusters = g_array_new (FALSE, FALSE, sizeof (WuseCluster));
  get_view (self, &view);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) view.width, (float) view.height));
  /* Cases over places. */
  for (int kind = WUSE_MAP_POINT_PLACE; kind >= WUSE_MAP_POINT_CASE; kind--)
    {
      query (self, kind, &view, MAX_MARK_SIZE, clusters);
      for (guint i = 0; i < clusters->len; i++)
        {
          const WuseCluster *cluster = &g_array_index (clusters, WuseCluster, i);
          graphene_rect_t rect;

          if (!get_rect (self, &view, cluster, &rect))
            continue;
          if (is_faint)
            gtk_snapshot_push_opacity (snapshot, FAINT);
          wuse_frame_image_snapshot (get_image (self, cluster), snapshot, GTK_WIDGET (self), &rect);
          if (is_faint)
            gtk_snapshot_pop (snapshot);
          if (self->has_focus && self->focus.kind == (WuseMapPointKind) kind && self->focus.cluster.id == cluster->id)
            snapshot_focus (self, snapshot, &rect);
        }
    }
  gtk_snapshot_pop (snapshot);
}

static void
wuse_point_layer_dispose (GObject *object)
{
  WusePointLayer *self = WUSE_POINT_LAYER (object);
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));

  if (viewport != NULL)
    g_signal_handlers_disconnect_by_data (viewport, self);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  for (guint i = 0; i < 2; i++)
    g_clear_pointer (&self->clusters[i], wuse_cluster_index_unref);
  g_clear_pointer (&self->shown, wuse_register_unref);
  g_clear_pointer (&self->scene, wuse_scene_unref);

  G_OBJECT_CLASS (wuse_point_layer_parent_class)->dispose (object);
}

static void
wuse_point_layer_finalize (GObject *object)
{
  g_hash_table_unref (WUSE_POINT_LAYER (object)->images);
  g_hash_table_unref (WUSE_POINT_LAYER (object)->ways);

  G_OBJECT_CLASS (wuse_point_layer_parent_class)->finalize (object);
}

static void
wuse_point_layer_class_init (WusePointLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = wuse_point_layer_dispose;
  object_class->finalize = wuse_point_layer_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = wuse_point_layer_snapshot;
}

static void
wuse_point_layer_init (WusePointLayer *self)
{
  self->palette = wuse_palette_get (WUSE_PALETTE_LIGHT);
  self->ways = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  self->images = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) wuse_frame_image_unref);
}

WusePointLayer *
wuse_point_layer_new (ShumateViewport *viewport)
{
  WusePointLayer *self;

  g_return_val_if_fail (SHUMATE_IS_VIEWPORT (viewport), NULL);

  self = g_object_new (WUSE_TYPE_POINT_LAYER, "viewport", viewport, NULL);
  g_signal_connect_swapped (viewport, "notify", G_CALLBACK (gtk_widget_queue_draw), self);
  return self;
}

void
wuse_point_layer_set_palette (WusePointLayer *self, const WusePalette *palette)
{
  g_return_if_fail (WUSE_IS_POINT_LAYER (self));
  g_return_if_fail (palette != NULL);

  self->palette = palette;
  g_hash_table_remove_all (self->images);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
wuse_point_layer_set_scene (WusePointLayer *self, WuseScene *scene)
{
  g_return_if_fail (WUSE_IS_POINT_LAYER (self));
  g_return_if_fail (scene != NULL);

  wuse_scene_ref (scene);
  g_clear_pointer (&self->scene, wuse_scene_unref);
  self->scene = scene;
  forget_ways (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
wuse_point_layer_notice_names (WusePointLayer *self)
{
  g_return_if_fail (WUSE_IS_POINT_LAYER (self));

  if (self->lacks_ways)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  self->lacks_ways = FALSE;
}

void
wuse_point_layer_set_points (
    WusePointLayer *self, WuseRegister *epidemic, WuseDay first_day, WuseDay last_day, WuseMapPoints points)
{
  g_autoptr (GTask) task = NULL;
  GatherRequest *request;

  g_return_if_fail (WUSE_IS_POINT_LAYER (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (epidemic == NULL)
    {
      take_result (self, NULL);
      return;
    }
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, gathered_cb, NULL);
  g_task_set_source_tag (task, wuse_point_layer_set_points);
  request = g_new0 (GatherRequest, 1);
  *request = (GatherRequest){ wuse_register_ref (epidemic), first_day, last_day, points };
  g_task_set_task_data (task, request, (GDestroyNotify) gather_request_free);
  wuse_worker_run (task, WUSE_WORKER_VISIBLE, gather_in_thread);
}

gboolean
wuse_point_layer_get_at (WusePointLayer *self, double x, double y, WusePointHit *hit)
{
  g_autoptr (GArray) clusters = g_array_new (FALSE, FALSE, sizeof (WuseCluster));
  graphene_point_t point = GRAPHENE_POINT_INIT ((float) x, (float) y);
  WuseMapTransform view;

  g_return_val_if_fail (WUSE_IS_POINT_LAYER (self), FALSE);
  g_return_val_if_fail (hit != NULL, FALSE);

  get_view (self, &view);
  for (int kind = WUSE_MAP_POINT_CASE; kind <= WUSE_MAP_POINT_PLACE; kind++)
    {
      query (self, kind, &view, MAX_MARK_SIZE, clusters);
      for (guint i = clusters->len; i > 0; i--)
        {
          const WuseCluster *cluster = &g_array_index (clusters, WuseCluster, i - 1);
          graphene_rect_t rect;

          if (!get_rect (self, &view, cluster, &rect) || !graphene_rect_contains_point (&rect, &point))
            continue;
          *hit = (WusePointHit){ kind, *cluster };
          return TRUE;
        }
    }
  return FALSE;
}

void
wuse_point_layer_collect (WusePointLayer *self, const WusePointHit *hit, GArray *items)
{
  g_return_if_fail (WUSE_IS_POINT_LAYER (self));
  g_return_if_fail (hit != NULL && items != NULL);

  g_array_set_size (items, 0);
  if (self->clusters[hit->kind] != NULL)
    wuse_cluster_index_collect_items (self->clusters[hit->kind], hit->cluster.id, items);
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const WusePointHit *left = a, *right = b;

  if (left->cluster.position.lon != right->cluster.position.lon)
    return left->cluster.position.lon < right->cluster.position.lon ? -1 : 1;
  if (left->cluster.position.lat != right->cluster.position.lat)
    return left->cluster.position.lat > right->cluster.position.lat ? -1 : 1;
  return (int) left->kind - (int) right->kind;
}

gboolean
wuse_point_layer_step (WusePointLayer *self, gboolean backwards)
{
  g_autoptr (GArray) clusters = g_array_new (FALSE, FALSE, sizeof (WuseCluster));
  const WusePointHit *best = NULL;
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (WusePointHit));
  WuseMapTransform view;

  g_return_val_if_fail (WUSE_IS_POINT_LAYER (self), FALSE);

  get_view (self, &view);
  for (int kind = WUSE_MAP_POINT_CASE; kind <= WUSE_MAP_POINT_PLACE; kind++)
    {
      query (self, kind, &view, 0, clusters);
      for (guint i = 0; i < clusters->len; i++)
        g_array_append_val (hits, ((WusePointHit){ kind, g_array_index (clusters, WuseCluster, i) }));
    }
  g_array_sort (hits, compare_hits);
  for (guint i = 0; i < hits->len && best == NULL; i++)
    {
      const WusePointHit *hit = &g_array_index (hits, WusePointHit, backwards ? hits->len - 1 - i : i);
      int order = self->has_focus ? compare_hits (hit, &self->focus) : 0;

      if (!self->has_focus || (backwards ? order < 0 : order > 0))
        best = hit;
    }
  self->has_focus = best != NULL;
  if (best != NULL)
    self->focus = *best;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return best != NULL;
}

gboolean
wuse_point_layer_get_focused (WusePointLayer *self, WusePointHit *hit)
{
  g_return_val_if_fail (WUSE_IS_POINT_LAYER (self), FALSE);
  g_return_val_if_fail (hit != NULL, FALSE);

  if (self->has_focus)
    *hit = self->focus;
  return self->has_focus;
}

void
wuse_point_layer_clear_focus (WusePointLayer *self)
{
  g_return_if_fail (WUSE_IS_POINT_LAYER (self));

  self->has_focus = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

char *
wuse_point_layer_describe (WusePointLayer *self, const WusePointHit *hit)
{
  guint n_places;
  const WusePlace *places;

  g_return_val_if_fail (WUSE_IS_POINT_LAYER (self), NULL);
  g_return_val_if_fail (hit != NULL, NULL);

  if (hit->kind == WUSE_MAP_POINT_CASE)
    return g_strdup_printf (ngettext ("%u case", "%u cases", hit->cluster.count), hit->cluster.count);
  if (hit->cluster.count > 1 || self->shown == NULL)
    return g_strdup_printf (ngettext ("%u place", "%u places", hit->cluster.count), hit->cluster.count);
  places = wuse_register_get_places (self->shown, &n_places);
  return g_strdup (hit->cluster.item < n_places ? places[hit->cluster.item].name : "");
}
