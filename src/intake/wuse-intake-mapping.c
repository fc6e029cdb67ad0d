/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How somebody else's tables become records. */

#define G_LOG_DOMAIN "wuse-intake"

#include "config.h"

#include "wuse-intake-mapping.h"

#include "wuse-intake-error.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_UTC_OFFSET 480

static const WuseField follow_up_fields[] = {
  { .name = "person", .kind = WUSE_FIELD_REF, .required = TRUE, .target = WUSE_RECORD_PERSON },
  { .name = "day", .kind = WUSE_FIELD_DAY, .required = TRUE },
};

static const WuseRecordClass follow_up_class = { "follow_up", follow_up_fields, G_N_ELEMENTS (follow_up_fields) };

const WuseRecordClass *
wuse_intake_subject_get_class (WuseIntakeSubject self)
{
  static const WuseRecordType types[WUSE_N_INTAKE_SUBJECTS] = {
    [WUSE_INTAKE_PLACE] = WUSE_RECORD_PLACE, [WUSE_INTAKE_CASE] = WUSE_RECORD_CASE, [WUSE_INTAKE_CONTACT] = WUSE_RECORD_CONTACT,
    [WUSE_INTAKE_STAY] = WUSE_RECORD_STAY,   [WUSE_INTAKE_LINK] = WUSE_RECORD_LINK,
  };

  g_return_val_if_fail (self < WUSE_N_INTAKE_SUBJECTS, NULL);

  return self == WUSE_INTAKE_FOLLOW_UP ? &follow_up_class : wuse_record_class (types[self]);
}

WuseIntakeBinding *
wuse_intake_binding_new (const char *column, const char *constant)
{
  WuseIntakeBinding *self = g_new0 (WuseIntakeBinding, 1);

  if (column != NULL)
    {
      self->columns = g_new0 (char *, 2);
      self->columns[0] = g_strdup (column);
    }
  self->constant = g_strdup (constant);
  return self;
}

void
wuse_intake_binding_free (WuseIntakeBinding *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->columns);
  g_free (self->constant);
  g_free (self->where_column);
  g_strfreev (self->where_values);
  g_clear_pointer (&self->values, g_hash_table_unref);
  g_free (self->otherwise);
  g_strfreev (self->refused);
  g_clear_pointer (&self->match, g_regex_unref);
  g_free (self->to);
  g_free (self);
}

WuseIntakeMake *
wuse_intake_make_new (WuseIntakeSubject subject)
{
  WuseIntakeMake *self = g_new0 (WuseIntakeMake, 1);

  self->subject = subject;
  return self;
}

void
wuse_intake_make_free (WuseIntakeMake *self)
{
  if (self == NULL)
    return;
  g_free (self->where_column);
  g_strfreev (self->where_values);
  wuse_intake_binding_free (self->id);
  for (guint i = 0; i < G_N_ELEMENTS (self->fields); i++)
    wuse_intake_binding_free (self->fields[i]);
  g_free (self);
}

static WuseIntakeBinding **
find_slot (WuseIntakeMake *self, const char *field)
{
  const WuseRecordClass *class = wuse_intake_subject_get_class (self->subject);

  if (strcmp (field, "id") == 0)
    return &self->id;
  for (guint i = 0; i < class->n_fields; i++)
    if (strcmp (class->fields[i].name, field) == 0)
      return &self->fields[i];
  return NULL;
}

gboolean
wuse_intake_make_bind (WuseIntakeMake *self, const char *field, WuseIntakeBinding *binding)
{
  WuseIntakeBinding **slot;

  g_return_val_if_fail (self != NULL && field != NULL, FALSE);

  slot = find_slot (self, field);
  if (slot == NULL)
    {
      wuse_intake_binding_free (binding);
      return FALSE;
    }
  wuse_intake_binding_free (*slot);
  *slot = binding;
  return TRUE;
}

WuseIntakeBinding *
wuse_intake_make_get (const WuseIntakeMake *self, const char *field)
{
  WuseIntakeBinding **slot;

  g_return_val_if_fail (self != NULL && field != NULL, NULL);

  slot = find_slot ((WuseIntakeMake *) self, field);
  return slot != NULL ? *slot : NULL;
}

WuseIntakeTable *
wuse_intake_table_new (void)
{
  WuseIntakeTable *self = g_new0 (WuseIntakeTable, 1);

  self->header_lines = 1;
  self->masks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->makes = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_intake_make_free);
  return self;
}

void
wuse_intake_table_free (WuseIntakeTable *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_strfreev (self->header);
  g_free (self->fingerprint);
  g_hash_table_unref (self->masks);
  g_ptr_array_unref (self->makes);
  g_free (self);
}

WuseIntakeMapping *
wuse_intake_mapping_new (void)
{
  WuseIntakeMapping *self = g_new0 (WuseIntakeMapping, 1);

  self->utc_offset = DEFAULT_UTC_OFFSET;
  self->datum = WUSE_DATUM_WGS84;
  self->prefix = g_strdup ("");
  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_intake_table_free);
  return self;
}

void
wuse_intake_mapping_free (WuseIntakeMapping *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->prefix);
  g_ptr_array_unref (self->tables);
  g_free (self);
}

static gboolean
has_columns (const WuseTableFile *file, GStrv header)
{
  for (guint i = 0; header[i] != NULL; i++)
    if (wuse_table_file_find_column (file, header[i]) < 0)
      return FALSE;
  return TRUE;
}

WuseIntakeTable *
wuse_intake_mapping_find (const WuseIntakeMapping *self, const WuseTableFile *file)
{
  g_autofree char *fingerprint = NULL;
  WuseIntakeTable *best = NULL;
  guint most = 0;

  g_return_val_if_fail (self != NULL && file != NULL, NULL);

  fingerprint = wuse_intake_fingerprint (wuse_table_file_get_header (file));
  for (guint i = 0; i < self->tables->len; i++)
    {
      WuseIntakeTable *table = self->tables->pdata[i];

      if (g_strcmp0 (table->fingerprint, fingerprint) == 0)
        return table;
      if (table->header != NULL && g_strv_length (table->header) > most && has_columns (file, table->header))
        {
          most = g_strv_length (table->header);
          best = table;
        }
    }
  return best;
}

static int
compare_names (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
wuse_intake_fingerprint (const char *const *header)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint n = g_strv_length ((char **) header);
  g_autofree const char **names = g_memdup2 (header, (n + 1) * sizeof *names);

  qsort (names, n, sizeof *names, compare_names);
  for (guint i = 0; i < n; i++)
    g_checksum_update (checksum, (const guchar *) names[i], (gssize) strlen (names[i]) + 1);
  return g_strdup (g_checksum_get_string (checksum));
}

WuseIntakeMapping *
wuse_intake_mapping_copy (const WuseIntakeMapping *self)
{
  g_autofree char *text = wuse_intake_mapping_to_json (self);
  g_autoptr (GError) error = NULL;
  WuseIntakeMapping *copy = wuse_intake_mapping_parse (text, -1, &error);

  g_assert_no_error (error);
  return copy;
}

WuseIntakeMapping *
wuse_intake_mapping_copy_table (const WuseIntakeMapping *self, const WuseIntakeTable *table)
{
  WuseIntakeMapping *copy;
  guint index = 0;

  g_return_val_if_fail (self != NULL && table != NULL, NULL);
  g_return_val_if_fail (g_ptr_array_find (self->tables, table, &index), NULL);

  copy = wuse_intake_mapping_copy (self);
  g_ptr_array_set_size (copy->tables, (int) index + 1);
  g_ptr_array_remove_range (copy->tables, 0, index);

  return copy;
}
