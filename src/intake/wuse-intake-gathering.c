/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows become records: what each kind of row says, whom it speaks of, and what several say of one contact. */

#define G_LOG_DOMAIN "wuse-intake"

#include "config.h"

#include "wuse-intake-gathering-private.h"

#include "wuse-intake-records-private.h"

#include <string.h>

enum
{
  STAY_CASE,
  STAY_PLACE,
  STAY_KIND,
  STAY_START,
  STAY_END,
  STAY_PRECISION,
  N_STAY_FIELDS,
};

/* Fields that are looked at here, by class. */
typedef struct
{
  guint infector;
  guint name;
  guint contact_case, person, tier, start, due, contact_setting, contact_first, contact_last;
  guint follow_person, follow_day;
  guint stay[N_STAY_FIELDS];
  guint source, target, kind, state, setting, first, last;
} Fields;

/* What tables say of a contact apart from whom they met; texts are JSON. */
typedef struct
{
  char *fields[WUSE_RECORD_MAX_FIELDS];
  char *first_follow_up;
  char *last_follow_up;
  guint file;
  guint line;
  gboolean is_listed; /* in a table of contacts without cases, so that somebody has to say whom they met */
  gboolean is_used;
} Person;

/* A contact to be written when all is known of the person. */
typedef struct
{
  char *id;
  char *person;
  char *fields[WUSE_RECORD_MAX_FIELDS];
  guint file;
  guint number;
  guint line;
} Pending;

struct _IntakeGathering
{
  const WuseIntakeMapping *mapping;
  const WuseIntakeOptions *options;
  IntakeRecords *records;
  GHashTable *persons;
  gboolean has_list; /* of contacts */
  GHashTable *said;  /* source, target and kind of what is known of two cases */
  GPtrArray *pending;
  Fields fields;
};

static guint
find_field (const WuseRecordClass *class, const char *name)
{
  for (guint i = 0; i < class->n_fields; i++)
    if (strcmp (class->fields[i].name, name) == 0)
      return i;
  g_assert_not_reached ();
}

static void
find_fields (Fields *self)
{
  static const char *const stay[N_STAY_FIELDS] = { "case", "place", "kind", "start", "end", "precision" };
  const WuseRecordClass *contact = wuse_record_class (WUSE_RECORD_CONTACT), *link = wuse_record_class (WUSE_RECORD_LINK);

  self->infector = find_field (wuse_record_class (WUSE_RECORD_CASE), "infector");
  self->name = find_field (wuse_record_class (WUSE_RECORD_PLACE), "name");
  self->contact_case = find_field (contact, "case");
  self->person = find_field (contact, "person");
  self->tier = find_field (contact, "tier");
  self->start = find_field (contact, "start");
  self->due = find_field (contact, "due");
  self->contact_setting = find_field (contact, "setting");
  self->contact_first = find_field (contact, "first_exposure");
  self->contact_last = find_field (contact, "last_exposure");
  self->follow_person = find_field (wuse_intake_subject_get_class (WUSE_INTAKE_FOLLOW_UP), "person");
  self->follow_day = find_field (wuse_intake_subject_get_class (WUSE_INTAKE_FOLLOW_UP), "day");
  for (guint i = 0; i < N_STAY_FIELDS; i++)
    self->stay[i] = find_field (wuse_record_class (WUSE_RECORD_STAY), stay[i]);
  self->source = find_field (link, "source");
  self->target = find_field (link, "target");
  self->kind = find_field (link, "kind");
  self->state = find_field (link, "state");
  self->setting = find_field (link, "setting");
  self->first = find_field (link, "first_exposure");
  self->last = find_field (link, "last_exposure");
}

static void
person_free (gpointer data)
{
  Person *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (self->fields); i++)
    g_free (self->fields[i]);
  g_free (self->first_follow_up);
  g_free (self->last_follow_up);
  g_free (self);
}

static void
pending_free (gpointer data)
{
  Pending *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (self->fields); i++)
    g_free (self->fields[i]);
  g_free (self->id);
  g_free (self->person);
  g_free (self);
}

