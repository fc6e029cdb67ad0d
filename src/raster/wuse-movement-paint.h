/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paints movements: marks, and bent lines that grow wider in the direction one went. */

#pragma once

#include "wuse-movement-plan.h"
#include "wuse-palette.h"
#include "wuse-pixels.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * WuseMovementDash:
 * @WUSE_MOVEMENT_SOLID: an unbroken line
 * @WUSE_MOVEMENT_DASHED: dashes
 * @WUSE_MOVEMENT_DOTTED: dots
 * @WUSE_MOVEMENT_DASH_DOT: dashes and dots
 *
 * How a line is broken: the sign of a case beside its colour.
 */
typedef enum
{
  WUSE_MOVEMENT_SOLID,
  WUSE_MOVEMENT_DASHED,
  WUSE_MOVEMENT_DOTTED,
  WUSE_MOVEMENT_DASH_DOT,
} WuseMovementDash;

/**
 * wuse_movement_color:
 * @palette: the colours
 * @by_class: whether @style is a #WuseClassification
 * @style: a style of a plan; %WUSE_MOVEMENT_SHARED gives that of names
 *
 * Returns: its colour
 */
WuseColor wuse_movement_color (const WusePalette *palette, gboolean by_class, guint8 style);

/**
 * wuse_movement_dash:
 * @by_class: whether @style is a #WuseClassification
 * @style: a style of a plan
 *
 * Returns: its dash
 */
WuseMovementDash wuse_movement_dash (gboolean by_class, guint8 style);

/**
 * wuse_movement_dash_lengths:
 * @dash: a dash
 * @n_lengths: (out): how many lengths there are, 0 for an unbroken line
 *
 * Returns: (array length=n_lengths): lengths of lines and gaps by turns, in pixels
 */
const float *wuse_movement_dash_lengths (WuseMovementDash dash, guint *n_lengths);

/**
 * WuseMovementBetween:
 * @pixels: with the ways on it
 * @user_data: as handed to wuse_movement_paint_around()
 *
 * Paints what lies over the ways, and under the marks.
 */
typedef void (*WuseMovementBetween) (WusePixels *pixels, gpointer user_data);

/**
 * wuse_movement_paint:
 * @pixels: where to; what is there stays below
 * @plan: what to paint
 * @palette: the colours
 * @left: left edge, in device pixels of the world at the plan's zoom level
 * @top: top edge
 * @scale: device pixels to a pixel, 1 to 4
 * @cancellable: (nullable): to give up, from any thread
 *
 * Neighbouring pictures fit together: what crosses an edge goes on in the next one.
 *
 * Returns: whether anything was painted
 */
gboolean wuse_movement_paint (WusePixels *pixels,
                              const WuseMovementPlan *plan,
                              const WusePalette *palette,
                              gint64 left,
                              gint64 top,
                              int scale,
                              GCancellable *cancellable);

/**
 * wuse_movement_paint_around:
 * @pixels: where to; what is there stays below
 * @plan: what to paint
 * @palette: the colours
 * @left: left edge, in device pixels of the world at the plan's zoom level
 * @top: top edge
 * @scale: device pixels to a pixel, 1 to 4
 * @between: (nullable) (scope call): called between ways and marks, if there are ways here
 * @user_data: handed to @between
 * @cancellable: (nullable): to give up, from any thread
 *
 * As wuse_movement_paint(), with something between ways and marks.
 *
 * Returns: whether anything was painted
 */
gboolean wuse_movement_paint_around (WusePixels *pixels,
                                     const WuseMovementPlan *plan,
                                     const WusePalette *palette,
                                     gint64 left,
                                     gint64 top,
                                     int scale,
                                     WuseMovementBetween between,
                                     gpointer user_data,
                                     GCancellable *cancellable);

G_END_DECLS
