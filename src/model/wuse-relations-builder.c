/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes what relations are made of out of records. */

#define G_LOG_DOMAIN "wuse-model"

#include "config.h"

#include "wuse-relations-private.h"

#include <string.h>

/* Text and symbols that nothing refers to any more stay until all is read anew: after so many changes at most. */
#define MAX_STEPS 500u
#define MAX_ROWS_ADDED 20000u

/* Fields that are read, by the position in their class. */
static struct
{
  struct
  {
    guint classification, origin, person, sex, age, age_band, area, household, lon, lat, onset, report, isolation, release, death,
        found_by, infector, setting, cluster;
  } of_case;
  struct
  {
    guint source, person, tier, setting, first, last, area, start, release, became;
  } of_contact;
  struct
  {
    guint source, target, kind, state, setting, first, last;
  } of_link;
  struct
  {
    guint source, place, name, lon, lat, start, end, precision, state;
  } of_stay;
  struct
  {
    guint name, area, lon, lat;
  } of_place;
  struct
  {
    guint sex, area, household;
  } of_person;
} fields;

static guint
find_field (WuseRecordType type, const char *name)
{
  const WuseRecordClass *class = wuse_record_class (type);
  guint i = 0;

  while (strcmp (class->fields[i].name, name) != 0)
    {
      i++;
      g_assert (i < class->n_fields);
    }
  return i;
}

static void
find_case_fields (void)
{
  fields.of_case.classification = find_field (WUSE_RECORD_CASE, "classification");
  fields.of_case.origin = find_field (WUSE_RECORD_CASE, "origin");
  fields.of_case.person = find_field (WUSE_RECORD_CASE, "person");
  fields.of_case.sex = find_field (WUSE_RECORD_CASE, "sex");
  fields.of_case.age = find_field (WUSE_RECORD_CASE, "age");
  fields.of_case.age_band = find_field (WUSE_RECORD_CASE, "age_band");
  fields.of_case.area = find_field (WUSE_RECORD_CASE, "area");
  fields.of_case.household = find_field (WUSE_RECORD_CASE, "household");
  fields.of_case.lon = find_field (WUSE_RECORD_CASE, "lon");
  fields.of_case.lat = find_field (WUSE_RECORD_CASE, "lat");
  fields.of_case.onset = find_field (WUSE_RECORD_CASE, "onset");
  fields.of_case.report = find_field (WUSE_RECORD_CASE, "report");
  fields.of_case.isolation = find_field (WUSE_RECORD_CASE, "isolation");
  fields.of_case.release = find_field (WUSE_RECORD_CASE, "release");
  fields.of_case.death = find_field (WUSE_RECORD_CASE, "death");
  fields.of_case.found_by = find_field (WUSE_RECORD_CASE, "found_by");
  fields.of_case.infector = find_field (WUSE_RECORD_CASE, "infector");
  fields.of_case.setting = find_field (WUSE_RECORD_CASE, "setting");
  fields.of_case.cluster = find_field (WUSE_RECORD_CASE, "cluster");
}

