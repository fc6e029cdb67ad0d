/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MBTiles metadata as claimed by strangers, and the order of rows. */

#define G_LOG_DOMAIN "wuse-map"
#include "config.h"

#include "wuse-mbtiles-metadata.h"

#include "wuse-mercator.h"
#include "wuse-number.h"

#include <string.h>

#define MAX_NAME_CHARACTERS 200
#define MAX_ATTRIBUTION_CHARACTERS 400
/* Longer values are style sheets and legends, none of which is read here. */
#define MAX_VALUE_BYTES 65536

static void
append_entity (GString *text, const char *name, gsize length)
{
  static const struct
  {
    const char *name;
    const char *text;
  } entities[] = { { "amp", "&" }, { "lt", "<" }, { "gt", ">" }, { "quot", "\"" }, { "copy", "©" }, { "nbsp", " " } };

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (strlen (entities[i].name) == length && memcmp (entities[i].name, name, length) == 0)
      g_string_append (text, entities[i].text);
}

/* Attributions come as HTML: tags are left out, the common entities are resolved, blanks are gathered. */
static char *
plain_text (const char *value, gsize length, glong max_characters)
{
  g_autofree char *valid = g_utf8_make_valid (value, (gssize) length);
  g_autoptr (GString) text = g_string_new (NULL);
  const char *semicolon;
  glong n_characters = 0;

  for (const char *at = valid; *at != '\0' && n_characters < max_characters; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (character == '<' && (g_ascii_isalpha (at[1]) || at[1] == '/' || at[1] == '!') && strchr (at, '>') != NULL)
        at = strchr (at, '>');
      else if (character == '&' && (semicolon = memchr (at, ';', strnlen (at, 8))) != NULL)
        {
          append_entity (text, at + 1, (gsize) (semicolon - at - 1));
          at = semicolon;
          n_characters++;
        }
      else if (g_unichar_isspace (character) || g_unichar_iscntrl (character))
        {
          if (text->len > 0 && text->str[text->len - 1] != ' ')
            g_string_append_c (text, ' ');
        }
      else
        {
          g_string_append_unichar (text, character);
          n_characters++;
        }
    }
  g_strstrip (text->str);
  return *text->str != '\0' ? g_strdup (text->str) : NULL;
}

static void
parse_bounds (WuseMBTilesMetadata *self, const char *value, gsize length)
{
  static const int limits[4] = { 180, 90, 180, 90 };
  gint32 numbers[4];
  gsize start = 0;

  for (guint i = 0; i < 4; i++)
    {
      const char *comma = start <= length ? memchr (value + start, ',', length - start) : NULL;
      gsize end = comma != NULL ? (gsize) (comma - value) : length;
      gsize from = start, to = end;

      if ((i < 3) != (comma != NULL))
        return;
      while (from < to && g_ascii_isspace (value[from]))
        from++;
      while (from < to && g_ascii_isspace (value[to - 1]))
        to--;
      if (!wuse_parse_e7 (value + from, (gssize) (to - from), limits[i], &numbers[i], NULL))
        return;
      start = end + 1;
    }
  if (numbers[0] < numbers[2] && numbers[1] < numbers[3])
    self->bounds = (WuseBounds){ numbers[0], numbers[1], numbers[2], numbers[3] };
}

static int
parse_zoom (const char *value, gsize length)
{
  gint64 zoom;

  return wuse_parse_int64 (value, (gssize) length, 0, WUSE_MBTILES_MAX_ZOOM, &zoom, NULL) ? (int) zoom : -1;
}

static gboolean
equals (const char *value, gsize length, const char *word)
{
  return length == strlen (word) && g_ascii_strncasecmp (value, word, length) == 0;
}

void
wuse_mbtiles_metadata_init (WuseMBTilesMetadata *self)
{
  g_return_if_fail (self != NULL);

  *self = (WuseMBTilesMetadata){ .bounds = WUSE_BOUNDS_EMPTY, .min_zoom = -1, .max_zoom = -1 };
}

void
wuse_mbtiles_metadata_clear (WuseMBTilesMetadata *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->name);
  g_free (self->attribution);
  wuse_mbtiles_metadata_init (self);
}

void
wuse_mbtiles_metadata_set (WuseMBTilesMetadata *self, const char *name, const char *value, gsize length)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (value != NULL || length == 0);

  if (g_strcmp0 (name, "json") == 0 && value != NULL)
    self->vector |= g_strstr_len (value, (gssize) MIN (length, MAX_VALUE_BYTES), "\"vector_layers\"") != NULL;
  if (value == NULL || length == 0 || length > MAX_VALUE_BYTES)
    return;
  if (g_strcmp0 (name, "name") == 0)
    {
      g_free (self->name);
      self->name = plain_text (value, length, MAX_NAME_CHARACTERS);
    }
  else if (g_strcmp0 (name, "attribution") == 0)
    {
      g_free (self->attribution);
      self->attribution = plain_text (value, length, MAX_ATTRIBUTION_CHARACTERS);
    }
  else if (g_strcmp0 (name, "bounds") == 0)
    parse_bounds (self, value, length);
  else if (g_strcmp0 (name, "minzoom") == 0)
    self->min_zoom = parse_zoom (value, length);
  else if (g_strcmp0 (name, "maxzoom") == 0)
    self->max_zoom = parse_zoom (value, length);
  else if (g_strcmp0 (name, "format") == 0)
    self->vector |= equals (value, length, "pbf") || equals (value, length, "mvt");
}

