/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a list does with its rows. */

#pragma once

#include "wuse-case-row.h"

G_BEGIN_DECLS

/**
 * wuse_case_row_new:
 * @key: the case's key
 * @fields: (nullable): what is known of it
 *
 * Returns: (transfer full): a row
 */
WuseCaseRow *wuse_case_row_new (gint64 key, WuseCaseFields *fields);

/**
 * wuse_case_row_get_key:
 * @self: a row, be it one that is being disposed of
 *
 * Returns: (transfer none): the key, as long as the row is in memory
 */
const gint64 *wuse_case_row_get_key (WuseCaseRow *self);

/**
 * wuse_case_row_set_fields:
 * @self: a row
 * @fields: what is known of it now
 */
void wuse_case_row_set_fields (WuseCaseRow *self, WuseCaseFields *fields);

G_END_DECLS
