/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One case of a list. */

#pragma once

#include "wuse-case-query.h"

G_BEGIN_DECLS

#define WUSE_TYPE_CASE_ROW (wuse_case_row_get_type ())

/**
 * WuseCaseRow:
 *
 * One case of a #WuseCaseList, for as long as somebody shows it.
 *
 * :fields: (nullable): (boxed #WuseCaseFields) what is known of it; %NULL until it has been read, a moment after the row was
 *   made. Notified when it comes and whenever it changes.
 */
G_DECLARE_FINAL_TYPE (WuseCaseRow, wuse_case_row, WUSE, CASE_ROW, GObject)

/**
 * wuse_case_row_get_fields:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): see #WuseCaseRow:fields
 */
const WuseCaseFields *wuse_case_row_get_fields (WuseCaseRow *self);

GType wuse_case_fields_get_type (void);
#define WUSE_TYPE_CASE_FIELDS (wuse_case_fields_get_type ())

G_END_DECLS
