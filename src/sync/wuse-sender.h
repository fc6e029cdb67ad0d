/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sends what is in the outbox, in order and once, on a thread and a connection of its own. */

#pragma once

#include "wuse-sync-private.h"

G_BEGIN_DECLS

/**
 * WuseSender:
 *
 * Works while the cache is kept like the server, since what is sent was made of what the server said. An edit is marked on
 * the disk before it is sent and after it is answered; what was not answered is sent again with the same key, after any
 * end of the program, so that the server takes it once. What cannot be sent now waits, with back-off; what a person has to
 * decide holds up nothing but its record. Functions return at once, on any thread.
 */
typedef struct _WuseSender WuseSender;

/**
 * wuse_sender_new:
 * @store: whose outbox it is
 *
 * Returns: (transfer full): one without a server; free with wuse_sender_free()
 */
WuseSender *wuse_sender_new (WuseStore *store);

/**
 * wuse_sender_free:
 * @self: (transfer full) (nullable): a sender
 *
 * Waits for its thread.
 */
void wuse_sender_free (WuseSender *self);

/**
 * wuse_sender_set_server:
 * @self: a sender
 * @server: (transfer none): where to send to, once it is live
 */
void wuse_sender_set_server (WuseSender *self, const WuseSyncServer *server);

/**
 * wuse_sender_set_live:
 * @self: a sender
 * @is_live: whether the cache is what the server knows
 */
void wuse_sender_set_live (WuseSender *self, gboolean is_live);

/**
 * wuse_sender_wake:
 * @self: a sender
 * @is_urgent: whether to end a wait after a failure, too
 *
 * There may be something to send.
 */
void wuse_sender_wake (WuseSender *self, gboolean is_urgent);

G_END_DECLS
