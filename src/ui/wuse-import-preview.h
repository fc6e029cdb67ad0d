/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first rows of a table as the records that they become. */

#pragma once

#include <adwaita.h>

#include "wuse-import.h"

G_BEGIN_DECLS

#define WUSE_TYPE_IMPORT_PREVIEW (wuse_import_preview_get_type ())

/**
 * WuseImportPreview:
 *
 * Follows the import's preview.
 */
G_DECLARE_FINAL_TYPE (WuseImportPreview, wuse_import_preview, WUSE, IMPORT_PREVIEW, AdwBin)

/**
 * wuse_import_preview_new:
 * @import: what is brought in
 *
 * Returns: (transfer floating): a page
 */
GtkWidget *wuse_import_preview_new (WuseImport *import);

/**
 * wuse_import_preview_set_place:
 * @self: a preview
 * @place: place of a file in the guess
 */
void wuse_import_preview_set_place (WuseImportPreview *self, guint place);

G_END_DECLS
