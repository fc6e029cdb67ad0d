/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that is written whole or not at all. */

#define G_LOG_DOMAIN "wuse-base"

#include "config.h"

#include "wuse-output-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUFFER_SIZE (64 * 1024)
#define MODE 0666
#define MAX_DIGITS 6

struct _WuseOutputFile
{
  char *path;
  char *temporary;
  int fd;
  GCancellable *cancellable;
  GError *error;
  gsize n_buffered;
  char buffer[BUFFER_SIZE];
};

static void
set_errno (GError **error, int number)
{
  g_set_error_literal (error, G_IO_ERROR, (int) g_io_error_from_errno (number), g_strerror (number));
}

/* As a new file would be: a temporary one is the owner's alone. */
static void
set_usual_rights (int fd, const char *path)
{
  GStatBuf before;
  mode_t mask;

  if (g_stat (path, &before) == 0)
    {
      if (fchmod (fd, before.st_mode & 07777) == 0)
        return;
    }
  mask = umask (077);
  umask (mask);
  /* Some file systems know no rights: the file is no worse for that. */
  if (fchmod (fd, MODE & ~mask) != 0)
    g_debug ("no rights set: %s", g_strerror (errno));
}

WuseOutputFile *
wuse_output_file_new (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = NULL, *folder = NULL, *temporary = NULL;
  WuseOutputFile *self;
  int fd;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  path = g_file_get_path (file);
  if (path == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "The file is not on this machine");
      return NULL;
    }
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      set_errno (error, EISDIR);
      return NULL;
    }
  folder = g_path_get_dirname (path);
  temporary = g_build_filename (folder, ".wuse-XXXXXX.part", NULL);
  fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      set_errno (error, errno);
      return NULL;
    }
  set_usual_rights (fd, path);

  self = g_new0 (WuseOutputFile, 1);
  self->path = g_steal_pointer (&path);
  self->temporary = g_steal_pointer (&temporary);
  self->fd = fd;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;

  return self;
}

void
wuse_output_file_free (WuseOutputFile *self)
{
  if (self == NULL)
    return;

  if (self->fd >= 0)
    close (self->fd);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_free (self->temporary);
  g_free (self->path);
  g_free (self);
}

static void
send_bytes (WuseOutputFile *self, const char *data, gsize length)
{
  while (length > 0 && wuse_output_file_is_sound (self))
    {
      const gssize n = write (self->fd, data, length);

      if (n < 0 && errno != EINTR)
        set_errno (&self->error, errno);
      if (n > 0)
        {
          data += n;
          length -= (gsize) n;
        }
    }
}

static void
flush (WuseOutputFile *self)
{
  send_bytes (self, self->buffer, self->n_buffered);
  self->n_buffered = 0;
}

void
wuse_output_file_write (WuseOutputFile *self, const void *data, gsize length)
{
  g_return_if_fail (self != NULL && self->fd >= 0);
  g_return_if_fail (data != NULL || length == 0);

  if (length > BUFFER_SIZE - self->n_buffered)
    flush (self);
  if (length >= BUFFER_SIZE)
    {
      send_bytes (self, data, length);
      return;
    }
  if (length > 0)
    memcpy (self->buffer + self->n_buffered, data, length);
  self->n_buffered += length;
}

void
wuse_output_file_puts (WuseOutputFile *self, const char *text)
{
  wuse_output_file_write (self, text, strlen (text));
}

void
wuse_output_file_printf (WuseOutputFile *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  wuse_output_file_puts (self, text);
}

void
wuse_output_file_put_number (WuseOutputFile *self, double number, guint digits)
{
  static const double powers[MAX_DIGITS + 1] = { 1, 10, 100, 1e3, 1e4, 1e5, 1e6 };
  char text[40];
  gint64 whole;
  int at = sizeof text;

  g_return_if_fail (self != NULL && self->fd >= 0);
  g_return_if_fail (isfinite (number) && fabs (number) < 1e12);
  g_return_if_fail (digits <= MAX_DIGITS);

  whole = llround (fabs (number) * powers[digits]);
  while (digits > 0 && whole % 10 == 0)
    {
      whole /= 10;
      digits--;
    }
  for (guint i = 0; i <= digits || whole > 0; i++)
    {
      if (i == digits && i > 0)
        text[--at] = '.';
      text[--at] = (char) ('0' + whole % 10);
      whole /= 10;
    }
  if (number < 0 && (sizeof text - (gsize) at > 1 || text[at] != '0'))
    text[--at] = '-';
  wuse_output_file_write (self, text + at, sizeof text - (gsize) at);
}

static const char *
escape (gunichar c)
{
  switch (c)
    {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\t':
      return "&#9;";
    case '\n':
      return "&#10;";
    case '\r':
      return "&#13;";
    default:
      return c < 0x20 || c == 0xfffe || c == 0xffff ? "\xef\xbf\xbd" : NULL;
    }
}

void
wuse_output_file_put_xml (WuseOutputFile *self, const char *text)
{
  g_autofree char *valid = NULL;

  g_return_if_fail (self != NULL && self->fd >= 0);
  g_return_if_fail (text != NULL);

  valid = g_utf8_make_valid (text, -1);
  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      const char *escaped = escape (g_utf8_get_char (at));

      if (escaped != NULL)
        wuse_output_file_puts (self, escaped);
      else
        wuse_output_file_write (self, at, (gsize) (g_utf8_next_char (at) - at));
    }
}

gboolean
wuse_output_file_is_sound (WuseOutputFile *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->error == NULL && !g_cancellable_set_error_if_cancelled (self->cancellable, &self->error);
}

gboolean
wuse_output_file_close (WuseOutputFile *self, GError **error)
{
  g_return_val_if_fail (self != NULL && self->fd >= 0, FALSE);

  flush (self);
  if (wuse_output_file_is_sound (self) && fsync (self->fd) != 0 && errno != EINVAL && errno != ENOTSUP)
    set_errno (&self->error, errno);
  if (close (self->fd) != 0 && self->error == NULL)
    set_errno (&self->error, errno);
  self->fd = -1;
  if (self->error == NULL && g_rename (self->temporary, self->path) != 0)
    set_errno (&self->error, errno);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  g_clear_pointer (&self->temporary, g_free);

  return TRUE;
}
