/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The routes under /v1: district, feed, live stream, digest, clock, faults. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include <string.h>

#include "wuse-number.h"
#include "wuse-server-private.h"

#define MAX_DEPTH 16

static void
fail (WuseExchange *exchange, const GError *error)
{
  g_warning ("%s", error->message);
  wuse_exchange_reply_problem (exchange, SOUP_STATUS_INTERNAL_SERVER_ERROR, NULL, NULL);
}

WuseDistrict *
wuse_server_read_district (WuseServer *self, WuseExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  WuseDistrict *district = wuse_feed_view_get_district (self->view, &error);

  if (district == NULL)
    {
      fail (exchange, error);
      return NULL;
    }
  district->time = wuse_clock_get (self->clock, &district->clock_rate);
  return district;
}

void
wuse_server_handle_district (WuseServer *self, const WuseServerRequest *request)
{
  g_autoptr (WuseDistrict) district = wuse_server_read_district (self, request->exchange);

  if (district != NULL)
    wuse_exchange_reply_json (request->exchange, SOUP_STATUS_OK, NULL, wuse_district_to_json (district));
}

/* Reads `feed` and `after`; answers if they are not sound. @after stays where there is none. */
static gboolean
read_cursor (const WuseServerRequest *request, const char **feed, gint64 *after)
{
  GHashTableIter iter;
  gpointer name, value;

  *feed = NULL;
  if (request->parameters == NULL)
    return TRUE;

  g_hash_table_iter_init (&iter, request->parameters);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      if (strcmp (name, "feed") == 0)
        *feed = value;
      else if (strcmp (name, "after") != 0 || !wuse_parse_int64 (value, -1, 0, G_MAXINT64, after, NULL))
        {
          wuse_exchange_reply_problem (request->exchange, SOUP_STATUS_BAD_REQUEST, "parameter",
                                       "The parameters are 'feed' and 'after', a number not less than 0");
          return FALSE;
        }
    }
  return TRUE;
}

void
wuse_server_handle_changes (WuseServer *self, const WuseServerRequest *request)
{
  g_autoptr (GError) error = NULL;
  const char *feed;
  gint64 after = 0;
  gint64 seq;

  if (!read_cursor (request, &feed, &after))
    return;
  if (!wuse_feed_view_get_seq (self->view, &seq, &error))
    {
      fail (request->exchange, error);
      return;
    }

  wuse_exchange_set_header (request->exchange, "Wuse-Feed", self->feed_id);
  if ((feed != NULL && strcmp (feed, self->feed_id) != 0) || (after > 0 && (feed == NULL || after > seq)))
    wuse_exchange_reply_problem (request->exchange, SOUP_STATUS_GONE, "feed-gone",
                                 "The cursor belongs to another feed: begin anew from zero");
  else
    wuse_changes_answer (self->changes, request->exchange, after, seq);
}

void
wuse_server_handle_stream (WuseServer *self, const WuseServerRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (wuse_exchange_get_message (request->exchange));
  const char *last = soup_message_headers_get_one (headers, "Last-Event-ID");
  const char *feed;
  gint64 after = -1;

  if (!read_cursor (request, &feed, &after))
    return;
  /* What a client got last is newer than what it began with. */
  if (last != NULL && !wuse_parse_int64 (last, -1, 0, G_MAXINT64, &after, NULL))
    {
      wuse_exchange_reply_problem (request->exchange, SOUP_STATUS_BAD_REQUEST, "parameter",
                                   "Last-Event-ID is the id of an event of this stream");
      return;
    }
  wuse_live_add (self->live, request->exchange, feed, after);
}

void
wuse_server_handle_digest (WuseServer *self, const WuseServerRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_auto (WuseFeedState) state = { 0 };

  if (wuse_feed_view_get_state (self->view, &state, &error))
    wuse_exchange_reply_json (request->exchange, SOUP_STATUS_OK, NULL, wuse_feed_state_to_json (&state));
  else
    fail (request->exchange, error);
}

