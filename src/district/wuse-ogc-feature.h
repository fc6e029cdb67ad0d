/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records as GeoJSON features. */

#pragma once

#include "wuse-record.h"

G_BEGIN_DECLS

/**
 * wuse_ogc_feature_append:
 * @record: a put record
 * @links: (nullable): the value of a member `links`, as JSON
 * @string: where to append
 *
 * Appends a Feature (RFC 7946): the geometry, or the point of `lon` and `lat`, or null; all other fields as properties.
 */
void wuse_ogc_feature_append (const WuseRecord *record, const char *links, GString *string);

/**
 * wuse_ogc_feature_meets:
 * @record: a put record
 * @boxes: (array fixed-size=2): boxes, of which one may be empty
 *
 * Returns: whether the record's geometry itself, not only its box, shares a point with one of @boxes
 */
gboolean wuse_ogc_feature_meets (const WuseRecord *record, const WuseBounds boxes[2]);

G_END_DECLS
