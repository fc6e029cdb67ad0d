/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who the cases are, who met whom and where they were: what the arrays are kept in. */

#define G_LOG_DOMAIN "wuse-model"

#include "config.h"

#include "wuse-relations-private.h"

#include <stdlib.h>
#include <string.h>

#define DAY_LENGTH G_GINT64_CONSTANT (86400000)

static void
fill_none (guint32 *indices, guint n)
{
  for (guint i = 0; i < n; i++)
    indices[i] = WUSE_INDEX_NONE;
}

static int
compare_sojourns_cb (gconstpointer a, gconstpointer b)
{
  const WuseSojourn *left = a;
  const WuseSojourn *right = b;

  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;

  return strcmp (left->id, right->id);
}

static gboolean
are_in_order (const WuseSojourn *sojourns, guint n)
{
  for (guint i = 1; i < n; i++)
    if (compare_sojourns_cb (&sojourns[i - 1], &sojourns[i]) > 0)
      return FALSE;

  return TRUE;
}

static void
build_sojourns (Resolution *resolution)
{
  const GArray *rows = resolution->rows->stay_rows;
  guint n_actors = resolution->actors->len, n_cases = resolution->self->public.n_cases, n_sojourns = 0;
  g_autofree guint32 *offsets = g_new0 (guint32, n_actors + 1);
  guint32 *first = g_new (guint32, n_cases + 1);
  WuseSojourn *sojourns = g_new (WuseSojourn, rows->len);

  for (guint i = 0; i < rows->len; i++)
    {
      guint32 source = g_array_index (rows, StayRow, i).source;

      if (source != WUSE_SYMBOL_NONE)
        offsets[wuse_relations_find_case (resolution, source) + 1]++;
    }
  for (guint i = 0; i < n_actors; i++)
    offsets[i + 1] += offsets[i];
  memcpy (first, offsets, (n_cases + 1) * sizeof *first);

  for (guint i = 0; i < rows->len; i++)
    {
      const StayRow *row = &g_array_index (rows, StayRow, i);
      guint32 actor = row->source != WUSE_SYMBOL_NONE ? wuse_relations_find_case (resolution, row->source) : WUSE_INDEX_NONE;

      if (actor == WUSE_INDEX_NONE)
        continue;

      WuseSojourn *sojourn = &sojourns[offsets[actor]++];
      *sojourn = row->sojourn;
      sojourn->actor = actor;
      sojourn->place = row->place != WUSE_SYMBOL_NONE ? resolution->self->actor_of[NAMES_OF_PLACES][row->place] : WUSE_INDEX_NONE;
      n_sojourns++;
    }
  for (guint i = 0, begin = 0; i < n_actors && n_sojourns > 0; begin = offsets[i++])
    if (!are_in_order (sojourns + begin, offsets[i] - begin))
      qsort (sojourns + begin, offsets[i] - begin, sizeof (WuseSojourn), compare_sojourns_cb);

  resolution->self->public.sojourns = sojourns;
  resolution->self->public.n_sojourns = n_sojourns;
  resolution->self->public.first_sojourn = first;
}

/* Rows in the order of the actors they are about. */
static void
order_rows (GArray **rows, const guint32 *actors, guint n_actors)
{
  const guint size = g_array_get_element_size (*rows), n_rows = (*rows)->len;
  GArray *ordered = g_array_sized_new (FALSE, FALSE, size, n_rows);
  g_autofree guint32 *offsets = g_new0 (guint32, n_actors + 2);

  for (guint i = 0; i < n_rows; i++)
    offsets[MIN (actors[i], n_actors) + 1]++;
  for (guint i = 0; i <= n_actors; i++)
    offsets[i + 1] += offsets[i];
  g_array_set_size (ordered, n_rows);
  for (guint i = 0; i < n_rows; i++)
    memcpy (ordered->data + (gsize) offsets[MIN (actors[i], n_actors)]++ * size, (*rows)->data + (gsize) i * size, size);
  g_array_unref (*rows);
  *rows = ordered;
}

/* Whoever goes on from these rows finds next to each other what belongs together, and mostly sorted: that is most of the time. */
static void
order_all_rows (Resolution *resolution)
{
  WuseRelationsBuilder *rows = resolution->rows;
  const guint n_actors = resolution->actors->len;
  g_autofree guint32 *actors =
      g_new (guint32, MAX (MAX (rows->case_rows->len, rows->contact_rows->len), rows->stay_rows->len) + 1);

  for (guint i = 0; i < rows->case_rows->len; i++)
    actors[i] = resolution->self->actor_of[NAMES_OF_CASES][g_array_index (rows->case_rows, CaseRow, i).id];
  order_rows (&rows->case_rows, actors, n_actors);
  for (guint i = 0; i < rows->contact_rows->len; i++)
    actors[i] = resolution->self->actor_of[NAMES_OF_PERSONS][g_array_index (rows->contact_rows, ContactRow, i).person];
  order_rows (&rows->contact_rows, actors, n_actors);
  for (guint i = 0; i < rows->stay_rows->len; i++)
    {
      const guint32 source = g_array_index (rows->stay_rows, StayRow, i).source;

      actors[i] = source != WUSE_SYMBOL_NONE ? wuse_relations_find_case (resolution, source) : WUSE_INDEX_NONE;
    }
  order_rows (&rows->stay_rows, actors, n_actors);
}

