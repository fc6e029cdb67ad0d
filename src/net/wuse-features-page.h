/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One page of GeoJSON features, parsed while it comes. */

#pragma once

#include "wuse-geometry.h"
#include "wuse-net-error.h"

G_BEGIN_DECLS

/**
 * WuseFeatureItem:
 * @id: (nullable): its id as text; %NULL where it has none, or an empty one
 * @geometry: its shape, %WUSE_GEOMETRY_NONE where it has none
 * @names: (array length=n_properties): names of its properties
 * @values: (array length=n_properties): their values as text: numbers as written, `true`, `false`
 * @n_properties: how many; null, arrays and objects are left out
 *
 * One feature. It and what it points to last for the call that hands it over.
 */
typedef struct
{
  const char *id;
  WuseGeometry geometry;
  const char *const *names;
  const char *const *values;
  guint n_properties;
} WuseFeatureItem;

/**
 * wuse_feature_item_get:
 * @self: a feature
 * @name: name of a property
 *
 * Returns: (nullable): its value
 */
const char *wuse_feature_item_get (const WuseFeatureItem *self, const char *name);

/**
 * WuseFeatureFunc:
 * @item: a feature
 * @user_data: what was handed over
 *
 * Takes a feature.
 */
typedef void (*WuseFeatureFunc) (const WuseFeatureItem *item, gpointer user_data);

/**
 * WuseFeaturesPage:
 *
 * Parses a FeatureCollection of OGC API – Features Part 1 from bytes in pieces of any size.
 */
typedef struct _WuseFeaturesPage WuseFeaturesPage;

/**
 * wuse_features_page_new:
 * @func: called for each feature
 * @user_data: handed to @func
 *
 * Returns: (transfer full): a parser; free with wuse_features_page_free()
 */
WuseFeaturesPage *wuse_features_page_new (WuseFeatureFunc func, gpointer user_data);

/**
 * wuse_features_page_free:
 * @self: (transfer full) (nullable): a parser
 */
void wuse_features_page_free (WuseFeaturesPage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseFeaturesPage, wuse_features_page_free)

/**
 * wuse_features_page_push:
 * @self: a parser
 * @bytes: (array length=length): the next bytes
 * @length: how many
 * @error: return location for a %WUSE_NET_ERROR_PROTOCOL
 *
 * Returns: %FALSE if it is no JSON, or JSON of another kind
 */
gboolean wuse_features_page_push (WuseFeaturesPage *self, const guint8 *bytes, gsize length, GError **error);

/**
 * wuse_features_page_end:
 * @self: a parser
 * @error: return location for a %WUSE_NET_ERROR
 *
 * Returns: %FALSE if the page is not complete or has no `features`
 */
gboolean wuse_features_page_end (WuseFeaturesPage *self, GError **error);

/**
 * wuse_features_page_get_next:
 * @self: a parser at its end
 *
 * Returns: (nullable): address of the next page, as the server gave it
 */
const char *wuse_features_page_get_next (const WuseFeaturesPage *self);

/**
 * wuse_features_page_get_n_broken:
 * @self: a parser
 *
 * Returns: how many features were passed over because their geometry is none
 */
guint wuse_features_page_get_n_broken (const WuseFeaturesPage *self);

G_END_DECLS