/* An id from its JSON: it has nothing to unescape. */
static char *
from_json (const char *json)
{
  return g_strndup (json + 1, strlen (json) - 2);
}

static gboolean
is_case (IntakeGathering *self, const char *id)
{
  return intake_records_have (self->records, WUSE_RECORD_CASE, id)
         || (self->options != NULL && self->options->known_cases != NULL
             && g_hash_table_contains (self->options->known_cases, id));
}

static gboolean
refuse (const IntakePlan *plan, const IntakeRow *row, int field, WuseIntakeReason reason)
{
  intake_row_report (row, intake_plan_get_column (plan, row, field), WUSE_INTAKE_REFUSED, reason);
  return FALSE;
}

static gboolean
has_required (WuseRecordType type, const IntakePlan *plan, const IntakeRow *row, char *const *fields)
{
  const WuseRecordClass *class = wuse_record_class (type);

  for (guint i = 0; i < class->n_fields; i++)
    if (class->fields[i].required && fields[i] == NULL)
      return refuse (plan, row, (int) i, WUSE_INTAKE_REASON_MISSING);
  return TRUE;
}

static void
take_place (IntakeGathering *self, const IntakePlan *plan, const IntakeRow *row, IntakeValues *values)
{
  g_autofree char *id = g_strdup (values->id);

  if (!has_required (WUSE_RECORD_PLACE, plan, row, values->fields))
    return;
  if (id == NULL)
    {
      g_autofree char *name = from_json (values->fields[self->fields.name]);

      id = intake_make_id (self->mapping->prefix, name);
    }
  if (intake_records_have (self->records, WUSE_RECORD_PLACE, id))
    refuse (plan, row, -1, WUSE_INTAKE_REASON_DUPLICATE_ID);
  else
    intake_records_write (self->records, WUSE_RECORD_PLACE, id, values->fields, row->file, row->row->number, row->row->line);
}

static char *
make_saying (const char *source, const char *target, const char *kind)
{
  return g_strconcat (source, "\t", target, "\t", kind, NULL);
}

/* Which row of which file: no file has as many lines as 2^27, at 200 MB. */
static gpointer
get_place (const IntakeRow *row)
{
  return GSIZE_TO_POINTER ((gsize) row->file << 27 | (row->row->line & ((1u << 27) - 1)));
}

static void
take_case (IntakeGathering *self, const IntakePlan *plan, const IntakeRow *row, IntakeValues *values)
{
  const char *infector = values->fields[self->fields.infector];

  if (values->id == NULL)
    refuse (plan, row, -1, WUSE_INTAKE_REASON_NO_ID);
  else if (intake_records_have (self->records, WUSE_RECORD_CASE, values->id))
    refuse (plan, row, -1, WUSE_INTAKE_REASON_DUPLICATE_ID);
  else if (has_required (WUSE_RECORD_CASE, plan, row, values->fields))
    {
      intake_records_write (self->records, WUSE_RECORD_CASE, values->id, values->fields, row->file, row->row->number,
                            row->row->line);
      if (infector != NULL)
        {
          g_autofree char *source = from_json (infector);

          g_hash_table_insert (self->said, make_saying (source, values->id, "\"transmission\""), get_place (row));
        }
    }
}

static Person *
get_person (IntakeGathering *self, const char *id, const IntakeRow *row)
{
  Person *person = g_hash_table_lookup (self->persons, id);

  if (person == NULL)
    {
      person = g_new0 (Person, 1);
      person->file = row->file;
      person->line = row->row->line;
      g_hash_table_insert (self->persons, g_strdup (id), person);
    }
  return person;
}

