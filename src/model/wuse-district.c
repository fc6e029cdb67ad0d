/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a district server says of itself, and its JSON. */

#define G_LOG_DOMAIN "wuse-model"

#include "config.h"

#include "wuse-district.h"

#include "wuse-record-value-private.h"

#include <math.h>
#include <string.h>

#define MAX_TEXT 1000
#define MAX_UTC_OFFSET 1080
#define MAX_CLOCK_RATE 1e6

G_DEFINE_BOXED_TYPE (WuseDistrict, wuse_district, wuse_district_copy, wuse_district_free)

WuseDistrict *
wuse_district_new (void)
{
  WuseDistrict *self = g_new0 (WuseDistrict, 1);

  self->time = WUSE_TIME_NONE;
  self->clock_rate = 1.0;
  self->first_day = WUSE_DAY_NONE;
  self->last_day = WUSE_DAY_NONE;
  self->bounds = WUSE_BOUNDS_EMPTY;

  return self;
}

WuseDistrict *
wuse_district_copy (const WuseDistrict *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  WuseDistrict *copy = g_new (WuseDistrict, 1);

  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->name = g_strdup (self->name);
  copy->name_en = g_strdup (self->name_en);
  copy->feed = g_strdup (self->feed);
  copy->source = g_strdup (self->source);
  copy->licence = g_strdup (self->licence);
  copy->attribution = g_strdup (self->attribution);

  return copy;
}

void
wuse_district_free (WuseDistrict *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self->name_en);
  g_free (self->feed);
  g_free (self->source);
  g_free (self->licence);
  g_free (self->attribution);
  g_free (self);
}

static gboolean
fail (const char *member, const char *message, GError **error)
{
  g_set_error (error, WUSE_MODEL_ERROR, WUSE_MODEL_ERROR_INVALID, "district: member %s %s", member, message);
  return FALSE;
}

/* The member, or NULL where it is absent or null; only what is required is an error then. */
static JsonNode *
get_member (JsonObject *object, const char *member, gboolean required, GType type, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    {
      if (required)
        fail (member, "is missing", error);
      return NULL;
    }

  GType actual = json_node_get_value_type (node);
  if (!JSON_NODE_HOLDS_VALUE (node) || (actual != type && !(type == G_TYPE_DOUBLE && actual == G_TYPE_INT64)))
    {
      fail (member, "is of the wrong type", error);
      return NULL;
    }

  return node;
}

static gboolean
read_text (JsonObject *object, const char *member, gboolean required, char **text, GError **error)
{
  GError *failure = NULL;
  JsonNode *node = get_member (object, member, required, G_TYPE_STRING, &failure);

  if (node == NULL)
    {
      if (failure == NULL)
        return TRUE;
      g_propagate_error (error, failure);
      return FALSE;
    }

  const char *value = json_node_get_string (node);
  if (strlen (value) > MAX_TEXT)
    return fail (member, "is too long", error);
  if (!g_utf8_validate (value, -1, NULL) || wuse_has_control_character (value, strlen (value)))
    return fail (member, "holds characters that are not text", error);
  if (required && *value == '\0')
    return fail (member, "is empty", error);

  *text = g_strdup (value);
  return TRUE;
}

static gboolean
read_id (JsonObject *object, const char *member, char **id, GError **error)
{
  if (!read_text (object, member, TRUE, id, error))
    return FALSE;
  if (!wuse_is_record_id (*id, strlen (*id)))
    return fail (member, "is not an id", error);

  return TRUE;
}

static gboolean
read_integer (JsonObject *object, const char *member, gint64 minimum, gint64 maximum, gint64 *value, GError **error)
{
  JsonNode *node = get_member (object, member, TRUE, G_TYPE_INT64, error);

  if (node == NULL)
    return FALSE;

  *value = json_node_get_int (node);
  return (*value >= minimum && *value <= maximum) || fail (member, "is out of bounds", error);
}

static gboolean
read_boolean (JsonObject *object, const char *member, gboolean *value, GError **error)
{
  JsonNode *node = get_member (object, member, TRUE, G_TYPE_BOOLEAN, error);

  if (node == NULL)
    return FALSE;

  *value = json_node_get_boolean (node);
  return TRUE;
}

static gboolean
read_rate (JsonObject *object, const char *member, double *value, GError **error)
{
  JsonNode *node = get_member (object, member, TRUE, G_TYPE_DOUBLE, error);

  if (node == NULL)
    return FALSE;

  *value = json_node_get_double (node);
  return (*value >= 0.0 && *value <= MAX_CLOCK_RATE) || fail (member, "is out of bounds", error);
}

static gboolean
read_time (JsonObject *object, const char *member, WuseTime *time, GError **error)
{
  g_autofree char *text = NULL;

  return read_text (object, member, TRUE, &text, error)
         && (wuse_time_parse (text, -1, time, NULL) || fail (member, "is not an instant", error));
}

