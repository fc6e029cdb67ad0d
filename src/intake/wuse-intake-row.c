/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a row to the values of one record, as JSON, by the word of a mapping. */

#define G_LOG_DOMAIN "wuse-intake"

#include "config.h"

#include "wuse-intake-row-private.h"

#include "wuse-intake-error.h"
#include "wuse-number.h"

#include <glib/gi18n.h>
#include <string.h>

#define ID_HASH 16
#define MAX_FINDS 64
#define DAY_MS G_GINT64_CONSTANT (86400000)

/* A binding and where its columns are; -1 for one that the file has not. */
typedef struct
{
  const WuseIntakeBinding *binding;
  int *columns;
  guint n_columns;
  int where;
} Source;

struct _IntakePlan
{
  const WuseIntakeMake *make;
  const WuseRecordClass *class;
  int where;
  Source id;
  Source fields[WUSE_RECORD_MAX_FIELDS];
};

void
intake_append_json (GString *string, const char *text)
{
  g_string_append_c (string, '"');
  for (; *text != '\0'; text++)
    if (*text == '"' || *text == '\\')
      {
        g_string_append_c (string, '\\');
        g_string_append_c (string, *text);
      }
    else
      g_string_append_c (string, *text);
  g_string_append_c (string, '"');
}

static char *
to_json (const char *text)
{
  GString *json = g_string_new (NULL);

  intake_append_json (json, text);
  return g_string_free (json, FALSE);
}

char *
intake_make_id (const char *prefix, const char *text)
{
  gsize length = strlen (text);
  gboolean is_plain = strlen (prefix) + length <= WUSE_RECORD_MAX_ID;
  GString *id = g_string_new (prefix);

  for (const char *at = text; *at != '\0'; at++)
    {
      gboolean fits = g_ascii_isalnum (*at) || strchr ("._:-", *at) != NULL;

      is_plain = is_plain && fits;
      if (fits && id->len < WUSE_RECORD_MAX_ID - ID_HASH - 1)
        g_string_append_c (id, *at);
    }
  if (is_plain)
    {
      g_string_truncate (id, strlen (prefix));
      return g_string_free (g_string_append (id, text), FALSE);
    }

  /* What does not fit is told apart by a hash: the same text gives the same id every time it is brought in. */
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, (gssize) length);
  g_string_append_printf (id, "-%.*s", ID_HASH, hash);
  return g_string_free (id, FALSE);
}

static int
find_column (const WuseTableFile *file, const char *name)
{
  return name != NULL ? wuse_table_file_find_column (file, name) : -1;
}

static void
source_init (Source *self, const WuseIntakeBinding *binding, const WuseTableFile *file)
{
  self->binding = binding;
  self->where = -1;
  if (binding == NULL)
    return;
  self->where = find_column (file, binding->where_column);
  self->n_columns = binding->columns != NULL ? g_strv_length (binding->columns) : 0;
  self->columns = g_new (int, self->n_columns + 1);
  for (guint i = 0; i < self->n_columns; i++)
    self->columns[i] = find_column (file, binding->columns[i]);
}

static gboolean
check_source (const Source *self, const WuseField *field, const WuseTableFile *file, const WuseMaskKind *masks, GError **error)
{
  gboolean is_id = field == NULL || (field->kind == WUSE_FIELD_REF && field->target != WUSE_RECORD_AREA);
  gboolean is_day = field != NULL && (field->kind == WUSE_FIELD_DAY || field->kind == WUSE_FIELD_TIME);

  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i] >= 0 && is_id && masks[self->columns[i]] != WUSE_MASK_NONE)
      {
        g_set_error (error, WUSE_INTAKE_ERROR, WUSE_INTAKE_ERROR_MAPPING,
                     _ ("%1$s: “%2$s” has to be masked and cannot be what somebody is known by"), wuse_table_file_get_name (file),
                     self->binding->columns[i]);
        return FALSE;
      }
    else if (self->columns[i] >= 0 && is_day && self->binding->order == WUSE_DAY_ORDER_AUTO)
      {
        g_set_error (error, WUSE_INTAKE_ERROR, WUSE_INTAKE_ERROR_UNDECIDED,
                     _ ("%1$s: the order of the dates in “%2$s” is not chosen"), wuse_table_file_get_name (file),
                     self->binding->columns[i]);
        return FALSE;
      }
  return TRUE;
}

