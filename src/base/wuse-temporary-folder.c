/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder that goes with the process, or at the latest when the next one comes. */

#define G_LOG_DOMAIN "wuse-base"

#include "config.h"

#include "wuse-temporary-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct _WuseTemporaryFolder
{
  char *path;
  int lock;
};

/* The folder, opened and locked; -1 if somebody holds it, or it is no folder of this user's. */
static int
take (const char *path)
{
  int lock = g_open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW, 0);
  struct stat status;
  int code;

  if (lock < 0)
    return -1;
  if (fstat (lock, &status) == 0 && status.st_uid == geteuid () && flock (lock, LOCK_EX | LOCK_NB) == 0)
    return lock;
  code = errno;
  close (lock);
  errno = code;
  return -1;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

static void
remove_abandoned (const char *parent, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_str_has_prefix (name, prefix) ? g_build_filename (parent, name, NULL) : NULL;
      int lock = path != NULL ? take (path) : -1;

      if (lock < 0)
        continue;
      remove_folder (path);
      close (lock);
    }
}

WuseTemporaryFolder *
wuse_temporary_folder_new (const char *parent, const char *prefix, GError **error)
{
  g_autofree char *name = NULL, *path = NULL;
  gboolean is_made;
  WuseTemporaryFolder *self;
  int lock;

  g_return_val_if_fail (parent != NULL && prefix != NULL && *prefix != '\0', NULL);

  remove_abandoned (parent, prefix);
  name = g_strconcat (prefix, "XXXXXX", NULL);
  path = g_build_filename (parent, name, NULL);
  is_made = g_mkdtemp_full (path, 0700) != NULL;
  lock = is_made ? take (path) : -1;
  if (lock < 0)
    {
      const int code = errno;

      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code), "%s: %s", path, g_strerror (code));
      if (is_made)
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
