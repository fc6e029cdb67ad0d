/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms of others, and our own, that need no asking. */

#define G_LOG_DOMAIN "wuse-intake"

#include "config.h"

#include "wuse-intake-forms.h"

#include "wuse-intake-resources.h"

#include <string.h>

#define FOLDER "/org/wuse/Wuse/intake/"

static const char *const forms[] = { "ds4c.json", "epicontacts.json", "godata.json", "microbetrace.json", "tianjin.json" };

static WuseIntakeMapping *
load_form (const char *name)
{
  g_autofree char *path = g_strconcat (FOLDER, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resource_lookup_data (wuse_intake_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  WuseIntakeMapping *mapping;
  gsize length;
  const char *text;

  g_assert_no_error (error);
  text = g_bytes_get_data (bytes, &length);
  mapping = wuse_intake_mapping_parse (text, (gssize) length, &error);
  g_assert_no_error (error);
  return mapping;
}

static const WuseField *
find_field (const WuseRecordClass *class, const char *name)
{
  for (guint i = 0; i < class->n_fields; i++)
    if (strcmp (class->fields[i].name, name) == 0)
      return &class->fields[i];
  return NULL;
}

static gboolean
is_own (const WuseRecordClass *class, const WuseTableFile *file)
{
  const char *const *header = wuse_table_file_get_header (file);

  if (!g_strv_contains (header, "id"))
    return FALSE;
  for (guint i = 0; header[i] != NULL; i++)
    if (strcmp (header[i], "id") != 0 && find_field (class, header[i]) == NULL)
      return FALSE;
  for (guint i = 0; i < class->n_fields; i++)
    if (class->fields[i].required && !g_strv_contains (header, class->fields[i].name))
      return FALSE;
  return TRUE;
}

/* Our own form is the record itself: every column the field of its name. */
static WuseIntakeTable *
make_own_table (const WuseTableFile *file)
{
  static const WuseIntakeSubject subjects[] = { WUSE_INTAKE_CASE, WUSE_INTAKE_LINK, WUSE_INTAKE_CONTACT, WUSE_INTAKE_STAY,
                                                WUSE_INTAKE_PLACE };
  const char *const *header = wuse_table_file_get_header (file);

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      const WuseRecordClass *class = wuse_intake_subject_get_class (subjects[i]);
      WuseIntakeTable *table;
      WuseIntakeMake *make;

      if (!is_own (class, file))
        continue;
      table = wuse_intake_table_new ();
      make = wuse_intake_make_new (subjects[i]);
      table->name = g_strdup (class->name);
      table->fingerprint = wuse_intake_fingerprint (header);
      for (guint j = 0; header[j] != NULL; j++)
        {
          WuseIntakeBinding *binding = wuse_intake_binding_new (header[j], NULL);

          binding->order = WUSE_DAY_ORDER_YMD;
          wuse_intake_make_bind (make, header[j], binding);
        }
      g_ptr_array_add (table->makes, make);
      return table;
    }
  return NULL;
}

static WuseIntakeMapping *
make_own (WuseTableFile *const *files, guint n_files)
{
  WuseIntakeMapping *mapping = wuse_intake_mapping_new ();

  mapping->name = g_strdup ("Wuse");
  for (guint i = 0; i < n_files; i++)
    {
      WuseIntakeTable *table = make_own_table (files[i]);

      if (table != NULL)
        g_ptr_array_add (mapping->tables, table);
    }
  return mapping;
}

static guint
count_known (const WuseIntakeMapping *mapping, WuseTableFile *const *files, guint n_files)
{
  guint n = 0;

  for (guint i = 0; i < n_files; i++)
    n += wuse_intake_mapping_find (mapping, files[i]) != NULL;
  return n;
}

WuseIntakeMapping *
wuse_intake_forms_find (WuseTableFile *const *files, guint n_files)
{
  g_autoptr (WuseIntakeMapping) best = NULL;
  guint most = 0;

  g_return_val_if_fail (files != NULL, NULL);

  for (guint i = 0; i <= G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (WuseIntakeMapping) form = i > 0 ? load_form (forms[i - 1]) : make_own (files, n_files);
      guint n = count_known (form, files, n_files);

      if (n > most)
        {
          most = n;
          g_clear_pointer (&best, wuse_intake_mapping_free);
          best = g_steal_pointer (&form);
        }
    }
  return g_steal_pointer (&best);
}
