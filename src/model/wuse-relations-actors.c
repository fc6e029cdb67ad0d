/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The nodes: cases, contacts, places, and who is referred to and not there. */

#define G_LOG_DOMAIN "wuse-model"

#include "config.h"

#include "wuse-relations-private.h"

#include <string.h>

/* What actors are sorted by: a number, then the name; `prefix` is eight bytes of the name behind what all have in common. */
typedef struct
{
  gint64 number;
  guint64 prefix;
  const char *name;
  guint32 row;
} Key;

/* A contact that is no case, whatever the number of records of it. */
typedef struct
{
  guint32 person;
  guint32 first_case;
  guint32 latest_row;
  guint8 is_secondary;
} Slot;

const char *
wuse_relations_name_of (const Resolution *resolution, guint32 symbol)
{
  return symbol != WUSE_SYMBOL_NONE ? wuse_symbol_table_get_name (resolution->rows->symbols, symbol) : NULL;
}

gboolean
wuse_relations_is_later (WuseTime at, const char *record, WuseTime other_at, const char *other_record)
{
  return at > other_at || (at == other_at && g_strcmp0 (record, other_record) > 0);
}

static int
compare_keys_cb (gconstpointer a, gconstpointer b)
{
  const Key *left = a;
  const Key *right = b;

  if (left->number != right->number)
    return left->number < right->number ? -1 : 1;
  if (left->prefix != right->prefix)
    return left->prefix < right->prefix ? -1 : 1;

  return strcmp (left->name, right->name);
}

static gsize
common_prefix (const Key *keys, guint n_keys)
{
  gsize length = n_keys > 0 ? strlen (keys[0].name) : 0;

  for (guint i = 1; i < n_keys && length > 0; i++)
    {
      gsize same = 0;

      while (same < length && keys[i].name[same] == keys[0].name[same])
        same++;
      length = same;
    }
  return length;
}

/* What goes on from earlier relations is sorted but for a few at the end. */
static void
sort_rest (Key *keys, guint n_keys)
{
  g_autofree Key *rest = NULL;
  guint n_sorted = 1, n_rest;

  while (n_sorted < n_keys && compare_keys_cb (&keys[n_sorted - 1], &keys[n_sorted]) <= 0)
    n_sorted++;
  if (n_sorted >= n_keys)
    return;
  n_rest = n_keys - n_sorted;
  if (n_rest > n_sorted)
    {
      qsort (keys, n_keys, sizeof (Key), compare_keys_cb);
      return;
    }
  qsort (keys + n_sorted, n_rest, sizeof (Key), compare_keys_cb);
  rest = g_memdup2 (keys + n_sorted, n_rest * sizeof (Key));
  while (n_rest > 0)
    if (n_sorted > 0 && compare_keys_cb (&keys[n_sorted - 1], &rest[n_rest - 1]) > 0)
      {
        keys[n_sorted + n_rest - 1] = keys[n_sorted - 1];
        n_sorted--;
      }
    else
      {
        keys[n_sorted + n_rest - 1] = rest[n_rest - 1];
        n_rest--;
      }
}

static void
sort_keys (Key *keys, guint n_keys)
{
  gsize skipped = common_prefix (keys, n_keys);

  for (guint i = 0; i < n_keys; i++)
    {
      const char *rest = keys[i].name + skipped;

      keys[i].prefix = 0;
      for (guint j = 0; j < 8; j++)
        {
          keys[i].prefix = keys[i].prefix << 8 | (guint8) *rest;
          rest += *rest != '\0';
        }
    }
  sort_rest (keys, n_keys);
}

