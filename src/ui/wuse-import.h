/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Others' tables on their way in: the files, how they are read, what came of it. */

#pragma once

#include "wuse-import-district.h"
#include "wuse-intake-choice.h"
#include "wuse-workspace.h"

G_BEGIN_DECLS

#define WUSE_TYPE_IMPORT (wuse_import_get_type ())

/**
 * WuseImport:
 *
 * Reads files, keeps what a person chooses, makes a preview after each choice, and checks all rows when asked. Nothing is
 * written before wuse_import_finish_async(). Everything slow happens on threads.
 */
G_DECLARE_FINAL_TYPE (WuseImport, wuse_import, WUSE, IMPORT, GObject)

/**
 * WuseImport::files-changed:
 * @self: the import
 *
 * Files came or went, or have been read.
 */

/**
 * WuseImport::mapping-changed:
 * @self: the import
 *
 * The tables are read in another way.
 */

/**
 * WuseImport::preview-changed:
 * @self: the import
 */

/**
 * WuseImport::check-changed:
 * @self: the import
 *
 * The check began, went on, ended or has become out of date.
 */

/**
 * WuseImportFile:
 * @file: the file
 * @name: its name for people
 * @table: (nullable): the table, once it has been read
 * @error: (nullable): why it cannot be brought in
 * @place: its place in the guess; -1 if it is not in it
 *
 * One file.
 */
typedef struct
{
  GFile *file;
  char *name;
  WuseTableFile *table;
  GError *error;
  int place;

  /*< private >*/
  gboolean is_forced;
  WuseTextEncoding encoding;
} WuseImportFile;

/**
 * WuseImportTarget:
 * @WUSE_IMPORT_TO_COLLECTION: a collection of its own
 * @WUSE_IMPORT_TO_DISTRICT: the district that is shown
 *
 * Where the records go.
 */
typedef enum
{
  WUSE_IMPORT_TO_COLLECTION,
  WUSE_IMPORT_TO_DISTRICT,
} WuseImportTarget;

/**
 * wuse_import_new:
 * @workspace: (nullable): the district to which records could be added
 *
 * Returns: (transfer full): an import without files
 */
WuseImport *wuse_import_new (WuseWorkspace *workspace);

/**
 * wuse_import_add_files:
 * @self: an import
 * @files: (array length=n_files): files; those that are there already are passed over
 * @n_files: how many
 *
 * Returns: %FALSE if there are more than can be brought in together; those that fit have been added
 */
gboolean wuse_import_add_files (WuseImport *self, GFile *const *files, guint n_files);

/**
 * wuse_import_remove_file:
 * @self: an import
 * @index: place of a file
 */
void wuse_import_remove_file (WuseImport *self, guint index);

/**
 * wuse_import_set_encoding:
 * @self: an import
 * @index: place of a file
 * @encoding: how it is written
 *
 * Reads the file anew.
 */
void wuse_import_set_encoding (WuseImport *self, guint index, WuseTextEncoding encoding);

/**
 * wuse_import_get_n_files:
 * @self: an import
 *
 * Returns: how many files there are
 */
guint wuse_import_get_n_files (WuseImport *self);

/**
 * wuse_import_get_file:
 * @self: an import
 * @index: less than their number
 *
 * Returns: (transfer none): a file
 */
const WuseImportFile *wuse_import_get_file (WuseImport *self, guint index);

/**
 * wuse_import_is_reading:
 * @self: an import
 *
 * Returns: whether files are being read
 */
gboolean wuse_import_is_reading (WuseImport *self);

/**
 * wuse_import_is_readable:
 * @self: an import
 *
 * Returns: whether there are files and all of them have been read without an error
 */
gboolean wuse_import_is_readable (WuseImport *self);

/**
 * wuse_import_get_guess:
 * @self: an import
 *
 * Returns: (transfer none) (nullable): how the files are read; after changing it wuse_import_changed() is called
 */
WuseIntakeGuess *wuse_import_get_guess (WuseImport *self);

/**
 * wuse_import_changed:
 * @self: an import
 *
 * Says that the mapping has been changed: the preview follows, the check is out of date.
 */
