/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of delimited text, read with libcsv in its strict mode. */

#define G_LOG_DOMAIN "wuse-intake"

#include "config.h"

#include "wuse-table-file.h"

#include "wuse-intake-error.h"

#include <csv.h>
#include <glib/gi18n.h>
#include <string.h>

#define CHUNK (64u << 10)
#define MAX_ROW (4u << 20)
#define MAX_DETECT_LINES 20

struct _WuseTableFile
{
  gatomicrefcount ref_count;
  GFile *file;
  GBytes *bytes;
  char *name;
  GStrv header;
  guint n_columns;
  WuseTextEncoding encoding;
  char delimiter;
  gsize n_bytes;
};

typedef struct
{
  WuseTableFile *table;
  struct csv_parser parser;
  WuseTableRowFunc func;
  gpointer user_data;
  GString *text;   /* cells of the row under way, each with its NUL */
  GArray *offsets; /* of them in `text` */
  const char **cells;
  WuseTableFault fault;
  guint fault_column;
  guint line;
  guint row_line;
  guint n_rows; /* with the header */
  gboolean in_row;
  gboolean stopped;
  GError *error;
} Reader;

static void
stop (Reader *self, WuseIntakeError code, const char *reason)
{
  self->stopped = TRUE;
  if (self->error == NULL)
    /* Translators: a file, a line of it, and what is wrong there */
    g_set_error (&self->error, WUSE_INTAKE_ERROR, code, _ ("%1$s, line %2$u: %3$s"), self->table->name, self->row_line, reason);
}

/* Blanks of any kind, byte-order marks and zero-width characters around a text. */
static const char *
trim (const char *text, gsize *length)
{
  const char *end = text + *length;

  while (text < end)
    {
      gunichar character = g_utf8_get_char (text);

      if (!g_unichar_isspace (character) && character != 0xfeff && character != 0x200b)
        break;
      text = g_utf8_next_char (text);
    }
  while (end > text)
    {
      const char *last = g_utf8_prev_char (end);
      gunichar character = g_utf8_get_char (last);

      if (!g_unichar_isspace (character) && character != 0xfeff && character != 0x200b)
        break;
      end = last;
    }
  *length = (gsize) (end - text);
  return text;
}

static void
fault (Reader *self, WuseTableFault what)
{
  if (self->fault == WUSE_TABLE_FAULT_NONE)
    {
      self->fault = what;
      self->fault_column = self->offsets->len;
    }
}

static void
cell_cb (void *data, size_t size, void *user_data)
{
  Reader *self = user_data;
  const char *text = data;
  gsize length = size;
  gsize offset = self->text->len;

  if (self->stopped)
    return;
  if (self->offsets->len == 4 * WUSE_TABLE_MAX_COLUMNS || self->text->len + length > MAX_ROW)
    {
      stop (self, WUSE_INTAKE_ERROR_TOO_LARGE, _ ("a row is larger than any may be"));
      return;
    }
  if (length > WUSE_TABLE_MAX_CELL)
    fault (self, WUSE_TABLE_FAULT_CELL);
  else if (!g_utf8_validate_len (text, length, NULL) || memchr (text, '\0', length) != NULL)
    fault (self, WUSE_TABLE_FAULT_TEXT);
  else
    {
      text = trim (text, &length);
      g_string_append_len (self->text, text, (gssize) length);
    }
  g_string_append_c (self->text, '\0');
  g_array_append_val (self->offsets, offset);
}

static const char *
get_cell (Reader *self, guint i)
{
  return self->text->str + g_array_index (self->offsets, gsize, i);
}

static gboolean
is_empty_from (Reader *self, guint first)
{
  for (guint i = first; i < self->offsets->len; i++)
    if (*get_cell (self, i) != '\0')
      return FALSE;
  return TRUE;
}

static gboolean
is_header (Reader *self)
{
  for (guint i = 0; i < self->table->n_columns; i++)
    if (strcmp (self->cells[i], self->table->header[i]) != 0)
      return FALSE;
  return TRUE;
}

