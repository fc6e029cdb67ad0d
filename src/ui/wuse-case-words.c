/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes of cases, contacts and links in words. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-case-words.h"

#include "wuse-format.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  const char *field;
  const char *code;
  const char *words;
} CodeWords;

static const CodeWords words[] = {
  { "classification", "confirmed", N_ ("confirmed") },
  { "classification", "suspected", N_ ("suspected") },
  { "classification", "asymptomatic", N_ ("asymptomatic") },
  { "severity", "mild", N_ ("mild") },
  { "severity", "moderate", N_ ("moderate") },
  { "severity", "severe", N_ ("severe") },
  { "severity", "critical", N_ ("critical") },
  { "origin", "local", N_ ("local") },
  { "origin", "imported", N_ ("imported") },
  { "origin", "unknown", N_ ("source not known") },
  { "sex", "female", N_ ("female") },
  { "sex", "male", N_ ("male") },
  { "setting", "household", N_ ("household") },
  { "setting", "building", N_ ("building") },
  { "setting", "work", N_ ("work") },
  { "setting", "school", N_ ("school") },
  { "setting", "market", N_ ("market") },
  { "setting", "medical", N_ ("medical care") },
  { "setting", "transport", N_ ("transport") },
  { "setting", "gathering", N_ ("gathering") },
  { "setting", "other", N_ ("elsewhere") },
  { "found_by", "clinic", N_ ("at a clinic") },
  { "found_by", "screening", N_ ("by screening") },
  { "found_by", "close_contact", N_ ("as a close contact") },
  { "found_by", "quarantine", N_ ("in quarantine") },
  { "found_by", "key_person", N_ ("as a key person") },
  { "found_by", "entry", N_ ("on entry") },
  { "outcome", "ill", N_ ("ill") },
  { "outcome", "released", N_ ("released") },
  { "outcome", "died", N_ ("died") },
  { "tier", "close", N_ ("close contact") },
  { "tier", "secondary", N_ ("secondary contact") },
  { "quarantine", "none", N_ ("no quarantine") },
  { "quarantine", "home", N_ ("home quarantine") },
  { "quarantine", "central", N_ ("centralised quarantine") },
  { "kind", "transmission", N_ ("transmission") },
  { "kind", "contact", N_ ("contact") },
  { "kind", "household", N_ ("same household") },
  { "kind", "same_place", N_ ("same place") },
  { "state", "suspected", N_ ("suspected") },
  { "state", "confirmed", N_ ("confirmed") },
  { "state", "refuted", N_ ("refuted") },
  { "precision", "minute", N_ ("the minute") },
  { "precision", "day", N_ ("the day") },
};

const char *
wuse_words_for_case_code (const char *field, const char *code)
{
  g_return_val_if_fail (field != NULL, "");

  if (code == NULL || *code == '\0')
    return _ ("not known");
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i].field, field) == 0 && strcmp (words[i].code, code) == 0)
      return _ (words[i].words);

  return code;
}

/* Asked for every node of a graph: a translation is looked up once. */
static const char *
remember_word (const char **word, const char *field, const char *code)
{
  const char *known = g_atomic_pointer_get (word);

  if (known == NULL)
    {
      known = wuse_words_for_case_code (field, code);
      g_atomic_pointer_set (word, known);
    }

  return known;
}

const char *
wuse_words_classification (WuseClassification classification)
{
  static const char *const codes[] = { "confirmed", "suspected", "asymptomatic", NULL };
  static const char *found[G_N_ELEMENTS (codes)];
  const guint i = MIN ((guint) classification, G_N_ELEMENTS (codes) - 1);

  return remember_word (&found[i], "classification", codes[i]);
}

const char *
wuse_words_setting (WuseSetting setting)
{
  static const char *const codes[WUSE_N_SETTINGS] = { NULL,     "household", "building",  "work",      "school",
                                                      "market", "medical",   "transport", "gathering", "other" };
  static const char *found[WUSE_N_SETTINGS];
  const guint i = setting < WUSE_N_SETTINGS ? (guint) setting : WUSE_SETTING_UNKNOWN;

  return remember_word (&found[i], "setting", codes[i]);
}

static void
append_line (GString *text, char *line)
{
  g_string_append_printf (text, "\n%s", line);
  g_free (line);
}

static char *
describe_case (const WuseActor *actor, gboolean brief)
{
  /* Translators: “Case 1203, confirmed” */
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _ ("Case %1$s, %2$s"), actor->id,
                          wuse_words_classification ((WuseClassification) actor->classification));
  if (actor->onset != WUSE_DAY_NONE)
    {
      g_autofree char *day = wuse_format_day (actor->onset);

      append_line (text, g_strdup_printf (_ ("onset %s"), day));
    }
  if (actor->report != WUSE_DAY_NONE)
    {
      g_autofree char *day = wuse_format_day (actor->report);

      append_line (text, g_strdup_printf (_ ("reported %s"), day));
    }
  if (!brief && actor->setting != WUSE_SETTING_UNKNOWN)
    g_string_append_printf (text, "\n%s", wuse_words_setting ((WuseSetting) actor->setting));
  if (actor->cluster != NULL)
    g_string_append_printf (text, "\n%s", actor->cluster);

  return g_string_free (text, FALSE);
}

char *
wuse_words_for_actor (const WuseRelations *relations, guint32 actor, gboolean brief)
{
  const WuseActor *item;

  g_return_val_if_fail (relations != NULL && actor < relations->n_actors, NULL);

  item = &relations->actors[actor];
  switch ((WuseActorKind) item->kind)
    {
    case WUSE_ACTOR_CASE:
      return describe_case (item, brief);
    case WUSE_ACTOR_CLOSE:
      return g_strdup_printf (_ ("Close contact %s"), item->id);
    case WUSE_ACTOR_SECONDARY:
      return g_strdup_printf (_ ("Secondary contact %s"), item->id);
    case WUSE_ACTOR_PLACE:
      return g_strdup (item->name != NULL ? item->name : item->id);
    case WUSE_ACTOR_UNKNOWN:
      break;
    }

  return g_strdup_printf (_ ("%s: named in a record, but not in the register"), item->id);
}
