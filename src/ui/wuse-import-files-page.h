/* SPDX-License-Identifier: GPL-3.0-or-later */
/* First step of an import: the files, and how they are written. */

#pragma once

#include <adwaita.h>

#include "wuse-import.h"

G_BEGIN_DECLS

#define WUSE_TYPE_IMPORT_FILES_PAGE (wuse_import_files_page_get_type ())

/**
 * WuseImportFilesPage:
 *
 * Says of each file what was found out, and lets its encoding be chosen.
 */
G_DECLARE_FINAL_TYPE (WuseImportFilesPage, wuse_import_files_page, WUSE, IMPORT_FILES_PAGE, AdwBin)

/**
 * wuse_import_files_page_new:
 * @import: what is brought in
 *
 * Returns: (transfer floating): a page
 */
GtkWidget *wuse_import_files_page_new (WuseImport *import);

/**
 * wuse_import_files_page_choose:
 * @self: a page in a window
 *
 * Asks for files.
 */
void wuse_import_files_page_choose (WuseImportFilesPage *self);

G_END_DECLS
