/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layers from any server that speaks OGC API – Features, page by page, whatever its habits. */

#pragma once

#include "wuse-features-page.h"
#include "wuse-session.h"

G_BEGIN_DECLS

/**
 * WuseFeaturesCollection:
 * @id: its id
 * @title: its title, else its id
 * @bounds: the box around it, empty where the server does not say
 * @items: address of its features
 *
 * A layer.
 */
typedef struct
{
  char *id;
  char *title;
  WuseBounds bounds;
  char *items;
} WuseFeaturesCollection;

/**
 * wuse_features_collection_free:
 * @self: (transfer full) (nullable): a layer
 */
void wuse_features_collection_free (WuseFeaturesCollection *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseFeaturesCollection, wuse_features_collection_free)

/**
 * wuse_features_list:
 * @session: a session whose base address is the landing page
 * @cancellable: (nullable): to give up
 * @error: return location for a %WUSE_NET_ERROR
 *
 * Goes from the landing page to the collections. Collections that hold no features are left out.
 *
 * Returns: (transfer full) (element-type WuseFeaturesCollection) (nullable): the layers
 */
GPtrArray *wuse_features_list (WuseSession *session, GCancellable *cancellable, GError **error);

/**
 * WuseFeaturesSummary:
 * @n_pages: pages read
 * @n_features: features handed over
 * @n_repeated: features passed over because their id (of one without: its content) had come before
 * @n_broken: features passed over because their geometry is none
 * @notice: (nullable): why not everything may have been read, in a sentence; %NULL if all was
 *
 * What came of reading a layer. Clear with wuse_features_summary_clear().
 */
typedef struct
{
  guint n_pages;
  guint64 n_features;
  guint64 n_repeated;
  guint64 n_broken;
  char *notice;
} WuseFeaturesSummary;

/**
 * wuse_features_summary_clear:
 * @self: a summary
 */
void wuse_features_summary_clear (WuseFeaturesSummary *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WuseFeaturesSummary, wuse_features_summary_clear)

/**
 * wuse_features_read:
 * @session: a session
 * @items: address of the features, of a #WuseFeaturesCollection
 * @bounds: (nullable): to ask for features that touch this box only
 * @page_size: features to ask for at a time, 1 to 10,000; the server may give fewer
 * @func: (scope call): called for each feature
 * @user_data: handed to @func
 * @summary: (out caller-allocates): what came of it; to be cleared in any case
 * @cancellable: (nullable): to give up
 * @error: return location for a %WUSE_NET_ERROR
 *
 * Reads page after page until there is no `next`. Made for servers as they are:
 *
 * - pages that come again (an `offset` that is ignored, a `next` that leads to itself) end the reading with a notice;
 * - a `next` that has lost the box is given it back;
 * - a `next` that leads to another server, as behind a TLS front that rewrites nothing, is followed on the session's own server
 * if its path lies below the base address, else reading ends with a notice; nothing is ever sent elsewhere;
 * - an empty page does not end the reading, a missing `next` does; an empty answer is an error;
 * - a page size that is refused is not asked for again.
 *
 * Returns: %FALSE if a page could not be read
 */
gboolean wuse_features_read (WuseSession *session,
                             const char *items,
                             const WuseBounds *bounds,
                             guint page_size,
                             WuseFeatureFunc func,
                             gpointer user_data,
                             WuseFeaturesSummary *summary,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
