/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person enters, between those who enter it, the writing thread and whoever sends. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-store-outbox.h"

#include "wuse-outbox.h"
#include "wuse-store-private.h"
#include "wuse-store-reader-private.h"

/* What is asked of the outbox; each function uses what it needs. */
typedef struct
{
  WuseOutboxFunc func;
  GPtrArray *edits;
  char *author;
  char *text; /* a reason, a problem, their data */
  gint64 number;
  gint64 version;
  WuseOutboxStage stage;
  gboolean keep_mine;
  gint64 gesture;
  WuseOutboxRow *row;
} Request;

static void
free_request_cb (gpointer data)
{
  Request *request = data;

  g_clear_pointer (&request->edits, g_ptr_array_unref);
  g_free (request->author);
  g_free (request->text);
  g_free (request);
}

static gboolean
add (WuseOutbox *outbox, gpointer data, guint *types, GError **error)
{
  Request *request = data;

  return wuse_outbox_add (outbox, request->edits, request->author, &request->gesture, types, error);
}

static gboolean
undo (WuseOutbox *outbox, gpointer data, guint *types, GError **error)
{
  Request *request = data;

  return wuse_outbox_undo (outbox, &request->gesture, request->text, request->author, types, error);
}

static gboolean
resolve (WuseOutbox *outbox, gpointer data, guint *types, GError **error)
{
  Request *request = data;

  return wuse_outbox_resolve (outbox, request->number, request->keep_mine, types, error);
}

static gboolean
take_next (WuseOutbox *outbox, gpointer data, guint *types, GError **error)
{
  Request *request = data;

  return wuse_outbox_take_next (outbox, &request->row, types, error);
}

static gboolean
mark_sent (WuseOutbox *outbox, gpointer data, guint *types, GError **error)
{
  Request *request = data;

  return wuse_outbox_mark_sent (outbox, request->number, request->version, types, error);
}

static gboolean
mark_conflict (WuseOutbox *outbox, gpointer data, guint *types, GError **error)
{
  Request *request = data;

  return wuse_outbox_mark_conflict (outbox, request->number, request->text, request->version, types, error);
}

static gboolean
mark_problem (WuseOutbox *outbox, gpointer data, guint *types, GError **error)
{
  Request *request = data;

  return wuse_outbox_mark_problem (outbox, request->number, request->stage, request->text, error);
}

static gboolean
use_outbox (WuseStoreWriter **writer, gpointer data, WuseStoreChange *change, GError **error)
{
  Request *request = data;

  return wuse_store_writer_use_outbox (*writer, request->func, request, change, error);
}

static void
post (WuseStore *self,
      gpointer source_tag,
      const Request *request,
      GCancellable *cancellable,
      GAsyncReadyCallback callback,
      gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, g_memdup2 (request, sizeof *request), free_request_cb);
  wuse_store_post_write (self, use_outbox, task);
}

static gboolean
finish (WuseStore *self, GAsyncResult *result, gint64 *gesture, GError **error)
{
  const Request *request = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (gesture != NULL)
    *gesture = request->gesture;

  return TRUE;
}

void
wuse_store_edit_async (WuseStore *self,
                       GPtrArray *edits,
                       const char *author,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (WUSE_IS_STORE (self));
  g_return_if_fail (edits != NULL);

  post (self, wuse_store_edit_async, &(Request){ .func = add, .edits = edits, .author = g_strdup (author) }, cancellable,
        callback, user_data);
}

gboolean
wuse_store_edit_finish (WuseStore *self, GAsyncResult *result, gint64 *gesture, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return finish (self, result, gesture, error);
}

void
wuse_store_undo_async (WuseStore *self,
                       gint64 gesture,
                       const char *reason,
                       const char *author,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (WUSE_IS_STORE (self));
  g_return_if_fail (reason != NULL);

  post (self, wuse_store_undo_async,
        &(Request){ .func = undo, .gesture = gesture, .text = g_strdup (reason), .author = g_strdup (author) }, cancellable,
        callback, user_data);
}

gboolean
wuse_store_undo_finish (WuseStore *self, GAsyncResult *result, gint64 *gesture, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return finish (self, result, gesture, error);
}

void
wuse_store_resolve_async (WuseStore *self,
                          gint64 number,
                          WuseResolution resolution,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (WUSE_IS_STORE (self));

  post (self, wuse_store_resolve_async,
        &(Request){ .func = resolve, .number = number, .keep_mine = resolution == WUSE_KEEP_MINE }, cancellable, callback,
        user_data);
}

