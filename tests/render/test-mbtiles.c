/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MBTiles files as others make them, good and bad, and files made to do harm. */

#include "config.h"

#include "wuse-map-error.h"
#include "wuse-mbtiles-metadata.h"
#include "wuse-mbtiles.h"
#include "wuse-test-shared.h"
#include "wuse-tile-loader.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

typedef struct
{
  const char *name;
  int error; /* WuseMapError, or -1 for a file that opens */
  WuseTileFormat format;
  guint min_zoom;
  guint max_zoom;
  WuseTileRows rows;
  gboolean certain;
  guint n_notes;
  guint zoom; /* a tile that shows */
  guint x;
  guint y;
} Expectation;

#define SOUTH WUSE_TILE_ROWS_FROM_SOUTH
#define NORTH WUSE_TILE_ROWS_FROM_NORTH

static const WuseBounds shanghai = { 1213000000, 311000000, 1216000000, 313000000 };

static const Expectation expectations[] = {
  { "consbio_geography-class-jpg", -1, WUSE_TILE_FORMAT_JPEG, 0, 1, SOUTH, FALSE, 0, 1, 0, 0 },
  { "consbio_geography-class-png", -1, WUSE_TILE_FORMAT_PNG, 0, 1, SOUTH, FALSE, 0, 1, 1, 0 },
  { "consbio_geography-class-png-no-bounds", -1, WUSE_TILE_FORMAT_PNG, 0, 1, SOUTH, FALSE, 0, 0, 0, 0 },
  { "consbio_geography-class-webp", -1, WUSE_TILE_FORMAT_WEBP, 0, 1, SOUTH, FALSE, 0, 1, 0, 1 },
  { "consbio_invalid", WUSE_MAP_ERROR_NOT_MBTILES },
  { "consbio_invalid-tile-format", WUSE_MAP_ERROR_FORMAT },
  { "consbio_world_cities", WUSE_MAP_ERROR_VECTOR },
  { "consbio_world_cities_missing_center", WUSE_MAP_ERROR_VECTOR },
  { "mapbox_corrupt", WUSE_MAP_ERROR_DAMAGED },
  { "mapbox_corrupt_null_tile", -1, WUSE_TILE_FORMAT_PNG, 0, 4, SOUTH, TRUE, 0, 0, 0, 0 },
  { "mapbox_plain_1", -1, WUSE_TILE_FORMAT_PNG, 0, 4, SOUTH, TRUE, 0, 2, 1, 1 },
  { "mapbox_plain_2", -1, WUSE_TILE_FORMAT_PNG, 0, 4, SOUTH, TRUE, 0, 2, 1, 1 },
  { "mapbox_plain_4", -1, WUSE_TILE_FORMAT_PNG, 0, 4, SOUTH, TRUE, 0, 2, 1, 1 },
  { "mapbox_some-empty-tiles", -1, WUSE_TILE_FORMAT_PNG, 1, 2, SOUTH, FALSE, 0, 1, 0, 0 },
  { "mapbox_unindexed", -1, WUSE_TILE_FORMAT_PNG, 0, 4, SOUTH, TRUE, 0, 2, 1, 1 },
  { "mapbox_with spaces", -1, WUSE_TILE_FORMAT_UNKNOWN, 0, 0, SOUTH, FALSE, 1, 0, 0, 0 },
  { "shanghai_huangpu_gdal", -1, WUSE_TILE_FORMAT_PNG, 14, 18, SOUTH, TRUE, 1, 15, 27440, 13389 },
  { "shanghai_huangpu_mapproxy_ROWS_ARE_XYZ", -1, WUSE_TILE_FORMAT_PNG, 10, 17, NORTH, TRUE, 1, 14, 13718, 6693 },
  { "shanghai_huangpu_mapproxy_tms", -1, WUSE_TILE_FORMAT_PNG, 10, 17, SOUTH, TRUE, 0, 14, 13718, 6693 },
};

static char *
get_shared (const char *name)
{
  g_autofree char *path = g_strconcat ("data/mbtiles/", name, ".mbtiles", NULL);

  return wuse_test_find_shared (path);
}

static void
check_tile (WuseMBTiles *file, const Expectation *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) tile = wuse_mbtiles_read (file, expected->zoom, expected->x, expected->y, NULL, &error);
  g_autoptr (WuseTileImage) image = NULL;
  gboolean any = FALSE;

  if (expected->format == WUSE_TILE_FORMAT_UNKNOWN)
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
      return;
    }
  g_assert_no_error (error);
  image = wuse_tile_image_decode (tile, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (image->width, ==, 256);
  g_assert_cmpuint (image->height, ==, 256);
  for (guint i = 0; i < image->width * image->height && !any; i++)
    any = image->pixels[i * 4 + 3] != 0;
  g_assert_true (any);
}