static void
take_row (Reader *self)
{
  guint n_columns = self->table->n_columns;
  WuseTableRow row = { .number = self->n_rows - 1, .line = self->row_line, .cells = self->cells };

  if (row.number > WUSE_TABLE_MAX_ROWS)
    {
      stop (self, WUSE_INTAKE_ERROR_TOO_LARGE, _ ("more rows than any table may have"));
      return;
    }
  if (self->fault != WUSE_TABLE_FAULT_NONE)
    {
      row.fault = self->fault;
      row.fault_column = MIN (self->fault_column, n_columns - 1);
    }
  else if (self->offsets->len < n_columns)
    row.fault = WUSE_TABLE_FAULT_FEWER;
  else if (!is_empty_from (self, n_columns))
    row.fault = WUSE_TABLE_FAULT_MORE;
  for (guint i = 0; i < n_columns; i++)
    self->cells[i] = row.fault == WUSE_TABLE_FAULT_NONE ? get_cell (self, i) : "";
  if (row.fault == WUSE_TABLE_FAULT_NONE && is_header (self))
    row.fault = WUSE_TABLE_FAULT_HEADER;
  if (!self->func (&row, self->user_data, &self->error))
    self->stopped = TRUE;
}

/* One of the name of another gets a number, one without a name the number of its place. */
static char *
name_column (GHashTable *seen, const char *text, guint place)
{
  g_autofree char *base = *text != '\0' ? g_strdup (text) : g_strdup_printf ("column %u", place + 1);
  char *name = g_strdup (base);

  for (guint n = 2; !g_hash_table_add (seen, g_strdup (name)); n++)
    {
      g_free (name);
      name = g_strdup_printf ("%s (%u)", base, n);
    }
  return name;
}

static void
take_header (Reader *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = self->offsets->len;

  while (n > 1 && *get_cell (self, n - 1) == '\0')
    n--;
  if (self->fault != WUSE_TABLE_FAULT_NONE)
    stop (self, WUSE_INTAKE_ERROR_TABLE, _ ("the header is not text"));
  else if (n > WUSE_TABLE_MAX_COLUMNS)
    stop (self, WUSE_INTAKE_ERROR_TOO_LARGE, _ ("more columns than any table may have"));
  else if (is_empty_from (self, 0))
    stop (self, WUSE_INTAKE_ERROR_TABLE, _ ("no header"));
  if (self->stopped)
    return;

  GStrv header = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    header[i] = name_column (seen, get_cell (self, i), i);
  self->table->header = header;
  self->table->n_columns = n;
  if (self->func == NULL)
    self->stopped = TRUE;
}

static void
row_cb (int terminator, void *user_data)
{
  Reader *self = user_data;

  if (self->stopped)
    return;
  self->n_rows++;
  if (self->table->header == NULL)
    take_header (self);
  else if (self->n_rows > 1)
    take_row (self);
  self->in_row = FALSE;
  self->fault = WUSE_TABLE_FAULT_NONE;
  g_array_set_size (self->offsets, 0);
  g_string_truncate (self->text, 0);
}

/* Up to a line feed at a time, so that it is known where a row begins. */
static void
parse_chunk (Reader *self, const char *chunk, gsize length)
{
  while (length > 0 && !self->stopped)
    {
      const char *end = memchr (chunk, '\n', length);
      gsize piece = end != NULL ? (gsize) (end - chunk) + 1 : length;

      if (!self->in_row)
        self->row_line = self->line;
      self->in_row = TRUE;
      if (csv_parse (&self->parser, chunk, piece, cell_cb, row_cb, self) != piece)
        stop (self, WUSE_INTAKE_ERROR_TABLE, _ ("a quotation mark out of place"));
      else if (csv_get_buffer_size (&self->parser) > 2 * (gsize) MAX_ROW)
        stop (self, WUSE_INTAKE_ERROR_TOO_LARGE, _ ("a cell is larger than any may be; a quotation mark may not be closed"));

      /* Empty lines are no rows: the next one begins anew. */
      if (self->offsets->len == 0 && self->parser.pstate == 0)
        self->in_row = FALSE;
      if (end != NULL)
        self->line++;
      chunk += piece;
      length -= piece;
    }
}

static GInputStream *
open_raw (WuseTableFile *self, GCancellable *cancellable, GError **error)
{
  if (self->bytes != NULL)
    return g_memory_input_stream_new_from_bytes (self->bytes);
  return G_INPUT_STREAM (g_file_read (self->file, cancellable, error));
}