static void
take_link_of_cases (IntakeGathering *self,
                    const IntakePlan *plan,
                    const IntakeRow *row,
                    const IntakeValues *values,
                    const char *source,
                    const char *target)
{
  char *const *fields = values->fields;
  g_autofree char *saying = make_saying (source, target, fields[self->fields.kind]);
  gpointer place;
  g_autofree char *id = NULL;

  if (values->id != NULL && intake_records_have (self->records, WUSE_RECORD_LINK, values->id))
    refuse (plan, row, -1, WUSE_INTAKE_REASON_DUPLICATE_ID);
  else if (values->id == NULL && g_hash_table_lookup_extended (self->said, saying, NULL, &place))
    {
      /* The row itself may have named the infector. */
      if (place != get_place (row))
        intake_records_report (self->records, row->file, row->row->line, WUSE_INTAKE_NOTE, WUSE_INTAKE_REASON_REPEATED);
    }
  else
    {
      g_autofree char *joined = g_strconcat (source, "-", target, NULL);

      id = values->id != NULL ? g_strdup (values->id) : intake_records_find_free_id (self->records, WUSE_RECORD_LINK, joined);
      g_hash_table_insert (self->said, g_steal_pointer (&saying), get_place (row));
      intake_records_write (self->records, WUSE_RECORD_LINK, id, fields, row->file, row->row->number, row->row->line);
    }
}

static char *
quote (const char *text)
{
  return g_strdup_printf ("\"%s\"", text);
}

static void
add_pending (
    IntakeGathering *self, const IntakeRow *row, const char *id, const char *of_case, const char *person, char *const *fields)
{
  Pending *pending = g_new0 (Pending, 1);

  for (guint i = 0; i < WUSE_RECORD_MAX_FIELDS; i++)
    pending->fields[i] = g_strdup (fields[i]);
  pending->id = id != NULL ? g_strdup (id) : g_strconcat (of_case, "-", person, NULL);
  pending->person = g_strdup (person);
  pending->file = row->file;
  pending->number = row->row->number;
  pending->line = row->row->line;
  get_person (self, person, row)->is_used = TRUE;
  g_ptr_array_add (self->pending, pending);
}

/* A row of a list of contacts: with the case they met it is a contact, without it says something of a person. */
static void
take_contact (IntakeGathering *self, const IntakePlan *plan, const IntakeRow *row, IntakeValues *values)
{
  char **fields = values->fields;
  g_autofree char *person = fields[self->fields.person] != NULL ? from_json (fields[self->fields.person]) : g_strdup (values->id);
  g_autofree char *of_case = fields[self->fields.contact_case] != NULL ? from_json (fields[self->fields.contact_case]) : NULL;

  if (person == NULL)
    refuse (plan, row, (int) self->fields.person, WUSE_INTAKE_REASON_NO_ID);
  else if (of_case == NULL && is_case (self, person))
    intake_records_report (self->records, row->file, row->row->line, WUSE_INTAKE_NOTE, WUSE_INTAKE_REASON_CONTACT_IS_CASE);
  else if (of_case == NULL)
    {
      Person *known = get_person (self, person, row);

      if (known->is_listed)
        {
          refuse (plan, row, (int) self->fields.person, WUSE_INTAKE_REASON_DUPLICATE_ID);
          return;
        }
      known->is_listed = self->has_list = TRUE;
      for (guint i = 0; i < WUSE_RECORD_MAX_FIELDS; i++)
        known->fields[i] = g_steal_pointer (&fields[i]);
    }
  else if (!is_case (self, of_case))
    refuse (plan, row, (int) self->fields.contact_case, WUSE_INTAKE_REASON_NO_CASE);
  else if (strcmp (of_case, person) == 0)
    refuse (plan, row, (int) self->fields.person, WUSE_INTAKE_REASON_SELF_LINK);
  else if (is_case (self, person))
    {
      IntakeValues link = { .id = values->id };
      g_autofree char *source = quote (of_case), *target = quote (person);

      link.fields[self->fields.source] = source;
      link.fields[self->fields.target] = target;
      link.fields[self->fields.kind] = (char *) "\"contact\"";
      link.fields[self->fields.state] = (char *) "\"confirmed\"";
      link.fields[self->fields.setting] = fields[self->fields.contact_setting];
      link.fields[self->fields.first] = fields[self->fields.contact_first];
      link.fields[self->fields.last] = fields[self->fields.contact_last];
      take_link_of_cases (self, plan, row, &link, of_case, person);
    }
  else
    {
      if (fields[self->fields.tier] == NULL)
        fields[self->fields.tier] = quote ("close");
      if (fields[self->fields.person] == NULL)
        fields[self->fields.person] = quote (person);
      add_pending (self, row, values->id, of_case, person, fields);
    }
}

