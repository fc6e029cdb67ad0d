/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The query parameters of OGC API – Features, read strictly. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-ogc-query.h"

#include <string.h>

#include "wuse-number.h"

#define DEFAULT_LIMIT 100
#define DAY_LENGTH (24 * 60 * 60 * G_GINT64_CONSTANT (1000))
#define DATE_LENGTH 10
#define LON_LIMIT 1800000000
#define MAX_TOKEN 128

static gboolean
read_degrees (const char *text, int limit, gint32 *value)
{
  /* Numbers in a query may have blanks around them, as some clients write "1, 2". */
  g_autofree char *trimmed = g_strstrip (g_strdup (text));

  return wuse_parse_e7 (trimmed, -1, limit, value, NULL);
}

gboolean
wuse_ogc_read_bbox (const char *text, WuseBounds boxes[2])
{
  g_auto (GStrv) parts = NULL;
  guint n_parts;
  guint east;
  WuseBounds box;

  g_return_val_if_fail (text != NULL && boxes != NULL, FALSE);

  parts = g_strsplit (text, ",", 8);
  n_parts = g_strv_length (parts);
  if (n_parts != 4 && n_parts != 6)
    return FALSE;

  east = n_parts / 2;
  if (!read_degrees (parts[0], 180, &box.west) || !read_degrees (parts[1], 90, &box.south)
      || !read_degrees (parts[east], 180, &box.east) || !read_degrees (parts[east + 1], 90, &box.north))
    return FALSE;
  if (n_parts == 6)
    {
      double low, high;

      if (!wuse_parse_double (parts[2], -1, -1e6, 1e6, &low, NULL) || !wuse_parse_double (parts[5], -1, -1e6, 1e6, &high, NULL))
        return FALSE;
    }
  if (box.south > box.north)
    return FALSE;

  boxes[0] = box;
  boxes[1] = WUSE_BOUNDS_EMPTY;
  if (box.west > box.east)
    {
      boxes[0].east = LON_LIMIT;
      boxes[1] = box;
      boxes[1].west = -LON_LIMIT;
    }
  return TRUE;
}

/* A date stands for the whole of its day. */
static gboolean
read_moment (const char *text, gsize length, WuseTime *first, WuseTime *last)
{
  WuseDay day;

  if (length == DATE_LENGTH && wuse_day_parse (text, DATE_LENGTH, &day, NULL))
    {
      *first = wuse_day_to_time (day, 0);
      *last = *first + DAY_LENGTH - 1;
      return TRUE;
    }
  if (!wuse_time_parse (text, (gssize) length, first, NULL))
    return FALSE;
  *last = *first;
  return TRUE;
}

static gboolean
is_open (const char *text, gsize length)
{
  return length == 0 || (length == 2 && memcmp (text, "..", 2) == 0);
}

gboolean
wuse_ogc_read_datetime (const char *text, WuseTime *from, WuseTime *to)
{
  const char *slash;
  WuseTime unused;

  g_return_val_if_fail (text != NULL && from != NULL && to != NULL, FALSE);

  slash = strchr (text, '/');
  if (slash == NULL)
    return read_moment (text, strlen (text), from, to);

  *from = G_MININT64 + 1;
  *to = G_MAXINT64;
  if (is_open (text, (gsize) (slash - text)))
    {
      if (is_open (slash + 1, strlen (slash + 1)))
        return FALSE;
    }
  else if (!read_moment (text, (gsize) (slash - text), from, &unused))
    return FALSE;
  if (!is_open (slash + 1, strlen (slash + 1)) && !read_moment (slash + 1, strlen (slash + 1), &unused, to))
    return FALSE;
  return *from <= *to;
}

char *
wuse_ogc_make_token (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  {
    char *token = g_base64_encode ((const guchar *) id, strlen (id));

    g_strdelimit (token, "+", '-');
    g_strdelimit (token, "/", '_');
    g_strdelimit (token, "=", '.');
    return token;
  }
}

static gboolean
read_token (const char *token, char after_id[WUSE_RECORD_MAX_ID + 1])
{
  g_autofree char *text = NULL;
  g_autofree guchar *bytes = NULL;
  g_autofree char *again = NULL;
  gsize length;

  if (strlen (token) > MAX_TOKEN)
    return FALSE;
  text = g_strdup (token);
  g_strdelimit (text, "-", '+');
  g_strdelimit (text, "_", '/');
  g_strdelimit (text, ".", '=');
  bytes = g_base64_decode (text, &length);
  if (length == 0 || length > WUSE_RECORD_MAX_ID || memchr (bytes, '\0', length) != NULL)
    return FALSE;

  memcpy (after_id, bytes, length);
  after_id[length] = '\0';
  again = wuse_ogc_make_token (after_id);
  return strcmp (again, token) == 0;
}

static gboolean
read_parameter (WuseOgcQuery *self, const char *name, const char *value)
{
  gint64 limit;

  if (strcmp (name, "bbox") == 0)
    {
      self->items.has_boxes = TRUE;
      return wuse_ogc_read_bbox (value, self->items.boxes);
    }
  if (strcmp (name, "datetime") == 0)
    {
      self->items.has_time = TRUE;
      return wuse_ogc_read_datetime (value, &self->items.from, &self->items.to);
    }
  if (strcmp (name, "limit") == 0)
    {
      if (!wuse_parse_int64 (value, -1, 1, G_MAXINT64, &limit, NULL))
        return FALSE;
      self->limit = (guint) MIN (limit, WUSE_OGC_MAX_LIMIT);
      return TRUE;
    }
  return strcmp (name, "after") == 0 && read_token (value, self->after_id);
}

gboolean
wuse_ogc_query_read (WuseOgcQuery *self, WuseRecordType type, GHashTable *parameters, GError **error)
{
  GHashTableIter iter;
  gpointer name, value;

  g_return_val_if_fail (self != NULL, FALSE);

  *self = (WuseOgcQuery){ .items = { .type = type }, .limit = DEFAULT_LIMIT };
  self->items.after_id = self->after_id;
  if (parameters == NULL)
    return TRUE;

  g_hash_table_iter_init (&iter, parameters);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!read_parameter (self, name, value))
      {
        g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID,
                     "The parameter '%.40s' is unknown here or its value is out of its bounds", (const char *) name);
        return FALSE;
      }
  return TRUE;
}
