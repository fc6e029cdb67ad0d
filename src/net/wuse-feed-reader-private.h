/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The address that feed and live stream have in common. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * wuse_feed_reference:
 * @path: path of the resource, relative to the base address
 * @feed: (nullable): id of the feed
 * @after: `seq` after which to begin
 *
 * Returns: (transfer full): the address relative to the base address
 */
char *wuse_feed_reference (const char *path, const char *feed, gint64 after);

G_END_DECLS
