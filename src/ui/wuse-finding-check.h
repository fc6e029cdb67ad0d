/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cannot be in the records, found on a thread. */

#pragma once

#include "wuse-plausibility.h"
#include "wuse-register.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * wuse_finding_check_async:
 * @relations: who met whom
 * @epidemic: (nullable): where people are cared for: nothing is found in that they meet there
 * @utc_offset: minutes east of UTC of the district's days
 * @before: (nullable): what was found before
 * @cancellable: (nullable): gives it up
 * @callback: called on the main thread
 * @user_data: handed to @callback
 */
void wuse_finding_check_async (WuseRelations *relations,
                               WuseRegister *epidemic,
                               int utc_offset,
                               WusePlausibility *before,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * wuse_finding_check_finish:
 * @result: what the callback was given
 * @reads_alike: (out): whether a list of what was found would read as that of what was found before
 *
 * Returns: (transfer full) (nullable): what was found; %NULL if it was given up
 */
WusePlausibility *wuse_finding_check_finish (GAsyncResult *result, gboolean *reads_alike);

G_END_DECLS
