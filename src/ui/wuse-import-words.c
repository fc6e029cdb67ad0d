/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said while others' tables are brought in. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-import-words.h"

#include "wuse-case-words.h"
#include "wuse-format.h"
#include "wuse-intake-error.h"
#include "wuse-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define EVERY WUSE_INTAKE_NOTHING

typedef struct
{
  WuseIntakeSubject subject; /* or EVERY */
  const char *field;
  const char *words;
} FieldWords;

/* Those of one subject stand before those of all. */
static const FieldWords field_words[] = {
  { WUSE_INTAKE_CASE, "id", N_ ("Case number") },
  { WUSE_INTAKE_PLACE, "id", N_ ("Number of the place") },
  { WUSE_INTAKE_CASE, "contacts", N_ ("Number of contacts") },
  { WUSE_INTAKE_CASE, "release", N_ ("Release from isolation") },
  { WUSE_INTAKE_CONTACT, "release", N_ ("Release from quarantine") },
  { WUSE_INTAKE_CONTACT, "start", N_ ("Start of quarantine") },
  { WUSE_INTAKE_CONTACT, "person", N_ ("Who the contact is") },
  { WUSE_INTAKE_CONTACT, "case", N_ ("Contact of case") },
  { WUSE_INTAKE_STAY, "start", N_ ("From") },
  { WUSE_INTAKE_STAY, "case", N_ ("Whose stay") },
  { WUSE_INTAKE_STAY, "kind", N_ ("Kind of place") },
  { WUSE_INTAKE_STAY, "name", N_ ("Name of the place") },
  { WUSE_INTAKE_PLACE, "kind", N_ ("Kind of place") },
  { WUSE_INTAKE_PLACE, "name", N_ ("Name of the place") },
  { WUSE_INTAKE_LINK, "kind", N_ ("Kind of link") },
  { WUSE_INTAKE_FOLLOW_UP, "person", N_ ("Who the contact is") },
  { WUSE_INTAKE_FOLLOW_UP, "day", N_ ("Day of the visit or call") },
  { EVERY, "id", N_ ("Number of the record") },
  { EVERY, "classification", N_ ("Classification") },
  { EVERY, "severity", N_ ("Severity") },
  { EVERY, "origin", N_ ("Local or imported") },
  { EVERY, "origin_place", N_ ("Imported from") },
  { EVERY, "person", N_ ("Person") },
  { EVERY, "sex", N_ ("Sex") },
  { EVERY, "age", N_ ("Age") },
  { EVERY, "age_band", N_ ("Age band") },
  { EVERY, "area", N_ ("Area") },
  { EVERY, "building", N_ ("Building") },
  { EVERY, "household", N_ ("Household") },
  { EVERY, "lon", N_ ("Longitude") },
  { EVERY, "lat", N_ ("Latitude") },
  { EVERY, "onset", N_ ("Onset") },
  { EVERY, "report", N_ ("Report") },
  { EVERY, "isolation", N_ ("Isolation") },
  { EVERY, "death", N_ ("Death") },
  { EVERY, "outcome", N_ ("Outcome") },
  { EVERY, "found_by", N_ ("How found") },
  { EVERY, "infector", N_ ("Infected by") },
  { EVERY, "setting", N_ ("Setting") },
  { EVERY, "cluster", N_ ("Cluster") },
  { EVERY, "note", N_ ("Remarks") },
  { EVERY, "tier", N_ ("Close or secondary") },
  { EVERY, "first_exposure", N_ ("First exposure") },
  { EVERY, "last_exposure", N_ ("Last exposure") },
  { EVERY, "quarantine", N_ ("Quarantine") },
  { EVERY, "quarantine_place", N_ ("Place of quarantine") },
  { EVERY, "due", N_ ("End of quarantine due") },
  { EVERY, "became_case", N_ ("Became case") },
  { EVERY, "place", N_ ("Place") },
  { EVERY, "end", N_ ("Until") },
  { EVERY, "precision", N_ ("Exact to") },
  { EVERY, "state", N_ ("Suspected or confirmed") },
  { EVERY, "reason", N_ ("Reason") },
  { EVERY, "source", N_ ("From case") },
  { EVERY, "target", N_ ("To case") },
  { EVERY, "evidence", N_ ("Evidence") },
  { EVERY, "address", N_ ("Address") },
  { EVERY, "capacity", N_ ("Capacity") },
};