static gpointer
find_fields (gpointer data)
{
  find_case_fields ();
  fields.of_contact.source = find_field (WUSE_RECORD_CONTACT, "case");
  fields.of_contact.person = find_field (WUSE_RECORD_CONTACT, "person");
  fields.of_contact.tier = find_field (WUSE_RECORD_CONTACT, "tier");
  fields.of_contact.setting = find_field (WUSE_RECORD_CONTACT, "setting");
  fields.of_contact.first = find_field (WUSE_RECORD_CONTACT, "first_exposure");
  fields.of_contact.last = find_field (WUSE_RECORD_CONTACT, "last_exposure");
  fields.of_contact.area = find_field (WUSE_RECORD_CONTACT, "area");
  fields.of_contact.start = find_field (WUSE_RECORD_CONTACT, "start");
  fields.of_contact.release = find_field (WUSE_RECORD_CONTACT, "release");
  fields.of_contact.became = find_field (WUSE_RECORD_CONTACT, "became_case");
  fields.of_link.source = find_field (WUSE_RECORD_LINK, "source");
  fields.of_link.target = find_field (WUSE_RECORD_LINK, "target");
  fields.of_link.kind = find_field (WUSE_RECORD_LINK, "kind");
  fields.of_link.state = find_field (WUSE_RECORD_LINK, "state");
  fields.of_link.setting = find_field (WUSE_RECORD_LINK, "setting");
  fields.of_link.first = find_field (WUSE_RECORD_LINK, "first_exposure");
  fields.of_link.last = find_field (WUSE_RECORD_LINK, "last_exposure");
  fields.of_stay.source = find_field (WUSE_RECORD_STAY, "case");
  fields.of_stay.place = find_field (WUSE_RECORD_STAY, "place");
  fields.of_stay.name = find_field (WUSE_RECORD_STAY, "name");
  fields.of_stay.lon = find_field (WUSE_RECORD_STAY, "lon");
  fields.of_stay.lat = find_field (WUSE_RECORD_STAY, "lat");
  fields.of_stay.start = find_field (WUSE_RECORD_STAY, "start");
  fields.of_stay.end = find_field (WUSE_RECORD_STAY, "end");
  fields.of_stay.precision = find_field (WUSE_RECORD_STAY, "precision");
  fields.of_stay.state = find_field (WUSE_RECORD_STAY, "state");
  fields.of_place.name = find_field (WUSE_RECORD_PLACE, "name");
  fields.of_place.area = find_field (WUSE_RECORD_PLACE, "area");
  fields.of_place.lon = find_field (WUSE_RECORD_PLACE, "lon");
  fields.of_place.lat = find_field (WUSE_RECORD_PLACE, "lat");
  fields.of_person.sex = find_field (WUSE_RECORD_PERSON, "sex");
  fields.of_person.area = find_field (WUSE_RECORD_PERSON, "area");
  fields.of_person.household = find_field (WUSE_RECORD_PERSON, "household");
  return NULL;
}

WuseRelationsBuilder *
wuse_relations_builder_new (void)
{
  static GOnce once = G_ONCE_INIT;
  WuseRelationsBuilder *self = g_new0 (WuseRelationsBuilder, 1);

  g_once (&once, find_fields, NULL);
  self->symbols = wuse_symbol_table_new ();
  memset (self->latest, 0xff, sizeof self->latest);
  self->case_rows = g_array_new (FALSE, FALSE, sizeof (CaseRow));
  self->contact_rows = g_array_new (FALSE, FALSE, sizeof (ContactRow));
  self->link_rows = g_array_new (FALSE, FALSE, sizeof (LinkRow));
  self->stay_rows = g_array_new (FALSE, FALSE, sizeof (StayRow));
  self->place_rows = g_array_new (FALSE, FALSE, sizeof (PlaceRow));
  self->person_rows = g_array_new (FALSE, FALSE, sizeof (PersonRow));

  return self;
}

static guint32
intern (WuseRelationsBuilder *self, const WuseRecord *record, guint field)
{
  const WuseValue *value = &record->values[field];
  guint32 *latest = &self->latest[record->type][field];

  if (!value->is_set)
    return WUSE_SYMBOL_NONE;
  /* Records of one case mostly come one after the other. */
  if (*latest != WUSE_SYMBOL_NONE)
    {
      const char *name = wuse_symbol_table_get_name (self->symbols, *latest);

      if (strncmp (name, value->data, value->length) == 0 && name[value->length] == '\0')
        return *latest;
    }
  *latest = wuse_symbol_table_intern (self->symbols, value->data, value->length);
  return *latest;
}

/* For what many have in common: kept once. */
static const char *
share (WuseRelationsBuilder *self, const WuseRecord *record, guint field)
{
  guint32 symbol = intern (self, record, field);

  return symbol != WUSE_SYMBOL_NONE ? wuse_symbol_table_get_name (self->symbols, symbol) : NULL;
}

static const char *
copy (WuseRelationsBuilder *self, const WuseRecord *record, guint field)
{
  const WuseValue *value = &record->values[field];

  return value->is_set ? wuse_symbol_table_copy (self->symbols, value->data, value->length) : NULL;
}

static WuseDay
read_day (const WuseRecord *record, guint field)
{
  return record->values[field].is_set ? (WuseDay) record->values[field].integer : WUSE_DAY_NONE;
}

