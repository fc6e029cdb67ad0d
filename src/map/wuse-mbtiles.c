/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Raster MBTiles: an SQLite file by a stranger, surveyed once and then read tile by tile. */

#define G_LOG_DOMAIN "wuse-map"
#include "config.h"

#include "wuse-mbtiles.h"

#include "wuse-map-error.h"
#include "wuse-mbtiles-metadata.h"
#include "wuse-tile-loader.h"

#include <glib/gi18n.h>
#include <sqlite3.h>
#include <string.h>

/* A view may be made to run for ever: everything that is asked of the file has a deadline. */
#define SURVEY_SECONDS 20
#define TILE_SECONDS 5
#define STEPS_BETWEEN_CHECKS 10000
#define MAX_CELL_BYTES (8 * 1024 * 1024)
#define MAX_METADATA_ROWS 1000

struct _WuseMBTiles
{
  GObject parent_instance;

  char *path;
  char *name;
  char *attribution;
  WuseTileFormat format;
  guint min_zoom;
  guint max_zoom;
  WuseTileRange ranges[WUSE_MBTILES_MAX_ZOOM + 1];
  WuseTileRows rows;
  gboolean rows_certain;
  GPtrArray *notes;

  GThreadPool *reader;
  GMutex lock; /* covers everything below */
  sqlite3 *database;
  sqlite3_stmt *read_statement;
  GCancellable *cancellable;
  gint64 deadline;
};

static void loader_iface_init (WuseTileLoaderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WuseMBTiles,
                               wuse_mbtiles,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WUSE_TYPE_TILE_LOADER, loader_iface_init))

typedef struct
{
  guint zoom;
  guint x;
  guint y;
} TileAddress;

static int
progress_cb (void *user_data)
{
  WuseMBTiles *self = user_data;

  return g_get_monotonic_time () > self->deadline || g_cancellable_is_cancelled (self->cancellable);
}

static void
begin (WuseMBTiles *self, GCancellable *cancellable, int seconds)
{
  self->cancellable = cancellable;
  self->deadline = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
}

/* What SQLite complains of, for a person. */
static gboolean
fail (WuseMBTiles *self, GError **error)
{
  int code = sqlite3_errcode (self->database) & 0xff;

  if (code == SQLITE_INTERRUPT && g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (code == SQLITE_INTERRUPT)
    g_set_error (error, WUSE_MAP_ERROR, WUSE_MAP_ERROR_DAMAGED, _ ("“%s” takes too long to read."), self->path);
  else if (code == SQLITE_NOTADB)
    g_set_error (error, WUSE_MAP_ERROR, WUSE_MAP_ERROR_NOT_MBTILES, _ ("“%s” is not an MBTiles file: it is no SQLite database."),
                 self->path);
  else
    g_set_error (error, WUSE_MAP_ERROR, WUSE_MAP_ERROR_DAMAGED, _ ("“%s” is damaged: %s."), self->path,
                 sqlite3_errmsg (self->database));
  return FALSE;
}

/* The header tells a wrong file from a broken one before SQLite is asked. */
static gboolean
check_header (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = NULL;
  char header[16];
  gsize length = 0;

  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_SPECIAL)
    {
      g_set_error (error, WUSE_MAP_ERROR, WUSE_MAP_ERROR_NOT_MBTILES, _ ("“%s” is not a regular file."), path);
      return FALSE;
    }
  stream = g_file_read (file, NULL, error);
  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), header, sizeof header, &length, NULL, error))
    return FALSE;
  if (length == sizeof header && memcmp (header, "SQLite format 3", sizeof header) == 0)
    return TRUE;
  g_set_error (error, WUSE_MAP_ERROR, WUSE_MAP_ERROR_NOT_MBTILES, _ ("“%s” is not an MBTiles file: it is no SQLite database."),
               path);
  return FALSE;
}

