/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One feed line to one record: straight away where it is written as servers write it, else by yajl.
 *
 * One yajl handle takes line after line (it allows several values, each line being followed by a line feed); after an error
 * a new one is made. yajl is lax about UTF-8 and about surrogates, so both are checked here. */

#define G_LOG_DOMAIN "wuse-model"

#include "config.h"

#include "wuse-record-parser-private.h"

#include "wuse-record-events-private.h"
#include "wuse-record-line-private.h"
#include "wuse-record-value-private.h"

WuseRecordParser *
wuse_record_parser_new (WuseArena *arena)
{
  WuseRecordParser *self = g_new0 (WuseRecordParser, 1);

  self->arena = arena;
  self->builder = wuse_geometry_builder_new ();
  self->bytes = g_byte_array_new ();

  return self;
}

void
wuse_record_parser_free (WuseRecordParser *self)
{
  g_clear_pointer (&self->handle, yajl_free);
  wuse_geometry_builder_free (self->builder);
  g_byte_array_unref (self->bytes);
  g_free (self);
}

/* Feeds the line to yajl; on failure `error` of the parser is set. */
static gboolean
run (WuseRecordParser *self, const char *line, gsize length)
{
  if (self->handle == NULL)
    {
      self->handle = yajl_alloc (&wuse_record_events, NULL, self);
      yajl_config (self->handle, yajl_allow_multiple_values, 1);
      yajl_config (self->handle, yajl_dont_validate_strings, 1);
    }

  wuse_record_events_begin (self);
  yajl_status status = yajl_parse (self->handle, (const unsigned char *) line, length);
  if (status == yajl_status_ok)
    status = yajl_parse (self->handle, (const unsigned char *) "\n", 1);
  if (status == yajl_status_ok && self->has_ended && self->context == CONTEXT_OUTSIDE)
    return TRUE;

  if (status == yajl_status_error)
    {
      unsigned char *message = yajl_get_error (self->handle, 0, NULL, 0);

      g_clear_error (&self->error);
      self->error = g_error_new_literal (WUSE_MODEL_ERROR, WUSE_MODEL_ERROR_SYNTAX, g_strchomp ((char *) message));
      yajl_free_error (self->handle, message);
    }
  else if (self->error == NULL)
    self->error = g_error_new_literal (WUSE_MODEL_ERROR, WUSE_MODEL_ERROR_SYNTAX, "cut off");
  g_clear_pointer (&self->handle, yajl_free);
  return FALSE;
}

static gboolean
parse (WuseRecordParser *self, const char *line, gsize length)
{
  return run (self, line, length) && (!self->has_unread_data || self->class == NULL || run (self, line, length))
         && wuse_record_events_check (self);
}

static gboolean
fail_line (WuseModelError code, const char *message, GError **error)
{
  g_set_error_literal (error, WUSE_MODEL_ERROR, code, message);
  return FALSE;
}

gboolean
wuse_record_parser_parse (WuseRecordParser *self, const char *line, gsize length, WuseRecord *record, GError **error)
{
  if (length > WUSE_RECORD_MAX_LINE)
    return fail_line (WUSE_MODEL_ERROR_TOO_LARGE, "longer than any record may be", error);

  WuseArenaMark mark = wuse_arena_get_mark (self->arena);
  if (wuse_record_line_read (line, length, self->arena, record))
    return TRUE;
  wuse_arena_go_back (self->arena, mark);

  if (!g_utf8_validate_len (line, length, NULL) || !wuse_has_paired_surrogates (line, length))
    return fail_line (WUSE_MODEL_ERROR_SYNTAX, "not UTF-8", error);

  *record = (WuseRecord){ .type = WUSE_N_RECORD_TYPES };
  self->record = record;
  self->class = NULL;
  self->has_type = FALSE;
  if (parse (self, line, length))
    return TRUE;

  if (record->id_length > 0)
    g_prefix_error (&self->error, "%s %.*s: ", self->class != NULL ? self->class->name : "record", (int) record->id_length,
                    record->id);
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}
