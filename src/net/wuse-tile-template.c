/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses of tiles from a template with holes. */

#define G_LOG_DOMAIN "wuse-net"

#include "config.h"

#include "wuse-tile-template.h"

#include "wuse-session-private.h"

#include <string.h>

typedef enum
{
  HOLE_ZOOM,
  HOLE_X,
  HOLE_Y,
  HOLE_Y_SOUTH,
  HOLE_SUBDOMAIN,
  HOLE_KEY,
  N_HOLES,
  HOLE_NONE = N_HOLES,
} Hole;

struct _WuseTileTemplate
{
  char *text;
  char **subdomains;
  char *key;
  char *name;
  char *host;
};

#define MAX_TEMPLATE_BYTES 2048
#define NAME_DIGITS 32

static const struct
{
  const char *name;
  Hole hole;
} hole_names[] = {
  { "z", HOLE_ZOOM },    { "TileMatrix", HOLE_ZOOM }, { "x", HOLE_X },         { "TileCol", HOLE_X }, { "y", HOLE_Y },
  { "TileRow", HOLE_Y }, { "-y", HOLE_Y_SOUTH },      { "s", HOLE_SUBDOMAIN }, { "key", HOLE_KEY },   { "tk", HOLE_KEY },
};

/* The next hole at or after @text; @end is set to what follows it. HOLE_NONE at the end, or for an unknown name. */
static Hole
find_hole (const char *text, const char **start, const char **end)
{
  const char *open = strchr (text, '{');
  const char *close = open != NULL ? strchr (open, '}') : NULL;

  *start = open;
  *end = close != NULL ? close + 1 : NULL;
  if (close == NULL)
    return HOLE_NONE;

  gsize length = (gsize) (close - open) - 1;
  for (guint i = 0; i < G_N_ELEMENTS (hole_names); i++)
    if (strlen (hole_names[i].name) == length && g_ascii_strncasecmp (hole_names[i].name, open + 1, length) == 0)
      return hole_names[i].hole;

  return HOLE_NONE;
}

static gboolean
check_holes (const char *text, gboolean has_subdomains, gboolean has_key, GError **error)
{
  gboolean seen[N_HOLES] = { FALSE };
  const char *problem = NULL;
  const char *start, *end;

  for (const char *at = text;; at = end)
    {
      Hole hole = find_hole (at, &start, &end);

      if (start == NULL)
        break;
      if (hole == HOLE_NONE)
        {
          problem = "The address template holds a {…} that is not known";
          break;
        }
      seen[hole] = TRUE;
    }

  if (problem == NULL && (!seen[HOLE_ZOOM] || !seen[HOLE_X] || (!seen[HOLE_Y] && !seen[HOLE_Y_SOUTH])))
    problem = "The address template needs {z}, {x} and {y} or {-y}";
  else if (problem == NULL && seen[HOLE_SUBDOMAIN] && !has_subdomains)
    problem = "The address template holds {s}, but there are no subdomains";
  else if (problem == NULL && seen[HOLE_KEY] && !has_key)
    problem = "The address template asks for a key";
  if (problem == NULL)
    return TRUE;

  g_set_error_literal (error, WUSE_NET_ERROR, WUSE_NET_ERROR_PROTOCOL, problem);
  return FALSE;
}

static gboolean
is_subdomain (const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && *at != '-')
      return FALSE;

  return *text != '\0';
}

static char *
make_name (const char *text, const char *subdomains)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, (const guchar *) text, (gssize) strlen (text) + 1);
  if (subdomains != NULL)
    g_checksum_update (checksum, (const guchar *) subdomains, -1);

  return g_strndup (g_checksum_get_string (checksum), NAME_DIGITS);
}

WuseTileTemplate *
wuse_tile_template_new (const char *text, const char *subdomains, const char *key, GError **error)
{
  g_autoptr (WuseTileTemplate) self = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  gboolean has_subdomains = subdomains != NULL && *subdomains != '\0';
  if (strlen (text) > MAX_TEMPLATE_BYTES)
    {
      g_set_error_literal (error, WUSE_NET_ERROR, WUSE_NET_ERROR_TOO_LARGE, "The address template is too long");
      return NULL;
    }
  if (!check_holes (text, has_subdomains, key != NULL && *key != '\0', error))
    return NULL;

  self = g_new0 (WuseTileTemplate, 1);
  self->text = g_strdup (text);
  self->subdomains = has_subdomains ? g_strsplit (subdomains, ",", 64) : NULL;
  self->key = key != NULL ? g_uri_escape_string (key, NULL, FALSE) : NULL;
  self->name = make_name (text, subdomains);
  for (guint i = 0; self->subdomains != NULL && self->subdomains[i] != NULL; i++)
    if (!is_subdomain (g_strstrip (self->subdomains[i])))
      {
        g_set_error_literal (error, WUSE_NET_ERROR, WUSE_NET_ERROR_PROTOCOL, "The subdomains are not names separated by commas");
        return NULL;
      }

  g_autoptr (GError) cause = NULL;
  g_autofree char *example = wuse_tile_template_expand (self, 0, 0, 0);
  g_autoptr (GUri) uri = g_uri_parse (example, SOUP_HTTP_URI_FLAGS, &cause);
  if (uri == NULL)
    {
      g_set_error_literal (error, WUSE_NET_ERROR, WUSE_NET_ERROR_INSECURE, "The address template is not an address");
      return NULL;
    }
  if (!wuse_uri_check_secure (uri, error))
    return NULL;
  self->host = g_strdup (g_uri_get_host (uri));

  return g_steal_pointer (&self);
}

void
wuse_tile_template_free (WuseTileTemplate *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_strfreev (self->subdomains);
  g_free (self->key);
  g_free (self->name);
  g_free (self->host);
  g_free (self);
}

static void
append_hole (const WuseTileTemplate *self, GString *address, Hole hole, guint zoom, guint x, guint y)
{
  switch (hole)
    {
    case HOLE_ZOOM:
      g_string_append_printf (address, "%u", zoom);
      break;
    case HOLE_X:
      g_string_append_printf (address, "%u", x);
      break;
    case HOLE_Y:
      g_string_append_printf (address, "%u", y);
      break;
    case HOLE_Y_SOUTH:
      g_string_append_printf (address, "%u", (guint) ((1u << zoom) - 1 - y));
      break;
    case HOLE_SUBDOMAIN:
      g_string_append (address, self->subdomains[(x + y) % g_strv_length (self->subdomains)]);
      break;
    case HOLE_KEY:
      g_string_append (address, self->key);
      break;
    case HOLE_NONE:
      g_assert_not_reached ();
    }
}

char *
wuse_tile_template_expand (const WuseTileTemplate *self, guint zoom, guint x, guint y)
{
  GString *address;
  const char *start, *end;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (zoom <= 30, NULL);

  address = g_string_new (NULL);
  for (const char *at = self->text;; at = end)
    {
      Hole hole = find_hole (at, &start, &end);

      if (start == NULL)
        {
          g_string_append (address, at);
          return g_string_free (address, FALSE);
        }
      g_string_append_len (address, at, start - at);
      append_hole (self, address, hole, zoom, x, y);
    }
}

const char *
wuse_tile_template_get_name (const WuseTileTemplate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

const char *
wuse_tile_template_get_host (const WuseTileTemplate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->host;
}
