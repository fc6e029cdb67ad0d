/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Last step of an import: what came of all rows. */

#pragma once

#include <adwaita.h>

#include "wuse-import.h"

G_BEGIN_DECLS

#define WUSE_TYPE_IMPORT_CHECK_PAGE (wuse_import_check_page_get_type ())

/**
 * WuseImportCheckPage:
 *
 * Counts what would be brought in, and tells what would not and why.
 */
G_DECLARE_FINAL_TYPE (WuseImportCheckPage, wuse_import_check_page, WUSE, IMPORT_CHECK_PAGE, AdwBin)

/**
 * wuse_import_check_page_new:
 * @import: what is brought in
 *
 * Returns: (transfer floating): a page
 */
GtkWidget *wuse_import_check_page_new (WuseImport *import);

G_END_DECLS
