/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loads who met whom. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-store-reader-private.h"

#include "wuse-table.h"
#include "wuse-touch-log.h"

/* Persons before contacts: see wuse_relations_builder_new_after(). */
static const WuseRecordType types[] = { WUSE_RECORD_PLACE,   WUSE_RECORD_PERSON, WUSE_RECORD_CASE,
                                        WUSE_RECORD_CONTACT, WUSE_RECORD_STAY,   WUSE_RECORD_LINK };

/* Adds what a statement gives. */
static gboolean
add_rows (WuseStoreReader *self, WuseRecordType type, WuseStatement *statement, WuseRelationsBuilder *builder, GError **error)
{
  const int key_column = WUSE_TABLE_FIELDS + (int) wuse_record_class (type)->n_fields;
  g_autofree WuseRecord *record = g_new0 (WuseRecord, 1);
  WuseSqlStep step;

  while ((step = wuse_sql_step (statement, error)) == WUSE_SQL_ROW)
    if (wuse_table_read (statement, type, record, self->scratch))
      wuse_relations_builder_add_row (builder, record, sqlite3_column_int64 (statement, key_column));
  sqlite3_reset (statement);

  return step == WUSE_SQL_DONE;
}

static gboolean
add_all (WuseStoreReader *self, WuseRecordType type, WuseRelationsBuilder *builder, GError **error)
{
  const WuseTable *table = wuse_table (type);
  const char *sql = table->overlay != NULL      ? table->overlay->select
                    : table->select_met != NULL ? table->select_met
                                                : table->select;
  WuseStatement *statement = wuse_sql_cache_get (self->cache, sql, error);

  return statement != NULL && add_rows (self, type, statement, builder, error);
}

static gboolean
add_touched (WuseStoreReader *self, WuseRecordType type, GHashTable *keys, WuseRelationsBuilder *builder, GError **error)
{
  const WuseTable *table = wuse_table (type);
  WuseStatement *statement =
      wuse_sql_cache_get (self->cache, table->overlay != NULL ? table->overlay->select_row : table->select_row, error);
  GHashTableIter iter;
  gpointer key;

  if (statement == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      sqlite3_bind_int64 (statement, 1, *(const gint64 *) key);
      if (!add_rows (self, type, statement, builder, error))
        return FALSE;
    }

  return TRUE;
}

/* Those who have become somebody's contact since the others were read. */
static gboolean
add_new_persons (WuseStoreReader *self, WuseRelationsBuilder *builder, GError **error)
{
  g_autoptr (GPtrArray) persons = wuse_relations_builder_list_lacking (builder);
  WuseStatement *statement = wuse_sql_cache_get (self->cache, wuse_table (WUSE_RECORD_PERSON)->select_one, error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < persons->len; i++)
    {
      wuse_sql_bind_text (statement, 1, g_ptr_array_index (persons, i), -1);
      if (!add_rows (self, WUSE_RECORD_PERSON, statement, builder, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_anew (WuseStoreReader *self, WuseRelationsBuilder *builder, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (!add_all (self, types[i], builder, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_changes (WuseStoreReader *self, GHashTable *const *touched, WuseRelationsBuilder *builder, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (touched[types[i]] != NULL && !add_touched (self, types[i], touched[types[i]], builder, error))
      return FALSE;

  return add_new_persons (self, builder, error);
}

/* @touched is filled with what is to be read again, if it is known. */
static gboolean
can_go_on (WuseStoreReader *self, const WuseRelations *before, GHashTable **touched)
{
  guint epoch;
  gint64 number;

  if (before == NULL || !wuse_relations_can_go_on (before))
    return FALSE;
  wuse_relations_get_instant (before, &epoch, &number);

  return wuse_touch_log_collect_keys (self->touched, epoch, number, touched);
}

WuseRelations *
wuse_store_reader_load_relations (WuseStoreReader *self, const WuseRelations *before, GError **error)
{
  GHashTable *touched[WUSE_N_RECORD_TYPES] = { NULL };
  WuseRelationsBuilder *builder;
  WuseRelations *relations;
  gboolean is_done;

  g_return_val_if_fail (self != NULL, NULL);

  if (can_go_on (self, before, touched))
    {
      builder = wuse_relations_builder_new_after (before, touched);
      is_done = read_changes (self, touched, builder, error);
    }
  else
    {
      builder = wuse_relations_builder_new ();
      is_done = read_anew (self, builder, error);
    }
  wuse_touched_keys_clear (touched);

  /* The one way to free a builder is to end it. */
  relations = wuse_relations_builder_end (builder);
  wuse_relations_set_instant (relations, self->epoch, self->number);
  if (is_done)
    return relations;

  wuse_relations_unref (relations);
  return NULL;
}
