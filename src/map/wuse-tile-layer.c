/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws tiles on whole pixels, with stand-ins, and asks ahead for what may come into view. */

#define G_LOG_DOMAIN "wuse-map"
#include "config.h"

#include "wuse-tile-layer.h"

#include <math.h>

#define FADE_MS 150
/* Other zoom levels are painted ahead only when the map has been still for so long. */
#define SETTLE_MS 120
#define MAX_STAND_IN_LEVELS 6u
/* Coarse tiles that are always at hand, so that no fast movement meets a blank. */
#define OVERVIEW_LEVELS 3

typedef struct
{
  guint zoom;
  int left;
  int top;
  int right; /* one past the last */
  int bottom;
} TileRange;

struct _WuseTileLayer
{
  ShumateLayer parent_instance;

  WuseAreaSource *source;
  GdkRGBA ground;
  gboolean has_destination;
  WuseMapTransform destination;

  TileRange drawn;        /* by the last frame */
  gboolean whole;         /* whether that had every tile */
  WuseMapTransform asked; /* what the demand was made for */
  int direction_x;
  int direction_y;
  guint settle_id;

  GHashTable *fading; /* key → image shown before */
  gint64 fade_start;
  double fade; /* 0 to 1; 1 when nothing fades */
  guint tick_id;

  guint64 announced;
  guint64 to_announce;
  gulong after_paint_id;

  guint64 frames;
  guint64 frames_with_stand_in;
  guint64 frames_with_blank;
};

enum
{
  SCENE_SHOWN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WuseTileLayer, wuse_tile_layer, SHUMATE_TYPE_LAYER)

typedef struct
{
  WuseTileKey key;
  double distance;
} RankedTile;

/* The tiles of a zoom level that a view widened by parts of its size shows. */
static TileRange
get_range (const WuseMapTransform *view, int zoom, double widen)
{
  double side = view->world / exp2 (zoom);
  double margin_x = view->width * widen, margin_y = view->height * widen;
  int n_tiles = 1 << zoom;

  return (TileRange){ (guint) zoom, (int) CLAMP (floor ((view->left - margin_x) / side), 0, n_tiles),
                      (int) CLAMP (floor ((view->top - margin_y) / side), 0, n_tiles),
                      (int) CLAMP (ceil ((view->left + view->width + margin_x) / side), 0, n_tiles),
                      (int) CLAMP (ceil ((view->top + view->height + margin_y) / side), 0, n_tiles) };
}

static gboolean
range_contains (const TileRange *range, int x, int y)
{
  return x >= range->left && x < range->right && y >= range->top && y < range->bottom;
}

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  double difference = ((const RankedTile *) a)->distance - ((const RankedTile *) b)->distance;

  return difference < 0 ? -1 : difference > 0;
}

/* Appends the tiles of a range that are not in @except, those in the middle first. */
static void
append_range (GArray *keys, const TileRange *range, const TileRange *except)
{
  g_autoptr (GArray) ranked = g_array_new (FALSE, FALSE, sizeof (RankedTile));
  double middle_x = (range->left + range->right - 1) / 2.0, middle_y = (range->top + range->bottom - 1) / 2.0;

  for (int y = range->top; y < range->bottom; y++)
    for (int x = range->left; x < range->right; x++)
      {
        RankedTile tile = { wuse_tile_key (range->zoom, (guint) x, (guint) y), hypot (x - middle_x, y - middle_y) };

        if (except == NULL || !range_contains (except, x, y))
          g_array_append_val (ranked, tile);
      }
  g_array_sort (ranked, compare_ranked);
  for (guint i = 0; i < ranked->len; i++)
    g_array_append_val (keys, g_array_index (ranked, RankedTile, i).key);
}

static TileRange
grow_range (const TileRange *range, int west, int north, int east, int south)
{
  int n_tiles = 1 << range->zoom;

  return (TileRange){ range->zoom, MAX (range->left - west, 0), MAX (range->top - north, 0), MIN (range->right + east, n_tiles),
                      MIN (range->bottom + south, n_tiles) };
}