/* A case that is given twice is as it was given last. */
static void
resolve_cases (Resolution *resolution)
{
  const GArray *rows = resolution->rows->case_rows;
  guint32 *case_actor = resolution->self->actor_of[NAMES_OF_CASES];
  guint32 *person_actor = resolution->self->actor_of[NAMES_OF_PERSONS];
  g_autofree Key *keys = g_new (Key, rows->len);
  guint n_keys = 0;

  for (guint i = 0; i < rows->len; i++)
    case_actor[g_array_index (rows, CaseRow, i).id] = i;
  for (guint i = 0; i < rows->len; i++)
    {
      const CaseRow *row = &g_array_index (rows, CaseRow, i);

      if (case_actor[row->id] == i)
        keys[n_keys++] = (Key){ .number = row->actor.report, .name = wuse_relations_name_of (resolution, row->id), .row = i };
    }
  sort_keys (keys, n_keys);

  resolution->case_households = g_new (guint32, n_keys);
  resolution->case_persons = g_new (guint32, n_keys);
  for (guint i = 0; i < n_keys; i++)
    {
      const CaseRow *row = &g_array_index (rows, CaseRow, keys[i].row);
      WuseActor actor = row->actor;

      actor.id = keys[i].name;
      actor.person = wuse_relations_name_of (resolution, row->person);
      case_actor[row->id] = i;
      if (row->person != WUSE_SYMBOL_NONE && person_actor[row->person] == WUSE_INDEX_NONE)
        person_actor[row->person] = i;
      resolution->case_households[i] = row->household;
      resolution->case_persons[i] = row->person;
      g_array_append_val (resolution->actors, actor);
    }
  resolution->self->public.n_cases = n_keys;
}

/* Who became a case is that case, even if the case does not say who it is. */
static void
resolve_became (Resolution *resolution)
{
  const GArray *rows = resolution->rows->contact_rows;
  const guint32 *case_actor = resolution->self->actor_of[NAMES_OF_CASES];
  guint32 *person_actor = resolution->self->actor_of[NAMES_OF_PERSONS];

  for (guint i = 0; i < rows->len; i++)
    {
      const ContactRow *row = &g_array_index (rows, ContactRow, i);
      guint32 became = row->became != WUSE_SYMBOL_NONE ? case_actor[row->became] : WUSE_INDEX_NONE;
      guint32 known = person_actor[row->person];

      if (became != WUSE_INDEX_NONE
          && (known == WUSE_INDEX_NONE || (resolution->case_persons[known] != row->person && became < known)))
        person_actor[row->person] = became;
    }
}

static void
collect_contacts (Resolution *resolution, GArray *slots)
{
  const GArray *rows = resolution->rows->contact_rows;
  const guint32 *case_actor = resolution->self->actor_of[NAMES_OF_CASES];
  const guint32 *person_actor = resolution->self->actor_of[NAMES_OF_PERSONS];

  for (guint i = 0; i < rows->len; i++)
    {
      const ContactRow *row = &g_array_index (rows, ContactRow, i);
      guint32 *index = &resolution->scratch[row->person];
      Slot fresh = { row->person, WUSE_INDEX_NONE, i, TRUE };

      if (person_actor[row->person] != WUSE_INDEX_NONE)
        continue;
      if (*index == WUSE_INDEX_NONE)
        {
          *index = slots->len;
          g_array_append_val (slots, fresh);
        }

      Slot *slot = &g_array_index (slots, Slot, *index);
      const ContactRow *latest = &g_array_index (rows, ContactRow, slot->latest_row);

      if (wuse_relations_is_later (row->at, row->record, latest->at, latest->record))
        slot->latest_row = i;
      if (row->source != WUSE_SYMBOL_NONE)
        slot->first_case = MIN (slot->first_case, case_actor[row->source]);
      slot->is_secondary &= row->is_secondary;
    }
  for (guint i = 0; i < slots->len; i++)
    resolution->scratch[g_array_index (slots, Slot, i).person] = WUSE_INDEX_NONE;
}