static void
take_follow_up (IntakeGathering *self, const IntakePlan *plan, const IntakeRow *row, IntakeValues *values)
{
  const char *day = values->fields[self->fields.follow_day];
  g_autofree char *id = NULL;
  Person *person;

  if (values->fields[self->fields.follow_person] == NULL || day == NULL)
    {
      refuse (plan, row, (int) (day == NULL ? self->fields.follow_day : self->fields.follow_person), WUSE_INTAKE_REASON_MISSING);
      return;
    }
  id = from_json (values->fields[self->fields.follow_person]);
  person = g_hash_table_lookup (self->persons, id);
  if (person == NULL && !is_case (self, id))
    refuse (plan, row, (int) self->fields.follow_person, WUSE_INTAKE_REASON_NO_CONTACT);
  if (person == NULL)
    return;
  /* Days as texts sort as days do. */
  if (person->first_follow_up == NULL || strcmp (day, person->first_follow_up) < 0)
    {
      g_free (person->first_follow_up);
      person->first_follow_up = g_strdup (day);
    }
  if (person->last_follow_up == NULL || strcmp (day, person->last_follow_up) > 0)
    {
      g_free (person->last_follow_up);
      person->last_follow_up = g_strdup (day);
    }
}

/* A day is the whole day: it is said so, and it ends with it. */
static void
end_times (IntakeGathering *self, IntakeValues *values)
{
  const guint *field = self->fields.stay;
  char **start = &values->fields[field[STAY_START]], **end = &values->fields[field[STAY_END]];
  gboolean by_minute = (values->time_is_known & 1u << field[STAY_START]) != 0;

  if (*start == NULL)
    return;
  if (values->fields[field[STAY_PRECISION]] == NULL)
    values->fields[field[STAY_PRECISION]] = quote (by_minute ? "minute" : "day");
  if (!by_minute)
    {
      g_autofree char *text = from_json (*end != NULL && (values->time_is_known & 1u << field[STAY_END]) == 0 ? *end : *start);
      WuseTime time;

      if ((*end == NULL || (values->time_is_known & 1u << field[STAY_END]) == 0) && wuse_time_parse (text, -1, &time, NULL))
        {
          g_autofree char *next = wuse_time_format (time + G_GINT64_CONSTANT (86400000));

          g_free (*end);
          *end = quote (next);
        }
    }
}

static void
take_stay (IntakeGathering *self, const IntakePlan *plan, const IntakeRow *row, IntakeValues *values)
{
  const char *json = values->fields[self->fields.stay[STAY_CASE]];
  g_autofree char *of_case = NULL, *wanted = NULL, *id = NULL;

  if (!has_required (WUSE_RECORD_STAY, plan, row, values->fields))
    return;
  of_case = from_json (json);
  if (!is_case (self, of_case))
    {
      refuse (plan, row, (int) self->fields.stay[STAY_CASE], WUSE_INTAKE_REASON_NO_CASE);
      return;
    }
  if (values->id != NULL && intake_records_have (self->records, WUSE_RECORD_STAY, values->id))
    {
      refuse (plan, row, -1, WUSE_INTAKE_REASON_DUPLICATE_ID);
      return;
    }
  end_times (self, values);
  wanted = g_strdup_printf ("%s-%u", of_case, row->row->number);
  id = values->id != NULL ? g_strdup (values->id) : intake_records_find_free_id (self->records, WUSE_RECORD_STAY, wanted);
  intake_records_write (self->records, WUSE_RECORD_STAY, id, values->fields, row->file, row->row->number, row->row->line);
}

