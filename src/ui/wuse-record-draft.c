/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A link or a stay while somebody works on it. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-record-draft.h"

#include <json-glib/json-glib.h>

struct _WuseRecordDraft
{
  WuseRecordType type;
  char *id;
  gboolean is_new;
  JsonObject *data;
  char *place_name;
};

WuseRecordDraft *
wuse_record_draft_new (WuseRecordType type, const char *id, const char *data)
{
  WuseRecordDraft *self = g_new0 (WuseRecordDraft, 1);
  g_autoptr (JsonNode) node = data != NULL ? json_from_string (data, NULL) : NULL;

  self->type = type;
  self->is_new = id == NULL;
  self->id = id != NULL ? g_strdup (id) : g_uuid_string_random ();
  self->data = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node) : json_object_new ();

  return self;
}

void
wuse_record_draft_free (WuseRecordDraft *self)
{
  if (self == NULL)
    return;

  json_object_unref (self->data);
  g_free (self->id);
  g_free (self->place_name);
  g_free (self);
}

WuseRecordType
wuse_record_draft_get_type (const WuseRecordDraft *self)
{
  return self->type;
}

gboolean
wuse_record_draft_is_new (const WuseRecordDraft *self)
{
  return self->is_new;
}

char *
wuse_record_draft_dup (const WuseRecordDraft *self, const char *field)
{
  JsonNode *node = json_object_get_member (self->data, field);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);

  return json_to_string (node, FALSE);
}

void
wuse_record_draft_set (WuseRecordDraft *self, const char *field, const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (self->data, field, text);
  else if (json_object_has_member (self->data, field))
    json_object_remove_member (self->data, field);
}

const char *
wuse_record_draft_get_place_name (const WuseRecordDraft *self)
{
  return self->place_name;
}

void
wuse_record_draft_set_place_name (WuseRecordDraft *self, const char *name)
{
  char *copy = g_strdup (name);

  g_free (self->place_name);
  self->place_name = copy;
}

WuseEdit *
wuse_record_draft_make_edit (const WuseRecordDraft *self, WuseRecordOp op, const char *reason)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_node_set_object (node, self->data);
  text = json_to_string (node, FALSE);

  return wuse_edit_new (op, self->type, self->id, op == WUSE_RECORD_PUT ? text : NULL, reason);
}