/* Contacts stand in the order of the first case that they are contacts of. */
static void
resolve_contacts (Resolution *resolution)
{
  const GArray *rows = resolution->rows->contact_rows;
  guint32 *person_actor = resolution->self->actor_of[NAMES_OF_PERSONS];
  g_autoptr (GArray) slots = g_array_new (FALSE, FALSE, sizeof (Slot));
  g_autofree Key *keys = NULL;

  collect_contacts (resolution, slots);
  keys = g_new (Key, slots->len);
  for (guint i = 0; i < slots->len; i++)
    {
      const Slot *slot = &g_array_index (slots, Slot, i);

      keys[i] = (Key){ .number = slot->first_case, .name = wuse_relations_name_of (resolution, slot->person), .row = i };
    }
  sort_keys (keys, slots->len);

  for (guint i = 0; i < slots->len; i++)
    {
      const Slot *slot = &g_array_index (slots, Slot, keys[i].row);
      const ContactRow *row = &g_array_index (rows, ContactRow, slot->latest_row);
      WuseActor actor = { .id = keys[i].name,
                          .area = row->area,
                          .kind = slot->is_secondary ? WUSE_ACTOR_SECONDARY : WUSE_ACTOR_CLOSE,
                          .setting = row->setting,
                          .age = -1,
                          .onset = WUSE_DAY_NONE,
                          .report = WUSE_DAY_NONE,
                          .isolation = row->start,
                          .release = row->release };

      person_actor[slot->person] = resolution->actors->len;
      g_array_append_val (resolution->actors, actor);
    }
}

/* Of several persons who became one case the case's own speaks, else the first by id. */
static gboolean
speaks_before (const Resolution *resolution, guint32 actor, const PersonRow *row, const PersonRow *other)
{
  if (actor < resolution->self->public.n_cases && resolution->case_persons[actor] == other->id)
    return FALSE;
  if (actor < resolution->self->public.n_cases && resolution->case_persons[actor] == row->id)
    return TRUE;
  return strcmp (wuse_relations_name_of (resolution, row->id), wuse_relations_name_of (resolution, other->id)) < 0;
}

/* What the person files know of cases and contacts. */
static void
add_persons (Resolution *resolution)
{
  const GArray *rows = resolution->rows->person_rows;
  const guint32 *person_actor = resolution->self->actor_of[NAMES_OF_PERSONS];
  g_autofree const PersonRow **speaker = g_new0 (const PersonRow *, resolution->actors->len);

  for (guint i = 0; i < rows->len; i++)
    {
      const PersonRow *row = &g_array_index (rows, PersonRow, i);
      const guint32 index = person_actor[row->id];

      if (index != WUSE_INDEX_NONE && (speaker[index] == NULL || speaks_before (resolution, index, row, speaker[index])))
        speaker[index] = row;
    }
  for (guint i = 0; i < resolution->actors->len; i++)
    {
      WuseActor *actor = &g_array_index (resolution->actors, WuseActor, i);

      if (speaker[i] == NULL)
        continue;
      if (actor->sex == 0)
        actor->sex = speaker[i]->sex;
      if (actor->area == NULL)
        actor->area = speaker[i]->area;
      if (i >= resolution->self->public.n_cases)
        actor->household = wuse_relations_name_of (resolution, speaker[i]->household);
      else if (resolution->case_households[i] == WUSE_SYMBOL_NONE)
        resolution->case_households[i] = speaker[i]->household;
    }
}

