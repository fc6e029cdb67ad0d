/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Collections: written in a folder of their own, named when they are whole. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-collection.h"

#include "wuse-temporary-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define ENDING ".sqlite"
/* Of the folder in which a collection is being written */
#define WORK_PREFIX ".writing-"
#define WORK_FILE "collection" ENDING
#define BATCH_BYTES (1u << 20)
#define MOST_LISTED 10000

static gboolean
fail (GError **error, int code, const char *what)
{
  g_autofree char *name = g_path_get_basename (what);

  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code), "%s: %s", name, g_strerror (code));

  return FALSE;
}

gboolean
wuse_collection_is_name (const char *name)
{
  gsize length;

  g_return_val_if_fail (name != NULL, FALSE);

  length = strlen (name);
  if (length == 0 || length > WUSE_COLLECTION_MAX_NAME || !g_utf8_validate (name, (gssize) length, NULL)
      || strchr (". ", name[0]) != NULL || strchr (". ", name[length - 1]) != NULL)
    return FALSE;
  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    if (strchr ("/\\:", *at) != NULL || g_unichar_iscntrl (g_utf8_get_char (at)))
      return FALSE;

  return TRUE;
}

static char *
get_path (const char *folder, const char *name)
{
  g_autofree char *file = g_strconcat (name, ENDING, NULL);

  return g_build_filename (folder, file, NULL);
}

/* --- writing --- */

static gboolean
sync_path (const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean is_synced = fd >= 0 && fsync (fd) == 0;
  int code = errno;

  if (fd >= 0)
    close (fd);

  return is_synced || fail (error, code, path);
}

typedef struct
{
  WuseCollectionRecordFunc record;
  WuseCollectionProgressFunc progress;
  gpointer data;
  guint n_records;
} Source;

static gboolean
submit_all (WuseStore *store, const Source *source, GCancellable *cancellable, GError **error)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();

  for (guint i = 0; i < source->n_records; i++)
    {
      const gboolean is_last = i + 1 == source->n_records;

      wuse_record_batch_add (batch, source->record (i, source->data));
      if (!is_last && wuse_record_batch_get_bytes (batch) < BATCH_BYTES)
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !wuse_store_submit (store, g_steal_pointer (&batch), cancellable, error))
        return FALSE;
      if (source->progress != NULL)
        source->progress (i + 1, source->data);
      batch = wuse_record_batch_new ();
    }

  return TRUE;
}

static gboolean
fill (const char *path, const WuseDistrict *about, const Source *source, GCancellable *cancellable, GError **error)
{
  g_autoptr (WuseDistrict) district = wuse_district_copy (about);
  g_autoptr (WuseStore) store = wuse_store_open (path, NULL, error);
  gboolean is_filled;

  if (store == NULL)
    return FALSE;

  g_free (district->feed);
  district->feed = g_uuid_string_random ();
  district->seq = source->n_records > 0 ? source->record (source->n_records - 1, source->data)->seq : 1;
  is_filled = wuse_store_begin_feed (store, district, NULL, error) && submit_all (store, source, cancellable, error)
              && wuse_store_end_feed (store, district->seq, cancellable, error) && wuse_store_flush (store, error);
  /* Writes the log back into the file and takes it away. */
  wuse_store_close (store);

  return is_filled;
}

/* All of it is in one file now: without a log beside it that would be left behind. */
static gboolean
has_log (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf status;

  return g_stat (log, &status) == 0 && status.st_size > 0;
}

/* A link fails where the name is taken, unlike a renaming. */
static gboolean
give_name (const char *file, const char *folder, const char *path, GError **error)
{
  if (has_log (file))
    {
      g_set_error_literal (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_FAILED, "the log could not be written back");
      return FALSE;
    }
  if (!sync_path (file, error))
    return FALSE;
  if (link (file, path) != 0)
    {
      const int code = errno;

      /* Where there are no links (FAT), a renaming is still one step. */
      if (code == EEXIST || g_file_test (path, G_FILE_TEST_EXISTS) || g_rename (file, path) != 0)
        return fail (error, code, path);
    }

  return sync_path (folder, error);
}

gboolean
wuse_collection_write (const char *folder,
                       const char *name,
                       const WuseDistrict *about,
                       guint n_records,
                       WuseCollectionRecordFunc record,
                       WuseCollectionProgressFunc progress,
                       gpointer data,
                       GCancellable *cancellable,
                       GError **error)
{
  const Source source = { record, progress, data, n_records };
  g_autoptr (WuseTemporaryFolder) work = NULL;
  g_autofree char *path = NULL, *file = NULL;

  g_return_val_if_fail (folder != NULL && name != NULL && about != NULL && record != NULL, FALSE);
  g_return_val_if_fail (wuse_collection_is_name (name), FALSE);

  path = get_path (folder, name);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (error, errno, folder);
  work = wuse_temporary_folder_new (folder, WORK_PREFIX, error);
  if (work == NULL)
    return FALSE;
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return fail (error, EEXIST, path);

  file = g_build_filename (wuse_temporary_folder_get_path (work), WORK_FILE, NULL);
  return fill (file, about, &source, cancellable, error) && !g_cancellable_set_error_if_cancelled (cancellable, error)
         && give_name (file, folder, path, error);
}

/* --- what is there --- */

void
wuse_collection_info_free (WuseCollectionInfo *self)
{
  g_free (self->name);
  g_free (self);
}

static int
compare_infos (gconstpointer a, gconstpointer b)
{
  const WuseCollectionInfo *one = *(WuseCollectionInfo *const *) a, *other = *(WuseCollectionInfo *const *) b;

  return g_utf8_collate (one->name, other->name);
}

GPtrArray *
wuse_collection_list (const char *folder)
{
  g_autoptr (GDir) dir = NULL;
  GPtrArray *infos = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_collection_info_free);
  const char *file;

  g_return_val_if_fail (folder != NULL, infos);

  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && infos->len < MOST_LISTED && (file = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *name = g_str_has_suffix (file, ENDING) ? g_strndup (file, strlen (file) - strlen (ENDING)) : NULL;
      g_autofree char *path = g_build_filename (folder, file, NULL);
      WuseCollectionInfo *info;
      GStatBuf status;

      if (name == NULL || !wuse_collection_is_name (name) || g_stat (path, &status) != 0 || !S_ISREG (status.st_mode))
        continue;
      info = g_new0 (WuseCollectionInfo, 1);
      info->name = g_steal_pointer (&name);
      info->made_at = (WuseTime) status.st_mtime * 1000;
      info->n_bytes = (guint64) status.st_size;
      g_ptr_array_add (infos, info);
    }
  g_ptr_array_sort (infos, compare_infos);

  return infos;
}

gboolean
wuse_collection_remove (const char *folder, const char *name, GError **error)
{
  static const char *const beside[] = { "-wal", "-shm" };
  g_autofree char *path = NULL;

  g_return_val_if_fail (folder != NULL && name != NULL && wuse_collection_is_name (name), FALSE);

  path = get_path (folder, name);
  if (g_unlink (path) != 0)
    return fail (error, errno, path);
  for (guint i = 0; i < G_N_ELEMENTS (beside); i++)
    {
      g_autofree char *file = g_strconcat (path, beside[i], NULL);

      g_unlink (file);
    }

  return TRUE;
}