const char *
wuse_import_words_for_subject (WuseIntakeSubject subject)
{
  switch (subject)
    {
    case WUSE_INTAKE_PLACE:
      return _ ("A place");
    case WUSE_INTAKE_CASE:
      return _ ("A case");
    case WUSE_INTAKE_CONTACT:
      return _ ("A contact");
    case WUSE_INTAKE_FOLLOW_UP:
      return _ ("A visit or call to a contact");
    case WUSE_INTAKE_STAY:
      return _ ("A stay of a case");
    case WUSE_INTAKE_LINK:
      return _ ("Two who met");
    case WUSE_N_INTAKE_SUBJECTS:
      break;
    }

  return _ ("Not brought in");
}

const char *
wuse_import_words_for_field (WuseIntakeSubject subject, const char *field)
{
  g_return_val_if_fail (field != NULL, "");

  for (guint i = 0; i < G_N_ELEMENTS (field_words); i++)
    if ((field_words[i].subject == subject || field_words[i].subject == EVERY) && strcmp (field_words[i].field, field) == 0)
      return _ (field_words[i].words);

  return field;
}

const char *
wuse_import_words_for_order (WuseDayOrder order)
{
  switch (order)
    {
    case WUSE_DAY_ORDER_YMD:
      return _ ("Year, month, day");
    case WUSE_DAY_ORDER_DMY:
      return _ ("Day, month, year");
    case WUSE_DAY_ORDER_MDY:
      return _ ("Month, day, year");
    case WUSE_DAY_ORDER_SERIAL:
      return _ ("Days counted by a spreadsheet");
    case WUSE_DAY_ORDER_AUTO:
    case WUSE_N_DAY_ORDERS:
      break;
    }

  return _ ("not known");
}

const char *
wuse_import_words_for_delimiter (char delimiter)
{
  switch (delimiter)
    {
    case ',':
      return _ ("commas");
    case ';':
      return _ ("semicolons");
    case '\t':
      return _ ("tabs");
    default:
      return _ ("vertical bars");
    }
}

const char *
wuse_import_words_for_count (WuseRecordType type, gulong n)
{
  switch (type)
    {
    case WUSE_RECORD_CASE:
      return ngettext ("case", "cases", n);
    case WUSE_RECORD_CONTACT:
      return ngettext ("contact", "contacts", n);
    case WUSE_RECORD_STAY:
      return ngettext ("stay", "stays", n);
    case WUSE_RECORD_LINK:
      return ngettext ("link", "links", n);
    case WUSE_RECORD_PLACE:
      return ngettext ("place", "places", n);
    case WUSE_RECORD_AREA:
    case WUSE_RECORD_BUILDING:
    case WUSE_RECORD_FEATURE:
    case WUSE_RECORD_HOUSEHOLD:
    case WUSE_RECORD_PERSON:
    case WUSE_RECORD_DAILY:
    case WUSE_N_RECORD_TYPES:
      break;
    }

  return ngettext ("record", "records", n);
}

const char *
wuse_import_words_for_problems (WuseIntakeSeverity severity)
{
  switch (severity)
    {
    case WUSE_INTAKE_REFUSED:
      return _ ("Rows refused");
    case WUSE_INTAKE_LEFT_OUT:
      return _ ("Values left out");
    case WUSE_INTAKE_NOTE:
      break;
    }

  return _ ("To look at");
}

char *
wuse_import_words_for_error (const GError *error)
{
  const char *advice = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  if (g_error_matches (error, WUSE_INTAKE_ERROR, WUSE_INTAKE_ERROR_TABLE))
    advice = _ ("Please correct that line, or save the table anew as CSV.");
  else if (g_error_matches (error, WUSE_INTAKE_ERROR, WUSE_INTAKE_ERROR_TOO_LARGE))
    advice = _ ("Please split the table.");
  else if (g_error_matches (error, WUSE_INTAKE_ERROR, WUSE_INTAKE_ERROR_MAPPING))
    advice = _ ("Please choose another column.");
  else if (error->domain == G_IO_ERROR && error->code == G_IO_ERROR_INVALID_DATA)
    advice = _ ("Please choose another encoding.");
  else if (error->domain == G_IO_ERROR && error->code == G_IO_ERROR_IS_DIRECTORY)
    advice = _ ("Please choose the files in it.");
  else if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_EXIST))
    return g_strdup (_ ("There is a collection of this name already. Nothing has been changed; please choose another name."));
  else if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    return g_strdup (_ ("The disk is full. Nothing has been brought in; make room and try again."));

  return advice != NULL ? g_strdup_printf ("%s. %s", error->message, advice) : wuse_words_for_error (error);
}

/* --- a record in one line --- */

