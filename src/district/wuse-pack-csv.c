/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables, read with libcsv in its strict mode. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-feed.h"
#include "wuse-pack-rows.h"

#include <csv.h>
#include <string.h>

#define CHUNK (64u << 10)
#define MAX_ROW (1u << 20)

typedef struct
{
  WusePackRowFunc func;
  gpointer user_data;
  GHashTable *columns;
  GPtrArray *header;
  GPtrArray *cells; /* of the row under way */
  GHashTable *by_column;
  gsize row_bytes;
  guint line;     /* being read */
  guint row_line; /* where the row under way began */
  guint n_rows;
  gboolean in_row;
  gboolean invalid_text;
  gboolean stopped;
  GError *error;
} Reader;

static void
stop (Reader *self, const char *reason)
{
  self->stopped = TRUE;
  if (self->error == NULL)
    g_set_error (&self->error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID, "line %u: %s", self->row_line, reason);
}

static void
cell_cb (void *text, size_t length, void *user_data)
{
  Reader *self = user_data;

  if (self->stopped)
    return;
  self->row_bytes += length + 1;
  if (length > WUSE_PACK_MAX_CELL || self->row_bytes > MAX_ROW || self->cells->len == WUSE_PACK_MAX_COLUMNS)
    {
      stop (self, "a cell or a row is larger than any may be");
      return;
    }
  if (!g_utf8_validate_len (text, length, NULL))
    self->invalid_text = TRUE;
  g_ptr_array_add (self->cells, g_strndup (self->invalid_text ? "" : text, length));
}

static void
take_header (Reader *self)
{
  GHashTableIter iter;
  gpointer column;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->cells->len; i++)
    if (*(char *) self->cells->pdata[i] != '\0' && !g_hash_table_add (seen, self->cells->pdata[i]))
      {
        stop (self, "the header names a column twice");
        return;
      }
  if (self->invalid_text)
    {
      stop (self, "the header is not valid text in this encoding");
      return;
    }
  if (self->columns != NULL)
    g_hash_table_iter_init (&iter, self->columns);
  while (self->columns != NULL && g_hash_table_iter_next (&iter, &column, NULL))
    if (!g_hash_table_contains (seen, column))
      {
        g_autofree char *reason = g_strdup_printf ("the header has no column \"%s\"", (char *) column);

        stop (self, reason);
        return;
      }
  self->header = g_steal_pointer (&self->cells);
  self->cells = g_ptr_array_new_with_free_func (g_free);
}

static void
take_row (Reader *self)
{
  WusePackRow row = { .number = ++self->n_rows, .line = self->row_line, .cells = self->by_column };

  if (self->cells->len != self->header->len)
    row.problem = "more or fewer cells than the header";
  else if (self->invalid_text)
    row.problem = "not valid text in this encoding";
  g_hash_table_remove_all (self->by_column);
  for (guint i = 0; row.problem == NULL && i < self->cells->len; i++)
    g_hash_table_insert (self->by_column, self->header->pdata[i], self->cells->pdata[i]);
  if (!self->func (&row, self->user_data, &self->error))
    self->stopped = TRUE;
}

static void
row_cb (int terminator, void *user_data)
{
  Reader *self = user_data;

  if (self->stopped)
    return;
  if (self->header == NULL)
    take_header (self);
  else
    take_row (self);
  g_ptr_array_set_size (self->cells, 0);
  self->row_bytes = 0;
  self->in_row = self->invalid_text = FALSE;
}

/* Up to a line feed at a time, so that it is known where a row begins. */
static void
parse_chunk (Reader *self, struct csv_parser *parser, const char *chunk, gsize length)
{
  while (length > 0 && !self->stopped)
    {
      const char *end = memchr (chunk, '\n', length);
      gsize piece = end != NULL ? (gsize) (end - chunk) + 1 : length;

      if (!self->in_row)
        self->row_line = self->line;
      self->in_row = TRUE;
      if (csv_parse (parser, chunk, piece, cell_cb, row_cb, self) != piece)
        stop (self, csv_strerror (csv_error (parser)));
      else if (csv_get_buffer_size (parser) > 2 * (gsize) MAX_ROW)
        stop (self, "a cell is larger than any may be; a quote may not be closed");

      /* Empty lines are no rows: the next one begins anew. */
      if (self->cells->len == 0 && parser->pstate == 0)
        self->in_row = FALSE;
      if (end != NULL)
        self->line++;
      chunk += piece;
      length -= piece;
    }
}

static gboolean
read_all (Reader *self, struct csv_parser *parser, GInputStream *stream, GError **error)
{
  g_autofree char *buffer = g_malloc (CHUNK);
  gboolean first = TRUE;
  gsize length;

  do
    {
      if (!g_input_stream_read_all (stream, buffer, CHUNK, &length, NULL, error))
        return FALSE;
      gsize skip = first && length >= 3 && memcmp (buffer, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

      first = FALSE;
      parse_chunk (self, parser, buffer + skip, length - skip);
    }
  while (length == CHUNK && !self->stopped);
  if (!self->stopped && csv_fini (parser, cell_cb, row_cb, self) != 0)
    stop (self, csv_strerror (csv_error (parser)));
  if (self->error == NULL && self->header == NULL)
    {
      self->row_line = 1;
      stop (self, "no header");
    }
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  return !self->stopped;
}

gboolean
wuse_pack_read_csv (
    GInputStream *stream, const char *encoding, GHashTable *columns, WusePackRowFunc func, gpointer user_data, GError **error)
{
  Reader self = { .func = func, .user_data = user_data, .columns = columns, .line = 1 };
  g_autoptr (GInputStream) text = g_object_ref (stream);
  struct csv_parser parser;
  gboolean read;

  if (encoding != NULL && g_ascii_strcasecmp (encoding, "UTF-8") != 0)
    {
      g_autoptr (GCharsetConverter) converter = g_charset_converter_new ("UTF-8", encoding, error);

      if (converter == NULL)
        return FALSE;
      g_clear_object (&text);
      text = g_converter_input_stream_new (stream, G_CONVERTER (converter));
    }

  csv_init (&parser, CSV_STRICT | CSV_STRICT_FINI);
  self.cells = g_ptr_array_new_with_free_func (g_free);
  self.by_column = g_hash_table_new (g_str_hash, g_str_equal);
  read = read_all (&self, &parser, text, error);
  csv_free (&parser);
  g_hash_table_unref (self.by_column);
  g_ptr_array_unref (self.cells);
  g_clear_pointer (&self.header, g_ptr_array_unref);
  return read;
}
