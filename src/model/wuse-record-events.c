/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the events of yajl mean in a feed line. Messages name members and fields, never values: those are a person's. */

#define G_LOG_DOMAIN "wuse-model"

#include "config.h"

#include "wuse-record-events-private.h"

#include "wuse-number.h"
#include "wuse-record-value-private.h"

#include <string.h>

#define MAX_DEPTH 8

static const char *const member_names[N_MEMBERS] = { "seq", "op", "type", "id", "version", "at", "data" };
static const char *const geometry_member_names[N_GEOMETRY_MEMBERS] = { "type", "coordinates" };

/* Lengths of the names in the table of classes, so that a look-up compares names of the right length only. */
static guint8 field_lengths[WUSE_N_RECORD_TYPES][WUSE_RECORD_MAX_FIELDS];
static guint32 required_fields[WUSE_N_RECORD_TYPES];

G_STATIC_ASSERT (WUSE_RECORD_MAX_FIELDS <= 32);

static gpointer
measure_classes (gpointer data)
{
  for (guint type = 0; type < WUSE_N_RECORD_TYPES; type++)
    {
      const WuseRecordClass *class = wuse_record_class (type);

      for (guint i = 0; i < class->n_fields; i++)
        {
          field_lengths[type][i] = (guint8) strlen (class->fields[i].name);
          if (class->fields[i].required)
            required_fields[type] |= 1u << i;
        }
    }

  return NULL;
}

static gboolean
text_equals (const char *text, gsize length, const char *other)
{
  return strlen (other) == length && memcmp (text, other, length) == 0;
}

static const char *
get_name (const WuseRecordParser *self)
{
  if ((self->context == CONTEXT_DATA || self->context == CONTEXT_GEOMETRY || self->context == CONTEXT_COORDINATES)
      && self->class != NULL && self->field < self->class->n_fields)
    return self->class->fields[self->field].name;
  if (self->context == CONTEXT_LINE && self->member < N_MEMBERS)
    return member_names[self->member];

  return NULL;
}

/* Always returns 0, which makes yajl stop. */
static int
fail (WuseRecordParser *self, const char *message)
{
  const char *name = get_name (self);

  if (self->error == NULL)
    self->error = g_error_new (WUSE_MODEL_ERROR, WUSE_MODEL_ERROR_INVALID, "%s%s%s", name != NULL ? name : "",
                               name != NULL ? ": " : "", message);
  return 0;
}

static int
fail_with (WuseRecordParser *self, GError *error)
{
  fail (self, error->message);
  g_error_free (error);
  return 0;
}

/* Whether what comes now belongs to a member that we do not know. */
static gboolean
is_passed_over (const WuseRecordParser *self)
{
  switch (self->context)
    {
    case CONTEXT_SKIPPED:
      return TRUE;
    case CONTEXT_LINE:
      return self->member == N_MEMBERS;
    case CONTEXT_DATA:
      return self->field == self->class->n_fields;
    case CONTEXT_GEOMETRY:
      return self->geometry_member == N_GEOMETRY_MEMBERS;
    case CONTEXT_OUTSIDE:
    case CONTEXT_COORDINATES:
      return FALSE;
    }

  g_assert_not_reached ();
}

static void
enter (WuseRecordParser *self, Context context)
{
  self->outer_context = self->context;
  self->outer_depth = self->depth;
  self->context = context;
}

/* Counts a bracket; FALSE when there are too many. */
static gboolean
go_down (WuseRecordParser *self)
{
  if (self->depth == MAX_DEPTH)
    return fail (self, "nested too deeply");

  self->depth++;
  return TRUE;
}

static int
start_data (WuseRecordParser *self)
{
  if (!self->has_type)
    self->has_unread_data = TRUE;

  if (self->class == NULL)
    enter (self, CONTEXT_SKIPPED);
  else
    self->context = CONTEXT_DATA;

  return 1;
}

