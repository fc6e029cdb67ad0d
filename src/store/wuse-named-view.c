/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Views that a person has given a name. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-named-view.h"

#include "wuse-store-private.h"
#include "wuse-store-reader-private.h"

static const char get_views[] = "SELECT kind, name, value, changed_at FROM named_view WHERE kind = ?1 ORDER BY name";
static const char list_views[] = "SELECT kind, name, NULL, changed_at FROM named_view WHERE kind = ?1 ORDER BY name";
static const char get_view[] = "SELECT kind, name, value, changed_at FROM named_view WHERE kind = ?1 AND name = ?2";

void
wuse_named_view_free (WuseNamedView *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->name);
  g_free (self->value);
  g_free (self);
}

static gboolean
put_view (WuseStoreWriter **writer, gpointer data, WuseStoreChange *change, GError **error)
{
  const WuseNamedView *view = data;

  return wuse_store_writer_put_view (*writer, view->kind, view->name, view->value, error);
}

void
wuse_store_put_view_async (WuseStore *self,
                           const char *kind,
                           const char *name,
                           const char *value,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  WuseNamedView *view;
  GTask *task;

  g_return_if_fail (WUSE_IS_STORE (self));
  g_return_if_fail (kind != NULL);
  g_return_if_fail (name != NULL);

  view = g_new0 (WuseNamedView, 1);
  view->kind = g_strdup (kind);
  view->name = g_strdup (name);
  view->value = g_strdup (value);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, wuse_store_put_view_async);
  g_task_set_task_data (task, view, (GDestroyNotify) wuse_named_view_free);
  wuse_store_post_write (self, put_view, task);
}

gboolean
wuse_store_put_view_finish (WuseStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
rename_view (WuseStoreWriter **writer, gpointer data, WuseStoreChange *change, GError **error)
{
  const WuseNamedView *view = data;

  return wuse_store_writer_rename_view (*writer, view->kind, view->name, view->value, error);
}

void
wuse_store_rename_view_async (WuseStore *self,
                              const char *kind,
                              const char *name,
                              const char *new_name,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  WuseNamedView *view;
  GTask *task;

  g_return_if_fail (WUSE_IS_STORE (self));
  g_return_if_fail (kind != NULL && name != NULL && new_name != NULL);

  /* What it holds stays: the new name takes its place on the way to the writer. */
  view = g_new0 (WuseNamedView, 1);
  view->kind = g_strdup (kind);
  view->name = g_strdup (name);
  view->value = g_strdup (new_name);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, wuse_store_rename_view_async);
  g_task_set_task_data (task, view, (GDestroyNotify) wuse_named_view_free);
  wuse_store_post_write (self, rename_view, task);
}

/* The row that a statement is at. */
static WuseNamedView *
read_view (WuseStatement *statement)
{
  WuseNamedView *view = g_new0 (WuseNamedView, 1);

  view->kind = g_strdup (wuse_sql_get_text (statement, 0));
  view->name = g_strdup (wuse_sql_get_text (statement, 1));
  view->value = g_strdup (wuse_sql_get_text (statement, 2));
  view->changed_at = sqlite3_column_int64 (statement, 3);

  return view;
}

static GPtrArray *
read_views (WuseStoreReader *self, const char *sql, const char *kind, GError **error)
{
  g_autoptr (GPtrArray) views = NULL;
  WuseStatement *statement = wuse_sql_cache_get (self->cache, sql, error);
  WuseSqlStep step;

  if (statement == NULL)
    return NULL;
  views = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_named_view_free);
  wuse_sql_bind_text (statement, 1, kind, -1);
  while ((step = wuse_sql_step (statement, error)) == WUSE_SQL_ROW)
    g_ptr_array_add (views, read_view (statement));
  sqlite3_reset (statement);

  return step == WUSE_SQL_DONE ? g_steal_pointer (&views) : NULL;
}

GPtrArray *
wuse_store_reader_load_views (WuseStoreReader *self, const char *kind, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  return read_views (self, get_views, kind, error);
}

GPtrArray *
wuse_store_reader_list_views (WuseStoreReader *self, const char *kind, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  return read_views (self, list_views, kind, error);
}

WuseNamedView *
wuse_store_reader_load_view (WuseStoreReader *self, const char *kind, const char *name, GError **error)
{
  WuseStatement *statement;
  WuseNamedView *view = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (kind != NULL && name != NULL, NULL);

  statement = wuse_sql_cache_get (self->cache, get_view, error);
  if (statement == NULL)
    return NULL;
  wuse_sql_bind_text (statement, 1, kind, -1);
  wuse_sql_bind_text (statement, 2, name, -1);
  if (wuse_sql_step (statement, error) == WUSE_SQL_ROW)
    view = read_view (statement);
  sqlite3_reset (statement);

  return view;
}