/* The rows from the north that a box covers at a zoom level. */
static void
expected_rows (const WuseBounds *box, guint zoom, double *first, double *last)
{
  double n_rows = (double) (G_GUINT64_CONSTANT (1) << zoom);

  *first = CLAMP (wuse_mercator_y (box->north), 0, 1) * n_rows;
  *last = CLAMP (wuse_mercator_y (box->south), 0, 1) * n_rows;
}

static void
read_rows (const WuseTileRange *range, guint zoom, WuseTileRows rows, double *first, double *last)
{
  double n_rows = (double) (G_GUINT64_CONSTANT (1) << zoom);

  if (rows == WUSE_TILE_ROWS_FROM_NORTH)
    {
      *first = range->min_row;
      *last = range->max_row + 1.0;
    }
  else
    {
      *first = n_rows - 1 - range->max_row;
      *last = n_rows - range->min_row;
    }
}

/* How far the rows lie from where the box says they are: rows that stick out, and rows that are missing. */
static double
misfit (const WuseTileRange *range, guint zoom, WuseTileRows rows, const WuseBounds *box)
{
  double first, last, wanted_first, wanted_last;

  read_rows (range, zoom, rows, &first, &last);
  expected_rows (box, zoom, &wanted_first, &wanted_last);
  return ABS (first - wanted_first) + ABS (last - wanted_last);
}

static gboolean
reaches (const WuseTileRange *range, guint zoom, WuseTileRows rows, const WuseBounds *box)
{
  double first, last, wanted_first, wanted_last;

  read_rows (range, zoom, rows, &first, &last);
  expected_rows (box, zoom, &wanted_first, &wanted_last);
  return first <= wanted_last && wanted_first <= last;
}

WuseTileRows
wuse_mbtiles_guess_rows (const WuseTileRange *ranges, const WuseBounds *claimed, const WuseBounds *near, gboolean *certain)
{
  g_return_val_if_fail (ranges != NULL, WUSE_TILE_ROWS_FROM_SOUTH);
  g_return_val_if_fail (claimed != NULL, WUSE_TILE_ROWS_FROM_SOUTH);
  g_return_val_if_fail (certain != NULL, WUSE_TILE_ROWS_FROM_SOUTH);

  *certain = TRUE;
  for (int zoom = WUSE_MBTILES_MAX_ZOOM; zoom > 0; zoom--)
    {
      const WuseTileRange *range = &ranges[zoom];

      if (range->n_tiles == 0)
        continue;
      if (claimed->west <= claimed->east)
        {
          double south = misfit (range, (guint) zoom, WUSE_TILE_ROWS_FROM_SOUTH, claimed);
          double north = misfit (range, (guint) zoom, WUSE_TILE_ROWS_FROM_NORTH, claimed);

          if (ABS (south - north) >= 1)
            return north < south ? WUSE_TILE_ROWS_FROM_NORTH : WUSE_TILE_ROWS_FROM_SOUTH;
        }
      if (near != NULL && near->west <= near->east)
        {
          gboolean south = reaches (range, (guint) zoom, WUSE_TILE_ROWS_FROM_SOUTH, near);
          gboolean north = reaches (range, (guint) zoom, WUSE_TILE_ROWS_FROM_NORTH, near);

          if (south != north)
            return north ? WUSE_TILE_ROWS_FROM_NORTH : WUSE_TILE_ROWS_FROM_SOUTH;
        }
    }
  *certain = FALSE;
  return WUSE_TILE_ROWS_FROM_SOUTH;
}

WuseBounds
wuse_mbtiles_range_bounds (const WuseTileRange *ranges, WuseTileRows rows)
{
  g_return_val_if_fail (ranges != NULL, WUSE_BOUNDS_EMPTY);

  for (int zoom = WUSE_MBTILES_MAX_ZOOM; zoom >= 0; zoom--)
    {
      const WuseTileRange *range = &ranges[zoom];
      WuseBounds box, corner;
      double first, last;

      if (range->n_tiles == 0)
        continue;
      read_rows (range, (guint) zoom, rows, &first, &last);
      box = wuse_mercator_tile_bounds ((guint) zoom, range->min_x, (guint) first);
      corner = wuse_mercator_tile_bounds ((guint) zoom, range->max_x, (guint) last - 1);
      wuse_bounds_union (&box, &corner);
      return box;
    }
  return WUSE_BOUNDS_EMPTY;
}