static int
start_map_cb (void *ctx)
{
  WuseRecordParser *self = ctx;

  if (!go_down (self))
    return 0;
  if (is_passed_over (self))
    {
      if (self->context != CONTEXT_SKIPPED)
        enter (self, CONTEXT_SKIPPED);
      return 1;
    }

  if (self->context == CONTEXT_OUTSIDE)
    {
      if (self->has_ended)
        return fail (self, "more than one value in a line");
      self->context = CONTEXT_LINE;
      return 1;
    }
  if (self->context == CONTEXT_LINE && self->member == MEMBER_DATA)
    return start_data (self);
  if (self->context == CONTEXT_DATA && self->class->fields[self->field].kind == WUSE_FIELD_GEOMETRY)
    {
      wuse_geometry_builder_reset (self->builder);
      self->geometry_members_seen = 0;
      self->context = CONTEXT_GEOMETRY;
      return 1;
    }

  return fail (self, "an object where none belongs");
}

static int
end_geometry (WuseRecordParser *self)
{
  gboolean has_type = (self->geometry_members_seen & 1u << GEOMETRY_TYPE) != 0;
  WuseGeometry geometry;
  GError *error = NULL;

  if (!wuse_geometry_builder_end (self->builder, has_type ? self->geometry_type : NULL, self->geometry_type_length, &geometry,
                                  &error))
    return fail_with (self, error);

  g_byte_array_set_size (self->bytes, 0);
  wuse_geometry_append_bytes (&geometry, self->bytes);

  WuseValue *value = &self->record->values[self->field];
  value->is_set = TRUE;
  value->data = wuse_arena_copy (self->arena, self->bytes->data, self->bytes->len, sizeof (guint32));
  value->length = self->bytes->len;
  self->fields_set |= 1u << self->field;
  self->context = CONTEXT_DATA;
  return 1;
}

static int
end_map_cb (void *ctx)
{
  WuseRecordParser *self = ctx;
  guint depth = self->depth--;

  switch (self->context)
    {
    case CONTEXT_LINE:
      self->context = CONTEXT_OUTSIDE;
      self->has_ended = TRUE;
      return 1;
    case CONTEXT_DATA:
      self->context = CONTEXT_LINE;
      return 1;
    case CONTEXT_GEOMETRY:
      return end_geometry (self);
    case CONTEXT_SKIPPED:
      if (depth == self->outer_depth)
        self->context = self->outer_context;
      return 1;
    case CONTEXT_OUTSIDE:
    case CONTEXT_COORDINATES:
      break;
    }

  g_assert_not_reached ();
}

static int
start_array_cb (void *ctx)
{
  WuseRecordParser *self = ctx;
  GError *error = NULL;

  if (!go_down (self))
    return 0;
  if (is_passed_over (self))
    {
      if (self->context != CONTEXT_SKIPPED)
        enter (self, CONTEXT_SKIPPED);
      return 1;
    }

  if (self->context == CONTEXT_GEOMETRY && self->geometry_member == GEOMETRY_COORDINATES)
    enter (self, CONTEXT_COORDINATES);
  if (self->context != CONTEXT_COORDINATES)
    return fail (self, "an array where none belongs");

  return wuse_geometry_builder_begin_array (self->builder, &error) || fail_with (self, error);
}

static int
end_array_cb (void *ctx)
{
  WuseRecordParser *self = ctx;
  guint depth = self->depth--;
  GError *error = NULL;

  if (self->context == CONTEXT_COORDINATES && !wuse_geometry_builder_end_array (self->builder, &error))
    return fail_with (self, error);
  if (depth == self->outer_depth)
    self->context = self->outer_context;

  return 1;
}

static int
find_member (WuseRecordParser *self, const char *key, gsize length)
{
  self->member = 0;
  while (self->member < N_MEMBERS && !text_equals (key, length, member_names[self->member]))
    self->member++;
  if (self->member == N_MEMBERS)
    return 1;
  if (self->members_seen & 1u << self->member)
    return fail (self, "given twice");

  self->members_seen |= 1u << self->member;
  return 1;
}