static void
free_builder (WuseRelationsBuilder *self)
{
  g_array_unref (self->case_rows);
  g_array_unref (self->contact_rows);
  g_array_unref (self->link_rows);
  g_array_unref (self->stay_rows);
  g_array_unref (self->place_rows);
  g_array_unref (self->person_rows);
  wuse_symbol_table_free (self->symbols);
  g_free (self);
}

WuseRelations *
wuse_relations_builder_end (WuseRelationsBuilder *self)
{
  Relations *relations;
  Resolution resolution = { .rows = self };

  g_return_val_if_fail (self != NULL, NULL);

  relations = g_new0 (Relations, 1);
  g_atomic_ref_count_init (&relations->ref_count);
  resolution.self = relations;
  resolution.n_symbols = wuse_symbol_table_get_n_symbols (self->symbols);
  resolution.actors = g_array_sized_new (FALSE, FALSE, sizeof (WuseActor), self->case_rows->len + self->contact_rows->len);
  resolution.scratch = g_new (guint32, resolution.n_symbols);
  fill_none (resolution.scratch, resolution.n_symbols);
  for (guint i = 0; i < N_NAMESPACES; i++)
    {
      relations->actor_of[i] = g_new (guint32, resolution.n_symbols);
      fill_none (relations->actor_of[i], resolution.n_symbols);
    }

  wuse_relations_resolve_actors (&resolution);
  wuse_relations_build_edges (&resolution);
  build_sojourns (&resolution);
  if (!self->goes_on)
    order_all_rows (&resolution);
  relations->public.n_actors = resolution.actors->len;
  relations->public.actors = (WuseActor *) (void *) g_array_free (resolution.actors, FALSE);
  relations->rows = self;
  g_free (resolution.scratch);
  g_free (resolution.case_households);
  g_free (resolution.case_persons);

  return &relations->public;
}

G_DEFINE_BOXED_TYPE (WuseRelations, wuse_relations, wuse_relations_ref, wuse_relations_unref)

WuseRelations *
wuse_relations_ref (WuseRelations *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&((Relations *) self)->ref_count);
  return self;
}

void
wuse_relations_unref (WuseRelations *self)
{
  Relations *relations = (Relations *) self;

  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&relations->ref_count))
    return;
  g_free ((gpointer) self->actors);
  g_free ((gpointer) self->relations);
  g_free ((gpointer) self->sojourns);
  g_free ((gpointer) self->first_sojourn);
  for (guint i = 0; i < N_NAMESPACES; i++)
    g_free (relations->actor_of[i]);
  free_builder (relations->rows);
  g_free (relations);
}

void
wuse_relations_set_instant (WuseRelations *self, guint epoch, gint64 number)
{
  g_return_if_fail (self != NULL);

  ((Relations *) self)->epoch = epoch;
  ((Relations *) self)->number = number;
}

void
wuse_relations_get_instant (const WuseRelations *self, guint *epoch, gint64 *number)
{
  g_return_if_fail (self != NULL && epoch != NULL && number != NULL);

  *epoch = ((const Relations *) self)->epoch;
  *number = ((const Relations *) self)->number;
}

guint32
wuse_relations_find (const WuseRelations *self, const char *id)
{
  const Relations *relations = (const Relations *) self;
  guint32 symbol;

  g_return_val_if_fail (self != NULL && id != NULL, WUSE_INDEX_NONE);

  symbol = wuse_symbol_table_find (relations->rows->symbols, id, strlen (id));
  if (symbol == WUSE_SYMBOL_NONE)
    return WUSE_INDEX_NONE;
  for (guint i = 0; i < N_NAMESPACES; i++)
    if (relations->actor_of[i][symbol] != WUSE_INDEX_NONE)
      return relations->actor_of[i][symbol];
  return WUSE_INDEX_NONE;
}

static int
compare_delays_cb (gconstpointer a, gconstpointer b)
{
  const gint64 left = *(const gint64 *) a, right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

guint
wuse_relations_get_report_delay (const WuseRelations *self)
{
  g_autofree gint64 *delays = NULL;
  guint n_delays = 0;

  g_return_val_if_fail (self != NULL, 0);

  delays = g_new (gint64, MAX (self->n_cases, 1));
  for (guint i = 0; i < self->n_cases; i++)
    if (self->actors[i].onset != WUSE_DAY_NONE && self->actors[i].report != WUSE_DAY_NONE)
      delays[n_delays++] = (gint64) self->actors[i].report - self->actors[i].onset;
  if (n_delays == 0)
    return 0;
  qsort (delays, n_delays, sizeof *delays, compare_delays_cb);
  return (guint) CLAMP (delays[(n_delays - 1) / 2], 0, G_MAXINT32);
}

gboolean
wuse_sojourn_get_span (const WuseSojourn *self, WuseTime *start, WuseTime *end)
{
  g_return_val_if_fail (self != NULL && start != NULL && end != NULL, FALSE);

  if (self->refuted || (self->start == WUSE_TIME_NONE && self->end == WUSE_TIME_NONE))
    return FALSE;
  *start = self->start != WUSE_TIME_NONE ? self->start : self->by_day ? self->end - DAY_LENGTH : self->end;
  *end = MAX (self->end != WUSE_TIME_NONE ? self->end : *start, self->by_day ? *start + DAY_LENGTH : *start);
  return TRUE;
}

WuseDay
wuse_sojourn_get_last_day (WuseTime start, WuseTime end, int utc_offset)
{
  return wuse_time_to_day (MAX (start, end - 1), utc_offset);
}
