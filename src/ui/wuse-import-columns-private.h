/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the step about columns share. */

#pragma once

#include "wuse-import-columns-page.h"

#include "wuse-import-preview.h"

#define WUSE_IMPORT_MOST_FIELDS (WUSE_RECORD_MAX_FIELDS + 1)

G_BEGIN_DECLS

/* What a row of the page is about */
typedef struct
{
  const WuseColumnGuess *column;
  char *recognised; /* what it was used for, if that is more than one field */
  GtkDropDown *choice;
  AdwBin *days;
} WuseImportColumnRow;

struct _WuseImportColumnsPage
{
  AdwBin parent_instance;

  WuseImport *import;
  GtkDropDown *file;
  GtkDropDown *subject;
  GtkWidget *reset;
  GtkGrid *grid;
  WuseImportPreview *preview;

  guint place;
  GArray *rows;                                /* WuseImportColumnRow */
  guint n_made;                                /* of them that have widgets */
  guint source;                                /* that makes the others */
  WuseIntakeSubject subject_shown;             /* whose fields the choices offer */
  const char *fields[WUSE_IMPORT_MOST_FIELDS]; /* that can be chosen, in order */
  guint n_fields;
  const WuseIntakeGuess *guess; /* whose tables are shown; never looked into */
  gboolean is_showing;
};

/**
 * wuse_import_columns_get_table:
 * @self: the page, with a guess
 *
 * Returns: (transfer none): the table that is shown
 */
const WuseIntakeTable *wuse_import_columns_get_table (WuseImportColumnsPage *self);

/**
 * wuse_import_columns_get_subject:
 * @self: the page, with a guess
 *
 * Returns: what its rows are about first
 */
WuseIntakeSubject wuse_import_columns_get_subject (WuseImportColumnsPage *self);

/**
 * wuse_import_columns_rebuild:
 * @self: the page, with a guess
 *
 * Makes a row for each column anew, a few at a time.
 */
void wuse_import_columns_rebuild (WuseImportColumnsPage *self);

/**
 * wuse_import_columns_show_row:
 * @self: the page, with a guess
 * @row: one of its rows
 *
 * Brings it in step with what is chosen.
 */
void wuse_import_columns_show_row (WuseImportColumnsPage *self, WuseImportColumnRow *row);

/**
 * wuse_import_column_row_clear:
 * @data: a #WuseImportColumnRow
 *
 * Frees what is in it.
 */
void wuse_import_column_row_clear (gpointer data);

G_END_DECLS
