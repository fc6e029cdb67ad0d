/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bringing others' line lists and contacts in: what they seem to be, what would become of them, and the records. */

#pragma once

#include <gio/gio.h>

#include "wuse-column-guess.h"
#include "wuse-intake-mapping.h"
#include "wuse-intake-result.h"

G_BEGIN_DECLS

/**
 * WUSE_INTAKE_MAX_FILES:
 *
 * Most files that are brought in together.
 */
#define WUSE_INTAKE_MAX_FILES 32u

/**
 * WuseIntakeDecision:
 * @file: place of the file
 * @column: the column
 * @order: how its days would be read
 * @rival: how they could be read as well
 * @example: a cell that the two read differently
 * @as_order: that cell's day in the one order
 * @as_rival: and in the other
 *
 * Something only a person can know. The mapping has @order until somebody says otherwise with wuse_intake_guess_decide().
 */
typedef struct
{
  guint file;
  const char *column;
  WuseDayOrder order;
  WuseDayOrder rival;
  const char *example;
  WuseDay as_order;
  WuseDay as_rival;
} WuseIntakeDecision;

/**
 * WuseIntakeGuess:
 *
 * What files seem to be. Belongs to whoever asked for it.
 */
typedef struct _WuseIntakeGuess WuseIntakeGuess;

/**
 * wuse_intake_guess_new:
 * @files: (array length=n_files): files that belong together, such as a line list and its contacts
 * @n_files: 1 to %WUSE_INTAKE_MAX_FILES
 * @remembered: (nullable) (element-type WuseIntakeMapping): mappings used before; one that has a file's fingerprint is used for
 * it
 * @cancellable: (nullable): to give up
 * @error: return location for a %WUSE_INTAKE_ERROR or a %G_IO_ERROR
 *
 * Opens the files, reads them whole, and proposes a mapping: one remembered, a known form, or column by column by name and
 * content. Each table of it has the fingerprint of its file. Blocks.
 *
 * Returns: (transfer full) (nullable): a guess; free with wuse_intake_guess_free()
 */
WuseIntakeGuess *wuse_intake_guess_new (
    GFile *const *files, guint n_files, const GPtrArray *remembered, GCancellable *cancellable, GError **error);

/**
 * wuse_intake_guess_new_for_tables:
 * @files: (array length=n_files): tables that are open
 * @n_files: 1 to %WUSE_INTAKE_MAX_FILES
 * @remembered: (nullable) (element-type WuseIntakeMapping): mappings used before
 * @cancellable: (nullable): to give up
 * @error: return location for a %WUSE_INTAKE_ERROR or a %G_IO_ERROR
 *
 * As wuse_intake_guess_new().
 *
 * Returns: (transfer full) (nullable): a guess
 */
WuseIntakeGuess *wuse_intake_guess_new_for_tables (
    WuseTableFile *const *files, guint n_files, const GPtrArray *remembered, GCancellable *cancellable, GError **error);

/**
 * wuse_intake_guess_async:
 * @files: (array length=n_files): files; kept
 * @n_files: 1 to %WUSE_INTAKE_MAX_FILES
 * @remembered: (nullable) (element-type WuseIntakeMapping): mappings used before; a reference is kept, not to be changed
 * meanwhile
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: handed to @callback
 *
 * wuse_intake_guess_new() on a thread of its own.
 */
