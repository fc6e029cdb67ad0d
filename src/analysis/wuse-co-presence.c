/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who else was there: a sweep over time in each place, and in each square of the ground and those around it. */

#define G_LOG_DOMAIN "wuse-analysis"

#include "config.h"

#include "wuse-co-presence.h"

#include "wuse-mercator.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MINUTE 60000
/* Pairs looked at for one answer: bounds what a thousand overlapping stays of one person cost. */
#define MOST_LOOKS (1u << 26)

/* A stay in its group, which is a place or a square of the ground. */
typedef struct
{
  guint64 group;
  WuseTime start;
  WuseTime end;
  WuseTime latest_end; /* of those up to here in the group */
  guint32 stay;
  guint32 actor;
  guint32 group_end; /* position behind the group */
} Entry;

typedef struct
{
  Entry *entries; /* those of a group together, by start and stay */
  guint n_entries;
  guint32 *position_of; /* by stay, WUSE_INDEX_NONE for one that is not in */
  guint32 *slots;       /* a hash of groups: the position where one begins, or WUSE_INDEX_NONE */
  guint n_slots;        /* a power of two */
} Table;

struct _WuseCoPresence
{
  gatomicrefcount ref_count;
  WuseRelations *relations;
  double radius;
  int utc_offset;
  double columns_per_unit; /* squares for a ten-millionth of a degree */
  double rows_per_unit;
  Table places;  /* stays with the id of a place */
  Table squares; /* stays with a position */
};

typedef struct
{
  const WuseCoPresence *self;
  GArray *meetings;
  WuseTime lag;
  guint n_looks;
  gboolean is_square;
  gboolean is_turned;  /* the stay asked for began later than the other */
  gboolean keeps_time; /* all are asked for: each pair once, the earlier first */
} Search;

G_DEFINE_BOXED_TYPE (WuseCoPresence, wuse_co_presence, wuse_co_presence_ref, wuse_co_presence_unref)

static int
compare_entries_cb (gconstpointer a, gconstpointer b)
{
  const Entry *left = a;
  const Entry *right = b;

  if (left->group != right->group)
    return left->group < right->group ? -1 : 1;
  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;
  return (left->stay > right->stay) - (left->stay < right->stay);
}

static int
compare_meetings_cb (gconstpointer a, gconstpointer b)
{
  const WuseMeeting *left = a;
  const WuseMeeting *right = b;

  if (left->kind != right->kind)
    return left->kind < right->kind ? -1 : 1;
  if (left->minutes != right->minutes)
    return (left->minutes > right->minutes) == (left->kind <= WUSE_MEETING_SAME_DAY) ? -1 : 1;
  if (left->metres != right->metres)
    return left->metres < right->metres ? -1 : 1;
  if (left->stays[0] != right->stays[0])
    return left->stays[0] < right->stays[0] ? -1 : 1;
  return (left->stays[1] > right->stays[1]) - (left->stays[1] < right->stays[1]);
}

static WusePoint
find_point (const WuseRelations *relations, const WuseSojourn *stay)
{
  gboolean has_point = stay->position.lon != 0 || stay->position.lat != 0;

  return has_point || stay->place == WUSE_INDEX_NONE ? stay->position : relations->actors[stay->place].position;
}

static guint64
square_of (const WuseCoPresence *self, gint64 column, gint64 row)
{
  return (guint64) (column + (G_GINT64_CONSTANT (1) << 31)) << 32 | (guint64) (row + (G_GINT64_CONSTANT (1) << 31));
}

static gint64
column_of (const WuseCoPresence *self, WusePoint point)
{
  return (gint64) floor (point.lon * self->columns_per_unit);
}

static gint64
row_of (const WuseCoPresence *self, WusePoint point)
{
  return (gint64) floor (point.lat * self->rows_per_unit);
}

