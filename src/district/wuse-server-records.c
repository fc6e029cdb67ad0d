/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The routes under /v1/records: what people change, one record at a time, and what it was before. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include <string.h>

#include "wuse-feed-private.h"
#include "wuse-number.h"
#include "wuse-server-private.h"

#define MAX_BODY (64u << 10)
#define MIN_KEY 16
#define MAX_KEY 64
#define MAX_REASON 1000

/* What a body holds. The data stay as they were sent: numbers go through no other form. */
typedef struct
{
  const char *data;
  gsize data_length;
  char *reason;
} Change;

static void
refuse (WuseExchange *exchange, guint status, const char *problem, const char *detail)
{
  wuse_exchange_reply_problem (exchange, status, problem, detail);
}

static char *
quote (const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);

  return json_to_string (node, FALSE);
}

static void
refuse_field (WuseExchange *exchange, const char *field, const char *detail)
{
  g_autofree char *quoted = quote (field);
  g_autofree char *member = g_strconcat ("\"field\":", quoted, NULL);

  wuse_exchange_reply_problem_with (exchange, SOUP_STATUS_UNPROCESSABLE_ENTITY, "field", detail, member);
}

/* Answers if the path leads to no record that people may change. */
static gboolean
find_type (const WuseServerRequest *request, WuseRecordType *type)
{
  if (wuse_record_type_from_name (request->arguments[0], strlen (request->arguments[0]), type)
      && wuse_feed_type_is_editable (*type))
    return TRUE;
  refuse (request->exchange, SOUP_STATUS_NOT_FOUND, "no-such-type", "The types are case, contact, stay and link");
  return FALSE;
}

static const char *
get_header (const WuseServerRequest *request, const char *name)
{
  return soup_message_headers_get_list (soup_server_message_get_request_headers (wuse_exchange_get_message (request->exchange)),
                                        name);
}

