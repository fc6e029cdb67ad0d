/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The district API v1 over HTTP: listening, routes, and who may take them. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-server.h"

#include <string.h>

#include "wuse-connections.h"
#include "wuse-district-resources.h"
#include "wuse-feed-private.h"
#include "wuse-ogc.h"
#include "wuse-server-private.h"

#define DEFAULT_HEARTBEAT 4000
#define DEFAULT_MOST_CONNECTIONS 512
#define DEFAULT_PATIENCE 15000
#define POLL_INTERVAL 100
#define API_PATH "/org/wuse/district/district-v1.yaml"

typedef enum
{
  ROUTE_OPEN = 1 << 0,
  ROUTE_HAS_PARAMETERS = 1 << 1,
  ROUTE_STREAMS = 1 << 2,
  ROUTE_NEEDS_FAULTS = 1 << 3,
} RouteFlags;

typedef struct
{
  const char *method;
  const char *pattern;
  RouteFlags flags;
  WuseRole role;
  WuseServerHandler handler;
} Route;

static void
handle_landing (WuseServer *self, const WuseServerRequest *request)
{
  g_autoptr (WuseDistrict) district = wuse_server_read_district (self, request->exchange);

  if (district != NULL)
    wuse_ogc_answer_landing (request->exchange, district);
}

static void
handle_conformance (WuseServer *self, const WuseServerRequest *request)
{
  wuse_ogc_answer_conformance (request->exchange);
}