static gboolean
open_database (WuseMBTiles *self, GError **error)
{
  g_autofree char *escaped = g_uri_escape_string (self->path, "/", FALSE);
  g_autofree char *uri = g_strconcat ("file:", escaped, "?mode=ro&immutable=1", NULL);

  if (!check_header (self->path, error))
    return FALSE;
  if (sqlite3_open_v2 (uri, &self->database,
                       SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL)
      != SQLITE_OK)
    return fail (self, error);
  sqlite3_db_config (self->database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_limit (self->database, SQLITE_LIMIT_LENGTH, MAX_CELL_BYTES);
  sqlite3_limit (self->database, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_progress_handler (self->database, STEPS_BETWEEN_CHECKS, progress_cb, self);
  return TRUE;
}

static void
read_metadata (WuseMBTiles *self, WuseMBTilesMetadata *metadata)
{
  sqlite3_stmt *statement = NULL;

  /* A file without the table is tolerated: nothing in it is needed. */
  if (sqlite3_prepare_v2 (self->database, "SELECT name, value FROM metadata LIMIT ?1", -1, &statement, NULL) != SQLITE_OK)
    return;
  sqlite3_bind_int (statement, 1, MAX_METADATA_ROWS);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      const char *name = (const char *) sqlite3_column_text (statement, 0);
      const char *value = (const char *) sqlite3_column_text (statement, 1);

      if (name != NULL && value != NULL)
        wuse_mbtiles_metadata_set (metadata, name, value, (gsize) sqlite3_column_bytes (statement, 1));
    }
  sqlite3_finalize (statement);
}

static void
note_tile (WuseMBTiles *self, gint64 zoom, gint64 x, gint64 row)
{
  WuseTileRange *range;
  gint64 n_rows;

  if (zoom < 0 || zoom > WUSE_MBTILES_MAX_ZOOM)
    return;
  n_rows = G_GINT64_CONSTANT (1) << zoom;
  if (x < 0 || x >= n_rows || row < 0 || row >= n_rows)
    return;
  range = &self->ranges[zoom];
  range->min_x = range->n_tiles == 0 ? (guint32) x : MIN (range->min_x, (guint32) x);
  range->max_x = range->n_tiles == 0 ? (guint32) x : MAX (range->max_x, (guint32) x);
  range->min_row = range->n_tiles == 0 ? (guint32) row : MIN (range->min_row, (guint32) row);
  range->max_row = range->n_tiles == 0 ? (guint32) row : MAX (range->max_row, (guint32) row);
  range->n_tiles++;
}

/* Streams over all addresses; grouping them in SQL would let a hostile view fill the disk with a sort. */
static gboolean
survey_rows (WuseMBTiles *self, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code;

  if (sqlite3_prepare_v2 (self->database, "SELECT zoom_level, tile_column, tile_row FROM tiles", -1, &statement, NULL)
      != SQLITE_OK)
    {
      if ((sqlite3_errcode (self->database) & 0xff) != SQLITE_ERROR)
        return fail (self, error);
      g_set_error (error, WUSE_MAP_ERROR, WUSE_MAP_ERROR_NOT_MBTILES,
                   _ ("“%s” is not an MBTiles file: it has no usable table of tiles (%s)."), self->path,
                   sqlite3_errmsg (self->database));
      return FALSE;
    }
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    if (sqlite3_column_type (statement, 0) == SQLITE_INTEGER && sqlite3_column_type (statement, 1) == SQLITE_INTEGER
        && sqlite3_column_type (statement, 2) == SQLITE_INTEGER)
      note_tile (self, sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1),
                 sqlite3_column_int64 (statement, 2));
  if (code != SQLITE_DONE)
    fail (self, error);
  sqlite3_finalize (statement);
  return code == SQLITE_DONE;
}

