/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules that turn the figures of an area into one of five colours. */

#define G_LOG_DOMAIN "wuse-analysis"

#include "config.h"

#include "wuse-rule-set.h"

#include <string.h>

#include "wuse-rule-set-private.h"

G_DEFINE_BOXED_TYPE (WuseRuleSet, wuse_rule_set, wuse_rule_set_ref, wuse_rule_set_unref)

/* The words after the number of a placeholder: {input|singular|plural} or {input|singular|plural|instead of 0}. */
#define MAX_WORDS 3

typedef struct
{
  WuseInput input;
  guint n_words; /* 0, 2 or 3 */
  const char *word[MAX_WORDS];
  gsize word_length[MAX_WORDS];
} Placeholder;

WuseRuleSet *
wuse_rule_set_alloc (void)
{
  WuseRuleSet *self = g_new0 (WuseRuleSet, 1);

  g_atomic_ref_count_init (&self->ref_count);
  return self;
}

static gboolean
compare (WuseComparison comparison, gint32 actual, gint32 number)
{
  if (actual == WUSE_INPUT_UNKNOWN)
    return FALSE;
  switch (comparison)
    {
    case WUSE_AT_LEAST:
      return actual >= number;
    case WUSE_MORE_THAN:
      return actual > number;
    case WUSE_AT_MOST:
      return actual <= number;
    case WUSE_LESS_THAN:
      return actual < number;
    case WUSE_EQUALS:
      return actual == number;
    }
  g_assert_not_reached ();
}

static gboolean
holds (const WuseCondition *conditions, guint index, const WuseInputs *inputs)
{
  const WuseCondition *self = &conditions[index];
  gboolean wanted = self->kind == WUSE_CONDITION_ALL ? FALSE : TRUE;

  if (self->kind == WUSE_CONDITION_COMPARISON)
    return compare (self->comparison, inputs->values[self->input], self->number);

  /* 'all' ends at the first that does not hold, 'any' and 'none' at the first that does. */
  for (guint i = index + 1; i < self->end; i = conditions[i].end)
    if (holds (conditions, i, inputs) == wanted)
      return self->kind == WUSE_CONDITION_ANY;
  return self->kind != WUSE_CONDITION_ANY;
}

/* Reads what stands between braces; @end is set to the closing one. */
static gboolean
read_placeholder (const char *text, Placeholder *self, const char **end, const char **fault)
{
  const char *close = strpbrk (text, "{}");
  const char *at;

  *self = (Placeholder){ 0 };
  if (close == NULL || *close != '}')
    {
      *fault = "a placeholder is opened by '{' but not closed by '}'";
      return FALSE;
    }
  *end = close;
  at = memchr (text, '|', (gsize) (close - text));
  if (!wuse_input_from_string (text, (at != NULL ? at : close) - text, &self->input))
    {
      *fault = "a placeholder does not begin with the name of an input";
      return FALSE;
    }
  while (at != NULL && self->n_words < MAX_WORDS)
    {
      const char *word = at + 1;

      at = memchr (word, '|', (gsize) (close - word));
      self->word[self->n_words] = word;
      self->word_length[self->n_words++] = (gsize) ((at != NULL ? at : close) - word);
    }
  if (at != NULL || self->n_words == 1)
    {
      *fault = "a placeholder with words needs singular and plural, as in {new_14|case|cases}, and at most one for 0 after them";
      return FALSE;
    }
  return TRUE;
}

gboolean
wuse_rule_reason_is_valid (const char *reason, const char **fault)
{
  Placeholder placeholder;

  for (const char *at = strpbrk (reason, "{}"); at != NULL; at = strpbrk (at + 1, "{}"))
    {
      if (*at == '}')
        {
          *fault = "there is a '}' without a '{' before it";
          return FALSE;
        }
      if (!read_placeholder (at + 1, &placeholder, &at, fault))
        return FALSE;
    }
  return TRUE;
}

