/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a district server says of itself. */

#pragma once

#include <json-glib/json-glib.h>

#include "wuse-date.h"
#include "wuse-geometry.h"

G_BEGIN_DECLS

/**
 * WuseDistrict:
 * @id: id of the district
 * @name: name in its own language
 * @name_en: Latin name, or %NULL
 * @feed: id of the feed; another id means that all cursors have lost their meaning
 * @seq: greatest `seq` of the feed when asked
 * @synthetic: whether people and outbreak are made up
 * @source: where the data come from, in words
 * @licence: under which terms, or %NULL
 * @attribution: what has to stand on the map, or %NULL
 * @utc_offset: minutes east of UTC of the district's days
 * @time: the district's present instant (a simulated one runs by its own clock)
 * @clock_rate: seconds of district time per second; 1 for a real one, 0 while paused
 * @first_day: first day there is anything to show of, or %WUSE_DAY_NONE
 * @last_day: last day of a closed data set, or %WUSE_DAY_NONE while it goes on
 * @bounds: the box around the district
 */
typedef struct
{
  char *id;
  char *name;
  char *name_en;
  char *feed;
  gint64 seq;
  gboolean synthetic;
  char *source;
  char *licence;
  char *attribution;
  int utc_offset;
  WuseTime time;
  double clock_rate;
  WuseDay first_day;
  WuseDay last_day;
  WuseBounds bounds;
} WuseDistrict;

GType wuse_district_get_type (void);
#define WUSE_TYPE_DISTRICT (wuse_district_get_type ())

/**
 * wuse_district_new:
 *
 * Returns: (transfer full): a description with nothing known; free with wuse_district_free()
 */
WuseDistrict *wuse_district_new (void);

/**
 * wuse_district_copy:
 * @self: a description
 *
 * Returns: (transfer full): a copy
 */
WuseDistrict *wuse_district_copy (const WuseDistrict *self);

/**
 * wuse_district_free:
 * @self: (transfer full) (nullable): a description
 */
void wuse_district_free (WuseDistrict *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseDistrict, wuse_district_free)

/**
 * wuse_district_from_json:
 * @node: the answer of `GET /v1/district`
 * @error: return location for a %WUSE_MODEL_ERROR
 *
 * Returns: (transfer full) (nullable): the description
 */
WuseDistrict *wuse_district_from_json (JsonNode *node, GError **error);

/**
 * wuse_district_to_json:
 * @self: a description
 *
 * Returns: (transfer full): the object of `GET /v1/district`
 */
JsonNode *wuse_district_to_json (const WuseDistrict *self);

G_END_DECLS
