/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Third step of an import: where the records go. */

#pragma once

#include <adwaita.h>

#include "wuse-import.h"

G_BEGIN_DECLS

#define WUSE_TYPE_IMPORT_TARGET_PAGE (wuse_import_target_page_get_type ())

/**
 * WuseImportTargetPage:
 *
 * A collection with a name, or the district with a reason.
 */
G_DECLARE_FINAL_TYPE (WuseImportTargetPage, wuse_import_target_page, WUSE, IMPORT_TARGET_PAGE, AdwBin)

/**
 * wuse_import_target_page_new:
 * @import: what is brought in
 *
 * Returns: (transfer floating): a page
 */
GtkWidget *wuse_import_target_page_new (WuseImport *import);

/**
 * wuse_import_target_page_dup_words:
 * @self: a page
 *
 * Returns: (transfer full): the collection's name, or the reason for adding to the district
 */
char *wuse_import_target_page_dup_words (WuseImportTargetPage *self);

/**
 * wuse_import_target_page_set_name:
 * @self: a page
 * @name: what the collection is to be called
 */
void wuse_import_target_page_set_name (WuseImportTargetPage *self, const char *name);

/**
 * wuse_import_target_page_find_obstacle:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): what has to be filled in before it can go on
 */
const char *wuse_import_target_page_find_obstacle (WuseImportTargetPage *self);

/**
 * WuseImportTargetPage::changed:
 * @self: the page
 *
 * Something was chosen or filled in.
 */

G_END_DECLS
