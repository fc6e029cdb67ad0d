/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The query parameters of OGC API – Features, read strictly. */

#pragma once

#include "wuse-feed-view.h"

G_BEGIN_DECLS

/**
 * WUSE_OGC_MAX_LIMIT:
 *
 * Most features in one page; who asks for more gets as many.
 */
#define WUSE_OGC_MAX_LIMIT 10000

/**
 * WuseOgcQuery:
 * @items: what to look for; `after_id` points to @after_id
 * @after_id: id after which the page begins, or empty
 * @limit: most features in the page
 *
 * A request for a page of features.
 */
typedef struct
{
  WuseItemQuery items;
  char after_id[WUSE_RECORD_MAX_ID + 1];
  guint limit;
} WuseOgcQuery;

/**
 * wuse_ogc_query_read:
 * @self: (out caller-allocates): the request; not to be moved, as it points into itself
 * @type: type of the collection's records
 * @parameters: (nullable) (element-type utf8 utf8): `bbox`, `datetime`, `limit`, `after`
 * @error: return location for a %WUSE_SERVER_ERROR_INVALID that names the parameter
 *
 * Returns: %TRUE if every parameter is known and sound
 */
gboolean wuse_ogc_query_read (WuseOgcQuery *self, WuseRecordType type, GHashTable *parameters, GError **error);

/**
 * wuse_ogc_read_bbox:
 * @text: four or six numbers (CRS84, heights passed over)
 * @boxes: (array fixed-size=2): the box; two where it crosses the antimeridian
 *
 * Returns: %FALSE if it is no box
 */
gboolean wuse_ogc_read_bbox (const char *text, WuseBounds boxes[2]);

/**
 * wuse_ogc_read_datetime:
 * @text: an RFC 3339 date or date-time, or two with a slash between, either of which may be `..` or empty
 * @from: (out): the beginning
 * @to: (out): the end, inclusive
 *
 * Returns: %FALSE if it is neither
 */
gboolean wuse_ogc_read_datetime (const char *text, WuseTime *from, WuseTime *to);

/**
 * wuse_ogc_make_token:
 * @id: id of the last feature of a page
 *
 * Returns: (transfer full): the value of `after` for the next page
 */
char *wuse_ogc_make_token (const char *id);

G_END_DECLS
