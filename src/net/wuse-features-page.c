/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One page of GeoJSON features: a stack of places in the document over yajl's events. */

#define G_LOG_DOMAIN "wuse-net"

#include "config.h"

#include "wuse-features-page.h"

#include <string.h>
#include <yajl/yajl_parse.h>

typedef enum
{
  PLACE_NOTHING, /* before the document */
  PLACE_ROOT,
  PLACE_LINKS,
  PLACE_LINK,
  PLACE_FEATURES,
  PLACE_FEATURE,
  PLACE_GEOMETRY,
  PLACE_COORDINATES,
  PLACE_PROPERTIES,
  PLACE_SKIPPED,
} Place;

typedef enum
{
  KEY_OTHER,
  KEY_FEATURES,
  KEY_LINKS,
  KEY_REL,
  KEY_HREF,
  KEY_ID,
  KEY_GEOMETRY,
  KEY_PROPERTIES,
  KEY_TYPE,
  KEY_COORDINATES,
  N_KEYS,
} Key;

#define MAX_DEPTH 64
#define MAX_PROPERTIES 256
#define MAX_TEXT_BYTES (64 * 1024)

struct _WuseFeaturesPage
{
  WuseFeatureFunc func;
  gpointer user_data;
  yajl_handle handle;
  Place places[MAX_DEPTH];
  guint depth;
  Key key;
  gboolean has_features;

  GString *rel;
  GString *href;
  char *next;

  GString *id;
  WuseGeometryBuilder *builder;
  WuseGeometry geometry;
  GString *geometry_type;
  gboolean is_broken;
  guint n_broken;
  GString *text;   /* names and values, each terminated */
  GArray *offsets; /* of gsize: name, value, name, value … */
  GPtrArray *names;
  GPtrArray *values;
};

static const char *const key_names[N_KEYS] = {
  [KEY_FEATURES] = "features",
  [KEY_LINKS] = "links",
  [KEY_REL] = "rel",
  [KEY_HREF] = "href",
  [KEY_ID] = "id",
  [KEY_GEOMETRY] = "geometry",
  [KEY_PROPERTIES] = "properties",
  [KEY_TYPE] = "type",
  [KEY_COORDINATES] = "coordinates",
};

const char *
wuse_feature_item_get (const WuseFeatureItem *self, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < self->n_properties; i++)
    if (strcmp (self->names[i], name) == 0)
      return self->values[i];

  return NULL;
}

static Place
current (const WuseFeaturesPage *self)
{
  return self->depth > 0 ? self->places[self->depth - 1] : PLACE_NOTHING;
}

static void
begin_feature (WuseFeaturesPage *self)
{
  g_string_truncate (self->id, 0);
  g_string_truncate (self->text, 0);
  g_array_set_size (self->offsets, 0);
  self->geometry = (WuseGeometry){ .kind = WUSE_GEOMETRY_NONE, .bounds = WUSE_BOUNDS_EMPTY };
  self->is_broken = FALSE;
}

static void
end_feature (WuseFeaturesPage *self)
{
  if (self->is_broken)
    {
      self->n_broken++;
      return;
    }

  g_ptr_array_set_size (self->names, 0);
  g_ptr_array_set_size (self->values, 0);
  for (guint i = 0; i + 1 < self->offsets->len; i += 2)
    {
      g_ptr_array_add (self->names, self->text->str + g_array_index (self->offsets, gsize, i));
      g_ptr_array_add (self->values, self->text->str + g_array_index (self->offsets, gsize, i + 1));
    }

  WuseFeatureItem item = { .id = self->id->len > 0 ? self->id->str : NULL,
                           .geometry = self->geometry,
                           .names = (const char *const *) self->names->pdata,
                           .values = (const char *const *) self->values->pdata,
                           .n_properties = self->names->len };
  self->func (&item, self->user_data);
}

static void
end_geometry (WuseFeaturesPage *self)
{
  if (!self->is_broken
      && !wuse_geometry_builder_end (self->builder, self->geometry_type->str, self->geometry_type->len, &self->geometry, NULL))
    self->is_broken = TRUE;
}

static void
end_link (WuseFeaturesPage *self)
{
  if (strcmp (self->rel->str, "next") == 0 && self->href->len > 0)
    {
      g_free (self->next);
      self->next = g_strdup (self->href->str);
    }
}