/* What may come into view next: coarse tiles that can stand in for any other, a ring, a second one where the map is heading,
 * the neighbouring zoom levels. */
static void
append_ahead (WuseTileLayer *self, GArray *keys, const WuseMapTransform *view, const TileRange *visible, gboolean settled)
{
  int zoom = (int) visible->zoom;
  TileRange ring = grow_range (visible, 1, 1, 1, 1);
  TileRange second = grow_range (&ring, self->direction_x<0, self->direction_y<0, self->direction_x> 0, self->direction_y> 0);
  TileRange other;

  if (zoom - OVERVIEW_LEVELS >= WUSE_AREA_SOURCE_MIN_ZOOM)
    {
      other = get_range (view, zoom - OVERVIEW_LEVELS, 1);
      append_range (keys, &other, NULL);
    }
  append_range (keys, &ring, visible);
  append_range (keys, &second, &ring);
  if (settled && zoom > WUSE_AREA_SOURCE_MIN_ZOOM)
    {
      other = get_range (view, zoom - 1, 0.5);
      append_range (keys, &other, NULL);
    }
  if (settled && zoom < WUSE_AREA_SOURCE_MAX_ZOOM)
    {
      other = get_range (view, zoom + 1, -0.25);
      append_range (keys, &other, NULL);
    }
}

static void
demand (WuseTileLayer *self, const WuseMapTransform *view, gboolean settled)
{
  g_autoptr (GArray) visible = g_array_new (FALSE, FALSE, sizeof (WuseTileKey));
  g_autoptr (GArray) ahead = g_array_new (FALSE, FALSE, sizeof (WuseTileKey));
  TileRange range = get_range (view, (int) round (view->zoom), 0);

  append_range (visible, &range, NULL);
  append_ahead (self, ahead, view, &range, settled);
  wuse_area_source_set_demand (self->source, (const WuseTileKey *) visible->data, visible->len, (const WuseTileKey *) ahead->data,
                               ahead->len);
}

static gboolean
settle_cb (gpointer user_data)
{
  WuseTileLayer *self = user_data;

  self->settle_id = 0;
  demand (self, &self->asked, TRUE);
  return G_SOURCE_REMOVE;
}

static int
sign_of (double value, int otherwise)
{
  return value > 0.5 ? 1 : value < -0.5 ? -1 : otherwise;
}

static gboolean
same_range (const WuseMapTransform *a, const WuseMapTransform *b)
{
  TileRange range_a, range_b;

  /* Nothing was asked for yet. */
  if (!(a->world > 0))
    return FALSE;
  range_a = get_range (a, (int) round (a->zoom), 0);
  range_b = get_range (b, (int) round (b->zoom), 0);

  return memcmp (&range_a, &range_b, sizeof range_a) == 0;
}

/* Tells the source what is wanted, if that has changed. */
static void
update_demand (WuseTileLayer *self, const WuseMapTransform *view)
{
  if (self->has_destination)
    view = &self->destination;
  if (memcmp (&self->asked, view, sizeof *view) == 0)
    return;
  if (view->zoom == self->asked.zoom)
    {
      self->direction_x = sign_of (view->left - self->asked.left, self->direction_x);
      self->direction_y = sign_of (view->top - self->asked.top, self->direction_y);
    }
  if (!same_range (&self->asked, view))
    {
      self->asked = *view;
      demand (self, view, FALSE);
    }
  self->asked = *view;
  g_clear_handle_id (&self->settle_id, g_source_remove);
  self->settle_id = g_timeout_add (SETTLE_MS, settle_cb, self);
}