void wuse_import_changed (WuseImport *self);

/**
 * wuse_import_decide:
 * @self: an import
 * @place: place of a file in the guess
 * @column: a column of days that can be read in two ways
 * @order: how it is read
 */
void wuse_import_decide (WuseImport *self, guint place, const char *column, WuseDayOrder order);

/**
 * wuse_import_is_decided:
 * @self: an import
 * @place: place of a file in the guess
 * @column: a column of days that can be read in two ways
 *
 * Returns: whether a person has said how
 */
gboolean wuse_import_is_decided (WuseImport *self, guint place, const char *column);

/**
 * wuse_import_dup_undecided:
 * @self: an import
 *
 * Returns: (transfer full) (nullable): the first column a person has yet to decide on, after the name of its file
 */
char *wuse_import_dup_undecided (WuseImport *self);

/**
 * wuse_import_count_undecided:
 * @self: an import
 *
 * Returns: how many columns a person has yet to decide on
 */
guint wuse_import_count_undecided (WuseImport *self);

/**
 * wuse_import_makes_anything:
 * @self: an import
 *
 * Returns: whether anything is to become of any row
 */
gboolean wuse_import_makes_anything (WuseImport *self);

/**
 * wuse_import_get_preview:
 * @self: an import
 * @error: (out) (transfer none) (nullable): why there is none
 *
 * Returns: (transfer none) (nullable): what becomes of the first rows
 */
WuseIntakeResult *wuse_import_get_preview (WuseImport *self, const GError **error);

/**
 * wuse_import_set_target:
 * @self: an import
 * @target: where the records go
 */
void wuse_import_set_target (WuseImport *self, WuseImportTarget target);

/**
 * wuse_import_get_target:
 * @self: an import
 *
 * Returns: where the records go
 */
WuseImportTarget wuse_import_get_target (WuseImport *self);

/**
 * wuse_import_get_workspace:
 * @self: an import
 *
 * Returns: (transfer none) (nullable): the district to which records could be added
 */
WuseWorkspace *wuse_import_get_workspace (WuseImport *self);

/**
 * wuse_import_check:
 * @self: an import
 *
 * Makes records of all rows, unless that has been done since the last change.
 */
void wuse_import_check (WuseImport *self);

/**
 * wuse_import_stop:
 * @self: an import
 *
 * Stops the check or the writing that is under way.
 */
void wuse_import_stop (WuseImport *self);

/**
 * wuse_import_get_progress:
 * @self: an import
 *
 * Returns: how far the check or the writing is, 0 to 1; negative if none is under way
 */
double wuse_import_get_progress (WuseImport *self);

/**
 * wuse_import_get_result:
 * @self: an import
 * @error: (out) (transfer none) (nullable): why there is none
 *
 * Returns: (transfer none) (nullable): what came of the check
 */
WuseIntakeResult *wuse_import_get_result (WuseImport *self, const GError **error);

/**
 * wuse_import_get_plan:
 * @self: an import
 *
 * Returns: (transfer none) (nullable): what would be entered into the district, if that is the target and it has been checked
 */
const WuseImportPlan *wuse_import_get_plan (WuseImport *self);

/**
 * wuse_import_suggest_name:
 * @self: an import
 *
 * Returns: (transfer full): what a collection of these files could be called
 */
char *wuse_import_suggest_name (WuseImport *self);

/**
 * wuse_import_finish_async:
 * @self: an import that has been checked
 * @name: what a collection is to be called, or the reason for adding to the district
 * @callback: called when all of it is there, or none
 * @user_data: handed to @callback
 *
 * Writes the records to the target and remembers how the tables were read.
 */
void wuse_import_finish_async (WuseImport *self, const char *name, GAsyncReadyCallback callback, gpointer user_data);

/**
 * wuse_import_finish_finish:
 * @self: an import
 * @result: what the callback was given
 * @gesture: (out): what can be taken back in the district, or 0
 * @error: return location for an error
 *
 * Returns: %TRUE if all of it is there
 */
gboolean wuse_import_finish_finish (WuseImport *self, GAsyncResult *result, gint64 *gesture, GError **error);

G_END_DECLS