static WuseTime
read_time (const WuseRecord *record, guint field)
{
  return record->values[field].is_set ? record->values[field].integer : WUSE_TIME_NONE;
}

static WusePoint
read_point (const WuseRecord *record, guint lon, guint lat)
{
  if (!record->values[lon].is_set || !record->values[lat].is_set)
    return (WusePoint){ 0, 0 };
  return (WusePoint){ .lon = (gint32) record->values[lon].integer, .lat = (gint32) record->values[lat].integer };
}

/* 1 + position among the known codes; 0 for none, or one of a newer server. */
static guint8
read_code (const WuseRecord *record, guint field)
{
  const char *const *codes = wuse_record_class (record->type)->fields[field].codes;
  const WuseValue *value = &record->values[field];

  for (guint8 i = 0; value->is_set && codes[i] != NULL; i++)
    if (strlen (codes[i]) == value->length && memcmp (codes[i], value->data, value->length) == 0)
      return i + 1;
  return 0;
}

/* A classification of a newer server counts as suspected: it is not left out, nor claimed to be confirmed. */
static guint8
read_classification (const WuseRecord *record)
{
  guint8 code = read_code (record, fields.of_case.classification);

  return code != 0 ? code - 1 : WUSE_CASE_SUSPECTED;
}

static guint8
read_origin (const WuseRecord *record)
{
  static const guint8 origins[] = { WUSE_ORIGIN_UNKNOWN, WUSE_ORIGIN_LOCAL, WUSE_ORIGIN_IMPORTED, WUSE_ORIGIN_UNKNOWN };

  return origins[read_code (record, fields.of_case.origin)];
}

static void
add_case (WuseRelationsBuilder *self, const WuseRecord *record, gint64 key)
{
  const WuseValue *age = &record->values[fields.of_case.age];
  CaseRow row = {
    .key = key,
    .actor = {
        .area = share (self, record, fields.of_case.area),
        .cluster = share (self, record, fields.of_case.cluster),
        .age_band = share (self, record, fields.of_case.age_band),
        .kind = WUSE_ACTOR_CASE,
        .classification = read_classification (record),
        .origin = read_origin (record),
        .setting = read_code (record, fields.of_case.setting),
        .found_by = read_code (record, fields.of_case.found_by),
        .sex = read_code (record, fields.of_case.sex),
        .age = age->is_set ? (gint16) age->integer : -1,
        .onset = read_day (record, fields.of_case.onset),
        .report = read_day (record, fields.of_case.report),
        .isolation = read_day (record, fields.of_case.isolation),
        .release = read_day (record, fields.of_case.release),
        .position = read_point (record, fields.of_case.lon, fields.of_case.lat),
    },
    .id = wuse_symbol_table_intern (self->symbols, record->id, record->id_length),
    .person = intern (self, record, fields.of_case.person),
    .infector = intern (self, record, fields.of_case.infector),
    .household = intern (self, record, fields.of_case.household),
  };

  if (row.actor.release == WUSE_DAY_NONE)
    row.actor.release = read_day (record, fields.of_case.death);
  g_array_append_val (self->case_rows, row);
}

static void
add_contact (WuseRelationsBuilder *self, const WuseRecord *record, gint64 key)
{
  ContactRow row = {
    .key = key,
    .record = wuse_symbol_table_copy (self->symbols, record->id, record->id_length),
    .area = share (self, record, fields.of_contact.area),
    .at = record->at,
    .source = intern (self, record, fields.of_contact.source),
    .person = intern (self, record, fields.of_contact.person),
    .became = intern (self, record, fields.of_contact.became),
    .first = read_day (record, fields.of_contact.first),
    .last = read_day (record, fields.of_contact.last),
    .start = read_day (record, fields.of_contact.start),
    .release = read_day (record, fields.of_contact.release),
    .setting = read_code (record, fields.of_contact.setting),
    .is_secondary = read_code (record, fields.of_contact.tier) == 2,
  };

  /* A contact whom nobody has identified is still one: known by the record. */
  if (row.person == WUSE_SYMBOL_NONE)
    row.person = wuse_symbol_table_intern (self->symbols, record->id, record->id_length);
  g_array_append_val (self->contact_rows, row);
}

