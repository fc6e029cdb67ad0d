/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Base maps: which source tiles make a tile, fetching each once, keeping the encoded ones within a bound. */

#define G_LOG_DOMAIN "wuse-map"
#include "config.h"

#include "wuse-base-map-private.h"

#include "wuse-map-error.h"
#include "wuse-mercator.h"
#include "wuse-tile-image.h"
#include "wuse-tile-key.h"

#include <cairo.h>
#include <math.h>

/* Encoded tiles take some 20 KB each: enough for several screens. */
#define CACHE_BYTES (24u * 1024 * 1024)
#define MAX_ZOOM 22u
#define RETRY_SECONDS 10
#define SHIFT_MIN_ZOOM 10u
/* Counted for an entry without data, so that memory is bounded for these too. */
#define ENTRY_BYTES 128u

typedef struct
{
  WuseTileKey key;
  GBytes *data;   /* NULL: there is no such tile */
  gint64 expires; /* monotonic time from which to ask again, or 0 */
  GList link;
} Entry;

typedef struct
{
  WuseBaseMap *self;
  WuseTileKey key;
  GCancellable *cancellable;
  GPtrArray *loads; /* those who wait; not owned */
} Request;

struct _WuseBaseLoad
{
  WuseBaseMap *self;
  WuseBaseLoadFunc func;
  gpointer user_data;
  WuseBaseTile *tile;
  WuseTileKey keys[WUSE_BASE_TILE_MAX_PIECES];
  guint n_missing;
};

struct _WuseBaseMap
{
  GObject parent_instance;

  WuseBaseMapKind kind;
  WuseTileLoader *loader;
  WuseDatum datum;
  guint min_zoom;
  guint max_zoom;
  WuseBounds bounds;
  char *attribution;

  GHashTable *entries; /* key → Entry */
  GQueue recent;
  gsize bytes;
  GHashTable *requests; /* key → Request */
  gint64 last_failure;
};

enum
{
  TILE_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WuseBaseMap, wuse_base_map, G_TYPE_OBJECT)

static void
entry_free (Entry *entry)
{
  g_clear_pointer (&entry->data, g_bytes_unref);
  g_free (entry);
}

static gsize
entry_bytes (const Entry *entry)
{
  return ENTRY_BYTES + (entry->data != NULL ? g_bytes_get_size (entry->data) : 0);
}

static void
forget (WuseBaseMap *self, Entry *entry)
{
  self->bytes -= entry_bytes (entry);
  g_queue_unlink (&self->recent, &entry->link);
  g_hash_table_remove (self->entries, &entry->key);
}

static void
remember (WuseBaseMap *self, WuseTileKey key, GBytes *data, gint64 expires)
{
  Entry *entry = g_hash_table_lookup (self->entries, &key);

  if (entry != NULL)
    forget (self, entry);
  entry = g_new0 (Entry, 1);
  entry->key = key;
  entry->data = data != NULL ? g_bytes_ref (data) : NULL;
  entry->expires = expires;
  entry->link.data = entry;
  g_hash_table_insert (self->entries, &entry->key, entry);
  g_queue_push_head_link (&self->recent, &entry->link);
  self->bytes += entry_bytes (entry);
  while (self->bytes > CACHE_BYTES && self->recent.length > 1)
    forget (self, g_queue_peek_tail (&self->recent));
}

static Entry *
recall (WuseBaseMap *self, WuseTileKey key)
{
  Entry *entry = g_hash_table_lookup (self->entries, &key);

  if (entry == NULL)
    return NULL;
  if (entry->expires != 0 && g_get_monotonic_time () > entry->expires)
    {
      forget (self, entry);
      return NULL;
    }
  g_queue_unlink (&self->recent, &entry->link);
  g_queue_push_head_link (&self->recent, &entry->link);
  return entry;
}

