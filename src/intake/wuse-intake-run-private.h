/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bringing tables in, on the thread that calls. */

#pragma once

#include "wuse-intake.h"

G_BEGIN_DECLS

/**
 * intake_run:
 * @mapping: a mapping
 * @files: (array length=n_files): the files
 * @n_files: how many
 * @options: (nullable): what else there is to know
 * @progress: (nullable): told, on this thread, of bytes done and of all
 * @user_data: handed to @progress
 * @cancellable: (nullable): to give up
 * @error: return location for a %WUSE_INTAKE_ERROR or a %G_IO_ERROR
 *
 * Returns: (transfer full) (nullable): the whole result, or nothing
 */
WuseIntakeResult *intake_run (const WuseIntakeMapping *mapping,
                              WuseTableFile *const *files,
                              guint n_files,
                              const WuseIntakeOptions *options,
                              WuseIntakeProgressFunc progress,
                              gpointer user_data,
                              GCancellable *cancellable,
                              GError **error);

G_END_DECLS