/* Looks at some tiles of every zoom level. One image is enough to be of use; without any the reason is given. */
static gboolean
survey_formats (WuseMBTiles *self, const WuseMBTilesMetadata *metadata, GError **error)
{
  sqlite3_stmt *statement = NULL;
  gboolean any = FALSE, compressed = FALSE, broken = FALSE;

  if (sqlite3_prepare_v2 (self->database,
                          "SELECT substr(tile_data, 1, 16) FROM tiles WHERE zoom_level = ?1 AND tile_data IS NOT NULL LIMIT 3",
                          -1, &statement, NULL)
      != SQLITE_OK)
    return fail (self, error);
  for (guint zoom = 0; zoom <= WUSE_MBTILES_MAX_ZOOM; zoom++)
    {
      int code = SQLITE_DONE;

      if (self->ranges[zoom].n_tiles == 0)
        continue;
      sqlite3_bind_int (statement, 1, (int) zoom);
      while ((code = sqlite3_step (statement)) == SQLITE_ROW)
        {
          const guint8 *head = sqlite3_column_blob (statement, 0);
          WuseTileFormat format = wuse_tile_format_sniff (head, (gsize) sqlite3_column_bytes (statement, 0));

          any = TRUE;
          compressed |= format == WUSE_TILE_FORMAT_COMPRESSED;
          if (self->format == WUSE_TILE_FORMAT_UNKNOWN && format != WUSE_TILE_FORMAT_COMPRESSED)
            self->format = format;
        }
      broken |= code != SQLITE_DONE;
      sqlite3_reset (statement);
    }
  sqlite3_finalize (statement);
  if (self->format != WUSE_TILE_FORMAT_UNKNOWN || (!any && !broken && !metadata->vector))
    return TRUE;
  if (broken && !any)
    return fail (self, error);
  if (compressed || metadata->vector)
    g_set_error (error, WUSE_MAP_ERROR, WUSE_MAP_ERROR_VECTOR,
                 _ ("“%s” holds vector tiles. Only image tiles (PNG, JPEG, WebP) can be shown: export the map as images."),
                 self->path);
  else
    g_set_error (error, WUSE_MAP_ERROR, WUSE_MAP_ERROR_FORMAT,
                 _ ("The tiles in “%s” are no images: neither PNG nor JPEG nor WebP. The file is probably damaged."), self->path);
  return FALSE;
}

static void
settle_zooms (WuseMBTiles *self, const WuseMBTilesMetadata *metadata)
{
  int least = -1, greatest = -1;

  for (guint zoom = 0; zoom <= WUSE_MBTILES_MAX_ZOOM; zoom++)
    if (self->ranges[zoom].n_tiles > 0)
      {
        least = least < 0 ? (int) zoom : least;
        greatest = (int) zoom;
      }
  if (least < 0)
    {
      g_ptr_array_add (self->notes, g_strdup (_ ("There are no tiles in this file.")));
      return;
    }
  self->min_zoom = (guint) least;
  self->max_zoom = (guint) greatest;
  if ((metadata->min_zoom >= 0 && metadata->min_zoom != least) || (metadata->max_zoom >= 0 && metadata->max_zoom != greatest))
    g_ptr_array_add (self->notes, g_strdup_printf (_ ("The zoom levels the file claims are wrong; it has tiles from %d to %d."),
                                                   least, greatest));
}

static gboolean
survey (WuseMBTiles *self, const WuseBounds *near, GError **error)
{
  WuseMBTilesMetadata metadata;
  gboolean sound;

  wuse_mbtiles_metadata_init (&metadata);
  read_metadata (self, &metadata);
  sound = survey_rows (self, error) && survey_formats (self, &metadata, error);
  if (sound)
    {
      settle_zooms (self, &metadata);
      self->rows = wuse_mbtiles_guess_rows (self->ranges, &metadata.bounds, near, &self->rows_certain);
      if (self->rows == WUSE_TILE_ROWS_FROM_NORTH)
        g_ptr_array_add (self->notes,
                         g_strdup (_ ("The rows of this file count from the north (XYZ), not from the south as they should.")));
      self->name = metadata.name != NULL ? g_strdup (metadata.name) : g_path_get_basename (self->path);
      self->attribution = g_strdup (metadata.attribution);
      g_ptr_array_add (self->notes, NULL);
    }
  wuse_mbtiles_metadata_clear (&metadata);
  return sound
         && (sqlite3_prepare_v3 (
                 self->database,
                 "SELECT tile_data FROM tiles WHERE zoom_level = ?1 AND tile_column = ?2 AND tile_row = ?3 LIMIT 1", -1,
                 SQLITE_PREPARE_PERSISTENT, &self->read_statement, NULL)
                 == SQLITE_OK
             || fail (self, error));
}

