/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In which encoding a file of text was written, from its bytes. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * WuseTextEncoding:
 * @WUSE_TEXT_UTF8: UTF-8
 * @WUSE_TEXT_UTF8_MARKED: UTF-8 with a byte-order mark
 * @WUSE_TEXT_UTF16_LE: UTF-16, low byte first, with a byte-order mark or without
 * @WUSE_TEXT_UTF16_BE: UTF-16, high byte first
 * @WUSE_TEXT_GB18030: GB18030, and with it GBK and GB 2312
 * @WUSE_TEXT_LATIN1: Windows-1252: what is left, and no more than a guess
 */
typedef enum
{
  WUSE_TEXT_UTF8,
  WUSE_TEXT_UTF8_MARKED,
  WUSE_TEXT_UTF16_LE,
  WUSE_TEXT_UTF16_BE,
  WUSE_TEXT_GB18030,
  WUSE_TEXT_LATIN1,
} WuseTextEncoding;

/**
 * wuse_text_encoding_get_label:
 * @self: an encoding
 *
 * Returns: (transfer none): its name, as people know it
 */
const char *wuse_text_encoding_get_label (WuseTextEncoding self);

/**
 * wuse_text_encoding_detect:
 * @stream: text from its beginning, read to its end
 * @max_bytes: more than these are refused
 * @cancellable: (nullable): to give up
 * @encoding: (out): the encoding
 * @n_bytes: (out): bytes in @stream
 * @error: return location for %WUSE_INTAKE_ERROR_TOO_LARGE or a %G_IO_ERROR
 *
 * Looks at every byte: a file that is UTF-8 but for its last line is not. What is no UTF-8 is taken for GB18030 if all of it
 * could be and nearly all of what lies outside ASCII are pairs of high bytes, as Chinese has them and Western text has not.
 *
 * Returns: %TRUE if @encoding was set
 */
gboolean wuse_text_encoding_detect (
    GInputStream *stream, gsize max_bytes, GCancellable *cancellable, WuseTextEncoding *encoding, gsize *n_bytes, GError **error);

/**
 * wuse_text_encoding_decode:
 * @self: an encoding
 * @stream: text in it
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a stream of UTF-8; a byte-order mark stays in it
 */
GInputStream *wuse_text_encoding_decode (WuseTextEncoding self, GInputStream *stream, GError **error);

G_END_DECLS