/* Says which source tiles cover the wanted one, in the datum and at the zoom levels the source has. */
static WuseBaseTile *
plan (WuseBaseMap *self, guint zoom, guint x, guint y, WuseTileKey *keys)
{
  WuseBaseTile *tile = g_new0 (WuseBaseTile, 1);
  guint source_zoom = MIN (zoom, self->max_zoom);
  double n_source = (double) (1u << source_zoom), n_wanted = (double) (1u << zoom);
  double dx, dy, left, top, width = n_source / n_wanted;

  g_atomic_ref_count_init (&tile->ref_count);
  if (self->kind != WUSE_BASE_MAP_TILES || zoom < self->min_zoom)
    return tile;
  wuse_base_map_shift (self, zoom, x, y, &dx, &dy);
  /* A source tile that would only lend a sliver of rounding errors is left out. */
  left = (x / n_wanted + dx) * n_source;
  top = (y / n_wanted + dy) * n_source;
  for (double row = floor (top + width * 1e-6); row < top + width * (1 - 1e-6); row++)
    for (double column = floor (left + width * 1e-6); column < left + width * (1 - 1e-6); column++)
      {
        if (row < 0 || row >= n_source || column < 0 || column >= n_source || tile->n_pieces == WUSE_BASE_TILE_MAX_PIECES)
          continue;
        keys[tile->n_pieces] = wuse_tile_key (source_zoom, (guint) column, (guint) row);
        tile->pieces[tile->n_pieces++] = (WuseBasePiece){ NULL, (column - left) / width, (row - top) / width, 1 / width };
      }
  return tile;
}

static gboolean
has_data (const WuseBaseTile *tile)
{
  for (guint i = 0; i < tile->n_pieces; i++)
    if (tile->pieces[i].data != NULL)
      return TRUE;
  return FALSE;
}

static void
load_free (WuseBaseLoad *load)
{
  wuse_base_tile_unref (load->tile);
  g_object_unref (load->self);
  g_free (load);
}

static void
complete (WuseBaseLoad *load)
{
  load->func (has_data (load->tile) ? load->tile : NULL, load->user_data);
  load_free (load);
}

static void
request_free (Request *request)
{
  g_ptr_array_unref (request->loads);
  g_object_unref (request->cancellable);
  g_object_unref (request->self);
  g_free (request);
}