static void
test_shared (gconstpointer data)
{
  const Expectation *expected = data;
  g_autofree char *path = get_shared (expected->name);
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseMBTiles) file = NULL;
  guint min_zoom, max_zoom;
  gboolean certain;

  if (path == NULL)
    return;
  file = wuse_mbtiles_open (path, &shanghai, NULL, &error);
  if (expected->error >= 0)
    {
      g_assert_error (error, WUSE_MAP_ERROR, expected->error);
      g_assert_null (file);
      /* The sentence names the file and says more than a code. */
      g_assert_nonnull (strstr (error->message, expected->name));
      g_assert_cmpuint (strlen (error->message), >, strlen (path) + 20);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpint (wuse_mbtiles_get_format (file), ==, expected->format);
  wuse_mbtiles_get_zooms (file, &min_zoom, &max_zoom);
  g_assert_cmpuint (min_zoom, ==, expected->min_zoom);
  g_assert_cmpuint (max_zoom, ==, expected->max_zoom);
  g_assert_cmpint (wuse_mbtiles_get_rows (file, &certain), ==, expected->rows);
  g_assert_cmpint (certain, ==, expected->certain);
  g_assert_cmpuint (g_strv_length ((char **) wuse_mbtiles_get_notes (file)), ==, expected->n_notes);
  g_assert_cmpstr (wuse_mbtiles_get_name (file), !=, "");
  check_tile (file, expected);
}

/* Nothing in or near the file tells: the switch is offered, and does what it says. */
static void
test_rows_switch (void)
{
  g_autofree char *path = get_shared ("shanghai_huangpu_mapproxy_ROWS_ARE_XYZ");
  g_autofree char *other_path = path != NULL ? get_shared ("shanghai_huangpu_mapproxy_tms") : NULL;
  g_autoptr (WuseMBTiles) file = NULL;
  g_autoptr (WuseMBTiles) other = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) tile = NULL;
  g_autoptr (GBytes) other_tile = NULL;
  WuseBounds bounds;
  gboolean certain;

  if (other_path == NULL)
    return;
  file = wuse_mbtiles_open (path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (wuse_mbtiles_get_rows (file, &certain), ==, SOUTH);
  g_assert_false (certain);
  bounds = wuse_mbtiles_get_bounds (file);
  g_assert_cmpint (bounds.north, <, 0);
  wuse_mbtiles_set_rows (file, NORTH);
  bounds = wuse_mbtiles_get_bounds (file);
  g_assert_true (wuse_bounds_intersect (&bounds, &shanghai));

  other = wuse_mbtiles_open (other_path, &shanghai, NULL, &error);
  g_assert_no_error (error);
  tile = wuse_mbtiles_read (file, 14, 13718, 6693, NULL, &error);
  g_assert_no_error (error);
  other_tile = wuse_mbtiles_read (other, 14, 13718, 6693, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (tile, other_tile));
}

/* One tile of the file is NULL: that one is missing, the others are there. */
static void
test_null_tile (void)
{
  g_autofree char *path = get_shared ("mapbox_corrupt_null_tile");
  g_autoptr (WuseMBTiles) file = NULL;
  g_autoptr (GError) error = NULL;
  guint n_found = 0;

  if (path == NULL)
    return;
  file = wuse_mbtiles_open (path, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GBytes) tile = wuse_mbtiles_read (file, 1, i % 2, i / 2, NULL, &error);

      if (tile == NULL)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
      n_found += tile != NULL;
      g_clear_error (&error);
    }
  g_assert_cmpuint (n_found, ==, 3);
}

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("wuse-mbtiles-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "odd %?#.mbtiles", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
make_database (Fixture *fixture, const char *sql)
{
  sqlite3 *database;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &database), ==, SQLITE_OK);
  sqlite3_exec (database, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (database);
}

static void
expect_refused (Fixture *fixture, WuseMapError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseMBTiles) file = wuse_mbtiles_open (fixture->path, NULL, NULL, &error);

  g_assert_null (file);
  g_assert_error (error, WUSE_MAP_ERROR, (int) code);
}

