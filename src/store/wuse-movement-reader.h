/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads where cases were. */

#pragma once

#include "wuse-movements.h"
#include "wuse-store-reader.h"

G_BEGIN_DECLS

/**
 * wuse_store_reader_load_movements:
 * @self: a reader
 * @ids: (array zero-terminated=1): ids of cases
 * @error: return location for an error
 *
 * Reads the stays of cases as shown: with what was entered here, without what was refuted. A stay without a position of its own
 * is where its place is. Ids of no case are passed over. Where there are too many stays (see %WUSE_MOVEMENTS_MAX_STAYS) the
 * cases that come last are left out.
 *
 * Returns: (transfer full) (nullable): the movements, cases in the order of @ids
 */
WuseMovements *wuse_store_reader_load_movements (WuseStoreReader *self, const char *const *ids, GError **error);

G_END_DECLS