/* Somebody was where something happened. */
static void
take_visit (IntakeGathering *self, const IntakeRow *row, const IntakeValues *values, const char *of_case, const char *place)
{
  char *fields[WUSE_RECORD_MAX_FIELDS] = { NULL };
  const guint *stay = self->fields.stay;
  g_autofree char *quoted_case = quote (of_case), *quoted_place = quote (place);
  g_autofree char *wanted = g_strconcat (of_case, "-", place, NULL);
  g_autofree char *id = intake_records_find_free_id (self->records, WUSE_RECORD_STAY, values->id != NULL ? values->id : wanted);
  g_autofree char *start = NULL, *end = NULL;
  const char *last = values->fields[self->fields.last];
  WuseDay day;

  fields[stay[STAY_CASE]] = quoted_case;
  fields[stay[STAY_PLACE]] = quoted_place;
  if (last != NULL && wuse_day_parse (last + 1, 10, &day, NULL))
    {
      g_autofree char *first_instant = wuse_time_format (wuse_day_to_time (day, self->mapping->utc_offset));
      g_autofree char *last_instant = wuse_time_format (wuse_day_to_time (day + 1, self->mapping->utc_offset));

      fields[stay[STAY_START]] = start = quote (first_instant);
      fields[stay[STAY_END]] = end = quote (last_instant);
      fields[stay[STAY_PRECISION]] = (char *) "\"day\"";
    }
  intake_records_write (self->records, WUSE_RECORD_STAY, id, fields, row->file, row->row->number, row->row->line);
}

static void
take_meeting (IntakeGathering *self, const IntakeRow *row, const IntakeValues *values, const char *of_case, const char *person)
{
  char *fields[WUSE_RECORD_MAX_FIELDS] = { NULL };
  g_autofree char *quoted_case = quote (of_case), *quoted_person = quote (person);

  if (self->has_list && !g_hash_table_contains (self->persons, person))
    intake_records_report (self->records, row->file, row->row->line, WUSE_INTAKE_NOTE, WUSE_INTAKE_REASON_NOBODY);
  fields[self->fields.contact_case] = quoted_case;
  fields[self->fields.person] = quoted_person;
  fields[self->fields.tier] = (char *) "\"close\"";
  fields[self->fields.contact_setting] = values->fields[self->fields.setting];
  fields[self->fields.contact_first] = values->fields[self->fields.first];
  fields[self->fields.contact_last] = values->fields[self->fields.last];
  add_pending (self, row, values->id, of_case, person, fields);
}

/* Two who met: what they are says what record it is. */
static void
take_pair (IntakeGathering *self, const IntakePlan *plan, const IntakeRow *row, const IntakeValues *values)
{
  g_autofree char *source = from_json (values->fields[self->fields.source]);
  g_autofree char *target = from_json (values->fields[self->fields.target]);
  gboolean source_is_case = is_case (self, source), target_is_case = is_case (self, target);
  gboolean source_is_place = intake_records_have (self->records, WUSE_RECORD_PLACE, source);
  gboolean target_is_place = intake_records_have (self->records, WUSE_RECORD_PLACE, target);
  const char *other = source_is_case ? target : source;
  gboolean is_transmission = g_strcmp0 (values->fields[self->fields.kind], "\"transmission\"") == 0;

  if (strcmp (source, target) == 0)
    refuse (plan, row, (int) self->fields.target, WUSE_INTAKE_REASON_SELF_LINK);
  else if (source_is_case && target_is_case)
    take_link_of_cases (self, plan, row, values, source, target);
  else if (!source_is_case && !target_is_case)
    refuse (plan, row, (int) self->fields.source, WUSE_INTAKE_REASON_NO_CASE);
  else if (source_is_place || target_is_place)
    take_visit (self, row, values, source_is_case ? source : target, other);
  else if (is_transmission && !g_hash_table_contains (self->persons, other))
    {
      /* It says who was infected, or by whom: kept, though nobody knows that person. */
      intake_records_report (self->records, row->file, row->row->line, WUSE_INTAKE_NOTE, WUSE_INTAKE_REASON_NOBODY);
      take_link_of_cases (self, plan, row, values, source, target);
    }
  else
    take_meeting (self, row, values, source_is_case ? source : target, other);
}

