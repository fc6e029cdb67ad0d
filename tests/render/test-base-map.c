/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a tile of the base map is put together from: own zoom level, enlarged, shifted, missing, failing. */

#include "config.h"

#include "wuse-base-map-private.h"
#include "wuse-mercator.h"

#include <cairo.h>
#include <math.h>

/* A loader whose tiles have one colour each, told by column and row. */
#define TEST_TYPE_LOADER (test_loader_get_type ())
G_DECLARE_FINAL_TYPE (TestLoader, test_loader, TEST, LOADER, GObject)

struct _TestLoader
{
  GObject parent_instance;

  guint n_asked;
  guint n_cancelled;
  GError *failure;
  guint32 size;
};

static void loader_iface_init (WuseTileLoaderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestLoader,
                               test_loader,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WUSE_TYPE_TILE_LOADER, loader_iface_init))

static guint32
get_color (guint x, guint y)
{
  return 0xff000000 | (x & 0xff) << 16 | (y & 0xff) << 8 | 0x55;
}

static cairo_status_t
append_cb (void *closure, const guchar *data, guint length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
make_tile (guint size, guint32 color)
{
  g_autofree guint32 *pixels = g_new (guint32, size * size);
  GByteArray *png = g_byte_array_new ();
  cairo_surface_t *surface;

  for (guint i = 0; i < size * size; i++)
    pixels[i] = color;
  surface = cairo_image_surface_create_for_data ((guchar *) pixels, CAIRO_FORMAT_ARGB32, (int) size, (int) size, (int) size * 4);
  g_assert_cmpint (cairo_surface_write_to_png_stream (surface, append_cb, png), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (png);
}

static gboolean
answer_cb (gpointer data)
{
  g_autoptr (GTask) task = data;
  TestLoader *self = g_task_get_source_object (task);
  const guint *address = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    self->n_cancelled++;
  else if (self->failure != NULL)
    g_task_return_error (task, g_error_copy (self->failure));
  else
    g_task_return_pointer (task, make_tile (self->size, get_color (address[1], address[2])), (GDestroyNotify) g_bytes_unref);
  return G_SOURCE_REMOVE;
}

static void
load_async (WuseTileLoader *loader,
            guint zoom,
            guint x,
            guint y,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  GTask *task = g_task_new (loader, cancellable, callback, user_data);
  guint *address = g_new (guint, 3);

  address[0] = zoom;
  address[1] = x;
  address[2] = y;
  TEST_LOADER (loader)->n_asked++;
  g_task_set_task_data (task, address, g_free);
  g_timeout_add (5, answer_cb, task);
}

static GBytes *
load_finish (WuseTileLoader *loader, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
loader_iface_init (WuseTileLoaderInterface *iface)
{
  iface->load_async = load_async;
  iface->load_finish = load_finish;
}

static void
test_loader_finalize (GObject *object)
{
  g_clear_error (&TEST_LOADER (object)->failure);
  G_OBJECT_CLASS (test_loader_parent_class)->finalize (object);
}

static void
test_loader_class_init (TestLoaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_loader_finalize;
}

static void
test_loader_init (TestLoader *self)
{
  self->size = 256;
}

typedef struct
{
  gboolean done;
  WuseBaseTile *tile;
} Loaded;

static void
loaded_cb (WuseBaseTile *tile, gpointer user_data)
{
  Loaded *loaded = user_data;

  loaded->done = TRUE;
  loaded->tile = tile != NULL ? wuse_base_tile_ref (tile) : NULL;
}

static WuseBaseTile *
load (WuseBaseMap *map, guint zoom, guint x, guint y)
{
  Loaded loaded = { FALSE, NULL };

  wuse_base_map_load (map, zoom, x, y, loaded_cb, &loaded);
  g_assert_false (loaded.done);
  while (!loaded.done)
    g_main_context_iteration (NULL, TRUE);
  return loaded.tile;
}

static void
test_plain (void)
{
  g_autoptr (TestLoader) loader = g_object_new (TEST_TYPE_LOADER, NULL);
  g_autoptr (WuseBaseMap) map = wuse_base_map_new_for_loader (WUSE_TILE_LOADER (loader), WUSE_DATUM_WGS84, 0, 18, "© somebody");
  g_autoptr (WuseBaseTile) tile = load (map, 14, 100, 200);
  g_autoptr (WuseBaseTile) again = NULL;
  g_autoptr (WusePixels) pixels = wuse_base_tile_paint (tile, 256);
  gint64 retry_at;

  g_assert_cmpuint (tile->n_pieces, ==, 1);
  g_assert_cmphex (wuse_pixels_get_row (pixels, 0)[0], ==, get_color (100, 200));
  g_assert_cmphex (wuse_pixels_get_row (pixels, 255)[255], ==, get_color (100, 200));
  /* The second time nothing is fetched. */
  g_assert_true (wuse_base_map_peek (map, 14, 100, 200, &again, &retry_at));
  g_assert_nonnull (again);
  g_assert_cmpint (retry_at, ==, 0);
  g_assert_cmpuint (loader->n_asked, ==, 1);
  g_assert_cmpstr (wuse_base_map_get_attribution (map), ==, "© somebody");
}

/* Beyond the greatest zoom level a part of the last tile is enlarged; below the least there is nothing. */
static void
test_zooms (void)
{
  g_autoptr (TestLoader) loader = g_object_new (TEST_TYPE_LOADER, NULL);
  g_autoptr (WuseBaseMap) map = wuse_base_map_new_for_loader (WUSE_TILE_LOADER (loader), WUSE_DATUM_WGS84, 5, 10, NULL);
  g_autoptr (WuseBaseTile) tile = load (map, 12, 4 * 300 + 1, 4 * 301 + 3);
  g_autoptr (WuseBaseTile) none = NULL;
  g_autoptr (WusePixels) pixels = wuse_base_tile_paint (tile, 512);
  gint64 retry_at;

  g_assert_cmpuint (tile->n_pieces, ==, 1);
  g_assert_cmpfloat_with_epsilon (tile->pieces[0].size, 4, 1e-9);
  g_assert_cmpfloat_with_epsilon (tile->pieces[0].left, -1, 1e-6);
  g_assert_cmpfloat_with_epsilon (tile->pieces[0].top, -3, 1e-6);
  g_assert_cmphex (wuse_pixels_get_row (pixels, 511)[511], ==, get_color (300, 301));
  g_assert_true (wuse_base_map_peek (map, 4, 3, 3, &none, &retry_at));
  g_assert_null (none);
}

/* A place drawn on a GCJ-02 tile comes to lie where WGS 84 has it, to half a pixel. */
static void
test_shift (void)
{
  static const WuseDatum datums[] = { WUSE_DATUM_GCJ02, WUSE_DATUM_BD09 };
  const guint zoom = 16;
  const double n_tiles = 1 << zoom;

  for (guint i = 0; i < G_N_ELEMENTS (datums); i++)
    {
      g_autoptr (TestLoader) loader = g_object_new (TEST_TYPE_LOADER, NULL);
      g_autoptr (WuseBaseMap) map = wuse_base_map_new_for_loader (WUSE_TILE_LOADER (loader), datums[i], 0, 18, NULL);
      double lon = 121.4900, lat = 31.2350, shifted_lon = lon, shifted_lat = lat, x, y, source_x, source_y;
      g_autoptr (WuseBaseTile) tile = NULL;
      gboolean found = FALSE;

      wuse_datum_from_wgs84 (datums[i], &shifted_lon, &shifted_lat);
      x = wuse_mercator_x ((gint32) round (lon * 1e7)) * n_tiles;
      y = wuse_mercator_y ((gint32) round (lat * 1e7)) * n_tiles;
      source_x = wuse_mercator_x ((gint32) round (shifted_lon * 1e7)) * n_tiles;
      source_y = wuse_mercator_y ((gint32) round (shifted_lat * 1e7)) * n_tiles;
      tile = load (map, zoom, (guint) x, (guint) y);
      g_assert_cmpuint (tile->n_pieces, ==, 4);
      for (guint j = 0; j < tile->n_pieces; j++)
        {
          g_autoptr (WusePixels) pixels = NULL;
          const WuseBasePiece *piece = &tile->pieces[j];
          /* Where the place lies on this source tile, and where that comes to lie. */
          double left = (source_x - floor (source_x)) + piece->left, top = (source_y - floor (source_y)) + piece->top;
          double want_left = x - floor (x), want_top = y - floor (y);

          if (ABS (left - want_left) > 0.5 || ABS (top - want_top) > 0.5)
            continue;
          found = TRUE;
          g_assert_cmpfloat_with_epsilon (left, want_left, 0.5 / 256);
          g_assert_cmpfloat_with_epsilon (top, want_top, 0.5 / 256);
          pixels = wuse_base_tile_paint (tile, 256);
          g_assert_cmphex (wuse_pixels_get_row (pixels, (int) (want_top * 256))[(int) (want_left * 256)], ==,
                           get_color ((guint) source_x, (guint) source_y));
        }
      g_assert_true (found);
    }
}

/* No gap between the pieces of a shifted tile. */
static void
test_shift_covers (void)
{
  g_autoptr (TestLoader) loader = g_object_new (TEST_TYPE_LOADER, NULL);
  g_autoptr (WuseBaseMap) map = wuse_base_map_new_for_loader (WUSE_TILE_LOADER (loader), WUSE_DATUM_GCJ02, 0, 18, NULL);
  g_autoptr (WuseBaseTile) tile = load (map, 15, 27437, 13389);
  g_autoptr (WusePixels) pixels = wuse_base_tile_paint (tile, 256);

  for (int row = 0; row < 256; row++)
    for (int column = 0; column < 256; column++)
      g_assert_cmphex (wuse_pixels_get_row (pixels, row)[column] >> 24, ==, 0xff);
}

static void
failed_cb (WuseBaseMap *map, const GError *error, gpointer user_data)
{
  guint *n_failures = user_data;

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
  *n_failures += 1;
}

/* A missing tile is known from then on; a failure is said once, and asked again later only. */
static void
test_failures (void)
{
  g_autoptr (TestLoader) loader = g_object_new (TEST_TYPE_LOADER, NULL);
  g_autoptr (WuseBaseMap) map = wuse_base_map_new_for_loader (WUSE_TILE_LOADER (loader), WUSE_DATUM_WGS84, 0, 18, NULL);
  g_autoptr (WuseBaseTile) tile = NULL;
  guint n_failures = 0;
  gint64 retry_at;

  g_signal_connect (map, "tile-failed", G_CALLBACK (failed_cb), &n_failures);
  loader->failure = g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "none");
  g_assert_null (load (map, 10, 1, 1));
  g_assert_true (wuse_base_map_peek (map, 10, 1, 1, &tile, &retry_at));
  g_assert_cmpint (retry_at, ==, 0);
  g_assert_cmpuint (n_failures, ==, 0);

  loader->failure->code = G_IO_ERROR_CONNECTION_REFUSED;
  g_assert_null (load (map, 10, 2, 2));
  g_assert_null (load (map, 10, 3, 2));
  g_assert_cmpuint (n_failures, ==, 1);
  g_assert_true (wuse_base_map_peek (map, 10, 2, 2, &tile, &retry_at));
  g_assert_cmpint (retry_at, >, g_get_monotonic_time ());
  g_assert_cmpuint (loader->n_asked, ==, 3);
}

static void
never_cb (WuseBaseTile *tile, gpointer user_data)
{
  g_assert_not_reached ();
}

/* Two who want one tile ask once; when both give up, so does the request. */
static void
test_cancel (void)
{
  g_autoptr (TestLoader) loader = g_object_new (TEST_TYPE_LOADER, NULL);
  g_autoptr (WuseBaseMap) map = wuse_base_map_new_for_loader (WUSE_TILE_LOADER (loader), WUSE_DATUM_WGS84, 0, 10, NULL);
  WuseBaseLoad *first = wuse_base_map_load (map, 11, 20, 20, never_cb, NULL);
  WuseBaseLoad *second = wuse_base_map_load (map, 11, 21, 21, never_cb, NULL);
  g_autoptr (WuseBaseTile) tile = NULL;

  g_assert_cmpuint (loader->n_asked, ==, 1);
  wuse_base_load_cancel (first);
  wuse_base_load_cancel (second);
  tile = load (map, 11, 20, 20);
  g_assert_nonnull (tile);
  g_assert_cmpuint (loader->n_asked, ==, 2);
  g_assert_cmpuint (loader->n_cancelled, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base-map/plain", test_plain);
  g_test_add_func ("/base-map/zooms", test_zooms);
  g_test_add_func ("/base-map/shift", test_shift);
  g_test_add_func ("/base-map/shift-covers", test_shift_covers);
  g_test_add_func ("/base-map/failures", test_failures);
  g_test_add_func ("/base-map/cancel", test_cancel);

  return g_test_run ();
}
