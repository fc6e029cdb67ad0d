/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that is known of one case. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-case-card.h"

#include "wuse-outbox.h"
#include "wuse-store-reader-private.h"

#include <string.h>

static const char get_key[] = "SELECT key FROM case_shown WHERE id = ?1";
static const char get_place_name[] = "SELECT name FROM place WHERE id = ?1";
/* After a dropped feed the same change is told once more, and what is later than the record was in the feed that is gone. */
static const char get_reclassified[] =
    "SELECT DISTINCT at, area, code_from, code_to FROM activity WHERE kind = ?1 AND record = ?2 AND at <= ?3 ORDER BY at";

char *
wuse_record_dup_text (const WuseRecord *record, const char *field)
{
  int index = wuse_table_find_field (record->type, field);
  const WuseValue *value;

  g_return_val_if_fail (index >= 0, NULL);

  value = &record->values[index];
  return value->is_set && value->data != NULL ? g_strndup (value->data, value->length) : NULL;
}

/* Adds the records that a statement gives to the card's batch; resets it. */
static gboolean
collect (
    WuseStoreReader *self, WuseCaseCard *card, WuseRecordType type, const char *sql, const char *id, guint *n, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (self->cache, sql, error);
  g_autofree WuseRecord *record = g_new0 (WuseRecord, 1);
  WuseSqlStep step = WUSE_SQL_DONE;

  *n = 0;
  if (statement == NULL)
    return FALSE;
  wuse_sql_bind_text (statement, 1, id, -1);
  while (*n < WUSE_CASE_CARD_MAX_RECORDS && (step = wuse_sql_step (statement, error)) == WUSE_SQL_ROW)
    if (wuse_table_read (statement, type, record, self->scratch))
      {
        wuse_record_batch_add (card->batch, record);
        (*n)++;
      }
  sqlite3_reset (statement);

  return step != WUSE_SQL_FAILED;
}

/* The records are pointed to once all are in: the batch moves them while it grows. */
static GPtrArray *
take (WuseCaseCard *card, guint *first, guint n)
{
  GPtrArray *records = g_ptr_array_sized_new (n);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (records, (gpointer) wuse_record_batch_get (card->batch, (*first)++));

  return records;
}