/* Fields mostly come in the order of the class, so the search begins after the last one found. */
static int
find_field (WuseRecordParser *self, const char *key, gsize length)
{
  const WuseRecordClass *class = self->class;
  const guint8 *lengths = field_lengths[self->record->type];
  guint field = self->next_field;

  for (guint i = 0; i < class->n_fields; i++, field++)
    {
      if (field >= class->n_fields)
        field = 0;
      if (lengths[field] != length || memcmp (class->fields[field].name, key, length) != 0)
        continue;

      self->field = field;
      if (self->fields_seen & 1u << field)
        return fail (self, "given twice");

      self->fields_seen |= 1u << field;
      self->next_field = field + 1;
      return 1;
    }

  self->field = class->n_fields;
  return 1;
}

static int
find_geometry_member (WuseRecordParser *self, const char *key, gsize length)
{
  self->geometry_member = 0;
  while (self->geometry_member < N_GEOMETRY_MEMBERS && !text_equals (key, length, geometry_member_names[self->geometry_member]))
    self->geometry_member++;
  if (self->geometry_member == N_GEOMETRY_MEMBERS)
    return 1;
  if (self->geometry_members_seen & 1u << self->geometry_member)
    return fail (self, "a geometry with a member given twice");

  self->geometry_members_seen |= 1u << self->geometry_member;
  return 1;
}

static int
map_key_cb (void *ctx, const unsigned char *key, size_t length)
{
  WuseRecordParser *self = ctx;

  switch (self->context)
    {
    case CONTEXT_LINE:
      return find_member (self, (const char *) key, length);
    case CONTEXT_DATA:
      return find_field (self, (const char *) key, length);
    case CONTEXT_GEOMETRY:
      return find_geometry_member (self, (const char *) key, length);
    case CONTEXT_SKIPPED:
      return 1;
    case CONTEXT_OUTSIDE:
    case CONTEXT_COORDINATES:
      break;
    }

  g_assert_not_reached ();
}

static int
set_op (WuseRecordParser *self, const char *text, gsize length)
{
  if (text_equals (text, length, "put"))
    self->record->op = WUSE_RECORD_PUT;
  else if (text_equals (text, length, "delete"))
    self->record->op = WUSE_RECORD_DELETE;
  else
    return fail (self, text_equals (text, length, "end") ? "the end of a feed is not a record" : "neither put nor delete");

  return 1;
}

static int
set_type (WuseRecordParser *self, const char *text, gsize length)
{
  self->has_type = TRUE;
  if (wuse_record_type_from_name (text, length, &self->record->type))
    self->class = wuse_record_class (self->record->type);
  else if (!wuse_is_record_code (text, length))
    return fail (self, "not a type");

  return 1;
}

static int
set_member_text (WuseRecordParser *self, const char *text, gsize length)
{
  GError *error = NULL;

  switch (self->member)
    {
    case MEMBER_OP:
      return set_op (self, text, length);
    case MEMBER_TYPE:
      return set_type (self, text, length);
    case MEMBER_ID:
      if (!wuse_is_record_id (text, length))
        return fail (self, "not an id");
      self->record->id = wuse_arena_copy (self->arena, text, length, 1);
      self->record->id_length = length;
      return 1;
    case MEMBER_AT:
      return wuse_time_parse (text, (gssize) length, &self->record->at, &error) || fail_with (self, error);
    case MEMBER_SEQ:
    case MEMBER_VERSION:
    case MEMBER_DATA:
    case N_MEMBERS:
      break;
    }

  return fail (self, "text where none belongs");
}

static int
set_field_text (WuseRecordParser *self, const char *text, gsize length)
{
  GError *error = NULL;

  if (!wuse_value_read_text (&self->record->values[self->field], &self->class->fields[self->field], text, length, self->arena,
                             &error))
    return fail_with (self, error);

  self->fields_set |= 1u << self->field;
  return 1;
}

static int
string_cb (void *ctx, const unsigned char *string, size_t length)
{
  WuseRecordParser *self = ctx;
  const char *text = (const char *) string;

  if (is_passed_over (self))
    return 1;
  if (self->context == CONTEXT_LINE)
    return set_member_text (self, text, length);
  if (self->context == CONTEXT_DATA)
    return set_field_text (self, text, length);
  if (self->context != CONTEXT_GEOMETRY || self->geometry_member != GEOMETRY_TYPE)
    return fail (self, "text where none belongs");
  if (length > sizeof self->geometry_type)
    return fail (self, "a geometry of unknown or unsupported type");

  memcpy (self->geometry_type, text, length);
  self->geometry_type_length = length;
  return 1;
}