/* The slot of a group in a hash of groups, or the one where it belongs. */
static guint
slot_of (const Table *table, guint64 group)
{
  guint slot = (guint) (group * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) >> 32) & (table->n_slots - 1);

  while (table->slots[slot] != WUSE_INDEX_NONE && table->entries[table->slots[slot]].group != group)
    slot = (slot + 1) & (table->n_slots - 1);
  return slot;
}

/* Groups are small: a few are put in order faster than a library does. */
static void
sort_group (Entry *entries, guint n)
{
  if (n > 24)
    {
      qsort (entries, n, sizeof (Entry), compare_entries_cb);
      return;
    }
  for (guint i = 1; i < n; i++)
    {
      Entry entry = entries[i];
      guint at = i;

      for (; at > 0 && compare_entries_cb (&entry, &entries[at - 1]) < 0; at--)
        entries[at] = entries[at - 1];
      entries[at] = entry;
    }
}

/* Puts entries of one group next to each other, groups in the order in which they were met. */
static void
gather_groups (Table *table)
{
  guint n = table->n_entries, n_groups = 0;
  g_autofree guint32 *group_of = g_new (guint32, n);
  g_autofree guint32 *next = g_new0 (guint32, n + 1);
  g_autofree Entry *entries = g_new (Entry, n);

  for (guint i = 0; i < n; i++)
    {
      guint slot = slot_of (table, table->entries[i].group);
      gboolean is_new = table->slots[slot] == WUSE_INDEX_NONE;

      if (is_new)
        table->slots[slot] = i;
      group_of[i] = is_new ? n_groups++ : group_of[table->slots[slot]];
      next[group_of[i] + 1]++;
    }
  for (guint i = 0; i < n_groups; i++)
    next[i + 1] += next[i];
  for (guint i = 0; i < n; i++)
    entries[next[group_of[i]]++] = table->entries[i];
  g_free (table->entries);
  table->entries = g_steal_pointer (&entries);
}

static void
seal_table (Table *table, guint n_stays)
{
  for (table->n_slots = 2; table->n_slots < 2 * table->n_entries;)
    table->n_slots *= 2;
  table->slots = g_new (guint32, table->n_slots);
  memset (table->slots, 0xff, table->n_slots * sizeof (guint32));
  table->position_of = g_new (guint32, MAX (n_stays, 1));
  memset (table->position_of, 0xff, n_stays * sizeof (guint32));
  if (table->n_entries == 0)
    return;
  gather_groups (table);
  memset (table->slots, 0xff, table->n_slots * sizeof (guint32));
  for (guint i = 0, end; i < table->n_entries; i = end)
    {
      Entry *entries = &table->entries[i];

      for (end = i + 1; end < table->n_entries && table->entries[end].group == entries->group;)
        end++;
      sort_group (entries, end - i);
      table->slots[slot_of (table, entries->group)] = i;
      for (guint j = i; j < end; j++)
        {
          Entry *entry = &table->entries[j];

          entry->latest_end = j == i ? entry->end : MAX (entry->end, entry[-1].latest_end);
          entry->group_end = end;
          table->position_of[entry->stay] = j;
        }
    }
}

/* A degree of longitude is shortest farthest from the equator: squares are as wide as the radius there, and wider elsewhere. */
static void
size_squares (WuseCoPresence *self)
{
  const WuseRelations *relations = self->relations;
  gint32 farthest = 0;
  double metres_per_unit = 6371008.8 * G_PI / 180 / 1e7;

  for (guint i = 0; i < relations->n_sojourns; i++)
    {
      gint32 lat = find_point (relations, &relations->sojourns[i]).lat;

      farthest = MAX (farthest, CLAMP (ABS (lat), 0, 890000000));
    }
  self->rows_per_unit = metres_per_unit / self->radius;
  self->columns_per_unit = self->rows_per_unit * cos (farthest / 1e7 * G_PI / 180);
}

