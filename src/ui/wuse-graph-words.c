/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nodes and edges of the relationship graph in words. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-graph-words.h"

#include "wuse-case-words.h"
#include "wuse-format.h"

#include <glib/gi18n.h>

const char *
wuse_words_for_relation_state (const WuseRelation *relation)
{
  static const char *const codes[] = { "suspected", "confirmed", "refuted" };

  g_return_val_if_fail (relation != NULL, "");

  return wuse_words_for_case_code ("state", relation->state < G_N_ELEMENTS (codes) ? codes[relation->state] : NULL);
}

static void
append (GString *text, char *part)
{
  if (text->len > 0)
    /* Translators: between the parts of what a screen reader says */
    g_string_append (text, _ ("; "));
  g_string_append (text, part);
  g_free (part);
}

/* By whom the forest says it was infected. */
static char *
describe_source (const WuseRelationGraph *graph, guint32 node)
{
  const guint32 source = graph->forest->parent[node];
  const WuseRelation *relation;

  if (source == WUSE_NODE_NONE)
    return g_strdup (_ ("nobody known as its source"));
  relation = &graph->relations->relations[graph->relation[graph->forest->parent_edge[node]]];

  /* Translators: case, and whether that is suspected or confirmed */
  return g_strdup_printf (_ ("infected by %1$s (%2$s)"), graph->relations->actors[graph->actor[source]].id,
                          wuse_words_for_relation_state (relation));
}

/* Relations are sorted by where they begin. Contacts are counted whether they are drawn or not. */
static guint
count_contacts (const WuseRelations *relations, guint32 actor)
{
  guint least = 0, end = relations->n_relations, n = 0;

  while (least < end)
    {
      const guint middle = (least + end) / 2;

      if (relations->relations[middle].from < actor)
        least = middle + 1;
      else
        end = middle;
    }
  for (; least < relations->n_relations && relations->relations[least].from == actor; least++)
    n += relations->relations[least].kind == WUSE_RELATION_CONTACT;

  return n;
}

char *
wuse_words_for_node (const WuseRelationGraph *graph, guint32 node)
{
  const guint32 actor = graph->actor[node];
  const guint degree = wuse_graph_degree (graph->graph, node);
  g_autofree char *who = wuse_words_for_actor (graph->relations, actor, FALSE);
  g_auto (GStrv) lines = g_strsplit (who, "\n", -1);
  GString *text = g_string_new (NULL);

  append (text, g_strjoinv (_ (", "), lines));
  if (graph->relations->actors[actor].kind == WUSE_ACTOR_CASE)
    {
      const guint n_contacts = count_contacts (graph->relations, actor);

      if (graph->forest != NULL)
        append (text, describe_source (graph, node));
      append (text, g_strdup_printf (ngettext ("infected %u other", "infected %u others", graph->n_infected[node]),
                                     graph->n_infected[node]));
      append (text, g_strdup_printf (ngettext ("%u contact", "%u contacts", n_contacts), n_contacts));
    }
  append (text, g_strdup_printf (ngettext ("%u link drawn", "%u links drawn", degree), degree));

  return g_string_free (text, FALSE);
}

/* --- edges --- */

static char *
name_actor (const WuseActor *actor)
{
  switch ((WuseActorKind) actor->kind)
    {
    case WUSE_ACTOR_CASE:
      return g_strdup_printf (_ ("Case %s"), actor->id);
    case WUSE_ACTOR_CLOSE:
      return g_strdup_printf (_ ("Close contact %s"), actor->id);
    case WUSE_ACTOR_SECONDARY:
      return g_strdup_printf (_ ("Secondary contact %s"), actor->id);
    case WUSE_ACTOR_PLACE:
      return g_strdup (actor->name != NULL ? actor->name : actor->id);
    case WUSE_ACTOR_UNKNOWN:
      break;
    }

  return g_strdup (actor->id);
}

