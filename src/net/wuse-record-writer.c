/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sends a person's change of one record to the server, once, however often it has to be sent. */

#define G_LOG_DOMAIN "wuse-net"

#include "config.h"

#include "wuse-record-writer.h"

#include "wuse-net-error-private.h"
#include "wuse-session-private.h"

#include <string.h>

#define MAX_ANSWER (256u << 10)
#define MAX_DEPTH 16
#define MIN_KEY 16
#define MAX_KEY 64
#define MAX_FIELD 64

#define STATUS_TOO_EARLY 425
#define STATUS_TOO_MANY_REQUESTS 429

void
wuse_record_answer_clear (WuseRecordAnswer *self)
{
  g_clear_pointer (&self->record, g_free);
  g_clear_pointer (&self->field, g_free);
}

static WuseRecordWriterResult
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, WUSE_NET_ERROR, WUSE_NET_ERROR_REJECTED, message);
  return WUSE_RECORD_WRITER_REFUSED;
}

static gboolean
is_name (const char *text, gsize least, gsize most)
{
  gsize length = text != NULL ? strlen (text) : 0;

  if (length < least || length > most)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && strchr ("._:-", text[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* json-glib parses by recursion: what is nested too deeply never gets there. */
static gboolean
is_shallow (const char *text, gsize length)
{
  guint depth = 0;

  for (gsize i = 0; i < length; i++)
    if (text[i] == '[' || text[i] == '{')
      {
        if (++depth > MAX_DEPTH)
          return FALSE;
      }
    else if ((text[i] == ']' || text[i] == '}') && depth > 0)
      depth--;
  return TRUE;
}

/* An object, or NULL. */
static JsonNode *
parse_object (const char *text, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;

  if (length == 0 || !g_utf8_validate (text, (gssize) length, NULL) || !is_shallow (text, length)
      || !json_parser_load_from_data (parser, text, (gssize) length, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_ref (root) : NULL;
}

static const char *
get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/* `{"data":…,"reason":…}`; the data go as they are. */
static GBytes *
make_body (WuseRecordOp op, const char *data_json, const char *reason)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), reason);
  g_autofree char *quoted = json_to_string (node, FALSE);
  char *body = op == WUSE_RECORD_PUT ? g_strconcat ("{\"data\":", data_json, ",\"reason\":", quoted, "}", NULL)
                                     : g_strconcat ("{\"reason\":", quoted, "}", NULL);

  return g_bytes_new_take (body, strlen (body));
}

/* Takes a record of the server's into the answer; FALSE if it is not the one that was asked for. */
static gboolean
take_record (WuseRecordAnswer *answer, JsonNode *node, WuseRecordType type, const char *id)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *version = object != NULL ? json_object_get_member (object, "version") : NULL;
  JsonNode *data = object != NULL ? json_object_get_member (object, "data") : NULL;
  const char *at = object != NULL ? get_text (object, "at") : NULL;
  WuseTime time;

  if (data == NULL || version == NULL || !JSON_NODE_HOLDS_VALUE (version) || json_node_get_value_type (version) != G_TYPE_INT64
      || json_node_get_int (version) < 1 || g_strcmp0 (get_text (object, "type"), wuse_record_class (type)->name) != 0
      || g_strcmp0 (get_text (object, "id"), id) != 0 || at == NULL || !wuse_time_parse (at, -1, &time, NULL)
      || (!JSON_NODE_HOLDS_OBJECT (data) && !JSON_NODE_HOLDS_NULL (data)))
    return FALSE;

  answer->version = json_node_get_int (version);
  answer->at = time;
  answer->record = JSON_NODE_HOLDS_OBJECT (data) ? json_to_string (node, FALSE) : NULL;
  return TRUE;
}

static WuseRecordWriterResult
misunderstand (GUri *uri, GError **error)
{
  g_set_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_PROTOCOL, "%s %s: the answer is not what was asked for",
               g_uri_get_host (uri), g_uri_get_path (uri));
  return WUSE_RECORD_WRITER_RETRY;
}

static gboolean
is_passing (guint status)
{
  return status >= 500 || status < 400 || status == SOUP_STATUS_REQUEST_TIMEOUT || status == STATUS_TOO_EARLY
         || status == STATUS_TOO_MANY_REQUESTS;
}