static gsize
skip_mark (const char *text, gsize length)
{
  return length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

static gboolean
parse_all (Reader *self,
           GInputStream *raw,
           GInputStream *text,
           WuseTableProgressFunc progress,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *buffer = g_malloc (CHUNK);
  goffset told = 0, place;
  gboolean first = TRUE;
  gsize length, skip;

  do
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !g_input_stream_read_all (text, buffer, CHUNK, &length, cancellable, error))
        {
          g_prefix_error (error, "%s, line %u: ", self->table->name, self->line);
          return FALSE;
        }
      skip = first ? skip_mark (buffer, length) : 0;
      first = FALSE;
      parse_chunk (self, buffer + skip, length - skip);
      place = g_seekable_tell (G_SEEKABLE (raw));
      if (progress != NULL && place > told)
        progress ((gsize) (place - told), self->user_data);
      told = place;
    }
  while (length == CHUNK && !self->stopped);
  if (!self->stopped && csv_fini (&self->parser, cell_cb, row_cb, self) != 0)
    stop (self, WUSE_INTAKE_ERROR_TABLE, _ ("a quotation mark that is never closed"));
  if (!self->stopped && self->table->header == NULL)
    stop (self, WUSE_INTAKE_ERROR_TABLE, _ ("no header"));
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

/* Without @func, only the header is read. */
static gboolean
read_table (WuseTableFile *self,
            WuseTableRowFunc func,
            WuseTableProgressFunc progress,
            gpointer user_data,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GInputStream) raw = open_raw (self, cancellable, error);
  g_autoptr (GInputStream) text = raw != NULL ? wuse_text_encoding_decode (self->encoding, raw, error) : NULL;
  Reader reader = { .table = self, .func = func, .user_data = user_data, .line = 1, .row_line = 1 };
  gboolean read;

  if (text == NULL)
    {
      g_prefix_error (error, "%s: ", self->name);
      return FALSE;
    }
  csv_init (&reader.parser, CSV_STRICT | CSV_STRICT_FINI);
  /* It grows its buffer by this much at a time: by little, a long cell would take time by its square. */
  csv_set_blk_size (&reader.parser, CHUNK);
  csv_set_delim (&reader.parser, (unsigned char) self->delimiter);
  reader.text = g_string_new (NULL);
  reader.offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  reader.cells = g_new0 (const char *, self->n_columns + 1);
  read = parse_all (&reader, raw, text, progress, cancellable, error);
  csv_free (&reader.parser);
  g_string_free (reader.text, TRUE);
  g_array_unref (reader.offsets);
  g_free (reader.cells);
  return read;
}

/* How well a delimiter cuts the first lines: into how many cells, as long as it is the same number for nearly all of them. */
static guint
rate_delimiter (const char *text, gsize length, char delimiter)
{
  guint counts[MAX_DETECT_LINES] = { 0 }, n_lines = 0, n_same = 0;
  gboolean is_quoted = FALSE;

  for (gsize i = 0; i < length && n_lines < MAX_DETECT_LINES; i++)
    if (text[i] == '"')
      is_quoted = !is_quoted;
    else if (!is_quoted && text[i] == delimiter)
      counts[n_lines]++;
    else if (!is_quoted && text[i] == '\n')
      n_lines++;
  if (n_lines == 0)
    n_lines = 1;
  for (guint i = 0; i < n_lines; i++)
    n_same += counts[i] == counts[0];
  return counts[0] == 0 ? 0 : n_same * 1000 / n_lines * 1000 + MIN (counts[0], 999);
}

static gboolean
detect_delimiter (WuseTableFile *self, GCancellable *cancellable, GError **error)
{
  static const char delimiters[] = { ',', '\t', ';', '|' };
  g_autoptr (GInputStream) raw = open_raw (self, cancellable, error);
  g_autoptr (GInputStream) text = raw != NULL ? wuse_text_encoding_decode (self->encoding, raw, error) : NULL;
  g_autofree char *buffer = g_malloc (CHUNK);
  guint best = 0;
  gsize length;

  if (text == NULL || !g_input_stream_read_all (text, buffer, CHUNK, &length, cancellable, error))
    return FALSE;
  self->delimiter = ',';
  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    {
      guint rating = rate_delimiter (buffer, length, delimiters[i]);

      if (rating > best)
        {
          best = rating;
          self->delimiter = delimiters[i];
        }
    }
  return TRUE;
}

