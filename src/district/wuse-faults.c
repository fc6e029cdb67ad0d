/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Things that go wrong on request, so that clients can be tested against them. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-faults.h"

#include <string.h>

#include "wuse-feed.h"

#define MAX_LATENCY (10 * 60 * 1000)
#define MAX_BYTES (G_GINT64_CONSTANT (1) << 40)

typedef enum
{
  KIND_LATENCY,
  KIND_STATUS,
  KIND_STALL,
  KIND_RESET,
  KIND_CUT,
  KIND_LENGTH,
  KIND_GARBAGE,
  KIND_LOST,
  KIND_SILENCE,
  KIND_DUPLICATE,
  KIND_REORDER,
  KIND_DROP,
  N_KINDS,
} Kind;

typedef struct
{
  Kind kind;
  char *path;
  char *method;
  gint64 skip;
  gint64 count;
  double probability;
  gint64 milliseconds;
  gint64 status;
  gint64 retry_after;
  gint64 after;
  gint64 length;
  WuseGarbage garbage;
  gint64 met;
  gint64 applied;
} Rule;

struct _WuseFaults
{
  GPtrArray *rules;
  GHashTable *requests;
  GRand *random;
};

static const char *const kind_names[N_KINDS] = {
  "latency", "status", "stall", "reset", "cut", "length", "garbage", "lost", "silence", "duplicate", "reorder", "drop",
};

static const char *const garbage_names[] = { "none", "json", "utf8", "long" };

static const guint fault_statuses[] = { 400, 401, 403, 404, 409, 410, 429, 500, 502, 503, 504 };

static void
free_rule (gpointer data)
{
  Rule *rule = data;

  g_free (rule->path);
  g_free (rule->method);
  g_free (rule);
}

WuseFaults *
wuse_faults_new (void)
{
  WuseFaults *self = g_new0 (WuseFaults, 1);

  self->rules = g_ptr_array_new_with_free_func (free_rule);
  self->requests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->random = g_rand_new_with_seed (1);
  return self;
}

void
wuse_faults_free (WuseFaults *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->rules);
  g_hash_table_unref (self->requests);
  g_rand_free (self->random);
  g_free (self);
}

static gboolean
find_name (const char *const *names, guint n_names, const char *name, guint *index)
{
  for (guint i = 0; name != NULL && i < n_names; i++)
    if (strcmp (names[i], name) == 0)
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

/* Takes a number out of a rule; where it is not there, @value stays. */
static gboolean
read_number (JsonNode *node, gint64 minimum, gint64 maximum, gint64 *value)
{
  double number;

  if (!JSON_NODE_HOLDS_VALUE (node)
      || (json_node_get_value_type (node) != G_TYPE_INT64 && json_node_get_value_type (node) != G_TYPE_DOUBLE))
    return FALSE;
  number = json_node_get_double (node);
  if (!(number >= (double) minimum && number <= (double) maximum))
    return FALSE;
  *value = (gint64) number;
  return TRUE;
}

static const char *
read_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static gboolean
read_status (JsonNode *node, gint64 *status)
{
  if (!read_number (node, 400, 599, status))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (fault_statuses); i++)
    if (fault_statuses[i] == *status)
      return TRUE;
  return FALSE;
}

static gboolean
read_probability (JsonNode *node, double *probability)
{
  gint64 in_range;

  if (!read_number (node, 0, 1, &in_range))
    return FALSE;
  *probability = json_node_get_double (node);
  return TRUE;
}

static gboolean
read_copy (JsonNode *node, char **text)
{
  const char *read = read_text (node);

  g_free (*text);
  *text = g_strdup (read);
  return read != NULL;
}