static GBytes *
take_tile (WuseMBTiles *self, GError **error)
{
  sqlite3_stmt *statement = self->read_statement;
  int code = sqlite3_step (statement);
  int length;

  if (code != SQLITE_ROW && code != SQLITE_DONE)
    {
      fail (self, error);
      return NULL;
    }
  length = code == SQLITE_ROW ? sqlite3_column_bytes (statement, 0) : 0;
  if (length == 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("There is no such tile."));
      return NULL;
    }
  if ((guint) length > WUSE_TILE_IMAGE_MAX_BYTES)
    {
      g_set_error (error, WUSE_MAP_ERROR, WUSE_MAP_ERROR_TOO_LARGE, _ ("A tile has %u bytes; at most %u are accepted."),
                   (guint) length, WUSE_TILE_IMAGE_MAX_BYTES);
      return NULL;
    }
  return g_bytes_new (sqlite3_column_blob (statement, 0), (gsize) length);
}

static void
read_cb (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  const TileAddress *address = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GBytes *tile;

  if (g_task_return_error_if_cancelled (task))
    return;
  tile = wuse_mbtiles_read (g_task_get_source_object (task), address->zoom, address->x, address->y, g_task_get_cancellable (task),
                            &error);
  if (tile != NULL)
    g_task_return_pointer (task, tile, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
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
  WuseMBTiles *self = WUSE_MBTILES (loader);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  TileAddress *address = g_new (TileAddress, 1);

  *address = (TileAddress){ zoom, x, y };
  g_task_set_source_tag (task, load_async);
  g_task_set_task_data (task, address, g_free);
  g_thread_pool_push (self->reader, task, NULL);
}

static GBytes *
load_finish (WuseTileLoader *loader, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, loader), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  char *path;
  WuseBounds near;
  gboolean has_near;
} OpenRequest;

static void
open_request_free (OpenRequest *request)
{
  g_free (request->path);
  g_free (request);
}