void wuse_intake_guess_async (GFile *const *files,
                              guint n_files,
                              GPtrArray *remembered,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/**
 * wuse_intake_guess_finish:
 * @result: what the callback was handed
 * @error: return location for a %WUSE_INTAKE_ERROR or a %G_IO_ERROR
 *
 * Returns: (transfer full) (nullable): a guess
 */
WuseIntakeGuess *wuse_intake_guess_finish (GAsyncResult *result, GError **error);

/**
 * wuse_intake_guess_free:
 * @self: (transfer full) (nullable): a guess
 */
void wuse_intake_guess_free (WuseIntakeGuess *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseIntakeGuess, wuse_intake_guess_free)

/**
 * wuse_intake_guess_get_n_files:
 * @self: a guess
 *
 * Returns: how many files there are
 */
guint wuse_intake_guess_get_n_files (const WuseIntakeGuess *self);

/**
 * wuse_intake_guess_get_table:
 * @self: a guess
 * @file: place of a file
 *
 * Returns: (transfer none): what its columns hold, and the open table
 */
const WuseTableGuess *wuse_intake_guess_get_table (const WuseIntakeGuess *self, guint file);

/**
 * wuse_intake_guess_get_mapping:
 * @self: a guess
 *
 * Returns: (transfer none): the proposal, to be changed by whoever shows it; copy it for a run that goes on meanwhile
 */
WuseIntakeMapping *wuse_intake_guess_get_mapping (WuseIntakeGuess *self);

/**
 * wuse_intake_guess_is_known:
 * @self: a guess
 * @file: place of a file
 *
 * Returns: %TRUE if the mapping of that file is remembered or a known form's rather than guessed
 */
gboolean wuse_intake_guess_is_known (const WuseIntakeGuess *self, guint file);

/**
 * WuseIntakeOrigin:
 * @WUSE_INTAKE_GUESSED: column by column, by name and content
 * @WUSE_INTAKE_FORM: a known form
 * @WUSE_INTAKE_REMEMBERED: what was used before for a table with these columns
 *
 * Where the mapping of a file comes from.
 */
typedef enum
{
  WUSE_INTAKE_GUESSED,
  WUSE_INTAKE_FORM,
  WUSE_INTAKE_REMEMBERED,
} WuseIntakeOrigin;

/**
 * wuse_intake_guess_get_origin:
 * @self: a guess
 * @file: place of a file
 *
 * Returns: where the mapping of that file comes from
 */
WuseIntakeOrigin wuse_intake_guess_get_origin (const WuseIntakeGuess *self, guint file);

/**
 * wuse_intake_guess_get_n_decisions:
 * @self: a guess
 *
 * Returns: how many columns of days that are used could be read in two ways
 */
guint wuse_intake_guess_get_n_decisions (const WuseIntakeGuess *self);

/**
 * wuse_intake_guess_get_decision:
 * @self: a guess
 * @index: less than their number
 *
 * Returns: (transfer none): one of them
 */
const WuseIntakeDecision *wuse_intake_guess_get_decision (const WuseIntakeGuess *self, guint index);

/**
 * wuse_intake_guess_decide:
 * @self: a guess
 * @file: place of a file
 * @column: a column of days
 * @order: how they are read
 *
 * Puts @order into every binding of that column.
 */
void wuse_intake_guess_decide (WuseIntakeGuess *self, guint file, const char *column, WuseDayOrder order);

/**
 * WuseIntakeOptions:
 * @max_rows: rows to read of each file, for a quick preview; 0 for all
 * @known_cases: (nullable) (element-type utf8 utf8): ids of cases that are there already, as a set
 * @areas: (nullable) (element-type utf8 utf8): names and codes of areas, in lower case → id; without them areas are left out
 *
 * What else there is to know. Not to be changed while it is used.
 */
typedef struct
{
  guint max_rows;
  GHashTable *known_cases;
  GHashTable *areas;
} WuseIntakeOptions;

/**
 * WuseIntakeProgressFunc:
 * @n_done: bytes read
 * @n_all: bytes to read; a file counts as often as it is read
 * @user_data: what was handed in
 */
typedef void (*WuseIntakeProgressFunc) (gsize n_done, gsize n_all, gpointer user_data);

/**
 * wuse_intake_run:
 * @mapping: a mapping
 * @files: (array length=n_files): the files
 * @n_files: 1 to %WUSE_INTAKE_MAX_FILES
 * @options: (nullable): what else there is to know
 * @progress: (nullable): told on the calling thread
 * @user_data: handed to @progress
 * @cancellable: (nullable): to give up
 * @error: return location for a %WUSE_INTAKE_ERROR or a %G_IO_ERROR
 *
 * Makes records of the files and writes nothing anywhere. What has to be masked is masked before it goes into a record, a problem
 * or the preview. Blocks.
 *
 * Returns: (transfer full) (nullable): the whole result, or nothing
 */
WuseIntakeResult *wuse_intake_run (const WuseIntakeMapping *mapping,
                                   WuseTableFile *const *files,
                                   guint n_files,
                                   const WuseIntakeOptions *options,
                                   WuseIntakeProgressFunc progress,
                                   gpointer user_data,
                                   GCancellable *cancellable,
                                   GError **error);

/**
 * wuse_intake_run_async:
 * @guess: the files and their mapping; both are copied
 * @options: (nullable): what else there is to know; its tables are kept
 * @progress: (nullable): told in the thread-default context of the caller, a few times a second; not after @callback
 * @progress_data: handed to @progress
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: handed to @callback
 *
 * wuse_intake_run() on a thread of its own.
 */
void wuse_intake_run_async (WuseIntakeGuess *guess,
                            const WuseIntakeOptions *options,
                            WuseIntakeProgressFunc progress,
                            gpointer progress_data,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/**
 * wuse_intake_run_finish:
 * @result: what the callback was handed
 * @error: return location for a %WUSE_INTAKE_ERROR or a %G_IO_ERROR
 *
 * Returns: (transfer full) (nullable): the whole result, or nothing
 */
WuseIntakeResult *wuse_intake_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