void
wuse_server_handle_clock (WuseServer *self, const WuseServerRequest *request)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  double rate;
  g_autofree char *time = wuse_time_format (wuse_clock_get (self->clock, &rate));

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "time");
  json_builder_add_string_value (builder, time);
  json_builder_set_member_name (builder, "clock_rate");
  json_builder_add_double_value (builder, rate);
  json_builder_end_object (builder);
  wuse_exchange_reply_json (request->exchange, SOUP_STATUS_OK, NULL, json_builder_get_root (builder));
}

/* json-glib parses by recursion: what is nested too deeply never gets there. */
static gboolean
is_shallow (const GByteArray *body)
{
  guint depth = 0;

  for (guint i = 0; i < body->len; i++)
    if (body->data[i] == '[' || body->data[i] == '{')
      {
        if (++depth > MAX_DEPTH)
          return FALSE;
      }
    else if ((body->data[i] == ']' || body->data[i] == '}') && depth > 0)
      depth--;
  return TRUE;
}

JsonNode *
wuse_server_read_json (const WuseServerRequest *request)
{
  const GByteArray *body = wuse_exchange_get_body (request->exchange);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  if (body == NULL)
    {
      wuse_exchange_reply_problem (request->exchange, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, NULL, "The body is too large");
      return NULL;
    }
  if (!is_shallow (body) || !g_utf8_validate ((const char *) body->data, (gssize) body->len, NULL)
      || !json_parser_load_from_data (parser, (const char *) body->data, (gssize) body->len, &error)
      || json_parser_get_root (parser) == NULL)
    {
      wuse_exchange_reply_problem (request->exchange, SOUP_STATUS_BAD_REQUEST, "body", "The body is no JSON");
      return NULL;
    }
  return json_node_ref (json_parser_get_root (parser));
}

void
wuse_server_handle_set_clock (WuseServer *self, const WuseServerRequest *request)
{
  g_autoptr (JsonNode) node = wuse_server_read_json (request);
  JsonNode *rate;
  double value;

  if (node == NULL)
    return;
  rate = JSON_NODE_HOLDS_OBJECT (node) ? json_object_get_member (json_node_get_object (node), "clock_rate") : NULL;
  value = rate != NULL && JSON_NODE_HOLDS_VALUE (rate)
                  && (json_node_get_value_type (rate) == G_TYPE_INT64 || json_node_get_value_type (rate) == G_TYPE_DOUBLE)
              ? json_node_get_double (rate)
              : -1;
  if (!(value >= 0 && value <= WUSE_CLOCK_MAX_RATE))
    {
      wuse_exchange_reply_problem (request->exchange, SOUP_STATUS_BAD_REQUEST, "body",
                                   "A number 'clock_rate' from 0 to 864000 is asked for");
      return;
    }
  if (!wuse_clock_can_be_set (self->clock))
    {
      wuse_exchange_reply_problem (request->exchange, SOUP_STATUS_CONFLICT, "clock-not-simulated",
                                   "Nothing is simulated here: the clock cannot be set");
      return;
    }

  wuse_clock_set_rate (self->clock, value);
  wuse_live_tell_clock (self->live);
  wuse_server_handle_clock (self, request);
}

void
wuse_server_handle_faults (WuseServer *self, const WuseServerRequest *request)
{
  wuse_exchange_reply_json (request->exchange, SOUP_STATUS_OK, NULL, wuse_faults_to_json (self->faults));
}

void
wuse_server_handle_set_faults (WuseServer *self, const WuseServerRequest *request)
{
  g_autoptr (JsonNode) node = wuse_server_read_json (request);
  g_autoptr (GError) error = NULL;

  if (node == NULL)
    return;
  if (wuse_faults_set (self->faults, node, &error))
    wuse_server_handle_faults (self, request);
  else
    wuse_exchange_reply_problem (request->exchange, SOUP_STATUS_BAD_REQUEST, "body", error->message);
}