static gboolean
load_records (WuseStoreReader *self, WuseCaseCard *card, const char *id, GError **error)
{
  static const WuseRecordType types[] = { WUSE_RECORD_CONTACT, WUSE_RECORD_STAY, WUSE_RECORD_LINK, WUSE_RECORD_CASE };
  guint counts[G_N_ELEMENTS (types)], n_own, first = 0;

  card->batch = wuse_record_batch_new ();
  if (!collect (self, card, WUSE_RECORD_CASE, wuse_table (WUSE_RECORD_CASE)->overlay->find, id, &n_own, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (!collect (self, card, types[i], wuse_table (types[i])->overlay->select_of_case, id, &counts[i], error))
      return FALSE;

  if (n_own == 1)
    card->record = wuse_record_batch_get (card->batch, first++);
  card->contacts = take (card, &first, counts[0]);
  card->stays = take (card, &first, counts[1]);
  card->links = take (card, &first, counts[2]);
  card->infected = take (card, &first, counts[3]);
  for (guint i = 0; i < card->contacts->len; i++)
    {
      g_autofree char *tier = wuse_record_dup_text (g_ptr_array_index (card->contacts, i), "tier");

      if (g_strcmp0 (tier, "secondary") == 0)
        card->n_secondary++;
      else
        card->n_close++;
    }

  return TRUE;
}

static gboolean
load_place (WuseStoreReader *self, WuseCaseCard *card, const WuseRecord *record, GError **error)
{
  g_autofree char *id = wuse_record_dup_text (record, "place");
  WuseStatement *statement;
  WuseSqlStep step;

  if (id == NULL || g_hash_table_contains (card->places, id))
    return TRUE;
  statement = wuse_sql_cache_get (self->cache, get_place_name, error);
  if (statement == NULL)
    return FALSE;
  wuse_sql_bind_text (statement, 1, id, -1);
  step = wuse_sql_step (statement, error);
  if (step == WUSE_SQL_ROW && wuse_sql_get_text (statement, 0) != NULL)
    g_hash_table_insert (card->places, g_strdup (id), g_strdup (wuse_sql_get_text (statement, 0)));
  sqlite3_reset (statement);

  return step != WUSE_SQL_FAILED;
}

/* The fields of the case of an id; NULL without @error if there is none. */
static WuseCaseFields *
load_fields (WuseStoreReader *self, const char *id, GError **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) rows = NULL;
  WuseStatement *statement = wuse_sql_cache_get (self->cache, get_key, error);
  WuseSqlStep step;

  if (statement == NULL)
    return NULL;
  wuse_sql_bind_text (statement, 1, id, -1);
  step = wuse_sql_step (statement, error);
  if (step == WUSE_SQL_ROW)
    {
      gint64 key = sqlite3_column_int64 (statement, 0);

      g_array_append_val (keys, key);
    }
  sqlite3_reset (statement);
  rows = step == WUSE_SQL_ROW ? wuse_store_reader_load_case_rows (self, keys, error) : NULL;

  return rows != NULL && rows->len > 0 ? wuse_case_fields_ref (g_ptr_array_index (rows, 0)) : NULL;
}

static gboolean
load_other (WuseStoreReader *self, WuseCaseCard *card, const char *id, GError **error)
{
  g_autoptr (GError) cause = NULL;
  WuseCaseFields *fields;

  if (id == NULL || g_hash_table_contains (card->others, id) || g_strcmp0 (id, card->fields->id) == 0)
    return TRUE;
  fields = load_fields (self, id, &cause);
  if (fields != NULL)
    g_hash_table_insert (card->others, g_strdup (id), fields);
  if (cause == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static gboolean
load_others (WuseStoreReader *self, WuseCaseCard *card, GError **error)
{
  for (guint i = 0; i < card->links->len; i++)
    {
      const WuseRecord *link = g_ptr_array_index (card->links, i);
      g_autofree char *source = wuse_record_dup_text (link, "source");
      g_autofree char *target = wuse_record_dup_text (link, "target");

      if (!load_other (self, card, source, error) || !load_other (self, card, target, error)
          || !load_place (self, card, link, error))
        return FALSE;
    }
  for (guint i = 0; i < card->infected->len; i++)
    {
      const WuseRecord *record = g_ptr_array_index (card->infected, i);
      g_autofree char *id = g_strndup (record->id, record->id_length);

      if (!load_other (self, card, id, error))
        return FALSE;
    }
  for (guint i = 0; i < card->stays->len; i++)
    if (!load_place (self, card, g_ptr_array_index (card->stays, i), error))
      return FALSE;

  return load_other (self, card, card->fields->infector, error);
}

static gboolean
load_edits_of (WuseStoreReader *self, WuseCaseCard *card, const WuseRecord *record, GError **error)
{
  g_autofree char *id = g_strndup (record->id, record->id_length);
  g_autoptr (GPtrArray) rows = wuse_store_reader_load_edits_of (self, record->type, id, error);

  if (rows == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal (card->edits, g_steal_pointer (&rows));

  return TRUE;
}

static gboolean
load_edits (WuseStoreReader *self, WuseCaseCard *card, GError **error)
{
  const GPtrArray *lists[] = { card->contacts, card->stays, card->links };

  card->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_outbox_row_free);
  if (!load_edits_of (self, card, card->record, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; j < lists[i]->len; j++)
      if (!load_edits_of (self, card, g_ptr_array_index (lists[i], j), error))
        return FALSE;

  return TRUE;
}

static gboolean
load_reclassified (WuseStoreReader *self, WuseCaseCard *card, const char *id, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (self->cache, get_reclassified, error);
  WuseSqlStep step;

  if (statement == NULL)
    return FALSE;
  card->reclassified = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_activity_free);
  sqlite3_bind_int (statement, 1, WUSE_ACTIVITY_CASE_RECLASSIFIED);
  wuse_sql_bind_text (statement, 2, id, -1);
  sqlite3_bind_int64 (statement, 3, card->fields->at);
  while ((step = wuse_sql_step (statement, error)) == WUSE_SQL_ROW)
    g_ptr_array_add (card->reclassified, wuse_activity_new (sqlite3_column_int64 (statement, 0), WUSE_ACTIVITY_CASE_RECLASSIFIED,
                                                            wuse_sql_get_text (statement, 1), id,
                                                            wuse_sql_get_text (statement, 2), wuse_sql_get_text (statement, 3)));
  sqlite3_reset (statement);

  return step == WUSE_SQL_DONE;
}

WuseCaseCard *
wuse_store_reader_load_case_card (WuseStoreReader *self, const char *id, GError **error)
{
  g_autoptr (WuseCaseCard) card = NULL;
  g_autoptr (GString) data = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  card = g_new0 (WuseCaseCard, 1);
  card->fields = load_fields (self, id, error);
  if (card->fields == NULL || !load_records (self, card, id, error) || card->record == NULL)
    return NULL;

  card->others = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) wuse_case_fields_unref);
  card->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  data = g_string_new (NULL);
  wuse_record_append_data (card->record, data);
  card->data = g_string_free (g_steal_pointer (&data), FALSE);
  if (!load_others (self, card, error) || !load_reclassified (self, card, id, error) || !load_edits (self, card, error)
      || (card->fields->area != NULL && !wuse_store_reader_describe_area (self, card->fields->area, &card->area_path, error)))
    return NULL;

  return g_steal_pointer (&card);
}

void
wuse_case_card_free (WuseCaseCard *self)
{
  if (self == NULL)
    return;

  wuse_case_fields_unref (self->fields);
  g_free (self->data);
  g_free (self->area_path);
  g_clear_pointer (&self->contacts, g_ptr_array_unref);
  g_clear_pointer (&self->stays, g_ptr_array_unref);
  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_clear_pointer (&self->infected, g_ptr_array_unref);
  g_clear_pointer (&self->others, g_hash_table_unref);
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_clear_pointer (&self->reclassified, g_ptr_array_unref);
  g_clear_pointer (&self->edits, g_ptr_array_unref);
  g_clear_pointer (&self->batch, wuse_record_batch_free);
  g_free (self);
}