static void
take_link (IntakeGathering *self, const IntakePlan *plan, const IntakeRow *row, IntakeValues *values)
{
  char **fields = values->fields;

  if (fields[self->fields.kind] == NULL)
    fields[self->fields.kind] = quote ("contact");
  if (fields[self->fields.state] == NULL)
    fields[self->fields.state] = quote ("suspected");
  if (values->each == NULL)
    {
      if (has_required (WUSE_RECORD_LINK, plan, row, fields))
        take_pair (self, plan, row, values);
      return;
    }
  for (guint i = 0; i < values->each->len; i++)
    {
      g_free (fields[values->each_field]);
      fields[values->each_field] = g_strdup (values->each->pdata[i]);
      if (has_required (WUSE_RECORD_LINK, plan, row, fields))
        take_pair (self, plan, row, values);
    }
}

void
intake_gathering_take (IntakeGathering *self, const IntakePlan *plan, const IntakeRow *row)
{
  static void (*const takers[WUSE_N_INTAKE_SUBJECTS]) (IntakeGathering *, const IntakePlan *, const IntakeRow *,
                                                       IntakeValues *) = {
    [WUSE_INTAKE_PLACE] = take_place,         [WUSE_INTAKE_CASE] = take_case, [WUSE_INTAKE_CONTACT] = take_contact,
    [WUSE_INTAKE_FOLLOW_UP] = take_follow_up, [WUSE_INTAKE_STAY] = take_stay, [WUSE_INTAKE_LINK] = take_link,
  };
  IntakeValues values;

  if (!intake_plan_holds (plan, row->row) || !intake_plan_read (plan, row, &values))
    return;
  takers[intake_plan_get_subject (plan)](self, plan, row, &values);
  intake_values_clear (&values);
}

/* What other tables say of the person stands in for what this one does not. */
void
intake_gathering_end (IntakeGathering *self)
{
  GHashTableIter iter;
  gpointer data;

  for (guint i = 0; i < self->pending->len; i++)
    {
      Pending *pending = self->pending->pdata[i];
      Person *person = g_hash_table_lookup (self->persons, pending->person);
      char **fields = pending->fields;
      g_autofree char *id = NULL;

      for (guint j = 0; j < WUSE_RECORD_MAX_FIELDS; j++)
        if (fields[j] == NULL)
          fields[j] = g_strdup (person->fields[j]);
      if (fields[self->fields.start] == NULL)
        fields[self->fields.start] = g_strdup (person->first_follow_up);
      if (fields[self->fields.due] == NULL)
        fields[self->fields.due] = g_strdup (person->last_follow_up);
      id = intake_records_find_free_id (self->records, WUSE_RECORD_CONTACT, pending->id);
      intake_records_write (self->records, WUSE_RECORD_CONTACT, id, fields, pending->file, pending->number, pending->line);
    }
  g_hash_table_iter_init (&iter, self->persons);
  while (g_hash_table_iter_next (&iter, NULL, &data))
    {
      Person *person = data;

      if (person->is_listed && !person->is_used)
        intake_records_report (self->records, person->file, person->line, WUSE_INTAKE_REFUSED,
                               WUSE_INTAKE_REASON_CONTACT_OF_NOBODY);
    }
}

IntakeGathering *
intake_gathering_new (const WuseIntakeMapping *mapping, const WuseIntakeOptions *options, WuseIntakeResult *result)
{
  IntakeGathering *self = g_new0 (IntakeGathering, 1);

  self->mapping = mapping;
  self->options = options;
  find_fields (&self->fields);
  self->records = intake_records_new (result);
  self->persons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, person_free);
  self->said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->pending = g_ptr_array_new_with_free_func (pending_free);
  return self;
}

void
intake_gathering_free (IntakeGathering *self)
{
  intake_records_free (self->records);
  g_hash_table_unref (self->persons);
  g_hash_table_unref (self->said);
  g_ptr_array_unref (self->pending);
  g_free (self);
}