static Place
place_of_child (WuseFeaturesPage *self, gboolean is_object)
{
  switch (current (self))
    {
    case PLACE_NOTHING:
      return PLACE_ROOT;
    case PLACE_ROOT:
      if (!is_object && self->key == KEY_FEATURES)
        return PLACE_FEATURES;
      return !is_object && self->key == KEY_LINKS ? PLACE_LINKS : PLACE_SKIPPED;
    case PLACE_LINKS:
      return is_object ? PLACE_LINK : PLACE_SKIPPED;
    case PLACE_FEATURES:
      return is_object ? PLACE_FEATURE : PLACE_SKIPPED;
    case PLACE_FEATURE:
      if (is_object && self->key == KEY_GEOMETRY)
        return PLACE_GEOMETRY;
      return is_object && self->key == KEY_PROPERTIES ? PLACE_PROPERTIES : PLACE_SKIPPED;
    case PLACE_GEOMETRY:
      return !is_object && self->key == KEY_COORDINATES ? PLACE_COORDINATES : PLACE_SKIPPED;
    case PLACE_COORDINATES:
      return is_object ? PLACE_SKIPPED : PLACE_COORDINATES;
    case PLACE_LINK:
    case PLACE_PROPERTIES:
    case PLACE_SKIPPED:
      return PLACE_SKIPPED;
    }

  g_assert_not_reached ();
}

/* A property whose value is not kept must not leave its name behind. */
static void
drop_open_name (WuseFeaturesPage *self)
{
  if (current (self) == PLACE_PROPERTIES && self->offsets->len % 2 == 1)
    g_array_set_size (self->offsets, self->offsets->len - 1);
}

static int
begin (WuseFeaturesPage *self, gboolean is_object)
{
  if (self->depth == MAX_DEPTH || (self->depth == 0 && !is_object))
    return 0;

  drop_open_name (self);
  Place place = place_of_child (self, is_object);
  self->places[self->depth++] = place;
  if (place == PLACE_FEATURES)
    self->has_features = TRUE;
  else if (place == PLACE_LINK)
    {
      g_string_truncate (self->rel, 0);
      g_string_truncate (self->href, 0);
    }
  else if (place == PLACE_FEATURE)
    begin_feature (self);
  else if (place == PLACE_GEOMETRY)
    {
      wuse_geometry_builder_reset (self->builder);
      g_string_truncate (self->geometry_type, 0);
    }
  else if (place == PLACE_COORDINATES && !self->is_broken)
    self->is_broken = !wuse_geometry_builder_begin_array (self->builder, NULL);

  return 1;
}

static int
end_cb (void *data)
{
  WuseFeaturesPage *self = data;
  Place place = current (self);

  self->depth--;
  if (place == PLACE_COORDINATES && !self->is_broken)
    self->is_broken = !wuse_geometry_builder_end_array (self->builder, NULL);
  else if (place == PLACE_GEOMETRY)
    end_geometry (self);
  else if (place == PLACE_FEATURE)
    end_feature (self);
  else if (place == PLACE_LINK)
    end_link (self);

  return 1;
}

static int
begin_object_cb (void *data)
{
  return begin (data, TRUE);
}

static int
begin_array_cb (void *data)
{
  return begin (data, FALSE);
}

static void
keep_text (WuseFeaturesPage *self, const char *text, gsize length)
{
  gsize offset = self->text->len;

  g_array_append_val (self->offsets, offset);
  g_string_append_len (self->text, text, (gssize) MIN (length, MAX_TEXT_BYTES));
  g_string_append_c (self->text, '\0');
}

static int
key_cb (void *data, const unsigned char *key, size_t length)
{
  WuseFeaturesPage *self = data;

  if (current (self) == PLACE_PROPERTIES)
    {
      drop_open_name (self);
      if (self->offsets->len < 2 * MAX_PROPERTIES)
        keep_text (self, (const char *) key, length);
      return 1;
    }

  self->key = KEY_OTHER;
  for (guint i = 1; i < N_KEYS; i++)
    if (strlen (key_names[i]) == length && memcmp (key_names[i], key, length) == 0)
      self->key = i;

  return 1;
}

