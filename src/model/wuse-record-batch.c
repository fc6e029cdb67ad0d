/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feed lines turned into records, many at a time, in one piece of memory. */

#define G_LOG_DOMAIN "wuse-model"

#include "config.h"

#include "wuse-record-batch.h"

#include "wuse-arena-private.h"
#include "wuse-record-parser-private.h"

struct _WuseRecordBatch
{
  WuseArena arena;
  WuseRecordParser *parser;
  GArray *records;
  gint64 last_seq;
};

WuseRecordBatch *
wuse_record_batch_new (void)
{
  WuseRecordBatch *self = g_new0 (WuseRecordBatch, 1);

  wuse_arena_init (&self->arena);
  self->parser = wuse_record_parser_new (&self->arena);
  self->records = g_array_new (FALSE, FALSE, sizeof (WuseRecord));

  return self;
}

void
wuse_record_batch_free (WuseRecordBatch *self)
{
  if (self == NULL)
    return;

  wuse_record_parser_free (self->parser);
  wuse_arena_clear (&self->arena);
  g_array_unref (self->records);
  g_free (self);
}

void
wuse_record_batch_clear (WuseRecordBatch *self)
{
  g_return_if_fail (self != NULL);

  wuse_arena_go_back (&self->arena, (WuseArenaMark){ 0 });
  g_array_set_size (self->records, 0);
  self->last_seq = 0;
}

static WuseRecord *
add_place (WuseRecordBatch *self)
{
  g_array_set_size (self->records, self->records->len + 1);

  return &g_array_index (self->records, WuseRecord, self->records->len - 1);
}

gboolean
wuse_record_batch_add_line (WuseRecordBatch *self, const char *line, gsize length, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (line != NULL, FALSE);

  WuseArenaMark mark = wuse_arena_get_mark (&self->arena);
  WuseRecord *record = add_place (self);
  gboolean is_taken = wuse_record_parser_parse (self->parser, line, length, record, error);

  if (is_taken)
    self->last_seq = MAX (self->last_seq, record->seq);
  if (!is_taken || record->type == WUSE_N_RECORD_TYPES)
    {
      wuse_arena_go_back (&self->arena, mark);
      g_array_set_size (self->records, self->records->len - 1);
    }

  return is_taken;
}

void
wuse_record_batch_add (WuseRecordBatch *self, const WuseRecord *record)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (record != NULL && record->type < WUSE_N_RECORD_TYPES);

  const WuseRecordClass *class = wuse_record_class (record->type);
  WuseRecord *copy = add_place (self);

  *copy = *record;
  copy->id = wuse_arena_copy (&self->arena, record->id, record->id_length, 1);
  for (guint i = 0; i < class->n_fields; i++)
    if (record->values[i].is_set && record->values[i].data != NULL)
      copy->values[i].data = wuse_arena_copy (&self->arena, record->values[i].data, record->values[i].length,
                                              class->fields[i].kind == WUSE_FIELD_GEOMETRY ? sizeof (guint32) : 1);
  self->last_seq = MAX (self->last_seq, record->seq);
}

guint
wuse_record_batch_get_length (const WuseRecordBatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->records->len;
}

const WuseRecord *
wuse_record_batch_get (WuseRecordBatch *self, guint index)
{
  g_return_val_if_fail (self != NULL && index < self->records->len, NULL);

  return &g_array_index (self->records, WuseRecord, index);
}

gint64
wuse_record_batch_get_last_seq (const WuseRecordBatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->last_seq;
}

gsize
wuse_record_batch_get_bytes (const WuseRecordBatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return wuse_arena_get_bytes (&self->arena) + self->records->len * sizeof (WuseRecord);
}
