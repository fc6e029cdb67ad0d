/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The change feed as one long answer, read on threads, page by page, no faster than the client takes it. */

#pragma once

#include "wuse-exchange.h"

G_BEGIN_DECLS

/**
 * WUSE_CHANGES_MAX_ANSWERS:
 *
 * Most answers that may be under way at a time.
 */
#define WUSE_CHANGES_MAX_ANSWERS 64

/**
 * WuseChanges:
 *
 * Gives the answers of `GET /v1/changes`. Main thread only.
 */
typedef struct _WuseChanges WuseChanges;

/**
 * wuse_changes_new:
 * @path: the feed's database
 *
 * Returns: (transfer full): no answers yet; free with wuse_changes_free()
 */
WuseChanges *wuse_changes_new (const char *path);

/**
 * wuse_changes_free:
 * @self: (transfer full) (nullable): the answers; all exchanges have to be over
 */
void wuse_changes_free (WuseChanges *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseChanges, wuse_changes_free)

/**
 * wuse_changes_answer:
 * @self: the answers
 * @exchange: a request nothing was sent to yet
 * @after: lines with a greater seq …
 * @until: … up to this one; then the line that says so
 *
 * Begins an answer. A record that changes while the answer is under way moves on beyond @until and is left out.
 */
void wuse_changes_answer (WuseChanges *self, WuseExchange *exchange, gint64 after, gint64 until);

G_END_DECLS