/* Whole device pixels for both edges: neighbours touch without a seam at any scale. */
static graphene_rect_t
get_tile_rect (const WuseMapTransform *view, double side, int scale, double x, double y, double n_tiles)
{
  double left = round ((x * side - view->left) * scale) / scale,
         right = round (((x + n_tiles) * side - view->left) * scale) / scale;
  double top = round ((y * side - view->top) * scale) / scale,
         bottom = round (((y + n_tiles) * side - view->top) * scale) / scale;

  return GRAPHENE_RECT_INIT ((float) left, (float) top, (float) (right - left), (float) (bottom - top));
}

/* Draws what other zoom levels have of a tile. Returns whether all of it could be covered. */
static gboolean
draw_stand_in (WuseTileLayer *self, GtkSnapshot *snapshot, const WuseMapTransform *view, double side, int scale, WuseTileKey key)
{
  guint zoom = wuse_tile_key_zoom (key), x = wuse_tile_key_x (key), y = wuse_tile_key_y (key);
  graphene_rect_t cell = get_tile_rect (view, side, scale, x, y, 1);
  gboolean covered = FALSE;
  guint n_children = 0;

  for (guint levels = 1; levels <= MAX_STAND_IN_LEVELS && levels < zoom && !covered; levels++)
    {
      WuseTileKey ancestor = wuse_tile_key_ancestor (key, levels);
      WuseFrameImage *image = wuse_area_source_lookup (self->source, ancestor, NULL);
      graphene_rect_t whole = get_tile_rect (view, side, scale, (double) (wuse_tile_key_x (ancestor) << levels),
                                             (double) (wuse_tile_key_y (ancestor) << levels), (double) (1u << levels));

      if (image == NULL)
        continue;
      gtk_snapshot_push_clip (snapshot, &cell);
      wuse_frame_image_snapshot (image, snapshot, GTK_WIDGET (self), &whole);
      gtk_snapshot_pop (snapshot);
      covered = TRUE;
    }
  for (guint i = 0; i < 4; i++)
    {
      WuseTileKey child = wuse_tile_key (zoom + 1, x * 2 + i % 2, y * 2 + i / 2);
      WuseFrameImage *image = wuse_area_source_lookup (self->source, child, NULL);
      graphene_rect_t quarter = get_tile_rect (view, side / 2, scale, x * 2 + i % 2, y * 2 + i / 2, 1);

      if (image == NULL)
        continue;
      wuse_frame_image_snapshot (image, snapshot, GTK_WIDGET (self), &quarter);
      n_children++;
    }
  return covered || n_children == 4;
}

static void
draw_tile (WuseTileLayer *self, GtkSnapshot *snapshot, WuseFrameImage *image, WuseTileKey key, const graphene_rect_t *rect)
{
  WuseFrameImage *before = self->fade < 1 ? g_hash_table_lookup (self->fading, &key) : NULL;

  if (before == NULL)
    {
      wuse_frame_image_snapshot (image, snapshot, GTK_WIDGET (self), rect);
      return;
    }
  wuse_frame_image_snapshot (before, snapshot, GTK_WIDGET (self), rect);
  gtk_snapshot_push_opacity (snapshot, self->fade);
  wuse_frame_image_snapshot (image, snapshot, GTK_WIDGET (self), rect);
  gtk_snapshot_pop (snapshot);
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  WuseTileLayer *self = user_data;

  g_signal_handler_disconnect (clock, self->after_paint_id);
  self->after_paint_id = 0;
  if (self->announced == self->to_announce)
    return;
  self->announced = self->to_announce;
  g_signal_emit (self, signals[SCENE_SHOWN], 0, self->announced);
}

static void
announce_after_paint (WuseTileLayer *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  self->to_announce = wuse_area_source_get_generation (self->source);
  if (self->to_announce != self->announced && self->after_paint_id == 0 && clock != NULL)
    self->after_paint_id = g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), self);
}

