/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fetched tiles on disk: a line of what the server said, then the tile as it came. */

#define G_LOG_DOMAIN "wuse-net"

#include "config.h"

#include "wuse-tile-folder.h"

#include "wuse-number.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

struct _WuseTileFolder
{
  char *root;
  char *name;
  guint64 maximum;
  GMutex lock;
  guint64 size; /* of all files, as far as known */
  gboolean is_measured;
};

typedef struct
{
  char *path;
  gint64 used;
  guint64 size;
} Entry;

/* "wuse-tile 1 EXPIRES ETAG LF"; the tag may be empty and holds no control characters. */
#define HEADER_START "wuse-tile 1 "
#define MAX_HEADER_BYTES 1024
#define MAX_ETAG_BYTES 512
/* The time of last use is written down at most this often. */
#define USE_GRAIN_SECONDS 3600

void
wuse_stored_tile_free (WuseStoredTile *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->etag);
  g_free (self);
}

WuseTileFolder *
wuse_tile_folder_new (const char *directory, const char *name, guint64 maximum)
{
  g_return_val_if_fail (directory != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  WuseTileFolder *self = g_new0 (WuseTileFolder, 1);
  self->root = g_strdup (directory);
  self->name = g_strdup (name);
  self->maximum = maximum;
  g_mutex_init (&self->lock);

  return self;
}

void
wuse_tile_folder_free (WuseTileFolder *self)
{
  if (self == NULL)
    return;
  g_free (self->root);
  g_free (self->name);
  g_mutex_clear (&self->lock);
  g_free (self);
}

gboolean
wuse_tile_is_image (GBytes *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  static const guint8 png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n' };
  static const guint8 jpeg[] = { 0xFF, 0xD8, 0xFF };

  return (length > sizeof png && memcmp (data, png, sizeof png) == 0)
         || (length > sizeof jpeg && memcmp (data, jpeg, sizeof jpeg) == 0)
         || (length > 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0);
}

static char *
tile_path (WuseTileFolder *self, guint zoom, guint x, guint y)
{
  return g_strdup_printf ("%s/%s/%u/%u/%u", self->root, self->name, zoom, x, y);
}

static WuseStoredTile *
parse_file (const char *contents, gsize length)
{
  const char *line_end = memchr (contents, '\n', MIN (length, MAX_HEADER_BYTES));
  gsize start_length = strlen (HEADER_START);
  gint64 expires;

  if (line_end == NULL || length < start_length || memcmp (contents, HEADER_START, start_length) != 0)
    return NULL;

  const char *number = contents + start_length;
  const char *blank = number < line_end ? memchr (number, ' ', (gsize) (line_end - number)) : NULL;
  if (blank == NULL || !wuse_parse_int64 (number, blank - number, 0, G_MAXINT64, &expires, NULL))
    return NULL;

  g_autoptr (WuseStoredTile) tile = g_new0 (WuseStoredTile, 1);
  gsize rest = length - (gsize) (line_end + 1 - contents);
  tile->expires = expires;
  tile->etag = line_end > blank + 1 ? g_strndup (blank + 1, (gsize) (line_end - blank) - 1) : NULL;
  tile->bytes = rest > 0 ? g_bytes_new (line_end + 1, rest) : NULL;
  if (tile->bytes != NULL && !wuse_tile_is_image (tile->bytes))
    return NULL;

  return g_steal_pointer (&tile);
}

WuseStoredTile *
wuse_tile_folder_load (WuseTileFolder *self, guint zoom, guint x, guint y)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autofree char *path = tile_path (self, zoom, x, y);
  g_autofree char *contents = NULL;
  struct stat info;
  gsize length;

  if (g_stat (path, &info) != 0 || !S_ISREG (info.st_mode) || info.st_size > (goffset) WUSE_TILE_MAX_BYTES + MAX_HEADER_BYTES
      || !g_file_get_contents (path, &contents, &length, NULL))
    return NULL;

  WuseStoredTile *tile = parse_file (contents, length);
  if (tile != NULL && info.st_mtime + USE_GRAIN_SECONDS < g_get_real_time () / G_USEC_PER_SEC)
    utimensat (AT_FDCWD, path, NULL, 0);

  return tile;
}

/* Tags with control characters, or of unusual length, are not worth keeping. */
static const char *
usable_etag (const char *etag)
{
  gsize length = etag != NULL ? strlen (etag) : 0;

  if (length == 0 || length > MAX_ETAG_BYTES)
    return "";
  for (gsize i = 0; i < length; i++)
    if (g_ascii_iscntrl (etag[i]))
      return "";

  return etag;
}

gboolean
wuse_tile_folder_save (WuseTileFolder *self, guint zoom, guint x, guint y, const WuseStoredTile *tile, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (tile != NULL, FALSE);

  g_autofree char *path = tile_path (self, zoom, x, y);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GString) contents = g_string_new (HEADER_START);

  g_string_append_printf (contents, "%" G_GINT64_FORMAT " %s\n", MAX (tile->expires, 0), usable_etag (tile->etag));
  if (tile->bytes != NULL)
    g_string_append_len (contents, g_bytes_get_data (tile->bytes, NULL), (gssize) g_bytes_get_size (tile->bytes));

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int code = errno;
      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), "%s", g_strerror (code));
      return FALSE;
    }
  if (!g_file_set_contents_full (path, contents->str, (gssize) contents->len, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
    return FALSE;

  g_mutex_lock (&self->lock);
  self->size += contents->len;
  g_mutex_unlock (&self->lock);

  return TRUE;
}

gboolean
wuse_tile_folder_needs_trimming (WuseTileFolder *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  g_mutex_lock (&self->lock);
  gboolean needs = !self->is_measured || self->size > self->maximum;
  g_mutex_unlock (&self->lock);

  return needs;
}

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_free (entry->path);
  g_free (entry);
}

static void
collect (const char *folder, guint depth, GPtrArray *entries)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      struct stat info;

      if (g_lstat (path, &info) != 0)
        continue;
      if (S_ISDIR (info.st_mode) && depth < 4)
        collect (path, depth + 1, entries);
      else if (S_ISREG (info.st_mode))
        {
          Entry *entry = g_new0 (Entry, 1);
          entry->path = g_steal_pointer (&path);
          entry->used = info.st_mtime;
          entry->size = (guint64) info.st_size;
          g_ptr_array_add (entries, entry);
        }
    }
}

static int
compare_use (gconstpointer a, gconstpointer b)
{
  const Entry *first = *(const Entry *const *) a;
  const Entry *second = *(const Entry *const *) b;

  return first->used < second->used ? -1 : first->used > second->used;
}

void
wuse_tile_folder_trim (WuseTileFolder *self)
{
  g_return_if_fail (self != NULL);

  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (free_entry);
  guint64 size = 0;

  collect (self->root, 0, entries);
  for (guint i = 0; i < entries->len; i++)
    size += ((Entry *) g_ptr_array_index (entries, i))->size;

  if (size > self->maximum)
    {
      guint64 goal = self->maximum / 10 * 9;

      g_ptr_array_sort (entries, compare_use);
      for (guint i = 0; i < entries->len && size > goal; i++)
        {
          Entry *entry = g_ptr_array_index (entries, i);
          if (g_unlink (entry->path) == 0)
            size -= entry->size;
        }
    }

  g_mutex_lock (&self->lock);
  self->size = size;
  self->is_measured = TRUE;
  g_mutex_unlock (&self->lock);
}
