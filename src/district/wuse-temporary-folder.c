/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder that goes with the process, or at the latest when the next one comes. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-temporary-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX "wuse-district-"
#define LOCK "lock"

struct _WuseTemporaryFolder
{
  char *path;
  int lock;
};

/* Opens and takes the lock; -1 if it is held, or is no file of this user's. */
static int
take_lock (const char *folder, int flags)
{
  g_autofree char *name = g_build_filename (folder, LOCK, NULL);
  int lock = g_open (name, flags | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);
  struct stat status;

  if (lock < 0)
    return -1;
  if (fstat (lock, &status) == 0 && status.st_uid == geteuid () && flock (lock, LOCK_EX | LOCK_NB) == 0)
    return lock;
  close (lock);
  return -1;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
remove_abandoned (void)
{
  g_autoptr (GDir) dir = g_dir_open (g_get_tmp_dir (), 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = NULL;
      struct stat status;
      int lock;

      if (!g_str_has_prefix (name, PREFIX))
        continue;
      path = g_build_filename (g_get_tmp_dir (), name, NULL);
      if (lstat (path, &status) != 0 || !S_ISDIR (status.st_mode) || status.st_uid != geteuid ())
        continue;
      lock = take_lock (path, 0);
      if (lock < 0)
        continue;
      remove_folder (path);
      close (lock);
    }
}

WuseTemporaryFolder *
wuse_temporary_folder_new (GError **error)
{
  g_autofree char *path = NULL;
  WuseTemporaryFolder *self;
  int lock;

  remove_abandoned ();
  path = g_dir_make_tmp (PREFIX "XXXXXX", error);
  if (path == NULL)
    return NULL;
  lock = take_lock (path, O_CREAT | O_EXCL);
  if (lock < 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "Could not use the folder %s", path);
      g_rmdir (path);
      return NULL;
    }

  self = g_new0 (WuseTemporaryFolder, 1);
  self->path = g_steal_pointer (&path);
  self->lock = lock;
  return self;
}

void
wuse_temporary_folder_free (WuseTemporaryFolder *self)
{
  if (self == NULL)
    return;

  remove_folder (self->path);
  close (self->lock);
  g_free (self->path);
  g_free (self);
}

const char *
wuse_temporary_folder_get_path (const WuseTemporaryFolder *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}
