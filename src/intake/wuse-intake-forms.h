/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms of others, and our own, that need no asking. */

#pragma once

#include "wuse-intake-mapping.h"

G_BEGIN_DECLS

/**
 * wuse_intake_forms_find:
 * @files: (array length=n_files): files that belong together
 * @n_files: how many
 *
 * Looks for the form that knows most of the files by their headers: DS4C, epicontacts, Go.Data, MicrobeTrace, ClustersCOVID19,
 * and our own: a table whose columns are `id` and fields of a case, contact, stay or link, each record's required ones among
 * them.
 *
 * Returns: (transfer full) (nullable): a mapping that may know only some of the files; days whose order is not fixed by the form
 *   are left open
 */
WuseIntakeMapping *wuse_intake_forms_find (WuseTableFile *const *files, guint n_files);

G_END_DECLS
