/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OGC API – Features Part 1 over the feed's spatial records. */

#pragma once

#include "wuse-exchange.h"
#include "wuse-feed-view.h"
#include "wuse-ogc-query.h"

G_BEGIN_DECLS

/**
 * wuse_ogc_find_collection:
 * @name: name of a collection: `areas`, `buildings`, `features`, `places`, `cases`, `stays`
 * @type: (out): type of its records
 *
 * Returns: %FALSE if there is none of that name
 */
gboolean wuse_ogc_find_collection (const char *name, WuseRecordType *type);

/**
 * wuse_ogc_answer_landing:
 * @exchange: a request nothing was sent to yet
 * @district: what is served
 */
void wuse_ogc_answer_landing (WuseExchange *exchange, const WuseDistrict *district);

/**
 * wuse_ogc_answer_conformance:
 * @exchange: a request nothing was sent to yet
 */
void wuse_ogc_answer_conformance (WuseExchange *exchange);

/**
 * wuse_ogc_answer_collections:
 * @exchange: a request nothing was sent to yet
 * @district: what is served
 */
void wuse_ogc_answer_collections (WuseExchange *exchange, const WuseDistrict *district);

/**
 * wuse_ogc_answer_collection:
 * @exchange: a request nothing was sent to yet
 * @district: what is served
 * @type: a spatial type
 */
void wuse_ogc_answer_collection (WuseExchange *exchange, const WuseDistrict *district, WuseRecordType type);

/**
 * wuse_ogc_answer_items:
 * @exchange: a request nothing was sent to yet
 * @path: the feed's database
 * @type: a spatial type
 * @parameters: (nullable) (element-type utf8 utf8): the query
 *
 * Answers with a page of features, found and written on a thread.
 */
void wuse_ogc_answer_items (WuseExchange *exchange, const char *path, WuseRecordType type, GHashTable *parameters);

/**
 * wuse_ogc_answer_item:
 * @exchange: a request nothing was sent to yet
 * @view: for looking it up
 * @type: a spatial type
 * @id: an id
 */
void wuse_ogc_answer_item (WuseExchange *exchange, WuseFeedView *view, WuseRecordType type, const char *id);

G_END_DECLS
