/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which relations cannot be, or hardly can be: by their ends, by their days, and together. */

#define G_LOG_DOMAIN "wuse-analysis"

#include "config.h"

#include "wuse-plausibility-private.h"

#include <stdlib.h>
#include <string.h>

/* The depth-first search of Tarjan, with its own stack: chains are as long as the data make them. */
typedef struct
{
  guint32 *number; /* by actor: order of discovery from 1, 0 before */
  guint32 *lowest;
  guint32 *next; /* by actor: the relation to follow next */
  guint8 *is_open;
  GArray *path;  /* guint32: actors being walked */
  GArray *stack; /* guint32: actors not yet in a component */
  guint32 n_numbered;
} Walk;

static void
add (Audit *audit, WuseFinding finding, guint32 relation)
{
  const WuseRelation *of = &audit->relations->relations[relation];

  finding.relations[0] = relation;
  finding.actors[0] = of->from;
  finding.actors[1] = of->to;
  g_array_append_val (audit->findings, finding);
}

/* Adds a finding if @late is not more than @slack days after @early; a day that is not known is no finding. */
static gboolean
expect (Audit *audit, WuseFinding finding, guint32 relation, WuseDay early, WuseDay late, gint slack)
{
  gint64 days = (gint64) early - late;

  if (early == WUSE_DAY_NONE || late == WUSE_DAY_NONE || days <= slack)
    return FALSE;
  finding.days[0] = early;
  finding.days[1] = late;
  finding.number = (gint32) CLAMP (days, G_MININT32, G_MAXINT32);
  finding.limit = slack;
  add (audit, finding, relation);
  return TRUE;
}

static const WuseRelation *
find_back (const Audit *audit, const WuseRelation *relation, guint32 *index)
{
  guint32 low = audit->first_out[relation->to], high = audit->first_out[relation->to + 1], end = high;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      const WuseRelation *other = &audit->relations->relations[middle];

      if (other->to < relation->from || (other->to == relation->from && other->kind < relation->kind))
        low = middle + 1;
      else
        high = middle;
    }
  *index = low;
  if (low == end)
    return NULL;

  const WuseRelation *found = &audit->relations->relations[low];
  return found->to == relation->from && found->kind == relation->kind && found->state != WUSE_RELATION_REFUTED ? found : NULL;
}

/* By the ends alone. */
static void
check_ends (Audit *audit, guint32 index)
{
  const WuseRelation *relation = &audit->relations->relations[index];
  const WuseActor *from = &audit->relations->actors[relation->from], *to = &audit->relations->actors[relation->to];
  guint32 back;

  if (relation->kind != WUSE_RELATION_SAME_PLACE && (from->kind == WUSE_ACTOR_UNKNOWN || to->kind == WUSE_ACTOR_UNKNOWN))
    add (audit, FINDING (WUSE_FINDING_UNKNOWN_PERSON, WUSE_SEVERITY_INCOMPLETE), index);
  if (relation->kind == WUSE_RELATION_TRANSMISSION && relation->from < relation->to && find_back (audit, relation, &back) != NULL)
    {
      WuseFinding finding = FINDING (WUSE_FINDING_MUTUAL_PAIR, WUSE_SEVERITY_IMPOSSIBLE);

      finding.relations[1] = back;
      add (audit, finding, index);
    }
  if (relation->kind == WUSE_RELATION_HOUSEHOLD && from->household != NULL && to->household != NULL
      && !g_str_equal (from->household, to->household))
    add (audit, FINDING (WUSE_FINDING_HOUSEHOLDS_DIFFER, WUSE_SEVERITY_UNLIKELY), index);
}

