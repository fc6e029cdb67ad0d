/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long to wait before trying again. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WuseBackoff:
 * @base: milliseconds that the first wait is drawn from
 * @cap: most milliseconds a wait is drawn from
 * @n_failures: failures since the last success
 *
 * Exponential back-off with full jitter, so that the desktops of a district do not come back all at once (M. Brooker,
 * "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
 */
typedef struct
{
  guint base;
  guint cap;
  guint n_failures;
} WuseBackoff;

/**
 * wuse_backoff_next:
 * @self: the state; counts a failure
 * @at_least: milliseconds that the server asked for, or -1
 *
 * Draws evenly between a fifth of the base, so that no server is ever hammered, and the base doubled with every failure
 * up to the cap. A server's wish is added to what is drawn from the base alone.
 *
 * Returns: milliseconds to wait
 */
gint64 wuse_backoff_next (WuseBackoff *self, gint64 at_least);

/**
 * wuse_backoff_reset:
 * @self: the state
 *
 * After a success.
 */
void wuse_backoff_reset (WuseBackoff *self);

G_END_DECLS
