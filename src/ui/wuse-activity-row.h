/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of the list of changes, and the item behind it. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-workspace.h"

G_BEGIN_DECLS

#define WUSE_TYPE_ACTIVITY_ITEM (wuse_activity_item_get_type ())

/**
 * WuseActivityItem:
 *
 * One activity as a list item.
 */
G_DECLARE_FINAL_TYPE (WuseActivityItem, wuse_activity_item, WUSE, ACTIVITY_ITEM, GObject)

/**
 * wuse_activity_item_new:
 * @activity: what happened (copied)
 * @is_new: whether it has just arrived, so that its row is marked for a moment
 *
 * Returns: (transfer full): an item
 */
WuseActivityItem *wuse_activity_item_new (const WuseActivity *activity, gboolean is_new);

/**
 * wuse_activity_item_get_id:
 * @self: an item
 *
 * Returns: the number of the activity
 */
gint64 wuse_activity_item_get_id (WuseActivityItem *self);

/**
 * wuse_activity_item_get_area:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): id of the area concerned
 */
const char *wuse_activity_item_get_area (WuseActivityItem *self);

#define WUSE_TYPE_ACTIVITY_ROW (wuse_activity_row_get_type ())

/**
 * WuseActivityRow:
 *
 * When and what. What is new arrives with a soft highlight.
 */
G_DECLARE_FINAL_TYPE (WuseActivityRow, wuse_activity_row, WUSE, ACTIVITY_ROW, GtkWidget)

/**
 * wuse_activity_row_new:
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *wuse_activity_row_new (void);

/**
 * wuse_activity_row_bind:
 * @self: a row
 * @item: what to show
 * @workspace: whose areas and clock to use
 */
void wuse_activity_row_bind (WuseActivityRow *self, WuseActivityItem *item, WuseWorkspace *workspace);

G_END_DECLS
