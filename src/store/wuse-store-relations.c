/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loads who met whom. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-store-reader-private.h"

#include "wuse-table.h"
#include "wuse-touch-log.h"

/* Takes what a statement gives. */
static gboolean
add_rows (WuseStoreReader *self, WuseRecordType type, WuseStatement *statement, WuseRelationsBuilder *builder, GError **error)
{
  g_autofree WuseRecord *record = g_new0 (WuseRecord, 1);
  WuseSqlStep step;

  while ((step = wuse_sql_step (statement, error)) == WUSE_SQL_ROW)
    if (wuse_table_read (statement, type, record, self->scratch))
      wuse_relations_builder_add (builder, record);
  sqlite3_reset (statement);

  return step == WUSE_SQL_DONE;
}

static gboolean
add_records (WuseStoreReader *self, WuseRecordType type, const char *sql, WuseRelationsBuilder *builder, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (self->cache, sql, error);

  return statement != NULL && add_rows (self, type, statement, builder, error);
}

static gboolean
add_person (WuseStoreReader *self, const char *id, WuseRelationsBuilder *builder, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (self->cache, wuse_table (WUSE_RECORD_PERSON)->select_one, error);

  if (statement == NULL)
    return FALSE;
  wuse_sql_bind_text (statement, 1, id, -1);

  return add_rows (self, WUSE_RECORD_PERSON, statement, builder, error);
}

/* Those who have become somebody's contact since the others were read. */
static gboolean
add_new_persons (WuseStoreReader *self, WuseRelationsBuilder *builder, GError **error)
{
  g_autoptr (GPtrArray) persons = wuse_relations_builder_list_lacking (builder);

  for (guint i = 0; i < persons->len; i++)
    if (!add_person (self, g_ptr_array_index (persons, i), builder, error))
      return FALSE;

  return TRUE;
}

/* Whether no file of a person has changed since @before was read. */
static gboolean
are_persons_known (WuseStoreReader *self, const WuseRelations *before)
{
  g_autoptr (GArray) touches = g_array_new (FALSE, FALSE, sizeof (WuseTouch));
  guint epoch;
  gint64 seq;

  wuse_relations_get_instant (before, &epoch, &seq);
  if (!wuse_touch_log_collect (self->touched, epoch, seq, self->cursor, touches))
    return FALSE;
  for (guint i = 0; i < touches->len; i++)
    if (g_array_index (touches, WuseTouch, i).type == WUSE_RECORD_PERSON)
      return FALSE;

  return TRUE;
}

WuseRelations *
wuse_store_reader_load_relations (WuseStoreReader *self, const WuseRelations *before, GError **error)
{
  static const WuseRecordType types[] = { WUSE_RECORD_CASE, WUSE_RECORD_CONTACT, WUSE_RECORD_STAY, WUSE_RECORD_LINK };
  const gboolean takes_persons = before != NULL && are_persons_known (self, before);
  WuseRelationsBuilder *builder;
  WuseRelations *relations;
  gboolean is_done;

  g_return_val_if_fail (self != NULL, NULL);

  builder = wuse_relations_builder_new ();
  if (takes_persons)
    wuse_relations_builder_take_persons (builder, before);
  is_done =
      add_records (self, WUSE_RECORD_PLACE, wuse_table (WUSE_RECORD_PLACE)->select, builder, error)
      && (takes_persons || add_records (self, WUSE_RECORD_PERSON, wuse_table (WUSE_RECORD_PERSON)->select_met, builder, error));
  for (guint i = 0; i < G_N_ELEMENTS (types) && is_done; i++)
    is_done = add_records (self, types[i], wuse_table (types[i])->overlay->select, builder, error);
  is_done = is_done && (!takes_persons || add_new_persons (self, builder, error));

  /* The one way to free a builder is to end it. */
  relations = wuse_relations_builder_end (builder);
  wuse_relations_set_instant (relations, self->epoch, self->cursor);
  if (is_done)
    return relations;

  wuse_relations_unref (relations);
  return NULL;
}