IntakePlan *
intake_plan_new (const WuseIntakeMake *make, const WuseTableFile *file, const WuseMaskKind *masks, GError **error)
{
  IntakePlan *self = g_new0 (IntakePlan, 1);
  gboolean is_fine;

  self->make = make;
  self->class = wuse_intake_subject_get_class (make->subject);
  self->where = find_column (file, make->where_column);
  source_init (&self->id, make->id, file);
  is_fine = check_source (&self->id, NULL, file, masks, error);
  for (guint i = 0; i < self->class->n_fields; i++)
    {
      source_init (&self->fields[i], make->fields[i], file);
      is_fine = is_fine && check_source (&self->fields[i], &self->class->fields[i], file, masks, error);
    }
  if (!is_fine)
    g_clear_pointer (&self, intake_plan_free);
  return self;
}

void
intake_plan_free (IntakePlan *self)
{
  g_free (self->id.columns);
  for (guint i = 0; i < G_N_ELEMENTS (self->fields); i++)
    g_free (self->fields[i].columns);
  g_free (self);
}

WuseIntakeSubject
intake_plan_get_subject (const IntakePlan *self)
{
  return self->make->subject;
}

static gboolean
is_one_of (GStrv folded, const char *text)
{
  g_autofree char *down = g_utf8_strdown (text, -1);

  return g_strv_contains ((const char *const *) folded, down);
}

gboolean
intake_plan_holds (const IntakePlan *self, const WuseTableRow *row)
{
  return self->make->where_column == NULL || (self->where >= 0 && is_one_of (self->make->where_values, row->cells[self->where]));
}

const char *
intake_plan_get_column (const IntakePlan *self, const IntakeRow *row, int field)
{
  const Source *source = field < 0 ? &self->id : &self->fields[field];

  for (guint i = 0; i < source->n_columns; i++)
    if (source->columns[i] >= 0)
      return row->header[source->columns[i]];
  return NULL;
}

void
intake_values_clear (IntakeValues *self)
{
  g_free (self->id);
  for (guint i = 0; i < G_N_ELEMENTS (self->fields); i++)
    g_free (self->fields[i]);
  g_clear_pointer (&self->each, g_ptr_array_unref);
  *self = (IntakeValues){ 0 };
}

void
intake_row_report (const IntakeRow *self, const char *column, WuseIntakeSeverity severity, WuseIntakeReason reason)
{
  g_autofree char *value = NULL;

  for (guint i = 0; column != NULL && self->row->fault == WUSE_TABLE_FAULT_NONE && self->header[i] != NULL; i++)
    if (strcmp (self->header[i], column) == 0)
      value = wuse_mask_cell (self->masks[i], self->row->cells[i]);
  wuse_intake_result_add_problem (self->result, &(WuseIntakeProblem){ .file = self->file,
                                                                      .line = self->row->line,
                                                                      .column = column,
                                                                      .value = value,
                                                                      .severity = severity,
                                                                      .reason = reason });
}

/* What stands in the source's columns, masked where it has to be; empty for nothing. */
static char *
join_cells (const Source *self, const IntakeRow *row)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->n_columns; i++)
    {
      int column = self->columns[i];
      const char *cell = column >= 0 ? row->row->cells[column] : "";

      if (wuse_is_missing (cell) || (self->binding->first && text->len > 0))
        continue;
      if (text->len > 0)
        g_string_append (text, ", ");
      if (row->masks[column] != WUSE_MASK_NONE)
        {
          g_autofree char *masked = wuse_mask_cell (row->masks[column], cell);

          g_string_append (text, masked);
        }
      else
        g_string_append (text, cell);
    }
  return g_string_free (text, FALSE);
}