static void
handle_api (WuseServer *self, const WuseServerRequest *request)
{
  GBytes *document = g_resource_lookup_data (wuse_district_get_resource (), API_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  wuse_exchange_reply (request->exchange, SOUP_STATUS_OK, "application/vnd.oai.openapi;version=3.1", document);
}

static void
handle_collections (WuseServer *self, const WuseServerRequest *request)
{
  g_autoptr (WuseDistrict) district = wuse_server_read_district (self, request->exchange);

  if (district != NULL)
    wuse_ogc_answer_collections (request->exchange, district);
}

static gboolean
find_collection (const WuseServerRequest *request, WuseRecordType *type)
{
  if (wuse_ogc_find_collection (request->arguments[0], type))
    return TRUE;
  wuse_exchange_reply_problem (request->exchange, SOUP_STATUS_NOT_FOUND, "no-such-collection", "There is no such collection");
  return FALSE;
}

static void
handle_collection (WuseServer *self, const WuseServerRequest *request)
{
  g_autoptr (WuseDistrict) district = NULL;
  WuseRecordType type;

  if (!find_collection (request, &type))
    return;
  district = wuse_server_read_district (self, request->exchange);
  if (district != NULL)
    wuse_ogc_answer_collection (request->exchange, district, type);
}

static void
handle_items (WuseServer *self, const WuseServerRequest *request)
{
  WuseRecordType type;

  if (find_collection (request, &type))
    wuse_ogc_answer_items (request->exchange, self->database, type, request->parameters);
}

static void
handle_item (WuseServer *self, const WuseServerRequest *request)
{
  WuseRecordType type;

  if (find_collection (request, &type))
    wuse_ogc_answer_item (request->exchange, self->view, type, request->arguments[1]);
}

static const Route routes[] = {
  { "GET", "/", ROUTE_OPEN, WUSE_ROLE_VIEWER, handle_landing },
  { "GET", "/conformance", ROUTE_OPEN, WUSE_ROLE_VIEWER, handle_conformance },
  { "GET", "/api", ROUTE_OPEN, WUSE_ROLE_VIEWER, handle_api },
  { "POST", "/oauth/token", ROUTE_OPEN, WUSE_ROLE_VIEWER, wuse_server_handle_token },
  { "GET", "/collections", 0, WUSE_ROLE_VIEWER, handle_collections },
  { "GET", "/collections/{collection}", 0, WUSE_ROLE_VIEWER, handle_collection },
  { "GET", "/collections/{collection}/items", ROUTE_HAS_PARAMETERS, WUSE_ROLE_VIEWER, handle_items },
  { "GET", "/collections/{collection}/items/{item}", 0, WUSE_ROLE_VIEWER, handle_item },
  { "GET", "/v1/district", 0, WUSE_ROLE_VIEWER, wuse_server_handle_district },
  { "GET", "/v1/changes", ROUTE_HAS_PARAMETERS | ROUTE_STREAMS, WUSE_ROLE_VIEWER, wuse_server_handle_changes },
  { "GET", "/v1/stream", ROUTE_HAS_PARAMETERS | ROUTE_STREAMS, WUSE_ROLE_VIEWER, wuse_server_handle_stream },
  { "GET", "/v1/digest", 0, WUSE_ROLE_VIEWER, wuse_server_handle_digest },
  { "GET", "/v1/clock", 0, WUSE_ROLE_VIEWER, wuse_server_handle_clock },
  { "PUT", "/v1/clock", 0, WUSE_ROLE_OPERATOR, wuse_server_handle_set_clock },
  { "GET", "/v1/records/{type}/{id}", 0, WUSE_ROLE_VIEWER, wuse_server_handle_record },
  { "PUT", "/v1/records/{type}/{id}", 0, WUSE_ROLE_OPERATOR, wuse_server_handle_put_record },
  { "DELETE", "/v1/records/{type}/{id}", 0, WUSE_ROLE_OPERATOR, wuse_server_handle_delete_record },
  { "GET", "/v1/records/{type}/{id}/history", 0, WUSE_ROLE_VIEWER, wuse_server_handle_history },
  { "GET", "/v1/faults", ROUTE_NEEDS_FAULTS, WUSE_ROLE_ADMINISTRATOR, wuse_server_handle_faults },
  { "PUT", "/v1/faults", ROUTE_NEEDS_FAULTS, WUSE_ROLE_ADMINISTRATOR, wuse_server_handle_set_faults },
};

/* Whether @path is of the form of @pattern; what stands where the pattern has braces is unescaped. */
static gboolean
match_pattern (const char *pattern, const char *path, char *arguments[2])
{
  guint n_arguments = 0;

  while (*pattern != '\0')
    {
      gsize length;

      if (*pattern != '{')
        {
          if (*pattern++ != *path++)
            return FALSE;
          continue;
        }
      length = strcspn (path, "/");
      if (length == 0 || n_arguments == 2)
        return FALSE;
      g_free (arguments[n_arguments]);
      arguments[n_arguments] = g_uri_unescape_segment (path, path + length, "/");
      if (arguments[n_arguments++] == NULL)
        return FALSE;
      path += length;
      pattern = strchr (pattern, '}') + 1;
    }
  return *path == '\0';
}

static gboolean
route_takes (const Route *route, const char *method)
{
  return strcmp (route->method, method) == 0
         || (strcmp (method, "HEAD") == 0 && strcmp (route->method, "GET") == 0 && !(route->flags & ROUTE_STREAMS));
}

/* Finds the route of a request; answers if there is none. */
static const Route *
find_route (WuseServer *self, WuseServerRequest *request, const char *path)
{
  const char *method = wuse_exchange_get_method (request->exchange);
  g_autoptr (GString) allowed = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if ((routes[i].flags & ROUTE_NEEDS_FAULTS && self->faults == NULL)
          || !match_pattern (routes[i].pattern, path, request->arguments))
        continue;
      if (route_takes (&routes[i], method))
        return &routes[i];
      g_string_append_printf (allowed, "%s%s", allowed->len > 0 ? ", " : "", routes[i].method);
    }

  if (allowed->len == 0)
    wuse_exchange_reply_problem (request->exchange, SOUP_STATUS_NOT_FOUND, NULL, "There is nothing at this address");
  else
    {
      wuse_exchange_set_header (request->exchange, "Allow", allowed->str);
      wuse_exchange_reply_problem (request->exchange, SOUP_STATUS_METHOD_NOT_ALLOWED, NULL, NULL);
    }
  return NULL;
}