/* A place is one somebody stayed at, be there a record of it or not: then it is as the stays say. */
static void
resolve_places (Resolution *resolution)
{
  const GArray *stays = resolution->rows->stay_rows, *rows = resolution->rows->place_rows;
  guint32 *place_actor = resolution->self->actor_of[NAMES_OF_PLACES];
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (Key));
  guint first = resolution->actors->len;

  for (guint i = 0; i < stays->len; i++)
    {
      guint32 place = g_array_index (stays, StayRow, i).place;
      Key key = { .name = wuse_relations_name_of (resolution, place), .row = i };

      if (place == WUSE_SYMBOL_NONE)
        continue;
      if (place_actor[place] == WUSE_INDEX_NONE)
        {
          place_actor[place] = keys->len;
          g_array_append_val (keys, key);
          continue;
        }

      /* The first by id speaks for all, in whatever order they came. */
      Key *known = &g_array_index (keys, Key, place_actor[place]);
      if (strcmp (g_array_index (stays, StayRow, i).sojourn.id, g_array_index (stays, StayRow, known->row).sojourn.id) < 0)
        known->row = i;
    }
  sort_keys ((Key *) (void *) keys->data, keys->len);

  for (guint i = 0; i < keys->len; i++)
    {
      const StayRow *stay = &g_array_index (stays, StayRow, g_array_index (keys, Key, i).row);
      WuseActor actor = { .id = g_array_index (keys, Key, i).name,
                          .name = stay->sojourn.name,
                          .kind = WUSE_ACTOR_PLACE,
                          .age = -1,
                          .onset = WUSE_DAY_NONE,
                          .report = WUSE_DAY_NONE,
                          .isolation = WUSE_DAY_NONE,
                          .release = WUSE_DAY_NONE,
                          .position = stay->sojourn.position };

      place_actor[stay->place] = first + i;
      g_array_append_val (resolution->actors, actor);
    }
  for (guint i = 0; i < rows->len; i++)
    {
      const PlaceRow *row = &g_array_index (rows, PlaceRow, i);

      if (place_actor[row->id] == WUSE_INDEX_NONE)
        continue;

      WuseActor *actor = &g_array_index (resolution->actors, WuseActor, place_actor[row->id]);
      actor->name = row->name;
      actor->area = row->area;
      if (row->position.lon != 0 || row->position.lat != 0)
        actor->position = row->position;
    }
}

/* The actor a reference to a case means: a case, or a person by the resident identifier. */
guint32
wuse_relations_find_case (const Resolution *resolution, guint32 symbol)
{
  guint32 index = resolution->self->actor_of[NAMES_OF_CASES][symbol];

  return index != WUSE_INDEX_NONE ? index : resolution->self->actor_of[NAMES_OF_PERSONS][symbol];
}

static void
note_unknown (Resolution *resolution, GArray *keys, guint32 symbol)
{
  Key key = { .row = symbol };

  if (symbol == WUSE_SYMBOL_NONE || wuse_relations_find_case (resolution, symbol) != WUSE_INDEX_NONE
      || resolution->scratch[symbol] != WUSE_INDEX_NONE)
    return;
  key.name = wuse_relations_name_of (resolution, symbol);
  resolution->scratch[symbol] = 0;
  g_array_append_val (keys, key);
}

static void
resolve_unknown (Resolution *resolution)
{
  const WuseRelationsBuilder *rows = resolution->rows;
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (Key));

  for (guint i = 0; i < rows->case_rows->len; i++)
    note_unknown (resolution, keys, g_array_index (rows->case_rows, CaseRow, i).infector);
  for (guint i = 0; i < rows->contact_rows->len; i++)
    note_unknown (resolution, keys, g_array_index (rows->contact_rows, ContactRow, i).source);
  for (guint i = 0; i < rows->stay_rows->len; i++)
    note_unknown (resolution, keys, g_array_index (rows->stay_rows, StayRow, i).source);
  for (guint i = 0; i < rows->link_rows->len; i++)
    {
      note_unknown (resolution, keys, g_array_index (rows->link_rows, LinkRow, i).source);
      note_unknown (resolution, keys, g_array_index (rows->link_rows, LinkRow, i).target);
    }
  sort_keys ((Key *) (void *) keys->data, keys->len);

  for (guint i = 0; i < keys->len; i++)
    {
      const Key *key = &g_array_index (keys, Key, i);
      WuseActor actor = { .id = key->name,
                          .kind = WUSE_ACTOR_UNKNOWN,
                          .age = -1,
                          .onset = WUSE_DAY_NONE,
                          .report = WUSE_DAY_NONE,
                          .isolation = WUSE_DAY_NONE,
                          .release = WUSE_DAY_NONE };

      resolution->scratch[key->row] = WUSE_INDEX_NONE;
      resolution->self->actor_of[NAMES_OF_CASES][key->row] = resolution->actors->len;
      g_array_append_val (resolution->actors, actor);
    }
}

void
wuse_relations_resolve_actors (Resolution *resolution)
{
  resolve_cases (resolution);
  resolve_became (resolution);
  resolve_contacts (resolution);
  add_persons (resolution);
  resolve_places (resolution);
  resolve_unknown (resolution);
}
