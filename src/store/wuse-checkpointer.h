/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the log back into the file on a thread of its own, so that who writes does not wait for the disk. */

#pragma once

#include "wuse-sql.h"

G_BEGIN_DECLS

/**
 * WuseCheckpointer:
 *
 * A thread with a connection of its own. SQLite lets one connection write the log back while another appends to it.
 */
typedef struct _WuseCheckpointer WuseCheckpointer;

/**
 * wuse_checkpointer_new:
 * @path: a cache that is open for writing
 *
 * Returns: (transfer full): a thread that waits to be asked
 */
WuseCheckpointer *wuse_checkpointer_new (const char *path);

/**
 * wuse_checkpointer_free:
 * @self: (nullable): a checkpointer
 *
 * Waits for what is under way.
 */
void wuse_checkpointer_free (WuseCheckpointer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseCheckpointer, wuse_checkpointer_free)

/**
 * wuse_checkpointer_ask:
 * @self: a checkpointer
 *
 * Has what is in the log now written back, soon. What goes wrong is not told: the log then stays as long as it is.
 */
void wuse_checkpointer_ask (WuseCheckpointer *self);

G_END_DECLS