static void
test_not_sqlite (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (wuse_mbtiles_open (fixture->path, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_file_set_contents (fixture->path, "", 0, NULL);
  expect_refused (fixture, WUSE_MAP_ERROR_NOT_MBTILES);
  g_file_set_contents (fixture->path, "PK\003\004 a zip file, renamed", -1, NULL);
  expect_refused (fixture, WUSE_MAP_ERROR_NOT_MBTILES);
  g_file_set_contents (fixture->path, "SQLite format 3\0 and then nothing more", 39, NULL);
  {
    g_autoptr (WuseMBTiles) file = wuse_mbtiles_open (fixture->path, NULL, NULL, NULL);

    g_assert_null (file);
  }
}

static void
test_no_tiles_table (Fixture *fixture, gconstpointer data)
{
  make_database (fixture, "CREATE TABLE metadata (name TEXT, value TEXT)");
  expect_refused (fixture, WUSE_MAP_ERROR_NOT_MBTILES);
  make_database (fixture, "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER)");
  expect_refused (fixture, WUSE_MAP_ERROR_NOT_MBTILES);
}

static void
test_compressed (Fixture *fixture, gconstpointer data)
{
  make_database (fixture, "CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data);"
                          "INSERT INTO tiles VALUES (0, 0, 0, x'1f8b08000000000002ff')");
  expect_refused (fixture, WUSE_MAP_ERROR_VECTOR);
}

/* Addresses that cannot be are passed over; a tile that is too large is refused when it is read. */
static void
test_odd_rows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseMBTiles) file = NULL;
  guint min_zoom, max_zoom;

  make_database (fixture, "CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data);"
                          "INSERT INTO tiles VALUES (99, 0, 0, x'ffd8ff'), (-1, 0, 0, x'ffd8ff'), ('two', 0, 0, x'ffd8ff'),"
                          " (3, 8, 0, x'ffd8ff'), (3, 0, -1, x'ffd8ff'), (3, 1e300, 0, x'ffd8ff'), (NULL, NULL, NULL, NULL),"
                          " (2, 1, 1, x'89504e470d0a1a0a'), (2, 1, 2, zeroblob(3000000)), (2, 2, 2, 'text')");
  file = wuse_mbtiles_open (fixture->path, NULL, NULL, &error);
  g_assert_no_error (error);
  wuse_mbtiles_get_zooms (file, &min_zoom, &max_zoom);
  g_assert_cmpuint (min_zoom, ==, 2);
  g_assert_cmpuint (max_zoom, ==, 2);
  g_assert_null (wuse_mbtiles_read (file, 2, 1, 1, NULL, &error));
  g_assert_error (error, WUSE_MAP_ERROR, WUSE_MAP_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_null (wuse_mbtiles_read (file, 40, 1, 1, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static gpointer
cancel_in_thread (gpointer data)
{
  g_usleep (100000);
  g_cancellable_cancel (data);
  return NULL;
}

/* A view that never ends is given up when asked to. */
static void
test_endless (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread;

  make_database (fixture, "CREATE VIEW tiles AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                          " SELECT 1 AS zoom_level, 0 AS tile_column, 0 AS tile_row, x'ffd8ff' AS tile_data FROM n");
  thread = g_thread_new ("cancel", cancel_in_thread, cancellable);
  g_assert_null (wuse_mbtiles_open (fixture->path, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

/* Cut off or overwritten anywhere, a good file is refused or partly usable; nothing worse. */
static void
test_damage (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_shared ("mapbox_some-empty-tiles");
  g_autofree char *contents = NULL;
  gsize length;
  guint n_opened = 0;

  if (path == NULL)
    return;
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  for (guint i = 1; i < 60; i++)
    {
      g_autofree char *broken = g_memdup2 (contents, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (WuseMBTiles) file = NULL;
      gsize kept = i % 2 == 0 ? length * i / 60 : length;

      for (guint j = 0; j < 64 && i % 2 == 1; j++)
        broken[(i * 7919 + j * j * 104729) % length] ^= (char) (1 << (j % 8));
      g_assert_true (g_file_set_contents (fixture->path, broken, (gssize) kept, NULL));
      file = wuse_mbtiles_open (fixture->path, NULL, NULL, &error);
      g_assert_true ((file == NULL) == (error != NULL));
      for (guint j = 0; j < 16 && file != NULL; j++)
        {
          g_autoptr (GBytes) tile = wuse_mbtiles_read (file, 2, j % 4, j / 4, NULL, NULL);
          g_autoptr (WuseTileImage) image = tile != NULL ? wuse_tile_image_decode (tile, NULL) : NULL;

          g_assert_true (image == NULL || image->width <= WUSE_TILE_IMAGE_MAX_SIZE);
        }
      n_opened += file != NULL;
    }
  g_assert_cmpuint (n_opened, <, 59);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GBytes **tile = user_data;

  *tile = wuse_tile_loader_load_finish (WUSE_TILE_LOADER (source), result, &error);
  g_assert_no_error (error);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(WuseMBTiles **) user_data = wuse_mbtiles_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
test_async (void)
{
  g_autofree char *path = get_shared ("mapbox_plain_1");
  g_autoptr (WuseMBTiles) file = NULL;
  g_autoptr (GBytes) tile = NULL;

  if (path == NULL)
    return;
  wuse_mbtiles_open_async (path, NULL, NULL, opened_cb, &file);
  while (file == NULL)
    g_main_context_iteration (NULL, TRUE);
  wuse_tile_loader_load_async (WUSE_TILE_LOADER (file), 1, 0, 0, NULL, loaded_cb, &tile);
  while (tile == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (wuse_tile_format_sniff (g_bytes_get_data (tile, NULL), g_bytes_get_size (tile)), ==, WUSE_TILE_FORMAT_PNG);
}

/* The size is believed before anything is decoded: a small file that unfolds to gigabytes is refused. */
static void
test_image_bounds (void)
{
  static const guint8 png[] = { 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0,    0,    13, 'I',
                                'H',  'D', 'R', 0,   0,    0xEA, 0x60, 0,    0, 0xEA, 0x60, 8,  6 };
  static const guint8 jpeg[] = {
    0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 11, 8, 0xFF, 0xFF, 0xFF, 0xFF, 1, 1, 0x11, 0
  };
  static const guint8 cut[] = { 0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF };
  static const struct
  {
    const guint8 *data;
    gsize length;
    WuseMapError error;
  } images[] = { { png, sizeof png, WUSE_MAP_ERROR_TOO_LARGE },
                 { jpeg, sizeof jpeg, WUSE_MAP_ERROR_TOO_LARGE },
                 { cut, sizeof cut, WUSE_MAP_ERROR_FORMAT },
                 { png, 10, WUSE_MAP_ERROR_FORMAT },
                 { png, 0, WUSE_MAP_ERROR_FORMAT } };

  for (guint i = 0; i < G_N_ELEMENTS (images); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (images[i].data, images[i].length);
      g_autoptr (GError) error = NULL;

      g_assert_null (wuse_tile_image_decode (bytes, &error));
      g_assert_error (error, WUSE_MAP_ERROR, (int) images[i].error);
    }
}

static void
set_metadata (WuseMBTilesMetadata *metadata, const char *name, const char *value)
{
  wuse_mbtiles_metadata_set (metadata, name, value, strlen (value));
}

static void
test_metadata (void)
{
  WuseMBTilesMetadata metadata;
  static const char *const impossible[] = { "",           ",",         "1,2,3",     "1,2,3,4,5",   "5,2,3,4",
                                            "-181,0,0,1", "0,-91,0,0", "nan,0,1,1", "1e400,0,1,1", "0,0,0,0" };

  wuse_mbtiles_metadata_init (&metadata);
  for (guint i = 0; i < G_N_ELEMENTS (impossible); i++)
    {
      set_metadata (&metadata, "bounds", impossible[i]);
      g_assert_cmpint (metadata.bounds.west, >, metadata.bounds.east);
    }
  set_metadata (&metadata, "bounds", " 121.4612 , 31.2 ,121.5,31.25");
  g_assert_cmpint (metadata.bounds.west, ==, 1214612000);
  g_assert_cmpint (metadata.bounds.north, ==, 312500000);
  set_metadata (&metadata, "attribution",
                "&copy; <a href=\"https://www.openstreetmap.org/copyright\">OpenStreetMap</a>\n contributors");
  g_assert_cmpstr (metadata.attribution, ==, "© OpenStreetMap contributors");
  set_metadata (&metadata, "name", "a \xff b < c");
  g_assert_true (g_utf8_validate (metadata.name, -1, NULL));
  set_metadata (&metadata, "minzoom", "-3");
  set_metadata (&metadata, "maxzoom", "18");
  g_assert_cmpint (metadata.min_zoom, ==, -1);
  g_assert_cmpint (metadata.max_zoom, ==, 18);
  g_assert_false (metadata.vector);
  set_metadata (&metadata, "format", "PBF");
  g_assert_true (metadata.vector);
  wuse_mbtiles_metadata_clear (&metadata);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (expectations); i++)
    {
      g_autofree char *path = g_strconcat ("/mbtiles/shared/", expectations[i].name, NULL);

      g_test_add_data_func (path, &expectations[i], test_shared);
    }
  g_test_add_func ("/mbtiles/rows-switch", test_rows_switch);
  g_test_add_func ("/mbtiles/null-tile", test_null_tile);
  g_test_add_func ("/mbtiles/async", test_async);
  g_test_add_func ("/mbtiles/image-bounds", test_image_bounds);
  g_test_add_func ("/mbtiles/metadata", test_metadata);
  g_test_add ("/mbtiles/not-sqlite", Fixture, NULL, set_up, test_not_sqlite, tear_down);
  g_test_add ("/mbtiles/no-tiles-table", Fixture, NULL, set_up, test_no_tiles_table, tear_down);
  g_test_add ("/mbtiles/compressed", Fixture, NULL, set_up, test_compressed, tear_down);
  g_test_add ("/mbtiles/odd-rows", Fixture, NULL, set_up, test_odd_rows, tear_down);
  g_test_add ("/mbtiles/endless", Fixture, NULL, set_up, test_endless, tear_down);
  g_test_add ("/mbtiles/damage", Fixture, NULL, set_up, test_damage, tear_down);

  return g_test_run ();
}