static void
open_in_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  const OpenRequest *request = task_data;
  g_autoptr (GError) error = NULL;
  WuseMBTiles *self = wuse_mbtiles_open (request->path, request->has_near ? &request->near : NULL, cancellable, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
wuse_mbtiles_finalize (GObject *object)
{
  WuseMBTiles *self = WUSE_MBTILES (object);

  /* Every queued read holds a reference: nothing is queued any more. */
  g_thread_pool_free (self->reader, FALSE, FALSE);
  sqlite3_finalize (self->read_statement);
  sqlite3_close (self->database);
  g_mutex_clear (&self->lock);
  g_ptr_array_unref (self->notes);
  g_free (self->path);
  g_free (self->name);
  g_free (self->attribution);

  G_OBJECT_CLASS (wuse_mbtiles_parent_class)->finalize (object);
}

static void
wuse_mbtiles_class_init (WuseMBTilesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wuse_mbtiles_finalize;
}

static void
wuse_mbtiles_init (WuseMBTiles *self)
{
  g_mutex_init (&self->lock);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->reader = g_thread_pool_new (read_cb, NULL, 1, FALSE, NULL);
}

static void
loader_iface_init (WuseTileLoaderInterface *iface)
{
  iface->load_async = load_async;
  iface->load_finish = load_finish;
}

WuseMBTiles *
wuse_mbtiles_open (const char *path, const WuseBounds *near, GCancellable *cancellable, GError **error)
{
  g_autoptr (WuseMBTiles) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (WUSE_TYPE_MBTILES, NULL);
  self->path = g_strdup (path);
  begin (self, cancellable, SURVEY_SECONDS);
  if (!open_database (self, error) || !survey (self, near, error))
    return NULL;
  self->cancellable = NULL;
  return g_steal_pointer (&self);
}

void
wuse_mbtiles_open_async (
    const char *path, const WuseBounds *near, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  OpenRequest *request;

  g_return_if_fail (path != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, wuse_mbtiles_open_async);
  request = g_new0 (OpenRequest, 1);
  request->path = g_strdup (path);
  request->has_near = near != NULL;
  if (near != NULL)
    request->near = *near;
  g_task_set_task_data (task, request, (GDestroyNotify) open_request_free);
  g_task_run_in_thread (task, open_in_thread);
}

WuseMBTiles *
wuse_mbtiles_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

GBytes *
wuse_mbtiles_read (WuseMBTiles *self, guint zoom, guint x, guint y, GCancellable *cancellable, GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  GBytes *tile;
  gint64 row;

  g_return_val_if_fail (WUSE_IS_MBTILES (self), NULL);

  if (zoom > WUSE_MBTILES_MAX_ZOOM || x >> zoom != 0 || y >> zoom != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("There is no such tile."));
      return NULL;
    }
  row = self->rows == WUSE_TILE_ROWS_FROM_NORTH ? (gint64) y : (G_GINT64_CONSTANT (1) << zoom) - 1 - y;
  locker = g_mutex_locker_new (&self->lock);
  begin (self, cancellable, TILE_SECONDS);
  sqlite3_bind_int (self->read_statement, 1, (int) zoom);
  sqlite3_bind_int64 (self->read_statement, 2, x);
  sqlite3_bind_int64 (self->read_statement, 3, row);
  tile = take_tile (self, error);
  sqlite3_reset (self->read_statement);
  self->cancellable = NULL;
  return tile;
}

const char *
wuse_mbtiles_get_path (WuseMBTiles *self)
{
  g_return_val_if_fail (WUSE_IS_MBTILES (self), NULL);

  return self->path;
}

const char *
wuse_mbtiles_get_name (WuseMBTiles *self)
{
  g_return_val_if_fail (WUSE_IS_MBTILES (self), NULL);

  return self->name;
}

const char *
wuse_mbtiles_get_attribution (WuseMBTiles *self)
{
  g_return_val_if_fail (WUSE_IS_MBTILES (self), NULL);

  return self->attribution;
}

WuseTileFormat
wuse_mbtiles_get_format (WuseMBTiles *self)
{
  g_return_val_if_fail (WUSE_IS_MBTILES (self), WUSE_TILE_FORMAT_UNKNOWN);

  return self->format;
}

void
wuse_mbtiles_get_zooms (WuseMBTiles *self, guint *minimum, guint *maximum)
{
  g_return_if_fail (WUSE_IS_MBTILES (self));
  g_return_if_fail (minimum != NULL && maximum != NULL);

  *minimum = self->min_zoom;
  *maximum = self->max_zoom;
}

WuseBounds
wuse_mbtiles_get_bounds (WuseMBTiles *self)
{
  g_return_val_if_fail (WUSE_IS_MBTILES (self), WUSE_BOUNDS_EMPTY);

  return wuse_mbtiles_range_bounds (self->ranges, self->rows);
}

WuseTileRows
wuse_mbtiles_get_rows (WuseMBTiles *self, gboolean *certain)
{
  g_return_val_if_fail (WUSE_IS_MBTILES (self), WUSE_TILE_ROWS_FROM_SOUTH);

  if (certain != NULL)
    *certain = self->rows_certain;
  return self->rows;
}

void
wuse_mbtiles_set_rows (WuseMBTiles *self, WuseTileRows rows)
{
  g_return_if_fail (WUSE_IS_MBTILES (self));

  self->rows = rows;
}

const char *const *
wuse_mbtiles_get_notes (WuseMBTiles *self)
{
  g_return_val_if_fail (WUSE_IS_MBTILES (self), NULL);

  return (const char *const *) self->notes->pdata;
}
