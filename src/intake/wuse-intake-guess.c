/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mapping proposed for files: one remembered, a known form, or column by column. */

#define G_LOG_DOMAIN "wuse-intake"

#include "config.h"

#include "wuse-intake-guess-private.h"

#include "wuse-intake-forms.h"

#include <string.h>

#define LEAST_SURE 60
#define SURE 90

/* A column that could be a field, and how surely. */
typedef struct
{
  guint column;
  int field;
  guint score;
} Candidate;

static gboolean
can_hold (const WuseField *field, const WuseColumnGuess *column)
{
  WuseColumnKind kind = column->kind;

  if (kind == WUSE_COLUMN_EMPTY || kind == WUSE_COLUMN_SENSITIVE)
    return FALSE;
  if (field == NULL)
    return kind != WUSE_COLUMN_DAY && kind != WUSE_COLUMN_SEX && kind != WUSE_COLUMN_YES_NO;
  switch (field->kind)
    {
    case WUSE_FIELD_DAY:
    case WUSE_FIELD_TIME:
      return kind == WUSE_COLUMN_DAY;
    case WUSE_FIELD_INTEGER:
      return kind == WUSE_COLUMN_NUMBER || kind == WUSE_COLUMN_AGE || kind == WUSE_COLUMN_YES_NO || kind == WUSE_COLUMN_ID
             || kind == WUSE_COLUMN_REFERENCE;
    case WUSE_FIELD_LON:
      return kind == WUSE_COLUMN_LON;
    case WUSE_FIELD_LAT:
      return kind == WUSE_COLUMN_LAT;
    case WUSE_FIELD_REF:
      return kind != WUSE_COLUMN_DAY && kind != WUSE_COLUMN_SEX && kind != WUSE_COLUMN_YES_NO && kind != WUSE_COLUMN_AGE;
    case WUSE_FIELD_CODE:
      return kind != WUSE_COLUMN_DAY && kind != WUSE_COLUMN_LON && kind != WUSE_COLUMN_LAT;
    case WUSE_FIELD_TEXT:
      return kind != WUSE_COLUMN_DAY;
    case WUSE_FIELD_GEOMETRY:
      break;
    }
  return FALSE;
}

/* How surely a column is a field: by its name, else by what it holds. */
static guint
rate (const WuseRecordClass *class, int field, const WuseColumnGuess *column)
{
  const WuseField *what = field < 0 ? NULL : &class->fields[field];
  guint score = can_hold (what, column) ? wuse_column_names_field (column->name, class, field) : 0;

  if (score > 0)
    return score;
  if (field < 0)
    return column->kind == WUSE_COLUMN_ID ? LEAST_SURE : 0;
  if ((strcmp (what->name, "sex") == 0 && column->kind == WUSE_COLUMN_SEX)
      || (strcmp (what->name, "age_band") == 0 && column->kind == WUSE_COLUMN_AGE_BAND)
      || (strcmp (what->name, "infector") == 0 && column->kind == WUSE_COLUMN_REFERENCE))
    return LEAST_SURE;
  return 0;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *one = a, *other = b;

  if (one->score != other->score)
    return one->score > other->score ? -1 : 1;
  return one->column != other->column ? (int) one->column - (int) other->column : one->field - other->field;
}

static WuseIntakeBinding *
bind_column (const WuseColumnGuess *column)
{
  WuseIntakeBinding *binding = wuse_intake_binding_new (column->name, NULL);

  binding->order = column->order;
  return binding;
}

/* Binds each field to the column that is most surely it; returns how sure all of it is. */
static guint
bind_columns (WuseIntakeMake *make, const WuseTableGuess *table)
{
  const WuseRecordClass *class = wuse_intake_subject_get_class (make->subject);
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autofree gboolean *is_used = g_new0 (gboolean, table->n_columns);
  guint total = 0;

  for (guint i = 0; i < table->n_columns; i++)
    for (int field = -1; field < (int) class->n_fields; field++)
      {
        Candidate candidate = { i, field, rate (class, field, &table->columns[i]) };

        if (candidate.score >= LEAST_SURE)
          g_array_append_val (candidates, candidate);
      }
  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);
      const char *name = candidate->field < 0 ? "id" : class->fields[candidate->field].name;

      if (is_used[candidate->column] || wuse_intake_make_get (make, name) != NULL)
        continue;
      is_used[candidate->column] = TRUE;
      wuse_intake_make_bind (make, name, bind_column (&table->columns[candidate->column]));
      total += candidate->score;
    }
  return total;
}

