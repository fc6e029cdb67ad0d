/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A signed-in connection to one server over blocking libsoup calls. */

#define G_LOG_DOMAIN "wuse-net"

#include "config.h"

#include "wuse-session-private.h"

#include "wuse-net-error-private.h"

#include <string.h>

struct _WuseSession
{
  GObject parent_instance;

  GUri *base;
  SoupSession *soup;
  char *user;
  char *password;
  char *access_token;
  char *refresh_token;
  gint64 token_ends; /* g_get_monotonic_time() */
};

#define MAX_TOKEN_BYTES (16 * 1024)
#define MAX_TOKEN_ANSWER (64 * 1024)
#define MAX_ERROR_BODY (64 * 1024)
#define MAX_REDIRECTS 5
#define MAX_TOKEN_SECONDS (365 * 24 * 3600)
/* A token that is about to end is renewed before it does. */
#define TOKEN_MARGIN_SECONDS 30
#define TOKEN_DEFAULT_SECONDS 300

G_DEFINE_FINAL_TYPE (WuseSession, wuse_session, G_TYPE_OBJECT)

static void
forget_secret (char **secret)
{
  if (*secret != NULL)
    explicit_bzero (*secret, strlen (*secret));
  g_clear_pointer (secret, g_free);
}

static void
forget_tokens (WuseSession *self)
{
  forget_secret (&self->access_token);
  forget_secret (&self->refresh_token);
  self->token_ends = 0;
}

static GUri *
resolve_own (WuseSession *self, GUri *from, const char *reference, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GUri) uri = g_uri_parse_relative (from, reference, SOUP_HTTP_URI_FLAGS, &cause);

  if (uri == NULL)
    {
      g_set_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_PROTOCOL, "%s: not an address: %s", g_uri_get_host (self->base),
                   cause->message);
      return NULL;
    }
  if (!wuse_uri_same_origin (uri, self->base))
    {
      g_set_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_INSECURE, "%s leads to another server, %s://%s; not followed",
                   g_uri_get_host (self->base), g_uri_get_scheme (uri), g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : "");
      return NULL;
    }

  return g_steal_pointer (&uri);
}

GBytes *
wuse_stream_read_all (GInputStream *stream, GUri *uri, gsize maximum, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  guint8 chunk[16 * 1024];

  for (;;)
    {
      GError *cause = NULL;
      gssize got = g_input_stream_read (stream, chunk, sizeof chunk, cancellable, &cause);

      if (got < 0)
        {
          wuse_net_error_propagate (error, cause, uri);
          return NULL;
        }
      if (got == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&all));
      if ((gsize) got > maximum - all->len)
        {
          g_set_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_TOO_LARGE,
                       "%s %s: the answer is longer than %" G_GSIZE_FORMAT " bytes", g_uri_get_host (uri), g_uri_get_path (uri),
                       maximum);
          return NULL;
        }
      g_byte_array_append (all, chunk, (guint) got);
    }
}

/* libsoup sends by itself what was lost on a connection that had been idle, with what is left of the body. */
static void
restarted_cb (SoupMessage *message, gpointer user_data)
{
  const WuseRequest *request = user_data;

  soup_message_set_request_body_from_bytes (message, request->body_type, request->body);
}