static void
append_placeholder (GString *string, const Placeholder *self, const WuseInputs *inputs, WuseLanguage language)
{
  gint32 value = inputs->values[self->input];

  if (value == WUSE_INPUT_UNKNOWN || value == WUSE_DAYS_NEVER)
    {
      g_autofree char *word = wuse_input_format (self->input, value, language);

      g_string_append (string, word);
      return;
    }
  if (value == 0 && self->n_words == MAX_WORDS)
    {
      g_string_append_len (string, self->word[2], (gssize) self->word_length[2]);
      return;
    }
  wuse_wording_append_number (string, value);
  if (self->n_words > 0)
    {
      guint form = value == 1 ? 0 : 1;

      g_string_append_c (string, ' ');
      g_string_append_len (string, self->word[form], (gssize) self->word_length[form]);
    }
}

static gint
compare_for_listing (gconstpointer a, gconstpointer b)
{
  const WuseRuleSet *first = *(WuseRuleSet *const *) a;
  const WuseRuleSet *second = *(WuseRuleSet *const *) b;
  int by_default = g_str_equal (second->id, WUSE_RULE_SET_DEFAULT) - g_str_equal (first->id, WUSE_RULE_SET_DEFAULT);
  int by_id = strcmp (first->id, second->id);

  if (by_default != 0)
    return by_default;
  return by_id != 0 ? by_id : (first->version < second->version) - (first->version > second->version);
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static GPtrArray *
list_files (const char *path, GError **error)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, error);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (folder == NULL)
    return NULL;
  while ((name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (name, ".json") && name[0] != '.')
      g_ptr_array_add (files, g_build_filename (path, name, NULL));
  g_ptr_array_sort (files, compare_names);
  return g_steal_pointer (&files);
}

WuseRuleSet *
wuse_rule_set_load (const char *path, GError **error)
{
  g_autofree char *data = NULL;
  g_autofree char *name = NULL;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_file_get_contents (path, &data, &length, error))
    return NULL;
  name = g_path_get_basename (path);
  return wuse_rule_set_new_from_data (data, length, name, error);
}

GPtrArray *
wuse_rule_set_load_folder (const char *path, GPtrArray **problems)
{
  g_autoptr (GPtrArray) sets = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_rule_set_unref);
  g_autoptr (GPtrArray) refused = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
  g_autoptr (GPtrArray) files = NULL;
  GError *error = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  files = list_files (path, &error);
  if (files == NULL)
    g_ptr_array_add (refused, g_steal_pointer (&error));
  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      WuseRuleSet *set = wuse_rule_set_load (g_ptr_array_index (files, i), &error);

      if (set != NULL)
        g_ptr_array_add (sets, set);
      else
        g_ptr_array_add (refused, g_steal_pointer (&error));
    }

  g_ptr_array_sort (sets, compare_for_listing);
  for (guint i = 1; i < sets->len;)
    {
      const WuseRuleSet *set = g_ptr_array_index (sets, i);
      const WuseRuleSet *newer = g_ptr_array_index (sets, i - 1);

      if (g_str_equal (set->id, newer->id))
        g_ptr_array_remove_index (sets, i);
      else
        i++;
    }
  if (problems != NULL)
    *problems = g_steal_pointer (&refused);
  return g_steal_pointer (&sets);
}

WuseRuleSet *
wuse_rule_set_ref (WuseRuleSet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
wuse_rule_set_unref (WuseRuleSet *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint language = 0; language < WUSE_N_LANGUAGES; language++)
    {
      g_free (self->name[language]);
      g_free (self->source[language]);
      for (guint risk = 0; risk < WUSE_N_RISKS; risk++)
        g_free (self->risk_name[risk][language]);
      for (guint i = 0; i < self->n_levels; i++)
        g_free ((char *) self->levels[i].reason[language]);
    }
  for (guint i = 0; i < self->n_levels; i++)
    g_free ((WuseCondition *) self->levels[i].conditions);
  g_free (self->levels);
  g_free (self->id);
  g_free (self->author);
  g_free (self);
}

