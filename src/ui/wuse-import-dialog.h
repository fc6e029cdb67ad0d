/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import assistant: files, columns, where to, check. */

#pragma once

#include <adwaita.h>

#include "wuse-import.h"

G_BEGIN_DECLS

#define WUSE_TYPE_IMPORT_DIALOG (wuse_import_dialog_get_type ())

/**
 * WuseImportDialog:
 *
 * Goes through the steps of an import. Closed at any time, it leaves nothing behind.
 */
G_DECLARE_FINAL_TYPE (WuseImportDialog, wuse_import_dialog, WUSE, IMPORT_DIALOG, AdwWindow)

/**
 * WuseImportDialog::imported:
 * @self: the dialog
 * @collection: (nullable): the name of the collection that has been made; %NULL if records were added to the district
 * @n_records: how many records
 * @gesture: what can be taken back in the district, or 0
 *
 * Everything is there; the dialog closes.
 */

/**
 * wuse_import_dialog_new:
 * @parent: the window it belongs to
 * @workspace: the district to which records could be added
 *
 * Returns: (transfer none): an assistant without files
 */
WuseImportDialog *wuse_import_dialog_new (GtkWindow *parent, WuseWorkspace *workspace);

/**
 * wuse_import_dialog_add_files:
 * @self: an assistant
 * @files: (array length=n_files): files
 * @n_files: how many
 */
void wuse_import_dialog_add_files (WuseImportDialog *self, GFile *const *files, guint n_files);

/**
 * wuse_import_dialog_set_name:
 * @self: an assistant
 * @name: what the collection is to be called
 */
void wuse_import_dialog_set_name (WuseImportDialog *self, const char *name);

/**
 * wuse_import_dialog_go_on:
 * @self: an assistant
 *
 * Goes to the next step, or imports in the last, if nothing stands in the way.
 *
 * Returns: whether it did
 */
gboolean wuse_import_dialog_go_on (WuseImportDialog *self);

G_END_DECLS