static GInputStream *
send_to (
    WuseSession *self, const WuseRequest *request, GUri *uri, SoupMessage **message, GCancellable *cancellable, GError **error)
{
  g_autoptr (SoupMessage) made = soup_message_new_from_uri (request->method != NULL ? request->method : "GET", uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (made);
  gulong restarted = 0;
  GError *cause = NULL;

  soup_message_add_flags (made, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (headers, "Accept", request->accept);
  for (guint i = 0; request->headers != NULL && request->headers[i] != NULL; i += 2)
    soup_message_headers_replace (headers, request->headers[i], request->headers[i + 1]);
  if (request->unbuffered)
    {
      soup_message_headers_replace (headers, "Accept-Encoding", "identity");
      soup_message_headers_replace (headers, "Cache-Control", "no-store");
    }
  if (self->access_token != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", self->access_token, NULL);
      soup_message_headers_replace (headers, "Authorization", value);
    }
  if (request->body != NULL)
    {
      soup_message_set_request_body_from_bytes (made, request->body_type, request->body);
      restarted = g_signal_connect (made, "restarted", G_CALLBACK (restarted_cb), (gpointer) request);
    }

  GInputStream *stream = soup_session_send (self->soup, made, cancellable, &cause);
  g_clear_signal_handler (&restarted, made);
  if (stream == NULL)
    {
      wuse_net_error_propagate (error, cause, uri);
      return NULL;
    }

  *message = g_steal_pointer (&made);
  return stream;
}

static GBytes *
read_error_body (GInputStream *stream, GUri *uri, GCancellable *cancellable)
{
  return wuse_stream_read_all (stream, uri, MAX_ERROR_BODY, cancellable, NULL);
}

/* Sends and follows redirects, but only within the origin. */
static GInputStream *
send_following (WuseSession *self, const WuseRequest *request, SoupMessage **message, GCancellable *cancellable, GError **error)
{
  g_autoptr (GUri) uri = resolve_own (self, self->base, request->reference, error);

  for (guint hop = 0; uri != NULL; hop++)
    {
      g_autoptr (SoupMessage) sent = NULL;
      g_autoptr (GInputStream) stream = send_to (self, request, uri, &sent, cancellable, error);

      if (stream == NULL)
        return NULL;

      guint status = soup_message_get_status (sent);
      const char *location = soup_message_headers_get_one (soup_message_get_response_headers (sent), "Location");
      if (!SOUP_STATUS_IS_REDIRECTION (status) || location == NULL || request->body != NULL)
        {
          *message = g_steal_pointer (&sent);
          return g_steal_pointer (&stream);
        }
      if (hop == MAX_REDIRECTS)
        {
          g_set_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_PROTOCOL, "%s %s: too many redirects", g_uri_get_host (uri),
                       g_uri_get_path (uri));
          return NULL;
        }

      g_autoptr (GUri) next = resolve_own (self, uri, location, error);
      g_clear_pointer (&uri, g_uri_unref);
      uri = g_steal_pointer (&next);
    }

  return NULL;
}

static gboolean
is_token (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  if (length == 0 || length > MAX_TOKEN_BYTES)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (text[i]))
      return FALSE;

  return TRUE;
}

static const char *
get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gboolean
take_tokens (WuseSession *self, JsonObject *answer, GError **error)
{
  const char *access_token = get_text (answer, "access_token");
  const char *refresh_token = get_text (answer, "refresh_token");
  const char *type = get_text (answer, "token_type");
  JsonNode *expires = json_object_get_member (answer, "expires_in");
  gint64 seconds = TOKEN_DEFAULT_SECONDS;

  if (!is_token (access_token) || type == NULL || g_ascii_strcasecmp (type, "bearer") != 0)
    {
      g_set_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_PROTOCOL, "%s: the sign-in answer holds no bearer token",
                   g_uri_get_host (self->base));
      return FALSE;
    }
  if (expires != NULL && JSON_NODE_HOLDS_VALUE (expires))
    seconds = CLAMP (json_node_get_int (expires), 1, MAX_TOKEN_SECONDS);

  g_autofree char *kept = is_token (refresh_token) ? g_strdup (refresh_token) : g_strdup (self->refresh_token);
  forget_tokens (self);
  self->access_token = g_strdup (access_token);
  self->refresh_token = g_steal_pointer (&kept);
  self->token_ends = g_get_monotonic_time () + MAX (seconds - TOKEN_MARGIN_SECONDS, seconds / 2) * G_USEC_PER_SEC;

  return TRUE;
}

static JsonNode *
parse_json (GBytes *bytes, GUri *uri, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) cause = NULL;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (length == 0 || !g_utf8_validate (data, (gssize) length, NULL)
      || !json_parser_load_from_data (parser, data, (gssize) length, &cause) || json_parser_get_root (parser) == NULL)
    {
      g_set_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_PROTOCOL, "%s %s: %s", g_uri_get_host (uri), g_uri_get_path (uri),
                   length == 0     ? "the answer is empty"
                   : cause != NULL ? cause->message
                                   : "the answer is not JSON in UTF-8");
      return NULL;
    }

  return json_node_copy (json_parser_get_root (parser));
}

