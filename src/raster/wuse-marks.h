/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases, places and clusters as small pictures. */

#pragma once

#include "wuse-palette.h"
#include "wuse-pixels.h"

G_BEGIN_DECLS

/**
 * WuseMarkKind:
 * @WUSE_MARK_KEY_PLACE: key place
 * @WUSE_MARK_CARE_HOME: care home
 * @WUSE_MARK_STATION: station
 * @WUSE_MARK_MARKET: market
 * @WUSE_MARK_SCHOOL: school
 * @WUSE_MARK_CHECKPOINT: checkpoint
 * @WUSE_MARK_QUARANTINE_SITE: centralised quarantine site
 * @WUSE_MARK_FEVER_CLINIC: fever clinic
 * @WUSE_MARK_HOSPITAL: hospital
 * @WUSE_MARK_ASYMPTOMATIC: asymptomatic case
 * @WUSE_MARK_SUSPECTED: suspected case
 * @WUSE_MARK_CONFIRMED: confirmed case
 * @WUSE_N_MARK_KINDS: how many kinds there are
 *
 * In ascending order of weight: a cluster is shown as the greatest of its kinds.
 */
typedef enum
{
  WUSE_MARK_KEY_PLACE,
  WUSE_MARK_CARE_HOME,
  WUSE_MARK_STATION,
  WUSE_MARK_MARKET,
  WUSE_MARK_SCHOOL,
  WUSE_MARK_CHECKPOINT,
  WUSE_MARK_QUARANTINE_SITE,
  WUSE_MARK_FEVER_CLINIC,
  WUSE_MARK_HOSPITAL,
  WUSE_MARK_ASYMPTOMATIC,
  WUSE_MARK_SUSPECTED,
  WUSE_MARK_CONFIRMED,
  WUSE_N_MARK_KINDS,
} WuseMarkKind;

/**
 * wuse_mark_kind_from_place:
 * @code: (nullable): kind of a place as in the record
 *
 * Returns: its mark; %WUSE_MARK_KEY_PLACE for a code not known
 */
WuseMarkKind wuse_mark_kind_from_place (const char *code);

/**
 * WuseMarkPoint:
 * @x: pixels from the left
 * @y: pixels from the top
 * @kind: what it is
 *
 * A point to be painted.
 */
typedef struct
{
  float x;
  float y;
  WuseMarkKind kind;
} WuseMarkPoint;

/**
 * wuse_raster_paint_points:
 * @pixels: where to
 * @points: (array length=n_points): the points, in device pixels; later ones lie over earlier ones
 * @n_points: how many
 * @palette: the colours
 * @scale: device pixels to a pixel, 1 to 4
 *
 * Paints many points as dots with a fine line around them.
 */
void
wuse_raster_paint_points (WusePixels *pixels, const WuseMarkPoint *points, guint n_points, const WusePalette *palette, int scale);

/**
 * wuse_raster_paint_mark:
 * @kind: what it is
 * @palette: the colours
 * @scale: device pixels to a pixel, 1 to 4
 *
 * Paints a single mark: cases as discs (suspected ones hollow), places as rounded squares with a sign. The point it
 * marks is in its middle.
 *
 * Returns: (transfer full): the picture
 */
WusePixels *wuse_raster_paint_mark (WuseMarkKind kind, const WusePalette *palette, int scale);

/**
 * wuse_raster_paint_badge:
 * @kind: the weightiest kind in the cluster
 * @count: how many there are, at least 2
 * @palette: the colours
 * @scale: device pixels to a pixel, 1 to 4
 *
 * Paints a cluster: a disc with a ring and the number; it grows with the square root of the number.
 *
 * Returns: (transfer full): the picture
 */
WusePixels *wuse_raster_paint_badge (WuseMarkKind kind, guint count, const WusePalette *palette, int scale);

G_END_DECLS
