/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names on the map: how wide they are, and their pixels. */

#pragma once

#include "wuse-color.h"
#include "wuse-pixels.h"

G_BEGIN_DECLS

/**
 * WuseTextStyle:
 * @WUSE_TEXT_QUIET: the finest areas
 * @WUSE_TEXT_NORMAL: areas of the drawn level
 * @WUSE_TEXT_STRONG: the level above
 * @WUSE_TEXT_TOP: the level above that
 * @WUSE_N_TEXT_STYLES: how many styles there are
 */
typedef enum
{
  WUSE_TEXT_QUIET,
  WUSE_TEXT_NORMAL,
  WUSE_TEXT_STRONG,
  WUSE_TEXT_TOP,
  WUSE_N_TEXT_STYLES,
} WuseTextStyle;

/**
 * wuse_text_estimate:
 * @text: UTF-8; need not be terminated
 * @length: bytes of @text
 * @style: how it is set
 * @width: (out): at most this wide, in pixels of 256-pixel tiles, halo included
 * @height: (out): at most this high
 *
 * Without asking a font: ideographs are one em, Latin letters by classes of width.
 */
void wuse_text_estimate (const char *text, gsize length, WuseTextStyle style, int *width, int *height);

/**
 * wuse_text_measure:
 * @text: UTF-8; need not be terminated
 * @length: bytes of @text
 * @style: how it is set
 * @scale: device pixels to a pixel
 * @width: (out): of what wuse_text_paint() paints, in device pixels, halo included
 * @height: (out): likewise
 */
void wuse_text_measure (const char *text, gsize length, WuseTextStyle style, int scale, int *width, int *height);

/**
 * wuse_text_paint:
 * @pixels: where to
 * @x: middle, in device pixels
 * @y: middle, in device pixels
 * @text: UTF-8; need not be terminated
 * @length: bytes of @text
 * @style: how it is set
 * @scale: device pixels to a pixel
 * @color: colour of the letters
 * @halo: colour around them
 *
 * Paints a name; what lies outside @pixels is cut off. The same name at the same place is the same pixels in every tile.
 */
void wuse_text_paint (WusePixels *pixels,
                      int x,
                      int y,
                      const char *text,
                      gsize length,
                      WuseTextStyle style,
                      int scale,
                      WuseColor color,
                      WuseColor halo);

G_END_DECLS