/* Whether tiles cover all of the view, so that no ground has to be painted under them. */
static gboolean
is_covered (WuseTileLayer *self, const WuseMapTransform *view, const TileRange *range, double side)
{
  for (int y = range->top; y < range->bottom; y++)
    for (int x = range->left; x < range->right; x++)
      if (wuse_area_source_lookup (self->source, wuse_tile_key (range->zoom, (guint) x, (guint) y), NULL) == NULL)
        return FALSE;
  return range->left * side <= view->left && range->top * side <= view->top && range->right * side >= view->left + view->width
         && range->bottom * side >= view->top + view->height;
}

static void
wuse_tile_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WuseTileLayer *self = WUSE_TILE_LAYER (widget);
  int scale = gtk_widget_get_scale_factor (widget);
  gboolean any_stand_in = FALSE, any_blank = FALSE, all_fresh = TRUE;
  WuseMapTransform view;
  TileRange range;
  double side;

  wuse_map_transform_init_for_viewport (&view, shumate_layer_get_viewport (SHUMATE_LAYER (self)), widget);
  wuse_area_source_set_scale (self->source, CLAMP (scale, 1, 4));
  update_demand (self, &view);
  range = get_range (&view, (int) round (view.zoom), 0);
  side = view.world / exp2 (range.zoom);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) view.width, (float) view.height));
  if (!is_covered (self, &view, &range, side))
    gtk_snapshot_append_color (snapshot, &self->ground, &GRAPHENE_RECT_INIT (0, 0, (float) view.width, (float) view.height));
  for (int y = range.top; y < range.bottom; y++)
    for (int x = range.left; x < range.right; x++)
      {
        WuseTileKey key = wuse_tile_key (range.zoom, (guint) x, (guint) y);
        graphene_rect_t rect = get_tile_rect (&view, side, scale, x, y, 1);
        gboolean fresh;
        WuseFrameImage *image = wuse_area_source_lookup (self->source, key, &fresh);

        all_fresh &= fresh;
        if (image != NULL)
          draw_tile (self, snapshot, image, key, &rect);
        else if (draw_stand_in (self, snapshot, &view, side, scale, key))
          any_stand_in = TRUE;
        else
          any_blank = TRUE;
      }
  gtk_snapshot_pop (snapshot);
  self->drawn = range;
  self->whole = !any_stand_in && !any_blank;
  self->frames++;
  self->frames_with_stand_in += any_stand_in;
  self->frames_with_blank += any_blank;
  if (all_fresh)
    announce_after_paint (self);
}

static gboolean
fade_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  WuseTileLayer *self = WUSE_TILE_LAYER (widget);
  double part;

  if (self->fade_start == 0)
    self->fade_start = gdk_frame_clock_get_frame_time (clock) - G_USEC_PER_SEC / 60;
  part = (double) (gdk_frame_clock_get_frame_time (clock) - self->fade_start) / (FADE_MS * 1000.0);
  gtk_widget_queue_draw (widget);
  if (part < 1)
    {
      self->fade = 1 - (1 - part) * (1 - part);
      return G_SOURCE_CONTINUE;
    }
  self->fade = 1;
  self->tick_id = 0;
  g_hash_table_remove_all (self->fading);
  return G_SOURCE_REMOVE;
}

static gboolean
animations_enabled (WuseTileLayer *self)
{
  gboolean enabled = FALSE;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &enabled, NULL);
  return enabled && gtk_widget_get_mapped (GTK_WIDGET (self));
}

static void
scene_ready_cb (WuseTileLayer *self)
{
  g_hash_table_remove_all (self->fading);
  wuse_area_source_commit (self->source, animations_enabled (self) ? self->fading : NULL);
  if (g_hash_table_size (self->fading) > 0)
    {
      self->fade = 0;
      self->fade_start = 0;
      if (self->tick_id == 0)
        self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), fade_tick_cb, NULL, NULL);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Most tiles are painted ahead: these are nothing to draw for, unless they can stand in for one that is missing. */