/* What an answer that was read whole means. */
static WuseRecordWriterResult
judge (SoupMessage *message, GBytes *body, WuseRecordType type, const char *id, WuseRecordAnswer *answer, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr (JsonNode) node = parse_object (text, length);
  JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  GUri *uri = soup_message_get_uri (message);

  if (SOUP_STATUS_IS_SUCCESSFUL (answer->status))
    {
      answer->replayed = g_strcmp0 (soup_message_headers_get_one (headers, "Idempotency-Replayed"), "true") == 0;
      return node != NULL && take_record (answer, node, type, id) ? WUSE_RECORD_WRITER_DONE : misunderstand (uri, error);
    }
  if (answer->status == SOUP_STATUS_PRECONDITION_FAILED)
    {
      JsonNode *current = object != NULL ? json_object_get_member (object, "current") : NULL;

      if (current == NULL || (!JSON_NODE_HOLDS_NULL (current) && !take_record (answer, current, type, id)))
        return misunderstand (uri, error);
      return WUSE_RECORD_WRITER_CONFLICT;
    }

  wuse_net_error_set_status (error, message, body);
  if (is_passing (answer->status))
    return WUSE_RECORD_WRITER_RETRY;
  if (object != NULL && get_text (object, "field") != NULL && is_name (get_text (object, "field"), 1, MAX_FIELD))
    answer->field = g_strdup (get_text (object, "field"));
  return WUSE_RECORD_WRITER_REFUSED;
}

static WuseRecordWriterResult
send (WuseSession *session,
      const WuseRequest *request,
      WuseRecordType type,
      const char *id,
      GCancellable *cancellable,
      WuseRecordAnswer *answer,
      GError **error)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GBytes) body = NULL;
  GError *cause = NULL;
  WuseRecordWriterResult result;

  stream = wuse_session_send (session, request, &message, cancellable, &cause);
  if (stream == NULL)
    {
      answer->status = wuse_net_error_get_status (cause);
      answer->retry_after = wuse_net_error_get_retry_after (cause);
      result =
          g_error_matches (cause, WUSE_NET_ERROR, WUSE_NET_ERROR_REFUSED) ? WUSE_RECORD_WRITER_AUTH : WUSE_RECORD_WRITER_RETRY;
      g_propagate_error (error, cause);
      return result;
    }

  body = wuse_stream_read_all (stream, soup_message_get_uri (message), MAX_ANSWER, cancellable, error);
  if (body == NULL)
    return WUSE_RECORD_WRITER_RETRY;
  answer->status = soup_message_get_status (message);
  result = judge (message, body, type, id, answer, &cause);
  if (cause != NULL)
    {
      answer->retry_after = wuse_net_error_get_retry_after (cause);
      g_propagate_error (error, cause);
    }
  return result;
}

WuseRecordWriterResult
wuse_record_writer_send (WuseSession *session,
                         WuseRecordOp op,
                         WuseRecordType type,
                         const char *id,
                         gint64 version,
                         const char *key,
                         const char *data_json,
                         const char *reason,
                         GCancellable *cancellable,
                         WuseRecordAnswer *answer,
                         GError **error)
{
  g_autofree char *reference = NULL;
  g_autofree char *tag = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (JsonNode) data = NULL;

  g_return_val_if_fail (WUSE_IS_SESSION (session), WUSE_RECORD_WRITER_RETRY);
  g_return_val_if_fail (answer != NULL && id != NULL && key != NULL && reason != NULL, WUSE_RECORD_WRITER_RETRY);
  g_return_val_if_fail (type < WUSE_N_RECORD_TYPES && version >= 0, WUSE_RECORD_WRITER_RETRY);
  g_return_val_if_fail ((op == WUSE_RECORD_PUT) == (data_json != NULL), WUSE_RECORD_WRITER_RETRY);

  *answer = (WuseRecordAnswer){ .at = WUSE_TIME_NONE, .retry_after = -1 };
  if (!is_name (id, 1, WUSE_RECORD_MAX_ID) || !is_name (key, MIN_KEY, MAX_KEY))
    return refuse (error, "The change has no id, or no key to be known by");
  if (!g_utf8_validate (reason, -1, NULL) || *reason == '\0' || g_utf8_strlen (reason, -1) > WUSE_RECORD_WRITER_MAX_REASON)
    return refuse (error, "The change has no reason, or one that is too long");
  data = data_json != NULL ? parse_object (data_json, strlen (data_json)) : NULL;
  if (data_json != NULL && data == NULL)
    return refuse (error, "The change holds no record");
  if (op == WUSE_RECORD_DELETE && version == 0)
    return refuse (error, "What is to be deleted has no version");
  body = make_body (op, data_json, reason);
  if (g_bytes_get_size (body) > WUSE_RECORD_WRITER_MAX_BODY)
    return refuse (error, "The change is too long");

  reference = g_strconcat ("v1/records/", wuse_record_class (type)->name, "/", id, NULL);
  tag = version > 0 ? g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", version) : g_strdup ("*");
  const char *headers[] = { "Idempotency-Key", key, version > 0 ? "If-Match" : "If-None-Match", tag, NULL };
  WuseRequest request = { .method = op == WUSE_RECORD_PUT ? "PUT" : "DELETE",
                          .reference = reference,
                          .accept = "application/json",
                          .body = body,
                          .body_type = "application/json",
                          .headers = headers,
                          .takes_any_status = TRUE };

  return send (session, &request, type, id, cancellable, answer, error);
}