/* Answers if the client may not take the route. */
static gboolean
authorise (WuseServer *self, WuseServerRequest *request, const Route *route)
{
  WuseExchange *exchange = request->exchange;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (wuse_exchange_get_message (exchange));
  const char *header = soup_message_headers_get_one (headers, "Authorization");
  gboolean has_token = header != NULL && g_ascii_strncasecmp (header, "Bearer ", 7) == 0;
  WuseRole role;

  if (route->flags & ROUTE_OPEN)
    return TRUE;
  if (!has_token || !wuse_accounts_check (self->accounts, header + 7, &role))
    {
      wuse_exchange_set_header (exchange, "WWW-Authenticate",
                                has_token ? "Bearer realm=\"district\", error=\"invalid_token\"" : "Bearer realm=\"district\"");
      wuse_exchange_reply_problem (exchange, SOUP_STATUS_UNAUTHORIZED, has_token ? "token" : "no-token",
                                   has_token ? "The access token is unknown or has expired" : "An access token is asked for");
      return FALSE;
    }
  if (role < route->role)
    {
      wuse_exchange_reply_problem (exchange, SOUP_STATUS_FORBIDDEN, "role", "The user's role does not allow this");
      return FALSE;
    }
  request->user = wuse_accounts_get_name (self->accounts, header + 7);
  return TRUE;
}

static gboolean
answer_fault (WuseExchange *exchange)
{
  const WuseFaultPlan *plan = wuse_exchange_get_plan (exchange);
  char number[16];

  if (plan->status == 0)
    return FALSE;
  if (plan->retry_after >= 0)
    {
      g_snprintf (number, sizeof number, "%d", plan->retry_after);
      wuse_exchange_set_header (exchange, "Retry-After", number);
    }
  if (plan->status == SOUP_STATUS_UNAUTHORIZED)
    wuse_exchange_set_header (exchange, "WWW-Authenticate", "Bearer realm=\"district\", error=\"invalid_token\"");
  wuse_exchange_reply_problem (exchange, plan->status, plan->status == SOUP_STATUS_GONE ? "feed-gone" : "fault",
                               "This answer was asked for");
  return TRUE;
}

typedef struct
{
  WuseServer *server;
  WuseServerRequest request;
  const Route *route;
} Call;

static void
free_call (gpointer data)
{
  Call *call = data;

  wuse_exchange_unref (call->request.exchange);
  g_clear_pointer (&call->request.parameters, g_hash_table_unref);
  g_free (call->request.arguments[0]);
  g_free (call->request.arguments[1]);
  g_free (call);
}

/* libsoup's form reader ends a value at a zero byte. */
static gboolean
hides_something (WuseExchange *exchange)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (wuse_exchange_get_message (exchange)));

  return query != NULL && strstr (query, "%00") != NULL;
}

static gboolean
call_cb (gpointer user_data)
{
  Call *call = user_data;
  WuseExchange *exchange = call->request.exchange;

  if (wuse_exchange_is_over (exchange) || answer_fault (exchange) || !authorise (call->server, &call->request, call->route))
    return G_SOURCE_REMOVE;
  if (call->request.parameters != NULL && !(call->route->flags & ROUTE_HAS_PARAMETERS))
    wuse_exchange_reply_problem (exchange, SOUP_STATUS_BAD_REQUEST, "parameter", "There are no parameters here");
  else if (hides_something (exchange))
    wuse_exchange_reply_problem (exchange, SOUP_STATUS_BAD_REQUEST, "parameter", "A parameter has a zero byte");
  else
    call->route->handler (call->server, &call->request);
  return G_SOURCE_REMOVE;
}