static void
take_scalar (WuseFeaturesPage *self, const char *text, gsize length)
{
  GString *target = NULL;

  switch (current (self))
    {
    case PLACE_PROPERTIES:
      if (self->offsets->len % 2 == 1)
        keep_text (self, text, length);
      return;
    case PLACE_LINK:
      target = self->key == KEY_REL ? self->rel : self->key == KEY_HREF ? self->href : NULL;
      break;
    case PLACE_FEATURE:
      target = self->key == KEY_ID ? self->id : NULL;
      break;
    case PLACE_GEOMETRY:
      target = self->key == KEY_TYPE ? self->geometry_type : NULL;
      break;
    case PLACE_NOTHING:
    case PLACE_ROOT:
    case PLACE_LINKS:
    case PLACE_FEATURES:
    case PLACE_COORDINATES:
    case PLACE_SKIPPED:
      return;
    }

  if (target == NULL || memchr (text, '\0', length) != NULL)
    return;
  g_string_truncate (target, 0);
  if (length <= MAX_TEXT_BYTES)
    g_string_append_len (target, text, (gssize) length);
}

static int
text_cb (void *data, const unsigned char *text, size_t length)
{
  WuseFeaturesPage *self = data;

  if (current (self) == PLACE_COORDINATES)
    self->is_broken = TRUE;
  take_scalar (self, (const char *) text, length);

  return self->depth > 0;
}

static int
number_cb (void *data, const char *text, size_t length)
{
  WuseFeaturesPage *self = data;

  if (current (self) == PLACE_COORDINATES && !self->is_broken)
    self->is_broken = !wuse_geometry_builder_number (self->builder, text, length, NULL);
  take_scalar (self, text, length);

  return self->depth > 0;
}

static int
boolean_cb (void *data, int value)
{
  WuseFeaturesPage *self = data;
  const char *text = value ? "true" : "false";

  if (current (self) == PLACE_COORDINATES)
    self->is_broken = TRUE;
  take_scalar (self, text, strlen (text));

  return self->depth > 0;
}

static int
null_cb (void *data)
{
  WuseFeaturesPage *self = data;

  if (current (self) == PLACE_COORDINATES)
    self->is_broken = TRUE;
  drop_open_name (self);

  return self->depth > 0;
}

static const yajl_callbacks callbacks = {
  .yajl_null = null_cb,
  .yajl_boolean = boolean_cb,
  .yajl_number = number_cb,
  .yajl_string = text_cb,
  .yajl_start_map = begin_object_cb,
  .yajl_map_key = key_cb,
  .yajl_end_map = end_cb,
  .yajl_start_array = begin_array_cb,
  .yajl_end_array = end_cb,
};

WuseFeaturesPage *
wuse_features_page_new (WuseFeatureFunc func, gpointer user_data)
{
  g_return_val_if_fail (func != NULL, NULL);

  WuseFeaturesPage *self = g_new0 (WuseFeaturesPage, 1);
  self->func = func;
  self->user_data = user_data;
  self->handle = yajl_alloc (&callbacks, NULL, self);
  self->rel = g_string_new (NULL);
  self->href = g_string_new (NULL);
  self->id = g_string_new (NULL);
  self->builder = wuse_geometry_builder_new ();
  self->geometry_type = g_string_new (NULL);
  self->text = g_string_new (NULL);
  self->offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->names = g_ptr_array_new ();
  self->values = g_ptr_array_new ();

  return self;
}

void
wuse_features_page_free (WuseFeaturesPage *self)
{
  if (self == NULL)
    return;
  yajl_free (self->handle);
  g_string_free (self->rel, TRUE);
  g_string_free (self->href, TRUE);
  g_string_free (self->id, TRUE);
  g_string_free (self->geometry_type, TRUE);
  g_string_free (self->text, TRUE);
  wuse_geometry_builder_free (self->builder);
  g_array_unref (self->offsets);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->values);
  g_free (self->next);
  g_free (self);
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, WUSE_NET_ERROR, WUSE_NET_ERROR_PROTOCOL, "The answer is not a GeoJSON FeatureCollection");
  return FALSE;
}

gboolean
wuse_features_page_push (WuseFeaturesPage *self, const guint8 *bytes, gsize length, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return yajl_parse (self->handle, bytes, length) == yajl_status_ok ? TRUE : refuse (error);
}

gboolean
wuse_features_page_end (WuseFeaturesPage *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->depth > 0)
    {
      g_set_error_literal (error, WUSE_NET_ERROR, WUSE_NET_ERROR_CUT_OFF, "The page of features ended before its end");
      return FALSE;
    }

  return yajl_complete_parse (self->handle) == yajl_status_ok && self->has_features ? TRUE : refuse (error);
}

const char *
wuse_features_page_get_next (const WuseFeaturesPage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->next;
}

guint
wuse_features_page_get_n_broken (const WuseFeaturesPage *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_broken;
}
