/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills records field by field and puts them into a feed, many to a transaction. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-synthetic-writer.h"

#include "wuse-feed-edit.h"

#include <string.h>

#define MAX_TEXT 4096

struct _WuseSyntheticWriter
{
  WuseFeed *feed;
  guint changes_per_transaction;
  guint changes;
  gboolean again;
  gboolean in_transaction;
  WuseRecord record;
  const WuseRecordClass *class;
  char id[WUSE_RECORD_MAX_ID + 1];
  char text[MAX_TEXT];
  gsize text_length;
  GByteArray *geometry;
  WuseRecordBatch *versions;
  GError *error;
};

WuseSyntheticWriter *
wuse_synthetic_writer_new (WuseFeed *feed, guint changes, gboolean again)
{
  WuseSyntheticWriter *self = g_new0 (WuseSyntheticWriter, 1);

  self->feed = feed;
  self->changes_per_transaction = changes;
  self->again = again;
  self->geometry = g_byte_array_new ();
  self->versions = wuse_record_batch_new ();
  return self;
}

void
wuse_synthetic_writer_free (WuseSyntheticWriter *self)
{
  if (self == NULL)
    return;

  if (self->in_transaction)
    wuse_feed_rollback (self->feed);
  g_byte_array_unref (self->geometry);
  wuse_record_batch_free (self->versions);
  g_clear_error (&self->error);
  g_free (self);
}

static WuseValue *
find_value (WuseSyntheticWriter *self, const char *field)
{
  for (guint i = 0; i < self->class->n_fields; i++)
    if (strcmp (self->class->fields[i].name, field) == 0)
      return &self->record.values[i];

  g_assert_not_reached ();
}

void
wuse_synthetic_writer_begin (WuseSyntheticWriter *self, WuseRecordType type, WuseTime at, const char *id_format, ...)
{
  va_list arguments;
  int length;

  memset (&self->record, 0, sizeof self->record);
  self->class = wuse_record_class (type);
  self->text_length = 0;
  va_start (arguments, id_format);
  length = g_vsnprintf (self->id, sizeof self->id, id_format, arguments);
  va_end (arguments);
  g_assert (length > 0 && length <= WUSE_RECORD_MAX_ID);
  self->record.type = type;
  self->record.op = WUSE_RECORD_PUT;
  self->record.at = at;
  self->record.id = self->id;
  self->record.id_length = (gsize) length;
}

void
wuse_synthetic_writer_format (WuseSyntheticWriter *self, const char *field, const char *format, ...)
{
  WuseValue *value = find_value (self, field);
  gsize room = MAX_TEXT - self->text_length;
  va_list arguments;
  int length;

  va_start (arguments, format);
  length = g_vsnprintf (self->text + self->text_length, room, format, arguments);
  va_end (arguments);
  g_assert (length >= 0 && (gsize) length < room);
  *value = (WuseValue){ .data = self->text + self->text_length, .length = (guint32) length, .is_set = TRUE };
  self->text_length += (gsize) length;
}

void
wuse_synthetic_writer_text (WuseSyntheticWriter *self, const char *field, const char *text)
{
  gsize length;

  if (text == NULL)
    return;
  length = strlen (text);
  g_assert (length < MAX_TEXT - self->text_length);
  memcpy (self->text + self->text_length, text, length);
  *find_value (self, field) = (WuseValue){ .data = self->text + self->text_length, .length = (guint32) length, .is_set = TRUE };
  self->text_length += length;
}

void
wuse_synthetic_writer_integer (WuseSyntheticWriter *self, const char *field, gint64 value)
{
  *find_value (self, field) = (WuseValue){ .integer = value, .is_set = TRUE };
}

void
wuse_synthetic_writer_day (WuseSyntheticWriter *self, const char *field, WuseDay day)
{
  if (day != WUSE_DAY_NONE)
    wuse_synthetic_writer_integer (self, field, day);
}

void
wuse_synthetic_writer_point (WuseSyntheticWriter *self, WusePoint point)
{
  wuse_synthetic_writer_integer (self, "lon", point.lon);
  wuse_synthetic_writer_integer (self, "lat", point.lat);
}

void
wuse_synthetic_writer_geometry (WuseSyntheticWriter *self, const WuseGeometry *geometry)
{
  WuseValue *value = find_value (self, "geometry");

  g_byte_array_set_size (self->geometry, 0);
  wuse_geometry_append_bytes (geometry, self->geometry);
  *value = (WuseValue){ .data = (const char *) self->geometry->data, .length = self->geometry->len, .is_set = TRUE };
}

static gboolean
commit (WuseSyntheticWriter *self)
{
  self->in_transaction = FALSE;
  self->changes = 0;
  return wuse_feed_commit (self->feed, &self->error);
}

static gboolean
ensure_transaction (WuseSyntheticWriter *self)
{
  if (self->error == NULL && !self->in_transaction)
    self->in_transaction = wuse_feed_begin (self->feed, &self->error);
  return self->error == NULL;
}

void
wuse_synthetic_writer_note (WuseSyntheticWriter *self, const char *key, const char *format, ...)
{
  g_autofree char *value = NULL;
  va_list arguments;

  va_start (arguments, format);
  value = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (ensure_transaction (self))
    wuse_feed_set_note (self->feed, key, value, &self->error);
}

guint
wuse_synthetic_writer_get_changes (const WuseSyntheticWriter *self)
{
  return self->changes;
}

gboolean
wuse_synthetic_writer_end (WuseSyntheticWriter *self)
{
  gboolean changed = TRUE, is_gone;

  if (!ensure_transaction (self) || !wuse_feed_merge_edits (self->feed, &self->record, self->versions, &is_gone, &self->error))
    return FALSE;
  if (is_gone)
    return TRUE;

  if (self->again ? !wuse_feed_put_if_changed (self->feed, &self->record, &changed, &self->error)
                  : !wuse_feed_put (self->feed, &self->record, &self->error))
    return FALSE;

  if (changed)
    self->changes++;
  return self->changes < self->changes_per_transaction || commit (self);
}

gboolean
wuse_synthetic_writer_finish (WuseSyntheticWriter *self, GError **error)
{
  if (self->error == NULL && self->in_transaction)
    commit (self);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }

  return TRUE;
}