const char *
wuse_rule_set_get_id (const WuseRuleSet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->id;
}

guint
wuse_rule_set_get_version (const WuseRuleSet *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->version;
}

const char *
wuse_rule_set_get_name (const WuseRuleSet *self, WuseLanguage language)
{
  g_return_val_if_fail (self != NULL && language < WUSE_N_LANGUAGES, NULL);

  return self->name[language];
}

const char *
wuse_rule_set_get_source (const WuseRuleSet *self, WuseLanguage language)
{
  g_return_val_if_fail (self != NULL && language < WUSE_N_LANGUAGES, NULL);

  return self->source[language];
}

const char *
wuse_rule_set_get_author (const WuseRuleSet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->author;
}

WuseDay
wuse_rule_set_get_date (const WuseRuleSet *self)
{
  g_return_val_if_fail (self != NULL, WUSE_DAY_NONE);

  return self->date;
}

WuseRollUp
wuse_rule_set_get_roll_up (const WuseRuleSet *self)
{
  g_return_val_if_fail (self != NULL, WUSE_ROLL_UP_WORST);

  return self->roll_up;
}

WuseAreaLevel
wuse_rule_set_get_applies_to (const WuseRuleSet *self)
{
  g_return_val_if_fail (self != NULL, WUSE_AREA_GRID);

  return self->applies_to;
}

gboolean
wuse_rule_set_counts (const WuseRuleSet *self, WuseClassification classification)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return (self->classifications >> classification & 1) != 0;
}

gboolean
wuse_rule_set_uses_risk (const WuseRuleSet *self, WuseRisk risk)
{
  g_return_val_if_fail (self != NULL && risk < WUSE_N_RISKS, FALSE);

  return self->risk_name[risk][WUSE_LANGUAGE_EN] != NULL;
}

const char *
wuse_rule_set_get_risk_name (const WuseRuleSet *self, WuseRisk risk, WuseLanguage language)
{
  g_return_val_if_fail (self != NULL && risk < WUSE_N_RISKS && language < WUSE_N_LANGUAGES, NULL);

  return self->risk_name[risk][language];
}

const WuseRuleLevel *
wuse_rule_set_get_levels (const WuseRuleSet *self, guint *n_levels)
{
  g_return_val_if_fail (self != NULL && n_levels != NULL, NULL);

  *n_levels = self->n_levels;
  return self->levels;
}

guint
wuse_rule_set_judge (const WuseRuleSet *self, const WuseInputs *inputs)
{
  guint i = 0;

  g_return_val_if_fail (self != NULL && inputs != NULL, 0);

  /* The last level has no condition. */
  while (self->levels[i].n_conditions > 0 && !holds (self->levels[i].conditions, 0, inputs))
    i++;
  return i;
}

gboolean
wuse_rule_level_trace (const WuseRuleLevel *self, const WuseInputs *inputs, gboolean *held)
{
  g_return_val_if_fail (self != NULL && inputs != NULL, FALSE);

  for (guint i = 0; i < self->n_conditions; i++)
    held[i] = holds (self->conditions, i, inputs);
  return self->n_conditions == 0 || held[0];
}

char *
wuse_rule_level_word_reason (const WuseRuleLevel *self, const WuseInputs *inputs, WuseLanguage language)
{
  GString *string = g_string_new (NULL);
  const char *rest, *open, *end, *fault;
  Placeholder placeholder;

  g_return_val_if_fail (self != NULL && inputs != NULL && language < WUSE_N_LANGUAGES, NULL);

  rest = self->reason[language];
  while ((open = strchr (rest, '{')) != NULL)
    {
      g_string_append_len (string, rest, open - rest);
      if (!read_placeholder (open + 1, &placeholder, &end, &fault))
        g_assert_not_reached (); /* the parser has let only good ones in */
      append_placeholder (string, &placeholder, inputs, language);
      rest = end + 1;
    }
  g_string_append (string, rest);
  return g_string_free (string, FALSE);
}