static char *
describe_pair (const WuseRelations *relations, const WuseRelation *relation)
{
  g_autofree char *from = name_actor (&relations->actors[relation->from]), *to = name_actor (&relations->actors[relation->to]);

  switch ((WuseRelationKind) relation->kind)
    {
    case WUSE_RELATION_TRANSMISSION:
      /* Translators: two cases, each as “Case 12” */
      return g_strdup_printf (_ ("%1$s infected %2$s"), from, to);
    case WUSE_RELATION_CONTACT:
      return g_strdup_printf (_ ("%1$s met %2$s"), from, to);
    case WUSE_RELATION_HOUSEHOLD:
      return g_strdup_printf (_ ("%1$s and %2$s live in one household"), from, to);
    case WUSE_RELATION_SAME_PLACE:
      if (relations->actors[relation->to].kind == WUSE_ACTOR_PLACE)
        return g_strdup_printf (_ ("%1$s stayed at %2$s"), from, to);
      return g_strdup_printf (_ ("%1$s and %2$s were at one place"), from, to);
    }

  g_assert_not_reached ();
}

static const char *
describe_record (const WuseRelation *relation)
{
  static const struct
  {
    WuseRecordType type;
    const char *words;
  } records[] = {
    { WUSE_RECORD_LINK, N_ ("A link of the investigation") },
    { WUSE_RECORD_CASE, N_ ("The record of the case says so") },
    { WUSE_RECORD_CONTACT, N_ ("From the list of contacts") },
    { WUSE_RECORD_STAY, N_ ("From the stays on record") },
    { WUSE_RECORD_HOUSEHOLD, N_ ("From the register of households") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    if (records[i].type == relation->source)
      return _ (records[i].words);

  return _ ("From another record");
}

static void
append_exposure (GString *text, const WuseRelation *relation)
{
  g_autofree char *first = wuse_format_day (relation->first), *last = wuse_format_day (relation->last);

  if (relation->first == WUSE_DAY_NONE && relation->last == WUSE_DAY_NONE)
    return;
  g_string_append_c (text, '\n');
  if (relation->first == relation->last)
    g_string_append_printf (text, _ ("exposure on %s"), first);
  else
    g_string_append_printf (text, _ ("exposure %1$s – %2$s"), first, last);
}

char *
wuse_words_for_edge (const WuseRelationGraph *graph, guint32 edge)
{
  const WuseRelation *relation = &graph->relations->relations[graph->relation[edge]];
  g_autofree char *pair = describe_pair (graph->relations, relation);
  GString *text = g_string_new (pair);

  g_string_append_printf (text, "\n%s", wuse_words_for_relation_state (relation));
  if (relation->setting != WUSE_SETTING_UNKNOWN)
    g_string_append_printf (text, " · %s", wuse_words_setting ((WuseSetting) relation->setting));
  append_exposure (text, relation);
  g_string_append_printf (text, "\n%s", describe_record (relation));

  return g_string_free (text, FALSE);
}

char *
wuse_words_for_graph (const WuseRelationGraph *graph)
{
  g_autofree char *n_cases = NULL, *n_chains = NULL, *cases = NULL, *chains = NULL, *words = NULL, *n_alone = NULL, *alone = NULL,
                  *others = NULL;

  g_return_val_if_fail (graph != NULL, NULL);

  n_cases = wuse_format_number (graph->n_cases);
  n_chains = wuse_format_number (graph->n_components);
  cases = g_strdup_printf (ngettext ("%s case", "%s cases", graph->n_cases), n_cases);
  chains = g_strdup_printf (ngettext ("%s chain", "%s chains", graph->n_components), n_chains);
  /* Translators: so many cases in so many chains of transmission */
  words = g_strdup_printf (_ ("%1$s in %2$s"), cases, chains);
  others = g_strdup (graph->n_without_day > 0 ? _ (" · contacts and places: only in Network") : "");
  if (graph->n_alone == 0)
    return g_strconcat (words, others, NULL);
  n_alone = wuse_format_number (graph->n_alone);
  alone = g_strdup_printf (ngettext (" · %s case without links is not drawn", " · %s cases without links are not drawn",
                                     graph->n_alone),
                           n_alone);

  return g_strconcat (words, others, alone, NULL);
}