static int
set_member_number (WuseRecordParser *self, const char *text, gsize length)
{
  GError *error = NULL;
  gint64 *value;

  if (self->member == MEMBER_SEQ)
    value = &self->record->seq;
  else if (self->member == MEMBER_VERSION)
    value = &self->record->version;
  else
    return fail (self, "a number where none belongs");

  return wuse_parse_int64 (text, (gssize) length, 1, G_MAXINT64, value, &error) || fail_with (self, error);
}

static int
set_field_number (WuseRecordParser *self, const char *text, gsize length)
{
  GError *error = NULL;

  if (!wuse_value_read_number (&self->record->values[self->field], &self->class->fields[self->field], text, length, &error))
    return fail_with (self, error);

  self->fields_set |= 1u << self->field;
  return 1;
}

static int
number_cb (void *ctx, const char *text, size_t length)
{
  WuseRecordParser *self = ctx;
  GError *error = NULL;

  if (is_passed_over (self))
    return 1;
  if (self->context == CONTEXT_LINE)
    return set_member_number (self, text, length);
  if (self->context == CONTEXT_DATA)
    return set_field_number (self, text, length);
  if (self->context != CONTEXT_COORDINATES)
    return fail (self, "a number where none belongs");

  return wuse_geometry_builder_number (self->builder, text, length, &error) || fail_with (self, error);
}

static int
boolean_cb (void *ctx, int value)
{
  WuseRecordParser *self = ctx;

  return is_passed_over (self) || fail (self, "true or false where it does not belong");
}

/* A field that is null is absent. */
static int
null_cb (void *ctx)
{
  WuseRecordParser *self = ctx;

  return is_passed_over (self) || self->context == CONTEXT_DATA || fail (self, "null where it does not belong");
}

const yajl_callbacks wuse_record_events = {
  .yajl_null = null_cb,
  .yajl_boolean = boolean_cb,
  .yajl_number = number_cb,
  .yajl_string = string_cb,
  .yajl_start_map = start_map_cb,
  .yajl_map_key = map_key_cb,
  .yajl_end_map = end_map_cb,
  .yajl_start_array = start_array_cb,
  .yajl_end_array = end_array_cb,
};

void
wuse_record_events_begin (WuseRecordParser *self)
{
  static GOnce once = G_ONCE_INIT;

  g_once (&once, measure_classes, NULL);
  self->context = CONTEXT_OUTSIDE;
  self->depth = 0;
  self->members_seen = 0;
  self->fields_seen = 0;
  self->fields_set = 0;
  self->next_field = 0;
  self->has_unread_data = FALSE;
  self->has_ended = FALSE;
}

gboolean
wuse_record_events_check (WuseRecordParser *self)
{
  guint wanted = (1u << N_MEMBERS) - 1;

  if (self->members_seen & 1u << MEMBER_OP && self->record->op == WUSE_RECORD_DELETE)
    {
      wanted &= ~(1u << MEMBER_DATA);
      if (self->members_seen & 1u << MEMBER_DATA)
        return fail (self, "a delete with data");
    }
  for (guint i = 0; i < N_MEMBERS; i++)
    if (wanted & ~self->members_seen & 1u << i)
      {
        self->error = g_error_new (WUSE_MODEL_ERROR, WUSE_MODEL_ERROR_INVALID, "%s: missing", member_names[i]);
        return FALSE;
      }

  if (self->class == NULL || self->record->op == WUSE_RECORD_DELETE)
    return TRUE;

  guint missing = required_fields[self->record->type] & ~self->fields_set;
  if (missing == 0)
    return TRUE;

  self->error = g_error_new (WUSE_MODEL_ERROR, WUSE_MODEL_ERROR_INVALID, "%s: missing",
                             self->class->fields[g_bit_nth_lsf (missing, -1)].name);
  return FALSE;
}