static void
bind_constant (WuseIntakeMake *make, const char *field, const char *constant)
{
  if (wuse_intake_make_get (make, field) == NULL)
    wuse_intake_make_bind (make, field, wuse_intake_binding_new (NULL, constant));
}

void
intake_bind_constants (WuseIntakeMake *make)
{
  if (make->subject == WUSE_INTAKE_CASE)
    bind_constant (make, "classification", "confirmed");
  else if (make->subject == WUSE_INTAKE_CONTACT)
    bind_constant (make, "tier", "close");
  else if (make->subject == WUSE_INTAKE_LINK)
    {
      bind_constant (make, "kind", "contact");
      bind_constant (make, "state", "suspected");
    }
}

static gboolean
has_all (const WuseIntakeMake *make, const char *const *fields)
{
  for (guint i = 0; fields[i] != NULL; i++)
    if (wuse_intake_make_get (make, fields[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* What the rows are about is what explains most of the columns, provided that it has what it needs. */
static WuseIntakeMake *
propose (const WuseTableGuess *table)
{
  static const struct
  {
    WuseIntakeSubject subject;
    const char *needed[4];
  } subjects[] = {
    { WUSE_INTAKE_LINK, { "source", "target", NULL } },
    { WUSE_INTAKE_CONTACT, { "case", "person", NULL } },
    { WUSE_INTAKE_STAY, { "case", "start", NULL } },
    { WUSE_INTAKE_CASE, { "id", NULL } },
  };
  g_autoptr (WuseIntakeMake) best = NULL;
  guint most = 0;

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      g_autoptr (WuseIntakeMake) make = wuse_intake_make_new (subjects[i].subject);
      guint total = bind_columns (make, table);

      if (has_all (make, subjects[i].needed) && total > most)
        {
          most = total;
          g_clear_pointer (&best, wuse_intake_make_free);
          best = g_steal_pointer (&make);
        }
    }
  if (best != NULL)
    intake_bind_constants (best);
  return g_steal_pointer (&best);
}

WuseIntakeMake *
intake_propose (const WuseTableGuess *table, WuseIntakeSubject subject)
{
  WuseIntakeMake *make = wuse_intake_make_new (subject);

  bind_columns (make, table);
  intake_bind_constants (make);

  return make;
}

static WuseIntakeTable *
propose_table (const WuseTableGuess *guess)
{
  WuseIntakeTable *table = wuse_intake_table_new ();
  WuseIntakeMake *make = propose (guess);

  table->name = g_strdup (wuse_table_file_get_name (guess->file));
  table->header_lines = guess->has_second_header ? 2 : 1;
  if (make != NULL)
    g_ptr_array_add (table->makes, make);
  for (guint i = 0; i < guess->n_columns; i++)
    if (guess->columns[i].mask != WUSE_MASK_NONE)
      g_hash_table_replace (table->masks, g_strdup (guess->columns[i].name), GUINT_TO_POINTER (guess->columns[i].mask));
  return table;
}

/* The orders that the form left open, or that the column cannot have been written in. */
static void
set_orders (WuseIntakeBinding *binding, const WuseField *field, const WuseTableGuess *table)
{
  if (binding == NULL || field == NULL || (field->kind != WUSE_FIELD_DAY && field->kind != WUSE_FIELD_TIME))
    return;
  for (guint i = 0; binding->columns != NULL && binding->columns[i] != NULL; i++)
    {
      const WuseColumnGuess *column = wuse_table_guess_find (table, binding->columns[i]);

      if (column == NULL || column->order == WUSE_DAY_ORDER_AUTO)
        continue;
      if (binding->order == WUSE_DAY_ORDER_AUTO || column->days.n_read[binding->order] < column->days.n_read[column->order])
        binding->order = column->order;
    }
  if (binding->order == WUSE_DAY_ORDER_AUTO)
    binding->order = WUSE_DAY_ORDER_YMD;
}

static void
add_decision (WuseIntakeGuess *self, guint file, const WuseColumnGuess *column)
{
  WuseIntakeDecision decision = {
    .file = file, .column = column->name, .order = column->order, .rival = column->rival, .example = column->days.example
  };

  for (guint i = 0; i < self->decisions->len; i++)
    if (g_array_index (self->decisions, WuseIntakeDecision, i).file == file
        && g_array_index (self->decisions, WuseIntakeDecision, i).column == column->name)
      return;
  if (decision.example == NULL || !wuse_day_read (decision.example, column->order, &decision.as_order, NULL)
      || !wuse_day_read (decision.example, column->rival, &decision.as_rival, NULL))
    return;
  g_array_append_val (self->decisions, decision);
}

void
intake_settle_days (WuseIntakeGuess *self, guint file, WuseIntakeTable *table)
{
  const WuseTableGuess *guess = self->tables->pdata[file];

  for (guint i = 0; i < table->makes->len; i++)
    {
      WuseIntakeMake *make = table->makes->pdata[i];
      const WuseRecordClass *class = wuse_intake_subject_get_class (make->subject);

      for (guint j = 0; j < class->n_fields; j++)
        {
          WuseIntakeBinding *binding = make->fields[j];

          set_orders (binding, &class->fields[j], guess);
          for (guint k = 0; binding != NULL && binding->columns != NULL && binding->columns[k] != NULL; k++)
            {
              const WuseColumnGuess *column = wuse_table_guess_find (guess, binding->columns[k]);

              if (column != NULL && column->rival != WUSE_DAY_ORDER_AUTO && !g_hash_table_contains (self->settled, column)
                  && (class->fields[j].kind == WUSE_FIELD_DAY || class->fields[j].kind == WUSE_FIELD_TIME))
                add_decision (self, file, column);
            }
        }
    }
}

/* What was chosen before is not asked again. */
static void
remember_orders (WuseIntakeGuess *self, guint file, const WuseIntakeTable *table)
{
  for (guint i = 0; i < table->makes->len; i++)
    for (guint j = 0; j < WUSE_RECORD_MAX_FIELDS; j++)
      {
        const WuseIntakeBinding *binding = ((const WuseIntakeMake *) table->makes->pdata[i])->fields[j];

        for (guint k = 0; binding != NULL && binding->columns != NULL && binding->columns[k] != NULL; k++)
          {
            const WuseColumnGuess *column = wuse_table_guess_find (self->tables->pdata[file], binding->columns[k]);

            if (column != NULL && binding->order != WUSE_DAY_ORDER_AUTO)
              g_hash_table_add (self->settled, (gpointer) column);
          }
      }
}

static WuseIntakeTable *
find_remembered (const GPtrArray *remembered, const WuseTableFile *file, const WuseIntakeMapping **from)
{
  g_autofree char *fingerprint = wuse_intake_fingerprint (wuse_table_file_get_header (file));

  for (guint i = 0; remembered != NULL && i < remembered->len; i++)
    {
      const WuseIntakeMapping *mapping = remembered->pdata[i];
      WuseIntakeTable *table = wuse_intake_mapping_find (mapping, file);

      if (table != NULL && g_strcmp0 (table->fingerprint, fingerprint) == 0)
        {
          *from = mapping;
          return table;
        }
    }
  return NULL;
}

static void
take_over (WuseIntakeMapping *self, const WuseIntakeMapping *from)
{
  g_free (self->name);
  self->name = g_strdup (from->name);
  g_free (self->prefix);
  self->prefix = g_strdup (from->prefix);
  self->utc_offset = from->utc_offset;
  self->datum = from->datum;
}

/* A table of `from` of one's own. */
static WuseIntakeTable *
copy_table (const WuseIntakeMapping *from, const WuseIntakeTable *table)
{
  g_autoptr (WuseIntakeMapping) copy = wuse_intake_mapping_copy_table (from, table);

  return g_ptr_array_steal_index (copy->tables, 0);
}

static void
map_file (WuseIntakeGuess *self, guint file, const GPtrArray *remembered, const WuseIntakeMapping *form)
{
  const WuseTableGuess *guess = self->tables->pdata[file];
  const WuseIntakeMapping *from = NULL;
  WuseIntakeTable *table = find_remembered (remembered, guess->file, &from);

  self->origins[file] = table != NULL ? WUSE_INTAKE_REMEMBERED : WUSE_INTAKE_GUESSED;
  if (table == NULL && form != NULL && (table = wuse_intake_mapping_find (form, guess->file)) != NULL)
    {
      from = form;
      self->origins[file] = WUSE_INTAKE_FORM;
    }
  if (table != NULL)
    {
      take_over (self->mapping, from);
      table = copy_table (from, table);
    }
  else
    table = propose_table (guess);
  g_free (table->fingerprint);
  table->fingerprint = wuse_intake_fingerprint (wuse_table_file_get_header (guess->file));
  if (self->origins[file] == WUSE_INTAKE_REMEMBERED)
    remember_orders (self, file, table);
  intake_settle_days (self, file, table);
  g_ptr_array_add (self->mapping->tables, table);
}

WuseIntakeGuess *
wuse_intake_guess_new_for_tables (
    WuseTableFile *const *files, guint n_files, const GPtrArray *remembered, GCancellable *cancellable, GError **error)
{
  g_autoptr (WuseIntakeMapping) form = NULL;
  WuseIntakeGuess *self;
  GPtrArray *tables;

  g_return_val_if_fail (n_files > 0 && n_files <= WUSE_INTAKE_MAX_FILES, NULL);

  tables = wuse_table_guesses_new (files, n_files, cancellable, error);
  if (tables == NULL)
    return NULL;
  self = g_new0 (WuseIntakeGuess, 1);
  self->tables = tables;
  self->mapping = wuse_intake_mapping_new ();
  self->origins = g_new0 (WuseIntakeOrigin, n_files);
  self->settled = g_hash_table_new (NULL, NULL);
  self->decisions = g_array_new (FALSE, FALSE, sizeof (WuseIntakeDecision));
  form = wuse_intake_forms_find (files, n_files);
  for (guint i = 0; i < n_files; i++)
    map_file (self, i, remembered, form);
  self->proposal = wuse_intake_mapping_copy (self->mapping);
  return self;
}

void
wuse_intake_guess_free (WuseIntakeGuess *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->tables);
  wuse_intake_mapping_free (self->mapping);
  wuse_intake_mapping_free (self->proposal);
  g_free (self->origins);
  g_hash_table_unref (self->settled);
  g_array_unref (self->decisions);
  g_free (self);
}

guint
wuse_intake_guess_get_n_files (const WuseIntakeGuess *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->tables->len;
}

const WuseTableGuess *
wuse_intake_guess_get_table (const WuseIntakeGuess *self, guint file)
{
  g_return_val_if_fail (self != NULL && file < self->tables->len, NULL);

  return self->tables->pdata[file];
}

WuseIntakeMapping *
wuse_intake_guess_get_mapping (WuseIntakeGuess *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->mapping;
}

gboolean
wuse_intake_guess_is_known (const WuseIntakeGuess *self, guint file)
{
  g_return_val_if_fail (self != NULL && file < self->tables->len, FALSE);

  return self->origins[file] != WUSE_INTAKE_GUESSED;
}

WuseIntakeOrigin
wuse_intake_guess_get_origin (const WuseIntakeGuess *self, guint file)
{
  g_return_val_if_fail (self != NULL && file < self->tables->len, WUSE_INTAKE_GUESSED);

  return self->origins[file];
}

guint
wuse_intake_guess_get_n_decisions (const WuseIntakeGuess *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->decisions->len;
}

const WuseIntakeDecision *
wuse_intake_guess_get_decision (const WuseIntakeGuess *self, guint index)
{
  g_return_val_if_fail (self != NULL && index < self->decisions->len, NULL);

  return &g_array_index (self->decisions, WuseIntakeDecision, index);
}

void
wuse_intake_guess_decide (WuseIntakeGuess *self, guint file, const char *column, WuseDayOrder order)
{
  WuseIntakeTable *table;

  g_return_if_fail (self != NULL && file < self->tables->len && column != NULL && order != WUSE_DAY_ORDER_AUTO);

  table = wuse_intake_mapping_find (self->mapping, ((WuseTableGuess *) self->tables->pdata[file])->file);
  for (guint i = 0; table != NULL && i < table->makes->len; i++)
    for (guint j = 0; j < WUSE_RECORD_MAX_FIELDS; j++)
      {
        WuseIntakeBinding *binding = ((WuseIntakeMake *) table->makes->pdata[i])->fields[j];

        if (binding != NULL && binding->columns != NULL && g_strv_contains ((const char *const *) binding->columns, column))
          binding->order = order;
      }
}