gboolean
wuse_store_resolve_finish (WuseStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return finish (self, result, NULL, error);
}

gboolean
wuse_store_take_next_edit (WuseStore *self, WuseOutboxRow **row, GError **error)
{
  Request request = { .func = take_next };
  WuseOutboxCounts counts;

  g_return_val_if_fail (WUSE_IS_STORE (self), FALSE);
  g_return_val_if_fail (row != NULL, FALSE);

  *row = NULL;
  wuse_store_get_outbox_counts (self, &counts);
  if (counts.n_waiting + counts.n_sending == 0)
    return TRUE;
  if (wuse_store_call_write (self, use_outbox, &request, error))
    {
      *row = request.row;
      return TRUE;
    }

  wuse_outbox_row_free (request.row);
  return FALSE;
}

gboolean
wuse_store_mark_sent (WuseStore *self, gint64 number, gint64 version, GError **error)
{
  return wuse_store_call_write (self, use_outbox, &(Request){ .func = mark_sent, .number = number, .version = version }, error);
}

gboolean
wuse_store_mark_conflict (WuseStore *self, gint64 number, const char *theirs, gint64 version, GError **error)
{
  return wuse_store_call_write (self, use_outbox,
                                &(Request){
                                    .func = mark_conflict, .number = number, .text = (char *) theirs, .version = version },
                                error);
}

static gboolean
mark (WuseStore *self, gint64 number, WuseOutboxStage stage, const char *problem, GError **error)
{
  return wuse_store_call_write (self, use_outbox,
                                &(Request){ .func = mark_problem, .number = number, .stage = stage, .text = (char *) problem },
                                error);
}

gboolean
wuse_store_mark_refused (WuseStore *self, gint64 number, const char *problem, GError **error)
{
  return mark (self, number, WUSE_STAGE_REFUSED, problem, error);
}

gboolean
wuse_store_mark_unanswered (WuseStore *self, gint64 number, const char *problem, GError **error)
{
  return mark (self, number, WUSE_STAGE_WAITING, problem, error);
}

static const char get_rows[] = "SELECT " WUSE_OUTBOX_COLUMNS " FROM outbox WHERE number < ?1 AND "
                               "iif (stage < 4, 1 << stage, iif (stage = 7, 32, 16)) & ?2 ORDER BY number DESC LIMIT ?3";
static const char get_rows_of[] =
    "SELECT " WUSE_OUTBOX_COLUMNS " FROM outbox WHERE record = ?1 AND type = ?2 AND stage < 4 ORDER BY number";

static GPtrArray *
read_rows (WuseStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_outbox_row_free);
  WuseSqlStep step;

  while ((step = wuse_sql_step (statement, error)) == WUSE_SQL_ROW)
    {
      WuseOutboxRow *row = wuse_outbox_read_row (statement);

      if (row != NULL)
        g_ptr_array_add (rows, row);
    }
  sqlite3_reset (statement);

  return step == WUSE_SQL_DONE ? g_steal_pointer (&rows) : NULL;
}

GPtrArray *
wuse_store_reader_load_outbox (WuseStoreReader *self, guint states, gint64 before, guint limit, GError **error)
{
  WuseStatement *statement;

  g_return_val_if_fail (self != NULL, NULL);

  statement = wuse_sql_cache_get (self->cache, get_rows, error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, before);
  sqlite3_bind_int64 (statement, 2, states);
  sqlite3_bind_int64 (statement, 3, limit);

  return read_rows (statement, error);
}

GPtrArray *
wuse_store_reader_load_edits_of (WuseStoreReader *self, WuseRecordType type, const char *id, GError **error)
{
  WuseStatement *statement;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  statement = wuse_sql_cache_get (self->cache, get_rows_of, error);
  if (statement == NULL)
    return NULL;
  wuse_sql_bind_text (statement, 1, id, -1);
  wuse_sql_bind_text (statement, 2, wuse_record_class (type)->name, -1);

  return read_rows (statement, error);
}

char *
wuse_store_reader_load_shown (WuseStoreReader *self, WuseRecordType type, const char *id, gint64 *version, GError **error)
{
  char *data;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (type < WUSE_N_RECORD_TYPES && wuse_table (type)->overlay != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return wuse_outbox_read_shown (self->cache, type, id, version, self->scratch, &data, error) ? data : NULL;
}