static void
tile_painted_cb (WuseTileLayer *self, WuseTileKey key)
{
  if (!self->whole
      || (wuse_tile_key_zoom (key) == self->drawn.zoom
          && range_contains (&self->drawn, (int) wuse_tile_key_x (key), (int) wuse_tile_key_y (key))))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
wuse_tile_layer_unrealize (GtkWidget *widget)
{
  WuseTileLayer *self = WUSE_TILE_LAYER (widget);

  if (self->after_paint_id != 0)
    g_signal_handler_disconnect (gtk_widget_get_frame_clock (widget), self->after_paint_id);
  self->after_paint_id = 0;

  GTK_WIDGET_CLASS (wuse_tile_layer_parent_class)->unrealize (widget);
}

static void
wuse_tile_layer_dispose (GObject *object)
{
  WuseTileLayer *self = WUSE_TILE_LAYER (object);
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));

  if (viewport != NULL)
    g_signal_handlers_disconnect_by_data (viewport, self);
  g_clear_handle_id (&self->settle_id, g_source_remove);
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  g_clear_object (&self->source);

  G_OBJECT_CLASS (wuse_tile_layer_parent_class)->dispose (object);
}

static void
wuse_tile_layer_finalize (GObject *object)
{
  g_hash_table_unref (WUSE_TILE_LAYER (object)->fading);

  G_OBJECT_CLASS (wuse_tile_layer_parent_class)->finalize (object);
}

static void
wuse_tile_layer_class_init (WuseTileLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wuse_tile_layer_dispose;
  object_class->finalize = wuse_tile_layer_finalize;
  widget_class->snapshot = wuse_tile_layer_snapshot;
  widget_class->unrealize = wuse_tile_layer_unrealize;

  signals[SCENE_SHOWN] = g_signal_new ("scene-shown", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_UINT64);
}

static void
wuse_tile_layer_init (WuseTileLayer *self)
{
  self->fade = 1;
  self->fading = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) wuse_frame_image_unref);
}

WuseTileLayer *
wuse_tile_layer_new (WuseAreaSource *source, ShumateViewport *viewport)
{
  WuseTileLayer *self;

  g_return_val_if_fail (WUSE_IS_AREA_SOURCE (source), NULL);
  g_return_val_if_fail (SHUMATE_IS_VIEWPORT (viewport), NULL);

  self = g_object_new (WUSE_TYPE_TILE_LAYER, "viewport", viewport, NULL);
  self->source = g_object_ref (source);
  g_signal_connect_swapped (source, "tile-painted", G_CALLBACK (tile_painted_cb), self);
  g_signal_connect_swapped (source, "scene-ready", G_CALLBACK (scene_ready_cb), self);
  g_signal_connect_swapped (viewport, "notify", G_CALLBACK (gtk_widget_queue_draw), self);
  return self;
}

void
wuse_tile_layer_set_destination (WuseTileLayer *self, const WuseMapTransform *destination)
{
  g_return_if_fail (WUSE_IS_TILE_LAYER (self));

  self->has_destination = destination != NULL;
  if (destination == NULL)
    return;
  self->destination = *destination;
  update_demand (self, destination);
}

void
wuse_tile_layer_set_ground (WuseTileLayer *self, const GdkRGBA *ground)
{
  g_return_if_fail (WUSE_IS_TILE_LAYER (self));
  g_return_if_fail (ground != NULL);

  self->ground = *ground;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
wuse_tile_layer_is_whole (WuseTileLayer *self)
{
  g_return_val_if_fail (WUSE_IS_TILE_LAYER (self), FALSE);

  return self->whole;
}

void
wuse_tile_layer_get_frames (WuseTileLayer *self, guint64 *frames, guint64 *with_stand_in, guint64 *with_blank)
{
  g_return_if_fail (WUSE_IS_TILE_LAYER (self));
  g_return_if_fail (frames != NULL && with_stand_in != NULL && with_blank != NULL);

  *frames = self->frames;
  *with_stand_in = self->frames_with_stand_in;
  *with_blank = self->frames_with_blank;
}
