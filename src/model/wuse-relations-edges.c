/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The edges: what records say of two actors, one relation for each pair and kind. */

#define G_LOG_DOMAIN "wuse-model"

#include "config.h"

#include "wuse-relations-private.h"

#include <string.h>

typedef struct
{
  WuseRelation relation;
  WuseTime at;
} Edge;

/* An edge's place among those of one actor: where it goes, and its kind. */
typedef struct
{
  guint64 order;
  guint32 edge;
} Entry;

/* Up to so many entries are sorted where they stand. */
#define FEW 24

static void
add_edge (Resolution *resolution, const WuseRelation *relation, WuseTime at)
{
  Edge edge = { *relation, at };

  g_array_append_val (resolution->edges, edge);
}

static void
add_infectors (Resolution *resolution)
{
  const GArray *rows = resolution->rows->case_rows;

  for (guint i = 0; i < rows->len; i++)
    {
      const CaseRow *row = &g_array_index (rows, CaseRow, i);
      guint32 to = resolution->self->actor_of[NAMES_OF_CASES][row->id];
      WuseRelation relation = { .to = to,
                                .kind = WUSE_RELATION_TRANSMISSION,
                                .state = WUSE_RELATION_SUSPECTED,
                                .setting = row->actor.setting,
                                .source = WUSE_RECORD_CASE,
                                .record = wuse_relations_name_of (resolution, row->id),
                                .first = WUSE_DAY_NONE,
                                .last = WUSE_DAY_NONE };

      if (row->infector == WUSE_SYMBOL_NONE)
        continue;
      relation.from = wuse_relations_find_case (resolution, row->infector);
      add_edge (resolution, &relation, 0);
    }
}

static void
add_contacts (Resolution *resolution)
{
  const GArray *rows = resolution->rows->contact_rows;

  for (guint i = 0; i < rows->len; i++)
    {
      const ContactRow *row = &g_array_index (rows, ContactRow, i);
      WuseRelation relation = { .to = resolution->self->actor_of[NAMES_OF_PERSONS][row->person],
                                .kind = WUSE_RELATION_CONTACT,
                                .state = WUSE_RELATION_CONFIRMED,
                                .setting = row->setting,
                                .source = WUSE_RECORD_CONTACT,
                                .record = row->record,
                                .first = row->first,
                                .last = row->last };

      if (row->source == WUSE_SYMBOL_NONE)
        continue;
      relation.from = wuse_relations_find_case (resolution, row->source);
      add_edge (resolution, &relation, row->at);
    }
}

static void
add_links (Resolution *resolution)
{
  const GArray *rows = resolution->rows->link_rows;

  for (guint i = 0; i < rows->len; i++)
    {
      const LinkRow *row = &g_array_index (rows, LinkRow, i);
      WuseRelation relation = { .kind = row->kind,
                                .state = row->state,
                                .setting = row->setting,
                                .source = WUSE_RECORD_LINK,
                                .record = row->record,
                                .first = row->first,
                                .last = row->last };

      if (row->source == WUSE_SYMBOL_NONE || row->target == WUSE_SYMBOL_NONE)
        continue;
      relation.from = wuse_relations_find_case (resolution, row->source);
      relation.to = wuse_relations_find_case (resolution, row->target);
      add_edge (resolution, &relation, row->at);
    }
}

static void
add_stays (Resolution *resolution)
{
  const GArray *rows = resolution->rows->stay_rows;

  for (guint i = 0; i < rows->len; i++)
    {
      const StayRow *row = &g_array_index (rows, StayRow, i);
      WuseRelation relation = { .kind = WUSE_RELATION_SAME_PLACE,
                                .state = row->state,
                                .setting = WUSE_SETTING_UNKNOWN,
                                .source = WUSE_RECORD_STAY,
                                .record = row->sojourn.id,
                                .first = WUSE_DAY_NONE,
                                .last = WUSE_DAY_NONE };

      if (row->source == WUSE_SYMBOL_NONE || row->place == WUSE_SYMBOL_NONE)
        continue;
      relation.from = wuse_relations_find_case (resolution, row->source);
      relation.to = resolution->self->actor_of[NAMES_OF_PLACES][row->place];
      add_edge (resolution, &relation, row->at);
    }
}

