/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a row of a pack to the values of a record, by the word of the manifest. */

#pragma once

#include "wuse-pack-areas.h"
#include "wuse-pack-manifest.h"
#include "wuse-pack-rows.h"

G_BEGIN_DECLS

/**
 * WusePackContext:
 * @areas: the areas so far
 * @utc_offset: minutes east of UTC of days and of instants without an offset
 * @previous: (element-type WusePackValue gint64): for running totals, what the row before had
 * @arena: text and shapes of the record under way; emptied for each row
 *
 * What the values of a row depend on beside the row.
 */
typedef struct
{
  WusePackAreas *areas;
  int utc_offset;
  GHashTable *previous;
  GStringChunk *arena;
} WusePackContext;

/**
 * wuse_pack_conditions_hold:
 * @conditions: (nullable) (element-type WusePackCondition): conditions
 * @row: a row
 *
 * Returns: whether all of them hold
 */
gboolean wuse_pack_conditions_hold (const GArray *conditions, const WusePackRow *row);

/**
 * wuse_pack_template_fill:
 * @template: a template
 * @row: a row
 *
 * Returns: (transfer full): the text
 */
char *wuse_pack_template_fill (const WusePackTemplate *template, const WusePackRow *row);

/**
 * wuse_pack_fill_values:
 * @context: what it depends on
 * @source: the source the row is from
 * @row: a row
 * @record: its values are filled, but for the geometry; they last until the arena is emptied
 * @remarks: (element-type utf8): values that could not be used are told here
 * @error: return location for %WUSE_SERVER_ERROR_INVALID
 *
 * Returns: %FALSE if a required value is missing or cannot be used
 */
gboolean wuse_pack_fill_values (WusePackContext *context,
                                const WusePackSource *source,
                                const WusePackRow *row,
                                WuseRecord *record,
                                GPtrArray *remarks,
                                GError **error);

/**
 * wuse_pack_point_to_wgs84:
 * @datum: of @point
 * @point: a position
 *
 * Returns: the same place in WGS 84
 */
WusePoint wuse_pack_point_to_wgs84 (WuseDatum datum, WusePoint point);

/**
 * wuse_pack_read_time:
 * @context: what it depends on
 * @value: how it is come by
 * @row: a row
 * @time: (out): the instant
 *
 * Returns: %FALSE if the row has none
 */
gboolean wuse_pack_read_time (WusePackContext *context, const WusePackValue *value, const WusePackRow *row, WuseTime *time);

G_END_DECLS