/* Counts the request and finds out what is to go wrong with it. What looks at the faults is spared them. */
static void
plan_faults (WuseServer *self, WuseExchange *exchange, const Route *route, const char *path)
{
  const char *method = wuse_exchange_get_method (exchange);
  WuseFaultPlan plan;

  if (self->faults == NULL || route->flags & ROUTE_NEEDS_FAULTS)
    return;
  wuse_faults_count_request (self->faults, method, route->pattern);
  wuse_faults_plan_request (self->faults, method, path, &plan);
  wuse_exchange_set_plan (exchange, &plan);
}

static void
early_handler_cb (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  if (!wuse_connections_refuse (message))
    wuse_exchange_watch (message);
}

static void
handler_cb (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  WuseServer *self = user_data;
  WuseExchange *exchange = wuse_exchange_get (message);
  Call *call = g_new0 (Call, 1);

  call->server = self;
  call->request.exchange = wuse_exchange_ref (exchange);
  call->request.parameters = query != NULL ? g_hash_table_ref (query) : NULL;
  /* libsoup would answer with an error as soon as this function returned without a status. */
  soup_server_message_pause (message);

  call->route = find_route (self, &call->request, path);
  if (call->route == NULL)
    {
      free_call (call);
      return;
    }

  plan_faults (self, exchange, call->route, path);
  if (wuse_exchange_get_plan (exchange)->latency > 0)
    g_timeout_add_full (G_PRIORITY_DEFAULT, wuse_exchange_get_plan (exchange)->latency, call_cb, call, free_call);
  else
    {
      call_cb (call);
      free_call (call);
    }
}

static gboolean
publish_cb (gpointer user_data)
{
  WuseServer *self = user_data;

  g_mutex_lock (&self->publish_mutex);
  g_clear_pointer (&self->publish_source, g_source_unref);
  g_mutex_unlock (&self->publish_mutex);
  wuse_live_publish (self->live);
  return G_SOURCE_REMOVE;
}

/* On the writing thread: many commits may become one publication. */
static void
committed_cb (WuseFeed *feed, gint64 seq, gpointer user_data)
{
  WuseServer *self = user_data;

  g_mutex_lock (&self->publish_mutex);
  if (self->publish_source == NULL)
    {
      self->publish_source = g_idle_source_new ();
      g_source_set_priority (self->publish_source, G_PRIORITY_DEFAULT);
      g_source_set_callback (self->publish_source, publish_cb, self, NULL);
      g_source_attach (self->publish_source, self->context);
    }
  g_mutex_unlock (&self->publish_mutex);
}

/* What another process commits to the same file is noticed by looking. */
static gboolean
poll_cb (gpointer user_data)
{
  WuseServer *self = user_data;

  wuse_live_publish (self->live);
  return G_SOURCE_CONTINUE;
}

static void
clock_changed_cb (gpointer user_data)
{
  WuseServer *self = user_data;

  if (self->live != NULL)
    wuse_live_tell_clock (self->live);
}

static gboolean
listen_on_address (WuseServer *self, const WuseServerOptions *options, GError **error)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (options->address != NULL ? options->address : "127.0.0.1");
  g_autoptr (GSocketAddress) socket_address = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;
  gboolean has_certificate = options->tls_certificate != NULL && options->tls_key != NULL;
  GSList *uris;

  if (address == NULL || options->port > G_MAXUINT16)
    {
      g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID, "%s, port %u, is no address to listen on",
                   options->address, options->port);
      return FALSE;
    }
  if (!has_certificate
      && (!g_inet_address_get_is_loopback (address) || options->tls_certificate != NULL || options->tls_key != NULL))
    {
      g_set_error_literal (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID,
                           "Beyond loopback a certificate and its key are needed, and each needs the other");
      return FALSE;
    }
  if (has_certificate)
    {
      certificate = g_tls_certificate_new_from_files (options->tls_certificate, options->tls_key, error);
      if (certificate == NULL)
        return FALSE;
      soup_server_set_tls_certificate (self->soup, certificate);
    }

  socket_address = g_inet_socket_address_new (address, (guint16) options->port);
  if (!soup_server_listen (self->soup, socket_address, has_certificate ? SOUP_SERVER_LISTEN_HTTPS : 0, error))
    return FALSE;
  uris = soup_server_get_uris (self->soup);
  self->url = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return TRUE;
}

