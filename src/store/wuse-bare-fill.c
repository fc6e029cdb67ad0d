/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which tables a first fill still appends to without an index. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-bare-fill.h"

#include "wuse-id-set.h"

/* Of all tables together: with more, the set would grow beyond 64 MiB. */
#define MAX_IDS (6u << 20)

typedef enum
{
  UNKNOWN,
  BARE,
  INDEXED,
} Mode;

struct _WuseBareFill
{
  sqlite3 *db;
  WuseSqlCache *cache;
  Mode modes[WUSE_N_RECORD_TYPES];
  WuseIdSet *ids; /* of all tables that are bare */
};

static const char find_index[] = "SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = ?1";

WuseBareFill *
wuse_bare_fill_new (sqlite3 *db, WuseSqlCache *cache)
{
  WuseBareFill *self = g_new0 (WuseBareFill, 1);

  self->db = db;
  self->cache = cache;

  return self;
}

void
wuse_bare_fill_forget (WuseBareFill *self)
{
  for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
    self->modes[i] = UNKNOWN;
  g_clear_pointer (&self->ids, wuse_id_set_free);
}

void
wuse_bare_fill_free (WuseBareFill *self)
{
  if (self == NULL)
    return;

  wuse_bare_fill_forget (self);
  g_free (self);
}

/* The ids of a fill that was interrupted. */
static gboolean
read_ids (WuseBareFill *self, WuseRecordType type, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = wuse_sql_prepare (self->db, wuse_table (type)->select, error);
  WuseSqlStep step = WUSE_SQL_FAILED;

  if (self->ids == NULL)
    self->ids = wuse_id_set_new ();
  while (statement != NULL && (step = wuse_sql_step (statement, error)) == WUSE_SQL_ROW)
    {
      const char *id = (const char *) sqlite3_column_text (statement, WUSE_TABLE_ID);

      wuse_id_set_add (self->ids, type, id != NULL ? id : "", (gsize) sqlite3_column_bytes (statement, WUSE_TABLE_ID));
    }

  return step == WUSE_SQL_DONE;
}

static gboolean
find_mode (WuseBareFill *self, WuseRecordType type, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (self->cache, find_index, error);
  WuseSqlStep step;

  if (statement == NULL)
    return FALSE;
  wuse_sql_bind_text (statement, 1, wuse_table (type)->index_id, -1);
  step = wuse_sql_step (statement, error);
  sqlite3_reset (statement);
  if (step == WUSE_SQL_FAILED)
    return FALSE;
  if (step == WUSE_SQL_DONE && !read_ids (self, type, error))
    return FALSE;
  self->modes[type] = step == WUSE_SQL_ROW ? INDEXED : BARE;

  return TRUE;
}

void
wuse_bare_fill_expect (WuseBareFill *self, const WuseRecord *record)
{
  if (self->modes[record->type] == BARE)
    wuse_id_set_expect (self->ids, record->type, record->id, record->id_length);
}

gboolean
wuse_bare_fill_admit (WuseBareFill *self, const WuseRecord *record, gboolean *is_bare, GError **error)
{
  WuseRecordType type = record->type;

  g_assert (wuse_table (type)->has_bare_fill);

  if (self->modes[type] == UNKNOWN && !find_mode (self, type, error))
    return FALSE;
  *is_bare = self->modes[type] == BARE;
  if (!*is_bare)
    return TRUE;

  if (wuse_id_set_get_size (self->ids) < MAX_IDS
      && (record->op == WUSE_RECORD_DELETE ? !wuse_id_set_contains (self->ids, type, record->id, record->id_length)
                                           : wuse_id_set_add (self->ids, type, record->id, record->id_length)))
    return TRUE;

  if (!wuse_sql_run (self->db, wuse_table (type)->indexes[0], error))
    return FALSE;
  self->modes[type] = INDEXED;
  *is_bare = FALSE;

  return TRUE;
}