/* By when they met. Who was traced as a contact without having been exposed is a question, who was infected so is none. */
static void
check_exposure (Audit *audit, guint32 index)
{
  const WuseRelation *relation = &audit->relations->relations[index];
  const WuseActor *from = &audit->relations->actors[relation->from], *to = &audit->relations->actors[relation->to];
  WuseSeverity severity = relation->kind == WUSE_RELATION_TRANSMISSION ? WUSE_SEVERITY_IMPOSSIBLE : WUSE_SEVERITY_UNLIKELY;
  WuseDay first = relation->first != WUSE_DAY_NONE ? relation->first : relation->last;
  WuseDay last = relation->last != WUSE_DAY_NONE ? relation->last : relation->first;

  if (expect (audit, FINDING (WUSE_FINDING_EXPOSURE_REVERSED, WUSE_SEVERITY_IMPOSSIBLE), index, first, last, 0))
    return;
  /* Who is found before falling ill is infectious by then. */
  if (from->report == WUSE_DAY_NONE || (gint64) from->report - last > audit->options.presymptomatic_days)
    expect (audit, FINDING (WUSE_FINDING_EXPOSURE_TOO_EARLY, severity), index, from->onset, last,
            audit->options.presymptomatic_days);
  if (to->kind == WUSE_ACTOR_CASE)
    expect (audit, FINDING (WUSE_FINDING_EXPOSURE_AFTER_ONSET, severity), index, first, to->onset, 0);
  if (from->kind == WUSE_ACTOR_CASE
      && !expect (audit, FINDING (WUSE_FINDING_EXPOSURE_AFTER_RELEASE, severity), index, first, from->release, 0))
    expect (audit, FINDING (WUSE_FINDING_EXPOSURE_IN_ISOLATION, WUSE_SEVERITY_UNLIKELY), index, first, from->isolation, 0);
}

static void
check_interval (Audit *audit, guint32 index)
{
  const WuseRelation *relation = &audit->relations->relations[index];
  const WuseActor *from = &audit->relations->actors[relation->from], *to = &audit->relations->actors[relation->to];
  gint64 days = (gint64) to->onset - from->onset;
  gint32 shift = (gint32) audit->options.interval.shift;
  WuseFinding finding = FINDING (WUSE_FINDING_INTERVAL_UNUSUAL, WUSE_SEVERITY_UNLIKELY);

  if (from->kind == WUSE_ACTOR_CASE && relation->first == WUSE_DAY_NONE && relation->last == WUSE_DAY_NONE
      && !expect (audit, FINDING (WUSE_FINDING_INFECTOR_GONE, WUSE_SEVERITY_IMPOSSIBLE), index, to->onset, from->release,
                  audit->options.incubation_days))
    expect (audit, FINDING (WUSE_FINDING_INFECTOR_AWAY, WUSE_SEVERITY_UNLIKELY), index, to->onset, from->isolation,
            audit->options.incubation_days);
  if (from->onset == WUSE_DAY_NONE || to->onset == WUSE_DAY_NONE
      || (days >= audit->least_interval && days <= audit->most_interval))
    return;

  if (days < -shift)
    finding = FINDING (WUSE_FINDING_ONSET_BEFORE_INFECTOR, WUSE_SEVERITY_IMPOSSIBLE);
  finding.days[0] = from->onset;
  finding.days[1] = to->onset;
  finding.number = (gint32) CLAMP (days, G_MININT32, G_MAXINT32);
  finding.limit = days < -shift ? -shift : days < audit->least_interval ? audit->least_interval : audit->most_interval;
  add (audit, finding, index);
}

/* One finding for each confirmed infector after the first. */
static void
check_infectors (Audit *audit)
{
  const WuseRelations *relations = audit->relations;
  g_autofree guint32 *confirmed = g_new (guint32, MAX (relations->n_actors, 1));

  memset (confirmed, 0xff, relations->n_actors * sizeof *confirmed);
  for (guint32 i = 0; i < relations->n_relations; i++)
    {
      const WuseRelation *relation = &relations->relations[i];
      WuseFinding finding = FINDING (WUSE_FINDING_TWO_INFECTORS, WUSE_SEVERITY_IMPOSSIBLE);

      if (relation->kind != WUSE_RELATION_TRANSMISSION || relation->state != WUSE_RELATION_CONFIRMED
          || relation->from == relation->to)
        continue;
      if (confirmed[relation->to] == WUSE_INDEX_NONE)
        {
          confirmed[relation->to] = i;
          continue;
        }
      finding.relations[0] = confirmed[relation->to];
      finding.relations[1] = i;
      finding.actors[0] = relation->from;
      finding.actors[1] = relation->to;
      g_array_append_val (audit->findings, finding);
    }
}

static int
compare_numbers_cb (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *) a, right = *(const guint32 *) b;

  return (left > right) - (left < right);
}