/* Cases stand by day: each is tied to the one before it in its household. */
static void
add_households (Resolution *resolution)
{
  guint n_cases = resolution->self->public.n_cases;

  for (guint32 i = 0; i < n_cases; i++)
    {
      guint32 household = resolution->case_households[i];
      WuseRelation relation = { .to = i,
                                .kind = WUSE_RELATION_HOUSEHOLD,
                                .state = WUSE_RELATION_CONFIRMED,
                                .setting = WUSE_SETTING_HOUSEHOLD,
                                .source = WUSE_RECORD_HOUSEHOLD,
                                .record = wuse_relations_name_of (resolution, household),
                                .first = WUSE_DAY_NONE,
                                .last = WUSE_DAY_NONE };

      if (household == WUSE_SYMBOL_NONE)
        continue;
      g_array_index (resolution->actors, WuseActor, i).household = relation.record;
      relation.from = resolution->scratch[household];
      resolution->scratch[household] = i;
      if (relation.from != WUSE_INDEX_NONE)
        add_edge (resolution, &relation, 0);
    }
  for (guint32 i = 0; i < n_cases; i++)
    if (resolution->case_households[i] != WUSE_SYMBOL_NONE)
      resolution->scratch[resolution->case_households[i]] = WUSE_INDEX_NONE;
}

static int
compare_entries_cb (gconstpointer a, gconstpointer b)
{
  const Entry *left = a;
  const Entry *right = b;

  return (left->order > right->order) - (left->order < right->order);
}

static void
sort_entries (Entry *entries, guint n_entries)
{
  if (n_entries > FEW)
    {
      qsort (entries, n_entries, sizeof (Entry), compare_entries_cb);
      return;
    }
  for (guint i = 1; i < n_entries; i++)
    {
      Entry entry = entries[i];
      guint j = i;

      for (; j > 0 && entries[j - 1].order > entry.order; j--)
        entries[j] = entries[j - 1];
      entries[j] = entry;
    }
}

/* Whether an edge speaks for its pair rather than another: a link before anything else and the latest of them; of others the
 * surest, and the latest of those. */
static gboolean
is_stronger (const Edge *edge, const Edge *other)
{
  static const guint8 ranks[] = { [WUSE_RELATION_SUSPECTED] = 1, [WUSE_RELATION_CONFIRMED] = 2, [WUSE_RELATION_REFUTED] = 0 };
  gboolean is_link = edge->relation.source == WUSE_RECORD_LINK;
  guint8 rank = ranks[edge->relation.state], other_rank = ranks[other->relation.state];

  if (is_link != (other->relation.source == WUSE_RECORD_LINK))
    return is_link;
  if (!is_link && rank != other_rank)
    return rank > other_rank;
  return wuse_relations_is_later (edge->at, edge->relation.record, other->at, other->relation.record);
}

/* One relation out of the edges of one pair and kind; of those that are told alike the days of exposure are put together. */
static WuseRelation
merge_edges (const Edge *edges, const Entry *entries, guint n_entries)
{
  const Edge *strongest = &edges[entries[0].edge];
  WuseRelation merged;

  for (guint i = 1; i < n_entries; i++)
    if (is_stronger (&edges[entries[i].edge], strongest))
      strongest = &edges[entries[i].edge];

  merged = strongest->relation;
  for (guint i = 0; i < n_entries; i++)
    {
      const WuseRelation *other = &edges[entries[i].edge].relation;

      if (merged.source == WUSE_RECORD_LINK || other->source != merged.source)
        continue;
      if (other->first != WUSE_DAY_NONE && (merged.first == WUSE_DAY_NONE || other->first < merged.first))
        merged.first = other->first;
      merged.last = MAX (merged.last, other->last);
    }
  return merged;
}

