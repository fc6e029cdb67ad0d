/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Views to and from JSON and files, on threads. */

#pragma once

#include "wuse-saved-view.h"
#include "wuse-store.h"

G_BEGIN_DECLS

/**
 * wuse_view_write_async:
 * @view: (transfer full): a view
 * @graph: (nullable): who is in it, and where; %NULL if @view knows
 * @callback: called on the main thread
 * @user_data: handed to @callback
 *
 * Makes JSON of a view.
 */
void wuse_view_write_async (WuseSavedView *view, WuseRelationGraph *graph, GAsyncReadyCallback callback, gpointer user_data);

/**
 * wuse_view_write_finish:
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): JSON
 */
char *wuse_view_write_finish (GAsyncResult *result, GError **error);

/**
 * wuse_view_share_async:
 * @store: where views are kept
 * @kind: what it is a view of
 * @name: its name
 * @file: where to
 * @callback: called on the main thread
 * @user_data: handed to @callback
 *
 * Writes a view that is kept into a file for others.
 */
void wuse_view_share_async (
    WuseStore *store, const char *kind, const char *name, GFile *file, GAsyncReadyCallback callback, gpointer user_data);

/**
 * wuse_view_share_finish:
 * @result: what the callback was given
 * @error: return location for a %WUSE_STORE_ERROR or %G_IO_ERROR
 *
 * Returns: (transfer full) (nullable): the file that was written
 */
GFile *wuse_view_share_finish (GAsyncResult *result, GError **error);

/**
 * wuse_view_load_async:
 * @file: a file that anybody may have written
 * @callback: called on the main thread
 * @user_data: handed to @callback
 */
void wuse_view_load_async (GFile *file, GAsyncReadyCallback callback, gpointer user_data);

/**
 * wuse_view_load_finish:
 * @result: what the callback was given
 * @error: return location for a %G_IO_ERROR
 *
 * Returns: (transfer full) (nullable): the view
 */
WuseSavedView *wuse_view_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
