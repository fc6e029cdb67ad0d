/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The OAuth 2.0 token endpoint (RFC 6749). */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include <string.h>

#include "wuse-server-private.h"

#define MAX_FORM 4096

static void
reply_error (WuseExchange *exchange, guint status, const char *code, const char *description)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "error");
  json_builder_add_string_value (builder, code);
  json_builder_set_member_name (builder, "error_description");
  json_builder_add_string_value (builder, description);
  json_builder_end_object (builder);
  wuse_exchange_set_header (exchange, "Cache-Control", "no-store");
  wuse_exchange_reply_json (exchange, status, NULL, json_builder_get_root (builder));
}

static void
reply_tokens (WuseExchange *exchange, const WuseTokens *tokens)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "access_token");
  json_builder_add_string_value (builder, tokens->access);
  json_builder_set_member_name (builder, "token_type");
  json_builder_add_string_value (builder, "Bearer");
  json_builder_set_member_name (builder, "expires_in");
  json_builder_add_int_value (builder, tokens->expires_in);
  if (tokens->refresh != NULL)
    {
      json_builder_set_member_name (builder, "refresh_token");
      json_builder_add_string_value (builder, tokens->refresh);
    }
  json_builder_end_object (builder);
  wuse_exchange_set_header (exchange, "Cache-Control", "no-store");
  wuse_exchange_reply_json (exchange, SOUP_STATUS_OK, NULL, json_builder_get_root (builder));
}

/* Client credentials may stand in the form or in a Basic header. */
static gboolean
read_client (WuseExchange *exchange, GHashTable *form, char **name, char **secret)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (wuse_exchange_get_message (exchange));
  const char *header = soup_message_headers_get_one (headers, "Authorization");
  g_autofree guchar *decoded = NULL;
  gsize length = 0;
  const guchar *colon;

  if (header == NULL || g_ascii_strncasecmp (header, "Basic ", 6) != 0)
    {
      *name = g_strdup (g_hash_table_lookup (form, "client_id"));
      *secret = g_strdup (g_hash_table_lookup (form, "client_secret"));
      return *name != NULL && *secret != NULL;
    }

  decoded = g_base64_decode (header + 6, &length);
  colon = memchr (decoded, ':', length);
  if (colon == NULL || memchr (decoded, '\0', length) != NULL)
    return FALSE;
  *name = g_strndup ((const char *) decoded, (gsize) (colon - decoded));
  *secret = g_strndup ((const char *) colon + 1, length - (gsize) (colon - decoded) - 1);
  return TRUE;
}

static gboolean
has_to_wait (WuseServer *self, WuseExchange *exchange, const char *name)
{
  guint wait = wuse_accounts_get_wait (self->accounts, wuse_exchange_get_peer (exchange), name);
  char number[16];

  if (wait == 0)
    return FALSE;
  g_snprintf (number, sizeof number, "%u", wait);
  wuse_exchange_set_header (exchange, "Retry-After", number);
  wuse_exchange_reply_problem (exchange, WUSE_STATUS_TOO_MANY_REQUESTS, "too-many-attempts",
                               "Too many sign-ins have failed; wait before the next one");
  return TRUE;
}

static void
sign_in (WuseServer *self, WuseExchange *exchange, const char *name, const char *password, gboolean is_client)
{
  g_auto (WuseTokens) tokens = { 0 };

  if (has_to_wait (self, exchange, name))
    return;
  if (wuse_accounts_sign_in (self->accounts, wuse_exchange_get_peer (exchange), name, password, !is_client, &tokens))
    reply_tokens (exchange, &tokens);
  else if (is_client)
    {
      wuse_exchange_set_header (exchange, "WWW-Authenticate", "Basic realm=\"district\"");
      reply_error (exchange, SOUP_STATUS_UNAUTHORIZED, "invalid_client", "Client id or secret is wrong");
    }
  else
    reply_error (exchange, SOUP_STATUS_BAD_REQUEST, "invalid_grant", "User name or password is wrong");
}

static void
refresh (WuseServer *self, WuseExchange *exchange, const char *token)
{
  g_auto (WuseTokens) tokens = { 0 };

  if (has_to_wait (self, exchange, NULL))
    return;
  if (wuse_accounts_refresh (self->accounts, wuse_exchange_get_peer (exchange), token, &tokens))
    reply_tokens (exchange, &tokens);
  else
    reply_error (exchange, SOUP_STATUS_BAD_REQUEST, "invalid_grant", "The refresh token is unknown, used or expired");
}

static GHashTable *
read_form (WuseExchange *exchange)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (wuse_exchange_get_message (exchange));
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  const GByteArray *body = wuse_exchange_get_body (exchange);

  if (g_strcmp0 (type, "application/x-www-form-urlencoded") != 0 || body == NULL || body->len > MAX_FORM
      || memchr (body->data, '\0', body->len) != NULL)
    return NULL;
  return soup_form_decode ((const char *) body->data);
}

void
wuse_server_handle_token (WuseServer *self, const WuseServerRequest *request)
{
  WuseExchange *exchange = request->exchange;
  g_autoptr (GHashTable) form = read_form (exchange);
  const char *grant = form != NULL ? g_hash_table_lookup (form, "grant_type") : NULL;
  g_autofree char *name = NULL;
  g_autofree char *secret = NULL;

  if (grant == NULL)
    reply_error (exchange, SOUP_STATUS_BAD_REQUEST, "invalid_request", "A form with a grant_type is asked for");
  else if (strcmp (grant, "password") == 0)
    {
      const char *user = g_hash_table_lookup (form, "username");
      const char *password = g_hash_table_lookup (form, "password");

      if (user != NULL && password != NULL)
        sign_in (self, exchange, user, password, FALSE);
      else
        reply_error (exchange, SOUP_STATUS_BAD_REQUEST, "invalid_request", "username or password is missing");
    }
  else if (strcmp (grant, "client_credentials") == 0)
    {
      if (read_client (exchange, form, &name, &secret))
        sign_in (self, exchange, name, secret, TRUE);
      else
        reply_error (exchange, SOUP_STATUS_BAD_REQUEST, "invalid_request", "client_id or client_secret is missing");
    }
  else if (strcmp (grant, "refresh_token") == 0)
    {
      const char *token = g_hash_table_lookup (form, "refresh_token");

      if (token != NULL)
        refresh (self, exchange, token);
      else
        reply_error (exchange, SOUP_STATUS_BAD_REQUEST, "invalid_request", "refresh_token is missing");
    }
  else
    reply_error (exchange, SOUP_STATUS_BAD_REQUEST, "unsupported_grant_type", "This grant_type is not supported");
}