static void
add_link (WuseRelationsBuilder *self, const WuseRecord *record, gint64 key)
{
  guint8 kind = read_code (record, fields.of_link.kind), state = read_code (record, fields.of_link.state);
  LinkRow row = {
    .key = key,
    .record = wuse_symbol_table_copy (self->symbols, record->id, record->id_length),
    .at = record->at,
    .source = intern (self, record, fields.of_link.source),
    .target = intern (self, record, fields.of_link.target),
    .first = read_day (record, fields.of_link.first),
    .last = read_day (record, fields.of_link.last),
    /* What a newer server may say besides is the weakest that it can mean. */
    .kind = kind != 0 ? kind - 1 : WUSE_RELATION_CONTACT,
    .state = state != 0 ? state - 1 : WUSE_RELATION_SUSPECTED,
    .setting = read_code (record, fields.of_link.setting),
  };

  g_array_append_val (self->link_rows, row);
}

static void
add_stay (WuseRelationsBuilder *self, const WuseRecord *record, gint64 key)
{
  guint8 state = read_code (record, fields.of_stay.state);
  StayRow row = {
    .key = key,
    .sojourn = {
        .id = wuse_symbol_table_copy (self->symbols, record->id, record->id_length),
        .name = share (self, record, fields.of_stay.name),
        .position = read_point (record, fields.of_stay.lon, fields.of_stay.lat),
        .start = read_time (record, fields.of_stay.start),
        .end = read_time (record, fields.of_stay.end),
        .by_day = read_code (record, fields.of_stay.precision) == 2,
        .refuted = state == WUSE_RELATION_REFUTED + 1,
    },
    .at = record->at,
    .source = intern (self, record, fields.of_stay.source),
    .place = intern (self, record, fields.of_stay.place),
    .state = state != 0 ? state - 1 : WUSE_RELATION_CONFIRMED,
  };

  g_array_append_val (self->stay_rows, row);
}

static void
add_place (WuseRelationsBuilder *self, const WuseRecord *record, gint64 key)
{
  PlaceRow row = {
    .key = key,
    .id = wuse_symbol_table_intern (self->symbols, record->id, record->id_length),
    .name = copy (self, record, fields.of_place.name),
    .area = share (self, record, fields.of_place.area),
    .position = read_point (record, fields.of_place.lon, fields.of_place.lat),
  };

  g_array_append_val (self->place_rows, row);
}

static void
add_person (WuseRelationsBuilder *self, const WuseRecord *record, gint64 key)
{
  PersonRow row = {
    .key = key,
    .id = wuse_symbol_table_intern (self->symbols, record->id, record->id_length),
    .household = intern (self, record, fields.of_person.household),
    .area = share (self, record, fields.of_person.area),
    .sex = read_code (record, fields.of_person.sex),
  };

  g_array_append_val (self->person_rows, row);
}

static gboolean
is_touched (GHashTable *touched, const gint64 *key)
{
  return touched != NULL && g_hash_table_contains (touched, key);
}

/* Rows but for those that are to be read again. */
static GArray *
copy_rows (const GArray *rows, GHashTable *touched)
{
  const guint size = g_array_get_element_size ((GArray *) rows);
  GArray *copy = g_array_sized_new (FALSE, FALSE, size, rows->len + 16);
  guint begin = 0;

  if (rows->len == 0)
    return copy;
  for (guint i = 0; i < rows->len && touched != NULL; i++)
    if (is_touched (touched, (const gint64 *) (gpointer) (rows->data + (gsize) i * size)))
      {
        g_array_append_vals (copy, rows->data + (gsize) begin * size, i - begin);
        begin = i + 1;
      }
  g_array_append_vals (copy, rows->data + (gsize) begin * size, rows->len - begin);

  return copy;
}