/* The network may fail for every tile of a screen: said once a second at most. */
static void
report_failure (WuseBaseMap *self, const GError *error)
{
  gint64 now = g_get_monotonic_time ();

  if (self->last_failure != 0 && now - self->last_failure < G_USEC_PER_SEC)
    return;
  self->last_failure = now;
  g_signal_emit (self, signals[TILE_FAILED], 0, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Request *request = user_data;
  WuseBaseMap *self = request->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) data = wuse_tile_loader_load_finish (WUSE_TILE_LOADER (source), result, &error);
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  if (g_hash_table_lookup (self->requests, &request->key) == request)
    g_hash_table_remove (self->requests, &request->key);
  if (data != NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    remember (self, request->key, data, 0);
  else if (!cancelled)
    {
      remember (self, request->key, NULL, g_get_monotonic_time () + RETRY_SECONDS * G_USEC_PER_SEC);
      report_failure (self, error);
    }
  for (guint i = 0; i < request->loads->len; i++)
    {
      WuseBaseLoad *load = g_ptr_array_index (request->loads, i);

      for (guint piece = 0; data != NULL && piece < load->tile->n_pieces; piece++)
        if (load->keys[piece] == request->key)
          load->tile->pieces[piece].data = g_bytes_ref (data);
      if (--load->n_missing == 0)
        complete (load);
    }
  request_free (request);
}

static void
ask (WuseBaseMap *self, WuseTileKey key, WuseBaseLoad *load)
{
  Request *request = g_hash_table_lookup (self->requests, &key);

  if (request == NULL)
    {
      request = g_new0 (Request, 1);
      request->self = g_object_ref (self);
      request->key = key;
      request->cancellable = g_cancellable_new ();
      request->loads = g_ptr_array_new ();
      g_hash_table_insert (self->requests, &request->key, request);
      wuse_tile_loader_load_async (self->loader, wuse_tile_key_zoom (key), wuse_tile_key_x (key), wuse_tile_key_y (key),
                                   request->cancellable, loaded_cb, request);
    }
  g_ptr_array_add (request->loads, load);
}

static void
wuse_base_map_finalize (GObject *object)
{
  WuseBaseMap *self = WUSE_BASE_MAP (object);

  /* Requests hold references: none is under way. */
  g_hash_table_unref (self->requests);
  g_hash_table_unref (self->entries);
  g_clear_object (&self->loader);
  g_free (self->attribution);

  G_OBJECT_CLASS (wuse_base_map_parent_class)->finalize (object);
}

static void
wuse_base_map_class_init (WuseBaseMapClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wuse_base_map_finalize;

  signals[TILE_FAILED] = g_signal_new ("tile-failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
wuse_base_map_init (WuseBaseMap *self)
{
  self->bounds = (WuseBounds){ -1800000000, -850511287, 1800000000, 850511287 };
  self->max_zoom = MAX_ZOOM;
  self->entries = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) entry_free);
  self->requests = g_hash_table_new (g_int64_hash, g_int64_equal);
}

WuseBaseTile *
wuse_base_tile_ref (WuseBaseTile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
wuse_base_tile_unref (WuseBaseTile *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < self->n_pieces; i++)
    g_clear_pointer (&self->pieces[i].data, g_bytes_unref);
  g_free (self);
}

/* Pieces at their own size are put on whole pixels, so that they stay crisp; others are scaled. */
static void
paint_piece (cairo_t *cr, const WuseBasePiece *piece, const WuseTileImage *image, guint size)
{
  double left = piece->left * size, top = piece->top * size, side = piece->size * size;
  cairo_surface_t *surface;
  gboolean exact = ABS (side - image->width) < 0.01 && image->width == image->height;

  if (exact)
    {
      left = round (left);
      top = round (top);
    }
  surface = cairo_image_surface_create_for_data (image->pixels, CAIRO_FORMAT_ARGB32, (int) image->width, (int) image->height,
                                                 (int) image->width * 4);
  cairo_save (cr);
  cairo_rectangle (cr, floor (left), floor (top), ceil (left + side) - floor (left), ceil (top + side) - floor (top));
  cairo_clip (cr);
  cairo_translate (cr, left, top);
  cairo_scale (cr, side / image->width, side / image->height);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_pattern_set_filter (cairo_get_source (cr), exact ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_BILINEAR);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (surface);
}

WusePixels *
wuse_base_tile_paint (const WuseBaseTile *self, guint size)
{
  g_autoptr (WusePixels) pixels = NULL;
  cairo_surface_t *surface = NULL;
  cairo_t *cr = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (size > 0 && size <= 2048, NULL);

  for (guint i = 0; i < self->n_pieces; i++)
    {
      g_autoptr (WuseTileImage) image = self->pieces[i].data != NULL ? wuse_tile_image_decode (self->pieces[i].data, NULL) : NULL;

      if (image == NULL)
        continue;
      if (pixels == NULL)
        {
          pixels = wuse_pixels_new ((int) size, (int) size);
          surface = cairo_image_surface_create_for_data ((guchar *) wuse_pixels_get_row (pixels, 0), CAIRO_FORMAT_ARGB32,
                                                         (int) size, (int) size, (int) wuse_pixels_get_stride (pixels));
          cr = cairo_create (surface);
        }
      paint_piece (cr, &self->pieces[i], image, size);
    }
  g_clear_pointer (&cr, cairo_destroy);
  g_clear_pointer (&surface, cairo_surface_destroy);
  return g_steal_pointer (&pixels);
}

gboolean
wuse_base_map_peek (WuseBaseMap *self, guint zoom, guint x, guint y, WuseBaseTile **tile, gint64 *retry_at)
{
  g_autoptr (WuseBaseTile) planned = NULL;
  WuseTileKey keys[WUSE_BASE_TILE_MAX_PIECES];

  g_return_val_if_fail (WUSE_IS_BASE_MAP (self), TRUE);
  g_return_val_if_fail (tile != NULL && retry_at != NULL, TRUE);

  *tile = NULL;
  *retry_at = 0;
  planned = plan (self, zoom, x, y, keys);
  for (guint i = 0; i < planned->n_pieces; i++)
    {
      const Entry *entry = recall (self, keys[i]);

      if (entry == NULL)
        return FALSE;
      *retry_at = MAX (*retry_at, entry->expires);
      planned->pieces[i].data = entry->data != NULL ? g_bytes_ref (entry->data) : NULL;
    }
  if (has_data (planned))
    *tile = g_steal_pointer (&planned);
  return TRUE;
}

static gboolean
complete_idle_cb (gpointer user_data)
{
  WuseBaseLoad *load = user_data;

  if (--load->n_missing == 0)
    complete (load);
  return G_SOURCE_REMOVE;
}

WuseBaseLoad *
wuse_base_map_load (WuseBaseMap *self, guint zoom, guint x, guint y, WuseBaseLoadFunc func, gpointer user_data)
{
  WuseBaseLoad *load;

  g_return_val_if_fail (WUSE_IS_BASE_MAP (self), NULL);
  g_return_val_if_fail (func != NULL, NULL);

  load = g_new0 (WuseBaseLoad, 1);
  load->self = g_object_ref (self);
  load->func = func;
  load->user_data = user_data;
  load->tile = plan (self, zoom, x, y, load->keys);
  /* One for this function, so that a loader that answers at once does not complete the load too early. */
  load->n_missing = 1;
  for (guint i = 0; i < load->tile->n_pieces; i++)
    {
      const Entry *entry = recall (self, load->keys[i]);

      if (entry != NULL)
        load->tile->pieces[i].data = entry->data != NULL ? g_bytes_ref (entry->data) : NULL;
      else
        {
          load->n_missing++;
          ask (self, load->keys[i], load);
        }
    }
  g_idle_add_full (G_PRIORITY_DEFAULT, complete_idle_cb, load, NULL);
  return load;
}

void
wuse_base_load_cancel (WuseBaseLoad *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->tile->n_pieces; i++)
    {
      Request *request = g_hash_table_lookup (self->self->requests, &self->keys[i]);

      if (request == NULL || !g_ptr_array_remove_fast (request->loads, self) || request->loads->len > 0)
        continue;
      /* Taken out first: whoever wants the tile again meanwhile gets a new request. */
      g_hash_table_remove (self->self->requests, &request->key);
      g_cancellable_cancel (request->cancellable);
    }
  g_idle_remove_by_data (self);
  load_free (self);
}