/* Asks the token endpoint with @form and takes what it grants. */
static gboolean
grant (WuseSession *self, GHashTable *form, GCancellable *cancellable, GError **error)
{
  g_autofree char *encoded = soup_form_encode_hash (form);
  g_autoptr (GBytes) body = g_bytes_new (encoded, strlen (encoded));
  WuseRequest request = { .method = "POST",
                          .reference = "oauth/token",
                          .accept = "application/json",
                          .body = body,
                          .body_type = "application/x-www-form-urlencoded" };
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GInputStream) stream = NULL;

  forget_secret (&self->access_token);
  stream = send_following (self, &request, &message, cancellable, error);
  explicit_bzero (encoded, strlen (encoded));
  if (stream == NULL)
    return FALSE;

  GUri *uri = soup_message_get_uri (message);
  guint status = soup_message_get_status (message);
  if (status == SOUP_STATUS_BAD_REQUEST || status == SOUP_STATUS_UNAUTHORIZED || status == SOUP_STATUS_FORBIDDEN)
    {
      g_set_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_REFUSED, "%s: name or password not accepted", g_uri_get_host (uri));
      return FALSE;
    }
  if (!SOUP_STATUS_IS_SUCCESSFUL (status))
    {
      g_autoptr (GBytes) problem = read_error_body (stream, uri, cancellable);
      wuse_net_error_set_status (error, message, problem);
      return FALSE;
    }

  g_autoptr (GBytes) bytes = wuse_stream_read_all (stream, uri, MAX_TOKEN_ANSWER, cancellable, error);
  g_autoptr (JsonNode) answer = bytes != NULL ? parse_json (bytes, uri, error) : NULL;
  if (answer == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (answer))
    {
      g_set_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_PROTOCOL, "%s: the sign-in answer is no object", g_uri_get_host (uri));
      return FALSE;
    }

  return take_tokens (self, json_node_get_object (answer), error);
}

static gboolean
sign_in_by_refresh (WuseSession *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) form = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *token = g_steal_pointer (&self->refresh_token);

  g_hash_table_insert (form, (char *) "grant_type", (char *) "refresh_token");
  g_hash_table_insert (form, (char *) "refresh_token", token);

  gboolean granted = grant (self, form, cancellable, error);
  if (granted && self->refresh_token == NULL)
    self->refresh_token = g_steal_pointer (&token);

  return granted;
}

static gboolean
sign_in_by_password (WuseSession *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) form = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (form, (char *) "grant_type", (char *) "password");
  g_hash_table_insert (form, (char *) "username", self->user);
  g_hash_table_insert (form, (char *) "password", self->password != NULL ? self->password : (char *) "");

  return grant (self, form, cancellable, error);
}

gboolean
wuse_session_sign_in (WuseSession *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (WUSE_IS_SESSION (self), FALSE);
  g_return_val_if_fail (self->user != NULL, FALSE);

  if (self->access_token != NULL && g_get_monotonic_time () < self->token_ends)
    return TRUE;
  if (self->refresh_token != NULL)
    {
      g_autoptr (GError) cause = NULL;

      if (sign_in_by_refresh (self, cancellable, &cause))
        return TRUE;
      if (!g_error_matches (cause, WUSE_NET_ERROR, WUSE_NET_ERROR_REFUSED))
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return FALSE;
        }
    }

  return sign_in_by_password (self, cancellable, error);
}

GInputStream *
wuse_session_send (
    WuseSession *self, const WuseRequest *request, SoupMessage **message, GCancellable *cancellable, GError **error)
{
  for (gboolean again = FALSE;; again = TRUE)
    {
      g_autoptr (SoupMessage) sent = NULL;
      g_autoptr (GInputStream) stream = NULL;
      gboolean had_token = self->access_token != NULL;

      if (self->user != NULL && !wuse_session_sign_in (self, cancellable, error))
        return NULL;
      stream = send_following (self, request, &sent, cancellable, error);
      if (stream == NULL)
        return NULL;

      guint status = soup_message_get_status (sent);
      if (SOUP_STATUS_IS_SUCCESSFUL (status) || (request->takes_any_status && status != SOUP_STATUS_UNAUTHORIZED))
        {
          *message = g_steal_pointer (&sent);
          return g_steal_pointer (&stream);
        }

      g_autoptr (GBytes) problem = read_error_body (stream, soup_message_get_uri (sent), cancellable);
      if (status == SOUP_STATUS_UNAUTHORIZED && self->user != NULL)
        forget_secret (&self->access_token);
      /* Only a token of an earlier request may have been withdrawn since; a fresh one that is refused stays refused. */
      if (status != SOUP_STATUS_UNAUTHORIZED || self->user == NULL || !had_token || again)
        {
          wuse_net_error_set_status (error, sent, problem);
          return NULL;
        }
    }
}