WuseServer *
wuse_server_new (
    WuseFeed *feed, WuseSimulation *simulation, WuseAccounts *accounts, const WuseServerOptions *options, GError **error)
{
  g_autoptr (WuseServer) self = NULL;
  guint heartbeat;

  g_return_val_if_fail (feed != NULL && accounts != NULL && options != NULL, NULL);

  self = g_new0 (WuseServer, 1);
  g_mutex_init (&self->publish_mutex);
  self->context = g_main_context_ref_thread_default ();
  self->feed = feed;
  self->feed_id = g_strdup (wuse_feed_get_id (feed));
  self->database = g_strdup (wuse_feed_get_path (feed));
  self->accounts = accounts;
  self->soup = soup_server_new ("raw-paths", TRUE, "server-header", "wuse-district/" WUSE_VERSION, NULL);
  self->changes = wuse_changes_new (self->database);
  if (options->faults != NULL)
    {
      self->faults = wuse_faults_new ();
      if (!wuse_faults_set (self->faults, options->faults, error))
        return NULL;
    }

  if (!wuse_feed_end_filling (feed, error))
    return NULL;
  self->view = wuse_feed_view_open (self->database, error);
  if (self->view == NULL)
    return NULL;
  wuse_feed_set_committed_func (feed, committed_cb, self);
  self->edits = wuse_edits_new (self->database, committed_cb, self, error);
  if (self->edits == NULL)
    return NULL;
  self->clock = wuse_clock_new (feed, simulation, options->clock_rate, clock_changed_cb, self, error);
  if (self->clock == NULL)
    return NULL;
  heartbeat = options->heartbeat > 0 ? options->heartbeat : DEFAULT_HEARTBEAT;
  self->live = wuse_live_new (self->view, self->feed_id, self->clock, self->faults, heartbeat, error);
  if (self->live == NULL)
    return NULL;

  wuse_connections_limit (self->soup, options->most_connections > 0 ? options->most_connections : DEFAULT_MOST_CONNECTIONS,
                          options->patience > 0 ? options->patience : DEFAULT_PATIENCE);
  soup_server_add_early_handler (self->soup, NULL, early_handler_cb, self, NULL);
  soup_server_add_handler (self->soup, NULL, handler_cb, self, NULL);
  self->poll_source = g_timeout_add (POLL_INTERVAL, poll_cb, self);
  if (!listen_on_address (self, options, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
wuse_server_free (WuseServer *self)
{
  if (self == NULL)
    return;

  /* Ends every exchange, and with it every answer under way. */
  soup_server_disconnect (self->soup);
  g_clear_pointer (&self->changes, wuse_changes_free);
  g_clear_handle_id (&self->poll_source, g_source_remove);
  g_clear_pointer (&self->live, wuse_live_free);

  g_clear_pointer (&self->edits, wuse_edits_free);
  g_clear_pointer (&self->clock, wuse_clock_free);
  wuse_feed_set_committed_func (self->feed, NULL, NULL);
  if (self->publish_source != NULL)
    g_source_destroy (self->publish_source);
  g_clear_pointer (&self->publish_source, g_source_unref);

  g_clear_object (&self->soup);
  g_clear_pointer (&self->faults, wuse_faults_free);
  g_clear_pointer (&self->view, wuse_feed_view_free);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->publish_mutex);
  g_free (self->feed_id);
  g_free (self->database);
  g_free (self->url);
  g_free (self);
}

const char *
wuse_server_get_url (const WuseServer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->url;
}