WuseRelationsBuilder *
wuse_relations_builder_new_after (const WuseRelations *before, GHashTable *const *touched)
{
  const WuseRelationsBuilder *rows;
  WuseRelationsBuilder *self;

  g_return_val_if_fail (before != NULL && touched != NULL, NULL);

  rows = ((const Relations *) before)->rows;
  self = g_new0 (WuseRelationsBuilder, 1);
  self->symbols = wuse_symbol_table_new_after (rows->symbols);
  memset (self->latest, 0xff, sizeof self->latest);
  self->case_rows = copy_rows (rows->case_rows, touched[WUSE_RECORD_CASE]);
  self->contact_rows = copy_rows (rows->contact_rows, touched[WUSE_RECORD_CONTACT]);
  self->link_rows = copy_rows (rows->link_rows, touched[WUSE_RECORD_LINK]);
  self->stay_rows = copy_rows (rows->stay_rows, touched[WUSE_RECORD_STAY]);
  self->place_rows = copy_rows (rows->place_rows, touched[WUSE_RECORD_PLACE]);
  self->person_rows = copy_rows (rows->person_rows, touched[WUSE_RECORD_PERSON]);
  self->goes_on = TRUE;
  self->n_contacts_taken = self->contact_rows->len;
  self->n_steps = rows->n_steps + 1;
  self->n_rows_added = rows->n_rows_added;

  return self;
}

gboolean
wuse_relations_can_go_on (const WuseRelations *self)
{
  const Relations *relations = (const Relations *) self;

  g_return_val_if_fail (self != NULL, FALSE);

  return relations->rows->n_steps < MAX_STEPS && relations->rows->n_rows_added < MAX_ROWS_ADDED;
}

/* Who is nobody's contact any more would not be read. */
static void
drop_unmet (WuseRelationsBuilder *self, const guint8 *is_met, guint8 *is_known)
{
  guint n_kept = 0;

  for (guint i = 0; i < self->person_rows->len; i++)
    {
      const PersonRow row = g_array_index (self->person_rows, PersonRow, i);

      if (!is_met[row.id])
        continue;
      is_known[row.id] = TRUE;
      g_array_index (self->person_rows, PersonRow, n_kept++) = row;
    }
  g_array_set_size (self->person_rows, n_kept);
}

GPtrArray *
wuse_relations_builder_list_lacking (WuseRelationsBuilder *self)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree guint8 *is_met = NULL, *is_known = NULL;
  guint n_symbols;

  g_return_val_if_fail (self != NULL && self->goes_on, ids);

  n_symbols = wuse_symbol_table_get_n_symbols (self->symbols);
  is_met = g_new0 (guint8, n_symbols);
  is_known = g_new0 (guint8, n_symbols);
  for (guint i = 0; i < self->contact_rows->len; i++)
    is_met[g_array_index (self->contact_rows, ContactRow, i).person] = TRUE;
  drop_unmet (self, is_met, is_known);
  for (guint i = self->n_contacts_taken; i < self->contact_rows->len; i++)
    {
      const guint32 person = g_array_index (self->contact_rows, ContactRow, i).person;

      if (!is_known[person])
        g_ptr_array_add (ids, g_strdup (wuse_symbol_table_get_name (self->symbols, person)));
      is_known[person] = TRUE;
    }

  return ids;
}

void
wuse_relations_builder_add (WuseRelationsBuilder *self, const WuseRecord *record)
{
  wuse_relations_builder_add_row (self, record, 0);
}

void
wuse_relations_builder_add_row (WuseRelationsBuilder *self, const WuseRecord *record, gint64 key)
{
  g_return_if_fail (self != NULL && record != NULL && record->type < WUSE_N_RECORD_TYPES);

  if (record->op == WUSE_RECORD_DELETE)
    return;
  self->n_rows_added += self->goes_on;
  switch (record->type)
    {
    case WUSE_RECORD_CASE:
      add_case (self, record, key);
      return;
    case WUSE_RECORD_CONTACT:
      add_contact (self, record, key);
      return;
    case WUSE_RECORD_LINK:
      add_link (self, record, key);
      return;
    case WUSE_RECORD_STAY:
      add_stay (self, record, key);
      return;
    case WUSE_RECORD_PLACE:
      add_place (self, record, key);
      return;
    case WUSE_RECORD_PERSON:
      add_person (self, record, key);
      return;
    case WUSE_RECORD_AREA:
    case WUSE_RECORD_BUILDING:
    case WUSE_RECORD_FEATURE:
    case WUSE_RECORD_HOUSEHOLD:
    case WUSE_RECORD_DAILY:
    case WUSE_N_RECORD_TYPES:
      return;
    }
}