/* Takes the component that ends with @actor off the stack. Two who name each other are told of as such. */
static void
close_component (Audit *audit, Walk *walk, guint32 actor)
{
  GArray *stack = walk->stack;
  guint first = stack->len, n;
  WuseFinding finding = FINDING (WUSE_FINDING_CYCLE, WUSE_SEVERITY_IMPOSSIBLE);

  do
    walk->is_open[g_array_index (stack, guint32, --first)] = FALSE;
  while (g_array_index (stack, guint32, first) != actor);
  n = stack->len - first;
  if (n > 2)
    {
      guint32 *members = &g_array_index (stack, guint32, first);

      qsort (members, n, sizeof *members, compare_numbers_cb);
      finding.actors[0] = members[0];
      finding.actors[1] = members[1];
      finding.number = (gint32) n;
      finding.first_member = audit->members->len;
      g_array_append_vals (audit->members, members, n);
      g_array_append_val (audit->findings, finding);
    }
  g_array_set_size (stack, first);
}

static void
enter (const Audit *audit, Walk *walk, guint32 actor)
{
  walk->number[actor] = walk->lowest[actor] = ++walk->n_numbered;
  walk->next[actor] = audit->first_out[actor];
  walk->is_open[actor] = TRUE;
  g_array_append_val (walk->path, actor);
  g_array_append_val (walk->stack, actor);
}

static void
walk_from (Audit *audit, Walk *walk, guint32 start)
{
  const WuseRelation *relations = audit->relations->relations;

  enter (audit, walk, start);
  while (walk->path->len > 0)
    {
      guint32 actor = g_array_index (walk->path, guint32, walk->path->len - 1);

      if (walk->next[actor] < audit->first_out[actor + 1])
        {
          const WuseRelation *relation = &relations[walk->next[actor]++];

          if (relation->kind != WUSE_RELATION_TRANSMISSION || relation->state == WUSE_RELATION_REFUTED)
            continue;
          if (walk->number[relation->to] == 0)
            enter (audit, walk, relation->to);
          else if (walk->is_open[relation->to])
            walk->lowest[actor] = MIN (walk->lowest[actor], walk->number[relation->to]);
          continue;
        }
      g_array_set_size (walk->path, walk->path->len - 1);
      if (walk->path->len > 0)
        {
          guint32 above = g_array_index (walk->path, guint32, walk->path->len - 1);

          walk->lowest[above] = MIN (walk->lowest[above], walk->lowest[actor]);
        }
      if (walk->lowest[actor] == walk->number[actor])
        close_component (audit, walk, actor);
    }
}

static void
check_cycles (Audit *audit)
{
  guint n = audit->relations->n_actors;
  Walk walk = { .number = g_new0 (guint32, n),
                .lowest = g_new0 (guint32, n),
                .next = g_new0 (guint32, n),
                .is_open = g_new0 (guint8, n),
                .path = g_array_new (FALSE, FALSE, sizeof (guint32)),
                .stack = g_array_new (FALSE, FALSE, sizeof (guint32)) };

  for (guint32 i = 0; i < n; i++)
    if (walk.number[i] == 0 && audit->first_out[i] < audit->first_out[i + 1])
      walk_from (audit, &walk, i);
  g_free (walk.number);
  g_free (walk.lowest);
  g_free (walk.next);
  g_free (walk.is_open);
  g_array_unref (walk.path);
  g_array_unref (walk.stack);
}

void
wuse_plausibility_check_links (Audit *audit)
{
  const WuseRelations *relations = audit->relations;

  for (guint32 i = 0; i < relations->n_relations; i++)
    {
      const WuseRelation *relation = &relations->relations[i];

      if (relation->state == WUSE_RELATION_REFUTED)
        continue;
      if (relation->from == relation->to)
        {
          add (audit, FINDING (WUSE_FINDING_SELF_LINK, WUSE_SEVERITY_IMPOSSIBLE), i);
          continue;
        }
      check_ends (audit, i);
      if (relation->kind == WUSE_RELATION_TRANSMISSION || relation->kind == WUSE_RELATION_CONTACT)
        check_exposure (audit, i);
      if (relation->kind == WUSE_RELATION_TRANSMISSION)
        check_interval (audit, i);
    }
  check_infectors (audit);
  check_cycles (audit);
}