WuseCoPresence *
wuse_co_presence_new (WuseRelations *relations, double radius, int utc_offset)
{
  WuseCoPresence *self;

  g_return_val_if_fail (relations != NULL && radius >= 1 && radius <= 5000, NULL);

  self = g_new0 (WuseCoPresence, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->relations = wuse_relations_ref (relations);
  self->radius = radius;
  self->utc_offset = utc_offset;
  size_squares (self);
  self->places.entries = g_new (Entry, relations->n_sojourns);
  self->squares.entries = g_new (Entry, relations->n_sojourns);
  for (guint32 i = 0; i < relations->n_sojourns; i++)
    {
      const WuseSojourn *stay = &relations->sojourns[i];
      Entry entry = { .stay = i, .actor = stay->actor };
      WusePoint point = find_point (relations, stay);

      if (!wuse_sojourn_get_span (stay, &entry.start, &entry.end))
        continue;
      if (stay->place != WUSE_INDEX_NONE)
        {
          entry.group = stay->place;
          self->places.entries[self->places.n_entries++] = entry;
        }
      if (point.lon != 0 || point.lat != 0)
        {
          entry.group = square_of (self, column_of (self, point), row_of (self, point));
          self->squares.entries[self->squares.n_entries++] = entry;
        }
    }
  seal_table (&self->places, relations->n_sojourns);
  seal_table (&self->squares, relations->n_sojourns);

  return self;
}

WuseCoPresence *
wuse_co_presence_ref (WuseCoPresence *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
clear_table (Table *table)
{
  g_free (table->entries);
  g_free (table->position_of);
  g_free (table->slots);
}

void
wuse_co_presence_unref (WuseCoPresence *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  clear_table (&self->places);
  clear_table (&self->squares);
  wuse_relations_unref (self->relations);
  g_free (self);
}

/* Takes down that two stays meet, of which @early did not begin later. FALSE once there are too many. */
static gboolean
meet (Search *search, const Entry *early, const Entry *late)
{
  const WuseRelations *relations = search->self->relations;
  const WuseSojourn *first = &relations->sojourns[early->stay], *second = &relations->sojourns[late->stay];
  WuseMeeting meeting = { .stays = { early->stay, late->stay } };
  gboolean is_turned = search->is_turned && !search->keeps_time;
  double metres = 0;

  if (++search->n_looks > MOST_LOOKS)
    return FALSE;
  if (early->actor == late->actor)
    return TRUE;
  if (search->is_square)
    {
      if (first->place != WUSE_INDEX_NONE && second->place != WUSE_INDEX_NONE)
        return TRUE;
      metres = wuse_point_distance (find_point (relations, first), find_point (relations, second));
      if (metres > search->self->radius)
        return TRUE;
    }
  if (search->meetings->len == WUSE_CO_PRESENCE_MOST)
    return FALSE;

  meeting.metres = (guint16) lround (metres);
  meeting.same_place = !search->is_square;
  meeting.day = wuse_time_to_day (late->start, search->self->utc_offset);
  if (late->start > early->end || (late->start == early->end && early->end > early->start))
    {
      /* Who comes as the other leaves has not met him; a day ends where the next begins. */
      if (search->lag == 0)
        return TRUE;
      meeting.kind = is_turned ? WUSE_MEETING_BEFORE : WUSE_MEETING_AFTER;
      meeting.minutes = (gint32) ((late->start - early->end) / MINUTE);
    }
  else
    {
      gboolean by_day = first->by_day || second->by_day;
      WuseTime minutes = (MIN (early->end, late->end) - late->start) / MINUTE;

      meeting.kind = by_day ? WUSE_MEETING_SAME_DAY : WUSE_MEETING_TOGETHER;
      meeting.minutes = (gint32) MIN (minutes, by_day ? 1440 : G_MAXINT32);
    }
  if (is_turned)
    {
      meeting.stays[0] = late->stay;
      meeting.stays[1] = early->stay;
    }
  g_array_append_val (search->meetings, meeting);
  return TRUE;
}

/* Where the entries of @group begin that begin at @start or later; behind the last entry if there is no such group. */
static guint
find_from (const Table *table, guint64 group, WuseTime start)
{
  guint low = table->slots[slot_of (table, group)], high;

  if (low == WUSE_INDEX_NONE)
    return table->n_entries;
  high = table->entries[low].group_end;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (table->entries[middle].start < start)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Whether in a search for all the other stay looks for this one: it has no place either. */
static gboolean
looks_itself (const Search *search, const Entry *other)
{
  return search->keeps_time && search->self->relations->sojourns[other->stay].place == WUSE_INDEX_NONE;
}

/* Entries of @group from position @from on that begin before @entry has ended. */
static gboolean
sweep_forwards (Search *search, const Table *table, const Entry *entry, guint64 group, guint from)
{
  search->is_turned = FALSE;
  for (guint i = from; i < table->n_entries; i++)
    {
      const Entry *other = &table->entries[i];

      if (other->group != group || other->start > entry->end + search->lag)
        break;
      /* Of two that begin at once the one in the lower square looks. */
      if (other->start == entry->start && group < entry->group && looks_itself (search, other) ? ++search->n_looks > MOST_LOOKS
                                                                                               : !meet (search, entry, other))
        return FALSE;
    }
  return TRUE;
}

/* Entries of @group before position @before that have not ended when @entry begins. */
static gboolean
sweep_backwards (Search *search, const Table *table, const Entry *entry, guint64 group, guint before)
{
  search->is_turned = TRUE;
  for (guint i = before; i-- > 0;)
    {
      const Entry *other = &table->entries[i];

      if (other->group != group || other->latest_end + search->lag < entry->start)
        break;
      if (other->end + search->lag < entry->start || looks_itself (search, other) ? ++search->n_looks > MOST_LOOKS
                                                                                  : !meet (search, other, entry))
        return FALSE;
    }
  return TRUE;
}

static gboolean
search_around (Search *search, const Entry *entry)
{
  const WuseCoPresence *self = search->self;
  const Table *table = &self->squares;
  WusePoint point = find_point (self->relations, &self->relations->sojourns[entry->stay]);

  for (gint64 row = row_of (self, point) - 1; row <= row_of (self, point) + 1; row++)
    for (gint64 column = column_of (self, point) - 1; column <= column_of (self, point) + 1; column++)
      {
        guint64 group = square_of (self, column, row);
        guint from = group == entry->group ? (guint) (entry - table->entries) : find_from (table, group, entry->start);

        if (!sweep_forwards (search, table, entry, group, group == entry->group ? from + 1 : from)
            || !sweep_backwards (search, table, entry, group, from))
          return FALSE;
      }
  return TRUE;
}

static void
search_stay (Search *search, guint32 stay)
{
  const WuseCoPresence *self = search->self;
  guint32 at = self->places.position_of[stay];

  search->is_square = FALSE;
  if (at != WUSE_INDEX_NONE)
    {
      const Entry *entry = &self->places.entries[at];

      if (!sweep_forwards (search, &self->places, entry, entry->group, at + 1)
          || !sweep_backwards (search, &self->places, entry, entry->group, at))
        return;
    }
  at = self->squares.position_of[stay];
  search->is_square = TRUE;
  if (at != WUSE_INDEX_NONE)
    search_around (search, &self->squares.entries[at]);
}

static Search
begin_search (const WuseCoPresence *self, guint lag)
{
  return (Search){ .self = self,
                   .meetings = g_array_new (FALSE, FALSE, sizeof (WuseMeeting)),
                   .lag = (WuseTime) MIN (lag, 10080) * MINUTE };
}

GArray *
wuse_co_presence_find_for_stay (const WuseCoPresence *self, guint32 stay, guint lag)
{
  Search search;

  g_return_val_if_fail (self != NULL && stay < self->relations->n_sojourns, NULL);

  search = begin_search (self, lag);
  search_stay (&search, stay);
  g_array_sort (search.meetings, compare_meetings_cb);
  return search.meetings;
}

static int
compare_minutes_cb (gconstpointer a, gconstpointer b)
{
  const WuseMeeting *left = a;
  const WuseMeeting *right = b;

  return left->minutes != right->minutes ? (left->minutes < right->minutes ? -1 : 1) : compare_meetings_cb (a, b);
}

GArray *
wuse_co_presence_find_access (const WuseCoPresence *self, guint32 stay, guint lag)
{
  g_autoptr (GArray) told = wuse_co_presence_find_for_stay (self, stay, lag);
  g_autoptr (GArray) near = wuse_co_presence_find_for_stay (self, stay, WUSE_CO_PRESENCE_ACCESS);
  g_autoptr (GHashTable) actors = g_hash_table_new (NULL, NULL);
  GArray *found;

  g_return_val_if_fail (told != NULL && near != NULL, NULL);

  for (guint i = 0; i < told->len; i++)
    {
      const WuseMeeting *meeting = &g_array_index (told, WuseMeeting, i);

      g_hash_table_add (actors, GUINT_TO_POINTER (self->relations->sojourns[meeting->stays[1]].actor));
    }
  g_array_sort (near, compare_minutes_cb);
  found = g_array_new (FALSE, FALSE, sizeof (WuseMeeting));
  for (guint i = 0; i < near->len; i++)
    {
      const WuseMeeting *meeting = &g_array_index (near, WuseMeeting, i);

      if (g_hash_table_add (actors, GUINT_TO_POINTER (self->relations->sojourns[meeting->stays[1]].actor)))
        g_array_append_val (found, *meeting);
    }

  return found;
}

/* The first stay of an actor, whether a case or not: stays are sorted by actor. */
static guint
find_first_stay (const WuseRelations *relations, guint32 actor)
{
  guint low = 0, high = relations->n_sojourns;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (relations->sojourns[middle].actor < actor)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

GArray *
wuse_co_presence_find_for_case (const WuseCoPresence *self, guint32 actor, guint lag)
{
  const WuseRelations *relations;
  Search search;

  g_return_val_if_fail (self != NULL && actor < self->relations->n_actors, NULL);

  relations = self->relations;
  search = begin_search (self, lag);
  for (guint i = find_first_stay (relations, actor); i < relations->n_sojourns && relations->sojourns[i].actor == actor; i++)
    search_stay (&search, i);
  g_array_sort (search.meetings, compare_meetings_cb);
  return search.meetings;
}

GArray *
wuse_co_presence_find_at_place (const WuseCoPresence *self, guint32 place, guint lag)
{
  const Table *table;
  Search search;

  g_return_val_if_fail (self != NULL && place < self->relations->n_actors, NULL);

  table = &self->places;
  search = begin_search (self, lag);
  for (guint i = find_from (table, place, G_MININT64); i < table->n_entries && table->entries[i].group == place; i++)
    if (!sweep_forwards (&search, table, &table->entries[i], place, i + 1))
      break;
  g_array_sort (search.meetings, compare_meetings_cb);
  return search.meetings;
}

/* Two stays with places are met at their places: in a square one of a pair has none, and looks forwards for all, backwards for
 * those that have one and so do not look themselves. */
static gboolean
sweep_squares (Search *search)
{
  const Table *table = &search->self->squares;

  search->keeps_time = TRUE;
  for (guint i = 0; i < table->n_entries; i++)
    {
      const Entry *entry = &table->entries[i];

      if (search->self->relations->sojourns[entry->stay].place == WUSE_INDEX_NONE && !search_around (search, entry))
        return FALSE;
    }
  return TRUE;
}

GArray *
wuse_co_presence_find_all (const WuseCoPresence *self, guint lag, gboolean *truncated)
{
  Search search;
  gboolean complete = TRUE;

  g_return_val_if_fail (self != NULL, NULL);

  search = begin_search (self, lag);
  for (guint i = 0; i < self->places.n_entries && complete; i++)
    complete = sweep_forwards (&search, &self->places, &self->places.entries[i], self->places.entries[i].group, i + 1);
  search.is_square = TRUE;
  complete = complete && sweep_squares (&search);
  if (truncated != NULL)
    *truncated = !complete;
  return search.meetings;
}
