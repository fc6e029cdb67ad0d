/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Views that a person has given a name: local, kept through everything. */

#pragma once

#include "wuse-store.h"

G_BEGIN_DECLS

/**
 * WuseNamedView:
 * @kind: what it is a view of, a short name
 * @name: its name
 * @value: what it holds, JSON
 * @changed_at: when it was last stored
 *
 * A named view.
 */
typedef struct
{
  char *kind;
  char *name;
  char *value;
  WuseTime changed_at;
} WuseNamedView;

/**
 * wuse_named_view_free:
 * @self: (transfer full) (nullable): a view
 */
void wuse_named_view_free (WuseNamedView *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseNamedView, wuse_named_view_free)

/**
 * wuse_store_put_view_async:
 * @self: a store
 * @kind: what it is a view of
 * @name: its name; one of the same name and kind is replaced
 * @value: (nullable): what it holds, %NULL to forget it
 * @cancellable: (nullable): to give up
 * @callback: (nullable): called on the caller's main context
 * @user_data: handed to @callback
 */
void wuse_store_put_view_async (WuseStore *self,
                                const char *kind,
                                const char *name,
                                const char *value,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/**
 * wuse_store_put_view_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location for a %WUSE_STORE_ERROR
 *
 * Returns: %TRUE if it is stored
 */
gboolean wuse_store_put_view_finish (WuseStore *self, GAsyncResult *result, GError **error);

/**
 * wuse_store_rename_view_async:
 * @self: a store
 * @kind: what it is a view of
 * @name: its name
 * @new_name: what it is called from now on; one of that name is replaced
 * @cancellable: (nullable): to give up
 * @callback: (nullable): called on the caller's main context
 * @user_data: handed to @callback
 *
 * Leaves the time at which it was stored. To be finished with wuse_store_put_view_finish().
 */
void wuse_store_rename_view_async (WuseStore *self,
                                   const char *kind,
                                   const char *name,
                                   const char *new_name,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/**
 * wuse_store_reader_list_views:
 * @self: a reader
 * @kind: what they are views of
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type WuseNamedView) (nullable): the views by name, without what they hold, which may be much
 */
GPtrArray *wuse_store_reader_list_views (WuseStoreReader *self, const char *kind, GError **error);

/**
 * wuse_store_reader_load_view:
 * @self: a reader
 * @kind: what it is a view of
 * @name: its name
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the view; %NULL without @error set if there is none
 */
WuseNamedView *wuse_store_reader_load_view (WuseStoreReader *self, const char *kind, const char *name, GError **error);

/**
 * wuse_store_reader_load_views:
 * @self: a reader
 * @kind: what they are views of
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type WuseNamedView) (nullable): the views, by name
 */
GPtrArray *wuse_store_reader_load_views (WuseStoreReader *self, const char *kind, GError **error);

G_END_DECLS