/* The different things that the binding's pattern finds. */
static GPtrArray *
find_all (const WuseIntakeBinding *binding, const char *text)
{
  g_autoptr (GMatchInfo) info = NULL;
  GPtrArray *finds = g_ptr_array_new_with_free_func (g_free);
  gboolean found = g_regex_match (binding->match, text, 0, &info);

  for (; found && finds->len < MAX_FINDS; found = g_match_info_next (info, NULL))
    {
      char *find = binding->to != NULL ? g_match_info_expand_references (info, binding->to, NULL) : g_match_info_fetch (info, 0);

      if (find == NULL || *find == '\0' || g_ptr_array_find_with_equal_func (finds, find, g_str_equal, NULL))
        g_free (find);
      else
        g_ptr_array_add (finds, find);
    }
  return finds;
}

/* What the text of a source is to become; NULL for nothing. */
static char *
choose_text (const Source *self, const char *text)
{
  const WuseIntakeBinding *binding = self->binding;
  g_autofree char *chosen = g_strdup (text);
  g_autofree char *down = NULL;

  if (binding->match != NULL)
    {
      g_autoptr (GPtrArray) finds = find_all (binding, text);

      if (finds->len == 0 || (binding->only_one && finds->len > 1))
        return g_strdup (binding->constant);
      g_free (chosen);
      chosen = g_strdup (finds->pdata[0]);
    }
  down = g_utf8_strdown (chosen, -1);
  if (binding->values != NULL && g_hash_table_contains (binding->values, down))
    {
      const char *value = g_hash_table_lookup (binding->values, down);

      return *value != '\0' ? g_strdup (value) : NULL;
    }
  if (*chosen == '\0')
    return g_strdup (binding->constant);
  return binding->otherwise != NULL ? g_strdup (binding->otherwise) : g_steal_pointer (&chosen);
}

/* `46`, `46.0`, `0.9`, `46岁`: whole units, rounded down. */
static gboolean
read_whole (const char *text, const WuseField *field, gint64 *number)
{
  static const char *const units[] = { "", "岁", "周岁", "y", "yr", "yrs", "years", "year", NULL };
  gsize length = strspn (text, "-0123456789.");
  g_autofree char *unit = g_strstrip (g_strdup (text + length));
  double value;

  if (!g_strv_contains (units, unit)
      || !wuse_parse_double (text, (gssize) length, (double) field->minimum, (double) field->maximum, &value, NULL))
    return FALSE;
  *number = (gint64) value;
  return TRUE;
}

static char *
convert_text (const WuseField *field, const char *text, gboolean *was_shortened)
{
  g_autofree char *masked = wuse_mask_free_text (text);
  g_autofree char *clipped = NULL;
  GString *clean = g_string_new (NULL);

  for (const char *at = masked; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      g_string_append_unichar (clean, g_unichar_iscntrl (character) ? ' ' : character);
    }
  clipped = wuse_clip_text (clean->str, field->maximum > 0 ? (gsize) field->maximum : clean->len);
  *was_shortened = strlen (clipped) < clean->len;
  g_string_free (clean, TRUE);
  return to_json (clipped);
}

static char *
convert_day (const IntakeRow *row, const Source *source, const WuseField *field, const char *text, gboolean *has_time)
{
  WuseTime instant;
  WuseDay day;
  gint64 time;
  g_autofree char *written = NULL;

  *has_time = TRUE;
  if (field->kind == WUSE_FIELD_TIME && wuse_time_parse (text, -1, &instant, NULL))
    written = wuse_time_format (instant + source->binding->add_days * DAY_MS);
  else if (!wuse_day_read (text, source->binding->order != WUSE_DAY_ORDER_AUTO ? source->binding->order : WUSE_DAY_ORDER_YMD,
                           &day, &time))
    return NULL;
  else if (field->kind == WUSE_FIELD_DAY)
    written = wuse_day_format (day + source->binding->add_days);
  else
    {
      *has_time = time >= 0;
      written = wuse_time_format (wuse_day_to_time (day + source->binding->add_days, row->mapping->utc_offset) + MAX (time, 0));
    }
  return to_json (written);
}

