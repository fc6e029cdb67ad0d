/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Colours as stored in the palette, and the one blending operation. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WuseColor:
 * @red: 0 to 255
 * @green: 0 to 255
 * @blue: 0 to 255
 * @alpha: 0 transparent to 255 opaque; not multiplied in
 */
typedef struct
{
  guint8 red;
  guint8 green;
  guint8 blue;
  guint8 alpha;
} WuseColor;

/**
 * wuse_div255:
 * @value: 0 to 65,025
 *
 * Returns: @value / 255, rounded
 */
static inline guint32
wuse_div255 (guint32 value)
{
  value += 128;
  return (value + (value >> 8)) >> 8;
}

/**
 * wuse_color_to_pixel:
 * @color: a colour
 * @coverage: 0 to 255: how much of it
 *
 * Returns: a premultiplied pixel
 */
static inline guint32
wuse_color_to_pixel (WuseColor color, guint32 coverage)
{
  const guint32 alpha = wuse_div255 (color.alpha * coverage);

  return alpha << 24 | wuse_div255 (color.red * alpha) << 16 | wuse_div255 (color.green * alpha) << 8
         | wuse_div255 (color.blue * alpha);
}

/**
 * wuse_pixel_scale:
 * @pixel: a premultiplied pixel
 * @factor: 0 to 255
 *
 * Returns: the pixel with every channel multiplied by @factor / 255
 */
static inline guint32
wuse_pixel_scale (guint32 pixel, guint32 factor)
{
  guint32 even = (pixel & 0x00ff00ff) * factor + 0x00800080;
  guint32 odd = ((pixel >> 8) & 0x00ff00ff) * factor + 0x00800080;

  even = ((even + ((even >> 8) & 0x00ff00ff)) >> 8) & 0x00ff00ff;
  odd = (odd + ((odd >> 8) & 0x00ff00ff)) & 0xff00ff00;

  return even | odd;
}

/**
 * wuse_pixel_over:
 * @above: a premultiplied pixel
 * @below: another
 *
 * Returns: @above painted over @below (Porter & Duff 1984, over)
 */
static inline guint32
wuse_pixel_over (guint32 above, guint32 below)
{
  return above + wuse_pixel_scale (below, 255 - (above >> 24));
}

G_END_DECLS