static gboolean
is_key (const char *key)
{
  gsize length = key != NULL ? strlen (key) : 0;

  if (length < MIN_KEY || length > MAX_KEY)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (key[i]) && strchr ("._:-", key[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* `"VERSION"`, one strong tag. */
static gboolean
read_tag (const char *tag, gint64 *version)
{
  gsize length = strlen (tag);

  return length > 2 && tag[0] == '"' && tag[length - 1] == '"'
         && wuse_parse_int64 (tag + 1, (gssize) length - 2, 1, G_MAXINT64, version, NULL);
}

/* Reads what the record has to be before; 0 for one that must not be there. Answers if that is not said as it has to be. */
static gboolean
read_precondition (const WuseServerRequest *request, WuseRecordOp op, gint64 *version)
{
  const char *match = get_header (request, "If-Match");
  const char *none_match = get_header (request, "If-None-Match");

  *version = 0;
  if (match == NULL && none_match == NULL)
    {
      refuse (request->exchange, WUSE_STATUS_PRECONDITION_REQUIRED, "precondition-required",
              "Say what is to be changed: If-Match with the version as it was, or If-None-Match: * for a new record");
      return FALSE;
    }
  if (match != NULL && none_match == NULL && read_tag (match, version))
    return TRUE;
  if (match == NULL && op == WUSE_RECORD_PUT && strcmp (none_match, "*") == 0)
    return TRUE;
  refuse (request->exchange, SOUP_STATUS_BAD_REQUEST, "precondition",
          "If-Match holds one version in quotes; If-None-Match is for a new record, and *");
  return FALSE;
}

/* Where the value that begins at @text ends. The text is known to be JSON. */
static const char *
skip_value (const char *text, const char *end)
{
  guint depth = 0;
  gboolean in_string = FALSE;

  for (; text < end; text++)
    {
      if (in_string)
        {
          if (*text == '\\')
            text++;
          else if (*text == '"')
            in_string = FALSE;
        }
      else if (*text == '"')
        in_string = TRUE;
      else if (*text == '{' || *text == '[')
        depth++;
      else if ((*text == '}' || *text == ']' || *text == ',') && depth == 0)
        break;
      else if (*text == '}' || *text == ']')
        depth--;
    }
  return MIN (text, end);
}

/* Finds the text of a member of the outermost object; %FALSE if it is not there exactly once. */
static gboolean
find_member (const char *text, gsize length, const char *name, const char **value, gsize *value_length)
{
  const char *end = text + length;
  const char *at = memchr (text, '{', length);
  guint n_found = 0;

  while (at != NULL && at < end && *at != '}')
    {
      const char *key = memchr (at, '"', (gsize) (end - at));
      const char *after = key != NULL ? skip_value (key, end) : end;
      const char *colon = key != NULL ? memchr (key + 1, '"', (gsize) (after - key - 1)) : NULL;
      gsize key_length = colon != NULL ? (gsize) (colon - key - 1) : 0;

      colon = colon != NULL ? memchr (colon, ':', (gsize) (after - colon)) : NULL;
      if (colon != NULL && strlen (name) == key_length && memcmp (key + 1, name, key_length) == 0)
        {
          n_found++;
          *value = colon + 1;
          *value_length = (gsize) (after - colon - 1);
        }
      at = after;
    }
  return n_found == 1;
}

static gboolean
is_blank (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

static gboolean
is_reason (JsonNode *node)
{
  const char *text = node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
                         ? json_node_get_string (node)
                         : NULL;

  if (text == NULL || is_blank (text) || g_utf8_strlen (text, -1) > MAX_REASON)
    return FALSE;
  for (const char *at = text; *at != '\0'; at++)
    if ((guchar) *at < 0x20 || *at == 0x7f)
      return FALSE;
  return TRUE;
}

/* A field that nobody knows would be lost without a word. */
static gboolean
check_members (const WuseServerRequest *request, WuseRecordType type, JsonObject *data)
{
  const WuseRecordClass *record_class = wuse_record_class (type);
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init (&iter, data);
  while (json_object_iter_next (&iter, &name, NULL))
    {
      guint i = 0;

      while (i < record_class->n_fields && strcmp (record_class->fields[i].name, name) != 0)
        i++;
      if (i < record_class->n_fields)
        continue;
      refuse_field (request->exchange, name, "There is no such field");
      return FALSE;
    }
  return TRUE;
}

/* Reads the body; answers if it is not as it has to be. */
static gboolean
read_change (const WuseServerRequest *request, WuseRecordOp op, WuseRecordType type, Change *change)
{
  const GByteArray *body = wuse_exchange_get_body (request->exchange);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;
  JsonNode *data;

  if (body == NULL || body->len > MAX_BODY)
    {
      refuse (request->exchange, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, NULL, "The body is too large");
      return FALSE;
    }
  node = wuse_server_read_json (request);
  if (node == NULL)
    return FALSE;

  object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  data = object != NULL ? json_object_get_member (object, "data") : NULL;
  if (object == NULL || json_object_get_size (object) != (op == WUSE_RECORD_PUT ? 2 : 1)
      || (op == WUSE_RECORD_PUT
          && (data == NULL || !JSON_NODE_HOLDS_OBJECT (data)
              || !find_member ((const char *) body->data, body->len, "data", &change->data, &change->data_length))))
    {
      refuse (request->exchange, SOUP_STATUS_BAD_REQUEST, "body",
              op == WUSE_RECORD_PUT ? "An object 'data' and a text 'reason' are asked for" : "A text 'reason' is asked for");
      return FALSE;
    }
  if (!is_reason (json_object_get_member (object, "reason")))
    {
      refuse_field (request->exchange, "reason", "A reason of 1 to 1000 characters is asked for");
      return FALSE;
    }
  if (op == WUSE_RECORD_PUT && !check_members (request, type, json_node_get_object (data)))
    return FALSE;
  change->reason = g_strdup (json_object_get_string_member (object, "reason"));
  return TRUE;
}

/* Codes of a newer server are read, but nobody may write one. */
static const WuseField *
find_strange_code (const WuseRecord *record)
{
  const WuseRecordClass *record_class = wuse_record_class (record->type);

  for (guint i = 0; i < record_class->n_fields; i++)
    {
      const WuseField *field = &record_class->fields[i];
      g_autofree char *code = NULL;

      if (field->kind != WUSE_FIELD_CODE || !record->values[i].is_set)
        continue;
      code = g_strndup (record->values[i].data, record->values[i].length);
      if (!g_strv_contains (field->codes, code))
        return field;
    }
  return NULL;
}

/* A link from a case to itself says nothing. Links to cases that nobody knows may be written: they may become known. */
static gboolean
links_itself (const WuseRecord *record)
{
  const WuseRecordClass *record_class = wuse_record_class (record->type);
  const WuseValue *ends[2] = { NULL, NULL };

  if (record->type != WUSE_RECORD_LINK)
    return FALSE;
  for (guint i = 0; i < record_class->n_fields; i++)
    if (strcmp (record_class->fields[i].name, "source") == 0)
      ends[0] = &record->values[i];
    else if (strcmp (record_class->fields[i].name, "target") == 0)
      ends[1] = &record->values[i];
  return ends[0]->length == ends[1]->length && memcmp (ends[0]->data, ends[1]->data, ends[0]->length) == 0;
}

/* Answers with what the parser said, which is "TYPE ID: FIELD: what is wrong". */
static void
refuse_parsed (const WuseServerRequest *request, WuseRecordType type, const char *message)
{
  g_autofree char *prefix = g_strconcat (request->arguments[0], " ", request->arguments[1], ": ", NULL);
  const char *rest = g_str_has_prefix (message, prefix) ? message + strlen (prefix) : message;
  const WuseRecordClass *record_class = wuse_record_class (type);
  const char *colon = strchr (rest, ':');
  g_autofree char *field = colon != NULL ? g_strndup (rest, (gsize) (colon - rest)) : g_strdup ("data");

  for (guint i = 0; i < record_class->n_fields; i++)
    if (strcmp (record_class->fields[i].name, field) == 0)
      {
        refuse_field (request->exchange, field, rest);
        return;
      }
  refuse_field (request->exchange, strcmp (field, "id") == 0 ? "id" : "data", rest);
}

/* Reads the record as a line of the feed would be read; answers if it breaks the rules. */
static WuseRecordBatch *
parse_record (const WuseServerRequest *request, WuseRecordType type, const Change *change)
{
  g_autoptr (WuseRecordBatch) records = wuse_record_batch_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *id = quote (request->arguments[1]);
  g_autoptr (GString) line = g_string_new ("{\"seq\":1,\"op\":\"put\",\"version\":1,\"at\":\"2000-01-01T00:00:00Z\",\"type\":\"");
  const WuseField *strange;
  const WuseRecord *record;

  g_string_append_printf (line, "%s\",\"id\":%s,\"data\":", wuse_record_class (type)->name, id);
  g_string_append_len (line, change->data, (gssize) change->data_length);
  g_string_append_c (line, '}');
  if (!wuse_record_batch_add_line (records, line->str, line->len, &error))
    {
      refuse_parsed (request, type, error->message);
      return NULL;
    }

  record = wuse_record_batch_get (records, 0);
  strange = find_strange_code (record);
  if (strange != NULL)
    refuse_field (request->exchange, strange->name, "There is no such code");
  else if (links_itself (record))
    refuse_field (request->exchange, "target", "A link leads from one case to another");
  else
    return g_steal_pointer (&records);
  return NULL;
}

/* What was asked for, so that a key is not taken for another change. */
static char *
hash_request (const WuseServerRequest *request, WuseRecordOp op, gint64 version)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *head = g_strdup_printf ("%d\n%s\n%s\n%" G_GINT64_FORMAT "\n%s\n", (int) op, request->arguments[0],
                                           request->arguments[1], version, request->user);
  const GByteArray *body = wuse_exchange_get_body (request->exchange);

  g_checksum_update (checksum, (const guchar *) head, -1);
  g_checksum_update (checksum, body->data, body->len);
  return g_strdup (g_checksum_get_string (checksum));
}

static void
set_tag (WuseExchange *exchange, gint64 version)
{
  char tag[32];

  g_snprintf (tag, sizeof tag, "\"%" G_GINT64_FORMAT "\"", version);
  wuse_exchange_set_header (exchange, "ETag", tag);
}

static void
reply_record (WuseExchange *exchange, guint status, gint64 version, const char *record)
{
  set_tag (exchange, version);
  wuse_exchange_set_header (exchange, "Cache-Control", "no-store");
  wuse_exchange_reply (exchange, status, "application/json", g_bytes_new (record, strlen (record)));
}

static void
reply_busy (WuseExchange *exchange, const char *seconds)
{
  wuse_exchange_set_header (exchange, "Retry-After", seconds);
  refuse (exchange, SOUP_STATUS_SERVICE_UNAVAILABLE, "busy", "Too many changes at a time");
}

static void
reply_conflict (WuseExchange *exchange, const WuseFeedEditOutcome *outcome)
{
  g_autofree char *current = g_strconcat ("\"current\":", outcome->record != NULL ? outcome->record : "null", NULL);

  if (outcome->version > 0)
    set_tag (exchange, outcome->version);
  wuse_exchange_reply_problem_with (exchange, SOUP_STATUS_PRECONDITION_FAILED, "changed",
                                    outcome->record != NULL ? "The record is another one by now" : "The record has been deleted",
                                    current);
}

static void
edited_cb (const WuseFeedEditOutcome *outcome, const GError *error, gpointer user_data)
{
  WuseExchange *exchange = user_data;

  if (wuse_exchange_is_over (exchange))
    return;
  if (outcome == NULL)
    {
      g_warning ("%s", error->message);
      refuse (exchange, SOUP_STATUS_INTERNAL_SERVER_ERROR, NULL, NULL);
      return;
    }
  switch (outcome->result)
    {
    case WUSE_FEED_EDIT_DONE:
    case WUSE_FEED_EDIT_CREATED:
      if (outcome->replayed)
        wuse_exchange_set_header (exchange, "Idempotency-Replayed", "true");
      reply_record (exchange, outcome->result == WUSE_FEED_EDIT_CREATED ? SOUP_STATUS_CREATED : SOUP_STATUS_OK, outcome->version,
                    outcome->record);
      return;
    case WUSE_FEED_EDIT_CONFLICT:
      reply_conflict (exchange, outcome);
      return;
    case WUSE_FEED_EDIT_MISSING:
      refuse (exchange, SOUP_STATUS_NOT_FOUND, "no-such-record", "There never was such a record");
      return;
    case WUSE_FEED_EDIT_OTHER:
      refuse (exchange, SOUP_STATUS_UNPROCESSABLE_ENTITY, "idempotency-key-used", "The key was used for another change");
      return;
    case WUSE_FEED_EDIT_FULL:
      reply_busy (exchange, "3600");
      return;
    }
}

static void
handle_write (WuseServer *self, const WuseServerRequest *request, WuseRecordOp op)
{
  g_autoptr (WuseFeedEdit) edit = g_new0 (WuseFeedEdit, 1);
  const char *key = get_header (request, "Idempotency-Key");
  Change change = { 0 };

  edit->op = op;
  if (!find_type (request, &edit->type))
    return;
  if (!is_key (key))
    {
      refuse (request->exchange, SOUP_STATUS_BAD_REQUEST, "idempotency-key",
              "An Idempotency-Key of 16 to 64 characters of A-Z a-z 0-9 . _ : - is asked for");
      return;
    }
  if (!read_precondition (request, op, &edit->version) || !read_change (request, op, edit->type, &change))
    return;

  edit->reason = change.reason;
  edit->id = g_strdup (request->arguments[1]);
  edit->key = g_strdup (key);
  edit->who = g_strdup (request->user);
  edit->digest = hash_request (request, op, edit->version);
  edit->at = wuse_clock_get (self->clock, NULL);
  if (op == WUSE_RECORD_PUT)
    {
      edit->records = parse_record (request, edit->type, &change);
      if (edit->records == NULL)
        return;
    }
  if (!wuse_edits_add (self->edits, g_steal_pointer (&edit), edited_cb, wuse_exchange_ref (request->exchange),
                       (GDestroyNotify) wuse_exchange_unref))
    reply_busy (request->exchange, "1");
}

void
wuse_server_handle_put_record (WuseServer *self, const WuseServerRequest *request)
{
  handle_write (self, request, WUSE_RECORD_PUT);
}

void
wuse_server_handle_delete_record (WuseServer *self, const WuseServerRequest *request)
{
  handle_write (self, request, WUSE_RECORD_DELETE);
}

static void
add_version (const char *who, const char *reason, const char *line, gsize length, gpointer user_data)
{
  GString *versions = user_data;

  g_string_append (versions, versions->len > 0 ? ",{" : "{");
  if (who != NULL)
    {
      g_autofree char *quoted_who = quote (who);
      g_autofree char *quoted_reason = quote (reason != NULL ? reason : "");

      g_string_append_printf (versions, "\"who\":%s,\"reason\":%s,", quoted_who, quoted_reason);
    }
  wuse_feed_record_append_version (line, length, versions);
}

void
wuse_server_handle_history (WuseServer *self, const WuseServerRequest *request)
{
  g_autoptr (GString) versions = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  WuseRecordType type;
  GString *answer;

  if (!find_type (request, &type))
    return;
  if (!wuse_feed_view_foreach_version (self->view, type, request->arguments[1], add_version, versions, &error))
    {
      g_warning ("%s", error->message);
      refuse (request->exchange, SOUP_STATUS_INTERNAL_SERVER_ERROR, NULL, NULL);
      return;
    }
  if (versions->len == 0)
    {
      refuse (request->exchange, SOUP_STATUS_NOT_FOUND, "no-such-record", "There never was such a record");
      return;
    }

  id = quote (request->arguments[1]);
  answer = g_string_new ("{\"type\":\"");
  g_string_append_printf (answer, "%s\",\"id\":%s,\"versions\":[", wuse_record_class (type)->name, id);
  g_string_append_len (answer, versions->str, (gssize) versions->len);
  g_string_append (answer, "]}");
  wuse_exchange_set_header (request->exchange, "Cache-Control", "no-store");
  wuse_exchange_reply (request->exchange, SOUP_STATUS_OK, "application/json", g_string_free_to_bytes (answer));
}

void
wuse_server_handle_record (WuseServer *self, const WuseServerRequest *request)
{
  g_autoptr (GString) record = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  const char *version;
  WuseRecordType type;

  if (!find_type (request, &type))
    return;
  if (!wuse_feed_view_find_line (self->view, type, request->arguments[1], &line, &error))
    {
      g_warning ("%s", error->message);
      refuse (request->exchange, SOUP_STATUS_INTERNAL_SERVER_ERROR, NULL, NULL);
      return;
    }
  if (line == NULL)
    {
      refuse (request->exchange, SOUP_STATUS_NOT_FOUND, "no-such-record", "There is no such record");
      return;
    }

  wuse_feed_record_append_json (line, strlen (line), record);
  version = strstr (line, "\"version\":") + strlen ("\"version\":");
  reply_record (request->exchange, SOUP_STATUS_OK, g_ascii_strtoll (version, NULL, 10), record->str);
}