static char *
convert_reference (const IntakeRow *row, const WuseField *field, const char *text)
{
  g_autofree char *id = NULL;

  if (field->target != WUSE_RECORD_AREA)
    id = intake_make_id (row->mapping->prefix, text);
  else if (row->areas != NULL)
    {
      g_autofree char *folded = g_utf8_strdown (text, -1);

      id = g_strdup (g_hash_table_lookup (row->areas, folded));
    }
  return id != NULL ? to_json (id) : NULL;
}

/* A JSON value, or NULL with the reason why there is none. */
static char *
convert (const IntakeRow *row,
         const Source *source,
         const WuseField *field,
         const char *text,
         gboolean *flag,
         WuseIntakeReason *reason)
{
  const char *code;
  gint64 number;
  gint32 degrees;

  switch (field->kind)
    {
    case WUSE_FIELD_TEXT:
      return convert_text (field, text, flag);
    case WUSE_FIELD_CODE:
      *reason = WUSE_INTAKE_REASON_UNKNOWN_WORD;
      code = wuse_code_from_word (field, text);
      return code != NULL ? to_json (code) : NULL;
    case WUSE_FIELD_REF:
      *reason = WUSE_INTAKE_REASON_UNKNOWN_AREA;
      return convert_reference (row, field, text);
    case WUSE_FIELD_INTEGER:
      *reason = WUSE_INTAKE_REASON_NOT_A_NUMBER;
      return read_whole (text, field, &number) ? g_strdup_printf ("%" G_GINT64_FORMAT, number) : NULL;
    case WUSE_FIELD_LON:
    case WUSE_FIELD_LAT:
      *reason = WUSE_INTAKE_REASON_NOT_A_POSITION;
      return wuse_parse_e7 (text, -1, field->kind == WUSE_FIELD_LON ? 180 : 90, &degrees, NULL)
                 ? g_strdup_printf ("%" G_GINT32_FORMAT, degrees)
                 : NULL;
    case WUSE_FIELD_DAY:
    case WUSE_FIELD_TIME:
      *reason = WUSE_INTAKE_REASON_NOT_A_DAY;
      return convert_day (row, source, field, text, flag);
    case WUSE_FIELD_GEOMETRY:
      break;
    }
  *reason = WUSE_INTAKE_REASON_INVALID;
  return NULL;
}

/* A word for a setting is often a whole sentence, and an area of another system is none of ours: no fault of the row. */
static gboolean
is_worth_a_word (const IntakeRow *row, const WuseField *field)
{
  return strcmp (field->name, "setting") != 0
         && (field->kind != WUSE_FIELD_REF || field->target != WUSE_RECORD_AREA || row->areas != NULL);
}

static void
read_each (const IntakePlan *self, const IntakeRow *row, guint field, const char *text, IntakeValues *values)
{
  const Source *source = &self->fields[field];
  g_autoptr (GPtrArray) finds = find_all (source->binding, text);

  values->each = g_ptr_array_new_with_free_func (g_free);
  values->each_field = field;
  for (guint i = 0; i < finds->len; i++)
    {
      char *json = convert_reference (row, &self->class->fields[field], finds->pdata[i]);

      if (json != NULL)
        g_ptr_array_add (values->each, json);
    }
}

