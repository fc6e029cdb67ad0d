/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From HTTP statuses, problem documents and transport failures to one error domain. */

#define G_LOG_DOMAIN "wuse-net"

#include "config.h"

#include "wuse-net-error-private.h"

#include "wuse-date.h"
#include "wuse-number.h"

#include <json-glib/json-glib.h>

typedef struct
{
  gint64 retry_after;
  guint status;
} WuseNetErrorPrivate;

#define MAX_RETRY_AFTER_SECONDS (24 * 60 * 60)
#define MAX_PROBLEM_BYTES (64 * 1024)
#define MAX_PROBLEM_CHARS 300

static void
wuse_net_error_private_init (WuseNetErrorPrivate *priv)
{
  priv->retry_after = -1;
  priv->status = 0;
}

static void
wuse_net_error_private_copy (const WuseNetErrorPrivate *from, WuseNetErrorPrivate *to)
{
  *to = *from;
}

static void
wuse_net_error_private_clear (WuseNetErrorPrivate *priv)
{
}

G_DEFINE_EXTENDED_ERROR (WuseNetError, wuse_net_error)

static WuseNetError
code_for_status (guint status)
{
  switch (status)
    {
    case 401:
    case 403:
      return WUSE_NET_ERROR_REFUSED;
    case 404:
      return WUSE_NET_ERROR_NOT_FOUND;
    case 409:
      return WUSE_NET_ERROR_CONFLICT;
    case 410:
      return WUSE_NET_ERROR_GONE;
    case 429:
    case 503:
      return WUSE_NET_ERROR_BUSY;
    default:
      if (status >= 500)
        return WUSE_NET_ERROR_SERVER;
      if (status >= 400)
        return WUSE_NET_ERROR_REJECTED;
      return WUSE_NET_ERROR_PROTOCOL;
    }
}

static const char *
object_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/* What the body says went wrong: a problem document (RFC 9457), an OAuth error, or the array of objects with a
 * `description` that QGIS Server answers with. */
static char *
describe_problem (GBytes *body)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  const char *text = NULL;
  JsonObject *object = NULL;
  gsize length = 0;
  const char *data = body != NULL ? g_bytes_get_data (body, &length) : NULL;

  if (data == NULL || length > MAX_PROBLEM_BYTES || !g_utf8_validate (data, (gssize) length, NULL)
      || !json_parser_load_from_data (parser, data, (gssize) length, NULL))
    return NULL;

  JsonNode *root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_ARRAY (root) && json_array_get_length (json_node_get_array (root)) > 0)
    root = json_array_get_element (json_node_get_array (root), 0);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    object = json_node_get_object (root);
  if (object == NULL)
    return NULL;

  static const char *const members[] = { "detail", "title", "error_description", "description", "error" };
  for (guint i = 0; i < G_N_ELEMENTS (members) && text == NULL; i++)
    text = object_text (object, members[i]);

  return text != NULL && *text != '\0' ? g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_PROBLEM_CHARS)) : NULL;
}

gint64
wuse_net_parse_retry_after (const char *text, gint64 now)
{
  gint64 seconds;

  if (text == NULL)
    return -1;
  if (wuse_parse_int64 (text, -1, 0, G_MAXINT64, &seconds, NULL))
    return MIN (seconds, MAX_RETRY_AFTER_SECONDS) * 1000;

  g_autoptr (GDateTime) date = soup_date_time_new_from_http_string (text);
  if (date == NULL)
    return -1;

  return CLAMP (g_date_time_to_unix (date) * 1000 - now, 0, MAX_RETRY_AFTER_SECONDS * 1000LL);
}

void
wuse_net_error_set_status (GError **error, SoupMessage *message, GBytes *body)
{
  guint status = soup_message_get_status (message);
  g_autofree char *problem = describe_problem (body);
  const char *path = g_uri_get_path (soup_message_get_uri (message));
  const char *retry_after = soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  GError *made;

  made = g_error_new (WUSE_NET_ERROR, code_for_status (status), "%s %s: %u %s", soup_message_get_method (message), path, status,
                      problem != NULL ? problem : soup_status_get_phrase (status));

  WuseNetErrorPrivate *priv = wuse_net_error_get_private (made);
  priv->status = status;
  priv->retry_after = wuse_net_parse_retry_after (retry_after, wuse_time_now ());
  g_propagate_error (error, made);
}

static WuseNetError
code_for_transport (const GError *cause)
{
  if (cause->domain == G_TLS_ERROR)
    return cause->code == G_TLS_ERROR_EOF ? WUSE_NET_ERROR_CUT_OFF : WUSE_NET_ERROR_TLS;
  if (cause->domain == G_RESOLVER_ERROR)
    return WUSE_NET_ERROR_OFFLINE;
  if (cause->domain != G_IO_ERROR)
    return WUSE_NET_ERROR_PROTOCOL;

  switch (cause->code)
    {
    case G_IO_ERROR_PARTIAL_INPUT:
    case G_IO_ERROR_CONNECTION_CLOSED:
    case G_IO_ERROR_CLOSED:
      return WUSE_NET_ERROR_CUT_OFF;
    case G_IO_ERROR_INVALID_DATA:
    case G_IO_ERROR_INVALID_ARGUMENT:
      return WUSE_NET_ERROR_PROTOCOL;
    default:
      return WUSE_NET_ERROR_OFFLINE;
    }
}

void
wuse_net_error_propagate (GError **error, GError *cause, GUri *uri)
{
  if (cause->domain == WUSE_NET_ERROR || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, cause);
      return;
    }

  g_set_error (error, WUSE_NET_ERROR, (int) code_for_transport (cause), "%s %s: %s", g_uri_get_host (uri), g_uri_get_path (uri),
               cause->message);
  g_error_free (cause);
}

gint64
wuse_net_error_get_retry_after (const GError *error)
{
  g_return_val_if_fail (error != NULL, -1);

  return error->domain == WUSE_NET_ERROR ? wuse_net_error_get_private (error)->retry_after : -1;
}

guint
wuse_net_error_get_status (const GError *error)
{
  g_return_val_if_fail (error != NULL, 0);

  return error->domain == WUSE_NET_ERROR ? wuse_net_error_get_private (error)->status : 0;
}
