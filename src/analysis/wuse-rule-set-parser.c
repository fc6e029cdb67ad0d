/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads rule sets from JSON, strictly: every refusal names the file, the path in it and what to do. */

#define G_LOG_DOMAIN "wuse-analysis"

#include "config.h"

#include "wuse-rule-set.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "wuse-rule-set-private.h"

/* The JSON parser recurses once for every bracket; text outside this product's hands must not exhaust the stack. */
#define MAX_BRACKETS 4096
#define MAX_NUMBER 10000000

#define FORMAT_NAME "wuse-rule-set-1"

typedef struct
{
  const char *origin;
  GString *path; /* where the reader is: levels[2].when.any[1] */
  GError **error;
} Reader;

static const char *const language_names[WUSE_N_LANGUAGES] = { "en", "zh" };
static const char *const group_names[] = { "all", "any", "none" };
static const char *const comparison_names[] = { "at_least", "more_than", "at_most", "less_than", "equals" };
static const char *const classification_names[] = { "confirmed", "suspected", "asymptomatic" };

static gboolean fail (Reader *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (Reader *self, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (self->error, WUSE_ANALYSIS_ERROR, WUSE_ANALYSIS_ERROR_RULE_SET, "%s: %s%s%s", self->origin, self->path->str,
               self->path->len > 0 ? ": " : "", what);
  return FALSE;
}

/* Goes one step down; the path is cut back to what is returned when the step is over. */
static gsize
enter (Reader *self, const char *member)
{
  gsize mark = self->path->len;

  if (mark > 0)
    g_string_append_c (self->path, '.');
  g_string_append (self->path, member);
  return mark;
}

static gsize
enter_element (Reader *self, guint index)
{
  gsize mark = self->path->len;

  g_string_append_printf (self->path, "[%u]", index);
  return mark;
}

static void
leave (Reader *self, gsize mark)
{
  g_string_truncate (self->path, mark);
}

static gboolean
find_name (const char *name, const char *const *names, guint n_names, guint *index)
{
  for (guint i = 0; i < n_names; i++)
    if (g_str_equal (name, names[i]))
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

static JsonObject *
as_object (Reader *self, JsonNode *node)
{
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  fail (self, node == NULL ? "is missing; add an object here" : "has to be an object, in braces");
  return NULL;
}

static JsonArray *
as_array (Reader *self, JsonNode *node)
{
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  fail (self, node == NULL ? "is missing; add an array here" : "has to be an array, in square brackets");
  return NULL;
}

static const char *
as_text (Reader *self, JsonNode *node)
{
  const char *text = NULL;

  if (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING)
    text = json_node_get_string (node);
  if (text == NULL || *text == '\0')
    fail (self, node == NULL ? "is missing; add a text" : "has to be a text that is not empty, in quotes");
  else if (strlen (text) > WUSE_RULE_SET_MAX_TEXT)
    fail (self, "is longer than %d bytes; shorten it", WUSE_RULE_SET_MAX_TEXT);
  else if (!g_utf8_validate (text, -1, NULL))
    fail (self, "is not valid UTF-8");
  else
    return text;
  return NULL;
}

static gboolean
as_integer (Reader *self, JsonNode *node, gint64 minimum, gint64 maximum, gint64 *value)
{
  if (node == NULL)
    return fail (self, "is missing; add a whole number");
  if (json_node_get_value_type (node) != G_TYPE_INT64)
    return fail (self, "has to be a whole number, without quotes or decimals");
  *value = json_node_get_int (node);
  if (*value < minimum || *value > maximum)
    return fail (self, "is %" G_GINT64_FORMAT "; it has to lie between %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT, *value,
                 minimum, maximum);
  return TRUE;
}

/* Refuses members that nobody reads: they are misspelt, and a rule would silently not do what it says. */
static gboolean
check_members (Reader *self, JsonObject *object, const char *const *known, guint n_known)
{
  g_autoptr (GList) members = json_object_get_members (object);
  guint index;

  for (GList *item = members; item != NULL; item = item->next)
    if (!find_name (item->data, known, n_known, &index))
      {
        g_autofree char *list = NULL;
        g_auto (GStrv) names = g_new0 (char *, n_known + 1);

        for (guint i = 0; i < n_known; i++)
          names[i] = g_strdup (known[i]);
        list = g_strjoinv (", ", names);
        return fail (self, "has a member “%.60s” that is not known; remove it or use one of: %s", (char *) item->data, list);
      }
  return TRUE;
}

static gboolean
read_texts (Reader *self, JsonNode *node, char *texts[WUSE_N_LANGUAGES])
{
  JsonObject *object = as_object (self, node);

  if (object == NULL || !check_members (self, object, language_names, WUSE_N_LANGUAGES))
    return FALSE;
  for (guint i = 0; i < WUSE_N_LANGUAGES; i++)
    {
      gsize mark = enter (self, language_names[i]);
      const char *text = as_text (self, json_object_get_member (object, language_names[i]));

      if (text == NULL)
        return FALSE;
      texts[i] = g_strdup (text);
      leave (self, mark);
    }
  return TRUE;
}

static gboolean
read_comparison (Reader *self, JsonObject *object, WuseCondition *condition)
{
  const char *known[G_N_ELEMENTS (comparison_names) + 1] = { "input" };
  const char *input;
  gsize mark;
  guint n_found = 0, found = 0;
  gint64 number = 0;

  for (guint i = 0; i < G_N_ELEMENTS (comparison_names); i++)
    {
      known[i + 1] = comparison_names[i];
      if (json_object_has_member (object, comparison_names[i]))
        {
          found = i;
          n_found++;
        }
    }
  if (!check_members (self, object, known, G_N_ELEMENTS (known)))
    return FALSE;
  if (n_found != 1)
    return fail (self, "has to have exactly one of at_least, more_than, at_most, less_than, equals");

  mark = enter (self, "input");
  input = as_text (self, json_object_get_member (object, "input"));
  if (input == NULL)
    return FALSE;
  if (!wuse_input_from_string (input, -1, &condition->input))
    return fail (self, "“%.60s” is no input; the README beside the rule sets lists them", input);
  leave (self, mark);

  mark = enter (self, comparison_names[found]);
  if (!as_integer (self, json_object_get_member (object, comparison_names[found]), -MAX_NUMBER, MAX_NUMBER, &number))
    return FALSE;
  leave (self, mark);
  condition->kind = WUSE_CONDITION_COMPARISON;
  condition->comparison = found;
  condition->number = (gint32) number;
  return TRUE;
}

static gboolean read_condition (Reader *self, JsonNode *node, guint depth, GArray *conditions);

static gboolean
read_group (Reader *self, JsonObject *object, guint group, guint depth, GArray *conditions)
{
  gsize mark = enter (self, group_names[group]);
  JsonArray *array = as_array (self, json_object_get_member (object, group_names[group]));

  if (array == NULL)
    return FALSE;
  if (json_array_get_length (array) == 0)
    return fail (self, "is empty; put at least one condition in it");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      gsize element_mark = enter_element (self, i);

      if (!read_condition (self, json_array_get_element (array, i), depth + 1, conditions))
        return FALSE;
      leave (self, element_mark);
    }
  leave (self, mark);
  return TRUE;
}

static gboolean
read_condition (Reader *self, JsonNode *node, guint depth, GArray *conditions)
{
  JsonObject *object = as_object (self, node);
  WuseCondition condition = { .depth = depth };
  guint index = conditions->len;
  guint group;

  if (object == NULL)
    return FALSE;
  if (depth >= WUSE_RULE_SET_MAX_DEPTH)
    return fail (self, "is nested deeper than %d; make the tree flatter", WUSE_RULE_SET_MAX_DEPTH);
  if (index >= WUSE_RULE_SET_MAX_CONDITIONS)
    return fail (self, "is one condition too many; a level may have %d", WUSE_RULE_SET_MAX_CONDITIONS);

  for (group = 0; group < G_N_ELEMENTS (group_names); group++)
    if (json_object_has_member (object, group_names[group]))
      break;
  if (group == G_N_ELEMENTS (group_names))
    {
      if (!json_object_has_member (object, "input"))
        return fail (self, "has to be a comparison with an “input”, or one of all, any, none");
      if (!read_comparison (self, object, &condition))
        return FALSE;
      condition.end = index + 1;
      g_array_append_val (conditions, condition);
      return TRUE;
    }

  if (!check_members (self, object, &group_names[group], 1))
    return FALSE;
  condition.kind = group;
  g_array_append_val (conditions, condition);
  if (!read_group (self, object, group, depth, conditions))
    return FALSE;
  g_array_index (conditions, WuseCondition, index).end = conditions->len;
  return TRUE;
}

static gboolean
read_risk (Reader *self, JsonObject *object, WuseRisk *risk)
{
  gsize mark = enter (self, "risk");
  const char *text = as_text (self, json_object_get_member (object, "risk"));

  if (text == NULL)
    return FALSE;
  if (!wuse_risk_from_string (text, risk) || *risk == WUSE_RISK_NONE)
    return fail (self, "“%.60s” is no colour; use green, blue, yellow, orange or red", text);
  leave (self, mark);
  return TRUE;
}

static gboolean
read_reason (Reader *self, JsonObject *object, WuseRuleLevel *level)
{
  gsize mark = enter (self, "reason");
  char *reason[WUSE_N_LANGUAGES] = { NULL };
  gboolean good = read_texts (self, json_object_get_member (object, "reason"), reason);

  for (guint i = 0; i < WUSE_N_LANGUAGES; i++)
    {
      const char *fault;

      level->reason[i] = reason[i];
      if (good && !wuse_rule_reason_is_valid (reason[i], &fault))
        {
          enter (self, language_names[i]);
          good = fail (self, "%s", fault);
        }
    }
  leave (self, mark);
  return good;
}

/* What it has read of a level belongs to the rule set even where it fails. */
static gboolean
read_level (Reader *self, JsonNode *node, gboolean is_last, WuseRuleLevel *level)
{
  static const char *const known[] = { "risk", "when", "reason" };
  JsonObject *object = as_object (self, node);
  g_autoptr (GArray) conditions = g_array_new (FALSE, FALSE, sizeof (WuseCondition));
  gsize mark;

  if (object == NULL || !check_members (self, object, known, G_N_ELEMENTS (known)) || !read_risk (self, object, &level->risk)
      || !read_reason (self, object, level))
    return FALSE;
  if (is_last)
    return !json_object_has_member (object, "when")
           || fail (self, "is the last level and has to hold always; remove its “when” or add a level after it");

  mark = enter (self, "when");
  if (!read_condition (self, json_object_get_member (object, "when"), 0, conditions))
    return FALSE;
  leave (self, mark);
  level->n_conditions = conditions->len;
  level->conditions = (WuseCondition *) g_array_steal (conditions, NULL);
  return TRUE;
}

static gboolean
read_levels (Reader *self, JsonObject *object, WuseRuleSet *set)
{
  gsize mark = enter (self, "levels");
  JsonArray *array = as_array (self, json_object_get_member (object, "levels"));
  guint n_levels;

  if (array == NULL)
    return FALSE;
  n_levels = json_array_get_length (array);
  if (n_levels == 0 || n_levels > WUSE_RULE_SET_MAX_LEVELS)
    return fail (self, "has %u levels; it has to have 1 to %d", n_levels, WUSE_RULE_SET_MAX_LEVELS);

  set->levels = g_new0 (WuseRuleLevel, n_levels);
  set->n_levels = n_levels;
  for (guint i = 0; i < n_levels; i++)
    {
      gsize element_mark = enter_element (self, i);
      WuseRuleLevel *level = &set->levels[i];

      if (!read_level (self, json_array_get_element (array, i), i + 1 == n_levels, level))
        return FALSE;
      if (i > 0 && level->risk > set->levels[i - 1].risk)
        return fail (self, "is worse than the level before it; put the worst first");
      leave (self, element_mark);
    }
  leave (self, mark);
  return TRUE;
}

/* Names of the colours that the levels give: all of them, and no other. */
static gboolean
read_risk_names (Reader *self, JsonObject *object, WuseRuleSet *set)
{
  gsize mark = enter (self, "risks");
  JsonObject *names = as_object (self, json_object_get_member (object, "risks"));
  const char *known[WUSE_N_RISKS];
  guint n_known = 0;

  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < set->n_levels; i++)
    {
      WuseRisk risk = set->levels[i].risk;
      const char *name = wuse_risk_to_string (risk);
      gsize name_mark;

      if (set->risk_name[risk][0] != NULL)
        continue;
      known[n_known++] = name;
      name_mark = enter (self, name);
      if (!read_texts (self, json_object_get_member (names, name), set->risk_name[risk]))
        return FALSE;
      leave (self, name_mark);
    }
  if (!check_members (self, names, known, n_known))
    return FALSE;
  leave (self, mark);
  return TRUE;
}

