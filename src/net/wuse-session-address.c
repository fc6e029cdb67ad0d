/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which addresses are spoken with, and which of them are one server. */

#define G_LOG_DOMAIN "wuse-net"

#include "config.h"

#include "wuse-session-private.h"

#include "wuse-net-error-private.h"

static int
uri_port (GUri *uri)
{
  int port = g_uri_get_port (uri);

  if (port > 0)
    return port;

  return g_strcmp0 (g_uri_get_scheme (uri), "https") == 0 ? 443 : 80;
}

gboolean
wuse_uri_same_origin (GUri *a, GUri *b)
{
  return g_strcmp0 (g_uri_get_scheme (a), g_uri_get_scheme (b)) == 0 && g_uri_get_host (a) != NULL && g_uri_get_host (b) != NULL
         && g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0 && uri_port (a) == uri_port (b);
}

gboolean
wuse_uri_is_loopback (GUri *uri)
{
  const char *host = g_uri_get_host (uri);

  if (host == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

gboolean
wuse_uri_check_secure (GUri *uri, GError **error)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  if (host == NULL || *host == '\0' || (g_strcmp0 (scheme, "https") != 0 && g_strcmp0 (scheme, "http") != 0))
    {
      g_set_error_literal (error, WUSE_NET_ERROR, WUSE_NET_ERROR_INSECURE, "Not an https address with a host");
      return FALSE;
    }
  if (g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_INSECURE, "The address of %s holds a name or password", host);
      return FALSE;
    }
  if (g_strcmp0 (scheme, "http") == 0 && !wuse_uri_is_loopback (uri))
    {
      g_set_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_INSECURE,
                   "%s would be spoken with in the clear; plain http is for this machine only, use https", host);
      return FALSE;
    }

  return TRUE;
}

GUri *
wuse_uri_parse_base (const char *address, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GUri) uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, &cause);
  g_autofree char *path = NULL;

  if (uri == NULL)
    {
      g_set_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_INSECURE, "Not an address: %s", cause->message);
      return NULL;
    }
  if (!wuse_uri_check_secure (uri, error))
    return NULL;

  path = g_str_has_suffix (g_uri_get_path (uri), "/") ? g_strdup (g_uri_get_path (uri))
                                                      : g_strconcat (g_uri_get_path (uri), "/", NULL);
  return g_uri_build (SOUP_HTTP_URI_FLAGS, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri), g_uri_get_port (uri), path, NULL,
                      NULL);
}
