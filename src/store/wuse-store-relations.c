/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loads who met whom. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-store-reader-private.h"

#include "wuse-table.h"

static gboolean
add_records (WuseStoreReader *self, WuseRecordType type, const char *sql, WuseRelationsBuilder *builder, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (self->cache, sql, error);
  g_autofree WuseRecord *record = g_new0 (WuseRecord, 1);
  WuseSqlStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = wuse_sql_step (statement, error)) == WUSE_SQL_ROW)
    if (wuse_table_read (statement, type, record, self->scratch))
      wuse_relations_builder_add (builder, record);
  sqlite3_reset (statement);

  return step == WUSE_SQL_DONE;
}

WuseRelations *
wuse_store_reader_load_relations (WuseStoreReader *self, GError **error)
{
  static const WuseRecordType types[] = { WUSE_RECORD_CASE, WUSE_RECORD_CONTACT, WUSE_RECORD_STAY, WUSE_RECORD_LINK };
  WuseRelationsBuilder *builder;
  WuseRelations *relations;
  gboolean is_done;

  g_return_val_if_fail (self != NULL, NULL);

  builder = wuse_relations_builder_new ();
  is_done = add_records (self, WUSE_RECORD_PLACE, wuse_table (WUSE_RECORD_PLACE)->select, builder, error)
            && add_records (self, WUSE_RECORD_PERSON, wuse_table (WUSE_RECORD_PERSON)->select_met, builder, error);
  for (guint i = 0; i < G_N_ELEMENTS (types) && is_done; i++)
    is_done = add_records (self, types[i], wuse_table (types[i])->overlay->select, builder, error);

  /* The one way to free a builder is to end it. */
  relations = wuse_relations_builder_end (builder);
  if (is_done)
    return relations;

  wuse_relations_unref (relations);
  return NULL;
}