void
wuse_base_map_shift (WuseBaseMap *self, guint zoom, guint x, guint y, double *dx, double *dy)
{
  double n_tiles = (double) (1u << zoom);
  double world_x = (x + 0.5) / n_tiles, world_y = (y + 0.5) / n_tiles;
  double lon, lat;

  g_return_if_fail (WUSE_IS_BASE_MAP (self));
  g_return_if_fail (dx != NULL && dy != NULL);

  *dx = *dy = 0;
  if (self->datum == WUSE_DATUM_WGS84 || zoom < SHIFT_MIN_ZOOM)
    return;
  lon = wuse_mercator_lon (world_x) / 1e7;
  lat = wuse_mercator_lat (world_y) / 1e7;
  wuse_datum_from_wgs84 (self->datum, &lon, &lat);
  *dx = wuse_mercator_x ((gint32) round (lon * 1e7)) - world_x;
  *dy = wuse_mercator_y ((gint32) round (lat * 1e7)) - world_y;
}

WuseBaseMap *
wuse_base_map_new (WuseBaseMapKind kind)
{
  WuseBaseMap *self;

  g_return_val_if_fail (kind != WUSE_BASE_MAP_TILES, NULL);

  self = g_object_new (WUSE_TYPE_BASE_MAP, NULL);
  self->kind = kind;
  return self;
}

WuseBaseMap *
wuse_base_map_new_for_mbtiles (WuseMBTiles *file)
{
  WuseBaseMap *self;
  guint min_zoom, max_zoom;
  WuseBounds bounds;

  g_return_val_if_fail (WUSE_IS_MBTILES (file), NULL);

  wuse_mbtiles_get_zooms (file, &min_zoom, &max_zoom);
  self = wuse_base_map_new_for_loader (WUSE_TILE_LOADER (file), WUSE_DATUM_WGS84, min_zoom, MIN (max_zoom, MAX_ZOOM),
                                       wuse_mbtiles_get_attribution (file));
  bounds = wuse_mbtiles_get_bounds (file);
  if (bounds.west <= bounds.east)
    self->bounds = bounds;
  return self;
}

WuseBaseMap *
wuse_base_map_new_for_loader (WuseTileLoader *loader, WuseDatum datum, guint min_zoom, guint max_zoom, const char *attribution)
{
  WuseBaseMap *self;

  g_return_val_if_fail (WUSE_IS_TILE_LOADER (loader), NULL);
  g_return_val_if_fail (max_zoom <= MAX_ZOOM, NULL);

  self = g_object_new (WUSE_TYPE_BASE_MAP, NULL);
  self->kind = WUSE_BASE_MAP_TILES;
  self->loader = g_object_ref (loader);
  self->datum = datum;
  self->min_zoom = min_zoom;
  self->max_zoom = max_zoom;
  self->attribution = g_strdup (attribution);
  return self;
}

WuseBaseMapKind
wuse_base_map_get_kind (WuseBaseMap *self)
{
  g_return_val_if_fail (WUSE_IS_BASE_MAP (self), WUSE_BASE_MAP_NONE);

  return self->kind;
}

const char *
wuse_base_map_get_attribution (WuseBaseMap *self)
{
  g_return_val_if_fail (WUSE_IS_BASE_MAP (self), NULL);

  return self->attribution;
}

WuseBounds
wuse_base_map_get_bounds (WuseBaseMap *self)
{
  g_return_val_if_fail (WUSE_IS_BASE_MAP (self), WUSE_BOUNDS_EMPTY);

  return self->bounds;
}
