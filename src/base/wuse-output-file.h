/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that is written whole or not at all. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * WuseOutputFile:
 *
 * What is written goes to a temporary file beside the wanted one, which takes its name in the end. The first thing that goes
 * wrong is remembered and ends all further writing, so that only the end has to be checked. For one thread at a time.
 */
typedef struct _WuseOutputFile WuseOutputFile;

/**
 * wuse_output_file_new:
 * @file: the file that is wanted; it has to be on a file system of this machine
 * @cancellable: (nullable): to give up
 * @error: return location for a %G_IO_ERROR
 *
 * Blocks, as all functions here.
 *
 * Returns: (transfer full) (nullable): an empty file that nobody sees yet
 */
WuseOutputFile *wuse_output_file_new (GFile *file, GCancellable *cancellable, GError **error);

/**
 * wuse_output_file_free:
 * @self: (transfer full) (nullable): a file; if it was not closed, what was written is gone and what stood there before stays
 */
void wuse_output_file_free (WuseOutputFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseOutputFile, wuse_output_file_free)

/**
 * wuse_output_file_write:
 * @self: a file
 * @data: (array length=length): bytes
 * @length: how many
 */
void wuse_output_file_write (WuseOutputFile *self, const void *data, gsize length);

/**
 * wuse_output_file_puts:
 * @self: a file
 * @text: a string
 */
void wuse_output_file_puts (WuseOutputFile *self, const char *text);

/**
 * wuse_output_file_printf:
 * @self: a file
 * @format: as for printf(); numbers come out as the locale has them
 */
void wuse_output_file_printf (WuseOutputFile *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/**
 * wuse_output_file_put_number:
 * @self: a file
 * @number: finite
 * @digits: at most so many behind the point, 0 to 6; trailing zeros are left out
 *
 * Writes a number with a point, whatever the locale.
 */
void wuse_output_file_put_number (WuseOutputFile *self, double number, guint digits);

/**
 * wuse_output_file_put_xml:
 * @self: a file
 * @text: text, or the value of an attribute
 *
 * Writes it as XML wants it: marks escaped, and characters that XML 1.0 has no way to write replaced by U+FFFD.
 */
void wuse_output_file_put_xml (WuseOutputFile *self, const char *text);

/**
 * wuse_output_file_is_sound:
 * @self: a file
 *
 * Returns: %FALSE if something has gone wrong or was cancelled, and there is no use in going on
 */
gboolean wuse_output_file_is_sound (WuseOutputFile *self);

/**
 * wuse_output_file_close:
 * @self: a file
 * @error: return location for the first thing that went wrong, or %G_IO_ERROR_CANCELLED
 *
 * Brings everything to the disk and gives the file its name. Nothing can be written afterwards.
 *
 * Returns: %TRUE if the file is there, whole
 */
gboolean wuse_output_file_close (WuseOutputFile *self, GError **error);

G_END_DECLS