/* What a spreadsheet program keeps is chosen by mistake most often. */
static gboolean
is_no_workbook (GInputStream *raw, GCancellable *cancellable, GError **error)
{
  char start[4] = { 0 };
  gsize length;

  if (!g_input_stream_read_all (raw, start, sizeof start, &length, cancellable, error)
      || !g_seekable_seek (G_SEEKABLE (raw), 0, G_SEEK_SET, cancellable, error))
    return FALSE;
  if (memcmp (start, "PK\3\4", 4) != 0 && memcmp (start, "\xd0\xcf\x11\xe0", 4) != 0)
    return TRUE;
  g_set_error_literal (error, WUSE_INTAKE_ERROR, WUSE_INTAKE_ERROR_TABLE, _ ("a workbook, not a table as text"));
  return FALSE;
}

static WuseTableFile *
open_table (WuseTableFile *self, const WuseTextEncoding *encoding, GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) raw = open_raw (self, cancellable, error);

  gboolean is_open =
      raw != NULL && is_no_workbook (raw, cancellable, error)
      && wuse_text_encoding_detect (raw, WUSE_TABLE_MAX_BYTES, cancellable, &self->encoding, &self->n_bytes, error);

  if (encoding != NULL)
    self->encoding = *encoding;
  if (!is_open || !detect_delimiter (self, cancellable, error))
    {
      g_prefix_error (error, "%s: ", self->name);
      wuse_table_file_unref (self);
      return NULL;
    }
  if (!read_table (self, NULL, NULL, NULL, cancellable, error))
    g_clear_pointer (&self, wuse_table_file_unref);
  return self;
}

WuseTableFile *
wuse_table_file_open (GFile *file, GCancellable *cancellable, GError **error)
{
  return wuse_table_file_open_as (file, NULL, cancellable, error);
}

WuseTableFile *
wuse_table_file_open_as (GFile *file, const WuseTextEncoding *encoding, GCancellable *cancellable, GError **error)
{
  WuseTableFile *self;
  g_autofree char *name = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  name = g_file_get_basename (file);
  self = g_new0 (WuseTableFile, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->file = g_object_ref (file);
  self->name = g_filename_display_name (name != NULL ? name : "?");
  return open_table (self, encoding, cancellable, error);
}

WuseTableFile *
wuse_table_file_open_bytes (GBytes *bytes, const char *name, GError **error)
{
  WuseTableFile *self;

  g_return_val_if_fail (bytes != NULL && name != NULL, NULL);

  self = g_new0 (WuseTableFile, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->bytes = g_bytes_ref (bytes);
  self->name = g_strdup (name);
  return open_table (self, NULL, NULL, error);
}

WuseTableFile *
wuse_table_file_ref (WuseTableFile *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
wuse_table_file_unref (WuseTableFile *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_object (&self->file);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->name);
  g_strfreev (self->header);
  g_free (self);
}

const char *
wuse_table_file_get_name (const WuseTableFile *self)
{
  return self->name;
}

const char *const *
wuse_table_file_get_header (const WuseTableFile *self)
{
  return (const char *const *) self->header;
}

guint
wuse_table_file_get_n_columns (const WuseTableFile *self)
{
  return self->n_columns;
}

int
wuse_table_file_find_column (const WuseTableFile *self, const char *name)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (strcmp (self->header[i], name) == 0)
      return (int) i;
  return -1;
}

WuseTextEncoding
wuse_table_file_get_encoding (const WuseTableFile *self)
{
  return self->encoding;
}

char
wuse_table_file_get_delimiter (const WuseTableFile *self)
{
  return self->delimiter;
}

gsize
wuse_table_file_get_n_bytes (const WuseTableFile *self)
{
  return self->n_bytes;
}

gboolean
wuse_table_file_read (WuseTableFile *self,
                      WuseTableRowFunc func,
                      WuseTableProgressFunc progress,
                      gpointer user_data,
                      GCancellable *cancellable,
                      GError **error)
{
  g_return_val_if_fail (self != NULL && func != NULL, FALSE);

  return read_table (self, func, progress, user_data, cancellable, error);
}
