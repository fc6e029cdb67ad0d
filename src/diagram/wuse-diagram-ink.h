/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines, discs and words put to paper, whatever the paper is. */

#pragma once

#include <cairo.h>

#include "wuse-color.h"
#include "wuse-output-file.h"

G_BEGIN_DECLS

/**
 * WuseInkAnchor:
 * @WUSE_INK_START: to the right of it
 * @WUSE_INK_MIDDLE: centred on it
 * @WUSE_INK_END: to the left of it
 *
 * Where a text stands of the place it is put at.
 */
typedef enum
{
  WUSE_INK_START,
  WUSE_INK_MIDDLE,
  WUSE_INK_END,
} WuseInkAnchor;

/**
 * WuseInkText:
 * @size: of the letters, in pixels
 * @is_bold: whether they are
 * @color: theirs
 * @halo: drawn around them if it is not transparent
 * @anchor: where the text stands of its place
 */
typedef struct
{
  double size;
  gboolean is_bold;
  WuseColor color;
  WuseColor halo;
  WuseInkAnchor anchor;
} WuseInkText;

/**
 * WuseInk:
 *
 * Something that can be drawn with.
 */
typedef struct _WuseInk WuseInk;

/**
 * WuseInkClass:
 * @begin_group: begins a group of that name; groups may hold each other
 * @begin_clipped_group: likewise; nothing of it is seen outside the rectangle
 * @end_group: ends the group begun last
 * @move_to: begins a path, or a part of one
 * @line_to: a straight line
 * @curve_to: a cubic Bézier curve
 * @stroke: ends a path as a line; @dash is the length of dashes and gaps, 0 for none
 * @fill: ends a path as an area
 * @disc: a disc with a line around it
 * @rectangle: a filled rectangle
 * @text: a line of text
 * @free: frees it
 *
 * What inks can do. Lengths are pixels of the page, y downwards.
 */

typedef struct
{
  void (*begin_group) (WuseInk *self, const char *name);
  void (*begin_clipped_group) (WuseInk *self, const char *name, double x, double y, double width, double height);
  void (*end_group) (WuseInk *self);
  void (*move_to) (WuseInk *self, double x, double y);
  void (*line_to) (WuseInk *self, double x, double y);
  void (*curve_to) (WuseInk *self, double x1, double y1, double x2, double y2, double x, double y);
  void (*stroke) (WuseInk *self, WuseColor color, double width, double dash);
  void (*fill) (WuseInk *self, WuseColor color);
  void (*disc) (WuseInk *self, double x, double y, double radius, WuseColor fill, WuseColor line, double width);
  void (*rectangle) (WuseInk *self, double x, double y, double width, double height, WuseColor fill);
  void (*text) (WuseInk *self, double x, double y, const char *text, const WuseInkText *style);
  void (*free) (WuseInk *self);
} WuseInkClass;

struct _WuseInk
{
  const WuseInkClass *class;
};

/**
 * WUSE_INK_FAMILIES:
 *
 * What all text is set in, as a list for Pango.
 */
#define WUSE_INK_FAMILIES "Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, Cantarell, Sans"

/**
 * wuse_ink_new_for_cairo:
 * @cr: draws onto a surface of any kind; has to live as long
 *
 * Returns: (transfer full): ink for it
 */
WuseInk *wuse_ink_new_for_cairo (cairo_t *cr);

/**
 * wuse_ink_new_for_svg:
 * @file: an SVG document whose root element is open; has to live as long
 *
 * Returns: (transfer full): ink that writes elements into it
 */
WuseInk *wuse_ink_new_for_svg (WuseOutputFile *file);

/**
 * wuse_ink_free:
 * @self: (transfer full) (nullable): ink
 */
void wuse_ink_free (WuseInk *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseInk, wuse_ink_free)

G_END_DECLS