/* Where the edges of each actor begin in the sorted array. */
static guint32 *
count_edges (const Resolution *resolution)
{
  guint32 *offsets = g_new0 (guint32, resolution->actors->len + 1);

  for (guint i = 0; i < resolution->edges->len; i++)
    offsets[g_array_index (resolution->edges, Edge, i).relation.from + 1]++;
  for (guint i = 0; i < resolution->actors->len; i++)
    offsets[i + 1] += offsets[i];
  return offsets;
}

/* Into buckets by the actor they come from, each bucket by where they go. */
static Entry *
sort_edges (const Resolution *resolution, const guint32 *offsets)
{
  guint n_actors = resolution->actors->len;
  Entry *sorted = g_new (Entry, resolution->edges->len);
  g_autofree guint32 *next = g_memdup2 (offsets, (n_actors + 1) * sizeof *offsets);

  for (guint i = 0; i < resolution->edges->len; i++)
    {
      const WuseRelation *relation = &g_array_index (resolution->edges, Edge, i).relation;

      sorted[next[relation->from]++] = (Entry){ (guint64) relation->to << 8 | relation->kind, i };
    }
  for (guint i = 0; i < n_actors; i++)
    if (offsets[i + 1] > offsets[i])
      sort_entries (sorted + offsets[i], offsets[i + 1] - offsets[i]);
  return sorted;
}

/* Contact, household and same place have no direction: what a link says of a pair counts for both. */
static gboolean
has_link_back (const Resolution *resolution, const Entry *sorted, const guint32 *offsets, const WuseRelation *relation)
{
  guint64 order = (guint64) relation->from << 8 | relation->kind;

  if (relation->source == WUSE_RECORD_LINK || relation->kind == WUSE_RELATION_TRANSMISSION)
    return FALSE;
  for (guint32 i = offsets[relation->to]; i < offsets[relation->to + 1] && sorted[i].order <= order; i++)
    if (sorted[i].order == order && g_array_index (resolution->edges, Edge, sorted[i].edge).relation.source == WUSE_RECORD_LINK)
      return TRUE;
  return FALSE;
}

static void
build_relations (Resolution *resolution)
{
  g_autofree guint32 *offsets = count_edges (resolution);
  g_autofree Entry *sorted = sort_edges (resolution, offsets);
  const Edge *edges = (const Edge *) (const void *) resolution->edges->data;
  guint n_relations = 0;
  gboolean has_links = resolution->rows->link_rows->len > 0;
  WuseRelation *relations = g_new (WuseRelation, resolution->edges->len);

  for (guint actor = 0; actor < resolution->actors->len; actor++)
    for (guint i = offsets[actor], end; i < offsets[actor + 1]; i = end)
      {
        for (end = i + 1; end < offsets[actor + 1] && sorted[end].order == sorted[i].order; end++)
          ;
        relations[n_relations] = merge_edges (edges, sorted + i, end - i);
        if (!has_links || !has_link_back (resolution, sorted, offsets, &relations[n_relations]))
          n_relations++;
      }
  resolution->self->public.relations = g_renew (WuseRelation, relations, n_relations);
  resolution->self->public.n_relations = n_relations;
}

void
wuse_relations_build_edges (Resolution *resolution)
{
  const WuseRelationsBuilder *rows = resolution->rows;
  guint n_edges = 2 * rows->case_rows->len + rows->contact_rows->len + rows->link_rows->len + rows->stay_rows->len;

  resolution->edges = g_array_sized_new (FALSE, FALSE, sizeof (Edge), n_edges);
  add_infectors (resolution);
  add_contacts (resolution);
  add_links (resolution);
  add_stays (resolution);
  add_households (resolution);
  build_relations (resolution);
  g_clear_pointer (&resolution->edges, g_array_unref);
}