JsonNode *
wuse_session_get_json (WuseSession *self, const char *reference, gsize maximum, GCancellable *cancellable, GError **error)
{
  WuseRequest request = { .reference = reference, .accept = "application/json" };
  g_autoptr (SoupMessage) message = NULL;

  g_return_val_if_fail (WUSE_IS_SESSION (self), NULL);
  g_return_val_if_fail (reference != NULL, NULL);

  g_autoptr (GInputStream) stream = wuse_session_send (self, &request, &message, cancellable, error);
  if (stream == NULL)
    return NULL;

  GUri *uri = soup_message_get_uri (message);
  g_autoptr (GBytes) bytes = wuse_stream_read_all (stream, uri, maximum, cancellable, error);

  return bytes != NULL ? parse_json (bytes, uri, error) : NULL;
}

gboolean
wuse_session_put_json (WuseSession *self, const char *reference, JsonNode *body, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (WUSE_IS_SESSION (self), FALSE);
  g_return_val_if_fail (reference != NULL, FALSE);
  g_return_val_if_fail (body != NULL, FALSE);

  char *text = json_to_string (body, FALSE);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));
  WuseRequest request = {
    .method = "PUT", .reference = reference, .accept = "application/json", .body = bytes, .body_type = "application/json"
  };
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GInputStream) stream = wuse_session_send (self, &request, &message, cancellable, error);

  return stream != NULL;
}

GUri *
wuse_session_get_base (WuseSession *self)
{
  return self->base;
}

void
wuse_session_set_credentials (WuseSession *self, const char *user, const char *password)
{
  g_return_if_fail (WUSE_IS_SESSION (self));

  forget_tokens (self);
  forget_secret (&self->password);
  g_free (self->user);
  self->user = g_strdup (user);
  self->password = g_strdup (password);
}

void
wuse_session_set_timeout (WuseSession *self, guint seconds)
{
  g_return_if_fail (WUSE_IS_SESSION (self));
  g_return_if_fail (seconds >= 1 && seconds <= 600);

  soup_session_set_timeout (self->soup, seconds);
}

static void
wuse_session_finalize (GObject *object)
{
  WuseSession *self = WUSE_SESSION (object);

  forget_tokens (self);
  forget_secret (&self->password);
  g_free (self->user);
  g_clear_object (&self->soup);
  g_clear_pointer (&self->base, g_uri_unref);

  G_OBJECT_CLASS (wuse_session_parent_class)->finalize (object);
}

static void
wuse_session_class_init (WuseSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wuse_session_finalize;
}

static void
wuse_session_init (WuseSession *self)
{
}

gboolean
wuse_session_check_address (const char *base_address, GError **error)
{
  g_return_val_if_fail (base_address != NULL, FALSE);

  g_autoptr (GUri) base = wuse_uri_parse_base (base_address, error);

  return base != NULL;
}

WuseSession *
wuse_session_new (const char *base_address, GError **error)
{
  g_return_val_if_fail (base_address != NULL, NULL);

  g_autoptr (GUri) base = wuse_uri_parse_base (base_address, error);
  if (base == NULL)
    return NULL;

  WuseSession *self = g_object_new (WUSE_TYPE_SESSION, NULL);
  self->base = g_steal_pointer (&base);
  self->soup = soup_session_new ();
  soup_session_set_user_agent (self->soup, "Wuse/" WUSE_VERSION);
  soup_session_set_timeout (self->soup, WUSE_SESSION_TIMEOUT);
  soup_session_set_idle_timeout (self->soup, 60);
  /* Tokens are the only way to sign in here; nothing may answer a challenge by itself. */
  soup_session_remove_feature_by_type (self->soup, SOUP_TYPE_AUTH_MANAGER);
  if (wuse_uri_is_loopback (self->base))
    {
      /* Compressing costs more than it saves on the way through this machine, and no proxy leads there. */
      soup_session_remove_feature_by_type (self->soup, SOUP_TYPE_CONTENT_DECODER);
      soup_session_set_proxy_resolver (self->soup, NULL);
    }

  return self;
}
