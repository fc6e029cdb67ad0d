/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a list of keys became another one. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WuseListSpan:
 * @position: where, after all spans before it have been applied
 * @n_removed: how many keys went
 * @n_added: how many came in their place
 *
 * As told by #GListModel::items-changed.
 */
typedef struct
{
  guint position;
  guint n_removed;
  guint n_added;
} WuseListSpan;

/**
 * wuse_list_change_find:
 * @before: (element-type gint64): distinct keys
 * @after: (element-type gint64): distinct keys
 *
 * What came and what went is found; what changed its place has gone there and come here. A change in very many places is
 * told as one span from the first to the last.
 *
 * Returns: (transfer full) (element-type WuseListSpan): the spans, in order of position
 */
GArray *wuse_list_change_find (const GArray *before, const GArray *after);

G_END_DECLS