static gboolean
read_member (Rule *rule, const char *name, JsonNode *node)
{
  guint index;

  if (strcmp (name, "kind") == 0)
    {
      if (!find_name (kind_names, N_KINDS, read_text (node), &index))
        return FALSE;
      rule->kind = index;
      return TRUE;
    }
  if (strcmp (name, "garbage") == 0)
    {
      if (!find_name (garbage_names, G_N_ELEMENTS (garbage_names), read_text (node), &index))
        return FALSE;
      rule->garbage = index;
      return TRUE;
    }
  if (strcmp (name, "path") == 0)
    return read_copy (node, &rule->path);
  if (strcmp (name, "method") == 0)
    return read_copy (node, &rule->method);
  if (strcmp (name, "skip") == 0)
    return read_number (node, 0, G_MAXINT32, &rule->skip);
  if (strcmp (name, "count") == 0)
    return read_number (node, 0, G_MAXINT32, &rule->count);
  if (strcmp (name, "probability") == 0)
    return read_probability (node, &rule->probability);
  if (strcmp (name, "milliseconds") == 0)
    return read_number (node, 0, MAX_LATENCY, &rule->milliseconds);
  if (strcmp (name, "status") == 0)
    return read_status (node, &rule->status);
  if (strcmp (name, "retry_after") == 0)
    return read_number (node, 0, 86400, &rule->retry_after);
  if (strcmp (name, "after") == 0)
    return read_number (node, 0, MAX_BYTES, &rule->after);
  if (strcmp (name, "length") == 0)
    return read_number (node, 0, MAX_BYTES, &rule->length);
  /* What GET tells may be put back. */
  return strcmp (name, "met") == 0 || strcmp (name, "applied") == 0;
}

static Rule *
read_rule (JsonNode *node, guint number, GError **error)
{
  Rule *rule;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;
  gboolean sound = JSON_NODE_HOLDS_OBJECT (node) && json_object_has_member (json_node_get_object (node), "kind");

  rule = g_new0 (Rule, 1);
  rule->count = G_MAXINT64;
  rule->probability = 1;
  rule->retry_after = -1;
  name = "kind";
  if (sound)
    {
      json_object_iter_init (&iter, json_node_get_object (node));
      while (sound && json_object_iter_next (&iter, &name, &member))
        sound = read_member (rule, name, member);
    }
  if (sound && rule->kind == KIND_STATUS && rule->status == 0)
    {
      name = "status";
      sound = FALSE;
    }
  if (!sound)
    {
      g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID, "Rule %u: its '%s' is missing, unknown or out of bounds",
                   number, name);
      free_rule (rule);
      return NULL;
    }
  return rule;
}

gboolean
wuse_faults_set (WuseFaults *self, JsonNode *node, GError **error)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func (free_rule);
  JsonNode *list, *seed;
  gint64 number = 1;
  guint n_rules;

  g_return_val_if_fail (self != NULL && node != NULL, FALSE);

  list = JSON_NODE_HOLDS_OBJECT (node) ? json_object_get_member (json_node_get_object (node), "rules") : NULL;
  seed = list != NULL ? json_object_get_member (json_node_get_object (node), "seed") : NULL;
  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list) || (seed != NULL && !read_number (seed, 0, G_MAXUINT32, &number)))
    {
      g_set_error_literal (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID,
                           "Faults are an object with an array 'rules' and perhaps a number 'seed'");
      return FALSE;
    }

  n_rules = json_array_get_length (json_node_get_array (list));
  if (n_rules > WUSE_FAULTS_MAX_RULES)
    {
      g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_TOO_LARGE, "There are more than %d rules", WUSE_FAULTS_MAX_RULES);
      return FALSE;
    }
  for (guint i = 0; i < n_rules; i++)
    {
      Rule *rule = read_rule (json_array_get_element (json_node_get_array (list), i), i, error);

      if (rule == NULL)
        return FALSE;
      g_ptr_array_add (rules, rule);
    }

  g_ptr_array_unref (self->rules);
  self->rules = g_steal_pointer (&rules);
  g_hash_table_remove_all (self->requests);
  g_rand_set_seed (self->random, (guint32) number);
  return TRUE;
}