static char *
dup_value (const WuseField *field, const WuseValue *value)
{
  g_autofree char *text = value->data != NULL ? g_strndup (value->data, value->length) : NULL;

  switch (field->kind)
    {
    case WUSE_FIELD_CODE:
      return g_strdup (wuse_words_for_case_code (field->name, text));
    case WUSE_FIELD_DAY:
      return wuse_day_format ((WuseDay) value->integer);
    case WUSE_FIELD_TIME:
      return wuse_time_format (value->integer);
    case WUSE_FIELD_INTEGER:
      return wuse_format_number (value->integer);
    case WUSE_FIELD_LON:
    case WUSE_FIELD_LAT:
      return g_strdup_printf ("%.4f\302\260", (double) value->integer / 1e7);
    case WUSE_FIELD_TEXT:
    case WUSE_FIELD_REF:
    case WUSE_FIELD_GEOMETRY:
      break;
    }

  return g_steal_pointer (&text);
}

static WuseIntakeSubject
subject_of (WuseRecordType type)
{
  static const WuseIntakeSubject subjects[WUSE_N_RECORD_TYPES] = {
    [WUSE_RECORD_PLACE] = WUSE_INTAKE_PLACE, [WUSE_RECORD_CASE] = WUSE_INTAKE_CASE, [WUSE_RECORD_CONTACT] = WUSE_INTAKE_CONTACT,
    [WUSE_RECORD_STAY] = WUSE_INTAKE_STAY,   [WUSE_RECORD_LINK] = WUSE_INTAKE_LINK,
  };

  return subjects[type];
}

static const WuseValue *
find_value (const WuseRecord *record, const char *field)
{
  const WuseRecordClass *class = wuse_record_class (record->type);

  for (guint i = 0; i < class->n_fields; i++)
    if (strcmp (class->fields[i].name, field) == 0 && record->values[i].is_set)
      return &record->values[i];

  return NULL;
}

static char *
dup_field (const WuseRecord *record, const char *field)
{
  const WuseValue *value = find_value (record, field);

  return value != NULL && value->data != NULL ? g_strndup (value->data, value->length) : g_strdup ("?");
}

static char *
make_title (const WuseRecord *record)
{
  g_autofree char *id = g_strndup (record->id, record->id_length);
  g_autofree char *one = NULL, *other = NULL;

  switch (record->type)
    {
    case WUSE_RECORD_CASE:
      return g_strdup_printf (_ ("Case %s"), id);
    case WUSE_RECORD_CONTACT:
      one = dup_field (record, "case");
      /* Translators: a case by its number */
      return g_strdup_printf (_ ("Contact of case %s"), one);
    case WUSE_RECORD_STAY:
      one = dup_field (record, "case");
      return g_strdup_printf (_ ("Stay of case %s"), one);
    case WUSE_RECORD_LINK:
      one = dup_field (record, "source");
      other = dup_field (record, "target");
      return g_strdup_printf ("%s \342\206\222 %s", one, other);
    case WUSE_RECORD_PLACE:
      return g_strdup_printf (_ ("Place %s"), id);
    case WUSE_RECORD_AREA:
    case WUSE_RECORD_BUILDING:
    case WUSE_RECORD_FEATURE:
    case WUSE_RECORD_HOUSEHOLD:
    case WUSE_RECORD_PERSON:
    case WUSE_RECORD_DAILY:
    case WUSE_N_RECORD_TYPES:
      break;
    }

  return g_steal_pointer (&id);
}

/* What the title says already */
static gboolean
is_in_title (WuseRecordType type, const char *field)
{
  if (type == WUSE_RECORD_LINK)
    return strcmp (field, "source") == 0 || strcmp (field, "target") == 0;

  return (type == WUSE_RECORD_CONTACT || type == WUSE_RECORD_STAY) && strcmp (field, "case") == 0;
}

char *
wuse_import_words_for_record (const WuseRecord *record, char **title)
{
  const WuseRecordClass *class;
  GString *line;

  g_return_val_if_fail (record != NULL && title != NULL, NULL);

  class = wuse_record_class (record->type);
  line = g_string_new (NULL);
  for (guint i = 0; i < class->n_fields; i++)
    if (record->values[i].is_set && class->fields[i].kind != WUSE_FIELD_GEOMETRY
        && !is_in_title (record->type, class->fields[i].name))
      {
        const WuseIntakeSubject subject = subject_of (record->type);
        g_autofree char *value = dup_value (&class->fields[i], &record->values[i]);

        if (line->len > 0)
          g_string_append (line, " \302\267 ");
        /* Translators: a field and its value */
        g_string_append_printf (line, _ ("%1$s: %2$s"), wuse_import_words_for_field (subject, class->fields[i].name), value);
      }
  *title = make_title (record);

  return g_string_free (line, FALSE);
}
