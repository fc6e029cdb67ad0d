/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The collections on this machine, to be opened or deleted. */

#pragma once

#include "wuse-window.h"

G_BEGIN_DECLS

#define WUSE_TYPE_COLLECTION_LIST (wuse_collection_list_get_type ())

/**
 * WuseCollectionList:
 *
 * A dialog; closes with Escape.
 */
G_DECLARE_FINAL_TYPE (WuseCollectionList, wuse_collection_list, WUSE, COLLECTION_LIST, AdwWindow)

/**
 * wuse_collection_list_present:
 * @parent: the window it belongs to
 *
 * Shows them.
 */
void wuse_collection_list_present (WuseWindow *parent);

G_END_DECLS
