/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of an import share. */

#pragma once

#include "wuse-import.h"

#define WUSE_IMPORT_PROGRESS_INTERVAL_MS 100

G_BEGIN_DECLS

struct _WuseImport
{
  GObject parent_instance;

  WuseWorkspace *workspace;
  WuseImportTarget target;
  GPtrArray *files; /* WuseImportFile */
  GPtrArray *remembered;
  WuseIntakeGuess *guess;
  GHashTable *decided; /* "place column" */

  GCancellable *reading;
  GCancellable *previewing;
  guint preview_source;
  WuseIntakeResult *preview;
  GError *preview_error;

  GCancellable *checking; /* or writing */
  double progress;
  WuseIntakeResult *result;
  WuseImportPlan *plan;
  GError *check_error;
};

/**
 * WuseImportSignal:
 *
 * What an import tells of, by a signal each.
 */
typedef enum
{
  WUSE_IMPORT_FILES_CHANGED,
  WUSE_IMPORT_MAPPING_CHANGED,
  WUSE_IMPORT_PREVIEW_CHANGED,
  WUSE_IMPORT_CHECK_CHANGED,
  WUSE_IMPORT_N_SIGNALS,
} WuseImportSignal;

/**
 * wuse_import_tell:
 * @self: an import
 * @what: what has changed
 */
void wuse_import_tell (WuseImport *self, WuseImportSignal what);

/**
 * wuse_import_cancel:
 * @cancellable: (inout): what goes on, or a pointer to %NULL
 *
 * Gives it up.
 */
void wuse_import_cancel (GCancellable **cancellable);

/**
 * wuse_import_make_preview_later:
 * @self: an import
 *
 * Makes the preview anew, once nobody has changed anything for a moment.
 */
void wuse_import_make_preview_later (WuseImport *self);

/**
 * wuse_import_forget_check:
 * @self: an import
 *
 * Drops the result of the check, which is out of date.
 */
void wuse_import_forget_check (WuseImport *self);

/**
 * wuse_import_file_free:
 * @data: (transfer full): a #WuseImportFile
 */
void wuse_import_file_free (gpointer data);

G_END_DECLS