/* Returns FALSE if the row is refused. */
static gboolean
read_field (const IntakePlan *self, const IntakeRow *row, guint i, IntakeValues *values)
{
  const Source *source = &self->fields[i];
  const WuseField *field = &self->class->fields[i];
  g_autofree char *joined = NULL, *text = NULL;
  WuseIntakeReason reason = WUSE_INTAKE_REASON_INVALID;
  gboolean flag = FALSE;

  if (source->binding->where_column != NULL
      && (source->where < 0 || !is_one_of (source->binding->where_values, row->row->cells[source->where])))
    return TRUE;
  joined = join_cells (source, row);
  if (source->binding->refused != NULL && is_one_of (source->binding->refused, joined))
    {
      intake_row_report (row, intake_plan_get_column (self, row, (int) i), WUSE_INTAKE_REFUSED, WUSE_INTAKE_REASON_EXCLUDED);
      return FALSE;
    }
  if (source->binding->each && source->binding->match != NULL && field->kind == WUSE_FIELD_REF)
    {
      read_each (self, row, i, joined, values);
      return TRUE;
    }
  text = choose_text (source, joined);
  if (text == NULL)
    return TRUE;
  values->fields[i] = convert (row, source, field, text, &flag, &reason);
  if (values->fields[i] == NULL && is_worth_a_word (row, field))
    intake_row_report (row, intake_plan_get_column (self, row, (int) i), WUSE_INTAKE_LEFT_OUT, reason);
  else if (field->kind == WUSE_FIELD_TEXT && flag)
    intake_row_report (row, intake_plan_get_column (self, row, (int) i), WUSE_INTAKE_NOTE, WUSE_INTAKE_REASON_SHORTENED);
  else if (field->kind == WUSE_FIELD_TIME && flag && values->fields[i] != NULL)
    values->time_is_known |= 1u << i;
  return TRUE;
}

/* Positions were kept as ten-millionths: both or none, as WGS 84. */
static void
end_position (const IntakePlan *self, const IntakeRow *row, IntakeValues *values)
{
  char **lon = NULL, **lat = NULL;
  gint64 e7[2];

  for (guint i = 0; i < self->class->n_fields; i++)
    if (self->class->fields[i].kind == WUSE_FIELD_LON)
      lon = &values->fields[i];
    else if (self->class->fields[i].kind == WUSE_FIELD_LAT)
      lat = &values->fields[i];
  if (lon == NULL || lat == NULL || (*lon == NULL && *lat == NULL))
    return;
  if (*lon == NULL || *lat == NULL)
    {
      g_clear_pointer (lon, g_free);
      g_clear_pointer (lat, g_free);
      return;
    }
  wuse_parse_int64 (*lon, -1, G_MININT32, G_MAXINT32, &e7[0], NULL);
  wuse_parse_int64 (*lat, -1, G_MININT32, G_MAXINT32, &e7[1], NULL);
  if (row->mapping->datum != WUSE_DATUM_WGS84)
    {
      double degrees[2] = { (double) e7[0] / 1e7, (double) e7[1] / 1e7 };

      wuse_datum_to_wgs84 (row->mapping->datum, &degrees[0], &degrees[1]);
      e7[0] = (gint64) (CLAMP (degrees[0], -180, 180) * 1e7);
      e7[1] = (gint64) (CLAMP (degrees[1], -90, 90) * 1e7);
    }
  for (guint i = 0; i < 2; i++)
    {
      GString *json = g_string_new (NULL);

      wuse_append_e7 (json, (gint32) e7[i]);
      g_free (i == 0 ? *lon : *lat);
      *(i == 0 ? lon : lat) = g_string_free (json, FALSE);
    }
}

gboolean
intake_plan_read (const IntakePlan *self, const IntakeRow *row, IntakeValues *values)
{
  *values = (IntakeValues){ 0 };
  if (self->id.binding != NULL)
    {
      g_autofree char *joined = join_cells (&self->id, row);
      g_autofree char *text = choose_text (&self->id, joined);

      if (text == NULL)
        {
          intake_row_report (row, intake_plan_get_column (self, row, -1), WUSE_INTAKE_REFUSED, WUSE_INTAKE_REASON_NO_ID);
          return FALSE;
        }
      values->id = intake_make_id (row->mapping->prefix, text);
    }
  for (guint i = 0; i < self->class->n_fields; i++)
    if (self->fields[i].binding != NULL && !read_field (self, row, i, values))
      {
        intake_values_clear (values);
        return FALSE;
      }
  end_position (self, row, values);
  return TRUE;
}