static void
add_number (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_rule (JsonBuilder *builder, const Rule *rule)
{
  json_builder_begin_object (builder);
  add_text (builder, "kind", kind_names[rule->kind]);
  add_text (builder, "path", rule->path);
  add_text (builder, "method", rule->method);
  add_number (builder, "skip", rule->skip);
  if (rule->count != G_MAXINT64)
    add_number (builder, "count", rule->count);
  json_builder_set_member_name (builder, "probability");
  json_builder_add_double_value (builder, rule->probability);
  add_number (builder, "milliseconds", rule->milliseconds);
  if (rule->status != 0)
    add_number (builder, "status", rule->status);
  if (rule->retry_after >= 0)
    add_number (builder, "retry_after", rule->retry_after);
  add_number (builder, "after", rule->after);
  add_number (builder, "length", rule->length);
  add_text (builder, "garbage", garbage_names[rule->garbage]);
  add_number (builder, "met", rule->met);
  add_number (builder, "applied", rule->applied);
  json_builder_end_object (builder);
}

JsonNode *
wuse_faults_to_json (const WuseFaults *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  GHashTableIter iter;
  gpointer route, count;

  g_return_val_if_fail (self != NULL, NULL);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "rules");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->rules->len; i++)
    add_rule (builder, g_ptr_array_index (self->rules, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "requests");
  json_builder_begin_object (builder);
  g_hash_table_iter_init (&iter, self->requests);
  while (g_hash_table_iter_next (&iter, &route, &count))
    add_number (builder, route, *(gint64 *) count);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

void
wuse_faults_count_request (WuseFaults *self, const char *method, const char *route)
{
  g_autofree char *key = NULL;
  gint64 *count;

  g_return_if_fail (self != NULL && method != NULL && route != NULL);

  key = g_strconcat (method, " ", route, NULL);
  count = g_hash_table_lookup (self->requests, key);
  if (count == NULL)
    {
      count = g_new0 (gint64, 1);
      g_hash_table_insert (self->requests, g_steal_pointer (&key), count);
    }
  ++*count;
}

/* Whether it is the rule's turn: after `skip` chances, for `count` of them, each with `probability`. */
static gboolean
strikes (WuseFaults *self, Rule *rule)
{
  if (rule->met++ < rule->skip || rule->applied >= rule->count || g_rand_double (self->random) >= rule->probability)
    return FALSE;
  rule->applied++;
  return TRUE;
}

static gboolean
is_event_kind (Kind kind)
{
  return kind == KIND_DUPLICATE || kind == KIND_REORDER || kind == KIND_DROP;
}

static void
add_to_plan (const Rule *rule, WuseFaultPlan *plan)
{
  switch (rule->kind)
    {
    case KIND_LATENCY:
      plan->latency += (guint) rule->milliseconds;
      break;
    case KIND_STATUS:
      plan->status = (guint) rule->status;
      plan->retry_after = (int) rule->retry_after;
      break;
    case KIND_STALL:
      plan->stall_after = rule->after;
      break;
    case KIND_RESET:
      plan->reset_after = rule->after;
      break;
    case KIND_CUT:
      plan->cut_after = rule->after;
      break;
    case KIND_LENGTH:
      plan->length = rule->length;
      break;
    case KIND_GARBAGE:
      plan->garbage = rule->garbage != WUSE_GARBAGE_NONE ? rule->garbage : WUSE_GARBAGE_JSON;
      plan->garbage_after = rule->after;
      break;
    case KIND_LOST:
      plan->lost = TRUE;
      break;
    case KIND_SILENCE:
      plan->silent = TRUE;
      break;
    case KIND_DUPLICATE:
    case KIND_REORDER:
    case KIND_DROP:
    case N_KINDS:
      break;
    }
}

void
wuse_faults_plan_request (WuseFaults *self, const char *method, const char *path, WuseFaultPlan *plan)
{
  g_return_if_fail (self != NULL && method != NULL && path != NULL && plan != NULL);

  *plan = (WuseFaultPlan){ .retry_after = -1, .stall_after = -1, .reset_after = -1, .cut_after = -1, .length = -1 };
  for (guint i = 0; i < self->rules->len; i++)
    {
      Rule *rule = g_ptr_array_index (self->rules, i);

      if (!is_event_kind (rule->kind) && (rule->path == NULL || g_str_has_prefix (path, rule->path))
          && (rule->method == NULL || strcmp (method, rule->method) == 0) && strikes (self, rule))
        add_to_plan (rule, plan);
    }
}

gboolean
wuse_faults_has_event_rules (const WuseFaults *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->rules->len; i++)
    if (is_event_kind (((const Rule *) g_ptr_array_index (self->rules, i))->kind))
      return TRUE;
  return FALSE;
}

WuseEventFault
wuse_faults_plan_event (WuseFaults *self)
{
  g_return_val_if_fail (self != NULL, WUSE_EVENT_SENT);

  for (guint i = 0; i < self->rules->len; i++)
    {
      Rule *rule = g_ptr_array_index (self->rules, i);

      if (!is_event_kind (rule->kind) || !strikes (self, rule))
        continue;
      if (rule->kind == KIND_DUPLICATE)
        return WUSE_EVENT_DUPLICATED;
      return rule->kind == KIND_REORDER ? WUSE_EVENT_HELD_BACK : WUSE_EVENT_DROPPED;
    }
  return WUSE_EVENT_SENT;
}
