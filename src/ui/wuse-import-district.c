/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adding what was brought in to a district. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-import-district.h"

#include "wuse-edits.h"
#include "wuse-store-outbox.h"

#include <glib/gi18n.h>
#include <string.h>

const char *
wuse_import_find_district_obstacle (WuseWorkspace *workspace)
{
  if (workspace == NULL || wuse_workspace_get_collection (workspace) != NULL || wuse_workspace_get_url (workspace) == NULL)
    return _ ("No district is connected.");
  if (wuse_edits_find_obstacle (workspace) != NULL)
    return wuse_edits_find_obstacle (workspace);
  if (wuse_workspace_get_register (workspace) == NULL)
    return _ ("The district is still being received.");

  return NULL;
}

/* --- what tables may refer to --- */

static void
options_free (gpointer data)
{
  WuseIntakeOptions *options = data;

  g_clear_pointer (&options->known_cases, g_hash_table_unref);
  g_clear_pointer (&options->areas, g_hash_table_unref);
  g_free (options);
}

static void
add_area (GHashTable *areas, const char *name, const char *id)
{
  char *folded = name != NULL && *name != '\0' ? g_utf8_strdown (name, -1) : NULL;

  /* Of several with one name nobody knows which is meant: none is. */
  if (folded == NULL)
    return;
  if (g_hash_table_contains (areas, folded) && g_strcmp0 (g_hash_table_lookup (areas, folded), id) != 0)
    g_hash_table_replace (areas, folded, NULL);
  else
    g_hash_table_replace (areas, folded, g_strdup (id));
}

static void
collect_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  WuseRegister *epidemic = task_data;
  WuseAreaSet *areas = wuse_register_get_areas (epidemic);
  WuseIntakeOptions *options = g_new0 (WuseIntakeOptions, 1);
  const WuseCase *cases;
  guint n_cases = 0;

  options->known_cases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  options->areas = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  cases = wuse_register_get_cases (epidemic, &n_cases);
  for (guint i = 0; i < n_cases; i++)
    g_hash_table_add (options->known_cases, g_strdup (cases[i].id));
  for (guint32 i = 0; i < wuse_area_set_get_size (areas); i++)
    {
      const WuseArea *area = wuse_area_set_get (areas, i);

      add_area (options->areas, area->name, area->id);
      add_area (options->areas, area->name_en, area->id);
    }
  /* Codes and ids are each of one area: they come before names. */
  for (guint32 i = 0; i < wuse_area_set_get_size (areas); i++)
    {
      const WuseArea *area = wuse_area_set_get (areas, i);

      if (area->code != NULL)
        g_hash_table_replace (options->areas, g_utf8_strdown (area->code, -1), g_strdup (area->id));
      g_hash_table_replace (options->areas, g_utf8_strdown (area->id, -1), g_strdup (area->id));
    }
  g_task_return_pointer (task, options, options_free);
}

void
wuse_import_district_options_async (WuseRegister *epidemic,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (epidemic != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, wuse_import_district_options_async);
  g_task_set_task_data (task, wuse_register_ref (epidemic), (GDestroyNotify) wuse_register_unref);
  g_task_run_in_thread (task, collect_in_thread);
}

gboolean
wuse_import_district_options_finish (GAsyncResult *result, WuseIntakeOptions *options, GError **error)
{
  g_autofree WuseIntakeOptions *found = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found == NULL)
    return FALSE;
  *options = *found;

  return TRUE;
}

/* --- what is entered --- */

void
wuse_import_plan_free (WuseImportPlan *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->edits);
  g_free (self);
}

/* Places are the server's: one that came with the tables is nowhere there. */
static void
forget_places (WuseRecord *record)
{
  const WuseRecordClass *class = wuse_record_class (record->type);

  for (guint i = 0; i < class->n_fields; i++)
    if (class->fields[i].kind == WUSE_FIELD_REF && class->fields[i].target == WUSE_RECORD_PLACE)
      record->values[i] = (WuseValue){ 0 };
}

static gboolean
plan_record (WuseImportPlan *plan, WuseStoreReader *reader, const WuseRecord *record, GError **error)
{
  g_autofree char *id = g_strndup (record->id, record->id_length), *there = NULL;
  g_autoptr (GError) problem = NULL;
  g_autoptr (GString) data = NULL;
  WuseRecord copy = *record;

  there = wuse_store_reader_load_shown (reader, record->type, id, NULL, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (there != NULL)
    {
      plan->n_there++;
      return TRUE;
    }
  forget_places (&copy);
  data = g_string_new (NULL);
  wuse_record_append_data (&copy, data);
  g_ptr_array_add (plan->edits, wuse_edit_new (WUSE_RECORD_PUT, record->type, id, data->str, ""));

  return TRUE;
}

static gpointer
make_plan (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const WuseIntakeResult *result = data;
  g_autoptr (WuseImportPlan) plan = g_new0 (WuseImportPlan, 1);

  plan->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_edit_free);
  for (guint i = 0; i < wuse_intake_result_get_n_records (result) && plan->edits->len <= WUSE_IMPORT_MOST_EDITS; i++)
    {
      const WuseRecord *record = wuse_intake_result_get_record (result, i);
      const gboolean can_edit = record->type == WUSE_RECORD_CASE || record->type == WUSE_RECORD_CONTACT
                                || record->type == WUSE_RECORD_STAY || record->type == WUSE_RECORD_LINK;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (!can_edit)
        plan->n_foreign++;
      else if (!plan_record (plan, reader, record, error))
        return NULL;
    }

  return g_steal_pointer (&plan);
}

void
wuse_import_plan_async (
    WuseStore *store, WuseIntakeResult *result, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (WUSE_IS_STORE (store) && result != NULL);

  wuse_store_read_async (store, make_plan, wuse_intake_result_ref (result), (GDestroyNotify) wuse_intake_result_unref,
                         (GDestroyNotify) wuse_import_plan_free, cancellable, callback, user_data);
}

GPtrArray *
wuse_import_plan_make_edits (const WuseImportPlan *self, const char *reason)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_edit_free);

  g_return_val_if_fail (self != NULL && reason != NULL, edits);

  for (guint i = 0; i < self->edits->len; i++)
    {
      const WuseEdit *edit = g_ptr_array_index (self->edits, i);

      g_ptr_array_add (edits, wuse_edit_new (edit->op, edit->type, edit->id, edit->data, reason));
    }

  return edits;
}
