/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list model of numbers into somebody's arrays; items are made on demand. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define WUSE_TYPE_INDEX_ITEM (wuse_index_item_get_type ())
G_DECLARE_FINAL_TYPE (WuseIndexItem, wuse_index_item, WUSE, INDEX_ITEM, GObject)

#define WUSE_TYPE_INDEX_LIST (wuse_index_list_get_type ())
G_DECLARE_FINAL_TYPE (WuseIndexList, wuse_index_list, WUSE, INDEX_LIST, GObject)

/**
 * wuse_index_list_new:
 *
 * Returns: (transfer full): an empty list
 */
WuseIndexList *wuse_index_list_new (void);

/**
 * wuse_index_list_set:
 * @self: a list
 * @indices: (array length=n_indices): what it holds from now on, in this order; copied
 * @n_indices: how many
 */
void wuse_index_list_set (WuseIndexList *self, const guint32 *indices, guint n_indices);

/**
 * wuse_index_list_get:
 * @self: a list
 * @position: below the number of its items
 *
 * Returns: the number there
 */
guint32 wuse_index_list_get (WuseIndexList *self, guint position);

/**
 * wuse_index_item_get_index:
 * @self: an item
 *
 * Returns: its number
 */
guint32 wuse_index_item_get_index (WuseIndexItem *self);

G_END_DECLS