static gboolean
read_day (JsonObject *object, const char *member, WuseDay *day, GError **error)
{
  g_autofree char *text = NULL;

  return read_text (object, member, FALSE, &text, error)
         && (text == NULL || wuse_day_parse (text, -1, day, NULL) || fail (member, "is not a day", error));
}

static gboolean
read_bounds (JsonObject *object, const char *member, WuseBounds *bounds, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node) || json_array_get_length (json_node_get_array (node)) != 4)
    return fail (member, "is not an array of four numbers", error);

  JsonArray *array = json_node_get_array (node);
  gint32 sides[4];

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      JsonNode *side = json_array_get_element (array, i);
      GType type = json_node_get_value_type (side);
      double limit = i % 2 == 0 ? 180.0 : 90.0;

      if (!JSON_NODE_HOLDS_VALUE (side) || (type != G_TYPE_DOUBLE && type != G_TYPE_INT64))
        return fail (member, "is not an array of four numbers", error);
      if (!(fabs (json_node_get_double (side)) <= limit))
        return fail (member, "is out of bounds", error);
      sides[i] = (gint32) lround (json_node_get_double (side) * 1e7);
    }
  if (sides[0] > sides[2] || sides[1] > sides[3])
    return fail (member, "is turned round", error);

  *bounds = (WuseBounds){ sides[0], sides[1], sides[2], sides[3] };
  return TRUE;
}

WuseDistrict *
wuse_district_from_json (JsonNode *node, GError **error)
{
  g_return_val_if_fail (node != NULL, NULL);

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, WUSE_MODEL_ERROR, WUSE_MODEL_ERROR_INVALID, "district: not an object");
      return NULL;
    }

  JsonObject *object = json_node_get_object (node);
  g_autoptr (WuseDistrict) self = wuse_district_new ();
  gint64 utc_offset;

  if (!read_id (object, "id", &self->id, error) || !read_text (object, "name", TRUE, &self->name, error)
      || !read_text (object, "name_en", FALSE, &self->name_en, error) || !read_id (object, "feed", &self->feed, error)
      || !read_integer (object, "seq", 0, G_MAXINT64, &self->seq, error)
      || !read_boolean (object, "synthetic", &self->synthetic, error) || !read_text (object, "source", TRUE, &self->source, error)
      || !read_text (object, "licence", FALSE, &self->licence, error)
      || !read_text (object, "attribution", FALSE, &self->attribution, error)
      || !read_integer (object, "utc_offset", -MAX_UTC_OFFSET, MAX_UTC_OFFSET, &utc_offset, error)
      || !read_time (object, "time", &self->time, error) || !read_rate (object, "clock_rate", &self->clock_rate, error)
      || !read_day (object, "first_day", &self->first_day, error) || !read_day (object, "last_day", &self->last_day, error)
      || !read_bounds (object, "bbox", &self->bounds, error))
    return NULL;

  if (self->first_day != WUSE_DAY_NONE && self->last_day != WUSE_DAY_NONE && self->last_day < self->first_day)
    {
      fail ("last_day", "is before first_day", error);
      return NULL;
    }

  self->utc_offset = (int) utc_offset;
  return g_steal_pointer (&self);
}

static void
set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

static void
set_day (JsonObject *object, const char *member, WuseDay day)
{
  if (day == WUSE_DAY_NONE)
    return;

  g_autofree char *text = wuse_day_format (day);
  json_object_set_string_member (object, member, text);
}

JsonNode *
wuse_district_to_json (const WuseDistrict *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  JsonObject *object = json_object_new ();

  set_text (object, "id", self->id);
  set_text (object, "name", self->name);
  set_text (object, "name_en", self->name_en);
  set_text (object, "feed", self->feed);
  json_object_set_int_member (object, "seq", self->seq);
  json_object_set_boolean_member (object, "synthetic", self->synthetic);
  set_text (object, "source", self->source);
  set_text (object, "licence", self->licence);
  set_text (object, "attribution", self->attribution);
  json_object_set_int_member (object, "utc_offset", self->utc_offset);
  if (self->time != WUSE_TIME_NONE)
    {
      g_autofree char *text = wuse_time_format (self->time);

      json_object_set_string_member (object, "time", text);
    }
  json_object_set_double_member (object, "clock_rate", self->clock_rate);
  set_day (object, "first_day", self->first_day);
  set_day (object, "last_day", self->last_day);
  if (self->bounds.west <= self->bounds.east)
    {
      const gint32 sides[] = { self->bounds.west, self->bounds.south, self->bounds.east, self->bounds.north };
      JsonArray *array = json_array_sized_new (G_N_ELEMENTS (sides));

      for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
        json_array_add_double_element (array, sides[i] / 1e7);
      json_object_set_array_member (object, "bbox", array);
    }

  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}
