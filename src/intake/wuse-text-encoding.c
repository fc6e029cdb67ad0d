/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In which encoding a file of text was written, from its bytes. */

#define G_LOG_DOMAIN "wuse-intake"

#include "config.h"

#include "wuse-text-encoding.h"

#include "wuse-intake-error.h"

#include <glib/gi18n.h>
#include <string.h>

#define CHUNK (64u << 10)

/* Bytes that Windows-1252 gives no character. */
#define UNDEFINED "\x81\x8d\x8f\x90\x9d"

/* Where a reading of bytes as UTF-8 or GB18030 stands. */
typedef struct
{
  gboolean failed;
  guint position; /* bytes of the character under way */
  guint8 character[4];
} Reading;

typedef struct
{
  Reading utf8;
  Reading gb18030;
  guint64 n_characters; /* of GB18030, beyond ASCII */
  guint64 n_high_pairs;
  guint64 n_zeros[2]; /* at even and odd offsets */
  guint64 n_bytes;
  gboolean has_undefined;
  guint8 head[3];
} Evidence;

static const struct
{
  const char *label;
  const char *charset;
} encodings[] = {
  [WUSE_TEXT_UTF8] = { "UTF-8", NULL },
  [WUSE_TEXT_UTF8_MARKED] = { "UTF-8 (BOM)", NULL },
  [WUSE_TEXT_UTF16_LE] = { "UTF-16 LE", "UTF-16LE" },
  [WUSE_TEXT_UTF16_BE] = { "UTF-16 BE", "UTF-16BE" },
  [WUSE_TEXT_GB18030] = { "GB18030", "GB18030" },
  [WUSE_TEXT_LATIN1] = { "Windows-1252", "WINDOWS-1252" },
};

const char *
wuse_text_encoding_get_label (WuseTextEncoding self)
{
  g_return_val_if_fail (self < G_N_ELEMENTS (encodings), NULL);

  return encodings[self].label;
}

static void
read_utf8 (Reading *self, guint8 byte)
{
  guint length;

  if (self->position == 0 && byte < 0x80)
    return;
  self->character[self->position++] = byte;
  length = self->character[0] >= 0xf0 ? 4 : self->character[0] >= 0xe0 ? 3 : 2;
  if (self->position < length && self->position < sizeof self->character)
    return;
  self->failed = !g_utf8_validate_len ((const char *) self->character, self->position, NULL);
  self->position = 0;
}

static void
read_gb18030 (Reading *self, guint8 byte, Evidence *evidence)
{
  guint position = self->position++;

  if (position == 0 && byte < 0x80)
    self->position = 0;
  else if (position == 0)
    self->failed = byte == 0x80 || byte == 0xff;
  else if (position == 1 && (byte >= 0x30 && byte <= 0x39))
    return;
  else if (position == 1)
    {
      self->failed = byte < 0x40 || byte == 0x7f || byte == 0xff;
      evidence->n_characters++;
      if (byte >= 0xa1)
        evidence->n_high_pairs++;
      self->position = 0;
    }
  else if (position == 2)
    self->failed = byte < 0x81 || byte == 0xff;
  else
    {
      self->failed = byte < 0x30 || byte > 0x39;
      evidence->n_characters++;
      evidence->n_high_pairs++;
      self->position = 0;
    }
}

static void
look_at (Evidence *self, const guint8 *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (self->n_bytes < sizeof self->head)
        self->head[self->n_bytes] = bytes[i];
      if (bytes[i] == 0)
        self->n_zeros[self->n_bytes % 2]++;
      else if (bytes[i] >= 0x80 && strchr (UNDEFINED, bytes[i]) != NULL)
        self->has_undefined = TRUE;
      if (!self->utf8.failed)
        read_utf8 (&self->utf8, bytes[i]);
      if (!self->gb18030.failed)
        read_gb18030 (&self->gb18030, bytes[i], self);
      self->n_bytes++;
    }
}

static WuseTextEncoding
conclude (const Evidence *self)
{
  guint64 n_units = self->n_bytes / 2;

  if (self->n_bytes >= 2 && self->head[0] == 0xff && self->head[1] == 0xfe)
    return WUSE_TEXT_UTF16_LE;
  if (self->n_bytes >= 2 && self->head[0] == 0xfe && self->head[1] == 0xff)
    return WUSE_TEXT_UTF16_BE;
  if (n_units > 0 && self->n_zeros[1] > n_units / 4 && self->n_zeros[0] < n_units / 20 + 1)
    return WUSE_TEXT_UTF16_LE;
  if (n_units > 0 && self->n_zeros[0] > n_units / 4 && self->n_zeros[1] < n_units / 20 + 1)
    return WUSE_TEXT_UTF16_BE;
  if (!self->utf8.failed && self->utf8.position == 0)
    return self->n_bytes >= 3 && memcmp (self->head, "\xef\xbb\xbf", 3) == 0 ? WUSE_TEXT_UTF8_MARKED : WUSE_TEXT_UTF8;
  if (!self->gb18030.failed && self->gb18030.position == 0
      && (self->has_undefined || self->n_high_pairs * 10 >= self->n_characters * 9))
    return WUSE_TEXT_GB18030;
  return WUSE_TEXT_LATIN1;
}

gboolean
wuse_text_encoding_detect (
    GInputStream *stream, gsize max_bytes, GCancellable *cancellable, WuseTextEncoding *encoding, gsize *n_bytes, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (CHUNK);
  Evidence evidence = { 0 };
  gsize length;

  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), FALSE);

  do
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !g_input_stream_read_all (stream, buffer, CHUNK, &length, cancellable, error))
        return FALSE;
      look_at (&evidence, buffer, length);
      if (evidence.n_bytes > max_bytes)
        {
          g_set_error (error, WUSE_INTAKE_ERROR, WUSE_INTAKE_ERROR_TOO_LARGE, _ ("larger than %u MB"), (guint) (max_bytes >> 20));
          return FALSE;
        }
    }
  while (length == CHUNK);
  *encoding = conclude (&evidence);
  *n_bytes = evidence.n_bytes;
  return TRUE;
}

GInputStream *
wuse_text_encoding_decode (WuseTextEncoding self, GInputStream *stream, GError **error)
{
  g_autoptr (GCharsetConverter) converter = NULL;

  g_return_val_if_fail (self < G_N_ELEMENTS (encodings), NULL);

  if (encodings[self].charset == NULL)
    return g_object_ref (stream);
  converter = g_charset_converter_new ("UTF-8", encodings[self].charset, error);
  if (converter == NULL)
    return NULL;
  /* What has no character there is written as its bytes rather than ending the reading. */
  g_charset_converter_set_use_fallback (converter, TRUE);
  return g_converter_input_stream_new (stream, G_CONVERTER (converter));
}
