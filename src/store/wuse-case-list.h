/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases as a list that is as fast with a hundred thousand as with ten: keys in order, rows made on demand and forgotten. */

#pragma once

#include "wuse-case-row.h"
#include "wuse-store.h"

G_BEGIN_DECLS

#define WUSE_TYPE_CASE_LIST (wuse_case_list_get_type ())

/**
 * WuseCaseList:
 *
 * A #GListModel of #WuseCaseRow that follows the store. Belongs to the main thread, and reads on a reading thread. When
 * cases come, go or change their place, only the changed spans are told of.
 *
 * :is-loading: whether the cases of the present query are not all known yet; what was there before is shown meanwhile.
 */
G_DECLARE_FINAL_TYPE (WuseCaseList, wuse_case_list, WUSE, CASE_LIST, GObject)

/**
 * wuse_case_list_new:
 * @store: the cache
 *
 * Returns: (transfer full): an empty list, until wuse_case_list_set_query()
 */
WuseCaseList *wuse_case_list_new (WuseStore *store);

/**
 * wuse_case_list_set_query:
 * @self: a list
 * @query: which cases in which order
 */
void wuse_case_list_set_query (WuseCaseList *self, const WuseCaseQuery *query);

/**
 * wuse_case_list_get_query:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): what was set last
 */
const WuseCaseQuery *wuse_case_list_get_query (WuseCaseList *self);

/**
 * wuse_case_list_is_loading:
 * @self: a list
 *
 * Returns: see #WuseCaseList:is-loading
 */
gboolean wuse_case_list_is_loading (WuseCaseList *self);

/**
 * wuse_case_list_find:
 * @self: a list
 * @id: a case's id
 *
 * Returns: its position, %G_MAXUINT if it is not in the list
 */
guint wuse_case_list_find (WuseCaseList *self, const char *id);

/**
 * wuse_case_list_get_id:
 * @self: a list
 * @position: less than the list's length
 *
 * Returns: (transfer none) (nullable): the case's id, known before its row is; %NULL beyond the end
 */
const char *wuse_case_list_get_id (WuseCaseList *self, guint position);

G_END_DECLS
