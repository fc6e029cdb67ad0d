/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Second step of an import: which column becomes what. */

#pragma once

#include <adwaita.h>

#include "wuse-import.h"

G_BEGIN_DECLS

#define WUSE_TYPE_IMPORT_COLUMNS_PAGE (wuse_import_columns_page_get_type ())

/**
 * WuseImportColumnsPage:
 *
 * Shows the columns of a file with examples, what they become, and the first rows as records.
 */
G_DECLARE_FINAL_TYPE (WuseImportColumnsPage, wuse_import_columns_page, WUSE, IMPORT_COLUMNS_PAGE, AdwBin)

/**
 * wuse_import_columns_page_new:
 * @import: what is brought in
 *
 * Returns: (transfer floating): a page
 */
GtkWidget *wuse_import_columns_page_new (WuseImport *import);

G_END_DECLS