static gboolean
read_counts (Reader *self, JsonObject *object, WuseRuleSet *set)
{
  gsize mark = enter (self, "counts");
  JsonArray *array = as_array (self, json_object_get_member (object, "counts"));

  if (array == NULL)
    return FALSE;
  if (json_array_get_length (array) == 0)
    return fail (self, "is empty; name at least one of confirmed, suspected, asymptomatic");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      gsize element_mark = enter_element (self, i);
      const char *text = as_text (self, json_array_get_element (array, i));
      guint index;

      if (text == NULL)
        return FALSE;
      if (!find_name (text, classification_names, G_N_ELEMENTS (classification_names), &index))
        return fail (self, "“%.60s” is no classification; use confirmed, suspected or asymptomatic", text);
      set->classifications |= 1u << index;
      leave (self, element_mark);
    }
  leave (self, mark);
  return TRUE;
}

static char *
read_plain (Reader *self, JsonObject *object, const char *member)
{
  gsize mark = enter (self, member);
  const char *text = as_text (self, json_object_get_member (object, member));

  if (text != NULL)
    leave (self, mark);
  return g_strdup (text);
}

static gboolean
read_identity (Reader *self, JsonObject *object, WuseRuleSet *set)
{
  g_autofree char *date = NULL;
  gint64 version = 0;
  gsize mark;

  set->id = read_plain (self, object, "id");
  if (set->id == NULL)
    return FALSE;
  mark = enter (self, "id");
  if (strspn (set->id, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen (set->id) || strlen (set->id) > 64)
    return fail (self, "has to be of a-z, 0-9 and -, 64 at most");
  leave (self, mark);

  mark = enter (self, "version");
  if (!as_integer (self, json_object_get_member (object, "version"), 1, 1000000, &version))
    return FALSE;
  set->version = (guint) version;
  leave (self, mark);

  mark = enter (self, "name");
  if (!read_texts (self, json_object_get_member (object, "name"), set->name))
    return FALSE;
  leave (self, mark);
  mark = enter (self, "source");
  if (!read_texts (self, json_object_get_member (object, "source"), set->source))
    return FALSE;
  leave (self, mark);

  set->author = read_plain (self, object, "author");
  date = set->author != NULL ? read_plain (self, object, "date") : NULL;
  if (date == NULL)
    return FALSE;
  mark = enter (self, "date");
  if (!wuse_day_parse (date, -1, &set->date, NULL))
    return fail (self, "“%.60s” is no day; write YYYY-MM-DD", date);
  leave (self, mark);
  return TRUE;
}

static gboolean
read_scope (Reader *self, JsonObject *object, WuseRuleSet *set)
{
  static const char *const roll_ups[] = { "worst", "own" };
  g_autofree char *roll_up = read_plain (self, object, "roll_up");
  g_autofree char *applies_to = roll_up != NULL ? read_plain (self, object, "applies_to") : NULL;
  guint index;

  if (applies_to == NULL)
    return FALSE;
  if (!find_name (roll_up, roll_ups, G_N_ELEMENTS (roll_ups), &index))
    {
      enter (self, "roll_up");
      return fail (self, "“%.60s” is neither worst nor own", roll_up);
    }
  set->roll_up = index;
  if (!wuse_area_level_from_string (applies_to, -1, &set->applies_to))
    {
      enter (self, "applies_to");
      return fail (self, "“%.60s” is no level; use district, subdistrict, community or grid", applies_to);
    }
  return read_counts (self, object, set);
}

static gboolean
read_set (Reader *self, JsonNode *root, WuseRuleSet *set)
{
  static const char *const known[] = { "format", "id",      "version",    "name",   "source", "author",
                                       "date",   "roll_up", "applies_to", "counts", "risks",  "levels" };
  JsonObject *object;
  g_autofree char *format = NULL;

  if (root == NULL)
    return fail (self, "is empty; write a rule set into it");
  object = as_object (self, root);
  if (object == NULL)
    return FALSE;
  format = read_plain (self, object, "format");
  if (format == NULL)
    return FALSE;
  if (!g_str_equal (format, FORMAT_NAME))
    {
      enter (self, "format");
      return fail (self, "“%.60s” is not read by this version; it reads %s", format, FORMAT_NAME);
    }
  return check_members (self, object, known, G_N_ELEMENTS (known)) && read_identity (self, object, set)
         && read_scope (self, object, set) && read_levels (self, object, set) && read_risk_names (self, object, set);
}

static gboolean
check_text (Reader *self, const char *data, gsize length)
{
  guint n_brackets = 0;

  if (length > WUSE_RULE_SET_MAX_BYTES)
    return fail (self, "is larger than %u bytes and cannot be a rule set", WUSE_RULE_SET_MAX_BYTES);
  if (!g_utf8_validate_len (data, length, NULL))
    return fail (self, "is not valid UTF-8; save it as UTF-8");
  for (gsize i = 0; i < length; i++)
    n_brackets += data[i] == '[' || data[i] == '{';
  if (n_brackets > MAX_BRACKETS)
    return fail (self, "has more than %d brackets and cannot be a rule set", MAX_BRACKETS);
  return TRUE;
}

WuseRuleSet *
wuse_rule_set_new_from_data (const char *data, gsize length, const char *origin, GError **error)
{
  g_autoptr (WuseRuleSet) set = NULL;
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GString) path = g_string_new (NULL);
  g_autoptr (GError) syntax = NULL;
  Reader reader = { origin, path, error };

  g_return_val_if_fail (data != NULL && origin != NULL, NULL);

  if (!check_text (&reader, data, length))
    return NULL;
  parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, data, (gssize) length, &syntax))
    {
      fail (&reader, "is not JSON: %s", syntax->message);
      return NULL;
    }
  set = wuse_rule_set_alloc ();
  if (!read_set (&reader, json_parser_get_root (parser), set))
    return NULL;
  return g_steal_pointer (&set);
}
